//! Which meeting is meant: an id, a date, "latest", or a body and one of these.

use chrono::{Datelike, NaiveDate};
use thiserror::Error;

use crate::minutes::background::Span;
use crate::minutes::dates::{DateError, parse_date};
use crate::minutes::ids::BodyId;
use crate::minutes::meeting::State;
use crate::store::protocol::DiaryRow;

/// Why no one meeting is meant.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Unclear {
    /// None fits.
    #[error("No meeting fits \"{0}\". `minutebook meetings` lists them all.")]
    None(String),
    /// Several fit; they are listed, one a line, with their ids.
    #[error("\"{asked}\" fits {} meetings; name one by its id:\n{}", choices.len(), choices.join("\n"))]
    Several {
        /// What was asked.
        asked: String,
        /// A line a meeting.
        choices: Vec<String>,
    },
    /// No body has such a name.
    #[error("No body that has met has a name like \"{0}\". `minutebook bodies` lists them.")]
    NoSuchBody(String),
    /// Several have; they are listed, one a line.
    #[error("\"{asked}\" fits {} bodies; write more of the name:\n{}", choices.len(), choices.join("\n"))]
    Bodies {
        /// What was asked.
        asked: String,
        /// A line a body.
        choices: Vec<String>,
    },
    /// Days were named and no body.
    #[error("Which body? Name a meeting, or a body with --body NAME.")]
    NoBody,
    /// No meeting is on those days.
    #[error("There is no meeting on these days. `minutebook meetings` lists them all.")]
    NoneThen,
}

/// The meeting that `asked` means, among `rows`.
///
/// A date without a year fits that day in any year; "latest" is the last one that has begun, "next" the first to come.
pub fn meeting<'r>(
    asked: &str,
    rows: &'r [DiaryRow],
    today: NaiveDate,
) -> Result<&'r DiaryRow, Unclear> {
    let asked = asked.trim();
    let words: Vec<&str> = asked.split_whitespace().collect();
    let by_id = |row: &&DiaryRow| {
        let id = row.id.to_string();
        asked.len() >= 8 && id.starts_with(&asked.to_lowercase())
    };
    let mut fitting: Vec<&DiaryRow> = rows.iter().filter(by_id).collect();
    // The longest ending that says when; what stands before it names the body.
    for from in 0..words.len() {
        if !fitting.is_empty() {
            break;
        }
        let (body, when) = words.split_at(from);
        fitting = at(
            &when.join(" "),
            rows.iter().filter(|row| is_body(row, body)),
            today,
        );
    }
    if fitting.is_empty() {
        fitting = rows.iter().filter(|row| is_body(row, &words)).collect();
    }
    match fitting.as_slice() {
        [] => Err(Unclear::None(asked.to_owned())),
        [one] => Ok(one),
        several => Err(Unclear::Several {
            asked: asked.to_owned(),
            choices: several.iter().map(|row| line(row)).collect(),
        }),
    }
}

/// The meetings of a body, or of all, on some days: the earliest first.
pub fn within<'r>(
    body: Option<&str>,
    span: Span,
    rows: &'r [DiaryRow],
) -> Result<Vec<&'r DiaryRow>, Unclear> {
    let body = body.map(|words| the_body(words, rows)).transpose()?;
    let mut fitting: Vec<&DiaryRow> = rows
        .iter()
        .filter(|row| span.holds(row.date) && body.is_none_or(|body| row.body_id == body))
        .collect();
    fitting.sort_by_key(|row| (row.date, row.time, row.id));
    if fitting.is_empty() {
        return Err(Unclear::NoneThen);
    }
    Ok(fitting)
}

/// The last meeting of a body on some days: of those that have begun, where any has.
pub fn last<'r>(
    body: Option<&str>,
    span: Span,
    rows: &'r [DiaryRow],
) -> Result<&'r DiaryRow, Unclear> {
    let Some(body) = body else {
        return Err(Unclear::NoBody);
    };
    let fitting = within(Some(body), span, rows)?;
    let begun = fitting.iter().rfind(|row| has_begun(row));
    begun.or(fitting.first()).copied().ok_or(Unclear::NoneThen)
}

/// The body that words of its name mean.
fn the_body(words: &str, rows: &[DiaryRow]) -> Result<BodyId, Unclear> {
    let wanted: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let mut bodies: Vec<(BodyId, &str)> = Vec::new();
    for row in rows {
        let name = row.body.to_lowercase();
        if name == words.trim().to_lowercase() {
            return Ok(row.body_id);
        }
        let fits = wanted.iter().all(|word| name.contains(word));
        if fits && !bodies.iter().any(|(id, _)| *id == row.body_id) {
            bodies.push((row.body_id, &row.body));
        }
    }
    match bodies.as_slice() {
        [] => Err(Unclear::NoSuchBody(words.to_owned())),
        [(id, _)] => Ok(*id),
        several => Err(Unclear::Bodies {
            asked: words.to_owned(),
            choices: several
                .iter()
                .map(|(_, name)| crate::editor::visible(name).into_owned())
                .collect(),
        }),
    }
}

