//! Finding slips in a template's wording before a meeting depends on it.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};
use minijinja::{Error, ErrorKind};
use uuid::Uuid;

use super::{Cited, EVERYWHERE, ExemptOn, Group, Listed, Moved, Occasion, Spot, Told, Wordings};
use crate::minutes::agenda::{Item, Outline};
use crate::minutes::attendance::{Count, Seat};
use crate::minutes::body::Quorum;
use crate::minutes::due::Due;
use crate::minutes::entry::{Action, Declaration, Interest, Owner};
use crate::minutes::exempt::Paragraph;
use crate::minutes::formal::{Cast, Majority, Manner, Motion, Vote};
use crate::minutes::heard::{Heard, Speaker};
use crate::minutes::ids::{BodyId, ItemId, MeetingId, PersonId, Stamp};
use crate::minutes::meeting::{Adjournment, BodyHead, Head, Meeting};
use crate::minutes::person::{NameForm, Person, Post};
use crate::minutes::template::paper::Sort;

/// One slip in one wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// How many lines below the first line of the wording it stands.
    pub lines_down: usize,
    /// The part of the wording that is meant, where that is known.
    pub part: Option<String>,
    /// What is wrong, and what is allowed.
    pub words: String,
}

impl Slip {
    pub(super) fn syntax(error: &Error) -> Self {
        Self {
            lines_down: lines_down(error),
            part: part(error).map(str::to_owned),
            words: words(error),
        }
    }
}

/// How many lines below the first line of its wording an error stands.
pub(super) fn lines_down(error: &Error) -> usize {
    error.line().map_or(0, |line| line.saturating_sub(1))
}

/// An error of the engine's in words for the clerk.
pub(crate) fn words(error: &Error) -> String {
    let what = match error.kind() {
        ErrorKind::UndefinedError => "there is no such thing here",
        ErrorKind::SyntaxError => "it does not read",
        ErrorKind::UnknownFilter => "there is no such filter",
        ErrorKind::UnknownFunction => "there is no such function",
        ErrorKind::UnknownTest => "there is no such test",
        _ => "it cannot be worked out",
    };
    let mut words = what.to_owned();
    if let Some(detail) = error.detail() {
        words.push_str(": ");
        words.push_str(detail);
    }
    match part(error) {
        Some(part) => format!("{words} (at `{part}`)"),
        None => words,
    }
}

/// The part of a wording at which an error stands.
fn part(error: &Error) -> Option<&str> {
    let part = error.template_source()?.get(error.range()?)?;
    (!part.is_empty()).then_some(part)
}

/// Where a name stands in a text as a word of its own, in bytes.
pub(crate) fn find_word(text: &str, name: &str) -> Option<usize> {
    let in_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.match_indices(name).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|text| text.chars().next_back());
        let after = text
            .get(at + name.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(in_name) && !after.is_some_and(in_name)
    })
}

