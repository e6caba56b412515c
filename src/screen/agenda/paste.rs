//! The paste: an agenda from elsewhere, and the items that will be made of it.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::command::Command;
use crate::editor::Editor;
use crate::keymap::Context;
use crate::minutes::agenda::{ItemKind, Outline};
use crate::minutes::agenda_text;
use crate::minutes::meeting::Meeting;
use crate::screen::desk::Desk;
use crate::screen::{draw, text};
use crate::theme::Tone;

/// The keys of a text, in which Enter begins a row; the form's own key takes it.
pub const CONTEXTS: [Context; 4] = [Context::Text, Context::List, Context::Form, Context::Global];

/// Columns inside the box, at most.
const WIDTH: u16 = 130;

/// Columns inside the box from which on the items stand beside the text and not below it.
const WIDE: u16 = 96;

/// A text that becomes items.
#[derive(Debug, Default)]
pub struct Paste {
    editor: Editor,
    /// What the text was read as, whenever it changed.
    items: Vec<Outline>,
}

impl Paste {
    /// Does what a command for text asks; `false` where it is for something else.
    pub fn update(&mut self, command: Command, desk: &Desk) -> bool {
        let (columns, rows) = desk.size;
        let width = halves(columns.saturating_sub(2).min(WIDTH), rows).0;
        match command {
            Command::PageDown | Command::PageUp => {
                let go = |editor: &mut Editor| match command {
                    Command::PageUp => editor.up(width),
                    _ => editor.down(width), // the other of the two
                };
                for _ in 0..8 {
                    go(&mut self.editor);
                }
                return true;
            }
            _ => {} // all others are the field's, or not for here
        }
        match text::edit(&mut self.editor, command, width) {
            text::Edited::NotText => false,
            text::Edited::Changed => {
                self.read();
                true
            }
            text::Edited::Moved
            | text::Edited::AtTop
            | text::Edited::AtBottom
            | text::Edited::NothingToUndo => true,
        }
    }

    /// Types a letter.
    pub fn typed(&mut self, letter: char) {
        self.editor.insert_char(letter);
        self.read();
    }

    /// Puts in a text from outside.
    pub fn pasted(&mut self, pasted: &str, desk: &mut Desk) {
        let about = self.editor.paste(pasted);
        if let Some(words) = text::about_paste(&about) {
            desk.warn(words);
        }
        self.read();
    }

    /// The items that are not on the agenda already.
    pub fn new_items<'a>(&'a self, meeting: &'a Meeting) -> impl Iterator<Item = &'a Outline> {
        self.items.iter().filter(|item| !is_there(meeting, item))
    }

    fn read(&mut self) {
        self.items = agenda_text::read(self.editor.text());
    }

    /// Draws the text and what will be made of it; `place` is where the first item will stand, from 0.
    pub fn view(
        &self,
        desk: &Desk,
        meeting: &Meeting,
        place: usize,
        frame: &mut Frame<'_>,
        area: Rect,
    ) {
        let size = (WIDTH, area.height);
        let inside = draw::sheet(desk, frame, area, "Paste or type an agenda", size);
        let (text_width, text_height) = halves(inside.width, area.height);
        let text_area = Rect {
            x: inside.x + 1,
            width: text_width,
            height: text_height.min(inside.height),
            ..inside
        };
        self.draw_text(desk, frame, text_area);
        let beside = text_height >= inside.height;
        let items_area = if beside {
            let x = text_area.right() + 2;
            Rect {
                x,
                width: inside.right().saturating_sub(x),
                ..inside
            }
        } else {
            let y = text_area.bottom();
            Rect {
                y,
                height: inside.bottom().saturating_sub(y),
                ..inside
            }
        };
        self.draw_items(desk, meeting, place, frame, items_area);
        draw::footer(
            desk,
            frame,
            area,
            &CONTEXTS,
            &[
                (Command::SaveForm, "add these items"),
                (Command::Cancel, "back to the agenda"),
                (Command::UndoTyping, "undo"),
                (Command::KillLine, "cut the line"),
            ],
        );
    }

