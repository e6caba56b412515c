//! A table of actions as text, CSV or JSON, written piece by piece: there may be a million of them.

use std::borrow::Cow;

use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;
use strum::{EnumIter, IntoEnumIterator, IntoStaticStr};

use super::document::Words;
use super::spreadsheet::{Rows, Terminator};
use crate::minutes::entry::Status;
use crate::minutes::ids::{EntryId, MeetingId, Stamp};

/// One action as it is listed. In JSON every field is there, in this order and under these names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Listed {
    /// "PB/2024/7".
    pub reference: String,
    /// Its words.
    pub text: String,
    /// Who is to do it now.
    pub owners: Vec<ListedOwner>,
    /// By when, as it was last put off.
    pub due: Option<ListedDue>,
    /// "open", "complete", "cancelled" or "superseded".
    #[cfg_attr(test, schemars(with = "String"))]
    pub status: Status,
    /// Whether it is open and the last day of its time is over.
    pub overdue: bool,
    /// The reference of the action that took its place.
    pub superseded_by: Option<String>,
    /// Whether it is addressed to a body, or a body is to hear of it.
    pub recommendation: bool,
    /// Before whom it is to be reported.
    pub report_back: Option<ListedReport>,
    /// How many updates there are.
    pub updates: u32,
    /// The last of them.
    pub latest: Option<ListedUpdate>,
    /// The body that agreed it, as it was named then.
    pub body: String,
    /// The day of the meeting that agreed it.
    pub raised: NaiveDate,
    /// The number by which its item is referred to: "2", "24/05/3".
    pub item_number: String,
    /// The title of the item.
    pub item: String,
    /// The meeting, as `export` takes it.
    #[cfg_attr(test, schemars(with = "uuid::Uuid"))]
    pub meeting: MeetingId,
    /// The entry that holds it.
    #[cfg_attr(test, schemars(with = "uuid::Uuid"))]
    pub entry: EntryId,
    /// Whether it, or what was heard of it, is exempt and not for publication.
    pub exempt: bool,
}

/// Who is to do something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ListedOwner {
    /// As minuted: a name, a body or a post.
    pub name: String,
    /// For a post, who holds it.
    pub held_by: Vec<String>,
}

/// When something is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ListedDue {
    /// As minuted: "by autumn".
    pub as_written: String,
    /// The first of the days that it means, where that was understood.
    pub from: Option<NaiveDate>,
    /// The last of them: the next day it is overdue.
    pub to: Option<NaiveDate>,
    /// "each quarter", where it comes due again and again.
    pub recurs: Option<&'static str>,
}

/// Before whom something is to be reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ListedReport {
    /// The body.
    pub body: String,
    /// The day of its meeting; the next one where there is none.
    pub on: Option<NaiveDate>,
}

/// What became of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ListedUpdate {
    /// When it was noted.
    pub at: Stamp,
    /// "completed", "deferred" …
    pub step: &'static str,
    /// What was said of it; may be empty.
    pub note: String,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum TableFormat {
    /// One action a line.
    #[default]
    Text,
    /// Comma-separated values (RFC 4180, but with line breaks as everywhere else), with a row of names first.
    Csv,
    /// An array of objects.
    Json,
}

impl TableFormat {
    /// How names of files in this format end.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// The format that the end of a file's name asks for.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, end) = name.rsplit_once('.')?;
        Self::iter().find(|format| format.extension().eq_ignore_ascii_case(end))
    }
}

/// A table being written: begin, add rows, end; what each gives back is to be written in that order.
#[derive(Debug)]
pub struct Table {
    format: TableFormat,
    rows: usize,
}

/// The names of the columns in CSV. They are stable: new ones are added at the end.
const COLUMNS: [&str; 19] = [
    "reference",
    "text",
    "owners",
    "due",
    "due_from",
    "due_to",
    "status",
    "overdue",
    "superseded_by",
    "report_back",
    "updates",
    "latest",
    "note",
    "body",
    "raised",
    "item",
    "meeting",
    "entry",
    "exempt",
];

impl Table {
    /// A table with no rows yet.
    pub fn new(format: TableFormat) -> Self {
        Self { format, rows: 0 }
    }

    /// What stands before the rows.
    pub fn begin(&self) -> String {
        match self.format {
            TableFormat::Text => String::new(),
            TableFormat::Csv => csv([COLUMNS.map(str::to_owned)]),
            TableFormat::Json => "[".to_owned(),
        }
    }

