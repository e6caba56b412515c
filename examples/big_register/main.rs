//! Writes a register of many years and very many actions, for measuring; everything in it is invented.
//!
//! `cargo run --release --example big_register -- [--actions 1000000] [--to 2026-03-31] FILE`
//!
//! Twenty bodies, fifteen years up to a day, some 55,000 different words. Nearly all actions are done; about a hundred
//! of each body are open, a third of those overdue. The same arguments give the same register.

mod chance;
mod language;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use minutebook::minutes::action::{Dated, Reported, Step, Update};
use minutebook::minutes::agenda::{Item, Outline, Spell};
use minutebook::minutes::body::{Body, Quorum};
use minutebook::minutes::change::Change;
use minutebook::minutes::due::{self, Setting};
use minutebook::minutes::entry::{Action, Detail, Entry, Kind, Owner, Party, Status};
use minutebook::minutes::history::Manner;
use minutebook::minutes::ids::{
    BodyId, ChangeId, EntryId, EntryKey, IdSource, ItemId, MeetingId, PersonId, Stamp,
};
use minutebook::minutes::meeting::{BodyHead, Head};
use minutebook::minutes::person::{NameForm, Person, Post};
use minutebook::minutes::register::RegisterChange;
use minutebook::store::protocol::{Line, Reply, Request, Revision, What};
use minutebook::store::{Handle, Options, Store};

use chance::Chance;
use language::Language;

const BODIES: usize = 20;
const YEARS: u64 = 15;
/// Open actions of a body.
const OPEN: usize = 100;
/// How many requests may wait in the store: enough to keep it busy, few enough to hold in memory.
const AHEAD: u64 = 64;

fn main() {
    let (path, actions, to) = arguments().unwrap_or_else(|words| {
        eprintln!("{words}\nusage: big_register [--actions 1000000] [--to 2026-03-31] FILE");
        std::process::exit(2);
    });
    let (told, saved) = channel();
    let store = Store::open(&path, Options::default()).unwrap_or_else(|error| stop(&error));
    let handle = store
        .start(move |reply| match reply {
            Reply::Saved(revision) => {
                let _ = told.send(revision);
            }
            Reply::Failed(words) | Reply::Trouble { words, .. } => eprintln!("\n{words}"),
            _ => {}
        })
        .unwrap_or_else(|error| stop(&error));
    let mut council = Council::new(actions, to);
    let mut desk = Desk {
        handle,
        saved,
        sent: 0,
        done: 0,
    };
    let begun = Instant::now();
    let bodies = council.bodies_and_people();
    desk.record(bodies);
    let mut told_at = 0;
    while let Some(lines) = council.next_meeting() {
        desk.record(lines);
        if council.made >= told_at + 20_000 || council.made == actions {
            told_at = council.made;
            let milliseconds = begun.elapsed().as_millis().max(1);
            eprint!(
                "\r{told_at} of {actions} actions, {} a second ",
                told_at as u128 * 1_000 / milliseconds
            );
        }
    }
    desk.handle.send(Request::Stop);
    desk.handle.join();
    eprintln!("\ndone in {:.0} s", begun.elapsed().as_secs_f64());
}

fn stop(error: &dyn std::fmt::Display) -> ! {
    eprintln!("{error}");
    std::process::exit(1);
}

fn arguments() -> Result<(PathBuf, usize, NaiveDate), String> {
    let mut path = None;
    let mut actions = 1_000_000;
    let mut to = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap_or_default();
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        let mut value = || {
            given
                .next()
                .ok_or_else(|| format!("{argument} wants a value"))
        };
        match argument.as_str() {
            "--actions" => {
                actions = value()?
                    .parse()
                    .map_err(|_| "--actions wants a number".to_owned())?;
            }
            "--to" => {
                to = value()?
                    .parse()
                    .map_err(|_| "--to wants a date like 2026-03-31".to_owned())?;
            }
            _ => path = Some(PathBuf::from(argument)),
        }
    }
    Ok((path.ok_or("which file?")?, actions, to))
}

