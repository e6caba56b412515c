//! Saying what became of an action: done, progress, put off, somebody else's, and so on.
//!
//! A letter chooses what, then a note and what else is wanted are asked for. In a meeting that runs it is recorded as an
//! entry under the item shown; outside one it is kept with the action itself ([`recording`]).

pub mod choice;
pub mod pick;
pub mod preview;
pub mod recording;

#[cfg(test)]
mod tests;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::keymap::Context;
use crate::minutes::ids::{EntryKey, Stamp};
use crate::store::protocol::{Answered, Hit, Question, Request};
use crate::theme::Tone;

use super::desk::Desk;
use super::form::{self, Purpose};
use super::{Answer, actions, draw, rows};

pub use choice::Choice;

/// The action that is spoken of: by its name, or with all that is known of it.
#[derive(Clone, Debug)]
pub enum Asked {
    /// It is still to be looked up.
    Key(EntryKey),
    /// It was looked up.
    Known(Vec<Hit>),
}

impl From<EntryKey> for Asked {
    fn from(key: EntryKey) -> Self {
        Self::Key(key)
    }
}

impl From<&Hit> for Asked {
    fn from(hit: &Hit) -> Self {
        Self::Known(vec![hit.clone()])
    }
}

impl From<Vec<Hit>> for Asked {
    fn from(hits: Vec<Hit>) -> Self {
        Self::Known(hits)
    }
}

/// Asks what became of an action, or of several at once; says why where nothing can be recorded.
pub fn open(desk: &mut Desk, action: impl Into<Asked>) {
    if let Err(words) = recording::place(desk) {
        desk.warn(words);
        return;
    }
    let mut overlay = UpdateAction {
        subjects: Vec::new(),
        awaited: None,
        selected: 0,
        chosen: None,
    };
    match action.into() {
        Asked::Key(key) => match actions::of_open(desk, key) {
            Some(hit) => overlay.subjects = vec![hit],
            None => {
                overlay.awaited = Some(key);
                desk.send(Request::Ask(Question::History(key)));
            }
        },
        Asked::Known(hits) => overlay.subjects = hits,
    }
    overlay.subjects.retain(|hit| hit.action.is_some());
    if overlay.awaited.is_none() && overlay.subjects.is_empty() {
        desk.say("This is no action: there is nothing to be said of it.");
        return;
    }
    desk.push(overlay);
}

/// The list of what can be said of an action.
#[derive(Debug)]
pub struct UpdateAction {
    /// The actions; one, unless several were marked.
    subjects: Vec<Hit>,
    /// The action that is being looked up.
    awaited: Option<EntryKey>,
    selected: usize,
    /// What was chosen before the action was there, and when.
    chosen: Option<(char, Stamp)>,
}

