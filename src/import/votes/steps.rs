//! Who moves and who seconds, as sentences tell it.

use crate::import::names::{self, is_office};
use crate::import::text::{Word, bare, begins, find, first_of, lower, start, words};

/// Somebody named as mover or seconder, and where.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) name: String,
    end: usize,
    /// "Proposed by X" by itself, which is a vote without a seconder too.
    pub(super) labelled: bool,
}

/// What a sentence tells of moving and seconding.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Moved(Named),
    Seconded(Named),
}

/// Phrases before the name of a mover.
pub(super) const MOVED_BY: [&str; 29] = [
    "proposal",
    "proposition of",
    "motion of",
    "put forward",
    "proposed by",
    "moved by",
    "proposer:",
    "proposer",
    "proposed:",
    "prop:",
    "prop.",
    "prop",
    "on the proposal of",
    "on the proposition of",
    "on the motion of",
    "proposal of",
    "proposition of",
    "proposed",
    "moved",
    "put forward by",
    "nominated",
    "proposes",
    "moves",
    "nominated by",
    "proposal by",
    "proposal from",
    "propsed by",
    "motion by",
    "motion from",
];

pub(super) const SECONDED_BY: [&str; 15] = [
    "seconds",
    "seconded by",
    "seconder:",
    "seconder",
    "seconded:",
    "sec:",
    "sec.",
    "sec",
    "2nd by",
    "2nd:",
    "2nd",
    "seconded",
    "supported by",
    "second by",
    "and seconded by",
];

/// Movers and seconders of a sentence, in order.
pub(super) fn steps(sentence: &str, lower_sentence: &str) -> Vec<Step> {
    let mut found: Vec<Step> = Vec::new();
    // "Proposed and seconded by A and B".
    if let Some((at, length)) = first_of(
        lower_sentence,
        &[
            "proposed and seconded by",
            "moved and seconded by",
            "proposed & seconded by",
        ],
        0,
    ) {
        let both = sentence
            .get(at + length..)
            .map(|rest| names::read(rest, None))
            .unwrap_or_default();
        if let [mover, seconder, ..] = both.as_slice() {
            let named = |entry: &names::Entry| Named {
                name: titled(entry),
                end: at,
                labelled: true,
            };
            return vec![Step::Moved(named(mover)), Step::Seconded(named(seconder))];
        }
    }
    if let Some(both) = seconded_between(sentence, lower_sentence) {
        return both;
    }
    let mut taken = 0;
    for word in words(lower_sentence) {
        let at = word.at + word.text.len()
            - word
                .text
                .trim_start_matches(|letter: char| !letter.is_alphanumeric())
                .len();
        let Some(rest) = lower_sentence.get(at..) else {
            continue;
        };
        if at < taken {
            continue;
        }
        if begins(rest, &MOVED_BY).is_some()
            && let Some(named) = mover(sentence, lower_sentence, at)
        {
            taken = named.end;
            found.push(Step::Moved(named));
        } else if begins(rest, &SECONDED_BY).is_some()
            && let Some(named) = seconder(sentence, lower_sentence, at, taken)
        {
            taken = named.end;
            found.push(Step::Seconded(named));
        }
    }
    // "Seconded by B, proposed by A" is told backwards.
    if let [Step::Seconded(_), Step::Moved(_)] = found.as_slice() {
        found.reverse();
    }
    found
}

/// "Councillor A, seconded by Councillor B, moved that": the mover stands before the seconder.
pub(super) fn seconded_between(sentence: &str, lower_sentence: &str) -> Option<Vec<Step>> {
    let (at, length) = first_of(lower_sentence, &["seconded by"], 0)?;
    let seconder = name_after(sentence, at + length)?;
    let after = lower_sentence
        .get(seconder.end..)?
        .trim_start_matches([' ', ',', '–', '-']);
    begins(after, &["moved", "proposed", "nominated"])?;
    let before = sentence.get(..at)?.trim_end_matches([' ', ',', '(']);
    let name = name_before(before, before.len())?;
    let mover = Named {
        name,
        end: at,
        labelled: false,
    };
    Some(vec![Step::Moved(mover), Step::Seconded(seconder)])
}

