use chrono::{FixedOffset, NaiveDate, TimeDelta, TimeZone};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::minutes::agenda::{Item, Outline};
use crate::minutes::attendance::{Attended, Presence, Seat};
use crate::minutes::body::Quorum;
use crate::minutes::change::{Change, Refused};
use crate::minutes::entry::{Detail, Entry, Kind};
use crate::minutes::ids::{BodyId, EntryId, ItemId, MeetingId, PersonId, PresenceId, Stamp};
use crate::minutes::meeting::{BodyHead, Head, Meeting};
use crate::minutes::person::Person;
use crate::minutes::template::Template;

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

fn id(number: u128) -> EntryId {
    EntryId(Uuid::from_u128(300 + number))
}

fn item() -> ItemId {
    ItemId(Uuid::from_u128(100))
}

/// Seven voting members, all but the last present; the first is the chair.
fn meeting() -> Meeting {
    let head = Head {
        body: BodyHead {
            id: BodyId(Uuid::nil()),
            name: "Harbour Board".to_owned(),
            code: "HB".to_owned(),
            called: "Board".to_owned(),
            quorum: Quorum::Number(3),
        },
        title: None,
        date: NaiveDate::from_ymd_opt(2025, 3, 4).unwrap(),
        time: None,
        place: String::new(),
        template: String::new(),
    };
    let mut meeting = Meeting::new(MeetingId(Uuid::nil()), head);
    for (number, family) in ["Ash", "Beck", "Cole", "Dunn", "Ely", "Frost", "Gale"]
        .into_iter()
        .enumerate()
    {
        meeting.seats.push(Seat {
            person: Person {
                id: who(number as u128),
                honorific: Some("Councillor".to_owned()),
                given: "Jo".to_owned(),
                family: family.to_owned(),
                listed_as: None,
                posts: Vec::new(),
            },
            role: (number == 0).then(|| "Chair".to_owned()),
            group: "Councillors".to_owned(),
            member: true,
            voting: true,
        });
        let what = if number < 6 {
            Attended::Present
        } else {
            Attended::Apologies
        };
        note(&mut meeting, number as u128, what, 0);
    }
    let outline = Outline {
        title: "The slipway".to_owned(),
        ..Outline::default()
    };
    meeting.items.push(Item::new(item(), outline));
    meeting
}

fn note(meeting: &mut Meeting, person: u128, what: Attended, minute: i64) {
    let presence = Presence {
        id: PresenceId(Uuid::from_u128(400 + meeting.stream.len() as u128)),
        person: who(person),
        at: at(minute),
        what,
    };
    meeting.apply(&Change::Noted { presence }).unwrap();
}

fn entry(number: u128, kind: Kind, text: &str, minute: i64, detail: Detail) -> Entry {
    Entry {
        id: id(number),
        kind,
        text: text.to_owned(),
        started_at: at(minute),
        recorded_at: at(minute),
        detail,
        source: None,
        prepared: None,
    }
}

fn add(meeting: &mut Meeting, entry: Entry) -> Result<(), Refused> {
    let change = Change::EntryAdded {
        item: item(),
        entry,
        place: None,
    };
    meeting.apply(&change).map(|_| ())
}

fn moved(meeting: &mut Meeting, number: u128, text: &str, amends: Option<(u128, &str)>) {
    let motion = Motion {
        mover: Some(who(1)),
        seconder: Some(who(2)),
        amends: amends.map(|(of, _)| id(of)),
        would_read: amends.map_or_else(String::new, |(_, reads)| reads.to_owned()),
        fate: None,
        excludes: false,
    };
    let entry = entry(
        number,
        Kind::Motion,
        text,
        1,
        Detail::Motion(Box::new(motion)),
    );
    add(meeting, entry).unwrap();
}

fn taken(meeting: &Meeting, on: u128, minute: i64, manner: Manner) -> Vote {
    Vote {
        on: Some(id(on)),
        en_bloc: Vec::new(),
        manner,
        majority: Majority::Simple,
        at: at(minute),
        electorate: electorate(meeting, item(), at(minute)),
        members: 7,
        chair: Some(who(0)),
        casting: None,
        asked: Vec::new(),
    }
}

