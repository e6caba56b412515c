//! The action sheet: who has to do what, by when; for everybody, an owner after the other, or for one of them.

use super::actions_of::{self, Listed};
use super::document::Document;
use super::page::Page;
use super::{Material, Pattern};
use crate::minutes::entry::Status;
use crate::minutes::template::paper::Paper;
use crate::minutes::wording::{Occasion, Told, WordingError};

/// The action sheet.
pub(super) const PATTERN: Pattern = Pattern {
    about: "Who has to do what by when, as agreed by the meeting or open from earlier ones; --owner for one of them",
    make: action_sheet,
};

/// What the meeting agreed, and what is open from earlier ones of its body, an owner after the other.
fn action_sheet(material: &Material<'_>) -> (Document, Vec<WordingError>) {
    let mut actions = actions_of::of(material);
    if let Some(wanted) = material.wanted.owner {
        actions.retain(|action| action.is_for(wanted));
    }
    let owner = material.wanted.owner.and_then(|wanted| {
        let mut names = actions.iter().flat_map(|action| &action.owners);
        names.find(|owner| owner.fits(wanted))
    });
    let owner = match (owner, material.wanted.owner) {
        (Some(owner), _) => owner.name.clone(),
        (None, Some(wanted)) => wanted.to_owned(),
        (None, None) => String::new(),
    };
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
    page.done()
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
