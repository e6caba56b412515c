//! What was agreed and announced: actions, what a log says of them, the next meeting.

use chrono::{Datelike as _, NaiveDate, NaiveTime};

use crate::minutes::action::{Dated, Step, Update};
use crate::minutes::change::Change;
use crate::minutes::due::{self, Setting};
use crate::minutes::entry::{Action, Detail, Kind, NextMeeting, NextMeetings, Owner, Party};
use crate::minutes::ids::{EntryId, MeetingId};
use crate::minutes::meeting::{Head, State};
use crate::minutes::recommendation;
use crate::minutes::roster::Roster;
use crate::store::protocol::What as About;

use super::super::draft::{Status, Task, What};
use super::super::owners;
use super::{Work, body_called, clean, clean_lines};

impl Work<'_> {
    pub(super) fn action(&mut self, task: &Task) -> String {
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
    pub(super) fn above(&self) -> Option<EntryId> {
        let entries = &self.items.last()?.entries;
        entries
            .iter()
            .rev()
            .find(|entry| entry.kind != Kind::Action)
            .map(|entry| entry.id)
    }

    /// What a log says became of an action, noted on the day that it states, or now.
    pub(super) fn updates(&self, task: &Task) -> Vec<Dated> {
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
            exempt: false,
            at,
            update: Update { step, note },
        }]
    }

    /// The entry that tells of the next meeting announces it, if it is still to come or on record.
    pub(super) fn next_meeting(
        &mut self,
        date: NaiveDate,
        lines: Option<(usize, usize)>,
    ) -> String {
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
                time: None,
                place: String::new(),
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
    pub(super) fn teller(&self, lines: Option<(usize, usize)>) -> Option<EntryId> {
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
