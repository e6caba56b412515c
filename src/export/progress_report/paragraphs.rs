//! The paragraphs of a report, numbered, with headings, points and tables between them.

use std::collections::BTreeSet;

use super::Checked;
use crate::export::document::{Block, Column, Number, Row, Source, Table, Words};
use crate::export::page::Page;
use crate::minutes::writing::{Part, Report};

/// Writes them, and answers with the numbers that there are. What may refer to a paragraph is added to `checked`.
pub(super) fn write(
    page: &mut Page<'_>,
    written: &Report,
    checked: &mut Vec<Checked>,
) -> BTreeSet<String> {
    let mut there = BTreeSet::new();
    let (mut section, mut paragraph) = (0_u32, 0_u32);
    let mut rest = written.body.as_slice();
    // Where somebody reads of a text that has no number of its own.
    let mut last = "the text".to_owned();
    while let [part, after @ ..] = rest {
        rest = after;
        match part {
            Part::Section(text) => {
                section += 1;
                paragraph = 0;
                let number = Number::new("", section, ".0");
                there.insert(format!("{section}.0"));
                page.push(Block::Heading {
                    level: 1,
                    number: Some(number),
                    text: Words::new(text),
                    source: Source::Head,
                });
            }
            Part::Heading(text) => page.heading(2, text, Source::Head),
            Part::Paragraph(text) => {
                paragraph += 1;
                let number = if section == 0 {
                    Number::new("", paragraph, ".")
                } else {
                    Number::new(&format!("{section}."), paragraph, "")
                };
                let shown = number.to_string();
                last = format!("paragraph {}", shown.trim_end_matches('.'));
                there.insert(shown);
                checked.push((text.clone(), last.clone()));
                page.push(Block::Paragraph {
                    number: Some(number),
                    text: Words::new(text),
                    source: Source::Head,
                    time: None,
                });
            }
            Part::Unnumbered(text) => {
                checked.push((text.clone(), format!("the text below {last}")));
                page.paragraph(text, Source::Head);
            }
            Part::Point(_) => {
                let points = run(part, &mut rest, |part| match part {
                    Part::Point(text) => Some(text.clone()),
                    Part::Section(_)
                    | Part::Heading(_)
                    | Part::Paragraph(_)
                    | Part::Unnumbered(_)
                    | Part::Row(_) => None,
                });
                for text in &points {
                    checked.push((text.clone(), format!("the points below {last}")));
                }
                page.points(points.into_iter().map(|text| (text, Source::Head)));
            }
            Part::Row(_) => {
                let rows = run(part, &mut rest, |part| match part {
                    Part::Row(cells) => Some(cells.clone()),
                    Part::Section(_)
                    | Part::Heading(_)
                    | Part::Paragraph(_)
                    | Part::Unnumbered(_)
                    | Part::Point(_) => None,
                });
                for text in rows.iter().flatten() {
                    checked.push((text.clone(), format!("the table below {last}")));
                }
                page.push(Block::Table(table(&rows)));
            }
        }
    }
    there
}

/// Paragraphs without numbers, and points where lines begin with "- ".
pub(super) fn plain(page: &mut Page<'_>, text: &str, source: Source) {
    let mut points = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("- ") {
            points.push((text.to_owned(), source));
        } else {
            page.points(std::mem::take(&mut points));
            page.paragraph(line, source);
        }
    }
    page.points(points);
}

/// The first and those that follow it, as long as they are of its sort.
fn run<T>(first: &Part, rest: &mut &[Part], of: impl Fn(&Part) -> Option<T>) -> Vec<T> {
    let mut found: Vec<T> = of(first).into_iter().collect();
    while let [next, after @ ..] = *rest {
        let Some(one) = of(next) else { break };
        found.push(one);
        *rest = after;
    }
    found
}

/// The first row is that of the headings.
fn table(rows: &[Vec<String>]) -> Table {
    let (head, rows) = rows
        .split_first()
        .map_or((&[][..], rows), |(head, rows)| (head, rows));
    let widest = |place: usize| {
        let cells = rows.iter().filter_map(|row| row.get(place));
        let letters = cells.map(|cell| cell.chars().count()).max().unwrap_or(1);
        u16::try_from(letters.clamp(1, 60)).unwrap_or(1)
    };
    Table {
        columns: head
            .iter()
            .enumerate()
            .map(|(place, head)| Column {
                head: Words::new(head),
                share: widest(place).max(10),
            })
            .collect(),
        rows_are_headed: true,
        rows: rows
            .iter()
            .map(|cells| Row {
                cells: cells.iter().map(|cell| Words::new(cell)).collect(),
                source: Source::Head,
            })
            .collect(),
        ..Table::default()
    }
}
