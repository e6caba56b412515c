//! `actions`: the register of actions for scripts, spreadsheets and mail merges.

use std::process::ExitCode;

use anyhow::ensure;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::{complain, escaped, print_whole};
use crate::export::actions::{Table, TableFormat};
use crate::minutes::exempt::Copy;
use crate::minutes::posts::Posts;
use crate::screen::actions::{listed, told_left_out};
use crate::store::Archive;
use crate::store::protocol::ActionsAsked;

/// How many rows are printed at a time.
const AT_A_TIME: usize = 1_000;

/// Which actions are listed, and how.
#[derive(Clone, Debug, Args)]
pub struct Asked {
    /// Only what is still to be done
    #[arg(long, conflicts_with = "overdue")]
    open: bool,
    /// Only what is still to be done, and the last day of its time is over
    #[arg(long)]
    overdue: bool,
    /// Only what somebody is to do: part of a name, a body or a post; for a person also what their posts are to do
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// Only what one body agreed: part of its name, or the letters of its references
    #[arg(long, value_name = "BODY")]
    body: Option<String>,
    /// How they are listed
    #[arg(long, value_enum, default_value_t = ActionsFormat::Text)]
    format: ActionsFormat,
    /// With or without what is exempt: the full copy has it, and says so of each; the public one leaves it out
    #[arg(long, default_value = "full", value_parser = super::export::by_name(Copy::about))]
    copy: Copy,
    /// No more than so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ActionsFormat {
    /// One action a line
    Text,
    /// Comma-separated values with a row of names first; a cell that looks like a formula begins with '
    Csv,
    /// An array of objects
    Json,
}

impl From<ActionsFormat> for TableFormat {
    fn from(format: ActionsFormat) -> Self {
        match format {
            ActionsFormat::Text => Self::Text,
            ActionsFormat::Csv => Self::Csv,
            ActionsFormat::Json => Self::Json,
        }
    }
}

impl Asked {
    /// The filter as it would be typed in the register.
    fn filter(&self) -> String {
        let mut words = Vec::new();
        if self.open {
            words.push("open".to_owned());
        }
        if self.overdue {
            words.push("overdue".to_owned());
        }
        let quoted = |key: &str, name: &str| format!("{key}:\"{}\"", name.replace('"', " "));
        words.extend(self.owner.iter().map(|name| quoted("owner", name)));
        words.extend(self.body.iter().map(|name| quoted("body", name)));
        words.join(" ")
    }
}

/// Prints the actions that are asked for, those that press most first.
pub fn run(archive: &Archive, asked: &Asked, today: NaiveDate) -> anyhow::Result<ExitCode> {
    for (option, name) in [("--owner", &asked.owner), ("--body", &asked.body)] {
        ensure!(
            name.as_ref()
                .is_none_or(|name| name.chars().any(char::is_alphanumeric)),
            "{option} wants a name."
        );
    }
    let people = archive.people()?;
    let posts = Posts::of(&people);
    let mut table = Table::new(asked.format.into());
    let mut text = table.begin();
    let mut rows = Vec::with_capacity(AT_A_TIME);
    let (mut count, mut exempt, mut left_out, mut written) = (0, 0, 0, Ok(true));
    archive.each_action(&question(asked, today), &mut |row| {
        count += 1;
        let Some(row) = listed(row, &posts, today, asked.copy) else {
            left_out += 1;
            return true;
        };
        exempt += usize::from(row.exempt);
        rows.push(row);
        if rows.len() == AT_A_TIME {
            text.push_str(&table.add(&rows));
            rows.clear();
            written = write(&text, asked.format);
            text.clear();
        }
        matches!(written, Ok(true))
    })?;
    // Whoever read has read enough.
    if !written? {
        return Ok(ExitCode::SUCCESS);
    }
    if count == 0 {
        body_is_known(archive, asked, today)?;
    }
    text.push_str(&table.add(&rows));
    text.push_str(&table.end());
    write(&text, asked.format)?;
    // In a terminal the word stands at the end of each line; a spreadsheet is passed on without looking.
    if exempt > 0 && !matches!(asked.format, ActionsFormat::Text) {
        complain(&format!(
            "{exempt} of them exempt, and not for publication; --copy public leaves that out."
        ));
    }
    if let Some(words) = told_left_out(left_out) {
        complain(&words);
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints a piece of the table; answers whether anybody reads on.
fn write(text: &str, format: ActionsFormat) -> anyhow::Result<bool> {
    match format {
        ActionsFormat::Json => print_whole(&escaped(text)),
        ActionsFormat::Text | ActionsFormat::Csv => print_whole(text),
    }
}

fn question(asked: &Asked, today: NaiveDate) -> ActionsAsked {
    ActionsAsked {
        text: asked.filter(),
        today,
        limit: asked.limit.unwrap_or(usize::MAX),
        ..ActionsAsked::default()
    }
}

/// A body that there is not is a slip, and not a body without actions.
fn body_is_known(archive: &Archive, asked: &Asked, today: NaiveDate) -> anyhow::Result<()> {
    let Some(name) = &asked.body else {
        return Ok(());
    };
    let all = Asked {
        open: false,
        overdue: false,
        owner: None,
        limit: Some(1),
        ..asked.clone()
    };
    let mut known = false;
    archive.each_action(&question(&all, today), &mut |_| {
        known = true;
        false
    })?;
    ensure!(
        known,
        "No body called \"{name}\" has agreed an action. `minutebook meetings` lists the bodies that met."
    );
    Ok(())
}
