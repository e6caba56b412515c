//! A register in memory, to ask questions of in tests.

use chrono::NaiveDate;
use rusqlite::Connection;
use uuid::Uuid;

use crate::minutes::action::{Step, Update};
use crate::minutes::agenda::{Item, ItemKind, Outline};
use crate::minutes::body::Quorum;
use crate::minutes::change::Change;
use crate::minutes::due::{self, Setting};
use crate::minutes::entry::{Action, Detail, Entry, Kind, Owner};
use crate::minutes::ids::{BodyId, EntryId, EntryKey, ItemId, MeetingId, Stamp};
use crate::minutes::meeting::{BodyHead, Head, Meeting as Record};
use crate::store::{projections, schema};

pub(super) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2031, month, day).unwrap()
}

pub(super) fn at(day: NaiveDate) -> Stamp {
    day.and_hms_opt(18, 0, 0).unwrap().and_utc().fixed_offset()
}

pub(super) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// A register with meetings of two bodies, 1 and 2.
pub(super) struct Town {
    pub(super) connection: Connection,
    pub(super) meetings: Vec<Record>,
    names: u128,
}

impl Town {
    pub(super) fn new() -> Self {
        let connection = Connection::open_in_memory().unwrap();
        schema::migrate(&connection, &mut |_, _| {}).unwrap();
        Self {
            connection,
            meetings: Vec::new(),
            names: 0,
        }
    }

    pub(super) fn name(&mut self) -> Uuid {
        self.names += 1;
        id(0x10_0000 + self.names)
    }

    /// Calls a meeting with one item of business and a work programme.
    pub(super) fn call(&mut self, body: u128, on: NaiveDate) -> usize {
        let head = Head {
            body: BodyHead {
                id: BodyId(id(body)),
                name: format!("Body {body}"),
                code: format!("B{body}"),
                called: "Panel".to_owned(),
                quorum: Quorum::None,
            },
            title: None,
            date: on,
            time: None,
            place: String::new(),
            template: String::new(),
        };
        let mut item = |title: &str, kind| {
            let title = title.to_owned();
            let outline = Outline {
                title,
                kind,
                ..Outline::default()
            };
            Item::new(ItemId(self.name()), outline)
        };
        let items = vec![
            item("Business", ItemKind::Business),
            item("Programme", ItemKind::WorkProgramme),
        ];
        let meeting = Record::new(MeetingId(self.name()), head.clone());
        self.meetings.push(meeting);
        let place = self.meetings.len() - 1;
        self.make(
            place,
            &Change::Scheduled {
                head,
                seats: Vec::new(),
                items,
            },
        );
        place
    }

    pub(super) fn make(&mut self, meeting: usize, change: &Change) {
        let name = self.name();
        let record = &mut self.meetings[meeting];
        let before = record.apply(change).unwrap();
        projections::write(&self.connection, record, change, &before).unwrap();
        self.connection
            .execute(
                "INSERT INTO journal (id, meeting, at, author, manner, change, hash) VALUES (?1, ?2, '', '', 'made', ?3, x'')",
                (name.to_string(), record.id.to_string(), serde_json::to_string(change).unwrap()),
            )
            .unwrap();
    }

    pub(super) fn hold(&mut self, meeting: usize) {
        let at = at(self.meetings[meeting].head.date);
        self.make(meeting, &Change::Commenced { at });
        self.make(meeting, &Change::Terminated { at });
    }

    pub(super) fn say(
        &mut self,
        meeting: usize,
        item: usize,
        kind: Kind,
        text: &str,
        detail: Detail,
    ) -> EntryKey {
        let record = &self.meetings[meeting];
        let (of, item, on) = (record.id, record.items[item].id, record.head.date);
        let entry = Entry {
            id: EntryId(self.name()),
            kind,
            text: text.to_owned(),
            started_at: at(on),
            recorded_at: at(on),
            detail,
            source: None,
            prepared: None,
        };
        let key = EntryKey {
            meeting: of,
            entry: entry.id,
        };
        self.make(
            meeting,
            &Change::EntryAdded {
                item,
                entry,
                place: None,
            },
        );
        key
    }

    pub(super) fn act(&mut self, meeting: usize, text: &str, action: Action) -> EntryKey {
        self.say(meeting, 0, Kind::Action, text, Detail::Action(action))
    }

    pub(super) fn due(&self, meeting: usize, phrase: &str) -> due::Due {
        let said_on = self.meetings[meeting].head.date;
        let setting = Setting {
            said_on,
            next_meeting: None,
        };
        due::read(phrase, &setting)
    }

    pub(super) fn update(&mut self, meeting: usize, action: EntryKey, on: NaiveDate, step: Step) {
        let update = Update {
            step,
            note: String::new(),
        };
        self.make(
            meeting,
            &Change::ActionUpdated {
                entry: action.entry,
                at: at(on),
                update,
            },
        );
    }

    /// Puts an item on an agenda for entries.
    pub(super) fn carry(&mut self, meeting: usize, keys: &[EntryKey]) -> ItemId {
        let outline = Outline {
            carried: keys.to_vec(),
            ..Outline::default()
        };
        let item = Item::new(ItemId(self.name()), outline);
        let id = item.id;
        self.make(meeting, &Change::ItemAdded { item, place: 0 });
        id
    }
}

pub(super) fn of(body: u128) -> Owner {
    Owner {
        body: Some(BodyId(id(body))),
        name: format!("Body {body}"),
        ..Owner::default()
    }
}
