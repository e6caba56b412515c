//! Keeping the tables for reading in step: after a change, exactly the rows that it touched are written.
//!
//! How actions stand, and the index of words, are written by `refreshing`: they follow from more than one meeting.

use std::collections::{BTreeMap, BTreeSet};
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
use crate::minutes::ids::{BodyId, EntryId, EntryKey, ItemId, MeetingId, PersonId, PresenceId};
use crate::minutes::meeting::Meeting;
use crate::minutes::register::{Register, RegisterChange};

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

/// Rows to be written, and the places from which on the others have moved.
#[derive(Debug, Default)]
struct Touched {
    head: bool,
    items: Moved<ItemId>,
    entries: BTreeSet<EntryId>,
    /// In each item, the first place whose entry may have another place than before.
    entries_from: BTreeMap<ItemId, usize>,
    /// Items that came back, or came with entries.
    whole_items: BTreeSet<ItemId>,
    seats: Moved<PersonId>,
    stream: Moved<PresenceId>,
}

/// Touched rows of a list in which every row has a place.
#[derive(Debug)]
struct Moved<Id> {
    touched: BTreeSet<Id>,
    from: usize,
}

impl<Id> Default for Moved<Id> {
    fn default() -> Self {
        Self {
            touched: BTreeSet::new(),
            from: usize::MAX,
        }
    }
}

impl<Id: Ord> Moved<Id> {
    /// Notes a row with its place before and after; one that only changed its contents moves nobody.
    fn note(&mut self, id: Id, before: Option<usize>, after: Option<usize>) {
        self.touched.insert(id);
        if before != after {
            for place in [before, after].into_iter().flatten() {
                self.from = self.from.min(place);
            }
        }
    }
}

impl Touched {
    fn by(meeting: &Meeting, before: &[Part]) -> Self {
        let mut touched = Self::default();
        for part in before {
            match part {
                Part::Head(was) => {
                    touched.head = true;
                    let now = &meeting.head;
                    // Topics of a work programme are told from the body's own names.
                    if was.date != now.date || was.body != now.body {
                        touched.everything(meeting);
                    }
                }
                Part::Approval(_) => touched.head = true,
                Part::Sitting(was) => {
                    touched.head = true;
                    if was.withdrawn != meeting.sitting.withdrawn {
                        touched.everything(meeting);
                    }
                }
                // They stand in the journal alone; what is exempt by marks is found for all parts at once.
                Part::Rules(_) | Part::Corrections(_) | Part::Marks(_) => {}
                Part::Item(id, was) => {
                    let told = |item: &Item| (item.outline.title.clone(), item.outline.kind);
                    // The index of words holds the title with each entry; the kind makes topics of its points.
                    if was.as_ref().map(|(_, item)| told(item)) != meeting.item(*id).map(told) {
                        touched.whole_items.insert(*id);
                    }
                    let was = was.as_ref().map(|(place, _)| *place);
                    touched.items.note(*id, was, meeting.place_of(*id));
                }
                Part::Entry(id, was) => {
                    let was = was.as_ref().map(|(item, place, _)| (*item, *place));
                    let now = meeting.entry(*id).map(|(item, place, _)| (item.id, place));
                    touched.entries.insert(*id);
                    if was != now {
                        for (item, place) in [was, now].into_iter().flatten() {
                            let from = touched.entries_from.entry(item).or_insert(place);
                            *from = place.min(*from);
                        }
                    }
                }
                Part::Seat(id, was) => {
                    let now = meeting.seats.iter().position(|seat| seat.person.id == *id);
                    let was = was.as_ref().map(|(place, _)| *place);
                    touched.seats.note(*id, was, now);
                }
                Part::Presence(id, was) => {
                    let now = meeting.stream.iter().position(|event| event.id == *id);
                    let was = was.as_ref().map(|(place, _)| *place);
                    touched.stream.note(*id, was, now);
                }
            }
        }
        touched
    }

    /// Notes every row that does not say rightly whether it is exempt: a mark, a vote, a time may decide it for many.
    fn exempt(
        &mut self,
        connection: &Connection,
        meeting: &Meeting,
        exempt: &Exemptions,
        before: &[Part],
    ) -> rusqlite::Result<()> {
        let was_none = before.iter().all(|part| match part {
            Part::Marks(marks) => marks.is_empty(),
            Part::Sitting(sitting) => sitting.exclusions.is_empty(),
            Part::Head(_)
            | Part::Rules(_)
            | Part::Approval(_)
            | Part::Corrections(_)
            | Part::Item(..)
            | Part::Entry(..)
            | Part::Seat(..)
            | Part::Presence(..) => true,
        });
        if was_none && meeting.marks.is_empty() && meeting.sitting.exclusions.is_empty() {
            return Ok(());
        }
        let items = marked(connection, &rows::ITEMS, meeting.id)?;
        for (place, item) in meeting.items.iter().enumerate() {
            if exempt.item(item.id).is_some() != items.contains(&item.id.to_string()) {
                self.items.note(item.id, Some(place), Some(place));
            }
        }
        let entries = marked(connection, &rows::ENTRIES, meeting.id)?;
        for (_, entry) in meeting.entries() {
            if exempt.entry(entry.id).is_some() != entries.contains(&entry.id.to_string()) {
                self.entries.insert(entry.id);
            }
        }
        Ok(())
    }

