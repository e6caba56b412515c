//! PDF: tagged for screen readers (PDF/UA-1), its text selectable, its letters embedded.
//!
//! The blocks become rows and a structure (`blocks`, `tables`), the rows pages (`flow`), and the pages are drawn here. krilla
//! writes the file and refuses one that breaks the rules of PDF/UA-1 that a program can check.

mod blocks;
mod flow;
mod lines;
mod tables;
mod type_face;

use chrono::Datelike as _;
use krilla::SerializeSettings;
use krilla::color::luma;
use krilla::configure::{Accessibility, ConfigurationBuilder, PdfVersion};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node as TagNode, SpanTag, TagGroup, TagTree,
};
use krilla::text::TextDirection;

use super::document::Document;
use blocks::{Heading, Kid, Laid, Node, laid};
use flow::{Piece, Placed, Rule, paged};
use type_face::{Faces, Weight};

/// A4, in points.
const PAGE: (f32, f32) = (595.28, 841.89);
/// Room at the sides, above and below the text.
const SIDE: f32 = 62.0;
const TOP: f32 = 72.0;
const BOTTOM: f32 = 64.0;
/// Size of the type at the head and the foot of a page.
const SMALL: f32 = 9.0;
/// Letters of the running head at most.
const RUNNING: usize = 80;

/// Letters of the warning at the head of a page at most: it has a line to itself.
const WARNING: usize = 100;

/// The document as the bytes of a file; in words, why it could not be made.
pub fn pdf(document: &Document) -> Result<Vec<u8>, String> {
    let faces = Faces::read().ok_or("the program's own typefaces do not read")?;
    let width = PAGE.0 - 2.0 * SIDE;
    let Laid {
        rows,
        heads,
        nodes,
        headings,
        leaves,
    } = laid(document, &faces, width);
    let pages = paged(rows, &heads, PAGE.1 - TOP - BOTTOM);
    let mut drawing = Drawing {
        faces: &faces,
        leaves: (0..leaves).map(|_| Vec::new()).collect(),
        headings: Vec::new(),
    };
    let mut file = krilla::Document::new_with(settings()?);
    file.set_metadata(metadata(document));
    for (number, page) in pages.iter().enumerate() {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or("a page has no size")?;
        let mut sheet = file.start_page_with(size);
        let mut surface = sheet.surface();
        drawing.furniture(&mut surface, document, number + 1, pages.len());
        for placed in page {
            drawing.row(&mut surface, placed, number);
        }
        surface.finish();
        sheet.finish();
    }
    let outline = outline(&headings, &drawing.headings);
    file.set_outline(outline);
    let mut tree = TagTree::new().with_lang(Some(document.language.to_owned()));
    for node in nodes {
        if let Some(group) = drawing.group(node) {
            tree.push(group);
        }
    }
    file.set_tag_tree(tree);
    file.finish().map_err(|error| format!("{error:?}"))
}

fn settings() -> Result<SerializeSettings, String> {
    let configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| format!("{error:?}"))?;
    Ok(SerializeSettings {
        configuration,
        enable_tagging: true,
        ..SerializeSettings::default()
    })
}

fn metadata(document: &Document) -> Metadata {
    let date = document.date;
    let year = u16::try_from(date.year()).unwrap_or_default();
    // PDF/UA-1 wants a title, whatever it says.
    let title = match document.title.in_one_line().as_str() {
        "" => "Untitled".to_owned(),
        title => title.to_owned(),
    };
    Metadata::new()
        .title(title)
        .authors(vec![document.author.in_one_line()])
        .language(document.language.to_owned())
        .creator("minutebook".to_owned())
        .creation_date(
            DateTime::new(year)
                .month(date.month() as u8)
                .day(date.day() as u8),
        )
}

/// The headings as a viewer lists them beside the pages, each below the last one of a higher level.
fn outline(headings: &[Heading], places: &[(usize, f32)]) -> Outline {
    // Nodes that are not yet finished, each with its level.
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    let mut outline = Outline::new();
    let close = |open: &mut Vec<(u8, OutlineNode)>, outline: &mut Outline| {
        if let Some((_, done)) = open.pop() {
            match open.last_mut() {
                Some((_, parent)) => parent.push_child(done),
                None => outline.push_child(done),
            }
        }
    };
    for (heading, (page, y)) in headings.iter().zip(places) {
        while open
            .last()
            .is_some_and(|(level, _)| *level >= heading.level)
        {
            close(&mut open, &mut outline);
        }
        let there = XyzDestination::new(*page, Point::from_xy(SIDE, *y));
        open.push((heading.level, OutlineNode::new(heading.text.clone(), there)));
    }
    while !open.is_empty() {
        close(&mut open, &mut outline);
    }
    outline
}

/// Pages being drawn.
struct Drawing<'a> {
    faces: &'a Faces,
    /// Where each leaf of the structure was drawn, in order.
    leaves: Vec<Vec<Identifier>>,
    /// The page and the height at which each heading was drawn.
    headings: Vec<(usize, f32)>,
}

