//! The formal business from the line: motions and votes.

use super::super::desk::Desk;
use super::super::form::{self, Purpose};
use super::super::vote;
use super::{Capture, is_running};
use crate::command::Command;
use crate::minutes::entry::Kind;
use crate::minutes::formal::next_question;

impl Capture {
    /// Takes a motion down; words in the line that read like one are taken into the fields.
    pub(super) fn move_motion(&mut self, desk: &mut Desk) {
        if !self.is_in_session(desk) {
            return;
        }
        let Some(item) = self.target(desk).map(|item| item.id) else {
            desk.say("There is no item under which something could be moved.");
            return;
        };
        let typed = self.typed_motion();
        desk.push(form::motion(desk, item, typed.as_deref()));
    }

    /// The words of the line without their mark, where they are a motion's: "That …", or a decision's.
    fn typed_motion(&self) -> Option<String> {
        if self.amending.is_some() {
            return None;
        }
        let understood = self.understood.as_ref()?;
        let words = understood.text.trim();
        let kind = understood.kind;
        let is_motion = matches!(kind, Kind::Motion | Kind::Decision)
            || words
                .get(..5)
                .is_some_and(|start| start.eq_ignore_ascii_case("that "));
        (is_motion && !words.is_empty()).then(|| words.to_owned())
    }

    /// What stood in the line is recorded as a motion by now.
    pub(super) fn motion_taken(&mut self, filled: &Purpose, desk: &mut Desk) {
        if let Purpose::Motion {
            from_line: true, ..
        } = filled
        {
            self.line.clear(Kind::Narrative);
            self.understood = None;
            desk.keep_draft(self.draft());
        }
    }

    /// Puts the question under the item shown.
    pub(super) fn take_vote(&mut self, desk: &mut Desk) {
        if self.is_in_session(desk) {
            vote::open(desk);
        }
    }

    /// That a motion under the item shown is to be put; empty where there is none.
    pub(super) fn open_motion(&self, desk: &Desk) -> String {
        let put = desk.open.as_ref().and_then(|open| {
            let item = self.shown(desk)?;
            next_question(&open.meeting, item).filter(|entry| entry.motion().is_some())
        });
        put.map_or_else(String::new, |entry| {
            let what = match entry.motion() {
                Some(motion) if motion.amends.is_some() => "amendment",
                Some(_) | None => "motion",
            };
            let keys = desk.keys(self.contexts(desk), Command::TakeVote);
            format!("{what} open: {keys} puts it")
        })
    }

    /// Whether the meeting runs; else it is said what to do.
    pub(super) fn is_in_session(&self, desk: &mut Desk) -> bool {
        let runs = desk
            .open
            .as_ref()
            .is_some_and(|open| is_running(open.meeting.state()) && open.elsewhere.is_none());
        if !runs {
            self.not_running(desk);
        }
        runs
    }
}
