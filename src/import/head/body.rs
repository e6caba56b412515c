//! Which body met.

use crate::import::paragraphs::Block;
use crate::import::text::{Word, bare, first_of, has, lower, start, words};

/// Words that end the name of a body.
pub(super) const BODIES: [&str; 24] = [
    "council",
    "committee",
    "panel",
    "board",
    "sub-committee",
    "subcommittee",
    "forum",
    "cabinet",
    "executive",
    "assembly",
    "partnership",
    "authority",
    "commission",
    "party",
    "group",
    "trust",
    "association",
    "federation",
    "cabinet",
    "conference",
    "district",
    "team",
    "governors",
    "trustees",
];

/// Words after which a council is a building or a thing.
pub(super) const NOT_BODY: [&str; 19] = [
    "call",
    "chamber",
    "chambers",
    "office",
    "offices",
    "hall",
    "room",
    "house",
    "tax",
    "meeting's",
    "buildings",
    "building",
    "centre",
    "suite",
    "officers",
    "officer",
    "members",
    "land",
    "rooms",
];
/// Words before a body that tell what sort of meeting it held, and are no part of its name.
const SORTS_OF_MEETING: [&str; 7] = [
    "annual",
    "extraordinary",
    "extra-ordinary",
    "ordinary",
    "special",
    "monthly",
    "emergency",
];

/// Small words inside a name.
pub(super) const INSIDE: [&str; 8] = ["of", "and", "&", "for", "the", "with", "on", "in"];

/// The body that met, from what stands above the items.
pub fn body(head: &[Block]) -> Option<String> {
    let is_roll = |block: &&Block| {
        has(
            &lower(start(&block.text, 40)),
            &[
                "present",
                "attendance",
                "apologies",
                "attended by",
                "chair",
                "chairman",
                "presiding",
            ],
        )
    };
    let title: Vec<&Block> = head
        .iter()
        .take(14)
        .take_while(|block| !is_roll(block))
        .collect();
    // Where the list of those present comes first, the title stands below it.
    let titled: Vec<&Block> = head
        .iter()
        .take(14)
        .filter(|block| {
            has(
                &lower(start(&block.text, 200)),
                &["minutes of", "minute of", "meeting of"],
            )
        })
        .collect();
    let (mut council, mut part) = (None, None);
    for block in title.into_iter().chain(titled) {
        for name in bodies_in(start(&block.text, 400)) {
            let slot = if lower(&name).ends_with("council") {
                &mut council
            } else {
                &mut part
            };
            slot.get_or_insert(name);
        }
    }
    if council.is_none() && part.is_none() {
        return parish_meeting(head).or_else(|| workshop(head));
    }
    match (council, part) {
        (Some(council), Some(part)) if lower(&part).contains(&lower(&council)) => Some(part),
        (Some(council), Some(part)) => Some(format!("{council} {part}")),
        (council, part) => part.or(council),
    }
}

/// "Moss Vale Parish Meeting": the electors of a parish that has no council.
pub(super) fn parish_meeting(head: &[Block]) -> Option<String> {
    head.iter().take(6).find_map(|block| {
        let text = start(&block.text, 300);
        let (at, length) = first_of(&lower(text), &["parish meeting"], 0)?;
        let before: Vec<_> = words(text.get(..at)?).collect();
        let name: Vec<_> = before
            .iter()
            .rev()
            .take_while(|word| {
                word.text.starts_with(char::is_uppercase)
                    && !matches!(lower(word.text).as_str(), "annual" | "minutes" | "the")
            })
            .collect();
        let first = name.last()?;
        text.get(first.at..at + length).map(str::to_owned)
    })
}

/// "Library Futures Workshop", at the very top: an informal meeting that is named after its subject alone.
fn workshop(head: &[Block]) -> Option<String> {
    let title = start(&head.first()?.text, 120);
    let (before, _) = title.rsplit_once(' ').filter(|(_, last)| {
        matches!(
            lower(bare(last)).as_str(),
            "workshop" | "seminar" | "briefing"
        )
    })?;
    let name = before.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let all: Vec<Word> = words(name).collect();
    let titled = all.iter().all(|word| {
        word.text.starts_with(char::is_uppercase) || INSIDE.contains(&lower(word.text).as_str())
    });
    let naming = (1..=8).contains(&all.len()) && name.chars().any(char::is_alphabetic);
    (titled && naming && !SORTS_OF_MEETING.contains(&lower(name).as_str())).then(|| name.to_owned())
}