pub(super) fn mover(sentence: &str, lower_sentence: &str, at: usize) -> Option<Named> {
    let rest = lower_sentence.get(at..)?;
    // The phrase may have begun before: "on the proposal of".
    let active = begins(
        rest,
        &["proposed", "moved", "nominated", "proposes", "moves"],
    )
    .is_some_and(|length| {
        rest.get(length..)
            .is_some_and(|after| !after.starts_with(':') && !after.trim_start().starts_with("by"))
    });
    // "Ann Moss proposed Ben Dunn as Chair": who stands before the verb moves.
    if active && let Some(name) = name_before(sentence, at) {
        return Some(Named {
            name,
            end: at + 5,
            labelled: false,
        });
    }
    if let Some(length) = begins(rest, &MOVED_BY) {
        if let Some(named) = name_after(sentence, at + length) {
            let word = rest.get(..length)?;
            // "Proposal: Mr Moss proposed that": the label names nobody.
            let told_again = word == "proposal"
                && rest
                    .get(length..)
                    .is_some_and(|after| after.starts_with(':'))
                && find(lower_sentence, "proposed", at + length).is_some();
            if told_again {
                return None;
            }
            let labelled = word.ends_with("by") || word.ends_with(':') || word.starts_with("prop");
            return Some(Named {
                labelled: labelled && !matches!(word, "proposed" | "moved"),
                ..named
            });
        }
        // "Proposed as a true record by Cllr Moss".
        let near = start(rest, 70);
        if rest.starts_with("proposed")
            && let Some(by) = find(near, "by", length)
            && find(near, "seconded", 0).is_none_or(|second| second > by)
        {
            return name_after(sentence, at + by + 2);
        }
    }
    None
}

/// The seconder told at a place; what stands before `taken` is a mover's name, which seconds nothing.
pub(super) fn seconder(
    sentence: &str,
    lower_sentence: &str,
    at: usize,
    taken: usize,
) -> Option<Named> {
    let rest = lower_sentence.get(at..)?;
    let length = begins(rest, &SECONDED_BY)?;
    let active = begins(rest, &["seconded", "seconds"]).is_some_and(|length| {
        rest.get(length..)
            .is_some_and(|after| !after.starts_with(':') && !after.trim_start().starts_with("by"))
    });
    let follows_mover = taken > 0
        && sentence
            .get(taken..at)
            .is_some_and(|between| between.trim().is_empty());
    if !active || follows_mover {
        return name_after(sentence, at + length);
    }
    let Some(name) = name_before(sentence, at) else {
        return name_after(sentence, at + length);
    };
    Some(Named {
        name,
        end: at + length,
        labelled: false,
    })
}

/// The name that follows a place, with its title: up to a comma, "and" or a small word.
pub(super) fn name_after(sentence: &str, from: usize) -> Option<Named> {
    let rest = sentence.get(from..)?;
    let mut lead = rest.len()
        - rest
            .trim_start_matches([' ', ':', '-', '–', '\t', '.'])
            .len();
    // "Proposed (AH) and seconded (SB)".
    let in_brackets = rest
        .get(lead..)
        .and_then(|rest| rest.strip_prefix('('))
        .and_then(|rest| rest.split_once(')'))
        .is_some_and(|(inside, _)| {
            (2..=4).contains(&inside.len()) && inside.chars().all(char::is_uppercase)
        });
    lead += usize::from(in_brackets);
    let rest = rest.get(lead..)?;
    let mut end = 0;
    let mut kept: Vec<Word> = Vec::new();
    for word in words(rest).take(7) {
        let plain = bare(word.text);
        let lower_word = plain.to_lowercase();
        if kept.is_empty() && lower_word == "the" {
            continue;
        }
        let goes = plain.starts_with(char::is_uppercase) || is_particle(&lower_word);
        let verb = matches!(
            lower_word.as_str(),
            "seconded"
                | "and"
                | "resolved"
                | "that"
                | "proposed"
                | "sec"
                | "agreed"
                | "carried"
                | "all"
                | "it"
                | "vote"
                | "unanimous"
                | "second"
                | "seconder"
                | "motion"
        );
        if !goes || verb || !kept.is_empty() && names::is_no_name(plain) {
            break;
        }
        end = word.end();
        kept.push(word);
        let initial = plain.chars().count() <= 2
            || matches!(
                lower_word.as_str(),
                "cllr" | "mr" | "mrs" | "ms" | "dr" | "cllrs" | "miss" | "clr"
            );
        if word.text.ends_with([',', ';', ')', ':', '/']) || word.text.ends_with('.') && !initial {
            break;
        }
    }
    let written = rest.get(kept.first()?.at..end)?;
    let name = written
        .trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '(')
        .trim_end_matches('(')
        .to_owned();
    let name = if name.contains('(') && !name.contains(')') {
        name + ")"
    } else {
        name
    };
    is_person(&name).then_some(Named {
        name,
        end: from + lead + end,
        labelled: false,
    })
}

