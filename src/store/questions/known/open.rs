//! Every open action, as words.
//!
//! They are few: a body that has done half of what it agreed has a hundred. The index of words would have to be asked
//! for what all rows have in common that are open, and for each row of a frequent word whether it is one of them.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher as _, RandomState};

use chrono::{Datelike as _, NaiveDate};
use rusqlite::{Connection, OptionalExtension as _};

use crate::minutes::folding;
use crate::minutes::ids::BodyId;

/// An open action.
#[derive(Debug)]
pub(in super::super) struct Open {
    /// Its number.
    pub number: i64,
    /// The body that agreed it.
    pub body: Option<BodyId>,
    /// The last day of its time, counted from the beginning of the calendar.
    pub until: i32,
    /// Whether it is addressed to a body.
    pub recommendation: bool,
    /// Its words, by their places in the list of words.
    pub text: Box<[u32]>,
    /// The words of its reference.
    pub reference: Box<[u32]>,
    /// The words of its owners' names.
    pub owners: Box<[u32]>,
    /// The words of its item's title.
    pub item: Box<[u32]>,
    /// Tells whether what the words were read from is still the same.
    print: u64,
}

/// All of them.
#[derive(Debug, Default)]
pub(in super::super) struct OpenActions {
    actions: BTreeMap<i64, Open>,
    /// Every word in them, and some that were: each once.
    words: Vec<Box<str>>,
    places: HashMap<Box<str>, u32>,
    hasher: RandomState,
}

impl OpenActions {
    /// The newest first.
    pub(in super::super) fn iter(&self) -> impl Iterator<Item = &Open> {
        self.actions.values().rev()
    }

    pub(in super::super) fn holds(&self, number: i64) -> bool {
        self.actions.contains_key(&number)
    }

    /// Every word in them.
    pub(in super::super) fn words(&self) -> &[Box<str>] {
        &self.words
    }

    /// Words, by their places.
    pub(in super::super) fn read<'a>(&'a self, places: &'a [u32]) -> impl Iterator<Item = &'a str> {
        places
            .iter()
            .filter_map(|place| self.words.get(*place as usize).map(AsRef::as_ref))
    }

    /// Takes in what is open now and was not, and lets go what is not any more.
    pub(super) fn keep_up(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        // The index on how actions stand holds all that is asked for.
        let mut statement = connection
            .prepare_cached("SELECT number, pressing FROM standings WHERE status = 'open'")?;
        let mut rows = statement.query([])?;
        let mut before = std::mem::take(&mut self.actions);
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let until = row.get_ref(1)?.as_str().unwrap_or_default();
            let until = until
                .parse()
                .map_or(i32::MAX, |day: NaiveDate| day.num_days_from_ce());
            let action = match before.remove(&number) {
                Some(action) => Some(action),
                None => self.load(connection, number, None)?,
            };
            if let Some(mut action) = action {
                action.until = until;
                self.actions.insert(number, action);
            }
        }
        Ok(())
    }

    /// Looks whether the words of any have altered.
    pub(super) fn look_through(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let all: Vec<(i64, i32, u64)> = self
            .actions
            .values()
            .map(|action| (action.number, action.until, action.print))
            .collect();
        for (number, until, print) in all {
            if let Some(mut altered) = self.load(connection, number, Some(print))? {
                altered.until = until;
                self.actions.insert(number, altered);
            }
        }
        Ok(())
    }

    /// Reads one from the index of words, unless it is as it was.
    fn load(
        &mut self,
        connection: &Connection,
        number: i64,
        print: Option<u64>,
    ) -> rusqlite::Result<Option<Open>> {
        let mut statement = connection
            .prepare_cached("SELECT c0, c1, c2, c3, c4 FROM entry_words_content WHERE id = ?1")?;
        statement
            .query_row([number], |row| {
                let column = |place| row.get_ref(place).map(|it| it.as_str().unwrap_or_default());
                let all = [column(0)?, column(1)?, column(2)?, column(3)?, column(4)?];
                let now = self.hasher.hash_one(all);
                if print == Some(now) {
                    return Ok(None);
                }
                let [text, reference, owners, item, facets] = all;
                let mut facets = facets.split(' ');
                Ok(Some(Open {
                    number,
                    body: facets
                        .clone()
                        .find_map(|facet| uuid::Uuid::try_parse(facet.strip_prefix("xb")?).ok())
                        .map(BodyId),
                    until: i32::MAX,
                    recommendation: facets.any(|facet| facet == "xkrecommendation"),
                    text: self.take(text),
                    reference: self.take(reference),
                    owners: self.take(owners),
                    item: self.take(item),
                    print: now,
                }))
            })
            .optional()
            .map(Option::flatten)
    }

    /// The places of a text's words.
    fn take(&mut self, text: &str) -> Box<[u32]> {
        folding::words(text)
            .map(|word| {
                if let Some(place) = self.places.get(word.folded.as_str()) {
                    return *place;
                }
                let place = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
                let word: Box<str> = word.folded.into();
                self.words.push(word.clone());
                self.places.insert(word, place);
                place
            })
            .collect()
    }
}
