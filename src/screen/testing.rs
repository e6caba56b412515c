//! The whole program but its terminal and its disk: keys go in as a string, a store in memory answers at once.
//!
//! Only for tests.

mod asking;

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::{FixedOffset, TimeZone};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::app::{Effect, Message, Model, update, view};
use crate::keymap::{Key, Keymap, read_keys};
use crate::minutes::change::Change;
use crate::minutes::history::History;
use crate::minutes::ids::{MeetingId, Stamp};
use crate::minutes::meeting::{Meeting, State};
use crate::minutes::phrases::Phrases;
use crate::minutes::register::Register;
use crate::minutes::template::Templates;
use crate::screen::desk::Desk;
use crate::screen::{Overlay, Screen};
use crate::store::protocol::{DiaryRow, Draft, Line, Opened, Reply, Request, What};
use crate::theme::Theme;

/// Wednesday 27 July 2022, half past five in the evening.
pub fn half_past_five() -> Stamp {
    FixedOffset::east_opt(3600)
        .and_then(|offset| offset.with_ymd_and_hms(2022, 7, 27, 17, 30, 0).single())
        .unwrap()
}

/// A program that runs, with its store.
pub struct Room {
    pub model: Model,
    pub store: Memory,
    /// Effects that were not for the store.
    pub left: Vec<Effect>,
}

impl Room {
    /// A room that shows a screen over an empty register.
    pub fn new(screen: impl Into<Screen>) -> Self {
        Self::with(screen, Vec::new())
    }

    /// A room that shows a screen over a register with something in its journal.
    pub fn with(screen: impl Into<Screen>, journal: Vec<Line>) -> Self {
        let keymap = Keymap::built_in("default").unwrap_or_else(|wrong| panic!("{wrong}"));
        let mut desk = Desk::new(
            Rc::new(keymap),
            Rc::new(templates()),
            Rc::new(phrases()),
            Theme::new(true),
            [7; 16],
            half_past_five(),
        );
        desk.register_path = "council.minutebook".to_owned();
        let mut room = Self {
            model: Model::new(desk, screen),
            store: Memory::default(),
            left: Vec::new(),
        };
        room.store.append(journal);
        let effects = room.model.start();
        room.carry_out(effects);
        room
    }

    /// Takes up the meeting of today that has not begun, as the capture screen does.
    pub fn take_up_today(&mut self) -> MeetingId {
        let today = self.model.desk.now.date_naive();
        let (meeting, history) = self
            .store
            .meetings
            .values()
            .find(|(meeting, _)| meeting.head.date == today)
            .unwrap();
        let id = meeting.id;
        self.model.desk.take_up(opened(meeting, history, None));
        id
    }

    /// The meeting that is open.
    pub fn open(&self) -> &Meeting {
        &self.model.desk.open.as_ref().unwrap().meeting
    }

    /// Lays something on top.
    pub fn lay(&mut self, overlay: impl Into<Overlay>) {
        self.model.overlays.push(overlay.into());
    }

    /// Presses keys: letters as they stand, others as `<enter>`, `<ctrl-s>`, `<down>`.
    pub fn press(&mut self, keys: &str) {
        for key in keys_of(keys) {
            let message = Message::Key(key, self.model.desk.now);
            self.tell(message);
        }
    }

    /// The clock of the room shows so many minutes past half past five.
    pub fn at_minute(&mut self, minute: i64) {
        let now = half_past_five() + chrono::TimeDelta::minutes(minute);
        self.tell(Message::Clock(now));
    }

    pub fn paste(&mut self, text: &str) {
        let message = Message::Paste(text.to_owned(), self.model.desk.now);
        self.tell(message);
    }

    pub fn tell(&mut self, message: Message) {
        let effects = update(&mut self.model, message);
        self.carry_out(effects);
    }

    /// Hands to the store what is for it.
    pub fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(request) => {
                    for reply in self.store.answer(request) {
                        let message = Message::Reply(reply, self.model.desk.now);
                        self.tell(message);
                    }
                }
                other => self.left.push(other),
            }
        }
    }

    /// The screen at a size, a line a row.
    pub fn screen(&mut self, width: u16, height: u16) -> String {
        self.tell(Message::Resize(width, height));
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| view(&self.model, frame)).unwrap();
        terminal.backend().to_string()
    }

    /// What the status line says.
    pub fn said(&self) -> &str {
        self.model
            .desk
            .notice
            .as_ref()
            .map_or("", |notice| notice.words.as_str())
    }
}

