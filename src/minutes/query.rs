//! What a line typed into the look-up means: words to be found, and filters.
//!
//! Reading it never fails: each key gives a query, half-typed as it may be. Words are found in any order and by their
//! beginnings; "a phrase in quotes" exactly. A filter that is not complete ("owner:") filters nothing yet; what cannot
//! be understood is told in [`Query::doubts`] and filters nothing either.
//!
//! | Typed | Means |
//! |---|---|
//! | `open`, `overdue`, `done` | actions in that state; in quotes they are words like others |
//! | `owner:smith`, `@smith`, `owner:"Head of Housing"` | actions of somebody |
//! | `body:harbour` | what was said there, and no body first |
//! | `all` | no body first |
//! | `item:budget` | under an item of such a title |
//! | `kind:decision` | of a kind, by the beginning of its name |
//! | `since:2021`, `until:"March 2022"`, `since:27/7/22` | said from the first, or up to the last, of those days |

use std::ops::Range;

use chrono::NaiveDate;
use strum::IntoEnumIterator;

use super::entry::Kind;
use super::folding;

mod days;

/// What a line typed into the look-up means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words and phrases, all of which are to be found.
    pub terms: Vec<Term>,
    /// Only actions in this state.
    pub state: Option<StateFilter>,
    /// Only actions of somebody: each is part of a name or a post, and all must fit.
    pub owner: Vec<String>,
    /// Only what was said in one of the bodies so called, by parts of their names or their letters.
    pub body: Vec<String>,
    /// Only what stands under an item with such words in its title; all must fit.
    pub item: Vec<String>,
    /// Only things of one of these kinds.
    pub kinds: Vec<KindFilter>,
    /// Only what was said on this day or later.
    pub since: Option<NaiveDate>,
    /// Only what was said on this day or earlier.
    pub until: Option<NaiveDate>,
    /// The body at hand does not come first.
    pub everywhere: bool,
    /// What could not be understood, in words for the status line.
    pub doubts: Vec<String>,
}

/// A word or phrase to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As typed, without quotes.
    pub text: String,
    /// Its words, folded, which must stand in this order, one right after the other; never none.
    ///
    /// Only the last may be the beginning of a longer one, and not in a finished phrase.
    pub words: Vec<String>,
    /// Whether it stands in quotes.
    pub phrase: bool,
    /// Whether its last word is typed to the end: a blank or the closing quote follows.
    pub complete: bool,
}

/// How an action is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateFilter {
    /// Still to be done.
    Open,
    /// Still to be done, and its days are over.
    Overdue,
    /// Done.
    Done,
}

/// What sort of thing is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KindFilter {
    /// An entry of a kind; an action whether or not it is a recommendation.
    Entry(Kind),
    /// An action addressed to a body.
    Recommendation,
    /// An item of an agenda.
    Item,
}

impl Term {
    /// Whether its last word may go on.
    pub fn is_beginning(&self) -> bool {
        !(self.phrase && self.complete)
    }
}

impl KindFilter {
    /// The name by whose beginning it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entry(kind) => kind.name(),
            Self::Recommendation => "recommendation",
            Self::Item => "item",
        }
    }

    fn all() -> impl Iterator<Item = Self> {
        [Self::Recommendation, Self::Item]
            .into_iter()
            .chain(Kind::iter().map(Self::Entry))
    }
}

impl StateFilter {
    fn of_word(word: &str) -> Option<Self> {
        [
            ("open", Self::Open),
            ("overdue", Self::Overdue),
            ("done", Self::Done),
        ]
        .into_iter()
        .find(|(name, _)| word.eq_ignore_ascii_case(name))
        .map(|(_, state)| state)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Done => "done",
        }
    }
}

/// The words before a colon that make a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Owner,
    Body,
    Item,
    Kind,
    Since,
    Until,
}

impl Key {
    fn of_word(word: &str) -> Option<Self> {
        [
            ("owner", Self::Owner),
            ("body", Self::Body),
            ("item", Self::Item),
            ("kind", Self::Kind),
            ("since", Self::Since),
            ("until", Self::Until),
        ]
        .into_iter()
        .find(|(name, _)| word.eq_ignore_ascii_case(name))
        .map(|(_, key)| key)
    }
}

