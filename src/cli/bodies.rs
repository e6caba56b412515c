//! `minutebook bodies`: who reports to whom, what bodies owe one another, and what is late.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::minutes::register::Register;
use crate::minutes::reporting::{self, Accounts};
use crate::minutes::rhythm;
use crate::store::Archive;
use crate::store::protocol::{Answered, Question};

/// What the register holds of bodies on a day.
pub struct Bodies {
    register: Register,
    accounts: Accounts,
}

impl Bodies {
    /// Reads it.
    pub fn read(archive: &Archive, today: NaiveDate) -> anyhow::Result<Self> {
        let register = archive.register()?;
        match archive.ask(&Question::Bodies(today))? {
            Answered::Bodies(accounts) => Ok(Self {
                register,
                accounts: *accounts,
            }),
            other => anyhow::bail!("The register answered something else: {other:?}"),
        }
    }

    /// A tree, a body with what is known of it on the lines below its name.
    pub fn text(&self) -> String {
        let bodies = &self.register.bodies;
        let mut text = String::new();
        for branch in reporting::tree(bodies) {
            let Some(body) = self.register.body(branch.body) else {
                continue;
            };
            let (lead, below) = branch.lines();
            let again = if branch.again { " (see above)" } else { "" };
            text.push_str(&format!("{lead}{} ({}){again}\n", body.name, body.code));
            if branch.again {
                continue;
            }
            for fact in self.accounts.facts(body, bodies) {
                text.push_str(&format!("{below}  {}\n", fact.words));
            }
        }
        if text.is_empty() {
            text.push_str("No body is on record.\n");
        }
        text
    }

    /// The same as data: see the help of the command for the fields.
    pub fn json(&self) -> Value {
        let bodies: Vec<Value> = self
            .register
            .bodies
            .iter()
            .map(|body| {
                let state = self.accounts.state(body.id);
                let last = state.and_then(|state| state.met_last);
                let rhythm = rhythm::read(&body.meets);
                let owes: Vec<Value> = self
                    .accounts
                    .owed_by(body.id)
                    .map(|owed| {
                        json!({
                            "to": owed.to,
                            "name": self.register.body(owed.to).map(|body| &body.name),
                            "recommendations": owed.recommendations,
                            "recommendations_late": owed.recommendations_late,
                            "reports": owed.reports,
                            "reports_late": owed.reports_late,
                        })
                    })
                    .collect();
                json!({
                    "id": body.id,
                    "name": body.name,
                    "code": body.code,
                    "meets": body.meets,
                    "reports_to": body.reports_to,
                    "met_last": last,
                    "meets_next": state.and_then(|state| state.meets_next),
                    "meeting_due_by": rhythm.zip(last).and_then(|(rhythm, last)| rhythm.meets_by(last)),
                    "meeting_late": self.accounts.late_since(body).is_some(),
                    "open_actions": state.map_or(0, |state| state.open),
                    "overdue_actions": state.map_or(0, |state| state.overdue),
                    "owes": owes,
                })
            })
            .collect();
        json!({ "today": self.accounts.today, "bodies": bodies })
    }
}
