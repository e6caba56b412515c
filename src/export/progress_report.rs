//! The progress report on recommendations: a front sheet with the council's own labels, the recommendations made in it,
//! how earlier ones stand, what has moved since the last report, and numbered paragraphs.

mod paragraphs;
mod progress;

use std::collections::BTreeSet;

use super::document::{Block, Document, Labelled, ListItem, Marks, Number, Source, Words};
use super::page::Page;
use super::{Format, Material, Pattern, references};
use crate::minutes::agenda::Item;
use crate::minutes::entry::Entry;
use crate::minutes::meeting::Meeting;
use crate::minutes::person::NameForm;
use crate::minutes::template::paper::{FrontRow, Paper};
use crate::minutes::wording::{Occasion, Told, WordingError, capital};
use crate::minutes::writing::Report;

/// The progress report.
pub(super) const PATTERN: Pattern = Pattern {
    name: "Progress report",
    about: "How recommendations stand: who, by when, how far, what was last heard, and what has moved since the last report",
    also: &[Format::Csv, Format::Mail],
    make: report,
};

/// The report on the item that is wanted, or the first for which one was written; without one, on what the body has
/// recommended so far.
fn report(material: &Material<'_>) -> (Document, Vec<WordingError>) {
    let nothing = Report::default();
    let item = subjects(material.meeting).into_iter().find(|item| {
        let wanted = material.wanted.item;
        wanted.is_none_or(|wanted| wanted == item.id)
    });
    let written = item
        .and_then(|item| item.report.as_deref())
        .unwrap_or(&nothing);
    let since = progress::since(material, written);
    let all = occasion(material, item, written, since);
    let to = receiver(material, written);
    let mut draft = Draft {
        material,
        item,
        written,
        page: Page::of(material, Paper::ProgressReport),
        checked: Vec::new(),
    };
    draft.page.header(&all);
    draft.front(&all);
    progress::write(&mut draft.page, material, item, since, &all);
    let there = paragraphs::write(&mut draft.page, written, &mut draft.checked);
    draft.page.footer(&all);
    let doubts = draft.doubts(&there);
    let (mut document, errors) = draft.page.done();
    document.doubts = doubts;
    document.recipient = Words::new(to);
    (document, errors)
}

/// The items on which a report was written.
pub(super) fn subjects(meeting: &Meeting) -> Vec<&Item> {
    let items = meeting.items.iter();
    items.filter(|item| item.report.is_some()).collect()
}

/// Whether a report was written, or there is a recommendation to report on.
pub(super) fn is_there(material: &Material<'_>) -> bool {
    let mut actions = material.background.actions.iter();
    !subjects(material.meeting).is_empty() || actions.any(|action| action.recommendation)
}

/// The body that it goes to.
fn receiver<'a>(material: &Material<'a>, written: &'a Report) -> &'a str {
    match written.to.trim() {
        "" => &material.meeting.head.body.name,
        to => to,
    }
}

/// What every wording knows.
fn occasion<'a>(
    material: &Material<'a>,
    item: Option<&'a Item>,
    written: &Report,
    since: Option<chrono::NaiveDate>,
) -> Occasion<'a> {
    let meeting = material.meeting;
    let subject = match written.subject.trim() {
        "" => item.map_or("", |item| item.outline.title.as_str()),
        subject => subject,
    };
    let to = receiver(material, written);
    let presenters = item.iter().flat_map(|item| &item.outline.presenters);
    let presenters = presenters
        .filter_map(|id| meeting.seat(*id))
        .map(|seat| seat.person.name(NameForm::Full, meeting.head.date));
    let said = Occasion {
        item,
        ..Occasion::of(meeting)
    };
    progress::nothing(said)
        .tell("presenters", Told::Texts(presenters.collect()))
        .tell("to", Told::text(to))
        .tell("subject", Told::text(subject))
        .tell("date", Told::Day(Some(meeting.head.date)))
        .tell("since", Told::Day(since))
}

/// A text that may refer to paragraphs, and where it stands: "paragraph 2.4".
type Checked = (String, String);

struct Draft<'a, 'm> {
    material: &'m Material<'a>,
    item: Option<&'a Item>,
    written: &'m Report,
    page: Page<'a>,
    checked: Vec<Checked>,
}

impl Draft<'_, '_> {
    /// The front sheet, parted where the recommendations stand in it.
    fn front(&mut self, all: &Occasion<'_>) {
        let mut rows = Vec::new();
        let front: Vec<(usize, FrontRow)> = {
            let front = self.material.template.parts(Paper::ProgressReport).front;
            front.iter().cloned().enumerate().collect()
        };
        for (place, row) in front {
            let by_hand = self.written.front.iter();
            let mut by_hand = by_hand.filter(|one| one.label == row.label());
            let (text, source) = match by_hand.next_back() {
                Some(one) => (one.text.clone(), self.source()),
                None => (self.page.front(place, all), Source::Head),
            };
            self.checked.push((
                text.clone(),
                format!("the front sheet, \"{}\"", row.label()),
            ));
            if row.recommendations {
                self.push_rows(&mut rows);
                self.recommendations(&row, &text);
                continue;
            }
            let text = Words::new(&text);
            if !text.is_empty() {
                let label = match row.authorised_by.trim() {
                    "" => row.label().to_owned(),
                    by => format!("{} (Authorised by {by})", row.label()),
                };
                rows.push(Labelled {
                    label: Words::new(&label),
                    text,
                    source,
                });
            }
        }
        self.push_rows(&mut rows);
    }

    fn push_rows(&mut self, rows: &mut Vec<Labelled>) {
        if !rows.is_empty() {
            let rows = std::mem::take(rows);
            self.page.push(Block::FrontSheet { rows });
        }
    }

    fn source(&self) -> Source {
        self.item.map_or(Source::Head, |item| Source::Item(item.id))
    }

    /// The recommendations made in this report, numbered, below their heading and what leads in to them.
    fn recommendations(&mut self, row: &FrontRow, stem: &str) {
        let entries = self.item.iter().flat_map(|item| item.public_entries());
        let own: Vec<&Entry> = entries.filter(|entry| entry.action().is_some()).collect();
        if own.is_empty() && stem.trim().is_empty() {
            return;
        }
        self.page.heading(1, row.label(), Source::Template);
        let source = self.source();
        paragraphs::plain(&mut self.page, stem, source);
        let items: Vec<ListItem> = own
            .iter()
            .zip(1_u32..)
            .map(|(entry, number)| {
                let place = format!("recommendation {number}");
                self.checked.push((entry.text.clone(), place));
                ListItem {
                    text: Words::new(&capital(&entry.text)),
                    source: Source::Entry(entry.id),
                    time: None,
                }
            })
            .filter(|item| !item.text.is_empty())
            .collect();
        if !items.is_empty() {
            let marks = Marks::Numbers(Number::new("", 1, "."));
            self.page.push(Block::List { marks, items });
        }
    }

    /// References to paragraphs that are not there, each with the place of the reference.
    fn doubts(&self, there: &BTreeSet<String>) -> Vec<String> {
        let mut doubts = Vec::new();
        for (text, place) in &self.checked {
            for number in references::missing(text, there) {
                doubts.push(format!(
                    "In {place}: it refers to paragraph {number}, and there is none of that number."
                ));
            }
        }
        doubts
    }
}
