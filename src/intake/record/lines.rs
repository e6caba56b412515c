//! The lines of the journal that take the meeting in.

use chrono::{Days, NaiveTime};

use crate::minutes::attendance::Presence;
use crate::minutes::change::Change;
use crate::minutes::history::Manner;
use crate::minutes::ids::{ChangeId, MeetingId, PresenceId, Stamp};
use crate::minutes::meeting::{Head, Source};
use crate::minutes::register::RegisterChange;
use crate::store::protocol::{Line, What as About};

use super::Work;

impl Work<'_> {
    pub(super) fn line(&mut self, what: About) -> Line {
        Line {
            id: ChangeId(self.id()),
            at: self.now,
            manner: Manner::Made,
            what,
        }
    }

    /// When it began and ended, as far as that is stated and can be.
    pub(super) fn hours(&self) -> (Option<Stamp>, Option<Stamp>) {
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

    pub(super) fn lines(mut self, replaced: &[MeetingId]) -> Vec<Line> {
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
