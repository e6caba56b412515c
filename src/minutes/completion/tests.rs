//! What is offered where, and that nothing typed can upset it.

use proptest::prelude::*;

use super::*;
use crate::minutes::roster::tests::roster;

/// A small desk: the panel of the roster, stock phrases, and a few words learnt.
struct Desk {
    roster: Roster,
    phrases: Phrases,
    vocabulary: Vocabulary,
    placeholders: Placeholders,
}

impl Desk {
    fn new() -> Self {
        let mut vocabulary = Vocabulary::new();
        vocabulary.learn("The Winter Service Plan was noted.");
        vocabulary
            .learn("Members saw the gritters and the Winter Service Plan. Gritters go out early.");
        Self {
            roster: roster(),
            phrases: Phrases::stock(),
            vocabulary,
            placeholders: Placeholders::new("Highways Scrutiny Panel", "Scrutiny Panel", "Chair"),
        }
    }

    fn offers(&self, text: &str, cursor: usize, named_in_full: bool) -> Vec<Offer> {
        let named_in_full = |_| named_in_full;
        let what = Sources {
            roster: &self.roster,
            phrases: &self.phrases,
            vocabulary: &self.vocabulary,
            named_in_full: &named_in_full,
            placeholders: &self.placeholders,
        };
        offers(text, cursor, &what)
    }

    /// The lines that the offers make of a line whose cursor is at `|`.
    fn lines(&self, line: &str, named_in_full: bool) -> Vec<String> {
        let cursor = line.find('|').unwrap();
        let text = line.replace('|', "");
        self.offers(&text, cursor, named_in_full)
            .into_iter()
            .map(|offer| {
                let mut text = text.clone();
                text.replace_range(offer.replace, &offer.with);
                text
            })
            .collect()
    }
}

/// The first offers for a line, before anybody was named in full.
fn assert_first(line: &str, expected: &[&str]) {
    let lines = Desk::new().lines(line, false);
    let first: Vec<&str> = lines
        .iter()
        .take(expected.len())
        .map(String::as_str)
        .collect();
    assert_eq!(first, expected, "{line} gives {lines:?}");
}

#[test]
fn an_abbreviation_is_expanded_with_a_capital_where_a_sentence_begins() {
    let cases = [
        ("tpw|", "The Panel welcomed"),
        ("- tpw|", "- The Panel welcomed"),
        ("It closed. tpw|", "It closed. The Panel welcomed"),
        (
            "It closed (late.) iwn|",
            "It closed (late.) It was noted that",
        ),
        ("so TPW| it", "so The Panel welcomed it"),
        ("and iwn|", "and it was noted that"),
        ("e.g. iwn|", "e.g. it was noted that"),
        ("It closed and tct|.", "It closed and the Chair thanked."),
        ("from cllr|", "from Councillor"),
        ("! Write to the cttee|", "! Write to the Committee"),
    ];
    for (line, expected) in cases {
        assert_first(line, &[expected]);
    }
}

#[test]
fn names_are_offered_in_full_first_and_formal_later() {
    let desk = Desk::new();
    assert_eq!(
        desk.lines("and carr|", false)[..3],
        ["and Jo Carr, Head of Housing", "and Ms Carr", "and Jo Carr"]
    );
    assert_eq!(
        desk.lines("and carr|", true)[..3],
        ["and Ms Carr", "and Jo Carr, Head of Housing", "and Jo Carr"]
    );
    assert_eq!(
        desk.lines("bel|", false)[..3],
        [
            "Councillor Ann Bell, Leader of the Council",
            "Beth Bellamy, Director of Place",
            "Councillor Bell"
        ]
    );
    assert_first(
        "ASTA|",
        &[
            "Councillor Ann Sian Thorne-Abbot",
            "Councillor Thorne-Abbot",
        ],
    );
    assert_first("the abb|", &["the Councillor Ann Sian Thorne-Abbot"]);
}

