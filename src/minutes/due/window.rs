//! Finds the window of days that a whole due phrase means: a limit, one time or a range of two, nothing left over.
//!
//! A phrase is a limit ("by", "before", "within") and what it limits. What recurs each year ("September") gives
//! several windows to choose from; what is fixed ("September 2022", "next month") gives one.

use chrono::{Datelike, Months};

use super::time::{Part, Time, When, full_year};
use super::{Setting, Window};
use crate::minutes::dates::{self, Length};

/// What a phrase was found to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// These days.
    Window(Window),
    /// No days, because the phrase contradicts itself: why, in words.
    Doubt(String),
    /// Not understood.
    Nothing,
}

/// The words before the time itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Limit {
    /// In it: "September", "in September", "on Wednesday", "for the next meeting".
    In,
    /// From the meeting to its end: "by", "no later than".
    By,
    /// From the meeting to the day before it begins: "before", "ahead of".
    Before,
    /// Within a length of time it is a deadline, within anything else it is the same as `In`.
    Within,
}

/// Cuts a phrase into words and joins "2022 / 23" to one word, "2022/23", where the years follow one another.
pub(super) fn phrase_words(phrase: &str) -> Vec<String> {
    let words = dates::words(phrase);
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    let mut rest = words.as_slice();
    while let [first, after @ ..] = rest {
        rest = after;
        if let [mark, second, tail @ ..] = after
            && let Some(span) = year_span(first, mark, second)
            && tail.first().is_none_or(|next| next != mark)
        {
            joined.push(span);
            rest = tail;
        } else {
            joined.push(first.clone());
        }
    }
    joined
}

/// "2022/23" from its three words, if the second year follows the first.
fn year_span(first: &str, mark: &str, second: &str) -> Option<String> {
    let year = full_year(first).filter(|_| matches!(mark, "/" | "-"))?;
    let next = year + 1;
    let follows = second == next.to_string() || second == format!("{:02}", next % 100);
    follows.then(|| format!("{year}/{:02}", next % 100))
}

/// Whether the phrase sets a last day rather than naming days.
pub(super) fn is_deadline(phrase: &str) -> bool {
    let words = phrase_words(phrase);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (limit, rest) = limit(&words);
    let limit = length(limit, rest).map_or(limit, |(limit, _)| limit);
    matches!(limit, Limit::By | Limit::Before)
}

/// Finds the window that a phrase means; it must be understood to the last word.
pub(super) fn find(words: &[&str], setting: Setting) -> Found {
    let (limit, rest) = limit(words);
    if let Some((limit, length)) = length(limit, rest) {
        let window = length
            .after(setting.said_on)
            .and_then(|day| limited(limit, Window::day(day), setting));
        return window.map_or(Found::Nothing, Found::Window);
    }
    match windows(rest, setting) {
        Ok(windows) => windows
            .iter()
            .filter_map(|window| limited(limit, *window, setting))
            .find(|window| window.to >= setting.said_on || windows.len() == 1)
            .map_or(Found::Nothing, Found::Window),
        Err(doubt) => Found::Doubt(doubt),
    }
}

/// Parts the limit from what it limits.
fn limit<'a, 'w>(words: &'a [&'w str]) -> (Limit, &'a [&'w str]) {
    let words = words.strip_prefix(&["due"]).unwrap_or(words);
    let (words, latest) = match words.strip_suffix(&["at", "the", "latest"]) {
        Some(words) => (words, true),
        None => (words, false),
    };
    let (limit, rest) = match words {
        ["on", "or", "before", rest @ ..]
        | ["by", rest @ ..]
        | ["no" | "not", "later", "than", rest @ ..]
        | ["in", "time", "for", rest @ ..] => (Limit::By, rest),
        ["before", rest @ ..] | ["prior", "to", rest @ ..] | ["ahead", "of", rest @ ..] => {
            (Limit::Before, rest)
        }
        ["within", rest @ ..] => (Limit::Within, rest),
        ["in" | "during" | "on" | "at" | "for" | "over", rest @ ..] => (Limit::In, rest),
        // "to September" would say until when, which is another thing.
        ["to", rest @ ..] if rest.ends_with(&["meeting"]) => (Limit::In, rest),
        all => (Limit::In, all),
    };
    (
        if latest && limit == Limit::In {
            Limit::By
        } else {
            limit
        },
        rest,
    )
}

