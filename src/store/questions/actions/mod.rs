//! Actions as a table: rows in an order, page by page, and how many there are.
//!
//! A page is the numbers of its rows, from indexes alone where that is possible, and then the rows themselves. An order
//! may be made of stretches, one after the other (what is open, then what is over; one body after another): each has
//! an index that serves it, and only as many are walked as the page needs.

mod sieve;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::hits;
use crate::minutes::ids::BodyId;
use crate::store::protocol::{ActionList, ActionRow, ActionsAsked, Counted, Counts, Order};
use crate::store::queries::ReadError;
use sieve::{Condition, Part, Sieve};

/// The rows asked for.
pub(super) fn list(connection: &Connection, asked: &ActionsAsked) -> Result<ActionList, ReadError> {
    let mut list = ActionList {
        serial: asked.serial,
        ..ActionList::default()
    };
    if !asked.among.is_empty() {
        for key in asked.among.iter().skip(asked.skip).take(asked.limit) {
            let hit = hits::of_key(connection, *key)?;
            list.rows.extend(hit.filter(|hit| hit.action.is_some()));
        }
        return Ok(list);
    }
    let sieve = Sieve::of(connection, asked)?;
    list.rows = hits::of_entries(connection, &numbers(connection, &sieve, asked)?)?;
    list.rows.retain(|hit| hit.action.is_some());
    Ok(list)
}

/// How many fit, whatever state is asked for.
pub(super) fn count(connection: &Connection, asked: &ActionsAsked) -> Result<Counted, ReadError> {
    let mut sieve = Sieve::of(connection, asked)?;
    sieve.state = None;
    let of = |part| -> rusqlite::Result<u64> {
        if sieve.nothing {
            return Ok(0);
        }
        let stretch = Stretch::of(&sieve, part, None, "");
        let sql = format!("SELECT count(*) {}", stretch.rows());
        let count: i64 = connection
            .prepare_cached(&sql)?
            .query_row(params_from_iter(&stretch.values), |row| row.get(0))?;
        Ok(count.unsigned_abs())
    };
    Ok(Counted {
        serial: asked.serial,
        counts: Counts {
            all: of(Part::All)?,
            open: of(Part::Open)?,
            overdue: of(Part::Overdue)?,
            complete: of(Part::Done)?,
        },
    })
}

