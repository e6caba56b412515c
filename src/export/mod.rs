//! Documents: from a meeting and a template to a tree, and from the tree to every format.
//!
//! A new format is one new file with one function over [`Document`], and one variant of [`Format`]. What is data and no
//! document (lists, calendars, chapters) is made from [`Facts`] instead.

use chrono::TimeDelta;
use strum::{EnumIter, EnumString, IntoStaticStr};
use thiserror::Error;

use crate::minutes::meeting::{Meeting, State};
use crate::minutes::template::Template;
use crate::minutes::wording::WordingError;

pub mod actions;
mod calendar;
mod csv;
pub mod document;
mod docx;
mod facts;
mod html;
mod json;
pub mod looked_up;
mod markdown;
mod minutes;
mod own;
#[cfg(feature = "pdf")]
mod pdf;
mod plan;
mod roll;
mod text;
mod webvtt;
mod words;

pub use calendar::calendar;
pub use csv::{Sheet, csv};
pub use document::Document;
use document::{Block, Furniture, Words};
pub use docx::docx;
pub use facts::Facts;
pub use html::html;
pub use json::json;
pub use markdown::markdown;
pub use minutes::minutes;
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

/// The documents that can be made from a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum DocumentKind {
    /// The minutes, or whatever the template makes of them ("Notes and Actions").
    Minutes,
}

impl DocumentKind {
    /// What it is, in a clerk's words.
    pub fn about(self) -> &'static str {
        match self {
            Self::Minutes => "The minutes",
        }
    }

    /// Makes the document; see [`minutes`] for what the second part is.
    pub fn make(self, meeting: &Meeting, template: &Template) -> (Document, Vec<WordingError>) {
        match self {
            Self::Minutes => minutes(meeting, template),
        }
    }
}

impl Document {
    /// A document of a meeting, marked as a draft until the meeting is approved.
    pub fn of(meeting: &Meeting, title: Words, blocks: Vec<Block>) -> Self {
        let mark = match meeting.state() {
            State::Scheduled
            | State::InProgress
            | State::Adjourned
            | State::Closed
            | State::Withdrawn => "DRAFT",
            State::Approved => "",
        };
        Self {
            author: Words::new(&meeting.head.body.name),
            language: "en-GB",
            date: meeting.head.date,
            furniture: Furniture {
                mark: Words::new(mark),
                running: title.clone(),
            },
            bullet: Words::new("-"),
            title,
            blocks,
        }
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
    /// The file in this format; in formats of text it ends in a line break.
    pub fn write(
        self,
        meeting: &Meeting,
        document: &Document,
        choices: Choices,
    ) -> Result<Vec<u8>, FormatError> {
        let failed = |why: String| FormatError {
            format: self.name(),
            why,
        };
        let facts = || Facts::of(meeting, document);
        Ok(match self {
            Self::Text => text(document).into_bytes(),
            Self::Markdown => markdown(document).into_bytes(),
            Self::Docx => docx(document).map_err(|why| failed(why.to_string()))?,
            #[cfg(feature = "pdf")]
            Self::Pdf => pdf(document).map_err(failed)?,
            Self::Html => html(document).into_bytes(),
            Self::Calendar => calendar(&facts()).into_bytes(),
            Self::Csv => csv(&facts(), choices.sheet).into_bytes(),
            Self::Json => json(&facts())
                .map_err(|why| failed(why.to_string()))?
                .into_bytes(),
            Self::WebVtt => webvtt(&facts(), choices.offset).into_bytes(),
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
            | Self::WebVtt => false,
        }
    }

    /// Whether it is made from what is on record, the same for every document.
    pub fn is_of_the_record(self) -> bool {
        match self {
            Self::Calendar | Self::Csv | Self::Json | Self::WebVtt => true,
            #[cfg(feature = "pdf")]
            Self::Pdf => false,
            Self::Text | Self::Markdown | Self::Docx | Self::Html => false,
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
        }
    }
}
