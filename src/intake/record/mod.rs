//! From a draft to the lines of the journal.
//!
//! [`take`] matches the draft with what is on record and says, part by part, what was understood; where nothing stands
//! against it, it gives the lines that take the meeting in. Nothing is made up: a time that the text does not state is
//! left open, a phrase that is no date keeps its words, a name that fits several people is kept as a name.

mod actions;
mod lines;
mod people;

use chrono::{NaiveDate, NaiveTime, TimeZone as _};
use thiserror::Error;

use crate::minutes::agenda::{Item, Outline};
use crate::minutes::agenda_text;
use crate::minutes::attendance::{Attended as Event, Seat};
use crate::minutes::body::{self, Body, Quorum};
use crate::minutes::entry::{Detail, Entry, Kind};
use crate::minutes::ids::{BodyId, EntryId, IdSource, ItemId, MeetingId, PersonId, Stamp};
use crate::minutes::meeting::{BodyHead, State};
use crate::minutes::register::Register;
use crate::minutes::roster::{Roster, fold};
use crate::minutes::template::Templates;
use crate::store::protocol::{DiaryRow, Line};

use super::draft::{Draft, What};
use super::names::Directory;

/// What is on record already.
#[derive(Clone, Copy, Debug)]
pub struct OnRecord<'r> {
    /// Bodies and people.
    pub register: &'r Register,
    /// All meetings but those withdrawn.
    pub diary: &'r [DiaryRow],
    /// The meetings among them that were taken in from the same file.
    pub imported: &'r [MeetingId],
    /// The highest number in the references of the body's actions of that year.
    pub last_action: u32,
    /// Kinds of meeting.
    pub templates: &'r Templates,
    /// Whether the meeting may be entered although the body has one on that day.
    pub beside: bool,
}

/// Why a draft cannot be taken in.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// It is not known whose meeting it is.
    #[error("it does not say whose meeting it was")]
    NoBody,
    /// It is not known on what day it was.
    #[error("it does not say on what day the meeting was")]
    NoDate,
    /// The day is to come.
    #[error("the day of the meeting, {0}, is still to come")]
    ToCome(NaiveDate),
    /// The same file was taken in before.
    #[error("it is in the register already: {0}")]
    SameFile(String),
    /// The body has a meeting on that day.
    #[error("the register has a meeting of this body on that day already: {0}")]
    SameDay(String),
    /// Nothing of it is left.
    #[error("nothing of it is left to take in")]
    Nothing,
}

/// What would be taken in.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// What was understood of each part of the draft, in words; empty where there is nothing to say.
    pub understood: Vec<String>,
    /// Why nothing can be taken in; empty where it can.
    pub refused: Vec<Refusal>,
    /// The lines for the journal, where it can.
    pub lines: Vec<Line>,
    /// The meeting that they make.
    pub meeting: Option<MeetingId>,
    /// How many of each it has.
    pub counts: Counts,
    /// How many of its actions were given a number.
    pub numbered: u32,
}

/// How many parts of each sort there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Items of business.
    pub items: usize,
    /// Entries, actions among them.
    pub entries: usize,
    /// Actions.
    pub actions: usize,
    /// Decisions.
    pub decisions: usize,
    /// Motions and votes.
    pub votes: usize,
    /// People on the roll.
    pub people: usize,
    /// Of those, the ones new to the register.
    pub new_people: usize,
}

/// The body of that name on record, or with those letters.
pub fn body_called<'r>(register: &'r Register, name: &str) -> Option<&'r Body> {
    let bare = |name: &str| {
        let folded = fold(name.trim())
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        folded
            .strip_prefix("the ")
            .map(str::to_owned)
            .unwrap_or(folded)
    };
    let name = bare(name);
    let mut bodies = register.bodies.iter();
    bodies
        .clone()
        .find(|body| bare(&body.name) == name)
        .or_else(|| bodies.find(|body| fold(&body.code) == name && !name.is_empty()))
}

/// The letters that the references of a body's actions begin with, whether it is on record or new.
pub fn code_of(register: &Register, name: &str) -> String {
    body_called(register, name).map_or_else(
        || body::code_for(name, &register.bodies),
        |body| body.code.clone(),
    )
}

