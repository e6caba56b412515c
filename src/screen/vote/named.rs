//! A vote by name: one key a member, in the order of the roll; pure.

use crate::command::Command;
use crate::minutes::formal::Cast;
use crate::minutes::ids::PersonId;
use crate::screen::rows;

/// How many rows a page key goes.
const PAGE: usize = 10;

/// The votes as far as they are marked.
#[derive(Debug)]
pub(super) struct Division {
    /// The member whose vote comes next.
    pub at: usize,
    /// The mark of each; nothing yet, or a vote, or none given.
    pub marks: Vec<Option<Mark>>,
    /// Whose were marked, in that order, for taking back.
    marked: Vec<usize>,
}

/// What was marked of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// They voted.
    Cast(Cast),
    /// They were there and did not.
    Silent,
}

impl Mark {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Cast(cast) => cast.name(),
            Self::Silent => "did not vote",
        }
    }
}

impl Division {
    /// Of so many members, nothing marked.
    pub(super) fn of(members: usize) -> Self {
        Self {
            at: 0,
            marks: vec![None; members],
            marked: Vec::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.marked.is_empty()
    }

    /// How many have a mark.
    pub(super) fn done(&self) -> usize {
        self.marks.iter().flatten().count()
    }

    /// How many are marked so.
    pub(super) fn number(&self, mark: Mark) -> usize {
        let marks = self.marks.iter().flatten();
        marks.filter(|it| **it == mark).count()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub(super) fn update(&mut self, command: Command) -> bool {
        if let Some(to) = rows::go(command, self.at, self.marks.len(), PAGE) {
            self.at = to;
            return true;
        }
        match command {
            Command::VoteFor => self.mark(Mark::Cast(Cast::For)),
            Command::VoteAgainst => self.mark(Mark::Cast(Cast::Against)),
            Command::VoteAbstain => self.mark(Mark::Cast(Cast::Abstained)),
            Command::VoteSilent => self.mark(Mark::Silent),
            Command::VoteForRest => {
                for place in 0..self.marks.len() {
                    if self.marks.get(place).is_some_and(Option::is_none) {
                        self.at = place;
                        self.mark(Mark::Cast(Cast::For));
                    }
                }
            }
            Command::ClearMark => {
                if let Some(last) = self.marked.pop() {
                    if let Some(mark) = self.marks.get_mut(last) {
                        *mark = None;
                    }
                    self.at = last;
                }
            }
            _ => return false, // every other command is for what lies below
        }
        true
    }

    /// Marks the member at the cursor and goes on to the next who has no mark.
    fn mark(&mut self, mark: Mark) {
        let at = self.at;
        if let Some(there) = self.marks.get_mut(at) {
            *there = Some(mark);
            self.marked.retain(|place| *place != at);
            self.marked.push(at);
        }
        let waiting = |place: &usize| self.marks.get(*place).is_some_and(Option::is_none);
        let next = (at + 1..self.marks.len()).find(waiting);
        self.at = next.or_else(|| (0..at).find(waiting)).unwrap_or(at);
    }

    /// The votes, once everybody has a mark; else how many have none.
    pub(super) fn votes(&self, electorate: &[PersonId]) -> Result<Vec<(PersonId, Cast)>, usize> {
        let unmarked = self.marks.len() - self.done();
        if unmarked > 0 {
            return Err(unmarked);
        }
        let votes = electorate.iter().zip(self.marks.iter().flatten());
        Ok(votes
            .filter_map(|(person, mark)| match mark {
                Mark::Cast(cast) => Some((*person, *cast)),
                Mark::Silent => None,
            })
            .collect())
    }
}
