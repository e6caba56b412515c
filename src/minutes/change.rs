//! Changes: the steps of which a record is made.
//!
//! They are plain data: what the journal keeps, one a row. [`Meeting::apply`](super::meeting::Meeting::apply) makes them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::action::{Dated, Update};
use super::agenda::{Item, Outline};
use super::approval::{Approval, Stated};
use super::attendance::{Attended, Presence, Seat};
use super::entry::{Detail, Entry, Kind, Status};
use super::exempt::{Covers, Mark, Paragraph};
use super::formal;
use super::ids::{EntryId, EntryKey, ItemId, PersonId, PresenceId, Stamp};
use super::meeting::{Head, Meeting, Rules, Sitting, Source, State};
use super::writing::{Letter, Report};

/// One step in the record of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// The meeting was called: the first change of every meeting, and only the first.
    Scheduled {
        /// Whose, when, where.
        head: Head,
        /// Everybody on the roll.
        seats: Vec<Seat>,
        /// The agenda.
        items: Vec<Item>,
    },
    /// Date, time, place, title or template were altered.
    HeadAmended {
        /// What holds from now on.
        head: Head,
    },
    /// The meeting was taken out of the diary.
    Withdrawn,
    /// It was put back.
    Reinstated,
    /// The chair opened the meeting.
    Commenced {
        /// When.
        at: Stamp,
    },
    /// The meeting was adjourned.
    Adjourned {
        /// When.
        at: Stamp,
    },
    /// The meeting went on.
    Resumed {
        /// When.
        at: Stamp,
    },
    /// The chair closed the meeting.
    Terminated {
        /// When.
        at: Stamp,
    },
    /// A published text says that the meeting was held, and at which times, where it says so.
    Held {
        /// When the chair opened it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        commenced: Option<Stamp>,
        /// When the chair closed it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        terminated: Option<Stamp>,
    },
    /// A closed meeting was opened again, as if it had not been closed.
    Reopened,
    /// The times at which the meeting was opened and closed were put right.
    TimesAmended {
        /// When the chair opened it; what has not happened stays so.
        commenced: Option<Stamp>,
        /// When the chair closed it; what has not happened stays so.
        terminated: Option<Stamp>,
    },
    /// An item was put on the agenda.
    ItemAdded {
        /// The item, without entries.
        item: Item,
        /// Its place, from 0.
        place: usize,
    },
    /// An item's title, kind, guests or prepared text were altered.
    ItemAmended {
        /// Which.
        item: ItemId,
        /// What holds from now on.
        outline: Outline,
    },
    /// An item was moved on the agenda.
    ItemMoved {
        /// Which.
        item: ItemId,
        /// Its new place, from 0.
        place: usize,
    },
    /// An item without entries was taken off the agenda.
    ItemRemoved {
        /// Which.
        item: ItemId,
    },
    /// The chair put an item: it is current, and the one before it is left.
    ItemPut {
        /// Which.
        item: ItemId,
        /// When.
        at: Stamp,
    },
    /// The current item was left, and none is current.
    ItemLeft {
        /// Which.
        item: ItemId,
        /// When.
        at: Stamp,
    },
    /// An item was passed over, or taken back among those to come.
    ItemSkipped {
        /// Which.
        item: ItemId,
        /// Passed over, or not.
        skipped: bool,
    },
    /// What the chair's letter about an item says beyond the record was written, or altered.
    LetterWritten {
        /// Which item.
        item: ItemId,
        /// What it says; with nothing, there is none.
        letter: Option<Box<Letter>>,
    },
    /// What the report on an item says beyond the record was written, or altered.
    ReportWritten {
        /// Which item.
        item: ItemId,
        /// What it says; with nothing, there is none.
        report: Option<Box<Report>>,
    },
    /// Somebody was added to the roll, or their seat there was altered.
    Seated {
        /// Who, in what role.
        seat: Seat,
    },
    /// Somebody was taken off the roll who is nowhere in the stream of attendance.
    Unseated {
        /// Who.
        person: PersonId,
    },
    /// Something was noted in the stream of attendance.
    Noted {
        /// What.
        presence: Presence,
    },
    /// Something noted in the stream was a mistake.
    NoteWithdrawn {
        /// Which.
        presence: PresenceId,
    },
    /// Something was recorded.
    EntryAdded {
        /// Under which item.
        item: ItemId,
        /// What.
        entry: Entry,
        /// Its place under the item, from 0; at the end where there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<usize>,
    },
    /// The words, the kind or the detail of an entry were altered.
    EntryAmended {
        /// Which.
        entry: EntryId,
        /// Its kind from now on.
        kind: Kind,
        /// Its words from now on.
        text: String,
        /// Its detail from now on.
        #[serde(default)]
        detail: Detail,
    },
    /// An entry was moved, within its item or to another.
    EntryMoved {
        /// Which.
        entry: EntryId,
        /// Under which item from now on.
        item: ItemId,
        /// Its place there, from 0.
        place: usize,
    },
    /// An entry was given another time.
    EntryRetimed {
        /// Which.
        entry: EntryId,
        /// When it began.
        started_at: Stamp,
    },
    /// An entry was taken out.
    EntryRetracted {
        /// Which.
        entry: EntryId,
    },
    /// Something became of an action between meetings.
    ActionUpdated {
        /// The entry that holds it.
        entry: EntryId,
        /// When it was noted.
        at: Stamp,
        /// What became of it.
        update: Update,
    },
    /// What was noted of an action between meetings was a mistake.
    UpdateWithdrawn {
        /// The entry that holds the action.
        entry: EntryId,
        /// What was noted, and when.
        update: Box<Dated>,
    },
    /// The published text from which an imported meeting was made is kept with it.
    SourceKept {
        /// The text.
        source: Box<Source>,
    },
    /// An action was completed, or found to be open after all.
    ActionMarked {
        /// The entry that holds it.
        entry: EntryId,
        /// How far it has come.
        status: Status,
    },
    /// What standing orders ask of the meeting was altered.
    RulesAmended {
        /// What holds from now on.
        rules: Rules,
    },
    /// A later meeting approved the minutes, with these corrections: from now on their text is fixed.
    Approved {
        /// By what, when, and who signed them.
        approval: Box<Approval>,
    },
    /// The later meeting did not approve them after all: its entry was taken back.
    ApprovalWithdrawn {
        /// That entry.
        by: EntryKey,
    },
    /// Something was found wrong in minutes that had been approved.
    CorrectionStated {
        /// What, and when.
        correction: Stated,
    },
    /// Something was marked as exempt, or the mark on it was altered or taken away.
    Exempted {
        /// What.
        covers: Covers,
        /// The mark from now on; with nothing, there is none.
        mark: Option<Box<Mark>>,
    },
    /// The public left, excluded by a resolution.
    PublicExcluded {
        /// When.
        at: Stamp,
        /// The paragraphs of Schedule 12A; none where the resolution names none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        paragraphs: Vec<Paragraph>,
    },
    /// The public came back.
    PublicReadmitted {
        /// When.
        at: Stamp,
    },
    /// Several steps that were one deed of the clerk's.
    Together {
        /// The deed, in words.
        deed: String,
        /// The steps, in order.
        changes: Vec<Change>,
    },
    /// Parts of the record were put back as they were: what undo and redo record.
    PutBack {
        /// The parts, in the order of putting back.
        parts: Vec<Part>,
    },
}

