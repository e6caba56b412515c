//! The door through which a register is opened.
//!
//! A file that is not a sound register of ours is refused before a byte of it is written. What is looked at here is
//! cheap, however large the file is; whether all of it is sound, [`check`](super::check) says.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use thiserror::Error;

use super::schema::{APPLICATION_ID, known, migrate};

/// How long another program's lock is waited for before it is called trouble.
pub(super) const PATIENCE: Duration = Duration::from_secs(1);

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
    /// A folder has that name.
    #[error("{} is a folder, not a register. Name a file in it.", path.display())]
    Folder {
        /// Which folder.
        path: PathBuf,
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
    pub(super) fn of(path: &Path, source: rusqlite::Error) -> Self {
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
pub(super) fn open(
    path: &Path,
    brought_up: &mut dyn FnMut(usize, usize),
) -> Result<(PathBuf, Connection), OpenError> {
    let unreachable = |source| OpenError::Unreachable {
        path: path.to_owned(),
        source,
    };
    if !path.try_exists().map_err(unreachable)? {
        create(path).map_err(unreachable)?;
    }
    let path = path.canonicalize().map_err(unreachable)?;
    let connection = patiently(|| {
        look(&path)?;
        let of = |source| OpenError::of(&path, source);
        let connection = connect(&path, Purpose::Writing).map_err(of)?;
        if Facts::of(&connection).map_err(of)?.judge(&path)? < known() {
            migrate(&connection, brought_up).map_err(of)?;
        }
        keep_durably(&connection).map_err(of)?;
        Ok(connection)
    })?;
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
    let connection = patiently(|| {
        look(&path)?;
        let of = |source| OpenError::of(&path, source);
        let connection = connect(&path, Purpose::Reading).map_err(of)?;
        let found = Facts::of(&connection).map_err(of)?.judge(&path)?;
        if found < known() {
            return Err(OpenError::Older {
                path: path.clone(),
                found,
                known: known(),
            });
        }
        Ok(connection)
    })?;
    Ok((path, connection))
}

/// Tries again while another program is just opening or closing the file: for those moments the database does not wait
/// by itself.
fn patiently(
    mut open: impl FnMut() -> Result<Connection, OpenError>,
) -> Result<Connection, OpenError> {
    let end = Instant::now() + 2 * PATIENCE;
    loop {
        match open() {
            Err(OpenError::Database { source, .. })
                if source.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && Instant::now() < end =>
            {
                std::thread::sleep(Duration::from_millis(20));
            }
            done => return done,
        }
    }
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
    if path.is_dir() {
        return Err(OpenError::Folder {
            path: path.to_owned(),
        });
    }
    let length = || match path.metadata() {
        Ok(metadata) => Ok(metadata.len()),
        Err(source) => Err(OpenError::Unreachable {
            path: path.to_owned(),
            source,
        }),
    };
    if length()? == 0 {
        return Ok(());
    }
    let looked = if has_beside(path, "-wal") || has_beside(path, "-journal") {
        // Somebody has it open, or had it open when the power went. Whatever it is, its log is left beside it.
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
            .and_then(|connection| Facts::of(&connection))
    } else {
        // Only so are the files taken away again that the database makes beside any file that it looks into.
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(
            |connection| {
                prepare(&connection, Purpose::Reading)?;
                Facts::of(&connection)
            },
        )
    };
    let looked = match looked {
        Err(error) if cannot_be_opened(&error) => {
            let facts = untouched(path).and_then(|connection| Facts::of(&connection));
            if has_beside(path, "-journal") && facts.as_ref().is_ok_and(Facts::is_ours) {
                // It was being made when the power went: opening it takes that back.
                return Ok(());
            }
            facts
        }
        looked => looked,
    };
    let facts = looked.map_err(|error| OpenError::of(path, error))?;
    facts.judge(path)?;
    if !has_beside(path, "-wal") && u64::try_from(facts.size).unwrap_or(0) > length()? {
        return Err(OpenError::Damaged {
            path: path.to_owned(),
            words: "its end is missing".to_owned(),
        });
    }
    Ok(())
}

/// Whether a file cannot be looked into without writing something beside it, which was not possible.
fn cannot_be_opened(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
    )
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
        // One moment for all of them: another program may be making the register just now.
        let connection = connection.unchecked_transaction()?;
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
        if facts.is_ours() && facts.version <= known() && journal {
            connection.query_row("SELECT max(seq) FROM journal", [], |_| Ok(()))?;
        }
        Ok(facts)
    }

    fn is_ours(&self) -> bool {
        self.application == i64::from(APPLICATION_ID)
    }

    /// The version of the register: 0 for an empty file.
    fn judge(&self, path: &Path) -> Result<i64, OpenError> {
        let path = path.to_owned();
        if self.size == 0 {
            Ok(0)
        } else if !self.is_ours() {
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
        .or_else(|error| {
            if cannot_be_opened(&error) && !has_beside(path, "-wal") {
                untouched(path).and_then(try_out)
            } else {
                Err(error)
            }
        })
}

fn prepare(connection: &Connection, purpose: Purpose) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(64);
    // A register may come from anywhere: nothing in it may run anything, or write behind the tables' backs.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // Else a statement that is kept is prepared anew whenever what it is asked with alters, which costs more than it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
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
