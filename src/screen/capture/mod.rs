//! The capture screen: a meeting as it runs, with the line in which its record is typed.
//!
//! Typing always lands in the line. Everything else (the agenda, earlier entries, the roll) is looked at beside it and
//! leaves it as it is.

mod approval;
mod asking;
mod earlier;
mod exempt;
mod formal;
mod line;
mod run;
mod sentences;
mod typing;
mod view;

#[cfg(test)]
mod tests;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::keymap::{Context, RECORD_IN_NORMAL_MODE};
use crate::minutes::agenda::Item;
use crate::minutes::completion::Offer;
use crate::minutes::ids::{EntryId, ItemId};
use crate::minutes::meeting::State;
use crate::minutes::shorthand::Understood;
use crate::store::protocol::{Draft, Opened, Reply};

use super::desk::Desk;
use super::{Answer, outstanding, picker};

use line::EntryLine;

/// A meeting being recorded, or read.
#[derive(Debug, Default)]
pub struct Capture {
    /// The line for a new entry.
    line: EntryLine,
    /// An earlier entry that is being amended, with its line.
    amending: Option<(EntryId, EntryLine)>,
    /// The item that is looked at, where it is not the current one.
    looking_at: Option<ItemId>,
    /// The earlier entry that keys act on.
    selected: Option<EntryId>,
    /// The action that was just made of another entry and is being worded: Esc makes it undone.
    promoted: Option<EntryId>,
    /// The page of the record as it was last drawn, so that a key in the line does not lay it out again.
    page: std::cell::RefCell<Option<view::Page>>,
    /// Whether the last key was Esc and a second one would drop an amendment.
    about_to_drop: bool,
    /// Whether the store was asked what earlier meetings left, to bring the agenda in step.
    opening: bool,
    /// What the line means as it stands, worked out when it changes.
    understood: Option<Understood>,
    /// Minutes that are being fetched to be approved.
    approving: approval::Fetched,
    /// The open action that asks for the same.
    likeness: asking::Likeness,
}

impl Capture {
    /// Opens a meeting that the store has read: at the item, the half-typed line and the cursor where it was left.
    pub fn open(opened: Opened, desk: &mut Desk) -> Self {
        let draft = desk.take_up(opened).unwrap_or_default();
        let mut capture = Self {
            line: EntryLine::restored(&draft.line),
            amending: draft
                .amending
                .as_ref()
                .map(|(id, line)| (*id, EntryLine::restored(line))),
            looking_at: draft.looking_at,
            ..Self::default()
        };
        if let Some(open) = &desk.open {
            // What a draft speaks of may have been retracted since, in a rescue for instance.
            let item = |id: &ItemId| open.meeting.item(*id).is_some();
            capture.looking_at = capture.looking_at.filter(item);
            capture.line.item = capture.line.item.filter(item);
            if capture
                .amending
                .as_ref()
                .is_some_and(|(id, _)| open.meeting.entry(*id).is_none())
            {
                capture.amending = None;
            }
            if let Some(words) = &open.elsewhere {
                let words = format!("Only to be read: {words}.");
                desk.warn(words);
            } else {
                let to_come = open.meeting.state() == State::Scheduled;
                run::follow_the_body(desk);
                desk.ask_for_number();
                if to_come {
                    capture.opening = true;
                    outstanding::ask(desk);
                }
            }
        }
        capture.understand(desk);
        capture
    }

