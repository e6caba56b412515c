//! Dates and times of day as British clerks write them, read and printed.
//!
//! Nothing here reads a clock: what "tomorrow" means follows from the `today` that is handed in.
//! Numbers are read day, month, year and never in American order: `7/27/2022` is refused, because
//! `5/7/2022` could then never be trusted.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use thiserror::Error;

mod clock;
mod forms;
mod words;

pub use clock::{TimeForm, parse_time};
pub use forms::{DateForm, ordinal};
pub(super) use words::{month_named, weekday_named, words};

use forms::{month_name, weekday_name};
use words::{count_named, number};

/// Leap days can be eight years apart (2096 and 2104).
const YEARS_TO_NEXT_LEAP_DAY: i32 = 8;

/// The longest text that an error quotes, in characters.
const QUOTED: usize = 40;

/// A date that was read, with what the writer had stated of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParsedDate {
    /// The day that is meant.
    pub date: NaiveDate,
    /// The weekday, if one was written. It always fits `date`.
    pub weekday_stated: Option<Weekday>,
    /// Whether the year was written. If not, it was chosen by the rule of [`parse_date`].
    pub year_stated: bool,
}

/// Why a text was not read as a date or a time. Its message is meant for the status line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DateError {
    /// The text has none of the known forms.
    #[error(
        "{0:?} is not understood as a date: write it like 27 July 2022, Wed 21 Sept, 27/7/22, 2022-07-27, tomorrow, next Wednesday or in two weeks"
    )]
    DateNotUnderstood(String),
    /// The weekday that was written is not that of the date.
    #[error("{} is a {}, not a {}", DateForm::Long.format(*date), weekday_name(date.weekday()), weekday_name(*stated))]
    WrongWeekday {
        /// The date without regard to the weekday.
        date: NaiveDate,
        /// The weekday that was written.
        stated: Weekday,
    },
    /// The month has no such day. The year is given where it matters, which is in February.
    #[error("{}{} has {days} days", month_name(*month), year.map(|year| format!(" {year}")).unwrap_or_default())]
    NoSuchDay {
        /// 1 to 12.
        month: u32,
        /// The year, for February when it was stated.
        year: Option<i32>,
        /// How many days the month has.
        days: u32,
    },
    /// A date in numbers whose middle number is no month.
    #[error("there is no month {0}: dates in numbers are read day first, as in 27/7/2022")]
    NoSuchMonth(u32),
    /// The text has none of the known forms of a time of day.
    #[error(
        "{0:?} is not understood as a time: write it like 6.00pm, 6pm, 6:30pm, 18:00, 1800 or noon"
    )]
    TimeNotUnderstood(String),
    /// Hours or minutes that no clock shows, or that contradict "am" or "pm".
    #[error("there is no time {0:?}: hours go to 23 and minutes to 59")]
    NoSuchTime(String),
}

