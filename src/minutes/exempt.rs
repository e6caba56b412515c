//! Exempt business: what is marked as not for publication, when the public was out, and what follows for every entry.
//!
//! The law: the Local Government Act 1972, section 100A(4), lets a principal council exclude the public by resolution
//! from an item of business in which exempt information would be disclosed; the resolution names the part of the
//! meeting and the description of that information in Schedule 12A. Section 100C keeps those minutes from inspection
//! and wants a summary where the rest would be no fair and coherent record. Parish councils exclude by the Public
//! Bodies (Admission to Meetings) Act 1960, section 1(2), which knows no paragraphs.
//!
//! What is exempt is worked out each time from marks, votes and times, and never kept by itself. Where it could be
//! doubted it is exempt.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use strum::{EnumIter, IntoEnumIterator};

use super::agenda::Item;
use super::entry::{Entry, Kind};
use super::formal::{self, Came, Outcome};
use super::ids::{EntryId, EntryKey, ItemId, Stamp};
use super::meeting::{Meeting, Sitting};

mod copy;

pub use copy::{Copied, Copy, Withheld};

#[cfg(test)]
mod tests;

/// A paragraph of Part 1 of Schedule 12A to the Local Government Act 1972, as it stands for England since the Local
/// Government (Access to Information) (Variation) Order 2006 (SI 2006/88).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, EnumIter,
)]
#[serde(into = "u8", try_from = "u8")]
#[repr(u8)]
pub enum Paragraph {
    /// About an individual.
    Individual = 1,
    /// From which an individual could be told.
    Identity = 2,
    /// About somebody's business.
    Affairs = 3,
    /// About labour relations.
    Labour = 4,
    /// For which legal privilege could be claimed.
    Privilege = 5,
    /// About notices and orders to be made.
    Notices = 6,
    /// About the prevention and prosecution of crime.
    Crime = 7,
}

impl Paragraph {
    /// The paragraph of a number.
    pub fn numbered(number: u8) -> Option<Self> {
        Self::iter().find(|one| one.number() == number)
    }

    /// Its number.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The description of information in the Schedule's words.
    pub fn category(self) -> &'static str {
        match self {
            Self::Individual => "Information relating to any individual",
            Self::Identity => "Information which is likely to reveal the identity of an individual",
            Self::Affairs => {
                "Information relating to the financial or business affairs of any particular person \
                 (including the authority holding that information)"
            }
            Self::Labour => {
                "Information relating to any consultations or negotiations, or contemplated consultations or \
                 negotiations, in connection with any labour relations matter arising between the authority or a \
                 Minister of the Crown and employees of, or office holders under, the authority"
            }
            Self::Privilege => {
                "Information in respect of which a claim to legal professional privilege could be maintained in \
                 legal proceedings"
            }
            Self::Notices => {
                "Information which reveals that the authority proposes to give under any enactment a notice under or \
                 by virtue of which requirements are imposed on a person, or to make an order or direction under any \
                 enactment"
            }
            Self::Crime => {
                "Information relating to any action taken or to be taken in connection with the prevention, \
                 investigation or prosecution of crime"
            }
        }
    }

    /// The paragraphs that a text names by their numbers ("3", "1 and 2", "paras 1, 2"), in order; the words that are
    /// none where there are any.
    pub fn read(text: &str) -> Result<Vec<Self>, String> {
        let mut read = BTreeSet::new();
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        for word in words.filter(|word| !word.is_empty()) {
            let spoken = word.to_lowercase();
            if spoken == "and" || spoken.starts_with("para") {
                continue;
            }
            match word.parse().ok().and_then(Self::numbered) {
                Some(one) => read.insert(one),
                None => return Err(word.to_owned()),
            };
        }
        Ok(read.into_iter().collect())
    }
}

impl From<Paragraph> for u8 {
    fn from(paragraph: Paragraph) -> Self {
        paragraph.number()
    }
}

impl TryFrom<u8> for Paragraph {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, String> {
        Self::numbered(number).ok_or_else(|| format!("there is no paragraph {number}"))
    }
}

/// Paragraphs in a sentence: "paragraph 3", "paragraphs 1 and 2"; empty where there are none.
pub fn in_words(paragraphs: &[Paragraph]) -> String {
    let numbers: Vec<String> = paragraphs
        .iter()
        .map(|one| one.number().to_string())
        .collect();
    match numbers.as_slice() {
        [] => String::new(),
        [one] => format!("paragraph {one}"),
        [first @ .., last] => format!("paragraphs {} and {last}", first.join(", ")),
    }
}

/// What a mark is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Covers {
    /// An item: all that is recorded under it, but not its title.
    Item(ItemId),
    /// One entry.
    Entry(EntryId),
}

