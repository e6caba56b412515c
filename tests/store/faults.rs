//! What goes wrong with files and disks: refused, reported, waited for; never made worse.

use std::path::Path;
use std::time::Duration;

use minutebook::store::protocol::{Reply, Request};
use minutebook::store::{Archive, OpenError, Options, Store, check};
use rusqlite::Connection;

use crate::town::{Clerk, Town};

/// A register with a busy meeting in it, closed.
fn written(path: &Path) -> Town {
    let mut town = Town::new();
    let mut clerk = Clerk::at(path);
    clerk.record(town.found());
    clerk.record(town.call());
    for change in town.busy_meeting() {
        clerk.record(vec![town.line(change)]);
    }
    clerk.stop();
    town
}

/// Tries every way in; answers with what the first said, having looked that nothing was touched.
fn refused(path: &Path) -> OpenError {
    let folder = path.parent().unwrap();
    let before = std::fs::read(path).unwrap();
    let error = Store::open(path, Options::default()).unwrap_err();
    assert_eq!(
        Archive::open(path).unwrap_err().to_string(),
        error.to_string()
    );
    assert_eq!(
        check(path, &mut |_, _| {}).unwrap_err().to_string(),
        error.to_string()
    );
    assert!(std::fs::read(path).unwrap() == before, "it was touched");
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1);
    error
}

#[test]
fn a_file_that_is_no_register_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    std::fs::write(&path, "Dear Sir or Madam, ".repeat(400)).unwrap();
    assert!(matches!(refused(&path), OpenError::NotARegister { .. }));

    std::fs::remove_file(&path).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE recipes (name)").unwrap();
    drop(other);
    assert!(matches!(refused(&path), OpenError::AnotherProgram { .. }));
}

#[test]
fn a_register_from_a_newer_program_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    written(&path);
    let newer = Connection::open(&path).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    let words = refused(&path).to_string();
    let said = "was written by a newer minutebook (register version 99, this program knows ";
    let next = "Install the newer program; the file was not touched.";
    assert!(words.contains(said) && words.ends_with(next), "{words}");
}

#[test]
fn a_register_cut_short_or_broken_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    written(&path);
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() - 5_000]).unwrap();
    assert!(matches!(refused(&path), OpenError::Damaged { .. }));
    let mut broken = whole.clone();
    broken[100..3_000].fill(0xEE);
    std::fs::write(&path, &broken).unwrap();
    assert!(matches!(refused(&path), OpenError::Damaged { .. }));
}

#[test]
fn where_there_is_no_register_reading_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nowhere/town.db");
    assert!(matches!(
        Archive::open(&path),
        Err(OpenError::Missing { .. })
    ));
    assert!(!path.parent().unwrap().exists());
}

#[cfg(unix)]
#[test]
fn a_new_register_belongs_to_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clerk/minutes/town.db");
    let mut town = Town::new();
    let mut clerk = Clerk::at(&path);
    clerk.record(town.call());
    clerk.open(town.meeting.id);
    let rights = |name: &str| {
        let metadata = std::fs::metadata(folder.path().join(name)).unwrap();
        metadata.permissions().mode() & 0o777
    };
    assert_eq!(rights("clerk"), 0o700);
    assert_eq!(rights("clerk/minutes"), 0o700);
    assert_eq!(rights("clerk/minutes/town.db"), 0o600);
    assert_eq!(rights("clerk/minutes/town.db-wal"), 0o600);
    assert_eq!(rights("clerk/minutes/town.db-shm"), 0o600);
    assert_eq!(rights("clerk/minutes/town.db.open"), 0o700);
    clerk.stop();
}

#[test]
fn programs_that_open_a_new_register_at_the_same_moment_all_get_it() {
    for _ in 0..10 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("town.db");
        std::thread::scope(|scope| {
            for seed in 1..=6 {
                let path = &path;
                scope.spawn(move || {
                    let mut town = Town::seeded(seed);
                    let mut clerk = Clerk::at(path);
                    clerk.record(town.call());
                    clerk.stop();
                });
            }
        });
        let report = check(&path, &mut |_, _| {}).unwrap();
        assert_eq!((report.meetings, report.findings), (6, Vec::new()));
    }
}

