//! Where the cursor can go.
//!
//! A word is a piece between two word boundaries (UAX 29) that has a letter or a digit in it: "Panel's",
//! "3.5" and "10am" are one word each. Blanks and punctuation lie between words. Lines are logical ones,
//! from newline to newline: Home and End of an entry are its ends, however it is wrapped.

use unicode_segmentation::UnicodeSegmentation;

use super::{Editor, grapheme};

/// A way for the cursor to go, or the stretch that a deletion takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Motion {
    /// One grapheme back, over a newline too.
    Left,
    /// One grapheme on, over a newline too.
    Right,
    /// To the start of the word before (vim `b`).
    WordLeft,
    /// To the start of the next word (vim `w`), or the end of the text.
    WordRight,
    /// Behind the last character of this word or the next (Emacs `M-f`), or to the end of the text.
    ///
    /// For vim's `e`, which stands *on* the last character: right, word end, left.
    WordEnd,
    /// To the start of the logical line.
    LineStart,
    /// To the end of the logical line, before its newline.
    LineEnd,
    /// To the start of the text.
    TextStart,
    /// To the end of the text.
    TextEnd,
}

impl Editor {
    /// The byte offset to which a motion would bring the cursor.
    pub fn destination(&self, motion: Motion) -> usize {
        let (text, cursor) = (self.text(), self.cursor());
        match motion {
            Motion::Left => grapheme::previous(text, cursor),
            Motion::Right => grapheme::next(text, cursor),
            Motion::WordLeft => grapheme::floor(text, word_start_before(self.before_cursor())),
            Motion::WordRight => grapheme::ceil(text, cursor + to_word_start(self.after_cursor())),
            Motion::WordEnd => grapheme::ceil(text, cursor + to_word_end(self.after_cursor())),
            Motion::LineStart => self.before_cursor().rfind('\n').map_or(0, |at| at + 1),
            Motion::LineEnd => self
                .after_cursor()
                .find('\n')
                .map_or(text.len(), |at| cursor + at),
            Motion::TextStart => 0,
            Motion::TextEnd => text.len(),
        }
    }

    /// Moves the cursor; says whether it moved.
    pub fn go(&mut self, motion: Motion) -> bool {
        self.set_cursor(self.destination(motion))
    }

    /// Moves one grapheme back; says whether it moved.
    pub fn left(&mut self) -> bool {
        self.go(Motion::Left)
    }

    /// Moves one grapheme on; says whether it moved.
    pub fn right(&mut self) -> bool {
        self.go(Motion::Right)
    }

    /// Moves to the start of the word before; says whether it moved.
    pub fn word_left(&mut self) -> bool {
        self.go(Motion::WordLeft)
    }

    /// Moves to the start of the next word; says whether it moved.
    pub fn word_right(&mut self) -> bool {
        self.go(Motion::WordRight)
    }

    /// Moves behind the last character of this word or the next; says whether it moved.
    pub fn word_end(&mut self) -> bool {
        self.go(Motion::WordEnd)
    }

    /// Moves to the start of the logical line; says whether it moved.
    pub fn line_start(&mut self) -> bool {
        self.go(Motion::LineStart)
    }

    /// Moves to the end of the logical line; says whether it moved.
    pub fn line_end(&mut self) -> bool {
        self.go(Motion::LineEnd)
    }

    /// Moves to the start of the text; says whether it moved.
    pub fn text_start(&mut self) -> bool {
        self.go(Motion::TextStart)
    }

    /// Moves to the end of the text; says whether it moved.
    pub fn text_end(&mut self) -> bool {
        self.go(Motion::TextEnd)
    }
}

/// Whether a piece between word boundaries is a word.
fn is_word(piece: &str) -> bool {
    piece.contains(char::is_alphanumeric)
}

/// Where the last word of `before` starts; 0 if there is none.
fn word_start_before(before: &str) -> usize {
    before
        .split_word_bound_indices()
        .rev()
        .find(|(_, piece)| is_word(piece))
        .map_or(0, |(at, _)| at)
}

/// Bytes to the start of the next word but the one that `after` begins with.
fn to_word_start(after: &str) -> usize {
    after
        .split_word_bound_indices()
        .find(|(at, piece)| *at > 0 && is_word(piece))
        .map_or(after.len(), |(at, _)| at)
}

/// Bytes to the end of the first word of `after`.
fn to_word_end(after: &str) -> usize {
    after
        .split_word_bound_indices()
        .find(|(_, piece)| is_word(piece))
        .map_or(after.len(), |(at, piece)| at + piece.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `|` where the cursor stands.
    fn shown(editor: &Editor) -> String {
        format!("{}|{}", editor.before_cursor(), editor.after_cursor())
    }

    fn at_start(text: &str) -> Editor {
        Editor::multi_line().with_text(text, 0)
    }

    #[test]
    fn one_step_is_one_visible_character() {
        let mut editor = Editor::new();
        editor.set_text("e\u{301}👩‍👩‍👧🇬🇧각議");
        let mut stops = vec![editor.cursor()];
        while editor.left() {
            stops.push(editor.cursor());
        }
        assert_eq!(stops.len(), 6, "{stops:?}");
        while editor.right() {
            assert!(stops.contains(&editor.cursor()));
        }
    }

    #[test]
    fn words_keep_their_apostrophes_and_points() {
        let mut editor = at_start("The Panel's £3.5m (revised), at 10am.");
        let mut stops = Vec::new();
        while editor.word_right() {
            stops.push(shown(&editor));
        }
        assert_eq!(
            stops,
            [
                "The |Panel's £3.5m (revised), at 10am.",
                "The Panel's £|3.5m (revised), at 10am.",
                "The Panel's £3.5m (|revised), at 10am.",
                "The Panel's £3.5m (revised), |at 10am.",
                "The Panel's £3.5m (revised), at |10am.",
                "The Panel's £3.5m (revised), at 10am.|",
            ]
        );
        editor.word_left();
        assert_eq!(shown(&editor), "The Panel's £3.5m (revised), at |10am.");
        editor.word_left();
        editor.word_left();
        editor.word_end();
        assert_eq!(shown(&editor), "The Panel's £3.5m (revised|), at 10am.");
        editor.word_end();
        assert_eq!(shown(&editor), "The Panel's £3.5m (revised), at| 10am.");
    }

    #[test]
    fn words_are_left_and_reached_across_lines() {
        let mut editor = at_start("noted.\n  Agreed");
        editor.word_right();
        assert_eq!(shown(&editor), "noted.\n  |Agreed");
        editor.word_left();
        assert_eq!(shown(&editor), "|noted.\n  Agreed");
        assert!(!editor.word_left());
    }

    #[test]
    fn vim_e_is_right_word_end_left() {
        let mut editor = at_start("to be minuted");
        let mut on = String::new();
        for _ in 0..3 {
            editor.right();
            editor.word_end();
            editor.left();
            on.extend(editor.after_cursor().chars().next());
        }
        assert_eq!(on, "oed");
    }

    #[test]
    fn line_ends_are_those_of_the_logical_line() {
        let mut editor = Editor::multi_line().with_text("first\nsecond\nthird", 8);
        editor.line_end();
        assert_eq!(shown(&editor), "first\nsecond|\nthird");
        assert!(!editor.line_end());
        editor.line_start();
        assert_eq!(shown(&editor), "first\n|second\nthird");
        editor.text_end();
        assert_eq!(shown(&editor), "first\nsecond\nthird|");
        editor.text_start();
        assert!(!editor.left());
    }
}
