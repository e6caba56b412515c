//! Interests: who should leave for an item, who may come back, and which going was for an interest.
//!
//! Under the Localism Act 2011, section 31, a member with a disclosable pecuniary interest in a matter takes no part in
//! it without a dispensation; codes of conduct ask them to leave the room.

use crate::minutes::agenda::Item;
use crate::minutes::attendance::{Attended, Presence, Standing, last_note, standing};
use crate::minutes::entry::{Declaration, Detail};
use crate::minutes::ids::{ItemId, PersonId};
use crate::minutes::meeting::Meeting;

/// Every declaration of a meeting.
pub fn declarations(meeting: &Meeting) -> impl Iterator<Item = &Declaration> {
    meeting.entries().filter_map(|(_, entry)| {
        if let Detail::Declaration(declaration) = &entry.detail {
            Some(declaration)
        } else {
            None
        }
    })
}

/// Those who said that they would leave for an item, in the order of their declarations.
pub fn leaving(meeting: &Meeting, item: ItemId) -> Vec<PersonId> {
    let mut people = Vec::new();
    for it in declarations(meeting) {
        if it.leaves && it.item == Some(item) && !people.contains(&it.person) {
            people.push(it.person);
        }
    }
    people
}

/// Those who take part and should leave for the item that is before the meeting.
pub fn should_leave(meeting: &Meeting) -> Vec<PersonId> {
    let Some(item) = meeting.current() else {
        return Vec::new();
    };
    let there = |person: &PersonId| standing(&meeting.stream, *person).takes_part();
    leaving(meeting, item.id)
        .into_iter()
        .filter(there)
        .collect()
}

/// Those who left for an item that is not before the meeting any more.
pub fn may_return(meeting: &Meeting) -> Vec<PersonId> {
    let current = meeting.current().map(|item| item.id);
    let gone = meeting
        .seats
        .iter()
        .map(|seat| seat.person.id)
        .filter(|person| standing(&meeting.stream, *person) == Standing::Left);
    gone.filter(|person| {
        let Some(left) = last_note(&meeting.stream, *person) else {
            return false;
        };
        let stays_out = current.is_some_and(|item| leaving(meeting, item).contains(person));
        left_for(meeting, left).is_some_and(|item| Some(item) != current) && !stays_out
    })
    .collect()
}

/// The item for the sake of which somebody went: one in which they had declared an interest and for which they leave,
/// and that was before the meeting then.
pub fn left_for(meeting: &Meeting, event: &Presence) -> Option<ItemId> {
    if event.what != Attended::Left {
        return None;
    }
    let was_before = |item: &Item| {
        item.spells
            .iter()
            .any(|spell| spell.put <= event.at && spell.left.is_none_or(|left| event.at <= left))
    };
    meeting
        .items
        .iter()
        .filter(|item| leaving(meeting, item.id).contains(&event.person))
        .find(|item| was_before(item))
        .map(|item| item.id)
}
