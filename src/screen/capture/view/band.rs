//! The band under the header while anything exempt is before the clerk: words across the whole screen, not a colour.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::editor::width_of;
use crate::minutes::exempt::{self, Exclusion, Paragraph};
use crate::screen::capture::Capture;
use crate::screen::desk::{Desk, OpenMeeting};
use crate::screen::draw;
use crate::theme::Tone;

/// What the band says; nothing where nothing is exempt, and then it takes no row.
pub(super) fn words(capture: &Capture, desk: &Desk, open: &OpenMeeting) -> Option<String> {
    let meeting = &open.meeting;
    if meeting.marks.is_empty() && meeting.sitting.exclusions.is_empty() {
        return None;
    }
    if let Some(exclusion) = meeting.sitting.exclusion() {
        return Some(out(desk, open, exclusion));
    }
    let item = capture.shown(desk)?;
    let exempt = meeting.exemptions();
    let paragraphs = named(exempt.item(item.id)?);
    let place = meeting.place_of(item.id).map_or(0, |place| place + 1);
    if super::super::is_running(meeting.state()) && item.is_current() {
        let keys = desk.keys(capture.contexts(desk), Command::Exempt);
        let next = match meeting.exclusion_carried() {
            Some(_) => format!("THE PUBLIC IS STILL IN ({keys}: they left)"),
            None => "the public is in the room".to_owned(),
        };
        return Some(format!("EXEMPT item {place}{paragraphs} – {next}"));
    }
    Some(format!(
        "EXEMPT item {place}{paragraphs} – not for publication"
    ))
}

/// Since when the public has been out.
fn out(desk: &Desk, open: &OpenMeeting, exclusion: &Exclusion) -> String {
    let since = open.template.layout.time.format(exclusion.from.time());
    let paragraphs = named(&exclusion.paragraphs);
    let long = format!("EXEMPT – public excluded since {since}{paragraphs} – not for publication");
    if width_of(&long) + 2 <= usize::from(desk.size.0) {
        long
    } else {
        format!("EXEMPT – public out since {since}{paragraphs}")
    }
}

fn named(paragraphs: &[Paragraph]) -> String {
    match exempt::in_words(paragraphs) {
        words if words.is_empty() => words,
        words => format!(" – {words}"),
    }
}

/// Draws it over the whole width.
pub(super) fn band(desk: &Desk, words: &str, frame: &mut Frame<'_>, area: Rect) {
    let width = usize::from(area.width);
    let mut row = format!(" {} ", draw::cut(words, width.saturating_sub(2)));
    let rest = width.saturating_sub(width_of(&row));
    row.push_str(&" ".repeat(rest));
    let style = desk.theme.style(Tone::Exempt);
    draw::put(frame.buffer_mut(), area.x, area.y, area, &row, style);
}
