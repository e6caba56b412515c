//! The help: the keys of where the clerk is, and what the signs in the entry line mean.

use ratatui::Frame;
use ratatui::layout::Rect;
use strum::IntoEnumIterator;

use crate::command::Command;
use crate::editor::width_of;
use crate::keymap::{Context, Resolution, read_keys};
use crate::minutes::entry::Kind;
use crate::theme::Tone;

use super::desk::Desk;
use super::{Answer, draw, look_up, rows};

/// Columns inside the box from which on there are two columns of help.
const WIDE: u16 = 124;

/// Columns inside the box, at most.
const WIDTH: u16 = 150;

/// Columns for keys, at most.
const KEYS: usize = 15;

/// The keys of where the clerk is.
#[derive(Debug)]
pub struct Help {
    /// The tables of the keymap that are explained.
    of: &'static [Context],
    /// The first line in sight.
    top: usize,
}

/// A line of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Line {
    /// The name of what follows.
    Heading(&'static str),
    /// Keys or signs, and what they do.
    Entry(String, String),
    /// What there was no room for in the line above.
    More(String),
    /// Nothing.
    Blank,
}

impl Help {
    /// Help over a place where these tables of the keymap hold.
    pub fn new(contexts: &'static [Context]) -> Self {
        Self {
            of: contexts,
            top: 0,
        }
    }

    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::Help.stack()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        let (columns, height) = shape(desk.size.0, desk.size.1);
        let lines = self.lines(desk, width(desk.size.0));
        // Scrolling ends when the last line is in sight.
        let tops = (lines.len() + 1).saturating_sub(columns * height).max(1);
        match rows::go(command, self.top.min(tops - 1), tops, height) {
            Some(to) => {
                self.top = to;
                true
            }
            None => command == Command::Help, // the help is open already
        }
    }

    /// Takes a letter that was typed.
    pub fn typed(&mut self, _letter: char, _desk: &mut Desk) {}

    /// Takes a text that was pasted.
    pub fn pasted(&mut self, _text: &str, _desk: &mut Desk) {}

    /// Takes an answer from what lay on top.
    pub fn answered(&mut self, _answer: Answer, _desk: &mut Desk) {}

    /// All lines, for columns so wide.
    fn lines(&self, desk: &Desk, width: u16) -> Vec<Line> {
        let mut sections: Vec<(&'static str, Vec<(String, String)>)> = Vec::new();
        for context in self.of {
            let keys = desk.keymap.rows(*context).into_iter().filter_map(|row| {
                let keys = self.that_work(desk, &row.keys, row.command);
                (!keys.is_empty()).then(|| (keys, row.command.help().to_owned()))
            });
            sections.push((context.title(), keys.collect()));
            if *context == Context::Line {
                sections.push(("First in the line", marks()));
                sections.push(("In an action", shorthand()));
            }
            if *context == Context::LookUp {
                sections.push(("Filters among the words", filters()));
            }
        }
        let mut lines = Vec::new();
        for (title, entries) in sections {
            if entries.is_empty() {
                continue;
            }
            if !lines.is_empty() {
                lines.push(Line::Blank);
            }
            lines.push(Line::Heading(title));
            for (keys, words) in entries {
                lines.extend(entry_lines(&keys, &words, width));
            }
        }
        lines
    }

    /// Of several keys ("F1 or Alt+H"), those that no table above uses otherwise.
    fn that_work(&self, desk: &Desk, keys: &str, command: Command) -> String {
        let works = |label: &&str| {
            read_keys(label)
                .is_ok_and(|keys| desk.keymap.resolve(self.of, &keys) == Resolution::Run(command))
        };
        let working: Vec<&str> = keys.split(" or ").filter(works).collect();
        working.join(" or ")
    }

    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let lines = self.lines(desk, width(area.width));
        let (columns, height) = shape(area.width, area.height);
        let needed = if columns == 1 {
            lines.len()
        } else {
            lines.len().div_ceil(2)
        };
        let size = (WIDTH, u16::try_from(needed).unwrap_or(u16::MAX));
        let inside = draw::sheet(desk, frame, area, "Help", size);
        let shown_height = usize::from(inside.height).max(1);
        let top = self.top.min(lines.len().saturating_sub(columns * height));
        let column_width = width(area.width);
        for (place, line) in lines.iter().skip(top).enumerate() {
            let (column, row) = (place / shown_height, place % shown_height);
            if column >= columns {
                break;
            }
            let cell = Rect {
                x: inside.x + 1 + column as u16 * (column_width + 2),
                y: inside.y + row as u16,
                width: column_width,
                height: 1,
            };
            draw_line(desk, frame, cell.intersection(inside), line);
        }
        draw::footer(
            desk,
            frame,
            area,
            self.contexts(desk),
            &[
                (Command::PageDown, "further down"),
                (Command::PageUp, "further up"),
                (Command::Palette, "commands"),
                (Command::Cancel, "close"),
            ],
        );
    }
}

/// How many columns of help, and how many rows of it, a terminal has room for.
fn shape(columns: u16, rows: u16) -> (usize, usize) {
    let wide = columns.saturating_sub(2) >= WIDE;
    (
        1 + usize::from(wide),
        usize::from(rows.saturating_sub(4)).max(1),
    )
}

/// How wide a column of help is in a terminal of so many columns.
fn width(columns: u16) -> u16 {
    let inside = columns.saturating_sub(2).min(WIDTH);
    if inside >= WIDE {
        (inside - 4) / 2
    } else {
        inside.saturating_sub(2)
    }
}

/// The columns before the words in a column so wide.
fn indent(width: u16) -> usize {
    KEYS.min(usize::from(width) / 3)
}

