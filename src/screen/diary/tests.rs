use super::*;
use crate::screen::testing::Room;

#[test]
fn an_empty_register_greets_the_clerk() {
    let mut room = Room::new(Diary::default());
    insta::assert_snapshot!("greeting_80", room.screen(80, 24));
    insta::assert_snapshot!("greeting_60", room.screen(60, 20));
}

#[test]
fn a_register_with_bodies_and_no_meeting_is_not_called_empty() {
    let mut room = Room::new(Diary::default());
    room.press("bnHarbour Board<ctrl-s>q");
    let screen = room.screen(80, 24);
    assert!(screen.contains("No meeting yet."), "{screen}");
    assert!(!screen.contains("empty"), "{screen}");
    assert!(
        screen.contains("n  enter a meeting in the diary"),
        "{screen}"
    );
    assert!(!screen.contains("to practise"), "that is for an empty one");
}

use crate::minutes::ids::IdSource;
use crate::screen::testing::{half_past_five, templates};

/// The diary of the sample council.
fn sampled() -> Room {
    let lines = crate::sample::lines(&mut IdSource::new([3; 16]), half_past_five(), &templates());
    Room::with(Diary::default(), lines)
}

#[test]
fn the_future_stands_on_top_and_the_cursor_at_today() {
    let mut room = sampled();
    insta::assert_snapshot!("diary_80", room.screen(80, 24));
    insta::assert_snapshot!("diary_60", room.screen(60, 20));
    insta::assert_snapshot!("diary_120", room.screen(120, 40));
}

#[test]
fn the_sample_council_is_laid_into_an_empty_register_and_into_no_other() {
    let mut room = Room::new(Diary::default());
    room.press("s");
    assert_eq!(room.store.meetings.len(), 0, "it is asked first");
    room.press("y");
    assert_eq!(room.store.meetings.len(), 5);
    assert_eq!(room.model.desk.register, room.store.register);
    room.press("s");
    assert_eq!(room.store.meetings.len(), 5);
    assert!(room.said().contains("only laid into an empty register"));
}

#[test]
fn a_meeting_is_withdrawn_after_a_question_and_put_back() {
    let mut room = sampled();
    room.press("<home>");
    let id = rows(&room.model.desk)[0].id;
    let message = Answer::Confirmed(Question::Withdraw(id));
    room.press("w");
    assert_eq!(room.model.overlays.len(), 1, "a question first");
    room.model.overlays.clear();
    room.model.screen.answered(message, &mut room.model.desk);
    room.press("<home>"); // lets the effects go out
    assert_eq!(room.store.meetings[&id].0.state(), State::Withdrawn);
    room.press("<home>w");
    assert_eq!(room.store.meetings[&id].0.state(), State::Scheduled);
    room.press("<end>w");
    assert!(room.said().contains("only one that has not begun"));
}

#[test]
fn enter_opens_and_the_head_of_a_meeting_that_is_not_open_is_altered() {
    let mut room = sampled();
    room.press("e<ctrl-u>tomorrow<tab><ctrl-u>7pm<ctrl-s>");
    let today = half_past_five().date_naive();
    let moved = room
        .store
        .meetings
        .values()
        .find(|(meeting, _)| Some(meeting.head.date) == today.succ_opt());
    let (meeting, _) = moved.unwrap();
    assert_eq!(meeting.head.time.unwrap().to_string(), "19:00:00");
    assert!(meeting.head.title.is_none());
    room.press("<enter>");
    assert!(matches!(
        room.model.screen,
        crate::screen::Screen::Capture(_)
    ));
}

#[test]
fn a_register_not_yet_read_shows_an_empty_frame() {
    let mut room = Room::new(Diary::default());
    room.model.desk.diary = None;
    let screen = room.screen(80, 24);
    assert!(!screen.contains("empty"));
    room.press("<down>ew<enter>");
}
