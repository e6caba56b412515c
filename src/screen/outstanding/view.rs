//! How the list of what is left looks: four groups, a row each, and the selected one in full below.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::editor::width_of;
use crate::minutes::dates::DateForm;
use crate::screen::desk::Desk;
use crate::screen::{actions, draw};
use crate::store::protocol::Promised;
use crate::theme::Tone;

use super::{Group, Row, WhatIsLeft};

/// Columns inside the box, at most.
const WIDTH: u16 = 130;

/// Rows below the list: a rule, the words, and what is known besides.
const IN_FULL: u16 = 4;

/// A line of the list.
enum Line<'a> {
    Heading(Group, usize),
    Row(usize, Row<'a>),
    Blank,
}

impl WhatIsLeft {
    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let rows = self.rows(desk);
        let at = self.at.min(rows.len().saturating_sub(1));
        let lines = lines(&rows);
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let size = (WIDTH, height.saturating_add(IN_FULL).max(IN_FULL + 2));
        let inside = draw::sheet(desk, frame, area, &self.title(desk), size);
        let list = Rect {
            height: inside.height.saturating_sub(IN_FULL),
            ..inside
        };
        if rows.is_empty() {
            let words = match &self.left {
                None => "Looking …",
                Some(_) => "Nothing is left from earlier meetings that is not on the agenda.",
            };
            let style = desk.theme.style(Tone::Faint);
            draw::put(frame.buffer_mut(), list.x + 2, list.y, list, words, style);
        }
        let selected = lines
            .iter()
            .position(|line| matches!(line, Line::Row(place, _) if *place == at))
            .unwrap_or(0);
        let first = draw::first_row(selected, lines.len(), usize::from(list.height));
        for (line, y) in lines.iter().skip(first).zip(list.top()..list.bottom()) {
            let row = Rect {
                y,
                height: 1,
                ..list
            };
            match line {
                Line::Blank => {}
                Line::Heading(group, count) => {
                    let more = *group == Group::Actions
                        && self.left.as_ref().is_some_and(|left| left.more_actions);
                    let more = if more { " and more" } else { "" };
                    let words = format!("{} ({count}{more})", group.title());
                    let style = desk.theme.style(Tone::Heading);
                    draw::put(frame.buffer_mut(), row.x + 1, y, row, &words, style);
                }
                Line::Row(place, it) => {
                    let marked = self.marked.contains(&it.key);
                    draw_row(desk, frame, row, it, (*place == at, marked));
                }
            }
        }
        if let Some(row) = rows.get(at) {
            let below = Rect {
                y: list.bottom(),
                height: inside.bottom().saturating_sub(list.bottom()),
                ..inside
            };
            draw_in_full(desk, frame, below, row);
        }
        let keys = [
            (Command::CarryToAgenda, "own item"),
            (Command::CarryToActions, "under previous actions"),
            (Command::MarkRow, "mark"),
            (Command::UpdateAction, "what became of it"),
            (Command::OpenSource, "minutes"),
            (Command::OpenHistory, "history"),
            (Command::Cancel, "close"),
        ];
        draw::footer(desk, frame, area, self.contexts(desk), &keys);
    }

    fn title(&self, desk: &Desk) -> String {
        let body = desk
            .open
            .as_ref()
            .map_or("", |open| open.meeting.head.title());
        let day = self.asked.on.format("%-d %b %Y");
        match self.marked.len() {
            0 => format!("Left from earlier meetings · {body} · {day}"),
            marked => format!("Left from earlier meetings · {marked} marked · {body} · {day}"),
        }
    }
}

fn lines<'a>(rows: &[Row<'a>]) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut last = None;
    for (place, row) in rows.iter().enumerate() {
        if last != Some(row.group) {
            if last.is_some() {
                lines.push(Line::Blank);
            }
            let count = rows.iter().filter(|other| other.group == row.group).count();
            lines.push(Line::Heading(row.group, count));
            last = Some(row.group);
        }
        lines.push(Line::Row(place, *row));
    }
    lines
}