    /// The next rows.
    pub fn add(&mut self, rows: &[Listed]) -> String {
        let written = match self.format {
            TableFormat::Text => rows.iter().map(line).collect(),
            TableFormat::Csv => csv(rows.iter().map(cells)),
            TableFormat::Json => {
                let mut json = String::new();
                for (place, row) in rows.iter().enumerate() {
                    json.push_str(if self.rows + place == 0 {
                        "\n  "
                    } else {
                        ",\n  "
                    });
                    // Plain data with names for keys can be written.
                    json.push_str(&serde_json::to_string(row).unwrap_or_default());
                }
                json
            }
        };
        self.rows += rows.len();
        written
    }

    /// What stands after the rows.
    pub fn end(&self) -> String {
        match (self.format, self.rows) {
            (TableFormat::Text | TableFormat::Csv, _) => String::new(),
            (TableFormat::Json, 0) => "]\n".to_owned(),
            (TableFormat::Json, _) => "\n]\n".to_owned(),
        }
    }
}

/// A whole table.
pub fn table(rows: &[Listed], format: TableFormat) -> String {
    let mut table = Table::new(format);
    let mut text = table.begin();
    text.push_str(&table.add(rows));
    text.push_str(&table.end());
    text
}

/// "PB/2024/7  overdue  by autumn (to 30 Nov 2024)  Director of Place (Ms Carr)  Bring a report  [Place Board, 4 Mar 2024]".
fn line(row: &Listed) -> String {
    let due = row.due.as_ref().map_or_else(
        || "no date".to_owned(),
        |due| match due.to {
            Some(to) => format!("{} (to {})", due.as_written, short(to)),
            None => due.as_written.clone(),
        },
    );
    let owners = if row.owners.is_empty() {
        "no owner".to_owned()
    } else {
        owners(row)
    };
    let owners = one_line(&owners);
    let due = one_line(&due);
    let text = one_line(&row.text);
    format!(
        "{:<14}  {:<10}  {due}  {owners}  {text}  [{}, {}]{}\n",
        one_line(&row.reference),
        state(row),
        one_line(&row.body),
        short(row.raised),
        if row.exempt { "  EXEMPT" } else { "" }
    )
}

fn state(row: &Listed) -> &'static str {
    if row.overdue {
        "overdue"
    } else {
        row.status.name()
    }
}

/// "4 Mar 2024". It is written a million times: chrono would read the form anew each time.
fn short(day: NaiveDate) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month = MONTHS.get(day.month0() as usize).unwrap_or(&"");
    format!("{} {month} {}", day.day(), day.year())
}

