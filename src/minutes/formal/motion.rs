//! A motion, its amendments, and what came of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::difference::difference;
use super::vote::{Outcome, Vote};
use crate::minutes::agenda::Item;
use crate::minutes::entry::{Detail, Entry};
use crate::minutes::ids::{EntryId, PersonId, Stamp};
use crate::minutes::meeting::Meeting;

/// How deep amendments may stand below a motion. Standing orders stop at two; a record that loops must not.
const DEEPEST: usize = 8;

/// Something moved. Its words are the text of its entry; for an amendment, what it does to them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Motion {
    /// Who moved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mover: Option<PersonId>,
    /// Who seconded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconder: Option<PersonId>,
    /// What it amends, where it is an amendment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amends: Option<EntryId>,
    /// How that would read with it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub would_read: String,
    /// What came of it without a vote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fate: Option<Fate>,
    /// Whether it is the motion to exclude the public (the Local Government Act 1972, section 100A(4); the Public Bodies
    /// (Admission to Meetings) Act 1960, section 1(2)).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub excludes: bool,
}

/// What can come of a motion without a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// Its mover took it back.
    Withdrawn,
    /// The chair ruled it out of order.
    RuledOut,
    /// Nobody seconded it.
    NotSeconded,
    /// It was put off, to a day where one was named.
    Deferred(Option<NaiveDate>),
}

impl Fate {
    /// In a clerk's words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::RuledOut => "ruled out of order",
            Self::NotSeconded => "not seconded",
            Self::Deferred(_) => "deferred",
        }
    }
}

/// What came of a motion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// It is before the meeting.
    Open,
    /// It was settled without a vote.
    Settled(Fate),
    /// It was voted on.
    Voted(Outcome),
}

impl Came {
    /// In a clerk's words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Settled(fate) => fate.name(),
            Self::Voted(Outcome::Carried) => "carried",
            Self::Voted(Outcome::Lost) => "lost",
            Self::Voted(Outcome::Tied) => "lost on a tie",
        }
    }
}

impl Entry {
    /// The motion, where it is one.
    pub fn motion(&self) -> Option<&Motion> {
        if let Detail::Motion(motion) = &self.detail {
            Some(motion)
        } else {
            None
        }
    }

    /// The vote, where it is one that was taken down as such.
    pub fn vote(&self) -> Option<&Vote> {
        if let Detail::Vote(vote) = &self.detail {
            Some(vote)
        } else {
            None
        }
    }
}

/// The last vote taken on an entry, with its own.
pub fn decided_by(meeting: &Meeting, on: EntryId) -> Option<(&Entry, &Vote)> {
    meeting
        .entries()
        .filter_map(|(_, entry)| Some((entry, entry.vote()?)))
        .filter(|(_, vote)| vote.is_on(on))
        // Of two at one moment the later entry counts.
        .max_by_key(|(_, vote)| vote.at)
}

/// What came of a motion.
pub fn came_of(meeting: &Meeting, id: EntryId, motion: &Motion) -> Came {
    match (motion.fate, decided_by(meeting, id)) {
        (Some(fate), _) => Came::Settled(fate),
        (None, Some((_, vote))) => Came::Voted(vote.outcome()),
        (None, None) => Came::Open,
    }
}

/// What would be so if it were carried now: the words of a motion, or how an amendment would have it read, with every
/// carried amendment in them.
pub fn at_stake(meeting: &Meeting, entry: &Entry) -> String {
    Stake::NOW.of(meeting, entry, DEEPEST)
}

/// Of which amendments it is asked what they come to.
#[derive(Clone, Copy)]
struct Stake {
    /// Those carried by then; all, where there is none.
    until: Option<Stamp>,
    /// All but this one.
    but: Option<EntryId>,
}

impl Stake {
    const NOW: Self = Self {
        until: None,
        but: None,
    };

    fn counts(self, amendment: EntryId, carried: Stamp) -> bool {
        self.but != Some(amendment) && self.until.is_none_or(|until| carried <= until)
    }

