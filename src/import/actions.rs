//! What somebody is to do: under a label, in a list of actions, in a column, or hidden in a sentence.

use std::collections::HashSet;
use std::ops::Range;

use chrono::NaiveDate;

use super::decisions;
use super::errands::{asked_of, body_at, is_errand, lists_members, next_of_a_body};
use super::marker;
use super::names::{is_member_title, is_office};
use super::paragraphs::Block;
use super::proposal::{Action, Marking, Resolution};
use super::text::{Word, bare, begins, first_of, has, is_capitals, lower, sentences, start, words};
use super::verbs::{is_doing, is_done, is_set_going};
use crate::minutes::due::{self, Setting};

/// What actions are read against.
#[derive(Clone, Copy, Debug)]
pub struct Against<'p> {
    /// Names, initials and parts of names by which those who were there may be meant.
    pub people: &'p [String],
    /// The day of the meeting; any day where it is not known, for due phrases only have to be recognised.
    pub date: NaiveDate,
}

/// As many resolutions of one paragraph are compared with its sentences.
const MANY: usize = 40;

/// The actions of one item.
pub fn actions(
    item: Option<&str>,
    blocks: &[&Block],
    resolutions: &[Resolution],
    against: Against<'_>,
) -> Vec<Action> {
    let mut found: Vec<Action> = Vec::new();
    let mut in_list = false;
    for (place, block) in blocks.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| blocks.get(before));
        if is_list_heading(&block.text) {
            in_list = true;
            continue;
        }
        if in_list {
            if listed(block, &mut found, item, against) {
                continue;
            }
            in_list = false;
        }
        if labelled(block, before.copied(), &mut found, item, against) {
            continue;
        }
        if let Some((text, owner)) = column(&block.text) {
            found.push(action(
                item,
                text,
                Some(owner.to_owned()),
                Marking::Marked,
                block.lines.0,
                against,
            ));
            continue;
        }
        // Resolutions stand in the order of the text.
        let from = resolutions.partition_point(|resolution| resolution.lines.1 < block.lines.0);
        let here: Vec<&Resolution> = resolutions
            .iter()
            .skip(from)
            .take_while(|resolution| resolution.lines.0 <= block.lines.1)
            .take(MANY)
            .collect();
        let resolved = here
            .iter()
            .any(|resolution| resolution.text.contains(start(&block.text, 60)));
        let mut subject: Option<String> = None;
        for (place, range) in sentences(&block.text).into_iter().enumerate() {
            let Some(sentence) = block.text.get(range) else {
                continue;
            };
            let sentence = if place == 0 {
                without_number(sentence)
            } else {
                sentence
            };
            if sentence.len() > 1500 || is_done_with(sentence) {
                continue;
            }
            let before = subject.take();
            subject = owner_at(sentence, against)
                .map(|(owner, _)| owner)
                .or_else(|| before.clone());
            if undertakes(&lower(sentence)) {
                found.push(action(
                    item,
                    sentence,
                    before,
                    Marking::Prose,
                    block.lines.0,
                    against,
                ));
                continue;
            }
            let in_resolution = resolved
                || here.iter().any(|resolution| {
                    resolution.text.contains(start(sentence, 60))
                        || sentence.contains(start(&resolution.text, 60))
                });
            if in_resolution {
                continue;
            }
            if let Some((text, owner)) = trailing_initials(sentence) {
                found.push(action(
                    item,
                    text,
                    Some(owner.to_owned()),
                    Marking::Marked,
                    block.lines.0,
                    against,
                ));
                continue;
            }
            if let Some(owner) = prose(sentence, against) {
                found.push(action(
                    item,
                    sentence,
                    owner,
                    Marking::Prose,
                    block.lines.0,
                    against,
                ));
            }
        }
    }
    // What a label marks may have been read as prose before the label came.
    let marked: HashSet<String> = found
        .iter()
        .filter(|action| action.kind == Marking::Marked)
        .map(|action| action.text.clone())
        .collect();
    found.retain(|action| action.kind != Marking::Prose || !marked.contains(&action.text));
    for resolution in resolutions {
        for part in parts(&resolution.text) {
            if let Some(owner) = resolved(part, against) {
                found.push(action(
                    item,
                    part,
                    owner,
                    Marking::Resolution,
                    resolution.line,
                    against,
                ));
            }
        }
    }
    found
}

fn action(
    item: Option<&str>,
    text: &str,
    owner: Option<String>,
    kind: Marking,
    line: usize,
    against: Against<'_>,
) -> Action {
    Action {
        item: item.map(str::to_owned),
        text: text.trim().to_owned(),
        due: due(text, against),
        owner: owner.filter(|owner| !owner.is_empty()),
        kind,
        line,
    }
}

