//! What published minutes seem to say, as plain data, for a clerk to look over before anything is written.
//!
//! Names of fields are those of the JSON that `minutebook import --dry-run` prints. What could not be told is absent:
//! nothing is filled in. Lines are counted from 1 in the file as it came.

use chrono::NaiveDate;
use serde::Serialize;

use crate::minutes::entry::Kind;

/// A meeting as its published minutes tell it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Proposal {
    /// The body that met.
    pub body: Option<String>,
    /// "Extraordinary Meeting", "Workshop": what sort of meeting, as printed.
    pub meeting_type: Option<String>,
    /// The day.
    pub date: Option<NaiveDate>,
    /// Where the day came from.
    pub date_from: Option<DateSource>,
    /// When it began, "HH:MM" by the clock of 24 hours.
    pub start: Option<String>,
    /// The same as printed.
    pub start_as_written: Option<String>,
    /// When it ended.
    pub end: Option<String>,
    /// The same as printed.
    pub end_as_written: Option<String>,
    /// Where.
    pub venue: Option<String>,
    /// Members who were there.
    pub present: Vec<Named>,
    /// Officers, guests and the public who were there.
    pub in_attendance: Vec<Named>,
    /// Members who sent apologies.
    pub apologies: Vec<Named>,
    /// Members who were not there and sent no word.
    pub absent: Vec<Named>,
    /// How many of the public were there, where that is told.
    pub members_of_public: Option<u32>,
    /// What stands above the first item.
    pub head: Vec<Paragraph>,
    /// The items of business, with everything that stands under each.
    pub items: Vec<Item>,
    /// What is to be done.
    pub actions: Vec<Action>,
    /// What was resolved, by the words of a formal marker.
    pub resolutions: Vec<Resolution>,
    /// What was moved and how it went.
    pub votes: Vec<Vote>,
    /// Who came and went.
    pub movements: Vec<Movement>,
    /// Interests declared.
    pub declarations: Vec<Declaration>,
    /// The next meeting.
    pub next_meeting: Option<NaiveDate>,
    /// The same as printed.
    pub next_meeting_as_written: Option<String>,
    /// Lines left out of the text: numbers, headers and footers of pages.
    pub furniture: Vec<Furniture>,
    /// What a clerk should look at.
    pub doubts: Vec<String>,
}

/// Where the date of a meeting was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateSource {
    /// In the text, with its year.
    Text,
    /// In the text; the year follows from other dates in it.
    TextWithoutYear,
    /// In the name of the file.
    FileName,
}

/// Somebody named in a list or a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Named {
    /// As printed, without the title of a councillor.
    pub name: String,
    /// "Chair", "Clerk", "Director of Place".
    pub role: Option<String>,
    /// The heading or title under which they stand: "Councillors", "Officers".
    pub group: Option<String>,
    /// "until 8.10pm", "substitute for …": what else was said of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where they are named.
    pub line: usize,
}

/// A paragraph, put together again where a page or a line had broken it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// What sort of entry it would be.
    pub kind: Kind,
    /// Its words, without bullets and Markdown.
    pub text: String,
    /// Its first and last line.
    pub lines: (usize, usize),
}

/// An item of business.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Item {
    /// As printed, without the sign behind it; absent where items are not numbered.
    pub number: Option<String>,
    /// Its heading.
    pub title: String,
    /// The line on which it begins.
    pub line: usize,
    /// What stands under it, in order.
    pub entries: Vec<Paragraph>,
}

/// Something that somebody is to do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Action {
    /// The number of the item; absent where it belongs to the whole meeting or items are not numbered.
    pub item: Option<String>,
    /// The words.
    pub text: String,
    /// Who, as written.
    pub owner: Option<String>,
    /// By when, as written.
    pub due: Option<String>,
    /// How it was recognised.
    pub kind: Marking,
    /// The line on which it begins.
    pub line: usize,
}

/// How an action was recognised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Marking {
    /// By a label, a list of actions or a column.
    Marked,
    /// By the words of a sentence.
    #[default]
    Prose,
    /// It is a part of a resolution.
    Resolution,
}

/// Something resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Resolution {
    /// The number of the item.
    pub item: Option<String>,
    /// The words behind the marker.
    pub text: String,
    /// "RESOLVED", "And Resolved".
    pub marker: String,
    /// Its first and last line.
    #[serde(skip)]
    pub lines: (usize, usize),
    /// The line on which it begins.
    pub line: usize,
}

/// Something moved, and how it went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Vote {
    /// The number of the item.
    pub item: Option<String>,
    /// What was moved, where that stands beside it.
    pub motion: Option<String>,
    /// Who moved it, with title, as written.
    pub mover: Option<String>,
    /// Who seconded it.
    pub seconder: Option<String>,
    /// "carried", "agreed", "lost", "withdrawn".
    pub result: Option<String>,
    /// How many were for it.
    #[serde(rename = "for")]
    pub in_favour: Option<u32>,
    /// How many were against it.
    pub against: Option<u32>,
    /// How many abstained.
    pub abstain: Option<u32>,
    /// The sentence that tells it.
    pub as_written: String,
    /// The line on which it begins.
    pub line: usize,
}

/// Somebody's coming or going.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Movement {
    /// The number of the item.
    pub item: Option<String>,
    /// Who.
    pub name: String,
    /// "arrived", "left" or "returned".
    pub what: &'static str,
    /// When, "HH:MM", where told.
    pub time: Option<String>,
    /// The sentence that tells it.
    pub text: String,
    /// The line on which it begins.
    pub line: usize,
}

/// An interest that was declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Declaration {
    /// The number of the item.
    pub item: Option<String>,
    /// Who declared it.
    pub name: String,
    /// The sentence that tells it.
    pub text: String,
    /// The line on which it begins.
    pub line: usize,
}

/// A line of the page and not of the minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Furniture {
    /// Which line.
    pub line: usize,
    /// What it says.
    pub text: String,
}
