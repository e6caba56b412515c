//! The tables of a register, the steps that lead to them, and the door through which a file is opened.
//!
//! The journal is the truth; all other tables are made from it and serve reading, by this program and by anybody with
//! `sqlite3`. A file that is not a sound register of ours is refused before a byte of it is written.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};
use thiserror::Error;

/// "`MinB`" in the file's header (offset 68), by which `file` and other programs know a register.
pub(super) const APPLICATION_ID: i32 = 0x4D69_6E42;

/// How long another program's lock is waited for before it is called trouble.
pub(super) const PATIENCE: Duration = Duration::from_secs(1);

/// A step that leads from one version of the register to the next.
struct Migration {
    /// Why the step was made.
    #[expect(dead_code, reason = "read by people")]
    why: &'static str,
    /// What makes it.
    sql: &'static str,
}

/// Every step there ever was, in order. Only ever appended to: a register made by the first release comes through all
/// of them. The number of steps made stands in the file as `user_version`.
const MIGRATIONS: &[Migration] = &[Migration {
    why: "The first register: the journal, and the tables that are read.",
    sql: FIRST,
}];

/// The references between the tables are there for whoever reads the schema. They are not enforced: a damaged row in a
/// table that can be made again must never keep the clerk's next entry out of the journal.
const FIRST: &str = "
CREATE TABLE journal (
    seq     INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,
    meeting TEXT,            -- none: a step in bodies or people
    at      TEXT NOT NULL,   -- RFC 3339, with the offset of the clerk's clock
    author  TEXT NOT NULL,
    manner  TEXT NOT NULL,   -- 'made', 'undoes <id>' or 'redoes <id>'
    change  TEXT NOT NULL,   -- JSON
    hash    BLOB NOT NULL    -- SHA-256 over this row and the hash of the meeting's row before it
) STRICT;
CREATE INDEX journal_by_meeting ON journal (meeting, seq);
CREATE TRIGGER journal_is_not_altered BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is only ever appended to'); END;
CREATE TRIGGER journal_is_not_shortened BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is only ever appended to'); END;
CREATE TRIGGER journal_is_not_replaced BEFORE INSERT ON journal
    WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id OR seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'the journal is only ever appended to'); END;

