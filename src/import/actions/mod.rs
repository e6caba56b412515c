//! What somebody is to do: under a label, in a list of actions, in a column, or hidden in a sentence.

mod due;
mod labels;
mod owners;
mod prose;
mod resolved;

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::import::decisions;
use crate::import::paragraphs::Block;
use crate::import::proposal::{Action, Marking, Resolution};
use crate::import::text::{lower, sentences, start};
use due::due;
use labels::{column, is_list_heading, is_table_head, labelled, listed, trailing_initials};
use owners::owner_at;
use prose::{prose, undertakes, will_do};
use resolved::{parts, resolved};

/// What actions are read against.
#[derive(Clone, Copy, Debug)]
pub struct Against<'p> {
    /// Names, initials and parts of names by which those who were there may be meant.
    pub people: &'p [String],
    /// The day of the meeting; any day where it is not known, for due phrases only have to be recognised.
    pub date: NaiveDate,
}

/// As many resolutions of one paragraph are compared with its sentences.
const MANY: usize = 40;

/// To whom something is given to do.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Given {
    /// To somebody, as written.
    To(String),
    /// It is to be done, and nobody is named.
    ToNobody,
}

impl Given {
    fn owner(self) -> Option<String> {
        match self {
            Self::To(owner) => Some(owner),
            Self::ToNobody => None,
        }
    }
}

/// The actions of one item.
pub fn actions(
    item: Option<&str>,
    blocks: &[&Block],
    resolutions: &[Resolution],
    against: Against<'_>,
) -> Vec<Action> {
    let mut found: Vec<Action> = Vec::new();
    let mut in_list = false;
    for (place, block) in blocks.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| blocks.get(before));
        if is_list_heading(&block.text) || is_table_head(&block.text) {
            in_list = true;
            continue;
        }
        if in_list {
            if listed(block, &mut found, item, against) {
                continue;
            }
            in_list = false;
        }
        if labelled(block, before.copied(), &mut found, item, against) {
            continue;
        }
        if let Some((text, owner)) = column(&block.text) {
            found.push(action(
                item,
                text,
                Some(owner.to_owned()),
                Marking::Marked,
                block.lines.0,
                against,
            ));
            continue;
        }
        // Resolutions stand in the order of the text.
        let from = resolutions.partition_point(|resolution| resolution.lines.1 < block.lines.0);
        let here: Vec<&Resolution> = resolutions
            .iter()
            .skip(from)
            .take_while(|resolution| resolution.lines.0 <= block.lines.1)
            .take(MANY)
            .collect();
        let resolved = here
            .iter()
            .any(|resolution| resolution.text.contains(start(&block.text, 60)));
        let mut subject: Option<String> = None;
        for range in sentences(&block.text) {
            let Some(sentence) = block.text.get(range) else {
                continue;
            };
            if sentence.len() > 1500 {
                continue;
            }
            let before = subject.take();
            subject = owner_at(sentence, against)
                .map(|(owner, _)| owner)
                .or_else(|| before.clone());
            if undertakes(&lower(sentence)) || before.is_some() && will_do(sentence) {
                found.push(action(
                    item,
                    sentence,
                    before,
                    Marking::Prose,
                    block.lines.0,
                    against,
                ));
                continue;
            }
            let in_resolution = resolved
                || here.iter().any(|resolution| {
                    resolution.text.contains(start(sentence, 60))
                        || sentence.contains(start(&resolution.text, 60))
                });
            if in_resolution {
                continue;
            }
            if let Some((text, owner)) = trailing_initials(sentence) {
                found.push(action(
                    item,
                    text,
                    Some(owner.to_owned()),
                    Marking::Marked,
                    block.lines.0,
                    against,
                ));
                continue;
            }
            if let Some(given) = prose(sentence, against) {
                found.push(action(
                    item,
                    sentence,
                    given.owner(),
                    Marking::Prose,
                    block.lines.0,
                    against,
                ));
            }
        }
    }
    // What a label marks may have been read as prose before the label came.
    let marked: HashSet<String> = found
        .iter()
        .filter(|action| action.kind == Marking::Marked)
        .map(|action| action.text.clone())
        .collect();
    found.retain(|action| action.kind != Marking::Prose || !marked.contains(&action.text));
    for resolution in resolutions {
        for part in parts(&resolution.text) {
            if let Some(given) = resolved(part, against) {
                found.push(action(
                    item,
                    part,
                    given.owner(),
                    Marking::Resolution,
                    resolution.line,
                    against,
                ));
            }
        }
    }
    found
}

