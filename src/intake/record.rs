//! From a draft to the lines of the journal.
//!
//! [`take`] matches the draft with what is on record and says, part by part, what was understood; where nothing stands
//! against it, it gives the lines that take the meeting in. Nothing is made up: a time that the text does not state is
//! left open, a phrase that is no date keeps its words, a name that fits several people is kept as a name.

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, TimeZone as _};
use thiserror::Error;

use crate::minutes::action::{Dated, Step, Update};
use crate::minutes::agenda::{Item, Outline};
use crate::minutes::agenda_text;
use crate::minutes::attendance::{Attended as Event, Presence, Seat};
use crate::minutes::body::{self, Body, Quorum};
use crate::minutes::change::Change;
use crate::minutes::due::{self, Setting};
use crate::minutes::entry::{Action, Detail, Entry, Kind, NextMeeting, NextMeetings, Owner, Party};
use crate::minutes::history::Manner;
use crate::minutes::ids::{
    BodyId, ChangeId, EntryId, IdSource, ItemId, MeetingId, PersonId, PresenceId, Stamp,
};
use crate::minutes::meeting::{BodyHead, Head, Source, State};
use crate::minutes::person::{NameForm, Person, Post};
use crate::minutes::recommendation;
use crate::minutes::register::{Register, RegisterChange};
use crate::minutes::roster::{Roster, fold};
use crate::minutes::template::Templates;
use crate::store::protocol::{DiaryRow, Line, What as About};

