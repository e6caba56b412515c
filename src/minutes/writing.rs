//! Papers that are written about an item of business: the chair's letter, and the report to another body.
//!
//! Most of what they say stands in the record already. Kept here is only what the record does not know: to whom, on what
//! day, and the paragraphs that somebody writes for this paper alone. What they ask and recommend is told from the record.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator as _;

use super::agenda::Item;
use super::entry::Action;
use super::folding::fold;
use super::ids::PersonId;
use super::meeting::Meeting;
use super::person::NameForm;

/// What the chair's letter about an item says beyond the record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Letter {
    /// To whom, where not to the guests of the item.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<PersonId>,
    /// The day that it bears; without one it is that of the meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// What it is about, where not the title of the item.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// What happened in the meeting, to stand after "at which": "a progress report was given".
    #[serde(skip_serializing_if = "String::is_empty")]
    pub occasion: String,
    /// What stands before the lists, a paragraph a line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub context: String,
    /// What is announced in it, a paragraph a line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub news: String,
    /// What stands after the lists, a paragraph a line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reflection: String,
    /// What is enclosed, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub enclosures: Vec<String>,
    /// By when an answer is asked for; without a day none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_by: Option<NaiveDate>,
}

/// What a report says beyond the record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// To which body, where that is not the one whose meeting it is.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// What it is about, where not the title of the item.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// What is written on the front sheet, by the labels that the template has for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub front: Vec<Written>,
    /// The paragraphs below it, each with a mark where it is not a numbered paragraph.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<Part>,
    /// The day of the report before this one, where it is not that of the body's meeting before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
}

/// What is written to a label of a front sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The label, as the template has it.
    pub label: String,
    /// The words, a paragraph a line; a point begins with "- ".
    pub text: String,
}

/// One part of the text of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// A numbered heading: "1. BACKGROUND". The paragraphs below it count from 1.1.
    Section(String),
    /// A heading without a number, which does not begin the counting anew.
    Heading(String),
    /// A numbered paragraph.
    Paragraph(String),
    /// A paragraph without a number.
    Unnumbered(String),
    /// A point of a list.
    Point(String),
    /// A row of a table; the first of several in a row is the row of headings.
    Row(Vec<String>),
}

impl Part {
    /// Reads a line: "# Section", "## Heading", "- point", "| cell | cell", "> paragraph without a number"; else it is a
    /// numbered paragraph. A backslash before a mark makes it words.
    pub fn read(line: &str) -> Option<Self> {
        let line = line.trim();
        let rest = |mark: &str| {
            let rest = line.strip_prefix(mark)?.trim();
            Some(rest.to_owned())
        };
        if line.is_empty() {
            return None;
        }
        Some(if let Some(text) = rest("## ") {
            Self::Heading(text)
        } else if let Some(text) = rest("# ") {
            Self::Section(text)
        } else if let Some(text) = rest("- ") {
            Self::Point(text)
        } else if let Some(text) = rest("> ") {
            Self::Unnumbered(text)
        } else if let Some(text) = rest("| ") {
            let cells = text.trim_end_matches('|').split('|');
            Self::Row(cells.map(|cell| cell.trim().to_owned()).collect())
        } else {
            Self::Paragraph(line.strip_prefix('\\').unwrap_or(line).to_owned())
        })
    }

    /// The line from which [`read`](Self::read) makes the same part.
    pub fn write(&self) -> String {
        match self {
            Self::Section(text) => format!("# {text}"),
            Self::Heading(text) => format!("## {text}"),
            Self::Point(text) => format!("- {text}"),
            Self::Unnumbered(text) => format!("> {text}"),
            Self::Row(cells) => format!("| {}", cells.join(" | ")),
            Self::Paragraph(text) => {
                let marked = ["#", "-", ">", "|", "\\"];
                let escape = if marked.iter().any(|mark| text.starts_with(mark)) {
                    "\\"
                } else {
                    ""
                };
                format!("{escape}{text}")
            }
        }
    }
}

