//! Labels before names: "Present:", "Also in attendance –", "Apologies were received from".

use super::lists::{is_courtesy, is_list_of_names};
use crate::import::names::{self, is_member_title};
use crate::import::text::{bare, begins, has, is_capitals, lower, start};

/// The lists that names are put into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Present,
    InAttendance,
    Apologies,
    Absent,
}

/// A label before names, the list that it begins, and the group or role that it gives.
pub(super) const LABELS: [(&str, List); 88] = [
    ("present in the chair", List::Present),
    ("members present", List::Present),
    ("councillors present", List::Present),
    ("elected members present", List::Present),
    ("committee members present", List::Present),
    ("panel members present", List::Present),
    ("council members present", List::Present),
    ("cllrs present", List::Present),
    ("present at the meeting", List::Present),
    ("present were", List::Present),
    ("present", List::Present),
    ("persons present", List::Present),
    ("those present", List::Present),
    ("those attending", List::Present),
    ("attendees", List::Present),
    ("attended", List::Present),
    ("attending", List::Present),
    ("attendance", List::Present),
    ("participating", List::Present),
    ("members in attendance", List::Present),
    ("councillors in attendance", List::Present),
    ("councillors attending", List::Present),
    ("in the chair", List::Present),
    ("chair", List::Present),
    ("chairman", List::Present),
    ("chairperson", List::Present),
    ("vice chair", List::Present),
    ("vice chairman", List::Present),
    ("vice-chair", List::Present),
    ("vice-chairman", List::Present),
    ("cathaoirleach", List::Present),
    ("presiding", List::Present),
    ("committee members", List::Present),
    ("members", List::Present),
    ("councillors", List::Present),
    ("cllrs", List::Present),
    ("co-optees", List::Present),
    ("co-opted members", List::Present),
    ("substitutes", List::Present),
    ("officials in attendance", List::InAttendance),
    ("officials present", List::InAttendance),
    ("officers in attendance", List::InAttendance),
    ("officers present", List::InAttendance),
    ("in attendance", List::InAttendance),
    ("also in attendance", List::InAttendance),
    ("also present", List::InAttendance),
    ("also attending", List::InAttendance),
    ("other members in attendance", List::InAttendance),
    ("other members present", List::InAttendance),
    ("other members attending", List::InAttendance),
    ("other councillors in attendance", List::InAttendance),
    ("other councillors present", List::InAttendance),
    ("non-committee members in attendance", List::InAttendance),
    ("others present", List::InAttendance),
    ("others in attendance", List::InAttendance),
    ("other attendees", List::InAttendance),
    ("officers", List::InAttendance),
    ("council employees present", List::InAttendance),
    ("staff present", List::InAttendance),
    ("council staff in attendance", List::InAttendance),
    ("officials", List::InAttendance),
    ("staff", List::InAttendance),
    ("clerk to the council", List::InAttendance),
    ("clerk", List::InAttendance),
    ("the clerk", List::InAttendance),
    ("town clerk", List::InAttendance),
    ("parish clerk", List::InAttendance),
    ("minutes taken by", List::InAttendance),
    ("minute taker", List::InAttendance),
    ("minutes", List::InAttendance),
    ("members of the public", List::InAttendance),
    ("members of the public present", List::InAttendance),
    ("members of the public in attendance", List::InAttendance),
    ("members of public present", List::InAttendance),
    ("public present", List::InAttendance),
    ("members of public", List::InAttendance),
    ("public", List::InAttendance),
    ("visitors", List::InAttendance),
    ("guests", List::InAttendance),
    ("observers", List::InAttendance),
    ("press", List::InAttendance),
    ("county councillor", List::InAttendance),
    ("district councillor", List::InAttendance),
    ("apologies", List::Apologies),
    ("apology", List::Apologies),
    ("absent", List::Absent),
    ("not present", List::Absent),
    ("absentees", List::Absent),
];

/// What may stand between a label and its names.
pub(super) const FILLING: [&str; 14] = [
    "for absence",
    "for non-attendance",
    "received from",
    "were received from",
    "received",
    "from",
    "were",
    "without apologies",
    "without apology",
    "(members)",
    "members",
    "also",
    "(officers)",
    "given by",
];

/// A text cut before each label: the label with its list, and what follows it.
pub(super) fn segments(text: &str, at_start: bool) -> Vec<(Option<(List, &str)>, &str)> {
    let lower_text = lower(text);
    let mut cuts: Vec<(usize, usize, List, usize)> = Vec::new();
    let mut fresh = true;
    let mut depth = 0_u32;
    for (at, letter) in text.char_indices() {
        if fresh && letter.is_alphabetic() && depth == 0 {
            let first = at == text.len() - text.trim_start().len();
            let with_body = if first { label_with_body(text) } else { None };
            if let Some((list, label_end, content)) =
                with_body.or_else(|| label_at(text, &lower_text, at, first && at_start, first))
                && cuts.last().is_none_or(|(_, _, _, before)| at >= *before)
            {
                cuts.push((at, label_end, list, content));
            }
            fresh = false;
        } else if matches!(letter, '.' | '\t' | ';' | '\n' | '|') || letter == ',' {
            fresh = true;
        } else if letter == '(' {
            depth += 1;
        } else if letter == ')' {
            depth = depth.saturating_sub(1);
            fresh = true;
        } else if letter == ' ' {
            // A word may begin a label if a capital begins it.
            fresh = true;
        }
    }
    let mut parts = Vec::new();
    let first = cuts.first().map_or(text.len(), |(at, ..)| *at);
    if let Some(before) = text.get(..first)
        && !before.trim().is_empty()
    {
        parts.push((None, before));
    }
    for (place, (at, label_end, list, content)) in cuts.iter().enumerate() {
        let end = cuts.get(place + 1).map_or(text.len(), |(at, ..)| *at);
        if let (Some(label), Some(content)) = (text.get(*at..*label_end), text.get(*content..end)) {
            parts.push((Some((*list, label)), content));
        }
    }
    parts
}