#[cfg(unix)]
#[test]
fn a_register_that_may_only_be_read_is_opened_to_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let mut town = written(&path);
    let allow = |file, folder_mode| {
        let mode = std::fs::Permissions::from_mode;
        std::fs::set_permissions(&path, mode(file)).unwrap();
        std::fs::set_permissions(folder.path(), mode(folder_mode)).unwrap();
    };
    allow(0o400, 0o500);
    if std::fs::File::create(folder.path().join("x")).is_ok() {
        // Nothing is read-only to the superuser.
        return;
    }
    assert!(check(&path, &mut |_, _| {}).unwrap().is_sound());
    let mut clerk = Clerk::at(&path);
    let opened = clerk.open(town.meeting.id);
    assert_eq!(opened.meeting, town.meeting);
    let why = opened.elsewhere.unwrap();
    assert!(why.contains("can only be read"), "{why}");
    let change = town.added(0, "Written all the same.");
    let line = town.line(change);
    let revision = clerk.ask_to_record(vec![line]);
    assert!(matches!(clerk.next(), Reply::Trouble { words, .. } if words.contains("read-only")));
    allow(0o600, 0o700);
    assert!(matches!(clerk.next(), Reply::Recovered));
    assert!(matches!(clerk.next(), Reply::Saved(saved) if saved == revision));
    assert_eq!(clerk.open(town.meeting.id).meeting, town.meeting);
    clerk.stop();
}

/// Does something to a closed register with nothing but the database's own means.
fn tamper(path: &Path, sql: &str) {
    let hand = Connection::open(path).unwrap();
    hand.pragma_update(None, "foreign_keys", false).unwrap();
    hand.execute_batch(sql).unwrap();
}

#[test]
fn the_journal_refuses_to_be_altered() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    written(&path);
    let hand = Connection::open(&path).unwrap();
    for sql in [
        "UPDATE journal SET author = 'somebody else' WHERE seq = 12",
        "DELETE FROM journal WHERE seq = 12",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 12",
    ] {
        let error = hand.execute_batch(sql).unwrap_err().to_string();
        assert!(error.contains("only ever appended to"), "{error}");
    }
    drop(hand);
    assert!(check(&path, &mut |_, _| {}).unwrap().is_sound());
}