/// Matches a draft with what is on record, and makes the lines that take it in.
pub fn take(draft: &Draft, on: &OnRecord<'_>, ids: &mut IdSource, now: Stamp) -> Taken {
    let mut taken = Taken {
        understood: vec![String::new(); draft.parts.len()],
        ..Taken::default()
    };
    let name = draft.body();
    let date = draft.date();
    if name.is_empty() {
        taken.refused.push(Refusal::NoBody);
    }
    match date {
        None => taken.refused.push(Refusal::NoDate),
        Some(date) if date > now.date_naive() => taken.refused.push(Refusal::ToCome(date)),
        Some(_) => {}
    }
    let known = body_called(on.register, name);
    let same_day: Vec<&DiaryRow> = on
        .diary
        .iter()
        .filter(|row| Some(row.body_id) == known.map(|body| body.id) && Some(row.date) == date)
        .filter(|row| row.state != State::Withdrawn)
        .collect();
    let shown = |row: &DiaryRow| format!("{}, {}", row.title, row.date.format("%-d %B %Y"));
    let same_file = on.diary.iter().find(|row| {
        let same_part = !draft.is_log || same_day.iter().any(|there| there.id == row.id);
        on.imported.contains(&row.id) && same_part && row.state != State::Withdrawn
    });
    // One that stands in the diary and was never begun is the one whose minutes these are.
    let waits = |row: &&&DiaryRow| row.state == State::Scheduled && row.entries == Some(0);
    if let Some(row) = same_file {
        taken.refused.push(Refusal::SameFile(shown(row)));
    } else if let Some(row) = same_day
        .iter()
        .find(|row| !waits(row))
        .filter(|_| !on.beside)
    {
        taken.refused.push(Refusal::SameDay(shown(row)));
    }
    let mut work = Work::new(
        draft,
        on,
        ids,
        now,
        date.unwrap_or_else(|| now.date_naive()),
    );
    work.body(known, name);
    work.parts(&mut taken);
    taken.numbered = work.actions;
    if taken.counts.entries == 0 && taken.counts.items == 0 {
        taken.refused.push(Refusal::Nothing);
    }
    if taken.refused.is_empty() {
        let replaced: Vec<MeetingId> = same_day.iter().filter(waits).map(|row| row.id).collect();
        taken.meeting = Some(work.id);
        taken.lines = work.lines(&replaced);
    }
    taken
}

/// A meeting in the making.
struct Work<'w> {
    draft: &'w Draft,
    on: &'w OnRecord<'w>,
    ids: &'w mut IdSource,
    now: Stamp,
    date: NaiveDate,
    id: MeetingId,
    body: BodyHead,
    template: String,
    new_body: Option<Body>,
    directory: Directory<'w>,
    roster: Option<Roster>,
    title: Option<String>,
    begins: Option<NaiveTime>,
    ends: Option<NaiveTime>,
    place: String,
    seats: Vec<Seat>,
    stream: Vec<(PersonId, Event)>,
    items: Vec<Item>,
    next: Option<NaiveDate>,
    announced: Vec<Line>,
    actions: u32,
}

impl<'w> Work<'w> {
    fn new(
        draft: &'w Draft,
        on: &'w OnRecord<'w>,
        ids: &'w mut IdSource,
        now: Stamp,
        date: NaiveDate,
    ) -> Self {
        let id = MeetingId(ids.next(now));
        let body = BodyHead {
            id: BodyId(ids.next(now)),
            name: String::new(),
            code: String::new(),
            called: String::new(),
            quorum: Quorum::None,
        };
        Self {
            draft,
            on,
            ids,
            now,
            date,
            id,
            body,
            template: String::new(),
            new_body: None,
            directory: Directory::new(&on.register.people),
            roster: None,
            title: None,
            begins: None,
            ends: None,
            place: String::new(),
            seats: Vec::new(),
            stream: Vec::new(),
            items: Vec::new(),
            next: None,
            announced: Vec::new(),
            actions: 0,
        }
    }

    fn id(&mut self) -> uuid::Uuid {
        self.ids.next(self.now)
    }

