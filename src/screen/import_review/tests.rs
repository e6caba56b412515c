//! A file is read, looked over, put right and taken in.

use crate::app::{Effect, Message};
use crate::intake;
use crate::minutes::entry::Kind;
use crate::minutes::meeting::{Meeting, State};
use crate::screen::diary::Diary;
use crate::screen::testing::Room;

const MINUTES: &str = "HARBOUR BOARD
Minutes of the meeting held in the Old Customs House on Wednesday 5 March 2014

Present: Cllr Ann Bell (Chair), Cllr Moss, Cllr J Dunn
Apologies: Cllr Pryce
In attendance: Jo Carr - Harbour Master

The meeting commenced at 7.00pm.

1. Declarations of interest
There were no declarations of interest.

2. Quay wall
The Harbour Master reported that the wall is sound but for two stones near the steps, which the winter's storms had loosened.
RESOLVED: That two stones be replaced.
Action: Jo Carr to ask for three quotes by the end of May.

3. Sheds
The Board talked at length about colours. Cllr Moss to report on paint at the next meeting.

4. Date of next meeting
Wednesday 7 May 2014
";

fn room_with(name: &str, text: &str) -> Room {
    let mut room = Room::new(Diary::default());
    let today = room.model.desk.now.date_naive();
    let drafts =
        intake::drafts(name, text.as_bytes(), &[], today).map_err(|fault| fault.to_string());
    room.tell(Message::ImportRead(drafts));
    room
}

fn room() -> Room {
    room_with("harbour-2014.txt", MINUTES)
}

fn only(room: &Room) -> &Meeting {
    assert_eq!(room.store.meetings.len(), 1);
    &room.store.meetings.values().next().unwrap().0
}

/// Goes down until the row that keys act on shows these words.
fn go_to(room: &mut Room, words: &str) {
    room.press("<home>");
    for _ in 0..80 {
        let screen = room.screen(120, 40);
        let at = screen.lines().find(|line| line.contains('▸'));
        if at.is_some_and(|line| line.contains(words)) {
            return;
        }
        room.press("<down>");
    }
    panic!("no row shows {words}:\n{}", room.screen(120, 40));
}

#[test]
fn what_was_read_is_shown_with_its_lines_and_what_is_doubtful_first() {
    let mut room = room();
    insta::assert_snapshot!("import_80", room.screen(80, 24));
    insta::assert_snapshot!("import_120", room.screen(120, 40));
    go_to(&mut room, "ask for three quotes");
    room.press("v");
    insta::assert_snapshot!("import_source_80", room.screen(80, 24));
    insta::assert_snapshot!("import_source_120", room.screen(120, 40));
    room.press("<esc>");
    assert_eq!(
        room.store.meetings.len(),
        0,
        "nothing enters the register by looking"
    );
}

#[test]
fn accepting_takes_all_of_it_in_and_goes_to_the_meeting() {
    let mut room = room();
    room.press("s");
    let meeting = only(&room);
    assert_eq!(meeting.state(), State::Closed);
    assert_eq!(meeting.head.body.name.to_uppercase(), "HARBOUR BOARD");
    assert!(meeting.source.is_some());
    assert!(room.said().starts_with("Taken in: "), "{}", room.said());
    assert_eq!(room.model.desk.register, room.store.register);
    assert!(room.model.overlays.is_empty());
    assert!(room.screen(80, 24).contains("closed"));
}

#[test]
fn a_part_is_left_out_and_taken_in_again_and_every_step_can_be_undone() {
    let mut room = room();
    go_to(&mut room, "Sheds");
    room.press("d");
    insta::assert_snapshot!("import_left_out_80", room.screen(80, 24));
    room.press("<alt-z>");
    go_to(&mut room, "talked at length");
    room.press("<space><alt-z><alt-y>");
    room.press("s");
    let meeting = only(&room);
    assert!(
        meeting
            .items
            .iter()
            .any(|item| item.outline.title == "Sheds")
    );
    assert!(
        !meeting
            .entries()
            .any(|(_, entry)| entry.text.contains("at length"))
    );
}

#[test]
fn a_part_is_put_right_in_a_form() {
    let mut room = room();
    go_to(&mut room, "ask for three quotes");
    room.press("<enter>");
    insta::assert_snapshot!("import_action_form_80", room.screen(80, 24));
    // From the words to the owner.
    room.press("<tab><ctrl-u>Cllr Moss<ctrl-s>");
    go_to(&mut room, "wall is sound");
    room.press("e<ctrl-s>");
    room.press("s");
    let meeting = only(&room);
    let moss = meeting
        .seats
        .iter()
        .find(|seat| seat.person.family == "Moss")
        .unwrap();
    let quotes = meeting
        .entries()
        .find(|(_, entry)| entry.kind == Kind::Action && entry.text.contains("quotes"))
        .unwrap();
    assert_eq!(
        quotes.1.action().unwrap().owners[0].person,
        Some(moss.person.id)
    );
}

