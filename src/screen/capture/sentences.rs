//! What the program can say for the clerk: the template's sentences, and the text that was prepared for an item.

use super::run::placeholders;
use super::{Capture, line, typing};
use crate::command::Command;
use crate::minutes::agenda::ItemKind;
use crate::minutes::change::Change;
use crate::minutes::entry::{Entry, Kind};
use crate::minutes::ids::EntryId;
use crate::minutes::phrases::expand;
use crate::minutes::shorthand;
use crate::minutes::wording::{Occasion, Sentence};
use crate::screen::desk::Desk;
use crate::screen::form;

impl Capture {
    /// The item's nil sentence, recorded at once.
    pub(super) fn nothing_to_report(&mut self, desk: &mut Desk) {
        let kind = self.shown(desk).map(|item| item.outline.kind);
        let sentence = match kind {
            Some(ItemKind::Declarations) => Sentence::NilDeclarations,
            Some(ItemKind::Whip) => Sentence::NilWhip,
            Some(ItemKind::Urgent) => Sentence::NoUrgentItems,
            Some(ItemKind::Public) => Sentence::NilPublic,
            Some(
                ItemKind::Business
                | ItemKind::Information
                | ItemKind::PreviousActions
                | ItemKind::WorkProgramme
                | ItemKind::ChairsUpdate
                | ItemKind::NextMeeting
                | ItemKind::Minutes,
            )
            | None => {
                desk.say("\"Nothing to report\" is for declarations, whips, questions and urgent items; look at one of them first.");
                return;
            }
        };
        self.say_of_item(sentence, Kind::Narrative, desk);
    }

    /// Records a sentence of the template under the item that is shown.
    pub(super) fn say_of_item(&mut self, sentence: Sentence, kind: Kind, desk: &mut Desk) -> bool {
        let Some(item) = self.shown(desk).map(|item| item.id) else {
            return false;
        };
        let Some(words) = self.worded(sentence, desk) else {
            return false;
        };
        if words.trim().is_empty() {
            desk.say(
                "This template has no sentence for that: type it, or give a template of your own one.",
            );
            return false;
        }
        self.add_sentence(item, kind, words, desk)
    }

    /// A sentence of the template about the item that is shown; a fault in the template is said.
    pub(super) fn worded(&self, sentence: Sentence, desk: &mut Desk) -> Option<String> {
        let open = desk.open.as_ref()?;
        let item = self.shown(desk)?;
        match open
            .template
            .say(sentence, &Occasion::of(&open.meeting).item(item))
        {
            Ok(words) => Some(words),
            Err(fault) => {
                let words = fault.to_string();
                desk.warn(words);
                None
            }
        }
    }

    /// Puts a sentence about the guests into the line, to be gone on with.
    pub(super) fn insert_sentence(&mut self, sentence: Sentence, desk: &mut Desk) {
        if self
            .shown(desk)
            .is_none_or(|item| item.outline.guests.is_empty())
        {
            let keys = desk.keys(self.contexts(desk), Command::OpenAgenda);
            desk.say(format!(
                "The item has no guests; {keys} opens the agenda to name them."
            ));
            return;
        }
        if let Some(words) = self.worded(sentence, desk) {
            self.active_mut().insert(&words);
            self.line_changed(desk);
        }
    }

    /// The usual entry of the item's kind.
    pub(super) fn standard_entry(&mut self, desk: &mut Desk) {
        let Some(item) = self.shown(desk) else { return };
        let id = item.id;
        match item.outline.kind {
            ItemKind::Declarations => desk.push(form::declaration(desk, id)),
            ItemKind::Whip => desk.push(form::whip(desk, id)),
            ItemKind::Urgent => desk.push(form::urgent_item(desk)),
            ItemKind::Public => desk.push(form::heard(desk, id)),
            ItemKind::ChairsUpdate => self.open_list(Sentence::ChairsUpdate, desk),
            ItemKind::WorkProgramme => self.open_list(Sentence::WorkProgramme, desk),
            ItemKind::Information => {
                self.say_of_item(Sentence::ReceivedForInformation, Kind::Narrative, desk);
            }
            ItemKind::Minutes => self.approve_minutes(desk),
            ItemKind::PreviousActions => self.matters_arising(desk),
            ItemKind::NextMeeting | ItemKind::Business => {
                desk.push(form::next_meetings(desk, id));
            }
        }
    }

