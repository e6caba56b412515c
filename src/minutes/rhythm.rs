//! How often a body meets, read from a clerk's words: "monthly", "six times a year", "every other week".
//!
//! What is not plain ("bi-monthly", "as required", "monthly except August") has no rhythm: nobody is told that a meeting
//! is late on a guess.

use chrono::{Datelike as _, Days, Months, NaiveDate};

use super::due::Recurrence;

/// How often a body meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// Every so many days.
    Days(u32),
    /// Every so many months.
    Months(u32),
}

/// Words before the rhythm itself that say nothing of it.
const BEFORE: [&str; 17] = [
    "it",
    "the",
    "board",
    "committee",
    "council",
    "group",
    "panel",
    "meets",
    "meet",
    "meeting",
    "meetings",
    "formally",
    "normally",
    "usually",
    "will",
    "at",
    "least",
];

/// Numbers in words; "once" and "twice" for times.
const NUMBERS: [(&str, u32); 16] = [
    ("once", 1),
    ("one", 1),
    ("twice", 2),
    ("two", 2),
    ("other", 2),
    ("second", 2),
    ("three", 3),
    ("third", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
];

/// Reads how often a body meets. What stands behind a comma or in brackets is an aside.
pub fn read(meets: &str) -> Option<Rhythm> {
    let meets = meets.to_lowercase();
    let main = meets.split([',', ';', '(', '.']).next().unwrap_or_default();
    let words: Vec<&str> = main
        .split(|letter: char| letter.is_whitespace() || letter == '-')
        .filter(|word| !word.is_empty())
        .collect();
    let from = words
        .iter()
        .position(|word| !BEFORE.contains(word))
        .unwrap_or(words.len());
    let words = words.get(from..).unwrap_or_default();
    if let Some(recurrence) = Recurrence::named(&words.join(" ")) {
        return Rhythm::of(recurrence);
    }
    match words {
        ["alternate", unit] => spaced(2, unit),
        ["every" | "each" | "alternate", number, unit]
        | [number, unit @ ("weekly" | "monthly")] => spaced(number_named(number)?, unit),
        [number, "times" | "meetings", rest @ ..] | [number @ ("once" | "twice"), rest @ ..] => {
            times(number_named(number)?, rest)
        }
        _ => None,
    }
}

fn number_named(word: &str) -> Option<u32> {
    let named = NUMBERS.iter().find(|(name, _)| *name == word);
    named
        .map(|(_, number)| *number)
        .or_else(|| word.parse().ok())
        .filter(|number| (1..=60).contains(number))
}

fn spaced(number: u32, unit: &str) -> Option<Rhythm> {
    match unit {
        "day" | "days" => Some(Rhythm::Days(number)),
        "week" | "weeks" | "weekly" => Some(Rhythm::Days(number * 7)),
        "month" | "months" | "monthly" => Some(Rhythm::Months(number)),
        "quarter" | "quarters" => Some(Rhythm::Months(number * 3)),
        "year" | "years" => Some(Rhythm::Months(number * 12)),
        _ => None,
    }
}

/// So many times in a stretch of time.
fn times(number: u32, within: &[&str]) -> Option<Rhythm> {
    let within = match within {
        ["a" | "an" | "per" | "each" | "every", rest @ ..]
        | [
            "in" | "during" | "over" | "throughout" | "within",
            "the" | "a" | "each" | "every",
            rest @ ..,
        ] => rest,
        _ => within,
    };
    let within = match within {
        [
            "municipal" | "civic" | "calendar" | "financial" | "council",
            rest @ ..,
        ] => rest,
        all => all,
    };
    match within {
        ["year" | "yearly" | "annum" | "annually"] if 12 % number == 0 => {
            Some(Rhythm::Months(12 / number))
        }
        ["year" | "yearly" | "annum" | "annually"] => Some(Rhythm::Days(365 / number)),
        ["month" | "monthly"] if number == 1 => Some(Rhythm::Months(1)),
        ["month" | "monthly"] => Some(Rhythm::Days(30 / number)),
        ["week" | "weekly"] => Some(Rhythm::Days(7 / number)),
        ["quarter" | "quarterly"] if 3 % number == 0 => Some(Rhythm::Months(3 / number)),
        _ => None,
    }
    .filter(|rhythm| !matches!(rhythm, Rhythm::Days(0)))
}

impl Rhythm {
    /// A recurrence as a rhythm; none for one that follows the meetings themselves.
    fn of(recurrence: Recurrence) -> Option<Self> {
        Some(match recurrence {
            Recurrence::Weekly => Self::Days(7),
            Recurrence::Fortnightly => Self::Days(14),
            Recurrence::EverySixWeeks => Self::Days(42),
            Recurrence::Monthly => Self::Months(1),
            Recurrence::Quarterly => Self::Months(3),
            Recurrence::TwiceYearly => Self::Months(6),
            Recurrence::Yearly => Self::Months(12),
            Recurrence::EachMeeting => return None,
        })
    }

    /// The last day on which the body is to meet again, if it last met on a day. Months run to the end of the last of them:
    /// a body that meets monthly and met on 14 June is late in August.
    pub fn meets_by(self, last: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(days) => last.checked_add_days(Days::new(u64::from(days))),
            Self::Months(months) => last
                .with_day(1)?
                .checked_add_months(Months::new(months + 1))?
                .pred_opt(),
        }
    }
}

