use chrono::{NaiveDate, NaiveTime};
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::*;
use crate::minutes::agenda::{Item, Outline};
use crate::minutes::attendance::{Count, Seat};
use crate::minutes::body::Quorum;
use crate::minutes::entry::{Action, Declaration, Interest, Owner};
use crate::minutes::exempt::Paragraph;
use crate::minutes::formal::{Cast, Counts, Majority, Manner, Motion, Vote};
use crate::minutes::heard::{Heard, Speaker};
use crate::minutes::ids::{BodyId, ItemId, MeetingId, PersonId, Stamp};
use crate::minutes::meeting::{BodyHead, Head, Meeting};
use crate::minutes::person::{Person, Post};

fn person(id: u128, honorific: &str, given: &str, family: &str, post: &str) -> Person {
    Person {
        id: PersonId(Uuid::from_u128(id)),
        honorific: Some(honorific.to_owned()),
        given: given.to_owned(),
        family: family.to_owned(),
        listed_as: None,
        posts: vec![Post {
            title: post.to_owned(),
            from: None,
            to: None,
        }],
    }
}

/// A meeting with three guests under its second item.
fn meeting() -> Meeting {
    let head = Head {
        body: BodyHead {
            id: BodyId(Uuid::nil()),
            name: "Housing Scrutiny Panel".to_owned(),
            code: "HSP".to_owned(),
            called: "Scrutiny Panel".to_owned(),
            quorum: Quorum::None,
        },
        title: None,
        date: NaiveDate::from_ymd_opt(2025, 3, 4).unwrap(),
        time: None,
        place: "Guildhall".to_owned(),
        template: "scrutiny-panel".to_owned(),
    };
    let mut meeting = Meeting::new(MeetingId(Uuid::nil()), head);
    let people = [
        person(1, "Councillor", "Ann", "Bell", "Leader of the Council"),
        person(2, "Ms", "Jo", "Carr-Lee", "Director of Housing"),
        person(3, "Mr", "Ed", "Dale", "Head of Repairs"),
    ];
    meeting.seats = people
        .into_iter()
        .map(|person| Seat {
            person,
            role: None,
            group: "Guests".to_owned(),
            member: false,
            voting: false,
        })
        .collect();
    for (id, title) in [(1, "Declarations of interest"), (2, "Repairs backlog")] {
        let outline = Outline {
            title: title.to_owned(),
            guests: (1..=3).map(|id| PersonId(Uuid::from_u128(id))).collect(),
            ..Outline::default()
        };
        meeting
            .items
            .push(Item::new(ItemId(Uuid::from_u128(id)), outline));
    }
    meeting
}

fn wordings() -> Wordings {
    Wordings::new("own.toml", Forms::default())
}

/// The usual wording of a sentence.
fn usual(sentence: Sentence, occasion: &Occasion<'_>) -> String {
    wordings().say(Spot::Sentence(sentence), occasion).unwrap()
}

/// A wording of the test's own, filled in.
fn say(spot: Spot, source: &str, occasion: &Occasion<'_>) -> Result<String, WordingError> {
    let mut wordings = wordings();
    wordings.add(spot, source, 7).unwrap();
    wordings.say(spot, occasion)
}

