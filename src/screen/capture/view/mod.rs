//! The capture screen as it is drawn: header, agenda, record, and the line that is typed.

use chrono::{TimeDelta, Timelike};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::command::Command;
use crate::editor::{visible, width_of};
use crate::minutes::agenda::Item;
use crate::minutes::entry::{Detail, Entry, Kind, Status};
use crate::minutes::meeting::{Meeting, State};
use crate::theme::Tone;

use super::super::desk::{Desk, OpenMeeting};
use super::super::draw;
use super::{Capture, is_list};

/// How many rows the line may take before it scrolls.
const MOST_LINE_ROWS: u16 = 6;
/// Columns before the words of an entry: a time and a mark.
const MARGIN: u16 = 10;

/// Columns below which the header says no more than it must.
const NARROW: u16 = 72;

/// Columns that the words of the line have, in a terminal of `columns`.
pub fn line_width(columns: u16) -> u16 {
    columns.saturating_sub(4).max(1)
}

/// Draws the screen.
pub fn view(capture: &Capture, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
    let Some(open) = &desk.open else { return };
    let visual = capture.active().editor.visual(line_width(area.width));
    let line_rows = (visual.lines.len() as u16).clamp(1, MOST_LINE_ROWS.min(area.height / 3));
    let meaning = meaning(capture, desk, open, area.width);
    // A second row for what the line means takes one from the record: only where there are enough.
    let meaning_rows = if area.height >= 16 && meaning.rows.len() > 1 {
        2
    } else {
        1
    };
    let bottom = line_rows + meaning_rows + 3;
    let top = Rect { height: 1, ..area };
    let middle = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1 + bottom),
        ..area
    };
    let rule = Rect {
        y: middle.bottom(),
        height: 1,
        ..area
    };
    let understood = Rect {
        y: rule.bottom(),
        height: meaning_rows,
        ..area
    };
    let line = Rect {
        y: understood.bottom(),
        height: line_rows,
        ..area
    };
    let foot = Rect {
        y: line.bottom(),
        height: 2,
        ..area
    };

    header(desk, open, frame, top);
    let agenda_width = if area.width >= 100 { 30 } else { 13 };
    let left = Rect {
        width: agenda_width,
        ..middle
    };
    let split = Rect {
        x: left.right(),
        width: 1,
        ..middle
    };
    let right = Rect {
        x: split.right() + 1,
        width: area.width.saturating_sub(agenda_width + 2),
        ..middle
    };
    agenda(capture, desk, &open.meeting, frame, left);
    let faint = desk.theme.style(Tone::Rule);
    for y in split.y..split.bottom() {
        draw::put(frame.buffer_mut(), split.x, y, area, "│", faint);
    }
    record(capture, desk, open, frame, right);
    let mut dashes = "─".repeat(usize::from(area.width));
    if let Some((at, _)) = dashes.char_indices().nth(usize::from(agenda_width)) {
        dashes.replace_range(at..at + "─".len(), "┴");
    }
    draw::put(frame.buffer_mut(), rule.x, rule.y, area, &dashes, faint);
    about_line(desk, &meaning, frame, understood);
    entry_line(capture, desk, frame, line, &visual);
    let contexts = capture.contexts(desk);
    draw::footer(desk, frame, foot, contexts, keys(capture, open));
}

/// The keys that matter now.
fn keys(capture: &Capture, open: &OpenMeeting) -> &'static [(Command, &'static str)] {
    if capture.selected.is_some() {
        return &[
            (Command::AmendEntry, "amend"),
            (Command::ChangeKind, "kind"),
            (Command::MoveToItem, "to item"),
            (Command::PromoteToAction, "make action"),
            (Command::TimeLater, "later"),
            (Command::RetractEntry, "retract"),
            (Command::Cancel, "back"),
        ];
    }
    if capture.amending.is_some() {
        return &[
            (Command::RecordEntry, "record amendment"),
            (Command::Complete, "complete"),
            (Command::Cancel, "leave as it was"),
            (Command::Help, "help"),
        ];
    }
    match open.meeting.state() {
        State::Scheduled => &[
            (Command::StartMeeting, "start"),
            (Command::OpenRoll, "roll"),
            (Command::OpenAgenda, "agenda"),
            (Command::EditMeeting, "details"),
            (Command::ShowDiary, "diary"),
            (Command::Palette, "commands"),
            (Command::Help, "help"),
        ],
        State::InProgress | State::Adjourned => &[
            (Command::RecordEntry, "record"),
            (Command::Complete, "complete"),
            (Command::PutNextItem, "next item"),
            (Command::OpenRoll, "roll"),
            (Command::Palette, "commands"),
            (Command::Help, "help"),
            (Command::StandardEntry, "standard entry"),
            (Command::CloseMeeting, "close"),
        ],
        State::Closed | State::Withdrawn => &[
            (Command::OpenReview, "draft minutes"),
            (Command::EarlierEntry, "earlier entries"),
            (Command::ShowDiary, "diary"),
            (Command::Palette, "commands"),
            (Command::Help, "help"),
        ],
    }
}

