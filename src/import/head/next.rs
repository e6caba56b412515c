//! When the body meets next.

use chrono::{Days, NaiveDate};

use crate::import::text::{first_of, has, lower, sentences, start};
use crate::import::when::{Dated, dates};

/// The next meeting: its day, its words, and whether its weekday is wrong.
pub fn next_meeting(
    items: &[(&str, Vec<&str>)],
    date: Option<NaiveDate>,
) -> Option<(NaiveDate, String, bool)> {
    // Without a day of the meeting, only a date with its year can be told.
    let anchor = date.map_or(Some(NaiveDate::MIN), |date| {
        date.checked_add_days(Days::new(1))
    });
    let is_next = |found: &Dated| {
        date.map_or(found.year_stated, |date| {
            found.date > date || !found.year_stated || found.weekday_wrong
        })
    };
    let read = |text: &str| -> Option<(NaiveDate, String, bool)> {
        let found = dates(text, anchor?);
        let best = found.iter().find(|found| is_next(found))?;
        Some((
            best.date,
            text.get(best.at.clone()).unwrap_or_default().to_owned(),
            best.weekday_wrong,
        ))
    };
    // An item for it, or a label.
    for (title, blocks) in items.iter().rev() {
        if !is_next_title(title) {
            continue;
        }
        if let Some(found) = read(title).or_else(|| {
            blocks
                .iter()
                .take(6)
                .find_map(|text| read(start(text, 600)))
        }) {
            return Some(found);
        }
    }
    // A sentence that says it, the last one first.
    for (_, blocks) in items.iter().rev() {
        for (place, text) in blocks.iter().enumerate().rev() {
            for range in sentences(text).into_iter().rev() {
                let Some(sentence) = text.get(range) else {
                    continue;
                };
                let lower_sentence = lower(sentence);
                let cue = first_of(
                    &lower_sentence,
                    &[
                        "next meeting",
                        "next ordinary meeting",
                        "next council meeting",
                        "next parish council meeting",
                        "next full council",
                        "next monthly meeting",
                        "next scheduled meeting",
                        "date of next",
                        "meeting dates",
                        "dates of meetings",
                        "next committee meeting",
                        "next panel meeting",
                        "next town council meeting",
                        "next community council meeting",
                        "dates of future meetings",
                        "future meetings",
                        "meet again",
                        "next scrutiny panel",
                        "next business meeting",
                        "date of the next",
                        "following dates",
                    ],
                    0,
                );
                let Some((at, _)) = cue else { continue };
                let found = sentence.get(at..).and_then(read).or_else(|| {
                    // A lead-in or a title with the dates below it.
                    let leads = sentence.ends_with(':') || at < 12 && sentence.len() < 60;
                    leads.then(|| {
                        blocks
                            .iter()
                            .skip(place + 1)
                            .take(3)
                            .find_map(|below| read(start(below, 200)))
                    })?
                });
                if found.is_some() {
                    return found;
                }
            }
        }
    }
    None
}

pub(super) fn is_next_title(title: &str) -> bool {
    let lower_title = lower(title);
    has(
        &lower_title,
        &[
            "next meeting",
            "date of meeting",
            "dates of meetings",
            "future meetings",
            "meeting dates",
            "next meetings",
            "date of next",
            "dates of next",
            "date and time of next",
            "future meeting dates",
            "dates of future",
        ],
    ) || lower_title.starts_with("next ") && lower_title.contains("meeting")
}
