use super::*;
use crate::minutes::action::{Reported, Step, Update};
use crate::minutes::agenda::{Item, ItemKind, Outline};
use crate::minutes::attendance::{Attended, Presence, Seat};
use crate::minutes::body::Quorum;
use crate::minutes::entry::{Action, Detail, Entry, Kind, Owner};
use crate::minutes::exempt::{Covers, Mark};
use crate::minutes::ids::{PresenceId, Stamp};
use crate::minutes::meeting::{BodyHead, Head};
use crate::minutes::person::Person;
use crate::minutes::writing::Letter;
use crate::store::schema;
use proptest::prelude::*;
use uuid::Uuid;

fn stamp() -> Stamp {
    Stamp::parse_from_rfc3339("2031-06-03T18:00:00+01:00").unwrap()
}

/// Every other item is a work programme, and was put on the agenda for two entries; for the others somebody came.
fn outline(number: u128) -> Outline {
    if number.is_multiple_of(2) {
        return Outline {
            guests: vec![PersonId(Uuid::from_u128(1))],
            ..Outline::default()
        };
    }
    let carried = |entry| EntryKey {
        meeting: MeetingId(Uuid::from_u128(6)),
        entry: EntryId(Uuid::from_u128(entry)),
    };
    Outline {
        kind: ItemKind::WorkProgramme,
        carried: vec![carried(number), carried(number + 1)],
        ..Outline::default()
    }
}

fn item(number: u128) -> Item {
    Item::new(ItemId(Uuid::from_u128(number)), outline(number))
}

/// Of three entries one is an action, which somebody is to do, and one says what became of an action that may be there.
fn entry(number: u128) -> Entry {
    let (kind, detail) = match number % 3 {
        0 => {
            let owner = Owner {
                person: Some(PersonId(Uuid::from_u128(1 + number % 2))),
                ..Owner::default()
            };
            let owners = vec![owner];
            let action = Action {
                owners,
                ..Action::default()
            };
            (Kind::Action, Detail::Action(action))
        }
        1 => {
            let entry = EntryId(Uuid::from_u128(99 + number % 9));
            let meeting = MeetingId(Uuid::from_u128(7));
            let note = String::new();
            let update = Update {
                step: Step::Complete,
                note,
            };
            let reported = Reported {
                action: EntryKey { meeting, entry },
                reference: String::new(),
                update,
            };
            (Kind::Narrative, Detail::Update(Box::new(reported)))
        }
        _ if number % 4 == 2 => (Kind::Encouraging, Detail::None),
        _ => (Kind::Point, Detail::None),
    };
    Entry {
        id: EntryId(Uuid::from_u128(number)),
        kind,
        text: format!("Remark {number}."),
        started_at: stamp(),
        recorded_at: stamp(),
        detail,
        source: None,
        prepared: None,
    }
}

fn seat(number: u128) -> Seat {
    Seat {
        person: Person {
            id: PersonId(Uuid::from_u128(number)),
            honorific: None,
            given: String::new(),
            family: format!("Wren {number}"),
            listed_as: None,
            posts: Vec::new(),
        },
        role: None,
        group: "Councillors".to_owned(),
        member: true,
        voting: true,
    }
}

fn meeting() -> Meeting {
    let head = Head {
        body: BodyHead {
            id: BodyId(Uuid::nil()),
            name: "Allotments Board".to_owned(),
            code: "AB".to_owned(),
            called: "Board".to_owned(),
            quorum: Quorum::None,
        },
        title: None,
        date: stamp().date_naive(),
        time: None,
        place: String::new(),
        template: "board".to_owned(),
    };
    Meeting::new(MeetingId(Uuid::from_u128(7)), head)
}

