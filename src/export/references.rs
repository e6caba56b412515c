//! References to numbered paragraphs ("see paragraphs 2.6, 2.11 and 2.19"), and whether what they refer to is there.

use std::collections::BTreeSet;

/// The paragraphs that a text refers to, as written: "2.6". A reference to another paper ("paragraph 2.6 of the
/// constitution") is left out, since nobody here knows its paragraphs.
pub(super) fn referred_to(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut place = 0;
    while let Some(word) = words.get(place) {
        place += 1;
        let word = bare(word).to_lowercase();
        if !matches!(word.as_str(), "paragraph" | "paragraphs" | "para" | "paras") {
            continue;
        }
        let mut numbers = Vec::new();
        while let Some(next) = words.get(place) {
            let here = numbers_in(next);
            let between = matches!(bare(next), "and" | "to" | "or" | "&" | "-" | "–");
            if here.is_empty() && !between {
                break;
            }
            numbers.extend(here);
            place += 1;
            // What follows a full stop is another sentence.
            if next.ends_with(['.', ';', ':', ')']) {
                break;
            }
        }
        if !is_of_another(words.get(place..).unwrap_or_default()) {
            found.extend(numbers);
        }
    }
    found
}

/// The references of a text to paragraphs that are not among those there, each once.
pub(super) fn missing(text: &str, there: &BTreeSet<String>) -> Vec<String> {
    let mut missing: Vec<String> = Vec::new();
    for number in referred_to(text) {
        if !there.contains(&number) && !missing.contains(&number) {
            missing.push(number);
        }
    }
    missing
}

fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '&')
}

/// "2.6", "2.6–2.9", "(2.6)": the numbers in a word that has nothing else in it.
fn numbers_in(word: &str) -> Vec<String> {
    let parts: Vec<&str> = bare(word).split(['-', '–', '/']).collect();
    let is_number = |part: &&str| {
        let mut joints = part.split('.');
        let digits = |joint: &str| !joint.is_empty() && joint.bytes().all(|b| b.is_ascii_digit());
        part.contains('.') && joints.all(digits)
    };
    if parts.iter().all(is_number) {
        parts.into_iter().map(str::to_owned).collect()
    } else {
        Vec::new()
    }
}

/// Whether what follows the numbers names another paper: "of the constitution", and not "of this report".
fn is_of_another(rest: &[&str]) -> bool {
    match rest {
        [of, which, ..] if *of == "of" => {
            !matches!(bare(which), "this" | "the")
                || *which == "the" && rest.get(2).is_none_or(|what| bare(what) != "report")
        }
        [of] => *of == "of",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_after_the_word_are_references() {
        for (text, numbers) in [
            (
                "See paragraphs 2.6, 2.11 and 2.19.",
                &["2.6", "2.11", "2.19"][..],
            ),
            ("as set out in paragraph 3.1; 4.2 million pounds", &["3.1"]),
            ("(paras 1.2–1.4) and so on", &["1.2", "1.4"]),
            (
                "Paragraph 2.2 of this report, paragraph 2.3 of the report",
                &["2.2", "2.3"],
            ),
            (
                "paragraph 3.4 of the constitution, paragraph 3 of Part 1",
                &[],
            ),
            ("the paragraph above costs 2.5 per cent", &[]),
            ("2.6 is no reference by itself", &[]),
        ] {
            assert_eq!(referred_to(text), numbers, "{text}");
        }
        let there = BTreeSet::from(["2.6".to_owned()]);
        assert_eq!(missing("paragraphs 2.6, 2.9 and 2.9", &there), ["2.9"]);
    }
}
