//! Finds the items of business: the run of numbers that are headings and not a list inside an item, and where nothing
//! is numbered, the headings by their looks.

use std::collections::HashMap;

use super::lines::Line;
use super::marker::{self, Marker};
use super::text::{begins, is_capitals, is_ended, lower, start};

/// Where an item begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Which of the lines, from 0.
    pub place: usize,
    /// Its number as printed.
    pub number: Option<String>,
    /// What follows the number on its line; empty where the number stands alone.
    pub rest: String,
    /// Whether the number stands alone and the next line is the title.
    pub alone: bool,
}

/// How deep lists may lie in lists.
const DEEPEST: usize = 6;

/// Titles that minutes have nearly everywhere, as they begin.
const STOCK: [&str; 58] = [
    "apolog",
    "attendance",
    "present",
    "declaration",
    "disclosure",
    "to receive",
    "to approve",
    "to consider",
    "to note",
    "to discuss",
    "to agree",
    "to confirm",
    "minutes",
    "matters arising",
    "public",
    "open forum",
    "chair",
    "clerk",
    "correspondence",
    "planning",
    "finance",
    "financial",
    "accounts",
    "payments",
    "highways",
    "any other",
    "aob",
    "a.o.b",
    "date of",
    "next meeting",
    "reports",
    "report",
    "urgent",
    "election",
    "welcome",
    "police",
    "county c",
    "district c",
    "borough c",
    "exclusion",
    "adoption",
    "notice of motion",
    "question",
    "confirmation",
    "votes of",
    "work programme",
    "forward plan",
    "items for",
    "update",
    "approval",
    "community",
    "parish",
    "town",
    "dispensation",
    "close",
    "closure",
    "introductions",
    "action",
];

struct Candidate<'l> {
    place: usize,
    marker: Marker<'l>,
    /// From -1 to about 2: how much it looks like a heading.
    quality: f32,
    style: u8,
}

/// The items of a text.
pub fn find(lines: &[Line]) -> Vec<Heading> {
    let candidates: Vec<Candidate> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| {
            !line.bullet
                || line
                    .text
                    .starts_with(|letter: char| letter.is_ascii_digit())
        })
        .filter_map(|(place, line)| {
            let marker = marker::read(&line.text)?;
            let next = lines.get(place + 1);
            let quality = quality(line, &marker, next);
            let style = style(line, &marker);
            Some(Candidate {
                place,
                marker,
                quality,
                style,
            })
        })
        .collect();
    let runs = runs(&candidates);
    let unnumbered = by_looks(lines);
    // A list inside an item must not pass for the items where there are headings.
    let looks_worth: f32 = unnumbered
        .iter()
        .filter_map(|heading| lines.get(heading.place))
        .map(|line| {
            1.0 + if line.strong { 0.5 } else { 0.0 }
                + if begins_stock(&line.text) { 0.6 } else { 0.0 }
        })
        .sum();
    let best = runs
        .into_iter()
        .map(|run| (worth(&run, &candidates), run))
        .max_by(|(left, _), (right, _)| left.total_cmp(right));
    match best {
        Some((worth, run))
            if worth > 1.4
                && (worth >= looks_worth || run.len() > unnumbered.len() && run.len() >= 6) =>
        {
            run.into_iter()
                .filter_map(|at| candidates.get(at))
                .map(|candidate| Heading {
                    place: candidate.place,
                    number: Some(candidate.marker.written.to_owned()),
                    rest: title_behind(&candidate.marker).to_owned(),
                    alone: candidate.marker.rest.is_empty(),
                })
                .collect()
        }
        _ => unnumbered,
    }
}

/// What follows a number, without a second one: "C48/23  1.  APOLOGIES" counts the year's minutes and the agenda's items.
fn title_behind<'l>(marker: &Marker<'l>) -> &'l str {
    let compound = !marker.prefix.is_empty() || !marker.joints.is_empty();
    marker::read(marker.rest)
        .filter(|inner| {
            compound
                && inner.parts.len() == 1
                && inner.prefix.is_empty()
                && matches!(inner.sign, '.' | ')')
                && !inner.rest.is_empty()
        })
        .map_or(marker.rest, |inner| inner.rest)
}

