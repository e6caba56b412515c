//! Names as published minutes print them, and who on record they mean.
//!
//! Nothing is guessed: the honorific is kept as it is stated, given names and initials as they stand. Somebody on record
//! is meant by the same name, or by a family name (with initials that fit) that nobody shares; never where the titles
//! contradict each other.

use crate::minutes::person::Person;
use crate::minutes::roster::fold;

/// A name, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// "Councillor", "Mrs", "Councillor Mrs".
    pub honorific: Option<String>,
    /// Given names or initials; often none.
    pub given: String,
    /// The family name.
    pub family: String,
    /// The name as lists have it, where that is more than the family name: "Moss MBE", "Moss (J)".
    pub listed_as: Option<String>,
}

/// Titles as they are written, and as they are kept.
const TITLES: [(&str, &str); 31] = [
    ("councillor", "Councillor"),
    ("councillors", "Councillor"),
    ("cllr", "Councillor"),
    ("cllrs", "Councillor"),
    ("cllr's", "Councillor"),
    ("cr", "Councillor"),
    ("clr", "Councillor"),
    ("coun", "Councillor"),
    ("alderman", "Alderman"),
    ("ald", "Alderman"),
    ("mr", "Mr"),
    ("mrs", "Mrs"),
    ("ms", "Ms"),
    ("miss", "Miss"),
    ("mx", "Mx"),
    ("dr", "Dr"),
    ("professor", "Professor"),
    ("prof", "Professor"),
    ("reverend", "Reverend"),
    ("rev", "Rev"),
    ("revd", "Revd"),
    ("canon", "Canon"),
    ("sir", "Sir"),
    ("dame", "Dame"),
    ("lord", "Lord"),
    ("lady", "Lady"),
    ("baroness", "Baroness"),
    ("major", "Major"),
    ("captain", "Captain"),
    ("inspector", "Inspector"),
    ("pcso", "PCSO"),
];

/// What may stand behind a name.
const HONOURS: [&str; 12] = [
    "mbe", "obe", "cbe", "kbe", "jp", "mp", "mep", "ms", "td", "qpm", "dl", "kc",
];

/// Words that belong to the family name that follows.
const PARTICLES: [&str; 20] = [
    "van", "von", "de", "der", "den", "di", "da", "du", "del", "la", "le", "st", "st.", "ter",
    "ten", "al", "el", "ní", "ó", "mac",
];

/// Takes a name apart; `heading` is what it stands under. None where no name is left: "the Clerk".
pub fn read(written: &str, heading: Option<&str>) -> Option<Name> {
    let written = written.trim().trim_end_matches([',', ';', '.']);
    let (written, bracket) = match written.split_once('(') {
        Some((before, rest)) => (before.trim(), rest.trim_end_matches(')').trim()),
        None => (written, ""),
    };
    let mut words: Vec<&str> = written.split_whitespace().collect();
    let mut titles: Vec<&str> = heading.and_then(of_heading).into_iter().collect();
    while let Some(title) = words.first().and_then(|word| title(word))
        && words.len() > 1
    {
        if !titles.contains(&title) {
            titles.push(title);
        }
        words.remove(0);
    }
    let mut honours = 0;
    while words.len() > honours + 1
        && words
            .get(words.len() - 1 - honours)
            .is_some_and(|word| is_honour(word))
    {
        honours += 1;
    }
    let names = words.get(..words.len() - honours)?;
    if is_no_name(names) {
        return None;
    }
    let mut begins = names.len() - 1;
    while begins > 0
        && names
            .get(begins - 1)
            .is_some_and(|word| PARTICLES.contains(&word.to_lowercase().as_str()))
    {
        begins -= 1;
    }
    let family = names.get(begins..)?.join(" ");
    let initials = bracket.chars().count() <= 3
        && bracket
            .chars()
            .all(|letter| letter.is_uppercase() || letter == '.');
    let mut given = names.get(..begins)?.join(" ");
    let listed = words.get(begins..)?.join(" ");
    let mut listed_as = (listed != family).then_some(listed);
    if given.is_empty() && !bracket.is_empty() && initials {
        bracket.clone_into(&mut given);
        listed_as = Some(format!("{family} ({bracket})"));
    }
    Some(Name {
        honorific: (!titles.is_empty()).then(|| titles.join(" ")),
        given,
        family,
        listed_as,
    })
}

