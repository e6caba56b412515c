//! Putting right: stepping through earlier entries and altering them.

use chrono::TimeDelta;

use crate::command::Command;
use crate::minutes::change::Change;
use crate::minutes::entry::{Action, Detail, Entry, Kind, Status};
use crate::minutes::ids::{EntryId, EntryKey, ItemId};
use crate::minutes::shorthand;
use crate::minutes::table;

use super::super::desk::Desk;
use super::super::picker::{Picker, Purpose};
use super::super::{form, history, update_action};
use super::line::{self, EntryLine};
use super::{Capture, run, typing};

/// How many entries a page is.
const PAGE: usize = 10;

impl Capture {
    /// Steps up into the entries of the item shown, at the last one.
    pub(super) fn select_last(&mut self, desk: &mut Desk) {
        match self.shown(desk).and_then(|item| item.entries.last()) {
            Some(entry) => self.selected = Some(entry.id),
            None => self.step(false, 1, desk),
        }
        if self.selected.is_none() {
            desk.say("Nothing has been recorded yet.");
        }
    }

    /// What keys do while an earlier entry is selected; `false` for what they do as ever.
    pub(super) fn act_on_earlier(&mut self, command: Command, desk: &mut Desk) -> bool {
        let Some(id) = self.selected else {
            return false;
        };
        match command {
            Command::PreviousRow | Command::Up => self.step(false, 1, desk),
            Command::NextRow | Command::Down => self.step(true, 1, desk),
            Command::PageUp => self.step(false, PAGE, desk),
            Command::PageDown => self.step(true, PAGE, desk),
            Command::AmendEntry | Command::Choose => self.begin_amendment(id, desk),
            Command::ChangeKind | Command::ChooseKind => {
                let now = entry(desk, id).map(|entry| entry.kind);
                let row = run::kinds().position(|kind| Some(kind) == now).unwrap_or(0);
                desk.push(
                    run::kind_picker("Which kind is this entry?", Purpose::EntryKind).on(row),
                );
            }
            Command::MoveToItem => {
                desk.push(run::item_picker(
                    desk,
                    "Move the entry to which item?",
                    Purpose::MoveToItem,
                ));
            }
            Command::MoveEntryUp => self.shift(id, false, desk),
            Command::MoveEntryDown => self.shift(id, true, desk),
            Command::TimeEarlier => retime(id, TimeDelta::minutes(-1), desk),
            Command::TimeLater => retime(id, TimeDelta::minutes(1), desk),
            Command::PromoteToAction => self.promote(id, desk),
            Command::CompleteAction => complete(id, desk),
            Command::EditAction => match form::action(desk, id) {
                Some(form) => desk.push(form),
                None => {
                    desk.say("Only an action has an owner, a date and a body that receives it.");
                }
            },
            Command::UpdateAction | Command::OpenHistory => {
                return self.on_action(id, command, desk);
            }
            Command::RetractEntry => self.retract(id, desk),
            _ => return false, // the line and the meeting have commands of their own
        }
        true
    }

    /// What became of the selected action, or of the one that the selected entry tells of; of another entry it is asked
    /// which is meant. `false` where there is nothing to be read of it.
    fn on_action(&mut self, id: EntryId, command: Command, desk: &mut Desk) -> bool {
        let Some(open) = &desk.open else { return false };
        let key = entry(desk, id).and_then(|entry| match &entry.detail {
            Detail::Action(_) => Some(EntryKey {
                meeting: open.meeting.id,
                entry: id,
            }),
            Detail::Update(reported) => Some(reported.action),
            Detail::None
            | Detail::Declaration(_)
            | Detail::NextMeetings(_)
            | Detail::Motion(_)
            | Detail::Vote(_)
            | Detail::Approved(_)
            | Detail::Heard(_)
            | Detail::PutOff(_) => None,
        });
        match (key, command) {
            (Some(key), Command::OpenHistory) => history::open(desk, key),
            (Some(key), _) => update_action::open(desk, key),
            (None, Command::UpdateAction) => {
                // What was prepared from an earlier action names it.
                let text = entry(desk, id).map_or(String::new(), |entry| entry.text.clone());
                update_action::pick::open_about(desk, &text);
            }
            (None, _) => return false,
        }
        true
    }

