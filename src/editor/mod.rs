//! The text field: what is typed, where the cursor stands, what can be taken back.
//!
//! Pure: no terminal, no clock, no keys. Whoever owns an [`Editor`] turns keys into calls and draws
//! [`Editor::visual`]. How far the view is scrolled is the owner's business too.
//!
//! Positions are byte offsets, and the cursor always stands between two graphemes (UAX 29), so that one
//! step, one Backspace and one visible character are the same thing. The text never holds a control
//! character (but `\n` in a field of several lines) nor an unseen format character, and never more bytes
//! than its limit; see [`clean`]. All changes go through one function, `splice`, which holds to this.

mod clean;
mod deletion;
mod grapheme;
mod history;
mod layout;
mod motion;
mod wrap;

#[cfg(test)]
mod properties;

use std::ops::Range;

pub use self::clean::{clean, visible};
pub use self::grapheme::width_of;
pub use self::layout::Visual;
pub use self::motion::Motion;
pub use self::wrap::wrap;

use self::clean::{Fate, fate, scrub};
use self::deletion::{Kills, LastAct};
use self::history::{Edit, History, Manner};

/// Bytes that a text may have unless another limit is given: some forty thousand words.
pub const DEFAULT_LIMIT: usize = 262_144;

/// A text field.
///
/// ```
/// use minutebook::editor::Editor;
///
/// let mut line = Editor::single_line();
/// line.insert_str("The Panel note the report");
/// line.word_left();
/// line.word_left();
/// line.left();
/// line.insert_char('d');
/// assert_eq!(line.text(), "The Panel noted the report");
/// line.undo();
/// assert_eq!(line.text(), "The Panel note the report");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    text: String,
    /// Byte offset, always between two graphemes.
    cursor: usize,
    /// Whether `\n` may stand in the text.
    multi_line: bool,
    /// The most bytes that the text may have.
    limit: usize,
    /// The column that a run of up and down is heading for.
    goal: Option<usize>,
    history: History,
    kills: Kills,
    /// What the last act was, as far as the next kill or yank wants to know.
    last: LastAct,
}

/// What became of a text that was put in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// Characters (code points) that went in.
    pub inserted_chars: usize,
    /// Control and unseen format characters that were taken out and left nothing in their place.
    pub removed_controls: usize,
    /// Characters that were left out at the end because the field is full.
    pub cut_chars: usize,
}

impl Default for Editor {
    fn default() -> Self {
        Self::multi_line()
    }
}

impl Editor {
    /// An empty field of several lines.
    #[must_use]
    pub fn new() -> Self {
        Self::multi_line()
    }

    /// An empty field of one line, in which every run of line ends becomes one blank.
    #[must_use]
    pub fn single_line() -> Self {
        Self {
            multi_line: false,
            ..Self::multi_line()
        }
    }

    /// An empty field of several lines.
    #[must_use]
    pub fn multi_line() -> Self {
        Self {
            text: String::new(),
            cursor: 0,
            multi_line: true,
            limit: DEFAULT_LIMIT,
            goal: None,
            history: History::default(),
            kills: Kills::default(),
            last: LastAct::Other,
        }
    }

