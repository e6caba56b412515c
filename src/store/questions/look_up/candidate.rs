//! Rows that may fit, as the index of words holds them.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::wanted::Index;
use crate::minutes::entry::Kind;
use crate::minutes::ids::BodyId;
use crate::store::projections::A_DAY;

/// A row that may fit.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Of which table.
    pub index: Index,
    /// Its number there, which sorts by the day of the meeting.
    pub number: i64,
    pub text: String,
    pub reference: String,
    pub owners: String,
    /// The title of the item.
    pub item: String,
    /// What sort of thing it is.
    pub group: Group,
    /// The body that met.
    pub body: Option<BodyId>,
    /// Whether that is the body at hand.
    pub here: bool,
    /// Whether it is an action that is still to be done.
    pub open: bool,
}

/// The sorts of things, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Group {
    /// Actions and recommendations.
    Action,
    Decision,
    Declaration,
    Item,
    /// Everything else that was recorded.
    Entry,
}

impl Candidate {
    /// The day of the meeting, counted from the beginning of the calendar.
    pub(super) fn day(&self) -> i64 {
        self.number / A_DAY
    }
}

/// Everything found so far, each row once.
#[derive(Debug, Default)]
pub(super) struct Pool {
    found: Vec<Candidate>,
    places: HashMap<(Index, i64), usize>,
    /// Whether something was left where it was, since enough was found.
    pub more: bool,
}

/// What is asked of an index.
#[derive(Clone, Debug)]
pub(super) struct Ask<'a> {
    pub index: Index,
    pub expression: &'a str,
    /// The first and the last number.
    pub numbers: (i64, i64),
    pub limit: usize,
    /// The body at hand.
    pub here: Option<BodyId>,
}

impl Pool {
    pub(super) fn found(&self) -> &[Candidate] {
        &self.found
    }

    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    /// How many there are of a sort.
    pub(super) fn count(&self, group: Group) -> usize {
        self.found.iter().filter(|it| it.group == group).count()
    }

    /// Takes in the newest rows that fit; answers with how many fitted, up to the limit.
    pub(super) fn draw(
        &mut self,
        connection: &Connection,
        ask: &Ask<'_>,
    ) -> rusqlite::Result<usize> {
        let columns = match ask.index {
            Index::Entries => "text, reference, owners, item, facets",
            Index::Items => "title, '', '', '', facets",
        };
        let table = ask.index.table();
        let mut statement = connection.prepare_cached(&format!(
            "SELECT rowid, {columns} FROM {table}
             WHERE {table} MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC LIMIT ?4"
        ))?;
        let (first, last) = ask.numbers;
        let mut rows = statement.query(params![
            ask.expression,
            first,
            last,
            i64::try_from(ask.limit).unwrap_or(i64::MAX)
        ])?;
        let mut fitted = 0;
        while let Some(row) = rows.next()? {
            fitted += 1;
            let number = row.get(0)?;
            let place = self.found.len();
            let std::collections::hash_map::Entry::Vacant(free) =
                self.places.entry((ask.index, number))
            else {
                continue;
            };
            free.insert(place);
            let facets = Facets::of(row.get_ref(5)?.as_str().unwrap_or_default());
            self.found.push(Candidate {
                index: ask.index,
                number,
                text: row.get(1)?,
                reference: row.get(2)?,
                owners: row.get(3)?,
                item: row.get(4)?,
                group: match ask.index {
                    Index::Items => Group::Item,
                    Index::Entries => facets.group,
                },
                body: facets.body,
                here: ask.here.is_some() && ask.here == facets.body,
                open: facets.open,
            });
        }
        self.more |= fitted == ask.limit;
        Ok(fitted)
    }
}

/// What the facets say.
struct Facets {
    group: Group,
    body: Option<BodyId>,
    open: bool,
}

impl Facets {
    fn of(text: &str) -> Self {
        let mut facets = Self {
            group: Group::Entry,
            body: None,
            open: false,
        };
        for facet in text.split(' ') {
            match facet.split_at_checked(2) {
                Some(("xk", kind)) => {
                    for (of, group) in [
                        (Kind::Action, Group::Action),
                        (Kind::Decision, Group::Decision),
                        (Kind::Declaration, Group::Declaration),
                    ] {
                        if kind == <&str>::from(of) {
                            facets.group = group;
                        }
                    }
                }
                Some(("xb", body)) => {
                    facets.body = uuid::Uuid::try_parse(body).ok().map(BodyId);
                }
                Some(("xs", status)) => facets.open = status == "open",
                Some(_) | None => {}
            }
        }
        facets
    }
}
