//! The roll: who is there, who arrived, who left, one key each.

mod mark;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::keymap::Context;
use crate::minutes::attendance::{self, Attended, Presence, Seat, Standing};
use crate::minutes::change::Change;
use crate::minutes::ids::{PersonId, PresenceId};
use crate::minutes::meeting::{Meeting, State};
use crate::minutes::person::NameForm;
use crate::theme::Tone;

use super::desk::Desk;
use super::{Answer, draw, form, rows};
use mark::{Deed, Mark};

/// Columns inside the box, at most: beyond that a name and its standing are too far apart.
const WIDTH: u16 = 96;

/// Who is there.
#[derive(Debug, Default)]
pub struct Roll {
    /// The person on whose row the keys act; the first on the roll where there is none.
    at: Option<PersonId>,
}

impl Roll {
    /// The roll, at the first person who is not marked.
    pub fn new(desk: &Desk) -> Self {
        let at = desk
            .open
            .as_ref()
            .and_then(|open| next_unmarked(&open.meeting, None));
        Self { at }
    }

    /// The roll, at somebody.
    pub fn at(person: PersonId) -> Self {
        Self { at: Some(person) }
    }

    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::Roll.stack()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        match command {
            Command::UndoRecord => {
                desk.undo();
                return true;
            }
            Command::RedoRecord => {
                desk.redo();
                return true;
            }
            Command::AddPerson => {
                desk.push(form::roll_person(desk));
                return true;
            }
            Command::MarkAllPresent => {
                mark_all_present(desk);
                return true;
            }
            _ => {} // all others act on a row, or are not for the roll
        }
        let Some((order, at)) = self.place(desk) else {
            return false;
        };
        if let Some(to) = rows::go(command, at, order.len(), page(desk)) {
            self.at = order.get(to).copied();
            return true;
        }
        let Some(person) = order.get(at).copied() else {
            return false;
        };
        self.at = Some(person);
        match command {
            Command::MarkPresent => self.mark(desk, person, Mark::Present),
            Command::MarkApologies => self.mark(desk, person, Mark::Apologies),
            Command::MarkAbsent => self.mark(desk, person, Mark::Absent),
            Command::MarkLeft => self.mark(desk, person, Mark::Left),
            Command::MarkReturned => self.mark(desk, person, Mark::Returned),
            Command::MarkRemote => self.mark(desk, person, Mark::Remote),
            Command::MarkSubstitute => substitute(desk, person),
            Command::TakeChair => take_chair(desk, person),
            Command::ClearMark => clear(desk, person),
            _ => return false, // every other command is for what lies below
        }
        true
    }

    /// Takes a letter that was typed.
    pub fn typed(&mut self, _letter: char, _desk: &mut Desk) {}

    /// Takes a text that was pasted.
    pub fn pasted(&mut self, _text: &str, _desk: &mut Desk) {}

    /// Takes an answer from what lay on top.
    pub fn answered(&mut self, _answer: Answer, _desk: &mut Desk) {}

    /// Everybody in the order of the rows, and which row is the clerk's; `None` where nobody is on the roll.
    fn place(&self, desk: &Desk) -> Option<(Vec<PersonId>, usize)> {
        let meeting = &desk.open.as_ref()?.meeting;
        let order = in_order(meeting);
        let at = order
            .iter()
            .position(|person| Some(*person) == self.at)
            .unwrap_or(0);
        (!order.is_empty()).then_some((order, at))
    }

    fn mark(&mut self, desk: &mut Desk, person: PersonId, mark: Mark) {
        let Some(open) = &desk.open else { return };
        let stream = &open.meeting.stream;
        let last = attendance::last_note(stream, person).map(|note| (note.id, note.what));
        let standing = attendance::standing(stream, person);
        let name = name(&open.meeting, person);
        let what = last.map(|(_, what)| what);
        let changes = match mark::deed(mark, standing, what, open.meeting.state()) {
            Ok(Deed::Note(what)) => vec![noted(desk, person, what)],
            Ok(Deed::Instead(what)) => {
                let withdrawn = last.map(|(presence, _)| Change::NoteWithdrawn { presence });
                withdrawn
                    .into_iter()
                    .chain([noted(desk, person, what)])
                    .collect()
            }
            Err(why) => {
                desk.warn(format!("{name} {why}."));
                return;
            }
        };
        let deed = format!("{name} marked {}", word_of(mark));
        if !record(desk, deed, changes) {
            return;
        }
        match mark {
            Mark::Present | Mark::Apologies | Mark::Absent => {
                let next = desk
                    .open
                    .as_ref()
                    .and_then(|open| next_unmarked(&open.meeting, Some(person)));
                self.at = next.or(Some(person));
            }
            Mark::Left | Mark::Returned | Mark::Remote => {}
        }
    }

    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let Some(open) = &desk.open else { return };
        let meeting = &open.meeting;
        let groups = attendance::in_groups(&meeting.seats);
        // Two rows at least, for what an empty roll says.
        let height = (groups.len() + meeting.seats.len()).max(2) + 2;
        let title = format!("Roll · {}", meeting.head.title());
        let size = (WIDTH, u16::try_from(height).unwrap_or(u16::MAX));
        let inside = draw::sheet(desk, frame, area, &title, size);
        let (words, tone) = summary(meeting);
        let buffer = frame.buffer_mut();
        draw::put(
            buffer,
            inside.x + 1,
            inside.y,
            inside,
            &words,
            desk.theme.style(tone),
        );
        let list = Rect {
            y: inside.y + 2.min(inside.height),
            height: inside.height.saturating_sub(2),
            ..inside
        };
        let mut shown: Vec<Shown<'_>> = Vec::with_capacity(height);
        for (group, seats) in &groups {
            shown.push(Shown::Group(group));
            shown.extend(seats.iter().map(|seat| Shown::Seat(seat)));
        }
        let selected = self
            .place(desk)
            .and_then(|(order, at)| order.get(at).copied());
        let at = shown
            .iter()
            .position(|row| matches!(row, Shown::Seat(seat) if Some(seat.person.id) == selected))
            .unwrap_or(0);
        let first = draw::first_row(at, shown.len(), usize::from(list.height));
        for (row, y) in shown.iter().skip(first).zip(list.top()..list.bottom()) {
            match row {
                Shown::Group(group) => {
                    let style = desk.theme.style(Tone::Heading);
                    draw::put(frame.buffer_mut(), list.x + 1, y, list, group, style);
                }
                Shown::Seat(seat) => {
                    let is_selected = Some(seat.person.id) == selected;
                    let row = Rect {
                        y,
                        height: 1,
                        ..list
                    };
                    draw_seat(desk, meeting, seat, is_selected, frame, row);
                }
            }
        }
        if shown.is_empty() {
            let keys = desk.keys(self.contexts(desk), Command::AddPerson);
            let words =
                format!("Nobody is on the roll yet: {keys} adds a member, an officer or a guest.");
            for (line, y) in draw::wrapped(&words, list.width.saturating_sub(2))
                .iter()
                .zip(list.top()..list.bottom())
            {
                let style = desk.theme.style(Tone::Text);
                draw::put(frame.buffer_mut(), list.x + 1, y, list, line, style);
            }
        }
        draw::footer(
            desk,
            frame,
            area,
            self.contexts(desk),
            &[
                (Command::MarkPresent, "present"),
                (Command::MarkApologies, "apologies"),
                (Command::MarkAbsent, "absent"),
                (Command::AddPerson, "add"),
                (Command::MarkLeft, "left"),
                (Command::MarkReturned, "returned"),
                (Command::MarkAllPresent, "all present"),
                (Command::TakeChair, "chair"),
                (Command::ClearMark, "clear"),
                (Command::MarkSubstitute, "substitute"),
                (Command::MarkRemote, "remote"),
                (Command::Cancel, "close"),
            ],
        );
    }
}