/// Hours and minutes: "0:42".
fn clock(span: TimeDelta) -> String {
    format!("{}:{:02}", span.num_hours(), span.num_minutes() % 60)
}

fn header(desk: &Desk, open: &OpenMeeting, frame: &mut Frame<'_>, row: Rect) {
    let meeting = &open.meeting;
    // Where there is little room, no piece is left out: each says less.
    let narrow = row.width < NARROW;
    let elapsed = if narrow {
        String::new()
    } else {
        format!(" {}", clock(meeting.sitting.elapsed(desk.now)))
    };
    let state = match meeting.state() {
        State::InProgress => format!("IN PROGRESS{elapsed}"),
        State::Adjourned => format!("ADJOURNED{elapsed}"),
        state @ (State::Scheduled | State::Closed | State::Withdrawn) => {
            state.name().to_uppercase()
        }
    };
    let count = meeting.count();
    let (presence, presence_tone) = if meeting.stream.is_empty() {
        ("roll not called".to_owned(), Tone::Faint)
    } else if count.needed == 0 || (narrow && count.is_quorate()) {
        (format!("{} present", count.present), Tone::Text)
    } else if count.is_quorate() {
        (
            format!("{} present (quorum {})", count.present, count.needed),
            Tone::Text,
        )
    } else {
        (
            format!("NO QUORUM {} of {}", count.present, count.needed),
            Tone::Alarm,
        )
    };
    let (saved, saved_tone) = saved(desk, open, narrow);
    let wall = desk.now.format("%H:%M").to_string();
    // From the right: what must never be cut. The title takes what is left.
    let pieces = [
        (saved, saved_tone),
        (presence, presence_tone),
        (wall, Tone::Text),
        (state, Tone::Current),
    ];
    let mut x = row.right();
    for (words, tone) in pieces {
        let width = width_of(&words) as u16;
        if x < row.x + width + 2 {
            break;
        }
        x -= width + 1;
        draw::put(
            frame.buffer_mut(),
            x,
            row.y,
            row,
            &words,
            desk.theme.style(tone),
        );
        x = x.saturating_sub(1);
    }
    let head = &meeting.head;
    let date = head.date.format("%a %-d %b %Y").to_string();
    let room = usize::from(x.saturating_sub(row.x + 1));
    let title = if room > 30 {
        let title = draw::cut(head.title(), room.saturating_sub(width_of(&date) + 3));
        format!("{title} · {date}")
    } else {
        draw::cut(head.title(), room)
    };
    draw::put(
        frame.buffer_mut(),
        row.x + 1,
        row.y,
        row,
        &title,
        desk.theme.style(Tone::Heading),
    );
}

/// What is said of the disk: *saved* only when the store has said so of the last change.
fn saved(desk: &Desk, open: &OpenMeeting, narrow: bool) -> (String, Tone) {
    let saving = &desk.saving;
    if open.elsewhere.is_some() {
        ("READ ONLY".to_owned(), Tone::Warning)
    } else if let Some((_, waiting)) = &saving.trouble {
        (format!("NOT SAVED ({waiting} waiting)"), Tone::Alarm)
    } else if saving.is_saved() {
        match saving.saved_at {
            Some(at) if !narrow => (format!("saved {}", at.format("%H:%M:%S")), Tone::Good),
            Some(_) | None => ("saved".to_owned(), Tone::Good),
        }
    } else {
        ("saving…".to_owned(), Tone::Warning)
    }
}

fn agenda(capture: &Capture, desk: &Desk, meeting: &Meeting, frame: &mut Frame<'_>, area: Rect) {
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
        } else if item.was_put() {
            ("✓", Tone::Faint)
        } else if item.skipped {
            ("–", Tone::Faint)
        } else {
            (" ", Tone::Text)
        };
        let times = times(item, desk);
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
fn times(item: &Item, desk: &Desk) -> String {
    let planned = item.outline.planned;
    if item.is_current() {
        let taken = item.taken(desk.now).num_minutes();
        planned.map_or_else(
            || format!("{taken} min"),
            |planned| format!("{taken}/{planned}"),
        )
    } else if let Some(spell) = item.spells.first() {
        spell.put.format("%H:%M").to_string()
    } else if item.skipped {
        "skipped".to_owned()
    } else {
        planned.map_or_else(String::new, |planned| planned.to_string())
    }
}

