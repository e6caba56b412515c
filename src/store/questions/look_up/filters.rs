//! Filters as the register knows them: which bodies, whose names and posts, which numbers.

use rusqlite::Connection;

use super::walk::Sorts;
use super::wanted;
use crate::minutes::entry::Kind;
use crate::minutes::folding;
use crate::minutes::ids::BodyId;
use crate::minutes::query::{KindFilter, Query, StateFilter};
use crate::store::numbers::{Sort, first_number, sort_of};
use crate::store::questions::known::{Open, OpenActions};

/// More posts and holders of posts than that are not asked for: then hardly anything was typed yet.
const HOLDERS: usize = 16;

/// What narrows a search.
#[derive(Debug)]
pub(super) struct Filters {
    /// Parts of an expression for entries, all of which must fit.
    pub parts: Vec<String>,
    /// The same for titles of items.
    pub item_parts: Vec<String>,
    /// The bodies, where some are asked for. Numbers tell them, so the index is not asked: it would go through all that
    /// a body ever recorded.
    pub bodies: Vec<BodyId>,
    /// The first and the last number of rows.
    pub numbers: (i64, i64),
    /// Which entries are wanted.
    pub sorts: Sorts,
    /// Whether items are.
    pub items: bool,
    /// How actions are to stand.
    pub state: Option<StateFilter>,
    owners: Vec<Owner>,
    /// Words of the item's title, by their beginnings.
    titles: Vec<Vec<String>>,
    kinds: Vec<KindFilter>,
}

/// An owner asked for.
#[derive(Debug)]
struct Owner {
    /// Words of the name, by their beginnings.
    words: Vec<String>,
    /// Names of holders and posts, whole.
    or: Vec<Vec<String>>,
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
            sorts: Sorts {
                actions: asks(&is_action),
                others: !only_actions
                    && asks(&|kind| !is_action(kind) && *kind != KindFilter::Item),
            },
            items: !only_actions && asks(&|kind| *kind == KindFilter::Item),
            state: query.state,
            owners: Vec::new(),
            titles: query
                .item
                .iter()
                .map(|item| folding::words(item).map(|word| word.folded).collect())
                .collect(),
            kinds: query.kinds.clone(),
        };
        let kinds: Vec<String> = query
            .kinds
            .iter()
            .filter_map(|kind| wanted::kind_wanted(*kind))
            .collect();
        // What numbers say need not be asked of the index, which would go through the list of all actions.
        let by_number = |kind: &KindFilter| match kind {
            KindFilter::Entry(kind) => *kind == Kind::Action,
            KindFilter::Recommendation | KindFilter::Item => false,
        };
        if !kinds.is_empty() && !query.kinds.iter().any(by_number) {
            filters.parts.push(any_of(&kinds));
        }
        for owner in &query.owner {
            let owner = Owner::find(connection, owner)?;
            filters.parts.push(owner.expression(connection)?);
            filters.owners.push(owner);
        }
        for item in &query.item {
            filters
                .parts
                .extend(wanted::in_column(connection, "item", item)?);
            filters
                .item_parts
                .extend(wanted::in_column(connection, "title", item)?);
        }
        if !query.body.is_empty() {
            filters.bodies = bodies(connection, &query.body)?;
            if filters.bodies.is_empty() {
                remarks.push(format!("no body is called {}", query.body.join(" or ")));
                return Ok(None);
            }
        }
        Ok(Some(filters))
    }

    /// Whether open actions are asked for by nothing but body and days: then their table knows them in order.
    pub(super) fn is_state_alone(&self, query: &Query) -> bool {
        matches!(query.state, Some(StateFilter::Open | StateFilter::Overdue))
            && query.owner.is_empty()
            && query.item.is_empty()
            && query.kinds.is_empty()
    }

    /// Whether only what is to be done can fit.
    pub(super) fn only_open(&self) -> bool {
        matches!(self.state, Some(StateFilter::Open | StateFilter::Overdue))
    }

    /// Whether an open action fits, words aside; `today` is counted from the beginning of the calendar.
    pub(super) fn fits_open(&self, action: &Open, all: &OpenActions, today: i64) -> bool {
        let (first, last) = self.numbers;
        let has = |places: &[u32], wanted: &[String]| {
            wanted.iter().all(|word| {
                all.read(places)
                    .any(|there| there.starts_with(word.as_str()))
            })
        };
        (first..=last).contains(&action.number)
            && (self.bodies.is_empty()
                || action.body.is_some_and(|body| self.bodies.contains(&body)))
            && (self.state != Some(StateFilter::Overdue) || i64::from(action.until) < today)
            && self.fits_kind(action.number, action.recommendation)
            && self.titles.iter().all(|title| has(&action.item, title))
            && self.owners.iter().all(|owner| {
                has(&action.owners, &owner.words) || {
                    let there: Vec<&str> = all.read(&action.owners).collect();
                    owner.or.iter().any(|name| holds(&there, name))
                }
            })
    }

    fn fits_kind(&self, number: i64, recommendation: bool) -> bool {
        let is_action = sort_of(number) == Sort::Action;
        self.kinds.is_empty()
            || (is_action && self.kinds.contains(&KindFilter::Entry(Kind::Action)))
            || (recommendation && self.kinds.contains(&KindFilter::Recommendation))
    }
}