/// The name that stands before a place: right before it, or at the beginning of the sentence where "and" joins two verbs.
pub(super) fn name_before(sentence: &str, at: usize) -> Option<String> {
    let before = sentence.get(..at)?.trim_end();
    // "Councillor Moss, as Chair, proposed".
    let before = match before
        .strip_suffix(',')
        .and_then(|named| named.rsplit_once(','))
    {
        Some((name, aside)) if aside.trim_start().starts_with("as ") => name,
        _ => before,
    };
    // "Proposed Cllr Moss, seconded Cllr Dunn": a comma parts the verb from the name before.
    if before.ends_with([',', ';', ':', '.', '(', '/']) {
        return None;
    }
    let lower_before = lower(before);
    if [
        "was", "were", "been", "be", "is", "being", "it was", "as", "motion", "who",
    ]
    .iter()
    .any(|end| {
        lower_before.ends_with(end)
            && lower_before
                .get(..lower_before.len() - end.len())
                .is_none_or(|rest| !rest.ends_with(char::is_alphanumeric))
    }) {
        return None;
    }
    let mut kept: Vec<Word> = Vec::new();
    let all: Vec<Word> = words(before).collect();
    let joined = all
        .last()
        .is_some_and(|word| matches!(word.text, "and" | "&"));
    if joined && all.len() > 3 {
        // "Councillor A noted … and proposed": the sentence's own subject.
        for word in all.iter().take(6) {
            let plain = bare(word.text);
            if plain.starts_with(char::is_uppercase) || is_particle(&plain.to_lowercase()) {
                kept.push(*word);
            } else {
                break;
            }
        }
    } else {
        for word in all.iter().rev().take(7) {
            let plain = bare(word.text);
            let lower_word = plain.to_lowercase();
            if kept.is_empty()
                && matches!(
                    lower_word.as_str(),
                    "then" | "also" | "formally" | "has" | "had" | "therefore" | "further"
                )
            {
                continue;
            }
            // "Proposed Cllr Moss seconded Cllr Dunn": that name is the other one's.
            if matches!(
                lower_word.as_str(),
                "proposed" | "moved" | "seconded" | "prop" | "proposer"
            ) {
                return None;
            }
            let ends = !kept.is_empty()
                && (word.text.ends_with([',', ';', ':'])
                    || word.text.ends_with('.') && plain.len() > 4);
            if ends
                || !(plain.starts_with(char::is_uppercase) || is_particle(&lower_word))
                || lower_word == "and"
            {
                break;
            }
            kept.push(*word);
        }
        kept.reverse();
    }
    let (first, last) = (kept.first()?, kept.last()?);
    let name = before
        .get(first.at..last.end())?
        .trim_matches(|letter: char| !letter.is_alphanumeric())
        .to_owned();
    is_person(&name).then_some(name)
}

pub(super) fn is_particle(lower: &str) -> bool {
    matches!(
        lower,
        "de" | "van" | "der" | "la" | "le" | "ní" | "ó" | "von" | "du"
    )
}

/// Whether words name somebody: a title and a name, a name, an office, or initials.
pub(super) fn is_person(name: &str) -> bool {
    const NEVER: [&str; 22] = [
        "it",
        "this",
        "that",
        "motion",
        "the",
        "amendment",
        "members",
        "council",
        "all",
        "committee",
        "he",
        "she",
        "they",
        "resolution",
        "recommendation",
        "minutes",
        "planning",
        "option",
        "date",
        "proposal",
        "new",
        "item",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    let Some(first) = words.first() else {
        return false;
    };
    let lower_first = bare(first).to_lowercase();
    if NEVER.contains(&lower_first.as_str()) {
        return false;
    }
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    let initials = words.len() == 1
        && (2..=4).contains(&letters)
        && name
            .chars()
            .all(|letter| letter.is_uppercase() || letter == '.');
    let office = is_office(&name.to_lowercase());
    initials || office || !names::read(name, None).is_empty() && letters >= 3
}

pub(super) fn titled(entry: &names::Entry) -> String {
    match &entry.title {
        Some(title) if !entry.name.starts_with(title.as_str()) => {
            format!("{} {}", title.trim_end_matches('s'), entry.name)
        }
        _ => entry.name.clone(),
    }
}
