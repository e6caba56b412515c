//! The register by strings of keys, on the sample council with some actions more.

use crate::minutes::ids::IdSource;
use crate::sample;
use crate::screen::desk::Effect;
use crate::screen::diary::Diary;
use crate::screen::testing::{Room, half_past_five, templates};
use crate::screen::{Overlay, Screen};
use crate::store::protocol::{ActionsAsked, Counts, Question};

use super::*;

fn room() -> Room {
    let lines = sample::lines(&mut IdSource::new([3; 16]), half_past_five(), &templates());
    Room::with(Diary::default(), lines)
}

/// The register, opened from the diary.
fn opened() -> Room {
    let mut room = room();
    room.press("a");
    assert!(matches!(
        room.model.overlays.last(),
        Some(Overlay::Register(_))
    ));
    room
}

fn register(room: &Room) -> &Register {
    let found = room
        .model
        .overlays
        .iter()
        .find_map(|overlay| match overlay {
            Overlay::Register(register) => Some(register),
            _ => None,
        });
    found.unwrap()
}

fn row(room: &Room) -> &Hit {
    register(room).row().unwrap()
}

fn reference(room: &Room) -> String {
    row(room).action.as_ref().unwrap().reference.clone()
}

/// The references of all rows.
fn references(room: &Room) -> Vec<String> {
    let register = register(room);
    let total = register.window.known_rows(register.state);
    (0..total)
        .map(|place| {
            let hit = register.window.row(place).unwrap();
            hit.action.as_ref().unwrap().reference.clone()
        })
        .collect()
}

fn counts(room: &Room) -> Counts {
    *register(room).window.counts().unwrap()
}

