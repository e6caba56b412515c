//! What was resolved: sentences with a formal marker, and the parts that follow them.
//!
//! "It was agreed that" is a decision of the record, but no resolution: only a formal marker makes one.

use std::ops::Range;

use super::marker;
use super::paragraphs::Block;
use super::proposal::Resolution;
use super::text::{bare, find, has, lower, sentences, start};

/// A marker found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    at: Range<usize>,
    /// Whether a sentence begins with it.
    leading: bool,
}

/// Whether a sentence records a decision, formal or not; for the kind of its entry.
pub fn is_decision(sentence: &str) -> bool {
    const AGREED: [&str; 12] = [
        "it was agreed",
        "was agreed",
        "were agreed",
        "agreed that",
        "agreed to",
        "unanimously agreed",
        "was approved",
        "were approved",
        "all agreed",
        "all in favour",
        "was noted",
        "be noted",
    ];
    mark(sentence).is_some() || has(&lower(sentence), &AGREED)
}

/// "That the gate be mended", a paragraph of its own: what was resolved, where the house writes no marker.
///
/// A sentence that only points at something ("That gate was mended", "That said, …") states what is or was.
fn is_bare_that(sentence: &str) -> bool {
    const STATES: [&str; 16] = [
        "is", "are", "was", "were", "has", "had", "have", "would", "could", "can", "did", "does",
        "said", "means", "meant", "leaves",
    ];
    let Some(rest) = sentence.trim().strip_prefix("That ") else {
        return false;
    };
    let clause = rest.split([',', ';']).next().unwrap_or(rest);
    let words: Vec<String> = clause
        .split_whitespace()
        .map(|word| lower(bare(word)))
        .collect();
    // What is asked may itself say what is: only up to the verb of the resolution is looked at.
    let asked = words
        .iter()
        .position(|word| matches!(word.as_str(), "be" | "to" | "not"));
    let upto = words
        .get(..asked.unwrap_or(words.len()))
        .unwrap_or_default();
    words.len() >= 3 && !upto.iter().any(|word| STATES.contains(&word.as_str()))
}

/// Where a marker stands in a sentence.
fn mark(sentence: &str) -> Option<Mark> {
    const WORDS: [&str; 8] = [
        "resolved",
        "recommended",
        "agreed",
        "decision",
        "decided",
        "resolution",
        "determined",
        "approved",
    ];
    let lower_text = lower(sentence);
    let mut best: Option<Mark> = None;
    for word in WORDS {
        let mut from = 0;
        while let Some(at) = find(&lower_text, word, from) {
            from = at + word.len();
            let Some(mark) = is_mark(sentence, &lower_text, at, word) else {
                continue;
            };
            if best
                .as_ref()
                .is_none_or(|best| mark.at.start < best.at.start)
            {
                best = Some(mark);
            }
            break;
        }
    }
    best
}

fn is_mark(sentence: &str, lower_text: &str, at: usize, word: &str) -> Option<Mark> {
    let printed = sentence.get(at..at + word.len())?;
    let capitals = printed.chars().all(char::is_uppercase);
    let before = lower_text.get(..at)?.trim_end();
    let after = lower_text.get(at + word.len()..)?.trim_start();
    let opens = before
        .trim_matches(|letter: char| !letter.is_alphanumeric())
        .is_empty()
        || [
            "it was",
            "it was unanimously",
            "and",
            "and it was",
            "was",
            "unanimously",
            "council",
            "committee",
            "panel",
            "it is",
            "board",
            "members",
            "therefore",
            "were",
            "cabinet",
            "it was further",
        ]
        .contains(&before.trim_matches(|letter: char| !letter.is_alphanumeric()));
    let signed = after.starts_with([':', '–', '—', '-', '(']) || after.is_empty();
    let goes_on = signed
        || [
            "that",
            "to",
            "unanimously",
            "by",
            "as",
            "the",
            "accordingly",
        ]
        .iter()
        .any(|next| after.starts_with(next));
    let first = before
        .trim_matches(|letter: char| !letter.is_alphanumeric())
        .is_empty();
    let capital = printed.starts_with(char::is_uppercase);
    let ok = match word {
        "resolved" => {
            let said = [
                "it was",
                "was",
                "were",
                "unanimously",
                "council",
                "committee",
                "members",
                "panel",
                "and",
                "board",
                "it is",
                "further",
                "duly",
                "cabinet",
            ]
            .iter()
            .any(|end| before.ends_with(end));
            let undone = ["be", "not", "been", "to be", "issue was", "problem was"]
                .iter()
                .any(|end| before.ends_with(end));
            !undone
                && (capitals
                    || capital && first
                    || capital && said
                    || said
                        && (after.starts_with("that")
                            || after.starts_with("to ")
                            || after.starts_with(", to ")
                            || after.starts_with(':')))
        }
        "resolution" => {
            first
                && (capitals || capital)
                && (after.starts_with([':', '–', '—', '-'])
                    || after.starts_with(|letter: char| letter.is_ascii_digit()))
        }
        "recommended" => {
            capitals && goes_on
                || capital && first && (signed && !after.is_empty() || after.starts_with("that"))
        }
        "agreed" | "approved" => {
            capitals && (goes_on || opens) && !after.is_empty()
                || word == "agreed"
                    && capital
                    && first
                    && (after.starts_with(':') || after.starts_with('–') || after.starts_with("- "))
        }
        "decision" => {
            first
                && (capitals || capital)
                && (after.starts_with([':', '–', '—', '-']) || after.is_empty() && capitals)
        }
        _ => capitals && goes_on, // "decided", "determined"
    };
    if !ok {
        return None;
    }
    let begin = [
        " and it was unanimously",
        "and it was ",
        "it was unanimously ",
        "it was further ",
        "it was ",
        "and ",
        "unanimously ",
    ]
    .iter()
    .find(|lead| {
        lower_text
            .get(..at)
            .is_some_and(|text| text.ends_with(**lead))
    })
    .map_or(at, |lead| at - lead.trim_start().len());
    Some(Mark {
        at: begin..at + word.len(),
        leading: first || opens && begin == 0,
    })
}