/// That something is exempt, on which grounds, and what the public may read in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What it is on.
    pub covers: Covers,
    /// The paragraphs of Schedule 12A; none where the public is excluded by the Act of 1960.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<Paragraph>,
    /// What the public copy says instead; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// The motion to exclude the public for it. If that is not carried, the mark is of no effect: the item is taken in
    /// public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motion: Option<EntryId>,
    /// For an item: whether it is public but for what was recorded while the public was out, for which the summary stands.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub part: bool,
}

impl Mark {
    /// A mark without summary and motion.
    pub fn new(covers: Covers, paragraphs: Vec<Paragraph>) -> Self {
        Self {
            covers,
            paragraphs,
            summary: String::new(),
            motion: None,
            part: false,
        }
    }
}

/// A time during which the public was excluded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// When the public left.
    pub from: Stamp,
    /// When it came back; nothing where it did not before the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Stamp>,
    /// The paragraphs of Schedule 12A.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<Paragraph>,
}

impl Exclusion {
    /// When it ended, at the latest with the meeting.
    fn end(&self, sitting: &Sitting) -> Option<Stamp> {
        self.until.or(sitting.terminated)
    }

    /// Whether something that went on from one moment to another went on, even in part, while the public was out.
    fn touches(&self, sitting: &Sitting, from: Stamp, to: Stamp) -> bool {
        self.from <= to && self.end(sitting).is_none_or(|end| from < end)
    }

    /// Whether a time lies wholly within it.
    fn holds(&self, sitting: &Sitting, from: Stamp, to: Option<Stamp>) -> bool {
        let ends_within = match (self.end(sitting), to) {
            (None, _) => true,
            (Some(end), Some(to)) => to <= end,
            (Some(_), None) => false,
        };
        self.from <= from && ends_within
    }
}

impl Sitting {
    /// The exclusion that lasts.
    pub fn exclusion(&self) -> Option<&Exclusion> {
        let last = self.exclusions.last()?;
        last.end(self).is_none().then_some(last)
    }
}

impl Meeting {
    /// The mark on something, whether or not it is of effect.
    pub fn mark_on(&self, covers: Covers) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.covers == covers)
    }

    /// What is exempt.
    pub fn exemptions(&self) -> Exemptions {
        Exemptions::of(self)
    }

    /// Whether a mark is of effect: its motion was not lost, withdrawn or put off.
    pub fn is_of_effect(&self, mark: &Mark) -> bool {
        let motion = mark.motion.and_then(|id| {
            let (_, _, entry) = self.entry(id)?;
            Some(formal::came_of(self, id, entry.motion()?))
        });
        match motion {
            // One that was retracted, or is still to be put, makes nothing public.
            None | Some(Came::Open | Came::Voted(Outcome::Carried)) => true,
            Some(Came::Voted(Outcome::Lost | Outcome::Tied) | Came::Settled(_)) => false,
        }
    }

    /// Whether an entry is the motion to exclude the public, amends it or votes on it: those are public.
    pub fn is_exclusion(&self, entry: &Entry) -> bool {
        let mut on = entry;
        // Amendments of amendments stand so deep at most; a record that loops must not.
        for _ in 0..8 {
            let next = match (on.motion(), on.vote()) {
                (Some(motion), _) if motion.excludes => return true,
                (Some(motion), _) => motion.amends,
                (None, Some(vote)) => vote.on,
                (None, None) => None,
            };
            match next.and_then(|id| self.entry(id)) {
                Some((_, _, next)) => on = next,
                None => return false,
            }
        }
        false
    }

    /// The last motion to exclude the public that was carried and has not been acted on: the public is still in the room.
    pub fn exclusion_carried(&self) -> Option<&Entry> {
        let sitting = &self.sitting;
        let last = sitting.exclusions.last();
        // One that was carried while the public was out, or before it last went, has been acted on.
        let is_new =
            |at: Stamp| last.is_none_or(|last| last.end(sitting).is_some_and(|end| end <= at));
        let carried = self.entries().filter_map(|(_, entry)| {
            let motion = entry.motion().filter(|motion| motion.excludes)?;
            let (_, vote) = formal::decided_by(self, entry.id)?;
            let is_carried = motion.fate.is_none() && vote.outcome() == Outcome::Carried;
            (is_carried && is_new(vote.at)).then_some((vote.at, entry))
        });
        carried.max_by_key(|(at, _)| *at).map(|(_, entry)| entry)
    }
}

/// Everything that is exempt in a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exemptions {
    entries: BTreeMap<EntryId, Vec<Paragraph>>,
    items: BTreeMap<ItemId, Vec<Paragraph>>,
}

impl Exemptions {
    fn of(meeting: &Meeting) -> Self {
        let mut found = Self::default();
        if meeting.marks.is_empty() && meeting.sitting.exclusions.is_empty() {
            return found;
        }
        for item in &meeting.items {
            if let Some(paragraphs) = of_item(meeting, item) {
                found.items.insert(item.id, paragraphs);
            }
        }
        for (item, entry) in meeting.entries() {
            if meeting.is_exclusion(entry) {
                continue;
            }
            let of_item = || found.items.get(&item.id).cloned();
            if let Some(paragraphs) = of_entry(meeting, entry).or_else(of_item) {
                found.entries.insert(entry.id, paragraphs);
            }
        }
        found.follow(meeting);
        found
    }