/// Goes through all that is asked for, in its order and from one moment of the register, until `visit` says that it is
/// enough. Nothing is held but one row at a time.
pub(in crate::store) fn each(
    connection: &Connection,
    asked: &ActionsAsked,
    visit: &mut dyn FnMut(ActionRow) -> bool,
) -> Result<(), ReadError> {
    let sieve = Sieve::of(connection, asked)?;
    if sieve.nothing {
        return Ok(());
    }
    let mut left = asked.limit;
    let mut places = hits::Places::default();
    for stretch in stretches(connection, &sieve, asked)? {
        let mut statement = connection.prepare_cached(&stretch.whole_rows())?;
        let limit = Value::Integer(i64::try_from(left).unwrap_or(i64::MAX));
        let values = stretch.values.iter().cloned().chain([limit]);
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            left -= 1;
            if let Some(row) = places.action_row(connection, row)?
                && !visit(row)
            {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// A part of the rows in an order.
#[derive(Debug)]
struct Stretch {
    from: &'static str,
    /// The column of the number.
    number: &'static str,
    sql: String,
    values: Vec<Value>,
    order: String,
}

/// Standings in the order of their numbers, which is that of the meetings: the table itself, walked along.
const ALONG: &str = "standings s NOT INDEXED";

impl Stretch {
    /// The part of what fits, in an order ("" where it does not matter); `s` is how the action stands.
    fn of(sieve: &Sieve, part: Part, body: Option<BodyId>, order: &str) -> Self {
        let by_number = order.is_empty() || order.starts_with("number");
        let (from, number, condition): (_, _, Condition) = if !sieve.has_words() {
            ("standings s", "s.number", sieve.on_standings(part, body))
        } else if by_number && !sieve.looks_at_rows(part) {
            (
                "entry_words",
                "entry_words.rowid",
                sieve.on_words(part, body),
            )
        } else {
            (
                // The index of words comes first: what it leaves is looked up by number.
                "entry_words CROSS JOIN standings s ON s.number = entry_words.rowid",
                "entry_words.rowid",
                sieve.on_words(part, body),
            )
        };
        Self {
            from,
            number,
            sql: condition.sql.join(" AND "),
            values: condition.values,
            order: order.replace("number", number),
        }
    }

    /// The same, walked along the table where few rows would be passed over.
    fn along(mut self) -> Self {
        if self.from == "standings s" {
            self.from = ALONG;
        }
        self
    }

    fn rows(&self) -> String {
        if self.sql.is_empty() {
            format!("FROM {}", self.from)
        } else {
            format!("FROM {} WHERE {}", self.from, self.sql)
        }
    }

    /// The rows themselves rather than their numbers. What they are made of is looked up row by row, in the order found.
    fn whole_rows(&self) -> String {
        let standings = if self.from == "entry_words" {
            "CROSS JOIN standings s ON s.number = entry_words.rowid"
        } else {
            ""
        };
        let filter = if self.sql.is_empty() {
            String::new()
        } else {
            format!("WHERE {}", self.sql)
        };
        format!(
            "SELECT {} FROM {} {standings} CROSS JOIN entries e ON e.number = {}
             {filter} ORDER BY {} LIMIT ?",
            hits::ACTION_ROW,
            self.from,
            self.number,
            self.order
        )
    }

    fn numbers(
        &self,
        connection: &Connection,
        skip: usize,
        limit: usize,
    ) -> rusqlite::Result<Vec<i64>> {
        let sql = format!(
            "SELECT {} {} ORDER BY {} LIMIT ? OFFSET ?",
            self.number,
            self.rows(),
            self.order
        );
        let whole = |number| Value::Integer(i64::try_from(number).unwrap_or(i64::MAX));
        let values = self
            .values
            .iter()
            .cloned()
            .chain([whole(limit), whole(skip)]);
        connection
            .prepare_cached(&sql)?
            .query_map(params_from_iter(values), |row| row.get(0))?
            .collect()
    }

    fn count(&self, connection: &Connection) -> rusqlite::Result<usize> {
        let sql = format!("SELECT count(*) {}", self.rows());
        let count: i64 = connection
            .prepare_cached(&sql)?
            .query_row(params_from_iter(&self.values), |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }
}

/// The numbers of the rows of the page.
fn numbers(
    connection: &Connection,
    sieve: &Sieve,
    asked: &ActionsAsked,
) -> rusqlite::Result<Vec<i64>> {
    let mut page = Vec::new();
    if sieve.nothing {
        return Ok(page);
    }
    let mut skip = asked.skip;
    let stretches = stretches(connection, sieve, asked)?;
    let last = stretches.len().saturating_sub(1);
    for (place, stretch) in stretches.iter().enumerate() {
        let wanted = asked.limit - page.len();
        if wanted == 0 {
            break;
        }
        let found = stretch.numbers(connection, skip, wanted)?;
        if found.is_empty() && skip > 0 && place < last {
            skip = skip.saturating_sub(stretch.count(connection)?);
        } else {
            skip = 0;
        }
        page.extend(found);
    }
    Ok(page)
}

/// The order asked for, as stretches.
fn stretches(
    connection: &Connection,
    sieve: &Sieve,
    asked: &ActionsAsked,
) -> rusqlite::Result<Vec<Stretch>> {
    let way = |order: &str| -> String {
        let turned = |part: &str| match part.strip_suffix(" DESC") {
            Some(part) => part.to_owned(),
            None => format!("{part} DESC"),
        };
        if asked.reversed {
            order.split(", ").map(turned).collect::<Vec<_>>().join(", ")
        } else {
            order.to_owned()
        }
    };
    let pressing = |body: Option<BodyId>| -> Vec<Stretch> {
        let open = Stretch::of(sieve, Part::Open, body, &way("s.pressing, number"));
        if sieve.state.is_some() {
            let done = || Stretch::of(sieve, Part::All, body, &way("number DESC")).along();
            return vec![match sieve.state {
                Some(crate::minutes::query::StateFilter::Done) => done(),
                Some(_) | None => open,
            }];
        }
        let over = Stretch::of(sieve, Part::Over, body, &way("number DESC"));
        // A body has few enough for its own index; over all bodies nearly every row is one of these.
        let over = if body.is_none() && sieve.bodies.is_empty() {
            over.along()
        } else {
            over
        };
        vec![open, over]
    };
    let mut all = match asked.order {
        Order::Pressing => pressing(None),
        Order::Raised => {
            let raised = Stretch::of(sieve, Part::All, None, &way("number DESC"));
            let few = !sieve.bodies.is_empty()
                || sieve
                    .state
                    .is_some_and(|state| state != crate::minutes::query::StateFilter::Done);
            vec![if few { raised } else { raised.along() }]
        }
        Order::Reference => vec![Stretch::of(
            sieve,
            Part::All,
            None,
            &way(&by_reference(sieve)),
        )],
        Order::Owner => vec![Stretch::of(sieve, Part::All, None, &way(&by_owner(sieve)))],
        Order::Body => {
            let mut bodies = bodies(connection, sieve)?;
            if asked.reversed {
                bodies.reverse();
            }
            // Each body's own, in their own order the same way whichever body comes first.
            return Ok(bodies
                .into_iter()
                .flat_map(|body| {
                    let mut stretches = pressing(Some(body));
                    if asked.reversed {
                        stretches.reverse();
                    }
                    stretches
                })
                .collect());
        }
    };
    if asked.reversed {
        all.reverse();
    }
    Ok(all)
}

/// Whether so many rows may fit that an index in the order itself serves best.
fn is_wide(sieve: &Sieve) -> bool {
    use crate::minutes::query::StateFilter;
    !sieve.has_words()
        && sieve.bodies.is_empty()
        && match sieve.state {
            None | Some(StateFilter::Done) => true,
            Some(StateFilter::Open | StateFilter::Overdue) => false,
        }
}

/// "PB/2024/2" before "PB/2024/10". A plus keeps the index out, where few rows are sorted sooner.
fn by_reference(sieve: &Sieve) -> String {
    let plus = if is_wide(sieve) { "" } else { "+" };
    format!("{plus}rtrim(s.reference, '0123456789'), length(s.reference), s.reference, number")
        .replace(", '0123456789'", ",'0123456789'")
}

fn by_owner(sieve: &Sieve) -> String {
    let plus = if is_wide(sieve) { "" } else { "+" };
    format!("{plus}s.owners, number")
}

/// The bodies that agreed actions, by name; those of the filter alone, where it names some.
fn bodies(connection: &Connection, sieve: &Sieve) -> rusqlite::Result<Vec<BodyId>> {
    let mut named: Vec<(String, BodyId)> = Vec::new();
    // From one body to the next along the index: it is not walked whole.
    let mut after = String::new();
    let mut next = connection
        .prepare_cached("SELECT body FROM standings WHERE body > ?1 ORDER BY body LIMIT 1")?;
    let mut name = connection.prepare_cached(
        "SELECT coalesce((SELECT name FROM bodies WHERE id = ?1),
                         (SELECT m.body_name FROM standings s JOIN meetings m ON m.id = s.meeting
                          WHERE s.body = ?1 LIMIT 1), '')",
    )?;
    loop {
        let mut rows = next.query([&after])?;
        let Some(row) = rows.next()? else { break };
        after = row.get(0)?;
        if let Ok(id) = uuid::Uuid::try_parse(&after) {
            named.push((name.query_row([&after], |row| row.get(0))?, BodyId(id)));
        }
    }
    named.retain(|(_, body)| sieve.bodies.is_empty() || sieve.bodies.contains(body));
    named.sort();
    Ok(named.into_iter().map(|(_, body)| body).collect())
}

#[cfg(test)]
mod tests;
