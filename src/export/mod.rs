//! Documents: from a meeting and a template to a tree, and from the tree to every format.
//!
//! A new format is one new file with one function over [`Document`], and one variant of [`Format`].

use strum::{EnumIter, EnumString, IntoStaticStr};

use crate::minutes::meeting::{Meeting, State};
use crate::minutes::template::Template;
use crate::minutes::wording::WordingError;

pub mod document;
mod docx;
mod html;
mod markdown;
mod minutes;
mod roll;
mod text;
mod words;

pub use document::Document;
use document::{Block, Furniture, Words};
pub use docx::docx;
pub use html::html;
pub use markdown::markdown;
pub use minutes::minutes;
pub use text::text;

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

/// The formats in which a document can be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Format {
    /// Plain text, a paragraph a line.
    #[default]
    Text,
    /// Markdown, as `CommonMark` has it.
    Markdown,
}

impl Format {
    /// The document in this format, with a line break at its end.
    pub fn render(self, document: &Document) -> String {
        match self {
            Self::Text => text(document),
            Self::Markdown => markdown(document),
        }
    }

    /// How names of files in this format end.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
        }
    }

    /// In a clerk's words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Markdown => "Markdown",
        }
    }
}
