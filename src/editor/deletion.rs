//! Taking text out: for good, or to be put in again elsewhere.
//!
//! What is *killed* can be *yanked* (the words of readline and Emacs; vim's delete and put): it is kept in
//! a small ring, kills in a row as one. What is merely deleted is not, but can be undone like all else.
//!
//! vim's operators: `x` is `kill(Right)`, `dw` `kill(WordRight)`, `cw` and `de` `kill(WordEnd)`, `D`
//! [`Editor::kill_to_end`], `dd` [`Editor::kill_line`], `cc` line start, then `kill(LineEnd)`, `yy`
//! [`Editor::copy_range`], `p` [`Editor::yank`].

use std::collections::VecDeque;
use std::ops::Range;

use super::history::Manner;
use super::{Editor, Motion, clean, grapheme};

/// How many kills are kept.
const RING: usize = 16;

/// What was killed, the newest last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Kills(VecDeque<String>);

/// What the last act was, as far as the next kill or yank wants to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LastAct {
    /// A kill, which the next one joins.
    Killed,
    /// A yank, which `yank_pop` can exchange.
    Yanked {
        /// Where the yanked text stands.
        range: Range<usize>,
        /// How many kills back it is; 0 is the newest.
        back: usize,
    },
    /// Anything else.
    Other,
}

impl Kills {
    /// Keeps a text as a kill of its own.
    fn push(&mut self, text: &str) {
        if self.0.len() >= RING {
            self.0.pop_front();
        }
        self.0.push_back(text.to_owned());
    }

    /// Adds a text to the newest kill, before or after it.
    fn join(&mut self, text: &str, before: bool) {
        match self.0.back_mut() {
            Some(newest) if before => newest.insert_str(0, text),
            Some(newest) => newest.push_str(text),
            None => self.push(text),
        }
    }

    /// The kill so many back, around the ring.
    fn get(&self, back: usize) -> Option<&str> {
        let back = back.checked_rem(self.0.len())?;
        self.0.iter().rev().nth(back).map(String::as_str)
    }
}

impl Editor {
    /// Deletes the grapheme before the cursor; says whether there was one.
    pub fn delete_left(&mut self) -> bool {
        self.delete_to(self.destination(Motion::Left), Manner::DeletedLeft)
    }

    /// Deletes the grapheme after the cursor; says whether there was one.
    pub fn delete_right(&mut self) -> bool {
        self.delete_to(self.destination(Motion::Right), Manner::DeletedRight)
    }

    /// Deletes back to the start of the word before; says whether anything went.
    pub fn delete_word_left(&mut self) -> bool {
        self.delete_to(self.destination(Motion::WordLeft), Manner::Alone)
    }

    /// Deletes on to the end of this word or the next; says whether anything went.
    pub fn delete_word_right(&mut self) -> bool {
        self.delete_to(self.destination(Motion::WordEnd), Manner::Alone)
    }

    /// Deletes a part of the text, widened to whole graphemes, without keeping it; says whether anything went.
    ///
    /// The cursor goes to where the part was.
    pub fn delete_range(&mut self, range: Range<usize>) -> bool {
        let range = self.widen(range);
        let goes = !range.is_empty();
        if goes {
            self.splice(range, "", Manner::Alone);
            self.last = LastAct::Other;
        }
        goes
    }

    /// Kills from the cursor to where the motion leads; says whether anything went.
    pub fn kill(&mut self, motion: Motion) -> bool {
        let to = self.destination(motion);
        self.kill_range(self.cursor.min(to)..self.cursor.max(to))
    }

    /// Kills back to the start of the logical line, or the newline before if the cursor is there already.
    pub fn kill_to_start(&mut self) -> bool {
        self.kill(Motion::LineStart) || self.kill(Motion::Left)
    }

    /// Kills on to the end of the logical line, or the newline if the cursor is there already.
    pub fn kill_to_end(&mut self) -> bool {
        self.kill(Motion::LineEnd) || self.kill(Motion::Right)
    }

    /// Kills back to the start of the word before.
    pub fn kill_word_left(&mut self) -> bool {
        self.kill(Motion::WordLeft)
    }

    /// Kills on to the end of this word or the next.
    pub fn kill_word_right(&mut self) -> bool {
        self.kill(Motion::WordEnd)
    }

    /// Kills the logical line with its newline; the last line with the newline before it.
    pub fn kill_line(&mut self) -> bool {
        let start = self.destination(Motion::LineStart);
        let end = self.destination(Motion::LineEnd);
        if end < self.text.len() {
            self.kill_range(start..end + 1)
        } else {
            self.kill_range(start.saturating_sub(1)..end)
        }
    }

