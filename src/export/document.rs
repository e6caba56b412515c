//! A document as a tree of blocks, before it takes a format.
//!
//! The tree holds nothing but [`Words`], which cannot be made without cleaning. So no format has to remember that
//! text from outside may hold codes that drive a terminal or turn the direction of writing.

use std::fmt;

use chrono::NaiveDate;

use crate::minutes::ids::{EntryId, ItemId};

pub use super::words::Words;

/// A whole document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// For the title of a window or of a file's properties.
    pub title: Words,
    /// Who issues it: for the file's properties.
    pub author: Words,
    /// The mail address of who issues it, where it is known.
    pub address: Words,
    /// Whom it is for, where it is for somebody: the name on a mail.
    pub recipient: Words,
    /// The language, as BCP 47 names it.
    pub language: &'static str,
    /// The day that it is about. It is the date in the file's properties, so that the same document makes the same
    /// file.
    pub date: NaiveDate,
    /// What stands on every page.
    pub furniture: Furniture,
    /// What stands before each point of a list in formats that have no lists of their own.
    pub bullet: Words,
    /// The blocks, in order.
    pub blocks: Vec<Block>,
    /// What whoever issues it should look at first, in words: a reference to a paragraph that is not there.
    pub doubts: Vec<String>,
}

impl Document {
    /// The place of the block that is the heading above all others: the title, or what a letter is about. A document
    /// that has neither needs one put before it, where a format asks for one.
    pub fn main_heading(&self) -> Option<usize> {
        let place = |is: fn(&Block) -> bool| self.blocks.iter().position(is);
        let title = place(|block| block.title().is_some());
        let is_letter = || place(|block| matches!(block, Block::Address { .. })).is_some();
        title.or_else(|| {
            is_letter()
                .then(|| place(|block| matches!(block, Block::Heading { .. })))
                .flatten()
        })
    }

    /// Whether the block at a place is a list below a numbered paragraph, whose points are set in as far as its words.
    pub fn is_set_in(&self, place: usize) -> bool {
        let before = self.blocks.get(..place).unwrap_or_default().iter();
        let is_list = |block: &&Block| matches!(block, Block::List { .. });
        let above = before.rev().find(|block| !is_list(block));
        let is_numbered = |block| {
            matches!(
                block,
                &Block::Paragraph {
                    number: Some(_),
                    ..
                }
            )
        };
        self.blocks.get(place).is_some_and(|block| is_list(&block))
            && above.is_some_and(is_numbered)
    }
}

/// What stands on every page beside the text, in formats that have pages. Page numbers stand there always.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Furniture {
    /// "DRAFT", until the document is approved; else nothing.
    pub mark: Words,
    /// That it is not for publication, where it is not; every format says it, also those without pages.
    pub warning: Words,
    /// What a page is known by when it lies alone.
    pub running: Words,
}

/// One block of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The document's title.
    Title {
        /// What it says.
        text: Words,
        /// Where it comes from.
        source: Source,
    },
    /// A line at the top: a date, a place, those present.
    Line {
        /// What it says.
        text: Words,
        /// Where it comes from.
        source: Source,
    },
    /// An address of a letter, a line each; or other lines that belong together as closely.
    Address {
        /// What it says.
        text: Words,
        /// Where it comes from.
        source: Source,
    },
    /// A heading.
    Heading {
        /// 1 for items, 2 for blocks within them, 3 at most.
        level: u8,
        /// "3.", where headings are numbered.
        number: Option<Number>,
        /// What it says.
        text: Words,
        /// Where it comes from.
        source: Source,
    },
    /// A paragraph.
    Paragraph {
        /// "2.1", where paragraphs are numbered.
        number: Option<Number>,
        /// What it says.
        text: Words,
        /// Where it comes from.
        source: Source,
        /// When it was recorded, where the layout has times printed.
        time: Option<Words>,
    },
    /// A list of points.
    List {
        /// What stands before each.
        marks: Marks,
        /// The points, in order.
        items: Vec<ListItem>,
    },
    /// A sheet of labels, each with what is said to it: the front of a report.
    FrontSheet {
        /// The rows, in order.
        rows: Vec<Labelled>,
    },
    /// A table.
    Table(Table),
    /// What stands at the foot for whoever signs.
    Signature {
        /// "CHAIR".
        text: Words,
        /// Whether there is a line above it to sign on, in formats that are printed.
        ruled: bool,
    },
}

