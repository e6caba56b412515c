//! One time in a due phrase: a month or a part of it, a season, a quarter, a year, a meeting, a single day.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{Setting, Window, end_of_month_after};
use crate::minutes::dates::{self, month_named, year_named};

/// How far ahead a year may lie that stands alone.
const YEARS_AHEAD: i32 = 20;

/// Which part of a window is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Early,
    Mid,
    Late,
    End,
}

/// A stretch of days that comes round each year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Yearly {
    /// 1 to 12.
    Month(u32),
    /// Three months from the first of this one.
    Season(u32),
    /// A quarter, 1 to 4, of the financial year that begins in the year asked for.
    Quarter(u32),
    Christmas,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    Fixed(Window),
    Yearly(Yearly),
}

/// One time that a phrase names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    pub part: Part,
    pub when: When,
}

/// Reading ends early where the phrase contradicts itself; the text says why.
pub(super) type Reading<T> = Result<Option<T>, String>;

/// A year in four digits: two could be a day.
pub(super) fn full_year(word: &str) -> Option<i32> {
    year_named(word).filter(|_| word.len() == 4)
}

/// The first year of "2022/23".
fn span_start(word: &str) -> Option<i32> {
    full_year(word.split_once('/')?.0)
}

impl Time {
    const fn fixed(window: Window) -> Self {
        Self {
            part: Part::Whole,
            when: When::Fixed(window),
        }
    }

    /// Reads words that are wholly one time.
    pub(super) fn read(words: &[&str], setting: Setting) -> Reading<Self> {
        let words = match words {
            // "in the next month" may mean this month's length or the month after: left alone.
            ["the", "next", "week" | "month" | "quarter" | "year"] => return Ok(None),
            ["the", rest @ ..] => rest,
            all => all,
        };
        let (part, words) = match words {
            ["end", "of", rest @ ..] => (Part::End, rest),
            [unit @ ("month" | "year" | "week"), "end"]
            | [unit @ ("month" | "year"), "-", "end"] => {
                return Ok(
                    When::this(&[unit], setting).and_then(|when| Self::part_of(Part::End, when))
                );
            }
            ["early", "in", rest @ ..]
            | ["early" | "beginning" | "start", "of", rest @ ..]
            | ["early", rest @ ..] => (Part::Early, rest),
            ["middle", "of", rest @ ..] | ["mid", "-", rest @ ..] | ["mid", rest @ ..] => {
                (Part::Mid, rest)
            }
            ["late", "in", rest @ ..] | ["late", rest @ ..] => (Part::Late, rest),
            all => (Part::Whole, all),
        };
        if part == Part::Whole {
            return match When::read(words, setting)? {
                Some(when) => Ok(Self::part_of(part, when)),
                None => day(words, setting),
            };
        }
        let words = words.strip_prefix(&["the"]).unwrap_or(words);
        let when = match When::this(words, setting) {
            Some(when) => Some(when),
            None => When::read(words, setting)?,
        };
        Ok(when.and_then(|when| Self::part_of(part, when)))
    }

    /// A part of a stretch, if it has such a part.
    fn part_of(part: Part, when: When) -> Option<Self> {
        let whole = match when {
            When::Fixed(window) => window,
            When::Yearly(yearly) => yearly.in_year(2000)?,
        };
        part.of(whole)?;
        Some(Self { part, when })
    }

    pub(super) fn in_year(self, year: i32) -> Option<Window> {
        let whole = match self.when {
            When::Fixed(window) => window,
            When::Yearly(yearly) => yearly.in_year(year)?,
        };
        self.part.of(whole)
    }

    /// One window if it is fixed, else those of the years about the meeting.
    pub(super) fn windows(self, setting: Setting) -> Vec<Window> {
        let year = setting.said_on.year();
        let years = match self.when {
            When::Fixed(_) => year..=year,
            When::Yearly(_) => year - 1..=year + 2,
        };
        years.filter_map(|year| self.in_year(year)).collect()
    }
}