    /// Kills a part of the text, widened to whole graphemes; says whether anything went.
    ///
    /// A kill right after a kill joins it, so that one yank brings both back. The cursor goes to where the
    /// part was.
    pub fn kill_range(&mut self, range: Range<usize>) -> bool {
        let range = self.widen(range);
        if range.is_empty() {
            return false;
        }
        let text = self.text.get(range.clone()).unwrap_or_default();
        match self.last {
            LastAct::Killed => self.kills.join(text, range.end <= self.cursor),
            LastAct::Yanked { .. } | LastAct::Other => self.kills.push(text),
        }
        self.splice(range, "", Manner::Alone);
        self.last = LastAct::Killed;
        true
    }

    /// Keeps a part of the text, widened to whole graphemes, to be yanked; changes nothing.
    pub fn copy_range(&mut self, range: Range<usize>) {
        let range = self.widen(range);
        if !range.is_empty() {
            self.kills.push(self.text.get(range).unwrap_or_default());
        }
        self.settle();
    }

    /// Keeps a text from elsewhere, cleaned, to be yanked; changes nothing else.
    pub fn keep(&mut self, text: &str) {
        let text = clean(text, self.multi_line);
        if !text.is_empty() {
            self.kills.push(&text);
        }
        // A kill that comes next is one of its own.
        self.last = LastAct::Other;
    }

    /// What [`Editor::yank`] would put in.
    pub fn newest_kill(&self) -> Option<&str> {
        self.kills.get(0)
    }

    /// Puts in what was killed last, as one step to undo; says whether there was anything.
    pub fn yank(&mut self) -> bool {
        self.yank_back(self.cursor..self.cursor, 0)
    }

    /// Exchanges what was yanked for what was killed before it; only right after a yank. Says whether it did.
    pub fn yank_pop(&mut self) -> bool {
        match &self.last {
            LastAct::Yanked { range, back } => self.yank_back(range.clone(), back + 1),
            LastAct::Killed | LastAct::Other => false,
        }
    }

    /// Puts the kill so many back in the place of `range`.
    fn yank_back(&mut self, range: Range<usize>, back: usize) -> bool {
        let Some(text) = self.kills.get(back).map(str::to_owned) else {
            return false;
        };
        let start = self.widen(range.clone()).start;
        self.replace_range(range, &text);
        self.last = LastAct::Yanked {
            range: start..self.cursor,
            back,
        };
        true
    }

    /// Exchanges the graphemes before and after the cursor and goes on by one; at a line's end the two before.
    ///
    /// Says whether there were two.
    pub fn transpose_chars(&mut self) -> bool {
        let line_start = self.destination(Motion::LineStart);
        let middle = if self.cursor == self.destination(Motion::LineEnd) {
            grapheme::previous(&self.text, self.cursor)
        } else {
            self.cursor
        };
        if middle <= line_start {
            return false;
        }
        let start = grapheme::previous(&self.text, middle);
        let end = grapheme::next(&self.text, middle);
        let exchanged = [self.slice(middle..end), self.slice(start..middle)].concat();
        self.replace_range(start..end, &exchanged);
        true
    }

