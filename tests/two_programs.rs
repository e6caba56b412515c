//! Two programs at one register: everybody may read, one at a time writes in a meeting, and a dead one blocks nobody.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

#[path = "support/council.rs"]
mod council;
mod support;

use council::{Council, assert_sound, entries_on_disk, line_on_disk};
use support::{Desk, Terminal};

/// Opens the program in the meeting that stands so many rows below the first in the diary.
fn open_meeting(desk: &Desk, below: usize) -> Terminal {
    let mut terminal = desk.open();
    terminal.wait("Wharves and Markets Board");
    terminal.press(&"<Down>".repeat(below));
    terminal.press("<Enter>");
    terminal.wait("IN PROGRESS");
    terminal
}

fn leave(mut terminal: Terminal) {
    terminal.press("<C-q>");
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    assert!(terminal.is_sane());
}

#[test]
fn two_clerks_write_in_different_meetings_at_once() {
    let desk = Desk::new();
    let council = Council {
        meetings: 2,
        ..Council::default()
    };
    let meetings = council.lay_in(&desk.register());
    let (mut one, mut other) = (open_meeting(&desk, 0), open_meeting(&desk, 1));
    for number in 0..12 {
        one.press(&format!("Said here {number}.<Enter>"));
        other.press(&format!("! Said there {number}<Enter>"));
    }
    one.press("half here");
    other.press("half there");
    for terminal in [&one, &other] {
        terminal.wait(" 11");
        terminal.wait("half");
        terminal.wait("saved ");
        assert!(
            !terminal.screen().contains("NOT SAVED"),
            "{}",
            terminal.screen()
        );
    }
    leave(one);
    leave(other);
    let said = |words: &str| {
        (0..12)
            .map(|number| words.replace('#', &number.to_string()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        entries_on_disk(&desk.register(), meetings[0]),
        said("Said here #.")
    );
    assert_eq!(
        entries_on_disk(&desk.register(), meetings[1]),
        said("Said there #")
    );
    assert_eq!(line_on_disk(&desk.register(), meetings[0]), "half here");
    assert_eq!(line_on_disk(&desk.register(), meetings[1]), "half there");
    assert_sound(&desk.register());
}

#[test]
fn the_second_to_open_a_meeting_only_reads_it() {
    let desk = Desk::new();
    let meeting = Council::default().lay_in(&desk.register())[0];
    let mut first = open_meeting(&desk, 0);
    first.press("The first clerk wrote this.<Enter>and is at it");
    first.wait("> and is at it");
    first.wait("saved ");
    let mut second = open_meeting(&desk, 0);
    let why = format!(
        "Only to be read: another minutebook (process {}",
        first.process()
    );
    second.wait("READ ONLY");
    second.wait(&why);
    second.wait("The first clerk wrote this.");
    // Every way of changing something is refused in words, and what was typed stays in the line.
    for keys in [
        "<C-n>",
        "<F4>",
        "<C-u>The second clerk wrote this.<Enter>",
        "<A-i>",
        "<PgUp><Enter>",
    ] {
        second.press(keys);
        second.wait(&why);
        assert!(
            second.row(0).contains("READ ONLY"),
            "{keys}: {}",
            second.row(0)
        );
        // Any other key takes the words away, so that they are not taken for an answer to the next.
        second.press("<Left>");
        second.wait_gone(&why);
    }
    // The roll, too.
    second.press("<C-r>");
    second.wait("Garrow");
    second.press("l");
    second.wait(&why);
    second.press("<Esc>");
    // Else it would begin another key.
    second.wait_gone("Roll ·");
    // Documents can be read all the while, by programs too.
    assert!(
        desk.printed(&["export", "latest"])
            .contains("The first clerk wrote this.")
    );
    leave(second);
    // The first one was not disturbed.
    first.press(" still.<Enter>");
    first.wait("and is at it still.");
    first.wait("saved ");
    leave(first);
    let entries = entries_on_disk(&desk.register(), meeting);
    assert_eq!(
        entries,
        ["The first clerk wrote this.", "and is at it still."]
    );
    assert_sound(&desk.register());
}

#[test]
fn a_meeting_is_taken_over_with_its_half_typed_line_when_its_program_died() {
    let desk = Desk::new();
    let meeting = Council::default().lay_in(&desk.register())[0];
    let mut first = open_meeting(&desk, 0);
    first.press("Recorded before the end.<Enter>half a line with its cursor here");
    first.press("<Left><Left><Left><Left>");
    first.wait("> half a line");
    let mut second = open_meeting(&desk, 0);
    second.wait("READ ONLY");
    // Whatever was typed there half a second ago is on disk.
    std::thread::sleep(std::time::Duration::from_millis(500));
    first.signal("KILL");
    first.end();
    // From the diary it is opened again, and is now this program's.
    second.press("<F12>");
    second.wait("Diary");
    second.press("<Enter>");
    second.wait("IN PROGRESS");
    second.wait("> half a line with its cursor here");
    assert!(
        !second.screen().contains("READ ONLY"),
        "{}",
        second.screen()
    );
    let column = 3 + "half a line with its cursor ".len() as u16;
    second.wait_until("the cursor where it was", |screen| {
        screen.cursor_position().1 == column
    });
    second.press("right <Enter>");
    second.wait("saved ");
    leave(second);
    let entries = entries_on_disk(&desk.register(), meeting);
    assert_eq!(
        entries,
        [
            "Recorded before the end.",
            "half a line with its cursor right here"
        ]
    );
    assert_sound(&desk.register());
}

#[test]
fn a_meeting_that_was_put_away_is_free_for_the_other() {
    let desk = Desk::new();
    let meeting = Council::default().lay_in(&desk.register())[0];
    let mut first = open_meeting(&desk, 0);
    first.press("Begun here<F12>");
    first.wait("Diary");
    // It is given back when all that was typed is on disk.
    while desk.path().join("register.db.open").exists() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let mut second = open_meeting(&desk, 0);
    second.wait("> Begun here");
    second.press(", ended there.<Enter>");
    second.wait("saved ");
    assert!(
        !second.screen().contains("READ ONLY"),
        "{}",
        second.screen()
    );
    // The first one sees what the second one did, and may not write meanwhile.
    first.press("<Enter>");
    first.wait("READ ONLY");
    first.wait("Begun here, ended there.");
    leave(second);
    leave(first);
    assert_eq!(
        entries_on_disk(&desk.register(), meeting),
        ["Begun here, ended there."]
    );
    assert_sound(&desk.register());
}
