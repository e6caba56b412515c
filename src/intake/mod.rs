//! Taking in what others wrote: a file to its text, what was read in it to a record, the record to the journal.
//!
//! [`mod@file`] says what a file is and gives its text; [`draft`] and [`log`] make of it what a clerk looks over, part by
//! part; [`record`] matches that with what is on record and makes the lines that take it in. Everything here is pure:
//! files are read and journals written by whoever calls it.

mod docx;
pub mod draft;
pub mod file;
pub mod log;
pub mod names;
mod numbering;
mod owners;
pub mod record;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use thiserror::Error;

use draft::Draft;
use file::{Sort, Text};
use log::columns::Field;

/// Why nothing can be taken from a file.
#[derive(Debug, Error)]
pub enum Fault {
    /// It cannot be read.
    #[error(transparent)]
    File(#[from] file::Unreadable),
    /// It is no action log.
    #[error(transparent)]
    Log(#[from] log::Fault),
}

/// The text of a file, and whether it is an action log: one is where the clerk says what its columns hold, too.
pub fn text(name: &str, bytes: &[u8], columns: &[(Field, String)]) -> Result<Text, Fault> {
    let mut text = file::read(name, bytes)?;
    if text.sort == Sort::Minutes && !columns.is_empty() {
        text.sort = Sort::Table;
    }
    Ok(text)
}

/// The meetings that a file tells of: one for minutes, one a body and day for an action log.
pub fn drafts(
    name: &str,
    bytes: &[u8],
    columns: &[(Field, String)],
    today: NaiveDate,
) -> Result<Vec<Draft>, Fault> {
    let text = text(name, bytes, columns)?;
    match text.sort {
        Sort::Minutes => Ok(vec![draft::of_minutes(text)]),
        Sort::Table | Sort::Json => {
            let log = log::read(&text, columns)?;
            Ok(log::drafts(&text, &log, today))
        }
    }
}
