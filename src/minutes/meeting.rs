//! A meeting: one sitting of a body, whole in itself.
//!
//! It keeps the body's name and the people as they were on the day, so that its record can be read, replayed and
//! printed without anything else.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::action::{Dated, Standing};
use super::agenda::Item;
use super::approval::{Approval, Stated};
use super::attendance::{self, Count, Presence, Seat};
use super::body::{Body, Quorum};
use super::entry::{Entry, NextMeeting};
use super::exempt::{Exclusion, Mark, Withheld};
use super::ids::{BodyId, EntryId, EntryKey, ItemId, MeetingId, PersonId, Stamp};

/// The whole record of one sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Which meeting.
    pub id: MeetingId,
    /// Whose, when, where.
    pub head: Head,
    /// How far it has come.
    #[serde(default)]
    pub sitting: Sitting,
    /// The agenda, in its order, with what was recorded.
    pub items: Vec<Item>,
    /// Everybody on the roll, in the order of documents.
    pub seats: Vec<Seat>,
    /// The stream of attendance, in the order of noting.
    pub stream: Vec<Presence>,
    /// The published text that it was imported from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Box<Source>>,
    /// What standing orders ask of it besides.
    #[serde(default, skip_serializing_if = "Rules::are_usual")]
    pub rules: Rules,
    /// That a later meeting approved its minutes: then they stand as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Box<Approval>>,
    /// What was found wrong in them after that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Stated>,
    /// What is marked as exempt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// In a public copy, the resolutions that were left out; no part of the record.
    #[serde(skip)]
    pub withheld: Withheld,
}

/// What standing orders ask of one meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Whether it decides the budget: votes on it are then recorded by name (the Local Authorities (Standing Orders)
    /// (England) (Amendment) Regulations 2014, SI 2014/165).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub budget: bool,
    /// The number of its first resolution, where they are numbered on from another meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_resolution: Option<u32>,
    /// Whether members who take part from elsewhere count and vote. In England they do not (the Local Government Act
    /// 1972, Schedule 12); in Wales they do (the Local Government and Elections (Wales) Act 2021, section 47).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub remote_counts: bool,
}

impl Rules {
    fn are_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// A published text that a meeting was imported from, as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The name of its file.
    pub name: String,
    /// SHA-256 over the bytes of the file, in hexadecimal: the same file is known again by it.
    pub sha256: String,
    /// The text.
    pub text: String,
}

/// What is settled when a meeting is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The body, as it was named on the day.
    pub body: BodyHead,
    /// A title of its own ("… Workshop"), where the body's name is not the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// On what day.
    pub date: NaiveDate,
    /// When it is to begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<NaiveTime>,
    /// Where.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Name of the template that it follows.
    pub template: String,
}

/// What a meeting keeps of its body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyHead {
    /// Which body.
    pub id: BodyId,
    /// Its full name.
    pub name: String,
    /// The letters before the numbers of its actions.
    pub code: String,
    /// How its sentences call it.
    pub called: String,
    /// How many make a meeting.
    #[serde(default)]
    pub quorum: Quorum,
}

impl From<&Body> for BodyHead {
    fn from(body: &Body) -> Self {
        Self {
            id: body.id,
            name: body.name.clone(),
            code: body.code.clone(),
            called: body.called.clone(),
            quorum: body.quorum.clone(),
        }
    }
}

impl Head {
    /// The meeting's own title, else the body's name.
    pub fn title(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.body.name)
    }
}

/// The times that carry a meeting from scheduled to closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    /// When the chair opened it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commenced: Option<Stamp>,
    /// When the chair closed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terminated: Option<Stamp>,
    /// Breaks, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adjournments: Vec<Adjournment>,
    /// When the public was excluded, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<Exclusion>,
    /// Whether it was taken out of the diary.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    /// Whether it is known from a published text that it was held: then it is closed, though that text may state
    /// neither of the times.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
}

