//! What the screens and the store say to each other: plain data, no database in it.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::minutes::action::{Dated, Standing};
use crate::minutes::background::{Background, Minuted, Span};
use crate::minutes::change::Change;
use crate::minutes::entry::{Action, Kind};
use crate::minutes::exempt::Copy;
use crate::minutes::formal::Resolved;
use crate::minutes::history::{History, Manner};
use crate::minutes::ids::{BodyId, ChangeId, EntryId, EntryKey, ItemId, MeetingId, Stamp};
use crate::minutes::meeting::{Meeting, State};
use crate::minutes::register::{Register, RegisterChange};
use crate::minutes::reporting::Accounts;
use crate::minutes::topic::Topic;

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
    /// Look something up. It is answered beside the writing, from what is on disk, and never waits for it; a newer
    /// question of the same sort takes the place of one that was not begun.
    Ask(Question),
    /// Write what waits, close the register and answer `Stopped`.
    Stop,
}

/// Something to be looked up over all meetings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// What fits some words.
    LookUp(LookUp),
    /// Actions as a table.
    Actions(ActionsAsked),
    /// How many actions there are for a table, by how they stand; it may take longer than its rows.
    Count(ActionsAsked),
    /// What became of one action.
    History(EntryKey),
    /// What an earlier meeting left for one that is to be held.
    Outstanding(OutstandingAsked),
    /// How all bodies stand on a day, and what they owe one another.
    Bodies(NaiveDate),
    /// Open actions that ask for the same as words being typed.
    Like(LikeAsked),
    /// What is on record of a file that is to be taken in.
    TakenIn(TakenInAsked),
    /// What is on record of a body, for its documents.
    Background(BackgroundAsked),
    /// How many resolutions the earlier meetings of a body made.
    Resolutions(ResolutionsAsked),
}

/// The answer to a question. Each says which it answers, so that a late one can be dropped.
#[derive(Debug)]
pub enum Answered {
    /// What fits.
    Found(Found),
    /// Actions as a table.
    Actions(ActionList),
    /// How many there are.
    Counted(Counted),
    /// What became of an action.
    History(Box<ActionHistory>),
    /// What is left.
    Outstanding(Box<Outstanding>),
    /// How all bodies stand.
    Bodies(Box<Accounts>),
    /// Open actions that ask for the same, the likest first.
    Like(Found),
    /// What is on record of a file.
    TakenIn(TakenIn),
    /// What is on record of a body.
    Background(Box<Background>),
    /// How many resolutions its earlier meetings made.
    Resolutions(ResolutionsMade),
}

/// For which meeting it is asked how many resolutions there were before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolutionsAsked {
    /// The meeting.
    pub meeting: MeetingId,
    /// Its body.
    pub body: BodyId,
    /// Its day.
    pub on: NaiveDate,
    /// The first day that is asked about; all, where there is none.
    pub since: Option<NaiveDate>,
}

/// How many resolutions there were before a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolutionsMade {
    /// For which.
    pub asked: ResolutionsAsked,
    /// Meeting by meeting, the latest first, as far back as matters.
    pub resolved: Vec<Resolved>,
}

/// Of which body it is asked what is on record, and of which days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackgroundAsked {
    /// The body.
    pub body: BodyId,
    /// The days.
    pub span: Span,
    /// The day that decides what is overdue.
    pub today: NaiveDate,
    /// For which copy: the public one is told of nothing that is exempt.
    pub copy: Copy,
}

/// A file that is to be taken in, and the numbers that its actions would get.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenInAsked {
    /// Comes back with the answer.
    pub serial: u64,
    /// SHA-256 over the file, in hexadecimal.
    pub sha256: String,
    /// The letters and years of the references that its actions would get.
    pub references: Vec<(String, i32)>,
}

/// What is on record of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Of the question.
    pub serial: u64,
    /// The meetings that were taken in from it, but those withdrawn.
    pub meetings: Vec<MeetingId>,
    /// The highest number given under each of the letters and years asked for.
    pub last_actions: Vec<u32>,
}

/// Words to be looked up, with what they are looked up from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookUp {
    /// Comes back with the answer.
    pub serial: u64,
    /// The words and filters as typed (see [`crate::minutes::query`]).
    pub text: String,
    /// The body whose own come first.
    pub here: Option<BodyId>,
    /// The heading of the item it is asked under: with no words, what was raised under the same heading comes first.
    pub heading: Option<String>,
    /// The day that decides what is overdue.
    pub today: NaiveDate,
    /// How many are wanted at most.
    pub limit: usize,
}