fn open_now(room: &Room) -> usize {
    let asked = ActionsAsked {
        text: "open".to_owned(),
        limit: 1000,
        ..ActionsAsked::default()
    };
    match room.store.ask(&Question::Actions(asked)) {
        Answered::Actions(list) => list.rows.len(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn all_actions_stand_in_a_table_with_their_counts() {
    let mut room = opened();
    let counts = counts(&room);
    assert_eq!(references(&room).len() as u64, counts.all);
    assert!(counts.open > 0 && counts.complete > 0);
    insta::assert_snapshot!("register_80x24", room.screen(80, 24));
    insta::assert_snapshot!("register_120x40", room.screen(120, 40));
    room.press("q");
    assert!(room.model.overlays.is_empty());
    assert!(matches!(room.model.screen, Screen::Diary(_)));
}

#[test]
fn from_a_meeting_it_comes_back_to_the_half_typed_line() {
    let mut room = room();
    room.press("<enter><f2><ctrl-n><ctrl-n>half a line<left><left><alt-a>");
    assert!(!register(&room).window.is_empty());
    room.press("b");
    assert!(room.screen(80, 24).contains("Streets and Green Spac"));
    room.press("<down>/gri<enter><esc>");
    let Screen::Capture(capture) = &room.model.screen else {
        panic!("another screen")
    };
    assert_eq!(capture.typed_text(), "half a line");
    room.press("k");
    let Screen::Capture(capture) = &room.model.screen else {
        panic!("another screen")
    };
    assert_eq!(
        capture.typed_text(),
        "half a likne",
        "the cursor stayed where it was"
    );
}

#[test]
fn rows_are_filtered_by_words_and_keys() {
    let mut room = opened();
    let all = references(&room);
    room.press("o");
    assert_eq!(references(&room).len(), open_now(&room));
    assert_eq!(
        counts(&room).all as usize,
        all.len(),
        "the counts tell of every state"
    );
    room.press("l");
    assert!(references(&room).len() < all.len());
    room.press("l");
    assert_eq!(references(&room), all);
    room.press("/aftercare");
    assert_eq!(references(&room).len(), 1);
    // Letters are letters while the filter is typed.
    room.press("<backspace>q");
    assert_eq!(register(&room).filter.text(), "aftercarq");
    assert!(room.screen(80, 24).contains("No action fits."));
    room.press("<backspace>e<enter>");
    assert_eq!(references(&room).len(), 1);
    insta::assert_snapshot!("filtered_80x24", room.screen(80, 24));
    room.press("/<esc>");
    assert_eq!(references(&room), all);
}

#[test]
fn rows_are_sorted_turned_round_and_grouped() {
    let mut room = opened();
    let pressing = references(&room);
    room.press("s");
    let newest = references(&room);
    assert_ne!(pressing, newest);
    room.press("r");
    let mut back = newest.clone();
    back.reverse();
    let days = |room: &Room| -> Vec<_> {
        let register = register(room);
        (0..newest.len())
            .map(|at| register.window.row(at).unwrap().date)
            .collect()
    };
    assert!(days(&room).is_sorted());
    room.press("ssss");
    assert_eq!(register(&room).order, Order::Pressing);
    assert!(!register(&room).reversed);
    room.press("g");
    insta::assert_snapshot!("by_owner_80x24", room.screen(80, 24));
    room.press("g");
    assert!(room.screen(80, 24).contains("by body"));
    room.press("g");
    assert!(room.screen(80, 24).contains("by meeting"));
    // With headings between them, the selected row stays in sight all the way down.
    for _ in 0..newest.len() {
        let shown = room.screen(60, 14);
        assert!(
            shown.contains(&format!("▸ {}", reference(&room))),
            "{shown}"
        );
        room.press("<down>");
    }
    room.press("g");
    assert_eq!(register(&room).group, None);
}

#[test]
fn an_update_is_recorded_seen_at_once_and_taken_back() {
    let mut room = opened();
    room.press("o");
    let before = references(&room);
    let first = reference(&room);
    room.press("udFound done.<enter>");
    assert_eq!(references(&room), before[1..], "the list follows");
    assert!(room.said().contains(&first), "{}", room.said());
    room.press("<alt-z>");
    assert_eq!(room.said(), format!("Undid: action {first} completed."));
    assert_eq!(references(&room), before);
    room.press("<alt-z>");
    assert_eq!(
        room.said(),
        "Nothing was recorded here that could be undone."
    );
}

#[test]
fn marked_actions_are_updated_after_a_preview() {
    let mut room = opened();
    let open = open_now(&room);
    room.press("m");
    assert!(room.said().starts_with("No action is marked"));
    room.press("a");
    let all = counts(&room).all as usize;
    assert_eq!(room.said(), format!("{all} actions are marked."));
    room.press("mcThe council is no more.<enter>");
    assert!(matches!(
        room.model.overlays.last(),
        Some(Overlay::Preview(_))
    ));
    insta::assert_snapshot!("preview_80x24", room.screen(80, 24));
    assert_eq!(open_now(&room), open, "nothing is recorded yet");
    room.press("<esc>");
    assert_eq!(open_now(&room), open);
    room.press("mc<enter>y");
    assert_eq!(open_now(&room), 0);
    assert!(register(&room).marked.is_empty(), "the marks are done with");
    assert!(
        room.said()
            .starts_with(&format!("Recorded: {open} actions cancelled; Alt+Z")),
        "{}",
        room.said()
    );
    room.press("<alt-z>");
    assert_eq!(open_now(&room), open);
}

#[test]
fn marks_stay_while_rows_are_filtered_and_go_one_by_one() {
    let mut room = opened();
    let first = reference(&room);
    room.press("<space>");
    assert_ne!(reference(&room), first, "it went on to the next");
    room.press("<space>");
    assert_eq!(register(&room).marked.len(), 2);
    room.press("/nothing like this<enter>");
    assert_eq!(register(&room).marked.len(), 2);
    room.press("/<esc><space>");
    assert_eq!(
        register(&room).marked.len(),
        1,
        "marked again, the mark goes"
    );
    room.press("a");
    assert!(register(&room).marked.is_empty());
}

#[test]
fn in_a_running_meeting_what_is_marked_is_one_deed_under_the_item() {
    let mut room = room();
    room.press("<enter><f2><ctrl-n><ctrl-n><alt-a>o<space><space>mp<enter>y");
    let entries = &room.open().items[1].entries;
    assert_eq!(entries.len(), 2);
    assert!(entries.iter().all(|entry| entry.reported().is_some()));
    room.press("<alt-z>");
    assert!(room.open().items[1].entries.is_empty());
    assert_eq!(room.said(), "Undid: 2 actions progress.");
}

#[test]
fn the_rows_shown_are_written_in_the_form_that_the_name_ends_in() {
    let mut room = opened();
    room.press("ox<enter><enter>");
    let written = |room: &mut Room| match room.left.pop() {
        Some(Effect::Write {
            path,
            bytes,
            replace,
            ..
        }) => (path, String::from_utf8(bytes).unwrap(), replace),
        other => panic!("{other:?}"),
    };
    let (path, text, replace) = written(&mut room);
    assert_eq!((path.as_str(), replace), ("actions-2022-07-27.csv", false));
    assert_eq!(text.lines().count(), 1 + open_now(&room));
    assert!(text.starts_with("reference,text,owners"));
    room.press("xlist.json<enter>y<enter>");
    let (path, text, replace) = written(&mut room);
    assert_eq!((path.as_str(), replace), ("list.json", true));
    let read: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(read.as_array().unwrap().len(), open_now(&room));
    room.press("xlist.xls<enter><enter>");
    assert!(
        room.screen(80, 24)
            .contains("End the name in .csv, .json or .txt")
    );
    assert!(room.left.is_empty());
}

#[test]
fn the_history_of_the_row_tells_what_became_of_it() {
    let mut room = opened();
    room.press("oupThe survey has begun.<enter><enter>");
    assert!(matches!(
        room.model.overlays.last(),
        Some(Overlay::History(_))
    ));
    insta::assert_snapshot!("history_80x24", room.screen(80, 24));
    // From there it can be updated too, and the page follows.
    room.press("ud<enter>");
    let shown = room.screen(120, 40);
    assert!(
        shown.contains("17:30  completed") && shown.contains("now: "),
        "{shown}"
    );
    room.press("<alt-z>");
    assert!(!room.screen(120, 40).contains("17:30  completed"));
    // The minutes that agreed it are a key away, and one key back.
    room.press("<home><enter>");
    assert!(matches!(
        room.model.overlays.last(),
        Some(Overlay::Review(_))
    ));
    room.press("<esc>");
    assert!(matches!(
        room.model.overlays.last(),
        Some(Overlay::History(_))
    ));
    room.press("<end><enter>");
    assert_eq!(
        room.said(),
        "It was noted between meetings: no minutes tell of it."
    );
}

#[test]
fn words_are_copied_and_the_source_is_read() {
    let mut room = opened();
    let first = reference(&room);
    room.press("y");
    assert!(room.model.desk.copied.as_ref().unwrap().starts_with(&first));
    room.press("v");
    assert!(matches!(
        room.model.overlays.last(),
        Some(Overlay::Review(_))
    ));
    // The minutes lead to what became of the action too.
    room.press("h");
    assert!(matches!(
        room.model.overlays.last(),
        Some(Overlay::History(_))
    ));
    room.press("<esc>u");
    assert!(matches!(
        room.model.overlays.last(),
        Some(Overlay::UpdateAction(_))
    ));
    room.press("<esc><home>u");
    assert_eq!(
        room.said(),
        "This paragraph is no action and tells of none."
    );
    room.press("<esc>z");
    assert!(room.said().starts_with("z does nothing here"));
}

/// A register of many rows, without a store: what is asked is answered by the test.
mod pages {
    use super::*;
    use crate::screen::register::asking::HELD;
    use crate::store::protocol::{ActionList, Counted, Request};

    fn asked(desk: &mut Desk) -> Vec<ActionsAsked> {
        let effects = std::mem::take(&mut desk.effects);
        let asked = effects.into_iter().filter_map(|effect| match effect {
            Effect::Send(Request::Ask(Question::Actions(asked))) => Some(asked),
            _ => None,
        });
        asked.collect()
    }

    /// Answers from a list of so many copies of one row.
    fn answer(
        register: &mut Register,
        desk: &mut Desk,
        asked: &ActionsAsked,
        total: usize,
        hit: &Hit,
    ) {
        let at = |place| {
            if asked.reversed {
                total - 1 - place
            } else {
                place
            }
        };
        let rows = (asked.skip..total)
            .take(asked.limit)
            .map(at)
            .map(|place| Hit {
                text: format!("row {place}"),
                ..hit.clone()
            })
            .collect();
        let list = ActionList {
            serial: asked.serial,
            rows,
        };
        register.looked_up(&Answered::Actions(list), desk);
    }

    #[test]
    fn only_a_window_of_a_million_rows_is_held() {
        let room = opened();
        let hit = row(&room).clone();
        let total = 1_000_000;
        let mut desk = room.model.desk;
        desk.effects.clear();
        let mut register = Register::default();
        register.ask_anew(&mut desk);
        let counting = register.window.counting();
        let first = asked(&mut desk).remove(0);
        assert_eq!((first.skip, first.limit), (0, HELD));
        answer(&mut register, &mut desk, &first, total, &hit);
        let counted = Counted {
            serial: counting,
            counts: Counts {
                all: total as u64,
                ..Counts::default()
            },
        };
        register.looked_up(&Answered::Counted(counted), &mut desk);
        assert!(asked(&mut desk).is_empty());
        // Steps within what is held ask nothing; near its edge more is fetched, before it is needed.
        for place in 1..=180 {
            register.update(Command::NextRow, &mut desk);
            assert_eq!(register.row().unwrap().text, format!("row {place}"));
            for asked in asked(&mut desk) {
                assert!(asked.skip <= place && place < asked.skip + HELD);
                answer(&mut register, &mut desk, &asked, total, &hit);
            }
        }
        register.update(Command::LastRow, &mut desk);
        assert_eq!(register.row(), None, "it has still to come");
        let last = asked(&mut desk).remove(0);
        assert!(last.reversed && last.skip == 0, "asked from the other end");
        answer(&mut register, &mut desk, &last, total, &hit);
        assert_eq!(register.row().unwrap().text, "row 999999");
        for place in (999_700..999_999).rev() {
            register.update(Command::PreviousRow, &mut desk);
            for asked in asked(&mut desk) {
                answer(&mut register, &mut desk, &asked, total, &hit);
            }
            assert_eq!(register.row().unwrap().text, format!("row {place}"));
        }
        register.update(Command::LastRow, &mut desk);
        for asked in asked(&mut desk) {
            answer(&mut register, &mut desk, &asked, total, &hit);
        }
        assert_eq!(register.row().unwrap().text, "row 999999");
        // An answer to an older question is dropped.
        answer(&mut register, &mut desk, &first, total, &hit);
        assert_eq!(register.row().unwrap().text, "row 999999");
        // The list has become shorter meanwhile.
        register.saved(&mut desk);
        let counting = register.window.counting();
        let again = asked(&mut desk).remove(0);
        answer(&mut register, &mut desk, &again, 10, &hit);
        let counted = Counted {
            serial: counting,
            counts: Counts {
                all: 10,
                ..Counts::default()
            },
        };
        register.looked_up(&Answered::Counted(counted), &mut desk);
        while let Some(again) = asked(&mut desk).pop() {
            answer(&mut register, &mut desk, &again, 10, &hit);
        }
        assert_eq!(register.window.known_rows(Shown::All), 10);
        assert!(register.row().is_some(), "a row that there is");
    }

    #[test]
    fn a_key_for_a_row_waits_for_the_rows_that_are_meant() {
        let room = opened();
        let hit = row(&room).clone();
        let mut desk = room.model.desk;
        let mut register = Register::default();
        register.ask_anew(&mut desk);
        let first = asked(&mut desk).pop().unwrap();
        answer(&mut register, &mut desk, &first, 5, &hit);
        register.update(Command::SortRows, &mut desk);
        register.update(Command::MarkRow, &mut desk);
        assert!(register.marked.is_empty());
        assert!(register.waits(desk.now));
        let sorted = asked(&mut desk).remove(0);
        answer(&mut register, &mut desk, &sorted, 5, &hit);
        assert_eq!(register.marked.len(), 1);
        assert!(!register.waits(desk.now));
    }
}
