use super::*;
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn today() -> NaiveDate {
    day(2024, 2, 14)
}

fn read(text: &str) -> Query {
    Query::read(text, today())
}

/// The terms as a clerk would see them: phrases in quotes, words joined by `+`, a `…` where a word may go on.
fn terms(query: &Query) -> String {
    let terms: Vec<String> = query
        .terms
        .iter()
        .map(|term| {
            let words = term.words.join("+");
            let quote = if term.phrase { "\"" } else { "" };
            let more = if term.is_beginning() { "…" } else { "" };
            let open = if term.complete { "" } else { "_" };
            format!("{quote}{words}{quote}{more}{open}")
        })
        .collect();
    terms.join(" ")
}

#[test]
fn words_and_phrases() {
    let cases = [
        ("", ""),
        ("  ", ""),
        ("safeg", "safeg…_"),
        ("Safeguarding tr", "safeguarding… tr…_"),
        ("safeguarding ", "safeguarding…"),
        ("\"multi agency hub\"", "\"multi+agency+hub\""),
        ("“multi agency hub” visit", "\"multi+agency+hub\" visit…_"),
        ("\"multi age", "\"multi+age\"…_"),
        ("multi-agency", "multi+agency…_"),
        ("CSSP/2022/14", "cssp+2022+14…_"),
        ("Zoë O’Dowd", "zoe… o+dowd…_"),
        ("! training -", "training…"),
        ("\"\" x", "x…_"),
        ("\"open\" \"all\"", "\"open\" \"all\""),
        ("opening overdues", "opening… overdues…_"),
        ("note:this", "note+this…_"),
        ("ratio 3:2", "ratio… 3+2…_"),
    ];
    for (text, expected) in cases {
        let query = read(text);
        assert_eq!(terms(&query), expected, "{text:?}");
        assert!(!query.has_filters() && !query.everywhere, "{text:?}");
        assert!(query.doubts.is_empty(), "{text:?}");
    }
}

