//! Times of day as minutes print them: "6.00pm" first, then everything else that clerks type.

use std::fmt;

use chrono::{NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

use super::words::number;
use super::{DateError, quoted};

/// What stands after the digits of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
    /// "hrs": the hours are those of a clock that counts to 24.
    TwentyFour,
    NotSaid,
}

/// Reads a time of day: `6pm`, `6.00 pm`, `7.30 p.m.`, `6:30pm`, `18:00`, `18.00`, `1800`, `17:25hrs`, `noon`.
///
/// Council meetings are held in working hours and in the evening. So without "am" or "pm" the hours 1 to 7 are
/// those of the afternoon ("6.30" is half past six in the evening), and 8 to 12 are taken as they stand, in the
/// morning and at noon. A nought in front ("06:30"), "hrs", or four digits without a mark ("0630") mean the clock
/// that counts to 24. Slips such as "21.05pm" are read as 21:05.
///
/// # Errors
/// [`DateError::NoSuchTime`] for hours and minutes that no clock shows ("6.75pm", "18.00am"),
/// [`DateError::TimeNotUnderstood`] for everything else.
pub fn parse_time(text: &str) -> Result<NaiveTime, DateError> {
    let lower = text.trim().trim_end_matches(['.', ',']).to_lowercase();
    let not_understood = || DateError::TimeNotUnderstood(quoted(text));
    let no_such_time = || DateError::NoSuchTime(quoted(text));
    match lower.as_str() {
        "noon" | "midday" | "12noon" | "12 noon" | "12.00noon" | "12.00 noon" | "12:00 noon"
        | "12 midday" => return Ok(NaiveTime::MIN + chrono::TimeDelta::hours(12)),
        "midnight" | "12 midnight" => return Ok(NaiveTime::MIN),
        _ => {}
    }
    let (digits, half) = split_half(&lower);
    let (hour_digits, minute_digits) = split_digits(digits.trim()).ok_or_else(not_understood)?;
    let hour = number(hour_digits, 2).ok_or_else(not_understood)?;
    let minute = number(minute_digits, 2).ok_or_else(not_understood)?;
    let padded = hour_digits.starts_with('0')
        || digits.trim().len() == 4 && digits.trim().bytes().all(|b| b.is_ascii_digit());
    let hour = match (half, hour) {
        (Half::Morning, 12) => 0,
        (Half::Morning, 13..) | (Half::Afternoon, 0) => return Err(no_such_time()),
        (Half::Afternoon, 1..=11) => hour + 12,
        (Half::NotSaid, 1..=7) if !padded => hour + 12,
        (Half::Morning | Half::Afternoon | Half::TwentyFour | Half::NotSaid, _) => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0).ok_or_else(no_such_time)
}

/// Parts the digits from "am", "pm" or "hrs".
fn split_half(lower: &str) -> (&str, Half) {
    let endings = [
        (Half::Morning, ["a.m", "am", "a m"]),
        (Half::Afternoon, ["p.m", "pm", "p m"]),
        (Half::TwentyFour, ["hours", "hrs", "h"]),
        (Half::NotSaid, ["o'clock", "o’clock", "oclock"]),
    ];
    endings
        .iter()
        .flat_map(|(half, forms)| forms.iter().map(move |form| (*half, *form)))
        .find_map(|(half, form)| Some((lower.strip_suffix(form)?, half)))
        .unwrap_or((lower, Half::NotSaid))
}

/// Parts hours from minutes; minutes always have two digits, because "6.5" could be 6.05 or 6.50.
fn split_digits(digits: &str) -> Option<(&str, &str)> {
    if let Some((hours, minutes)) = digits.split_once(['.', ':', '·', ' ']) {
        return (minutes.len() == 2)
            .then_some((hours, minutes))
            .filter(|(hours, _)| !hours.is_empty());
    }
    match digits.len() {
        1 | 2 => Some((digits, "00")),
        3 | 4 => digits.split_at_checked(digits.len() - 2),
        _ => None,
    }
}

/// How a house style prints a time of day. Templates name it in kebab case: `time = "dotted"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeForm {
    /// 6.00pm; noon is 12.00pm
    #[default]
    Dotted,
    /// 6pm, and 6.30pm where there are minutes
    DottedShort,
    /// 6:00pm
    Colon,
    /// 18:00
    TwentyFour,
}

impl TimeForm {
    /// All forms, in the order in which a choice of them is shown.
    pub const ALL: [Self; 4] = [
        Self::Dotted,
        Self::DottedShort,
        Self::Colon,
        Self::TwentyFour,
    ];

