//! Plain text: a paragraph a line, a blank line between blocks.

use super::document::{Block, Document, ListItem, Words};

/// The document as plain text, with a line break at its end.
pub fn text(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        match block {
            Block::Title { text, .. } | Block::Line { text, .. } | Block::Signature { text } => {
                put(&mut out, "", text);
            }
            Block::Heading { number, text, .. } => {
                let first = number
                    .as_ref()
                    .map(|number| format!("{number} "))
                    .unwrap_or_default();
                out.push_str(first.as_str());
                out.push_str(&text.in_one_line());
                out.push('\n');
            }
            Block::Paragraph { text, time, .. } => put(&mut out, &timed(time.as_ref()), text),
            Block::List { items } => {
                for ListItem { text, time, .. } in items {
                    let first = format!("{} {}", document.bullet, timed(time.as_ref()));
                    put(&mut out, &first, text);
                }
            }
        }
    }
    out
}

fn timed(time: Option<&String>) -> String {
    time.map(|time| format!("{time}  ")).unwrap_or_default()
}

/// Lines after `first`, those from the second on set in as far.
fn put(out: &mut String, first: &str, words: &Words) {
    let indent = " ".repeat(first.chars().count());
    let mut before = first;
    for line in words.lines() {
        out.push_str(before);
        out.push_str(line);
        out.push('\n');
        before = &indent;
    }
}
