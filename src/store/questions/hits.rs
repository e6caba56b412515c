//! Rows of the tables as rows of what was looked up.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StrDeserializer};
use uuid::Uuid;

use crate::minutes::action::Standing;
use crate::minutes::entry::Kind;
use crate::minutes::ids::{BodyId, EntryId, EntryKey, ItemId, MeetingId};
use crate::store::protocol::{ActionRow, ActionState, Hit};
use crate::store::rows;

/// What is read of an entry, with its item, its meeting and, for an action, how it stands.
const ENTRY: &str = "SELECT e.meeting, e.item, e.id, e.kind, e.text, m.body, m.body_name, m.date, i.position, i.title,
        i.numbered, s.reference, s.standing, s.recommendation, e.detail, e.exempt
    FROM entries e JOIN items i ON i.meeting = e.meeting AND i.id = e.item JOIN meetings m ON m.id = e.meeting
        LEFT JOIN standings s ON s.number = e.number";

/// The entry of a number; none where nothing has that number, or what was altered from outside makes no sense.
pub(super) fn of_entry(connection: &Connection, number: i64) -> rusqlite::Result<Option<Hit>> {
    let found = connection
        .prepare_cached(&format!("{ENTRY} WHERE e.number = ?1"))?
        .query_row([number], |row| Ok(entry(row)))
        .optional()?;
    found.transpose().map(Option::flatten)
}

/// The entries of some numbers, in their order; those of which nothing can be made are left out.
///
/// The statement is looked up once: for a list of thousands that is felt.
pub(super) fn of_entries(connection: &Connection, numbers: &[i64]) -> rusqlite::Result<Vec<Hit>> {
    let mut statement = connection.prepare_cached(&format!("{ENTRY} WHERE e.number = ?1"))?;
    let mut hits = Vec::with_capacity(numbers.len());
    for number in numbers {
        let mut rows = statement.query([number])?;
        if let Some(row) = rows.next()? {
            hits.extend(entry(row)?);
        }
    }
    Ok(hits)
}

/// The entry of a key.
pub(super) fn of_key(connection: &Connection, key: EntryKey) -> rusqlite::Result<Option<Hit>> {
    let found = connection
        .prepare_cached(&format!("{ENTRY} WHERE e.meeting = ?1 AND e.id = ?2"))?
        .query_row([key.meeting.to_string(), key.entry.to_string()], |row| {
            Ok(entry(row))
        })
        .optional()?;
    found.transpose().map(Option::flatten)
}

/// The item of a number.
pub(super) fn of_item(connection: &Connection, number: i64) -> rusqlite::Result<Option<Hit>> {
    let found = connection
        .prepare_cached(
            "SELECT i.meeting, i.id, NULL, NULL, i.title, m.body, m.body_name, m.date, i.position, i.title,
                i.numbered, i.exempt
             FROM items i JOIN meetings m ON m.id = i.meeting WHERE i.number = ?1",
        )?
        .query_row([number], |row| Ok(common(row, 11)))
        .optional()?;
    found.transpose().map(Option::flatten)
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Option<Hit>> {
    let Some(mut hit) = common(row, 15)? else {
        return Ok(None);
    };
    let reference: Option<String> = row.get(11)?;
    let standing: Option<String> = row.get(12)?;
    if let (Some(reference), Some(standing)) = (reference, standing)
        && let Ok(standing) = serde_json::from_str::<Standing>(&standing)
    {
        let detail: Option<String> = row.get(14)?;
        hit.action = Some(Box::new(ActionState {
            reference,
            standing,
            recommendation: row.get(13)?,
            agreed: detail
                .and_then(|json| rows::action_in(&json))
                .unwrap_or_default(),
        }));
    }
    Ok(Some(hit))
}

/// The columns of an [`ActionRow`], of entries `e` and standings `s`; the names of meeting and item are [`Places`]'.
pub(super) const ACTION_ROW: &str = "e.meeting, e.id, s.reference, e.text, s.standing, s.recommendation, s.raised, e.item, e.exempt";

/// How many meetings and how many items are remembered at most.
const REMEMBERED: usize = 4_096;

/// The names of meetings and items, each looked up once for many actions.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The body's name, by the meeting.
    bodies: HashMap<String, String>,
    /// Number and title of items, by themselves: their ids differ over all meetings.
    items: HashMap<String, (String, String)>,
}

