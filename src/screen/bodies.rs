//! Bodies, their members, and all people on record: what is settled before any meeting.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::editor::width_of;
use crate::keymap::Context;
use crate::minutes::body::{Body, Member, Quorum};
use crate::minutes::dates::{DateForm, TimeForm};
use crate::minutes::ids::{BodyId, PersonId};
use crate::minutes::person::{NameForm, Person};
use crate::store::protocol::Reply;
use crate::theme::Tone;

use super::desk::Desk;
use super::diary::Diary;
use super::form::{self, Purpose};
use super::{Answer, body_tree, draw};

/// The last row of the list of bodies.
const ALL_PEOPLE: &str = "All people";

/// Which list keys act on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Side {
    /// The bodies, and all people.
    #[default]
    Bodies,
    /// The members of the body, or the people.
    Members,
}

/// Bodies, members and people.
#[derive(Debug, Default)]
pub struct Bodies {
    side: Side,
    /// Which body, from 0; behind the last one stand all people.
    body: usize,
    /// Which member or person, from 0.
    row: usize,
}

impl Bodies {
    /// The tables of the keymap that hold here.
    #[allow(clippy::unused_self)] // every screen has this method, and most look at themselves
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::Bodies.stack()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        if self.go(command, desk) {
            return true;
        }
        let body = self.body(desk).map(|body| body.id);
        let person = self.person(desk).map(|person| person.id);
        match command {
            Command::Cancel => desk.show(Diary::default()),
            Command::NextField => self.to(Side::Members, desk),
            Command::PreviousField => self.to(Side::Bodies, desk),
            Command::NewBody => desk.push(form::body(desk, None)),
            Command::EditBody => match body {
                Some(body) => desk.push(form::body(desk, Some(body))),
                None => desk.say("Go to a body first."),
            },
            Command::AddMember => match body {
                Some(body) => desk.push(form::member(desk, body, None)),
                None => desk.say("Go to a body first."),
            },
            Command::EditMember | Command::Choose => self.enter(body, person, desk),
            Command::EndMembership => match (body, person) {
                (Some(body), Some(person)) => {
                    desk.push(form::end_membership(desk, body, person));
                }
                (_, _) => desk.say("Go to a member first."),
            },
            Command::ShowBodyTree => body_tree::open(desk),
            Command::NewPerson => desk.push(form::person(desk, None)),
            Command::EditPerson => match person {
                Some(person) => desk.push(form::person(desk, Some(person))),
                None => desk.say("Go to a member or a person first."),
            },
            _ => return false, // every other command is another screen's
        }
        true
    }

    /// Enter: from a body to its members; on a member, alters the membership; on a person, the person.
    fn enter(&mut self, body: Option<BodyId>, person: Option<PersonId>, desk: &mut Desk) {
        match (self.side, body, person) {
            (Side::Bodies, _, _) => self.to(Side::Members, desk),
            (Side::Members, Some(body), Some(person)) => {
                desk.push(form::member(desk, body, Some(person)));
            }
            (Side::Members, None, Some(person)) => desk.push(form::person(desk, Some(person))),
            (Side::Members, _, None) => {}
        }
    }

    fn to(&mut self, side: Side, desk: &Desk) {
        let empty = side == Side::Members && self.people(desk).is_empty();
        if self.side != side && !empty {
            self.side = side;
            self.row = 0;
        }
    }

    /// Moves in the list; `false` where the command is none for lists.
    fn go(&mut self, command: Command, desk: &Desk) -> bool {
        let (at, rows) = match self.side {
            Side::Bodies => (self.body, desk.register.bodies.len() + 1),
            Side::Members => (self.row, self.people(desk).len()),
        };
        let page = usize::from(desk.size.1.saturating_sub(10)).max(1);
        let to = match command {
            Command::NextRow | Command::Down => at + 1,
            Command::PreviousRow | Command::Up => at.saturating_sub(1),
            Command::PageDown => at + page,
            Command::PageUp => at.saturating_sub(page),
            Command::FirstRow => 0,
            Command::LastRow => rows,
            _ => return false, // not about a list
        };
        let to = to.min(rows.saturating_sub(1));
        match self.side {
            Side::Bodies => self.body = to,
            Side::Members => self.row = to,
        }
        true
    }

    /// Letters that are no command do nothing.
    #[allow(clippy::unused_self)] // every screen has this method
    pub fn typed(&mut self, _letter: char, _desk: &mut Desk) {}

    /// There is nowhere to paste to.
    #[allow(clippy::unused_self)] // every screen has this method
    pub fn pasted(&mut self, _text: &str, _desk: &mut Desk) {}

    /// Goes to the body that a form has recorded.
    #[allow(clippy::needless_pass_by_value)] // every screen has this method
    pub fn answered(&mut self, answer: Answer, desk: &mut Desk) {
        if let Answer::Filled(Purpose::Body(Some(id))) = answer {
            let place = desk.register.bodies.iter().position(|body| body.id == id);
            self.body = place.unwrap_or(self.body);
            self.side = Side::Bodies;
        }
    }

    /// The desk takes the answers that matter here.
    #[allow(clippy::unused_self, clippy::needless_pass_by_value)] // every screen has this method
    pub fn replied(&mut self, _reply: Reply, _desk: &mut Desk) {}

    /// The body that the cursor stands on; none on "All people".
    fn body<'a>(&self, desk: &'a Desk) -> Option<&'a Body> {
        desk.register.bodies.get(self.body)
    }

    /// Those listed on the right: members, those of the past last, or all people by name.
    fn people<'a>(&self, desk: &'a Desk) -> Vec<(Option<&'a Member>, &'a Person)> {
        let today = desk.now.date_naive();
        let Some(body) = self.body(desk) else {
            let mut people: Vec<&Person> = desk.register.people.iter().collect();
            people.sort_by_cached_key(|person| {
                (person.family.to_lowercase(), person.given.to_lowercase())
            });
            return people.into_iter().map(|person| (None, person)).collect();
        };
        let mut members: Vec<_> = body
            .members
            .iter()
            .filter_map(|member| Some((Some(member), desk.register.person(member.person)?)))
            .collect();
        members.sort_by_key(|(member, _)| member.is_some_and(|member| is_past(member, today)));
        members
    }

    /// The person that the cursor stands on, where it is on the right.
    fn person<'a>(&self, desk: &'a Desk) -> Option<&'a Person> {
        match self.side {
            Side::Bodies => None,
            Side::Members => self.people(desk).get(self.row).map(|(_, person)| *person),
        }
    }

    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let style = desk.theme.style(Tone::Heading);
        let title = "Bodies and members";
        draw::put(frame.buffer_mut(), area.x + 1, area.y, area, title, style);
        let inside = Rect {
            y: area.y + 2,
            height: area.height.saturating_sub(4),
            ..area
        };
        let left = Rect {
            width: (area.width / 3).clamp(16, 34),
            ..inside
        };
        let right = Rect {
            x: left.right() + 2,
            width: area.width.saturating_sub(left.width + 3),
            ..inside
        };
        self.view_bodies(desk, frame, left);
        for y in inside.y..inside.bottom() {
            let style = desk.theme.style(Tone::Rule);
            draw::put(frame.buffer_mut(), left.right(), y, inside, "│", style);
        }
        let used = if let Some(body) = self.body(desk) {
            view_body(body, desk, frame, right)
        } else {
            let words = format!("{} people on record", desk.register.people.len());
            let style = desk.theme.style(Tone::Heading);
            draw::put(frame.buffer_mut(), right.x, right.y, right, &words, style);
            2
        };
        let list = Rect {
            y: right.y + used,
            height: right.height.saturating_sub(used + 2),
            ..right
        };
        self.view_people(desk, frame, list);
        if let Some((Some(member), _)) = self.people(desk).get(self.row)
            && self.side == Side::Members
        {
            let y = right.bottom().saturating_sub(1);
            let words = draw::cut(&about(member), usize::from(right.width));
            let style = desk.theme.style(Tone::Faint);
            draw::put(frame.buffer_mut(), right.x, y, right, &words, style);
        }
        draw::footer(desk, frame, area, self.contexts(desk), self.foot(desk));
    }

    fn foot(&self, desk: &Desk) -> &'static [(Command, &'static str)] {
        match (self.side, self.body(desk)) {
            (Side::Bodies, Some(_)) => &[
                (Command::EditMember, "members"),
                (Command::NewBody, "new body"),
                (Command::EditBody, "edit"),
                (Command::AddMember, "add member"),
                (Command::ShowBodyTree, "tree"),
                (Command::Cancel, "diary"),
                (Command::NewPerson, "new person"),
            ],
            (Side::Members, Some(_)) => &[
                (Command::EditMember, "edit member"),
                (Command::AddMember, "add"),
                (Command::EndMembership, "end membership"),
                (Command::EditPerson, "edit person"),
                (Command::Cancel, "diary"),
            ],
            (_, None) => &[
                (Command::NewBody, "new body"),
                (Command::NewPerson, "new person"),
                (Command::EditPerson, "edit person"),
                (Command::NextField, "to the list"),
                (Command::Cancel, "diary"),
            ],
        }
    }

    fn view_bodies(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let names: Vec<&str> = desk
            .register
            .bodies
            .iter()
            .map(|body| body.name.as_str())
            .chain([ALL_PEOPLE])
            .collect();
        let first = draw::first_row(self.body, names.len(), usize::from(area.height));
        for ((place, name), y) in names
            .iter()
            .enumerate()
            .skip(first)
            .zip(area.y..area.bottom())
        {
            let tone = self.tone(Side::Bodies, place == self.body);
            let sign = if place == self.body { '▸' } else { ' ' };
            let width = usize::from(area.width.saturating_sub(1));
            let words = cell(&format!("{sign} {name}"), width);
            let style = desk.theme.style(tone);
            draw::put(frame.buffer_mut(), area.x, y, area, &words, style);
        }
    }

    fn view_people(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let today = desk.now.date_naive();
        let people = self.people(desk);
        if people.is_empty() {
            let words = match self.body(desk) {
                Some(_) => {
                    let key = desk.keys(self.contexts(desk), Command::AddMember);
                    format!("No members yet: {key} adds one.")
                }
                None => "Nobody is on record yet.".to_owned(),
            };
            let style = desk.theme.style(Tone::Faint);
            draw::put(frame.buffer_mut(), area.x, area.y, area, &words, style);
            return;
        }
        let selected = match self.side {
            Side::Bodies => 0,
            Side::Members => self.row,
        };
        let first = draw::first_row(selected, people.len(), usize::from(area.height));
        for ((place, (member, person)), y) in people
            .iter()
            .enumerate()
            .skip(first)
            .zip(area.y..area.bottom())
        {
            let here = self.side == Side::Members && place == self.row;
            let tone = match (here, member) {
                (true, _) => Tone::Selected,
                (false, Some(member)) if is_past(member, today) => Tone::Faint,
                (false, _) => Tone::Text,
            };
            let words = match member {
                Some(member) => member_row(member, person, area.width, today),
                None => person_row(person, area.width, today),
            };
            let style = desk.theme.style(tone);
            draw::put(frame.buffer_mut(), area.x, y, area, &words, style);
        }
    }

    fn tone(&self, side: Side, here: bool) -> Tone {
        match (here, self.side == side) {
            (true, true) => Tone::Selected,
            (true, false) => Tone::Current,
            (false, _) => Tone::Text,
        }
    }
}

