use super::*;
use crate::minutes::agenda::ItemKind;
use proptest::prelude::*;

fn titles(text: &str) -> Vec<String> {
    read(text).into_iter().map(|item| item.title).collect()
}

#[test]
fn every_form_in_which_items_are_written() {
    let cases: [(&str, &[&str]); 18] = [
        ("1. Apologies\n2. Budget\n", &["Apologies", "Budget"]),
        ("1) Apologies\n2) Budget", &["Apologies", "Budget"]),
        ("(1) Apologies\n(2) Budget", &["Apologies", "Budget"]),
        (
            "Item 1 – Apologies\nItem 2: Budget\nAgenda item 3 Trees",
            &["Apologies", "Budget", "Trees"],
        ),
        ("1 Apologies\n2 Budget", &["Apologies", "Budget"]),
        ("1 - Apologies\n2 - Budget", &["Apologies", "Budget"]),
        ("1.\nApologies\n\n2.\n\nBudget", &["Apologies", "Budget"]),
        ("1\nAPOLOGIES\n2\nBUDGET", &["APOLOGIES", "BUDGET"]),
        ("29. Minutes\r\n30. Budget\r\n", &["Minutes", "Budget"]),
        ("• Apologies\n• Budget", &["Apologies", "Budget"]),
        ("Agenda\n- Apologies\n- Budget", &["Apologies", "Budget"]),
        ("A. Apologies\nB. Budget", &["Apologies", "Budget"]),
        (
            "Apologies\n\nBudget\nTrees",
            &["Apologies", "Budget", "Trees"],
        ),
        (
            "Budget\n- the roads\n- the parks\nTrees",
            &["Budget", "Trees"],
        ),
        (
            "- Budget\n- Trees\nand hedges",
            &["Budget", "Trees and hedges"],
        ),
        ("4. Budget", &["Budget"]),
        ("Budget", &["Budget"]),
        ("", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(titles(text), expected, "{text:?}");
    }
}

#[test]
fn a_published_agenda_with_all_its_furniture() {
    let text = "MILLBROOK BOROUGH COUNCIL\n\
                GREEN SPACES PANEL\n\
                Tuesday 11 June 2024 at 6.00 pm\n\
                Venue: Millbrook Hall\n\
                Contact Officer: Sam Okoro, 01632 960001\n\
                \n\
                AGENDA\n\
                Item No.        Page\n\
                1.   APOLOGIES FOR ABSENCE\n\
                2.   DECLARATIONS OF INTEREST\n\
                     To receive declarations from members.\n\
                3.   PLAY AREAS IN THE NORTH OF THE BOROUGH AND\n\
                     THE NEW STRATEGY                          (Pages 5 - 18)\n\
                     Report of the Director of Place.\n\
                     (a) Site visits\n\
                     (b) Costs of 2 options\n\
                Page 1 of 2\n\
                - 2 -\n\
                \u{c}4.   SCRUTINY WORK PROGRAMME ............... 19 - 24\n\
                \n\
                5.   DATE OF NEXT MEETING\n\
                     24 September 2024\n\
                6.   URGENT ITEMS\n\
                www.millbrook.example\n";
    let items = read(text);
    let found: Vec<(&str, ItemKind)> = items
        .iter()
        .map(|item| (item.title.as_str(), item.kind))
        .collect();
    assert_eq!(
        found,
        [
            ("APOLOGIES FOR ABSENCE", ItemKind::Business),
            ("DECLARATIONS OF INTEREST", ItemKind::Declarations),
            (
                "PLAY AREAS IN THE NORTH OF THE BOROUGH AND THE NEW STRATEGY",
                ItemKind::Business
            ),
            ("SCRUTINY WORK PROGRAMME", ItemKind::WorkProgramme),
            ("DATE OF NEXT MEETING", ItemKind::NextMeeting),
            ("URGENT ITEMS", ItemKind::Urgent),
        ]
    );
    assert_eq!(items[1].prompts, "To receive declarations from members.");
    assert_eq!(
        items[2].prompts,
        "Report of the Director of Place.\n(a) Site visits\n(b) Costs of 2 options"
    );
}

#[test]
fn numbers_that_are_no_items_are_left_alone() {
    let text = "1. Budget\n2022 was a hard year.\n3.1 Roads\n27 July 2024 is the date.\n\
                2 Members were consulted.\n17\n2. Trees\n1. first reason\n12";
    assert_eq!(titles(text), ["Budget", "Trees"]);
    assert_eq!(
        titles("1. Budget\n12\n14\n2. Trees\n900. Nonsense"),
        ["Budget", "Trees"]
    );
}

#[test]
fn planned_minutes_come_from_titles_and_from_timetables() {
    let planned = |text: &str| {
        read(text)
            .iter()
            .map(|item| item.planned)
            .collect::<Vec<_>>()
    };
    let cases: [(&str, &[Option<u16>]); 6] = [
        ("1. Budget (10 minutes)\n2. Trees", &[Some(10), None]),
        (
            "18:00 Welcome\n18:10 Budget\n18:45 Trees",
            &[Some(10), Some(35), None],
        ),
        ("6.00pm - 6.20pm Welcome\n6.20pm Budget", &[Some(20), None]),
        ("18:00-18:20 Welcome\n18:30 Budget", &[Some(20), None]),
        ("1. Welcome (18:00)\n2. Budget 18:15", &[Some(15), None]),
        (
            "18:00 1. Welcome\n18:05 2. Budget (1 hour)",
            &[Some(5), Some(60)],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(planned(text), expected, "{text:?}");
    }
    assert_eq!(
        titles("6.00 pm – Welcome\n6.20 pm – Budget"),
        ["Welcome", "Budget"]
    );
    assert_eq!(
        titles("18:00 1. Welcome\n18:05 2. Budget"),
        ["Welcome", "Budget"]
    );
}

#[test]
fn those_who_report_stay_in_the_title() {
    let text = "1. Budget – Head of Finance\n2. Report of the Director of Place: Trees";
    assert_eq!(
        titles(text),
        [
            "Budget – Head of Finance",
            "Report of the Director of Place: Trees"
        ]
    );
}

#[test]
fn items_for_consent_are_told_and_recommendations_are_draft_resolutions() {
    let text = "1. Annual return (Consent) (5 minutes)\nRecommendation: That the return be approved.\n\
        Paper A\n2. Leases [en bloc]\nRecommended – that the lease be renewed\n\
        3. Consent of owners\nRecommendations of the auditor are attached.";
    let items = read(text);
    let said: Vec<(&str, bool, &[String], &str)> = items
        .iter()
        .map(|it| {
            (
                it.title.as_str(),
                it.consent,
                it.prepared.as_slice(),
                it.prompts.as_str(),
            )
        })
        .collect();
    let line = |line: &str| vec![line.to_owned()];
    assert_eq!(
        said,
        [
            (
                "Annual return",
                true,
                line("=That the return be approved.").as_slice(),
                "Paper A"
            ),
            (
                "Leases",
                true,
                line("=that the lease be renewed").as_slice(),
                ""
            ),
            (
                "Consent of owners",
                false,
                &[],
                "Recommendations of the auditor are attached."
            ),
        ]
    );
    assert_eq!(items[0].planned, Some(5));
}

#[test]
fn text_that_means_harm_is_only_text() {
    let text = "1. Bud\u{1B}[2Jget\u{202E}\0\n2. Trees\u{9B}31m\u{200B}";
    assert_eq!(titles(text), ["Bud [2Jget", "Trees 31m"]);
}

proptest! {
    #[test]
    fn whatever_is_pasted_gives_titles_that_can_be_shown(text in "(?s).{0,300}") {
        for item in read(&text) {
            prop_assert!(!item.title.trim().is_empty());
            prop_assert!(!item.title.contains(char::is_control));
        }
    }

    #[test]
    fn whatever_looks_like_an_agenda_can_be_read(
        lines in proptest::collection::vec("([0-9]{0,3}[.):]? ?|[-•(a)] |item |[0-9]{2}:[0-9]{2} )[A-Za-z( ]{0,12}[0-9]{0,3}( mins?\\)?)?", 0..20)
    ) {
        for item in read(&lines.join("\n")) {
            prop_assert!(!item.title.is_empty());
        }
    }
}
