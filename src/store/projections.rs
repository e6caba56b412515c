//! Keeping the tables for reading in step: after a change, exactly the rows that it touched are written.
//!
//! How actions stand, and the index of words, are written by `refreshing`: they follow from more than one meeting.

mod touched;

use std::ops::RangeInclusive;

use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, OptionalExtension, params, params_from_iter};

use super::numbers::{self, Sort};
use super::protocol::Draft;
use super::refreshing::{self, Stale, put_new};
use super::rows::{self, Row, Table};
use crate::minutes::agenda::Item;
use crate::minutes::change::{Change, Part};
use crate::minutes::exempt::Exemptions;
use crate::minutes::ids::{BodyId, EntryId, EntryKey, ItemId, MeetingId, PersonId};
use crate::minutes::meeting::Meeting;
use crate::minutes::register::{Register, RegisterChange};
use touched::Touched;

/// Writes what a change touched: `meeting` is the record after it, `before` what the record answered with.
pub(super) fn write(
    connection: &Connection,
    meeting: &Meeting,
    change: &Change,
    before: &[Part],
) -> rusqlite::Result<()> {
    if let Change::Scheduled { .. } = change {
        return write_all(connection, meeting);
    }
    if let Change::SourceKept { source } = change {
        return put(connection, &rows::SOURCES, rows::source(meeting.id, source));
    }
    let exempt = &meeting.exemptions();
    let mut touched = Touched::by(meeting, before);
    touched.exempt(connection, meeting, exempt, before)?;
    touched.recommended(connection, meeting)?;
    if touched.head {
        put(connection, &rows::MEETINGS, rows::meeting(meeting))?;
    }
    let mut stale = Stale::default();
    write_items(connection, meeting, &touched, exempt)?;
    write_entries(connection, meeting, &touched, exempt, &mut stale)?;
    write_attendance(connection, meeting, &touched)?;
    stale.refresh(connection, meeting)
}

/// Writes every row that a meeting has.
pub(super) fn write_all(connection: &Connection, meeting: &Meeting) -> rusqlite::Result<()> {
    put(connection, &rows::MEETINGS, rows::meeting(meeting))?;
    if let Some(source) = &meeting.source {
        put(connection, &rows::SOURCES, rows::source(meeting.id, source))?;
    }
    let mut stale = Stale::default();
    let exempt = &meeting.exemptions();
    for (place, item) in meeting.items.iter().enumerate() {
        write_item(connection, meeting, place, item, exempt)?;
        for place in 0..item.entries.len() {
            write_entry(connection, meeting, item.id, place, exempt, &mut stale)?;
        }
    }
    for (place, seat) in meeting.seats.iter().enumerate() {
        put(
            connection,
            &rows::SEATS,
            rows::seat(meeting.id, place, seat),
        )?;
    }
    for (place, event) in meeting.stream.iter().enumerate() {
        let row = rows::presence(meeting.id, place, event);
        put(connection, &rows::ATTENDANCE, row)?;
    }
    stale.refresh(connection, meeting)
}

fn write_items(
    connection: &Connection,
    meeting: &Meeting,
    touched: &Touched,
    exempt: &Exemptions,
) -> rusqlite::Result<()> {
    let moved = &touched.items;
    for id in &moved.touched {
        if meeting.item(*id).is_none() {
            remove_item(connection, meeting.id, *id)?;
        }
    }
    if moved.touched.is_empty() {
        return Ok(());
    }
    for (place, item) in meeting.items.iter().enumerate() {
        if moved.touched.contains(&item.id) {
            write_item(connection, meeting, place, item, exempt)?;
        } else if place >= moved.from {
            shift(connection, &rows::ITEMS, meeting.id, &item.id, place)?;
        }
    }
    Ok(())
}

