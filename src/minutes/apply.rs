//! Making changes: the only way in which a meeting comes to differ.
//!
//! Every step answers with the parts that it touched as they were before. That makes undo (an undo is a later
//! change that puts them back) and tells the store which rows to write.

mod fixed;
mod parts;

use super::action::Dated;
use super::agenda::{Item, Spell};
use super::attendance;
use super::change::{Change, Part, Refused};
use super::entry::{Detail, Entry};
use super::exempt::{Covers, Exclusion};
use super::formal::{self, Fault};
use super::ids::{EntryId, ItemId, PersonId, Stamp};
use super::meeting::{Adjournment, Meeting, Sitting, State};

type Before = Result<Vec<Part>, Refused>;

impl Meeting {
    /// Makes a change and answers with the parts as they were; a refused change alters nothing.
    ///
    /// `Change::PutBack` with the answer takes the step back. Each part stands in it at most once for a single
    /// change; in a deed of several it may stand more often, the earliest state last.
    pub fn apply(&mut self, change: &Change) -> Before {
        self.is_fixed_against(change)?;
        match change {
            Change::Scheduled { head, seats, items } => {
                let before = std::mem::replace(&mut self.head, head.clone());
                self.seats.clone_from(seats);
                self.items.clone_from(items);
                Ok(vec![Part::Head(Box::new(before))])
            }
            Change::HeadAmended { head } => {
                let before = std::mem::replace(&mut self.head, head.clone());
                Ok(vec![Part::Head(Box::new(before))])
            }
            Change::Withdrawn => {
                // An import that turned out to be wrong can be taken out whole.
                let from: &[State] = match self.source {
                    Some(_) => &[State::Scheduled, State::Closed],
                    None => &[State::Scheduled],
                };
                self.sit("withdrawn", from, |sitting| {
                    sitting.withdrawn = true;
                })
            }
            Change::Reinstated => self.sit("reinstated", &[State::Withdrawn], |sitting| {
                sitting.withdrawn = false;
            }),
            Change::Commenced { at } => self.sit("started", &[State::Scheduled], |sitting| {
                sitting.commenced = Some(*at);
            }),
            Change::Adjourned { at } => self.sit("adjourned", &[State::InProgress], |sitting| {
                sitting.adjournments.push(Adjournment {
                    from: *at,
                    until: None,
                });
            }),
            Change::Resumed { at } => self.sit("resumed", &[State::Adjourned], |sitting| {
                sitting.end_break(*at);
            }),
            Change::Terminated { at } => {
                let mut before = self.sit(
                    "closed",
                    &[State::InProgress, State::Adjourned],
                    |sitting| {
                        // A break that the meeting did not come back from stays open.
                        sitting.terminated = Some(*at);
                    },
                )?;
                before.extend(self.leave_current(*at));
                Ok(before)
            }
            Change::Held {
                commenced,
                terminated,
            } => self.sit("recorded as held", &[State::Scheduled], |sitting| {
                sitting.commenced = *commenced;
                sitting.terminated = *terminated;
                sitting.held = true;
            }),
            Change::Reopened => self.sit("reopened", &[State::Closed], |sitting| {
                // One whose beginning is not known goes back to before it.
                sitting.terminated = None;
                sitting.held = false;
            }),
            Change::TimesAmended {
                commenced,
                terminated,
            } => {
                let begun = [State::InProgress, State::Adjourned, State::Closed];
                self.sit("timed", &begun, |sitting| {
                    // What has not happened gets no time; what is known to have happened may get one later.
                    let held = sitting.held;
                    if held || sitting.commenced.is_some() {
                        sitting.commenced = commenced.or(sitting.commenced);
                    }
                    if held || sitting.terminated.is_some() {
                        sitting.terminated = terminated.or(sitting.terminated);
                    }
                })
            }
            Change::ItemAdded { item, place } => {
                if self.item(item.id).is_some() {
                    return Err(Refused::Twice);
                }
                let place = (*place).min(self.items.len());
                self.items.insert(place, item.clone());
                Ok(vec![Part::Item(item.id, None)])
            }
            Change::ItemAmended { item, outline } => {
                self.alter_item(*item, |item| item.outline.clone_from(outline))
            }
            Change::ItemMoved { item, place } => {
                let from = self.place_of(*item).ok_or(Refused::NoSuchItem)?;
                let before = self.item_part(*item);
                let moved = self.items.remove(from);
                self.items.insert((*place).min(self.items.len()), moved);
                Ok(vec![before])
            }
            Change::ItemRemoved { item } => {
                let place = self.place_of(*item).ok_or(Refused::NoSuchItem)?;
                if self
                    .item(*item)
                    .is_some_and(|item| !item.entries.is_empty())
                {
                    return Err(Refused::ItemHasEntries);
                }
                let before = self.item_part(*item);
                self.items.remove(place);
                Ok(vec![before])
            }
            Change::ItemPut { item, at } => {
                let state = self.state();
                if !matches!(state, State::InProgress | State::Adjourned | State::Closed) {
                    return Err(Refused::WrongState {
                        state,
                        wanted: "taken through its agenda",
                    });
                }
                if self.item(*item).ok_or(Refused::NoSuchItem)?.is_current() {
                    return Ok(Vec::new());
                }
                let mut before = self.leave_current(*at);
                before.extend(self.alter_item(*item, |item| {
                    item.skipped = false;
                    item.spells.push(Spell {
                        put: *at,
                        left: None,
                    });
                })?);
                Ok(before)
            }
            Change::ItemLeft { item, at } => self.alter_item(*item, |item| {
                if let Some(spell) = item.spells.last_mut() {
                    spell.left.get_or_insert(*at);
                }
            }),
            Change::ItemSkipped { item, skipped } => {
                self.alter_item(*item, |item| item.skipped = *skipped)
            }
            Change::LetterWritten { item, letter } => {
                self.alter_item(*item, |item| item.letter.clone_from(letter))
            }
            Change::ReportWritten { item, report } => {
                self.alter_item(*item, |item| item.report.clone_from(report))
            }
            Change::Seated { seat } => {
                let id = seat.person.id;
                let before = self.seat_part(id);
                match self.seats.iter_mut().find(|there| there.person.id == id) {
                    Some(there) => *there = seat.clone(),
                    None => self.seats.push(seat.clone()),
                }
                Ok(vec![before])
            }
            Change::Unseated { person } => {
                if self.seat(*person).is_none() {
                    return Err(Refused::NotOnRoll);
                }
                if self.stream.iter().any(|event| event.person == *person) {
                    return Err(Refused::AttendanceNoted);
                }
                let before = self.seat_part(*person);
                self.seats.retain(|seat| seat.person.id != *person);
                Ok(vec![before])
            }
            Change::Noted { presence } => {
                if self.seat(presence.person).is_none() {
                    return Err(Refused::NotOnRoll);
                }
                if self.stream.iter().any(|event| event.id == presence.id) {
                    return Err(Refused::Twice);
                }
                self.stream.push(presence.clone());
                Ok(vec![Part::Presence(presence.id, None)])
            }
            Change::NoteWithdrawn { presence } => {
                let before = self.presence_part(*presence);
                let Part::Presence(_, Some((place, _))) = before else {
                    return Err(Refused::NoSuchNote);
                };
                let removed = self.stream.remove(place);
                if let Err(refused) = self.votes_stand() {
                    self.stream.insert(place, removed);
                    return Err(refused);
                }
                Ok(vec![before])
            }
            Change::EntryAdded { item, entry, place } => {
                if self.entry(entry.id).is_some() {
                    return Err(Refused::Twice);
                }
                if self.item(*item).is_some() {
                    self.check_vote(&entry.detail)?;
                }
                let entries = &mut self.item_mut(*item).ok_or(Refused::NoSuchItem)?.entries;
                entries.insert(
                    place.unwrap_or(entries.len()).min(entries.len()),
                    entry.clone(),
                );
                Ok(vec![Part::Entry(entry.id, None)])
            }
            Change::EntryAmended {
                entry,
                kind,
                text,
                detail,
            } => {
                self.check_vote(detail)?;
                let (_, _, was) = self.entry(*entry).ok_or(Refused::NoSuchEntry)?;
                if was.kind != *kind && formal::depends_on(self, *entry) {
                    return Err(Refused::VotedOn);
                }
                self.alter_entry(*entry, |entry| {
                    entry.kind = *kind;
                    entry.text.clone_from(text);
                    entry.detail.clone_from(detail);
                })
            }
            Change::EntryMoved { entry, item, place } => {
                if self.item(*item).is_none() {
                    return Err(Refused::NoSuchItem);
                }
                let before = self.entry_part(*entry);
                let moved = self.take_entry(*entry).ok_or(Refused::NoSuchEntry)?;
                let entries = &mut self.item_mut(*item).ok_or(Refused::NoSuchItem)?.entries;
                entries.insert((*place).min(entries.len()), moved);
                Ok(vec![before])
            }
            Change::EntryRetimed { entry, started_at } => {
                self.alter_entry(*entry, |entry| entry.started_at = *started_at)
            }
            Change::EntryRetracted { entry } => {
                if self.entry(*entry).is_some() && formal::depends_on(self, *entry) {
                    return Err(Refused::VotedOn);
                }
                let before = self.entry_part(*entry);
                self.take_entry(*entry).ok_or(Refused::NoSuchEntry)?;
                Ok(vec![before])
            }
            Change::ActionMarked { entry, status } => {
                let (_, _, found) = self.entry(*entry).ok_or(Refused::NoSuchEntry)?;
                if found.action().is_none() {
                    return Err(Refused::NoAction);
                }
                self.alter_entry(*entry, |entry| {
                    if let Detail::Action(action) = &mut entry.detail {
                        action.status = *status;
                    }
                })
            }
            Change::ActionUpdated { entry, at, update } => {
                let (_, _, found) = self.entry(*entry).ok_or(Refused::NoSuchEntry)?;
                if found.action().is_none() {
                    return Err(Refused::NoAction);
                }
                self.alter_entry(*entry, |entry| {
                    if let Detail::Action(action) = &mut entry.detail {
                        action.updates.push(Dated {
                            at: *at,
                            update: update.clone(),
                            exempt: false,
                        });
                    }
                })
            }
            Change::UpdateWithdrawn { entry, update } => {
                let (_, _, found) = self.entry(*entry).ok_or(Refused::NoSuchEntry)?;
                let action = found.action().ok_or(Refused::NoAction)?;
                let place = action
                    .updates
                    .iter()
                    .rposition(|noted| noted == &**update)
                    .ok_or(Refused::NotNoted)?;
                self.alter_entry(*entry, |entry| {
                    if let Detail::Action(action) = &mut entry.detail {
                        action.updates.remove(place);
                    }
                })
            }
            Change::SourceKept { source } => {
                if self.source.is_some() {
                    return Err(Refused::HasSource);
                }
                self.source = Some(source.clone());
                Ok(Vec::new())
            }
            Change::RulesAmended { rules } => {
                let before = std::mem::replace(&mut self.rules, rules.clone());
                Ok(vec![Part::Rules(before)])
            }
            Change::Approved { approval } => self.approve(approval),
            Change::ApprovalWithdrawn { by } => self.withdraw_approval(*by),
            Change::CorrectionStated { correction } => {
                if self.approval.is_none() {
                    return Err(Refused::NotApproved);
                }
                let before = self.corrections.clone();
                self.corrections.push(correction.clone());
                Ok(vec![Part::Corrections(before)])
            }
            Change::Exempted { covers, mark } => {
                let there = match covers {
                    Covers::Item(id) => self.item(*id).map(drop).ok_or(Refused::NoSuchItem),
                    Covers::Entry(id) => self.entry(*id).map(drop).ok_or(Refused::NoSuchEntry),
                };
                // The mark on what is gone can still be taken away.
                if mark.is_some() {
                    there?;
                }
                let before = self.marks.clone();
                let place = before.iter().position(|one| one.covers == *covers);
                match (place, mark) {
                    (Some(place), Some(mark)) => {
                        if let Some(there) = self.marks.get_mut(place) {
                            there.clone_from(mark);
                        }
                    }
                    (Some(place), None) => {
                        self.marks.remove(place);
                    }
                    (None, Some(mark)) => self.marks.push((**mark).clone()),
                    (None, None) => {}
                }
                Ok(vec![Part::Marks(before)])
            }
            Change::PublicExcluded { at, paragraphs } => {
                if self.sitting.exclusion().is_some() {
                    return Err(Refused::PublicIsOut);
                }
                let sits = [State::InProgress, State::Adjourned];
                self.sit("held without the public", &sits, |sitting| {
                    sitting.exclusions.push(Exclusion {
                        from: *at,
                        until: None,
                        paragraphs: paragraphs.clone(),
                    });
                })
            }
            Change::PublicReadmitted { at } => {
                if self.sitting.exclusion().is_none() {
                    return Err(Refused::PublicIsIn);
                }
                let sits = [State::InProgress, State::Adjourned];
                self.sit("opened to the public again", &sits, |sitting| {
                    if let Some(last) = sitting.exclusions.last_mut() {
                        last.until = Some(*at);
                    }
                })
            }
            Change::Together { changes, .. } => {
                if changes.iter().any(Change::is_of_another) {
                    return Err(Refused::OfAnother);
                }
                let mut before = Vec::new();
                for change in changes {
                    match self.apply(change) {
                        Ok(mut parts) => {
                            parts.append(&mut before);
                            before = parts;
                        }
                        Err(refused) => {
                            for part in before {
                                self.put_back(part)?;
                            }
                            return Err(refused);
                        }
                    }
                }
                Ok(before)
            }
            Change::PutBack { parts } => {
                let mut before = Vec::with_capacity(parts.len());
                for part in parts {
                    match self.put_back(part.clone()) {
                        Ok(was) => before.push(was),
                        Err(refused) => {
                            for part in before.into_iter().rev() {
                                self.put_back(part)?;
                            }
                            return Err(refused);
                        }
                    }
                }
                before.reverse();
                Ok(before)
            }
        }
    }

