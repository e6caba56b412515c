//! How an action stands, in the words of whoever keeps the log.

use crate::intake::draft::Status;
use crate::minutes::roster::fold;

/// What a cell says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// How the action stands.
    pub status: Status,
    /// The cell's own word, where it says more than that.
    pub note: Option<String>,
    /// What is not understood.
    pub doubt: Option<String>,
}

const OPEN: [&str; 17] = [
    "",
    "open",
    "opened",
    "outstanding",
    "pending",
    "live",
    "active",
    "new",
    "no",
    "not started",
    "not yet started",
    "to do",
    "todo",
    "due",
    "overdue",
    "incomplete",
    "not complete",
];
const UNDER_WAY: [&str; 9] = [
    "ongoing",
    "on going",
    "in progress",
    "in hand",
    "started",
    "under way",
    "underway",
    "on track",
    "continuing",
];
const COMPLETE: [&str; 14] = [
    "complete",
    "completed",
    "closed",
    "done",
    "yes",
    "discharged",
    "actioned",
    "implemented",
    "finished",
    "resolved",
    "achieved",
    "delivered",
    "action complete",
    "action completed",
];
const CANCELLED: [&str; 8] = [
    "cancelled",
    "canceled",
    "withdrawn",
    "dropped",
    "no longer required",
    "not required",
    "abandoned",
    "rejected",
];
/// Traffic lights say how it goes, not whether it is done.
const LIGHTS: [&str; 9] = [
    "r",
    "a",
    "g",
    "red",
    "amber",
    "green",
    "yellow",
    "amber red",
    "amber green",
];
const WAITING: [&str; 6] = [
    "deferred",
    "postponed",
    "on hold",
    "paused",
    "awaiting",
    "delayed",
];

/// Reads the cell.
pub fn read(cell: &str) -> Read {
    let folded = fold(cell.trim().trim_end_matches('.'));
    let folded = folded.replace(['-', '_'], " ");
    let word = folded.as_str();
    let noted = |status| Read {
        status,
        note: Some(cell.trim().to_owned()),
        doubt: None,
    };
    let plain = |status| Read {
        status,
        ..Read::default()
    };
    let begins = |words: &[&str]| {
        words.iter().any(|known| {
            word.strip_prefix(known).is_some_and(|rest| {
                !known.is_empty() && rest.starts_with([' ', ',', ':', ';', '('])
            })
        })
    };
    if OPEN.contains(&word) {
        plain(Status::Open)
    } else if COMPLETE.contains(&word) {
        plain(Status::Complete)
    } else if CANCELLED.contains(&word) {
        plain(Status::Cancelled)
    } else if LIGHTS.contains(&word) {
        let words = format!("Status {}", cell.trim());
        Read {
            note: Some(words),
            ..plain(Status::Open)
        }
    } else if UNDER_WAY.contains(&word) || WAITING.contains(&word) {
        noted(Status::Open)
    } else if let Some(by) = word.strip_prefix("superseded") {
        let by = by.trim().trim_start_matches("by").trim();
        // The reference keeps its capitals.
        let by = cell
            .get(cell.len().saturating_sub(by.len())..)
            .unwrap_or(by);
        plain(Status::Superseded(by.trim().to_owned()))
    } else if begins(&COMPLETE) {
        noted(Status::Complete)
    } else if begins(&CANCELLED) {
        noted(Status::Cancelled)
    } else if begins(&OPEN) || begins(&UNDER_WAY) || begins(&WAITING) {
        noted(Status::Open)
    } else {
        let words = format!(
            "The status \"{}\" is not known: it is taken in as open, with that word.",
            cell.trim()
        );
        Read {
            doubt: Some(words),
            ..noted(Status::Open)
        }
    }
}
