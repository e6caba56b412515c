//! Which documents of a meeting are to be written: a picture in words of every file before it is there.
//!
//! Nothing is made or written here: whoever carries out the effect makes the documents on a thread of its own.

mod view;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::command::Command;
use crate::export::{self, Material, Planned};
use crate::keymap::Context;
use crate::minutes::background::{Background, Span};
use crate::minutes::exempt::{Copied, Copy};
use crate::minutes::meeting::Meeting;
use crate::minutes::template::Template;
use crate::store::protocol::{Answered, BackgroundAsked, Question, Request};

use super::desk::{Desk, Effect};
use super::form::{self, Purpose};
use super::{Answer, rows};

/// The files that can be written, as a list.
#[derive(Debug)]
pub struct WriteOut {
    whole: Meeting,
    /// The copy of it that is written.
    meeting: Copied,
    template: Rc<Template>,
    /// What is on record besides; none until the store has answered.
    background: Option<Box<Background>>,
    plan: Vec<Planned>,
    folder: Folder,
    replace: bool,
    /// The row that keys act on.
    at: usize,
    marked: BTreeSet<usize>,
}

/// Where the files go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Folder {
    /// As the clerk wrote it.
    written: String,
    /// In full, and what is in it; none until it was looked at.
    known: Option<Looked>,
}

/// What there is in a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// As it was asked for.
    pub asked: String,
    /// In full.
    pub path: String,
    /// Whether there is such a folder.
    pub is_there: bool,
    /// Which of the names asked for are in it.
    pub there: BTreeSet<String>,
}

/// Files to be made and written.
#[derive(Clone, Debug)]
pub struct ToWrite {
    /// Into which folder; it is made where it is not there.
    pub folder: String,
    /// Whether files that are there are replaced; else they are left alone.
    pub replace: bool,
    /// The copy of the meeting.
    pub meeting: Copied,
    /// Its template.
    pub template: Template,
    /// What is on record besides.
    pub background: Background,
    /// The files.
    pub files: Vec<Planned>,
}

/// Lays the list on top.
pub fn open(desk: &mut Desk, meeting: &Meeting) {
    let copy = Copy::Public;
    ask(desk, meeting, copy);
    let template = desk.templates.for_meeting(&meeting.head.template);
    desk.push(WriteOut {
        whole: meeting.clone(),
        meeting: meeting.copy(copy),
        template,
        background: None,
        plan: Vec::new(),
        folder: Folder {
            written: ".".to_owned(),
            known: None,
        },
        replace: false,
        at: 0,
        marked: BTreeSet::new(),
    });
}

/// Asks what is on record besides, for the same copy.
fn ask(desk: &mut Desk, meeting: &Meeting, copy: Copy) {
    let asked = BackgroundAsked {
        body: meeting.head.body.id,
        span: Span::around(meeting.head.date),
        today: desk.now.date_naive(),
        copy,
    };
    desk.send(Request::Ask(Question::Background(asked)));
}

impl WriteOut {
    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::Writing.stack()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        let page = usize::from(desk.size.1).saturating_sub(11);
        if let Some(to) = rows::go(command, self.at, self.plan.len(), page) {
            self.at = to;
            return true;
        }
        match command {
            Command::MarkRow => {
                if !self.marked.remove(&self.at) {
                    self.marked.insert(self.at);
                }
                self.at = (self.at + 1).min(self.plan.len().saturating_sub(1));
            }
            Command::MarkAllRows => {
                self.marked = if self.marked.len() == self.plan.len() {
                    BTreeSet::new()
                } else {
                    (0..self.plan.len()).collect()
                };
            }
            Command::ReplaceFiles => self.replace = !self.replace,
            Command::ChooseCopy => self.change_copy(desk),
            Command::ChooseFolder => desk.push(form::folder(desk, &self.folder.written)),
            Command::WriteMarked | Command::Choose => self.write(desk),
            _ => return false, // every other command is for what lies below
        }
        true
    }

    /// Writes the other copy from now on; what was marked is marked no more, for other files are listed.
    fn change_copy(&mut self, desk: &mut Desk) {
        let copy = self.meeting.which().other();
        self.meeting = self.whole.copy(copy);
        self.background = None;
        self.plan.clear();
        self.marked.clear();
        ask(desk, &self.whole, copy);
    }

    /// Has what is marked written, or else the row that the clerk is at.
    fn write(&self, desk: &mut Desk) {
        let Some(background) = &self.background else {
            desk.say("The register is still being looked through; press the key again.");
            return;
        };
        let files: Vec<Planned> = self
            .plan
            .iter()
            .enumerate()
            .filter(|(row, _)| {
                self.marked.contains(row) || (self.marked.is_empty() && *row == self.at)
            })
            .map(|(_, file)| file.clone())
            .collect();
        if !self.replace && files.iter().all(|file| self.is_there(file)) {
            let keys = desk.keys(self.contexts(desk), Command::ReplaceFiles);
            desk.warn(format!(
                "All of it is there already and was left alone. {keys} lets it be replaced."
            ));
            return;
        }
        let count = files.len();
        desk.say(format!(
            "Writing {count} file{} …",
            if count == 1 { "" } else { "s" }
        ));
        desk.effects.push(Effect::WriteDocuments(Box::new(ToWrite {
            folder: self.folder.written.clone(),
            replace: self.replace,
            meeting: self.meeting.clone(),
            template: (*self.template).clone(),
            background: (**background).clone(),
            files,
        })));
    }

    fn is_there(&self, file: &Planned) -> bool {
        let known = self.folder.known.as_ref();
        known.is_some_and(|known| known.there.contains(&file.name))
    }

    /// Has it looked up which of the files are there.
    fn look(&mut self, desk: &mut Desk) {
        desk.effects.push(Effect::LookAtFolder {
            folder: self.folder.written.clone(),
            names: self.plan.iter().map(|file| file.name.clone()).collect(),
        });
    }

    /// Letters that are no command do nothing.
    pub fn typed(&mut self, _letter: char, _desk: &mut Desk) {}

    /// There is nowhere to paste to.
    pub fn pasted(&mut self, _text: &str, _desk: &mut Desk) {}

    /// Takes the folder that was named.
    pub fn answered(&mut self, answer: Answer, desk: &mut Desk) {
        if let Answer::Filled(Purpose::Folder(written)) = answer {
            self.folder = Folder {
                written,
                known: None,
            };
            self.look(desk);
        }
    }

    /// Takes what is on record besides the meeting; then it is known what can be written.
    pub fn looked_up(&mut self, answer: &Answered, desk: &mut Desk) {
        let Answered::Background(background) = answer else {
            return;
        };
        // One that was asked for the other copy comes too late.
        if background.copy != self.meeting.which() {
            return;
        }
        let material = Material::of(&self.meeting, &self.template).with(background);
        self.plan = export::plan(&material);
        self.background = Some(background.clone());
        self.at = self.at.min(self.plan.len().saturating_sub(1));
        self.look(desk);
    }

    /// Takes what is in the folder.
    pub fn folder_seen(&mut self, looked: Looked) {
        if looked.asked == self.folder.written {
            self.folder.known = Some(looked);
        }
    }

    /// Something was written: what is marked no more has to be, and the folder holds other files.
    pub fn written(&mut self, desk: &mut Desk) {
        self.marked.clear();
        self.look(desk);
    }
}
