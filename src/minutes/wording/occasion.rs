//! What a wording is said of, and the values that it speaks of then.

use chrono::{NaiveDate, NaiveTime};
use minijinja::context;
use minijinja::value::Value;

use super::check::find_word;
use super::values::{Clock, Day, Named};
use super::{Forms, deed};
use crate::minutes::agenda::Item;
use crate::minutes::attendance::Count;
use crate::minutes::entry::{Action, Declaration};
use crate::minutes::exempt::{self, Paragraph};
use crate::minutes::formal::{Cast, Motion, Vote};
use crate::minutes::heard::{Heard, Speaker};
use crate::minutes::ids::{ItemId, PersonId, Stamp};
use crate::minutes::meeting::Meeting;
use crate::minutes::person::{NameForm, Person};

/// What a wording is said of. Begin with [`Occasion::of`] and set what the sentence needs.
#[derive(Clone, Debug)]
pub struct Occasion<'a> {
    /// The meeting.
    pub meeting: &'a Meeting,
    /// The item before the meeting, or the one that a declaration is about.
    pub item: Option<&'a Item>,
    /// The guests, where they are not those of the item on the meeting's roll.
    pub guests: Option<Vec<&'a Person>>,
    /// Whom the sentence is about; for a declaration the roll is asked where this is empty.
    pub person: Option<&'a Person>,
    /// The interest declared.
    pub declaration: Option<&'a Declaration>,
    /// The dates announced.
    pub dates: Vec<NaiveDate>,
    /// The time announced, or at which something happened.
    pub time: Option<NaiveTime>,
    /// The words of an entry.
    pub text: &'a str,
    /// What an action holds besides its words.
    pub action: Option<&'a Action>,
    /// What there is to say of an action.
    pub note: &'a str,
    /// The reference of the action that took another's place.
    pub by: &'a str,
    /// The body before which an action is to be reported.
    pub receiver: &'a str,
    /// The body that agreed an action.
    pub source: &'a str,
    /// The form in which the owners of an action are named.
    pub owner_form: NameForm,
    /// The people of a list, under the headings that they stand under.
    pub groups: Vec<Group<'a>>,
    /// What is referred to.
    pub cited: Option<Cited<'a>>,
    /// What only the wordings of one document speak of, by name.
    pub told: Vec<(&'static str, Told)>,
    /// What was moved.
    pub motion: Option<Moved<'a>>,
    /// How it was voted on.
    pub vote: Option<&'a Vote>,
    /// How somebody voted.
    pub cast: Option<Cast>,
    /// The items that were taken in one vote.
    pub items: Vec<ItemId>,
    /// The number of a resolution; may be empty.
    pub number: &'a str,
    /// What was heard of somebody.
    pub heard: Option<&'a Heard>,
    /// Whether somebody went for the sake of an interest.
    pub declared: bool,
    /// How many were there.
    pub count: Option<Count>,
    /// Who signed minutes; may be empty.
    pub signed: &'a str,
    /// What was put right in minutes.
    pub corrections: Vec<&'a str>,
    /// What is exempt, and on which grounds.
    pub exempt: Option<ExemptOn<'a>>,
}

/// Exempt business, in a sentence.
#[derive(Clone, Debug)]
pub struct ExemptOn<'a> {
    /// On which paragraphs of Schedule 12A; may be none.
    pub paragraphs: &'a [Paragraph],
    /// The numbers of the items that a motion is for.
    pub items: Vec<String>,
    /// Whether it is moved under another item than those.
    pub elsewhere: bool,
}

impl<'a> ExemptOn<'a> {
    /// Exempt on these grounds; no motion is meant.
    pub fn grounds(paragraphs: &'a [Paragraph]) -> Self {
        Self {
            paragraphs,
            items: Vec::new(),
            elsewhere: false,
        }
    }
}

/// A value that only the wordings of one document speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Words.
    Text(String),
    /// A list of words: names.
    Texts(Vec<String>),
    /// A day, where there is one.
    Day(Option<NaiveDate>),
    /// A time of day, where there is one.
    Time(Option<NaiveTime>),
    /// A number.
    Number(u64),
    /// Yes or no.
    Yes(bool),
    /// Somebody, where there is anybody.
    Person(Option<Box<Person>>),
}

impl Told {
    /// Words.
    pub fn text(words: &str) -> Self {
        Self::Text(words.to_owned())
    }

