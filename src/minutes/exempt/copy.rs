//! The two copies of a meeting: the public one, and the full one.
//!
//! A document, a list, a calendar is made from a [`Copied`] meeting and from nothing else. The public copy is made here
//! first, by taking out what is exempt; so no format has to remember anything.

use std::ops::Deref;

use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{Covers, Exemptions, Paragraph};
use crate::minutes::agenda::Item;
use crate::minutes::entry::{Detail, Entry, Kind};
use crate::minutes::formal;
use crate::minutes::ids::{EntryId, ItemId, Stamp};
use crate::minutes::meeting::Meeting;

/// For whom a copy is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Copy {
    /// For everybody: what is exempt is not in it, but for the open summaries.
    #[default]
    Public,
    /// For those who may read what is exempt.
    Full,
}

impl Copy {
    /// In a clerk's words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public copy",
            Self::Full => "full copy",
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Public => Self::Full,
            Self::Full => Self::Public,
        }
    }

    /// What it holds.
    pub fn about(self) -> &'static str {
        match self {
            Self::Public => "What anybody may read: open summaries in place of what is exempt",
            Self::Full => "Exempt parts too; it says on it that it is not for publication",
        }
    }
}

/// The resolutions that a public copy leaves out, so that the others keep their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    /// Every entry of the record in its order: of several made at one moment, it decides.
    pub order: Vec<EntryId>,
    /// Those left out.
    pub resolutions: Vec<Resolution>,
}

/// A resolution that is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// When it was begun.
    pub at: Stamp,
    /// The entry.
    pub entry: EntryId,
    /// Whether it is a vote that carried a motion; else a decision without one.
    pub by_vote: bool,
}

/// One of the two copies of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    meeting: Meeting,
    copy: Copy,
    exempt: Exemptions,
}

impl Deref for Copied {
    type Target = Meeting;

    fn deref(&self) -> &Meeting {
        &self.meeting
    }
}

impl Copied {
    /// Which copy it is.
    pub fn which(&self) -> Copy {
        self.copy
    }

    /// Whether it holds an exempt entry.
    pub fn holds_exempt(&self) -> bool {
        self.exempt.holds_entries()
    }

    /// Whether an entry that it holds is exempt; none of a public copy is.
    pub fn is_exempt(&self, entry: EntryId) -> bool {
        self.exempt_entry(entry).is_some()
    }

    /// The grounds on which an entry that it holds is exempt.
    pub fn exempt_entry(&self, entry: EntryId) -> Option<&[Paragraph]> {
        self.exempt.entry(entry)
    }

    /// The grounds on which an item is exempt.
    pub fn exempt_item(&self, item: ItemId) -> Option<&[Paragraph]> {
        self.exempt.item(item)
    }

    /// Every paragraph on which anything is exempt.
    pub fn paragraphs(&self) -> Vec<Paragraph> {
        self.exempt.paragraphs()
    }
}

impl Meeting {
    /// One of its two copies.
    pub fn copy(&self, which: Copy) -> Copied {
        let exempt = self.exemptions();
        match which {
            Copy::Public if !exempt.is_empty() => public(self, &exempt),
            Copy::Public | Copy::Full => Copied {
                meeting: self.clone(),
                copy: which,
                exempt,
            },
        }
    }
}

fn public(whole: &Meeting, exempt: &Exemptions) -> Copied {
    let mut meeting = whole.clone();
    meeting.withheld = Withheld {
        order: whole.entries().map(|(_, entry)| entry.id).collect(),
        resolutions: whole
            .entries()
            .filter(|(_, entry)| exempt.entry(entry.id).is_some())
            .filter_map(|(_, entry)| withheld(whole, entry))
            .collect(),
    };
    for item in &mut meeting.items {
        take_out(whole, exempt, item);
    }
    // What is printed below minutes that were approved.
    meeting.corrections.retain(|stated| !stated.exempt);
    meeting
        .marks
        .retain(|mark| matches!(mark.covers, Covers::Item(_)));
    // It may be the text of the minutes, exempt parts and all.
    if let Some(source) = &mut meeting.source {
        source.text.clear();
    }
    if let Some(approval) = &mut meeting.approval {
        approval.approved.corrections.retain(|correction| {
            let altered = correction.alters.as_ref();
            !correction.exempt
                && altered.is_none_or(|altered| exempt.entry(altered.entry).is_none())
        });
    }
    Copied {
        meeting,
        copy: Copy::Public,
        exempt: Exemptions {
            items: exempt.items.clone(),
            ..Exemptions::default()
        },
    }
}

