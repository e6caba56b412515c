//! How many were for and against, in figures and by name.

use crate::import::names;
use crate::import::paragraphs::Block;
use crate::import::proposal::Vote;
use crate::import::text::{bare, begins, has, lower, start};

/// For, against and abstaining.
pub(super) type Counts = (Option<u32>, Option<u32>, Option<u32>);

/// "37 votes for and 1 abstention", "For: 5 Against: 2", "6 in favour, 2 against".
pub(super) fn counts(lower_sentence: &str) -> Option<Counts> {
    if let Some(sides) = by_so_many(lower_sentence) {
        return Some(sides);
    }
    let cue = has(
        lower_sentence,
        &[
            "against",
            "abstention",
            "abstentions",
            "abstained",
            "in favour",
            "votes for",
            "voted for",
            "abstain",
            "for:",
            "vote:",
        ],
    );
    if !cue {
        return None;
    }
    let words: Vec<&str> = lower_sentence.split_whitespace().collect();
    let (mut in_favour, mut against, mut abstain) = (None, None, None);
    // "For: 5, Against: 2" names the side first, "5 for, 2 against" the number.
    let side_first = words
        .iter()
        .position(|word| matches!(bare(word), "for" | "favour" | "against"))
        .is_some_and(|side| {
            words
                .iter()
                .position(|word| number(bare(word)).is_some())
                .is_some_and(|number| side < number)
        });
    for (at, word) in words.iter().enumerate() {
        let plain = bare(word);
        let slot = match plain {
            "for" | "favour" => &mut in_favour,
            "against" => &mut against,
            "abstention" | "abstentions" | "abstained" | "abstaining" | "abstain" => &mut abstain,
            _ => continue,
        };
        let number = if side_first {
            after(&words, at).or_else(|| before(&words, at))
        } else {
            before(&words, at).or_else(|| after(&words, at))
        };
        if slot.is_none() {
            *slot = number;
        }
    }
    // One number alone, for what is "for", may be anything: "2 for the price of one".
    let sides = [in_favour, against, abstain]
        .iter()
        .filter(|side| side.is_some())
        .count();
    let sure = sides >= 2
        || sides == 1
            && has(
                lower_sentence,
                &[
                    "vote",
                    "votes",
                    "voted",
                    "in favour",
                    "abstained",
                    "abstention",
                ],
            );
    sure.then_some((in_favour, against, abstain))
}

/// "by 5 votes to 2", "5 votes to 2".
pub(super) fn by_so_many(lower_sentence: &str) -> Option<Counts> {
    let words: Vec<&str> = lower_sentence.split_whitespace().map(bare).collect();
    // "Carried 3-0 with 1 abstention".
    let pair = words.windows(2).find_map(|two| match two {
        [
            "carried" | "agreed" | "lost" | "vote" | "voted" | "approved" | "resolved",
            score,
        ] => {
            let (left, right) = score.split_once(['-', '–'])?;
            Some((number(left)?, number(right)?))
        }
        _ => None,
    });
    if let Some((left, right)) = pair {
        let abstain = words
            .iter()
            .position(|word| word.starts_with("abst"))
            .and_then(|at| before(&words, at));
        return Some((Some(left), Some(right), abstain));
    }
    words.windows(4).find_map(|four| match four {
        [left, "votes", "to", right] | ["by", left, "to", right] => {
            Some((Some(number(left)?), Some(number(right)?), None))
        }
        _ => None,
    })
}

pub(super) fn before(words: &[&str], at: usize) -> Option<u32> {
    let mut place = at;
    for _ in 0..4 {
        place = place.checked_sub(1)?;
        let raw = words.get(place)?;
        if raw.ends_with([';', '.']) || raw.ends_with(':') {
            return None;
        }
        let word = bare(raw);
        if let Some(number) = number(word) {
            return Some(number);
        }
        let filling = [
            "votes",
            "vote",
            "members",
            "member",
            "voted",
            "voting",
            "councillors",
            "councillor",
            "were",
            "in",
            "was",
            "with",
            "cllr",
        ];
        if !filling.contains(&word) {
            return None;
        }
    }
    None
}

