//! The capture screen by strings of keys, on the sample council's meeting of today.

mod approval;
mod asking;
mod closing;
mod earlier;
mod exempt;
mod formal;
mod items;
mod keymaps;
mod line;
mod slips;

use std::rc::Rc;

use super::*;
use crate::keymap::Keymap;
use crate::minutes::entry::{Detail, Entry, Kind};
use crate::minutes::ids::{IdSource, Stamp};
use crate::sample;
use crate::screen::diary::Diary;
use crate::screen::testing::{Room, half_past_five, templates};
use crate::screen::{Overlay, Screen};

/// The meeting of today on the screen, not yet started.
///
/// Its items: 1 declarations, 2 play areas (40 minutes, guests, four lines prepared), 3 gritting routes, 4 performance
/// (for information), 5 work programme, 6 chair's update, 7 date of next meeting, 8 urgent items.
fn called() -> Room {
    let lines = sample::lines(&mut IdSource::new([3; 16]), half_past_five(), &templates());
    let mut room = Room::with(Diary::default(), lines);
    room.press("<enter>");
    assert!(matches!(room.model.screen, Screen::Capture(_)));
    room
}

/// The same, begun at half past five with every member present; nothing is put.
fn begun() -> Room {
    let mut room = called();
    room.press("<ctrl-r>P<esc><f2>");
    room
}

/// The same, with the play areas put at 17:31.
fn at_play_areas() -> Room {
    let mut room = begun();
    room.press("<ctrl-n>");
    room.at_minute(1);
    room.press("<ctrl-n>");
    room
}

/// The same with three entries under the play areas, recorded at 17:35, 17:36 and 17:37.
fn with_three_entries() -> Room {
    let mut room = at_play_areas();
    for (minute, words) in [
        (5, "Members walked round."),
        (6, "It rained."),
        (7, "They agreed."),
    ] {
        room.at_minute(minute);
        room.press(&format!("{words}<enter>"));
    }
    room
}

fn in_keymap(name: &str, mut room: Room) -> Room {
    room.model.desk.keymap = Rc::new(Keymap::built_in(name).unwrap());
    room
}

fn capture(room: &Room) -> &Capture {
    match &room.model.screen {
        Screen::Capture(capture) => capture,
        other => panic!("not the capture screen: {other:?}"),
    }
}

/// What stands in the line.
fn line(room: &Room) -> &str {
    capture(room).typed_text()
}

/// The row over the line: what it is understood to be.
fn about(room: &mut Room) -> String {
    let screen = room.screen(120, 40);
    let rows: Vec<&str> = screen.lines().collect();
    let rule = rows.iter().rposition(|row| row.contains("───")).unwrap();
    rows[rule + 1].trim_matches(['"', ' ']).to_owned()
}

/// An item by the number that the agenda shows.
fn item(room: &Room, number: usize) -> &Item {
    &room.open().items[number - 1]
}

/// Kind and words of everything recorded under an item.
fn recorded(room: &Room, number: usize) -> Vec<(Kind, &str)> {
    let entries = item(room, number).entries.iter();
    entries
        .map(|entry| (entry.kind, entry.text.as_str()))
        .collect()
}

fn words(room: &Room, number: usize) -> Vec<&str> {
    let entries = item(room, number).entries.iter();
    entries.map(|entry| entry.text.as_str()).collect()
}

/// The last entry under an item.
fn last(room: &Room, number: usize) -> &Entry {
    item(room, number).entries.last().unwrap()
}

/// The number of the item that is before the meeting.
fn current(room: &Room) -> Option<usize> {
    let meeting = room.open();
    let place = meeting.current().and_then(|item| meeting.place_of(item.id));
    place.map(|place| place + 1)
}

/// The number of the item that the screen shows.
fn shown(room: &Room) -> usize {
    let id = capture(room).shown(&room.model.desk).unwrap().id;
    room.open().place_of(id).unwrap() + 1
}

/// The words of the entry that keys act on.
fn selected(room: &Room) -> Option<&str> {
    let id = capture(room).selected?;
    Some(&room.open().entry(id).unwrap().2.text)
}

fn minute(minutes: i64) -> Stamp {
    half_past_five() + chrono::TimeDelta::minutes(minutes)
}

/// Everything undone, then everything redone: the record must be what it was.
fn there_and_back(room: &mut Room, steps: usize) {
    let before = room.open().clone();
    for _ in 0..steps {
        room.press("<alt-z>");
        assert!(room.said().starts_with("Undid: "), "{}", room.said());
    }
    for _ in 0..steps {
        room.press("<alt-y>");
        assert!(room.said().starts_with("Redid: "), "{}", room.said());
    }
    assert_eq!(*room.open(), before);
}

/// What the store holds is what the screen has.
fn assert_kept(room: &Room) {
    let open = room.open();
    assert_eq!(&room.store.meetings[&open.id].0, open);
}
