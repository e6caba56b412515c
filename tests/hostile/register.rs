//! A register in which every name, title and text is an attack.

use crate::attacked;
use crate::council::{Council, assert_sound, entries_on_disk};
use crate::scan::{assert_only_drawing, assert_only_text};
use crate::support::{Desk, Terminal};

fn council() -> Council {
    let combining = format!("Marked a{} end", "\u{301}".repeat(10_000));
    Council {
        body: attacked("body"),
        title: Some(attacked("title")),
        place: attacked("place"),
        items: vec![attacked("item"), "x".repeat(100_000), combining.clone()],
        people: vec![
            (attacked("given"), attacked("family")),
            ("Ines".to_owned(), "Tolland".to_owned()),
        ],
        post: attacked("post"),
        entries: vec![
            attacked("entry"),
            "long ".repeat(20_000),
            combining,
            "Last and plain.".to_owned(),
        ],
        ..Council::default()
    }
}

fn visit_everything(terminal: &mut Terminal) {
    for keys in [
        "<F1><Esc>",
        "<C-p>",
        "<Esc>",
        "<C-r>",
        "<Esc>",
        "<F3>",
        "<Esc>",
        "<F8>",
        "<PgDn><PgDn>",
        "<Esc>",
    ] {
        terminal.press(keys);
        // So that Esc is not taken for the beginning of another key.
        std::thread::sleep(std::time::Duration::from_millis(60));
    }
    for keys in [
        "<F9>", "<Esc>", "<Esc>", "<C-g>", "<Esc>", "<A-Down>", "<A-Down>", "<A-Up>", "<PgUp>",
        "<Up>", "<Up>",
    ] {
        terminal.press(keys);
        std::thread::sleep(std::time::Duration::from_millis(60));
    }
    terminal.press("<Esc>");
    std::thread::sleep(std::time::Duration::from_millis(60));
    terminal.press("<A-g>");
}

#[test]
fn none_of_it_reaches_the_terminal() {
    let desk = Desk::new();
    let meeting = council().lay_in(&desk.register())[0];
    let before = entries_on_disk(&desk.register(), meeting);
    for size in [(120, 36), (80, 24), (45, 12)] {
        let mut terminal = desk.open_with(&[], &[], size);
        terminal.wait("title0");
        terminal.press("<Enter>");
        terminal.wait("Last and plain.");
        if size.0 == 120 {
            // What is visited below does show what is hostile.
            for (key, words) in [
                ("<C-r>", "given0"),
                ("<F8>", "entry1"),
                ("<F3>", "item0"),
                ("<F9>", "place0"),
            ] {
                terminal.press(key);
                terminal.wait(words);
                terminal.press("<Esc>");
                terminal.wait("Last and plain.");
                std::thread::sleep(std::time::Duration::from_millis(250));
            }
        }
        visit_everything(&mut terminal);
        for (columns, rows) in [(20, 5), (1, 1), (2, 40), (300, 3), size] {
            terminal.resize(columns, rows);
            std::thread::sleep(std::time::Duration::from_millis(30));
        }
        terminal.press("<C-l>");
        terminal.wait("Last and plain.");
        terminal.press("<F12>");
        terminal.wait("Diary");
        terminal.press("b");
        std::thread::sleep(std::time::Duration::from_millis(100));
        terminal.press("<C-q>");
        assert_eq!(terminal.end(), 0, "{}", terminal.screen());
        assert!(terminal.is_sane());
        assert_only_drawing(&terminal.raw());
    }
    // To look at it altered nothing.
    assert_eq!(entries_on_disk(&desk.register(), meeting), before);
    assert_sound(&desk.register());
}

#[test]
fn none_of_it_is_printed() {
    let desk = Desk::new();
    council().lay_in(&desk.register());
    for arguments in [
        &["meetings"][..],
        &["meetings", "--format", "json"],
        &["export", "latest"],
        &["export", "latest", "--format", "markdown"],
        &["check"],
    ] {
        let output = desk.run(arguments);
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(
            printed.len() > 20,
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert_only_text(&printed);
        assert_only_text(&String::from_utf8(output.stderr).unwrap());
    }
    // Every word of the entries is in the minutes all the same.
    let minutes = desk.printed(&["export", "latest"]);
    for number in 0..crate::ATTACKS.len() {
        assert!(minutes.contains(&format!("entry{number}")), "{minutes}");
    }
}

#[test]
fn what_is_said_of_a_wrong_meeting_or_file_is_harmless() {
    let desk = Desk::new();
    council().lay_in(&desk.register());
    let name = desk.path().join("\x1b]0;hacked\x07\u{202e}.db");
    std::fs::write(&name, "no register").unwrap();
    let name = name.to_str().unwrap();
    for arguments in [
        &["--register", name, "check"][..],
        &["--register", name, "meetings"],
        &["--register", "/no/such/\x1b[7777m", "meetings"],
        &["export", "nobody\x1b]0;x\x07"],
        &["export", "latest", "-o", "/no/such/\x1b[7777m/file"],
        &["--keymap", "\x1b[7777m", "keys"],
    ] {
        let output = desk.run(arguments);
        assert!(!output.status.success(), "{arguments:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.len() > 20, "{arguments:?}: {said:?}");
        assert_only_text(&said);
    }
}
