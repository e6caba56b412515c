//! Proving a register: the journal's chain, and every table against what the journal says.
//!
//! The journal is replayed by the record's own code into memory; the rows that the record then has are made by the same
//! definition that writes them, and compared with those in the file. Nothing is written.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row as FileRow};
use uuid::Uuid;

use super::journal::{self, Loaded, LoadedRegister, Raw};
use super::opening::{self, OpenError, Purpose};
use super::protocol::Draft;
use super::refreshing;
use super::rows::{self, Row, Table};
use crate::minutes::ids::MeetingId;

/// How many findings are told in words; the rest are counted.
const TOLD: usize = 100;
/// How many changes lie between two calls of `progress`.
const STRIDE: u64 = 2_000;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// How many changes the journal holds.
    pub changes: u64,
    /// How many meetings they make.
    pub meetings: u64,
    /// What is wrong, in plain words; empty in a sound register.
    pub findings: Vec<String>,
    /// How many more findings there are than are told.
    pub untold: usize,
}

impl CheckReport {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    fn find(&mut self, words: String) {
        if self.findings.len() < TOLD {
            self.findings.push(words);
        } else {
            self.untold += 1;
        }
    }
}

/// Proves the register at `path`, as it is at this moment; `progress` hears how many changes are done, of how many.
///
/// Another program may go on writing meanwhile.
pub fn check(path: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<CheckReport, OpenError> {
    let (path, connection) = opening::open_reading(path)?;
    let mut report = CheckReport::default();
    let pages = std::thread::scope(|scope| {
        // The database proves its own pages and the index of words meanwhile.
        let pages = scope.spawn(|| prove_pages(&path));
        let mut proof = Proof {
            connection: &connection,
            report: &mut report,
            seen: HashMap::new(),
        };
        if let Err(error) = proof.prove(progress) {
            report.find(format!(
                "The register could not be read to its end: {error}."
            ));
        }
        pages.join()
    });
    match pages {
        Ok(Ok(wrong)) => wrong.into_iter().for_each(|words| report.find(words)),
        Ok(Err(error)) => report.find(format!("The file could not be proved: {error}.")),
        Err(_) => report.find("The file could not be proved.".to_owned()),
    }
    Ok(report)
}

/// What the database finds wrong with the file (`PRAGMA quick_check` proves the index of words too, since 3.44).
fn prove_pages(path: &Path) -> rusqlite::Result<Vec<String>> {
    let connection = opening::connect(path, Purpose::Reading)?;
    let mut statement = connection.prepare("PRAGMA quick_check(20)")?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut wrong = Vec::new();
    for line in lines {
        let line = line?;
        if line != "ok" {
            wrong.push(format!("The file itself is damaged: {line}."));
        }
    }
    Ok(wrong)
}

/// Rows of one chain, as far as they have been replayed.
enum Chain {
    /// Bodies and people.
    Register(LoadedRegister),
    /// A meeting.
    Meeting(MeetingId, Box<Loaded>),
    /// Rows that name their meeting by something that is no id.
    Nameless,
}

struct Proof<'a> {
    connection: &'a Connection,
    report: &'a mut CheckReport,
    /// How many rows of each table belong to records in the journal.
    seen: HashMap<&'static str, u64>,
}

