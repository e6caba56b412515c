//! What was moved: who proposed and seconded it, how it went, and how many were on each side.

mod counts;
mod steps;

use crate::import::paragraphs::Block;
use crate::import::proposal::Vote;
use crate::import::text::{begins, find, first_of, has, lower, sentences};
use counts::{counts, named_sides};
use steps::{Named, Step, steps};

/// The votes of one item.
pub fn votes(item: Option<&str>, blocks: &[&Block]) -> Vec<Vote> {
    let mut found: Vec<Vote> = Vec::new();
    let mut pending: Option<(Named, usize, usize, String)> = None;
    let mut counter = 0_usize;
    for (place, block) in blocks.iter().enumerate() {
        for range in sentences(&block.text) {
            let Some(sentence) = block.text.get(range) else {
                continue;
            };
            counter += 1;
            if sentence.len() > 4000 {
                continue;
            }
            let lower_sentence = lower(sentence);
            let first_new = found.len();
            for step in steps(sentence, &lower_sentence) {
                match step {
                    Step::Moved(named) => {
                        if let Some((before, _, line, text)) = pending.take()
                            && before.labelled
                        {
                            found.push(vote(item, &before, None, line, &text));
                        }
                        pending = Some((named, counter, block.lines.0, sentence.to_owned()));
                    }
                    Step::Seconded(named) => {
                        // "This was seconded by" belongs to what was moved just before.
                        if let Some((mover, at, line, text)) = pending.take()
                            && counter - at <= 3
                        {
                            let mut vote = vote(item, &mover, Some(&named), line, &text);
                            vote.result = result(&lower_sentence);
                            found.push(vote);
                        }
                    }
                }
            }
            settle(
                &mut found,
                first_new,
                sentence,
                &lower_sentence,
                item,
                block.lines.0,
            );
        }
        named_sides(&mut found, block, blocks.get(place + 1).copied());
    }
    if let Some((before, _, line, text)) = pending
        && before.labelled
    {
        found.push(vote(item, &before, None, line, &text));
    }
    found
}

fn vote(
    item: Option<&str>,
    mover: &Named,
    seconder: Option<&Named>,
    line: usize,
    text: &str,
) -> Vote {
    Vote {
        item: item.map(str::to_owned),
        mover: Some(mover.name.clone()),
        seconder: seconder.map(|named| named.name.clone()),
        as_written: text.to_owned(),
        motion: below_names(text, seconder.unwrap_or(mover)).or_else(|| motion(text)),
        line,
        ..Vote::default()
    }
}

/// What stands behind a colon after the names: "moved by Councillor Moss and seconded by Councillor Dunn: …".
fn below_names(text: &str, last: &Named) -> Option<String> {
    let (_, rest) = text.split_once(&last.name)?;
    let motion = rest.trim_start().strip_prefix(':')?;
    let motion = motion.trim_matches([' ', ',', ';', '.', ':']);
    (!motion.is_empty()).then(|| motion.to_owned())
}

/// What a sentence says was moved: what follows "that" or "to" behind mover and seconder.
fn motion(text: &str) -> Option<String> {
    let lower_text = lower(text);
    let from = first_of(
        &lower_text,
        &["proposed", "moved", "proposal", "seconded"],
        0,
    )
    .map_or(0, |(at, length)| at + length);
    let (at, _) = first_of(&lower_text, &["that", "to"], from)?;
    let motion = text.get(at..)?;
    let end =
        first_of(&lower(motion), &["seconded", "this was"], 0).map_or(motion.len(), |(end, _)| end);
    let motion = motion.get(..end)?.trim_matches([' ', ',', ';', '.', ':']);
    (motion.split_whitespace().count() >= 3).then(|| motion.to_owned())
}

