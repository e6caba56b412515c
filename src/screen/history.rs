//! One action in full: as it was agreed, how it stands, and all that became of it, the earliest first.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::keymap::Context;
use crate::minutes::action::{Dated, Step};
use crate::minutes::dates::DateForm;
use crate::minutes::ids::EntryKey;
use crate::store::protocol::{ActionHistory, Answered, Hit, Question, Request};
use crate::theme::Tone;

use super::desk::Desk;
use super::sources::{self, Place};
use super::update_action::{self, recording};
use super::{Answer, actions, draw, rows};

/// Columns of text, at most: longer rows are hard to read.
const MEASURE: u16 = 100;

/// Shows all that became of an action.
pub fn open(desk: &mut Desk, action: EntryKey) {
    desk.send(Request::Ask(Question::History(action)));
    let hit = actions::of_open(desk, action);
    desk.push(History {
        action,
        known: hit.map(|hit| {
            Box::new(ActionHistory {
                action,
                hit: Some(hit),
                steps: Vec::new(),
            })
        }),
        looked_up: false,
        selected: 0,
    });
}

/// All that became of an action.
#[derive(Debug)]
pub struct History {
    action: EntryKey,
    /// What is known of it so far.
    known: Option<Box<ActionHistory>>,
    /// Whether the store has answered.
    looked_up: bool,
    /// The place that keys act on: 0 is the meeting that agreed it, the others are the steps.
    selected: usize,
}

/// A line of the page, and the place that it belongs to.
struct Line {
    place: Option<usize>,
    words: String,
    tone: Tone,
}

