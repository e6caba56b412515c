//! A list to choose from, narrowed by typing.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::editor::Editor;
use crate::keymap::Context;
use crate::theme::Tone;

use super::desk::{Desk, Step};
use super::text::{Edited, edit};
use super::{Answer, draw};

/// What a list is for; the answer names the row of the list as it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Which item to look at.
    LookAtItem,
    /// Which item an entry is moved to.
    MoveToItem,
    /// Which item the half-typed line is for.
    LineToItem,
    /// Which kind the half-typed line is of.
    LineKind,
    /// Which kind an entry is of.
    EntryKind,
    /// Which stock phrase to insert.
    StockPhrase,
    /// Which past meeting to read.
    PastMeeting,
    /// The minutes of which meeting to approve.
    Approve,
}

/// A row to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What stands before it: a number, a mark. Typing exactly this goes to the row.
    pub key: String,
    /// What it is.
    pub words: String,
}

/// How well a row fits what was typed, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Its key was typed.
    Key,
    /// Each word typed begins a word of it, and one of them its first or its key.
    First,
    /// Each word typed begins a word of it.
    Later,
    /// It holds each word typed.
    Within,
}

impl Row {
    /// How well it fits what was typed, in small letters; none where it does not.
    fn fit(&self, typed: &str) -> Option<Fit> {
        let (key, words) = (self.key.to_lowercase(), self.words.to_lowercase());
        if !typed.is_empty() && key == typed {
            return Some(Fit::Key);
        }
        let begins_word = |part: &str| {
            words.match_indices(part).any(|(at, _)| {
                let before = words.get(..at).unwrap_or_default();
                !before.ends_with(char::is_alphanumeric)
            })
        };
        let fit_of = |part: &str| {
            if key.starts_with(part) || words.starts_with(part) {
                Some(Fit::First)
            } else if begins_word(part) {
                Some(Fit::Later)
            } else {
                (key.contains(part) || words.contains(part)).then_some(Fit::Within)
            }
        };
        let fits: Vec<Fit> = typed
            .split_whitespace()
            .map(fit_of)
            .collect::<Option<_>>()?;
        let best = fits.iter().min().copied().unwrap_or(Fit::Within);
        let within = fits.contains(&Fit::Within);
        Some(if within { Fit::Within } else { best })
    }
}

/// A list to choose from.
#[derive(Debug)]
pub struct Picker {
    title: String,
    purpose: Purpose,
    rows: Vec<Row>,
    filter: Editor,
    /// Rows that are shown, by their place in `rows`.
    shown: Vec<usize>,
    selected: usize,
}

impl Picker {
    /// A list with its first row selected.
    pub fn new(title: impl Into<String>, purpose: Purpose, rows: Vec<Row>) -> Self {
        let shown = (0..rows.len()).collect();
        let filter = Editor::single_line();
        Self {
            title: title.into(),
            purpose,
            rows,
            filter,
            shown,
            selected: 0,
        }
    }

    /// The same list with another row selected.
    #[must_use]
    pub fn on(mut self, row: usize) -> Self {
        self.selected = row.min(self.rows.len().saturating_sub(1));
        self
    }

