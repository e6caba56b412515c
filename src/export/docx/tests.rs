use std::io::{Cursor, Read as _};

use super::docx;
use crate::export::document::{Block, Document, Marks, Number, Source, Words};
use crate::export::tests::blocks::every_block;

/// The children that an element may have, in the order that ECMA-376 (part 1, annex A) gives them; those that are
/// never written are left out.
const ORDER: [(&str, &[&str]); 18] = [
    ("w:document", &["w:body"]),
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:numPr",
            "w:pBdr",
            "w:tabs",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlineLvl",
        ],
    ),
    ("w:numPr", &["w:ilvl", "w:numId"]),
    (
        "w:rPr",
        &[
            "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:color", "w:sz", "w:szCs", "w:lang",
        ],
    ),
    ("w:tbl", &["w:tblPr", "w:tblGrid", "w:tr"]),
    (
        "w:tblPr",
        &[
            "w:tblStyle",
            "w:tblW",
            "w:tblInd",
            "w:tblBorders",
            "w:tblLayout",
            "w:tblCellMar",
            "w:tblLook",
            "w:tblCaption",
        ],
    ),
    (
        "w:tblBorders",
        &[
            "w:top",
            "w:left",
            "w:bottom",
            "w:right",
            "w:insideH",
            "w:insideV",
        ],
    ),
    ("w:tblCellMar", &["w:top", "w:left", "w:bottom", "w:right"]),
    ("w:tr", &["w:trPr", "w:tc"]),
    ("w:trPr", &["w:cantSplit", "w:tblHeader"]),
    ("w:tc", &["w:tcPr", "w:p"]),
    ("w:tcPr", &["w:tcW", "w:shd"]),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:footerReference",
            "w:pgSz",
            "w:pgMar",
            "w:cols",
        ],
    ),
    (
        "w:style",
        &[
            "w:name",
            "w:basedOn",
            "w:next",
            "w:uiPriority",
            "w:semiHidden",
            "w:unhideWhenUsed",
            "w:qFormat",
            "w:pPr",
            "w:rPr",
            "w:tblPr",
        ],
    ),
    ("w:numbering", &["w:abstractNum", "w:num"]),
    ("w:abstractNum", &["w:multiLevelType", "w:lvl"]),
    (
        "w:lvl",
        &[
            "w:start",
            "w:numFmt",
            "w:suff",
            "w:lvlText",
            "w:lvlJc",
            "w:pPr",
        ],
    ),
    (
        "w:settings",
        &[
            "w:defaultTabStop",
            "w:characterSpacingControl",
            "w:compat",
            "w:themeFontLang",
        ],
    ),
];

fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn parts(file: &[u8]) -> Vec<(String, String)> {
    let archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let names = archive.file_names();
    let names: Vec<String> = names.map(|name| name.unwrap().into_owned()).collect();
    names
        .into_iter()
        .map(|name| (name.clone(), part(file, &name)))
        .collect()
}

/// Walks a part, and tells each element with its parent and the elder siblings that it has.
fn walk(xml: &str, mut tell: impl FnMut(&str, &[String], &str)) {
    let mut open: Vec<(String, Vec<String>)> = vec![(String::new(), Vec::new())];
    for piece in xml.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').expect("a tag ends");
        if tag.starts_with('?') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            let (was, _) = open.pop().unwrap();
            assert_eq!(was, name, "tags are nested");
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap().to_owned();
        let (parent, elder) = open.last_mut().unwrap();
        tell(parent, elder, &name);
        elder.push(name.clone());
        if !tag.ends_with('/') {
            open.push((name, Vec::new()));
        }
    }
    assert_eq!(open.len(), 1, "every tag is closed");
}

#[test]
fn the_elements_stand_in_the_order_of_the_schema() {
    for (name, xml) in parts(&docx(&every_block()).unwrap()) {
        walk(&xml, |parent, elder, child| {
            let Some((_, order)) = ORDER.iter().find(|(name, _)| *name == parent) else {
                return;
            };
            let place = |name: &str| order.iter().position(|one| *one == name);
            let here = place(child);
            assert!(here.is_some(), "{name}: {child} in {parent}");
            let after = elder.iter().all(|one| place(one) <= here);
            assert!(after, "{name}: {child} after {elder:?} in {parent}");
            let repeated = ["w:tr", "w:tc", "w:p", "w:lvl", "w:num", "w:abstractNum"];
            assert!(
                repeated.contains(&child) || !elder.iter().any(|one| one == child),
                "{name}: {child} twice in {parent}"
            );
        });
    }
}

