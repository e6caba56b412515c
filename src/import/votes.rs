//! What was moved: who proposed and seconded it, how it went, and how many were on each side.

use super::names::{self, is_office};
use super::paragraphs::Block;
use super::proposal::Vote;
use super::text::{Word, bare, begins, find, first_of, has, lower, sentences, words};

/// Somebody named as mover or seconder, and where.
#[derive(Clone, Debug)]
struct Named {
    name: String,
    at: usize,
    end: usize,
    /// "Proposed by X" by itself, which is a vote without a seconder too.
    labelled: bool,
}

/// What a sentence tells of moving and seconding.
#[derive(Clone, Debug)]
enum Step {
    Moved(Named),
    Seconded(Named),
}

/// Phrases before the name of a mover.
const MOVED_BY: [&str; 29] = [
    "proposal",
    "proposition of",
    "motion of",
    "put forward",
    "proposed by",
    "moved by",
    "proposer:",
    "proposer",
    "proposed:",
    "prop:",
    "prop.",
    "prop",
    "on the proposal of",
    "on the proposition of",
    "on the motion of",
    "proposal of",
    "proposition of",
    "proposed",
    "moved",
    "put forward by",
    "nominated",
    "proposes",
    "moves",
    "nominated by",
    "proposal by",
    "proposal from",
    "propsed by",
    "motion by",
    "motion from",
];
const SECONDED_BY: [&str; 15] = [
    "seconds",
    "seconded by",
    "seconder:",
    "seconder",
    "seconded:",
    "sec:",
    "sec.",
    "sec",
    "2nd by",
    "2nd:",
    "2nd",
    "seconded",
    "supported by",
    "second by",
    "and seconded by",
];

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
        motion: motion(text),
        line,
        ..Vote::default()
    }
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

/// Movers and seconders of a sentence, in order.
fn steps(sentence: &str, lower_sentence: &str) -> Vec<Step> {
    let mut found: Vec<Step> = Vec::new();
    // "Proposed and seconded by A and B".
    if let Some((at, length)) = first_of(
        lower_sentence,
        &[
            "proposed and seconded by",
            "moved and seconded by",
            "proposed & seconded by",
        ],
        0,
    ) {
        let both = sentence
            .get(at + length..)
            .map(|rest| names::read(rest, None))
            .unwrap_or_default();
        if let [mover, seconder, ..] = both.as_slice() {
            let named = |entry: &names::Entry, at| Named {
                name: titled(entry),
                at,
                end: at,
                labelled: true,
            };
            return vec![
                Step::Moved(named(mover, at)),
                Step::Seconded(named(seconder, at + 1)),
            ];
        }
    }
    if let Some(both) = seconded_between(sentence, lower_sentence) {
        return both;
    }
    let mut taken = 0;
    for word in words(lower_sentence) {
        let at = word.at + word.text.len()
            - word
                .text
                .trim_start_matches(|letter: char| !letter.is_alphanumeric())
                .len();
        let Some(rest) = lower_sentence.get(at..) else {
            continue;
        };
        if at < taken {
            continue;
        }
        if begins(rest, &MOVED_BY).is_some()
            && let Some(named) = mover(sentence, lower_sentence, at)
        {
            taken = named.end;
            found.push(Step::Moved(named));
        } else if begins(rest, &SECONDED_BY).is_some()
            && let Some(named) = seconder(sentence, lower_sentence, at, taken)
        {
            taken = named.end;
            found.push(Step::Seconded(named));
        }
    }
    // "Seconded by B, proposed by A" is told backwards.
    if let [Step::Seconded(_), Step::Moved(_)] = found.as_slice() {
        found.reverse();
    }
    found
}

/// "Councillor A, seconded by Councillor B, moved that": the mover stands before the seconder.
fn seconded_between(sentence: &str, lower_sentence: &str) -> Option<Vec<Step>> {
    let (at, length) = first_of(lower_sentence, &["seconded by"], 0)?;
    let seconder = name_after(sentence, at + length, at)?;
    let after = lower_sentence
        .get(seconder.end..)?
        .trim_start_matches([' ', ',', '–', '-']);
    begins(after, &["moved", "proposed", "nominated"])?;
    let before = sentence.get(..at)?.trim_end_matches([' ', ',', '(']);
    let name = name_before(before, before.len())?;
    let mover = Named {
        name,
        at,
        end: at,
        labelled: false,
    };
    Some(vec![Step::Moved(mover), Step::Seconded(seconder)])
}

