//! What happened to the meeting itself, as its minutes tell it: who came and went and when, who took the chair, breaks,
//! and whether enough were there.
//!
//! Nothing of this is kept: it follows from the stream of attendance, the times of the items and the sitting.

use super::attendance::Attended;
use super::formal::interest;
use super::ids::{ItemId, PersonId, Stamp};
use super::meeting::Meeting;
use super::template::Template;
use super::wording::{Occasion, Sentence, Spot, WordingError};

/// Something that happened while the meeting sat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happening {
    /// When.
    pub at: Stamp,
    /// The item that was before the meeting then.
    pub during: Option<ItemId>,
    /// The item under which minutes tell of it: that one, else the last before it, else the first.
    pub under: Option<ItemId>,
    /// What it was.
    pub what: What,
}

impl What {
    /// Whether the law wants it told, whatever the house style.
    pub fn must_be_told(self) -> bool {
        match self {
            Self::PublicLeft | Self::PublicReturned => true,
            Self::Moved(..)
            | Self::QuorumLost
            | Self::QuorumBack
            | Self::Adjourned
            | Self::Resumed => false,
        }
    }
}

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Somebody came, went or took the chair; for the sake of an interest, where the item is named.
    Moved(PersonId, Attended, Option<ItemId>),
    /// Fewer were there than are needed.
    QuorumLost,
    /// Enough were there again.
    QuorumBack,
    /// A break began.
    Adjourned,
    /// The meeting went on.
    Resumed,
    /// The public left, excluded by a resolution.
    PublicLeft,
    /// The public came back.
    PublicReturned,
}

/// Everything that happened, in the order of its times.
pub fn of(meeting: &Meeting) -> Vec<Happening> {
    let Some(commenced) = meeting.sitting.commenced else {
        return Vec::new();
    };
    let mut told: Vec<(Stamp, What)> = Vec::new();
    let mut moments = vec![commenced];
    let sat = |at: Stamp| at >= commenced && meeting.sitting.terminated.is_none_or(|end| at <= end);
    for event in meeting.stream.iter().filter(|event| sat(event.at)) {
        moments.push(event.at);
        if !event.what.is_of_roll() {
            let item = interest::left_for(meeting, event);
            told.push((event.at, What::Moved(event.person, event.what, item)));
        }
    }
    for one in &meeting.sitting.adjournments {
        told.push((one.from, What::Adjourned));
        told.extend(one.until.map(|until| (until, What::Resumed)));
    }
    for one in &meeting.sitting.exclusions {
        told.push((one.from, What::PublicLeft));
        told.extend(one.until.map(|until| (until, What::PublicReturned)));
    }
    for (from, until) in without_quorum_at(meeting, moments) {
        told.push((from, What::QuorumLost));
        told.extend(until.map(|until| (until, What::QuorumBack)));
    }
    // The sort is stable: whoever goes is told before what follows from it.
    told.sort_by_key(|(at, _)| *at);
    told.into_iter()
        .map(|(at, what)| {
            let during = item_at(meeting, at);
            Happening {
                at,
                during,
                under: during.or_else(|| item_before(meeting, at)),
                what,
            }
        })
        .collect()
}

/// The times during which the meeting sat without a quorum; the last may go on.
pub fn without_quorum(meeting: &Meeting) -> Vec<(Stamp, Option<Stamp>)> {
    let Some(commenced) = meeting.sitting.commenced else {
        return Vec::new();
    };
    let sat = |at: Stamp| at >= commenced && meeting.sitting.terminated.is_none_or(|end| at <= end);
    let later = meeting
        .stream
        .iter()
        .map(|event| event.at)
        .filter(|at| sat(*at));
    without_quorum_at(meeting, [commenced].into_iter().chain(later).collect())
}

fn without_quorum_at(meeting: &Meeting, mut moments: Vec<Stamp>) -> Vec<(Stamp, Option<Stamp>)> {
    moments.sort_unstable();
    moments.dedup();
    // A roll that was never called says nothing.
    if meeting.stream.is_empty() {
        return Vec::new();
    }
    let mut spells: Vec<(Stamp, Option<Stamp>)> = Vec::new();
    for at in moments {
        let quorate = meeting.count_at(at).is_quorate();
        match spells.last_mut() {
            Some((_, until @ None)) if quorate => *until = Some(at),
            Some((_, None)) => {}
            Some((_, Some(_))) | None if quorate => {}
            Some((_, Some(_))) | None => spells.push((at, None)),
        }
    }
    spells
}

/// The item that was before the meeting at a moment.
pub fn item_at(meeting: &Meeting, at: Stamp) -> Option<ItemId> {
    let before =
        |spell: &super::agenda::Spell| spell.put <= at && spell.left.is_none_or(|left| at < left);
    meeting
        .items
        .iter()
        .find(|item| item.spells.iter().any(before))
        .map(|item| item.id)
}

/// The item put last before a moment, else the first of the agenda.
fn item_before(meeting: &Meeting, at: Stamp) -> Option<ItemId> {
    let put = meeting.items.iter().filter_map(|item| {
        let put = item.spells.iter().map(|spell| spell.put);
        Some((put.filter(|put| *put <= at).max()?, item.id))
    });
    put.max_by_key(|(put, _)| *put)
        .map(|(_, id)| id)
        .or_else(|| meeting.items.first().map(|item| item.id))
}

/// The sentence for it in a house style; one that comes out empty is not said.
pub fn said(
    meeting: &Meeting,
    template: &Template,
    happening: &Happening,
) -> Result<String, WordingError> {
    let mut occasion = Occasion::of(meeting).at(happening.at.time());
    occasion.item = happening.during.and_then(|id| meeting.item(id));
    let sentence = match happening.what {
        What::Moved(person, what, for_interest) => {
            occasion.person = meeting.seat(person).map(|seat| &seat.person);
            occasion.declared = for_interest.is_some();
            if let Some(item) = for_interest {
                occasion.item = meeting.item(item);
            }
            match what {
                Attended::Left => Sentence::Left,
                Attended::Returned => Sentence::Returned,
                Attended::TookChair => Sentence::TookChair,
                Attended::Remote => Sentence::JoinedRemotely,
                Attended::Arrived
                | Attended::Present
                | Attended::Apologies
                | Attended::Absent
                | Attended::SubstituteFor(_) => Sentence::Arrived,
            }
        }
        What::QuorumLost | What::QuorumBack => {
            occasion.count = Some(meeting.count_at(happening.at));
            match happening.what {
                What::QuorumLost => Sentence::QuorumLost,
                _ => Sentence::QuorumBack,
            }
        }
        What::Adjourned => Sentence::Adjourned,
        What::Resumed => Sentence::Resumed,
        What::PublicLeft => Sentence::PublicLeft,
        What::PublicReturned => Sentence::PublicReturned,
    };
    let words = template.word(Spot::Sentence(sentence), &occasion)?;
    Ok(words.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests;
