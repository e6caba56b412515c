//! Actions hidden in sentences.

use super::due::due;
use super::errands::{asked_of, asked_person, body_at, is_errand, lists_members};
use super::owners::{is_surely_somebody, owner_at};
use super::{Against, Given};
use crate::import::text::{bare, begins, find, has, lower, start};
use crate::import::verbs::{is_doing, is_done, is_set_going};

/// Whether a clause begins with an owner who is to do something.
pub(super) fn begins_doing(text: &str, against: Against<'_>) -> bool {
    owner_at(text, against)
        .is_some_and(|(owner, end)| text.get(end..).is_some_and(|rest| commits(&owner, rest)))
}

/// Whether a verb phrase behind an owner gives them something to do.
pub(super) fn commits(owner: &str, rest: &str) -> bool {
    let lower_rest = lower(start(rest.trim_start_matches([' ', ':', '–', '-']), 200));
    let words: Vec<&str> = lower_rest
        .split_whitespace()
        .map(bare)
        .filter(|word| *word != "kindly")
        .take(8)
        .collect();
    let lower_owner = owner.to_lowercase();
    let clerk = has(&lower_owner, &["clerk"]);
    match words.as_slice() {
        ["should", verb, ..] if clerk => is_doing(verb),
        [
            "was" | "is" | "were" | "are",
            "happy" | "willing" | "prepared",
            "to",
            verb,
            ..,
        ]
        | [
            "was" | "were",
            "asked",
            "if" | "whether",
            _,
            "would" | "could" | "will",
            verb,
            ..,
        ]
        | ["agreed", "he" | "she" | "they", "would" | "will", verb, ..]
        | ["is" | "are" | "was" | "were", "to", verb, ..] => is_doing(verb),
        ["to", "be", done, ..] => is_done(done),
        ["to", "once" | "also" | "then" | "again", verb, ..] | ["to", verb, ..] => {
            is_doing(verb)
                || verb.len() >= 3
                    && !matches!(
                        *verb,
                        "date" | "the" | "all" | "receive" | "this" | "have" | "note"
                    )
        }
        ["will" | "would" | "shall", "be", verb, ..] => matches!(
            *verb,
            "asked"
                | "contacting"
                | "writing"
                | "asking"
                | "requested"
                | "arranging"
                | "checking"
                | "instructed"
                | "contacted"
                | "organising"
                | "sending"
                | "speaking"
        ),
        ["will" | "shall", rest @ ..] => will(rest),
        ["would", rest @ ..] => !matches!(rest, ["like", ..]) && will(rest),
        [
            "agreed" | "offered" | "volunteered" | "undertook" | "promised" | "agrees",
            "to",
            verb,
            ..,
        ] => !matches!(
            *verb,
            "the" | "this" | "note" | "a" | "support" | "accept" | "be" | "approve" | "adopt"
        ),
        [
            "has" | "have" | "had",
            "agreed" | "offered" | "volunteered" | "undertaken" | "promised",
            "to",
            ..,
        ]
        | [
            "is" | "are" | "was" | "were" | "be",
            "asked" | "requested" | "instructed" | "authorised" | "tasked" | "delegated",
            "to",
            ..,
        ]
        | [
            "have" | "has",
            "been",
            "asked" | "requested" | "instructed",
            "to",
            ..,
        ]
        | [
            "agreed",
            "that",
            "he" | "she" | "they",
            "would" | "will",
            ..,
        ] => true,
        [
            "said" | "stated" | "advised" | "confirmed" | "indicated" | "informed",
            rest @ ..,
        ] => {
            let rest: Vec<&str> = rest
                .iter()
                .copied()
                .filter(|word| !matches!(*word, "that" | "members" | "the" | "council" | "meeting"))
                .collect();
            match rest.as_slice() {
                ["he" | "she" | "they", "would" | "will", verb, ..] => is_doing(verb),
                _ => false,
            }
        }
        [verb, ..] if clerk && !lower_owner.contains("clerks") => is_doing(verb),
        _ => false,
    }
}

pub(super) fn will(rest: &[&str]) -> bool {
    let rest: &[&str] = match rest {
        ["once", "again", rest @ ..]
        | [
            "also" | "again" | "now" | "then" | "therefore" | "both",
            rest @ ..,
        ]
        | rest => rest,
    };
    !matches!(rest, ["take", "the", "chair", ..]) && rest.first().is_some_and(|verb| is_doing(verb))
}

/// Words after which a clause may begin.
pub(super) const OPENERS: [&str; 11] = [
    "agreed that",
    "agreed for",
    "that",
    "and",
    "but",
    "so",
    "resolved that",
    "therefore",
    "suggested that",
    "suggested",
    "noted that",
];

