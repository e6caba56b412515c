//! How well a row fits: pure, over the few hundred rows that the index gave.

use std::cmp::Ordering;
use std::ops::Range;

use super::candidate::{Candidate, Group};
use super::wanted::{Wanted, Way};
use crate::minutes::folding::{self, Word};

/// How a word of a term was found, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The whole word.
    Whole,
    /// A longer word that begins so.
    Beginning,
    /// A word that may have been meant.
    Slip,
}

/// How well a row fits. Of two, the one that compares as less stands first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rank {
    /// Terms that were not found.
    missing: usize,
    /// Whether some slip had to be forgiven.
    slipped: bool,
    group: Group,
    score: f32,
    number: i64,
}

impl Rank {
    pub(super) fn order(&self, other: &Self) -> Ordering {
        (self.missing, self.slipped, self.group)
            .cmp(&(other.missing, other.slipped, other.group))
            .then(other.score.total_cmp(&self.score))
            .then(other.number.cmp(&self.number))
    }

    /// Whether a slip had to be forgiven.
    pub(super) fn is_slip(&self) -> bool {
        self.slipped
    }

    /// How many terms were not found.
    pub(super) fn missing(&self) -> usize {
        self.missing
    }
}

/// Ranks a row; `today` is counted like [`Candidate::day`], `overdue` says whether its time is over.
pub(super) fn rank(candidate: &Candidate, wanted: &[Wanted], today: i64, overdue: bool) -> Rank {
    let text: Vec<Word> = folding::words(&candidate.text).collect();
    let beside: Vec<Word> = [&candidate.reference, &candidate.owners, &candidate.item]
        .into_iter()
        .flat_map(|text| folding::words(text))
        .collect();
    let (mut fit_sum, mut in_text, mut covered, mut missing) = (0.0, 0, 0, 0);
    let mut slipped = false;
    let mut after_last = None;
    let mut in_order = true;
    let mut first_at = usize::MAX;
    for term in wanted {
        let here = best_fit(term, &text);
        let there = best_fit(term, &beside);
        let best = match (here, there) {
            // A whole name beside the text goes before the mere beginning of a word in it.
            (Some(here), Some(there)) if there.0 < here.0 => there.0,
            (Some((fit, at)), _) => {
                in_text += 1;
                covered += term.ways.first().map_or(1, |way| way.words.len());
                in_order &= after_last.is_none_or(|last| at == last);
                after_last = Some(at + term.ways.first().map_or(1, |way| way.words.len()));
                first_at = first_at.min(at);
                fit
            }
            (None, Some((fit, _))) => fit,
            (None, None) => {
                missing += 1;
                continue;
            }
        };
        slipped |= best == Fit::Slip;
        fit_sum += match best {
            Fit::Whole => 1.0,
            Fit::Beginning if term.complete => 0.75,
            Fit::Beginning => 0.9,
            Fit::Slip => 0.5,
        };
    }
    let share = |part: usize, whole: usize| ratio(part, whole.max(1));
    let mut score = 4.0 * fit_sum / ratio(wanted.len().max(1), 1);
    score += share(in_text, wanted.len());
    score += 0.6 * share(covered, text.len());
    if wanted.len() > 1 && in_text == wanted.len() && in_order {
        score += 0.6;
    }
    if first_at != usize::MAX {
        score += 0.3 / (1.0 + ratio(first_at, 4));
    }
    if candidate.here {
        score += 1.2;
    }
    if candidate.open {
        score += if overdue { 0.9 } else { 0.7 };
    }
    // What was said today counts for one more than what was said long ago; after four years half of that is left.
    let days = usize::try_from(today - candidate.day()).unwrap_or(0);
    score += 1.0 / (1.0 + ratio(days, 4 * 365));
    Rank {
        missing,
        slipped,
        group: candidate.group,
        score,
        number: candidate.number,
    }
}

#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn ratio(part: usize, whole: usize) -> f32 {
    part as f32 / whole as f32
}

/// How a term is best found among words, and at which of them it begins.
fn best_fit(term: &Wanted, words: &[Word]) -> Option<(Fit, usize)> {
    let mut best: Option<(Fit, usize)> = None;
    for (at, _) in words.iter().enumerate() {
        let after = words.get(at..).unwrap_or_default();
        for way in &term.ways {
            if let Some(fit) = fit(way, after)
                && best.is_none_or(|(before, _)| fit < before)
            {
                best = Some((fit, at));
            }
        }
        if matches!(best, Some((Fit::Whole, _))) {
            break;
        }
    }
    best
}