    /// Steps through the entries of all items; past the last one it comes back to the line.
    fn step(&mut self, forward: bool, by: usize, desk: &mut Desk) {
        let Some(open) = &desk.open else { return };
        let order: Vec<(ItemId, EntryId)> = open
            .meeting
            .entries()
            .map(|(item, entry)| (item.id, entry.id))
            .collect();
        let here = self
            .selected
            .and_then(|id| order.iter().position(|(_, other)| *other == id));
        let last_shown = self.shown(desk).map(|item| item.id);
        let to = match (here, forward) {
            (Some(here), true) => here + by,
            (Some(here), false) => here.saturating_sub(by),
            // From the line: the last entry before or in the item that is shown.
            (None, _) => order
                .iter()
                .rposition(|(item, _)| {
                    open.meeting.place_of(*item)
                        <= last_shown.and_then(|id| open.meeting.place_of(id))
                })
                .unwrap_or(usize::MAX),
        };
        match order.get(to) {
            Some((item, entry)) => {
                let (item, entry) = (*item, *entry);
                self.selected = Some(entry);
                if last_shown != Some(item) {
                    self.look_at(Some(item), desk);
                }
            }
            None => {
                self.selected = None;
                if here.is_some() && self.looking_at.take().is_some() {
                    desk.keep_draft(self.draft());
                }
            }
        }
    }

    fn begin_amendment(&mut self, id: EntryId, desk: &mut Desk) {
        let Some(open) = &desk.open else { return };
        if let Some(words) = &open.elsewhere {
            let words = format!("Only to be read: {words}.");
            desk.warn(words);
            return;
        }
        if open.meeting.approval.is_some() {
            let words = run::approved(desk);
            desk.warn(words);
            return;
        }
        let Some((_, _, entry)) = open.meeting.entry(id) else {
            return;
        };
        if entry.heard().is_some() {
            if let Some(form) = form::heard_again(desk, id) {
                desk.push(form);
            }
            return;
        }
        let text = shorthand::write(entry, &open.roster);
        let mut line = EntryLine::new();
        line.editor = line::editor_for(&text).with_text(&text, text.len());
        // What stands in the record as one of a list stays one, whatever it ends in.
        let keeps_kind =
            entry.kind.mark().is_none() || shorthand::begins_list(entry.kind, &entry.text);
        line.kind = if keeps_kind {
            entry.kind
        } else {
            Kind::Narrative
        };
        line.started_at = Some(entry.started_at);
        self.amending = Some((id, line));
        self.selected = None;
        desk.normal_mode = false;
        self.understand(desk);
        desk.keep_draft(self.draft());
    }

    pub(super) fn record_amendment(&mut self, id: EntryId, line: EntryLine, desk: &mut Desk) {
        self.promoted = None;
        let Some(open) = &desk.open else { return };
        let Some((_, _, entry)) = open.meeting.entry(id) else {
            desk.warn("The entry has been retracted meanwhile; what you typed is in the line.");
            self.line = line;
            return;
        };
        let setting = typing::setting(desk, open);
        let text = line.editor.text();
        let understood = shorthand::read(text, line.kind, &open.roster, &setting);
        if understood.text.trim().is_empty() {
            let keys = desk.keys(
                crate::keymap::Context::Record.stack(),
                Command::RetractEntry,
            );
            desk.warn(format!(
                "An entry has words. To take it out, select it and press {keys}."
            ));
            self.amending = Some((id, line));
            return;
        }
        let detail = match (&entry.detail, understood.kind) {
            (Detail::Action(was), Kind::Action) => Detail::Action(Action {
                owners: understood.owners.clone(),
                due: understood.due.clone(),
                report_to: understood.report_to.clone(),
                ..was.clone()
            }),
            (kept @ Detail::Declaration(_), Kind::Declaration)
            | (kept @ Detail::Motion(_), Kind::Motion)
            | (kept @ Detail::Vote(_), Kind::Vote) => kept.clone(),
            // The dates, what became of an action, or minutes approved belong to the entry whatever its sentence looks like.
            (
                kept @ (Detail::NextMeetings(_)
                | Detail::Update(_)
                | Detail::Approved(_)
                | Detail::PutOff(_)),
                kind,
            ) if kind != Kind::Action => kept.clone(),
            _ => typing::detail(&understood, open.next_reference()),
        };
        let unchanged = entry.text == understood.text
            && entry.kind == understood.kind
            && entry.detail == detail;
        let draft = self.draft();
        if unchanged {
            desk.say("Nothing was changed.");
            desk.keep_draft(draft);
        } else {
            let (kind, text) = (understood.kind, understood.text);
            // Rows typed by hand are brought into the form of a table.
            let text = table::pasted(&text).unwrap_or(text);
            let change = Change::EntryAmended {
                entry: id,
                kind,
                text,
                detail,
            };
            if !desk.record(change, Some(draft)) {
                self.amending = Some((id, line));
                return;
            }
        }
        self.selected = Some(id);
        self.understand(desk);
    }

    pub(super) fn change_kind_of_selected(&mut self, kind: Kind, desk: &mut Desk) {
        let Some(id) = self.selected else { return };
        let Some(open) = &desk.open else { return };
        let Some((_, _, entry)) = open.meeting.entry(id) else {
            return;
        };
        if entry.kind == kind {
            return;
        }
        let detail = match kind {
            Kind::Action => new_action(open.next_reference()),
            _ => Detail::None, // what another kind added does not hold for this one; undo brings it back
        };
        let text = entry.text.clone();
        desk.record(
            Change::EntryAmended {
                entry: id,
                kind,
                text,
                detail,
            },
            None,
        );
    }

