//! A text from the register with the parts of it that fit what was asked.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::editor::{visible, width_of, wrap};
use crate::screen::draw;

/// Bytes of a text that are looked at: an imported paragraph may be of any length, and no screen shows more.
const MOST: usize = 4000;

/// A text made harmless, with its marked parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marked {
    text: String,
    marks: Vec<Range<usize>>,
}

impl Marked {
    /// A text with the bytes of it that are marked; parts that cannot be are left unmarked.
    pub(super) fn new(text: &str, marks: &[Range<usize>]) -> Self {
        let end = (0..=MOST.min(text.len()))
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or_default();
        let mut marked = Self::default();
        let mut at = 0;
        for mark in marks {
            let mark = mark.start..mark.end.min(end);
            let (Some(before), Some(found)) = (text.get(at..mark.start), text.get(mark.clone()))
            else {
                continue;
            };
            marked.push(before);
            let from = marked.text.len();
            marked.push(found);
            marked.marks.push(from..marked.text.len());
            at = mark.end;
        }
        marked.push(text.get(at..end).unwrap_or_default());
        if end < text.len() {
            marked.text.push('…');
        }
        marked
    }

    fn push(&mut self, text: &str) {
        let line = text.replace(['\n', '\r', '\t'], " ");
        self.text.push_str(&visible(&line));
    }

    /// The part of it to be shown in one row of so many columns: from the start, or where the first mark would be out
    /// of sight, from a little before that.
    pub(super) fn excerpt(&self, room: usize) -> Self {
        let Some(mark) = self.marks.first() else {
            return self.clone();
        };
        let upto = |end: usize| self.text.get(..end).unwrap_or_default();
        if width_of(&self.text) <= room || width_of(upto(mark.end)) < room {
            return self.clone();
        }
        let before = upto(mark.start);
        // As far before it as a third of the row, or as there is room when all that follows is shown.
        let behind = width_of(self.text.get(mark.start..).unwrap_or_default());
        let context = (room / 3).max(room.saturating_sub(behind + 1));
        let near = before
            .char_indices()
            .rev()
            .take(context)
            .last()
            .map_or(mark.start, |(at, _)| at);
        // From the start of a word, if one begins between there and the mark.
        let start = before
            .get(near..)
            .and_then(|near| near.find(' '))
            .map_or(near, |blank| near + blank + 1);
        let mut excerpt = Self {
            text: "…".to_owned(),
            marks: Vec::new(),
        };
        let shift = |at: usize| at - start + '…'.len_utf8();
        excerpt
            .text
            .push_str(self.text.get(start..).unwrap_or_default());
        excerpt.marks = self
            .marks
            .iter()
            .filter(|mark| mark.start >= start)
            .map(|mark| shift(mark.start)..shift(mark.end))
            .collect();
        excerpt
    }

    /// Draws it in one row, cut at the edge of `area` with an ellipsis; answers with the columns used.
    pub(super) fn put(&self, buffer: &mut Buffer, area: Rect, style: Style, found: Style) -> u16 {
        let fits = width_of(&self.text) <= usize::from(area.width);
        let room = Rect {
            width: area.width.saturating_sub(u16::from(!fits)),
            ..area
        };
        let used = self.put_range(buffer, room, 0..self.text.len(), style, found);
        if fits {
            return used;
        }
        let edge = room.right();
        used + draw::put(buffer, edge, area.y, area, "…", style)
    }

    /// Draws it in as many rows as there are; what does not fit is cut with an ellipsis. Answers with the rows used.
    pub(super) fn put_wrapped(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        style: Style,
        found: Style,
    ) -> u16 {
        let lines = wrap(&self.text, area.width.max(1));
        let mut used = 0;
        for (line, y) in lines.iter().zip(area.y..area.bottom()) {
            let row = Rect {
                y,
                height: 1,
                ..area
            };
            used += 1;
            if used == area.height && usize::from(used) < lines.len() {
                let rest = Self {
                    text: self.text.get(line.start..).unwrap_or_default().to_owned(),
                    marks: self.marks_within(line.start..self.text.len(), line.start),
                };
                rest.put(buffer, row, style, found);
            } else {
                self.put_range(buffer, row, line.clone(), style, found);
            }
        }
        used
    }

    /// How many rows it takes.
    pub(super) fn rows(&self, width: u16) -> u16 {
        wrap(&self.text, width.max(1)).len() as u16
    }