fn worth(run: &[usize], candidates: &[Candidate]) -> f32 {
    run.iter()
        .filter_map(|at| candidates.get(*at))
        .map(|candidate| 1.0 + candidate.quality)
        .sum()
}

/// How much a numbered line looks like the heading of an item.
fn quality(line: &Line, marker: &Marker, next: Option<&Line>) -> f32 {
    let words = if marker.rest.is_empty() {
        next.map_or("", |next| next.text.as_str())
    } else {
        marker.rest
    };
    let mut quality = 0.0;
    let Some(first) = words.chars().next() else {
        return -0.9;
    };
    if first.is_lowercase() {
        quality -= 0.9;
    }
    if line.strong || marker.rest.is_empty() && next.is_some_and(|next| next.strong) {
        quality += 0.5;
    }
    let opening: String = words
        .split_whitespace()
        .take(3)
        .collect::<Vec<_>>()
        .join(" ");
    if is_capitals(&opening) {
        quality += 0.4;
    }
    if begins_stock(words) {
        quality += 0.6;
    }
    let short = words.chars().count() <= 70;
    if short && !is_ended(words) {
        quality += 0.2;
    }
    if start(words, 90).contains([':', '–', '\t']) {
        quality += 0.1;
    }
    if line.apart {
        quality += 0.15;
    }
    if marker.named {
        quality += 0.4;
    }
    // A number in the middle of a wrapped sentence.
    if marker.sign == ' ' && !is_capitals(&opening) && !line.apart {
        quality -= 0.6;
    }
    if marker.parts.len() == 1
        && marker.prefix.is_empty()
        && marker.sign == ' '
        && words.len() > 140
        && !is_capitals(&opening)
    {
        quality -= 0.4;
    }
    if marker.joints.contains('.') {
        quality -= 0.5;
    }
    quality
}

/// Whether a title begins as minutes' titles do.
pub fn begins_stock(words: &str) -> bool {
    let lower = lower(start(words, 40));
    let lower = lower.trim_start_matches("the ");
    STOCK.iter().any(|stock| lower.starts_with(stock))
}

/// What candidates of one level have in common, as bits.
fn style(line: &Line, marker: &Marker) -> u8 {
    let opening: String = marker
        .rest
        .split_whitespace()
        .take(2)
        .collect::<Vec<_>>()
        .join(" ");
    let bits = [
        line.strong,
        is_capitals(&opening),
        line.indent >= 3,
        marker.sign == '.',
        marker.sign == ')',
        marker.sign == '\t' || line.text.contains('\t'),
        line.apart,
        marker.rest.is_empty(),
    ];
    bits.iter()
        .fold(0, |style, bit| style << 1 | u8::from(*bit))
}

fn likeness(left: u8, right: u8) -> u32 {
    8 - (left ^ right).count_ones()
}

/// All rising runs of numbers of one form.
///
/// The lines of one form are read downwards with a stack: a number that follows goes on with the run it fits best,
/// and so closes those inside it; a number that does not follow begins a list inside.
fn runs(candidates: &[Candidate]) -> Vec<Vec<usize>> {
    let mut groups: HashMap<String, Vec<(usize, u32)>> = HashMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let marker = &candidate.marker;
        for varying in 0..marker.parts.len() {
            let last = varying + 1 == marker.parts.len();
            // "3.19" may be the third item of 2019; else a point parts an item and what is under it.
            let of_year = marker.parts.len() == 2
                && marker
                    .parts
                    .get(1)
                    .is_some_and(|year| (10..=39).contains(year));
            if !last && marker.joints.contains('.') && !of_year {
                continue;
            }
            let mut key = marker.prefix.to_owned();
            for (place, part) in marker.parts.iter().enumerate() {
                if place == varying {
                    key.push('#');
                } else {
                    key.push_str(&part.to_string());
                }
                key.push_str(marker.joints.get(place..=place).unwrap_or_default());
            }
            let Some(value) = marker.parts.get(varying) else {
                continue;
            };
            groups.entry(key).or_default().push((at, *value));
        }
    }
    let mut keys: Vec<&String> = groups.keys().collect();
    keys.sort_unstable();
    let mut found = Vec::new();
    for key in keys {
        if let Some(members) = groups.get(key) {
            runs_of(members, candidates, &mut found);
        }
    }
    found
}

