//! Items that are not taken: withdrawn, or deferred to a later meeting of the body.
//!
//! It is an entry of the item, so it is taken back with that. What is deferred is promised to its meeting as a topic of
//! the work programme is (`topic`), and comes onto that agenda in the same way.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::agenda::Item;
use super::entry::{Detail, Entry};
use super::formal::Fate;

/// What an entry says of an item that was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PutOff {
    /// It was taken back by whoever brought it.
    Withdrawn,
    /// It is to be taken at the meeting on a day, or at the next one where none was named.
    Deferred(Option<NaiveDate>),
}

impl PutOff {
    /// In a clerk's words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Deferred(_) => "deferred",
        }
    }
}

impl Entry {
    /// That its item was not taken, where it says so.
    pub fn put_off(&self) -> Option<PutOff> {
        if let Detail::PutOff(put_off) = self.detail {
            Some(put_off)
        } else {
            None
        }
    }

    /// The meeting to which it defers its item, or itself where it is a motion: a day, or the next one.
    pub fn deferred_to(&self) -> Option<Option<NaiveDate>> {
        let of_item = self.put_off().and_then(|put_off| match put_off {
            PutOff::Deferred(to) => Some(to),
            PutOff::Withdrawn => None,
        });
        let of_motion = || match self.motion()?.fate? {
            Fate::Deferred(to) => Some(to),
            Fate::Withdrawn | Fate::RuledOut | Fate::NotSeconded => None,
        };
        of_item.or_else(of_motion)
    }
}

impl Item {
    /// That it was not taken, as was said of it last.
    pub fn put_off(&self) -> Option<PutOff> {
        self.entries.iter().rev().find_map(Entry::put_off)
    }
}