/// Whether a sentence gives somebody something to do: the owner, if one is named.
pub(super) fn prose(sentence: &str, against: Against<'_>) -> Option<Given> {
    let lower_sentence = lower(sentence);
    if is_agenda_wording(&lower_sentence)
        || has(
            &lower_sentence,
            &[
                "suggested that",
                "if the",
                "requested that",
                "could be",
                "queried",
                "asked if",
                "would like",
            ],
        ) && !has(
            &lower_sentence,
            &["agreed", "clerk to", "was asked if", "were asked if"],
        )
    {
        return asked_of(sentence)
            .or_else(|| asked_person(sentence, against))
            .map(Given::To);
    }
    for at in clauses(sentence, &lower_sentence) {
        let Some(clause) = sentence.get(at..) else {
            continue;
        };
        let agreed = agreed_before(&lower_sentence, at)
            || at > 0
                && has(
                    &lower_sentence,
                    &["and this was agreed", "which was agreed", "and was agreed"],
                );
        if let Some((owner, end)) = owner_at(clause, against)
            && (at == 0 || agreed || is_surely_somebody(&owner, against))
            && !lists_members(&lower_sentence, at)
            && let Some(rest) = clause.get(end..)
            && (commits(&owner, rest) || agreed && (should(rest) || does(rest)))
            && !is_past(&lower(rest))
        {
            return Some(Given::To(owner));
        }
        if let Some(owner) = body_at(clause, at == 0, agreed) {
            return Some(Given::To(owner));
        }
    }
    if let Some(owner) = asked_of(sentence).or_else(|| asked_person(sentence, against)) {
        return Some(Given::To(owner));
    }
    if let Some((owner, end)) = owner_at(sentence, against)
        && sentence
            .get(end..)
            .is_some_and(|rest| goes_on_to_do(&lower(rest)))
    {
        return Some(Given::To(owner));
    }
    let agreed = has(
        &lower_sentence,
        &["it was agreed", "agreed that", "agreed to", "resolved that"],
    ) && lower_sentence
        .split_whitespace()
        .map(bare)
        .collect::<Vec<_>>()
        .windows(2)
        .any(|two| matches!(two, ["be", done] if is_set_going(done)));
    let errand = lower_sentence
        .split_whitespace()
        .map(bare)
        .collect::<Vec<_>>()
        .windows(3)
        .any(|three| matches!(three, ["agreed" | "decided", "to", verb] if is_errand(verb)));
    (agreed || errand || passive(sentence, &lower_sentence, against)).then_some(Given::ToNobody)
}

/// "The Clerk has had no answer and will chase this": a second verb of the same owner.
pub(super) fn goes_on_to_do(lower_rest: &str) -> bool {
    let words: Vec<&str> = lower_rest.split_whitespace().map(bare).collect();
    if let [.., "and" | "but", "will" | "would", verb] = words.as_slice()
        && is_doing(verb)
    {
        return true;
    }
    words.windows(4).any(|four| match four {
        [
            "and" | "but",
            "will" | "would" | "shall",
            "also" | "now" | "then",
            verb,
        ]
        | ["and" | "but", "will" | "would" | "shall", verb, _]
        | ["and", "agreed" | "offered" | "undertook", "to", verb] => is_doing(verb),
        _ => false,
    })
}

/// Whether "agreed that" stands right before a place.
pub(super) fn agreed_before(lower_sentence: &str, at: usize) -> bool {
    lower_sentence.get(..at).is_some_and(|before| {
        let before = before.trim_end();
        ["agreed that", "agreed", "decided that", "resolved that"]
            .iter()
            .any(|end| before.ends_with(end))
    })
}

/// "(agreed that Cllr Moss) contact the school".
fn does(rest: &str) -> bool {
    let lower_rest = lower(start(rest, 40));
    let first = lower_rest.split_whitespace().next().map(bare);
    first.is_some_and(|verb| is_doing(verb) && !matches!(verb, "report" | "request" | "help"))
}

/// "should obtain a reading".
pub(super) fn should(rest: &str) -> bool {
    let lower_rest = lower(start(rest, 60));
    let words: Vec<&str> = lower_rest.split_whitespace().map(bare).take(3).collect();
    matches!(words.as_slice(), ["should", verb, ..] if is_doing(verb))
}

/// "She undertook to look at it": what somebody named before takes on.
pub(super) fn undertakes(lower_sentence: &str) -> bool {
    let words: Vec<&str> = lower_sentence
        .split_whitespace()
        .map(bare)
        .take(24)
        .collect();
    words.windows(4).any(|four| {
        matches!(four, ["he" | "she" | "they", "undertook" | "agreed" | "offered" | "promised" | "volunteered", "to", verb] if !matches!(*verb, "the" | "a" | "this"))
            || matches!(four, ["he" | "she", "was", "asked" | "requested" | "instructed", "to"])
    })
}

