//! What earlier meetings left for the open one, to be put on its agenda.
//!
//! Five groups: what was deferred to it, what is to be reported back, what other bodies asked for, topics of the work programme, and the body's
//! own open actions. What stands on the agenda already is not offered again.

mod carrying;
mod follow;
mod view;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::command::Command;
use crate::keymap::Context;
use crate::minutes::ids::EntryKey;
use crate::minutes::meeting::State;
use crate::store::protocol::{
    Answered, Hit, Outstanding, OutstandingAsked, Promised, Question, Request,
};

use super::desk::Desk;
use super::{Answer, history, rows, sources, update_action};

pub use follow::at_opening;

/// What is left, as a list.
#[derive(Debug)]
pub struct WhatIsLeft {
    asked: OutstandingAsked,
    /// What the store answered last.
    left: Option<Box<Outstanding>>,
    /// The row that keys act on, by its place among the rows.
    at: usize,
    marked: BTreeSet<EntryKey>,
}

/// The groups of rows, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Deferred,
    ToReport,
    Addressed,
    Topics,
    Actions,
}

impl Group {
    fn title(self) -> &'static str {
        match self {
            Self::Deferred => "Deferred to this meeting",
            Self::ToReport => "To be reported back",
            Self::Addressed => "Addressed to this body by others",
            Self::Topics => "Topics of the work programme",
            Self::Actions => "Open actions of earlier meetings",
        }
    }
}

/// A row of the list.
#[derive(Clone, Copy, Debug)]
struct Row<'a> {
    group: Group,
    key: EntryKey,
    hit: &'a Hit,
    topic: Option<&'a Promised>,
}

/// The open meeting, as it is asked for.
fn asked(desk: &Desk) -> Option<OutstandingAsked> {
    let meeting = &desk.open.as_ref()?.meeting;
    Some(OutstandingAsked {
        meeting: meeting.id,
        body: meeting.head.body.id,
        on: meeting.head.date,
    })
}

/// Asks the store what is left for the open meeting.
pub fn ask(desk: &mut Desk) {
    if let Some(asked) = asked(desk) {
        desk.send(Request::Ask(Question::Outstanding(asked)));
    }
}

/// Lays the list on top.
pub fn open(desk: &mut Desk) {
    let Some(asked) = asked(desk) else {
        desk.say("Open a meeting first: then what earlier ones left for it is listed.");
        return;
    };
    desk.looked_over.insert(asked.meeting);
    ask(desk);
    desk.push(WhatIsLeft {
        asked,
        left: None,
        at: 0,
        marked: BTreeSet::new(),
    });
}

/// The rows of an answer, without what the open meeting has on its agenda by now.
fn rows_of<'a>(left: &'a Outstanding, desk: &Desk) -> Vec<Row<'a>> {
    let on_agenda = carried(desk);
    let listed = |group, hits: &'a [Hit]| {
        hits.iter().filter_map(move |hit| {
            let key = hit.key()?;
            Some(Row {
                group,
                key,
                hit,
                topic: None,
            })
        })
    };
    let topics = |group| {
        let deferred = group == Group::Deferred;
        let promised = left.topics.iter();
        promised
            .filter(move |it| it.topic.deferred == deferred)
            .filter_map(move |promised| {
                Some(Row {
                    group,
                    key: promised.hit.key()?,
                    hit: &promised.hit,
                    topic: Some(promised),
                })
            })
    };
    topics(Group::Deferred)
        .chain(listed(Group::ToReport, &left.to_report))
        .chain(listed(Group::Addressed, &left.addressed))
        .chain(topics(Group::Topics))
        .chain(listed(Group::Actions, &left.actions))
        .filter(|row| !on_agenda.contains(&row.key))
        .collect()
}

/// Everything that items of the open meeting were put on its agenda for.
fn carried(desk: &Desk) -> BTreeSet<EntryKey> {
    let items = desk.open.iter().flat_map(|open| &open.meeting.items);
    items
        .flat_map(|item| item.outline.carried.iter().copied())
        .collect()
}

