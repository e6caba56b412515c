//! What was read for the keys before: while a word is typed, most of what fits fits again.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension as _};

use super::wanted::Index;
use crate::minutes::folding;
use crate::minutes::ids::BodyId;
use crate::store::protocol::Hit;
use crate::store::questions::hits;

/// So many are kept, then all are let go: a few hundred rows are read for a key.
const ROWS: usize = 1_500;
const HITS: usize = 300;

/// Rows of one state of the register.
#[derive(Debug, Default)]
pub(in super::super) struct Seen {
    rows: RefCell<HashMap<(Index, i64), Rc<Row>>>,
    hits: RefCell<HashMap<(Index, i64), Hit>>,
}

/// A row as the index holds it, folded.
#[derive(Debug)]
pub(super) struct Row {
    /// Its own words.
    pub text: Words,
    /// Those of its reference, owners and item.
    pub beside: Words,
    pub body: Option<BodyId>,
    /// "open", "complete" …; empty for what is no action.
    pub status: String,
}

/// Words in one text.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    ends: Vec<usize>,
}

impl Seen {
    /// A row of the index; none where it has none of that number.
    pub(super) fn row(
        &self,
        connection: &Connection,
        index: Index,
        number: i64,
    ) -> rusqlite::Result<Option<Rc<Row>>> {
        let mut rows = self.rows.borrow_mut();
        if let Some(row) = rows.get(&(index, number)) {
            return Ok(Some(Rc::clone(row)));
        }
        let Some(row) = read(connection, index, number)?.map(Rc::new) else {
            return Ok(None);
        };
        if rows.len() >= ROWS {
            rows.clear();
        }
        rows.insert((index, number), Rc::clone(&row));
        Ok(Some(row))
    }

    /// A row as it is shown, nothing marked.
    pub(super) fn hit(
        &self,
        connection: &Connection,
        index: Index,
        number: i64,
    ) -> rusqlite::Result<Option<Hit>> {
        let mut shown = self.hits.borrow_mut();
        if let Some(hit) = shown.get(&(index, number)) {
            return Ok(Some(hit.clone()));
        }
        let hit = match index {
            Index::Entries => hits::of_entry(connection, number)?,
            Index::Items => hits::of_item(connection, number)?,
        };
        let Some(hit) = hit else { return Ok(None) };
        if shown.len() >= HITS {
            shown.clear();
        }
        shown.insert((index, number), hit.clone());
        Ok(Some(hit))
    }
}

impl Words {
    fn take(&mut self, text: &str) {
        for word in folding::words(text) {
            self.text.push_str(&word.folded);
            self.ends.push(self.text.len());
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let mut from = 0;
        self.ends.iter().map(move |end| {
            let word = self.text.get(from..*end).unwrap_or_default();
            from = *end;
            word
        })
    }
}

/// Reads a row of the index from the table in which FTS5 keeps what it was given (its documentation, section 9): by way
/// of the index each would be a search of its own.
fn read(connection: &Connection, index: Index, number: i64) -> rusqlite::Result<Option<Row>> {
    let sql = match index {
        Index::Entries => "SELECT c0, c1, c2, c3, c4 FROM entry_words_content WHERE id = ?1",
        Index::Items => "SELECT c0, '', '', '', c1 FROM item_words_content WHERE id = ?1",
    };
    connection
        .prepare_cached(sql)?
        .query_row([number], |row| {
            let column = |place| row.get_ref(place).map(|it| it.as_str().unwrap_or_default());
            let facets = column(4)?;
            let facet = |mark| {
                facets
                    .split(' ')
                    .find_map(move |facet| facet.strip_prefix(mark))
            };
            let (mut text, mut beside) = (Words::default(), Words::default());
            text.take(column(0)?);
            for place in 1..4 {
                beside.take(column(place)?);
            }
            Ok(Row {
                text,
                beside,
                body: facet("xb")
                    .and_then(|body| uuid::Uuid::try_parse(body).ok())
                    .map(BodyId),
                status: facet("xs").unwrap_or_default().to_owned(),
            })
        })
        .optional()
}
