//! The action sheet: who has to do what, by when; for everybody, an owner after the other, or for one of them.

use super::actions_of::{self, Listed};
use super::document::{Document, Words};
use super::page::Page;
use super::{Format, Material, Pattern};
use crate::minutes::entry::Status;
use crate::minutes::roster::fold;
use crate::minutes::template::paper::Paper;
use crate::minutes::wording::{Occasion, Told, WordingError};

/// The action sheet.
pub(super) const PATTERN: Pattern = Pattern {
    name: "Action sheet",
    about: "Who has to do what by when, as agreed by the meeting or open from earlier ones; --owner for one of them",
    also: &[Format::Mail, Format::Csv],
    make: action_sheet,
};

/// What the meeting agreed, and what is open from earlier ones of its body, an owner after the other.
fn action_sheet(material: &Material<'_>) -> (Document, Vec<WordingError>) {
    let mut actions = actions_of::of(material);
    let owner = material.wanted.owner.unwrap_or_default().to_owned();
    if material.wanted.owner.is_some() {
        actions.retain(|action| action.owners.iter().any(|one| one.name == owner));
    }
    let open = actions
        .iter()
        .filter(|it| it.standing.status == Status::Open);
    let today = material.background.today;
    let overdue = open.clone().filter(|it| it.standing.is_overdue(today));
    let all = Occasion::of(material.meeting)
        .tell("owner", Told::Text(owner.clone()))
        .tell("count", Told::count(open.clone().count()))
        .tell("overdue", Told::count(overdue.count()))
        .tell("today", Told::Day(Some(today)));
    let mut page = Page::of(material, Paper::ActionSheet);
    page.header(&all);
    if actions.is_empty() {
        page.word("none", &all);
    } else if material.wanted.owner.is_some() {
        table(
            &mut page,
            material,
            &all,
            &actions.iter().collect::<Vec<_>>(),
        );
    } else {
        for (name, theirs) in by_owner(&actions) {
            let of = all
                .clone()
                .tell("owner", Told::text(name.unwrap_or_default()));
            let heading = if name.is_some() { "owner" } else { "nobody" };
            page.word_heading(1, heading, &of);
            table(&mut page, material, &of, &theirs);
        }
    }
    page.footer(&all);
    let (document, errors) = page.done();
    let recipient = Words::new(&owner);
    (
        Document {
            recipient,
            ..document
        },
        errors,
    )
}

/// Whether there is any action to be listed.
pub(super) fn is_there(material: &Material<'_>) -> bool {
    !actions_of::of(material).is_empty()
}

fn table<'a>(
    page: &mut Page<'a>,
    material: &Material<'a>,
    over: &Occasion<'_>,
    actions: &[&Listed<'a>],
) {
    let rows: Vec<_> = actions
        .iter()
        .map(|action| (action.occasion(material), action.source(material)))
        .collect();
    page.table(over, &rows);
}

/// The names of those who have to do something, as an action sheet has them, by family name; of those alone whose names
/// have words with these beginnings. One whose name is just these words stands alone.
pub fn owners(material: &Material<'_>, words: &str) -> Vec<String> {
    let actions = actions_of::of(material);
    let groups = by_owner(&actions);
    let names: Vec<&str> = groups.iter().filter_map(|(name, _)| *name).collect();
    if let Some(exactly) = names.iter().find(|name| fold(name) == fold(words)) {
        return vec![(*exactly).to_owned()];
    }
    let fitting = names.into_iter().filter(|name| begins(name, words));
    fitting.map(str::to_owned).collect()
}

/// Whether words typed are beginnings of words of a name.
fn begins(name: &str, words: &str) -> bool {
    let parted = |text: &str| -> Vec<String> {
        let folded = fold(text);
        let parts = folded.split(|c: char| !c.is_alphanumeric());
        parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let name = parted(name);
    let mut words = parted(words).into_iter();
    words.all(|word| name.iter().any(|part| part.starts_with(&word)))
}

/// The actions under each owner's name, by family name; last those that nobody was named for. One that several are to
/// do stands with each.
fn by_owner<'l, 'a>(actions: &'l [Listed<'a>]) -> Vec<(Option<&'l str>, Vec<&'l Listed<'a>>)> {
    let mut owners: Vec<&actions_of::OwnerName> = Vec::new();
    for owner in actions.iter().flat_map(|action| &action.owners) {
        if !owners.iter().any(|known| known.name == owner.name) {
            owners.push(owner);
        }
    }
    owners.sort_by(|one, other| (&one.sorted, &one.name).cmp(&(&other.sorted, &other.name)));
    let mut groups: Vec<(Option<&str>, Vec<&Listed<'a>>)> = owners
        .into_iter()
        .map(|owner| {
            let theirs = actions.iter().filter(|action| {
                let mut names = action.owners.iter();
                names.any(|one| one.name == owner.name)
            });
            (Some(owner.name.as_str()), theirs.collect())
        })
        .collect();
    let nobodys: Vec<_> = actions.iter().filter(|it| it.owners.is_empty()).collect();
    if !nobodys.is_empty() {
        groups.push((None, nobodys));
    }
    groups
}
