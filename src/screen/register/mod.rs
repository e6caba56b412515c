//! The register: all actions of all bodies in a table, over whatever was on the screen.
//!
//! It lies on top of the screen that it was opened from and fills the terminal, so that leaving it comes back to exactly
//! what was there: a half-typed line waits untouched. Of what may be a million rows only a window around the selected
//! one is held (`asking`); the store sorts, filters and counts.

mod acts;
mod asking;
mod gathering;
mod view;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use ratatui::Frame;
use ratatui::layout::Rect;
use strum::{EnumIter, IntoEnumIterator};

use crate::command::Command;
use crate::editor::Editor;
use crate::keymap::Context;
use crate::minutes::ids::{BodyId, EntryKey, Stamp};
use crate::store::protocol::{Answered, Hit, Order};

use super::desk::Desk;
use super::form::Purpose;
use super::text::{Edited, edit};
use super::update_action::recording;
use super::{Answer, actions, body_tree, rows};

use asking::Window;
use gathering::Gathering;

/// Bytes that can be typed to filter.
const FILTER: usize = 300;

/// Opens the register.
pub fn open(desk: &mut Desk) {
    let mut register = Register::default();
    register.ask_anew(desk);
    desk.push(register);
}

/// All actions in a table.
#[derive(Debug)]
pub struct Register {
    /// The words and filters, as in the look-up.
    filter: Editor,
    /// Whether letters go to the filter.
    filtering: bool,
    state: Shown,
    /// The body that alone is shown, and its name.
    body: Option<(BodyId, String)>,
    order: Order,
    reversed: bool,
    group: Option<Group>,
    /// The rows that are held.
    window: Window,
    /// The row that keys act on, counted from the first of all.
    at: usize,
    /// The marked actions, as they were last seen.
    marked: BTreeMap<EntryKey, Hit>,
    /// Rows that are being fetched for something that wants more than the window.
    gathering: Option<Gathering>,
    /// A command that waits for the rows that it is meant for.
    then: Option<(Command, Stamp)>,
}

/// Which actions are shown, by how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shown {
    #[default]
    All,
    Open,
    Overdue,
}

/// What rows stand under one heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
enum Group {
    Owner,
    Body,
    Meeting,
}

impl Default for Register {
    fn default() -> Self {
        Self {
            filter: Editor::single_line().with_limit(FILTER),
            filtering: false,
            state: Shown::default(),
            body: None,
            order: Order::default(),
            reversed: false,
            group: None,
            window: Window::default(),
            at: 0,
            marked: BTreeMap::new(),
            gathering: None,
            then: None,
        }
    }
}

impl Group {
    fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Body => "body",
            Self::Meeting => "meeting",
        }
    }
}

/// The orders, in the order in which a key goes through them.
const ORDERS: [Order; 5] = [
    Order::Pressing,
    Order::Raised,
    Order::Reference,
    Order::Owner,
    Order::Body,
];

fn order_name(order: Order) -> &'static str {
    match order {
        Order::Pressing => "most pressing",
        Order::Raised => "newest",
        Order::Reference => "reference",
        Order::Owner => "owner",
        Order::Body => "body",
    }
}

