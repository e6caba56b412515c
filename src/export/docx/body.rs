//! The blocks of a document as paragraphs and tables of WordprocessingML.
//!
//! The order of elements within `w:pPr`, `w:tblPr` and the like is part of the format: Word calls a file corrupt that
//! has another. The tests hold it.

use super::numbering::{BULLETS, BULLETS_SET_IN, Numbering, Place};
use super::xml::escaped;
use crate::export::document::{Block, Document, Labelled, ListItem, Number, Table, Words};

/// Width of the text, in twentieths of a point: A4 less margins of 22 mm.
pub(super) const TEXT_WIDTH: u32 = 11_906 - 2 * super::MARGIN;

/// What Word leaves at the sides of a cell, in twentieths of a point, and a little for lines and for other typefaces.
const CELL_SIDES: u32 = 2 * 108 + 30;

/// The widest part of a front sheet that labels take, of a hundred.
const LABELS: u32 = 30;

/// All blocks, and the lists that they count by.
pub(super) fn body(document: &Document) -> (String, Numbering) {
    let mut body = Body {
        out: String::with_capacity(16 * 1024),
        numbering: Numbering::default(),
        set_in: false,
    };
    let mut blocks = document.blocks.iter().enumerate().peekable();
    let mut signing = false;
    while let Some((place, block)) = blocks.next() {
        let next = blocks.peek().map(|(_, next)| *next);
        let last_line = !matches!(next, Some(Block::Line { .. }));
        // Who signs is not left alone on a page, and a list not without what leads in to it.
        let keeps = matches!(
            next,
            Some(
                Block::Signature { .. }
                    | Block::List { .. }
                    | Block::Table(_)
                    | Block::FrontSheet { .. }
            )
        );
        body.set_in = document.is_set_in(place);
        body.block(block, last_line, keeps, signing);
        signing = matches!(block, Block::Signature { .. });
    }
    (body.out, body.numbering)
}

struct Body {
    out: String,
    numbering: Numbering,
    /// Whether the list that is being written is set in.
    set_in: bool,
}

/// What is special about one paragraph, beside its style.
#[derive(Clone, Copy, Default)]
struct Manner {
    /// The list that it is a point of.
    list: Option<u32>,
    keep_with_next: bool,
    /// Whether there is a rule above it.
    ruled: bool,
    /// Room above and below where not as the style has it, in twentieths of a point.
    above: Option<u32>,
    below: Option<u32>,
}

impl Body {
    fn block(&mut self, block: &Block, last_line: bool, keeps: bool, signing: bool) {
        let keep = Manner {
            keep_with_next: keeps,
            ..Manner::default()
        };
        match block {
            Block::Title { text, .. } => self.paragraph("Title", keep, &run(text)),
            Block::Line { text, .. } => {
                let below = last_line.then_some(200);
                self.paragraph("OpeningLine", Manner { below, ..keep }, &run(text));
            }
            Block::Address { text, .. } => self.paragraph("AddressLines", keep, &run(text)),
            Block::Heading {
                level,
                number,
                text,
                ..
            } => {
                let level = (*level).clamp(1, 3);
                let list = self.list(number.as_ref(), Place::Heading(level));
                let style = format!("Heading{level}");
                self.paragraph(&style, Manner { list, ..keep }, &run(text));
            }
            Block::Paragraph {
                number, text, time, ..
            } => {
                let list = self.list(number.as_ref(), Place::Paragraph);
                let style = if number.is_some() {
                    "NumberedParagraph"
                } else {
                    "Normal"
                };
                self.paragraph(style, Manner { list, ..keep }, &timed(time.as_ref(), text));
            }
            Block::List { marks, items } => {
                for (place, ListItem { text, time, .. }) in items.iter().enumerate() {
                    let number = marks.number(place);
                    let (bullets, point) = if self.set_in {
                        (BULLETS_SET_IN, Place::PointSetIn)
                    } else {
                        (BULLETS, Place::Point)
                    };
                    let (style, list) = match &number {
                        None => ("ListBullet", Some(bullets)),
                        Some(_) => ("ListNumber", self.list(number.as_ref(), point)),
                    };
                    let ends = place + 1 == items.len();
                    let manner = Manner {
                        list,
                        keep_with_next: keeps && ends,
                        below: ends.then_some(140),
                        ..Manner::default()
                    };
                    self.paragraph(style, manner, &timed(time.as_ref(), text));
                }
            }
            Block::FrontSheet { rows } => self.front_sheet(rows),
            Block::Table(table) => self.table(table),
            Block::Signature { text, ruled } => {
                let manner = Manner {
                    ruled: *ruled,
                    above: (*ruled || !signing).then_some(900),
                    ..keep
                };
                self.paragraph("Signature", manner, &run(text));
            }
        }
    }

    fn list(&mut self, number: Option<&Number>, place: Place) -> Option<u32> {
        number.map(|number| self.numbering.list(number, place))
    }

    fn paragraph(&mut self, style: &str, manner: Manner, inside: &str) {
        let out = &mut self.out;
        out.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>"));
        if manner.keep_with_next {
            out.push_str("<w:keepNext/>");
        }
        if let Some(list) = manner.list {
            out.push_str(&format!(
                "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr>"
            ));
        }
        if manner.ruled {
            out.push_str("<w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"4\" w:color=\"auto\"/></w:pBdr>");
        }
        if manner.above.is_some() || manner.below.is_some() {
            let part = |name: &str, room: Option<u32>| {
                room.map(|room| format!(" w:{name}=\"{room}\""))
                    .unwrap_or_default()
            };
            let (above, below) = (part("before", manner.above), part("after", manner.below));
            out.push_str(&format!("<w:spacing{above}{below}/>"));
        }
        if manner.ruled {
            // A signature takes less than the whole width.
            let right = TEXT_WIDTH * 11 / 20;
            out.push_str(&format!("<w:ind w:right=\"{right}\"/>"));
        }
        out.push_str("</w:pPr>");
        out.push_str(inside);
        out.push_str("</w:p>");
    }

