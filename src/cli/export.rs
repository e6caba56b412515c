//! `minutebook export`: documents of a meeting, one to standard output or a file, or all into a folder.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use chrono::{Months, TimeDelta};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use strum::IntoEnumIterator;

use super::{Arguments, FOUND_WRONG, clock, complain, print, which};
use crate::export::{self, Choices, Document, DocumentKind, Facts, Format, Material, Sheet};
use crate::files;
use crate::minutes::background::{Background, Span};
use crate::minutes::meeting::Meeting;
use crate::store::Archive;
use crate::store::protocol::{Answered, BackgroundAsked, Question};

/// What `export` takes.
#[derive(Debug, Args)]
pub struct Asked {
    /// Which meeting: an id or its beginning, a date, `latest` (the last that has begun), words of the body's
    /// name or the meeting's title, or such words and a date or `latest`
    #[arg(required = true, value_name = "MEETING")]
    meeting: Vec<String>,
    /// Which document
    #[arg(long, default_value = "minutes", value_parser = by_name(DocumentKind::about))]
    document: DocumentKind,
    /// In which format
    #[arg(long, default_value = "text", value_parser = by_name(Format::about))]
    format: Format,
    /// With --format csv, which list
    #[arg(long, default_value = "entries", value_parser = by_name(Sheet::about))]
    list: Sheet,
    /// With --format webvtt, where in the recording the meeting commenced: [-][HH:]MM:SS
    #[arg(long, value_name = "TIME", default_value = "0:00", value_parser = offset, allow_hyphen_values = true)]
    offset: TimeDelta,
    /// Fill in this file of your own instead: a minijinja template over what --format json writes
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "document", "all"])]
    template: Option<PathBuf>,
    /// The file to write, whole or not at all; without it, standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write every document in every format into this folder
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["format", "document", "output"])]
    all: Option<PathBuf>,
    /// Replace files that are there; else they are left alone
    #[arg(long)]
    force: bool,
}

/// Takes one of the names that an enum's variants have, and tells what each is.
fn by_name<T>(about: fn(T) -> &'static str) -> impl TypedValueParser<Value = T>
where
    T: IntoEnumIterator + Into<&'static str> + std::str::FromStr + Copy + Send + Sync + 'static,
{
    let names = T::iter().map(|one| PossibleValue::new(one.into()).help(about(one)));
    PossibleValuesParser::new(names.collect::<Vec<_>>())
        .try_map(|name| name.parse().map_err(|_| format!("there is no \"{name}\"")))
}

/// "1:02:03", "12:30", "-0:45".
fn offset(text: &str) -> Result<TimeDelta, String> {
    let wrong = || {
        format!("\"{text}\" is no time: write minutes and seconds (12:30), or hours too (1:02:03)")
    };
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let parts: Vec<&str> = digits.split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return Err(wrong());
    }
    let mut seconds: i64 = 0;
    for (place, part) in parts.iter().enumerate() {
        let number: u32 = part.parse().map_err(|_| wrong())?;
        // The first part may be as large as it likes: 90:00 is an hour and a half.
        if place > 0 && number > 59 || number > 6000 || !part.bytes().all(|b| b.is_ascii_digit()) {
            return Err(wrong());
        }
        seconds = seconds * 60 + i64::from(number);
    }
    Ok(TimeDelta::seconds(sign * seconds))
}

/// Writes what is asked for.
pub(super) fn export(arguments: &Arguments, asked: &Asked) -> anyhow::Result<ExitCode> {
    let archive = arguments.archive()?;
    let rows = archive.meetings()?;
    let words = asked.meeting.join(" ");
    let row = which::meeting(&words, &rows, clock().now().date_naive())?;
    let meeting = archive.meeting(row.id)?.meeting;
    let background = background(&archive, &meeting)?;
    let choices = Choices {
        sheet: asked.list,
        offset: asked.offset,
    };
    match (&asked.all, &asked.template) {
        (Some(folder), _) => all(
            arguments,
            &meeting,
            &background,
            folder,
            choices,
            asked.force,
        ),
        (None, Some(file)) => own(arguments, &meeting, file, asked),
        (None, None) => {
            refuse_binary(asked)?;
            let (document, faults) = make(arguments, &meeting, &background, asked.document);
            let bytes = asked.format.write(&meeting, &document, choices)?;
            deliver(&bytes, asked)?;
            Ok(exit(faults))
        }
    }
}

/// What is on record of a meeting's body: from a year before it on.
fn background(archive: &Archive, meeting: &Meeting) -> anyhow::Result<Background> {
    let asked = BackgroundAsked {
        body: meeting.head.body.id,
        span: Span {
            since: meeting.head.date.checked_sub_months(Months::new(12)),
            until: None,
        },
        today: clock().now().date_naive(),
    };
    match archive.ask(&Question::Background(asked))? {
        Answered::Background(background) => Ok(*background),
        _ => anyhow::bail!("The register gave no answer."),
    }
}

