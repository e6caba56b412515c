//! What is to be found, as the index of words is asked for it: expressions of FTS5 (its documentation, section 3).
//!
//! Every word stands in double quotes and holds letters and digits alone, for it was folded; so nothing that is typed
//! is ever read as part of the expression. Filters are facets in the same expression, so that the index intersects
//! them and no row is looked at that does not fit.

use rusqlite::{Connection, params};

use crate::minutes::entry::Kind;
use crate::minutes::folding;
use crate::minutes::ids::BodyId;
use crate::minutes::likeness;
use crate::minutes::query::{KindFilter, Query, Term};
use crate::store::questions::known::after;

/// A term, with the ways in which it may be found.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// As typed.
    pub text: String,
    /// Whether its last word was typed to the end.
    pub complete: bool,
    /// As typed first, then as it may have been meant; never none.
    pub ways: Vec<Way>,
}

/// One way in which a term may be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// Folded words, one right after the other; never none.
    pub words: Vec<String>,
    /// Whether the last may go on.
    pub beginning: bool,
    /// Whether a slip was put right in it.
    pub slip: bool,
    /// Every word that the last may go on to be, where the index is better asked for those.
    known: Vec<String>,
    /// Whether nobody wrote it: no word begins so, or one of them stands among the facets alone.
    unwritten: bool,
}

/// No text has this word.
const NOTHING: &str = "\"xnothing\"";

/// Beginnings of so many letters have an index of their own; longer ones it would have to put together from every
/// word that begins so, row for row, before it gives the first.
const INDEXED: usize = 4;
/// With more words than that it may as well.
const EXPANDED: i64 = 32;

/// An index that is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Index {
    /// Of entries.
    Entries,
    /// Of the titles of items.
    Items,
}

impl Index {
    pub(super) fn table(self) -> &'static str {
        match self {
            Self::Entries => "entry_words",
            Self::Items => "item_words",
        }
    }

    /// The table whose rows it indexes.
    pub(super) fn rows(self) -> &'static str {
        match self {
            Self::Entries => "entries",
            Self::Items => "items",
        }
    }
}

impl Wanted {
    /// What a query wants, not yet [`expanded`](Self::expand). Words that nearly every sentence has are not insisted on beside others.
    pub(super) fn of(query: &Query) -> Vec<Self> {
        let is_content = |term: &Term| {
            let says_nothing = |word: &String| likeness::says_nothing(word);
            term.phrase || !term.complete || !term.words.iter().all(says_nothing)
        };
        let any_content = query.terms.iter().any(is_content);
        query
            .terms
            .iter()
            .filter(|term| !any_content || is_content(term))
            .map(|term| Self {
                text: term.text.clone(),
                complete: term.complete,
                ways: vec![Way::new(term.words.clone(), term.is_beginning(), false)],
            })
            .collect()
    }

    /// Looks up which words it may be that begin so.
    pub(super) fn expand(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        self.ways
            .iter_mut()
            .try_for_each(|way| way.expand(connection))
    }

    /// Whether it may be found as the beginning of a longer word and as a whole one too.
    pub(super) fn may_be_whole(&self) -> bool {
        self.ways.iter().any(|way| {
            let last = way.words.last();
            way.beginning
                && (way.known.is_empty()
                    || (way.known.len() > 1 && last.is_some_and(|last| way.known.contains(last))))
        })
    }

    /// Whether it may be found with a slip in it.
    pub(super) fn forgives(&self) -> bool {
        self.ways.iter().any(|way| way.slip)
    }

    fn expression(&self, exactly: bool) -> String {
        let ways: Vec<String> = self
            .ways
            .iter()
            .filter(|way| !(exactly && way.slip))
            .flat_map(|way| way.expressions(exactly))
            .collect();
        format!("({})", ways.join(" OR "))
    }
}

impl Way {
    pub(super) fn new(words: Vec<String>, beginning: bool, slip: bool) -> Self {
        Self {
            words,
            beginning,
            slip,
            known: Vec::new(),
            unwritten: false,
        }
    }

