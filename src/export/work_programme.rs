//! The work programme: the topics that a body named, by the day or the way promised, and what became of each.

use chrono::{Datelike, NaiveDate};

use super::document::{Document, Source};
use super::page::Page;
use super::{Format, Material, Pattern};
use crate::minutes::due::Window;
use crate::minutes::ids::EntryKey;
use crate::minutes::meeting::{Meeting, State};
use crate::minutes::roster::fold;
use crate::minutes::template::paper::Paper;
use crate::minutes::topic::{self, Topic};
use crate::minutes::wording::{Occasion, Told, WordingError};

/// The work programme.
pub(super) const PATTERN: Pattern = Pattern {
    name: "Work programme",
    about: "The topics that the body named, by day or vehicle: what was taken, moved or left out",
    also: &[Format::Csv],
    make: work_programme,
};

/// A topic with all that was promised of it, from one programme to the next.
#[derive(Debug)]
struct Followed {
    /// As it was named last.
    topic: Topic,
    /// The promises before, the earliest first; each differs from the next.
    before: Vec<Topic>,
    /// When it was named first, and last.
    named: (NaiveDate, NaiveDate),
    /// The entries that named it.
    keys: Vec<EntryKey>,
    state: Fate,
}

/// What became of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Planned,
    OnAgenda(NaiveDate),
    Taken(NaiveDate),
    Moved,
    LeftOut(NaiveDate),
    /// The days that it was promised to are over.
    NotTaken,
}

/// The topics of the body's programmes.
fn work_programme(material: &Material<'_>) -> (Document, Vec<WordingError>) {
    let meetings = material.meetings();
    let topics = topics(&meetings, material.background.today);
    let span = material.span();
    let over = Occasion::of(material.meeting)
        .tell("since", Told::Day(span.since))
        .tell("until", Told::Day(span.until))
        .tell("today", Told::Day(Some(material.background.today)))
        .tell("topics", Told::count(topics.len()));
    let mut page = Page::of(material, Paper::WorkProgramme);
    page.header(&over);
    if topics.is_empty() {
        page.word("none", &over);
    }
    let rows: Vec<_> = topics
        .iter()
        .map(|topic| (topic.occasion(material), topic.source(material)))
        .collect();
    page.table(&over, &rows);
    page.footer(&over);
    page.done()
}

/// Whether any topic was named.
pub(super) fn is_there(material: &Material<'_>) -> bool {
    !topics(&material.meetings(), material.background.today).is_empty()
}

/// Every topic once, by the first day that it was promised to last; those with none by vehicle, then the others.
fn topics(meetings: &[&Meeting], today: NaiveDate) -> Vec<Followed> {
    let mut followed: Vec<Followed> = Vec::new();
    let mut programmes = Vec::new();
    for meeting in meetings {
        let date = meeting.head.date;
        let mut named_here = false;
        for (item, entry) in meeting.entries() {
            let Some(topic) = topic::of(&meeting.head, item, entry) else {
                continue;
            };
            named_here |= !topic.deferred;
            let key = EntryKey {
                meeting: meeting.id,
                entry: entry.id,
            };
            let carries = |known: &Followed| {
                let carried = &item.outline.carried;
                topic.deferred && carried.iter().any(|key| known.keys.contains(key))
            };
            let same = |known: &&mut Followed| {
                fold(&known.topic.words) == fold(&topic.words) || carries(known)
            };
            match followed.iter_mut().find(same) {
                Some(known) => {
                    known.keys.push(key);
                    known.named.1 = date;
                    let moved =
                        (topic.on, &topic.vehicle) != (known.topic.on, &known.topic.vehicle);
                    // What a programme calls it stays its name.
                    let words = if topic.deferred {
                        known.topic.words.clone()
                    } else {
                        topic.words.clone()
                    };
                    let now = Topic { words, ..topic };
                    let was = std::mem::replace(&mut known.topic, now);
                    if moved {
                        known.before.push(was);
                    }
                }
                None => followed.push(Followed {
                    before: before(&topic, date),
                    topic,
                    named: (date, date),
                    keys: vec![key],
                    state: Fate::Planned,
                }),
            }
        }
        if named_here {
            programmes.push(date);
        }
    }
    for topic in &mut followed {
        topic.state = topic.fate(meetings, &programmes, today);
    }
    followed.sort_by_key(|one| {
        let on = one.topic.on.map(|window| window.from);
        let vehicle = one.topic.vehicle.clone();
        (on.is_none(), on, vehicle.is_none(), vehicle)
    });
    followed
}

/// What was promised of a topic before it was named: of business that was deferred, the day of the meeting that did so.
fn before(topic: &Topic, date: NaiveDate) -> Vec<Topic> {
    if !topic.deferred {
        return Vec::new();
    }
    vec![Topic {
        on: Some(Window::day(date)),
        ..topic.clone()
    }]
}

