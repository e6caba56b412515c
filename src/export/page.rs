//! A document besides the minutes in the making: its wordings filled in, its blocks in order.

use super::document::{
    Block, Column, Document, ListItem, Marks, Number, Row, Source, Table, Words,
};
use super::entries::table_of;
use super::{Material, lines, office, one_stop};
use crate::minutes::agenda::Item;
use crate::minutes::entry::Entry;
use crate::minutes::formal;
use crate::minutes::table;
use crate::minutes::template::layout::{HeaderLine, HeaderStyle};
use crate::minutes::template::paper::{Paper, Parts, Place};
use crate::minutes::wording::{Occasion, Spot, WordingError};

/// A document in the making.
pub(super) struct Page<'a> {
    material: Material<'a>,
    paper: Paper,
    parts: Parts<'a>,
    blocks: Vec<Block>,
    errors: Vec<WordingError>,
}

impl<'a> Page<'a> {
    /// An empty one.
    pub fn of(material: &Material<'a>, paper: Paper) -> Self {
        Self {
            material: *material,
            paper,
            parts: material.template.parts(paper),
            blocks: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// One of the document's own wordings filled in, or what stands for it.
    pub fn said_of(&mut self, name: &'static str, occasion: &Occasion<'_>) -> String {
        self.said(Place::Word(name), occasion)
    }

    /// What the template has to a label of the front sheet, by its place.
    pub fn front(&mut self, place: usize, occasion: &Occasion<'_>) -> String {
        self.said(Place::Front(place), occasion)
    }

    fn said(&mut self, place: Place, occasion: &Occasion<'_>) -> String {
        self.say(Spot::Paper(self.paper, place), occasion)
    }

    fn say(&mut self, spot: Spot, occasion: &Occasion<'_>) -> String {
        let said = self.material.template.word(spot, occasion);
        said.unwrap_or_else(|error| self.stand_in(error))
    }

    /// What stands for a wording; a slip in a cell is the same in every row.
    fn stand_in(&mut self, error: WordingError) -> String {
        let stand_in = error.stand_in();
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
        stand_in
    }

    /// The lines at the top.
    pub fn header(&mut self, occasion: &Occasion<'_>) {
        self.lines(self.parts.header, Place::Header, occasion);
    }

    /// The lines at the end.
    pub fn footer(&mut self, occasion: &Occasion<'_>) {
        self.lines(self.parts.footer, Place::Footer, occasion);
    }

    fn lines(&mut self, wanted: &[HeaderLine], place: fn(usize) -> Place, occasion: &Occasion<'_>) {
        for (number, line) in wanted.iter().enumerate() {
            let said = self.said(place(number), occasion);
            // A wording without anything of the meeting's in it is the template's own.
            let source = if said == line.text.source() {
                Source::Template
            } else {
                Source::Head
            };
            self.blocks.extend(line.style.blocks(&said, source));
        }
    }

    /// A heading, if there is anything in it.
    pub fn heading(&mut self, level: u8, text: &str, source: Source) {
        let text = Words::new(text);
        if !text.is_empty() {
            self.blocks.push(Block::Heading {
                level,
                number: None,
                text,
                source,
            });
        }
    }

    /// A numbered heading of the first level; it stands even where it is empty, for its number.
    pub fn numbered_heading(&mut self, number: Option<Number>, text: &str, source: Source) {
        self.blocks.push(Block::Heading {
            level: 1,
            number,
            text: Words::new(text),
            source,
        });
    }

    /// A paragraph, if there is anything in it.
    pub fn paragraph(&mut self, text: &str, source: Source) {
        let text = Words::new(text);
        if !text.is_empty() {
            self.blocks.push(Block::paragraph(text, source));
        }
    }

    /// A paragraph of one of the document's own wordings.
    pub fn word(&mut self, name: &'static str, occasion: &Occasion<'_>) {
        let said = self.said(Place::Word(name), occasion);
        self.paragraph(&said, Source::Template);
    }

    /// The same, a paragraph a line, from some source.
    pub fn word_lines(&mut self, name: &'static str, occasion: &Occasion<'_>, source: Source) {
        let said = self.said(Place::Word(name), occasion);
        let paragraphs = lines(&said).map(|text| Block::paragraph(text, source));
        self.blocks.extend(paragraphs);
    }

    /// A heading of one of the document's own wordings.
    pub fn word_heading(&mut self, level: u8, name: &'static str, occasion: &Occasion<'_>) {
        let said = self.said(Place::Word(name), occasion);
        self.heading(level, &said, Source::Template);
    }

    /// Any other block.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// A list, if there is anything in it.
    pub fn points(&mut self, points: impl IntoIterator<Item = (String, Source)>) {
        let items: Vec<ListItem> = points
            .into_iter()
            .map(|(text, source)| ListItem {
                text: Words::new(&text),
                source,
                time: None,
            })
            .filter(|item| !item.text.is_empty())
            .collect();
        if !items.is_empty() {
            let marks = Marks::Bullets;
            self.blocks.push(Block::List { marks, items });
        }
    }

    /// A wording of minutes filled in, a line each.
    pub fn usual(&mut self, spot: Spot, occasion: &Occasion<'_>, source: Source) {
        let said = self.say(spot, occasion);
        self.blocks
            .extend(lines(&said).map(|text| Block::Line { text, source }));
    }

    /// A run of points, worded as in the minutes.
    pub fn points_of(&mut self, item: &'a Item, points: &[&'a Entry]) {
        let said: Vec<(String, Source)> = points
            .iter()
            .map(|entry| {
                let words = self.worded(item, entry, &entry.text);
                (words, Source::Entry(entry.id))
            })
            .collect();
        self.points(said);
    }

    /// Words of an entry as the layout prints its kind; nothing where there are none.
    fn worded(&mut self, item: &'a Item, entry: &Entry, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        let occasion = Occasion {
            text,
            ..Occasion::of(self.material.meeting).item(item)
        };
        let said = self.say(Spot::Entry(entry.kind), &occasion);
        one_stop(&said, text).to_owned()
    }

