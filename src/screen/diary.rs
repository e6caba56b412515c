//! The diary: all meetings by date, and the way into each of them.

use std::cmp::Reverse;

use chrono::{Datelike, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::editor::width_of;
use crate::keymap::Context;
use crate::minutes::change::Change;
use crate::minutes::dates::DateForm;
use crate::minutes::history::Manner;
use crate::minutes::ids::{ChangeId, MeetingId};
use crate::minutes::meeting::State;
use crate::sample;
use crate::store::protocol::{DiaryRow, Line, Reply, Request, What};
use crate::theme::Tone;

use super::bodies::Bodies;
use super::capture::Capture;
use super::confirm::{Confirm, Question};
use super::desk::Desk;
use super::form::{self, Purpose};
use super::{Answer, draw, review};

/// Meetings by date.
#[derive(Debug, Default)]
pub struct Diary {
    /// The meeting that the clerk went to; before that, the one that is most likely wanted.
    selected: Option<MeetingId>,
    /// A meeting that is being fetched, and what for.
    wanted: Option<(MeetingId, Wanted)>,
}

/// What a meeting is fetched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// To have its head altered.
    Head,
    /// To have its minutes written.
    Minutes,
    /// To be taken out, if it was taken in from a file.
    Withdrawal,
}

impl Diary {
    /// A diary with the cursor at a meeting.
    pub fn at(meeting: MeetingId) -> Self {
        Self {
            selected: Some(meeting),
            wanted: None,
        }
    }