/// A sentence without the number of a part before it: "10.2 Mr Moss has offered to …".
fn without_number(sentence: &str) -> &str {
    marker::read(sentence)
        .filter(|found| !found.rest.is_empty() && (!found.joints.is_empty() || found.sign != ' '))
        .map_or(sentence, |found| found.rest)
}

/// "Clerk to write to the auditor – Done": an action of a former meeting that has been carried out.
fn is_done_with(sentence: &str) -> bool {
    let lower_sentence = lower(sentence);
    let plain = lower_sentence.trim_end_matches(['.', ' ', ')']);
    ["done", "completed", "complete", "actioned"]
        .iter()
        .any(|end| {
            plain
                .strip_suffix(end)
                .is_some_and(|before| before.trim_end().ends_with(['-', '–', '—', ':', '(']))
        })
}

/// "Actions", "ACTIONS:", "Agreed actions", alone on a line.
fn is_list_heading(text: &str) -> bool {
    let lower_text = lower(text.trim());
    let plain = lower_text.trim_end_matches([':', '.', '-', '–', ' ']);
    matches!(
        plain,
        "actions"
            | "action"
            | "action points"
            | "agreed actions"
            | "actions agreed"
            | "action list"
            | "summary of actions"
            | "actions arising"
            | "action items"
            | "actions to be taken"
    )
}

/// A line of a list of actions; whether it is one.
fn listed(
    block: &Block,
    found: &mut Vec<Action>,
    item: Option<&str>,
    against: Against<'_>,
) -> bool {
    let text = block.text.trim();
    if text.ends_with(':') && !block.bullet {
        return true;
    }
    let marked = block.bullet || marker::part(text).is_some();
    let owner = owner_at(text, against).map(|(owner, _)| owner);
    let leads = owner.is_some() && begins_doing(text, against);
    if !(marked || leads || imperative(text)) {
        return false;
    }
    let text = marker::part(text)
        .and_then(|length| text.get(length..))
        .unwrap_or(text)
        .trim();
    let (text, column_owner) =
        column(text).map_or((text, None), |(text, owner)| (text, Some(owner.to_owned())));
    let owner = column_owner.or_else(|| {
        begins_doing(text, against).then(|| owner_at(text, against).map(|(owner, _)| owner))?
    });
    found.push(action(
        item,
        text,
        owner,
        Marking::Marked,
        block.lines.0,
        against,
    ));
    true
}

fn imperative(text: &str) -> bool {
    let first = text
        .split_whitespace()
        .next()
        .map(|word| bare(word).to_lowercase())
        .unwrap_or_default();
    is_doing(&first) && text.starts_with(char::is_uppercase)
}

/// The longest paragraph in which labels are looked for, in bytes.
const LONGEST: usize = 20_000;

