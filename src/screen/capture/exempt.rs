//! Exempt business from the line: one key moves to exclude the public, stamps them out and stamps them in again.

use crate::command::Command;
use crate::minutes::change::Change;
use crate::minutes::exempt::{self, Covers, Paragraph};
use crate::minutes::formal::{Came, came_of};
use crate::minutes::ids::ItemId;
use crate::minutes::meeting::{Meeting, State};

use super::super::desk::Desk;
use super::super::form::{self, Purpose};
use super::super::vote;
use super::{Capture, is_running, run};

impl Capture {
    /// The next step of excluding the public; on a selected entry, and outside a meeting that runs, the mark.
    pub(super) fn exempt(&mut self, desk: &mut Desk) {
        let Some(open) = &desk.open else { return };
        if open.meeting.state() == State::Approved {
            let words = run::approved(desk);
            desk.warn(words);
            return;
        }
        if let Some(entry) = self.selected {
            desk.push(form::mark(desk, Covers::Entry(entry)));
            return;
        }
        let Some(item) = self.shown(desk).map(|item| item.id) else {
            desk.say("There is no item that could be exempt.");
            return;
        };
        let meeting = &open.meeting;
        if !is_running(meeting.state()) || open.elsewhere.is_some() {
            desk.push(form::mark(desk, Covers::Item(item)));
            return;
        }
        if meeting.sitting.exclusion().is_some() {
            self.readmit(desk);
        } else if let Some(paragraphs) = may_leave(meeting, item) {
            self.send_out(paragraphs, desk);
        } else if is_moved(meeting, item) {
            vote::open(desk);
        } else {
            desk.push(form::exclude(desk, item));
        }
    }

    fn send_out(&mut self, paragraphs: Vec<Paragraph>, desk: &mut Desk) {
        let at = desk.now;
        if desk.record(Change::PublicExcluded { at, paragraphs }, None) {
            let keys = desk.keys(self.contexts(desk), Command::Exempt);
            desk.say(format!(
                "Public out at {}: all is exempt until {keys} stamps that they came back.",
                at.format("%H:%M")
            ));
        }
    }

    fn readmit(&mut self, desk: &mut Desk) {
        let at = desk.now;
        if desk.record(Change::PublicReadmitted { at }, None) {
            let exempt = self.shown(desk).is_some_and(|item| {
                let open = desk.open.as_ref();
                open.is_some_and(|open| open.meeting.exemptions().item(item.id).is_some())
            });
            let at = at.format("%H:%M");
            // What is typed next may be meant for the public.
            if exempt {
                desk.warn(format!(
                    "The public came back at {at}. This item stays exempt: put the next one."
                ));
            } else {
                desk.say(format!("The public came back at {at}."));
            }
        }
    }

    /// The motion to exclude the public was recorded: it is put at once.
    pub(super) fn exclusion_taken(&mut self, filled: &Purpose, desk: &mut Desk) {
        if let Purpose::Exclude(_) = filled {
            self.tell_where(desk);
            vote::open(desk);
        }
    }

    /// What was put while the public is out is exempt too, and the clerk is told at once.
    pub(super) fn say_of_exclusion(&self, desk: &mut Desk) {
        let Some(open) = &desk.open else { return };
        let keys = desk.keys(self.contexts(desk), Command::Exempt);
        let current = open.meeting.current().map(|item| item.id);
        let marked = current.and_then(|id| open.meeting.mark_on(Covers::Item(id)));
        let marked = marked.filter(|mark| open.meeting.is_of_effect(mark));
        let stays_out = open.meeting.sitting.exclusion().is_some();
        match (stays_out, marked) {
            (true, None) => desk.warn(format!(
                "PUBLIC STILL OUT: this item is exempt too. {keys} stamps that they came back."
            )),
            (true, Some(_)) => desk.say("The public stays out; this item is marked exempt."),
            (false, Some(mark)) => {
                let words = exempt::in_words(&mark.paragraphs);
                let words = if words.is_empty() {
                    words
                } else {
                    format!(" ({words})")
                };
                let next = if may_leave(&open.meeting, mark_item(mark.covers)).is_some() {
                    "stamps that the public left"
                } else {
                    "moves to exclude the public"
                };
                desk.warn(format!("Marked exempt{words}: {keys} {next}."));
            }
            (false, None) => {}
        }
    }

    /// What is to be done of an exclusion; empty where nothing is.
    pub(super) fn exclusion_hint(&self, desk: &Desk) -> String {
        let Some(open) = &desk.open else {
            return String::new();
        };
        let sitting = &open.meeting.sitting;
        if sitting.exclusion().is_some() || open.meeting.exclusion_carried().is_none() {
            return String::new();
        }
        let keys = desk.keys(self.contexts(desk), Command::Exempt);
        format!("public to leave ({keys})")
    }
}

/// The item of a mark on one; a mark on an entry is on none.
fn mark_item(covers: Covers) -> ItemId {
    match covers {
        Covers::Item(item) => item,
        Covers::Entry(entry) => ItemId(entry.0),
    }
}

/// On which grounds the public may be stamped out now: a motion was carried and not acted on, or the item is one for
/// which a motion was carried.
fn may_leave(meeting: &Meeting, item: ItemId) -> Option<Vec<Paragraph>> {
    let marks = || meeting.marks.iter();
    if let Some(carried) = meeting.exclusion_carried() {
        let mut own = marks().filter(|mark| mark.motion == Some(carried.id));
        return Some(
            own.next()
                .map_or_else(Vec::new, |mark| mark.paragraphs.clone()),
        );
    }
    let mark = meeting.mark_on(Covers::Item(item))?;
    let (_, _, motion) = meeting.entry(mark.motion?)?;
    let was_carried = crate::minutes::formal::decided_by(meeting, motion.id).is_some();
    (was_carried && meeting.is_of_effect(mark)).then(|| mark.paragraphs.clone())
}

/// Whether a motion to exclude the public is before the meeting under an item.
fn is_moved(meeting: &Meeting, item: ItemId) -> bool {
    let entries = meeting
        .item(item)
        .into_iter()
        .flat_map(|item| &item.entries);
    let mut moved = entries.filter_map(|entry| {
        let motion = entry.motion().filter(|motion| motion.excludes)?;
        Some(came_of(meeting, entry.id, motion))
    });
    moved.any(|came| came == Came::Open)
}
