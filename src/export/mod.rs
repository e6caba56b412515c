//! Documents: from a meeting and a template to a tree, and from the tree to every format.
//!
//! A new format is one new file with one function over [`Document`], and one variant of [`Format`]. What is data and no
//! document (lists, calendars, chapters) is made from [`Facts`] instead. A new document is one new file with one function
//! from [`Material`], and one variant of [`DocumentKind`].

use chrono::TimeDelta;
use strum::{EnumIter, EnumString, IntoStaticStr};
use thiserror::Error;

use crate::minutes::agenda::Item;
use crate::minutes::exempt::{Copied, Paragraph};
use crate::minutes::meeting::{Meeting, State};
use crate::minutes::wording::{ExemptOn, Occasion, Sentence, Spot, WordingError};

mod action_sheet;
pub mod actions;
mod actions_of;
mod agenda;
mod attendance;
mod calendar;
mod csv;
mod decision_notice;
pub mod document;
mod docx;
mod entries;
mod facts;
mod html;
mod json;
mod letter;
pub mod looked_up;
mod mail;
mod maker;
mod markdown;
mod material;
mod minutes;
mod office;
mod own;
mod page;
#[cfg(feature = "pdf")]
mod pdf;
mod plan;
mod progress_report;
mod references;
mod roll;
mod spreadsheet;
mod text;
mod webvtt;
mod words;
mod work_programme;

pub use action_sheet::owners;
pub use calendar::calendar;
pub use csv::{Sheet, csv};
pub use document::Document;
use document::{Block, Furniture, Words};
pub use docx::docx;
pub use facts::Facts;
pub use html::html;
pub use json::json;
pub use mail::mail;
pub use maker::Maker;
pub use markdown::markdown;
pub use material::{Material, Wanted};
pub use own::{OwnSlip, own};
#[cfg(feature = "pdf")]
pub use pdf::pdf;
pub use plan::{Planned, plan, stem};
pub use text::text;
pub use webvtt::webvtt;

#[cfg(test)]
mod published;
#[cfg(test)]
mod tests;

/// The documents that can be made. Each is a file of its own in this room, which holds its pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum DocumentKind {
    /// The minutes, or whatever the template makes of them ("Notes and Actions").
    Minutes,
    /// Who has to do what, by when.
    ActionSheet,
    /// The chair's letter to those who came for an item.
    Letter,
    /// How recommendations stand, and what has moved since the last report.
    ProgressReport,
    /// What is decided, voted on and declared.
    DecisionNotice,
    /// What is to be taken, and in which order.
    Agenda,
    /// How often members were there.
    Attendance,
    /// The topics that the body means to take up.
    WorkProgramme,
}

/// How a document is made, and what is to be known of it before.
#[derive(Clone, Copy, Debug)]
struct Pattern {
    /// Its name: "Action sheet".
    name: &'static str,
    /// What it is, in a clerk's words: "The minutes".
    about: &'static str,
    /// The formats in which it is of use besides those that every document has.
    also: &'static [Format],
    /// Makes it.
    make: fn(&Material<'_>) -> (Document, Vec<WordingError>),
}

impl DocumentKind {
    fn pattern(self) -> Pattern {
        match self {
            Self::Minutes => minutes::PATTERN,
            Self::ActionSheet => action_sheet::PATTERN,
            Self::Letter => letter::PATTERN,
            Self::ProgressReport => progress_report::PATTERN,
            Self::DecisionNotice => decision_notice::PATTERN,
            Self::Agenda => agenda::PATTERN,
            Self::Attendance => attendance::PATTERN,
            Self::WorkProgramme => work_programme::PATTERN,
        }
    }

    /// Its name: "Action sheet".
    pub fn name(self) -> &'static str {
        self.pattern().name
    }

