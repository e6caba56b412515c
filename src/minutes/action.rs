//! What becomes of an action after the meeting that agreed it.
//!
//! Nothing that was minuted alters. An [`Update`] is a later step: an entry of the meeting that heard of it (which is
//! then taken back with that entry), or, between meetings, a step kept with the action itself. How an action stands is
//! worked out from all of them, in the order of their times; no status is stored that could disagree with them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::due::{Due, Recurrence};
use super::entry::{Action, Owner, Status};
use super::exempt::Copy;
use super::ids::{BodyId, EntryKey, MeetingId, Stamp};

/// One thing that became of an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// What.
    pub step: Step,
    /// What there is to say of it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What can become of an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Something was heard of it; it stays as it is.
    Progress,
    /// It is done. One that recurs is done for this time, and comes due again.
    Complete,
    /// It is to be done after all.
    Reopen,
    /// It is to be done by another time.
    Defer(Due),
    /// Somebody else is to do it.
    Reassign(Vec<Owner>),
    /// It is not to be done.
    Cancel,
    /// Another action has taken its place.
    Supersede {
        /// Which, where it is on record.
        by: Option<EntryKey>,
        /// Its reference, as written.
        reference: String,
    },
    /// It is to be reported to a meeting; with none, to no meeting any more.
    ReportBack(Option<ReportBack>),
}

/// Before whom an action is to be reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportBack {
    /// The body.
    pub body: BodyId,
    /// Its name at the time.
    pub name: String,
    /// The meeting, where it is in the diary; else the body's next one (on or after `on`, where that is said).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
    /// The day of that meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
}

/// An update and when it was noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// When.
    pub at: Stamp,
    /// What became of the action.
    pub update: Update,
    /// Whether the entry that tells of it is exempt.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exempt: bool,
}

/// An update as an entry of a meeting holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// The action that it is about.
    pub action: EntryKey,
    /// The action's reference at the time.
    pub reference: String,
    /// What became of it.
    pub update: Update,
}

/// How an action stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Who is to do it now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<Owner>,
    /// By when, as it was last put off or, for one that recurs, as it next comes due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// How far it has come.
    pub status: Status,
    /// The reference of the action that took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<String>,
    /// Before whom it is to be reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_back: Option<ReportBack>,
    /// How often one that recurs has been done.
    #[serde(default)]
    pub rounds: u32,
    /// How many updates there are.
    #[serde(default)]
    pub updates: u32,
    /// The last of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<Dated>,
    /// How it stands for all that the public may know, where that is otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public: Option<Box<Standing>>,
}

impl Standing {
    /// How an action stands after its updates: those kept with it and `reported`, in any order.
    pub fn of(action: &Action, reported: impl IntoIterator<Item = Dated>) -> Self {
        let mut updates: Vec<Dated> = action.updates.iter().cloned().chain(reported).collect();
        // The sort is stable: of two noted in the same moment, the one handed over later holds.
        updates.sort_by_key(|dated| dated.at);
        let agreed = || Self {
            owners: action.owners.clone(),
            due: action.due.clone(),
            status: action.status,
            ..Self::default()
        };
        let public = updates.iter().any(|dated| dated.exempt).then(|| {
            let mut public = agreed();
            for dated in updates.iter().filter(|dated| !dated.exempt) {
                public.take(dated.clone());
            }
            Box::new(public)
        });
        let mut standing = agreed();
        for dated in updates {
            standing.take(dated);
        }
        standing.public = public;
        standing
    }

    /// How it stands, as one of the two copies may say.
    pub fn for_copy(&self, copy: Copy) -> &Self {
        match (copy, &self.public) {
            (Copy::Public, Some(public)) => public,
            (Copy::Public, None) | (Copy::Full, _) => self,
        }
    }

    /// Takes in the next update.
    pub fn take(&mut self, dated: Dated) {
        match &dated.update.step {
            Step::Progress => self.heard(dated.at.date_naive()),
            Step::Complete => self.complete(dated.at.date_naive()),
            Step::Reopen => {
                self.status = Status::Open;
                self.superseded_by = None;
            }
            Step::Defer(due) => {
                // One that recurs goes on recurring, unless the new phrase says how often.
                let recurrence = self.due.as_ref().and_then(|due| due.recurrence);
                let mut due = due.clone();
                due.recurrence = due.recurrence.or(recurrence);
                self.due = Some(due);
                self.status = Status::Open;
            }
            Step::Reassign(owners) => self.owners.clone_from(owners),
            Step::Cancel => self.status = Status::Cancelled,
            Step::Supersede { reference, .. } => {
                self.status = Status::Superseded;
                self.superseded_by = Some(reference.clone());
            }
            Step::ReportBack(to) => self.report_back.clone_from(to),
        }
        self.updates += 1;
        self.latest = Some(dated);
    }

    /// What was to be reported has been, once its day has come.
    fn heard(&mut self, on: NaiveDate) {
        let due = |to: &ReportBack| to.on.is_none_or(|day| day <= on);
        if self.report_back.as_ref().is_some_and(due) {
            self.report_back = None;
        }
    }

