//! All that there is to know of the selected row: its whole words, then how it stands and where it comes from.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::screen::desk::Desk;
use crate::screen::{actions, draw};
use crate::store::protocol::{ActionState, Hit};
use crate::theme::Tone;

use super::marked::Marked;

/// Draws it, under a rule.
pub(super) fn pane(desk: &Desk, hit: &Hit, frame: &mut Frame<'_>, area: Rect) {
    if area.height < 3 {
        return;
    }
    let rule = "─".repeat(usize::from(area.width));
    let faint = desk.theme.style(Tone::Rule);
    draw::put(frame.buffer_mut(), area.x, area.y, area, &rule, faint);
    let inside = Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height - 1,
    };
    let mut facts: Vec<String> = hit
        .action
        .iter()
        .map(|action| state(desk, action))
        .collect();
    facts.extend(hit.action.as_ref().and_then(|action| latest(action)));
    if hit.holds_exempt() {
        let first = facts.first().cloned().unwrap_or_default();
        facts.splice(
            ..1.min(facts.len()),
            [format!("EXEMPT, not for publication · {first}")],
        );
    }
    facts.push(format!(
        "{} · {} · item {} {}",
        hit.date.format("%-d %B %Y"),
        hit.body_name,
        hit.number(),
        hit.title
    ));
    // The words have what room they need, but for a row a fact; the less needful facts go first.
    let words = Marked::new(&hit.text, &hit.marked);
    let needed = words.rows(inside.width).max(1);
    let room = inside.height;
    if facts.len() == 3 && needed + 3 > room {
        facts.remove(1);
    }
    let least = room.saturating_sub(facts.len() as u16).max(1);
    let body = Rect {
        height: needed.min(least),
        ..inside
    };
    let text = desk.theme.style(Tone::Text);
    let found = desk.theme.style(Tone::Found);
    let used = words.put_wrapped(frame.buffer_mut(), body, text, found);
    let style = desk.theme.style(Tone::Faint);
    for (line, y) in lines(&facts, inside.width, usize::from(room - used))
        .iter()
        .zip(inside.y + used..inside.bottom())
    {
        draw::put(frame.buffer_mut(), inside.x, y, inside, line, style);
    }
}

/// The facts in so many rows: in full where there is room, else a row each.
fn lines(facts: &[String], width: u16, rows: usize) -> Vec<String> {
    let full: Vec<String> = facts
        .iter()
        .flat_map(|fact| draw::wrapped(fact, width))
        .collect();
    if full.len() <= rows {
        return full;
    }
    facts
        .iter()
        .map(|fact| draw::cut(fact, usize::from(width)))
        .collect()
}

/// Who, by when, and how it stands.
fn state(desk: &Desk, action: &ActionState) -> String {
    let standing = &action.standing;
    let kind = if action.recommendation {
        "recommendation · "
    } else {
        ""
    };
    let due = standing.due.as_ref().map_or_else(
        || "no date".to_owned(),
        |due| format!("due: {}", actions::due(due)),
    );
    format!(
        "{kind}{} · {due} · {}",
        actions::owners(desk, standing),
        actions::state(standing, desk.now.date_naive())
    )
}

/// What was last heard of it.
fn latest(action: &ActionState) -> Option<String> {
    let latest = action.standing.latest.as_ref()?;
    let on = latest.at.format("%-d %B %Y");
    let name = latest.update.step.name();
    let note = &latest.update.note;
    Some(if note.is_empty() {
        format!("since {on}: {name}")
    } else {
        format!("since {on}: {name} ({note})")
    })
}