    fn sit(
        &mut self,
        wanted: &'static str,
        from: &[State],
        step: impl FnOnce(&mut Sitting),
    ) -> Before {
        let state = self.state();
        if !from.contains(&state) {
            return Err(Refused::WrongState { state, wanted });
        }
        let before = self.sitting.clone();
        step(&mut self.sitting);
        Ok(vec![Part::Sitting(before)])
    }

    /// Refuses a vote that contradicts itself, or that counts somebody who could not vote when it was taken.
    fn check_vote(&self, detail: &Detail) -> Result<(), Refused> {
        let Detail::Vote(vote) = detail else {
            return Ok(());
        };
        vote.check()?;
        // Whoever left or came at the very moment may have done so after it or before.
        let moments = [vote.at, vote.at - chrono::TimeDelta::nanoseconds(1)];
        let could = |person: &PersonId| {
            self.seat(*person).is_some_and(|seat| {
                moments.iter().any(|at| {
                    attendance::may_vote(seat, &self.stream, *at, self.rules.remote_counts)
                })
            })
        };
        let chair_was_there = vote.chair.is_none_or(|person| {
            moments
                .iter()
                .any(|at| attendance::standing_at(&self.stream, person, *at).takes_part())
        });
        if !vote.electorate.iter().all(could) || !chair_was_there {
            return Err(Fault::NoVoter.into());
        }
        Ok(())
    }

