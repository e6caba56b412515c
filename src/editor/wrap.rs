//! Where the lines of a text end when it is shown in so many columns.
//!
//! Lines break between words by UAX 14. Blanks at the end of a line stay there and may hang over its edge,
//! so that no line but the first of a paragraph begins with the blank of the one before. A word wider than
//! the line is broken between graphemes.

use std::ops::Range;

use unicode_linebreak::linebreaks;

use super::grapheme::{cells, is_boundary, width_of};

/// The byte ranges of the lines that the text fills at a width of `width` columns (0 counts as 1).
///
/// In order and without overlap they cover all of the text but the `\n`s, each of which ends a line and is
/// part of none. There is always at least one line. A line is no wider than `width`, but for hanging blanks
/// and for a single grapheme that is itself wider.
#[must_use]
pub fn wrap(text: &str, width: u16) -> Vec<Range<usize>> {
    let width = usize::from(width.max(1));
    let mut lines = Vec::with_capacity(text.len() / width + 1);
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, start, width, &mut lines);
        start += paragraph.len() + 1;
    }
    lines
}

/// Adds the lines of one paragraph, which begins at byte `offset` of the text.
fn wrap_paragraph(text: &str, offset: usize, width: usize, lines: &mut Vec<Range<usize>>) {
    // The line being filled, the columns that it has, and the first byte of the piece to be added.
    let mut start = 0;
    let mut column = 0;
    let mut from = 0;
    // No text has more columns than bytes: most paragraphs need no search for breaks.
    let breaks = (text.len() > width).then(|| linebreaks(text));
    for (to, _) in breaks.into_iter().flatten() {
        // UAX 14 breaks between a blank and a combining mark, which are one grapheme.
        if !is_boundary(text, to) {
            continue;
        }
        let piece = text.get(from..to).unwrap_or_default();
        let word = piece.trim_end();
        let word_width = width_of(word);
        let blanks_width = if word.len() == piece.len() {
            0
        } else {
            width_of(piece).saturating_sub(word_width)
        };
        let overflows = !word.is_empty() && column + word_width > width;
        if overflows && from > start {
            lines.push(offset + start..offset + from);
            start = from;
            column = 0;
        }
        if word_width > width {
            for cell in cells(word) {
                let at = from + cell.at;
                if column + cell.width > width && at > start {
                    lines.push(offset + start..offset + at);
                    start = at;
                    column = 0;
                }
                column += cell.width;
            }
            column += blanks_width;
        } else {
            column += word_width + blanks_width;
        }
        from = to;
    }
    lines.push(offset + start..offset + text.len());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    fn wrapped(text: &str, width: u16) -> Vec<&str> {
        wrap(text, width)
            .into_iter()
            .map(|line| &text[line])
            .collect()
    }

    #[test]
    fn words_go_to_the_next_line_and_blanks_hang() {
        assert_eq!(
            wrapped("The Board noted the report.", 9),
            ["The Board ", "noted the ", "report."]
        );
        assert_eq!(wrapped("noted   again", 5), ["noted   ", "again"]);
    }

    #[test]
    fn newlines_end_lines_and_there_is_always_a_line() {
        assert_eq!(wrapped("", 10), [""]);
        assert_eq!(wrapped("\n", 10), ["", ""]);
        assert_eq!(wrapped("a\n\nb\n", 10), ["a", "", "b", ""]);
        assert_eq!(wrap("ab\ncd", 10), [0..2, 3..5]);
    }

    #[test]
    fn a_word_wider_than_the_line_breaks_between_graphemes() {
        assert_eq!(
            wrapped("so cafe\u{301}cafe\u{301}s", 4),
            ["so ", "cafe\u{301}", "cafe\u{301}", "s"]
        );
        assert_eq!(wrapped("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 5), ["👨‍👩‍👧👨‍👩‍👧", "👨‍👩‍👧"]);
    }

    #[test]
    fn narrow_widths_end() {
        assert_eq!(wrapped("ab", 0), ["a", "b"]);
        assert_eq!(wrapped("議事 録", 1), ["議", "事 ", "録"]);
        assert_eq!(wrapped("   ", 1), ["   "]);
    }

    #[test]
    fn ideographs_break_anywhere_but_not_before_a_full_stop() {
        assert_eq!(wrapped("委員会議事録。", 12), ["委員会議事", "録。"]);
    }

    #[test]
    fn no_break_spaces_hold_together() {
        assert_eq!(
            wrapped("at 10\u{a0}am today", 7),
            ["at ", "10\u{a0}am ", "today"]
        );
    }

    /// Words, blanks and what breaks careless wrapping: wide, joined, combining, invisible characters.
    fn awkward() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => "[a-z]{1,9}",
            4 => " {1,3}",
            1 => "[-/.,(){}“’–]",
            1 => prop::sample::select(vec![
                "\n", "é", "e\u{301}", "\u{301}", "議事録", "👨‍👩‍👧", "🇬🇧", "🇬", "\u{200d}", "각", "ᄀ", "ᅡ", "\u{a0}",
                "\u{3000}", "\u{600}", "ﾞ", "❤\u{fe0f}", "\r", "\r\n", "\u{1b}", "\u{200b}", "ำ", "क्षि",
            ]).prop_map(str::to_owned),
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn lines_cover_the_text_and_fit(text in awkward(), width in 0_u16..30) {
            let lines = wrap(&text, width);
            let mut covered = 0;
            for (index, line) in lines.iter().enumerate() {
                let between = &text[covered..line.start];
                prop_assert!(between == "\n" && index > 0 || between.is_empty());
                prop_assert!(index == 0 || line.start > covered || line.end > line.start);
                covered = line.end;

                let content = &text[line.clone()];
                prop_assert!(!content.contains('\n'));
                let shown = content.trim_end();
                prop_assert!(
                    width_of(shown) <= usize::from(width.max(1)) || shown.graphemes(true).count() == 1,
                    "{content:?} in {width}"
                );
            }
            prop_assert_eq!(covered, text.len());
        }

        #[test]
        fn lines_break_between_graphemes_of_their_paragraph(text in awkward(), width in 0_u16..30) {
            for line in wrap(&text, width) {
                prop_assert!(is_boundary(&text, line.start) || text[..line.start].ends_with("\r\n"));
            }
        }

        #[test]
        fn a_width_is_the_sum_of_its_graphemes(text in awkward()) {
            let sum: usize = text.graphemes(true).map(width_of).sum();
            prop_assert_eq!(width_of(&text), sum);
            prop_assert!(sum <= text.len());
        }
    }
}
