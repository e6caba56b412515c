//! What fits some words, the best first.
//!
//! A ranking over all that fits would cost seconds for a short word. So it is done in two steps: the index is walked
//! from the newest row backwards, some hundred rows are picked by what their numbers say (of this body, an action …)
//! and those alone are read and ranked, with what is to be done, which is at hand (see [`known`](super::known)). Where
//! hardly anything fits, slips are forgiven; where nothing fits, one word may be wanting. Again and again it is looked
//! whether the clerk has typed on meanwhile: then what was found is let go.

mod filters;
mod pressing;
mod ranking;
mod references;
mod search;
mod seen;
mod walk;
mod wanted;

use std::rc::Rc;

use rusqlite::Connection;

use super::known::Known;
use crate::minutes::folding;
use crate::minutes::query::Query;
use crate::store::protocol::{Found, Hit, LookUp};

use filters::Filters;
use search::Search;
use wanted::{Wanted, Way};

pub(super) use seen::Seen;

/// Fewer rows than that, and slips are forgiven.
const FEW: usize = 5;
/// How many corrections of a word are tried.
const CORRECTIONS: usize = 6;
/// From so many words on, one may be wanting where nothing has them all.
const MANY_WORDS: usize = 3;

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
    if wanted.is_empty() && filters.is_state_alone(&query) {
        return pressing::in_state(connection, asked, &query, &filters, remarks).map(Some);
    }
    for term in &mut wanted {
        term.expand(connection)?;
    }
    let here = asked.here.filter(|_| !query.everywhere);
    let seen = known.seen(connection)?;
    let ends = (known.alarm(connection)?, known.to_the_end);
    let search = Search::new(
        (connection, overtaken),
        (asked, &filters, here),
        ends,
        Rc::clone(&seen),
    );
    let Some(mut result) = search.all(&wanted, known)? else {
        return Ok(None);
    };
    if result.ranked.len() < FEW
        && let Some(corrected) = forgiving(connection, &wanted, known, search.is_late())?
    {
        let Some(forgiven) = search.all(&corrected, known)? else {
            return Ok(None);
        };
        result = forgiven;
        wanted = corrected;
    }
    if result.ranked.is_empty() && wanted.len() >= MANY_WORDS {
        let Some(all_but_one) = search.all_but_one(&wanted, known)? else {
            return Ok(None);
        };
        result = all_but_one;
    }
    let mut hits = Vec::with_capacity(asked.limit.min(result.ranked.len()));
    for row in result.ranked.iter().take(asked.limit) {
        if let Some(mut hit) = seen.hit(connection, row.index, row.number)? {
            hit.marked = ranking::marks(&hit.text, &wanted);
            hits.push(hit);
        }
    }
    if let (Some(best), Some(top)) = (result.ranked.first(), hits.first()) {
        if best.rank.slipped {
            remarks.extend(read_as(top, &wanted));
        }
        if best.rank.missing > 0 {
            remarks.push("nothing has all of the words; these have all but one".to_owned());
        }
    }
    if result.cut {
        remarks.push(if hits.is_empty() {
            "nothing so far; the oldest meetings are still being gone through".to_owned()
        } else {
            "the oldest meetings were not gone through; one more word would help".to_owned()
        });
    }
    Ok(Some(Found {
        serial: asked.serial,
        more: result.more || result.ranked.len() > asked.limit,
        hits,
        remarks,
    }))
}

/// The same terms, with the slips in them forgiven; none if there is nothing to forgive.
///
/// Words that nobody ever wrote are put right first; only where all are known, known ones may be meant otherwise.
fn forgiving(
    connection: &Connection,
    wanted: &[Wanted],
    known: &mut Known,
    late: bool,
) -> rusqlite::Result<Option<Vec<Wanted>>> {
    let typed: Vec<&str> = wanted
        .iter()
        .filter_map(|term| Some(term.ways.first()?.words.last()?.as_str()))
        .collect();
    let vocabulary = known.vocabulary(connection, &typed)?;
    let is_known = |wanted: &Wanted| {
        let last = wanted.ways.first().and_then(|way| way.words.last());
        last.is_none_or(|word| vocabulary.has_beginning(word))
    };
    let all_known = wanted.iter().all(is_known);
    if all_known && late {
        return Ok(None);
    }
    let mut corrected = wanted.to_vec();
    let mut any = false;
    for term in &mut corrected {
        if !all_known && is_known(term) {
            continue;
        }
        let Some((way, word)) = term
            .ways
            .first()
            .and_then(|way| Some((way.clone(), way.words.last()?.clone())))
        else {
            continue;
        };
        for correction in vocabulary.corrections(&word).into_iter().take(CORRECTIONS) {
            let mut words = way.words.clone();
            if let Some(last) = words.last_mut() {
                *last = correction.beginning;
            }
            any = true;
            term.ways.push(Way::new(words, way.beginning, true));
        }
    }
    if !any {
        return Ok(None);
    }
    for term in &mut corrected {
        term.expand(connection)?;
    }
    Ok(Some(corrected))
}

/// As what the mistyped words were read, going by the row that fits best.
fn read_as(top: &Hit, wanted: &[Wanted]) -> Vec<String> {
    let action = top.action.as_ref();
    let owners = action.iter().flat_map(|action| &action.standing.owners);
    let mut there: Vec<String> = Vec::new();
    for text in [&top.text, &top.title]
        .into_iter()
        .chain(owners.map(|owner| &owner.name))
    {
        there.extend(folding::words(text).map(|word| word.folded));
    }
    let words: Vec<&str> = there.iter().map(String::as_str).collect();
    wanted
        .iter()
        .filter_map(|term| {
            let found = |way: &Way| {
                let alone = Wanted {
                    ways: vec![way.clone()],
                    ..term.clone()
                };
                ranking::found_at(&alone, &words)
            };
            let (way, at) = term
                .ways
                .iter()
                .find_map(|way| Some((way, found(way)?)))
                .filter(|(way, _)| way.slip)?;
            // The words that were found: the correction may be only how they begin.
            let read = words.get(at..at + way.words.len())?.join(" ");
            Some(format!("\"{}\" read as \"{read}\"", term.text))
        })
        .collect()
}
