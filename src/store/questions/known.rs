//! What the reader keeps between questions: the words of the register, for forgiving slips, and what is to be done.
//!
//! Both are small whatever the size of the register. They are loaded after an answer, while nobody waits, and kept up
//! with what was recorded since: at once where they are asked for before that.

mod open;

use rusqlite::Connection;

use crate::minutes::slips::Vocabulary;

pub(super) use open::{Open, OpenActions};

/// What is kept.
#[derive(Debug)]
pub(in crate::store) struct Known {
    vocabulary: Option<Vocabulary>,
    open: Option<OpenActions>,
    /// Whether more than one question is to be answered.
    keeps: bool,
    /// The register as it was when the words were loaded, and when what is to be done was kept up. It changes when
    /// somebody else writes, and for the reader everybody is.
    words_at: i64,
    open_at: i64,
}

impl Known {
    /// For many questions.
    pub(in crate::store) fn keeping() -> Self {
        Self {
            vocabulary: None,
            open: None,
            keeps: true,
            words_at: -1,
            open_at: -1,
        }
    }

    /// For one question, for which it would not be worth the while.
    pub(in crate::store) fn for_once() -> Self {
        Self {
            keeps: false,
            ..Self::keeping()
        }
    }

    /// Whether more than one question is to be answered, by somebody who waits at each key.
    pub(super) fn keeps(&self) -> bool {
        self.keeps
    }

    /// Every word there is.
    pub(super) fn vocabulary(&mut self, connection: &Connection) -> rusqlite::Result<&Vocabulary> {
        let now = version(connection)?;
        let loaded = match self.vocabulary.take() {
            Some(loaded) if self.words_at == now => loaded,
            Some(_) | None => vocabulary(connection)?,
        };
        self.words_at = now;
        Ok(self.vocabulary.insert(loaded))
    }

    /// What is to be done; none where it is not kept.
    pub(super) fn open(
        &mut self,
        connection: &Connection,
    ) -> rusqlite::Result<Option<&OpenActions>> {
        if !self.keeps {
            return Ok(None);
        }
        let now = version(connection)?;
        let mut open = self.open.take().unwrap_or_default();
        if self.open_at != now {
            open.keep_up(connection)?;
            self.open_at = now;
        }
        Ok(Some(&*self.open.insert(open)))
    }

    /// Loads what will be needed while nobody waits.
    pub(in crate::store) fn refresh(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        if self.keeps {
            self.open(connection)?;
            self.vocabulary(connection)?;
        }
        Ok(())
    }
}

/// Differs from that of another moment if somebody else wrote between.
fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "data_version", |row| row.get(0))
}

fn vocabulary(connection: &Connection) -> rusqlite::Result<Vocabulary> {
    let mut vocabulary = Vocabulary::default();
    let mut statement = connection.prepare_cached("SELECT word FROM words ORDER BY word")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        vocabulary.push(row.get_ref(0)?.as_str().unwrap_or_default());
    }
    Ok(vocabulary)
}
