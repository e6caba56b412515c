//! The two embedded faces: how wide a text is, and which of its letters they have.

use krilla::text::Font;
use ttf_parser::Face as Metrics;
use unicode_segmentation::UnicodeSegmentation as _;

/// Liberation Sans under another name, as its licence asks of a font that was made smaller; see `fonts/LICENSE`.
const REGULAR: &[u8] = include_bytes!("../../../fonts/MinutebookSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../fonts/MinutebookSans-Bold.ttf");

/// What stands for a letter that the faces do not have; the letter itself is kept for whoever copies or listens.
const STAND_IN: &str = "□";

/// Signs that look the same as another one which every face has.
const ALIKE: [(&str, &str); 3] = [
    ("\u{2011}", "\u{2010}"),
    ("\u{202f}", " "),
    ("\u{2007}", " "),
];

/// The faces.
pub(super) struct Faces {
    regular: Face,
    bold: Face,
}

/// One face.
pub(super) struct Face {
    /// As the file embeds it.
    pub font: Font,
    metrics: Metrics<'static>,
}

/// Which of the faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// A piece of text as it is drawn.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// What is drawn: letters that the face has.
    pub shown: String,
    /// What it stands for, where that is something else.
    pub actual: Option<String>,
}

impl Faces {
    /// Reads the faces, which were tried by a test.
    pub(super) fn read() -> Option<Self> {
        Some(Self {
            regular: Face::read(REGULAR)?,
            bold: Face::read(BOLD)?,
        })
    }

    /// One of them.
    pub(super) fn of(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

impl Face {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        Some(Self {
            font: Font::new(bytes.to_vec().into(), 0)?,
            metrics: Metrics::parse(bytes, 0).ok()?,
        })
    }

    /// How wide a text is as it is drawn, in points; pairs that are drawn closer together are not counted in.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let units: f32 = text
            .graphemes(true)
            .map(|cluster| self.units(cluster))
            .sum();
        units * size / f32::from(self.metrics.units_per_em().max(1))
    }

    fn units(&self, cluster: &str) -> f32 {
        let shown = self.shown(cluster);
        shown
            .chars()
            .filter_map(|letter| self.metrics.glyph_index(letter))
            .filter_map(|glyph| self.metrics.glyph_hor_advance(glyph))
            .map(f32::from)
            .sum()
    }

    /// What is drawn for one letter with its accents: itself, or what stands for it.
    fn shown<'t>(&self, cluster: &'t str) -> &'t str {
        let has = |text: &str| {
            text.chars()
                .all(|letter| self.metrics.glyph_index(letter).is_some())
        };
        if has(cluster) {
            return cluster;
        }
        let alike = ALIKE.iter().find(|(sign, _)| *sign == cluster);
        match alike {
            Some((_, other)) if has(other) => other,
            Some(_) | None => STAND_IN,
        }
    }

    /// A text in pieces that can be drawn.
    pub(super) fn spans(&self, text: &str) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for cluster in text.graphemes(true) {
            let shown = self.shown(cluster);
            match spans.last_mut() {
                Some(Span {
                    shown: so_far,
                    actual: None,
                }) if shown == cluster => so_far.push_str(shown),
                Some(Span {
                    shown: so_far,
                    actual: Some(actual),
                }) if shown != cluster => {
                    so_far.push_str(shown);
                    actual.push_str(cluster);
                }
                Some(_) | None => spans.push(Span {
                    shown: shown.to_owned(),
                    actual: (shown != cluster).then(|| cluster.to_owned()),
                }),
            }
        }
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_are_had_and_other_letters_are_stood_for() {
        let faces = Faces::read().unwrap();
        for weight in [Weight::Regular, Weight::Bold] {
            let face = faces.of(weight);
            let had =
                "Zoë Ó Súilleabháin, Łódź Ŵŵ Ŷŷ ẁ ñ ß £1.3m – “…” • ½ €5 Ελλάδα Жук e\u{301} □";
            assert_eq!(face.spans(had).len(), 1, "{weight:?}");
            let spans = face.spans("a 👨‍👩‍👧שb\u{2011}c");
            let shown: String = spans.iter().map(|span| span.shown.as_str()).collect();
            assert_eq!(shown, "a □□b\u{2010}c");
            assert_eq!(spans[1].actual.as_deref(), Some("👨‍👩‍👧ש"));
            assert!(face.width("mm", 10.0) > face.width("ii", 10.0));
            assert!(face.width("\u{301}", 10.0) < 4.0);
        }
    }
}
