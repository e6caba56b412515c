//! Where a character, as a person sees it, begins and ends, and how many columns it takes.
//!
//! A person's character is an extended grapheme cluster (UAX 29): "é" in two code points, a family of
//! emoji, a Hangul syllable. Positions are byte offsets; any offset may be given, beyond the end or inside
//! a character too.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

/// Whether `at` lies between two graphemes, or at either end of the text.
pub(super) fn is_boundary(text: &str, at: usize) -> bool {
    if !text.is_char_boundary(at) {
        return false;
    }
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let is_plain = |it: char| plain_width(it).is_some();
    if before.chars().next_back().is_some_and(is_plain)
        && after.chars().next().is_some_and(is_plain)
    {
        return true;
    }
    GraphemeCursor::new(at, text.len(), true)
        .is_boundary(text, 0)
        .unwrap_or(true) // the whole text is at hand, so no more context is ever asked for
}

/// The last boundary at or before `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1; // 0 is a boundary
    }
    if is_boundary(text, at) {
        at
    } else {
        previous(text, at)
    }
}

/// The first boundary at or after `at`.
pub(super) fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1; // the end is a boundary
    }
    if is_boundary(text, at) {
        at
    } else {
        next(text, at)
    }
}

/// The boundary before the offset `at`, which must lie between two `char`s; 0 at the start.
pub(super) fn previous(text: &str, at: usize) -> usize {
    GraphemeCursor::new(at, text.len(), true)
        .prev_boundary(text, 0)
        .ok()
        .flatten()
        .unwrap_or(0)
}

/// The boundary after the offset `at`, which must lie between two `char`s; the length at the end.
pub(super) fn next(text: &str, at: usize) -> usize {
    GraphemeCursor::new(at, text.len(), true)
        .next_boundary(text, 0)
        .ok()
        .flatten()
        .unwrap_or(text.len())
}

/// How many columns the text takes on the screen, just as ratatui counts them.
///
/// That is grapheme by grapheme; one with a control character in it is not drawn and counts 0. It is never
/// more than the number of bytes.
#[must_use]
pub fn width_of(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    cells(text).map(|cell| cell.width).sum()
}

/// One grapheme on its place in the text.
pub(super) struct Cell {
    /// Byte offset of its start.
    pub at: usize,
    /// Columns that it takes: 0, 1, 2, rarely more.
    pub width: usize,
}

/// The graphemes of the text with their widths, in order.
pub(super) fn cells(text: &str) -> impl Iterator<Item = Cell> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let mut ahead = rest.chars();
        let first = ahead.next()?;
        let is_alone = ahead.next().is_none_or(|it| plain_width(it).is_some());
        let (length, width) = match plain_width(first) {
            Some(width) if is_alone => (first.len_utf8(), width),
            Some(_) | None => {
                let grapheme = rest.graphemes(true).next()?;
                (grapheme.len(), width_of_grapheme(grapheme))
            }
        };
        let cell = Cell { at, width };
        at += length;
        Some(cell)
    })
}

/// The width of a character that joins with none of its kind; `None` if the tables have to be asked.
///
/// The quick way for what minutes are made of: Latin letters, usual punctuation, kana and ideographs.
fn plain_width(character: char) -> Option<usize> {
    match character {
        ' '..='~'
        | '£'
        | '\u{C0}'..='\u{24F}'
        | '–'
        | '—'
        | '‘'
        | '’'
        | '“'
        | '”'
        | '•'
        | '…'
        | '€' => Some(1),
        '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}' => Some(2),
        _ => None,
    }
}

/// Columns of one grapheme.
fn width_of_grapheme(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) {
        return 0;
    }
    // ratatui adds a cell for each half-width voicing mark, whatever unicode-width has counted for it already;
    // the cursor has to stand where ratatui draws.
    let voicing = grapheme.matches(['\u{FF9E}', '\u{FF9F}']).count();
    grapheme.width() + voicing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_way_counts_as_the_tables_do() {
        for character in '\0'..=char::MAX {
            let Some(width) = plain_width(character) else {
                continue;
            };
            let mut text = character.to_string();
            assert_eq!(width, text.width(), "{character:?}");
            for neighbour in ['a', 'é', '“', '議'] {
                text.truncate(character.len_utf8());
                text.push(neighbour);
                assert_eq!(text.graphemes(true).count(), 2, "{text:?}");
                assert_eq!(
                    text.width(),
                    width + width_of(&neighbour.to_string()),
                    "{text:?}"
                );
            }
        }
    }

    #[test]
    fn what_is_not_drawn_has_no_width() {
        assert_eq!(width_of("a\u{1B}[2J\r\n"), 4);
        assert_eq!(width_of("e\u{301}"), 1);
        assert_eq!(width_of("👩‍👩‍👧🇬🇧각"), 6);
    }

    #[test]
    fn any_offset_finds_its_boundaries() {
        let text = "e\u{301}👩‍👧x";
        let family = 3..3 + "👩‍👧".len();
        assert_eq!((floor(text, 2), ceil(text, 2)), (0, 3));
        assert_eq!((floor(text, 9), ceil(text, 9)), (family.start, family.end));
        assert_eq!((floor(text, 99), ceil(text, 99)), (text.len(), text.len()));
        assert!(is_boundary(text, family.end) && !is_boundary(text, 7));
    }
}