    fn put_range(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        range: Range<usize>,
        style: Style,
        found: Style,
    ) -> u16 {
        let mut x = area.x;
        let mut at = range.start;
        let mut put = |buffer: &mut Buffer, part: Range<usize>, style: Style| {
            let words = self.text.get(part).unwrap_or_default();
            x += draw::put(buffer, x, area.y, area, words, style);
        };
        for mark in self.marks_within(range.clone(), 0) {
            put(buffer, at..mark.start, style);
            put(buffer, mark.clone(), found);
            at = mark.end;
        }
        put(buffer, at..range.end, style);
        x - area.x
    }

    /// The marks within a range, cut to it, counted from `origin`.
    fn marks_within(&self, range: Range<usize>, origin: usize) -> Vec<Range<usize>> {
        self.marks
            .iter()
            .map(|mark| mark.start.max(range.start)..mark.end.min(range.end))
            .filter(|mark| mark.start < mark.end)
            .map(|mark| mark.start - origin..mark.end - origin)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Modifier;

    /// What is drawn, the marked parts in brackets.
    fn drawn(buffer: &Buffer) -> Vec<String> {
        let area = buffer.area;
        (area.top()..area.bottom())
            .map(|y| {
                let mut row = String::new();
                let mut inside = false;
                for x in area.left()..area.right() {
                    let cell = &buffer[(x, y)];
                    let marked = cell.modifier.contains(Modifier::UNDERLINED);
                    if marked != inside {
                        row.push(if marked { '[' } else { ']' });
                        inside = marked;
                    }
                    row.push_str(cell.symbol());
                }
                if inside {
                    row.push(']');
                }
                row.trim_end().to_owned()
            })
            .collect()
    }

    fn styles() -> (Style, Style) {
        let found = Style::new().add_modifier(Modifier::UNDERLINED);
        (Style::new(), found)
    }

    /// A text with marks from and to these bytes.
    fn marked(text: &str, marks: &[(usize, usize)]) -> Marked {
        let marks: Vec<Range<usize>> = marks.iter().map(|(from, to)| *from..*to).collect();
        Marked::new(text, &marks)
    }

    fn row(text: &str, marks: &[(usize, usize)], width: u16) -> String {
        let area = Rect::new(0, 0, width, 1);
        let mut buffer = Buffer::empty(area);
        let (style, found) = styles();
        marked(text, marks)
            .excerpt(usize::from(width))
            .put(&mut buffer, area, style, found);
        drawn(&buffer).remove(0)
    }

    #[test]
    fn a_row_marks_what_was_found_and_begins_where_that_can_be_seen() {
        let text = "Members to visit the hub for safeguarding";
        assert_eq!(
            row(text, &[(21, 24)], 60),
            "Members to visit the [hub] for safeguarding"
        );
        assert_eq!(row(text, &[(11, 16)], 22), "Members to [visit] the …");
        assert_eq!(row(text, &[(29, 33)], 22), "…hub for [safe]guarding");
        assert_eq!(row(text, &[], 10), "Members t…");
        assert_eq!(row("hub", &[(0, 3)], 3), "[hub]");
        assert_eq!(row("", &[], 3), "");
    }

    #[test]
    fn marks_that_make_no_sense_and_hostile_texts_do_no_harm() {
        assert_eq!(row("café hub", &[(4, 5), (6, 9)], 20), "café [hub]");
        assert_eq!(row("hub", &[(2, 9), (7, 8)], 20), "hu[b]");
        let shown = row("a\u{1B}[2J\nb\u{202E}c", &[(1, 2)], 30);
        assert!(!shown.contains(['\u{1B}', '\u{202E}']), "{shown}");
        let long = "x".repeat(5_000_000);
        assert!(marked(&long, &[(4_000_000, 4_000_001)]).text.len() <= MOST + 3);
    }

    #[test]
    fn a_text_in_several_rows_keeps_its_marks_and_ends_in_an_ellipsis() {
        let area = Rect::new(0, 0, 12, 2);
        let mut buffer = Buffer::empty(area);
        let (style, found) = styles();
        let text = marked("to visit the hub at the quay", &[(3, 8), (13, 16)]);
        assert_eq!(text.put_wrapped(&mut buffer, area, style, found), 2);
        assert_eq!(drawn(&buffer), ["to [visit] the", "[hub] at the …"]);
    }
}
