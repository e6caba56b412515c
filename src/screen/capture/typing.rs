//! Typing: the line and what it means, its completion, and Enter, which makes an entry of it.

use crate::command::Command;
use crate::editor::clean;
use crate::minutes::change::Change;
use crate::minutes::completion::{Sources, offers};
use crate::minutes::due::Setting;
use crate::minutes::entry::{Action, Detail, Entry, Kind};
use crate::minutes::ids::{EntryId, ItemId};
use crate::minutes::shorthand::{self, Understood};
use crate::minutes::table;
use crate::store::protocol::Draft;

use super::super::desk::{Desk, OpenMeeting};
use super::super::text::{Edited, about_paste, edit};
use super::line::{EntryLine, Offers, is_list, kind_after};
use super::{Capture, run, view};

impl Capture {
    /// Takes a letter that was typed: it always lands in the line.
    pub fn typed(&mut self, letter: char, desk: &mut Desk) {
        if desk.normal_mode {
            return;
        }
        self.selected = None;
        self.about_to_drop = false;
        self.active_mut().type_letter(letter);
        self.line_changed(desk);
    }

    /// Takes a text that was pasted.
    pub fn pasted(&mut self, text: &str, desk: &mut Desk) {
        self.selected = None;
        if self.amending.is_none()
            && let Some(words) = table::pasted(text)
        {
            self.record_table(words, desk);
            return;
        }
        let pasted = self.active_mut().editor.paste(text);
        if let Some(words) = about_paste(&pasted) {
            desk.warn(words);
        }
        self.line_changed(desk);
    }

    /// Records a table that was pasted, with the words in the line before it; the line has no room for rows.
    fn record_table(&mut self, words: String, desk: &mut Desk) {
        let Some(item) = self.target(desk).map(|item| item.id) else {
            desk.warn("There is no item to record the table under.");
            return;
        };
        let (kind, before) = match &self.understood {
            None => (Kind::Narrative, String::new()),
            Some(line) if matches!(line.kind, Kind::Narrative | Kind::LeadIn) => {
                (Kind::Narrative, format!("{}\n", line.text))
            }
            Some(_) => {
                desk.warn("Enter records the line first: then the table can be pasted below it.");
                return;
            }
        };
        let text = clean(&format!("{before}{words}"), true).into_owned();
        let rows = table::read(&text).map_or(0, |table| table.rows.len());
        let entry = Entry {
            id: EntryId(desk.new_id()),
            kind,
            text,
            started_at: self.line.started_at.unwrap_or(desk.now),
            recorded_at: desk.now,
            detail: Detail::None,
            source: None,
            prepared: self.line.prepared,
        };
        if self.add_entry(item, entry, Kind::Point, desk) {
            let undo = desk.keys(self.contexts(desk), Command::UndoRecord);
            desk.say(format!(
                "A table recorded, {}; {undo} takes it back.",
                match rows {
                    1 => "one row under its headings".to_owned(),
                    many => format!("{many} rows under their headings"),
                }
            ));
        }
    }

    /// The line was changed: takes its first key's time, works out what it means, has it kept.
    pub(super) fn line_changed(&mut self, desk: &mut Desk) {
        let item = self.shown(desk).map(|item| item.id);
        let now = desk.now;
        self.active_mut().touched(now, item);
        self.understand(desk);
        self.offer(desk);
        desk.keep_draft(self.draft());
        self.ask_for_likes(desk);
    }

    /// Works out what the line means.
    pub(super) fn understand(&mut self, desk: &Desk) {
        let Some(open) = &desk.open else { return };
        let line = self.active();
        let setting = setting(desk, open);
        self.understood = (!line.is_empty())
            .then(|| shorthand::read(line.editor.text(), line.kind, &open.roster, &setting));
    }

    /// Works out what Tab would complete.
    pub(super) fn offer(&mut self, desk: &Desk) {
        let Some(open) = &desk.open else { return };
        let line = self.active();
        let placeholders = run::placeholders(open);
        let named_in_full = |person| run::is_named_in_full(open, person);
        let sources = Sources {
            roster: &open.roster,
            phrases: &open.phrases,
            vocabulary: &open.vocabulary,
            named_in_full: &named_in_full,
            placeholders: &placeholders,
        };
        let list = offers(line.editor.text(), line.editor.cursor(), &sources);
        self.active_mut().offers.list = list;
    }

    /// Does what a command for text asks of the line; `false` for what is no such command.
    pub(super) fn edit_line(&mut self, command: Command, desk: &mut Desk) -> bool {
        let width = view::line_width(desk.size.0);
        if let Some(words) = desk.copied.take() {
            self.active_mut().editor.keep(&words);
        }
        match edit(&mut self.active_mut().editor, command, width) {
            Edited::Changed => self.line_changed(desk),
            Edited::Moved => {
                self.active_mut().offers = Offers::default();
                desk.keep_draft(self.draft());
            }
            Edited::AtTop => self.select_last(desk),
            Edited::AtBottom => {}
            Edited::NothingToUndo => self.undo_beyond_line(desk),
            Edited::NotText => return false,
        }
        true
    }

    /// Undo where the line has nothing left to undo: the record, unless typing was undone just now.
    fn undo_beyond_line(&mut self, desk: &mut Desk) {
        if self.active().editor.can_redo() {
            let keys = desk.keys(self.contexts(desk), Command::UndoRecord);
            desk.say(format!(
                "Nothing more to undo in the line; {keys} undoes in the record."
            ));
        } else {
            desk.undo();
            self.after_undo(desk);
        }
    }