/// The store, with so much waiting at most.
struct Desk {
    handle: Handle,
    saved: Receiver<Revision>,
    sent: u64,
    done: u64,
}

impl Desk {
    fn record(&mut self, lines: Vec<Line>) {
        self.sent += 1;
        self.handle.send(Request::Record {
            revision: Revision(self.sent),
            lines,
            draft: None,
        });
        while self.sent > self.done + AHEAD {
            match self.saved.recv() {
                Ok(revision) => self.done = revision.0,
                Err(_) => stop(&"the store has ended"),
            }
        }
    }
}

/// The invented council as it is made up.
struct Council {
    chance: Chance,
    language: Language,
    ids: IdSource,
    wanted: usize,
    made: usize,
    /// Actions a meeting.
    load: usize,
    people: Vec<Person>,
    bodies: Vec<Held>,
    /// Every meeting to be held: its day and its body, the earliest first.
    diary: std::vec::IntoIter<(NaiveDate, usize)>,
    to: NaiveDate,
}

/// A body, and what is needed to go on with it.
struct Held {
    body: Body,
    /// Who is given its actions.
    officers: Vec<usize>,
    /// What its agendas are about, year after year.
    titles: Vec<String>,
    /// How many actions it is still to make.
    left: usize,
    year: i32,
    number: u32,
    /// Open actions that a later meeting may report of.
    open: Vec<(EntryKey, String)>,
}

impl Council {
    fn new(wanted: usize, to: NaiveDate) -> Self {
        let mut chance = Chance::new(20_260_331);
        let language = Language::new(&mut chance);
        let load = (wanted / (BODIES * 15 * 12)).clamp(8, 60);
        let each = wanted.div_ceil(BODIES * load).max(1);
        let days = YEARS * 365;
        let mut diary: Vec<(NaiveDate, usize)> = (0..BODIES)
            .flat_map(|body| {
                (0..each).map(move |meeting| {
                    let back = meeting as u64 * days / each as u64 + body as u64 % 5;
                    let day = to.checked_sub_days(Days::new(back)).unwrap_or(to);
                    (day, body)
                })
            })
            .collect();
        diary.sort_unstable();
        Self {
            chance,
            language,
            ids: IdSource::new(*b"a large register"),
            wanted,
            made: 0,
            load,
            people: Vec::new(),
            bodies: Vec::new(),
            diary: diary.into_iter(),
            to,
        }
    }

    fn bodies_and_people(&mut self) -> Vec<Line> {
        let first = self
            .to
            .checked_sub_days(Days::new(YEARS * 365))
            .unwrap_or(self.to);
        let at = stamp(first, 9 * 60);
        let mut changes = Vec::new();
        for _ in 0..BODIES * 30 {
            let (given, family) = self.language.person(&mut self.chance);
            let councillor = self.chance.one_in(3);
            let person = Person {
                id: PersonId(self.ids.next(at)),
                honorific: Some(if councillor { "Councillor" } else { "Ms" }.to_owned()),
                given,
                family,
                listed_as: None,
                posts: if councillor {
                    Vec::new()
                } else {
                    vec![Post {
                        title: self.language.post(&mut self.chance),
                        from: None,
                        to: None,
                    }]
                },
            };
            changes.push(RegisterChange::PersonRecorded(Box::new(person.clone())));
            self.people.push(person);
        }
        for place in 0..BODIES {
            let (name, code, called) = self.language.body(place);
            let body = Body {
                id: BodyId(self.ids.next(at)),
                name,
                code,
                called,
                quorum: Quorum::None,
                meets: ["monthly", "six times a year", "quarterly"][place % 3].to_owned(),
                // The first is the council, to which the next four report, and to each of those four more.
                reports_to: place
                    .checked_sub(1)
                    .map(|before| self.bodies[before / 4].body.id)
                    .into_iter()
                    .collect(),
                template: "scrutiny-panel".to_owned(),
                usual_time: NaiveTime::from_hms_opt(18, 0, 0),
                usual_place: "Town Hall".to_owned(),
                office: minutebook::minutes::body::Office::default(),
                members: Vec::new(),
            };
            changes.push(RegisterChange::BodyRecorded(Box::new(body.clone())));
            let officers = (0..30)
                .map(|_| self.chance.below(self.people.len()))
                .collect();
            let titles = (0..60)
                .map(|_| self.language.title(&mut self.chance))
                .collect();
            self.bodies.push(Held {
                body,
                officers,
                titles,
                left: self.wanted / BODIES + usize::from(place < self.wanted % BODIES),
                year: 0,
                number: 0,
                open: Vec::new(),
            });
        }
        changes
            .into_iter()
            .map(|change| self.line(at, What::Register(change)))
            .collect()
    }

