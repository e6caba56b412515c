//! Dates and times of day inside running text.

use std::ops::Range;

use chrono::{Datelike as _, NaiveDate, NaiveTime, Weekday};

use super::text::{bare, words};
use crate::minutes::dates::{DateError, parse_date, parse_time};

/// A date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Where it stands.
    pub at: Range<usize>,
    /// The day.
    pub date: NaiveDate,
    /// Whether its year is written.
    pub year_stated: bool,
    /// Whether a weekday is written that is not that day's.
    pub weekday_wrong: bool,
    /// The weekday as written.
    pub weekday: Option<Weekday>,
}

/// The most words that a date is made of: "Wednesday the 21st of September 2022".
const LONGEST: usize = 7;

/// All dates in a text that name a day and a month; a date without a year is the first not before `anchor`.
pub fn dates(text: &str, anchor: NaiveDate) -> Vec<Dated> {
    let words: Vec<_> = words(text).collect();
    let mut found = Vec::new();
    let mut next = 0;
    while let Some(first) = words.get(next) {
        if !may_begin(first.text) {
            next += 1;
            continue;
        }
        let read = (1..=LONGEST).rev().find_map(|length| {
            let last = words.get(next + length - 1)?;
            let lead = first.text.len()
                - first
                    .text
                    .trim_start_matches(['(', '"', '“', '‘', '['])
                    .len();
            let begin = first.at + lead;
            let part = text.get(begin..last.end())?;
            let part = part.trim_end_matches(|letter: char| !letter.is_alphanumeric());
            if last.text.eq_ignore_ascii_case("the") || last.text.eq_ignore_ascii_case("day") {
                return None;
            }
            let dated = date(part, anchor)?;
            Some((
                length,
                Dated {
                    at: begin..begin + part.len(),
                    ..dated
                },
            ))
        });
        match read {
            Some((length, dated)) => {
                found.push(dated);
                next += length;
            }
            None => next += 1,
        }
    }
    found
}

/// Whether a word may begin a date: a digit, or the name of a month or weekday. Saves trying the others.
fn may_begin(word: &str) -> bool {
    const NAMES: [&str; 19] = [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "may", "jun",
        "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let word = bare(word);
    word.starts_with(|letter: char| letter.is_ascii_digit())
        || NAMES.iter().any(|name| {
            word.len() >= 3
                && word
                    .get(..3)
                    .is_some_and(|start| start.eq_ignore_ascii_case(name))
        })
}

/// Reads a phrase that is wholly a date with day and month.
fn date(phrase: &str, anchor: NaiveDate) -> Option<Dated> {
    let digits = phrase.bytes().any(|byte| byte.is_ascii_digit());
    // "7.30" and "24/25" are a time and a year; "2.7.24" is a date.
    let numeric = !phrase.bytes().any(|byte| byte.is_ascii_alphabetic());
    let joints = phrase
        .bytes()
        .filter(|byte| matches!(byte, b'/' | b'.' | b'-'))
        .count();
    if !digits || numeric && joints != 2 {
        return None;
    }
    let mended = without_filling(phrase);
    let (date, year_stated, weekday_wrong, weekday) = match parse_date(&mended, anchor) {
        Ok(parsed) => (
            parsed.date,
            parsed.year_stated,
            false,
            parsed.weekday_stated,
        ),
        Err(DateError::WrongWeekday { date, stated }) => {
            let year = date.year().to_string();
            (date, mended.contains(&year), true, Some(stated))
        }
        Err(
            DateError::DateNotUnderstood(_)
            | DateError::NoSuchDay { .. }
            | DateError::NoSuchMonth(_)
            | DateError::TimeNotUnderstood(_)
            | DateError::NoSuchTime(_),
        ) => return None,
    };
    Some(Dated {
        at: 0..0,
        date,
        year_stated,
        weekday_wrong,
        weekday,
    })
}

/// "the 9th day of January" without its filling, and "9thJanuary" cut.
fn without_filling(phrase: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for word in phrase.split_whitespace() {
        if !kept.is_empty() && matches!(word.to_ascii_lowercase().as_str(), "day" | "the") {
            continue;
        }
        let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|ending| {
            let digits = word.bytes().take_while(u8::is_ascii_digit).count();
            let glued = word.get(digits + 2..).filter(|rest| rest.len() >= 3)?;
            (digits > 0 && word.get(digits..digits + 2)?.eq_ignore_ascii_case(ending))
                .then(|| (digits + 2, glued))
        });
        match ordinal {
            Some((cut, glued)) if glued.starts_with(char::is_alphabetic) => {
                kept.push(word.get(..cut).unwrap_or(word).to_owned());
                kept.push(glued.to_owned());
            }
            _ => kept.push(word.to_owned()),
        }
    }
    kept.join(" ")
}

