//! The blocks of a document as rows, and as the structure that a screen reader follows.

use std::num::NonZeroU16;

use krilla::tagging::{ListNumbering, Tag, TagKind};

use super::flow::{Piece, Row, Rule};
use super::lines::lines;
use super::type_face::{Faces, Weight};
use crate::export::document::{Block, Document, ListItem, Marks, Number, Words};

/// Size of the type of paragraphs, in points.
pub(super) const BODY: f32 = 11.0;
/// Height of a line against the size of its type.
const LEADING: f32 = 1.32;
/// Where a line of writing stands in its row, against the size of the type.
const BASELINE: f32 = 0.98;
/// How far words are set in after a bullet, after a number, after the number of a paragraph.
const AFTER_BULLET: f32 = 20.0;
const AFTER_NUMBER: f32 = 28.0;
const AFTER_PARAGRAPH_NUMBER: f32 = 36.0;

/// A node of the structure.
pub(super) struct Node {
    pub tag: TagKind,
    pub kids: Vec<Kid>,
}

/// What a node holds.
pub(super) enum Kid {
    Node(Node),
    /// What is written as one leaf, by number.
    Leaf(usize),
}

/// A heading, for the table of contents that a viewer shows.
pub(super) struct Heading {
    /// 1 for the title.
    pub level: u8,
    pub text: String,
}

/// A document laid out, before it is broken into pages.
pub(super) struct Laid {
    pub rows: Vec<Row>,
    /// The rows of the head of each table.
    pub heads: Vec<Vec<Row>>,
    pub nodes: Vec<Node>,
    pub headings: Vec<Heading>,
    pub leaves: usize,
}

/// Lays out all blocks in a width.
pub(super) fn laid(document: &Document, faces: &Faces, width: f32) -> Laid {
    let mut layout = Layout {
        faces,
        width,
        titled: false,
        level: 0,
        laid: Laid {
            rows: Vec::new(),
            heads: Vec::new(),
            nodes: Vec::new(),
            headings: Vec::new(),
            leaves: 0,
        },
    };
    layout.mark(&document.furniture.marks());
    let main = document.main_heading();
    if main.is_none() {
        layout.title(&document.title);
    }
    let mut blocks = document.blocks.iter().enumerate().peekable();
    let (mut was_line, mut was_table, mut was_signature) = (false, false, false);
    while let Some((place, block)) = blocks.next() {
        let first = layout.laid.rows.len();
        match block {
            Block::Heading { text, .. } if main == Some(place) => layout.subject(text),
            Block::Signature { text, ruled } => layout.signature(text, *ruled, !was_signature),
            Block::List { marks, items } if document.is_set_in(place) => {
                layout.list(marks, items, AFTER_PARAGRAPH_NUMBER);
            }
            block => layout.block(block, was_line),
        }
        was_signature = matches!(block, Block::Signature { .. });
        if was_table && let Some(below) = layout.laid.rows.get_mut(first) {
            below.above += 6.0;
        }
        was_line = matches!(block, Block::Line { .. });
        was_table = matches!(block, Block::Table(_) | Block::FrontSheet { .. });
        // Who signs is not left alone on a page, and a list not without what leads in to it.
        let keeps = matches!(
            blocks.peek(),
            Some((
                _,
                Block::Signature { .. }
                    | Block::List { .. }
                    | Block::Table(_)
                    | Block::FrontSheet { .. }
            ))
        );
        if keeps
            && layout.laid.rows.len() > first
            && let Some(last) = layout.laid.rows.last_mut()
        {
            last.stays = true;
        }
    }
    layout.laid
}

pub(super) struct Layout<'a> {
    pub(super) faces: &'a Faces,
    /// Width of the text.
    pub(super) width: f32,
    /// Whether the title has been written; further lines of it are no headings of the first level.
    titled: bool,
    /// The level of the last heading, 1 for the title: no level is left out on the way down.
    level: u8,
    pub(super) laid: Laid,
}

/// How some words are set.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub size: f32,
    pub weight: Weight,
    /// From the left edge.
    pub indent: f32,
    pub width: f32,
    /// Room above.
    pub above: f32,
}

