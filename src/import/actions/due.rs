//! By when something is to be done, as written.

use super::Against;
use super::errands::next_of_a_body;
use crate::import::text::{Word, bare, begins, first_of, lower, words};
use crate::import::when;
use crate::minutes::due::{self, Setting};

/// By when, as written: the phrase at the end that is understood as a time.
pub fn due(text: &str, against: Against<'_>) -> Option<String> {
    const VAGUE: [&str; 14] = [
        "as soon as possible",
        "at the earliest opportunity",
        "in due course",
        "a future meeting",
        "the next meeting",
        "next meeting",
        "asap",
        "the next agenda",
        "before the next meeting",
        "at the next meeting",
        "as a matter of urgency",
        "by the next meeting",
        "for the next meeting",
        "next agenda",
    ];
    let setting = Setting {
        said_on: against.date,
        next_meeting: against.date.succ_opt(),
    };
    let trimmed = text.trim().trim_end_matches(['.', ')', ';', ',', ' ']);
    let all: Vec<Word> = words(trimmed).collect();
    let from = all.len().saturating_sub(9);
    for word in all.iter().skip(from) {
        let Some(phrase) = trimmed.get(word.at..) else {
            continue;
        };
        if !may_be_due(word.text) || phrase.len() > 60 {
            continue;
        }
        let read = due::read(phrase, &setting);
        if read.window.is_some() || read.recurrence.is_some() {
            return Some(without_limit(phrase).to_owned());
        }
    }
    let lower_text = lower(trimmed);
    // The longest phrase that stands where the first one does.
    first_of(&lower_text, &VAGUE, 0)
        .and_then(|(at, length)| trimmed.get(at..at + length))
        .or_else(|| next_of_a_body(trimmed))
        .map(str::to_owned)
        .or_else(|| {
            let dated = when::dates(trimmed, against.date);
            let last = dated.last()?;
            trimmed.get(last.at.clone()).map(str::to_owned)
        })
}

/// Whether a due phrase may begin with this word; saves reading all the others.
pub(super) fn may_be_due(word: &str) -> bool {
    let word = bare(word);
    let lower_word = word.to_lowercase();
    word.starts_with(|letter: char| letter.is_ascii_digit() || letter.is_uppercase())
        || matches!(
            lower_word.as_str(),
            "by" | "before"
                | "in"
                | "on"
                | "at"
                | "for"
                | "within"
                | "next"
                | "the"
                | "end"
                | "early"
                | "late"
                | "mid"
                | "each"
                | "every"
                | "quarterly"
                | "monthly"
                | "weekly"
                | "annually"
                | "tomorrow"
                | "this"
                | "ahead"
                | "prior"
                | "during"
                | "after"
                | "spring"
                | "summer"
                | "autumn"
                | "winter"
                | "to"
        )
}

/// "by 3 May" is due on 3 May; "in the next year" stays.
pub(super) fn without_limit(phrase: &str) -> &str {
    let lower_phrase = lower(phrase);
    begins(&lower_phrase, &["by", "on", "for", "to", "in time for"])
        .and_then(|length| phrase.get(length..))
        .or_else(|| {
            let month = lower_phrase.strip_prefix("in ")?;
            (!month.starts_with("the")).then(|| phrase.get(3..))?
        })
        .unwrap_or(phrase)
        .trim()
}