    /// The tables of the keymap that hold here.
    pub fn contexts(&self, desk: &Desk) -> &'static [Context] {
        match (self.selected, desk.normal_mode) {
            (Some(_), true) => &RECORD_IN_NORMAL_MODE,
            (Some(_), false) => Context::Record.stack(),
            (None, true) => Context::LineNormal.stack(),
            (None, false) => Context::Line.stack(),
        }
    }

    /// What stands in the line that keys go to.
    pub fn typed_text(&self) -> &str {
        self.active().editor.text()
    }

    /// The earlier entry that keys act on.
    #[cfg(test)]
    pub(crate) fn selected_entry(&self) -> Option<EntryId> {
        self.selected
    }

    /// What Tab offers there, best first.
    pub fn offered(&self) -> &[Offer] {
        &self.active().offers.list
    }

    /// The line that keys go to.
    fn active(&self) -> &EntryLine {
        self.amending.as_ref().map_or(&self.line, |(_, line)| line)
    }

    fn active_mut(&mut self) -> &mut EntryLine {
        self.amending
            .as_mut()
            .map_or(&mut self.line, |(_, line)| line)
    }

    /// The item that the screen shows: the one looked at, else the current one, else the last that was put or the first.
    fn shown<'d>(&self, desk: &'d Desk) -> Option<&'d Item> {
        let meeting = &desk.open.as_ref()?.meeting;
        self.looking_at
            .and_then(|id| meeting.item(id))
            .or_else(|| meeting.current())
            .or_else(|| {
                meeting
                    .items
                    .iter()
                    .filter(|item| item.was_put())
                    .max_by_key(|item| item.spells.last().map(|spell| spell.put))
            })
            .or_else(|| meeting.items.first())
    }

    /// The item that the line goes to: the one under which it was begun, else the one shown.
    fn target<'d>(&self, desk: &'d Desk) -> Option<&'d Item> {
        let meeting = &desk.open.as_ref()?.meeting;
        self.line
            .item
            .and_then(|id| meeting.item(id))
            .or_else(|| self.shown(desk))
    }

    /// The half-typed lines and where the clerk is, as they are to be kept.
    fn draft(&self) -> Draft {
        Draft {
            looking_at: self.looking_at,
            line: self.line.draft(),
            amending: self.amending.as_ref().map(|(id, line)| (*id, line.draft())),
        }
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        if command != Command::Cancel {
            self.about_to_drop = false;
        }
        self.tell_where(desk);
        if self.selected.is_some() && self.act_on_earlier(command, desk) {
            return true;
        }
        match command {
            Command::RecordEntry => self.record_line(desk),
            Command::Complete => self.complete(true, desk),
            Command::CompletePrevious => self.complete(false, desk),
            Command::Cancel => return self.cancel(desk),
            Command::UndoRecord | Command::RedoRecord if self.amending.is_some() => {
                desk.say("Enter records the amendment, Esc drops it; after that the record can be undone.");
            }
            Command::UndoRecord => {
                desk.undo();
                self.after_undo(desk);
            }
            Command::RedoRecord => {
                desk.redo();
                self.after_undo(desk);
            }
            Command::EarlierEntry => self.select_last(desk),
            Command::LookUp => self.look_up(desk),
            Command::Exempt => self.exempt(desk),
            Command::OpenLikeAction => self.open_like(desk),
            Command::NormalMode => {
                // As in vi: the cursor stands on a letter, not behind the last one.
                if !std::mem::replace(&mut desk.normal_mode, true) {
                    self.active_mut().editor.left();
                    desk.keep_draft(self.draft());
                }
            }
            Command::InsertMode
            | Command::AppendMode
            | Command::InsertAtStart
            | Command::AppendAtEnd
            | Command::ChangeWord
            | Command::ChangeToEnd
            | Command::ChangeLine => self.begin_typing(command, desk),
            other => {
                return self.edit_line(other, desk) || self.run_meeting(other, desk);
            }
        }
        true
    }

    /// What is recorded from something laid on top goes under the item shown here.
    pub(in crate::screen::capture) fn tell_where(&self, desk: &mut Desk) {
        let shown = self.shown(desk).map(|item| item.id);
        if let Some(open) = &mut desk.open {
            open.shown = shown;
        }
    }

    /// What was selected or looked at may be gone, or back.
    fn after_undo(&mut self, desk: &Desk) {
        let Some(open) = &desk.open else { return };
        self.selected = self.selected.filter(|id| open.meeting.entry(*id).is_some());
        self.looking_at = self
            .looking_at
            .filter(|id| open.meeting.item(*id).is_some());
        if self
            .line
            .item
            .is_some_and(|id| open.meeting.item(id).is_none())
        {
            self.line.item = None;
        }
        if self
            .amending
            .as_ref()
            .is_some_and(|(id, _)| open.meeting.entry(*id).is_none())
        {
            self.amending = None;
        }
        self.understand(desk);
    }

    /// Esc: takes back one thing after the other, and comes to the line at the current item.
    fn cancel(&mut self, desk: &mut Desk) -> bool {
        if self.selected.take().is_some() {
            return true;
        }
        if let Some((id, line)) = &self.amending {
            let unchanged = !line.editor.can_undo();
            if unchanged || self.about_to_drop {
                let id = *id;
                self.amending = None;
                if self.promoted.take() == Some(id) {
                    self.drop_promotion(id, desk);
                } else {
                    self.selected = Some(id);
                    desk.say("The entry stands as it was.");
                }
                self.understand(desk);
                desk.keep_draft(self.draft());
            } else {
                self.about_to_drop = true;
                desk.warn("Esc again drops the amendment; Enter records it.");
            }
            return true;
        }
        if self.looking_at.take().is_some() {
            desk.keep_draft(self.draft());
        }
        true
    }

    /// Takes an answer from what lay on top.
    pub fn answered(&mut self, answer: Answer, desk: &mut Desk) {
        match answer {
            Answer::Picked(purpose, row) => self.picked(purpose, row, desk),
            Answer::Confirmed(question) => run::confirmed(question, desk),
            Answer::GoToEntry(entry) => {
                let item = desk
                    .open
                    .as_ref()
                    .and_then(|open| open.meeting.entry(entry))
                    .map(|(item, _, _)| item.id);
                self.look_at(item, desk);
                self.selected = item.map(|_| entry);
            }
            Answer::GoToItem(item) => {
                self.look_at(Some(item), desk);
                self.selected = None;
            }
            Answer::Insert(words) => self.insert_words(&words, desk),
            Answer::Closed => {
                let keys = desk.keys(self.contexts(desk), Command::OpenReview);
                desk.say(format!(
                    "Meeting closed. The draft minutes are ready: {keys}."
                ));
            }
            Answer::Filled(filled) => {
                self.motion_taken(&filled, desk);
                self.after_undo(desk);
                self.offer(desk);
                self.exclusion_taken(&filled, desk);
            }
        }
    }

    /// Looks at an item; the current one is looked at by looking at no other.
    fn look_at(&mut self, item: Option<ItemId>, desk: &mut Desk) {
        let current = desk
            .open
            .as_ref()
            .and_then(|open| open.meeting.current())
            .map(|item| item.id);
        self.looking_at = item.filter(|id| Some(*id) != current);
        desk.keep_draft(self.draft());
    }

    fn picked(&mut self, purpose: picker::Purpose, row: usize, desk: &mut Desk) {
        let item = desk
            .open
            .as_ref()
            .and_then(|open| open.meeting.items.get(row))
            .map(|item| item.id);
        match purpose {
            picker::Purpose::LookAtItem => self.look_at(item, desk),
            picker::Purpose::LineToItem => {
                self.line.item = item;
                desk.keep_draft(self.draft());
            }
            picker::Purpose::MoveToItem => {
                if let Some(item) = item {
                    self.move_selected_to(item, desk);
                }
            }
            picker::Purpose::LineKind => {
                if let Some(kind) = run::kinds().nth(row) {
                    self.active_mut().set_kind(kind);
                    self.line_changed(desk);
                }
            }
            picker::Purpose::EntryKind => {
                if let Some(kind) = run::kinds().nth(row) {
                    self.change_kind_of_selected(kind, desk);
                }
            }
            picker::Purpose::StockPhrase => self.insert_phrase(row, desk),
            picker::Purpose::PastMeeting => run::read_past(row, desk),
            picker::Purpose::Approve => self.approve_picked(row, desk),
        }
    }

    /// Takes an answer of the store's: minutes that are to be approved here.
    pub fn replied(&mut self, reply: Reply, desk: &mut Desk) {
        if let Reply::Read(draft) = reply {
            self.draft_came(*draft, desk);
        }
    }

    /// Draws the screen.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        view::view(self, desk, frame, area);
    }
}

/// Whether a meeting is one in which things are put and recorded now.
fn is_running(state: State) -> bool {
    match state {
        State::InProgress | State::Adjourned => true,
        State::Scheduled | State::Closed | State::Approved | State::Withdrawn => false,
    }
}
