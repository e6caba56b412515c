//! Who is to do something: the words at the beginning of a clause that name somebody.

use super::Against;
use crate::import::names::{is_member_title, is_office};
use crate::import::text::{Word, bare, begins, has, words};

pub(super) fn is_owner_word(word: &str) -> bool {
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

/// Words of an office or a group that may be given something to do.
pub(super) const GROUPS: [&str; 22] = [
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
pub(super) fn owner_at(text: &str, against: Against<'_>) -> Option<(String, usize)> {
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
    // "Highways Committee will": another body's doings are no action of this one.
    let body = has(
        &owner.to_lowercase(),
        &[
            "council",
            "committee",
            "board",
            "panel",
            "group",
            "trust",
            "department",
            "team",
        ],
    );
    let full_name = (2..=3).contains(&names) && !strong && !body && !is_no_owner(owner);
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
pub(super) fn roles_go_on(all: &[Word], at: usize) -> bool {
    all.get(at)
        .is_some_and(|word| bare(word.text).starts_with(char::is_uppercase) || word.text == "and")
}

/// Whether words in the middle of a sentence name somebody: by title or office, or as one of those there.
pub(super) fn is_surely_somebody(owner: &str, against: Against<'_>) -> bool {
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
