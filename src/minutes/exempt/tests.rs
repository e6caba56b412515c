use proptest::prelude::*;

use super::*;
use crate::minutes::agenda::Spell;
use crate::minutes::change::{Change, Refused};
use crate::minutes::entry::{Detail, Kind};
use crate::minutes::formal::{Counts, Fate, Majority, Manner, Motion, Vote};
use crate::minutes::happenings;
use crate::minutes::history::tests::{at, entry, item, meeting};
use crate::minutes::ids::PersonId;
use crate::minutes::loose_ends::{self, LooseEnd};
use crate::minutes::template::{Template, Templates};

const PARAGRAPH: Paragraph = Paragraph::Affairs;

/// A meeting that runs, whose second item is marked and for which an exclusion was moved.
fn moved() -> Meeting {
    let mut meeting = meeting();
    for change in [
        Change::Commenced { at: at(0) },
        Change::ItemPut {
            item: item(1),
            at: at(5),
        },
        Change::EntryAdded {
            item: item(1),
            entry: Entry {
                kind: Kind::Motion,
                detail: Detail::Motion(Box::new(Motion {
                    excludes: true,
                    ..Motion::default()
                })),
                ..timed(1, "That the public be excluded", 6)
            },
            place: None,
        },
        marked(Mark {
            motion: Some(entry(1, "").id),
            summary: "A contract was considered.".to_owned(),
            ..Mark::new(Covers::Item(item(1)), vec![PARAGRAPH])
        }),
    ] {
        meeting.apply(&change).unwrap();
    }
    meeting
}

fn marked(mark: Mark) -> Change {
    Change::Exempted {
        covers: mark.covers,
        mark: Some(Box::new(mark)),
    }
}

fn timed(number: u128, text: &str, minute: i64) -> Entry {
    Entry {
        started_at: at(minute),
        recorded_at: at(minute),
        ..entry(number, text)
    }
}

fn add(meeting: &mut Meeting, under: u128, entry: Entry) {
    let change = Change::EntryAdded {
        item: item(under),
        entry,
        place: None,
    };
    meeting.apply(&change).unwrap();
}

/// The vote on the motion to exclude: nobody counted, so that only `agreed` decides.
fn voted(meeting: &mut Meeting, agreed: bool, minute: i64) {
    let manner = if agreed {
        Manner::Agreed
    } else {
        Manner::Hands(Counts::default())
    };
    let vote = Vote {
        on: Some(entry(1, "").id),
        en_bloc: Vec::new(),
        manner,
        majority: if agreed {
            Majority::Simple
        } else {
            Majority::OfAllMembers
        },
        at: at(minute),
        electorate: Vec::new(),
        members: 3,
        chair: None,
        casting: None,
        asked: Vec::new(),
    };
    let vote = Entry {
        kind: Kind::Vote,
        detail: Detail::Vote(Box::new(vote)),
        ..timed(2, "That the public be excluded", minute)
    };
    add(meeting, 1, vote);
}

fn out(meeting: &mut Meeting, minute: i64) {
    let change = Change::PublicExcluded {
        at: at(minute),
        paragraphs: vec![PARAGRAPH],
    };
    meeting.apply(&change).unwrap();
}

fn texts(copied: &Copied) -> Vec<&str> {
    copied
        .entries()
        .map(|(_, entry)| entry.text.as_str())
        .collect()
}

#[test]
fn a_paragraph_is_read_by_its_number_and_has_the_schedules_words() {
    use Paragraph::{Affairs, Identity, Individual};
    assert_eq!(Paragraph::read("3"), Ok(vec![Affairs]));
    assert_eq!(
        Paragraph::read("paras 2, 1 and 2"),
        Ok(vec![Individual, Identity])
    );
    assert_eq!(Paragraph::read(" "), Ok(Vec::new()));
    for wrong in ["8", "0", "three", "3a"] {
        assert_eq!(Paragraph::read(wrong), Err(wrong.to_owned()));
    }
    assert_eq!(in_words(&[Affairs]), "paragraph 3");
    assert_eq!(
        in_words(&[Individual, Identity, Affairs]),
        "paragraphs 1, 2 and 3"
    );
    assert_eq!(in_words(&[]), "");
    assert!(Affairs.category().contains("(including the authority"));
    assert_eq!(serde_json::to_string(&Affairs).unwrap(), "3");
    assert!(serde_json::from_str::<Paragraph>("9").is_err());
}