/// One piece of the line: what stands between blanks, or between quotes.
#[derive(Clone, Debug)]
struct Piece<'t> {
    /// The filter that it names, if any.
    key: Option<Key>,
    /// What it says, without key and quotes.
    value: &'t str,
    quoted: bool,
    /// Whether anything follows, be it a blank.
    complete: bool,
}

impl Query {
    /// Reads a line as it stands; `today` says which March `since:March` means.
    pub fn read(text: &str, today: NaiveDate) -> Self {
        let mut query = Self::default();
        let pieces = pieces(text);
        let mut rest = pieces.as_slice();
        while let [piece, after @ ..] = rest {
            rest = after;
            match piece.key {
                None => query.take_word(piece),
                Some(key @ (Key::Since | Key::Until)) => {
                    rest = query.take_days(key, piece, after, today);
                }
                // "owner: smith" is written as often as "owner:smith".
                Some(key) if piece.value.is_empty() => {
                    if let [value, after @ ..] = after
                        && value.key.is_none()
                    {
                        rest = after;
                        query.take_filter(key, value);
                    }
                }
                Some(key) => query.take_filter(key, piece),
            }
        }
        query
    }

    /// Whether nothing is asked: no words, no filters.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && !self.has_filters()
    }

    /// Whether anything but words narrows what is found.
    pub fn has_filters(&self) -> bool {
        self.state.is_some()
            || self.since.is_some()
            || self.until.is_some()
            || [&self.owner, &self.body, &self.item]
                .iter()
                .any(|names| !names.is_empty())
            || !self.kinds.is_empty()
    }

    /// Whether only actions can fit: a state or an owner is asked for.
    pub fn wants_actions(&self) -> bool {
        self.state.is_some() || !self.owner.is_empty()
    }

    fn take_word(&mut self, piece: &Piece<'_>) {
        if !piece.quoted {
            if let Some(state) = StateFilter::of_word(piece.value) {
                if let Some(before) = self.state.filter(|before| *before != state) {
                    self.doubts.push(format!(
                        "an action cannot be both {} and {}: {} is taken",
                        before.word(),
                        state.word(),
                        state.word()
                    ));
                }
                self.state = Some(state);
                return;
            }
            if piece.value.eq_ignore_ascii_case("all") {
                self.everywhere = true;
                return;
            }
            if let Some(name) = piece.value.strip_prefix('@') {
                push_name(&mut self.owner, name);
                return;
            }
        }
        let words: Vec<String> = folding::words(piece.value)
            .map(|word| word.folded)
            .collect();
        if !words.is_empty() {
            self.terms.push(Term {
                text: piece.value.trim().to_owned(),
                words,
                phrase: piece.quoted,
                complete: piece.complete,
            });
        }
    }

    fn take_filter(&mut self, key: Key, piece: &Piece<'_>) {
        match key {
            Key::Owner => push_name(&mut self.owner, piece.value),
            Key::Item => push_name(&mut self.item, piece.value),
            Key::Body => {
                self.everywhere = true;
                if !piece.value.eq_ignore_ascii_case("all") {
                    push_name(&mut self.body, piece.value);
                }
            }
            Key::Kind => self.take_kind(piece),
            // They are taken with the words that follow.
            Key::Since | Key::Until => {}
        }
    }

    fn take_kind(&mut self, piece: &Piece<'_>) {
        let typed = folding::fold(piece.value);
        let named = |typed: &str| -> Vec<KindFilter> {
            KindFilter::all()
                .filter(|kind| !typed.is_empty() && kind.name().starts_with(typed))
                .collect()
        };
        let mut kinds = named(&typed);
        if kinds.is_empty() {
            kinds = named(typed.strip_suffix('s').unwrap_or_default());
        }
        if kinds.is_empty() && !typed.is_empty() {
            self.doubts.push(format!(
                "there is no kind {:?}: action, recommendation, decision, declaration, item, motion, question …",
                piece.value
            ));
        }
        for kind in kinds {
            if !self.kinds.contains(&kind) {
                self.kinds.push(kind);
            }
        }
    }

    /// Takes days that may be several words ("since:March 2022"), as many as make sense; answers with what is left.
    fn take_days<'p, 't>(
        &mut self,
        key: Key,
        piece: &Piece<'t>,
        after: &'p [Piece<'t>],
        today: NaiveDate,
    ) -> &'p [Piece<'t>] {
        let more = after
            .iter()
            .take_while(|piece| !piece.quoted && piece.key.is_none())
            .take(if piece.quoted { 0 } else { days::MOST_WORDS })
            .count();
        let phrase = |count: usize| -> String {
            let words: Vec<&str> = std::iter::once(piece.value)
                .chain(after.iter().take(count).map(|piece| piece.value))
                .filter(|word| !word.is_empty())
                .collect();
            words.join(" ")
        };
        let found = (0..=more)
            .rev()
            .find_map(|count| Some((count, days::read(&phrase(count), today)?)));
        let Some((taken, window)) = found else {
            let taken = usize::from(piece.value.is_empty() && more > 0);
            let typed = phrase(taken);
            let complete = after
                .get(..taken)
                .and_then(<[_]>::last)
                .unwrap_or(piece)
                .complete;
            if complete && !typed.is_empty() {
                self.doubts.push(format!(
                    "{typed:?} is not understood as a date: write it like 2021, March 2022 or 27/7/22"
                ));
            }
            return after.get(taken..).unwrap_or_default();
        };
        match key {
            Key::Since => self.since = Some(window.from),
            Key::Until => self.until = Some(window.to),
            Key::Owner | Key::Body | Key::Item | Key::Kind => {}
        }
        // "since:March 20": the year is still being typed.
        match after.get(taken..).unwrap_or_default() {
            [year] if !year.complete && taken < more && days::may_become_year(year.value) => &[],
            rest => rest,
        }
    }
}