/// Whether words begin as a way has it.
fn fit(way: &Way, words: &[Word]) -> Option<Fit> {
    let (last, before) = way.words.split_last()?;
    let found = words.get(..way.words.len())?;
    let (last_found, found_before) = found.split_last()?;
    if before
        .iter()
        .zip(found_before)
        .any(|(wanted, found)| *wanted != found.folded)
    {
        return None;
    }
    if last_found.folded == *last {
        Some(if way.slip { Fit::Slip } else { Fit::Whole })
    } else if way.beginning && last_found.folded.starts_with(last.as_str()) {
        Some(if way.slip { Fit::Slip } else { Fit::Beginning })
    } else {
        None
    }
}

/// Which bytes of a text fit what was wanted, in order and apart.
pub(super) fn marks(text: &str, wanted: &[Wanted]) -> Vec<Range<usize>> {
    let words: Vec<Word> = folding::words(text).collect();
    let mut marks: Vec<Range<usize>> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let after = words.get(at..).unwrap_or_default();
        let longest = wanted
            .iter()
            .flat_map(|term| &term.ways)
            .filter(|way| fit(way, after).is_some())
            .map(|way| way.words.len())
            .max();
        let Some(end) = longest
            .and_then(|length| after.get(length - 1))
            .map(|last| last.at.end)
        else {
            continue;
        };
        match marks.last_mut() {
            Some(last) if last.end >= word.at.start => last.end = last.end.max(end),
            Some(_) | None => marks.push(word.at.start..end),
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::super::wanted::Index;
    use super::*;
    use crate::minutes::query::Query;
    use chrono::NaiveDate;

    fn wanted(text: &str) -> Vec<Wanted> {
        Wanted::of(&Query::read(text, NaiveDate::default()))
    }

    fn candidate(text: &str) -> Candidate {
        Candidate {
            index: Index::Entries,
            number: 0,
            text: text.to_owned(),
            reference: String::new(),
            owners: String::new(),
            item: String::new(),
            group: Group::Action,
            body: None,
            here: false,
            open: false,
        }
    }

    /// The texts in the order in which a query shows them.
    fn ranked(query: &str, candidates: Vec<Candidate>) -> Vec<String> {
        let wanted = wanted(query);
        let mut ranked: Vec<(Rank, String)> = candidates
            .into_iter()
            .map(|it| (rank(&it, &wanted, 0, false), it.text))
            .collect();
        ranked.sort_by(|a, b| a.0.order(&b.0));
        ranked.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn whole_words_go_before_beginnings_and_words_in_a_row_before_scattered_ones() {
        let order = ranked(
            "train ",
            vec![
                candidate("Training for members"),
                candidate("Train to be met"),
            ],
        );
        assert_eq!(order[0], "Train to be met");
        let order = ranked(
            "budget workshop",
            vec![
                candidate("Workshop on fishing, and the budget of the quay"),
                candidate("Date of the budget workshop and of the next one"),
            ],
        );
        assert_eq!(order[0], "Date of the budget workshop and of the next one");
    }

    #[test]
    fn this_body_and_open_actions_come_first() {
        let mut here = candidate("Survey of the quay, elsewhere");
        here.here = true;
        let order = ranked("survey quay", vec![candidate("Survey of the quay"), here]);
        assert_eq!(order[0], "Survey of the quay, elsewhere");
        let mut open = candidate("Survey of the quay, open");
        open.open = true;
        let order = ranked("survey quay", vec![candidate("Survey of the quay"), open]);
        assert_eq!(order[0], "Survey of the quay, open");
    }

    #[test]
    fn what_fits_is_marked() {
        let cases = [
            (
                "saf hub",
                "The Safeguarding hub",
                vec!["Safeguarding", "hub"],
            ),
            ("\"safe hub\"", "A safe hub, a safer hub", vec!["safe hub"]),
            ("multi-ag", "multi-agency", vec!["multi-agency"]),
            ("zoe", "Ask Zoë O’Dowd", vec!["Zoë"]),
            ("a", "An apple", vec!["An", "apple"]),
            ("quay", "nothing", vec![]),
        ];
        for (query, text, expected) in cases {
            let marked: Vec<&str> = marks(text, &wanted(query))
                .into_iter()
                .map(|range| &text[range])
                .collect();
            assert_eq!(marked, expected, "{query}");
        }
    }
}
