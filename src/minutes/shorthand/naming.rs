//! Who and which body is named behind `@` and `^`, and how they are written there again.

use super::{LITERAL, STOPS};
use crate::minutes::entry::{Owner, Party};
use crate::minutes::person::NameForm;
use crate::minutes::roster::{Known, KnownBody, Named, NamedBody, Roster};

/// An owner as it stands behind `@`.
pub(super) fn owner_as_typed(owner: &Owner, roster: &Roster) -> String {
    let reads_back = |typed: &str| {
        let found = owner_at(typed, roster)
            .filter(|found| found.length == typed.len() && found.doubt.is_none());
        found.map(|found| found.owner)
    };
    if let Some(known) = owner.body.and_then(|body| roster.body(body)) {
        let forms = [owner.name.as_str(), &known.name, &known.called, &known.code];
        let bare = forms
            .into_iter()
            .find(|name| reads_back(name).is_some_and(|found| found.body == owner.body));
        return bare.map_or_else(|| quoted(&known.name, false), str::to_owned);
    }
    // Still unknown, though several may be meant: written as it was typed it stays so.
    let is_typed = |found: &Found| found.length == owner.name.len() && found.owner == *owner;
    if owner.unknown && owner_at(&owner.name, roster).is_some_and(|found| is_typed(&found)) {
        return owner.name.clone();
    }
    let known = owner.person.and_then(|person| roster.person(person));
    let forms = [
        NameForm::ShortFull,
        NameForm::Titled,
        NameForm::Plain,
        NameForm::Full,
    ];
    let names = known
        .into_iter()
        .flat_map(|known| forms.into_iter().map(|form| known.name(form)));
    let bare = std::iter::once(owner.name.as_str())
        .filter(|name| reads_back(name).as_ref() == Some(owner))
        .chain(
            names.filter(|name| reads_back(name).is_some_and(|found| found.person == owner.person)),
        )
        .next();
    bare.map_or_else(
        || quoted(&owner.name, roster.body_named(&owner.name).is_some()),
        str::to_owned,
    )
}

/// A receiving body as it stands behind `^`.
pub(super) fn party_as_typed(party: &Party, roster: &Roster) -> String {
    let reads_back = |typed: &str| {
        // Behind `^` a name without quotation marks begins with a letter.
        let found = party_at(typed, roster)
            .filter(|_| typed.starts_with(char::is_alphabetic))
            .filter(|found| found.length == typed.len() && found.doubt.is_none());
        found.map(Found::party)
    };
    if reads_back(&party.name).as_ref() == Some(party) {
        return party.name.clone();
    }
    let Some(known) = party.body.and_then(|body| roster.body(body)) else {
        return quoted(&party.name, roster.body_named(&party.name).is_some());
    };
    [&known.name, &known.called, &known.code]
        .into_iter()
        .find(|name| reads_back(name).is_some_and(|found| found.body == party.body))
        .map_or_else(|| quoted(&known.name, false), String::clone)
}

/// Words in quotation marks; `as_written` says that they name no body, whatever they look like.
fn quoted(name: &str, as_written: bool) -> String {
    let mut quoted = String::from('"');
    for (at, letter) in name.char_indices() {
        if matches!(letter, '"' | LITERAL) || (as_written && at == 0) {
            quoted.push(LITERAL);
        }
        quoted.push(letter);
    }
    quoted.push('"');
    quoted
}

/// An owner found behind `@`.
pub(super) struct Found {
    pub owner: Owner,
    /// How many bytes of the text it takes.
    pub length: usize,
    pub doubt: Option<String>,
}

impl Found {
    /// The owner as a receiving body.
    pub(super) fn party(self) -> Party {
        Party {
            body: self.owner.body,
            name: self.owner.name,
        }
    }
}

/// Finds the body with which a text begins; none, if it begins with nothing that could be a name.
pub(super) fn party_at(text: &str, roster: &Roster) -> Option<Found> {
    if let Some(quoted) = text.strip_prefix('"') {
        return quoted_owner(quoted, roster);
    }
    if let Some((length, named)) = roster.body_at_start(text) {
        return Some(found_body(named, text, length));
    }
    let word = first_word(text);
    let named = roster.body_named(word);
    (!word.is_empty()).then(|| match named {
        Some(named) => found_body(named, text, word.len()),
        None => Found {
            owner: Owner {
                name: word.to_owned(),
                ..Owner::default()
            },
            length: word.len(),
            doubt: None,
        },
    })
}

/// A body found at the start of a text, of which its name takes so many bytes.
fn found_body(named: NamedBody<'_>, text: &str, length: usize) -> Found {
    let written = text.get(..length).unwrap_or(text);
    let (body, name, doubt) = match named {
        NamedBody::One(known, form) => (Some(known.body), form, None),
        NamedBody::Several(several) => (None, written, Some(several_called(written, &several))),
    };
    Found {
        owner: Owner {
            body,
            name: name.to_owned(),
            unknown: body.is_none(),
            ..Owner::default()
        },
        length,
        doubt,
    }
}

fn several_called(written: &str, several: &[&KnownBody]) -> String {
    let names: Vec<&str> = several.iter().map(|known| known.name.as_str()).collect();
    format!("several bodies are called {written}: {}", names.join(", "))
}

