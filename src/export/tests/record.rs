//! Records for tests, built step by step.

use chrono::{FixedOffset, NaiveDate, NaiveTime, TimeDelta, TimeZone};

use crate::minutes::agenda::{Item, Outline};
use crate::minutes::attendance::{Attended, Presence, Seat};
use crate::minutes::body::Quorum;
use crate::minutes::entry::{Detail, Entry, Kind};
use crate::minutes::exempt::{Copied, Copy};
use crate::minutes::ids::{
    BodyId, EntryId, IdSource, ItemId, MeetingId, PersonId, PresenceId, Stamp,
};
use crate::minutes::meeting::{BodyHead, Head, Meeting};
use crate::minutes::person::Person;

/// A meeting in the making; every entry begins a minute after the one before it.
pub(in crate::export) struct Record {
    pub meeting: Meeting,
    ids: IdSource,
    pub now: Stamp,
}

impl Record {
    pub fn new(body: &str, called: &str, date: NaiveDate) -> Self {
        let time = NaiveTime::from_hms_opt(18, 0, 0).unwrap();
        let now = FixedOffset::east_opt(0)
            .unwrap()
            .from_local_datetime(&date.and_time(time))
            .unwrap();
        let mut ids = IdSource::new([1; 16]);
        let head = Head {
            body: BodyHead {
                id: BodyId(ids.next(now)),
                name: body.to_owned(),
                code: "HSP".to_owned(),
                called: called.to_owned(),
                quorum: Quorum::None,
            },
            title: None,
            date,
            time: Some(time),
            place: String::new(),
            template: String::new(),
        };
        let meeting = Meeting::new(MeetingId(ids.next(now)), head);
        Self { meeting, ids, now }
    }

    /// Its public copy.
    pub fn copied(&self) -> Copied {
        self.meeting.copy(Copy::Public)
    }

    pub fn person(&mut self, honorific: Option<&str>, given: &str, family: &str) -> Person {
        Person {
            id: PersonId(self.ids.next(self.now)),
            honorific: honorific.map(str::to_owned),
            given: given.to_owned(),
            family: family.to_owned(),
            listed_as: None,
            posts: Vec::new(),
        }
    }

    pub fn seat(
        &mut self,
        person: Person,
        role: Option<&str>,
        group: &str,
        what: Attended,
    ) -> PersonId {
        let id = person.id;
        self.meeting.seats.push(Seat {
            person,
            role: role.map(str::to_owned),
            group: group.to_owned(),
            member: group == "Councillors",
            voting: group == "Councillors",
        });
        self.noted(id, what);
        id
    }

    pub fn noted(&mut self, person: PersonId, what: Attended) {
        self.meeting.stream.push(Presence {
            id: PresenceId(self.ids.next(self.now)),
            person,
            at: self.now,
            what,
        });
    }

    pub fn item(&mut self, title: &str) -> ItemId {
        let id = ItemId(self.ids.next(self.now));
        let outline = Outline {
            title: title.to_owned(),
            ..Outline::default()
        };
        self.meeting.items.push(Item::new(id, outline));
        id
    }

    pub fn entry(&mut self, item: ItemId, kind: Kind, text: &str) {
        self.detailed(item, kind, text, Detail::None);
    }

    pub fn detailed(&mut self, item: ItemId, kind: Kind, text: &str, detail: Detail) {
        self.now += TimeDelta::minutes(1);
        let entry = Entry {
            id: EntryId(self.ids.next(self.now)),
            kind,
            text: text.to_owned(),
            started_at: self.now,
            recorded_at: self.now,
            detail,
            source: None,
            prepared: None,
        };
        let found = self.meeting.items.iter_mut().find(|one| one.id == item);
        found.unwrap().entries.push(entry);
    }
}
