//! Keeping what is looked up in step: how each action stands, the index of words, the list of all words.
//!
//! How an action stands follows from the entry that holds it and from every later meeting that reports of it. So a
//! change in one meeting may alter the rows of actions in others; which, its updates say.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use uuid::Uuid;

use super::indexed::Indexed;
use super::rows::{self, Row, Table};
use crate::minutes::action::{Dated, Standing};
use crate::minutes::folding;
use crate::minutes::ids::{EntryId, EntryKey, MeetingId};
use crate::minutes::meeting::Meeting;

/// Letters that a word has at least to be listed: nothing shorter is forgiven a slip, and the index of words knows the
/// beginnings up to this length by itself.
const LISTED: usize = 4;

/// What a change made out of date.
#[derive(Debug, Default)]
pub(super) struct Stale {
    /// Entries of the meeting that was changed, and the numbers of their rows.
    entries: BTreeMap<EntryId, i64>,
    /// Actions of which an entry speaks, or spoke before the change.
    actions: BTreeSet<EntryKey>,
}

impl Stale {
    /// An entry of the meeting was written.
    pub(super) fn entry(&mut self, entry: EntryId, number: i64) {
        self.entries.insert(entry, number);
    }

    /// An update of an action was written or taken out. Names that are no ids lead to no action.
    pub(super) fn action(&mut self, meeting: &str, entry: &str) {
        if let (Ok(meeting), Ok(entry)) = (Uuid::try_parse(meeting), Uuid::try_parse(entry)) {
            self.actions.insert(EntryKey {
                meeting: MeetingId(meeting),
                entry: EntryId(entry),
            });
        }
    }

    /// Brings it all in step; `meeting` is the record after the change.
    pub(super) fn refresh(
        self,
        connection: &Connection,
        meeting: &Meeting,
    ) -> rusqlite::Result<()> {
        for (item, entry) in meeting.entries() {
            let Some(number) = self.entries.get(&entry.id) else {
                continue;
            };
            if meeting.sitting.withdrawn {
                let key = EntryKey {
                    meeting: meeting.id,
                    entry: entry.id,
                };
                forget(connection, *number, key)?;
            } else {
                write(connection, *number, &Indexed::of(meeting, item, entry))?;
            }
        }
        for key in self.actions {
            let done = key.meeting == meeting.id && self.entries.contains_key(&key.entry);
            if !done && let Some((number, action)) = read(connection, key)? {
                write(connection, number, &action)?;
            }
        }
        Ok(())
    }
}

/// Writes what is looked up of an entry.
fn write(connection: &Connection, number: i64, entry: &Indexed) -> rusqlite::Result<()> {
    let standing = match &entry.action {
        Some(action) => {
            let reports = Reports::of_action(connection, entry.key)?;
            Some(Standing::of(action, reports.of(entry.key.entry)))
        }
        None => None,
    };
    let row = standing.as_ref().and_then(|now| entry.standing(now));
    remove_standing(connection, number, entry.key)?;
    if let (Some(row), Some(standing)) = (row, &standing) {
        let columns = rows::STANDINGS.columns.join(", ");
        let values = row.len() + 1;
        let mut sql = format!("INSERT INTO standings (number, {columns}) VALUES (?1");
        for place in 2..=values {
            sql.push_str(&format!(", ?{place}"));
        }
        sql.push(')');
        connection.prepare_cached(&sql)?.execute(params_from_iter(
            [Value::Integer(number)].into_iter().chain(row),
        ))?;
        for row in entry.addressed(standing) {
            put_new(connection, &rows::ADDRESSED, row)?;
        }
    }
    let words = entry.words(standing.as_ref());
    list_words(connection, &entry.text)?;
    if let Some(standing) = &standing {
        list_words(connection, &rows::owners(&standing.owners))?;
    }
    index(connection, &rows::WORDS, number, words)
}

/// Writes a row that is not there yet.
pub(super) fn put_new(connection: &Connection, table: &Table, row: Row) -> rusqlite::Result<()> {
    // Nothing is left to be updated on a conflict in a table that is all key.
    let marks = vec!["?"; table.columns.len()].join(", ");
    connection
        .prepare_cached(&format!(
            "INSERT OR IGNORE INTO {} ({}) VALUES ({marks})",
            table.name,
            table.columns.join(", ")
        ))?
        .execute(params_from_iter(row))?;
    Ok(())
}

fn remove_standing(connection: &Connection, number: i64, key: EntryKey) -> rusqlite::Result<()> {
    let there = connection
        .prepare_cached("DELETE FROM standings WHERE number = ?1")?
        .execute([number])?;
    if there > 0 {
        connection
            .prepare_cached("DELETE FROM addressed WHERE meeting = ?1 AND entry = ?2")?
            .execute([key.meeting.to_string(), key.entry.to_string()])?;
    }
    Ok(())
}

/// Takes out what is looked up of an entry.
pub(super) fn forget(connection: &Connection, number: i64, key: EntryKey) -> rusqlite::Result<()> {
    remove_standing(connection, number, key)?;
    connection
        .prepare_cached("DELETE FROM entry_words WHERE rowid = ?1")?
        .execute([number])?;
    Ok(())
}

