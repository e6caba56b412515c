//! Attendance: one timed stream, from which presence, quorum and lists are derived.
//!
//! Nothing else in the record says who is in the room.

use serde::{Deserialize, Serialize};

use super::body::Quorum;
use super::ids::{PersonId, PresenceId, Stamp};
use super::person::Person;

/// Somebody on the roll of one meeting: a member, an officer, a guest.
///
/// It holds the person as they were for this meeting, so that old minutes keep the posts of their day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// Who, as named on the day.
    pub person: Person,
    /// "Chair", "Deputy".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// "Councillors", "Officers": the heading that documents list them under.
    pub group: String,
    /// Whether they are a member of the body (else an officer, a guest, a substitute).
    pub member: bool,
    /// Whether they count for the quorum and may vote.
    pub voting: bool,
}

/// One event in the stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// Which event.
    pub id: PresenceId,
    /// Whose.
    pub person: PersonId,
    /// When.
    pub at: Stamp,
    /// What happened.
    pub what: Attended,
}

/// What can happen to somebody's presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attended {
    /// Was there at the roll call.
    Present,
    /// Sent apologies.
    Apologies,
    /// Is not there, and sent no word.
    Absent,
    /// Is there in place of a member.
    SubstituteFor(PersonId),
    /// Came after the roll call.
    Arrived,
    /// Went.
    Left,
    /// Came back.
    Returned,
    /// Presides from now on.
    TookChair,
}

/// Where somebody stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing has been noted.
    Unmarked,
    /// In the room.
    Present,
    /// In the room in place of a member.
    Substitute(PersonId),
    /// Sent apologies.
    Apologies,
    /// Not there.
    Absent,
    /// Was there, and has gone.
    Left,
}

impl Standing {
    /// Whether somebody is in the room.
    pub fn is_in_room(self) -> bool {
        match self {
            Self::Present | Self::Substitute(_) => true,
            Self::Unmarked | Self::Apologies | Self::Absent | Self::Left => false,
        }
    }
}

/// Where a person stands after all events of the stream.
pub fn standing(stream: &[Presence], person: PersonId) -> Standing {
    after(stream.iter(), person)
}

/// Where a person stood at a moment; what happened at that very moment counts.
pub fn standing_at(stream: &[Presence], person: PersonId, at: Stamp) -> Standing {
    after(stream.iter().filter(|event| event.at <= at), person)
}

fn after<'a>(events: impl Iterator<Item = &'a Presence>, person: PersonId) -> Standing {
    let mut standing = Standing::Unmarked;
    let mut stands_in = None;
    for event in events.filter(|event| event.person == person) {
        standing = match event.what {
            Attended::Present | Attended::Arrived | Attended::Returned | Attended::TookChair => {
                stands_in.map_or(Standing::Present, Standing::Substitute)
            }
            Attended::SubstituteFor(member) => {
                stands_in = Some(member);
                Standing::Substitute(member)
            }
            Attended::Apologies => Standing::Apologies,
            Attended::Absent => Standing::Absent,
            Attended::Left => Standing::Left,
        };
    }
    standing
}

/// Whether somebody was in the room at a moment and has a vote there.
pub fn may_vote(seat: &Seat, stream: &[Presence], at: Stamp) -> bool {
    match standing_at(stream, seat.person.id, at) {
        Standing::Present => seat.voting,
        Standing::Substitute(_) => true,
        Standing::Unmarked | Standing::Apologies | Standing::Absent | Standing::Left => false,
    }
}

/// Who holds the chair at a moment: whoever took it last, else the member whose role it is, else their deputy; always
/// somebody in the room.
pub fn in_chair(seats: &[Seat], stream: &[Presence], at: Stamp) -> Option<PersonId> {
    let is_there = |person: PersonId| standing_at(stream, person, at).is_in_room();
    let taken = stream
        .iter()
        .rev()
        .find(|event| event.what == Attended::TookChair && event.at <= at)
        .map(|event| event.person);
    if let Some(person) = taken {
        return Some(person).filter(|person| is_there(*person));
    }
    let with_role = |begins: &[&str]| {
        seats.iter().find(|seat| {
            let role = seat.role.as_deref().unwrap_or_default().to_lowercase();
            seat.member
                && begins.iter().any(|word| role.starts_with(word))
                && is_there(seat.person.id)
        })
    };
    with_role(&["chair", "mayor", "convener", "cathaoirleach"])
        .or_else(|| with_role(&["vice", "deputy", "leas-chathaoirleach"]))
        .map(|seat| seat.person.id)
}