impl Register {
    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        if self.filtering {
            Context::List.stack()
        } else {
            Context::Register.stack()
        }
    }

    /// The row that keys act on.
    fn row(&self) -> Option<&Hit> {
        self.window.row(self.at)
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        let page = view::list_height(desk.size.1);
        let total = self.window.known_rows(self.state);
        if let Some(to) = self.go(command, total, page) {
            self.at = to;
            self.follow(desk);
            return true;
        }
        if self.filtering && self.edit_filter(command, desk) {
            return true;
        }
        if self.window.is_stale() && acts::is_on_rows(command) {
            // The row that happens to be there is not the one that is meant.
            self.then = Some((command, desk.now));
            return true;
        }
        match command {
            Command::FilterRows | Command::LookUp => self.filtering = true,
            Command::SortRows => self.sort(desk),
            Command::ReverseRows => {
                self.reversed = !self.reversed;
                self.ask_anew(desk);
            }
            Command::GroupRows => self.regroup(desk),
            Command::OnlyOpen => self.show_only(Shown::Open, desk),
            Command::OnlyOverdue => self.show_only(Shown::Overdue, desk),
            Command::ThisBodyFirst => self.turn_body(desk),
            Command::UndoRecord => recording::undo(desk),
            Command::ShowBodyTree => body_tree::open(desk),
            Command::OpenRegister => {}
            other => return self.act(other, desk),
        }
        true
    }

    /// Whether keys pressed at `at` must wait, because one before them waits for its rows.
    pub fn waits(&self, at: Stamp) -> bool {
        self.then
            .is_some_and(|(_, since)| at - since < actions::PATIENCE)
    }

    /// The rows do not come: the key that waits for them is forgotten.
    pub fn give_up(&mut self) {
        self.then = None;
    }

    fn go(&self, command: Command, total: usize, page: usize) -> Option<usize> {
        // In the filter line, Home, End and the arrows to the sides belong to the text.
        let of_text = matches!(command, Command::FirstRow | Command::LastRow);
        if self.filtering && of_text {
            return None;
        }
        rows::go(command, self.at, total, page)
    }

    /// Keys while letters go to the filter; `false` for what they do as ever.
    fn edit_filter(&mut self, command: Command, desk: &mut Desk) -> bool {
        let command = match command {
            Command::Choose => {
                self.filtering = false;
                return true;
            }
            Command::Cancel => {
                self.filtering = false;
                if !self.filter.text().is_empty() {
                    self.filter.set_text("");
                    self.ask_anew(desk);
                }
                return true;
            }
            Command::FirstRow => Command::LineStart,
            Command::LastRow => Command::LineEnd,
            other => other,
        };
        match edit(&mut self.filter, command, u16::MAX) {
            Edited::Changed => self.ask_anew(desk),
            Edited::Moved | Edited::AtTop | Edited::AtBottom | Edited::NothingToUndo => {}
            Edited::NotText => return false,
        }
        true
    }

    fn sort(&mut self, desk: &mut Desk) {
        let place = ORDERS.iter().position(|order| *order == self.order);
        let next = place.map_or(0, |place| (place + 1) % ORDERS.len());
        self.order = ORDERS.get(next).copied().unwrap_or_default();
        self.reversed = false;
        self.group = None;
        self.ask_anew(desk);
    }

    fn regroup(&mut self, desk: &mut Desk) {
        self.group = match self.group {
            None => Group::iter().next(),
            Some(group) => Group::iter().skip_while(|other| *other != group).nth(1),
        };
        self.reversed = false;
        self.ask_anew(desk);
    }

    fn show_only(&mut self, state: Shown, desk: &mut Desk) {
        self.state = if self.state == state {
            Shown::All
        } else {
            state
        };
        self.ask_anew(desk);
    }

    /// This body alone, or all: that of the open meeting, else that of the row.
    fn turn_body(&mut self, desk: &mut Desk) {
        self.body = match (&self.body, &desk.open) {
            (Some(_), _) => None,
            (None, Some(open)) => {
                let body = &open.meeting.head.body;
                Some((body.id, body.name.clone()))
            }
            (None, None) => self.row().map(|hit| (hit.body, hit.body_name.clone())),
        };
        self.ask_anew(desk);
    }

    /// Takes a letter of the filter; others do nothing.
    pub fn typed(&mut self, letter: char, desk: &mut Desk) {
        if self.filtering {
            self.filter.insert_char(letter);
            self.ask_anew(desk);
        } else {
            let keys = desk.keys(self.contexts(desk), Command::FilterRows);
            desk.say(format!(
                "{letter} does nothing here; {keys} filters the rows."
            ));
        }
    }

    /// Takes words for the filter.
    pub fn pasted(&mut self, text: &str, desk: &mut Desk) {
        if self.filtering {
            self.filter.paste(text);
            self.ask_anew(desk);
        }
    }

    /// Takes an answer from what lay on top.
    pub fn answered(&mut self, answer: Answer, desk: &mut Desk) {
        match answer {
            // What was marked has been updated.
            Answer::Filled(Purpose::Update(_)) => self.marked.clear(),
            Answer::Filled(Purpose::WriteRows {
                path,
                replace,
                copy,
            }) => {
                self.gather_to_write(path, replace, copy, desk);
            }
            Answer::Filled(_)
            | Answer::Picked(..)
            | Answer::Confirmed(_)
            | Answer::GoToEntry(_)
            | Answer::GoToItem(_)
            | Answer::Insert(_)
            | Answer::Closed => {} // not asked from here
        }
    }

    /// Takes what was looked up.
    pub fn looked_up(&mut self, answer: &Answered, desk: &mut Desk) {
        match answer {
            Answered::Actions(list) => {
                if self.take_gathered(list, desk) {
                    return;
                }
                if !self.window.take(list) {
                    return;
                }
                for hit in &list.rows {
                    if let Some(key) = actions::key(hit)
                        && let Some(marked) = self.marked.get_mut(&key)
                    {
                        marked.clone_from(hit);
                    }
                }
                self.after_rows(desk);
            }
            Answered::Counted(counted) => {
                self.window.count(counted);
                self.after_counts(desk);
            }
            Answered::Found(_)
            | Answered::History(_)
            | Answered::Outstanding(_)
            | Answered::Resolutions(_)
            | Answered::Like(_)
            | Answered::Bodies(_)
            | Answered::TakenIn(_)
            | Answered::Background(_) => {}
        }
    }

    /// The counts have come. Rows that were asked for from the end stand elsewhere if there are more or fewer by now.
    fn after_counts(&mut self, desk: &mut Desk) {
        if let Some(total) = self.window.misplaced(self.state) {
            self.at = self.at.min(total.saturating_sub(1));
            self.ask_from(self.at.saturating_sub(asking::HELD / 2), desk);
        }
    }

    /// The rows have come: the selected one is among them, and what waited for them is done.
    fn after_rows(&mut self, desk: &mut Desk) {
        if let Some(nearer) = self.window.fell_short() {
            self.at = nearer;
            self.ask_from(nearer, desk);
            return;
        }
        let last = self.window.known_rows(self.state).saturating_sub(1);
        if self.at > last {
            self.at = last;
            self.follow(desk);
        }
        if !self.window.is_stale()
            && let Some((command, _)) = self.then.take()
        {
            self.update(command, desk);
        }
    }

    /// Something was recorded: the rows may stand otherwise now.
    pub fn saved(&mut self, desk: &mut Desk) {
        self.ask_again(desk);
    }

    /// Draws it over the whole terminal.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        view::draw(self, desk, frame, area);
    }
}
