//! Documents besides the minutes, each as text.

use chrono::NaiveDate;

use super::record::Record;
use super::{action, day, evening, own, template};
use crate::export::{DocumentKind, Material, Wanted, owners, text};
use crate::minutes::action::{Dated, Standing, Step, Update};
use crate::minutes::agenda::{Item, ItemKind, Outline, Spell};
use crate::minutes::attendance::Attended;
use crate::minutes::background::{ActionOnRecord, Background, Minuted};
use crate::minutes::due::{self, Setting};
use crate::minutes::entry::{Detail, Entry, Kind};
use crate::minutes::exempt::{Copy, Covers, Mark, Paragraph};
use crate::minutes::ids::{EntryId, EntryKey, ItemId, MeetingId, Stamp};
use crate::minutes::meeting::{Meeting, Sitting};
use crate::minutes::template::Template;

pub(super) fn at(day: NaiveDate) -> Stamp {
    day.and_hms_opt(9, 0, 0).unwrap().and_utc().fixed_offset()
}

/// An action of an earlier meeting of the same body, with what became of it.
fn earlier(
    record: &Record,
    number: u32,
    words: &str,
    detail: Detail,
    steps: &[Step],
) -> ActionOnRecord {
    let Detail::Action(mut agreed) = detail else {
        panic!("an action is wanted");
    };
    agreed.reference = format!("HSP/2025/{number}");
    let raised = day(1, 14);
    if let Some(due) = &mut agreed.due {
        let setting = Setting {
            said_on: raised,
            next_meeting: None,
        };
        *due = due::read(&due.as_written, &setting);
    }
    let steps: Vec<Dated> = steps
        .iter()
        .map(|step| Dated {
            exempt: false,
            at: at(day(2, 3)),
            update: Update {
                step: step.clone(),
                note: "Half of the wards are done.".to_owned(),
            },
        })
        .collect();
    ActionOnRecord {
        minuted: Minuted {
            key: EntryKey {
                meeting: MeetingId(uuid::Uuid::from_u128(7)),
                entry: EntryId(uuid::Uuid::from_u128(u128::from(number))),
            },
            kind: Kind::Action,
            text: words.to_owned(),
            body: record.meeting.head.body.id,
            body_name: record.meeting.head.body.name.clone(),
            date: raised,
            number: "3".to_owned(),
            title: "Repairs".to_owned(),
            exempt: false,
        },
        standing: Standing::of(&agreed, steps.clone()),
        recommendation: false,
        agreed,
        steps,
    }
}

/// What is on record beyond an evening.
pub(super) fn background(record: &Record) -> Background {
    let carr = record.meeting.seats.last().map(|seat| seat.person.id);
    let to = |name, due| action(&[(carr, name)], due);
    Background {
        today: day(3, 5),
        actions: vec![
            earlier(
                record,
                91,
                "Survey the wards.",
                to("Jo Carr-Lee", Some("February")),
                &[Step::Progress],
            ),
            earlier(
                record,
                92,
                "Write to the Minister.",
                action(&[(None, "The Clerk")], None),
                &[],
            ),
            earlier(
                record,
                93,
                "Done long ago.",
                to("Jo Carr-Lee", None),
                &[Step::Complete],
            ),
        ],
        ..Background::default()
    }
}

/// An earlier or later meeting of the same body and people, with a work programme of these points.
fn other(record: &Record, number: u128, date: NaiveDate, points: &[&str]) -> Meeting {
    let mut meeting = record.meeting.clone();
    meeting.id = MeetingId(uuid::Uuid::from_u128(number));
    meeting.head.date = date;
    for event in &mut meeting.stream {
        event.at = at(date);
    }
    let outline = Outline {
        title: "Annual work programme".to_owned(),
        kind: ItemKind::WorkProgramme,
        ..Outline::default()
    };
    let id = |place: usize| uuid::Uuid::from_u128(number * 1000 + place as u128);
    let mut item = Item::new(ItemId(id(0)), outline);
    item.entries = points
        .iter()
        .zip(1..)
        .map(|(text, place)| Entry {
            id: EntryId(id(place)),
            kind: Kind::Point,
            text: (*text).to_owned(),
            started_at: at(date),
            recorded_at: at(date),
            detail: Detail::None,
            source: None,
            prepared: None,
        })
        .collect();
    meeting.items = vec![item];
    meeting
}