/// "Action: Clerk to write", "ACTION JM", "(Action: Clerk)"; whether the block held a label.
fn labelled(
    block: &Block,
    before: Option<&Block>,
    found: &mut Vec<Action>,
    item: Option<&str>,
    against: Against<'_>,
) -> bool {
    let text = start(&block.text, LONGEST);
    let lower_text = lower(text);
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    while let Some((at, length)) = first_of(
        &lower_text,
        &[
            "action",
            "actions",
            "action point",
            "actioned by",
            "action by",
        ],
        from,
    ) {
        from = at + length;
        if let Some(content) = label_end(text, &lower_text, at, length) {
            cuts.push((at, content));
        }
    }
    let Some((first, _)) = cuts.first().copied() else {
        return false;
    };
    for (place, (at, content)) in cuts.iter().enumerate() {
        let end = cuts.get(place + 1).map_or(text.len(), |(next, _)| *next);
        let Some(body) = text.get(*content..end) else {
            continue;
        };
        let body = body
            .trim()
            .trim_start_matches([':', '-', '–', ' ', '.'])
            .trim_end_matches([')', ']', '(', '['])
            .trim();
        if body.is_empty() {
            continue;
        }
        let words_in_body = body.split_whitespace().count();
        let sentence_body = sentences(body)
            .first()
            .and_then(|range| body.get(range.clone()))
            .unwrap_or(body);
        let only_owner = words_in_body <= 4
            && !begins_doing(body, against)
            && !imperative(body)
            && !body.to_lowercase().starts_with("to ")
            && !has(&lower(body), &["to", "will", "be"]);
        if only_owner {
            let from = place
                .checked_sub(1)
                .and_then(|before| cuts.get(before))
                .map_or(0, |(_, content)| *content);
            let own = text
                .get(from..*at)
                .unwrap_or_default()
                .trim()
                .trim_end_matches(['(', '[', ' ', '\t']);
            let source = if own.len() > 8 {
                own
            } else {
                before.map_or("", |before| before.text.as_str())
            };
            let sentence = sentences(source)
                .last()
                .and_then(|range| source.get(range.clone()))
                .unwrap_or(source);
            if sentence.len() > 8 {
                found.push(action(
                    item,
                    sentence,
                    Some(body.trim_end_matches('.').to_owned()),
                    Marking::Marked,
                    block.lines.0,
                    against,
                ));
            }
        } else {
            // In a paragraph of its own everything is the action, else a sentence.
            let whole = first == 0 || cuts.len() > 1;
            let text = if whole { body } else { sentence_body };
            let (text, own) = match column(text) {
                Some((text, owner)) => (text, Some(owner.to_owned())),
                None => (text, None),
            };
            let owner = own
                .or_else(|| trailing_initials(text).map(|(_, owner)| owner.to_owned()))
                .or_else(|| {
                    owner_at(text, against)
                        .filter(|_| begins_doing(text, against))
                        .map(|(owner, _)| owner)
                });
            found.push(action(
                item,
                text,
                owner,
                Marking::Marked,
                block.lines.0,
                against,
            ));
        }
    }
    // What stands before the label is prose like any other, if the label did not take it.
    if let Some(prose_before) = text.get(..first)
        && first > 8
    {
        let taken: Vec<String> = found.iter().map(|action| action.text.clone()).collect();
        for range in sentences(prose_before) {
            if let Some(sentence) = prose_before.get(range)
                && !taken
                    .iter()
                    .any(|taken| taken.contains(sentence.trim_end_matches(['(', '[', ' '])))
                && let Some(owner) = prose(sentence, against)
            {
                found.push(action(
                    item,
                    sentence,
                    owner,
                    Marking::Prose,
                    block.lines.0,
                    against,
                ));
            }
        }
    }
    true
}

/// Where what a label marks begins, if the word at this place is a label.
fn label_end(text: &str, lower_text: &str, at: usize, length: usize) -> Option<usize> {
    let printed = text.get(at..at + length)?;
    if !printed.starts_with(char::is_uppercase) {
        return None;
    }
    let before = text.get(..at)?.trim_end();
    let opens = before.is_empty()
        || before.ends_with([
            '.', '(', '[', '\t', ';', '!', '?', '–', '-', '”', '"', ':', ')',
        ])
        || is_capitals(printed);
    let after = text.get(at + length..)?;
    let lower_after = lower_text.get(at + length..)?;
    if !opens
        || begins(
            lower_after.trim_start(),
            &[
                "plan",
                "plans",
                "log",
                "group",
                "tracker",
                "fraud",
                "taken",
                "required",
                "for children",
            ],
        )
        .is_some()
            && !is_capitals(printed)
    {
        return None;
    }
    let trimmed = after.trim_start();
    let skipped = after.len() - trimmed.len();
    // "Action 3:".
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let past_number = trimmed.get(digits..)?.trim_start();
    if past_number.starts_with([':', '–', '—'])
        || past_number.starts_with("- ")
        || past_number.starts_with('-') && skipped <= 1
    {
        return Some(
            text.len() - past_number.len() + past_number.chars().next().map_or(0, char::len_utf8),
        );
    }
    if printed.ends_with("by") || after.starts_with('\t') {
        return Some(at + length + skipped);
    }
    // "ACTION Clerk", "Action JM": an owner follows at once.
    let owner = trimmed
        .split_whitespace()
        .next()
        .map(bare)
        .unwrap_or_default();
    let named = is_owner_word(owner)
        || (2..=3).contains(&owner.len()) && owner.chars().all(char::is_uppercase)
        || is_capitals(printed) && owner.starts_with(char::is_uppercase);
    (named
        && (is_capitals(printed) || before.is_empty() || trimmed.split_whitespace().count() <= 3))
        .then_some(at + length + skipped)
}

fn is_owner_word(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "clerk"
            | "all"
            | "chair"
            | "chairman"
            | "cllr"
            | "councillor"
            | "rfo"
            | "cllrs"
            | "councillors"
            | "members"
            | "officers"
    )
}