impl Wordings {
    /// Every slip that can be found in a wording without a meeting.
    pub(in crate::minutes) fn check(&self, spot: Spot, source: &str, sample: &Sample) -> Vec<Slip> {
        let Ok(template) = self.engine.get_template(&spot.name()) else {
            // It did not read, which was reported when it was added.
            return Vec::new();
        };
        let full = sample.full(spot);
        let known: Vec<&str> = EVERYWHERE.iter().copied().chain(spot.variables()).collect();
        let functions: BTreeSet<&str> = self.engine.globals().map(|(name, _)| name).collect();
        let mut slips = Vec::new();
        let asked: BTreeSet<String> = template.undeclared_variables(true).into_iter().collect();
        for path in &asked {
            let mut steps = path.split('.');
            let name = steps.next().unwrap_or_default();
            if functions.contains(name) {
                continue;
            }
            let words = if known.contains(&name) {
                self.unknown_part(&full, name, steps)
            } else {
                Some(format!(
                    "it speaks of `{name}`, which is not known here; known are {}",
                    known.join(", ")
                ))
            };
            if let Some(words) = words {
                let at = find_word(source, path).unwrap_or(0);
                let before = source.get(..at).unwrap_or_default();
                slips.push(Slip {
                    lines_down: before.matches('\n').count(),
                    part: Some(path.clone()),
                    words,
                });
            }
        }
        if !slips.is_empty() {
            return slips;
        }
        if let Err(error) = self.fill(spot, &full) {
            return vec![Slip::syntax(&error)];
        }
        // An empty meeting takes the other branches, but what it lacks is no slip of the wording's.
        match self.fill(spot, &Occasion::of(&sample.bare)) {
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::UnknownFilter | ErrorKind::UnknownTest | ErrorKind::UnknownFunction
                ) =>
            {
                vec![Slip::syntax(&error)]
            }
            Ok(_) | Err(_) => Vec::new(),
        }
    }

    /// What is wrong with `name.step.step`, where the name itself is known.
    fn unknown_part<'s>(
        &self,
        full: &Occasion<'_>,
        name: &str,
        steps: impl Iterator<Item = &'s str>,
    ) -> Option<String> {
        let mut value = full.value(name, self.forms)?;
        let mut path = name.to_owned();
        for step in steps {
            let next = value
                .get_attr(step)
                .ok()
                .filter(|next| !next.is_undefined());
            let Some(next) = next else {
                let parts: Vec<String> = value
                    .try_iter()
                    .into_iter()
                    .flatten()
                    .filter_map(|part| part.as_str().map(str::to_owned))
                    .collect();
                return Some(if parts.is_empty() {
                    format!("`{path}` has no parts, so `{path}.{step}` is nothing")
                } else {
                    format!("`{path}` has no `{step}`; it has {}", parts.join(", "))
                });
            };
            path = format!("{path}.{step}");
            value = next;
        }
        None
    }
}

fn day() -> NaiveDate {
    NaiveDate::default()
}

fn person(id: u128) -> Person {
    Person {
        id: PersonId(Uuid::from_u128(id)),
        honorific: Some("Councillor".to_owned()),
        given: "Ann".to_owned(),
        family: "Example".to_owned(),
        listed_as: None,
        posts: vec![Post {
            title: "Leader".to_owned(),
            from: None,
            to: None,
        }],
    }
}

/// A value of a sort; none where the occasion has one by itself.
fn example(sort: Sort) -> Option<Told> {
    Some(match sort {
        Sort::Text => Told::text("An example"),
        Sort::Texts => Told::Texts(vec!["Ann Example".to_owned(), "the Clerk".to_owned()]),
        Sort::Day => Told::Day(Some(day())),
        Sort::Time => Told::Time(Some(NaiveTime::default())),
        Sort::Number => Told::Number(2),
        Sort::Yes => Told::Yes(true),
        Sort::Person => Told::Person(Some(Box::new(person(1)))),
        Sort::Usual => return None,
    })
}

/// A meeting in which everything has happened, to try wordings on.
pub(in crate::minutes) struct Sample {
    meeting: Meeting,
    bare: Meeting,
    declaration: Declaration,
    action: Action,
    motion: Motion,
    vote: Vote,
    heard: Heard,
}

