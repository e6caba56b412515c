//! What a list of names is, and whether two names are one person's.

use crate::import::names::{self, is_member_title, is_of_other_tier};
use crate::import::proposal::Named;
use crate::import::text::{bare, first_of, has, lower};

/// Words that no list of names holds.
pub(super) const PROSE: [&str; 37] = [
    "welcomed",
    "opened",
    "declared",
    "resolved",
    "agreed",
    "the meeting",
    "reported",
    "proposed",
    "was read",
    "thanked",
    "stated",
    "explained",
    "advised",
    "informed",
    "the minutes",
    "minutes of",
    "circulated",
    "approved",
    "had been",
    "commenced",
    "there was",
    "there were",
    "it was",
    "quorum",
    "will be",
    "elected",
    "is to",
    "chaired",
    "recorded that",
    "were present",
    "were in attendance",
    "was in attendance",
    "were absent",
    "was absent",
    "quorate",
    "took the chair",
    "in the absence",
];

/// No room holds more; what is longer is no list of names.
pub(super) const LARGEST: usize = 600;

pub(super) fn push_new(list: &mut Vec<Named>, named: Named) {
    if list.len() < LARGEST && !list.iter().any(|known| is_same(&known.name, &named.name)) {
        list.push(named);
    }
}

pub(super) fn is_own_member(title: &str) -> bool {
    is_member_title(title) && !is_of_other_tier(title)
}

pub(super) fn is_courtesy(title: &str) -> bool {
    matches!(
        title.to_lowercase().trim_end_matches('.'),
        "mr" | "mrs" | "ms" | "miss" | "dr" | "rev" | "messrs" | "sir"
    )
}

/// Whether a name has a courtesy title: "Cllr Moss, Mrs Moss" on one line are two.
pub(super) fn with_courtesy(name: &str) -> bool {
    name.split_whitespace()
        .next()
        .is_some_and(|word| is_courtesy(bare(word)))
}

/// Whether two names as printed are one person's: the same, or one a part of the other at its end.
pub(super) fn is_same(left: &str, right: &str) -> bool {
    let plain = |name: &str| -> Vec<String> {
        name.split([' ', '.'])
            .map(|word| bare(word).to_lowercase())
            .filter(|word| !word.is_empty() && !is_courtesy(word))
            .collect()
    };
    let (left, right) = (plain(left), plain(right));
    left == right
        || left.len() != right.len()
            && !left.is_empty()
            && !right.is_empty()
            && (left.len() == 1 || right.len() == 1)
            && left.last() == right.last()
}

/// Whether a text is a list of names and no sentence.
pub(super) fn is_list_of_names(text: &str) -> bool {
    let lower_text = lower(text);
    let words = text.split_whitespace().count();
    if words == 0 || has(&lower_text, &PROSE) {
        return false;
    }
    let small = text
        .split_whitespace()
        .filter(|word| {
            word.starts_with(char::is_lowercase)
                && !matches!(
                    *word,
                    "and" | "de" | "van" | "the" | "of" | "in" | "chair" | "for" | "clerk"
                )
        })
        .count();
    let named = names::read(text, None).len();
    named > 0 && small <= 2 + named * 2 && words <= 14 + named * 12
}

pub(super) fn begins_with_title(text: &str) -> bool {
    text.split_whitespace()
        .next()
        .is_some_and(|word| is_member_title(bare(word)))
}

/// "12 members of the public", "one member of the public".
pub(super) fn public(text: &str) -> Option<u32> {
    const COUNTS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let lower_text = lower(text);
    let (at, _) = first_of(
        &lower_text,
        &[
            "members of the public",
            "member of the public",
            "members of public",
            "member of public",
            "parishioners",
            "residents",
        ],
        0,
    )?;
    let before = lower_text.get(..at)?.trim_end();
    let word = before
        .rsplit(|letter: char| !letter.is_alphanumeric())
        .next()?;
    word.parse().ok().filter(|count| *count < 2000).or_else(|| {
        COUNTS
            .iter()
            .position(|count| *count == word)
            .and_then(|count| u32::try_from(count).ok())
    })
}
