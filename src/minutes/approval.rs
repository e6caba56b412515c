//! Minutes approved as a correct record by a later meeting, and corrections.
//!
//! The later meeting records it as an entry; the meeting whose minutes they are keeps an [`Approval`] that names that
//! entry, and its text is fixed from then on. What is found wrong after that is appended as a [`Stated`] correction.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::entry::{Detail, Entry, Kind};
use super::formal::difference;
use super::ids::{EntryId, EntryKey, MeetingId, PersonId, Stamp};
use super::meeting::Meeting;

/// What an entry holds that approves the minutes of an earlier meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    /// The meeting whose minutes they are.
    pub meeting: MeetingId,
    /// The day of that meeting.
    pub date: NaiveDate,
    /// Who moved it, where that is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mover: Option<PersonId>,
    /// Who seconded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconder: Option<PersonId>,
    /// Who signed them, as on the roll of the meeting that approved them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_by: Option<PersonId>,
    /// The name of who signed them, with a title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub signed: String,
    /// What was put right first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

/// That minutes were approved, as their own meeting keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// The entry of the later meeting.
    pub by: EntryKey,
    /// The day of the later meeting.
    pub on: NaiveDate,
    /// When it was recorded.
    pub at: Stamp,
    /// What was approved, and who signed it.
    pub approved: Approved,
}

/// Something that was put right when minutes were approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// In words, for the record: "minute 3, to replace “Hil” with “Hill”".
    pub words: String,
    /// What it alters; nothing where it is stated alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alters: Option<Altered>,
    /// Whether what it corrects is exempt.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exempt: bool,
}

/// Words of an entry, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Altered {
    /// The entry.
    pub entry: EntryId,
    /// As the draft had them.
    pub was: String,
    /// As they were approved.
    pub reads: String,
}

/// A correction of minutes that were approved already; their text stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// When it was stated.
    pub at: Stamp,
    /// What it says.
    pub words: String,
    /// Whether what it corrects is exempt.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exempt: bool,
}

impl Correction {
    /// Its words where anybody may read them.
    pub fn open_words(&self) -> &str {
        if self.exempt {
            "a correction of an exempt minute"
        } else {
            &self.words
        }
    }
}

impl Approval {
    /// The words that were put right, in order.
    pub fn altered(&self) -> impl DoubleEndedIterator<Item = &Altered> {
        let corrections = self.approved.corrections.iter();
        corrections.filter_map(|one| one.alters.as_ref())
    }
}

/// The approvals that a meeting records, by the entries that hold them.
pub fn given(meeting: &Meeting) -> impl Iterator<Item = (EntryKey, &Approved, Stamp)> {
    meeting.entries().filter_map(|(_, entry)| {
        let key = EntryKey {
            meeting: meeting.id,
            entry: entry.id,
        };
        Some((key, entry.approved()?, entry.recorded_at))
    })
}

impl Entry {
    /// What it approves, where it does.
    pub fn approved(&self) -> Option<&Approved> {
        if let Detail::Approved(approved) = &self.detail {
            Some(approved)
        } else {
            None
        }
    }
}

/// Reads corrections of a draft as a clerk states them, one a line: `for Hil read Hill` alters the one place where the
/// draft says that (`in 3, for …` names the minute); any other line is kept as it is stated. What cannot be told is
/// said in words, with the place of its line.
pub fn read(lines: &[String], draft: &Meeting) -> Result<Vec<Correction>, (usize, String)> {
    let mut corrections: Vec<Correction> = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let correction = match Reading::of(line) {
            None => Correction {
                words: line.trim_end_matches('.').to_owned(),
                alters: None,
                exempt: false,
            },
            Some(reading) => {
                let taken: Vec<&Altered> = corrections
                    .iter()
                    .filter_map(|one| one.alters.as_ref())
                    .collect();
                reading
                    .find(draft, &taken)
                    .map_err(|words| (place, words))?
            }
        };
        corrections.push(correction);
    }
    Ok(corrections)
}

/// "in 3, for … read …".
struct Reading<'a> {
    minute: Option<&'a str>,
    was: &'a str,
    reads: &'a str,
}

