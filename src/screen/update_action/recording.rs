//! Where an update goes: under the item shown, where a meeting runs; else to the action itself, between meetings.

use crate::minutes::action::{Dated, Reported, Standing, Step, Update};
use crate::minutes::change::Change;
use crate::minutes::entry::{Action, Detail, Entry, Kind};
use crate::minutes::exempt::{Copy, Covers, Mark};
use crate::minutes::history::Manner;
use crate::minutes::ids::{ChangeId, EntryId, EntryKey, ItemId, MeetingId, Stamp};
use crate::minutes::meeting::State;
use crate::minutes::wording::{Occasion, Sentence};
use crate::screen::actions;
use crate::screen::desk::{Desk, OpenMeeting};
use crate::store::protocol::{Hit, Line, What};

/// Updates that were noted between meetings in one go, and can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// What was done, in words.
    words: String,
    /// The actions, and what was noted of each.
    updates: Vec<(EntryKey, Dated)>,
}

/// Where an update goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Into the record of the meeting that runs, under an item.
    Under(ItemId),
    /// To the action itself.
    Between,
}

/// Where an update would go now; the reason in words where it could not be recorded.
pub fn place(desk: &Desk) -> Result<Place, String> {
    let Some(open) = &desk.open else {
        return Ok(Place::Between);
    };
    if let Some(words) = &open.elsewhere {
        return Err(format!("Only to be read: {words}."));
    }
    match open.meeting.state() {
        State::InProgress | State::Adjourned => open
            .shown
            .filter(|item| open.meeting.item(*item).is_some())
            .or_else(|| Some(open.meeting.current().or(open.meeting.items.last())?.id))
            .map(Place::Under)
            .ok_or_else(|| "The agenda is empty: put an item on it first.".to_owned()),
        State::Scheduled | State::Closed | State::Approved | State::Withdrawn => Ok(Place::Between),
    }
}

/// Records an update of each of some actions as one deed, and says what was done; `began` is when the clerk began to
/// write it. Answers whether it was recorded.
pub fn record(desk: &mut Desk, subjects: &[Hit], update: &Update, began: Stamp) -> bool {
    let place = match place(desk) {
        Ok(place) => place,
        Err(words) => {
            desk.warn(words);
            return false;
        }
    };
    let words = deed(subjects, &update.step);
    let done = match place {
        Place::Under(item) => record_under(desk, item, subjects, update, began, &words),
        Place::Between => note(desk, subjects, update, &words),
    };
    if done {
        let keys = desk.keys(
            crate::keymap::Context::Global.stack(),
            crate::command::Command::UndoRecord,
        );
        let place = match place {
            Place::Under(item) => desk
                .open
                .as_ref()
                .and_then(|open| open.meeting.place_of(item))
                .map_or_else(String::new, |place| format!(" under item {}", place + 1)),
            Place::Between => String::new(),
        };
        desk.say(format!("Recorded{place}: {words}; {keys} takes it back."));
    }
    done
}

/// What is done, in words: "action GSP/2024/3 completed", "5 actions completed".
fn deed(subjects: &[Hit], step: &Step) -> String {
    match subjects {
        [only] => {
            let reference = only.action.as_ref().map_or("", |it| &it.reference);
            format!("action {reference} {}", step.name())
        }
        several => format!("{} actions {}", several.len(), step.name()),
    }
}

/// An entry for each action, as one step of the meeting that runs.
fn record_under(
    desk: &mut Desk,
    item: ItemId,
    subjects: &[Hit],
    update: &Update,
    began: Stamp,
    words: &str,
) -> bool {
    let mut changes = Vec::with_capacity(subjects.len());
    for hit in subjects {
        let id = EntryId(desk.new_id());
        let (Some(key), Some(open)) = (actions::key(hit), &desk.open) else {
            continue;
        };
        let text = match sentence(open, item, hit, update, desk.now) {
            Ok(text) => text,
            Err(words) => {
                desk.warn(words);
                return false;
            }
        };
        let reference = hit
            .action
            .as_ref()
            .map_or_else(String::new, |action| action.reference.clone());
        let entry = Entry {
            id,
            kind: Kind::Narrative,
            text,
            started_at: began,
            recorded_at: desk.now,
            detail: Detail::Update(Box::new(Reported {
                action: key,
                reference,
                update: update.clone(),
            })),
            source: None,
            prepared: None,
        };
        changes.push(Change::EntryAdded {
            item,
            entry,
            place: None,
        });
        // What tells of something exempt is exempt; within one meeting that follows by itself.
        if hit.exempt && hit.meeting != open.meeting.id {
            let covers = Covers::Entry(id);
            changes.push(Change::Exempted {
                covers,
                mark: Some(Box::new(Mark::new(covers, Vec::new()))),
            });
        }
    }
    record_as_one(desk, words, changes)
}