    pub(super) fn move_selected_to(&mut self, item: ItemId, desk: &mut Desk) {
        let Some(id) = self.selected else { return };
        let place = desk
            .open
            .as_ref()
            .and_then(|open| open.meeting.item(item))
            .map(|i| i.entries.len());
        if let Some(place) = place
            && desk.record(
                Change::EntryMoved {
                    entry: id,
                    item,
                    place,
                },
                None,
            )
        {
            self.look_at(Some(item), desk);
        }
    }

    /// Moves an entry one place up or down under its item.
    fn shift(&mut self, id: EntryId, down: bool, desk: &mut Desk) {
        let Some((item, place, count)) = desk.open.as_ref().and_then(|open| {
            let (item, place, _) = open.meeting.entry(id)?;
            Some((item.id, place, item.entries.len()))
        }) else {
            return;
        };
        let to = if down {
            place + 1
        } else {
            place.wrapping_sub(1)
        };
        if to < count {
            desk.record(
                Change::EntryMoved {
                    entry: id,
                    item,
                    place: to,
                },
                None,
            );
        } else {
            let keys = desk.keys(self.contexts(desk), Command::MoveToItem);
            desk.say(format!(
                "It cannot go further under this item; {keys} moves it to another."
            ));
        }
    }

    /// Makes an action of an entry, right after it, and opens it to be worded.
    fn promote(&mut self, id: EntryId, desk: &mut Desk) {
        let new = EntryId(desk.new_id());
        let Some(open) = &desk.open else { return };
        let Some((item, place, source)) = open.meeting.entry(id) else {
            return;
        };
        if source.kind == Kind::Action {
            desk.say("It is an action already.");
            return;
        }
        let entry = Entry {
            id: new,
            kind: Kind::Action,
            text: source.text.clone(),
            started_at: source.started_at,
            recorded_at: desk.now,
            detail: new_action(open.next_reference()),
            source: Some(id),
            prepared: None,
        };
        let item = item.id;
        if desk.record(
            Change::EntryAdded {
                item,
                entry,
                place: Some(place + 1),
            },
            None,
        ) {
            self.begin_amendment(new, desk);
            self.promoted = Some(new);
            desk.say("Action added after its source: word it, then Enter. Esc makes no action.");
        }
    }

    /// Takes back an action that was made of another entry and not worded after all.
    pub(super) fn drop_promotion(&mut self, id: EntryId, desk: &mut Desk) {
        let source = entry(desk, id).and_then(|entry| entry.source);
        if desk.record(Change::EntryRetracted { entry: id }, None) {
            self.selected = source;
            desk.say("No action was made of it.");
        }
    }

    fn retract(&mut self, id: EntryId, desk: &mut Desk) {
        let next = desk.open.as_ref().and_then(|open| {
            let (item, place, _) = open.meeting.entry(id)?;
            let next = item
                .entries
                .get(place + 1)
                .or_else(|| item.entries.get(place.wrapping_sub(1)))?;
            Some(next.id)
        });
        if desk.record(Change::EntryRetracted { entry: id }, None) {
            self.selected = next;
            let keys = desk.keys(self.contexts(desk), Command::UndoRecord);
            desk.say(format!("Entry retracted; {keys} brings it back."));
        }
    }
}

fn entry(desk: &Desk, id: EntryId) -> Option<&Entry> {
    desk.open
        .as_ref()?
        .meeting
        .entry(id)
        .map(|(_, _, entry)| entry)
}

fn new_action(reference: String) -> Detail {
    Detail::Action(Action {
        reference,
        owners: Vec::new(),
        due: None,
        ..Action::default()
    })
}

fn retime(id: EntryId, by: TimeDelta, desk: &mut Desk) {
    if let Some(started_at) = entry(desk, id).map(|entry| entry.started_at + by)
        && desk.record(
            Change::EntryRetimed {
                entry: id,
                started_at,
            },
            None,
        )
    {
        desk.say(format!("Timed {}.", started_at.format("%H:%M")));
    }
}

fn complete(id: EntryId, desk: &mut Desk) {
    let Some(action) = entry(desk, id).and_then(Entry::action) else {
        desk.say("Only an action can be completed.");
        return;
    };
    let status = match action.status {
        Status::Open => Status::Complete,
        Status::Complete | Status::Cancelled | Status::Superseded => Status::Open,
    };
    desk.record(Change::ActionMarked { entry: id, status }, None);
}

/// A list of items, for moving an entry or a line to one.
impl Picker {
    /// The same list with the row of an item selected.
    #[must_use]
    pub fn on_item(self, desk: &Desk, item: Option<ItemId>) -> Self {
        let row = item.and_then(|id| desk.open.as_ref()?.meeting.place_of(id));
        self.on(row.unwrap_or(0))
    }
}