/// Text and owner of a line whose last column, behind a tab, is an owner.
fn column(text: &str) -> Option<(&str, &str)> {
    let (before, owner) = text.rsplit_once('\t')?;
    let owner = owner.trim();
    let before = before.trim();
    let words = owner.split_whitespace().count();
    let short = owner.len() <= 40 && (1..=5).contains(&words);
    let initials =
        (2..=4).contains(&owner.len()) && owner.chars().all(|letter| letter.is_uppercase());
    let several = owner.split(['/', '&', ',']).all(|part| {
        let part = part.trim();
        let word = part.split_whitespace().next().unwrap_or_default();
        is_owner_word(bare(word))
            || (2..=4).contains(&part.len()) && part.chars().all(char::is_uppercase)
    });
    (short
        && before.split_whitespace().count() >= 3
        && (initials || several || is_office(&owner.to_lowercase())))
    .then_some((before, owner))
}

/// "… to be mended. JM" or "… to write (JM)": text and initials.
fn trailing_initials(sentence: &str) -> Option<(&str, &str)> {
    let trimmed = sentence.trim_end_matches(['.', ' ']);
    let at = trimmed.rfind([' ', '\t'])?;
    let last = trimmed.get(at + 1..)?;
    let inside = last.trim_matches(['(', ')', '[', ']']);
    let initials = inside.split(['/', '&', ',']).all(|part| {
        (2..=3).contains(&part.len()) && part.chars().all(char::is_uppercase) || part == "Clerk"
    });
    let before = trimmed.get(..at)?.trim_end();
    let lower_before = lower(before);
    let words: Vec<&str> = lower_before.split_whitespace().map(bare).collect();
    let asks = imperative(before)
        || words
            .windows(2)
            .any(|two| matches!(two, ["to" | "will", verb] if is_doing(verb)))
        || words
            .windows(3)
            .any(|three| matches!(three, ["to", "be", done] if is_done(done)));
    let known = matches!(
        inside,
        "UK" | "PC"
            | "TC"
            | "CC"
            | "BT"
            | "NRW"
            | "DCC"
            | "ROSPA"
            | "MBE"
            | "AGM"
            | "AOB"
            | "VAT"
            | "CIL"
            | "CLLR"
            | "RFO"
            | "SID"
            | "ANPR"
            | "MP"
            | "TD"
            | "HSE"
            | "PM"
            | "AM"
            | "NHS"
            | "EU"
            | "GP"
            | "LA"
            | "DC"
            | "BC"
            | "MCC"
            | "WCC"
            | "OK"
            | "TV"
            | "IT"
            | "HR"
    );
    let marked = last.starts_with(['(', '['])
        || before.ends_with('.')
        || before.ends_with('\t')
        || sentence.contains('\t');
    (initials
        && !inside.is_empty()
        && !known
        && asks
        && marked
        && before.split_whitespace().count() >= 3)
        .then_some((before, inside))
}

/// Words of an office or a group that may be given something to do.
const GROUPS: [&str; 22] = [
    "clerk",
    "chair",
    "chairman",
    "chairperson",
    "chairwoman",
    "members",
    "officers",
    "councillors",
    "all",
    "mayor",
    "rfo",
    "treasurer",
    "secretary",
    "handyman",
    "lengthsman",
    "warden",
    "caretaker",
    "groundsman",
    "contractor",
    "vice-chairman",
    "vice-chair",
    "cathaoirleach",
];

/// An owner at the beginning of a clause, as written, and where it ends.
fn owner_at(text: &str, against: Against<'_>) -> Option<(String, usize)> {
    let lead = text.len() - text.trim_start().len();
    let all: Vec<Word> = words(text).take(16).collect();
    let mut at = 0;
    let mut end = 0;
    let mut strong = false;
    let first = all.first()?;
    if first.text.eq_ignore_ascii_case("the") {
        at = 1;
    }
    let mut names = 0;
    while let Some(word) = all.get(at) {
        let plain = bare(word.text);
        let lower_word = plain.to_lowercase();
        let joint =
            matches!(lower_word.as_str(), "and" | "&" | "of" | "for" | "to") || word.text == "&";
        if is_member_title(plain) || GROUPS.contains(&lower_word.as_str()) || is_office(&lower_word)
        {
            strong = true;
        } else if matches!(
            lower_word.as_str(),
            "mr" | "mrs"
                | "ms"
                | "miss"
                | "dr"
                | "county"
                | "district"
                | "borough"
                | "town"
                | "parish"
                | "deputy"
        ) {
            strong = strong || lower_word.starts_with('m') || lower_word == "dr";
        } else if plain.starts_with(char::is_uppercase) {
            names += 1;
        } else if joint && lower_word != "to" && end > 0 {
            let next = all.get(at + 1).map(|next| bare(next.text));
            if !next.is_some_and(|next| {
                next.starts_with(char::is_uppercase)
                    || GROUPS.contains(&next.to_lowercase().as_str())
                    || next == "the"
            }) {
                break;
            }
            at += 1;
            continue;
        } else if lower_word == "the" && end > 0 {
            at += 1;
            continue;
        } else {
            break;
        }
        end = word.end();
        at += 1;
        if word.text.ends_with([':', ';'])
            || word.text.ends_with('.') && plain.len() > 4
            || word.text.ends_with(',') && !roles_go_on(&all, at)
        {
            break;
        }
    }
    let owner = text
        .get(lead..end)?
        .trim_end_matches([',', ':', ';', '.', ' ']);
    let initials = (2..=3).contains(&owner.len()) && owner.chars().all(char::is_uppercase);
    let full_name = (2..=3).contains(&names) && !strong && !is_no_owner(owner);
    let pair = owner.contains('/') && owner.len() <= 20;
    let known = against.people.iter().any(|person| person == owner);
    (end > 0 && (strong || initials || full_name || pair || known) && owner.len() <= 120)
        .then(|| (owner.to_owned(), end))
}

