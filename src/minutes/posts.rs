//! Posts as owners: "Director of Place" is whoever holds the post at the time.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::entry::Owner;
use super::folding;
use super::person::{NameForm, Person, Post};

/// The people who hold a post on a day, in the order of the register; nobody where it is no post on record.
pub fn holders<'p>(
    title: &'p str,
    people: &'p [Person],
    on: NaiveDate,
) -> impl Iterator<Item = &'p Person> {
    people.iter().filter(move |person| {
        person
            .posts
            .iter()
            .any(|post| is_held(post, on) && is_same(title, &post.title))
    })
}

fn is_held(post: &Post, on: NaiveDate) -> bool {
    let begun = post.from.is_none_or(|from| from <= on);
    let over = post.to.is_some_and(|to| to < on);
    begun && !over
}

/// Every post on record by its title, for a list of thousands of owners.
#[derive(Debug, Default)]
pub struct Posts<'p>(HashMap<String, Vec<(&'p Post, &'p Person)>>);

impl<'p> Posts<'p> {
    /// The posts of these people.
    pub fn of(people: &'p [Person]) -> Self {
        let mut posts: HashMap<String, Vec<(&Post, &Person)>> = HashMap::new();
        for person in people {
            for post in &person.posts {
                let title = bare(&post.title).collect();
                posts.entry(title).or_default().push((post, person));
            }
        }
        Self(posts)
    }

    /// The names of those who hold the post that an owner is on a day; none where it is no post.
    pub fn holding(&self, owner: &Owner, on: NaiveDate) -> Vec<String> {
        if owner.person.is_some() || owner.body.is_some() {
            return Vec::new();
        }
        let title: String = bare(&owner.name).collect();
        let known = self.0.get(&title).into_iter().flatten();
        known
            .filter(|(post, _)| is_held(post, on))
            .map(|(_, person)| person.name(NameForm::Formal, on))
            .collect()
    }
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

/// Whether two titles are the same post. Most differ in their first letter, and nothing is made of them.
pub fn is_same(one: &str, other: &str) -> bool {
    bare(one).eq(bare(other))
}

/// A post's title for comparing: folded, without "the" before it.
fn bare(title: &str) -> impl Iterator<Item = char> {
    let title = title.trim();
    let rest = title
        .split_once(' ')
        .filter(|(first, _)| first.eq_ignore_ascii_case("the"))
        .map_or(title, |(_, rest)| rest.trim_start());
    folding::letters(rest)
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
        let posts = Posts::of(&people);
        assert_eq!(posts.holding(&post, day(2030, 5)), ["Ms Carr"]);
        assert_eq!(
            posts.holding(&named("DIRECTOR OF PLACE"), day(2030, 8)),
            ["Ms Lund"]
        );
        assert!(posts.holding(&named("Clerk"), day(2030, 8)).is_empty());
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
