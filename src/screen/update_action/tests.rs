//! Saying what became of actions, by strings of keys, on the sample council.

use crate::minutes::action::Step;
use crate::minutes::change::Change;
use crate::minutes::entry::{Entry, Status};
use crate::minutes::ids::{EntryKey, IdSource};
use crate::minutes::meeting::State;
use crate::sample;
use crate::screen::diary::Diary;
use crate::screen::testing::{Room, half_past_five, templates};
use crate::screen::{Overlay, Screen, actions};
use crate::store::protocol::{Hit, What};

use super::*;

/// The meeting of today on the screen, with its play areas put; past meetings left actions.
fn running() -> Room {
    let mut room = called();
    room.press("<f2><ctrl-n><ctrl-n>");
    assert_eq!(room.open().state(), State::InProgress);
    room
}

fn called() -> Room {
    let lines = sample::lines(&mut IdSource::new([3; 16]), half_past_five(), &templates());
    let mut room = Room::with(Diary::default(), lines);
    room.press("<enter>");
    assert!(matches!(room.model.screen, Screen::Capture(_)));
    room
}

/// The last entry under the item with the play areas.
fn last(room: &Room) -> &Entry {
    room.open().items[1].entries.last().unwrap()
}

fn line(room: &Room) -> &str {
    match &room.model.screen {
        Screen::Capture(capture) => capture.typed_text(),
        other => panic!("not the capture screen: {other:?}"),
    }
}

/// The action that the list of what can be said is about.
fn subject(room: &Room) -> Hit {
    match room.model.overlays.last() {
        Some(Overlay::UpdateAction(it)) => it.subjects[0].clone(),
        other => panic!("not the list: {other:?}"),
    }
}

/// How an action stands by all that the store holds.
fn stands(room: &mut Room, key: EntryKey) -> crate::minutes::action::Standing {
    let answered = room.store.ask(&Question::History(key));
    let Answered::History(history) = answered else {
        panic!("no history")
    };
    history.hit.unwrap().action.unwrap().standing
}

#[test]
fn done_without_a_note_is_three_keys_and_an_entry_under_the_item_shown() {
    let mut room = running();
    room.press("half a line<alt-e>");
    insta::assert_snapshot!("pick_80x24", room.screen(80, 24));
    // The picker's Enter says which; then it is a letter and Enter.
    room.press("<enter>");
    let key = actions::key(&subject(&room)).unwrap();
    insta::assert_snapshot!("choose_80x24", room.screen(80, 24));
    let entries = room.open().items[1].entries.len();
    room.press("d<enter>");
    assert!(room.model.overlays.is_empty());
    assert_eq!(room.open().items[1].entries.len(), entries + 1);
    let reported = last(&room).reported().unwrap();
    assert_eq!(
        (reported.action, &reported.update.step),
        (key, &Step::Complete)
    );
    assert!(
        last(&room).text.contains(&reported.reference),
        "{}",
        last(&room).text
    );
    assert!(
        room.said().starts_with("Recorded under item 2: action "),
        "{}",
        room.said()
    );
    assert_eq!(stands(&mut room, key).status, Status::Complete);
    assert_eq!(line(&room), "half a line", "the line waits");
    room.press("<alt-z>");
    assert_eq!(room.open().items[1].entries.len(), entries);
    assert_eq!(
        stands(&mut room, key).status,
        Status::Open,
        "one undo takes back both"
    );
    room.press("<alt-y>");
    assert_eq!(stands(&mut room, key).status, Status::Complete);
}

#[test]
fn an_action_of_this_meeting_is_updated_where_it_is_selected() {
    let mut room = running();
    room.press("!Mend the gate @dabb >Friday<enter><up><alt-u>");
    assert_eq!(subject(&room).text, "Mend the gate");
    room.press("lby Christmas<tab>Parts are awaited.");
    insta::assert_snapshot!("defer_120x40", room.screen(120, 40));
    room.press("<enter>");
    let action = room.open().items[1].entries[0].id;
    let standing = room.open().standing(action).unwrap();
    assert_eq!(standing.due.unwrap().as_written, "by Christmas");
    let said = &last(&room).text;
    assert!(
        said.ends_with("now due by Christmas: Parts are awaited."),
        "{said}"
    );
    // The entry that tells of it leads to the action too, and its sentence can be amended.
    room.press("<down><enter><ctrl-u>The gate waits for its parts.<enter>");
    assert_eq!(last(&room).text, "The gate waits for its parts.");
    assert!(last(&room).reported().is_some());
    room.press("<alt-u>pThey came.<enter>");
    let standing = room.open().standing(action).unwrap();
    assert_eq!(standing.updates, 2);
    assert!(
        room.screen(120, 40).contains("by Christmas"),
        "the record shows how it stands"
    );
}

