//! Every open action, as words.
//!
//! They are few: a body that has done half of what it agreed has a hundred. The index of words would have to be asked
//! for what all rows have in common that are open, and for each row of a frequent word whether it is one of them.

use std::collections::{BTreeMap, HashMap, HashSet};

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
    /// How many updates it has.
    updates: i64,
}

/// All of them.
#[derive(Debug, Default)]
pub(in super::super) struct OpenActions {
    actions: BTreeMap<i64, Open>,
    /// Every word in them, and some that were: each once.
    words: Vec<Box<str>>,
    places: HashMap<Box<str>, u32>,
    /// The last step of the journal that was taken in.
    seen: i64,
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

    /// Takes in what is open now and was not, lets go what is not any more, and reads again what was altered.
    pub(super) fn keep_up(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let last: i64 =
            connection.query_row("SELECT coalesce(max(seq), 0) FROM journal", [], |row| {
                row.get(0)
            })?;
        let altered = if self.actions.is_empty() {
            HashSet::new()
        } else {
            altered_since(connection, self.seen)?
        };
        self.seen = last;
        // The index on how actions stand holds all that is asked for.
        let mut statement = connection.prepare_cached(
            "SELECT number, pressing, updates FROM standings WHERE status = 'open'",
        )?;
        let mut rows = statement.query([])?;
        let mut before = std::mem::take(&mut self.actions);
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let until = row.get_ref(1)?.as_str().unwrap_or_default();
            let until = until
                .parse()
                .map_or(i32::MAX, |day: NaiveDate| day.num_days_from_ce());
            let updates: i64 = row.get(2)?;
            let is_same = |action: &Open| action.updates == updates && !altered.contains(&number);
            let action = match before.remove(&number) {
                Some(action) if is_same(&action) => Some(action),
                Some(_) | None => self.load(connection, number)?,
            };
            if let Some(mut action) = action {
                action.until = until;
                action.updates = updates;
                self.actions.insert(number, action);
            }
        }
        Ok(())
    }

    /// Reads one from the index of words.
    fn load(&mut self, connection: &Connection, number: i64) -> rusqlite::Result<Option<Open>> {
        let mut statement = connection
            .prepare_cached("SELECT c0, c1, c2, c3, c4 FROM entry_words_content WHERE id = ?1")?;
        statement
            .query_row([number], |row| {
                let column = |place| row.get_ref(place).map(|it| it.as_str().unwrap_or_default());
                let mut facets = column(4)?.split(' ');
                Ok(Open {
                    number,
                    body: facets
                        .clone()
                        .find_map(|facet| uuid::Uuid::try_parse(facet.strip_prefix("xb")?).ok())
                        .map(BodyId),
                    until: i32::MAX,
                    recommendation: facets.any(|facet| facet == "xkrecommendation"),
                    text: self.take(column(0)?),
                    reference: self.take(column(1)?),
                    owners: self.take(column(2)?),
                    item: self.take(column(3)?),
                    updates: 0,
                })
            })
            .optional()
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

/// The actions whose words may have been altered by what was recorded after a step of the journal: those of the
/// meetings it was recorded in, and those which it reports of. Of a report that was taken back the count of updates
/// tells.
fn altered_since(connection: &Connection, seen: i64) -> rusqlite::Result<HashSet<i64>> {
    connection
        .prepare_cached(
            "WITH altered (meeting) AS (SELECT DISTINCT meeting FROM journal WHERE seq > ?1 AND meeting IS NOT NULL)
             SELECT s.number FROM altered a CROSS JOIN standings s ON s.meeting = a.meeting
             UNION ALL
             SELECT s.number FROM altered a CROSS JOIN updates u ON u.meeting = a.meeting
             CROSS JOIN standings s ON s.meeting = u.action_meeting AND s.entry = u.action_entry",
        )?
        .query_map([seen], |row| row.get(0))?
        .collect()
}