fn result(lower_sentence: &str) -> Option<String> {
    const RESULTS: [(&str, &str); 16] = [
        ("not carried", "lost"),
        ("not being carried", "lost"),
        ("was lost", "lost"),
        ("defeated", "lost"),
        ("motion fell", "lost"),
        ("unanimously", "carried unanimously"),
        ("unanimous", "carried unanimously"),
        ("carried", "carried"),
        ("resolved", "carried"),
        ("withdrew", "withdrawn"),
        ("withdrawn", "withdrawn"),
        ("agreed", "agreed"),
        ("all in favour", "agreed"),
        ("approved", "agreed"),
        ("accepted", "agreed"),
        ("adopted", "carried"),
    ];
    RESULTS
        .iter()
        .find(|(cue, _)| find(lower_sentence, cue, 0).is_some())
        .map(|(_, result)| (*result).to_owned())
}

/// Gives the last vote the result and the counts that a sentence tells.
fn settle(
    found: &mut Vec<Vote>,
    first_new: usize,
    sentence: &str,
    lower_sentence: &str,
    item: Option<&str>,
    line: usize,
) {
    if let Some((in_favour, against, abstain)) = counts(lower_sentence) {
        // The names of both sides may have been counted before the numbers are told.
        let agrees = |counted: Option<u32>, told: Option<u32>| {
            counted.is_none() || told.is_none() || counted == told
        };
        let place = put_to_the_vote(found, lower_sentence).filter(|place| {
            found.get(*place).is_some_and(|vote| {
                agrees(vote.in_favour, in_favour)
                    && agrees(vote.against, against)
                    && agrees(vote.abstain, abstain)
            })
        });
        let place = place.unwrap_or_else(|| {
            found.push(Vote {
                item: item.map(str::to_owned),
                line,
                ..Vote::default()
            });
            found.len() - 1
        });
        if let Some(vote) = found.get_mut(place) {
            vote.in_favour = in_favour.or(vote.in_favour);
            vote.against = against.or(vote.against);
            vote.abstain = abstain.or(vote.abstain);
            sentence.clone_into(&mut vote.as_written);
            vote.result = result(lower_sentence).or(vote.result.take());
        }
        return;
    }
    let tells = [
        "motion",
        "vote",
        "agreed",
        "carried",
        "resolved",
        "all in favour",
        "proposal",
    ];
    if found.len() == first_new
        && let Some(last) = found.last_mut()
        && last.result.is_none()
        && has(lower_sentence, &tells)
    {
        last.result = result(lower_sentence);
    }
}