/// Whether some words stand among others, one right after the other.
fn holds(words: &[&str], wanted: &[String]) -> bool {
    words
        .windows(wanted.len().max(1))
        .any(|window| window.iter().zip(wanted).all(|(a, b)| a == b))
}

fn any_of(parts: &[String]) -> String {
    format!("({})", parts.join(" OR "))
}

impl Owner {
    /// Finds whoever may be meant: those who are called so, what they are called by their posts, and the holders of
    /// posts that are called so.
    fn find(connection: &Connection, asked: &str) -> rusqlite::Result<Self> {
        let words: Vec<String> = folding::words(asked).map(|word| word.folded).collect();
        let mut or = Vec::new();
        // By one or two letters too many may be meant.
        if words.iter().map(String::len).sum::<usize>() >= 3 {
            let mut statement = connection.prepare_cached(
                "SELECT posts.title, people.given, people.family FROM posts JOIN people ON people.id = posts.person",
            )?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let text = |place| row.get_ref(place).map(|it| it.as_str().unwrap_or_default());
                let (title, name) = (text(0)?, format!("{} {}", text(1)?, text(2)?));
                let as_folded = |text: &str| {
                    folding::words(text)
                        .map(|word| word.folded)
                        .collect::<Vec<_>>()
                };
                if has_words(title, &words) {
                    or.push(as_folded(&name));
                } else if has_words(&name, &words) {
                    or.push(as_folded(title));
                }
            }
            or.retain(|name| !name.is_empty());
            or.sort();
            or.dedup();
            if or.len() > HOLDERS {
                or.clear();
            }
        }
        Ok(Self { words, or })
    }

    fn expression(&self, connection: &Connection) -> rusqlite::Result<String> {
        let by_name = wanted::in_column(connection, "owners", &self.words.join(" "))?;
        let ways: Vec<String> = by_name
            .into_iter()
            .chain(
                self.or
                    .iter()
                    .map(|name| format!("owners : \"{}\"", name.join(" "))),
            )
            .collect();
        Ok(any_of(&ways))
    }
}

/// The bodies that are called so, by words of their names or by their letters.
fn bodies(connection: &Connection, names: &[String]) -> rusqlite::Result<Vec<BodyId>> {
    let mut statement = connection.prepare_cached("SELECT id, name, code FROM bodies")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    let mut by_code = Vec::new();
    while let Some(row) = rows.next()? {
        let text = |place| row.get_ref(place).map(|it| it.as_str().unwrap_or_default());
        let Ok(id) = uuid::Uuid::try_parse(text(0)?) else {
            continue;
        };
        let code = folding::fold(text(2)?);
        for asked in names {
            let words: Vec<String> = folding::words(asked).map(|word| word.folded).collect();
            let asked = folding::fold(asked);
            if code == asked {
                by_code.push(BodyId(id));
            } else if has_words(text(1)?, &words) || code.starts_with(&asked) {
                found.push(BodyId(id));
            }
        }
    }
    // The letters of one body may begin those of another, or a word in its name.
    if by_code.len() < names.len() {
        by_code.extend(found);
    }
    Ok(by_code)
}

/// Whether a text has each of some words, or one that begins so.
fn has_words(text: &str, words: &[String]) -> bool {
    let there: Vec<String> = folding::words(text).map(|word| word.folded).collect();
    words
        .iter()
        .all(|word| there.iter().any(|there| there.starts_with(word.as_str())))
}