impl UpdateAction {
    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::List.stack()
    }

    fn choices(&self) -> Vec<Choice> {
        let standings = self
            .subjects
            .iter()
            .filter_map(|hit| hit.action.as_ref())
            .map(|action| &action.standing);
        Choice::fitting(standings)
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        let choices = self.choices();
        if let Some(to) = rows::go(command, self.selected, choices.len(), choices.len()) {
            self.selected = to;
            return true;
        }
        match command {
            Command::Choose => {
                if let Some(choice) = choices.get(self.selected) {
                    self.choose(*choice, desk);
                }
            }
            Command::OpenHistory => {
                if let [only] = self.subjects.as_slice()
                    && let Some(key) = actions::key(only)
                {
                    super::history::open(desk, key);
                }
            }
            _ => return false, // every other command is for what lies below
        }
        true
    }

    /// Takes the letter of a choice.
    pub fn typed(&mut self, letter: char, desk: &mut Desk) {
        if self.awaited.is_some() {
            self.chosen = Some((letter, desk.now));
            return;
        }
        let chosen = self
            .choices()
            .into_iter()
            .find(|choice| choice.letter() == letter.to_ascii_lowercase());
        match chosen {
            Some(choice) => self.choose(choice, desk),
            None => desk.say(format!("{letter} stands for nothing in this list.")),
        }
    }

    /// Whether keys pressed at `at` must wait, because a letter before them waits for the action.
    pub fn waits(&self, at: Stamp) -> bool {
        self.chosen
            .is_some_and(|(_, since)| at - since < actions::PATIENCE)
    }

    /// The action does not come: the letter that waits for it is forgotten.
    pub fn give_up(&mut self) {
        self.chosen = None;
    }

    fn choose(&mut self, choice: Choice, desk: &mut Desk) {
        let place = self.choices().iter().position(|other| *other == choice);
        self.selected = place.unwrap_or(self.selected);
        desk.push(form::update_action(desk, self.subjects.clone(), choice));
    }

    /// There is nowhere to paste to.
    pub fn pasted(&mut self, _text: &str, _desk: &mut Desk) {}

    /// The fields were filled in, and it was recorded.
    pub fn answered(&mut self, answer: Answer, desk: &mut Desk) {
        if let Answer::Filled(Purpose::Update(updating)) = answer {
            desk.pop();
            // One was recorded with that; of several it is shown first what would be altered.
            if let Some(preview) = preview::Preview::of(*updating, desk) {
                desk.push(preview);
            }
        }
    }

    /// Takes the action that was being looked up.
    pub fn looked_up(&mut self, answer: &Answered, desk: &mut Desk) {
        let Answered::History(history) = answer else {
            return;
        };
        if self.awaited != Some(history.action) {
            return;
        }
        self.awaited = None;
        self.subjects = history
            .hit
            .iter()
            .filter(|hit| hit.action.is_some())
            .cloned()
            .collect();
        if self.subjects.is_empty() {
            desk.warn("There is no such action on record any more.");
            desk.pop();
        } else if let Some((letter, _)) = self.chosen.take() {
            self.typed(letter, desk);
        }
    }

    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let width = 78.min(area.width.saturating_sub(4));
        let about = self.about(desk, width.saturating_sub(2));
        let choices = self.choices();
        let height = about.len() + 1 + choices.len();
        let inside = draw::popup(
            desk,
            frame,
            area,
            "What became of it?",
            (width, height as u16),
        );
        let mut y = inside.y;
        for (words, tone) in &about {
            let style = desk.theme.style(*tone);
            draw::put(frame.buffer_mut(), inside.x + 1, y, inside, words, style);
            y += 1;
        }
        y += 1;
        for (place, choice) in choices.iter().enumerate() {
            let row = Rect {
                y,
                height: 1,
                ..inside
            };
            if y >= inside.bottom() {
                break;
            }
            let selected = place == self.selected;
            let style = draw::row(desk, frame, row, selected, Tone::Text);
            let letter = choice.letter().to_string();
            let keyed = if selected {
                style
            } else {
                desk.theme.style(Tone::Key)
            };
            draw::put(frame.buffer_mut(), row.x + 2, y, row, &letter, keyed);
            draw::put(frame.buffer_mut(), row.x + 5, y, row, choice.words(), style);
            y += 1;
        }
    }

    /// What is said of the actions above the list.
    fn about(&self, desk: &Desk, width: u16) -> Vec<(String, Tone)> {
        match self.subjects.as_slice() {
            [] => vec![("The action is being looked up …".to_owned(), Tone::Faint)],
            [only] => {
                let mut lines: Vec<(String, Tone)> = draw::wrapped(&actions::title(only), width)
                    .into_iter()
                    .take(3)
                    .map(|line| (line, Tone::Text))
                    .collect();
                lines.push((
                    draw::cut(&actions::facts(desk, only), usize::from(width)),
                    Tone::Faint,
                ));
                lines
            }
            several => vec![(
                format!(
                    "{} actions are marked; a preview comes first.",
                    several.len()
                ),
                Tone::Text,
            )],
        }
    }
}
