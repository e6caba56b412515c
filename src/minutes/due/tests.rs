//! What due phrases mean, as a table.

use proptest::prelude::*;

use super::super::dates::DateForm;
use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date of the test's own")
}

/// A Wednesday; the next meeting is on Wednesday 21 September 2022.
fn july() -> Setting {
    Setting {
        said_on: day(2022, 7, 27),
        next_meeting: Some(day(2022, 9, 21)),
    }
}

fn said_on(said_on: NaiveDate) -> Setting {
    Setting {
        said_on,
        next_meeting: None,
    }
}

/// Holds a table of phrases to what the clerk is shown for them.
fn hold(setting: Setting, table: &[(&str, &str)]) {
    for (phrase, expected) in table {
        assert_eq!(read(phrase, &setting).explain(), *expected, "{phrase}");
    }
}

#[test]
fn months_and_parts_of_months() {
    hold(
        july(),
        &[
            ("September", "1 to 30 Sep 2022"),
            ("September.", "1 to 30 Sep 2022"),
            (" in Sept, ", "1 to 30 Sep 2022"),
            ("July", "1 to 31 Jul 2022"),
            ("June", "1 to 30 Jun 2023"),
            ("May", "1 to 31 May 2023"),
            ("by May", "by 31 May 2023"),
            ("February 2024", "1 to 29 Feb 2024"),
            ("Sept. 2022", "1 to 30 Sep 2022"),
            ("9/2022", "1 to 30 Sep 2022"),
            ("September this year", "1 to 30 Sep 2022"),
            ("March next year", "1 to 31 Mar 2023"),
            ("early September", "1 to 10 Sep 2022"),
            ("mid-September", "11 to 20 Sep 2022"),
            ("by mid September", "by 20 Sep 2022"),
            ("late February", "21 to 28 Feb 2023"),
            ("beginning of October", "1 to 10 Oct 2022"),
            ("end of December", "31 Dec 2022"),
            ("the end of December", "31 Dec 2022"),
            ("by the end of December", "by 31 Dec 2022"),
            ("by end of March 2023", "by 31 Mar 2023"),
            ("before September", "by 31 Aug 2022"),
            ("before July", "by 30 Jun 2023"),
        ],
    );
}

#[test]
fn ranges() {
    hold(
        july(),
        &[
            ("September / October", "1 Sep to 31 Oct 2022"),
            ("Sept/Oct", "1 Sep to 31 Oct 2022"),
            ("September or October", "1 Sep to 31 Oct 2022"),
            ("Sept/Oct 2022", "1 Sep to 31 Oct 2022"),
            ("by Sept/Oct", "by 31 Oct 2022"),
            ("September to November", "1 Sep to 30 Nov 2022"),
            ("Sept – Nov", "1 Sep to 30 Nov 2022"),
            ("between September and November", "1 Sep to 30 Nov 2022"),
            ("December/January", "1 Dec 2022 to 31 Jan 2023"),
            ("November to February 2024", "1 Nov 2023 to 29 Feb 2024"),
            ("November 2022 to February", "1 Nov 2022 to 28 Feb 2023"),
            ("June / July", "1 Jun to 31 Jul 2022"),
            ("September to July", "1 Sep 2022 to 31 Jul 2023"),
            ("January 2022 to June 2023", "1 Jan 2022 to 30 Jun 2023"),
            ("mid-September to mid-October", "11 Sep to 20 Oct 2022"),
            ("end of September / early October", "30 Sep to 10 Oct 2022"),
            ("12 September to 16 September", "12 to 16 Sep 2022"),
            ("autumn/winter", "1 Sep 2022 to 28 Feb 2023"),
        ],
    );
    hold(
        said_on(day(2023, 1, 9)),
        &[
            ("December / January", "1 Dec 2022 to 31 Jan 2023"),
            ("November / December", "1 Nov to 31 Dec 2023"),
            ("winter", "1 Dec 2022 to 28 Feb 2023"),
            ("Q4", "1 Jan to 31 Mar 2023"),
            ("end of the financial year", "31 Mar 2023"),
            ("this municipal year", "1 May 2022 to 30 Apr 2023"),
        ],
    );
}

