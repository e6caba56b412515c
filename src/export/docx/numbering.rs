//! Numbers and bullets as Word counts them: a list definition for each form of number, a list for each run of them.

use super::xml::escaped;
use crate::export::document::Number;

/// The lists of all bullets: those at the edge, and those below a numbered paragraph.
pub(super) const BULLETS: u32 = 1;
pub(super) const BULLETS_SET_IN: u32 = 2;

/// How many lists of bullets there are; those that count come after them.
const BULLET_LISTS: u32 = 2;

/// How far the words of a numbered paragraph are set in, in twentieths of a point.
const AFTER_PARAGRAPH_NUMBER: u32 = 709;

/// The lists of a document, as its numbers ask for them.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    forms: Vec<Form>,
    lists: Vec<List>,
}

/// A form of numbers: what stands before and after the figures, and how far numbers of this use are set in.
#[derive(Debug, PartialEq, Eq)]
struct Form {
    before: String,
    after: String,
    place: Place,
}

/// What numbers are used for: numbers of different uses are of different lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Before headings of a level.
    Heading(u8),
    /// Before paragraphs.
    Paragraph,
    /// Before the points of a list.
    Point,
    /// Before the points of a list below a numbered paragraph.
    PointSetIn,
}

/// A run of numbers that follow one another.
#[derive(Debug)]
struct List {
    form: usize,
    first: u32,
    last: u32,
}

impl Numbering {
    /// The list that comes to this number next; a new one where none does.
    pub(super) fn list(&mut self, number: &Number, place: Place) -> u32 {
        let form = Form {
            before: number.before().in_one_line(),
            after: number.after().in_one_line(),
            place,
        };
        let form = match self.forms.iter().position(|one| *one == form) {
            Some(known) => known,
            None => {
                self.forms.push(form);
                self.forms.len() - 1
            }
        };
        let mut latest = self.lists.iter_mut().enumerate().rev();
        let latest = latest.find(|(_, list)| list.form == form);
        let value = number.value();
        let at = match latest {
            Some((at, list)) if list.last.checked_add(1) == Some(value) => {
                list.last = value;
                at
            }
            Some(_) | None => {
                self.lists.push(List {
                    form,
                    first: value,
                    last: value,
                });
                self.lists.len() - 1
            }
        };
        BULLET_LISTS + 1 + at as u32
    }

    /// The part `word/numbering.xml`.
    pub(super) fn part(&self) -> String {
        let mut out = String::from(super::DECLARATION);
        out.push_str(&format!("<w:numbering {}>", super::NAMESPACE));
        let bullets = [(BULLETS, 0), (BULLETS_SET_IN, AFTER_PARAGRAPH_NUMBER)];
        for (list, from) in bullets {
            definition(&mut out, list, "bullet", "•", from, 425);
        }
        for (id, form) in (BULLET_LISTS + 1..).zip(&self.forms) {
            // A plain percent sign would stand for a number.
            let sign = |text: &str| escaped(&text.replace('%', "％"));
            let text = format!("{}%1{}", sign(&form.before), sign(&form.after));
            let (from, room) = form.place.indent();
            definition(&mut out, id, "decimal", &text, from, room);
        }
        let mut list = |id: u32, form: u32, first: Option<u32>| {
            out.push_str(&format!(
                "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{form}\"/>"
            ));
            if let Some(first) = first {
                out.push_str(&format!(
                    "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"{first}\"/></w:lvlOverride>"
                ));
            }
            out.push_str("</w:num>");
        };
        for (bullets, _) in bullets {
            list(bullets, bullets, None);
        }
        for (id, one) in (BULLET_LISTS + 1..).zip(&self.lists) {
            list(id, BULLET_LISTS + 1 + one.form as u32, Some(one.first));
        }
        out.push_str("</w:numbering>");
        out
    }
}

impl Place {
    /// Where the number stands, and how much room it has before the words, in twentieths of a point.
    fn indent(self) -> (u32, u32) {
        match self {
            Self::Heading(_) | Self::Point => (0, 567),
            Self::Paragraph => (0, AFTER_PARAGRAPH_NUMBER),
            Self::PointSetIn => (AFTER_PARAGRAPH_NUMBER, 567),
        }
    }
}

fn definition(out: &mut String, id: u32, format: &str, text: &str, from: u32, room: u32) {
    let indent = from + room;
    out.push_str(&format!(
        "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"singleLevel\"/>\
         <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:suff w:val=\"tab\"/>\
         <w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/>\
         <w:pPr><w:tabs><w:tab w:val=\"num\" w:pos=\"{indent}\"/></w:tabs>\
         <w:ind w:left=\"{indent}\" w:hanging=\"{room}\"/></w:pPr></w:lvl></w:abstractNum>"
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_follow_one_another_are_one_list_and_others_begin_a_new_one() {
        let mut numbering = Numbering::default();
        let item = Place::Heading(1);
        let stop = |value| Number::new("", value, ".");
        let first = numbering.list(&stop(1), item);
        let point = numbering.list(&stop(1), Place::Point);
        assert_ne!(first, point);
        assert_eq!(numbering.list(&stop(2), item), first);
        assert_eq!(numbering.list(&stop(2), Place::Point), point);
        let again = numbering.list(&stop(1), Place::Point);
        assert_ne!(again, point);
        assert_ne!(numbering.list(&Number::new("2.", 1, ""), item), first);
        let part = numbering.part();
        assert!(part.contains("w:lvlText w:val=\"2.%1\""), "{part}");
        assert_eq!(part.matches("<w:num w:numId").count(), 6);
    }
}
