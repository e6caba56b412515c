//! stand-in

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::keymap::Context;

use super::Answer;
use super::desk::Desk;

/// stand-in
#[derive(Debug, Default)]
pub struct Confirm;

/// A question with two answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Leave though not everything is on disk?
    QuitUnsaved,
    /// Take a meeting out of the diary?
    Withdraw(crate::minutes::ids::MeetingId),
}
impl Confirm {
    /// stand-in
    pub fn new(_question: Question) -> Self {
        Self
    }
}

impl Confirm {
    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::Confirm.stack()
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