#[test]
fn seasons_quarters_and_years() {
    hold(
        july(),
        &[
            ("by autumn 2022", "by 30 Nov 2022"),
            ("autumn", "1 Sep to 30 Nov 2022"),
            ("in the spring", "1 Mar to 31 May 2023"),
            ("summer", "1 Jun to 31 Aug 2022"),
            ("winter 2022", "1 Dec 2022 to 28 Feb 2023"),
            ("winter 2022/23", "1 Dec 2022 to 28 Feb 2023"),
            ("winter 2023", "1 Dec 2023 to 29 Feb 2024"),
            ("Q3 2022/23", "1 Oct to 31 Dec 2022"),
            ("Q4 2022-23", "1 Jan to 31 Mar 2023"),
            ("quarter 1 2023/24", "1 Apr to 30 Jun 2023"),
            ("third quarter of 2022/23", "1 Oct to 31 Dec 2022"),
            ("end of Q2", "30 Sep 2022"),
            ("Q1", "1 Apr to 30 Jun 2023"),
            ("next quarter", "1 Oct to 31 Dec 2022"),
            ("2022/23", "1 Apr 2022 to 31 Mar 2023"),
            ("2022/2023", "1 Apr 2022 to 31 Mar 2023"),
            ("municipal year 2022/23", "1 May 2022 to 30 Apr 2023"),
            (
                "during the 2022/23 municipal year",
                "1 May 2022 to 30 Apr 2023",
            ),
            ("this municipal year", "1 May 2022 to 30 Apr 2023"),
            ("next financial year", "1 Apr 2023 to 31 Mar 2024"),
            ("this calendar year", "1 Jan to 31 Dec 2022"),
            ("in the next calendar year", "1 Jan to 31 Dec 2023"),
            ("next year", "1 Jan to 31 Dec 2023"),
            ("2023", "1 Jan to 31 Dec 2023"),
            ("end of the year", "31 Dec 2022"),
            ("by the end of 2023", "by 31 Dec 2023"),
            ("by the year end", "by 31 Dec 2022"),
            ("before Christmas", "by 24 Dec 2022"),
            ("by Christmas", "by 25 Dec 2022"),
        ],
    );
}

#[test]
fn meetings_and_lengths_of_time() {
    hold(
        july(),
        &[
            ("next meeting", "21 Sep 2022"),
            ("the next meeting", "21 Sep 2022"),
            ("by next meeting", "by 21 Sep 2022"),
            ("for the next meeting", "21 Sep 2022"),
            ("to the next meeting", "21 Sep 2022"),
            ("before the next meeting", "by 20 Sep 2022"),
            ("September meeting", "21 Sep 2022"),
            ("the November meeting", "1 to 30 Nov 2022"),
            ("in two weeks", "10 Aug 2022"),
            ("two weeks", "10 Aug 2022"),
            ("in 2 weeks' time", "10 Aug 2022"),
            ("in a fortnight", "10 Aug 2022"),
            ("within a fortnight", "by 10 Aug 2022"),
            ("within 3 months", "by 27 Oct 2022"),
            ("within the next three months", "by 27 Oct 2022"),
            ("over the next six months", "by 27 Jan 2023"),
            ("within the next month", "by 27 Aug 2022"),
            ("this week", "25 to 31 Jul 2022"),
            ("next week", "1 to 7 Aug 2022"),
            ("by the end of next week", "by 7 Aug 2022"),
            ("end of the week", "29 to 31 Jul 2022"),
            ("next month", "1 to 31 Aug 2022"),
            ("early next month", "1 to 10 Aug 2022"),
            ("end of the month", "31 Jul 2022"),
            ("month end", "31 Jul 2022"),
            ("immediately", "27 Jul 2022"),
            ("today", "27 Jul 2022"),
        ],
    );
    let unknown = said_on(day(2022, 7, 27));
    hold(
        unknown,
        &[
            (
                "next meeting",
                "the date of the next meeting is not known; kept as written",
            ),
            ("September meeting", "1 to 30 Sep 2022"),
            ("each meeting", "each meeting"),
        ],
    );
    assert_eq!(read("by next meeting", &unknown).window, None);
}

