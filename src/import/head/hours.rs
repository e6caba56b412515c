//! When the meeting began and ended.

use chrono::NaiveDate;

use super::is_of_another_meeting;
use crate::import::paragraphs::Block;
use crate::import::people;
use crate::import::text::{first_of, has, lower, sentences, start};
use crate::import::when::{Timed, dates, times};

/// When the meeting began and ended, each with its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    pub start: Option<(chrono::NaiveTime, String)>,
    pub end: Option<(chrono::NaiveTime, String)>,
}

pub(super) const BEGINS: [&str; 18] = [
    "commenced",
    "commencing",
    "commence",
    "commences",
    "started",
    "start",
    "starting",
    "opened",
    "began",
    "begins",
    "called to order",
    "start time",
    "declared open",
    "opening",
    "convened",
    "time",
    "opens",
    "beginning",
];

pub(super) const ENDS: [&str; 22] = [
    "closed",
    "concluded",
    "ended",
    "terminated",
    "finished",
    "rose",
    "closing",
    "close",
    "closes",
    "end",
    "finish",
    "conclusion",
    "ends",
    "closure",
    "concluding",
    "adjourned at",
    "end time",
    "declared closed",
    "adjourned until",
    "completed",
    "dissolved",
    "meeting over",
];

/// Reads when the meeting began from its head, and when it ended from wherever that stands.
pub fn hours(head: &[Block], rest: &[(&str, &str)]) -> Hours {
    let mut hours = Hours::default();
    for block in head.iter().take(30) {
        let text = start(&block.text, 2000);
        for range in sentences(text) {
            if let Some(sentence) = text.get(range) {
                head_hours(sentence, &mut hours);
            }
        }
    }
    for (title, text) in rest {
        let closing = has(
            &lower(title),
            &[
                "close",
                "closure",
                "closing",
                "end of meeting",
                "meeting closed",
            ],
        );
        for range in sentences(text) {
            let Some(sentence) = text.get(range).map(up_to_next_meeting) else {
                continue;
            };
            let lower_sentence = lower(sentence);
            let of_meeting = has(
                &lower_sentence,
                &["meeting", "committee", "council", "panel", "business"],
            ) || sentence.len() < 60;
            let of_part = has(
                &lower_sentence,
                &[
                    "public session",
                    "public participation",
                    "public forum",
                    "public time",
                    "open forum",
                    "next meeting",
                    "closed session",
                    "road",
                    "consultation",
                    "office",
                ],
            );
            if !of_meeting || of_part {
                continue;
            }
            let found = times(sentence);
            if let Some((at, _)) = first_of(&lower_sentence, &ENDS, 0) {
                if let Some(time) = nearest_after(&found, at)
                    .or(found.first())
                    .filter(|_| !has(&lower_sentence, &["will", "to be held"]))
                {
                    hours.end = Some((time.time, written(sentence, time)));
                }
            } else if closing && let [time] = found.as_slice() {
                hours.end = Some((time.time, written(sentence, time)));
            } else if hours.start.is_none()
                && let Some((at, _)) = first_of(
                    &lower_sentence,
                    &["commenced", "opened", "started", "began", "called to order"],
                    0,
                )
                && has(&lower_sentence, &["meeting", "chair", "chairman"])
                && !has(&lower_sentence, &["will", "next"])
                && let Some(time) = nearest_after(&found, at)
            {
                hours.start = Some((time.time, written(sentence, time)));
            }
        }
    }
    hours
}

/// "The meeting closed at 9.15pm Next meeting 3 May at 7pm", run together: what is said of this meeting.
fn up_to_next_meeting(sentence: &str) -> &str {
    let lower_sentence = lower(sentence);
    let next = first_of(&lower_sentence, &["next meeting", "date of next"], 0);
    let end = first_of(&lower_sentence, &ENDS, 0);
    match (end, next) {
        (Some((end, _)), Some((next, _))) if end < next => sentence.get(..next).unwrap_or(sentence),
        _ => sentence,
    }
}

fn head_hours(sentence: &str, hours: &mut Hours) {
    let lower_sentence = lower(sentence);
    if is_of_another_meeting(&lower_sentence) || people::movement(&lower_sentence).is_some() {
        return;
    }
    let found = times(sentence);
    let Some(first) = found.first() else { return };
    // "7.00pm – 9.15pm".
    if let [from, to, ..] = found.as_slice()
        && sentence
            .get(from.at.end..to.at.start)
            .is_some_and(|between| matches!(between.trim(), "-" | "–" | "—" | "to" | "until"))
    {
        hours
            .start
            .get_or_insert((from.time, written(sentence, from)));
        hours.end = Some((to.time, written(sentence, to)));
        return;
    }
    let begins = first_of(&lower_sentence, &BEGINS, 0);
    let ends = first_of(&lower_sentence, &ENDS, 0);
    match (begins, ends) {
        (Some((begin, _)), Some((end, _))) => {
            if let Some(time) = nearest_after(&found, begin) {
                hours
                    .start
                    .get_or_insert((time.time, written(sentence, time)));
            }
            if let Some(time) = nearest_after(&found, end) {
                hours.end = Some((time.time, written(sentence, time)));
            }
        }
        (None, Some(_)) => {
            if !lower_sentence.contains("at the conclusion of") {
                hours.end = Some((first.time, written(sentence, first)));
            }
        }
        (_, None) => {
            let in_title = has(&lower_sentence, &["held", "meeting", "minutes", "at", "on"])
                || sentence.len() < 60
                || sentence.len() < 120 && !dates(sentence, NaiveDate::MIN).is_empty();
            // "8.10pm Cllr Moss arrived" was a movement; "until 8pm" is somebody's leaving.
            if hours.start.is_none()
                && in_title
                && !has(&lower_sentence, &["until", "arrived", "left", "till"])
            {
                hours.start = Some((first.time, written(sentence, first)));
            }
        }
    }
}

pub(super) fn nearest_after(found: &[Timed], at: usize) -> Option<&Timed> {
    found.iter().find(|time| time.at.start >= at)
}

pub(super) fn written(sentence: &str, time: &Timed) -> String {
    sentence.get(time.at.clone()).unwrap_or_default().to_owned()
}
