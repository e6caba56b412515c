use super::*;
use crate::export::document::{Block, Source, Words};
use crate::export::tests::blocks::every_block;

/// How often something stands in a file, outside its compressed parts.
fn count(file: &[u8], words: &str) -> usize {
    file.windows(words.len())
        .filter(|part| *part == words.as_bytes())
        .count()
}

#[test]
fn every_block_makes_a_tagged_file_the_same_each_time() {
    let file = pdf(&every_block()).unwrap();
    assert!(file.starts_with(b"%PDF-1.7"));
    assert_eq!(pdf(&every_block()).unwrap(), file);
    for words in [
        "/Lang",
        "/MarkInfo",
        "/DisplayDocTitle",
        "pdfuaid:part",
        "/Outlines",
    ] {
        assert!(count(&file, words) > 0, "{words}");
    }
}

#[test]
fn letters_that_no_typeface_has_do_not_cost_the_file() {
    let mut document = every_block();
    let words = Words::new(
        "\u{0} 👨‍👩‍👧 שלום عربى 漢字 \u{e000} \u{fffd} e\u{301}\u{323} \u{ad}x \u{200d} \u{fe0f} क्षि ไทย \u{1d165} a\u{2011}b",
    );
    document.title = words.clone();
    document.author = words.clone();
    document.furniture.running = words.clone();
    document.blocks = vec![
        Block::Title {
            text: words.clone(),
            source: Source::Head,
        },
        Block::paragraph(words, Source::Head),
    ];
    pdf(&document).unwrap();
}

#[test]
fn a_document_of_nothing_and_one_without_title_are_files_too() {
    let mut document = every_block();
    document.blocks.clear();
    pdf(&document).unwrap();
    document.furniture.mark = Words::empty();
    document.furniture.running = Words::empty();
    document.blocks = vec![Block::Heading {
        level: 3,
        number: None,
        text: Words::new("Lone"),
        source: Source::Head,
    }];
    pdf(&document).unwrap();
    document.title = Words::empty();
    document.blocks.clear();
    pdf(&document).unwrap();
}

#[test]
fn headings_nest_by_their_levels() {
    let faces = Faces::read().unwrap();
    let laid = laid(&every_block(), &faces, 400.0);
    let levels: Vec<u8> = laid.headings.iter().map(|heading| heading.level).collect();
    assert_eq!(levels, [1, 2, 2, 3, 4]);
    assert_eq!(laid.headings[1].text, "1. Background");
    let rows = laid.rows.iter().filter(|row| row.heading.is_some()).count();
    assert_eq!(rows, levels.len());
}
