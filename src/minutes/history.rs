//! Undo and redo over the record, kept in step with the journal.
//!
//! Undo is a later change: it puts parts back, and the journal says which change it undid. Replaying the journal
//! through here therefore brings back what can be undone and redone, after a restart too.

use serde::{Deserialize, Serialize};

use super::change::{Change, Part, Refused};
use super::ids::ChangeId;
use super::meeting::Meeting;

/// How a change came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// The clerk made it.
    #[default]
    Made,
    /// It takes back the change named.
    Undoes(ChangeId),
    /// It makes the change named again, which had been undone.
    Redoes(ChangeId),
}

/// A change that can be taken back, or made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The change as first made.
    pub id: ChangeId,
    /// In words, from before it was made.
    pub words: String,
    /// What undo, or redo, puts back.
    parts: Vec<Part>,
}

impl Deed {
    /// The change that undo, or redo, records.
    pub fn change(&self) -> Change {
        Change::PutBack {
            parts: self.parts.clone(),
        }
    }
}

/// What can be undone and redone in one meeting, latest last.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Deed>,
    undone: Vec<Deed>,
}

impl History {
    /// Makes a change to the meeting and remembers how to take it back; answers with the parts as they were.
    pub fn make(
        &mut self,
        meeting: &mut Meeting,
        id: ChangeId,
        manner: Manner,
        change: &Change,
    ) -> Result<Vec<Part>, Refused> {
        let words = match manner {
            Manner::Made => change.describe(meeting),
            Manner::Undoes(_) | Manner::Redoes(_) => String::new(),
        };
        let parts = meeting.apply(change)?;
        let (from, to) = match manner {
            Manner::Made => {
                // Calling the meeting, or taking it in from a text, is no step that undo goes behind; what a later
                // meeting did to it is undone there.
                if change.is_of_another() {
                    return Ok(parts);
                }
                if !is_beginning(change) {
                    self.done.push(Deed {
                        id,
                        words,
                        parts: parts.clone(),
                    });
                }
                self.undone.clear();
                return Ok(parts);
            }
            Manner::Undoes(_) => (&mut self.done, &mut self.undone),
            Manner::Redoes(_) => (&mut self.undone, &mut self.done),
        };
        if let Some(deed) = from.pop() {
            to.push(Deed {
                parts: parts.clone(),
                ..deed
            });
        }
        Ok(parts)
    }

    /// What undo would take back.
    pub fn to_undo(&self) -> Option<&Deed> {
        self.done.last()
    }

    /// What redo would make again.
    pub fn to_redo(&self) -> Option<&Deed> {
        self.undone.last()
    }
}

/// Whether a change is how a meeting came into the register.
fn is_beginning(change: &Change) -> bool {
    match change {
        Change::Together { changes, .. } => changes.iter().any(is_beginning),
        other => matches!(
            other,
            Change::Scheduled { .. } | Change::SourceKept { .. } | Change::Held { .. }
        ),
    }
}

#[cfg(test)]
pub(in crate::minutes) mod tests {
    use chrono::{FixedOffset, NaiveDate, TimeDelta, TimeZone};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::minutes::action::{Dated, Step, Update};
    use crate::minutes::agenda::{Item, Outline};
    use crate::minutes::approval::{Altered, Approval, Approved, Correction, Stated};
    use crate::minutes::attendance::{Attended, Presence, Seat};
    use crate::minutes::body::Quorum;
    use crate::minutes::entry::{Action, Declaration, Detail, Entry, Interest, Kind};
    use crate::minutes::exempt::{Covers, Mark, Paragraph};
    use crate::minutes::formal::{self, Counts, Majority, Motion, Vote};
    use crate::minutes::happenings;
    use crate::minutes::ids::{
        BodyId, EntryId, EntryKey, ItemId, MeetingId, PersonId, PresenceId, Stamp,
    };
    use crate::minutes::loose_ends;
    use crate::minutes::meeting::{BodyHead, Head, Rules};
    use crate::minutes::person::Person;
    use crate::minutes::putting_off::PutOff;

    pub(in crate::minutes) fn at(minute: i64) -> Stamp {
        let start = FixedOffset::east_opt(0)
            .unwrap()
            .with_ymd_and_hms(2025, 3, 4, 18, 0, 0)
            .unwrap();
        start + TimeDelta::minutes(minute)
    }

