//! Who is to do something, as a text writes it: one person, two, a body, a post, or words.

use chrono::NaiveDate;

use crate::minutes::entry::Owner;
use crate::minutes::person::NameForm;
use crate::minutes::register::Register;
use crate::minutes::roster::{Named, Roster};

use super::names::{self, Directory, Meant};
use super::record::body_called;

/// The owners that a text names. What is not recognised stays one owner, as it is written.
///
/// "Clerk / Cllr Bell" is two owners, "Housing and Planning Manager" is one: a text is only parted where every part is
/// somebody on record, or names a post in one word.
pub fn read(
    written: &str,
    register: &Register,
    roster: &Roster,
    directory: &Directory<'_>,
    on: NaiveDate,
) -> Vec<Owner> {
    let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
    let written = written.trim_matches([',', ';', ':', '.', ' ']);
    if written.is_empty() {
        return Vec::new();
    }
    let known = |part: &str| one(part, register, roster, directory, on);
    if let Some(owner) = known(written) {
        return vec![owner];
    }
    let parted: Vec<&str> = written
        .split(['/', ';', ',', '&'])
        .flat_map(|part| part.split(" and "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let owners: Vec<Option<Owner>> = parted.iter().map(|part| known(part)).collect();
    let is_word = |part: &&str| !part.contains(' ') && part.starts_with(char::is_uppercase);
    let parts_well = parted.len() > 1
        && owners.iter().any(Option::is_some)
        && parted
            .iter()
            .zip(&owners)
            .all(|(part, owner)| owner.is_some() || is_word(part));
    // A stroke always parts: nobody is called by one.
    let strokes = written.contains(['/', ';']) && parted.len() > 1;
    if parts_well || strokes {
        return parted
            .iter()
            .zip(owners)
            .map(|(part, owner)| owner.unwrap_or_else(|| as_written(part)))
            .collect();
    }
    vec![as_written(written)]
}

fn as_written(name: &str) -> Owner {
    Owner {
        name: name.to_owned(),
        ..Owner::default()
    }
}

/// Somebody or some body on record.
fn one(
    written: &str,
    register: &Register,
    roster: &Roster,
    directory: &Directory<'_>,
    on: NaiveDate,
) -> Option<Owner> {
    if let Some(body) = body_called(register, written) {
        return Some(Owner {
            body: Some(body.id),
            name: body.name.clone(),
            ..Owner::default()
        });
    }
    if let Some(known) = roster.exact(written) {
        return Some(Owner {
            person: Some(known.person),
            name: known.name(NameForm::Titled).to_owned(),
            ..Owner::default()
        });
    }
    // Initials mean somebody at the meeting, or nobody.
    if (2..=4).contains(&written.len()) && written.chars().all(|letter| letter.is_ascii_uppercase())
    {
        return match roster.meant_by(written) {
            Named::One(known) if known.on_roll => Some(Owner {
                person: Some(known.person),
                name: known.name(NameForm::Titled).to_owned(),
                ..Owner::default()
            }),
            Named::One(_) | Named::Several(_) | Named::Nobody => None,
        };
    }
    let name = names::read(written, None)?;
    match directory.find(&name) {
        Meant::One(person) => Some(Owner {
            person: Some(person.id),
            name: person.name(NameForm::Titled, on),
            ..Owner::default()
        }),
        Meant::Several | Meant::Nobody => None,
    }
}