    /// What it is, in a clerk's words.
    pub fn about(self) -> &'static str {
        self.pattern().about
    }

    /// Whether a format is of use for it: pages and text always, a mail or a spreadsheet for some.
    pub fn is_of_use_as(self, format: Format) -> bool {
        match format {
            Format::Text | Format::Markdown | Format::Docx | Format::Html => true,
            #[cfg(feature = "pdf")]
            Format::Pdf => true,
            Format::Calendar | Format::Csv | Format::Json | Format::WebVtt | Format::Mail => {
                self.pattern().also.contains(&format)
            }
        }
    }

    /// The items that there is one about each of, where it is about one item and not about the meeting.
    pub fn subjects(self, meeting: &Meeting) -> Vec<&Item> {
        match self {
            Self::Letter => letter::subjects(meeting),
            Self::ProgressReport => progress_report::subjects(meeting),
            Self::Minutes
            | Self::ActionSheet
            | Self::DecisionNotice
            | Self::Agenda
            | Self::Attendance
            | Self::WorkProgramme => Vec::new(),
        }
    }

    /// Whether there can be one about this item in particular.
    pub fn can_be_about(self, item: &Item) -> bool {
        match self {
            Self::Letter => letter::can_be_about(item),
            Self::ProgressReport => item.report.is_some(),
            Self::Minutes
            | Self::ActionSheet
            | Self::DecisionNotice
            | Self::Agenda
            | Self::Attendance
            | Self::WorkProgramme => false,
        }
    }

    /// Makes the document.
    ///
    /// A wording of the template that cannot be filled in leaves a visible stand-in in its place and is told of in the
    /// second part: a slip in a template never costs the document.
    pub fn make(self, material: &Material<'_>) -> (Document, Vec<WordingError>) {
        let (mut document, mut errors) = (self.pattern().make)(material);
        if material.holds_exempt() {
            let paragraphs = material.copied.paragraphs();
            let (words, error) = not_for_publication(material, &paragraphs);
            document.furniture.warning = words;
            errors.extend(error);
        }
        (document, errors)
    }
}

/// That a copy is not for publication, in the words of the house style; those of the program where they cannot be filled
/// in or are empty: a full copy is never without.
fn not_for_publication(
    material: &Material<'_>,
    paragraphs: &[Paragraph],
) -> (Words, Option<WordingError>) {
    let mut occasion = Occasion::of(material.meeting);
    occasion.exempt = Some(ExemptOn::grounds(paragraphs));
    let said = material
        .template
        .word(Spot::Sentence(Sentence::NotForPublication), &occasion);
    let (words, error) = match said {
        Ok(words) => (Words::new(words.trim()), None),
        Err(error) => (Words::empty(), Some(error)),
    };
    if words.is_empty() {
        (Words::new("NOT FOR PUBLICATION"), error)
    } else {
        (words, error)
    }
}

/// The mark that the minutes of a meeting bear: they are a draft until they are approved.
fn mark(meeting: &Meeting) -> Words {
    Words::new(match meeting.state() {
        State::Scheduled
        | State::InProgress
        | State::Adjourned
        | State::Closed
        | State::Withdrawn => "DRAFT",
        State::Approved => "",
    })
}

impl Document {
    /// A document of a meeting, without a mark.
    pub fn of(meeting: &Meeting, title: Words, blocks: Vec<Block>) -> Self {
        Self {
            author: Words::new(&meeting.head.body.name),
            address: Words::empty(),
            recipient: Words::empty(),
            language: "en-GB",
            date: meeting.head.date,
            furniture: Furniture {
                mark: Words::empty(),
                warning: Words::empty(),
                running: title.clone(),
            },
            bullet: Words::new("-"),
            doubts: Vec::new(),
            title,
            blocks,
        }
    }
}

/// Each line that is not empty, by itself.
fn lines(said: &str) -> impl Iterator<Item = Words> {
    let words = Words::new(said);
    let lines: Vec<Words> = words.lines().map(Words::new).collect();
    lines.into_iter()
}

/// What was said without the full stop that the wording set after one that the text had already.
fn one_stop<'s>(said: &'s str, text: &str) -> &'s str {
    match said.strip_suffix('.') {
        Some(rest) if rest.ends_with(['.', '?', '!', ':', '…']) && !said.ends_with(text.trim()) => {
            rest
        }
        Some(_) | None => said,
    }
}

/// The formats in which a document, or what it is made from, can be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Format {
    /// Plain text, a paragraph a line.
    #[default]
    Text,
    /// Markdown, as `CommonMark` has it.
    Markdown,
    /// A document for Word and LibreOffice.
    Docx,
    /// Pages, tagged for screen readers.
    #[cfg(feature = "pdf")]
    Pdf,
    /// A web page in one file.
    Html,
    /// The meetings announced and the actions with a day, for a calendar.
    #[strum(serialize = "ics")]
    Calendar,
    /// A list for a spreadsheet.
    Csv,
    /// The whole meeting as data.
    Json,
    /// Chapters for the recording of the meeting.
    #[strum(serialize = "webvtt")]
    WebVtt,
    /// A mail to be sent.
    #[strum(serialize = "eml")]
    Mail,
}

/// What there is to choose in some formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Which list a CSV file holds.
    pub sheet: Sheet,
    /// Where in its recording the meeting commenced; less than nothing where the recording began later.
    pub offset: TimeDelta,
}