impl std::fmt::Display for Rhythm {
    /// As it stands behind "every": "week", "6 weeks", "2 months".
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Days(1) => f.write_str("day"),
            Self::Days(7) => f.write_str("week"),
            Self::Days(days) if days.is_multiple_of(7) => write!(f, "{} weeks", days / 7),
            Self::Days(days) => write!(f, "{days} days"),
            Self::Months(1) => f.write_str("month"),
            Self::Months(12) => f.write_str("year"),
            Self::Months(months) => write!(f, "{months} months"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clerks_words_have_a_rhythm() {
        let cases = [
            ("monthly", Rhythm::Months(1)),
            ("on a monthly basis", Rhythm::Months(1)),
            ("It meets weekly.", Rhythm::Days(7)),
            ("The group meets weekly", Rhythm::Days(7)),
            ("quarterly, at high water where possible", Rhythm::Months(3)),
            ("every six weeks", Rhythm::Days(42)),
            ("six times a year", Rhythm::Months(2)),
            ("formally six times during the year", Rhythm::Months(2)),
            (
                "at least four times in each municipal year",
                Rhythm::Months(3),
            ),
            ("five meetings a year", Rhythm::Days(73)),
            ("every two months", Rhythm::Months(2)),
            ("every other month", Rhythm::Months(2)),
            ("alternate months", Rhythm::Months(2)),
            ("every 3 weeks", Rhythm::Days(21)),
            ("six-weekly", Rhythm::Days(42)),
            ("twice a year", Rhythm::Months(6)),
            ("once a month", Rhythm::Months(1)),
            ("twice a month", Rhythm::Days(15)),
            ("Fortnightly (term time)", Rhythm::Days(14)),
        ];
        for (words, rhythm) in cases {
            assert_eq!(read(words), Some(rhythm), "{words}");
        }
        for words in [
            "",
            "as the work requires",
            "bi-monthly",
            "monthly except August",
            "every so often",
            "at each meeting",
            "0 times a year",
            "every 600 weeks",
            "nine times a week",
        ] {
            assert_eq!(read(words), None, "{words}");
        }
    }

    #[test]
    fn the_next_meeting_is_due_within_the_rhythm() {
        let day = |month, day| NaiveDate::from_ymd_opt(2031, month, day).unwrap();
        assert_eq!(Rhythm::Days(7).meets_by(day(6, 10)), Some(day(6, 17)));
        assert_eq!(Rhythm::Months(1).meets_by(day(1, 31)), Some(day(2, 28)));
        assert_eq!(Rhythm::Months(2).meets_by(day(6, 10)), Some(day(8, 31)));
        assert_eq!(Rhythm::Days(42).to_string(), "6 weeks");
        assert_eq!(Rhythm::Months(1).to_string(), "month");
    }
}
