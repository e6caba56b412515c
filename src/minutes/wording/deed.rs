//! An action's words beside its owners: what is left to say of who does it.

use minijinja::value::Value;

use super::check::find_word;
use crate::minutes::entry::{Action, Owner};
use crate::minutes::meeting::Meeting;
use crate::minutes::person::{NameForm, Person};

/// The words of an action, taken apart.
pub(super) struct Deed<'a> {
    /// The words without their last full stop, so that a wording may end with one.
    pub text: &'a str,
    /// The same without a leading "Jo Carr to" or "to".
    pub bare: &'a str,
    /// Whether what is left begins like "bring a report", so that it can follow "Jo Carr to".
    pub infinitive: bool,
    pub owners: Vec<Doer<'a>>,
}

/// An owner: the name as written, and the person where there is one on the roll.
#[derive(Clone, Copy)]
pub(super) struct Doer<'a> {
    owner: &'a Owner,
    person: Option<&'a Person>,
    /// Whether the words name them already.
    named: bool,
}

impl<'a> Deed<'a> {
    /// Takes an entry's words apart; for an entry that is no action there are no owners.
    pub(super) fn of(text: &'a str, action: Option<&'a Action>, meeting: &'a Meeting) -> Self {
        let Some(action) = action else {
            return Self {
                text,
                bare: text,
                infinitive: false,
                owners: Vec::new(),
            };
        };
        let text = without_stop(text.trim());
        let owners: Vec<Doer<'a>> = action
            .owners
            .iter()
            .map(|owner| {
                let person = owner
                    .person
                    .and_then(|id| meeting.seat(id))
                    .map(|seat| &seat.person);
                let mut doer = Doer {
                    owner,
                    person,
                    named: false,
                };
                doer.named = doer
                    .names(meeting)
                    .iter()
                    .any(|name| find_word(text, name).is_some());
                doer
            })
            .collect();
        let mut bare = text;
        for name in owners.iter().flat_map(|owner| owner.names(meeting)) {
            if let Some(rest) = bare
                .strip_prefix(name.as_str())
                .and_then(|rest| rest.strip_prefix(" to "))
            {
                bare = rest;
                break;
            }
        }
        if !owners.is_empty() {
            bare = bare.strip_prefix("to ").unwrap_or(bare);
        }
        Self {
            text,
            bare,
            infinitive: can_follow_to(bare),
            owners,
        }
    }

    /// The owners whom the words do not name.
    pub(super) fn unnamed(&self) -> impl Iterator<Item = &Doer<'a>> {
        self.owners.iter().filter(|owner| !owner.named)
    }
}

impl Doer<'_> {
    pub(super) fn value(
        &self,
        form: NameForm,
        named: impl Fn(&Person, NameForm) -> Value,
    ) -> Value {
        match self.person {
            Some(person) => named(person, form),
            None => Value::from(self.owner.name.as_str()),
        }
    }

    /// Every way in which the words may name the owner, longest forms first.
    fn names(&self, meeting: &Meeting) -> Vec<String> {
        let mut names = vec![self.owner.name.clone()];
        if let Some(person) = self.person {
            names.extend(
                [
                    NameForm::Titled,
                    NameForm::ShortFull,
                    NameForm::Formal,
                    NameForm::Short,
                    NameForm::Plain,
                    NameForm::Listed,
                ]
                .map(|form| person.name(form, meeting.head.date)),
            );
        }
        names.retain(|name| !name.is_empty());
        names
    }
}

/// Words that begin a thing wished for, and no deed: "more visits", "a report".
const OF_THINGS: [&str; 26] = [
    "a",
    "additional",
    "all",
    "an",
    "annual",
    "any",
    "better",
    "each",
    "every",
    "fewer",
    "further",
    "greater",
    "less",
    "monthly",
    "more",
    "no",
    "quarterly",
    "regular",
    "some",
    "that",
    "the",
    "their",
    "these",
    "this",
    "those",
    "weekly",
];

/// Verbs of which somebody else is the one "to be" something: "ask the Board to be ready".
const OF_OTHERS: [&str; 9] = [
    "allow", "arrange", "ask", "enable", "expect", "invite", "remind", "request", "require",
];

/// Whether words can stand behind "Jo Carr to": "bring a report" can; "regular contact to be kept up" is a wish, and "Bring
/// a report" a sentence.
pub fn can_follow_to(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    let is_passive = words.contains(" to be ") && !OF_OTHERS.contains(&first);
    words.starts_with(char::is_lowercase) && !OF_THINGS.contains(&first) && !is_passive
}

/// A text without its last full stop; dots that mean that something was left out stay.
pub(super) fn without_stop(text: &str) -> &str {
    match text.strip_suffix('.') {
        Some(rest) if !rest.ends_with('.') => rest,
        Some(_) | None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::can_follow_to;

    #[test]
    fn a_deed_can_follow_to_and_a_wish_cannot() {
        for deed in [
            "bring a report",
            "ask the Board to be ready",
            "report more often",
        ] {
            assert!(can_follow_to(deed), "{deed}");
        }
        for wish in [
            "regular contact to be kept up",
            "figures by ward to be sent",
            "more visits to the depot",
            "Bring a report",
            "",
        ] {
            assert!(!can_follow_to(wish), "{wish}");
        }
    }
}