fn record_as_one(desk: &mut Desk, words: &str, mut changes: Vec<Change>) -> bool {
    let change = match (changes.pop(), changes.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            changes.push(last);
            Change::Together {
                deed: words.to_owned(),
                changes,
            }
        }
        (None, _) => return false,
    };
    desk.record(change, None)
}

/// The sentence that an entry says of an action, by the template of the open meeting.
pub fn sentence(
    open: &OpenMeeting,
    item: ItemId,
    hit: &Hit,
    update: &Update,
    now: Stamp,
) -> Result<String, String> {
    let mut after = hit
        .action
        .as_ref()
        .map_or_else(Standing::default, |action| {
            // In an entry that is public stands what the public may know.
            let copy = if hit.exempt { Copy::Full } else { Copy::Public };
            action.standing.for_copy(copy).clone()
        });
    after.take(Dated {
        exempt: false,
        at: now,
        update: update.clone(),
    });
    let action = Action {
        reference: hit
            .action
            .as_ref()
            .map_or_else(String::new, |action| action.reference.clone()),
        owners: after.owners,
        due: after.due,
        status: after.status,
        ..Action::default()
    };
    let mut occasion = Occasion::of(&open.meeting);
    occasion.item = open.meeting.item(item);
    occasion.text = &hit.text;
    occasion.action = Some(&action);
    occasion.note = &update.note;
    match &update.step {
        Step::Supersede { reference, .. } => occasion.by = reference,
        Step::ReportBack(Some(to)) => {
            occasion.receiver = &to.name;
            occasion.dates = to.on.into_iter().collect();
        }
        Step::Progress
        | Step::Complete
        | Step::Reopen
        | Step::Defer(_)
        | Step::Reassign(_)
        | Step::Cancel
        | Step::ReportBack(None) => {}
    }
    open.template
        .say(Sentence::of_step(&update.step), &occasion)
        .map_err(|fault| fault.to_string())
}

/// Notes an update of each action in the chain of the meeting that agreed it.
fn note(desk: &mut Desk, subjects: &[Hit], update: &Update, words: &str) -> bool {
    let at = desk.now;
    let updates: Vec<(EntryKey, Dated)> = subjects
        .iter()
        .filter_map(actions::key)
        .map(|key| {
            let update = update.clone();
            let exempt = false;
            (key, Dated { at, update, exempt })
        })
        .collect();
    let changes = updates.iter().map(|(key, dated)| {
        let change = Change::ActionUpdated {
            entry: key.entry,
            at: dated.at,
            update: dated.update.clone(),
        };
        (key.meeting, change)
    });
    if !hand_in(desk, changes.collect(), words) {
        return false;
    }
    desk.noted.push(Noted {
        words: words.to_owned(),
        updates,
    });
    true
}

/// Has changes journalled, those of the open meeting through its record; whether they could be made.
fn hand_in(desk: &mut Desk, changes: Vec<(MeetingId, Change)>, words: &str) -> bool {
    let open = desk.open.as_ref().map(|open| open.meeting.id);
    let (here, elsewhere): (Vec<_>, Vec<_>) = changes
        .into_iter()
        .partition(|(meeting, _)| Some(*meeting) == open);
    let here: Vec<Change> = here.into_iter().map(|(_, change)| change).collect();
    if !here.is_empty() && !record_as_one(desk, words, here) {
        return false;
    }
    let lines: Vec<Line> = elsewhere
        .into_iter()
        .map(|(meeting, change)| Line {
            id: ChangeId(desk.new_id()),
            at: desk.now,
            manner: Manner::Made,
            what: What::Meeting(meeting, change),
        })
        .collect();
    if !lines.is_empty() {
        desk.hand_in(lines, None);
    }
    true
}

/// Takes back what was done last: an update noted between meetings, or else the last change to the open meeting.
pub fn undo(desk: &mut Desk) {
    let Some(noted) = desk.noted.pop() else {
        if desk.open.is_some() {
            desk.undo();
        } else {
            desk.say("Nothing was recorded here that could be undone.");
        }
        return;
    };
    let changes = noted.updates.iter().map(|(key, dated)| {
        let change = Change::UpdateWithdrawn {
            entry: key.entry,
            update: Box::new(dated.clone()),
        };
        (key.meeting, change)
    });
    let earlier = std::mem::take(&mut desk.noted);
    let words = format!("not {}", noted.words);
    if hand_in(desk, changes.collect(), &words) {
        desk.say(format!("Undid: {}.", noted.words));
    }
    // A step in the open meeting forgets them, and this one was no new step.
    desk.noted = earlier;
}