/// What fits some words, the best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Of the question.
    pub serial: u64,
    /// The rows.
    pub hits: Vec<Hit>,
    /// Whether there are more than were wanted.
    pub more: bool,
    /// What was made of the words, where it is not plain: "saefguarding" was read as "safeguarding".
    pub remarks: Vec<String>,
}

/// One row of what was looked up: an item, or an entry, which may be an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The meeting that recorded it.
    pub meeting: MeetingId,
    /// Its item.
    pub item: ItemId,
    /// The entry; none where it is the item itself.
    pub entry: Option<EntryId>,
    /// The kind of the entry.
    pub kind: Option<Kind>,
    /// Its words, or the item's title.
    pub text: String,
    /// Which bytes of them fit what was asked, in order.
    pub marked: Vec<std::ops::Range<usize>>,
    /// The body that met.
    pub body: BodyId,
    /// Its name on the day.
    pub body_name: String,
    /// The day of the meeting.
    pub date: NaiveDate,
    /// The place of the item on the agenda, from 0.
    pub place: usize,
    /// The item's number in published minutes, where that is not its place.
    pub numbered: Option<String>,
    /// The item's title.
    pub title: String,
    /// For an action, what there is to say of it.
    pub action: Option<Box<ActionState>>,
    /// Whether it is exempt, so that it must not stand where the public reads.
    pub exempt: bool,
}

impl Hit {
    /// Whether anything that it says is exempt: its own words, or what was last heard of it.
    pub fn holds_exempt(&self) -> bool {
        let heard = |action: &ActionState| action.standing.public.is_some();
        self.exempt || self.action.as_deref().is_some_and(heard)
    }

    /// Which entry it is; none where it is an item.
    pub fn key(&self) -> Option<EntryKey> {
        let meeting = self.meeting;
        self.entry.map(|entry| EntryKey { meeting, entry })
    }

    /// The entry as another meeting refers to it; none where it is an item.
    pub fn minuted(&self) -> Option<Minuted> {
        Some(Minuted {
            key: self.key()?,
            kind: self.kind?,
            text: self.text.clone(),
            body: self.body,
            body_name: self.body_name.clone(),
            date: self.date,
            number: self.number(),
            title: self.title.clone(),
            exempt: self.exempt,
        })
    }

    /// The number by which its item is referred to: "2", "24/05/3".
    pub fn number(&self) -> String {
        match &self.numbered {
            Some(published) => published.clone(),
            None => (self.place + 1).to_string(),
        }
    }
}

/// An action and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionState {
    /// Its reference.
    pub reference: String,
    /// How it stands after all that became of it.
    pub standing: Standing,
    /// Whether it is addressed to a body, or a body is to hear of it.
    pub recommendation: bool,
    /// The action as it was agreed.
    pub agreed: Action,
}

/// An action as a list of many reads it: how it stands now, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionRow {
    /// The entry that holds it.
    pub key: EntryKey,
    /// Its reference.
    pub reference: String,
    /// Its words.
    pub text: String,
    /// How it stands.
    pub standing: Standing,
    /// Whether it is addressed to a body, or a body is to hear of it.
    pub recommendation: bool,
    /// Whether it is exempt, so that it must not stand where the public reads.
    pub exempt: bool,
    /// The name of the body that agreed it, on the day.
    pub body_name: String,
    /// The day of the meeting.
    pub date: NaiveDate,
    /// The number by which its item is referred to.
    pub number: String,
    /// The title of its item.
    pub title: String,
}

impl ActionRow {
    /// What was looked up, where it is an action.
    pub fn of(hit: &Hit) -> Option<Self> {
        let action = hit.action.as_ref()?;
        Some(Self {
            key: hit.key()?,
            reference: action.reference.clone(),
            text: hit.text.clone(),
            standing: action.standing.clone(),
            recommendation: action.recommendation,
            exempt: hit.exempt,
            body_name: hit.body_name.clone(),
            date: hit.date,
            number: hit.number(),
            title: hit.title.clone(),
        })
    }
}

/// How a table of actions is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What presses most first: the earliest end of its time; what has none last.
    #[default]
    Pressing,
    /// The newest first.
    Raised,
    /// By reference.
    Reference,
    /// By owner's name.
    Owner,
    /// By the body that agreed it.
    Body,
}

