//! The number of a meeting's first resolution, where they are numbered on from one meeting of the body to the next.
//!
//! It is settled when the meeting begins and kept with its rules: what is altered later in an earlier meeting moves no
//! number that was printed.

use chrono::{Datelike, NaiveDate};

use super::motion::decided_by;
use super::wording::{is_agreed, is_carried_en_bloc, is_resolution};
use crate::minutes::meeting::Meeting;
use crate::minutes::template::layout::{ResolutionNumbers, ResolutionYear, Resolutions};

/// How many resolutions a meeting has made, and from which number on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// Its day.
    pub date: NaiveDate,
    /// The number of its first, where that is settled.
    pub first: Option<u32>,
    /// The name of its template, which says what counts.
    pub template: String,
    /// Those that a vote made.
    pub voted: u32,
    /// Decisions that were recorded without a motion.
    pub decided: u32,
}

impl Resolved {
    /// What a meeting has made so far.
    pub fn of(meeting: &Meeting) -> Self {
        let (mut voted, mut decided) = (0, 0);
        for (_, entry) in meeting.entries() {
            let by_vote = match entry.vote() {
                Some(vote) => is_resolution(meeting, vote),
                None => is_carried_en_bloc(meeting, entry),
            };
            if by_vote {
                voted += 1;
            } else if entry.vote().is_none() && is_agreed(meeting, entry) {
                decided += 1;
            }
        }
        Self {
            date: meeting.head.date,
            first: meeting.rules.first_resolution,
            template: meeting.head.template.clone(),
            voted,
            decided,
        }
    }
}

impl Resolutions {
    /// Whether a meeting's numbers go on from those of the meeting before.
    pub fn run_on(self) -> bool {
        match self.numbering {
            ResolutionNumbers::None | ResolutionNumbers::Plain => false,
            ResolutionNumbers::Running | ResolutionNumbers::Yearly => true,
        }
    }

    /// The first day of those whose resolutions share one run of numbers with those of a day; none where they never begin
    /// anew.
    pub fn run_since(self, on: NaiveDate) -> Option<NaiveDate> {
        match self.numbering {
            ResolutionNumbers::Yearly => Some(self.year.begins(on)),
            ResolutionNumbers::None | ResolutionNumbers::Plain | ResolutionNumbers::Running => None,
        }
    }

    /// How the number of a resolution made on a day is printed; none where there are none.
    pub(super) fn print(self, number: u32, on: NaiveDate) -> Option<String> {
        match self.numbering {
            ResolutionNumbers::None => None,
            ResolutionNumbers::Plain | ResolutionNumbers::Running => Some(number.to_string()),
            ResolutionNumbers::Yearly => {
                let year = self.year.begins(on).format("%y");
                Some(format!("{number}/{year}"))
            }
        }
    }

    /// The number of the first resolution of a meeting on a day, after these of the same body, in any order; `counts`
    /// tells of a template by its name whether decisions without a motion have numbers too.
    pub fn first_after(
        self,
        on: NaiveDate,
        resolved: &[Resolved],
        counts: &dyn Fn(&str) -> bool,
    ) -> u32 {
        let since = self.run_since(on);
        let mut before: Vec<&Resolved> = resolved
            .iter()
            .filter(|one| one.date <= on && since.is_none_or(|since| one.date >= since))
            .collect();
        before.sort_by_key(|one| one.date);
        before.iter().fold(1, |next, one| {
            let made = one.voted
                + if counts(&one.template) {
                    one.decided
                } else {
                    0
                };
            one.first.unwrap_or(next).saturating_add(made)
        })
    }
}

impl ResolutionYear {
    /// The first day of the year in which a day lies.
    fn begins(self, on: NaiveDate) -> NaiveDate {
        let month = match self {
            Self::Calendar => 1,
            Self::Municipal => 5,
        };
        let year = if on.month() < month {
            on.year() - 1
        } else {
            on.year()
        };
        NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(on)
    }
}

/// Whether a number has been used in a meeting: then its run is settled, whatever earlier ones say by now.
pub fn has_resolved(meeting: &Meeting) -> bool {
    meeting
        .entries()
        .any(|(_, entry)| decided_by(meeting, entry.id).is_some() || is_agreed(meeting, entry))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn made(on: NaiveDate, first: Option<u32>, voted: u32, decided: u32) -> Resolved {
        Resolved {
            date: on,
            first,
            template: "own".to_owned(),
            voted,
            decided,
        }
    }

    fn style(numbering: ResolutionNumbers, year: ResolutionYear) -> Resolutions {
        Resolutions {
            numbering,
            decisions: true,
            year,
        }
    }

    #[test]
    fn numbers_go_on_from_meeting_to_meeting_and_begin_anew_each_year() {
        use ResolutionNumbers::{Plain, Running, Yearly};
        use ResolutionYear::{Calendar, Municipal};

        let before = [
            made(day(2031, 4, 8), None, 1, 2),
            made(day(2030, 12, 3), Some(210), 4, 1),
            made(day(2031, 2, 4), None, 5, 0),
        ];
        let first = |style: Resolutions, on| style.first_after(on, &before, &|_| true);
        let calendar = style(Yearly, Calendar);
        assert_eq!(first(calendar, day(2031, 5, 6)), 9);
        assert_eq!(calendar.print(9, day(2031, 5, 6)).unwrap(), "9/31");
        assert_eq!(
            first(calendar, day(2031, 3, 4)),
            6,
            "what comes later is no matter"
        );
        assert_eq!(first(calendar, day(2032, 1, 6)), 1);
        let municipal = style(Yearly, Municipal);
        assert_eq!(
            first(municipal, day(2031, 5, 6)),
            1,
            "the year begins in May"
        );
        assert_eq!(first(municipal, day(2031, 4, 29)), 223);
        assert_eq!(municipal.print(223, day(2031, 4, 29)).unwrap(), "223/30");
        assert_eq!(first(style(Running, Calendar), day(2032, 1, 6)), 223);
        assert!(!style(Plain, Calendar).run_on());
        let style = style(Running, Calendar);
        let votes_alone = style.first_after(day(2032, 1, 6), &before, &|_| false);
        assert_eq!(votes_alone, 220, "where decisions have no numbers");
    }
}