impl History {
    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::Review.stack()
    }

    fn hit(&self) -> Option<&Hit> {
        self.known.as_ref()?.hit.as_ref()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        let places = 1 + self.known.as_ref().map_or(0, |known| known.steps.len());
        let page = usize::from(desk.size.1).saturating_sub(8) / 2;
        if let Some(to) = rows::go(command, self.selected, places, page) {
            self.selected = to;
            return true;
        }
        match command {
            Command::UpdateAction => {
                if let Some(hit) = self.hit().cloned() {
                    update_action::open(desk, &hit);
                }
            }
            Command::JumpToEntry | Command::Choose | Command::OpenSource => self.open_source(desk),
            Command::UndoRecord => recording::undo(desk),
            Command::WriteMinutes | Command::OpenHistory => {}
            _ => return false, // every other command is for what lies below
        }
        true
    }

    /// Reads the meeting that tells of the selected step, at the entry that does.
    fn open_source(&self, desk: &mut Desk) {
        let told = match self.selected.checked_sub(1) {
            None => self.hit(),
            Some(step) => self
                .known
                .as_ref()
                .and_then(|known| known.steps.get(step)?.told.as_ref()),
        };
        match told.map(Place::from) {
            Some(place) => sources::open(place, desk),
            None => desk.say("It was noted between meetings: no minutes tell of it."),
        }
    }

    /// Letters that are no command do nothing.
    pub fn typed(&mut self, _letter: char, _desk: &mut Desk) {}

    /// There is nowhere to paste to.
    pub fn pasted(&mut self, _text: &str, _desk: &mut Desk) {}

    /// Nothing that lies on it asks for more.
    pub fn answered(&mut self, _answer: Answer, _desk: &mut Desk) {}

    /// Takes what was looked up.
    pub fn looked_up(&mut self, answer: &Answered, desk: &mut Desk) {
        let Answered::History(history) = answer else {
            return;
        };
        if history.action != self.action {
            return;
        }
        if history.hit.is_none() && self.hit().is_none() {
            desk.warn("There is no such action on record any more.");
        }
        let before = self.known.as_ref().map_or(0, |known| known.steps.len());
        self.looked_up = true;
        self.known = Some(history.clone());
        // What was just added is looked at; what was taken back is looked at no more.
        let steps = history.steps.len();
        if steps > before && before > 0 {
            self.selected = steps;
        }
        self.selected = self.selected.min(steps);
    }

    /// Something was recorded: it may be about this action.
    pub fn saved(&mut self, desk: &mut Desk) {
        desk.send(Request::Ask(Question::History(self.action)));
    }

    fn lines(&self, desk: &Desk, width: u16) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut add = |place: Option<usize>, words: &str, tone: Tone, indent: usize| {
            let room = width.saturating_sub(indent as u16);
            for line in draw::wrapped(words, room) {
                lines.push(Line {
                    place,
                    words: format!("{}{line}", " ".repeat(indent)),
                    tone,
                });
            }
        };
        let Some(hit) = self.hit() else {
            let words = if self.looked_up {
                "There is no such action on record."
            } else {
                "It is being looked up …"
            };
            add(None, words, Tone::Faint, 0);
            return lines;
        };
        let Some(action) = &hit.action else {
            return lines;
        };
        let agreed = &action.agreed;
        if hit.exempt {
            add(Some(0), "EXEMPT, not for publication", Tone::Exempt, 0);
        }
        add(Some(0), &hit.text, Tone::Heading, 0);
        let mut verb = String::new();
        if let Some(word) = &agreed.verb {
            verb = format!(" · {word}");
        }
        add(
            Some(0),
            &format!("agreed {}{verb}", told(hit)),
            Tone::Text,
            0,
        );
        let owners = |names: &[crate::minutes::entry::Owner]| {
            if names.is_empty() {
                "no owner".to_owned()
            } else {
                crate::minutes::posts::owners(names, &desk.register.people, hit.date)
            }
        };
        add(
            Some(0),
            &format!(
                "for {} · {}",
                owners(&agreed.owners),
                agreed
                    .due
                    .as_ref()
                    .map_or_else(|| "no date".to_owned(), actions::due)
            ),
            Tone::Text,
            0,
        );
        if let Some(to) = &agreed.report_to {
            add(
                Some(0),
                &format!("to be received by {}", to.name),
                Tone::Text,
                0,
            );
        }
        add(None, "", Tone::Text, 0);
        add(
            None,
            &format!("now: {}", actions::facts(desk, hit)),
            Tone::Current,
            0,
        );
        if let Some(to) = &action.standing.report_back {
            let on = to.on.map_or_else(
                || " when it next meets".to_owned(),
                |on| format!(" on {}", DateForm::Long.format(on)),
            );
            add(
                None,
                &format!("to be reported to {}{on}", to.name),
                Tone::Current,
                0,
            );
        }
        add(None, "", Tone::Text, 0);
        let steps = self.known.as_ref().map_or(&[][..], |known| &known.steps);
        if steps.is_empty() && self.looked_up {
            add(None, "Nothing has been heard of it since.", Tone::Faint, 0);
        }
        for (place, step) in steps.iter().enumerate() {
            let place = Some(place + 1);
            add(place, &step_words(desk, &step.dated), Tone::Text, 0);
            match &step.told {
                Some(hit) => {
                    let exempt = if hit.exempt { "EXEMPT · " } else { "" };
                    add(place, &format!("{exempt}{}", told(hit)), Tone::Faint, 4);
                    add(place, &hit.text, Tone::Faint, 4);
                }
                None => add(place, "noted between meetings", Tone::Faint, 4),
            }
        }
        lines
    }

    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let title = self.hit().and_then(|hit| hit.action.as_ref()).map_or_else(
            || "An action".to_owned(),
            |it| format!("Action {}", it.reference),
        );
        let inside = draw::sheet(desk, frame, area, &title, (area.width, area.height));
        let width = inside.width.saturating_sub(3).min(MEASURE);
        let lines = self.lines(desk, width);
        let at = lines
            .iter()
            .position(|line| line.place == Some(self.selected))
            .unwrap_or(0);
        let height = usize::from(inside.height);
        let first = draw::first_row(at, lines.len(), height);
        for (line, y) in lines.iter().skip(first).zip(inside.y..inside.bottom()) {
            if line.place == Some(self.selected) {
                let style = desk.theme.style(Tone::Current);
                draw::put(frame.buffer_mut(), inside.x, y, inside, "▌", style);
            }
            let style = desk.theme.style(line.tone);
            draw::put(
                frame.buffer_mut(),
                inside.x + 2,
                y,
                inside,
                &line.words,
                style,
            );
        }
        let keys = [
            (Command::JumpToEntry, "read the minutes"),
            (Command::UpdateAction, "what became of it"),
            (Command::UndoRecord, "undo"),
            (Command::Cancel, "close"),
        ];
        draw::footer(desk, frame, area, self.contexts(desk), &keys);
    }
}

/// Where something was told: "Green Spaces Panel, 11 June 2024, item 2 (Play areas)".
fn told(hit: &Hit) -> String {
    format!(
        "{}, {}, item {} ({})",
        hit.body_name,
        DateForm::Long.format(hit.date),
        hit.number(),
        hit.title
    )
}

/// A step in words: "3 September 2024  deferred: by autumn (…) · the survey is late".
fn step_words(desk: &Desk, dated: &Dated) -> String {
    let on = dated.at.date_naive();
    let mut words = format!(
        "{}, {}  {}",
        DateForm::Long.format(on),
        dated.at.format("%H:%M"),
        dated.update.step.name()
    );
    let more = match &dated.update.step {
        Step::Defer(due) => actions::due(due),
        Step::Reassign(owners) => crate::minutes::posts::owners(owners, &desk.register.people, on),
        Step::Supersede { reference, .. } => format!("by {reference}"),
        Step::ReportBack(Some(to)) => match to.on {
            Some(on) => format!("to {} on {}", to.name, DateForm::Long.format(on)),
            None => format!("to {} when it next meets", to.name),
        },
        Step::Progress | Step::Complete | Step::Reopen | Step::Cancel | Step::ReportBack(None) => {
            String::new()
        }
    };
    if !more.is_empty() {
        words.push_str(": ");
        words.push_str(&more);
    }
    if !dated.update.note.is_empty() {
        words.push_str(" · ");
        words.push_str(&dated.update.note);
    }
    words
}