    fn body(&mut self, known: Option<&Body>, name: &str) {
        if let Some(body) = known {
            self.body = BodyHead::from(body);
            self.template.clone_from(&body.template);
            return;
        }
        let new = Body {
            id: self.body.id,
            name: clean(name),
            code: body::code_for(name, &self.on.register.bodies),
            called: body::called_for(name),
            quorum: Quorum::None,
            meets: String::new(),
            reports_to: Vec::new(),
            template: self.template.clone(),
            usual_time: None,
            usual_place: String::new(),
            office: crate::minutes::body::Office::default(),
            members: Vec::new(),
        };
        self.body = BodyHead::from(&new);
        self.new_body = Some(new);
    }

    /// Takes in each part, and says what was understood of it.
    fn parts(&mut self, taken: &mut Taken) {
        self.next = self.draft.taken().find_map(|(_, part)| match part.what {
            What::NextMeeting(date) => Some(date),
            _ => None, // another part
        });
        let draft = self.draft;
        for (place, part) in draft.taken() {
            let words = match &part.what {
                What::Body(_) => match &self.new_body {
                    Some(new) => format!("new to the register; its letters: {}", new.code),
                    None => format!("on record: {}", self.body.name),
                },
                What::Title(title) => {
                    self.title = Some(if draft.is_log {
                        clean(title)
                    } else {
                        format!("{}, {}", self.body.name, clean(title))
                    });
                    String::new()
                }
                What::Date(_) => String::new(),
                What::Begins(time) => {
                    self.begins = Some(*time);
                    String::new()
                }
                What::Ends(time) => {
                    self.ends = Some(*time);
                    String::new()
                }
                What::Place(place) => {
                    self.place = clean(place);
                    String::new()
                }
                What::Person(attendee) => self.person(attendee),
                What::Item { number, title } => {
                    taken.counts.items += 1;
                    self.item(number.as_deref(), title);
                    String::new()
                }
                What::Entry { kind, text } => {
                    taken.counts.entries += 1;
                    taken.counts.decisions += usize::from(*kind == Kind::Decision);
                    taken.counts.votes += usize::from(matches!(kind, Kind::Motion | Kind::Vote));
                    self.entry(*kind, text, Detail::None, None);
                    String::new()
                }
                What::Action(task) => {
                    taken.counts.entries += 1;
                    taken.counts.actions += 1;
                    self.action(task)
                }
                What::NextMeeting(date) => self.next_meeting(*date, part.lines),
            };
            if let Some(understood) = taken.understood.get_mut(place) {
                *understood = words;
            }
        }
        taken.counts.people = self.seats.len();
        taken.counts.new_people = self.directory.new.len();
    }

    fn item(&mut self, number: Option<&str>, title: &str) {
        let title = clean(title);
        let outline = Outline {
            kind: agenda_text::kind_of(&title),
            number: number.map(clean),
            title,
            ..Outline::default()
        };
        let id = ItemId(self.id());
        self.items.push(Item::new(id, outline));
    }

    /// The moment that stands for one that nobody stated: the meeting's beginning, or that of its day.
    fn moment(&self) -> Stamp {
        self.at(self.date, self.begins.unwrap_or_default())
    }

    fn at(&self, day: NaiveDate, time: NaiveTime) -> Stamp {
        let local = self.now.offset().from_local_datetime(&day.and_time(time));
        local.single().unwrap_or(self.now) // an offset that is fixed has every time once
    }

    fn entry(&mut self, kind: Kind, text: &str, detail: Detail, source: Option<EntryId>) {
        let id = EntryId(self.id());
        let entry = Entry {
            id,
            kind,
            text: clean_lines(text),
            started_at: self.moment(),
            recorded_at: self.now,
            detail,
            source,
            prepared: None,
        };
        if self.items.is_empty() {
            self.item(None, "Minutes");
        }
        if let Some(item) = self.items.last_mut() {
            item.entries.push(entry);
        }
    }
}

/// Words on one line, without control characters.
fn clean(text: &str) -> String {
    let words: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same, but lines stay lines.
fn clean_lines(text: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(clean)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}
