//! The register of actions, in the real program: in a terminal, and on the command line for scripts.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::io::Read as _;
use std::process::{Command, Stdio};

use chrono::{FixedOffset, TimeZone};
use minutebook::minutes::ids::IdSource;
use minutebook::minutes::template::Templates;
use minutebook::sample;
use support::{Desk, write_register};

/// A desk with the invented council in its register.
fn desk() -> Desk {
    let desk = Desk::new();
    let now = FixedOffset::east_opt(3600)
        .unwrap()
        .with_ymd_and_hms(2022, 7, 27, 17, 30, 0)
        .unwrap();
    let lines = sample::lines(&mut IdSource::new([5; 16]), now, &Templates::built_in());
    write_register(&desk.register(), lines);
    desk
}

fn json(desk: &Desk, arguments: &[&str]) -> Vec<serde_json::Value> {
    let mut all = vec!["actions", "--format", "json"];
    all.extend(arguments);
    serde_json::from_str(&desk.printed(&all)).unwrap()
}

fn references(rows: &[serde_json::Value]) -> Vec<&str> {
    rows.iter()
        .map(|row| row["reference"].as_str().unwrap())
        .collect()
}

#[test]
fn actions_are_listed_for_scripts() {
    let desk = desk();
    let all = json(&desk, &[]);
    let open = json(&desk, &["--open"]);
    let overdue = json(&desk, &["--overdue"]);
    assert!(all.len() > open.len() && open.len() > overdue.len() && !overdue.is_empty());
    assert!(open.iter().all(|row| row["status"] == "open"));
    assert!(
        overdue
            .iter()
            .all(|row| row["overdue"] == true && row["due"]["to"].is_string())
    );
    let names: Vec<&String> = all[0].as_object().unwrap().keys().collect();
    for name in [
        "reference",
        "text",
        "owners",
        "due",
        "status",
        "body",
        "raised",
        "meeting",
    ] {
        assert!(
            names.iter().any(|there| *there == name),
            "{name} in {names:?}"
        );
    }
    assert_eq!(
        references(&json(&desk, &["--open", "--limit", "2"])),
        references(&open)[..2]
    );
    // Of a name any beginning does, of a body its letters too.
    let harbour = json(&desk, &["--body", "OHB"]);
    assert_eq!(
        references(&harbour),
        references(&json(&desk, &["--body", "harbour"]))
    );
    assert!(
        harbour
            .iter()
            .all(|row| row["reference"].as_str().unwrap().starts_with("OHB/"))
    );
    let trewin = json(&desk, &["--owner", "trewin"]);
    assert!(!trewin.is_empty() && trewin.len() < all.len());
    // The other formats hold the same rows.
    let text = desk.printed(&["actions", "--open"]);
    let csv = desk.printed(&["actions", "--open", "--format", "csv"]);
    assert_eq!(
        (text.lines().count(), csv.lines().count()),
        (open.len(), open.len() + 1)
    );
    for reference in references(&open) {
        assert!(
            text.contains(reference) && csv.contains(reference),
            "{reference}"
        );
    }
}

#[test]
fn exit_codes_tell_what_went_wrong() {
    let desk = desk();
    let code = |arguments: &[&str]| desk.run(arguments).status.code();
    assert_eq!(
        code(&["actions", "--owner", "nobody-of-this-name"]),
        Some(0)
    );
    assert_eq!(code(&["actions", "--body", "moon"]), Some(1));
    assert_eq!(code(&["actions", "--owner", "\"\""]), Some(1));
    assert_eq!(code(&["actions", "--open", "--overdue"]), Some(2));
    assert_eq!(code(&["actions", "--format", "xml"]), Some(2));
    let told = desk.run(&["actions", "--body", "moon"]);
    assert!(told.stdout.is_empty());
    assert!(String::from_utf8_lossy(&told.stderr).contains("No body called \"moon\""));
    let nothing = Desk::new();
    assert_eq!(nothing.run(&["actions"]).status.code(), Some(1));
}

#[test]
fn a_reader_that_has_gone_away_is_no_error() {
    let desk = desk();
    let mut child = Command::new(env!("CARGO_BIN_EXE_minutebook"))
        .args(["actions"])
        .env("MINUTEBOOK_REGISTER", desk.register())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut complained = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut complained)
        .unwrap();
    assert_eq!(
        (child.wait().unwrap().code(), complained.as_str()),
        (Some(0), "")
    );
}

#[test]
fn an_action_is_updated_in_the_register_and_the_update_taken_back() {
    let desk = desk();
    let before = desk.printed(&["actions", "--open"]);
    let first = before.split_whitespace().next().unwrap().to_owned();
    let mut terminal = desk.open();
    terminal.wait("Streets and Green Spaces");
    terminal.press("a");
    terminal.wait(&first);
    terminal.press("oudFound to be done.<Enter>");
    terminal.wait(&format!("Recorded: action {first} completed"));
    terminal.wait_gone(&format!("▸ {first}"));
    let open = desk.printed(&["actions", "--open"]);
    assert_eq!(open.lines().count() + 1, before.lines().count());
    assert!(!open.contains(&first));
    terminal.press("<A-z>");
    terminal.wait(&format!("▸ {first}"));
    assert_eq!(desk.printed(&["actions", "--open"]), before);
    terminal.press("q<C-q>");
    assert_eq!(terminal.end(), 0);
    let sound = desk.printed(&["check"]);
    assert!(sound.contains("every table agrees"), "{sound}");
}