/// A resolution among the exempt entries, however a house style counts them.
fn withheld(meeting: &Meeting, entry: &Entry) -> Option<Resolution> {
    let (by_vote, counts) = match entry.vote() {
        Some(vote) => (true, formal::wording::is_resolution(meeting, vote)),
        None if formal::wording::is_carried_en_bloc(meeting, entry) => (true, true),
        None => (false, formal::wording::is_agreed(meeting, entry)),
    };
    counts.then_some(Resolution {
        at: entry.started_at,
        entry: entry.id,
        by_vote,
    })
}

/// Takes what is exempt out of an item, and puts the open summaries in its place.
fn take_out(whole: &Meeting, exempt: &Exemptions, item: &mut Item) {
    let is_whole = exempt.item(item.id).is_some();
    let summary_on = |covers| {
        let mark = whole.mark_on(covers);
        mark.map_or("", |mark| mark.summary.trim())
    };
    let mark = whole.mark_on(Covers::Item(item.id));
    let of_item = match mark {
        Some(mark) if is_whole || mark.part => mark.summary.trim(),
        Some(_) | None => "",
    };
    let mut kept = Vec::with_capacity(item.entries.len());
    let mut told = of_item.is_empty();
    for mut entry in item.entries.drain(..) {
        if exempt.entry(entry.id).is_none() {
            forget_exempt(exempt, &mut entry);
            kept.push(entry);
            continue;
        }
        let own = match summary_on(Covers::Entry(entry.id)) {
            own if !is_whole && !own.is_empty() => own,
            _ if told => "",
            _ => {
                told = true;
                of_item
            }
        };
        if !own.is_empty() {
            let times = (entry.started_at, entry.recorded_at);
            kept.push(summary(entry.id, own, times));
        }
    }
    if let Some(spell) = item.spells.first().filter(|_| is_whole && !told) {
        // Nothing was recorded that it could stand for, yet the item was taken.
        let id = EntryId(item.id.0);
        kept.push(summary(id, of_item, (spell.put, spell.put)));
    }
    item.entries = kept;
    if is_whole {
        (item.letter, item.report) = (None, None);
        // Who came for it may tell whom it is about.
        item.outline.guests.clear();
        item.outline.presenters.clear();
        item.outline.prepared.clear();
        item.outline.prompts.clear();
    }
}

/// Takes out of what a public entry holds what it tells of exempt ones.
fn forget_exempt(exempt: &Exemptions, entry: &mut Entry) {
    match &mut entry.detail {
        Detail::Approved(approved) => approved.corrections.retain(|one| !one.exempt),
        Detail::Vote(vote) => vote.en_bloc.retain(|one| exempt.entry(*one).is_none()),
        Detail::None
        | Detail::Action(_)
        | Detail::Declaration(_)
        | Detail::NextMeetings(_)
        | Detail::Update(_)
        | Detail::Motion(_)
        | Detail::Heard(_)
        | Detail::PutOff(_) => {}
    }
}

fn summary(id: EntryId, words: &str, (started_at, recorded_at): (Stamp, Stamp)) -> Entry {
    Entry {
        id,
        kind: Kind::Narrative,
        text: words.to_owned(),
        started_at,
        recorded_at,
        detail: Detail::None,
        source: None,
        prepared: None,
    }
}