impl Proof<'_> {
    fn prove(&mut self, progress: &mut dyn FnMut(u64, u64)) -> rusqlite::Result<()> {
        // One moment for everything.
        let moment = self.connection.unchecked_transaction()?;
        let (total, last): (u64, u64) = moment.query_row(
            "SELECT count(*), coalesce(max(seq), 0) FROM journal",
            [],
            |row| Ok((count_in(row, 0)?, count_in(row, 1)?)),
        )?;
        self.report.changes = total;
        if total != last {
            self.report.find(format!(
                "The journal has {total} changes where it should have {last}: some were taken out."
            ));
        }
        progress(0, total);
        // By this index the rows of a meeting come together, and one meeting at a time is in memory.
        let mut statement = moment.prepare(&format!(
            "SELECT {} FROM journal INDEXED BY journal_by_meeting ORDER BY meeting, seq",
            journal::COLUMNS
        ))?;
        let mut rows = statement.query([])?;
        let mut of: Vec<u8> = Vec::new();
        let mut chain = Chain::Register(LoadedRegister::default());
        let mut done = 0;
        while let Some(row) = rows.next()? {
            let raw = Raw::of(row)?;
            if raw.meeting != of {
                self.finish(chain)?;
                of = raw.meeting.to_vec();
                chain = match Uuid::try_parse_ascii(&of) {
                    Ok(id) => Chain::Meeting(MeetingId(id), Box::default()),
                    Err(_) => Chain::Nameless,
                };
            }
            match &mut chain {
                Chain::Register(loaded) => loaded.replay(&raw),
                Chain::Meeting(id, loaded) => loaded.replay(*id, &raw),
                Chain::Nameless => self.report.find(format!(
                    "Change {} of the journal: it does not say to which meeting it belongs.",
                    raw.seq
                )),
            }
            done += 1;
            if done % STRIDE == 0 {
                progress(done, total);
            }
        }
        self.finish(chain)?;
        self.strays()?;
        self.drafts()?;
        progress(done, total);
        Ok(())
    }

    /// Compares the rows of a record that has been replayed.
    fn finish(&mut self, chain: Chain) -> rusqlite::Result<()> {
        match chain {
            Chain::Register(loaded) => {
                loaded
                    .faults
                    .into_iter()
                    .for_each(|words| self.report.find(words));
                for (table, wanted) in rows::of_register(&loaded.register) {
                    self.compare(table, None, wanted, "Among bodies and people")?;
                }
            }
            Chain::Meeting(id, loaded) => {
                self.report.meetings += 1;
                let name = loaded.meeting.as_ref().map_or_else(
                    || format!("In meeting {id}"),
                    |there| {
                        format!(
                            "In {} of {} (meeting {id})",
                            there.head.title(),
                            there.head.date
                        )
                    },
                );
                for words in loaded.faults {
                    self.report.find(format!("{name}: {words}"));
                }
                if let Some(there) = &loaded.meeting {
                    let reported = refreshing::Reports::of_meeting(self.connection, id)?;
                    for (table, wanted) in rows::of_meeting(there, |entry| reported.of(entry)) {
                        self.compare(table, Some(id), wanted, &name)?;
                    }
                }
            }
            Chain::Nameless => {}
        }
        Ok(())
    }

    /// Compares the rows that a table has with those that it should have.
    fn compare(
        &mut self,
        table: &'static Table,
        meeting: Option<MeetingId>,
        wanted: Vec<Row>,
        name: &str,
    ) -> rusqlite::Result<()> {
        let mut wanted: HashMap<String, Row> = wanted
            .into_iter()
            .map(|row| (key(row.iter().take(table.key).map(ValueRef::from)), row))
            .collect();
        let mut statement = self.connection.prepare_cached(&table.select())?;
        let mut there = match meeting {
            Some(id) => statement.query([id.to_string()])?,
            None => statement.query([])?,
        };
        let seen = self.seen.entry(table.name).or_default();
        while let Some(row) = there.next()? {
            *seen += 1;
            let keys = (0..table.key).map(|place| row.get_ref(place).unwrap_or(ValueRef::Null));
            let key = key(keys);
            match wanted.remove(&key) {
                Some(should) => {
                    if let Some(words) = difference(table, row, &should)? {
                        self.report.find(format!(
                            "{name}: {} {}: {words}.",
                            table.row,
                            short(&should, table)
                        ));
                    }
                }
                None => self.report.find(format!(
                    "{name}: {} {key}: it stands in the table \"{}\", but the journal knows nothing of it.",
                    table.row, table.name
                )),
            }
        }
        for row in wanted.into_values() {
            self.report.find(format!(
                "{name}: {} {}: it is missing from the table \"{}\".",
                table.row,
                short(&row, table),
                table.name
            ));
        }
        Ok(())
    }

    /// Finds rows of meetings that the journal does not know.
    fn strays(&mut self) -> rusqlite::Result<()> {
        let tables = [
            (&rows::MEETINGS, "id"),
            (&rows::ITEMS, "meeting"),
            (&rows::ENTRIES, "meeting"),
            (&rows::ACTIONS, "meeting"),
            (&rows::UPDATES, "meeting"),
            (&rows::STANDINGS, "meeting"),
            (&rows::ADDRESSED, "meeting"),
            (&rows::TOPICS, "meeting"),
            (&rows::CARRIED, "meeting"),
            (&rows::SOURCES, "meeting"),
            (&rows::SEATS, "meeting"),
            (&rows::ATTENDANCE, "meeting"),
        ];
        for (table, of) in tables {
            let name = table.name;
            self.stray(
                table,
                &format!(
                    "SELECT DISTINCT {of} FROM {name}
                     WHERE {of} NOT IN (SELECT meeting FROM journal WHERE meeting IS NOT NULL)"
                ),
            )?;
        }
        self.stray(
            &rows::WORDS,
            "SELECT CAST(rowid AS TEXT) FROM entry_words WHERE rowid NOT IN (SELECT number FROM entries)",
        )?;
        self.stray(
            &rows::TITLE_WORDS,
            "SELECT CAST(rowid AS TEXT) FROM item_words WHERE rowid NOT IN (SELECT number FROM items)",
        )
    }

    fn stray(&mut self, table: &Table, which: &str) -> rusqlite::Result<()> {
        let count = format!("SELECT count(*) FROM {}", table.name);
        let there: u64 = self
            .connection
            .query_row(&count, [], |row| count_in(row, 0))?;
        if there == self.seen.get(table.name).copied().unwrap_or_default() {
            return Ok(());
        }
        let mut statement = self.connection.prepare(which)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            self.report.find(format!(
                "The table \"{}\" has rows of {id:?}, of which the journal knows nothing.",
                table.name
            ));
        }
        Ok(())
    }

    fn drafts(&mut self) -> rusqlite::Result<()> {
        let mut statement = self
            .connection
            .prepare("SELECT meeting, draft FROM drafts")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if let Err(error) = serde_json::from_slice::<Draft>(row.get_ref(1)?.as_bytes()?) {
                let meeting: String = row.get(0)?;
                self.report.find(format!(
                    "The half-typed line of meeting {meeting:?} cannot be read: {error}."
                ));
            }
        }
        Ok(())
    }
}

