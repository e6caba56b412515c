//! Walking the index from the newest row backwards, and picking by their numbers the rows that may stand at the top.

use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

use super::wanted::Index;
use crate::minutes::ids::BodyId;
use crate::store::numbers::{Sort, may_be_of, sort_of};
use crate::store::questions::alarm::{self, Alarm};

/// How many rows go by before a walk may end: what is still older cannot come before all of them by its age.
pub(super) const LONG: usize = 400;
/// How many picks are enough for it to end.
const ENOUGH: usize = 40;
/// After so long a walk ends as soon as enough is picked: what goes by slowly is found seldom.
const SLOW: Duration = Duration::from_micros(1_500);
/// However late it is, a walk may go on so long.
const LEAST: Duration = Duration::from_millis(1);

/// How long a search may go on through older and older years: when something was found, and when nothing was.
#[derive(Clone, Debug)]
pub(super) struct Patience {
    pub begun: Instant,
    pub found: Duration,
    pub nothing: Duration,
    /// Ends what goes on longer.
    pub alarm: Alarm,
    /// Whether only a newer question is to end it.
    pub to_the_end: bool,
}

/// How often it is looked whether a newer question waits.
const LOOK: usize = 256;

impl Patience {
    /// Whether it has gone on for longer than so long, and is not to go on all the same.
    pub(super) fn is_over(&self, long: Duration) -> bool {
        !self.to_the_end && self.begun.elapsed() > long
    }
}

/// What is walked through.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk<'a> {
    pub index: Index,
    pub expression: &'a str,
    /// The first and the last number.
    pub numbers: (i64, i64),
    /// The body whose rows are picked beside the newest.
    pub here: Option<BodyId>,
    /// The bodies whose rows alone are wanted; of all if none is named.
    pub bodies: &'a [BodyId],
    /// The sorts that are wanted.
    pub sorts: Sorts,
    /// How many are picked at most of a sort: those of the body at hand, and all.
    pub most: (usize, usize),
    /// How many rows go by at most, whatever is picked; none for no end.
    pub end: Option<usize>,
    /// How long it may go on; none for to the end.
    pub patience: Option<&'a Patience>,
}

/// Which sorts of entries are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sorts {
    pub actions: bool,
    pub others: bool,
}

impl Sorts {
    /// Whether any is.
    pub(super) fn any(self) -> bool {
        self.actions || self.others
    }
}

/// What was picked.
#[derive(Debug, Default)]
pub(super) struct Picked {
    pub numbers: Vec<i64>,
    /// Whether there may be more.
    pub more: bool,
    /// Whether patience came to its end before the oldest rows were gone through.
    pub cut: bool,
}

/// How many of a sort were picked.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    here: usize,
    all: usize,
}

impl Walk<'_> {
    /// Walks and picks, but for what `leave_out` names; none if a newer question waits.
    pub(super) fn go(
        &self,
        connection: &Connection,
        leave_out: impl Fn(i64) -> bool,
        overtaken: &dyn Fn() -> bool,
    ) -> rusqlite::Result<Option<Picked>> {
        if overtaken() {
            return Ok(None);
        }
        let mut statement = connection.prepare_cached(&if self.expression.is_empty() {
            // Only days are asked for, or nothing that the index knows.
            let table = self.index.rows();
            format!("SELECT number FROM {table} WHERE ?1 = '' AND number BETWEEN ?2 AND ?3 ORDER BY number DESC")
        } else {
            let table = self.index.table();
            format!(
                "SELECT rowid FROM {table} WHERE {table} MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC"
            )
        })?;
        let mut picking = Picking {
            walk: self,
            picked: Picked::default(),
            counts: [Count::default(); 4],
            gone_by: 0,
            begun: Instant::now(),
        };
        let (first, last) = self.numbers;
        let _quiet = Quiet(self.patience);
        picking.set_alarm();
        let mut rows = statement.query(params![self.expression, first, last])?;
        loop {
            let number: i64 = match rows.next() {
                Ok(Some(row)) => row.get(0)?,
                Ok(None) => break,
                Err(error) if alarm::rang(&error) => {
                    picking.picked.more = true;
                    picking.picked.cut = true;
                    break;
                }
                Err(error) => return Err(error),
            };
            picking.take(number, leave_out(number));
            if picking.is_enough() {
                picking.picked.more = true;
                break;
            }
            if picking.gone_by.is_multiple_of(LOOK) && overtaken() {
                break;
            }
        }
        Ok((!overtaken()).then_some(picking.picked))
    }
}

/// Turns the alarm off at the end of a walk, whatever the end.
struct Quiet<'a>(Option<&'a Patience>);

impl Drop for Quiet<'_> {
    fn drop(&mut self) {
        if let Some(patience) = self.0 {
            patience.alarm.off();
        }
    }
}

/// A walk under way.
struct Picking<'w, 'a> {
    walk: &'w Walk<'a>,
    picked: Picked,
    counts: [Count; 4],
    gone_by: usize,
    begun: Instant,
}

impl Picking<'_, '_> {
    fn take(&mut self, number: i64, leave_out: bool) {
        self.gone_by += 1;
        let sort = sort_of(number);
        let wanted = match (self.walk.index, sort) {
            (Index::Items, _) => true,
            (Index::Entries, Sort::Action) => self.walk.sorts.actions,
            (Index::Entries, Sort::Decision | Sort::Declaration | Sort::Other) => {
                self.walk.sorts.others
            }
        };
        let bodies = self.walk.bodies;
        let of_them = bodies.is_empty() || bodies.iter().any(|body| may_be_of(number, *body));
        if leave_out || !wanted || !of_them {
            return;
        }
        let [other, declaration, decision, action] = &mut self.counts;
        let count = match sort {
            Sort::Other => other,
            Sort::Declaration => declaration,
            Sort::Decision => decision,
            Sort::Action => action,
        };
        let (of_here, of_all) = self.walk.most;
        let here = self.walk.here.is_some_and(|here| may_be_of(number, here));
        if here && count.here < of_here {
            count.here += 1;
        } else if count.all < of_all {
            count.all += 1;
        } else {
            self.picked.more = true;
            return;
        }
        self.picked.numbers.push(number);
        if self.picked.numbers.len() == 1 {
            self.set_alarm();
        }
    }

    /// Sets the alarm for the end of patience.
    fn set_alarm(&self) {
        if let Some(patience) = self.walk.patience {
            if patience.to_the_end {
                patience.alarm.set_late();
                return;
            }
            let long = if self.picked.numbers.is_empty() {
                patience.nothing
            } else {
                patience.found
            };
            patience
                .alarm
                .set((patience.begun + long).max(self.begun + LEAST));
        }
    }

    fn is_enough(&self) -> bool {
        let enough = ENOUGH.min(self.walk.most.0 + self.walk.most.1);
        self.walk.end.is_some_and(|end| self.gone_by >= end)
            || (self.picked.numbers.len() >= enough
                && (self.gone_by >= LONG || self.begun.elapsed() > SLOW))
    }
}
