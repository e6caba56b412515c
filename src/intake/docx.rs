//! The text of a `.docx`: paragraphs a line each, the rows of tables with a tab between their cells, numbers of lists.
//!
//! It reads the main part of the document alone (ECMA-376, WordprocessingML), event by event. Nothing is unpacked to
//! disk, nothing is read beyond a limit, and no entity but the five of XML is known: a document that declares its own is
//! refused. Headings and paragraphs that are bold throughout get the marks that Markdown has for them, since what
//! stands out is how items are recognised. Deleted text, footnotes, headers and footers are left out.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use thiserror::Error;
use zip::ZipArchive;

use super::numbering::Numbering;

/// The most bytes that one part may have once it is unpacked.
const LARGEST_PART: u64 = 32 * 1024 * 1024;

/// The most files that an archive may hold: a document has some twenty, and its pictures.
const MOST_FILES: usize = 4096;

/// How deep elements may lie in one another.
const DEEPEST: usize = 256;

/// Why a document cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// It is an archive, but no document.
    #[error("it is an archive without a document in it")]
    NoDocument,
    /// The archive is damaged.
    #[error("the archive is damaged ({0})")]
    Archive(String),
    /// It would unpack to more than any document has.
    #[error("it unpacks to more than any document has")]
    Bomb,
    /// Its XML is damaged.
    #[error("its text is damaged ({0})")]
    Xml(String),
    /// It declares entities.
    #[error("it declares entities of its own, which no word processor does")]
    Entities,
    /// Its elements lie too deep in one another.
    #[error("its parts lie too deep in one another")]
    Deep,
}

/// The text of a document.
pub fn text(bytes: &[u8]) -> Result<String, Fault> {
    if bytes
        .windows(4)
        .filter(|four| four == b"PK\x01\x02")
        .count()
        > MOST_FILES
    {
        return Err(Fault::Bomb);
    }
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| Fault::Archive(error.to_string()))?;
    let document = part(&mut archive, "word/document.xml")?.ok_or(Fault::NoDocument)?;
    let styles = part(&mut archive, "word/styles.xml")?.unwrap_or_default();
    let lists = part(&mut archive, "word/numbering.xml")?.unwrap_or_default();
    let mut page = Page::new(Numbering::read(&lists, &styles)?);
    events(&document, |event| page.take(event))?;
    Ok(page.text)
}

/// A part of the archive, unpacked up to the limit; none where there is no such part.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, Fault> {
    let Ok(file) = archive.by_name(name) else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    file.take(LARGEST_PART + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Fault::Archive(error.to_string()))?;
    if bytes.len() as u64 > LARGEST_PART {
        return Err(Fault::Bomb);
    }
    let bytes = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .map_or(&*bytes, |rest| rest);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Some(text.to_owned())),
        Err(_) => Err(Fault::Xml("it is not UTF-8".to_owned())),
    }
}

/// Something that stands in a part.
pub(super) enum Piece<'e> {
    /// An element begins.
    Begins(&'e str, &'e BytesStart<'e>),
    /// An element ends.
    Ends(&'e str),
    /// Text, its entities resolved.
    Says(&'e str),
}

/// Walks through a part; an element without content begins and ends.
pub(super) fn events(
    xml: &str,
    mut take: impl FnMut(Piece<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let wrong = |error: &dyn std::fmt::Display| Fault::Xml(error.to_string());
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|error| wrong(&error))? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Fault::Deep);
                }
                take(Piece::Begins(start.local_name().into_inner(), &start))?;
            }
            Event::Empty(start) => {
                let name = start.local_name().into_inner().to_owned();
                take(Piece::Begins(&name, &start))?;
                take(Piece::Ends(&name))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                take(Piece::Ends(end.local_name().into_inner()))?;
            }
            Event::Text(text) => take(Piece::Says(&text))?,
            Event::CData(text) => take(Piece::Says(&text))?,
            Event::GeneralRef(named) => {
                let letter = named.resolve_char_ref().map_err(|error| wrong(&error))?;
                let words = match (letter, &*named) {
                    (Some(letter), _) => letter.to_string(),
                    (None, "amp") => "&".to_owned(),
                    (None, "lt") => "<".to_owned(),
                    (None, "gt") => ">".to_owned(),
                    (None, "quot") => "\"".to_owned(),
                    (None, "apos") => "'".to_owned(),
                    (None, _) => return Err(Fault::Entities),
                };
                take(Piece::Says(&words))?;
            }
            Event::DocType(_) => return Err(Fault::Entities),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The value of an attribute, whatever its prefix.
pub(super) fn value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)
        .map(|attribute| attribute.value.to_string())
}

/// Whether a switch such as bold is on: it is there, and not said to be off.
fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(
        value(element, "val").as_deref(),
        Some("0" | "false" | "off" | "none")
    )
}

