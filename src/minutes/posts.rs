//! Posts as owners: "Director of Place" is whoever holds the post at the time.

use chrono::NaiveDate;

use super::entry::Owner;
use super::person::{NameForm, Person};
use super::roster::fold;

/// The people who hold a post on a day, in the order of the register; nobody where it is no post on record.
pub fn holders<'p>(
    title: &str,
    people: &'p [Person],
    on: NaiveDate,
) -> impl Iterator<Item = &'p Person> {
    let wanted = bare(title);
    people.iter().filter(move |person| {
        person.posts.iter().any(|post| {
            let begun = post.from.is_none_or(|from| from <= on);
            let over = post.to.is_some_and(|to| to < on);
            begun && !over && bare(&post.title) == wanted
        })
    })
}

/// An owner by name, and for a post its holder: "Director of Place (Ms Carr)".
pub fn owner(owner: &Owner, people: &[Person], on: NaiveDate) -> String {
    let held_by = holding(owner, people, on);
    if held_by.is_empty() {
        owner.name.clone()
    } else {
        format!("{} ({})", owner.name, held_by.join(", "))
    }
}

/// The names of those who hold the post that an owner is; none where it is no post.
pub fn holding(owner: &Owner, people: &[Person], on: NaiveDate) -> Vec<String> {
    if owner.person.is_some() || owner.body.is_some() {
        return Vec::new();
    }
    holders(&owner.name, people, on)
        .map(|person| person.name(NameForm::Formal, on))
        .collect()
}

/// Several owners: "Cllr Wren; Director of Place (Ms Carr)".
pub fn owners(owners: &[Owner], people: &[Person], on: NaiveDate) -> String {
    let names: Vec<String> = owners.iter().map(|one| owner(one, people, on)).collect();
    names.join("; ")
}

/// A post's title for comparing: folded, without "the" before it.
fn bare(title: &str) -> String {
    let folded = fold(title.trim());
    match folded.strip_prefix("the ") {
        Some(rest) => rest.trim_start().to_owned(),
        None => folded,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::minutes::ids::{BodyId, PersonId};
    use crate::minutes::person::Post;

    fn day(year: i32, month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, 1).unwrap()
    }

    fn person(id: u128, family: &str, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Person {
        Person {
            id: PersonId(Uuid::from_u128(id)),
            honorific: Some("Ms".to_owned()),
            given: "Jo".to_owned(),
            family: family.to_owned(),
            listed_as: None,
            posts: vec![Post {
                title: "Director of Place".to_owned(),
                from,
                to,
            }],
        }
    }

    fn named(name: &str) -> Owner {
        Owner {
            name: name.to_owned(),
            ..Owner::default()
        }
    }

    #[test]
    fn a_post_is_whoever_holds_it_on_the_day() {
        let people = [
            person(1, "Carr", None, Some(day(2030, 6))),
            person(2, "Lund", Some(day(2030, 7)), None),
        ];
        let post = named("the director of place");
        let shown = |on| owner(&post, &people, on);
        assert_eq!(shown(day(2030, 5)), "the director of place (Ms Carr)");
        assert_eq!(shown(day(2030, 6)), "the director of place (Ms Carr)");
        assert_eq!(shown(day(2030, 8)), "the director of place (Ms Lund)");
        assert_eq!(owner(&named("Clerk"), &people, day(2030, 8)), "Clerk");
        let both = [named("Clerk"), named("Director of Place")];
        assert_eq!(
            owners(&both, &people, day(2031, 1)),
            "Clerk; Director of Place (Ms Lund)"
        );
    }

    #[test]
    fn a_body_or_a_person_is_no_post() {
        let people = [person(1, "Carr", None, None)];
        let body = Owner {
            body: Some(BodyId(Uuid::nil())),
            ..named("Director of Place")
        };
        assert_eq!(owner(&body, &people, day(2030, 1)), "Director of Place");
    }
}
