//! Tables and front sheets as rows with lines and shades, and as the structure of a table.

use krilla::tagging::{TableHeaderScope, Tag, TagKind};

use super::blocks::{BODY, Kid, Layout, Node, Style, stay};
use super::flow::{Row, Rule};
use super::type_face::Weight;
use crate::export::document::{Labelled, Table, Words};

/// Room within a cell, at its sides and above and below its text.
const CELL: (f32, f32) = (5.0, 3.0);
/// Size of the type in tables.
const CELL_TYPE: f32 = 9.5;
/// How thick lines are, how dark, and how dark what is shaded is.
const LINE: f32 = 0.5;
const LINE_GREY: u8 = 118;
const SHADE: u8 = 236;

impl Layout<'_> {
    pub(super) fn front_sheet(&mut self, rows: &[Labelled]) {
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

    pub(super) fn table(&mut self, table: &Table) {
        let mut kids = Vec::new();
        if !table.caption.is_empty() {
            let style = Style {
                weight: Weight::Bold,
                ..self.style(BODY, 14.0)
            };
            let leaf = self.leaf();
            let mut rows = self.rows(&table.caption, style, leaf);
            stay(&mut rows);
            self.laid.rows.extend(rows);
            kids.push(Kid::Node(Node {
                tag: Tag::Caption.into(),
                kids: vec![Kid::Leaf(leaf)],
            }));
        }
        let number = self.laid.heads.len();
        let widths = self.column_widths(table);
        let heads: Vec<Cell<'_>> = table
            .columns
            .iter()
            .map(|column| Cell::new(&column.head, Some(TableHeaderScope::Column), true))
            .collect();
        let above = if table.caption.is_empty() { 10.0 } else { 5.0 };
        let (head, mut rows) = self.table_row(&heads, &widths, above, Some(number), true);
        stay(&mut rows);
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

    /// How wide columns are: as the table says, but no column is narrower than its longest word as long as others have
    /// room to spare. It is reckoned in hundredths of a point.
    fn column_widths(&self, table: &Table) -> Vec<f32> {
        let face = self.faces.of(Weight::Bold);
        let least = (0..table.columns.len()).map(|place| {
            let word = table.longest_word(place, |word| face.width(word, CELL_TYPE));
            hundredths(word + 2.0 * CELL.0 + 1.0)
        });
        let least: Vec<u32> = least.collect();
        let widths = table.widths_of_at_least(hundredths(self.width), &least);
        let points = |width| f32::from(u16::try_from(width).unwrap_or(u16::MAX)) / 100.0;
        widths.into_iter().map(points).collect()
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

/// A length in hundredths of a point. A page is under 60,000 of them high and wide.
#[expect(
    clippy::cast_sign_loss,
    clippy::cast_possible_truncation,
    reason = "the length is held between 0 and what a page has"
)]
fn hundredths(points: f32) -> u32 {
    (points * 100.0).clamp(0.0, f32::from(u16::MAX)) as u32
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