/// One point of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// What it says.
    pub text: Words,
    /// Where it comes from.
    pub source: Source,
    /// When it was recorded, where the layout has times printed.
    pub time: Option<Words>,
}

/// What stands before the points of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marks {
    /// The same mark before each.
    Bullets,
    /// Numbers, of which this is the first.
    Numbers(Number),
}

/// A number that stands before a heading, a paragraph or a point: "3.", "2.1", "(4)".
///
/// It is part of what the document says, so formats that count by themselves are told to come to this number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    before: Words,
    value: u32,
    after: Words,
}

/// One row of a front sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// "Report to", without a colon.
    pub label: Words,
    /// What is said to it, a paragraph a line.
    pub text: Words,
    /// Where it comes from.
    pub source: Source,
}

/// A table with a row of headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What stands over it; nothing where it is empty.
    pub caption: Words,
    /// The columns, from left to right.
    pub columns: Vec<Column>,
    /// Whether the first cell of each row is the heading of the row: a reference, a name.
    pub rows_are_headed: bool,
    /// The rows, from the top.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub head: Words,
    /// How wide it is, against the sum of all columns.
    pub share: u16,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// A cell for each column.
    pub cells: Vec<Words>,
    /// Where it comes from.
    pub source: Source,
}

/// Where a block comes from: what a click or a key on it would lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The meeting's head.
    Head,
    /// The roll and the stream of attendance.
    Roll,
    /// An item.
    Item(ItemId),
    /// An entry.
    Entry(EntryId),
    /// The template alone.
    Template,
    /// What is on record beyond the meeting.
    Elsewhere,
}

impl Furniture {
    /// The mark and the warning as one.
    pub fn marks(&self) -> Words {
        let marks = [&self.mark, &self.warning];
        let there: Vec<&str> = marks
            .into_iter()
            .filter(|words| !words.is_empty())
            .map(Words::as_str)
            .collect();
        Words::new(&there.join(" – "))
    }
}

impl Block {
    /// A paragraph without number and time.
    pub fn paragraph(text: Words, source: Source) -> Self {
        Self::Paragraph {
            number: None,
            text,
            source,
            time: None,
        }
    }

    /// What it says, where it is the document's title.
    pub fn title(&self) -> Option<&Words> {
        match self {
            Self::Title { text, .. } => Some(text),
            Self::Line { .. }
            | Self::Address { .. }
            | Self::Heading { .. }
            | Self::Paragraph { .. }
            | Self::List { .. }
            | Self::FrontSheet { .. }
            | Self::Table(_)
            | Self::Signature { .. } => None,
        }
    }

    /// Every text in it and where it comes from, in the order of reading; headings of columns and captions are the
    /// template's.
    pub fn texts(&self) -> Vec<(&Words, Source)> {
        match self {
            Self::Title { text, source }
            | Self::Line { text, source }
            | Self::Address { text, source }
            | Self::Heading { text, source, .. }
            | Self::Paragraph { text, source, .. } => vec![(text, *source)],
            Self::List { items, .. } => items.iter().map(|one| (&one.text, one.source)).collect(),
            Self::FrontSheet { rows } => rows
                .iter()
                .flat_map(|row| [(&row.label, Source::Template), (&row.text, row.source)])
                .collect(),
            Self::Table(table) => {
                let heads = table.columns.iter().map(|column| &column.head);
                let heads = std::iter::once(&table.caption).chain(heads);
                let cells = table
                    .rows
                    .iter()
                    .flat_map(|row| row.cells.iter().map(move |cell| (cell, row.source)));
                heads
                    .map(|head| (head, Source::Template))
                    .chain(cells)
                    .filter(|(text, _)| !text.is_empty())
                    .collect()
            }
            Self::Signature { text, .. } => vec![(text, Source::Template)],
        }
    }
}

