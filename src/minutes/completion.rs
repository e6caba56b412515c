//! Completion: what Tab offers for the words before the cursor.
//!
//! Nothing is put in of its own accord; the clerk sees the offers and takes one, or types on. An offer ends without a
//! blank: the entry line puts one before the next letter typed, so that a full stop can follow at once.

use std::collections::HashSet;
use std::ops::Range;

use super::entry::Kind;
use super::ids::PersonId;
use super::person::NameForm;
use super::phrases::{self, Phrases, Placeholders, is_of_word};
use super::roster::{Known, Roster, fold};

mod vocabulary;

pub use vocabulary::Vocabulary;

/// Something that Tab can put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The bytes of the line that it replaces, up to the cursor.
    pub replace: Range<usize>,
    /// What stands there instead.
    pub with: String,
    /// What it is: "abbreviation", "name", "owner", "body", "word", "next word".
    pub note: &'static str,
}

/// Where offers come from.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// Who can be named.
    pub roster: &'a Roster,
    /// What abbreviations stand for.
    pub phrases: &'a Phrases,
    /// Which words can be completed.
    pub vocabulary: &'a Vocabulary,
    /// Whether the minutes have named somebody in full already.
    pub named_in_full: &'a dyn Fn(PersonId) -> bool,
    /// What the placeholders in phrases stand for.
    pub placeholders: &'a Placeholders,
}

/// As many offers as fit above the line.
const MOST: usize = 8;
/// As many names as leave room for words.
const MOST_NAMES: usize = 5;
/// How many letters of a word must stand before it is completed.
const LEAST_LETTERS: usize = 3;
/// How many letters a completed word must be longer than what was typed of it.
const LEAST_SAVED: usize = 2;

/// What can stand for the words before the cursor (a byte of the text), best first, at most eight.
///
/// Behind `@` these are owners; else the phrase of an abbreviation, then names, then words; behind a blank the words
/// that may come next. Inside a word there is nothing to offer.
pub fn offers(text: &str, cursor: usize, what: &Sources<'_>) -> Vec<Offer> {
    let Some((before, after)) = text.split_at_checked(cursor) else {
        return Vec::new();
    };
    if after.starts_with(is_of_word) {
        return Vec::new();
    }
    if let Some(owners) = owners(before, what.roster) {
        return owners;
    }
    if let Some((start, begun)) = named_begun(before, '^') {
        return bodies(before, start, begun, '^', what.roster)
            .take(MOST)
            .collect();
    }
    let start = word_start(before);
    let Some(token) = before.get(start..).filter(|token| !token.is_empty()) else {
        return next_words(before, what.vocabulary);
    };
    let mut offers = Vec::with_capacity(2 * MOST);
    offers.extend(abbreviation(before, start, what));
    let words = words(token, start..cursor, what.vocabulary);
    let mut names = names(before, start, what);
    names.truncate((MOST - words.len().min(MOST)).max(MOST_NAMES));
    offers.extend(names);
    offers.extend(words);
    let mut seen = HashSet::new();
    offers.retain(|offer| {
        before.get(offer.replace.clone()) != Some(&offer.with) && seen.insert(offer.with.clone())
    });
    offers.truncate(MOST);
    offers
}

/// Where the word that ends a text begins; at its end, if it ends in none.
fn word_start(text: &str) -> usize {
    text.trim_end_matches(is_of_word).len()
}

/// Those whom `@` may mean, as they stand behind it; none where nobody's name has begun.
fn owners(before: &str, roster: &Roster) -> Option<Vec<Offer>> {
    let (start, begun) = named_begun(before, '@')?;
    let mut people: Vec<&Known> = if begun.is_empty() {
        roster.known().iter().take(MOST).collect()
    } else {
        roster
            .matching(begun)
            .chain(roster.beginning(begun))
            .collect()
    };
    // Two ways to find somebody, each in the order of the roll.
    people.sort_by_key(|known| !known.on_roll);
    let mut seen = HashSet::new();
    people.retain(|known| seen.insert(known.person));
    let more: Vec<Offer> = if begun.is_empty() {
        Vec::new()
    } else {
        bodies(before, start, begun, '@', roster).collect()
    };
    if people.is_empty() && more.is_empty() {
        return None;
    }
    let offers = people.into_iter().map(|known| Offer {
        replace: start..before.len(),
        with: format!("@{}", name_of_owner(known, roster)),
        note: "owner",
    });
    // A name typed to its end needs no offer.
    let typed = before.get(start..);
    Some(
        offers
            .chain(more)
            .filter(|offer| typed != Some(&offer.with))
            .take(MOST)
            .collect(),
    )
}

