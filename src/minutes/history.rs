//! Undo and redo over the record, kept in step with the journal.
//!
//! Undo is a later change: it puts parts back, and the journal says which change it undid. Replaying the journal
//! through here therefore brings back what can be undone and redone, after a restart too.

use serde::{Deserialize, Serialize};

use super::change::{Change, Part, Refused};
use super::ids::ChangeId;
use super::meeting::Meeting;

/// How a change came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// The clerk made it.
    #[default]
    Made,
    /// It takes back the change named.
    Undoes(ChangeId),
    /// It makes the change named again, which had been undone.
    Redoes(ChangeId),
}

/// A change that can be taken back, or made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The change as first made.
    pub id: ChangeId,
    /// In words, from before it was made.
    pub words: String,
    /// What undo, or redo, puts back.
    parts: Vec<Part>,
}

impl Deed {
    /// The change that undo, or redo, records.
    pub fn change(&self) -> Change {
        Change::PutBack {
            parts: self.parts.clone(),
        }
    }
}

/// What can be undone and redone in one meeting, latest last.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Deed>,
    undone: Vec<Deed>,
}

impl History {
    /// Makes a change to the meeting and remembers how to take it back; answers with the parts as they were.
    pub fn make(
        &mut self,
        meeting: &mut Meeting,
        id: ChangeId,
        manner: Manner,
        change: &Change,
    ) -> Result<Vec<Part>, Refused> {
        let words = match manner {
            Manner::Made => change.describe(meeting),
            Manner::Undoes(_) | Manner::Redoes(_) => String::new(),
        };
        let parts = meeting.apply(change)?;
        let (from, to) = match manner {
            Manner::Made => {
                // Calling the meeting is no step that undo goes behind.
                if !matches!(change, Change::Scheduled { .. }) {
                    self.done.push(Deed {
                        id,
                        words,
                        parts: parts.clone(),
                    });
                }
                self.undone.clear();
                return Ok(parts);
            }
            Manner::Undoes(_) => (&mut self.done, &mut self.undone),
            Manner::Redoes(_) => (&mut self.undone, &mut self.done),
        };
        if let Some(deed) = from.pop() {
            to.push(Deed {
                parts: parts.clone(),
                ..deed
            });
        }
        Ok(parts)
    }

    /// What undo would take back.
    pub fn to_undo(&self) -> Option<&Deed> {
        self.done.last()
    }

    /// What redo would make again.
    pub fn to_redo(&self) -> Option<&Deed> {
        self.undone.last()
    }
}
