//! The importer, measured: on invented minutes of many styles, on the published ones where they are at hand, and on
//! files that no clerk would write.

mod hostile;
mod program;
mod round_trip;
mod score;
mod truth;

use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use minutebook::import;
use serde_json::Value;

use score::{Counts, score, sum};

/// What all invented documents together must reach, and each of them.
const FLOOR: f64 = 0.97;
const FLOOR_OF_ONE: f64 = 0.85;
/// What the published documents together must reach.
const FLOOR_OF_PUBLISHED: f64 = 0.95;

/// Documents with their truth: NAME.txt beside NAME.json, or source.txt beside truth.json.
fn documents(folder: &Path) -> Vec<(PathBuf, PathBuf)> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return found;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(documents(&path));
        } else if path.extension().is_some_and(|ending| ending == "txt") {
            let truth = if path.file_name().is_some_and(|name| name == "source.txt") {
                path.with_file_name("truth.json")
            } else {
                path.with_extension("json")
            };
            if truth.exists() {
                found.push((path, truth));
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("a document");
    let name = path.file_name().map(|name| name.to_string_lossy());
    serde_json::to_value(import::read(&text, name.as_deref())).expect("a proposal is data")
}

/// The scores of all documents of a folder, each printed with what was missed.
fn measured(folder: &Path) -> Vec<(String, Counts)> {
    documents(folder)
        .into_iter()
        .map(|(path, truth)| {
            let truth = fs::read_to_string(truth).expect("its truth");
            let truth = serde_json::from_str(&truth).expect("truth is JSON");
            let (counts, told) = score(&truth, &read(&path));
            let name = path.display().to_string();
            let _ = writeln!(
                std::io::stdout(),
                "{:.3} {name} {}",
                counts.f1(),
                told.join(", ")
            );
            (name, counts)
        })
        .collect()
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import")
}

#[test]
fn invented_minutes_of_many_styles_are_read() {
    let scores = measured(&fixtures());
    assert!(scores.len() >= 12, "the fixtures are there");
    for (name, counts) in &scores {
        assert!(counts.f1() >= FLOOR_OF_ONE, "{name}: {:.3}", counts.f1());
    }
    let all = sum(scores.into_iter().map(|(_, counts)| counts)).f1();
    assert!(all >= FLOOR, "{all:.3}");
}

#[test]
fn published_minutes_are_read() {
    let folder = std::env::var_os("MINUTEBOOK_CASES")
        .map_or_else(|| PathBuf::from("../shared/cases"), PathBuf::from);
    let scores = measured(&folder);
    if scores.is_empty() {
        let _ = writeln!(
            std::io::stdout(),
            "SKIPPED: there are no published minutes with their truth at {}",
            folder.display()
        );
        return;
    }
    let all = sum(scores.into_iter().map(|(_, counts)| counts)).f1();
    assert!(all >= FLOOR_OF_PUBLISHED, "{all:.3}");
}

/// The words of a text, each with how often it stands there.
fn words(text: &str, into: &mut HashMap<String, usize>) {
    let words = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    for word in words {
        *into.entry(word.to_lowercase()).or_default() += 1;
    }
}

#[test]
fn no_word_of_the_text_is_lost() {
    for (path, _) in documents(&fixtures()) {
        let text = fs::read_to_string(&path).expect("a document");
        let proposal = import::read(&text, None);
        let mut kept = HashMap::new();
        for paragraph in &proposal.head {
            words(&paragraph.text, &mut kept);
        }
        for item in &proposal.items {
            words(item.number.as_deref().unwrap_or_default(), &mut kept);
            words(&item.title, &mut kept);
            for entry in &item.entries {
                words(&entry.text, &mut kept);
            }
        }
        for furniture in &proposal.furniture {
            words(&furniture.text, &mut kept);
        }
        let mut written = HashMap::new();
        words(&text, &mut written);
        for (word, count) in written {
            let numbering = matches!(word.as_str(), "item" | "agenda" | "minute" | "no");
            // "11 th" is put together.
            let raised = matches!(word.as_str(), "th" | "st" | "nd" | "rd")
                || word.chars().all(|letter| letter.is_ascii_digit());
            if numbering || raised {
                continue;
            }
            let there = kept.get(&word).copied().unwrap_or(0);
            assert!(
                there >= count,
                "{}: {word:?} stands there {count} times, {there} are kept",
                path.display()
            );
        }
    }
}

#[test]
fn every_part_tells_the_line_that_it_stands_on() {
    for (path, _) in documents(&fixtures()) {
        let text = fs::read_to_string(&path).expect("a document");
        let lines: Vec<&str> = text.lines().collect();
        let proposal = import::read(&text, None);
        for item in &proposal.items {
            let line = lines.get(item.line - 1).expect("a line of the text");
            let first = item.title.split_whitespace().next().unwrap_or_default();
            assert!(
                line.contains(first)
                    || item
                        .number
                        .as_deref()
                        .is_some_and(|number| line.contains(number)),
                "{}: {first:?} in {line:?}",
                path.display()
            );
            for entry in &item.entries {
                let (from, to) = entry.lines;
                assert!(from >= item.line && from <= to && to <= lines.len());
            }
        }
        for named in proposal.present.iter().chain(&proposal.apologies) {
            assert!((1..=lines.len()).contains(&named.line), "{named:?}");
        }
    }
}
