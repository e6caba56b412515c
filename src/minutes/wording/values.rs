//! What a wording can speak of: people, days and times of day, and the filters that print them.
//!
//! Names and texts are data here: nothing in them is ever read as a wording, whatever marks they hold.

use std::fmt;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};
use minijinja::value::{Enumerator, Object, ObjectRepr, Value};
use minijinja::{Environment, Error, ErrorKind};
use serde::Deserialize;
use serde::de::value::{Error as FormError, StrDeserializer};

use crate::minutes::dates::{DateForm, TimeForm};
use crate::minutes::person::{NameForm, Person};

/// The attributes of a person in a wording, each with the form that it prints.
const PERSON_FORMS: [(&str, NameForm); 7] = [
    ("full", NameForm::Full),
    ("titled", NameForm::Titled),
    ("formal", NameForm::Formal),
    ("short", NameForm::Short),
    ("short_full", NameForm::ShortFull),
    ("plain", NameForm::Plain),
    ("listed", NameForm::Listed),
];

/// A person as a wording sees them: `{{ person }}` prints the form that the template chose for the place,
/// with notes in brackets where there are any; `{{ person.short }}` prints another form without them.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub person: Person,
    /// The day that decides which post is meant.
    pub on: NaiveDate,
    pub form: NameForm,
    pub role: Option<String>,
    /// "Chair", "substitute for Councillor Hill".
    pub notes: Vec<String>,
}

impl Object for Named {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let key = key.as_str()?;
        if key == "role" {
            return Some(Value::from(self.role.clone()));
        }
        if key == "post" {
            return Some(Value::from(self.person.post_on(self.on)));
        }
        let (_, form) = PERSON_FORMS.iter().find(|(name, _)| *name == key)?;
        Some(Value::from(self.person.name(*form, self.on)))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(&[
            "full",
            "titled",
            "formal",
            "short",
            "short_full",
            "plain",
            "listed",
            "role",
            "post",
        ])
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.person.name(self.form, self.on))?;
        if !self.notes.is_empty() {
            write!(f, " ({})", self.notes.join(", "))?;
        }
        Ok(())
    }
}

/// A day: printed in the template's own form unless a filter asks for another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Day(pub NaiveDate, pub DateForm);

impl Object for Day {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.1.format(self.0))
    }
}

/// A time of day: printed in the template's own form unless a filter asks for another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock(pub NaiveTime, pub TimeForm);

impl Object for Clock {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.1.format(self.0))
    }
}

/// The engine for wordings: strict about what is unknown, silent about what is empty.
pub(crate) fn engine() -> Environment<'static> {
    let mut engine = Environment::new();
    engine.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    engine.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    engine.set_debug(true);
    // Without this an empty value would print the word "none" into the minutes.
    engine.set_formatter(|out, state, value| {
        if value.is_none() {
            return Ok(());
        }
        minijinja::escape_formatter(out, state, value)
    });
    engine.add_filter("date", date);
    engine.add_filter("time", time);
    engine.add_filter("joined", joined);
    engine.add_filter("named", named);
    engine.add_filter("capital", |text: &str| capital(text));
    engine.add_filter("small", |text: &str| small(text));
    engine
}

/// A form by the name that templates give it; the error says which there are.
pub(crate) fn form<T: for<'de> Deserialize<'de>>(name: &str) -> Result<T, Error> {
    T::deserialize(StrDeserializer::<FormError>::new(name))
        .map_err(|error| Error::new(ErrorKind::InvalidOperation, error.to_string()))
}

fn wants(filter: &str, what: &str) -> Error {
    Error::new(
        ErrorKind::InvalidOperation,
        format!("the filter `{filter}` wants {what}"),
    )
}

/// `{{ date | date("weekday-long") }}`; nothing stays nothing.
fn date(value: &Value, name: Option<&str>) -> Result<String, Error> {
    let chosen = name.map(form::<DateForm>).transpose()?;
    if value.is_none() {
        return Ok(String::new());
    }
    let Day(day, usual) = value
        .downcast_object_ref::<Day>()
        .ok_or_else(|| wants("date", "a date"))?;
    Ok(chosen.unwrap_or(*usual).format(*day))
}

