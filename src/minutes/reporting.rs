//! Who reports to whom, what bodies owe one another, and what of it is late.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::body::Body;
use super::dates::DateForm;
use super::ids::BodyId;
use super::rhythm;

/// How a body stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyState {
    /// Which.
    pub body: BodyId,
    /// The day on which it last met.
    pub met_last: Option<NaiveDate>,
    /// The day on which it meets next, as the diary has it.
    pub meets_next: Option<NaiveDate>,
    /// How many actions of its meetings are open.
    pub open: u64,
    /// How many of them are overdue.
    pub overdue: u64,
}

/// What one body owes another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Who owes it.
    pub by: BodyId,
    /// To whom.
    pub to: BodyId,
    /// Recommendations of the other's that it is to act on.
    pub recommendations: u64,
    /// How many of them are overdue.
    pub recommendations_late: u64,
    /// Reports that the other is to receive.
    pub reports: u64,
    /// How many of them are overdue.
    pub reports_late: u64,
}

/// How all bodies stand on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    /// The day.
    pub today: NaiveDate,
    /// Each body on record.
    pub bodies: Vec<BodyState>,
    /// What each owes each other, where it is anything.
    pub owed: Vec<Owed>,
}

/// A body in the tree of who reports to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Which.
    pub body: BodyId,
    /// For each level above it, whether what stands there is the last of its level; empty for a body that reports to none.
    pub lasts: Vec<bool>,
    /// Whether it stands in the tree already, with those that report to it: it reports to several.
    pub again: bool,
}

/// Something known of a body, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The words.
    pub words: String,
    /// Whether it says that something is late.
    pub late: bool,
}

/// Who reports to whom: each body below all that it reports to. Bodies that report to one another in a ring stand below
/// the first of them on record.
pub fn tree(bodies: &[Body]) -> Vec<Branch> {
    let is_there = |id: &BodyId| bodies.iter().any(|body| body.id == *id);
    let mut branches = Vec::new();
    let mut shown = BTreeSet::new();
    let above = |body: &Body| {
        body.reports_to
            .iter()
            .any(|to| *to != body.id && is_there(to))
    };
    for body in bodies.iter().filter(|body| !above(body)) {
        grow(body, bodies, Vec::new(), &mut shown, &mut branches);
    }
    for body in bodies {
        if !shown.contains(&body.id) {
            grow(body, bodies, Vec::new(), &mut shown, &mut branches);
        }
    }
    branches
}

fn grow(
    body: &Body,
    bodies: &[Body],
    lasts: Vec<bool>,
    shown: &mut BTreeSet<BodyId>,
    branches: &mut Vec<Branch>,
) {
    let again = !shown.insert(body.id);
    branches.push(Branch {
        body: body.id,
        lasts: lasts.clone(),
        again,
    });
    if again {
        return;
    }
    let below = bodies
        .iter()
        .filter(|other| other.id != body.id && other.reports_to.contains(&body.id));
    let below: Vec<&Body> = below.collect();
    for (place, other) in below.iter().enumerate() {
        let mut lasts = lasts.clone();
        lasts.push(place + 1 == below.len());
        grow(other, bodies, lasts, shown, branches);
    }
}

impl Branch {
    /// The lines that lead to the body's name, and those that go on before what is said of it below.
    pub fn lines(&self) -> (String, String) {
        let mut name = String::new();
        let mut below = String::new();
        for (level, last) in self.lasts.iter().enumerate() {
            let innermost = level + 1 == self.lasts.len();
            name.push_str(match (innermost, last) {
                (true, true) => "└─ ",
                (true, false) => "├─ ",
                (false, true) => "   ",
                (false, false) => "│  ",
            });
            below.push_str(if *last { "   " } else { "│  " });
        }
        (name, below)
    }
}

impl Accounts {
    /// How a body stands.
    pub fn state(&self, body: BodyId) -> Option<&BodyState> {
        self.bodies.iter().find(|state| state.body == body)
    }

    /// What a body owes.
    pub fn owed_by(&self, body: BodyId) -> impl Iterator<Item = &Owed> {
        self.owed.iter().filter(move |owed| owed.by == body)
    }

    /// The day by which a body was to meet, where it is over and it has not.
    pub fn late_since(&self, body: &Body) -> Option<NaiveDate> {
        let last = self.state(body.id)?.met_last?;
        let by = rhythm::read(&body.meets)?.meets_by(last)?;
        (by < self.today).then_some(by)
    }