fn hands(in_favour: u16, against: u16, abstentions: u16) -> Manner {
    Manner::Hands(Counts {
        in_favour,
        against,
        abstentions,
    })
}

fn voted(meeting: &mut Meeting, number: u128, on: u128, minute: i64, manner: Manner) {
    let vote = taken(meeting, on, minute, manner);
    record(meeting, number, vote).unwrap();
}

fn record(meeting: &mut Meeting, number: u128, vote: Vote) -> Result<(), Refused> {
    let text = vote
        .on
        .and_then(|on| meeting.entry(on))
        .map_or_else(String::new, |(_, _, on)| at_stake(meeting, on));
    let minute = (vote.at - at(0)).num_minutes();
    let entry = entry(
        number,
        Kind::Vote,
        &text,
        minute,
        Detail::Vote(Box::new(vote)),
    );
    add(meeting, entry)
}

/// What a document says under the item.
fn said(meeting: &Meeting, template: &Template) -> Vec<String> {
    let item = &meeting.items[0];
    item.entries
        .iter()
        .flat_map(|entry| wording::paragraphs(meeting, template, item, entry).unwrap_or_default())
        .map(|said| said.unwrap_or_else(|error| error.to_string()))
        .collect()
}

#[test]
fn an_amendment_to_an_amendment_alters_what_is_resolved() {
    let mut meeting = meeting();
    moved(&mut meeting, 1, "That the slipway be closed", None);
    moved(
        &mut meeting,
        2,
        "to add at the end “in winter”",
        Some((1, "That the slipway be closed in winter")),
    );
    moved(
        &mut meeting,
        3,
        "to replace “winter” with “January”",
        Some((2, "That the slipway be closed in January")),
    );
    let item_of = |meeting: &Meeting| meeting.items[0].clone();
    let next = |meeting: &Meeting| next_question(meeting, &item_of(meeting)).map(|it| it.id);
    assert_eq!(next(&meeting), Some(id(3)), "the innermost is put first");
    voted(&mut meeting, 4, 3, 5, hands(4, 2, 0));
    assert_eq!(next(&meeting), Some(id(2)));
    let (_, _, amendment) = meeting.entry(id(2)).unwrap();
    assert_eq!(
        at_stake(&meeting, amendment),
        "That the slipway be closed in January"
    );
    voted(&mut meeting, 5, 2, 6, hands(5, 1, 0));
    assert_eq!(next(&meeting), Some(id(1)));
    voted(&mut meeting, 6, 1, 7, Manner::Agreed);
    assert_eq!(next(&meeting), None);
    assert_eq!(
        said(&meeting, &Template::bare()),
        [
            "Moved by Councillor Jo Beck, seconded by Councillor Jo Cole: That the slipway be closed.",
            "Moved by Councillor Jo Beck, seconded by Councillor Jo Cole, as an amendment: to add at the end “in winter”.",
            "Moved by Councillor Jo Beck, seconded by Councillor Jo Cole, as an amendment to the amendment: to replace “winter” with “January”.",
            "On being put to the vote, the amendment to the amendment was carried (4 for, 2 against).",
            "The amendment as amended read: to add at the end “in January”.",
            "On being put to the vote, the amendment, as amended, was carried (5 for, 1 against).",
            "The motion as amended, which became the substantive motion, read: That the slipway be closed in January.",
            "The motion, as amended, was agreed.",
            "RESOLVED – That the slipway be closed in January.",
        ]
    );
}