impl Part {
    /// That part of a stretch of days; months alone have thirds, and a single day has no end.
    fn of(self, whole: Window) -> Option<Window> {
        let is_month = whole.from.day() == 1 && end_of_month_after(whole.from, 0) == Some(whole.to);
        let third = |first, last| {
            Some(Window {
                from: whole.from.with_day(first).filter(|_| is_month)?,
                to: whole.from.with_day(last)?,
            })
        };
        match self {
            Self::Whole => Some(whole),
            Self::Early => third(1, 10),
            Self::Mid => third(11, 20),
            Self::Late => third(21, whole.to.day()),
            Self::End if whole.from == whole.to => None,
            Self::End if whole.from.checked_add_days(Days::new(6)) == Some(whole.to) => {
                Some(Window {
                    from: whole.to.checked_sub_days(Days::new(2))?,
                    to: whole.to,
                })
            }
            Self::End => Some(Window::day(whole.to)),
        }
    }
}

impl Yearly {
    fn read(word: &str) -> Option<Self> {
        if let Some(month) = month_named(word) {
            return Some(Self::Month(month));
        }
        Some(match word {
            "spring" => Self::Season(3),
            "summer" => Self::Season(6),
            "autumn" => Self::Season(9),
            "winter" => Self::Season(12),
            "q1" => Self::Quarter(1),
            "q2" => Self::Quarter(2),
            "q3" => Self::Quarter(3),
            "q4" => Self::Quarter(4),
            "christmas" => Self::Christmas,
            _ => return None,
        })
    }

    fn in_year(self, year: i32) -> Option<Window> {
        match self {
            Self::Month(month) => months(year, month, 1),
            Self::Season(month) => months(year, month, 3),
            Self::Quarter(4) => months(year + 1, 1, 3),
            Self::Quarter(quarter) => months(year, quarter * 3 + 1, 3),
            Self::Christmas => NaiveDate::from_ymd_opt(year, 12, 25).map(Window::day),
        }
    }

    /// Whether a calendar year says which one is meant: a quarter's year would be doubtful.
    const fn has_calendar_year(self) -> bool {
        match self {
            Self::Month(_) | Self::Season(_) | Self::Christmas => true,
            Self::Quarter(_) => false,
        }
    }
}

/// So many whole months from the first of one.
fn months(year: i32, month: u32, count: u32) -> Option<Window> {
    let from = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some(Window {
        from,
        to: end_of_month_after(from, count - 1)?,
    })
}

/// The twelve months from the first of one.
fn year_from(year: i32, month: u32) -> Option<Window> {
    months(year, month, 12)
}

impl When {
    /// Reads words that are wholly a stretch of days or a meeting; single dates are left to [`day`].
    fn read(words: &[&str], setting: Setting) -> Reading<Self> {
        let said = setting.said_on;
        let window = match words {
            ["next", "meeting"] => {
                let day = setting
                    .next_meeting
                    .ok_or("the date of the next meeting is not known")?;
                Some(Window::day(day))
            }
            [month, "meeting"] => {
                return Ok(month_named(month).map(|month| meeting_in(month, setting)));
            }
            ["immediately" | "forthwith" | "tonight" | "once"]
            | ["straight", "away"]
            | ["with", "immediate", "effect"] => Some(Window::day(said)),
            ["this" | "current", rest @ ..] => return Ok(Self::this(rest, setting)),
            ["next", rest @ ..] => Self::unit(rest, said, 1),
            [span] if span_start(span).is_some() => Self::year_kind(&[], span),
            [kind @ .., "year", span] if span_start(span).is_some() => Self::year_kind(kind, span),
            [span, kind, "year"] if span_start(span).is_some() => Self::year_kind(&[kind], span),
            // A bare number far from the present is more likely a time of day ("1800") or a slip.
            [year] if full_year(year).is_some() => full_year(year)
                .filter(|year| (said.year()..=said.year() + YEARS_AHEAD).contains(year))
                .and_then(|year| year_from(year, 1)),
            ["quarter", number] => return Ok(quarter(number).map(Self::Yearly)),
            [nth @ ("first" | "second" | "third" | "fourth"), "quarter"] => {
                return Ok(quarter(nth).map(Self::Yearly));
            }
            ["quarter", number, span] => {
                quarter(number).and_then(|yearly| yearly.in_year(span_start(span)?))
            }
            [nth, "quarter", "of", span] => {
                quarter(nth).and_then(|yearly| yearly.in_year(span_start(span)?))
            }
            [month, "/", year] => match (month_number(month), full_year(year)) {
                (Some(month), Some(year)) => months(year, month, 1),
                _ => None,
            },
            [name] => return Ok(Yearly::read(name).map(Self::Yearly)),
            [name, rest @ ..] => Yearly::read(name).and_then(|yearly| {
                year_of(yearly, rest, said).and_then(|year| yearly.in_year(year))
            }),
            [] => None,
        };
        Ok(window.map(Self::Fixed))
    }

