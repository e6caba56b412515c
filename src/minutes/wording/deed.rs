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
            infinitive: bare.starts_with(char::is_lowercase),
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

/// A text without its last full stop; dots that mean that something was left out stay.
pub(super) fn without_stop(text: &str) -> &str {
    match text.strip_suffix('.') {
        Some(rest) if !rest.ends_with('.') => rest,
        Some(_) | None => text,
    }
}
