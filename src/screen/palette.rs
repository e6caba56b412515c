//! The palette: every command, found by a few of its letters.

use std::collections::HashSet;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::command::Command;
use crate::editor::{Editor, width_of};
use crate::keymap::Context;
use crate::theme::Tone;

use super::desk::{Desk, Step};
use super::{Answer, draw, rows, text};

/// Columns inside the box, at most.
const WIDTH: u16 = 84;

/// Rows of commands, at most.
const ROWS: u16 = 16;

/// Bytes that can be typed to find a command.
const QUERY: usize = 100;

/// Commands by name.
#[derive(Debug)]
pub struct Palette {
    /// The tables of the keymap of what lies below, whose keys are shown.
    below: &'static [Context],
    query: Editor,
    at: usize,
}

impl Palette {
    /// A palette over a place where these tables of the keymap hold.
    pub fn new(contexts: &'static [Context]) -> Self {
        Self {
            below: contexts,
            query: Editor::single_line().with_limit(QUERY),
            at: 0,
        }
    }

    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::Palette.stack()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        let found = self.found(desk);
        let page = usize::from(list_height(desk.size.1));
        if let Some(to) = rows::go(command, self.at, found.len(), page) {
            self.at = to;
            return true;
        }
        if command == Command::Choose {
            match found.get(self.at) {
                Some((command, _)) => desk.steps.push(Step::Run(*command)),
                None => desk.say("No command is called so."),
            }
            return true;
        }
        match text::edit(&mut self.query, command, WIDTH) {
            text::Edited::NotText => false,
            text::Edited::Changed => {
                self.at = 0;
                true
            }
            text::Edited::Moved
            | text::Edited::AtTop
            | text::Edited::AtBottom
            | text::Edited::NothingToUndo => true,
        }
    }

    /// Takes a letter that was typed.
    pub fn typed(&mut self, letter: char, _desk: &mut Desk) {
        self.query.insert_char(letter);
        self.at = 0;
    }

    /// Takes a text that was pasted.
    pub fn pasted(&mut self, text: &str, desk: &mut Desk) {
        let pasted = self.query.paste(text);
        if let Some(words) = text::about_paste(&pasted) {
            desk.say(words);
        }
        self.at = 0;
    }

    /// Takes an answer from what lay on top.
    pub fn answered(&mut self, _answer: Answer, _desk: &mut Desk) {}

    /// The commands that fit what was typed, with whether a key asks for them below: those first, then the better
    /// fit, then the order of the help.
    fn found(&self, desk: &Desk) -> Vec<(Command, bool)> {
        let bound: HashSet<Command> = self
            .below
            .iter()
            .flat_map(|context| desk.keymap.rows(*context))
            .map(|row| row.command)
            .collect();
        let pattern = Pattern::new(
            self.query.text(),
            CaseMatching::Ignore,
            Normalization::Smart,
            AtomKind::Fuzzy,
        );
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut letters = Vec::new();
        let mut found: Vec<(bool, u32, Command)> = Command::all()
            .filter(|command| command.in_palette())
            .filter_map(|command| {
                let words = format!("{} {}", command.help(), command.name());
                let score = pattern.score(Utf32Str::new(&words, &mut letters), &mut matcher)?;
                Some((bound.contains(&command), score, command))
            })
            .collect();
        found.sort_by_key(|(bound, score, command)| {
            (
                std::cmp::Reverse(*bound),
                std::cmp::Reverse(*score),
                *command,
            )
        });
        found
            .into_iter()
            .map(|(bound, _, command)| (command, bound))
            .collect()
    }

    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let found = self.found(desk);
        // As high whatever is found, so that nothing jumps while typing.
        let height = list_height(area.height) + 2;
        let inside = draw::sheet(desk, frame, area, "Commands", (WIDTH, height));
        self.draw_query(desk, frame, inside);
        let list = Rect {
            y: inside.y + 2.min(inside.height),
            height: inside.height.saturating_sub(2),
            ..inside
        };
        if found.is_empty() {
            let style = desk.theme.style(Tone::Faint);
            let words = "No command is called so: take letters away with Backspace.";
            draw::put(frame.buffer_mut(), list.x + 2, list.y, list, words, style);
        }
        let first = draw::first_row(self.at, found.len(), usize::from(list.height));
        let shown = found.iter().enumerate().skip(first);
        for ((place, (command, bound)), y) in shown.zip(list.top()..list.bottom()) {
            let row = Rect {
                y,
                height: 1,
                ..list
            };
            self.draw_command(desk, frame, row, *command, *bound, place == self.at);
        }
        draw::footer(
            desk,
            frame,
            area,
            self.contexts(desk),
            &[
                (Command::Choose, "do it"),
                (Command::NextRow, "next"),
                (Command::PreviousRow, "previous"),
                (Command::Cancel, "close"),
            ],
        );
    }

    /// Draws what was typed, with the terminal's cursor in it.
    fn draw_query(&self, desk: &Desk, frame: &mut Frame<'_>, inside: Rect) {
        let room = usize::from(inside.width.saturating_sub(4));
        let (mut before, after) = (self.query.before_cursor(), self.query.after_cursor());
        // What is before the cursor gives way at its start when there is no room for all.
        while width_of(before) > room {
            let mut letters = before.chars();
            letters.next();
            before = letters.as_str();
        }
        let style = desk.theme.style(Tone::Text);
        let buffer = frame.buffer_mut();
        let x = inside.x + 1;
        draw::put(
            buffer,
            x,
            inside.y,
            inside,
            ">",
            desk.theme.style(Tone::Key),
        );
        let x = x + 2;
        let cursor = x + draw::put(buffer, x, inside.y, inside, before, style);
        draw::put(buffer, cursor, inside.y, inside, after, style);
        frame.set_cursor_position(Position::new(cursor, inside.y));
    }

    /// Draws a command: what it does, and the key that asks for it below, or else where it belongs.
    fn draw_command(
        &self,
        desk: &Desk,
        frame: &mut Frame<'_>,
        row: Rect,
        command: Command,
        bound: bool,
        selected: bool,
    ) {
        let tone = |tone| if selected { Tone::Selected } else { tone };
        let words_tone = if bound { Tone::Text } else { Tone::Faint };
        let words_style = draw::row(desk, frame, row, selected, words_tone);
        let buffer = frame.buffer_mut();
        let (aside, style) = match desk.keys(self.below, command) {
            keys if keys.is_empty() => (command.group().title().to_owned(), Tone::Faint),
            keys => (keys, Tone::Key),
        };
        let aside = draw::cut(&aside, usize::from(row.width / 3));
        let aside_x = row.right().saturating_sub(width_of(&aside) as u16 + 1);
        let room = usize::from(aside_x.saturating_sub(row.x + 3));
        let words = draw::cut(command.help(), room);
        draw::put(buffer, row.x + 2, row.y, row, &words, words_style);
        draw::put(
            buffer,
            aside_x,
            row.y,
            row,
            &aside,
            desk.theme.style(tone(style)),
        );
    }
}

