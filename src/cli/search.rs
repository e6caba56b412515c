//! `search`: looking up over all meetings, from outside.

use std::process::ExitCode;

use chrono::NaiveDate;
use clap::ValueEnum;

use super::{Arguments, complain, escaped, print};
use crate::minutes::entry::Kind;
use crate::store::protocol::{Answered, Found, Hit, LookUp, Question};

/// How what was found is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SearchFormat {
    /// A line each
    Text,
    /// One object
    Json,
}

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

In JSON there is one object with query, more (whether there are more than were printed), remarks (how words were \
read) and hits, the best first. Each hit has kind, text, marked (pairs of the first character that fits and the one \
after the last, counted from 0), body, date, item (its title), number (its place on the agenda, from 1), meeting and \
entry (their ids; entry is null for an item); actions have action too, an object with reference, status (open, \
complete, cancelled, superseded), overdue, owners, due (as written), due_from and due_to (days, or null). Fields may be \
added, and are never renamed.

Exit codes: 0 found; 1 nothing found (in JSON, hits is empty), or not looked up, with the reason; 2 the arguments make \
no sense.";

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
        | Answered::Bodies(_)
        | Answered::TakenIn(_)
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
            let hits: Vec<serde_json::Value> =
                found.hits.iter().map(|hit| as_json(hit, today)).collect();
            let whole = serde_json::json!({
                "query": query,
                "more": found.more,
                "remarks": found.remarks,
                "hits": hits,
            });
            print(&(escaped(&serde_json::to_string_pretty(&whole)?) + "\n"))?;
        }
    }
    Ok(if found.hits.is_empty() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
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

fn as_json(hit: &Hit, today: NaiveDate) -> serde_json::Value {
    let characters = |bytes: usize| {
        hit.text
            .get(..bytes)
            .map_or(0, |before| before.chars().count())
    };
    let marked: Vec<[usize; 2]> = hit
        .marked
        .iter()
        .map(|range| [characters(range.start), characters(range.end)])
        .collect();
    let mut value = serde_json::json!({
        "kind": kind(hit),
        "text": hit.text,
        "marked": marked,
        "body": hit.body_name,
        "date": hit.date,
        "item": hit.title,
        "number": hit.place + 1,
        "meeting": hit.meeting,
        "entry": hit.entry,
    });
    if let (Some(action), Some(fields)) = (&hit.action, value.as_object_mut()) {
        let standing = &action.standing;
        let due = standing.due.as_ref();
        let window = due.and_then(|due| due.window);
        let owners: Vec<&str> = standing
            .owners
            .iter()
            .map(|owner| owner.name.as_str())
            .collect();
        fields.insert(
            "action".to_owned(),
            serde_json::json!({
                "reference": action.reference,
                "status": standing.status,
                "overdue": standing.is_overdue(today),
                "owners": owners,
                "due": due.map(|due| &due.as_written),
                "due_from": window.map(|window| window.from),
                "due_to": window.map(|window| window.to),
            }),
        );
    }
    value
}