#[test]
fn the_usual_wording_of_every_sentence() {
    let meeting = meeting();
    let item = &meeting.items[1];
    let declaration = Declaration {
        person: PersonId(Uuid::from_u128(1)),
        interest: Interest::DisclosablePecuniary,
        nature: "owning a house in the estate".to_owned(),
        leaves: true,
        item: None,
        speaks: false,
        dispensation: String::new(),
        without_vote: false,
    };
    let day = |month, day| NaiveDate::from_ymd_opt(2025, month, day).unwrap();
    let mut occasion = Occasion::of(&meeting)
        .item(item)
        .person(&meeting.seats[0].person)
        .at(NaiveTime::from_hms_opt(18, 30, 0).unwrap())
        .dates(vec![day(5, 6), day(7, 1)]);
    occasion.declaration = Some(&declaration);
    occasion.cited = Some(cited());
    let motion = Motion {
        mover: Some(PersonId(Uuid::from_u128(1))),
        ..Motion::default()
    };
    let vote = vote();
    occasion.motion = Some(Moved {
        what: "motion",
        amended: false,
        text: "That the doors be mended.",
        motion: Some(&motion),
    });
    occasion.vote = Some(&vote);
    occasion.cast = Some(Cast::Against);
    occasion.number = "7";
    let heard = Heard {
        who: Speaker {
            person: None,
            name: "Mr Otto Lamb".to_owned(),
        },
        behalf: "the tenants".to_owned(),
        words: "When will the doors be mended?".to_owned(),
        by: Some(Speaker {
            person: Some(PersonId(Uuid::from_u128(1))),
            name: "bell".to_owned(),
        }),
        answer: "In May.".to_owned(),
        ..Heard::default()
    };
    occasion.heard = Some(&heard);
    occasion.count = Some(Count {
        present: 2,
        needed: 3,
        of_group: 0,
        of_group_needed: 0,
    });
    occasion.exempt = Some(ExemptOn {
        paragraphs: &[Paragraph::Individual, Paragraph::Affairs],
        items: vec!["9".to_owned(), "10".to_owned()],
        elsewhere: true,
    });
    let said: Vec<String> = Sentence::iter()
        .map(|sentence| {
            let mut occasion = occasion.clone();
            if let (Sentence::Amendment, Some(moved)) = (sentence, &mut occasion.motion) {
                moved.what = "amendment";
            }
            format!("{}: {}", sentence.key(), usual(sentence, &occasion))
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"));
}

/// Two for, one against, one who said nothing.
fn vote() -> Vote {
    Vote {
        on: None,
        en_bloc: Vec::new(),
        manner: Manner::Hands(Counts {
            in_favour: 2,
            against: 1,
            abstentions: 0,
        }),
        majority: Majority::TwoThirds,
        at: Stamp::default(),
        electorate: (1..=4).map(|id| PersonId(Uuid::from_u128(id))).collect(),
        members: 5,
        chair: None,
        casting: None,
        asked: Vec::new(),
    }
}

/// An action of another body's meeting.
fn cited() -> Cited<'static> {
    Cited {
        minute: "2",
        title: "Flood doors",
        date: NaiveDate::from_ymd_opt(2024, 7, 27).unwrap(),
        body: "Wharves Board",
        reference: Some("WB/2024/14"),
        same_body: false,
        same_meeting: false,
    }
}

#[test]
fn what_is_referred_to_is_named_as_far_as_it_must_be() {
    let meeting = meeting();
    let say = |cited: Cited<'_>| {
        let mut occasion = Occasion::of(&meeting).item(&meeting.items[1]);
        occasion.cited = Some(cited);
        usual(Sentence::Citation, &occasion)
    };
    assert_eq!(say(cited()), "Wharves Board, minute 2, 27 July 2024 refers");
    let own = Cited {
        same_body: true,
        reference: None,
        ..cited()
    };
    assert_eq!(say(own), "minute 2, 27 July 2024 refers");
    let here = Cited {
        same_meeting: true,
        ..own
    };
    assert_eq!(say(here), "minute 2 above refers");
    let by_reference = "{% if cited.reference %}action {{ cited.reference }}{% else %}{{ cited.title }}{% endif %} of {{ cited.date | date('numeric') }}";
    let mut occasion = Occasion::of(&meeting);
    occasion.cited = Some(cited());
    let said = say_it(by_reference, &occasion);
    assert_eq!(said, "action WB/2024/14 of 27/07/2024");
    occasion.cited = Some(own);
    assert_eq!(say_it(by_reference, &occasion), "Flood doors of 27/07/2024");
}

/// A wording of the test's own for a citation.
fn say_it(source: &str, occasion: &Occasion<'_>) -> String {
    say(Spot::Sentence(Sentence::Citation), source, occasion).unwrap()
}

#[test]
fn one_guest_or_two_are_welcomed_and_thanked_in_good_english() {
    let mut meeting = meeting();
    let mut say = |guests: usize, sentence| {
        meeting.items[1].outline.guests.truncate(guests);
        usual(sentence, &Occasion::of(&meeting).item(&meeting.items[1]))
    };
    assert_eq!(
        say(2, Sentence::Welcome),
        "The Panel welcomed Councillor Ann Bell, Leader of the Council; and Jo Carr-Lee, Director of Housing, \
         to receive an update on "
    );
    assert_eq!(
        say(2, Sentence::Thanks),
        "Cllr Bell and Ms Carr-Lee were thanked for attending the meeting."
    );
    assert_eq!(
        say(1, Sentence::Thanks),
        "Cllr Bell was thanked for attending the meeting."
    );
}

