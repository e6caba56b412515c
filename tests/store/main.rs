//! The store through its own door: what is recorded comes back, whatever happens to the file in between.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod town;

use minutebook::minutes::history::Manner;
use minutebook::store::protocol::{Reply, Request};
use minutebook::store::{Archive, check};
use town::{Clerk, Town};

#[test]
fn what_was_recorded_is_there_when_the_register_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let mut town = Town::new();
    let mut clerk = Clerk::at(&path);
    clerk.record(town.found());
    clerk.record(town.call());
    for change in town.busy_meeting() {
        clerk.record(vec![town.line(change)]);
    }
    let wanted = town.meeting.clone();
    clerk.stop();

    let mut clerk = Clerk::at(&path);
    let opened = clerk.open(wanted.id);
    assert_eq!(opened.faults, Vec::<String>::new());
    assert_eq!(opened.meeting, wanted);
    assert_eq!(opened.elsewhere, None);
    clerk.send(Request::Register);
    let Reply::Register(register) = clerk.next() else {
        panic!("no register")
    };
    assert_eq!(*register, town.register);
    clerk.send(Request::Diary);
    let Reply::Diary(diary) = clerk.next() else {
        panic!("no diary")
    };
    assert_eq!(diary.len(), 1);
    assert_eq!(diary[0].entries as usize, wanted.entries().count());
    assert_eq!(diary[0].open_actions, 1);
    assert_eq!(diary[0].state, wanted.state());
    assert_eq!(diary[0].time, wanted.sitting.commenced.map(|at| at.time()));

    let archive = Archive::open(&path).unwrap();
    assert_eq!(archive.meetings().unwrap(), diary);
    assert_eq!(archive.meeting(wanted.id).unwrap().meeting, wanted);
    assert_eq!(archive.register().unwrap(), town.register);
    clerk.stop();
    let report = check(&path, &mut |_, _| {}).unwrap();
    assert_eq!(report.findings, Vec::<String>::new());
}

#[test]
fn undo_and_redo_reach_back_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let mut town = Town::new();
    let mut clerk = Clerk::at(&path);
    clerk.record(town.call());
    let changes = town.busy_meeting();
    for change in changes {
        clerk.record(vec![town.line(change)]);
    }
    let id = town.meeting.id;
    // Everything is taken back, half of it made again, each in a life of the program of its own.
    let mut states = vec![town.meeting.clone()];
    let mut words = Vec::new();
    loop {
        clerk.stop();
        clerk = Clerk::at(&path);
        let opened = clerk.open(id);
        assert_eq!(&opened.meeting, states.last().unwrap());
        let Some(deed) = opened.history.to_undo() else {
            break;
        };
        words.push(deed.words.clone());
        clerk.record(vec![town.line_of(deed.change(), Manner::Undoes(deed.id))]);
        states.push(town.meeting.clone());
    }
    assert_eq!(words.len(), states.len() - 1);
    assert!(words.contains(&"action added".to_owned()), "{words:?}");
    for _ in 0..words.len() / 2 {
        states.pop();
        let opened = clerk.open(id);
        let deed = opened.history.to_redo().unwrap();
        assert_eq!(Some(&deed.words), words.pop().as_ref());
        clerk.record(vec![town.line_of(deed.change(), Manner::Redoes(deed.id))]);
        assert_eq!(&clerk.open(id).meeting, states.last().unwrap());
    }
    clerk.stop();
    assert_eq!(
        check(&path, &mut |_, _| {}).unwrap().findings,
        Vec::<String>::new()
    );
}
