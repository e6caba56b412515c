//! Disks that fill up or fail in mid-meeting, and files that are no register: said in plain words, and nothing lost.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

#[path = "../support/council.rs"]
mod council;
mod disk;
mod refused;
#[path = "../support/mod.rs"]
mod support;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use council::{Council, assert_sound, entries_on_disk, line_on_disk};
use disk::{Disk, say};
use minutebook::minutes::ids::MeetingId;
use support::{Desk, Terminal};

/// A meeting whose register is on a disk of its own, and the program open in it.
fn open_on(medium: &Path, desk: &Desk, columns: u16) -> (PathBuf, MeetingId, Terminal) {
    let register = medium.join("register.db");
    let meeting = Council::default().lay_in(&register)[0];
    let terminal = desk.open_with(&[], &surroundings(desk, &register), (columns, 30));
    let terminal = begin(terminal);
    (register, meeting, terminal)
}

/// The register, and a folder for temporary files in which nobody else writes.
fn surroundings<'a>(desk: &'a Desk, register: &'a Path) -> [(&'a str, &'a str); 2] {
    [
        ("MINUTEBOOK_REGISTER", register.to_str().unwrap()),
        ("TMPDIR", desk.path().to_str().unwrap()),
    ]
}

fn begin(mut terminal: Terminal) -> Terminal {
    terminal.wait("Wharves and Markets Board");
    terminal.press("<Enter>");
    terminal.wait("IN PROGRESS");
    terminal.press("While all was well.<Enter>");
    terminal.wait("saved ");
    terminal
}

/// Types entries and half a line while nothing can be written; gives the entries.
fn type_on(terminal: &mut Terminal) -> Vec<String> {
    let entries = [
        "The lamp over the quay is out.",
        "A lamp was promised.",
        "By whom was not said.",
    ];
    for entry in entries {
        terminal.press(&format!("{entry}<Enter>"));
        terminal.wait(entry);
        terminal.wait("NOT SAVED");
    }
    terminal.press("Nor was it asked");
    terminal.wait("> Nor was it asked");
    [&["While all was well."], &entries[..]]
        .concat()
        .into_iter()
        .map(str::to_owned)
        .collect()
}

/// The disk is well again: everything is on it.
fn all_is_saved(terminal: &mut Terminal, register: &Path, meeting: MeetingId, entries: &[String]) {
    terminal.wait_gone("NOT SAVED");
    terminal.wait("everything is saved");
    terminal.wait("saved ");
    terminal.press(".");
    terminal.wait("> Nor was it asked.");
    terminal.press("<C-q>");
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    assert_eq!(entries_on_disk(register, meeting), entries);
    assert_eq!(line_on_disk(register, meeting), "Nor was it asked.");
    assert_sound(register);
}

/// Leaves though nothing can be written: the program asks, and puts what waits into a file that it names.
fn leave_with_a_rescue_file(terminal: &mut Terminal, last: &[String]) {
    terminal.press("<C-q>");
    terminal.wait("Leave?");
    terminal.wait("rescue file");
    terminal.press("n");
    terminal.wait_gone("Leave?");
    terminal.press("<C-q>");
    terminal.wait("Leave?");
    terminal.press("y");
    is_rescued(terminal, last);
}

/// The program has ended, and what waited is in a file that it names.
fn is_rescued(terminal: &mut Terminal, last: &[String]) {
    assert_eq!(terminal.end(), 1, "{}", terminal.screen());
    assert!(terminal.is_sane());
    let said = String::from_utf8_lossy(&terminal.raw()).into_owned();
    let (_, after) = said
        .rsplit_once("They are in ")
        .expect("a rescue file is named");
    let (path, _) = after
        .split_once(": keep that file")
        .expect("it is to be kept");
    let rescued = std::fs::read_to_string(path).expect("the rescue file can be read");
    for words in last {
        assert!(rescued.contains(words), "{words:?} in {rescued}");
    }
    for line in rescued.lines() {
        serde_json::from_str::<serde_json::Value>(line).expect("every line is JSON");
    }
}

#[test]
fn on_a_full_disk_the_clerk_types_on_and_all_is_written_when_there_is_room() {
    let desk = Desk::new();
    let Some(medium) = Disk::small(&desk.path().join("disk")) else {
        return;
    };
    let (register, meeting, mut terminal) = open_on(medium.path(), &desk, 200);
    medium.fill();
    terminal.press("x");
    terminal.wait("NOT SAVED");
    terminal.press("<BS>");
    terminal.wait("The disk is full. Nothing is lost");
    let entries = type_on(&mut terminal);
    assert_eq!(
        entries_on_disk(&register, meeting),
        &entries[..1],
        "nothing of it was written"
    );
    medium.make_room();
    all_is_saved(&mut terminal, &register, meeting, &entries);
}