/// The bodies of which a word begins so, or the letters do, as they stand behind a sign.
fn bodies<'r>(
    before: &str,
    start: usize,
    begun: &str,
    sign: char,
    roster: &'r Roster,
) -> impl Iterator<Item = Offer> + 'r {
    let replace = start..before.len();
    let typed = before.get(start..).unwrap_or_default().to_owned();
    let begun = fold(begun);
    roster
        .bodies()
        .iter()
        .filter(move |known| {
            let name = fold(&known.name);
            let words = name.match_indices([' ', '-']).map(|(at, _)| at + 1);
            let starts = words.chain([0]).filter_map(|at| name.get(at..));
            starts
                .chain([fold(&known.code).as_str()])
                .any(|from| from.starts_with(&begun))
        })
        .map(move |known| Offer {
            replace: replace.clone(),
            with: format!("{sign}{}", known.name),
            note: "body",
        })
        .filter(move |offer| offer.with != typed)
}

/// The last such sign that begins a name, and what was typed behind it.
fn named_begun(before: &str, sign: char) -> Option<(usize, &str)> {
    let start = before.rfind(sign)?;
    let (ahead, behind) = before.split_at_checked(start)?;
    let begun = behind.get(1..)?;
    let opens = ahead.is_empty() || ahead.ends_with(char::is_whitespace) || is_mark(ahead);
    (opens && !begun.starts_with(char::is_whitespace)).then_some((start, begun))
}

/// The shortest form that is nobody else's.
fn name_of_owner<'r>(known: &'r Known, roster: &Roster) -> &'r str {
    [NameForm::ShortFull, NameForm::Titled, NameForm::Full]
        .into_iter()
        .map(|form| known.name(form))
        .find(|name| {
            roster
                .exact(name)
                .is_some_and(|found| found.person == known.person)
        })
        .unwrap_or_else(|| known.name(NameForm::ShortFull))
}

/// Whether a text is a mark and nothing else.
fn is_mark(text: &str) -> bool {
    let mut letters = text.trim().chars();
    match (letters.next(), letters.next()) {
        (Some(mark), None) => mark == '\\' || Kind::of_mark(mark).is_some(),
        _ => false,
    }
}

/// The phrase for which the last word stands.
fn abbreviation(before: &str, start: usize, what: &Sources<'_>) -> Option<Offer> {
    let (ahead, token) = before.split_at_checked(start)?;
    let phrase = phrases::expand(what.phrases.get(token)?, what.placeholders);
    let capital = token.starts_with(char::is_uppercase) || opens_sentence(ahead);
    Some(Offer {
        replace: start..before.len(),
        with: if capital {
            capitalised(&phrase)
        } else {
            phrase
        },
        note: "abbreviation",
    })
}

/// Short forms whose full stop ends no sentence.
const STOPPED: [&str; 11] = [
    "e.g", "i.e", "no", "nos", "cllr", "dr", "mr", "mrs", "ms", "st", "para",
];

/// Whether what comes after this text begins a sentence.
fn opens_sentence(ahead: &str) -> bool {
    let ahead = ahead.trim_end();
    if ahead.is_empty() || is_mark(ahead) {
        return true;
    }
    let bare = ahead.trim_end_matches(['"', '\'', ')', '”', '’']);
    match bare.strip_suffix('.') {
        Some(sentence) => {
            let last = sentence.rsplit([' ', '(']).next().unwrap_or_default();
            !STOPPED
                .iter()
                .any(|stopped| stopped.eq_ignore_ascii_case(last))
        }
        None => bare.ends_with(['?', '!']),
    }
}

