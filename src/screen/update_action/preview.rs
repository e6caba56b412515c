//! What an update of several actions will alter, before anything is recorded.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::keymap::Context;
use crate::minutes::action::{Dated, Standing, Update};
use crate::minutes::ids::Stamp;
use crate::screen::desk::{Desk, Step};
use crate::screen::form::{Purpose, Updating};
use crate::screen::{Answer, actions, draw, rows};
use crate::store::protocol::Hit;
use crate::theme::Tone;

use super::{Choice, recording};

/// What will be altered, action by action.
#[derive(Debug)]
pub struct Preview {
    updating: Updating,
    update: Update,
    /// When the clerk began to write it.
    began: Stamp,
    /// The first row in sight.
    at: usize,
}

impl Preview {
    /// A preview of what was filled in; none where it is not about several actions.
    pub(super) fn of(updating: Updating, desk: &Desk) -> Option<Self> {
        let update = updating.update.clone()?;
        (updating.subjects.len() > 1).then_some(Self {
            updating,
            update,
            began: desk.now,
            at: 0,
        })
    }

    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::Confirm.stack()
    }

    fn choice(&self) -> Choice {
        self.updating.choice
    }

    /// The actions that it makes sense of.
    fn fitting(&self) -> impl Iterator<Item = &Hit> {
        self.updating.subjects.iter().filter(|hit| self.fits(hit))
    }

    fn fits(&self, hit: &Hit) -> bool {
        hit.action
            .as_ref()
            .is_some_and(|action| self.choice().fits(&action.standing))
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        let page = usize::from(desk.size.1).saturating_sub(10);
        let last = self.updating.subjects.len().saturating_sub(page);
        if let Some(to) = rows::go(command, self.at, last + 1, page) {
            self.at = to;
            return true;
        }
        if command != Command::Choose {
            return false;
        }
        let fitting: Vec<Hit> = self.fitting().cloned().collect();
        if fitting.is_empty() {
            desk.say("There is nothing to record: none of them stands so that it fits.");
        } else if recording::record(desk, &fitting, &self.update, self.began) {
            let done = Purpose::Update(Box::new(self.updating.clone()));
            desk.steps.push(Step::Answer(Answer::Filled(done)));
        }
        true
    }

    /// Letters that are no answer do nothing.
    pub fn typed(&mut self, _letter: char, _desk: &mut Desk) {}

    /// A paste is no answer.
    pub fn pasted(&mut self, _text: &str, _desk: &mut Desk) {}

    /// Nothing lies on it.
    pub fn answered(&mut self, _answer: Answer, _desk: &mut Desk) {}

    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let subjects = &self.updating.subjects;
        let fitting = self.fitting().count();
        let title = format!(
            "{} · {fitting} of {} actions",
            self.choice().title(),
            subjects.len()
        );
        let height = (subjects.len() + 4).min(usize::from(area.height)) as u16;
        let inside = draw::sheet(desk, frame, area, &title, (area.width, height));
        let width = usize::from(inside.width.saturating_sub(3));
        let mut put = |y: u16, words: &str, tone: Tone| {
            let words = draw::cut(words, width);
            let style = desk.theme.style(tone);
            draw::put(frame.buffer_mut(), inside.x + 1, y, inside, &words, style);
        };
        let note = if self.update.note.is_empty() {
            "Nothing is recorded yet.".to_owned()
        } else {
            format!("Nothing is recorded yet. Note: {}", self.update.note)
        };
        put(inside.y, &note, Tone::Heading);
        let room = usize::from(inside.height.saturating_sub(2));
        for (hit, y) in subjects.iter().skip(self.at).take(room).zip(inside.y + 2..) {
            let (words, tone) = self.row(desk, hit);
            put(y, &words, tone);
        }
        let keys = [
            (Command::Choose, "record all this"),
            (Command::Cancel, "record nothing"),
        ];
        draw::footer(desk, frame, area, self.contexts(desk), &keys);
    }

    /// "PB/2024/7  June → by autumn  Mend the gate": the reference, what alters, and the words.
    fn row(&self, desk: &Desk, hit: &Hit) -> (String, Tone) {
        let Some(action) = &hit.action else {
            return (String::new(), Tone::Faint);
        };
        let today = desk.now.date_naive();
        if !self.fits(hit) {
            let state = actions::state(&action.standing, today);
            let words = format!("{:<14} stays {state}  {}", action.reference, hit.text);
            return (words, Tone::Faint);
        }
        let mut after = action.standing.clone();
        after.take(Dated {
            exempt: false,
            at: desk.now,
            update: self.update.clone(),
        });
        let part = |standing: &Standing| match self.choice() {
            Choice::Defer => due(standing),
            Choice::Reassign => actions::owners(desk, standing),
            Choice::ReportBack => match &standing.report_back {
                Some(to) => format!("to be reported to {}", to.name),
                None => "not to be reported".to_owned(),
            },
            // One that recurs is open again, and due at another time.
            Choice::Complete if after.rounds > action.standing.rounds => due(standing),
            Choice::Complete
            | Choice::Progress
            | Choice::Cancel
            | Choice::Supersede
            | Choice::Reopen => actions::state(standing, today),
        };
        let (before, now) = (part(&action.standing), part(&after));
        let alters = if before == now {
            format!("{now}, noted")
        } else {
            format!("{before} → {now}")
        };
        let words = format!("{:<14} {alters}  {}", action.reference, hit.text);
        (words, Tone::Text)
    }
}

fn due(standing: &Standing) -> String {
    standing
        .due
        .as_ref()
        .map_or_else(|| "no date".to_owned(), actions::due)
}