    /// The tables of the keymap that hold here.
    #[allow(clippy::unused_self)] // every screen has this method, and most look at themselves
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::Diary.stack()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        if self.go(command, desk) {
            return true;
        }
        match command {
            Command::NewMeeting => desk.push(form::meeting(desk, None)),
            Command::OpenBodies => desk.show(Bodies::default()),
            Command::SampleCouncil => offer_sample(desk),
            Command::ShowToday => {
                self.selected = rows(desk)
                    .into_iter()
                    .rev()
                    .find(|row| row.date >= desk.now.date_naive())
                    .or_else(|| rows(desk).into_iter().next())
                    .map(|row| row.id);
            }
            Command::OpenMeeting | Command::Choose => {
                if let Some(id) = self.row(desk).map(|row| row.id) {
                    desk.send(Request::Open(id));
                }
            }
            Command::EditMeeting => self.fetch(Wanted::Head, desk),
            Command::ExportMeeting => self.fetch(Wanted::Minutes, desk),
            Command::WithdrawMeeting => self.withdraw(desk),
            _ => return false, // every other command is another screen's
        }
        true
    }

    /// Moves in the list; `false` where the command is none for lists.
    fn go(&mut self, command: Command, desk: &Desk) -> bool {
        let rows = rows(desk);
        let page = list_height(desk.size.1).saturating_sub(1).max(1);
        let at = self.place(&rows, desk.now.date_naive());
        let to = match command {
            Command::NextRow | Command::Down => at + 1,
            Command::PreviousRow | Command::Up => at.saturating_sub(1),
            Command::PageDown => at + page,
            Command::PageUp => at.saturating_sub(page),
            Command::FirstRow => 0,
            Command::LastRow => rows.len(),
            _ => return false, // not about a list
        };
        let to = to.min(rows.len().saturating_sub(1));
        self.selected = rows.get(to).map(|row| row.id);
        true
    }

    fn withdraw(&mut self, desk: &mut Desk) {
        let Some((id, state)) = self.row(desk).map(|row| (row.id, row.state)) else {
            return;
        };
        match state {
            State::Scheduled => desk.push(Confirm::new(Question::Withdraw(id))),
            State::Withdrawn => {
                journal(desk, id, Change::Reinstated);
                desk.say("Put back in the diary.");
            }
            // Whether it was taken in from a file, its record says.
            State::Closed => self.fetch(Wanted::Withdrawal, desk),
            State::InProgress | State::Adjourned | State::Approved => {
                not_to_be_withdrawn(state, desk);
            }
        }
    }

    /// Letters that are no command do nothing.
    #[allow(clippy::unused_self)] // every screen has this method
    pub fn typed(&mut self, _letter: char, _desk: &mut Desk) {}

    /// Fetches the selected meeting for something.
    fn fetch(&mut self, what: Wanted, desk: &mut Desk) {
        if let Some(id) = self.row(desk).map(|row| row.id) {
            self.wanted = Some((id, what));
            desk.send(Request::Read(id));
        }
    }

    /// There is nowhere to paste to.
    #[allow(clippy::unused_self)] // every screen has this method
    pub fn pasted(&mut self, _text: &str, _desk: &mut Desk) {}

    /// Takes an answer from what lay on top.
    #[allow(clippy::needless_pass_by_value)] // every screen has this method
    pub fn answered(&mut self, answer: Answer, desk: &mut Desk) {
        match answer {
            Answer::Confirmed(Question::Withdraw(id)) => {
                journal(desk, id, Change::Withdrawn);
                let keys = desk.keys(Context::Diary.stack(), Command::WithdrawMeeting);
                desk.say(format!("Withdrawn. {keys} puts it back."));
            }
            Answer::Confirmed(Question::Sample) => lay_in_sample(desk),
            Answer::Filled(Purpose::NewMeeting(Some(id)) | Purpose::Meeting(id, _)) => {
                self.selected = Some(id);
            }
            Answer::Filled(_)
            | Answer::Picked(..)
            | Answer::Confirmed(_)
            | Answer::GoToEntry(_)
            | Answer::GoToItem(_)
            | Answer::Insert(_)
            | Answer::Closed => {} // not asked from here
        }
    }

    /// Takes an answer of the store's.
    pub fn replied(&mut self, reply: Reply, desk: &mut Desk) {
        match reply {
            Reply::Opened(opened) => {
                let capture = Capture::open(*opened, desk);
                desk.show(capture);
            }
            Reply::Read(meeting) => {
                let wanted = self.wanted.take().filter(|(id, _)| *id == meeting.id);
                match wanted.map(|(_, what)| what) {
                    Some(Wanted::Head) => {
                        desk.push(form::meeting_amended(desk, meeting.id, &meeting.head));
                    }
                    Some(Wanted::Minutes) => {
                        // The draft lies below the form that asks where it goes: what is seen is what is written.
                        let name = review::suggested_name(&meeting);
                        let holds_exempt = meeting.exemptions().holds_entries();
                        let draft = review::Review::past(*meeting, desk).public(desk);
                        desk.push(draft);
                        desk.push(form::write_minutes(desk, &name, holds_exempt));
                    }
                    Some(Wanted::Withdrawal) if meeting.source.is_some() => {
                        desk.push(Confirm::new(Question::Withdraw(meeting.id)));
                    }
                    Some(Wanted::Withdrawal) => not_to_be_withdrawn(meeting.state(), desk),
                    None => {}
                }
            }
            Reply::Answered(_)
            | Reply::Diary(_)
            | Reply::Newest(_)
            | Reply::Register(_)
            | Reply::Saved(_)
            | Reply::Failed(_)
            | Reply::Trouble { .. }
            | Reply::Recovered
            | Reply::Stopped { .. } => {} // the desk takes these
        }
    }

    /// The row that keys act on.
    fn row<'a>(&self, desk: &'a Desk) -> Option<&'a DiaryRow> {
        let rows = rows(desk);
        rows.get(self.place(&rows, desk.now.date_naive())).copied()
    }

    /// Where the cursor stands: at the row gone to, else at the one most likely wanted.
    fn place(&self, rows: &[&DiaryRow], today: NaiveDate) -> usize {
        let chosen = rows.iter().position(|row| Some(row.id) == self.selected);
        let running = || rows.iter().position(|row| is_running(row));
        // Newest first: the last of those that are not over is the nearest.
        let nearest = || {
            rows.iter()
                .rposition(|row| row.date >= today && row.state == State::Scheduled)
        };
        chosen.or_else(running).or_else(nearest).unwrap_or(0)
    }

    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        header(desk, frame, area);
        let list = Rect {
            y: area.y + 2,
            height: area.height.saturating_sub(5),
            ..area
        };
        let rows = rows(desk);
        if desk.diary.is_some() && rows.is_empty() {
            greeting(desk, frame, list);
        } else {
            self.list(desk, frame, list, &rows);
        }
        let keys: &[(Command, &str)] = if rows.is_empty() {
            &[
                (Command::NewMeeting, "new meeting"),
                (Command::OpenBodies, "bodies"),
                (Command::ImportMinutes, "import"),
                (Command::SampleCouncil, "sample council"),
                (Command::Help, "help"),
                (Command::Quit, "quit"),
            ]
        } else {
            &[
                (Command::OpenMeeting, "open"),
                (Command::NewMeeting, "new"),
                (Command::OpenRegister, "actions"),
                (Command::LookUp, "look up"),
                (Command::Help, "help"),
                (Command::OpenBodies, "bodies"),
                (Command::ImportMinutes, "import"),
                (Command::Quit, "quit"),
            ]
        };
        draw::footer(desk, frame, area, self.contexts(desk), keys);
    }

    fn list(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect, rows: &[&DiaryRow]) {
        let today = desk.now.date_naive();
        let columns = Columns::of(area.width);
        let selected = self.place(rows, today);
        let height = usize::from(area.height.saturating_sub(1));
        let first = draw::first_row(selected, rows.len(), height);
        for ((place, row), y) in rows
            .iter()
            .enumerate()
            .skip(first)
            .zip(area.y..area.bottom().saturating_sub(1))
        {
            let tone = if place == selected {
                Tone::Selected
            } else if is_running(row) {
                Tone::Current
            } else if row.state == State::Withdrawn {
                Tone::Faint
            } else {
                Tone::Text
            };
            let words = columns.row(row, today);
            let line = Rect {
                y,
                height: 1,
                ..area
            };
            draw::put(
                frame.buffer_mut(),
                area.x,
                y,
                line,
                &words,
                desk.theme.style(tone),
            );
        }
        if let Some(row) = rows.get(selected) {
            let line = Rect {
                y: area.bottom().saturating_sub(1),
                height: 1,
                ..area
            };
            let words = draw::cut(&about(row), usize::from(area.width.saturating_sub(2)));
            let style = desk.theme.style(Tone::Faint);
            draw::put(frame.buffer_mut(), line.x + 1, line.y, line, &words, style);
        }
    }
}

