//! The rows of the review: what is doubtful first, then the whole record in its order.

use crate::intake::draft::{Draft, Part, What};

use crate::screen::draw;

use super::Place;

/// Columns for a word on the whole.
const NARROW: u16 = 72;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// What the rows below are.
    Heading(String),
    /// A word on the whole.
    Remark(String),
    /// A part; a doubtful one stands in two rows.
    Part(Place),
}

impl Row {
    /// Whether keys can act on it.
    pub fn is_part(&self) -> bool {
        match self {
            Self::Part(_) => true,
            Self::Heading(_) | Self::Remark(_) => false,
        }
    }
}

/// Whether a clerk should look at a part before it is taken in.
fn is_doubtful(part: &Part) -> bool {
    part.kept && !part.doubts.is_empty()
}

/// All rows of some drafts.
pub fn of(drafts: &[Draft]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, draft) in drafts.iter().enumerate() {
        rows.extend(draft.remarks.iter().flat_map(|words| remark(words)));
        let places = || {
            draft
                .parts
                .iter()
                .enumerate()
                .map(|(place, part)| ((at, place), part))
        };
        let doubtful: Vec<Row> = places()
            .filter(|(_, part)| is_doubtful(part))
            .map(|(place, _)| Row::Part(place))
            .collect();
        if !doubtful.is_empty() {
            rows.push(Row::Heading(format!("To be looked at: {}", doubtful.len())));
            rows.extend(doubtful);
        }
        let mut section = "";
        for (place, part) in places() {
            let of = section_of(&part.what);
            if of != section {
                rows.push(Row::Heading(of.to_owned()));
                section = of;
            }
            rows.push(Row::Part(place));
        }
    }
    rows
}

/// A word on the whole, in as many rows as it needs on the narrowest screen that the review is used on.
fn remark(words: &str) -> Vec<Row> {
    let lines = draw::wrapped(words, NARROW).into_iter().enumerate();
    lines
        .map(|(place, line)| {
            let sign = if place == 0 { "?" } else { " " };
            Row::Remark(format!("{sign} {line}"))
        })
        .collect()
}

fn section_of(what: &What) -> &'static str {
    match what {
        What::Body(_)
        | What::Title(_)
        | What::Date(_)
        | What::Begins(_)
        | What::Ends(_)
        | What::Place(_) => "The meeting",
        What::Person(_) => "Attendance",
        What::Item { .. } | What::Entry { .. } | What::Action(_) => "Items",
        What::NextMeeting(_) => "Next meeting",
    }
}