#[test]
fn single_dates() {
    hold(
        july(),
        &[
            ("21 Sept 2022", "21 Sep 2022"),
            ("Wed 14th Dec 2022", "14 Dec 2022"),
            ("by 5/10/22", "by 5 Oct 2022"),
            ("by Friday", "by 29 Jul 2022"),
            ("on or before Friday", "by 29 Jul 2022"),
            ("Friday at the latest", "by 29 Jul 2022"),
            ("no later than 1 September", "by 1 Sep 2022"),
            ("2022-09-21", "21 Sep 2022"),
            ("Monday week", "8 Aug 2022"),
            ("by 5/7/22", "by 5 Jul 2022 (before the meeting itself)"),
            (
                "Wed 14th Dec 2016",
                "14 Dec 2016 (before the meeting itself)",
            ),
            ("June 2022", "1 to 30 Jun 2022 (before the meeting itself)"),
        ],
    );
}

#[test]
fn what_contradicts_itself_has_no_window_and_says_why() {
    let table = [
        (
            "Thursday 21 September 2022",
            "21 September 2022 is a Wednesday, not a Thursday",
        ),
        // It would fit in 2023, but the weekday is the likelier slip.
        (
            "by Thurs 21 Sept",
            "21 September 2022 is a Wednesday, not a Thursday",
        ),
        ("31 June", "June has 30 days"),
        (
            "by 9/21/22",
            "there is no month 21: dates in numbers are read day first, as in 27/7/2022",
        ),
    ];
    for (phrase, doubt) in table {
        let due = read(phrase, &july());
        assert_eq!(
            (due.window, due.doubt.as_deref()),
            (None, Some(doubt)),
            "{phrase}"
        );
        assert_eq!(due.explain(), format!("{doubt}; kept as written"));
    }
}

#[test]
fn recurrences() {
    hold(
        july(),
        &[
            ("quarterly", "each quarter, first by 31 Oct 2022"),
            ("on a quarterly basis", "each quarter, first by 31 Oct 2022"),
            ("quarterly reporting", "each quarter, first by 31 Oct 2022"),
            ("monthly", "each month, first by 31 Aug 2022"),
            ("every month", "each month, first by 31 Aug 2022"),
            ("six-weekly", "every six weeks, first by 7 Sep 2022"),
            ("weekly", "each week, first by 3 Aug 2022"),
            ("fortnightly", "each fortnight, first by 10 Aug 2022"),
            ("annually", "each year, first by 31 Jul 2023"),
            ("bi-annual", "twice a year, first by 31 Jan 2023"),
            ("twice a year", "twice a year, first by 31 Jan 2023"),
            ("each meeting", "each meeting, first on 21 Sep 2022"),
            ("Standing item", "each meeting, first on 21 Sep 2022"),
            (
                "quarterly from September",
                "each quarter, first by 30 Sep 2022",
            ),
            (
                "annually from 1 April 2023",
                "each year, first on 1 Apr 2023",
            ),
        ],
    );
    assert_eq!(
        read("bi-annual", &july()).recurrence,
        Some(Recurrence::TwiceYearly)
    );
}

#[test]
fn what_is_not_wholly_understood_is_kept_as_written() {
    for phrase in [
        "once the Ofsted letter is in",
        "September hopefully",
        "after September",
        "until September",
        "to September",
        "September or December",
        "September, October",
        "end of Sept/Oct",
        "early Sept/Oct",
        "September to September",
        "5/6 September",
        "12 to 16 September",
        "21 or 22 September 2022",
        "6-8 weeks",
        "two to three weeks",
        "within 10 working days",
        "in the next month",
        "in the next quarter",
        "Sept 22",
        "July 27",
        "Q3 2022",
        "2022/24",
        "autumn 2022/23",
        "late summer",
        "early 2023",
        "mid-week",
        "end of today",
        "before two weeks",
        "autumn term",
        "bi-monthly",
        "biennial",
        "quarterly until March",
        "the next meeting in September",
        "next panel meeting",
        "this meeting",
        "(September)",
        "by",
        "the",
        "in",
        "before",
        "end of",
        "of",
        "/",
        "September /",
        "/ October",
        "by by September",
        "future working group",
        "1800",
        "week",
        "year 2022",
    ] {
        let due = read(phrase, &july());
        assert_eq!(
            (due.window, due.recurrence, &due.doubt),
            (None, None, &None),
            "{phrase}"
        );
        assert_eq!(
            due.explain(),
            "not understood as a date; kept as written",
            "{phrase}"
        );
        assert_eq!(due.as_written, phrase);
    }
    for phrase in [
        "",
        "-",
        "ongoing",
        "On-going.",
        "ASAP",
        "a.s.a.p.",
        "as soon as possible",
        "TBC",
    ] {
        let due = read(phrase, &july());
        assert_eq!(
            (due.window, due.explain().as_str()),
            (None, "no date"),
            "{phrase}"
        );
    }
}

