//! The agenda, to be changed before the meeting and while it runs.

mod paste;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::editor::width_of;
use crate::keymap::Context;
use crate::minutes::agenda::{Item, ItemKind};
use crate::minutes::change::Change;
use crate::minutes::exempt::{self, Covers};
use crate::minutes::ids::ItemId;
use crate::minutes::meeting::Meeting;
use crate::minutes::putting_off::PutOff;
use crate::theme::Tone;

use super::desk::Desk;
use super::{Answer, draw, form, rows};
use paste::Paste;

/// Columns inside the box, at most.
const WIDTH: u16 = 110;

/// The agenda, to be changed.
#[derive(Debug, Default)]
pub struct AgendaEditor {
    /// The item on whose row the keys act, and the place of that row, for when the item is gone.
    at: Option<ItemId>,
    place: usize,
    /// What was pasted or typed to become items; kept until it is taken.
    paste: Paste,
    /// Whether the paste is on the screen.
    pasting: bool,
}

impl AgendaEditor {
    /// The agenda, at the item before the meeting, or at the next.
    pub fn new(desk: &Desk) -> Self {
        let at = desk.open.as_ref().and_then(|open| {
            let meeting = &open.meeting;
            let item = meeting.current().or_else(|| meeting.next_to_put())?;
            Some(item.id)
        });
        Self {
            at,
            ..Self::default()
        }
    }

    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        if self.pasting {
            &paste::CONTEXTS
        } else {
            Context::Agenda.stack()
        }
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        if self.pasting {
            return self.update_paste(command, desk);
        }
        match command {
            Command::AddItem => {
                let place = self.below(desk);
                desk.push(form::item(desk, None, place));
            }
            Command::PasteAgenda => self.pasting = true,
            Command::LoadAgenda => desk.push(form::agenda_file(desk)),
            Command::UndoRecord => {
                desk.undo();
            }
            Command::RedoRecord => {
                desk.redo();
            }
            _ => return self.update_row(command, desk),
        }
        true
    }

    /// Does what a command asks of the row that the clerk is at.
    fn update_row(&mut self, command: Command, desk: &mut Desk) -> bool {
        let Some(open) = &desk.open else { return false };
        let items = &open.meeting.items;
        let at = self.row(&open.meeting);
        if let Some(to) = rows::go(command, at, items.len(), page(desk)) {
            self.stand_at(to, items.get(to).map(|item| item.id));
            return true;
        }
        let Some(item) = items.get(at).map(|item| item.id) else {
            return false;
        };
        let last = items.len().saturating_sub(1);
        self.stand_at(at, Some(item));
        match command {
            Command::EditItem => desk.push(form::item(desk, Some(item), at)),
            Command::WriteLetter => desk.push(form::letter(desk, item)),
            Command::Exempt => desk.push(form::mark(desk, Covers::Item(item))),
            Command::WriteReport => desk.push(form::report(desk, item)),
            Command::MarkConsent => mark_consent(desk, item),
            Command::PutOffItem => {
                if let Some(form) = form::put_off(desk, item) {
                    desk.push(form);
                }
            }
            Command::RemoveItem => self.remove(desk, item),
            Command::MoveItemUp if at > 0 => move_item(desk, item, at - 1),
            Command::MoveItemDown if at < last => move_item(desk, item, at + 1),
            Command::MoveItemUp => desk.say("It is the first item."),
            Command::MoveItemDown => desk.say("It is the last item."),
            _ => return false, // every other command is for what lies below
        }
        true
    }

    fn update_paste(&mut self, command: Command, desk: &mut Desk) -> bool {
        match command {
            Command::Cancel => self.pasting = false,
            Command::SaveForm => self.take(desk),
            Command::Choose => self.paste.typed('\n'),
            other => return self.paste.update(other, desk),
        }
        true
    }

    /// Takes a letter that was typed.
    pub fn typed(&mut self, letter: char, _desk: &mut Desk) {
        if self.pasting {
            self.paste.typed(letter);
        }
    }

    /// Takes a text that was pasted, or read from a file, to become items.
    pub fn pasted(&mut self, text: &str, desk: &mut Desk) {
        self.pasting = true;
        self.paste.pasted(text, desk);
    }

    /// Takes an answer from what lay on top: an item that was added is the one that the next goes below.
    pub fn answered(&mut self, answer: Answer, desk: &mut Desk) {
        if let Answer::Filled(form::Purpose::Item {
            editing: None,
            place,
        }) = answer
        {
            let items = desk.open.as_ref().map(|open| &open.meeting.items);
            let added = items.and_then(|items| items.get(place)).map(|item| item.id);
            self.stand_at(place, added);
        }
    }

    fn stand_at(&mut self, place: usize, item: Option<ItemId>) {
        self.place = place;
        self.at = item;
    }

    /// The row that the clerk is at: the item's, or where it was.
    fn row(&self, meeting: &Meeting) -> usize {
        self.at
            .and_then(|item| meeting.place_of(item))
            .unwrap_or(self.place)
            .min(meeting.items.len().saturating_sub(1))
    }

    /// The place below the row that the clerk is at.
    fn below(&self, desk: &Desk) -> usize {
        desk.open.as_ref().map_or(0, |open| {
            (self.row(&open.meeting) + 1).min(open.meeting.items.len())
        })
    }

    fn remove(&mut self, desk: &mut Desk, item: ItemId) {
        let Some(found) = desk.open.as_ref().and_then(|open| open.meeting.item(item)) else {
            return;
        };
        let title = found.outline.title.clone();
        if !found.entries.is_empty() {
            let entries = match found.entries.len() {
                1 => "an entry: move or retract it".to_owned(),
                many => format!("{many} entries: move or retract them"),
            };
            desk.warn(format!("\"{title}\" has {entries} first."));
            return;
        }
        if desk.record(Change::ItemRemoved { item }, None) {
            let undo = desk.keys(Context::Agenda.stack(), Command::UndoRecord);
            desk.say(format!(
                "\"{title}\" is off the agenda; {undo} takes that back."
            ));
            self.at = None;
        }
    }

    /// Makes items of what was pasted.
    fn take(&mut self, desk: &mut Desk) {
        let Some(open) = &desk.open else { return };
        let outlines: Vec<_> = self.paste.new_items(&open.meeting).cloned().collect();
        if outlines.is_empty() {
            desk.say("There is no item in it that is not on the agenda already.");
            return;
        }
        let number = outlines.len();
        let from = self.below(desk);
        let changes: Vec<Change> = outlines
            .into_iter()
            .zip(from..)
            .map(|(outline, place)| {
                let item = Item::new(ItemId(desk.new_id()), outline);
                Change::ItemAdded { item, place }
            })
            .collect();
        let deed = match number {
            1 => "an item added".to_owned(),
            many => format!("{many} items added"),
        };
        let said = match number {
            1 => "One item added.".to_owned(),
            many => format!("{many} items added."),
        };
        if desk.record(Change::Together { deed, changes }, None) {
            desk.say(said);
            self.paste = Paste::default();
            self.pasting = false;
            self.stand_at(from + number - 1, None);
        }
    }

    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let Some(open) = &desk.open else { return };
        let meeting = &open.meeting;
        if self.pasting {
            let below = self.below(desk);
            self.paste.view(desk, meeting, below, frame, area);
            return;
        }
        let rows = u16::try_from(meeting.items.len()).unwrap_or(u16::MAX);
        let size = (WIDTH, rows.max(1).saturating_add(2));
        let title = format!("Agenda · {}", meeting.head.title());
        let inside = draw::sheet(desk, frame, area, &title, size);
        let faint = desk.theme.style(Tone::Faint);
        let x = inside.x + 1;
        draw::put(
            frame.buffer_mut(),
            x,
            inside.y,
            inside,
            &summary(meeting),
            faint,
        );
        let list = Rect {
            y: inside.y + 2.min(inside.height),
            height: inside.height.saturating_sub(2),
            ..inside
        };
        if meeting.items.is_empty() {
            let add = desk.keys(Context::Agenda.stack(), Command::AddItem);
            let paste = desk.keys(Context::Agenda.stack(), Command::PasteAgenda);
            let words = format!("No item yet: {add} adds one, {paste} takes a whole agenda.");
            draw::put(frame.buffer_mut(), list.x + 2, list.y, list, &words, faint);
        }
        let at = self.row(meeting);
        let first = draw::first_row(at, meeting.items.len(), usize::from(list.height));
        let shown = meeting.items.iter().enumerate().skip(first);
        for ((place, item), y) in shown.zip(list.top()..list.bottom()) {
            let row = Rect {
                y,
                height: 1,
                ..list
            };
            draw_item(desk, meeting, item, (place, place == at), frame, row);
        }
        draw::footer(
            desk,
            frame,
            area,
            self.contexts(desk),
            &[
                (Command::AddItem, "add"),
                (Command::EditItem, "edit"),
                (Command::RemoveItem, "remove"),
                (Command::PasteAgenda, "paste"),
                (Command::WriteLetter, "letter"),
                (Command::WriteReport, "report"),
                (Command::Exempt, "exempt"),
                (Command::PutOffItem, "defer"),
                (Command::MarkConsent, "consent"),
                (Command::MoveItemUp, "up"),
                (Command::MoveItemDown, "down"),
                (Command::LoadAgenda, "from a file"),
                (Command::Cancel, "close"),
            ],
        );
    }
}

