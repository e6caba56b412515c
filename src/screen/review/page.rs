//! The page: a document as paragraphs one below the other, wrapped as far as they are in sight.

use std::ops::Range;

use crate::editor::width_of;
use crate::export::document::{Block, Document, Labelled, ListItem, Source, Words};
use crate::minutes::exempt::Copied;
use crate::screen::draw;
use crate::theme::Tone;

/// One paragraph or point, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// A number, a bullet, a time: what stands before the words.
    lead: String,
    words: String,
    /// Where it comes from.
    pub source: Source,
    /// How it looks.
    pub tone: Tone,
    /// Whether a row is left free above it.
    apart: bool,
}

/// One row on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it says.
    pub text: String,
    /// How it looks.
    pub tone: Tone,
    /// Whether it is of the paragraph that the clerk is at.
    pub here: bool,
}

/// The paragraphs of a document, in order.
pub fn paragraphs(document: &Document, of: &Copied) -> Vec<Paragraph> {
    let is_exempt = |source| match source {
        Source::Entry(entry) => of.is_exempt(entry),
        Source::Head | Source::Roll | Source::Item(_) | Source::Template | Source::Elsewhere => {
            false
        }
    };
    let mut page = Vec::new();
    let mut after_line = false;
    for block in &document.blocks {
        let one = |lead: String, text: &Words, source, tone, apart| Paragraph {
            lead: if is_exempt(source) {
                format!("[E] {lead}")
            } else {
                lead
            },
            words: text.as_str().to_owned(),
            source,
            tone,
            apart,
        };
        let was_line = std::mem::replace(&mut after_line, matches!(block, Block::Line { .. }));
        match block {
            Block::Title { text, source } => {
                page.push(one(String::new(), text, *source, Tone::Heading, true));
            }
            Block::Line { text, source } => {
                page.push(one(String::new(), text, *source, Tone::Text, !was_line));
            }
            Block::Address { text, source } => {
                page.push(one(String::new(), text, *source, Tone::Text, true));
            }
            Block::Heading {
                level: _,
                number,
                text,
                source,
            } => {
                let lead = before(number.as_ref(), " ");
                page.push(one(lead, text, *source, Tone::Heading, true));
            }
            Block::Paragraph {
                number,
                text,
                source,
                time,
            } => {
                let lead = before(number.as_ref(), " ") + &before(time.as_ref(), "  ");
                page.push(one(lead, text, *source, Tone::Text, true));
            }
            Block::List { marks, items } => {
                for (place, ListItem { text, source, time }) in items.iter().enumerate() {
                    let mark = marks
                        .number(place)
                        .map_or_else(|| document.bullet.to_string(), |number| number.to_string());
                    let lead = format!("{mark} {}", before(time.as_ref(), "  "));
                    page.push(one(lead, text, *source, Tone::Text, place == 0));
                }
            }
            Block::FrontSheet { rows } => {
                for (place, row) in rows.iter().enumerate() {
                    let Labelled {
                        label,
                        text,
                        source,
                    } = row;
                    let lead = format!("{label}: ");
                    page.push(one(lead, text, *source, Tone::Text, place == 0));
                }
            }
            Block::Table(table) => {
                if !table.caption.is_empty() {
                    let (text, source) = (&table.caption, Source::Template);
                    page.push(one(String::new(), text, source, Tone::Text, true));
                }
                for row in &table.rows {
                    for (place, (column, cell)) in table.cells(row).enumerate() {
                        let lead = format!("{}: ", column.head.in_one_line());
                        page.push(one(lead, cell, row.source, Tone::Text, place == 0));
                    }
                }
            }
            Block::Signature { text, .. } => {
                page.push(one(String::new(), text, Source::Template, Tone::Text, true));
            }
        }
    }
    if let Some(first) = page.first_mut() {
        first.apart = false;
    }
    page
}

/// A number or a time, and what keeps it apart from the words after it.
fn before(what: Option<&impl ToString>, apart: &str) -> String {
    what.map(|what| what.to_string() + apart)
        .unwrap_or_default()
}

