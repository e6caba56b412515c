//! Reading: the diary from the tables, and whole records from the journal.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, NaiveTime};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StrDeserializer};
use thiserror::Error;
use uuid::Uuid;

use super::journal;
use super::opening::{self, OpenError};
use super::protocol::{
    ActionRow, ActionsAsked, Answered, DiaryRow, Draft, Found, Opened, Question,
};
use super::questions::{self, Known};
use crate::minutes::ids::{BodyId, MeetingId, PersonId};
use crate::minutes::meeting::{Meeting, State};
use crate::minutes::person::{Person, Post};
use crate::minutes::register::Register;

/// Why something could not be read, and what to do next.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The database failed.
    #[error(
        "The register could not be read: {0}. Try again; if it stays so, run \"minutebook check\"."
    )]
    Database(#[from] rusqlite::Error),
    /// A row for reading makes no sense.
    #[error(
        "The meeting {meeting} stands wrongly in the diary ({what}). Run \"minutebook check\" to see what was altered."
    )]
    Row {
        /// Which meeting, as it stands there.
        meeting: String,
        /// Which column makes no sense.
        what: &'static str,
    },
    /// No meeting has that id.
    #[error("There is no meeting {0} in this register.")]
    NoSuchMeeting(MeetingId),
}

/// How many of the meetings that are over stand in the first answer about the diary.
const NEWEST: usize = 50;

/// What is read of a meeting for the diary; the counts of its open actions and of its entries follow.
const DIARY: &str =
    "SELECT id, date, coalesce(commenced, time), body_name, body, title, place, state";

/// All meetings but those withdrawn, latest first.
pub(super) fn diary(connection: &Connection) -> Result<Vec<DiaryRow>, ReadError> {
    let mut diary = all_but_entries(connection)?;
    let entries = counts(
        connection,
        "SELECT meeting, count(*) FROM entries GROUP BY meeting",
    )?;
    for row in &mut diary {
        row.entries = Some(entries.get(&row.id).copied().unwrap_or(0));
    }
    Ok(diary)
}

/// The same, with entries counted for those alone that [`newest`] has: counting them in all takes a while.
pub(super) fn diary_soon(connection: &Connection) -> Result<Vec<DiaryRow>, ReadError> {
    let (newest, _) = newest(connection)?;
    let mut counted: HashMap<MeetingId, DiaryRow> =
        newest.into_iter().map(|row| (row.id, row)).collect();
    let mut diary = all_but_entries(connection)?;
    for row in &mut diary {
        if let Some(same) = counted.remove(&row.id) {
            *row = same;
        }
    }
    Ok(diary)
}

/// The meetings that are not over, and the newest of the others, latest first; and whether these are all.
pub(super) fn newest(connection: &Connection) -> Result<(Vec<DiaryRow>, bool), ReadError> {
    let of_state = format!("{DIARY}, 0, NULL FROM meetings WHERE withdrawn = 0 AND state");
    let mut rows = read_diary(
        connection,
        &format!("{of_state} IN ('scheduled', 'in-progress', 'adjourned')"),
    )?;
    // Of each state by itself: the index gives the newest of one without looking at the others.
    let mut over = Vec::new();
    for state in ["closed", "approved"] {
        over.extend(read_diary(
            connection,
            &format!("{of_state} = '{state}' ORDER BY date DESC LIMIT {NEWEST}"),
        )?);
    }
    let all = over.len() < NEWEST;
    latest_first(&mut over);
    over.truncate(NEWEST);
    rows.extend(over);
    let mut entries =
        connection.prepare_cached("SELECT count(*) FROM entries WHERE meeting = ?1")?;
    for row in &mut rows {
        let count: u32 = entries.query_row([row.id.to_string()], |row| row.get(0))?;
        row.entries = Some(count);
    }
    count_open(connection, &mut rows)?;
    latest_first(&mut rows);
    Ok((rows, all))
}

fn all_but_entries(connection: &Connection) -> Result<Vec<DiaryRow>, ReadError> {
    let mut diary = read_diary(
        connection,
        &format!("{DIARY}, 0, NULL FROM meetings WHERE withdrawn = 0"),
    )?;
    count_open(connection, &mut diary)?;
    latest_first(&mut diary);
    Ok(diary)
}