#[test]
fn all_of_a_marked_item_is_exempt_but_the_motion_and_the_vote_on_it() {
    let mut meeting = moved();
    voted(&mut meeting, true, 7);
    add(&mut meeting, 1, timed(3, "SECRET", 9));
    let exempt = meeting.exemptions();
    assert_eq!(exempt.item(item(1)), Some(&[PARAGRAPH][..]));
    assert_eq!(exempt.entry(entry(3, "").id), Some(&[PARAGRAPH][..]));
    for public in [1, 2] {
        assert_eq!(exempt.entry(entry(public, "").id), None);
    }
    let public = meeting.copy(Copy::Public);
    assert_eq!(
        texts(&public),
        [
            "That the public be excluded",
            "That the public be excluded",
            "A contract was considered."
        ]
    );
    assert!(!public.holds_exempt());
    let full = meeting.copy(Copy::Full);
    assert!(full.holds_exempt());
    assert_eq!(texts(&full)[2], "SECRET");
}

#[test]
fn a_public_copy_does_not_tell_who_came_for_an_exempt_item() {
    let mut meeting = moved();
    let who = PersonId(uuid::Uuid::from_u128(9));
    for place in [0, 1] {
        meeting.items[place].outline.guests = vec![who];
        meeting.items[place].outline.presenters = vec![who];
    }
    voted(&mut meeting, true, 7);
    let told = |copied: &Copied| -> Vec<usize> {
        let items = copied.items.iter();
        items
            .map(|item| item.outline.guests.len() + item.outline.presenters.len())
            .collect()
    };
    let (public, full) = (meeting.copy(Copy::Public), meeting.copy(Copy::Full));
    assert!(public.exempt_item(item(1)).is_some());
    let place = public
        .items
        .iter()
        .position(|one| one.id == item(1))
        .unwrap();
    assert_eq!(told(&public)[place], 0);
    assert_eq!(told(&public)[1 - place], 2);
    assert_eq!(told(&full)[..2], [2, 2]);
}

#[test]
fn a_motion_that_is_not_carried_excludes_nobody_and_nothing() {
    let mut lost = moved();
    voted(&mut lost, false, 7);
    add(&mut lost, 1, timed(3, "Said in public", 9));
    assert!(lost.exemptions().is_empty());
    assert_eq!(lost.exclusion_carried(), None);
    let mut withdrawn = moved();
    if let Detail::Motion(motion) = &mut withdrawn.items[1].entries[0].detail {
        motion.fate = Some(Fate::Withdrawn);
    }
    assert!(withdrawn.exemptions().is_empty());
    // Until it is decided, the mark holds.
    assert!(moved().exemptions().item(item(1)).is_some());
}

#[test]
fn what_is_recorded_while_the_public_is_out_is_exempt_whatever_item_it_is_under() {
    let mut meeting = moved();
    voted(&mut meeting, true, 7);
    assert_eq!(meeting.exclusion_carried().unwrap().id, entry(1, "").id);
    out(&mut meeting, 8);
    assert_eq!(meeting.exclusion_carried(), None);
    let twice = Change::PublicExcluded {
        at: at(8),
        paragraphs: Vec::new(),
    };
    assert_eq!(meeting.apply(&twice), Err(Refused::PublicIsOut));
    let put = Change::ItemPut {
        item: item(2),
        at: at(10),
    };
    meeting.apply(&put).unwrap();
    add(&mut meeting, 2, timed(3, "SECRET", 11));
    // Begun before the public came back, recorded after.
    add(
        &mut meeting,
        2,
        Entry {
            started_at: at(12),
            ..timed(4, "SECRET too", 14)
        },
    );
    let back = Change::PublicReadmitted { at: at(13) };
    meeting.apply(&back).unwrap();
    assert_eq!(meeting.apply(&back), Err(Refused::PublicIsIn));
    add(&mut meeting, 2, timed(5, "Open again", 15));
    let exempt = meeting.exemptions();
    assert!(exempt.entry(entry(3, "").id).is_some());
    assert!(exempt.entry(entry(4, "").id).is_some());
    assert_eq!(exempt.entry(entry(5, "").id), None);
    assert_eq!(exempt.item(item(2)), None, "it went on in public");
    assert_eq!(
        texts(&meeting.copy(Copy::Public)).last(),
        Some(&"Open again")
    );
    let part = Mark {
        part: true,
        summary: "Something else was considered.".to_owned(),
        ..Mark::new(Covers::Item(item(2)), vec![PARAGRAPH])
    };
    meeting.apply(&marked(part)).unwrap();
    let public = meeting.copy(Copy::Public);
    let told = texts(&public);
    assert_eq!(
        told[told.len() - 2..],
        ["Something else was considered.", "Open again"]
    );
}

