//! An invented council to practise on: three bodies, their people, three past meetings and one today.
//!
//! Nobody in it is real. It is made of changes, like any register, with dates counted from the day on which it is laid
//! in; undo, look-up and documents work on it as on anything else.

mod council;
mod script;
mod today;
mod workshop;

#[cfg(test)]
mod tests;

use chrono::{Days, NaiveDate, NaiveTime, TimeZone};

use crate::minutes::attendance::Seat;
use crate::minutes::body::Body;
use crate::minutes::change::Change;
use crate::minutes::history::Manner;
use crate::minutes::ids::{ChangeId, EntryKey, IdSource, MeetingId, PersonId, Stamp};
use crate::minutes::meeting::{BodyHead, Head};
use crate::minutes::person::Person;
use crate::minutes::register::{Register, RegisterChange};
use crate::minutes::template::Templates;
use crate::store::protocol::{Line, What};

use council::{Called, Who};

/// The journal of the invented council, in order; `templates` say which kinds of meeting there are.
pub fn lines(ids: &mut IdSource, now: Stamp, templates: &Templates) -> Vec<Line> {
    let mut council = Council {
        ids,
        now,
        lines: Vec::new(),
        register: Register::default(),
    };
    council::record(&mut council, templates);
    let (last, this, next) = (
        council.meeting_id(),
        council.meeting_id(),
        council.meeting_id(),
    );
    script::panel(&mut council, last, this, next);
    script::board(&mut council);
    workshop::sub_committee(&mut council);
    today::panel(&mut council, this);
    today::next(&mut council, next);
    council.lines
}

/// The journal so far, and what is needed to go on with it.
struct Council<'a> {
    ids: &'a mut IdSource,
    now: Stamp,
    lines: Vec<Line>,
    register: Register,
}

impl Council<'_> {
    fn id(&mut self) -> uuid::Uuid {
        self.ids.next(self.now)
    }

    fn meeting_id(&mut self) -> MeetingId {
        MeetingId(self.id())
    }

    /// Today, or so many days before.
    fn day_before(&self, days: u64) -> NaiveDate {
        let today = self.now.date_naive();
        today.checked_sub_days(Days::new(days)).unwrap_or(today)
    }

    /// Today, or so many days after.
    fn day_after(&self, days: u64) -> NaiveDate {
        let today = self.now.date_naive();
        today.checked_add_days(Days::new(days)).unwrap_or(today)
    }

    /// The entry that begins with these words, wherever it was recorded.
    fn entry_beginning(&self, words: &str) -> Option<EntryKey> {
        self.lines.iter().find_map(|line| match &line.what {
            What::Meeting(meeting, Change::EntryAdded { entry, .. })
                if entry.text.starts_with(words) =>
            {
                Some(EntryKey {
                    meeting: *meeting,
                    entry: entry.id,
                })
            }
            What::Meeting(..) | What::Register(_) => None,
        })
    }

    /// A time of day on a day, on the clock of the clerk.
    fn stamp(&self, day: NaiveDate, time: NaiveTime) -> Stamp {
        let local = self.now.offset().from_local_datetime(&day.and_time(time));
        local.single().unwrap_or(self.now) // an offset that is fixed has every time once
    }

    fn push(&mut self, at: Stamp, what: What) {
        let id = ChangeId(self.ids.next(at));
        self.lines.push(Line {
            id,
            at,
            manner: Manner::Made,
            what,
        });
    }

    fn meeting(&mut self, at: Stamp, meeting: MeetingId, change: Change) {
        self.push(at, What::Meeting(meeting, change));
    }

    fn register(&mut self, change: RegisterChange) {
        self.register.apply(&change);
        let at = self.now;
        self.push(at, What::Register(change));
    }

    /// Somebody, by their place in the list of [`council`].
    fn person(&self, who: Who) -> Option<&Person> {
        self.register.people.get(who as usize)
    }

    fn person_id(&self, who: Who) -> Option<PersonId> {
        self.person(who).map(|person| person.id)
    }

    fn people(&self, all: &[Who]) -> Vec<PersonId> {
        all.iter().filter_map(|who| self.person_id(*who)).collect()
    }

    fn body(&self, called: Called) -> Option<&Body> {
        self.register.bodies.get(called as usize)
    }

    /// The head of a meeting of a body as its meetings usually are.
    fn head(&self, called: Called, date: NaiveDate) -> Option<Head> {
        let body = self.body(called)?;
        Some(Head {
            body: BodyHead::from(body),
            title: None,
            date,
            time: body.usual_time,
            place: body.usual_place.clone(),
            template: body.template.clone(),
        })
    }

    /// The members of a body, and officers who attend its meetings.
    fn seats(&self, called: Called, date: NaiveDate, others: &[(Who, &str)]) -> Vec<Seat> {
        let mut seats = self
            .body(called)
            .map(|body| self.register.seats(body.id, date))
            .unwrap_or_default();
        seats.extend(others.iter().filter_map(|(who, group)| {
            Some(Seat {
                person: self.person(*who)?.clone(),
                role: None,
                group: (*group).to_owned(),
                member: false,
                voting: false,
            })
        }));
        seats
    }
}

/// A time of day.
fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default()
}
