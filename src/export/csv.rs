//! CSV: lists of a meeting for a spreadsheet (RFC 4180, UTF-8 with the mark that Excel wants).
//!
//! What is exempt in a list from the record is marked row by row. The rows of a document's tables come from other
//! meetings too, of which the document knows no more than that something in it is exempt: there each row says of the
//! whole that it is not for publication, so that it goes along wherever a row is copied to.

use strum::{EnumIter, EnumString, IntoStaticStr};

use super::document::{Block, Document, Words};
use super::facts::{Attendee, CountFacts, Facts};
use super::spreadsheet::{Rows, Terminator};
use crate::minutes::ids::Stamp;

/// The lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Sheet {
    /// Everything recorded, an entry a row.
    #[default]
    Entries,
    /// The actions.
    Actions,
    /// Who was there, and when they came and went.
    Attendance,
    /// Motions and votes.
    Votes,
    /// The tables of the document itself.
    Tables,
}

/// The head of the column that says of a full copy's tables that they are not for publication.
const PUBLICATION: &str = "Publication";

impl Sheet {
    /// In a clerk's words.
    pub fn about(self) -> &'static str {
        match self {
            Self::Entries => "Everything recorded, an entry a row",
            Self::Actions => "The actions",
            Self::Attendance => "Who was there, and when they came and went",
            Self::Votes => "Motions and votes",
            Self::Tables => "The tables of the document itself",
        }
    }
}

/// One list of the facts, or the tables of a document, with a row of headings.
pub fn csv(facts: &Facts, document: &Document, sheet: Sheet) -> String {
    let mut rows = Rows::ending_in(Terminator::CRLF);
    match sheet {
        Sheet::Entries => entries(&mut rows, facts),
        Sheet::Actions => actions(&mut rows, facts),
        Sheet::Attendance => attendance(&mut rows, facts),
        Sheet::Votes => votes(&mut rows, facts),
        Sheet::Tables => tables(&mut rows, document),
    }
    format!("\u{feff}{}", rows.text())
}

/// Every table; where tables stand under headings, each row begins with its own. Those that follow with the same columns
/// go on below; all rows are as long as the longest, and the last cell of each says that it is not for publication, where
/// it is not.
fn tables(rows: &mut Rows, document: &Document) {
    let mut under: Option<&Words> = None;
    let mut tables = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } => under = Some(text),
            Block::Table(table) => tables.push((under, table)),
            Block::Title { .. }
            | Block::Line { .. }
            | Block::Address { .. }
            | Block::Paragraph { .. }
            | Block::List { .. }
            | Block::FrontSheet { .. }
            | Block::Signature { .. } => {}
        }
    }
    let headed = tables.iter().any(|(under, _)| under.is_some());
    let longest = tables.iter().map(|(_, table)| table.columns.len()).max();
    let warning = document.furniture.warning.in_one_line();
    let mut put = |under: &str, cells: Vec<&str>, publication: &str| {
        let blanks = longest.unwrap_or_default().saturating_sub(cells.len());
        let under = headed.then_some(under).into_iter();
        let blanks = std::iter::repeat_n("", blanks);
        let publication = (!warning.is_empty()).then_some(publication);
        rows.put(under.chain(cells).chain(blanks).chain(publication));
    };
    let holds_rows = tables.iter().any(|(_, table)| !table.rows.is_empty());
    let mut before: Option<Vec<&str>> = None;
    for (under, table) in tables {
        let heads: Vec<&str> = table.columns.iter().map(|c| c.head.as_str()).collect();
        if before.as_ref() != Some(&heads) {
            put("under", heads.clone(), PUBLICATION);
            before = Some(heads);
        }
        for row in &table.rows {
            let cells = table.cells(row).map(|(_, cell)| cell.as_str());
            let under = under.map_or("", Words::as_str);
            put(under, cells.collect(), &warning);
        }
    }
    if !holds_rows && !warning.is_empty() {
        if before.is_none() {
            put("under", Vec::new(), PUBLICATION);
        }
        put("", Vec::new(), &warning);
    }
}

fn entries(rows: &mut Rows, facts: &Facts) {
    rows.put([
        "date",
        "item",
        "title",
        "time",
        "kind",
        "reference",
        "text",
        "exempt",
    ]);
    for item in &facts.items {
        for entry in &item.entries {
            rows.put([
                facts.date.to_string().as_str(),
                &item.number.to_string(),
                item.title.as_str(),
                &clock(facts, entry.started_at),
                entry.kind,
                entry.reference.as_ref().map_or("", Words::as_str),
                entry.text.as_str(),
                yes(entry.exempt),
            ]);
        }
    }
}

