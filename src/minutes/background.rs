//! What is on record beyond one meeting, as far as its documents need it: what its body has agreed and met for.
//!
//! It is gathered once for a meeting or a span of days, and is plain data: whoever makes a document of it asks nothing
//! more.

use chrono::{Months, NaiveDate};

use super::action::{Dated, Standing};
use super::entry::{Action, Kind};
use super::exempt::{Copied, Copy};
use super::ids::{BodyId, EntryKey};
use super::register::Register;

/// What is on record beyond a meeting, as one of the two copies may tell it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Background {
    /// The day on which it was gathered, which decides what is overdue.
    pub today: NaiveDate,
    /// For which copy it was gathered: for the public one, nothing exempt is in it.
    pub copy: Copy,
    /// The days that it is about, where there is a first and a last.
    pub span: Span,
    /// Bodies and people as they are on record now.
    pub register: Register,
    /// The body's meetings of those days, but those withdrawn, the earliest first.
    pub meetings: Vec<Copied>,
    /// The actions that the body agreed up to the last of those days, and those of others that it is concerned with:
    /// addressed to it, to be reported to it, on the agenda of one of its meetings. The earliest first.
    pub actions: Vec<ActionOnRecord>,
    /// What else stands on the agendas of those meetings from earlier ones: topics.
    pub carried: Vec<Minuted>,
}

/// Days from one to another, both included; without a first or last, all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The first.
    pub since: Option<NaiveDate>,
    /// The last.
    pub until: Option<NaiveDate>,
}

impl Span {
    /// A meeting's days where none are named: from a year before it on.
    pub fn around(date: NaiveDate) -> Self {
        let before = date.checked_sub_months(Months::new(12));
        Self {
            since: before.and_then(|day| day.succ_opt()),
            until: None,
        }
    }

    /// Whether a day is one of them.
    pub fn holds(self, day: NaiveDate) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// Something minuted at some meeting, as another refers to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minuted {
    /// Which entry.
    pub key: EntryKey,
    /// Its kind.
    pub kind: Kind,
    /// Its words.
    pub text: String,
    /// The body that met.
    pub body: BodyId,
    /// Its name on the day.
    pub body_name: String,
    /// The day of the meeting.
    pub date: NaiveDate,
    /// The number by which its item is referred to: "2", "24/05/3".
    pub number: String,
    /// The title of its item.
    pub title: String,
    /// Whether it is exempt.
    pub exempt: bool,
}

/// An action, wherever it was agreed, and all that became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionOnRecord {
    /// Where it was minuted.
    pub minuted: Minuted,
    /// As it was agreed.
    pub agreed: Action,
    /// How it stands.
    pub standing: Standing,
    /// Whether it is addressed to a body, or a body is to hear of it.
    pub recommendation: bool,
    /// What became of it, the earliest first.
    pub steps: Vec<Dated>,
}

impl ActionOnRecord {
    /// What a copy may tell of it, where it may tell anything.
    pub fn for_copy(mut self, copy: Copy) -> Option<Self> {
        match copy {
            Copy::Full => Some(self),
            Copy::Public if self.minuted.exempt => None,
            Copy::Public => {
                self.standing = self.standing.for_copy(copy).clone();
                self.steps.retain(|step| !step.exempt);
                Some(self)
            }
        }
    }

    /// Whether it, or anything heard of it, is exempt.
    pub fn holds_exempt(&self) -> bool {
        self.minuted.exempt || self.standing.public.is_some()
    }
}

impl Background {
    /// Whether anything of it is exempt.
    pub fn holds_exempt(&self) -> bool {
        self.meetings.iter().any(Copied::holds_exempt)
            || self.actions.iter().any(ActionOnRecord::holds_exempt)
            || self.carried.iter().any(|one| one.exempt)
    }

    /// An action, by the entry that it is.
    pub fn action(&self, key: EntryKey) -> Option<&ActionOnRecord> {
        self.actions.iter().find(|action| action.minuted.key == key)
    }
}
