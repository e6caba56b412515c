//! What outlives a meeting: bodies and people.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::attendance::Seat;
use super::body::Body;
use super::ids::{BodyId, PersonId};
use super::person::Person;

/// All bodies and people on record, each in the order in which it was first recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// Every body.
    pub bodies: Vec<Body>,
    /// Every person.
    pub people: Vec<Person>,
}

/// One step in what outlives a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RegisterChange {
    /// A body is as stated from now on.
    BodyRecorded(Box<Body>),
    /// A body was recorded by mistake.
    BodyRemoved(BodyId),
    /// A person is as stated from now on.
    PersonRecorded(Box<Person>),
    /// A person was recorded by mistake.
    PersonRemoved(PersonId),
}

impl Register {
    /// A body, by id.
    pub fn body(&self, id: BodyId) -> Option<&Body> {
        self.bodies.iter().find(|body| body.id == id)
    }

    /// A person, by id.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// The roll of a body's meeting on a day: its members then, in order.
    pub fn seats(&self, body: BodyId, on: NaiveDate) -> Vec<Seat> {
        let Some(body) = self.body(body) else {
            return Vec::new();
        };
        body.members_on(on)
            .filter_map(|member| {
                Some(Seat {
                    person: self.person(member.person)?.clone(),
                    role: member.role.clone(),
                    group: member.group.clone(),
                    member: true,
                    voting: member.voting,
                })
            })
            .collect()
    }

    /// Makes a change and answers with the one that takes it back.
    pub fn apply(&mut self, change: &RegisterChange) -> RegisterChange {
        match change {
            RegisterChange::BodyRecorded(body) => {
                match self.bodies.iter_mut().find(|there| there.id == body.id) {
                    Some(there) => {
                        let was = std::mem::replace(there, (**body).clone());
                        RegisterChange::BodyRecorded(Box::new(was))
                    }
                    None => {
                        self.bodies.push((**body).clone());
                        RegisterChange::BodyRemoved(body.id)
                    }
                }
            }
            RegisterChange::BodyRemoved(id) => {
                match self.bodies.iter().position(|there| there.id == *id) {
                    Some(place) => {
                        RegisterChange::BodyRecorded(Box::new(self.bodies.remove(place)))
                    }
                    None => change.clone(),
                }
            }
            RegisterChange::PersonRecorded(person) => {
                match self.people.iter_mut().find(|there| there.id == person.id) {
                    Some(there) => {
                        let was = std::mem::replace(there, (**person).clone());
                        RegisterChange::PersonRecorded(Box::new(was))
                    }
                    None => {
                        self.people.push((**person).clone());
                        RegisterChange::PersonRemoved(person.id)
                    }
                }
            }
            RegisterChange::PersonRemoved(id) => {
                match self.people.iter().position(|there| there.id == *id) {
                    Some(place) => {
                        RegisterChange::PersonRecorded(Box::new(self.people.remove(place)))
                    }
                    None => change.clone(),
                }
            }
        }
    }
}