/// One row of the list.
enum Shown<'a> {
    Group(&'a str),
    Seat(&'a Seat),
}

/// Draws somebody: the letter and the words of where they stand, the name, the role or post.
fn draw_seat(
    desk: &Desk,
    meeting: &Meeting,
    seat: &Seat,
    selected: bool,
    frame: &mut Frame<'_>,
    row: Rect,
) {
    let (letter, words, tone) = stands(meeting, seat);
    let style = draw::row(desk, frame, row, selected, tone);
    let buffer = frame.buffer_mut();
    draw::put(buffer, row.x + 2, row.y, row, letter, style);
    let words_width = (row.width * 2 / 5).clamp(14, 36);
    let words_x = row.right().saturating_sub(words_width);
    let name = Rect {
        x: row.x + 4,
        width: words_x.saturating_sub(row.x + 5),
        ..row
    };
    let on = meeting.head.date;
    let mut full = seat.person.name(NameForm::ShortFull, on);
    match (&seat.role, seat.person.post_on(on)) {
        (Some(role), _) => full = format!("{full} ({role})"),
        (None, Some(post)) if !seat.member => full = format!("{full}, {post}"),
        (None, _) => {}
    }
    let full = draw::cut(&full, usize::from(name.width));
    draw::put(buffer, name.x, row.y, name, &full, style);
    let words = draw::cut(&words, usize::from(words_width.saturating_sub(1)));
    draw::put(buffer, words_x, row.y, row, &words, style);
}

/// Where somebody stands: a letter, words, and what they mean.
fn stands(meeting: &Meeting, seat: &Seat) -> (&'static str, String, Tone) {
    let person = seat.person.id;
    let (seats, stream) = (&meeting.seats, &meeting.stream);
    let time = |what: &[Attended]| {
        stream
            .iter()
            .rev()
            .find(|event| event.person == person && what.contains(&event.what))
            .map(|event| event.at.format("%H:%M").to_string())
    };
    let came = time(&[Attended::Arrived, Attended::Returned]).map(|at| {
        let again = time(&[Attended::Left]).is_some();
        format!("{} {at}", if again { "returned" } else { "arrived" })
    });
    let stands_in =
        attendance::substitute_for(seats, stream, person).map(|other| name(meeting, other));
    let represented = |word: &str| match &stands_in {
        Some(other) => format!("{word}, {other} for them"),
        None => word.to_owned(),
    };
    let (letter, mut words, tone) = match attendance::standing(stream, person) {
        Standing::Unmarked => match &stands_in {
            Some(other) => ("S", format!("represented by {other}"), Tone::Text),
            None => ("·", "not marked".to_owned(), Tone::Faint),
        },
        Standing::Present => {
            let words = came.unwrap_or_else(|| "present".to_owned());
            ("P", words, Tone::Good)
        }
        Standing::Substitute(member) => {
            let came = came.map_or_else(String::new, |came| format!(", {came}"));
            let words = format!("for {}{came}", name(meeting, member));
            ("S", words, Tone::Good)
        }
        Standing::Apologies => ("A", represented("apologies"), Tone::Text),
        Standing::Absent => ("X", represented("absent"), Tone::Text),
        Standing::Remote => ("R", "from elsewhere".to_owned(), Tone::Good),
        Standing::Left => {
            let at = time(&[Attended::Left]).unwrap_or_default();
            ("L", format!("left {at}"), Tone::Warning)
        }
    };
    if attendance::presiding(stream) == Some(person) {
        words.push_str(", in the chair");
    }
    (letter, words, tone)
}

/// How many are there and whether they are enough, how many are not marked.
fn summary(meeting: &Meeting) -> (String, Tone) {
    let count = meeting.count();
    let (mut words, tone) = match (count.needed, count.is_quorate()) {
        (0, _) => (format!("{} present", count.present), Tone::Text),
        (needed, true) => (
            format!("{} present, quorum {needed}", count.present),
            Tone::Text,
        ),
        (_, false) => {
            // Before the meeting, few are there of necessity.
            let tone = match meeting.state() {
                State::InProgress | State::Adjourned => Tone::Alarm,
                State::Scheduled | State::Closed | State::Approved | State::Withdrawn => {
                    Tone::Warning
                }
            };
            (
                format!("NO QUORUM: {}", count.short(&meeting.head.body.quorum)),
                tone,
            )
        }
    };
    let unmarked = attendance::not_marked(&meeting.seats, &meeting.stream).count();
    if unmarked > 0 {
        words = format!("{words} · {unmarked} not marked");
    }
    (words, tone)
}

/// Everybody, in the order of the rows.
fn in_order(meeting: &Meeting) -> Vec<PersonId> {
    attendance::in_groups(&meeting.seats)
        .iter()
        .flat_map(|(_, seats)| seats.iter().map(|seat| seat.person.id))
        .collect()
}

/// The next person below `after` of whom nothing is noted, or else the first.
fn next_unmarked(meeting: &Meeting, after: Option<PersonId>) -> Option<PersonId> {
    let order = in_order(meeting);
    let from = order
        .iter()
        .position(|person| Some(*person) == after)
        .map_or(0, |at| at + 1);
    let (above, below) = order.split_at_checked(from)?;
    below
        .iter()
        .chain(above)
        .find(|person| {
            attendance::standing(&meeting.stream, **person) == Standing::Unmarked
                && attendance::substitute_for(&meeting.seats, &meeting.stream, **person).is_none()
        })
        .copied()
}

fn name(meeting: &Meeting, person: PersonId) -> String {
    meeting.seat(person).map_or_else(
        || "Somebody".to_owned(),
        |seat| seat.person.name(NameForm::Short, meeting.head.date),
    )
}

fn word_of(mark: Mark) -> &'static str {
    match mark {
        Mark::Present => "present",
        Mark::Apologies => "as having sent apologies",
        Mark::Absent => "absent",
        Mark::Left => "as having left",
        Mark::Returned => "as having come",
        Mark::Remote => "as taking part from elsewhere",
    }
}

