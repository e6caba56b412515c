//! Who was there, as sentences say it: who sent apologies, who came or went, who came as a guest.

use super::Reader;
use super::labels::List;
use super::lists::{begins_with_title, is_list_of_names};
use crate::import::names::{self, Entry};
use crate::import::text::{first_of, has, lower, sentences};

impl Reader {
    /// "Apologies were received from A and B", "A sent apologies": whether names were found.
    pub(super) fn apology(&mut self, sentence: &str, line: usize) -> bool {
        let lower_sentence = lower(sentence);
        let Some(at) = lower_sentence.find("apolog") else {
            return false;
        };
        if has(
            &lower_sentence,
            &["no apologies", "nil", "none received", "apologies: none"],
        ) {
            return true;
        }
        let tail_at = first_of(
            &lower_sentence,
            &[
                "from",
                "on behalf of",
                "given by",
                "submitted by",
                "tendered by",
                "sent by",
            ],
            at,
        )
        .map(|(from, length)| from + length);
        let named = match tail_at {
            Some(from) => sentence.get(from..),
            None => {
                let verbs = [
                    "sent",
                    "gave",
                    "had sent",
                    "has sent",
                    "have sent",
                    "submitted",
                    "apologised",
                    "offered",
                    "tendered",
                    "had given",
                    "sends",
                ];
                match first_of(&lower_sentence, &verbs, 0) {
                    Some((verb, _)) if verb <= at => sentence.get(..verb),
                    // "Cllr Moss – his apology was accepted".
                    _ if ["his", "her", "their"].iter().any(|word| {
                        lower_sentence
                            .get(..at)
                            .is_some_and(|before| before.trim_end().ends_with(word))
                    }) && begins_with_title(sentence) =>
                    {
                        sentence
                            .get(..at)
                            .and_then(|before| before.split([',', '–', '-']).next())
                    }
                    _ => sentence.get(at..).and_then(|rest| {
                        let after = rest.find([':', '–', '-']).filter(|end| *end < 50)?;
                        rest.get(after + 1..)
                    }),
                }
            }
        };
        let Some(named) = named else { return false };
        let found = names::read(named, None);
        let any = !found.is_empty();
        for entry in found {
            self.add(List::Apologies, entry, line);
        }
        any
    }

    /// Sentences of the head outside any list.
    pub(super) fn sentences(&mut self, text: &str, line: usize) {
        for range in sentences(text) {
            let Some(sentence) = text.get(range) else {
                continue;
            };
            let lower_sentence = lower(sentence);
            if lower_sentence.contains("apolog") {
                self.apology(sentence, line);
            } else if begins_with_title(sentence) && is_list_of_names(sentence) && !self.labelled {
                // A list without a label.
                for entry in names::read(sentence, None) {
                    self.add(List::Present, entry, line);
                }
            } else {
                self.movement_or_guest(sentence, line);
            }
        }
    }

    /// "Councillor Moss attended the meeting in accordance with Rule 7".
    pub(super) fn movement_or_guest(&mut self, sentence: &str, line: usize) {
        let lower_sentence = lower(sentence);
        let cue = [
            "attended the meeting",
            "also attended",
            "was also present",
            "were also present",
            "was in attendance",
            "were in attendance",
            "was also in attendance",
            "were also in attendance",
        ];
        if let Some((at, _)) = first_of(&lower_sentence, &["were absent", "was absent"], 0)
            && let Some(absent) = sentence.get(..at)
        {
            for entry in names::read(absent, None) {
                self.add(List::Absent, entry, line);
            }
        } else if let Some((at, _)) = first_of(&lower_sentence, &cue, 0)
            && let Some(names) = sentence.get(..at)
        {
            for entry in names::read(names, None) {
                self.add(List::InAttendance, entry, line);
            }
        } else if let Some((at, length)) = first_of(
            &lower_sentence,
            &["chaired by", "in the chair was", "presided over by"],
            0,
        ) && let Some(names) = sentence.get(at + length..)
            && let Some(entry) = names::read(names, None).into_iter().next()
        {
            self.add(
                List::Present,
                Entry {
                    role: Some("in the chair".to_owned()),
                    ..entry
                },
                line,
            );
        } else if let Some((at, _)) = first_of(
            &lower_sentence,
            &["in the chair", "took the chair", "presided"],
            0,
        ) && let Some(names) = sentence.get(..at)
            && let [entry] = names::read(names, None).as_slice()
        {
            self.add(
                List::Present,
                Entry {
                    role: Some("in the chair".to_owned()),
                    ..entry.clone()
                },
                line,
            );
        }
    }
}
