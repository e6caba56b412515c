use chrono::{FixedOffset, NaiveDate, TimeDelta, TimeZone};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::minutes::agenda::{Item, Outline};
use crate::minutes::attendance::{Presence, Seat, standing_at};
use crate::minutes::body::Quorum;
use crate::minutes::change::Change;
use crate::minutes::entry::{Declaration, Detail, Entry, Interest, Kind};
use crate::minutes::formal::electorate;
use crate::minutes::ids::{BodyId, EntryId, MeetingId, PresenceId};
use crate::minutes::meeting::{BodyHead, Head};
use crate::minutes::person::Person;

fn at(minute: i64) -> Stamp {
    let start = FixedOffset::east_opt(0)
        .unwrap()
        .with_ymd_and_hms(2025, 3, 4, 18, 0, 0)
        .unwrap();
    start + TimeDelta::minutes(minute)
}

fn who(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(200 + number))
}

fn item(number: u128) -> ItemId {
    ItemId(Uuid::from_u128(100 + number))
}

/// Five members, four of them present, of whom one is a co-optee; three items; begun at six.
fn meeting(quorum: Quorum) -> Meeting {
    let head = Head {
        body: BodyHead {
            id: BodyId(Uuid::nil()),
            name: "Harbour Board".to_owned(),
            code: "HB".to_owned(),
            called: "Board".to_owned(),
            quorum,
        },
        title: None,
        date: NaiveDate::from_ymd_opt(2025, 3, 4).unwrap(),
        time: None,
        place: String::new(),
        template: String::new(),
    };
    let mut meeting = Meeting::new(MeetingId(Uuid::nil()), head);
    for (number, family) in (0..).zip(["Ash", "Beck", "Cole", "Owen", "Ely"]) {
        meeting.seats.push(Seat {
            person: Person {
                id: who(number),
                honorific: Some("Councillor".to_owned()),
                given: "Jo".to_owned(),
                family: family.to_owned(),
                listed_as: None,
                posts: Vec::new(),
            },
            role: (number == 0).then(|| "Chair".to_owned()),
            group: if number == 2 {
                "Co-optees"
            } else {
                "Councillors"
            }
            .to_owned(),
            member: true,
            voting: true,
        });
    }
    for number in 1..=3 {
        let outline = Outline {
            title: format!("Item {number}"),
            ..Outline::default()
        };
        meeting.items.push(Item::new(item(number), outline));
    }
    for number in 0..4 {
        note(&mut meeting, number, Attended::Present, -5);
    }
    make(&mut meeting, Change::Commenced { at: at(0) });
    meeting
}

fn make(meeting: &mut Meeting, change: Change) {
    meeting.apply(&change).unwrap();
}

fn note(meeting: &mut Meeting, person: u128, what: Attended, minute: i64) {
    let presence = Presence {
        id: PresenceId(Uuid::from_u128(400 + meeting.stream.len() as u128)),
        person: who(person),
        at: at(minute),
        what,
    };
    make(meeting, Change::Noted { presence });
}

fn put(meeting: &mut Meeting, number: u128, minute: i64) {
    make(
        meeting,
        Change::ItemPut {
            item: item(number),
            at: at(minute),
        },
    );
}

fn declare(meeting: &mut Meeting, person: u128, about: u128, leaves: bool) {
    let declaration = Declaration {
        person: who(person),
        interest: Interest::DisclosablePecuniary,
        nature: "owning a boat".to_owned(),
        leaves,
        item: Some(item(about)),
        speaks: false,
        dispensation: String::new(),
        without_vote: !leaves,
    };
    let entry = Entry {
        id: EntryId(Uuid::from_u128(300 + person)),
        kind: Kind::Declaration,
        text: "declared".to_owned(),
        started_at: at(1),
        recorded_at: at(1),
        detail: Detail::Declaration(declaration),
        source: None,
        prepared: None,
    };
    make(
        meeting,
        Change::EntryAdded {
            item: item(1),
            entry,
            place: None,
        },
    );
}

/// What is said, each with the place of the item under which it is.
fn told(meeting: &Meeting) -> Vec<(usize, String)> {
    let template = Template::bare();
    of(meeting)
        .iter()
        .map(|it| {
            let place = it.under.and_then(|id| meeting.place_of(id)).unwrap();
            (place + 1, said(meeting, &template, it).unwrap())
        })
        .collect()
}

fn words(told: &[(usize, String)]) -> Vec<(usize, &str)> {
    told.iter()
        .map(|(place, words)| (*place, words.as_str()))
        .collect()
}

#[test]
fn who_comes_and_goes_is_told_where_and_when() {
    let mut meeting = meeting(Quorum::Number(3));
    note(&mut meeting, 4, Attended::Arrived, 2);
    put(&mut meeting, 1, 5);
    put(&mut meeting, 3, 30);
    note(&mut meeting, 3, Attended::Left, 42);
    note(&mut meeting, 3, Attended::Returned, 50);
    note(&mut meeting, 1, Attended::TookChair, 55);
    note(&mut meeting, 4, Attended::Remote, 58);
    make(&mut meeting, Change::Adjourned { at: at(60) });
    make(&mut meeting, Change::Resumed { at: at(70) });
    assert_eq!(
        words(&told(&meeting)),
        [
            (1, "Councillor Ely arrived at 6.02pm."),
            (
                3,
                "Councillor Owen left the meeting at 6.42pm, during consideration of item 3."
            ),
            (
                3,
                "Councillor Owen returned to the meeting at 6.50pm, during consideration of item 3."
            ),
            (3, "Councillor Beck took the chair at 6.55pm."),
            (3, "Councillor Ely took part remotely from 6.58pm."),
            (3, "The meeting was adjourned at 7.00pm."),
            (3, "The meeting resumed at 7.10pm."),
        ]
    );
}

