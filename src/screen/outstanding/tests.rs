use crate::minutes::agenda::ItemKind;
use crate::minutes::change::Change;
use crate::minutes::entry::{Action, Detail, Entry, Kind, Owner};
use crate::minutes::history::Manner;
use crate::minutes::ids::{ChangeId, EntryId, IdSource};
use crate::minutes::meeting::State;
use crate::sample;
use crate::screen::Overlay;
use crate::screen::diary::Diary;
use crate::screen::testing::{Room, half_past_five, templates};
use crate::store::protocol::{Line, What};
use uuid::Uuid;

/// The sample council in its diary.
fn diary() -> Room {
    let lines = sample::lines(&mut IdSource::new([3; 16]), half_past_five(), &templates());
    Room::with(Diary::default(), lines)
}

/// Records something at a meeting of the past: the last held of the body with these letters.
fn recorded_at(
    room: &mut Room,
    code: &str,
    kind: Kind,
    under: ItemKind,
    text: &str,
    owners: Vec<Owner>,
) {
    let (meeting, _) = room
        .store
        .meetings
        .values()
        .filter(|(meeting, _)| meeting.head.body.code == code && meeting.state() == State::Closed)
        .max_by_key(|(meeting, _)| meeting.head.date)
        .unwrap();
    let item = meeting
        .items
        .iter()
        .find(|item| item.outline.kind == under)
        .unwrap();
    let (of, item, at) = (meeting.id, item.id, meeting.sitting.commenced.unwrap());
    let id = room.store.journal.len() as u128;
    let detail = match kind {
        Kind::Action => Detail::Action(Action {
            reference: format!("{code}/2022/{id}"),
            owners,
            ..Action::default()
        }),
        _ => Detail::None,
    };
    let entry = Entry {
        id: EntryId(Uuid::from_u128(id)),
        kind,
        text: text.to_owned(),
        started_at: at,
        recorded_at: at,
        detail,
        source: None,
        prepared: None,
    };
    let what = What::Meeting(
        of,
        Change::EntryAdded {
            item,
            entry,
            place: None,
        },
    );
    let manner = Manner::Made;
    let id = ChangeId(Uuid::from_u128(id));
    room.store.append(vec![Line {
        id,
        at,
        manner,
        what,
    }]);
}

fn panel(room: &Room) -> Owner {
    let body = room
        .store
        .register
        .bodies
        .iter()
        .find(|body| body.code == "SGSSP")
        .unwrap();
    Owner {
        body: Some(body.id),
        name: body.name.clone(),
        ..Owner::default()
    }
}

fn titles(room: &Room) -> Vec<&str> {
    room.open()
        .items
        .iter()
        .map(|item| item.outline.title.as_str())
        .collect()
}

/// Today's meeting with what is left for it listed on top: a topic and three open actions.
fn listed() -> Room {
    let mut room = diary();
    room.press("<enter><ctrl-d>");
    room
}

