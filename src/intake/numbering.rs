//! The numbers that a word processor sets before the paragraphs of a list, and which styles are headings.
//!
//! Simple lists alone: figures, letters and small Roman numbers on up to nine levels, "%1.%2" and the like. A level of
//! another sort is given a bullet, so that nobody takes a made-up number for the document's own.

use std::collections::HashMap;

use super::docx::{Fault, Piece, events, value};

/// One level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    start: u32,
    /// "decimal", "bullet", "lowerLetter" …
    format: String,
    /// "%1." or "(%2)".
    text: String,
}

/// The lists of a document, as far as they have been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The levels of each kind of list.
    kinds: HashMap<String, Vec<Level>>,
    /// The kind of each list.
    lists: HashMap<String, String>,
    /// List and level of a style.
    styles: HashMap<String, (Option<String>, u32)>,
    /// What a style is based on.
    based: HashMap<String, String>,
    headings: Vec<String>,
    /// How far each kind of list has been counted; lists of one kind count on.
    counts: HashMap<String, Vec<u32>>,
}

impl Numbering {
    /// Reads the parts that tell of lists and of styles.
    pub fn read(lists: &str, styles: &str) -> Result<Self, Fault> {
        let mut numbering = Self::default();
        numbering.read_lists(lists)?;
        numbering.read_styles(styles)?;
        Ok(numbering)
    }

    fn read_lists(&mut self, xml: &str) -> Result<(), Fault> {
        let (mut kind, mut list) = (String::new(), String::new());
        events(xml, |piece| {
            let Piece::Begins(name, element) = piece else {
                return Ok(());
            };
            let said = || value(element, "val").unwrap_or_default();
            let levels = self.kinds.entry(kind.clone()).or_default();
            match name {
                "abstractNum" => kind = value(element, "abstractNumId").unwrap_or_default(),
                "lvl" if levels.len() < 9 => levels.push(Level {
                    start: 1,
                    ..Level::default()
                }),
                "start" => {
                    if let Some(level) = levels.last_mut() {
                        level.start = said().parse().unwrap_or(1);
                    }
                }
                "numFmt" => {
                    if let Some(level) = levels.last_mut() {
                        level.format = said();
                    }
                }
                "lvlText" => {
                    if let Some(level) = levels.last_mut() {
                        level.text = said();
                    }
                }
                "num" => list = value(element, "numId").unwrap_or_default(),
                "abstractNumId" => {
                    self.lists.insert(list.clone(), said());
                }
                _ => {} // how lists look
            }
            Ok(())
        })
    }

    fn read_styles(&mut self, xml: &str) -> Result<(), Fault> {
        let mut style = String::new();
        events(xml, |piece| {
            let Piece::Begins(name, element) = piece else {
                return Ok(());
            };
            let said = || value(element, "val").unwrap_or_default();
            match name {
                "style" => style = value(element, "styleId").unwrap_or_default(),
                "name" => {
                    let name = said().to_lowercase();
                    if name.starts_with("heading") || name == "title" || name == "subtitle" {
                        self.headings.push(style.clone());
                    }
                }
                "basedOn" => {
                    self.based.insert(style.clone(), said());
                }
                "numId" => self.styles.entry(style.clone()).or_default().0 = Some(said()),
                "ilvl" => {
                    self.styles.entry(style.clone()).or_default().1 = said().parse().unwrap_or(0);
                }
                _ => {} // how styles look
            }
            Ok(())
        })
    }

    /// Whether paragraphs of a style are headings; without the part that says so, by the style's usual name.
    pub fn is_heading(&self, style: Option<&str>) -> bool {
        let Some(style) = style else { return false };
        let usual =
            style.to_lowercase().starts_with("heading") || style.eq_ignore_ascii_case("title");
        self.headings.iter().any(|heading| heading == style) || self.headings.is_empty() && usual
    }

