//! Importing: which file, and one part of what was read in it put right.

use strum::IntoEnumIterator as _;

use crate::intake::draft::{Attended, Attendee, Task, What};
use crate::minutes::dates::{DateForm, TimeForm};
use crate::minutes::entry::Kind;
use crate::screen::desk::{Desk, Effect};

use super::field::{Field, Name, Reads};
use super::{Form, Problem, Purpose};

/// A form that asks for a file to be imported.
pub fn import_file(desk: &Desk) -> Form {
    let fields = vec![
        Field::line(Name::File, Reads::Words)
            .hint("Minutes: text, Markdown, .docx; an action log: .csv, .json; of a PDF the text that pdftotext makes"),
    ];
    Form::new(
        desk,
        "Import minutes or an action log",
        Purpose::ImportFile,
        fields,
    )
}

/// Has the file read.
pub fn take_file(form: &Form, desk: &mut Desk) -> Result<Option<Purpose>, Problem> {
    let path = form.needed(Name::File, "Which file?")?.to_owned();
    desk.effects.push(Effect::ReadImport { path });
    Ok(Some(Purpose::ImportFile))
}

/// The kinds that a paragraph can be given: an action holds more than words.
fn kinds() -> impl Iterator<Item = Kind> {
    Kind::iter().filter(|kind| *kind != Kind::Action)
}

/// A form for one part.
pub fn import_part(desk: &Desk, place: (usize, usize), what: &What) -> Form {
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    let line = |name, text: &str| Field::line(name, Reads::Words).with(text);
    let (title, fields) = match what {
        What::Body(body) => {
            let bodies = desk
                .register
                .bodies
                .iter()
                .map(|body| body.name.clone())
                .collect();
            let field = Field::line(Name::Body, Reads::OneOf(bodies)).with(body);
            (
                "Whose meeting",
                vec![field.hint("A body on record, or the full name of a new one")],
            )
        }
        What::Title(title) => ("What sort of meeting", vec![line(Name::Title, title)]),
        What::Date(date) => {
            let text = date.map_or(String::new(), |date| DateForm::WeekdayLong.format(date));
            let field = Field::line(Name::Date, Reads::Date).with(&text);
            (
                "The day of the meeting",
                vec![field.hint("27 July 2022, 27/7/22")],
            )
        }
        What::NextMeeting(date) => {
            let text = DateForm::WeekdayLong.format(*date);
            (
                "The next meeting",
                vec![Field::line(Name::Date, Reads::Date).with(&text)],
            )
        }
        What::Begins(time) | What::Ends(time) => {
            let text = TimeForm::Dotted.format(*time);
            (
                "A time of the meeting",
                vec![Field::line(Name::Time, Reads::Time).with(&text)],
            )
        }
        What::Place(place) => ("Where it was", vec![line(Name::Place, place)]),
        What::Person(attendee) => {
            let at = Attended::ALL
                .iter()
                .position(|attended| *attended == attendee.attended);
            let fields = vec![
                line(Name::Who, &attendee.name).hint("With the title that the text gives, if any"),
                line(Name::Role, &some(&attendee.role)),
                line(Name::Group, &some(&attendee.group)).hint("The heading over the name"),
                Field::choice(
                    Name::Kind,
                    Attended::ALL.iter().map(|attended| attended.name()),
                    at.unwrap_or(0),
                ),
            ];
            ("Somebody on the roll", fields)
        }
        What::Item { number, title } => (
            "An item",
            vec![
                line(Name::Number, &some(number)).hint("As it is printed"),
                line(Name::Title, title),
            ],
        ),
        What::Entry { kind, text } => {
            let at = kinds().position(|other| other == *kind);
            let fields = vec![
                Field::choice(Name::Kind, kinds().map(Kind::name), at.unwrap_or(0)),
                Field::rows(Name::Words, Reads::Words).with(text),
            ];
            ("A paragraph", fields)
        }
        What::Action(task) => {
            let fields = vec![
                Field::rows(Name::Words, Reads::Words).with(&task.text),
                line(Name::Owner, &task.owner).hint("As written; several parted by \"/\""),
                line(Name::DueBy, &task.due)
                    .hint("As written: September, 21 Sept 2022, next meeting"),
                line(Name::Reference, &task.reference)
                    .hint("Its own, where it has one; else it is given the next"),
            ];
            ("An action", fields)
        }
    };
    let purpose = Purpose::ImportPart(place, Box::new(what.clone()));
    Form::new(desk, title, purpose, fields)
}

/// The part as it was put right.
pub fn take_part(
    form: &Form,
    place: (usize, usize),
    was: &What,
) -> Result<Option<Purpose>, Problem> {
    let text = |name| form.text(name).to_owned();
    let some = |name| {
        Some(form.text(name))
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let day = |words: &str| {
        let date = form.date(Name::Date)?;
        date.ok_or_else(|| (Name::Date, words.to_owned()))
    };
    let time = || {
        let time = form.time(Name::Time)?;
        time.ok_or_else(|| {
            (
                Name::Time,
                "At what time? Leave the part out where nobody knows.".to_owned(),
            )
        })
    };
    let what = match was {
        What::Body(_) => What::Body(form.needed(Name::Body, "Whose meeting was it?")?.to_owned()),
        What::Title(_) => What::Title(
            form.needed(Name::Title, "Leave the part out instead.")?
                .to_owned(),
        ),
        What::Date(_) => What::Date(Some(day("On what day was it?")?)),
        What::NextMeeting(_) => What::NextMeeting(day("Leave the part out instead.")?),
        What::Begins(_) => What::Begins(time()?),
        What::Ends(_) => What::Ends(time()?),
        What::Place(_) => What::Place(
            form.needed(Name::Place, "Leave the part out instead.")?
                .to_owned(),
        ),
        What::Person(attendee) => What::Person(Attendee {
            name: form.needed(Name::Who, "Who is it?")?.to_owned(),
            role: some(Name::Role),
            group: some(Name::Group),
            attended: Attended::ALL
                .get(form.chosen(Name::Kind))
                .copied()
                .unwrap_or_default(),
            note: attendee.note.clone(),
        }),
        What::Item { .. } => What::Item {
            number: some(Name::Number),
            title: form.needed(Name::Title, "What is its heading?")?.to_owned(),
        },
        What::Entry { .. } => What::Entry {
            kind: kinds().nth(form.chosen(Name::Kind)).unwrap_or_default(),
            text: form
                .needed(Name::Words, "Leave the part out instead.")?
                .to_owned(),
        },
        What::Action(task) => What::Action(Task {
            text: form.needed(Name::Words, "What is to be done?")?.to_owned(),
            owner: text(Name::Owner),
            due: text(Name::DueBy),
            reference: text(Name::Reference),
            ..task.clone()
        }),
    };
    Ok(Some(Purpose::ImportPart(place, Box::new(what))))
}