/// A break in a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjournment {
    /// When it began.
    pub from: Stamp,
    /// When the meeting went on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Stamp>,
}

/// How far a meeting has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum State {
    /// In the diary.
    Scheduled,
    /// Running.
    InProgress,
    /// In a break.
    Adjourned,
    /// Terminated; its minutes are a draft.
    Closed,
    /// Taken out of the diary.
    Withdrawn,
    /// Closed, and its minutes approved by a later meeting.
    Approved,
}

impl State {
    /// In a clerk's words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::InProgress => "in progress",
            Self::Adjourned => "adjourned",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
            Self::Approved => "approved",
        }
    }
}

impl Sitting {
    /// How far it has come.
    pub fn state(&self) -> State {
        if self.withdrawn {
            State::Withdrawn
        } else if self.held || self.terminated.is_some() {
            State::Closed
        } else if self.commenced.is_none() {
            State::Scheduled
        } else if self
            .adjournments
            .last()
            .is_some_and(|last| last.until.is_none())
        {
            State::Adjourned
        } else {
            State::InProgress
        }
    }

    /// How long it has run up to `now`, breaks left out.
    pub fn elapsed(&self, now: Stamp) -> TimeDelta {
        let Some(commenced) = self.commenced else {
            return TimeDelta::zero();
        };
        let end = self.terminated.unwrap_or(now);
        let breaks: TimeDelta = self
            .adjournments
            .iter()
            .map(|a| a.until.unwrap_or(end) - a.from)
            .sum();
        (end - commenced - breaks).max(TimeDelta::zero())
    }
}

impl Meeting {
    /// A meeting of which nothing but its head is known.
    pub fn new(id: MeetingId, head: Head) -> Self {
        Self {
            id,
            head,
            sitting: Sitting::default(),
            items: Vec::new(),
            seats: Vec::new(),
            stream: Vec::new(),
            source: None,
            rules: Rules::default(),
            approval: None,
            corrections: Vec::new(),
            marks: Vec::new(),
            withheld: Withheld::default(),
        }
    }

    /// How far it has come.
    pub fn state(&self) -> State {
        match self.approval {
            Some(_) => State::Approved,
            None => self.sitting.state(),
        }
    }

    /// The item that is before the meeting.
    pub fn current(&self) -> Option<&Item> {
        self.items.iter().find(|item| item.is_current())
    }

    /// An item, by id.
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// Where an item stands on the agenda, from 0.
    pub fn place_of(&self, id: ItemId) -> Option<usize> {
        self.items.iter().position(|item| item.id == id)
    }

    /// The first item after `after` (or of all) that was neither put nor skipped, and is not withdrawn or deferred.
    pub fn next_to_put(&self) -> Option<&Item> {
        let from = self
            .items
            .iter()
            .position(Item::is_current)
            .or_else(|| self.items.iter().rposition(Item::was_put))
            .map_or(0, |place| place + 1);
        let waiting = |item: &&Item| !item.was_put() && !item.skipped && item.put_off().is_none();
        self.items
            .iter()
            .skip(from)
            .find(waiting)
            .or_else(|| self.items.iter().take(from).find(waiting))
    }

    /// Where an entry stands: its item, its place there from 0, and itself.
    pub fn entry(&self, id: EntryId) -> Option<(&Item, usize, &Entry)> {
        self.items.iter().find_map(|item| {
            let place = item.entries.iter().position(|entry| entry.id == id)?;
            Some((item, place, item.entries.get(place)?))
        })
    }

    /// Every entry, in the order of the agenda.
    pub fn entries(&self) -> impl Iterator<Item = (&Item, &Entry)> {
        self.items
            .iter()
            .flat_map(|item| item.entries.iter().map(move |entry| (item, entry)))
    }

