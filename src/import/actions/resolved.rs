//! Parts of a resolution that somebody has to carry out.

use std::ops::Range;

use super::owners::owner_at;
use super::{Against, Given};
use crate::import::marker;
use crate::import::text::{bare, begins, has, lower, sentences, start};
use crate::import::verbs::{is_doing, is_set_going};

/// A resolution in its parts.
pub(super) fn parts(text: &str) -> Vec<&str> {
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for (at, letter) in text.char_indices() {
        let opens = letter == '('
            && text
                .get(at..)
                .is_some_and(|rest| marker::part(rest).is_some_and(|length| length <= 5));
        if opens || letter == ';' {
            cuts.push(from..at);
            from = at + usize::from(letter == ';');
        }
    }
    cuts.push(from..text.len());
    cuts.into_iter()
        .filter_map(|range| text.get(range))
        .flat_map(|part| {
            sentences(part)
                .into_iter()
                .filter_map(move |range| part.get(range))
        })
        .map(|part| {
            let part = part.trim();
            let part = marker::part(part)
                .and_then(|length| part.get(length..))
                .unwrap_or(part)
                .trim();
            let stripped = part.trim_start_matches(|letter: char| !letter.is_alphanumeric());
            let lower_part = lower(start(stripped, 24));
            let lead = begins(
                &lower_part,
                &[
                    "that",
                    "and that",
                    "agreed that",
                    "noted that",
                    "approved that",
                    "decided that",
                    "agreed",
                ],
            )
            .unwrap_or(0);
            stripped
                .get(lead..)
                .unwrap_or(stripped)
                .trim()
                .trim_end_matches([',', ' '])
                .trim_end_matches(" and")
                .trim_end_matches([',', '.', ' '])
        })
        .filter(|part| part.split_whitespace().count() >= 4)
        .collect()
}

/// Whether a part of a resolution gives something to do: the owner, if one is named.
pub(super) fn resolved(part: &str, against: Against<'_>) -> Option<Given> {
    const RECEIVED: [&str; 26] = [
        "noted",
        "approved",
        "accepted",
        "received",
        "adopted",
        "excluded",
        "signed",
        "thanked",
        "endorsed",
        "taken as read",
        "agreed",
        "appointed",
        "elected",
        "confirmed",
        "granted",
        "refused",
        "supported",
        "deferred",
        "ratified",
        "welcomed",
        "acknowledged",
        "re-elected",
        "authorised for payment",
        "paid",
        "correct record",
        "true record",
    ];
    let lower_part = lower(part);
    if begins(
        &lower_part,
        &[
            "to recommend",
            "to approve",
            "to note",
            "to accept",
            "to support",
            "to pay",
            "to submit",
            "to adopt",
            "to object",
        ],
    )
    .is_some()
    {
        return None;
    }
    if let Some(owner) = owner_of_resolution(part, against) {
        return Some(Given::To(owner));
    }
    if has(&lower_part, &RECEIVED) {
        return None;
    }
    let words: Vec<&str> = lower_part.split_whitespace().map(bare).collect();
    let passive = words
        .windows(2)
        .any(|two| matches!(two, ["be" | "are" | "is", done] if is_set_going(done) || *done == "made" && words.contains(&"arrangements")))
        && !has(
            &lower_part,
            &["grant", "donation", "comment be", "comments be"],
        );
    let to_do = matches!(words.as_slice(), ["to", verb, ..] if matches!(*verb, "write" | "purchase" | "obtain" | "invite" | "contact" | "ask" | "arrange" | "send" | "seek" | "instruct" | "request" | "order" | "respond" | "inform" | "install" | "report"));
    (passive || to_do).then_some(Given::ToNobody)
}

pub(super) fn owner_of_resolution(part: &str, against: Against<'_>) -> Option<String> {
    // "officers draft a report" has no capital.
    let lower_part = lower(part);
    let words: Vec<&str> = lower_part.split_whitespace().map(bare).take(14).collect();
    if let ["officers" | "members", verb, ..]
    | [
        "the",
        "clerk" | "chairman" | "chair" | "officers" | "panel",
        verb,
        ..,
    ] = words.as_slice()
        && is_doing(verb)
    {
        let count = if words.first() == Some(&"the") { 2 } else { 1 };
        return Some(
            part.split_whitespace()
                .take(count)
                .collect::<Vec<_>>()
                .join(" "),
        );
    }
    let (owner, end) = owner_at(part, against)?;
    let rest = lower(part.get(end..)?);
    let rest: Vec<&str> = rest.split_whitespace().map(bare).take(6).collect();
    let asked = match rest.as_slice() {
        [
            "be" | "is" | "are",
            "asked" | "requested" | "instructed" | "authorised" | "tasked" | "delegated",
            "to",
            ..,
        ] => true,
        ["to" | "will", verb, ..] | [verb, ..] => is_doing(verb),
        [] => false,
    };
    asked.then_some(owner)
}
