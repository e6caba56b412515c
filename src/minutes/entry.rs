//! Entries: one thing recorded under an item, and what its kind adds to the words.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use strum::{EnumIter, IntoStaticStr};

use super::action::{Dated, Reported};
use super::approval::Approved;
use super::due::Due;
use super::formal::{Motion, Vote};
use super::heard::Heard;
use super::ids::{BodyId, EntryId, ItemId, MeetingId, PersonId, Stamp};
use super::putting_off::PutOff;

/// One thing recorded under an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Which entry.
    pub id: EntryId,
    /// What sort of thing it is.
    pub kind: Kind,
    /// The words, without the marks that said what they are.
    pub text: String,
    /// When its first key was pressed.
    pub started_at: Stamp,
    /// When Enter was pressed.
    pub recorded_at: Stamp,
    /// What its kind adds.
    #[serde(default, skip_serializing_if = "Detail::is_none")]
    pub detail: Detail,
    /// The entry that it was promoted from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<EntryId>,
    /// Which line of the item's prepared text it was, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepared: Option<u16>,
}

/// The sorts of entry.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Kind {
    /// A paragraph of what was said and done.
    #[default]
    Narrative,
    /// A sentence that begins a list ("… responded to questions on:").
    LeadIn,
    /// One point of a list.
    Point,
    /// Something asked, as a topic.
    Question,
    /// Something agreed or resolved.
    Decision,
    /// Something that somebody is to do.
    Action,
    /// An interest declared.
    Declaration,
    /// A motion moved.
    Motion,
    /// A vote taken.
    Vote,
    /// Somebody's coming or going, in words.
    Movement,
    /// How the meeting was run ("The Chair varied the order of business").
    Procedural,
    /// The clerk's own note: in no document.
    Private,
    /// Something that members were glad to hear.
    Encouraging,
    /// Something that members are uneasy about.
    Concern,
}

impl Kind {
    /// The mark that, first in the line, makes an entry of this kind.
    pub fn mark(self) -> Option<char> {
        match self {
            Self::Point => Some('-'),
            Self::Question => Some('?'),
            Self::Decision => Some('='),
            Self::Action => Some('!'),
            Self::Declaration => Some('%'),
            Self::Private => Some('#'),
            Self::Encouraging => Some('+'),
            Self::Concern => Some('~'),
            Self::LeadIn => Some(':'),
            Self::Narrative | Self::Motion | Self::Vote | Self::Movement | Self::Procedural => None,
        }
    }

    /// The kind that a mark stands for.
    pub fn of_mark(mark: char) -> Option<Self> {
        use strum::IntoEnumIterator;
        Self::iter().find(|kind| kind.mark() == Some(mark))
    }

    /// In a clerk's words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Narrative => "narrative",
            Self::LeadIn => "lead-in",
            Self::Point => "point",
            Self::Question => "question",
            Self::Decision => "decision",
            Self::Action => "action",
            Self::Declaration => "declaration",
            Self::Motion => "motion",
            Self::Vote => "vote",
            Self::Movement => "movement",
            Self::Procedural => "procedural note",
            Self::Private => "private note",
            Self::Encouraging => "encouraging",
            Self::Concern => "concern",
        }
    }

    /// Whether entries of this kind stand in a list, one under the other.
    pub fn is_listed(self) -> bool {
        match self {
            Self::Point | Self::Question | Self::Encouraging | Self::Concern => true,
            Self::Narrative
            | Self::LeadIn
            | Self::Decision
            | Self::Action
            | Self::Declaration
            | Self::Motion
            | Self::Vote
            | Self::Movement
            | Self::Procedural
            | Self::Private => false,
        }
    }
}

/// What the kind of an entry adds to its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Detail {
    /// Nothing.
    #[default]
    None,
    /// What an action holds; for entries of kind `Action` alone.
    Action(Action),
    /// What a declaration holds; for entries of kind `Declaration` alone.
    Declaration(Declaration),
    /// The next meetings that the entry announces.
    NextMeetings(NextMeetings),
    /// What became of an action, of this meeting or an earlier one.
    Update(Box<Reported>),
    /// What was moved; for entries of kind `Motion` alone.
    Motion(Box<Motion>),
    /// How a vote went; for entries of kind `Vote` alone.
    Vote(Box<Vote>),
    /// The minutes of an earlier meeting that the entry approves.
    Approved(Box<Approved>),
    /// Who asked or spoke, and what was answered.
    Heard(Box<Heard>),
    /// That the item was not taken.
    PutOff(PutOff),
}

impl Detail {
    fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}

/// Something that somebody is to do.
///
/// It is as the meeting agreed it; what became of it since is worked out from its updates and from those that later
/// meetings record, as its [`Standing`](super::action::Standing).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// How letters and later meetings refer to it: "CSSP/2022/14".
    pub reference: String,
    /// Who is to do it; nobody is allowed, and is a loose end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<Owner>,
    /// By when, as written and as understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// Whether it was done in the meeting itself.
    #[serde(default)]
    pub status: Status,
    /// What a recommendation does, in its own word: "endorses", "tasks", "commission".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verb: Option<String>,
    /// The body that is to receive what comes of it: it stands before that body when it next meets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_to: Option<Party>,
    /// What was noted of it between meetings, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub updates: Vec<Dated>,
}

