//! What dates mean, as tables.

use proptest::prelude::*;

use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date of the test's own")
}

/// A Wednesday.
fn today() -> NaiveDate {
    day(2022, 7, 27)
}

fn read(text: &str) -> Result<String, DateError> {
    parse_date(text, today()).map(|parsed| DateForm::Iso.format(parsed.date))
}

#[test]
fn dates_are_read_as_clerks_write_them() {
    let table = [
        ("27 July 2022", "2022-07-27"),
        ("27th July, 2022", "2022-07-27"),
        ("27 July", "2022-07-27"),
        ("26 July", "2023-07-26"),
        ("27/7/22", "2022-07-27"),
        ("27/07/2022", "2022-07-27"),
        ("5/7/22", "2022-07-05"),
        ("27.7.22", "2022-07-27"),
        ("27-7-2022", "2022-07-27"),
        ("27/8", "2022-08-27"),
        ("2022-07-27", "2022-07-27"),
        ("Wed 21 Sept", "2022-09-21"),
        ("Weds. 21 Sep", "2022-09-21"),
        ("Wednesday 21st of September 2022", "2022-09-21"),
        ("on Wednesday, the 21st of September, 2022.", "2022-09-21"),
        ("Wed 14th Dec 2016", "2016-12-14"),
        ("Wed 27/7/22", "2022-07-27"),
        ("1 Mar 80", "1980-03-01"),
        ("1 Mar 79", "2079-03-01"),
        ("September 21st", "2022-09-21"),
        ("September 21, 2022", "2022-09-21"),
        ("29 Feb", "2024-02-29"),
        ("29 Feb 2024", "2024-02-29"),
        ("today", "2022-07-27"),
        ("Tomorrow", "2022-07-28"),
        ("yesterday", "2022-07-26"),
        ("Monday", "2022-08-01"),
        ("Wed", "2022-08-03"),
        ("this Wednesday", "2022-07-27"),
        ("next Wednesday", "2022-08-03"),
        ("next Thursday", "2022-07-28"),
        ("on Friday", "2022-07-29"),
        ("in two weeks", "2022-08-10"),
        ("in two weeks' time", "2022-08-10"),
        ("in a fortnight", "2022-08-10"),
        ("in 10 days", "2022-08-06"),
        ("in a couple of months", "2022-09-27"),
        ("in a year", "2023-07-27"),
        ("Monday week", "2022-08-08"),
        ("tomorrow week", "2022-08-04"),
        ("a week on Wednesday", "2022-08-10"),
        ("a week today", "2022-08-03"),
    ];
    for (text, expected) in table {
        assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
    }
    // 24 September is a Saturday in 2022: that it is a Sunday in 2023 does not make it the day that was meant.
    let slip = parse_date("Sun 24 Sept", today()).expect_err("a contradiction");
    assert_eq!(
        slip.to_string(),
        "24 September 2022 is a Saturday, not a Sunday"
    );
}

#[test]
fn what_was_stated_is_told() {
    let read = |text| parse_date(text, today()).expect("readable");
    assert_eq!(read("Wed 21 Sept").weekday_stated, Some(Weekday::Wed));
    assert!(!read("Wed 21 Sept").year_stated);
    assert!(read("21/9/22").year_stated);
    assert_eq!(read("21/9/22").weekday_stated, None);
    assert!(!read("tomorrow").year_stated);
}

#[test]
fn a_date_that_contradicts_itself_is_refused_in_words() {
    let table = [
        (
            "Tuesday 27 July 2022",
            "27 July 2022 is a Wednesday, not a Tuesday",
        ),
        ("Tue 27/7/22", "27 July 2022 is a Wednesday, not a Tuesday"),
        // 2026 is the first year in which it fits, and that is too far to be meant.
        ("Mon 27 July", "27 July 2022 is a Wednesday, not a Monday"),
        ("31 June", "June has 30 days"),
        ("0 June", "June has 30 days"),
        ("32/1/22", "January has 31 days"),
        ("29 February 2023", "February 2023 has 28 days"),
        ("30 Feb", "February has 29 days"),
        (
            "7/27/2022",
            "there is no month 27: dates in numbers are read day first, as in 27/7/2022",
        ),
    ];
    for (text, expected) in table {
        let error = parse_date(text, today()).expect_err(text);
        assert_eq!(error.to_string(), expected, "{text}");
    }
}

#[test]
fn what_is_not_wholly_a_date_is_refused() {
    for text in [
        "",
        "  ",
        "27",
        "July",
        "July 22",
        "Sept 21",
        "2022",
        "2022/23",
        "27.7",
        "7.30",
        "27 July 2022 at 6pm",
        "27 July 202",
        "27 July 20222",
        "27 July 0022",
        "27/7-22",
        "27 Juli 2022",
        "Wednesday July",
        "in weeks",
        "in 0 days",
        "in 99999999999 days",
        "two weeks",
        "the",
        "on",
        "Wed week on",
        "27 of July of 2022",
        "+7/7/22",
    ] {
        let error = parse_date(text, today()).expect_err(text);
        assert!(
            matches!(error, DateError::DateNotUnderstood(_)),
            "{text}: {error}"
        );
        assert!(
            error.to_string().contains("27 July 2022"),
            "names a form: {error}"
        );
    }
}

#[test]
fn a_message_quotes_no_more_than_a_line_and_no_control_characters() {
    let error = read(&format!("\u{1b}[2J{}", "x".repeat(1000)))
        .unwrap_err()
        .to_string();
    assert!(error.len() < 250 && !error.contains('\u{1b}'), "{error}");
}

/// Dates within the years that [`year_named`] takes.
fn any_date() -> impl Strategy<Value = NaiveDate> {
    (0..146_000i64).prop_map(|days| day(1800, 1, 1) + chrono::TimeDelta::days(days))
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*", today in any_date()) {
        let _ = parse_date(&text, today);
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_trap(
        text in "(in )?(a|999|12) (days|weeks|months|years)|(next )?(mon|sun)( week)?|29 feb|tomorrow|yesterday|this sat"
    ) {
        let _ = parse_date(&text, NaiveDate::MAX);
        let _ = parse_date(&text, NaiveDate::MIN);
    }

    #[test]
    fn a_printed_date_reads_back(date in any_date(), before in 0i64..364) {
        for form in DateForm::ALL {
            let today = date - chrono::TimeDelta::days(before);
            let read = parse_date(&form.format(date), today).map(|parsed| parsed.date);
            prop_assert_eq!(read, Ok(date), "{}", form);
        }
    }
}
