//! One search: what may stand at the top is gathered from what is to be done and from the index, and ranked.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};
use std::rc::Rc;
use std::time::{Duration, Instant};

use chrono::{Datelike as _, NaiveDate};
use rusqlite::{Connection, OptionalExtension as _};

use super::filters::Filters;
use super::ranking::{self, Candidate, Group, Rank};
use super::references;
use super::seen::Seen;
use super::walk::{LONG, Patience, Sorts, Walk};
use super::wanted::{self, Expression, Index, Wanted};
use crate::minutes::ids::BodyId;
use crate::minutes::query::StateFilter;
use crate::store::numbers::{Sort, day_of, sort_of};
use crate::store::protocol::LookUp;
use crate::store::questions::alarm::Alarm;
use crate::store::questions::known::{Known, Open, OpenActions};

/// How many open actions are ranked at most.
const OPEN: usize = 150;
/// How many rows of a sort are read: of the body at hand, and of all.
const MOST: (usize, usize) = (40, 40);
/// How many of those that have the very words.
const EXACT: (usize, usize) = (20, 20);

/// How long it is searched on, through older and older meetings, after something was found, and while nothing was. Only
/// words that nearly every entry has, in a phrase that hardly one has, take so long.
const WITH_SOMETHING: Duration = Duration::from_millis(4);
const WITH_NOTHING: Duration = Duration::from_millis(8);

/// What is searched, and for whom.
pub(super) struct Search<'a> {
    connection: &'a Connection,
    asked: &'a LookUp,
    filters: &'a Filters,
    /// The body that comes first.
    here: Option<BodyId>,
    overtaken: &'a dyn Fn() -> bool,
    /// The day that decides what is overdue, counted from the beginning of the calendar.
    today: i64,
    /// How long it may go on; none for to the end.
    patience: Option<Patience>,
    hasher: RandomState,
    /// What was read for the keys before.
    seen: Rc<Seen>,
}

/// A row, and how well it fits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranked {
    pub index: Index,
    pub number: i64,
    pub rank: Rank,
    /// The same for rows of a sort and a body that say the same.
    print: u64,
    open: bool,
}

/// What was found, the best first, nothing twice.
#[derive(Debug, Default)]
pub(super) struct Ranking {
    pub ranked: Vec<Ranked>,
    /// Whether there is more.
    pub more: bool,
    /// Whether the oldest meetings were not gone through.
    pub cut: bool,
}

impl<'a> Search<'a> {
    /// What is searched: where, for what, and by whom; `overtaken` says whether a newer question waits.
    pub(super) fn new(
        (connection, overtaken): (&'a Connection, &'a dyn Fn() -> bool),
        (asked, filters, here): (&'a LookUp, &'a Filters, Option<BodyId>),
        (alarm, to_the_end): (Option<Alarm>, bool),
        seen: Rc<Seen>,
    ) -> Self {
        let patience = alarm.map(|alarm| Patience {
            begun: Instant::now(),
            found: WITH_SOMETHING,
            nothing: WITH_NOTHING,
            alarm,
            to_the_end,
        });
        Self {
            patience,
            connection,
            asked,
            filters,
            here,
            overtaken,
            today: i64::from(asked.today.num_days_from_ce()),
            hasher: RandomState::new(),
            seen,
        }
    }

    /// What has all of some words; none if a newer question waits.
    pub(super) fn all(
        &self,
        wanted: &[Wanted],
        known: &mut Known,
    ) -> rusqlite::Result<Option<Ranking>> {
        let mut found = Ranking::default();
        Ok(self
            .gather(wanted, wanted, known, &mut found)?
            .then(|| found.settled()))
    }

    /// What has all of some words but one.
    pub(super) fn all_but_one(
        &self,
        wanted: &[Wanted],
        known: &mut Known,
    ) -> rusqlite::Result<Option<Ranking>> {
        let mut found = Ranking::default();
        for left_out in 0..wanted.len() {
            let mut rest = wanted.to_vec();
            rest.remove(left_out);
            if !self.gather(&rest, wanted, known, &mut found)? {
                return Ok(None);
            }
        }
        Ok(Some(found.settled()))
    }