/// Why a document could not be written in a format.
#[derive(Debug, Error)]
#[error("The document could not be made as {format}: {why}")]
pub struct FormatError {
    format: &'static str,
    why: String,
}

impl Format {
    /// The file in this format; in formats of text it ends in a line break. A calendar there is only where something
    /// has a day.
    pub fn write(
        self,
        meeting: &Copied,
        document: &Document,
        choices: Choices,
    ) -> Result<Vec<u8>, FormatError> {
        let failed = |why: String| FormatError {
            format: self.name(),
            why,
        };
        let facts = || Facts::of(meeting);
        Ok(match self {
            Self::Text => text(document).into_bytes(),
            Self::Markdown => markdown(document).into_bytes(),
            Self::Docx => docx(document).map_err(|why| failed(why.to_string()))?,
            #[cfg(feature = "pdf")]
            Self::Pdf => pdf(document).map_err(failed)?,
            Self::Html => html(document).into_bytes(),
            Self::Calendar => calendar(&facts())
                .ok_or_else(|| {
                    failed(
                        "nothing of the meeting has a day yet, neither a meeting announced nor an action."
                            .to_owned(),
                    )
                })?
                .into_bytes(),
            Self::Csv => csv(&facts(), document, choices.sheet).into_bytes(),
            Self::Json => json(&facts())
                .map_err(|why| failed(why.to_string()))?
                .into_bytes(),
            Self::WebVtt => webvtt(&facts(), choices.offset).into_bytes(),
            Self::Mail => mail(document).into_bytes(),
        })
    }

    /// How names of files in this format end.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Docx => "docx",
            #[cfg(feature = "pdf")]
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Calendar => "ics",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::WebVtt => "vtt",
            Self::Mail => "eml",
        }
    }

    /// What mails and web servers call it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            #[cfg(feature = "pdf")]
            Self::Pdf => "application/pdf",
            Self::Html => "text/html; charset=utf-8",
            Self::Calendar => "text/calendar; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::WebVtt => "text/vtt; charset=utf-8",
            Self::Mail => "message/rfc822",
        }
    }

    /// Whether it is anything but text, which a terminal could show.
    pub fn is_binary(self) -> bool {
        match self {
            Self::Docx => true,
            #[cfg(feature = "pdf")]
            Self::Pdf => true,
            Self::Text
            | Self::Markdown
            | Self::Html
            | Self::Calendar
            | Self::Csv
            | Self::Json
            | Self::WebVtt
            | Self::Mail => false,
        }
    }

    /// Whether it is made from what is on record, the same for every document.
    pub fn is_of_the_record(self) -> bool {
        match self {
            Self::Calendar | Self::Csv | Self::Json | Self::WebVtt => true,
            #[cfg(feature = "pdf")]
            Self::Pdf => false,
            Self::Text | Self::Markdown | Self::Docx | Self::Html | Self::Mail => false,
        }
    }

    /// In a clerk's words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Markdown => "Markdown",
            Self::Docx => "Word (DOCX)",
            #[cfg(feature = "pdf")]
            Self::Pdf => "PDF",
            Self::Html => "web page (HTML)",
            Self::Calendar => "calendar (iCalendar)",
            Self::Csv => "spreadsheet (CSV)",
            Self::Json => "data (JSON)",
            Self::WebVtt => "chapters (WebVTT)",
            Self::Mail => "mail (EML)",
        }
    }

    /// The same in a word, for narrow lists.
    pub fn short_name(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Markdown => "Markdown",
            Self::Docx => "Word",
            #[cfg(feature = "pdf")]
            Self::Pdf => "PDF",
            Self::Html => "web page",
            Self::Calendar => "calendar",
            Self::Csv => "spreadsheet",
            Self::Json => "data",
            Self::WebVtt => "chapters",
            Self::Mail => "mail",
        }
    }

    /// What it holds.
    pub fn about(self) -> &'static str {
        match self {
            Self::Text => "Plain text, a paragraph a line",
            Self::Markdown => "Markdown",
            Self::Docx => "A document for Word and LibreOffice",
            #[cfg(feature = "pdf")]
            Self::Pdf => "Pages for printing and publishing, tagged for screen readers (PDF/UA-1)",
            Self::Html => "A web page in one file",
            Self::Calendar => "The meetings announced and the actions with a day, for a calendar",
            Self::Csv => "A list for a spreadsheet; --list says which",
            Self::Json => "The whole meeting as data, by a published schema",
            Self::WebVtt => {
                "Chapters for the recording of the meeting; --offset says where in it the meeting begins"
            }
            Self::Mail => {
                "A mail with the text, to be opened in a mail program, addressed and sent"
            }
        }
    }
}
