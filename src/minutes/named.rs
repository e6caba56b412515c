//! Who is named in the record of a meeting, and whose seat on the roll nothing needs any more.

use super::action::{Step, Update};
use super::agenda::Item;
use super::entry::{Action, Detail, Entry, Owner};
use super::formal::{Manner, Vote};
use super::heard::{Heard, Speaker};
use super::ids::{ItemId, PersonId};
use super::meeting::Meeting;

impl Meeting {
    /// The first item that names somebody: as presenter or guest, in its letter, or in an entry.
    pub fn names(&self, person: PersonId) -> Option<ItemId> {
        let item = self.items.iter().find(|item| item_names(item, person))?;
        Some(item.id)
    }

    /// Whether somebody is on the roll for nothing: no member, in no role, named by no item, and in no event of
    /// attendance.
    pub fn is_idle(&self, person: PersonId) -> bool {
        self.seat(person)
            .is_some_and(|seat| !seat.member && seat.role.is_none())
            && self.stream.iter().all(|event| event.person != person)
            && self.names(person).is_none()
    }
}

fn item_names(item: &Item, person: PersonId) -> bool {
    let Item {
        outline, letter, ..
    } = item;
    outline.presenters.contains(&person)
        || outline.guests.contains(&person)
        || letter
            .as_ref()
            .is_some_and(|letter| letter.to.contains(&person))
        || item.entries.iter().any(|entry| entry_names(entry, person))
}

fn entry_names(entry: &Entry, person: PersonId) -> bool {
    let is = |one: Option<PersonId>| one == Some(person);
    match &entry.detail {
        Detail::None | Detail::NextMeetings(_) | Detail::PutOff(_) => false,
        Detail::Action(action) => action_names(action, person),
        Detail::Declaration(declaration) => declaration.person == person,
        Detail::Update(reported) => update_names(&reported.update, person),
        Detail::Motion(motion) => is(motion.mover) || is(motion.seconder),
        Detail::Vote(vote) => vote_names(vote, person),
        Detail::Approved(approved) => {
            is(approved.mover) || is(approved.seconder) || is(approved.signed_by)
        }
        Detail::Heard(heard) => heard_names(heard, person),
    }
}

fn action_names(action: &Action, person: PersonId) -> bool {
    owners_name(&action.owners, person)
        || action
            .updates
            .iter()
            .any(|dated| update_names(&dated.update, person))
}

fn update_names(update: &Update, person: PersonId) -> bool {
    match &update.step {
        Step::Reassign(owners) => owners_name(owners, person),
        Step::Progress
        | Step::Complete
        | Step::Reopen
        | Step::Defer(_)
        | Step::Cancel
        | Step::Supersede { .. }
        | Step::ReportBack(_) => false,
    }
}

fn owners_name(owners: &[Owner], person: PersonId) -> bool {
    owners.iter().any(|owner| owner.person == Some(person))
}

fn vote_names(vote: &Vote, person: PersonId) -> bool {
    let by_name = match &vote.manner {
        Manner::Named(votes) => votes.as_slice(),
        Manner::Agreed | Manner::Hands(_) | Manner::Ballot(_) => &[],
    };
    vote.electorate.contains(&person)
        || vote.chair == Some(person)
        || vote
            .asked
            .iter()
            .chain(by_name)
            .any(|(voter, _)| *voter == person)
}

fn heard_names(heard: &Heard, person: PersonId) -> bool {
    let is = |speaker: &Speaker| speaker.person == Some(person);
    is(&heard.who) || heard.by.as_ref().is_some_and(is)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::attendance::{Attended, Presence};
    use crate::minutes::entry::Kind;
    use crate::minutes::formal::Motion;
    use crate::minutes::ids::{EntryId, PresenceId};
    use crate::minutes::writing::Letter;
    use crate::screen::rehearsal::{at, meeting, person_id};
    use uuid::Uuid;

    fn entry(detail: Detail) -> Entry {
        Entry {
            id: EntryId(Uuid::from_u128(900)),
            kind: Kind::Narrative,
            text: String::new(),
            started_at: at(1),
            recorded_at: at(1),
            detail,
            source: None,
            prepared: None,
        }
    }

    /// A meeting with a guest on the roll whom nothing names.
    fn with_guest() -> (Meeting, PersonId) {
        (meeting(), person_id(9))
    }

    #[test]
    fn a_guest_whom_nothing_names_is_idle_and_one_word_of_them_is_enough() {
        type Name = fn(&mut Meeting, PersonId);
        let ways: [Name; 7] = [
            |m, guest| m.items[0].outline.guests.push(guest),
            |m, guest| m.items[0].outline.presenters.push(guest),
            |m, guest| {
                m.items[0].letter = Some(Box::new(Letter {
                    to: vec![guest],
                    ..Letter::default()
                }));
            },
            |m, guest| {
                let action = Action {
                    owners: vec![Owner {
                        person: Some(guest),
                        ..Owner::default()
                    }],
                    ..Action::default()
                };
                m.items[0].entries.push(entry(Detail::Action(action)));
            },
            |m, guest| {
                let motion = Motion {
                    mover: Some(guest),
                    ..Motion::default()
                };
                m.items[0]
                    .entries
                    .push(entry(Detail::Motion(Box::new(motion))));
            },
            |m, guest| {
                m.stream.push(Presence {
                    id: PresenceId(Uuid::from_u128(901)),
                    person: guest,
                    at: at(1),
                    what: Attended::Present,
                });
            },
            |m, guest| {
                let seat = m.seats.iter_mut().find(|seat| seat.person.id == guest);
                seat.unwrap().member = true;
            },
        ];
        let (meeting, guest) = with_guest();
        assert!(meeting.is_idle(guest));
        for (place, name) in ways.iter().enumerate() {
            let (mut meeting, guest) = with_guest();
            name(&mut meeting, guest);
            assert!(!meeting.is_idle(guest), "way {place}");
        }
    }
}
