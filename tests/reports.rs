//! Reports that councils published, laid into a register and written again by the real program: the front sheet with the
//! council's own labels, the recommendations, the numbered paragraphs; and three months later, how they stand.
//!
//! The reports stay where they are; this file holds none of their words but labels. It takes each apart when it runs.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output};

use chrono::{FixedOffset, NaiveDate, TimeZone};
use minutebook::minutes::action::{Step, Update};
use minutebook::minutes::agenda::{Item, Outline};
use minutebook::minutes::body::{Body, Office, Quorum};
use minutebook::minutes::change::Change;
use minutebook::minutes::due::{self, Setting};
use minutebook::minutes::entry::{Action, Detail, Entry, Kind, Owner, Party};
use minutebook::minutes::history::Manner;
use minutebook::minutes::ids::{BodyId, ChangeId, EntryId, IdSource, ItemId, MeetingId, Stamp};
use minutebook::minutes::meeting::{BodyHead, Head};
use minutebook::minutes::recommendation;
use minutebook::minutes::register::RegisterChange;
use minutebook::minutes::writing::{Part, Report, Written};
use minutebook::store::protocol::{Line, What};

use support::{Desk, write_register};

/// The text of a report, or nothing, said clearly, where the cases are not at hand.
fn published(case: &str) -> Option<String> {
    let folder = std::env::var_os("MINUTEBOOK_CASES")
        .map_or_else(|| PathBuf::from("../shared/cases"), PathBuf::from);
    let path = folder.join(case).join("source.txt");
    let text = fs::read_to_string(&path).ok();
    if text.is_none() {
        let words = format!("SKIPPED: the case {case} is not at {}", path.display());
        let _ = writeln!(std::io::stdout(), "{words}");
    }
    text
}

