//! `minutebook export`: a document to standard output or a file, or all of a meeting or a span of days into a folder.

mod making;
mod whole;

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use chrono::{NaiveDate, TimeDelta};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use strum::IntoEnumIterator;

use super::{Arguments, FOUND_WRONG, clock, complain, print, which};
use crate::export::{self, Choices, DocumentKind, Facts, Format, Sheet, Wanted};
use crate::files;
use crate::minutes::background::Span;
use crate::minutes::dates::{DateForm, parse_date};
use crate::minutes::exempt::{self, Copied};
use crate::minutes::ids::ItemId;
use crate::minutes::meeting::Meeting;
use making::Making;

/// What `export` takes.
#[derive(Debug, Args)]
pub struct Asked {
    /// Which meeting: an id or its beginning, a date, `latest` (the last that has begun), `next` (the first to come),
    /// words of the body's name or the meeting's title, or such words and a date, `latest` or `next`
    #[arg(required_unless_present_any = ["body", "since", "until", "year"], value_name = "MEETING")]
    meeting: Vec<String>,
    /// Which document
    #[arg(long, default_value = "minutes", value_parser = by_name(DocumentKind::about))]
    document: DocumentKind,
    /// In which format
    #[arg(long, default_value = "text", value_parser = by_name(Format::about))]
    format: Format,
    /// With --format csv, which list; left out, the document's own tables, and of minutes the entries
    #[arg(long, value_parser = by_name(Sheet::about))]
    list: Option<Sheet>,
    /// With --format webvtt, where in the recording the meeting commenced: [-][HH:]MM:SS
    #[arg(long, value_name = "TIME", default_value = "0:00", value_parser = offset, allow_hyphen_values = true)]
    offset: TimeDelta,
    /// With --document action-sheet, for one owner: beginnings of the words of the name
    #[arg(long, value_name = "NAME", conflicts_with = "all")]
    owner: Option<String>,
    /// With --document letter or progress-report, about which item, by its place on the agenda; else the first that
    /// there is one on
    #[arg(long, value_name = "NUMBER", conflicts_with = "all")]
    item: Option<usize>,
    /// With --document attendance, in per cent too
    #[arg(long)]
    percentages: bool,
    /// A body, by words of its name, where no meeting is named: its last meeting, or with --all every one
    #[arg(long, value_name = "NAME", conflicts_with = "meeting")]
    body: Option<String>,
    /// The first day that attendance and work programme are about, or from which --all writes meetings
    #[arg(long, value_name = "DAY", value_parser = a_day)]
    since: Option<NaiveDate>,
    /// The last day
    #[arg(long, value_name = "DAY", value_parser = a_day)]
    until: Option<NaiveDate>,
    /// A calendar year instead of the two
    #[arg(long, value_name = "YEAR", conflicts_with_all = ["since", "until"], value_parser = a_year)]
    year: Option<i32>,
    /// Fill in this file of your own instead: a minijinja template over what --format json writes
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "document", "all", "list", "item", "owner", "offset", "percentages"])]
    template: Option<PathBuf>,
    /// The file to write, whole or not at all; without it, standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write every document in every format into this folder: of the meeting, or of every meeting of the days given
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["format", "document", "output", "list"])]
    all: Option<PathBuf>,
    /// Which copy: the public one, or the full one with exempt parts, which says that it is not for publication
    #[arg(long, default_value = "public", value_parser = by_name(exempt::Copy::about))]
    copy: exempt::Copy,
    /// Replace files that are there; else they are left alone
    #[arg(long)]
    force: bool,
}

/// "27 July 2022", "2022-07-27".
fn a_day(text: &str) -> Result<NaiveDate, String> {
    let today = clock().now().date_naive();
    let parsed = parse_date(text, today).map_err(|error| error.to_string())?;
    Ok(parsed.date)
}

/// "2026".
fn a_year(text: &str) -> Result<i32, String> {
    text.parse()
        .ok()
        .filter(|year| (1000..=9999).contains(year))
        .ok_or_else(|| {
            "a calendar year such as 2026 is wanted; for other spans --since and --until".to_owned()
        })
}