/// Which actions are wanted, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActionsAsked {
    /// Comes back with the answer.
    pub serial: u64,
    /// Words and filters as typed (see [`crate::minutes::query`]); with no word of a state, actions of every state.
    pub text: String,
    /// Only those of one body's meetings.
    pub body: Option<BodyId>,
    /// Only these, in their order, where there are any; words, body and order are then left aside.
    pub among: Vec<EntryKey>,
    /// In what order.
    pub order: Order,
    /// The other way round.
    pub reversed: bool,
    /// The day that decides what is overdue.
    pub today: NaiveDate,
    /// How many rows are wanted at most.
    pub limit: usize,
    /// How many are left out before them.
    pub skip: usize,
}

/// Actions as a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActionList {
    /// Of the question.
    pub serial: u64,
    /// The rows, all of them actions.
    pub rows: Vec<Hit>,
}

/// How many actions fit, whatever state was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Of the question.
    pub serial: u64,
    /// How many.
    pub counts: Counts,
}

/// How many actions there are that fit, by how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In all.
    pub all: u64,
    /// To be done.
    pub open: u64,
    /// Of those, the ones whose time is over.
    pub overdue: u64,
    /// Done.
    pub complete: u64,
}

/// What became of an action, from the meeting that agreed it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionHistory {
    /// Which action.
    pub action: EntryKey,
    /// The action; none where there is none of that name.
    pub hit: Option<Hit>,
    /// What became of it, the earliest first.
    pub steps: Vec<HistoryStep>,
}

/// One step in the history of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryStep {
    /// When, and what.
    pub dated: Dated,
    /// The entry that says so, as it is looked up; none for what was noted between meetings.
    pub told: Option<Hit>,
}

/// For which meeting it is asked what is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutstandingAsked {
    /// The meeting.
    pub meeting: MeetingId,
    /// Its body.
    pub body: BodyId,
    /// Its day.
    pub on: NaiveDate,
}

/// What earlier meetings left for one. What stands on its agenda already is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outstanding {
    /// For which.
    pub asked: OutstandingAsked,
    /// Open actions of the body, the most pressing first.
    pub actions: Vec<Hit>,
    /// Whether there are more of them than are listed.
    pub more_actions: bool,
    /// What is to be reported back to it at this meeting or before.
    pub to_report: Vec<Hit>,
    /// Recommendations that other bodies addressed to it.
    pub addressed: Vec<Hit>,
    /// Topics of its work programme that were promised to that date, or to none; items and motions deferred to it.
    pub topics: Vec<Promised>,
    /// Those of them that stand on this meeting's agenda by themselves: recommendations to a body at its next meeting, what
    /// is to be reported to just this one, and what was deferred to it. Nothing that its agenda ever held before.
    pub due_here: Vec<EntryKey>,
}

/// A topic of a work programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promised {
    /// The point of the programme, or the entry that deferred it.
    pub hit: Hit,
    /// What it was read as.
    pub topic: Topic,
    /// For an item that was deferred, what was prepared for it and is not used.
    pub prepared: Vec<String>,
}

/// Words being typed, of which it is asked whether they were asked for before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LikeAsked {
    /// Comes back with the answer.
    pub serial: u64,
    /// The words.
    pub text: String,
    /// The meeting that is open, whose own action being amended is not to be found like itself.
    pub not: Option<EntryKey>,
}

/// What the store answers.
#[derive(Debug)]
pub enum Reply {
    /// All meetings, today's place in them left to the screen.
    Diary(Vec<DiaryRow>),
    /// Where there are very many: those that are not over and the newest of the others. All of them follow as `Diary`
    /// when nothing else is to be done.
    Newest(Vec<DiaryRow>),
    /// Bodies and people.
    Register(Box<Register>),
    /// A meeting opened.
    Opened(Box<Opened>),
    /// A meeting read.
    Read(Box<Meeting>),
    /// What was asked for has been looked up.
    Answered(Answered),
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
    pub body_id: BodyId,
    /// Its own title, or the body's name.
    pub title: String,
    /// Where.
    pub place: String,
    /// How far it has come.
    pub state: State,
    /// How many of its actions are open.
    pub open_actions: u32,
    /// How many entries it holds, where they were counted.
    pub entries: Option<u32>,
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