    /// An entry, worded as in the minutes.
    pub fn entry(&mut self, item: &'a Item, entry: &'a Entry) {
        let (meeting, template) = (self.material.meeting, self.material.template);
        if let Some(said) = formal::wording::paragraphs(meeting, template, item, entry) {
            for said in said {
                let text = said.unwrap_or_else(|error| self.stand_in(error));
                self.paragraph(&text, Source::Entry(entry.id));
            }
            return;
        }
        let source = Source::Entry(entry.id);
        if let Some(rows) = table::read(&entry.text) {
            let said = self.worded(item, entry, &rows.caption);
            self.paragraph(&said, source);
            self.push(table_of(&rows, source));
            return;
        }
        let said = self.worded(item, entry, &entry.text);
        self.paragraph(&said, source);
    }

    /// The table, a row for each of these; `over` is what its headings are said of. A column whose heading comes out
    /// empty is left out.
    pub fn table(&mut self, over: &Occasion<'_>, rows: &[(Occasion<'_>, Source)]) {
        if rows.is_empty() {
            return;
        }
        let mut shown = Vec::new();
        let mut columns = Vec::new();
        for (place, column) in self.parts.columns.iter().enumerate() {
            let head = Words::new(&self.said(Place::Head(place), over));
            if !head.is_empty() {
                shown.push(place);
                columns.push(Column {
                    head,
                    share: column.share,
                });
            }
        }
        let rows = rows
            .iter()
            .map(|(occasion, source)| Row {
                cells: shown
                    .iter()
                    .map(|place| Words::new(self.said(Place::Cell(*place), occasion).trim()))
                    .collect(),
                source: *source,
            })
            .collect();
        self.blocks.push(Block::Table(Table {
            columns,
            rows_are_headed: true,
            rows,
            ..Table::default()
        }));
    }

    /// The document, and what could not be filled in.
    pub fn done(self) -> (Document, Vec<WordingError>) {
        let meeting = self.material.meeting;
        let title = self.blocks.iter().find_map(Block::title);
        let title = self.called(&title.map(Words::in_one_line).unwrap_or_default());
        let document = Document {
            address: office::address(&self.material),
            bullet: Words::new(self.material.template.layout.bullet()),
            ..Document::of(meeting, title, self.blocks)
        };
        (document, self.errors)
    }
}

impl Page<'_> {
    /// What the file is called, and each of its pages: a loose leaf headed "Agenda" says nothing.
    fn called(&self, title: &str) -> Words {
        let head = &self.material.meeting.head;
        let of_body = match self.paper {
            Paper::Attendance | Paper::WorkProgramme => true,
            Paper::ActionSheet
            | Paper::Letter
            | Paper::ProgressReport
            | Paper::Agenda
            | Paper::DecisionNotice => false,
        };
        let what = if of_body {
            head.body.name.clone()
        } else {
            let date = self.material.template.layout.date.format(head.date);
            format!("{}, {date}", head.title())
        };
        Words::new(&match title.trim() {
            "" => what,
            title if title.contains(head.title()) => title.to_owned(),
            title => format!("{title} – {what}"),
        })
    }
}

impl HeaderStyle {
    /// What was said, in this style: a block a line, or as many lines as belong together.
    pub(super) fn blocks(self, said: &str, source: Source) -> Vec<Block> {
        match self {
            Self::Address => {
                let mut groups = vec![String::new()];
                for line in said.lines().map(str::trim) {
                    match groups.last_mut() {
                        Some(group) if !line.is_empty() => {
                            if !group.is_empty() {
                                group.push('\n');
                            }
                            group.push_str(line);
                        }
                        Some(_) | None => groups.push(String::new()),
                    }
                }
                let groups = groups.iter().map(|group| Words::new(group));
                groups
                    .filter(|text| !text.is_empty())
                    .map(|text| self.block(text, source))
                    .collect()
            }
            Self::Signature => {
                // Who signs a letter signs above the name: a rule is for what others sign.
                let lines: Vec<&str> = said.lines().map(str::trim).collect();
                let text = Words::new(lines.join("\n").trim());
                let signed = (!text.is_empty()).then_some(Block::Signature { text, ruled: false });
                signed.into_iter().collect()
            }
            Self::Title | Self::Line | Self::Paragraph | Self::Heading => {
                lines(said).map(|text| self.block(text, source)).collect()
            }
        }
    }

    /// A line in this style.
    fn block(self, text: Words, source: Source) -> Block {
        match self {
            Self::Title => Block::Title { text, source },
            Self::Line => Block::Line { text, source },
            Self::Paragraph => Block::paragraph(text, source),
            Self::Address => Block::Address { text, source },
            Self::Signature => Block::Signature { text, ruled: true },
            Self::Heading => Block::Heading {
                level: 1,
                number: None,
                text,
                source,
            },
        }
    }
}
