use super::*;
use crate::minutes::attendance::Count;
use crate::screen::Overlay;
use crate::screen::desk::Step;
use crate::screen::rehearsal::{
    asked, assert_harmless, at, desk, hostile, meeting, open, person_id, press, running, said,
    screen, seat,
};

/// Letters of all people on the roll, in the order of the rows.
fn letters(desk: &Desk) -> String {
    let meeting = open(desk);
    in_order(meeting)
        .iter()
        .filter_map(|person| Some(stands(meeting, meeting.seat(*person)?).0))
        .collect()
}

#[test]
fn a_roll_call_takes_one_key_a_person() {
    let mut desk = desk(meeting());
    let mut roll = Overlay::from(Roll::new(&desk));
    press(&mut roll, &mut desk, "p p a x p p");
    assert_eq!(letters(&desk), "PPAXPP");
    assert_eq!(
        open(&desk).count(),
        Count {
            present: 3,
            needed: 3,
            of_group: 0,
            of_group_needed: 0,
        }
    );
    let written = asked(&mut desk);
    assert_eq!(written.len(), 6, "each mark is on its way to disk at once");
}

#[test]
fn a_second_mark_before_the_meeting_corrects_the_first() {
    let mut desk = desk(meeting());
    let mut roll = Overlay::from(Roll::new(&desk));
    press(&mut roll, &mut desk, "p up a");
    assert_eq!(letters(&desk), "A·····");
    assert_eq!(open(&desk).stream.len(), 1, "the first mark is withdrawn");
    press(&mut roll, &mut desk, "alt-z");
    assert_eq!(letters(&desk), "P·····", "and one undo brings it back");
    press(&mut roll, &mut desk, "home l");
    assert!(
        said(&desk).contains("before the meeting starts"),
        "{}",
        said(&desk)
    );
    press(&mut roll, &mut desk, "r");
    assert_eq!(letters(&desk), "P·····");
}

#[test]
fn a_guest_without_a_mark_is_taken_off_and_undo_brings_them_back() {
    let mut desk = desk(meeting());
    let guest = person_id(9);
    let mut roll = Overlay::from(Roll::at(guest));
    press(&mut roll, &mut desk, "p");
    let mut roll = Overlay::from(Roll::at(guest));
    press(&mut roll, &mut desk, "backspace");
    assert!(said(&desk).starts_with("Taken back:"), "{}", said(&desk));
    assert!(open(&desk).seat(guest).is_some(), "the mark goes first");
    press(&mut roll, &mut desk, "backspace");
    assert_eq!(open(&desk).seat(guest), None);
    assert!(said(&desk).contains("off the roll"), "{}", said(&desk));
    press(&mut roll, &mut desk, "alt-z");
    assert!(open(&desk).seat(guest).is_some());
}

#[test]
fn members_and_those_whom_an_item_names_stay_on_the_roll() {
    let mut meeting = meeting();
    meeting.items[1].outline.guests.push(person_id(9));
    let mut desk = desk(meeting);
    let mut roll = Overlay::from(Roll::at(person_id(9)));
    press(&mut roll, &mut desk, "backspace");
    assert!(said(&desk).starts_with("Item 2 names"), "{}", said(&desk));
    let mut roll = Overlay::from(Roll::at(person_id(2)));
    press(&mut roll, &mut desk, "backspace");
    assert!(
        said(&desk).starts_with("Nothing is noted"),
        "{}",
        said(&desk)
    );
    assert_eq!(open(&desk).seats.len(), 6);
}

#[test]
fn all_at_once_marks_members_only_and_is_one_deed() {
    let mut desk = desk(meeting());
    let mut roll = Overlay::from(Roll::new(&desk));
    press(&mut roll, &mut desk, "a shift-p");
    assert_eq!(letters(&desk), "APPPP·");
    press(&mut roll, &mut desk, "shift-p");
    assert_eq!(said(&desk), "Every member is marked already.");
    press(&mut roll, &mut desk, "alt-z");
    assert_eq!(letters(&desk), "A·····");
    press(&mut roll, &mut desk, "alt-y");
    assert_eq!(letters(&desk), "APPPP·");
}

#[test]
fn while_the_meeting_runs_coming_and_going_is_stamped() {
    let mut desk = running();
    let mut roll = Overlay::from(Roll::new(&desk));
    press(&mut roll, &mut desk, "shift-p home l p l");
    let marsh: Vec<_> = open(&desk)
        .stream
        .iter()
        .filter(|event| event.person == person_id(1))
        .map(|event| (event.what, event.at))
        .collect();
    assert_eq!(
        marsh.iter().map(|(what, _)| *what).collect::<Vec<_>>(),
        [Attended::Present, Attended::Left, Attended::Returned]
    );
    assert!(marsh.iter().all(|(_, stamp)| *stamp == at(10)));
    // Whoever was not called yet may have been there all along; who comes now has arrived.
    press(&mut roll, &mut desk, "end p");
    let last = |desk: &Desk| open(desk).stream.last().map(|event| event.what);
    assert_eq!(last(&desk), Some(Attended::Present));
    press(&mut roll, &mut desk, "end backspace r");
    assert_eq!(last(&desk), Some(Attended::Arrived));
}