/// A step chosen by three numbers: of what sort, about which thing, to what place.
fn change(meeting: &Meeting, fresh: u128, (sort, which, place): (u8, usize, usize)) -> Change {
    let some_item = || meeting.items[which % meeting.items.len()].id;
    let entries: Vec<EntryId> = meeting.entries().map(|(_, entry)| entry.id).collect();
    let some_entry = entries.get(which % entries.len().max(1)).copied();
    let some_seat = meeting.seats[which % meeting.seats.len()].person.id;
    let some_note = meeting.stream.get(which % meeting.stream.len().max(1));
    match (sort % 17, some_entry, some_note) {
        (16, ..) if place % 4 == 3 => Change::ReportWritten {
            item: some_item(),
            report: (place % 8 == 3).then(Box::default),
        },
        (16, ..) => {
            let to = match place % 3 {
                0 => Some(Vec::new()),
                1 => Some(vec![PersonId(Uuid::from_u128(2))]),
                _ => None,
            };
            let letter = to.map(|to| {
                Box::new(Letter {
                    to,
                    ..Letter::default()
                })
            });
            Change::LetterWritten {
                item: some_item(),
                letter,
            }
        }
        (12 | 13, ..) => {
            let covers = match some_entry.filter(|_| place % 2 == 0) {
                Some(entry) => Covers::Entry(entry),
                None => Covers::Item(some_item()),
            };
            let mark = (place % 3 > 0).then(|| Box::new(Mark::new(covers, Vec::new())));
            Change::Exempted { covers, mark }
        }
        // Everything is recorded at the very moment at which the public leaves.
        (14, ..) if meeting.sitting.exclusion().is_some() => Change::PublicReadmitted {
            at: stamp() + chrono::TimeDelta::seconds(1),
        },
        (14, ..) => Change::PublicExcluded {
            at: stamp(),
            paragraphs: Vec::new(),
        },
        (15, ..) => Change::ItemPut {
            item: some_item(),
            at: stamp(),
        },
        (10, Some(entry), _)
            if meeting
                .entry(entry)
                .is_some_and(|(_, _, it)| it.action().is_some()) =>
        {
            Change::ActionUpdated {
                entry,
                at: stamp(),
                update: Update {
                    step: Step::Cancel,
                    note: String::new(),
                },
            }
        }
        (11, ..) => Change::ItemAmended {
            item: some_item(),
            outline: Outline {
                title: format!("Title {fresh}"),
                ..outline(fresh)
            },
        },
        (0 | 1, Some(entry), _) => Change::EntryMoved {
            entry,
            item: meeting.items[place % meeting.items.len()].id,
            place: place / 2,
        },
        (2, Some(entry), _) => Change::EntryRetracted { entry },
        (3, ..) => Change::ItemAdded {
            item: item(fresh),
            place,
        },
        (4, ..) => Change::ItemMoved {
            item: some_item(),
            place,
        },
        (5, ..) if meeting.items.len() > 1 => Change::ItemRemoved { item: some_item() },
        (6, ..) => Change::Seated { seat: seat(fresh) },
        (7, ..) if meeting.seats.len() > 1 => Change::Unseated { person: some_seat },
        (8, _, Some(note)) => Change::NoteWithdrawn { presence: note.id },
        (9, ..) => Change::Noted {
            presence: Presence {
                id: PresenceId(Uuid::from_u128(fresh)),
                person: some_seat,
                at: stamp(),
                what: Attended::Present,
            },
        },
        _ => Change::EntryAdded {
            item: some_item(),
            entry: entry(fresh),
            place: place.checked_sub(3),
        },
    }
}

fn assert_in_step(connection: &Connection, meeting: &Meeting) {
    let reported = refreshing::Reports::of_meeting(connection, meeting.id).unwrap();
    for (table, mut wanted) in rows::of_meeting(meeting, |entry| reported.of(entry)) {
        let mut statement = connection.prepare(&table.select()).unwrap();
        let mut there: Vec<Row> = statement
            .query_map([meeting.id.to_string()], |row| {
                (0..table.columns.len()).map(|at| row.get(at)).collect()
            })
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let by_key = |a: &Row, b: &Row| format!("{a:?}").cmp(&format!("{b:?}"));
        wanted.sort_by(by_key);
        there.sort_by(by_key);
        assert_eq!(there, wanted, "{}", table.name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn whatever_is_done_and_undone_the_rows_touched_are_enough(
        deeds in prop::collection::vec(
            (prop::collection::vec((any::<u8>(), 0_usize..40, 0_usize..12), 1..5), 0_u8..4),
            1..30,
        )
    ) {
        let connection = Connection::open_in_memory().unwrap();
        schema::migrate(&connection, &mut |_, _| {}).unwrap();
        let mut meeting = meeting();
        let called = Change::Scheduled {
            head: meeting.head.clone(),
            seats: vec![seat(1), seat(2)],
            items: vec![item(1), item(2), item(3)],
        };
        let before = meeting.apply(&called).unwrap();
        write(&connection, &meeting, &called, &before).unwrap();
        let begun = Change::Commenced { at: stamp() };
        let before = meeting.apply(&begun).unwrap();
        write(&connection, &meeting, &begun, &before).unwrap();
        let mut undo = Vec::new();
        let mut fresh = 100;
        for (steps, manner) in deeds {
            let change = if manner == 0 && !undo.is_empty() {
                Change::PutBack { parts: undo.pop().unwrap_or_default() }
            } else {
                // Each step is chosen by what the one before it left.
                let mut trial = meeting.clone();
                let mut changes = Vec::new();
                for step in steps {
                    fresh += 1;
                    let change = change(&trial, fresh, step);
                    if trial.apply(&change).is_ok() {
                        changes.push(change);
                    }
                }
                Change::Together { deed: "several".to_owned(), changes }
            };
            let undoes = matches!(change, Change::PutBack { .. });
            let before = meeting.apply(&change).unwrap();
            write(&connection, &meeting, &change, &before).unwrap();
            assert_in_step(&connection, &meeting);
            if !undoes {
                undo.push(before);
            }
        }
    }
}
