//! Documents besides the minutes, and whole years of them, on the command line.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::path::Path;
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

/// What a command that fails says, and its exit code.
fn refused(desk: &Desk, arguments: &[&str]) -> (Option<i32>, String) {
    let output = command(desk, arguments).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), said)
}

fn command(desk: &Desk, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_minutebook"));
    command
        .args(arguments)
        .env("MINUTEBOOK_REGISTER", desk.register())
        .env(
            "MINUTEBOOK_SETTINGS",
            desk.register().with_file_name("settings"),
        )
        .env("MINUTEBOOK_TEST_NOW", "2022-07-28T09:00:00+01:00")
        .stdin(Stdio::null());
    command
}

fn printed(desk: &Desk, arguments: &[&str]) -> String {
    let output = command(desk, arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn each_document_of_the_sample_council_as_text() {
    let desk = desk();
    for (document, meeting) in [
        ("action-sheet", vec!["latest"]),
        ("decision-notice", vec!["latest"]),
        ("agenda", vec!["27 July 2022"]),
        ("attendance", vec!["--body", "green spaces"]),
        ("work-programme", vec!["latest"]),
    ] {
        let arguments = [vec!["export", "--document", document], meeting].concat();
        let text = printed(&desk, &arguments);
        insta::assert_snapshot!(format!("sample_{document}"), text);
    }
}

#[test]
fn an_action_sheet_goes_to_one_owner_as_a_mail() {
    let desk = desk();
    let mail = printed(
        &desk,
        &[
            "export",
            "latest",
            "--document",
            "action-sheet",
            "--format",
            "eml",
        ],
    );
    assert!(mail.starts_with("Date: "), "{mail}");
    assert!(mail.contains("\r\nMIME-Version: 1.0\r\n"), "{mail}");
    let (code, said) = refused(
        &desk,
        &[
            "export",
            "latest",
            "--document",
            "action-sheet",
            "--owner",
            "zzz",
        ],
    );
    assert_eq!(code, Some(1));
    assert!(
        said.contains("No owner here has a name like \"zzz\""),
        "{said}"
    );
}

#[test]
fn of_a_meeting_in_which_nothing_has_a_day_no_calendar_is_written() {
    let desk = desk();
    let file = desk.register().with_file_name("dates.ics");
    let asked = ["export", "next", "--format", "ics", "--output"];
    let (code, said) = refused(&desk, &[&asked[..], &[file.to_str().unwrap()]].concat());
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("nothing of the meeting has a day yet"),
        "{said}"
    );
    assert!(!file.exists());
    let folder = desk.register().with_file_name("all");
    let asked = ["export", "next", "--all", folder.to_str().unwrap()];
    let told = printed(&desk, &asked);
    assert!(
        told.contains("-record.json") && !told.contains(".ics"),
        "{told}"
    );
}

#[test]
fn the_demo_goes_with_no_command() {
    let desk = desk();
    for command in [
        &["export", "latest"][..],
        &["meetings"],
        &["search", "roof"],
        &["import", "minutes.txt"],
        &["actions"],
        &["bodies"],
        &["check"],
        &["templates"],
        &["keys"],
    ] {
        let (code, said) = refused(&desk, &[&["--demo"], command].concat());
        assert_eq!(code, Some(2), "{command:?}: {said}");
        assert!(said.contains("--demo goes with no command"), "{said}");
    }
}

#[test]
fn all_meetings_of_a_span_are_written_and_nothing_is_replaced_unasked() {
    let desk = desk();
    let folder = desk.register().with_file_name("year");
    let folder_name = folder.to_str().unwrap();
    let asked = ["export", "--all", folder_name, "--year", "2022"];
    let said = printed(&desk, &asked);
    let names = names(&folder);
    let meetings = said.lines().count() - 1;
    assert!(meetings > 1, "{said}");
    let last = said.lines().last().unwrap();
    assert_eq!(
        last,
        format!(
            "{} files of {meetings} meetings are in {folder_name}",
            names.len()
        )
    );
    let count = |ending| names.iter().filter(|name| name.ends_with(ending)).count();
    for ending in ["-agenda.html", "-record.json", "-action-sheet.eml"] {
        assert_eq!(count(ending), meetings, "{ending} in {names:?}");
    }
    // Meetings to come have no minutes yet, and where there is nothing to say there is no sheet.
    for ending in [
        "-minutes.docx",
        "-decision-notice.txt",
        "-work-programme.md",
    ] {
        let some = count(ending);
        assert!(0 < some && some < meetings, "{ending}: {some} in {names:?}");
    }
    assert!(
        names.iter().any(|name| name.contains("-action-sheet-for-")),
        "{names:?}"
    );

    std::fs::write(folder.join(&names[0]), "the clerk's own").unwrap();
    let (code, said) = refused(&desk, &asked);
    assert_eq!(code, Some(1));
    assert!(
        said.contains("Nothing was written") && said.contains("more"),
        "{said}"
    );
    let kept = std::fs::read_to_string(folder.join(&names[0])).unwrap();
    assert_eq!(kept, "the clerk's own");
    printed(&desk, &[&asked[..], &["--force"]].concat());
    let replaced = std::fs::read(folder.join(&names[0])).unwrap();
    assert_ne!(replaced, b"the clerk's own");
}

#[test]
fn a_span_or_a_body_that_is_not_there_is_told() {
    let desk = desk();
    for (arguments, words) in [
        (
            vec!["--all", "x", "--year", "1999"],
            "no meeting on these days",
        ),
        (
            vec!["--body", "moon", "--document", "attendance"],
            "No body that has met has a name like \"moon\"",
        ),
        (vec!["--year", "2022"], "Which body?"),
    ] {
        let (code, said) = refused(&desk, &[vec!["export"], arguments].concat());
        assert_eq!(code, Some(1));
        assert!(said.contains(words), "{said}");
    }
    let (code, _) = refused(&desk, &["export"]);
    assert_eq!(code, Some(2));
}

#[test]
fn what_would_be_ignored_is_refused() {
    let desk = desk();
    let words = |arguments: &str| {
        let arguments = format!("export latest {arguments}");
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let (code, said) = refused(&desk, &arguments);
        assert!(matches!(code, Some(1 | 2)), "{arguments:?}: {code:?}");
        said
    };
    for (arguments, part) in [
        ("--list votes", "Only a spreadsheet has lists"),
        ("--offset 0:10", "Only chapters have a place"),
        (
            "--document letter --format csv",
            "Letter has no table for a spreadsheet",
        ),
        (
            "--document attendance --since 2022-09-01 --until 2022-08-01",
            "There is no day from 1 September 2022 to 1 August 2022",
        ),
        ("--template x --owner bell", "cannot be used with"),
        ("--all x --list votes", "cannot be used with"),
        ("--item 2", "Only a letter or a progress report is about"),
        ("--document letter --item 99", "There is no item 99"),
    ] {
        let said = words(arguments);
        assert!(said.contains(part), "{arguments}: {said}");
    }
}

#[test]
fn a_mistake_in_a_template_is_told_with_its_place_and_costs_no_document() {
    let desk = desk();
    let folder = desk.register().with_file_name("settings").join("templates");
    std::fs::create_dir_all(&folder).unwrap();
    let template = "name = \"scrutiny-panel\"\ntitle = \"Ours\"\n\n[document.letter.wording]\nencuraging = \"x\"\n";
    std::fs::write(folder.join("ours.toml"), template).unwrap();
    let all = desk.register().with_file_name("all");
    let all = all.to_str().unwrap();
    for arguments in [
        vec!["export", "latest"],
        vec!["export", "latest", "--all", all],
    ] {
        let output = command(&desk, &arguments).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.contains("ours.toml, line 5"), "{said}");
        assert!(said.contains("encuraging"), "{said}");
        assert!(!output.stdout.is_empty());
    }
}

#[test]
fn a_full_copy_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = desk();
    let folder = tempfile::tempdir().unwrap();
    let mode = |copy: &str| {
        let path = folder.path().join(copy);
        let name = path.to_str().unwrap();
        printed(&desk, &["export", "latest", "--copy", copy, "-o", name]);
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777
    };
    assert_eq!(mode("full"), 0o600);
    assert_ne!(mode("public"), 0o600);
}