#[test]
fn a_member_who_goes_may_take_the_quorum_along() {
    let mut desk = running();
    let mut roll = Overlay::from(Roll::new(&desk));
    press(&mut roll, &mut desk, "shift-p home l down l down l");
    assert_eq!(
        said(&desk),
        "QUORUM LOST at 18:10: 2 of 3 needed are there."
    );
    assert!(screen(&roll, &desk, (80, 24)).contains("NO QUORUM: 2 of 3"));
    press(&mut roll, &mut desk, "r");
    assert_eq!(said(&desk), "");
    assert!(screen(&roll, &desk, (80, 24)).contains("3 present, quorum 3"));
}

#[test]
fn whoever_takes_the_chair_is_in_the_room() {
    let mut desk = running();
    let mut roll = Overlay::from(Roll::new(&desk));
    press(&mut roll, &mut desk, "down c");
    assert_eq!(
        attendance::presiding(&open(&desk).stream),
        Some(person_id(2))
    );
    assert_eq!(letters(&desk), "·P····");
    press(&mut roll, &mut desk, "c");
    assert_eq!(said(&desk), "Cllr Weir is in the chair already.");
    press(&mut roll, &mut desk, "backspace");
    assert_eq!(said(&desk), "Taken back: Cllr Weir took the chair.");
    assert_eq!(attendance::presiding(&open(&desk).stream), None);
    assert_eq!(letters(&desk), "·P····");
    press(&mut roll, &mut desk, "backspace");
    assert_eq!(letters(&desk), "······");
}

#[test]
fn whoever_takes_part_from_elsewhere_counts_where_the_rules_say_so() {
    let mut desk = running();
    let mut roll = Overlay::from(Roll::new(&desk));
    press(&mut roll, &mut desk, "p p v");
    assert_eq!(letters(&desk), "PPR···");
    assert_eq!(open(&desk).count().present, 2);
    press(&mut roll, &mut desk, "v");
    assert_eq!(said(&desk), "Cllr Brook takes part from elsewhere already.");
    let rules = crate::minutes::meeting::Rules {
        remote_counts: true,
        ..crate::minutes::meeting::Rules::default()
    };
    desk.record(Change::RulesAmended { rules }, None);
    assert_eq!(open(&desk).count().present, 3);
    // Into the room, and out of it.
    press(&mut roll, &mut desk, "r l");
    assert_eq!(letters(&desk), "PPL···");
}

#[test]
fn a_substitute_shows_beside_the_member() {
    let mut meeting = meeting();
    meeting.seats.push(seat(8, ("Kit", "Moss"), None, false));
    let mut desk = desk(meeting);
    let mut roll = Overlay::from(Roll::new(&desk));
    press(&mut roll, &mut desk, "s");
    assert!(matches!(
        desk.steps.pop(),
        Some(Step::Push(Overlay::Form(_)))
    ));
    let change = noted(
        &mut desk,
        person_id(8),
        Attended::SubstituteFor(person_id(1)),
    );
    desk.record(change, None);
    assert_eq!(letters(&desk), "S·····S");
    let shown = screen(&roll, &desk, (80, 24));
    assert!(shown.contains("represented by Kit Moss"), "{shown}");
    assert!(shown.contains("for Cllr Marsh"), "{shown}");
    press(&mut roll, &mut desk, "end s");
    assert!(said(&desk).contains("is no member"), "{}", said(&desk));
    press(&mut roll, &mut desk, "home shift-p");
    assert_eq!(
        letters(&desk),
        "SPPPP·S",
        "nobody is present beside a substitute"
    );
    press(&mut roll, &mut desk, "home a");
    let shown = screen(&roll, &desk, (80, 24));
    assert!(shown.contains("apologies, Kit Moss for them"), "{shown}");
}

#[test]
fn the_roll_of_a_meeting_that_runs_at_two_sizes() {
    let mut desk = running();
    let mut roll = Overlay::from(Roll::new(&desk));
    press(&mut roll, &mut desk, "shift-p home c down down l down l r");
    insta::assert_snapshot!("roll_80", screen(&roll, &desk, (80, 24)));
    insta::assert_snapshot!("roll_60", screen(&roll, &desk, (60, 20)));
}

#[test]
fn thirty_people_scroll_and_hostile_names_do_no_harm() {
    let mut meeting = meeting();
    for number in 20..50 {
        meeting
            .seats
            .push(seat(number, ("Member", &hostile()), Some(&hostile()), true));
    }
    meeting.head.title = Some(hostile());
    let mut desk = desk(meeting);
    let mut roll = Overlay::from(Roll::new(&desk));
    for size in [(80, 24), (60, 20), (40, 10)] {
        desk.size = size;
        press(&mut roll, &mut desk, "home");
        assert!(screen(&roll, &desk, size).contains("Ida Marsh"));
        press(
            &mut roll,
            &mut desk,
            "pagedown pagedown pagedown pagedown pagedown pagedown pagedown end",
        );
        let shown = screen(&roll, &desk, size);
        assert!(shown.contains("▸") && shown.contains("Per Lund"), "{shown}");
        assert_harmless(&shown);
    }
    press(&mut roll, &mut desk, "up p");
    assert_harmless(&screen(&roll, &desk, (80, 24)));
}
