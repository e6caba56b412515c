//! The agenda of a meeting: when and where, who, the items, and what each carries forward.

use super::actions_of::Listed;
use super::document::{Document, Number, Source};
use super::page::Page;
use super::{Material, Pattern, office, roll};
use crate::minutes::agenda::{Item, ItemKind};
use crate::minutes::background::{ActionOnRecord, Minuted};
use crate::minutes::entry::Status;
use crate::minutes::exempt;
use crate::minutes::ids::EntryKey;
use crate::minutes::meeting::State;
use crate::minutes::person::NameForm;
use crate::minutes::template::paper::Paper;
use crate::minutes::wording::{Occasion, Told, WordingError};

/// The agenda.
pub(super) const PATTERN: Pattern = Pattern {
    name: "Agenda",
    about: "The agenda, with what each item carries forward; of a meeting to come also what is outstanding",
    also: &[],
    make: agenda,
};

/// The agenda as it stands. What was prepared for an item, and its prompts, are the clerk's own.
fn agenda(material: &Material<'_>) -> (Document, Vec<WordingError>) {
    let meeting = material.meeting;
    let to_come = meeting.state() == State::Scheduled;
    let mut page = Page::of(material, Paper::Agenda);
    // The roll of a meeting to come is that of its body, which may have changed since it was called.
    let head = &meeting.head;
    let now = material.background.register.seats(head.body.id, head.date);
    let seats = if to_come && !now.is_empty() {
        &now
    } else {
        &meeting.seats
    };
    let all = office::told(Occasion::of(meeting), material);
    page.header(&Occasion {
        groups: roll::membership(seats, &material.template.layout.attendance),
        ..all.clone()
    });
    if meeting.items.is_empty() {
        page.word("none", &all);
    }
    let left = if to_come {
        Left::of(material)
    } else {
        Left::default()
    };
    let mut said = false;
    for (place, item) in meeting.items.iter().enumerate() {
        let published = item.outline.number.as_deref();
        let (number, title) = Number::of_item(published, place, &item.outline.title);
        let source = Source::Item(item.id);
        page.numbered_heading(number, &title, source);
        let names = item.outline.presenters.iter().filter_map(|person| {
            let person = &meeting.seat(*person)?.person;
            Some(person.name(NameForm::Full, head.date))
        });
        let of = all
            .clone()
            .item(item)
            .tell("presenters", Told::Texts(names.collect()))
            .tell(
                "planned",
                Told::Number(item.outline.planned.unwrap_or(0).into()),
            );
        let exempt = material.copied.exempt_item(item.id);
        let by = exempt.map_or_else(String::new, exempt::in_words);
        let of = of
            .tell("exempt", Told::Yes(exempt.is_some()))
            .tell("exempt_by", Told::Text(by));
        page.word_lines("item", &of, source);
        carried(&mut page, material, item, &of);
        if item.outline.kind == ItemKind::PreviousActions && !said {
            said = true;
            left.put(&mut page, material, &all);
        }
    }
    if !said && !left.is_empty() {
        page.word_heading(1, "outstanding", &all);
        left.put(&mut page, material, &all);
    }
    page.footer(&all);
    page.done()
}

/// What an item was put on the agenda for.
fn carried<'a>(page: &mut Page<'a>, material: &Material<'a>, item: &Item, of: &Occasion<'_>) {
    let points: Vec<(String, Source)> = item
        .outline
        .carried
        .iter()
        .filter_map(|key| {
            if let Some(action) = material.background.action(*key) {
                let listed = Listed::on_record(action, material);
                return Some(page.said_of("action", &listed.occasion(material)));
            }
            let mut carried = material.background.carried.iter();
            let topic = carried.find(|one| one.key == *key)?;
            Some(page.said_of("topic", &of_topic(topic, material)))
        })
        .map(|said| (said, Source::Elsewhere))
        .collect();
    if !points.is_empty() {
        page.word("carried", of);
        page.points(points);
    }
}

fn of_topic<'a>(topic: &Minuted, material: &Material<'a>) -> Occasion<'a> {
    let text = topic.text.trim();
    Occasion::of(material.meeting)
        .tell("text", Told::text(text.strip_suffix('.').unwrap_or(text)))
        .tell("raised", Told::Day(Some(topic.date)))
        .tell("source", Told::text(&topic.body_name))
        .tell("minute", Told::text(&topic.number))
        .tell("title", Told::text(&topic.title))
}

/// What earlier meetings left, and stands under no item.
#[derive(Debug, Default)]
struct Left<'a> {
    to_report: Vec<&'a ActionOnRecord>,
    open: Vec<&'a ActionOnRecord>,
}

impl<'a> Left<'a> {
    fn of(material: &Material<'a>) -> Self {
        let meeting = material.meeting;
        let body = meeting.head.body.id;
        let carried: Vec<EntryKey> = meeting
            .items
            .iter()
            .flat_map(|item| &item.outline.carried)
            .copied()
            .collect();
        let mut left = Self::default();
        for action in &material.background.actions {
            let minuted = &action.minuted;
            let standing = &action.standing;
            if minuted.date > meeting.head.date
                || minuted.key.meeting == meeting.id
                || carried.contains(&minuted.key)
            {
                continue;
            }
            let reports_here = standing.report_back.as_ref().is_some_and(|to| {
                let here = to.meeting == Some(meeting.id);
                let by_then =
                    to.meeting.is_none() && to.on.is_none_or(|on| on <= meeting.head.date);
                to.body == body && (here || by_then)
            });
            match standing.status {
                Status::Open | Status::Complete if reports_here => left.to_report.push(action),
                Status::Open if minuted.body == body => left.open.push(action),
                Status::Open | Status::Complete | Status::Cancelled | Status::Superseded => {}
            }
        }
        left.open.sort_by_key(|action| {
            let due = action.standing.due.as_ref();
            let last = due.and_then(|due| Some(due.window?.to));
            (last.is_none(), last)
        });
        left
    }

    fn is_empty(&self) -> bool {
        self.to_report.is_empty() && self.open.is_empty()
    }

    fn put(&self, page: &mut Page<'a>, material: &Material<'a>, all: &Occasion<'_>) {
        for (lead_in, actions) in [("to-report", &self.to_report), ("open", &self.open)] {
            let points: Vec<(String, Source)> = actions
                .iter()
                .map(|action| {
                    let listed = Listed::on_record(action, material);
                    let said = page.said_of("action", &listed.occasion(material));
                    (said, Source::Elsewhere)
                })
                .collect();
            if !points.is_empty() {
                page.word(lead_in, all);
                page.points(points);
            }
        }
    }
}
