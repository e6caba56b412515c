//! What was changed in a text, so that it can be taken back and done again.
//!
//! Steps hold the change (place, removed, inserted), never the whole text, and the oldest are forgotten
//! when they take more than [`MEMORY`]. Typing is joined into one step a word; so is a run of Backspace or
//! of Delete.

use std::collections::VecDeque;

/// Bytes that the steps of one text field may take together; the newest step is kept whatever its size.
const MEMORY: usize = 1024 * 1024;

/// Bytes after which a run becomes a new step even without a blank: scripts that write none exist.
const LONGEST_RUN: usize = 96;

/// One change of a text: at byte `at`, `removed` was replaced by `inserted`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// Byte offset where the change begins.
    pub at: usize,
    /// What stood there before.
    pub removed: String,
    /// What stands there after.
    pub inserted: String,
    /// The cursor before the change.
    pub cursor_before: usize,
    /// The cursor after the change.
    pub cursor_after: usize,
}

impl Edit {
    /// Bytes that the step takes in memory, near enough.
    fn size(&self) -> usize {
        size_of::<Self>() + self.removed.len() + self.inserted.len()
    }
}

/// How a change was made, which decides what it may be joined with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Manner {
    /// A step of its own: a paste, a kill, a replacement.
    #[default]
    Alone,
    /// A character typed.
    Typed,
    /// One grapheme deleted before the cursor.
    DeletedLeft,
    /// One grapheme deleted after the cursor.
    DeletedRight,
}

/// The steps that can be taken back, and those that can be done again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct History {
    done: VecDeque<Edit>,
    undone: Vec<Edit>,
    /// How the newest step was made, if the next change may still join it.
    run: Manner,
    /// What `done` takes in memory.
    size: usize,
}

impl History {
    /// Adds a change, or joins it to the step before. What was undone can no longer be done again.
    pub fn record(&mut self, edit: Edit, manner: Manner) {
        self.undone.clear();
        let joined = manner == self.run
            && self
                .done
                .back_mut()
                .is_some_and(|step| join(step, &edit, manner));
        if joined {
            self.size += edit.removed.len() + edit.inserted.len();
        } else {
            self.size += edit.size();
            self.done.push_back(edit);
        }
        self.run = manner;
        while self.size > MEMORY && self.done.len() > 1 {
            if let Some(oldest) = self.done.pop_front() {
                self.size -= oldest.size();
            }
        }
    }

    /// Ends the run: the next change is a new step.
    pub fn close_run(&mut self) {
        self.run = Manner::Alone;
    }

    /// Hands out the newest step to be taken back.
    pub fn undo(&mut self) -> Option<&Edit> {
        self.close_run();
        let step = self.done.pop_back()?;
        self.size -= step.size();
        self.undone.push(step);
        self.undone.last()
    }

    /// Hands out the step last taken back, to be done again.
    pub fn redo(&mut self) -> Option<&Edit> {
        self.close_run();
        let step = self.undone.pop()?;
        self.size += step.size();
        self.done.push_back(step);
        self.done.back()
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is a step to do again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }
}

/// Joins a change to the step before if both are of one word; says whether it did.
fn join(step: &mut Edit, edit: &Edit, manner: Manner) -> bool {
    if step.removed.len() + step.inserted.len() >= LONGEST_RUN {
        return false;
    }
    let fits = match manner {
        Manner::Alone => false,
        Manner::Typed => {
            edit.at == step.at + step.inserted.len()
                && edit.removed.is_empty()
                && !begins_word(
                    step.inserted.chars().next_back(),
                    edit.inserted.chars().next(),
                )
        }
        Manner::DeletedLeft => {
            edit.at + edit.removed.len() == step.at
                && !begins_word(
                    step.removed.chars().next(),
                    edit.removed.chars().next_back(),
                )
        }
        Manner::DeletedRight => {
            edit.at == step.at
                && !begins_word(
                    step.removed.chars().next_back(),
                    edit.removed.chars().next(),
                )
        }
    };
    if !fits {
        return false;
    }
    match manner {
        Manner::Alone => {}
        Manner::Typed => step.inserted.push_str(&edit.inserted),
        Manner::DeletedLeft => {
            step.removed.insert_str(0, &edit.removed);
            step.at = edit.at;
        }
        Manner::DeletedRight => step.removed.push_str(&edit.removed),
    }
    step.cursor_after = edit.cursor_after;
    true
}

/// Whether a run that last touched `last` comes to a new word with `now`.
fn begins_word(last: Option<char>, now: Option<char>) -> bool {
    last.is_some_and(char::is_whitespace) && now.is_some_and(|it| !it.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insertion(at: usize, text: &str) -> Edit {
        Edit {
            at,
            removed: String::new(),
            inserted: text.to_owned(),
            cursor_before: at,
            cursor_after: at + text.len(),
        }
    }

    #[test]
    fn memory_is_bounded_and_the_newest_step_stays() {
        let mut history = History::default();
        let page = "x".repeat(100_000);
        for _ in 0..50 {
            history.record(insertion(0, &page), Manner::Alone);
        }
        assert!(history.size <= MEMORY);
        assert_eq!(history.done.len(), 10);
        history.record(insertion(0, &"x".repeat(2 * MEMORY)), Manner::Alone);
        assert_eq!(history.done.len(), 1);
        assert!(history.can_undo());
    }

    #[test]
    fn size_is_that_of_the_steps_after_joining_undo_and_redo() {
        let mut history = History::default();
        for (at, letter) in "ab cd".char_indices() {
            history.record(
                insertion(at, letter.encode_utf8(&mut [0; 4])),
                Manner::Typed,
            );
        }
        history.undo();
        history.undo();
        history.redo();
        assert_eq!(
            history.size,
            history.done.iter().map(Edit::size).sum::<usize>()
        );
        assert_eq!(history.done.len(), 1);
        assert_eq!(history.done[0].inserted, "ab ");
    }

    #[test]
    fn a_script_without_blanks_is_undone_in_pieces() {
        let mut history = History::default();
        for at in 0..100 {
            history.record(insertion(at * 3, "議"), Manner::Typed);
        }
        assert!(history.done.len() > 2);
    }
}
