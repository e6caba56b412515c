//! What all screens share: the register, the meeting that is open, what is on its way to disk.
//!
//! A screen does nothing to the world by itself: it leaves [`Effect`]s here, which the loop carries out, and
//! [`Step`]s, which say what screen comes next.

mod recording;

use std::rc::Rc;

use crate::command::Command;
use crate::keymap::{Context, Keymap};
use crate::minutes::completion::Vocabulary;
use crate::minutes::formal::Resolved;
use crate::minutes::history::History;
use crate::minutes::ids::{BodyId, IdSource, ItemId, MeetingId, Stamp};
use crate::minutes::meeting::{Meeting, State};
use crate::minutes::phrases::Phrases;
use crate::minutes::register::Register;
use crate::minutes::roster::Roster;
use crate::minutes::template::{Template, Templates};
use crate::store::protocol::{DiaryRow, Draft, Opened, Request, Revision};
use crate::theme::Theme;

use super::update_action::recording::Noted;
use super::writing::ToWrite;
use super::{Answer, Overlay, Screen, sources};

/// Something that the loop is to do.
#[derive(Debug)]
pub enum Effect {
    /// Ask the store.
    Send(Request),
    /// Write a document beside its target, sync it and rename it.
    Write {
        /// Where to.
        path: String,
        /// What.
        bytes: Vec<u8>,
        /// Whether a file that is there may be replaced.
        replace: bool,
        /// Whether nobody but its owner may read it.
        private: bool,
        /// What is to be said besides once it is written; may be empty.
        besides: String,
    },
    /// Read a file that the clerk named.
    ReadFile {
        /// Which.
        path: String,
    },
    /// Read a file that the clerk named as minutes or an action log.
    ReadImport {
        /// Which.
        path: String,
    },
    /// See which of these files are in a folder.
    LookAtFolder {
        /// The folder.
        folder: String,
        /// Names of files.
        names: Vec<String>,
    },
    /// Make documents and write them, each beside its target.
    WriteDocuments(Box<ToWrite>),
    /// Draw every cell again.
    Redraw,
    /// Stop the program, with everything saved.
    Quit,
}

/// What the screens ask of the stack that they stand in.
#[derive(Debug)]
pub enum Step {
    /// Lay something on top.
    Push(Overlay),
    /// Take away what is on top.
    Pop,
    /// Take away what is on top and give the answer to what is below.
    Answer(Answer),
    /// Show another screen, with nothing on top.
    Show(Box<Screen>),
    /// Run a command as if its key had been pressed, with nothing on top.
    Run(Command),
}

/// A word to the clerk in the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub words: String,
    /// Whether it wants attention.
    pub warning: bool,
    /// Whether it wants attention at once: nothing else is said over it before the next key.
    pub alarm: bool,
}

/// How far the disk has come.
#[derive(Clone, Debug, Default)]
pub struct Saving {
    /// The last thing handed to the store.
    handed: Revision,
    /// The last change of the record among them.
    recorded: Revision,
    /// The last of which the store said that it is on disk.
    saved: Revision,
    /// When that was said of the last change of the record.
    pub saved_at: Option<Stamp>,
    /// What is wrong with the disk, if anything is, and how much waits.
    pub trouble: Option<(String, usize)>,
}

impl Saving {
    /// Whether every change of the record is on disk.
    pub fn is_saved(&self) -> bool {
        self.saved >= self.recorded
    }

    /// Whether every key of the half-typed line is on disk too.
    pub fn is_kept(&self) -> bool {
        self.saved >= self.handed
    }
}

/// A meeting that is open, with what is worked out from it.
pub struct OpenMeeting {
    /// The record.
    pub meeting: Meeting,
    /// What can be undone and redone.
    pub history: History,
    /// The template that it follows.
    pub template: Rc<Template>,
    /// Why it is only to be read, where it is.
    pub elsewhere: Option<String>,
    /// The item that the screen shows: what is recorded from something that lies on top goes under it.
    pub shown: Option<ItemId>,
    /// How many changes have been made since it was opened: what was worked out from another version is out of date.
    pub version: u64,
    /// The highest number in the references of the body's actions this year, in other meetings.
    last_action: u32,
    /// How many resolutions the body's earlier meetings made, where this one's are numbered on and that is known.
    pub resolved: Option<Vec<Resolved>>,
    /// Everybody who can be named.
    pub roster: Roster,
    /// Words that Tab can complete.
    pub vocabulary: Vocabulary,
    /// Abbreviations and stock phrases.
    pub phrases: Rc<Phrases>,
}