#[test]
fn an_amendment_whose_amendment_is_lost_is_put_as_it_was_moved() {
    let mut meeting = meeting();
    moved(&mut meeting, 1, "That the slipway be closed", None);
    let winter = "That the slipway be closed in winter";
    moved(&mut meeting, 2, "to add “in winter”", Some((1, winter)));
    let january = "That the slipway be closed in January";
    moved(&mut meeting, 3, "to say “January”", Some((2, january)));
    voted(&mut meeting, 4, 3, 5, hands(2, 4, 0));
    let (_, _, amendment) = meeting.entry(id(2)).unwrap();
    assert_eq!(
        amendment_words(&meeting, amendment, None),
        "to add “in winter”"
    );
    voted(&mut meeting, 5, 2, 6, hands(4, 2, 0));
    // A second amendment, after the first was carried, tells of the motion as it reads by then.
    let reopened = "That the slipway be closed in winter and swept";
    moved(&mut meeting, 6, "to add “and swept”", Some((1, reopened)));
    voted(&mut meeting, 7, 6, 7, hands(1, 5, 0));
    voted(&mut meeting, 8, 1, 8, hands(6, 0, 0));
    let said = said(&meeting, &Template::bare());
    assert_eq!(
        said[3..],
        [
            "On being put to the vote, the amendment to the amendment was lost (2 for, 4 against).",
            "On being put to the vote, the amendment was carried (4 for, 2 against).",
            "The motion as amended, which became the substantive motion, read: That the slipway be closed in winter.",
            "Moved by Councillor Jo Beck, seconded by Councillor Jo Cole, as an amendment: to add “and swept”.",
            "On being put to the vote, the amendment was lost (1 for, 5 against).",
            "On being put to the vote, the motion, as amended, was carried unanimously (6 for, 0 against).",
            "RESOLVED – That the slipway be closed in winter.",
        ]
    );
}

#[test]
fn a_tie_is_lost_unless_the_chair_decides_it() {
    let mut meeting = meeting();
    moved(&mut meeting, 1, "That the slipway be closed.", None);
    voted(&mut meeting, 2, 1, 5, hands(3, 3, 0));
    let outcome = |meeting: &Meeting, number| {
        meeting
            .entry(id(number))
            .unwrap()
            .2
            .vote()
            .unwrap()
            .outcome()
    };
    assert_eq!(outcome(&meeting, 2), Outcome::Tied);
    let casting = Vote {
        casting: Some(Cast::Against),
        ..taken(&meeting, 1, 6, hands(2, 2, 1))
    };
    record(&mut meeting, 3, casting).unwrap();
    assert_eq!(outcome(&meeting, 3), Outcome::Lost);
    assert_eq!(
        said(&meeting, &Template::bare())[1..],
        [
            "The votes being equal (3 for, 3 against) and no casting vote being given, the motion was lost.",
            "The votes being equal (2 for, 2 against, 1 abstained), Councillor Jo Ash, in the chair, gave a casting vote \
             against the motion, which was lost.",
        ]
    );
}

#[test]
fn a_vote_by_name_says_who_was_where() {
    let mut meeting = meeting();
    moved(&mut meeting, 1, "That the slipway be closed.", None);
    let votes = [
        (0, Cast::For),
        (1, Cast::Against),
        (2, Cast::For),
        (3, Cast::Abstained),
        (4, Cast::For),
    ];
    let votes = votes.map(|(number, cast)| (who(number), cast)).to_vec();
    voted(&mut meeting, 2, 1, 5, Manner::Named(votes));
    assert_eq!(
        said(&meeting, &Template::bare())[1..],
        [
            "On being put to the vote, the motion was carried (3 for, 1 against, 1 abstained, 1 not voting). The vote was \
             recorded by name. For: Councillor Jo Ash, Councillor Jo Cole and Councillor Jo Ely. Against: Councillor Jo Beck. \
             Abstained: Councillor Jo Dunn. Not voting: Councillor Jo Frost.",
            "RESOLVED – That the slipway be closed.",
        ]
    );
}