    /// The field with another limit, in bytes; what it holds beyond that is cut.
    #[must_use]
    pub fn with_limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        if self.text.len() <= limit {
            return self;
        }
        let (text, cursor) = (std::mem::take(&mut self.text), self.cursor);
        self.with_text(&text, cursor)
    }

    /// The field holding `text`, with the cursor at byte `cursor` of it (clamped to a boundary).
    ///
    /// The text is cleaned and cut to the limit; there is nothing to undo. With [`Editor::text`] and
    /// [`Editor::cursor`] this brings back a half-typed line.
    #[must_use]
    pub fn with_text(mut self, text: &str, cursor: usize) -> Self {
        self.set_text(text);
        let before = text.get(..grapheme::floor(text, cursor)).unwrap_or(text);
        // Cleaning may have shortened what stands before the cursor.
        self.set_cursor(clean(before, self.multi_line).len());
        self
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The cursor, as a byte offset between two graphemes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// What stands before the cursor.
    pub fn before_cursor(&self) -> &str {
        self.slice(0..self.cursor)
    }

    /// What stands after the cursor.
    pub fn after_cursor(&self) -> &str {
        self.slice(self.cursor..self.text.len())
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the field takes several lines.
    pub fn is_multi_line(&self) -> bool {
        self.multi_line
    }

    /// Replaces everything, puts the cursor at the end and forgets what could be undone.
    ///
    /// The text is cleaned and cut to the limit.
    pub fn set_text(&mut self, text: &str) {
        let text = clean(text, self.multi_line);
        let end = grapheme::floor(&text, self.limit);
        text.get(..end)
            .unwrap_or_default()
            .clone_into(&mut self.text);
        self.cursor = self.text.len();
        self.history = History::default();
        self.settle();
    }

    /// Hands out the text and leaves the field empty, with nothing to undo; what was killed can still be yanked.
    pub fn take(&mut self) -> String {
        let text = std::mem::take(&mut self.text);
        self.cursor = 0;
        self.history = History::default();
        self.settle();
        text
    }

    /// Moves the cursor to byte `at`, or to the start of the grapheme that it lies in; says whether it moved.
    pub fn set_cursor(&mut self, at: usize) -> bool {
        let at = grapheme::floor(&self.text, at);
        let moved = at != self.cursor;
        self.cursor = at;
        self.settle();
        moved
    }

    /// Types one character; says whether it went in.
    ///
    /// Control and unseen format characters are ignored, a line end becomes `\n` or a blank, a tab a blank.
    /// Characters typed in a row are one step to undo per word. A combining mark joins the grapheme before.
    pub fn insert_char(&mut self, character: char) -> bool {
        let previous = self.before_cursor().chars().next_back();
        let character = match fate(previous, character) {
            Fate::Stays => character,
            Fate::EndsLine if self.multi_line => '\n',
            Fate::EndsLine | Fate::BecomesBlank => ' ',
            Fate::Goes => return false,
        };
        if self.text.len() + character.len_utf8() > self.limit {
            return false;
        }
        let typed = character.encode_utf8(&mut [0; 4]).to_owned();
        self.splice(self.cursor..self.cursor, &typed, Manner::Typed);
        self.last = LastAct::Other;
        true
    }

    /// Puts in a text at the cursor, as one step to undo.
    pub fn insert_str(&mut self, text: &str) -> Pasted {
        self.replace_range(self.cursor..self.cursor, text)
    }

    /// Puts in a text from outside at the cursor, as one step to undo, and says what became of it.
    ///
    /// It is cleaned as by [`clean`] and cut between two graphemes where the field is full.
    pub fn paste(&mut self, text: &str) -> Pasted {
        self.insert_str(text)
    }

    /// Replaces a part of the text, as one step to undo, and puts the cursor at the end of the new part.
    ///
    /// A range that begins or ends inside a grapheme is widened to the whole of it. The new part is cleaned
    /// and cut like a paste.
    pub fn replace_range(&mut self, range: Range<usize>, text: &str) -> Pasted {
        let range = self.widen(range);
        let (cleaned, removed_controls) = scrub(text, self.multi_line);
        let room = self.limit.saturating_sub(self.text.len() - range.len());
        let end = grapheme::floor(&cleaned, room);
        let (fits, cut) = cleaned.split_at_checked(end).unwrap_or((&cleaned, ""));
        self.splice(range, fits, Manner::Alone);
        self.last = LastAct::Other;
        Pasted {
            inserted_chars: fits.chars().count(),
            removed_controls,
            cut_chars: cut.chars().count(),
        }
    }

    /// Takes back the last step; says whether there was one.
    pub fn undo(&mut self) -> bool {
        self.settle();
        let Some(step) = self.history.undo() else {
            return false;
        };
        // The steps are taken back in the order in which they were made, so the text is that right after it.
        self.text
            .replace_range(step.at..step.at + step.inserted.len(), &step.removed);
        self.cursor = step.cursor_before;
        true
    }

    /// Does again the step last taken back; says whether there was one.
    pub fn redo(&mut self) -> bool {
        self.settle();
        let Some(step) = self.history.redo() else {
            return false;
        };
        // The text is that right before the step, as it was when it was recorded.
        self.text
            .replace_range(step.at..step.at + step.removed.len(), &step.inserted);
        self.cursor = step.cursor_after;
        true
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is a step to do again.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// Replaces `range` by `text` and records it: the one place where the text changes.
    ///
    /// The range must lie on boundaries, the text must be clean and must fit. The cursor goes to the end of
    /// the new part, or of the grapheme that it became part of.
    fn splice(&mut self, range: Range<usize>, text: &str, manner: Manner) {
        self.goal = None;
        let cursor_before = self.cursor;
        let end = range.start + text.len();
        if self.slice(range.clone()) == text {
            self.history.close_run();
            self.cursor = grapheme::ceil(&self.text, end);
            return;
        }
        let removed = self.slice(range.clone()).to_owned();
        let at = range.start;
        self.text.replace_range(range, text); // boundaries of graphemes are boundaries of chars
        self.cursor = grapheme::ceil(&self.text, end);
        let edit = Edit {
            at,
            removed,
            inserted: text.to_owned(),
            cursor_before,
            cursor_after: self.cursor,
        };
        self.history.record(edit, manner);
    }

    /// Ends the run of typing, killing or moving that the next act might have joined.
    fn settle(&mut self) {
        self.history.close_run();
        self.goal = None;
        self.last = LastAct::Other;
    }

    /// The range within the text, on boundaries of graphemes.
    fn widen(&self, range: Range<usize>) -> Range<usize> {
        let start = grapheme::floor(&self.text, range.start);
        let end = grapheme::ceil(&self.text, range.end).max(start);
        start..end
    }

    /// A part of the text; nothing if the range is not within it.
    fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(editor: &mut Editor, text: &str) {
        for character in text.chars() {
            editor.insert_char(character);
        }
    }

    #[test]
    fn typing_is_undone_a_word_at_a_time() {
        let mut editor = Editor::single_line();
        typed(&mut editor, "The Panel noted  it");
        let mut seen = Vec::new();
        while editor.undo() {
            seen.push(editor.text().to_owned());
        }
        assert_eq!(seen, ["The Panel noted  ", "The Panel ", "The ", ""]);
        assert!(!editor.can_undo());
        while editor.redo() {}
        assert_eq!(editor.text(), "The Panel noted  it");
        assert_eq!(editor.cursor(), 19);
    }

    #[test]
    fn a_motion_a_paste_and_a_deletion_each_close_the_run() {
        let mut editor = Editor::single_line();
        typed(&mut editor, "ab");
        editor.left();
        typed(&mut editor, "c");
        editor.paste("de");
        typed(&mut editor, "f");
        editor.delete_left();
        typed(&mut editor, "g");
        assert_eq!(editor.text(), "acdegb");
        let mut seen = Vec::new();
        while editor.undo() {
            seen.push((editor.text().to_owned(), editor.cursor()));
        }
        let expected = [
            ("acdeb", 4),
            ("acdefb", 5),
            ("acdeb", 4),
            ("acb", 2),
            ("ab", 1),
            ("", 0),
        ];
        assert_eq!(seen, expected.map(|(text, at)| (text.to_owned(), at)));
    }

    #[test]
    fn typing_after_undo_leaves_nothing_to_redo() {
        let mut editor = Editor::new();
        typed(&mut editor, "one two");
        editor.undo();
        assert!(editor.can_redo());
        typed(&mut editor, "three");
        assert!(!editor.redo());
        assert_eq!(editor.text(), "one three");
    }

    #[test]
    fn a_combining_mark_joins_the_grapheme_before() {
        let mut editor = Editor::new();
        typed(&mut editor, "Zoe\u{308}");
        assert_eq!(editor.cursor(), 5);
        editor.delete_left();
        assert_eq!(editor.text(), "Zo");
    }

    #[test]
    fn the_cursor_steps_over_what_an_insertion_joined() {
        let mut editor = Editor::new().with_text("👩👧", 4);
        editor.insert_char('\u{200D}');
        assert_eq!(editor.text(), "👩\u{200D}👧");
        assert_eq!(editor.cursor(), editor.text().len());
        editor.undo();
        assert_eq!((editor.text(), editor.cursor()), ("👩👧", 4));
    }

    #[test]
    fn a_paste_is_cleaned_and_says_so() {
        let mut line = Editor::single_line();
        let pasted = line.paste("Item 1\r\nItem\u{1B} 2\u{202E}\tend");
        assert_eq!(line.text(), "Item 1 Item 2 end");
        let expected = Pasted {
            inserted_chars: 17,
            removed_controls: 2,
            cut_chars: 0,
        };
        assert_eq!(pasted, expected);
        assert!(line.undo());
        assert!(line.is_empty());

        let mut page = Editor::multi_line();
        page.paste("Item 1\r\nItem 2\rItem 3");
        assert_eq!(page.text(), "Item 1\nItem 2\nItem 3");
    }

    #[test]
    fn typed_controls_are_ignored_and_line_ends_fit_the_field() {
        let mut line = Editor::single_line();
        for character in ['\u{1B}', '\0', '\u{7F}', '\u{9B}', '\u{202E}', '\u{E0041}'] {
            assert!(!line.insert_char(character), "{character:?}");
        }
        typed(&mut line, "a\nb\tc");
        assert_eq!(line.text(), "a b c");
        let mut page = Editor::new();
        typed(&mut page, "a\nb\rc");
        assert_eq!(page.text(), "a\nb\nc");
    }

    #[test]
    fn a_full_field_takes_whole_graphemes_and_says_what_is_left_out() {
        let mut editor = Editor::new().with_limit(8);
        let pasted = editor.paste("abcde\u{301}👩‍👧f");
        assert_eq!(editor.text(), "abcde\u{301}");
        assert_eq!((pasted.inserted_chars, pasted.cut_chars), (6, 4));
        assert!(editor.insert_char('x'));
        assert!(!editor.insert_char('y'));
        let replaced = editor.replace_range(0..4, "123456");
        assert_eq!(editor.text(), "1234e\u{301}x");
        assert_eq!(replaced.cut_chars, 2);
        assert_eq!(editor.with_limit(5).text(), "1234");
    }

    #[test]
    fn completion_replaces_a_range_in_one_step() {
        let mut editor = Editor::single_line();
        typed(&mut editor, "Lead: @okon today");
        editor.replace_range(6..11, "Councillor Okonjo");
        assert_eq!(editor.text(), "Lead: Councillor Okonjo today");
        assert_eq!(editor.after_cursor(), " today");
        editor.undo();
        assert_eq!(editor.text(), "Lead: @okon today");
        assert_eq!(editor.cursor(), 17);
    }

    #[test]
    fn ranges_are_clamped_and_widened_to_graphemes() {
        let mut editor = Editor::new().with_text("ae\u{301}b", 0);
        editor.replace_range(2..3, "x");
        assert_eq!(editor.text(), "axb");
        editor.replace_range(50..90, "!");
        assert_eq!(editor.text(), "axb!");
        #[expect(
            clippy::reversed_empty_ranges,
            reason = "a caller's slip must do no harm"
        )]
        editor.replace_range(2..1, "-");
        assert_eq!(editor.text(), "ax-b!");
    }

    #[test]
    fn a_half_typed_line_comes_back_with_its_cursor() {
        let editor = Editor::single_line().with_text("Agre\u{1B}ed: ye\u{301}s", 11);
        assert_eq!(editor.text(), "Agreed: ye\u{301}s");
        assert_eq!(editor.before_cursor(), "Agreed: y");
        assert!(!editor.can_undo());
    }

    #[test]
    fn taking_the_text_leaves_an_empty_field_that_can_still_yank() {
        let mut editor = Editor::single_line();
        typed(&mut editor, "Agreed unanimously");
        editor.kill_word_left();
        assert_eq!(editor.take(), "Agreed ");
        assert!(editor.is_empty() && !editor.can_undo() && editor.cursor() == 0);
        assert!(editor.yank());
        assert_eq!(editor.text(), "unanimously");
    }
}