    /// Records a lead-in; what is typed next is a point of its list.
    pub(super) fn open_list(&mut self, sentence: Sentence, desk: &mut Desk) {
        if self.say_of_item(sentence, Kind::LeadIn, desk) {
            self.line.kind = Kind::Point;
            self.understand(desk);
            desk.keep_draft(self.draft());
        }
    }

    /// Puts the next line of the item's prepared text into the empty line.
    pub(super) fn insert_prepared(&mut self, desk: &mut Desk) {
        let Some(item) = self.shown(desk) else { return };
        let id = item.id;
        let Some((place, text)) = item
            .prepared_left()
            .next()
            .map(|(place, text)| (place, text.to_owned()))
        else {
            desk.say(if item.outline.prepared.is_empty() {
                "Nothing was prepared for this item."
            } else {
                "All that was prepared for this item has been used."
            });
            return;
        };
        if self.amending.is_some() || !self.line.is_empty() {
            self.active_mut().insert(&text);
        } else {
            self.line.insert(&text);
            self.line.prepared = Some(place);
            self.line.item = Some(id);
        }
        let prepared = self.line.prepared;
        self.line_changed(desk);
        self.line.prepared = prepared.filter(|_| !self.line.is_empty());
    }

    /// Records every line that was prepared for the item and not yet used, as one deed.
    pub(super) fn record_prepared(&mut self, desk: &mut Desk) {
        let Some(item) = self.shown(desk) else { return };
        let id = item.id;
        let left: Vec<(u16, String)> = item
            .prepared_left()
            .map(|(place, text)| (place, text.to_owned()))
            .collect();
        if left.is_empty() {
            desk.say("Nothing prepared is left for this item.");
            return;
        }
        let mut kind = self.line.kind;
        let mut before = item.entries.last().map(|entry| entry.kind);
        let mut changes = Vec::new();
        let mut actions = 0;
        for (place, text) in left {
            let entry_id = EntryId(desk.new_id());
            let Some(open) = &desk.open else { return };
            let understood =
                shorthand::read(&text, kind, &open.roster, &typing::setting(desk, open));
            if understood.text.trim().is_empty() {
                continue;
            }
            let reference = open.reference_after(actions);
            if understood.kind == Kind::Action {
                actions += 1;
            }
            kind = line::kind_after(kind, understood.kind, understood.list, before);
            before = Some(understood.kind);
            let entry = Entry {
                id: entry_id,
                kind: understood.kind,
                detail: typing::detail(&understood, reference),
                text: understood.text,
                started_at: desk.now,
                recorded_at: desk.now,
                source: None,
                prepared: Some(place),
            };
            changes.push(Change::EntryAdded {
                item: id,
                entry,
                place: None,
            });
        }
        let count = changes.len();
        let deed = format!("{count} prepared entries added");
        if desk.record(Change::Together { deed, changes }, None) {
            self.line.kind = kind;
            self.understand(desk);
            desk.keep_draft(self.draft());
            desk.say(format!("{count} prepared entries recorded."));
        }
    }

    pub(super) fn insert_phrase(&mut self, row: usize, desk: &mut Desk) {
        let words = desk.open.as_ref().and_then(|open| {
            let (_, words) = open.phrases.iter().nth(row)?;
            Some(expand(words, &placeholders(open)))
        });
        if let Some(words) = words {
            self.active_mut().insert(&words);
            self.line_changed(desk);
        }
    }
}