/// The title that a heading gives to all under it: "Councillors", "Cllrs:".
fn of_heading(heading: &str) -> Option<&'static str> {
    heading
        .split_whitespace()
        .filter_map(title)
        .find(|title| *title == "Councillor" || *title == "Alderman")
}

fn title(word: &str) -> Option<&'static str> {
    let word = fold(word.trim_matches(['.', ',', ':']));
    TITLES
        .iter()
        .find(|(written, _)| *written == word)
        .map(|(_, kept)| *kept)
}

fn is_honour(word: &str) -> bool {
    let bare = word.trim_matches(['.', ',']);
    bare.chars().all(char::is_uppercase) && HONOURS.contains(&bare.to_lowercase().as_str())
}

/// Whether words are no name: "the Clerk", "2 members of the public". "A Bell" is one: the initial of hers.
fn is_no_name(words: &[&str]) -> bool {
    let [word, after @ ..] = words else {
        return true;
    };
    if *word == "A"
        && after
            .first()
            .is_some_and(|next| next.starts_with(char::is_uppercase))
    {
        return is_no_name(after);
    }
    let lower = word.to_lowercase();
    !word.starts_with(char::is_alphabetic)
        || [
            "the", "a", "an", "no", "none", "members", "member", "clerk", "public", "officers",
        ]
        .contains(&lower.as_str())
}

/// Everybody on record, and those found new in what is being taken in.
#[derive(Debug)]
pub struct Directory<'r> {
    recorded: &'r [Person],
    /// Those not on record, in the order in which they came.
    pub new: Vec<Person>,
}

/// Who is meant by a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant<'d> {
    /// This one.
    One(&'d Person),
    /// One of several, and nothing says which.
    Several,
    /// Nobody on record.
    Nobody,
}

impl<'r> Directory<'r> {
    /// A directory of those on record.
    pub fn new(recorded: &'r [Person]) -> Self {
        Self {
            recorded,
            new: Vec::new(),
        }
    }

    /// Whom a name means.
    pub fn find(&self, name: &Name) -> Meant<'_> {
        let family = fold(&name.family);
        let candidates: Vec<&Person> = self
            .recorded
            .iter()
            .chain(&self.new)
            .filter(|person| fold(&person.family) == family)
            .collect();
        let given = fold(&name.given);
        let mut same = candidates
            .iter()
            .filter(|person| fold(&person.given) == given && agree(name, person));
        match (same.next(), same.next()) {
            (Some(one), None) => return Meant::One(one),
            (Some(_), Some(_)) => return Meant::Several,
            (None, _) => {}
        }
        let fitting: Vec<&&Person> = candidates
            .iter()
            .filter(|person| fits(&given, &fold(&person.given)) && agree(name, person))
            .collect();
        match fitting.as_slice() {
            [] => Meant::Nobody,
            // Initials are no help where others of that family could be meant by the family name too.
            [one] => Meant::One(one),
            [..] => Meant::Several,
        }
    }
}

/// Whether given names, or initials, can be those of one person; none fits any.
fn fits(left: &str, right: &str) -> bool {
    if left.is_empty() || right.is_empty() {
        return true;
    }
    let parts = |text: &str| -> Vec<String> {
        let spaced: String = text
            .chars()
            .map(|letter| {
                if matches!(letter, '.' | '-') {
                    ' '
                } else {
                    letter
                }
            })
            .collect();
        spaced.split_whitespace().map(str::to_owned).collect()
    };
    let (left, right) = (parts(left), parts(right));
    // Two full names that differ are two people; an initial fits the name that it begins.
    left.iter().zip(&right).all(|(left, right)| {
        let short = left.chars().count() == 1 || right.chars().count() == 1;
        left == right || short && left.chars().next() == right.chars().next()
    })
}