impl Number {
    /// The number of an item, and its title: the number that it was published with, else its place on the agenda from 0.
    /// A published number that cannot be counted by ("A") is written before the title.
    pub fn of_item(published: Option<&str>, place: usize, title: &str) -> (Option<Self>, String) {
        match published {
            Some(published) => match Self::published(published) {
                Some(number) => (Some(number), title.to_owned()),
                None => (None, format!("{published} {title}")),
            },
            None => {
                let place = u32::try_from(place + 1).unwrap_or(u32::MAX);
                (Some(Self::new("", place, ".")), title.to_owned())
            }
        }
    }

    /// A number as it was published, "3698" or "24/05/03": its last figures count, what stands before them does not, nor
    /// do zeros. None where there are no figures, or more than can be counted.
    fn published(number: &str) -> Option<Self> {
        let number = number.trim_end_matches('.');
        let end = number.rfind(|c: char| c.is_ascii_digit())? + 1;
        let start = number
            .get(..end)?
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .len();
        let figures = number.get(start..end)?;
        let value: u32 = figures.parse().ok()?;
        let counted = value.to_string().len();
        Some(Self::new(
            number.get(..end - counted)?,
            value,
            &format!("{}.", number.get(end..)?),
        ))
    }

    /// A number with what stands before and after it: `Number::new("", 3, ".")`, `Number::new("2.", 1, "")`.
    pub fn new(before: &str, value: u32, after: &str) -> Self {
        Self {
            before: Words::new(before),
            value,
            after: Words::new(after),
        }
    }

    /// The number `steps` further on, of the same form.
    #[must_use]
    pub fn plus(&self, steps: usize) -> Self {
        let steps = u32::try_from(steps).unwrap_or(u32::MAX);
        Self {
            value: self.value.saturating_add(steps),
            ..self.clone()
        }
    }

    /// What stands before the figures.
    pub fn before(&self) -> &Words {
        &self.before
    }

    /// The figures.
    pub fn value(&self) -> u32 {
        self.value
    }

    /// What stands after them.
    pub fn after(&self) -> &Words {
        &self.after
    }

    /// Whether it is one that every format's own lists have: "3.".
    pub fn is_plain(&self) -> bool {
        self.before.is_empty() && self.after.as_str() == "."
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.before, self.value, self.after)
    }
}

impl Marks {
    /// The number of a point, by its place from 0; none where there are bullets.
    pub fn number(&self, place: usize) -> Option<Number> {
        match self {
            Self::Bullets => None,
            Self::Numbers(first) => Some(first.plus(place)),
        }
    }
}

impl Table {
    /// The cells of a row, each under its column; one that is missing is empty.
    pub fn cells<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = (&'a Column, &'a Words)> {
        static EMPTY: Words = Words::empty();
        let cells = row.cells.iter().chain(std::iter::repeat(&EMPTY));
        self.columns.iter().zip(cells)
    }

    /// The widths of the columns out of `whole`, which they fill.
    pub fn widths(&self, whole: u32) -> Vec<u32> {
        let all: u32 = self.columns.iter().map(|c| u32::from(c.share.max(1))).sum();
        let mut from = 0_u64;
        let mut widths = Vec::with_capacity(self.columns.len());
        let mut before = 0;
        for column in &self.columns {
            from += u64::from(column.share.max(1));
            // The sum so far decides: no column's rounding is carried on to the last one.
            let end = (u64::from(whole) * from / u64::from(all.max(1))) as u32;
            widths.push(end - before);
            before = end;
        }
        widths
    }