    /// What is known of a body, in words.
    pub fn facts(&self, body: &Body, bodies: &[Body]) -> Vec<Fact> {
        let day = |day: NaiveDate| DateForm::Long.format(day);
        let fact = |words: String, late| Fact { words, late };
        let mut facts = Vec::new();
        let Some(state) = self.state(body.id) else {
            return facts;
        };
        let mut when = Vec::new();
        if !body.meets.is_empty() {
            when.push(format!("meets {}", body.meets));
        }
        when.push(state.met_last.map_or_else(
            || "has not met yet".to_owned(),
            |on| format!("met {}", day(on)),
        ));
        when.push(state.meets_next.map_or_else(
            || "none in the diary".to_owned(),
            |on| format!("next {}", day(on)),
        ));
        facts.push(fact(when.join(" · "), false));
        if let Some(by) = self.late_since(body) {
            facts.push(fact(
                format!("LATE: a meeting was due by {}", day(by)),
                true,
            ));
        }
        if state.open > 0 {
            let words = counted(state.open, "open action", state.overdue);
            facts.push(fact(words, state.overdue > 0));
        }
        for owed in self.owed_by(body.id) {
            let Some(to) = bodies.iter().find(|other| other.id == owed.to) else {
                continue;
            };
            let mut parts = Vec::new();
            if owed.recommendations > 0 {
                parts.push(counted(
                    owed.recommendations,
                    "recommendation",
                    owed.recommendations_late,
                ));
            }
            if owed.reports > 0 {
                parts.push(counted(owed.reports, "report", owed.reports_late));
            }
            let late = owed.recommendations_late + owed.reports_late > 0;
            facts.push(fact(
                format!("owes {}: {}", to.name, parts.join(", ")),
                late,
            ));
        }
        facts
    }
}

/// "3 reports, 1 of them LATE".
fn counted(number: u64, what: &str, late: u64) -> String {
    let plural = if number == 1 { "" } else { "s" };
    match late {
        0 => format!("{number} {what}{plural}"),
        late if late == number => format!("{number} {what}{plural} LATE"),
        late => format!("{number} {what}{plural} ({late} LATE)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::roster::tests::body;
    use uuid::Uuid;

    fn id(number: u128) -> BodyId {
        BodyId(Uuid::from_u128(number))
    }

    /// Bodies numbered from 1, each with those that it reports to.
    fn bodies(reports_to: &[&[u128]]) -> Vec<Body> {
        let numbered = reports_to.iter().zip(1..);
        numbered
            .map(|(to, number)| Body {
                reports_to: to.iter().map(|to| id(*to)).collect(),
                ..body(number, &format!("Body {number}"), "B", "Panel")
            })
            .collect()
    }

    fn drawn(bodies: &[Body]) -> Vec<String> {
        let line = |branch: &Branch| {
            let again = if branch.again { " again" } else { "" };
            format!("{}{}{again}", branch.lines().0, branch.body.0.as_u128())
        };
        tree(bodies).iter().map(line).collect()
    }

    #[test]
    fn a_body_stands_below_all_that_it_reports_to() {
        let there = bodies(&[&[], &[1], &[1, 5], &[2, 9], &[]]);
        assert_eq!(
            drawn(&there),
            ["1", "├─ 2", "│  └─ 4", "└─ 3", "5", "└─ 3 again"]
        );
        let (name, below) = tree(&there)[2].lines();
        assert_eq!((name.as_str(), below.as_str()), ("│  └─ ", "│     "));
    }

    #[test]
    fn a_ring_ends_where_it_began() {
        assert_eq!(
            drawn(&bodies(&[&[2], &[3], &[1], &[4]])),
            ["4", "1", "└─ 3", "   └─ 2", "      └─ 1 again"]
        );
        assert!(drawn(&[]).is_empty());
    }

    #[test]
    fn what_is_late_is_said() {
        let day = |month, day| NaiveDate::from_ymd_opt(2031, month, day).unwrap();
        let mut there = bodies(&[&[], &[1]]);
        there[1].meets = "monthly".to_owned();
        let accounts = |today| Accounts {
            today,
            bodies: vec![BodyState {
                body: id(2),
                met_last: Some(day(6, 10)),
                meets_next: None,
                open: 3,
                overdue: 1,
            }],
            owed: vec![Owed {
                by: id(2),
                to: id(1),
                recommendations: 1,
                recommendations_late: 0,
                reports: 2,
                reports_late: 2,
            }],
        };
        let words = |today| -> Vec<String> {
            let facts = accounts(today).facts(&there[1], &there);
            facts.into_iter().map(|fact| fact.words).collect()
        };
        assert_eq!(
            words(day(8, 1)),
            [
                "meets monthly · met 10 June 2031 · none in the diary",
                "LATE: a meeting was due by 31 July 2031",
                "3 open actions (1 LATE)",
                "owes Body 1: 1 recommendation, 2 reports LATE",
            ]
        );
        assert_eq!(accounts(day(7, 31)).late_since(&there[1]), None);
        assert!(accounts(day(8, 1)).facts(&there[0], &there).is_empty());
    }
}
