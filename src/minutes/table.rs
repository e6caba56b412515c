//! Tables in the words of an entry: a list of planning applications or payments, pasted as it stands in another program.
//!
//! A table is kept as text, so that it is found, amended and exported like any other words: a row a line, its cells
//! parted by ` | `, a bar within a cell written `\|`. A line before the rows that has no bar says what the table is.

/// A table as it was read from words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// What is said before it; may be empty.
    pub caption: String,
    /// The headings of the columns.
    pub heads: Vec<String>,
    /// The rows, each with a cell for each column at least.
    pub rows: Vec<Vec<String>>,
}

/// What parts two cells.
const BAR: char = '|';

/// Reads the words of an entry as a table: a row of headings and one row at least, of two columns at least, with
/// nothing after them. None where they are no table as [`pasted`] writes it: bars in a sentence are no table.
pub fn read(words: &str) -> Option<Rows> {
    with_bars(words).filter(|rows| rows.words() == words)
}

/// Reads a table with bars however it is laid out: with bars at the ends of its lines and a rule below its headings, as
/// in Markdown, too.
fn with_bars(words: &str) -> Option<Rows> {
    let lines: Vec<&str> = words
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let first = lines.iter().position(|line| has_bar(line))?;
    let (before, rows) = lines.split_at_checked(first)?;
    if !rows.iter().all(|line| has_bar(line)) {
        return None;
    }
    let below_heads = |place: usize, line: &str| place == 1 && is_rule(line);
    let rows = rows
        .iter()
        .enumerate()
        .filter(|(place, line)| !below_heads(*place, line))
        .map(|(_, line)| cells(line));
    of_rows(before.join(" "), rows)
}

/// What was pasted, as the words of a table; none where it is none. Rows come from a spreadsheet or a page with tabs
/// between their cells, or from a text with bars.
pub fn pasted(text: &str) -> Option<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let by_tabs = lines.iter().filter(|line| line.contains('\t')).count() > 1;
    if !by_tabs {
        return with_bars(&text).map(|rows| rows.words());
    }
    let first = lines.iter().position(|line| line.contains('\t'))?;
    let (before, rows) = lines.split_at_checked(first)?;
    let caption: Vec<&str> = before.iter().map(|line| line.trim()).collect();
    let rows = rows
        .iter()
        .map(|line| line.split('\t').map(clean).collect::<Vec<String>>());
    of_rows(caption.join(" "), rows).map(|rows| rows.words())
}

/// Rows of equal length, without the columns in which nothing is said: spreadsheets leave them at both ends.
fn of_rows(caption: String, rows: impl Iterator<Item = Vec<String>>) -> Option<Rows> {
    let mut all: Vec<Vec<String>> = rows.collect();
    let width = all.iter().map(Vec::len).max().unwrap_or(0);
    let used: Vec<bool> = (0..width)
        .map(|column| {
            all.iter()
                .any(|row| row.get(column).is_some_and(|cell| says_something(cell)))
        })
        .collect();
    for row in &mut all {
        row.resize(width, String::new());
        let mut kept = used.iter();
        row.retain(|_| kept.next() == Some(&true));
    }
    let columns = used.iter().filter(|used| **used).count();
    // Bars with nothing to say between them are no table.
    let has_heads = all.first().is_some_and(|heads| {
        heads
            .iter()
            .any(|head| head.contains(char::is_alphanumeric))
    });
    if columns < 2 || all.len() < 2 || !has_heads {
        return None;
    }
    let heads = all.remove(0);
    Some(Rows {
        caption,
        heads,
        rows: all,
    })
}

/// Whether a cell holds anything that can be read.
fn says_something(cell: &str) -> bool {
    cell.contains(|letter: char| !letter.is_whitespace() && !letter.is_control())
}

fn clean(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a bar parts cells in a line: one with a backslash before it does not.
fn has_bar(line: &str) -> bool {
    let mut escaped = false;
    line.chars().any(|letter| {
        let parts = letter == BAR && !escaped;
        escaped = letter == '\\' && !escaped;
        parts
    })
}

/// Whether a line is the rule under the headings of a Markdown table.
fn is_rule(line: &str) -> bool {
    line.contains("---") && line.chars().all(|letter| "|-: ".contains(letter))
}

/// The cells of a line; bars at its very ends, as Markdown has them, part nothing.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix(BAR).unwrap_or(line);
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.peek() == Some(&BAR) => cell.extend(letters.next()),
            BAR => {
                cells.push(clean(&cell));
                cell.clear();
            }
            other => cell.push(other),
        }
    }
    let rest = clean(&cell);
    if !rest.is_empty() || !line.ends_with(BAR) {
        cells.push(rest);
    }
    cells
}