fn entry_lines(keys: &str, words: &str, width: u16) -> Vec<Line> {
    let indent = indent(width);
    let mut lines = Vec::new();
    let mut words = draw::wrapped(words, width.saturating_sub(indent as u16 + 1)).into_iter();
    if width_of(keys) > indent {
        // The keys have no room beside the words, and stand above them.
        lines.push(Line::Entry(keys.to_owned(), String::new()));
    } else {
        lines.push(Line::Entry(
            keys.to_owned(),
            words.next().unwrap_or_default(),
        ));
    }
    lines.extend(words.map(Line::More));
    lines
}

fn marks() -> Vec<(String, String)> {
    let marks =
        Kind::iter().filter_map(|kind| Some((kind.mark()?.to_string(), kind.name().to_owned())));
    let plain = (
        "any letter".to_owned(),
        "narrative; ending in a colon, a lead-in".to_owned(),
    );
    marks
        .chain([
            plain,
            (
                "\\".to_owned(),
                "the sign that follows is a letter like others".to_owned(),
            ),
        ])
        .collect()
}

fn shorthand() -> Vec<(String, String)> {
    [
        (
            "@bell",
            "who is to do it: a name, its beginning or initials",
        ),
        (
            "@\"Parks team\"",
            "who is to do it: a body of that name, or as written",
        ),
        (
            "^Board",
            "which body receives what comes of it: name or letters",
        ),
        (
            ">September",
            "by when: a date, a month, \"next meeting\", \"each quarter\"",
        ),
    ]
    .map(|(sign, words)| (sign.to_owned(), words.to_owned()))
    .into()
}

fn filters() -> Vec<(String, String)> {
    look_up::FILTER_WORDS
        .map(|(word, what)| (word.to_owned(), what.to_owned()))
        .into()
}

fn draw_line(desk: &Desk, frame: &mut Frame<'_>, cell: Rect, line: &Line) {
    let buffer = frame.buffer_mut();
    let words_x = cell.x + indent(cell.width) as u16 + 1;
    let text = desk.theme.style(Tone::Text);
    match line {
        Line::Heading(title) => {
            let style = desk.theme.style(Tone::Heading);
            draw::put(buffer, cell.x, cell.y, cell, title, style);
        }
        Line::Entry(keys, words) => {
            let style = desk.theme.style(Tone::Key);
            draw::put(buffer, cell.x, cell.y, cell, keys, style);
            draw::put(buffer, words_x, cell.y, cell, words, text);
        }
        Line::More(words) => {
            draw::put(buffer, words_x, cell.y, cell, words, text);
        }
        Line::Blank => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::Overlay;
    use crate::screen::rehearsal::{press, running, screen};

    /// Everything that the help shows, page by page.
    fn all_pages(size: (u16, u16)) -> String {
        let mut desk = running();
        desk.size = size;
        let mut help = Overlay::from(Help::new(Context::Line.stack()));
        let mut pages = screen(&help, &desk, size);
        for _ in 0..30 {
            press(&mut help, &mut desk, "space");
            pages.push_str(&screen(&help, &desk, size));
        }
        pages
    }

    #[test]
    fn every_key_of_the_place_is_somewhere_in_it() {
        let desk = running();
        for size in [(80, 24), (60, 20), (160, 30)] {
            let pages = all_pages(size);
            for context in Context::Line.stack() {
                assert!(pages.contains(context.title()), "{context} at {size:?}");
                for row in desk.keymap.rows(*context) {
                    let key = desk.keys(Context::Line.stack(), row.command);
                    assert!(pages.contains(&key), "{key} at {size:?}");
                }
            }
            for kind in Kind::iter().filter(|kind| kind.mark().is_some()) {
                assert!(pages.contains(kind.name()), "{kind:?} at {size:?}");
            }
            assert!(pages.contains(">September"));
        }
    }

    #[test]
    fn a_key_that_a_table_above_uses_otherwise_is_left_out() {
        let desk = running();
        let help = Help::new(Context::Roll.stack());
        let lines = help.lines(&desk, 76);
        let cancels: Vec<&Line> = lines
            .iter()
            .filter(|line| matches!(line, Line::Entry(_, words) if Command::Cancel.help().starts_with(words) && !words.is_empty()))
            .collect();
        let [Line::Entry(here, _), Line::Entry(everywhere, _)] = cancels[..] else {
            panic!("{cancels:?}")
        };
        assert_eq!((here.as_str(), everywhere.as_str()), ("q or Ctrl+R", "Esc"));
        let line = Help::new(Context::Record.stack()).lines(&desk, 76);
        let hidden = Line::Entry("PgUp".to_owned(), Command::EarlierEntry.help().to_owned());
        assert!(!line.contains(&hidden), "PgUp is for paging there");
        assert!(!lines.contains(&Line::Heading("First in the line")));
    }

    #[test]
    fn scrolling_stops_at_the_last_line() {
        let mut desk = running();
        let mut help = Overlay::from(Help::new(Context::Line.stack()));
        press(&mut help, &mut desk, "end");
        let last = screen(&help, &desk, (80, 24));
        press(&mut help, &mut desk, "pagedown down space");
        assert_eq!(screen(&help, &desk, (80, 24)), last);
        assert!(last.contains("Leave the program"), "{last}");
    }

    #[test]
    fn the_help_at_three_sizes() {
        let mut desk = running();
        let mut help = Overlay::from(Help::new(Context::Line.stack()));
        insta::assert_snapshot!("help_80", screen(&help, &desk, (80, 24)));
        press(&mut help, &mut desk, "pagedown pagedown");
        insta::assert_snapshot!("help_60", screen(&help, &desk, (60, 20)));
        let roll = Overlay::from(Help::new(Context::Roll.stack()));
        insta::assert_snapshot!("help_140", screen(&roll, &desk, (140, 24)));
    }
}