fn has_begun(row: &DiaryRow) -> bool {
    match row.state {
        State::InProgress | State::Adjourned | State::Closed | State::Approved => true,
        State::Scheduled | State::Withdrawn => false,
    }
}

/// The meetings among `rows` that a word for a time means.
fn at<'r>(
    when: &str,
    rows: impl Iterator<Item = &'r DiaryRow>,
    today: NaiveDate,
) -> Vec<&'r DiaryRow> {
    if when.eq_ignore_ascii_case("next") {
        return rows
            .filter(|row| row.state == State::Scheduled && row.date >= today)
            .min_by_key(|row| (row.date, row.time))
            .into_iter()
            .collect();
    }
    if when.eq_ignore_ascii_case("latest") {
        return rows
            .filter(|row| has_begun(row))
            .max_by_key(|row| (row.date, row.time))
            .into_iter()
            .collect();
    }
    let (date, weekday, any_year) = match parse_date(when, today) {
        Ok(parsed) => (parsed.date, parsed.weekday_stated, !parsed.year_stated),
        // Without a year the nearest such day to come was tried; the meeting meant may be past.
        Err(DateError::WrongWeekday { date, stated }) if !ends_in_year(when) => {
            (date, Some(stated), true)
        }
        Err(_) => return Vec::new(),
    };
    let same_day = |row: &&DiaryRow| {
        let day = |date: NaiveDate| (date.month(), date.day());
        let fits = row.date == date || (any_year && day(row.date) == day(date));
        fits && weekday.is_none_or(|stated| row.date.weekday() == stated)
    };
    rows.filter(same_day).collect()
}

/// Whether a date ends in a number, as one with its year does.
fn ends_in_year(when: &str) -> bool {
    when.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether every word is in the body's name or the meeting's title, or is the whole of neither.
fn is_body(row: &DiaryRow, words: &[&str]) -> bool {
    let name = format!("{} {}", row.body, row.title).to_lowercase();
    words.iter().all(|word| name.contains(&word.to_lowercase()))
}

/// A meeting in one line, id first.
pub fn line(row: &DiaryRow) -> String {
    let time = row.time.map_or_else(
        || "     ".to_owned(),
        |time| time.format("%H:%M").to_string(),
    );
    let actions = match row.open_actions {
        0 => String::new(),
        1 => " · 1 open action".to_owned(),
        many => format!(" · {many} open actions"),
    };
    let title = crate::editor::visible(&row.title).into_owned();
    format!(
        "{}  {} {time}  {title} · {}{actions}",
        row.id,
        row.date.format("%Y-%m-%d"),
        row.state.name()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::ids::MeetingId;
    use uuid::Uuid;

    fn row(id: u128, date: &str, body: &str, state: State) -> DiaryRow {
        DiaryRow {
            id: MeetingId(Uuid::from_u128(id << 96)),
            date: date.parse().unwrap(),
            time: None,
            body: body.to_owned(),
            body_id: BodyId(Uuid::nil()),
            title: body.to_owned(),
            place: String::new(),
            state,
            open_actions: 0,
            entries: Some(0),
        }
    }

    fn rows() -> Vec<DiaryRow> {
        vec![
            row(0xaaaa_aaaa, "2025-03-04", "Housing Panel", State::Closed),
            row(0xbbbb_bbbb, "2025-03-04", "Place Board", State::Closed),
            row(0xcccc_cccc, "2024-06-11", "Place Board", State::Closed),
            row(0xdddd_dddd, "2025-09-02", "Place Board", State::Scheduled),
        ]
    }

    fn meant(asked: &str) -> Result<u128, Unclear> {
        let today = "2025-04-01".parse().unwrap();
        meeting(asked, &rows(), today).map(|row| row.id.0.as_u128() >> 96)
    }

    #[test]
    fn by_id_date_latest_and_body() {
        assert_eq!(meant("aaaaaaaa-0000"), Ok(0xaaaa_aaaa));
        assert_eq!(meant("11 June 2024"), Ok(0xcccc_cccc));
        assert_eq!(
            meant("11 June"),
            Ok(0xcccc_cccc),
            "a day without a year is looked for in all"
        );
        assert_eq!(meant("Tue 11 June"), Ok(0xcccc_cccc));
        assert!(meant("Wed 11 June").is_err());
        assert!(meant("Tue 11 June 2025").is_err());
        assert_eq!(meant("2025-09-02"), Ok(0xdddd_dddd));
        assert_eq!(meant("place latest"), Ok(0xbbbb_bbbb));
        assert_eq!(meant("place board 4 March 2025"), Ok(0xbbbb_bbbb));
        assert_eq!(meant("housing"), Ok(0xaaaa_aaaa));
    }

    #[test]
    fn what_is_not_clear_lists_the_choices() {
        let Err(Unclear::Several { choices, .. }) = meant("4 March 2025") else {
            panic!("two meetings were held that day");
        };
        assert_eq!(choices.len(), 2);
        assert!(choices[0].contains("Housing Panel"), "{choices:?}");
        assert!(matches!(meant("12 May 1999"), Err(Unclear::None(_))));
        assert!(matches!(meant("transport latest"), Err(Unclear::None(_))));
    }
}
