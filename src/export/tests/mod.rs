pub(super) mod blocks;
mod everywhere;
mod letters;
mod papers;
pub(super) mod record;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use proptest::prelude::*;
use strum::IntoEnumIterator;

use super::document::{Block, Source};
use super::{Document, DocumentKind, Material, markdown, text};
use crate::minutes::attendance::Attended;
use crate::minutes::due::Due;
use crate::minutes::entry::{Action, Detail, Kind, NextMeeting, NextMeetings, Owner};
use crate::minutes::ids::{ItemId, MeetingId, PersonId};
use crate::minutes::person::Post;
use crate::minutes::template::{Template, Templates};
use record::Record;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, month, day).unwrap()
}

pub(super) fn empty() -> Record {
    Record::new("Housing Scrutiny Panel", "Scrutiny Panel", day(3, 4))
}

fn action(owners: &[(Option<PersonId>, &str)], due: Option<&str>) -> Detail {
    Detail::Action(Action {
        reference: "HSP/2025/1".to_owned(),
        owners: owners
            .iter()
            .map(|(person, name)| Owner {
                person: *person,
                name: (*name).to_owned(),
                ..Owner::default()
            })
            .collect(),
        due: due.map(|due| Due {
            as_written: due.to_owned(),
            ..Due::default()
        }),
        ..Action::default()
    })
}

fn next(dates: &[NaiveDate], time: Option<(u32, u32)>) -> Detail {
    Detail::NextMeetings(NextMeetings {
        dates: dates
            .iter()
            .map(|date| NextMeeting {
                meeting: MeetingId(uuid::Uuid::nil()),
                date: *date,
                created: true,
                time: None,
                place: String::new(),
            })
            .collect(),
        time: time.map(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0).unwrap()),
    })
}

/// A whole evening with everything in it.
pub(super) fn evening() -> Record {
    let mut record = empty();
    record.meeting.head.place = "Guildhall, Saltmere".to_owned();
    let commenced = record.now;
    let break_from = commenced + TimeDelta::minutes(40);
    record.meeting.sitting.commenced = Some(commenced);
    record.meeting.sitting.terminated = Some(commenced + TimeDelta::minutes(95));
    record.meeting.sitting.adjournments = vec![crate::minutes::meeting::Adjournment {
        from: break_from,
        until: Some(break_from + TimeDelta::minutes(10)),
    }];
    let councillor = Some("Councillor");
    let bell = record.person(councillor, "Ann", "Bell");
    record.seat(bell, Some("Chair"), "Councillors", Attended::Present);
    let hill = record.person(councillor, "Zoë", "Hill");
    let hill = record.seat(hill, Some("Deputy"), "Councillors", Attended::Present);
    record.noted(hill, Attended::TookChair);
    let mut smith = record.person(councillor, "Tom", "Smith");
    smith.listed_as = Some("T Smith".to_owned());
    let smith = record.seat(smith, None, "Councillors", Attended::Present);
    record.noted(smith, Attended::Left);
    let dale = record.person(councillor, "Ed", "Dale");
    let dale = record.seat(dale, None, "Councillors", Attended::Apologies);
    let away = record.person(councillor, "Kit", "Moor");
    record.seat(away, None, "Councillors", Attended::Absent);
    let ford = record.person(councillor, "Ida", "Ford");
    record.seat(ford, None, "Councillors", Attended::SubstituteFor(dale));
    let rose = record.person(None, "May", "Rose");
    record.seat(rose, None, "Co-optees", Attended::Present);
    let mut carr = record.person(Some("Ms"), "Jo", "Carr-Lee");
    carr.posts.push(Post {
        title: "Director of Housing".to_owned(),
        from: None,
        to: None,
    });
    let carr = record.seat(carr, None, "Officers", Attended::Arrived);

    let item = record.item("Declarations of interest");
    record.entry(
        item,
        Kind::Narrative,
        "There were no declarations of interest.",
    );
    let item = record.item("Repairs backlog");
    record.entry(
        item,
        Kind::Narrative,
        "The Director of Housing set out the position.",
    );
    record.entry(item, Kind::Private, "Cllr Smith was cross");
    record.entry(item, Kind::LeadIn, "Officers responded to questions on:");
    record.entry(item, Kind::Question, "The age of the oldest repair");
    record.entry(item, Kind::Private, "asked by Cllr Hill");
    record.entry(
        item,
        Kind::Question,
        "What happens to repairs when a tenant moves?",
    );
    record.entry(
        item,
        Kind::Decision,
        "It was agreed that the report be noted.",
    );
    record.entry(item, Kind::LeadIn, "The Panel asked for the following:");
    record.detailed(
        item,
        Kind::Action,
        "Members to visit the depot.",
        action(&[], Some("May")),
    );
    record.detailed(
        item,
        Kind::Action,
        "bring figures by ward",
        action(
            &[(Some(carr), "Jo Carr-Lee"), (Some(smith), "Smith")],
            Some("next meeting"),
        ),
    );
    let training = action(&[(Some(carr), "Jo Carr-Lee")], Some("September"));
    record.detailed(item, Kind::Action, "Training to be arranged.", training);
    record.detailed(
        item,
        Kind::Action,
        "Has the contract been let?",
        action(&[], None),
    );
    record.entry(item, Kind::Narrative, "Ms Carr-Lee was thanked.");
    let item = record.item("date of next meeting");
    let dates = [day(4, 1), day(5, 6), day(9, 2)];
    record.detailed(
        item,
        Kind::Narrative,
        "The following dates were agreed:",
        next(&dates, Some((18, 30))),
    );
    record.item("Urgent items");
    record
}

