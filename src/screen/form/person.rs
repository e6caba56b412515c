//! People on record: how they are named, and the posts that they hold.

use crate::minutes::ids::PersonId;
use crate::minutes::person::{NameForm, Person};
use crate::minutes::register::RegisterChange;
use crate::screen::desk::Desk;

use super::field::{Field, Name, Reading, Reads};
use super::naming::HONORIFICS;
use super::reading::{post_row, posts};
use super::{Form, Problem, Purpose};

/// A form for a new person, or for one on record.
pub fn person(desk: &Desk, editing: Option<PersonId>) -> Form {
    let there = editing.and_then(|id| desk.register.person(id));
    let titles = HONORIFICS
        .iter()
        .filter(|(typed, recorded)| typed == recorded)
        .map(|(_, recorded)| (*recorded).to_owned())
        .collect();
    let text = |of: fn(&Person) -> Option<String>| there.and_then(of).unwrap_or_default();
    let rows: Vec<String> = there
        .iter()
        .flat_map(|person| &person.posts)
        .map(post_row)
        .collect();
    let fields = vec![
        Field::line(Name::Honorific, Reads::OneOf(titles))
            .with(&text(|person| person.honorific.clone()))
            .hint("As they give it; empty where it is not known"),
        Field::line(Name::Given, Reads::Words).with(&text(|person| Some(person.given.clone()))),
        Field::line(Name::Family, Reads::Words).with(&text(|person| Some(person.family.clone()))),
        Field::line(Name::ListedAs, Reads::Words)
            .with(&text(|person| person.listed_as.clone()))
            .hint("In lists of members, where the family name alone will not do: T Smith"),
        Field::rows(Name::Posts, Reads::Posts)
            .with(&rows.join("\n"))
            .hint("One a row: Head of Housing | 1 April 2021 | 31 March 2024"),
    ];
    let title = there.map_or_else(
        || "A new person".to_owned(),
        |person| person.name(NameForm::Titled, desk.now.date_naive()),
    );
    Form::new(desk, title, Purpose::Person(editing), fields)
}

/// Says so where somebody of the same name is on record.
pub fn follow(form: &mut Form, desk: &Desk, editing: Option<PersonId>) {
    let (given, family) = (form.text(Name::Given), form.text(Name::Family));
    let same = |person: &&Person| {
        Some(person.id) != editing
            && !family.is_empty()
            && person.family.to_lowercase() == family.to_lowercase()
            && person.given.to_lowercase() == given.to_lowercase()
    };
    let words = desk.register.people.iter().find(same).map(|person| {
        let name = person.name(NameForm::Full, form.today);
        format!("On record already: {name}.")
    });
    if let Some(field) = form.field_mut(Name::Family) {
        field.remark = words;
    }
}

/// Records the person.
pub fn take(
    form: &Form,
    desk: &mut Desk,
    editing: Option<PersonId>,
) -> Result<Option<Purpose>, Problem> {
    let family = form
        .needed(Name::Family, "A family name is needed.")?
        .to_owned();
    let posts = posts(form.text(Name::Posts), form.today).map_err(|fault| match fault {
        Reading::Contradiction(words) | Reading::Unclear(words) | Reading::Understood(words) => {
            (Name::Posts, words)
        }
        Reading::Nothing => (Name::Posts, String::new()), // a fault has words
    })?;
    let some = |name: Name| {
        Some(form.text(name))
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let id = editing.unwrap_or_else(|| PersonId(desk.new_id()));
    let person = Person {
        id,
        honorific: some(Name::Honorific),
        given: form.text(Name::Given).to_owned(),
        family,
        listed_as: some(Name::ListedAs),
        posts,
    };
    desk.record_in_register(RegisterChange::PersonRecorded(Box::new(person)));
    Ok(Some(Purpose::Person(Some(id))))
}
