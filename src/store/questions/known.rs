//! What the reader keeps between questions: the words of the register, for forgiving slips, and what is to be done.
//!
//! Both are small whatever the size of the register. They are loaded after an answer, while nobody waits, and kept up
//! with what was recorded since: at once where they are asked for before that.

mod open;

use std::collections::BTreeSet;
use std::rc::Rc;

use rusqlite::Connection;

use super::alarm::Alarm;
use super::look_up::Seen;
use crate::minutes::slips::Vocabulary;

pub(super) use open::{Open, OpenActions};

/// What is kept.
#[derive(Debug)]
pub(in crate::store) struct Known {
    vocabulary: Option<Rc<Vocabulary>>,
    open: Option<OpenActions>,
    /// Whether more than one question is to be answered.
    keeps: bool,
    /// The register as it was when the words were loaded, and when what is to be done was kept up. It changes when
    /// somebody else writes, and for the reader everybody is.
    words_at: i64,
    open_at: i64,
    /// Rows that were read, of the register as it was at that moment.
    seen: Rc<Seen>,
    seen_at: i64,
    /// Ends what takes too long for somebody who waits; none where nobody does.
    alarm: Option<Alarm>,
    /// Whether the next search goes on to its end, unless a newer question comes.
    pub(in crate::store) to_the_end: bool,
    /// Whether the register is so large that it may take too long.
    large: bool,
    large_at: i64,
}

/// An index of fewer rows is always gone through: what a council records in some years.
const LARGE: i64 = 20_000;

impl Known {
    /// For many questions.
    pub(in crate::store) fn keeping() -> Self {
        Self {
            vocabulary: None,
            open: None,
            keeps: true,
            words_at: -1,
            open_at: -1,
            seen: Rc::default(),
            seen_at: -1,
            alarm: None,
            to_the_end: false,
            large: false,
            large_at: -1,
        }
    }

    /// For one question, for which it would not be worth the while.
    pub(in crate::store) fn for_once() -> Self {
        Self {
            keeps: false,
            ..Self::keeping()
        }
    }

    /// For many questions on a connection, by somebody who waits at each key.
    ///
    /// `overtaken` says whether a newer question waits.
    pub(in crate::store) fn watching(
        connection: &mut Connection,
        overtaken: impl Fn() -> bool + Send + 'static,
    ) -> rusqlite::Result<Self> {
        Ok(Self {
            alarm: Some(Alarm::on(connection, overtaken)?),
            ..Self::keeping()
        })
    }

    /// What ends a search that somebody waits for; none where it is to go through all there is.
    pub(super) fn alarm(&mut self, connection: &Connection) -> rusqlite::Result<Option<Alarm>> {
        let Some(alarm) = &self.alarm else {
            return Ok(None);
        };
        let now = version(connection)?;
        // It does not become small again.
        if !self.large && self.large_at != now {
            self.large = connection
                // FTS5 keeps a small row here for each of its large ones.
                .prepare_cached("SELECT 1 FROM entry_words_docsize LIMIT 1 OFFSET ?1")?
                .exists([LARGE])?;
            self.large_at = now;
        }
        Ok(self.large.then(|| alarm.clone()))
    }

    /// Every word there is; where nothing is kept, those alone that some words may have been meant to be.
    pub(super) fn vocabulary(
        &mut self,
        connection: &Connection,
        meant: &[&str],
    ) -> rusqlite::Result<Rc<Vocabulary>> {
        if !self.keeps {
            return Ok(Rc::new(vocabulary_near(connection, meant)?));
        }
        let now = version(connection)?;
        let loaded = match self.vocabulary.take() {
            Some(loaded) if self.words_at == now => loaded,
            Some(_) | None => Rc::new(vocabulary(connection)?),
        };
        self.words_at = now;
        Ok(Rc::clone(self.vocabulary.insert(loaded)))
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

    /// Rows that were read, while nobody has written since.
    pub(super) fn seen(&mut self, connection: &Connection) -> rusqlite::Result<Rc<Seen>> {
        let now = version(connection)?;
        if self.seen_at != now {
            self.seen = Rc::default();
            self.seen_at = now;
        }
        Ok(Rc::clone(&self.seen))
    }

    /// Loads what will be needed while nobody waits.
    pub(in crate::store) fn refresh(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        if self.keeps {
            self.open(connection)?;
            self.alarm(connection)?;
            self.vocabulary(connection, &[])?;
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

/// How many letters after a slip in the first one words are told apart by.
const AFTER_A_SLIP: usize = 3;

/// The words that may be meant by some others with a slip in them: the list is made of a few spans of the table, which
/// for one question costs less than all of it. For each of them it gives what the whole list would give.
fn vocabulary_near(connection: &Connection, meant: &[&str]) -> rusqlite::Result<Vocabulary> {
    let mut beginnings = BTreeSet::new();
    let initials = initials(connection)?;
    for word in meant {
        let letters: Vec<char> = word.chars().collect();
        // The first letter is as typed, or was one too many, or stands second.
        beginnings.extend(letters.iter().take(2).map(char::to_string));
        // It was left out, or is another.
        for rest in [&letters[..], letters.get(1..).unwrap_or_default()] {
            for initial in &initials {
                let rest = rest.iter().take(AFTER_A_SLIP);
                beginnings.insert(std::iter::once(initial).chain(rest).collect());
            }
        }
    }
    let mut statement =
        connection.prepare_cached("SELECT word FROM words WHERE word >= ?1 AND word < ?2")?;
    let mut words: BTreeSet<String> = BTreeSet::new();
    for beginning in &beginnings {
        let mut rows = statement.query([beginning, &after(beginning)])?;
        while let Some(row) = rows.next()? {
            words.insert(row.get(0)?);
        }
    }
    Ok(Vocabulary::of_sorted(words))
}

/// The letters with which words begin.
fn initials(connection: &Connection) -> rusqlite::Result<Vec<char>> {
    let mut initials = Vec::new();
    let mut statement =
        connection.prepare_cached("SELECT min(word) FROM words WHERE word >= ?1")?;
    let mut from = String::new();
    while let Some(word) = statement.query_row([&from], |row| row.get::<_, Option<String>>(0))? {
        let Some(initial) = word.chars().next() else {
            break;
        };
        initials.push(initial);
        from = after(&initial.to_string());
    }
    Ok(initials)
}

/// What stands after every word that begins so: no letter comes after this one.
pub(super) fn after(beginning: &str) -> String {
    format!("{beginning}\u{10ffff}")
}