fn noted(desk: &mut Desk, person: PersonId, what: Attended) -> Change {
    let id = PresenceId(desk.new_id());
    let presence = Presence {
        id,
        person,
        at: desk.now,
        what,
    };
    Change::Noted { presence }
}

/// Records one step as it is and several as one deed.
fn record(desk: &mut Desk, deed: String, mut changes: Vec<Change>) -> bool {
    let change = match (changes.pop(), changes.is_empty()) {
        (None, _) => return false,
        (Some(only), true) => only,
        (Some(last), false) => {
            changes.push(last);
            Change::Together { deed, changes }
        }
    };
    desk.record(change, None)
}

fn mark_all_present(desk: &mut Desk) {
    let Some(open) = &desk.open else { return };
    let people: Vec<PersonId> = attendance::not_marked(&open.meeting.seats, &open.meeting.stream)
        .map(|seat| seat.person.id)
        .collect();
    if people.is_empty() {
        desk.say("Every member is marked already.");
        return;
    }
    let changes = people
        .iter()
        .map(|person| noted(desk, *person, Attended::Present))
        .collect();
    let deed = format!("{} members marked present", people.len());
    if record(desk, deed, changes) {
        desk.say(format!("{} marked present.", people.len()));
    }
}

fn substitute(desk: &mut Desk, person: PersonId) {
    let Some(open) = &desk.open else { return };
    let is_member = open.meeting.seat(person).is_some_and(|seat| seat.member);
    let name = name(&open.meeting, person);
    if !is_member {
        desk.warn(format!(
            "{name} is no member: only a member can have a substitute."
        ));
    } else if attendance::standing(&open.meeting.stream, person).is_in_room() {
        desk.warn(format!(
            "{name} is in the room: nobody can stand in for them."
        ));
    } else {
        desk.push(form::substitute(desk, person));
    }
}

