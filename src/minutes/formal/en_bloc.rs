//! Several items taken in one vote: what is put of each, and which can be put at all.
//!
//! The vote names the entries that it decides, one or more an item, so that each item has a resolution of its own.

use super::motion::{Came, came_of, decided_by, next_question};
use super::vote::Vote;
use crate::minutes::agenda::{Item, ItemKind};
use crate::minutes::entry::{Entry, Kind};
use crate::minutes::formal::interest;
use crate::minutes::ids::{EntryId, ItemId, PersonId};
use crate::minutes::meeting::Meeting;

/// What is put of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// A motion or decision that is recorded and not voted on.
    Recorded(EntryId),
    /// A draft resolution prepared for it: the place of its line from 0, and its words without the mark.
    Prepared(u16, String),
    /// Nothing in words: what its report recommends.
    Report,
}

/// Whether an item can be taken with others: it has not been withdrawn, deferred or skipped, and is not decided.
pub fn can_be_taken(meeting: &Meeting, item: &Item) -> bool {
    let of_a_kind = match item.outline.kind {
        ItemKind::Business
        | ItemKind::Information
        | ItemKind::PreviousActions
        | ItemKind::WorkProgramme => true,
        // Each of these has a way of its own to be dealt with; an agenda may say otherwise.
        ItemKind::Declarations
        | ItemKind::ChairsUpdate
        | ItemKind::NextMeeting
        | ItemKind::Urgent
        | ItemKind::Public
        | ItemKind::Whip
        | ItemKind::Minutes => item.outline.consent,
    };
    let waits = !item.was_put() || item.is_current() || next_question(meeting, item).is_some();
    let voted = item.entries.iter().any(|entry| entry.vote().is_some());
    let amended = item.entries.iter().any(|entry| {
        entry.motion().is_some_and(|motion| {
            motion.amends.is_some() && came_of(meeting, entry.id, motion) == Came::Open
        })
    });
    let decided = item
        .entries
        .iter()
        .any(|entry| decided_by(meeting, entry.id).is_some());
    let open = item.put_off().is_none() && !item.skipped;
    of_a_kind && open && waits && !voted && !amended && !decided
}

/// What is put of an item: what is recorded, else what was prepared, else what its report recommends.
pub fn matters(meeting: &Meeting, item: &Item) -> Vec<Matter> {
    let is_open = |entry: &&Entry| match entry.motion() {
        Some(motion) => came_of(meeting, entry.id, motion) == Came::Open,
        None => entry.kind == Kind::Decision && decided_by(meeting, entry.id).is_none(),
    };
    let recorded = item.entries.iter().filter(is_open);
    let recorded: Vec<Matter> = recorded.map(|entry| Matter::Recorded(entry.id)).collect();
    if !recorded.is_empty() {
        return recorded;
    }
    let prepared: Vec<Matter> = item
        .prepared_left()
        .filter_map(|(place, line)| {
            let words = line.trim_start().strip_prefix(Kind::Decision.mark()?)?;
            Some(Matter::Prepared(place, words.trim().to_owned()))
        })
        .collect();
    if prepared.is_empty() {
        vec![Matter::Report]
    } else {
        prepared
    }
}

/// The items that a vote was taken on en bloc, by their places from 0, in the order of the agenda.
pub fn places(meeting: &Meeting, vote: &Vote) -> Vec<usize> {
    let of = |id: &EntryId| {
        let (item, _, _) = meeting.entry(*id)?;
        meeting.place_of(item.id)
    };
    let mut places: Vec<usize> = vote.en_bloc.iter().filter_map(of).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Those who declared an interest in an item, whatever they will do: it is better taken by itself.
pub fn interested(meeting: &Meeting, item: ItemId) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = Vec::new();
    for it in interest::declarations(meeting) {
        if it.item == Some(item) && !people.contains(&it.person) {
            people.push(it.person);
        }
    }
    people
}
