use crate::minutes::meeting::State;
use crate::screen::diary::Diary;
use crate::screen::testing::Room;

/// A room with the form for a new meeting open.
fn calling() -> Room {
    let mut room = Room::new(Diary::default());
    room.press("n");
    room
}

#[test]
fn a_meeting_is_called_from_a_few_keys_and_its_body_recorded() {
    let mut room = calling();
    room.press("Highways and Lighting Scrutiny Panel<tab><tab><tab>");
    room.press("next Wednesday<tab>6.30<tab>Town Hall<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    let body = &room.store.register.bodies[0];
    assert_eq!(
        (body.code.as_str(), body.called.as_str()),
        ("HLSP", "Scrutiny Panel")
    );
    let (meeting, _) = room.store.meetings.values().next().unwrap();
    assert_eq!(meeting.head.date.to_string(), "2022-08-03");
    assert_eq!(meeting.head.time.unwrap().to_string(), "18:30:00");
    assert_eq!(meeting.head.place, "Town Hall");
    assert_eq!(meeting.head.title, None);
    assert_eq!(meeting.state(), State::Scheduled);
    assert_eq!(room.said(), "Called for Wednesday 3 August 2022.");
}

#[test]
fn a_wrong_weekday_is_said_at_the_field_and_nothing_is_lost() {
    let mut room = calling();
    room.press("Highways Panel<tab><tab><tab>Tuesday 27 July 2022");
    insta::assert_snapshot!("wrong_weekday_80", room.screen(80, 24));
    insta::assert_snapshot!("wrong_weekday_60", room.screen(60, 20));
    room.press("<tab>6pm<ctrl-s>");
    assert!(room.store.meetings.is_empty());
    assert!(
        room.screen(80, 24)
            .contains("27 July 2022 is a Wednesday, not a Tuesday")
    );
    // The cursor is at the date again.
    room.press("<ctrl-u>Wed 27 July 2022<ctrl-s>");
    assert_eq!(room.store.meetings.len(), 1);
}