    /// "this month", "the year", "this autumn": what the day of the meeting lies in, or the one of its year.
    fn this(words: &[&str], setting: Setting) -> Option<Self> {
        let said = setting.said_on;
        if let [name] = words
            && let Some(yearly @ (Yearly::Month(_) | Yearly::Season(_) | Yearly::Christmas)) =
                Yearly::read(name)
        {
            return Some(Self::Yearly(yearly));
        }
        Self::unit(words, said, 0).map(Self::Fixed)
    }

    /// The week, month, quarter or year that holds a day, or the next one.
    fn unit(words: &[&str], said: NaiveDate, next: u32) -> Option<Window> {
        let years = i32::try_from(next).ok()?;
        match words {
            ["week"] => {
                let monday = said.week(chrono::Weekday::Mon).checked_first_day()?;
                let monday = monday.checked_add_days(Days::new(u64::from(next) * 7))?;
                Some(Window {
                    from: monday,
                    to: monday.checked_add_days(Days::new(6))?,
                })
            }
            ["month"] | ["calendar", "month"] => {
                let month = said.with_day(1)?.checked_add_months(Months::new(next))?;
                months(month.year(), month.month(), 1)
            }
            ["quarter"] => {
                let first = said
                    .with_day(1)?
                    .checked_sub_months(Months::new(said.month0() % 3))?;
                let first = first.checked_add_months(Months::new(next * 3))?;
                months(first.year(), first.month(), 3)
            }
            ["year"] | ["calendar", "year"] => year_from(said.year() + years, 1),
            ["financial", "year"] => year_from(year_beginning(said, 4) + years, 4),
            ["municipal" | "civic", "year"] => year_from(year_beginning(said, 5) + years, 5),
            _ => None,
        }
    }

    /// "2022/23": a financial year unless it is called a municipal one.
    fn year_kind(kind: &[&str], span: &str) -> Option<Window> {
        match kind {
            [] | ["financial"] => year_from(span_start(span)?, 4),
            ["municipal" | "civic"] => year_from(span_start(span)?, 5),
            _ => None,
        }
    }
}

/// The year in which the twelve months that hold a day began, if they begin with this month.
fn year_beginning(day: NaiveDate, month: u32) -> i32 {
    if day.month() < month {
        day.year() - 1
    } else {
        day.year()
    }
}

/// The year that is named behind a month, season or quarter.
fn year_of(yearly: Yearly, words: &[&str], said: NaiveDate) -> Option<i32> {
    let words = words.strip_prefix(&["of"]).unwrap_or(words);
    match words {
        [year] if yearly.has_calendar_year() && full_year(year).is_some() => full_year(year),
        // Winter and the quarters lie across the turn of the year: "winter 2022/23", "Q4 2022/23".
        [span] if matches!(yearly, Yearly::Season(12) | Yearly::Quarter(_)) => span_start(span),
        ["this", "year"] if yearly.has_calendar_year() => Some(said.year()),
        ["next", "year"] if yearly.has_calendar_year() => Some(said.year() + 1),
        _ => None,
    }
}

fn quarter(word: &str) -> Option<Yearly> {
    Some(Yearly::Quarter(match word {
        "1" | "one" | "first" => 1,
        "2" | "two" | "second" => 2,
        "3" | "three" | "third" => 3,
        "4" | "four" | "fourth" => 4,
        _ => return None,
    }))
}

/// A month as a number before a year: the 9 of "9/2022".
fn month_number(word: &str) -> Option<u32> {
    word.parse()
        .ok()
        .filter(|month| word.len() <= 2 && (1..=12).contains(month))
}

/// "the September meeting": the next meeting if it is in that month, else the month.
fn meeting_in(month: u32, setting: Setting) -> When {
    match setting.next_meeting {
        Some(day) if day.month() == month && day >= setting.said_on => {
            When::Fixed(Window::day(day))
        }
        _ => When::Yearly(Yearly::Month(month)),
    }
}

/// A single date.
fn day(words: &[&str], setting: Setting) -> Reading<Time> {
    dates::date_from_words(words, setting.said_on)
        .map(|parsed| parsed.map(|parsed| Time::fixed(Window::day(parsed.date))))
        .map_err(|error| error.to_string())
}
