//! Several items taken in one vote: those that are for consent are marked, any other can be, and whatever a member wants
//! taken separately loses its mark. What was withdrawn or deferred is not among them.

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::keymap::Context;
use crate::minutes::agenda::Item;
use crate::minutes::formal::en_bloc::{self, Matter};
use crate::minutes::ids::ItemId;
use crate::minutes::meeting::Meeting;
use crate::theme::Tone;

use super::desk::Desk;
use super::{Answer, draw, formal_words, rows, vote};

/// Columns inside the box, at most.
const WIDTH: u16 = 96;

/// The items from which those taken together are chosen.
#[derive(Debug)]
pub struct EnBloc {
    at: usize,
    marked: BTreeSet<ItemId>,
}

/// Opens the list, with the items for consent marked; one in which somebody declared an interest is not.
pub fn open(desk: &mut Desk) {
    let Some(open) = &desk.open else { return };
    let meeting = &open.meeting;
    let mut candidates = 0;
    let mut marked = BTreeSet::new();
    for item in candidates_of(meeting) {
        candidates += 1;
        if item.outline.consent && en_bloc::interested(meeting, item.id).is_empty() {
            marked.insert(item.id);
        }
    }
    if candidates < 2 {
        desk.say("There are no two items that could be taken together.");
        return;
    }
    desk.push(EnBloc { at: 0, marked });
}

fn candidates_of(meeting: &Meeting) -> impl Iterator<Item = &Item> {
    let items = meeting.items.iter();
    items.filter(|item| en_bloc::can_be_taken(meeting, item))
}

/// What is said when an item for consent is put that has company; empty where it has none.
pub fn hint(desk: &Desk, contexts: &[Context]) -> String {
    let Some(open) = &desk.open else {
        return String::new();
    };
    let current = open.meeting.current();
    if !current.is_some_and(|item| item.outline.consent) {
        return String::new();
    }
    let consent: Vec<ItemId> = candidates_of(&open.meeting)
        .filter(|item| item.outline.consent)
        .map(|item| item.id)
        .collect();
    if consent.len() < 2 {
        return String::new();
    }
    let keys = desk.keys(contexts, Command::TakeEnBloc);
    let items = formal_words::items(&open.meeting, &consent);
    format!("{items} are for consent: {keys} takes them en bloc.")
}

impl EnBloc {
    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::EnBloc.stack()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        let Some(open) = &desk.open else { return false };
        let all: Vec<ItemId> = candidates_of(&open.meeting).map(|item| item.id).collect();
        let at = self.at.min(all.len().saturating_sub(1));
        let page = usize::from(desk.size.1).saturating_sub(8);
        if let Some(to) = rows::go(command, at, all.len(), page) {
            self.at = to;
            return true;
        }
        match command {
            Command::MarkRow => {
                if let Some(id) = all.get(at)
                    && !self.marked.remove(id)
                {
                    self.marked.insert(*id);
                }
                self.at = (at + 1).min(all.len().saturating_sub(1));
            }
            Command::MarkAllRows => {
                self.marked = if all.iter().all(|id| self.marked.contains(id)) {
                    BTreeSet::new()
                } else {
                    all.into_iter().collect()
                };
            }
            Command::Choose => {
                let chosen: Vec<ItemId> = all
                    .into_iter()
                    .filter(|id| self.marked.contains(id))
                    .collect();
                if chosen.len() < 2 {
                    let keys = desk.keys(Context::EnBloc.stack(), Command::MarkRow);
                    desk.say(format!("Mark two items or more ({keys})."));
                } else {
                    desk.pop();
                    vote::open_en_bloc(chosen, desk);
                }
            }
            _ => return false, // every other command is for what lies below
        }
        true
    }

    /// Letters that are no command do nothing.
    pub fn typed(&mut self, _letter: char, _desk: &mut Desk) {}

    /// There is nowhere to paste to.
    pub fn pasted(&mut self, _text: &str, _desk: &mut Desk) {}

    /// Nothing lies on it.
    pub fn answered(&mut self, _answer: Answer, _desk: &mut Desk) {}

    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let Some(open) = &desk.open else { return };
        let meeting = &open.meeting;
        let all: Vec<&Item> = candidates_of(meeting).collect();
        let size = (WIDTH, u16::try_from(all.len() * 2 + 1).unwrap_or(u16::MAX));
        let title = format!("Taken in one vote · {} marked", self.marked.len());
        let inside = draw::sheet(desk, frame, area, &title, size);
        let at = self.at.min(all.len().saturating_sub(1));
        let height = usize::from(inside.height / 2);
        let first = draw::first_row(at, all.len(), height);
        let shown = all.iter().enumerate().skip(first);
        for ((place, item), y) in
            shown.zip((inside.y..inside.bottom().saturating_sub(1)).step_by(2))
        {
            let row = |y| Rect {
                y,
                height: 1,
                ..inside
            };
            let style = draw::row(desk, frame, row(y), place == at, Tone::Text);
            let marked = self.marked.contains(&item.id);
            let mark = if marked { "[x]" } else { "[ ]" };
            let number = meeting.place_of(item.id).map_or(0, |place| place + 1);
            let consent = if item.outline.consent { "consent" } else { "" };
            let words = format!("{mark} {number:>2} {}", item.outline.title);
            let words = draw::cut(&words, usize::from(inside.width.saturating_sub(13)));
            let buffer = frame.buffer_mut();
            draw::put(buffer, inside.x + 2, y, row(y), &words, style);
            let x = inside.right().saturating_sub(9);
            draw::put(buffer, x, y, row(y), consent, style);
            let (words, tone) = below(meeting, item);
            let words = draw::cut(&words, usize::from(inside.width.saturating_sub(11)));
            let style = desk.theme.style(tone);
            let buffer = frame.buffer_mut();
            draw::put(buffer, inside.x + 9, y + 1, row(y + 1), &words, style);
        }
        let keys = [
            (Command::MarkRow, "mark, or take separately"),
            (Command::Choose, "put the question"),
            (Command::MarkAllRows, "all"),
            (Command::Cancel, "close"),
        ];
        draw::footer(desk, frame, area, self.contexts(desk), &keys);
    }
}

/// What is put of an item, after who declared an interest in it.
fn below(meeting: &Meeting, item: &Item) -> (String, Tone) {
    let matters = en_bloc::matters(meeting, item);
    let words = match matters.first() {
        Some(Matter::Recorded(entry)) => meeting
            .entry(*entry)
            .map_or_else(String::new, |(_, _, entry)| entry.text.clone()),
        Some(Matter::Prepared(_, words)) => words.clone(),
        Some(Matter::Report) | None => "as its report recommends".to_owned(),
    };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = match matters.len() {
        0 | 1 => words,
        many => format!("{words} (and {} more)", many - 1),
    };
    let interested = en_bloc::interested(meeting, item.id);
    if interested.is_empty() {
        return (words, Tone::Faint);
    }
    let names: Vec<String> = interested
        .iter()
        .map(|person| formal_words::name(meeting, *person))
        .collect();
    let words = format!("interest: {} · {words}", names.join(", "));
    (words, Tone::Warning)
}
