//! Days of the past as a query names them.
//!
//! Due phrases look forward; a query looks back. `March` is the last one that has begun, not the next.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::minutes::due::{self, Setting, Window};

/// How many words may follow the first.
pub(super) const MOST_WORDS: usize = 3;

/// Words with which a phrase looks forward, or is no stretch of days at all.
const FORWARD: [&str; 12] = [
    "tomorrow", "next", "in", "within", "by", "before", "within", "at", "for", "to", "on", "due",
];

/// The stretch of days that a phrase means, all words of it understood.
pub(super) fn read(phrase: &str, today: NaiveDate) -> Option<Window> {
    let phrase = phrase.trim().to_lowercase();
    let first = phrase.split_whitespace().next()?;
    if FORWARD.contains(&first) {
        return None;
    }
    if let Some(window) = lately(&phrase, today) {
        return Some(window);
    }
    // A year that has no century yet would be read as one in two digits, and jump at the next key.
    if phrase.len() < 4 && phrase.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let said = [
        Some(today),
        today.checked_sub_days(Days::new(7)),
        today.checked_sub_months(Months::new(12)),
    ];
    let mut first = None;
    for said_on in said.into_iter().flatten() {
        let due = due::read(
            &phrase,
            &Setting {
                said_on,
                next_meeting: None,
            },
        );
        let window = due.window.filter(|_| due.recurrence.is_none())?;
        if window.from <= today {
            return Some(window);
        }
        first.get_or_insert(window);
    }
    first
}

/// What a due phrase does not say: "2021", "last week", "last month", "last year", "yesterday".
fn lately(phrase: &str, today: NaiveDate) -> Option<Window> {
    let days_ago = |days: u32| today.checked_sub_days(Days::new(u64::from(days)));
    let into_week = today.weekday().num_days_from_monday();
    let (from, to) = match phrase {
        "today" => (today, today),
        "yesterday" => (days_ago(1)?, days_ago(1)?),
        "last week" => (days_ago(into_week + 7)?, days_ago(into_week + 1)?),
        "last month" => {
            let this = today.with_day(1)?;
            (this.checked_sub_months(Months::new(1))?, this.pred_opt()?)
        }
        _ => {
            let year = match phrase {
                "last year" => today.year() - 1,
                phrase if phrase.len() == 4 && phrase.bytes().all(|byte| byte.is_ascii_digit()) => {
                    phrase
                        .parse()
                        .ok()
                        .filter(|year| (1800..2200).contains(year))?
                }
                _ => return None,
            };
            (
                NaiveDate::from_ymd_opt(year, 1, 1)?,
                NaiveDate::from_ymd_opt(year, 12, 31)?,
            )
        }
    };
    Some(Window { from, to })
}

/// Whether some more digits may make it a year.
pub(super) fn may_become_year(word: &str) -> bool {
    word.len() < 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}
