//! Agendas in plain text, as councils publish them, read as items.
//!
//! What is numbered, timed or bulleted is an item; where nothing is, every line is. Page furniture goes, text below
//! an item becomes what the clerk is reminded of in the room. The text comes from outside: control and unseen
//! characters are taken out, nothing in it is obeyed, and reading it cannot fail.

mod line;
mod title;

use std::collections::HashMap;

use chrono::NaiveTime;

use super::agenda::Outline;
use line::{Line, Marker};

/// The longest time, in minutes, that one item is believed to take between two times of a timetable.
const LONGEST: i64 = 300;

/// The items of an agenda, in the order of the text; empty where there are none.
///
/// - "1. Apologies", "2) Interests", "Item 3 – Budget", "4 Budget", and a number alone with the title below it.
///   Numbers must rise, so that a page number or a list inside an item does not pass for one.
/// - Failing these, lines that begin with a time ("18:10 Budget"), with capitals in order ("A. Budget"), or with
///   bullets; failing these too, every line.
/// - Planned minutes are taken from "(10 minutes)", "10 mins" or "1 hour" at the end of a title, and from the
///   times of a timetable.
/// - What is customary under an item follows from its title: see [`kind_of`].
/// - "(consent)", "[consent item]" or "(en bloc)" after a title says that it is to be taken in one vote with others.
/// - "Recommendation: That …" below an item is prepared as its draft resolution.
/// - Names of those who report stay in the title, for it is not clear from a text who is meant.
pub fn read(text: &str) -> Vec<Outline> {
    let mut lines = line::lines(text);
    settle(&mut lines);
    gather(&lines)
}

pub use title::kind_of;

/// Decides which lines begin items, and takes the markers from the others.
fn settle(lines: &mut [Line]) {
    rising_numbers(lines);
    rising_letters(lines);
    let count = |lines: &[Line], wanted: fn(&Line) -> bool| {
        lines.iter().filter(|line| wanted(line)).count()
    };
    let content = count(lines, |line| !line.is_blank());
    let is_number = |line: &Line| matches!(line.marker, Marker::Number(_) | Marker::Lone(_));
    let numbers = count(lines, is_number);
    let letters = count(lines, |line| matches!(line.marker, Marker::Letter(_)));
    let timed = count(lines, |line| line.from.is_some());
    let begins: fn(&Line) -> bool = if numbers >= 2 || (numbers == 1 && content == 1) {
        |line| matches!(line.marker, Marker::Number(_) | Marker::Lone(_))
    } else if timed >= 2 {
        |line| line.from.is_some()
    } else if letters >= 2 {
        |line| matches!(line.marker, Marker::Letter(_))
    } else if bullets_are_items(lines) {
        |line| line.marker == Marker::Bullet
    } else {
        |line| !line.is_blank() && !matches!(line.marker, Marker::Bullet | Marker::Below)
    };
    for line in lines {
        line.begins = begins(line);
    }
}

/// Leaves as numbers only those that rise from line to line.
///
/// A number without a sign after it ("3 Budget", or "3" alone) must follow at once, and stands back for the same number
/// with one, for it may be a page's or begin a sentence.
fn rising_numbers(lines: &mut [Line]) {
    let sure: HashMap<u16, usize> = lines
        .iter()
        .enumerate()
        .filter_map(|(place, line)| match line.marker {
            Marker::Number(number) => Some((number, place)),
            Marker::Weak(_)
            | Marker::Lone(_)
            | Marker::Letter(_)
            | Marker::Bullet
            | Marker::Below
            | Marker::None => None,
        })
        .collect();
    let comes_later =
        |place: usize, number: u16| sure.get(&number).is_some_and(|later| *later > place);
    let mut last: Option<u16> = None;
    for (place, line) in lines.iter_mut().enumerate() {
        let (number, sure) = match line.marker {
            Marker::Number(number) => (number, true),
            Marker::Weak(number) | Marker::Lone(number) => (number, false),
            Marker::Letter(_) | Marker::Bullet | Marker::Below | Marker::None => continue,
        };
        let follows = match last {
            _ if !sure && comes_later(place, number) => false,
            None if sure => true,
            None => number == 1,
            Some(last) if sure => number > last && number <= last.saturating_add(5),
            Some(last) => number == last.saturating_add(1),
        };
        match (follows, line.marker) {
            (true, Marker::Weak(_)) => {
                line.marker = Marker::Number(number);
                last = Some(number);
            }
            (true, _) => last = Some(number),
            // Likely the number of a page.
            (false, Marker::Lone(_)) => line.make_blank(),
            (false, _) => line.make_plain(),
        }
    }
}

