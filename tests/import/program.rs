//! `minutebook import` as a clerk or a script calls it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn import(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_minutebook"))
        .arg("import")
        .args(arguments)
        .current_dir(folder)
        // No register or settings of whoever runs this.
        .env("HOME", folder)
        .env("MINUTEBOOK_REGISTER", folder.join("register.db"))
        .env("MINUTEBOOK_SETTINGS", folder.join("settings"))
        .output()
        .expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn one_file_is_one_object_and_several_are_an_array() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    write(
        "moss 2024-05-20.txt",
        "1. Apologies: none\n2. Finance: \u{1b}[31mnoted\n",
    );
    write("dale.md", "**1. Apologies**\n\nnone\n\n**2. Finance**\n");
    let one = import(
        &["--dry-run", "--format", "json", "moss 2024-05-20.txt"],
        folder.path(),
    );
    assert!(one.status.success(), "{}", said(&one));
    assert!(
        !one.stdout.contains(&0x1b),
        "no escape reaches the terminal"
    );
    let read: Value = serde_json::from_slice(&one.stdout).expect("JSON");
    assert_eq!(read["date"], "2024-05-20");
    assert_eq!(read["date_from"], "file-name");
    assert_eq!(read["items"][1]["title"], "Finance");
    let two = import(
        &[
            "--dry-run",
            "--format",
            "json",
            "moss 2024-05-20.txt",
            "dale.md",
        ],
        folder.path(),
    );
    let read: Value = serde_json::from_slice(&two.stdout).expect("JSON");
    assert_eq!(read.as_array().map(Vec::len), Some(2));
}

#[test]
fn what_cannot_be_read_is_refused_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("a file");
    write("minutes.txt", b"1. Apologies");
    write("minutes.pdf", b"%PDF-1.7");
    write("noughts.txt", &[0; 5000]);
    write(
        "broken.txt",
        &(128..=255).cycle().take(4000).collect::<Vec<u8>>(),
    );
    write("vast.txt", &vec![b'a'; 50 * 1024 * 1024]);
    for (arguments, words) in [
        (&["--format", "json", "minutes.txt"][..], "--dry-run"),
        (&["--dry-run", "minutes.pdf"][..], "PDF"),
        (&["--dry-run", "noughts.txt"][..], "not text"),
        (&["--dry-run", "broken.txt"][..], "not UTF-8"),
        (&["--dry-run", "vast.txt"][..], "8 MB"),
        (&["--dry-run", "none.txt"][..], "could not be read"),
        (&["--dry-run", "."][..], "could not be read"),
    ] {
        let output = import(arguments, folder.path());
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(
            said(&output).contains(words),
            "{arguments:?}: {}",
            said(&output)
        );
    }
    assert_eq!(import(&["--dry-run"], folder.path()).status.code(), Some(2));
}
