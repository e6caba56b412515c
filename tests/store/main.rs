//! The store through its own door: what is recorded comes back, whatever happens to the file in between.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod approval;
mod faults;
mod long_diary;
mod looking_up;
mod quayside;
mod town;

use std::time::{Duration, Instant};

use minutebook::minutes::change::Change;
use minutebook::minutes::history::Manner;
use minutebook::store::protocol::{Reply, Request};
use minutebook::store::{Archive, Options, check};
use rusqlite::Connection;
use town::{Clerk, Town, draft};

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
    assert_eq!(diary[0].entries, Some(wanted.entries().count() as u32));
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

#[test]
fn after_every_single_change_the_tables_say_what_the_journal_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let mut town = Town::new();
    let mut clerk = Clerk::at(&path);
    clerk.record(town.found());
    clerk.record(town.call());
    let sound = |what: &str| {
        let report = check(&path, &mut |_, _| {}).unwrap();
        assert_eq!(report.findings, Vec::<String>::new(), "after {what}");
    };
    for change in town.busy_meeting() {
        let what = format!("{change:?}");
        clerk.record(vec![town.line(change)]);
        sound(&what);
    }
    while let Some(deed) = town.history.to_undo().cloned() {
        clerk.record(vec![town.line_of(deed.change(), Manner::Undoes(deed.id))]);
        sound(&format!("taking back: {}", deed.words));
    }
    while let Some(deed) = town.history.to_redo().cloned() {
        clerk.record(vec![town.line_of(deed.change(), Manner::Redoes(deed.id))]);
        sound(&format!("making again: {}", deed.words));
    }
    clerk.stop();
}

#[test]
fn an_entry_added_at_the_end_writes_one_row_of_its_table() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let mut town = Town::new();
    let mut clerk = Clerk::at(&path);
    clerk.record(town.call());
    let watcher = Connection::open(&path).unwrap();
    watcher
        .execute_batch(
            "CREATE TABLE written (what TEXT);
             CREATE TRIGGER w1 AFTER INSERT ON entries BEGIN INSERT INTO written VALUES ('entry'); END;
             CREATE TRIGGER w2 AFTER UPDATE ON entries BEGIN INSERT INTO written VALUES ('entry again'); END;
             CREATE TRIGGER w3 AFTER UPDATE ON items BEGIN INSERT INTO written VALUES ('item'); END;
             CREATE TRIGGER w4 AFTER UPDATE ON meetings BEGIN INSERT INTO written VALUES ('meeting'); END;",
        )
        .unwrap();
    for n in 0..3 {
        let change = town.added(0, &format!("Remark {n}."));
        clerk.record(vec![town.line(change)]);
    }
    let written: String = watcher
        .query_row("SELECT group_concat(what, ', ') FROM written", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(written, "entry, entry, entry");
    drop(watcher);
    clerk.stop();
}

#[test]
fn hostile_text_comes_back_as_it_was_and_runs_nothing() {
    let texts = [
        "it's \"quoted\"'); DROP TABLE entries; --",
        "nothing\u{0}after nothing",
        "\u{1b}]0;title\u{7}\u{1b}[2J and \u{9b}31m",
        "NEAR(ferry AND pier, 5) OR text:* ^\"x\" -y",
        "\u{202e}reversed\u{feff} and \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
        "",
    ];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("o'town ?x=1#&%41.db");
    let mut town = Town::new();
    let mut clerk = Clerk::at(&path);
    clerk.record(town.call());
    let id = town.meeting.id;
    for text in texts {
        let change = town.action(1, text);
        clerk.record(vec![town.line(change)]);
        clerk.draft(id, text);
        assert!(matches!(clerk.next(), Reply::Saved(_)));
        let opened = clerk.open(id);
        assert_eq!(opened.meeting, town.meeting);
        let kept = opened.draft.unwrap_or_default();
        assert_eq!(kept.line.text, text);
    }
    clerk.stop();
    let archive = Archive::open(&path).unwrap();
    assert_eq!(archive.meeting(id).unwrap().meeting, town.meeting);
    drop(archive);
    let report = check(&path, &mut |_, _| {}).unwrap();
    assert_eq!(report.findings, Vec::<String>::new());
}

#[test]
fn a_newer_draft_replaces_one_that_waits_and_an_entry_takes_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let mut town = Town::new();
    let mut clerk = Clerk::with(
        &path,
        Options {
            draft_interval: Duration::from_secs(1),
            ..Options::default()
        },
    );
    clerk.record(town.call());
    let id = town.meeting.id;
    // The last of those that come is written, when the time of the first has come.
    let begun = Instant::now();
    clerk.draft(id, "T");
    clerk.draft(id, "Th");
    clerk.draft(id, "The");
    let last = clerk.draft(id, "The p");
    assert!(matches!(clerk.next(), Reply::Saved(saved) if saved == last));
    assert!(begun.elapsed() > Duration::from_millis(900));
    assert_eq!(clerk.open(id).draft, Some(draft("The p")));

    // An entry and the empty line after it are one deed, and no draft sent before it comes back.
    clerk.draft(id, "The pier");
    let change = town.added(0, "The pier.");
    let lines = vec![town.line(change)];
    let revision = clerk.revise();
    clerk.send(Request::Record {
        revision,
        lines,
        draft: Some((id, draft(""))),
    });
    while !matches!(clerk.next(), Reply::Saved(saved) if saved == revision) {}
    let opened = clerk.open(id);
    assert_eq!(opened.draft, None);
    assert_eq!(opened.meeting, town.meeting);
    clerk.stop();
}