impl Drawing<'_> {
    /// What stands on every page: read out by no screen reader, since it would break in upon the text.
    fn furniture(&self, surface: &mut Surface<'_>, document: &Document, page: usize, pages: usize) {
        let furniture = &document.furniture;
        let regular = self.faces.of(Weight::Regular);
        let bold = self.faces.of(Weight::Bold);
        let mark = furniture.mark.in_one_line();
        let foot = format!("Page {page} of {pages}");
        let right = PAGE.0 - SIDE - bold.width(&mark, SMALL);
        let middle = (PAGE.0 - regular.width(&foot, SMALL)) / 2.0;
        // It is as long as a line, and has one to itself.
        let warning = furniture.warning.shortened(WARNING);
        let pieces = [
            (SIDE, 28.0, Weight::Bold, warning, ArtifactType::Header),
            (
                SIDE,
                42.0,
                Weight::Regular,
                furniture.running.shortened(RUNNING),
                ArtifactType::Header,
            ),
            (right, 42.0, Weight::Bold, mark, ArtifactType::Header),
            (
                middle,
                PAGE.1 - 36.0,
                Weight::Regular,
                foot,
                ArtifactType::Footer,
            ),
        ];
        for (x, y, weight, text, kind) in pieces {
            if text.is_empty() {
                continue;
            }
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
            self.text(surface, x, y, weight, SMALL, &text);
            surface.end_tagged();
        }
    }

    fn row(&mut self, surface: &mut Surface<'_>, placed: &Placed, page: usize) {
        let top = TOP + placed.y;
        if placed.row.heading.is_some() {
            self.headings.push((page, top));
        }
        if !placed.row.rules.is_empty() {
            let layout = Artifact::with_kind(ArtifactType::Layout);
            surface.start_tagged(ContentTag::Artifact(layout));
            // Shades first, so that lines are seen on them.
            for rule in placed.row.rules.iter().filter(|rule| rule.grey > 200) {
                fill(surface, rule, top);
            }
            for rule in placed.row.rules.iter().filter(|rule| rule.grey <= 200) {
                fill(surface, rule, top);
            }
            surface.set_fill(None);
            surface.end_tagged();
        }
        for piece in &placed.row.pieces {
            self.piece(surface, piece, top);
        }
    }

    fn piece(&mut self, surface: &mut Surface<'_>, piece: &Piece, top: f32) {
        let weight = if piece.bold {
            Weight::Bold
        } else {
            Weight::Regular
        };
        let (mut x, y) = (SIDE + piece.x, top + piece.y);
        let Some(leaf) = piece.leaf else {
            let again = Artifact::with_kind(ArtifactType::PaginationOther);
            surface.start_tagged(ContentTag::Artifact(again));
            self.text(surface, x, y, weight, piece.size, &piece.text);
            surface.end_tagged();
            return;
        };
        let face = self.faces.of(weight);
        for span in face.spans(&piece.text) {
            let tag = SpanTag::empty().with_actual_text(span.actual.as_deref());
            let identifier = surface.start_tagged(ContentTag::Span(tag));
            draw(surface, x, y, face, piece.size, &span.shown);
            surface.end_tagged();
            if let Some(drawn) = self.leaves.get_mut(leaf) {
                drawn.push(identifier);
            }
            x += face.width(&span.shown, piece.size);
        }
    }

    /// Text whose structure is told elsewhere, or nowhere.
    fn text(
        &self,
        surface: &mut Surface<'_>,
        x: f32,
        y: f32,
        weight: Weight,
        size: f32,
        text: &str,
    ) {
        let face = self.faces.of(weight);
        let shown: String = face
            .spans(text)
            .into_iter()
            .map(|span| span.shown)
            .collect();
        draw(surface, x, y, face, size, &shown);
    }

    /// A node of the structure with all that was drawn of it; nothing where nothing was, but for empty cells.
    fn group(&mut self, node: Node) -> Option<TagGroup> {
        let is_cell = node.kids.is_empty();
        let mut group = TagGroup::new(node.tag);
        let mut holds = is_cell;
        for kid in node.kids {
            match kid {
                Kid::Node(node) => {
                    if let Some(inner) = self.group(node) {
                        group.push(inner);
                        holds = true;
                    }
                }
                Kid::Leaf(leaf) => {
                    let drawn = self.leaves.get_mut(leaf).map(std::mem::take);
                    for identifier in drawn.unwrap_or_default() {
                        group.push(TagNode::Leaf(identifier));
                        holds = true;
                    }
                }
            }
        }
        holds.then_some(group)
    }
}

/// What a file says, leaf by leaf of its structure, each in a line.
#[cfg(test)]
pub(super) fn said(document: &Document) -> String {
    let faces = Faces::read().unwrap();
    let laid = laid(document, &faces, PAGE.0 - 2.0 * SIDE);
    let mut leaves = vec![String::new(); laid.leaves];
    for page in paged(laid.rows, &laid.heads, PAGE.1 - TOP - BOTTOM) {
        for piece in page.into_iter().flat_map(|placed| placed.row.pieces) {
            if let Some(leaf) = piece.leaf {
                leaves[leaf].push_str(&piece.text);
            }
        }
    }
    leaves.join("\n")
}

fn draw(surface: &mut Surface<'_>, x: f32, y: f32, face: &type_face::Face, size: f32, text: &str) {
    let start = Point::from_xy(x, y);
    let left_to_right = TextDirection::LeftToRight;
    surface.draw_text(start, face.font.clone(), size, text, false, left_to_right);
}

fn fill(surface: &mut Surface<'_>, rule: &Rule, top: f32) {
    let path =
        Rect::from_xywh(SIDE + rule.x, top + rule.y, rule.width, rule.height).and_then(|rect| {
            let mut path = PathBuilder::new();
            path.push_rect(rect);
            path.finish()
        });
    if let Some(path) = path {
        surface.set_fill(Some(Fill {
            paint: luma::Color::new(rule.grey).into(),
            ..Fill::default()
        }));
        surface.draw_path(&path);
    }
}

#[cfg(test)]
mod tests;
