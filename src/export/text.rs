//! Plain text: a paragraph a line, a blank line between blocks.

use unicode_width::UnicodeWidthStr as _;

use super::document::{Block, Document, Labelled, ListItem, Table, Words};

/// Columns that a table may take and still stand as one, in a mail too; else it stands as a record a row.
const WIDEST_TABLE: usize = 78;

/// The document as plain text, with a line break at its end.
pub fn text(document: &Document) -> String {
    let mut out = String::new();
    let warning = &document.furniture.warning;
    if !warning.is_empty() {
        put(&mut out, "", warning);
    }
    for block in &document.blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        match block {
            Block::Title { text, .. }
            | Block::Line { text, .. }
            | Block::Address { text, .. }
            | Block::Signature { text, .. } => put(&mut out, "", text),
            Block::Heading { number, text, .. } => {
                out.push_str(&before(number.as_ref(), " "));
                out.push_str(&text.in_one_line());
                out.push('\n');
            }
            Block::Paragraph {
                number, text, time, ..
            } => {
                let first = before(number.as_ref(), " ") + &before(time.as_ref(), "  ");
                put(&mut out, &first, text);
            }
            Block::List { marks, items } => {
                for (place, ListItem { text, time, .. }) in items.iter().enumerate() {
                    let mark = marks
                        .number(place)
                        .map_or_else(|| document.bullet.to_string(), |number| number.to_string());
                    put(
                        &mut out,
                        &format!("{mark} {}", before(time.as_ref(), "  ")),
                        text,
                    );
                }
            }
            Block::FrontSheet { rows } => {
                for Labelled { label, text, .. } in rows {
                    record(&mut out, label, text);
                }
            }
            Block::Table(table) => put_table(&mut out, table),
        }
    }
    out
}

/// A number or a time, and what keeps it apart from the words after it.
fn before(what: Option<&impl ToString>, apart: &str) -> String {
    what.map(|what| what.to_string() + apart)
        .unwrap_or_default()
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

/// "Label: text", further lines set in by two.
fn record(out: &mut String, label: &Words, text: &Words) {
    let mut lines = text.lines();
    let first = format!("{}: {}", label.in_one_line(), lines.next().unwrap_or(""));
    out.push_str(first.trim_end());
    out.push('\n');
    for line in lines {
        out.push_str(&format!("  {line}\n"));
    }
}

/// Columns below their headings where that is narrow enough, else a record a row with the headings as labels.
fn put_table(out: &mut String, table: &Table) {
    if !table.caption.is_empty() {
        out.push_str(&table.caption.in_one_line());
        out.push_str("\n\n");
    }
    let mut widths: Vec<usize> = table
        .columns
        .iter()
        .map(|c| c.head.as_str().width())
        .collect();
    let mut one_line = table.columns.iter().all(|c| c.head.lines().count() < 2);
    for row in &table.rows {
        for ((_, cell), width) in table.cells(row).zip(&mut widths) {
            *width = cell.as_str().width().max(*width);
            one_line &= cell.lines().count() < 2;
        }
    }
    let whole = widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
    if !one_line || whole > WIDEST_TABLE {
        for (place, row) in table.rows.iter().enumerate() {
            if place > 0 {
                out.push('\n');
            }
            for (column, cell) in table.cells(row).filter(|(_, cell)| !cell.is_empty()) {
                record(out, &column.head, cell);
            }
        }
        return;
    }
    let mut line = |cells: Vec<&str>| {
        let mut text = String::new();
        for (cell, width) in cells.iter().zip(&widths) {
            text.push_str(cell);
            text.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 2));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    };
    line(table.columns.iter().map(|c| c.head.as_str()).collect());
    let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    line(rules.iter().map(String::as_str).collect());
    for row in &table.rows {
        line(table.cells(row).map(|(_, cell)| cell.as_str()).collect());
    }
}
