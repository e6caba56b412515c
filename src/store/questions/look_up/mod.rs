//! What fits some words, the best first.
//!
//! A ranking over all that fits would cost seconds for a short word. So it is done in two steps: the index, walked from
//! the newest row backwards, gives a few hundred rows of each sort that may stand at the top (of this body, open, whole
//! words …), and those alone are ranked. Where hardly anything fits, slips are forgiven; where nothing fits, one word
//! may be wanting. Between the steps it is looked whether the clerk has typed on meanwhile.

mod candidate;
mod filters;
mod pressing;
mod ranking;
mod wanted;

use rusqlite::{Connection, OptionalExtension};

use super::hits;
use super::known::Known;
use crate::minutes::folding;
use crate::minutes::query::{Query, StateFilter};
use crate::store::projections::{A_DAY, first_number};
use crate::store::protocol::{Found, Hit, LookUp};

use candidate::{Ask, Candidate, Group, Pool};
use filters::Filters;
use ranking::Rank;
use wanted::{Expression, Index, Wanted, Way};

/// Fewer rows than that, and slips are forgiven.
const FEW: usize = 5;
/// How many corrections of a word are tried.
const CORRECTIONS: usize = 6;
/// From so many words on, one may be wanting where nothing has them all.
const MANY_WORDS: usize = 3;
/// How many rows of one of the narrower sorts are ranked.
const NARROW: usize = 60;

/// Looks something up; none if `overtaken` says that a newer question waits.
pub(super) fn answer(
    connection: &Connection,
    asked: &LookUp,
    known: &mut Known,
    overtaken: &dyn Fn() -> bool,
) -> rusqlite::Result<Option<Found>> {
    let query = Query::read(&asked.text, asked.today);
    if query.is_empty() {
        return pressing::first(connection, asked).map(Some);
    }
    let mut remarks = query.doubts.clone();
    let Some(filters) = Filters::resolve(connection, &query, &mut remarks)? else {
        return Ok(Some(Found {
            serial: asked.serial,
            remarks,
            ..Found::default()
        }));
    };
    let mut wanted = Wanted::of(&query);
    for term in &mut wanted {
        term.expand(connection)?;
    }
    let mut search = Search {
        connection,
        asked,
        query: &query,
        filters: &filters,
        overtaken,
        pool: Pool::default(),
    };
    if wanted.is_empty() && filters.is_state_alone(&query) {
        return pressing::in_state(connection, asked, &query, &filters, remarks).map(Some);
    }
    if !search.draw(&wanted)? {
        return Ok(None);
    }
    if search.pool.len() < FEW
        && let Some(corrected) = forgiving(connection, &wanted, known)?
    {
        if !search.draw(&corrected)? {
            return Ok(None);
        }
        wanted = corrected;
    }
    if search.pool.len() == 0 && wanted.len() >= MANY_WORDS && !search.draw_all_but_one(&wanted)? {
        return Ok(None);
    }
    let ranked = search.ranked(&wanted)?;
    remarks.extend(remarks_on(&ranked, &wanted));
    let more = search.pool.more || ranked.len() > asked.limit;
    let mut hits = Vec::with_capacity(asked.limit.min(ranked.len()));
    for (_, candidate) in ranked.iter().take(asked.limit) {
        if let Some(mut hit) = hit(connection, candidate.index, candidate.number)? {
            hit.marked = ranking::marks(&hit.text, &wanted);
            hits.push(hit);
        }
    }
    Ok(Some(Found {
        serial: asked.serial,
        hits,
        more,
        remarks,
    }))
}

fn hit(connection: &Connection, index: Index, number: i64) -> rusqlite::Result<Option<Hit>> {
    match index {
        Index::Entries => hits::of_entry(connection, number),
        Index::Items => hits::of_item(connection, number),
    }
}

/// One search, and what it has found so far.
struct Search<'a> {
    connection: &'a Connection,
    asked: &'a LookUp,
    query: &'a Query,
    filters: &'a Filters,
    overtaken: &'a dyn Fn() -> bool,
    pool: Pool,
}

