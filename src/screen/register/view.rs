//! The register on the screen: counts, the filter, the table, and the selected action in full.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget as _};

use crate::command::Command;
use crate::editor::width_of;
use crate::minutes::entry::Status;
use crate::screen::desk::Desk;
use crate::screen::{actions, draw};
use crate::store::protocol::Hit;
use crate::theme::Tone;

use super::{Group, Register, Shown, order_name};

/// Rows above the list: counts, filter, names of columns.
const ABOVE: u16 = 3;

/// Rows below the list: a rule, the selected action, status and keys.
const BELOW: u16 = 6;

/// How many rows the list has on a terminal so high.
pub(super) fn list_height(rows: u16) -> usize {
    usize::from(rows.saturating_sub(ABOVE + BELOW)).max(1)
}

/// Where each column begins, and how wide it is; 0 for one that there is no room for.
struct Columns {
    reference: (u16, usize),
    text: (u16, usize),
    owners: (u16, usize),
    due: (u16, usize),
    state: (u16, usize),
    body: (u16, usize),
    raised: (u16, usize),
}

impl Columns {
    fn of(width: u16) -> Self {
        let (owners, due, state) = match width {
            0..70 => (0, 0, 10),
            70..110 => (16, 12, 10),
            _ => (22, 20, 11),
        };
        let (body, raised) = match width {
            0..110 => (0, 0),
            110..150 => (0, 11),
            _ => (26, 11),
        };
        let reference = 14;
        let gaps = [owners, due, state, body, raised]
            .iter()
            .filter(|width| **width > 0)
            .count();
        let taken = 2 + reference + 1 + owners + due + state + body + raised + gaps;
        let text = usize::from(width).saturating_sub(taken).max(8);
        let mut x = 2;
        let mut next = |width: usize| {
            let at = x;
            if width > 0 {
                x += width as u16 + 1;
            }
            (at, width)
        };
        Self {
            reference: next(reference),
            text: next(text),
            owners: next(owners),
            due: next(due),
            state: next(state),
            body: next(body),
            raised: next(raised),
        }
    }
}

/// One line of the list.
enum Line<'r> {
    Heading(String),
    Row(usize, &'r Hit),
}

pub(super) fn draw(register: &Register, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
    Clear.render(area, frame.buffer_mut());
    header(register, desk, frame, area);
    filter(register, desk, frame, area);
    let list = Rect {
        y: area.y + ABOVE - 1,
        height: area.height.saturating_sub(ABOVE + BELOW - 1),
        ..area
    };
    let columns = Columns::of(area.width);
    names(desk, frame, list, &columns);
    let rows = Rect {
        y: list.y + 1,
        height: list.height.saturating_sub(1),
        ..list
    };
    table(register, desk, frame, rows, &columns);
    selected(register, desk, frame, area);
    let keys: &[(Command, &str)] = if register.filtering {
        &[
            (Command::Choose, "to the rows"),
            (Command::Cancel, "no filter"),
        ]
    } else if register.marked.is_empty() {
        &[
            (Command::OpenHistory, "history"),
            (Command::UpdateAction, "update"),
            (Command::FilterRows, "filter"),
            (Command::OnlyOpen, "open"),
            (Command::OnlyOverdue, "overdue"),
            (Command::Help, "help"),
            (Command::Cancel, "back"),
            (Command::SortRows, "sort"),
            (Command::GroupRows, "group"),
            (Command::MarkRow, "mark"),
            (Command::WriteRows, "to a file"),
        ]
    } else {
        &[
            (Command::UpdateMarked, "update all marked"),
            (Command::MarkRow, "mark"),
            (Command::MarkAllRows, "no marks"),
            (Command::UndoRecord, "undo"),
            (Command::Help, "help"),
            (Command::Cancel, "back"),
        ]
    };
    draw::footer(desk, frame, area, register.contexts(desk), keys);
}

/// "12,345": a number of any size is read by its groups.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn header(register: &Register, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
    let counts = register.window.counts().map_or_else(
        || "counting …".to_owned(),
        |counts| {
            format!(
                "{} · {} open · {} overdue · {} done",
                grouped(counts.all),
                grouped(counts.open),
                grouped(counts.overdue),
                grouped(counts.complete)
            )
        },
    );
    let heading = desk.theme.style(Tone::Heading);
    let used = draw::put(
        frame.buffer_mut(),
        area.x + 1,
        area.y,
        area,
        "Actions",
        heading,
    );
    let x = area.x + used + 3;
    let text = desk.theme.style(Tone::Text);
    draw::put(frame.buffer_mut(), x, area.y, area, &counts, text);
    if !register.marked.is_empty() {
        let words = format!("{} marked", register.marked.len());
        let x = area.right().saturating_sub(width_of(&words) as u16 + 1);
        let style = desk.theme.style(Tone::Current);
        draw::put(frame.buffer_mut(), x, area.y, area, &words, style);
    }
}

