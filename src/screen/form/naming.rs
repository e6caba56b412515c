//! Who is meant by a name that was typed: somebody on record, or somebody new.
//!
//! Nobody is guessed. A name counts as somebody's where it is one of the forms of their name and of nobody else's; a
//! new person needs a given and a family name, and has an honorific only where it was typed.

use chrono::NaiveDate;

use crate::command::Command;
use crate::keymap::Context;
use crate::minutes::attendance::Seat;
use crate::minutes::ids::PersonId;
use crate::minutes::person::{NameForm, Person, Post};
use crate::minutes::register::RegisterChange;
use crate::screen::desk::Desk;
use crate::store::protocol::Line;

/// Titles that are taken off the front of a new name, as typed and as recorded.
pub const HONORIFICS: [(&str, &str); 15] = [
    ("Councillor", "Councillor"),
    ("Cllr", "Councillor"),
    ("Mr", "Mr"),
    ("Mrs", "Mrs"),
    ("Ms", "Ms"),
    ("Miss", "Miss"),
    ("Mx", "Mx"),
    ("Dr", "Dr"),
    ("Professor", "Professor"),
    ("Prof", "Professor"),
    ("Sir", "Sir"),
    ("Dame", "Dame"),
    ("Lord", "Lord"),
    ("Lady", "Lady"),
    ("Rev", "Rev"),
];

/// Who is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Somebody on record.
    Known(Box<Person>),
    /// Somebody on record of whom no post was known, with the post now given.
    WithPost(Box<Person>, String),
    /// Somebody new.
    New {
        /// As typed; none where none was.
        honorific: Option<String>,
        /// All names but the last.
        given: String,
        /// The last name.
        family: String,
        /// What stood after the comma.
        post: Option<String>,
    },
}

/// Everybody who can be named: the register, then those on the roll alone.
pub fn everybody(desk: &Desk) -> impl Iterator<Item = &Person> {
    let on_roll = desk
        .open
        .iter()
        .flat_map(|open| &open.meeting.seats)
        .map(|seat: &Seat| &seat.person)
        .filter(|person| desk.register.person(person.id).is_none());
    desk.register.people.iter().chain(on_roll)
}

/// Somebody on record, by id.
pub fn known(desk: &Desk, id: PersonId) -> Option<&Person> {
    everybody(desk).find(|person| person.id == id)
}

/// The name that a field shows for somebody: with the post where the name alone is two people's.
pub fn shown(desk: &Desk, person: &Person, on: NaiveDate) -> String {
    let name = person.name(NameForm::Titled, on);
    let alone = everybody(desk)
        .filter(|other| other.name(NameForm::Titled, on) == name)
        .count()
        <= 1;
    if alone {
        name
    } else {
        person.name(NameForm::Full, on)
    }
}

/// The names of several people, for a field.
pub fn shown_all(desk: &Desk, people: &[PersonId], on: NaiveDate) -> String {
    let names: Vec<String> = people
        .iter()
        .filter_map(|id| known(desk, *id))
        .map(|person| shown(desk, person, on))
        .collect();
    names.join("; ")
}

/// Reads a name, with a post behind a comma; `None` for no text, the reason in words where it cannot be told who.
pub fn who(text: &str, desk: &Desk, on: NaiveDate) -> Result<Option<Who>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (name, post) = match text.split_once(',') {
        Some((name, post)) => (
            name.trim(),
            Some(post.trim()).filter(|post| !post.is_empty()),
        ),
        None => (text, None),
    };
    let called: Vec<&Person> = everybody(desk)
        .filter(|person| is_called(person, name, on))
        .collect();
    let with_post: Vec<&Person> = called
        .iter()
        .copied()
        .filter(|person| post.is_some_and(|post| holds(person, post, on)))
        .collect();
    match (called.as_slice(), with_post.as_slice(), post) {
        (_, [one], Some(_)) | ([one], _, None) => Ok(Some(Who::Known(Box::new((*one).clone())))),
        ([one], _, Some(post)) => match one.post_on(on) {
            None => Ok(Some(Who::WithPost(
                Box::new((*one).clone()),
                post.to_owned(),
            ))),
            Some(held) => Err(format!(
                "{} is on record as {held}: leave the post out here, or alter it among the people first.",
                one.name(NameForm::Titled, on)
            )),
        },
        ([], _, _) => new_person(name, post, desk, on).map(Some),
        ([..], _, _) => Err(format!(
            "{} people on record are called {name}: write the post too, behind a comma.",
            called.len()
        )),
    }
}

/// Reads names parted by ";".
pub fn all(text: &str, desk: &Desk, on: NaiveDate) -> Result<Vec<Who>, String> {
    text.split(';')
        .filter_map(|name| who(name, desk, on).transpose())
        .collect()
}