    /// The same, but that no column is narrower than `least` as long as others have room to spare.
    pub fn widths_of_at_least(&self, whole: u32, least: &[u32]) -> Vec<u32> {
        let asked = self.widths(whole);
        let both = || {
            asked
                .iter()
                .copied()
                .zip(least.iter().copied().chain(std::iter::repeat(0)))
        };
        let lacking: u32 = both()
            .map(|(asked, least)| least.saturating_sub(asked))
            .sum();
        let spare: u32 = both()
            .map(|(asked, least)| asked.saturating_sub(least))
            .sum();
        if lacking > spare {
            return asked;
        }
        // What the wide ones give is counted from the left, so that nothing is lost in rounding.
        let (mut seen, mut before) = (0_u64, 0_u64);
        both()
            .map(|(asked, least)| {
                let own = asked.saturating_sub(least);
                if own == 0 {
                    return asked.max(least);
                }
                seen += u64::from(own);
                let by_now = u64::from(lacking) * seen / u64::from(spare.max(1));
                let gives = by_now - before;
                before = by_now;
                asked - u32::try_from(gives).unwrap_or(0)
            })
            .collect()
    }

    /// How wide the longest word of a column is, as `width` measures words.
    pub fn longest_word<W: PartialOrd + Default>(
        &self,
        place: usize,
        width: impl Fn(&str) -> W,
    ) -> W {
        let cells = self.rows.iter().filter_map(|row| row.cells.get(place));
        let head = self.columns.get(place).map(|column| &column.head);
        let words = cells
            .chain(head)
            .flat_map(|words| words.as_str().split_whitespace());
        words.map(width).fold(
            W::default(),
            |longest, one| if one > longest { one } else { longest },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_on_in_their_form() {
        let number = Number::new("2.", 9, "");
        assert_eq!(number.plus(2).to_string(), "2.11");
        assert!(!number.is_plain());
        assert!(Number::new("", 1, ".").is_plain());
        let marks = Marks::Numbers(Number::new("(", 1, ")"));
        assert_eq!(marks.number(3).unwrap().to_string(), "(4)");
        assert_eq!(Marks::Bullets.number(0), None);
    }

    #[test]
    fn points_are_set_in_below_a_numbered_paragraph_alone() {
        let document = crate::export::tests::blocks::every_block();
        let text = |number| Block::Paragraph {
            number,
            text: Words::new("x"),
            source: Source::Head,
            time: None,
        };
        let list = || Block::List {
            marks: Marks::Bullets,
            items: Vec::new(),
        };
        let numbered = || text(Some(Number::new("2.", 1, "")));
        let blocks = vec![
            list(),
            text(None),
            list(),
            numbered(),
            list(),
            list(),
            text(None),
            list(),
        ];
        let document = Document { blocks, ..document };
        let set_in: Vec<usize> = (0..10).filter(|place| document.is_set_in(*place)).collect();
        assert_eq!(set_in, [4, 5]);
    }

    #[test]
    fn items_keep_the_numbers_that_they_were_published_with() {
        for (published, shown) in [
            (Some("3698."), "3698. Quay"),
            (Some("24/05/03"), "24/05/03. Quay"),
            (Some("24/05/10"), "24/05/10. Quay"),
            (Some("000"), "000. Quay"),
            (Some("7b"), "7b. Quay"),
            (Some("A"), "A Quay"),
            (Some("99999999999"), "99999999999 Quay"),
            (None, "5. Quay"),
        ] {
            let (number, title) = Number::of_item(published, 4, "Quay");
            let number = number
                .map(|number| format!("{number} "))
                .unwrap_or_default();
            assert_eq!(format!("{number}{title}"), shown);
        }
    }

    #[test]
    fn columns_fill_the_width_and_a_missing_cell_is_empty() {
        let column = |share| Column {
            head: Words::new("x"),
            share,
        };
        let table = Table {
            columns: vec![column(1), column(1), column(4), column(0)],
            ..Table::default()
        };
        let widths = table.widths(1000);
        assert_eq!(widths.iter().sum::<u32>(), 1000);
        assert_eq!(widths, [142, 143, 572, 143]);
        let row = Row {
            cells: vec![Words::new("one")],
            source: Source::Template,
        };
        let cells: Vec<&str> = table.cells(&row).map(|(_, cell)| cell.as_str()).collect();
        assert_eq!(cells, ["one", "", "", ""]);
    }
}