/// The body's year around an evening: two meetings before it, and one to come.
fn year(record: &Record) -> Background {
    let moor = record.meeting.seats.get(4).map(|seat| seat.person.id);
    let mut first = other(
        record,
        11,
        day(1, 14),
        &[
            "Repairs backlog, 4 March 2025",
            "Damp and mould to the Panel on 4 March 2025",
            "Allotments (future working group)",
            "Lifts: June",
            "Garages",
        ],
    );
    first.stream.retain(|event| Some(event.person) != moor);
    let mut second = other(
        record,
        12,
        day(2, 4),
        &[
            "Repairs backlog, 4 March 2025",
            "Damp and mould on 1 April 2025",
            "Allotments (future working group)",
            "Lifts: June",
        ],
    );
    for event in &mut second.stream {
        if Some(event.person) == moor {
            event.what = Attended::Present;
        }
    }
    let mut coming = other(record, 13, day(4, 1), &[]);
    coming.sitting = Sitting::default();
    coming.stream.clear();
    coming.items[0].outline.carried = vec![EntryKey {
        meeting: first.id,
        entry: first.items[0].entries[2].id,
    }];
    Background {
        meetings: [first, second, coming]
            .map(|meeting| meeting.copy(Copy::Public))
            .to_vec(),
        ..background(record)
    }
}

/// A document of an evening as text; no wording of it fails.
fn made(kind: DocumentKind, record: &Record, template: &Template, wanted: Wanted<'_>) -> String {
    let background = year(record);
    let copied = record.copied();
    let material = Material::of(&copied, template)
        .with(&background)
        .wanting(wanted);
    let (document, errors) = kind.make(&material);
    assert_eq!(errors, []);
    text(&document)
}

#[test]
fn an_action_sheet_for_everybody_has_the_actions_of_each_owner() {
    let made = made(
        DocumentKind::ActionSheet,
        &evening(),
        &template("scrutiny-panel"),
        Wanted::default(),
    );
    insta::assert_snapshot!("action_sheet", made);
}

#[test]
fn a_decision_notice_has_who_was_there_what_was_declared_and_what_was_decided() {
    let mut record = evening();
    let items: Vec<ItemId> = record.meeting.items.iter().map(|item| item.id).collect();
    record.meeting.items[0].outline.kind = ItemKind::Declarations;
    record.entry(
        items[1],
        Kind::Declaration,
        "Councillor Smith declared an interest in item 2.",
    );
    record.entry(
        items[1],
        Kind::Vote,
        "The motion was carried by 4 votes to 1.",
    );
    // What a decision leads in to belongs to it; what comes after does not.
    record.entry(items[1], Kind::Decision, "The Panel agreed:");
    record.entry(items[1], Kind::Point, "to spend £10");
    record.entry(items[1], Kind::Point, "to save £5");
    record.entry(items[1], Kind::Narrative, "Payee | Sum\nGrocer | £4");
    record.entry(items[1], Kind::Narrative, "It rained.");
    record.entry(items[1], Kind::Point, "on Tuesday");
    let lines = "[layout.entries]\ndecision = \"RESOLVED: {{ text }}\"\n";
    let made = made(
        DocumentKind::DecisionNotice,
        &record,
        &own(lines),
        Wanted::default(),
    );
    insta::assert_snapshot!("decision_notice", made);
    let nothing = Record::new("Parks Board", "Board", day(5, 1));
    let made = self::made(
        DocumentKind::DecisionNotice,
        &nothing,
        &own(""),
        Wanted::default(),
    );
    assert!(
        made.contains("No declaration of interest is recorded."),
        "{made}"
    );
    assert!(made.contains("No decision is recorded."), "{made}");
    assert!(
        !made.contains("Attendance"),
        "nobody is on the roll: {made}"
    );
}

