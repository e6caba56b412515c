//! The import: what was read in a file, part by part, before any of it enters the register.
//!
//! Parts are corrected in a form, left out or taken in again, each with its place in the source; every step can be
//! undone. Accepting hands all that is left in to the store at once.

mod parts;
mod rows;
mod view;

#[cfg(test)]
mod tests;

use chrono::Datelike as _;

use crate::command::Command;
use crate::intake::draft::{Draft, Part, What};
use crate::intake::record::{self, OnRecord, Refusal, Taken};
use crate::keymap::Context;
use crate::minutes::dates::DateForm;
use crate::minutes::ids::MeetingId;
use crate::minutes::register::Register;
use crate::store::protocol::{
    Answered, Line, Question, Request, TakenIn, TakenInAsked, What as About,
};

use super::desk::{Desk, Step};
use super::form::{self, Purpose};
use super::{Answer, rows as list};
use rows::Row;

/// Where a part is: which draft, which part of it.
pub type Place = (usize, usize);

/// What was read in a file.
#[derive(Debug)]
pub struct ImportReview {
    drafts: Vec<Draft>,
    /// What would come of each draft, as things stand.
    taken: Vec<Taken>,
    rows: Vec<Row>,
    /// Which row the keys act on; always one of a part.
    at: usize,
    /// Parts as they were before each step, and those of steps that were undone.
    done: Vec<(Place, Part)>,
    undone: Vec<(Place, Part)>,
    /// What the register has of the file, and the number of the question that is not answered yet.
    known: TakenIn,
    asked: u64,
    /// Whether the source is shown below.
    source: bool,
    /// Whether the meeting is entered though the body has one on that day; asked for by accepting twice.
    beside: bool,
    /// What the last command was, where pressing it again means more.
    again: Option<Command>,
}