    /// From commands to typing, in a modal keymap.
    pub(super) fn begin_typing(&mut self, command: Command, desk: &mut Desk) {
        desk.normal_mode = false;
        self.selected = None;
        let editor = &mut self.active_mut().editor;
        let changed = match command {
            Command::AppendMode => {
                editor.right();
                false
            }
            Command::InsertAtStart => {
                editor.line_start();
                false
            }
            Command::AppendAtEnd => {
                editor.line_end();
                false
            }
            Command::ChangeWord => editor.kill_word_right(),
            Command::ChangeToEnd => editor.kill_to_end(),
            Command::ChangeLine => editor.kill_line(),
            _ => false, // the rest only begin to type
        };
        if changed {
            self.line_changed(desk);
        }
    }

    /// Tab: completes what stands before the cursor with the next offer, or the one before.
    pub(super) fn complete(&mut self, forward: bool, desk: &mut Desk) {
        if !self.active().is_completing() {
            self.offer(desk);
        }
        if !self.active_mut().take_offer(forward) {
            desk.say("Nothing to complete here: type the beginning of a name, a phrase's letters, or a word.");
            return;
        }
        let (now, item) = (desk.now, self.shown(desk).map(|item| item.id));
        let line = self.active_mut();
        line.started_at.get_or_insert(now);
        line.item = line.item.or(item);
        self.understand(desk);
        desk.keep_draft(self.draft());
        self.ask_for_likes(desk);
    }

    /// Enter: records the line, or the amendment.
    pub(super) fn record_line(&mut self, desk: &mut Desk) {
        if let Some((id, line)) = self.amending.take() {
            self.record_amendment(id, line, desk);
            return;
        }
        if self.line.is_empty() {
            self.leave_list(desk);
            return;
        }
        let Some(open) = &desk.open else { return };
        let setting = setting(desk, open);
        let text = self.line.editor.text();
        let understood = shorthand::read(text, self.line.kind, &open.roster, &setting);
        if understood.text.trim().is_empty() {
            desk.warn("There are no words to record yet; the line is kept.");
            return;
        }
        let Some(item) = self.target(desk).map(|item| item.id) else {
            let keys = desk.keys(self.contexts(desk), Command::OpenAgenda);
            desk.warn(format!(
                "There is no item to record it under: {keys} opens the agenda. The line is kept."
            ));
            return;
        };
        let (kind, list) = (understood.kind, understood.list);
        let reference = open.next_reference();
        let entry = Entry {
            id: EntryId(desk.new_id()),
            kind,
            detail: detail(&understood, reference),
            text: understood.text,
            started_at: self.line.started_at.unwrap_or(desk.now),
            recorded_at: desk.now,
            source: None,
            prepared: self.line.prepared,
        };
        let out_of_sight = self.shown(desk).is_some_and(|shown| shown.id != item);
        if self.add_entry(item, entry, list, desk) && out_of_sight {
            let place = desk
                .open
                .as_ref()
                .and_then(|open| open.meeting.place_of(item));
            desk.say(format!(
                "Recorded under item {}, where the line was begun.",
                place.map_or(0, |place| place + 1)
            ));
        }
    }

    /// Records an entry and goes on with an empty line, in one step: neither is on disk without the other. A lead-in opens
    /// a `list` of that kind.
    fn add_entry(&mut self, item: ItemId, entry: Entry, list: Kind, desk: &mut Desk) -> bool {
        let before = desk
            .open
            .as_ref()
            .and_then(|open| open.meeting.item(item)?.entries.last())
            .map(|before| before.kind);
        let kind = kind_after(self.line.kind, entry.kind, list, before);
        let after = Draft {
            line: EntryLine::of_kind(kind).draft(),
            ..self.draft()
        };
        let recorded = desk.record(
            Change::EntryAdded {
                item,
                entry,
                place: None,
            },
            Some(after),
        );
        if recorded {
            self.line.clear(kind);
            self.understood = None;
            self.offer(desk);
        }
        recorded
    }

    /// Records a sentence that the program made, and leaves the half-typed line as it is.
    pub(super) fn add_sentence(
        &mut self,
        item: ItemId,
        kind: Kind,
        text: String,
        desk: &mut Desk,
    ) -> bool {
        let entry = Entry {
            id: EntryId(desk.new_id()),
            kind,
            text,
            started_at: desk.now,
            recorded_at: desk.now,
            detail: Detail::None,
            source: None,
            prepared: None,
        };
        desk.record(
            Change::EntryAdded {
                item,
                entry,
                place: None,
            },
            None,
        )
    }

    /// Goes on with narrative, where the line is a row of a list or has another kind.
    pub(super) fn leave_list(&mut self, desk: &mut Desk) {
        if is_list(self.line.kind) || self.line.kind != Kind::Narrative {
            self.line.kind = Kind::Narrative;
            self.understand(desk);
            desk.say("List left; what follows is narrative.");
            desk.keep_draft(self.draft());
        }
    }
}

/// What a due phrase is read against.
pub(super) fn setting(desk: &Desk, open: &OpenMeeting) -> Setting {
    let head = &open.meeting.head;
    let next_meeting = open
        .meeting
        .next_meetings()
        .map(|next| next.date)
        .min()
        .or_else(|| {
            desk.next_in_diary(head.body.id, head.date)
                .map(|row| row.date)
        });
    Setting {
        said_on: head.date,
        next_meeting,
    }
}

/// What an entry's kind adds to its words.
pub(super) fn detail(understood: &Understood, reference: String) -> Detail {
    if understood.kind == Kind::Action {
        Detail::Action(Action {
            reference,
            owners: understood.owners.clone(),
            due: understood.due.clone(),
            report_to: understood.report_to.clone(),
            ..Action::default()
        })
    } else {
        Detail::None
    }
}
