//! stand-in

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::keymap::Context;
use crate::store::protocol::Reply;

use super::Answer;
use super::desk::Desk;

/// stand-in
#[derive(Debug, Default)]
pub struct Capture;

impl Capture {
    /// stand-in
    pub fn open(_opened: crate::store::protocol::Opened, _desk: &mut Desk) -> Self {
        Self
    }

    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::Line.stack()
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

    /// Takes an answer of the store's.
    pub fn replied(&mut self, _reply: Reply, _desk: &mut Desk) {}

    /// Draws it.
    pub fn view(&self, _desk: &Desk, _frame: &mut Frame<'_>, _area: Rect) {}
}