/// Who is to do something: a person or a body on record, or a name as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The person, where the name was recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// The body, where the name is that of one: the action is then a recommendation to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<BodyId>,
    /// The name as the clerk wrote or completed it.
    pub name: String,
    /// Whether it was typed as somebody's name and is nobody's on record, or could be that of several. In quotation marks
    /// a name is meant as it stands.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unknown: bool,
}

/// A body that something is addressed to: one on record, or a name as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The body, where the name was recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<BodyId>,
    /// Its name as the clerk wrote or completed it.
    pub name: String,
}

/// How far an action has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Status {
    /// To be done.
    #[default]
    Open,
    /// Done.
    Complete,
    /// Not to be done after all.
    Cancelled,
    /// Another has taken its place.
    Superseded,
}

impl Status {
    /// In a clerk's words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Complete => "complete",
            Self::Cancelled => "cancelled",
            Self::Superseded => "superseded",
        }
    }
}

impl Action {
    /// Whether it is addressed to a body, or a body is to hear of it: then it is a recommendation, wherever it stands.
    /// What a letter asks and what a report recommends is one too ([`Meeting::recommends`](super::meeting::Meeting::recommends)).
    pub fn is_recommendation(&self) -> bool {
        self.verb.is_some()
            || self.report_to.is_some()
            || self.owners.iter().any(|owner| owner.body.is_some())
    }
}

/// An interest declared in an item of business.
///
/// The kinds are those of the Localism Act 2011, section 30, and the Local Government Association's
/// model code of conduct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// Who declared it.
    pub person: PersonId,
    /// Which kind of interest.
    pub interest: Interest,
    /// What it is, in words.
    pub nature: String,
    /// Whether the member leaves while the item is considered.
    pub leaves: bool,
    /// The item of business concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// Whether they speak first, as the public may.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub speaks: bool,
    /// The dispensation that lets them stay, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dispensation: String,
    /// Whether the member stays and takes no part in the vote.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_vote: bool,
}

/// The kinds of interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumIter, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Interest {
    /// Disclosable pecuniary interest: the member takes no part and leaves, without a dispensation.
    DisclosablePecuniary,
    /// Other registrable interest: may speak only where the public may.
    OtherRegistrable,
    /// Non-registrable interest.
    NonRegistrable,
    /// One that could lead to violence or intimidation if it were known: its nature is withheld (the Localism Act 2011,
    /// section 32).
    Sensitive,
}

impl Interest {
    /// In full, as a sentence has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::DisclosablePecuniary => "disclosable pecuniary",
            Self::OtherRegistrable => "other registrable",
            Self::NonRegistrable => "non-registrable",
            Self::Sensitive => "sensitive",
        }
    }
}

/// The meetings that an entry announces, which stand in the diary from then on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextMeetings {
    /// Each meeting, by date.
    pub dates: Vec<NextMeeting>,
    /// When they all begin, where that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<NaiveTime>,
}

/// One meeting announced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextMeeting {
    /// The meeting in the diary.
    pub meeting: MeetingId,
    /// Its date as announced.
    pub date: NaiveDate,
    /// Whether the entry put it in the diary (else it stood there before).
    pub created: bool,
    /// When it begins, as the diary had it then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<NaiveTime>,
    /// Where it is held, as the diary had it then.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
}

impl Entry {
    /// The action, where it is one.
    pub fn action(&self) -> Option<&Action> {
        if let Detail::Action(action) = &self.detail {
            Some(action)
        } else {
            None
        }
    }

    /// What it reports of an action, where it does.
    pub fn reported(&self) -> Option<&Reported> {
        if let Detail::Update(reported) = &self.detail {
            Some(reported)
        } else {
            None
        }
    }

    /// The next meetings that it announces, where it does.
    pub fn next_meetings(&self) -> Option<&NextMeetings> {
        if let Detail::NextMeetings(next) = &self.detail {
            Some(next)
        } else {
            None
        }
    }

    /// The interest that it declares, where it does.
    pub fn declaration(&self) -> Option<&Declaration> {
        if let Detail::Declaration(declaration) = &self.detail {
            Some(declaration)
        } else {
            None
        }
    }

    /// What was heard, where it tells of that.
    pub fn heard(&self) -> Option<&Heard> {
        if let Detail::Heard(heard) = &self.detail {
            Some(heard)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn no_two_kinds_share_a_mark() {
        let marks: Vec<char> = Kind::iter().filter_map(Kind::mark).collect();
        let mut unique = marks.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(marks.len(), unique.len());
        for kind in Kind::iter() {
            if let Some(mark) = kind.mark() {
                assert_eq!(Kind::of_mark(mark), Some(kind));
            }
        }
    }

    #[test]
    fn what_registers_held_before_reads_as_it_did_and_is_written_the_same() {
        let owner = r#"{"name":"Parks Team"}"#;
        let read: Owner = serde_json::from_str(owner).unwrap();
        assert!(!read.unknown);
        assert_eq!(serde_json::to_string(&read).unwrap(), owner);
        let next = r#"{"meeting":"00000000-0000-0000-0000-000000000007","date":"2031-05-06","created":true}"#;
        let read: NextMeeting = serde_json::from_str(next).unwrap();
        assert_eq!((read.time, read.place.as_str()), (None, ""));
        assert_eq!(serde_json::to_string(&read).unwrap(), next);
    }
}