impl Sample {
    pub(in crate::minutes) fn new() -> Self {
        let head = Head {
            body: BodyHead {
                id: BodyId(Uuid::nil()),
                name: "Example Panel".to_owned(),
                code: "EP".to_owned(),
                called: "Example Panel".to_owned(),
                quorum: Quorum::None,
            },
            title: None,
            date: day(),
            time: Some(NaiveTime::default()),
            place: "Town Hall".to_owned(),
            template: "example".to_owned(),
        };
        let bare = Meeting::new(MeetingId(Uuid::nil()), head);
        let mut meeting = bare.clone();
        let now = Stamp::default();
        meeting.sitting.commenced = Some(now);
        meeting.sitting.terminated = Some(now);
        meeting.sitting.adjournments = vec![Adjournment {
            from: now,
            until: Some(now),
        }];
        meeting.seats = (1..=2)
            .map(|id| Seat {
                person: person(id),
                role: Some("Chair".to_owned()),
                group: "Councillors".to_owned(),
                member: true,
                voting: true,
            })
            .collect();
        let outline = Outline {
            title: "Example".to_owned(),
            guests: meeting.seats.iter().map(|seat| seat.person.id).collect(),
            ..Outline::default()
        };
        meeting.items = vec![Item::new(ItemId(Uuid::nil()), outline)];
        let owner = |person, name: &str| Owner {
            person,
            name: name.to_owned(),
            ..Owner::default()
        };
        Self {
            meeting,
            bare,
            declaration: Declaration {
                person: PersonId(Uuid::from_u128(1)),
                interest: Interest::OtherRegistrable,
                nature: "membership of a club".to_owned(),
                leaves: true,
                item: None,
                speaks: false,
                dispensation: String::new(),
                without_vote: false,
            },
            motion: Motion {
                mover: Some(PersonId(Uuid::from_u128(1))),
                seconder: Some(PersonId(Uuid::from_u128(2))),
                would_read: "That it be so by May".to_owned(),
                ..Motion::default()
            },
            vote: Vote {
                on: None,
                en_bloc: Vec::new(),
                manner: Manner::Named(vec![
                    (PersonId(Uuid::from_u128(1)), Cast::For),
                    (PersonId(Uuid::from_u128(2)), Cast::Against),
                ]),
                majority: Majority::Simple,
                at: now,
                electorate: [1, 2].map(|id| PersonId(Uuid::from_u128(id))).to_vec(),
                members: 2,
                chair: Some(PersonId(Uuid::from_u128(1))),
                casting: Some(Cast::For),
                asked: Vec::new(),
            },
            heard: Heard {
                who: Speaker {
                    person: None,
                    name: "Mr Example".to_owned(),
                },
                behalf: "the Example Society".to_owned(),
                words: "When will it be so?".to_owned(),
                by: Some(Speaker {
                    person: Some(PersonId(Uuid::from_u128(1))),
                    name: String::new(),
                }),
                answer: "In May.".to_owned(),
                supplementary: "Why not before?".to_owned(),
                supplementary_answer: "It rains.".to_owned(),
                ..Heard::default()
            },
            action: Action {
                reference: "EP/2020/1".to_owned(),
                owners: vec![
                    owner(Some(PersonId(Uuid::from_u128(1))), "Ann Example"),
                    owner(None, "the Clerk"),
                ],
                due: Some(Due {
                    as_written: "September".to_owned(),
                    ..Due::default()
                }),
                ..Action::default()
            },
        }
    }

    /// An occasion on which every variable has a value.
    fn full(&self, spot: Spot) -> Occasion<'_> {
        let meeting = &self.meeting;
        let mut occasion = Occasion::of(meeting);
        occasion.item = meeting.items.first();
        occasion.person = meeting.seats.first().map(|seat| &seat.person);
        occasion.declaration = Some(&self.declaration);
        occasion.action = Some(&self.action);
        occasion.dates = vec![day(), day()];
        occasion.time = Some(NaiveTime::default());
        occasion.text = "An example.";
        occasion.note = "It went well.";
        occasion.by = "EP/2020/2";
        occasion.receiver = "Example Board";
        occasion.source = "Example Panel";
        occasion.cited = Some(Cited {
            minute: "1",
            title: "Example",
            date: day(),
            body: "Example Board",
            reference: Some("EB/2020/1"),
            same_body: false,
            same_meeting: false,
        });
        occasion.motion = Some(Moved {
            what: "motion",
            amended: false,
            text: "That it be so.",
            motion: Some(&self.motion),
        });
        occasion.vote = Some(&self.vote);
        occasion.cast = Some(Cast::Against);
        occasion.number = "7";
        occasion.heard = Some(&self.heard);
        occasion.declared = true;
        occasion.count = Some(Count {
            present: 2,
            needed: 3,
            of_group: 0,
            of_group_needed: 0,
        });
        occasion.exempt = Some(ExemptOn {
            paragraphs: &[Paragraph::Affairs],
            items: vec!["1".to_owned(), "2".to_owned()],
            elsewhere: true,
        });
        occasion.signed = "Councillor Ann Example";
        occasion.corrections = vec!["minute 2, to delete “not”"];
        occasion.groups = vec![Group {
            name: "Councillors",
            people: meeting
                .seats
                .iter()
                .map(|seat| Listed {
                    person: &seat.person,
                    role: seat.role.as_deref(),
                    form: NameForm::Listed,
                    notes: vec!["Chair".to_owned()],
                })
                .collect(),
        }];
        if let Spot::Paper(paper, place) = spot {
            for (name, sort) in paper.known(place) {
                if let Some(told) = example(*sort) {
                    occasion = occasion.tell(name, told);
                }
            }
        }
        occasion
    }
}
