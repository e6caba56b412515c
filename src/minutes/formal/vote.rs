//! A vote: who could vote, how they did, and what follows from it.
//!
//! The law behind the rules is the Local Government Act 1972, Schedule 12, paragraph 39: a question is decided by a
//! majority of the members present and voting; where the votes are equal, the person presiding has a casting vote.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, IntoStaticStr};
use thiserror::Error;

use super::interest;
use crate::minutes::attendance::{self, Seat};
use crate::minutes::ids::{EntryId, ItemId, PersonId, Stamp};
use crate::minutes::meeting::Meeting;

/// A vote taken. What was put is the text of its entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// The motion or amendment that was put, or the decision that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<EntryId>,
    /// The motions and decisions of several items that were put in one; then it is on nothing else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub en_bloc: Vec<EntryId>,
    /// How it was taken.
    pub manner: Manner,
    /// How many must be for it.
    #[serde(default)]
    pub majority: Majority,
    /// When it was taken.
    pub at: Stamp,
    /// Who was present and could vote, in the order of the roll; it stays so whatever the roll says later.
    pub electorate: Vec<PersonId>,
    /// How many voting members the body had, present or not.
    pub members: u16,
    /// Who held the chair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<PersonId>,
    /// How the one in the chair decided a tie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub casting: Option<Cast>,
    /// Those who had their own vote recorded, where names were not taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<(PersonId, Cast)>,
}

/// How a vote was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// Nobody spoke against it.
    Agreed,
    /// By a show of hands.
    Hands(Counts),
    /// By name, in the order of the roll: whoever is left out did not vote.
    Named(Vec<(PersonId, Cast)>),
    /// In secret.
    Ballot(Counts),
}

/// How many were on each side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// For it.
    #[serde(rename = "for")]
    pub in_favour: u16,
    /// Against it.
    pub against: u16,
    /// On neither side, said so.
    pub abstentions: u16,
}

impl Manner {
    /// As wordings know it: "agreed", "hands", "named", "ballot".
    pub fn key(&self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Hands(_) => "hands",
            Self::Named(_) => "named",
            Self::Ballot(_) => "ballot",
        }
    }

    /// Whether votes were counted.
    pub fn is_counted(&self) -> bool {
        match self {
            Self::Agreed => false,
            Self::Hands(_) | Self::Named(_) | Self::Ballot(_) => true,
        }
    }
}

impl Counts {
    /// How many took part.
    pub fn all(self) -> usize {
        usize::from(self.in_favour) + usize::from(self.against) + usize::from(self.abstentions)
    }
}

/// How somebody voted.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Cast {
    /// For it.
    For,
    /// Against it.
    Against,
    /// On neither side.
    Abstained,
}

impl Cast {
    /// In a clerk's words.
    pub fn name(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
            Self::Abstained => "abstained",
        }
    }
}

/// How many must be for it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, EnumIter, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Majority {
    /// More than are against.
    #[default]
    Simple,
    /// Two thirds of those who vote for or against.
    TwoThirds,
    /// More than half of all voting members, present or not.
    OfAllMembers,
}

impl Majority {
    /// In a clerk's words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Simple => "simple majority",
            Self::TwoThirds => "two thirds of those voting",
            Self::OfAllMembers => "more than half of all members",
        }
    }
}

/// What follows from a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Outcome {
    /// It is so.
    Carried,
    /// It is not so.
    Lost,
    /// As many for as against, and no casting vote: it is not so.
    Tied,
}

/// Why a vote cannot stand in the record.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// More votes than voters.
    #[error("{counted} votes were counted and {present} may vote")]
    TooMany {
        /// Votes counted.
        counted: usize,
        /// Members who may vote.
        present: usize,
    },
    /// Somebody voted who was not among those who could.
    #[error("somebody who was not present, or may not vote, has a vote")]
    NoVoter,
    /// Somebody voted twice.
    #[error("somebody has two votes")]
    Twice,
    /// The votes were not equal, or nobody held the chair.
    #[error("only whoever holds the chair has a casting vote, and only on a tie")]
    NoCastingVote,
    /// The names recorded are more than the votes counted on that side.
    #[error("more members ask for their vote to be recorded than were counted on that side")]
    MoreNamesThanVotes,
}

impl Vote {
    /// How many were on each side; where nobody spoke against it, all are for it.
    pub fn counts(&self) -> Counts {
        let number = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        match &self.manner {
            Manner::Agreed => Counts {
                in_favour: number(self.electorate.len()),
                ..Counts::default()
            },
            Manner::Hands(counts) | Manner::Ballot(counts) => *counts,
            Manner::Named(votes) => {
                let of = |cast: Cast| number(votes.iter().filter(|(_, it)| *it == cast).count());
                Counts {
                    in_favour: of(Cast::For),
                    against: of(Cast::Against),
                    abstentions: of(Cast::Abstained),
                }
            }
        }
    }

    /// How many were present and did not take part.
    pub fn silent(&self) -> usize {
        self.electorate.len().saturating_sub(self.counts().all())
    }

    /// Whether as many are for it as against it, so that a casting vote decides.
    pub fn is_tied(&self) -> bool {
        let counts = self.counts();
        match (&self.manner, self.majority) {
            (Manner::Hands(_) | Manner::Named(_) | Manner::Ballot(_), Majority::Simple) => {
                counts.in_favour == counts.against
            }
            // Agreed is agreed; and the other rules want more than a tie.
            (Manner::Agreed, _) | (_, Majority::TwoThirds | Majority::OfAllMembers) => false,
        }
    }

