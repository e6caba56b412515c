//! Looking up what was asked for and minuted before, over whatever is on the screen.
//!
//! A line of its own is typed on top of a ranked list; what lies below stays exactly as it is. Each key asks the store
//! anew ([`Question::LookUp`]); the old list stays until the new one has come, and an answer to an older question is
//! dropped. Keys that act on a row wait for the list that belongs to the words typed, so that a fast clerk never gets
//! the row that happened to be there.
//!
//! What is found, and in what order, is the store's business; what the words mean is said in `minutes::query`. The
//! filters that keys set are words in the line, so that the line alone says what is asked.

mod acts;
mod filters;
mod opening;
mod view;

#[cfg(test)]
mod tests;

use chrono::TimeDelta;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::editor::Editor;
use crate::keymap::Context;
use crate::minutes::ids::{BodyId, ItemId, Stamp};
use crate::store::protocol::{Answered, Found, Hit, LookUp as Asked, Question, Request};

pub(super) use filters::WORDS as FILTER_WORDS;

use super::desk::{Desk, Step};
use super::{Answer, rows, text};

/// How many rows are asked for.
const ROWS: usize = 50;

/// Bytes that can be typed to find something.
const QUERY: usize = 300;

/// How long keys wait for a list that does not come.
const PATIENCE: TimeDelta = TimeDelta::seconds(1);

/// What is looked up.
#[derive(Debug)]
pub struct LookUp {
    below: Below,
    /// The words and filters.
    query: Editor,
    /// Whether the words stand there from before: the first letter typed replaces them.
    fresh: bool,
    /// The number of the newest question.
    asked: u64,
    /// The last answer that was an answer to the newest question of its time.
    found: Option<Found>,
    /// The row that keys act on.
    at: usize,
    /// A command that waits for the list that it is meant for, and since when.
    then: Option<(Command, Stamp)>,
}

/// What lies below.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Below {
    /// The body whose meeting is open.
    body: Option<Here>,
    /// The heading of the item that is shown.
    heading: Option<String>,
    /// The item itself, to know whether the clerk is still there.
    item: Option<ItemId>,
    /// The rows of the entry line, where what is found can be put into one.
    line: Option<u16>,
}

/// The body at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Here {
    id: BodyId,
    /// "Green Spaces Scrutiny Panel".
    name: String,
    /// As sentences call it: "Scrutiny Panel".
    called: String,
    /// The word by which a filter names it: its letters, or its name in quotes.
    word: String,
}