/// Writes the words of an item's title, or takes them out.
pub(super) fn index_title(
    connection: &Connection,
    number: i64,
    words: Option<Row>,
) -> rusqlite::Result<()> {
    match words {
        Some(words) => {
            if let Some(Value::Text(title)) = words.get(rows::TITLE_WORDS.key) {
                list_words(connection, title)?;
            }
            index(connection, &rows::TITLE_WORDS, number, words)
        }
        None => {
            connection
                .prepare_cached("DELETE FROM item_words WHERE rowid = ?1")?
                .execute([number])?;
            Ok(())
        }
    }
}

/// Writes a row of an index of words in the place of the one there.
fn index(
    connection: &Connection,
    table: &Table,
    number: i64,
    mut row: Row,
) -> rusqlite::Result<()> {
    row.splice(..table.key, [Value::Integer(number)]);
    let columns = table.columns.get(table.key..).unwrap_or_default();
    let marks = vec!["?"; columns.len() + 1].join(", ");
    connection
        .prepare_cached(&format!(
            "INSERT OR REPLACE INTO {} (rowid, {}) VALUES ({marks})",
            table.name,
            columns.join(", ")
        ))?
        .execute(params_from_iter(row))?;
    Ok(())
}

/// Adds a text's words to the list of all words. They stay when the text goes: a word that was once used is forgiven a
/// slip for ever.
fn list_words(connection: &Connection, text: &str) -> rusqlite::Result<()> {
    let mut statement =
        connection.prepare_cached("INSERT OR IGNORE INTO words (word) VALUES (?1)")?;
    for word in words(text) {
        statement.execute([word])?;
    }
    Ok(())
}

/// The words of a text that are listed: as the index has them, but for numbers and short ones.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    folding::words(text).map(|word| word.folded).filter(|word| {
        word.chars().nth(LISTED - 1).is_some() && word.starts_with(char::is_alphabetic)
    })
}

/// An action whose meeting's tables alone are at hand, with its number; none where there is no such action, or its
/// meeting was withdrawn.
fn read(connection: &Connection, key: EntryKey) -> rusqlite::Result<Option<(i64, Indexed)>> {
    let found = connection
        .prepare_cached(
            "SELECT e.number, e.kind, e.text, e.detail, i.title, m.body, m.date, s.recommendation
             FROM entries e JOIN items i ON i.meeting = e.meeting AND i.id = e.item JOIN meetings m ON m.id = e.meeting
             LEFT JOIN standings s ON s.number = e.number
             WHERE e.meeting = ?1 AND e.id = ?2 AND m.withdrawn = 0",
        )?
        .query_row([key.meeting.to_string(), key.entry.to_string()], |row| {
            let detail: Option<String> = row.get(3)?;
            let date: String = row.get(6)?;
            let action = detail.and_then(|json| rows::action_in(&json));
            let entry = Indexed {
                key,
                kind: row.get(1)?,
                text: row.get(2)?,
                action,
                // Of what its own meeting makes of it nothing else is at hand here.
                recommendation: row.get::<_, Option<bool>>(7)?.unwrap_or_default(),
                item: row.get(4)?,
                body: row.get(5)?,
                raised: date.parse().unwrap_or_default(),
            };
            Ok((row.get(0)?, entry))
        })
        .optional()?;
    Ok(found.filter(|(_, entry)| entry.action.is_some()))
}

/// What other entries report of actions, as the tables have it.
#[derive(Debug, Default)]
pub(super) struct Reports(HashMap<EntryId, Vec<Dated>>);

/// Of reports made in the same moment the order is settled too, so that all who work out a standing agree.
const IN_ORDER: &str =
    "(meeting <> action_meeting OR entry <> action_entry) ORDER BY at, meeting, entry, position";

impl Reports {
    /// Of one action.
    fn of_action(connection: &Connection, key: EntryKey) -> rusqlite::Result<Self> {
        let mut statement = connection.prepare_cached(&format!(
            "SELECT action_entry, dated FROM updates WHERE action_meeting = ?1 AND action_entry = ?2 AND {IN_ORDER}"
        ))?;
        Self::read(statement.query([key.meeting.to_string(), key.entry.to_string()])?)
    }

    /// Of every action of a meeting.
    pub(super) fn of_meeting(
        connection: &Connection,
        meeting: MeetingId,
    ) -> rusqlite::Result<Self> {
        let mut statement = connection.prepare_cached(&format!(
            "SELECT action_entry, dated FROM updates WHERE action_meeting = ?1 AND {IN_ORDER}"
        ))?;
        Self::read(statement.query([meeting.to_string()])?)
    }

    fn read(mut rows: rusqlite::Rows<'_>) -> rusqlite::Result<Self> {
        let mut reports = Self::default();
        while let Some(row) = rows.next()? {
            // What was altered from outside is a fault that `check` tells; here it must not stop anything.
            if let (Ok(entry), Ok(dated)) = (
                Uuid::try_parse(row.get_ref(0)?.as_str()?),
                serde_json::from_str(row.get_ref(1)?.as_str()?),
            ) {
                reports.0.entry(EntryId(entry)).or_default().push(dated);
            }
        }
        Ok(reports)
    }

    /// Of one of them, in the order in which they count.
    pub(super) fn of(&self, entry: EntryId) -> Vec<Dated> {
        self.0.get(&entry).cloned().unwrap_or_default()
    }
}
