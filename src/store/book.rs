//! The register in use: its connection, the records held in memory, and writing to both in step.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::journal::{self, Loaded, LoadedRegister};
use super::lock::{Locked, Locks};
use super::opening::{self, Purpose};
use super::projections;
use super::protocol::{Draft, Line, Revision, What};
use super::trouble::{self, Trouble};
use crate::minutes::change::Change;
use crate::minutes::ids::MeetingId;

/// How many records are held in memory before all are let go; each can be read again in a moment.
const HELD: usize = 16;

/// Something to be written, all or nothing: rows of the journal, or only a half-typed line.
#[derive(Debug)]
pub(super) struct Job {
    pub revision: Revision,
    pub lines: Vec<Line>,
    pub draft: Option<(MeetingId, Draft)>,
}

impl Job {
    /// Whether it only keeps a half-typed line.
    pub(super) fn is_draft(&self) -> bool {
        self.lines.is_empty()
    }

    /// The meetings that it writes in, but for those that it calls.
    fn meetings(&self) -> impl Iterator<Item = MeetingId> {
        self.lines
            .iter()
            .filter_map(|line| match &line.what {
                What::Meeting(_, Change::Scheduled { .. }) | What::Register(_) => None,
                What::Meeting(id, _) => Some(*id),
            })
            .chain(self.draft.iter().map(|(id, _)| *id))
    }
}

/// Why jobs were not written. The file is as it was before all of them.
#[derive(Debug)]
pub(super) enum NotWritten {
    /// One of them, by its place, can never be; why, in words.
    Refused(usize, String),
    /// At present nothing can be.
    Trouble(Trouble),
}

/// The register in use.
#[derive(Debug)]
pub(super) struct Book {
    path: PathBuf,
    author: String,
    slow_disk: Option<Duration>,
    connection: Option<Connection>,
    meetings: HashMap<MeetingId, Loaded>,
    register: Option<LoadedRegister>,
    pub locks: Locks,
    patience: Duration,
    /// Whether an attempt failed whose rows may be in the file all the same: a commit can fail after it was made.
    uncertain: bool,
    /// A test's limit on the size of the file, in pages; 0 for none.
    #[cfg(test)]
    pub pages: std::sync::Arc<std::sync::atomic::AtomicU32>,
}

impl Book {
    /// Over a register that was opened, at its path in its one true form.
    pub(super) fn of(
        path: PathBuf,
        connection: Connection,
        author: String,
        slow_disk: Option<Duration>,
    ) -> Self {
        Self {
            author,
            slow_disk,
            connection: Some(connection),
            meetings: HashMap::new(),
            register: None,
            locks: Locks::beside(&path),
            patience: opening::PATIENCE,
            uncertain: false,
            path,
            #[cfg(test)]
            pages: std::sync::Arc::default(),
        }
    }

    /// Where the register is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whose changes are written.
    pub(super) fn author(&self) -> &str {
        &self.author
    }

    /// The connection, made anew where it was given up.
    pub(super) fn connection(&mut self) -> rusqlite::Result<&Connection> {
        if let Some(ref connection) = self.connection {
            return Ok(connection);
        }
        let connection = opening::connect(&self.path, Purpose::Writing)?;
        connection.busy_timeout(self.patience)?;
        opening::keep_durably(&connection)?;
        Ok(self.connection.insert(connection))
    }

    /// How long another program's lock is waited for.
    pub(super) fn set_patience(&mut self, patience: Duration) {
        self.patience = patience;
        if let Some(connection) = &self.connection {
            // It only sets a number in the connection.
            let _ = connection.busy_timeout(patience);
        }
    }

    /// A meeting as it stands in the file.
    pub(super) fn meeting(&mut self, id: MeetingId) -> rusqlite::Result<&Loaded> {
        self.connection()?;
        match &self.connection {
            Some(connection) => current(connection, &mut self.meetings, id).map(|loaded| &*loaded),
            None => Err(rusqlite::Error::InvalidQuery),
        }
    }

    /// Writes jobs in order, all in one step.
    pub(super) fn write(&mut self, jobs: &[Job]) -> Result<(), NotWritten> {
        let written = self.lock(jobs).and_then(|()| self.attempt(jobs));
        match &written {
            Ok(()) => self.uncertain = false,
            Err(not_written) => {
                // What is in memory may be ahead of the file by now.
                self.meetings.clear();
                self.register = None;
                if let NotWritten::Trouble(trouble) = not_written {
                    self.doubt();
                    if trouble.wants_new_connection() {
                        self.connection = None;
                    }
                }
            }
        }
        if !matches!(written, Err(NotWritten::Trouble(_))) {
            self.locks.give_back_borrowed();
        }
        written.map_err(|not_written| match not_written {
            NotWritten::Trouble(trouble) => NotWritten::Trouble(trouble.asked_again(&self.path)),
            NotWritten::Refused(..) => not_written,
        })
    }