fn write_entries(
    connection: &Connection,
    meeting: &Meeting,
    touched: &Touched,
    exempt: &Exemptions,
    stale: &mut Stale,
) -> rusqlite::Result<()> {
    for id in &touched.entries {
        match meeting.entry(*id) {
            Some((item, place, _)) => {
                write_entry(connection, meeting, item.id, place, exempt, stale)?;
            }
            None => remove_entry(connection, meeting.id, *id, stale)?,
        }
    }
    for (item, from) in &touched.entries_from {
        let entries = meeting.item(*item).map_or(&[][..], |item| &item.entries);
        for (place, entry) in entries.iter().enumerate().skip(*from) {
            if !touched.entries.contains(&entry.id) {
                shift(connection, &rows::ENTRIES, meeting.id, &entry.id, place)?;
            }
        }
    }
    for id in &touched.whole_items {
        let entries = meeting.item(*id).map_or(&[][..], |item| &item.entries);
        for place in 0..entries.len() {
            write_entry(connection, meeting, *id, place, exempt, stale)?;
        }
    }
    Ok(())
}

fn write_attendance(
    connection: &Connection,
    meeting: &Meeting,
    touched: &Touched,
) -> rusqlite::Result<()> {
    for id in &touched.seats.touched {
        if meeting.seat(*id).is_none() {
            remove(connection, &rows::SEATS, meeting.id, id)?;
        }
    }
    for (place, seat) in meeting.seats.iter().enumerate() {
        if touched.seats.touched.contains(&seat.person.id) {
            let row = rows::seat(meeting.id, place, seat);
            put(connection, &rows::SEATS, row)?;
        } else if place >= touched.seats.from {
            shift(connection, &rows::SEATS, meeting.id, &seat.person.id, place)?;
        }
    }
    for id in &touched.stream.touched {
        if !meeting.stream.iter().any(|event| event.id == *id) {
            remove(connection, &rows::ATTENDANCE, meeting.id, id)?;
        }
    }
    for (place, event) in meeting.stream.iter().enumerate() {
        if touched.stream.touched.contains(&event.id) {
            let row = rows::presence(meeting.id, place, event);
            put(connection, &rows::ATTENDANCE, row)?;
        } else if place >= touched.stream.from {
            shift(connection, &rows::ATTENDANCE, meeting.id, &event.id, place)?;
        }
    }
    Ok(())
}

/// Writes an item and the words of its title.
fn write_item(
    connection: &Connection,
    meeting: &Meeting,
    place: usize,
    item: &Item,
    exempt: &Exemptions,
) -> rusqlite::Result<()> {
    let row = rows::item(meeting.id, place, item, exempt);
    let head = &meeting.head;
    let may_have = numbers::numbers(head.date, Sort::Other, head.body.id);
    let (number, before) = put_numbered(connection, &rows::ITEMS, &may_have, row)?;
    if let Some(before) = before {
        refreshing::index_title(connection, before, None)?;
    }
    write_carried(
        connection,
        meeting.id,
        item.id,
        rows::carried(meeting, item),
    )?;
    refreshing::index_title(connection, number, rows::title_words(meeting, item))
}

fn write_carried(
    connection: &Connection,
    meeting: MeetingId,
    item: ItemId,
    rows: Vec<Row>,
) -> rusqlite::Result<()> {
    remove(connection, &rows::CARRIED, meeting, &item)?;
    for row in rows {
        put_new(connection, &rows::CARRIED, row)?;
    }
    Ok(())
}

fn remove_item(connection: &Connection, meeting: MeetingId, id: ItemId) -> rusqlite::Result<()> {
    if let Some(number) = remove_numbered(connection, &rows::ITEMS, meeting, &id)? {
        refreshing::index_title(connection, number, None)?;
    }
    write_carried(connection, meeting, id, Vec::new())
}

