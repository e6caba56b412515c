//! A form on the screen: labels, what was typed, what is said of it, what can be taken over.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::command::Command;
use crate::editor::width_of;
use crate::screen::desk::Desk;
use crate::screen::draw;
use crate::theme::Tone;

use super::Form;
use super::field::{Field, Input, Reading};

/// The widest that a form is on a wide screen.
const WIDEST: u16 = 78;
/// The most rows of text that a field shows.
const MOST_ROWS: usize = 7;
/// The fewest rows that a field of several rows shows.
const FEWEST_ROWS: usize = 3;
/// Columns from the start of the text to what is said beside it.
const ASIDE: usize = 20;

/// One row of the form.
struct Row {
    label: Option<&'static str>,
    /// Words, their tone, and where they begin, in columns from the start of the text.
    parts: Vec<(usize, String, Tone)>,
}

/// Rows of one or more fields, and where the cursor stands in them.
#[derive(Default)]
struct Laid {
    rows: Vec<Row>,
    cursor: Option<(usize, usize)>,
}

fn label_width(form: &Form) -> u16 {
    let widest = form
        .fields
        .iter()
        .map(|field| width_of(field.name.label()))
        .max();
    widest.unwrap_or(0) as u16 + 4
}

fn outer_width(columns: u16) -> u16 {
    columns.saturating_sub(4).min(WIDEST)
}

/// The width of the text fields, for a terminal of so many columns and rows.
pub fn text_width(form: &Form, size: (u16, u16)) -> u16 {
    outer_width(size.0)
        .saturating_sub(label_width(form) + 1)
        .max(8)
}

/// Draws the form in the middle of the screen.
pub fn draw(form: &Form, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
    let width = text_width(form, (area.width, area.height));
    let mut all = Laid::default();
    let mut focused = 0..0;
    for place in form.shown() {
        let Some(field) = form.fields.get(place) else {
            continue;
        };
        let from = all.rows.len();
        all.add(lay_out(field, place == form.focus, width));
        if place == form.focus {
            focused = from..all.rows.len();
        }
    }
    // Room for what is said under a field, so that the box need not grow and shrink while typing.
    let wanted = form.shown().count() + slack(form) + 3;
    let wanted = wanted.max(all.rows.len() + 3) as u16;
    let height = wanted.min(area.height.saturating_sub(4));
    let size = (outer_width(area.width), height);
    let inside = draw::popup(desk, frame, area, &form.title, size);
    let body = Rect {
        height: inside.height.saturating_sub(2),
        ..inside
    };
    let first = first_row(all.rows.len(), usize::from(body.height), focused.clone());
    let left = body.x + label_width(form);
    for ((place, row), y) in all
        .rows
        .iter()
        .enumerate()
        .skip(first)
        .zip(body.y..body.bottom())
    {
        put_row(
            desk,
            frame.buffer_mut(),
            body,
            y,
            left,
            row,
            focused.contains(&place),
        );
    }
    if let Some((row, column)) = all.cursor
        && let Some(row) = row.checked_sub(first)
        && row < usize::from(body.height)
    {
        frame.set_cursor_position(Position {
            x: (left + column as u16).min(body.right().saturating_sub(1)),
            y: body.y + row as u16,
        });
    }
    if first > 0 || first + usize::from(body.height) < all.rows.len() {
        let words = format!(
            " {} of {} rows ",
            first + usize::from(body.height),
            all.rows.len()
        );
        let x = inside.right().saturating_sub(width_of(&words) as u16 + 1);
        let edge = Rect {
            y: inside.bottom(),
            height: 1,
            ..inside
        };
        let style = desk.theme.style(Tone::Faint);
        draw::put(frame.buffer_mut(), x, inside.bottom(), edge, &words, style);
    }
    put_foot(form, desk, frame, inside);
}

/// Rows beyond one a field: those of several rows, and some for what is said under a field.
fn slack(form: &Form) -> usize {
    let rows = form.fields.iter().filter(|field| field.has_rows()).count();
    rows * (FEWEST_ROWS - 1) + 3
}

fn first_row(rows: usize, height: usize, focused: std::ops::Range<usize>) -> usize {
    if rows <= height {
        return 0;
    }
    let around = focused.start.saturating_sub(height / 3);
    let whole = focused.end.saturating_sub(height);
    around.max(whole).min(focused.start).min(rows - height)
}

fn put_row(
    desk: &Desk,
    buffer: &mut Buffer,
    body: Rect,
    y: u16,
    left: u16,
    row: &Row,
    focused: bool,
) {
    if let Some(label) = row.label {
        let (sign, tone) = if focused {
            ("▸ ", Tone::Current)
        } else {
            ("  ", Tone::Faint)
        };
        let style = desk.theme.style(tone);
        draw::put(buffer, body.x, y, body, &format!("{sign}{label}"), style);
    }
    for (column, words, tone) in &row.parts {
        let x = left.saturating_add(*column as u16);
        draw::put(buffer, x, y, body, words, desk.theme.style(*tone));
    }
}