pub(super) fn template(name: &str) -> std::rc::Rc<Template> {
    Templates::built_in().get(name).unwrap().clone()
}

/// A template of the test's own, from the lines after its name and title.
fn own(lines: &str) -> Template {
    let text = format!("name = \"own\"\ntitle = \"Own\"\n{lines}");
    Template::read(&text, "own.toml").unwrap()
}

pub(super) fn document(record: &Record, template: &Template) -> Document {
    let (document, errors) = DocumentKind::Minutes.make(&Material::of(&record.copied(), template));
    assert_eq!(errors, []);
    document
}

/// What follows the head, in plain text, without blank lines.
fn body(record: &Record, template: &Template) -> String {
    let text = text(&document(record, template));
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.is_empty())
        .skip_while(|line| !line.starts_with("1. "))
        .collect();
    lines.join("\n")
}

#[test]
fn an_evening_as_a_panels_minutes() {
    let document = document(&evening(), &template("scrutiny-panel"));
    insta::assert_snapshot!("panel_text", text(&document));
    insta::assert_snapshot!("panel_markdown", markdown(&document));
}

#[test]
fn the_same_evening_as_a_workshops_notes() {
    let document = document(&evening(), &template("workshop"));
    insta::assert_snapshot!("workshop_text", text(&document));
    insta::assert_snapshot!("workshop_markdown", markdown(&document));
}

#[test]
fn a_meeting_that_has_not_begun_has_a_draft_too() {
    let mut record = empty();
    record.item("Budget");
    assert_eq!(
        text(&document(&record, &template("scrutiny-panel"))),
        "Housing Scrutiny Panel 4 March 2025\n\n1. BUDGET\n\nCHAIR\n"
    );
    let nothing = empty();
    for template in Templates::built_in().iter() {
        for kind in DocumentKind::iter() {
            let (document, errors) = kind.make(&Material::of(&nothing.copied(), template));
            assert_eq!(errors, []);
            assert!(!document.title.is_empty(), "{kind:?}");
            assert!(!text(&document).is_empty(), "{kind:?}");
            assert_eq!(document.language, "en-GB");
        }
    }
}

