//! Cuts lines that hold several items, or a whole document, before each number that begins an item.

use std::collections::HashMap;

use super::items::begins_stock;
use super::lines::{Line, Lines};
use super::marker;
use super::text::{is_capitals, start};

/// Shorter lines hold one item.
const LONG: usize = 120;

/// Cuts long lines at the numbers inside them that rise one by one and look like headings.
pub fn unfold(lines: &mut Lines) {
    if lines.lines.iter().all(|line| line.text.len() < LONG) {
        return;
    }
    let mut cut = Vec::with_capacity(lines.lines.len());
    for line in std::mem::take(&mut lines.lines) {
        if line.text.len() < LONG || line.bullet {
            cut.push(line);
        } else {
            cut_line(line, &mut cut);
        }
    }
    lines.lines = cut;
}

struct Cut {
    at: usize,
    value: u32,
    titled: bool,
}

fn cut_line(line: Line, into: &mut Vec<Line>) {
    let mut groups: HashMap<String, Vec<Cut>> = HashMap::new();
    for (at, _) in line
        .text
        .char_indices()
        .filter(|(_, letter)| letter.is_ascii_digit() || letter.is_ascii_uppercase())
    {
        let before = line
            .text
            .get(..at)
            .and_then(|text| text.chars().next_back());
        if before.is_some_and(|letter| !letter.is_whitespace()) {
            continue;
        }
        let Some(rest) = line.text.get(at..) else {
            continue;
        };
        // As much as a marker and the first words of a title can take.
        let window = start(rest, 120);
        let Some(found) = marker::read(window) else {
            continue;
        };
        // "on item 5", "ref. 12/24": words that go on before it.
        let capital = found.rest.starts_with(|letter: char| letter.is_uppercase());
        // "… two readings. 4 Finance": a number behind the end of a sentence.
        let behind_end = found.parts.len() == 1
            && found.prefix.is_empty()
            && line
                .text
                .get(..at)
                .is_some_and(|before| before.trim_end().ends_with(['.', '?', '!']));
        let sure = at == 0 || found.named || found.sign != ' ' || behind_end;
        let [.., value] = found.parts.as_slice() else {
            continue;
        };
        if !capital || !sure || found.joints.contains('.') {
            continue;
        }
        let opening: String = found
            .rest
            .split_whitespace()
            .take(2)
            .collect::<Vec<_>>()
            .join(" ");
        let (value, fixed) = match found.parts.as_slice() {
            // "12/24": the number comes first, the year last; "24/05/3" the other way round.
            [number, year] if (18..=39).contains(year) && !(18..=39).contains(number) => {
                (*number, format!("#/{year}"))
            }
            [.., _] => (*value, found.parts.len().to_string()),
            [] => continue,
        };
        let titled = begins_stock(found.rest)
            || is_capitals(&opening)
            || start(found.rest, 60).contains([':', '–'])
            || start(found.rest, 60).contains(" - ");
        groups
            .entry(format!("{}{}{fixed}", found.prefix, found.joints))
            .or_default()
            .push(Cut { at, value, titled });
    }
    let best = groups
        .into_values()
        .map(rising)
        .max_by_key(Vec::len)
        .unwrap_or_default();
    let titled = best.iter().filter(|cut| cut.titled).count();
    if best.len() < 2 || titled * 2 < best.len() {
        into.push(line);
        return;
    }
    let mut from = 0;
    let ends = best
        .iter()
        .map(|cut| cut.at)
        .filter(|at| *at > 0)
        .chain([line.text.len()]);
    for to in ends {
        let text = line
            .text
            .get(from..to)
            .unwrap_or_default()
            .trim()
            .to_owned();
        if !text.is_empty() {
            into.push(Line {
                text,
                cut: from > 0,
                apart: line.apart || from > 0,
                ..line.clone()
            });
        }
        from = to;
    }
}

/// The longest run of cuts that rises one by one.
fn rising(cuts: Vec<Cut>) -> Vec<Cut> {
    // Per value the best run that ends with it: its length and the place of the cut.
    let mut ending: HashMap<u32, (usize, usize)> = HashMap::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(cuts.len());
    let mut best: Option<(usize, usize)> = None;
    for (place, cut) in cuts.iter().enumerate() {
        let previous = cut
            .value
            .checked_sub(1)
            .and_then(|value| ending.get(&value))
            .copied();
        let length = previous.map_or(1, |(length, _)| length + 1);
        before.push(previous.map(|(_, place)| place));
        let known = ending.get(&cut.value).map_or(0, |(length, _)| *length);
        if length > known {
            ending.insert(cut.value, (length, place));
        }
        if best.is_none_or(|(most, _)| length > most) {
            best = Some((length, place));
        }
    }
    let mut chosen = vec![false; cuts.len()];
    let mut at = best.map(|(_, place)| place);
    while let Some(place) = at {
        if let Some(choice) = chosen.get_mut(place) {
            *choice = true;
        }
        at = before.get(place).copied().flatten();
    }
    cuts.into_iter()
        .zip(chosen)
        .filter_map(|(cut, chosen)| chosen.then_some(cut))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lines;

    #[test]
    fn a_document_on_one_line_is_cut_before_its_items() {
        let text = "Moss Vale Parish Council met on 4 May 2021. 1. Apologies: Cllr Dunn. 2. Interests: none, as in 2020. \
                    3. Planning: the plan for 12 houses in 3 roads, 5 of them new, was seen. 4. Date of next meeting: 1 June.";
        let mut cut = lines::read(text);
        unfold(&mut cut);
        let starts: Vec<&str> = cut.lines.iter().map(|line| start(&line.text, 8)).collect();
        assert_eq!(
            starts,
            ["Moss Val", "1. Apolo", "2. Inter", "3. Plann", "4. Date "]
        );
    }

    #[test]
    fn a_long_line_with_numbers_in_it_stays_whole() {
        let text = "The Clerk said that there were 3. Then 17 more came, and of these 5 stayed; in all 12 were in the \
                    hall, which has room for 40. Nobody minded, and the talk went on to the roads in the village and on.";
        let mut cut = lines::read(text);
        unfold(&mut cut);
        assert_eq!(cut.lines.len(), 1);
    }

    #[test]
    fn a_number_without_a_sign_is_one_behind_a_sentence() {
        let text = "Moss Vale Parish Council met. 1. Apologies Cllr Dunn. 2. Declarations of interest None. 3. Public session \
                    There was no response from those present. 4 Finance 4.1 The audit was read. 5. Planning No plans came.";
        let mut cut = lines::read(text);
        unfold(&mut cut);
        assert_eq!(cut.lines.len(), 6);
    }
}