fn mover(sentence: &str, lower_sentence: &str, at: usize) -> Option<Named> {
    let rest = lower_sentence.get(at..)?;
    // The phrase may have begun before: "on the proposal of".
    let active = begins(
        rest,
        &["proposed", "moved", "nominated", "proposes", "moves"],
    )
    .is_some_and(|length| {
        rest.get(length..)
            .is_some_and(|after| !after.starts_with(':') && !after.trim_start().starts_with("by"))
    });
    // "Ann Moss proposed Ben Dunn as Chair": who stands before the verb moves.
    if active && let Some(name) = name_before(sentence, at) {
        return Some(Named {
            name,
            at,
            end: at + 5,
            labelled: false,
        });
    }
    if let Some(length) = super::text::begins(rest, &MOVED_BY) {
        if let Some(named) = name_after(sentence, at + length, at) {
            let word = rest.get(..length)?;
            // "Proposal: Mr Moss proposed that": the label names nobody.
            let told_again = word == "proposal"
                && rest
                    .get(length..)
                    .is_some_and(|after| after.starts_with(':'))
                && find(lower_sentence, "proposed", at + length).is_some();
            if told_again {
                return None;
            }
            let labelled = word.ends_with("by") || word.ends_with(':') || word.starts_with("prop");
            return Some(Named {
                labelled: labelled && !matches!(word, "proposed" | "moved"),
                ..named
            });
        }
        // "Proposed as a true record by Cllr Moss".
        let near = super::text::start(rest, 70);
        if rest.starts_with("proposed")
            && let Some(by) = find(near, "by", length)
            && find(near, "seconded", 0).is_none_or(|second| second > by)
        {
            return name_after(sentence, at + by + 2, at);
        }
    }
    None
}

/// The seconder told at a place; what stands before `taken` is a mover's name, which seconds nothing.
fn seconder(sentence: &str, lower_sentence: &str, at: usize, taken: usize) -> Option<Named> {
    let rest = lower_sentence.get(at..)?;
    let length = super::text::begins(rest, &SECONDED_BY)?;
    let active = begins(rest, &["seconded", "seconds"]).is_some_and(|length| {
        rest.get(length..)
            .is_some_and(|after| !after.starts_with(':') && !after.trim_start().starts_with("by"))
    });
    let follows_mover = taken > 0
        && sentence
            .get(taken..at)
            .is_some_and(|between| between.trim().is_empty());
    if !active || follows_mover {
        return name_after(sentence, at + length, at);
    }
    let Some(name) = name_before(sentence, at) else {
        return name_after(sentence, at + length, at);
    };
    Some(Named {
        name,
        at,
        end: at + length,
        labelled: false,
    })
}

/// The name that follows a place, with its title: up to a comma, "and" or a small word.
fn name_after(sentence: &str, from: usize, at: usize) -> Option<Named> {
    let rest = sentence.get(from..)?;
    let mut lead = rest.len()
        - rest
            .trim_start_matches([' ', ':', '-', '–', '\t', '.'])
            .len();
    // "Proposed (AH) and seconded (SB)".
    let in_brackets = rest
        .get(lead..)
        .and_then(|rest| rest.strip_prefix('('))
        .and_then(|rest| rest.split_once(')'))
        .is_some_and(|(inside, _)| {
            (2..=4).contains(&inside.len()) && inside.chars().all(char::is_uppercase)
        });
    lead += usize::from(in_brackets);
    let rest = rest.get(lead..)?;
    let mut end = 0;
    let mut kept: Vec<Word> = Vec::new();
    for word in words(rest).take(7) {
        let plain = bare(word.text);
        let lower_word = plain.to_lowercase();
        if kept.is_empty() && lower_word == "the" {
            continue;
        }
        let goes = plain.starts_with(char::is_uppercase) || is_particle(&lower_word);
        let verb = matches!(
            lower_word.as_str(),
            "seconded"
                | "and"
                | "resolved"
                | "that"
                | "proposed"
                | "sec"
                | "agreed"
                | "carried"
                | "all"
                | "it"
                | "vote"
                | "unanimous"
                | "second"
                | "seconder"
                | "motion"
        );
        if !goes || verb || !kept.is_empty() && names::is_no_name(plain) {
            break;
        }
        end = word.end();
        kept.push(word);
        let initial = plain.chars().count() <= 2
            || matches!(
                lower_word.as_str(),
                "cllr" | "mr" | "mrs" | "ms" | "dr" | "cllrs" | "miss" | "clr"
            );
        if word.text.ends_with([',', ';', ')', ':', '/']) || word.text.ends_with('.') && !initial {
            break;
        }
    }
    let written = rest.get(kept.first()?.at..end)?;
    let name = written
        .trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '(')
        .trim_end_matches('(')
        .to_owned();
    let name = if name.contains('(') && !name.contains(')') {
        name + ")"
    } else {
        name
    };
    is_person(&name).then_some(Named {
        name,
        at,
        end: from + lead + end,
        labelled: false,
    })
}

