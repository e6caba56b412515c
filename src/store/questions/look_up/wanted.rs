//! What is to be found, as the index of words is asked for it: expressions of FTS5 (its documentation, section 3).
//!
//! Every word stands in double quotes and holds letters and digits alone, for it was folded; so nothing that is typed
//! is ever read as part of the expression. Filters are facets in the same expression, so that the index intersects
//! them and no row is looked at that does not fit.

use crate::minutes::entry::Kind;
use crate::minutes::folding;
use crate::minutes::ids::BodyId;
use crate::minutes::likeness;
use crate::minutes::query::{KindFilter, Query, StateFilter, Term};

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
}

/// An index that is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

    /// The columns that hold what people write, as a filter.
    fn written(self) -> &'static str {
        match self {
            Self::Entries => "{text reference owners item}",
            Self::Items => "{title}",
        }
    }
}

impl Wanted {
    /// What a query wants. Words that nearly every sentence has are not insisted on beside others.
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
                ways: vec![Way {
                    words: term.words.clone(),
                    beginning: term.is_beginning(),
                    slip: false,
                }],
            })
            .collect()
    }

    fn expression(&self, index: Index, exactly: bool) -> String {
        let ways: Vec<String> = self
            .ways
            .iter()
            .filter(|way| !(exactly && way.slip))
            .map(|way| way.expression(index, way.beginning && !exactly))
            .collect();
        format!("({})", ways.join(" OR "))
    }
}

impl Way {
    fn expression(&self, index: Index, beginning: bool) -> String {
        let phrase = quoted(&self.words, beginning);
        // Such words might be found among the facets, which nobody wrote.
        let like_facet = |word: &String| {
            let mut letters = word.chars();
            letters.next() == Some('x') && letters.next().is_none_or(|next| "kbs".contains(next))
        };
        if self.words.iter().any(like_facet) {
            format!("{} : {phrase}", index.written())
        } else {
            phrase
        }
    }
}

fn quoted(words: &[String], beginning: bool) -> String {
    let star = if beginning { " *" } else { "" };
    format!("\"{}\"{star}", words.join(" "))
}

/// All of some words in one column, each perhaps the beginning of a longer one.
pub(super) fn in_column(column: &str, text: &str) -> Option<String> {
    let words: Vec<String> = folding::words(text)
        .map(|word| quoted(&[word.folded], true))
        .collect();
    (!words.is_empty()).then(|| format!("{column} : ({})", words.join(" AND ")))
}

/// A name in the column of owners, whole.
pub(super) fn owner_called(given: &str, family: &str) -> Option<String> {
    let words: Vec<String> = folding::words(given)
        .chain(folding::words(family))
        .map(|word| word.folded)
        .collect();
    (!words.is_empty()).then(|| format!("owners : {}", quoted(&words, false)))
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

/// The facet of a state; what is overdue is open.
pub(super) fn state(state: StateFilter) -> &'static str {
    match state {
        StateFilter::Open | StateFilter::Overdue => OPEN,
        StateFilter::Done => "\"xscomplete\"",
    }
}

/// The facet of what is still to be done.
pub(super) const OPEN: &str = "\"xsopen\"";

/// An expression being put together: parts that must all fit.
#[derive(Clone, Debug, Default)]
pub(super) struct Expression(Vec<String>);

impl Expression {
    /// All terms; `exactly` as typed, with no word going on.
    pub(super) fn of_terms(wanted: &[Wanted], index: Index, exactly: bool) -> Self {
        Self(
            wanted
                .iter()
                .map(|wanted| wanted.expression(index, exactly))
                .collect(),
        )
    }

    /// The same, in the words of the entry itself.
    pub(super) fn in_text(wanted: &[Wanted]) -> Self {
        let terms = Self::of_terms(wanted, Index::Entries, false);
        Self(vec![format!("text : ({})", terms.0.join(" AND "))])
    }

    /// With one more part.
    pub(super) fn and(&self, part: impl Into<String>) -> Self {
        let mut parts = self.0.clone();
        parts.push(part.into());
        Self(parts)
    }

    /// With one of several parts; with none of them nothing fits, and there is no expression.
    pub(super) fn and_any(&self, parts: &[String]) -> Option<Self> {
        (!parts.is_empty()).then(|| self.and(format!("({})", parts.join(" OR "))))
    }

    /// As FTS5 wants it; `but` are parts that must not fit.
    pub(super) fn text(&self, but: &[String]) -> String {
        let all = self.0.join(" AND ");
        if but.is_empty() {
            all
        } else {
            format!("({all}) NOT ({})", but.join(" OR "))
        }
    }
}
