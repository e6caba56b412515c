//! The record of the item shown: what is to be known of the item, then its entries as rows.

use chrono::Timelike;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::command::Command;
use crate::editor::width_of;
use crate::keymap::Context;
use crate::minutes::agenda::Item;
use crate::minutes::entry::{Detail, Entry, Kind, Status};
use crate::minutes::heard::Sort;
use crate::minutes::ids::{EntryId, ItemId};
use crate::minutes::person::NameForm;
use crate::minutes::table;
use crate::screen::capture::Capture;
use crate::screen::desk::{Desk, OpenMeeting};
use crate::screen::{actions, aligned, draw, formal_words};
use crate::theme::Tone;

/// Columns before the words of an entry: a time and a mark.
const MARGIN: u16 = 10;

/// Draws the item shown and its entries; where the agenda is empty, how to fill it.
pub(super) fn record(
    capture: &Capture,
    desk: &Desk,
    open: &OpenMeeting,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let Some(item) = capture.shown(desk) else {
        let words = "The agenda is empty. Add items to it, or paste one:";
        draw::put(
            frame.buffer_mut(),
            area.x,
            area.y,
            area,
            words,
            desk.theme.style(Tone::Text),
        );
        let keys = desk.keys(capture.contexts(desk), Command::OpenAgenda);
        draw::put(
            frame.buffer_mut(),
            area.x,
            area.y + 1,
            area,
            &keys,
            desk.theme.style(Tone::Key),
        );
        return;
    };
    let used = about_item(capture, desk, open, item, frame, area);
    let room = Rect {
        y: area.y + used,
        height: area.height.saturating_sub(used),
        ..area
    };
    entries(capture, desk, open, item, frame, room);
}

/// The item's title and times, its prompts and what is prepared; answers with the rows used.
fn about_item(
    capture: &Capture,
    desk: &Desk,
    open: &OpenMeeting,
    item: &Item,
    frame: &mut Frame<'_>,
    area: Rect,
) -> u16 {
    let number = open.meeting.place_of(item.id).map_or(0, |place| place + 1);
    let mut facts = match item.spells.last() {
        Some(spell) => {
            let taken = item.taken(desk.now).num_minutes();
            match item.outline.planned {
                Some(planned) => format!(
                    "put {} · {taken} of {planned} min",
                    spell.put.format("%H:%M")
                ),
                None => format!("put {} · {taken} min", spell.put.format("%H:%M")),
            }
        }
        None if item.skipped => "skipped".to_owned(),
        None => "not yet put".to_owned(),
    };
    if capture.looking_at == Some(item.id) {
        facts = format!("LOOKING · {facts}");
    }
    let room = usize::from(area.width).saturating_sub(width_of(&facts) + 3);
    let title = draw::cut(&format!("{number}  {}", item.outline.title), room);
    let tone = if item.is_current() {
        Tone::Current
    } else {
        Tone::Heading
    };
    draw::put(
        frame.buffer_mut(),
        area.x,
        area.y,
        area,
        &title,
        desk.theme.style(tone),
    );
    let x = area.right().saturating_sub(width_of(&facts) as u16 + 1);
    draw::put(
        frame.buffer_mut(),
        x,
        area.y,
        area,
        &facts,
        desk.theme.style(Tone::Faint),
    );
    let mut used = 1;
    let on = open.meeting.head.date;
    let mut notes = Vec::new();
    let names: Vec<String> = item
        .outline
        .presenters
        .iter()
        .chain(&item.outline.guests)
        .filter_map(|id| open.meeting.seat(*id))
        .map(|seat| seat.person.name(NameForm::Short, on))
        .collect();
    if !names.is_empty() {
        notes.push(names.join(", "));
    }
    let left = item.prepared_left().count();
    if left > 0 {
        let contexts = Context::Line.stack();
        let keys = desk.keys(contexts, Command::InsertPrepared);
        notes.push(format!("{left} prepared ({keys})"));
    }
    if !item.outline.prompts.is_empty() {
        notes.push(format!("# {}", item.outline.prompts.replace('\n', " · ")));
    }
    // What the clerk must not forget is read whole where there is room for it.
    let most = usize::from(area.height / 6).min(3);
    let width = area.width.saturating_sub(1);
    let mut lines = draw::wrapped(&notes.join(" · "), width);
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        if most > 0 {
            lines.push(draw::cut(&rest, usize::from(width)));
        }
    }
    if notes.is_empty() {
        lines.clear();
    }
    for line in lines {
        draw::put(
            frame.buffer_mut(),
            area.x,
            area.y + used,
            area,
            &line,
            desk.theme.style(Tone::Faint),
        );
        used += 1;
    }
    used
}

/// One row of the record.
#[derive(Debug)]
struct Row {
    time: String,
    sign: String,
    words: String,
    style: Style,
    selected: bool,
    /// Whether it is the first of an exempt entry.
    exempt: bool,
}

