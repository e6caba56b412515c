//! Rows of cells for a spreadsheet (RFC 4180), in which nothing is worked out.
//!
//! A spreadsheet takes a cell that begins like a formula for one, wherever the text came from (OWASP, "CSV injection").
//! Such a cell gets an apostrophe before it, by which it is text. In a cell that was typed spreadsheets hide that
//! apostrophe; in one read from a file they show it. So what reads wholly as a number goes without: nothing in it can be
//! worked out, and lists of payments have many.

use std::borrow::Cow;

pub(super) use csv::Terminator;

/// Rows in the making.
pub(super) struct Rows(csv::Writer<Vec<u8>>);

impl Rows {
    /// No rows yet; each is to end so.
    pub fn ending_in(end: Terminator) -> Self {
        let writer = csv::WriterBuilder::new()
            .terminator(end)
            .flexible(true)
            .from_writer(Vec::new());
        Self(writer)
    }

    /// The next row.
    pub fn put(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) {
        // Writing into memory does not fail.
        for cell in cells {
            let _ = self.0.write_field(guarded(cell.as_ref()).as_bytes());
        }
        let _ = self.0.write_record(None::<&[u8]>);
    }

    /// All of them.
    pub fn text(self) -> String {
        let bytes = self.0.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// A cell that no spreadsheet works out; blanks before a sign do not count, and full-width signs do in some of them.
fn guarded(cell: &str) -> Cow<'_, str> {
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];
    let begins = cell.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
    if begins.starts_with(signs) && !is_number(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Whether a cell is wholly a number with a sign: "-10.00", "+5", "-3%", "-£1,250.00".
fn is_number(cell: &str) -> bool {
    let Some(rest) = cell.trim_matches(' ').strip_prefix(['+', '-']) else {
        return false;
    };
    let rest = rest.strip_prefix('£').unwrap_or(rest);
    let rest = rest.strip_suffix('%').unwrap_or(rest);
    let (whole, parts) = rest.split_once('.').unwrap_or((rest, "0"));
    let figures = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    groups.next().is_some_and(figures)
        && groups.all(|group| group.len() == 3 && figures(group))
        && figures(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_where_it_must_be_and_never_a_formula() {
        let mut rows = Rows::ending_in(Terminator::CRLF);
        rows.put(["a", "b,c", "d \"e\"", "f\ng", "=1+1", "-", "＠x", "1-2"]);
        rows.put(["", " @sum", "\u{a0}=1", "\u{3000}＝1", "\tx", "\r=1"]);
        assert_eq!(
            rows.text(),
            "a,\"b,c\",\"d \"\"e\"\"\",\"f\ng\",'=1+1,'-,'＠x,1-2\r\n\
             ,' @sum,'\u{a0}=1,'\u{3000}＝1,'\tx,\"'\r=1\"\r\n"
        );
    }

    #[test]
    fn a_number_stays_a_number_and_what_only_begins_like_one_does_not() {
        for number in [
            "-10.00",
            "+5",
            "-3%",
            "-£1,250.00",
            "-1,234,567",
            " -2 ",
            "10",
        ] {
            assert_eq!(guarded(number), number);
        }
        for text in [
            "-", "+", "-%", "-.", "-1+1", "-1,2", "-1.", "+1.2.3", "--1", "-1%%", "-A1",
            "+44 1234", "=1", "-1\n=1", "－1",
        ] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
    }
}