/// The text as it grows.
struct Page {
    text: String,
    numbering: Numbering,
    /// Elements whose content is left out, as long as this is not 0.
    left_out: usize,
    /// Whether the reader is within the text of a run.
    in_text: bool,
    paragraph: Paragraph,
    /// Paragraphs around this one: a box of text stands within a paragraph.
    outer: Vec<Paragraph>,
    tables: Vec<Table>,
}

/// A paragraph as it grows.
#[derive(Default)]
struct Paragraph {
    words: String,
    style: Option<String>,
    list: (Option<String>, Option<u32>),
    /// Whether this run is bold, and whether all runs with words have been.
    bold: bool,
    all_bold: Option<bool>,
    in_properties: bool,
    in_run_properties: bool,
}

/// A table as it grows: the paragraphs of each cell of the row.
#[derive(Default)]
struct Table {
    cells: Vec<Vec<String>>,
}

impl Page {
    fn new(numbering: Numbering) -> Self {
        Self {
            text: String::new(),
            numbering,
            left_out: 0,
            in_text: false,
            paragraph: Paragraph::default(),
            outer: Vec::new(),
            tables: Vec::new(),
        }
    }

    #[allow(clippy::unnecessary_wraps)] // what is walked through may refuse
    fn take(&mut self, piece: Piece<'_>) -> Result<(), Fault> {
        match piece {
            Piece::Begins(name, element) => self.begin(name, element),
            Piece::Ends(name) => self.end(name),
            Piece::Says(words) => {
                if self.in_text && self.left_out == 0 {
                    self.say(words);
                }
            }
        }
        Ok(())
    }

    fn say(&mut self, words: &str) {
        let paragraph = &mut self.paragraph;
        if words.chars().any(char::is_alphanumeric) {
            let before = paragraph.all_bold.unwrap_or(true);
            paragraph.all_bold = Some(before && paragraph.bold);
        }
        // A line of the file is a line of the text: what breaks lines within words is a blank.
        paragraph.words.extend(words.chars().map(|letter| {
            if matches!(letter, '\n' | '\r') {
                ' '
            } else {
                letter
            }
        }));
    }