#[test]
fn filters_are_words() {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let cases: Vec<(&str, Query)> = vec![
        (
            "open",
            Query {
                state: Some(StateFilter::Open),
                ..Query::default()
            },
        ),
        (
            "OVERDUE",
            Query {
                state: Some(StateFilter::Overdue),
                ..Query::default()
            },
        ),
        (
            "done ",
            Query {
                state: Some(StateFilter::Done),
                ..Query::default()
            },
        ),
        (
            "all",
            Query {
                everywhere: true,
                ..Query::default()
            },
        ),
        (
            "owner:@smith",
            Query {
                owner: names(&["smith"]),
                ..Query::default()
            },
        ),
        (
            "owner: smith",
            Query {
                owner: names(&["smith"]),
                ..Query::default()
            },
        ),
        (
            "@smith",
            Query {
                owner: names(&["smith"]),
                ..Query::default()
            },
        ),
        (
            "@\"Ann Bell\"",
            Query {
                owner: names(&["Ann Bell"]),
                ..Query::default()
            },
        ),
        (
            "owner:\"Head of Housing\" @be",
            Query {
                owner: names(&["Head of Housing", "be"]),
                ..Query::default()
            },
        ),
        ("owner:", Query::default()),
        ("owner:\"", Query::default()),
        ("@", Query::default()),
        ("body:", Query::default()),
        (
            "body:cssp",
            Query {
                body: names(&["cssp"]),
                everywhere: true,
                ..Query::default()
            },
        ),
        (
            "body:all",
            Query {
                everywhere: true,
                ..Query::default()
            },
        ),
        (
            "Item:\"work programme\"",
            Query {
                item: names(&["work programme"]),
                ..Query::default()
            },
        ),
        (
            "kind:rec",
            Query {
                kinds: vec![KindFilter::Recommendation],
                ..Query::default()
            },
        ),
        (
            "kind:Actions",
            Query {
                kinds: vec![KindFilter::Entry(Kind::Action)],
                ..Query::default()
            },
        ),
        (
            "kind:dec",
            Query {
                kinds: vec![
                    KindFilter::Entry(Kind::Decision),
                    KindFilter::Entry(Kind::Declaration),
                ],
                ..Query::default()
            },
        ),
        (
            "kind:item",
            Query {
                kinds: vec![KindFilter::Item],
                ..Query::default()
            },
        ),
        ("kind:", Query::default()),
        (
            "since:2021",
            Query {
                since: Some(day(2021, 1, 1)),
                ..Query::default()
            },
        ),
        (
            "until:2021",
            Query {
                until: Some(day(2021, 12, 31)),
                ..Query::default()
            },
        ),
        ("since:2", Query::default()),
        ("since:202", Query::default()),
        ("since:", Query::default()),
    ];
    for (text, expected) in cases {
        let found = read(text);
        let expected = Query {
            // "body:" narrows nothing, but says already that no body is to come first.
            everywhere: expected.everywhere,
            ..expected
        };
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn days_are_read_in_british_order_and_look_back() {
    let cases = [
        ("since:March", Some(day(2023, 3, 1))),
        ("since:February", Some(day(2024, 2, 1))),
        ("since:January", Some(day(2024, 1, 1))),
        ("since:March 2022", Some(day(2022, 3, 1))),
        ("since:\"March 2022\"", Some(day(2022, 3, 1))),
        ("since: March 2022", Some(day(2022, 3, 1))),
        ("since:27/7/22", Some(day(2022, 7, 27))),
        ("since:05/07/2022", Some(day(2022, 7, 5))),
        ("since:27 July 2022", Some(day(2022, 7, 27))),
        ("since:27 July", Some(day(2023, 7, 27))),
        ("since:2022-07-27", Some(day(2022, 7, 27))),
        ("since:2022/23", Some(day(2022, 4, 1))),
        ("since:autumn 2022", Some(day(2022, 9, 1))),
        ("since:yesterday", Some(day(2024, 2, 13))),
        ("since:monday", Some(day(2024, 2, 12))),
        ("since:last week", Some(day(2024, 2, 5))),
        ("since:last month", Some(day(2024, 1, 1))),
        ("since:last year", Some(day(2023, 1, 1))),
        ("since:this year", Some(day(2024, 1, 1))),
        ("since:March 20", Some(day(2023, 3, 1))),
        ("since:tomorrow", None),
        ("since:next year", None),
        ("since:quarterly", None),
        ("since:nonsense", None),
        ("since:7/27/2022", None),
    ];
    for (text, expected) in cases {
        let query = read(text);
        assert_eq!(query.since, expected, "{text}");
        let left_over = terms(&query);
        assert!(
            expected.is_none() || left_over.is_empty(),
            "{text}: {left_over}"
        );
    }
    assert_eq!(read("until:March 2022").until, Some(day(2022, 3, 31)));
}

#[test]
fn filters_leave_the_words_about_them() {
    let query = read("training since:March 2022 open @stath members");
    assert_eq!(terms(&query), "training… members…_");
    assert_eq!(query.since, Some(day(2022, 3, 1)));
    assert_eq!(query.owner, ["stath"]);
    assert_eq!(query.state, Some(StateFilter::Open));
    assert!(query.wants_actions());
    let query = read("since:2021 20 mph zones");
    assert_eq!(terms(&query), "20… mph… zones…_");
    let query = read("since: owner:bell");
    assert_eq!((query.since, query.owner), (None, vec!["bell".to_owned()]));
}

#[test]
fn what_is_not_understood_is_told_and_filters_nothing() {
    for (text, told) in [
        ("since:whenever ", "\"whenever\" is not understood"),
        ("kind:zebra", "no kind \"zebra\""),
        ("open done", "cannot be both open and done"),
    ] {
        let query = read(text);
        assert_eq!(query.doubts.len(), 1, "{text}");
        assert!(query.doubts[0].contains(told), "{:?}", query.doubts);
    }
    // Still being typed, so no doubt yet.
    assert!(read("since:when").doubts.is_empty());
}

proptest! {
    #[test]
    fn any_line_can_be_read_and_terms_have_words(
        text in "([a-z]{0,4}|[ \"“:@/]|owner:|since:|until:|kind:|[0-9]{1,4}|March|é|\\PC){0,12}"
    ) {
        let query = read(&text);
        for term in &query.terms {
            prop_assert!(!term.words.is_empty());
            prop_assert!(term.words.iter().all(|word| !word.is_empty()));
        }
    }
}
