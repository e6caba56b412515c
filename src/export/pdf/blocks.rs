//! The blocks of a document as rows, and as the structure that a screen reader follows.

use std::num::NonZeroU16;

use krilla::tagging::{ListNumbering, TableHeaderScope, Tag, TagKind};

use super::flow::{Piece, Row, Rule};
use super::lines::lines;
use super::type_face::{Faces, Weight};
use crate::export::document::{Block, Document, Labelled, ListItem, Marks, Number, Table, Words};

/// Size of the type of paragraphs, in points.
const BODY: f32 = 11.0;
/// Height of a line against the size of its type.
const LEADING: f32 = 1.32;
/// Where a line of writing stands in its row, against the size of the type.
const BASELINE: f32 = 0.98;
/// How far words are set in after a bullet, after a number, after the number of a paragraph.
const AFTER_BULLET: f32 = 20.0;
const AFTER_NUMBER: f32 = 28.0;
const AFTER_PARAGRAPH_NUMBER: f32 = 36.0;
/// Room within a cell, at its sides and above and below its text.
const CELL: (f32, f32) = (5.0, 3.0);
/// Size of the type in tables.
const CELL_TYPE: f32 = 9.5;
const LINE: f32 = 0.5;
const LINE_GREY: u8 = 118;
const SHADE: u8 = 236;

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
    layout.mark(&document.furniture.mark);
    let has_title = document
        .blocks
        .iter()
        .any(|block| matches!(block, Block::Title { .. }));
    if !has_title {
        layout.title(&document.title);
    }
    let mut blocks = document.blocks.iter().peekable();
    let (mut was_line, mut was_table) = (false, false);
    while let Some(block) = blocks.next() {
        let first = layout.laid.rows.len();
        layout.block(block, was_line);
        if was_table && let Some(below) = layout.laid.rows.get_mut(first) {
            below.above += 6.0;
        }
        was_line = matches!(block, Block::Line { .. });
        was_table = matches!(block, Block::Table(_) | Block::FrontSheet { .. });
        // Who signs is not left alone on a page, and a list not without what leads in to it.
        let keeps = matches!(
            blocks.peek(),
            Some(Block::Signature { .. } | Block::List { .. })
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

struct Layout<'a> {
    faces: &'a Faces,
    width: f32,
    /// Whether the title has been written; further lines of it are no headings of the first level.
    titled: bool,
    /// The level of the last heading, 1 for the title: no level is left out on the way down.
    level: u8,
    laid: Laid,
}

/// How some words are set.
#[derive(Clone, Copy)]
struct Style {
    size: f32,
    weight: Weight,
    /// From the left edge.
    indent: f32,
    width: f32,
    above: f32,
}

impl Layout<'_> {
    fn style(&self, size: f32, above: f32) -> Style {
        Style {
            size,
            weight: Weight::Regular,
            indent: 0.0,
            width: self.width,
            above,
        }
    }

    fn leaf(&mut self) -> usize {
        self.laid.leaves += 1;
        self.laid.leaves - 1
    }

    /// Rows that say the words, all of one leaf.
    fn rows(&self, words: &Words, style: Style, leaf: usize) -> Vec<Row> {
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
            Block::List { marks, items } => self.list(marks, items),
            Block::FrontSheet { rows } => self.front_sheet(rows),
            Block::Table(table) => self.table(table),
            Block::Signature { text, ruled } => self.signature(text, *ruled),
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
        for row in &mut rows {
            row.stays = true;
        }
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

    fn list(&mut self, marks: &Marks, items: &[ListItem]) {
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
            let style = self.style(BODY, above);
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

    fn front_sheet(&mut self, rows: &[Labelled]) {
        let labels = self.width * 0.3;
        let widths = [labels, self.width - labels];
        let mut body = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            let cells = [
                Cell::new(&row.label, Some(TableHeaderScope::Row), true),
                Cell::new(&row.text, None, false),
            ];
            let above = if place == 0 { 10.0 } else { 0.0 };
            let (row, rows) = self.table_row(&cells, &widths, above, None, place == 0);
            body.push(Kid::Node(row));
            self.laid.rows.extend(rows);
        }
        if !body.is_empty() {
            let body = Node {
                tag: Tag::TBody.into(),
                kids: body,
            };
            self.laid.nodes.push(Node {
                tag: Tag::Table.into(),
                kids: vec![Kid::Node(body)],
            });
        }
    }

    fn table(&mut self, table: &Table) {
        let mut kids = Vec::new();
        if !table.caption.is_empty() {
            let style = Style {
                weight: Weight::Bold,
                ..self.style(BODY, 14.0)
            };
            let leaf = self.leaf();
            let mut rows = self.rows(&table.caption, style, leaf);
            for row in &mut rows {
                row.stays = true;
            }
            self.laid.rows.extend(rows);
            kids.push(Kid::Node(Node {
                tag: Tag::Caption.into(),
                kids: vec![Kid::Leaf(leaf)],
            }));
        }
        let number = self.laid.heads.len();
        let widths: Vec<f32> = table
            .widths(10_000)
            .into_iter()
            .map(|width| width as f32 * self.width / 10_000.0)
            .collect();
        let heads: Vec<Cell<'_>> = table
            .columns
            .iter()
            .map(|column| Cell::new(&column.head, Some(TableHeaderScope::Column), true))
            .collect();
        let above = if table.caption.is_empty() { 10.0 } else { 5.0 };
        let (head, mut rows) = self.table_row(&heads, &widths, above, Some(number), true);
        for row in &mut rows {
            row.stays = true;
        }
        self.laid.heads.push(rows.clone());
        self.laid.rows.extend(rows);
        kids.push(Kid::Node(Node {
            tag: Tag::THead.into(),
            kids: vec![Kid::Node(head)],
        }));
        let mut body = Vec::new();
        for row in &table.rows {
            let cells: Vec<Cell<'_>> = table
                .cells(row)
                .enumerate()
                .map(|(place, (_, cell))| {
                    let heads = place == 0 && table.rows_are_headed;
                    Cell::new(cell, heads.then_some(TableHeaderScope::Row), false)
                })
                .collect();
            let (node, rows) = self.table_row(&cells, &widths, 0.0, Some(number), false);
            self.laid.rows.extend(rows);
            body.push(Kid::Node(node));
        }
        if !body.is_empty() {
            kids.push(Kid::Node(Node {
                tag: Tag::TBody.into(),
                kids: body,
            }));
        }
        self.laid.nodes.push(Node {
            tag: Tag::Table.into(),
            kids,
        });
    }

    /// A row of a table as rows of lines, which stay together.
    fn table_row(
        &mut self,
        cells: &[Cell<'_>],
        widths: &[f32],
        above: f32,
        table: Option<usize>,
        is_first: bool,
    ) -> (Node, Vec<Row>) {
        let line = CELL_TYPE * 1.2;
        let whole: f32 = widths.iter().sum();
        let mut kids = Vec::new();
        let mut columns: Vec<(f32, Vec<Row>)> = Vec::new();
        let mut x = 0.0;
        for (cell, width) in cells.iter().zip(widths) {
            let leaf = self.leaf();
            let style = Style {
                size: CELL_TYPE,
                weight: if cell.scope.is_some() {
                    Weight::Bold
                } else {
                    Weight::Regular
                },
                indent: x + CELL.0,
                width: (width - 2.0 * CELL.0).max(CELL_TYPE),
                above: 0.0,
            };
            let rows = self.rows(cell.words, style, leaf);
            let tag: TagKind = match cell.scope {
                Some(scope) => Tag::TH(scope).into(),
                None => Tag::TD.into(),
            };
            kids.push(Kid::Node(Node {
                tag,
                kids: if rows.is_empty() {
                    Vec::new()
                } else {
                    vec![Kid::Leaf(leaf)]
                },
            }));
            columns.push((x, rows));
            x += width;
        }
        let count = columns
            .iter()
            .map(|(_, rows)| rows.len())
            .max()
            .unwrap_or(0)
            .max(1);
        let mut rows = Vec::with_capacity(count);
        for place in 0..count {
            let (first, last) = (place == 0, place + 1 == count);
            let top = if first { CELL.1 } else { 0.0 };
            let bottom = if last { CELL.1 } else { 0.0 };
            let height = top + line + bottom;
            let mut row = Row {
                above: if first { above } else { 0.0 },
                height,
                // A row that fills half a page may be broken.
                stays: !last && count < 25,
                table,
                ..Row::default()
            };
            let mut x = 0.0;
            for ((cell, width), (_, lines)) in cells.iter().zip(widths).zip(&mut columns) {
                if cell.shaded {
                    // The line above is the foot of the row before.
                    let y = if first { LINE / 2.0 } else { 0.0 };
                    row.rules.push(Rule {
                        x,
                        y,
                        width: *width,
                        height: height - y,
                        grey: SHADE,
                    });
                }
                row.rules.push(upright(x, height));
                x += width;
                for mut piece in lines
                    .get_mut(place)
                    .map(|row| std::mem::take(&mut row.pieces))
                    .unwrap_or_default()
                {
                    piece.y = top + CELL_TYPE * 0.93;
                    row.pieces.push(piece);
                }
            }
            row.rules.push(upright(whole, height));
            if first && is_first {
                row.rules.push(level(0.0, whole));
            }
            if last {
                row.rules.push(level(height, whole));
            }
            rows.push(row);
        }
        (
            Node {
                tag: Tag::TR.into(),
                kids,
            },
            rows,
        )
    }

    fn signature(&mut self, text: &Words, ruled: bool) {
        let first = self.laid.rows.len();
        self.plain(text, self.style(BODY, if ruled { 52.0 } else { 4.0 }));
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

/// A cell of a table.
struct Cell<'a> {
    words: &'a Words,
    /// What it is the heading of, if it is one.
    scope: Option<TableHeaderScope>,
    shaded: bool,
}

impl<'a> Cell<'a> {
    fn new(words: &'a Words, scope: Option<TableHeaderScope>, shaded: bool) -> Self {
        Self {
            words,
            scope,
            shaded,
        }
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

fn upright(x: f32, height: f32) -> Rule {
    Rule {
        x: x - LINE / 2.0,
        y: 0.0,
        width: LINE,
        height,
        grey: LINE_GREY,
    }
}

fn level(y: f32, width: f32) -> Rule {
    Rule {
        x: -LINE / 2.0,
        y: y - LINE / 2.0,
        width: width + LINE,
        height: LINE,
        grey: LINE_GREY,
    }
}

fn timed(time: Option<&Words>, text: &Words) -> Words {
    match time {
        None => text.clone(),
        Some(time) => Words::new(&format!("{time}  {text}")),
    }
}