fn put_foot(form: &Form, desk: &Desk, frame: &mut Frame<'_>, inside: Rect) {
    let row = |from_bottom: u16| Rect {
        y: inside.bottom().saturating_sub(from_bottom),
        height: 1,
        ..inside
    };
    if let Some(word) = &form.word {
        let words = draw::cut(word, usize::from(inside.width.saturating_sub(2)));
        let style = desk.theme.style(Tone::Warning);
        draw::put(
            frame.buffer_mut(),
            inside.x + 1,
            row(2).y,
            row(2),
            &words,
            style,
        );
    }
    let keys = [
        (Command::SaveForm, "save"),
        (Command::NextField, "next field"),
        (Command::Cancel, "close"),
        (Command::Complete, "take over"),
    ];
    draw::key_row(desk, frame, row(1), form.contexts(desk), &keys);
}

impl Laid {
    fn add(&mut self, more: Self) {
        if let Some((row, column)) = more.cursor {
            self.cursor = Some((self.rows.len() + row, column));
        }
        self.rows.extend(more.rows);
    }

    /// Words under the text, wrapped.
    fn under(&mut self, words: &str, tone: Tone, width: u16) {
        for line in draw::wrapped(words, width) {
            self.rows.push(Row {
                label: None,
                parts: vec![(0, line, tone)],
            });
        }
    }
}

/// The rows of one field, `width` columns for its text.
fn lay_out(field: &Field, focused: bool, width: u16) -> Laid {
    let mut laid = Laid::default();
    match &field.input {
        Input::Choice { .. } => {
            let words = if focused {
                format!("‹ {} ›", field.text())
            } else {
                format!("  {}", field.text())
            };
            laid.rows.push(Row {
                label: None,
                parts: vec![(0, words, Tone::Text)],
            });
            laid.cursor = focused.then_some((0, 0));
        }
        Input::Text { editor, .. } => {
            let visual = editor.visual(width);
            let fewest = if editor.is_multi_line() {
                FEWEST_ROWS
            } else {
                1
            };
            let height = visual.lines.len().clamp(fewest, MOST_ROWS);
            let first = if focused {
                draw::first_row(visual.row, visual.lines.len().max(height), height)
            } else {
                0
            };
            for row in first..first + height {
                let words = visual
                    .lines
                    .get(row)
                    .and_then(|range| editor.text().get(range.clone()));
                let words = match words {
                    None if focused || editor.is_multi_line() => "·",
                    Some(words) => words.trim_end_matches('\n'),
                    None => "",
                };
                let tone = if words == "·" || field.proposed {
                    Tone::Faint
                } else {
                    Tone::Text
                };
                laid.rows.push(Row {
                    label: None,
                    parts: vec![(0, words.to_owned(), tone)],
                });
            }
            laid.cursor = focused.then_some((visual.row.saturating_sub(first), visual.column));
        }
    }
    if let Some(row) = laid.rows.first_mut() {
        row.label = Some(field.name.label());
    }
    say(field, focused, width, &mut laid);
    laid
}

/// What is said of the field: beside it where there is room, else under it.
fn say(field: &Field, focused: bool, width: u16, laid: &mut Laid) {
    let reading = match &field.reading {
        Reading::Understood(words) => Some((format!("= {words}"), Tone::Good)),
        Reading::Contradiction(words) => Some((format!("! {words}"), Tone::Warning)),
        Reading::Unclear(words) if field.left => Some((format!("! {words}"), Tone::Warning)),
        Reading::Unclear(_) | Reading::Nothing => None,
    };
    if let Some((words, tone)) = reading
        && field.problem.is_none()
    {
        let used = width_of(field.text()) + 2;
        let aside = used.max(ASIDE);
        let fits = aside + width_of(&words) < usize::from(width);
        match laid.rows.as_mut_slice() {
            [row] if fits => row.parts.push((aside, words, tone)),
            [..] => laid.under(&words, tone, width),
        }
    }
    if let Some(words) = &field.problem {
        laid.under(&format!("! {words}"), Tone::Warning, width);
    }
    if let Some(words) = &field.remark {
        laid.under(words, Tone::Warning, width);
    }
    if focused && field.proposed && matches!(field.input, Input::Text { .. }) {
        laid.under("Proposed: typing replaces it", Tone::Faint, width);
    }
    let wants_hint = match &field.input {
        Input::Text { editor, .. } => editor.is_empty() || editor.is_multi_line() || field.proposed,
        Input::Choice { .. } => true,
    };
    if focused && wants_hint && !field.hint.is_empty() {
        laid.under(field.hint, Tone::Faint, width);
    }
    if focused {
        for (place, suggestion) in field.suggestions.iter().enumerate() {
            let selected = field.selected == Some(place);
            let (sign, tone) = if selected {
                ('›', Tone::Selected)
            } else {
                ('·', Tone::Text)
            };
            let words = draw::cut(&format!("{sign} {} ", suggestion.shown), usize::from(width));
            laid.rows.push(Row {
                label: None,
                parts: vec![(0, words, tone)],
            });
        }
    }
}