    /// What speaks of something exempt is exempt too: a vote on it, an amendment of it, an action made of it, and what was
    /// heard of such an action.
    fn follow(&mut self, meeting: &Meeting) {
        loop {
            let more: Vec<(EntryId, Vec<Paragraph>)> = meeting
                .entries()
                .map(|(_, entry)| entry)
                .filter(|entry| !self.entries.contains_key(&entry.id))
                .filter(|entry| !meeting.is_exclusion(entry))
                .filter_map(|entry| {
                    // A vote on several is public as long as one of them is.
                    let several = entry.vote().map_or(&[][..], |vote| &vote.en_bloc);
                    if let [first, ..] = several
                        && several.iter().all(|id| self.entries.contains_key(id))
                    {
                        return Some((entry.id, self.entries.get(first)?.clone()));
                    }
                    let spoken_of = speaks_of(meeting, entry);
                    let grounds = spoken_of.iter().find_map(|id| self.entries.get(id))?;
                    Some((entry.id, grounds.clone()))
                })
                .collect();
            if more.is_empty() {
                return;
            }
            self.entries.extend(more);
        }
    }

    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.items.is_empty()
    }

    /// The grounds on which an entry is exempt; none where it is public.
    pub fn entry(&self, id: EntryId) -> Option<&[Paragraph]> {
        self.entries.get(&id).map(Vec::as_slice)
    }

    /// The grounds on which an item is exempt as a whole, but for its title.
    pub fn item(&self, id: ItemId) -> Option<&[Paragraph]> {
        self.items.get(&id).map(Vec::as_slice)
    }

    /// The grounds on which something of an item is exempt that is not so as a whole.
    pub fn part(&self, item: &Item) -> Option<&[Paragraph]> {
        if self.items.contains_key(&item.id) {
            return None;
        }
        item.public_entries().find_map(|entry| self.entry(entry.id))
    }

    /// Whether anything recorded is exempt, so that a full copy holds what a public one must not.
    pub fn holds_entries(&self) -> bool {
        !self.entries.is_empty()
    }

    /// Every paragraph on which anything is exempt, in order.
    pub fn paragraphs(&self) -> Vec<Paragraph> {
        let all = self.entries.values().chain(self.items.values()).flatten();
        all.copied().collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// An item is exempt by its mark, or because it was before the meeting only while the public was out.
fn of_item(meeting: &Meeting, item: &Item) -> Option<Vec<Paragraph>> {
    let mark = meeting.mark_on(Covers::Item(item.id));
    if let Some(mark) = mark.filter(|mark| meeting.is_of_effect(mark) && !mark.part) {
        return Some(mark.paragraphs.clone());
    }
    let sitting = &meeting.sitting;
    let within = |spell: &super::agenda::Spell| {
        let mut exclusions = sitting.exclusions.iter();
        exclusions.rfind(|one| one.holds(sitting, spell.put, spell.left))
    };
    let (first, others) = item.spells.split_first()?;
    let exclusion = within(first)?;
    others
        .iter()
        .all(|spell| within(spell).is_some())
        .then(|| exclusion.paragraphs.clone())
}

/// An entry is exempt by its own mark, or because any of it was typed while the public was out.
fn of_entry(meeting: &Meeting, entry: &Entry) -> Option<Vec<Paragraph>> {
    if let Some(mark) = meeting.mark_on(Covers::Entry(entry.id)) {
        return Some(mark.paragraphs.clone());
    }
    let sitting = &meeting.sitting;
    // An entry that was given another time is exempt by either.
    let (from, to) = (
        entry.started_at.min(entry.recorded_at),
        entry.started_at.max(entry.recorded_at),
    );
    let exclusion = sitting
        .exclusions
        .iter()
        .find(|one| one.touches(sitting, from, to))?;
    Some(exclusion.paragraphs.clone())
}

/// The entries of the same meeting whose words an entry tells again.
fn speaks_of(meeting: &Meeting, entry: &Entry) -> Vec<EntryId> {
    let own = |key: EntryKey| (key.meeting == meeting.id).then_some(key.entry);
    let motion = entry.motion().and_then(|motion| motion.amends);
    let vote = entry.vote().and_then(|vote| vote.on);
    // A decision that was put to the vote in private would read in public as if it had been agreed.
    let decided = (entry.kind == Kind::Decision)
        .then(|| formal::decided_by(meeting, entry.id))
        .flatten()
        .map(|(vote, _)| vote.id);
    let reported = entry.reported().and_then(|reported| own(reported.action));
    [entry.source, motion, vote, decided, reported]
        .into_iter()
        .flatten()
        .collect()
}
