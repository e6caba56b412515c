//! The look-up as it is drawn: the query, the rows, and all that there is to know of the selected one.

mod marked;
mod pane;
mod row;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::command::Command;
use crate::editor::width_of;
use crate::screen::desk::Desk;
use crate::screen::draw;
use crate::theme::Tone;

use super::{LookUp, filters};

/// Columns of the box, at most: longer rows are hard to read.
const WIDEST: u16 = 150;

/// Rows of the screen that each row of the list takes: its words, then who, when and where.
const EACH: u16 = 2;

/// Rows inside the box from which on the selected row is shown in full at the bottom.
const PANE_FROM: u16 = 11;

/// Where the parts stand.
struct Layout {
    outside: Rect,
    query: Rect,
    about: Rect,
    list: Rect,
    pane: Rect,
}

impl Layout {
    /// The parts on a screen, over an entry line of so many rows, which stays in sight.
    fn of(area: Rect, line: Option<u16>) -> Self {
        // The footer, and above it the line, of which at least the list must leave something.
        let below = 2 + line.map_or(0, |rows| rows.min(area.height / 6).max(1));
        let width = area.width.min(WIDEST);
        let outside = Rect {
            x: area.x + (area.width - width) / 2,
            y: area.y,
            width,
            height: area.height.saturating_sub(below),
        };
        let inside = Rect {
            x: outside.x + 1,
            y: outside.y + 1,
            width: outside.width.saturating_sub(2),
            height: outside.height.saturating_sub(2),
        };
        let part = |from: u16, height: u16| Rect {
            y: inside.y + from.min(inside.height),
            height: height.min(inside.height.saturating_sub(from)),
            ..inside
        };
        let pane = if inside.height >= PANE_FROM {
            let third = (inside.height / 3).clamp(5, 9);
            // What is left of the list is whole rows.
            third + (inside.height - 2 - third) % EACH
        } else {
            0
        };
        Self {
            outside,
            query: part(0, 1),
            about: part(1, 1),
            list: part(2, inside.height.saturating_sub(2 + pane)),
            pane: part(inside.height - pane, pane),
        }
    }

    /// How many rows of the list are in sight.
    fn rows(&self) -> usize {
        usize::from((self.list.height / EACH).max(1))
    }
}

/// How many rows of the list are in sight in a terminal of so many columns and rows.
pub(super) fn page(size: (u16, u16), line: Option<u16>) -> usize {
    Layout::of(Rect::new(0, 0, size.0, size.1), line).rows()
}

/// Draws it.
pub(super) fn view(look_up: &LookUp, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
    let layout = Layout::of(area, look_up.below.line);
    draw::framed(
        desk,
        frame,
        layout.outside,
        &title(look_up, layout.outside.width),
    );
    about(look_up, desk, frame, layout.about);
    rows(look_up, desk, frame, &layout);
    if let Some(hit) = look_up.hit() {
        pane::pane(desk, hit, frame, layout.pane);
    }
    draw::footer(
        desk,
        frame,
        area,
        look_up.contexts(desk),
        keys(look_up.below.line.is_some()),
    );
    // Last, so that the terminal's cursor is where keys are typed.
    query(look_up, desk, frame, layout.query);
}

/// What is shown, in the frame; the body as sentences call it where its name leaves no room for the rest.
fn title(look_up: &LookUp, width: u16) -> String {
    let below = &look_up.below;
    let Some(here) = &below.body else {
        return if look_up.query.text().trim().is_empty() {
            "Open actions of all bodies".to_owned()
        } else {
            "Look up · all bodies".to_owned()
        };
    };
    let words = |body: &str| match &below.heading {
        _ if !look_up.query.text().trim().is_empty() => format!("Look up · {body} first"),
        Some(heading) => format!("Open actions of the {body} · under “{heading}” first"),
        None => format!("Open actions of the {body}"),
    };
    let full = words(&here.name);
    if width_of(&full) + 6 <= usize::from(width) {
        full
    } else {
        words(&here.called)
    }
}

/// What was made of the words, else the filters that there are.
fn about(look_up: &LookUp, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
    let remarks = look_up
        .found
        .as_ref()
        .map(|found| found.remarks.join(" · "))
        .unwrap_or_default();
    let (words, tone) = if !remarks.is_empty() {
        (remarks, Tone::Text)
    } else if look_up.fresh {
        let words = "Type to look up something else, a blank to go on with this.";
        (words.to_owned(), Tone::Faint)
    } else if look_up.query.is_empty() {
        (hint(look_up, desk, usize::from(area.width)), Tone::Faint)
    } else {
        return;
    };
    let words = draw::cut(&words, usize::from(area.width.saturating_sub(2)));
    let style = desk.theme.style(tone);
    draw::put(frame.buffer_mut(), area.x + 1, area.y, area, &words, style);
}

/// The words that filter, as many as there is room for, and the key that explains them.
fn hint(look_up: &LookUp, desk: &Desk, width: usize) -> String {
    let help = desk.keys(look_up.contexts(desk), Command::Help);
    let end = format!(" … {help}");
    let mut words = "Filters:".to_owned();
    for filter in filters::WORDS
        .iter()
        .flat_map(|(words, _)| words.split("  "))
    {
        if width_of(&words) + width_of(filter) + width_of(&end) + 3 > width {
            break;
        }
        words = format!("{words} {filter}");
    }
    words + &end
}

