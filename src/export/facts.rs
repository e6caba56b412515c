//! What is on record of a meeting, as data for other programs: the one thing that JSON, CSV, calendars, chapters and
//! a user's own templates are made from.
//!
//! Like a document it holds nothing but cleaned text and nothing that no document may hold: private notes, prompts and
//! text prepared beforehand do not get in. The names of its fields are published as a JSON schema; one is never
//! renamed or removed without a new [`VERSION`].

mod formal;
mod making;

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;
use uuid::Uuid;

use super::document::Words;
use crate::minutes::ids::Stamp;

pub(super) use making::name;

/// The version of the form.
pub const VERSION: u32 = 1;

/// A meeting.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Facts {
    /// What this is: "minutebook-meeting".
    pub format: &'static str,
    /// The version of this form, raised when a field is renamed or removed.
    pub version: u32,
    /// Which meeting.
    pub id: Uuid,
    /// The body that met.
    pub body: BodyFacts,
    /// The meeting's own title, else the body's name.
    pub title: Words,
    /// On what day.
    pub date: NaiveDate,
    /// When it was to begin.
    pub time: Option<NaiveTime>,
    /// Where; may be empty.
    pub place: Words,
    /// Which copy it is: "public", without what is exempt, or "full".
    pub copy: &'static str,
    /// Whether it holds anything exempt, and so is not for publication.
    pub exempt: bool,
    /// How far it has come: "scheduled", "in-progress", "adjourned", "closed", "approved", "withdrawn".
    pub state: &'static str,
    /// The mark that its minutes bear, "DRAFT"; empty once they are approved.
    pub mark: Words,
    /// That a later meeting approved its minutes.
    pub approval: Option<ApprovalFacts>,
    /// What was found wrong in them since, in order: their text stays.
    pub corrections: Vec<StatedFacts>,
    /// Whether the times of entries, attendance, actions and votes are those at which they were noted in the room. Those
    /// of a meeting taken in from published minutes are not: such a text has none, and they all are the same stand-in.
    /// `commenced` and `terminated` are what the text says, whichever it is.
    pub timed: bool,
    /// When the chair opened it.
    pub commenced: Option<Stamp>,
    /// When the chair closed it.
    pub terminated: Option<Stamp>,
    /// Breaks, in order.
    pub adjournments: Vec<Between>,
    /// When the public was excluded, in order.
    pub exclusions: Vec<Between>,
    /// The agenda, with what was recorded.
    pub items: Vec<ItemFacts>,
    /// Everybody on the roll.
    pub attendance: Vec<Attendee>,
    /// The actions agreed, in the order of the agenda.
    pub actions: Vec<ActionFacts>,
    /// Motions and votes, as far as they are recorded.
    pub votes: Vec<VoteFacts>,
    /// The meetings announced.
    pub next_meetings: Vec<NextFacts>,
}

/// That minutes were approved as a correct record.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ApprovalFacts {
    /// The meeting that approved them.
    pub meeting: Uuid,
    /// Its day.
    pub on: NaiveDate,
    /// When it was recorded.
    pub recorded_at: Stamp,
    /// Who signed them; empty where nobody did.
    pub signed: Words,
    /// What was put right first, in words.
    pub corrections: Vec<Words>,
}

/// A correction of minutes that were approved.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StatedFacts {
    /// When it was stated.
    pub at: Stamp,
    /// What it says.
    pub text: Words,
}

/// A body.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BodyFacts {
    /// Which body.
    pub id: Uuid,
    /// Its name, as on the day.
    pub name: Words,
    /// The letters before the numbers of its actions.
    pub code: Words,
    /// How its sentences call it.
    pub called: Words,
}

/// A time from one moment to another.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Between {
    /// When it began.
    pub from: Stamp,
    /// When it ended; nothing where it goes on.
    pub until: Option<Stamp>,
}

/// An item of the agenda.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ItemFacts {
    /// Which item.
    pub id: Uuid,
    /// Its number on the agenda, from 1.
    pub number: usize,
    /// As the agenda has it.
    pub title: Words,
    /// What is customary under it: "business", "declarations", …
    pub kind: &'static str,
    /// Whether it was passed over on purpose.
    pub skipped: bool,
    /// Whether it was meant to be taken with others in one vote.
    pub consent: bool,
    /// "withdrawn" or "deferred", where it was not taken for that.
    pub put_off: Option<&'static str>,
    /// The day of the meeting that it was deferred to, where one was named.
    pub deferred_to: Option<NaiveDate>,
    /// Who brought it.
    pub presenters: Vec<Words>,
    /// Who came for it from outside the body.
    pub guests: Vec<Words>,
    /// When it was before the meeting.
    pub spells: Vec<Between>,
    /// Whether it is exempt: in a public copy nothing but its title and an open summary is there.
    pub exempt: bool,
    /// The paragraphs of Schedule 12A to the Local Government Act 1972 by which it is.
    pub exempt_by: Vec<u8>,
    /// What was recorded under it, in order.
    pub entries: Vec<EntryFacts>,
}

/// One thing recorded.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EntryFacts {
    /// Which entry.
    pub id: Uuid,
    /// "narrative", "lead-in", "point", "question", "decision", "action", "declaration", "motion", "vote", "movement",
    /// "procedural", "encouraging", "concern".
    pub kind: &'static str,
    /// The words.
    pub text: Words,
    /// When its first key was pressed; a stand-in where the meeting is not `timed`.
    pub started_at: Stamp,
    /// When it was recorded.
    pub recorded_at: Stamp,
    /// The reference of the action that it is, or that it reports of.
    pub reference: Option<Words>,
    /// The meeting whose minutes it approves.
    pub approves: Option<Uuid>,
    /// The interest declared, where it is a declaration.
    pub declaration: Option<DeclarationFacts>,
    /// Whether it is exempt; nothing of a public copy is.
    pub exempt: bool,
}