    /// Whether everybody was there whom a vote counts.
    fn votes_stand(&self) -> Result<(), Refused> {
        let stands = |entry: &Entry| self.check_vote(&entry.detail).is_ok();
        if self.entries().all(|(_, entry)| stands(entry)) {
            Ok(())
        } else {
            Err(Refused::Voted)
        }
    }

    /// Leaves the current item, if there is one.
    fn leave_current(&mut self, at: Stamp) -> Vec<Part> {
        let Some(id) = self.current().map(|item| item.id) else {
            return Vec::new();
        };
        let before = self.item_part(id);
        if let Some(spell) = self.item_mut(id).and_then(|item| item.spells.last_mut()) {
            spell.left = Some(at);
        }
        vec![before]
    }

    fn alter_item(&mut self, id: ItemId, step: impl FnOnce(&mut Item)) -> Before {
        let before = self.item_part(id);
        step(self.item_mut(id).ok_or(Refused::NoSuchItem)?);
        Ok(vec![before])
    }

    fn alter_entry(&mut self, id: EntryId, step: impl FnOnce(&mut Entry)) -> Before {
        let before = self.entry_part(id);
        let entry = self
            .items
            .iter_mut()
            .flat_map(|item| item.entries.iter_mut())
            .find(|entry| entry.id == id)
            .ok_or(Refused::NoSuchEntry)?;
        step(entry);
        Ok(vec![before])
    }

    fn item_mut(&mut self, id: ItemId) -> Option<&mut Item> {
        self.items.iter_mut().find(|item| item.id == id)
    }

    fn take_entry(&mut self, id: EntryId) -> Option<Entry> {
        self.items.iter_mut().find_map(|item| {
            let place = item.entries.iter().position(|entry| entry.id == id)?;
            Some(item.entries.remove(place))
        })
    }
}

impl Sitting {
    fn end_break(&mut self, at: Stamp) {
        if let Some(last) = self.adjournments.last_mut() {
            last.until.get_or_insert(at);
        }
    }
}