/// Draws mark, reference and words at the left; who, by when, how it stands and where it is from as there is room.
fn draw_row(
    desk: &Desk,
    frame: &mut Frame<'_>,
    row: Rect,
    it: &Row<'_>,
    (here, marked): (bool, bool),
) {
    let today = desk.now.date_naive();
    let overdue = it
        .hit
        .action
        .as_ref()
        .is_some_and(|it| it.standing.is_overdue(today));
    let style = draw::row(
        desk,
        frame,
        row,
        here,
        if overdue { Tone::Warning } else { Tone::Text },
    );
    let state = match (&it.hit.action, it.topic) {
        (Some(action), _) => actions::state(&action.standing, today),
        (None, Some(it)) if it.topic.deferred => "deferred".to_owned(),
        (None, Some(_)) => "topic".to_owned(),
        (None, None) => String::new(),
    };
    let due = match (&it.hit.action, it.topic) {
        (_, Some(topic)) => promise(topic),
        (Some(action), None) => {
            let due = action.standing.due.as_ref();
            due.map_or_else(String::new, |due| due.as_written.clone())
        }
        (None, None) => String::new(),
    };
    let owner = it.hit.action.as_ref().map_or_else(String::new, |action| {
        actions::owners(desk, &action.standing)
    });
    let from = it.hit.date.format("%-d %b %Y").to_string();
    let columns: &[(&str, u16)] = match row.width {
        110.. => &[(&owner, 18), (&due, 22), (&state, 9), (&from, 11)],
        76.. => &[(&owner, 12), (&due, 14), (&state, 9)],
        _ => &[(&state, 9)],
    };
    let used: u16 = columns.iter().map(|(_, width)| width + 1).sum();
    let buffer = frame.buffer_mut();
    let mark = if marked { "[x]" } else { "[ ]" };
    draw::put(buffer, row.x + 2, row.y, row, mark, style);
    let reference = it
        .hit
        .action
        .as_ref()
        .map_or("", |action| &action.reference);
    let exempt = if it.hit.holds_exempt() { "EXEMPT " } else { "" };
    let words = match it.topic {
        Some(it) => format!("{exempt}{}", it.topic.words),
        None => format!("{exempt}{reference}  {}", it.hit.text),
    };
    let x = row.x + 6;
    let room = usize::from(row.right().saturating_sub(x + used + 1));
    draw::put(buffer, x, row.y, row, &draw::cut(&words, room), style);
    let mut x = row.right().saturating_sub(used);
    for (words, width) in columns {
        let words = draw::cut(words, usize::from(*width));
        draw::put(buffer, x, row.y, row, &words, style);
        x += width + 1;
    }
}

/// To when a topic is promised, or that it is not.
fn promise(promised: &Promised) -> String {
    let topic = &promised.topic;
    match (topic.on, &topic.vehicle) {
        (Some(window), _) => format!("for {window}"),
        (None, Some(vehicle)) => vehicle.clone(),
        (None, None) if topic.deferred => "next meeting".to_owned(),
        (None, None) => "no date".to_owned(),
    }
}

/// Draws the selected row in full.
fn draw_in_full(desk: &Desk, frame: &mut Frame<'_>, area: Rect, row: &Row<'_>) {
    let faint = desk.theme.style(Tone::Faint);
    let text = desk.theme.style(Tone::Text);
    let rule = "─".repeat(usize::from(area.width));
    draw::put(
        frame.buffer_mut(),
        area.x,
        area.y,
        area,
        &rule,
        desk.theme.style(Tone::Rule),
    );
    let width = area.width.saturating_sub(2);
    let words = match row.topic {
        Some(_) => row.hit.text.clone(),
        None => actions::title(row.hit),
    };
    let mut words = draw::wrapped(&words, width);
    if words.len() > 2 {
        let rest = words.split_off(1).join(" ");
        words.push(draw::cut(&rest, usize::from(width)));
    }
    for (line, y) in words.iter().zip(area.y + 1..area.bottom()) {
        draw::put(frame.buffer_mut(), area.x + 1, y, area, line, text);
    }
    let known = match row.topic {
        Some(topic) => promise(topic),
        None => actions::facts(desk, row.hit),
    };
    let from = format!(
        "{}, {}, {}",
        row.hit.body_name,
        DateForm::Long.format(row.hit.date),
        row.hit.title
    );
    let mut facts = format!("{known} · {from}");
    if width_of(&facts) > usize::from(width) {
        facts = draw::cut(&facts, usize::from(width));
    }
    let y = area.bottom().saturating_sub(1);
    draw::put(frame.buffer_mut(), area.x + 1, y, area, &facts, faint);
}