impl WhatIsLeft {
    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::Outstanding.stack()
    }

    fn rows(&self, desk: &Desk) -> Vec<Row<'_>> {
        self.left
            .as_ref()
            .map_or_else(Vec::new, |left| rows_of(left, desk))
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        let all = self.rows(desk);
        let at = self.at.min(all.len().saturating_sub(1));
        let page = usize::from(desk.size.1).saturating_sub(12);
        if let Some(to) = rows::go(command, at, all.len(), page) {
            self.at = to;
            return true;
        }
        let row = all
            .get(at)
            .map(|row| (row.key, row.hit.clone(), row.topic.is_some()));
        let keys: Vec<EntryKey> = all.iter().map(|row| row.key).collect();
        match (command, row) {
            (Command::UndoRecord, _) => update_action::recording::undo(desk),
            (Command::RedoRecord, _) => {
                desk.redo();
            }
            (Command::MarkRow, Some((key, _, _))) => {
                if !self.marked.remove(&key) {
                    self.marked.insert(key);
                }
                self.at = (at + 1).min(keys.len().saturating_sub(1));
            }
            (Command::MarkAllRows, Some(_)) => {
                let all = keys.iter().all(|key| self.marked.contains(key));
                self.marked = if all {
                    BTreeSet::new()
                } else {
                    keys.into_iter().collect()
                };
            }
            (Command::CarryToAgenda | Command::Choose, Some((key, _, _))) => {
                self.carry(desk, key, carrying::to_agenda);
            }
            (Command::CarryToActions, Some((key, _, _))) => {
                self.carry(desk, key, carrying::to_actions);
            }
            (Command::UpdateAction, Some((_, hit, false))) => update_action::open(desk, &hit),
            (Command::OpenHistory, Some((key, _, false))) => history::open(desk, key),
            (Command::UpdateAction | Command::OpenHistory, Some((_, _, true))) => {
                desk.say("A topic is no action: nothing becomes of it until it is on an agenda.");
            }
            (Command::OpenSource, Some((key, _, _))) => {
                sources::open(key, desk);
            }
            (
                Command::MarkRow
                | Command::MarkAllRows
                | Command::CarryToAgenda
                | Command::CarryToActions
                | Command::UpdateAction
                | Command::OpenHistory
                | Command::OpenSource
                | Command::Choose,
                None,
            ) => desk.say("Nothing is left to be taken up."),
            _ => return false, // every other command is for what lies below
        }
        true
    }

    /// Carries what is marked, or else the row that the clerk is at.
    fn carry(
        &mut self,
        desk: &mut Desk,
        at: EntryKey,
        way: fn(&mut Desk, &[carrying::Chosen]) -> bool,
    ) {
        let chosen: Vec<carrying::Chosen> = self
            .rows(desk)
            .iter()
            .filter(|row| {
                self.marked.contains(&row.key) || (self.marked.is_empty() && row.key == at)
            })
            .map(carrying::Chosen::of)
            .collect();
        if way(desk, &chosen) {
            self.marked.clear();
        }
    }

    /// Letters that are no command do nothing.
    pub fn typed(&mut self, _letter: char, _desk: &mut Desk) {}

    /// There is nowhere to paste to.
    pub fn pasted(&mut self, _text: &str, _desk: &mut Desk) {}

    /// What was said of an action shows when it is on disk.
    pub fn answered(&mut self, _answer: Answer, _desk: &mut Desk) {}

    /// Takes what was looked up, where it is for this meeting.
    pub fn looked_up(&mut self, answer: &Answered, desk: &mut Desk) {
        let Answered::Outstanding(left) = answer else {
            return;
        };
        if left.asked != self.asked {
            return;
        }
        let key = |list: &Self, desk: &Desk| list.rows(desk).get(list.at).map(|row| row.key);
        let was = key(self, desk);
        self.left = Some(left.clone());
        // The clerk stays at the same row, where it is still there.
        let rows = self.rows(desk);
        let there = was.and_then(|was| rows.iter().position(|row| row.key == was));
        let (last, keys): (usize, BTreeSet<EntryKey>) = (
            rows.len().saturating_sub(1),
            rows.iter().map(|row| row.key).collect(),
        );
        self.at = there.unwrap_or(self.at).min(last);
        self.marked.retain(|key| keys.contains(key));
    }

    /// Everything that was recorded is on disk: what is left may be less, or more.
    pub fn saved(&mut self, desk: &mut Desk) {
        ask(desk);
    }
}

/// Whether a meeting has not begun.
fn is_to_come(desk: &Desk) -> bool {
    desk.open
        .as_ref()
        .is_some_and(|open| open.elsewhere.is_none() && open.meeting.state() == State::Scheduled)
}
