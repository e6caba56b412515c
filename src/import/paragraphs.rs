//! Puts paragraphs together again that line ends and page ends have broken.

use std::collections::HashSet;

use super::lines::Line;
use super::marker;
use super::text::{begins, is_ended, lower, start};

/// A paragraph of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Which of the lines it begins with, from 0.
    pub place: usize,
    /// Its words.
    pub text: String,
    /// First and last line of the file.
    pub lines: (usize, usize),
    /// Whether it is a point of a list.
    pub bullet: bool,
    /// Whether its first line stands out.
    pub strong: bool,
}

/// Words with which a line begins something new, whatever stands above it.
const NEW: [&str; 38] = [
    "proposed by",
    "seconded by",
    "proposed:",
    "seconded:",
    "and resolved",
    "resolved",
    "it was resolved",
    "recommended",
    "present",
    "members present",
    "councillors present",
    "in attendance",
    "also present",
    "also in attendance",
    "apologies",
    "apology",
    "absent",
    "action",
    "actions",
    "reply",
    "signed",
    "dated",
    "for the proposal",
    "against the proposal",
    "for:",
    "against:",
    "abstained",
    "abstentions",
    "officers",
    "officials",
    "clerk:",
    "chair:",
    "chairman:",
    "councillors:",
    "venue",
    "date:",
    "time:",
    "vote:",
];

/// Words that want another after them.
const WANTING: [&str; 22] = [
    "a",
    "an",
    "and",
    "at",
    "by",
    "for",
    "from",
    "in",
    "of",
    "on",
    "the",
    "to",
    "with",
    "that",
    "or",
    "as",
    "was",
    "be",
    "&",
    "cllr",
    "cllrs",
    "councillor",
];

/// How the lines of a text are broken.
#[derive(Clone, Copy, Debug)]
struct Breaking {
    /// A line of this many letters may be a broken one; `None` where each paragraph is a line.
    full: Option<usize>,
    /// Whether a blank line stands between all lines, and so parts nothing.
    spaced: bool,
}

impl Breaking {
    fn of(lines: &[Line]) -> Self {
        let mut lengths: Vec<usize> = lines.iter().map(|line| line.text.chars().count()).collect();
        lengths.sort_unstable();
        let width = lengths
            .get(lengths.len() * 19 / 20)
            .or(lengths.last())
            .copied()
            .unwrap_or(0);
        let full = width * 3 / 4;
        let open = lines
            .iter()
            .filter(|line| line.text.chars().count() >= full && !is_ended(&line.text))
            .count();
        let wrapped = width <= 150 && lines.len() >= 6 && open * 6 >= lines.len();
        let apart = lines.iter().skip(1).filter(|line| line.apart).count();
        Self {
            full: wrapped.then_some(full),
            spaced: lines.len() > 3 && apart * 10 >= (lines.len() - 1) * 9,
        }
    }
}

/// The paragraphs; `starts` are places of lines that surely begin one.
pub fn join(lines: &[Line], starts: &HashSet<usize>) -> Vec<Block> {
    let breaking = Breaking::of(lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut last: Option<&Line> = None;
    for (place, line) in lines.iter().enumerate() {
        let new = starts.contains(&place)
            || match (blocks.last(), last) {
                (Some(block), Some(above)) => !goes_on(block, above, line, breaking, starts),
                _ => true,
            };
        match blocks.last_mut() {
            Some(block) if !new => {
                let hyphen = block.text.ends_with('-') && !block.text.ends_with(" -");
                if !hyphen {
                    block.text.push(' ');
                }
                block.text.push_str(&line.text);
                block.lines.1 = line.number;
            }
            _ => blocks.push(Block {
                place,
                text: line.text.clone(),
                lines: (line.number, line.number),
                bullet: line.bullet,
                strong: line.strong,
            }),
        }
        last = Some(line);
    }
    blocks
}

fn goes_on(
    block: &Block,
    above: &Line,
    line: &Line,
    breaking: Breaking,
    starts: &HashSet<usize>,
) -> bool {
    let begins_new = line.bullet
        || line.cut
        || above.strong != line.strong
        || marker::part(&line.text).is_some()
        || begins(&lower(start(&line.text, 40)), &NEW).is_some()
        || begins_with_label(&line.text);
    if begins_new {
        return false;
    }
    // A number with a sign may be a list's; without one it may be a year.
    if marker::read(&line.text).is_some_and(|marker| matches!(marker.sign, '.' | ')' | '\t' | ':'))
    {
        return false;
    }
    let above_full = breaking
        .full
        .is_some_and(|full| above.text.chars().count() >= full);
    let ended = is_ended(&above.text);
    let parted = line.apart && !breaking.spaced;
    let hyphened = above.text.ends_with('-')
        && above
            .text
            .chars()
            .rev()
            .nth(1)
            .is_some_and(char::is_alphabetic);
    if line.text.starts_with(char::is_lowercase) && !ended {
        return true;
    }
    let last_word = above
        .text
        .rsplit([' ', '\t'])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let heading = starts.contains(&block.place) && block.lines.0 == above.number;
    let titled = matches!(last_word.as_str(), "cllr" | "cllrs" | "councillor") && heading;
    let wanting = above.text.ends_with([',', '&', '(', '/'])
        || WANTING.contains(&last_word.as_str()) && !titled
        || hyphened;
    if wanting && (!parted || line.new_page) {
        return true;
    }
    if ended {
        return above_full && !parted && !line.apart && !above.text.ends_with(':');
    }
    let title = starts.contains(&block.place) && block.lines.0 == above.number;
    above_full && !parted && !(title && line.apart && !breaking.spaced)
}

/// "Clerk:", "Next meeting:" – two or three words and a colon.
fn begins_with_label(text: &str) -> bool {
    let Some((label, _)) = start(text, 40).split_once(':') else {
        return false;
    };
    !label.is_empty()
        && label.split_whitespace().count() <= 4
        && label.starts_with(char::is_uppercase)
        && label
            .chars()
            .all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '\'' | '’' | '-' | '/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lines;

    fn joined(text: &str) -> Vec<String> {
        join(&lines::read(text).lines, &HashSet::new())
            .into_iter()
            .map(|block| block.text)
            .collect()
    }

    #[test]
    fn a_sentence_broken_over_a_page_is_one_again() {
        assert_eq!(
            joined(
                "The event should include all of the partners, who\n\n\ncould learn from one another.\n\nNew."
            ),
            [
                "The event should include all of the partners, who could learn from one another.",
                "New."
            ]
        );
    }

    #[test]
    fn wrapped_lines_are_one_paragraph_and_labels_begin_one() {
        let text = "The Senior Engineer gave the members a presentation on\nWorks in the district. Following the talk members \
                    asked\nabout the bridge and about the road that leads down to\nMoss Vale.\nProposed by Councillor Dunn;\n\
                    Seconded by Councillor Hale;\nAnd Resolved:\n";
        assert_eq!(joined(text).len(), 4, "{:?}", joined(text));
    }

    #[test]
    fn names_one_a_line_stay_apart() {
        let text = "Present:\nCllr A Moss (Chair)\nCllr B Dunn\nCllr C Hale\nThe meeting was opened by the Chair who \
                    welcomed everybody to the hall.";
        assert_eq!(joined(text).len(), 5);
    }
}
