//! Attendance of members over a span of days: of how many meetings, and how.

use chrono::NaiveDate;

use super::document::{Document, Source};
use super::page::Page;
use super::{Format, Material, Pattern, roll};
use crate::minutes::attendance::{Attended, Standing, attended, standing};
use crate::minutes::ids::PersonId;
use crate::minutes::meeting::{Meeting, State};
use crate::minutes::person::NameForm;
use crate::minutes::template::paper::Paper;
use crate::minutes::wording::{Occasion, Told, WordingError};

/// Attendance of members.
pub(super) const PATTERN: Pattern = Pattern {
    name: "Attendance",
    about: "How often each member was there, over a year or a span of days (--since, --until)",
    also: &[Format::Csv],
    make: attendance,
};

/// Whether there is a meeting to count.
pub(super) fn is_there(material: &Material<'_>) -> bool {
    !held(material).is_empty()
}

/// The meetings that count.
fn held<'a>(material: &Material<'a>) -> Vec<&'a Meeting> {
    let until = until(material);
    let mut meetings = material.meetings();
    meetings.retain(|meeting| was_held(meeting) && meeting.head.date <= until);
    meetings
}

/// The last day; where none is named, it is that of the meeting which asks.
fn until(material: &Material<'_>) -> NaiveDate {
    material.span().until.unwrap_or(material.meeting.head.date)
}

/// What is counted of one member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Tally {
    name: String,
    role: String,
    group: String,
    expected: usize,
    present: usize,
    part: usize,
    apologies: usize,
    absent: usize,
    unrecorded: usize,
    substitute: usize,
}

/// How often the body's members were at its meetings that have been held.
fn attendance(material: &Material<'_>) -> (Document, Vec<WordingError>) {
    let span = material.span();
    let own = material.meeting.head.date;
    let until = until(material);
    let meetings = held(material);
    let members = members(&meetings);
    let first = meetings.first().map(|meeting| meeting.head.date);
    let since = span.since.or(first).unwrap_or(own);
    let date = material.template.layout.date;
    let days = meetings.iter().map(|one| date.format(one.head.date));
    let any = |counts: fn(&Tally) -> usize| members.iter().any(|(_, member)| counts(member) > 0);
    let over = Occasion::of(material.meeting)
        .tell("since", Told::Day(Some(since)))
        .tell("until", Told::Day(Some(until)))
        .tell("meetings", Told::count(meetings.len()))
        .tell("days", Told::Texts(days.collect()))
        .tell("percentages", Told::Yes(material.wanted.percentages))
        .tell("substitutes", Told::Yes(any(|it| it.substitute)))
        .tell("unrecorded", Told::Yes(any(|it| it.unrecorded)));
    let mut page = Page::of(material, Paper::Attendance);
    page.header(&over);
    if meetings.is_empty() {
        page.word("none", &over);
    }
    let rows: Vec<_> = members
        .iter()
        .map(|(_, member)| (member.occasion(material), Source::Elsewhere))
        .collect();
    page.table(&over, &rows);
    page.footer(&over);
    page.done()
}

/// Whether there is anything to count.
fn was_held(meeting: &Meeting) -> bool {
    match meeting.state() {
        State::InProgress | State::Adjourned | State::Closed | State::Approved => true,
        State::Scheduled | State::Withdrawn => false,
    }
}

/// The members and those who stood in for them, in the order of the last meeting's roll; whoever was on it no more comes
/// after them.
fn members(meetings: &[&Meeting]) -> Vec<(PersonId, Tally)> {
    let mut members: Vec<(PersonId, Tally)> = Vec::new();
    // The last meeting comes first: its roll gives the order, and names and roles as they are.
    for meeting in meetings.iter().rev() {
        for seat in &meeting.seats {
            let person = seat.person.id;
            let stood_in = stood_in(meeting, person);
            if !seat.member && !stood_in {
                continue;
            }
            let known = members.iter().position(|(known, _)| *known == person);
            let place = known.unwrap_or_else(|| {
                let name = seat.person.name(NameForm::ShortFull, meeting.head.date);
                let tally = Tally {
                    name,
                    role: seat.role.clone().unwrap_or_default(),
                    group: seat.group.clone(),
                    ..Tally::default()
                };
                members.push((person, tally));
                members.len() - 1
            });
            let Some((_, tally)) = members.get_mut(place) else {
                continue;
            };
            if seat.member {
                tally.count(meeting, person);
            } else {
                tally.substitute += 1;
            }
        }
    }
    members
}

/// Whether somebody was there in place of a member.
fn stood_in(meeting: &Meeting, person: PersonId) -> bool {
    let noted = |event: &Attended| match event {
        Attended::SubstituteFor(_) => true,
        Attended::Present
        | Attended::Apologies
        | Attended::Absent
        | Attended::Arrived
        | Attended::Left
        | Attended::Returned
        | Attended::Remote
        | Attended::TookChair => false,
    };
    let mut events = meeting.stream.iter();
    events.any(|event| event.person == person && noted(&event.what))
        && attended(&meeting.stream, person)
}

impl Tally {
    /// Counts a meeting to which the member was expected.
    fn count(&mut self, meeting: &Meeting, person: PersonId) {
        self.expected += 1;
        match standing(&meeting.stream, person) {
            Standing::Present | Standing::Substitute(_) | Standing::Left | Standing::Remote => {
                self.present += 1;
                self.part += usize::from(roll::part_of_it(meeting, person).is_some());
            }
            Standing::Apologies => self.apologies += 1,
            Standing::Absent => self.absent += 1,
            Standing::Unmarked => self.unrecorded += 1,
        }
    }

    fn occasion<'a>(&self, material: &Material<'a>) -> Occasion<'a> {
        let percent = (self.present * 100 + self.expected / 2).checked_div(self.expected);
        let percent = percent.map_or(Told::text(""), Told::count);
        Occasion::of(material.meeting)
            .tell("name", Told::text(&self.name))
            .tell("role", Told::text(&self.role))
            .tell("group", Told::text(&self.group))
            .tell("expected", Told::count(self.expected))
            .tell("present", Told::count(self.present))
            .tell("part", Told::count(self.part))
            .tell("apologies", Told::count(self.apologies))
            .tell("absent", Told::count(self.absent))
            .tell("unrecorded", Told::count(self.unrecorded))
            .tell("substitute", Told::count(self.substitute))
            .tell("percent", percent)
    }
}