fn not_to_be_withdrawn(state: State, desk: &mut Desk) {
    desk.warn(format!(
        "The meeting is {}: only one that has not begun, or that was imported, can be withdrawn.",
        state.name()
    ));
}

/// The rows of the list: a running meeting, then all by date, the future on top.
fn rows(desk: &Desk) -> Vec<&DiaryRow> {
    let mut rows: Vec<&DiaryRow> = desk.diary.iter().flatten().collect();
    rows.sort_by_key(|row| (!is_running(row), Reverse((row.date, row.time))));
    rows
}

fn is_running(row: &DiaryRow) -> bool {
    match row.state {
        State::InProgress | State::Adjourned => true,
        State::Scheduled | State::Closed | State::Approved | State::Withdrawn => false,
    }
}

/// Rows for meetings in a terminal of so many rows.
fn list_height(rows: u16) -> usize {
    usize::from(rows.saturating_sub(6))
}

fn journal(desk: &mut Desk, meeting: MeetingId, change: Change) {
    let line = Line {
        id: ChangeId(desk.new_id()),
        at: desk.now,
        manner: Manner::Made,
        what: What::Meeting(meeting, change),
    };
    desk.hand_in(vec![line], None);
    desk.send(Request::Diary);
}

/// Asks whether the sample is to be laid in; it goes into an empty register alone.
fn offer_sample(desk: &mut Desk) {
    let empty = desk.diary.as_ref().is_some_and(Vec::is_empty) && desk.register.bodies.is_empty();
    if !empty {
        desk.warn("The sample council is only laid into an empty register: start minutebook with another file.");
        return;
    }
    desk.push(Confirm::new(Question::Sample));
}

fn lay_in_sample(desk: &mut Desk) {
    let mut ids = desk.id_source();
    let lines = sample::lines(&mut ids, desk.now, &desk.templates);
    for line in &lines {
        if let What::Register(change) = &line.what {
            desk.register.apply(change);
        }
    }
    desk.hand_in(lines, None);
    desk.send(Request::Diary);
    desk.say("A sample council is laid in. Today's meeting is ready: open it and start.");
}

fn header(desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
    let day = DateForm::WeekdayLong.format(desk.now.date_naive());
    let row = Rect { height: 1, ..area };
    let at = row.right().saturating_sub(width_of(&day) as u16 + 1);
    let left = Rect {
        width: at.saturating_sub(row.x + 2),
        ..row
    };
    let style = desk.theme.style(Tone::Heading);
    let used = draw::put(frame.buffer_mut(), row.x + 1, row.y, left, "Diary", style);
    let x = row.x + used + 2;
    let room = usize::from(left.right().saturating_sub(x));
    let path = draw::cut_front(&desk.register_path, room);
    let style = desk.theme.style(Tone::Faint);
    draw::put(frame.buffer_mut(), x, row.y, left, &path, style);
    draw::put(
        frame.buffer_mut(),
        at,
        row.y,
        row,
        &day,
        desk.theme.style(Tone::Text),
    );
}

