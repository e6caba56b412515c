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

impl Seat {
    /// Whether the chair is theirs by their role, whatever the body calls it.
    pub fn is_chair(&self) -> bool {
        self.has_role(&[
            "chair",
            "mayor",
            "lord mayor",
            "provost",
            "convener",
            "cathaoirleach",
        ])
    }

    /// Whether they take the chair by their role where whoever has it is not there.
    pub fn is_deputy(&self) -> bool {
        self.has_role(&["vice", "deputy", "depute", "leas-chathaoirleach"])
    }

    fn has_role(&self, begins: &[&str]) -> bool {
        let role = self.role.as_deref().unwrap_or_default().to_lowercase();
        begins.iter().any(|word| role.starts_with(word))
    }
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
    /// Takes part from elsewhere, by telephone or video.
    Remote,
}

impl Attended {
    /// Whether it is a mark of the roll, and no coming or going.
    pub fn is_of_roll(self) -> bool {
        match self {
            Self::Present | Self::Apologies | Self::Absent | Self::SubstituteFor(_) => true,
            Self::Arrived | Self::Left | Self::Returned | Self::TookChair | Self::Remote => false,
        }
    }
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
    /// Takes part from elsewhere. Whether that counts is for the rules of the meeting.
    Remote,
}

impl Standing {
    /// Whether somebody is in the room.
    pub fn is_in_room(self) -> bool {
        match self {
            Self::Present | Self::Substitute(_) => true,
            Self::Unmarked | Self::Apologies | Self::Absent | Self::Left | Self::Remote => false,
        }
    }

    /// Whether somebody takes part, in the room or from elsewhere.
    pub fn takes_part(self) -> bool {
        self.is_in_room() || self == Self::Remote
    }
}

/// Where a person stands after all events of the stream.
pub fn standing(stream: &[Presence], person: PersonId) -> Standing {
    after(stream.iter(), person)
}

/// Where a person stood at a moment; what happened at that very moment counts.
///
/// A mark of the roll says how it was all along, whenever the roll was called.
pub fn standing_at(stream: &[Presence], person: PersonId, at: Stamp) -> Standing {
    let own = stream.iter().filter(|event| event.person == person);
    let known = own
        .enumerate()
        .filter(|(place, event)| event.at <= at || (*place == 0 && event.what.is_of_roll()))
        .map(|(_, event)| event);
    after(known, person)
}

fn after<'a>(events: impl Iterator<Item = &'a Presence>, person: PersonId) -> Standing {
    let mut standing = Standing::Unmarked;
    let mut stands_in = None;
    for event in events.filter(|event| event.person == person) {
        standing = match event.what {
            Attended::TookChair if standing == Standing::Remote => Standing::Remote,
            Attended::Remote => Standing::Remote,
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

/// Whether somebody was there at a moment and has a vote; `remote` is whether those elsewhere have theirs.
pub fn may_vote(seat: &Seat, stream: &[Presence], at: Stamp, remote: bool) -> bool {
    match standing_at(stream, seat.person.id, at) {
        Standing::Present => seat.voting,
        Standing::Remote => seat.voting && remote,
        Standing::Substitute(_) => true,
        Standing::Unmarked | Standing::Apologies | Standing::Absent | Standing::Left => false,
    }
}

/// Who holds the chair at a moment: whoever took it last, else the member whose role it is, else their deputy; always
/// somebody in the room.
pub fn in_chair(seats: &[Seat], stream: &[Presence], at: Stamp) -> Option<PersonId> {
    // Whoever took it may preside from elsewhere; nobody falls heir to it there.
    let takes_part = |person: PersonId| standing_at(stream, person, at).takes_part();
    let is_there = |person: PersonId| standing_at(stream, person, at).is_in_room();
    let taken = stream
        .iter()
        .rev()
        .find(|event| event.what == Attended::TookChair && event.at <= at)
        .map(|event| event.person);
    if let Some(person) = taken {
        return Some(person).filter(|person| takes_part(*person));
    }
    let there = || {
        let members = seats.iter().filter(|seat| seat.member);
        members.filter(|seat| is_there(seat.person.id))
    };
    let chair = there().find(|seat| seat.is_chair());
    chair
        .or_else(|| there().find(|seat| seat.is_deputy()))
        .map(|seat| seat.person.id)
}

/// Whether a person was in the room at any time.
pub fn attended(stream: &[Presence], person: PersonId) -> bool {
    let standing = standing(stream, person);
    standing.takes_part() || standing == Standing::Left
}

/// The voting members, how many of them are in the room, and how many are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// In the room, of those who count: members and their substitutes; where the body has no rule, everybody.
    pub present: usize,
    /// Needed for a quorum; 0 where the body has no rule.
    pub needed: usize,
    /// Of the group from which so many are needed, in the room.
    pub of_group: usize,
    /// How many are needed of it; 0 where no group is named.
    pub of_group_needed: usize,
}

impl Count {
    /// Whether enough are present.
    pub fn is_quorate(self) -> bool {
        self.present >= self.needed && self.of_group >= self.of_group_needed
    }

    /// What is there and what is needed, of whatever is lacking: "2 of 3", "1 of 2 co-optees".
    pub fn short(self, quorum: &Quorum) -> String {
        match quorum {
            Quorum::OfGroup { group, .. } if self.present >= self.needed => {
                format!("{} of {} {group}", self.of_group, self.of_group_needed)
            }
            Quorum::OfGroup { .. } | Quorum::None | Quorum::Number(_) | Quorum::Fraction(..) => {
                format!("{} of {}", self.present, self.needed)
            }
        }
    }
}

/// Counts those who count; `remote` is whether those elsewhere do.
pub fn count(seats: &[Seat], stream: &[Presence], quorum: &Quorum, remote: bool) -> Count {
    tally(seats, quorum, remote, |person| standing(stream, person))
}

/// Counts those who counted at a moment.
pub fn count_at(
    seats: &[Seat],
    stream: &[Presence],
    quorum: &Quorum,
    remote: bool,
    at: Stamp,
) -> Count {
    tally(seats, quorum, remote, |person| {
        standing_at(stream, person, at)
    })
}

fn tally(
    seats: &[Seat],
    quorum: &Quorum,
    remote: bool,
    standing: impl Fn(PersonId) -> Standing,
) -> Count {
    let members = seats
        .iter()
        .filter(|seat| seat.member && seat.voting)
        .count();
    let counts = |seat: &&Seat| match standing(seat.person.id) {
        Standing::Present => seat.voting || *quorum == Quorum::None,
        Standing::Remote => remote && (seat.voting || *quorum == Quorum::None),
        Standing::Substitute(_) => true,
        Standing::Unmarked | Standing::Apologies | Standing::Absent | Standing::Left => false,
    };
    let of_group = match quorum {
        Quorum::OfGroup { group, .. } => seats
            .iter()
            .filter(|seat| seat.group.eq_ignore_ascii_case(group))
            .filter(counts)
            .count(),
        Quorum::None | Quorum::Number(_) | Quorum::Fraction(..) => 0,
    };
    Count {
        present: seats.iter().filter(counts).count(),
        needed: quorum.needed(members),
        of_group,
        of_group_needed: quorum.needed_of_group(),
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
        .filter(|person| standing(stream, *person).takes_part())
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
