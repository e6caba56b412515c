//! What keys do to the selected row, or to the marked ones.

use crate::command::Command;
use crate::screen::desk::Desk;
use crate::screen::{actions, form, history, sources, update_action};
use crate::store::protocol::Hit;

use super::Register;

/// Whether a command acts on rows, so that it has to wait for the ones that are meant.
pub(super) fn is_on_rows(command: Command) -> bool {
    matches!(
        command,
        Command::OpenHistory
            | Command::UpdateAction
            | Command::UpdateMarked
            | Command::OpenSource
            | Command::CopyWords
            | Command::MarkRow
            | Command::MarkAllRows
            | Command::WriteRows
    )
}

impl Register {
    /// Acts on rows; `false` for every other command.
    pub(super) fn act(&mut self, command: Command, desk: &mut Desk) -> bool {
        match command {
            Command::UpdateMarked => self.update_marked(desk),
            Command::MarkAllRows => {
                if self.marked.is_empty() {
                    self.gather_to_mark(desk);
                } else {
                    self.marked.clear();
                    desk.say("No action is marked any more.");
                }
            }
            Command::WriteRows => {
                let name = format!("actions-{}.csv", desk.now.format("%Y-%m-%d"));
                desk.push(form::write_rows(desk, &name, self.window.holds_exempt()));
            }
            Command::OpenHistory
            | Command::Choose
            | Command::UpdateAction
            | Command::OpenSource
            | Command::CopyWords
            | Command::MarkRow => match self.row().cloned() {
                Some(hit) => self.act_on(&hit, command, desk),
                None => desk.say("There is no action in the list."),
            },
            _ => return false, // every other command is for what lies below
        }
        true
    }

    fn act_on(&mut self, hit: &Hit, command: Command, desk: &mut Desk) {
        match command {
            Command::UpdateAction => update_action::open(desk, hit),
            Command::OpenSource => sources::open(hit, desk),
            Command::CopyWords => {
                actions::copy(hit, desk);
            }
            Command::MarkRow => self.mark(hit, desk),
            _ => {
                if let Some(key) = actions::key(hit) {
                    history::open(desk, key);
                }
            }
        }
    }

    /// Marks the row, or takes its mark away, and goes to the next.
    fn mark(&mut self, hit: &Hit, desk: &mut Desk) {
        if let Some(key) = actions::key(hit)
            && self.marked.remove(&key).is_none()
        {
            self.marked.insert(key, hit.clone());
        }
        let last = self.window.known_rows(self.state).saturating_sub(1);
        self.at = (self.at + 1).min(last);
        self.follow(desk);
    }

    fn update_marked(&mut self, desk: &mut Desk) {
        if self.marked.is_empty() {
            let contexts = self.contexts(desk);
            let mark = desk.keys(contexts, Command::MarkRow);
            let one = desk.keys(contexts, Command::UpdateAction);
            desk.say(format!(
                "No action is marked: {mark} marks the row; {one} is for the row alone."
            ));
            return;
        }
        let marked: Vec<Hit> = self.marked.values().cloned().collect();
        update_action::open(desk, marked);
    }
}