    /// How many.
    pub fn count(number: usize) -> Self {
        Self::Number(number as u64)
    }

    /// As a wording sees it; `on` decides which post of a person is meant.
    fn value(&self, forms: Forms, on: NaiveDate) -> Value {
        match self {
            Self::Text(words) => Value::from(words.as_str()),
            Self::Texts(list) => list.iter().map(String::as_str).collect(),
            Self::Day(day) => Value::from(day.map(|day| Value::from_object(Day(day, forms.date)))),
            Self::Time(time) => {
                Value::from(time.map(|time| Value::from_object(Clock(time, forms.time))))
            }
            Self::Number(number) => Value::from(*number),
            Self::Yes(yes) => Value::from(*yes),
            Self::Person(person) => Value::from(person.as_deref().map(|person| {
                Value::from_object(Named {
                    person: person.clone(),
                    on,
                    form: NameForm::Titled,
                    role: None,
                    notes: Vec::new(),
                })
            })),
        }
    }
}

/// Something moved, in a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Moved<'a> {
    /// "motion", "amendment", "amendment to the amendment", "proposal".
    pub what: &'static str,
    /// Its words.
    pub text: &'a str,
    /// Whether an amendment of it has been carried.
    pub amended: bool,
    /// Who moved it, and what it would come to; none for what was put without a motion.
    pub motion: Option<&'a Motion>,
}

/// Something minuted before, to be referred to.
#[derive(Clone, Copy, Debug)]
pub struct Cited<'a> {
    /// The number of its item.
    pub minute: &'a str,
    /// The title of its item.
    pub title: &'a str,
    /// The day of its meeting.
    pub date: NaiveDate,
    /// The name of the body that met.
    pub body: &'a str,
    /// The reference, where it is an action.
    pub reference: Option<&'a str>,
    /// Whether that body is the one that refers to it.
    pub same_body: bool,
    /// Whether it was minuted in the very meeting that refers to it.
    pub same_meeting: bool,
}

/// People listed under one heading.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// "Councillors".
    pub name: &'a str,
    /// Them, in order.
    pub people: Vec<Listed<'a>>,
}

/// One name in a list.
#[derive(Clone, Debug)]
pub struct Listed<'a> {
    /// Who.
    pub person: &'a Person,
    /// "Chair".
    pub role: Option<&'a str>,
    /// The form of the name.
    pub form: NameForm,
    /// What stands in brackets after it.
    pub notes: Vec<String>,
}

impl<'a> Occasion<'a> {
    /// An occasion in a meeting, of which nothing else is known.
    pub fn of(meeting: &'a Meeting) -> Self {
        Self {
            meeting,
            item: None,
            guests: None,
            person: None,
            declaration: None,
            dates: Vec::new(),
            time: None,
            text: "",
            action: None,
            note: "",
            by: "",
            receiver: "",
            source: "",
            owner_form: NameForm::Titled,
            groups: Vec::new(),
            cited: None,
            told: Vec::new(),
            motion: None,
            vote: None,
            cast: None,
            items: Vec::new(),
            number: "",
            heard: None,
            declared: false,
            count: None,
            signed: "",
            corrections: Vec::new(),
            exempt: None,
        }
    }

    /// The same, with a value for the wordings of one document.
    #[must_use]
    pub fn tell(mut self, name: &'static str, told: Told) -> Self {
        self.told.retain(|(known, _)| *known != name);
        self.told.push((name, told));
        self
    }

    /// The same, under an item.
    #[must_use]
    pub fn item(self, item: &'a Item) -> Self {
        Self {
            item: Some(item),
            ..self
        }
    }

    /// The same, about somebody.
    #[must_use]
    pub fn person(self, person: &'a Person) -> Self {
        Self {
            person: Some(person),
            ..self
        }
    }

    /// The same, at a time of day.
    #[must_use]
    pub fn at(self, time: NaiveTime) -> Self {
        Self {
            time: Some(time),
            ..self
        }
    }

    /// The same, with dates announced.
    #[must_use]
    pub fn dates(self, dates: Vec<NaiveDate>) -> Self {
        Self { dates, ..self }
    }