fn actions(rows: &mut Rows, facts: &Facts) {
    rows.put([
        "reference",
        "action",
        "owners",
        "due",
        "due from",
        "due to",
        "status",
        "report to",
        "item",
        "title",
        "date",
        "body",
        "exempt",
    ]);
    for action in &facts.actions {
        let due = action.due.as_ref();
        let day =
            |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        rows.put([
            action.reference.as_str(),
            action.text.as_str(),
            &joined(&action.owners),
            due.map_or("", |due| due.as_written.as_str()),
            &day(due.and_then(|due| due.from)),
            &day(due.and_then(|due| due.to)),
            action.status,
            action.report_to.as_str(),
            &action.item.to_string(),
            action.item_title.as_str(),
            &facts.date.to_string(),
            facts.body.name.as_str(),
            yes(action.exempt),
        ]);
    }
}

fn attendance(rows: &mut Rows, facts: &Facts) {
    rows.put([
        "date",
        "name",
        "role",
        "group",
        "member",
        "voting",
        "standing",
        "substitute for",
        "came",
        "went",
        "noted",
    ]);
    for one in &facts.attendance {
        let (came, went) = came_and_went(one);
        let time = |at: Option<Stamp>| at.map(|at| clock(facts, at)).unwrap_or_default();
        let noted: Vec<String> = one
            .events
            .iter()
            .map(|event| match clock(facts, event.at).as_str() {
                "" => event.what.to_owned(),
                time => format!("{time} {}", event.what),
            })
            .collect();
        rows.put([
            facts.date.to_string().as_str(),
            one.name.as_str(),
            one.role.as_str(),
            one.group.as_str(),
            yes(one.member),
            yes(one.voting),
            one.standing,
            one.substitute_for.as_ref().map_or("", Words::as_str),
            &time(came),
            &time(went),
            &noted.join("; "),
        ]);
    }
}

/// When somebody who was there first came, and when they went for good: whoever came back has not gone.
fn came_and_went(one: &Attendee) -> (Option<Stamp>, Option<Stamp>) {
    // Who was marked as present and then as absent never came: the later mark puts the first one right.
    if !matches!(one.standing, "present" | "substitute" | "remote" | "left") {
        return (None, None);
    }
    let came = one.events.iter().find(|event| event.is_coming);
    let went = one.events.last().filter(|event| event.what == "left");
    (came.map(|event| event.at), went.map(|event| event.at))
}

fn votes(rows: &mut Rows, facts: &Facts) {
    rows.put([
        "date",
        "item",
        "title",
        "time",
        "kind",
        "text",
        "mover",
        "seconder",
        "result",
        "for",
        "against",
        "abstained",
        "not voting",
        "names",
        "exempt",
    ]);
    for vote in &facts.votes {
        let number = |of: fn(&CountFacts) -> usize| {
            let counts = vote.counts.as_ref();
            counts.map_or_else(String::new, |counts| of(counts).to_string())
        };
        let names = vote.names.iter();
        let names: Vec<String> = names
            .map(|one| format!("{}: {}", one.name.in_one_line(), one.vote))
            .collect();
        rows.put([
            facts.date.to_string().as_str(),
            &vote.item.to_string(),
            vote.item_title.as_str(),
            &clock(facts, vote.recorded_at),
            vote.kind,
            vote.text.as_str(),
            vote.mover.as_ref().map_or("", Words::as_str),
            vote.seconder.as_ref().map_or("", Words::as_str),
            vote.result.unwrap_or_default(),
            &number(|counts| usize::from(counts.ayes)),
            &number(|counts| usize::from(counts.noes)),
            &number(|counts| usize::from(counts.abstentions)),
            &number(|counts| counts.not_voting),
            &names.join("; "),
            yes(vote.exempt),
        ]);
    }
}

