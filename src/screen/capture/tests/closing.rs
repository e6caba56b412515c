//! The end of a meeting: loose ends, the close, the review, and meetings that are only to be read.

use super::*;
use crate::app::Message;
use crate::store::protocol::Reply;

#[test]
fn loose_ends_are_listed_and_gone_to() {
    let mut room = with_three_entries();
    room.press("!Mend the gate<enter>half a line<f10>");
    let screen = room.screen(120, 40);
    for words in [
        "A line is half typed and not recorded",
        "Action without an owner: Mend the gate",
        "Put, and nothing recorded: item 1",
        "Neither put nor skipped: item 3",
        "No date is given for the next meeting",
    ] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    room.press("<down><enter>");
    assert!(room.model.overlays.is_empty());
    assert_eq!(selected(&room), Some("Mend the gate"));
    room.press("<enter> @dabb<enter><esc>");
    assert_eq!(line(&room), "half a line", "the line waited");
    room.press("<f10>");
    assert!(!room.screen(120, 40).contains("Action without an owner"));
    room.press("<down><enter>");
    assert_eq!((shown(&room), current(&room)), (1, Some(2)));
    room.press("<alt-n><esc>");
    assert_eq!(shown(&room), 2);
}

#[test]
fn a_meeting_is_closed_and_opened_again() {
    let mut room = with_three_entries();
    room.at_minute(61);
    room.press("<f10><f10>");
    assert_eq!(room.open().state(), State::Closed);
    assert_eq!(room.open().sitting.terminated, Some(minute(61)));
    assert_eq!(
        room.said(),
        "Meeting closed. The draft minutes are ready: F8."
    );
    assert_eq!(current(&room), None);
    room.press("<ctrl-n>");
    assert_eq!(room.said(), "The meeting is closed: F2 opens it again.");
    // What was forgotten can still be put right.
    room.press("<up><enter> All.<enter><esc>");
    assert_eq!(words(&room, 2)[2], "They agreed. All.");
    room.press("<f2>y");
    assert_eq!(room.open().state(), State::InProgress);
    room.press("<alt-z>");
    assert_eq!(room.said(), "Undid: meeting reopened.");
    assert_eq!(room.open().state(), State::Closed);
    assert_kept(&room);
}

#[test]
fn the_review_jumps_to_an_entry_and_back_to_its_paragraph() {
    let mut room = with_three_entries();
    room.press("half<f8>");
    let screen = room.screen(80, 24);
    assert!(screen.contains("PLAY AREAS"), "{screen}");
    let mut steps = 0;
    while selected(&room).is_none() {
        assert!(steps < 60, "no paragraph leads to an entry");
        room.press(&"<down>".repeat(steps));
        room.press("<enter>");
        if selected(&room) != Some("It rained.") {
            steps += 1;
            room.press("<esc><esc><f8>");
            if let Screen::Capture(capture) = &mut room.model.screen {
                capture.selected = None;
            }
        }
    }
    assert_eq!(selected(&room), Some("It rained."));
    room.press("<enter><backspace> hard.<enter><f8>");
    let screen = room.screen(80, 24);
    assert!(screen.contains("It rained hard."), "{screen}");
    room.press("<enter>");
    assert_eq!(
        selected(&room),
        Some("It rained hard."),
        "the same paragraph"
    );
    room.press("<esc>");
    assert_eq!(line(&room), "half");
}

#[test]
fn a_meeting_open_elsewhere_is_read_and_every_change_refused_in_words() {
    let mut room = with_three_entries();
    let id = room.open().id;
    let (meeting, history) = room.store.meetings[&id].clone();
    room.press("<f12>");
    let opened = Opened {
        meeting,
        history,
        draft: None,
        elsewhere: Some("another program has the meeting open".to_owned()),
        last_action: 0,
        faults: Vec::new(),
    };
    let now = room.model.desk.now;
    room.tell(Message::Reply(Reply::Opened(Box::new(opened)), now));
    let refusal = "Only to be read: another program has the meeting open.";
    assert_eq!(room.said(), refusal);
    assert!(room.screen(80, 24).contains("READ ONLY"));
    let before = room.open().clone();
    let journal = room.store.journal.len();
    for keys in [
        "words<enter>",
        "<ctrl-n>",
        "<ctrl-g>5<enter><ctrl-t>",
        "<alt-j>",
        "<f4>",
        "<alt-i>",
        "<alt-r>",
        "<alt-z>",
        "<up><delete>",
        "<up><alt-left>",
        "<up><alt-a>",
        "<up><enter>",
        "<up><alt-k>action<enter>",
        "<up><alt-m>6<enter>",
        "<f10><f10>",
        "<ctrl-r><home>l",
    ] {
        room.press(keys);
        assert!(
            room.said() == refusal || room.said().starts_with("There is nothing to undo"),
            "{keys}: {}",
            room.said()
        );
        room.press("<esc><esc><esc>");
        room.model.overlays.clear();
        assert_eq!(*room.open(), before, "{keys}");
    }
    assert_eq!(room.store.journal.len(), journal);
    // Reading goes on.
    room.press("<esc><f8>");
    assert!(room.screen(80, 24).contains("They agreed."));
}

#[test]
fn an_earlier_meeting_of_the_body_is_read_beside_the_line() {
    let mut room = at_play_areas();
    room.press("half a line<f7>");
    let screen = room.screen(80, 24);
    assert!(screen.contains("Read which meeting?"), "{screen}");
    room.press("<enter>");
    assert!(
        matches!(room.model.overlays.last(), Some(Overlay::Review(_))),
        "{}",
        room.screen(80, 24)
    );
    room.press("<esc>");
    assert_eq!(line(&room), "half a line");
}
