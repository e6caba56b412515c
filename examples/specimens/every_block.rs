//! A document in which every kind of block stands, of an invented council: for looking at, and for checking formats.

use chrono::NaiveDate;
use minutebook::export::document::{
    Block, Column, Document, Furniture, Labelled, ListItem, Marks, Number, Row, Source, Table,
    Words,
};

const SOURCE: Source = Source::Template;

/// The document.
pub fn every_block() -> Document {
    let title = Words::new("Repairs to council homes: what moved since the last report");
    Document {
        author: Words::new("Housing Scrutiny Panel"),
        address: Words::empty(),
        recipient: Words::empty(),
        language: "en-GB",
        date: NaiveDate::from_ymd_opt(2025, 3, 4).expect("a day of the calendar"),
        furniture: Furniture {
            warning: Words::empty(),
            mark: Words::new("DRAFT"),
            running: Words::new("Repairs to council homes"),
        },
        bullet: Words::new("-"),
        doubts: Vec::new(),
        blocks: blocks(&title),
        title,
    }
}

fn blocks(title: &Words) -> Vec<Block> {
    let paragraph = |number: &str, value, text: &str| Block::Paragraph {
        number: Some(Number::new(number, value, "")),
        text: Words::new(text),
        source: SOURCE,
        time: None,
    };
    vec![
        Block::Address {
            text: Words::new("Guildhall\nFore Street\nSaltmere SM1 2AB"),
            source: SOURCE,
        },
        Block::Title {
            text: title.clone(),
            source: SOURCE,
        },
        Block::Line {
            text: Words::new("4 March 2025"),
            source: SOURCE,
        },
        Block::Line {
            text: Words::new("Guildhall, Saltmere"),
            source: SOURCE,
        },
        Block::FrontSheet {
            rows: [
                ("Report to", "Housing Scrutiny Panel"),
                (
                    "Reporting officer",
                    "Zoë Brontë-Ó Súilleabháin, Director of Housing",
                ),
                (
                    "Purpose",
                    "To tell members what has become of each recommendation.\nTo ask what is to be followed further.",
                ),
            ]
            .map(|(label, text)| Labelled {
                label: Words::new(label),
                text: Words::new(text),
                source: SOURCE,
            })
            .into(),
        },
        heading(1, Some(1), "Background"),
        paragraph(
            "1.",
            1,
            "The Panel heard in March that 1,204 repairs were older than ninety days & asked for \
             figures by ward; the cost was put at £1.3m – “a matter of choice”, as one tenant <wrote>.",
        ),
        paragraph(
            "1.",
            2,
            "Since then, paragraph 2.1 tells what moved.\nA second line of the same paragraph.",
        ),
        heading(1, Some(2), "Progress"),
        paragraph("2.", 1, "Members asked for the following:"),
        Block::List {
            marks: Marks::Bullets,
            items: points(&[
                "figures by ward, with the age of the oldest repair in each, and whether the home was empty at the time \
                 or lived in, so that the two are not counted together",
                "a visit to the depot",
                "naïve café façade, Łódź, Ångström, Ĝis, ŵy: names with accents",
            ]),
        },
        heading(2, None, "Recommendations"),
        Block::List {
            marks: Marks::Numbers(Number::new("", 1, ".")),
            items: points(&[
                "That the report be noted.",
                "That the Executive be asked to say by May how the backlog will be met.",
            ]),
        },
        heading(3, None, "Those of the year before"),
        Block::List {
            marks: Marks::Numbers(Number::new("(", 7, ")")),
            items: points(&["That gas checks be done with repairs.", "That tenants be told."]),
        },
        Block::Table(table()),
        Block::Paragraph {
            number: None,
            text: Words::new("The Chair thanked officers."),
            source: SOURCE,
            time: Some(Words::new("7.05pm")),
        },
        Block::Signature {
            text: Words::new("Councillor Ann Bell\nChair of the Panel"),
            ruled: true,
        },
    ]
}

fn heading(level: u8, number: Option<u32>, text: &str) -> Block {
    Block::Heading {
        level,
        number: number.map(|value| Number::new("", value, ".")),
        text: Words::new(text),
        source: SOURCE,
    }
}

fn points(texts: &[&str]) -> Vec<ListItem> {
    texts
        .iter()
        .map(|text| ListItem {
            text: Words::new(text),
            source: SOURCE,
            time: None,
        })
        .collect()
}

/// Long enough to be broken between two pages.
fn table() -> Table {
    let column = |head: &str, share| Column {
        head: Words::new(head),
        share,
    };
    let rows = (1..=24).map(|number| Row {
        cells: [
            format!("HSP/2025/{number}"),
            match number % 3 {
                0 => "Figures by ward to be brought, with the age of the oldest repair in each of them".to_owned(),
                1 => "Members to visit the depot".to_owned(),
                _ => "Director of Housing to write to tenants\nCopy to the ward members".to_owned(),
            },
            "Jo Carr-Lee".to_owned(),
            if number % 4 == 0 { String::new() } else { "May 2025".to_owned() },
            ["Green", "Amber", "Red"][number % 3].to_owned(),
        ]
        .iter()
        .map(|cell| Words::new(cell))
        .collect(),
        source: SOURCE,
    });
    Table {
        caption: Words::new("Table 1: actions since the last report"),
        columns: vec![
            column("Reference", 3),
            column("Action", 7),
            column("Owner", 3),
            column("Due", 3),
            column("Status", 2),
        ],
        rows_are_headed: true,
        rows: rows.collect(),
    }
}
