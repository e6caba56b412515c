//! Action logs as councils keep them, invented.

use super::super::file;
use super::*;
use crate::intake::draft::Status;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn log(name: &str, text: &str) -> (Text, Log) {
    let file = file::read(name, text.as_bytes()).unwrap();
    let log = read(&file, &[]).unwrap();
    (file, log)
}

fn tasks(draft: &Draft) -> Vec<&Task> {
    draft
        .parts
        .iter()
        .filter_map(|part| match &part.what {
            What::Action(task) => Some(task),
            _ => None,
        })
        .collect()
}

const SPREADSHEET: &str = "\u{feff}Harbour action log;;;;;;\r\n\
    Ref;Task;Lead Officer;By when;Status;Committee;Date raised;RAG;Latest update\r\n\
    1;\"Mend the wall;\r\nall of it\";Jo Carr / Clerk;end of May;Completed 3 June;Harbour Board;05/03/2031;G;\r\n\
    2;Paint the shed;;June 2031;In progress;Harbour Board;5 March 2031;A;Paint bought\r\n\
    ;;;;;;;;\r\n\
    3;'=Count the buoys;Cllr Bell;;Superseded by HB/7;Quay Group;;;\r\n";

#[test]
fn a_spreadsheet_with_a_title_semicolons_and_quoted_lines_is_read() {
    let (file, log) = log("log.csv", SPREADSHEET);
    assert_eq!(
        log.columns.in_words(),
        "Columns: reference = \"Ref\", action = \"Task\", owner = \"Lead Officer\", due = \"By when\", status = \"Status\", \
         body = \"Committee\", date = \"Date raised\", notes = \"Latest update\". Not used: RAG."
    );
    assert_eq!(log.rows.len(), 3);
    assert_eq!((log.rows[0].line, log.rows[0].last_line), (3, 4));
    assert_eq!(log.rows[1].line, 5);
    let drafts = drafts(&file, &log, day(2031, 9, 1));
    assert_eq!(drafts.len(), 2);
    assert_eq!(
        (drafts[0].body(), drafts[0].date()),
        ("Harbour Board", Some(day(2031, 3, 5)))
    );
    assert_eq!((drafts[1].body(), drafts[1].date()), ("Quay Group", None));
    let first = tasks(&drafts[0]);
    assert_eq!(first[0].status, Status::Complete);
    assert_eq!(first[0].notes, "Completed 3 June");
    assert_eq!(first[1].status, Status::Open);
    assert_eq!(first[1].notes, "In progress: Paint bought");
    let other = tasks(&drafts[1]);
    assert_eq!(other[0].text, "=Count the buoys");
    assert_eq!(other[0].status, Status::Superseded("HB/7".to_owned()));
    assert!(drafts[0].text.contains("all of it") && !drafts[0].text.contains("buoys"));
    assert!(drafts[1].text.starts_with("Ref;Task") && drafts[1].text.contains("buoys"));
    assert!(
        drafts[1].shown.contains("all of it"),
        "the whole file is there to be looked at"
    );
}

#[test]
fn a_column_is_what_the_clerk_says_it_is() {
    let file = file::read(
        "log.csv",
        b"Thing,Lead officer,Minder\nSweep,Jo Carr,Ann Bell\n",
    )
    .unwrap();
    let fault = read(&file, &[]).unwrap_err();
    assert!(
        fault.to_string().contains("Thing, Lead officer, Minder"),
        "{fault}"
    );
    let named = [
        (Field::Action, "thing".to_owned()),
        (Field::Owner, "Minder".to_owned()),
    ];
    let log = read(&file, &named).unwrap();
    assert_eq!(log.rows[0].owner.as_deref(), Some("Ann Bell"));
    assert_eq!(log.columns.not_used, ["Lead officer"]);
    let named = [(Field::Action, "Deed".to_owned())];
    assert!(matches!(
        read(&file, &named),
        Err(Fault::NoSuchColumn { .. })
    ));
}

#[test]
fn json_is_read_whether_flat_or_with_objects_in_it() {
    let text = r#"{"actions": [
        {"reference": "HB/2031/4", "text": "Sweep {the} quay", "owners": [{"name": "Jo Carr"}, {"name": "Clerk"}],
         "due": {"as_written": "May", "from": "2031-05-01"}, "status": "open",
         "meeting": {"body": "Harbour Board", "date": "2031-03-05"}},
        {"reference": "HB/2031/5", "text": "Rest", "owners": [], "due": null, "status": "complete"}
    ]}"#;
    let (file, log) = log("actions.json", text);
    let row = &log.rows[0];
    assert_eq!(row.owner.as_deref(), Some("Jo Carr; Clerk"));
    assert_eq!(row.due.as_deref(), Some("May"));
    assert_eq!((row.line, row.last_line), (2, 4));
    assert_eq!(log.rows[1].line, 5);
    let drafts = drafts(&file, &log, day(2031, 9, 1));
    assert_eq!(
        (drafts[0].body(), drafts[0].date()),
        ("Harbour Board", Some(day(2031, 3, 5)))
    );
    assert_eq!(drafts[1].date(), None);
}

#[test]
fn what_is_no_log_is_said_and_takes_no_time() {
    let refused = |name: &str, text: &str| {
        let file = file::read(name, text.as_bytes()).unwrap();
        read(&file, &[]).unwrap_err().to_string()
    };
    assert!(refused("a.json", "[1, 2]").contains("no object"));
    assert!(refused("a.json", "{\"a\": 3}").contains("no list"));
    assert!(refused("a.json", &"[".repeat(5000)).contains("cannot be read"));
    assert!(refused("a.csv", "just words").contains("column"));
    assert!(refused("a.csv", &"a\n".repeat(60_000)).contains("50,000"));
}

#[test]
fn a_day_without_a_year_is_no_day() {
    let today = day(2031, 9, 1);
    assert_eq!(
        super::day("27/07/2030 00:00", today),
        Some(day(2030, 7, 27))
    );
    assert_eq!(
        super::day("2030-07-27T09:30:00", today),
        Some(day(2030, 7, 27))
    );
    assert_eq!(super::day("27 July", today), None);
    assert_eq!(super::day("13/13/2030", today), None);
}
