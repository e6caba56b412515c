//! Items put, looked at, skipped and added; the sentences and forms that belong to them.

use super::*;
use crate::minutes::entry::Interest;

#[test]
fn putting_the_next_item_stamps_it_and_leaves_the_one_before() {
    let mut room = begun();
    assert_eq!(current(&room), None);
    room.at_minute(2);
    room.press("<ctrl-n>");
    room.at_minute(6);
    room.press("<ctrl-n>");
    assert_eq!(current(&room), Some(2));
    let first = item(&room, 1).spells[0];
    assert_eq!((first.put, first.left), (minute(2), Some(minute(6))));
    assert_eq!(item(&room, 2).spells[0].put, minute(6));
    there_and_back(&mut room, 2);
    assert_kept(&room);
}

#[test]
fn nothing_is_put_before_the_start_and_the_key_that_starts_is_named() {
    let mut room = called();
    room.press("<ctrl-n>");
    assert_eq!(room.said(), "The meeting has not started: F2 starts it.");
    assert_eq!(current(&room), None);
    // What is noted before the start is kept all the same.
    room.press("The room was cold.<enter>");
    assert_eq!(words(&room, 1), ["The room was cold."]);
}

#[test]
fn after_the_last_item_the_key_that_closes_is_named() {
    let mut room = begun();
    for _ in 0..9 {
        room.press("<ctrl-n>");
    }
    assert_eq!(current(&room), Some(8));
    assert_eq!(
        room.said(),
        "Every item has been put; F10 closes the meeting."
    );
}

#[test]
fn looking_moves_nothing_and_esc_comes_back_to_the_line_as_it_was() {
    let mut room = at_play_areas();
    room.press("Half of a line<left><left><left><left>");
    let cursor = capture(&room).line.editor.cursor();
    let before = room.store.journal.len();
    room.press("<alt-down><alt-down><alt-up>");
    assert_eq!((shown(&room), current(&room)), (3, Some(2)));
    assert!(room.screen(80, 24).contains("LOOKING"));
    room.press("<alt-up>");
    assert_eq!(shown(&room), 2);
    assert!(
        !room.screen(80, 24).contains("LOOKING"),
        "it is the current one"
    );
    for away in ["<ctrl-g>chair<enter>", "<alt-down>", "<ctrl-g>7<enter>"] {
        for back in ["<esc>", "<alt-g>"] {
            room.press(away);
            assert_ne!(shown(&room), 2);
            room.press(back);
            assert_eq!(shown(&room), 2, "{away} {back}");
        }
    }
    assert_eq!(line(&room), "Half of a line");
    assert_eq!(capture(&room).line.editor.cursor(), cursor);
    assert_eq!(room.store.journal.len(), before, "nothing was recorded");
    room.press("<ctrl-z>");
    assert_ne!(line(&room), "Half of a line", "its undo is untouched");
    room.press("<ctrl-y><end>.<enter>");
    assert_eq!(words(&room, 2), ["Half of a line."]);
}

#[test]
fn an_item_is_looked_at_and_put_out_of_order_and_returned_to() {
    let mut room = at_play_areas();
    room.at_minute(20);
    room.press("<ctrl-g>6<enter><ctrl-t>");
    assert_eq!(current(&room), Some(6));
    room.press("The Chair was brief.<enter>");
    room.at_minute(25);
    room.press("<ctrl-g>2<enter><ctrl-t>");
    assert_eq!(current(&room), Some(2));
    assert_eq!(item(&room, 2).spells.len(), 2);
    room.press("Back at the swings.<enter>");
    assert_eq!(words(&room, 2), ["Back at the swings."]);
    // The next one is the first after it that was not yet put.
    room.press("<ctrl-n>");
    assert_eq!(current(&room), Some(3));
    room.press("<ctrl-t>");
    assert_eq!(room.said(), "The item is before the meeting already.");
    there_and_back(&mut room, 5);
}

#[test]
fn a_line_begun_under_one_item_stays_its_own_when_the_next_is_put() {
    let mut room = at_play_areas();
    room.press("The slide was ");
    room.press("<ctrl-n>");
    assert_eq!(current(&room), Some(3));
    assert!(
        about(&mut room).starts_with("UNDER ITEM 2"),
        "{}",
        about(&mut room)
    );
    room.press("praised.<enter>");
    assert_eq!(words(&room, 2), ["The slide was praised."]);
    assert!(words(&room, 3).is_empty());
    assert_eq!(
        room.said(),
        "Recorded under item 2, where the line was begun."
    );
    room.press("Grit is dear.<enter>");
    assert_eq!(words(&room, 3), ["Grit is dear."]);
    assert_eq!(room.said(), "");
}

#[test]
fn a_line_begun_while_looking_goes_to_the_item_that_was_looked_at() {
    let mut room = at_play_areas();
    room.press("<alt-down>For later");
    room.press("<esc>");
    assert!(
        about(&mut room).starts_with("UNDER ITEM 3"),
        "{}",
        about(&mut room)
    );
    room.press("<enter>");
    assert_eq!(words(&room, 3), ["For later"]);
}

