//! However the program ends, it ends by itself, at once, gives the terminal back, and what was typed is on disk.

use std::process::{Command, Stdio};
use std::time::Duration;

use minutebook::minutes::ids::MeetingId;
use portable_pty::CommandBuilder;

use crate::council::{Council, assert_sound, entries_on_disk, line_on_disk};
use crate::support::{Desk, Terminal};

/// How long the program may take to end.
const AT_ONCE: Duration = Duration::from_secs(1);

/// A clerk in mid-sentence.
fn in_mid_sentence() -> (Desk, MeetingId, Terminal) {
    let desk = Desk::new();
    let meeting = Council::default().lay_in(&desk.register())[0];
    let mut terminal = desk.open();
    type_a_while(&mut terminal);
    (desk, meeting, terminal)
}

fn type_a_while(terminal: &mut Terminal) {
    super::enter_meeting(terminal);
    terminal.press("The crane is hired.<Enter>! Rents to be lo");
    terminal.wait("> ! Rents to be lo");
}

/// Ends a program by something, and looks at what it leaves.
fn ends_well_by(what: &str, by: impl FnOnce(&mut Terminal)) {
    let (desk, meeting, mut terminal) = in_mid_sentence();
    let held = terminal.hold();
    let settings = |held: &std::fs::File| {
        let held = held.try_clone().unwrap();
        let output = Command::new("stty")
            .arg("-a")
            .stdin(Stdio::from(held))
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(
        settings(&held).contains("-icanon"),
        "{what}: the program has the terminal"
    );
    by(&mut terminal);
    let code = terminal.ends_within(AT_ONCE);
    assert_eq!(code, Some(0), "{what}: {}", terminal.screen());
    let after = settings(&held);
    for setting in ["icanon", "echo", "isig", "opost", "icrnl"] {
        assert!(
            after.split_whitespace().any(|word| word == setting),
            "{what}: {setting} in {after}"
        );
    }
    drop(held);
    terminal.end();
    assert!(terminal.is_sane(), "{what}");
    left_behind(&desk, meeting, what);
}

fn left_behind(desk: &Desk, meeting: MeetingId, what: &str) {
    assert_eq!(
        entries_on_disk(&desk.register(), meeting),
        ["The crane is hired."],
        "{what}"
    );
    assert_eq!(
        line_on_disk(&desk.register(), meeting),
        "! Rents to be lo",
        "{what}"
    );
    assert_sound(&desk.register());
    assert!(
        !desk.path().join("register.db.open").exists(),
        "{what}: the meeting is given back"
    );
}

#[test]
fn by_its_keys() {
    ends_well_by("Ctrl+Q", |terminal| terminal.press("<C-q>"));
    ends_well_by("Ctrl+C", |terminal| terminal.press("<C-c>"));
}

#[test]
fn by_a_signal() {
    for signal in ["TERM", "HUP", "INT"] {
        ends_well_by(signal, |terminal| terminal.signal(signal));
    }
}

/// A paste or a key of which only the beginning has come keeps nothing else waiting: neither what was typed before it
/// nor the end.
#[test]
fn in_the_middle_of_a_paste_or_a_key() {
    for half in [
        "\x1b[200~The minutes of the la",
        "\x1b[",
        "\x1b[1;",
        "\u{e9}",
    ] {
        let (desk, meeting, mut terminal) = in_mid_sentence();
        terminal.press("wered");
        terminal.wait("> ! Rents to be lowered");
        // Of a letter, too: its first byte alone.
        terminal.send(if half.len() == 2 && !half.starts_with('\x1b') {
            &half.as_bytes()[..1]
        } else {
            half.as_bytes()
        });
        // In time for a kill, as ever.
        std::thread::sleep(Duration::from_millis(500));
        assert_eq!(
            line_on_disk(&desk.register(), meeting),
            "! Rents to be lowered",
            "{half:?}"
        );
        terminal.signal("TERM");
        assert_eq!(terminal.ends_within(AT_ONCE), Some(0), "{half:?}");
        terminal.end();
        assert!(terminal.is_sane(), "{half:?}");
    }
}

#[test]
fn keys_pressed_just_before_the_end_are_kept() {
    let (desk, meeting, mut terminal) = in_mid_sentence();
    terminal.press("wered.<Enter>Nobody <C-q>");
    assert_eq!(terminal.ends_within(AT_ONCE), Some(0));
    let entries = entries_on_disk(&desk.register(), meeting);
    assert_eq!(entries, ["The crane is hired.", "Rents to be lowered."]);
    assert_eq!(line_on_disk(&desk.register(), meeting), "Nobody ");
}

/// Where the test that runs in a process of its own finds what it needs.
const PART: &str = "MINUTEBOOK_TEST_PART";

/// This test program again, to play one part.
fn again(part: &str) -> (std::path::PathBuf, [String; 3]) {
    let name = format!("endings::{part}");
    (
        std::env::current_exe().unwrap(),
        ["--exact".to_owned(), name, "--nocapture".to_owned()],
    )
}

/// A terminal whose process dies takes its side of the line along: what a closed window or a lost connection is.
#[test]
fn when_the_terminal_is_gone() {
    if let Some(folder) = std::env::var_os(PART) {
        let mut terminal = Desk::at(folder.into()).open();
        type_a_while(&mut terminal);
        super::say(&format!("clerk {}", terminal.process()));
        std::thread::sleep(Duration::from_mins(1));
    }
    let desk = Desk::new();
    let meeting = Council::default().lay_in(&desk.register())[0];
    let (program, arguments) = again("when_the_terminal_is_gone");
    let mut window = Command::new(program)
        .args(arguments)
        .env(PART, desk.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = std::io::BufReader::new(window.stdout.take().unwrap());
    let process = loop {
        let mut line = String::new();
        assert!(
            std::io::BufRead::read_line(&mut said, &mut line).unwrap() > 0,
            "the terminal said who runs in it"
        );
        if let Some((_, process)) = line.trim().split_once("clerk ") {
            break process.to_owned();
        }
    };
    window.kill().unwrap();
    window.wait().unwrap();
    let runs = || match std::fs::read_to_string(format!("/proc/{process}/stat")) {
        // Nobody may be there to take note of its end: then it stays in the list.
        Ok(stat) => !stat.contains(") Z "),
        // Gone, or there is no such list here: then what it holds tells.
        Err(_) => desk.path().join("register.db.open").exists(),
    };
    let deadline = std::time::Instant::now() + AT_ONCE;
    while runs() {
        assert!(
            std::time::Instant::now() < deadline,
            "the program goes on without a terminal"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
    left_behind(&desk, meeting, "no terminal");
}

/// A program that fails in its middle still gives the terminal back, and says what happened where it can be read.
#[test]
fn when_the_program_panics() {
    if std::env::var_os(PART).is_some() {
        let _screen = minutebook::terminal::Screen::enter().unwrap();
        panic!("The gavel broke.");
    }
    let desk = Desk::new();
    let (program, arguments) = again("when_the_program_panics");
    let mut command = CommandBuilder::new(program);
    command.args(arguments);
    let mut terminal = desk.start(command, &[(PART, "panics")], (80, 24));
    let held = terminal.hold();
    assert_ne!(terminal.ends_within(Duration::from_secs(10)), Some(0));
    let output = Command::new("stty")
        .arg("-a")
        .stdin(Stdio::from(held))
        .output()
        .unwrap();
    let settings = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        settings.contains(" icanon") && settings.contains(" echo "),
        "{settings}"
    );
    terminal.end();
    assert!(terminal.is_sane());
    assert!(
        terminal
            .raw()
            .windows(8)
            .any(|bytes| bytes == b"\x1b[?1049h"),
        "it had the terminal"
    );
    // Among all that was printed: where a backtrace is asked for, the words have left the screen.
    let printed = terminal.raw();
    let printed = String::from_utf8_lossy(&printed);
    assert!(printed.contains("The gavel broke."), "{printed}");
}