impl Rows {
    /// As the words of an entry.
    pub fn words(&self) -> String {
        let line = |row: &Vec<String>| {
            let cells: Vec<String> = row.iter().map(|cell| cell.replace(BAR, "\\|")).collect();
            cells.join(" | ")
        };
        let caption = Some(self.caption.clone()).filter(|caption| !caption.is_empty());
        let rows = std::iter::once(&self.heads).chain(&self.rows).map(line);
        // A line that began or ended with an empty cell would lose it.
        let rows = rows.map(|line| {
            let (first, last) = (line.starts_with(' '), line.ends_with(' '));
            format!(
                "{}{line}{}",
                if first { "|" } else { "" },
                if last { "|" } else { "" }
            )
        });
        caption
            .into_iter()
            .chain(rows)
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// How many letters the longest cell of each column has, its heading with it.
    pub fn widths(&self, width_of: impl Fn(&str) -> usize) -> Vec<usize> {
        let mut widths: Vec<usize> = self.heads.iter().map(|head| width_of(head)).collect();
        for row in &self.rows {
            for (cell, width) in row.iter().zip(&mut widths) {
                *width = width_of(cell).max(*width);
            }
        }
        widths
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn letters(text: &str) -> usize {
        text.chars().count()
    }

    #[test]
    fn rows_with_tabs_become_a_table_and_are_read_back() {
        let words = pasted(
            "Ref\tWhere\tOutcome\r\n31/01\tMill  Lane\tNo objection\r\n31/02\tThe Green\t\r\n",
        );
        let words = words.unwrap();
        assert_eq!(
            words,
            "Ref | Where | Outcome\n31/01 | Mill Lane | No objection\n31/02 | The Green | |"
        );
        let rows = read(&words).unwrap();
        assert_eq!(rows.heads, ["Ref", "Where", "Outcome"]);
        assert_eq!(rows.rows[1], ["31/02", "The Green", ""]);
        assert_eq!(rows.widths(letters), [5, 9, 12]);
    }

    #[test]
    fn a_line_before_the_rows_says_what_they_are() {
        let words = pasted("Payments in May\nTo whom\tHow much\nGreen & Son\t£120.00").unwrap();
        assert_eq!(read(&words).unwrap().caption, "Payments in May");
        let spaced = pasted("\tRef\t\tWhere\t\n\t1\t\tMill Lane\t").unwrap();
        assert_eq!(spaced, "Ref | Where\n1 | Mill Lane");
        let markdown = "| a | b |\n|---|:--|\n| 1 | 2 |";
        assert_eq!(pasted(markdown).unwrap(), "a | b\n1 | 2");
    }

    #[test]
    fn what_is_no_table_stays_as_it_is() {
        for text in [
            "",
            "one line",
            "a | b",
            "|\n\u{0}|\u{0}",
            "| | |\n | ",
            "a\tb",
            "a\tb\nsome more words without any cell\nc\td",
            "two lines\nof plain text",
            "a | b\nc | d\nand a sentence after them",
            "a \\| b\nc \\| d",
            "\ta\n\tb",
            "\ta\n\t\u{e}",
        ] {
            let is_one = pasted(text).is_some();
            // Rows of a spreadsheet may have one cell alone.
            assert_eq!(is_one, text.contains("without any"), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_table_of_any_words_comes_back(
            rows in proptest::collection::vec(proptest::collection::vec("[a-c|\\\\é ]{0,6}x", 3), 2..5),
        ) {
            let tabs: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
            let words = pasted(&tabs.join("\n")).unwrap();
            let again = read(&words).unwrap();
            let cleaned: Vec<Vec<String>> =
                rows.iter().map(|row| row.iter().map(|cell| clean(cell)).collect()).collect();
            let all: Vec<Vec<String>> = std::iter::once(again.heads.clone()).chain(again.rows.clone()).collect();
            prop_assert_eq!(all, cleaned);
            prop_assert_eq!(again.words(), words);
        }
    }
}
