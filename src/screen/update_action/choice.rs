//! What can be said of an action, and the key for each.

use strum::{EnumIter, IntoEnumIterator};

use crate::minutes::action::Standing;
use crate::minutes::entry::Status;

/// What became of an action, before it is said more nearly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum Choice {
    /// It is done.
    Complete,
    /// Something was heard of it.
    Progress,
    /// It is put off.
    Defer,
    /// Somebody else is to do it.
    Reassign,
    /// It is to be reported to a meeting.
    ReportBack,
    /// It is not to be done.
    Cancel,
    /// Another has taken its place.
    Supersede,
    /// It is to be done after all.
    Reopen,
}

impl Choice {
    /// The letter that chooses it.
    pub fn letter(self) -> char {
        match self {
            Self::Complete => 'd',
            Self::Progress => 'p',
            Self::Defer => 'l',
            Self::Reassign => 'a',
            Self::ReportBack => 'r',
            Self::Cancel => 'c',
            Self::Supersede => 's',
            Self::Reopen => 'o',
        }
    }

    /// What it says, as a row of the list.
    pub fn words(self) -> &'static str {
        match self {
            Self::Complete => "done",
            Self::Progress => "progress: something was heard of it",
            Self::Defer => "later: a new date",
            Self::Reassign => "another owner",
            Self::ReportBack => "report back to a meeting",
            Self::Cancel => "cancelled: not to be done",
            Self::Supersede => "superseded by another action",
            Self::Reopen => "open again",
        }
    }

    /// The heading of the fields for it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Complete => "Done",
            Self::Progress => "Progress",
            Self::Defer => "A new date",
            Self::Reassign => "Another owner",
            Self::ReportBack => "To be reported back",
            Self::Cancel => "Cancelled",
            Self::Supersede => "Superseded",
            Self::Reopen => "Open again",
        }
    }

    /// Whether it makes sense of an action that stands so.
    pub fn fits(self, standing: &Standing) -> bool {
        let open = match standing.status {
            Status::Open => true,
            Status::Complete | Status::Cancelled | Status::Superseded => false,
        };
        match self {
            Self::Complete | Self::Defer | Self::Reassign | Self::Cancel | Self::Supersede => open,
            Self::Progress | Self::ReportBack => true,
            Self::Reopen => !open,
        }
    }

    /// Those that make sense of at least one of several actions.
    pub fn fitting<'s>(standings: impl Iterator<Item = &'s Standing> + Clone) -> Vec<Self> {
        Self::iter()
            .filter(|choice| standings.clone().any(|standing| choice.fits(standing)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_letter_of_its_own() {
        let mut letters: Vec<char> = Choice::iter().map(Choice::letter).collect();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), Choice::iter().count());
    }

    #[test]
    fn what_is_over_can_be_opened_again_and_not_be_done_again() {
        let standing = |status| Standing {
            status,
            ..Standing::default()
        };
        let (open, over) = (standing(Status::Open), standing(Status::Cancelled));
        assert!(!Choice::fitting([&open].into_iter()).contains(&Choice::Reopen));
        assert_eq!(
            Choice::fitting([&over].into_iter()),
            [Choice::Progress, Choice::ReportBack, Choice::Reopen]
        );
        assert_eq!(Choice::fitting([&open, &over].into_iter()).len(), 8);
    }
}
