//! When an action is due: the clerk's words, kept as written, and the days that they mean.
//!
//! Minutes seldom give a date. They say "September", "by autumn 2022", "next meeting" or "quarterly". Such a
//! phrase is read as a window of days, always from the day of the meeting at which it was said. A wrong date is
//! worse than none: a phrase that is not understood to its last word gets no window, and is printed as it stands.
//!
//! This module knows no time of day, no bank holidays (so no "working days") and no school terms.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::dates::{Length, days_in_month, words};

mod time;
mod window;

use window::Found;

/// When an action is due.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Due {
    /// The phrase as the clerk wrote it, without blanks at its ends. This is what documents print.
    pub as_written: String,
    /// The days that it means, if it was wholly understood. For a recurrence, the first time round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// How often it falls due, if more than once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<Recurrence>,
    /// What looks wrong with it, in words for the status line: "27 July 2022 is a Wednesday, not a Tuesday".
    /// There may be a window all the same, where a date is clear but lies before the meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<String>,
}

/// Days from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Window {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, never before the first in a window that [`read`] gives.
    pub to: NaiveDate,
}

/// How often something falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recurrence {
    /// Every week
    Weekly,
    /// Every two weeks
    Fortnightly,
    /// Every month
    Monthly,
    /// Every six weeks, which is how often many committees meet
    EverySixWeeks,
    /// Every three months
    Quarterly,
    /// Every six months
    TwiceYearly,
    /// Every year
    Yearly,
    /// At every meeting of the body
    EachMeeting,
}

/// What a phrase is read against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// The day of the meeting at which it was said.
    pub said_on: NaiveDate,
    /// The day of the body's next meeting, if it is known.
    pub next_meeting: Option<NaiveDate>,
}

impl Window {
    /// A window of one day.
    pub const fn day(day: NaiveDate) -> Self {
        Self { from: day, to: day }
    }

    /// Whether a day lies in the window.
    pub fn contains(&self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

impl Recurrence {
    /// The recurrence in words: "each quarter".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Weekly => "each week",
            Self::Fortnightly => "each fortnight",
            Self::Monthly => "each month",
            Self::EverySixWeeks => "every six weeks",
            Self::Quarterly => "each quarter",
            Self::TwiceYearly => "twice a year",
            Self::Yearly => "each year",
            Self::EachMeeting => "each meeting",
        }
    }

    /// The recurrence that a phrase is, to its last word: "each quarter", "on a monthly basis".
    pub fn named(phrase: &str) -> Option<Self> {
        let words = window::phrase_words(phrase);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        Self::read(&words)
    }

    /// Reads words that are wholly a recurrence, hyphens aside.
    fn read(words: &[&str]) -> Option<Self> {
        let mut words: Vec<&str> = words.iter().copied().filter(|word| *word != "-").collect();
        if let ["on", "a" | "an", .., "basis"] = words.as_slice() {
            words.drain(..2);
        }
        if let [
            _,
            ..,
            "basis" | "report" | "reports" | "reporting" | "update" | "updates",
        ] = words.as_slice()
        {
            words.pop();
        }
        Some(match words.join(" ").as_str() {
            "weekly" | "every week" | "each week" | "once a week" => Self::Weekly,
            "fortnightly" | "every fortnight" | "each fortnight" | "every two weeks"
            | "every 2 weeks" => Self::Fortnightly,
            "monthly" | "every month" | "each month" | "once a month" => Self::Monthly,
            "every six weeks" | "every 6 weeks" | "six weekly" | "6 weekly" | "sixweekly" => {
                Self::EverySixWeeks
            }
            "quarterly" | "every quarter" | "each quarter" | "once a quarter"
            | "every three months" | "every 3 months" => Self::Quarterly,
            // "biannual" is twice a year; every two years would be "biennial", which is not read at all.
            "bi annual" | "biannual" | "bi annually" | "biannually" | "twice a year"
            | "twice yearly" | "half yearly" | "six monthly" | "6 monthly" | "every six months"
            | "every 6 months" => Self::TwiceYearly,
            "yearly" | "annually" | "annual" | "every year" | "each year" | "once a year" => {
                Self::Yearly
            }
            "each meeting"
            | "every meeting"
            | "at each meeting"
            | "at every meeting"
            | "to each meeting"
            | "to every meeting"
            | "standing item"
            | "standing agenda item" => Self::EachMeeting,
            _ => return None,
        })
    }