/// A time in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timed {
    /// Where it stands.
    pub at: Range<usize>,
    /// The time of day.
    pub time: NaiveTime,
    /// Whether "am", "pm", "hrs", "noon" or a colon makes it sure.
    pub sure: bool,
}

/// All times of day in a text; a bare number is one only after "at", and then not sure.
pub fn times(text: &str) -> Vec<Timed> {
    let words: Vec<_> = words(text).collect();
    let mut found = Vec::new();
    let mut next = 0;
    while let Some(first) = words.get(next) {
        let lead = first.text.len()
            - first
                .text
                .trim_start_matches(['(', '[', '"', '“', '@', '-', '–'])
                .len();
        let begin = first.at + lead;
        let first_bare = first.text.get(lead..).unwrap_or_default();
        let lower_first = first_bare.to_ascii_lowercase();
        let may = first_bare.starts_with(|letter: char| letter.is_ascii_digit())
            || lower_first.starts_with("noon")
            || lower_first.starts_with("midday");
        if !may {
            next += 1;
            continue;
        }
        let read = (1..=3).rev().find_map(|length| {
            let last = words.get(next + length - 1)?;
            let part = text.get(begin..last.end())?;
            let part = part.trim_end_matches(|letter: char| !letter.is_alphanumeric());
            let (time, sure) = time(part)?;
            let announced = next
                .checked_sub(1)
                .and_then(|before| words.get(before))
                .is_some_and(|before| {
                    let range = matches!(before.text, "-" | "–" | "—" | "to" | "till")
                        && found
                            .last()
                            .is_some_and(|last: &Timed| last.at.end + 1 == before.at);
                    leads(before.text) || range
                });
            (sure || length == 1 && announced).then_some((length, part.len(), time, sure))
        });
        match read {
            Some((length, bytes, time, sure)) => {
                found.push(Timed {
                    at: begin..begin + bytes,
                    time,
                    sure,
                });
                next += length;
            }
            None => next += 1,
        }
    }
    found
}

/// Whether a time follows this word, where nothing else makes it sure.
fn leads(word: &str) -> bool {
    matches!(
        bare(word).to_ascii_lowercase().as_str(),
        "at" | "from"
            | "until"
            | "till"
            | "commenced"
            | "closed"
            | "opened"
            | "time"
            | "start"
            | "end"
            | "finish"
            | "started"
            | "ended"
    )
}

/// Reads a phrase that is wholly a time of day, and whether it can be nothing else.
fn time(phrase: &str) -> Option<(NaiveTime, bool)> {
    let lower = phrase.to_ascii_lowercase().replace([';', '·'], ".");
    let lower = lower.trim_end_matches('.');
    let sure = lower.starts_with("noon")
        || lower.starts_with("midday")
        || [
            "am", "pm", "a.m", "p.m", "hrs", "hours", "hr", "noon", "a m", "p m",
        ]
        .iter()
        .any(|half| lower.ends_with(half))
        || lower.contains(':') && lower.len() <= 5;
    let digits = lower.bytes().filter(u8::is_ascii_digit).count();
    if !sure && (digits < 3 || !lower.contains('.')) {
        return None;
    }
    // "9 pm", "7. 30pm" and "7:30 p.m." in one word.
    let joined: String = lower
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let joined = joined
        .strip_suffix("hr")
        .map_or(joined.clone(), |rest| format!("{rest}hrs"));
    // "12.00noonpm" and the like are nobody's time.
    parse_time(&joined).ok().map(|time| (time, sure))
}