fn rows_shown(room: &Room) -> usize {
    match room.model.overlays.last() {
        Some(Overlay::WhatIsLeft(list)) => list.rows(&room.model.desk).len(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn opening_a_meeting_to_come_says_what_is_left_and_types_on() {
    let mut room = diary();
    room.press("<enter>");
    let left = room.said().to_owned();
    assert!(
        left.ends_with("are left from earlier meetings: Ctrl+D shows them."),
        "{left}"
    );
    assert!(room.model.overlays.is_empty());
    room.press("Half a line");
    room.press("<ctrl-d>");
    assert!(matches!(
        room.model.overlays.last(),
        Some(Overlay::WhatIsLeft(_))
    ));
    room.press("<esc> goes on");
    match &room.model.screen {
        crate::screen::Screen::Capture(capture) => {
            assert_eq!(capture.typed_text(), "Half a line goes on");
        }
        other => panic!("{other:?}"),
    }
    // Looked at once, it is not said again.
    room.press("<f12><enter>");
    assert!(
        !room.said().contains("left from earlier meetings"),
        "{}",
        room.said()
    );
}

#[test]
fn marked_rows_become_items_before_the_closing_ones_as_one_deed() {
    let mut room = listed();
    let (before, shown) = (room.open().clone(), rows_shown(&room));
    room.press("<space><space><enter>");
    let items = &room.open().items;
    let added: Vec<_> = items
        .iter()
        .filter(|item| !item.outline.carried.is_empty())
        .collect();
    assert_eq!(added.len(), 2);
    assert_eq!(added[0].outline.title, "Beach huts, and who may paint them");
    assert!(added[0].outline.prepared.is_empty());
    assert_eq!(added[1].outline.title, "Street trees: planting and losses");
    assert!(
        added[1].outline.prepared[0].contains("Cost of aftercare"),
        "{:?}",
        added[1].outline
    );
    let closing: Vec<_> = items
        .iter()
        .rev()
        .take(2)
        .map(|item| item.outline.kind)
        .collect();
    assert_eq!(closing, [ItemKind::Urgent, ItemKind::NextMeeting]);
    assert_eq!(
        rows_shown(&room),
        shown - 2,
        "what is on the agenda is not offered again"
    );
    room.press("<alt-z>");
    assert_eq!((room.open(), rows_shown(&room)), (&before, shown));
}

#[test]
fn actions_go_under_one_item_with_how_they_stand() {
    let mut room = listed();
    room.press("<end>p");
    assert_eq!(titles(&room)[1], "Actions from previous meetings");
    room.press("<home><down>p");
    let item = room.open().items[1].clone();
    assert_eq!(item.outline.kind, ItemKind::PreviousActions);
    assert_eq!(
        (item.outline.carried.len(), item.outline.prepared.len()),
        (2, 2)
    );
    let line = &item.outline.prepared[1];
    assert!(line.contains("due by the end of October: open."), "{line}");
    // They are recorded as any prepared text.
    room.press("<esc><f2><ctrl-n><ctrl-n><alt-r>");
    assert_eq!(room.open().items[1].entries.len(), 2);
    assert_eq!(room.open().items[1].entries[1].text, *line);
}

#[test]
fn a_recommendation_stands_on_the_agenda_when_the_meeting_is_opened_and_once_only() {
    let mut room = diary();
    let to = panel(&room);
    recorded_at(
        &mut room,
        "OHB",
        Kind::Action,
        ItemKind::Business,
        "The Panel to look at the quay",
        vec![to],
    );
    let items = titles_of_today(&room).len();
    room.press("<enter>");
    assert!(
        room.said().starts_with("One item was put on the agenda"),
        "{}",
        room.said()
    );
    assert_eq!(titles(&room).len(), items + 1);
    assert!(
        titles(&room)
            .iter()
            .any(|title| title.starts_with("Harbour Master's report (Ottermouth Harbour Board, "))
    );
    room.press("<f3>");
    assert!(room.screen(120, 36).contains("carried"));
    room.press("<esc><f12><enter>");
    assert_eq!(titles(&room).len(), items + 1, "it is there");
    room.press("<alt-z>");
    assert_eq!(titles(&room).len(), items);
    room.press("<f12><enter>");
    assert_eq!(titles(&room).len(), items, "whoever took it off meant to");
    room.press("<ctrl-d>");
    assert!(
        room.screen(120, 36)
            .contains("Addressed to this body by others (1)")
    );
}

#[test]
fn a_meeting_that_has_begun_is_left_as_it_is() {
    let mut room = diary();
    room.press("<enter><f2><f12>");
    let to = panel(&room);
    recorded_at(
        &mut room,
        "OHB",
        Kind::Action,
        ItemKind::Business,
        "The Panel to look at the quay",
        vec![to],
    );
    let items = titles_of_today(&room).len();
    room.press("<enter>");
    assert_eq!(titles(&room).len(), items);
    assert!(!room.said().contains("earlier meetings"), "{}", room.said());
}

#[test]
fn what_is_put_on_an_agenda_stands_before_its_end_whatever_stands_behind_the_next_date() {
    let mut room = listed();
    room.press("<esc><f3><end>a");
    room.press("Exclusion of the press and public<ctrl-s><esc><ctrl-d><enter>");
    let items = &room.open().items;
    let carried = items.iter().position(|it| !it.outline.carried.is_empty());
    let closing = items
        .iter()
        .position(|it| matches!(it.outline.kind, ItemKind::NextMeeting | ItemKind::Urgent));
    assert_eq!(
        carried.map(|place| place + 1),
        closing,
        "{:?}",
        titles(&room)
    );
}

/// Today's meeting begun, and its second item deferred to the next, which is in the diary.
fn deferred() -> Room {
    let mut room = diary();
    room.press("<enter><f2><ctrl-n><ctrl-n>");
    room.press("<alt-minus>Wed 7 September<tab>the report was late<ctrl-s>");
    room
}

/// Opens the next meeting, which stands below today's in the diary.
fn open_next(room: &mut Room) {
    room.press("<f12><down><enter>");
    assert_eq!(room.open().head.date.to_string(), "2022-09-07");
}

#[test]
fn an_item_deferred_to_a_day_stands_on_the_agenda_of_that_meeting() {
    let mut room = deferred();
    let title = titles(&room)[1].to_owned();
    let prepared = room.open().items[1].outline.prepared.clone();
    assert!(!prepared.is_empty());
    assert_eq!(
        room.said(),
        "Item 2 is deferred to the meeting on Wed 7 Sep 2022: it will stand on that agenda."
    );
    assert_eq!(
        room.open().items[1].entries[0].text,
        "This item was deferred to the meeting on 7 September 2022: the report was late."
    );
    let screen = room.screen(80, 24);
    assert!(screen.contains("DEFERRED · to Wed 7 Sep 2022"), "{screen}");
    // Said twice it is refused.
    room.press("<alt-minus>");
    let said = room.said();
    assert!(said.starts_with("Item 2 is deferred already"), "{said}");
    assert!(room.model.overlays.is_empty());

    open_next(&mut room);
    let said = room.said();
    assert!(
        said.contains("put on the agenda for what is due here"),
        "{said}"
    );
    let wanted = format!("{title} (deferred from 27 July 2022)");
    let items = &room.open().items;
    let put = items.iter().find(|item| item.outline.title == wanted);
    let put = put.unwrap_or_else(|| panic!("{:?}", titles(&room)));
    assert_eq!(
        put.outline.prepared, prepared,
        "what was prepared comes along"
    );
    // Taken off, a key puts it on again.
    room.press("<alt-z><ctrl-d>");
    let screen = room.screen(120, 36);
    assert!(screen.contains("Deferred to this meeting (1)"), "{screen}");
    room.press("<home><enter>");
    assert!(titles(&room).contains(&wanted.as_str()));
}

#[test]
fn an_item_withdrawn_on_the_agenda_is_passed_over_and_comes_back_nowhere() {
    let mut room = diary();
    room.press("<enter><f3><home><down>w<up><space><tab><ctrl-s>");
    assert_eq!(room.said(), "Item 2 is withdrawn.");
    assert!(room.screen(80, 24).contains("withdrawn"));
    room.press("<esc><f2><ctrl-n><ctrl-n>");
    assert!(room.open().items[2].is_current());
    open_next(&mut room);
    assert!(!titles(&room).iter().any(|title| title.contains("deferred")));
}

#[test]
fn a_deferral_that_is_undone_reaches_no_agenda() {
    let mut room = deferred();
    room.press("<alt-z>");
    assert!(room.open().items[1].entries.is_empty());
    open_next(&mut room);
    assert!(!titles(&room).iter().any(|title| title.contains("deferred")));
}

#[test]
fn a_motion_deferred_to_the_next_meeting_comes_as_a_draft_resolution() {
    let mut room = diary();
    room.press("<enter><ctrl-r>P<esc><f2><ctrl-n><ctrl-n>");
    room.press("<alt-'>Task<tab><tab>That the swings be painted<ctrl-s><alt-=>d<ctrl-s>");
    room.press("<alt-'>Task<tab><tab>That the slide be mended<ctrl-s><alt-=>d");
    room.press("26 July 2022<ctrl-s>");
    let screen = room.screen(80, 24);
    assert!(screen.contains("before the meeting itself"), "{screen}");
    room.press("<ctrl-u>next meeting<ctrl-s>");
    assert_eq!(
        room.said(),
        "The motion is deferred to the next meeting: it will stand on that agenda."
    );
    assert!(room.model.overlays.is_empty());
    open_next(&mut room);
    let items = &room.open().items;
    let put = items
        .iter()
        .find(|item| item.outline.title.starts_with("Motion: That the slide be"));
    assert_eq!(
        put.unwrap().outline.prepared,
        ["=That the slide be mended"],
        "to be moved again"
    );
    let other = items
        .iter()
        .any(|item| item.outline.title.starts_with("Motion: That the swings be"));
    assert!(other, "each stands by itself: {:?}", titles(&room));
}

fn titles_of_today(room: &Room) -> Vec<String> {
    let today = room.model.desk.now.date_naive();
    let meetings = room.store.meetings.values();
    let (meeting, _) = meetings
        .into_iter()
        .find(|(meeting, _)| meeting.head.date == today)
        .unwrap();
    meeting
        .items
        .iter()
        .map(|item| item.outline.title.clone())
        .collect()
}

#[test]
fn other_keys_lead_to_update_history_and_source() {
    let mut room = listed();
    room.press("<end>h");
    assert!(matches!(
        room.model.overlays.last(),
        Some(Overlay::History(_))
    ));
    room.press("<esc>v");
    assert!(matches!(
        room.model.overlays.last(),
        Some(Overlay::Review(_))
    ));
    room.press("<esc>u");
    assert!(matches!(
        room.model.overlays.last(),
        Some(Overlay::UpdateAction(_))
    ));
    room.press("<esc><home>u");
    assert!(
        room.said().starts_with("A topic is no action"),
        "{}",
        room.said()
    );
}

#[test]
fn what_is_left_at_three_sizes() {
    let mut room = listed();
    let to = panel(&room);
    recorded_at(
        &mut room,
        "OHB",
        Kind::Action,
        ItemKind::Business,
        "The Panel to look at the quay",
        vec![to],
    );
    room.press("<esc><ctrl-d><space>");
    insta::assert_snapshot!("left_120", room.screen(120, 30));
    insta::assert_snapshot!("left_80", room.screen(80, 24));
    insta::assert_snapshot!("left_60", room.screen(60, 20));
}