/// Writes an entry, its action and its updates; what is looked up of it is to be refreshed.
fn write_entry(
    connection: &Connection,
    meeting: &Meeting,
    item: ItemId,
    place: usize,
    exempt: &Exemptions,
    stale: &mut Stale,
) -> rusqlite::Result<()> {
    let Some(entry) = meeting.item(item).and_then(|item| item.entries.get(place)) else {
        return Ok(());
    };
    let topic = meeting
        .item(item)
        .and_then(|item| rows::topic(meeting, item, entry));
    match topic {
        Some(row) => put(connection, &rows::TOPICS, row)?,
        None => remove(connection, &rows::TOPICS, meeting.id, &entry.id)?,
    }
    let row = rows::entry(meeting.id, item, place, entry, exempt);
    let head = &meeting.head;
    let may_have = numbers::numbers(head.date, Sort::of(entry.kind), head.body.id);
    let (number, before) = put_numbered(connection, &rows::ENTRIES, &may_have, row)?;
    if let Some(before) = before {
        let key = EntryKey {
            meeting: meeting.id,
            entry: entry.id,
        };
        refreshing::forget(connection, before, key)?;
    }
    stale.entry(entry.id, number);
    write_updates(
        connection,
        meeting.id,
        entry.id,
        rows::updates(meeting, entry, exempt),
        stale,
    )?;
    match rows::action(meeting.id, entry) {
        Some(row) => put(connection, &rows::ACTIONS, row),
        None => remove(connection, &rows::ACTIONS, meeting.id, &entry.id),
    }
}

fn remove_entry(
    connection: &Connection,
    meeting: MeetingId,
    id: EntryId,
    stale: &mut Stale,
) -> rusqlite::Result<()> {
    if let Some(number) = remove_numbered(connection, &rows::ENTRIES, meeting, &id)? {
        refreshing::forget(connection, number, EntryKey { meeting, entry: id })?;
    }
    write_updates(connection, meeting, id, Vec::new(), stale)?;
    remove(connection, &rows::TOPICS, meeting, &id)?;
    remove(connection, &rows::ACTIONS, meeting, &id)
}

/// Writes what an entry says became of actions, and notes the actions that it speaks or spoke of.
fn write_updates(
    connection: &Connection,
    meeting: MeetingId,
    entry: EntryId,
    rows: Vec<Row>,
    stale: &mut Stale,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "DELETE FROM updates WHERE meeting = ?1 AND entry = ?2 RETURNING action_meeting, action_entry",
    )?;
    let mut gone = statement.query([meeting.to_string(), entry.to_string()])?;
    while let Some(row) = gone.next()? {
        stale.action(row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
    }
    for row in rows {
        if let (Some(Value::Text(of)), Some(Value::Text(action))) = (row.get(3), row.get(4)) {
            stale.action(of, action);
        }
        put(connection, &rows::UPDATES, row)?;
    }
    Ok(())
}

/// Writes a row of a numbered table, and answers with its number: a new row gets the next of those that it may have.
///
/// A row whose number is none of those any more, for its day or its kind has altered, is given another; under the
/// one that it had (which is answered too) it is still looked up.
fn put_numbered(
    connection: &Connection,
    table: &Table,
    may_have: &RangeInclusive<i64>,
    row: Row,
) -> rusqlite::Result<(i64, Option<i64>)> {
    let range = [*may_have.start(), *may_have.end()].map(Value::Integer);
    let number: i64 = connection
        .prepare_cached(&table.upsert_numbered())?
        .query_row(params_from_iter(row.into_iter().chain(range)), |row| {
            row.get(0)
        })?;
    if may_have.contains(&number) {
        return Ok((number, None));
    }
    let next = connection
        .prepare_cached(&table.renumber())?
        .query_row(params![may_have.start(), may_have.end(), number], |row| {
            row.get(0)
        })?;
    Ok((next, Some(number)))
}

fn remove_numbered(
    connection: &Connection,
    table: &Table,
    meeting: MeetingId,
    id: &impl ToString,
) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(&format!(
            "DELETE FROM {} WHERE meeting = ?1 AND id = ?2 RETURNING number",
            table.name
        ))?
        .query_row([meeting.to_string(), id.to_string()], |row| row.get(0))
        .optional()
}

pub(super) fn put(connection: &Connection, table: &Table, row: Row) -> rusqlite::Result<()> {
    connection
        .prepare_cached(&table.upsert())?
        .execute(params_from_iter(row))?;
    Ok(())
}

pub(super) fn remove(
    connection: &Connection,
    table: &Table,
    meeting: MeetingId,
    id: &impl ToString,
) -> rusqlite::Result<()> {
    let mut statement = keyed(connection, table, "DELETE FROM", "")?;
    statement.execute([meeting.to_string(), id.to_string()])?;
    Ok(())
}