/// The text in one line, harmless; nearly every text is so already.
fn one_line(text: &str) -> Cow<'_, str> {
    if is_plain(text) && !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    let clean = Words::new(text).to_string();
    Cow::Owned(clean.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether a text holds nothing but letters, figures and signs that every terminal shows.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// "Cllr Wren; Director of Place (Ms Carr)".
fn owners(row: &Listed) -> String {
    let named: Vec<String> = row
        .owners
        .iter()
        .map(|owner| {
            if owner.held_by.is_empty() {
                owner.name.clone()
            } else {
                format!("{} ({})", owner.name, owner.held_by.join(", "))
            }
        })
        .collect();
    named.join("; ")
}

fn cells(row: &Listed) -> [String; COLUMNS.len()] {
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    let due = row.due.as_ref();
    let report = row
        .report_back
        .as_ref()
        .map_or_else(String::new, |to| match to.on {
            Some(on) => format!("{}, {on}", to.body),
            None => to.body.clone(),
        });
    let latest = row.latest.as_ref();
    [
        row.reference.clone(),
        row.text.clone(),
        owners(row),
        due.map_or_else(String::new, |due| due.as_written.clone()),
        day(due.and_then(|due| due.from)),
        day(due.and_then(|due| due.to)),
        <&str>::from(row.status).to_owned(),
        if row.overdue { "yes" } else { "no" }.to_owned(),
        row.superseded_by.clone().unwrap_or_default(),
        report,
        row.updates.to_string(),
        latest.map_or_else(String::new, |latest| {
            format!("{} {}", latest.at.date_naive(), latest.step)
        }),
        latest.map_or_else(String::new, |latest| latest.note.clone()),
        row.body.clone(),
        row.raised.to_string(),
        format!("{} {}", row.item_number, row.item),
        row.meeting.to_string(),
        row.entry.to_string(),
        if row.exempt { "yes" } else { "no" }.to_owned(),
    ]
}

/// Rows of cells. It is printed to terminals and read by scripts as well: there is no mark of the encoding before it, and
/// no carriage return at the ends of lines.
fn csv<const N: usize>(rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut written = Rows::ending_in(Terminator::Any(b'\n'));
    for row in rows {
        written.put(row.map(clean));
    }
    written.text()
}

/// The cell without what could drive a terminal or turn the direction of writing; most cells need nothing.
fn clean(cell: String) -> String {
    if is_plain(&cell) {
        cell
    } else {
        Words::new(&cell).to_string()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn row(text: &str) -> Listed {
        Listed {
            reference: "PB/2024/7".to_owned(),
            text: text.to_owned(),
            owners: vec![
                ListedOwner {
                    name: "Cllr Wren".to_owned(),
                    held_by: Vec::new(),
                },
                ListedOwner {
                    name: "Director of Place".to_owned(),
                    held_by: vec!["Ms Carr".to_owned()],
                },
            ],
            due: Some(ListedDue {
                as_written: "by autumn".to_owned(),
                from: Some(day("2024-09-01")),
                to: Some(day("2024-11-30")),
                recurs: None,
            }),
            status: Status::Open,
            overdue: true,
            superseded_by: None,
            recommendation: false,
            report_back: None,
            updates: 1,
            latest: Some(ListedUpdate {
                at: Stamp::parse_from_rfc3339("2024-10-01T09:30:00+01:00").unwrap(),
                step: "progress",
                note: "-half done".to_owned(),
            }),
            body: "Place Board".to_owned(),
            raised: day("2024-03-04"),
            item_number: "2".to_owned(),
            item: "Roads, and \"verges\"".to_owned(),
            meeting: MeetingId(Uuid::nil()),
            entry: EntryId(Uuid::nil()),
            exempt: false,
        }
    }

    #[test]
    fn a_line_of_text_says_all_that_is_asked_first() {
        assert_eq!(
            table(&[row("Bring a\nreport")], TableFormat::Text),
            "PB/2024/7       overdue     by autumn (to 30 Nov 2024)  Cllr Wren; Director of Place (Ms Carr)  \
             Bring a report  [Place Board, 4 Mar 2024]\n"
        );
        assert_eq!(table(&[], TableFormat::Text), "");
    }

    #[test]
    fn csv_is_read_back_and_holds_no_formula() {
        let rows = [
            row("=HYPERLINK(\"http://x\")"),
            row("a, \"b\"\nc"),
            row(" @sum"),
            row("＝1+1"),
        ];
        let text = table(&rows, TableFormat::Csv);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(
            reader.headers().unwrap().iter().collect::<Vec<_>>(),
            COLUMNS
        );
        let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let texts: Vec<&str> = read.iter().map(|record| &record[1]).collect();
        assert_eq!(
            texts,
            [
                "'=HYPERLINK(\"http://x\")",
                "a, \"b\"\nc",
                "' @sum",
                "'＝1+1"
            ]
        );
        assert_eq!(&read[0][12], "'-half done");
        assert_eq!(&read[0][15], "2 Roads, and \"verges\"");
        for record in &read {
            assert!(
                record
                    .iter()
                    .all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t']))
            );
        }
    }

    #[test]
    fn json_is_an_array_however_the_rows_come() {
        let mut table = Table::new(TableFormat::Json);
        let mut text = table.begin();
        text.push_str(&table.add(&[row("one")]));
        text.push_str(&table.add(&[]));
        text.push_str(&table.add(&[row("two"), row("three")]));
        text.push_str(&table.end());
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read.as_array().unwrap().len(), 3);
        let names: Vec<&String> = read[0].as_object().unwrap().keys().collect();
        assert_eq!(names.len(), 18);
        assert_eq!(read[0]["due"]["to"], "2024-11-30");
        assert_eq!(read[0]["owners"][1]["held_by"][0], "Ms Carr");
        assert_eq!(read[0]["status"], "open");
        let none = Table::new(TableFormat::Json);
        assert_eq!(format!("{}{}", none.begin(), none.end()), "[]\n");
    }

    #[test]
    fn the_end_of_a_name_says_the_format() {
        let of = TableFormat::of_name;
        assert_eq!(of("a.CSV"), Some(TableFormat::Csv));
        assert_eq!(of("x/y.json"), Some(TableFormat::Json));
        assert_eq!(of("list.txt"), Some(TableFormat::Text));
        assert_eq!((of("list"), of("list.xlsx"), of("")), (None, None, None));
    }
}