/// Which of the votes a sentence with counts is about: after an amendment "the motion" is the one before it.
fn put_to_the_vote(found: &[Vote], lower_sentence: &str) -> Option<usize> {
    let of_amendment = |vote: &Vote| vote.as_written.to_lowercase().contains("amendment");
    let open = |vote: &Vote| vote.in_favour.is_none() && vote.against.is_none();
    let last = found.len().checked_sub(1);
    if begins(
        lower_sentence,
        &[
            "the motion",
            "the original motion",
            "the substantive motion",
            "on being put to the vote the motion",
        ],
    )
    .is_some()
    {
        return found
            .iter()
            .rposition(|vote| open(vote) && !of_amendment(vote))
            .or(last);
    }
    if has(lower_sentence, &["amendment"]) {
        return found.iter().rposition(of_amendment).or(last);
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{lines, paragraphs};

    fn votes_in(text: &str) -> Vec<Vote> {
        let lines = lines::read(text).lines;
        let blocks = paragraphs::join(&lines, &std::collections::HashSet::new());
        let blocks: Vec<&Block> = blocks.iter().collect();
        votes(None, &blocks)
    }

    fn read(text: &str) -> Vec<String> {
        let side = |count: Option<u32>| count.map_or("-".to_owned(), |count| count.to_string());
        votes_in(text)
            .into_iter()
            .map(|vote| {
                format!(
                    "{}/{} {} {} {}",
                    vote.mover.unwrap_or_default(),
                    vote.seconder.unwrap_or_default(),
                    side(vote.in_favour),
                    side(vote.against),
                    side(vote.abstain)
                )
            })
            .collect()
    }

    #[test]
    fn movers_and_seconders_are_told_in_many_ways() {
        let cases = [
            (
                "Proposed by Councillor Moss;\nSeconded by Councillor Dunn;\nAnd Resolved:\n“That it be adopted”.",
                "Councillor Moss/Councillor Dunn - - -",
            ),
            (
                "On the proposal of Councillor Moss, seconded by Councillor Dunn it was agreed to pay.",
                "Councillor Moss/Councillor Dunn - - -",
            ),
            (
                "The motion was proposed by Councillor Moss and seconded by Councillor O’Dunn.",
                "Councillor Moss/Councillor O’Dunn - - -",
            ),
            (
                "Cllr Moss proposed, seconded by Cllr Dunn, that the minutes be signed. All agreed.",
                "Cllr Moss/Cllr Dunn - - -",
            ),
            (
                "Cllr A Moss proposed and Cllr B Dunn seconded acceptance.",
                "Cllr A Moss/Cllr B Dunn - - -",
            ),
            (
                "(Proposed Cllr Moss, seconded Cllr Dunn)",
                "Cllr Moss/Cllr Dunn - - -",
            ),
            ("Prop: AM Sec: BD", "AM/BD - - -"),
            (
                "Councillor Moss noted the grant and proposed it be raised. This was seconded by Councillor Dunn and agreed.",
                "Councillor Moss/Councillor Dunn - - -",
            ),
            (
                "It was moved by Councillor Moss, seconded by Councillor Dunn and RESOLVED – That it be noted. 6 voted for, 2 against and 1 abstained.",
                "Councillor Moss/Councillor Dunn 6 2 1",
            ),
            (
                "Proposed by Cllr Moss and seconded by Cllr Dunn. The motion was carried with 37 votes for and 1 abstention.",
                "Cllr Moss/Cllr Dunn 37 - 1",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), [expected], "{text}");
        }
    }

    #[test]
    fn a_motion_stands_behind_the_colon_after_the_names() {
        let moved = "It was moved by Councillor Moss and seconded by Councillor Dunn";
        for (text, motion) in [
            (
                format!("{moved}: raise the grant to £50."),
                "raise the grant to £50",
            ),
            (
                format!("{moved} that the grant be raised."),
                "that the grant be raised",
            ),
        ] {
            assert_eq!(votes_in(&text)[0].motion.as_deref(), Some(motion));
        }
    }

    #[test]
    fn what_only_looks_like_a_vote_is_none() {
        for text in [
            "Councillor Moss proposed a walk round the village.",
            "The proposed road scheme was seen; two cars for 3 people.",
            "It was proposed that standing items could include roads.",
            "The second item was moved to June.",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_side_named_before_its_number_is_not_given_its_neighbours() {
        for (text, expected) in [
            (
                "(Vote – For: 5, Against: 0, Abstentions: 1)",
                vec!["/ 5 0 1"],
            ),
            (
                "The vote was For 5, Against 2, Abstained 1.",
                vec!["/ 5 2 1"],
            ),
            (
                "The vote was 5 for, 2 against, 1 abstention.",
                vec!["/ 5 2 1"],
            ),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_name_is_taken_once() {
        for (text, expected) in [
            (
                "Proposed A Moss seconded B Dunn that the accounts be paid",
                vec!["A Moss/B Dunn - - -"],
            ),
            (
                "Proposal: Mrs Moss proposed and Mr Dunn seconded payment of the fee.",
                vec!["Mrs Moss/Mr Dunn - - -"],
            ),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn movers_may_be_initials_in_brackets() {
        assert_eq!(
            read("Proposed (AM) & Seconded (BD) that the minutes be signed."),
            ["AM/BD - - -"]
        );
    }

    #[test]
    fn an_aside_may_part_the_mover_from_the_verb() {
        assert_eq!(
            read(
                "Councillor David Moss, as Chair, proposed and Councillor Claire Dunn seconded and, following a vote, it was:"
            ),
            ["Councillor David Moss/Councillor Claire Dunn - - -"]
        );
    }
}