/// Counts the open actions of meetings: what is open is little, and an index alone tells it.
fn count_open(connection: &Connection, diary: &mut [DiaryRow]) -> Result<(), ReadError> {
    let open = counts(
        connection,
        "SELECT meeting, count(*) FROM standings WHERE status = 'open' GROUP BY meeting",
    )?;
    for row in diary {
        row.open_actions = open.get(&row.id).copied().unwrap_or(0);
    }
    Ok(())
}

fn latest_first(diary: &mut [DiaryRow]) {
    diary.sort_by_key(|row| std::cmp::Reverse((row.date, row.time, row.id)));
}

fn read_diary(connection: &Connection, sql: &str) -> Result<Vec<DiaryRow>, ReadError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut diary = Vec::new();
    while let Some(row) = rows.next()? {
        diary.push(diary_row(row)?);
    }
    Ok(diary)
}

/// How many there are of each meeting.
fn counts(connection: &Connection, sql: &str) -> Result<HashMap<MeetingId, u32>, ReadError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut counts = HashMap::new();
    while let Some(row) = rows.next()? {
        if let Ok(id) = Uuid::try_parse(row.get_ref(0)?.as_str().unwrap_or_default()) {
            counts.insert(MeetingId(id), row.get(1)?);
        }
    }
    Ok(counts)
}

fn diary_row(row: &Row<'_>) -> Result<DiaryRow, ReadError> {
    let meeting: String = row.get(0)?;
    let wrong = |what| ReadError::Row {
        meeting: meeting.clone(),
        what,
    };
    let text = |place| row.get::<_, String>(place);
    let state: StrDeserializer<'_, ValueError> = row
        .get_ref(7)?
        .as_str()
        .unwrap_or_default()
        .into_deserializer();
    Ok(DiaryRow {
        id: MeetingId(Uuid::try_parse(&meeting).map_err(|_| wrong("id"))?),
        date: text(1)?.parse().map_err(|_| wrong("date"))?,
        time: match row.get::<_, Option<String>>(2)? {
            Some(time) => Some(time_of(&time).ok_or_else(|| wrong("time"))?),
            None => None,
        },
        body: text(3)?,
        body_id: BodyId(Uuid::try_parse(&text(4)?).map_err(|_| wrong("body"))?),
        title: text(5)?,
        place: text(6)?,
        state: State::deserialize(state).map_err(|_| wrong("state"))?,
        open_actions: row.get(8)?,
        entries: row.get(9)?,
    })
}

/// The time of day of a moment, or a time of day.
fn time_of(text: &str) -> Option<NaiveTime> {
    DateTime::parse_from_rfc3339(text)
        .map(|at| at.time())
        .or_else(|_| text.parse())
        .ok()
}

