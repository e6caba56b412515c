//! A question with two answers: yes is a key, Esc is no.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::keymap::Context;
use crate::minutes::ids::MeetingId;
use crate::theme::Tone;

use super::desk::{Desk, Step};
use super::{Answer, draw};

/// A question with two answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Leave though not everything is on disk?
    QuitUnsaved,
    /// Take a meeting out of the diary?
    Withdraw(MeetingId),
    /// Open a closed meeting again?
    Reopen,
    /// Lay the sample council into the clerk's own register?
    Sample,
}

impl Question {
    fn words(self) -> &'static str {
        match self {
            Self::QuitUnsaved => {
                "The disk does not take what was written. If you leave now, what waits is put into a rescue file. Leave?"
            }
            Self::Withdraw(_) => {
                "Take this meeting out of the diary? Its record stays in the journal."
            }
            Self::Sample => {
                "Lay an invented council into this register, for good? To practise and leave no trace, start `minutebook --demo` instead."
            }
            Self::Reopen => "The meeting is closed. Open it again, as if it had not been closed?",
        }
    }
}

/// A question on the screen.
#[derive(Debug)]
pub struct Confirm {
    question: Question,
}

impl Confirm {
    /// Asks.
    pub fn new(question: Question) -> Self {
        Self { question }
    }

    /// The tables of the keymap that hold here.
    #[allow(clippy::unused_self)] // every screen has this method, and most look at themselves
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::Confirm.stack()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        let yes = command == Command::Choose;
        if yes {
            desk.steps
                .push(Step::Answer(Answer::Confirmed(self.question)));
        }
        yes
    }

    /// Letters that are no answer do nothing.
    #[allow(clippy::unused_self)] // every screen has this method
    pub fn typed(&mut self, _letter: char, _desk: &mut Desk) {}

    /// A paste is no answer.
    #[allow(clippy::unused_self)] // every screen has this method
    pub fn pasted(&mut self, _text: &str, _desk: &mut Desk) {}

    /// Nothing lies on a question.
    #[allow(clippy::unused_self)] // every screen has this method
    pub fn answered(&mut self, _answer: Answer, _desk: &mut Desk) {}

    /// Draws it in a box.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let width = 60.min(area.width.saturating_sub(4));
        let lines = draw::wrapped(self.question.words(), width);
        let height = lines.len() as u16 + 2;
        let inside = draw::popup(desk, frame, area, "A question", (width, height));
        for (line, y) in lines.iter().zip(inside.y..inside.bottom()) {
            draw::put(
                frame.buffer_mut(),
                inside.x,
                y,
                inside,
                line,
                desk.theme.style(Tone::Text),
            );
        }
        let keys = Rect {
            y: inside.bottom().saturating_sub(1),
            height: 1,
            ..inside
        };
        let contexts = self.contexts(desk);
        draw::key_row(
            desk,
            frame,
            keys,
            contexts,
            &[(Command::Choose, "yes"), (Command::Cancel, "no")],
        );
    }
}
