//! Filters as the register knows them: which bodies, whose names, which numbers.

use rusqlite::Connection;

use super::wanted::{self, Expression};
use crate::minutes::entry::Kind;
use crate::minutes::folding;
use crate::minutes::ids::BodyId;
use crate::minutes::query::{KindFilter, Query};
use crate::store::projections::first_number;

/// More people than that hold no post that is worth asking for.
const HOLDERS: usize = 40;

/// What narrows a search.
#[derive(Debug)]
pub(super) struct Filters {
    /// Parts of an expression for entries, all of which must fit.
    parts: Vec<String>,
    /// The same for titles of items; none where no item can fit.
    item_parts: Vec<String>,
    /// The bodies, where some are asked for.
    pub bodies: Vec<BodyId>,
    /// The first and the last number of rows.
    pub numbers: (i64, i64),
    /// Whether actions are wanted.
    pub actions: bool,
    /// Whether other entries are.
    pub entries: bool,
    /// Whether items are.
    pub items: bool,
}

impl Filters {
    /// Finds what the filters of a query mean; none if nothing can fit, which `remarks` then explains.
    pub(super) fn resolve(
        connection: &Connection,
        query: &Query,
        remarks: &mut Vec<String>,
    ) -> rusqlite::Result<Option<Self>> {
        let first = query.since.map_or(0, first_number);
        let last = query
            .until
            .and_then(|day| day.succ_opt())
            .map_or(i64::MAX, |next| first_number(next) - 1);
        let asks = |fits: &dyn Fn(&KindFilter) -> bool| {
            query.kinds.is_empty() || query.kinds.iter().any(fits)
        };
        let is_action = |kind: &KindFilter| {
            matches!(
                kind,
                KindFilter::Entry(Kind::Action) | KindFilter::Recommendation
            )
        };
        let only_actions = query.wants_actions();
        let mut filters = Self {
            parts: Vec::new(),
            item_parts: Vec::new(),
            bodies: Vec::new(),
            numbers: (first, last),
            actions: asks(&is_action),
            entries: !only_actions && asks(&|kind| !is_action(kind) && *kind != KindFilter::Item),
            items: !only_actions && asks(&|kind| *kind == KindFilter::Item),
        };
        if !query.kinds.is_empty() {
            let kinds: Vec<String> = query
                .kinds
                .iter()
                .filter_map(|kind| wanted::kind_wanted(*kind))
                .collect();
            if !kinds.is_empty() {
                filters.parts.push(any_of(&kinds));
            }
        }
        if let Some(state) = query.state {
            filters.parts.push(wanted::state(state).to_owned());
        }
        for owner in &query.owner {
            filters.parts.push(of_owner(connection, owner)?);
        }
        for item in &query.item {
            filters.parts.extend(wanted::in_column("item", item));
            filters.item_parts.extend(wanted::in_column("title", item));
        }
        if !query.body.is_empty() {
            filters.bodies = bodies(connection, &query.body)?;
            if filters.bodies.is_empty() {
                remarks.push(format!("no body is called {}", query.body.join(" or ")));
                return Ok(None);
            }
            let facets: Vec<String> = filters
                .bodies
                .iter()
                .map(|body| wanted::body(*body))
                .collect();
            filters.parts.push(any_of(&facets));
            filters.item_parts.push(any_of(&facets));
        }
        Ok(Some(filters))
    }

    /// An expression for entries, narrowed.
    pub(super) fn narrow(&self, expression: &Expression) -> Expression {
        self.parts
            .iter()
            .fold(expression.clone(), |narrowed, part| {
                narrowed.and(part.clone())
            })
    }

    /// An expression for titles of items, narrowed.
    pub(super) fn narrow_items(&self, expression: Expression) -> Expression {
        self.item_parts
            .iter()
            .fold(expression, |narrowed, part| narrowed.and(part.clone()))
            .and("\"xkitem\"")
    }

    /// Whether open actions are asked for by nothing but body and days: then their table knows them in order.
    pub(super) fn is_state_alone(&self, query: &Query) -> bool {
        use crate::minutes::query::StateFilter;
        matches!(query.state, Some(StateFilter::Open | StateFilter::Overdue))
            && query.owner.is_empty()
            && query.item.is_empty()
            && query.kinds.is_empty()
    }
}

fn any_of(parts: &[String]) -> String {
    format!("({})", parts.join(" OR "))
}

/// Actions of somebody: by the name that stands there, or the name of whoever holds such a post.
fn of_owner(connection: &Connection, owner: &str) -> rusqlite::Result<String> {
    let mut ways: Vec<String> = wanted::in_column("owners", owner).into_iter().collect();
    let words: Vec<String> = folding::words(owner).map(|word| word.folded).collect();
    // A post is seldom meant by one short word, and there are as many posts as people.
    if words.iter().map(String::len).sum::<usize>() >= 4 {
        let mut statement = connection.prepare_cached(
            "SELECT posts.title, people.given, people.family FROM posts JOIN people ON people.id = posts.person",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let title = row.get_ref(0)?.as_str().unwrap_or_default();
            if ways.len() <= HOLDERS && has_words(title, &words) {
                let given = row.get_ref(1)?.as_str().unwrap_or_default();
                let family = row.get_ref(2)?.as_str().unwrap_or_default();
                ways.extend(wanted::owner_called(given, family));
            }
        }
    }
    Ok(any_of(&ways))
}

/// The bodies that are called so, by words of their names or by their letters.
fn bodies(connection: &Connection, names: &[String]) -> rusqlite::Result<Vec<BodyId>> {
    let mut statement = connection.prepare_cached("SELECT id, name, code FROM bodies")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    let mut by_code = Vec::new();
    while let Some(row) = rows.next()? {
        let Ok(id) = uuid::Uuid::try_parse(row.get_ref(0)?.as_str().unwrap_or_default()) else {
            continue;
        };
        let name = row.get_ref(1)?.as_str().unwrap_or_default();
        let code = folding::fold(row.get_ref(2)?.as_str().unwrap_or_default());
        for asked in names {
            let words: Vec<String> = folding::words(asked).map(|word| word.folded).collect();
            if code == folding::fold(asked) {
                by_code.push(BodyId(id));
            } else if has_words(name, &words) || code.starts_with(&folding::fold(asked)) {
                found.push(BodyId(id));
            }
        }
    }
    // The letters of one body may begin those of another.
    Ok(if by_code.is_empty() || names.len() > 1 {
        by_code.extend(found);
        by_code.dedup();
        by_code
    } else {
        by_code
    })
}

/// Whether a text has each of some words, or one that begins so.
fn has_words(text: &str, words: &[String]) -> bool {
    let there: Vec<String> = folding::words(text).map(|word| word.folded).collect();
    words
        .iter()
        .all(|word| there.iter().any(|there| there.starts_with(word.as_str())))
}
