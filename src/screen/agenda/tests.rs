use super::*;
use crate::minutes::entry::Kind;
use crate::screen::Overlay;
use crate::screen::desk::Step;
use crate::screen::rehearsal::{
    asked, assert_harmless, desk, entry, hostile, item_id, meeting, open, press, running, said,
    screen,
};

const TREES: &str = "1. Apologies\n2. Tree survey\n3. Pond safety (15 minutes)\n4. Urgent items";

fn titles(desk: &Desk) -> Vec<&str> {
    let items = &open(desk).items;
    items
        .iter()
        .map(|item| item.outline.title.as_str())
        .collect()
}

fn editor(desk: &Desk) -> Overlay {
    AgendaEditor::new(desk).into()
}

#[test]
fn items_move_and_the_cursor_goes_with_them() {
    let mut desk = desk(meeting());
    let mut agenda = editor(&desk);
    press(
        &mut agenda,
        &mut desk,
        "alt-down alt-down alt-up end alt-down",
    );
    assert_eq!(
        titles(&desk),
        [
            "Play areas in the north",
            "Declarations of interest",
            "Tree survey",
            "Date of next meeting"
        ]
    );
    assert_eq!(said(&desk), "It is the last item.");
    press(&mut agenda, &mut desk, "alt-z alt-z alt-z");
    assert_eq!(titles(&desk)[0], "Declarations of interest");
    assert_eq!(asked(&mut desk).len(), 6);
}

#[test]
fn an_item_with_entries_stays_and_one_that_was_only_put_may_go() {
    let mut desk = running();
    let mut agenda = editor(&desk);
    let added = Change::EntryAdded {
        item: item_id(2),
        entry: entry(1, Kind::Narrative, "Swings were counted.", 8),
        place: None,
    };
    assert!(desk.record(added, None));
    press(&mut agenda, &mut desk, "d");
    assert_eq!(
        said(&desk),
        "\"Play areas in the north\" has an entry: move or retract it first."
    );
    press(&mut agenda, &mut desk, "up delete");
    assert_eq!(titles(&desk)[0], "Play areas in the north");
    assert!(said(&desk).ends_with("is off the agenda; Alt+Z takes that back."));
    press(&mut agenda, &mut desk, "alt-z");
    assert_eq!(titles(&desk)[0], "Declarations of interest");
    assert!(open(&desk).items[0].was_put());
}

#[test]
fn forms_are_opened_for_the_right_place() {
    let mut desk = desk(meeting());
    let mut agenda = editor(&desk);
    for keys in ["a", "e", "enter", "o"] {
        press(&mut agenda, &mut desk, keys);
        let pushed = matches!(desk.steps.pop(), Some(Step::Push(Overlay::Form(_))));
        assert!(pushed, "{keys}");
    }
    let Overlay::Agenda(agenda) = agenda else {
        unreachable!("that is what was made")
    };
    assert_eq!(agenda.below(&desk), 1);
}

#[test]
fn a_pasted_agenda_is_shown_and_then_taken_as_one_deed() {
    let mut desk = desk(meeting());
    let mut agenda = editor(&desk);
    press(&mut agenda, &mut desk, "down down");
    agenda.pasted(TREES, &mut desk);
    assert!(
        asked(&mut desk).is_empty(),
        "nothing is added before it was seen"
    );
    let shown = screen(&agenda, &desk, (80, 24));
    assert!(
        shown.contains("3 items to be added after item 3"),
        "{shown}"
    );
    assert!(
        shown.contains("Tree survey  on the agenda already"),
        "{shown}"
    );
    press(&mut agenda, &mut desk, "ctrl-s");
    assert_eq!(
        titles(&desk)[3..],
        [
            "Apologies",
            "Pond safety",
            "Urgent items",
            "Date of next meeting"
        ]
    );
    assert_eq!(open(&desk).items[4].outline.planned, Some(15));
    assert_eq!(open(&desk).items[5].outline.kind, ItemKind::Urgent);
    assert_eq!(said(&desk), "3 items added.");
    press(&mut agenda, &mut desk, "alt-z");
    assert_eq!(titles(&desk).len(), 4, "one undo takes all of them away");
}

