//! Action logs: a table or JSON, read as actions in meeting records.
//!
//! Which column holds what is told by its name ([`columns`]) or by the clerk, and always shown. A row is an action of
//! the meeting of its body on the day on which it was raised.

mod cells;
pub mod columns;
mod json;
mod status;
mod table;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;
use thiserror::Error;

use crate::minutes::dates::parse_date;
use crate::minutes::roster::fold;

use super::draft::{Draft, Part, Status, Task, What};
use super::file::{Sort, Text};

use columns::{Columns, Field};

/// The most rows of one log.
const MOST_ROWS: usize = 50_000;

/// Why a log cannot be read, and what to do.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// There is no column of actions.
    #[error(
        "{name} has no column that is known to hold the actions. Its columns are: {columns}. Say which it is: --column action=\"NAME\"."
    )]
    NoActions {
        /// The file.
        name: String,
        /// The columns.
        columns: String,
    },
    /// A column that was named is not there.
    #[error("{name} has no column \"{column}\". Its columns are: {columns}.")]
    NoSuchColumn {
        /// The file.
        name: String,
        /// The column.
        column: String,
        /// Those that there are.
        columns: String,
    },
    /// It is no table, or no JSON.
    #[error("{name} cannot be read as an action log: {why}.")]
    Broken {
        /// The file.
        name: String,
        /// Why.
        why: String,
    },
    /// It has more rows than any log.
    #[error("{0} has more than 50,000 rows. Split it.")]
    TooLong(String),
}

/// One action of a log, in its own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its reference.
    pub reference: Option<String>,
    /// What is to be done.
    pub action: String,
    /// Who.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<String>,
    /// How it stands.
    pub status: Option<String>,
    /// The reference of the action that took its place.
    pub superseded_by: Option<String>,
    /// The body that agreed it.
    pub body: Option<String>,
    /// When it was agreed, as written.
    pub date: Option<String>,
    /// What became of it.
    pub notes: Option<String>,
    /// When that was noted, as written.
    pub noted: Option<String>,
    /// The first line of the row in the file, from 1.
    pub line: usize,
    /// Its last line.
    #[serde(skip)]
    pub last_line: usize,
}

/// A log as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Log {
    /// Which column was taken for what.
    pub columns: Columns,
    /// The rows that say something.
    pub rows: Vec<Row>,
    /// How many rows hold no action.
    pub without_action: usize,
}

/// Reads a log; `named` says which column holds what, where the clerk did.
pub fn read(file: &Text, named: &[(Field, String)]) -> Result<Log, Fault> {
    let rows = match file.sort {
        Sort::Json => json::rows(&file.text),
        Sort::Table | Sort::Minutes => table::rows(&file.text),
    };
    let rows = rows.map_err(|why| Fault::Broken {
        name: file.name.clone(),
        why,
    })?;
    if rows.len() > MOST_ROWS {
        return Err(Fault::TooLong(file.name.clone()));
    }
    columns::read(&file.name, rows, named)
}

