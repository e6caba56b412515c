//! At the opening of a meeting that is still to come: what stands on its agenda by itself, and a word on the rest.

use crate::command::Command;
use crate::keymap::Context;
use crate::screen::desk::Desk;
use crate::store::protocol::Outstanding;

use super::carrying::{self, Chosen};
use super::{is_to_come, rows_of};

/// Brings the agenda in step with what other bodies addressed to this one and what is to be reported to just this meeting,
/// and says how much else is left. Nothing of it once the meeting has begun.
pub fn at_opening(left: &Outstanding, desk: &mut Desk) {
    let here = desk.open.as_ref().map(|open| open.meeting.id);
    if here != Some(left.asked.meeting) || !is_to_come(desk) {
        return;
    }
    let mut words = desk
        .notice
        .as_ref()
        .map_or_else(String::new, |notice| format!("{} ", notice.words));
    let warning = desk.notice.as_ref().is_some_and(|notice| notice.warning);
    let put = bring_in_step(left, desk);
    if put > 0 {
        let undo = desk.keys(Context::Line.stack(), Command::UndoRecord);
        words.push_str(&match put {
            1 => format!(
                "One item was put on the agenda for what is due here ({undo} takes it off). "
            ),
            many => format!(
                "{many} items were put on the agenda for what is due here ({undo} takes them off). "
            ),
        });
    }
    let rest = rows_of(left, desk).len();
    let looked = here.is_some_and(|here| desk.looked_over.contains(&here));
    if rest > 0 && !looked {
        let keys = desk.keys(Context::Line.stack(), Command::OpenOutstanding);
        words.push_str(&match rest {
            many if left.more_actions => {
                format!(
                    "More than {many} things are left from earlier meetings: {keys} shows them."
                )
            }
            1 => format!("One thing is left from earlier meetings: {keys} shows it."),
            many => {
                format!("{many} things are left from earlier meetings: {keys} shows them.")
            }
        });
    }
    let words = words.trim_end();
    if words.is_empty() {
        return;
    }
    if warning {
        desk.warn(words);
    } else {
        desk.say(words);
    }
}

/// Puts on the agenda what stands there by itself, what was raised under one heading as one item; answers with the number
/// of items.
fn bring_in_step(left: &Outstanding, desk: &mut Desk) -> usize {
    let mut groups: Vec<Vec<Chosen>> = Vec::new();
    for row in rows_of(left, desk) {
        if !left.due_here.contains(&row.key) {
            continue;
        }
        let chosen = Chosen::of(&row);
        let same = |group: &&mut Vec<Chosen>| {
            // What was deferred stands by itself, one motion and another.
            group.first().is_some_and(|first| {
                first.topic.is_none()
                    && row.topic.is_none()
                    && (first.hit.meeting, first.hit.item) == (row.hit.meeting, row.hit.item)
            })
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(chosen),
            None => groups.push(vec![chosen]),
        }
    }
    let count = groups.len();
    let deed = "agenda brought in step with what is due at this meeting".to_owned();
    match carrying::put_items(desk, &groups, deed) {
        Some(_) => count,
        None => 0,
    }
}
