//! The agenda beside the record: every item with where it stands and how long it takes.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::minutes::agenda::Item;
use crate::minutes::meeting::Meeting;
use crate::minutes::putting_off::PutOff;
use crate::screen::capture::Capture;
use crate::screen::desk::Desk;
use crate::screen::draw;
use crate::theme::Tone;

/// Draws the items, one a row; in few columns by their numbers alone.
pub(super) fn agenda(
    capture: &Capture,
    desk: &Desk,
    meeting: &Meeting,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let shown = capture.shown(desk).map(|item| item.id);
    let selected = shown.and_then(|id| meeting.place_of(id)).unwrap_or(0);
    let height = usize::from(area.height);
    let first = draw::first_row(selected, meeting.items.len(), height);
    let wide = area.width >= 20;
    for ((place, item), y) in meeting
        .items
        .iter()
        .enumerate()
        .skip(first)
        .zip(area.y..area.bottom())
    {
        let (sign, tone) = if item.is_current() {
            ("▶", Tone::Current)
        } else if item.put_off().is_some() {
            ("–", Tone::Faint)
        } else if item.was_put() {
            ("✓", Tone::Faint)
        } else if item.skipped {
            ("–", Tone::Faint)
        } else {
            (" ", Tone::Text)
        };
        let times = times(item, desk, wide);
        let number = place + 1;
        let looked_at = capture.looking_at == Some(item.id);
        let style = if looked_at {
            desk.theme.style(Tone::Selected)
        } else {
            desk.theme.style(tone)
        };
        let label = if wide {
            let title = draw::cut(
                &item.outline.title,
                usize::from(area.width).saturating_sub(8 + times.len()),
            );
            format!("{sign}{number:>2} {title}")
        } else {
            format!("{sign}{number:>2}")
        };
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        draw::put(frame.buffer_mut(), row.x + 1, y, row, &label, style);
        let x = row.right().saturating_sub(times.len() as u16 + 1);
        draw::put(frame.buffer_mut(), x, y, row, &times, style);
    }
}

/// When an item was put, how long it has taken of how long it was to take, or how long it is to take.
fn times(item: &Item, desk: &Desk, wide: bool) -> String {
    let planned = item.outline.planned;
    if item.is_current() {
        let taken = item.taken(desk.now).num_minutes();
        planned.map_or_else(
            || format!("{taken} min"),
            |planned| format!("{taken}/{planned}"),
        )
    } else if let Some(put_off) = item.put_off() {
        // Beside a number alone there is no room for the word.
        match put_off {
            _ if wide => put_off.name().to_owned(),
            PutOff::Deferred(_) => "later".to_owned(),
            PutOff::Withdrawn => "out".to_owned(),
        }
    } else if let Some(spell) = item.spells.first() {
        spell.put.format("%H:%M").to_string()
    } else if item.skipped {
        "skipped".to_owned()
    } else {
        planned.map_or_else(String::new, |planned| planned.to_string())
    }
}