/// The resolutions of one item.
pub fn resolutions(item: Option<&str>, blocks: &[&Block]) -> Vec<Resolution> {
    let mut found = Vec::new();
    let mut place = 0;
    while let Some(block) = blocks.get(place) {
        place += 1;
        let ranges = sentences(&block.text);
        let mut next = 0;
        while let Some(range) = ranges.get(next) {
            next += 1;
            let Some(sentence) = block.text.get(range.clone()) else {
                continue;
            };
            let Some(mark) = mark(sentence) else {
                if next == 1 && !block.bullet && is_bare_that(sentence) {
                    found.push(Resolution {
                        item: item.map(str::to_owned),
                        text: sentence.trim().to_owned(),
                        marker: "That".to_owned(),
                        lines: block.lines,
                        line: block.lines.0,
                    });
                }
                continue;
            };
            let marker = sentence
                .get(mark.at.clone())
                .unwrap_or_default()
                .trim()
                .to_owned();
            let mut text = behind(sentence, mark.at.end).to_owned();
            let mut line = block.lines.0;
            // Parts that go on in the same paragraph.
            while let Some(part) = ranges
                .get(next)
                .and_then(|range| block.text.get(range.clone()))
                && (marker::part(part).is_some()
                    || part.starts_with("That ")
                        && marker.chars().all(|letter| !letter.is_lowercase()))
                && self::mark(part).is_none()
            {
                text.push(' ');
                text.push_str(part);
                next += 1;
            }
            let rest_of_block = next >= ranges.len();
            if text.trim().len() < 3 && rest_of_block {
                // The marker stands alone: what follows is resolved, or what stands before it.
                if let Some(below) = blocks
                    .get(place)
                    .filter(|below| self::mark(&below.text).is_none())
                    && (mark.leading || sentence.ends_with(':'))
                    && ranges.len() == 1
                {
                    unquoted(&below.text).clone_into(&mut text);
                    line = below.lines.0;
                    place += 1;
                } else if let Some(before) = sentence
                    .get(..mark.at.start)
                    .map(str::trim)
                    .filter(|before| before.len() > 8)
                {
                    before.clone_into(&mut text);
                } else if next >= 2
                    && let Some(before) = ranges
                        .get(next - 2)
                        .and_then(|range| block.text.get(range.clone()))
                {
                    before.clone_into(&mut text);
                }
            }
            if rest_of_block {
                place += parts_below(&mut text, blocks.get(place..).unwrap_or_default());
            }
            let text = unquoted(&text).to_owned();
            if text.len() >= 3 {
                let last = place.checked_sub(1).and_then(|last| blocks.get(last));
                found.push(Resolution {
                    item: item.map(str::to_owned),
                    text,
                    marker,
                    lines: (
                        block.lines.0,
                        last.map_or(block.lines.1, |last| last.lines.1),
                    ),
                    line,
                });
            }
        }
    }
    found
}

/// Adds the parts of a resolution that stand below it; how many there are.
fn parts_below(text: &mut String, below: &[&Block]) -> usize {
    let list = text.trim_end().ends_with(':')
        || text.trim_end().ends_with(';')
        || marker::part(text).is_some()
        || numbered(text)
        || text.trim_end().ends_with("and");
    let mut taken = 0;
    for block in below {
        let part = marker::part(&block.text).is_some()
            || block.bullet && list
            || list && numbered(&block.text)
            || block.text.starts_with("That ") && list;
        // "(b) AGREED that": a part with a word of its own.
        let own = marker::part(&block.text).is_none() && mark(start(&block.text, 60)).is_some();
        if !part || own {
            break;
        }
        text.push(' ');
        text.push_str(&block.text);
        taken += 1;
    }
    taken
}