#[test]
fn each_choice_records_its_step() {
    type Case = (&'static str, fn(&Step) -> bool, &'static str);
    let mut room = running();
    room.press("!Mend the gate @dabb >Friday<enter>");
    let action = room.open().items[1].entries[0].id;
    let cases: [Case; 7] = [
        ("p<enter>", |it| *it == Step::Progress, "progress was noted"),
        (
            "aColin Dabb; Town Clerk<tab><enter>",
            |it| matches!(it, Step::Reassign(to) if to.len() == 2),
            "was passed to",
        ),
        (
            "r<tab><enter>",
            |it| matches!(it, Step::ReportBack(Some(_))),
            "is to be reported to the",
        ),
        (
            "r<ctrl-u><tab><enter>",
            |it| *it == Step::ReportBack(None),
            "need not be reported",
        ),
        (
            "cNo money.<enter>",
            |it| *it == Step::Cancel,
            "was cancelled: No money.",
        ),
        ("o<enter>", |it| *it == Step::Reopen, "taken up again"),
        (
            "sSGSSP/2022/9<tab><enter>",
            |it| matches!(it, Step::Supersede { reference, .. } if reference == "SGSSP/2022/9"),
            "superseded by SGSSP/2022/9",
        ),
    ];
    for (keys, is_it, says) in cases {
        room.press("<pageup>");
        while last_selected(&room) != Some(action) {
            room.press("<up>");
        }
        room.press(&format!("<alt-u>{keys}"));
        assert!(
            room.model.overlays.is_empty(),
            "{keys}: {}",
            room.screen(80, 24)
        );
        let reported = last(&room).reported().unwrap();
        assert!(
            is_it(&reported.update.step),
            "{keys}: {:?}",
            reported.update.step
        );
        assert!(
            last(&room).text.contains(says),
            "{keys}: {}",
            last(&room).text
        );
        room.press("<esc>");
    }
    assert_eq!(
        room.open().standing(action).unwrap().status,
        Status::Superseded
    );
}

fn last_selected(room: &Room) -> Option<crate::minutes::ids::EntryId> {
    match &room.model.screen {
        Screen::Capture(capture) => capture.selected_entry(),
        _ => None,
    }
}

#[test]
fn fields_that_are_needed_are_asked_for_and_esc_leads_back_to_the_list() {
    let mut room = running();
    room.press("!Mend the gate<enter><up><alt-u>l<tab><enter>");
    assert!(
        room.screen(80, 24)
            .contains("By when is it to be done now?")
    );
    room.press("<esc>");
    assert_eq!(subject(&room).text, "Mend the gate");
    room.press("x");
    assert_eq!(room.said(), "x stands for nothing in this list.");
    room.press("<esc>");
    assert!(room.model.overlays.is_empty());
    assert_eq!(room.open().items[1].entries.len(), 1);
}

#[test]
fn outside_a_running_meeting_it_is_kept_with_the_action_and_can_be_taken_back() {
    let mut room = called();
    let hit = open_actions(&mut room).remove(0);
    let key = actions::key(&hit).unwrap();
    assert_ne!(key.meeting, room.open().id);
    open(&mut room.model.desk, &hit);
    room.at_minute(0); // takes the step that was left on the desk
    room.press("dFound to be done.<enter>");
    let standing = stands(&mut room, key);
    assert_eq!(standing.status, Status::Complete);
    assert_eq!(standing.latest.unwrap().update.note, "Found to be done.");
    let line = room.store.journal.last().unwrap();
    assert!(
        matches!(&line.what, What::Meeting(meeting, Change::ActionUpdated { entry, .. })
            if (*meeting, *entry) == (key.meeting, key.entry)),
        "{line:?}"
    );
    recording::undo(&mut room.model.desk);
    room.at_minute(0);
    assert_eq!(stands(&mut room, key).status, Status::Open);
    recording::undo(&mut room.model.desk);
    assert!(
        room.said().starts_with("There is nothing to undo"),
        "{}",
        room.said()
    );
}

#[test]
fn a_meeting_that_another_program_writes_in_is_left_alone() {
    let mut room = running();
    let open = room.model.desk.open.as_mut().unwrap();
    open.elsewhere = Some("it is open in another window".to_owned());
    room.press("<alt-e>");
    assert_eq!(
        room.said(),
        "Only to be read: it is open in another window."
    );
    assert!(room.model.overlays.is_empty());
}

#[test]
fn an_action_that_is_looked_up_first_takes_a_letter_pressed_meanwhile() {
    let mut room = running();
    let hit = open_actions(&mut room).remove(0);
    let key = actions::key(&hit).unwrap();
    let desk = &mut room.model.desk;
    open(desk, key);
    let Some(crate::screen::desk::Step::Push(Overlay::UpdateAction(mut list))) = desk.steps.pop()
    else {
        panic!("no list")
    };
    list.typed('d', desk);
    assert!(desk.steps.is_empty());
    let answer = room.store.ask(&Question::History(key));
    list.looked_up(&answer, &mut room.model.desk);
    assert_eq!(room.model.desk.steps.len(), 1, "the fields are laid on top");
    // One that is gone is said to be.
    let gone = EntryKey {
        entry: crate::minutes::ids::EntryId(uuid::Uuid::nil()),
        ..key
    };
    room.model.desk.steps.clear();
    room.model.desk.effects.clear();
    open(&mut room.model.desk, gone);
    room.at_minute(0);
    assert!(room.model.overlays.is_empty());
    assert_eq!(room.said(), "There is no such action on record any more.");
}

fn open_actions(room: &mut Room) -> Vec<Hit> {
    let asked = crate::store::protocol::ActionsAsked {
        text: "open".to_owned(),
        today: half_past_five().date_naive(),
        limit: 100,
        ..Default::default()
    };
    match room.store.ask(&Question::Actions(asked)) {
        Answered::Actions(list) => list.rows,
        other => panic!("{other:?}"),
    }
}
