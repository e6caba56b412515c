//! What can be done with a question, and the letter for each; settling it without a vote.

use strum::{EnumIter, IntoEnumIterator};

use crate::minutes::change::Change;
use crate::minutes::entry::{Detail, Kind};
use crate::minutes::formal::{Fate, Majority, Manner, what};
use crate::minutes::ids::{EntryId, ItemId};
use crate::minutes::meeting::Meeting;
use crate::screen::desk::Desk;
use crate::screen::form;

use super::{Question, TakeVote};

/// What can be done with a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub(super) enum Choice {
    Agreed,
    Hands,
    Named,
    Ballot,
    Majority,
    Withdrawn,
    RuledOut,
    NotSeconded,
    Deferred,
    OwnVote,
}

impl Choice {
    pub(super) fn letter(self) -> char {
        match self {
            Self::Agreed => 'a',
            Self::Hands => 'h',
            Self::Named => 'n',
            Self::Ballot => 'b',
            Self::Majority => 'm',
            Self::Withdrawn => 'w',
            Self::RuledOut => 'r',
            Self::NotSeconded => 's',
            Self::Deferred => 'd',
            Self::OwnVote => 'o',
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Agreed => "agreed, nobody against",
            Self::Hands => "show of hands: the numbers",
            Self::Named => "by name, a key for each member",
            Self::Ballot => "ballot: the numbers",
            Self::Majority => "another majority",
            Self::Withdrawn => "withdrawn by its mover",
            Self::RuledOut => "ruled out of order",
            Self::NotSeconded => "not seconded",
            Self::Deferred => "deferred: to when",
            Self::OwnVote => "a member's own vote recorded, of the last vote here",
        }
    }
}

/// What can be done now.
pub(super) fn choices(question: Option<&Question>, meeting: &Meeting, item: ItemId) -> Vec<Choice> {
    let is_motion = question.is_some_and(|question| question.is_motion);
    Choice::iter()
        .filter(|choice| match choice {
            Choice::Agreed | Choice::Hands | Choice::Named | Choice::Ballot | Choice::Majority => {
                question.is_some()
            }
            Choice::Withdrawn | Choice::RuledOut | Choice::NotSeconded | Choice::Deferred => {
                is_motion
            }
            Choice::OwnVote => last_vote(meeting, item).is_some(),
        })
        .collect()
}

/// The last vote under an item, unless names were taken in it: then every vote is recorded.
pub(super) fn last_vote(meeting: &Meeting, item: ItemId) -> Option<EntryId> {
    let votes = meeting.item(item)?.entries.iter();
    let (entry, vote) = votes
        .filter_map(|entry| Some((entry, entry.vote()?)))
        .max_by_key(|(_, vote)| vote.at)?;
    match vote.manner {
        Manner::Named(_) => None,
        Manner::Agreed | Manner::Hands(_) | Manner::Ballot(_) => Some(entry.id),
    }
}

pub(super) fn next_majority(majority: Majority) -> Majority {
    match majority {
        Majority::Simple => Majority::TwoThirds,
        Majority::TwoThirds => Majority::OfAllMembers,
        Majority::OfAllMembers => Majority::Simple,
    }
}

impl TakeVote {
    /// Notes what came of a motion without a vote.
    pub(super) fn settle(&self, choice: Choice, desk: &mut Desk) {
        let fate = match choice {
            Choice::Withdrawn => Fate::Withdrawn,
            Choice::RuledOut => Fate::RuledOut,
            Choice::NotSeconded => Fate::NotSeconded,
            // It is asked to when; the form records it.
            Choice::Deferred => {
                if let Some(motion) = self.question.as_ref().and_then(Question::entry) {
                    desk.push(form::motion_deferred(desk, motion));
                }
                return;
            }
            Choice::Agreed
            | Choice::Hands
            | Choice::Named
            | Choice::Ballot
            | Choice::Majority
            | Choice::OwnVote => return,
        };
        let motion = self.question.as_ref().and_then(|question| {
            let (_, _, entry) = desk.open.as_ref()?.meeting.entry(question.entry()?)?;
            let what = what(&desk.open.as_ref()?.meeting, entry);
            Some((what, entry.id, entry.text.clone(), entry.motion()?.clone()))
        });
        let Some((what, entry, text, mut motion)) = motion else {
            return;
        };
        motion.fate = Some(fate);
        let amended = Change::EntryAmended {
            entry,
            kind: Kind::Motion,
            text,
            detail: Detail::Motion(Box::new(motion)),
        };
        let deed = format!("{what} {}", fate.name());
        let change = Change::Together {
            deed: deed.clone(),
            changes: vec![amended],
        };
        if desk.record(change, None) {
            desk.say(format!("Noted: {deed}."));
            desk.pop();
        }
    }
}