#[test]
fn a_title_or_given_name_already_typed_belongs_to_the_name() {
    let cases: [(&str, &[&str]); 4] = [
        ("That Cllr Be|", &["That Cllr Bell"]),
        (
            "Councillor Ann Be|",
            &[
                "Councillor Ann Bell, Leader of the Council",
                "Councillor Ann Bell",
            ],
        ),
        ("and ann be|", &["and Ann Bell"]),
        ("Ms C|", &["Ms Carr"]),
    ];
    for (line, expected) in cases {
        assert_first(line, expected);
    }
}

#[test]
fn owners_are_offered_behind_the_sign() {
    let desk = Desk::new();
    assert_eq!(
        desk.lines("! Visit @bel|", false),
        ["! Visit @Cllr Ann Bell", "! Visit @Beth Bellamy"]
    );
    assert_eq!(
        desk.lines("!@cllr be| >May", false),
        ["!@Cllr Ann Bell >May"]
    );
    assert_eq!(desk.lines("! Visit @mar|", false).len(), 2);
    assert_eq!(desk.lines("! Visit @|", false).len(), 7);
    assert_eq!(
        desk.lines("! Visit @Cllr Ann Bell|", false),
        Vec::<String>::new()
    );
    assert_first(
        "! Visit @Cllr Ann Bell and confi|",
        &["! Visit @Cllr Ann Bell and confirmed"],
    );
    assert_eq!(
        desk.lines("to jo@car|", false)[0],
        "to jo@Jo Carr, Head of Housing"
    );
}

#[test]
fn words_keep_the_case_in_which_they_were_begun() {
    let cases: [(&str, &[&str]); 7] = [
        ("the safeg|", &["the safeguarding"]),
        ("the Safeg|", &["the Safeguarding"]),
        ("THE SAFEG|", &["THE SAFEGUARDING"]),
        ("the grit|", &["the gritters"]),
        ("the wint|", &["the Winter"]),
        ("multi-ag|", &["multi-agency"]),
        ("the sa|", &[]),
    ];
    for (line, expected) in cases {
        assert_first(line, expected);
    }
    let desk = Desk::new();
    assert_eq!(desk.lines("the safeguardin|", false), Vec::<String>::new());
    assert_eq!(desk.lines("the saf|eguarding", false), Vec::<String>::new());
    assert_eq!(desk.lines("1234|", false), Vec::<String>::new());
}

#[test]
fn behind_a_blank_the_next_words_are_offered() {
    assert_first(
        "They praised the |",
        &[
            "They praised the Winter Service Plan",
            "They praised the Winter",
        ],
    );
    let desk = Desk::new();
    assert_eq!(desk.lines("It was noted. |", false), Vec::<String>::new());
    assert_eq!(desk.lines("|", false), Vec::<String>::new());
}

proptest! {
    #[test]
    fn whatever_is_typed_offers_fit_the_line(
        pieces in prop::collection::vec(
            prop_oneof![
                "\\PC{0,3}",
                "[a-zA-Z]{1,4}",
                prop::sample::select(vec!["@", "!", " ", ">", "the ", "Cllr ", "bel", "zoë", "tpw", ". ", "\u{308}"])
                    .prop_map(str::to_owned),
            ],
            0..8,
        ),
        cursor in 0..60_usize,
        named in any::<bool>(),
    ) {
        let text = pieces.concat();
        for offer in Desk::new().offers(&text, cursor, named) {
            prop_assert!(text.get(offer.replace.clone()).is_some(), "{:?}", offer);
            prop_assert_eq!(offer.replace.end, cursor);
            prop_assert!(!offer.with.is_empty());
        }
    }

    #[test]
    fn learning_never_fails(text in "\\PC{0,60}") {
        let mut vocabulary = Vocabulary::default();
        vocabulary.learn(&text);
        vocabulary.learn_name(&text);
    }
}