/// Kinds of meeting.
pub fn templates() -> Templates {
    Templates::built_in()
}

/// Abbreviations and stock phrases.
fn phrases() -> Phrases {
    Phrases::stock()
}

fn opened(meeting: &Meeting, history: &History, draft: Option<Draft>) -> Opened {
    Opened {
        meeting: meeting.clone(),
        history: history.clone(),
        draft,
        elsewhere: None,
        last_action: 0,
        faults: Vec::new(),
    }
}

/// Keys as a string writes them.
pub fn keys_of(written: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = written;
    while let Some(first) = rest.chars().next() {
        let named = rest
            .strip_prefix('<')
            .and_then(|named| named.split_once('>'));
        if let Some((name, after)) = named {
            keys.extend(read_keys(name).unwrap_or_else(|fault| panic!("{fault}")));
            rest = after;
        } else {
            keys.push(Key::from(first));
            rest = &rest[first.len_utf8()..];
        }
    }
    keys
}

/// A store in memory, which refuses nothing but what the record refuses.
#[derive(Default)]
pub struct Memory {
    pub journal: Vec<Line>,
    pub register: Register,
    pub meetings: BTreeMap<MeetingId, (Meeting, History)>,
    pub drafts: BTreeMap<MeetingId, Draft>,
}

impl Memory {
    fn answer(&mut self, request: Request) -> Vec<Reply> {
        match request {
            Request::Diary => vec![Reply::Diary(self.diary())],
            Request::Register => vec![Reply::Register(Box::new(self.register.clone()))],
            Request::Open(id) => {
                let (meeting, history) = &self.meetings[&id];
                let draft = self.drafts.get(&id).cloned();
                vec![Reply::Opened(Box::new(opened(meeting, history, draft)))]
            }
            Request::Read(id) => vec![Reply::Read(Box::new(self.meetings[&id].0.clone()))],
            Request::Release(_) => Vec::new(),
            Request::Record {
                revision,
                lines,
                draft,
            } => {
                self.append(lines);
                self.drafts.extend(draft);
                vec![Reply::Saved(revision)]
            }
            Request::KeepDraft {
                revision,
                meeting,
                draft,
            } => {
                self.drafts.insert(meeting, draft);
                vec![Reply::Saved(revision)]
            }
            Request::Ask(question) => vec![Reply::Answered(asking::answer(self, &question))],
            Request::Stop => vec![Reply::Stopped { kept: true }],
        }
    }

    /// Looks something up.
    pub fn ask(
        &self,
        question: &crate::store::protocol::Question,
    ) -> crate::store::protocol::Answered {
        asking::answer(self, question)
    }

    /// Makes the changes of lines, in order.
    pub fn append(&mut self, lines: Vec<Line>) {
        for line in lines {
            match &line.what {
                What::Register(change) => {
                    self.register.apply(change);
                }
                What::Meeting(id, change) => {
                    if let Change::Scheduled { head, .. } = change {
                        let meeting = Meeting::new(*id, head.clone());
                        self.meetings.insert(*id, (meeting, History::default()));
                    }
                    let (meeting, history) = self.meetings.get_mut(id).unwrap();
                    history
                        .make(meeting, line.id, line.manner, change)
                        .unwrap_or_else(|refused| panic!("{change:?}: {refused}"));
                }
            }
            self.journal.push(line);
        }
    }

    fn diary(&self) -> Vec<DiaryRow> {
        let mut rows: Vec<DiaryRow> = self
            .meetings
            .values()
            .map(|(meeting, _)| DiaryRow {
                id: meeting.id,
                date: meeting.head.date,
                time: meeting.head.time,
                body: meeting.head.body.name.clone(),
                body_id: meeting.head.body.id,
                title: meeting.head.title().to_owned(),
                place: meeting.head.place.clone(),
                state: meeting.state(),
                open_actions: open_actions(meeting),
                entries: Some(meeting.entries().count() as u32),
            })
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse((row.date, row.time, row.id)));
        rows
    }
}

fn open_actions(meeting: &Meeting) -> u32 {
    if meeting.state() == State::Withdrawn {
        return 0;
    }
    meeting
        .entries()
        .filter_map(|(_, entry)| entry.action())
        .filter(|action| action.status == crate::minutes::entry::Status::Open)
        .count() as u32
}