impl Asked {
    /// The days that were named, where any were.
    fn span(&self) -> Option<Span> {
        let year = |month, day| NaiveDate::from_ymd_opt(self.year?, month, day);
        let span = Span {
            since: self.since.or_else(|| year(1, 1)),
            until: self.until.or_else(|| year(12, 31)),
        };
        (span != Span::default()).then_some(span)
    }

    /// The item that a letter or a report is to be about, where one was named.
    fn item_of(&self, meeting: &Meeting) -> anyhow::Result<Option<ItemId>> {
        let Some(number) = self.item else {
            return Ok(None);
        };
        let missing = match self.document {
            DocumentKind::Letter => "Nobody came for, and no letter was written on",
            DocumentKind::ProgressReport => "No report was written on",
            DocumentKind::Minutes
            | DocumentKind::ActionSheet
            | DocumentKind::DecisionNotice
            | DocumentKind::Agenda
            | DocumentKind::Attendance
            | DocumentKind::WorkProgramme => anyhow::bail!(
                "Only a letter or a progress report is about one item: add --document letter or --document \
                 progress-report, or leave --item out."
            ),
        };
        let item = number.checked_sub(1).and_then(|at| meeting.items.get(at));
        let item = item.with_context(|| {
            let all = meeting.items.len();
            format!("There is no item {number}: the agenda has {all}.")
        })?;
        anyhow::ensure!(
            self.document.can_be_about(item),
            "{missing} item {number}, {}.",
            crate::export::document::Words::new(&item.outline.title)
        );
        Ok(Some(item.id))
    }

    /// Refuses what would be ignored.
    fn refuse_idle(&self) -> anyhow::Result<()> {
        anyhow::ensure!(
            self.list.is_none() || self.format == Format::Csv,
            "Only a spreadsheet has lists to choose from: add --format csv, or leave --list out."
        );
        anyhow::ensure!(
            self.offset == TimeDelta::zero() || self.format == Format::WebVtt || self.all.is_some(),
            "Only chapters have a place in the recording: add --format webvtt, or leave --offset out."
        );
        anyhow::ensure!(
            self.format != Format::Csv
                || self.list.is_some()
                || self.document == DocumentKind::Minutes
                || self.document.is_of_use_as(Format::Csv),
            "{} has no table for a spreadsheet. --list says which list of the meeting you want.",
            self.document.name()
        );
        if let Some(Span {
            since: Some(since),
            until: Some(until),
        }) = self.span()
        {
            anyhow::ensure!(
                since <= until,
                "There is no day from {} to {}: --since is after --until.",
                DateForm::Long.format(since),
                DateForm::Long.format(until)
            );
        }
        Ok(())
    }

    /// Refuses a letter that would say nothing, and tells of others where one of several is written.
    fn look_at_subjects(&self, meeting: &Meeting) -> anyhow::Result<()> {
        if self.item.is_some() || self.format.is_of_the_record() {
            return Ok(());
        }
        let subjects = self.document.subjects(meeting);
        anyhow::ensure!(
            self.document != DocumentKind::Letter || !subjects.is_empty(),
            "There is nothing to write a letter about: for no item did anybody come and hear what is encouraging (+) or \
             a concern (~). --item NUMBER writes one all the same; l on the agenda (F3) writes its words."
        );
        if subjects.len() > 1 {
            let places = subjects.iter().filter_map(|item| {
                let place = meeting.place_of(item.id)?;
                Some((place + 1).to_string())
            });
            complain(&format!(
                "There is one on each of the items {}; --item says which.",
                places.collect::<Vec<_>>().join(", ")
            ));
        }
        Ok(())
    }

    fn choices(&self) -> Choices {
        let tables = self.document.is_of_use_as(Format::Csv);
        let usual = if tables {
            Sheet::Tables
        } else {
            Sheet::Entries
        };
        Choices {
            sheet: self.list.unwrap_or(usual),
            offset: self.offset,
        }
    }
}