    fn line(&mut self, at: Stamp, what: What) -> Line {
        Line {
            id: ChangeId(self.ids.next(at)),
            at,
            manner: Manner::Made,
            what,
        }
    }

    /// The next meeting as it was held, called with everything that was recorded at it.
    fn next_meeting(&mut self) -> Option<Vec<Line>> {
        let (date, place) = self.diary.next()?;
        let starts = stamp(date, 18 * 60);
        let id = MeetingId(self.ids.next(starts));
        let count = self.load.min(self.bodies[place].left);
        self.bodies[place].left -= count;
        if self.bodies[place].year != date.year() {
            self.bodies[place].year = date.year();
            self.bodies[place].number = 0;
        }
        let items = self.chance.between(6, 11);
        let mut agenda = Vec::new();
        let mut clock = starts;
        for item in 0..items {
            let share = count * (item + 1) / items - count * item / items;
            agenda.push(self.item(id, place, date, &mut clock, share));
        }
        self.made += count;
        let council = &self.bodies[place];
        let head = Head {
            body: BodyHead::from(&council.body),
            title: None,
            date,
            time: council.body.usual_time,
            place: council.body.usual_place.clone(),
            template: council.body.template.clone(),
        };
        let changes = [
            Change::Scheduled {
                head,
                seats: Vec::new(),
                items: agenda,
            },
            Change::Commenced { at: starts },
            Change::Terminated { at: clock },
        ];
        Some(
            changes
                .into_iter()
                .map(|change| self.line(starts, What::Meeting(id, change)))
                .collect(),
        )
    }

    fn item(
        &mut self,
        meeting: MeetingId,
        body: usize,
        date: NaiveDate,
        clock: &mut Stamp,
        actions: usize,
    ) -> Item {
        let put = *clock;
        let titles = &self.bodies[body].titles;
        let title = titles[self.chance.skewed(titles.len())].clone();
        let outline = Outline {
            title,
            ..Outline::default()
        };
        let mut item = Item::new(ItemId(self.ids.next(put)), outline);
        for _ in 0..self.chance.between(1, 3) {
            let text = self.language.narrative(&mut self.chance);
            let kind = match self.chance.below(10) {
                0 => Kind::Question,
                1 => Kind::Point,
                2 => Kind::Private,
                _ => Kind::Narrative,
            };
            item.entries
                .push(self.entry(clock, kind, text, Detail::None));
        }
        if self.chance.one_in(2) {
            let text = self.language.decision(&mut self.chance);
            item.entries
                .push(self.entry(clock, Kind::Decision, text, Detail::None));
        }
        if self.chance.one_in(12) {
            let text = self.language.declaration(&mut self.chance);
            item.entries
                .push(self.entry(clock, Kind::Declaration, text, Detail::None));
        }
        if self.chance.one_in(6)
            && let Some(entry) = self.report(body, clock)
        {
            item.entries.push(entry);
        }
        for _ in 0..actions {
            let entry = self.action(meeting, body, date, clock);
            item.entries.push(entry);
        }
        item.spells.push(Spell {
            put,
            left: Some(*clock),
        });
        item
    }

    fn entry(&mut self, clock: &mut Stamp, kind: Kind, text: String, detail: Detail) -> Entry {
        let started_at = *clock;
        *clock += TimeDelta::seconds(40);
        Entry {
            id: EntryId(self.ids.next(started_at)),
            kind,
            text,
            started_at,
            recorded_at: *clock,
            detail,
            source: None,
            prepared: None,
        }
    }

