//! A row before anybody knows what its columns are.

/// Columns by name, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// Name and contents of each that says something.
    pub named: Vec<(String, String)>,
    /// The first and the last line, from 1.
    pub lines: (usize, usize),
    /// The lines of the row of headings.
    pub heading: (usize, usize),
}

/// A cell as a value: trimmed, and without the sign that keeps a spreadsheet from taking it for a formula.
pub fn value(cell: &str) -> String {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        Some(_) | None => cell.to_owned(),
    }
}
