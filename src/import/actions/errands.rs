//! Errands that a meeting gives: what a body agrees to see to, what its clerk is asked for, and the meeting by which.

use super::Against;
use super::owners::{is_surely_somebody, owner_at};
use crate::import::marker::MONTHS;
use crate::import::text::{Word, bare, first_of, has, lower, start, words};
use crate::import::verbs::is_doing;

/// "a working group of Cllrs Moss, Dunn and Cllr Vale to discuss": whether a place lies within a list of members.
pub(super) fn lists_members(lower_sentence: &str, at: usize) -> bool {
    lower_sentence.get(..at).is_some_and(|before| {
        has(
            before,
            &[
                "committee of",
                "subcommittee of",
                "sub-committee of",
                "group of",
                "party of",
                "consisting of",
                "comprising",
                "made up of",
            ],
        )
    })
}

/// "Council agreed to seek advice", "agreed that the Council will write": a body that takes on an errand. What it
/// agrees to pay, grant or support is a decision and done with it.
pub(super) fn body_at(clause: &str, first: bool, agreed: bool) -> Option<String> {
    let all: Vec<Word> = words(clause).take(9).collect();
    let named = |word: &Word| bare(word.text).to_lowercase();
    let body = all.iter().take(4).position(|word| {
        matches!(
            named(word).as_str(),
            "council" | "committee" | "panel" | "board" | "councillors" | "members"
        )
    })?;
    let leads = all.iter().take(body).all(|word| {
        matches!(
            named(word).as_str(),
            "the" | "parish" | "town" | "community" | "city" | "all"
        )
    });
    let rest: Vec<String> = all.iter().skip(body + 1).map(named).collect();
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    let goes = match rest.as_slice() {
        ["agreed" | "unanimously", "to", verb, ..]
        | ["unanimously", "agreed", "to", verb, ..]
        | ["agreed", "unanimously", "to", verb, ..]
            if first =>
        {
            is_errand(verb)
        }
        ["will" | "would" | "should" | "to", verb, ..] if agreed => is_doing(verb),
        // "The Parish Council will write to the owner."
        ["will", verb, ..] if first => matches!(
            *verb,
            "write" | "contact" | "ask" | "seek" | "request" | "invite" | "respond" | "approach"
        ),
        _ => false,
    };
    let end = all.get(body)?.end();
    (leads && goes).then(|| clause.get(..end).unwrap_or_default().trim().to_owned())
}

/// "Ask the county for a sign.", "Report to highways.": an order given to nobody by name.
pub(super) fn is_order(sentence: &str) -> bool {
    let lower_sentence = lower(start(sentence, 120));
    let words: Vec<&str> = lower_sentence.split_whitespace().map(bare).collect();
    let orders = match words.as_slice() {
        [verb, next, ..] => match *verb {
            "report" => matches!(*next, "to" | "this" | "it" | "these" | "them" | "again"),
            "write" => matches!(*next, "to" | "again"),
            "contact" => !matches!(*next, "details" | "us" | "the" | "name" | "number"),
            "ask" | "chase" | "remind" | "invite" | "obtain" => true,
            _ => false,
        },
        _ => false,
    };
    orders
        && words.len() <= 14
        && sentence.ends_with('.')
        && !has(&lower_sentence, &["was", "were", "is", "are", "has", "had"])
}

/// Verbs of errands, which are still to be run when the meeting has agreed to them.
pub(super) fn is_errand(verb: &str) -> bool {
    matches!(
        verb,
        "write"
            | "contact"
            | "seek"
            | "ask"
            | "obtain"
            | "arrange"
            | "investigate"
            | "request"
            | "invite"
            | "send"
            | "report"
            | "look"
            | "consult"
            | "get"
            | "chase"
            | "approach"
            | "find"
            | "enquire"
            | "explore"
            | "monitor"
            | "review"
            | "respond"
            | "inform"
            | "put"
            | "place"
            | "add"
            | "raise"
            | "forward"
            | "check"
    )
}

/// "The Chairman asked Ann Moss to chase up the cards": somebody who is there is given it.
pub(super) fn asked_person(sentence: &str, against: Against<'_>) -> Option<String> {
    let lower_sentence = lower(sentence);
    let mut from = 0;
    while let Some((at, length)) = first_of(&lower_sentence, &["asked", "requested"], from) {
        from = at + length;
        let Some(rest) = sentence.get(from..) else {
            break;
        };
        if let Some((owner, end)) = owner_at(rest, against)
            && is_surely_somebody(&owner, against)
            && let Some(behind) = rest.get(end..)
        {
            let behind = lower(start(behind, 60));
            let words: Vec<&str> = behind.split_whitespace().map(bare).take(2).collect();
            if let ["to", verb] = words.as_slice()
                && is_doing(verb)
            {
                return Some(owner);
            }
        }
    }
    None
}

/// "CC asked the Parish Clerk to confirm", "requested that the Clerk review": the officer who is given it.
pub(super) fn asked_of(sentence: &str) -> Option<String> {
    let all: Vec<Word> = words(sentence).take(60).collect();
    let plain: Vec<String> = all
        .iter()
        .map(|word| bare(word.text).to_lowercase())
        .collect();
    let cue = plain.iter().position(|word| {
        matches!(
            word.as_str(),
            "asked" | "requested" | "instructed" | "authorised" | "mandated"
        )
    })?;
    let that = plain.get(cue + 1).is_some_and(|word| word == "that");
    let from = cue + 1 + usize::from(that);
    let office = (from..from + 4).find(|at| {
        plain
            .get(*at)
            .is_some_and(|word| matches!(word.as_str(), "clerk" | "rfo" | "clerks"))
    })?;
    let led = plain.get(from..office)?.iter().all(|word| {
        matches!(
            word.as_str(),
            "the" | "parish" | "town" | "assistant" | "deputy" | "council" | "community"
        )
    });
    let rest: Vec<&str> = plain
        .iter()
        .skip(office + 1)
        .take(3)
        .map(String::as_str)
        .collect();
    let given = match rest.as_slice() {
        ["to", "be", ..] => false,
        ["to", _, ..] if !that => true,
        ["should" | "would" | "could", verb, ..] | [verb, ..] if that => is_doing(verb),
        _ => false,
    };
    let (first, last) = (all.get(from)?, all.get(office)?);
    (led && given)
        .then(|| sentence.get(first.at..last.end()))?
        .map(|owner| {
            owner
                .trim_end_matches(|letter: char| !letter.is_alphanumeric())
                .to_owned()
        })
}

/// "the next Parish Council meeting", "the March meeting of the Parish Council".
pub(super) fn next_of_a_body(text: &str) -> Option<&str> {
    let all: Vec<Word> = words(text).collect();
    let (at, word) = all.iter().enumerate().find(|(at, word)| {
        let led = at
            .checked_sub(1)
            .and_then(|before| all.get(before))
            .is_some_and(|before| before.text.eq_ignore_ascii_case("the"));
        let lower_word = bare(word.text).to_lowercase();
        lower_word == "next" || led && MONTHS.contains(&lower_word.as_str())
    })?;
    let end = all.iter().skip(at + 1).take(4).find(|word| {
        matches!(
            bare(word.text).to_lowercase().as_str(),
            "meeting" | "agenda"
        )
    })?;
    text.get(word.at..end.at + bare(end.text).len())
}