/// Whoever takes the chair is in the room, so an unmarked person is marked too.
fn take_chair(desk: &mut Desk, person: PersonId) {
    let Some(open) = &desk.open else { return };
    let stream = &open.meeting.stream;
    let name = name(&open.meeting, person);
    if attendance::presiding(stream) == Some(person) {
        desk.say(format!("{name} is in the chair already."));
        return;
    }
    let standing = attendance::standing(stream, person);
    let last = attendance::last_note(stream, person).map(|note| (note.id, note.what));
    let what = last.map(|(_, what)| what);
    let mut changes = Vec::new();
    if !standing.is_in_room() {
        match mark::deed(Mark::Present, standing, what, open.meeting.state()) {
            Ok(Deed::Note(what)) => changes.push(noted(desk, person, what)),
            Ok(Deed::Instead(what)) => {
                changes.extend(last.map(|(presence, _)| Change::NoteWithdrawn { presence }));
                changes.push(noted(desk, person, what));
            }
            Err(why) => {
                desk.warn(format!("{name} {why}."));
                return;
            }
        }
    }
    changes.push(noted(desk, person, Attended::TookChair));
    if record(desk, format!("{name} took the chair"), changes) {
        desk.say(format!("{name} is in the chair."));
    }
}

fn clear(desk: &mut Desk, person: PersonId) {
    let Some(open) = &desk.open else { return };
    let name = name(&open.meeting, person);
    let Some(note) = attendance::last_note(&open.meeting.stream, person) else {
        take_off(desk, person, &name);
        return;
    };
    let (presence, word) = (note.id, note.what.word());
    if desk.record(Change::NoteWithdrawn { presence }, None) {
        desk.say(format!("Taken back: {name} {word}."));
    }
}

/// Takes somebody of whom nothing is noted off the roll, unless they are a member or an item names them.
fn take_off(desk: &mut Desk, person: PersonId, name: &str) {
    let Some(open) = &desk.open else { return };
    if open.meeting.seat(person).is_none_or(|seat| seat.member) {
        desk.say(format!("Nothing is noted of {name}."));
        return;
    }
    if let Some(item) = open.meeting.names(person) {
        let number = open.meeting.place_of(item).map_or(0, |place| place + 1);
        desk.warn(format!(
            "Item {number} names {name}: take the name out there first."
        ));
        return;
    }
    if desk.record(Change::Unseated { person }, None) {
        let undo = desk.keys(Context::Roll.stack(), Command::UndoRecord);
        desk.say(format!("{name} is off the roll: {undo} brings them back."));
    }
}

/// How many rows are in sight.
fn page(desk: &Desk) -> usize {
    usize::from(desk.size.1).saturating_sub(6)
}

#[cfg(test)]
mod tests;
