//! The rows that a record has in the tables for reading: one definition, for writing them and for proving them.

mod tables;

use chrono::{NaiveDate, NaiveTime};
use rusqlite::types::Value;
use serde::Serialize;

use super::indexed::Indexed;
use crate::minutes::action::{Dated, Standing};
use crate::minutes::agenda::Item;
use crate::minutes::attendance::{Attended, Presence, Seat};
use crate::minutes::body::Body;
use crate::minutes::entry::{Action, Detail, Entry, Owner};
use crate::minutes::exempt::Exemptions;
use crate::minutes::ids::{EntryId, EntryKey, ItemId, MeetingId};
use crate::minutes::meeting::{Meeting, Source};
use crate::minutes::person::Person;
use crate::minutes::register::Register;
use crate::minutes::topic;

pub(super) use tables::{
    ACTIONS, ADDRESSED, ATTENDANCE, BODIES, CARRIED, ENTRIES, ITEMS, MEETINGS, MEMBERS, PEOPLE,
    POSTS, SEATS, SOURCES, STANDINGS, TITLE_WORDS, TOPICS, Table, UPDATES, WORDS,
};

/// The values of a row, in the order of its table's columns.
pub(super) type Row = Vec<Value>;

/// Every row that a meeting has, table by table.
///
/// `reported` answers with what other entries report of an action.
pub(super) fn of_meeting(
    there: &Meeting,
    reported: impl Fn(EntryId) -> Vec<Dated>,
) -> [(&'static Table, Vec<Row>); 14] {
    let (id, exempt) = (there.id, &there.exemptions());
    let mut of_words = Vec::new();
    let mut of_standings = Vec::new();
    let mut of_addressed = Vec::new();
    if !there.sitting.withdrawn {
        for (item, entry) in there.entries() {
            let it = Indexed::of(there, item, entry);
            let action = it.action.as_ref();
            let standing = action.map(|action| Standing::of(action, reported(entry.id)));
            of_words.push(it.words(standing.as_ref()));
            if let Some(standing) = &standing {
                of_standings.extend(it.standing(standing));
                of_addressed.extend(it.addressed(standing));
            }
        }
    }
    let entries = || {
        there.items.iter().flat_map(|item| {
            item.entries
                .iter()
                .enumerate()
                .map(|(place, entry)| (item.id, place, entry))
        })
    };
    let items = there.items.iter().enumerate();
    let seats = there.seats.iter().enumerate();
    let stream = there.stream.iter().enumerate();
    [
        (&MEETINGS, vec![meeting(there)]),
        (
            &ITEMS,
            items.map(|(at, it)| item(id, at, it, exempt)).collect(),
        ),
        (
            &ENTRIES,
            entries()
                .map(|(of, at, it)| entry(id, of, at, it, exempt))
                .collect(),
        ),
        (&WORDS, of_words),
        (&STANDINGS, of_standings),
        (&ADDRESSED, of_addressed),
        (
            &UPDATES,
            entries()
                .flat_map(|(_, _, it)| updates(there, it, exempt))
                .collect(),
        ),
        (
            &TITLE_WORDS,
            there
                .items
                .iter()
                .filter_map(|it| title_words(there, it))
                .collect(),
        ),
        (
            &TOPICS,
            there
                .entries()
                .filter_map(|(of, it)| topic(there, of, it))
                .collect(),
        ),
        (
            &CARRIED,
            there
                .items
                .iter()
                .flat_map(|it| carried(there, it))
                .collect(),
        ),
        (
            &SOURCES,
            there.source.iter().map(|it| source(id, it)).collect(),
        ),
        (
            &ACTIONS,
            entries().filter_map(|(_, _, it)| action(id, it)).collect(),
        ),
        (&SEATS, seats.map(|(at, it)| seat(id, at, it)).collect()),
        (
            &ATTENDANCE,
            stream.map(|(at, it)| presence(id, at, it)).collect(),
        ),
    ]
}

/// Every row that bodies and people have, table by table.
pub(super) fn of_register(register: &Register) -> [(&'static Table, Vec<Row>); 4] {
    let (of_bodies, of_people) = (&register.bodies, &register.people);
    let bodies = of_bodies.iter().enumerate();
    let people = of_people.iter().enumerate();
    [
        (&BODIES, bodies.map(|(at, it)| body(at, it)).collect()),
        (&MEMBERS, of_bodies.iter().flat_map(members).collect()),
        (&PEOPLE, people.map(|(at, it)| person(at, it)).collect()),
        (&POSTS, of_people.iter().flat_map(posts).collect()),
    ]
}

/// The row of a meeting itself.
pub(super) fn meeting(meeting: &Meeting) -> Row {
    let (head, sitting) = (&meeting.head, &meeting.sitting);
    vec![
        text(&meeting.id),
        text(&head.body.id),
        text(&head.body.name),
        text(&head.body.code),
        text(&head.body.called),
        text(&head.body.quorum),
        text(head.title()),
        flag(head.title.is_some()),
        text(&head.date),
        maybe(head.time),
        text(&head.place),
        text(&head.template),
        text(<&str>::from(meeting.state())),
        maybe(sitting.commenced.map(|at| at.to_rfc3339())),
        maybe(sitting.terminated.map(|at| at.to_rfc3339())),
        json(&sitting.adjournments),
        flag(sitting.withdrawn),
    ]
}

/// The row of an item, which says nothing of its entries.
pub(super) fn item(meeting: MeetingId, place: usize, item: &Item, exempt: &Exemptions) -> Row {
    let outline = &item.outline;
    vec![
        text(&meeting),
        text(&item.id),
        number(place),
        text(&outline.title),
        text(<&str>::from(outline.kind)),
        json(&outline.presenters),
        json(&outline.guests),
        outline
            .planned
            .map_or(Value::Null, |minutes| Value::Integer(i64::from(minutes))),
        text(&outline.prepared.join("\n")),
        json(&outline.carried),
        text(&outline.prompts),
        flag(item.skipped),
        json(&item.spells),
        maybe(outline.number.clone()),
        flag(exempt.item(item.id).is_some()),
    ]
}

/// The row of an entry.
pub(super) fn entry(
    meeting: MeetingId,
    item: ItemId,
    place: usize,
    entry: &Entry,
    exempt: &Exemptions,
) -> Row {
    vec![
        text(&meeting),
        text(&entry.id),
        text(&item),
        number(place),
        text(<&str>::from(entry.kind)),
        text(&entry.text),
        text(&entry.started_at.to_rfc3339()),
        text(&entry.recorded_at.to_rfc3339()),
        match &entry.detail {
            Detail::None => Value::Null,
            Detail::Action(_)
            | Detail::Declaration(_)
            | Detail::NextMeetings(_)
            | Detail::Update(_)
            | Detail::Motion(_)
            | Detail::Vote(_)
            | Detail::Approved(_)
            | Detail::Heard(_)
            | Detail::PutOff(_) => json(&entry.detail),
        },
        maybe(entry.source),
        entry
            .prepared
            .map_or(Value::Null, |line| Value::Integer(i64::from(line))),
        flag(exempt.entry(entry.id).is_some()),
    ]
}

/// The rows of what an entry says became of actions, in a meeting that was not withdrawn.
pub(super) fn updates(meeting: &Meeting, entry: &Entry, exempt: &Exemptions) -> Vec<Row> {
    if meeting.sitting.withdrawn {
        return Vec::new();
    }
    let own = EntryKey {
        meeting: meeting.id,
        entry: entry.id,
    };
    let row = |place: usize, of: EntryKey, dated: &Dated| {
        vec![
            text(&meeting.id),
            text(&entry.id),
            number(place),
            text(&of.meeting),
            text(&of.entry),
            text(&dated.at.to_rfc3339()),
            text(dated.update.step.name()),
            text(&dated.update.note),
            json(dated),
        ]
    };
    if let Some(reported) = entry.reported() {
        let dated = Dated {
            at: entry.recorded_at,
            update: reported.update.clone(),
            exempt: exempt.entry(entry.id).is_some(),
        };
        return vec![row(0, reported.action, &dated)];
    }
    let kept = entry
        .action()
        .into_iter()
        .flat_map(|action| &action.updates);
    kept.enumerate()
        .map(|(place, dated)| row(place, own, dated))
        .collect()
}

/// What the index of words holds of an item, in a meeting that was not withdrawn.
pub(super) fn title_words(meeting: &Meeting, item: &Item) -> Option<Row> {
    (!meeting.sitting.withdrawn).then(|| {
        vec![
            text(&meeting.id),
            text(&item.id),
            text(&item.outline.title),
            text(&format!("xkitem xb{}", meeting.head.body.id.0.simple())),
        ]
    })
}

/// The row of the topic that an entry is, a point of a work programme or something deferred, in a meeting that was not
/// withdrawn.
pub(super) fn topic(meeting: &Meeting, item: &Item, entry: &Entry) -> Option<Row> {
    if meeting.sitting.withdrawn {
        return None;
    }
    let topic = topic::of(&meeting.head, item, entry)?;
    Some(vec![
        text(&meeting.id),
        text(&entry.id),
        text(&meeting.head.body.id),
        text(&topic.words),
        day(topic.on.map(|window| window.from)),
        day(topic.on.map(|window| window.to)),
        maybe(topic.vehicle),
    ])
}

/// The rows of what an item was put on the agenda for, of a meeting that was not withdrawn.
pub(super) fn carried(meeting: &Meeting, item: &Item) -> Vec<Row> {
    if meeting.sitting.withdrawn {
        return Vec::new();
    }
    let mut keys = item.outline.carried.clone();
    keys.sort_unstable();
    keys.dedup();
    keys.iter()
        .map(|of| {
            vec![
                text(&meeting.id),
                text(&item.id),
                text(&of.meeting),
                text(&of.entry),
            ]
        })
        .collect()
}

/// The row of the text that a meeting was imported from.
pub(super) fn source(meeting: MeetingId, source: &Source) -> Row {
    vec![
        text(&meeting),
        text(&source.name),
        text(&source.sha256),
        text(&source.text),
    ]
}

/// The row of the action that an entry holds.
pub(super) fn action(meeting: MeetingId, entry: &Entry) -> Option<Row> {
    let action = entry.action()?;
    let due = action.due.as_ref();
    let window = due.and_then(|due| due.window.as_ref());
    Some(vec![
        text(&meeting),
        text(&entry.id),
        text(&action.reference),
        text(&entry.text),
        text(&owners(&action.owners)),
        maybe(due.map(|due| &due.as_written)),
        maybe(window.map(|window| window.from)),
        maybe(window.map(|window| window.to)),
        text(<&str>::from(action.status)),
    ])
}

/// Owners as one text: "Cllr Wren; Head of Parks".
pub(super) fn owners(owners: &[Owner]) -> String {
    let mut names = String::new();
    for owner in owners {
        if !names.is_empty() {
            names.push_str("; ");
        }
        names.push_str(&owner.name);
    }
    names
}

/// The row of a seat on the roll.
pub(super) fn seat(meeting: MeetingId, place: usize, seat: &Seat) -> Row {
    vec![
        text(&meeting),
        text(&seat.person.id),
        number(place),
        maybe(seat.person.honorific.as_ref()),
        text(&seat.person.given),
        text(&seat.person.family),
        maybe(seat.person.listed_as.as_ref()),
        json(&seat.person.posts),
        maybe(seat.role.as_ref()),
        text(&seat.group),
        flag(seat.member),
        flag(seat.voting),
    ]
}

/// The row of an event of attendance.
pub(super) fn presence(meeting: MeetingId, place: usize, presence: &Presence) -> Row {
    let (what, stands_in_for) = match presence.what {
        Attended::Present => ("present", None),
        Attended::Apologies => ("apologies", None),
        Attended::Absent => ("absent", None),
        Attended::SubstituteFor(member) => ("substitute-for", Some(member)),
        Attended::Arrived => ("arrived", None),
        Attended::Left => ("left", None),
        Attended::Returned => ("returned", None),
        Attended::TookChair => ("took-chair", None),
        Attended::Remote => ("remote", None),
    };
    vec![
        text(&meeting),
        text(&presence.id),
        number(place),
        text(&presence.person),
        text(&presence.at.to_rfc3339()),
        text(what),
        maybe(stands_in_for),
    ]
}

/// The row of a body.
pub(super) fn body(place: usize, body: &Body) -> Row {
    vec![
        text(&body.id),
        number(place),
        text(&body.name),
        text(&body.code),
        text(&body.called),
        text(&body.quorum),
        text(&body.meets),
        json(&body.reports_to),
        text(&body.template),
        maybe(body.usual_time.map(|time: NaiveTime| time.to_string())),
        text(&body.usual_place),
    ]
}

/// The rows of a body's members.
pub(super) fn members(body: &Body) -> impl Iterator<Item = Row> {
    body.members.iter().enumerate().map(|(place, member)| {
        vec![
            text(&body.id),
            number(place),
            text(&member.person),
            maybe(member.role.as_ref()),
            text(&member.group),
            flag(member.voting),
            day(member.from),
            day(member.to),
        ]
    })
}

/// The row of a person.
pub(super) fn person(place: usize, person: &Person) -> Row {
    vec![
        text(&person.id),
        number(place),
        maybe(person.honorific.as_ref()),
        text(&person.given),
        text(&person.family),
        maybe(person.listed_as.as_ref()),
    ]
}

/// The rows of a person's posts.
pub(super) fn posts(person: &Person) -> impl Iterator<Item = Row> {
    person.posts.iter().enumerate().map(|(place, post)| {
        vec![
            text(&person.id),
            number(place),
            text(&post.title),
            day(post.from),
            day(post.to),
        ]
    })
}

/// Something with a written form, in that form.
pub(super) fn text(words: &(impl ToString + ?Sized)) -> Value {
    Value::Text(words.to_string())
}

pub(super) fn maybe(words: Option<impl ToString>) -> Value {
    words.map_or(Value::Null, |words| text(&words))
}

fn day(day: Option<NaiveDate>) -> Value {
    maybe(day)
}

/// A place, or any other number from 0.
pub(super) fn number(number: usize) -> Value {
    Value::Integer(number as i64)
}

pub(super) fn flag(flag: bool) -> Value {
    Value::Integer(i64::from(flag))
}

/// Lists and the like, which no column of their own holds.
pub(super) fn json(what: &impl Serialize) -> Value {
    // Our own types have no maps with keys other than text, and nothing else fails.
    Value::Text(serde_json::to_string(what).unwrap_or_default())
}

/// The action that the detail of an entry holds, as the tables write it.
pub(super) fn action_in(json: &str) -> Option<Action> {
    if let Ok(Detail::Action(action)) = serde_json::from_str(json) {
        Some(action)
    } else {
        None
    }
}