    /// Gathers what has all of `must`, ranked by how well it fits `wanted`; false if a newer question waits.
    fn gather(
        &self,
        must: &[Wanted],
        wanted: &[Wanted],
        known: &mut Known,
        found: &mut Ranking,
    ) -> rusqlite::Result<bool> {
        let all = narrowed(Expression::of_terms(must, false), &self.filters.parts);
        let open = known.open(self.connection)?;
        if self.filters.sorts.actions && self.filters.state != Some(StateFilter::Done) {
            match open {
                Some(open) => self.take_open(open, must, wanted, found),
                None => {
                    // Without the list the index has to be asked for what is open.
                    let expression = all.and(wanted::OPEN);
                    if !self.walk(Index::Entries, &expression, MOST, None, wanted, found)? {
                        return Ok(false);
                    }
                }
            }
        }
        if self.filters.only_open() {
            return Ok(true);
        }
        let referred = references::numbered(self.connection, must)?;
        for number in &referred {
            if open.is_none_or(|open| !open.holds(*number)) {
                self.take_row(Index::Entries, *number, wanted, found)?;
            }
        }
        // Nobody who types a reference looks for the words in it.
        if !referred.is_empty() {
            return Ok(true);
        }
        if self.sorts(found).any() {
            if !self.walk(Index::Entries, &all, MOST, open, wanted, found)? {
                return Ok(false);
            }
            // Much more fits than is ranked: the very words must not depend on their being new.
            if found.more && must.iter().any(Wanted::may_be_whole) {
                let exactly = narrowed(Expression::of_terms(must, true), &self.filters.parts);
                if !self.walk(Index::Entries, &exactly, EXACT, open, wanted, found)? {
                    return Ok(false);
                }
            }
        }
        let actions = found
            .ranked
            .iter()
            .filter(|row| row.rank.group == Group::Action);
        if self.filters.items && actions.count() < self.asked.limit {
            let titles = Expression::of_terms(must, false).and("\"xkitem\"");
            let titles = narrowed(titles, &self.filters.item_parts);
            return self.walk(Index::Items, &titles, MOST, None, wanted, found);
        }
        Ok(true)
    }

    /// Takes what is to be done and fits.
    fn take_open(
        &self,
        open: &OpenActions,
        must: &[Wanted],
        wanted: &[Wanted],
        found: &mut Ranking,
    ) {
        let sieve = Sieve::of(must, open);
        let fits =
            |action: &&Open| sieve.fits(action) && self.filters.fits_open(action, open, self.today);
        let (mut here, mut elsewhere) = (Vec::new(), Vec::new());
        for action in open.iter().filter(fits) {
            let list = if self.here.is_some() && action.body == self.here {
                &mut here
            } else {
                &mut elsewhere
            };
            if list.len() < OPEN {
                list.push(action);
            } else {
                found.more = true;
            }
        }
        // Without words the most pressing come first, and all that was asked for must be among them.
        if must.is_empty() {
            here.sort_by_key(|action| action.until);
            elsewhere.sort_by_key(|action| action.until);
        }
        for action in here.into_iter().chain(elsewhere).take(OPEN) {
            let text: Vec<&str> = open.read(&action.text).collect();
            let beside: Vec<&str> = open
                .read(&action.reference)
                .chain(open.read(&action.owners))
                .chain(open.read(&action.item))
                .collect();
            let row = Candidate {
                text: &text,
                beside: &beside,
                group: Group::Action,
                here: self.here.is_some() && action.body == self.here,
                open: Some(i64::from(action.until) < self.today),
                days: self.today - day_of(action.number),
            };
            found.ranked.push(Ranked {
                index: Index::Entries,
                number: action.number,
                rank: ranking::rank(&row, wanted),
                print: self.hasher.hash_one((row.group, action.body, &text)),
                open: true,
            });
        }
    }

    /// Walks the index, and takes what is picked; false if a newer question waits.
    fn walk(
        &self,
        index: Index,
        expression: &Expression,
        most: (usize, usize),
        open: Option<&OpenActions>,
        wanted: &[Wanted],
        found: &mut Ranking,
    ) -> rusqlite::Result<bool> {
        if self.is_over(found) {
            found.more = true;
            found.cut = true;
            return Ok(true);
        }
        let text = expression.text();
        let walk = Walk {
            index,
            expression: &text,
            numbers: self.filters.numbers,
            here: self.here,
            bodies: &self.filters.bodies,
            sorts: self.sorts(found),
            most,
            end: (most == EXACT).then_some(LONG),
            patience: self.patience.as_ref(),
        };
        let taken: HashSet<(Index, i64)> = found
            .ranked
            .iter()
            .map(|row| (row.index, row.number))
            .collect();
        let leave_out = |number: i64| {
            open.is_some_and(|open| open.holds(number)) || taken.contains(&(index, number))
        };
        let Some(picked) = walk.go(self.connection, leave_out, self.overtaken)? else {
            return Ok(false);
        };
        found.more |= picked.more;
        found.cut |= picked.cut;
        let mut numbers = picked.numbers;
        numbers.sort_by_key(|number| Reverse(sort_of(*number)));
        // A slip stands behind whatever has the very words, of every sort.
        let by_sort = !wanted.iter().any(Wanted::forgives);
        for sort in numbers.chunk_by(|a, b| sort_of(*a) == sort_of(*b)) {
            // Behind a full list of the sorts that come first nothing would be seen: so it is not read.
            if by_sort && found.different() >= self.asked.limit {
                found.more = true;
                break;
            }
            for number in sort {
                self.take_row(index, *number, wanted, found)?;
            }
        }
        Ok(!(self.overtaken)())
    }

    /// Whether something was found and it took so long that no more is looked for.
    fn is_over(&self, found: &Ranking) -> bool {
        !found.ranked.is_empty()
            && self
                .patience
                .as_ref()
                .is_some_and(|patience| patience.is_over(patience.found))
    }