    /// What became of an action that an earlier meeting left open.
    fn report(&mut self, body: usize, clock: &mut Stamp) -> Option<Entry> {
        if self.bodies[body].open.is_empty() {
            return None;
        }
        let at = self.chance.below(self.bodies[body].open.len());
        let (action, reference) = self.bodies[body].open[at].clone();
        let note = self.language.narrative(&mut self.chance);
        let reported = Reported {
            action,
            reference: reference.clone(),
            update: Update {
                step: Step::Progress,
                note: note.clone(),
            },
        };
        let text = format!("{reference}: {note}");
        Some(self.entry(
            clock,
            Kind::Procedural,
            text,
            Detail::Update(Box::new(reported)),
        ))
    }

    fn action(
        &mut self,
        meeting: MeetingId,
        body: usize,
        date: NaiveDate,
        clock: &mut Stamp,
    ) -> Entry {
        let text = self.language.action(&mut self.chance);
        let setting = Setting {
            said_on: date,
            next_meeting: date.checked_add_days(Days::new(42)),
        };
        let due = due::read(&self.language.due(&mut self.chance, date), &setting);
        let owners = self.owners(body, date);
        let held = &mut self.bodies[body];
        held.number += 1;
        let reference = format!("{}/{}/{}", held.body.code, date.year(), held.number);
        // The last ones are open, and one in a few before them, so that some are long overdue.
        let is_open = held.left < self.load * 4 && held.open.len() < OPEN && self.chance.one_in(2);
        let mut action = Action {
            reference: reference.clone(),
            owners,
            due: Some(due),
            ..Action::default()
        };
        if self.chance.one_in(25) {
            self.recommend(&mut action, body);
        }
        if !is_open {
            let at = *clock + TimeDelta::days(self.chance.between(10, 200) as i64);
            match self.chance.below(40) {
                0 => action.updates.push(noted(at, Step::Cancel)),
                // One that recurs would come due again.
                1..=10
                    if action
                        .due
                        .as_ref()
                        .is_none_or(|due| due.recurrence.is_none()) =>
                {
                    action.updates.push(noted(at, Step::Complete));
                }
                _ => action.status = Status::Complete,
            }
        }
        let entry = self.entry(clock, Kind::Action, text, Detail::Action(action));
        if is_open {
            let key = EntryKey {
                meeting,
                entry: entry.id,
            };
            self.bodies[body].open.push((key, reference));
        }
        entry
    }

    /// Makes an action a recommendation: another body is to do it, or to receive what comes of it.
    fn recommend(&mut self, action: &mut Action, body: usize) {
        let other = (body + 1 + self.chance.below(BODIES - 1)) % BODIES;
        let other = &self.bodies[other].body;
        action.verb = Some("asks".to_owned());
        if self.chance.one_in(2) {
            action.report_to = Some(Party {
                body: Some(other.id),
                name: other.name.clone(),
            });
        } else {
            action.owners = vec![Owner {
                body: Some(other.id),
                name: other.name.clone(),
                ..Owner::default()
            }];
        }
    }

    fn owners(&mut self, body: usize, date: NaiveDate) -> Vec<Owner> {
        let count = match self.chance.below(10) {
            0 | 1 => 0,
            2 => 2,
            _ => 1,
        };
        (0..count)
            .map(|_| {
                let officers = &self.bodies[body].officers;
                let person = &self.people[officers[self.chance.skewed(officers.len())]];
                Owner {
                    person: Some(person.id),
                    name: person.name(NameForm::Titled, date),
                    ..Owner::default()
                }
            })
            .collect()
    }
}

fn noted(at: Stamp, step: Step) -> Dated {
    Dated {
        exempt: false,
        at,
        update: Update {
            step,
            note: String::new(),
        },
    }
}

/// So many minutes after midnight of a day.
fn stamp(day: NaiveDate, minutes: i64) -> Stamp {
    let midnight = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(minutes);
    Utc.from_utc_datetime(&midnight).fixed_offset()
}