    /// The value of one variable; `None` for a name that no wording knows.
    pub(super) fn value(&self, name: &str, forms: Forms) -> Option<Value> {
        if let Some((_, told)) = self.told.iter().find(|(known, _)| *known == name) {
            return Some(told.value(forms, self.meeting.head.date));
        }
        let head = &self.meeting.head;
        let named = |person: &Person, form: NameForm| {
            Value::from_object(Named {
                person: person.clone(),
                on: head.date,
                form,
                role: self
                    .meeting
                    .seat(person.id)
                    .and_then(|seat| seat.role.clone()),
                notes: Vec::new(),
            })
        };
        let listed = |one: &Listed<'_>| {
            Value::from_object(Named {
                person: one.person.clone(),
                on: head.date,
                form: one.form,
                role: one.role.map(str::to_owned),
                notes: one.notes.clone(),
            })
        };
        let day = |date: NaiveDate| Value::from_object(Day(date, forms.date));
        let clock =
            |time: Option<NaiveTime>| time.map(|time| Value::from_object(Clock(time, forms.time)));
        let stamp = |at: Option<Stamp>| clock(at.map(|at| at.time()));
        let seated = |person: PersonId| {
            let seat = self.meeting.seat(person)?;
            Some(named(&seat.person, NameForm::Titled))
        };
        let all_seated = |people: &mut dyn Iterator<Item = PersonId>| -> Value {
            people.filter_map(seated).collect()
        };
        let deed = || deed::Deed::of(self.text, self.action, self.meeting);
        let value = match name {
            "body" => context! {
                name => head.body.name.as_str(),
                code => head.body.code.as_str(),
                called => head.body.called.as_str(),
                bare => head.body.name.strip_prefix("The ").unwrap_or(&head.body.name),
                noun => head.body.called.split_whitespace().next_back().unwrap_or_default(),
            },
            "meeting" => context! {
                title => head.title(),
                date => day(head.date),
                time => clock(head.time),
                place => head.place.as_str(),
            },
            "commenced" => Value::from(stamp(self.meeting.sitting.commenced)),
            "terminated" => Value::from(stamp(self.meeting.sitting.terminated)),
            "breaks" => self
                .meeting
                .sitting
                .adjournments
                .iter()
                .map(|one| context! { from => stamp(Some(one.from)), until => stamp(one.until) })
                .collect(),
            "item" => {
                let place = self.item.and_then(|item| self.meeting.place_of(item.id));
                context! {
                    number => place.map(|place| place + 1),
                    title => self.item.map_or("", |item| item.outline.title.as_str()),
                }
            }
            "guests" => match &self.guests {
                Some(guests) => guests
                    .iter()
                    .map(|person| named(person, NameForm::Full))
                    .collect(),
                None => self
                    .item
                    .iter()
                    .flat_map(|item| &item.outline.guests)
                    .filter_map(|guest| self.meeting.seat(*guest))
                    .map(|seat| named(&seat.person, NameForm::Full))
                    .collect(),
            },
            "person" => {
                let declares = || {
                    let seat = self.meeting.seat(self.declaration?.person)?;
                    Some(&seat.person)
                };
                Value::from(
                    self.person
                        .or_else(declares)
                        .map(|person| named(person, NameForm::Titled)),
                )
            }
            "interest" => Value::from(self.declaration.map(|one| one.interest.name())),
            "nature" => Value::from(self.declaration.map(|one| one.nature.as_str())),
            "speaks" => Value::from(self.declaration.is_some_and(|one| one.speaks)),
            "without_vote" => Value::from(self.declaration.is_some_and(|one| one.without_vote)),
            "dispensation" => {
                Value::from(self.declaration.map(|one| one.dispensation.as_str()))
            }
            "declared" => Value::from(self.declared),
            "present" => Value::from(self.count.map(|count| count.present)),
            "needed" => Value::from(self.count.map(|count| count.needed)),
            "leaves" => Value::from(self.declaration.is_some_and(|one| one.leaves)),
            "date" => Value::from(self.dates.first().copied().map(day)),
            "dates" => self.dates.iter().copied().map(day).collect(),
            "time" => Value::from(clock(self.time)),
            "note" => Value::from(deed::without_stop(self.note.trim())),
            "by" => Value::from(self.by),
            "receiver" => Value::from(self.receiver),
            "source" => Value::from(self.source),
            "text" => Value::from(deed().text),
            "deed" => Value::from(deed().bare),
            "infinitive" => Value::from(deed().infinitive),
            "owners" => deed()
                .owners
                .iter()
                .map(|owner| owner.value(self.owner_form, named))
                .collect(),
            "unnamed" => deed()
                .unnamed()
                .map(|owner| owner.value(self.owner_form, named))
                .collect(),
            "due" => Value::from(
                self.action
                    .and_then(|action| action.due.as_ref())
                    .map(|due| due.as_written.as_str())
                    // Words that say it are not followed by it.
                    .filter(|due| find_word(self.text, due).is_none()),
            ),
            "reference" => Value::from(self.action.map(|action| action.reference.as_str())),
            "status" => Value::from(self.action.map(|action| {
                let status: &'static str = action.status.into();
                status
            })),
            "cited" => Value::from(self.cited.map(|cited| {
                context! {
                    minute => cited.minute,
                    title => cited.title,
                    date => day(cited.date),
                    body => cited.body,
                    reference => cited.reference,
                    same_body => cited.same_body,
                    same_meeting => cited.same_meeting,
                }
            })),
            "motion" => Value::from(self.motion.map(|moved| {
                let motion = moved.motion;
                context! {
                    what => moved.what,
                    text => deed::without_stop(moved.text.trim()),
                    amended => moved.amended,
                    mover => motion.and_then(|motion| motion.mover).and_then(seated),
                    seconder => motion.and_then(|motion| motion.seconder).and_then(seated),
                    reads => motion.map_or("", |motion| deed::without_stop(motion.would_read.trim())),
                }
            })),
            "vote" => Value::from(self.vote.map(|vote| {
                let counts = vote.counts();
                let outcome: &'static str = vote.outcome().into();
                context! {
                    manner => vote.manner.key(),
                    result => outcome,
                    ayes => counts.in_favour,
                    noes => counts.against,
                    abstentions => counts.abstentions,
                    silent => vote.silent(),
                    counted => vote.manner.is_counted(),
                    unanimous => vote.is_unanimous(),
                    casting => vote.casting.map(Cast::name),
                    chair => vote.chair.and_then(seated),
                    majority => vote.majority.name(),
                    names => context! {
                        ayes => all_seated(&mut vote.who(Cast::For)),
                        noes => all_seated(&mut vote.who(Cast::Against)),
                        abstained => all_seated(&mut vote.who(Cast::Abstained)),
                        silent => all_seated(&mut vote.silent_names().into_iter()),
                    },
                }
            })),
            "cast" => Value::from(self.cast.map(Cast::name)),
            "items" => self
                .items
                .iter()
                .filter_map(|item| self.meeting.place_of(*item))
                .map(|place| place + 1)
                .collect(),
            "number" => Value::from(self.number),
            "signed" => Value::from(self.signed),
            "corrections" => self.corrections.iter().copied().collect(),
            "exempt" => Value::from(self.exempt.as_ref().map(|exempt| {
                context! {
                    paragraphs => exempt::in_words(exempt.paragraphs),
                    grounds => exempt.paragraphs.iter().map(|one| one.category()).collect::<Value>(),
                    items => exempt.items.iter().map(String::as_str).collect::<Value>(),
                    elsewhere => exempt.elsewhere,
                }
            })),
            "heard" => Value::from(self.heard.map(|heard| {
                let speaker = |speaker: &Speaker| {
                    speaker
                        .person
                        .and_then(seated)
                        .unwrap_or_else(|| Value::from(speaker.name.as_str()))
                };
                let words = |words: &str| deed::without_stop(words.trim()).to_owned();
                context! {
                    sort => heard.sort.name(),
                    who => speaker(&heard.who),
                    behalf => heard.behalf.as_str(),
                    words => words(&heard.words),
                    by => heard.by.as_ref().map(speaker),
                    answer => words(&heard.answer),
                    supplementary => words(&heard.supplementary),
                    supplementary_answer => words(&heard.supplementary_answer),
                }
            })),
            "people" => self
                .groups
                .iter()
                .flat_map(|group| &group.people)
                .map(listed)
                .collect(),
            "groups" => self
                .groups
                .iter()
                .map(|group| {
                    context! {
                        name => group.name,
                        called => called(group),
                        people => group.people.iter().map(listed).collect::<Value>(),
                    }
                })
                .collect(),
            _ => return None,
        };
        Some(value)
    }
}

/// A group's heading, in the singular where it has one person: "Councillor".
fn called<'a>(group: &Group<'a>) -> &'a str {
    match group.name.strip_suffix('s') {
        Some(singular) if group.people.len() == 1 && !singular.ends_with('s') => singular,
        Some(_) | None => group.name,
    }
}
