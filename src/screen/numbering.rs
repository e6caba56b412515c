//! From which number on the resolutions of the open meeting go, where its style numbers them on from earlier ones.

use crate::minutes::change::Change;
use crate::minutes::formal::has_resolved;
use crate::minutes::meeting::{Rules, State};
use crate::store::protocol::{Question, Request, ResolutionsAsked, ResolutionsMade};

use super::desk::Desk;

impl Desk {
    /// Asks from which number on the resolutions of the open meeting go, where its style numbers them on and that is not
    /// settled.
    pub fn ask_for_number(&mut self) {
        let Some(open) = &self.open else { return };
        let layout = &open.template.layout.resolutions;
        let settled = open.meeting.rules.first_resolution.is_some();
        let begins = match open.meeting.state() {
            State::Scheduled | State::InProgress | State::Adjourned => true,
            State::Closed | State::Approved | State::Withdrawn => false,
        };
        if !layout.run_on() || settled || !begins || open.elsewhere.is_some() {
            return;
        }
        let head = &open.meeting.head;
        let asked = ResolutionsAsked {
            meeting: open.meeting.id,
            body: head.body.id,
            on: head.date,
            since: layout.run_since(head.date),
        };
        self.send(Request::Ask(Question::Resolutions(asked)));
    }

    /// Takes what was asked so; a meeting that began meanwhile has its number settled at once.
    pub fn number_on(&mut self, made: &ResolutionsMade) {
        let Some(open) = &mut self.open else { return };
        if open.meeting.id != made.asked.meeting {
            return;
        }
        open.resolved = Some(made.resolved.clone());
        let runs = match open.meeting.state() {
            State::InProgress | State::Adjourned => true,
            State::Scheduled | State::Closed | State::Approved | State::Withdrawn => false,
        };
        // What was printed so far began with 1.
        if runs
            && !has_resolved(&open.meeting)
            && let Some(rules) = self.rules_numbered_on()
        {
            self.record(Change::RulesAmended { rules }, None);
        }
    }

    /// The rules of the open meeting with the number of its first resolution, where that is to be settled and is known.
    pub fn rules_numbered_on(&self) -> Option<Rules> {
        let open = self.open.as_ref()?;
        let layout = &open.template.layout.resolutions;
        if !layout.run_on() || open.meeting.rules.first_resolution.is_some() {
            return None;
        }
        let counts = |template: &str| {
            let template = self.templates.for_meeting(template);
            template.layout.resolutions.decisions
        };
        let first = layout.first_after(open.meeting.head.date, open.resolved.as_ref()?, &counts);
        Some(Rules {
            first_resolution: Some(first),
            ..open.meeting.rules.clone()
        })
    }
}
