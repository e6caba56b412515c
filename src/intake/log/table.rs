//! A log as a table: commas, semicolons or tabs, quoted cells with lines in them, a title above the headings.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::cells::{Cells, value};
use super::columns;

/// How many rows may stand above the row of headings.
const ABOVE: usize = 12;

/// The rows below the headings.
pub fn rows(text: &str) -> Result<Vec<Cells>, String> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let mut records: Vec<(StringRecord, usize, usize)> = Vec::new();
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return Err(error.to_string()),
        }
        let at = record
            .position()
            .map_or(0, |position| position.byte() as usize);
        let end = reader.position().byte() as usize;
        records.push((record.clone(), at, end));
        if records.len() > super::MOST_ROWS + ABOVE {
            break;
        }
    }
    let heading = records
        .iter()
        .take(ABOVE)
        .enumerate()
        .map(|(place, (record, ..))| (columns::known_among(record.iter()), place))
        .max_by_key(|(known, place)| (*known, std::cmp::Reverse(*place)))
        .map_or(0, |(_, place)| place);
    let mut lines = Lines::new(text);
    let mut spans = records
        .iter()
        .map(|(_, from, to)| lines.of(*from, *to))
        .collect::<Vec<_>>()
        .into_iter();
    let mut records = records.into_iter().map(|(record, ..)| record).skip(heading);
    let heading_lines = spans.by_ref().nth(heading).unwrap_or_default();
    let names: Vec<String> = match records.next() {
        Some(names) => names.iter().map(value).collect(),
        None => return Err("it has no rows".to_owned()),
    };
    Ok(records
        .zip(spans)
        .map(|(record, lines)| Cells {
            named: names
                .iter()
                .zip(record.iter())
                .map(|(name, cell)| (name.clone(), value(cell)))
                .filter(|(name, cell)| !name.is_empty() && !cell.is_empty())
                .collect(),
            lines,
            heading: heading_lines,
        })
        .filter(|cells| !cells.named.is_empty())
        .collect())
}

/// What parts the cells: whatever of the three stands most often outside quotes in the first lines.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let (mut quoted, mut lines) = (false, 0);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => lines += 1,
            _ if quoted => {}
            _ => {
                for (sign, count) in &mut counts {
                    *count += usize::from(*sign == byte);
                }
            }
        }
        if lines == ABOVE {
            break;
        }
    }
    // Where two are as many, a comma is the usual one.
    counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(sign, _)| *sign)
}

/// Counts lines as far as is asked for, each byte once.
struct Lines<'t> {
    bytes: &'t [u8],
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    /// The first and last line of a record, blank lines before it and the break at its end left out.
    fn of(&mut self, from: usize, to: usize) -> (usize, usize) {
        let mut from = from;
        while self
            .bytes
            .get(from)
            .is_some_and(|byte| matches!(byte, b'\n' | b'\r'))
        {
            from += 1;
        }
        let first = self.to(from);
        let mut end = to;
        while end > from
            && self
                .bytes
                .get(end - 1)
                .is_some_and(|byte| matches!(byte, b'\n' | b'\r'))
        {
            end -= 1;
        }
        (first, self.to(end))
    }

    fn to(&mut self, place: usize) -> usize {
        let passed = self.bytes.get(self.at..place).unwrap_or_default();
        self.line += passed.split(|byte| *byte == b'\n').count() - 1;
        self.at = self.at.max(place);
        self.line
    }
}
