//! How the list of files looks: where they go, a row each, and the selected one in full below.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::editor::width_of;
use crate::minutes::exempt::Copy;
use crate::screen::desk::Desk;
use crate::screen::draw;
use crate::theme::Tone;

use super::WriteOut;

/// Columns inside the box, at most.
const WIDTH: u16 = 130;

/// Rows above the list: where it goes, what of files that are there, a rule.
const ABOVE: u16 = 3;

/// Rows below: a rule, and the selected file in full.
const IN_FULL: u16 = 3;

impl WriteOut {
    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let height = u16::try_from(self.plan.len()).unwrap_or(u16::MAX);
        let size = (WIDTH, height.saturating_add(ABOVE + IN_FULL).max(8));
        let head = &self.meeting.head;
        let marked = match self.marked.len() {
            0 => String::new(),
            marked => format!(" · {marked} marked"),
        };
        let copy = match self.meeting.which() {
            Copy::Public => "",
            Copy::Full => " · FULL COPY",
        };
        let title = format!(
            "Write documents{copy}{marked} · {} · {}",
            head.title(),
            head.date.format("%-d %b %Y")
        );
        let inside = draw::sheet(desk, frame, area, &title, size);
        self.draw_where(desk, frame, inside);
        let list = Rect {
            y: inside.y + ABOVE,
            height: inside.height.saturating_sub(ABOVE + IN_FULL),
            ..inside
        };
        if self.background.is_none() {
            let style = desk.theme.style(Tone::Faint);
            draw::put(
                frame.buffer_mut(),
                list.x + 2,
                list.y,
                list,
                "Looking through the register …",
                style,
            );
        }
        let first = draw::first_row(self.at, self.plan.len(), usize::from(list.height));
        for (row, y) in (first..self.plan.len()).zip(list.top()..list.bottom()) {
            let line = Rect {
                y,
                height: 1,
                ..list
            };
            self.draw_row(desk, frame, line, row);
        }
        let below = Rect {
            y: list.bottom(),
            height: inside.bottom().saturating_sub(list.bottom()),
            ..inside
        };
        self.draw_in_full(desk, frame, below);
        let keys = [
            (Command::WriteMarked, "write"),
            (Command::MarkRow, "mark"),
            (Command::MarkAllRows, "all"),
            (Command::ChooseFolder, "folder"),
            (Command::ChooseCopy, self.meeting.which().other().name()),
            (Command::ReplaceFiles, "replace or not"),
            (Command::Cancel, "close"),
        ];
        draw::footer(desk, frame, area, self.contexts(desk), &keys);
    }

    /// Where it goes, and what becomes of files that are there.
    fn draw_where(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let folder = match &self.folder.known {
            Some(known) if known.is_there => known.path.clone(),
            Some(known) => format!("{} (it will be made)", known.path),
            None => self.folder.written.clone(),
        };
        let (what, tone) = if self.replace {
            ("Files that are there already are REPLACED.", Tone::Warning)
        } else {
            ("Files that are there already are left alone.", Tone::Faint)
        };
        let room = usize::from(area.width).saturating_sub(8);
        let buffer = frame.buffer_mut();
        let text = desk.theme.style(Tone::Text);
        let folder = format!("Into  {}", draw::cut(&folder, room));
        draw::put(buffer, area.x + 1, area.y, area, &folder, text);
        let style = desk.theme.style(tone);
        draw::put(buffer, area.x + 1, area.y + 1, area, what, style);
        let (copy, tone) = match self.meeting.which() {
            Copy::Public => ("Public copy: nothing exempt", Tone::Faint),
            Copy::Full => ("FULL COPY: NOT FOR PUBLICATION", Tone::Exempt),
        };
        let x = area.right().saturating_sub(width_of(copy) as u16 + 1);
        if usize::from(x) > usize::from(area.x) + what.len() + 2 {
            let style = desk.theme.style(tone);
            draw::put(buffer, x, area.y + 1, area, copy, style);
        }
        rule(desk, frame, area, area.y + 2);
    }

    /// The mark, the document, its format, the file, and whether it is there.
    fn draw_row(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect, row: usize) {
        let Some(file) = self.plan.get(row) else {
            return;
        };
        let style = draw::row(desk, frame, area, row == self.at, Tone::Text);
        let state = match (self.is_there(file), self.replace) {
            (true, true) => "REPLACED",
            (true, false) => "is there",
            (false, _) => "new",
        };
        let (document, format) = match area.width {
            100.. => (34, 22),
            76.. => (23, 11),
            _ => (18, 0),
        };
        let buffer = frame.buffer_mut();
        let mark = if self.marked.contains(&row) {
            "[x]"
        } else {
            "[ ]"
        };
        let mut x = area.x + 2;
        draw::put(buffer, x, area.y, area, mark, style);
        x += 4;
        let title = draw::cut(&file.title(), usize::from(document));
        draw::put(buffer, x, area.y, area, &title, style);
        x += document + 1;
        if format > 0 {
            let name = if format > 20 {
                file.format.name()
            } else {
                file.format.short_name()
            };
            draw::put(buffer, x, area.y, area, name, style);
            x += format + 1;
        }
        let end = area.right().saturating_sub(9);
        let room = usize::from(end.saturating_sub(x + 1));
        draw::put(buffer, x, area.y, area, &cut_left(&file.name, room), style);
        draw::put(buffer, end, area.y, area, state, style);
    }

    /// The selected file in full.
    fn draw_in_full(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        rule(desk, frame, area, area.y);
        let Some(file) = self.plan.get(self.at) else {
            return;
        };
        let what = format!("{}: {}", file.format.name(), file.about());
        let width = usize::from(area.width.saturating_sub(2));
        let faint = desk.theme.style(Tone::Faint);
        let buffer = frame.buffer_mut();
        let name = cut_left(&file.name, width);
        let text = desk.theme.style(Tone::Text);
        draw::put(buffer, area.x + 1, area.y + 1, area, &name, text);
        let what = draw::cut(&what, width);
        draw::put(buffer, area.x + 1, area.y + 2, area, &what, faint);
    }
}

fn rule(desk: &Desk, frame: &mut Frame<'_>, area: Rect, y: u16) {
    let rule = "─".repeat(usize::from(area.width));
    let style = desk.theme.style(Tone::Rule);
    draw::put(frame.buffer_mut(), area.x, y, area, &rule, style);
}

/// A name cut at its beginning: files of a meeting differ at their ends. Names of files are plain letters here.
fn cut_left(name: &str, room: usize) -> String {
    let letters = name.chars().count();
    if letters <= room {
        return name.to_owned();
    }
    let rest: String = name
        .chars()
        .skip(letters.saturating_sub(room.saturating_sub(1)))
        .collect();
    format!("…{rest}")
}
