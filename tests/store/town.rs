//! A town that does not exist, with a panel, people and a meeting; and a clerk who writes it down.

#![allow(dead_code, reason = "not every test file uses all of it")]

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use chrono::{FixedOffset, NaiveDate, NaiveTime, TimeDelta, TimeZone};
use minutebook::minutes::agenda::{Item, ItemKind, Outline};
use minutebook::minutes::attendance::{Attended, Presence, Seat};
use minutebook::minutes::body::{Body, Member, Quorum};
use minutebook::minutes::change::Change;
use minutebook::minutes::entry::{Action, Detail, Entry, Kind, Owner, Status};
use minutebook::minutes::history::{History, Manner};
use minutebook::minutes::ids::{
    BodyId, ChangeId, EntryId, IdSource, ItemId, MeetingId, PersonId, PresenceId, Stamp,
};
use minutebook::minutes::meeting::{BodyHead, Head, Meeting};
use minutebook::minutes::person::{Person, Post};
use minutebook::minutes::register::{Register, RegisterChange};
use minutebook::store::protocol::{Draft, Line, Opened, Reply, Request, Revision, What};
use minutebook::store::{Handle, Options, Store};
use uuid::Uuid;

/// A register as it should be: what is sent to the store is made here too.
pub struct Town {
    ids: IdSource,
    now: Stamp,
    pub register: Register,
    pub meeting: Meeting,
    pub history: History,
}

impl Town {
    pub fn new() -> Self {
        Self::seeded(1)
    }

    pub fn seeded(seed: u32) -> Self {
        let mut chance = [0; 16];
        chance[..4].copy_from_slice(&seed.to_le_bytes());
        let mut ids = IdSource::new(chance);
        let now = FixedOffset::east_opt(3600)
            .unwrap()
            .with_ymd_and_hms(2031, 6, 3, 18, 0, 0)
            .unwrap();
        let people: Vec<Person> = [
            ("Councillor", "Orla", "Pike"),
            ("Dr", "Tam", "Quill"),
            ("Ms", "Una", "Rudd"),
        ]
        .into_iter()
        .map(|(honorific, given, family)| Person {
            id: PersonId(ids.next(now)),
            honorific: Some(honorific.to_owned()),
            given: given.to_owned(),
            family: family.to_owned(),
            listed_as: None,
            posts: vec![Post {
                title: format!("Keeper of the {family}"),
                from: None,
                to: NaiveDate::from_ymd_opt(2035, 1, 1),
            }],
        })
        .collect();
        let body = Body {
            id: BodyId(ids.next(now)),
            name: "Harbour and Ferries Panel".to_owned(),
            code: "HFP".to_owned(),
            called: "Ferries Panel".to_owned(),
            quorum: Quorum::Fraction(1, 3),
            meets: "six times a year".to_owned(),
            reports_to: vec![BodyId(ids.next(now))],
            template: "panel".to_owned(),
            usual_time: NaiveTime::from_hms_opt(18, 0, 0),
            usual_place: "Old Customs House".to_owned(),
            office: minutebook::minutes::body::Office::default(),
            members: people
                .iter()
                .map(|person| Member {
                    person: person.id,
                    role: None,
                    group: "Councillors".to_owned(),
                    voting: true,
                    from: NaiveDate::from_ymd_opt(2029, 5, 1),
                    to: None,
                })
                .collect(),
        };
        let head = Head {
            body: BodyHead::from(&body),
            title: None,
            date: now.date_naive(),
            time: NaiveTime::from_hms_opt(18, 0, 0),
            place: "Old Customs House".to_owned(),
            template: "panel".to_owned(),
        };
        let meeting = Meeting::new(MeetingId(ids.next(now)), head);
        Self {
            ids,
            now,
            register: Register {
                bodies: vec![body],
                people,
            },
            meeting,
            history: History::default(),
        }
    }

    pub fn id(&mut self) -> Uuid {
        self.now += TimeDelta::seconds(20);
        self.ids.next(self.now)
    }

    pub fn now(&self) -> Stamp {
        self.now
    }

    /// Puts bodies and people on record, one twice and one by mistake.
    pub fn found(&mut self) -> Vec<Line> {
        let mut stray = self.register.people[1].clone();
        stray.id = PersonId(self.id());
        let mut draft = self.register.bodies[0].clone();
        draft.members.truncate(1);
        let mut changes = vec![
            RegisterChange::PersonRecorded(Box::new(stray.clone())),
            RegisterChange::BodyRecorded(Box::new(draft)),
        ];
        for person in &self.register.people {
            changes.push(RegisterChange::PersonRecorded(Box::new(person.clone())));
        }
        changes.push(RegisterChange::PersonRemoved(stray.id));
        changes.push(RegisterChange::BodyRecorded(Box::new(
            self.register.bodies[0].clone(),
        )));
        changes
            .into_iter()
            .map(|change| Line {
                id: ChangeId(self.id()),
                at: self.now,
                manner: Manner::Made,
                what: What::Register(change),
            })
            .collect()
    }

