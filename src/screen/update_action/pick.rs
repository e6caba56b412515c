//! Which action is meant, where none is selected: what was put on for the item shown, then what the body has open.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::editor::Editor;
use crate::keymap::Context;
use crate::minutes::ids::{BodyId, EntryKey, Stamp};
use crate::screen::desk::Desk;
use crate::screen::text::{Edited, edit};
use crate::screen::{Answer, actions, draw, rows};
use crate::store::protocol::{ActionsAsked, Answered, Hit, Question, Request};
use crate::theme::Tone;

/// How many rows are asked for: more than anybody looks through, typing narrows them.
const ASKED: usize = 100;

/// Which action is meant.
#[derive(Debug)]
pub struct PickAction {
    body: BodyId,
    /// What was put on for the item, still to be looked up.
    carried: Vec<EntryKey>,
    /// The words that narrow the list.
    words: Editor,
    /// What is put on for the item.
    first: Vec<Hit>,
    /// What is open besides.
    rest: Vec<Hit>,
    selected: usize,
    serial: u64,
    answered: bool,
    /// Since when Enter waits for the rows.
    then: Option<Stamp>,
}

/// Asks which action is meant, and what became of it.
pub fn open(desk: &mut Desk) {
    open_about(desk, "");
}

/// The same, beginning with the action that a text names by its reference.
pub fn open_about(desk: &mut Desk, text: &str) {
    if let Err(words) = super::recording::place(desk) {
        desk.warn(words);
        return;
    }
    let Some(open) = &desk.open else { return };
    let carried = open
        .shown
        .and_then(|item| open.meeting.item(item))
        .map(|item| item.outline.carried.clone())
        .unwrap_or_default();
    let mut words = Editor::single_line();
    words.set_text(reference_in(text).unwrap_or_default());
    let mut pick = PickAction {
        body: open.meeting.head.body.id,
        carried,
        words,
        first: Vec::new(),
        rest: Vec::new(),
        selected: 0,
        serial: 0,
        answered: false,
        then: None,
    };
    pick.ask(desk);
    desk.push(pick);
}

/// The first reference of an action in a text: "OHB/2026/4".
fn reference_in(text: &str) -> Option<&str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '/');
    words.into_iter().find(|word| {
        let mut parts = word.rsplit('/');
        let is_number = |part: Option<&str>| {
            part.is_some_and(|part| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit()))
        };
        is_number(parts.next())
            && parts
                .next()
                .is_some_and(|year| year.len() == 4 && is_number(Some(year)))
            && parts.next().is_some_and(|code| !code.is_empty())
    })
}

impl PickAction {
    /// Asks for what was put on for the item first, if that was not answered yet; then for what is open.
    fn ask(&mut self, desk: &mut Desk) {
        self.serial = desk.next_question();
        self.answered = false;
        let asked = ActionsAsked {
            serial: self.serial,
            today: desk.now.date_naive(),
            limit: ASKED,
            ..ActionsAsked::default()
        };
        let asked = if self.carried.is_empty() {
            ActionsAsked {
                text: format!("open {}", self.words.text()),
                body: Some(self.body),
                ..asked
            }
        } else {
            ActionsAsked {
                among: self.carried.clone(),
                ..asked
            }
        };
        desk.send(Request::Ask(Question::Actions(asked)));
    }

