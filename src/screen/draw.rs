//! What all views draw alike: bars, boxes, lists. Text from outside is shown here, so it is made harmless here.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph, Widget};

use crate::command::Command;
use crate::editor::{visible, width_of, wrap};
use crate::keymap::{Context, Key, keys_label};
use crate::theme::Tone;

use super::desk::Desk;

/// The least number of columns and rows with which the program can be used.
pub const LEAST: (u16, u16) = (40, 10);

/// Says that the terminal is too small to draw on.
pub fn too_small(frame: &mut Frame<'_>, area: Rect) {
    let words = format!(
        "minutebook needs {} x {}; nothing is lost.",
        LEAST.0, LEAST.1
    );
    frame.render_widget(Paragraph::new(words), area);
}

/// Writes text from outside at a place, cut at the edge of `area`; answers with the columns used.
///
/// Control characters are shown as stand-ins: none reaches the terminal.
pub fn put(buffer: &mut Buffer, x: u16, y: u16, area: Rect, text: &str, style: Style) -> u16 {
    if y < area.top() || y >= area.bottom() || x >= area.right() || x < area.left() {
        return 0;
    }
    let room = usize::from(area.right() - x);
    if text.chars().all(is_narrow) {
        let mut used = 0;
        for letter in text.chars().take(room) {
            if let Some(cell) = buffer.cell_mut((x + used, y)) {
                cell.set_char(letter).set_style(style);
            }
            used += 1;
        }
        return used;
    }
    let shown = visible(text);
    let (end, _) = buffer.set_stringn(x, y, shown.as_ref(), room, style);
    end.saturating_sub(x)
}

/// Whether a character takes one column whatever stands beside it: nearly all that is ever drawn.
///
/// Such text needs no search for graphemes, which is most of what drawing costs.
fn is_narrow(letter: char) -> bool {
    matches!(letter,
        ' '..='~'
        | '\u{a1}'..='\u{ac}'
        | '\u{ae}'..='\u{2ff}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2500}'..='\u{257f}')
}

/// Cuts text to a width, with an ellipsis where something was cut.
pub fn cut(text: &str, width: usize) -> String {
    if text.chars().all(is_narrow) {
        let mut rest = text.chars();
        let mut short: String = rest.by_ref().take(width).collect();
        if rest.next().is_some() && short.pop().is_some() {
            short.push('…');
        }
        return short;
    }
    let shown = visible(text);
    if width_of(&shown) <= width {
        return shown.into_owned();
    }
    let mut short = String::new();
    for grapheme in unicode_segmentation::UnicodeSegmentation::graphemes(shown.as_ref(), true) {
        if width_of(&short) + width_of(grapheme) + 1 > width {
            break;
        }
        short.push_str(grapheme);
    }
    if width > 0 {
        short.push('…');
    }
    short
}

/// Cuts text to a width at its front, with an ellipsis where something was cut: for the path of a file.
pub fn cut_front(text: &str, width: usize) -> String {
    let shown = visible(text);
    if width_of(&shown) <= width {
        return shown.into_owned();
    }
    let mut short = String::new();
    let graphemes = unicode_segmentation::UnicodeSegmentation::graphemes(shown.as_ref(), true);
    for grapheme in graphemes.rev() {
        if width_of(&short) + width_of(grapheme) + 1 > width {
            break;
        }
        short.insert_str(0, grapheme);
    }
    if width > 0 {
        short.insert(0, '…');
    }
    short
}

