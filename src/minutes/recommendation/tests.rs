use super::*;
use chrono::NaiveDate;

fn setting() -> Setting {
    Setting {
        said_on: NaiveDate::from_ymd_opt(2031, 6, 10).unwrap(),
        next_meeting: None,
    }
}

fn told(text: &str) -> (String, Option<String>, Option<String>, Option<String>) {
    let read = read(text, &setting());
    (
        read.actors.join("; "),
        read.verb,
        read.due.map(|due| due.as_written),
        read.report_to,
    )
}

#[test]
fn what_is_plainly_stated_is_read() {
    let cases = [
        (
            "The Council endorses the harbour plan.",
            ("Council", "endorses", "", ""),
        ),
        (
            "The Council and its statutory partners commission a review of the pilotage. The findings to report to the \
             Harbours and Beaches scrutiny committee by autumn 2031.",
            (
                "Council; its statutory partners",
                "commission",
                "by autumn 2031",
                "Harbours and Beaches scrutiny committee",
            ),
        ),
        (
            "The Council tasks the newly formed Harbours and Beaches Scrutiny Panel to hold the Harbour Master to account \
             on a quarterly basis.",
            (
                "Council",
                "tasks",
                "on a quarterly basis",
                "Harbours and Beaches Scrutiny Panel",
            ),
        ),
        (
            "The Council & Harbours and Beaches Scrutiny Panel to receive assurance from the Lifeboat Board that all is well.",
            (
                "Council; Harbours and Beaches Scrutiny Panel",
                "receive assurance",
                "",
                "",
            ),
        ),
        (
            "The Director of Harbours drive forward the dredging within three months.",
            (
                "Director of Harbours",
                "drive forward",
                "within three months",
                "",
            ),
        ),
        (
            "The Clerk to provide a report by May 2032.",
            ("Clerk", "", "by May 2032", ""),
        ),
        (
            "That Cabinet be asked to consider a second bell.",
            ("Cabinet", "consider", "", ""),
        ),
        (
            "The Panel requests that the figures are reported back to the Harbour Board each quarter.",
            ("Panel", "requests", "each quarter", "Harbour Board"),
        ),
    ];
    for (text, (actors, verb, due, to)) in cases {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        assert_eq!(
            told(text),
            (actors.to_owned(), some(verb), some(due), some(to)),
            "{text}"
        );
    }
}

#[test]
fn what_may_be_meant_otherwise_is_left_out() {
    for text in [
        "",
        "The meeting notes to be circulated.",
        "Harbour training to be arranged for members.",
        "Draft budget to review the dues.",
        "Gulls approve of chips.",
        "As the Board knows, the Panel endorses it.",
        "The Panel reviews: see below.",
    ] {
        let (actors, verb, due, to) = told(text);
        assert_eq!(
            (actors.as_str(), verb, due, to),
            ("", None, None, None),
            "{text}"
        );
    }
    // Two dates, two bodies: which is meant is not plain.
    let (_, _, due, to) = told(
        "The Council endorses the plan by May 2032. It is reported to the Harbour Board by June 2032. It is referred to \
         the Lifeboat Board.",
    );
    assert_eq!((due, to), (None, None));
}