fn is_past(member: &Member, today: NaiveDate) -> bool {
    member.to.is_some_and(|to| to < today)
}

/// Cut or filled to a width.
fn cell(words: &str, width: usize) -> String {
    let words = draw::cut(words, width);
    let blanks = width.saturating_sub(width_of(&words));
    format!("{words}{}", " ".repeat(blanks))
}

/// What is settled of a body; answers with the rows used.
fn view_body(body: &Body, desk: &Desk, frame: &mut Frame<'_>, area: Rect) -> u16 {
    let quorum = match &body.quorum {
        Quorum::None => "no quorum".to_owned(),
        quorum => {
            let voting = body
                .members_on(desk.now.date_naive())
                .filter(|member| member.voting)
                .count();
            match quorum {
                Quorum::Fraction(..) => format!("quorum {quorum} = {}", quorum.needed(voting)),
                Quorum::Number(_) | Quorum::None | Quorum::OfGroup { .. } => {
                    format!("quorum {quorum}")
                }
            }
        }
    };
    let usual = [
        body.usual_time
            .map(|time| TimeForm::Dotted.format(time))
            .unwrap_or_default(),
        body.usual_place.clone(),
        body.meets.clone(),
    ];
    let usual: Vec<String> = usual.into_iter().filter(|part| !part.is_empty()).collect();
    let reports_to: Vec<&str> = body
        .reports_to
        .iter()
        .filter_map(|id| desk.register.body(*id))
        .map(|body| body.name.as_str())
        .collect();
    let mut lines = vec![
        (body.name.clone(), Tone::Heading),
        (
            format!(
                "{} · {} · {quorum} · {}",
                body.code, body.called, body.template
            ),
            Tone::Text,
        ),
    ];
    if !usual.is_empty() {
        lines.push((usual.join(" · "), Tone::Text));
    }
    if !reports_to.is_empty() {
        lines.push((format!("reports to {}", reports_to.join(", ")), Tone::Text));
    }
    let mut y = area.y;
    for (words, tone) in &lines {
        for line in draw::wrapped(words, area.width) {
            let style = desk.theme.style(*tone);
            draw::put(frame.buffer_mut(), area.x, y, area, &line, style);
            y += 1;
        }
    }
    y - area.y + 1
}

