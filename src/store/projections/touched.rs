//! Which rows a change touched, told from the parts that it altered.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use crate::minutes::agenda::Item;
use crate::minutes::change::Part;
use crate::minutes::exempt::Exemptions;
use crate::minutes::ids::{EntryId, ItemId, MeetingId, PersonId, PresenceId};
use crate::minutes::meeting::Meeting;
use crate::store::rows::{self, Table};

/// Rows to be written, and the places from which on the others have moved.
#[derive(Debug, Default)]
pub(super) struct Touched {
    pub head: bool,
    pub items: Moved<ItemId>,
    pub entries: BTreeSet<EntryId>,
    /// In each item, the first place whose entry may have another place than before.
    pub entries_from: BTreeMap<ItemId, usize>,
    /// Items that came back, or came with entries.
    pub whole_items: BTreeSet<ItemId>,
    pub seats: Moved<PersonId>,
    pub stream: Moved<PresenceId>,
}

/// Touched rows of a list in which every row has a place.
#[derive(Debug)]
pub(super) struct Moved<Id> {
    pub touched: BTreeSet<Id>,
    pub from: usize,
}

impl<Id> Default for Moved<Id> {
    fn default() -> Self {
        Self {
            touched: BTreeSet::new(),
            from: usize::MAX,
        }
    }
}

impl<Id: Ord> Moved<Id> {
    /// Notes a row with its place before and after; one that only changed its contents moves nobody.
    fn note(&mut self, id: Id, before: Option<usize>, after: Option<usize>) {
        self.touched.insert(id);
        if before != after {
            for place in [before, after].into_iter().flatten() {
                self.from = self.from.min(place);
            }
        }
    }
}

impl Touched {
    pub fn by(meeting: &Meeting, before: &[Part]) -> Self {
        let mut touched = Self::default();
        for part in before {
            match part {
                Part::Head(was) => {
                    touched.head = true;
                    let now = &meeting.head;
                    // Topics of a work programme are told from the body's own names.
                    if was.date != now.date || was.body != now.body {
                        touched.everything(meeting);
                    }
                }
                Part::Approval(_) => touched.head = true,
                Part::Sitting(was) => {
                    touched.head = true;
                    if was.withdrawn != meeting.sitting.withdrawn {
                        touched.everything(meeting);
                    }
                }
                // They stand in the journal alone; what is exempt by marks is found for all parts at once.
                Part::Rules(_) | Part::Corrections(_) | Part::Marks(_) => {}
                Part::Item(id, was) => {
                    let told = |item: &Item| (item.outline.title.clone(), item.outline.kind);
                    // The index of words holds the title with each entry; the kind makes topics of its points.
                    if was.as_ref().map(|(_, item)| told(item)) != meeting.item(*id).map(told) {
                        touched.whole_items.insert(*id);
                    }
                    let was = was.as_ref().map(|(place, _)| *place);
                    touched.items.note(*id, was, meeting.place_of(*id));
                }
                Part::Entry(id, was) => {
                    let was = was.as_ref().map(|(item, place, _)| (*item, *place));
                    let now = meeting.entry(*id).map(|(item, place, _)| (item.id, place));
                    touched.entries.insert(*id);
                    if was != now {
                        for (item, place) in [was, now].into_iter().flatten() {
                            let from = touched.entries_from.entry(item).or_insert(place);
                            *from = place.min(*from);
                        }
                    }
                }
                Part::Seat(id, was) => {
                    let now = meeting.seats.iter().position(|seat| seat.person.id == *id);
                    let was = was.as_ref().map(|(place, _)| *place);
                    touched.seats.note(*id, was, now);
                }
                Part::Presence(id, was) => {
                    let now = meeting.stream.iter().position(|event| event.id == *id);
                    let was = was.as_ref().map(|(place, _)| *place);
                    touched.stream.note(*id, was, now);
                }
            }
        }
        touched
    }

    /// Notes every row that does not say rightly whether it is exempt: a mark, a vote, a time may decide it for many.
    pub fn exempt(
        &mut self,
        connection: &Connection,
        meeting: &Meeting,
        exempt: &Exemptions,
        before: &[Part],
    ) -> rusqlite::Result<()> {
        let was_none = before.iter().all(|part| match part {
            Part::Marks(marks) => marks.is_empty(),
            Part::Sitting(sitting) => sitting.exclusions.is_empty(),
            Part::Head(_)
            | Part::Rules(_)
            | Part::Approval(_)
            | Part::Corrections(_)
            | Part::Item(..)
            | Part::Entry(..)
            | Part::Seat(..)
            | Part::Presence(..) => true,
        });
        if was_none && meeting.marks.is_empty() && meeting.sitting.exclusions.is_empty() {
            return Ok(());
        }
        let items = marked(connection, &rows::ITEMS, meeting.id)?;
        for (place, item) in meeting.items.iter().enumerate() {
            if exempt.item(item.id).is_some() != items.contains(&item.id.to_string()) {
                self.items.note(item.id, Some(place), Some(place));
            }
        }
        let entries = marked(connection, &rows::ENTRIES, meeting.id)?;
        for (_, entry) in meeting.entries() {
            if exempt.entry(entry.id).is_some() != entries.contains(&entry.id.to_string()) {
                self.entries.insert(entry.id);
            }
        }
        Ok(())
    }

    /// Notes every action that is a recommendation and is not listed as one, or the other way round: what a letter asks and
    /// a report recommends follows from the item.
    pub fn recommended(
        &mut self,
        connection: &Connection,
        meeting: &Meeting,
    ) -> rusqlite::Result<()> {
        let may_decide = |item: &Item| {
            item.letter.is_some() || item.report.is_some() || !item.outline.guests.is_empty()
        };
        let any = meeting.items.iter().any(may_decide);
        if meeting.sitting.withdrawn || (!any && self.items.touched.is_empty()) {
            return Ok(());
        }
        let listed: BTreeSet<String> = connection
            .prepare_cached(
                "SELECT entry FROM standings WHERE meeting = ?1 AND recommendation = 1",
            )?
            .query_map([meeting.id.to_string()], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for (item, entry) in meeting.entries() {
            let is_one = |action| meeting.recommends(item, action);
            if entry.action().is_some_and(is_one) != listed.contains(&entry.id.to_string()) {
                self.entries.insert(entry.id);
            }
        }
        Ok(())
    }

    /// What is looked up of the meeting has altered as a whole.
    fn everything(&mut self, meeting: &Meeting) {
        for (place, item) in meeting.items.iter().enumerate() {
            self.items.note(item.id, Some(place), Some(place));
            self.whole_items.insert(item.id);
        }
    }
}

/// The rows of a meeting that say that they are exempt, by their ids.
fn marked(
    connection: &Connection,
    table: &Table,
    meeting: MeetingId,
) -> rusqlite::Result<BTreeSet<String>> {
    connection
        .prepare_cached(&format!(
            "SELECT id FROM {} WHERE meeting = ?1 AND exempt = 1",
            table.name
        ))?
        .query_map([meeting.to_string()], |row| row.get(0))?
        .collect()
}