/// One part of a meeting as it was at some moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Whose, when, where.
    Head(Box<Head>),
    /// How far it had come.
    Sitting(Sitting),
    /// What standing orders asked of it.
    Rules(Rules),
    /// That its minutes had been approved, or not.
    Approval(Option<Box<Approval>>),
    /// The corrections stated since.
    Corrections(Vec<Stated>),
    /// The marks on what was exempt.
    Marks(Vec<Mark>),
    /// An item, its place and what it was, without entries; or that there was none.
    Item(ItemId, Option<(usize, Box<Item>)>),
    /// An entry, its item, its place there and what it was; or that there was none.
    Entry(EntryId, Option<(ItemId, usize, Box<Entry>)>),
    /// Somebody's seat, its place and what it was; or that there was none.
    Seat(PersonId, Option<(usize, Box<Seat>)>),
    /// An event of attendance, its place and what it was; or that there was none.
    Presence(PresenceId, Option<(usize, Presence)>),
}

/// Why a change cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    /// The change speaks of an item that is not on the agenda.
    #[error("there is no such item on the agenda")]
    NoSuchItem,
    /// The change speaks of an entry that is not in the record.
    #[error("there is no such entry: it was retracted")]
    NoSuchEntry,
    /// The change speaks of somebody who is not on the roll.
    #[error("nobody of that name is on the roll")]
    NotOnRoll,
    /// The change speaks of an event that is not in the stream.
    #[error("there is no such note of attendance")]
    NoSuchNote,
    /// Something with this id is in the record already.
    #[error("it is in the record already")]
    Twice,
    /// An item that holds entries cannot be taken off.
    #[error("the item has entries: move or retract them first")]
    ItemHasEntries,
    /// Somebody whose coming or going was noted cannot be taken off the roll.
    #[error("their attendance has been noted: clear it first")]
    AttendanceNoted,
    /// The meeting is in a state that does not allow it.
    #[error("the meeting is {}, so it cannot be {wanted}", state.name())]
    WrongState {
        /// Where the meeting stands.
        state: State,
        /// What was to be done.
        wanted: &'static str,
    },
    /// The entry is no action.
    #[error("the entry is no action")]
    NoAction,
    /// The change speaks of something noted of an action that is not there.
    #[error("it was not noted of the action, or was taken back already")]
    NotNoted,
    /// A vote contradicts itself or the roll.
    #[error(transparent)]
    Vote(#[from] formal::Fault),
    /// An entry is amended by another, or was voted on.
    #[error("it was amended or voted on: retract that first")]
    VotedOn,
    /// Somebody would not have been present at a vote that counts them.
    #[error(
        "their vote is counted at a time when they would not be present: put the vote right first"
    )]
    Voted,
    /// The minutes were approved, and nothing in them is altered any more.
    #[error(
        "the minutes were approved on {} and stand as they are; state a correction instead",
        on.format("%-d %B %Y")
    )]
    Approved {
        /// On what day.
        on: NaiveDate,
    },
    /// The minutes were not approved, or by another entry.
    #[error("the minutes were not approved there")]
    NotApproved,
    /// Minutes are approved by a step in another meeting, which is taken back there.
    #[error("only the meeting that approves the minutes does that")]
    OfAnother,
    /// A correction speaks of words that the draft does not have.
    #[error("the draft was altered since: state the corrections again")]
    OtherWords,
    /// The public is out already.
    #[error("the public was excluded already")]
    PublicIsOut,
    /// The public is not out.
    #[error("the public is in the room")]
    PublicIsIn,
    /// The meeting has a source.
    #[error("the meeting was made from another text already")]
    HasSource,
}