#[test]
fn votes_that_cannot_be_are_refused() {
    let mut meeting = meeting();
    moved(&mut meeting, 1, "That the slipway be closed.", None);
    note(&mut meeting, 5, Attended::Left, 3);
    let base = taken(&meeting, 1, 5, hands(3, 2, 0));
    assert_eq!(base.electorate.len(), 5, "whoever left is no voter");
    let mut with_left = base.clone();
    with_left.electorate.push(who(5));
    let wrong = [
        (
            taken(&meeting, 1, 5, hands(4, 2, 0)),
            Fault::TooMany {
                counted: 6,
                present: 5,
            },
        ),
        (with_left, Fault::NoVoter),
        (
            Vote {
                manner: Manner::Named(vec![(who(5), Cast::For)]),
                ..base.clone()
            },
            Fault::NoVoter,
        ),
        (
            Vote {
                manner: Manner::Named(vec![(who(1), Cast::For), (who(1), Cast::Against)]),
                ..base.clone()
            },
            Fault::Twice,
        ),
        (
            Vote {
                casting: Some(Cast::For),
                ..base.clone()
            },
            Fault::NoCastingVote,
        ),
        (
            Vote {
                casting: Some(Cast::For),
                chair: None,
                ..taken(&meeting, 1, 5, hands(2, 2, 0))
            },
            Fault::NoCastingVote,
        ),
        (
            Vote {
                asked: [1, 2, 3]
                    .map(|number| (who(number), Cast::Against))
                    .to_vec(),
                ..base.clone()
            },
            Fault::MoreNamesThanVotes,
        ),
    ];
    for (vote, fault) in wrong {
        assert_eq!(record(&mut meeting, 9, vote), Err(Refused::Vote(fault)));
    }
    record(&mut meeting, 9, base).unwrap();
    let presence = meeting.stream[1].id;
    assert_eq!(
        meeting.apply(&Change::NoteWithdrawn { presence }),
        Err(Refused::Voted),
        "a voter cannot turn out not to have been there"
    );
    assert_eq!(
        meeting.apply(&Change::EntryRetracted { entry: id(1) }),
        Err(Refused::VotedOn)
    );
}

#[test]
fn majorities_are_worked_out_by_their_rule() {
    use Outcome::{Carried, Lost};
    let meeting = meeting();
    let outcome = |majority, manner| {
        let vote = Vote {
            majority,
            ..taken(&meeting, 1, 5, manner)
        };
        vote.outcome()
    };
    assert_eq!(outcome(Majority::TwoThirds, hands(4, 2, 0)), Carried);
    assert_eq!(outcome(Majority::TwoThirds, hands(3, 2, 1)), Lost);
    assert_eq!(outcome(Majority::TwoThirds, hands(0, 0, 6)), Lost);
    assert_eq!(outcome(Majority::OfAllMembers, hands(4, 0, 0)), Carried);
    assert_eq!(
        outcome(Majority::OfAllMembers, hands(3, 0, 3)),
        Lost,
        "three of seven"
    );
    assert_eq!(
        outcome(Majority::OfAllMembers, Manner::Agreed),
        Carried,
        "six of seven"
    );
    assert_eq!(outcome(Majority::Simple, hands(1, 0, 5)), Carried);
}

#[test]
fn resolutions_are_numbered_as_the_style_says() {
    let template = Template::read(
        "name = \"numbered\"\ntitle = \"Numbered\"\n[layout.resolutions]\nnumbering = \"yearly\"\ndecisions = true\n\
         [wording]\nresolution = \"{{ number }} It was agreed: {{ motion.text }}.\"\n",
        "numbered.toml",
    )
    .unwrap();
    let mut meeting = meeting();
    meeting.rules.first_resolution = Some(14);
    add(
        &mut meeting,
        entry(8, Kind::Decision, "to meet in May", 1, Detail::None),
    )
    .unwrap();
    moved(
        &mut meeting,
        1,
        "That: (a) the slipway be closed; and (b) a sign be put up.",
        None,
    );
    voted(&mut meeting, 2, 1, 5, hands(4, 2, 0));
    assert_eq!(
        said(&meeting, &template),
        [
            "14/25 It was agreed: to meet in May.",
            "Moved by Councillor Jo Beck, seconded by Councillor Jo Cole: That:",
            "(a) the slipway be closed; and",
            "(b) a sign be put up.",
            "On being put to the vote, the motion was carried (4 for, 2 against).",
            "15/25 It was agreed: That:",
            "(a) the slipway be closed; and",
            "(b) a sign be put up.",
        ]
    );
}