fn record(capture: &Capture, desk: &Desk, open: &OpenMeeting, frame: &mut Frame<'_>, area: Rect) {
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
        .map(|seat| {
            seat.person
                .name(crate::minutes::person::NameForm::Short, on)
        })
        .collect();
    if !names.is_empty() {
        notes.push(names.join(", "));
    }
    let left = item.prepared_left().count();
    if left > 0 {
        let contexts = crate::keymap::Context::Line.stack();
        let keys = desk.keys(contexts, Command::InsertPrepared);
        notes.push(format!("{left} prepared ({keys})"));
    }
    if !item.outline.prompts.is_empty() {
        notes.push(format!("# {}", item.outline.prompts.replace('\n', " · ")));
    }
    if !notes.is_empty() && area.height > 6 {
        let words = draw::cut(
            &notes.join(" · "),
            usize::from(area.width).saturating_sub(1),
        );
        draw::put(
            frame.buffer_mut(),
            area.x,
            area.y + 1,
            area,
            &words,
            desk.theme.style(Tone::Faint),
        );
        used += 1;
    }
    used
}

/// One row of the record.
struct Row {
    time: String,
    sign: String,
    words: String,
    style: Style,
    selected: bool,
}

fn entries(
    capture: &Capture,
    desk: &Desk,
    open: &OpenMeeting,
    item: &Item,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let height = usize::from(area.height);
    let selected = capture
        .selected
        .or_else(|| capture.amending.as_ref().map(|(id, _)| *id))
        .and_then(|id| item.entries.iter().position(|entry| entry.id == id));
    let width = area.width.saturating_sub(MARGIN + 1).max(8);
    let rows_of = |place: usize| -> Vec<Row> {
        item.entries.get(place).map_or_else(Vec::new, |entry| {
            entry_rows(
                desk,
                open,
                item,
                place,
                entry,
                selected == Some(place),
                width,
            )
        })
    };
    // From the anchor up until the space is full; below a selected entry some rows of what follows.
    let Some(anchor) = selected.or_else(|| item.entries.len().checked_sub(1)) else {
        return;
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
    let faint = desk.theme.style(Tone::Faint);
    for (row, y) in before.iter().zip(area.y..area.bottom()) {
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
    selected: bool,
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
    let mut rows: Vec<Row> = draw::wrapped(&entry.text, width)
        .into_iter()
        .map(|words| Row {
            time: String::new(),
            sign: String::new(),
            words,
            style,
            selected,
        })
        .collect();
    // The time stands where the minute changes: a column of equal times would say nothing.
    let minute = |entry: &Entry| {
        let at = entry.started_at;
        format!("{:02}:{:02}", at.hour(), at.minute())
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
    }
    let more = match &entry.detail {
        Detail::Action(action) => {
            let owners = if action.owners.is_empty() {
                "no owner".to_owned()
            } else {
                action
                    .owners
                    .iter()
                    .map(|owner| owner.name.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            let due = action
                .due
                .as_ref()
                .map_or_else(String::new, |due| format!(" · {}", due.as_written));
            let done = match action.status {
                Status::Open => "",
                Status::Complete => " · done",
            };
            Some(format!("{} · {owners}{due}{done}", action.reference))
        }
        Detail::Declaration(declaration) => {
            let leaves = if declaration.leaves {
                "leaves"
            } else {
                "stays"
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
        });
    }
    rows
}

/// What stands over the line: what it is and means, and what Tab would make of it.
struct Meaning {
    /// As many rows as the words need; the first leaves room for what Tab offers.
    rows: Vec<String>,
    tone: Tone,
    /// What Tab offers; in an empty line, the marks.
    tab: String,
    tab_tone: Tone,
}

fn meaning(capture: &Capture, desk: &Desk, open: &OpenMeeting, columns: u16) -> Meaning {
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
fn about_line(desk: &Desk, meaning: &Meaning, frame: &mut Frame<'_>, area: Rect) {
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

fn completion_words(capture: &Capture, desk: &Desk) -> String {
    let offers = &capture.active().offers;
    let next = match offers.taken {
        Some(taken) => offers.list.get(taken + 1),
        None => offers.list.first(),
    };
    let Some(offer) = next else {
        return String::new();
    };
    let keys = desk.keys(crate::keymap::Context::Line.stack(), Command::Complete);
    let room = usize::from(desk.size.0) / 2;
    format!(
        "{keys}: {}",
        draw::cut(&offer.with, room.saturating_sub(keys.len() + 2))
    )
}

fn entry_line(
    capture: &Capture,
    desk: &Desk,
    frame: &mut Frame<'_>,
    area: Rect,
    visual: &crate::editor::Visual,
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
