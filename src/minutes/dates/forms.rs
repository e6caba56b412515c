//! The forms in which house styles print a date.

use std::fmt;

use chrono::{Datelike, Month, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// How a house style prints a date. Templates name it in kebab case: `date = "weekday-long"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateForm {
    /// 27 July 2022
    #[default]
    Long,
    /// 27th July 2022
    LongOrdinal,
    /// Wednesday 27 July 2022
    WeekdayLong,
    /// Wednesday 27th July 2022
    WeekdayLongOrdinal,
    /// Wednesday 27th July
    WeekdayOrdinalNoYear,
    /// Wed 14th Dec 2016; months of up to five letters are not abbreviated, so Wed 8th March 2017
    Short,
    /// 27/07/2022
    Numeric,
    /// 2022-07-27, as ISO 8601 has it
    Iso,
}

impl DateForm {
    /// All forms, in the order in which a choice of them is shown.
    pub const ALL: [Self; 8] = [
        Self::Long,
        Self::LongOrdinal,
        Self::WeekdayLong,
        Self::WeekdayLongOrdinal,
        Self::WeekdayOrdinalNoYear,
        Self::Short,
        Self::Numeric,
        Self::Iso,
    ];

    /// The name by which a template chooses the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Long => "long",
            Self::LongOrdinal => "long-ordinal",
            Self::WeekdayLong => "weekday-long",
            Self::WeekdayLongOrdinal => "weekday-long-ordinal",
            Self::WeekdayOrdinalNoYear => "weekday-ordinal-no-year",
            Self::Short => "short",
            Self::Numeric => "numeric",
            Self::Iso => "iso",
        }
    }

    /// Prints a date. Every form reads back with [`parse_date`](super::parse_date).
    pub fn format(self, date: NaiveDate) -> String {
        let (day, month, year) = (date.day(), month_name(date.month()), date.year());
        let (nth, weekday) = (ordinal(day), weekday_name(date.weekday()));
        match self {
            Self::Long => format!("{day} {month} {year}"),
            Self::LongOrdinal => format!("{nth} {month} {year}"),
            Self::WeekdayLong => format!("{weekday} {day} {month} {year}"),
            Self::WeekdayLongOrdinal => format!("{weekday} {nth} {month} {year}"),
            Self::WeekdayOrdinalNoYear => format!("{weekday} {nth} {month}"),
            Self::Short => {
                let month = short_month_name(date.month());
                format!("{} {nth} {month} {year}", date.weekday())
            }
            Self::Numeric => format!("{day:02}/{:02}/{year}", date.month()),
            Self::Iso => format!("{year:04}-{:02}-{day:02}", date.month()),
        }
    }
}

impl fmt::Display for DateForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A day with its ending: 1st, 2nd, 3rd, 4th, 11th, 21st.
pub fn ordinal(day: u32) -> String {
    let ending = match (day % 10, day % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}

/// A month's full name; a number that is no month gives nothing.
pub(super) fn month_name(month: u32) -> &'static str {
    u8::try_from(month)
        .ok()
        .and_then(|month| Month::try_from(month).ok())
        .map_or("", |month| month.name())
}

/// A month's name with those of more than five letters cut short: Jan, March, July, Sept.
fn short_month_name(month: u32) -> &'static str {
    match month_name(month) {
        "September" => "Sept",
        name if name.len() > 5 => name.get(..3).unwrap_or(name),
        name => name,
    }
}

/// A weekday's full name.
pub(super) const fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a date of the test's own")
    }

    #[test]
    fn each_form_prints_as_its_house_style_has_it() {
        let date = day(2022, 7, 27);
        let printed: Vec<String> = DateForm::ALL.iter().map(|form| form.format(date)).collect();
        assert_eq!(
            printed,
            [
                "27 July 2022",
                "27th July 2022",
                "Wednesday 27 July 2022",
                "Wednesday 27th July 2022",
                "Wednesday 27th July",
                "Wed 27th July 2022",
                "27/07/2022",
                "2022-07-27",
            ]
        );
    }

    #[test]
    fn the_short_form_cuts_only_the_long_months() {
        let short = |month, of| DateForm::Short.format(day(2017, month, of));
        assert_eq!(short(1, 3), "Tue 3rd Jan 2017");
        assert_eq!(short(2, 8), "Wed 8th Feb 2017");
        assert_eq!(short(3, 8), "Wed 8th March 2017");
        assert_eq!(short(4, 5), "Wed 5th April 2017");
        assert_eq!(short(6, 1), "Thu 1st June 2017");
        assert_eq!(short(8, 22), "Tue 22nd Aug 2017");
        assert_eq!(short(9, 13), "Wed 13th Sept 2017");
        assert_eq!(short(12, 31), "Sun 31st Dec 2017");
    }

    #[test]
    fn ordinals_mind_the_teens() {
        let endings: Vec<String> = [1, 2, 3, 4, 11, 12, 13, 20, 21, 22, 23, 30, 31, 111]
            .map(ordinal)
            .into();
        assert_eq!(
            endings.join(" "),
            "1st 2nd 3rd 4th 11th 12th 13th 20th 21st 22nd 23rd 30th 31st 111th"
        );
    }

    #[test]
    fn a_form_is_chosen_by_its_name() {
        for form in DateForm::ALL {
            let json = serde_json::to_string(&form).unwrap();
            assert_eq!(json, format!("\"{form}\""));
            assert_eq!(serde_json::from_str::<DateForm>(&json).unwrap(), form);
        }
        let error = serde_json::from_str::<DateForm>("\"american\"")
            .unwrap_err()
            .to_string();
        assert!(error.contains("`weekday-ordinal-no-year`"), "{error}");
    }
}