impl Change {
    /// Whether it follows from a step in another meeting, and is taken back with that.
    pub fn is_of_another(&self) -> bool {
        matches!(self, Self::Approved { .. } | Self::ApprovalWithdrawn { .. })
    }

    /// The change in a few words of the clerk's: "action added", "item 3 put".
    ///
    /// `meeting` is the record as it was before the change.
    pub fn describe(&self, meeting: &Meeting) -> String {
        let item = |id: &ItemId| {
            meeting
                .place_of(*id)
                .map_or_else(|| "item".to_owned(), |at| format!("item {}", at + 1))
        };
        let entry = |id: &EntryId| {
            meeting
                .entry(*id)
                .map_or("entry", |(_, _, entry)| entry.kind.name())
                .to_owned()
        };
        let person = |id: PersonId| {
            meeting.seat(id).map_or_else(
                || "somebody".to_owned(),
                |seat| {
                    seat.person
                        .name(super::person::NameForm::Short, meeting.head.date)
                },
            )
        };
        match self {
            Self::Scheduled { .. } => "meeting called".to_owned(),
            Self::HeadAmended { .. } => "meeting's details altered".to_owned(),
            Self::Withdrawn => "meeting withdrawn".to_owned(),
            Self::Reinstated => "meeting reinstated".to_owned(),
            Self::Commenced { .. } => "meeting started".to_owned(),
            Self::Adjourned { .. } => "meeting adjourned".to_owned(),
            Self::Resumed { .. } => "meeting resumed".to_owned(),
            Self::Terminated { .. } => "meeting closed".to_owned(),
            Self::Held { .. } => "meeting recorded as held".to_owned(),
            Self::Reopened => "meeting reopened".to_owned(),
            Self::TimesAmended { .. } => "times of the meeting put right".to_owned(),
            Self::ItemAdded { place, .. } => format!("item {} added", place + 1),
            Self::ItemAmended { item: id, .. } => format!("{} altered", item(id)),
            Self::ItemMoved { item: id, place } => format!("{} moved to {}", item(id), place + 1),
            Self::ItemRemoved { item: id } => format!("{} removed", item(id)),
            Self::ItemPut { item: id, .. } => format!("{} put", item(id)),
            Self::ItemLeft { item: id, .. } => format!("{} left", item(id)),
            Self::ItemSkipped {
                item: id,
                skipped: true,
            } => format!("{} skipped", item(id)),
            Self::ItemSkipped {
                item: id,
                skipped: false,
            } => format!("{} taken back", item(id)),
            Self::LetterWritten { item: id, .. } => format!("letter on {} written", item(id)),
            Self::ReportWritten { item: id, .. } => format!("report on {} written", item(id)),
            Self::Seated { seat } => {
                let name = seat
                    .person
                    .name(super::person::NameForm::Short, meeting.head.date);
                format!("{name} on the roll")
            }
            Self::Unseated { person: id } => format!("{} off the roll", person(*id)),
            Self::Noted { presence } => {
                format!("{} {}", person(presence.person), presence.what.word())
            }
            Self::NoteWithdrawn { presence } => {
                match meeting.stream.iter().find(|event| event.id == *presence) {
                    Some(event) => {
                        format!("{} not {}", person(event.person), event.what.word())
                    }
                    None => "note of attendance withdrawn".to_owned(),
                }
            }
            Self::EntryAdded { entry, .. } => match entry.reported() {
                Some(reported) => format!(
                    "action {} {}",
                    reported.reference,
                    reported.update.step.name()
                ),
                None if entry.approved().is_some() => "approval of minutes added".to_owned(),
                None => format!("{} added", entry.kind.name()),
            },
            Self::EntryAmended {
                entry: id, kind, ..
            } => {
                let was = entry(id);
                if was == kind.name() {
                    format!("{was} amended")
                } else {
                    format!("{was} made {}", kind.name())
                }
            }
            Self::EntryMoved {
                entry: id,
                item: to,
                ..
            } => match meeting.entry(*id) {
                Some((from, _, found)) if from.id != *to => {
                    format!("{} moved to {}", found.kind.name(), item(to))
                }
                Some(_) | None => format!("{} moved", entry(id)),
            },
            Self::EntryRetimed {
                entry: id,
                started_at,
            } => {
                format!("{} timed {}", entry(id), started_at.format("%H:%M"))
            }
            Self::EntryRetracted { entry: id } => format!("{} retracted", entry(id)),
            Self::ActionUpdated { update, .. } => format!("action {}", update.step.name()),
            Self::UpdateWithdrawn { update, .. } => {
                format!("action not {}", update.update.step.name())
            }
            Self::SourceKept { .. } => "source kept".to_owned(),
            Self::RulesAmended { .. } => "meeting's rules altered".to_owned(),
            Self::ActionMarked { status, .. } => match status {
                Status::Open => "action opened again".to_owned(),
                Status::Complete => "action completed".to_owned(),
                Status::Cancelled => "action cancelled".to_owned(),
                Status::Superseded => "action superseded".to_owned(),
            },
            Self::Approved { .. } => "minutes approved".to_owned(),
            Self::ApprovalWithdrawn { .. } => "minutes not approved".to_owned(),
            Self::CorrectionStated { .. } => "correction stated".to_owned(),
            Self::Exempted { covers, mark } => {
                let what = match covers {
                    Covers::Item(id) => item(id),
                    Covers::Entry(id) => entry(id),
                };
                let done = match (mark, meeting.mark_on(*covers)) {
                    (None, _) => "no longer marked exempt",
                    (Some(_), None) => "marked exempt",
                    (Some(_), Some(_)) => "marked exempt otherwise",
                };
                format!("{what} {done}")
            }
            Self::PublicExcluded { .. } => "public left".to_owned(),
            Self::PublicReadmitted { .. } => "public came back".to_owned(),
            Self::Together { deed, .. } => deed.clone(),
            Self::PutBack { .. } => "record put back".to_owned(),
        }
    }
}

impl Attended {
    /// Whether somebody who was not in the room is there from now on.
    pub fn is_coming(self) -> bool {
        match self {
            Self::Present
            | Self::SubstituteFor(_)
            | Self::Arrived
            | Self::Returned
            | Self::Remote
            | Self::TookChair => true,
            Self::Apologies | Self::Absent | Self::Left => false,
        }
    }

    /// As the end of a sentence about somebody: "present", "gave apologies".
    pub fn word(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Apologies => "apologies",
            Self::Absent => "absent",
            Self::SubstituteFor(_) => "substitute",
            Self::Arrived => "arrived",
            Self::Left => "left",
            Self::Returned => "returned",
            Self::TookChair => "took the chair",
            Self::Remote => "joined from elsewhere",
        }
    }
}