    /// The tables of the keymap that hold here.
    #[allow(clippy::unused_self)] // every screen has this method, and most look at themselves
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::List.stack()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        let last = self.shown.len().saturating_sub(1);
        match command {
            Command::NextRow => self.selected = (self.selected + 1).min(last),
            Command::PreviousRow => self.selected = self.selected.saturating_sub(1),
            Command::PageDown => self.selected = (self.selected + 10).min(last),
            Command::PageUp => self.selected = self.selected.saturating_sub(10),
            Command::FirstRow => self.selected = 0,
            Command::LastRow => self.selected = last,
            Command::Choose => match self.shown.get(self.selected) {
                Some(row) => {
                    desk.steps
                        .push(Step::Answer(Answer::Picked(self.purpose, *row)));
                }
                None => desk.say("Nothing in the list matches; Esc goes back."),
            },
            other => match edit(&mut self.filter, other, 60) {
                Edited::Changed => self.narrow(),
                Edited::NotText => return false,
                Edited::Moved | Edited::AtTop | Edited::AtBottom | Edited::NothingToUndo => {}
            },
        }
        true
    }

    /// Narrows the list by a letter more.
    pub fn typed(&mut self, letter: char, _desk: &mut Desk) {
        self.filter.insert_char(letter);
        self.narrow();
    }

    /// Narrows the list by what was pasted.
    pub fn pasted(&mut self, text: &str, _desk: &mut Desk) {
        self.filter.paste(text);
        self.narrow();
    }

    /// Nothing lies on a list.
    #[allow(clippy::unused_self)] // every screen has this method
    pub fn answered(&mut self, _answer: Answer, _desk: &mut Desk) {}

    /// Shows the rows that hold every word typed, those that fit it best first.
    fn narrow(&mut self) {
        let typed = self.filter.text().trim().to_lowercase();
        let mut shown: Vec<(Fit, usize)> = self
            .rows
            .iter()
            .enumerate()
            .filter_map(|(place, row)| Some((row.fit(&typed)?, place)))
            .collect();
        shown.sort_unstable();
        self.shown = shown.into_iter().map(|(_, place)| place).collect();
        self.selected = 0;
    }

    /// Draws the list in a box.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let height = (self.rows.len() as u16 + 2)
            .min(area.height.saturating_sub(4))
            .max(4);
        let width = 76.min(area.width.saturating_sub(4));
        let inside = draw::popup(desk, frame, area, &self.title, (width, height));
        let filter = self.filter.text();
        let prompt = draw::cut(
            &format!("> {filter}"),
            usize::from(inside.width).saturating_sub(1),
        );
        let used = draw::put(
            frame.buffer_mut(),
            inside.x,
            inside.y,
            inside,
            &prompt,
            desk.theme.style(Tone::Text),
        );
        frame.set_cursor_position((
            inside.x + used.min(inside.width.saturating_sub(1)),
            inside.y,
        ));
        let list = Rect {
            y: inside.y + 1,
            height: inside.height.saturating_sub(1),
            ..inside
        };
        let first = draw::first_row(self.selected, self.shown.len(), usize::from(list.height));
        let key_width = self
            .rows
            .iter()
            .map(|row| row.key.chars().count())
            .max()
            .unwrap_or(0);
        let shown = self
            .shown
            .iter()
            .enumerate()
            .skip(first)
            .zip(list.y..list.bottom());
        for ((place, row), y) in shown {
            let Some(row) = self.rows.get(*row) else {
                continue;
            };
            let words = format!("{:>key_width$}  {}", row.key, row.words);
            let chosen = place == self.selected;
            let tone = if chosen { Tone::Selected } else { Tone::Text };
            let sign = if chosen { "›" } else { " " };
            let words = draw::cut(&format!("{sign} {words}"), usize::from(list.width));
            draw::put(
                frame.buffer_mut(),
                list.x,
                y,
                list,
                &words,
                desk.theme.style(tone),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::rehearsal::{desk, meeting};

    fn shown(typed: &str) -> Vec<String> {
        let titles = [
            "Apologies",
            "Chair's up-date",
            "Road map for parks",
            "Date of next meeting",
            "Updates of dates",
            "Mandate of the panel",
        ];
        let rows = titles.iter().enumerate().map(|(place, title)| Row {
            key: (place + 1).to_string(),
            words: (*title).to_owned(),
        });
        let mut desk = desk(meeting());
        let mut picker = Picker::new("Go to", Purpose::LookAtItem, rows.collect());
        for letter in typed.chars() {
            picker.typed(letter, &mut desk);
        }
        let keys = picker.shown.iter().map(|place| &picker.rows[*place].key);
        keys.cloned().collect()
    }

    #[test]
    fn what_begins_so_comes_first_and_the_first_word_before_later_ones() {
        assert_eq!(shown("date"), ["4", "2", "5", "6"]);
        assert_eq!(shown("DATE mee"), ["4"]);
        assert_eq!(shown("pa"), ["3", "6"]);
        assert_eq!(shown("up-d"), ["2"]);
        assert_eq!(shown("ap"), ["1", "3"]);
        assert_eq!(shown("p"), ["3", "6", "1", "2", "5"]);
        assert_eq!(shown("5"), ["5"]);
        assert_eq!(shown("zoo"), [""; 0]);
        assert_eq!(shown(" ").len(), 6);
    }
}