/// Whether capitals begin with a word of the record's own: "Vote Unanimous", "Date of Meeting".
fn is_no_owner(owner: &str) -> bool {
    let first = owner
        .split_whitespace()
        .next()
        .map(bare)
        .unwrap_or_default();
    matches!(
        first.to_lowercase().as_str(),
        "vote"
            | "votes"
            | "voting"
            | "motion"
            | "proposal"
            | "resolution"
            | "resolved"
            | "matters"
            | "permission"
            | "application"
            | "planning"
            | "date"
            | "dates"
            | "item"
            | "items"
            | "minutes"
            | "meeting"
            | "no"
            | "this"
            | "it"
            | "there"
            | "payment"
            | "payments"
    )
}

/// Whether a comma inside an office goes on: "Engineer, Roads and Works".
fn roles_go_on(all: &[Word], at: usize) -> bool {
    all.get(at)
        .is_some_and(|word| bare(word.text).starts_with(char::is_uppercase) || word.text == "and")
}

/// Whether a clause begins with an owner who is to do something.
fn begins_doing(text: &str, against: Against<'_>) -> bool {
    owner_at(text, against).is_some_and(|(owner, end)| {
        text.get(end..)
            .is_some_and(|rest| commits(&owner, rest).is_some())
    })
}

/// How sure a verb phrase behind an owner is an action, if it is one.
fn commits(owner: &str, rest: &str) -> Option<()> {
    let lower_rest = lower(start(rest.trim_start_matches([' ', ':', '–', '-']), 200));
    let words: Vec<&str> = lower_rest.split_whitespace().map(bare).take(8).collect();
    let lower_owner = owner.to_lowercase();
    let clerk = has(&lower_owner, &["clerk"]);
    match words.as_slice() {
        ["to", "be", done, ..] => is_done(done).then_some(()),
        ["to", "once" | "also" | "then" | "again", verb, ..] | ["to", verb, ..] => (is_doing(verb)
            || verb.len() >= 3
                && !matches!(
                    *verb,
                    "date" | "the" | "all" | "receive" | "this" | "have" | "note"
                ))
        .then_some(()),
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
        )
        .then_some(()),
        ["will" | "shall", rest @ ..] => will(rest),
        ["would", rest @ ..] => will(rest).filter(|()| !matches!(rest, ["like", ..])),
        [
            "agreed" | "offered" | "volunteered" | "undertook" | "promised" | "agrees",
            "to",
            verb,
            ..,
        ] => (!matches!(
            *verb,
            "the" | "this" | "note" | "a" | "support" | "accept" | "be" | "approve" | "adopt"
        ))
        .then_some(()),
        [
            "has" | "have" | "had",
            "agreed" | "offered" | "volunteered" | "undertaken" | "promised",
            "to",
            ..,
        ] => Some(()),
        [
            "is" | "are" | "was" | "were" | "be",
            "asked" | "requested" | "instructed" | "authorised" | "tasked" | "delegated",
            "to",
            ..,
        ] => Some(()),
        ["is" | "are" | "was" | "were", "to", verb, ..] => is_doing(verb).then_some(()),
        [
            "agreed",
            "that",
            "he" | "she" | "they",
            "would" | "will",
            ..,
        ] => Some(()),
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
                ["he" | "she" | "they", "would" | "will", verb, ..] => is_doing(verb).then_some(()),
                _ => None,
            }
        }
        [verb, ..] if clerk && !lower_owner.contains("clerks") => is_doing(verb).then_some(()),
        _ => None,
    }
}

