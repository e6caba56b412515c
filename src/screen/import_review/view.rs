//! Drawing the review: the list of parts, and below it the part in full or its place in the source.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::intake::draft::What;
use crate::screen::desk::Desk;
use crate::screen::draw;
use crate::theme::Tone;

use super::rows::Row;
use super::{ImportReview, parts};

/// Rows below the list for the part in full.
const DETAIL: u16 = 5;

/// Columns before the words of a part.
const MARGIN: u16 = 24;

/// Rows of the pane below the list, on a screen with so many rows.
fn pane(rows: u16, source: bool) -> u16 {
    if source {
        (rows / 2).saturating_sub(2)
    } else {
        DETAIL
    }
}

/// Rows of the list.
pub fn page(desk: &Desk, source: bool) -> usize {
    usize::from(desk.size.1.saturating_sub(5 + pane(desk.size.1, source)))
}

impl ImportReview {
    /// Draws it over what is below.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let name = self.drafts.first().map_or("", |draft| draft.name.as_str());
        let inside = draw::sheet(
            desk,
            frame,
            area,
            &format!("Import of {name}"),
            (area.width, area.height),
        );
        let below = pane(area.height, self.source).min(inside.height.saturating_sub(4));
        let head = Rect {
            height: 1,
            ..inside
        };
        let list = Rect {
            y: inside.y + 1,
            height: inside.height.saturating_sub(below + 2),
            ..inside
        };
        let rule = Rect {
            y: list.bottom(),
            height: 1,
            ..inside
        };
        let detail = Rect {
            y: rule.bottom(),
            height: below,
            ..inside
        };
        self.head(desk, frame, head);
        self.list(desk, frame, list);
        let line = "─".repeat(usize::from(rule.width));
        draw::put(
            frame.buffer_mut(),
            rule.x,
            rule.y,
            rule,
            &line,
            desk.theme.style(Tone::Rule),
        );
        if self.source {
            self.text(desk, frame, detail);
        } else {
            self.detail(desk, frame, detail);
        }
        let dropped = self
            .place()
            .and_then(|place| self.part(place))
            .is_some_and(|part| !part.kept);
        draw::footer(
            desk,
            frame,
            area,
            self.contexts(desk),
            &[
                (Command::AcceptImport, "take it all in"),
                (Command::EditPart, "correct"),
                (
                    Command::DropPart,
                    if dropped {
                        "take in again"
                    } else {
                        "leave out"
                    },
                ),
                (
                    Command::ShowSourceText,
                    if self.source { "hide source" } else { "source" },
                ),
                (Command::UndoRecord, "undo"),
                (Command::Cancel, "leave"),
                (Command::Help, "help"),
            ],
        );
    }

    /// What would come of it in numbers, or what stands against it.
    fn head(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let refusal = self.taken.iter().find_map(|taken| taken.refused.first());
        let sum = |of: fn(&crate::intake::record::Counts) -> usize| -> usize {
            self.taken.iter().map(|taken| of(&taken.counts)).sum()
        };
        let (words, tone) = match refusal {
            Some(refusal) => (format!("Not yet to be taken in: {refusal}."), Tone::Warning),
            None => (
                format!(
                    "Nothing is in the register yet. Actions {}, decisions {}, items {}, people {} ({} new)",
                    sum(|counts| counts.actions),
                    sum(|counts| counts.decisions),
                    sum(|counts| counts.items),
                    sum(|counts| counts.people),
                    sum(|counts| counts.new_people)
                ),
                Tone::Text,
            ),
        };
        let words = draw::cut(&words, usize::from(area.width.saturating_sub(2)));
        draw::put(
            frame.buffer_mut(),
            area.x + 1,
            area.y,
            area,
            &words,
            desk.theme.style(tone),
        );
    }

    fn list(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let first = draw::first_row(self.at, self.rows.len(), usize::from(area.height));
        let shown = self.rows.iter().enumerate().skip(first);
        for ((place, row), y) in shown.zip(area.top()..area.bottom()) {
            let line = Rect {
                y,
                height: 1,
                ..area
            };
            match row {
                Row::Heading(words) => {
                    let style = desk.theme.style(Tone::Heading);
                    draw::put(frame.buffer_mut(), line.x + 1, y, line, words, style);
                }
                Row::Remark(words) => {
                    let words = draw::cut(words, usize::from(line.width.saturating_sub(4)));
                    let style = desk.theme.style(Tone::Warning);
                    draw::put(
                        frame.buffer_mut(),
                        line.x + 1,
                        y,
                        line,
                        &format!("? {words}"),
                        style,
                    );
                }
                Row::Part(at) => self.part_row(desk, frame, line, *at, place == self.at),
            }
        }
    }

    fn part_row(
        &self,
        desk: &Desk,
        frame: &mut Frame<'_>,
        line: Rect,
        at: super::Place,
        selected: bool,
    ) {
        let Some(part) = self.part(at) else { return };
        let within_dropped = part.kept && !self.is_taken(at);
        let tone = match &part.what {
            _ if !part.kept || within_dropped => Tone::Faint,
            What::Entry { kind, .. } => Tone::Kind(*kind),
            What::Action(_) => Tone::Kind(crate::minutes::entry::Kind::Action),
            What::Item { .. } => Tone::Heading,
            What::Body(_)
            | What::Title(_)
            | What::Date(_)
            | What::Begins(_)
            | What::Ends(_)
            | What::Place(_)
            | What::Person(_)
            | What::NextMeeting(_) => Tone::Text,
        };
        let style = draw::row(desk, frame, line, selected, tone);
        let sign = if !part.kept || within_dropped {
            "×"
        } else if part.doubts.is_empty() {
            " "
        } else {
            "?"
        };
        let number = part
            .lines
            .map_or(String::new(), |(from, _)| from.to_string());
        let label = parts::label(part);
        let indent = u16::from(parts::is_within(part)) * 2;
        let buffer = frame.buffer_mut();
        draw::put(buffer, line.x + 1, line.y, line, sign, style);
        draw::put(
            buffer,
            line.x + 3,
            line.y,
            line,
            &format!("{number:>4}"),
            style,
        );
        let label = draw::cut(&label, 14);
        draw::put(buffer, line.x + 9, line.y, line, &label, style);
        let x = line.x + MARGIN + indent;
        let room = usize::from(line.right().saturating_sub(x + 1));
        let words = draw::cut(&parts::words(part), room);
        draw::put(buffer, x, line.y, line, &words, style);
    }

    /// Whether a part that is kept is taken in: not if its item is left out.
    fn is_taken(&self, (draft, place): super::Place) -> bool {
        self.drafts
            .get(draft)
            .is_some_and(|draft| draft.taken().any(|(at, _)| at == place))
    }

    /// The part in full, what was understood, and what is doubtful.
    fn detail(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let Some(place) = self.place() else { return };
        let Some(part) = self.part(place) else { return };
        let understood = self
            .taken
            .get(place.0)
            .and_then(|taken| taken.understood.get(place.1))
            .map_or("", String::as_str);
        let width = area.width.saturating_sub(2);
        let mut after: Vec<(String, Tone)> = Vec::new();
        if !understood.is_empty() {
            after.extend(
                draw::wrapped(understood, width)
                    .into_iter()
                    .map(|line| (line, Tone::Good)),
            );
        }
        let doubts = part.doubts.join(" ");
        if !doubts.is_empty() {
            after.extend(
                draw::wrapped(&doubts, width)
                    .into_iter()
                    .map(|line| (line, Tone::Warning)),
            );
        }
        after.truncate(usize::from(area.height).saturating_sub(1));
        let room = usize::from(area.height).saturating_sub(after.len());
        let mut lines: Vec<(String, Tone)> = draw::wrapped(&parts::words(part), width)
            .into_iter()
            .map(|line| (line, Tone::Text))
            .collect();
        if lines.len() > room {
            lines.truncate(room);
            if let Some((last, _)) = lines.last_mut() {
                last.push('…');
                *last = draw::cut(last, usize::from(width));
            }
        }
        lines.extend(after);
        for ((words, tone), y) in lines.iter().zip(area.top()..area.bottom()) {
            let style = desk.theme.style(*tone);
            draw::put(frame.buffer_mut(), area.x + 1, y, area, words, style);
        }
    }

    /// The source around the part, its lines marked.
    fn text(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let Some(place) = self.place() else { return };
        let Some(draft) = self.drafts.get(place.0) else {
            return;
        };
        let lines = self.part(place).and_then(|part| part.lines);
        let (from, to) = lines.unwrap_or((1, 0));
        let first = from.saturating_sub(1 + usize::from(area.height) / 3);
        let shown = draft.shown.split('\n').enumerate().skip(first);
        for ((number, words), y) in shown.zip(area.top()..area.bottom()) {
            let number = number + 1;
            let marked = (from..=to).contains(&number);
            let tone = if marked { Tone::Current } else { Tone::Faint };
            let style = desk.theme.style(tone);
            let sign = if marked { "▸" } else { " " };
            let words = draw::cut(words.trim_end(), usize::from(area.width.saturating_sub(9)));
            let words = format!("{sign}{number:>5}  {words}");
            draw::put(frame.buffer_mut(), area.x, y, area, &words, style);
        }
    }
}