/// `{{ commenced | time("dotted") }}`; nothing stays nothing.
fn time(value: &Value, name: Option<&str>) -> Result<String, Error> {
    let chosen = name.map(form::<TimeForm>).transpose()?;
    if value.is_none() {
        return Ok(String::new());
    }
    let Clock(time, usual) = value
        .downcast_object_ref::<Clock>()
        .ok_or_else(|| wants("time", "a time of day"))?;
    Ok(chosen.unwrap_or(*usual).format(*time))
}

/// `{{ guests | named("short") | joined(", ", " and ") }}`: one person or several in a form of their names.
fn named(value: &Value, name: &str) -> Result<Value, Error> {
    let form: NameForm = form(name)?;
    let one = |value: &Value| match value.downcast_object_ref::<Named>() {
        Some(found) => Ok(found.person.name(form, found.on)),
        // An owner whom nobody recognised is a name as written.
        None => value
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| wants("named", "a person or a list of people")),
    };
    if value.downcast_object_ref::<Named>().is_some() || value.as_str().is_some() {
        return Ok(Value::from(one(value)?));
    }
    let names: Result<Vec<String>, Error> = value.try_iter()?.map(|value| one(&value)).collect();
    Ok(Value::from(names?))
}

/// `{{ owners | joined(", ", " and ") }}`; without the second, the first stands between the last two as well.
fn joined(value: &Value, between: &str, last: Option<&str>) -> Result<String, Error> {
    let parts: Vec<String> = value.try_iter()?.map(|part| part.to_string()).collect();
    let mut text = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            text.push_str(match last {
                Some(last) if at + 1 == parts.len() => last,
                Some(_) | None => between,
            });
        }
        text.push_str(part);
    }
    Ok(text)
}

/// The text with a capital first letter, the rest as written.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The text with a small first letter, unless its first word is an abbreviation ("MASH") or a lone "I".
fn small(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        (Some('A'), Some(' ')) => format!("a{}", letters.as_str()),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::context;

    fn say(wording: &str, context: Value) -> Result<String, Error> {
        engine().render_str(wording, context)
    }

    #[test]
    fn lists_are_joined_as_english_joins_them() {
        let people = |count: usize| context! { people => vec!["Ann", "Bo", "Cy"].into_iter().take(count).collect::<Vec<_>>() };
        let and = "{{ people | joined(', ', ' and ') }}";
        assert_eq!(say(and, people(0)).unwrap(), "");
        assert_eq!(say(and, people(1)).unwrap(), "Ann");
        assert_eq!(say(and, people(2)).unwrap(), "Ann and Bo");
        assert_eq!(say(and, people(3)).unwrap(), "Ann, Bo and Cy");
        assert_eq!(
            say("{{ people | joined('; ', '; and ') }}", people(3)).unwrap(),
            "Ann; Bo; and Cy"
        );
        assert_eq!(
            say("{{ people | joined('/') }}", people(2)).unwrap(),
            "Ann/Bo"
        );
    }

    #[test]
    fn days_and_times_print_in_the_templates_form_or_in_the_one_asked_for() {
        let context = context! {
            day => Value::from_object(Day(NaiveDate::from_ymd_opt(2025, 3, 4).unwrap(), DateForm::Long)),
            clock => Value::from_object(Clock(NaiveTime::from_hms_opt(18, 0, 0).unwrap(), TimeForm::Dotted)),
            nothing => None::<String>,
        };
        assert_eq!(
            say(
                "{{ day }}, {{ day | date }}, {{ day | date('weekday-long-ordinal') }}",
                context.clone()
            )
            .unwrap(),
            "4 March 2025, 4 March 2025, Tuesday 4th March 2025"
        );
        assert_eq!(
            say(
                "{{ clock }} {{ clock | time('twenty-four') }}{{ nothing | time }}{{ nothing }}",
                context.clone()
            )
            .unwrap(),
            "6.00pm 18:00"
        );
        let error = say("{{ day | date('american') }}", context.clone()).unwrap_err();
        assert!(error.to_string().contains("weekday-long"), "{error}");
        let error = say("{{ clock | date }}", context).unwrap_err();
        assert!(error.to_string().contains("wants a date"), "{error}");
    }

    #[test]
    fn first_letters_change_and_abbreviations_stay() {
        assert_eq!(capital("élan"), "Élan");
        assert_eq!(capital(""), "");
        assert_eq!(small("Write to the Minister"), "write to the Minister");
        assert_eq!(small("A note to be written"), "a note to be written");
        assert_eq!(small("MASH visit"), "MASH visit");
        assert_eq!(small("I"), "I");
    }
}