/// The names that the last words may begin: everybody in the best form first, then in the others.
fn names(before: &str, start: usize, what: &Sources<'_>) -> Vec<Offer> {
    let Some((begun, people)) = people_begun(before, start, what.roster) else {
        return Vec::new();
    };
    let typed = before.get(begun..).unwrap_or_default();
    // Several words say which form is wanted: "Cllr Be" is no beginning of "Councillor Bell".
    let typed = (begun < start).then(|| fold(typed));
    let forms: Vec<Vec<&str>> = people
        .iter()
        .take(MOST)
        .map(|known| forms_of(known, typed.as_deref(), (what.named_in_full)(known.person)))
        .collect();
    let longest = forms.iter().map(Vec::len).max().unwrap_or(0);
    let mut seen = HashSet::new();
    (0..longest)
        .flat_map(|rank| forms.iter().filter_map(move |forms| forms.get(rank)))
        .filter(|name| seen.insert(**name))
        .take(MOST)
        .map(|name| Offer {
            replace: begun..before.len(),
            with: (*name).to_owned(),
            note: "name",
        })
        .collect()
}

/// Whose names the last one to three words begin, and where those words begin.
fn people_begun<'r>(
    before: &str,
    start: usize,
    roster: &'r Roster,
) -> Option<(usize, Vec<&'r Known>)> {
    let token = before.get(start..)?;
    if !token.starts_with(char::is_alphabetic) {
        return None;
    }
    let second = word_before(before, start);
    let third = second.and_then(|second| word_before(before, second));
    for begun in [third, second].into_iter().flatten() {
        let people: Vec<_> = roster.beginning(before.get(begun..)?).collect();
        if !people.is_empty() {
            return Some((begun, people));
        }
    }
    let people: Vec<_> = roster
        .matching(token)
        .take_while(|_| token.chars().nth(1).is_some())
        .collect();
    (!people.is_empty()).then_some((start, people))
}

/// Where the word begins that one blank parts from what begins at `start`.
fn word_before(text: &str, start: usize) -> Option<usize> {
    let ahead = text.get(..start)?.strip_suffix(' ')?;
    let begun = word_start(ahead);
    (begun < ahead.len()).then_some(begun)
}

/// The forms of a name, best first: in full the first time, formal from then on.
fn forms_of<'r>(known: &'r Known, typed: Option<&str>, named_in_full: bool) -> Vec<&'r str> {
    use NameForm::{Formal, Full, Plain, Short, ShortFull, Titled};
    let order: &[NameForm] = match (typed, named_in_full) {
        (None, false) => &[Full, Formal, Short, Plain],
        (None, true) => &[Formal, Short, Full, Plain],
        (Some(_), false) => &[Full, Titled, ShortFull, Formal, Short, Plain],
        (Some(_), true) => &[Formal, Short, Titled, ShortFull, Full, Plain],
    };
    let mut names: Vec<&str> = order.iter().map(|form| known.name(*form)).collect();
    if let Some(typed) = typed {
        names.sort_by_key(|name| !fold(name).starts_with(typed));
    }
    names
}

/// The words that the last one may become, in the case in which it was begun.
fn words(token: &str, replace: Range<usize>, vocabulary: &Vocabulary) -> Vec<Offer> {
    let letters = token.chars().count();
    if letters < LEAST_LETTERS || !token.chars().any(char::is_alphabetic) {
        return Vec::new();
    }
    let in_capitals = !token.chars().any(char::is_lowercase);
    let capital = token.starts_with(char::is_uppercase);
    vocabulary
        .beginning(token, LEAST_SAVED, MOST)
        .into_iter()
        .map(|word| Offer {
            replace: replace.clone(),
            with: if in_capitals {
                word.to_uppercase()
            } else if capital {
                capitalised(word)
            } else {
                word.to_owned()
            },
            note: "word",
        })
        .collect()
}

/// The words that may come behind the blank before the cursor.
fn next_words(before: &str, vocabulary: &Vocabulary) -> Vec<Offer> {
    let written = before.trim_end();
    if written.len() == before.len() {
        return Vec::new();
    }
    let start = word_start(written);
    let last = written.get(start..).unwrap_or_default();
    let earlier = word_before(written, start).and_then(|begun| written.get(begun..start));
    vocabulary
        .next_words(earlier.map(str::trim_end), last, MOST)
        .into_iter()
        .map(|with| Offer {
            replace: before.len()..before.len(),
            with,
            note: "next word",
        })
        .collect()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests;