    /// Calls the meeting.
    pub fn call(&mut self) -> Vec<Line> {
        let seats = self.register.people.iter().map(|person| Seat {
            person: person.clone(),
            role: None,
            group: "Councillors".to_owned(),
            member: true,
            voting: true,
        });
        let seats = seats.collect();
        let items = ["Apologies", "Slipway repairs", "Ferry timetable"]
            .map(|title| {
                let outline = Outline {
                    title: title.to_owned(),
                    kind: ItemKind::Business,
                    planned: Some(15),
                    prepared: vec!["The Panel noted the report.".to_owned()],
                    ..Outline::default()
                };
                Item::new(ItemId(self.id()), outline)
            })
            .to_vec();
        let head = self.meeting.head.clone();
        vec![self.line(Change::Scheduled { head, seats, items })]
    }

    /// A step, made here too.
    pub fn line(&mut self, change: Change) -> Line {
        self.line_of(change, Manner::Made)
    }

    pub fn line_of(&mut self, change: Change, manner: Manner) -> Line {
        let id = ChangeId(self.id());
        self.history
            .make(&mut self.meeting, id, manner, &change)
            .unwrap();
        Line {
            id,
            at: self.now,
            manner,
            what: What::Meeting(self.meeting.id, change),
        }
    }

    pub fn entry(&mut self, text: &str) -> Entry {
        let id = EntryId(self.id());
        Entry {
            id,
            kind: Kind::Narrative,
            text: text.to_owned(),
            started_at: self.now - TimeDelta::seconds(9),
            recorded_at: self.now,
            detail: Detail::None,
            source: None,
            prepared: None,
        }
    }

    pub fn added(&mut self, item: usize, text: &str) -> Change {
        let entry = self.entry(text);
        Change::EntryAdded {
            item: self.meeting.items[item].id,
            entry,
            place: None,
        }
    }

    pub fn action(&mut self, item: usize, text: &str) -> Change {
        let mut entry = self.entry(text);
        entry.kind = Kind::Action;
        entry.detail = Detail::Action(Action {
            reference: format!("HFP/2031/{}", text.len()),
            owners: vec![
                Owner {
                    person: None,
                    name: "T Quill".to_owned(),
                    ..Owner::default()
                },
                Owner {
                    person: None,
                    name: "U Rudd".to_owned(),
                    ..Owner::default()
                },
            ],
            due: None,
            ..Action::default()
        });
        Change::EntryAdded {
            item: self.meeting.items[item].id,
            entry,
            place: None,
        }
    }

    fn noted(&mut self, person: usize, what: Attended) -> Change {
        Change::Noted {
            presence: Presence {
                id: PresenceId(self.id()),
                person: self.register.people[person].id,
                at: self.now,
                what,
            },
        }
    }