#[test]
fn a_decision_that_was_voted_down_is_none() {
    let mut meeting = meeting();
    add(
        &mut meeting,
        entry(
            1,
            Kind::Decision,
            "That the slipway be closed",
            1,
            Detail::None,
        ),
    )
    .unwrap();
    let template = Template::bare();
    assert_eq!(
        said(&meeting, &template),
        [] as [&str; 0],
        "printed as it stands"
    );
    voted(&mut meeting, 2, 1, 5, hands(1, 4, 1));
    assert_eq!(
        said(&meeting, &template),
        [
            "It was moved: That the slipway be closed.",
            "On being put to the vote, the proposal was lost (1 for, 4 against, 1 abstained).",
        ]
    );
}

#[test]
fn a_member_may_have_their_own_vote_recorded() {
    let mut meeting = meeting();
    moved(&mut meeting, 1, "That the slipway be closed", None);
    let vote = Vote {
        asked: vec![(who(3), Cast::Against)],
        ..taken(&meeting, 1, 5, hands(5, 1, 0))
    };
    record(&mut meeting, 2, vote).unwrap();
    assert_eq!(
        said(&meeting, &Template::bare())[2],
        "Councillor Jo Dunn asked that it be recorded that they voted against the motion."
    );
}

#[test]
fn what_loops_comes_to_an_end() {
    let mut meeting = meeting();
    moved(&mut meeting, 1, "one", Some((2, "one")));
    moved(&mut meeting, 2, "two", Some((1, "two")));
    voted(&mut meeting, 3, 1, 5, Manner::Agreed);
    voted(&mut meeting, 4, 2, 5, Manner::Agreed);
    let (_, _, first) = meeting.entry(id(1)).unwrap();
    assert!(["one", "two"].contains(&at_stake(&meeting, first).as_str()));
}

fn any_manner() -> impl Strategy<Value = Manner> {
    let cast = prop_oneof![Just(Cast::For), Just(Cast::Against), Just(Cast::Abstained)];
    prop_oneof![
        Just(Manner::Agreed),
        (0_u16..5, 0_u16..5, 0_u16..3).prop_map(|(a, b, c)| hands(a, b, c)),
        (0_u16..5, 0_u16..5, 0_u16..3).prop_map(
            |(in_favour, against, abstentions)| Manner::Ballot(Counts {
                in_favour,
                against,
                abstentions
            })
        ),
        proptest::collection::vec((0_u128..7, cast), 0..7).prop_map(|votes| Manner::Named(
            votes
                .into_iter()
                .map(|(number, cast)| (who(number), cast))
                .collect()
        )),
    ]
}

