//! Minutes of the last meeting approved, corrected and looked back to.

use super::*;
use crate::export::{DocumentKind, Material, text};
use crate::minutes::agenda::{ItemKind, Outline};
use crate::minutes::change::Change;
use crate::minutes::exempt::Copy;
use crate::minutes::history::Manner;
use crate::minutes::ids::{ChangeId, ItemId, MeetingId};
use crate::minutes::meeting::{Meeting, State};
use crate::store::protocol::What;

/// Today's meeting with an item for the minutes before all others, which was just put.
fn at_minutes() -> Room {
    let mut room = begun();
    let outline = Outline {
        title: "Minutes of the last meeting".to_owned(),
        kind: ItemKind::Minutes,
        ..Outline::default()
    };
    let id = ItemId(room.model.desk.new_id());
    let change = Change::ItemAdded {
        item: Item::new(id, outline),
        place: 0,
    };
    room.model.desk.record(change, None);
    let effects = std::mem::take(&mut room.model.desk.effects);
    room.carry_out(effects);
    room.press("<ctrl-n>");
    room
}

/// The body's meetings before today that were closed, the latest first.
fn earlier(room: &Room) -> Vec<MeetingId> {
    let mut rows: Vec<&Meeting> = room
        .store
        .meetings
        .values()
        .map(|(meeting, _)| meeting)
        .filter(|it| it.head.body.id == room.open().head.body.id)
        .filter(|it| it.sitting.state() == State::Closed && it.id != room.open().id)
        .collect();
    rows.sort_by_key(|it| std::cmp::Reverse(it.head.date));
    rows.iter().map(|it| it.id).collect()
}

fn stored(room: &Room, id: MeetingId) -> &Meeting {
    &room.store.meetings[&id].0
}

/// Chooses the latest where there are several.
fn approve_latest(room: &mut Room) {
    room.press("<alt-s>");
    if matches!(room.model.overlays.last(), Some(Overlay::Picker(_))) {
        room.press("<enter>");
    }
}

