//! The journal: appending to it, its chain, and bringing a record back from it.
//!
//! The chain: the hash of a row is SHA-256 over the hash of the row before it *of the same meeting* (of the rows that
//! belong to no meeting, for bodies and people; 32 zero bytes before the first) and then, each with its length as
//! eight bytes (little-endian) before it, id, meeting (nothing where there is none), at, author, manner and change,
//! exactly as they stand in the file.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::protocol::{Line, What};
use crate::minutes::change::{Change, Part};
use crate::minutes::history::{History, Manner};
use crate::minutes::ids::{ChangeId, MeetingId};
use crate::minutes::meeting::Meeting;
use crate::minutes::register::{Register, RegisterChange};

/// The seal of a row.
pub(super) type Hash = [u8; 32];

/// The last row of a chain: its number in the journal, and its hash. Before the first row, none.
pub(super) type Last = Option<(i64, Hash)>;

/// A row of the journal as it stands in the file, bytes that anybody may have altered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Raw<'a> {
    pub seq: i64,
    pub id: &'a [u8],
    pub meeting: &'a [u8],
    pub at: &'a [u8],
    pub author: &'a [u8],
    pub manner: &'a [u8],
    pub change: &'a [u8],
    pub hash: &'a [u8],
}

/// The columns of [`Raw`].
pub(super) const COLUMNS: &str = "seq, id, meeting, at, author, manner, change, hash";

impl<'a> Raw<'a> {
    pub(super) fn of(row: &'a rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        let bytes = |place| -> rusqlite::Result<&'a [u8]> {
            Ok(row.get_ref(place)?.as_bytes_or_null()?.unwrap_or_default())
        };
        Ok(Self {
            seq: row.get(0)?,
            id: bytes(1)?,
            meeting: bytes(2)?,
            at: bytes(3)?,
            author: bytes(4)?,
            manner: bytes(5)?,
            change: bytes(6)?,
            hash: bytes(7)?,
        })
    }

    /// The hash that the row should have.
    fn sealed(&self, previous: &Hash) -> Hash {
        let mut hasher = Sha256::new();
        hasher.update(previous);
        for part in [
            self.id,
            self.meeting,
            self.at,
            self.author,
            self.manner,
            self.change,
        ] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        hasher.finalize().into()
    }
}

/// The last row of a meeting's chain, or of the chain of bodies and people.
pub(super) fn last(connection: &Connection, meeting: Option<MeetingId>) -> rusqlite::Result<Last> {
    connection
        .prepare_cached(
            "SELECT seq, hash FROM journal WHERE meeting IS ?1 ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([meeting.map(|id| id.to_string())], |row| {
            Ok((row.get(0)?, hash_of(row.get_ref(1)?.as_blob()?)))
        })
        .optional()
}

/// A hash that somebody shortened must not stop the next entry: it counts as zeros, and is a fault that is reported.
fn hash_of(bytes: &[u8]) -> Hash {
    bytes.try_into().unwrap_or([0; 32])
}

/// Whether a change stands in the journal.
pub(super) fn holds(connection: &Connection, id: ChangeId) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM journal WHERE id = ?1")?
        .exists([id.to_string()])
}