/// Makes a document and tells of wordings that could not be filled in; how many there were is the second part.
fn make(
    arguments: &Arguments,
    meeting: &Meeting,
    background: &Background,
    kind: DocumentKind,
) -> (Document, usize) {
    let library = arguments.library();
    let template = library.templates.for_meeting(&meeting.head.template);
    if template.name != meeting.head.template {
        complain(&format!(
            "The template \"{}\" is not to be had; \"{}\" is used instead. `minutebook templates` lists them.",
            meeting.head.template, template.name
        ));
    }
    let (document, faults) = kind.make(&Material {
        background,
        ..Material::of(meeting, &template)
    });
    for fault in &faults {
        complain(&fault.to_string());
    }
    for doubt in &document.doubts {
        complain(doubt);
    }
    let found = faults.len() + document.doubts.len();
    (document, found)
}

fn exit(faults: usize) -> ExitCode {
    if faults == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FOUND_WRONG)
    }
}

/// What is no text would drive the terminal.
fn refuse_binary(asked: &Asked) -> anyhow::Result<()> {
    let shown = asked.output.is_none() && std::io::stdout().is_terminal();
    anyhow::ensure!(
        !(shown && asked.format.is_binary()),
        "A {} file cannot be shown in a terminal; name a file with --output FILE.",
        asked.format.name()
    );
    Ok(())
}

/// Writes a file, or to standard output.
fn deliver(bytes: &[u8], asked: &Asked) -> anyhow::Result<()> {
    match &asked.output {
        Some(path) => write(path, bytes, asked.force),
        None if std::io::stdout().is_terminal() => {
            print(&String::from_utf8_lossy(bytes).replace("\r\n", "\n"))
        }
        None => match std::io::stdout().lock().write_all(bytes) {
            // A reader that has gone away is no error.
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(error).context("Standard output could not be written.")
            }
            Ok(()) | Err(_) => Ok(()),
        },
    }
}

fn write(path: &Path, bytes: &[u8], replace: bool) -> anyhow::Result<()> {
    files::write(path, bytes, replace).map_err(|error| match error {
        files::FileError::Exists(path) => anyhow::anyhow!(
            "{path} exists already; nothing was written. Choose another name, or add --force to replace it."
        ),
        other => other.into(),
    })
}

/// A template of the user's own, filled in.
fn own(
    arguments: &Arguments,
    meeting: &Meeting,
    file: &Path,
    asked: &Asked,
) -> anyhow::Result<ExitCode> {
    let source = files::read(file)?;
    let (document, _) = make(
        arguments,
        meeting,
        &Background::default(),
        DocumentKind::Minutes,
    );
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let (text, slips) = export::own(&name, &source, &Facts::of(meeting, &document));
    for slip in &slips {
        complain(&slip.to_string());
    }
    let text = text.context("Nothing was written: the template could not be filled in.")?;
    deliver(text.as_bytes(), asked)?;
    Ok(exit(slips.len()))
}

/// Every document in every format, into a folder; nothing is written where a file of one of the names is there.
fn all(
    arguments: &Arguments,
    meeting: &Meeting,
    background: &Background,
    folder: &Path,
    choices: Choices,
    replace: bool,
) -> anyhow::Result<ExitCode> {
    let plan = export::plan(meeting);
    let there: Vec<&str> = plan
        .iter()
        .map(|planned| planned.name.as_str())
        .filter(|name| !replace && folder.join(name).exists())
        .collect();
    anyhow::ensure!(
        there.is_empty(),
        "In {} there are already: {}. Nothing was written; choose another folder, or add --force to replace them.",
        folder.display(),
        there.join(", ")
    );
    std::fs::create_dir_all(folder)
        .with_context(|| format!("The folder {} could not be made.", folder.display()))?;
    let mut faults = 0;
    let mut made: Vec<(DocumentKind, Document)> = Vec::new();
    for planned in &plan {
        if made
            .last()
            .is_none_or(|(kind, _)| *kind != planned.document)
        {
            let (document, found) = make(arguments, meeting, background, planned.document);
            faults += found;
            made.push((planned.document, document));
        }
        let Some((_, document)) = made.last() else {
            continue;
        };
        let choices = Choices {
            offset: choices.offset,
            ..planned.choices
        };
        let bytes = planned.format.write(meeting, document, choices)?;
        let path = folder.join(&planned.name);
        write(&path, &bytes, replace)?;
        print(&format!("{}\n", path.display()))?;
    }
    Ok(exit(faults))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_is_a_time_in_the_recording() {
        let seconds = |text| offset(text).map(|delta| delta.num_seconds());
        assert_eq!(seconds("1:02:03"), Ok(3723));
        assert_eq!(seconds("90:00"), Ok(5400));
        assert_eq!(seconds("-0:45"), Ok(-45));
        for wrong in [
            "", "5", "1:60", "a:b", "1:2:3:4", "1:+2", "--1:00", "99999:00",
        ] {
            assert!(seconds(wrong).is_err(), "{wrong}");
        }
    }
}
