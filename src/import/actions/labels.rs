//! Actions that are marked: by a label, in a list, in a column of owners, by initials at the end.

use super::due::due;
use super::owners::{is_owner_word, owner_at};
use super::prose::{begins_doing, prose};
use super::{Against, action};
use crate::import::marker;
use crate::import::names::is_office;
use crate::import::paragraphs::Block;
use crate::import::proposal::{Action, Marking};
use crate::import::text::{bare, begins, first_of, has, is_capitals, lower, sentences, start};
use crate::import::verbs::{is_doing, is_done};

/// A sentence without the number of a part before it: "10.2 Mr Moss has offered to …".
pub(super) fn without_number(sentence: &str) -> &str {
    marker::read(sentence)
        .filter(|found| !found.rest.is_empty() && (!found.joints.is_empty() || found.sign != ' '))
        .map_or(sentence, |found| found.rest)
}

/// "Clerk to write to the auditor – Done": an action of a former meeting that has been carried out.
pub(super) fn is_done_with(sentence: &str) -> bool {
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
pub(super) fn is_list_heading(text: &str) -> bool {
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

/// A line of a list of actions, and what stands above it; whether it is one.
pub(super) fn listed(
    block: &Block,
    above: Option<&Block>,
    found: &mut Vec<Action>,
    item: Option<&str>,
    against: Against<'_>,
) -> bool {
    let text = block.text.trim();
    let leads_in = text.ends_with(':') && !block.bullet;
    // A list of points ends with its last point, unless what follows says whose points come next.
    let below_points = !block.bullet && above.is_some_and(|above| above.bullet);
    if below_points
        && marker::part(text).is_none()
        && !text.contains('\t')
        && !(leads_in && owner_at(text, against).is_some())
    {
        return false;
    }
    if leads_in {
        return true;
    }
    if let Some((text, owner, due)) = row(text, against) {
        let mut listed = action(item, text, owner, Marking::Marked, block.lines.0, against);
        listed.due = due.or(listed.due);
        found.push(listed);
        return true;
    }
    if let Some((text, owner)) = named_before(text, against).or_else(|| named_behind(text, against))
    {
        let owner = Some(owner.to_owned());
        found.push(action(
            item,
            text,
            owner,
            Marking::Marked,
            block.lines.0,
            against,
        ));
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

/// "Jo Carr: Report to be brought": what is to be done, and who stands before it.
fn named_before<'t>(text: &'t str, against: Against<'_>) -> Option<(&'t str, &'t str)> {
    let (names, rest) = text.split_once(": ")?;
    (are_names(names, against) && rest.split_whitespace().count() >= 2).then_some((rest, names))
}

/// "Report to be brought by June (Jo Carr).": what is to be done, and who stands in brackets behind it.
fn named_behind<'t>(text: &'t str, against: Against<'_>) -> Option<(&'t str, &'t str)> {
    let inside = text.trim_end_matches(['.', ' ']).strip_suffix(')')?;
    let (before, names) = inside.rsplit_once('(')?;
    let before = before.trim_end();
    // "IROs (Independent Reviewing Officers)" says what letters stand for.
    let explained = before
        .rsplit(' ')
        .next()
        .is_some_and(|word| word.chars().filter(|letter| letter.is_uppercase()).count() > 1);
    (!explained && before.split_whitespace().count() >= 2 && are_names(names, against))
        .then_some((before, names))
}

/// Whether words are nothing but names or offices: "Cllr Ann Bell and Jo Carr", "Head of Housing".
fn are_names(names: &str, against: Against<'_>) -> bool {
    names.len() <= 160
        && names
            .split([',', ';', '/'])
            .flat_map(|part| part.split(" and "))
            .all(|name| {
                let name = name.trim();
                owner_at(name, against).is_some_and(|(_, end)| end == name.len())
            })
}

/// Whether a line is the head of a table of actions: "Action, Owner, Due".
pub(super) fn is_table_head(text: &str) -> bool {
    let cells: Vec<String> = text
        .split('\t')
        .map(|cell| lower(cell.trim().trim_end_matches(':')))
        .collect();
    let about = |names: &[&str]| cells.iter().any(|cell| names.contains(&cell.as_str()));
    cells.len() >= 2
        && about(&[
            "action",
            "actions",
            "task",
            "what",
            "action required",
            "agreed action",
        ])
        && about(&[
            "owner",
            "who",
            "by whom",
            "responsible",
            "lead",
            "by",
            "assigned to",
            "person",
            "due",
            "when",
            "by when",
            "deadline",
        ])
}

/// A row of a table of actions: what, who, by when.
fn row<'t>(
    text: &'t str,
    against: Against<'_>,
) -> Option<(&'t str, Option<String>, Option<String>)> {
    let cells: Vec<&str> = text
        .split('\t')
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    if cells.len() < 3 {
        return None;
    }
    let what = cells.iter().max_by_key(|cell| cell.len())?;
    let rest: Vec<&str> = cells.iter().copied().filter(|cell| cell != what).collect();
    let when = rest.iter().rfind(|cell| due(cell, against).is_some());
    // A first cell of digits is the row's number.
    let who = rest
        .iter()
        .find(|cell| Some(*cell) != when && cell.starts_with(char::is_alphabetic));
    let owned = |cell: &&str| (*cell).to_owned();
    (what.split_whitespace().count() >= 2).then(|| (*what, who.map(owned), when.map(owned)))
}

pub(super) fn imperative(text: &str) -> bool {
    let first = text
        .split_whitespace()
        .next()
        .map(|word| bare(word).to_lowercase())
        .unwrap_or_default();
    is_doing(&first) && text.starts_with(char::is_uppercase)
}

/// The longest paragraph in which labels are looked for, in bytes.
pub(super) const LONGEST: usize = 20_000;

/// "Action: Clerk to write", "ACTION JM", "(Action: Clerk)"; whether the block held a label.
pub(super) fn labelled(
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
                && let Some(given) = prose(sentence, against)
            {
                found.push(action(
                    item,
                    sentence,
                    given.owner(),
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
pub(super) fn label_end(text: &str, lower_text: &str, at: usize, length: usize) -> Option<usize> {
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

/// Text and owner of a line whose last column, behind a tab, is an owner.
pub(super) fn column(text: &str) -> Option<(&str, &str)> {
    let (before, owner) = text.rsplit_once('\t')?;
    let owner = owner.trim();
    let before = before.trim();
    let words = owner.split_whitespace().count();
    let short = owner.len() <= 40 && (1..=5).contains(&words);
    let initials = (2..=4).contains(&owner.len()) && owner.chars().all(char::is_uppercase);
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
pub(super) fn trailing_initials(sentence: &str) -> Option<(&str, &str)> {
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
