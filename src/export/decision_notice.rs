//! The decision notice: attendance, interests, decisions and votes, as they are published within days of a meeting.

use super::document::{Document, Source};
use super::entries::{is_point, run};
use super::page::Page;
use super::{Material, Pattern, office, roll};
use crate::minutes::agenda::{Item, ItemKind};
use crate::minutes::entry::{Entry, Kind};
use crate::minutes::table;
use crate::minutes::template::paper::Paper;
use crate::minutes::wording::{Occasion, WordingError};

/// The decision notice.
pub(super) const PATTERN: Pattern = Pattern {
    name: "Decision notice",
    about: "What was decided, voted on and declared, and who was there: the short statement due within days",
    also: &[],
    make: decision_notice,
};

/// What a meeting decided. What it discussed is in the minutes alone.
fn decision_notice(material: &Material<'_>) -> (Document, Vec<WordingError>) {
    let meeting = material.meeting;
    let all = office::told(Occasion::of(meeting), material);
    let mut page = Page::of(material, Paper::DecisionNotice);
    page.header(&all);
    let lists = roll::lists(meeting, &material.template.layout.attendance);
    if lists.iter().any(|(_, groups)| !groups.is_empty()) {
        page.word_heading(1, "attendance", &all);
        for (spot, groups) in lists {
            if !groups.is_empty() {
                let occasion = Occasion {
                    groups,
                    ..all.clone()
                };
                page.usual(spot, &occasion, Source::Roll);
            }
        }
    }
    page.word_heading(1, "interests", &all);
    let mut interests = entries(&meeting.items, is_of_interest).peekable();
    if interests.peek().is_none() {
        page.word("no-interests", &all);
    }
    for (item, entry) in interests {
        page.entry(item, entry);
    }
    page.word_heading(1, "decisions", &all);
    let mut any = false;
    for item in &meeting.items {
        any |= decisions(&mut page, item, &all);
    }
    if !any {
        page.word("no-decisions", &all);
    }
    page.footer(&all);
    page.done()
}

/// What was decided under an item, below a heading of its own, with the points and tables that each decision leads in to;
/// whether there was anything.
fn decisions<'m>(page: &mut Page<'m>, item: &'m Item, all: &Occasion<'m>) -> bool {
    let entries: Vec<&Entry> = item.public_entries().collect();
    let mut rest = entries.as_slice();
    let mut any = false;
    while let [entry, after @ ..] = rest {
        rest = after;
        if !is_decision(entry) {
            continue;
        }
        if !any {
            let said = page.said_of("item", &all.clone().item(item));
            page.heading(2, &said, Source::Item(item.id));
            any = true;
        }
        page.entry(item, entry);
        while let [below, after @ ..] = rest {
            if below.kind == Kind::Point && is_point(below) {
                let (points, others) = run(rest, |one| one.kind == Kind::Point && is_point(one));
                page.points_of(item, points);
                rest = others;
            } else if table::read(&below.text).is_some() {
                page.entry(item, below);
                rest = after;
            } else {
                break;
            }
        }
    }
    any
}

/// The public entries of which something holds, in the order of the agenda.
fn entries<'m>(
    items: &'m [Item],
    wanted: impl Fn(&Item, &Entry) -> bool + Copy + 'm,
) -> impl Iterator<Item = (&'m Item, &'m Entry)> {
    items.iter().flat_map(move |item| {
        item.public_entries()
            .filter(move |entry| wanted(item, entry))
            .map(move |entry| (item, entry))
    })
}

/// A declaration, wherever it was made, or what was said where they are asked for ("There were none.").
fn is_of_interest(item: &Item, entry: &Entry) -> bool {
    match entry.kind {
        Kind::Declaration => true,
        Kind::Narrative | Kind::Procedural | Kind::LeadIn | Kind::Point => {
            item.outline.kind == ItemKind::Declarations
        }
        Kind::Question
        | Kind::Decision
        | Kind::Action
        | Kind::Motion
        | Kind::Vote
        | Kind::Movement
        | Kind::Private
        | Kind::Encouraging
        | Kind::Concern => false,
    }
}

/// A decision, a motion, a vote, or that the item was not taken.
fn is_decision(entry: &Entry) -> bool {
    if entry.put_off().is_some() {
        return true;
    }
    match entry.kind {
        Kind::Decision | Kind::Motion | Kind::Vote => true,
        Kind::Narrative
        | Kind::LeadIn
        | Kind::Point
        | Kind::Question
        | Kind::Action
        | Kind::Declaration
        | Kind::Movement
        | Kind::Procedural
        | Kind::Private
        | Kind::Encouraging
        | Kind::Concern => false,
    }
}
