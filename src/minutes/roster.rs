//! Everybody who can be named in a line, bodies too, and the ways to name them.
//!
//! Names are compared without regard to case or accents. Where a name fits several people, nobody is chosen: a wrong
//! name is worse than a name as written.

use chrono::NaiveDate;

use super::attendance::Seat;
use super::folding::{folded, is_mark};
use super::ids::PersonId;
use super::person::{NameForm, Person};

mod bodies;

pub use super::folding::fold;
pub use bodies::{KnownBody, NamedBody};

/// Everybody who can be named: those on the roll of the meeting first, then the rest of the register.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    known: Vec<Known>,
    /// What begins a name in ordinary writing (family name, given name, their parts), folded and sorted, with the
    /// place of its person among `known`.
    keys: Vec<(String, usize)>,
    /// Family names, folded and sorted, with the place of the person.
    families: Vec<(String, usize)>,
    /// The forms in which somebody is named in full or with a title, folded and sorted, with the place of the person.
    forms: Vec<(String, usize, NameForm)>,
    bodies: Vec<KnownBody>,
    /// The names of bodies and how they are called, folded and sorted, with the place of the body.
    body_forms: Vec<(String, usize)>,
}

/// Somebody who can be named.
#[derive(Clone, Debug)]
pub struct Known {
    /// Who.
    pub person: PersonId,
    /// Whether they are on the roll of this meeting.
    pub on_roll: bool,
    /// First letters of the given and family names, folded.
    initials: String,
    /// The name in each form, in the order of [`FORMS`].
    names: [String; FORMS.len()],
}

/// Every form of a name, in the order in which [`Known`] keeps them.
const FORMS: [NameForm; 7] = [
    NameForm::Full,
    NameForm::Titled,
    NameForm::Formal,
    NameForm::Short,
    NameForm::ShortFull,
    NameForm::Plain,
    NameForm::Listed,
];

/// The forms that name somebody outside a list.
const SPOKEN: [NameForm; 6] = [
    NameForm::Full,
    NameForm::Titled,
    NameForm::Formal,
    NameForm::Short,
    NameForm::ShortFull,
    NameForm::Plain,
];