/// Draws the entries, as many as there is room for: the latest, or those around the selected one.
fn entries(
    capture: &Capture,
    desk: &Desk,
    open: &OpenMeeting,
    item: &Item,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let selected = capture
        .selected
        .or_else(|| capture.amending.as_ref().map(|(id, _)| *id));
    let about = About {
        version: open.version,
        item: item.id,
        selected,
        size: (area.width, area.height),
    };
    let mut kept = capture.page.borrow_mut();
    if kept.as_ref().is_none_or(|page| page.about != about) {
        let rows = rows(desk, open, item, &about);
        *kept = Some(Page { about, rows });
    }
    if let Some(page) = kept.as_ref() {
        draw_rows(desk, &page.rows, frame, area);
    }
}

/// What a page of the record shows, and of which state of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
struct About {
    version: u64,
    item: ItemId,
    selected: Option<EntryId>,
    size: (u16, u16),
}

/// A page of the record as it was last laid out: while a line is typed it stays the same from key to key.
#[derive(Debug)]
pub(in crate::screen::capture) struct Page {
    about: About,
    rows: Vec<Row>,
}

/// Lays out the entries.
fn rows(desk: &Desk, open: &OpenMeeting, item: &Item, about: &About) -> Vec<Row> {
    let (columns, rows) = about.size;
    let height = usize::from(rows);
    let selected = about
        .selected
        .and_then(|id| item.entries.iter().position(|entry| entry.id == id));
    let width = columns.saturating_sub(MARGIN + 1).max(8);
    let exempt = open.meeting.exemptions();
    let rows_of = |place: usize| -> Vec<Row> {
        item.entries.get(place).map_or_else(Vec::new, |entry| {
            entry_rows(
                desk,
                open,
                item,
                place,
                entry,
                (selected == Some(place), exempt.entry(entry.id).is_some()),
                width,
            )
        })
    };
    // From the anchor up until the space is full; below a selected entry some rows of what follows.
    let Some(anchor) = selected.or_else(|| item.entries.len().checked_sub(1)) else {
        return Vec::new();
    };
    let mut after = Vec::new();
    let mut place = anchor + 1;
    while after.len() < height / 3 && place < item.entries.len() {
        after.extend(rows_of(place));
        place += 1;
    }
    after.truncate(height / 3);
    let mut before: Vec<Row> = Vec::new();
    let mut from = anchor + 1;
    while before.len() + after.len() < height && from > 0 {
        from -= 1;
        let mut rows = rows_of(from);
        rows.append(&mut before);
        before = rows;
    }
    // The selected entry keeps its first row in sight, the latest one its last.
    let over = (before.len() + after.len()).saturating_sub(height);
    before.drain(..over.min(before.len()));
    before.append(&mut after);
    while before.len() < height && place < item.entries.len() {
        before.extend(rows_of(place));
        place += 1;
    }
    before
}

fn draw_rows(desk: &Desk, rows: &[Row], frame: &mut Frame<'_>, area: Rect) {
    let faint = desk.theme.style(Tone::Faint);
    for (row, y) in rows.iter().zip(area.y..area.bottom()) {
        let x = area.x;
        let style = if row.selected {
            desk.theme.style(Tone::Selected)
        } else {
            row.style
        };
        let pointer = if row.selected && !row.time.is_empty() {
            "›"
        } else {
            " "
        };
        draw::put(
            frame.buffer_mut(),
            x,
            y,
            area,
            pointer,
            desk.theme.style(Tone::Current),
        );
        draw::put(frame.buffer_mut(), x + 1, y, area, &row.time, faint);
        if row.exempt {
            let style = desk.theme.style(Tone::Exempt);
            draw::put(frame.buffer_mut(), x + 6, y, area, "E", style);
        }
        draw::put(frame.buffer_mut(), x + 7, y, area, &row.sign, row.style);
        draw::put(frame.buffer_mut(), x + MARGIN, y, area, &row.words, style);
    }
}

