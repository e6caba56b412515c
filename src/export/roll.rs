//! Who was there, as lists of names under their headings.

use crate::minutes::attendance::{Attended, Presence, Seat, Standing, attended, standing};
use crate::minutes::dates::TimeForm;
use crate::minutes::happenings;
use crate::minutes::ids::PersonId;
use crate::minutes::meeting::Meeting;
use crate::minutes::person::NameForm;
use crate::minutes::template::layout::{Attendance, Movements};
use crate::minutes::wording::{Group, Listed, Spot};

/// Those present, with apologies, and absent, each with the wording that lists them.
pub(super) fn lists<'a>(
    meeting: &'a Meeting,
    layout: &'a Attendance,
) -> [(Spot, Vec<Group<'a>>); 3] {
    [
        (Spot::Present, present(meeting, layout)),
        (
            Spot::Apologies,
            not_there(meeting, layout, Standing::Apologies),
        ),
        (Spot::Absent, not_there(meeting, layout, Standing::Absent)),
    ]
}

/// The members of a roll, whether they came or not.
pub(super) fn membership<'a>(seats: &'a [Seat], layout: &'a Attendance) -> Vec<Group<'a>> {
    groups(
        seats,
        layout,
        |seat| seat.member,
        |seat| Listed {
            person: &seat.person,
            role: seat.role.as_deref(),
            form: layout.names,
            notes: if layout.roles {
                seat.role.iter().cloned().collect()
            } else {
                Vec::new()
            },
        },
    )
}

/// Those who were in the room at any time.
fn present<'a>(meeting: &'a Meeting, layout: &'a Attendance) -> Vec<Group<'a>> {
    let was_there = |seat: &Seat| attended(&meeting.stream, seat.person.id);
    groups(&meeting.seats, layout, was_there, |seat| Listed {
        person: &seat.person,
        role: seat.role.as_deref(),
        form: layout.names,
        notes: notes(meeting, seat, layout),
    })
}

/// Those of whom nothing else was noted in the end but that they sent apologies, or that they were absent.
fn not_there<'a>(meeting: &'a Meeting, layout: &'a Attendance, how: Standing) -> Vec<Group<'a>> {
    let stands = |seat: &Seat| standing(&meeting.stream, seat.person.id) == how;
    groups(&meeting.seats, layout, stands, |seat| Listed {
        person: &seat.person,
        role: seat.role.as_deref(),
        form: layout.apology_names,
        notes: Vec::new(),
    })
}

/// The people of the roll that are wanted, under the headings of the layout and in its order.
fn groups<'a>(
    seats: &'a [Seat],
    layout: &'a Attendance,
    wanted: impl Fn(&Seat) -> bool,
    listed: impl Fn(&'a Seat) -> Listed<'a>,
) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = layout
        .groups
        .iter()
        .map(|name| Group {
            name,
            people: Vec::new(),
        })
        .collect();
    for seat in seats.iter().filter(|seat| wanted(seat)) {
        match groups.iter_mut().find(|group| group.name == seat.group) {
            Some(group) => group.people.push(listed(seat)),
            None if layout.other_groups => groups.push(Group {
                name: &seat.group,
                people: vec![listed(seat)],
            }),
            None => {}
        }
    }
    groups.retain(|group| !group.people.is_empty());
    groups
}

/// What stands in brackets after a name.
fn notes(meeting: &Meeting, seat: &Seat, layout: &Attendance) -> Vec<String> {
    let mut notes = Vec::new();
    let events = || {
        meeting
            .stream
            .iter()
            .filter(|event| event.person == seat.person.id)
    };
    if layout.roles {
        notes.extend(seat.role.clone());
        if !seat.is_chair() && events().any(|event| event.what == Attended::TookChair) {
            notes.push("in the Chair".to_owned());
        }
    }
    // Who counts instead of whom is no matter of style: it is always said.
    let stood_for = events().find_map(|event| match event.what {
        Attended::SubstituteFor(member) => meeting.seat(member),
        Attended::Present
        | Attended::Apologies
        | Attended::Absent
        | Attended::Arrived
        | Attended::Left
        | Attended::Returned
        | Attended::Remote
        | Attended::TookChair => None,
    });
    if let Some(member) = stood_for {
        let name = member.person.name(NameForm::Formal, meeting.head.date);
        notes.push(format!("substitute for {name}"));
    }
    if events().any(|event| event.what == Attended::Remote) {
        notes.push("remote".to_owned());
    }
    match layout.movements {
        Movements::None => {}
        Movements::Times => notes.extend(part_of_it(meeting, seat.person.id)),
        Movements::Items => notes.extend(part_told(meeting, seat.person.id, |event| {
            item_of(meeting, event).map(|number| format!("item {number}"))
        })),
    }
    notes
}

/// The number on the agenda of the item that was before the meeting, else of the next one put.
fn item_of(meeting: &Meeting, event: &Presence) -> Option<usize> {
    let next = || {
        let put = meeting.items.iter().filter_map(|item| {
            let put = item.spells.iter().map(|spell| spell.put);
            Some((put.filter(|put| *put >= event.at).min()?, item.id))
        });
        put.min_by_key(|(put, _)| *put).map(|(_, id)| id)
    };
    let item = happenings::item_at(meeting, event.at).or_else(next)?;
    meeting.place_of(item).map(|place| place + 1)
}

/// For which part of the meeting somebody was there, where it was not all of it: "from 6.20pm", "until 7.05pm".
pub(super) fn part_of_it(meeting: &Meeting, person: PersonId) -> Option<String> {
    let time = |event: &Presence| Some(TimeForm::Dotted.format(event.at.time()));
    part_told(meeting, person, time)
}

/// The same, told by times or by items.
fn part_told(
    meeting: &Meeting,
    person: PersonId,
    told: impl Fn(&Presence) -> Option<String>,
) -> Option<String> {
    let events = meeting.stream.iter();
    let mut events = events.filter(|event| event.person == person);
    let came = events
        .clone()
        .find(|event| event.what.is_coming())
        .filter(|event| event.what == Attended::Arrived)
        .and_then(|event| Some(format!("from {}", told(event)?)));
    let went = events
        .next_back()
        .filter(|event| event.what == Attended::Left)
        .and_then(|event| Some(format!("until {}", told(event)?)));
    let parts: Vec<String> = came.into_iter().chain(went).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