fn action(
    item: Option<&str>,
    text: &str,
    owner: Option<String>,
    kind: Marking,
    line: usize,
    against: Against<'_>,
) -> Action {
    Action {
        item: item.map(str::to_owned),
        text: text.trim().to_owned(),
        due: due(text, against),
        owner: owner.filter(|owner| !owner.is_empty()),
        kind,
        line,
    }
}

/// Whether a sentence gives somebody something to do; for the kind of its entry.
pub fn is_action(sentence: &str, against: Against<'_>) -> bool {
    !decisions::is_decision(sentence) && prose(sentence, against).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{lines, paragraphs};

    fn read(text: &str) -> Vec<String> {
        let lines = lines::read(text).lines;
        let blocks = paragraphs::join(&lines, &std::collections::HashSet::new());
        let blocks: Vec<&Block> = blocks.iter().collect();
        let against = Against {
            people: &["Tim".to_owned()],
            date: NaiveDate::from_ymd_opt(2024, 5, 20).unwrap(),
        };
        let resolutions = decisions::resolutions(None, &blocks);
        actions(None, &blocks, &resolutions, against)
            .into_iter()
            .map(|action| {
                format!(
                    "{}|{}|{}",
                    action.owner.unwrap_or_default(),
                    action.due.unwrap_or_default(),
                    start(&action.text, 24)
                )
            })
            .collect()
    }

    #[test]
    fn actions_are_told_in_many_ways() {
        let cases = [
            (
                "Clerk to write to the school by the end of June.",
                "Clerk|the end of June|Clerk to write to the s",
            ),
            (
                "Clerk ask for timetables of the work.",
                "Clerk||Clerk ask for timetables",
            ),
            (
                "The Clerk will contact the school.",
                "The Clerk||The Clerk will contact t",
            ),
            (
                "County Cllr Webb will once again report this.",
                "County Cllr Webb||County Cllr Webb will on",
            ),
            (
                "The Senior Engineer, Roads and Works agreed to liaise with Rail and revert in due course.",
                "The Senior Engineer, Roads and Works|in due course|The Senior Engineer, Road",
            ),
            (
                "Action: Cllr Moss to mend the gate",
                "Cllr Moss||Cllr Moss to mend the ga",
            ),
            (
                "The gate should be mended. (Action: Clerk)",
                "Clerk||The gate should be mende",
            ),
            ("The gate to be mended\tJM", "JM||The gate to be mended"),
            (
                "Date for the meeting to be agreed for June.",
                "|June|Date for the meeting to ",
            ),
            (
                "The benefits will be explored in the next calendar year.",
                "|in the next calendar year|The benefits will be exp",
            ),
            (
                "Resolved – That officers draft a report for a future meeting.",
                "officers|a future meeting|officers draft a report ",
            ),
            (
                "It was agreed that the Clerk would write to the school.",
                "the Clerk||It was agreed that the C",
            ),
            (
                "The Clerk was asked to contact the school.",
                "The Clerk||The Clerk was asked to c",
            ),
        ];
        for (text, expected) in cases {
            let expected_text = start(expected.rsplit('|').next().unwrap(), 24);
            let found = read(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let prefix = expected.rsplit_once('|').unwrap().0;
            assert!(
                found[0].starts_with(prefix) && found[0].contains(start(expected_text, 10)),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn what_only_looks_like_an_action_is_none() {
        for text in [
            "Members reviewed the action plan.",
            "The Police took action.",
            "Climate Action Group met in May.",
            "Councillor Moss requested a second bus shelter be installed.",
            "To receive apologies for absence.",
            "The fete will be held in June.",
            "Resolved – That the report be noted.",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }
}