/// Rows of commands on a screen of so many rows.
fn list_height(screen: u16) -> u16 {
    ROWS.min(screen.saturating_sub(7)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::Overlay;
    use crate::screen::rehearsal::{assert_harmless, hostile, press, running, said, screen};

    fn run(desk: &mut Desk) -> Option<Command> {
        match desk.steps.pop() {
            Some(Step::Run(command)) => Some(command),
            _ => None,
        }
    }

    fn palette() -> Overlay {
        Palette::new(Context::Line.stack()).into()
    }

    #[test]
    fn a_few_letters_find_a_command_and_enter_runs_it() {
        let cases = [
            ("a d j o u r n", Command::AdjournOrResume),
            ("p u t space n e x t", Command::PutNextItem),
            ("R O L L", Command::OpenRoll),
            ("u r g e n t", Command::AddUrgentItem),
        ];
        for (keys, expected) in cases {
            let mut desk = running();
            let mut palette = palette();
            press(&mut palette, &mut desk, &format!("{keys} enter"));
            assert_eq!(run(&mut desk), Some(expected), "{keys}");
        }
    }

    #[test]
    fn what_has_a_key_below_stands_first() {
        let desk = running();
        let Overlay::Palette(palette) = palette() else {
            unreachable!("that is what was made")
        };
        let found = palette.found(&desk);
        let first_unbound = found.iter().position(|(_, bound)| !bound).unwrap();
        assert!(found[first_unbound..].iter().all(|(_, bound)| !bound));
        assert!(found[..first_unbound].contains(&(Command::PutNextItem, true)));
        assert!(found[first_unbound..].contains(&(Command::MarkLeft, false)));
        assert!(found.iter().all(|(command, _)| command.in_palette()));
    }

    #[test]
    fn typing_again_goes_back_to_the_first_row_and_nothing_is_said_to_be_nothing() {
        let mut desk = running();
        let mut palette = palette();
        press(&mut palette, &mut desk, "down down down r o l l");
        let shown = screen(&palette, &desk, (80, 24));
        assert!(shown.contains("▸ Open the roll"), "{shown}");
        press(&mut palette, &mut desk, "z z z z enter");
        assert_eq!(run(&mut desk), None);
        assert_eq!(said(&desk), "No command is called so.");
        press(&mut palette, &mut desk, "ctrl-u");
        assert!(screen(&palette, &desk, (80, 24)).contains("▸ Show the keys"));
    }

    #[test]
    fn the_palette_at_two_sizes() {
        let mut desk = running();
        let mut palette = palette();
        insta::assert_snapshot!("palette_80", screen(&palette, &desk, (80, 24)));
        press(&mut palette, &mut desk, "i t e m down");
        insta::assert_snapshot!("palette_60", screen(&palette, &desk, (60, 20)));
    }

    #[test]
    fn a_hostile_paste_does_no_harm() {
        let mut desk = running();
        let mut palette = palette();
        palette.pasted(&hostile(), &mut desk);
        assert_harmless(&screen(&palette, &desk, (60, 20)));
        assert_harmless(&screen(&palette, &desk, (40, 10)));
    }
}