#[test]
fn lead_ins_and_lists_follow_the_rule() {
    use Kind::{
        Action, Concern, Decision, Encouraging, LeadIn, Narrative, Point, Private, Question,
    };
    let cases: [(&[(Kind, &str)], &str); 8] = [
        (
            &[(LeadIn, "a:"), (Point, "b"), (Question, "c")],
            "a:\n- b\n- c",
        ),
        (&[(Narrative, "a"), (Point, "b")], "a\n- b"),
        (
            &[
                (Encouraging, "a"),
                (Concern, "b"),
                (Narrative, "c"),
                (Point, "d"),
            ],
            "- a\n- b\nc\n- d",
        ),
        (&[(Point, "a"), (Private, "x"), (Point, "b")], "- a\n- b"),
        (
            &[(LeadIn, "a:"), (Action, "b"), (Narrative, "c")],
            "Actions\na:\n- B.\nc",
        ),
        (
            &[(LeadIn, "a:"), (Private, "x"), (Action, "b"), (Action, "c")],
            "Actions\na:\n- B.\n- C.",
        ),
        (&[(Narrative, "a:"), (Action, "b")], "a:\nActions\n- B."),
        (&[(Decision, "a"), (LeadIn, "b:")], "a\nb:"),
    ];
    for (entries, expected) in cases {
        let mut record = empty();
        let item = record.item("X");
        for (kind, text) in entries {
            record.entry(item, *kind, text);
        }
        let expected = format!("1. X\n{expected}");
        assert_eq!(body(&record, &own("")), expected, "{entries:?}");
    }
}

#[test]
fn the_templates_own_lead_in_stands_only_where_the_clerk_wrote_none() {
    let template = own("[wording]\nactions = \"It was agreed:\"\n");
    let mut record = empty();
    let item = record.item("X");
    record.entry(item, Kind::Action, "a");
    record.entry(item, Kind::LeadIn, "Also:");
    record.entry(item, Kind::Action, "b");
    assert_eq!(
        body(&record, &template),
        "1. X\nActions\nIt was agreed:\n- A.\nActions\nAlso:\n- B."
    );
}

#[test]
fn no_action_is_lost_wherever_the_layout_puts_them() {
    let in_item = "[layout.actions.in-item]\nheading = \"To do\"\n";
    let at_end = "[layout.actions.at-end]\nheading = \"ALL ACTIONS\"\nlist = \"paragraphs\"\n";
    let mut record = empty();
    let item = record.item("X");
    record.entry(item, Kind::Action, "a");
    record.item("Y");
    let cases = [
        (in_item.to_owned(), "1. X\nTo do\n- A.\n2. Y"),
        (at_end.to_owned(), "1. X\n2. Y\nALL ACTIONS\nA."),
        (
            format!("{in_item}{at_end}"),
            "1. X\nTo do\n- A.\n2. Y\nALL ACTIONS\nA.",
        ),
        ("[layout.actions]\n".to_owned(), "1. X\nActions\n- A.\n2. Y"),
        (String::new(), "1. X\nActions\n- A.\n2. Y"),
    ];
    for (lines, expected) in cases {
        assert_eq!(body(&record, &own(&lines)), expected, "{lines}");
    }
}

#[test]
fn next_meetings_are_listed_where_there_are_several() {
    let mut record = empty();
    let item = record.item("X");
    record.detailed(
        item,
        Kind::Decision,
        "One date.",
        next(&[day(4, 1)], Some((18, 0))),
    );
    record.detailed(
        item,
        Kind::Point,
        "Two dates:",
        next(&[day(4, 1), day(5, 6)], None),
    );
    let template = own("[layout]\ndate = \"short\"\n");
    assert_eq!(
        body(&record, &template),
        "1. X\nOne date.\nTwo dates:\n- Tue 1st April 2025\n- Tue 6th May 2025"
    );
}