#[test]
fn a_day_that_the_text_does_not_say_is_asked_for() {
    let text = MINUTES
        .replace(" on Wednesday 5 March 2014", "")
        .replace("Wednesday 7 May 2014", "To be agreed");
    let mut room = room_with("harbour.txt", &text);
    room.press("s");
    assert_eq!(room.store.meetings.len(), 0);
    assert!(room.said().contains("on what day"), "{}", room.said());
    go_to(&mut room, "(not known)");
    room.press("d");
    assert!(room.said().contains("body and a day"), "{}", room.said());
    room.press("e5 March 2014<ctrl-s>s");
    assert_eq!(only(&room).head.date.to_string(), "2014-03-05");
}

#[test]
fn leaving_asks_once_where_something_was_put_right_and_drops_all() {
    let mut room = room();
    go_to(&mut room, "Sheds");
    room.press("d<esc>");
    assert!(
        room.said().contains("Nothing of it is in the register"),
        "{}",
        room.said()
    );
    room.press("<esc>");
    assert!(room.model.overlays.is_empty());
    assert_eq!(room.store.meetings.len(), 0);
}

#[test]
fn the_same_file_adds_nothing_and_the_same_day_wants_to_be_said_twice() {
    let mut room = room();
    room.press("s");
    let tell = |room: &mut Room, name: &str, text: &str| {
        let today = room.model.desk.now.date_naive();
        let drafts = intake::drafts(name, text.as_bytes(), &[], today).unwrap();
        room.tell(Message::ImportRead(Ok(drafts)));
    };
    tell(&mut room, "copy.txt", MINUTES);
    room.press("ss");
    assert!(
        room.said().contains("in the register already"),
        "{}",
        room.said()
    );
    room.press("<esc>");
    tell(&mut room, "other.txt", &MINUTES.replace("Sheds", "Huts"));
    room.press("s");
    assert!(
        room.said().contains("again enters it beside that"),
        "{}",
        room.said()
    );
    assert_eq!(room.store.meetings.len(), 1);
    room.press("s");
    assert_eq!(room.store.meetings.len(), 2);
}

#[test]
fn an_import_is_withdrawn_whole_in_the_diary_and_may_come_again() {
    let mut room = room();
    room.press("sw");
    assert!(room.screen(80, 24).contains("out of the diary"));
    room.press("y");
    assert_eq!(only(&room).state(), State::Withdrawn);
    let today = room.model.desk.now.date_naive();
    let drafts = intake::drafts("harbour-2014.txt", MINUTES.as_bytes(), &[], today).unwrap();
    room.tell(Message::ImportRead(Ok(drafts)));
    room.press("s");
    assert_eq!(room.store.meetings.len(), 2, "{}", room.said());
}

#[test]
fn a_file_is_asked_for_and_read_beside_the_loop() {
    let mut room = Room::new(Diary::default());
    room.press("iminutes/may.docx<ctrl-s>");
    assert!(
        matches!(room.left.last(), Some(Effect::ReadImport { path }) if path == "minutes/may.docx")
    );
    room.tell(Message::ImportRead(Err("may.pdf is a PDF.".to_owned())));
    assert_eq!(room.said(), "may.pdf is a PDF.");
}

#[test]
fn a_log_shows_its_columns_and_numbers_what_has_none() {
    let log = "Ref,Task,Lead Officer,By when,RAG,Committee,Date raised\n\
        A1,Mend the wall,Jo Carr,May 2014,G,Harbour Board,5 March 2014\n\
        ,Paint the shed,,June 2014,A,Harbour Board,5 March 2014\n\
        ,Sweep the quay,Ann Bell,,R,Harbour Board,12 March 2014\n";
    let mut room = room_with("log.csv", log);
    insta::assert_snapshot!("import_log_120", room.screen(120, 40));
    room.press("s");
    assert_eq!(room.store.meetings.len(), 2);
    let mut references: Vec<String> = room
        .store
        .meetings
        .values()
        .flat_map(|(meeting, _)| {
            meeting
                .entries()
                .map(|(_, entry)| entry.action().unwrap().reference.clone())
                .collect::<Vec<_>>()
        })
        .collect();
    references.sort();
    assert_eq!(references, ["A1", "HB/2014/1", "HB/2014/2"]);
    assert_eq!(
        room.store.register.bodies.len(),
        1,
        "the second meeting is of the same body"
    );
}
