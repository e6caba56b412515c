//! A part in the words of its row.

use crate::intake::draft::{Attendee, Part, What};
use crate::minutes::dates::{DateForm, TimeForm};

/// What a part is, in a word or two.
pub fn label(part: &Part) -> String {
    match &part.what {
        What::Body(_) => "body".to_owned(),
        What::Title(_) => "title".to_owned(),
        What::Date(_) => "date".to_owned(),
        What::Begins(_) => "began".to_owned(),
        What::Ends(_) => "ended".to_owned(),
        What::Place(_) => "place".to_owned(),
        What::Person(attendee) => attendee.attended.name().to_owned(),
        What::Item { number, .. } => match number {
            Some(number) => format!("item {number}"),
            None => "item".to_owned(),
        },
        What::Entry { kind, .. } => kind.name().to_owned(),
        What::Action(_) => "action".to_owned(),
        What::NextMeeting(_) => "next".to_owned(),
    }
}

/// What it says, on one line.
pub fn words(part: &Part) -> String {
    let or = |text: &str, lacking: &str| {
        if text.trim().is_empty() {
            lacking.to_owned()
        } else {
            text.to_owned()
        }
    };
    match &part.what {
        What::Body(body) => or(body, "(not known)"),
        What::Title(title) | What::Item { title, .. } => or(title, "(without a title)"),
        What::Date(date) => date.map_or("(not known)".to_owned(), |date| {
            DateForm::WeekdayLong.format(date)
        }),
        What::Begins(time) | What::Ends(time) => TimeForm::Dotted.format(*time),
        What::Place(place) => place.clone(),
        What::Person(attendee) => person(attendee),
        What::Entry { text, .. } => text.replace('\n', " "),
        What::Action(task) => task.text.replace('\n', " "),
        What::NextMeeting(date) => DateForm::WeekdayLong.format(*date),
    }
}

fn person(attendee: &Attendee) -> String {
    let mut words = attendee.name.clone();
    for more in [&attendee.role, &attendee.group, &attendee.note]
        .into_iter()
        .flatten()
    {
        words.push_str(" · ");
        words.push_str(more);
    }
    words
}

/// Whether it stands within an item.
pub fn is_within(part: &Part) -> bool {
    match part.what {
        What::Entry { .. } | What::Action(_) => true,
        What::Body(_)
        | What::Title(_)
        | What::Date(_)
        | What::Begins(_)
        | What::Ends(_)
        | What::Place(_)
        | What::Person(_)
        | What::Item { .. }
        | What::NextMeeting(_) => false,
    }
}