/// The filter line, and at its right what else decides which rows are shown.
fn filter(register: &Register, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
    let y = area.y + 1;
    let mut parts = Vec::new();
    match register.state {
        Shown::All => {}
        Shown::Open => parts.push("open only".to_owned()),
        Shown::Overdue => parts.push("overdue only".to_owned()),
    }
    if let Some((_, name)) = &register.body {
        parts.push(draw::cut(name, 24));
    }
    let mut order = match register.group {
        Some(group) => format!("by {}", group.name()),
        None => format!("{} first", order_name(register.order)),
    };
    if register.group.is_none() && !matches!(order_name(register.order), "most pressing" | "newest")
    {
        order = format!("by {}", order_name(register.order));
    }
    if register.reversed {
        order.push_str(", reversed");
    }
    parts.push(order);
    let words = parts.join(" · ");
    let x = area.right().saturating_sub(width_of(&words) as u16 + 1);
    let faint = desk.theme.style(Tone::Faint);
    draw::put(frame.buffer_mut(), x, y, area, &words, faint);
    let text = register.filter.text();
    let room = usize::from(x.saturating_sub(area.x + 4));
    let (prompt, style) = if register.filtering {
        ("/", desk.theme.style(Tone::Current))
    } else {
        ("/", faint)
    };
    if !register.filtering && text.is_empty() {
        return;
    }
    draw::put(frame.buffer_mut(), area.x + 1, y, area, prompt, style);
    // The end of a long filter is what is being typed.
    let before = text.get(..register.filter.cursor()).unwrap_or(text);
    let shown = if width_of(before) + 1 > room {
        draw::cut_front(before, room.saturating_sub(1))
    } else {
        draw::cut(text, room)
    };
    let plain = desk.theme.style(Tone::Text);
    draw::put(frame.buffer_mut(), area.x + 3, y, area, &shown, plain);
    if register.filtering {
        let column = width_of(before).min(room.saturating_sub(1));
        frame.set_cursor_position((area.x + 3 + column as u16, y));
    }
}

fn names(desk: &Desk, frame: &mut Frame<'_>, area: Rect, columns: &Columns) {
    let style = desk.theme.style(Tone::Faint);
    for (name, (x, width)) in [
        ("Reference", columns.reference),
        ("What", columns.text),
        ("Who", columns.owners),
        ("Due", columns.due),
        ("State", columns.state),
        ("Body", columns.body),
        ("Raised", columns.raised),
    ] {
        if width > 0 {
            draw::put(frame.buffer_mut(), area.x + x, area.y, area, name, style);
        }
    }
}

fn table(register: &Register, desk: &Desk, frame: &mut Frame<'_>, area: Rect, columns: &Columns) {
    if register.window.is_empty() {
        let words = if register.filter.text().is_empty() && register.state == Shown::All {
            "No meeting on record has agreed an action yet."
        } else {
            "No action fits."
        };
        let style = desk.theme.style(Tone::Faint);
        draw::put(frame.buffer_mut(), area.x + 2, area.y, area, words, style);
        return;
    }
    let height = usize::from(area.height);
    for (line, y) in lines(register, desk, height)
        .iter()
        .zip(area.y..area.bottom())
    {
        let here = Rect {
            y,
            height: 1,
            ..area
        };
        match line {
            Line::Heading(words) => {
                let style = desk.theme.style(Tone::Heading);
                let words = draw::cut(words, usize::from(area.width.saturating_sub(2)));
                draw::put(frame.buffer_mut(), area.x + 1, y, area, &words, style);
            }
            Line::Row(place, hit) => {
                row(register, desk, frame, here, columns, (*place, hit));
            }
        }
    }
}

