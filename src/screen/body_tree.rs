//! Who reports to whom, what bodies owe one another, and what of it is late.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::keymap::Context;
use crate::minutes::ids::BodyId;
use crate::minutes::reporting::{self, Accounts, Branch};
use crate::store::protocol::{Answered, Question, Request};
use crate::theme::Tone;

use super::desk::Desk;
use super::{Answer, draw, form, rows};

/// All bodies as a tree.
#[derive(Debug, Default)]
pub struct BodyTree {
    /// How they stand, as the store answered last.
    accounts: Option<Box<Accounts>>,
    /// The branch that keys act on, by its place in the tree.
    at: usize,
}

/// A line of the tree: which branch it belongs to, the lines that lead to it, its words.
struct Line {
    place: usize,
    lead: String,
    words: String,
    tone: Tone,
}

/// Lays the tree on top.
pub fn open(desk: &mut Desk) {
    ask(desk);
    desk.push(BodyTree::default());
}

fn ask(desk: &mut Desk) {
    let today = desk.now.date_naive();
    desk.send(Request::Ask(Question::Bodies(today)));
}

impl BodyTree {
    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::Bodies.stack()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        let branches = reporting::tree(&desk.register.bodies);
        let at = self.at.min(branches.len().saturating_sub(1));
        let page = usize::from(desk.size.1).saturating_sub(6) / 4;
        if let Some(to) = rows::go(command, at, branches.len(), page) {
            self.at = to;
            return true;
        }
        match command {
            Command::ShowBodyTree => desk.pop(),
            Command::NewBody => desk.push(form::body(desk, None)),
            Command::EditBody | Command::EditMember | Command::Choose => match branches.get(at) {
                Some(branch) => desk.push(form::body(desk, Some(branch.body))),
                None => desk.say("No body is on record yet."),
            },
            _ => return false, // every other command is for what lies below
        }
        true
    }

    /// Letters that are no command do nothing.
    pub fn typed(&mut self, _letter: char, _desk: &mut Desk) {}

    /// There is nowhere to paste to.
    pub fn pasted(&mut self, _text: &str, _desk: &mut Desk) {}

    /// Goes to the body that a form has recorded.
    pub fn answered(&mut self, answer: Answer, desk: &mut Desk) {
        if let Answer::Filled(form::Purpose::Body(Some(id))) = answer {
            let branches = reporting::tree(&desk.register.bodies);
            let place = branches.iter().position(|branch| branch.body == id);
            self.at = place.unwrap_or(self.at);
        }
    }

    /// Takes what was looked up, where it is for this.
    pub fn looked_up(&mut self, answer: &Answered) {
        if let Answered::Bodies(accounts) = answer {
            self.accounts = Some(accounts.clone());
        }
    }

    /// Everything that was recorded is on disk: what is owed may be another.
    pub fn saved(&mut self, desk: &mut Desk) {
        ask(desk);
    }

    fn lines(&self, desk: &Desk) -> Vec<Line> {
        let bodies = &desk.register.bodies;
        let mut lines = Vec::new();
        for (place, branch) in reporting::tree(bodies).iter().enumerate() {
            lines.extend(self.of_branch(desk, branch.body, branch, place));
        }
        lines
    }

    fn of_branch(&self, desk: &Desk, body: BodyId, branch: &Branch, place: usize) -> Vec<Line> {
        let bodies = &desk.register.bodies;
        let Some(body) = desk.register.body(body) else {
            return Vec::new();
        };
        let (lead, below) = branch.lines();
        let again = if branch.again { " (see above)" } else { "" };
        let mut lines = vec![Line {
            place,
            lead,
            words: format!("{} · {}{again}", body.name, body.code),
            tone: Tone::Heading,
        }];
        if branch.again {
            return lines;
        }
        let facts = self
            .accounts
            .as_ref()
            .map_or_else(Vec::new, |accounts| accounts.facts(body, bodies));
        lines.extend(facts.into_iter().map(|fact| Line {
            place,
            lead: format!("{below}  "),
            words: fact.words,
            tone: if fact.late { Tone::Warning } else { Tone::Text },
        }));
        lines
    }

    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let inside = draw::sheet(
            desk,
            frame,
            area,
            "Who reports to whom",
            (area.width, area.height),
        );
        let lines = self.lines(desk);
        if lines.is_empty() {
            let key = desk.keys(self.contexts(desk), Command::NewBody);
            let words = format!("No body is on record yet: {key} enters one.");
            let style = desk.theme.style(Tone::Faint);
            draw::put(
                frame.buffer_mut(),
                inside.x + 2,
                inside.y,
                inside,
                &words,
                style,
            );
        }
        let last = lines.last().map_or(0, |line| line.place);
        let at = self.at.min(last);
        let selected = lines.iter().position(|line| line.place == at).unwrap_or(0);
        let first = draw::first_row(selected, lines.len(), usize::from(inside.height));
        let rule = desk.theme.style(Tone::Rule);
        let shown = lines.iter().enumerate().skip(first);
        for ((place, line), y) in shown.zip(inside.y..inside.bottom()) {
            let row = Rect {
                y,
                height: 1,
                ..inside
            };
            let style = if place == selected {
                draw::row(desk, frame, row, true, line.tone)
            } else {
                desk.theme.style(line.tone)
            };
            let lead = if place == selected { style } else { rule };
            let x = row.x + 2;
            let used = draw::put(frame.buffer_mut(), x, y, row, &line.lead, lead);
            let room = usize::from(row.right().saturating_sub(x + used + 1));
            draw::put(
                frame.buffer_mut(),
                x + used,
                y,
                row,
                &draw::cut(&line.words, room),
                style,
            );
        }
        let keys = [
            (Command::EditBody, "edit the body"),
            (Command::NewBody, "new body"),
            (Command::Cancel, "close"),
        ];
        draw::footer(desk, frame, area, self.contexts(desk), &keys);
    }
}