use super::draft::{Attended, Attendee, Draft, Status, Task, What};
use super::names::{self, Directory, Meant};
use super::owners;

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
    let waits = |row: &&&DiaryRow| row.state == State::Scheduled && row.entries == 0;
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

    fn person(&mut self, attendee: &Attendee) -> String {
        let Some(name) = names::read(&attendee.name, attendee.group.as_deref()) else {
            return "no name: not put on the roll".to_owned();
        };
        let (mut person, words) = match self.directory.find(&name) {
            Meant::One(person) => {
                let known = self.on.register.person(person.id).is_some();
                let words = if known {
                    format!("on record: {}", person.name(NameForm::Titled, self.date))
                } else {
                    String::new()
                };
                (person.clone(), words)
            }
            found @ (Meant::Nobody | Meant::Several) => {
                let several = found == Meant::Several;
                let person = Person {
                    id: PersonId(self.id()),
                    honorific: name.honorific.clone(),
                    given: clean(&name.given),
                    family: clean(&name.family),
                    listed_as: name.listed_as.clone(),
                    posts: Vec::new(),
                };
                self.directory.new.push(person.clone());
                let words = if several {
                    "several on record could be meant: entered as somebody new"
                } else {
                    "new to the register"
                };
                (person, words.to_owned())
            }
        };
        if self.seats.iter().any(|seat| seat.person.id == person.id) {
            return "named twice: the first place holds".to_owned();
        }
        let is_member = attendee.attended != Attended::InAttendance;
        let role = attendee.role.as_deref().map(clean);
        if name.honorific.is_some() {
            person.honorific.clone_from(&name.honorific);
        }
        // An officer's role is a post; the text says that it was held on that day, and no more.
        let mut seat_role = role.clone();
        if let Some(title) = role.filter(|_| !is_member) {
            if person.post_on(self.date) != Some(title.as_str()) {
                person.posts.push(Post {
                    title,
                    from: Some(self.date),
                    to: Some(self.date),
                });
            }
            seat_role = None;
        }
        // What stands in brackets behind a name stays there, unless it is a time, which the roll works out by itself.
        let note = attendee.note.as_deref().map(clean);
        let note = note.filter(|note| !note.contains(|letter: char| letter.is_ascii_digit()));
        let seat_role = seat_role.or(note);
        let event = match attendee.attended {
            Attended::Present | Attended::InAttendance => Event::Present,
            Attended::Apologies => Event::Apologies,
            Attended::Absent => Event::Absent,
        };
        self.stream.push((person.id, event));
        let presides = attendee
            .role
            .as_deref()
            .is_some_and(|role| fold(role).contains("in the chair"));
        if presides && event == Event::Present {
            self.stream.push((person.id, Event::TookChair));
        }
        self.seats.push(Seat {
            group: group_of(attendee, &person),
            person,
            role: seat_role,
            member: is_member,
            voting: is_member,
        });
        words
    }

    /// The template of a body that is new: the first that lists every member on this roll under their heading.
    fn choose_template(&mut self) {
        let Some(new) = &mut self.new_body else {
            return;
        };
        let members = || self.seats.iter().filter(|seat| seat.member);
        let template = self.on.templates.iter().find(|template| {
            let layout = &template.layout.attendance;
            layout.other_groups || members().all(|seat| layout.groups.contains(&seat.group))
        });
        let name = template.map(|template| template.name.as_str());
        let name = name.or_else(|| self.on.templates.names().next());
        name.unwrap_or_default().clone_into(&mut new.template);
        self.template.clone_from(&new.template);
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

    fn action(&mut self, task: &Task) -> String {
        let mut words = Vec::new();
        let (seats, people) = (&self.seats, &self.on.register.people);
        // Whoever was there stands before what was agreed, so the roll is whole by now.
        let roster = self
            .roster
            .get_or_insert_with(|| Roster::new(seats, people, self.date));
        let found = owners::read(
            &task.owner,
            self.on.register,
            roster,
            &self.directory,
            self.date,
        );
        match found.as_slice() {
            [] => words.push("no owner".to_owned()),
            owners => words.push(
                owners
                    .iter()
                    .map(Owner::clone)
                    .map(told)
                    .collect::<Vec<_>>()
                    .join(" and "),
            ),
        }
        let setting = Setting {
            said_on: self.date,
            next_meeting: self.next,
        };
        let due = Some(clean(&task.due)).filter(|due| !due.is_empty());
        let due = due.map(|due| due::read(&due, &setting));
        if let Some(due) = &due {
            words.push(format!("due {}: {}", due.as_written, due.explain()));
        }
        let reference = if task.reference.trim().is_empty() {
            self.actions += 1;
            let number = self.on.last_action + self.actions;
            format!("{}/{}/{number}", self.body.code, self.date.year())
        } else {
            clean(&task.reference)
        };
        let updates = self.updates(task);
        if task.status != Status::Open {
            words.push(status_word(&task.status).to_owned());
        }
        // Without a body there are no letters yet.
        if !reference.starts_with('/') {
            words.insert(0, reference.clone());
        }
        let source = task.told_above.then(|| self.above()).flatten();
        let said = recommendation::read(&task.text, &setting);
        let report_to = said.report_to.map(|name| Party {
            body: body_called(self.on.register, &name).map(|body| body.id),
            name,
        });
        // An action of somebody's is no recommendation, whatever its verb.
        let to_body = report_to.is_some() || found.iter().any(|owner| owner.body.is_some());
        if let Some(party) = &report_to {
            words.push(format!("received by {}", party.name));
        }
        let action = Action {
            reference,
            owners: found,
            due,
            verb: said.verb.filter(|_| to_body),
            report_to,
            updates,
            ..Action::default()
        };
        self.entry(Kind::Action, &task.text, Detail::Action(action), source);
        words.join(" · ")
    }

    /// The paragraph before an action.
    fn above(&self) -> Option<EntryId> {
        let entries = &self.items.last()?.entries;
        entries
            .iter()
            .rev()
            .find(|entry| entry.kind != Kind::Action)
            .map(|entry| entry.id)
    }

    /// What a log says became of an action, noted on the day that it states, or now.
    fn updates(&self, task: &Task) -> Vec<Dated> {
        let note = clean_lines(&task.notes);
        let step = match &task.status {
            Status::Open if note.is_empty() => return Vec::new(),
            Status::Open => Step::Progress,
            Status::Complete => Step::Complete,
            Status::Cancelled => Step::Cancel,
            Status::Superseded(by) => Step::Supersede {
                by: None,
                reference: clean(by),
            },
        };
        let at = task
            .noted_on
            .map_or(self.now, |day| self.at(day, NaiveTime::default()));
        vec![Dated {
            at,
            update: Update { step, note },
        }]
    }

    /// The entry that tells of the next meeting announces it, if it is still to come or on record.
    fn next_meeting(&mut self, date: NaiveDate, lines: Option<(usize, usize)>) -> String {
        let there = self
            .on
            .diary
            .iter()
            .find(|row| {
                row.body_id == self.body.id && row.date == date && row.state != State::Withdrawn
            })
            .map(|row| row.id);
        let to_come = date > self.now.date_naive();
        let (meeting, created) = match (there, to_come) {
            (Some(meeting), _) => (meeting, false),
            (None, true) => (MeetingId(self.id()), true),
            (None, false) => return "past, and not on record: it stays in words".to_owned(),
        };
        let Some(place) = self.teller(lines) else {
            return "no paragraph tells of it: it stays out of the diary".to_owned();
        };
        let entry = self
            .items
            .iter_mut()
            .flat_map(|item| &mut item.entries)
            .find(|entry| entry.id == place);
        if let Some(entry) = entry {
            let dates = vec![NextMeeting {
                meeting,
                date,
                created,
            }];
            entry.detail = Detail::NextMeetings(NextMeetings { dates, time: None });
        }
        if created {
            self.choose_template();
            let head = Head {
                body: self.body.clone(),
                title: None,
                date,
                time: None,
                place: String::new(),
                template: self.template.clone(),
            };
            let seats = self.on.register.seats(self.body.id, date);
            let change = Change::Scheduled {
                head,
                seats,
                items: Vec::new(),
            };
            let line = self.line(About::Meeting(meeting, change));
            self.announced.push(line);
            return "put in the diary".to_owned();
        }
        "on record".to_owned()
    }

    /// The entry whose lines hold these.
    fn teller(&self, lines: Option<(usize, usize)>) -> Option<EntryId> {
        let (line, _) = lines?;
        let mut entries = self.items.iter().flat_map(|item| &item.entries);
        let mut found = None;
        for (_, part) in self.draft.taken() {
            let is_entry = matches!(part.what, What::Entry { .. } | What::Action(_));
            let entry = if is_entry { entries.next() } else { continue };
            let holds = part
                .lines
                .is_some_and(|(from, to)| (from..=to).contains(&line));
            if holds && matches!(part.what, What::Entry { .. }) {
                found = entry.map(|entry| entry.id);
            }
        }
        found
    }

    fn line(&mut self, what: About) -> Line {
        Line {
            id: ChangeId(self.id()),
            at: self.now,
            manner: Manner::Made,
            what,
        }
    }

    /// When it began and ended, as far as that is stated and can be.
    fn hours(&self) -> (Option<Stamp>, Option<Stamp>) {
        let begins = self.begins.map(|time| self.at(self.date, time));
        let ends = self.ends.map(|time| self.at(self.date, time));
        let (Some(from), Some(to)) = (begins, ends) else {
            return (begins, ends);
        };
        if from <= to {
            return (begins, ends);
        }
        // Past midnight, or one of the two is wrong; which, nobody knows here.
        let late = |hour: u32, time: Option<NaiveTime>| {
            time.is_some_and(|time| chrono::Timelike::hour(&time) >= hour)
        };
        let past_midnight = late(17, self.begins) && !late(4, self.ends);
        let next = to.checked_add_days(Days::new(1)).filter(|_| past_midnight);
        (begins, next)
    }

    fn lines(mut self, replaced: &[MeetingId]) -> Vec<Line> {
        self.choose_template();
        let mut lines = Vec::new();
        if let Some(body) = self.new_body.take() {
            lines.push(
                self.line(About::Register(RegisterChange::BodyRecorded(Box::new(
                    body,
                )))),
            );
        }
        for person in std::mem::take(&mut self.directory.new) {
            // With the post of the day: who held it is worth knowing, if only of that day.
            let seat = self.seats.iter().find(|seat| seat.person.id == person.id);
            let person = seat.map_or(person, |seat| seat.person.clone());
            lines.push(
                self.line(About::Register(RegisterChange::PersonRecorded(Box::new(
                    person,
                )))),
            );
        }
        for meeting in replaced {
            lines.push(self.line(About::Meeting(*meeting, Change::Withdrawn)));
        }
        lines.append(&mut self.announced);
        let (commenced, terminated) = self.hours();
        let at = self.moment();
        let mut changes = Vec::new();
        for (person, what) in std::mem::take(&mut self.stream) {
            let id = PresenceId(self.id());
            changes.push(Change::Noted {
                presence: Presence {
                    id,
                    person,
                    at,
                    what,
                },
            });
        }
        changes.push(Change::Held {
            commenced,
            terminated,
        });
        let head = Head {
            body: self.body.clone(),
            title: self.title.take(),
            date: self.date,
            time: self.begins,
            place: std::mem::take(&mut self.place),
            template: self.template.clone(),
        };
        let source = Source {
            name: self.draft.name.clone(),
            sha256: self.draft.sha256.clone(),
            text: self.draft.text.to_string(),
        };
        let scheduled = Change::Scheduled {
            head,
            seats: std::mem::take(&mut self.seats),
            items: std::mem::take(&mut self.items),
        };
        let deed = "minutes taken in from a file".to_owned();
        for change in [
            scheduled,
            Change::SourceKept {
                source: Box::new(source),
            },
            Change::Together { deed, changes },
        ] {
            let what = About::Meeting(self.id, change);
            lines.push(self.line(what));
        }
        lines
    }
}