/// Takes one of the names that an enum's variants have, and tells what each is.
pub(super) fn by_name<T>(about: fn(T) -> &'static str) -> impl TypedValueParser<Value = T>
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
    asked.refuse_idle()?;
    let making = Making::begin(arguments)?;
    let rows = making.archive.meetings()?;
    if let (Some(folder), true) = (&asked.all, asked.meeting.is_empty()) {
        let span = asked.span().unwrap_or_default();
        let rows = which::within(asked.body.as_deref(), span, &rows)?;
        return whole::of_days(&making, &rows, folder, asked);
    }
    let words = asked.meeting.join(" ");
    let row = if asked.meeting.is_empty() {
        let span = asked.span().unwrap_or_default();
        which::last(asked.body.as_deref(), span, &rows)?
    } else {
        which::meeting(&words, &rows, making.today)?
    };
    let meeting = making.archive.meeting(row.id)?.meeting.copy(asked.copy);
    if let Some(file) = &asked.template {
        return own(&meeting, file, asked);
    }
    let span = asked.span();
    let background = making.background(&meeting, span)?;
    let wanted = Wanted {
        percentages: asked.percentages,
        span,
        ..Wanted::default()
    };
    if let Some(folder) = &asked.all {
        return whole::of_meeting(&making, &meeting, &background, wanted, folder, asked);
    }
    refuse_binary(asked)?;
    let template = making.template(&meeting);
    anyhow::ensure!(
        asked.owner.is_none() || asked.document == DocumentKind::ActionSheet,
        "Only an action sheet is made for one owner: add --document action-sheet, or leave --owner out."
    );
    let owner = match &asked.owner {
        Some(words) => Some(one_owner(
            &making.material(&meeting, &background, &template, wanted),
            words,
        )?),
        None => None,
    };
    let wanted = Wanted {
        owner: owner.as_deref(),
        item: asked.item_of(&meeting)?,
        ..wanted
    };
    let material = making.material(&meeting, &background, &template, wanted);
    asked.look_at_subjects(&meeting)?;
    let (document, found) = asked.document.make(&material);
    let found = found.iter().map(ToString::to_string);
    let faults: Vec<String> = found.chain(document.doubts.iter().cloned()).collect();
    making.complain_of(&faults);
    let bytes = asked.format.write(&meeting, &document, asked.choices())?;
    deliver(&bytes, asked)?;
    Ok(exit(faults.len() + making.slips()))
}

/// The one owner whose name begins with these words.
fn one_owner(material: &export::Material<'_>, words: &str) -> anyhow::Result<String> {
    let mut owners = export::owners(material, words);
    anyhow::ensure!(
        owners.len() < 2,
        "\"{words}\" fits several owners; write more of the name:\n{}",
        owners.join("\n")
    );
    owners.pop().with_context(|| {
        let all = export::owners(material, "");
        if all.is_empty() {
            "No owner has an action here.".to_owned()
        } else {
            format!(
                "No owner here has a name like \"{words}\". There are:\n{}",
                all.join("\n")
            )
        }
    })
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
        Some(path) => write(path, bytes, asked),
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

fn write(path: &Path, bytes: &[u8], asked: &Asked) -> anyhow::Result<()> {
    let readers = match asked.copy {
        exempt::Copy::Public => files::Readers::AsUsual,
        exempt::Copy::Full => files::Readers::OwnerAlone,
    };
    files::write(path, bytes, asked.force, readers).map_err(|error| match error {
        files::FileError::Exists(path) => anyhow::anyhow!(
            "{path} exists already; nothing was written. Choose another name, or add --force to replace it."
        ),
        other => other.into(),
    })
}

/// A template of the user's own, filled in.
fn own(meeting: &Copied, file: &Path, asked: &Asked) -> anyhow::Result<ExitCode> {
    let source = files::read(file)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let (text, slips) = export::own(&name, &source, &Facts::of(meeting));
    for slip in &slips {
        complain(&slip.to_string());
    }
    let text = text.context("Nothing was written: the template could not be filled in.")?;
    deliver(text.as_bytes(), asked)?;
    Ok(exit(slips.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_one_of_the_calendar() {
        assert_eq!(a_year("2026"), Ok(2026));
        for wrong in ["2026/27", "26", "", "twenty"] {
            let words = a_year(wrong).unwrap_err();
            assert!(words.contains("--since and --until"), "{wrong}: {words}");
        }
    }

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