    fn complete(&mut self, on: NaiveDate) {
        self.report_back = None;
        let Some((due, recurrence)) = self
            .due
            .as_mut()
            .and_then(|due| due.recurrence.map(|recurrence| (due, recurrence)))
        else {
            self.status = Status::Complete;
            return;
        };
        self.rounds += 1;
        due.doubt = None;
        due.window = match recurrence {
            // The date of the meeting after is not known here.
            Recurrence::EachMeeting => None,
            Recurrence::Weekly
            | Recurrence::Fortnightly
            | Recurrence::Monthly
            | Recurrence::EverySixWeeks
            | Recurrence::Quarterly
            | Recurrence::TwiceYearly
            | Recurrence::Yearly => recurrence.next(due.window, on),
        };
    }

    /// Whether it is still to be done and its time is over.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.status == Status::Open && self.due.as_ref().is_some_and(|due| due.is_overdue(today))
    }
}

impl Step {
    /// In a clerk's words: "completed".
    pub fn name(&self) -> &'static str {
        match self {
            Self::Progress => "progress",
            Self::Complete => "completed",
            Self::Reopen => "opened again",
            Self::Defer(_) => "deferred",
            Self::Reassign(_) => "reassigned",
            Self::Cancel => "cancelled",
            Self::Supersede { .. } => "superseded",
            Self::ReportBack(Some(_)) => "to be reported back",
            Self::ReportBack(None) => "not to be reported back",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::due::{self, Setting};
    use chrono::{FixedOffset, TimeZone};

    fn at(month: u32, day: u32) -> Stamp {
        FixedOffset::east_opt(0)
            .unwrap()
            .with_ymd_and_hms(2031, month, day, 18, 0, 0)
            .unwrap()
    }

    fn dated(month: u32, day: u32, step: Step) -> Dated {
        let note = String::new();
        Dated {
            exempt: false,
            at: at(month, day),
            update: Update { step, note },
        }
    }

    fn due(phrase: &str, month: u32, day: u32) -> Due {
        let said_on = at(month, day).date_naive();
        due::read(
            phrase,
            &Setting {
                said_on,
                next_meeting: None,
            },
        )
    }

    fn action(phrase: &str) -> Action {
        Action {
            due: Some(due(phrase, 1, 10)),
            ..Action::default()
        }
    }

    #[test]
    fn how_an_action_stands_follows_from_its_updates_in_the_order_of_their_times() {
        let deferred = Step::Defer(due("June", 3, 1));
        let standing = Standing::of(
            &action("March"),
            [
                dated(4, 1, Step::Complete),
                dated(3, 1, deferred),
                dated(2, 1, Step::Progress),
            ],
        );
        assert_eq!(standing.status, Status::Complete);
        assert_eq!(standing.due.as_ref().unwrap().as_written, "June");
        assert_eq!(standing.updates, 3);
        assert_eq!(standing.latest, Some(dated(4, 1, Step::Complete)));
        let reopened = Standing::of(
            &action("March"),
            [dated(4, 1, Step::Complete), dated(4, 2, Step::Reopen)],
        );
        assert!(reopened.is_overdue(at(4, 3).date_naive()));
        assert!(!standing.is_overdue(at(12, 3).date_naive()));
    }

    #[test]
    fn one_that_recurs_comes_due_again_when_it_is_done() {
        let quarterly = action("quarterly");
        let first = quarterly.due.clone().unwrap().window.unwrap();
        assert_eq!(first.to, at(4, 30).date_naive());
        let standing = Standing::of(&quarterly, [dated(4, 2, Step::Complete)]);
        assert_eq!((standing.status, standing.rounds), (Status::Open, 1));
        let next = standing.due.as_ref().unwrap().window.unwrap();
        assert_eq!(
            (next.from, next.to),
            (at(5, 1).date_naive(), at(7, 31).date_naive())
        );
        assert!(!standing.is_overdue(at(7, 31).date_naive()));
        assert!(standing.is_overdue(at(8, 1).date_naive()));
        // Done late: the round that is over is not asked for again.
        let late = Standing::of(&quarterly, [dated(9, 2, Step::Complete)]);
        let next = late.due.as_ref().unwrap().window.unwrap();
        assert_eq!(next.to, at(10, 31).date_naive());
    }

    #[test]
    fn what_was_reported_back_is_asked_for_no_more() {
        let asked = ReportBack {
            body: BodyId(uuid::Uuid::nil()),
            name: "Board".to_owned(),
            meeting: None,
            on: None,
        };
        let asked = Step::ReportBack(Some(asked));
        let standing = Standing::of(&action("March"), [dated(2, 1, asked.clone())]);
        assert!(standing.report_back.is_some());
        let done = Standing::of(
            &action("March"),
            [dated(2, 1, asked.clone()), dated(3, 1, Step::Complete)],
        );
        assert_eq!(done.report_back, None);
        let later = Step::ReportBack(Some(ReportBack {
            on: Some(at(5, 1).date_naive()),
            ..match asked {
                Step::ReportBack(Some(to)) => to,
                other => panic!("{other:?}"),
            }
        }));
        let heard = |month| {
            let heard = [dated(2, 1, later.clone()), dated(month, 1, Step::Progress)];
            Standing::of(&action("March"), heard).report_back.is_none()
        };
        assert!(!heard(4), "its day has not come");
        assert!(heard(5));
    }
}