fn will(rest: &[&str]) -> Option<()> {
    let rest: &[&str] = match rest {
        ["once", "again", rest @ ..] => rest,
        [
            "also" | "again" | "now" | "then" | "therefore" | "both",
            rest @ ..,
        ] => rest,
        rest => rest,
    };
    if matches!(rest, ["take", "the", "chair", ..]) {
        return None;
    }
    rest.first()
        .is_some_and(|verb| is_doing(verb))
        .then_some(())
}

/// Words after which a clause may begin.
const OPENERS: [&str; 10] = [
    "agreed that",
    "agreed for",
    "that",
    "and",
    "but",
    "so",
    "resolved that",
    "therefore",
    "suggested that",
    "noted that",
];

/// Whether a sentence gives somebody something to do: the owner, if one is named.
fn prose(sentence: &str, against: Against<'_>) -> Option<Option<String>> {
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
        ) && !has(&lower_sentence, &["agreed", "clerk to"])
    {
        return asked_of(sentence).map(Some);
    }
    for at in clauses(sentence, &lower_sentence) {
        let Some(clause) = sentence.get(at..) else {
            continue;
        };
        let agreed = agreed_before(&lower_sentence, at);
        if let Some((owner, end)) = owner_at(clause, against)
            && (at == 0 || agreed || is_surely_somebody(&owner, against))
            && !lists_members(&lower_sentence, at)
            && let Some(rest) = clause.get(end..)
            && (commits(&owner, rest).is_some() || agreed && should(rest) || agreed && does(rest))
            && !is_past(&lower(rest))
        {
            return Some(Some(owner));
        }
        if let Some(owner) = body_at(clause, at == 0, agreed) {
            return Some(Some(owner));
        }
    }
    if let Some(owner) = asked_of(sentence) {
        return Some(Some(owner));
    }
    if let Some((owner, end)) = owner_at(sentence, against)
        && sentence
            .get(end..)
            .is_some_and(|rest| goes_on_to_do(&lower(rest)))
    {
        return Some(Some(owner));
    }
    let agreed = has(
        &lower_sentence,
        &["agreed that", "agreed to", "resolved that"],
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
    (agreed || errand || passive(sentence, &lower_sentence, against)).then_some(None)
}

/// "The Clerk has had no answer and will chase this": a second verb of the same owner.
fn goes_on_to_do(lower_rest: &str) -> bool {
    let words: Vec<&str> = lower_rest.split_whitespace().map(bare).collect();
    words.windows(4).any(|four| match four {
        [
            "and" | "but",
            "will" | "would" | "shall",
            "also" | "now" | "then",
            verb,
        ]
        | ["and" | "but", "will" | "would" | "shall", verb, _] => is_doing(verb),
        ["and", "agreed" | "offered" | "undertook", "to", verb] => is_doing(verb),
        _ => false,
    })
}

/// Whether words in the middle of a sentence name somebody: by title or office, or as one of those there.
fn is_surely_somebody(owner: &str, against: Against<'_>) -> bool {
    let titled = owner.split_whitespace().any(|word| {
        let plain = bare(word);
        is_member_title(plain) || GROUPS.contains(&plain.to_lowercase().as_str())
    });
    let lower_owner = owner.to_lowercase();
    titled
        || is_office(&lower_owner)
        || begins(&lower_owner, &["mr", "mrs", "ms", "miss", "dr"]).is_some()
        || against.people.iter().any(|person| person == owner)
}