    /// The rows shown: what is put on for the item and holds the words typed, then the others.
    fn rows(&self) -> Vec<&Hit> {
        let typed = self.words.text().to_lowercase();
        let holds = |hit: &&Hit| {
            let there = actions::title(hit).to_lowercase();
            typed.split_whitespace().all(|word| there.contains(word))
        };
        let first: Vec<&Hit> = self.first.iter().filter(holds).collect();
        let others = self.rest.iter().filter(|hit| {
            !self
                .first
                .iter()
                .any(|there| actions::key(there) == actions::key(hit))
        });
        first.into_iter().chain(others).collect()
    }

    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::List.stack()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        if command == Command::Choose && !self.answered {
            self.then = Some(desk.now);
            return true;
        }
        let rows = self.rows();
        if let Some(to) = rows::go(command, self.selected, rows.len(), 10) {
            self.selected = to;
            return true;
        }
        if command == Command::Choose {
            if let Some(hit) = rows.get(self.selected).copied().cloned() {
                desk.pop();
                super::open(desk, &hit);
            }
            return true;
        }
        match edit(&mut self.words, command, 40) {
            Edited::Changed => self.narrow(desk),
            Edited::Moved | Edited::AtTop | Edited::AtBottom | Edited::NothingToUndo => {}
            Edited::NotText => return false,
        }
        true
    }

    /// Whether keys pressed at `at` must wait, because Enter before them waits for the rows.
    pub fn waits(&self, at: Stamp) -> bool {
        self.then
            .is_some_and(|since| at - since < actions::PATIENCE)
    }

    /// The rows do not come: the key that waits for them is forgotten.
    pub fn give_up(&mut self) {
        self.then = None;
    }

    fn narrow(&mut self, desk: &mut Desk) {
        self.selected = 0;
        // What was put on for the item is narrowed here; it is asked for once.
        if self.carried.is_empty() {
            self.ask(desk);
        }
    }

    /// Narrows the list by a letter more.
    pub fn typed(&mut self, letter: char, desk: &mut Desk) {
        self.words.insert_char(letter);
        self.narrow(desk);
    }

    /// Narrows the list by what was pasted.
    pub fn pasted(&mut self, text: &str, desk: &mut Desk) {
        self.words.paste(text);
        self.narrow(desk);
    }

    /// Nothing lies on it for long.
    pub fn answered(&mut self, _answer: Answer, _desk: &mut Desk) {}

    /// Takes what was looked up.
    pub fn looked_up(&mut self, answer: &Answered, desk: &mut Desk) {
        let Answered::Actions(list) = answer else {
            return;
        };
        if list.serial != self.serial {
            return;
        }
        if self.carried.is_empty() {
            self.rest.clone_from(&list.rows);
            self.answered = true;
        } else {
            self.carried.clear();
            self.first.clone_from(&list.rows);
            self.ask(desk);
        }
        self.selected = self.selected.min(self.rows().len().saturating_sub(1));
        if self.answered && self.then.take().is_some() {
            self.update(Command::Choose, desk);
        }
    }

    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let rows = self.rows();
        let width = 90.min(area.width.saturating_sub(4));
        let wanted = (rows.len() * 2 + 2).clamp(6, 22) as u16;
        let height = wanted.min(area.height.saturating_sub(4));
        let title = "Of which action is there news?";
        let inside = draw::popup(desk, frame, area, title, (width, height));
        let prompt = draw::cut(
            &format!("> {}", self.words.text()),
            usize::from(inside.width).saturating_sub(1),
        );
        let text = desk.theme.style(Tone::Text);
        let used = draw::put(
            frame.buffer_mut(),
            inside.x,
            inside.y,
            inside,
            &prompt,
            text,
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
        if rows.is_empty() {
            let words = if self.answered {
                "No open action of this body holds these words."
            } else {
                "They are being looked up …"
            };
            let faint = desk.theme.style(Tone::Faint);
            draw::put(frame.buffer_mut(), list.x + 2, list.y, list, words, faint);
            return;
        }
        let fitting = usize::from(list.height / 2).max(1);
        let first = draw::first_row(self.selected, rows.len(), fitting);
        let faint = desk.theme.style(Tone::Faint);
        for ((place, hit), y) in rows
            .iter()
            .enumerate()
            .skip(first)
            .zip((list.y..list.bottom()).step_by(2))
        {
            let row = Rect {
                y,
                height: 1,
                ..list
            };
            let selected = place == self.selected;
            let style = draw::row(desk, frame, row, selected, Tone::Text);
            let room = usize::from(list.width).saturating_sub(3);
            let words = draw::cut(&actions::title(hit), room);
            draw::put(frame.buffer_mut(), list.x + 2, y, list, &words, style);
            let facts = draw::cut(&actions::facts(desk, hit), room.saturating_sub(3));
            draw::put(frame.buffer_mut(), list.x + 5, y + 1, list, &facts, faint);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::reference_in;

    #[test]
    fn a_reference_is_found_among_words_and_nothing_else_is_one() {
        for (text, found) in [
            ("Mend the gate (OHB/2026/4): in hand.", Some("OHB/2026/4")),
            ("On 3/2026/4 and and/or 24/05/03", Some("3/2026/4")),
            ("In 2025/26 nothing; see 12/05/2026.", None),
            ("", None),
        ] {
            assert_eq!(reference_in(text), found, "{text}");
        }
    }
}