    /// From now on, until something has been written, a row that is in the file already counts as written.
    pub(super) fn doubt(&mut self) {
        self.uncertain = true;
    }

    fn lock(&mut self, jobs: &[Job]) -> Result<(), NotWritten> {
        for (place, job) in jobs.iter().enumerate() {
            for meeting in job.meetings() {
                self.locks.borrow(meeting).map_err(|locked| match locked {
                    Locked::Elsewhere(who) => NotWritten::Refused(
                        place,
                        format!("This was not recorded: {who}. Close the meeting there, and open it again here."),
                    ),
                    Locked::Unreachable(error) => {
                        NotWritten::Trouble(Trouble::of_system(&error))
                    }
                })?;
            }
        }
        Ok(())
    }

    fn attempt(&mut self, jobs: &[Job]) -> Result<(), NotWritten> {
        let trouble = |error: rusqlite::Error| NotWritten::Trouble(Trouble::of(&error));
        self.connection().map_err(trouble)?;
        let Self {
            connection: Some(connection),
            meetings,
            register,
            ..
        } = self
        else {
            return Err(NotWritten::Trouble(Trouble::Busy));
        };
        let connection = &*connection;
        #[cfg(test)]
        limit_pages(connection, &self.pages).map_err(trouble)?;
        if meetings.len() > HELD {
            meetings.clear();
        }
        let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)
            .map_err(trouble)?;
        for (place, job) in jobs.iter().enumerate() {
            let failed = |not_made: NotMade| match not_made {
                NotMade::Refused(words) => {
                    NotWritten::Refused(place, format!("This was not recorded: {words}."))
                }
                NotMade::Disk(error) if trouble::is_final(&error) => {
                    NotWritten::Refused(place, format!("This was not recorded: {error}."))
                }
                NotMade::Disk(error) => trouble(error),
            };
            for line in &job.lines {
                if self.uncertain && journal::holds(connection, line.id).map_err(trouble)? {
                    continue;
                }
                record(connection, meetings, register, &self.author, line).map_err(failed)?;
            }
            if let Some((meeting, draft)) = &job.draft {
                projections::write_draft(connection, *meeting, draft)
                    .map_err(NotMade::Disk)
                    .map_err(failed)?;
            }
        }
        if let Some(pause) = self.slow_disk {
            std::thread::sleep(pause);
        }
        transaction.commit().map_err(trouble)
    }

    /// Closes the file and gives back every meeting.
    pub(super) fn close(self) {
        // Whatever is committed is in the log, and the next program that opens the register takes it from there.
        drop(self.connection);
    }
}

/// Why a row was not written.
enum NotMade {
    Refused(String),
    Disk(rusqlite::Error),
}

impl From<rusqlite::Error> for NotMade {
    fn from(error: rusqlite::Error) -> Self {
        Self::Disk(error)
    }
}

/// Makes a change in memory, and writes its row and the rows that it touched.
fn record(
    connection: &Connection,
    meetings: &mut HashMap<MeetingId, Loaded>,
    register: &mut Option<LoadedRegister>,
    author: &str,
    line: &Line,
) -> Result<(), NotMade> {
    match &line.what {
        What::Meeting(id, change) => {
            let loaded = current(connection, meetings, *id)?;
            let before = loaded
                .make(*id, line.id, line.manner, change)
                .map_err(NotMade::Refused)?;
            loaded.last = journal::append(connection, loaded.last, author, line)?;
            if let Some(meeting) = &loaded.meeting {
                projections::write(connection, meeting, change, &before)?;
            }
        }
        What::Register(change) => {
            let last = journal::last(connection, None)?;
            let loaded = match register {
                Some(held) if held.last == last => held,
                stale => stale.insert(journal::load_register(connection)?),
            };
            loaded.register.apply(change);
            loaded.last = journal::append(connection, loaded.last, author, line)?;
            projections::write_register(connection, &loaded.register, change)?;
        }
    }
    Ok(())
}

/// A meeting from memory, if nobody has added to it since; else read again.
fn current<'a>(
    connection: &Connection,
    meetings: &'a mut HashMap<MeetingId, Loaded>,
    id: MeetingId,
) -> rusqlite::Result<&'a mut Loaded> {
    let last = journal::last(connection, Some(id))?;
    let held = meetings.entry(id).or_default();
    if held.last != last {
        *held = journal::load(connection, id)?;
    }
    Ok(held)
}

#[cfg(test)]
fn limit_pages(
    connection: &Connection,
    pages: &std::sync::atomic::AtomicU32,
) -> rusqlite::Result<()> {
    let limit = match pages.load(std::sync::atomic::Ordering::SeqCst) {
        0 => 1_000_000,
        limit => limit,
    };
    connection.pragma_update_and_check(None, "max_page_count", limit, |_| Ok(()))
}