/// What a name was found to mean.
#[derive(Clone, Debug)]
pub enum Named<'r> {
    /// This one person.
    One(&'r Known),
    /// Several, on the roll first.
    Several(Vec<&'r Known>),
    /// Nobody on record.
    Nobody,
}

impl Known {
    /// The name in one of its forms, as on the day of the roster.
    pub fn name(&self, form: NameForm) -> &str {
        let place = match form {
            NameForm::Full => 0,
            NameForm::Titled => 1,
            NameForm::Formal => 2,
            NameForm::Short => 3,
            NameForm::ShortFull => 4,
            NameForm::Plain => 5,
            NameForm::Listed => 6,
        };
        self.names.get(place).map_or("", String::as_str)
    }
}

impl Roster {
    /// The people who can be named at a meeting held on a day.
    ///
    /// Somebody who is both on the roll and in the register is named as on the roll.
    pub fn new(seats: &[Seat], people: &[Person], on: NaiveDate) -> Self {
        let mut roster = Self::default();
        let mut seen = std::collections::HashSet::new();
        let seated = seats.iter().map(|seat| (&seat.person, true));
        for (person, on_roll) in seated.chain(people.iter().map(|person| (person, false))) {
            if seen.insert(person.id) {
                roster.add(person, on_roll, on);
            }
        }
        roster.keys.sort_unstable();
        roster.families.sort_unstable();
        roster
            .forms
            .sort_unstable_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        roster
    }

    fn add(&mut self, person: &Person, on_roll: bool, on: NaiveDate) {
        let place = self.known.len();
        let names = FORMS.map(|form| person.name(form, on));
        let family = fold(&person.family);
        let given = fold(&person.given);
        let mut key = |key: &str| {
            if !key.is_empty() {
                self.keys.push((key.to_owned(), place));
            }
        };
        key(&family);
        key(&given);
        for (at, letter) in family.char_indices() {
            if matches!(letter, '-' | ' ')
                && let Some(part) = family.get(at + letter.len_utf8()..)
            {
                key(part);
            }
        }
        if let Some(listed) = &person.listed_as {
            let listed = fold(listed);
            key(&listed);
            // One word may be a family name that others share.
            if listed.contains(' ') {
                self.forms.push((listed, place, NameForm::Listed));
            }
        }
        self.families.push((family, place));
        for form in SPOKEN {
            let name = fold(&person.name(form, on));
            if !name.is_empty() {
                self.forms.push((name, place, form));
            }
        }
        self.known.push(Known {
            person: person.id,
            on_roll,
            initials: fold(&person.initials()),
            names,
        });
    }

    /// Everybody, on the roll first.
    pub fn known(&self) -> &[Known] {
        &self.known
    }

    /// Somebody, by id.
    pub fn person(&self, person: PersonId) -> Option<&Known> {
        self.known.iter().find(|known| known.person == person)
    }

    /// Those whose family name, a part of it, given name, "given family" or name in lists begins so, or who have
    /// just these initials (two letters at least); on the roll first.
    pub fn matching(&self, prefix: &str) -> impl Iterator<Item = &Known> {
        let prefix = fold(prefix);
        let mut places: Vec<usize> = Vec::new();
        if !prefix.is_empty() {
            places.extend(beginning(&self.keys, &prefix, |key| &key.0).map(|key| key.1));
            if prefix.contains(' ') {
                places.extend(
                    beginning(&self.forms, &prefix, |form| &form.0)
                        .filter(|form| form.2 == NameForm::Plain)
                        .map(|form| form.1),
                );
            }
            places.extend(self.with_initials(&prefix));
        }
        self.at(places)
    }

    /// Those one of whose full or titled forms begins so: "cllr be", "ann be"; on the roll first.
    pub fn beginning(&self, prefix: &str) -> impl Iterator<Item = &Known> {
        let prefix = fold(prefix);
        let mut places = Vec::new();
        if !prefix.is_empty() {
            places.extend(beginning(&self.forms, &prefix, |form| &form.0).map(|form| form.1));
        }
        self.at(places)
    }

    /// The one person who has this name in any form, or as a family name that nobody shares.
    pub fn exact(&self, name: &str) -> Option<&Known> {
        let name = fold(name.trim());
        match self.who(self.with_form(&name)) {
            Named::One(known) => Some(known),
            Named::Several(_) => None,
            Named::Nobody => match self.who(self.with_family(&name)) {
                Named::One(known) => Some(known),
                Named::Several(_) | Named::Nobody => None,
            },
        }
    }

    /// Whom one word means: a whole name or the initials go before the beginning of a name.
    pub fn meant_by(&self, word: &str) -> Named<'_> {
        let folded = fold(word);
        let whole = self
            .with_form(&folded)
            .chain(self.with_key(&folded))
            .chain(self.with_initials(&folded));
        match self.who(whole) {
            Named::Nobody => one_of(self.matching(word).collect()),
            found @ (Named::One(_) | Named::Several(_)) => found,
        }
    }

    /// Whom the beginning of a name with a title, or in full, means.
    pub fn meant_by_beginning(&self, beginning: &str) -> Named<'_> {
        one_of(self.beginning(beginning).collect())
    }

    /// The longest name in full or with a title with which a text begins: how many bytes of the text it takes, in
    /// which form it stands, and whose it is.
    ///
    /// The name must end where a word ends.
    pub fn name_at_start(&self, text: &str) -> Option<(usize, NameForm, Named<'_>)> {
        let word = text.split(char::is_whitespace).next().unwrap_or_default();
        let word = fold(word.trim_end_matches([',', '.', ';', ':', '!', '?', ')']));
        if word.is_empty() {
            return None;
        }
        let mut longest: Option<(usize, NameForm)> = None;
        let mut places = Vec::new();
        for (name, place, form) in beginning(&self.forms, &word, |form| &form.0) {
            let Some(length) = name_length(text, name) else {
                continue;
            };
            match longest {
                Some((found, _)) if length < found => continue,
                Some((found, _)) if length == found => {}
                Some(_) | None => {
                    longest = Some((length, *form));
                    places.clear();
                }
            }
            places.push(*place);
        }
        let (length, form) = longest?;
        Some((length, form, self.who(places.into_iter())))
    }

    /// Whether a folded word is a whole name of somebody's, or their initials.
    fn is_somebody(&self, folded: &str) -> bool {
        self.with_form(folded)
            .chain(self.with_key(folded))
            .chain(self.with_initials(folded))
            .next()
            .is_some()
    }

    fn with_form<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        beginning(&self.forms, name, |form| &form.0)
            .take_while(move |form| form.0 == *name)
            .map(|form| form.1)
    }

    fn with_key<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        beginning(&self.keys, name, |key| &key.0)
            .take_while(move |key| key.0 == *name)
            .map(|key| key.1)
    }

    fn with_family<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        beginning(&self.families, name, |family| &family.0)
            .take_while(move |family| family.0 == *name)
            .map(|family| family.1)
    }

    fn with_initials<'a>(&'a self, letters: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.known
            .iter()
            .enumerate()
            .filter(move |(_, known)| letters.len() >= 2 && known.initials == *letters)
            .map(|(place, _)| place)
    }

    /// The people at these places, each once, in the order of the roster.
    fn at(&self, mut places: Vec<usize>) -> impl Iterator<Item = &Known> {
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| self.known.get(place))
    }

    fn who(&self, places: impl Iterator<Item = usize>) -> Named<'_> {
        one_of(self.at(places.collect()).collect())
    }
}