    /// How an action of this meeting stands, as far as this meeting knows.
    pub fn standing(&self, action: EntryId) -> Option<Standing> {
        let key = EntryKey {
            meeting: self.id,
            entry: action,
        };
        let (_, _, entry) = self.entry(action)?;
        Some(Standing::of(entry.action()?, self.reported_of(key)))
    }

    /// What this meeting reports of an action.
    pub fn reported_of(&self, action: EntryKey) -> impl Iterator<Item = Dated> {
        let exempt = self.exemptions();
        self.entries().filter_map(move |(_, entry)| {
            let reported = entry.reported().filter(|it| it.action == action)?;
            Some(Dated {
                at: entry.recorded_at,
                update: reported.update.clone(),
                exempt: exempt.entry(entry.id).is_some(),
            })
        })
    }

    /// Whether the times of its entries are those at which they were typed in the room; a published text has none.
    pub fn is_timed(&self) -> bool {
        self.source.is_none()
    }

    /// Somebody on the roll.
    pub fn seat(&self, person: PersonId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.person.id == person)
    }

    /// Who counts, is present and is needed.
    pub fn count(&self) -> Count {
        let (quorum, remote) = (&self.head.body.quorum, self.rules.remote_counts);
        attendance::count(&self.seats, &self.stream, quorum, remote)
    }

    /// Who counted at a moment, and was needed.
    pub fn count_at(&self, at: Stamp) -> Count {
        let (quorum, remote) = (&self.head.body.quorum, self.rules.remote_counts);
        attendance::count_at(&self.seats, &self.stream, quorum, remote, at)
    }

    /// Every next meeting that an entry announces.
    pub fn next_meetings(&self) -> impl Iterator<Item = &NextMeeting> {
        self.entries()
            .filter_map(|(_, entry)| entry.next_meetings())
            .flat_map(|next| &next.dates)
    }

    /// The time at which the next meetings begin, where the last entry that announces any says so.
    pub fn common_time(&self) -> Option<NaiveTime> {
        self.entries()
            .filter_map(|(_, entry)| entry.next_meetings())
            .last()
            .and_then(|next| next.time)
    }

    /// The number of the meeting's next action: one more than the highest in its references.
    pub fn next_action_number(&self) -> u32 {
        self.entries()
            .filter_map(|(_, entry)| entry.action()?.reference.rsplit('/').next()?.parse().ok())
            .max()
            .unwrap_or(0_u32)
            + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::change::Change;
    use chrono::{FixedOffset, TimeZone};
    use uuid::Uuid;

    #[test]
    fn a_meeting_that_a_text_tells_of_is_closed_and_has_the_times_that_it_states() {
        let head = Head {
            body: BodyHead {
                id: BodyId(Uuid::nil()),
                name: "Harbour Board".to_owned(),
                code: "HB".to_owned(),
                called: "Board".to_owned(),
                quorum: Quorum::None,
            },
            title: None,
            date: NaiveDate::from_ymd_opt(2031, 3, 4).unwrap(),
            time: None,
            place: String::new(),
            template: String::new(),
        };
        let at = |hour| {
            FixedOffset::east_opt(0)
                .unwrap()
                .with_ymd_and_hms(2031, 3, 4, hour, 0, 0)
                .single()
        };
        let mut meeting = Meeting::new(MeetingId(Uuid::nil()), head);
        meeting
            .apply(&Change::Held {
                commenced: None,
                terminated: None,
            })
            .unwrap();
        assert_eq!(meeting.state(), State::Closed);
        assert_eq!(meeting.sitting.commenced, None, "no time is made up");
        let amended = Change::TimesAmended {
            commenced: at(18),
            terminated: None,
        };
        meeting.apply(&amended).unwrap();
        assert_eq!(meeting.sitting.commenced, at(18), "it is learned later");
        assert_eq!(meeting.sitting.terminated, None);
        meeting.apply(&Change::Reopened).unwrap();
        assert_eq!(meeting.state(), State::InProgress);
    }
}
