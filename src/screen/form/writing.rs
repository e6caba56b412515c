//! The chair's letter and the report about an item: what the record does not know of them.

use crate::export::{DocumentKind, Material, Wanted};
use crate::minutes::change::Change;
use crate::minutes::dates::DateForm;
use crate::minutes::exempt::Copy;
use crate::minutes::ids::ItemId;
use crate::minutes::template::paper::Paper;
use crate::minutes::writing::{Letter, Part, Report, Written};
use crate::screen::desk::Desk;

use super::field::{Field, Name, Reads};
use super::item::{named_or, say_off, unseated};
use super::{Form, Problem, Purpose, naming};

/// A form for the letter about an item of the open meeting.
pub fn letter(desk: &Desk, item: ItemId) -> Form {
    let open = desk.open.as_ref();
    let there = open.and_then(|open| open.meeting.item(item));
    let letter = there
        .and_then(|item| item.letter.as_deref().cloned())
        .unwrap_or_default();
    let on = open.map_or_else(|| desk.now.date_naive(), |open| open.meeting.head.date);
    let guests = there.map(|item| item.outline.guests.as_slice());
    let to = match letter.to.as_slice() {
        [] => guests.unwrap_or_default(),
        to => to,
    };
    let title = there.map_or("", |item| item.outline.title.as_str());
    let day = |day: Option<chrono::NaiveDate>| {
        day.map(|day| DateForm::Long.format(day))
            .unwrap_or_default()
    };
    let fields = vec![
        Field::line(Name::Recipients, Reads::People)
            .with(&naming::shown_all(desk, to, on))
            .hint("Who came for the item, unless you write others; names parted by \";\""),
        Field::line(Name::Subject, Reads::Words).with(if letter.subject.is_empty() {
            title
        } else {
            &letter.subject
        }),
        Field::line(Name::Date, Reads::Date)
            .with(&day(letter.date))
            .hint("The day that the letter bears; empty, that of the meeting"),
        Field::line(Name::Occasion, Reads::Words)
            .with(&letter.occasion)
            .hint("Goes on after \"at which\": a progress report was given"),
        Field::rows(Name::Context, Reads::Words)
            .with(&letter.context)
            .hint("A paragraph a row; the lists are the entries marked + and ~"),
        Field::rows(Name::News, Reads::Words)
            .with(&letter.news)
            .hint("What members should know besides, such as a date: a paragraph a row"),
        Field::rows(Name::Reflection, Reads::Words)
            .with(&letter.reflection)
            .hint("What stands between the lists and what is asked: a paragraph a row"),
        Field::rows(Name::Enclosures, Reads::Words)
            .with(&letter.enclosures.join("\n"))
            .hint("One a row, by name"),
        Field::line(Name::ReplyBy, Reads::Date)
            .with(&day(letter.reply_by))
            .hint("Empty where no reply is asked for"),
    ];
    Form::new(
        desk,
        format!("Letter: {title}"),
        Purpose::Letter(item),
        fields,
    )
}

/// Takes the letter into the record.
pub fn take_letter(form: &Form, desk: &mut Desk, item: ItemId) -> Result<Option<Purpose>, Problem> {
    let there = desk.open.as_ref().and_then(|open| open.meeting.item(item));
    let before = there
        .and_then(|item| item.letter.as_deref().cloned())
        .unwrap_or_default();
    let title = there.map_or("", |item| item.outline.title.as_str());
    let subject = form.text(Name::Subject);
    let subject = if subject == title { "" } else { subject }.to_owned();
    let (date, reply_by) = (form.date(Name::Date)?, form.date(Name::ReplyBy)?);
    let rows = |name| form.lines(name).join("\n");
    let named_before = before.to.clone();
    let (to, mut changes) = named_or(form, desk, Name::Recipients, before.to)?;
    let letter = Letter {
        to,
        date,
        subject,
        occasion: form.text(Name::Occasion).to_owned(),
        context: rows(Name::Context),
        news: rows(Name::News),
        reflection: rows(Name::Reflection),
        enclosures: form.lines(Name::Enclosures),
        reply_by,
    };
    changes.push(Change::LetterWritten {
        item,
        letter: Some(Box::new(letter)),
    });
    let off = unseated(desk, &named_before, &mut changes);
    let done = super::record_together(desk, "letter written", changes);
    say_off(desk, done, &off);
    Ok(done.then_some(Purpose::Letter(item)))
}