impl Layout<'_> {
    pub(super) fn style(&self, size: f32, above: f32) -> Style {
        Style {
            size,
            weight: Weight::Regular,
            indent: 0.0,
            width: self.width,
            above,
        }
    }

    pub(super) fn leaf(&mut self) -> usize {
        self.laid.leaves += 1;
        self.laid.leaves - 1
    }

    /// Rows that say the words, all of one leaf.
    pub(super) fn rows(&self, words: &Words, style: Style, leaf: usize) -> Vec<Row> {
        let face = self.faces.of(style.weight);
        let lines = lines(words, face, style.size, style.width);
        let count = lines.len();
        lines
            .into_iter()
            .enumerate()
            .map(|(place, text)| Row {
                above: if place == 0 { style.above } else { 0.0 },
                height: style.size * LEADING,
                pieces: vec![piece(text, style, leaf)],
                // Neither the first line of a paragraph nor the last stands alone on a page.
                stays: count > 1 && (place == 0 || place + 2 == count),
                ..Row::default()
            })
            .collect()
    }

    fn push(&mut self, tag: impl Into<TagKind>, leaves: Vec<usize>, rows: Vec<Row>) {
        if rows.is_empty() {
            return;
        }
        self.laid.rows.extend(rows);
        self.laid.nodes.push(Node {
            tag: tag.into(),
            kids: leaves.into_iter().map(Kid::Leaf).collect(),
        });
    }

    fn plain(&mut self, words: &Words, style: Style) {
        let leaf = self.leaf();
        let rows = self.rows(words, style, leaf);
        self.push(Tag::P, vec![leaf], rows);
    }

    /// The mark of a draft once as a part of the text: what stands at the heads of pages is not read out.
    fn mark(&mut self, mark: &Words) {
        let bold = Style {
            weight: Weight::Bold,
            ..self.style(BODY, 0.0)
        };
        self.plain(mark, bold);
    }

    fn block(&mut self, block: &Block, was_line: bool) {
        match block {
            Block::Title { text, .. } => self.title(text),
            Block::Line { text, .. } => {
                let above = if was_line { 3.0 } else { 10.0 };
                self.plain(text, self.style(BODY, above));
            }
            Block::Address { text, .. } => {
                let first = self.laid.rows.len();
                self.plain(text, self.style(BODY, 12.0));
                for row in self.laid.rows.iter_mut().skip(first) {
                    row.stays = true;
                }
                if let Some(last) = self.laid.rows.last_mut() {
                    last.stays = false;
                }
            }
            Block::Heading {
                level,
                number,
                text,
                ..
            } => self.heading(*level, number.as_ref(), text),
            Block::Paragraph {
                number, text, time, ..
            } => {
                let text = timed(time.as_ref(), text);
                let style = self.style(BODY, 7.0);
                match number {
                    None => self.plain(&text, style),
                    Some(number) => {
                        let label = self.leaf();
                        let leaf = self.leaf();
                        let number = format!("{number} ");
                        let rows = self.labelled(
                            &number,
                            label,
                            &text,
                            leaf,
                            style,
                            AFTER_PARAGRAPH_NUMBER,
                        );
                        self.push(Tag::P, vec![label, leaf], rows);
                    }
                }
            }
            Block::List { marks, items } => self.list(marks, items, 0.0),
            Block::FrontSheet { rows } => self.front_sheet(rows),
            Block::Table(table) => self.table(table),
            Block::Signature { text, ruled } => self.signature(text, *ruled, true),
        }
    }

    fn title(&mut self, text: &Words) {
        let style = Style {
            weight: Weight::Bold,
            ..self.style(16.0, 14.0)
        };
        if self.titled {
            self.plain(text, style);
            return;
        }
        self.titled = true;
        self.headed(1, text.in_one_line(), |layout| {
            let leaf = layout.leaf();
            (vec![leaf], layout.rows(text, style, leaf))
        });
    }

    /// What a letter is about: the heading above all others, no larger than others are.
    fn subject(&mut self, text: &Words) {
        let style = Style {
            weight: Weight::Bold,
            ..self.style(13.0, 18.0)
        };
        self.titled = true;
        self.headed(1, text.in_one_line(), |layout| {
            let leaf = layout.leaf();
            (vec![leaf], layout.rows(text, style, leaf))
        });
    }

    fn heading(&mut self, level: u8, number: Option<&Number>, text: &Words) {
        let (size, above) = match level {
            0 | 1 => (13.0, 18.0),
            2 => (11.5, 13.0),
            _ => (10.0, 11.0),
        };
        let weight = Weight::Bold;
        let style = Style {
            weight,
            ..self.style(size, above)
        };
        let text = Words::new(&text.in_one_line());
        let spoken = match number {
            Some(number) => format!("{number} {text}"),
            None => text.to_string(),
        };
        self.headed(level + 1, spoken, |layout| {
            let leaf = layout.leaf();
            let rows = match number {
                None => layout.rows(&text, style, leaf),
                Some(number) => layout.labelled(
                    &format!("{number} "),
                    leaf,
                    &text,
                    leaf,
                    style,
                    AFTER_NUMBER,
                ),
            };
            (vec![leaf], rows)
        });
    }

    fn headed(
        &mut self,
        level: u8,
        text: String,
        rows: impl FnOnce(&mut Self) -> (Vec<usize>, Vec<Row>),
    ) {
        let (leaves, mut rows) = rows(self);
        stay(&mut rows);
        if let Some(first) = rows.first_mut() {
            first.heading = Some(self.laid.headings.len());
        } else {
            return;
        }
        self.level = level.clamp(1, self.level + 1);
        let tag = NonZeroU16::new(u16::from(self.level)).unwrap_or(NonZeroU16::MIN);
        self.push(Tag::Hn(tag, Some(text.clone())), leaves, rows);
        let level = self.level;
        self.laid.headings.push(Heading { level, text });
    }

    /// Words set in behind a label in their first line.
    fn labelled(
        &self,
        label: &str,
        label_leaf: usize,
        words: &Words,
        leaf: usize,
        style: Style,
        usual: f32,
    ) -> Vec<Row> {
        let wide = self.faces.of(style.weight).width(label, style.size);
        let indent = if wide > usual { wide } else { usual };
        let inner = Style {
            indent: style.indent + indent,
            width: style.width - indent,
            ..style
        };
        let mut rows = self.rows(words, inner, leaf);
        if let Some(first) = rows.first_mut() {
            first
                .pieces
                .insert(0, piece(label.to_owned(), style, label_leaf));
        }
        rows
    }

    /// A list whose marks stand so far from the left edge.
    fn list(&mut self, marks: &Marks, items: &[ListItem], indent: f32) {
        let numbering = match marks {
            Marks::Bullets => ListNumbering::Disc,
            Marks::Numbers(_) => ListNumbering::Decimal,
        };
        let usual = match marks {
            Marks::Bullets => AFTER_BULLET,
            Marks::Numbers(_) => AFTER_NUMBER,
        };
        let mut points = Vec::new();
        for (place, ListItem { text, time, .. }) in items.iter().enumerate() {
            let label = marks
                .number(place)
                .map_or("•".to_owned(), |number| number.to_string());
            let above = if place == 0 { 6.0 } else { 3.5 };
            let (mark, leaf) = (self.leaf(), self.leaf());
            let text = timed(time.as_ref(), text);
            let style = Style {
                indent,
                width: self.width - indent,
                ..self.style(BODY, above)
            };
            let rows = self.labelled(&format!("{label} "), mark, &text, leaf, style, usual);
            if rows.is_empty() {
                continue;
            }
            self.laid.rows.extend(rows);
            let part = |tag: TagKind, leaf| {
                Kid::Node(Node {
                    tag,
                    kids: vec![Kid::Leaf(leaf)],
                })
            };
            points.push(Kid::Node(Node {
                tag: Tag::LI.into(),
                kids: vec![part(Tag::Lbl.into(), mark), part(Tag::LBody.into(), leaf)],
            }));
        }
        if !points.is_empty() {
            self.laid.nodes.push(Node {
                tag: Tag::L(numbering).into(),
                kids: points,
            });
        }
    }

    /// Room is left above the first line, in which somebody signs.
    fn signature(&mut self, text: &Words, ruled: bool, is_first: bool) {
        let first = self.laid.rows.len();
        let above = if ruled || is_first { 52.0 } else { 4.0 };
        self.plain(text, self.style(BODY, above));
        let rows = self.laid.rows.get_mut(first..).unwrap_or_default();
        let last = rows.len().saturating_sub(1);
        for (place, row) in rows.iter_mut().enumerate() {
            row.stays = place < last;
            if place == 0 && ruled {
                row.rules.push(Rule {
                    x: 0.0,
                    y: -4.0,
                    width: 200.0,
                    height: 0.75,
                    grey: 0,
                });
            }
        }
    }
}

/// Keeps rows together, and with what follows them.
pub(super) fn stay(rows: &mut [Row]) {
    for row in rows {
        row.stays = true;
    }
}

fn piece(text: String, style: Style, leaf: usize) -> Piece {
    Piece {
        x: style.indent,
        y: style.size * BASELINE,
        size: style.size,
        bold: style.weight == Weight::Bold,
        text,
        leaf: Some(leaf),
    }
}

fn timed(time: Option<&Words>, text: &Words) -> Words {
    match time {
        None => text.clone(),
        Some(time) => Words::new(&format!("{time}  {text}")),
    }
}
