//! The same short meeting with the keys of vi and of Emacs.

use super::*;

#[test]
fn a_short_meeting_in_vim() {
    let mut room = in_keymap("vim", called());
    room.press("<ctrl-r>P<esc><f2><ctrl-n>");
    assert_eq!(current(&room), Some(1));
    room.press("Nobody declared.<enter><esc>");
    assert!(
        about(&mut room).starts_with("COMMANDS"),
        "{}",
        about(&mut room)
    );
    room.press("<space>n");
    assert_eq!(current(&room), Some(2));
    // Letters do nothing to the text.
    room.press("qzy!1;Zm");
    assert_eq!(line(&room), "");
    room.press("iThe slid was wurn<esc>");
    let before = line(&room).to_owned();
    room.press("qzyZmM,1");
    assert_eq!(line(&room), before);
    room.press("bcwworn<esc>0wea");
    assert_eq!(line(&room), "The slid was worn");
    room.press("e<esc>");
    assert_eq!(line(&room), "The slide was worn");
    // Enter records in both modes, and typing goes on after i.
    room.press("<enter>");
    assert_eq!(words(&room, 2), ["The slide was worn"]);
    room.press("i!Mend it @dabb<enter><esc>");
    room.press("<space>u");
    assert_eq!(room.said(), "Undid: action added.");
    assert_eq!(words(&room, 2), ["The slide was worn"]);
    assert_kept(&room);
}

#[test]
fn in_vim_an_earlier_entry_is_reached_and_amended_from_the_normal_mode() {
    let mut room = in_keymap("vim", with_three_entries());
    room.press("<esc>k");
    assert_eq!(selected(&room), Some("They agreed."));
    room.press("kj<enter>");
    assert_eq!(line(&room), "They agreed.");
    room.press(" All.<enter>");
    assert_eq!(words(&room, 2)[2], "They agreed. All.");
    room.press("<esc><esc>x");
    assert_eq!(words(&room, 2).len(), 3, "x deletes a letter, not an entry");
}

#[test]
fn a_short_meeting_in_emacs() {
    let mut room = in_keymap("emacs", called());
    room.press("<ctrl-c><ctrl-r>P<ctrl-g><f2><ctrl-c><ctrl-n>");
    assert_eq!(current(&room), Some(1));
    room.press("Nobody declard<ctrl-b>e<ctrl-e>.<enter><ctrl-c><ctrl-n>");
    assert_eq!(words(&room, 1), ["Nobody declared."]);
    assert_eq!(current(&room), Some(2));
    room.press("worn. <ctrl-a>The slide was <ctrl-k>dull.<ctrl-a><ctrl-y><enter>");
    assert_eq!(words(&room, 2), ["worn. The slide was dull."]);
    room.press("<ctrl-c>g6<enter>");
    assert_eq!((shown(&room), current(&room)), (6, Some(2)));
    room.press("<ctrl-c><ctrl-c>");
    assert_eq!(shown(&room), 2);
    room.press("<ctrl-p><ctrl-p>");
    assert_eq!(selected(&room), Some("Nobody declared."));
    room.press("<ctrl-n><ctrl-n>");
    assert_eq!(selected(&room), None);
    room.press("<ctrl-c>u");
    assert_eq!(room.said(), "Undid: narrative added.");
    room.press("<ctrl-c>r");
    assert_eq!(words(&room, 2).len(), 1);
    assert_kept(&room);
}

#[test]
fn a_pending_key_shows_what_may_follow_and_an_unknown_one_types_nothing() {
    let mut room = in_keymap("emacs", at_play_areas());
    room.press("<ctrl-c>");
    let screen = room.screen(80, 24);
    assert!(screen.contains("Ctrl+C …"), "{screen}");
    room.press("w");
    assert_eq!(line(&room), "");
    let screen = room.screen(80, 24);
    assert!(!screen.contains("Ctrl+C …"), "{screen}");
    room.press("w");
    assert_eq!(line(&room), "w");
}