    fn of(self, meeting: &Meeting, entry: &Entry, depth: usize) -> String {
        let own = match entry.motion() {
            Some(motion) if motion.amends.is_some() => &motion.would_read,
            Some(_) | None => &entry.text,
        };
        let Some(depth) = depth.checked_sub(1) else {
            return own.clone();
        };
        match self.last_carried(meeting, entry) {
            Some(amendment) => self.of(meeting, amendment, depth),
            None => own.clone(),
        }
    }

    fn last_carried<'m>(self, meeting: &'m Meeting, entry: &Entry) -> Option<&'m Entry> {
        let carried = amendments(meeting, entry.id).filter_map(|amendment| {
            let (_, vote) = decided_by(meeting, amendment.id)?;
            let motion = amendment.motion()?;
            let carried = motion.fate.is_none() && vote.outcome() == Outcome::Carried;
            (carried && self.counts(amendment.id, vote.at)).then_some((vote.at, amendment))
        });
        carried
            .max_by_key(|(at, _)| *at)
            .map(|(_, amendment)| amendment)
    }
}

/// Whether an amendment of it had been carried at a moment; at any, where none is given.
pub fn is_amended(meeting: &Meeting, entry: &Entry, until: Option<Stamp>) -> bool {
    let stake = Stake { until, but: None };
    stake.last_carried(meeting, entry).is_some()
}

/// What an amendment does, in words: its own, or, where it has been amended, those that follow from how it reads then.
pub fn amendment_words(meeting: &Meeting, amendment: &Entry, until: Option<Stamp>) -> String {
    let amended = amendment.motion().and_then(|motion| motion.amends);
    let amended = amended.and_then(|of| meeting.entry(of));
    let Some((_, _, amended)) = amended.filter(|_| is_amended(meeting, amendment, until)) else {
        return amendment.text.clone();
    };
    let without = Stake {
        until,
        but: Some(amendment.id),
    };
    let before = without.of(meeting, amended, DEEPEST);
    let after = Stake { until, but: None }.of(meeting, amendment, DEEPEST);
    let words = difference(&before, &after);
    if words.is_empty() {
        amendment.text.clone()
    } else {
        words
    }
}

/// What an entry is called in a sentence about it: "motion", "amendment", "amendment to the amendment", "proposal".
pub fn what(meeting: &Meeting, entry: &Entry) -> &'static str {
    let Some(motion) = entry.motion() else {
        return "proposal";
    };
    let Some(amends) = motion.amends else {
        return "motion";
    };
    let of_an_amendment = meeting.entry(amends).is_some_and(|(_, _, amended)| {
        amended
            .motion()
            .is_some_and(|motion| motion.amends.is_some())
    });
    if of_an_amendment {
        "amendment to the amendment"
    } else {
        "amendment"
    }
}

fn amendments(meeting: &Meeting, of: EntryId) -> impl Iterator<Item = &Entry> {
    meeting
        .entries()
        .map(|(_, entry)| entry)
        .filter(move |entry| entry.id != of)
        .filter(move |entry| {
            entry
                .motion()
                .is_some_and(|motion| motion.amends == Some(of))
        })
}

/// Whether another entry amends this one or tells of a vote on it.
pub fn depends_on(meeting: &Meeting, id: EntryId) -> bool {
    amendments(meeting, id).next().is_some() || decided_by(meeting, id).is_some()
}

/// What is to be put next under an item: the last motion that is open and has no open amendment; else the last decision
/// on which no vote is recorded.
pub fn next_question<'m>(meeting: &'m Meeting, item: &'m Item) -> Option<&'m Entry> {
    let is_open = |entry: &Entry| {
        entry
            .motion()
            .is_some_and(|motion| came_of(meeting, entry.id, motion) == Came::Open)
    };
    let ripe = |entry: &&Entry| is_open(entry) && !amendments(meeting, entry.id).any(is_open);
    let undecided = |entry: &&Entry| {
        entry.kind == crate::minutes::entry::Kind::Decision
            && decided_by(meeting, entry.id).is_none()
    };
    let entries = || item.entries.iter().rev();
    entries().find(ripe).or_else(|| entries().find(undecided))
}