    /// The number of the next paragraph, with the blank behind it; none where it is in no list.
    pub fn next(
        &mut self,
        list: Option<&str>,
        level: Option<u32>,
        style: Option<&str>,
    ) -> Option<String> {
        let of_style = self.of_style(style);
        let list = list.map(str::to_owned).or_else(|| of_style.clone()?.0)?;
        let level = level.or(of_style.map(|(_, level)| level)).unwrap_or(0);
        let level = usize::try_from(level).ok()?;
        let kind = self.lists.get(&list)?.clone();
        let levels = self.kinds.get(&kind)?;
        let here = levels.get(level)?;
        let counts = self.counts.entry(kind).or_default();
        counts.truncate(level + 1);
        while counts.len() < level {
            // A level that was passed over counts as begun.
            counts.push(levels.get(counts.len()).map_or(1, |level| level.start));
        }
        match counts.get_mut(level) {
            Some(count) => *count += 1,
            None => counts.push(here.start),
        }
        if here.format == "none" || here.text.is_empty() {
            return None;
        }
        let mut words = here.text.clone();
        for (place, count) in counts.iter().enumerate() {
            let format = levels.get(place).map_or("", |level| level.format.as_str());
            let mark = format!("%{}", place + 1);
            if words.contains(&mark) {
                let Some(number) = written(*count, format) else {
                    return Some("• ".to_owned());
                };
                words = words.replace(&mark, &number);
            }
        }
        let says_something = words.chars().any(char::is_alphanumeric) && here.format != "bullet";
        Some(if says_something {
            format!("{words} ")
        } else {
            "• ".to_owned()
        })
    }

    /// List and level of a style, or of one that it is based on.
    fn of_style(&self, style: Option<&str>) -> Option<(Option<String>, u32)> {
        let mut style = style?;
        for _ in 0..16 {
            if let Some(found) = self.styles.get(style) {
                return Some(found.clone());
            }
            style = self.based.get(style)?;
        }
        None
    }
}

/// A number as a list of that format has it.
fn written(number: u32, format: &str) -> Option<String> {
    let letter = |first: u8| {
        let place = u8::try_from(number.checked_sub(1)?)
            .ok()
            .filter(|place| *place < 26)?;
        Some(char::from(first + place).to_string())
    };
    match format {
        "decimal" => Some(number.to_string()),
        "decimalZero" => Some(format!("{number:02}")),
        "lowerLetter" => letter(b'a'),
        "upperLetter" => letter(b'A'),
        "lowerRoman" => roman(number),
        "upperRoman" => roman(number).map(|roman| roman.to_uppercase()),
        _ => None, // numbers of other scripts
    }
}

fn roman(mut number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 9] = [
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number == 0 || number > 399 {
        return None;
    }
    let mut words = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            words.push_str(sign);
            number -= value;
        }
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::super::docx;
    use super::*;

    const LISTS: &str = r#"<w:numbering xmlns:w="urn:w">
        <w:abstractNum w:abstractNumId="3">
            <w:lvl w:ilvl="0"><w:start w:val="12"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
            <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>"#;
    const STYLES: &str = r#"<w:styles xmlns:w="urn:w">
        <w:style w:styleId="Ueberschrift"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
        <w:style w:styleId="Item"><w:name w:val="Item"/><w:basedOn w:val="Ueberschrift"/></w:style></w:styles>"#;

    #[test]
    fn lists_count_as_their_levels_say() {
        let mut numbering = Numbering::read(LISTS, STYLES).unwrap();
        let mut next = |level| {
            numbering
                .next(Some("7"), Some(level), None)
                .unwrap_or_default()
        };
        assert_eq!(next(0), "12. ");
        assert_eq!((next(1), next(1)), ("(a) ".to_owned(), "(b) ".to_owned()));
        assert_eq!(next(2), "• ");
        assert_eq!((next(0), next(1)), ("13. ".to_owned(), "(a) ".to_owned()));
        assert_eq!(
            numbering.next(None, None, Some("Item")).as_deref(),
            Some("14. ")
        );
        assert_eq!(
            numbering.next(Some("8"), None, None),
            None,
            "there is no such list"
        );
        assert!(numbering.is_heading(Some("Ueberschrift")) && !numbering.is_heading(Some("Item")));
        assert_eq!(
            (written(9, "lowerRoman"), written(30, "lowerLetter")),
            (Some("ix".to_owned()), None)
        );
    }

    #[test]
    fn a_numbered_heading_comes_out_with_its_number() {
        let body = "<w:document><w:p><w:pPr><w:pStyle w:val=\"Ueberschrift\"/></w:pPr><w:r><w:t>Bins</w:t></w:r></w:p></w:document>";
        let bytes = docx::tests::archive(&[
            ("word/document.xml", body),
            ("word/numbering.xml", LISTS),
            ("word/styles.xml", STYLES),
        ]);
        assert_eq!(docx::text(&bytes).unwrap(), "## 12. Bins\n\n");
    }
}