/// The beginning of a text, short enough to be quoted in a message.
fn quoted(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= QUOTED {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(QUOTED).collect();
    short.push('…');
    short
}

/// Reads a date in any of the forms that British minutes use.
///
/// Understood are a day, a month in words and perhaps a weekday and a year (`27 July`, `Wednesday 21st of
/// September 2022`); numbers, day first (`27/7/22`, `27.7.2022`, `27-7-22`, `27/7`); ISO 8601 (`2022-07-27`);
/// and words that count from `today` (`tomorrow`, `next Wednesday`, `in two weeks`, `Monday week`).
///
/// - Without a year it is the first such day that is not before `today`; a weekday that is not that day's is a
///   contradiction, and no reason to look for a later year.
/// - A weekday alone, with or without "next", is the first such day after `today`.
/// - Years of two digits: 00 to 79 are 2000 to 2079, 80 to 99 are 1980 to 1999.
///
/// # Errors
/// [`DateError::WrongWeekday`], [`DateError::NoSuchDay`] and [`DateError::NoSuchMonth`] for a date that contradicts
/// itself, [`DateError::DateNotUnderstood`] for everything else.
pub fn parse_date(text: &str, today: NaiveDate) -> Result<ParsedDate, DateError> {
    let words = words(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    date_from_words(&words, today)?.ok_or_else(|| DateError::DateNotUnderstood(quoted(text)))
}

/// The same for text already cut into [`words()`]; `None` where it is not a date at all.
pub(super) fn date_from_words(
    words: &[&str],
    today: NaiveDate,
) -> Result<Option<ParsedDate>, DateError> {
    let words = match words {
        ["on", rest @ ..] => rest,
        all => all,
    };
    if let Some((date, weekday_stated)) = counted_from(words, today) {
        return Ok(Some(ParsedDate {
            date,
            weekday_stated,
            year_stated: false,
        }));
    }
    let (weekday_stated, rest) = match words {
        [first, rest @ ..] => match weekday_named(first) {
            Some(weekday) => (Some(weekday), rest),
            None => (None, words),
        },
        [] => return Ok(None),
    };
    let Some(written) = Written::read(rest) else {
        return Ok(None);
    };
    let date = written.date(weekday_stated, today)?;
    Ok(Some(ParsedDate {
        date,
        weekday_stated,
        year_stated: written.year.is_some(),
    }))
}

/// "tomorrow", "next Wednesday", "in two weeks", "Monday week", "a week on Wednesday".
fn counted_from(words: &[&str], today: NaiveDate) -> Option<(NaiveDate, Option<Weekday>)> {
    match words {
        ["yesterday"] => Some((today.pred_opt()?, None)),
        ["in", length @ ..] => Some((Length::read(length)?.after(today)?, None)),
        ["this", day] => {
            let weekday = weekday_named(day)?;
            Some((next_weekday(today.pred_opt()?, weekday)?, Some(weekday)))
        }
        ["next", day] => {
            let weekday = weekday_named(day)?;
            Some((next_weekday(today, weekday)?, Some(weekday)))
        }
        [day] => near_day(day, today),
        [day, "week"] | ["a" | "one", "week", day] | ["a" | "one", "week", "on", day] => {
            let (date, weekday) = near_day(day, today)?;
            Some((date.checked_add_days(Days::new(7))?, weekday))
        }
        _ => None,
    }
}

/// A day named by one word: "today", "tomorrow" or a weekday.
fn near_day(word: &str, today: NaiveDate) -> Option<(NaiveDate, Option<Weekday>)> {
    match word {
        "today" => Some((today, None)),
        "tomorrow" => Some((today.succ_opt()?, None)),
        _ => {
            let weekday = weekday_named(word)?;
            Some((next_weekday(today, weekday)?, Some(weekday)))
        }
    }
}

/// The first such weekday after a day.
fn next_weekday(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    day.iter_days()
        .skip(1)
        .take(7)
        .find(|day| day.weekday() == weekday)
}

/// A length of time in calendar units: "two weeks", "a fortnight", "3 months' time".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// Days; weeks and fortnights are counted in days.
    Days(u32),
    /// Months; years are counted in months.
    Months(u32),
}

impl Length {
    /// Reads a count and a unit, with nothing left over but a last "time".
    pub(super) fn read(words: &[&str]) -> Option<Self> {
        let words = words.strip_suffix(&["time"]).unwrap_or(words);
        let (count, unit) = match words {
            [count, unit] => (count_named(count)?, unit),
            ["a", "couple", "of", unit] => (2, unit),
            _ => return None,
        };
        match *unit {
            "day" | "days" => Some(Self::Days(count)),
            "week" | "weeks" => Some(Self::Days(count * 7)),
            "fortnight" | "fortnights" => Some(Self::Days(count * 14)),
            "month" | "months" => Some(Self::Months(count)),
            "year" | "years" => Some(Self::Months(count * 12)),
            _ => None,
        }
    }

    /// The day that lies so far after another; a month after 31 August is 30 September.
    pub(super) fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(days) => day.checked_add_days(Days::new(u64::from(days))),
            Self::Months(months) => day.checked_add_months(Months::new(months)),
        }
    }
}