    fn draw_text(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let visual = self.editor.visual(area.width.max(1));
        let height = usize::from(area.height);
        let first = draw::first_row(visual.row, visual.lines.len(), height);
        let style = desk.theme.style(Tone::Text);
        let lines = visual.lines.iter().skip(first);
        for (range, y) in lines.zip(area.top()..area.bottom()) {
            let line = self.editor.text().get(range.clone()).unwrap_or_default();
            let line = line.trim_end_matches('\n');
            draw::put(frame.buffer_mut(), area.x, y, area, line, style);
        }
        if self.editor.is_empty() {
            let faint = desk.theme.style(Tone::Faint);
            let words = "An item a line; numbers, minutes and page numbers are understood.";
            draw::put(frame.buffer_mut(), area.x, area.y, area, words, faint);
        }
        let row = visual.row.saturating_sub(first);
        let x = area.x + (visual.column as u16).min(area.width.saturating_sub(1));
        let y = area.y + (row as u16).min(area.height.saturating_sub(1));
        frame.set_cursor_position(Position::new(x, y));
    }

    fn draw_items(
        &self,
        desk: &Desk,
        meeting: &Meeting,
        place: usize,
        frame: &mut Frame<'_>,
        area: Rect,
    ) {
        let new = self.new_items(meeting).count();
        let head = match (new, place) {
            (0, _) => "Nothing to add yet".to_owned(),
            (1, 0) => "1 item to be added".to_owned(),
            (many, 0) => format!("{many} items to be added"),
            (1, place) => format!("1 item to be added after item {place}"),
            (many, place) => format!("{many} items to be added after item {place}"),
        };
        let heading = desk.theme.style(Tone::Heading);
        draw::put(frame.buffer_mut(), area.x + 1, area.y, area, &head, heading);
        let rows = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        let mut number = place;
        let mut numbered = Vec::with_capacity(self.items.len());
        for item in &self.items {
            let there = is_there(meeting, item);
            number += usize::from(!there);
            numbered.push((item, (!there).then_some(number)));
        }
        // The end is what is being typed, so that is what is in sight.
        let height = usize::from(rows.height);
        let at_end = self.editor.after_cursor().trim().is_empty();
        let first = if at_end {
            numbered.len().saturating_sub(height)
        } else {
            0
        };
        let shown = numbered.iter().skip(first);
        for ((item, number), y) in shown.zip(rows.top()..rows.bottom()) {
            let (number, tone, mut asides) = match number {
                Some(number) => (format!("{number:>3}"), Tone::Text, Vec::new()),
                None => ("  –".to_owned(), Tone::Faint, vec!["on the agenda already"]),
            };
            let planned = item.planned.map(|minutes| format!("{minutes} min"));
            let said = item.title.to_lowercase() == item.kind.name();
            if item.kind != ItemKind::Business && !said {
                asides.push(item.kind.name());
            }
            if item.consent {
                asides.push("consent");
            }
            if !item.prepared.is_empty() {
                asides.push("with a draft resolution");
            }
            asides.extend(planned.as_deref());
            let mut words = item.title.clone();
            if !asides.is_empty() {
                let aside = asides.join(" · ");
                let room = usize::from(rows.width).saturating_sub(9);
                let title_room = room.saturating_sub(crate::editor::width_of(&aside)).max(8);
                words = format!("{}  {aside}", draw::cut(&words, title_room));
            }
            let style = desk.theme.style(tone);
            let buffer = frame.buffer_mut();
            draw::put(buffer, rows.x, y, rows, &number, style);
            let words = draw::cut(&words, usize::from(rows.width.saturating_sub(5)));
            draw::put(buffer, rows.x + 4, y, rows, &words, style);
        }
    }
}

/// The columns and rows of the text, in a box with so many columns on a screen with so many rows.
fn halves(columns: u16, screen_rows: u16) -> (u16, u16) {
    let rows = screen_rows.saturating_sub(4);
    if columns >= WIDE {
        ((columns - 3) / 2, rows)
    } else {
        (columns.saturating_sub(2), (rows / 2).max(1))
    }
}

/// Whether an item of that title stands on the agenda.
fn is_there(meeting: &Meeting, outline: &Outline) -> bool {
    let bare = |title: &str| title.to_lowercase().replace('’', "'");
    let title = bare(&outline.title);
    meeting
        .items
        .iter()
        .any(|item| bare(&item.outline.title) == title)
}