#[test]
fn an_agenda_of_a_meeting_to_come_has_what_is_carried_and_what_is_left() {
    let mut record = evening();
    record.meeting.sitting = Sitting::default();
    record.meeting.stream.clear();
    let background = year(&record);
    let guest = record.meeting.seats.last().unwrap().person.id;
    let outline = &mut record.meeting.items[1].outline;
    outline.presenters = vec![guest];
    outline.prepared = vec!["SECRET draft".to_owned()];
    outline.prompts = "SECRET prompt".to_owned();
    outline.carried = vec![background.actions[0].minuted.key];
    record.meeting.items[0].outline.kind = ItemKind::PreviousActions;
    let made = made(
        DocumentKind::Agenda,
        &record,
        &template("scrutiny-panel"),
        Wanted::default(),
    );
    insta::assert_snapshot!("agenda", made);
    assert!(!made.contains("SECRET"), "{made}");
}

#[test]
fn attendance_counts_each_member_over_the_meetings_held() {
    let made = |wanted| {
        made(
            DocumentKind::Attendance,
            &evening(),
            &template("workshop"),
            wanted,
        )
    };
    insta::assert_snapshot!("attendance", made(Wanted::default()));
    let asked = Wanted {
        percentages: true,
        ..Wanted::default()
    };
    let made = made(asked);
    assert!(made.contains("Per cent"), "{made}");
    let moor = made.lines().find(|line| line.starts_with("Cllr Kit Moor"));
    assert!(moor.unwrap().ends_with(" 33"), "{made}");
}

#[test]
fn a_work_programme_tells_what_was_taken_moved_and_left_out() {
    let mut record = evening();
    let commenced = record.meeting.sitting.commenced.unwrap();
    record.meeting.items[1].spells = vec![Spell {
        put: commenced,
        left: None,
    }];
    let mut background = year(&record);
    // The allotments are on the agenda of the meeting to come.
    let topic = background.meetings[0].items[0].entries[2].clone();
    background.carried.push(Minuted {
        key: EntryKey {
            meeting: background.meetings[0].id,
            entry: topic.id,
        },
        kind: topic.kind,
        text: topic.text,
        ..background.actions[0].minuted.clone()
    });
    let template = template("scrutiny-panel");
    let copied = record.copied();
    let material = Material::of(&copied, &template).with(&background);
    let (document, errors) = DocumentKind::WorkProgramme.make(&material);
    assert_eq!(errors, []);
    insta::assert_snapshot!("work_programme", text(&document));
    // What was promised to a day that is over was not taken.
    let mut later = background.clone();
    later.today += chrono::TimeDelta::days(400);
    let material = Material::of(&copied, &template).with(&later);
    let made = text(&DocumentKind::WorkProgramme.make(&material).0);
    assert!(made.contains("What became of it: Not taken"), "{made}");
    assert!(made.contains("Allotments"), "{made}");
    let coming = Material::of(&background.meetings[2], &template).with(&background);
    let agenda = text(&DocumentKind::Agenda.make(&coming).0);
    assert!(
        agenda.contains(
            "From earlier meetings:\n\n- 14 January 2025: Allotments (future working group)\n"
        ),
        "{agenda}"
    );
}

#[test]
fn an_agenda_says_which_items_are_exempt_and_by_what() {
    let mut record = evening();
    let item = record.meeting.items[1].id;
    record.meeting.marks.push(Mark::new(
        Covers::Item(item),
        vec![Paragraph::Individual, Paragraph::Affairs],
    ));
    let said = "Exempt by paragraphs 1 and 3 of Part 1 of Schedule 12A to the Local Government Act 1972: the public is \
                likely to be excluded.";
    for copy in [Copy::Public, Copy::Full] {
        let copied = record.meeting.copy(copy);
        let template = template("scrutiny-panel");
        let (document, errors) = DocumentKind::Agenda.make(&Material::of(&copied, &template));
        assert_eq!(errors, []);
        let text = text(&document);
        assert_eq!(text.matches(said).count(), 1, "{text}");
    }
}

