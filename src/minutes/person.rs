//! People: their names as a document wants them, and the posts that they hold.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::EnumIter;

use super::ids::PersonId;

/// Somebody who is named in minutes: one person, however many posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Which person.
    pub id: PersonId,
    /// "Councillor", "Ms", "Dr": as the person gives it, never guessed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub honorific: Option<String>,
    /// Given name or names, or initials where no more is known; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub given: String,
    /// Family name; for a name that does not divide, the whole of it.
    pub family: String,
    /// How the name stands in lists of members ("T Smith"), where that is not the family name alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed_as: Option<String>,
    /// Posts held, each with its dates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<Post>,
}

/// A post that somebody holds, or held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// "Director of Children's Services".
    pub title: String,
    /// First day, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day, where it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

/// The forms in which a document may name somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameForm {
    /// "Councillor Ann Bell, Leader of the Council"; "Jo Carr, Head of Housing".
    Full,
    /// "Councillor Ann Bell"; "Jo Carr".
    Titled,
    /// "Councillor Bell"; "Ms Carr".
    Formal,
    /// "Cllr Bell"; "Ms Carr".
    Short,
    /// "Cllr Ann Bell"; "Jo Carr".
    ShortFull,
    /// "Ann Bell".
    Plain,
    /// "Bell", or as `listed_as` has it: for a list headed "Councillors".
    Listed,
}

/// Courtesy titles, which go before a family name alone and are left out before a full name.
const COURTESY: [&str; 5] = ["Mr", "Mrs", "Ms", "Miss", "Mx"];

impl Person {
    /// The name in one of its forms; `on` decides which post is meant.
    pub fn name(&self, form: NameForm, on: NaiveDate) -> String {
        match form {
            NameForm::Full => match self.post_on(on) {
                Some(post) => format!("{}, {post}", self.name(NameForm::Titled, on)),
                None => self.name(NameForm::Titled, on),
            },
            NameForm::Titled => join([self.office(), &self.given, &self.family]),
            NameForm::Formal => join([
                self.honorific.as_deref().unwrap_or(&self.given),
                "",
                &self.family,
            ]),
            NameForm::Short => join([
                &self
                    .honorific
                    .as_deref()
                    .map_or_else(|| self.given.clone(), shortened),
                "",
                &self.family,
            ]),
            NameForm::ShortFull => join([&shortened(self.office()), &self.given, &self.family]),
            NameForm::Plain => join(["", &self.given, &self.family]),
            NameForm::Listed => self
                .listed_as
                .clone()
                .unwrap_or_else(|| self.family.clone()),
        }
    }

    /// The post held on a day: the last one entered of those whose dates allow it.
    pub fn post_on(&self, on: NaiveDate) -> Option<&str> {
        self.posts
            .iter()
            .rev()
            .find(|post| {
                post.from.is_none_or(|from| from <= on) && post.to.is_none_or(|to| on <= to)
            })
            .map(|post| post.title.as_str())
    }

    /// First letters of the given and family names, in capitals: "AST" for Ann Smith-Taylor.
    pub fn initials(&self) -> String {
        self.given
            .split([' ', '-'])
            .chain(self.family.split([' ', '-']))
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_uppercase)
            .collect()
    }

    /// The honorific where it belongs before a full name ("Councillor", not "Ms"), else nothing.
    fn office(&self) -> &str {
        match self.honorific.as_deref() {
            Some(honorific) if !COURTESY.contains(&honorific) => honorific,
            Some(_) | None => "",
        }
    }
}

fn shortened(honorific: &str) -> String {
    match honorific {
        "Councillor" => "Cllr".to_owned(),
        "Alderman" => "Ald".to_owned(),
        "Professor" => "Prof".to_owned(),
        other => other.to_owned(),
    }
}

fn join(parts: [&str; 3]) -> String {
    let mut name = String::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(part);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn person(honorific: Option<&str>, given: &str, family: &str, post: Option<&str>) -> Person {
        Person {
            id: PersonId(Uuid::nil()),
            honorific: honorific.map(str::to_owned),
            given: given.to_owned(),
            family: family.to_owned(),
            listed_as: None,
            posts: post
                .map(|title| Post {
                    title: title.to_owned(),
                    from: None,
                    to: None,
                })
                .into_iter()
                .collect(),
        }
    }

    #[test]
    fn every_form_of_a_councillor_and_of_an_officer() {
        let day = NaiveDate::from_ymd_opt(2025, 3, 4).unwrap();
        let bell = person(
            Some("Councillor"),
            "Ann",
            "Bell",
            Some("Leader of the Council"),
        );
        let carr = person(Some("Ms"), "Jo", "Carr-Lee", Some("Head of Housing"));
        let cases = [
            (
                NameForm::Full,
                "Councillor Ann Bell, Leader of the Council",
                "Jo Carr-Lee, Head of Housing",
            ),
            (NameForm::Titled, "Councillor Ann Bell", "Jo Carr-Lee"),
            (NameForm::Formal, "Councillor Bell", "Ms Carr-Lee"),
            (NameForm::Short, "Cllr Bell", "Ms Carr-Lee"),
            (NameForm::ShortFull, "Cllr Ann Bell", "Jo Carr-Lee"),
            (NameForm::Plain, "Ann Bell", "Jo Carr-Lee"),
            (NameForm::Listed, "Bell", "Carr-Lee"),
        ];
        for (form, councillor, officer) in cases {
            assert_eq!(bell.name(form, day), councillor, "{form:?}");
            assert_eq!(carr.name(form, day), officer, "{form:?}");
        }
        assert_eq!(carr.initials(), "JCL");
    }

    #[test]
    fn a_person_without_honorific_is_never_given_one() {
        let day = NaiveDate::from_ymd_opt(2025, 3, 4).unwrap();
        let plain = person(None, "Sam", "Hill", None);
        assert_eq!(plain.name(NameForm::Formal, day), "Sam Hill");
        assert_eq!(plain.name(NameForm::Full, day), "Sam Hill");
    }

    #[test]
    fn the_post_is_the_one_held_on_the_day() {
        let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let mut carr = person(Some("Ms"), "Jo", "Carr", None);
        carr.posts = vec![
            Post {
                title: "Head of Housing".to_owned(),
                from: None,
                to: Some(day(2023)),
            },
            Post {
                title: "Director of Place".to_owned(),
                from: Some(day(2024)),
                to: None,
            },
        ];
        assert_eq!(carr.post_on(day(2022)), Some("Head of Housing"));
        assert_eq!(carr.post_on(day(2025)), Some("Director of Place"));
    }
}