pub(super) fn bodies_in(text: &str) -> Vec<String> {
    let words: Vec<_> = words(text).collect();
    let mut found: Vec<String> = Vec::new();
    let mut taken = 0;
    for (at, word) in words.iter().enumerate() {
        let plain = bare(word.text);
        let lower_word = plain.to_lowercase();
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        // "Moss Vale sub-committee": small letters, but a name before them.
        let named = plain.starts_with(char::is_uppercase)
            || matches!(
                lower_word.as_str(),
                "council" | "committee" | "sub-committee" | "panel" | "group"
            ) && before.is_some_and(|before| {
                before.text.starts_with(char::is_uppercase)
                    && before.text.chars().all(char::is_alphabetic)
                    && !matches!(lower(before.text).as_str(), "the" | "this" | "a" | "each")
            });
        if at < taken || !BODIES.contains(&lower_word.as_str()) || !named {
            continue;
        }
        let next = words
            .get(at + 1)
            .map(|next| bare(next.text).to_lowercase())
            .unwrap_or_default();
        if NOT_BODY.contains(&next.as_str()) && !word.text.ends_with([',', '.']) {
            continue;
        }
        let municipal = before.is_some_and(|before| before.text.eq_ignore_ascii_case("municipal"));
        let local = before.is_some_and(|before| before.text.eq_ignore_ascii_case("local"));
        if lower_word == "authority" && local {
            continue;
        }
        if lower_word == "district" && next != "of" && !municipal {
            continue;
        }
        // To the left: capitals and small words, up to "meeting of" or "minutes of".
        let mut from = at;
        while let Some(before) = from.checked_sub(1).and_then(|before| words.get(before)) {
            let plain = bare(before.text);
            let lower_before = plain.to_lowercase();
            let stops = before.text.ends_with([':', ';', '.', '–', '-'])
                && from < at + 1
                && !before.text.ends_with("St.")
                || matches!(
                    lower_before.as_str(),
                    "meeting"
                        | "minutes"
                        | "minute"
                        | "meetings"
                        | "held"
                        | "at"
                        | "by"
                        | "proceedings"
                        | "draft"
                        | "to"
                        | "from"
                        | "that"
                        | "under"
                )
                || before.text.ends_with(',') && !next_is_list(&words, from, at)
                || plain.chars().any(|letter| letter.is_ascii_digit())
                || plain.is_empty() && !matches!(before.text, "&");
            let goes = plain.starts_with(char::is_uppercase)
                || INSIDE.contains(&lower_before.as_str())
                || before.text == "&";
            if stops || !goes || at - from > 9 {
                break;
            }
            from -= 1;
        }
        while from < at
            && words.get(from).is_some_and(|word| {
                let lower_word = word.text.to_lowercase();
                INSIDE.contains(&lower_word.as_str())
                    || SORTS_OF_MEETING.contains(&lower_word.as_str())
                    || word.text == "-"
            })
        {
            from += 1;
        }
        let mut to = at;
        if next == "of" {
            // "Municipal District of Moss Vale", "Committee of the Council".
            let mut probe = at + 2;
            while let Some(after) = words.get(probe) {
                let plain = bare(after.text);
                let lower_after = plain.to_lowercase();
                let ends = matches!(
                    lower_after.as_str(),
                    "held" | "on" | "at" | "in" | "meeting" | "was" | "took" | "minutes" | "agenda"
                );
                if ends || !(plain.starts_with(char::is_uppercase) || lower_after == "the") {
                    break;
                }
                to = probe;
                probe += 1;
                if after.text.ends_with([',', '.', ':']) || probe > at + 7 {
                    break;
                }
            }
        }
        taken = to + 1;
        let (Some(first), Some(last)) = (words.get(from), words.get(to)) else {
            continue;
        };
        let Some(name) = text.get(first.at..last.end()) else {
            continue;
        };
        let name = name.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != ')');
        let name = [
            "Annual ",
            "Full ",
            "Ordinary ",
            "Monthly ",
            "Extraordinary ",
            "Draft ",
            "ANNUAL ",
            "DRAFT ",
        ]
        .iter()
        .find_map(|kind| name.strip_prefix(kind))
        .unwrap_or(name);
        // "The Council", "This Committee" is no name.
        let naming = name.split_whitespace().count() >= 2
            && !matches!(
                lower(name).as_str(),
                "the council" | "the committee" | "full council"
            );
        let cabinet = matches!(lower_word.as_str(), "cabinet" | "executive")
            && text.split_whitespace().count() <= 8;
        if naming || cabinet {
            found.push(name.to_owned());
        }
    }
    found
}

/// Whether a comma to the left belongs to a name: "Health, Housing and Care Committee".
pub(super) fn next_is_list(words: &[Word], from: usize, at: usize) -> bool {
    words.get(from..at).is_some_and(|between| {
        between
            .iter()
            .any(|word| word.text == "and" || word.text == "&" || word.text == "AND")
    })
}