    /// The days within which it first falls due: from the meeting to one round later.
    ///
    /// A round of months runs to the end of its last month, so that what is said on 27 July to be done each
    /// quarter is first due by 31 October.
    fn first(self, setting: Setting) -> Option<Window> {
        let to = match self {
            Self::Weekly => Length::Days(7).after(setting.said_on)?,
            Self::Fortnightly => Length::Days(14).after(setting.said_on)?,
            Self::EverySixWeeks => Length::Days(42).after(setting.said_on)?,
            Self::Monthly => end_of_month_after(setting.said_on, 1)?,
            Self::Quarterly => end_of_month_after(setting.said_on, 3)?,
            Self::TwiceYearly => end_of_month_after(setting.said_on, 6)?,
            Self::Yearly => end_of_month_after(setting.said_on, 12)?,
            Self::EachMeeting => return setting.next_meeting.map(Window::day),
        };
        Some(Window {
            from: setting.said_on,
            to,
        })
    }
}

impl Recurrence {
    /// The days within which it falls due after it was done on a day: the round after `last`, or the first after that
    /// which is not over. Without a last round it is counted from the day. None for one that follows the meetings.
    pub fn next(self, last: Option<Window>, done_on: NaiveDate) -> Option<Window> {
        let length = match self {
            Self::Weekly => Length::Days(7),
            Self::Fortnightly => Length::Days(14),
            Self::EverySixWeeks => Length::Days(42),
            Self::Monthly => Length::Months(1),
            Self::Quarterly => Length::Months(3),
            Self::TwiceYearly => Length::Months(6),
            Self::Yearly => Length::Months(12),
            Self::EachMeeting => return None,
        };
        let after = |day: NaiveDate| match length {
            // Rounds of months that end with a month go on ending with one.
            Length::Months(months) if day.succ_opt().is_some_and(|next| next.day() == 1) => {
                end_of_month_after(day, months)
            }
            Length::Months(_) | Length::Days(_) => length.after(day),
        };
        let Some(last) = last else {
            let to = after(done_on)?;
            let from = done_on.succ_opt()?;
            return Some(Window { from, to });
        };
        let mut window = last;
        loop {
            let to = after(window.to)?;
            let from = window.to.succ_opt()?;
            window = Window { from, to };
            if to >= done_on {
                return Some(window);
            }
        }
    }
}

/// The last day of the month that lies so many months later.
fn end_of_month_after(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    let month = day.with_day(1)?.checked_add_months(Months::new(months))?;
    month.checked_add_days(Days::new(u64::from(
        days_in_month(month.year(), month.month()) - 1,
    )))
}

/// Reads a due phrase, such as stands behind `>` in an action.
///
/// It never fails: what is not understood has no window, and what contradicts itself says so in
/// [`Due::doubt`]. The rules, where British usage leaves a choice:
///
/// - A month, season or date without a year is the first that is not over on the day of the meeting.
/// - "by X" runs from the meeting to the end of X, "before X" to the day before X begins.
/// - "end of X" is its last day; of a week, Friday to Sunday. "early", "mid" and "late" are the days 1 to 10, 11
///   to 20 and 21 to the end of a month, and are not read of anything else.
/// - Spring begins on 1 March, summer on 1 June, autumn on 1 September, winter on 1 December (of the year named).
/// - "2022/23" and the quarters are of the financial year, 1 April to 31 March, unless "municipal year" is written,
///   which is 1 May to 30 April.
/// - "A or B" and "A / B" are one window if they adjoin, else nothing; "A to B" is one window.
pub fn read(phrase: &str, setting: &Setting) -> Due {
    let mut due = Due {
        as_written: phrase.trim().to_owned(),
        ..Due::default()
    };
    let setting = *setting;
    let words = window::phrase_words(phrase);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if let Some(recurrence) = Recurrence::read(&words) {
        due.recurrence = Some(recurrence);
        due.window = recurrence.first(setting);
        return due;
    }
    match recurring_from(&words, setting) {
        Some((recurrence, start)) => {
            due.recurrence = Some(recurrence);
            due.settle(start, setting);
        }
        None => due.settle(window::find(&words, setting), setting),
    }
    due
}

