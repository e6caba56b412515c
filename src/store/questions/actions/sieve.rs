//! Which actions fit what was typed: read once, then asked of the tables in parts.
//!
//! What is only a state, a body or a span of days is asked of the indexes on how actions stand. Words, owners and
//! headings are asked of the index of words, together with the facets, so that no row is looked at that does not fit.

use chrono::NaiveDate;
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::minutes::entry::Kind;
use crate::minutes::folding::{self, fold};
use crate::minutes::ids::BodyId;
use crate::minutes::query::{KindFilter, Query, StateFilter, Term};
use crate::store::numbers::{A_DAY, first_number};
use crate::store::protocol::ActionsAsked;

/// Which actions fit.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    /// How they are to stand.
    pub state: Option<StateFilter>,
    /// The bodies that agreed them; all where there are none.
    pub bodies: Vec<BodyId>,
    /// The first and the last number, for a span of days.
    numbers: Option<(i64, i64)>,
    /// What the index of words is asked, without facets of state and body; none where it need not be asked.
    words: Option<String>,
    /// For each owner asked for, the posts that they held once: an action of such a post fits where it was due then.
    former: Vec<Former>,
    /// Whether nothing can fit: a body that there is not, a kind that no action is of.
    pub nothing: bool,
    /// The day that decides what is overdue.
    today: NaiveDate,
}

/// An owner asked for who held posts that are somebody else's now.
#[derive(Debug)]
struct Former {
    /// What fits whenever it was due.
    always: String,
    /// Posts, and the days on which they were held.
    held: Vec<(String, Option<NaiveDate>, Option<NaiveDate>)>,
}

/// A part of a condition with what stands for its marks.
#[derive(Clone, Debug, Default)]
pub(super) struct Condition {
    pub sql: Vec<String>,
    pub values: Vec<Value>,
}

impl Condition {
    fn and(&mut self, sql: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.sql.push(sql.into());
        self.values.extend(values);
    }
}

/// A part of the actions by how they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All that fit, as the filter says.
    All,
    /// Of those, what is still to be done.
    Open,
    /// Of those, what is overdue.
    Overdue,
    /// Of those, what is done.
    Done,
    /// Of those, what is not to be done any more, whatever became of it.
    Over,
}

impl Sieve {
    /// Reads what was asked.
    pub(super) fn of(connection: &Connection, asked: &ActionsAsked) -> rusqlite::Result<Self> {
        let query = Query::read(&asked.text, asked.today);
        let mut sieve = Self {
            state: query.state,
            today: asked.today,
            ..Self::default()
        };
        sieve.take_bodies(connection, &query, asked)?;
        if query.since.is_some() || query.until.is_some() {
            let first = query.since.map_or(i64::MIN, first_number);
            let last = query
                .until
                .map_or(i64::MAX, |until| first_number(until) + A_DAY - 1);
            sieve.numbers = Some((first, last));
        }
        let mut parts: Vec<String> = query.terms.iter().map(term).collect();
        for heading in &query.item {
            parts.extend(in_column("item", heading));
        }
        for owner in &query.owner {
            parts.extend(sieve.take_owner(connection, owner)?);
        }
        let action = |kind: &KindFilter| *kind == KindFilter::Entry(Kind::Action);
        if !query.kinds.is_empty() && !query.kinds.iter().any(action) {
            if query.kinds.contains(&KindFilter::Recommendation) {
                parts.push("\"xkrecommendation\"".to_owned());
            } else {
                sieve.nothing = true;
            }
        }
        if !parts.is_empty() {
            parts.push("\"xkaction\"".to_owned());
            sieve.words = Some(parts.join(" AND "));
        }
        Ok(sieve)
    }

