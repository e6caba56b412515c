//! DOCX: the document for Word and LibreOffice, with their own styles, numbers, lists and page numbers.
//!
//! It is a zip archive of XML parts (ECMA-376). The same document makes the same bytes.

mod body;
mod numbering;
mod xml;

use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::document::Document;
use body::body;
use xml::escaped;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMESPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Room at the sides of a page, in twentieths of a point: 22 mm.
const MARGIN: u32 = 1247;

/// Letters of the running head at most: it has to leave room for the mark in the same line.
const RUNNING: usize = 80;

/// How the document looks is settled in its styles, which a clerk may alter in Word.
const STYLES: &str = include_str!("docx/styles.xml");

/// The kinds of the parts, which a package has to tell.
const CONTENT_TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/>\
<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>\
<Override PartName=\"/word/header1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/>\
<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>\
<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
<Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>\
</Types>";

/// The document as the bytes of a file.
///
/// An error could only come of an archive that is too large for its format, at 4 GiB.
pub fn docx(document: &Document) -> std::io::Result<Vec<u8>> {
    let (body, numbering) = body(document);
    let parts: [(&str, String); 11] = [
        ("[Content_Types].xml", part(CONTENT_TYPES)),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", properties(document)),
        ("docProps/app.xml", application()),
        ("word/document.xml", main_part(&body)),
        ("word/_rels/document.xml.rels", relations()),
        (
            "word/styles.xml",
            STYLES.replace("LANGUAGE", document.language),
        ),
        ("word/numbering.xml", numbering.part()),
        ("word/settings.xml", settings(document)),
        ("word/header1.xml", header(document)),
        ("word/footer1.xml", footer()),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::with_capacity(32 * 1024)));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in parts {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn part(inside: &str) -> String {
    format!("{DECLARATION}{inside}")
}

fn main_part(body: &str) -> String {
    part(&format!(
        "<w:document {NAMESPACE}><w:body>{body}<w:sectPr>\
         <w:headerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"default\" r:id=\"rId5\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1418\" w:right=\"{MARGIN}\" w:bottom=\"1304\" w:left=\"{MARGIN}\" w:header=\"680\" w:footer=\"624\" w:gutter=\"0\"/>\
         <w:cols w:space=\"708\"/></w:sectPr></w:body></w:document>"
    ))
}

/// The head of every page: what the document is, and the mark of a draft.
fn header(document: &Document) -> String {
    let furniture = &document.furniture;
    let running = escaped(&furniture.running.shortened(RUNNING));
    let bold = |words: &str| {
        let words = escaped(words);
        format!("<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
    };
    let mark = match furniture.mark.in_one_line().as_str() {
        "" => String::new(),
        mark => format!("<w:r><w:tab/></w:r>{}", bold(mark)),
    };
    // It is as long as a line, and has one to itself.
    let warning = match furniture.warning.in_one_line().as_str() {
        "" => String::new(),
        warning => format!(
            "<w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>{}</w:p>",
            bold(warning)
        ),
    };
    part(&format!(
        "<w:hdr {NAMESPACE}>{warning}<w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>\
         <w:r><w:t xml:space=\"preserve\">{running}</w:t></w:r>{mark}</w:p></w:hdr>"
    ))
}

/// "Page 1 of 4", counted by the program that shows it.
fn footer() -> String {
    let text = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    let field = |name: &str| {
        format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>")
    };
    part(&format!(
        "<w:ftr {NAMESPACE}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}{}{}{}</w:p></w:ftr>",
        text("Page "),
        field("PAGE"),
        text(" of "),
        field("NUMPAGES"),
    ))
}

fn settings(document: &Document) -> String {
    part(&format!(
        "<w:settings {NAMESPACE}><w:defaultTabStop w:val=\"709\"/><w:characterSpacingControl w:val=\"doNotCompress\"/>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"{}\"/></w:settings>",
        document.language
    ))
}

fn properties(document: &Document) -> String {
    let author = escaped(&document.author.in_one_line());
    let date = document.date.format("%Y-%m-%dT00:00:00Z");
    part(&format!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{date}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{date}</dcterms:modified>\
         <dc:language>{}</dc:language></cp:coreProperties>",
        escaped(&document.title.in_one_line()),
        document.language,
    ))
}

fn application() -> String {
    part(
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>minutebook</Application></Properties>",
    )
}

fn relation(id: u8, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"rId{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
}

fn relations_part(relations: &[String]) -> String {
    part(&format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
        relations.concat()
    ))
}

fn package_relations() -> String {
    let core =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relations_part(&[
        relation(
            1,
            &format!("{RELATION}/officeDocument"),
            "word/document.xml",
        ),
        relation(2, core, "docProps/core.xml"),
        relation(
            3,
            &format!("{RELATION}/extended-properties"),
            "docProps/app.xml",
        ),
    ])
}

fn relations() -> String {
    let parts = ["styles", "numbering", "settings", "header", "footer"];
    let files = [
        "styles.xml",
        "numbering.xml",
        "settings.xml",
        "header1.xml",
        "footer1.xml",
    ];
    let relations: Vec<String> = (1..)
        .zip(parts.iter().zip(files))
        .map(|(id, (kind, file))| relation(id, &format!("{RELATION}/{kind}"), file))
        .collect();
    relations_part(&relations)
}

#[cfg(test)]
mod tests;