/// The lines in sight: rows around the selected one, with a heading before each group.
fn lines<'r>(register: &'r Register, desk: &Desk, height: usize) -> Vec<Line<'r>> {
    let total = register.window.known_rows(register.state);
    let mut first = draw::first_row(register.at, total, height);
    loop {
        let mut lines = Vec::new();
        let mut before: Option<String> = None;
        let mut reached = false;
        for place in first..total {
            if lines.len() >= height {
                break;
            }
            let Some(hit) = register.window.row(place) else {
                break;
            };
            if let Some(group) = register.group {
                let label = label(desk, group, hit);
                if before.as_ref() != Some(&label) {
                    lines.push(Line::Heading(label.clone()));
                    before = Some(label);
                }
            }
            if lines.len() < height {
                lines.push(Line::Row(place, hit));
                reached |= place == register.at;
            }
        }
        // Headings may push the selected row out below.
        if reached || first >= register.at {
            return lines;
        }
        first += 1;
    }
}

fn label(desk: &Desk, group: Group, hit: &Hit) -> String {
    match group {
        Group::Owner => hit.action.as_ref().map_or_else(String::new, |action| {
            actions::owners(desk, &action.standing)
        }),
        Group::Body => hit.body_name.clone(),
        Group::Meeting => format!("{}, {}", hit.body_name, hit.date.format("%-d %B %Y")),
    }
}

fn row(
    register: &Register,
    desk: &Desk,
    frame: &mut Frame<'_>,
    area: Rect,
    columns: &Columns,
    (place, hit): (usize, &Hit),
) {
    let Some(action) = &hit.action else { return };
    let standing = &action.standing;
    let today = desk.now.date_naive();
    let overdue = standing.is_overdue(today);
    let tone = match standing.status {
        Status::Open if overdue => Tone::Warning,
        Status::Open => Tone::Text,
        Status::Complete | Status::Cancelled | Status::Superseded => Tone::Faint,
    };
    let chosen = place == register.at;
    let style = draw::row(desk, frame, area, chosen, tone);
    let marked = actions::key(hit).is_some_and(|key| register.marked.contains_key(&key));
    if marked {
        draw::put(frame.buffer_mut(), area.x + 1, area.y, area, "●", style);
    }
    let due = standing
        .due
        .as_ref()
        .map_or("", |due| due.as_written.as_str());
    let state = match standing.status {
        Status::Open if overdue => "overdue",
        Status::Complete => "done",
        other => other.name(),
    };
    let owners = actions::owners(desk, standing);
    let exempt = if hit.holds_exempt() { "EXEMPT " } else { "" };
    let text = format!("{exempt}{}", hit.text);
    let raised = hit.date.format("%-d %b %Y").to_string();
    for (words, (x, width)) in [
        (action.reference.as_str(), columns.reference),
        (text.as_str(), columns.text),
        (owners.as_str(), columns.owners),
        (due, columns.due),
        (state, columns.state),
        (hit.body_name.as_str(), columns.body),
        (raised.as_str(), columns.raised),
    ] {
        if width > 0 {
            let words = draw::cut(words, width);
            draw::put(frame.buffer_mut(), area.x + x, area.y, area, &words, style);
        }
    }
}

/// The selected action in full, as far as three rows hold it.
fn selected(register: &Register, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
    let top = area.bottom().saturating_sub(BELOW);
    let rule = "─".repeat(usize::from(area.width));
    let style = desk.theme.style(Tone::Rule);
    draw::put(frame.buffer_mut(), area.x, top, area, &rule, style);
    let Some(hit) = register.row() else { return };
    let width = area.width.saturating_sub(2);
    let facts = format!(
        "{} · {}, {}, item {} ({})",
        actions::facts(desk, hit),
        hit.body_name,
        hit.date.format("%-d %b %Y"),
        hit.number(),
        hit.title
    );
    // The words have two rows of the three where they need them; what does not fit is cut.
    let words = within(draw::wrapped(&actions::title(hit), width), 2, width);
    let room = 3 - words.len();
    let facts = within(draw::wrapped(&facts, width), room, width);
    let lines = words
        .iter()
        .map(|line| (line, Tone::Text))
        .chain(facts.iter().map(|line| (line, Tone::Faint)));
    for ((line, tone), y) in lines.zip(top + 1..) {
        let style = desk.theme.style(tone);
        draw::put(frame.buffer_mut(), area.x + 1, y, area, line, style);
    }
}

/// Lines, of which so many have room: the last one holds as much as it can of the rest.
fn within(mut lines: Vec<String>, room: usize, width: u16) -> Vec<String> {
    if lines.len() > room && room > 0 {
        let rest = lines.split_off(room - 1).join(" ");
        lines.push(draw::cut(&rest, usize::from(width)));
    }
    lines
}
