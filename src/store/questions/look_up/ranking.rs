//! How well a row fits: pure, over the few hundred rows that may stand at the top.

use std::cmp::Ordering;
use std::ops::Range;

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

/// The sorts of things, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Group {
    /// Actions and recommendations.
    Action,
    Decision,
    Declaration,
    Item,
    /// Everything else that was recorded.
    Entry,
}

/// A row that is ranked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'w> {
    /// Its own words, folded.
    pub text: &'w [&'w str],
    /// Those of its reference, owners and item.
    pub beside: &'w [&'w str],
    pub group: Group,
    /// Whether it was said in the body at hand.
    pub here: bool,
    /// Whether it is an action that is still to be done, and whether its time is over.
    pub open: Option<Overdue>,
    /// How many days ago it was said.
    pub days: i64,
}

/// Whether the time of something to be done is over.
pub(super) type Overdue = bool;

/// How well a row fits. Of two, the one that compares as less stands first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rank {
    /// Terms that were not found.
    pub missing: usize,
    /// Whether some slip had to be forgiven.
    pub slipped: bool,
    pub group: Group,
    score: f32,
}

impl Rank {
    pub(super) fn order(&self, other: &Self) -> Ordering {
        (self.missing, self.slipped, self.group)
            .cmp(&(other.missing, other.slipped, other.group))
            .then(other.score.total_cmp(&self.score))
    }
}

/// Ranks a row.
pub(super) fn rank(row: &Candidate<'_>, wanted: &[Wanted]) -> Rank {
    let (mut fit_sum, mut in_text, mut covered, mut missing) = (0.0, 0, 0, 0);
    let mut slipped = false;
    let mut after_last = None;
    let mut in_order = true;
    let mut first_at = usize::MAX;
    for term in wanted {
        let here = best_fit(term, row.text);
        let there = best_fit(term, row.beside);
        let best = match (here, there) {
            // A whole name beside the text goes before the mere beginning of a word in it.
            (Some(here), Some(there)) if there.0 < here.0 => there.0,
            (Some((fit, at)), _) => {
                let length = term.ways.first().map_or(1, |way| way.words.len());
                in_text += 1;
                covered += length;
                in_order &= after_last.is_none_or(|last| at == last);
                after_last = Some(at + length);
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
    let mut score = 4.0 * fit_sum / ratio(wanted.len().max(1), 1);
    score += ratio(in_text, wanted.len());
    score += 0.6 * ratio(covered, row.text.len());
    if wanted.len() > 1 && in_text == wanted.len() && in_order {
        score += 0.6;
    }
    if first_at != usize::MAX {
        score += 0.3 / (1.0 + ratio(first_at, 4));
    }
    if row.here {
        score += 1.2;
    }
    score += match row.open {
        Some(true) => 0.9,
        Some(false) => 0.7,
        None => 0.0,
    };
    // What was said today counts for one more than what was said long ago; after four years half of that is left.
    score += 1.0 / (1.0 + ratio(usize::try_from(row.days).unwrap_or(0), 4 * 365));
    Rank {
        missing,
        slipped,
        group: row.group,
        score,
    }
}

#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn ratio(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}

/// How a term is best found among words, and at which of them it begins.
fn best_fit(term: &Wanted, words: &[&str]) -> Option<(Fit, usize)> {
    let mut best: Option<(Fit, usize)> = None;
    for at in 0..words.len() {
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
fn fit(way: &Way, words: &[&str]) -> Option<Fit> {
    let (last, before) = way.words.split_last()?;
    let (found, found_before) = words.get(..way.words.len())?.split_last()?;
    if before.iter().zip(found_before).any(|(a, b)| a != b) {
        return None;
    }
    if !found.starts_with(last.as_str()) {
        return None;
    }
    if found.len() == last.len() {
        Some(if way.slip { Fit::Slip } else { Fit::Whole })
    } else if way.beginning {
        Some(if way.slip { Fit::Slip } else { Fit::Beginning })
    } else {
        None
    }
}

/// Where among words a term is found best.
pub(super) fn found_at(term: &Wanted, words: &[&str]) -> Option<usize> {
    best_fit(term, words).map(|(_, at)| at)
}

/// Which bytes of a text fit what was wanted, in order and apart.
pub(super) fn marks(text: &str, wanted: &[Wanted]) -> Vec<Range<usize>> {
    let words: Vec<Word> = folding::words(text).collect();
    let folded: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
    let mut marks: Vec<Range<usize>> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let after = folded.get(at..).unwrap_or_default();
        let longest = wanted
            .iter()
            .flat_map(|term| &term.ways)
            .filter(|way| fit(way, after).is_some())
            .map(|way| way.words.len())
            .max();
        let Some(end) = longest
            .and_then(|length| words.get(at + length - 1))
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
    use super::*;
    use crate::minutes::query::Query;
    use chrono::NaiveDate;

    fn wanted(text: &str) -> Vec<Wanted> {
        Wanted::of(&Query::read(text, NaiveDate::default()))
    }

    /// The texts in the order in which a query shows them; of each, whether it is of this body, and whether open.
    fn ranked<'t>(query: &str, rows: &[(&'t str, bool, Option<Overdue>)]) -> Vec<&'t str> {
        let wanted = wanted(query);
        let mut ranked: Vec<(Rank, &str)> = rows
            .iter()
            .map(|(text, here, open)| {
                let words: Vec<Word> = folding::words(text).collect();
                let words: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
                let row = Candidate {
                    text: &words,
                    beside: &[],
                    group: Group::Action,
                    here: *here,
                    open: *open,
                    days: 0,
                };
                (rank(&row, &wanted), *text)
            })
            .collect();
        ranked.sort_by(|a, b| a.0.order(&b.0));
        ranked.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn whole_words_go_before_beginnings_and_words_in_a_row_before_scattered_ones() {
        let plain = |text| (text, false, None);
        let order = ranked(
            "train ",
            &[plain("Training for members"), plain("Train to be met")],
        );
        assert_eq!(order[0], "Train to be met");
        let order = ranked(
            "budget workshop",
            &[
                plain("Workshop on fishing, and the budget of the quay"),
                plain("Date of the budget workshop and of the next one"),
            ],
        );
        assert_eq!(order[0], "Date of the budget workshop and of the next one");
    }

    #[test]
    fn this_body_and_open_actions_come_first() {
        let order = ranked(
            "survey quay",
            &[
                ("Survey of the quay", false, None),
                ("Survey of the quay, elsewhere", true, None),
                ("Survey of the quay, open", false, Some(false)),
                ("Survey of the quay, late", false, Some(true)),
            ],
        );
        let expected = [
            "Survey of the quay, elsewhere",
            "Survey of the quay, late",
            "Survey of the quay, open",
            "Survey of the quay",
        ];
        assert_eq!(order, expected);
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