#[test]
fn headings_numbers_order_times_and_kinds_follow_the_layout() {
    let mut record = empty();
    let first = record.item("housing, and ALMO");
    record.entry(first, Kind::Decision, "The report be noted.");
    let second = record.item("Budget");
    record.entry(second, Kind::Question, "Why?");
    let third = record.item("Passed over");
    let spell = |minute| crate::minutes::agenda::Spell {
        put: record.now + TimeDelta::minutes(minute),
        left: None,
    };
    let spells = [vec![spell(9)], vec![spell(2), spell(12)], vec![]];
    for (item, spells) in record.meeting.items.iter_mut().zip(spells) {
        item.spells = spells;
    }
    record.meeting.items[2].skipped = true;
    let lines = "[layout]\nheadings = \"sentence\"\nitem-order = \"taken\"\nentry-times = true\nbullet = \"•\"\n\
                 time = \"twenty-four\"\n[layout.entries]\ndecision = \"RESOLVED: {{ text }}.\"\n";
    assert_eq!(
        body(&record, &own(lines)),
        "1. Budget\n• 18:02  Why?\n2. Housing, and ALMO\n18:01  RESOLVED: The report be noted."
    );
    record.entry(third, Kind::Narrative, "Taken after all.");
    assert!(body(&record, &own(lines)).contains("3. Passed over"));
    let unnumbered = own("[layout]\nnumbering = \"none\"\nheadings = \"upper\"\n");
    let text = text(&document(&record, &unnumbered));
    assert!(text.contains("\nHOUSING, AND ALMO\n"), "{text}");
}

#[test]
fn every_block_says_where_it_comes_from() {
    let record = evening();
    let document = document(&record, &template("scrutiny-panel"));
    let entries: Vec<_> = record.meeting.entries().map(|(_, entry)| entry).collect();
    for entry in entries {
        let shown = document
            .blocks
            .iter()
            .flat_map(Block::texts)
            .any(|(_, source)| source == Source::Entry(entry.id));
        assert_eq!(shown, entry.kind != Kind::Private, "{entry:?}");
    }
}

#[test]
fn a_slip_in_a_template_never_costs_the_draft() {
    let template = own(
        "[[layout.header]]\ntext = \"{{ meeting.title }}\"\n[[layout.header]]\n\
         text = \"{{ breaks[0].from }}\"\n",
    );
    let mut record = empty();
    let item = record.item("X");
    record.entry(item, Kind::Narrative, "Said.");
    let (document, errors) = DocumentKind::Minutes.make(&Material::of(&record.copied(), &template));
    assert_eq!(errors.len(), 1);
    assert_eq!((errors[0].file.as_str(), errors[0].line), ("own.toml", 6));
    let text = text(&document);
    assert!(text.starts_with("Housing Scrutiny Panel\n"), "{text}");
    assert!(
        text.contains("[own.toml, line 6: the wording `layout.header, no. 2` cannot"),
        "{text}"
    );
    assert!(text.ends_with("1. X\n\nSaid.\n"), "{text}");
}

const HOSTILE: [&str; 12] = [
    "\u{1b}[2J\u{1b}]0;title\u{7}",
    "{{ body.name }}{% for x in range(9) %}",
    "\u{202e}gnp.exe\u{2066}\u{200f}",
    "a\0b\u{8}\u{7f}\u{9b}31m",
    "# heading",
    "- point\n- another\n\n1. number",
    "<script>alert(1)</script><img src=x>",
    "[link](javascript:alert(1)) ![image](http://x)",
    "```\ncode\n```",
    "| a | b |\n|---|---|",
    "***bold*** __line__ ~~struck~~ &lt;&#60;",
    "one\r\ntwo\u{2028}three\u{85}four",
];

/// An evening in which a text stands wherever text from outside can stand.
fn hostile_evening(text: &str) -> Record {
    let mut record = evening();
    record.meeting.head.body.name = text.to_owned();
    record.meeting.head.place = text.to_owned();
    for seat in &mut record.meeting.seats {
        seat.person.family = text.to_owned();
        seat.person.listed_as = Some(text.to_owned());
        seat.role = Some(text.to_owned());
    }
    record.meeting.seats[0].group = text.to_owned();
    for item in &mut record.meeting.items {
        item.outline.title = text.to_owned();
        for entry in &mut item.entries {
            text.clone_into(&mut entry.text);
            if let Detail::Action(action) = &mut entry.detail {
                action.owners.push(Owner {
                    person: None,
                    name: text.to_owned(),
                    ..Owner::default()
                });
                if let Some(due) = &mut action.due {
                    due.as_written = text.to_owned();
                }
            }
        }
    }
    record
}