struct Run {
    members: Vec<usize>,
    last: u32,
}

fn runs_of(members: &[(usize, u32)], candidates: &[Candidate], found: &mut Vec<Vec<usize>>) {
    let mut open: Vec<Run> = Vec::new();
    for &(at, value) in members {
        let Some(candidate) = candidates.get(at) else {
            continue;
        };
        let mut best: Option<(u32, usize)> = None;
        for (level, run) in open.iter().enumerate() {
            let step = i64::from(value) - i64::from(run.last);
            let alike = run
                .members
                .iter()
                .rev()
                .take(3)
                .filter_map(|member| candidates.get(*member))
                .map(|member| likeness(member.style, candidate.style))
                .max()
                .unwrap_or(0);
            let fits = match step {
                1 => 100 + alike * 10,
                2..=4 if candidate.quality > 0.3 && alike >= 6 => 40 + alike * 10,
                // A number given twice is a slip, if it looks like a heading.
                0 if candidate.marker.letter.is_some() => 100 + alike * 10,
                0 if candidate.quality > 0.7 && alike >= 7 => 30 + alike * 10,
                _ => continue,
            };
            if best.is_none_or(|(most, _)| fits >= most) {
                best = Some((fits, level));
            }
        }
        match best {
            Some((_, level)) => {
                for closed in open.drain(level + 1..) {
                    found.push(closed.members);
                }
                if let Some(run) = open.last_mut() {
                    run.members.push(at);
                    run.last = value;
                }
            }
            None => {
                if open.len() == DEEPEST
                    && let Some(closed) = open.pop()
                {
                    found.push(closed.members);
                }
                open.push(Run {
                    members: vec![at],
                    last: value,
                });
            }
        }
    }
    found.extend(open.into_iter().map(|run| run.members));
}

/// Headings of minutes without numbers: a known title, or a short line that stands out.
fn by_looks(lines: &[Line]) -> Vec<Heading> {
    let strong = lines
        .iter()
        .filter(|line| line.strong && line.text.len() <= 90)
        .count();
    let capitals = lines
        .iter()
        .filter(|line| is_title(line) && is_capitals(&line.text))
        .count();
    let run_in: Vec<usize> = (0..lines.len())
        .filter(|place| lines.get(*place).is_some_and(capitals_then_text))
        .collect();
    let many_run_in = run_in.len() >= 4;
    // A list of the page's turned the numbers of its headings into points: "- PLANNING APPLICATIONS".
    let pointed = |line: &Line| {
        line.bullet
            && line.text.len() <= 90
            && is_capitals(&line.text)
            && line
                .text
                .chars()
                .filter(|letter| letter.is_alphabetic())
                .count()
                >= 6
    };
    let many_pointed = lines.iter().filter(|line| pointed(line)).count() >= 4;
    let mut found: Vec<(usize, bool)> = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        if many_run_in && capitals_then_text(line) {
            found.push((place, begins_stock(&line.text)));
            continue;
        }
        if many_pointed && pointed(line) {
            found.push((place, begins_stock(&line.text)));
            continue;
        }
        let Some((stock, run_in)) = title_alone(line) else {
            continue;
        };
        let next_is_text = lines
            .get(place + 1)
            .is_some_and(|next| next.text.len() > line.text.len() || !next.strong);
        let stands_out = line.strong || is_capitals(&line.text) && strong < capitals;
        if stock && (line.apart || stands_out || run_in) || stands_out && line.apart && next_is_text
        {
            found.push((place, stock));
        }
    }
    // The head of the page stands out too: items begin at the first stock title.
    let Some(first) = found.iter().position(|(_, stock)| *stock) else {
        return Vec::new();
    };
    // "Apologies:" above minutes without any headings is none.
    if found.len() - first < 3 {
        return Vec::new();
    }
    found
        .into_iter()
        .skip(first)
        .filter_map(|(place, _)| {
            Some(Heading {
                place,
                number: None,
                rest: lines.get(place)?.text.clone(),
                alone: false,
            })
        })
        .collect()
}