/// Finds the owner with whom a text begins; nobody, if it begins with nothing that could be a name.
pub(super) fn owner_at(text: &str, roster: &Roster) -> Option<Found> {
    if let Some(quoted) = text.strip_prefix('"') {
        return quoted_owner(quoted, roster);
    }
    let person = roster.name_at_start(text);
    let body = roster.body_at_start(text);
    if let Some((length, named)) = body
        && person.as_ref().is_none_or(|(name, _, _)| *name < length)
    {
        return Some(found_body(named, text, length));
    }
    if let Some((length, form, named)) = person {
        let written = text.get(..length).unwrap_or(text);
        let form = match form {
            // How somebody stands in a list is no way to name them elsewhere.
            NameForm::Listed => NameForm::ShortFull,
            NameForm::Full
            | NameForm::Titled
            | NameForm::Formal
            | NameForm::Short
            | NameForm::ShortFull
            | NameForm::Plain => form,
        };
        return Some(found(named, form, written, length));
    }
    let word = first_word(text);
    if word.is_empty() {
        return None;
    }
    let (written, named) = match titled(text, word) {
        Some(titled) => (titled, roster.meant_by_beginning(titled)),
        None => (word, roster.meant_by(word)),
    };
    let mut found = found(named, NameForm::ShortFull, written, written.len());
    let behind = text.get(written.len()..).unwrap_or_default();
    let next = first_word(behind.trim_start());
    if found.doubt.is_none()
        && behind.starts_with(char::is_whitespace)
        && [word, next]
            .iter()
            .all(|name| name.starts_with(char::is_uppercase))
    {
        // "@Jane Smith", of whom nobody has heard, may have been read as another Jane.
        found.doubt = Some(format!(
            "{next} is no part of the owner: put a longer name in quotation marks"
        ));
    }
    Some(found)
}

/// The owner in whose `@name` the cursor stands, or right behind it; in a line of any kind.
pub fn owner_near(line: &str, cursor: usize, roster: &Roster) -> Option<Owner> {
    let (before, typed) = line.get(..cursor)?.rsplit_once('@')?;
    if !before.is_empty() && !before.ends_with(char::is_whitespace) {
        return None; // an address, or a sign made a letter
    }
    let found = owner_at(line.get(before.len() + '@'.len_utf8()..)?, roster)?;
    let behind = typed.get(found.length..).unwrap_or_default();
    behind.trim().is_empty().then_some(found.owner)
}

/// The word that begins a text, without stops; empty if it begins with a blank.
fn first_word(text: &str) -> &str {
    text.split(char::is_whitespace)
        .next()
        .unwrap_or_default()
        .trim_end_matches(STOPS)
}

/// Titles, which are no name without the word that follows.
const TITLES: [&str; 15] = [
    "cllr",
    "councillor",
    "ald",
    "alderman",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "lord",
    "lady",
];

/// A title, with which a text begins, and the name that follows it.
fn titled<'t>(text: &'t str, title: &str) -> Option<&'t str> {
    if !TITLES.iter().any(|known| known.eq_ignore_ascii_case(title)) {
        return None;
    }
    let behind = text.get(title.len()..)?;
    let name = behind.strip_prefix('.').unwrap_or(behind).trim_start();
    let word = first_word(name);
    let is_name = name.len() < behind.len()
        && word.starts_with(char::is_alphabetic)
        && !word.eq_ignore_ascii_case("to");
    text.get(..text.len() - name.len() + word.len())
        .filter(|_| is_name)
}

fn found(named: Named<'_>, form: NameForm, written: &str, length: usize) -> Found {
    let (person, name, doubt) = match named {
        Named::One(known) => (Some(known.person), known.name(form), None),
        Named::Several(several) => (None, written, Some(several_begin(written, &several))),
        Named::Nobody => (None, written, None),
    };
    Found {
        owner: Owner {
            person,
            name: name.to_owned(),
            unknown: person.is_none(),
            ..Owner::default()
        },
        length,
        doubt,
    }
}

fn several_begin(written: &str, several: &[&Known]) -> String {
    use std::fmt::Write as _;
    const NAMED: usize = 4;
    let mut doubt = format!("several people begin with {written}: ");
    for (at, known) in several.iter().take(NAMED).enumerate() {
        if at > 0 {
            doubt.push_str(", ");
        }
        doubt.push_str(known.name(NameForm::ShortFull));
    }
    if several.len() > NAMED {
        // Writing to a string cannot fail.
        let _ = write!(doubt, " and {} more", several.len() - NAMED);
    }
    doubt
}

/// Words up to the closing quotation mark, or to the end while it is not yet typed: a body of just that name, unless the
/// first letter is marked as a mere letter, or a name as written.
fn quoted_owner(quoted: &str, roster: &Roster) -> Option<Found> {
    let as_written = quoted.starts_with(LITERAL);
    let mut name = String::new();
    let mut letters = quoted.char_indices();
    let mut end = quoted.len();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => {
                end = at + 1;
                break;
            }
            LITERAL => name.extend(letters.next().map(|(_, literal)| literal)),
            _ => name.push(letter),
        }
    }
    if name.trim().is_empty() {
        return None;
    }
    let length = end + 1;
    match roster.body_named(&name).filter(|_| !as_written) {
        Some(named) => Some(Found {
            length,
            ..found_body(named, &name, name.len())
        }),
        None => Some(Found {
            owner: Owner {
                name,
                ..Owner::default()
            },
            length,
            doubt: None,
        }),
    }
}