#[test]
fn an_agenda_can_be_typed_and_escape_keeps_it_for_later() {
    let mut desk = desk(meeting());
    desk.open.as_mut().unwrap().meeting.items.clear();
    let mut agenda = editor(&desk);
    press(
        &mut agenda,
        &mut desk,
        "p P o n d enter 2 0 space m i n s esc",
    );
    assert!(screen(&agenda, &desk, (80, 24)).contains("No item yet"));
    press(
        &mut agenda,
        &mut desk,
        "p backspace backspace backspace backspace backspace backspace backspace",
    );
    press(&mut agenda, &mut desk, "T r e e s ctrl-s");
    assert_eq!(titles(&desk), ["Pond", "Trees"]);
    press(&mut agenda, &mut desk, "p ctrl-s");
    assert_eq!(
        said(&desk),
        "There is no item in it that is not on the agenda already."
    );
}

#[test]
fn the_agenda_at_two_sizes() {
    let desk = running();
    let agenda = editor(&desk);
    insta::assert_snapshot!("agenda_80", screen(&agenda, &desk, (80, 24)));
    insta::assert_snapshot!("agenda_60", screen(&agenda, &desk, (60, 20)));
}

#[test]
fn the_paste_at_three_sizes() {
    let mut desk = desk(meeting());
    let mut agenda = editor(&desk);
    agenda.pasted(TREES, &mut desk);
    insta::assert_snapshot!("paste_80", screen(&agenda, &desk, (80, 24)));
    insta::assert_snapshot!("paste_60", screen(&agenda, &desk, (60, 20)));
    insta::assert_snapshot!("paste_120", screen(&agenda, &desk, (120, 16)));
}

#[test]
fn hostile_titles_and_pastes_do_no_harm() {
    let mut meeting = meeting();
    for item in &mut meeting.items {
        item.outline.title = hostile();
    }
    let mut desk = desk(meeting);
    let mut agenda = editor(&desk);
    for size in [(80, 24), (60, 20), (40, 10)] {
        assert_harmless(&screen(&agenda, &desk, size));
    }
    agenda.pasted(&format!("1. {}\n2. {}", hostile(), hostile()), &mut desk);
    for size in [(120, 30), (60, 20), (40, 10)] {
        assert_harmless(&screen(&agenda, &desk, size));
    }
    press(&mut agenda, &mut desk, "ctrl-s");
    assert_harmless(&screen(&agenda, &desk, (80, 24)));
}

#[test]
fn the_letter_and_the_report_on_an_item_are_written_from_the_agenda() {
    let mut desk = running();
    let mut agenda = editor(&desk);
    press(&mut agenda, &mut desk, "home down l");
    let Some(Step::Push(mut form)) = desk.steps.pop() else {
        panic!("the form for the letter");
    };
    press(
        &mut form,
        &mut desk,
        "tab tab 3 space M a r c h space 2 0 3 1 tab a space f i l m space w a s space s h o w n",
    );
    press(&mut form, &mut desk, "ctrl-s");
    let written = |desk: &Desk| open(desk).items[1].clone();
    let letter = written(&desk).letter;
    let letter = letter.unwrap_or_else(|| panic!("{}", screen(&form, &desk, (80, 30))));
    assert_eq!(letter.occasion, "a film was shown");
    assert_eq!(letter.date, chrono::NaiveDate::from_ymd_opt(2031, 3, 3));
    assert_eq!(letter.subject, "", "it is the item's title");

    press(&mut agenda, &mut desk, "r");
    let Some(Step::Push(mut form)) = desk.steps.pop() else {
        panic!("the form for the report");
    };
    let keys = "tab tab S u m m a r y : space S w i n g s enter - space O l d tab # space A i m enter S a f e";
    press(&mut form, &mut desk, keys);
    press(&mut form, &mut desk, "ctrl-s");
    let report = written(&desk).report.expect("a report");
    assert_eq!((report.front.len(), report.body.len()), (1, 2));
    assert_eq!(report.front[0].text, "Swings\n- Old");

    // A row without a label is told of, and nothing is recorded.
    press(&mut agenda, &mut desk, "r");
    let Some(Step::Push(mut form)) = desk.steps.pop() else {
        panic!("the form for the report");
    };
    press(&mut form, &mut desk, "tab tab ctrl-home x enter ctrl-s");
    assert_eq!(written(&desk).report.as_deref(), Some(&*report));
}