proptest! {
    /// Whatever comes and goes and is voted: what the record takes adds up.
    #[test]
    fn votes_on_record_add_up(
        steps in proptest::collection::vec((0_u128..7, any::<bool>(), any_manner(), any::<bool>()), 1..20),
    ) {
        let mut meeting = meeting();
        moved(&mut meeting, 1, "That the slipway be closed.", None);
        for (place, (person, comes, manner, frozen_early)) in steps.into_iter().enumerate() {
            let minute = 2 + 2 * i64::try_from(place).unwrap();
            let what = if comes { Attended::Returned } else { Attended::Left };
            let before = electorate(&meeting, item(), at(minute));
            note(&mut meeting, person, what, minute);
            let mut vote = taken(&meeting, 1, minute + 1, manner);
            if frozen_early {
                // As if somebody had gone unseen between the question and the vote.
                vote.electorate = before;
            }
            let number = 10 + place as u128;
            let refused = record(&mut meeting, number, vote.clone()).is_err();
            let out = vote.electorate.iter().any(|voter| {
                !attendance_at(&meeting, *voter, vote.at)
            });
            prop_assert!(!out || refused, "nobody votes who is out");
        }
        for (_, entry) in meeting.entries() {
            let Some(vote) = entry.vote() else { continue };
            for voter in &vote.electorate {
                prop_assert!(attendance_at(&meeting, *voter, vote.at));
            }
            let counts = vote.counts();
            prop_assert_eq!(counts.all() + vote.silent(), vote.electorate.len());
            let expected = match (&vote.manner, counts.in_favour.cmp(&counts.against)) {
                (Manner::Agreed, _) | (_, std::cmp::Ordering::Greater) => Outcome::Carried,
                (_, std::cmp::Ordering::Less) => Outcome::Lost,
                (_, std::cmp::Ordering::Equal) => Outcome::Tied,
            };
            prop_assert_eq!(vote.outcome(), expected, "the result follows from the votes");
        }
        let last = decided_by(&meeting, id(1)).map(|(_, vote)| Came::Voted(vote.outcome()));
        let (_, _, motion) = meeting.entry(id(1)).unwrap();
        prop_assert_eq!(
            came_of(&meeting, id(1), motion.motion().unwrap()),
            last.unwrap_or(Came::Open)
        );
    }
}

fn attendance_at(meeting: &Meeting, person: PersonId, at: Stamp) -> bool {
    crate::minutes::attendance::standing_at(&meeting.stream, person, at).is_in_room()
}

#[test]
fn a_vote_on_several_items_decides_each_of_their_motions_and_decisions() {
    let template = Template::read(
        "name = \"own\"\ntitle = \"Own\"\n[layout.resolutions]\nnumbering = \"plain\"\n",
        "own.toml",
    )
    .unwrap();
    let mut meeting = meeting();
    let second = ItemId(Uuid::from_u128(901));
    let outline = Outline {
        title: "The pier".to_owned(),
        ..Outline::default()
    };
    meeting.items.push(Item::new(second, outline));
    moved(&mut meeting, 1, "That the slipway be swept", None);
    let decision = entry(2, Kind::Decision, "That the pier be lit", 1, Detail::None);
    let change = Change::EntryAdded {
        item: second,
        entry: decision,
        place: None,
    };
    meeting.apply(&change).unwrap();
    let said = |meeting: &Meeting| -> Vec<String> {
        let entries = meeting.entries();
        let said = entries.flat_map(|(item, entry)| {
            wording::paragraphs(meeting, &template, item, entry).unwrap_or_default()
        });
        said.map(Result::unwrap).collect()
    };
    let mut vote = Vote {
        on: None,
        en_bloc: vec![id(1), id(2)],
        ..taken(&meeting, 1, 5, hands(6, 0, 0))
    };
    record(&mut meeting, 3, vote.clone()).unwrap();
    let minutes = said(&meeting);
    assert!(
        minutes.contains(&"RESOLVED 1 – That the slipway be swept.".to_owned()),
        "{minutes:?}"
    );
    assert!(
        minutes.contains(&"RESOLVED 2 – That the pier be lit.".to_owned()),
        "a decision has its number by the vote, whatever the style says of others: {minutes:?}"
    );
    assert_eq!(en_bloc::places(&meeting, &vote), [0, 1]);
    assert!(depends_on(&meeting, id(1)) && depends_on(&meeting, id(2)));
    let retracted = Change::EntryRetracted { entry: id(2) };
    assert_eq!(meeting.apply(&retracted), Err(Refused::VotedOn));
    // Lost, neither is resolved.
    meeting
        .apply(&Change::EntryRetracted { entry: id(3) })
        .unwrap();
    vote.manner = hands(1, 5, 0);
    record(&mut meeting, 3, vote).unwrap();
    let minutes = said(&meeting);
    assert!(
        minutes.iter().all(|line| !line.starts_with("RESOLVED")),
        "{minutes:?}"
    );
    assert!(
        minutes.contains(
            &"On being put to the vote, the proposal was lost (1 for, 5 against).".to_owned()
        ),
        "{minutes:?}"
    );
}
