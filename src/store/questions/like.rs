//! Open actions that ask for the same as words being typed.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::hits;
use super::known::{Known, OpenActions};
use crate::minutes::folding;
use crate::minutes::likeness::{FEWEST, Gist, SAME};
use crate::store::protocol::{Found, LikeAsked};

/// How many like actions are worth showing.
const SHOWN: usize = 3;
/// How many open actions are compared at most, the newest first.
const COMPARED: i64 = 600;

/// Finds them, the likest first.
pub(super) fn answer(
    connection: &Connection,
    asked: &LikeAsked,
    known: &mut Known,
) -> rusqlite::Result<Found> {
    let mut found = Found {
        serial: asked.serial,
        ..Found::default()
    };
    let gist = Gist::of(&asked.text);
    if !gist.is_enough() {
        return Ok(found);
    }
    let open = match known.open(connection)? {
        Some(open) => kept(&gist, open),
        None => indexed(&gist, connection)?,
    };
    let rarity = rarity(&open);
    let mut like: Vec<(f32, i64)> = open
        .iter()
        .map(|(number, other)| (gist.likeness(other, &rarity), *number))
        .filter(|(likeness, _)| *likeness >= SAME)
        .collect();
    like.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    for (_, number) in like {
        if found.hits.len() == SHOWN {
            found.more = true;
            break;
        }
        if let Some(mut hit) = hits::of_entry(connection, number)?
            && (asked.not.is_none() || hit.key() != asked.not)
        {
            hit.marked = folding::words(&hit.text)
                .filter(|word| gist.holds(&word.folded))
                .map(|word| word.at)
                .collect();
            found.hits.push(hit);
        }
    }
    Ok(found)
}

/// What may be like a text, of what is kept: it shares some of its words.
fn kept(gist: &Gist, open: &OpenActions) -> Vec<(i64, Gist)> {
    let shared: Vec<bool> = open.words().iter().map(|word| gist.holds(word)).collect();
    open.iter()
        .filter(|action| {
            let fits = |place: &&u32| shared.get(**place as usize) == Some(&true);
            action.text.iter().filter(fits).count() >= FEWEST
        })
        .map(|action| (action.number, Gist::of_words(open.read(&action.text))))
        .collect()
}

/// What may be like a text, by the index of words, the newest first.
fn indexed(gist: &Gist, connection: &Connection) -> rusqlite::Result<Vec<(i64, Gist)>> {
    // Whatever asks for the same shares some of the weightier words.
    let words: Vec<String> = gist.weighty().map(|stem| format!("\"{stem}\" *")).collect();
    let mut statement = connection.prepare_cached(
        "SELECT rowid, text FROM entry_words WHERE entry_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
    )?;
    let expression = format!("\"xsopen\" AND (text : ({}))", words.join(" OR "));
    let mut rows = statement.query(params![expression, COMPARED])?;
    let mut open = Vec::new();
    while let Some(row) = rows.next()? {
        let text = row.get_ref(1)?.as_str().unwrap_or_default();
        open.push((row.get(0)?, Gist::of(text)));
    }
    Ok(open)
}

/// How rare a stem is among the actions compared: one that half of them have weighs half as much.
fn rarity(open: &[(i64, Gist)]) -> impl Fn(&str) -> f32 {
    let mut counts: HashMap<String, u16> = HashMap::new();
    for stem in open.iter().flat_map(|(_, gist)| gist.stems()) {
        let count = counts.entry(stem.clone()).or_default();
        *count = count.saturating_add(1);
    }
    let all = f32::from(u16::try_from(open.len()).unwrap_or(u16::MAX)).max(20.0);
    move |stem| 1.0 - f32::from(counts.get(stem).copied().unwrap_or_default()) / all
}
