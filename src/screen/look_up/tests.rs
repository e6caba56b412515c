//! The look-up by strings of keys, over the sample council's meeting of today.

mod line;
mod opened;

use super::*;
use crate::minutes::ids::IdSource;
use crate::sample;
use crate::screen::desk::Effect;
use crate::screen::diary::Diary;
use crate::screen::testing::{Room, half_past_five, templates};
use crate::screen::{Overlay, Screen};

/// The sample council's diary.
fn diary() -> Room {
    let lines = sample::lines(&mut IdSource::new([3; 16]), half_past_five(), &templates());
    Room::with(Diary::default(), lines)
}

/// Its meeting of today, begun, with the second item put: play areas.
fn room() -> Room {
    let mut room = diary();
    room.press("<enter><ctrl-r>P<esc><f2><ctrl-n><ctrl-n>");
    room
}

/// The look-up on top.
fn top(room: &Room) -> &LookUp {
    match room.model.overlays.last() {
        Some(Overlay::LookUp(look_up)) => look_up,
        other => panic!("no look-up on top: {other:?}"),
    }
}

/// What is typed in it.
fn query(room: &Room) -> &str {
    top(room).query.text()
}

/// The words of the rows.
fn rows_of(room: &Room) -> Vec<&str> {
    let hits = top(room).hits().iter();
    hits.map(|hit| hit.text.as_str()).collect()
}

/// What stands in the entry line, and where its cursor is.
fn line(room: &Room) -> (String, usize) {
    let draft = room.store.drafts.get(&room.open().id).cloned();
    let line = draft.unwrap_or_default().line;
    match &room.model.screen {
        Screen::Capture(capture) => assert_eq!(capture.typed_text(), line.text, "kept"),
        other => panic!("{other:?}"),
    }
    (line.text, line.cursor)
}