#[test]
fn overdue_begins_when_the_window_has_ended() {
    let due = read("by autumn 2022", &july());
    assert!(!due.is_overdue(day(2022, 11, 30)));
    assert!(due.is_overdue(day(2022, 12, 1)));
    assert!(!read("ongoing", &july()).is_overdue(day(2099, 1, 1)));
}

#[test]
fn it_is_stored_without_what_it_lacks() {
    let due = read("September", &july());
    let json = serde_json::to_string(&due).unwrap();
    assert_eq!(
        json,
        r#"{"as_written":"September","window":{"from":"2022-09-01","to":"2022-09-30"}}"#
    );
    assert_eq!(serde_json::from_str::<Due>(&json).unwrap(), due);
    let bare = serde_json::from_str::<Due>(r#"{"as_written":"when it can be"}"#).unwrap();
    assert_eq!(bare, read("when it can be", &july()));
}

/// Words that phrases are made of, so that chance finds the paths that matter.
fn any_phrase() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "by",
        "before",
        "within",
        "in",
        "the",
        "end",
        "of",
        "early",
        "mid",
        "late",
        "next",
        "this",
        "between",
        "and",
        "or",
        "to",
        "/",
        "-",
        "from",
        "quarterly",
        "September",
        "Oct",
        "May",
        "Feb",
        "winter",
        "autumn",
        "Q4",
        "quarter",
        "Christmas",
        "2022",
        "2022/23",
        "22",
        "31",
        "29th",
        "3",
        "999",
        "two",
        "a",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "municipal",
        "financial",
        "meeting",
        "Wed",
        "today",
        "yesterday",
        "immediately",
    ]);
    prop::collection::vec(word, 0..7).prop_map(|words| words.join(" "))
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..146_000i64).prop_map(|days| day(1800, 1, 1) + chrono::TimeDelta::days(days))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn a_window_never_ends_before_it_begins(
        phrase in prop_oneof![3 => any_phrase(), 1 => "\\PC*"],
        said in any_day(),
        next in prop::option::of(any_day()),
    ) {
        let due = read(&phrase, &Setting { said_on: said, next_meeting: next });
        if let Some(window) = due.window {
            prop_assert!(window.from <= window.to, "{:?}", due);
        }
        prop_assert!(!due.explain().is_empty());
        prop_assert_eq!(due.as_written, phrase.trim());
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_trap(phrase in any_phrase()) {
        for said in [NaiveDate::MIN, NaiveDate::MAX] {
            let _ = read(&phrase, &Setting { said_on: said, next_meeting: Some(said) }).explain();
        }
    }

    #[test]
    fn without_a_year_nothing_is_over_when_it_is_said(
        phrase in "(by |before |in |end of |early )?(jan|feb|may|december|spring|winter|q4|christmas|29 feb|wed|sept/oct|dec to feb)",
        said in any_day(),
    ) {
        if let Some(window) = read(&phrase, &said_on(said)).window {
            prop_assert!(window.to >= said, "{:?}", window);
        }
    }

    #[test]
    fn a_printed_date_reads_back(date in any_day(), before in 0i64..364) {
        let setting = said_on(date - chrono::TimeDelta::days(before));
        for form in DateForm::ALL {
            let due = read(&form.format(date), &setting);
            prop_assert_eq!(due.window, Some(Window::day(date)), "{}: {:?}", form, due);
        }
    }
}