#[test]
fn a_declaration_without_nature_by_somebody_who_stays() {
    let meeting = meeting();
    let declaration = Declaration {
        person: PersonId(Uuid::from_u128(2)),
        interest: Interest::OtherRegistrable,
        nature: String::new(),
        leaves: false,
        item: None,
        speaks: false,
        dispensation: String::new(),
        without_vote: false,
    };
    let mut occasion = Occasion::of(&meeting).item(&meeting.items[1]);
    occasion.declaration = Some(&declaration);
    assert_eq!(
        usual(Sentence::Declaration, &occasion),
        "Jo Carr-Lee declared an other registrable interest in item 2 (Repairs backlog)."
    );
}

#[test]
fn names_are_never_read_as_wording() {
    let mut meeting = meeting();
    meeting.seats[0].person.given = "{{ body.name }}".to_owned();
    meeting.seats[0].person.family = "{% if %}<b>".to_owned();
    meeting.items[1].outline.guests.truncate(1);
    let said = usual(
        Sentence::Thanks,
        &Occasion::of(&meeting).item(&meeting.items[1]),
    );
    assert_eq!(
        said,
        "Cllr {% if %}<b> was thanked for attending the meeting."
    );
}

#[test]
fn an_action_is_said_of_its_owners_once() {
    let meeting = meeting();
    let owner = |person: Option<u128>, name: &str| Owner {
        person: person.map(|id| PersonId(Uuid::from_u128(id))),
        name: name.to_owned(),
        ..Owner::default()
    };
    let carr = || owner(Some(2), "Jo Carr-Lee");
    let cases: [(&str, Vec<Owner>, &str, &str); 8] = [
        (
            "bring a report.",
            vec![carr()],
            "Jo Carr-Lee | bring a report",
            "Jo Carr-Lee",
        ),
        (
            "to bring a report",
            vec![carr()],
            "Jo Carr-Lee | bring a report",
            "Jo Carr-Lee",
        ),
        (
            "Ms Carr-Lee to bring a report",
            vec![carr()],
            "Jo Carr-Lee | bring a report",
            "",
        ),
        (
            "Members to visit the depot",
            vec![owner(None, "Members")],
            "Members | visit the depot",
            "",
        ),
        (
            "Carr-Leeds line to be seen",
            vec![carr()],
            "Jo Carr-Lee | Carr-Leeds line to be seen",
            "Jo Carr-Lee",
        ),
        (
            "write, and so on...",
            vec![carr(), owner(None, "Clerk")],
            "Jo Carr-Lee, Clerk | write, and so on...",
            "Jo Carr-Lee, Clerk",
        ),
        ("to be arranged.", vec![], " | to be arranged", ""),
        ("", vec![owner(Some(99), "Sam")], "Sam | ", "Sam"),
    ];
    for (text, owners, expected, unnamed) in cases {
        let action = Action {
            reference: "HSP/2025/1".to_owned(),
            owners,
            due: None,
            ..Action::default()
        };
        let occasion = Occasion {
            text,
            action: Some(&action),
            ..Occasion::of(&meeting)
        };
        let said = |source| say(Spot::ActionAtEnd, source, &occasion).unwrap();
        assert_eq!(
            said("{{ owners | joined(', ') }} | {{ deed }}"),
            expected,
            "{text}"
        );
        let begins_small = expected.split(" | ").nth(1).unwrap();
        assert_eq!(
            said("{% if infinitive %}true{% else %}false{% endif %}"),
            begins_small.starts_with(char::is_lowercase).to_string(),
            "{text}"
        );
        assert_eq!(said("{{ unnamed | joined(', ') }}"), unnamed, "{text}");
    }
}

#[test]
fn an_error_at_the_last_moment_names_file_line_and_wording() {
    let meeting = meeting();
    let source = "The\n{{ person.titled }} arrived.";
    let error = say(
        Spot::Sentence(Sentence::Arrived),
        source,
        &Occasion::of(&meeting),
    )
    .unwrap_err();
    assert_eq!(
        (error.file.as_str(), error.line, error.name.as_str()),
        ("own.toml", 8, "wording.arrived")
    );
    assert!(error.words.contains("person.titled"), "{error}");
}