impl Followed {
    /// What became of it: the last thing that is on record counts.
    fn fate(&self, meetings: &[&Meeting], programmes: &[NaiveDate], today: NaiveDate) -> Fate {
        let words = fold(&self.topic.words);
        let has = |meeting: &Meeting, held: bool| {
            let mut items = meeting.items.iter();
            items.any(|item| {
                let outline = &item.outline;
                let carries = outline.carried.iter().any(|key| self.keys.contains(key));
                let named = fold(topic::without_origin(&outline.title)) == words;
                (carries || named) && item.put_off().is_none() && (item.was_put() || !held)
            })
        };
        // A meeting known from a published text has no times at which its items were put.
        let later = || {
            meetings
                .iter()
                .filter(|meeting| meeting.head.date > self.named.0)
        };
        let taken = later().rfind(|meeting| match meeting.state() {
            State::Closed | State::Approved => has(meeting, meeting.is_timed()),
            State::InProgress | State::Adjourned => has(meeting, true),
            State::Scheduled | State::Withdrawn => false,
        });
        // It was named anew after it was taken: then it is planned again.
        if let Some(meeting) = taken
            && meeting.head.date >= self.named.1
        {
            return Fate::Taken(meeting.head.date);
        }
        let scheduled = later().find(|meeting| match meeting.state() {
            State::Scheduled | State::InProgress | State::Adjourned => has(meeting, false),
            State::Closed | State::Approved | State::Withdrawn => false,
        });
        if let Some(meeting) = scheduled {
            return Fate::OnAgenda(meeting.head.date);
        }
        let mut later = programmes.iter().copied();
        // What was deferred waits for its day, whatever a programme says.
        if let Some(programme) = later.find(|date| *date > self.named.1 && !self.topic.deferred) {
            return Fate::LeftOut(programme);
        }
        let is_over = |window: Window| {
            let mut held = meetings.iter().filter(|meeting| match meeting.state() {
                State::Closed | State::Approved => true,
                State::Scheduled | State::InProgress | State::Adjourned | State::Withdrawn => false,
            });
            window.to < today || held.any(|meeting| meeting.head.date >= window.to)
        };
        if self.topic.on.is_some_and(is_over) {
            Fate::NotTaken
        } else if self.before.is_empty() {
            Fate::Planned
        } else {
            Fate::Moved
        }
    }

    fn occasion<'a>(&self, material: &Material<'a>) -> Occasion<'a> {
        let (state, taken, missing) = match self.state {
            Fate::Planned => ("planned", None, None),
            Fate::OnAgenda(date) => ("on-agenda", Some(date), None),
            Fate::Taken(date) => ("taken", Some(date), None),
            Fate::Moved => ("moved", None, None),
            Fate::LeftOut(date) => ("left-out", None, Some(date)),
            Fate::NotTaken => ("not-taken", None, None),
        };
        let now = Promise::of(Some(&self.topic));
        let was = Promise::of(self.before.last());
        Occasion::of(material.meeting)
            .tell("topic", Told::text(&self.topic.words))
            .tell("on", Told::Day(now.on))
            .tell("month", Told::Text(now.month))
            .tell("from", Told::Day(now.stretch.map(|window| window.from)))
            .tell("to", Told::Day(now.stretch.map(|window| window.to)))
            .tell("vehicle", Told::Text(now.vehicle))
            .tell("was_on", Told::Day(was.on))
            .tell("was_month", Told::Text(was.month))
            .tell("was_vehicle", Told::Text(was.vehicle))
            .tell("state", Told::text(state))
            .tell("taken", Told::Day(taken))
            .tell("missing", Told::Day(missing))
            .tell("named", Told::Day(Some(self.named.0)))
    }

    fn source(&self, material: &Material<'_>) -> Source {
        let own = self
            .keys
            .iter()
            .find(|key| key.meeting == material.meeting.id);
        own.map_or(Source::Elsewhere, |key| Source::Entry(key.entry))
    }
}

/// What was promised of a topic, as wordings speak of it.
#[derive(Debug, Default)]
struct Promise {
    on: Option<NaiveDate>,
    month: String,
    stretch: Option<Window>,
    vehicle: String,
}

impl Promise {
    fn of(topic: Option<&Topic>) -> Self {
        let Some(topic) = topic else {
            return Self::default();
        };
        let mut promise = Self {
            vehicle: topic.vehicle.clone().unwrap_or_default(),
            ..Self::default()
        };
        match topic.on {
            Some(window) if window.from == window.to => promise.on = Some(window.from),
            Some(window) if is_month(window) => {
                promise.month = window.from.format("%B %Y").to_string();
            }
            stretch => promise.stretch = stretch,
        }
        promise
    }
}

/// Whether days are a month from its first to its last.
fn is_month(window: Window) -> bool {
    let after = window.to.succ_opt();
    window.from.day() == 1
        && (window.from.year(), window.from.month()) == (window.to.year(), window.to.month())
        && after.is_none_or(|after| after.day() == 1)
}
