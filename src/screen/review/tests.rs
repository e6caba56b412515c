use super::*;
use crate::minutes::change::Change;
use crate::minutes::entry::Kind;
use crate::screen::Overlay;
use crate::screen::form::Writing;
use crate::screen::rehearsal::{
    asked, assert_harmless, entry, entry_id, hostile, item_id, meeting, open, press, running, said,
    screen,
};

fn add(desk: &mut Desk, number: u128, kind: Kind, text: &str) {
    let change = Change::EntryAdded {
        item: item_id(2),
        entry: entry(number, kind, text, 5),
        place: None,
    };
    assert!(desk.record(change, None));
    desk.effects.clear();
}

fn written() -> Desk {
    let mut desk = running();
    let mut roll = Overlay::from(Roll::new(&desk));
    press(&mut roll, &mut desk, "shift-p");
    desk.notice = None;
    add(
        &mut desk,
        1,
        Kind::Narrative,
        "The Panel heard how play areas in the north of the borough had been inspected over the winter and which of them were to be closed.",
    );
    add(&mut desk, 2, Kind::LeadIn, "Members asked about:");
    add(&mut desk, 3, Kind::Question, "The cost of rubber matting");
    add(&mut desk, 4, Kind::Question, "Shade in summer");
    add(&mut desk, 5, Kind::Private, "Check the name of the firm");
    add(&mut desk, 6, Kind::Action, "Publish the inspection reports");
    desk
}