fn yes(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

/// "19:04"; nothing in a meeting whose times are stand-ins.
fn clock(facts: &Facts, at: Stamp) -> String {
    if facts.timed {
        at.format("%H:%M").to_string()
    } else {
        String::new()
    }
}

fn joined(names: &[Words]) -> String {
    let names: Vec<String> = names.iter().map(Words::in_one_line).collect();
    names.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::record::Record;
    use crate::export::tests::{empty, evening, template};
    use crate::export::{DocumentKind, Material};
    use crate::minutes::attendance::Attended;
    use crate::minutes::entry::{Detail, Kind};
    use crate::minutes::exempt::{Copy, Covers, Mark, Paragraph};
    use crate::minutes::meeting::Source;
    use chrono::TimeDelta;
    use strum::IntoEnumIterator as _;

    #[test]
    fn each_list_of_an_evening() {
        let record = evening();
        let facts = Facts::of(&record.copied());
        let template = template("workshop");
        let copied = record.copied();
        let material = Material::of(&copied, &template);
        let (document, _) = DocumentKind::ActionSheet.make(&material);
        let sheets: Vec<String> = Sheet::iter()
            .map(|sheet| {
                let text = csv(&facts, &document, sheet);
                assert!(text.lines().count() == text.matches("\r\n").count());
                format!("{sheet:?}\n{}", text.trim_start_matches('\u{feff}'))
            })
            .collect();
        insta::assert_snapshot!(sheets.join("\n").replace('\r', ""));
    }

    /// The rows of a list by the names of its columns.
    fn read(text: &str) -> Vec<Vec<(String, String)>> {
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let heads = reader.headers().unwrap().clone();
        let named = |row: csv::StringRecord| {
            let cells = heads.iter().zip(row.iter());
            cells
                .map(|(head, cell)| (head.to_owned(), cell.to_owned()))
                .collect()
        };
        reader.records().map(|row| named(row.unwrap())).collect()
    }

    fn cell<'r>(row: &'r [(String, String)], head: &str) -> &'r str {
        let (_, cell) = row.iter().find(|(one, _)| one == head).unwrap();
        cell
    }

    fn made(record: &Record, kind: DocumentKind, sheet: Sheet, copy: Copy) -> String {
        let copied = record.meeting.copy(copy);
        let template = template("workshop");
        let (document, _) = kind.make(&Material::of(&copied, &template));
        csv(&Facts::of(&copied), &document, sheet)
    }

    #[test]
    fn each_row_of_a_full_copys_tables_says_that_it_is_not_for_publication() {
        let mut record = evening();
        let (sheet, tables) = (DocumentKind::ActionSheet, Sheet::Tables);
        let full = |record: &Record, kind| made(record, kind, tables, Copy::Full);
        assert!(!full(&record, sheet).contains(PUBLICATION));
        let exempt = record.meeting.items[1].id;
        let mark = Mark::new(Covers::Item(exempt), vec![Paragraph::Affairs]);
        record.meeting.marks.push(mark);
        let rows = read(&full(&record, sheet));
        assert_eq!(rows.len(), 5);
        for row in &rows {
            assert!(
                cell(row, PUBLICATION).starts_with("NOT FOR PUBLICATION"),
                "{row:?}"
            );
        }
        // Where there is no table, or none with a row in it, the file says it all the same.
        let rows = read(&full(&record, DocumentKind::Letter));
        assert!(cell(&rows[0], PUBLICATION).starts_with("NOT FOR PUBLICATION"));
        assert_eq!(rows.len(), 1);
        let public = made(&record, sheet, tables, Copy::Public);
        assert!(!public.contains(PUBLICATION) && !public.contains("NOT FOR"));
    }

    #[test]
    fn whoever_came_back_has_not_gone_and_whoever_takes_part_from_elsewhere_came() {
        let mut record = empty();
        let mut seat = |name: &str, events: &[Attended]| {
            let person = record.person(None, "Jo", name);
            let id = person.id;
            record.now += TimeDelta::minutes(1);
            record.seat(person, None, "Councillors", events[0]);
            for what in &events[1..] {
                record.now += TimeDelta::minutes(1);
                record.noted(id, *what);
            }
        };
        seat(
            "Back",
            &[Attended::Present, Attended::Left, Attended::Returned],
        );
        seat(
            "Gone",
            &[
                Attended::Arrived,
                Attended::Left,
                Attended::Returned,
                Attended::Left,
            ],
        );
        seat("Afar", &[Attended::Remote]);
        seat("Never", &[Attended::Present, Attended::Absent]);
        seat("Late", &[Attended::Apologies, Attended::Arrived]);
        let text = made(
            &record,
            DocumentKind::Minutes,
            Sheet::Attendance,
            Copy::Public,
        );
        let rows = read(&text);
        let of = |row: &Vec<(String, String)>| {
            let cells = ["name", "came", "went"].map(|head| cell(row, head).to_owned());
            cells.join(" ")
        };
        let told: Vec<String> = rows.iter().map(of).collect();
        assert_eq!(
            told,
            [
                "Jo Back 18:01 ",
                "Jo Gone 18:04 18:07",
                "Jo Afar 18:08 ",
                "Jo Never  ",
                "Jo Late 18:12 "
            ]
        );
    }

    #[test]
    fn a_meeting_from_a_published_text_has_no_times_of_day() {
        let mut record = evening();
        let item = record.meeting.items[1].id;
        record.detailed(
            item,
            Kind::Motion,
            "That it be so.",
            Detail::Motion(Box::default()),
        );
        let (minutes, copy) = (DocumentKind::Minutes, Copy::Public);
        let timed = made(&record, minutes, Sheet::Votes, copy);
        assert!(timed.contains("18:"), "{timed}");
        record.meeting.source = Some(Box::new(Source {
            name: "minutes.txt".to_owned(),
            sha256: String::new(),
            text: String::new(),
        }));
        for sheet in Sheet::iter() {
            let text = made(&record, minutes, sheet, copy);
            assert!(!text.contains("18:"), "{text}");
        }
        let rows = read(&made(&record, minutes, Sheet::Attendance, copy));
        assert_eq!(cell(&rows[1], "noted"), "present; took-chair");
        assert_eq!((cell(&rows[1], "came"), cell(&rows[1], "went")), ("", ""));
        let rows = read(&made(&record, minutes, Sheet::Votes, copy));
        assert_eq!((rows.len(), cell(&rows[0], "time")), (1, ""));
    }
}
