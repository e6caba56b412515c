//! A council that does not exist, laid into a register through the library, so that a test begins in mid-meeting.

#![allow(dead_code)] // each test file uses a part of it

use std::path::Path;

use chrono::{Local, TimeDelta};
use minutebook::minutes::agenda::{Item, Outline};
use minutebook::minutes::attendance::{Attended, Presence, Seat};
use minutebook::minutes::body::{Body, Member, Quorum};
use minutebook::minutes::change::Change;
use minutebook::minutes::entry::{Detail, Entry, Kind};
use minutebook::minutes::history::Manner;
use minutebook::minutes::ids::{
    BodyId, ChangeId, EntryId, IdSource, ItemId, MeetingId, PersonId, PresenceId, Stamp,
};
use minutebook::minutes::meeting::{BodyHead, Head, Meeting};
use minutebook::minutes::person::{Person, Post};
use minutebook::minutes::register::RegisterChange;
use minutebook::store::protocol::{Line, What};
use minutebook::store::{Archive, check};

/// What is to be in the register.
pub struct Council {
    pub body: String,
    pub title: Option<String>,
    pub place: String,
    pub items: Vec<String>,
    /// Given and family names.
    pub people: Vec<(String, String)>,
    /// The post of each of them.
    pub post: String,
    /// Entries under the first item.
    pub entries: Vec<String>,
    /// How many meetings, the first of them today and each other one a day earlier.
    pub meetings: usize,
    /// Whether the chair has opened them and put the first item.
    pub begun: bool,
}

impl Default for Council {
    fn default() -> Self {
        let people = [
            ("Wilf", "Garrow"),
            ("Ines", "Tolland"),
            ("Bram", "Oddie"),
            ("Petra", "Skene"),
        ];
        Self {
            body: "Wharves and Markets Board".to_owned(),
            title: None,
            place: "Corn Hall".to_owned(),
            items: ["Crane hire", "Market rents", "Flood doors"]
                .map(str::to_owned)
                .to_vec(),
            people: people
                .map(|(given, family)| (given.to_owned(), family.to_owned()))
                .to_vec(),
            post: "Member for the Quay".to_owned(),
            entries: Vec::new(),
            meetings: 1,
            begun: true,
        }
    }
}

impl Council {
    /// Writes the register, and gives the ids of its meetings, today's first.
    pub fn lay_in(&self, register: &Path) -> Vec<MeetingId> {
        let now = Local::now().fixed_offset();
        let mut writer = Writer {
            ids: IdSource::new([3; 16]),
            now,
            lines: Vec::new(),
        };
        let people: Vec<Person> = self
            .people
            .iter()
            .map(|names| self.person(names, &mut writer))
            .collect();
        let body = self.body(&people, &mut writer);
        for person in &people {
            writer.add(What::Register(RegisterChange::PersonRecorded(Box::new(
                person.clone(),
            ))));
        }
        writer.add(What::Register(RegisterChange::BodyRecorded(Box::new(
            body.clone(),
        ))));
        let days = 0..i64::try_from(self.meetings).expect("few");
        let meetings = days
            .map(|day| self.call(&body, &people, day, &mut writer))
            .collect();
        crate::support::write_register(register, writer.lines);
        meetings
    }

    fn person(&self, (given, family): &(String, String), writer: &mut Writer) -> Person {
        Person {
            id: PersonId(writer.id()),
            honorific: Some("Councillor".to_owned()),
            given: given.clone(),
            family: family.clone(),
            listed_as: None,
            posts: vec![Post {
                title: self.post.clone(),
                from: None,
                to: None,
            }],
        }
    }

