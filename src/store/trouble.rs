//! What keeps the store from writing, in words that say what to do; and the last resort.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::Local;
use rusqlite::{ErrorCode, ffi};
use serde_json::json;

use super::book::Job;
use super::journal::Written;
use super::opening::private_file;

/// What is wrong, as far as it matters for what happens next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// There is no room.
    Full,
    /// The file, its folder or its disk may only be read.
    ReadOnly,
    /// Another program holds the register.
    Busy,
    /// The disk, or the file on it, is failing; what it said.
    Failing(String),
}

impl Trouble {
    /// What an error of the database's means.
    pub(super) fn of(error: &rusqlite::Error) -> Self {
        match error.sqlite_error() {
            // A full disk shows in the shared index of the log first.
            Some(error) if error.extended_code == ffi::SQLITE_IOERR_SHMSIZE => Self::Full,
            Some(error) => match error.code {
                ErrorCode::DiskFull => Self::Full,
                ErrorCode::ReadOnly => Self::ReadOnly,
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
                _ => Self::Failing(error.to_string()),
            },
            None => Self::Failing(error.to_string()),
        }
    }

    /// What an error of the system's means.
    pub(super) fn of_system(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::Full,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly,
            _ => Self::Failing(error.to_string()),
        }
    }

    /// Asks the system, where the database only says that something failed: it calls a quota that is used up so.
    pub(super) fn asked_again(self, register: &Path) -> Self {
        match &self {
            Self::Full | Self::ReadOnly | Self::Busy => self,
            Self::Failing(_) => match try_to_write_beside(register) {
                Ok(()) => self,
                Err(error) => match Self::of_system(&error) {
                    Self::Failing(_) => self,
                    known => known,
                },
            },
        }
    }

    /// Whether a new connection may help.
    pub(super) fn wants_new_connection(&self) -> bool {
        match self {
            Self::Full | Self::Busy => false,
            Self::ReadOnly | Self::Failing(_) => true,
        }
    }

    /// What is wrong, that nothing is lost, and what to do.
    pub(super) fn words(&self, waiting: usize) -> String {
        let (what, until, advice) = match self {
            Self::Full => (
                "The disk is full.".to_owned(),
                "there is room",
                "Free some space",
            ),
            Self::ReadOnly => (
                "The register cannot be written: its file, folder or disk is read-only.".to_owned(),
                "it can be",
                "Make it writable",
            ),
            Self::Busy => (
                "Another program holds the register.".to_owned(),
                "it lets go",
                "Close whatever else has the file open",
            ),
            Self::Failing(said) => (
                format!("The disk or the register's file is failing ({said})."),
                "it answers again",
                "Look whether the disk is still connected",
            ),
        };
        let waits = match waiting {
            1 => "1 change waits in memory and is".to_owned(),
            _ => format!("{waiting} changes wait in memory and are"),
        };
        format!(
            "{what} Nothing is lost: {waits} written as soon as {until}. {advice}; do not close the program."
        )
    }
}

/// Whether an error lies in what was to be written, so that trying again cannot help.
pub(super) fn is_final(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::ConstraintViolation | ErrorCode::TooBig | ErrorCode::TypeMismatch)
    )
}

/// Writes what could not be kept as lines of JSON into a file beside the register, else among the temporary files.
pub(super) fn rescue(register: &Path, author: &str, jobs: &[Job]) -> io::Result<PathBuf> {
    let ending = format!(
        ".rescued-{}-{}.jsonl",
        Local::now().format("%Y%m%d-%H%M%S"),
        std::process::id()
    );
    let name = register.file_name().unwrap_or_default();
    let mut lines = Vec::new();
    for job in jobs {
        for line in &job.lines {
            let written = Written::of(line);
            let line = json!({
                "id": line.id, "meeting": written.meeting, "at": line.at.to_rfc3339(), "author": author,
                "manner": written.manner, "change": raw(&written.change),
            });
            writeln!(lines, "{line}")?;
        }
        if let Some((meeting, draft)) = &job.draft {
            writeln!(lines, "{}", json!({ "meeting": meeting, "draft": draft }))?;
        }
    }
    let into = |folder: &Path| {
        let mut name = name.to_owned();
        name.push(&ending);
        let path = folder.join(name);
        let mut file = private_file(&path)?;
        match file.write_all(&lines).and_then(|()| file.sync_all()) {
            Ok(()) => Ok(path),
            Err(error) => {
                // A half-written file would only mislead.
                let _ = std::fs::remove_file(&path);
                Err(error)
            }
        }
    };
    into(register.parent().unwrap_or(Path::new("."))).or_else(|_| into(&std::env::temp_dir()))
}

/// Writes a little into a file of its own beside the register, and takes it away again.
fn try_to_write_beside(register: &Path) -> io::Result<()> {
    let mut name = register.as_os_str().to_owned();
    name.push(format!(".try-{}", std::process::id()));
    let path = PathBuf::from(name);
    let mut file = private_file(&path)?;
    let written = file.write_all(&[0; 8192]).and_then(|()| file.sync_all());
    let _ = std::fs::remove_file(&path);
    written
}

fn raw(json: &str) -> serde_json::Value {
    serde_json::from_str(json).unwrap_or_default()
}