/// What a diary without meetings says.
fn greeting(desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
    let is_empty = desk.register.bodies.is_empty() && desk.register.people.is_empty();
    let (nothing, bodies) = if is_empty {
        (
            "This register is empty.",
            "record a body and its members first",
        )
    } else {
        ("No meeting yet.", "see the bodies and their members")
    };
    let keys = [
        (Command::NewMeeting, "enter a meeting in the diary"),
        (Command::OpenBodies, bodies),
        (
            Command::ImportMinutes,
            "read in minutes of past meetings, or a log of actions",
        ),
        (
            Command::SampleCouncil,
            "lay in a sample council to practise on",
        ),
        (Command::Help, "show the keys that work here"),
    ];
    let mut lines = vec![
        (format!("Good to see you. {nothing}"), Tone::Heading),
        (String::new(), Tone::Text),
    ];
    // The sample is laid into an empty register alone.
    let fits = |command: &Command| is_empty || *command != Command::SampleCouncil;
    for (command, words) in keys.iter().filter(|(command, _)| fits(command)) {
        let keys = desk.keys(Context::Diary.stack(), *command);
        lines.push((format!("{keys}  {words}"), Tone::Text));
    }
    lines.push((String::new(), Tone::Text));
    let saved = "What the screen calls saved is on disk.";
    lines.push((saved.to_owned(), Tone::Faint));
    let x = area.x + 4.min(area.width / 8);
    let top = area.y + area.height.saturating_sub(lines.len() as u16) / 3;
    for ((words, tone), y) in lines.iter().zip(top..area.bottom()) {
        draw::put(
            frame.buffer_mut(),
            x,
            y,
            area,
            words,
            desk.theme.style(*tone),
        );
    }
}

/// How wide each column is; 0 where it is left out.
struct Columns {
    day: usize,
    title: usize,
    place: usize,
    state: usize,
    actions: usize,
}

impl Columns {
    fn of(width: u16) -> Self {
        let width = usize::from(width);
        let wide = width >= 100;
        let day = if width >= 72 { 15 } else { 10 };
        let state = 11;
        let actions = if width >= 72 { 7 } else { 3 };
        let place = if wide { width / 4 } else { 0 };
        // A sign and blanks between columns.
        let others =
            2 + day + 2 + 5 + 2 + place + usize::from(wide) * 2 + 1 + state + 1 + actions + 1;
        Self {
            day,
            title: width.saturating_sub(others),
            place,
            state,
            actions,
        }
    }

    fn row(&self, row: &DiaryRow, today: NaiveDate) -> String {
        let sign = if is_running(row) {
            '▶'
        } else if row.date == today {
            '•'
        } else {
            ' '
        };
        let day = if self.day >= 15 {
            row.date.format("%a %e %b %Y").to_string()
        } else if row.date.year() == today.year() {
            row.date.format("%a %e %b").to_string()
        } else {
            row.date.format("%e %b %y").to_string()
        };
        let time = row
            .time
            .map(|time| time.format("%H:%M").to_string())
            .unwrap_or_default();
        let state = match row.state {
            State::Scheduled if row.date == today => "today",
            state => state.name(),
        };
        let actions = match (row.open_actions, self.actions >= 7) {
            (0, _) => String::new(),
            (open, true) => format!("{open} open"),
            (open, false) => open.to_string(),
        };
        let cell = |words: &str, width: usize| {
            let words = draw::cut(words, width);
            let blanks = width.saturating_sub(width_of(&words));
            format!("{words}{}", " ".repeat(blanks))
        };
        let place = if self.place > 0 {
            format!("  {}", cell(&row.place, self.place))
        } else {
            String::new()
        };
        format!(
            "{sign} {}  {time:5}  {}{place} {} {:>width$} ",
            cell(&day, self.day),
            cell(&row.title, self.title),
            cell(state, self.state),
            actions,
            width = self.actions,
        )
    }
}

/// What the list has no room for, about one meeting.
fn about(row: &DiaryRow) -> String {
    let mut parts = vec![row.title.clone()];
    if row.title != row.body {
        parts.push(row.body.clone());
    }
    if !row.place.is_empty() {
        parts.push(row.place.clone());
    }
    if let Some(entries) = row.entries.filter(|entries| *entries > 0) {
        let s = if entries == 1 { "entry" } else { "entries" };
        parts.push(format!("{entries} {s}"));
    }
    if row.open_actions > 0 {
        let s = if row.open_actions == 1 { "" } else { "s" };
        parts.push(format!("{} open action{s}", row.open_actions));
    }
    parts.join(" · ")
}

#[cfg(test)]
mod tests;