impl Written {
    /// Reads "Label: words", and lines below that begin with none of the labels as further paragraphs of the same. What
    /// stands before the first label is given back as it is.
    pub fn read<'l>(
        lines: impl IntoIterator<Item = &'l str>,
        labels: &[String],
    ) -> (Vec<Self>, Vec<String>) {
        let mut written: Vec<Self> = Vec::new();
        let mut before = Vec::new();
        for line in lines {
            let line = line.trim();
            let labelled = labels.iter().find_map(|label| {
                let (start, rest) = line.split_once(':')?;
                (start.trim().to_lowercase() == label.to_lowercase()).then(|| Self {
                    label: label.clone(),
                    text: rest.trim().to_owned(),
                })
            });
            match (labelled, written.last_mut()) {
                (Some(new), _) => written.push(new),
                (None, Some(last)) => {
                    if !last.text.is_empty() {
                        last.text.push('\n');
                    }
                    last.text.push_str(line);
                }
                (None, None) => before.push(line.to_owned()),
            }
        }
        (written, before)
    }

    /// The lines from which [`read`](Self::read) makes the same.
    pub fn write(&self) -> String {
        format!("{}: {}", self.label, self.text)
    }
}

impl Meeting {
    /// Whether an action that is recorded under an item is a recommendation: one that is addressed to a body, or that a
    /// body is to hear of; what the chair's letter asks of those to whom it goes, who are not the body's to instruct; and
    /// all that is recorded under an item on which a report was written.
    pub fn recommends(&self, item: &Item, action: &Action) -> bool {
        action.is_recommendation()
            || item.report.is_some()
            || (item.is_written_about() && self.is_asked(item, action))
    }

    /// Whether one of those to whom the chair writes about an item is to do it, by name or by post, however it was
    /// written.
    pub fn is_asked(&self, item: &Item, action: &Action) -> bool {
        let on = self.head.date;
        let holds = |person, written: &str| {
            let Some(seat) = self.seat(person) else {
                return false;
            };
            let names = NameForm::iter().map(|form| seat.person.name(form, on));
            let post = seat.person.post_on(on).map(str::to_owned);
            let written = fold(written);
            names.chain(post).any(|name| fold(&name) == written)
        };
        let mut recipients = item.recipients().iter();
        recipients.any(|id| {
            let mut owners = action.owners.iter();
            owners.any(|owner| match owner.person {
                Some(person) => person == *id,
                None => holds(*id, &owner.name),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_written_as_they_are_read() {
        for (line, part) in [
            ("# Background", Part::Section("Background".to_owned())),
            ("## The depot", Part::Heading("The depot".to_owned())),
            ("- Bins", Part::Point("Bins".to_owned())),
            ("> Compliance", Part::Unnumbered("Compliance".to_owned())),
            (
                "| Group | Aim",
                Part::Row(vec!["Group".to_owned(), "Aim".to_owned()]),
            ),
            (
                "The depot is full.",
                Part::Paragraph("The depot is full.".to_owned()),
            ),
            ("\\- 3 degrees", Part::Paragraph("- 3 degrees".to_owned())),
        ] {
            assert_eq!(Part::read(line), Some(part.clone()), "{line}");
            assert_eq!(part.write(), line);
        }
        assert_eq!(Part::read("  "), None);
    }

    #[test]
    fn a_front_sheet_is_lines_with_labels() {
        let labels = ["Subject".to_owned(), "Legal implications".to_owned()];
        let lines = [
            "Stray",
            "subject: Bins: a plan",
            "Legal implications:",
            "None.",
            "- Few.",
        ];
        let (written, before) = Written::read(lines, &labels);
        assert_eq!(before, ["Stray"]);
        let texts: Vec<&str> = written.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(texts, ["Bins: a plan", "None.\n- Few."]);
        let again: Vec<String> = written.iter().map(Written::write).collect();
        let lines: Vec<&str> = again.iter().flat_map(|text| text.lines()).collect();
        assert_eq!(Written::read(lines, &labels).0, written);
    }
}