/// Leaves as letters only A, B, C … in order.
fn rising_letters(lines: &mut [Line]) {
    let mut next = 'A';
    for line in lines {
        let Marker::Letter(letter) = line.marker else {
            continue;
        };
        if letter == next {
            next = char::from_u32(u32::from(next) + 1).unwrap_or(next);
        } else {
            line.make_plain();
        }
    }
}

/// Bullets are items where the text begins with one, or where no plain line follows whose points they would be.
fn bullets_are_items(lines: &[Line]) -> bool {
    let is_bullet = |line: &Line| line.marker == Marker::Bullet;
    let is_plain = |line: &Line| line.marker == Marker::None && !line.is_blank();
    let Some(first) = lines.iter().position(is_bullet) else {
        return false;
    };
    let (before, after) = lines.split_at_checked(first).unwrap_or_default();
    !before.iter().any(is_plain) || !after.iter().any(is_plain)
}

/// An item while its lines are being read.
#[derive(Default)]
struct Gathered {
    title: String,
    below: Vec<String>,
    from: Option<NaiveTime>,
    until: Option<NaiveTime>,
    /// Whether the line before was the title's, so that this one may go on with it.
    open: bool,
}

fn gather(lines: &[Line]) -> Vec<Outline> {
    let mut found: Vec<Gathered> = Vec::new();
    for line in lines {
        if line.begins {
            found.push(Gathered {
                title: line.text.clone(),
                below: Vec::new(),
                from: line.from,
                until: line.until,
                open: true,
            });
            continue;
        }
        // What stands before the first item is the head of the page.
        let Some(item) = found.last_mut() else {
            continue;
        };
        if line.is_blank() {
            item.open = item.title.is_empty();
        } else if item.title.is_empty() {
            item.title.clone_from(&line.text);
            item.open = true;
        } else if item.open
            && line.marker == Marker::None
            && title::goes_on(&item.title, &line.text)
        {
            item.title.push(' ');
            item.title.push_str(&line.text);
        } else {
            item.open = false;
            item.below.push(line.text.clone());
        }
    }
    outlines(found)
}

fn outlines(found: Vec<Gathered>) -> Vec<Outline> {
    let mut items: Vec<(Outline, Option<NaiveTime>, Option<NaiveTime>)> = found
        .into_iter()
        .filter_map(|item| {
            let (title, consent) = title::consent(&item.title);
            let read = title::read(&title);
            let (prepared, below): (Vec<String>, Vec<String>) = item
                .below
                .into_iter()
                .partition(|line| title::recommendation(line).is_some());
            let outline = Outline {
                kind: kind_of(&read.words),
                title: read.words,
                planned: read.planned,
                prepared: prepared
                    .iter()
                    .filter_map(|line| title::recommendation(line))
                    .collect(),
                consent,
                prompts: below.join("\n"),
                ..Outline::default()
            };
            let until = item.until.or(read.until);
            (!outline.title.is_empty()).then_some((outline, item.from.or(read.from), until))
        })
        .collect();
    let starts: Vec<Option<NaiveTime>> = items.iter().map(|(_, from, _)| *from).collect();
    for (place, (outline, from, until)) in items.iter_mut().enumerate() {
        let end = until.or_else(|| starts.get(place + 1).copied().flatten());
        if let (None, Some(from), Some(end)) = (outline.planned, *from, end) {
            let minutes = (end - from).num_minutes();
            outline.planned = (1..=LONGEST)
                .contains(&minutes)
                .then(|| u16::try_from(minutes).ok())
                .flatten();
        }
    }
    items.into_iter().map(|(outline, _, _)| outline).collect()
}

#[cfg(test)]
mod tests;