/// Whether a paragraph begins with a label of a list of people.
pub fn is_roll(text: &str) -> bool {
    matches!(segments(text, true).first(), Some((Some(_), _)))
}

/// A label at a place: its list, its end, and where its names begin.
pub(super) fn label_at(
    text: &str,
    lower_text: &str,
    at: usize,
    may_stand_bare: bool,
    first: bool,
) -> Option<(List, usize, usize)> {
    let rest = lower_text.get(at..)?;
    // Only a capital begins a label.
    if !text.get(at..)?.starts_with(char::is_uppercase) {
        return None;
    }
    let (label, list) = LABELS
        .iter()
        .filter(|(label, _)| begins(rest, &[label]).is_some())
        .max_by_key(|(label, _)| label.len())?;
    let mut end = at + label.len();
    let label_end = end;
    loop {
        let after = lower_text.get(end..)?;
        let trimmed = after.trim_start_matches([' ']);
        let skipped = after.len() - trimmed.len();
        match begins(trimmed, &FILLING) {
            Some(length) if skipped > 0 => end += skipped + length,
            _ => break,
        }
    }
    let after = text.get(end..)?;
    let trimmed = after.trim_start_matches(' ');
    let gap = after.len() - trimmed.len();
    let content = end + gap;
    if trimmed.is_empty() {
        return first.then_some((*list, label_end, text.len()));
    }
    // "Present (by video):", "Apologies (accepted):".
    if (first || list == &List::Present && text.get(at..label_end).is_some_and(is_capitals))
        && trimmed.starts_with('(')
        && let Some(close) = start(trimmed, 60).find(')')
        && trimmed
            .get(close + 1..)
            .is_some_and(|rest| rest.trim_start().starts_with(':'))
    {
        let colon = trimmed.get(close..)?.find(':')?;
        return Some((*list, label_end, content + close + colon + 1));
    }
    let sign = trimmed.chars().next()?;
    let long_label =
        label.len() >= 7 || matches!(*label, "absent" | "clerk" | "public" | "chair" | "members");
    match sign {
        ':' | ';' if first || long_label => Some((*list, label_end, content + 1)),
        '-' | '–' | '—' if first => Some((
            *list,
            label_end,
            content + trimmed.len() - trimmed.trim_start_matches(['-', '–', '—', ':']).len(),
        )),
        '\t' if first => Some((*list, label_end, content + 1)),
        '.' if first
            && trimmed
                .get(1..)
                .is_some_and(|rest| rest.starts_with([' ', '\t']) || rest.is_empty()) =>
        {
            Some((*list, label_end, content + 1))
        }
        sign if gap > 0
            && sign.is_uppercase()
            && !first
            && matches!(
                *label,
                "apologies" | "absent" | "in attendance" | "also present"
            )
            && names_follow(trimmed) =>
        {
            Some((*list, label_end, content))
        }
        sign if may_stand_bare && gap > 0 && (sign.is_uppercase() || end > label_end) => {
            // "Present Cllr Moss"; "Chairman S Moss" keeps its office with the name, "Members Present" was longer.
            let takes_bare = matches!(
                *label,
                "present"
                    | "in attendance"
                    | "apologies"
                    | "apology"
                    | "absent"
                    | "members present"
                    | "councillors present"
                    | "also present"
                    | "also in attendance"
                    | "attendance"
                    | "present were"
                    | "officers in attendance"
                    | "present in the chair"
            );
            let takes = takes_bare && (end > label_end || names_follow(trimmed));
            takes.then_some((*list, label_end, content))
        }
        _ => None,
    }
}

/// "Moss Vale Councillors Present:" and "CC Members Present: -": a label with words of the body before it.
pub(super) fn label_with_body(text: &str) -> Option<(List, usize, usize)> {
    let window = start(text, 70);
    let colon = window.find(':')?;
    let label = window.get(..colon)?.trim_end_matches([' ', '-']);
    let lower_label = lower(label);
    let proper = label.split_whitespace().count() <= 7
        && label.split_whitespace().all(|word| {
            word.starts_with(char::is_uppercase)
                || matches!(
                    word,
                    "the" | "of" | "in" | "not" | "and" | "present" | "attendance"
                )
        });
    let list = if lower_label.ends_with("not present") || lower_label.ends_with("absent") {
        List::Absent
    } else if has(
        &lower_label,
        &[
            "public",
            "officers",
            "officials",
            "staff",
            "employees",
            "others",
            "other",
            "also",
        ],
    ) {
        List::InAttendance
    } else if lower_label.ends_with("present") {
        List::Present
    } else if lower_label.ends_with("in attendance") {
        List::InAttendance
    } else if lower_label.ends_with("apologies") {
        List::Apologies
    } else {
        return None;
    };
    let rest = text.get(colon + 1..)?;
    let content = text.len() - rest.trim_start_matches([' ', '-', '–']).len();
    proper.then_some((list, colon, content))
}

/// Whether names begin here: a title, an office or capitals that are no prose.
pub(super) fn names_follow(text: &str) -> bool {
    let first: Vec<&str> = text.split_whitespace().take(2).collect();
    let title = first.first().is_some_and(|word| {
        let word = bare(word);
        is_member_title(word)
            || is_courtesy(&word.to_lowercase())
            || names::is_office(&word.to_lowercase())
    });
    title || is_list_of_names(start(text, 200))
}
