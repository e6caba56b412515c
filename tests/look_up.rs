//! Looking up in the real program: what it does to a half-typed line is nothing, but for what is put in.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

#[path = "support/council.rs"]
mod council;
mod support;

use std::time::Duration;

use council::{Council, assert_sound, line_on_disk};
use minutebook::minutes::ids::MeetingId;
use support::{Desk, Terminal};

/// A clerk in mid-meeting, at the real program.
struct Clerk {
    desk: Desk,
    meeting: MeetingId,
    terminal: Terminal,
}

/// What stands in the entry line, rows below one another, and where the terminal's cursor is.
type Line = (String, (u16, u16));

impl Clerk {
    fn sit_down() -> Self {
        let desk = Desk::new();
        let council = Council {
            entries: vec!["The crane on the west quay was out of use for a week.".to_owned()],
            meetings: 2,
            ..Council::default()
        };
        let meeting = council.lay_in(&desk.register())[0];
        let mut terminal = desk.open_with(&[], &[], (80, 24));
        terminal.wait("Wharves and Markets Board");
        terminal.press("<Enter>");
        terminal.wait("IN PROGRESS");
        Self {
            desk,
            meeting,
            terminal,
        }
    }

    /// Presses keys and waits until the screen stands still.
    fn press(&mut self, keys: &str) {
        self.terminal.press(keys);
        let look = |terminal: &Terminal| (terminal.screen(), terminal.cursor());
        let mut seen = look(&self.terminal);
        let mut same = 0;
        while same < 5 {
            std::thread::sleep(Duration::from_millis(15));
            let now = look(&self.terminal);
            same = if now == seen { same + 1 } else { 0 };
            seen = now;
        }
    }

    fn looks_up(&self) -> bool {
        self.terminal.screen().contains("refer to it")
    }

    /// The line, where nothing lies over it.
    fn line(&self) -> Line {
        let screen = self.terminal.screen();
        assert!(!self.looks_up(), "{screen}");
        let rows: Vec<&str> = screen.lines().collect();
        let first = rows
            .iter()
            .rposition(|row| row.starts_with(" >"))
            .unwrap_or_else(|| panic!("no line in\n{screen}"));
        let below = rows.len().min(22);
        let rows = rows[first..below.max(first + 1)].iter();
        let line: Vec<&str> = rows.map(|row| row.trim_end()).collect();
        (
            line.join("\n").trim_end().to_owned(),
            self.terminal.cursor(),
        )
    }

    fn leave(mut self) -> String {
        self.terminal.press("<C-q>");
        assert_eq!(self.terminal.end(), 0, "{}", self.terminal.screen());
        assert_sound(&self.desk.register());
        line_on_disk(&self.desk.register(), self.meeting)
    }
}

/// A line as it comes to be, with words put right on the way: between any two of these the clerk looks something up.
const POINTS: [&str; 9] = [
    "!",
    "Crane hier",
    "<BS><BS>",
    "<Left><Right>re",
    " to be looked at again, and the works to be let, with the cost set out for the board ",
    "@Tol",
    "<Tab> >Sept",
    "<C-Left><C-Left><C-w>",
    "<C-z><Home><Right>",
];

#[test]
fn looked_up_and_left_at_any_point_the_line_the_cursor_and_what_can_be_undone_are_as_they_were() {
    let (mut clerk, mut other) = (Clerk::sit_down(), Clerk::sit_down());
    for (place, keys) in POINTS.iter().enumerate() {
        clerk.press(keys);
        other.press(keys);
        let before = clerk.line();
        assert_eq!(before, other.line(), "{keys}");
        let looked = [
            "crane",
            "<C-u>\"west quay\"<Down><Home>x<C-z>",
            "<A-s><A-t>qu<PgDn>",
        ];
        clerk.press("<C-f>");
        assert!(clerk.looks_up(), "{}", clerk.terminal.screen());
        clerk.press(looked[place % looked.len()]);
        clerk.press(["<Esc>", "<F5>", "<C-f>"][place % 3]);
        assert_eq!(clerk.line(), before, "{keys}");
        if place % 2 == 0 {
            continue;
        }
        // The meeting that it comes from is read, and closed again.
        clerk.press("<F5>");
        clerk.press("<C-u>crane<C-o>");
        assert!(clerk.terminal.screen().contains("out of use for a week"));
        clerk.press("<Esc>");
        clerk.press("<Esc>");
        assert_eq!(clerk.line(), before, "{keys}");
    }
    for step in 0..24 {
        clerk.press("<C-z>");
        other.press("<C-z>");
        assert_eq!(clerk.line(), other.line(), "undo {step}");
    }
    for step in 0..24 {
        clerk.press("<C-y>");
        other.press("<C-y>");
        assert_eq!(clerk.line(), other.line(), "redo {step}");
    }
    let kept = clerk.leave();
    assert!(kept.starts_with("!Crane hire to be"), "{kept}");
    assert_eq!(kept, other.leave());
}

#[test]
fn a_citation_goes_in_at_the_cursor_at_any_point_and_one_undo_takes_it_back() {
    let (mut clerk, mut other) = (Clerk::sit_down(), Clerk::sit_down());
    for keys in POINTS {
        clerk.press(keys);
        other.press(keys);
        let before = clerk.line();
        // All at once, as fast as any clerk: the row is that of the words typed.
        clerk.press("<C-f><C-u>\"west quay\"<Enter>");
        let (line, _) = clerk.line();
        let (was, _) = &before;
        assert!(line.contains("minute 1"), "{keys}: {line}");
        let words = |line: &str| line.split_whitespace().map(str::len).sum::<usize>();
        assert!(words(&line) > words(was), "{keys}: {line}");
        clerk.press("<C-z>");
        assert_eq!(clerk.line(), before, "{keys}");
    }
    // What was typed between is taken back as far as ever.
    for clerk in [&mut clerk, &mut other] {
        clerk.press(&"<C-z>".repeat(40));
    }
    assert_eq!(clerk.line(), other.line());
    assert_eq!(clerk.line().0, " >");
    clerk.press("As agreed (");
    clerk.press("<C-f><C-u>\"west quay\"<Enter>), the crane is let.");
    let kept = clerk.leave();
    assert!(kept.starts_with("As agreed (minute 1"), "{kept}");
    assert!(kept.ends_with(" refers), the crane is let."), "{kept}");
    other.leave();
}