/// Whether "agreed that" stands right before a place.
fn agreed_before(lower_sentence: &str, at: usize) -> bool {
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
fn should(rest: &str) -> bool {
    let lower_rest = lower(start(rest, 60));
    let words: Vec<&str> = lower_rest.split_whitespace().map(bare).take(3).collect();
    matches!(words.as_slice(), ["should", verb, ..] if is_doing(verb))
}

/// "She undertook to look at it": what somebody named before takes on.
fn undertakes(lower_sentence: &str) -> bool {
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

/// "To receive apologies", "To consider": the agenda's words.
fn is_agenda_wording(lower_sentence: &str) -> bool {
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
fn is_past(lower_rest: &str) -> bool {
    has(
        start_of(lower_rest),
        &["would have", "will have been", "was to have"],
    )
}

fn start_of(text: &str) -> &str {
    start(text, 60)
}

/// The places where a clause may begin.
fn clauses(sentence: &str, lower_sentence: &str) -> Vec<usize> {
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
        while let Some(at) = super::text::find(lower_sentence, opener, from) {
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
fn passive(sentence: &str, lower_sentence: &str, against: Against<'_>) -> bool {
    if sentence.len() > 300 {
        return false;
    }
    let words: Vec<&str> = lower_sentence.split_whitespace().map(bare).collect();
    let at = words.windows(3).position(|three| match three {
        ["to", "be", done] => is_done(done),
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
        .any(|three| matches!(three, ["will", "be", done] if doing.contains(done)));
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

/// A resolution in its parts.
fn parts(text: &str) -> Vec<&str> {
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
fn resolved(part: &str, against: Against<'_>) -> Option<Option<String>> {
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
        return Some(Some(owner));
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
    (passive || to_do).then_some(None)
}

fn owner_of_resolution(part: &str, against: Against<'_>) -> Option<String> {
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
        ["to", verb, ..] | ["will", verb, ..] => is_doing(verb),
        [verb, ..] => is_doing(verb),
        [] => false,
    };
    asked.then_some(owner)
}

/// By when, as written: the phrase at the end that is understood as a time.
pub fn due(text: &str, against: Against<'_>) -> Option<String> {
    const VAGUE: [&str; 14] = [
        "as soon as possible",
        "at the earliest opportunity",
        "in due course",
        "a future meeting",
        "the next meeting",
        "next meeting",
        "asap",
        "the next agenda",
        "before the next meeting",
        "at the next meeting",
        "as a matter of urgency",
        "by the next meeting",
        "for the next meeting",
        "next agenda",
    ];
    let setting = Setting {
        said_on: against.date,
        next_meeting: against.date.succ_opt(),
    };
    let trimmed = text.trim().trim_end_matches(['.', ')', ';', ',', ' ']);
    let all: Vec<Word> = words(trimmed).collect();
    let from = all.len().saturating_sub(9);
    for word in all.iter().skip(from) {
        let Some(phrase) = trimmed.get(word.at..) else {
            continue;
        };
        if !may_be_due(word.text) || phrase.len() > 60 {
            continue;
        }
        let read = due::read(phrase, &setting);
        if read.window.is_some() || read.recurrence.is_some() {
            return Some(without_limit(phrase).to_owned());
        }
    }
    let lower_text = lower(trimmed);
    // The longest phrase that stands where the first one does.
    first_of(&lower_text, &VAGUE, 0)
        .and_then(|(at, length)| trimmed.get(at..at + length))
        .or_else(|| next_of_a_body(trimmed))
        .map(str::to_owned)
        .or_else(|| {
            let dated = super::when::dates(trimmed, against.date);
            let last = dated.last()?;
            trimmed.get(last.at.clone()).map(str::to_owned)
        })
}

/// Whether a due phrase may begin with this word; saves reading all the others.
fn may_be_due(word: &str) -> bool {
    let word = bare(word);
    let lower_word = word.to_lowercase();
    word.starts_with(|letter: char| letter.is_ascii_digit() || letter.is_uppercase())
        || matches!(
            lower_word.as_str(),
            "by" | "before"
                | "in"
                | "on"
                | "at"
                | "for"
                | "within"
                | "next"
                | "the"
                | "end"
                | "early"
                | "late"
                | "mid"
                | "each"
                | "every"
                | "quarterly"
                | "monthly"
                | "weekly"
                | "annually"
                | "tomorrow"
                | "this"
                | "ahead"
                | "prior"
                | "during"
                | "after"
                | "spring"
                | "summer"
                | "autumn"
                | "winter"
                | "to"
        )
}

/// "by 3 May" is due on 3 May; "in the next year" stays.
fn without_limit(phrase: &str) -> &str {
    let lower_phrase = lower(phrase);
    begins(&lower_phrase, &["by", "on", "for", "to", "in time for"])
        .and_then(|length| phrase.get(length..))
        .or_else(|| {
            let month = lower_phrase.strip_prefix("in ")?;
            (!month.starts_with("the")).then(|| phrase.get(3..))?
        })
        .unwrap_or(phrase)
        .trim()
}

/// Whether a sentence gives somebody something to do; for the kind of its entry.
pub fn is_action(sentence: &str, against: Against<'_>) -> bool {
    !decisions::is_decision(sentence) && prose(sentence, against).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{lines, paragraphs};

    fn read(text: &str) -> Vec<String> {
        let lines = lines::read(text).lines;
        let blocks = paragraphs::join(&lines, &std::collections::HashSet::new());
        let blocks: Vec<&Block> = blocks.iter().collect();
        let against = Against {
            people: &["Tim".to_owned()],
            date: NaiveDate::from_ymd_opt(2024, 5, 20).unwrap(),
        };
        let resolutions = decisions::resolutions(None, &blocks);
        actions(None, &blocks, &resolutions, against)
            .into_iter()
            .map(|action| {
                format!(
                    "{}|{}|{}",
                    action.owner.unwrap_or_default(),
                    action.due.unwrap_or_default(),
                    start(&action.text, 24)
                )
            })
            .collect()
    }

    #[test]
    fn actions_are_told_in_many_ways() {
        let cases = [
            (
                "Clerk to write to the school by the end of June.",
                "Clerk|the end of June|Clerk to write to the s",
            ),
            (
                "Clerk ask for timetables of the work.",
                "Clerk||Clerk ask for timetables",
            ),
            (
                "The Clerk will contact the school.",
                "The Clerk||The Clerk will contact t",
            ),
            (
                "County Cllr Webb will once again report this.",
                "County Cllr Webb||County Cllr Webb will on",
            ),
            (
                "The Senior Engineer, Roads and Works agreed to liaise with Rail and revert in due course.",
                "The Senior Engineer, Roads and Works|in due course|The Senior Engineer, Road",
            ),
            (
                "Action: Cllr Moss to mend the gate",
                "Cllr Moss||Cllr Moss to mend the ga",
            ),
            (
                "The gate should be mended. (Action: Clerk)",
                "Clerk||The gate should be mende",
            ),
            ("The gate to be mended\tJM", "JM||The gate to be mended"),
            (
                "Date for the meeting to be agreed for June.",
                "|June|Date for the meeting to ",
            ),
            (
                "The benefits will be explored in the next calendar year.",
                "|in the next calendar year|The benefits will be exp",
            ),
            (
                "Resolved – That officers draft a report for a future meeting.",
                "officers|a future meeting|officers draft a report ",
            ),
            (
                "It was agreed that the Clerk would write to the school.",
                "the Clerk||It was agreed that the C",
            ),
            (
                "The Clerk was asked to contact the school.",
                "The Clerk||The Clerk was asked to c",
            ),
        ];
        for (text, expected) in cases {
            let expected_text = start(expected.rsplit('|').next().unwrap(), 24);
            let found = read(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let prefix = expected.rsplit_once('|').unwrap().0;
            assert!(
                found[0].starts_with(prefix) && found[0].contains(start(expected_text, 10)),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn what_only_looks_like_an_action_is_none() {
        for text in [
            "Members reviewed the action plan.",
            "The Police took action.",
            "Climate Action Group met in May.",
            "Councillor Moss requested a second bus shelter be installed.",
            "To receive apologies for absence.",
            "The fete will be held in June.",
            "Resolved – That the report be noted.",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn errands_of_a_body_and_requests_to_its_clerk_are_actions() {
        for (text, owner) in [
            (
                "AM asked the Parish Clerk to add it to the website.",
                "the Parish Clerk",
            ),
            (
                "AM requested that the Clerk should contact the insurer.",
                "the Clerk",
            ),
            ("Council agreed to seek advice.", "Council"),
            (
                "It was agreed that the parish Council will erect signs.",
                "the parish Council",
            ),
            (
                "It was further agreed that the Party Leaders would meet.",
                "the Party Leaders",
            ),
            (
                "It was agreed that Cllr Dunn contact the vicar.",
                "Cllr Dunn",
            ),
            ("10.2 Mr Moss has offered to look at the gate.", "Mr Moss"),
            ("It was agreed to ask the county for a sign.", ""),
            ("Highways will be approached about this.", ""),
            ("The gate will be an agenda item for the March meeting.", ""),
        ] {
            let found = read(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(
                found.first().and_then(|one| one.split('|').next()),
                Some(owner),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_done_said_or_decided_is_no_action() {
        for text in [
            "Clerk to write to the auditor – Done",
            "Vote Unanimous to accept.",
            "Council agreed to pay the invoice.",
            "The equipment allows an analysis to be made.",
            "She would leave and the Vice-chairman would take the chair.",
            "Council formed a subcommittee of Cllr Moss, Cllr Dunn and Cllr Dale to discuss pay.",
        ] {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_meeting_of_a_body_is_a_time() {
        assert_eq!(
            read("The budget to be reviewed at the next Parish Council meeting in full."),
            ["|next Parish Council meeting|The budget to be reviewe"]
        );
    }
}