fn push_name(names: &mut Vec<String>, name: &str) {
    let name = name.trim().trim_start_matches('@');
    if folding::words(name).next().is_some() {
        names.push(name.to_owned());
    }
}

/// Cuts a line into pieces.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let start = at + (rest.len() - rest.trim_start().len());
        if start >= text.len() {
            break;
        }
        let (piece, end) = piece_at(text, start);
        pieces.push(piece);
        at = end;
    }
    pieces
}

/// The piece that begins at `start`, which is no blank, and where it ends.
fn piece_at(text: &str, start: usize) -> (Piece<'_>, usize) {
    let rest = &text[start..]; // a boundary: what comes before it is whole characters
    if let Some((value, end, closed)) = quotation(text, start) {
        return (piece(None, text, value, true, closed), end);
    }
    let word_end = rest
        .find(char::is_whitespace)
        .map_or(text.len(), |len| start + len);
    let key = rest
        .get(..word_end - start)
        .and_then(|word| word.split_once(':'))
        .and_then(|(key, _)| Some((Key::of_word(key)?, start + key.len() + 1)))
        .or_else(|| {
            let after = start + '@'.len_utf8();
            (rest.starts_with('@') && quotation(text, after).is_some())
                .then_some((Key::Owner, after))
        });
    match key {
        None => (piece(None, text, start..word_end, false, false), word_end),
        Some((key, value)) => match quotation(text, value) {
            Some((value, end, closed)) => (piece(Some(key), text, value, true, closed), end),
            None => (
                piece(Some(key), text, value..word_end, false, false),
                word_end,
            ),
        },
    }
}

fn piece(
    key: Option<Key>,
    text: &str,
    value: Range<usize>,
    quoted: bool,
    closed: bool,
) -> Piece<'_> {
    Piece {
        key,
        complete: if quoted {
            closed
        } else {
            value.end < text.len()
        },
        value: text.get(value).unwrap_or_default(),
        quoted,
    }
}

/// A quotation that begins at `start`: what stands in it, where it ends, and whether it is closed.
fn quotation(text: &str, start: usize) -> Option<(Range<usize>, usize, bool)> {
    let is_quote = |letter| matches!(letter, '"' | '“' | '”' | '„');
    let inside = text.get(start..)?.strip_prefix(is_quote)?;
    let from = text.len() - inside.len();
    Some(match inside.find(is_quote) {
        Some(length) => {
            let close = from + length;
            let after = text.get(close..).and_then(|rest| rest.chars().next());
            (from..close, close + after.map_or(0, char::len_utf8), true)
        }
        None => (from..text.len(), text.len(), false),
    })
}

#[cfg(test)]
mod tests;