    fn take_bodies(
        &mut self,
        connection: &Connection,
        query: &Query,
        asked: &ActionsAsked,
    ) -> rusqlite::Result<()> {
        if query.body.is_empty() {
            self.bodies = asked
                .body
                .into_iter()
                .filter(|_| !query.everywhere)
                .collect();
            return Ok(());
        }
        let mut statement = connection.prepare_cached("SELECT id, name, code FROM bodies")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (name, code): (String, String) = (row.get(1)?, row.get(2)?);
            let called = |wanted: &String| is_called(wanted, &name) || fold(wanted) == fold(&code);
            if query.body.iter().any(called)
                && let Ok(id) = uuid::Uuid::try_parse(row.get_ref(0)?.as_str()?)
            {
                self.bodies.push(BodyId(id));
            }
        }
        self.nothing |= self.bodies.is_empty();
        Ok(())
    }

    /// What the index is asked for an owner: their name, and the posts that they hold or held.
    fn take_owner(
        &mut self,
        connection: &Connection,
        owner: &str,
    ) -> rusqlite::Result<Option<String>> {
        let Some(by_name) = in_column("owners", owner) else {
            return Ok(None);
        };
        let mut always = vec![by_name];
        let mut held = Vec::new();
        let mut statement = connection.prepare_cached(
            "SELECT coalesce(p.honorific, ''), p.given, p.family, t.title, t.from_day, t.to_day
             FROM posts t JOIN people p ON p.id = t.person",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name = [0, 1, 2]
                .map(|place| row.get::<_, String>(place).unwrap_or_default())
                .join(" ");
            if !is_called(owner, &name) {
                continue;
            }
            let title: String = row.get(3)?;
            let day = |place| -> rusqlite::Result<Option<NaiveDate>> {
                Ok(row
                    .get::<_, Option<String>>(place)?
                    .and_then(|day| day.parse().ok()))
            };
            let (from, to) = (day(4)?, day(5)?);
            let Some(post) = phrase_in("owners", &title) else {
                continue;
            };
            let now =
                from.is_none_or(|from| from <= self.today) && to.is_none_or(|to| to >= self.today);
            if now {
                always.push(post);
            } else {
                held.push((post, from, to));
            }
        }
        let always = always.join(" OR ");
        if held.is_empty() {
            return Ok(Some(format!("({always})")));
        }
        let any: Vec<&str> = held.iter().map(|(post, _, _)| post.as_str()).collect();
        let loosely = format!("({always} OR {})", any.join(" OR "));
        self.former.push(Former { always, held });
        Ok(Some(loosely))
    }

    /// Whether the index of words has to be asked.
    pub(super) fn has_words(&self) -> bool {
        self.words.is_some()
    }

    /// Whether how an action stands has to be looked at row by row, beside the index of words.
    pub(super) fn looks_at_rows(&self, part: Part) -> bool {
        !self.former.is_empty() || self.narrowed(part) == Some(StateFilter::Overdue)
    }

    /// The state that a part comes to under the filter; for what is over there is no word.
    fn narrowed(&self, part: Part) -> Option<StateFilter> {
        match part {
            Part::All => self.state,
            Part::Open => Some(self.state.unwrap_or(StateFilter::Open)),
            Part::Overdue => Some(StateFilter::Overdue),
            Part::Done => Some(StateFilter::Done),
            Part::Over => None,
        }
    }

    /// The condition on the index of words for a part; `body` is one that it is narrowed to.
    pub(super) fn on_words(&self, part: Part, body: Option<BodyId>) -> Condition {
        let mut condition = Condition::default();
        let mut expression = self
            .words
            .clone()
            .unwrap_or_else(|| "\"xkaction\"".to_owned());
        let bodies: Vec<String> = match body {
            Some(body) => vec![body_facet(body)],
            None => self.bodies.iter().map(|body| body_facet(*body)).collect(),
        };
        if !bodies.is_empty() {
            expression = format!("{expression} AND ({})", bodies.join(" OR "));
        }
        match self.narrowed(part) {
            Some(StateFilter::Open | StateFilter::Overdue) => {
                expression.push_str(" AND \"xsopen\"");
            }
            Some(StateFilter::Done) => expression.push_str(" AND \"xscomplete\""),
            None => {}
        }
        if part == Part::Over {
            expression = format!("({expression}) NOT \"xsopen\"");
        }
        condition.and("entry_words MATCH ?", [Value::Text(expression)]);
        if let Some((first, last)) = self.numbers {
            condition.and(
                "entry_words.rowid BETWEEN ? AND ?",
                [Value::Integer(first), Value::Integer(last)],
            );
        }
        self.add_former(&mut condition);
        if self.narrowed(part) == Some(StateFilter::Overdue) {
            condition.and("s.pressing < ?", [Value::Text(self.today.to_string())]);
        }
        condition
    }

    /// An action of a post that somebody held once fits where it was due, or else agreed, in those days.
    fn add_former(&self, condition: &mut Condition) {
        for former in &self.former {
            let mut ways = vec![
                "s.number IN (SELECT rowid FROM entry_words WHERE entry_words MATCH ?)".to_owned(),
            ];
            let mut values = vec![Value::Text(former.always.clone())];
            for (post, from, to) in &former.held {
                ways.push(
                    "(coalesce(s.due_to, s.raised) BETWEEN ? AND ?
                      AND s.number IN (SELECT rowid FROM entry_words WHERE entry_words MATCH ?))"
                        .to_owned(),
                );
                values.push(Value::Text(
                    from.map_or_else(String::new, |day| day.to_string()),
                ));
                values.push(Value::Text(
                    to.map_or("9999-12-31".to_owned(), |day| day.to_string()),
                ));
                values.push(Value::Text(post.clone()));
            }
            condition.and(format!("({})", ways.join(" OR ")), values);
        }
    }

    /// The condition on how actions stand, where the index of words need not be asked.
    pub(super) fn on_standings(&self, part: Part, body: Option<BodyId>) -> Condition {
        let mut condition = Condition::default();
        match self.narrowed(part) {
            Some(StateFilter::Open) => condition.and("s.status = 'open'", []),
            Some(StateFilter::Overdue) => condition.and(
                "s.status = 'open' AND s.pressing < ?",
                [Value::Text(self.today.to_string())],
            ),
            Some(StateFilter::Done) => condition.and("s.status = 'complete'", []),
            None => {}
        }
        if part == Part::Over {
            condition.and("s.status IN ('complete', 'cancelled', 'superseded')", []);
        }
        let bodies: Vec<BodyId> = body.map_or_else(|| self.bodies.clone(), |body| vec![body]);
        match bodies.as_slice() {
            [] => {}
            [only] => condition.and("s.body = ?", [Value::Text(only.to_string())]),
            several => {
                let marks = vec!["?"; several.len()].join(", ");
                condition.and(
                    format!("s.body IN ({marks})"),
                    several.iter().map(|body| Value::Text(body.to_string())),
                );
            }
        }
        if let Some((first, last)) = self.numbers {
            condition.and(
                "s.number BETWEEN ? AND ?",
                [Value::Integer(first), Value::Integer(last)],
            );
        }
        condition
    }
}