/// Whether a person was in the room at any time.
pub fn attended(stream: &[Presence], person: PersonId) -> bool {
    standing(stream, person).is_in_room() || standing(stream, person) == Standing::Left
}

/// The voting members, how many of them are in the room, and how many are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// In the room, of those who count: members and their substitutes; where the body has no rule, everybody.
    pub present: usize,
    /// Needed for a quorum; 0 where the body has no rule.
    pub needed: usize,
}

impl Count {
    /// Whether enough are present.
    pub fn is_quorate(self) -> bool {
        self.present >= self.needed
    }
}

/// Counts those who count.
pub fn count(seats: &[Seat], stream: &[Presence], quorum: Quorum) -> Count {
    let members = seats
        .iter()
        .filter(|seat| seat.member && seat.voting)
        .count();
    let present = seats
        .iter()
        .filter(|seat| match standing(stream, seat.person.id) {
            Standing::Present => seat.voting || quorum == Quorum::None,
            Standing::Substitute(_) => true,
            Standing::Unmarked | Standing::Apologies | Standing::Absent | Standing::Left => false,
        })
        .count();
    Count {
        present,
        needed: quorum.needed(members),
    }
}

/// Members who left and have not come back, with the time at which they left.
pub fn gone(seats: &[Seat], stream: &[Presence]) -> Vec<(PersonId, Stamp)> {
    seats
        .iter()
        .filter(|seat| seat.member && standing(stream, seat.person.id) == Standing::Left)
        .filter_map(|seat| {
            let left = stream
                .iter()
                .rev()
                .find(|event| event.person == seat.person.id && event.what == Attended::Left)?;
            Some((seat.person.id, left.at))
        })
        .collect()
}

/// The roll in the order of documents: the groups of members, then those of everybody else.
///
/// A group stands where its first seat does.
pub fn in_groups(seats: &[Seat]) -> Vec<(&str, Vec<&Seat>)> {
    let mut groups: Vec<(bool, &str, Vec<&Seat>)> = Vec::new();
    let members = seats.iter().filter(|seat| seat.member);
    for seat in members.chain(seats.iter().filter(|seat| !seat.member)) {
        let there = groups
            .iter_mut()
            .find(|(member, group, _)| *member == seat.member && *group == seat.group);
        match there {
            Some((_, _, seats)) => seats.push(seat),
            None => groups.push((seat.member, &seat.group, vec![seat])),
        }
    }
    groups
        .into_iter()
        .map(|(_, group, seats)| (group, seats))
        .collect()
}

/// The last thing noted of somebody.
pub fn last_note(stream: &[Presence], person: PersonId) -> Option<&Presence> {
    stream.iter().rev().find(|event| event.person == person)
}

/// Who took the chair last, as long as they are in the room.
pub fn presiding(stream: &[Presence]) -> Option<PersonId> {
    stream
        .iter()
        .rev()
        .find(|event| event.what == Attended::TookChair)
        .map(|event| event.person)
        .filter(|person| standing(stream, *person).is_in_room())
}

/// Who is, or was, there in place of a member.
pub fn substitute_for(seats: &[Seat], stream: &[Presence], member: PersonId) -> Option<PersonId> {
    stream
        .iter()
        .filter(|event| event.what == Attended::SubstituteFor(member))
        .map(|event| event.person)
        .filter(|person| seats.iter().any(|seat| seat.person.id == *person))
        .rfind(|person| attended(stream, *person))
}

/// Members of whom nothing is noted and in whose place nobody came.
pub fn not_marked<'a>(seats: &'a [Seat], stream: &'a [Presence]) -> impl Iterator<Item = &'a Seat> {
    seats.iter().filter(|seat| {
        let person = seat.person.id;
        seat.member
            && standing(stream, person) == Standing::Unmarked
            && substitute_for(seats, stream, person).is_none()
    })
}
