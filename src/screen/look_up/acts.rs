//! What can be done with a row of what was looked up.

use crate::minutes::ids::ItemId;
use crate::minutes::wording::{Cited, Occasion, Sentence};
use crate::store::protocol::Hit;

use super::super::desk::Desk;
use super::super::{actions, history, sources, update_action};

/// The words that refer to it in the open meeting's minutes, in the house's style; a fault in that is said.
pub(super) fn citation(hit: &Hit, item: Option<ItemId>, desk: &mut Desk) -> Option<String> {
    let open = desk.open.as_ref()?;
    let meeting = &open.meeting;
    let number = hit.number();
    let mut occasion = Occasion::of(meeting);
    occasion.item = item.and_then(|id| meeting.item(id));
    occasion.cited = Some(Cited {
        minute: &number,
        title: &hit.title,
        date: hit.date,
        body: &hit.body_name,
        reference: hit.action.as_ref().map(|action| action.reference.as_str()),
        same_body: hit.body == meeting.head.body.id,
        same_meeting: hit.meeting == meeting.id,
    });
    match open.template.say(Sentence::Citation, &occasion) {
        Ok(words) if words.trim().is_empty() => {
            desk.say("This template has no words to refer to earlier minutes with.");
            None
        }
        Ok(words) => Some(words.trim().to_owned()),
        Err(fault) => {
            desk.warn(fault.to_string());
            None
        }
    }
}

/// Opens the meeting that it comes from, at its place.
pub(super) fn open_source(hit: &Hit, desk: &mut Desk) {
    sources::open(hit, desk);
}

/// Copies its words, for the entry line to put in.
pub(super) fn copy(hit: &Hit, desk: &mut Desk) {
    actions::keep_copy(hit.text.clone(), hit.exempt && hit.entry.is_some(), desk);
}

/// Says what became of an action.
pub(super) fn update_action(hit: &Hit, desk: &mut Desk) {
    match &hit.action {
        Some(_) => update_action::open(desk, hit),
        None => desk.say("Only an action can be updated; this row is none."),
    }
}

/// Shows all that became of an action.
pub(super) fn open_history(hit: &Hit, desk: &mut Desk) {
    match hit.key().filter(|_| hit.action.is_some()) {
        Some(key) => history::open(desk, key),
        None => desk.say("Only an action has a history; this row is none."),
    }
}