/// "two weeks", "the next three months": a length of time, and whether it is a deadline.
fn length(limit: Limit, words: &[&str]) -> Option<(Limit, Length)> {
    let (limit, words) = match (limit, words) {
        (Limit::Before, _) => return None,
        // "in the next month" may mean the month that follows, "within the next month" does not.
        (Limit::Within, ["the", "next" | "coming", unit]) => {
            return Length::read(&["one", unit]).map(|length| (Limit::By, length));
        }
        (_, ["the", "next" | "coming", rest @ ..]) => (Limit::By, rest),
        (Limit::Within | Limit::By, all) => (Limit::By, all),
        (Limit::In, all) => (Limit::In, all),
    };
    Some((limit, Length::read(words)?))
}

/// Applies a limit. A deadline that was over when it was set is that one day.
fn limited(limit: Limit, window: Window, setting: Setting) -> Option<Window> {
    let to = match limit {
        Limit::In | Limit::Within => return Some(window),
        Limit::By => window.to,
        Limit::Before => window.from.pred_opt()?,
    };
    Some(Window {
        from: setting.said_on.min(to),
        to,
    })
}

/// The windows that the words may mean, earliest first: none, a fixed one, or one for each year.
fn windows(words: &[&str], setting: Setting) -> Result<Vec<Window>, String> {
    if let Some(time) = Time::read(words, setting)? {
        return Ok(time.windows(setting));
    }
    let (between, words) = match words.strip_prefix(&["between"]) {
        Some(words) => (true, words),
        None => (false, words),
    };
    for (at, word) in words.iter().enumerate() {
        let adjoining = match *word {
            "/" | "or" => true,
            "and" => !between,
            "-" | "to" | "until" => false,
            _ => continue,
        };
        let (Some(left), Some(right)) = (words.get(..at), words.get(at + 1..)) else {
            continue;
        };
        let (left, right) = (Time::read(left, setting), Time::read(right, setting));
        if let (Ok(Some(left)), Ok(Some(right))) = (&left, &right) {
            return Ok(ranges(*left, *right, adjoining, setting));
        }
        // Both halves must make sense before a doubt about one of them is worth a word.
        if !matches!((&left, &right), (Ok(None), _) | (_, Ok(None))) {
            left?;
            right?;
        }
    }
    Ok(Vec::new())
}

/// The windows from one time to another.
fn ranges(left: Time, right: Time, adjoining: bool, setting: Setting) -> Vec<Window> {
    // "end of Sept/Oct" may mean the end of both, or of either.
    if adjoining && left.part == Part::End && right.part == Part::Whole {
        return Vec::new();
    }
    let range = |left: Window, right: Window| {
        let joined = left.to.succ_opt() == Some(right.from);
        (left.from < right.from && left.to <= right.to && (joined || !adjoining)).then_some(
            Window {
                from: left.from,
                to: right.to,
            },
        )
    };
    let fixed = matches!(left.when, When::Fixed(_));
    let starts = left.windows(setting);
    let ends = right.windows(setting);
    match (left.when, right.when) {
        // "November to February 2023": the last November before it.
        (When::Yearly(_), When::Fixed(end)) => {
            let years = [end.from.year() - 1, end.from.year()];
            let start = years
                .iter()
                .filter_map(|year| left.in_year(*year))
                .filter(|start| start.from < end.from)
                .max_by_key(|start| start.from);
            start
                .into_iter()
                .flat_map(|start| ends.iter().filter_map(move |end| range(start, *end)))
                .collect()
        }
        (When::Fixed(start), When::Yearly(_)) => {
            let years = [
                start.from.year() - 1,
                start.from.year(),
                start.from.year() + 1,
            ];
            let end = years
                .iter()
                .filter_map(|year| right.in_year(*year))
                .find(|end| end.from > start.from);
            end.into_iter()
                .flat_map(|end| starts.iter().filter_map(move |start| range(*start, end)))
                .collect()
        }
        (When::Yearly(_), When::Yearly(_)) | (When::Fixed(_), When::Fixed(_)) => starts
            .iter()
            .filter_map(|start| {
                let end = ends.iter().find(|end| end.from > start.from)?;
                range(*start, *end)
            })
            .filter(|range| fixed || may_be_meant(*range, setting))
            .collect(),
    }
}

/// Whether a range without a year is a likely one: no longer than a year, and not begun half a year ago.
///
/// "September to July", said in the last days of July, means the September to come.
fn may_be_meant(range: Window, setting: Setting) -> bool {
    let year_on = range.from.checked_add_months(Months::new(12));
    let recently = setting.said_on.checked_sub_months(Months::new(6));
    year_on.is_some_and(|year_on| range.to < year_on)
        && recently.is_some_and(|day| range.from >= day)
}