/// The half-typed line of a meeting. One that makes no sense any more still gives back its words.
pub(super) fn draft(
    connection: &Connection,
    meeting: MeetingId,
) -> rusqlite::Result<Option<Draft>> {
    let kept: Option<(String, String)> = connection
        .prepare_cached("SELECT text, draft FROM drafts WHERE meeting = ?1")?
        .query_row([meeting.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(kept.map(|(text, json)| {
        serde_json::from_str(&json).unwrap_or_else(|_| {
            let mut draft = Draft::default();
            draft.line.cursor = text.len();
            draft.line.text = text;
            draft
        })
    }))
}

/// Everybody on record, in their order. Reading them from the tables is much sooner done than replaying the journal.
fn people(connection: &Connection) -> Result<Vec<Person>, ReadError> {
    let mut posts: HashMap<String, Vec<Post>> = HashMap::new();
    let mut statement = connection.prepare_cached(
        "SELECT person, title, from_day, to_day FROM posts ORDER BY person, position",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let day = |place| -> rusqlite::Result<Option<NaiveDate>> {
            let day: Option<String> = row.get(place)?;
            Ok(day.and_then(|day| day.parse().ok()))
        };
        posts.entry(row.get(0)?).or_default().push(Post {
            title: row.get(1)?,
            from: day(2)?,
            to: day(3)?,
        });
    }
    let mut statement = connection.prepare_cached(
        "SELECT id, honorific, given, family, listed_as FROM people ORDER BY position",
    )?;
    let mut rows = statement.query([])?;
    let mut people = Vec::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        // A name that is none leads to nobody; `check` tells of it.
        let Ok(uuid) = Uuid::try_parse(&id) else {
            continue;
        };
        people.push(Person {
            id: PersonId(uuid),
            honorific: row.get(1)?,
            given: row.get(2)?,
            family: row.get(3)?,
            listed_as: row.get(4)?,
            posts: posts.remove(&id).unwrap_or_default(),
        });
    }
    Ok(people)
}

/// A register opened only to look, without the store's thread; another program may write meanwhile.
#[derive(Debug)]
pub struct Archive {
    path: PathBuf,
    connection: Connection,
}

/// The highest number in the references of a body's actions of one year, in its other meetings.
pub(super) fn last_action(connection: &Connection, meeting: &Meeting) -> Result<u32, ReadError> {
    use chrono::Datelike;
    let head = &meeting.head;
    last_action_but_of(
        connection,
        &head.body.code,
        head.date.year(),
        &meeting.id.to_string(),
    )
}

pub(super) fn last_action_but_of(
    connection: &Connection,
    code: &str,
    year: i32,
    meeting: &str,
) -> Result<u32, ReadError> {
    let stem = format!("{code}/{year}/");
    // Between the stem and what follows it in the alphabet: an index on references serves this.
    let mut past = stem.clone();
    past.pop();
    past.push('0');
    let mut statement = connection.prepare_cached(
        "SELECT max(CAST(substr(reference, ?4) AS INTEGER)) FROM actions
         WHERE reference >= ?1 AND reference < ?2 AND meeting <> ?3",
    )?;
    let from = stem.chars().count() as i64 + 1;
    let highest: Option<u32> =
        statement.query_row((&stem, &past, meeting, from), |row| row.get(0))?;
    Ok(highest.unwrap_or(0))
}

/// How many KiB of the register are held in memory.
const CACHE: i64 = 16_000;

impl Archive {
    /// Opens a register that must exist.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let (path, connection) = opening::open_reading(path)?;
        // Enough for the pages that a long list comes back to.
        let of = |source| OpenError::of(&path, source);
        connection
            .pragma_update(None, "cache_size", -CACHE)
            .map_err(of)?;
        Ok(Self { path, connection })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// All meetings but those withdrawn, latest first.
    pub fn meetings(&self) -> Result<Vec<DiaryRow>, ReadError> {
        diary(&self.connection)
    }

    /// A meeting, with what could not be made sense of in its journal.
    pub fn meeting(&self, id: MeetingId) -> Result<Opened, ReadError> {
        // One moment for the record and its half-typed line.
        let moment = self.connection.unchecked_transaction()?;
        let loaded = journal::load(&moment, id)?;
        let draft = draft(&moment, id)?;
        let meeting = loaded.meeting.ok_or(ReadError::NoSuchMeeting(id))?;
        Ok(Opened {
            last_action: last_action(&moment, &meeting)?,
            meeting,
            history: loaded.history,
            draft,
            elsewhere: None,
            faults: loaded.faults,
        })
    }

    /// Goes through the actions that are asked for, until `visit` says that it is enough; `among` and `skip` are left
    /// aside. It is all of one moment, and takes no more room for a million than for one.
    pub fn each_action(
        &self,
        asked: &ActionsAsked,
        visit: &mut dyn FnMut(ActionRow) -> bool,
    ) -> Result<(), ReadError> {
        let moment = self.connection.unchecked_transaction()?;
        questions::each_action(&moment, asked, visit)
    }

    /// Looks something up over all meetings.
    pub fn ask(&self, question: &Question) -> Result<Answered, ReadError> {
        let moment = self.connection.unchecked_transaction()?;
        let mut known = Known::for_once();
        let answer = questions::answer(&moment, question, &mut known, &|| false)?;
        // There is always one: nothing overtakes.
        Ok(answer.unwrap_or_else(|| Answered::Found(Found::default())))
    }

    /// Everybody on record, with their posts, as the tables have them.
    pub fn people(&self) -> Result<Vec<Person>, ReadError> {
        people(&self.connection)
    }

    /// Bodies and people.
    pub fn register(&self) -> Result<Register, ReadError> {
        Ok(journal::load_register(&self.connection)?.register)
    }
}
