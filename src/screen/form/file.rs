//! Files: where minutes are to be written, and which file holds an agenda.

use strum::IntoEnumIterator as _;

use crate::export::Format;
use crate::export::actions::TableFormat;
use crate::minutes::exempt::Copy;
use crate::screen::desk::{Desk, Effect};

use super::field::{Field, Name, Reads};
use super::{Form, Problem, Purpose};

/// Where and how a document is to be written; what `Effect::Write` wants besides the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writing {
    /// The file.
    pub path: String,
    /// In what form.
    pub format: Format,
    /// Whether a file of that name may be replaced.
    pub replace: bool,
    /// Which copy it is.
    pub copy: Copy,
}

/// A form that asks where minutes are to be written; whoever opened it makes the text when it is answered.
pub fn write_minutes(desk: &Desk, suggested_name: &str, holds_exempt: bool) -> Form {
    let copy = Field::choice(
        Name::Copy,
        [
            "the public copy",
            "the full copy: exempt parts too, NOT FOR PUBLICATION",
        ],
        0,
    );
    let fields = vec![
        Field::line(Name::File, Reads::Words).proposing(suggested_name),
        Field::choice(Name::Format, Format::iter().map(Format::name), 0),
        Field::yes_or_no(Name::Replace, false).hint("Where a file of that name is there already"),
        if holds_exempt { copy } else { copy.hidden() },
    ];
    let purpose = Purpose::Write(Writing::default());
    Form::new(desk, "Write the minutes", purpose, fields)
}

/// Answers with what was chosen.
pub fn take_writing(form: &Form) -> Result<Option<Purpose>, Problem> {
    let path = form.needed(Name::File, "Write to which file?")?.to_owned();
    let chosen = Format::iter().nth(form.chosen(Name::Format));
    // Where no form was chosen, the end of the name says which: "minutes.md".
    let named = Format::iter().find(|format| path.ends_with(&format!(".{}", format.extension())));
    let format = chosen
        .filter(|_| form.is_touched_at(Name::Format))
        .or(named)
        .or(chosen)
        .unwrap_or_default();
    // A name that was only proposed ends as the format does.
    let path = match path.strip_suffix(".txt") {
        Some(stem) if !form.is_touched_at(Name::File) => format!("{stem}.{}", format.extension()),
        Some(_) | None => path,
    };
    Ok(Some(Purpose::Write(Writing {
        path,
        format,
        replace: form.says_yes(Name::Replace),
        copy: match form.chosen(Name::Copy) {
            1 => Copy::Full,
            _ => Copy::Public,
        },
    })))
}

/// A form that asks for a folder to write to.
pub fn folder(desk: &Desk, suggested: &str) -> Form {
    let fields = vec![
        Field::line(Name::Folder, Reads::Words)
            .proposing(suggested)
            .hint("It is made where it is not there; \".\" is where the program was started"),
    ];
    let purpose = Purpose::Folder(String::new());
    Form::new(desk, "Write documents into a folder", purpose, fields)
}

/// Answers with the folder.
pub fn take_folder(form: &Form) -> Result<Option<Purpose>, Problem> {
    let folder = form.needed(Name::Folder, "Into which folder?")?.to_owned();
    Ok(Some(Purpose::Folder(folder)))
}

/// What is said of a name whose end means no form of a table.
pub const ENDINGS: &str =
    "End the name in .csv, .json or .txt: the end says in what form it is written.";

/// A form that asks where a table of actions is to be written.
pub fn write_rows(desk: &Desk, suggested_name: &str, holds_exempt: bool) -> Form {
    let copies = ["left out", "in it, each marked: NOT FOR PUBLICATION"];
    let copies = Field::choice(Name::WhatIsExempt, copies, 0);
    let fields = vec![
        Field::line(Name::File, Reads::Words)
            .proposing(suggested_name)
            .hint("The end says in what form: .csv, .json or .txt"),
        Field::yes_or_no(Name::Replace, false).hint("Where a file of that name is there already"),
        if holds_exempt {
            copies
        } else {
            copies.hidden()
        },
    ];
    let purpose = Purpose::WriteRows {
        path: String::new(),
        replace: false,
        copy: Copy::Public,
    };
    Form::new(desk, "Write the rows shown", purpose, fields)
}

/// Answers with what was chosen.
pub fn take_rows(form: &Form) -> Result<Option<Purpose>, Problem> {
    let path = form.needed(Name::File, "Write to which file?")?.to_owned();
    if TableFormat::of_name(&path).is_none() {
        return Err((Name::File, ENDINGS.to_owned()));
    }
    Ok(Some(Purpose::WriteRows {
        path,
        replace: form.says_yes(Name::Replace),
        copy: match form.chosen(Name::WhatIsExempt) {
            1 => Copy::Full,
            _ => Copy::Public,
        },
    }))
}

/// A form that asks for a file with an agenda; its text comes to the overlay below as a paste.
pub fn agenda_file(desk: &Desk) -> Form {
    let fields = vec![Field::line(Name::File, Reads::Words).hint("A text file, an item a line")];
    Form::new(desk, "An agenda from a file", Purpose::AgendaFile, fields)
}

/// Has the file read.
pub fn take_agenda_file(form: &Form, desk: &mut Desk) -> Result<Option<Purpose>, Problem> {
    let path = form.needed(Name::File, "Which file?")?.to_owned();
    desk.effects.push(Effect::ReadFile { path });
    Ok(Some(Purpose::AgendaFile))
}