impl ImportReview {
    /// The review of what a file holds.
    pub fn new(drafts: Vec<Draft>, desk: &mut Desk) -> Self {
        let mut review = Self {
            drafts,
            taken: Vec::new(),
            rows: Vec::new(),
            at: 0,
            done: Vec::new(),
            undone: Vec::new(),
            known: TakenIn::default(),
            asked: 0,
            source: false,
            beside: false,
            again: None,
        };
        review.work_out(desk);
        review.at = review.rows.iter().position(Row::is_part).unwrap_or(0);
        review.ask(desk);
        review
    }

    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::Import.stack()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        let again = self.again.take() == Some(command);
        if let Some(to) = list::go(
            command,
            self.at,
            self.rows.len(),
            view::page(desk, self.source),
        ) {
            self.go(to);
            return true;
        }
        match command {
            Command::EditPart | Command::Choose => self.edit(desk),
            Command::DropPart => self.drop_or_take(desk),
            Command::ShowSourceText => self.source = !self.source,
            Command::AcceptImport => self.accept(again, desk),
            Command::UndoRecord => self.undo(desk),
            Command::RedoRecord => self.redo(desk),
            Command::Cancel if self.source => self.source = false,
            Command::Cancel if self.is_touched() && !again => {
                self.again = Some(Command::Cancel);
                let accept = desk.keys(self.contexts(desk), Command::AcceptImport);
                desk.warn(format!(
                    "Nothing of it is in the register yet: {accept} takes it in, leaving again drops it."
                ));
            }
            Command::Cancel => desk.pop(),
            _ => return false, // every other command is for what lies below
        }
        true
    }

    /// Letters that are no command do nothing.
    pub fn typed(&mut self, _letter: char, _desk: &mut Desk) {}

    /// There is nowhere to paste to.
    pub fn pasted(&mut self, _text: &str, _desk: &mut Desk) {}

    /// Takes a part that was corrected.
    pub fn answered(&mut self, answer: Answer, desk: &mut Desk) {
        if let Answer::Filled(Purpose::ImportPart(place, what)) = answer {
            self.step(place, desk, |part| {
                part.what = *what;
                // Whoever corrected it has looked at it.
                part.doubts.clear();
                part.kept = true;
            });
            self.ask(desk);
        }
    }

    /// Takes what the register has of the file.
    pub fn looked_up(&mut self, answer: &Answered, desk: &mut Desk) {
        if let Answered::TakenIn(known) = answer
            && known.serial == self.asked
        {
            self.known = known.clone();
            self.work_out(desk);
        }
    }

    fn is_touched(&self) -> bool {
        !self.done.is_empty()
    }

    /// Goes to a row, or to the nearest one of a part.
    fn go(&mut self, to: usize) {
        let onwards = to >= self.at;
        let after = || (to..self.rows.len()).find(|row| self.is_part(*row));
        let before = || (0..=to).rev().find(|row| self.is_part(*row));
        let found = if onwards {
            after().or_else(before)
        } else {
            before().or_else(after)
        };
        self.at = found.unwrap_or(self.at);
    }

    fn is_part(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(Row::is_part)
    }

    /// The part on whose row the keys act.
    fn place(&self) -> Option<Place> {
        match self.rows.get(self.at)? {
            Row::Part(place) => Some(*place),
            Row::Heading(_) | Row::Remark(_) => None,
        }
    }

    fn part(&self, (draft, part): Place) -> Option<&Part> {
        self.drafts.get(draft)?.parts.get(part)
    }

    fn edit(&self, desk: &mut Desk) {
        if let Some(place) = self.place()
            && let Some(part) = self.part(place)
        {
            desk.push(form::import_part(desk, place, &part.what));
        }
    }

    fn drop_or_take(&mut self, desk: &mut Desk) {
        let Some(place) = self.place() else { return };
        let needed = self
            .part(place)
            .is_some_and(|part| matches!(part.what, What::Body(_) | What::Date(_)));
        if needed {
            let edit = desk.keys(self.contexts(desk), Command::EditPart);
            desk.warn(format!(
                "A meeting has a body and a day: {edit} puts them right."
            ));
            return;
        }
        self.step(place, desk, |part| part.kept = !part.kept);
    }

    /// Alters a part, so that it can be undone.
    fn step(&mut self, place: Place, desk: &Desk, alter: impl FnOnce(&mut Part)) {
        let (draft, at) = place;
        let part = self
            .drafts
            .get_mut(draft)
            .and_then(|draft| draft.parts.get_mut(at));
        if let Some(part) = part {
            self.done.push((place, part.clone()));
            self.undone.clear();
            alter(part);
            self.work_out(desk);
        }
    }

    fn undo(&mut self, desk: &mut Desk) {
        match self.done.pop() {
            Some(step) => {
                let back = self.put_back(step, desk);
                self.undone.extend(back);
                self.ask(desk);
            }
            None => desk.say("There is nothing to undo in this import."),
        }
    }

    fn redo(&mut self, desk: &mut Desk) {
        match self.undone.pop() {
            Some(step) => {
                let back = self.put_back(step, desk);
                self.done.extend(back);
                self.ask(desk);
            }
            None => desk.say("There is nothing to redo in this import."),
        }
    }

    fn put_back(&mut self, (place, was): (Place, Part), desk: &Desk) -> Option<(Place, Part)> {
        let part = self.drafts.get_mut(place.0)?.parts.get_mut(place.1)?;
        let now = std::mem::replace(part, was);
        self.work_out(desk);
        let row = self.rows.iter().rposition(|row| *row == Row::Part(place));
        self.at = row.unwrap_or(self.at);
        Some((place, now))
    }

    /// Asks what the register has of the file, and which numbers the actions go on from.
    fn ask(&mut self, desk: &mut Desk) {
        let Some(first) = self.drafts.first() else {
            return;
        };
        self.asked = desk.next_question();
        let references = self
            .drafts
            .iter()
            .map(|draft| {
                let code = record::code_of(&desk.register, draft.body());
                (code, draft.date().map_or(0, |date| date.year()))
            })
            .collect();
        let asked = TakenInAsked {
            serial: self.asked,
            sha256: first.sha256.clone(),
            references,
        };
        desk.send(Request::Ask(Question::TakenIn(asked)));
    }

    /// Works out again what would come of the drafts, one after the other, and what the rows show.
    fn work_out(&mut self, desk: &Desk) {
        let mut ids = crate::minutes::ids::IdSource::new([0; 16]);
        self.taken = self.take(desk, &mut ids);
        let place = self.place();
        self.rows = rows::of(&self.drafts);
        if let Some(place) = place {
            let same = self.rows.iter().position(|row| *row == Row::Part(place));
            // Where the row is still there twice, the one nearest to where the clerk was.
            let near = self.rows.get(self.at) == Some(&Row::Part(place));
            self.at = if near {
                self.at
            } else {
                same.unwrap_or(self.at)
            };
        }
        self.at = self.at.min(self.rows.len().saturating_sub(1));
    }

    fn take(&self, desk: &Desk, ids: &mut crate::minutes::ids::IdSource) -> Vec<Taken> {
        let mut register: Register = desk.register.clone();
        let none = Vec::new();
        let diary = desk.diary.as_ref().unwrap_or(&none);
        let mut given: Vec<((String, i32), u32)> = Vec::new();
        let mut all = Vec::new();
        for (place, draft) in self.drafts.iter().enumerate() {
            let code = record::code_of(&register, draft.body());
            let key = (code, draft.date().map_or(0, |date| date.year()));
            let before: u32 = given
                .iter()
                .filter(|(other, _)| *other == key)
                .map(|(_, count)| count)
                .sum();
            let last = self.known.last_actions.get(place).copied().unwrap_or(0);
            let on = OnRecord {
                register: &register,
                diary,
                imported: &self.known.meetings,
                last_action: last + before,
                templates: &desk.templates,
                beside: self.beside,
            };
            let taken = record::take(draft, &on, ids, desk.now);
            given.push((key, taken.numbered));
            for line in &taken.lines {
                if let About::Register(change) = &line.what {
                    register.apply(change);
                }
            }
            all.push(taken);
        }
        all
    }

    /// Hands all that is left in to the store.
    fn accept(&mut self, again: bool, desk: &mut Desk) {
        let same_day = |taken: &Taken| matches!(taken.refused.as_slice(), [Refusal::SameDay(_)]);
        if again && self.taken.iter().any(same_day) {
            self.beside = true;
        }
        let mut ids = desk.id_source();
        self.taken = self.take(desk, &mut ids);
        let refused: Vec<String> = self
            .taken
            .iter()
            .filter_map(|taken| taken.refused.first().map(ToString::to_string))
            .collect();
        let lines: Vec<Line> = self
            .taken
            .iter()
            .flat_map(|taken| taken.lines.clone())
            .collect();
        let alone = self.drafts.len() == 1;
        if lines.is_empty() || !refused.is_empty() && alone {
            let words = refused.into_iter().next().unwrap_or_default();
            let mut said = format!("Not taken in: {words}.");
            if self.taken.iter().any(same_day) {
                self.again = Some(Command::AcceptImport);
                let keys = desk.keys(self.contexts(desk), Command::AcceptImport);
                said.push_str(&format!(" {keys} again enters it beside that."));
            }
            desk.warn(said);
            return;
        }
        for line in &lines {
            if let About::Register(change) = &line.what {
                desk.register.apply(change);
            }
        }
        let meetings: Vec<MeetingId> = self
            .taken
            .iter()
            .filter_map(|taken| taken.meeting)
            .collect();
        let actions: usize = self
            .taken
            .iter()
            .filter(|taken| taken.meeting.is_some())
            .map(|taken| taken.counts.actions)
            .sum();
        desk.hand_in(lines, None);
        desk.send(Request::Diary);
        let what = match (self.drafts.first(), meetings.as_slice()) {
            (Some(draft), [_]) if alone => format!(
                "{}, {}",
                draft.body(),
                draft
                    .date()
                    .map_or(String::new(), |date| DateForm::Long.format(date))
            ),
            (_, meetings) => format!("{} meetings", meetings.len()),
        };
        let plural = if actions == 1 { "" } else { "s" };
        let left = match refused.len() {
            0 => String::new(),
            left => format!(
                " Not taken in: {left} ({}).",
                refused.first().map_or("", String::as_str)
            ),
        };
        desk.say(format!(
            "Taken in: {what}, {actions} action{plural}.{left} A meeting taken in by mistake can be withdrawn in the diary."
        ));
        let done = Purpose::NewMeeting(meetings.first().copied());
        desk.steps.push(Step::Answer(Answer::Filled(done)));
    }
}