/// Text as it is compared: lines trimmed, blanks run together, empty lines dropped, quotes and dashes straight.
fn comparable(text: &str) -> Vec<String> {
    text.replace(['\u{2018}', '\u{2019}'], "'")
        .replace(['\u{201c}', '\u{201d}'], "\"")
        .replace(['\u{2013}', '\u{2014}'], "-")
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn at(day: NaiveDate) -> Stamp {
    let noon = day.and_hms_opt(12, 0, 0).unwrap();
    let local = FixedOffset::east_opt(3600).unwrap();
    local.from_local_datetime(&noon).unwrap()
}

/// One row of a front sheet.
#[derive(Debug, Default)]
struct Row {
    label: String,
    authorised_by: String,
    lines: Vec<String>,
}

impl Row {
    /// As our text has it: the label and the first line, then the others.
    fn shown(&self) -> Vec<String> {
        let label = match self.authorised_by.as_str() {
            "" => self.label.clone(),
            by => format!("{} (Authorised by {by})", self.label),
        };
        let first = self.lines.first().map_or("", |line| line.as_str());
        let first = format!("{label}: {first}");
        comparable(&first)
            .into_iter()
            .chain(self.lines.iter().skip(1).flat_map(|line| comparable(line)))
            .collect()
    }

    fn written(&self) -> Written {
        Written {
            label: self.label.clone(),
            text: self.lines.join("\n"),
        }
    }
}

/// The council's house style: its labels in their order.
fn house_style(rows: &[Row]) -> String {
    let mut style = "name = \"council\"\ntitle = \"Council\"\n".to_owned();
    for row in rows {
        style += &format!(
            "[[document.progress-report.front]]\nlabel = {:?}\nauthorised-by = {:?}\nrecommendations = {}\n",
            row.label,
            row.authorised_by,
            row.label == "Recommendations"
        );
    }
    style + "[[document.progress-report.header]]\ntext = \"\"\n"
}

/// A council being laid into the register of a desk.
struct Council {
    ids: IdSource,
    lines: Vec<Line>,
    body: Body,
}

impl Council {
    fn new() -> Self {
        let mut ids = IdSource::new([9; 16]);
        let body = Body {
            id: BodyId(ids.next(at(day(2016, 1, 4)))),
            name: "Council".to_owned(),
            code: "C".to_owned(),
            called: "Council".to_owned(),
            quorum: Quorum::None,
            meets: String::new(),
            reports_to: Vec::new(),
            template: "council".to_owned(),
            usual_time: None,
            usual_place: String::new(),
            office: Office::default(),
            members: Vec::new(),
        };
        let mut council = Self {
            ids,
            lines: Vec::new(),
            body: body.clone(),
        };
        let recorded = RegisterChange::BodyRecorded(Box::new(body));
        council.line(at(day(2016, 1, 4)), What::Register(recorded));
        council
    }

    fn line(&mut self, at: Stamp, what: What) {
        let id = ChangeId(self.ids.next(at));
        self.lines.push(Line {
            id,
            at,
            manner: Manner::Made,
            what,
        });
    }

    /// A meeting of that day with one item, and its report.
    fn meeting(&mut self, on: NaiveDate, title: &str, report: Report) -> (MeetingId, ItemId) {
        let meeting = MeetingId(self.ids.next(at(on)));
        let item = ItemId(self.ids.next(at(on)));
        let outline = Outline {
            title: title.to_owned(),
            ..Outline::default()
        };
        let head = Head {
            body: BodyHead::from(&self.body),
            title: None,
            date: on,
            time: None,
            place: String::new(),
            template: "council".to_owned(),
        };
        for change in [
            Change::Scheduled {
                head,
                seats: Vec::new(),
                items: vec![Item::new(item, outline)],
            },
            Change::ReportWritten {
                item,
                report: Some(Box::new(report)),
            },
        ] {
            self.line(at(on), What::Meeting(meeting, change));
        }
        (meeting, item)
    }

    /// A recommendation, as its sentence is read.
    fn recommend(
        &mut self,
        (meeting, item): (MeetingId, ItemId),
        on: NaiveDate,
        text: &str,
    ) -> EntryId {
        let setting = Setting {
            said_on: on,
            next_meeting: None,
        };
        let read = recommendation::read(text, &setting);
        let before = self
            .lines
            .iter()
            .filter(|line| matches!(&line.what, What::Meeting(_, Change::EntryAdded { .. })));
        let reference = format!("C/2022/{}", before.count() + 1);
        let named = |name: &String| Owner {
            name: name.clone(),
            ..Owner::default()
        };
        let action = Action {
            reference,
            owners: read.actors.iter().map(named).collect(),
            due: read.due,
            verb: read.verb,
            report_to: read.report_to.map(|name| Party { body: None, name }),
            ..Action::default()
        };
        assert!(action.is_recommendation());
        let id = EntryId(self.ids.next(at(on)));
        let entry = Entry {
            id,
            kind: Kind::Action,
            text: text.to_owned(),
            started_at: at(on),
            recorded_at: at(on),
            detail: Detail::Action(action),
            source: None,
            prepared: None,
        };
        let place = None;
        let added = Change::EntryAdded { item, entry, place };
        self.line(at(on), What::Meeting(meeting, added));
        id
    }

    fn update(
        &mut self,
        meeting: MeetingId,
        entry: EntryId,
        on: NaiveDate,
        step: Step,
        note: &str,
    ) {
        let note = note.to_owned();
        let update = Update { step, note };
        let at = at(on);
        self.line(
            at,
            What::Meeting(meeting, Change::ActionUpdated { entry, at, update }),
        );
    }

    /// The desk with all of it in its register, and the house style in its settings.
    fn lay_in(self, style: &str) -> Desk {
        let desk = Desk::new();
        write_register(&desk.register(), self.lines);
        let templates = desk.path().join("settings/templates");
        fs::create_dir_all(&templates).unwrap();
        fs::write(templates.join("council.toml"), style).unwrap();
        desk
    }
}

/// The report for the meeting of a day, as it is written on that day.
fn report(desk: &Desk, on: NaiveDate) -> Output {
    Command::new(env!("CARGO_BIN_EXE_minutebook"))
        .args(["export", &on.to_string(), "--document", "progress-report"])
        .env("MINUTEBOOK_REGISTER", desk.register())
        .env("MINUTEBOOK_SETTINGS", desk.path().join("settings"))
        .env("MINUTEBOOK_TEST_NOW", at(on).to_rfc3339())
        .env("HOME", desk.path())
        .output()
        .expect("the program runs")
}

fn lines(output: &Output) -> Vec<String> {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    comparable(&String::from_utf8_lossy(&output.stdout))
}

/// The front sheet of the report to Council: labels in bold, the recommendations apart.
fn council_report(text: &str) -> (Vec<Row>, Vec<String>) {
    let mut rows: Vec<Row> = Vec::new();
    let mut recommendations: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let bold = line
            .strip_prefix("**")
            .and_then(|line| line.split_once("**"));
        let plain = |text: &str| text.replace("**", "").replace("### ", "").trim().to_owned();
        let number = format!("{}. ", recommendations.len() + 1);
        match (bold, rows.last_mut()) {
            (Some((label, _)), Some(row)) if label.starts_with("(Authorised by ") => {
                let by = label.trim_start_matches("(Authorised by ");
                by.trim_end_matches(')').clone_into(&mut row.authorised_by);
            }
            (Some((label, rest)), _) => {
                let rest = plain(rest);
                rows.push(Row {
                    label: label.trim_end_matches(':').to_owned(),
                    lines: Some(rest)
                        .filter(|rest| !rest.is_empty())
                        .into_iter()
                        .collect(),
                    ..Row::default()
                });
            }
            (None, Some(row)) if row.label == "Recommendations" => {
                match (line.strip_prefix(&number), recommendations.last_mut()) {
                    (Some(begun), _) => recommendations.push(plain(begun)),
                    (None, Some(last)) => *last += &format!(" {}", plain(line)),
                    (None, None) => panic!("{line}"),
                }
            }
            (None, Some(row)) => row.lines.push(plain(line)),
            (None, None) => panic!("{line} stands above the labels"),
        }
    }
    (rows, recommendations)
}