    fn body(&self, people: &[Person], writer: &mut Writer) -> Body {
        let member = |person: &Person| Member {
            person: person.id,
            role: None,
            group: "Councillors".to_owned(),
            voting: true,
            from: None,
            to: None,
        };
        Body {
            id: BodyId(writer.id()),
            name: self.body.clone(),
            code: "WMB".to_owned(),
            called: "Board".to_owned(),
            quorum: Quorum::Number(2),
            meets: "monthly".to_owned(),
            reports_to: Vec::new(),
            template: "scrutiny-panel".to_owned(),
            usual_time: None,
            usual_place: self.place.clone(),
            office: minutebook::minutes::body::Office::default(),
            members: people.iter().map(member).collect(),
        }
    }

    fn call(
        &self,
        body: &Body,
        people: &[Person],
        days_ago: i64,
        writer: &mut Writer,
    ) -> MeetingId {
        let now = writer.now;
        let meeting = MeetingId(writer.id());
        let items: Vec<Item> = self
            .items
            .iter()
            .map(|title| {
                let outline = Outline {
                    title: title.clone(),
                    ..Outline::default()
                };
                Item::new(ItemId(writer.id()), outline)
            })
            .collect();
        let first = items.first().map(|item| item.id);
        let seat = |person: &Person| Seat {
            person: person.clone(),
            role: None,
            group: "Councillors".to_owned(),
            member: true,
            voting: true,
        };
        let head = Head {
            body: BodyHead::from(body),
            title: self.title.clone(),
            date: now.date_naive() - TimeDelta::days(days_ago),
            time: None,
            place: self.place.clone(),
            template: body.template.clone(),
        };
        let seats = people.iter().map(seat).collect();
        let mut changes = vec![Change::Scheduled { head, seats, items }];
        if self.begun {
            changes.push(Change::Commenced { at: now });
            for person in people {
                let presence = Presence {
                    id: PresenceId(writer.id()),
                    person: person.id,
                    at: now,
                    what: Attended::Present,
                };
                changes.push(Change::Noted { presence });
            }
            changes.extend(first.map(|item| Change::ItemPut { item, at: now }));
        }
        for text in &self.entries {
            let entry = Entry {
                id: EntryId(writer.id()),
                kind: Kind::Narrative,
                text: text.clone(),
                started_at: now,
                recorded_at: now,
                detail: Detail::None,
                source: None,
                prepared: None,
            };
            let item = first.expect("entries stand under an item");
            changes.push(Change::EntryAdded {
                item,
                entry,
                place: None,
            });
        }
        for change in changes {
            writer.add(What::Meeting(meeting, change));
        }
        meeting
    }
}

struct Writer {
    ids: IdSource,
    now: Stamp,
    lines: Vec<Line>,
}

impl Writer {
    fn id(&mut self) -> uuid::Uuid {
        self.ids.next(self.now)
    }

    fn add(&mut self, what: What) {
        let id = ChangeId(self.id());
        self.lines.push(Line {
            id,
            at: self.now,
            manner: Manner::Made,
            what,
        });
    }
}

/// A meeting as it stands on disk.
#[track_caller]
pub fn on_disk(register: &Path, meeting: MeetingId) -> Meeting {
    let opened = Archive::open(register)
        .expect("the register")
        .meeting(meeting)
        .expect("the meeting");
    assert_eq!(opened.faults, Vec::<String>::new());
    opened.meeting
}

/// The words of all entries of a meeting as they stand on disk.
#[track_caller]
pub fn entries_on_disk(register: &Path, meeting: MeetingId) -> Vec<String> {
    on_disk(register, meeting)
        .entries()
        .map(|(_, entry)| entry.text.clone())
        .collect()
}

/// The half-typed line of a meeting as it stands on disk.
#[track_caller]
pub fn line_on_disk(register: &Path, meeting: MeetingId) -> String {
    let opened = Archive::open(register)
        .expect("the register")
        .meeting(meeting)
        .expect("the meeting");
    opened
        .draft
        .map(|draft| draft.line.text)
        .unwrap_or_default()
}

/// Proves the register.
#[track_caller]
pub fn assert_sound(register: &Path) {
    let report = check(register, &mut |_, _| {}).expect("the register can be checked");
    assert!(report.is_sound(), "{:#?}", report.findings);
}