#[test]
fn every_cell_ends_in_a_paragraph_and_every_reference_leads_somewhere() {
    let file = docx(&every_block()).unwrap();
    let main = part(&file, "word/document.xml");
    assert!(!main.contains("</w:tcPr></w:tc>") && !main.contains("</w:tbl><w:tbl>"));
    let styles = part(&file, "word/styles.xml");
    for style in values(&main, "w:pStyle").chain(values(&main, "w:tblStyle")) {
        assert!(
            styles.contains(&format!("w:styleId=\"{style}\"")),
            "{style}"
        );
    }
    let numbering = part(&file, "word/numbering.xml");
    for list in values(&main, "w:numId") {
        assert!(
            numbering.contains(&format!("w:num w:numId=\"{list}\"")),
            "{list}"
        );
    }
    let types = part(&file, "[Content_Types].xml");
    for (name, _) in parts(&file) {
        let is_told = types.contains(&format!("PartName=\"/{name}\""));
        assert!(
            is_told || name.contains("_rels/") || name == "[Content_Types].xml",
            "{name}"
        );
    }
}

/// The values of all elements of a name.
fn values<'x>(xml: &'x str, element: &str) -> impl Iterator<Item = &'x str> {
    let before = format!("<{element} w:val=\"");
    xml.match_indices(&before.clone())
        .map(|(at, _)| xml[at + before.len()..].split('"').next().unwrap())
        .collect::<Vec<_>>()
        .into_iter()
}

#[test]
fn headings_lists_and_table_heads_are_what_they_are_called() {
    let file = docx(&every_block()).unwrap();
    let main = part(&file, "word/document.xml");
    let count = |words: &str| main.matches(words).count();
    assert_eq!(count("w:pStyle w:val=\"Title\""), 1);
    assert_eq!(count("w:pStyle w:val=\"Heading1\""), 2);
    assert_eq!(count("w:pStyle w:val=\"Heading2\""), 1);
    assert_eq!(count("w:pStyle w:val=\"Heading3\""), 1);
    assert_eq!(count("w:pStyle w:val=\"ListBullet\""), 3);
    assert_eq!(count("w:pStyle w:val=\"ListNumber\""), 4);
    assert_eq!(count("w:numPr"), 2 * (2 + 3 + 3 + 4));
    assert_eq!(count("<w:tblHeader/>"), 1);
    let header = part(&file, "word/header1.xml");
    assert!(header.contains(">DRAFT<") && header.contains(">Repairs to council homes<"));
    let footer = part(&file, "word/footer1.xml");
    assert!(footer.contains(" PAGE ") && footer.contains(" NUMPAGES "));
    let properties = part(&file, "docProps/core.xml");
    for expected in [
        "<dc:title>Repairs to council homes: what moved since the last report</dc:title>",
        "<dc:creator>Housing Scrutiny Panel</dc:creator>",
        "<dc:language>en-GB</dc:language>",
        "2025-03-04T00:00:00Z",
    ] {
        assert!(properties.contains(expected), "{properties}");
    }
    assert!(part(&file, "word/styles.xml").contains("w:lang w:val=\"en-GB\""));
    // Numbers are counted by Word, and stand in no text.
    assert!(!main.contains(">1.1 ") && !main.contains(">(7)"));
}

#[test]
fn the_same_document_is_the_same_file_and_hostile_words_stay_words() {
    assert_eq!(docx(&every_block()).unwrap(), docx(&every_block()).unwrap());
    let hostile = Words::new("a]]><w:p/>&amp;\0\u{ffff}\"' \\u{{ PAGE }} { SEQ x } < \u{202e}z");
    let document = Document {
        title: hostile.clone(),
        author: hostile.clone(),
        blocks: vec![
            Block::paragraph(hostile.clone(), Source::Head),
            Block::List {
                marks: Marks::Numbers(Number::new(hostile.as_str(), 3, "%1")),
                items: Vec::new(),
            },
        ],
        ..every_block()
    };
    let file = docx(&document).unwrap();
    let main = part(&file, "word/document.xml");
    assert!(
        main.contains(
            "a]]&gt;&lt;w:p/&gt;&amp;amp;␀\u{fffd}&quot;' \\u{{ PAGE }} { SEQ x } &lt; z"
        )
    );
    for (_, xml) in parts(&file) {
        walk(&xml, |_, _, _| {});
        assert!(!xml.contains("]]>") && !xml.contains("fldChar"));
    }
}
