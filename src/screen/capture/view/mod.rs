//! The capture screen as it is drawn: where its parts stand, and the keys of its footer.
//!
//! What the parts say is in a module each: header, agenda, record, and the line that is typed.

mod agenda;
mod band;
mod header;
mod line;
mod record;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::minutes::agenda::ItemKind;
use crate::minutes::meeting::State;
use crate::theme::Tone;

use super::super::desk::{Desk, OpenMeeting};
use super::super::draw;
use super::Capture;

use agenda::agenda;
use header::header;
use line::{about_line, entry_line, meaning};
pub(super) use record::Page;
use record::record;

/// How many rows the line may take before it scrolls.
const MOST_LINE_ROWS: u16 = 6;

/// Columns that the words of the line have, in a terminal of `columns`.
pub(super) fn line_width(columns: u16) -> u16 {
    columns.saturating_sub(4).max(1)
}

/// Rows that the line takes in a terminal of so many columns and rows.
pub(super) fn line_rows(capture: &Capture, (columns, rows): (u16, u16)) -> u16 {
    let lines = capture.active().editor.visual(line_width(columns)).lines;
    rows_of(lines.len(), rows)
}

fn rows_of(lines: usize, rows: u16) -> u16 {
    (lines as u16).clamp(1, MOST_LINE_ROWS.min(rows / 3))
}

/// Draws the screen.
pub(super) fn view(capture: &Capture, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
    let Some(open) = &desk.open else { return };
    let visual = capture.active().editor.visual(line_width(area.width));
    let line_rows = rows_of(visual.lines.len(), area.height);
    let meaning = meaning(capture, desk, open, area.width);
    // A second row for what the line means takes one from the record: only where there are enough.
    let meaning_rows = if area.height >= 16 && meaning.rows.len() > 1 {
        2
    } else {
        1
    };
    let bottom = line_rows + meaning_rows + 3;
    let top = Rect { height: 1, ..area };
    let band = band::words(capture, desk, open);
    let used = 1 + u16::from(band.is_some());
    let middle = Rect {
        y: area.y + used,
        height: area.height.saturating_sub(used + bottom),
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
    if let Some(words) = band {
        let row = Rect {
            y: top.bottom(),
            ..top
        };
        band::band(desk, &words, frame, row);
    }
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
    draw::aside(desk, frame, foot, &capture.hint(desk), Tone::Warning);
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
        State::Adjourned => &[
            (Command::AdjournOrResume, "resume"),
            (Command::RecordEntry, "record"),
            (Command::OpenRoll, "roll"),
            (Command::Palette, "commands"),
            (Command::Help, "help"),
            (Command::CloseMeeting, "close"),
        ],
        State::InProgress if capture.looking_at.is_some() => &[
            (Command::Cancel, "back to the current item"),
            (Command::PutItem, "put this one"),
            (Command::RecordEntry, "record"),
            (Command::Palette, "commands"),
            (Command::Help, "help"),
        ],
        State::InProgress => match open.meeting.current().map(|item| item.outline.kind) {
            Some(ItemKind::Declarations | ItemKind::Whip | ItemKind::Urgent | ItemKind::Public) => {
                &[
                    (Command::RecordEntry, "record"),
                    (Command::NothingToReport, "none"),
                    (Command::StandardEntry, "enter one"),
                    (Command::PutNextItem, "next item"),
                    (Command::Palette, "commands"),
                    (Command::Help, "help"),
                    (Command::OpenRoll, "roll"),
                ]
            }
            Some(ItemKind::Information) => &[
                (Command::RecordEntry, "record"),
                (Command::ReceivedForInformation, "received"),
                (Command::Complete, "complete"),
                (Command::PutNextItem, "next item"),
                (Command::Palette, "commands"),
                (Command::Help, "help"),
            ],
            Some(ItemKind::Minutes) => &[
                (Command::RecordEntry, "record"),
                (Command::StandardEntry, "approve"),
                (Command::OpenRegister, "open actions"),
                (Command::PutNextItem, "next item"),
                (Command::Palette, "commands"),
                (Command::Help, "help"),
            ],
            Some(ItemKind::ChairsUpdate | ItemKind::WorkProgramme | ItemKind::NextMeeting) => &[
                (Command::RecordEntry, "record"),
                (Command::StandardEntry, "usual entry"),
                (Command::Complete, "complete"),
                (Command::PutNextItem, "next item"),
                (Command::Palette, "commands"),
                (Command::Help, "help"),
            ],
            Some(ItemKind::Business | ItemKind::PreviousActions) | None => &[
                (Command::RecordEntry, "record"),
                (Command::LookUp, "look up"),
                (Command::PutNextItem, "next item"),
                (Command::OpenRoll, "roll"),
                (Command::Help, "help"),
                (Command::Palette, "commands"),
                (Command::Complete, "complete"),
                (Command::StandardEntry, "next dates"),
                (Command::CloseMeeting, "close"),
            ],
        },
        State::Approved => &[
            (Command::OpenReview, "minutes"),
            (Command::StateCorrection, "state a correction"),
            (Command::EarlierEntry, "earlier entries"),
            (Command::ShowDiary, "diary"),
            (Command::Palette, "commands"),
            (Command::Help, "help"),
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