/// The lines of a text from outside, wrapped by words.
pub fn wrapped(text: &str, width: u16) -> Vec<String> {
    text.split('\n')
        .flat_map(|line| {
            let shown = visible(line).into_owned();
            wrap(&shown, width.max(1))
                .into_iter()
                .map(|range| shown.get(range).unwrap_or_default().trim_end().to_owned())
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The rows of a list that are shown: the first of them, so that `selected` is in sight with some around it.
pub fn first_row(selected: usize, rows: usize, height: usize) -> usize {
    selected
        .saturating_sub(height.saturating_sub(1) / 2)
        .min(rows.saturating_sub(height))
}

/// The ground of one row of a list, with the sign of the one that keys act on; answers with the style of its words.
pub fn row(desk: &Desk, frame: &mut Frame<'_>, row: Rect, selected: bool, tone: Tone) -> Style {
    let tone = if selected { Tone::Selected } else { tone };
    let style = desk.theme.style(tone);
    frame.buffer_mut().set_style(row, style);
    let sign = if selected { "▸" } else { " " };
    put(frame.buffer_mut(), row.x, row.y, row, sign, style);
    style
}

/// A box in the middle of the screen, emptied, with a title; answers with its inside.
pub fn popup(
    desk: &Desk,
    frame: &mut Frame<'_>,
    area: Rect,
    title: &str,
    size: (u16, u16),
) -> Rect {
    let width = size.0.saturating_add(2).min(area.width);
    let height = size.1.saturating_add(2).min(area.height);
    let outside = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    };
    framed(desk, frame, outside, title)
}

/// A box below the top row, as high as what it holds, that leaves the two rows of the [`footer`] free; answers with
/// its inside.
pub fn sheet(
    desk: &Desk,
    frame: &mut Frame<'_>,
    area: Rect,
    title: &str,
    size: (u16, u16),
) -> Rect {
    let room = area.height.saturating_sub(2);
    let width = size.0.saturating_add(2).min(area.width);
    let height = size.1.saturating_add(2).min(room);
    let outside = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + u16::from(height < room),
        width,
        height,
    };
    framed(desk, frame, outside, title)
}

/// A box at a given place, emptied, with a title; answers with its inside.
pub fn framed(desk: &Desk, frame: &mut Frame<'_>, outside: Rect, title: &str) -> Rect {
    let title = format!(
        " {} ",
        cut(title, usize::from(outside.width.saturating_sub(6)))
    );
    let block = Block::bordered()
        .border_style(desk.theme.style(Tone::Rule))
        .title(Span::styled(title, desk.theme.style(Tone::Heading)));
    let inside = block.inner(outside);
    frame.render_widget(Clear, outside);
    frame.render_widget(block, outside);
    inside
}

/// The status line and, below it, the keys that matter here; both at the bottom of `area`, two rows in all.
///
/// Words that need both rows have them: a word that cannot be read to its end is of no use.
pub fn footer(
    desk: &Desk,
    frame: &mut Frame<'_>,
    area: Rect,
    contexts: &[Context],
    keys: &[(Command, &str)],
) {
    let rows = Rect {
        y: area.bottom().saturating_sub(2),
        height: 2.min(area.height),
        ..area
    };
    let second = Rect {
        y: rows.y + 1,
        height: 1,
        ..rows
    };
    let (words, tone) = said(desk);
    let style = desk.theme.style(tone);
    Clear.render(rows, frame.buffer_mut());
    let room = rows.width.saturating_sub(2);
    if width_of(words) <= usize::from(room) {
        put(frame.buffer_mut(), rows.x + 1, rows.y, rows, words, style);
        key_row(desk, frame, second, contexts, keys);
        return;
    }
    let lines = wrapped(words, room);
    let (first, rest) = lines
        .split_first()
        .map_or(("", Vec::new()), |(first, rest)| {
            (first.as_str(), rest.to_vec())
        });
    put(frame.buffer_mut(), rows.x + 1, rows.y, rows, first, style);
    let rest = cut(&rest.join(" "), usize::from(room));
    put(
        frame.buffer_mut(),
        rows.x + 1,
        second.y,
        second,
        &rest,
        style,
    );
}

/// A word at the right of the status line of a [`footer`], where what it says leaves room.
pub fn aside(desk: &Desk, frame: &mut Frame<'_>, area: Rect, words: &str, tone: Tone) {
    let row = Rect {
        y: area.bottom().saturating_sub(2),
        height: 1.min(area.height),
        ..area
    };
    let needed = width_of(said(desk).0) + width_of(words) + 4;
    if !words.is_empty() && needed <= usize::from(row.width) {
        let x = row.right().saturating_sub(width_of(words) as u16 + 1);
        let style = desk.theme.style(tone);
        put(frame.buffer_mut(), x, row.y, row, words, style);
    }
}

/// What the status line says: trouble with the disk before all else, then the last word to the clerk.
fn said(desk: &Desk) -> (&str, Tone) {
    match (&desk.saving.trouble, &desk.notice) {
        (Some((words, _)), _) => (words.as_str(), Tone::Alarm),
        (None, Some(notice)) if notice.alarm => (notice.words.as_str(), Tone::Alarm),
        (None, Some(notice)) if notice.warning => (notice.words.as_str(), Tone::Warning),
        (None, Some(notice)) => (notice.words.as_str(), Tone::Text),
        (None, None) => ("", Tone::Text),
    }
}

/// A row of keys, each with what it does, as many as there is room for.
pub fn key_row(
    desk: &Desk,
    frame: &mut Frame<'_>,
    row: Rect,
    contexts: &[Context],
    keys: &[(Command, &str)],
) {
    Clear.render(row, frame.buffer_mut());
    let mut x = row.x + 1;
    for (command, words) in keys {
        let label = desk.keys(contexts, *command);
        if label.is_empty() {
            continue;
        }
        let needed = width_of(&label) + 1 + width_of(words) + 2;
        if usize::from(row.right().saturating_sub(x)) < needed {
            break;
        }
        x += put(
            frame.buffer_mut(),
            x,
            row.y,
            row,
            &label,
            desk.theme.style(Tone::Key),
        ) + 1;
        x += put(
            frame.buffer_mut(),
            x,
            row.y,
            row,
            words,
            desk.theme.style(Tone::Text),
        ) + 2;
    }
}

/// What may follow the keys pressed so far.
pub fn pending(
    desk: &Desk,
    frame: &mut Frame<'_>,
    area: Rect,
    pressed: &[Key],
    next: &[(String, Command)],
) {
    let rows: Vec<Line<'_>> = next
        .iter()
        .map(|(key, command)| {
            Line::from(vec![
                Span::styled(format!("{key:>10} "), desk.theme.style(Tone::Key)),
                Span::raw(command.help()),
            ])
        })
        .collect();
    let height = (rows.len() as u16 + 2).min(area.height);
    let width = 64.min(area.width);
    let outside = Rect {
        x: area.right() - width,
        y: area.bottom().saturating_sub(height + 2).max(area.y),
        width,
        height,
    };
    let inside = framed(desk, frame, outside, &format!("{} …", keys_label(pressed)));
    frame.render_widget(Paragraph::new(rows), inside);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_called_narrow_is_one_column_wide_and_ends_no_grapheme_of_another() {
        use unicode_segmentation::UnicodeSegmentation as _;
        for letter in (' '..='\u{ffff}').filter(|letter| is_narrow(*letter)) {
            assert_eq!(width_of(&letter.to_string()), 1, "{letter:?}");
            assert_eq!(
                format!("a{letter}").graphemes(true).count(),
                2,
                "{letter:?}"
            );
            assert_eq!(
                visible(&letter.to_string()),
                letter.to_string(),
                "{letter:?}"
            );
        }
    }

    #[test]
    fn both_ways_of_putting_text_come_to_the_same() {
        let area = Rect::new(0, 0, 12, 1);
        for text in [
            "a café – “x”",
            "longer than the area is",
            "",
            "e\u{301}a漢字\u{1b}[2J",
        ] {
            let (mut ours, mut theirs) = (Buffer::empty(area), Buffer::empty(area));
            let used = put(&mut ours, 2, 0, area, text, Style::new());
            let shown = visible(text);
            let (end, _) = theirs.set_stringn(2, 0, shown.as_ref(), 10, Style::new());
            assert_eq!((ours, used), (theirs, end - 2), "{text}");
        }
    }
}