/// "HH:MM".
pub fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// The day that the name of a file tells: "minutes-2024-05-20", "20.05.24 minutes", "20240520", "20 May 2024".
pub fn in_file_name(name: &str, anchor: NaiveDate) -> Option<NaiveDate> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let digits: String = stem.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 8 && stem.contains(&digits) {
        let iso = NaiveDate::parse_from_str(&digits, "%Y%m%d").ok();
        return iso
            .filter(|date| (1950..2100).contains(&date.year()))
            .or_else(|| NaiveDate::parse_from_str(&digits, "%d%m%Y").ok());
    }
    // Take runs of three numbers as they stand, then dates in words.
    let numbers: Vec<(usize, usize)> = runs_of_digits(stem);
    for three in numbers.windows(3) {
        if let [first, _, last] = three
            && let Some(part) = stem.get(first.0..last.1)
            && part.len() <= 10
        {
            let part: String = part
                .chars()
                .map(|letter| if letter.is_ascii_digit() { letter } else { '-' })
                .collect();
            if let Ok(parsed) = parse_date(&part, anchor) {
                return Some(parsed.date);
            }
        }
    }
    let spaced: String = stem
        .chars()
        .map(|letter| {
            if matches!(letter, '-' | '_' | '.' | '%' | '+') {
                ' '
            } else {
                letter
            }
        })
        .collect();
    dates(&spaced, anchor)
        .into_iter()
        .find(|dated| dated.year_stated)
        .map(|dated| dated.date)
}

fn runs_of_digits(text: &str) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in text.char_indices() {
        if letter.is_ascii_digit() {
            match runs.last_mut() {
                Some((_, end)) if *end == at => *end = at + 1,
                _ => runs.push((at, at + 1)),
            }
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchor() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 3, 1).unwrap()
    }

    #[test]
    fn dates_are_found_in_running_text() {
        let found = |text: &str| -> Vec<String> {
            dates(text, anchor())
                .into_iter()
                .map(|dated| format!("{}={}", &text[dated.at.clone()], dated.date))
                .collect()
        };
        assert_eq!(
            found("HELD ON TUESDAY, 9TH JANUARY, 2024 AT 9.30 A.M. and (Wed 14th Feb 2024)."),
            [
                "TUESDAY, 9TH JANUARY, 2024=2024-01-09",
                "Wed 14th Feb 2024=2024-02-14"
            ]
        );
        assert_eq!(
            found("on 07/09/10, the 9th day of May"),
            ["07/09/10=2010-09-07", "9th day of May=2024-05-09"]
        );
        assert_eq!(found("at 7.30pm in 2024/25, item 3.1, 5 roads"), [""; 0]);
    }

    #[test]
    fn times_are_found_with_their_slips() {
        let found = |text: &str| -> Vec<String> {
            times(text)
                .into_iter()
                .map(|timed| clock(timed.time))
                .collect()
        };
        assert_eq!(
            found("opened at 7.30pm and closed at 21.05pm"),
            ["19:30", "21:05"]
        );
        assert_eq!(
            found("6.00 pm, 9.30 A.M., 7pm, 19:30, 17:25hrs"),
            ["18:00", "09:30", "19:00", "19:30", "17:25"]
        );
        assert_eq!(found("Time: 18.00 – 19.45, 3.45 – 4"), ["18:00", "19:45"]);
        assert_eq!(found("12 people and £7.50, 2024"), [""; 0]);
    }

    #[test]
    fn names_of_files_tell_the_day() {
        let read = |name| in_file_name(name, anchor()).map(|date| date.to_string());
        assert_eq!(
            read("26-valley-cc-2024-05-20.txt").as_deref(),
            Some("2024-05-20")
        );
        assert_eq!(read("minutes_20240520.txt").as_deref(), Some("2024-05-20"));
        assert_eq!(read("Minutes 20.05.24.md").as_deref(), Some("2024-05-20"));
        assert_eq!(
            read("Minutes-20th-May-2024.txt").as_deref(),
            Some("2024-05-20")
        );
        assert_eq!(read("minutes.txt"), None);
    }
}
