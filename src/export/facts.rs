//! What is on record of a meeting, as data for other programs: the one thing that JSON, CSV, calendars, chapters and
//! a user's own templates are made from.
//!
//! Like a document it holds nothing but cleaned text and nothing that no document may hold: private notes, prompts and
//! text prepared beforehand do not get in. The names of its fields are published as a JSON schema; one is never
//! renamed or removed without a new [`VERSION`].

mod formal;

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;
use uuid::Uuid;

use super::document::Words;
use crate::minutes::action::{Dated, Standing as Progress};
use crate::minutes::agenda::{Item, Spell};
use crate::minutes::attendance::{Attended, Seat, Standing, standing};
use crate::minutes::due::{Due, Recurrence};
use crate::minutes::entry::{Action, Detail, Entry, Kind, Owner};
use crate::minutes::exempt::Copied;
use crate::minutes::ids::{EntryKey, PersonId, Stamp};
use crate::minutes::meeting::Meeting;
use crate::minutes::person::NameForm;
use crate::minutes::putting_off::PutOff;

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
    /// When its first key was pressed.
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
    /// "present", "substitute", "left" (was there, and went before the end), "apologies", "absent" or "unmarked".
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
    /// "present", "apologies", "absent", "substitute-for", "arrived", "left", "returned" or "took-chair".
    pub what: &'static str,
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
    /// When it begins, where that was said.
    pub time: Option<NaiveTime>,
    /// When it was announced.
    pub announced_at: Stamp,
}

impl Facts {
    /// What is on record of a meeting.
    pub fn of(copied: &Copied) -> Self {
        let meeting: &Meeting = copied;
        let head = &meeting.head;
        let entries = || {
            meeting.items.iter().zip(1..).flat_map(|(item, number)| {
                item.public_entries()
                    .map(move |entry| (number, item, entry))
            })
        };
        Self {
            format: "minutebook-meeting",
            version: VERSION,
            id: meeting.id.0,
            body: BodyFacts {
                id: head.body.id.0,
                name: Words::new(&head.body.name),
                code: Words::new(&head.body.code),
                called: Words::new(&head.body.called),
            },
            title: Words::new(head.title()),
            date: head.date,
            time: head.time,
            place: Words::new(&head.place),
            copy: copied.which().into(),
            exempt: copied.holds_exempt(),
            state: meeting.state().into(),
            mark: super::mark(meeting),
            approval: meeting.approval.as_deref().map(|approval| ApprovalFacts {
                meeting: approval.by.meeting.0,
                on: approval.on,
                recorded_at: approval.at,
                signed: Words::new(&approval.approved.signed),
                corrections: approval
                    .approved
                    .corrections
                    .iter()
                    .map(|one| Words::new(&one.words))
                    .collect(),
            }),
            corrections: meeting
                .corrections
                .iter()
                .map(|stated| StatedFacts {
                    at: stated.at,
                    text: Words::new(&stated.words),
                })
                .collect(),
            commenced: meeting.sitting.commenced,
            terminated: meeting.sitting.terminated,
            adjournments: meeting
                .sitting
                .adjournments
                .iter()
                .map(|one| Between {
                    from: one.from,
                    until: one.until,
                })
                .collect(),
            exclusions: meeting
                .sitting
                .exclusions
                .iter()
                .map(|one| Between {
                    from: one.from,
                    until: one.until,
                })
                .collect(),
            items: meeting
                .items
                .iter()
                .zip(1..)
                .map(|(item, number)| item_facts(copied, number, item))
                .collect(),
            attendance: meeting
                .seats
                .iter()
                .map(|seat| attendee(meeting, seat))
                .collect(),
            actions: entries()
                .filter_map(|(number, item, entry)| {
                    Some(action(copied, number, item, entry, entry.action()?))
                })
                .collect(),
            votes: entries()
                .filter(|(_, _, entry)| matches!(entry.kind, Kind::Motion | Kind::Vote))
                .map(|(number, item, entry)| formal::facts(copied, number, item, entry))
                .collect(),
            next_meetings: entries()
                .filter_map(|(_, _, entry)| match &entry.detail {
                    Detail::NextMeetings(next) => Some((entry, next)),
                    Detail::None
                    | Detail::Action(_)
                    | Detail::Declaration(_)
                    | Detail::Update(_)
                    | Detail::Motion(_)
                    | Detail::Vote(_)
                    | Detail::Approved(_)
                    | Detail::Heard(_)
                    | Detail::PutOff(_) => None,
                })
                .flat_map(|(entry, next)| {
                    next.dates.iter().map(move |one| NextFacts {
                        meeting: one.meeting.0,
                        date: one.date,
                        time: next.time,
                        announced_at: entry.recorded_at,
                    })
                })
                .collect(),
        }
    }
}

/// The name of somebody on the roll, as on the day.
pub(super) fn name(meeting: &Meeting, person: PersonId) -> Option<Words> {
    let seat = meeting.seat(person)?;
    let name = seat.person.name(NameForm::Titled, meeting.head.date);
    Some(Words::new(&name))
}

