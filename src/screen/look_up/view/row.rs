//! One row of what was looked up, in two rows of the screen: what it is and how it stands; who, when and where.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::editor::width_of;
use crate::minutes::entry::Status;
use crate::screen::desk::Desk;
use crate::screen::draw;
use crate::store::protocol::{ActionState, Hit};
use crate::theme::Tone;

use super::marked::Marked;

/// Columns for references and kinds, at most.
const LABEL: usize = 16;

/// Columns from which on the second row says in full when and where.
const WIDE: u16 = 100;

/// The columns that the labels of all rows take.
pub(super) fn label_width(hits: &[Hit]) -> u16 {
    let widest = hits.iter().map(|hit| width_of(label(hit))).max();
    widest.unwrap_or_default().min(LABEL) as u16
}

/// What stands first: the reference of an action, else what kind of thing it is.
fn label(hit: &Hit) -> &str {
    match (&hit.action, hit.kind) {
        (Some(action), _) => &action.reference,
        (None, Some(kind)) => kind.name(),
        (None, None) => "item",
    }
}

/// How an action stands, in a word.
fn status(desk: &Desk, action: &ActionState) -> (&'static str, Tone) {
    let standing = &action.standing;
    match standing.status {
        Status::Open if standing.is_overdue(desk.now.date_naive()) => ("overdue", Tone::Warning),
        Status::Open => ("open", Tone::Text),
        Status::Complete => ("done", Tone::Good),
        Status::Cancelled => ("cancelled", Tone::Faint),
        Status::Superseded => ("superseded", Tone::Faint),
    }
}

/// Who is to do it.
fn who(action: &ActionState) -> String {
    let owners = &action.standing.owners;
    if owners.is_empty() {
        return "no owner".to_owned();
    }
    let names: Vec<&str> = owners.iter().map(|owner| owner.name.as_str()).collect();
    names.join(", ")
}

/// By when, as written.
fn due(action: &ActionState) -> String {
    match &action.standing.due {
        Some(due) => format!("due: {}", due.as_written),
        None => "no date".to_owned(),
    }
}

/// Draws a row.
pub(super) fn row(
    desk: &Desk,
    hit: &Hit,
    label_width: u16,
    selected: bool,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let first = Rect { height: 1, ..area };
    let plain = draw::row(desk, frame, first, selected, Tone::Text);
    let toned = |tone| {
        if selected {
            plain
        } else {
            desk.theme.style(tone)
        }
    };
    let found = plain.patch(desk.theme.style(Tone::Found));
    let buffer = frame.buffer_mut();
    let (status, tone) = hit
        .action
        .as_ref()
        .map_or(("", Tone::Text), |action| status(desk, action));
    let status_x = first.right().saturating_sub(width_of(status) as u16 + 1);
    draw::put(buffer, status_x, first.y, first, status, toned(tone));
    let label_x = first.x + 2;
    let label = draw::cut(label(hit), usize::from(label_width));
    let kind = hit.kind.map_or(Tone::Heading, Tone::Kind);
    draw::put(buffer, label_x, first.y, first, &label, toned(kind));
    let words_x = label_x + label_width + 2;
    let words = Rect {
        x: words_x,
        width: status_x.saturating_sub(words_x + 1),
        ..first
    };
    let mut words = words;
    if hit.holds_exempt() {
        let style = plain.patch(desk.theme.style(Tone::Exempt));
        draw::put(buffer, words.x, words.y, first, "EXEMPT", style);
        let used = 7.min(words.width);
        words = Rect {
            x: words.x + used,
            width: words.width - used,
            ..words
        };
    }
    Marked::new(&hit.text, &hit.marked)
        .excerpt(usize::from(words.width))
        .put(buffer, words, plain, found);
    if area.height > 1 {
        let second = Rect {
            y: area.y + 1,
            height: 1,
            ..area
        };
        about(desk, hit, frame, second);
    }
}

/// Who and by when from the left, when and where it was minuted from the right.
fn about(desk: &Desk, hit: &Hit, frame: &mut Frame<'_>, row: Rect) {
    let style = desk.theme.style(Tone::Faint);
    let wide = row.width >= WIDE;
    let raised = if wide {
        let date = hit.date.format("%-d %B %Y");
        let number = hit.number();
        let room = usize::from(row.width / 3);
        match &hit.action {
            Some(_) => {
                let title = draw::cut(&hit.title, room);
                format!("{date} · item {number} {title}")
            }
            None => {
                let body = draw::cut(&hit.body_name, room);
                format!("{date} · {body} · item {number}")
            }
        }
    } else {
        // The reference of an action says which body it was.
        let body = match &hit.action {
            Some(_) => String::new(),
            None => format!("{} · ", body(desk, hit)),
        };
        let date = hit.date.format("%-d %b %Y");
        format!("{date} · {body}item {}", hit.number())
    };
    let raised = draw::cut(&raised, usize::from(row.width.saturating_sub(6)));
    let raised_x = row.right().saturating_sub(width_of(&raised) as u16 + 1);
    let x = row.x + 4;
    let room = usize::from(raised_x.saturating_sub(x + 2));
    let words = match &hit.action {
        Some(action) => {
            // Where there is too little room for both, it is not always the same that is cut.
            let due = due(action);
            let least = room.saturating_sub(width_of(&due) + 3).max(room / 3);
            format!("{} · {due}", draw::cut(&who(action), least))
        }
        None if hit.entry.is_some() => hit.title.clone(),
        None => String::new(),
    };
    let words = draw::cut(&words, room);
    let buffer = frame.buffer_mut();
    draw::put(buffer, x, row.y, row, &words, style);
    draw::put(buffer, raised_x, row.y, row, &raised, style);
}

/// The body in few letters: as its references have it, else the beginning of its name.
fn body(desk: &Desk, hit: &Hit) -> String {
    let code = desk
        .register
        .body(hit.body)
        .map(|body| body.code.as_str())
        .filter(|code| !code.is_empty());
    draw::cut(code.unwrap_or(&hit.body_name), 16)
}