CREATE TABLE bodies (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL, code TEXT NOT NULL, called TEXT NOT NULL,
    quorum TEXT NOT NULL, meets TEXT NOT NULL, reports_to TEXT NOT NULL, template TEXT NOT NULL,
    usual_time TEXT, usual_place TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE members (
    body TEXT NOT NULL REFERENCES bodies (id), position INTEGER NOT NULL,
    person TEXT NOT NULL REFERENCES people (id), role TEXT, grouped_under TEXT NOT NULL, voting INTEGER NOT NULL,
    from_day TEXT, to_day TEXT, PRIMARY KEY (body, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE people (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, honorific TEXT, given TEXT NOT NULL, family TEXT NOT NULL,
    listed_as TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE posts (
    person TEXT NOT NULL REFERENCES people (id), position INTEGER NOT NULL, title TEXT NOT NULL,
    from_day TEXT, to_day TEXT, PRIMARY KEY (person, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE meetings (
    id TEXT PRIMARY KEY, body TEXT NOT NULL, body_name TEXT NOT NULL, body_code TEXT NOT NULL,
    body_called TEXT NOT NULL, quorum TEXT NOT NULL, title TEXT NOT NULL, own_title INTEGER NOT NULL,
    date TEXT NOT NULL, time TEXT, place TEXT NOT NULL, template TEXT NOT NULL, state TEXT NOT NULL,
    commenced TEXT, terminated TEXT, adjournments TEXT NOT NULL, withdrawn INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE items (
    meeting TEXT NOT NULL REFERENCES meetings (id), id TEXT NOT NULL, position INTEGER NOT NULL, title TEXT NOT NULL,
    kind TEXT NOT NULL, presenters TEXT NOT NULL, guests TEXT NOT NULL, planned INTEGER, prepared TEXT NOT NULL,
    prompts TEXT NOT NULL, skipped INTEGER NOT NULL, spells TEXT NOT NULL, PRIMARY KEY (meeting, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE entries (
    number INTEGER PRIMARY KEY, meeting TEXT NOT NULL REFERENCES meetings (id), id TEXT NOT NULL, item TEXT NOT NULL,
    position INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, started_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL, detail TEXT, source TEXT, prepared INTEGER, UNIQUE (meeting, id)
) STRICT;
CREATE TABLE actions (
    meeting TEXT NOT NULL REFERENCES meetings (id), entry TEXT NOT NULL, reference TEXT NOT NULL, text TEXT NOT NULL,
    owners TEXT NOT NULL, due_as_written TEXT, due_from TEXT, due_to TEXT, status TEXT NOT NULL,
    PRIMARY KEY (meeting, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX actions_by_reference ON actions (reference);
CREATE TABLE seats (
    meeting TEXT NOT NULL REFERENCES meetings (id), person TEXT NOT NULL, position INTEGER NOT NULL, honorific TEXT,
    given TEXT NOT NULL, family TEXT NOT NULL, listed_as TEXT, posts TEXT NOT NULL, role TEXT,
    grouped_under TEXT NOT NULL, member INTEGER NOT NULL, voting INTEGER NOT NULL, PRIMARY KEY (meeting, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE attendance (
    meeting TEXT NOT NULL REFERENCES meetings (id), id TEXT NOT NULL, position INTEGER NOT NULL, person TEXT NOT NULL,
    at TEXT NOT NULL, what TEXT NOT NULL, stands_in_for TEXT, PRIMARY KEY (meeting, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE drafts (meeting TEXT PRIMARY KEY, text TEXT NOT NULL, draft TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- It holds the words themselves, not a pointer to them, so that it can be proved against them without writing.
CREATE VIRTUAL TABLE entry_words USING fts5 (
    text, reference, owners, prefix = '1 2 3 4', tokenize = 'unicode61 remove_diacritics 2'
);
";

/// Why a register could not be opened, and what to do next.
#[derive(Debug, Error)]
pub enum OpenError {
    /// There is no file of that name, and none was to be made.
    #[error("There is no register at {}. Look at the name again.", path.display())]
    Missing {
        /// Which file.
        path: PathBuf,
    },
    /// The file or its folder could not be made or reached.
    #[error("{} cannot be opened: {source}. Look whether its folder exists and is yours to write in.", path.display())]
    Unreachable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is no database.
    #[error("{} is not a register: it is some other kind of file. It was not touched; name another file.", path.display())]
    NotARegister {
        /// Which file.
        path: PathBuf,
    },
    /// The file is a database, but not one of this program's.
    #[error("{} belongs to another program. It was not touched; name another file.", path.display())]
    AnotherProgram {
        /// Which file.
        path: PathBuf,
    },
    /// A later release wrote the file.
    #[error(
        "{} was written by a newer minutebook (register version {found}, this program knows {known}). \
         Install the newer program; the file was not touched.",
        path.display()
    )]
    Newer {
        /// Which file.
        path: PathBuf,
        /// The version in the file.
        found: i64,
        /// The highest version known here.
        known: i64,
    },
    /// An earlier release wrote the file, and it was opened only to be read.
    #[error(
        "{} was written by an older minutebook (register version {found}, this program knows {known}). \
         Open it once for writing, which brings it up to date.",
        path.display()
    )]
    Older {
        /// Which file.
        path: PathBuf,
        /// The version in the file.
        found: i64,
        /// The version wanted.
        known: i64,
    },
    /// The file is a register whose contents are broken.
    #[error(
        "{} is damaged ({words}). It was not touched: copy it to a safe place, then open your latest backup.",
        path.display()
    )]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What is broken.
        words: String,
    },
    /// The database refused for another reason.
    #[error("{} cannot be opened: {source}. Close other programs that have it open, and try again.", path.display())]
    Database {
        /// Which file.
        path: PathBuf,
        /// What the database said.
        source: rusqlite::Error,
    },
}

impl OpenError {
    fn of(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotARegister { path },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged {
                path,
                words: source.to_string(),
            },
            Some(_) | None => Self::Database { path, source },
        }
    }
}

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The store's own.
    Writing,
    /// Only to look.
    Reading,
}

/// Opens a register to write in it; makes it, readable by its owner alone, where there is none.
///
/// Answers with the path in its one true form too, so that two programs never mean one file by two names.
pub(super) fn open(path: &Path) -> Result<(PathBuf, Connection), OpenError> {
    let unreachable = |source| OpenError::Unreachable {
        path: path.to_owned(),
        source,
    };
    if !path.try_exists().map_err(unreachable)? {
        create(path).map_err(unreachable)?;
    }
    let path = path.canonicalize().map_err(unreachable)?;
    look(&path)?;
    let of = |source| OpenError::of(&path, source);
    let connection = connect(&path, Purpose::Writing).map_err(of)?;
    if Facts::of(&connection).map_err(of)?.judge(&path)? < known() {
        migrate(&connection).map_err(of)?;
    }
    keep_durably(&connection).map_err(of)?;
    Ok((path, connection))
}

/// Opens a register that must exist and be up to date, only to look.
pub(super) fn open_reading(path: &Path) -> Result<(PathBuf, Connection), OpenError> {
    let unreachable = |source| OpenError::Unreachable {
        path: path.to_owned(),
        source,
    };
    if !path.try_exists().map_err(unreachable)? {
        return Err(OpenError::Missing {
            path: path.to_owned(),
        });
    }
    let path = path.canonicalize().map_err(unreachable)?;
    look(&path)?;
    let of = |source| OpenError::of(&path, source);
    let connection = connect(&path, Purpose::Reading).map_err(of)?;
    let found = Facts::of(&connection).map_err(of)?.judge(&path)?;
    if found < known() {
        return Err(OpenError::Older {
            path,
            found,
            known: known(),
        });
    }
    Ok((path, connection))
}

/// The version that this program writes.
fn known() -> i64 {
    MIGRATIONS.len() as i64
}

/// Makes an empty file with the owner's rights alone, before the database sees it; its `-wal` and `-shm` take after it.
fn create(path: &Path) -> io::Result<()> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        private_folder(folder)?;
    }
    match private_file(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made.map(drop),
    }
}

/// Makes a folder, and those above it, that only its owner may look into; one that exists is left as it is.
pub(super) fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes a new file that only its owner may read.
pub(super) fn private_file(path: &Path) -> io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Looks at a file without touching it, and refuses what this program must not write in.
///
/// It goes through the database, not through a file of our own: closing any handle on the file would give up all locks
/// that this process holds on it (POSIX, `fcntl`).
fn look(path: &Path) -> Result<(), OpenError> {
    let length = path
        .metadata()
        .map_err(|source| OpenError::Unreachable {
            path: path.to_owned(),
            source,
        })?
        .len();
    if length == 0 {
        return Ok(());
    }
    let looked = if has_beside(path, "-wal") {
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
    } else {
        untouched(path)
    }
    .and_then(|connection| {
        // Whatever it is, closing it must not move its log into it.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        Facts::of(&connection)
    });
    let facts = match looked {
        Ok(facts) => facts,
        // Its log cannot be read without writing beside it: opening it will tell.
        Err(error)
            if matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::DatabaseBusy)
            ) =>
        {
            return Ok(());
        }
        Err(error) => return Err(OpenError::of(path, error)),
    };
    if has_beside(path, "-journal") && facts.application == i64::from(APPLICATION_ID) {
        // It was being made when the power went: opening it takes that back.
        return Ok(());
    }
    facts.judge(path)?;
    if !has_beside(path, "-wal") && u64::try_from(facts.size).unwrap_or(0) > length {
        return Err(OpenError::Damaged {
            path: path.to_owned(),
            words: "its end is missing".to_owned(),
        });
    }
    Ok(())
}

/// What tells whose a file is; cheap to read, however large it is.
struct Facts {
    application: i64,
    version: i64,
    /// In bytes, as the file has it of itself.
    size: i64,
    journal: bool,
}

impl Facts {
    fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let journal = connection.query_row(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'journal'",
            [],
            |row| row.get(0),
        )?;
        let facts = Self {
            application: number("application_id")?,
            version: number("user_version")?,
            size: number("page_size")? * number("page_count")?,
            journal,
        };
        if facts.application == i64::from(APPLICATION_ID) && facts.version <= known() && journal {
            connection.query_row("SELECT max(seq) FROM journal", [], |_| Ok(()))?;
        }
        Ok(facts)
    }

    /// The version of the register: 0 for an empty file.
    fn judge(&self, path: &Path) -> Result<i64, OpenError> {
        let path = path.to_owned();
        if self.size == 0 {
            Ok(0)
        } else if self.application != i64::from(APPLICATION_ID) {
            Err(OpenError::AnotherProgram { path })
        } else if self.version > known() {
            Err(OpenError::Newer {
                path,
                found: self.version,
                known: known(),
            })
        } else if self.journal {
            Ok(self.version)
        } else {
            Err(OpenError::Damaged {
                path,
                words: "it has no journal".to_owned(),
            })
        }
    }
}

/// Whether a file of the database's stands beside the register: its log, where somebody has it open or changes are not
/// in it yet.
fn has_beside(path: &Path, ending: &str) -> bool {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    Path::new(&name).exists()
}

/// A connection that takes the file as it is: makes nothing beside it and takes no lock.
fn untouched(path: &Path) -> rusqlite::Result<Connection> {
    let mut uri = String::from("file:");
    #[cfg(windows)]
    uri.push('/');
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b':' => {
                uri.push(char::from(*byte));
            }
            b'\\' if cfg!(windows) => uri.push('/'),
            _ => {
                // Writing into text cannot fail.
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri.push_str("?immutable=1");
    Connection::open_with_flags(
        uri,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
    )
}

/// Connects to a register that was looked at.
///
/// On a medium that cannot be written the file is read as it is, if nobody else can be writing it.
pub(super) fn connect(path: &Path, purpose: Purpose) -> rusqlite::Result<Connection> {
    let try_out = |connection: Connection| {
        prepare(&connection, purpose)?;
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(connection)
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags)
        .and_then(try_out)
        .or_else(|error| match error.sqlite_error_code() {
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly) if !has_beside(path, "-wal") => {
                untouched(path).and_then(try_out)
            }
            Some(_) | None => Err(error),
        })
}

fn prepare(connection: &Connection, purpose: Purpose) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(64);
    // A register may come from anywhere: nothing in it may run anything, or write behind the tables' backs.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.pragma_update(None, "foreign_keys", false)?;
    // What is in a meeting does not go to the folder for temporary files.
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.pragma_update(None, "query_only", purpose == Purpose::Reading)
}

/// Makes what is committed survive a loss of power.
pub(super) fn keep_durably(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "synchronous", "full")?;
    // Where a system has a deeper kind of flush (macOS), it is asked for; elsewhere this does nothing.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    if connection.is_readonly("main")? {
        return Ok(());
    }
    connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))
}

/// Makes the steps that are wanting, all or none.
///
/// A new register is made before its log is: its file is never seen with a header that does not say whose it is.
fn migrate(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "synchronous", "full")?;
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Exclusive)?;
    // Another program may have made them while this one waited.
    let made: u16 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for step in MIGRATIONS.iter().skip(usize::from(made)) {
        transaction.execute_batch(step.sql)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", known())?;
    transaction.commit()
}
