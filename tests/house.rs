//! Holds the house in order: which room may know which, and who alone may name a library.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms of ours that it may know. `run`, `cli`, `sample` and `library` stand at the door.
const MAY_KNOW: [(&str, &[&str]); 15] = [
    ("minutes", &[]),
    ("command", &[]),
    ("editor", &[]),
    ("files", &[]),
    ("keymap", &["command"]),
    ("theme", &["minutes"]),
    ("terminal", &[]),
    ("store", &["minutes"]),
    ("export", &["minutes"]),
    ("import", &["minutes"]),
    ("intake", &["minutes", "import", "store::protocol"]),
    (
        "screen",
        &[
            "minutes",
            "editor",
            "command",
            "keymap",
            "theme",
            "store::protocol",
            "export",
            "sample",
            "intake",
        ],
    ),
    (
        "app",
        &[
            "screen",
            "keymap",
            "command",
            "minutes",
            "intake",
            "store::protocol",
        ],
    ),
    ("library", &["files", "keymap", "minutes"]),
    ("sample", &["minutes", "store::protocol"]),
];

/// Libraries that only some rooms may name.
const ALONE: [(&str, &[&str]); 6] = [
    ("rusqlite", &["store"]),
    ("tokio", &["run", "terminal"]),
    ("crossterm", &["run", "terminal"]),
    ("ratatui", &["screen", "theme", "run", "terminal", "app"]),
    ("minijinja", &["minutes", "export"]),
    ("clap", &["cli", "main"]),
];

#[test]
fn each_room_knows_only_what_it_may() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let room = room_of(&path);
        let Some((_, may)) = MAY_KNOW.iter().find(|(name, _)| *name == room) else {
            assert!(
                ["run", "cli", "main", "lib"].contains(&room.as_str()),
                "{room} is a new room: say in MAY_KNOW whom it may know"
            );
            continue;
        };
        for known in named_after("crate::", &text) {
            let own = known == room || known.starts_with(&format!("{room}::"));
            let allowed = may
                .iter()
                .any(|room| known == *room || known.starts_with(&format!("{room}::")));
            if !own && !allowed {
                wrong.push(format!("{}: {room} may not know {known}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn libraries_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let room = room_of(&path);
        for (library, rooms) in ALONE {
            let names_it = code_lines(&text).any(|line| {
                line.contains(&format!("{library}::")) || line.contains(&format!("use {library}"))
            });
            if names_it && !rooms.contains(&room.as_str()) {
                wrong.push(format!("{}: {room} may not name {library}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_left_unfinished() {
    for (path, text) in sources() {
        for word in ["todo!(", "unimplemented!(", "FIXME", "stand-in for now"] {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}

/// The lines of a source that are no comments, and no tests: those may know everything.
fn code_lines(text: &str) -> impl Iterator<Item = &str> {
    let tests = text.find("#[cfg(test)]\nmod ").unwrap_or(text.len());
    text[..tests]
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("//"))
}

/// What stands after `crate::` in the code: two steps of the path, the braces of a group opened.
fn named_after(prefix: &str, text: &str) -> BTreeSet<String> {
    let code: String = code_lines(text).collect::<Vec<_>>().join("\n");
    let mut named = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        let path: String = code[at + prefix.len()..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':'))
            .collect();
        let steps: Vec<&str> = path
            .split("::")
            .filter(|step| !step.is_empty())
            .take(2)
            .collect();
        named.insert(steps.join("::"));
    }
    named
}

fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix("src").expect("a source");
    let first = inside
        .components()
        .next()
        .expect("a room")
        .as_os_str()
        .to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            let is_test = path.file_stem().is_some_and(|stem| {
                ["tests", "properties", "rehearsal", "testing", "published"]
                    .contains(&stem.to_string_lossy().as_ref())
            });
            if path.is_dir() && !is_test {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !is_test {
                let text = fs::read_to_string(&path).expect("a source is text");
                found.push((path, text));
            }
        }
    }
    found
}
