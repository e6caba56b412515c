//! Text in lines of a width: broken where Unicode allows it (UAX 14), inside a word only where it fits no line.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation as _;

use super::type_face::Face;
use crate::export::document::Words;

/// The lines of some words. Put together they are the words: a blank stands where a line was broken at one, and where
/// a line of the words themselves ends.
pub(super) fn lines(words: &Words, face: &Face, size: f32, width: f32) -> Vec<String> {
    let mut lines = Vec::new();
    for line in words.lines() {
        if let Some(last) = lines.last_mut() {
            let last: &mut String = last;
            last.push(' ');
        }
        broken(line, face, size, width, &mut lines);
    }
    lines
}

fn broken(line: &str, face: &Face, size: f32, width: f32, lines: &mut Vec<String>) {
    let mut current = String::new();
    let mut taken = 0.0;
    let mut from = 0;
    for (at, kind) in linebreaks(line) {
        let word = line.get(from..at).unwrap_or_default();
        from = at;
        let alone = face.width(word.trim_end(), size);
        if taken + alone > width && !current.is_empty() {
            lines.push(std::mem::take(&mut current));
            taken = 0.0;
        }
        if alone > width {
            // A word that fits no line: the address of a web page, a run of hyphens.
            for cluster in word.graphemes(true) {
                let more = face.width(cluster, size);
                if taken + more > width && !current.is_empty() {
                    lines.push(std::mem::take(&mut current));
                    taken = 0.0;
                }
                current.push_str(cluster);
                taken += more;
            }
        } else {
            current.push_str(word);
            taken += face.width(word, size);
        }
        if kind == BreakOpportunity::Mandatory && !current.is_empty() {
            lines.push(std::mem::take(&mut current));
            taken = 0.0;
        }
    }
    if !current.is_empty() {
        lines.push(current);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::pdf::type_face::{Faces, Weight};

    #[test]
    fn lines_are_no_wider_than_they_may_be_and_lose_nothing() {
        let faces = Faces::read().unwrap();
        let face = faces.of(Weight::Regular);
        let text = "The Panel heard that www.example.org/a/very/long/address/that/fits/no/line was down.\nSecond line";
        let words = Words::new(text);
        for width in [40.0, 90.0, 200.0, 2000.0] {
            let lines = lines(&words, face, 11.0, width);
            for line in &lines {
                let shown = face.width(line.trim_end(), 11.0);
                assert!(
                    shown <= width || line.chars().count() < 3,
                    "{line:?} {shown}"
                );
            }
            assert_eq!(lines.concat(), words.in_one_line());
        }
        assert!(lines(&Words::new(""), face, 11.0, 100.0).is_empty());
    }
}