    pub(in crate::minutes) fn meeting() -> Meeting {
        let body = BodyHead {
            id: BodyId(Uuid::nil()),
            name: "Place Board".to_owned(),
            code: "PB".to_owned(),
            called: "Board".to_owned(),
            quorum: Quorum::Number(2),
        };
        let head = Head {
            body,
            title: None,
            date: NaiveDate::from_ymd_opt(2025, 3, 4).unwrap(),
            time: None,
            place: String::new(),
            template: "workshop".to_owned(),
        };
        let mut meeting = Meeting::new(MeetingId(Uuid::nil()), head);
        for number in 0..3 {
            let outline = Outline {
                title: format!("Item {number}"),
                ..Outline::default()
            };
            meeting.items.push(Item::new(item(number), outline));
        }
        for number in 0..3 {
            meeting.seats.push(seat(number, "Councillors"));
        }
        meeting
    }

    pub(in crate::minutes) fn item(number: u128) -> ItemId {
        ItemId(Uuid::from_u128(100 + number))
    }

    fn seat(number: u128, group: &str) -> Seat {
        let person = Person {
            id: PersonId(Uuid::from_u128(200 + number)),
            honorific: None,
            given: "Sam".to_owned(),
            family: format!("Hill {number}"),
            listed_as: None,
            posts: Vec::new(),
        };
        Seat {
            person,
            role: None,
            group: group.to_owned(),
            member: true,
            voting: true,
        }
    }

    pub(in crate::minutes) fn entry(number: u128, text: &str) -> Entry {
        Entry {
            id: EntryId(Uuid::from_u128(300 + number)),
            kind: Kind::Narrative,
            text: text.to_owned(),
            started_at: at(1),
            recorded_at: at(1),
            detail: Detail::None,
            source: None,
            prepared: None,
        }
    }

    fn noted() -> Dated {
        Dated {
            at: at(7),
            exempt: false,
            update: Update {
                step: Step::Complete,
                note: "done".to_owned(),
            },
        }
    }

    fn attended(number: usize) -> Attended {
        [
            Attended::Present,
            Attended::Present,
            Attended::Present,
            Attended::Arrived,
            Attended::Left,
            Attended::Returned,
            Attended::TookChair,
            Attended::Remote,
        ][number]
    }

    fn motion(amends: Option<u128>) -> Motion {
        Motion {
            mover: Some(seat(0, "").person.id),
            amends: amends.map(|of| entry(of, "").id),
            would_read: "That it be so by May".to_owned(),
            ..Motion::default()
        }
    }

    /// An approval by the entry so numbered of another meeting, with a correction of what entry 1 said.
    fn approval(n: u128, said: Option<&str>) -> Approval {
        let corrections = said.map(|said| Correction {
            exempt: false,
            words: "minute 1".to_owned(),
            alters: Some(Altered {
                entry: entry(1, "").id,
                was: said.to_owned(),
                reads: "corrected".to_owned(),
            }),
        });
        Approval {
            by: EntryKey {
                meeting: MeetingId(Uuid::from_u128(900)),
                entry: entry(n, "").id,
            },
            on: at(0).date_naive(),
            at: at(20),
            approved: Approved {
                meeting: MeetingId(Uuid::nil()),
                date: at(0).date_naive(),
                mover: None,
                seconder: None,
                signed_by: None,
                signed: String::new(),
                corrections: corrections.into_iter().collect(),
            },
        }
    }

    /// A meeting without what may become of it once its minutes are approved.
    fn fixed(meeting: &Meeting) -> Meeting {
        let mut fixed = meeting.clone();
        fixed.corrections.clear();
        for item in &mut fixed.items {
            (item.letter, item.report) = (None, None);
        }
        let entries = fixed.items.iter_mut().flat_map(|item| &mut item.entries);
        for entry in entries {
            if let Detail::Action(action) = &mut entry.detail {
                action.updates.clear();
            }
        }
        fixed
    }

    fn vote(on: u128, in_favour: u16, voters: u128) -> Vote {
        Vote {
            on: Some(entry(on, "").id),
            en_bloc: Vec::new(),
            manner: formal::Manner::Hands(Counts {
                in_favour,
                ..Counts::default()
            }),
            majority: Majority::Simple,
            at: at(3),
            electorate: (0..voters).map(|who| seat(who, "").person.id).collect(),
            members: 3,
            chair: None,
            casting: None,
            asked: Vec::new(),
        }
    }