#[test]
fn whatever_is_altered_by_hand_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let sound = folder.path().join("sound.db");
    let town = written(&sound);
    let drop_triggers =
        "DROP TRIGGER journal_is_not_altered; DROP TRIGGER journal_is_not_shortened;";
    let cases = [
        (
            format!("{drop_triggers} UPDATE journal SET change = replace(change, 'barnacles', 'mussels'), author = 'x' WHERE seq = 20"),
            "Change 20 of the journal: it, or the one before it, was altered",
        ),
        (
            format!("{drop_triggers} UPDATE journal SET at = '2001-01-01T00:00:00+00:00' WHERE seq = 3"),
            "Change 3 of the journal: it, or the one before it, was altered",
        ),
        (
            format!("{drop_triggers} DELETE FROM journal WHERE seq = 22"),
            "some were taken out",
        ),
        (
            format!("{drop_triggers} UPDATE journal SET change = '{{\"burned\":{{}}}}' WHERE seq = 20"),
            "it cannot be read",
        ),
        (
            "UPDATE entries SET text = 'Nobody said this.' WHERE text LIKE 'Barnacles%'".to_owned(),
            "text is \"Nobody said this.\" in the table \"entries\", but \"Barnacles – as thick as a thumb.\" by the journal",
        ),
        (
            "UPDATE entries SET position = position + 1".to_owned(),
            "position is 1 in the table \"entries\", but 0 by the journal",
        ),
        (
            "DELETE FROM actions WHERE text LIKE 'Paint%'".to_owned(),
            "it is missing from the table \"actions\"",
        ),
        (
            "UPDATE actions SET status = 'complete'".to_owned(),
            "status is \"complete\" in the table \"actions\", but \"open\" by the journal",
        ),
        (
            "INSERT INTO attendance SELECT meeting, 'x', 9, person, at, what, NULL FROM attendance LIMIT 1".to_owned(),
            "note of attendance",
        ),
        (
            "INSERT INTO meetings SELECT 'another', body, body_name, body_code, body_called, quorum, title, own_title,
             date, time, place, template, state, commenced, terminated, adjournments, withdrawn FROM meetings".to_owned(),
            "rows of \"another\", of which the journal knows nothing",
        ),
        (
            "UPDATE people SET family = 'Smith' WHERE position = 1".to_owned(),
            "family is \"Smith\" in the table \"people\", but \"Quill\" by the journal",
        ),
        (
            "UPDATE entry_words SET text = 'quite other words' WHERE rowid = (SELECT max(rowid) FROM entry_words)".to_owned(),
            "indexed words of entry",
        ),
        (
            "INSERT INTO entry_words (rowid, text) VALUES (9999, 'stray')".to_owned(),
            "rows of \"9999\"",
        ),
        (
            "DELETE FROM entry_words_data WHERE id > 100".to_owned(),
            "The file itself is damaged",
        ),
        (
            format!("INSERT INTO drafts VALUES ('{}', 'x', 'not json')", town.meeting.id),
            "cannot be read",
        ),
    ];
    for (n, (sql, wanted)) in cases.into_iter().enumerate() {
        let path = folder.path().join(format!("{n}.db"));
        std::fs::copy(&sound, &path).unwrap();
        tamper(&path, &sql);
        let report = check(&path, &mut |_, _| {}).unwrap();
        assert!(
            report.findings.iter().any(|words| words.contains(wanted)),
            "{sql}: {:#?}",
            report.findings
        );
        assert!(report.findings.len() < 12, "{sql}: {:#?}", report.findings);
    }
}

#[test]
fn a_change_that_makes_no_sense_is_told_and_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let town = written(&path);
    tamper(
        &path,
        "DROP TRIGGER journal_is_not_altered;
         UPDATE journal SET change = 'nothing', hash = x'00' WHERE change LIKE '%Paint the pier%';
         UPDATE journal SET manner = 'dreamt', at = '' WHERE change LIKE '%Barnacles%';",
    );
    let mut clerk = Clerk::at(&path);
    let opened = clerk.open(town.meeting.id);
    let faults = opened.faults.join("\n");
    assert!(faults.contains("it cannot be read"), "{faults}");
    assert!(
        faults.contains("does not say whether it was made"),
        "{faults}"
    );
    // Whatever was recorded after them is there, and more can be.
    let entries = opened.meeting.entries().count();
    assert_eq!(entries, town.meeting.entries().count() - 1);
    let mut later = Town::seeded(9);
    later.meeting = opened.meeting;
    let change = later.added(0, "Onwards.");
    let line = later.line(change);
    clerk.record(vec![line]);
    assert_eq!(clerk.open(town.meeting.id).meeting, later.meeting);
    clerk.stop();
}