impl Places {
    fn body(&mut self, connection: &Connection, meeting: &str) -> rusqlite::Result<Option<String>> {
        if let Some(known) = self.bodies.get(meeting) {
            return Ok(Some(known.clone()));
        }
        let name: Option<String> = connection
            .prepare_cached("SELECT body_name FROM meetings WHERE id = ?1")?
            .query_row([meeting], |row| row.get(0))
            .optional()?;
        if let Some(name) = &name {
            if self.bodies.len() == REMEMBERED {
                self.bodies.clear();
            }
            self.bodies.insert(meeting.to_owned(), name.clone());
        }
        Ok(name)
    }

    fn item(
        &mut self,
        connection: &Connection,
        meeting: &str,
        item: &str,
    ) -> rusqlite::Result<Option<(String, String)>> {
        if let Some(known) = self.items.get(item) {
            return Ok(Some(known.clone()));
        }
        let found: Option<(String, String)> = connection
            .prepare_cached(
                "SELECT position, numbered, title FROM items WHERE meeting = ?1 AND id = ?2",
            )?
            .query_row([meeting, item], |row| {
                let number = match row.get::<_, Option<String>>(1)? {
                    Some(published) => published,
                    None => (row.get::<_, i64>(0)? + 1).to_string(),
                };
                Ok((number, row.get(2)?))
            })
            .optional()?;
        if let Some(found) = &found {
            if self.items.len() == REMEMBERED {
                self.items.clear();
            }
            self.items.insert(item.to_owned(), found.clone());
        }
        Ok(found)
    }

    /// An action for a list of many; none where what was altered from outside makes no sense.
    pub(super) fn action_row(
        &mut self,
        connection: &Connection,
        row: &Row<'_>,
    ) -> rusqlite::Result<Option<ActionRow>> {
        let text = |place| -> rusqlite::Result<&str> {
            Ok(row.get_ref(place)?.as_str_or_null()?.unwrap_or_default())
        };
        let (meeting, item) = (text(0)?, text(7)?);
        let (Ok(meeting_id), Ok(entry), Ok(standing), Ok(date)) = (
            Uuid::try_parse(meeting),
            Uuid::try_parse(text(1)?),
            serde_json::from_str::<Standing>(text(4)?),
            text(6)?.parse(),
        ) else {
            return Ok(None);
        };
        let (Some(body_name), Some((number, title))) = (
            self.body(connection, meeting)?,
            self.item(connection, meeting, item)?,
        ) else {
            return Ok(None);
        };
        Ok(Some(ActionRow {
            key: EntryKey {
                meeting: MeetingId(meeting_id),
                entry: EntryId(entry),
            },
            reference: row.get(2)?,
            text: row.get(3)?,
            standing,
            recommendation: row.get(5)?,
            exempt: row.get(8)?,
            body_name,
            date,
            number,
            title,
        }))
    }
}

/// The columns that an entry and an item have in common; the last of all says whether it is exempt.
fn common(row: &Row<'_>, exempt: usize) -> rusqlite::Result<Option<Hit>> {
    let id = |place| -> rusqlite::Result<Option<Uuid>> {
        Ok(row
            .get_ref(place)?
            .as_str_or_null()?
            .and_then(|text| Uuid::try_parse(text).ok()))
    };
    let kind = row.get_ref(3)?.as_str_or_null()?.and_then(|kind| {
        let kind: StrDeserializer<'_, ValueError> = kind.into_deserializer();
        Kind::deserialize(kind).ok()
    });
    let date: String = row.get(7)?;
    let place: i64 = row.get(8)?;
    let (Some(meeting), Some(item), Some(body), Ok(date)) = (id(0)?, id(1)?, id(5)?, date.parse())
    else {
        return Ok(None);
    };
    Ok(Some(Hit {
        meeting: MeetingId(meeting),
        item: ItemId(item),
        entry: id(2)?.map(EntryId),
        kind,
        text: row.get(4)?,
        marked: Vec::new(),
        body: BodyId(body),
        body_name: row.get(6)?,
        date,
        place: usize::try_from(place).unwrap_or_default(),
        title: row.get(9)?,
        numbered: row.get(10)?,
        action: None,
        exempt: row.get(exempt)?,
    }))
}