/// "FINANCE. A cheque was signed": a title in capitals with its text on the line.
fn capitals_then_text(line: &Line) -> bool {
    const NEVER: [&str; 7] = [
        "present",
        "in attendance",
        "resolved",
        "signed",
        "minutes of",
        "action",
        "recommended",
    ];
    let (title, rest) = super::titles::split(&line.text);
    line.apart
        && !line.bullet
        && marker::read(&line.text).is_none()
        && is_capitals(title)
        && title
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .count()
            >= 4
        && title.len() <= 80
        && rest.len() > 12
        && begins(&lower(title), &NEVER).is_none()
        && begins(&lower(&line.text), &NEVER).is_none()
}

fn is_title(line: &Line) -> bool {
    line.text.chars().count() <= 90 && !line.bullet && !line.text.ends_with(['.', ';', ','])
}

/// Whether a line may be a title by itself: whether it is a stock one, and whether text follows on the line.
fn title_alone(line: &Line) -> Option<(bool, bool)> {
    const NEVER: [&str; 24] = [
        "present",
        "in attendance",
        "signed",
        "resolved",
        "proposed",
        "seconded",
        "action",
        "and resolved",
        "reply",
        "decision",
        "decisions",
        "vote",
        "noted",
        "note",
        "agreed",
        "approved",
        "recommended",
        "minutes of",
        "the meeting",
        "for the",
        "against the",
        "chair",
        "date:",
        "page",
    ];
    const SURE: [&str; 28] = [
        "apologies",
        "apologies for absence",
        "declarations of interest",
        "declaration of interest",
        "declarations of interests",
        "minutes of the last meeting",
        "minutes of previous meeting",
        "minutes of the previous meeting",
        "matters arising",
        "public participation",
        "public forum",
        "public session",
        "clerk's report",
        "clerks report",
        "clerk’s report",
        "chairman's report",
        "chair's report",
        "correspondence",
        "planning",
        "planning applications",
        "finance",
        "accounts for payment",
        "any other business",
        "aob",
        "date of next meeting",
        "next meeting",
        "county councillor's report",
        "highways",
    ];
    if line.bullet || marker::read(&line.text).is_some() {
        return None;
    }
    let (title, run_in) = match line.text.split_once([':', '\t']) {
        Some((title, rest)) if !rest.trim().is_empty() => (title, true),
        _ => (line.text.as_str(), false),
    };
    let lower = lower(title.trim().trim_end_matches([':', '.', '-', '–']));
    if title.len() > 90 || begins(&lower, &NEVER).is_some() && !lower.starts_with("minutes of the ")
    {
        return None;
    }
    let stock = SURE.contains(&lower.as_str())
        || SURE.iter().any(|sure| {
            sure.len() >= 9 && lower.starts_with(sure) && lower.len() <= sure.len() + 12
        });
    if run_in {
        return stock.then_some((true, true));
    }
    is_title(line).then_some((stock, false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lines;

    fn titles(text: &str) -> Vec<String> {
        find(&lines::read(text).lines)
            .into_iter()
            .map(|heading| heading.rest)
            .collect()
    }

    #[test]
    fn points_in_capitals_are_headings() {
        let text = "PRESENT: Cllr Moss\n- PUBLIC SESSION\nA lorry came by.\n- NOVEMBER MINUTES\nAgreed\n- VILLAGE PROJECTS\n\
                    The hall is dear.\n- PLANNING APPLICATIONS\nNone came.";
        assert_eq!(
            titles(text),
            [
                "PUBLIC SESSION",
                "NOVEMBER MINUTES",
                "VILLAGE PROJECTS",
                "PLANNING APPLICATIONS"
            ]
        );
    }

    #[test]
    fn a_second_number_is_no_part_of_the_title() {
        let text = "C048/23      1.         APOLOGIES FOR ABSENCE.\n\nNone\n\nC049/23      2.         DECLARATIONS\n\nNone\n\nC050/23      3.         PUBLIC QUESTIONS.\n\nNone";
        assert_eq!(
            titles(text),
            [
                "APOLOGIES FOR ABSENCE.",
                "DECLARATIONS",
                "PUBLIC QUESTIONS."
            ]
        );
    }
}
