//! What the reader keeps between questions: the words of the register, for forgiving slips, and what is to be done.
//!
//! Both are small whatever the size of the register. They are loaded after the first answer, while nobody waits, and
//! looked through again when something was recorded.

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
    /// Changes when somebody else writes in the register.
    version: i64,
    /// Whether what is to be done was looked through since the last change.
    looked_through: bool,
}

impl Known {
    /// For many questions.
    pub(in crate::store) fn keeping() -> Self {
        Self {
            vocabulary: None,
            open: None,
            keeps: true,
            version: -1,
            looked_through: false,
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

    /// Every word there is, perhaps without the very latest: they are found as typed, and only a slip in them is not yet
    /// forgiven.
    pub(super) fn vocabulary(&mut self, connection: &Connection) -> rusqlite::Result<&Vocabulary> {
        let loaded = match self.vocabulary.take() {
            Some(loaded) => loaded,
            None => vocabulary(connection)?,
        };
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
        let version = connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        let mut open = self.open.take().unwrap_or_default();
        if self.version != version {
            open.keep_up(connection)?;
            self.version = version;
            self.looked_through = false;
        }
        Ok(Some(&*self.open.insert(open)))
    }

    /// Loads what will be needed, and looks through what may have altered, while nobody waits.
    pub(in crate::store) fn refresh(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        if !self.keeps {
            return Ok(());
        }
        self.open(connection)?;
        if !self.looked_through {
            if let Some(open) = &mut self.open {
                open.look_through(connection)?;
            }
            self.vocabulary = Some(vocabulary(connection)?);
            self.looked_through = true;
        }
        Ok(())
    }
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