/// The name that stands before a place: right before it, or at the beginning of the sentence where "and" joins two verbs.
fn name_before(sentence: &str, at: usize) -> Option<String> {
    let before = sentence.get(..at)?.trim_end();
    // "Proposed Cllr Moss, seconded Cllr Dunn": a comma parts the verb from the name before.
    if before.ends_with([',', ';', ':', '.', '(', '/']) {
        return None;
    }
    let lower_before = lower(before);
    if [
        "was", "were", "been", "be", "is", "being", "it was", "as", "motion", "who",
    ]
    .iter()
    .any(|end| {
        lower_before.ends_with(end)
            && lower_before
                .get(..lower_before.len() - end.len())
                .is_none_or(|rest| !rest.ends_with(char::is_alphanumeric))
    }) {
        return None;
    }
    let mut kept: Vec<Word> = Vec::new();
    let all: Vec<Word> = words(before).collect();
    let joined = all
        .last()
        .is_some_and(|word| matches!(word.text, "and" | "&"));
    if joined && all.len() > 3 {
        // "Councillor A noted … and proposed": the sentence's own subject.
        for word in all.iter().take(6) {
            let plain = bare(word.text);
            if plain.starts_with(char::is_uppercase) || is_particle(&plain.to_lowercase()) {
                kept.push(*word);
            } else {
                break;
            }
        }
    } else {
        for word in all.iter().rev().take(7) {
            let plain = bare(word.text);
            let lower_word = plain.to_lowercase();
            if kept.is_empty()
                && matches!(
                    lower_word.as_str(),
                    "then" | "also" | "formally" | "has" | "had" | "therefore" | "further"
                )
            {
                continue;
            }
            let ends = !kept.is_empty()
                && (word.text.ends_with([',', ';', ':'])
                    || word.text.ends_with('.') && plain.len() > 4);
            if ends
                || !(plain.starts_with(char::is_uppercase) || is_particle(&lower_word))
                || lower_word == "and"
            {
                break;
            }
            kept.push(*word);
        }
        kept.reverse();
    }
    let (first, last) = (kept.first()?, kept.last()?);
    let name = before
        .get(first.at..last.end())?
        .trim_matches(|letter: char| !letter.is_alphanumeric())
        .to_owned();
    is_person(&name).then_some(name)
}

fn is_particle(lower: &str) -> bool {
    matches!(
        lower,
        "de" | "van" | "der" | "la" | "le" | "ní" | "ó" | "von" | "du"
    )
}