fn here(review: &Overlay, desk: &Desk) -> String {
    screen(review, desk, (80, 24))
        .lines()
        .filter_map(|line| {
            Some(
                line.split_once('▌')?
                    .1
                    .trim_matches(['│', '"', ' '])
                    .to_owned(),
            )
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn enter_leads_from_a_paragraph_to_its_entry_and_back() {
    let mut desk = written();
    for (number, words) in [
        (3, "The cost of rubber matting"),
        (1, "The Panel heard how"),
    ] {
        let mut review = Overlay::from(Review::at_entry(&desk, entry_id(number)));
        assert!(
            here(&review, &desk).contains(words),
            "{}",
            here(&review, &desk)
        );
        press(&mut review, &mut desk, "enter");
        match desk.steps.pop() {
            Some(Step::Answer(answer)) => assert_eq!(answer, Answer::GoToEntry(entry_id(number))),
            other => panic!("{other:?}"),
        }
    }
    let mut review = Overlay::from(Review::at_entry(&desk, entry_id(5)));
    assert!(
        here(&review, &desk).to_lowercase().contains("play areas"),
        "a private note has no paragraph"
    );
    press(&mut review, &mut desk, "enter");
    assert!(matches!(
        desk.steps.pop(),
        Some(Step::Answer(Answer::GoToItem(item))) if item == item_id(2)
    ));
    assert!(!screen(&review, &desk, (80, 24)).contains("name of the firm"));
}

#[test]
fn lines_that_are_no_entries_lead_to_where_they_come_from() {
    let mut desk = written();
    let mut review = Overlay::from(Review::draft(&desk));
    press(&mut review, &mut desk, "enter");
    assert!(said(&desk).contains("F9"), "{}", said(&desk));
    while !here(&review, &desk).starts_with("Present") {
        press(&mut review, &mut desk, "down");
    }
    press(&mut review, &mut desk, "enter");
    assert!(matches!(
        desk.steps.pop(),
        Some(Step::Push(Overlay::Roll(_)))
    ));
}

#[test]
fn what_changes_meanwhile_is_shown_and_the_clerk_stays_where_they_were() {
    let mut desk = written();
    let mut review = Overlay::from(Review::at_entry(&desk, entry_id(4)));
    let change = Change::EntryAdded {
        item: item_id(1),
        entry: entry(9, Kind::Narrative, "Nobody declared anything.", 2),
        place: None,
    };
    assert!(desk.record(change, None));
    assert!(screen(&review, &desk, (80, 40)).contains("Nobody declared anything."));
    press(&mut review, &mut desk, "enter");
    assert!(matches!(
        desk.steps.pop(),
        Some(Step::Answer(Answer::GoToEntry(entry))) if entry == entry_id(4)
    ));
    press(&mut review, &mut desk, "alt-z");
    assert!(!screen(&review, &desk, (80, 40)).contains("Nobody declared anything."));
}

#[test]
fn the_whole_of_it_can_be_read_paragraph_by_paragraph_and_page_by_page() {
    let mut desk = written();
    let long = "Every swing was looked at in turn. ".repeat(200);
    add(&mut desk, 7, Kind::Narrative, &long);
    add(&mut desk, 8, Kind::Decision, "The survey was noted.");
    desk.size = (60, 20);
    for key in ["down", "pagedown"] {
        let mut review = Overlay::from(Review::draft(&desk));
        let mut seen = String::new();
        for _ in 0..60 {
            seen.push_str(&screen(&review, &desk, (60, 20)));
            press(&mut review, &mut desk, key);
        }
        for words in [
            "Present",
            "DECLARATIONS",
            "Shade in summer",
            "The survey was noted.",
        ] {
            assert!(seen.contains(words), "{words} with {key}");
        }
        let Overlay::Review(at_end) = &review else {
            unreachable!("that is what was made")
        };
        assert_eq!(at_end.spot.at, at_end.page.paragraphs.len() - 1);
        let other = if key == "down" { "up" } else { "pageup" };
        for _ in 0..60 {
            press(&mut review, &mut desk, other);
        }
        let Overlay::Review(at_start) = &review else {
            unreachable!("that is what was made")
        };
        assert_eq!(at_start.spot, Spot::default(), "{other}");
    }
}

#[test]
fn only_what_is_in_sight_is_wrapped() {
    let mut desk = running();
    for number in 1..2000 {
        add(
            &mut desk,
            number,
            Kind::Narrative,
            "The Panel went on for a while about hedges and their height.",
        );
    }
    let review = Overlay::from(Review::at_entry(&desk, entry_id(1500)));
    let before = std::time::Instant::now();
    for _ in 0..20 {
        screen(&review, &desk, (80, 24));
    }
    // Wrapping all two thousand in a debug build takes far longer.
    assert!(
        before.elapsed().as_millis() < 2000,
        "{:?}",
        before.elapsed()
    );
}

#[test]
fn the_minutes_are_written_where_the_form_said() {
    let mut desk = written();
    let mut review = Overlay::from(Review::draft(&desk));
    press(&mut review, &mut desk, "w");
    assert!(matches!(
        desk.steps.pop(),
        Some(Step::Push(Overlay::Form(_)))
    ));
    let writing = Writing {
        copy: crate::minutes::exempt::Copy::Public,
        path: "notes.md".to_owned(),
        format: crate::export::Format::Markdown,
        replace: true,
    };
    review.answered(Answer::Filled(Purpose::Write(writing)), &mut desk);
    match asked(&mut desk).pop() {
        Some(Effect::Write {
            path,
            bytes,
            replace,
            ..
        }) => {
            let text = String::from_utf8(bytes).unwrap();
            assert_eq!((path.as_str(), replace), ("notes.md", true));
            assert!(text.contains("Shade in summer") && !text.contains("name of the firm"));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(
        suggested_name(open(&desk)),
        "green-spaces-panel-2024-06-11.txt"
    );
}

#[test]
fn an_earlier_meeting_is_only_read() {
    let mut desk = running();
    let mut earlier = open(&written()).clone();
    earlier.head.title = Some("Hedges Workshop".to_owned());
    let mut review = Overlay::from(Review::past(earlier, &desk));
    let shown = screen(&review, &desk, (80, 24));
    assert!(
        shown.contains("As recorded, 11 June 2024 · Hedges Workshop"),
        "{shown}"
    );
    press(&mut review, &mut desk, "down down enter");
    assert_eq!(said(&desk), "This is an earlier meeting, only to be read.");
    assert!(desk.steps.is_empty());
}

#[test]
fn the_review_at_three_sizes() {
    let desk = written();
    let review = Overlay::from(Review::at_entry(&desk, entry_id(1)));
    insta::assert_snapshot!("review_80", screen(&review, &desk, (80, 24)));
    insta::assert_snapshot!("review_60", screen(&review, &desk, (60, 20)));
    insta::assert_snapshot!("review_140", screen(&review, &desk, (140, 24)));
}

#[test]
fn hostile_words_do_no_harm() {
    let mut desk = written();
    add(&mut desk, 7, Kind::Narrative, &hostile());
    let mut head = meeting().head;
    head.title = Some(hostile());
    assert!(desk.record(Change::HeadAmended { head }, None));
    let mut review = Overlay::from(Review::draft(&desk));
    for size in [(80, 24), (60, 20), (40, 10)] {
        desk.size = size;
        press(&mut review, &mut desk, "end up");
        assert_harmless(&screen(&review, &desk, size));
    }
}