#[test]
fn a_half_typed_line_can_be_sent_to_another_item() {
    let mut room = at_play_areas();
    room.press("<alt-m>");
    assert!(room.said().starts_with("Begin to type first"));
    room.press("This was about grit<alt-m>gritting<enter>");
    assert_eq!(shown(&room), 2, "nothing else moved");
    assert!(about(&mut room).starts_with("UNDER ITEM 3"));
    room.press("<enter>");
    assert_eq!(words(&room, 3), ["This was about grit"]);
}

#[test]
fn an_item_is_skipped_and_taken_back() {
    let mut room = at_play_areas();
    room.press("<alt-j>");
    assert_eq!(room.said(), "Item 3 skipped; Alt+Z takes it back.");
    assert!(item(&room, 3).skipped);
    assert_eq!(shown(&room), 2);
    room.press("<ctrl-n>");
    assert_eq!(current(&room), Some(4));
    room.press("<ctrl-g>3<enter><alt-j>");
    assert!(!item(&room, 3).skipped);
    room.press("<alt-j><ctrl-t>");
    assert_eq!(current(&room), Some(3));
    assert!(!item(&room, 3).skipped, "what is put is not skipped");
    there_and_back(&mut room, 5);
}

#[test]
fn an_urgent_item_is_added_behind_the_others_and_put() {
    let mut room = at_play_areas();
    room.press("Half a li<alt-u>Burst main in Gull Lane<tab>The road is closed.<ctrl-s>");
    assert_eq!(room.open().items.len(), 9);
    assert_eq!(line(&room), "Half a li", "the line waits");
    assert_eq!(item(&room, 9).outline.title, "Burst main in Gull Lane");
    room.press("ne.<enter><ctrl-g>burst<enter><ctrl-t>");
    assert_eq!(current(&room), Some(9));
    there_and_back(&mut room, 3);
}

#[test]
fn nil_sentences_belong_to_declarations_and_urgent_items() {
    let mut room = begun();
    room.press("<ctrl-n><alt-n>");
    assert_eq!(
        words(&room, 1),
        ["There were no declarations of interest submitted by members of the Scrutiny Panel."]
    );
    room.press("<ctrl-n><alt-0>");
    assert!(
        room.said()
            .contains("is for declarations, whips, questions and urgent items")
    );
    assert!(words(&room, 2).is_empty());
    room.press("<ctrl-g>8<enter><alt-0>");
    assert_eq!(
        words(&room, 8),
        ["The Chair reported that there were no urgent items for consideration at this meeting."]
    );
    assert_eq!(
        current(&room),
        Some(2),
        "looking, and recording there, puts nothing"
    );
}

#[test]
fn standard_entries_follow_the_kind_of_the_item_and_leave_the_line_alone() {
    let mut room = at_play_areas();
    room.press("<ctrl-g>4<enter><ctrl-t><alt-i>");
    let received = "The Panel received the Performance of the Place directorate for information.";
    assert_eq!(words(&room, 4), [received]);
    room.press("<alt-s>");
    assert_eq!(words(&room, 4), [received, received]);
    room.press("<ctrl-n><alt-s>");
    assert_eq!(
        room.said(),
        "This template has no sentence for that: type it, or give a template of your own one."
    );
    room.press("<ctrl-n>half<alt-s>");
    assert_eq!(line(&room), "half");
    assert_eq!(
        recorded(&room, 6),
        [(
            Kind::LeadIn,
            "The Chair updated members on the following matters."
        )]
    );
    room.press(" of it<enter>the rest<enter>");
    assert_eq!(
        recorded(&room, 6)[1..],
        [(Kind::Point, "half of it"), (Kind::Point, "the rest")],
        "what was typed is a point of the list now"
    );
}

