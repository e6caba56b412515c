//! The agenda: pieces of business, in order, and when each was before the meeting.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::entry::{Entry, Kind};
use super::ids::{EntryKey, ItemId, PersonId, Stamp};
use super::writing::{Letter, Report};

/// One piece of business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Which item.
    pub id: ItemId,
    /// What stands on the agenda, and what the clerk prepared.
    pub outline: Outline,
    /// When it was before the meeting: several spells, if it was returned to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spells: Vec<Spell>,
    /// Whether it was passed over on purpose.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skipped: bool,
    /// What the chair's letter about it says beyond the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<Box<Letter>>,
    /// What the report on it says beyond the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Box<Report>>,
    /// What was recorded under it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Entry>,
}

/// What is known of an item before the meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// As the agenda has it.
    pub title: String,
    /// Its number in published minutes ("3698", "24/05/3"), where that is not its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What is customary under it.
    #[serde(default)]
    pub kind: ItemKind,
    /// Who brings it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub presenters: Vec<PersonId>,
    /// Who comes for it from outside the body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guests: Vec<PersonId>,
    /// How many minutes it is meant to take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<u16>,
    /// Text written beforehand, an entry a line, with the same marks as the entry line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prepared: Vec<String>,
    /// The actions and topics of earlier meetings that it was put on the agenda for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<EntryKey>,
    /// Whether it is meant to be taken with others in one vote.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consent: bool,
    /// What the clerk must not forget: shown in the room, in no document.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prompts: String,
}

/// What is customary under an item, which decides its one-key sentences.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum ItemKind {
    /// Any business.
    #[default]
    Business,
    /// Declarations of interest.
    Declarations,
    /// A report taken for information.
    Information,
    /// Actions agreed at earlier meetings.
    PreviousActions,
    /// The body's programme of work.
    WorkProgramme,
    /// The chair's news.
    ChairsUpdate,
    /// When the body meets next.
    NextMeeting,
    /// Urgent business that was on no agenda.
    Urgent,
    /// Questions, petitions, deputations: of the public or of members.
    Public,
    /// Whether members are under a party whip.
    Whip,
    /// Minutes of the last meeting, to be approved.
    Minutes,
}

impl ItemKind {
    /// In a clerk's words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Business => "business",
            Self::Declarations => "declarations of interest",
            Self::Information => "for information",
            Self::PreviousActions => "actions from previous meetings",
            Self::WorkProgramme => "work programme",
            Self::ChairsUpdate => "chair's update",
            Self::NextMeeting => "date of next meeting",
            Self::Urgent => "urgent items",
            Self::Public => "questions and petitions",
            Self::Whip => "party whip",
            Self::Minutes => "minutes of the last meeting",
        }
    }
}

/// A time during which an item was before the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spell {
    /// When the chair put it.
    pub put: Stamp,
    /// When the meeting went on to something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Stamp>,
}

impl Item {
    /// An item that has not been put.
    pub fn new(id: ItemId, outline: Outline) -> Self {
        Self {
            id,
            outline,
            spells: Vec::new(),
            skipped: false,
            letter: None,
            report: None,
            entries: Vec::new(),
        }
    }

    /// Whether it is before the meeting now.
    pub fn is_current(&self) -> bool {
        self.spells.last().is_some_and(|spell| spell.left.is_none())
    }

    /// Whether it was ever put.
    pub fn was_put(&self) -> bool {
        !self.spells.is_empty()
    }

    /// How long it has been before the meeting in all, up to `now`.
    pub fn taken(&self, now: Stamp) -> TimeDelta {
        self.spells
            .iter()
            .map(|spell| (spell.left.unwrap_or(now) - spell.put).max(TimeDelta::zero()))
            .sum()
    }

    /// The entries that a document may hold.
    pub fn public_entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries
            .iter()
            .filter(|entry| entry.kind != Kind::Private)
    }

    /// Whether the chair writes to those who came for it: a letter was written, or they heard what is encouraging or a
    /// concern.
    pub fn is_written_about(&self) -> bool {
        let heard = |entry: &Entry| matches!(entry.kind, Kind::Encouraging | Kind::Concern);
        self.letter.is_some()
            || (!self.outline.guests.is_empty() && self.public_entries().any(heard))
    }

    /// To whom the chair writes about it: its guests, unless the letter names others.
    pub fn recipients(&self) -> &[PersonId] {
        match &self.letter {
            Some(letter) if !letter.to.is_empty() => &letter.to,
            Some(_) | None => &self.outline.guests,
        }
    }

    /// The prepared lines that no entry has used, each with its place from 0.
    pub fn prepared_left(&self) -> impl Iterator<Item = (u16, &str)> {
        self.outline
            .prepared
            .iter()
            .zip(0_u16..)
            .filter(|(_, place)| {
                !self
                    .entries
                    .iter()
                    .any(|entry| entry.prepared == Some(*place))
            })
            .map(|(text, place)| (place, text.as_str()))
    }
}