fn numbered(text: &str) -> bool {
    marker::read(text).is_some_and(|marker| matches!(marker.sign, '.' | ')' | '\t'))
}

/// What stands behind a marker, without the signs and fillings between.
fn behind(sentence: &str, at: usize) -> &str {
    let mut rest = sentence.get(at..).unwrap_or_default().trim_start();
    loop {
        let before = rest.len();
        rest = rest.trim_start_matches([':', '–', '—', '-', ' ', '.', ',', ';', '\t']);
        for filling in [
            "unanimously",
            "(unanimously)",
            "accordingly",
            "(unanimous)",
            "by all",
            "nem. con.",
            "nem con",
        ] {
            if lower(start(rest, 20)).starts_with(filling) {
                rest = rest.get(filling.len()..).unwrap_or_default();
            }
        }
        // "(by 5 votes to 2)", "(unanimous)".
        if rest.starts_with('(')
            && marker::part(rest).is_none()
            && let Some(close) = start(rest, 60).find(')')
        {
            rest = rest.get(close + 1..).unwrap_or_default();
        }
        // A resolution's own number: "RESOLVED 24/113:".
        if let Some(found) = marker::read(rest)
            && !found.joints.is_empty()
        {
            rest = rest.get(rest.len() - found.rest.len()..).unwrap_or(rest);
        }
        if rest.len() == before {
            return rest;
        }
    }
}

fn unquoted(text: &str) -> &str {
    text.trim()
        .trim_start_matches(['"', '“', '‘'])
        .trim_end_matches(['"', '”', '’', ' '])
        .trim_end_matches("”.")
        .trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{lines, paragraphs};

    fn read(text: &str) -> Vec<String> {
        let lines = lines::read(text).lines;
        let blocks = paragraphs::join(&lines, &std::collections::HashSet::new());
        let blocks: Vec<&Block> = blocks.iter().collect();
        resolutions(None, &blocks)
            .into_iter()
            .map(|resolution| format!("{}|{}", resolution.marker, resolution.text))
            .collect()
    }

    #[test]
    fn each_spelling_of_the_marker_is_known() {
        let cases = [
            (
                "Resolved – That the plan be approved.",
                "Resolved|That the plan be approved.",
            ),
            (
                "RESOLVED: to buy two benches.",
                "RESOLVED|to buy two benches.",
            ),
            (
                "It was RESOLVED that the plan be noted.",
                "It was RESOLVED|that the plan be noted.",
            ),
            (
                "It was unanimously resolved to buy a bench.",
                "It was unanimously resolved|to buy a bench.",
            ),
            (
                "RESOLVED\n\nThat the plan be noted.",
                "RESOLVED|That the plan be noted.",
            ),
            (
                "And Resolved:\n\n“That the plan be adopted”.",
                "And Resolved|That the plan be adopted",
            ),
            (
                "Resolved (unanimously) – That the plan be noted.",
                "Resolved|That the plan be noted.",
            ),
            (
                "Proposed by Cllr Moss, seconded by Cllr Dunn and RESOLVED that the plan be noted.",
                "and RESOLVED|that the plan be noted.",
            ),
            (
                "RESOLVED that:\n(a) the plan be noted; and\n(b) the fee be paid.\nNext.",
                "RESOLVED|that: (a) the plan be noted; and (b) the fee be paid.",
            ),
            (
                "RECOMMENDED – That the fee be paid.",
                "RECOMMENDED|That the fee be paid.",
            ),
            (
                "That the Clerk be asked what the fee is",
                "That|That the Clerk be asked what the fee is",
            ),
            (
                "That dues rise by a tenth, and that small boats are free",
                "That|That dues rise by a tenth, and that small boats are free",
            ),
            (
                "DECISION: the plan was refused.",
                "DECISION|the plan was refused.",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), [expected], "{text}");
        }
    }

    #[test]
    fn words_that_only_look_like_it_are_none() {
        for text in [
            "The problem with the drain has been resolved.",
            "It was agreed that the plan be noted.",
            "To resolve to pay the accounts.",
            "The fault was resolved by the contractor.",
            "Members agreed the plan.",
            "That gate was mended in May.",
            "That said, members liked the plan.",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_comma_may_stand_behind_the_marker() {
        assert_eq!(
            read("It was proposed by Cllr Moss and resolved, to invite all staff."),
            ["and resolved|to invite all staff."]
        );
    }
}