impl OpenMeeting {
    /// The reference that the meeting's next action gets: "CSSP/2022/14".
    pub fn next_reference(&self) -> String {
        self.reference_after(0)
    }

    /// The reference that an action gets after so many others that are not yet in the record.
    pub fn reference_after(&self, others: u32) -> String {
        use chrono::Datelike;
        let head = &self.meeting.head;
        let number = self.meeting.next_action_number().max(self.last_action + 1) + others;
        format!("{}/{}/{number}", head.body.code, head.date.year())
    }
}

/// What all screens share.
pub struct Desk {
    /// What keys mean.
    pub keymap: Rc<Keymap>,
    /// Kinds of meeting.
    pub templates: Rc<Templates>,
    /// The user's own abbreviations, over the built-in ones.
    pub phrases: Rc<Phrases>,
    /// How things look.
    pub theme: Theme,
    /// Bodies and people.
    pub register: Register,
    /// Where the register is kept, for the diary's header; empty where nobody said.
    pub register_path: String,
    /// All meetings, newest first; `None` until the store has answered.
    pub diary: Option<Vec<DiaryRow>>,
    /// The meeting that is open.
    pub open: Option<OpenMeeting>,
    /// How far the disk has come.
    pub saving: Saving,
    /// The clock, as of the last message.
    pub now: Stamp,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// A word in the status line.
    pub notice: Option<Notice>,
    /// Whether letters are commands for now (a modal keymap).
    pub normal_mode: bool,
    /// What the loop is to do.
    pub effects: Vec<Effect>,
    /// What the stack of screens is to do.
    pub steps: Vec<Step>,
    /// Updates of actions noted between meetings since the last step in the open one, the latest last.
    pub noted: Vec<Noted>,
    /// Meetings of which the clerk has looked at what earlier ones left for them.
    pub looked_over: std::collections::BTreeSet<MeetingId>,
    /// The meeting that is being fetched to be read at a place in it.
    pub reading: Option<sources::Place>,
    /// Words copied from elsewhere, for the entry line to put in as it puts in what was cut.
    pub copied: Option<String>,
    /// What was last looked up, and under which item.
    pub last_query: Option<(Option<ItemId>, String)>,
    ids: IdSource,
    questions: u64,
}

impl Desk {
    /// A desk with nothing on it yet.
    pub fn new(
        keymap: Rc<Keymap>,
        templates: Rc<Templates>,
        phrases: Rc<Phrases>,
        theme: Theme,
        seed: [u8; 16],
        now: Stamp,
    ) -> Self {
        Self {
            keymap,
            templates,
            phrases,
            theme,
            register: Register::default(),
            register_path: String::new(),
            diary: None,
            open: None,
            saving: Saving::default(),
            now,
            size: (80, 24),
            notice: None,
            normal_mode: false,
            effects: Vec::new(),
            steps: Vec::new(),
            noted: Vec::new(),
            looked_over: std::collections::BTreeSet::new(),
            reading: None,
            copied: None,
            last_query: None,
            ids: IdSource::new(seed),
            questions: 0,
        }
    }

    /// A new name for something.
    pub fn new_id(&mut self) -> uuid::Uuid {
        self.ids.next(self.now)
    }

    /// A source of names apart from the desk's own, for something that makes many at once.
    pub fn id_source(&mut self) -> IdSource {
        IdSource::new(*self.new_id().as_bytes())
    }

    /// Says something in the status line.
    pub fn say(&mut self, words: impl Into<String>) {
        self.speak(words.into(), false);
    }

    fn speak(&mut self, words: String, warning: bool) {
        if !self.notice.as_ref().is_some_and(|notice| notice.alarm) {
            self.notice = Some(Notice {
                words,
                warning,
                alarm: false,
            });
        }
    }

    /// Says something that nothing else is said over before the next key.
    fn alarm(&mut self, words: String) {
        self.notice = Some(Notice {
            words,
            warning: true,
            alarm: true,
        });
    }

    /// Says something in the status line that wants attention.
    pub fn warn(&mut self, words: impl Into<String>) {
        self.speak(words.into(), true);
    }

    /// Asks the store.
    pub fn send(&mut self, request: Request) {
        self.effects.push(Effect::Send(request));
    }

    /// Lays something on top of what is shown.
    pub fn push(&mut self, overlay: impl Into<Overlay>) {
        self.steps.push(Step::Push(overlay.into()));
    }

