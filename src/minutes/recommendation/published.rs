//! The recommendations of a published report, read from where the published cases are; skipped where they are not at hand.

use super::*;
use chrono::NaiveDate;

/// The seven recommendations, or none where the report is not at hand.
pub fn recommendations() -> Option<Vec<String>> {
    let cases = std::env::var_os("MINUTEBOOK_CASES").map_or_else(
        || std::path::PathBuf::from("../shared/cases"),
        std::path::PathBuf::from,
    );
    let file = cases.join("council-report/source.txt");
    match std::fs::read_to_string(&file) {
        Ok(text) => Some(numbered(&text)),
        Err(_) => {
            eprintln!("skipped: {} is not there", file.display());
            None
        }
    }
}

/// The numbered recommendations of the report, broken lines joined.
fn numbered(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let from = text.find("**Recommendations:**").unwrap_or(0);
    let to = text.find("**Corporate Plan:**").unwrap_or(text.len());
    for line in text[from..to]
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .skip(1)
    {
        let number = format!("{}. ", found.len() + 1);
        match line.strip_prefix(&number) {
            Some(begun) => found.push(begun.to_owned()),
            None => {
                if let Some(last) = found.last_mut() {
                    last.push(' ');
                    last.push_str(line);
                }
            }
        }
    }
    found
}

#[test]
fn the_published_recommendations_are_read() {
    let Some(numbered) = recommendations() else {
        return;
    };
    let setting = Setting {
        said_on: NaiveDate::from_ymd_opt(2022, 6, 14).unwrap(),
        next_meeting: None,
    };
    assert_eq!(numbered.len(), 7);
    let read: Vec<Recommendation> = numbered.iter().map(|text| read(text, &setting)).collect();
    let verbs: Vec<&str> = read.iter().filter_map(|it| it.verb.as_deref()).collect();
    assert_eq!(
        verbs,
        [
            "acknowledges",
            "drive forward",
            "commission",
            "tasks",
            "receive assurance",
            "endorses",
            "endorses"
        ]
    );
    let actors: Vec<usize> = read.iter().map(|it| it.actors.len()).collect();
    assert_eq!(actors, [1, 1, 2, 1, 2, 1, 1]);
    for (it, text) in read.iter().zip(&numbered) {
        for actor in &it.actors {
            assert!(text.contains(actor.as_str()), "{actor}");
        }
    }
    let dues: Vec<Option<&Due>> = read.iter().map(|it| it.due.as_ref()).collect();
    let to = |place: usize| read[place].report_to.as_deref();
    assert!(dues[2].is_some_and(|due| due.window.is_some() && due.recurrence.is_none()));
    assert_eq!(
        dues[3].and_then(|due| due.recurrence),
        Some(due::Recurrence::Quarterly)
    );
    assert!([0, 1, 4, 5, 6].iter().all(|place| dues[*place].is_none()));
    assert!(
        to(2).is_some() && to(2) == to(3),
        "the same committee receives both"
    );
    assert!([0, 1, 4, 5, 6].iter().all(|place| to(*place).is_none()));
}
