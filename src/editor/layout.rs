//! The text as it is shown in so many columns, and moving up and down in it.

use std::ops::Range;

use super::grapheme::{self, cells, width_of};
use super::{Editor, wrap};

/// A text laid out in lines, and where the cursor stands in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visual {
    /// The byte ranges of the visual lines, as by [`wrap`].
    pub lines: Vec<Range<usize>>,
    /// The line that the cursor stands in.
    pub row: usize,
    /// The column that the cursor stands in, always less than the width.
    pub column: usize,
}

impl Editor {
    /// Lays out the text for a field `width` columns wide.
    ///
    /// Lines are wrapped at one column less, so that the cursor has a place behind the last character of a
    /// full line. Draw these lines, not those of [`wrap`] at the full width. Where a line is broken softly
    /// the cursor stands at the start of the next one; in blanks that hang over the edge, in the last column.
    pub fn visual(&self, width: u16) -> Visual {
        let lines = wrap(self.text(), width.saturating_sub(1));
        // The first line starts at 0, so that at least one starts at or before the cursor.
        let row = lines
            .partition_point(|line| line.start <= self.cursor())
            .saturating_sub(1);
        let start = lines.get(row).map_or(0, |line| line.start);
        let last_column = usize::from(width.saturating_sub(1));
        let column = width_of(self.slice(start..self.cursor())).min(last_column);
        Visual { lines, row, column }
    }

    /// The row and column of the cursor among the lines of [`Editor::visual`].
    pub fn cursor_position(&self, width: u16) -> (usize, usize) {
        let visual = self.visual(width);
        (visual.row, visual.column)
    }

    /// Moves to the visual line above; says whether there was one.
    ///
    /// A run of up and down keeps heading for the column in which it began.
    pub fn up(&mut self, width: u16) -> bool {
        let visual = self.visual(width);
        match visual.row.checked_sub(1) {
            Some(row) => self.go_to_row(&visual, row),
            None => false,
        }
    }

    /// Moves to the visual line below; says whether there was one.
    pub fn down(&mut self, width: u16) -> bool {
        let visual = self.visual(width);
        let row = visual.row + 1;
        self.go_to_row(&visual, row)
    }

    /// Moves to the row, as near to the goal column as it has a place; says whether there is such a row.
    fn go_to_row(&mut self, visual: &Visual, row: usize) -> bool {
        let Some(line) = visual.lines.get(row) else {
            return false;
        };
        let goal = self.goal.unwrap_or(visual.column);
        let mut at = line.start + bytes_within(self.slice(line.clone()), goal);
        let breaks_softly = visual
            .lines
            .get(row + 1)
            .is_some_and(|next| next.start == line.end);
        if breaks_softly && at == line.end {
            // The end of this line is the start of the next: stay before its last character.
            at = grapheme::previous(self.text(), at).max(line.start);
        }
        self.set_cursor(at);
        self.goal = Some(goal);
        true
    }
}

/// Bytes of the text that fit in so many columns.
fn bytes_within(text: &str, columns: usize) -> usize {
    let mut used = 0;
    cells(text)
        .find(|cell| {
            used += cell.width;
            used > columns
        })
        .map_or(text.len(), |cell| cell.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_always_has_a_column_of_its_own() {
        let mut editor = Editor::new();
        editor.insert_str("noted");
        assert_eq!(editor.cursor_position(6), (0, 5));
        // At a width of five only four columns are for text.
        assert_eq!(editor.cursor_position(5), (1, 1));
        editor.insert_str("  ");
        assert_eq!(editor.cursor_position(6), (0, 5), "hanging blanks");
        editor.insert_char('a');
        assert_eq!(editor.cursor_position(6), (1, 1));
        for width in 0..3 {
            let (_, column) = editor.cursor_position(width);
            assert!(column < usize::from(width.max(1)));
        }
    }

    #[test]
    fn the_cursor_of_a_new_line_stands_on_it() {
        let mut editor = Editor::new();
        editor.insert_str("one\n");
        assert_eq!(editor.visual(20).lines, [0..3, 4..4]);
        assert_eq!(editor.cursor_position(20), (1, 0));
        editor.left();
        assert_eq!(editor.cursor_position(20), (0, 3));
    }

    #[test]
    fn columns_are_cells_not_characters() {
        let mut editor = Editor::new();
        editor.insert_str("議事e\u{301}👩‍👩‍👧");
        assert_eq!(editor.cursor_position(40), (0, 7));
        editor.left();
        assert_eq!(editor.cursor_position(40), (0, 5));
    }

    #[test]
    fn up_and_down_head_for_the_column_where_they_began() {
        let mut editor = Editor::new().with_text("a long first line\nshort\nanother long line", 12);
        assert!(editor.down(40));
        assert_eq!(editor.cursor_position(40), (1, 5));
        assert!(editor.down(40));
        assert_eq!(editor.cursor_position(40), (2, 12));
        assert!(!editor.down(40));
        editor.left();
        assert!(editor.up(40));
        assert!(editor.up(40));
        assert_eq!(editor.cursor_position(40), (0, 11));
        assert!(!editor.up(40));
    }

    #[test]
    fn soft_lines_are_walked_without_skipping_one() {
        let text = "The Board thanked the officers for their work.";
        let mut editor = Editor::new();
        editor.set_text(text);
        let rows = editor.visual(11).lines.len();
        assert_eq!(rows, 6);
        for row in (0..rows - 1).rev() {
            assert!(editor.up(11));
            assert_eq!(editor.cursor_position(11).0, row);
        }
        for row in 1..rows {
            assert!(editor.down(11));
            assert_eq!(editor.cursor_position(11).0, row);
        }
    }
}