/// Whether a name is one of the forms of somebody's.
fn is_called(person: &Person, name: &str, on: NaiveDate) -> bool {
    const FORMS: [NameForm; 6] = [
        NameForm::Titled,
        NameForm::Formal,
        NameForm::Short,
        NameForm::ShortFull,
        NameForm::Plain,
        NameForm::Listed,
    ];
    let name = name.to_lowercase();
    let whole = person
        .honorific
        .as_deref()
        .map(|title| format!("{title} {}", person.name(NameForm::Plain, on)));
    FORMS
        .iter()
        .map(|form| person.name(*form, on))
        .chain([person.family.clone()])
        .chain(whole)
        .any(|form| form.to_lowercase() == name)
}

fn holds(person: &Person, post: &str, on: NaiveDate) -> bool {
    person
        .post_on(on)
        .is_some_and(|held| held.eq_ignore_ascii_case(post))
}

fn new_person(name: &str, post: Option<&str>, desk: &Desk, on: NaiveDate) -> Result<Who, String> {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let honorific = words
        .first()
        .and_then(|first| {
            let first = first.trim_end_matches('.');
            HONORIFICS
                .iter()
                .find(|(typed, _)| typed.eq_ignore_ascii_case(first))
        })
        .map(|(_, recorded)| (*recorded).to_owned());
    if honorific.is_some() {
        words.remove(0);
    }
    let take = desk.keys(Context::Form.stack(), Command::Complete);
    let begun = cut_short(name, desk, on);
    match (words.as_slice(), begun, post) {
        (_, Some(person), None) => Err(format!(
            "Is it {}? {take} takes it; for somebody new, write their post behind a comma.",
            person.name(NameForm::Titled, on)
        )),
        ([given @ .., family], _, _) if !given.is_empty() => Ok(Who::New {
            honorific,
            given: given.join(" "),
            family: (*family).to_owned(),
            post: post.map(str::to_owned),
        }),
        ([..], _, _) => Err(format!(
            "Nobody on record is called {name}. For somebody new, write given and family name."
        )),
    }
}

/// Somebody whose name goes on within the word where this one stops.
fn cut_short<'a>(name: &str, desk: &'a Desk, on: NaiveDate) -> Option<&'a Person> {
    let name = name.to_lowercase();
    everybody(desk).find(|person| {
        [
            NameForm::Titled,
            NameForm::Plain,
            NameForm::ShortFull,
            NameForm::Formal,
        ]
        .iter()
        .any(|form| goes_on_in_word(&name, &person.name(*form, on)))
    })
}

/// Whether `whole` begins with `typed` (small letters) and goes on within the same word.
pub fn goes_on_in_word(typed: &str, whole: &str) -> bool {
    !typed.is_empty()
        && whole
            .to_lowercase()
            .strip_prefix(typed)
            .and_then(|rest| rest.chars().next())
            .is_some_and(char::is_alphanumeric)
}

/// Whether some word of `whole` begins with `typed` (small letters) and goes on: nobody would mean it as a whole name.
pub fn is_begun_word_of(typed: &str, whole: &str) -> bool {
    let whole = whole.to_lowercase();
    let begins = whole
        .char_indices()
        .filter(|(at, _)| !whole[..*at].ends_with(char::is_alphanumeric));
    begins
        .map(|(at, _)| &whole[at..])
        .any(|rest| goes_on_in_word(typed, rest))
}

impl Who {
    /// Whether they are addressed as a councillor.
    pub fn is_councillor(&self) -> bool {
        let honorific = match self {
            Self::Known(person) | Self::WithPost(person, _) => person.honorific.as_deref(),
            Self::New { honorific, .. } => honorific.as_deref(),
        };
        honorific == Some("Councillor")
    }

    /// What was understood, in words.
    pub fn words(&self, on: NaiveDate) -> String {
        match self {
            Self::Known(person) => person.name(NameForm::Full, on),
            Self::WithPost(person, post) => {
                let name = person.name(NameForm::Titled, on);
                format!("{name}, recorded as {post} from now on")
            }
            Self::New {
                honorific,
                given,
                family,
                post,
            } => {
                let title = honorific.as_deref().map_or("no title", |title| title);
                let post = post.as_deref().map_or("no post", |post| post);
                format!("somebody new: {title}, {given} / {family}, {post}")
            }
        }
    }

    /// The person, recorded where that is new; the line for the journal is added to `lines`.
    pub fn recorded(self, desk: &mut Desk, lines: &mut Vec<Line>) -> Person {
        let post = |title: String| Post {
            title,
            from: None,
            to: None,
        };
        let person = match self {
            Self::Known(person) => return *person,
            Self::WithPost(mut person, title) => {
                person.posts.push(post(title));
                *person
            }
            Self::New {
                honorific,
                given,
                family,
                post: title,
            } => Person {
                id: PersonId(desk.new_id()),
                honorific,
                given,
                family,
                listed_as: None,
                posts: title.map(post).into_iter().collect(),
            },
        };
        let change = RegisterChange::PersonRecorded(Box::new(person.clone()));
        lines.push(desk.register_line(change));
        person
    }
}