/// Day, month and perhaps year as written, not yet known to exist.
#[derive(Debug, Clone, Copy)]
struct Written {
    day: u32,
    month: u32,
    year: Option<i32>,
}

impl Written {
    /// Reads words that are wholly a day, a month and perhaps a year.
    fn read(words: &[&str]) -> Option<Self> {
        let words = words.strip_prefix(&["the"]).unwrap_or(words);
        match words {
            [day, "of", month] | [day, month] => Self::in_words(day, month, None),
            // "September 21st" is clear, "September 21" might be a year, and is left alone.
            [month, day, year] if month_named(month).is_some() => {
                Self::in_words(day, month, Some(year))
            }
            [day, "/", month] => Some(Self {
                day: number(day, 2)?,
                month: number(month, 2)?,
                year: None,
            }),
            [day, "of", month, year] | [day, month, year] => Self::in_words(day, month, Some(year)),
            [first, mark, second, same, third]
                if mark == same && matches!(*mark, "/" | "." | "-") =>
            {
                let iso = first.len() == 4;
                let (day, year) = if iso { (third, first) } else { (first, third) };
                Some(Self {
                    day: number(day, 2)?,
                    month: number(second, 2)?,
                    year: Some(year_named(year)?),
                })
            }
            _ => None,
        }
    }

    fn in_words(day: &str, month: &str, year: Option<&str>) -> Option<Self> {
        let (day, month) = match (day_named(day), month_named(month)) {
            (Some(day), Some(month)) => (day, month),
            // The month stands first: only an ordinal is surely a day.
            _ if year.is_none() && number(month, 2).is_some() => return None,
            _ => (day_named(month)?, month_named(day)?),
        };
        let year = match year {
            Some(year) => Some(year_named(year)?),
            None => None,
        };
        Some(Self { day, month, year })
    }

    /// The one day that is meant; see [`parse_date`] for the rules.
    fn date(self, weekday: Option<Weekday>, today: NaiveDate) -> Result<NaiveDate, DateError> {
        if !(1..=12).contains(&self.month) {
            return Err(DateError::NoSuchMonth(self.month));
        }
        // Without a year, 29 February is a day like any other: 2000 was a leap year.
        let days = days_in_month(self.year.unwrap_or(2000), self.month);
        let no_such_day = DateError::NoSuchDay {
            month: self.month,
            year: self.year.filter(|_| self.month == 2),
            days,
        };
        if !(1..=days).contains(&self.day) {
            return Err(no_such_day);
        }
        let nearest = match self.year {
            Some(year) => NaiveDate::from_ymd_opt(year, self.month, self.day),
            None => first_not_before(self.day, self.month, today),
        };
        let nearest = nearest.ok_or(no_such_day)?;
        let Some(stated) = weekday else {
            return Ok(nearest);
        };
        if nearest.weekday() == stated {
            Ok(nearest)
        } else {
            Err(DateError::WrongWeekday {
                date: nearest,
                stated,
            })
        }
    }
}

/// The first such day of the year that is not before `today`.
pub(super) fn first_not_before(day: u32, month: u32, today: NaiveDate) -> Option<NaiveDate> {
    (today.year()..=today.year() + YEARS_TO_NEXT_LEAP_DAY)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .find(|date| *date >= today)
}

/// How many days a month has: 28 to 31.
pub(super) fn days_in_month(year: i32, month: u32) -> u32 {
    (29..=31)
        .rev()
        .find(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some())
        .unwrap_or(28)
}

/// A day of the month as written: "27", "27th", "1st".
fn day_named(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word);
    number(digits, 2)
}

/// A year in two or four digits; four only within the years that minutes can be about.
pub(super) fn year_named(word: &str) -> Option<i32> {
    let year = i32::try_from(number(word, 4)?).ok()?;
    match word.len() {
        2 if year < 80 => Some(2000 + year),
        2 => Some(1900 + year),
        4 if (1800..2200).contains(&year) => Some(year),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