    fn front_sheet(&mut self, rows: &[Labelled]) {
        let labels = TEXT_WIDTH * LABELS / 100;
        let widths = [labels, TEXT_WIDTH - labels];
        self.open_table(&widths, "", false, true);
        for row in rows {
            self.open_row(false);
            for (width, text, heads) in
                [(widths[0], &row.label, true), (widths[1], &row.text, false)]
            {
                self.cell(width, text, heads, heads);
            }
            self.out.push_str("</w:tr>");
        }
        self.close_table();
    }

    fn table(&mut self, table: &Table) {
        if !table.caption.is_empty() {
            self.paragraph("Caption", Manner::default(), &run(&table.caption));
        }
        let least = (0..table.columns.len()).map(|place| table.longest_word(place, set_width));
        let least: Vec<u32> = least.map(|width| width + CELL_SIDES).collect();
        let widths = table.widths_of_at_least(TEXT_WIDTH, &least);
        self.open_table(
            &widths,
            &table.caption.in_one_line(),
            true,
            table.rows_are_headed,
        );
        self.open_row(true);
        for (column, width) in table.columns.iter().zip(&widths) {
            self.cell(*width, &column.head, true, true);
        }
        self.out.push_str("</w:tr>");
        for row in &table.rows {
            self.open_row(false);
            for (place, ((_, cell), width)) in table.cells(row).zip(&widths).enumerate() {
                self.cell(*width, cell, place == 0 && table.rows_are_headed, false);
            }
            self.out.push_str("</w:tr>");
        }
        self.close_table();
    }

    fn open_table(&mut self, widths: &[u32], caption: &str, row_heads: bool, column_heads: bool) {
        let whole: u32 = widths.iter().sum();
        let (first_row, first_column) = (u8::from(row_heads), u8::from(column_heads));
        // The same once more in bits, for programs that read only those: first row, first column, no bands.
        let bits = 0x600 + 0x20 * u16::from(first_row) + 0x80 * u16::from(first_column);
        self.out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{whole}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"{bits:04X}\" w:firstRow=\"{first_row}\" w:lastRow=\"0\" \
             w:firstColumn=\"{first_column}\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>"
        ));
        if !caption.is_empty() {
            let caption = escaped(caption);
            self.out
                .push_str(&format!("<w:tblCaption w:val=\"{caption}\"/>"));
        }
        self.out.push_str("</w:tblPr><w:tblGrid>");
        for width in widths {
            self.out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.out.push_str("</w:tblGrid>");
    }

    fn open_row(&mut self, heads: bool) {
        let repeats = if heads { "<w:tblHeader/>" } else { "" };
        self.out
            .push_str(&format!("<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>"));
    }

    fn cell(&mut self, width: u32, text: &Words, heads: bool, shaded: bool) {
        let shade = if shaded {
            "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"ECECEC\"/>"
        } else {
            ""
        };
        self.out.push_str(&format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}</w:tcPr>"
        ));
        let style = if heads { "TableHeading" } else { "TableText" };
        if text.is_empty() {
            // A cell without a paragraph is no cell to Word.
            self.paragraph(style, Manner::default(), "");
        }
        for line in text.lines() {
            self.paragraph(style, Manner::default(), &run(&Words::new(line)));
        }
        self.out.push_str("</w:tc>");
    }

    fn close_table(&mut self) {
        self.out.push_str("</w:tbl>");
        // Two tables without a paragraph between them would be one; this one is no higher than the gap below a table.
        self.paragraph("TableEnd", Manner::default(), "");
    }
}

/// About how wide a word is in a table, in bold, in twentieths of a point. The typeface is that of whoever opens the
/// file, so that letters are measured by their sort: a little more than in Arial, which is among the wider ones.
fn set_width(word: &str) -> u32 {
    let thousandths = |letter: char| match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '/' | '’' | ' ' => 300,
        'f' | 't' | 'r' | '(' | ')' | '-' | '[' | ']' => 400,
        'm' | 'w' => 890,
        'M' | 'W' | '@' | '%' | '—' => 960,
        letter if letter.is_uppercase() => 720,
        letter if u32::from(letter) > 0x2e7f => 1000,
        _ => 590,
    };
    let em = 2 * 100; // the style of tables has ten points
    word.chars().map(thousandths).sum::<u32>() * em / 1000
}

/// A run that says these words, line by line.
fn run(words: &Words) -> String {
    let mut out = String::from("<w:r>");
    for (place, line) in words.lines().enumerate() {
        if place > 0 {
            out.push_str("<w:br/>");
        }
        out.push_str(&format!(
            "<w:t xml:space=\"preserve\">{}</w:t>",
            escaped(line)
        ));
    }
    out.push_str("</w:r>");
    out
}

fn timed(time: Option<&Words>, text: &Words) -> String {
    match time {
        None => run(text),
        Some(time) => format!(
            "<w:r><w:rPr><w:color w:val=\"595959\"/></w:rPr><w:t xml:space=\"preserve\">{}  </w:t></w:r>{}",
            escaped(&time.in_one_line()),
            run(text)
        ),
    }
}