fn is_hidden(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || (letter.is_control() && letter != '\n')
}

#[test]
fn hostile_text_stays_text_in_every_format() {
    for hostile in HOSTILE {
        let record = hostile_evening(hostile);
        for template in Templates::built_in().iter() {
            let document = document(&record, template);
            for format in [text, markdown] {
                let out = format(&document);
                assert_eq!(out.find(is_hidden), None, "{hostile:?} in {out}");
            }
            let markdown = markdown(&document);
            assert!(!markdown.contains('<'), "{markdown}");
            for line in markdown.lines() {
                assert!(
                    !line.starts_with("- - ") && !line.starts_with("    "),
                    "{line}"
                );
                assert!(
                    !line.contains("```") && !line.contains("](") || line.contains("\\]("),
                    "{line}"
                );
            }
        }
    }
    let text = text(&document(
        &hostile_evening(HOSTILE[1]),
        &template("scrutiny-panel"),
    ));
    assert!(text.contains(HOSTILE[1]), "braces come out as they are");
}

/// Entries of any kind.
fn any_entries() -> impl Strategy<Value = Vec<(Kind, String)>> {
    let kinds: Vec<Kind> = Kind::iter().collect();
    let entry = (
        prop::sample::select(kinds),
        "[a-z]{3,9}( [a-z*_#-]{1,5}){0,3}",
    );
    prop::collection::vec(entry, 0..12)
}

proptest! {
    #[test]
    fn private_notes_are_in_no_document(entries in any_entries(), both in any::<bool>()) {
        let mut record = empty();
        let item: ItemId = record.item("Business");
        for (at, (kind, text)) in entries.iter().enumerate() {
            let mark = if *kind == Kind::Private { "SECRET" } else { "OPEN" };
            record.entry(item, *kind, &format!("{mark}{at}Q {text}"));
        }
        let lines = if both {
            "[layout.actions.in-item]\n[layout.actions.at-end]\n[layout]\nentry-times = true\n"
        } else {
            "[layout]\nheader = []\n"
        };
        let mut templates: Vec<Template> = Templates::built_in().iter().cloned().collect();
        templates.push(own(lines));
        for template in &templates {
            for kind in DocumentKind::iter() {
                let (document, errors) = kind.make(&Material::of(&record.copied(), template));
                prop_assert_eq!(errors, []);
                let is_minutes = kind == DocumentKind::Minutes;
                for format in [text, markdown] {
                    let out = format(&document);
                    prop_assert!(!out.contains("SECRET"));
                    let minuted = entries.iter().enumerate();
                    for (at, (kind, _)) in minuted.filter(|_| is_minutes) {
                        let times = out.matches(&format!("OPEN{at}Q")).count();
                        prop_assert_eq!(times > 0, *kind != Kind::Private, "{:?} in {}", kind, out);
                    }
                }
            }
        }
    }
}

#[test]
fn a_pasted_list_is_a_table_with_a_row_of_headings() {
    let mut record = empty();
    let item = record.item("Planning");
    let words = "Applications considered:\nRef | Where | The Council says\n31/01 | Mill Lane | No objection\n\
                 31/02 | The Green \\| pump | Objection";
    record.entry(item, Kind::Narrative, words);
    record.entry(item, Kind::Point, "a | b\nc | d");
    let parish = template("parish");
    let made = document(&record, &parish);
    insta::assert_snapshot!("table_text", body(&record, &parish));
    insta::assert_snapshot!("table_markdown", markdown(&made));
    let sources: Vec<Source> = made
        .blocks
        .iter()
        .filter(|block| matches!(block, Block::Table(_)))
        .flat_map(|block| block.texts().into_iter().map(|(_, source)| source))
        .collect();
    assert!(
        sources
            .iter()
            .any(|source| matches!(source, Source::Entry(_)))
    );
}
