//! What the screens and the store say to each other: plain data, no database in it.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::minutes::change::Change;
use crate::minutes::entry::Kind;
use crate::minutes::history::{History, Manner};
use crate::minutes::ids::{ChangeId, EntryId, ItemId, MeetingId, Stamp};
use crate::minutes::meeting::{Meeting, State};
use crate::minutes::register::{Register, RegisterChange};

/// Counts what was handed to the store, so that a reply can name what it answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub u64);

/// One row for the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Names the row.
    pub id: ChangeId,
    /// When the clerk did it.
    pub at: Stamp,
    /// Whether it was made, undone or redone.
    pub manner: Manner,
    /// What was done.
    pub what: What,
}

/// What a row of the journal is about.
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all of them are changes to a meeting, and few wait at a time"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A step in the record of a meeting.
    Meeting(MeetingId, Change),
    /// A step in what outlives a meeting.
    Register(RegisterChange),
}

/// The half-typed line of a meeting, and where the clerk was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The item that was looked at, where it was not the current one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looking_at: Option<ItemId>,
    /// The line for a new entry.
    pub line: DraftLine,
    /// An earlier entry that was being amended, with its line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amending: Option<(EntryId, DraftLine)>,
}

/// A line being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    /// The words, marks and all.
    pub text: String,
    /// Where the cursor stands, in bytes from the start.
    pub cursor: usize,
    /// When the first key was pressed, if any was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Stamp>,
    /// The kind that the line has where no mark says otherwise.
    #[serde(default)]
    pub kind: Kind,
    /// The item under which it was begun; the meeting may have gone on meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// Which line of the item's prepared text it began as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepared: Option<u16>,
}

/// What the store is asked to do; done in the order asked.
#[derive(Debug)]
pub enum Request {
    /// List all meetings.
    Diary,
    /// Bodies and people.
    Register,
    /// Open a meeting to write in it, or to read where another program writes in it.
    Open(MeetingId),
    /// Read a meeting and leave it as it is.
    Read(MeetingId),
    /// Let other programs write in a meeting.
    Release(MeetingId),
    /// Append to the journal, all lines or none.
    Record {
        /// What the reply will name.
        revision: Revision,
        /// The rows, in order.
        lines: Vec<Line>,
        /// The half-typed line that stands after them, written in the same step: an entry recorded and its draft
        /// gone are one deed.
        draft: Option<(MeetingId, Draft)>,
    },
    /// Keep a half-typed line; a newer one of the same meeting replaces one still waiting.
    KeepDraft {
        /// What the reply will name.
        revision: Revision,
        /// Of which meeting.
        meeting: MeetingId,
        /// What to keep.
        draft: Draft,
    },
    /// Write what waits, close the register and answer `Stopped`.
    Stop,
}

/// What the store answers.
#[derive(Debug)]
pub enum Reply {
    /// All meetings, today's place in them left to the screen.
    Diary(Vec<DiaryRow>),
    /// Bodies and people.
    Register(Box<Register>),
    /// A meeting opened.
    Opened(Box<Opened>),
    /// A meeting read.
    Read(Box<Meeting>),
    /// Everything up to this revision is on disk.
    Saved(Revision),
    /// Something could not be read; the words say what and what to do next.
    Failed(String),
    /// Writing fails at present: nothing is lost, the store keeps what waits and tries again by itself.
    Trouble {
        /// What is wrong and what to do, in plain words.
        words: String,
        /// How many requests wait.
        waiting: usize,
    },
    /// Writing goes on after trouble.
    Recovered,
    /// The register is closed; `kept` says whether everything asked for was written.
    Stopped {
        /// Whether everything asked for was written.
        kept: bool,
    },
}

/// One meeting in the diary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiaryRow {
    /// Which meeting.
    pub id: MeetingId,
    /// On what day.
    pub date: NaiveDate,
    /// When it is to begin, or began.
    pub time: Option<NaiveTime>,
    /// The body's name.
    pub body: String,
    /// Which body.
    pub body_id: crate::minutes::ids::BodyId,
    /// Its own title, or the body's name.
    pub title: String,
    /// Where.
    pub place: String,
    /// How far it has come.
    pub state: State,
    /// How many of its actions are open.
    pub open_actions: u32,
    /// How many entries it holds.
    pub entries: u32,
}

/// A meeting as opened.
#[derive(Debug)]
pub struct Opened {
    /// The record.
    pub meeting: Meeting,
    /// What can be undone and redone.
    pub history: History,
    /// The half-typed line, where one was kept.
    pub draft: Option<Draft>,
    /// Who writes in it, where that is another program: then it is only to be read.
    pub elsewhere: Option<String>,
    /// The highest number in the references of actions of the same body and year, in other meetings.
    pub last_action: u32,
    /// What could not be made sense of in the journal, in words; empty in a sound register.
    pub faults: Vec<String>,
}