/// Whether titles do not contradict each other: a councillor is not an officer.
fn agree(name: &Name, person: &Person) -> bool {
    let office = |honorific: Option<&str>| {
        honorific.map(|title| title.starts_with("Councillor") || title == "Alderman")
    };
    match (
        office(name.honorific.as_deref()),
        office(person.honorific.as_deref()),
    ) {
        (Some(left), Some(right)) => left == right,
        (None, _) | (_, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::ids::PersonId;
    use uuid::Uuid;

    fn parts(written: &str, heading: Option<&str>) -> (String, String, String, String) {
        let name = read(written, heading).unwrap();
        (
            name.honorific.unwrap_or_default(),
            name.given,
            name.family,
            name.listed_as.unwrap_or_default(),
        )
    }

    #[test]
    fn names_are_taken_apart_as_they_are_printed() {
        let cases = [
            ("Moss", Some("Councillors"), ("Councillor", "", "Moss", "")),
            ("Cllr Mrs M Leam", None, ("Councillor Mrs", "M", "Leam", "")),
            (
                "Mrs J. Tyler",
                Some("Cllrs:"),
                ("Councillor Mrs", "J.", "Tyler", ""),
            ),
            ("Jo Carr-Lee", Some("Officers"), ("", "Jo", "Carr-Lee", "")),
            ("Anna van der Berg", None, ("", "Anna", "van der Berg", "")),
            (
                "Jawad MBE",
                Some("Councillor"),
                ("Councillor", "", "Jawad", "Jawad MBE"),
            ),
            (
                "Shea (J)",
                Some("Councillors"),
                ("Councillor", "J", "Shea", "Shea (J)"),
            ),
            ("Dr Ann Bell, ", None, ("Dr", "Ann", "Bell", "")),
            (
                "A Bell",
                Some("Councillors"),
                ("Councillor", "A", "Bell", ""),
            ),
        ];
        for (written, heading, (honorific, given, family, listed)) in cases {
            let expected = (
                honorific.to_owned(),
                given.to_owned(),
                family.to_owned(),
                listed.to_owned(),
            );
            assert_eq!(parts(written, heading), expected, "{written}");
        }
        for none in [
            "the Clerk",
            "2 members of the public",
            "A Member of the public",
            "a resident",
            "Clerk",
            "",
            "None",
        ] {
            assert_eq!(read(none, None), None, "{none}");
        }
    }

    #[test]
    fn somebody_on_record_is_meant_only_where_nobody_else_can_be() {
        let person = |id, honorific: &str, given: &str, family: &str| Person {
            id: PersonId(Uuid::from_u128(id)),
            honorific: (!honorific.is_empty()).then(|| honorific.to_owned()),
            given: given.to_owned(),
            family: family.to_owned(),
            listed_as: None,
            posts: Vec::new(),
        };
        let people = [
            person(1, "Councillor", "Ann", "Bell"),
            person(2, "Councillor", "Jo", "Moss"),
            person(3, "", "Jim", "Moss"),
            person(4, "Mr", "", "Dunn"),
        ];
        let directory = Directory::new(&people);
        let meant = |written: &str, heading| match directory.find(&read(written, heading).unwrap())
        {
            Meant::One(person) => Some(person.id.0.as_u128()),
            Meant::Several | Meant::Nobody => None,
        };
        assert_eq!(meant("Ann Bell", None), Some(1));
        assert_eq!(meant("BELL", Some("Councillors")), Some(1));
        assert_eq!(meant("A. Bell", Some("Councillors")), Some(1));
        assert_eq!(
            meant("Z Bell", Some("Councillors")),
            None,
            "another initial"
        );
        assert_eq!(meant("Amy Bell", None), None, "another name");
        assert_eq!(meant("Mr Bell", None), None, "no councillor");
        assert_eq!(meant("Moss", None), None, "two of them");
        assert_eq!(meant("Jim Moss", None), Some(3));
        assert_eq!(meant("Cllr Dunn", None), None, "an officer");
    }
}