/// Whether every word of `wanted` begins a word of `name`.
fn is_called(wanted: &str, name: &str) -> bool {
    let there: Vec<String> = folding::words(name).map(|word| word.folded).collect();
    let mut words = folding::words(wanted).peekable();
    words.peek().is_some()
        && words.all(|word| there.iter().any(|other| other.starts_with(&word.folded)))
}

/// A term as FTS5 wants it: its words stand in quotes and are letters and digits alone, so nothing in them is read as
/// part of the expression.
fn term(term: &Term) -> String {
    let star = if term.is_beginning() { " *" } else { "" };
    let phrase = format!("\"{}\"{star}", term.words.join(" "));
    // Such words might be found among the facets, which nobody wrote.
    if term.words.iter().any(|word| word.starts_with('x')) {
        format!("{{text reference owners item}} : {phrase}")
    } else {
        phrase
    }
}

/// All of some words in one column, each perhaps the beginning of a longer one.
fn in_column(column: &str, text: &str) -> Option<String> {
    let words: Vec<String> = folding::words(text)
        .map(|word| format!("\"{}\" *", word.folded))
        .collect();
    (!words.is_empty()).then(|| format!("{column} : ({})", words.join(" AND ")))
}

/// Some words in one column, one right after the other.
fn phrase_in(column: &str, text: &str) -> Option<String> {
    let words: Vec<String> = folding::words(text).map(|word| word.folded).collect();
    (!words.is_empty()).then(|| format!("{column} : \"{}\"", words.join(" ")))
}

fn body_facet(body: BodyId) -> String {
    format!("\"xb{}\"", body.0.simple())
}
