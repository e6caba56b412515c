//! CSV: lists of a meeting for a spreadsheet (RFC 4180, UTF-8 with the mark that Excel wants).
//!
//! A spreadsheet takes a cell that begins like a formula for one, wherever the text came from: such a cell gets an
//! apostrophe before it, which spreadsheets do not show.

use strum::{EnumIter, EnumString, IntoStaticStr};

use super::document::{Block, Document, Words};
use super::facts::{CountFacts, Facts};
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
    let mut rows = Rows(String::from("\u{feff}"));
    match sheet {
        Sheet::Entries => entries(&mut rows, facts),
        Sheet::Actions => actions(&mut rows, facts),
        Sheet::Attendance => attendance(&mut rows, facts),
        Sheet::Votes => votes(&mut rows, facts),
        Sheet::Tables => tables(&mut rows, document),
    }
    rows.0
}

/// Every table; where tables stand under headings, each row begins with its own. Those that follow with the same columns
/// go on below; all rows are as long as the longest.
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
    let mut put = |under: &str, cells: Vec<&str>| {
        let blanks = longest.unwrap_or_default().saturating_sub(cells.len());
        let under = headed.then_some(under).into_iter();
        let blanks = std::iter::repeat_n("", blanks);
        rows.put(under.chain(cells).chain(blanks));
    };
    let mut before: Option<Vec<&str>> = None;
    for (under, table) in tables {
        let heads: Vec<&str> = table.columns.iter().map(|c| c.head.as_str()).collect();
        if before.as_ref() != Some(&heads) {
            put("under", heads.clone());
            before = Some(heads);
        }
        for row in &table.rows {
            let cells = table.cells(row).map(|(_, cell)| cell.as_str());
            put(under.map_or("", Words::as_str), cells.collect());
        }
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
                &clock(entry.started_at),
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
        let at = |wanted: &[&str]| {
            let mut events = one
                .events
                .iter()
                .filter(|event| wanted.contains(&event.what));
            events.next().map(|event| event.at)
        };
        let went = one.events.iter().rev().find(|event| event.what == "left");
        let noted: Vec<String> = one
            .events
            .iter()
            .map(|event| format!("{} {}", clock(event.at), event.what))
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
            &at(&["present", "substitute-for", "arrived"])
                .map(clock)
                .unwrap_or_default(),
            &went.map(|event| clock(event.at)).unwrap_or_default(),
            &noted.join("; "),
        ]);
    }
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
            &clock(vote.recorded_at),
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

fn clock(at: Stamp) -> String {
    at.format("%H:%M").to_string()
}

fn joined(names: &[Words]) -> String {
    let names: Vec<String> = names.iter().map(Words::in_one_line).collect();
    names.join("; ")
}

/// Rows in the making.
struct Rows(String);

impl Rows {
    fn put<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                self.0.push(',');
            }
            let cell = guarded(cell);
            if cell.contains([',', '"', '\n']) {
                self.0.push('"');
                self.0.push_str(&cell.replace('"', "\"\""));
                self.0.push('"');
            } else {
                self.0.push_str(&cell);
            }
        }
        self.0.push_str("\r\n");
    }
}

/// A cell that no spreadsheet works out; full-width signs count in some of them.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{evening, template};
    use crate::export::{DocumentKind, Material};
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

    #[test]
    fn a_cell_is_quoted_where_it_must_be_and_never_a_formula() {
        let mut rows = Rows(String::new());
        rows.put(["a", "b,c", "d \"e\"", "f\ng", "=1+1", "-", "＠x", "1-2"]);
        assert_eq!(
            rows.0,
            "a,\"b,c\",\"d \"\"e\"\"\",\"f\ng\",'=1+1,'-,'＠x,1-2\r\n"
        );
    }
}