#[test]
fn an_item_taken_only_while_the_public_was_out_is_exempt_as_a_whole_and_closing_ends_it() {
    let mut meeting = moved();
    voted(&mut meeting, true, 7);
    out(&mut meeting, 8);
    let put = Change::ItemPut {
        item: item(2),
        at: at(10),
    };
    meeting.apply(&put).unwrap();
    meeting.apply(&Change::Terminated { at: at(20) }).unwrap();
    assert_eq!(meeting.sitting.exclusion(), None);
    // What the clerk adds afterwards is of that item still.
    add(&mut meeting, 2, timed(3, "SECRET", 90));
    assert!(meeting.exemptions().entry(entry(3, "").id).is_some());
    // An item in public after all.
    meeting.items[2].spells.push(Spell {
        put: at(30),
        left: None,
    });
    assert_eq!(meeting.exemptions().entry(entry(3, "").id), None);
}

#[test]
fn what_speaks_of_something_exempt_is_exempt_too() {
    let mut meeting = moved();
    add(&mut meeting, 0, timed(3, "SECRET", 3));
    let mark = Mark::new(Covers::Entry(entry(3, "").id), vec![PARAGRAPH]);
    meeting.apply(&marked(mark)).unwrap();
    add(
        &mut meeting,
        0,
        Entry {
            source: Some(entry(3, "").id),
            ..timed(4, "SECRET to be done", 4)
        },
    );
    let mut vote = meeting.items[1].entries[0].clone();
    vote.id = entry(5, "").id;
    vote.detail = Detail::Motion(Box::new(Motion {
        amends: Some(entry(4, "").id),
        ..Motion::default()
    }));
    add(&mut meeting, 2, vote);
    let exempt = meeting.exemptions();
    for number in [3, 4, 5] {
        assert!(exempt.entry(entry(number, "").id).is_some(), "{number}");
    }
}

#[test]
fn an_entry_marked_by_itself_gives_way_to_its_summary() {
    let mut meeting = meeting();
    add(&mut meeting, 0, timed(1, "Open", 1));
    add(&mut meeting, 0, timed(2, "SECRET name", 2));
    let mark = Mark {
        summary: "A complaint was heard.".to_owned(),
        ..Mark::new(Covers::Entry(entry(2, "").id), vec![Paragraph::Individual])
    };
    meeting.apply(&marked(mark)).unwrap();
    let public = meeting.copy(Copy::Public);
    assert_eq!(texts(&public), ["Open", "A complaint was heard."]);
    assert_eq!(
        public.copy(Copy::Public),
        public.copy(Copy::Full).copy(Copy::Public)
    );
    meeting
        .apply(&Change::Exempted {
            covers: Covers::Entry(entry(2, "").id),
            mark: None,
        })
        .unwrap();
    assert!(meeting.exemptions().is_empty());
}

#[test]
fn the_minutes_tell_when_the_public_left_and_came_back_whatever_the_house_style() {
    let mut meeting = moved();
    voted(&mut meeting, true, 7);
    out(&mut meeting, 8);
    let back = Change::PublicReadmitted { at: at(13) };
    meeting.apply(&back).unwrap();
    let templates = Templates::built_in();
    let template = templates.for_meeting("council");
    let said: Vec<String> = happenings::of(&meeting)
        .iter()
        .filter(|one| one.what.must_be_told())
        .map(|one| happenings::said(&meeting, &template, one).unwrap())
        .collect();
    assert_eq!(
        said,
        [
            "The public and press left the meeting at 6.08pm.",
            "The public and press returned to the meeting at 6.13pm."
        ]
    );
}

