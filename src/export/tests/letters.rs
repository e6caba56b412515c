//! The letter and the progress report, on the invented council.

use crate::export::{DocumentKind, Material, text};
use crate::minutes::agenda::Item;
use crate::minutes::background::{Background, Span};
use crate::minutes::entry::{Action, Detail, Kind};
use crate::minutes::exempt::Copy;
use crate::minutes::ids::IdSource;
use crate::minutes::meeting::{Meeting, State};
use crate::minutes::writing::Letter;
use crate::sample;
use crate::screen::testing::{Memory, half_past_five, templates};
use crate::store::protocol::{Answered, BackgroundAsked, Question};

/// The panel's last meeting, and what is on record beyond it.
fn last_meeting() -> (Meeting, Background) {
    let mut store = Memory::default();
    let lines = sample::lines(&mut IdSource::new([3; 16]), half_past_five(), &templates());
    store.append(lines);
    let mut meetings = store.meetings.values().map(|(meeting, _)| meeting);
    let meeting = meetings
        .find(|meeting| {
            meeting.state() == State::Closed && meeting.head.body.name.ends_with("Scrutiny Panel")
        })
        .unwrap()
        .clone();
    let asked = Question::Background(BackgroundAsked {
        body: meeting.head.body.id,
        span: Span::default(),
        today: half_past_five().date_naive(),
        copy: Copy::Public,
    });
    let Answered::Background(background) = store.ask(&asked) else {
        panic!("it was asked for what is on record");
    };
    (meeting, *background)
}

/// What the chair has to say besides, and what is asked of another body.
fn write_letter(item: &mut Item) {
    let text = |text: &str| text.to_owned();
    item.letter = Some(Box::new(Letter {
        occasion: text("planting and losses since the great gale were laid out."),
        context: text("The Panel has looked at street trees each winter since the gale."),
        reflection: text("Members would be glad to walk the sea front with the Friends."),
        enclosures: vec![text("The list of trees planted in two winters")],
        ..Letter::default()
    }));
    let mut ask = item.entries[0].clone();
    ask.kind = Kind::Action;
    ask.text = text("The Panel asks the Harbour Board to lend its water bowser in dry spells");
    ask.detail = Detail::Action(Action {
        reference: text("SGSSP/2022/9"),
        verb: Some(text("asks")),
        ..Action::default()
    });
    item.entries.push(ask);
}

fn made(kind: DocumentKind, meeting: &Meeting, background: &Background) -> String {
    let templates = templates();
    let template = templates.for_meeting(&meeting.head.template);
    let copied = meeting.copy(Copy::Public);
    let (document, errors) = kind.make(&Material::of(&copied, &template).with(background));
    assert_eq!(errors, []);
    text(&document)
}

#[test]
fn the_letter_says_what_members_heard_and_asks() {
    let (mut meeting, background) = last_meeting();
    write_letter(&mut meeting.items[1]);
    let made = |meeting: &Meeting| made(DocumentKind::Letter, meeting, &background);
    insta::assert_snapshot!("letter", made(&meeting));
    // To whom it goes as a mail.
    let copied = meeting.copy(Copy::Public);
    let templates = templates();
    let template = templates.for_meeting(&meeting.head.template);
    let (document, _) = DocumentKind::Letter.make(&Material::of(&copied, &template));
    let mail = crate::export::mail(&document);
    let to = mail.lines().find(|line| line.starts_with("To: ")).unwrap();
    assert!(!to.contains("undisclosed"), "{to}");
    // A day for the reply, an ask in passing, and a lead-in of the clerk's own.
    let item = &mut meeting.items[1];
    item.letter.as_mut().unwrap().reply_by = Some(half_past_five().date_naive());
    let ask = item.entries.iter_mut().rfind(|one| one.action().is_some());
    ask.unwrap().text = "the bowser to be lent in dry spells!".to_owned();
    let concern = item
        .entries
        .iter()
        .position(|one| one.kind == Kind::Concern)
        .unwrap();
    let mut lead_in = item.entries[concern].clone();
    lead_in.kind = Kind::LeadIn;
    lead_in.text = "What keeps members awake:".to_owned();
    item.entries.insert(concern, lead_in);
    let letter = made(&meeting);
    for words in [
        "would like the bowser to be lent in dry spells.\n",
        "Please let me have your reply by 27 July 2022.",
        "What keeps members awake:\n\n- The want of a budget",
    ] {
        assert!(letter.contains(words), "{words}: {letter}");
    }
    assert!(!letter.contains("asks for the following") && !letter.contains("uneasy"));
    // With a date it is no mere wish, and the date is not lost.
    let mut dated = meeting.clone();
    let entries = &mut dated.items[1].entries;
    let ask = entries.iter_mut().rfind(|one| one.action().is_some());
    if let Some(Detail::Action(action)) = ask.map(|one| &mut one.detail) {
        action.due = Some(crate::minutes::due::Due {
            as_written: "in two weeks".to_owned(),
            ..Default::default()
        });
    }
    let letter = made(&dated);
    let asked = "- The bowser to be lent in dry spells! (SGSSP/2022/9; due in two weeks)";
    assert!(letter.contains(asked), "{letter}");
    // Without lead-ins of the clerk's own the template has some.
    let item = &mut meeting.items[1];
    item.entries.retain(|one| one.kind != Kind::LeadIn);
    let letter = made(&meeting);
    assert!(letter.contains("Members remain uneasy about the following:\n\n- The want"));
    // Of a guest who came and heard nothing there is no letter unless somebody writes one.
    let mut quiet = meeting.clone();
    for item in &mut quiet.items {
        item.letter = None;
        item.entries
            .retain(|one| !matches!(one.kind, Kind::Encouraging | Kind::Concern | Kind::Action));
    }
    assert!(
        quiet
            .items
            .iter()
            .any(|item| !item.outline.guests.is_empty())
    );
    assert!(DocumentKind::Letter.subjects(&quiet).is_empty());
    let item = quiet
        .items
        .iter_mut()
        .find(|item| !item.outline.guests.is_empty());
    item.unwrap().letter = Some(Box::default());
    quiet.stream.clear();
    let letter = made(&quiet);
    assert!(letter.contains(", which met on "), "{letter}");
    for none in ["The points below", "thank you for coming"] {
        assert!(!letter.contains(none), "{letter}");
    }
    // A name with an article of its own needs no second.
    quiet.head.body.name = "The Quay Forum".to_owned();
    assert!(made(&quiet).contains("on behalf of the Quay Forum, which met"));
    // Nobody to write to.
    for item in &mut meeting.items {
        item.outline.guests.clear();
        item.letter = None;
    }
    assert!(made(&meeting).starts_with("Nobody came"));
}

#[test]
fn the_progress_report_says_how_recommendations_stand() {
    let (meeting, background) = last_meeting();
    let report = made(DocumentKind::ProgressReport, &meeting, &background);
    insta::assert_snapshot!("progress_report", report);
    // A report on an item looks back: what its own meeting recommends is no progress yet.
    let row = "Recommendation: The Panel asks the Ottermouth Harbour Board";
    assert!(report.contains(row), "{report}");
    let mut with_report = meeting.clone();
    with_report.items[1].report = Some(Box::default());
    let report = made(DocumentKind::ProgressReport, &with_report, &background);
    assert!(!report.contains(row), "{report}");
    let nothing = made(
        DocumentKind::ProgressReport,
        &meeting,
        &Background::default(),
    );
    assert!(nothing.contains("There are no recommendations to report on."));
}