#[test]
fn minutes_are_approved_by_two_keys_and_both_meetings_say_so() {
    let mut room = at_minutes();
    let last_meeting = earlier(&room)[0];
    assert!(
        room.said().contains("Alt+S approves the minutes of"),
        "{}",
        room.said()
    );
    approve_latest(&mut room);
    insta::assert_snapshot!("approve_80", room.screen(80, 24));
    room.press("<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    let entry = last(&room, 1).clone();
    assert!(
        entry
            .text
            .contains("were approved as a correct record and signed by"),
        "{}",
        entry.text
    );
    let earlier = stored(&room, last_meeting);
    assert_eq!(earlier.state(), State::Approved);
    let approval = earlier.approval.as_ref().unwrap();
    assert_eq!(
        (approval.by.entry, approval.on),
        (entry.id, room.open().head.date)
    );
    assert!(!approval.approved.signed.is_empty());
    let template = templates().for_meeting(&earlier.head.template);
    let (document, faults) =
        DocumentKind::Minutes.make(&Material::of(&earlier.copy(Copy::Public), &template));
    assert!(faults.is_empty());
    assert_eq!(document.furniture.mark.as_str(), "");
    assert!(text(&document).contains("Approved as a correct record on"));
    insta::assert_snapshot!("approved_80", room.screen(80, 24));
    assert_kept(&room);
}

#[test]
fn what_is_open_from_the_minutes_approved_is_said_and_looked_up_first() {
    let mut room = at_minutes();
    let last_meeting = earlier(&room)[0];
    let open = room
        .model
        .desk
        .diary
        .iter()
        .flatten()
        .find(|row| row.id == last_meeting)
        .map(|row| (row.open_actions, row.date))
        .unwrap();
    assert!(open.0 > 1);
    approve_latest(&mut room);
    room.press("<ctrl-s>");
    let wanted = format!("{} actions open from then: F5 lists them.", open.0);
    assert!(room.said().ends_with(&wanted), "{}", room.said());
    let day = open
        .1
        .format("open since:%-d/%-m/%Y until:%-d/%-m/%Y")
        .to_string();
    room.press("<ctrl-f>");
    assert!(
        room.screen(100, 24).contains(&day),
        "{}",
        room.screen(100, 24)
    );
    // What is typed takes the place of it, and stands there when the clerk comes back.
    room.press("slide<esc><ctrl-f>");
    let screen = room.screen(100, 24);
    assert!(
        screen.contains("slide") && !screen.contains(&day),
        "{screen}"
    );
    // Under another item it is as ever.
    room.press("<esc><ctrl-n><ctrl-f>");
    assert!(!room.screen(100, 24).contains(&day));
}

#[test]
fn undo_makes_a_draft_of_the_earlier_minutes_again_and_redo_approves_them() {
    let mut room = at_minutes();
    let last_meeting = earlier(&room)[0];
    let draft = stored(&room, last_meeting).clone();
    approve_latest(&mut room);
    room.press("<ctrl-s>");
    let approved = stored(&room, last_meeting).clone();
    room.press("<alt-z>");
    assert_eq!(room.said(), "Undid: approval of minutes added.");
    assert_eq!(stored(&room, last_meeting), &draft);
    room.press("<alt-y>");
    assert_eq!(stored(&room, last_meeting), &approved);
    // Taking the entry out is the same.
    room.press("<pageup><delete>");
    assert_eq!(stored(&room, last_meeting), &draft);
}

#[test]
fn a_correction_is_shown_as_a_difference_and_is_in_the_minutes_from_then_on() {
    let mut room = at_minutes();
    let last_meeting = earlier(&room)[0];
    let draft = stored(&room, last_meeting).clone();
    let (_, wrong) = draft
        .entries()
        .find(|(_, it)| it.kind == Kind::Narrative && it.text.split(' ').count() > 6)
        .unwrap();
    let words: Vec<&str> = wrong.text.split(' ').collect();
    let was = words[1..5].join(" ");
    approve_latest(&mut room);
    room.press("for nothing of the sort read something");
    assert!(room.screen(80, 24).contains("A correct record"));
    room.press("<ctrl-s>");
    let screen = room.screen(80, 24);
    assert!(
        screen.contains("The draft does not say “nothing of the sort”"),
        "{screen}"
    );
    room.press("<ctrl-u>");
    room.press(&format!("for {was} read quite other words"));
    insta::assert_snapshot!("correction_80", room.screen(80, 24));
    room.press("<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    let now = stored(&room, last_meeting);
    let (_, _, entry) = now.entry(wrong.id).unwrap();
    assert!(entry.text.contains("quite other words"), "{}", entry.text);
    let said = &last(&room, 1).text;
    assert!(said.contains("with these corrections: minute"), "{said}");
    room.press("<alt-z>");
    assert_eq!(stored(&room, last_meeting), &draft);
}

#[test]
fn approved_minutes_are_not_altered_and_a_correction_is_stated_below_them() {
    let mut room = at_minutes();
    let last_meeting = earlier(&room)[0];
    approve_latest(&mut room);
    room.press("<ctrl-s><f12>");
    let screen = room.screen(100, 30);
    assert!(screen.contains("approved"), "{screen}");
    let before = stored(&room, last_meeting).clone();
    let (meeting, history) = &room.store.meetings[&last_meeting];
    let opened = crate::store::protocol::Opened {
        meeting: meeting.clone(),
        history: history.clone(),
        draft: None,
        elsewhere: None,
        last_action: 0,
        faults: Vec::new(),
    };
    let screen = Capture::open(opened, &mut room.model.desk);
    room.model.screen = screen.into();
    room.press("Something more was said.<enter>");
    assert!(
        room.said()
            .starts_with("Not done: the minutes were approved on"),
        "{}",
        room.said()
    );
    room.press("<alt-z>");
    assert!(
        room.said().contains("the minutes were approved"),
        "{}",
        room.said()
    );
    room.press("<f2>");
    assert!(
        room.said()
            .contains("stand as they are: Alt+, states a correction"),
        "{}",
        room.said()
    );
    room.press("<pageup><delete>");
    assert!(
        room.said()
            .starts_with("Not done: the minutes were approved on"),
        "{}",
        room.said()
    );
    room.press("<enter>");
    assert!(room.said().contains("stand as they are"), "{}", room.said());
    assert_eq!(stored(&room, last_meeting), &before);
    room.press("<esc><alt-,>Councillor Croft was there from the start.<ctrl-s>");
    assert_eq!(stored(&room, last_meeting).corrections.len(), 1);
    let meeting = stored(&room, last_meeting);
    let template = templates().for_meeting(&meeting.head.template);
    let (document, _) =
        DocumentKind::Minutes.make(&Material::of(&meeting.copy(Copy::Public), &template));
    let document = text(&document);
    assert!(
        document.contains(
            "Correction stated on 27 July 2022: Councillor Croft was there from the start."
        ),
        "{document}"
    );
    room.press("<alt-z>");
    assert_eq!(room.said(), "Undid: correction stated.");
    assert_eq!(stored(&room, last_meeting), &before);
}

#[test]
fn what_arose_from_the_last_meeting_is_listed_where_nothing_waits_to_be_approved() {
    let mut room = at_minutes();
    while earlier(&room)
        .iter()
        .any(|id| stored(&room, *id).state() == State::Closed)
    {
        approve_latest(&mut room);
        room.press("<ctrl-s>");
    }
    room.press("<alt-s>");
    assert!(
        matches!(room.model.overlays.last(), Some(Overlay::LookUp(_))),
        "{}",
        room.screen(80, 24)
    );
    let screen = room.screen(80, 24);
    assert!(
        screen.contains("> open since:15/6/2022 until:15/6/2022 body:SGSSP"),
        "{screen}"
    );
}

#[test]
fn a_meeting_that_was_approved_elsewhere_is_not_approved_twice() {
    let mut room = at_minutes();
    let last_meeting = earlier(&room)[0];
    approve_latest(&mut room);
    room.press("<ctrl-s>");
    let change = room
        .store
        .journal
        .iter()
        .find_map(|line| match &line.what {
            What::Meeting(id, change @ Change::Approved { .. }) if *id == last_meeting => {
                Some(change.clone())
            }
            What::Meeting(..) | What::Register(_) => None,
        })
        .unwrap();
    let (meeting, history) = room.store.meetings.get_mut(&last_meeting).unwrap();
    let id = ChangeId(uuid::Uuid::from_u128(1));
    let refused = history
        .make(meeting, id, Manner::Made, &change)
        .unwrap_err();
    assert!(
        refused.to_string().contains("stand as they are"),
        "{refused}"
    );
}
