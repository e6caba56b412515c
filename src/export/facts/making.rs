//! What is on record of a meeting, gathered from its copy.

use super::formal;
use super::{
    ActionFacts, ApprovalFacts, Attendee, Between, BodyFacts, DeclarationFacts, DueFacts,
    EntryFacts, EventFacts, Facts, ItemFacts, NextFacts, StatedFacts, UpdateFacts, VERSION,
};
use crate::export::document::Words;
use crate::minutes::action::{Dated, Standing as Progress};
use crate::minutes::agenda::{Item, Spell};
use crate::minutes::attendance::{Attended, Seat, Standing, standing};
use crate::minutes::due::{Due, Recurrence};
use crate::minutes::entry::{Action, Entry, Kind, Owner};
use crate::minutes::exempt::Copied;
use crate::minutes::ids::{EntryKey, PersonId};
use crate::minutes::meeting::Meeting;
use crate::minutes::person::NameForm;
use crate::minutes::putting_off::PutOff;

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
            mark: super::super::mark(meeting),
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
            timed: meeting.is_timed(),
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
                .filter_map(|(_, _, entry)| Some((entry, entry.next_meetings()?)))
                .flat_map(|(entry, next)| {
                    next.dates.iter().map(move |one| NextFacts {
                        meeting: one.meeting.0,
                        date: one.date,
                        time: next.time.or(one.time),
                        place: Words::new(&one.place),
                        announced_at: entry.recorded_at,
                    })
                })
                .collect(),
        }
    }
}

/// The name of somebody on the roll, as on the day.
pub(in crate::export) fn name(meeting: &Meeting, person: PersonId) -> Option<Words> {
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
    let declaration = entry.declaration().map(|declaration| DeclarationFacts {
        person: name(meeting, declaration.person).unwrap_or_default(),
        interest: declaration.interest.into(),
        nature: Words::new(&declaration.nature),
        leaves: declaration.leaves,
    });
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
                is_coming: event.what.is_coming(),
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
        recommendation: meeting.recommends(item, action),
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