/// Appends a row, and answers with what is now the last of its chain.
pub(super) fn append(
    connection: &Connection,
    last: Last,
    author: &str,
    line: &Line,
) -> rusqlite::Result<Last> {
    let written = Written::of(line);
    let (id, at) = (line.id.to_string(), line.at.to_rfc3339());
    let previous = last.map_or([0; 32], |(_, hash)| hash);
    let hash = Raw {
        seq: 0,
        id: id.as_bytes(),
        meeting: written.meeting.as_deref().unwrap_or_default().as_bytes(),
        at: at.as_bytes(),
        author: author.as_bytes(),
        manner: written.manner.as_bytes(),
        change: written.change.as_bytes(),
        hash: &[],
    }
    .sealed(&previous);
    let Written {
        meeting,
        manner,
        change,
    } = written;
    connection
        .prepare_cached(
            "INSERT INTO journal (id, meeting, at, author, manner, change, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![id, meeting, at, author, manner, change, hash])?;
    Ok(Some((connection.last_insert_rowid(), hash)))
}

/// The parts of a line that have a form of their own in the file.
pub(super) struct Written {
    pub meeting: Option<String>,
    pub manner: String,
    pub change: String,
}

impl Written {
    pub(super) fn of(line: &Line) -> Self {
        // Changes are our own types without maps; writing them as JSON cannot fail.
        let (meeting, change) = match &line.what {
            What::Meeting(id, change) => (Some(id.to_string()), serde_json::to_string(change)),
            What::Register(change) => (None, serde_json::to_string(change)),
        };
        Self {
            meeting,
            manner: match line.manner {
                Manner::Made => "made".to_owned(),
                Manner::Undoes(id) => format!("undoes {id}"),
                Manner::Redoes(id) => format!("redoes {id}"),
            },
            change: change.unwrap_or_default(),
        }
    }
}

fn manner_of(text: &[u8]) -> Option<Manner> {
    let id = |id: &[u8]| Uuid::try_parse_ascii(id).ok().map(ChangeId);
    match text {
        b"made" => Some(Manner::Made),
        _ => match text.split_at_checked(7)? {
            (b"undoes ", rest) => id(rest).map(Manner::Undoes),
            (b"redoes ", rest) => id(rest).map(Manner::Redoes),
            _ => None,
        },
    }
}

/// A meeting as its rows made it.
#[derive(Clone, Debug, Default)]
pub(super) struct Loaded {
    /// The record; none before it was called.
    pub meeting: Option<Meeting>,
    /// What can be undone.
    pub history: History,
    /// What could not be made sense of, in words.
    pub faults: Vec<String>,
    /// The last row.
    pub last: Last,
}

impl Loaded {
    /// Makes a change, and answers with the parts as they were before it, or says why not.
    ///
    /// After a refusal the record may be half altered: it is to be loaded again.
    pub(super) fn make(
        &mut self,
        meeting: MeetingId,
        id: ChangeId,
        manner: Manner,
        change: &Change,
    ) -> Result<Vec<Part>, String> {
        let there = match (&mut self.meeting, change) {
            (Some(_), Change::Scheduled { .. }) => {
                return Err("the meeting has been called already".to_owned());
            }
            (Some(there), _) => there,
            (none, Change::Scheduled { head, .. }) => {
                none.insert(Meeting::new(meeting, head.clone()))
            }
            (None, _) => return Err("there is no such meeting in the register".to_owned()),
        };
        self.history
            .make(there, id, manner, change)
            .map_err(|refused| refused.to_string())
    }

    /// Takes in the next row of the journal; what is wrong with it is noted as a fault.
    pub(super) fn replay(&mut self, id: MeetingId, row: &Raw<'_>) {
        self.last = Some(check_seal(row, self.last, &mut self.faults));
        let made = serde_json::from_slice::<Change>(row.change)
            .map_err(|error| format!("it cannot be read: {error}"))
            .and_then(|change| {
                let (change_id, manner) = name_of(row)?;
                self.make(id, change_id, manner, &change)
                    .map_err(|words| format!("it does not fit what stands before it: {words}"))
            });
        if let Err(words) = made {
            self.faults
                .push(format!("Change {} of the journal: {words}.", row.seq));
        }
    }
}

/// Bodies and people as their rows made them.
#[derive(Clone, Debug, Default)]
pub(super) struct LoadedRegister {
    /// Bodies and people.
    pub register: Register,
    /// What could not be made sense of, in words.
    pub faults: Vec<String>,
    /// The last row.
    pub last: Last,
}

impl LoadedRegister {
    /// Takes in the next row of the journal; what is wrong with it is noted as a fault.
    pub(super) fn replay(&mut self, row: &Raw<'_>) {
        self.last = Some(check_seal(row, self.last, &mut self.faults));
        match serde_json::from_slice::<RegisterChange>(row.change) {
            Ok(change) => {
                self.register.apply(&change);
            }
            Err(error) => self.faults.push(format!(
                "Change {} of the journal: it cannot be read: {error}.",
                row.seq
            )),
        }
        if let Err(words) = name_of(row) {
            self.faults
                .push(format!("Change {} of the journal: {words}.", row.seq));
        }
    }
}

/// The row as the last of its chain; a seal that does not fit is a fault, and the chain goes on from the row as it is,
/// so that one altered row is one fault.
fn check_seal(row: &Raw<'_>, last: Last, faults: &mut Vec<String>) -> (i64, Hash) {
    let sealed = row.sealed(&last.map_or([0; 32], |(_, hash)| hash));
    if row.hash != sealed {
        faults.push(format!(
            "Change {} of the journal: it, or the one before it, was altered or taken out after it was written.",
            row.seq
        ));
    }
    (row.seq, hash_of(row.hash))
}

fn name_of(row: &Raw<'_>) -> Result<(ChangeId, Manner), String> {
    let id = Uuid::try_parse_ascii(row.id).map_err(|_| "it has no proper id".to_owned())?;
    let manner = manner_of(row.manner)
        .ok_or_else(|| "it does not say whether it was made, undone or redone".to_owned())?;
    Ok((ChangeId(id), manner))
}

/// Brings a meeting back.
pub(super) fn load(connection: &Connection, id: MeetingId) -> rusqlite::Result<Loaded> {
    let mut loaded = Loaded::default();
    each(connection, Some(id), |row| loaded.replay(id, row))?;
    Ok(loaded)
}

/// Brings bodies and people back.
pub(super) fn load_register(connection: &Connection) -> rusqlite::Result<LoadedRegister> {
    let mut loaded = LoadedRegister::default();
    each(connection, None, |row| loaded.replay(row))?;
    Ok(loaded)
}

fn each(
    connection: &Connection,
    meeting: Option<MeetingId>,
    mut see: impl FnMut(&Raw<'_>),
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM journal WHERE meeting IS ?1 ORDER BY seq"
    ))?;
    let mut rows = statement.query([meeting.map(|id| id.to_string())])?;
    while let Some(row) = rows.next()? {
        see(&Raw::of(row)?);
    }
    Ok(())
}