/// "He will ask the farmer": what somebody named in the sentence before is to do.
pub(super) fn will_do(sentence: &str) -> bool {
    let lower_sentence = lower(start(sentence, 60));
    let words: Vec<&str> = lower_sentence
        .split_whitespace()
        .map(bare)
        .take(4)
        .collect();
    match words.as_slice() {
        ["he" | "she", "will" | "would", "also", verb, ..]
        | ["he" | "she", "will" | "would", verb, ..] => is_doing(verb),
        _ => false,
    }
}

/// "To receive apologies", "To consider": the agenda's words.
pub(super) fn is_agenda_wording(lower_sentence: &str) -> bool {
    begins(
        lower_sentence,
        &[
            "to receive",
            "to consider",
            "to approve",
            "to note",
            "to confirm",
            "to discuss",
            "to resolve",
            "to agree",
        ],
    )
    .is_some()
}

/// What was to be done and has been.
pub(super) fn is_past(lower_rest: &str) -> bool {
    has(
        start_of(lower_rest),
        &["would have", "will have been", "was to have"],
    )
}

pub(super) fn start_of(text: &str) -> &str {
    start(text, 60)
}

/// The places where a clause may begin.
pub(super) fn clauses(sentence: &str, lower_sentence: &str) -> Vec<usize> {
    let mut places = vec![0];
    let skip = |at: usize| -> usize {
        sentence.get(at..).map_or(at, |rest| {
            at + rest.len()
                - rest
                    .trim_start_matches([' ', ',', ';', ':', '–', '—', '-', '\t'])
                    .len()
        })
    };
    for (at, letter) in sentence.char_indices() {
        if matches!(letter, ';' | ':' | '–' | '—' | ',' | '\t') {
            places.push(skip(at));
        }
    }
    for opener in OPENERS {
        let mut from = 0;
        while let Some(at) = find(lower_sentence, opener, from) {
            from = at + opener.len();
            places.push(skip(from));
        }
    }
    places.sort_unstable();
    places.dedup();
    places.truncate(40);
    places
}

/// "Date to be agreed for June", "… will be explored in the next year": a passive, with a time by which.
pub(super) fn passive(sentence: &str, lower_sentence: &str, against: Against<'_>) -> bool {
    if sentence.len() > 300 {
        return false;
    }
    let words: Vec<&str> = lower_sentence.split_whitespace().map(bare).collect();
    let at_next_meeting = has(
        lower_sentence,
        &["next meeting", "next agenda", "the next meeting"],
    );
    let at = words.windows(3).position(|three| match three {
        ["to", "be", done] => is_done(done) || done.ends_with("ed") && at_next_meeting,
        _ => false,
    });
    let reporting = [
        "that",
        "was",
        "were",
        "is",
        "are",
        "has",
        "have",
        "had",
        "advised",
        "asked",
        "requested",
        "needs",
        "need",
        "hoped",
        "could",
        "should",
        "can",
        "will",
        "would",
        "proposed",
        "allows",
        "allow",
        "allowed",
        "enables",
        "enable",
        "requiring",
        "required",
    ];
    if let Some(at) = at {
        let plain = words
            .get(..at)
            .is_some_and(|before| !before.iter().any(|word| reporting.contains(word)));
        if plain {
            return true;
        }
    }
    let doing = [
        "explored",
        "considered",
        "reviewed",
        "reported",
        "investigated",
        "circulated",
        "raised",
        "obtained",
        "arranged",
        "sent",
        "brought",
        "discussed",
        "provided",
        "followed",
        "added",
    ];
    let will = words
        .windows(3)
        .any(|three| matches!(three, ["will" | "would", "be", done] if doing.contains(done)));
    // "Highways will be approached": what a council says to others is its clerk's to say.
    let told = words.windows(4).any(|four| {
        matches!(
            four,
            [
                "will" | "would",
                "be",
                "approached" | "contacted" | "notified" | "informed" | "chased" | "reminded",
                _
            ] | ["will" | "would", "be", "made", "aware"]
                | [
                    "will" | "would",
                    "be",
                    "reported" | "passed" | "referred" | "forwarded",
                    "to"
                ]
        )
    });
    if told && !has(lower_sentence, &["said", "advised", "if", "should", "once"]) {
        return true;
    }
    // "… will be an agenda item for the March meeting".
    if has(
        lower_sentence,
        &[
            "will be an agenda item",
            "to be an agenda item",
            "be placed on the agenda",
            "be put on the agenda",
            "be on the agenda",
            "be on the next agenda",
            "be included on the agenda",
            "be added to the agenda",
            "be added to the next agenda",
            "agenda item for the",
            "agenda item for next",
            "agenda item for annual",
            "put on next agenda",
            "be placed on the next agenda",
        ],
    ) {
        return true;
    }
    will && due(sentence, against).is_some() && !has(lower_sentence, &["next meeting will be"])
}