pub(super) fn after(words: &[&str], at: usize) -> Option<u32> {
    let mut rest = words.iter().skip(at + 1);
    let word = words.get(at)?;
    let marked = word.ends_with([':', '-', '–', '=']);
    let mut next = rest.next()?;
    let mut dash = marked;
    if matches!(*next, "-" | "–" | ":" | "=") {
        dash = true;
        next = rest.next()?;
    }
    let number = number(bare(next))?;
    // "against 2" without a sign, where nothing else could be meant.
    let closes = rest.next().is_none_or(|after| {
        matches!(
            bare(after),
            "and" | "against" | "abstained" | "abstentions" | "abstain" | "in" | "for"
        ) || next.ends_with([',', ';', ')', '.'])
    });
    (dash || closes).then_some(number)
}

pub(super) fn number(word: &str) -> Option<u32> {
    const WORDS: [&str; 13] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    if word.len() <= 3 && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.parse().ok();
    }
    match word {
        "no" | "nil" | "zero" => Some(0),
        _ => WORDS
            .iter()
            .position(|known| *known == word)
            .and_then(|count| u32::try_from(count).ok()),
    }
}

/// The sides of a vote whose members may be listed by name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Side {
    For,
    Against,
    Abstain,
}

pub(super) const SIDES: [(&str, Side); 14] = [
    ("for the proposal", Side::For),
    ("for the motion", Side::For),
    ("for the amendment", Side::For),
    ("in favour", Side::For),
    ("voting for", Side::For),
    ("for", Side::For),
    ("against the proposal", Side::Against),
    ("against the motion", Side::Against),
    ("against the amendment", Side::Against),
    ("voting against", Side::Against),
    ("against", Side::Against),
    ("abstained", Side::Abstain),
    ("abstentions", Side::Abstain),
    ("abstaining", Side::Abstain),
];

/// "Motion – 2 votes", "Amendment – 4 votes": how many stood behind each; whether it was such a line.
fn motion_or_amendment(found: &mut [Vote], lower_text: &str) -> bool {
    let Some(length) = begins(lower_text, &["motion", "amendment"]) else {
        return false;
    };
    let rest: Vec<&str> = lower_text
        .get(length..)
        .unwrap_or_default()
        .split_whitespace()
        .map(bare)
        .filter(|word| !word.is_empty())
        .collect();
    let count = match rest.as_slice() {
        [count] | [count, "vote" | "votes"] | ["for" | "of", count, ..] => number(count),
        _ => None,
    };
    let Some(count) = count else { return false };
    let amendment = lower_text.starts_with("amendment");
    let of_amendment = |vote: &Vote| vote.as_written.to_lowercase().contains("amendment");
    match found
        .iter_mut()
        .rev()
        .find(|vote| of_amendment(vote) == amendment)
    {
        Some(vote) => {
            vote.in_favour.get_or_insert(count);
            true
        }
        None => false,
    }
}

/// "For the proposal: Councillors A, B": counts the names of each side.
pub(super) fn named_sides(found: &mut [Vote], block: &Block, below: Option<&Block>) {
    let lower_text = lower(start(&block.text, 60));
    if motion_or_amendment(found, &lower_text) {
        return;
    }
    let Some((label, side)) = SIDES
        .iter()
        .filter(|(label, _)| begins(&lower_text, &[label]).is_some())
        .max_by_key(|(label, _)| label.len())
    else {
        return;
    };
    let Some((between, rest)) = block
        .text
        .get(label.len()..)
        .and_then(|rest| rest.split_once([':', '–']))
    else {
        return;
    };
    let between = between.trim_matches([' ', '(', ')', '-']);
    let counted = between.is_empty() || between.bytes().all(|byte| byte.is_ascii_digit());
    // "For Cllr. Moss: …": one of several who were nominated.
    let nominee = names::read(between, None)
        .into_iter()
        .next()
        .filter(|_| !counted);
    if !counted && nominee.is_none() {
        return;
    }
    let text = if rest.trim().is_empty() {
        below.map_or("", |below| below.text.as_str())
    } else {
        rest
    };
    let Some(count) = u32::try_from(names::read(text, None).len())
        .ok()
        .filter(|count| *count > 0)
    else {
        return;
    };
    let vote = match &nominee {
        Some(nominee) => {
            let surname = nominee.name.rsplit(' ').next().unwrap_or_default();
            found.iter_mut().find(|vote| {
                vote.motion
                    .as_deref()
                    .is_some_and(|motion| motion.contains(surname))
            })
        }
        None => found.last_mut(),
    };
    let Some(vote) = vote else { return };
    let slot = match side {
        Side::For => &mut vote.in_favour,
        Side::Against => &mut vote.against,
        Side::Abstain => &mut vote.abstain,
    };
    slot.get_or_insert(count);
}