#[test]
fn in_a_work_programme_what_was_deferred_has_moved() {
    use crate::minutes::putting_off::PutOff;

    let mut record = evening();
    let on = record.meeting.head.date + chrono::TimeDelta::days(60);
    let put_off = crate::minutes::entry::Entry {
        kind: Kind::Procedural,
        text: "This item was deferred.".to_owned(),
        detail: Detail::PutOff(PutOff::Deferred(Some(on))),
        id: crate::minutes::ids::EntryId(uuid::Uuid::from_u128(0xdefe)),
        ..record.meeting.items[1].entries[0].clone()
    };
    record.meeting.items[1].entries.push(put_off);
    let title = record.meeting.items[1].outline.title.clone();
    let background = year(&record);
    let template = template("scrutiny-panel");
    let copied = record.copied();
    let material = Material::of(&copied, &template).with(&background);
    let made = text(&DocumentKind::WorkProgramme.make(&material).0);
    let day = |date: chrono::NaiveDate| date.format("%-d %B %Y").to_string();
    let row = format!("When or how: {}\nTopic: {title}\n", day(on));
    let (_, row) = made
        .split_once(&row)
        .unwrap_or_else(|| panic!("{row}{made}"));
    let moved = format!("Moved from {}", day(record.meeting.head.date));
    let became = row.lines().find(|line| line.starts_with("What became"));
    assert!(became.is_some_and(|it| it.ends_with(&moved)), "{made}");
    let notice = text(&DocumentKind::DecisionNotice.make(&material).0);
    assert!(notice.contains("This item was deferred."), "{notice}");
}

#[test]
fn an_action_sheet_for_one_owner_has_theirs_alone() {
    let wanted = |owner| Wanted {
        owner: Some(owner),
        ..Wanted::default()
    };
    let made = |owner| {
        made(
            DocumentKind::ActionSheet,
            &evening(),
            &own(""),
            wanted(owner),
        )
    };
    let record = evening();
    let template = own("");
    let copied = record.copied();
    let material = Material::of(&copied, &template);
    assert_eq!(owners(&material, "carr jo"), ["Jo Carr-Lee"]);
    assert_eq!(owners(&material, "zz"), [""; 0]);
    assert_eq!(
        owners(&material, ""),
        ["Jo Carr-Lee", "Councillor Tom Smith"]
    );
    let carr = made("Jo Carr-Lee");
    assert!(carr.starts_with("Action sheet: Jo Carr-Lee\n"), "{carr}");
    assert!(carr.contains("Survey the wards"), "{carr}");
    assert!(carr.contains("Bring figures by ward"), "{carr}");
    assert!(!carr.contains("Minister"), "{carr}");
    let nobody = made("xyz");
    assert!(nobody.contains("No actions are open."), "{nobody}");
}

#[test]
fn a_template_of_ones_own_words_documents_and_its_slips_have_their_lines() {
    let lines = "[document.action-sheet]\nheader = [{ text = \"To do\", style = \"title\" }]\n\
        columns = [{ head = \"What\", text = \"{{ text }}\" }, { head = \"\", text = \"{{ due }}\" }]\n\
        [document.action-sheet.wording]\nnobody = \"Unclaimed\"\n";
    let said = made(
        DocumentKind::ActionSheet,
        &evening(),
        &own(lines),
        Wanted::default(),
    );
    assert!(said.starts_with("To do\n\nJo Carr-Lee\n\nWhat\n"), "{said}");
    assert!(said.contains("\nUnclaimed\n"), "{said}");

    let wrong = "name = \"own\"\ntitle = \"Own\"\n[document.action-sheet]\n\
        columns = [{ head = \"A\", text = \"{{ colour }}\" }]\n\
        [document.action-sheet.wording]\nnobodys = \"x\"\nnone = \"{{ reference }}\"\n";
    let mistakes = Template::read(wrong, "own.toml").unwrap_err().to_string();
    let lines: Vec<&str> = mistakes.lines().collect();
    assert_eq!(lines.len(), 3, "{mistakes}");
    assert!(
        lines[0].starts_with(
            "own.toml, line 4: document.action-sheet.columns, no. 1, text: it speaks of `colour`"
        ),
        "{mistakes}"
    );
    assert!(lines[1].starts_with("own.toml, line 6: document.action-sheet.wording: there is no \"nobodys\"; there are nobody, none, owner"), "{mistakes}");
    assert!(
        lines[2].starts_with(
            "own.toml, line 7: document.action-sheet.wording.none: it speaks of `reference`"
        ),
        "{mistakes}"
    );
}