/// The meetings whose actions a log holds, in the order in which they come; the rows without body or day together.
pub fn drafts(file: &Text, log: &Log, today: NaiveDate) -> Vec<Draft> {
    let whole: Arc<str> = file.text.as_str().into();
    let lines: Vec<&str> = file.text.split('\n').collect();
    let mut places: HashMap<(String, Option<NaiveDate>), usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for row in &log.rows {
        let (date, doubt) = day_of(row, today);
        let body = row.body.clone().unwrap_or_default();
        let key = (fold(&body), date);
        let place = *places.entry(key).or_insert_with(|| {
            groups.push(Group {
                body,
                date,
                rows: Vec::new(),
            });
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(place) {
            group.rows.push((row, doubt));
        }
    }
    let alone = groups.len() == 1;
    let mut remarks = file.remarks.clone();
    remarks.push(log.columns.in_words());
    if log.without_action > 0 {
        remarks.push(format!(
            "Rows without an action, left out: {}.",
            log.without_action
        ));
    }
    groups
        .into_iter()
        .enumerate()
        .map(|(place, group)| {
            // Each meeting keeps its own rows, under the row of headings.
            let text = if alone || file.sort == Sort::Json {
                Arc::clone(&whole)
            } else {
                group.excerpt(&lines, log).into()
            };
            Draft {
                name: file.name.clone(),
                sha256: file.sha256.clone(),
                text,
                shown: Arc::clone(&whole),
                is_log: true,
                parts: group.parts(today),
                remarks: if place == 0 {
                    remarks.clone()
                } else {
                    Vec::new()
                },
            }
        })
        .collect()
}

/// The rows of one body and day.
struct Group<'l> {
    body: String,
    date: Option<NaiveDate>,
    rows: Vec<(&'l Row, Option<String>)>,
}

impl Group<'_> {
    fn parts(&self, today: NaiveDate) -> Vec<Part> {
        let lacking = |what: &str| format!("The log does not say {what} for these rows.");
        let mut body = Part::new(What::Body(self.body.clone()), None);
        if self.body.is_empty() {
            body.doubts.push(lacking("whose actions they are"));
        }
        let mut date = Part::new(What::Date(self.date), None);
        if self.date.is_none() {
            date.doubts.push(lacking("when they were raised"));
        }
        let title = "Action log".to_owned();
        let item = What::Item {
            number: None,
            title: title.clone(),
        };
        let mut parts = vec![
            body,
            date,
            Part::new(What::Title(title), None),
            Part::new(item, None),
        ];
        parts.extend(
            self.rows
                .iter()
                .map(|(row, doubt)| task(row, doubt.clone(), today)),
        );
        parts
    }

    fn excerpt(&self, lines: &[&str], log: &Log) -> String {
        let heading = log.columns.heading_lines;
        let mut text = String::new();
        let mut copy = |from: usize, to: usize| {
            for line in lines.iter().take(to).skip(from.saturating_sub(1)) {
                text.push_str(line);
                text.push('\n');
            }
        };
        copy(heading.0, heading.1);
        for (row, _) in &self.rows {
            copy(row.line, row.last_line);
        }
        text
    }
}

/// When a row was raised; what is doubtful, where it says something that is no day.
fn day_of(row: &Row, today: NaiveDate) -> (Option<NaiveDate>, Option<String>) {
    let Some(written) = &row.date else {
        return (None, None);
    };
    match day(written, today) {
        Some(date) if date <= today => (Some(date), None),
        Some(_) => (
            None,
            Some(format!(
                "It was raised on a day that is still to come: {written}."
            )),
        ),
        None => (
            None,
            Some(format!("When it was raised is not understood: {written}.")),
        ),
    }
}

/// A day with its year, as tables write it: with a time behind it too.
fn day(written: &str, today: NaiveDate) -> Option<NaiveDate> {
    let written = written.trim();
    let (date, time) = written.split_once(['T', ' ']).unwrap_or((written, ""));
    let is_clock = !time.is_empty()
        && time.starts_with(|letter: char| letter.is_ascii_digit())
        && time.contains(':');
    let parsed = parse_date(if is_clock { date } else { written }, today).ok()?;
    parsed.year_stated.then_some(parsed.date)
}

fn task(row: &Row, doubt: Option<String>, today: NaiveDate) -> Part {
    let read = status::read(row.status.as_deref().unwrap_or_default());
    let mut notes = row.notes.clone().unwrap_or_default();
    if let Some(note) = &read.note {
        notes = if notes.is_empty() {
            note.clone()
        } else {
            format!("{note}: {notes}")
        };
    }
    let status = match (read.status, &row.superseded_by) {
        (Status::Superseded(by), Some(other)) if by.is_empty() => Status::Superseded(other.clone()),
        (status, _) => status,
    };
    let task = Task {
        reference: row.reference.clone().unwrap_or_default(),
        text: row.action.clone(),
        owner: row.owner.clone().unwrap_or_default(),
        due: row.due.clone().unwrap_or_default(),
        status,
        notes,
        noted_on: row.noted.as_deref().and_then(|noted| day(noted, today)),
        told_above: false,
    };
    let mut part = Part::new(
        What::Action(task),
        Some((row.line, row.last_line.max(row.line))),
    );
    part.doubts.extend(doubt);
    part.doubts.extend(read.doubt);
    if row.owner.is_none() {
        part.doubts
            .push("Nobody is named who is to do it.".to_owned());
    }
    part
}
