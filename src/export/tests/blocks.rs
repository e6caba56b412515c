//! Formats, held against a document in which every kind of block stands.

#[path = "../../../examples/specimens/every_block.rs"]
mod every_block;

pub(in crate::export) use every_block::every_block;

use crate::export::{markdown, text};

#[test]
fn every_block_as_text() {
    insta::assert_snapshot!(text(&every_block()));
}

#[test]
fn every_block_as_markdown() {
    insta::assert_snapshot!(markdown(&every_block()));
}