fn shift(
    connection: &Connection,
    table: &Table,
    meeting: MeetingId,
    id: &impl ToString,
    place: usize,
) -> rusqlite::Result<()> {
    let mut statement = keyed(connection, table, "UPDATE", "SET position = ?3")?;
    statement.execute(params![
        meeting.to_string(),
        id.to_string(),
        rows::number(place)
    ])?;
    Ok(())
}

/// A statement about the one row of a meeting's that a key names.
fn keyed<'a>(
    connection: &'a Connection,
    table: &Table,
    verb: &str,
    what: &str,
) -> rusqlite::Result<CachedStatement<'a>> {
    let id = table.columns.get(1).copied().unwrap_or("id");
    connection.prepare_cached(&format!(
        "{verb} {} {what} WHERE meeting = ?1 AND {id} = ?2",
        table.name
    ))
}

/// Writes what a change touched in bodies and people; `register` is as it was after it.
pub(super) fn write_register(
    connection: &Connection,
    register: &Register,
    change: &RegisterChange,
) -> rusqlite::Result<()> {
    let body = |id: BodyId| register.bodies.iter().position(|body| body.id == id);
    let person = |id: PersonId| register.people.iter().position(|there| there.id == id);
    match change {
        RegisterChange::BodyRecorded(now) => {
            let row = rows::body(body(now.id).unwrap_or_default(), now);
            put(connection, &rows::BODIES, row)?;
            replace_list(connection, &rows::MEMBERS, &now.id, rows::members(now))
        }
        RegisterChange::BodyRemoved(id) => {
            remove_listed(connection, &rows::BODIES, &rows::MEMBERS, id)
        }
        RegisterChange::PersonRecorded(now) => {
            let row = rows::person(person(now.id).unwrap_or_default(), now);
            put(connection, &rows::PEOPLE, row)?;
            replace_list(connection, &rows::POSTS, &now.id, rows::posts(now))
        }
        RegisterChange::PersonRemoved(id) => {
            remove_listed(connection, &rows::PEOPLE, &rows::POSTS, id)
        }
    }
}

fn replace_list(
    connection: &Connection,
    table: &Table,
    owner: &impl ToString,
    rows: impl Iterator<Item = Row>,
) -> rusqlite::Result<()> {
    let column = table.columns.first().copied().unwrap_or("id");
    connection
        .prepare_cached(&format!("DELETE FROM {} WHERE {column} = ?1", table.name))?
        .execute([owner.to_string()])?;
    for row in rows {
        put(connection, table, row)?;
    }
    Ok(())
}

/// Takes a body or a person out with its list; those after it move up.
fn remove_listed(
    connection: &Connection,
    table: &Table,
    list: &Table,
    id: &impl ToString,
) -> rusqlite::Result<()> {
    replace_list(connection, list, id, std::iter::empty())?;
    let place: Option<i64> = connection
        .prepare_cached(&format!(
            "DELETE FROM {} WHERE id = ?1 RETURNING position",
            table.name
        ))?
        .query_row([id.to_string()], |row| row.get(0))
        .optional()?;
    if let Some(place) = place {
        connection
            .prepare_cached(&format!(
                "UPDATE {} SET position = position - 1 WHERE position > ?1",
                table.name
            ))?
            .execute([place])?;
    }
    Ok(())
}

/// Keeps a half-typed line; an empty one is taken out.
pub(super) fn write_draft(
    connection: &Connection,
    meeting: MeetingId,
    draft: &Draft,
) -> rusqlite::Result<()> {
    if *draft == Draft::default() {
        connection
            .prepare_cached("DELETE FROM drafts WHERE meeting = ?1")?
            .execute([meeting.to_string()])?;
        return Ok(());
    }
    // A draft is our own type without maps; writing it as JSON cannot fail.
    let json = serde_json::to_string(draft).unwrap_or_default();
    connection
        .prepare_cached(
            "INSERT INTO drafts (meeting, text, draft) VALUES (?1, ?2, ?3)
             ON CONFLICT (meeting) DO UPDATE SET text = excluded.text, draft = excluded.draft",
        )?
        .execute(params![meeting.to_string(), draft.line.text, json])?;
    Ok(())
}

#[cfg(test)]
mod tests;