    fn expand(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut is_word = connection.prepare_cached("SELECT 1 FROM words WHERE word = ?1")?;
        for word in &self.words {
            if word.len() > 1 && may_be_facet(word) && !is_word.exists([word])? {
                self.unwritten = true;
            }
        }
        let Some(last) = self.words.last().filter(|_| self.beginning) else {
            return Ok(());
        };
        let is_long = last.chars().nth(INDEXED).is_some() && last.chars().all(char::is_alphabetic);
        if !is_long && !may_be_facet(last) {
            return Ok(());
        }
        self.known = connection
            .prepare_cached("SELECT word FROM words WHERE word >= ?1 AND word < ?2 LIMIT ?3")?
            .query_map(params![last, after(last), EXPANDED + 1], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        if self.known.len() > EXPANDED as usize {
            self.known.clear();
        } else if is_long && self.known.is_empty() {
            self.unwritten = true;
        }
        Ok(())
    }

    fn expressions(&self, exactly: bool) -> Vec<String> {
        if self.unwritten && (self.known.is_empty() || exactly) {
            return vec![NOTHING.to_owned()];
        }
        if exactly || !self.beginning {
            return vec![quoted(&self.words, false)];
        }
        let may_be_facet = self.words.last().is_some_and(|last| may_be_facet(last));
        if self.known.is_empty() && !may_be_facet {
            return vec![quoted(&self.words, true)];
        }
        let before = self
            .words
            .split_last()
            .map_or(&[][..], |(_, before)| before);
        // The word as typed is perhaps too short to be listed.
        let as_typed = self
            .words
            .last()
            .filter(|last| !self.unwritten && !self.known.contains(last));
        self.known
            .iter()
            .chain(as_typed)
            .map(|last| {
                let mut words = before.to_vec();
                words.push(last.clone());
                quoted(&words, false)
            })
            .collect()
    }
}

/// Whether a facet, which nobody wrote, begins so.
fn may_be_facet(beginning: &str) -> bool {
    let mut letters = beginning.chars();
    letters.next() == Some('x') && letters.next().is_none_or(|next| "kbs".contains(next))
}

fn quoted(words: &[String], beginning: bool) -> String {
    let star = if beginning { " *" } else { "" };
    format!("\"{}\"{star}", words.join(" "))
}

/// All of some words in one column, each perhaps the beginning of a longer one.
pub(super) fn in_column(
    connection: &Connection,
    column: &str,
    text: &str,
) -> rusqlite::Result<Option<String>> {
    let mut all = Vec::new();
    for word in folding::words(text) {
        let mut way = Way::new(vec![word.folded], true, false);
        way.expand(connection)?;
        all.push(format!("({})", way.expressions(false).join(" OR ")));
    }
    Ok((!all.is_empty()).then(|| format!("{column} : ({})", all.join(" AND "))))
}

/// The facet of a body.
pub(super) fn body(body: BodyId) -> String {
    format!("\"xb{}\"", body.0.simple())
}

/// The facet of a kind of entry.
pub(super) fn kind(kind: Kind) -> String {
    format!("\"xk{}\"", <&str>::from(kind).replace('-', ""))
}

/// The facet of a kind that is filtered for; none for items, which have an index of their own.
pub(super) fn kind_wanted(wanted: KindFilter) -> Option<String> {
    match wanted {
        KindFilter::Entry(of) => Some(kind(of)),
        KindFilter::Recommendation => Some("\"xkrecommendation\"".to_owned()),
        KindFilter::Item => None,
    }
}

/// The facet of what is still to be done.
pub(super) const OPEN: &str = "\"xsopen\"";

/// An expression being put together: parts that must all fit.
#[derive(Clone, Debug, Default)]
pub(super) struct Expression(Vec<String>);

impl Expression {
    /// All terms; `exactly` as typed, with no word going on.
    pub(super) fn of_terms(wanted: &[Wanted], exactly: bool) -> Self {
        Self(
            wanted
                .iter()
                .map(|wanted| wanted.expression(exactly))
                .collect(),
        )
    }

    /// With one more part.
    pub(super) fn and(&self, part: impl Into<String>) -> Self {
        let mut parts = self.0.clone();
        parts.push(part.into());
        Self(parts)
    }

    /// With a part that must not fit.
    pub(super) fn but(&self, part: &str) -> Self {
        Self(vec![format!("({}) NOT {part}", self.text())])
    }

    /// As FTS5 wants it; empty if anything fits.
    pub(super) fn text(&self) -> String {
        self.0.join(" AND ")
    }
}