fn one_of(found: Vec<&Known>) -> Named<'_> {
    match found.as_slice() {
        [] => Named::Nobody,
        [one] => Named::One(one),
        [..] => Named::Several(found),
    }
}

/// The rows of a sorted list whose key begins so.
fn beginning<'a, T>(
    rows: &'a [T],
    prefix: &'a str,
    key: impl Fn(&T) -> &String + Copy + 'a,
) -> impl Iterator<Item = &'a T> {
    let from = rows.partition_point(|row| key(row).as_str() < prefix);
    rows.iter()
        .skip(from)
        .take_while(move |row| key(row).starts_with(prefix))
}

/// How many bytes of the text a folded name takes at its start, if it stands there as whole words.
///
/// One blank of the name may be several in the text.
fn name_length(text: &str, name: &str) -> Option<usize> {
    let mut wanted = name.chars().peekable();
    let mut letters = text.char_indices().peekable();
    while let Some(letter) = wanted.next() {
        if letter == ' ' {
            letters.next_if(|(_, found)| found.is_whitespace())?;
            while letters
                .next_if(|(_, found)| found.is_whitespace())
                .is_some()
            {}
            continue;
        }
        let mut folded = letters.next().and_then(|(_, found)| {
            let mut folded = folded(found);
            (folded.next() == Some(letter)).then_some(folded)
        })?;
        if folded.any(|more| wanted.next() != Some(more)) {
            return None;
        }
        // An accent of its own belongs to the letter before it.
        while letters.next_if(|(_, found)| is_mark(*found)).is_some() {}
    }
    match letters.peek() {
        None => Some(text.len()),
        Some((_, next)) if next.is_alphanumeric() || matches!(next, '-' | '\'' | '’') => None,
        Some((at, _)) => Some(*at),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::minutes::body::Body;
    use crate::minutes::ids::BodyId;
    use crate::minutes::person::Post;
    use uuid::Uuid;

    /// A person numbered `id`: honorific, given name, family name and post, each of which may be empty but the family.
    pub fn person(id: u128, honorific: &str, given: &str, family: &str, post: &str) -> Person {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Person {
            id: PersonId(Uuid::from_u128(id)),
            honorific: some(honorific),
            given: given.to_owned(),
            family: family.to_owned(),
            listed_as: None,
            posts: some(post)
                .map(|title| Post {
                    title,
                    from: None,
                    to: None,
                })
                .into_iter()
                .collect(),
        }
    }

    fn seat(person: Person) -> Seat {
        Seat {
            person,
            role: None,
            group: "Councillors".to_owned(),
            member: true,
            voting: true,
        }
    }

    pub fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 2, 6).unwrap()
    }

    /// A small panel: four councillors on the roll, and others in the register.
    pub fn roster() -> Roster {
        let mut tom = person(3, "Councillor", "Tom", "Marsh", "");
        tom.listed_as = Some("T Marsh".to_owned());
        let seats = [
            person(1, "Councillor", "Ann", "Bell", "Leader of the Council"),
            person(2, "Councillor", "Ann Sian", "Thorne-Abbot", ""),
            tom,
            person(4, "Councillor", "Zoë", "O’Dowd", ""),
        ]
        .map(seat);
        let people = [
            person(1, "Councillor", "Ann", "Bell", "Leader of the Council"),
            person(5, "Ms", "Jo", "Carr", "Head of Housing"),
            person(6, "Councillor", "Mary", "Marsh", ""),
            person(7, "", "Beth", "Bellamy", "Director of Place"),
        ];
        Roster::new(&seats, &people, day()).with_bodies(&[
            body(1, "Housing Scrutiny Panel", "HSP", "Scrutiny Panel"),
            body(2, "Parks Scrutiny Panel", "PSP", "Scrutiny Panel"),
            body(3, "Board", "BD", "Board"),
            body(4, "Board of Harbours and Beaches", "JC", "Harbour Board"),
        ])
    }

    /// A body numbered `id`.
    pub fn body(id: u128, name: &str, code: &str, called: &str) -> Body {
        Body {
            id: BodyId(Uuid::from_u128(id)),
            name: name.to_owned(),
            code: code.to_owned(),
            called: called.to_owned(),
            quorum: crate::minutes::body::Quorum::None,
            meets: String::new(),
            reports_to: Vec::new(),
            template: String::new(),
            usual_time: None,
            usual_place: String::new(),
            office: crate::minutes::body::Office::default(),
            members: Vec::new(),
        }
    }

    fn ids<'a>(found: impl Iterator<Item = &'a Known>) -> Vec<u128> {
        found.map(|known| known.person.0.as_u128()).collect()
    }

    #[test]
    fn the_roll_comes_first_and_nobody_twice() {
        let roster = roster();
        assert_eq!(ids(roster.known().iter()), [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(
            roster.known().iter().filter(|known| known.on_roll).count(),
            4
        );
    }

    #[test]
    fn a_beginning_finds_everybody_whom_it_may_mean() {
        let roster = roster();
        let cases: [(&str, &[u128]); 14] = [
            ("bel", &[1, 7]),
            ("BELL", &[1, 7]),
            ("ann", &[1, 2]),
            ("ann be", &[1]),
            ("abb", &[2]),
            ("thorne-a", &[2]),
            ("AST", &[]),
            ("asta", &[2]),
            ("mar", &[3, 6]),
            ("t marsh", &[3]),
            ("zoe", &[4]),
            ("o'd", &[4]),
            ("cllr", &[]),
            ("", &[]),
        ];
        for (prefix, expected) in cases {
            assert_eq!(ids(roster.matching(prefix)), expected, "{prefix}");
        }
        assert_eq!(ids(roster.beginning("cllr ma")), [3, 6]);
        assert_eq!(ids(roster.beginning("Ms C")), [5]);
    }

    #[test]
    fn a_whole_name_means_one_person_or_nobody() {
        let roster = roster();
        let cases = [
            ("ann bell", Some(1)),
            ("Councillor Ann Bell", Some(1)),
            ("cllr bell", Some(1)),
            ("Councillor Ann Bell, Leader of the Council", Some(1)),
            ("Bell", Some(1)),
            ("Thorne-Abbot", Some(2)),
            ("Marsh", None),
            ("Cllr Marsh", None),
            ("Cllr Tom Marsh", Some(3)),
            ("T Marsh", Some(3)),
            ("jo carr, head of housing", Some(5)),
            ("Ann", None),
            ("Be", None),
            ("", None),
        ];
        for (name, expected) in cases {
            let found = roster.exact(name).map(|known| known.person.0.as_u128());
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn the_longest_name_at_the_start_of_a_text_is_taken() {
        fn found<'t>(roster: &Roster, text: &'t str) -> Option<(&'t str, NameForm, Vec<u128>)> {
            roster.name_at_start(text).map(|(length, form, named)| {
                let who = match named {
                    Named::One(known) => vec![known.person.0.as_u128()],
                    Named::Several(several) => ids(several.into_iter()),
                    Named::Nobody => vec![],
                };
                (&text[..length], form, who)
            })
        }
        let roster = roster();
        assert_eq!(
            found(&roster, "ann  bell to write"),
            Some(("ann  bell", NameForm::Plain, vec![1]))
        );
        assert_eq!(
            found(&roster, "Cllr Bell, by May"),
            Some(("Cllr Bell", NameForm::Short, vec![1]))
        );
        assert_eq!(
            found(&roster, "Jo Carr, Head of Housing to write"),
            Some(("Jo Carr, Head of Housing", NameForm::Full, vec![5]))
        );
        assert_eq!(
            found(&roster, "cllr marsh"),
            Some(("cllr marsh", NameForm::Short, vec![3, 6]))
        );
        assert_eq!(
            found(&roster, "Cllr Zoe\u{308} O'Dowd"),
            Some(("Cllr Zoe\u{308} O'Dowd", NameForm::ShortFull, vec![4]))
        );
        assert_eq!(
            found(&roster, "Ann Bellweather"),
            None,
            "a name ends where a word ends"
        );
        assert_eq!(found(&roster, "the depot"), None);
    }
}
