//! stand-in

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::keymap::Context;
use crate::minutes::ids::{ItemId, PersonId};

use super::Answer;
use super::desk::Desk;

/// stand-in
#[derive(Debug, Default)]
pub struct Form;

/// What a form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// stand-in
    Meeting,
}

impl Form {
    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::Form.stack()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, _command: Command, _desk: &mut Desk) -> bool {
        false
    }

    /// Takes a letter that was typed.
    pub fn typed(&mut self, _letter: char, _desk: &mut Desk) {}

    /// Takes a text that was pasted.
    pub fn pasted(&mut self, _text: &str, _desk: &mut Desk) {}

    /// Takes an answer from what lay on top.
    pub fn answered(&mut self, _answer: Answer, _desk: &mut Desk) {}

    /// Draws it.
    pub fn view(&self, _desk: &Desk, _frame: &mut Frame<'_>, _area: Rect) {}
}

/// stand-in
pub fn item(_desk: &Desk, _editing: Option<ItemId>, _place: usize) -> Form {
    Form
}

/// stand-in
pub fn roll_person(_desk: &Desk) -> Form {
    Form
}

/// stand-in
pub fn substitute(_desk: &Desk, _member: PersonId) -> Form {
    Form
}

/// stand-in
pub fn agenda_file(_desk: &Desk) -> Form {
    Form
}

/// stand-in
pub fn write_minutes(_desk: &Desk, _suggested_name: &str) -> Form {
    Form
}

/// stand-in
pub fn urgent_item(_desk: &Desk) -> Form { Form }
/// stand-in
pub fn meeting(_desk: &Desk, _m: Option<crate::minutes::ids::MeetingId>) -> Form { Form }
/// stand-in
pub fn declaration(_desk: &Desk, _m: ItemId) -> Form { Form }
/// stand-in
pub fn next_meetings(_desk: &Desk, _m: ItemId) -> Form { Form }