    /// Deletes between the cursor and `to`; says whether anything went.
    fn delete_to(&mut self, to: usize, manner: Manner) -> bool {
        let range = self.cursor.min(to)..self.cursor.max(to);
        let goes = !range.is_empty();
        if goes {
            self.splice(range, "", manner);
            self.last = LastAct::Other;
        }
        goes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_end(text: &str) -> Editor {
        let mut editor = Editor::multi_line();
        editor.set_text(text);
        editor
    }

    #[test]
    fn one_backspace_takes_one_visible_character() {
        let mut editor = at_end("e\u{301}👩‍👩‍👧🇬🇧각");
        let mut left = 0;
        while editor.delete_left() {
            left += 1;
        }
        assert_eq!(left, 4);
        editor.undo();
        editor.text_start();
        editor.delete_right();
        assert_eq!(editor.text(), "👩‍👩‍👧🇬🇧각");
    }

    #[test]
    fn held_backspace_is_undone_a_word_at_a_time() {
        let mut editor = at_end("noted the report");
        for _ in 0..11 {
            editor.delete_left();
        }
        assert_eq!(editor.text(), "noted");
        editor.undo();
        assert_eq!(editor.text(), "noted the");
        editor.undo();
        assert_eq!(editor.text(), "noted the report");
        editor.text_start();
        for _ in 0..8 {
            editor.delete_right();
        }
        assert_eq!(editor.text(), "e report");
        editor.undo();
        assert_eq!(editor.text(), "the report");
    }

    #[test]
    fn words_are_deleted_without_a_trace_in_the_ring() {
        let mut editor = at_end("the Board's report, ");
        editor.delete_word_left();
        assert_eq!(editor.text(), "the Board's ");
        editor.text_start();
        editor.delete_word_right();
        assert_eq!(editor.text(), " Board's ");
        assert!(!editor.yank());
    }

    #[test]
    fn kills_in_a_row_come_back_as_one() {
        let mut editor = at_end("one two three four");
        editor.kill_word_left();
        editor.kill_word_left();
        assert_eq!(editor.text(), "one two ");
        editor.text_start();
        editor.kill_word_right();
        editor.kill_to_end();
        assert!(editor.is_empty());
        assert_eq!(editor.newest_kill(), Some("one two "));
        assert!(editor.yank());
        assert!(editor.yank_pop());
        assert_eq!(editor.text(), "three four");
        assert!(editor.yank_pop(), "around the ring");
        assert_eq!(editor.text(), "one two ");
        editor.left();
        assert!(!editor.yank_pop(), "only right after a yank");
    }

    #[test]
    fn a_text_from_elsewhere_is_kept_to_be_yanked_and_alters_nothing_else() {
        let mut editor = Editor::single_line();
        for letter in "one tw".chars() {
            editor.insert_char(letter);
        }
        editor.keep("\u{1B}three\nfour");
        editor.insert_char('o');
        editor.kill_word_left();
        editor.keep("five");
        editor.undo();
        assert_eq!(editor.text(), "one two");
        editor.undo();
        assert_eq!(editor.text(), "one ", "typing was one run all the time");
        editor.yank();
        assert_eq!(editor.text(), "one five");
        editor.yank_pop();
        editor.yank_pop();
        assert_eq!(editor.text(), "one three four");
    }

    #[test]
    fn lines_are_killed_to_their_ends_and_whole() {
        let mut editor = Editor::multi_line().with_text("one\ntwo\nthree", 5);
        editor.kill_to_end();
        assert_eq!(editor.text(), "one\nt\nthree");
        editor.kill_to_start();
        assert_eq!(editor.text(), "one\n\nthree");
        assert_eq!(editor.newest_kill(), Some("two"));
        editor.kill_to_end();
        assert_eq!(editor.text(), "one\nthree");
        editor.kill_line();
        assert_eq!((editor.text(), editor.cursor()), ("one", 3));
        assert!(editor.kill_line());
        assert!(!editor.kill_line());
    }

    #[test]
    fn the_operators_of_vim_can_be_made() {
        let start = || Editor::multi_line().with_text("note the report\nagree", 0);
        let mut editor = start();
        editor.kill(Motion::WordRight); // dw
        assert_eq!(editor.text(), "the report\nagree");
        editor.word_right();
        editor.yank(); // p, before the cursor
        assert_eq!(editor.text(), "the note report\nagree");

        let mut editor = start();
        editor.kill(Motion::WordEnd); // cw
        editor.insert_str("approve");
        assert_eq!(editor.text(), "approve the report\nagree");
        editor.line_start();
        editor.kill(Motion::LineEnd); // cc
        assert_eq!(editor.text(), "\nagree");

        let mut editor = start();
        editor.kill_line(); // dd
        assert_eq!(editor.text(), "agree");
        editor.line_end();
        editor.insert_char('\n');
        editor.yank(); // p of a line
        assert_eq!(editor.text(), "agree\nnote the report\n");
        editor.copy_range(0..5); // yw
        editor.yank();
        assert!(editor.text().ends_with("report\nagree"));
    }

    #[test]
    fn kills_and_yanks_are_steps_of_their_own() {
        let mut editor = at_end("one two");
        editor.kill_word_left();
        editor.yank();
        editor.yank();
        assert_eq!(editor.text(), "one twotwo");
        editor.undo();
        editor.undo();
        editor.undo();
        assert_eq!(editor.text(), "one two");
    }

    #[test]
    fn graphemes_are_transposed() {
        let mut editor = at_end("ab\u{301}");
        assert!(editor.transpose_chars());
        assert_eq!(editor.text(), "b\u{301}a");
        editor.set_cursor(3);
        assert!(editor.transpose_chars());
        assert_eq!((editor.text(), editor.cursor()), ("ab\u{301}", 4));
        editor.text_start();
        assert!(!editor.transpose_chars());
    }

    #[test]
    fn what_a_deletion_brings_together_is_one_grapheme() {
        let mut editor = Editor::multi_line().with_text("e\n\u{301}x", 1);
        editor.delete_right();
        assert_eq!(editor.text(), "e\u{301}x");
        assert_eq!(editor.cursor(), 3);
    }
}
