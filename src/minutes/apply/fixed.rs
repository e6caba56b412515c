//! Minutes that were approved: their words are fixed, but for the corrections that were stated with the approval.

use super::Before;
use crate::minutes::approval::Approval;
use crate::minutes::change::{Change, Part, Refused};
use crate::minutes::entry::Detail;
use crate::minutes::ids::{EntryId, EntryKey};
use crate::minutes::meeting::{Meeting, State};

impl Meeting {
    /// Refuses what would alter minutes that were approved.
    pub(super) fn is_fixed_against(&self, change: &Change) -> Result<(), Refused> {
        let Some(approval) = &self.approval else {
            return Ok(());
        };
        let stands = match change {
            // What becomes of an action is none of the minutes' words, nor is a letter. Each step of a deed is looked at
            // by itself.
            Change::LetterWritten { .. }
            | Change::ReportWritten { .. }
            | Change::ActionUpdated { .. }
            | Change::UpdateWithdrawn { .. }
            | Change::ApprovalWithdrawn { .. }
            | Change::CorrectionStated { .. }
            | Change::Together { .. } => true,
            Change::PutBack { parts } => parts.iter().all(|part| self.leaves_text(part)),
            Change::Scheduled { .. }
            | Change::HeadAmended { .. }
            | Change::Withdrawn
            | Change::Reinstated
            | Change::Commenced { .. }
            | Change::Adjourned { .. }
            | Change::Resumed { .. }
            | Change::Terminated { .. }
            | Change::Held { .. }
            | Change::Reopened
            | Change::TimesAmended { .. }
            | Change::ItemAdded { .. }
            | Change::ItemAmended { .. }
            | Change::ItemMoved { .. }
            | Change::ItemRemoved { .. }
            | Change::ItemPut { .. }
            | Change::ItemLeft { .. }
            | Change::ItemSkipped { .. }
            | Change::Seated { .. }
            | Change::Unseated { .. }
            | Change::Noted { .. }
            | Change::NoteWithdrawn { .. }
            | Change::EntryAdded { .. }
            | Change::EntryAmended { .. }
            | Change::EntryMoved { .. }
            | Change::EntryRetimed { .. }
            | Change::EntryRetracted { .. }
            | Change::SourceKept { .. }
            | Change::ActionMarked { .. }
            | Change::RulesAmended { .. }
            | Change::Exempted { .. }
            | Change::PublicExcluded { .. }
            | Change::PublicReadmitted { .. }
            | Change::Approved { .. } => false,
        };
        if stands {
            Ok(())
        } else {
            Err(Refused::Approved { on: approval.on })
        }
    }

    /// Whether a part put back alters nothing that approved minutes say.
    fn leaves_text(&self, part: &Part) -> bool {
        match part {
            Part::Corrections(_) => true,
            Part::Item(id, Some((place, was))) => {
                let Part::Item(_, Some((now_at, mut now))) = self.item_part(*id) else {
                    return false;
                };
                now.letter.clone_from(&was.letter);
                now.report.clone_from(&was.report);
                now_at == *place && now == *was
            }
            Part::Entry(id, Some((item, place, entry))) => {
                self.entry(*id).is_some_and(|(now_in, now_at, now)| {
                    let mut now = now.clone();
                    if let (Detail::Action(now), Detail::Action(was)) =
                        (&mut now.detail, &entry.detail)
                    {
                        now.updates.clone_from(&was.updates);
                    }
                    now_in.id == *item && now_at == *place && now == **entry
                })
            }
            Part::Head(_)
            | Part::Sitting(_)
            | Part::Rules(_)
            | Part::Approval(_)
            | Part::Marks(_)
            | Part::Item(_, None)
            | Part::Entry(_, None)
            | Part::Seat(..)
            | Part::Presence(..) => false,
        }
    }

    /// Fixes the text, with the corrections in it.
    pub(super) fn approve(&mut self, approval: &Approval) -> Before {
        let state = self.state();
        if state != State::Closed {
            return Err(Refused::WrongState {
                state,
                wanted: "approved",
            });
        }
        let mut before = self.reword(
            approval
                .altered()
                .map(|it| (it.entry, &*it.was, &*it.reads)),
        )?;
        before.push(Part::Approval(None));
        self.approval = Some(Box::new(approval.clone()));
        Ok(before)
    }

    /// Makes a draft of the minutes again, as it was before its corrections.
    pub(super) fn withdraw_approval(&mut self, by: EntryKey) -> Before {
        let there = self.approval.take_if(|approval| approval.by == by);
        let approval = there.ok_or(Refused::NotApproved)?;
        let back = approval.altered().rev();
        match self.reword(back.map(|it| (it.entry, &*it.reads, &*it.was))) {
            Ok(mut before) => {
                before.push(Part::Approval(Some(approval)));
                Ok(before)
            }
            Err(refused) => {
                self.approval = Some(approval);
                Err(refused)
            }
        }
    }

    /// Gives entries other words, in order; each must have the words that are told of it.
    fn reword<'c>(&mut self, words: impl Iterator<Item = (EntryId, &'c str, &'c str)>) -> Before {
        let mut before: Vec<Part> = Vec::new();
        for (entry, was, reads) in words {
            let as_told = self
                .entry(entry)
                .is_some_and(|(_, _, entry)| entry.text == was);
            if !as_told {
                for part in before.into_iter().rev() {
                    self.put_back(part)?;
                }
                return Err(Refused::OtherWords);
            }
            let part = self.alter_entry(entry, |entry| reads.clone_into(&mut entry.text))?;
            // What is corrected twice is put back to what it was first.
            let again = |part: &Part| matches!(part, Part::Entry(id, _) if *id == entry);
            if !before.iter().any(again) {
                before.extend(part);
            }
        }
        Ok(before)
    }
}