#[test]
fn a_declaration_is_filled_in_while_a_line_waits() {
    let mut room = begun();
    room.press("<ctrl-n>");
    room.at_minute(3);
    room.press("The Chair asked<alt-s>");
    room.at_minute(4);
    room.press("croft<tab>d<tab><tab>as the owner of a bench<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    let entry = last(&room, 1);
    assert_eq!(entry.kind, Kind::Declaration);
    assert_eq!(
        (entry.started_at, entry.recorded_at),
        (minute(3), minute(4))
    );
    let Detail::Declaration(declaration) = &entry.detail else {
        panic!("{entry:?}")
    };
    assert_eq!(declaration.interest, Interest::DisclosablePecuniary);
    assert!(declaration.leaves);
    assert!(
        room.screen(80, 24)
            .contains("disclosable pecuniary interest · leaves")
    );
    assert_eq!(line(&room), "The Chair asked");
    // Amended, it stays the declaration that it was.
    room.press("<up><enter><ctrl-u>%Cllr Croft declared it.<enter>");
    assert_eq!(last(&room, 1).text, "Cllr Croft declared it.");
    assert!(matches!(last(&room, 1).detail, Detail::Declaration(_)));
    there_and_back(&mut room, 2);
}

/// How many meetings stand in the diary that are to be held.
fn to_come(room: &Room) -> usize {
    let meetings = room.store.meetings.values();
    meetings
        .filter(|(meeting, _)| meeting.state() == State::Scheduled)
        .count()
}

#[test]
fn next_meetings_come_into_the_diary_and_undo_takes_them_out_again() {
    let mut room = begun();
    room.press("<ctrl-g>7<enter><ctrl-t>");
    let before = to_come(&room);
    room.press("<alt-s>7 September 2022; Wed 19 October; 30 November<tab>6.30pm<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    assert_eq!(to_come(&room), before + 2, "the one in September was there");
    assert!(
        room.screen(120, 40)
            .contains("in the diary: Wed 7 Sep 2022, Wed 19 Oct 2022, Wed 30 Nov 2022")
    );
    room.press("<alt-z>");
    assert_eq!(to_come(&room), before);
    assert!(words(&room, 7).is_empty());
    room.press("<alt-y>");
    assert_eq!(to_come(&room), before + 2);
    // Retracted, they are not to be held either; nor when that is undone and done again.
    room.press("<up><delete>");
    assert_eq!(to_come(&room), before);
    room.press("<alt-z>");
    assert_eq!(to_come(&room), before + 2);
    room.press("<alt-y>");
    assert_eq!(to_come(&room), before);
}

#[test]
fn an_action_due_before_the_next_meeting_is_dated_when_that_is_announced() {
    let mut room = at_play_areas();
    // The diary holds no later meeting of the body.
    room.model.desk.diary = Some(Vec::new());
    room.press("!Mend the gate @dabb >before the next meeting<enter>!Paint it @dabb >soon<enter>");
    let due = |room: &Room| {
        item(room, 2).entries[0]
            .action()
            .unwrap()
            .due
            .clone()
            .unwrap()
    };
    assert_eq!(due(&room).window, None);
    room.press("<ctrl-g>7<enter><alt-s>Wed 19 October 2022<ctrl-s>");
    assert_eq!(
        room.said(),
        "One action that waited for this date is due by it now."
    );
    assert_eq!(due(&room).as_written, "before the next meeting");
    assert_eq!(due(&room).window.unwrap().to.to_string(), "2022-10-18");
    room.press("<alt-z>");
    assert_eq!(room.said(), "Undid: next meeting announced.");
    assert_eq!(due(&room).window, None);
    there_and_back(&mut room, 1);
}

#[test]
fn an_adjournment_and_its_end_are_stamped() {
    let mut room = at_play_areas();
    room.at_minute(30);
    room.press("Half<f4>");
    assert_eq!(room.said(), "Meeting adjourned at 18:00.");
    assert!(room.screen(80, 24).contains("ADJOURNED"));
    room.at_minute(45);
    room.press(" a line<f4>");
    assert_eq!(room.said(), "Meeting resumed at 18:15.");
    assert_eq!(line(&room), "Half a line");
    let pause = room.open().sitting.adjournments[0];
    assert_eq!((pause.from, pause.until), (minute(30), Some(minute(45))));
    there_and_back(&mut room, 2);
    assert_eq!(room.said(), "Redid: meeting resumed.");
}

#[test]
fn the_agenda_and_the_roll_open_over_the_line_and_leave_it() {
    let mut room = at_play_areas();
    room.press("Half a line");
    for (open, close) in [
        ("<f3>", "<esc>"),
        ("<ctrl-r>", "<esc>"),
        ("<f8>", "<esc>"),
        ("<f1>", "<esc>"),
        ("<f9>", "<esc>"),
    ] {
        room.press(open);
        assert_eq!(room.model.overlays.len(), 1, "{open}");
        room.press(close);
        assert!(room.model.overlays.is_empty(), "{close}");
    }
    assert_eq!(line(&room), "Half a line");
    // The item shown may go from under it.
    room.press("<ctrl-g>5<enter><f3>");
    assert!(matches!(
        room.model.overlays.last(),
        Some(Overlay::Agenda(_))
    ));
}

#[test]
fn until_the_roll_is_called_it_follows_the_members_of_the_body() {
    let mut room = called();
    let before = room.open().seats.len();
    let body = room.open().head.body.id;
    let add = |room: &mut Room, name: &str| {
        room.press("<f12>");
        let form = crate::screen::form::member(&room.model.desk, body, None);
        room.lay(form);
        room.press(&format!("{name}<ctrl-s>"));
        assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
        room.press("<enter>");
    };
    add(&mut room, "Councillor Ada Marsh");
    assert_eq!(room.open().seats.len(), before + 1);
    let said = room.said();
    assert!(
        said.starts_with("The roll follows the body's members as they are now."),
        "{said}"
    );
    // Once somebody is marked the roll is this meeting's own.
    room.press("<ctrl-r>pq");
    add(&mut room, "Councillor Bea Quill");
    assert_eq!(room.open().seats.len(), before + 1);
}
