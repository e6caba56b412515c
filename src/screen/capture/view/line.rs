//! The line that is typed, and over it the row or two that say what it means and what Tab would make of it.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::command::Command;
use crate::editor::{Visual, visible, width_of};
use crate::keymap::Context;
use crate::minutes::entry::Kind;
use crate::screen::capture::Capture;
use crate::screen::capture::line::is_list;
use crate::screen::desk::{Desk, OpenMeeting};
use crate::screen::draw;
use crate::theme::Tone;

/// What stands over the line: what it is and means, and what Tab would make of it.
pub(super) struct Meaning {
    /// As many rows as the words need; the first leaves room for what Tab offers.
    pub(super) rows: Vec<String>,
    tone: Tone,
    /// What Tab offers; in an empty line, the marks.
    tab: String,
    tab_tone: Tone,
}

/// Works out what stands over the line, in a terminal of `columns`.
pub(super) fn meaning(capture: &Capture, desk: &Desk, open: &OpenMeeting, columns: u16) -> Meaning {
    let line = capture.active();
    let mut words = if capture.amending.is_some() {
        "amending · ".to_owned()
    } else {
        String::new()
    };
    match &capture.understood {
        Some(understood) => {
            let mark = understood
                .kind
                .mark()
                .map(|mark| format!("{mark} "))
                .unwrap_or_default();
            words = format!("{words}{mark}{}", understood.explain());
        }
        None if is_list(line.kind) => {
            words = format!("{words}{} · Enter ends the list", line.kind.name());
        }
        None => words.push_str(line.kind.name()),
    }
    let mut tone = Tone::Faint;
    let current = open.meeting.current().map(|item| item.id);
    if let Some(item) = line.item.filter(|id| Some(*id) != current)
        && current.is_some()
        && let Some(place) = open.meeting.place_of(item)
    {
        words = format!("UNDER ITEM {} · {words}", place + 1);
        tone = Tone::Warning;
    }
    if desk.normal_mode {
        words = format!("COMMANDS · {words}");
    }
    let mut tab = completion_words(capture, desk);
    let mut tab_tone = Tone::Key;
    if tab.is_empty() && line.is_empty() && !desk.normal_mode && open.elsewhere.is_none() {
        let room = usize::from(columns).saturating_sub(width_of(&words) + 6);
        tab = marks(room);
        tab_tone = Tone::Faint;
    }
    let room = columns.saturating_sub(width_of(&tab) as u16 + 4);
    let rows = draw::wrapped(&words, room);
    Meaning {
        rows,
        tone,
        tab,
        tab_tone,
    }
}

/// The marks that make a line another kind of entry, those wanted most first, as many as there is room for.
fn marks(room: usize) -> String {
    let kinds = [
        Kind::Action,
        Kind::Decision,
        Kind::Question,
        Kind::Point,
        Kind::Private,
        Kind::Declaration,
        Kind::Encouraging,
        Kind::Concern,
    ];
    let mut marks = String::new();
    for kind in kinds {
        let Some(mark) = kind.mark() else { continue };
        let gap = if marks.is_empty() { "" } else { "  " };
        let more = format!("{gap}{mark} {}", kind.name());
        if width_of(&marks) + width_of(&more) > room {
            break;
        }
        marks.push_str(&more);
    }
    marks
}

/// The row or two over the line; what does not fit into them is cut.
pub(super) fn about_line(desk: &Desk, meaning: &Meaning, frame: &mut Frame<'_>, area: Rect) {
    let style = desk.theme.style(meaning.tone);
    let last = usize::from(area.height).saturating_sub(1);
    for ((place, words), y) in meaning.rows.iter().enumerate().zip(area.y..area.bottom()) {
        let cut_off = place == last && meaning.rows.len() > place + 1;
        let words = if cut_off {
            format!("{words}…")
        } else {
            words.clone()
        };
        draw::put(frame.buffer_mut(), area.x + 1, y, area, &words, style);
    }
    let x = area
        .right()
        .saturating_sub(width_of(&meaning.tab) as u16 + 1);
    let style = desk.theme.style(meaning.tab_tone);
    draw::put(frame.buffer_mut(), x, area.y, area, &meaning.tab, style);
}

/// What Tab would put in the line next, after the key that does it; empty where it offers nothing.
fn completion_words(capture: &Capture, desk: &Desk) -> String {
    let offers = &capture.active().offers;
    let next = match offers.taken {
        Some(taken) => offers.list.get(taken + 1),
        None => offers.list.first(),
    };
    let Some(offer) = next else {
        return String::new();
    };
    let keys = desk.keys(Context::Line.stack(), Command::Complete);
    let room = usize::from(desk.size.0) / 2;
    format!(
        "{keys}: {}",
        draw::cut(&offer.with, room.saturating_sub(keys.len() + 2))
    )
}

/// Draws the line with its prompt, scrolled to the cursor, and the cursor where keys go to it.
pub(super) fn entry_line(
    capture: &Capture,
    desk: &Desk,
    frame: &mut Frame<'_>,
    area: Rect,
    visual: &Visual,
) {
    let editor = &capture.active().editor;
    let prompt = if capture.amending.is_some() {
        "»"
    } else {
        ">"
    };
    draw::put(
        frame.buffer_mut(),
        area.x + 1,
        area.y,
        area,
        prompt,
        desk.theme.style(Tone::Current),
    );
    let height = usize::from(area.height);
    let first = visual.row.saturating_sub(height.saturating_sub(1));
    let text = editor.text();
    let inside = Rect {
        x: area.x + 3,
        width: area.width.saturating_sub(3),
        ..area
    };
    for (range, y) in visual.lines.iter().skip(first).zip(area.y..area.bottom()) {
        let words = visible(text.get(range.clone()).unwrap_or_default());
        draw::put(
            frame.buffer_mut(),
            inside.x,
            y,
            inside,
            &words,
            desk.theme.style(Tone::Text),
        );
    }
    if capture.selected.is_none() {
        let column = inside.x + (visual.column as u16).min(inside.width.saturating_sub(1));
        let row = area.y + (visual.row - first) as u16;
        frame.set_cursor_position(Position::new(
            column,
            row.min(area.bottom().saturating_sub(1)),
        ));
    }
}
