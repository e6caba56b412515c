//! What the screen says of motions and votes, in as few words as will do.

use crate::minutes::entry::Entry;
use crate::minutes::formal::{Came, Cast, Fate, Manner, Motion, Outcome, Vote, came_of, what};
use crate::minutes::ids::{ItemId, PersonId};
use crate::minutes::meeting::Meeting;
use crate::minutes::person::NameForm;
use crate::minutes::putting_off::PutOff;

/// Somebody's name as short as it goes.
pub fn name(meeting: &Meeting, person: PersonId) -> String {
    meeting.seat(person).map_or_else(
        || "Somebody".to_owned(),
        |seat| seat.person.name(NameForm::Short, meeting.head.date),
    )
}

/// What came of it, and who moved and seconded it.
pub fn motion(meeting: &Meeting, entry: &Entry, motion: &Motion) -> String {
    let came = came_of(meeting, entry.id, motion);
    let mut words = match came {
        Came::Open => "open".to_owned(),
        Came::Settled(Fate::Deferred(Some(to))) => {
            format!("DEFERRED to {}", to.format("%a %-d %b %Y"))
        }
        Came::Voted(_) | Came::Settled(_) => came.name().to_uppercase(),
    };
    if motion.amends.is_some() {
        words = format!("{words} · {}", what(meeting, entry));
    }
    if let Some(mover) = motion.mover {
        words = format!("{words} · moved {}", name(meeting, mover));
    }
    if let Some(seconder) = motion.seconder {
        words = format!("{words}, seconded {}", name(meeting, seconder));
    }
    words
}

/// Items by their numbers: "Items 4, 6 and 7".
pub fn items(meeting: &Meeting, items: &[ItemId]) -> String {
    let mut numbers: Vec<usize> = items
        .iter()
        .filter_map(|item| meeting.place_of(*item))
        .map(|place| place + 1)
        .collect();
    numbers.sort_unstable();
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    match numbers.as_slice() {
        [] => "No items".to_owned(),
        [one] => format!("Item {one}"),
        [first @ .., last] => format!("Items {} and {last}", first.join(", ")),
    }
}

/// That an item was not taken, and to when it was put off.
pub fn put_off(put_off: PutOff) -> String {
    let name = put_off.name().to_uppercase();
    match put_off {
        PutOff::Withdrawn => name,
        PutOff::Deferred(Some(to)) => format!("{name} · to {}", to.format("%a %-d %b %Y")),
        PutOff::Deferred(None) => format!("{name} · to the next meeting"),
    }
}

/// What came of it, and the numbers.
pub fn vote(vote: &Vote) -> String {
    let result = match vote.outcome() {
        Outcome::Carried => "CARRIED",
        Outcome::Lost => "LOST",
        Outcome::Tied => "TIED, so lost",
    };
    let counts = vote.counts();
    let manner = match vote.manner {
        Manner::Agreed => return format!("{result} · nobody against"),
        Manner::Hands(_) => "",
        Manner::Named(_) => " by name",
        Manner::Ballot(_) => " by ballot",
    };
    let mut words = format!(
        "{result}{manner} · {} for, {} against",
        counts.in_favour, counts.against
    );
    if counts.abstentions > 0 {
        words = format!("{words}, {} abstained", counts.abstentions);
    }
    if vote.silent() > 0 {
        words = format!("{words}, {} not voting", vote.silent());
    }
    match vote.casting {
        Some(cast @ (Cast::For | Cast::Against)) => {
            format!("{words}, casting vote {}", cast.name())
        }
        Some(Cast::Abstained) | None => words,
    }
}