#[test]
fn a_report_to_council_and_three_months_later_what_moved() {
    let Some(text) = published("council-report") else {
        return;
    };
    let (rows, recommendations) = council_report(&text);
    assert_eq!((rows.len(), recommendations.len()), (13, 7), "{rows:#?}");
    let (june, september) = (day(2022, 6, 14), day(2022, 9, 13));
    let mut council = Council::new();
    let written = Report {
        front: rows.iter().map(Row::written).collect(),
        ..Report::default()
    };
    let (first, item) = council.meeting(june, "The report", written);
    let all: Vec<EntryId> = recommendations
        .iter()
        .map(|text| council.recommend((first, item), june, text))
        .collect();
    let (second, _) = council.meeting(september, "Progress", Report::default());
    assert_ne!(first, second);
    let spring = Setting {
        said_on: day(2022, 9, 1),
        next_meeting: None,
    };
    for (place, on, step, note) in [
        (0, day(2022, 7, 4), Step::Complete, ""),
        (
            1,
            day(2022, 7, 20),
            Step::Progress,
            "Two of five heads are in post.",
        ),
        (
            3,
            day(2022, 9, 7),
            Step::Complete,
            "The first account was given.",
        ),
        (
            2,
            day(2022, 9, 1),
            Step::Defer(due::read("spring 2023", &spring)),
            "Stockport asked for time.",
        ),
        (
            6,
            day(2022, 6, 14),
            Step::Progress,
            "Said in the meeting itself.",
        ),
        (5, day(2022, 8, 1), Step::Cancel, "The lease fell through."),
    ] {
        council.update(first, all[place], on, step, note);
    }
    let desk = council.lay_in(&house_style(&rows));

    // In June: the front sheet, and the recommendations with their numbers.
    let made = lines(&report(&desk, june));
    let mut wanted: Vec<String> = Vec::new();
    for row in &rows {
        if row.label == "Recommendations" {
            wanted.push(row.label.clone());
            wanted.extend(row.lines.iter().flat_map(|line| comparable(line)));
            let numbered = recommendations.iter().zip(1..);
            wanted.extend(numbered.flat_map(|(text, n)| comparable(&format!("{n}. {text}"))));
        } else {
            wanted.extend(row.shown());
        }
    }
    for (made, wanted) in made.iter().zip(&wanted) {
        assert_eq!(made, wanted);
    }
    assert_eq!(made.len(), wanted.len());

    // In September: how each stands, with a colour beside a word, and what has moved since.
    let made = lines(&report(&desk, september));
    let status: Vec<&str> = made
        .iter()
        .filter_map(|line| line.strip_prefix("Status: "))
        .collect();
    assert_eq!(
        status,
        [
            "Green: complete",
            "Green: on track",
            "Green: on track",
            "Green: on track",
            "Amber: no date",
            "Closed: cancelled",
            "Green: on track",
        ]
    );
    let table = made
        .iter()
        .filter(|line| line.starts_with("Recommendation: "));
    for (line, text) in table.zip(&recommendations) {
        let text = comparable(text.trim_end_matches('.'));
        assert_eq!(
            line.strip_prefix("Recommendation: "),
            text.first().map(String::as_str)
        );
    }
    assert!(
        made.iter()
            .any(|line| line == "Due: spring 2023 (31 May 2023)")
    );
    let since = made
        .iter()
        .position(|line| line == "Since the last report (14 June 2022)");
    let moved = &made[since.expect("what moved") + 1..];
    assert_eq!(
        moved,
        [
            "- 4 July 2022, C/2022/1: completed.",
            "- 20 July 2022, C/2022/2: progress; Two of five heads are in post.",
            "- 1 August 2022, C/2022/6: cancelled; The lease fell through.",
            "- 1 September 2022, C/2022/3: deferred, now due spring 2023; Stockport asked for time.",
            "- 7 September 2022, C/2022/4: completed; The first account was given.",
        ]
    );
}