    /// One of nearly every change there is, each to be made in turn.
    pub fn busy_meeting(&mut self) -> Vec<Change> {
        let items: Vec<ItemId> = self.meeting.items.iter().map(|item| item.id).collect();
        let at = self.now;
        let guest = Seat {
            person: Person {
                id: PersonId(self.id()),
                honorific: None,
                given: "Vic".to_owned(),
                family: "Sorrel".to_owned(),
                listed_as: None,
                posts: Vec::new(),
            },
            role: None,
            group: "Guests".to_owned(),
            member: false,
            voting: false,
        };
        let adds: Vec<Change> = (0..6)
            .map(|n| self.added(1, &format!("Remark {n} about the slipway.")))
            .collect();
        let id_of = |change: &Change| match change {
            Change::EntryAdded { entry, .. } => entry.id,
            _ => panic!("no entry"),
        };
        let entries: Vec<EntryId> = adds.iter().map(id_of).collect();
        let (done, open) = (
            self.action(2, "Print the timetable"),
            self.action(2, "Paint the pier"),
        );
        let done_id = id_of(&done);
        let mut inserted = self.added(1, "Before all others.");
        if let Change::EntryAdded { place, .. } = &mut inserted {
            *place = Some(0);
        }
        let late = Item::new(
            ItemId(self.id()),
            Outline {
                title: "Gulls".to_owned(),
                ..Outline::default()
            },
        );
        let (late_id, guest_id) = (late.id, guest.person.id);
        let note = self.noted(1, Attended::Left);
        let note_id = match &note {
            Change::Noted { presence } => presence.id,
            _ => panic!("no note"),
        };
        let mut changes = vec![
            self.noted(0, Attended::Present),
            self.noted(1, Attended::Present),
            self.noted(2, Attended::Apologies),
            Change::Commenced { at },
            Change::Seated {
                seat: guest.clone(),
            },
            Change::Seated {
                seat: Seat {
                    role: Some("Diver".to_owned()),
                    ..guest
                },
            },
            Change::Unseated { person: guest_id },
            Change::ItemPut { item: items[0], at },
            Change::ItemPut { item: items[1], at },
        ];
        changes.extend(adds);
        changes.extend([
            inserted,
            Change::EntryMoved {
                entry: entries[1],
                item: items[1],
                place: 5,
            },
            Change::EntryMoved {
                entry: entries[2],
                item: items[0],
                place: 0,
            },
            Change::EntryAmended {
                entry: entries[3],
                kind: Kind::Point,
                text: "Barnacles – as thick as a thumb.".to_owned(),
                detail: Detail::None,
            },
            Change::EntryRetimed {
                entry: entries[4],
                started_at: at,
            },
            Change::EntryRetracted { entry: entries[0] },
            note,
            self.noted(1, Attended::Returned),
            Change::NoteWithdrawn { presence: note_id },
            Change::ItemAdded {
                item: late,
                place: 1,
            },
            Change::ItemMoved {
                item: late_id,
                place: 3,
            },
            Change::ItemAmended {
                item: items[2],
                outline: Outline {
                    title: "Ferry timetable, winter".to_owned(),
                    ..Outline::default()
                },
            },
            Change::ItemPut { item: items[2], at },
            done,
            open,
            Change::ActionMarked {
                entry: done_id,
                status: Status::Complete,
            },
            Change::Adjourned { at },
            Change::Resumed { at },
            Change::ItemLeft { item: items[2], at },
            Change::ItemSkipped {
                item: late_id,
                skipped: true,
            },
            Change::Together {
                deed: "gulls dropped".to_owned(),
                changes: vec![
                    Change::EntryMoved {
                        entry: entries[5],
                        item: items[0],
                        place: 0,
                    },
                    Change::EntryMoved {
                        entry: entries[5],
                        item: items[2],
                        place: 1,
                    },
                    Change::ItemRemoved { item: late_id },
                    Change::EntryRetracted { entry: entries[2] },
                ],
            },
            Change::HeadAmended {
                head: Head {
                    title: Some("Ferry workshop".to_owned()),
                    place: "Net loft".to_owned(),
                    ..self.meeting.head.clone()
                },
            },
            Change::Terminated { at },
            Change::Reopened,
        ]);
        changes
    }
}

/// Somebody at the keyboard: sends, and waits for answers.
pub struct Clerk {
    pub handle: Handle,
    replies: Receiver<Reply>,
    revision: u64,
}

impl Clerk {
    pub fn at(path: &Path) -> Self {
        Self::with(path, Options::default())
    }

    pub fn with(path: &Path, options: Options) -> Self {
        Self::from(Store::open(path, options).unwrap())
    }

    pub fn from(store: Store) -> Self {
        let (sender, replies) = channel();
        let handle = store.start(move |reply| {
            let _ = sender.send(reply);
        });
        Self {
            handle: handle.unwrap(),
            replies,
            revision: 0,
        }
    }

    pub fn send(&self, request: Request) {
        self.handle.send(request);
    }

    pub fn next(&self) -> Reply {
        self.replies
            .recv_timeout(Duration::from_secs(10))
            .expect("an answer")
    }

    /// Whatever has been answered and not been looked at.
    pub fn rest(&self) -> Vec<Reply> {
        self.replies.try_iter().collect()
    }

    pub fn revise(&mut self) -> Revision {
        self.revision += 1;
        Revision(self.revision)
    }

    pub fn ask_to_record(&mut self, lines: Vec<Line>) -> Revision {
        let revision = self.revise();
        self.send(Request::Record {
            revision,
            lines,
            draft: None,
        });
        revision
    }

    /// Records, and waits until it is on disk.
    pub fn record(&mut self, lines: Vec<Line>) {
        let revision = self.ask_to_record(lines);
        match self.next() {
            Reply::Saved(saved) if saved == revision => {}
            other => panic!("{other:?}"),
        }
    }

    pub fn draft(&mut self, meeting: MeetingId, text: &str) -> Revision {
        let revision = self.revise();
        self.send(Request::KeepDraft {
            revision,
            meeting,
            draft: draft(text),
        });
        revision
    }

    pub fn open(&mut self, meeting: MeetingId) -> Opened {
        self.send(Request::Open(meeting));
        match self.next() {
            Reply::Opened(opened) => *opened,
            other => panic!("{other:?}"),
        }
    }

    /// Ends the store; everything must have been kept.
    pub fn stop(self) {
        self.send(Request::Stop);
        match self.next() {
            Reply::Stopped { kept } => assert!(kept),
            other => panic!("{other:?}"),
        }
        self.handle.join();
    }
}

pub fn draft(text: &str) -> Draft {
    let mut draft = Draft::default();
    text.clone_into(&mut draft.line.text);
    draft.line.cursor = text.len();
    draft
}
