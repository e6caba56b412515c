//! The formal business: motions, votes and what comes of them.
//!
//! What was moved and who voted how is on record; whether a motion was carried, how it reads after its amendments and
//! which number its resolution has is worked out from that, and never kept by itself.

mod difference;
mod motion;
mod numbering;
mod vote;

pub mod en_bloc;
pub mod interest;
pub mod wording;

#[cfg(test)]
mod tests;

pub use difference::difference;
pub use motion::{
    Came, Fate, Motion, amendment_words, at_stake, came_of, decided_by, depends_on, is_amended,
    next_question, what,
};
pub use numbering::{Resolved, has_resolved};
pub use vote::{Cast, Counts, Fault, Majority, Manner, Outcome, Vote, electorate};
