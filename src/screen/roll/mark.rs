//! What a key on the roll notes of somebody, by where they stand; pure.
//!
//! Before the meeting the roll is taken, and a second mark corrects the first. While the meeting runs, coming and
//! going has a time. After its end only the roll itself can be corrected: nobody comes or goes any more.

use crate::minutes::attendance::{Attended, Standing};
use crate::minutes::meeting::State;

/// The marks that have a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Is there.
    Present,
    /// Sent apologies.
    Apologies,
    /// Is not there.
    Absent,
    /// Goes.
    Left,
    /// Comes, or comes back.
    Returned,
    /// Takes part from elsewhere.
    Remote,
}

/// How a mark goes into the stream of attendance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// After what is noted.
    Note(Attended),
    /// In the place of the last thing noted, which was a mark of the roll too.
    Instead(Attended),
}

/// What a mark notes of somebody; else why it notes nothing, to follow their name.
///
/// `last` is the last thing noted of them.
pub fn deed(
    mark: Mark,
    standing: Standing,
    last: Option<Attended>,
    state: State,
) -> Result<Deed, &'static str> {
    let runs = match state {
        State::InProgress | State::Adjourned => true,
        State::Scheduled | State::Closed | State::Approved | State::Withdrawn => false,
    };
    match mark {
        Mark::Remote => match (standing, runs) {
            (Standing::Remote, _) => Err("takes part from elsewhere already"),
            (_, true) => Ok(Deed::Note(Attended::Remote)),
            (_, false) => roll_mark(Attended::Remote, last),
        },
        // Whoever was not called yet is being called now, though the meeting has begun.
        Mark::Present if runs && standing == Standing::Unmarked => {
            Ok(Deed::Note(Attended::Present))
        }
        Mark::Present | Mark::Returned if runs => match standing {
            Standing::Present | Standing::Substitute(_) => Err("is in the room already"),
            // Who comes in after taking part from elsewhere has arrived in the room.
            Standing::Left => Ok(Deed::Note(Attended::Returned)),
            Standing::Unmarked | Standing::Apologies | Standing::Absent | Standing::Remote => {
                Ok(Deed::Note(Attended::Arrived))
            }
        },
        Mark::Left if runs => match standing {
            Standing::Present | Standing::Substitute(_) | Standing::Remote => {
                Ok(Deed::Note(Attended::Left))
            }
            Standing::Left => Err("has left already"),
            Standing::Unmarked | Standing::Apologies | Standing::Absent => {
                Err("is not in the room, so cannot leave it")
            }
        },
        Mark::Left | Mark::Returned => Err(match state {
            State::Closed => "can neither leave nor arrive: the meeting is closed",
            State::Approved => {
                "can neither leave nor arrive: the minutes of the meeting were approved"
            }
            State::Withdrawn => "can neither leave nor arrive: the meeting was withdrawn",
            State::Scheduled | State::InProgress | State::Adjourned => {
                "can neither leave nor arrive before the meeting starts: mark them present or absent"
            }
        }),
        Mark::Present => match standing {
            Standing::Present | Standing::Substitute(_) => Err("is marked present already"),
            Standing::Unmarked
            | Standing::Apologies
            | Standing::Absent
            | Standing::Left
            | Standing::Remote => roll_mark(Attended::Present, last),
        },
        Mark::Apologies if standing == Standing::Apologies => Err("has sent apologies already"),
        Mark::Apologies => roll_mark(Attended::Apologies, last),
        Mark::Absent if standing == Standing::Absent => Err("is marked absent already"),
        Mark::Absent => roll_mark(Attended::Absent, last),
    }
}

/// A mark of the roll takes the place of another, but not of somebody's coming or going.
fn roll_mark(what: Attended, last: Option<Attended>) -> Result<Deed, &'static str> {
    match last {
        None => Ok(Deed::Note(what)),
        Some(Attended::Present | Attended::Apologies | Attended::Absent | Attended::Remote) => {
            Ok(Deed::Instead(what))
        }
        Some(Attended::Arrived) => Err("is noted as having arrived: clear that first"),
        Some(Attended::Left) => Err("is noted as having left: clear that first"),
        Some(Attended::Returned) => Err("is noted as having returned: clear that first"),
        Some(Attended::SubstituteFor(_)) => Err("is noted as a substitute: clear that first"),
        Some(Attended::TookChair) => Err("is noted as having taken the chair: clear that first"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::ids::PersonId;
    use uuid::Uuid;

    #[test]
    fn every_mark_from_every_standing() {
        use {Attended as A, Mark as M, Standing as S, State as T};
        let member = PersonId(Uuid::nil());
        let note = |what| Some(Deed::Note(what));
        let instead = |what| Some(Deed::Instead(what));
        let cases = [
            // before the meeting
            (
                M::Present,
                S::Unmarked,
                None,
                T::Scheduled,
                note(A::Present),
            ),
            (
                M::Present,
                S::Apologies,
                Some(A::Apologies),
                T::Scheduled,
                instead(A::Present),
            ),
            (M::Present, S::Present, Some(A::Present), T::Scheduled, None),
            (
                M::Apologies,
                S::Present,
                Some(A::Present),
                T::Scheduled,
                instead(A::Apologies),
            ),
            (
                M::Apologies,
                S::Apologies,
                Some(A::Apologies),
                T::Scheduled,
                None,
            ),
            (M::Absent, S::Unmarked, None, T::Scheduled, note(A::Absent)),
            (M::Left, S::Present, Some(A::Present), T::Scheduled, None),
            (M::Returned, S::Unmarked, None, T::Scheduled, None),
            // while it runs
            (
                M::Present,
                S::Unmarked,
                None,
                T::InProgress,
                note(A::Present),
            ),
            (
                M::Returned,
                S::Unmarked,
                None,
                T::InProgress,
                note(A::Arrived),
            ),
            (
                M::Present,
                S::Apologies,
                Some(A::Apologies),
                T::InProgress,
                note(A::Arrived),
            ),
            (
                M::Present,
                S::Left,
                Some(A::Left),
                T::InProgress,
                note(A::Returned),
            ),
            (
                M::Present,
                S::Present,
                Some(A::Arrived),
                T::InProgress,
                None,
            ),
            (
                M::Returned,
                S::Left,
                Some(A::Left),
                T::Adjourned,
                note(A::Returned),
            ),
            (
                M::Returned,
                S::Absent,
                Some(A::Absent),
                T::InProgress,
                note(A::Arrived),
            ),
            (
                M::Left,
                S::Present,
                Some(A::Present),
                T::InProgress,
                note(A::Left),
            ),
            (
                M::Left,
                S::Substitute(member),
                Some(A::SubstituteFor(member)),
                T::InProgress,
                note(A::Left),
            ),
            (M::Left, S::Left, Some(A::Left), T::InProgress, None),
            (M::Left, S::Absent, Some(A::Absent), T::InProgress, None),
            (
                M::Apologies,
                S::Present,
                Some(A::Present),
                T::InProgress,
                instead(A::Apologies),
            ),
            (M::Absent, S::Present, Some(A::Arrived), T::InProgress, None),
            // after it
            (M::Present, S::Unmarked, None, T::Closed, note(A::Present)),
            (M::Present, S::Left, Some(A::Left), T::Closed, None),
            (M::Returned, S::Left, Some(A::Left), T::Closed, None),
        ];
        for (mark, standing, last, state, expected) in cases {
            let found = deed(mark, standing, last, state);
            assert_eq!(
                found.ok(),
                expected,
                "{mark:?} of {standing:?}, {state:?}: {found:?}"
            );
        }
    }
}