/// An interest declared.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DeclarationFacts {
    /// Who declared it.
    pub person: Words,
    /// "disclosable-pecuniary", "other-registrable" or "non-registrable".
    pub interest: &'static str,
    /// What it is.
    pub nature: Words,
    /// Whether the member leaves for the item.
    pub leaves: bool,
}

/// Somebody on the roll.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Attendee {
    /// Who.
    pub person: Uuid,
    /// "Councillor Ann Bell".
    pub name: Words,
    /// "Councillor", "Ms"; may be empty.
    pub honorific: Words,
    /// Given name; may be empty.
    pub given: Words,
    /// Family name.
    pub family: Words,
    /// The post held on the day; may be empty.
    pub post: Words,
    /// "Chair"; may be empty.
    pub role: Words,
    /// The heading that documents list them under.
    pub group: Words,
    /// Whether they are a member of the body.
    pub member: bool,
    /// Whether they may vote.
    pub voting: bool,
    /// "present", "substitute", "remote" (takes part from elsewhere), "left" (was there, and went before the end),
    /// "apologies", "absent" or "unmarked".
    pub standing: &'static str,
    /// For whom a substitute stands in.
    pub substitute_for: Option<Words>,
    /// What was noted of them, in order.
    pub events: Vec<EventFacts>,
}

/// Something noted of somebody's presence.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EventFacts {
    /// When.
    pub at: Stamp,
    /// "present", "apologies", "absent", "substitute-for", "arrived", "left", "returned", "took-chair" or "remote" (takes
    /// part from elsewhere from now on).
    pub what: &'static str,
    /// Whether somebody who was not there takes part from now on. No field of the published form: `what` says it.
    #[serde(skip)]
    pub is_coming: bool,
}

/// An action agreed by the meeting.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ActionFacts {
    /// The entry that it is.
    pub entry: Uuid,
    /// "CSSP/2022/14"; may be empty.
    pub reference: Words,
    /// What is to be done.
    pub text: Words,
    /// The number of the item under which it was agreed.
    pub item: usize,
    /// The title of that item.
    pub item_title: Words,
    /// Who is to do it.
    pub owners: Vec<Words>,
    /// By when.
    pub due: Option<DueFacts>,
    /// "open", "complete", "cancelled" or "superseded", as far as this meeting knows.
    pub status: &'static str,
    /// Whether it is addressed to a body.
    pub recommendation: bool,
    /// What a recommendation does, in its own word; may be empty.
    pub verb: Words,
    /// The body that is to hear of it; may be empty.
    pub report_to: Words,
    /// When it was recorded.
    pub recorded_at: Stamp,
    /// The last that was noted of it.
    pub latest: Option<UpdateFacts>,
    /// Whether it is exempt; nothing of a public copy is.
    pub exempt: bool,
}

/// By when something is to be done.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DueFacts {
    /// In the clerk's words.
    pub as_written: Words,
    /// The first day that they mean, where they are understood.
    pub from: Option<NaiveDate>,
    /// The last.
    pub to: Option<NaiveDate>,
    /// How often, where more than once: "each quarter".
    pub recurs: Option<&'static str>,
}

/// What became of an action.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UpdateFacts {
    /// When it was noted.
    pub at: Stamp,
    /// "progress", "completed", "deferred", …
    pub step: &'static str,
    /// What there is to say of it; may be empty.
    pub note: Words,
}

/// A motion or a vote.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VoteFacts {
    /// The entry that it is.
    pub entry: Uuid,
    /// The number of the item under which it was taken.
    pub item: usize,
    /// The title of that item.
    pub item_title: Words,
    /// "motion" or "vote".
    pub kind: &'static str,
    /// The words.
    pub text: Words,
    /// When it was recorded.
    pub recorded_at: Stamp,
    /// For a vote, the entry that it was taken on; for an amendment, the one that it amends.
    pub on: Option<Uuid>,
    /// For a vote on several items in one, the motions and decisions that it was taken on.
    pub en_bloc: Vec<Uuid>,
    /// Who moved it.
    pub mover: Option<Words>,
    /// Who seconded it.
    pub seconder: Option<Words>,
    /// What came of it: "open", "carried", "lost", "tied", "withdrawn", "ruled-out", "not-seconded" or "deferred".
    pub result: Option<&'static str>,
    /// How a vote was taken: "agreed", "hands", "named" or "ballot".
    pub manner: Option<&'static str>,
    /// How many were on each side, where they were counted.
    pub counts: Option<CountFacts>,
    /// Who voted how, as far as that was recorded by name.
    pub names: Vec<NamedVote>,
    /// The casting vote: "for" or "against".
    pub casting: Option<&'static str>,
    /// Whether it is exempt; nothing of a public copy is.
    pub exempt: bool,
}

/// How many were on each side.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CountFacts {
    /// For it.
    pub ayes: u16,
    /// Against it.
    pub noes: u16,
    /// On neither side.
    pub abstentions: u16,
    /// Present, and took no part.
    pub not_voting: usize,
}

/// How one member voted.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NamedVote {
    /// Who.
    pub name: Words,
    /// "for", "against" or "abstained".
    pub vote: &'static str,
}

/// A meeting announced.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NextFacts {
    /// The meeting in the diary.
    pub meeting: Uuid,
    /// Its day.
    pub date: NaiveDate,
    /// When it begins, where that was said or stood in the diary.
    pub time: Option<NaiveTime>,
    /// Where it is held, where that stood in the diary.
    pub place: Words,
    /// When it was announced.
    pub announced_at: Stamp,
}
