//! Documents besides the minutes, each as text.

use chrono::NaiveDate;

use super::record::Record;
use super::{action, day, evening, own, template};
use crate::export::{DocumentKind, Material, Wanted, text};
use crate::minutes::action::{Dated, Standing, Step, Update};
use crate::minutes::background::{ActionOnRecord, Background, Minuted};
use crate::minutes::due::{self, Setting};
use crate::minutes::entry::{Detail, Kind};
use crate::minutes::ids::{EntryId, EntryKey, MeetingId, Stamp};
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
        },
        standing: Standing::of(&agreed, steps.clone()),
        recommendation: false,
        agreed,
        steps,
    }
}

/// What is on record beyond an evening.
pub(super) fn background(record: &Record) -> Background {
    let carr = record.meeting.seats.last().unwrap().person.id;
    let to = |name, due| action(&[(Some(carr), name)], due);
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

/// A document of an evening as text; no wording of it fails.
fn made(kind: DocumentKind, record: &Record, template: &Template, wanted: Wanted<'_>) -> String {
    let background = background(record);
    let material = Material {
        background: &background,
        wanted,
        ..Material::of(&record.meeting, template)
    };
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
    let carr = made("carr jo");
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