impl LookUp {
    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::LookUp.stack()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        self.then = None;
        if acts_on_rows(command) && self.is_waiting() {
            self.then = Some((command, desk.now));
            return true;
        }
        let page = view::page(desk.size, self.below.line);
        let count = self.hits().len();
        if let Some(to) = rows::go(command, self.at.min(count), count, page) {
            self.at = to;
            return true;
        }
        match command {
            // The key that opened it closes it.
            Command::Cancel | Command::LookUp => {
                self.leave(desk);
                desk.pop();
            }
            Command::Choose => self.choose(desk),
            Command::OpenSource => self.with_hit(desk, acts::open_source),
            Command::CopyWords => self.with_hit(desk, acts::copy),
            Command::UpdateAction => self.with_hit(desk, acts::update_action),
            Command::OpenHistory => self.with_hit(desk, acts::open_history),
            Command::OnlyOpen => self.filter(desk, |words, _| filters::toggle(words, "open")),
            Command::OnlyOverdue => self.filter(desk, |words, _| filters::toggle(words, "overdue")),
            Command::ThisBodyFirst => self.filter(desk, |words, here| match here {
                Some(here) => filters::turn_body(words, &here.word),
                None => filters::toggle(words, "all"),
            }),
            other => return self.edit(other, desk),
        }
        true
    }

    /// Does what a command for text asks of the query; `false` for what is no such command.
    fn edit(&mut self, command: Command, desk: &mut Desk) -> bool {
        let before = self.query.text().to_owned();
        let edited = if self.fresh && deletes(command) {
            self.query.kill_line();
            text::Edited::Changed
        } else {
            text::edit(&mut self.query, command, u16::MAX)
        };
        match edited {
            text::Edited::NotText => return false,
            text::Edited::Changed
            | text::Edited::Moved
            | text::Edited::AtTop
            | text::Edited::AtBottom
            | text::Edited::NothingToUndo => self.fresh = false,
        }
        if self.query.text() != before {
            self.changed(desk);
        }
        true
    }

    /// Takes a letter that was typed. It replaces words that stand there from before; a blank goes on after them.
    pub fn typed(&mut self, letter: char, desk: &mut Desk) {
        self.then = None;
        if std::mem::take(&mut self.fresh) && !letter.is_whitespace() {
            let all = 0..self.query.text().len();
            self.query
                .replace_range(all, letter.encode_utf8(&mut [0; 4]));
        } else {
            self.query.insert_char(letter);
        }
        self.changed(desk);
    }

    /// Takes a text that was pasted.
    pub fn pasted(&mut self, text: &str, desk: &mut Desk) {
        self.then = None;
        if std::mem::take(&mut self.fresh) {
            self.query.kill_line();
        }
        let pasted = self.query.paste(text);
        if let Some(words) = text::about_paste(&pasted) {
            desk.say(words);
        }
        self.changed(desk);
    }

    /// Takes an answer from what lay on top: where the clerk wants to be lies below.
    pub fn answered(&mut self, answer: Answer, desk: &mut Desk) {
        match answer {
            Answer::GoToEntry(_) | Answer::GoToItem(_) => {
                self.leave(desk);
                desk.steps.push(Step::Answer(answer));
            }
            Answer::Picked(..)
            | Answer::Confirmed(_)
            | Answer::Filled(_)
            | Answer::Insert(_)
            | Answer::Closed => {}
        }
    }

    /// Takes what was looked up, where it is the answer to the newest question.
    pub fn looked_up(&mut self, answer: &Answered, desk: &mut Desk) {
        let Answered::Found(found) = answer else {
            return;
        };
        if found.serial != self.asked {
            return;
        }
        // Asked again for the same words, the clerk stays at the same row.
        let row = self.hit().map(place);
        let kept = row.and_then(|row| found.hits.iter().position(|hit| place(hit) == row));
        self.at = if self.at == 0 { 0 } else { kept.unwrap_or(0) };
        self.found = Some(found.clone());
        if let Some((command, _)) = self.then.take() {
            self.update(command, desk);
        }
    }

    /// What was recorded is on disk: the list may show it.
    pub fn saved(&mut self, desk: &mut Desk) {
        self.ask(desk);
    }

    /// Whether keys pressed at `at` must wait for the list.
    pub fn waits(&self, at: Stamp) -> bool {
        self.then
            .is_some_and(|(_, since)| at.signed_duration_since(since) < PATIENCE)
    }

    /// The list does not come: keys are taken without it.
    pub fn give_up(&mut self) {
        self.then = None;
    }

    /// The words are others: the best row is wanted, and what is being fetched to be read is not any more.
    fn changed(&mut self, desk: &mut Desk) {
        desk.reading = None;
        self.at = 0;
        self.ask(desk);
    }

    /// Asks the store for what the words say.
    fn ask(&mut self, desk: &mut Desk) {
        self.asked = desk.next_question();
        desk.send(Request::Ask(Question::LookUp(Asked {
            serial: self.asked,
            text: self.query.text().to_owned(),
            here: self.below.body.as_ref().map(|here| here.id),
            heading: self.below.heading.clone(),
            today: desk.now.date_naive(),
            limit: ROWS,
        })));
    }

    /// Sets or takes away a filter, in the words of the query; the cursor stays at the word it is at.
    fn filter(
        &mut self,
        desk: &mut Desk,
        change: impl FnOnce(&str, Option<&Here>) -> filters::Edit,
    ) {
        let edit = change(self.query.text(), self.below.body.as_ref());
        let behind = self.query.after_cursor().len();
        let all = 0..self.query.text().len();
        self.query.replace_range(all, &edit.words);
        let cursor = self.query.text().len().saturating_sub(behind);
        self.query.set_cursor(cursor);
        self.fresh = false;
        desk.say(edit.said);
        self.changed(desk);
    }

    /// Whether the list belongs to other words than those that stand there.
    fn is_waiting(&self) -> bool {
        self.found.as_ref().map(|found| found.serial) != Some(self.asked)
    }

    /// The rows.
    fn hits(&self) -> &[Hit] {
        self.found.as_ref().map_or(&[], |found| &found.hits)
    }

    /// The row that keys act on.
    fn hit(&self) -> Option<&Hit> {
        self.hits().get(self.at)
    }

    /// Does something with the row that keys act on.
    fn with_hit(&mut self, desk: &mut Desk, act: impl FnOnce(&Hit, &mut Desk)) {
        match self.hit() {
            Some(hit) => act(hit, desk),
            None => desk.say("There is no row to do that with."),
        }
    }

    /// Enter: puts a citation into the line, or opens the source where there is no line.
    fn choose(&mut self, desk: &mut Desk) {
        let Some(hit) = self.hit() else {
            desk.say("Nothing is found; Esc goes back.");
            return;
        };
        if self.below.line.is_none() {
            acts::open_source(hit, desk);
        } else if let Some(words) = acts::citation(hit, self.below.item, desk) {
            self.leave(desk);
            desk.steps.push(Step::Answer(Answer::Insert(words)));
        }
    }

    /// Remembers what was looked up, for when the clerk comes back under the same item; words that stood there and were
    /// left as they were are none of the clerk's.
    fn leave(&self, desk: &mut Desk) {
        desk.reading = None;
        if self.fresh {
            return;
        }
        desk.last_query = Some((self.below.item, self.query.text().trim().to_owned()));
    }

    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        view::view(self, desk, frame, area);
    }
}

/// Whether a command is about a row of the list.
fn acts_on_rows(command: Command) -> bool {
    rows::go(command, 0, 0, 0).is_some()
        || matches!(
            command,
            Command::Choose
                | Command::OpenSource
                | Command::CopyWords
                | Command::UpdateAction
                | Command::OpenHistory
        )
}

/// Whether a command takes text away: of words from before it takes all.
fn deletes(command: Command) -> bool {
    matches!(
        command,
        Command::DeleteLeft
            | Command::DeleteRight
            | Command::DeleteWordLeft
            | Command::DeleteWordRight
            | Command::KillToStart
            | Command::KillToEnd
            | Command::KillLine
    )
}

/// By which a row is known again in another answer.
fn place(hit: &Hit) -> super::sources::Place {
    hit.into()
}