/// Says what in the report on an item refers to a paragraph that is not there.
fn tell_doubts(desk: &mut Desk, item: ItemId) {
    let Some(open) = &desk.open else { return };
    let copied = open.meeting.copy(Copy::Full);
    let wanted = Wanted {
        item: Some(item),
        ..Wanted::default()
    };
    let material = Material::of(&copied, &open.template).wanting(wanted);
    let (document, _) = DocumentKind::ProgressReport.make(&material);
    let more = document.doubts.len().saturating_sub(1);
    if let Some(doubt) = document.doubts.first() {
        let rest = match more {
            0 => String::new(),
            more => format!(" And {more} more."),
        };
        desk.warn(format!("{doubt}{rest}"));
    }
}

/// A form for the report on an item of the open meeting.
pub fn report(desk: &Desk, item: ItemId) -> Form {
    let open = desk.open.as_ref();
    let there = open.and_then(|open| open.meeting.item(item));
    let report = there
        .and_then(|item| item.report.as_deref().cloned())
        .unwrap_or_default();
    let title = there.map_or("", |item| item.outline.title.as_str());
    let front: Vec<String> = report.front.iter().map(Written::write).collect();
    let body: Vec<String> = report.body.iter().map(Part::write).collect();
    let since = report.since.map(|day| DateForm::Long.format(day));
    let fields = vec![
        Field::line(Name::ReportTo, Reads::Words)
            .with(&report.to)
            .hint("The body that it goes to; empty, the one that meets"),
        Field::line(Name::Subject, Reads::Words)
            .with(if report.subject.is_empty() { title } else { &report.subject }),
        Field::rows(Name::Front, Reads::Words)
            .with(&front.join("\n"))
            .hint("A row begins with a label of the front sheet: \"Summary: …\"; rows below go on with it"),
        Field::rows(Name::Paragraphs, Reads::Words)
            .with(&body.join("\n"))
            .hint("A numbered paragraph a row; \"# \" section, \"## \" heading, \"- \" point, \"> \" no number, \"| \" table"),
        Field::line(Name::Since, Reads::Date)
            .with(&since.unwrap_or_default())
            .hint("The day of the last report; empty, that of the body's last meeting with one"),
    ];
    Form::new(
        desk,
        format!("Report: {title}"),
        Purpose::Report(item),
        fields,
    )
}

/// Takes the report into the record.
pub fn take_report(form: &Form, desk: &mut Desk, item: ItemId) -> Result<Option<Purpose>, Problem> {
    let Some(open) = &desk.open else {
        return Ok(None);
    };
    let title = open
        .meeting
        .item(item)
        .map_or("", |item| item.outline.title.as_str());
    let labels: Vec<String> = open
        .template
        .parts(Paper::ProgressReport)
        .front
        .iter()
        .map(|row| row.label().to_owned())
        .collect();
    let lines = form.lines(Name::Front);
    let (front, stray) = Written::read(lines.iter().map(String::as_str), &labels);
    if let Some(stray) = stray.first() {
        let words = format!(
            "\"{stray}\" begins with no label; there are {}.",
            labels.join(", ")
        );
        return Err((Name::Front, words));
    }
    let subject = form.text(Name::Subject);
    let report = Report {
        to: form.text(Name::ReportTo).to_owned(),
        subject: if subject == title { "" } else { subject }.to_owned(),
        front,
        body: form
            .lines(Name::Paragraphs)
            .iter()
            .filter_map(|line| Part::read(line))
            .collect(),
        since: form.date(Name::Since)?,
    };
    let report = Some(Box::new(report));
    let done = desk.record(Change::ReportWritten { item, report }, None);
    if done {
        tell_doubts(desk, item);
    }
    Ok(done.then_some(Purpose::Report(item)))
}