#[test]
fn whoever_leaves_on_a_full_disk_gets_a_rescue_file() {
    let desk = Desk::new();
    let Some(medium) = Disk::small(&desk.path().join("disk")) else {
        return;
    };
    let (register, meeting, mut terminal) = open_on(medium.path(), &desk, 200);
    medium.fill();
    terminal.press("x");
    terminal.wait("NOT SAVED");
    terminal.press("<BS>");
    let entries = type_on(&mut terminal);
    leave_with_a_rescue_file(
        &mut terminal,
        &[&entries[1..], &["Nor was it asked".to_owned()]].concat(),
    );
    medium.make_room();
    assert_eq!(entries_on_disk(&register, meeting), &entries[..1]);
    assert_sound(&register);
}

#[test]
fn whoever_is_told_to_end_on_a_full_disk_leaves_a_rescue_file() {
    let desk = Desk::new();
    let Some(medium) = Disk::small(&desk.path().join("disk")) else {
        return;
    };
    let (_, _, mut terminal) = open_on(medium.path(), &desk, 200);
    medium.fill();
    let entries = type_on(&mut terminal);
    terminal.signal("TERM");
    is_rescued(
        &mut terminal,
        &[&entries[1..], &["Nor was it asked".to_owned()]].concat(),
    );
}

#[test]
fn on_a_disk_that_turns_read_only_the_clerk_types_on_and_all_is_written_when_it_is_mended() {
    let desk = Desk::new();
    let Some(mut medium) = Disk::that_can_fail(desk.path()) else {
        return;
    };
    let (register, meeting, mut terminal) = open_on(medium.path(), &desk, 200);
    medium.fail();
    terminal.press("x");
    terminal.wait("NOT SAVED");
    terminal.press("<BS>");
    terminal.wait(
        "The register cannot be written: its file, folder or disk is read-only. Nothing is lost",
    );
    let entries = type_on(&mut terminal);
    medium.mend();
    all_is_saved(&mut terminal, &register, meeting, &entries);
}

#[test]
fn whoever_leaves_on_a_read_only_disk_gets_a_rescue_file() {
    let desk = Desk::new();
    let Some(mut medium) = Disk::that_can_fail(desk.path()) else {
        return;
    };
    let (register, meeting, mut terminal) = open_on(medium.path(), &desk, 200);
    medium.fail();
    terminal.press("x");
    terminal.wait("NOT SAVED");
    terminal.press("<BS>");
    let entries = type_on(&mut terminal);
    leave_with_a_rescue_file(
        &mut terminal,
        &[&entries[1..], &["Nor was it asked".to_owned()]].concat(),
    );
    medium.mend();
    assert_eq!(entries_on_disk(&register, meeting), &entries[..1]);
    assert_sound(&register);
}

/// What needs no rights: the system lets no file grow beyond a limit, until the limit is lifted.
#[test]
fn where_no_file_may_grow_the_clerk_types_on_and_all_is_written_when_it_may() {
    if Command::new("prlimit").arg("--version").output().is_err() {
        return say("where_no_file_may_grow: skipped, there is no prlimit here");
    }
    let desk = Desk::new();
    let register = desk.register();
    let meeting = Council::default().lay_in(&register)[0];
    let mut command = portable_pty::CommandBuilder::new("sh");
    // Without the trap the system would end the program at the limit.
    let script = format!("trap '' XFSZ; exec {}", env!("CARGO_BIN_EXE_minutebook"));
    command.args(["-c", &script]);
    let mut terminal = begin(desk.start(command, &surroundings(&desk, &register), (200, 30)));
    let process = terminal.process().to_string();
    let limit = |limits: &str| {
        let set = Command::new("prlimit")
            .args([limits, "--pid", &process])
            .status();
        assert!(set.expect("prlimit runs").success());
    };
    limit("--fsize=1024:unlimited");
    terminal.press("x");
    terminal.wait("NOT SAVED");
    // The database only says "disk I/O error", as it does of a quota that is used up.
    terminal.wait("The disk is full. Nothing is lost");
    terminal.press("<BS>");
    let entries = type_on(&mut terminal);
    limit("--fsize=unlimited:unlimited");
    all_is_saved(&mut terminal, &register, meeting, &entries);
}

/// A disk that is slow holds up nothing but the word "saved".
#[test]
fn on_a_slow_disk_typing_goes_on() {
    let desk = Desk::new();
    let meeting = Council::default().lay_in(&desk.register())[0];
    let mut terminal = desk.open_with(&[], &[("MINUTEBOOK_TEST_SLOW_DISK_MS", "1500")], (120, 30));
    terminal.wait("Wharves and Markets Board");
    terminal.press("<Enter>");
    terminal.wait("IN PROGRESS");
    let begun = std::time::Instant::now();
    for number in 0..5 {
        terminal.press(&format!("Remark {number}.<Enter>"));
        terminal.wait(&format!("Remark {number}."));
        assert!(terminal.row(0).contains("saving…"), "{}", terminal.row(0));
    }
    assert!(
        begun.elapsed() < Duration::from_millis(1_400),
        "typing waited for the disk"
    );
    terminal.wait("saved ");
    assert_eq!(entries_on_disk(&desk.register(), meeting).len(), 5);
    let _ = std::io::stdout().flush();
}