impl Search<'_> {
    /// How many of the broadest sort are ranked.
    fn wide(&self) -> usize {
        // With no words there is nothing to rank by but the state, which goes by due dates: all are wanted.
        if self.query.state.is_some() {
            return 2_000;
        }
        self.asked.limit.clamp(20, 100) * 2
    }

    /// Draws what may stand at the top; false if a newer question waits.
    fn draw(&mut self, wanted: &[Wanted]) -> rusqlite::Result<bool> {
        let all = self.filters.narrow(&Expression::of_terms(wanted, false));
        if self.filters.actions && !self.draw_actions(wanted, &all)? {
            return Ok(false);
        }
        // Actions come first. With a full list of them nothing else would be seen.
        if self.pool.count(Group::Action) >= self.asked.limit {
            self.pool.more = true;
            return Ok(true);
        }
        if self.filters.entries {
            let action = wanted::kind(crate::minutes::entry::Kind::Action);
            let decision = wanted::kind(crate::minutes::entry::Kind::Decision);
            let declaration = wanted::kind(crate::minutes::entry::Kind::Declaration);
            let decisions = all.and(decision.clone());
            let declarations = all.and(declaration.clone());
            let others = [action.clone(), decision, declaration];
            if let Some(here) = self.here()
                && !self.ask(
                    Index::Entries,
                    &all.and(wanted::body(here)),
                    &[action],
                    NARROW,
                )?
            {
                return Ok(false);
            }
            if !(self.ask(Index::Entries, &decisions, &[], NARROW)?
                && self.ask(Index::Entries, &declarations, &[], NARROW)?
                && self.ask(Index::Entries, &all, &others, NARROW)?)
            {
                return Ok(false);
            }
        }
        let titles = self
            .filters
            .narrow_items(Expression::of_terms(wanted, false));
        Ok(!self.filters.items || self.ask(Index::Items, &titles, &[], NARROW)?)
    }

    fn draw_actions(&mut self, wanted: &[Wanted], all: &Expression) -> rusqlite::Result<bool> {
        let action = wanted::kind(crate::minutes::entry::Kind::Action);
        let actions = all.and(action.clone());
        let wide = self.wide();
        if let Some(here) = self.here() {
            let here = wanted::body(here);
            let of_here = actions.and(here);
            if !(self.ask(Index::Entries, &of_here.and(wanted::OPEN), &[], NARROW)?
                && self.ask(Index::Entries, &of_here, &[], wide)?)
            {
                return Ok(false);
            }
        }
        let before = self.pool.len();
        if !(self.ask(Index::Entries, &actions.and(wanted::OPEN), &[], NARROW)?
            && self.ask(Index::Entries, &actions, &[], wide)?)
        {
            return Ok(false);
        }
        let flooded = self.pool.len() >= before + wide / 2;
        if !flooded || wanted.is_empty() {
            return Ok(true);
        }
        // Much more fits than is ranked: what fits best must not depend on its being new.
        let exactly = self
            .filters
            .narrow(&Expression::of_terms(wanted, true))
            .and(action.clone());
        if let Some(here) = self.here()
            && !self.ask(
                Index::Entries,
                &exactly.and(wanted::body(here)),
                &[],
                NARROW,
            )?
        {
            return Ok(false);
        }
        if !self.ask(Index::Entries, &exactly, &[], NARROW)? {
            return Ok(false);
        }
        let in_text = self
            .filters
            .narrow(&Expression::in_text(wanted))
            .and(action);
        Ok(wanted.len() < 2 || self.ask(Index::Entries, &in_text, &[], NARROW)?)
    }

    /// Draws what has all words but one.
    fn draw_all_but_one(&mut self, wanted: &[Wanted]) -> rusqlite::Result<bool> {
        for left_out in 0..wanted.len() {
            let rest: Vec<Wanted> = wanted
                .iter()
                .enumerate()
                .filter(|(place, _)| *place != left_out)
                .map(|(_, wanted)| wanted.clone())
                .collect();
            let all = self.filters.narrow(&Expression::of_terms(&rest, false));
            if !self.ask(Index::Entries, &all, &[], NARROW)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Asks the index; false if a newer question waits.
    fn ask(
        &mut self,
        index: Index,
        expression: &Expression,
        but: &[String],
        limit: usize,
    ) -> rusqlite::Result<bool> {
        if (self.overtaken)() {
            return Ok(false);
        }
        let ask = Ask {
            index,
            expression: &expression.text(but),
            numbers: self.filters.numbers,
            limit,
            here: self.here(),
        };
        self.pool.draw(self.connection, &ask)?;
        Ok(true)
    }

    /// The body that comes first.
    fn here(&self) -> Option<crate::minutes::ids::BodyId> {
        self.asked.here.filter(|_| !self.query.everywhere)
    }

    /// What was found, the best first, nothing twice.
    fn ranked(&mut self, wanted: &[Wanted]) -> rusqlite::Result<Vec<(Rank, Candidate)>> {
        let today = self.asked.today.to_string();
        let day = first_number(self.asked.today) / A_DAY;
        let mut pressing = self
            .connection
            .prepare_cached("SELECT pressing FROM standings WHERE number = ?1")?;
        let mut ranked = Vec::with_capacity(self.pool.len());
        for candidate in self.pool.found() {
            let mut overdue = false;
            if candidate.open {
                let until: Option<String> = pressing
                    .query_row([candidate.number], |row| row.get(0))
                    .optional()?;
                overdue = until.is_some_and(|until| until < today);
            }
            if self.query.state == Some(StateFilter::Overdue) && !overdue {
                continue;
            }
            ranked.push((ranking::rank(candidate, wanted, day, overdue), candidate));
        }
        ranked.sort_by(|a, b| a.0.order(&b.0));
        let mut seen = std::collections::HashSet::new();
        Ok(ranked
            .into_iter()
            .filter(|(_, it)| {
                // What is to be done is shown however often it was asked for.
                seen.insert((it.group, it.body, folding::fold(&it.text))) || it.open
            })
            .map(|(rank, candidate)| (rank, candidate.clone()))
            .collect())
    }
}

/// The same terms, with the slips in them forgiven; none if there is nothing to forgive.
///
/// Words that nobody ever wrote are put right first; only where all are known, known ones may be meant otherwise.
fn forgiving(
    connection: &Connection,
    wanted: &[Wanted],
    known: &mut Known,
) -> rusqlite::Result<Option<Vec<Wanted>>> {
    let vocabulary = known.vocabulary(connection)?;
    let last = |wanted: &Wanted| {
        wanted
            .ways
            .first()
            .and_then(|way| way.words.last())
            .cloned()
    };
    let is_known =
        |wanted: &Wanted| last(wanted).is_none_or(|word| vocabulary.has_beginning(&word));
    let all_known = wanted.iter().all(is_known);
    let mut any = false;
    let mut corrected: Vec<Wanted> = wanted
        .iter()
        .map(|term| {
            let mut term = term.clone();
            let Some(way) = term.ways.first().cloned() else {
                return term;
            };
            if let Some(word) = last(&term)
                && (all_known || !vocabulary.has_beginning(&word))
            {
                for correction in vocabulary.corrections(&word).into_iter().take(CORRECTIONS) {
                    let mut words = way.words.clone();
                    if let Some(last) = words.last_mut() {
                        *last = correction.beginning;
                    }
                    any = true;
                    term.ways.push(Way::new(words, way.beginning, true));
                }
            }
            term
        })
        .collect();
    if !any {
        return Ok(None);
    }
    for term in &mut corrected {
        term.expand(connection)?;
    }
    Ok(Some(corrected))
}

/// What was made of the words, where it is not plain.
fn remarks_on(ranked: &[(Rank, Candidate)], wanted: &[Wanted]) -> Vec<String> {
    let mut remarks = Vec::new();
    let Some((best, top)) = ranked.first() else {
        return remarks;
    };
    if best.is_slip() {
        for term in wanted {
            let read_as = [&top.text, &top.owners, &top.item, &top.reference]
                .into_iter()
                .flat_map(|text| folding::words(text))
                .map(|word| word.folded)
                .find_map(|word| {
                    let as_typed = term.ways.first()?;
                    let typed = as_typed.words.last()?;
                    let way = term.ways.iter().find(|way| {
                        way.slip
                            && way
                                .words
                                .last()
                                .is_some_and(|meant| word.starts_with(meant))
                    })?;
                    (!word.starts_with(typed.as_str())).then(|| way.words.join(" "))
                });
            if let Some(read_as) = read_as {
                remarks.push(format!("\"{}\" read as \"{read_as}\"", term.text));
            }
        }
    }
    if best.missing() > 0 {
        remarks.push("nothing has all of the words; these have all but one".to_owned());
    }
    remarks
}