/// Marks the item as one for consent, or takes the mark away.
fn mark_consent(desk: &mut Desk, item: ItemId) {
    let found = desk.open.as_ref().and_then(|open| open.meeting.item(item));
    let Some(mut outline) = found.map(|item| item.outline.clone()) else {
        return;
    };
    outline.consent = !outline.consent;
    desk.record(Change::ItemAmended { item, outline }, None);
}

fn move_item(desk: &mut Desk, item: ItemId, place: usize) {
    desk.record(Change::ItemMoved { item, place }, None);
}

/// How many items, and how long they are meant to take.
fn summary(meeting: &Meeting) -> String {
    let items = match meeting.items.len() {
        1 => "1 item".to_owned(),
        many => format!("{many} items"),
    };
    let minutes: u32 = meeting
        .items
        .iter()
        .filter_map(|item| item.outline.planned)
        .map(u32::from)
        .sum();
    match (minutes / 60, minutes % 60) {
        (0, 0) => items,
        (0, minutes) => format!("{items}, {minutes} minutes planned"),
        (hours, minutes) => format!("{items}, {hours} h {minutes:02} min planned"),
    }
}

/// How far an item has come: a sign, words, and what they mean.
fn state(meeting: &Meeting, item: &Item) -> (&'static str, String, Tone) {
    let time = |stamp: Option<crate::minutes::ids::Stamp>| {
        stamp.map_or_else(String::new, |at| at.format("%H:%M").to_string())
    };
    let first = item.spells.first().map(|spell| spell.put);
    if let Some(put_off) = item.put_off() {
        let words = match put_off {
            PutOff::Deferred(Some(to)) => format!("deferred to {}", to.format("%-d %b")),
            PutOff::Deferred(None) | PutOff::Withdrawn => put_off.name().to_owned(),
        };
        let sign = if item.is_current() { "▶" } else { "–" };
        (sign, words, Tone::Faint)
    } else if item.is_current() {
        let since = time(item.spells.last().map(|spell| spell.put));
        ("▶", format!("current since {since}"), Tone::Current)
    } else if item.was_put() {
        let left = time(item.spells.last().and_then(|spell| spell.left));
        ("✓", format!("done {} to {left}", time(first)), Tone::Good)
    } else if item.skipped {
        ("–", "skipped".to_owned(), Tone::Faint)
    } else if meeting.sitting.terminated.is_some() {
        (" ", "not taken".to_owned(), Tone::Faint)
    } else {
        (" ", "to come".to_owned(), Tone::Text)
    }
}

