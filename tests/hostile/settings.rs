//! Settings files in which everything is an attack, or no text at all: the program starts, says so, and goes on.

use crate::council::Council;
use crate::scan::{assert_only_drawing, assert_only_text};
use crate::support::Desk;
use crate::{ATTACKS, attacked};

fn settings(desk: &Desk, keymap: &[u8], phrases: &[u8], template: &[u8]) {
    let folder = desk.path().join("settings");
    std::fs::create_dir_all(folder.join("templates")).unwrap();
    std::fs::write(folder.join("keymap.toml"), keymap).unwrap();
    std::fs::write(folder.join("phrases.toml"), phrases).unwrap();
    std::fs::write(folder.join("templates/\u{1b}]0;hacked\u{7}.toml"), template).unwrap();
    std::fs::write(folder.join("templates/other.toml"), template).unwrap();
}

/// Goes through the program with such settings.
fn holds_with(keymap: &[u8], phrases: &[u8], template: &[u8]) {
    let desk = Desk::new();
    Council::default().lay_in(&desk.register());
    settings(&desk, keymap, phrases, template);
    for arguments in [["keys"], ["templates"]] {
        let output = desk.run(&arguments);
        assert_only_text(&String::from_utf8(output.stdout).unwrap());
        assert_only_text(&String::from_utf8(output.stderr).unwrap());
    }
    let mut terminal = desk.open();
    terminal.wait("Wharves and Markets Board");
    terminal.press("<Enter>");
    terminal.wait("IN PROGRESS");
    terminal.press("<A-x>");
    std::thread::sleep(std::time::Duration::from_millis(60));
    terminal.press("<Esc>");
    std::thread::sleep(std::time::Duration::from_millis(60));
    terminal.press("It works.<Enter>");
    terminal.wait("It works.");
    terminal.wait("saved ");
    terminal.press("<C-q>");
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    assert_only_drawing(&terminal.raw());
}

/// A text as a TOML string, every character that may not stand in one escaped.
fn quoted(text: &str) -> String {
    let escape = |c: char| {
        if c.is_control() || c == '"' || c == '\\' {
            format!("\\u{:04X}", c as u32)
        } else {
            c.to_string()
        }
    };
    format!("\"{}\"", text.chars().map(escape).collect::<String>())
}

#[test]
fn attacks_in_the_right_form() {
    let phrases = format!("att = {}\n", quoted(&attacked("phrase")));
    let template = format!(
        "name = \"other\"\nabout = {0}\n[[agenda]]\ntitle = {0}\n[phrases]\nown = {0}\n",
        quoted(&attacked("words"))
    );
    let keymap = format!("[line]\n{} = \"quit\"\n", quoted("\u{1b}]0;hacked\u{7}"));
    holds_with(keymap.as_bytes(), phrases.as_bytes(), template.as_bytes());
    // As a table of phrases, too.
    let phrases = format!("[phrases]\natt = {}\n", quoted(&attacked("phrase")));
    holds_with(
        b"[line]\n\"ctrl-n\" = \"put-next-item\"\n",
        phrases.as_bytes(),
        template.as_bytes(),
    );
}

#[test]
fn attacks_raw() {
    let raw: Vec<u8> = ATTACKS.concat().into_bytes();
    let broken = [b"name = \"".as_slice(), &raw, b"\" = \n[line\n"].concat();
    holds_with(&broken, &broken, &broken);
}

#[test]
fn no_text_at_all() {
    let bytes: Vec<u8> = (0..=255).cycle().take(5_000).collect();
    holds_with(&bytes, &bytes, &bytes);
    holds_with(b"", b"\0\0\0", b"\xff\xfe");
}
