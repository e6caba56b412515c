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

/// A cell as a value: trimmed, and without the sign that keeps a spreadsheet from taking it for a formula, which the
/// program's own lists have before blanks and full-width signs too.
pub fn value(cell: &str) -> String {
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let cell = cell.trim();
    match cell.strip_prefix('\'').map(str::trim_start) {
        Some(rest) if rest.starts_with(signs) => rest.to_owned(),
        Some(_) | None => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_against_formulas_is_no_part_of_the_value_and_any_other_apostrophe_is() {
        for (cell, meant) in [
            ("'=1+1", "=1+1"),
            (" '- note", "- note"),
            ("'＝1", "＝1"),
            ("' @sum", "@sum"),
            ("-10.00", "-10.00"),
            ("'Tis done", "'Tis done"),
            ("it's", "it's"),
        ] {
            assert_eq!(value(cell), meant);
        }
    }
}
