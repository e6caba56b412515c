//! The parts of a meeting as they are now, and putting one back as it was.

use crate::minutes::agenda::Item;
use crate::minutes::change::{Part, Refused};
use crate::minutes::ids::{EntryId, ItemId, PersonId, PresenceId};
use crate::minutes::meeting::Meeting;

impl Meeting {
    /// Puts one part back and answers with the part as it was until now.
    pub(super) fn put_back(&mut self, part: Part) -> Result<Part, Refused> {
        match part {
            Part::Head(head) => Ok(Part::Head(Box::new(std::mem::replace(
                &mut self.head,
                *head,
            )))),
            Part::Sitting(sitting) => {
                Ok(Part::Sitting(std::mem::replace(&mut self.sitting, sitting)))
            }
            Part::Approval(approval) => Ok(Part::Approval(std::mem::replace(
                &mut self.approval,
                approval,
            ))),
            Part::Corrections(corrections) => Ok(Part::Corrections(std::mem::replace(
                &mut self.corrections,
                corrections,
            ))),
            Part::Marks(marks) => Ok(Part::Marks(std::mem::replace(&mut self.marks, marks))),
            Part::Rules(rules) => Ok(Part::Rules(std::mem::replace(&mut self.rules, rules))),
            Part::Item(id, was) => {
                let before = self.item_part(id);
                if was.is_none() && self.item(id).is_some_and(|item| !item.entries.is_empty()) {
                    return Err(Refused::ItemHasEntries);
                }
                // Entries are parts of their own: whatever the item holds by now, it keeps.
                let entries = match self.place_of(id) {
                    Some(place) => self.items.remove(place).entries,
                    None => Vec::new(),
                };
                if let Some((place, item)) = was {
                    let item = Item { entries, ..*item };
                    self.items.insert(place.min(self.items.len()), item);
                }
                Ok(before)
            }
            Part::Entry(id, was) => {
                let before = self.entry_part(id);
                if was
                    .as_ref()
                    .is_some_and(|(item, _, _)| self.item(*item).is_none())
                {
                    return Err(Refused::NoSuchItem);
                }
                self.take_entry(id);
                if let Some((item, place, entry)) = was {
                    let entries = &mut self.item_mut(item).ok_or(Refused::NoSuchItem)?.entries;
                    entries.insert(place.min(entries.len()), *entry);
                }
                Ok(before)
            }
            Part::Seat(id, was) => {
                let before = self.seat_part(id);
                self.seats.retain(|seat| seat.person.id != id);
                if let Some((place, seat)) = was {
                    self.seats.insert(place.min(self.seats.len()), *seat);
                }
                Ok(before)
            }
            Part::Presence(id, was) => {
                let before = self.presence_part(id);
                self.stream.retain(|event| event.id != id);
                if let Some((place, event)) = was {
                    self.stream.insert(place.min(self.stream.len()), event);
                }
                Ok(before)
            }
        }
    }

    pub(super) fn item_part(&self, id: ItemId) -> Part {
        let found = self
            .items
            .iter()
            .enumerate()
            .find(|(_, item)| item.id == id);
        Part::Item(
            id,
            found.map(|(place, item)| {
                let bare = Item {
                    id: item.id,
                    outline: item.outline.clone(),
                    spells: item.spells.clone(),
                    skipped: item.skipped,
                    letter: item.letter.clone(),
                    report: item.report.clone(),
                    entries: Vec::new(),
                };
                (place, Box::new(bare))
            }),
        )
    }

    pub(super) fn entry_part(&self, id: EntryId) -> Part {
        let was = self
            .entry(id)
            .map(|(item, place, entry)| (item.id, place, Box::new(entry.clone())));
        Part::Entry(id, was)
    }

    pub(super) fn seat_part(&self, id: PersonId) -> Part {
        let found = self
            .seats
            .iter()
            .enumerate()
            .find(|(_, seat)| seat.person.id == id);
        Part::Seat(
            id,
            found.map(|(place, seat)| (place, Box::new(seat.clone()))),
        )
    }

    pub(super) fn presence_part(&self, id: PresenceId) -> Part {
        let found = self
            .stream
            .iter()
            .enumerate()
            .find(|(_, event)| event.id == id);
        Part::Presence(id, found.map(|(place, event)| (place, event.clone())))
    }
}