fn count_in(row: &FileRow<'_>, place: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(place).map(i64::unsigned_abs)
}

fn key<'a>(values: impl Iterator<Item = ValueRef<'a>>) -> String {
    let mut key = String::with_capacity(80);
    for value in values {
        if !key.is_empty() {
            key.push(' ');
        }
        match value {
            ValueRef::Text(bytes) => key.push_str(&String::from_utf8_lossy(bytes)),
            ValueRef::Integer(number) => key.push_str(&number.to_string()),
            ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => key.push('?'),
        }
    }
    key
}

/// A row by the last column of its key: the meeting stands in the sentence already.
fn short(row: &[Value], table: &Table) -> String {
    key(row
        .iter()
        .take(table.key)
        .skip(usize::from(table.from.contains("?1") && table.key > 1))
        .map(ValueRef::from))
}

fn difference(
    table: &Table,
    there: &FileRow<'_>,
    wanted: &[Value],
) -> rusqlite::Result<Option<String>> {
    for (place, (column, should)) in table.columns.iter().zip(wanted).enumerate() {
        let is = there.get_ref(place)?;
        if is != ValueRef::from(should) {
            return Ok(Some(format!(
                "{column} is {} in the table \"{}\", but {} by the journal",
                in_words(is),
                table.name,
                in_words(ValueRef::from(should))
            )));
        }
    }
    Ok(None)
}

/// A value as far as a line can hold it; control characters are shown, not sent.
fn in_words(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "nothing".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Blob(bytes) => format!("{} bytes", bytes.len()),
        ValueRef::Text(bytes) => {
            let text = String::from_utf8_lossy(bytes);
            let cut: String = text.chars().take(60).collect();
            let more = if cut.len() < text.len() { "…" } else { "" };
            format!("{cut:?}{more}")
        }
    }
}
