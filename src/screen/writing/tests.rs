use super::*;
use crate::minutes::ids::IdSource;
use crate::sample;
use crate::screen::Overlay;
use crate::screen::diary::Diary;
use crate::screen::review::Review;
use crate::screen::testing::{Room, half_past_five, templates};

/// The list over the review of today's meeting of the sample council, with a folder that holds one of the files.
fn room() -> Room {
    let lines = sample::lines(&mut IdSource::new([3; 16]), half_past_five(), &templates());
    let mut room = Room::with(Diary::default(), lines);
    room.take_up_today();
    let draft = Review::draft(&room.model.desk);
    room.lay(draft);
    room.press("d");
    let there = match room.model.overlays.last() {
        Some(Overlay::WriteOut(list)) => list.plan[1].name.clone(),
        other => panic!("{other:?}"),
    };
    seen(&mut room, ".", &there);
    room
}

fn seen(room: &mut Room, asked: &str, there: &str) {
    let looked = Looked {
        asked: asked.to_owned(),
        path: "/home/clerk/papers".to_owned(),
        is_there: true,
        there: [there.to_owned()].into(),
    };
    for overlay in &mut room.model.overlays {
        overlay.folder_seen(&looked);
    }
}

fn list(room: &Room) -> &WriteOut {
    match room.model.overlays.last() {
        Some(Overlay::WriteOut(list)) => list,
        other => panic!("{other:?}"),
    }
}

/// What was asked to be written.
fn asked(room: &mut Room) -> Option<ToWrite> {
    std::mem::take(&mut room.left)
        .into_iter()
        .find_map(|effect| match effect {
            Effect::WriteDocuments(wanted) => Some(*wanted),
            _ => None,
        })
}

#[test]
fn every_file_is_shown_before_it_is_there() {
    let mut room = room();
    insta::assert_snapshot!("writing_80", room.screen(80, 24));
    room.press("<down><space><space>r");
    insta::assert_snapshot!("writing_120", room.screen(120, 36));
}

#[test]
fn what_is_marked_is_written_or_else_the_row_at_hand() {
    let mut room = room();
    room.press("<down><enter>");
    assert!(asked(&mut room).is_none(), "it is there, and is left alone");
    assert!(room.screen(120, 36).contains("r lets it be replaced"));
    room.press("r<enter>");
    let wanted = asked(&mut room).unwrap();
    assert!(wanted.replace);
    assert_eq!(wanted.files, [list(&room).plan[1].clone()]);
    room.press("r<space><space>w");
    let wanted = asked(&mut room).unwrap();
    assert!(!wanted.replace);
    assert_eq!(wanted.files, list(&room).plan[1..3].to_vec());
    room.press("a<enter>");
    assert_eq!(asked(&mut room).unwrap().files, list(&room).plan);
    for overlay in &mut room.model.overlays {
        overlay.written(&mut room.model.desk);
    }
    assert!(list(&room).marked.is_empty());
}

#[test]
fn another_folder_is_looked_at() {
    let mut room = room();
    let there = list(&room).plan[2].name.clone();
    room.press("f");
    room.press("<ctrl-u>~/out<ctrl-s>");
    assert_eq!(list(&room).folder.written, "~/out");
    assert_eq!(list(&room).folder.known, None, "it has not been looked at");
    seen(&mut room, ".", &there);
    assert_eq!(list(&room).folder.known, None, "that was the other folder");
    seen(&mut room, "~/out", &there);
    let list = list(&room);
    assert!(list.is_there(&list.plan[2]) && !list.is_there(&list.plan[1]));
}