/// Whether words name somebody: a title and a name, a name, an office, or initials.
fn is_person(name: &str) -> bool {
    const NEVER: [&str; 22] = [
        "it",
        "this",
        "that",
        "motion",
        "the",
        "amendment",
        "members",
        "council",
        "all",
        "committee",
        "he",
        "she",
        "they",
        "resolution",
        "recommendation",
        "minutes",
        "planning",
        "option",
        "date",
        "proposal",
        "new",
        "item",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    let Some(first) = words.first() else {
        return false;
    };
    let lower_first = bare(first).to_lowercase();
    if NEVER.contains(&lower_first.as_str()) {
        return false;
    }
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    let initials = words.len() == 1
        && (2..=4).contains(&letters)
        && name
            .chars()
            .all(|letter| letter.is_uppercase() || letter == '.');
    let office = is_office(&name.to_lowercase());
    initials || office || !names::read(name, None).is_empty() && letters >= 3
}

fn titled(entry: &names::Entry) -> String {
    match &entry.title {
        Some(title) if !entry.name.starts_with(title.as_str()) => {
            format!("{} {}", title.trim_end_matches('s'), entry.name)
        }
        _ => entry.name.clone(),
    }
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

/// For, against and abstaining.
type Counts = (Option<u32>, Option<u32>, Option<u32>);

/// "37 votes for and 1 abstention", "For: 5 Against: 2", "6 in favour, 2 against".
fn counts(lower_sentence: &str) -> Option<Counts> {
    if let Some(sides) = by_so_many(lower_sentence) {
        return Some(sides);
    }
    let cue = has(
        lower_sentence,
        &[
            "against",
            "abstention",
            "abstentions",
            "abstained",
            "in favour",
            "votes for",
            "voted for",
            "abstain",
            "for:",
            "vote:",
        ],
    );
    if !cue {
        return None;
    }
    let words: Vec<&str> = lower_sentence.split_whitespace().collect();
    let (mut in_favour, mut against, mut abstain) = (None, None, None);
    // "For: 5, Against: 2" names the side first, "5 for, 2 against" the number.
    let side_first = words
        .iter()
        .position(|word| matches!(bare(word), "for" | "favour" | "against"))
        .is_some_and(|side| {
            words
                .iter()
                .position(|word| number(bare(word)).is_some())
                .is_some_and(|number| side < number)
        });
    for (at, word) in words.iter().enumerate() {
        let plain = bare(word);
        let slot = match plain {
            "for" | "favour" => &mut in_favour,
            "against" => &mut against,
            "abstention" | "abstentions" | "abstained" | "abstaining" | "abstain" => &mut abstain,
            _ => continue,
        };
        let number = if side_first {
            after(&words, at).or_else(|| before(&words, at))
        } else {
            before(&words, at).or_else(|| after(&words, at))
        };
        if slot.is_none() {
            *slot = number;
        }
    }
    // One number alone, for what is "for", may be anything: "2 for the price of one".
    let sides = [in_favour, against, abstain]
        .iter()
        .filter(|side| side.is_some())
        .count();
    let sure = sides >= 2
        || sides == 1
            && has(
                lower_sentence,
                &[
                    "vote",
                    "votes",
                    "voted",
                    "in favour",
                    "abstained",
                    "abstention",
                ],
            );
    sure.then_some((in_favour, against, abstain))
}

/// "by 5 votes to 2", "5 votes to 2".
fn by_so_many(lower_sentence: &str) -> Option<Counts> {
    let words: Vec<&str> = lower_sentence.split_whitespace().map(bare).collect();
    // "Carried 3-0 with 1 abstention".
    let pair = words.windows(2).find_map(|two| match two {
        [
            "carried" | "agreed" | "lost" | "vote" | "voted" | "approved" | "resolved",
            score,
        ] => {
            let (left, right) = score.split_once(['-', '–'])?;
            Some((number(left)?, number(right)?))
        }
        _ => None,
    });
    if let Some((left, right)) = pair {
        let abstain = words
            .iter()
            .position(|word| word.starts_with("abst"))
            .and_then(|at| before(&words, at));
        return Some((Some(left), Some(right), abstain));
    }
    words.windows(4).find_map(|four| match four {
        [left, "votes", "to", right] | ["by", left, "to", right] => {
            Some((Some(number(left)?), Some(number(right)?), None))
        }
        _ => None,
    })
}

fn before(words: &[&str], at: usize) -> Option<u32> {
    let mut place = at;
    for _ in 0..4 {
        place = place.checked_sub(1)?;
        let raw = words.get(place)?;
        if raw.ends_with([';', '.']) || raw.ends_with(':') {
            return None;
        }
        let word = bare(raw);
        if let Some(number) = number(word) {
            return Some(number);
        }
        let filling = [
            "votes",
            "vote",
            "members",
            "member",
            "voted",
            "voting",
            "councillors",
            "councillor",
            "were",
            "in",
            "was",
            "with",
            "cllr",
        ];
        if !filling.contains(&word) {
            return None;
        }
    }
    None
}

fn after(words: &[&str], at: usize) -> Option<u32> {
    let mut rest = words.iter().skip(at + 1);
    let word = words.get(at)?;
    let marked = word.ends_with([':', '-', '–', '=']);
    let mut next = rest.next()?;
    let mut dash = marked;
    if matches!(*next, "-" | "–" | ":" | "=") {
        dash = true;
        next = rest.next()?;
    }
    let number = number(bare(next))?;
    // "against 2" without a sign, where nothing else could be meant.
    let closes = rest.next().is_none_or(|after| {
        matches!(
            bare(after),
            "and" | "against" | "abstained" | "abstentions" | "abstain" | "in" | "for"
        ) || next.ends_with([',', ';', ')', '.'])
    });
    (dash || closes).then_some(number)
}

fn number(word: &str) -> Option<u32> {
    const WORDS: [&str; 13] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    if word.len() <= 3 && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.parse().ok();
    }
    match word {
        "no" | "nil" | "zero" => Some(0),
        _ => WORDS
            .iter()
            .position(|known| *known == word)
            .and_then(|count| u32::try_from(count).ok()),
    }
}

/// The sides of a vote whose members may be listed by name.
#[derive(Clone, Copy, Debug)]
enum Side {
    For,
    Against,
    Abstain,
}

const SIDES: [(&str, Side); 14] = [
    ("for the proposal", Side::For),
    ("for the motion", Side::For),
    ("for the amendment", Side::For),
    ("in favour", Side::For),
    ("voting for", Side::For),
    ("for", Side::For),
    ("against the proposal", Side::Against),
    ("against the motion", Side::Against),
    ("against the amendment", Side::Against),
    ("voting against", Side::Against),
    ("against", Side::Against),
    ("abstained", Side::Abstain),
    ("abstentions", Side::Abstain),
    ("abstaining", Side::Abstain),
];

/// "For the proposal: Councillors A, B": counts the names of each side.
fn named_sides(found: &mut [Vote], block: &Block, below: Option<&Block>) {
    let lower_text = lower(super::text::start(&block.text, 60));
    let Some((label, side)) = SIDES
        .iter()
        .filter(|(label, _)| begins(&lower_text, &[label]).is_some())
        .max_by_key(|(label, _)| label.len())
    else {
        return;
    };
    let Some((between, rest)) = block
        .text
        .get(label.len()..)
        .and_then(|rest| rest.split_once([':', '–']))
    else {
        return;
    };
    let between = between.trim_matches([' ', '(', ')', '-']);
    let counted = between.is_empty() || between.bytes().all(|byte| byte.is_ascii_digit());
    // "For Cllr. Moss: …": one of several who were nominated.
    let nominee = names::read(between, None)
        .into_iter()
        .next()
        .filter(|_| !counted);
    if !counted && nominee.is_none() {
        return;
    }
    let text = if rest.trim().is_empty() {
        below.map_or("", |below| below.text.as_str())
    } else {
        rest
    };
    let Some(count) = u32::try_from(names::read(text, None).len())
        .ok()
        .filter(|count| *count > 0)
    else {
        return;
    };
    let vote = match &nominee {
        Some(nominee) => {
            let surname = nominee.name.rsplit(' ').next().unwrap_or_default();
            found.iter_mut().find(|vote| {
                vote.motion
                    .as_deref()
                    .is_some_and(|motion| motion.contains(surname))
            })
        }
        None => found.last_mut(),
    };
    let Some(vote) = vote else { return };
    let slot = match side {
        Side::For => &mut vote.in_favour,
        Side::Against => &mut vote.against,
        Side::Abstain => &mut vote.abstain,
    };
    slot.get_or_insert(count);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{lines, paragraphs};

    fn read(text: &str) -> Vec<String> {
        let lines = lines::read(text).lines;
        let blocks = paragraphs::join(&lines, &std::collections::HashSet::new());
        let blocks: Vec<&Block> = blocks.iter().collect();
        let side = |count: Option<u32>| count.map_or("-".to_owned(), |count| count.to_string());
        votes(None, &blocks)
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
}