#[test]
fn while_another_program_holds_the_register_changes_wait_and_reads_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let mut town = Town::new();
    let mut clerk = Clerk::at(&path);
    clerk.record(town.call());
    let id = town.meeting.id;
    clerk.open(id);
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let first = town.added(0, "While it was locked.");
    let line = town.line(first);
    let first = clerk.ask_to_record(vec![line]);
    let Reply::Trouble { words, waiting: 1 } = clerk.next() else {
        panic!("no trouble")
    };
    assert_eq!(
        words,
        "Another program holds the register. Nothing is lost: 1 change waits in memory and is written as soon as \
         it lets go. Close whatever else has the file open; do not close the program."
    );
    let second = town.added(0, "And another.");
    let line = town.line(second);
    let second = clerk.ask_to_record(vec![line]);
    let third = clerk.draft(id, "half a li");
    // What waits is in what is read.
    clerk.send(Request::Open(id));
    let mut seen = None;
    while seen.is_none() {
        match clerk.next() {
            Reply::Opened(opened) => seen = Some(opened),
            Reply::Trouble { .. } => {}
            other => panic!("{other:?}"),
        }
    }
    let seen = seen.unwrap();
    assert_eq!(seen.meeting, town.meeting);
    assert_eq!(seen.draft.unwrap().line.text, "half a li");
    assert_eq!(
        Archive::open(&path)
            .unwrap()
            .meeting(id)
            .unwrap()
            .meeting
            .entries()
            .count(),
        0
    );
    std::thread::sleep(Duration::from_millis(50));
    assert!(
        matches!(
            clerk.rest().last(),
            None | Some(Reply::Trouble { waiting: 3, .. })
        ),
        "told how many wait"
    );
    other.execute_batch("COMMIT").unwrap();
    drop(other);
    assert!(matches!(clerk.next(), Reply::Recovered));
    for revision in [first, second, third] {
        assert!(matches!(clerk.next(), Reply::Saved(saved) if saved == revision));
    }
    clerk.stop();
    assert!(check(&path, &mut |_, _| {}).unwrap().is_sound());
}

#[test]
fn what_cannot_be_written_at_the_end_is_put_into_a_file_beside_the_register() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let mut town = Town::new();
    let mut clerk = Clerk::at(&path);
    clerk.record(town.call());
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let change = town.added(0, "The last word.");
    let line = town.line(change);
    clerk.ask_to_record(vec![line]);
    clerk.draft(town.meeting.id, "and a half");
    clerk.send(Request::Stop);
    let mut words = String::new();
    let kept = loop {
        match clerk.next() {
            Reply::Failed(failed) => words = failed,
            Reply::Stopped { kept } => break kept,
            Reply::Trouble { .. } => {}
            other => panic!("{other:?}"),
        }
    };
    assert!(!kept);
    let rescued = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().path())
        .find(|path| path.extension().is_some_and(|ending| ending == "jsonl"))
        .unwrap();
    assert!(words.contains(&rescued.display().to_string()), "{words}");
    let lines = std::fs::read_to_string(rescued).unwrap();
    let lines: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        lines[0]["change"]["entry-added"]["entry"]["text"],
        "The last word."
    );
    assert_eq!(lines[1]["draft"]["line"]["text"], "and a half");
}

/// What the test below runs and kills: a clerk who records without end, and says what is saved.
#[test]
#[ignore = "runs until it is killed"]
fn a_clerk_who_never_stops() {
    let Some(path) = std::env::var_os("MINUTEBOOK_TEST_REGISTER") else {
        return;
    };
    let mut town = Town::new();
    let mut clerk = Clerk::at(Path::new(&path));
    clerk.record(town.call());
    clerk.open(town.meeting.id);
    for n in 1.. {
        let change = town.added(n % 3, &format!("Remark {n}."));
        clerk.record(vec![town.line(change)]);
        println!("saved {n}");
    }
}

#[cfg(unix)]
#[test]
fn what_was_called_saved_is_there_after_the_program_was_killed() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    for round in 0..6 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("town.db");
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["faults::a_clerk_who_never_stops", "--exact"])
            .args(["--ignored", "--nocapture"])
            .env("MINUTEBOOK_TEST_REGISTER", &path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut saved = 0;
        let mut see = |line: &str| {
            if let Some(number) = line.strip_prefix("saved ") {
                saved = number.parse().unwrap();
            }
            saved
        };
        while see(&lines.next().unwrap().unwrap()) < 7 * round + 1 {}
        child.kill().unwrap();
        for line in lines {
            see(&line.unwrap_or_default());
        }
        child.wait().unwrap();

        let mut clerk = Clerk::at(&path);
        let id = Town::new().meeting.id;
        let opened = clerk.open(id);
        assert_eq!(opened.elsewhere, None, "the dead hold nothing");
        assert_eq!(opened.faults, Vec::<String>::new());
        let there = opened.meeting.entries().count();
        assert!(there == saved || there == saved + 1, "{there} of {saved}");
        clerk.stop();
        assert!(check(&path, &mut |_, _| {}).unwrap().is_sound());
    }
}