    fn begin(&mut self, name: &str, element: &BytesStart<'_>) {
        if matches!(
            name,
            "del" | "moveFrom" | "Fallback" | "delText" | "instrText"
        ) || self.left_out > 0
        {
            self.left_out += 1;
            return;
        }
        let paragraph = &mut self.paragraph;
        match name {
            "p" => self.outer.push(std::mem::take(&mut self.paragraph)),
            "pPr" => paragraph.in_properties = true,
            "rPr" => {
                paragraph.in_run_properties = true;
                if !paragraph.in_properties {
                    paragraph.bold = false;
                }
            }
            "r" => paragraph.bold = false,
            "b" if paragraph.in_run_properties && !paragraph.in_properties => {
                paragraph.bold = is_on(element);
            }
            "pStyle" => paragraph.style = value(element, "val"),
            "numId" => paragraph.list.0 = value(element, "val"),
            "ilvl" => paragraph.list.1 = value(element, "val").and_then(|level| level.parse().ok()),
            "t" => self.in_text = true,
            "tab" if !paragraph.in_properties => paragraph.words.push('\t'),
            "br" | "cr" => paragraph.words.push('\n'),
            "noBreakHyphen" => paragraph.words.push('-'),
            "tbl" => self.tables.push(Table::default()),
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cells.push(Vec::new());
                }
            }
            _ => {} // how things look
        }
    }

    fn end(&mut self, name: &str) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        match name {
            "p" => {
                let paragraph = std::mem::take(&mut self.paragraph);
                self.paragraph = self.outer.pop().unwrap_or_default();
                self.finish(&paragraph);
            }
            "pPr" => self.paragraph.in_properties = false,
            "rPr" => self.paragraph.in_run_properties = false,
            "t" => self.in_text = false,
            "tr" => self.row(),
            "tbl" => {
                self.row();
                self.tables.pop();
                self.line("");
            }
            _ => {} // nothing stands after it
        }
    }

    fn finish(&mut self, paragraph: &Paragraph) {
        let style = paragraph.style.as_deref();
        let (list, level) = (paragraph.list.0.as_deref(), paragraph.list.1);
        let words = paragraph.words.trim_matches([' ', '\n']);
        // A paragraph without words takes no number.
        let number = if words.trim().is_empty() {
            String::new()
        } else {
            self.numbering.next(list, level, style).unwrap_or_default()
        };
        let in_table = !self.tables.is_empty();
        let mut line = number;
        line.push_str(words);
        if in_table {
            if let Some(cell) = self
                .tables
                .last_mut()
                .and_then(|table| table.cells.last_mut())
            {
                cell.push(line.replace('\n', " "));
            }
            return;
        }
        if !words.trim().is_empty() && !line.contains('\n') {
            if self.numbering.is_heading(style) {
                line = format!("## {line}");
            } else if paragraph.all_bold == Some(true) && !line.contains(['*', '\t']) {
                line = format!("**{line}**");
            }
        }
        // A paragraph is set apart from the next, as on the page.
        self.line(&line);
        self.line("");
    }

    /// Writes the row of the innermost table: the first paragraphs of all cells side by side, then the second ones.
    fn row(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let mut cells = std::mem::take(&mut table.cells);
        for cell in &mut cells {
            cell.retain(|paragraph| !paragraph.trim().is_empty());
        }
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        let rows: Vec<String> = (0..height)
            .map(|at| {
                let words: Vec<&str> = cells
                    .iter()
                    .map(|cell| cell.get(at).map_or("", String::as_str))
                    .collect();
                words.join("\t").trim_end().to_owned()
            })
            .collect();
        // A table within a table is text of the cell around it.
        let inner = self.tables.len() > 1;
        let outer = self.tables.len().checked_sub(2);
        if let (true, Some(outer)) = (inner, outer) {
            if let Some(cell) = self
                .tables
                .get_mut(outer)
                .and_then(|table| table.cells.last_mut())
            {
                cell.extend(rows);
            }
            return;
        }
        for row in rows {
            self.line(&row);
        }
    }

    fn line(&mut self, words: &str) {
        if words.is_empty() && (self.text.is_empty() || self.text.ends_with("\n\n")) {
            return;
        }
        self.text.push_str(words);
        self.text.push('\n');
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::Write as _;
    use zip::write::SimpleFileOptions;

    /// An archive with these parts.
    pub fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    const HEAD: &str = r#"<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body>"#;

    /// A document with this body.
    pub fn document(body: &str) -> Vec<u8> {
        archive(&[(
            "word/document.xml",
            &format!("{HEAD}{body}</w:body></w:document>"),
        )])
    }

    fn read(body: &str) -> String {
        text(&document(body)).unwrap()
    }

    #[test]
    fn paragraphs_are_lines_and_what_stands_out_is_marked() {
        let body = "<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Apologies</w:t></w:r></w:p>\
            <w:p><w:r><w:t xml:space=\"preserve\">Cllr Bell &amp; </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>Cllr Moss</w:t></w:r>\
            <w:r><w:tab/><w:t>Clerk&#8217;s note</w:t></w:r></w:p><w:p/>\
            <w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:rPr><w:b w:val=\"0\"/></w:rPr><w:t>kept</w:t></w:r></w:p>";
        assert_eq!(
            read(body),
            "**Apologies**\n\nCllr Bell & Cllr Moss\tClerk’s note\n\nkept\n\n"
        );
    }

    #[test]
    fn the_cells_of_a_table_stand_side_by_side() {
        let cell = |words: &[&str]| {
            let paragraphs: Vec<String> = words
                .iter()
                .map(|words| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"))
                .collect();
            let paragraphs = paragraphs.concat();
            format!("<w:tc>{paragraphs}</w:tc>")
        };
        let body = format!(
            "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
            cell(&["Item", "more"]),
            cell(&["Owner"]),
            cell(&["1. Bins"]),
            cell(&[""]),
        );
        assert_eq!(read(&body), "Item\tOwner\nmore\n1. Bins\n\n");
    }

    #[test]
    fn a_box_is_read_once_and_does_not_end_the_paragraph_around_it() {
        let boxed = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>";
        let body = format!(
            "<w:p><w:r><w:t>before </w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{boxed}</mc:Choice>\
             <mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>after</w:t></w:r></w:p>"
        );
        assert_eq!(read(&body), "boxed\n\nbefore after\n\n");
    }

    #[test]
    fn hostile_archives_are_refused_in_bounded_time() {
        let bomb = "<w:p/>".repeat(7 * 1024 * 1024);
        assert_eq!(text(&document(&bomb)), Err(Fault::Bomb));
        let entities = "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><w:p><w:t>&b;</w:t></w:p>";
        assert_eq!(
            text(&archive(&[("word/document.xml", entities)])),
            Err(Fault::Entities)
        );
        assert_eq!(
            text(&document("<w:p><w:r><w:t>&giant;</w:t></w:r></w:p>")),
            Err(Fault::Entities)
        );
        let deep = format!(
            "{}{}",
            "<w:sdt>".repeat(100_000),
            "</w:sdt>".repeat(100_000)
        );
        assert_eq!(text(&document(&deep)), Err(Fault::Deep));
        let nested = archive(&[("inner.zip", "PK\u{3}\u{4}")]);
        assert_eq!(text(&nested), Err(Fault::NoDocument));
        assert!(matches!(
            text(b"PK\x03\x04 and nothing more"),
            Err(Fault::Archive(_))
        ));
        assert!(matches!(
            text(&document("<w:p><w:t>")),
            Ok(_) | Err(Fault::Xml(_))
        ));
        assert!(matches!(text(&document("</w:q>")), Err(Fault::Xml(_))));
    }
}
