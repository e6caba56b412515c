//! What looking up knows of an entry: its words, and for an action how it stands after all that became of it.
//!
//! The entry may belong to the record in memory, or to a meeting whose tables alone are at hand: a later meeting that
//! reports of an action alters how the action stands, not the record of the meeting that agreed it.

use chrono::NaiveDate;

use super::rows::{Row, flag, json, maybe, owners, text};
use crate::minutes::action::Standing;
use crate::minutes::agenda::Item;
use crate::minutes::entry::{Action, Entry, Status};
use crate::minutes::ids::EntryKey;
use crate::minutes::meeting::Meeting;

/// After every date: where an action stands that has none, in the order of what presses most.
pub(super) const NO_DATE: &str = "9999-12-31";

/// An entry as it is looked up.
#[derive(Debug)]
pub(super) struct Indexed {
    /// Which entry.
    pub key: EntryKey,
    /// Its kind, as the tables write it.
    pub kind: String,
    /// Its words.
    pub text: String,
    /// The action, where it is one.
    pub action: Option<Action>,
    /// Whether the action is a recommendation, where it stands.
    pub recommendation: bool,
    /// The title of its item.
    pub item: String,
    /// The id of the meeting's body.
    pub body: String,
    /// The day of the meeting.
    pub raised: NaiveDate,
}

impl Indexed {
    /// An entry of a record in memory.
    pub(super) fn of(meeting: &Meeting, item: &Item, entry: &Entry) -> Self {
        Self {
            key: EntryKey {
                meeting: meeting.id,
                entry: entry.id,
            },
            kind: <&str>::from(entry.kind).to_owned(),
            text: entry.text.clone(),
            action: entry.action().cloned(),
            recommendation: entry
                .action()
                .is_some_and(|action| meeting.recommends(item, action)),
            item: item.outline.title.clone(),
            body: meeting.head.body.id.to_string(),
            raised: meeting.head.date,
        }
    }

    /// The row of the index of words.
    pub(super) fn words(&self, standing: Option<&Standing>) -> Row {
        let action = self.action.as_ref();
        vec![
            text(&self.key.meeting),
            text(&self.key.entry),
            text(&self.text),
            text(action.map_or("", |action| &action.reference)),
            text(&standing.map_or_else(String::new, |standing| owners(&standing.owners))),
            text(&self.item),
            text(&self.facets(standing)),
        ]
    }

    fn facets(&self, standing: Option<&Standing>) -> String {
        let kind = self.kind.replace('-', "");
        let body = self.body.replace('-', "");
        let mut facets = format!("xk{kind} xb{body}");
        if let Some(standing) = standing {
            facets.push_str(" xs");
            facets.push_str(standing.status.into());
        }
        if self.recommendation {
            facets.push_str(" xkrecommendation");
        }
        facets
    }

    /// The row that says how the action stands.
    pub(super) fn standing(&self, standing: &Standing) -> Option<Row> {
        let action = self.action.as_ref()?;
        let due = standing.due.as_ref();
        let window = due.and_then(|due| due.window.as_ref());
        let report = standing.report_back.as_ref();
        Some(vec![
            text(&self.key.meeting),
            text(&self.key.entry),
            text(&self.body),
            text(&self.raised),
            text(&action.reference),
            text(&owners(&standing.owners)),
            maybe(due.map(|due| &due.as_written)),
            maybe(window.map(|window| window.from)),
            maybe(window.map(|window| window.to)),
            window.map_or_else(|| text(NO_DATE), |window| text(&window.to)),
            text(<&str>::from(standing.status)),
            flag(self.recommendation),
            maybe(report.map(|to| to.body)),
            maybe(report.and_then(|to| to.meeting)),
            maybe(report.and_then(|to| to.on)),
            super::rows::number(standing.updates as usize),
            json(standing),
        ])
    }

    /// A row for each body that an open action concerns, and what its part in it is.
    ///
    /// A body that is to do it owes that to the body that agreed it; what comes of it, and a report on it, is owed by the
    /// body that is to do it, or else by the one that agreed it.
    pub(super) fn addressed(&self, standing: &Standing) -> Vec<Row> {
        let Some(action) = &self.action else {
            return Vec::new();
        };
        if standing.status != Status::Open {
            return Vec::new();
        }
        let doers: Vec<String> = standing
            .owners
            .iter()
            .filter_map(|owner| owner.body)
            .map(|body| body.to_string())
            .collect();
        let doer = doers.first().unwrap_or(&self.body).clone();
        let window = standing.due.as_ref().and_then(|due| due.window);
        let late = window.map(|window| window.to);
        let mut rows: Vec<(String, &str, String, Option<NaiveDate>)> = doers
            .into_iter()
            .map(|body| (body, TO_DO, self.body.clone(), late))
            .collect();
        rows.extend(action.report_to.iter().filter_map(|party| {
            let body = party.body?.to_string();
            Some((body, TO_RECEIVE, doer.clone(), late))
        }));
        rows.extend(
            standing
                .report_back
                .iter()
                .map(|to| (to.body.to_string(), TO_HEAR, doer.clone(), to.on)),
        );
        rows.sort_unstable();
        rows.dedup_by(|a, b| (&a.0, a.1) == (&b.0, b.1));
        rows.into_iter()
            .map(|(body, part, other, late)| {
                vec![
                    text(&self.key.meeting),
                    text(&self.key.entry),
                    text(&body),
                    text(part),
                    text(&other),
                    maybe(late),
                ]
            })
            .collect()
    }
}

/// What a body's part in an action is: it is to do it, is to receive what comes of it, is to hear of it at a meeting.
pub(super) const TO_DO: &str = "do";
pub(super) const TO_RECEIVE: &str = "receive";
pub(super) const TO_HEAR: &str = "hear";