/// What is typed, how much fits it, and the terminal's cursor.
fn query(look_up: &LookUp, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
    let buffer = frame.buffer_mut();
    draw::put(
        buffer,
        area.x + 1,
        area.y,
        area,
        ">",
        desk.theme.style(Tone::Current),
    );
    let count = match &look_up.found {
        Some(found) if found.hits.is_empty() => String::new(),
        Some(found) if found.more => format!("the first {}", found.hits.len()),
        Some(found) => format!("{} found", found.hits.len()),
        None => String::new(),
    };
    let count_x = area.right().saturating_sub(width_of(&count) as u16 + 1);
    let faint = desk.theme.style(Tone::Faint);
    draw::put(buffer, count_x, area.y, area, &count, faint);
    let x = area.x + 3;
    let room = Rect {
        width: count_x.saturating_sub(area.x + 1),
        ..area
    };
    let (mut before, after) = (look_up.query.before_cursor(), look_up.query.after_cursor());
    // What is before the cursor gives way at its start when there is no room for all.
    while width_of(before) + 1 > usize::from(room.right().saturating_sub(x)) {
        let mut letters = before.chars();
        if letters.next().is_none() {
            break;
        }
        before = letters.as_str();
    }
    let tone = if look_up.fresh {
        Tone::Selected
    } else {
        Tone::Text
    };
    let style = desk.theme.style(tone);
    let cursor = x + draw::put(buffer, x, area.y, room, before, style);
    draw::put(buffer, cursor, area.y, room, after, style);
    frame.set_cursor_position(Position::new(
        cursor.min(area.right().saturating_sub(1)),
        area.y,
    ));
}

/// The list, or what to do where nothing fits.
fn rows(look_up: &LookUp, desk: &Desk, frame: &mut Frame<'_>, layout: &Layout) {
    let list = layout.list;
    let hits = look_up.hits();
    if hits.is_empty() {
        if look_up.found.is_some() {
            nothing(look_up, desk, frame, list);
        }
        return;
    }
    let first = draw::first_row(look_up.at, hits.len(), layout.rows());
    let label = row::label_width(hits);
    let tops = (list.y..list.bottom()).step_by(usize::from(EACH));
    for ((place, hit), y) in hits.iter().enumerate().skip(first).zip(tops) {
        let area = Rect {
            y,
            height: EACH.min(list.bottom() - y),
            ..list
        };
        row::row(desk, hit, label, place == look_up.at, frame, area);
    }
}

/// Nothing fits: what to try.
fn nothing(look_up: &LookUp, desk: &Desk, frame: &mut Frame<'_>, list: Rect) {
    let text = look_up.query.text();
    let keys = |command| desk.keys(look_up.contexts(desk), command);
    let mut lines = Vec::new();
    if text.trim().is_empty() {
        lines.push(match &look_up.below.body {
            Some(here) => format!("The {} has no open actions.", here.name),
            None => "There are no open actions.".to_owned(),
        });
        lines.push("Type a word or two: everything minuted is looked through.".to_owned());
    } else {
        // It is looked on, while nothing else is asked.
        let more = look_up.found.as_ref().is_some_and(|found| found.more);
        lines.push(if more {
            "Nothing found so far.".to_owned()
        } else {
            "Nothing found.".to_owned()
        });
        if let Some(state) = filters::state(text) {
            let key = match state {
                "open" => keys(Command::OnlyOpen),
                "overdue" => keys(Command::OnlyOverdue),
                _ => String::new(),
            };
            lines.push(if key.is_empty() {
                format!("Only what is {state} is shown: take the word out for everything.")
            } else {
                format!("Only what is {state} is shown: {key} shows everything.")
            });
        }
        lines.push(
            "Try fewer words or only their beginnings; one slip in a longer word is forgiven."
                .to_owned(),
        );
        let clear = keys(Command::KillLine);
        let help = keys(Command::Help);
        lines.push(format!(
            "{clear} begins anew; {help} lists the filter words."
        ));
    }
    let width = list.width.saturating_sub(4);
    let wrapped = lines.iter().flat_map(|line| draw::wrapped(line, width));
    for ((place, words), y) in wrapped.enumerate().zip(list.y + 1..list.bottom()) {
        let tone = if place == 0 { Tone::Text } else { Tone::Faint };
        let style = desk.theme.style(tone);
        draw::put(frame.buffer_mut(), list.x + 2, y, list, &words, style);
    }
}

/// The keys that matter here.
fn keys(line: bool) -> &'static [(Command, &'static str)] {
    if line {
        &[
            (Command::Choose, "refer to it"),
            (Command::OpenSource, "source"),
            (Command::Cancel, "back"),
            (Command::UpdateAction, "update"),
            (Command::CopyWords, "copy"),
            (Command::Help, "help"),
            (Command::OpenHistory, "history"),
            (Command::OnlyOpen, "open"),
            (Command::OnlyOverdue, "overdue"),
            (Command::ThisBodyFirst, "body"),
        ]
    } else {
        &[
            (Command::Choose, "source"),
            (Command::UpdateAction, "update"),
            (Command::OpenHistory, "history"),
            (Command::Cancel, "back"),
            (Command::Help, "help"),
            (Command::OnlyOpen, "open"),
            (Command::OnlyOverdue, "overdue"),
        ]
    }
}