/// "quarterly from September": the recurrence, and what was found for its start.
fn recurring_from(words: &[&str], setting: Setting) -> Option<(Recurrence, Found)> {
    let at = words
        .iter()
        .position(|word| matches!(*word, "from" | "starting" | "beginning"))?;
    let (often, start) = words.split_at_checked(at)?;
    let recurrence = Recurrence::read(often)?;
    let found = window::find(start.get(1..)?, setting);
    (found != Found::Nothing).then_some((recurrence, found))
}

/// Words by which a clerk says on purpose that there is no date.
fn says_no_date(phrase: &str) -> bool {
    let words: Vec<String> = words(phrase)
        .into_iter()
        .filter(|word| word != "-")
        .collect();
    matches!(
        words.join(" ").as_str(),
        "" | "ongoing"
            | "on going"
            | "asap"
            | "as soon as possible"
            | "as soon as practicable"
            | "as required"
            | "as and when"
            | "in due course"
            | "continuous"
            | "continuing"
            | "tbc"
            | "tba"
            | "to be confirmed"
            | "to be agreed"
            | "none"
            | "no date"
    )
}

impl Due {
    fn settle(&mut self, found: Found, setting: Setting) {
        match found {
            Found::Window(window) => {
                self.window = Some(window);
                if window.to < setting.said_on {
                    self.doubt = Some("before the meeting itself".to_owned());
                }
            }
            Found::Doubt(doubt) => self.doubt = Some(doubt),
            Found::Nothing => {}
        }
    }

    /// Whether the days in which it was due are over. What has no window is never overdue.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.window.is_some_and(|window| window.to < today)
    }

    /// What was understood, to be shown beside the phrase while it is typed.
    ///
    /// "1 to 30 Sep 2022", "by 30 Nov 2022", "each quarter, first by 31 Oct 2022", or why there is no date.
    pub fn explain(&self) -> String {
        let Some(window) = self.window else {
            return match (&self.doubt, self.recurrence) {
                (Some(doubt), _) => format!("{doubt}; kept as written"),
                (None, Some(recurrence)) => recurrence.words().to_owned(),
                (None, None) if says_no_date(&self.as_written) => "no date".to_owned(),
                (None, None) => "not understood as a date; kept as written".to_owned(),
            };
        };
        let single = window.from == window.to;
        let days = if window::is_deadline(&self.as_written) {
            format!("by {}", brief(window.to))
        } else {
            window.to_string()
        };
        let mut explained = match self.recurrence {
            Some(recurrence) if single => format!("{}, first on {days}", recurrence.words()),
            Some(recurrence) => format!("{}, first by {}", recurrence.words(), brief(window.to)),
            None => days,
        };
        if let Some(doubt) = &self.doubt {
            explained.push_str(" (");
            explained.push_str(doubt);
            explained.push(')');
        }
        explained
    }
}

/// "21 Sep 2022": the form for the screen, which no house style changes.
fn brief(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

impl std::fmt::Display for Window {
    /// Prints what the two days have in common once: "1 to 30 Sep 2022".
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (from, to) = (self.from, self.to);
        if from == to {
            return f.write_str(&brief(to));
        }
        let start = if from.year() != to.year() {
            brief(from)
        } else if from.month() != to.month() {
            from.format("%-d %b").to_string()
        } else {
            from.day().to_string()
        };
        write!(f, "{start} to {}", brief(to))
    }
}

#[cfg(test)]
mod tests;
