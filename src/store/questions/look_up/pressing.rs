//! What is to be done, the most pressing first: the answer to no words at all, and to `open` and `overdue` alone.
//!
//! Here the table of standings is asked, which has these actions in this order, and not the index of words.

use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::filters::Filters;
use super::wanted::{self, Expression};
use crate::minutes::entry::Kind;
use crate::minutes::folding;
use crate::minutes::ids::BodyId;
use crate::minutes::query::{Query, StateFilter};
use crate::store::indexed::NO_DATE;
use crate::store::protocol::{Found, LookUp};
use crate::store::questions::hits;

/// More open actions than that no body has whose heads it still counts.
const MOST: usize = 1_000;
/// How many actions that are done stand under the heading at hand.
const DONE_BEFORE: usize = 10;

/// With no words: the open actions of the body at hand, or of all; those raised under the same heading before come
/// first, and with them what was done of it.
pub(super) fn first(connection: &Connection, asked: &LookUp) -> rusqlite::Result<Found> {
    let mut numbers = Vec::new();
    if let (Some(here), Some(heading)) = (asked.here, &asked.heading) {
        numbers = under(connection, here, heading)?;
    }
    let body: Vec<BodyId> = asked.here.into_iter().collect();
    let after = Which {
        body: asked.here,
        before: NO_DATE_PASSED,
        numbers: (0, i64::MAX),
    };
    numbers.extend(open(connection, &after, asked.limit + numbers.len() + 1)?);
    // A body that has nothing to do still may ask what others have.
    if numbers.is_empty() && !body.is_empty() {
        let all = Which {
            body: None,
            ..after
        };
        numbers = open(connection, &all, asked.limit + 1)?;
    }
    found(connection, asked, numbers, Vec::new())
}

/// `open` or `overdue` alone: the body at hand first, then all others.
pub(super) fn in_state(
    connection: &Connection,
    asked: &LookUp,
    query: &Query,
    filters: &Filters,
    remarks: Vec<String>,
) -> rusqlite::Result<Found> {
    let today = asked.today.to_string();
    let before = match query.state {
        Some(StateFilter::Overdue) => today.as_str(),
        Some(StateFilter::Open | StateFilter::Done) | None => NO_DATE_PASSED,
    };
    let bodies: Vec<Option<BodyId>> = if filters.bodies.is_empty() {
        let here = asked.here.filter(|_| !query.everywhere);
        here.map(Some).into_iter().chain([None]).collect()
    } else {
        filters.bodies.iter().copied().map(Some).collect()
    };
    let mut numbers = Vec::new();
    for body in bodies {
        let which = Which {
            body,
            before,
            numbers: filters.numbers,
        };
        numbers.extend(open(connection, &which, asked.limit + numbers.len() + 1)?);
    }
    found(connection, asked, numbers, remarks)
}

/// After every date, even the one that stands for none.
const NO_DATE_PASSED: &str = "99999";

/// Which open actions.
#[derive(Clone, Copy)]
struct Which<'a> {
    body: Option<BodyId>,
    /// Whose time ends before this day.
    before: &'a str,
    numbers: (i64, i64),
}

/// The numbers of open actions, the most pressing first.
fn open(connection: &Connection, which: &Which<'_>, limit: usize) -> rusqlite::Result<Vec<i64>> {
    debug_assert!(NO_DATE < NO_DATE_PASSED);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let (first, last) = which.numbers;
    let rest = "status = 'open' AND pressing < ?1 AND number BETWEEN ?2 AND ?3";
    let order = "ORDER BY pressing, number LIMIT ?4";
    let number = |row: &rusqlite::Row<'_>| row.get(0);
    match which.body {
        Some(body) => connection
            .prepare_cached(&format!(
                "SELECT number FROM standings WHERE body = ?5 AND {rest} {order}"
            ))?
            .query_map(
                params![which.before, first, last, limit, body.to_string()],
                number,
            )?
            .collect(),
        None => connection
            .prepare_cached(&format!(
                "SELECT number FROM standings WHERE {rest} {order}"
            ))?
            .query_map(params![which.before, first, last, limit], number)?
            .collect(),
    }
}

/// What the body asked for under a heading before: what is open of it, and then the last that is not.
fn under(connection: &Connection, here: BodyId, heading: &str) -> rusqlite::Result<Vec<i64>> {
    let folded =
        |text: &str| -> Vec<String> { folding::words(text).map(|word| word.folded).collect() };
    let heading_words = folded(heading);
    let Some(same) = wanted::in_column(connection, "item", heading)? else {
        return Ok(Vec::new());
    };
    let of_here = Expression::default()
        .and(same)
        .and(wanted::kind(Kind::Action))
        .and(wanted::body(here));
    let under = |expression: &Expression, limit: usize| -> rusqlite::Result<Vec<i64>> {
        let mut statement = connection.prepare_cached(
            "SELECT rowid, item FROM entry_words WHERE entry_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut rows = statement.query(params![expression.text(), limit])?;
        let mut numbers = Vec::new();
        while let Some(row) = rows.next()? {
            if folded(row.get_ref(1)?.as_str().unwrap_or_default()) == heading_words {
                numbers.push(row.get(0)?);
            }
        }
        Ok(numbers)
    };
    let mut numbers = under(&of_here.and(wanted::OPEN), MOST)?;
    let done = under(&of_here.but(wanted::OPEN), DONE_BEFORE * 3)?;
    numbers.extend(done.into_iter().take(DONE_BEFORE));
    Ok(numbers)
}

fn found(
    connection: &Connection,
    asked: &LookUp,
    numbers: Vec<i64>,
    remarks: Vec<String>,
) -> rusqlite::Result<Found> {
    let mut seen = HashSet::new();
    let mut found = Found {
        serial: asked.serial,
        remarks,
        ..Found::default()
    };
    for number in numbers {
        if !seen.insert(number) {
            continue;
        }
        if found.hits.len() == asked.limit {
            found.more = true;
            break;
        }
        found.hits.extend(hits::of_entry(connection, number)?);
    }
    Ok(found)
}
