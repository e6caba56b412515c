//! What somebody is to do: under a label, in a list of actions, in a column, or hidden in a sentence.

mod due;
mod errands;
mod labels;
mod owners;
mod prose;
mod resolved;

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::import::decisions;
use crate::import::paragraphs::Block;
use crate::import::proposal::{Action, Marking, Resolution};
use crate::import::text::{begins, lower, sentences, start};
use due::due;
use errands::is_order;
use labels::{
    column, is_done_with, is_list_heading, is_table_head, labelled, listed, trailing_initials,
    without_number,
};
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
        if is_of_last_meeting(&block.text) {
            continue;
        }
        if is_list_heading(&block.text) || is_table_head(&block.text) {
            in_list = true;
            continue;
        }
        if in_list {
            if listed(block, before.copied(), &mut found, item, against) {
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
        let ranges = sentences(&block.text);
        for (place, range) in ranges.iter().enumerate() {
            let above = place
                .checked_sub(1)
                .and_then(|above| ranges.get(above))
                .map(|above| above.start);
            let Some(sentence) = block.text.get(range.clone()) else {
                continue;
            };
            let sentence = if place == 0 {
                without_number(sentence)
            } else {
                sentence
            };
            if sentence.len() > 1500 || is_done_with(sentence) {
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
            } else if is_order(sentence) {
                // "The drain is blocked. Report to highways.": what is ordered stands before.
                let short = sentence.split_whitespace().count() < 5;
                let text = above
                    .filter(|_| short)
                    .and_then(|from| block.text.get(from..range.end))
                    .unwrap_or(sentence);
                found.push(action(
                    item,
                    text,
                    None,
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

/// "Actions from last meeting: …": what was given out before.
fn is_of_last_meeting(text: &str) -> bool {
    begins(
        &lower(start(text, 60)),
        &[
            "action from last meeting",
            "actions from last meeting",
            "action from the last meeting",
            "actions from the last meeting",
            "actions from previous meeting",
            "actions from the previous meeting",
            "actions arising from the last meeting",
        ],
    )
    .is_some()
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
    fn a_list_ends_with_its_points_and_names_owners_before_or_behind() {
        let text = "Actions\n\n- Gates to be mended by June (Ann Bell and Jo Carr).\n- Signs for IROs (Independent \
                    Reviewing Officers)\n\nThese topics were agreed:\n\n- Beach huts\n- Bins\n";
        assert_eq!(
            read(text),
            [
                "Ann Bell and Jo Carr|June|Gates to be mended by Ju",
                "||Signs for IROs (Independ"
            ]
        );
        let text = "ACTIONS:\n\nAnn Bell: Lift to be mended by Friday.\n\nJo Carr, Tim: Bins to be emptied.\n";
        assert_eq!(
            read(text),
            [
                "Ann Bell|Friday|Lift to be mended by Fri",
                "Jo Carr, Tim||Bins to be emptied."
            ]
        );
        let text = "Actions:\n\n- Sweep the paths\n\nCllr Moss:\n\n- Mend the gate\n";
        assert_eq!(
            read(text).len(),
            2,
            "a name above points says whose they are"
        );
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

    #[test]
    fn errands_of_a_body_and_requests_to_its_clerk_are_actions() {
        for (text, owner) in [
            (
                "AM asked the Parish Clerk to add it to the website.",
                "the Parish Clerk",
            ),
            (
                "AM requested that the Clerk should contact the insurer.",
                "the Clerk",
            ),
            ("Council agreed to seek advice.", "Council"),
            (
                "It was agreed that the parish Council will erect signs.",
                "the parish Council",
            ),
            (
                "It was further agreed that the Party Leaders would meet.",
                "the Party Leaders",
            ),
            (
                "It was agreed that Cllr Dunn contact the vicar.",
                "Cllr Dunn",
            ),
            ("10.2 Mr Moss has offered to look at the gate.", "Mr Moss"),
            ("It was agreed to ask the county for a sign.", ""),
            ("Highways will be approached about this.", ""),
            ("The gate will be an agenda item for the March meeting.", ""),
        ] {
            let found = read(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(
                found.first().and_then(|one| one.split('|').next()),
                Some(owner),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_done_said_or_decided_is_no_action() {
        for text in [
            "Clerk to write to the auditor – Done",
            "Vote Unanimous to accept.",
            "Council agreed to pay the invoice.",
            "The equipment allows an analysis to be made.",
            "She would leave and the Vice-chairman would take the chair.",
            "Council formed a subcommittee of Cllr Moss, Cllr Dunn and Cllr Dale to discuss pay.",
        ] {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_meeting_of_a_body_is_a_time() {
        assert_eq!(
            read("The budget to be reviewed at the next Parish Council meeting in full."),
            ["|next Parish Council meeting|The budget to be reviewe"]
        );
    }

    #[test]
    fn somebody_there_may_be_asked_and_what_was_given_before_is_over() {
        assert_eq!(
            read(
                "The Chairman had brought cards and asked Tim to chase more so that they could be sent."
            ),
            ["Tim||The Chairman had brought"]
        );
        assert_eq!(
            read("Actions from last meeting: Clerk to write to the vicar."),
            Vec::<String>::new()
        );
    }

    #[test]
    fn orders_and_promises_in_other_words_are_actions() {
        for (text, expected) in [
            (
                "The drain is blocked. Report to highways.",
                "||The drain is blocked. Re",
            ),
            (
                "Ask the county for a new sign.",
                "||Ask the county for a new",
            ),
            (
                "The Parish Council will write to the owner.",
                "The Parish Council||The Parish Council will ",
            ),
            (
                "It was suggested the Clerk contact the owner and this was agreed.",
                "the Clerk||It was suggested the Cle",
            ),
            (
                "Clerk has emailed the county and will chase.",
                "Clerk||Clerk has emailed the co",
            ),
            (
                "The Clerk was asked if she would write to the owner.",
                "The Clerk||The Clerk was asked if s",
            ),
            (
                "Cllr Dunn kindly offered to paint the bench.",
                "Cllr Dunn||Cllr Dunn kindly offered",
            ),
            (
                "It was agreed a letter be sent to the owner.",
                "||It was agreed a letter b",
            ),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
        for text in [
            "Report from the County Councillor.",
            "Contact details were given.",
            "The County Council will carry out the work.",
        ] {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
    }
}
