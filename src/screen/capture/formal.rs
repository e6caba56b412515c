//! The formal business from the line: motions and votes.

use super::super::desk::Desk;
use super::super::form::{self, Purpose};
use super::super::vote;
use super::{Capture, is_running};
use crate::command::Command;
use crate::minutes::attendance::{Attended, Presence, Standing, last_note, standing_at};
use crate::minutes::change::Change;
use crate::minutes::entry::Kind;
use crate::minutes::formal::{interest, next_question, what};
use crate::minutes::ids::{PersonId, PresenceId};
use crate::minutes::meeting::Meeting;

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

    /// What is to be done of the formal business: somebody leaves, may come back, or a motion is open.
    pub(super) fn formal_hint(&self, desk: &Desk) -> String {
        let Some(open) = &desk.open else {
            return String::new();
        };
        // While something else is said, it says nothing beside it.
        if !is_running(open.meeting.state()) || desk.notice.is_some() {
            return String::new();
        }
        let keys = || desk.keys(self.contexts(desk), Command::StampInterest);
        let out = interest::should_leave(&open.meeting);
        if !out.is_empty() {
            return format!("{} to leave ({})", names(&open.meeting, &out), keys());
        }
        let back = interest::may_return(&open.meeting);
        if !back.is_empty() {
            return format!("{} may come back ({})", names(&open.meeting, &back), keys());
        }
        match self.exclusion_hint(desk) {
            hint if hint.is_empty() => self.open_motion(desk),
            hint => hint,
        }
    }

    /// Says who should leave for the item that was just put.
    pub(super) fn say_of_interests(&self, desk: &mut Desk) {
        let Some(open) = &desk.open else { return };
        let keys = desk.keys(self.contexts(desk), Command::StampInterest);
        let out = interest::should_leave(&open.meeting);
        if !out.is_empty() {
            let names = names(&open.meeting, &out);
            let should = if out.len() == 1 {
                "an interest and leaves"
            } else {
                "interests and leave"
            };
            desk.warn(format!("{names} declared {should}: {keys} stamps it."));
        }
    }

    /// Stamps out whoever declared an interest in the item, or back in whoever was out for one before it.
    pub(super) fn stamp_interest(&mut self, desk: &mut Desk) {
        if !self.is_in_session(desk) {
            return;
        }
        let Some(open) = &desk.open else { return };
        let meeting = &open.meeting;
        let out = interest::should_leave(meeting);
        let back = interest::may_return(meeting);
        let (people, word) = match (out.is_empty(), back.is_empty()) {
            (false, _) => (out, "left"),
            (true, false) => (back, "returned"),
            (true, true) => {
                desk.say("Nobody declared that they would leave for this item, or is out for one before it.");
                return;
            }
        };
        let names = names(meeting, &people);
        let noted: Vec<(PersonId, Attended)> = people
            .into_iter()
            .map(|person| {
                // Whoever took part from elsewhere does so again.
                let was_remote = last_note(&meeting.stream, person).is_some_and(|left| {
                    let before = left.at - chrono::TimeDelta::nanoseconds(1);
                    standing_at(&meeting.stream, person, before) == Standing::Remote
                });
                let what = match (word, was_remote) {
                    ("left", _) => Attended::Left,
                    (_, true) => Attended::Remote,
                    (_, false) => Attended::Returned,
                };
                (person, what)
            })
            .collect();
        let changes = noted
            .into_iter()
            .map(|(person, what)| Change::Noted {
                presence: Presence {
                    id: PresenceId(desk.new_id()),
                    person,
                    at: desk.now,
                    what,
                },
            })
            .collect();
        let deed = format!("{names} {word}");
        let change = Change::Together {
            deed: deed.clone(),
            changes,
        };
        if desk.record(change, None) {
            desk.say(format!("{deed} at {}.", desk.now.format("%H:%M")));
        }
    }

    /// That a motion under the item shown is to be put; empty where there is none.
    pub(super) fn open_motion(&self, desk: &Desk) -> String {
        let put = desk.open.as_ref().and_then(|open| {
            let item = self.shown(desk)?;
            next_question(&open.meeting, item).filter(|entry| entry.motion().is_some())
        });
        put.map_or_else(String::new, |entry| {
            let what = desk
                .open
                .as_ref()
                .map_or("motion", |open| what(&open.meeting, entry));
            let keys = desk.keys(self.contexts(desk), Command::TakeVote);
            format!("{what} open, to be put ({keys})")
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

/// People by their short names, in one line.
fn names(meeting: &Meeting, people: &[PersonId]) -> String {
    let names: Vec<String> = people
        .iter()
        .map(|person| super::super::formal_words::name(meeting, *person))
        .collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