    /// Whether it took so long that nothing but what is likely should still be tried.
    pub(super) fn is_late(&self) -> bool {
        self.patience
            .as_ref()
            .is_some_and(|patience| patience.is_over(patience.nothing))
    }

    /// The sorts that are still wanted: behind a full list of actions nothing else would be seen.
    fn sorts(&self, found: &Ranking) -> Sorts {
        Sorts {
            others: self.filters.sorts.others && found.ranked.len() < self.asked.limit,
            ..self.filters.sorts
        }
    }

    /// Reads a row of the index, and ranks it.
    fn take_row(
        &self,
        index: Index,
        number: i64,
        wanted: &[Wanted],
        found: &mut Ranking,
    ) -> rusqlite::Result<()> {
        let Some(row) = self.seen.row(self.connection, index, number)? else {
            return Ok(());
        };
        let bodies = &self.filters.bodies;
        let is_of = |body: BodyId| bodies.contains(&body);
        if !bodies.is_empty() && !row.body.is_some_and(is_of) {
            return Ok(());
        }
        if self.filters.state == Some(StateFilter::Done) && row.status != "complete" {
            return Ok(());
        }
        let text: Vec<&str> = row.text.iter().collect();
        let beside: Vec<&str> = row.beside.iter().collect();
        let group = match (index, sort_of(number)) {
            (Index::Items, _) => Group::Item,
            (Index::Entries, Sort::Action) => Group::Action,
            (Index::Entries, Sort::Decision) => Group::Decision,
            (Index::Entries, Sort::Declaration) => Group::Declaration,
            (Index::Entries, Sort::Other) => Group::Entry,
        };
        let open = match row.status.as_str() {
            "open" => Some(self.is_overdue(number)?),
            _ => None,
        };
        if self.filters.state == Some(StateFilter::Overdue) && open != Some(true) {
            return Ok(());
        }
        let candidate = Candidate {
            text: &text,
            beside: &beside,
            group,
            here: self.here.is_some() && row.body == self.here,
            open,
            days: self.today - day_of(number),
        };
        found.ranked.push(Ranked {
            index,
            number,
            rank: ranking::rank(&candidate, wanted),
            print: self.hasher.hash_one((group, row.body, &text)),
            open: open.is_some(),
        });
        Ok(())
    }

    fn is_overdue(&self, number: i64) -> rusqlite::Result<bool> {
        let until: Option<String> = self
            .connection
            .prepare_cached("SELECT pressing FROM standings WHERE number = ?1")?
            .query_row([number], |row| row.get(0))
            .optional()?;
        Ok(until
            .and_then(|until| until.parse().ok())
            .is_some_and(|until: NaiveDate| until < self.asked.today))
    }
}

impl Ranking {
    /// How many rows say different things.
    fn different(&self) -> usize {
        let prints: HashSet<u64> = self.ranked.iter().map(|row| row.print).collect();
        prints.len()
    }

    /// The best first, and nothing twice, but what is to be done however often it was asked for.
    fn settled(mut self) -> Self {
        self.ranked
            .sort_by(|a, b| a.rank.order(&b.rank).then(b.number.cmp(&a.number)));
        let mut rows = HashSet::new();
        let mut said = HashSet::new();
        self.ranked.retain(|row| {
            rows.insert((row.index, row.number)) && (said.insert(row.print) || row.open)
        });
        self
    }
}

fn narrowed(expression: Expression, parts: &[String]) -> Expression {
    parts
        .iter()
        .fold(expression, |narrowed, part| narrowed.and(part.clone()))
}

/// Which of the words of what is to be done fit which terms, worked out once for all of them.
struct Sieve {
    /// For each way of each term, whether a word fits each of its words.
    terms: Vec<Vec<Vec<Vec<bool>>>>,
}

impl Sieve {
    fn of(wanted: &[Wanted], open: &OpenActions) -> Self {
        let terms = wanted
            .iter()
            .map(|term| {
                let ways = term.ways.iter();
                ways.map(|way| {
                    let last = way.words.len().saturating_sub(1);
                    way.words
                        .iter()
                        .enumerate()
                        .map(|(place, wanted)| {
                            let may_go_on = way.beginning && place == last;
                            open.words()
                                .iter()
                                .map(|word| {
                                    word.starts_with(wanted.as_str())
                                        && (may_go_on || word.len() == wanted.len())
                                })
                                .collect()
                        })
                        .collect()
                })
                .collect()
            })
            .collect();
        Self { terms }
    }

    fn fits(&self, action: &Open) -> bool {
        let columns = [
            &action.text,
            &action.reference,
            &action.owners,
            &action.item,
        ];
        self.terms.iter().all(|ways| {
            ways.iter()
                .any(|words| columns.iter().any(|column| is_in(words, column)))
        })
    }
}

/// Whether words that fit stand in a column, one right after the other.
fn is_in(words: &[Vec<bool>], column: &[u32]) -> bool {
    column.windows(words.len().max(1)).any(|window| {
        window
            .iter()
            .zip(words)
            .all(|(place, fits)| fits.get(*place as usize) == Some(&true))
    })
}
