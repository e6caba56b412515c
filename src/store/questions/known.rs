//! What the reader keeps between questions: the words of the register, for forgiving slips.

use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::minutes::slips::Vocabulary;

/// Words recorded meanwhile are taken in after so long at the earliest: they cost a pass over all.
const STALE: Duration = Duration::from_mins(1);

/// What is kept. It is loaded when it is first needed, or when there is nothing else to do.
#[derive(Debug, Default)]
pub(in crate::store) struct Known {
    vocabulary: Option<Loaded>,
}

#[derive(Debug)]
struct Loaded {
    vocabulary: Vocabulary,
    /// Changes when somebody else writes in the register.
    version: i64,
    at: Instant,
}

impl Known {
    /// Every word there is, perhaps without the latest.
    pub(super) fn vocabulary(&mut self, connection: &Connection) -> rusqlite::Result<&Vocabulary> {
        let loaded = match self.vocabulary.take() {
            Some(loaded) => loaded,
            None => load(connection)?,
        };
        Ok(&self.vocabulary.insert(loaded).vocabulary)
    }

    /// Loads what will be needed, or what has become old, while nobody waits.
    pub(in crate::store) fn refresh(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let is_old = match &self.vocabulary {
            None => true,
            Some(loaded) => loaded.at.elapsed() > STALE && loaded.version != version(connection)?,
        };
        if is_old {
            self.vocabulary = Some(load(connection)?);
        }
        Ok(())
    }
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "data_version", |row| row.get(0))
}

fn load(connection: &Connection) -> rusqlite::Result<Loaded> {
    let mut vocabulary = Vocabulary::default();
    let mut statement = connection.prepare_cached("SELECT word FROM words ORDER BY word")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        vocabulary.push(row.get_ref(0)?.as_str().unwrap_or_default());
    }
    Ok(Loaded {
        vocabulary,
        version: version(connection)?,
        at: Instant::now(),
    })
}