#[test]
fn a_quorum_that_is_lost_is_told_with_its_time_and_so_is_its_return() {
    let mut meeting = meeting(Quorum::Number(3));
    put(&mut meeting, 2, 5);
    note(&mut meeting, 0, Attended::Left, 10);
    note(&mut meeting, 1, Attended::Left, 12);
    note(&mut meeting, 2, Attended::Left, 13);
    note(&mut meeting, 1, Attended::Returned, 20);
    note(&mut meeting, 0, Attended::Returned, 21);
    let told = told(&meeting);
    let quorum: Vec<_> = words(&told)
        .into_iter()
        .filter(|(_, words)| words.contains("quorum"))
        .collect();
    assert_eq!(
        quorum,
        [
            (
                2,
                "From 6.12pm there was no quorum, 2 members being present and 3 needed."
            ),
            (
                2,
                "From 6.21pm there was a quorum again, 3 members being present."
            ),
        ]
    );
    assert_eq!(without_quorum(&meeting), [(at(12), Some(at(21)))]);
}

#[test]
fn a_quorum_may_ask_for_members_of_a_group_and_not_count_those_elsewhere() {
    let quorum = "3, 1 of Co-optees".parse().unwrap();
    let mut meeting = meeting(quorum);
    assert!(meeting.count().is_quorate());
    note(&mut meeting, 2, Attended::Left, 10);
    let count = meeting.count();
    assert!(!count.is_quorate(), "three councillors, no co-optee");
    assert_eq!(count.short(&meeting.head.body.quorum), "0 of 1 Co-optees");
    note(&mut meeting, 2, Attended::Remote, 12);
    assert!(
        !meeting.count().is_quorate(),
        "from elsewhere is not in the room"
    );
    assert_eq!(electorate(&meeting, item(1), at(13)).len(), 3);
    meeting.rules.remote_counts = true;
    assert!(meeting.count().is_quorate());
    assert_eq!(electorate(&meeting, item(1), at(13)).len(), 4);
}

#[test]
fn an_interest_leads_out_for_its_item_and_back_after_it() {
    let mut meeting = meeting(Quorum::None);
    put(&mut meeting, 1, 1);
    declare(&mut meeting, 3, 2, true);
    declare(&mut meeting, 1, 2, false);
    assert_eq!(interest::should_leave(&meeting), [], "not before its item");
    put(&mut meeting, 2, 40);
    assert_eq!(interest::should_leave(&meeting), [who(3)]);
    let voters = electorate(&meeting, item(2), at(40));
    assert_eq!(
        voters,
        [who(0), who(3), who(2)],
        "one said that they would not vote"
    );
    note(&mut meeting, 3, Attended::Left, 42);
    assert_eq!(interest::should_leave(&meeting), []);
    assert_eq!(interest::may_return(&meeting), [], "not while it lasts");
    assert_eq!(
        electorate(&meeting, item(2), at(43)),
        [who(0), who(2)],
        "who is out is no voter"
    );
    put(&mut meeting, 3, 50);
    assert_eq!(interest::may_return(&meeting), [who(3)]);
    note(&mut meeting, 3, Attended::Returned, 51);
    assert_eq!(interest::may_return(&meeting), []);
    assert_eq!(
        words(&told(&meeting)),
        [
            (
                2,
                "Councillor Owen, having declared an interest in item 2, left the meeting at 6.42pm."
            ),
            (
                3,
                "Councillor Owen returned to the meeting at 6.51pm, during consideration of item 3."
            ),
        ]
    );
}

proptest! {
    /// However people come and go, what is told of the quorum is what the stream says.
    #[test]
    fn the_quorum_never_disagrees_with_the_stream(
        steps in proptest::collection::vec((0_u128..5, 0_usize..5, 1_i64..4), 0..30),
        needed in 1_u16..5,
    ) {
        let mut meeting = meeting(Quorum::Number(needed));
        let mut minute = 0;
        for (person, what, later) in steps {
            minute += later;
            let what = [
                Attended::Left,
                Attended::Returned,
                Attended::Arrived,
                Attended::Remote,
                Attended::TookChair,
            ][what];
            note(&mut meeting, person, what, minute);
        }
        let spells = without_quorum(&meeting);
        for minute in 0..=minute {
            let now = at(minute);
            let told = spells
                .iter()
                .any(|(from, until)| *from <= now && until.is_none_or(|until| now < until));
            let there = (0..5)
                .filter(|person| standing_at(&meeting.stream, who(*person), now).is_in_room())
                .count();
            prop_assert_eq!(told, there < usize::from(needed), "at {}", minute);
        }
        let lost = of(&meeting).iter().filter(|it| it.what == What::QuorumLost).count();
        let back = of(&meeting).iter().filter(|it| it.what == What::QuorumBack).count();
        prop_assert_eq!(lost - back, usize::from(!meeting.count().is_quorate()));
    }
}