    /// Takes away what is on top.
    pub fn pop(&mut self) {
        self.steps.push(Step::Pop);
    }

    /// Shows another screen.
    pub fn show(&mut self, screen: impl Into<Screen>) {
        self.steps.push(Step::Show(Box::new(screen.into())));
    }

    /// The keys that run a command here, for a footer: "Ctrl+N"; empty where it has none.
    pub fn keys(&self, contexts: &[Context], command: Command) -> String {
        self.keymap.keys_for(contexts, command).unwrap_or_default()
    }

    /// The store said that everything up to `revision` is on disk. Answers whether the record has become whole there by
    /// it.
    pub fn saved(&mut self, revision: Revision) -> bool {
        let was = self.saving.is_saved();
        self.saving.saved = self.saving.saved.max(revision);
        let became = !was && self.saving.is_saved();
        if became {
            self.saving.saved_at = Some(self.now);
        }
        became
    }

    /// A number for a question to the store, by which its answer is known.
    pub fn next_question(&mut self) -> u64 {
        self.questions += 1;
        self.questions
    }

    fn hand_over(&mut self) -> Revision {
        self.saving.handed.0 += 1;
        self.saving.handed
    }

    /// Takes a meeting that the store has opened as the one that is worked on.
    pub fn take_up(&mut self, opened: Opened) -> Option<Draft> {
        let Opened {
            meeting,
            history,
            draft,
            elsewhere,
            last_action,
            faults,
        } = opened;
        let template = self.templates.for_meeting(&meeting.head.template);
        if template.name != meeting.head.template {
            self.warn(format!(
                "The template \"{}\" is not to be had; \"{}\" is used instead. See `minutebook templates`.",
                meeting.head.template, template.name
            ));
        }
        if let Some(fault) = faults.first() {
            self.warn(format!("{fault} Run `minutebook check` to see all."));
        }
        let roster = Roster::new(&meeting.seats, &self.register.people, meeting.head.date)
            .with_bodies(&self.register.bodies);
        let mut vocabulary = Vocabulary::new();
        vocabulary.learn_name(&meeting.head.body.name);
        for item in &meeting.items {
            vocabulary.learn(&item.outline.title);
            for line in &item.outline.prepared {
                vocabulary.learn(line);
            }
            for entry in &item.entries {
                vocabulary.learn(&entry.text);
            }
        }
        for seat in &meeting.seats {
            vocabulary.learn_name(&seat.person.family);
            for post in &seat.person.posts {
                vocabulary.learn_name(&post.title);
            }
        }
        let phrases = Rc::new(self.phrases.with_template(&template.phrases));
        self.open = Some(OpenMeeting {
            meeting,
            history,
            template,
            elsewhere,
            shown: None,
            version: 0,
            last_action,
            resolved: None,
            roster,
            vocabulary,
            phrases,
        });
        draft
    }

    /// Puts the open meeting away, so that other programs may write in it.
    pub fn put_away(&mut self) {
        if let Some(open) = self.open.take() {
            self.send(Request::Release(open.meeting.id));
        }
    }

    /// Takes in the newest meetings; older ones stay as they were until all have come.
    pub fn newest_in_diary(&mut self, mut rows: Vec<DiaryRow>) {
        let oldest = rows.iter().map(|row| row.date).min();
        let there: std::collections::HashSet<MeetingId> = rows.iter().map(|row| row.id).collect();
        let older = self.diary.take().into_iter().flatten();
        rows.extend(older.filter(|row| {
            oldest.is_some_and(|oldest| row.date <= oldest) && !there.contains(&row.id)
        }));
        self.diary = Some(rows);
    }

    /// The next meeting of a body after a day, as the diary has it.
    pub fn next_in_diary(&self, body: BodyId, after: chrono::NaiveDate) -> Option<&DiaryRow> {
        self.diary
            .iter()
            .flatten()
            .filter(|row| row.body_id == body && row.date > after && row.state == State::Scheduled)
            .min_by_key(|row| (row.date, row.time))
    }

    /// The last meeting of a body before a day, as the diary has it.
    pub fn last_in_diary(&self, body: BodyId, before: chrono::NaiveDate) -> Option<&DiaryRow> {
        self.diary
            .iter()
            .flatten()
            .filter(|row| row.body_id == body && row.date < before && row.state != State::Scheduled)
            .max_by_key(|row| (row.date, row.time))
    }
}