    /// The name by which a template chooses the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dotted => "dotted",
            Self::DottedShort => "dotted-short",
            Self::Colon => "colon",
            Self::TwentyFour => "twenty-four",
        }
    }

    /// Prints a time to the minute; seconds are left out, not rounded.
    pub fn format(self, time: NaiveTime) -> String {
        let (afternoon, hour) = time.hour12();
        let minute = time.minute();
        let half = if afternoon { "pm" } else { "am" };
        match self {
            Self::DottedShort if minute == 0 => format!("{hour}{half}"),
            Self::Dotted | Self::DottedShort => format!("{hour}.{minute:02}{half}"),
            Self::Colon => format!("{hour}:{minute:02}{half}"),
            Self::TwentyFour => format!("{:02}:{minute:02}", time.hour()),
        }
    }
}

impl fmt::Display for TimeForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn times_are_read_as_clerks_write_them() {
        let table = [
            ("6pm", "18:00"),
            ("6.00pm", "18:00"),
            ("6.30 pm", "18:30"),
            ("6:30pm", "18:30"),
            ("630pm", "18:30"),
            ("7 30pm", "19:30"),
            ("18:00", "18:00"),
            ("18.00", "18:00"),
            ("1800", "18:00"),
            ("0930", "09:30"),
            ("0630", "06:30"),
            ("17:25hrs", "17:25"),
            ("1725 hours", "17:25"),
            ("6:30hrs", "06:30"),
            ("noon", "12:00"),
            ("Midday", "12:00"),
            ("12.00 noon", "12:00"),
            ("midnight", "00:00"),
            ("12.30pm", "12:30"),
            ("12.30am", "00:30"),
            ("7.30 p.m.", "19:30"),
            ("9.30 A.M.", "09:30"),
            ("10am", "10:00"),
            ("21.05pm", "21:05"),
            ("20.15PM", "20:15"),
            ("7.30pm.", "19:30"),
            ("7 o'clock", "19:00"),
            ("6", "18:00"),
            ("6.30", "18:30"),
            ("630", "18:30"),
            ("06:30", "06:30"),
            ("7.59", "19:59"),
            ("8", "08:00"),
            ("10.30", "10:30"),
            ("12.15", "12:15"),
            ("0.05", "00:05"),
        ];
        for (text, expected) in table {
            let read = parse_time(text).map(|time| TimeForm::TwentyFour.format(time));
            assert_eq!(read.as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_no_clock_shows_is_refused_in_words() {
        for text in ["6.75pm", "24:00", "2500", "18.00am", "0.30pm"] {
            assert_eq!(
                parse_time(text),
                Err(DateError::NoSuchTime(text.into())),
                "{text}"
            );
        }
        for text in [
            "",
            "pm",
            ".30pm",
            "6.5pm",
            "1 1pm",
            "six",
            "6.30.15pm",
            "12345",
            "6-30",
            "é.30",
            "1é",
        ] {
            let error = parse_time(text).unwrap_err();
            assert_eq!(error, DateError::TimeNotUnderstood(text.into()), "{text}");
            assert!(
                error.to_string().contains("6.00pm"),
                "names a form: {error}"
            );
        }
    }

    #[test]
    fn a_form_is_chosen_by_its_name() {
        for form in TimeForm::ALL {
            assert_eq!(serde_json::to_string(&form).unwrap(), format!("\"{form}\""));
        }
    }

    #[test]
    fn each_form_prints_as_its_house_style_has_it() {
        let print = |text: &str| {
            let time = parse_time(text).unwrap();
            TimeForm::ALL.map(|form| form.format(time)).join(" ")
        };
        assert_eq!(print("18:00"), "6.00pm 6pm 6:00pm 18:00");
        assert_eq!(print("18:30"), "6.30pm 6.30pm 6:30pm 18:30");
        assert_eq!(print("12:00"), "12.00pm 12pm 12:00pm 12:00");
        assert_eq!(print("00:05"), "12.05am 12.05am 12:05am 00:05");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC*|[0-9.: apmhrs]{0,9}") {
            let _ = parse_time(&text);
        }

        #[test]
        fn a_printed_time_reads_back(hour in 0u32..24, minute in 0u32..60) {
            let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
            for form in TimeForm::ALL {
                // 8.00 to 12.59 and all others: the clock of 24 hours prints a nought in front.
                prop_assert_eq!(parse_time(&form.format(time)), Ok(time), "{}", form);
            }
        }
    }
}
