//! Filling in: letters, pastes and keys at the field that has the cursor, and the way from one field to another.

use crate::command::{Command, Group};
use crate::screen::desk::Desk;
use crate::screen::text::{Edited, about_paste, edit};

use super::field::{Field, Input, Reading, Reads, Suggestion};
use super::{Form, naming, reading, view};

impl Form {
    /// Takes a letter that was typed.
    pub fn typed(&mut self, letter: char, desk: &mut Desk) {
        self.leaving = false;
        self.word = None;
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.declined = false;
            field.make_way();
            match &mut field.input {
                Input::Text { editor, .. } => {
                    editor.insert_char(letter);
                }
                Input::Choice { .. } if letter == ' ' => field.turn(true),
                Input::Choice { .. } => field.turn_to(letter),
            }
        }
        self.altered(desk);
    }

    /// Takes a text that was pasted.
    pub fn pasted(&mut self, text: &str, desk: &mut Desk) {
        self.leaving = false;
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.make_way();
        }
        if let Some(Field {
            input: Input::Text { editor, .. },
            ..
        }) = self.fields.get_mut(self.focus)
        {
            let pasted = editor.paste(text);
            self.word = about_paste(&pasted);
            self.altered(desk);
        }
    }

    /// Enter: a suggestion that was gone to, a new row, the next field; on the last field, done.
    pub(super) fn enter(&mut self, desk: &mut Desk) {
        let Some(field) = self.fields.get_mut(self.focus) else {
            return;
        };
        if let Some(selected) = field.selected {
            self.accept(selected);
        } else if field.has_rows() {
            if let Input::Text { editor, .. } = &mut field.input {
                editor.insert_char('\n');
            }
            self.altered(desk);
        } else if self.next_shown(true).is_some() {
            self.go_on(desk);
        } else {
            self.save(desk);
        }
    }

    /// Tab: to the next field, from the last to the first.
    ///
    /// What was typed is replaced by a suggestion only where the clerk went to it, or where it is the only one, what
    /// was typed stops within a word of it, and it means nothing by itself. What became of it stands beside the field.
    pub(super) fn go_on(&mut self, desk: &Desk) {
        if let Some(field) = self.fields.get(self.focus) {
            match (field.selected, field.suggestions.as_slice()) {
                (Some(selected), _) => self.accept(selected),
                (None, [only]) if !field.declined && stops_short(field, only) => self.accept(0),
                (None, _) => {}
            }
        }
        self.work_out(desk);
        self.step(true);
    }

    /// To the next field shown, or the one before; round the ends.
    pub(super) fn step(&mut self, forward: bool) {
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.left = true;
            field.selected = None;
        }
        let to = self.next_shown(forward).or_else(|| {
            let mut shown = self.shown();
            if forward { shown.next() } else { shown.last() }
        });
        self.focus = to.unwrap_or(self.focus);
    }

    fn next_shown(&self, forward: bool) -> Option<usize> {
        if forward {
            self.shown().find(|place| *place > self.focus)
        } else {
            self.shown().filter(|place| *place < self.focus).last()
        }
    }

    /// Takes over the suggestion gone to, else the first; with nothing typed yet, goes to the first only.
    pub(super) fn accept_first(&mut self) {
        let Some(field) = self.fields.get_mut(self.focus) else {
            return;
        };
        match field.selected {
            Some(selected) => self.accept(selected),
            None if field.text().is_empty() && !field.suggestions.is_empty() => {
                field.selected = Some(0);
            }
            None => self.accept(0),
        }
    }

    /// Puts a suggestion in place of what was typed.
    fn accept(&mut self, which: usize) {
        let Some(field) = self.fields.get_mut(self.focus) else {
            return;
        };
        let Some(suggestion) = field.suggestions.get(which).cloned() else {
            return;
        };
        if let Input::Text { editor, reads } = &mut field.input {
            let part = reading::part_at(editor.text(), editor.cursor(), reads.several());
            editor.replace_range(part, &suggestion.insert);
        }
        field.touched = true;
        field.problem = None;
        field.selected = None;
        field.suggestions.clear();
    }

    /// Commands for text and for choices; `false` for what is neither.
    pub(super) fn edit(&mut self, command: Command, desk: &mut Desk) -> bool {
        let width = view::text_width(self, desk.size);
        let Some(field) = self.fields.get_mut(self.focus) else {
            return false;
        };
        let offered = field.suggestions.len();
        let Input::Text { editor, .. } = &mut field.input else {
            return self.edit_choice(command, desk);
        };
        match (command, field.selected) {
            (Command::Down, None) if offered > 0 && !editor.is_multi_line() => {
                field.selected = Some(0);
                return true;
            }
            (Command::Down, Some(place)) => {
                field.selected = Some((place + 1).min(offered.saturating_sub(1)));
                return true;
            }
            (Command::Up, Some(place)) => {
                field.selected = place.checked_sub(1);
                return true;
            }
            (Command::Right, _) if offered > 0 && editor.after_cursor().is_empty() => {
                self.accept_first();
                return true; // the caller works out what follows
            }
            _ => {}
        }
        match edit(editor, command, width) {
            Edited::Changed => {
                field.proposed = false;
                field.declined = command == Command::UndoTyping;
                self.altered(desk);
            }
            Edited::Moved => {
                if let Some(field) = self.fields.get_mut(self.focus) {
                    field.proposed = false;
                }
            }
            Edited::AtTop => {
                if self.next_shown(false).is_some() {
                    self.step(false);
                }
            }
            Edited::AtBottom => {
                if self.next_shown(true).is_some() {
                    self.step(true);
                }
            }
            Edited::NothingToUndo => {
                self.word = Some("There is nothing to undo in this field.".to_owned());
            }
            Edited::NotText => return false,
        }
        true
    }

    /// Commands for a choice, for which the other commands for text mean nothing; `false` for what is neither.
    fn edit_choice(&mut self, command: Command, desk: &mut Desk) -> bool {
        let forward = match command {
            Command::Left => false,
            Command::Right => true,
            Command::Up => {
                if self.next_shown(false).is_some() {
                    self.step(false);
                }
                return true;
            }
            Command::Down => {
                if self.next_shown(true).is_some() {
                    self.step(true);
                }
                return true;
            }
            _ => return command.group() == Group::Text,
        };
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.turn(forward);
        }
        self.altered(desk);
        true
    }

    /// What follows when the clerk altered the field that has the cursor.
    fn altered(&mut self, desk: &Desk) {
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.touched = true;
            field.problem = None;
            field.selected = None;
        }
        self.work_out(desk);
    }
}

/// Whether what was typed is nothing by itself and goes on within a word of the suggestion.
fn stops_short(field: &Field, suggestion: &Suggestion) -> bool {
    let Input::Text { editor, reads } = &field.input else {
        return false;
    };
    let part = reading::part_at(editor.text(), editor.cursor(), reads.several());
    let typed = editor
        .text()
        .get(part)
        .unwrap_or_default()
        .trim()
        .to_lowercase();
    match reads {
        Reads::Person | Reads::People => {
            !typed.is_empty() && matches!(field.reading, Reading::Unclear(_))
        }
        Reads::OneOf(_) | Reads::SomeOf(_) => naming::is_begun_word_of(&typed, &suggestion.insert),
        Reads::Words
        | Reads::Date
        | Reads::DatesAfter
        | Reads::Time
        | Reads::Number
        | Reads::Quorum
        | Reads::Posts
        | Reads::Due { .. }
        | Reads::Paragraphs
        | Reads::Owners => false,
    }
}