impl<'a> Reading<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let starts = |text: &'a str, word: &str| {
            let (start, rest) = text.split_at_checked(word.len())?;
            start.eq_ignore_ascii_case(word).then_some(rest)
        };
        let (minute, rest) = match starts(line, "in ") {
            Some(rest) => {
                let (minute, rest) = rest.split_once(',')?;
                let minute = minute.trim();
                (
                    Some(starts(minute, "minute ").unwrap_or(minute)),
                    rest.trim_start(),
                )
            }
            None => (None, line),
        };
        let (was, reads) = starts(rest, "for ")?.split_once(" read ")?;
        let bare = |text: &'a str| text.trim().trim_matches(['"', '“', '”']);
        (!bare(was).is_empty()).then(|| Self {
            minute,
            was: bare(was),
            reads: bare(reads),
        })
    }

    /// The one place where the draft says it; `taken` are corrections before this one, which hold already.
    fn find(&self, draft: &Meeting, taken: &[&Altered]) -> Result<Correction, String> {
        let number = |at: usize, item: &super::agenda::Item| match &item.outline.number {
            Some(published) => published.clone(),
            None => (at + 1).to_string(),
        };
        let mut found = Vec::new();
        for (at, item) in draft.items.iter().enumerate() {
            let number = number(at, item);
            if self.minute.is_some_and(|minute| minute != number) {
                continue;
            }
            // A vote is told from its motion, whose words are put right.
            for entry in item.public_entries().filter(|it| it.kind != Kind::Vote) {
                let now = taken
                    .iter()
                    .rev()
                    .find(|one| one.entry == entry.id)
                    .map_or(entry.text.as_str(), |one| one.reads.as_str());
                for (start, _) in now.match_indices(self.was) {
                    found.push((number.clone(), entry.id, now, start));
                }
            }
        }
        match found.as_slice() {
            [] => Err(format!("The draft does not say “{}”.", self.was)),
            [(number, entry, now, start)] => {
                let (before, after) = now.split_at_checked(*start).unwrap_or((now, ""));
                let after = after.strip_prefix(self.was).unwrap_or(after);
                let reads = format!("{before}{}{after}", self.reads);
                if reads.trim().is_empty() {
                    return Err("Nothing would be left of that minute.".to_owned());
                }
                Ok(Correction {
                    words: format!("minute {number}, {}", difference(now, &reads)),
                    alters: Some(Altered {
                        entry: *entry,
                        was: (*now).to_owned(),
                        reads,
                    }),
                    exempt: draft.exemptions().entry(*entry).is_some(),
                })
            }
            several => {
                let minutes: BTreeSet<&str> = several.iter().map(|one| one.0.as_str()).collect();
                let minutes: Vec<&str> = minutes.into_iter().collect();
                Err(format!(
                    "The draft says “{}” {} times (minute {}): give more of the words, or write \"in {}, for …\".",
                    self.was,
                    several.len(),
                    minutes.join(", "),
                    minutes.first().unwrap_or(&"1"),
                ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::change::Change;
    use crate::minutes::history::tests::{entry, item, meeting};

    fn draft() -> Meeting {
        let mut draft = meeting();
        for (under, number, text) in [
            (0, 0, "The Board thanked Mr Hil for the paint."),
            (1, 1, "The bridge is shut. The bridge opens in May."),
            (2, 2, "The ferry was late."),
        ] {
            let change = Change::EntryAdded {
                item: item(under),
                entry: entry(number, text),
                place: None,
            };
            draft.apply(&change).unwrap();
        }
        draft
    }

    fn said(lines: &[&str]) -> Result<Vec<Correction>, (usize, String)> {
        let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        read(&lines, &draft())
    }

    #[test]
    fn words_that_stand_once_in_the_draft_are_put_right_and_told_as_a_difference() {
        let corrections = said(&[
            "for \"Hil\" read \"Hill\"",
            "",
            "in 2, For opens read may open",
        ])
        .unwrap();
        assert_eq!(
            corrections[0].words,
            "minute 1, to replace “Hil” with “Hill”"
        );
        let altered = corrections[0].alters.as_ref().unwrap();
        assert_eq!(altered.reads, "The Board thanked Mr Hill for the paint.");
        assert_eq!(
            corrections[1].words,
            "minute 2, to replace “opens” with “may open”"
        );
        assert_eq!(corrections.len(), 2);
    }

    #[test]
    fn what_stands_nowhere_or_twice_is_asked_about_and_other_words_are_kept_as_stated() {
        let (line, words) = said(&["for ferry read boat", "for barge read boat"]).unwrap_err();
        assert_eq!(
            (line, words.as_str()),
            (1, "The draft does not say “barge”.")
        );
        let (_, words) = said(&["for bridge read footbridge"]).unwrap_err();
        assert!(words.contains("2 times (minute 2)"), "{words}");
        let stated = said(&["Councillor Owen was present."]).unwrap();
        assert_eq!(stated[0].words, "Councillor Owen was present");
        assert_eq!(stated[0].alters, None);
    }

    #[test]
    fn a_second_correction_of_an_entry_goes_on_from_the_first() {
        let corrections = said(&["for ferry read boat", "for late read early"]).unwrap();
        let last = corrections[1].alters.as_ref().unwrap();
        assert_eq!(last.was, "The boat was late.");
        assert_eq!(last.reads, "The boat was early.");
    }
}
