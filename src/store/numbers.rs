//! The numbers of items and entries, which say when and what.
//!
//! From the highest bits down a number holds the day of the meeting, the [`Sort`] of thing, a sign of the body, and a
//! count. So an index walked backwards gives the newest first, a span of days is a span of numbers, and a walk over
//! thousands of rows tells an action of this body from anything else without looking at one of them: intersecting
//! with a list of all actions would read that list, which in a large register costs more than all the rest.
//!
//! The sign of a body is ten bits of its id. Two bodies may share one, so whoever goes by it looks again at the row.

use std::ops::RangeInclusive;

use chrono::{Datelike as _, NaiveDate};

use crate::minutes::entry::Kind;
use crate::minutes::ids::BodyId;

/// How many bits count the rows of a day, a sort and a body.
const COUNT: u32 = 18;
/// How many bits tell the body.
const BODY: u32 = 10;
/// How many bits tell the sort.
const SORT: u32 = 2;

/// How many numbers a day has.
pub(super) const A_DAY: i64 = 1 << (SORT + BODY + COUNT);

/// The sorts of things that are told apart, those later in a walk backwards first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Sort {
    /// Anything else that was recorded, and items.
    Other = 0,
    /// A declaration of interest.
    Declaration = 1,
    /// A decision.
    Decision = 2,
    /// An action or a recommendation.
    Action = 3,
}

impl Sort {
    /// Of an entry.
    pub(super) fn of(kind: Kind) -> Self {
        match kind {
            Kind::Action => Self::Action,
            Kind::Decision => Self::Decision,
            Kind::Declaration => Self::Declaration,
            Kind::Narrative
            | Kind::LeadIn
            | Kind::Point
            | Kind::Question
            | Kind::Motion
            | Kind::Vote
            | Kind::Movement
            | Kind::Procedural
            | Kind::Private
            | Kind::Encouraging
            | Kind::Concern => Self::Other,
        }
    }
}

/// The first of the numbers that rows of meetings of a day have.
pub(super) fn first_number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce()) * A_DAY
}

/// The numbers that rows of a sort have which a body recorded on a day.
pub(super) fn numbers(day: NaiveDate, sort: Sort, body: BodyId) -> RangeInclusive<i64> {
    let first = first_number(day) + ((sort as i64) << (BODY + COUNT)) + (sign(body) << COUNT);
    first..=first + (1 << COUNT) - 1
}

/// The day of a number, counted from the beginning of the calendar.
pub(super) fn day_of(number: i64) -> i64 {
    number / A_DAY
}

/// What sort of thing a number names.
pub(super) fn sort_of(number: i64) -> Sort {
    match (number >> (BODY + COUNT)) & 3 {
        3 => Sort::Action,
        2 => Sort::Decision,
        1 => Sort::Declaration,
        _ => Sort::Other,
    }
}

/// Whether a number may name something that a body recorded.
pub(super) fn may_be_of(number: i64, body: BodyId) -> bool {
    (number >> COUNT) & ((1 << BODY) - 1) == sign(body)
}

/// What of a body's id stands in numbers. The last bytes of an id are chance (RFC 9562, 5.7), the first are time.
fn sign(body: BodyId) -> i64 {
    let [.., before, last] = *body.0.as_bytes();
    i64::from(u16::from_be_bytes([before, last])) & ((1 << BODY) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;
    use uuid::Uuid;

    #[test]
    fn a_number_says_what_it_names_and_sorts_by_day() {
        let day = |day| NaiveDate::from_ymd_opt(2031, 6, day).unwrap();
        let (one, other) = (BodyId(Uuid::from_u128(77)), BodyId(Uuid::from_u128(78)));
        for kind in Kind::iter() {
            let sort = Sort::of(kind);
            let of_one = numbers(day(3), sort, one);
            for number in [*of_one.start(), *of_one.end()] {
                assert_eq!(sort_of(number), sort);
                assert_eq!(day_of(number), i64::from(day(3).num_days_from_ce()));
                assert!(may_be_of(number, one) && !may_be_of(number, other));
                assert!((first_number(day(3))..first_number(day(4))).contains(&number));
            }
        }
    }
}
