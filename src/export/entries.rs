//! How entries stand in a document: one after the other, as the points of a list, as a table.

use super::document::{Block, Column, Row, Source, Table, Words};
use crate::minutes::entry::{Detail, Entry};
use crate::minutes::table;

/// Whether an entry is one point of a list; one that announces meetings has a list of its own, and a table stands by
/// itself.
pub(super) fn is_point(entry: &Entry) -> bool {
    entry.kind.is_listed()
        && !matches!(entry.detail, Detail::NextMeetings(_))
        && table::read(&entry.text).is_none()
}

/// The shares that a column can have of a table's width: no long cell leaves the others without room.
const SHARES: std::ops::RangeInclusive<usize> = 6..=36;

/// A table that was pasted into the record.
pub(super) fn table_of(rows: &table::Rows, source: Source) -> Block {
    let widths = rows.widths(|cell| cell.chars().count());
    let columns = rows.heads.iter().zip(widths);
    Block::Table(Table {
        columns: columns
            .map(|(head, width)| Column {
                head: Words::new(head),
                share: width.clamp(*SHARES.start(), *SHARES.end()) as u16,
            })
            .collect(),
        rows: rows
            .rows
            .iter()
            .map(|row| Row {
                cells: row.iter().map(|cell| Words::new(cell)).collect(),
                source,
            })
            .collect(),
        ..Table::default()
    })
}

/// The entries at the front of which something holds, and the others.
pub(super) fn run<'s, 'e>(
    entries: &'s [&'e Entry],
    holds: impl Fn(&Entry) -> bool,
) -> (&'s [&'e Entry], &'s [&'e Entry]) {
    let length = entries.iter().take_while(|entry| holds(entry)).count();
    entries.split_at_checked(length).unwrap_or((entries, &[]))
}