#[test]
fn what_queues_while_the_disk_is_slow_is_written_in_few_steps_and_answered_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let mut town = Town::new();
    let mut clerk = Clerk::with(
        &path,
        Options {
            slow_disk: Some(Duration::from_millis(100)),
            ..Options::default()
        },
    );
    clerk.record(town.call());
    let begun = Instant::now();
    let mut wanted = Vec::new();
    for n in 0..30 {
        let change = town.added(n % 3, &format!("Remark {n}."));
        let line = town.line(change);
        wanted.push(clerk.ask_to_record(vec![line]));
    }
    for revision in wanted {
        assert!(matches!(clerk.next(), Reply::Saved(saved) if saved == revision));
    }
    assert!(begun.elapsed() < Duration::from_millis(1_500));
    assert_eq!(clerk.open(town.meeting.id).meeting, town.meeting);
    clerk.stop();
}

#[test]
fn what_the_record_refuses_is_not_written_and_harms_nothing_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let mut town = Town::new();
    let mut stranger = Town::seeded(2);
    let mut clerk = Clerk::at(&path);
    clerk.record(town.call());
    stranger.call();
    let change = stranger.added(0, "In a meeting that was never called.");
    let unheard_of = stranger.line(change);
    let change = town.added(0, "Sound.");
    let sound = town.line(change);
    let mut twice = sound.clone();
    twice.id = minutebook::minutes::ids::ChangeId(town.id());
    // Sent in one go, so that they are tried in one step.
    clerk.ask_to_record(vec![unheard_of]);
    let saved = clerk.ask_to_record(vec![sound]);
    clerk.ask_to_record(vec![twice]);
    let mut failed = Vec::new();
    for _ in 0..3 {
        match clerk.next() {
            Reply::Failed(words) => failed.push(words),
            Reply::Saved(revision) => assert_eq!(revision, saved),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(failed.len(), 2);
    assert!(failed[0].contains("no such meeting"), "{failed:?}");
    assert!(failed[1].contains("in the record already"), "{failed:?}");
    assert_eq!(clerk.open(town.meeting.id).meeting, town.meeting);
    clerk.stop();
    let report = check(&path, &mut |_, _| {}).unwrap();
    assert_eq!((report.changes, report.findings), (2, Vec::new()));
}

#[test]
fn a_meeting_is_written_by_one_program_and_taken_over_when_that_ends() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let (mut ours, mut theirs) = (Town::seeded(1), Town::seeded(2));
    let (mut here, mut there) = (Clerk::at(&path), Clerk::at(&path));
    // Two meetings, two programs: nobody is in anybody's way, and a meeting called is in both diaries.
    here.record(ours.call());
    there.record(theirs.call());
    assert_eq!(here.open(ours.meeting.id).elsewhere, None);
    assert_eq!(there.open(theirs.meeting.id).elsewhere, None);
    for n in 0..10 {
        let change = ours.added(0, &format!("Ours {n}."));
        here.record(vec![ours.line(change)]);
        let change = theirs.added(0, &format!("Theirs {n}."));
        there.record(vec![theirs.line(change)]);
    }
    // One meeting, two programs: the second may look.
    let opened = there.open(ours.meeting.id);
    let who = opened.elsewhere.unwrap();
    assert!(who.contains("is writing in this meeting"), "{who}");
    assert_eq!(opened.meeting, ours.meeting);
    let change = ours.added(0, "From the wrong side.");
    let Change::EntryAdded { entry, .. } = &change else {
        panic!("no entry")
    };
    let entry = entry.id;
    let line = ours.line(change);
    there.ask_to_record(vec![line]);
    assert!(matches!(there.next(), Reply::Failed(words) if words.contains("is writing")));
    here.stop();
    let opened = there.open(ours.meeting.id);
    assert_eq!(opened.elsewhere, None);
    assert!(opened.meeting.entry(entry).is_none());
    // Given back, it can be taken again.
    there.send(Request::Release(ours.meeting.id));
    let mut here = Clerk::at(&path);
    there.send(Request::Diary);
    assert!(matches!(there.next(), Reply::Diary(rows) if rows.len() == 2));
    assert_eq!(here.open(ours.meeting.id).elsewhere, None);
    here.stop();
    there.stop();
    assert!(check(&path, &mut |_, _| {}).unwrap().is_sound());
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert_eq!(left, ["town.db"], "nothing is left lying about");
}

#[test]
fn a_record_changed_by_another_program_is_read_again_before_it_is_added_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let mut town = Town::new();
    let (mut here, mut there) = (Clerk::at(&path), Clerk::at(&path));
    here.record(town.call());
    for n in 0..6 {
        let change = town.added(n % 2, &format!("Remark {n}."));
        let line = town.line(change);
        let clerk = if n % 2 == 0 { &mut there } else { &mut here };
        clerk.record(vec![line]);
    }
    let bodies = town.found();
    for (n, line) in bodies.into_iter().enumerate() {
        let clerk = if n % 2 == 0 { &mut there } else { &mut here };
        clerk.record(vec![line]);
    }
    here.stop();
    there.stop();
    let archive = Archive::open(&path).unwrap();
    assert_eq!(
        archive.meeting(town.meeting.id).unwrap().meeting,
        town.meeting
    );
    assert_eq!(archive.register().unwrap(), town.register);
    drop(archive);
    assert_eq!(
        check(&path, &mut |_, _| {}).unwrap().findings,
        Vec::<String>::new()
    );
}