#[test]
fn what_is_open_about_exempt_business_is_a_loose_end() {
    let ends = |meeting: &Meeting| {
        let mut ends = loose_ends::of(meeting, false);
        ends.retain(|end| matches!(end, LooseEnd::PublicNotOut(_) | LooseEnd::NoSummary(_)));
        ends
    };
    let mut meeting = moved();
    assert_eq!(ends(&meeting), []);
    voted(&mut meeting, true, 7);
    assert_eq!(ends(&meeting), [LooseEnd::PublicNotOut(entry(1, "").id)]);
    out(&mut meeting, 8);
    assert_eq!(ends(&meeting), []);
    meeting.marks[0].summary.clear();
    assert_eq!(ends(&meeting), [LooseEnd::NoSummary(item(1))]);
    let put = Change::ItemPut {
        item: item(2),
        at: at(10),
    };
    meeting.apply(&put).unwrap();
    add(&mut meeting, 2, timed(3, "SECRET", 11));
    assert_eq!(ends(&meeting).len(), 2);
    let said = LooseEnd::NoSummary(item(2)).words(&meeting);
    assert_eq!(said, "Exempt, and without an open summary: item 3, Item 2");
}

#[test]
fn resolutions_have_the_same_numbers_in_both_copies() {
    let lines = "name = \"own\"\ntitle = \"Own\"\n[layout.resolutions]\nnumbering = \"plain\"\ndecisions = true\n";
    let template = Template::read(lines, "own.toml").unwrap();
    let mut meeting = meeting();
    for number in 0..6 {
        // The last two at one moment.
        let decision = Entry {
            kind: Kind::Decision,
            ..timed(number, "That it be so", (number as i64).min(4))
        };
        add(&mut meeting, number % 3, decision);
    }
    let numbers = |copied: &Copied| formal::wording::numbers(copied, &template);
    let all = numbers(&meeting.copy(Copy::Full));
    assert_eq!(all.len(), 6);
    let mark = Mark::new(Covers::Item(item(1)), vec![PARAGRAPH]);
    meeting.apply(&marked(mark)).unwrap();
    let public = numbers(&meeting.copy(Copy::Public));
    assert_eq!(public.len(), 4);
    for (entry, number) in public {
        assert_eq!(all.get(&entry), Some(&number));
    }
}

proptest! {
    /// Entries anywhere, marks anywhere, the public out at any time.
    #[test]
    fn a_public_copy_holds_nothing_exempt_and_is_its_own_public_copy(
        said in prop::collection::vec((0_u128..3, 0_i64..40, 0_i64..6), 1..12),
        marks in prop::collection::vec((any::<bool>(), 0_u128..12), 0..4),
        spells in prop::collection::vec((0_u128..3, 0_i64..40), 0..5),
        exclusions in prop::collection::vec((0_i64..40, prop::option::of(0_i64..40)), 0..3),
    ) {
        let mut meeting = meeting();
        meeting.sitting.commenced = Some(at(0));
        for (number, (under, minute, took)) in said.iter().enumerate() {
            let entry = Entry {
                recorded_at: at(minute + took),
                ..timed(number as u128, &format!("SAID{number}"), *minute)
            };
            add(&mut meeting, *under, entry);
        }
        for (of_item, number) in marks {
            let covers = if of_item {
                Covers::Item(item(number % 3))
            } else {
                Covers::Entry(entry(number, "").id)
            };
            let mark = Mark { summary: "SUMMARY".to_owned(), ..Mark::new(covers, vec![PARAGRAPH]) };
            let _ = meeting.apply(&marked(mark));
        }
        for (under, minute) in spells {
            meeting.items[under as usize].spells.push(Spell { put: at(minute), left: Some(at(minute + 5)) });
        }
        for (from, length) in exclusions {
            let until = length.map(|length| at(from + length));
            meeting.sitting.exclusions.push(Exclusion { from: at(from), until, paragraphs: Vec::new() });
        }
        let exempt = meeting.exemptions();
        let public = meeting.copy(Copy::Public);
        let told: Vec<String> = texts(&public).into_iter().map(str::to_owned).collect();
        for (_, entry) in meeting.entries() {
            prop_assert_eq!(told.contains(&entry.text), exempt.entry(entry.id).is_none(), "{}", entry.text);
        }
        prop_assert!(public.entries().all(|(_, entry)| !public.is_exempt(entry.id)));
        let full = meeting.copy(Copy::Full);
        prop_assert_eq!(&*full, &meeting);
        prop_assert_eq!(full.holds_exempt(), exempt.holds_entries());
    }
}