/// An entry as rows: its words, then what its kind adds.
fn entry_rows(
    desk: &Desk,
    open: &OpenMeeting,
    item: &Item,
    place: usize,
    entry: &Entry,
    (selected, is_exempt): (bool, bool),
    width: u16,
) -> Vec<Row> {
    let style = desk.theme.style(Tone::Kind(entry.kind));
    let sign = entry.kind.mark().map_or_else(
        || match entry.kind {
            Kind::Motion => "M".to_owned(),
            Kind::Vote => "V".to_owned(),
            Kind::Movement => "→".to_owned(),
            Kind::Procedural => "P".to_owned(),
            Kind::Narrative
            | Kind::LeadIn
            | Kind::Point
            | Kind::Question
            | Kind::Decision
            | Kind::Action
            | Kind::Declaration
            | Kind::Private
            | Kind::Encouraging
            | Kind::Concern => String::new(),
        },
        String::from,
    );
    let sign = if entry.kind.is_listed() {
        format!(" {sign}")
    } else {
        sign
    };
    // The words that the law wants are always the same; as they stand on many rows, they would push out what was said.
    let lines = if open.meeting.is_exclusion(entry) && !selected {
        vec![draw::cut(&entry.text, usize::from(width))]
    } else {
        entry_lines(&entry.text, width)
    };
    let mut rows: Vec<Row> = lines
        .into_iter()
        .map(|words| Row {
            time: String::new(),
            sign: String::new(),
            words,
            style,
            selected,
            exempt: false,
        })
        .collect();
    // The time stands where the minute changes: a column of equal times would say nothing.
    // A published text says nothing of when each sentence was spoken; a blank keeps the sign of the selected row.
    let timed = open.meeting.is_timed();
    let minute = |entry: &Entry| {
        let at = entry.started_at;
        if timed {
            format!("{:02}:{:02}", at.hour(), at.minute())
        } else {
            " ".to_owned()
        }
    };
    let same = place
        .checked_sub(1)
        .and_then(|before| item.entries.get(before))
        .is_some_and(|before| minute(before) == minute(entry));
    if let Some(first) = rows.first_mut() {
        first.time = if same && !selected {
            String::new()
        } else {
            minute(entry)
        };
        first.sign = sign;
        first.exempt = is_exempt;
    }
    let more = match &entry.detail {
        Detail::Action(action) => {
            // As it stands after what this meeting heard of it, not only as it was agreed.
            let now = open.meeting.standing(entry.id).unwrap_or_default();
            let owners = actions::owners(desk, &now);
            let due = now
                .due
                .as_ref()
                .map_or_else(String::new, |due| format!(" · {}", due.as_written));
            let state = match (now.status, &now.superseded_by) {
                (Status::Open, _) => String::new(),
                (Status::Complete, _) => " · done".to_owned(),
                (Status::Cancelled, _) => " · cancelled".to_owned(),
                (Status::Superseded, Some(by)) => format!(" · superseded by {by}"),
                (Status::Superseded, None) => " · superseded".to_owned(),
            };
            let report = now.report_back.map_or_else(String::new, |to| {
                format!(" · to be reported to {}", to.name)
            });
            Some(format!(
                "{} · {owners}{due}{state}{report}",
                action.reference
            ))
        }
        Detail::Approved(approved) => {
            let corrected = match approved.corrections.len() {
                0 => String::new(),
                1 => " · 1 correction".to_owned(),
                many => format!(" · {many} corrections"),
            };
            let date = approved.date.format("%-d %b %Y");
            Some(format!("minutes of {date} approved{corrected}"))
        }
        Detail::Declaration(declaration) => {
            let leaves = match (declaration.leaves, declaration.without_vote) {
                (true, _) => "leaves",
                (false, true) => "stays, no vote",
                (false, false) => "stays",
            };
            Some(format!(
                "{} interest · {leaves}",
                declaration.interest.name()
            ))
        }
        Detail::NextMeetings(next) => {
            let dates: Vec<String> = next
                .dates
                .iter()
                .map(|next| next.date.format("%a %-d %b %Y").to_string())
                .collect();
            Some(format!("in the diary: {}", dates.join(", ")))
        }
        Detail::Update(reported) => Some(format!(
            "{} {}",
            reported.reference,
            reported.update.step.name()
        )),
        Detail::Motion(motion) => Some(formal_words::motion(&open.meeting, entry, motion)),
        Detail::Vote(vote) => Some(formal_words::vote(vote)),
        Detail::Heard(heard) => (heard.sort == Sort::Question && heard.answer.is_empty())
            .then(|| "no answer yet".to_owned()),
        Detail::PutOff(put_off) => Some(formal_words::put_off(*put_off)),
        Detail::None => entry
            .source
            .and_then(|source| open.meeting.entry(source))
            .map(|_| "from an earlier entry".to_owned()),
    };
    if let Some(more) = more {
        rows.push(Row {
            time: String::new(),
            sign: String::new(),
            words: draw::cut(&more, usize::from(width)),
            style: desk.theme.style(Tone::Faint),
            selected: false,
            exempt: false,
        });
    }
    rows
}

/// The words of an entry in lines; a table keeps its columns.
fn entry_lines(text: &str, width: u16) -> Vec<String> {
    let Some(rows) = table::read(text) else {
        return draw::wrapped(text, width);
    };
    let mut lines = match rows.caption.as_str() {
        "" => Vec::new(),
        caption => draw::wrapped(caption, width),
    };
    lines.extend(aligned::lines(&rows, width));
    lines
}