    /// Everything that documents and screens say of the formal business and of who was there.
    fn derived(meeting: &Meeting) -> Vec<String> {
        let template = crate::minutes::template::Template::bare();
        let said = meeting.entries().flat_map(|(item, entry)| {
            formal::wording::paragraphs(meeting, &template, item, entry).unwrap_or_default()
        });
        let happened = happenings::of(meeting);
        let happened = happened
            .iter()
            .map(|it| happenings::said(meeting, &template, it));
        said.chain(happened)
            .map(|said| said.unwrap_or_else(|error| error.to_string()))
            .chain(
                loose_ends::of(meeting, false)
                    .iter()
                    .map(|end| end.words(meeting)),
            )
            .chain([format!("{:?}", meeting.count())])
            .collect()
    }

    /// Any change, sensible or not: what cannot be made is refused.
    fn any_change() -> impl Strategy<Value = Change> {
        let small = 0_u128..5;
        let place = 0_usize..4;
        prop_oneof![
            Just(Change::Commenced { at: at(0) }),
            Just(Change::Adjourned { at: at(5) }),
            Just(Change::Resumed { at: at(6) }),
            Just(Change::Terminated { at: at(9) }),
            Just(Change::Reopened),
            (any::<bool>(), any::<bool>()).prop_map(|(from, to)| Change::Held {
                commenced: from.then(|| at(1)),
                terminated: to.then(|| at(2)),
            }),
            (small.clone(), place.clone()).prop_map(|(n, place)| Change::ItemAdded {
                item: Item::new(item(n), Outline::default()),
                place
            }),
            (small.clone(), place.clone()).prop_map(|(n, place)| Change::ItemMoved {
                item: item(n),
                place
            }),
            small
                .clone()
                .prop_map(|n| Change::ItemRemoved { item: item(n) }),
            (small.clone(), 0_i64..60).prop_map(|(n, minute)| Change::ItemPut {
                item: item(n),
                at: at(minute)
            }),
            (small.clone(), any::<bool>()).prop_map(|(n, skipped)| Change::ItemSkipped {
                item: item(n),
                skipped
            }),
            small.clone().prop_map(|n| Change::Seated {
                seat: seat(n, "Officers")
            }),
            small.clone().prop_map(|n| Change::Unseated {
                person: seat(n, "").person.id
            }),
            (small.clone(), small.clone(), 0_usize..8, 0_i64..8).prop_map(
                |(n, who, what, minute)| Change::Noted {
                    presence: Presence {
                        id: PresenceId(Uuid::from_u128(400 + n)),
                        person: seat(who, "").person.id,
                        at: at(minute),
                        what: attended(what),
                    }
                }
            ),
            (small.clone(), small.clone(), small.clone()).prop_map(|(n, who, of)| {
                let declaration = Declaration {
                    person: seat(who, "").person.id,
                    interest: Interest::Sensitive,
                    nature: String::new(),
                    leaves: true,
                    item: Some(item(of)),
                    speaks: false,
                    dispensation: String::new(),
                    without_vote: false,
                };
                Change::EntryAmended {
                    entry: entry(n, "").id,
                    kind: Kind::Declaration,
                    text: "declared".to_owned(),
                    detail: Detail::Declaration(declaration),
                }
            }),
            small.clone().prop_map(|n| Change::NoteWithdrawn {
                presence: PresenceId(Uuid::from_u128(400 + n))
            }),
            (
                small.clone(),
                small.clone(),
                proptest::option::of(place.clone())
            )
                .prop_map(|(n, under, place)| Change::EntryAdded {
                    item: item(under),
                    entry: entry(n, "said"),
                    place
                }),
            small.clone().prop_map(|n| Change::EntryAmended {
                entry: entry(n, "").id,
                kind: Kind::Decision,
                text: "agreed".to_owned(),
                detail: Detail::None,
            }),
            (small.clone(), small.clone(), place).prop_map(|(n, to, place)| Change::EntryMoved {
                entry: entry(n, "").id,
                item: item(to),
                place
            }),
            small.clone().prop_map(|n| Change::EntryRetracted {
                entry: entry(n, "").id
            }),
            small.clone().prop_map(|n| Change::EntryAmended {
                entry: entry(n, "").id,
                kind: Kind::Action,
                text: "to do".to_owned(),
                detail: Detail::Action(Action::default()),
            }),
            small.clone().prop_map(|n| Change::EntryAmended {
                entry: entry(n, "").id,
                kind: Kind::Narrative,
                text: format!("Asker {n} asked the question as submitted."),
                detail: Detail::Heard(Box::default()),
            }),
            small.clone().prop_map(|n| Change::EntryAmended {
                entry: entry(n, "").id,
                kind: Kind::Procedural,
                text: "This item was deferred.".to_owned(),
                detail: Detail::PutOff(PutOff::Deferred(None)),
            }),
            small.clone().prop_map(|n| Change::ActionUpdated {
                entry: entry(n, "").id,
                at: at(7),
                update: noted().update,
            }),
            (
                small.clone(),
                small.clone(),
                proptest::option::of(small.clone())
            )
                .prop_map(|(n, under, amends)| Change::EntryAdded {
                    item: item(under),
                    entry: Entry {
                        kind: Kind::Motion,
                        detail: Detail::Motion(Box::new(motion(amends))),
                        ..entry(n, "That it be so")
                    },
                    place: None
                }),
            (small.clone(), small.clone(), 0_u16..4, 0_u128..4).prop_map(
                |(n, on, in_favour, voters)| Change::EntryAdded {
                    item: item(0),
                    entry: Entry {
                        kind: Kind::Vote,
                        detail: Detail::Vote(Box::new(vote(on, in_favour, voters))),
                        ..entry(n, "That it be so")
                    },
                    place: None
                }
            ),
            (small.clone(), small.clone()).prop_map(|(n, on)| Change::EntryAmended {
                entry: entry(n, "").id,
                kind: Kind::Vote,
                text: "That it be so".to_owned(),
                detail: Detail::Vote(Box::new(vote(on, 1, 2))),
            }),
            (small.clone(), small.clone(), small.clone()).prop_map(|(n, one, other)| {
                Change::EntryAdded {
                    item: item(0),
                    entry: Entry {
                        kind: Kind::Vote,
                        detail: Detail::Vote(Box::new(Vote {
                            on: None,
                            en_bloc: vec![entry(one, "").id, entry(other, "").id],
                            ..vote(one, 1, 2)
                        })),
                        ..entry(n, "Items 1 and 2 en bloc")
                    },
                    place: None,
                }
            }),
            any::<bool>().prop_map(|budget| Change::RulesAmended {
                rules: Rules {
                    budget,
                    first_resolution: budget.then_some(7),
                    remote_counts: !budget,
                }
            }),
            (small.clone(), any::<bool>()).prop_map(|(n, corrects)| Change::Approved {
                approval: Box::new(approval(n, corrects.then_some("said"))),
            }),
            small.clone().prop_map(|n| Change::ApprovalWithdrawn {
                by: approval(n, None).by,
            }),
            (any::<bool>(), small.clone(), proptest::option::of("open")).prop_map(
                |(of_item, n, summary)| {
                    let covers = if of_item {
                        Covers::Item(item(n))
                    } else {
                        Covers::Entry(entry(n, "").id)
                    };
                    let mark = summary.map(|summary| {
                        Box::new(Mark {
                            summary,
                            motion: of_item.then(|| entry(n + 1, "").id),
                            ..Mark::new(covers, vec![Paragraph::Affairs])
                        })
                    });
                    Change::Exempted { covers, mark }
                }
            ),
            any::<bool>().prop_map(|names| Change::PublicExcluded {
                at: at(4),
                paragraphs: names.then_some(Paragraph::Labour).into_iter().collect(),
            }),
            Just(Change::PublicReadmitted { at: at(6) }),
            Just(Change::CorrectionStated {
                correction: Stated {
                    at: at(30),
                    exempt: false,
                    words: "it was the other bridge".to_owned(),
                }
            }),
            small.prop_map(|n| Change::UpdateWithdrawn {
                entry: entry(n, "").id,
                update: Box::new(noted()),
            }),
        ]
    }

