//! The window of rows that is held, and the questions that fill it.

use crate::screen::desk::Desk;
use crate::store::protocol::{
    ActionList, ActionsAsked, Counted, Counts, Hit, Order, Question, Request,
};

use super::{Group, Register, Shown};

/// How many rows are held.
pub(super) const HELD: usize = 200;

/// How near to the edge of what is held the selected row may come before more is asked for.
const EDGE: usize = 50;

/// The rows that are held.
#[derive(Debug, Default)]
pub(super) struct Window {
    rows: Vec<Hit>,
    /// The place of the first of them among all.
    first: usize,
    /// The number of the newest question, and the place of the first row that it asked for.
    asked: (u64, usize),
    /// Whether it asked from the other end, which is nearer: the rows then come in the other order.
    from_end: Option<usize>,
    /// Whether it was answered.
    answered: bool,
    /// Whether the rows held belong to another filter or order than the one asked for.
    stale: bool,
    /// Whether the last rows held are the last there are.
    at_end: bool,
    counts: Option<Counts>,
    /// The number of the newest question for the counts.
    counting: u64,
}

impl Window {
    /// Whether any of the rows held is exempt.
    pub(super) fn holds_exempt(&self) -> bool {
        self.rows.iter().any(Hit::holds_exempt)
    }

    /// A row by its place among all.
    pub(super) fn row(&self, place: usize) -> Option<&Hit> {
        self.rows.get(place.checked_sub(self.first)?)
    }

    /// Whether the rows held are not those asked for.
    pub(super) fn is_stale(&self) -> bool {
        self.stale
    }

    /// Whether there is nothing to be shown, for certain.
    pub(super) fn is_empty(&self) -> bool {
        self.answered && !self.stale && self.rows.is_empty()
    }

    /// The number of the newest question for the counts.
    #[cfg(test)]
    pub(super) fn counting(&self) -> u64 {
        self.counting
    }

    pub(super) fn counts(&self) -> Option<&Counts> {
        self.counts.as_ref()
    }

    /// How many rows there are, as far as that is known.
    pub(super) fn known_rows(&self, state: Shown) -> usize {
        let held = self.first + self.rows.len();
        if self.at_end {
            return held;
        }
        held.max(self.counted(state))
    }

    /// How many rows there are by the counts; 0 before they have come.
    fn counted(&self, state: Shown) -> usize {
        let counted = self.counts.map_or(0, |counts| match state {
            Shown::All => counts.all,
            Shown::Open => counts.open,
            Shown::Overdue => counts.overdue,
        });
        usize::try_from(counted).unwrap_or(usize::MAX)
    }

    /// How many rows there are, where those held were asked for from the end of another number of them.
    pub(super) fn misplaced(&mut self, state: Shown) -> Option<usize> {
        let total = self.counted(state);
        self.from_end.filter(|before| *before != total)?;
        self.at_end = false;
        self.first = 0;
        self.rows.clear();
        self.from_end = None;
        Some(total)
    }

    /// Takes rows, where they answer the newest question.
    pub(super) fn take(&mut self, list: &ActionList) -> bool {
        if list.serial != self.asked.0 {
            return false;
        }
        self.answered = true;
        self.stale = false;
        self.rows.clone_from(&list.rows);
        match self.from_end {
            None => {
                self.first = self.asked.1;
                self.at_end = list.rows.len() < HELD;
            }
            Some(total) => {
                self.rows.reverse();
                self.first = total.saturating_sub(self.rows.len());
                self.at_end = true;
            }
        }
        true
    }

    /// Where to look next, if the list has become shorter than the place that was asked for: half as far.
    pub(super) fn fell_short(&self) -> Option<usize> {
        (self.rows.is_empty() && self.first > 0).then_some(self.first / 2)
    }

    /// Takes counts, where they answer the newest question.
    pub(super) fn count(&mut self, counted: &Counted) {
        if counted.serial == self.counting {
            self.counts = Some(counted.counts);
        }
    }

    /// Whether a row lies within what is held, with some around it.
    fn holds(&self, place: usize) -> bool {
        if self.at_end && self.rows.is_empty() {
            return true; // there is nothing to hold
        }
        let from = self.first + if self.first == 0 { 0 } else { EDGE };
        let to = self.first + self.rows.len()
            - if self.at_end {
                0
            } else {
                EDGE.min(self.rows.len())
            };
        (from..to.max(from)).contains(&place)
    }
}

impl Register {
    /// What is asked for, from a place on.
    pub(super) fn asked(
        &self,
        desk: &Desk,
        serial: u64,
        skip: usize,
        limit: usize,
    ) -> ActionsAsked {
        let state = match self.state {
            Shown::All => "",
            Shown::Open => "open ",
            Shown::Overdue => "overdue ",
        };
        let order = match self.group {
            None => self.order,
            Some(Group::Owner) => Order::Owner,
            Some(Group::Body) => Order::Body,
            Some(Group::Meeting) => Order::Raised,
        };
        ActionsAsked {
            serial,
            text: format!("{state}{}", self.filter.text()),
            body: self.body.as_ref().map(|(body, _)| *body),
            among: Vec::new(),
            order,
            reversed: self.reversed,
            today: desk.now.date_naive(),
            limit,
            skip,
        }
    }

    /// Asks for other rows than before, from the first.
    pub(super) fn ask_anew(&mut self, desk: &mut Desk) {
        self.at = 0;
        self.then = None;
        self.gathering = None;
        self.window.stale = true;
        self.window.at_end = false;
        self.window.counts = None;
        self.ask_from(0, desk);
        self.ask_counts(desk);
    }

    /// Asks for the same rows once more: they may stand otherwise by now.
    pub(super) fn ask_again(&mut self, desk: &mut Desk) {
        self.ask_from(self.window.asked.1, desk);
        self.ask_counts(desk);
    }

    pub(super) fn ask_from(&mut self, skip: usize, desk: &mut Desk) {
        // What is being gathered asks in the same way; one answer would be taken for the other's.
        if self.gathering.is_some() {
            return;
        }
        let serial = desk.next_question();
        self.window.asked = (serial, skip);
        self.window.answered = false;
        let mut asked = self.asked(desk, serial, skip, HELD);
        // The last rows of a million are the first ones turned round: nothing has to be counted off to reach them.
        let total = self.window.known_rows(self.state);
        let at_end = skip > 0 && skip + HELD >= total;
        self.window.from_end = at_end.then_some(total);
        if at_end {
            asked.reversed = !asked.reversed;
            asked.skip = 0;
        }
        desk.send(Request::Ask(Question::Actions(asked)));
    }

    fn ask_counts(&mut self, desk: &mut Desk) {
        let serial = desk.next_question();
        self.window.counting = serial;
        let asked = self.asked(desk, serial, 0, 0);
        desk.send(Request::Ask(Question::Count(asked)));
    }

    /// Asks for the rows around the selected one, where they are not held.
    pub(super) fn follow(&mut self, desk: &mut Desk) {
        let from = self.at.saturating_sub(HELD / 2);
        if !self.window.holds(self.at) && (self.window.answered || self.window.asked.1 != from) {
            self.ask_from(from, desk);
        }
    }
}