    /// What follows from it.
    pub fn outcome(&self) -> Outcome {
        let Counts {
            in_favour, against, ..
        } = self.counts();
        let (in_favour, against) = (u32::from(in_favour), u32::from(against));
        let carried = match (&self.manner, self.majority) {
            (Manner::Agreed, Majority::Simple | Majority::TwoThirds) => true,
            (_, Majority::Simple) if self.is_tied() => {
                return match self.casting {
                    Some(Cast::For) => Outcome::Carried,
                    Some(Cast::Against) => Outcome::Lost,
                    Some(Cast::Abstained) | None => Outcome::Tied,
                };
            }
            (_, Majority::Simple) => in_favour > against,
            (_, Majority::TwoThirds) => in_favour > 0 && 3 * in_favour >= 2 * (in_favour + against),
            (_, Majority::OfAllMembers) => 2 * in_favour > u32::from(self.members),
        };
        if carried {
            Outcome::Carried
        } else {
            Outcome::Lost
        }
    }

    /// Whether everybody who took part was for it.
    pub fn is_unanimous(&self) -> bool {
        let counts = self.counts();
        counts.in_favour > 0 && counts.against == 0 && counts.abstentions == 0
    }

    /// Those who are known to have voted so, in the order of the roll.
    pub fn who(&self, cast: Cast) -> impl Iterator<Item = PersonId> {
        let votes = match &self.manner {
            Manner::Named(votes) => votes.as_slice(),
            Manner::Agreed | Manner::Hands(_) | Manner::Ballot(_) => self.asked.as_slice(),
        };
        votes
            .iter()
            .filter(move |(_, it)| *it == cast)
            .map(|(person, _)| *person)
    }

    /// Those who could vote and of whom a vote by name has no vote.
    pub fn silent_names(&self) -> Vec<PersonId> {
        match &self.manner {
            Manner::Named(votes) => self
                .electorate
                .iter()
                .filter(|person| !votes.iter().any(|(it, _)| it == *person))
                .copied()
                .collect(),
            Manner::Agreed | Manner::Hands(_) | Manner::Ballot(_) => Vec::new(),
        }
    }

    /// Whether it was taken on an entry, by itself or with others.
    pub fn is_on(&self, entry: EntryId) -> bool {
        self.on == Some(entry) || self.en_bloc.contains(&entry)
    }

    /// Whether somebody voted, or could have.
    pub fn concerns(&self, person: PersonId) -> bool {
        self.electorate.contains(&person)
    }

    /// What is wrong with it by itself.
    pub fn check(&self) -> Result<(), Fault> {
        let (counted, present) = (self.counts().all(), self.electorate.len());
        if counted > present {
            return Err(Fault::TooMany { counted, present });
        }
        distinct(self.electorate.iter())?;
        let named: &[(PersonId, Cast)] = match &self.manner {
            Manner::Named(votes) => votes,
            Manner::Agreed | Manner::Hands(_) | Manner::Ballot(_) => &[],
        };
        for votes in [named, self.asked.as_slice()] {
            if votes.iter().any(|(person, _)| !self.concerns(*person)) {
                return Err(Fault::NoVoter);
            }
            distinct(votes.iter().map(|(person, _)| person))?;
        }
        let counts = self.counts();
        for (cast, counted) in [
            (Cast::For, counts.in_favour),
            (Cast::Against, counts.against),
            (Cast::Abstained, counts.abstentions),
        ] {
            let asked = self.asked.iter().filter(|(_, it)| *it == cast).count();
            // Where nothing was counted, somebody may all the same want it known that they were not for it.
            if self.manner.is_counted() && asked > usize::from(counted) {
                return Err(Fault::MoreNamesThanVotes);
            }
        }
        let may_cast = self.is_tied() && self.chair.is_some();
        if self.casting.is_some() && (!may_cast || self.casting == Some(Cast::Abstained)) {
            return Err(Fault::NoCastingVote);
        }
        Ok(())
    }
}

fn distinct<'p>(people: impl Iterator<Item = &'p PersonId>) -> Result<(), Fault> {
    let mut seen = std::collections::BTreeSet::new();
    for person in people {
        if !seen.insert(person) {
            return Err(Fault::Twice);
        }
    }
    Ok(())
}

/// Who is present at a moment and may vote on an item, in the order of the roll.
///
/// Whoever declared that they would take no part in the vote is none of them.
pub fn electorate(meeting: &Meeting, item: ItemId, at: Stamp) -> Vec<PersonId> {
    let may = |seat: &Seat| {
        attendance::may_vote(seat, &meeting.stream, at, meeting.rules.remote_counts)
            && !takes_no_part(meeting, seat.person.id, item)
    };
    attendance::in_groups(&meeting.seats)
        .into_iter()
        .flat_map(|(_, seats)| seats)
        .filter(|seat| may(seat))
        .map(|seat| seat.person.id)
        .collect()
}

fn takes_no_part(meeting: &Meeting, person: PersonId, item: ItemId) -> bool {
    interest::declarations(meeting)
        .any(|it| it.person == person && it.item == Some(item) && it.without_vote)
}