    fn any_deed() -> impl Strategy<Value = Change> {
        prop_oneof![
            4 => any_change(),
            1 => proptest::collection::vec(any_change(), 1..4).prop_map(|changes| {
                Change::Together { deed: "several".to_owned(), changes }
            }),
        ]
    }

    fn undo(meeting: &mut Meeting, history: &mut History) -> bool {
        let Some(deed) = history.to_undo().cloned() else {
            return false;
        };
        history
            .make(meeting, deed.id, Manner::Undoes(deed.id), &deed.change())
            .unwrap();
        true
    }

    fn redo(meeting: &mut Meeting, history: &mut History) -> bool {
        let Some(deed) = history.to_redo().cloned() else {
            return false;
        };
        history
            .make(meeting, deed.id, Manner::Redoes(deed.id), &deed.change())
            .unwrap();
        true
    }

    proptest! {
        #[test]
        fn undo_of_any_step_brings_back_exactly_what_was(deeds in proptest::collection::vec(any_deed(), 1..40)) {
            let mut meeting = meeting();
            let mut history = History::default();
            let mut states = vec![meeting.clone()];
            for (number, deed) in deeds.iter().enumerate() {
                let id = ChangeId(Uuid::from_u128(number as u128));
                let before = meeting.clone();
                match history.make(&mut meeting, id, Manner::Made, deed) {
                    // How the meeting came into the register is no step: whatever was done before it is undone behind it.
                    // Nor is what a later meeting did to it.
                    Ok(_) if is_beginning(deed) || deed.is_of_another() => meeting = before,
                    Ok(_) => states.push(meeting.clone()),
                    Err(_) => prop_assert_eq!(&meeting, &before, "a refused change alters nothing"),
                }
            }
            for state in states.iter().rev().skip(1) {
                prop_assert!(undo(&mut meeting, &mut history));
                prop_assert_eq!(&meeting, state);
                prop_assert_eq!(derived(&meeting), derived(state));
            }
            prop_assert!(!undo(&mut meeting, &mut history));
            for state in states.iter().skip(1) {
                prop_assert!(redo(&mut meeting, &mut history));
                prop_assert_eq!(&meeting, state);
            }
            prop_assert!(!redo(&mut meeting, &mut history));
        }

        #[test]
        fn approved_minutes_stand_whatever_is_tried(
            before in proptest::collection::vec(any_deed(), 1..20),
            after in proptest::collection::vec(any_deed(), 1..20),
            corrects in any::<bool>(),
        ) {
            let mut meeting = meeting();
            let mut history = History::default();
            let said = Change::EntryAdded { item: item(0), entry: entry(1, "said"), place: None };
            let closed = Change::Held { commenced: None, terminated: None };
            let deeds = [said, closed].into_iter().chain(before);
            let id = |number: usize| ChangeId(Uuid::from_u128(number as u128));
            for (number, deed) in deeds.enumerate().filter(|(_, deed)| !deed.is_of_another()) {
                let _ = history.make(&mut meeting, id(number), Manner::Made, &deed);
            }
            let draft = meeting.clone();
            let words = corrects
                .then(|| meeting.entry(entry(1, "").id).map(|(_, _, entry)| entry.text.clone()))
                .flatten();
            let approval = approval(1, words.as_deref());
            let by = approval.by;
            let change = Change::Approved { approval: Box::new(approval) };
            if history.make(&mut meeting, id(100), Manner::Made, &change).is_err() {
                prop_assert_eq!(&meeting, &draft);
                return Ok(());
            }
            prop_assert_eq!(meeting.state(), crate::minutes::meeting::State::Approved);
            let stands = fixed(&meeting);
            let approved = meeting.clone();
            let mut made = 0;
            for (number, deed) in after.iter().enumerate() {
                if deed.is_of_another() {
                    continue;
                }
                if history.make(&mut meeting, id(200 + number), Manner::Made, deed).is_ok() {
                    made += 1;
                }
                prop_assert_eq!(fixed(&meeting), stands.clone(), "after {:?}", deed);
            }
            for _ in 0..made {
                prop_assert!(undo(&mut meeting, &mut history));
            }
            prop_assert_eq!(&meeting, &approved);
            // What was recorded before the approval is not undone behind it.
            if let Some(deed) = history.to_undo().cloned() {
                let _ = meeting.apply(&deed.change());
                prop_assert_eq!(fixed(&meeting), stands);
            }
            let mut meeting = approved;
            meeting.apply(&Change::ApprovalWithdrawn { by }).unwrap();
            prop_assert_eq!(meeting, draft);
        }

        #[test]
        fn a_change_survives_the_journal(change in any_deed()) {
            let written = serde_json::to_string(&change).unwrap();
            prop_assert_eq!(serde_json::from_str::<Change>(&written).unwrap(), change);
        }
    }

    #[test]
    fn a_new_step_forgets_what_was_undone_and_words_stay() {
        let mut meeting = meeting();
        let mut history = History::default();
        let id = |n| ChangeId(Uuid::from_u128(n));
        let add = |n| Change::EntryAdded {
            item: item(0),
            entry: entry(n, "said"),
            place: None,
        };
        history
            .make(&mut meeting, id(1), Manner::Made, &add(1))
            .unwrap();
        assert_eq!(history.to_undo().unwrap().words, "narrative added");
        undo(&mut meeting, &mut history);
        assert_eq!(history.to_redo().unwrap().words, "narrative added");
        history
            .make(&mut meeting, id(2), Manner::Made, &add(2))
            .unwrap();
        assert!(history.to_redo().is_none());
    }
}
