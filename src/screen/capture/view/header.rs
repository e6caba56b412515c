//! The header: the meeting, its state, the wall clock, who is present, and whether the record is on disk.

use chrono::TimeDelta;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::editor::width_of;
use crate::minutes::meeting::State;
use crate::screen::desk::{Desk, OpenMeeting};
use crate::screen::draw;
use crate::theme::Tone;

/// Columns below which the header says no more than it must.
const NARROW: u16 = 72;

/// Hours and minutes: "0:42".
fn clock(span: TimeDelta) -> String {
    format!("{}:{:02}", span.num_hours(), span.num_minutes() % 60)
}

/// Draws the row on top: the title from the left, from the right what must never be cut.
pub(super) fn header(desk: &Desk, open: &OpenMeeting, frame: &mut Frame<'_>, row: Rect) {
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
        state @ (State::Scheduled | State::Closed | State::Approved | State::Withdrawn) => {
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
            format!("NO QUORUM {}", count.short(&meeting.head.body.quorum)),
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