/// The report on monitoring: a front sheet with tabs behind its labels, and numbered paragraphs.
fn monitoring_report(text: &str) -> (Vec<Row>, Vec<Part>, Vec<String>) {
    let mut rows = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    let mut numbers = Vec::new();
    let is_number = |word: &str| {
        let mut joints = word.split('.');
        word.contains('.') && joints.all(|joint| joint.parse::<u8>().is_ok())
    };
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let bare = line.strip_prefix("- ").unwrap_or(line);
        let (first, rest) = bare.split_once(' ').unwrap_or((bare, ""));
        if is_number(first) {
            numbers.push(first.to_owned());
            parts.push(if first.ends_with(".0") {
                Part::Section(rest.to_owned())
            } else {
                Part::Paragraph(rest.to_owned())
            });
        } else if line.starts_with("- ") {
            parts.push(Part::Point(bare.to_owned()));
        } else if let (Some((label, text)), true) = (line.split_once('\t'), parts.is_empty()) {
            let (label, by) = label.split_once(": (Authorised by ").unwrap_or((label, ""));
            rows.push(Row {
                label: label.trim_end_matches(':').to_owned(),
                authorised_by: by.trim_end_matches(')').to_owned(),
                lines: vec![text.to_owned()],
            });
        } else if let Some((cell, other)) = line.split_once('\t') {
            parts.push(Part::Row(vec![cell.to_owned(), other.to_owned()]));
        } else if line.ends_with(['.', ';', ':']) || line.starts_with(char::is_lowercase) {
            parts.push(Part::Unnumbered(line.to_owned()));
        } else {
            parts.push(Part::Heading(line.to_owned()));
        }
    }
    (rows, parts, numbers)
}

#[test]
fn numbered_paragraphs_come_to_the_numbers_of_the_report_and_references_are_checked() {
    let Some(text) = published("monitoring-report") else {
        return;
    };
    let (mut rows, parts, numbers) = monitoring_report(&text);
    for row in &mut rows {
        if row.label == "Recommendations" {
            // What a converter left of a list.
            let text = row.lines.concat();
            let (stem, points) = text.split_once('<').unwrap();
            let points = points
                .split('•')
                .skip(1)
                .map(|point| format!("- {}", point.trim()));
            row.lines = std::iter::once(stem.trim().to_owned())
                .chain(points)
                .collect();
        }
    }
    assert!(numbers.len() > 30 && rows.len() == 11, "{rows:#?}");
    let on = day(2017, 9, 11);
    let report_with = |body: Vec<Part>| {
        let mut council = Council::new();
        let front = rows.iter().map(Row::written).collect();
        let written = Report {
            front,
            body,
            ..Report::default()
        };
        council.meeting(on, "The report", written);
        report(&council.lay_in(&house_style(&rows)), on)
    };
    let output = report_with(parts.clone());
    let made = lines(&output);
    assert!(output.stderr.is_empty());
    for row in rows.iter().filter(|row| row.label != "Recommendations") {
        for line in row.shown() {
            assert!(made.contains(&line), "{line}");
        }
    }
    let first = |line: &String| line.split(' ').next().unwrap_or_default().to_owned();
    let ours: Vec<String> = made
        .iter()
        .map(first)
        .filter(|word| numbers.contains(word))
        .collect();
    assert_eq!(ours, numbers);
    for (part, number) in parts
        .iter()
        .filter(|part| matches!(part, Part::Section(_) | Part::Paragraph(_)))
        .zip(&numbers)
    {
        let (Part::Section(text) | Part::Paragraph(text)) = part else {
            panic!("a section or a paragraph");
        };
        let wanted = comparable(&format!("{number} {text}"));
        assert!(made.contains(&wanted[0]), "{}", wanted[0]);
    }

    // Without the last paragraphs of the second section, what is referred to is not there any more.
    let upto = parts
        .iter()
        .position(|part| *part == Part::Heading("Voice of the Child Overview Panel".to_owned()));
    let output = report_with(parts[..upto.expect("a heading")].to_vec());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert_eq!(
        said.trim(),
        "In the front sheet, \"Recommendations\": it refers to paragraph 2.19, and there is none of that number."
    );
}