/// Draws an item: sign, number and title at the left; what is planned and how far it has come at the right.
fn draw_item(
    desk: &Desk,
    meeting: &Meeting,
    item: &Item,
    (place, selected): (usize, bool),
    frame: &mut Frame<'_>,
    row: Rect,
) {
    let (sign, words, tone) = state(meeting, item);
    let style = draw::row(desk, frame, row, selected, tone);
    let buffer = frame.buffer_mut();
    draw::put(buffer, row.x + 1, row.y, row, sign, style);
    let mut aside = Vec::new();
    if let Some(paragraphs) = meeting.exemptions().item(item.id) {
        aside.push(match exempt::in_words(paragraphs) {
            words if words.is_empty() => "EXEMPT".to_owned(),
            words => format!("EXEMPT {words}"),
        });
    }
    // In a narrow terminal the title needs the room.
    let wide = row.width >= 70;
    let kind = item.outline.kind;
    let said = item.outline.title.to_lowercase() == kind.name();
    if wide && kind != ItemKind::Business && !said {
        aside.push(kind.name().to_owned());
    }
    if item.outline.consent {
        aside.push("consent".to_owned());
    }
    match item.outline.carried.len() {
        0 => {}
        1 => aside.push("carried".to_owned()),
        many => aside.push(format!("{many} carried")),
    }
    match item.outline.guests.len() {
        0 => {}
        1 => aside.push("1 guest".to_owned()),
        many => aside.push(format!("{many} guests")),
    }
    if let Some(minutes) = item.outline.planned {
        aside.push(format!("{minutes} min"));
    }
    let words_width: u16 = 20;
    let words_x = row.right().saturating_sub(words_width);
    draw::put(buffer, words_x, row.y, row, &words, style);
    let title_x = row.x + 7;
    let room = usize::from(words_x.saturating_sub(title_x + 1));
    let aside = draw::cut(&aside.join(" · "), room * 3 / 5);
    let aside_x = words_x.saturating_sub(width_of(&aside) as u16 + 1);
    draw::put(buffer, aside_x, row.y, row, &aside, style);
    let number = format!("{:>3}", place + 1);
    draw::put(buffer, row.x + 3, row.y, row, &number, style);
    let title_room = usize::from(aside_x.saturating_sub(title_x + 1));
    let title = draw::cut(&item.outline.title, title_room);
    draw::put(buffer, title_x, row.y, row, &title, style);
}

/// How many rows are in sight.
fn page(desk: &Desk) -> usize {
    usize::from(desk.size.1).saturating_sub(6)
}

#[cfg(test)]
mod tests;
