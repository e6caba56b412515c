//! Who was there: the roll of a meeting that is taken in.

use crate::minutes::attendance::{Attended as Event, Seat};
use crate::minutes::ids::PersonId;
use crate::minutes::person::{NameForm, Person, Post};
use crate::minutes::roster::fold;

use super::super::draft::{Attended, Attendee};
use super::super::names::{self, Meant};
use super::{Work, clean};

impl Work<'_> {
    pub(super) fn person(&mut self, attendee: &Attendee) -> String {
        let Some(name) = names::read(&attendee.name, attendee.group.as_deref()) else {
            return "no name: not put on the roll".to_owned();
        };
        let (mut person, words) = match self.directory.find(&name) {
            Meant::One(person) => {
                let known = self.on.register.person(person.id).is_some();
                let words = if known {
                    format!("on record: {}", person.name(NameForm::Titled, self.date))
                } else {
                    String::new()
                };
                (person.clone(), words)
            }
            found @ (Meant::Nobody | Meant::Several) => {
                let several = found == Meant::Several;
                let person = Person {
                    id: PersonId(self.id()),
                    honorific: name.honorific.clone(),
                    given: clean(&name.given),
                    family: clean(&name.family),
                    listed_as: name.listed_as.clone(),
                    posts: Vec::new(),
                };
                self.directory.new.push(person.clone());
                let words = if several {
                    "several on record could be meant: entered as somebody new"
                } else {
                    "new to the register"
                };
                (person, words.to_owned())
            }
        };
        if self.seats.iter().any(|seat| seat.person.id == person.id) {
            return "named twice: the first place holds".to_owned();
        }
        let is_member = attendee.attended != Attended::InAttendance;
        let role = attendee.role.as_deref().map(clean);
        if name.honorific.is_some() {
            person.honorific.clone_from(&name.honorific);
        }
        // An officer's role is a post; the text says that it was held on that day, and no more.
        let mut seat_role = role.clone();
        if let Some(title) = role.filter(|_| !is_member) {
            if person.post_on(self.date) != Some(title.as_str()) {
                person.posts.push(Post {
                    title,
                    from: Some(self.date),
                    to: Some(self.date),
                });
            }
            seat_role = None;
        }
        // What stands in brackets behind a name stays there, unless it is a time, which the roll works out by itself.
        let note = attendee.note.as_deref().map(clean);
        let note = note.filter(|note| !note.contains(|letter: char| letter.is_ascii_digit()));
        let seat_role = seat_role.or(note);
        let event = match attendee.attended {
            Attended::Present | Attended::InAttendance => Event::Present,
            Attended::Apologies => Event::Apologies,
            Attended::Absent => Event::Absent,
        };
        self.stream.push((person.id, event));
        let presides = attendee
            .role
            .as_deref()
            .is_some_and(|role| fold(role).contains("in the chair"));
        if presides && event == Event::Present {
            self.stream.push((person.id, Event::TookChair));
        }
        self.seats.push(Seat {
            group: group_of(attendee, &person),
            person,
            role: seat_role,
            member: is_member,
            voting: is_member,
        });
        words
    }

    /// The template of a body that is new: the first that lists every member on this roll under their heading.
    pub(super) fn choose_template(&mut self) {
        let Some(new) = &mut self.new_body else {
            return;
        };
        let members = || self.seats.iter().filter(|seat| seat.member);
        let template = self.on.templates.iter().find(|template| {
            let layout = &template.layout.attendance;
            layout.other_groups || members().all(|seat| layout.groups.contains(&seat.group))
        });
        let name = template.map(|template| template.name.as_str());
        let name = name.or_else(|| self.on.templates.names().next());
        name.unwrap_or_default().clone_into(&mut new.template);
        self.template.clone_from(&new.template);
    }
}

/// The heading that documents list somebody under.
fn group_of(attendee: &Attendee, person: &Person) -> String {
    let is_councillor = person
        .honorific
        .as_deref()
        .is_some_and(|honorific| honorific.starts_with("Councillor"));
    let stated = attendee
        .group
        .as_deref()
        .map(|group| clean(group.trim_end_matches(':')));
    let stated = stated.filter(|group| !group.is_empty());
    let is_title = stated.as_deref().is_some_and(|group| {
        let folded = fold(group);
        [
            "cllr",
            "cllrs",
            "councillor",
            "councillors",
            "present",
            "members present",
            "apologies",
        ]
        .contains(&folded.as_str())
    });
    match (stated, attendee.attended) {
        (Some(group), _) if !is_title => group,
        (_, Attended::InAttendance) if !is_councillor => "In attendance".to_owned(),
        (_, _) if is_councillor => "Councillors".to_owned(),
        (_, _) => "Members".to_owned(),
    }
}