/// Name, role and vote, and the heading as far as there is room.
fn member_row(member: &Member, person: &Person, width: u16, today: NaiveDate) -> String {
    let width = usize::from(width);
    let name = person.name(NameForm::ShortFull, today);
    let vote = if member.voting { "votes" } else { "     " };
    let role = member.role.as_deref().unwrap_or_default();
    let narrow = width < 44;
    let name = cell(&name, if narrow { width.saturating_sub(13) } else { 24 });
    let role = cell(role, 12);
    if narrow {
        return format!("{name} {role}");
    }
    let room = width.saturating_sub(44);
    let group = if room < 11 { "" } else { &member.group };
    format!("{name} {role} {vote} {}", cell(group, room))
}

/// All that is settled of a membership, in a line.
fn about(member: &Member) -> String {
    let day = |day: NaiveDate| DateForm::Long.format(day);
    let mut parts = vec![member.group.clone()];
    parts.push(if member.voting { "votes" } else { "no vote" }.to_owned());
    parts.extend(member.from.map(|from| format!("from {}", day(from))));
    parts.extend(member.to.map(|to| format!("to {}", day(to))));
    parts.join(" · ")
}

fn person_row(person: &Person, width: u16, today: NaiveDate) -> String {
    let title = match &person.honorific {
        Some(honorific) => format!(" ({honorific})"),
        None => String::new(),
    };
    let name = if person.given.is_empty() {
        format!("{}{title}", person.family)
    } else {
        format!("{}, {}{title}", person.family, person.given)
    };
    let width = usize::from(width);
    let post = person.post_on(today).unwrap_or_default();
    if post.is_empty() {
        cell(&name, width)
    } else {
        cell(&format!("{name} · {post}"), width)
    }
}

#[cfg(test)]
mod tests;