impl Paragraph {
    /// The rows that it takes at a width, with the free one above.
    fn rows(&self, width: u16, here: bool) -> Vec<Row> {
        let lead = draw::cut(&self.lead, usize::from(width / 3));
        let indent = width_of(&lead);
        let row = |text: String| Row {
            text,
            tone: self.tone,
            here,
        };
        let mut rows = Vec::new();
        if self.apart {
            rows.push(Row {
                text: String::new(),
                tone: Tone::Text,
                here: false,
            });
        }
        let room = width.saturating_sub(indent as u16);
        for (place, line) in draw::wrapped(&self.words, room).into_iter().enumerate() {
            rows.push(row(if place == 0 {
                format!("{lead}{line}")
            } else {
                format!("{:indent$}{line}", "")
            }));
        }
        rows
    }
}

/// Where in a page the clerk is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The paragraph.
    pub at: usize,
    /// How many of its rows are above the screen: not 0 only where it is higher than the screen.
    pub past: usize,
}

/// The rows in sight of a screen so wide and high, with the spot's paragraph whole among them where there is room.
///
/// Only these are wrapped, whatever the length of the page.
pub fn in_sight(page: &[Paragraph], spot: Spot, width: u16, height: usize) -> Vec<Row> {
    let mut below: Vec<Row> = Vec::new();
    let mut own = 0;
    for (place, paragraph) in page.iter().enumerate().skip(spot.at) {
        below.extend(paragraph.rows(width, place == spot.at));
        if place == spot.at {
            below.drain(..spot.past.min(below.len()));
            own = below.len();
        }
        if below.len() >= height {
            break;
        }
    }
    let wanted = (height / 3)
        .max(height.saturating_sub(below.len()))
        .min(height.saturating_sub(own));
    let wanted = if spot.past > 0 { 0 } else { wanted };
    let mut above: Vec<Vec<Row>> = Vec::new();
    let mut found = 0;
    for paragraph in page.get(..spot.at).unwrap_or_default().iter().rev() {
        if found >= wanted {
            break;
        }
        let rows = paragraph.rows(width, false);
        found += rows.len();
        above.push(rows);
    }
    let above = above.into_iter().rev().flatten();
    let mut rows: Vec<Row> = above.skip(found.saturating_sub(wanted)).collect();
    rows.extend(below);
    rows.truncate(height);
    rows
}

/// One step down: the next paragraph, or further down in one that is higher than the screen.
pub fn down(page: &[Paragraph], spot: Spot, width: u16, height: usize) -> Spot {
    let rows = page
        .get(spot.at)
        .map_or(0, |paragraph| paragraph.rows(width, true).len());
    if rows.saturating_sub(spot.past) > height {
        let past = spot.past + height.saturating_sub(1).max(1);
        return Spot { past, ..spot };
    }
    if spot.at + 1 < page.len() {
        return Spot {
            at: spot.at + 1,
            past: 0,
        };
    }
    spot
}

/// One step up.
pub fn up(spot: Spot, height: usize) -> Spot {
    if spot.past > 0 {
        let past = spot.past.saturating_sub(height.saturating_sub(1).max(1));
        return Spot { past, ..spot };
    }
    Spot {
        at: spot.at.saturating_sub(1),
        past: 0,
    }
}

/// A screenful down or up.
pub fn leaf(page: &[Paragraph], spot: Spot, width: u16, height: usize, forward: bool) -> Spot {
    let mut rows = 0;
    let mut to = spot;
    while rows + 1 < height {
        let next = if forward {
            down(page, to, width, height)
        } else {
            up(to, height)
        };
        if next == to || next.at == to.at {
            // The end of the page, or a paragraph that fills the screen by itself.
            return next;
        }
        let crossed: Range<usize> = to.at.min(next.at)..to.at.max(next.at);
        rows += page
            .get(crossed)
            .unwrap_or_default()
            .iter()
            .map(|paragraph| paragraph.rows(width, false).len())
            .sum::<usize>();
        to = next;
    }
    to
}