fn item_facts(meeting: &Copied, number: usize, item: &Item) -> ItemFacts {
    let exempt = meeting.exempt_item(item.id);
    let names = |people: &[PersonId]| {
        let names = people.iter().filter_map(|person| name(meeting, *person));
        names.collect()
    };
    let between = |spell: &Spell| Between {
        from: spell.put,
        until: spell.left,
    };
    ItemFacts {
        id: item.id.0,
        number,
        title: Words::new(&item.outline.title),
        kind: item.outline.kind.into(),
        skipped: item.skipped,
        consent: item.outline.consent,
        put_off: item.put_off().map(PutOff::name),
        deferred_to: item.put_off().and_then(|put_off| match put_off {
            PutOff::Deferred(to) => to,
            PutOff::Withdrawn => None,
        }),
        presenters: names(&item.outline.presenters),
        guests: names(&item.outline.guests),
        spells: item.spells.iter().map(between).collect(),
        exempt: exempt.is_some(),
        exempt_by: exempt
            .unwrap_or_default()
            .iter()
            .map(|one| one.number())
            .collect(),
        entries: item
            .public_entries()
            .map(|entry| entry_facts(meeting, entry))
            .collect(),
    }
}

fn entry_facts(meeting: &Copied, entry: &Entry) -> EntryFacts {
    let reported = entry.reported().map(|reported| &reported.reference);
    let reference = entry.action().map(|action| &action.reference).or(reported);
    let declaration = match &entry.detail {
        Detail::Declaration(declaration) => Some(DeclarationFacts {
            person: name(meeting, declaration.person).unwrap_or_default(),
            interest: declaration.interest.into(),
            nature: Words::new(&declaration.nature),
            leaves: declaration.leaves,
        }),
        Detail::None
        | Detail::Action(_)
        | Detail::NextMeetings(_)
        | Detail::Update(_)
        | Detail::Motion(_)
        | Detail::Vote(_)
        | Detail::Approved(_)
        | Detail::Heard(_)
        | Detail::PutOff(_) => None,
    };
    EntryFacts {
        id: entry.id.0,
        kind: entry.kind.into(),
        text: Words::new(&entry.text),
        started_at: entry.started_at,
        recorded_at: entry.recorded_at,
        reference: reference.map(|reference| Words::new(reference)),
        approves: entry.approved().map(|approved| approved.meeting.0),
        declaration,
        exempt: meeting.is_exempt(entry.id),
    }
}

fn attendee(meeting: &Meeting, seat: &Seat) -> Attendee {
    let person = &seat.person;
    let stands = standing(&meeting.stream, person.id);
    let events = meeting.stream.iter();
    let events = events.filter(|event| event.person == person.id);
    let stood_for = events.clone().find_map(|event| match event.what {
        Attended::SubstituteFor(member) => name(meeting, member),
        Attended::Present
        | Attended::Apologies
        | Attended::Absent
        | Attended::Arrived
        | Attended::Left
        | Attended::Returned
        | Attended::Remote
        | Attended::TookChair => None,
    });
    Attendee {
        person: person.id.0,
        name: Words::new(&person.name(NameForm::Titled, meeting.head.date)),
        honorific: Words::new(person.honorific.as_deref().unwrap_or_default()),
        given: Words::new(&person.given),
        family: Words::new(&person.family),
        post: Words::new(person.post_on(meeting.head.date).unwrap_or_default()),
        role: Words::new(seat.role.as_deref().unwrap_or_default()),
        group: Words::new(&seat.group),
        member: seat.member,
        voting: seat.voting,
        standing: match stands {
            Standing::Unmarked => "unmarked",
            Standing::Present => "present",
            Standing::Substitute(_) => "substitute",
            Standing::Apologies => "apologies",
            Standing::Absent => "absent",
            Standing::Left => "left",
            Standing::Remote => "remote",
        },
        substitute_for: stood_for,
        events: events
            .map(|event| EventFacts {
                at: event.at,
                what: match event.what {
                    Attended::Present => "present",
                    Attended::Apologies => "apologies",
                    Attended::Absent => "absent",
                    Attended::SubstituteFor(_) => "substitute-for",
                    Attended::Arrived => "arrived",
                    Attended::Left => "left",
                    Attended::Returned => "returned",
                    Attended::TookChair => "took-chair",
                    Attended::Remote => "remote",
                },
            })
            .collect(),
    }
}

fn action(
    meeting: &Copied,
    number: usize,
    item: &Item,
    entry: &Entry,
    action: &Action,
) -> ActionFacts {
    let key = EntryKey {
        meeting: meeting.id,
        entry: entry.id,
    };
    let public = meeting.items.iter().flat_map(Item::public_entries);
    let reported = public.filter_map(|entry| {
        let reported = entry.reported().filter(|reported| reported.action == key)?;
        Some(Dated {
            exempt: false,
            at: entry.recorded_at,
            update: reported.update.clone(),
        })
    });
    let stands = Progress::of(action, reported);
    let owner = |owner: &Owner| {
        let known = owner.person.and_then(|person| name(meeting, person));
        known.unwrap_or_else(|| Words::new(&owner.name))
    };
    ActionFacts {
        entry: entry.id.0,
        reference: Words::new(&action.reference),
        text: Words::new(&entry.text),
        item: number,
        item_title: Words::new(&item.outline.title),
        owners: stands.owners.iter().map(owner).collect(),
        due: stands.due.as_ref().map(due),
        status: stands.status.into(),
        recommendation: action.is_recommendation(),
        verb: Words::new(action.verb.as_deref().unwrap_or_default()),
        report_to: Words::new(action.report_to.as_ref().map_or("", |party| &party.name)),
        recorded_at: entry.recorded_at,
        latest: stands.latest.map(|latest| UpdateFacts {
            at: latest.at,
            step: latest.update.step.name(),
            note: Words::new(&latest.update.note),
        }),
        exempt: meeting.is_exempt(entry.id),
    }
}

fn due(due: &Due) -> DueFacts {
    DueFacts {
        as_written: Words::new(&due.as_written),
        from: due.window.map(|window| window.from),
        to: due.window.map(|window| window.to),
        recurs: due.recurrence.map(Recurrence::words),
    }
}