    /// What is looked up of the meeting has altered as a whole.
    fn everything(&mut self, meeting: &Meeting) {
        for (place, item) in meeting.items.iter().enumerate() {
            self.items.note(item.id, Some(place), Some(place));
            self.whole_items.insert(item.id);
        }
    }
}

/// The rows of a meeting that say that they are exempt, by their ids.
fn marked(
    connection: &Connection,
    table: &Table,
    meeting: MeetingId,
) -> rusqlite::Result<BTreeSet<String>> {
    connection
        .prepare_cached(&format!(
            "SELECT id FROM {} WHERE meeting = ?1 AND exempt = 1",
            table.name
        ))?
        .query_map([meeting.to_string()], |row| row.get(0))?
        .collect()
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
mod tests {
    use super::*;
    use crate::minutes::action::{Reported, Step, Update};
    use crate::minutes::agenda::{Item, ItemKind, Outline};
    use crate::minutes::attendance::{Attended, Presence, Seat};
    use crate::minutes::body::Quorum;
    use crate::minutes::entry::{Action, Detail, Entry, Kind};
    use crate::minutes::exempt::{Covers, Mark};
    use crate::minutes::ids::Stamp;
    use crate::minutes::meeting::{BodyHead, Head};
    use crate::minutes::person::Person;
    use crate::store::schema;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn stamp() -> Stamp {
        Stamp::parse_from_rfc3339("2031-06-03T18:00:00+01:00").unwrap()
    }

    /// Every other item is a work programme, and was put on the agenda for two entries.
    fn outline(number: u128) -> Outline {
        if number.is_multiple_of(2) {
            return Outline::default();
        }
        let carried = |entry| EntryKey {
            meeting: MeetingId(Uuid::from_u128(6)),
            entry: EntryId(Uuid::from_u128(entry)),
        };
        Outline {
            kind: ItemKind::WorkProgramme,
            carried: vec![carried(number), carried(number + 1)],
            ..Outline::default()
        }
    }

    fn item(number: u128) -> Item {
        Item::new(ItemId(Uuid::from_u128(number)), outline(number))
    }

    /// Of three entries one is an action, and one says what became of an action that may be there.
    fn entry(number: u128) -> Entry {
        let (kind, detail) = match number % 3 {
            0 => (Kind::Action, Detail::Action(Action::default())),
            1 => {
                let entry = EntryId(Uuid::from_u128(99 + number % 9));
                let meeting = MeetingId(Uuid::from_u128(7));
                let note = String::new();
                let update = Update {
                    step: Step::Complete,
                    note,
                };
                let reported = Reported {
                    action: EntryKey { meeting, entry },
                    reference: String::new(),
                    update,
                };
                (Kind::Narrative, Detail::Update(Box::new(reported)))
            }
            _ => (Kind::Point, Detail::None),
        };
        Entry {
            id: EntryId(Uuid::from_u128(number)),
            kind,
            text: format!("Remark {number}."),
            started_at: stamp(),
            recorded_at: stamp(),
            detail,
            source: None,
            prepared: None,
        }
    }

    fn seat(number: u128) -> Seat {
        Seat {
            person: Person {
                id: PersonId(Uuid::from_u128(number)),
                honorific: None,
                given: String::new(),
                family: format!("Wren {number}"),
                listed_as: None,
                posts: Vec::new(),
            },
            role: None,
            group: "Councillors".to_owned(),
            member: true,
            voting: true,
        }
    }

    fn meeting() -> Meeting {
        let head = Head {
            body: BodyHead {
                id: BodyId(Uuid::nil()),
                name: "Allotments Board".to_owned(),
                code: "AB".to_owned(),
                called: "Board".to_owned(),
                quorum: Quorum::None,
            },
            title: None,
            date: stamp().date_naive(),
            time: None,
            place: String::new(),
            template: "board".to_owned(),
        };
        Meeting::new(MeetingId(Uuid::from_u128(7)), head)
    }

    /// A step chosen by three numbers: of what sort, about which thing, to what place.
    fn change(meeting: &Meeting, fresh: u128, (sort, which, place): (u8, usize, usize)) -> Change {
        let some_item = || meeting.items[which % meeting.items.len()].id;
        let entries: Vec<EntryId> = meeting.entries().map(|(_, entry)| entry.id).collect();
        let some_entry = entries.get(which % entries.len().max(1)).copied();
        let some_seat = meeting.seats[which % meeting.seats.len()].person.id;
        let some_note = meeting.stream.get(which % meeting.stream.len().max(1));
        match (sort % 16, some_entry, some_note) {
            (12 | 13, ..) => {
                let covers = match some_entry.filter(|_| place % 2 == 0) {
                    Some(entry) => Covers::Entry(entry),
                    None => Covers::Item(some_item()),
                };
                let mark = (place % 3 > 0).then(|| Box::new(Mark::new(covers, Vec::new())));
                Change::Exempted { covers, mark }
            }
            // Everything is recorded at the very moment at which the public leaves.
            (14, ..) if meeting.sitting.exclusion().is_some() => Change::PublicReadmitted {
                at: stamp() + chrono::TimeDelta::seconds(1),
            },
            (14, ..) => Change::PublicExcluded {
                at: stamp(),
                paragraphs: Vec::new(),
            },
            (15, ..) => Change::ItemPut {
                item: some_item(),
                at: stamp(),
            },
            (10, Some(entry), _)
                if meeting
                    .entry(entry)
                    .is_some_and(|(_, _, it)| it.action().is_some()) =>
            {
                Change::ActionUpdated {
                    entry,
                    at: stamp(),
                    update: Update {
                        step: Step::Cancel,
                        note: String::new(),
                    },
                }
            }
            (11, ..) => Change::ItemAmended {
                item: some_item(),
                outline: Outline {
                    title: format!("Title {fresh}"),
                    ..outline(fresh)
                },
            },
            (0 | 1, Some(entry), _) => Change::EntryMoved {
                entry,
                item: meeting.items[place % meeting.items.len()].id,
                place: place / 2,
            },
            (2, Some(entry), _) => Change::EntryRetracted { entry },
            (3, ..) => Change::ItemAdded {
                item: item(fresh),
                place,
            },
            (4, ..) => Change::ItemMoved {
                item: some_item(),
                place,
            },
            (5, ..) if meeting.items.len() > 1 => Change::ItemRemoved { item: some_item() },
            (6, ..) => Change::Seated { seat: seat(fresh) },
            (7, ..) if meeting.seats.len() > 1 => Change::Unseated { person: some_seat },
            (8, _, Some(note)) => Change::NoteWithdrawn { presence: note.id },
            (9, ..) => Change::Noted {
                presence: Presence {
                    id: PresenceId(Uuid::from_u128(fresh)),
                    person: some_seat,
                    at: stamp(),
                    what: Attended::Present,
                },
            },
            _ => Change::EntryAdded {
                item: some_item(),
                entry: entry(fresh),
                place: place.checked_sub(3),
            },
        }
    }

    fn assert_in_step(connection: &Connection, meeting: &Meeting) {
        let reported = refreshing::Reports::of_meeting(connection, meeting.id).unwrap();
        for (table, mut wanted) in rows::of_meeting(meeting, |entry| reported.of(entry)) {
            let mut statement = connection.prepare(&table.select()).unwrap();
            let mut there: Vec<Row> = statement
                .query_map([meeting.id.to_string()], |row| {
                    (0..table.columns.len()).map(|at| row.get(at)).collect()
                })
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let by_key = |a: &Row, b: &Row| format!("{a:?}").cmp(&format!("{b:?}"));
            wanted.sort_by(by_key);
            there.sort_by(by_key);
            assert_eq!(there, wanted, "{}", table.name);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]
        #[test]
        fn whatever_is_done_and_undone_the_rows_touched_are_enough(
            deeds in prop::collection::vec(
                (prop::collection::vec((any::<u8>(), 0_usize..40, 0_usize..12), 1..5), 0_u8..4),
                1..30,
            )
        ) {
            let connection = Connection::open_in_memory().unwrap();
            schema::migrate(&connection).unwrap();
            let mut meeting = meeting();
            let called = Change::Scheduled {
                head: meeting.head.clone(),
                seats: vec![seat(1), seat(2)],
                items: vec![item(1), item(2), item(3)],
            };
            let before = meeting.apply(&called).unwrap();
            write(&connection, &meeting, &called, &before).unwrap();
            let begun = Change::Commenced { at: stamp() };
            let before = meeting.apply(&begun).unwrap();
            write(&connection, &meeting, &begun, &before).unwrap();
            let mut undo = Vec::new();
            let mut fresh = 100;
            for (steps, manner) in deeds {
                let change = if manner == 0 && !undo.is_empty() {
                    Change::PutBack { parts: undo.pop().unwrap_or_default() }
                } else {
                    // Each step is chosen by what the one before it left.
                    let mut trial = meeting.clone();
                    let mut changes = Vec::new();
                    for step in steps {
                        fresh += 1;
                        let change = change(&trial, fresh, step);
                        if trial.apply(&change).is_ok() {
                            changes.push(change);
                        }
                    }
                    Change::Together { deed: "several".to_owned(), changes }
                };
                let undoes = matches!(change, Change::PutBack { .. });
                let before = meeting.apply(&change).unwrap();
                write(&connection, &meeting, &change, &before).unwrap();
                assert_in_step(&connection, &meeting);
                if !undoes {
                    undo.push(before);
                }
            }
        }
    }
}
