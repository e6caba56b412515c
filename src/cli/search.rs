//! `search`: looking up over all meetings, from outside.

use std::process::ExitCode;

use chrono::NaiveDate;
use clap::ValueEnum;

use super::{Arguments, complain, escaped, print};
use crate::export::looked_up::{Found as Printed, Hit as PrintedHit};
use crate::minutes::entry::Kind;
use crate::minutes::exempt::Copy;
use crate::minutes::posts::Posts;
use crate::screen::actions::listed;
use crate::store::protocol::{ActionRow, Answered, Found, Hit, LookUp, Question};

/// How what was found is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SearchFormat {
    /// A line each
    Text,
    /// One object
    Json,
}

/// The exit code where nothing was found.
const NOTHING: u8 = 3;

/// What is said in the help of the command.
pub const HELP: &str = "\
Words are found by their beginnings, in any order; one slip in a word of five letters or more is forgiven; a phrase in \
double quotes is found as it stands. Actions come first, then decisions, declarations, items and all other entries.

Filters are words: open, overdue, done; owner:NAME or @NAME (a name or a post); body:NAME; item:TITLE; kind:KIND \
(action, recommendation, decision, declaration, item, motion …); since:2021, until:\"March 2022\".

Examples:
  minutebook search safeguarding training
  minutebook search open @smith since:2021
  minutebook search '\"action plan\"' body:housing --format json

In JSON there is one object, whose form is published in schemas/search.schema.json. It has query, more (whether there \
are more than were printed), remarks (how words were read) and hits, the best first. Each hit has kind (as in the \
filter), text, marked (pairs of the first character that fits and the one after the last, counted from 0), body, date, \
item_number and item (its title), meeting and entry (their ids; entry is null for an item), exempt (whether it is \
not for publication) and action: null for what is none, and else the same object that `minutebook actions --format \
json` prints. Fields may be added; none is renamed \
or taken away.

Exit codes: 0 found; 1 not looked up, with the reason; 2 the arguments make no sense; 3 nothing was found (in JSON, \
hits is empty).";

/// Looks up, and prints what was found.
pub(super) fn run(
    arguments: &Arguments,
    query: &str,
    format: SearchFormat,
    limit: usize,
    today: NaiveDate,
) -> anyhow::Result<ExitCode> {
    let archive = arguments.archive()?;
    let asked = LookUp {
        text: query.to_owned(),
        today,
        limit,
        ..LookUp::default()
    };
    let found = match archive.ask(&Question::LookUp(asked))? {
        Answered::Found(found) => found,
        // No other answer is given to this question.
        Answered::Actions(_)
        | Answered::Counted(_)
        | Answered::History(_)
        | Answered::Outstanding(_)
        | Answered::Resolutions(_)
        | Answered::Bodies(_)
        | Answered::TakenIn(_)
        | Answered::Background(_)
        | Answered::Like(_) => Found::default(),
    };
    match format {
        SearchFormat::Text => {
            for remark in &found.remarks {
                complain(remark);
            }
            let lines: String = found.hits.iter().map(|hit| line(hit, today)).collect();
            print(&lines)?;
            if found.more {
                complain("There are more; --limit shows them.");
            }
            if found.hits.is_empty() {
                complain("Nothing was found.");
            }
        }
        SearchFormat::Json => {
            let people = archive.people()?;
            let posts = Posts::of(&people);
            let printed = Printed {
                query: query.to_owned(),
                more: found.more,
                remarks: found.remarks,
                hits: found
                    .hits
                    .iter()
                    .map(|hit| printed(hit, &posts, today))
                    .collect(),
            };
            print(&(escaped(&serde_json::to_string_pretty(&printed)?) + "\n"))?;
            return Ok(code(printed.hits.is_empty()));
        }
    }
    Ok(code(found.hits.is_empty()))
}

fn code(nothing: bool) -> ExitCode {
    ExitCode::from(if nothing { NOTHING } else { 0 })
}

/// One line: day, body, what it is, the words.
fn line(hit: &Hit, today: NaiveDate) -> String {
    let mut line = format!("{}  {}  {}", hit.date, hit.body_name, kind(hit));
    if let Some(action) = &hit.action {
        let standing = &action.standing;
        line.push_str(&format!(" {} {}", action.reference, standing.status.name()));
        if standing.is_overdue(today) {
            line.push_str(", overdue");
        }
    }
    // A text may have lines of its own; here it is one.
    let text: Vec<&str> = hit.text.split_whitespace().collect();
    line.push_str(&format!("  {}", text.join(" ")));
    if let Some(action) = &hit.action {
        let owners: Vec<&str> = action
            .standing
            .owners
            .iter()
            .map(|owner| owner.name.as_str())
            .collect();
        if !owners.is_empty() {
            line.push_str(&format!("  [{}]", owners.join("; ")));
        }
        if let Some(due) = &action.standing.due {
            line.push_str(&format!("  due {}", due.as_written));
        }
    }
    if hit.holds_exempt() {
        line.push_str("  EXEMPT");
    }
    line.push('\n');
    line
}

/// The name of what it is, as `kind:` takes it.
fn kind(hit: &Hit) -> &'static str {
    match (hit.kind, &hit.action) {
        (None, _) => "item",
        (Some(Kind::Action), Some(action)) if action.recommendation => "recommendation",
        (Some(kind), _) => kind.name(),
    }
}

/// As it stands in JSON: places are counted in characters, which every language counts alike.
fn printed(hit: &Hit, posts: &Posts<'_>, today: NaiveDate) -> PrintedHit {
    let characters = |bytes: usize| {
        hit.text
            .get(..bytes)
            .map_or(0, |before| before.chars().count())
    };
    PrintedHit {
        kind: kind(hit),
        text: hit.text.clone(),
        marked: hit
            .marked
            .iter()
            .map(|range| [characters(range.start), characters(range.end)])
            .collect(),
        body: hit.body_name.clone(),
        date: hit.date,
        item_number: hit.number(),
        item: hit.title.clone(),
        meeting: hit.meeting,
        entry: hit.entry,
        action: ActionRow::of(hit).and_then(|row| listed(row, posts, today, Copy::Full)),
        exempt: hit.holds_exempt(),
    }
}