fn told(owner: Owner) -> String {
    match (owner.person, owner.body) {
        (Some(_), _) => owner.name,
        (None, Some(_)) => format!("{} (a body)", owner.name),
        (None, None) => format!("{} (as written)", owner.name),
    }
}

fn status_word(status: &Status) -> &'static str {
    match status {
        Status::Open => "open",
        Status::Complete => "complete",
        Status::Cancelled => "cancelled",
        Status::Superseded(_) => "superseded",
    }
}

/// The heading that documents list somebody under.
fn group_of(attendee: &Attendee, person: &Person) -> String {
    let is_councillor = person
        .honorific
        .as_deref()
        .is_some_and(|honorific| honorific.starts_with("Councillor"));
    let stated = attendee
        .group
        .as_deref()
        .map(|group| clean(group.trim_end_matches(':')));
    let stated = stated.filter(|group| !group.is_empty());
    let is_title = stated.as_deref().is_some_and(|group| {
        let folded = fold(group);
        [
            "cllr",
            "cllrs",
            "councillor",
            "councillors",
            "present",
            "members present",
            "apologies",
        ]
        .contains(&folded.as_str())
    });
    match (stated, attendee.attended) {
        (Some(group), _) if !is_title => group,
        (_, Attended::InAttendance) if !is_councillor => "In attendance".to_owned(),
        (_, _) if is_councillor => "Councillors".to_owned(),
        (_, _) => "Members".to_owned(),
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
