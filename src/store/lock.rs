//! One program at a time writes in a meeting.
//!
//! Each meeting that is written in has a small file in a folder beside the register, and whoever writes holds the
//! system's lock on it. The system gives the lock back when a program dies, however it dies; what the file says is for
//! people, and nothing is decided by it.

use std::collections::HashMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::Local;

use super::opening::private_folder;
use crate::minutes::ids::MeetingId;

/// Why a meeting cannot be written in.
#[derive(Debug)]
pub(super) enum Locked {
    /// Another program writes in it; who, in words.
    Elsewhere(String),
    /// The lock could not be asked for.
    Unreachable(io::Error),
}

/// The locks that this program holds; dropping them gives them back.
#[derive(Debug)]
pub(super) struct Locks {
    folder: PathBuf,
    held: HashMap<MeetingId, Held>,
}

#[derive(Debug)]
struct Held {
    file: File,
    /// Whether it is given back as soon as what waits is written.
    lent: bool,
}

impl Locks {
    /// No locks yet, for the register at `path`.
    pub(super) fn beside(path: &Path) -> Self {
        let mut folder = path.as_os_str().to_owned();
        folder.push(".open");
        Self {
            folder: folder.into(),
            held: HashMap::new(),
        }
    }

    /// Takes a meeting until it is given back.
    pub(super) fn take(&mut self, meeting: MeetingId) -> Result<(), Locked> {
        self.hold(meeting)?.lent = false;
        Ok(())
    }

    /// Takes a meeting that is not held until what waits is written.
    pub(super) fn borrow(&mut self, meeting: MeetingId) -> Result<(), Locked> {
        self.hold(meeting).map(drop)
    }

    /// Whether this program holds a meeting.
    pub(super) fn holds(&self, meeting: MeetingId) -> bool {
        self.held.contains_key(&meeting)
    }

    fn hold(&mut self, meeting: MeetingId) -> Result<&mut Held, Locked> {
        if !self.held.contains_key(&meeting) {
            let file = acquire(&self.folder, &self.path_of(meeting))?;
            self.held.insert(meeting, Held { file, lent: true });
        }
        self.held
            .get_mut(&meeting)
            .ok_or_else(|| Locked::Unreachable(io::ErrorKind::NotFound.into()))
    }

    /// Gives a meeting back.
    pub(super) fn give_back(&mut self, meeting: MeetingId) {
        if let Some(held) = self.held.remove(&meeting) {
            // The file goes while the lock is still held: whoever opened it meanwhile sees that it is no longer the
            // file of that name, and makes a new one.
            #[cfg(unix)]
            let _ = std::fs::remove_file(self.path_of(meeting));
            drop(held.file);
            if self.held.is_empty() {
                // Only an empty folder goes.
                let _ = std::fs::remove_dir(&self.folder);
            }
        }
    }

    /// Gives back what was only borrowed.
    pub(super) fn give_back_borrowed(&mut self) {
        let lent: Vec<MeetingId> = self
            .held
            .iter()
            .filter(|(_, held)| held.lent)
            .map(|(meeting, _)| *meeting)
            .collect();
        for meeting in lent {
            self.give_back(meeting);
        }
    }

    fn path_of(&self, meeting: MeetingId) -> PathBuf {
        self.folder.join(meeting.to_string())
    }
}

impl Drop for Locks {
    fn drop(&mut self) {
        let held: Vec<MeetingId> = self.held.keys().copied().collect();
        for meeting in held {
            self.give_back(meeting);
        }
    }
}

fn acquire(folder: &Path, path: &Path) -> Result<File, Locked> {
    // A file or folder may go between two steps, when another program gives it back; a few rounds always suffice.
    for _ in 0..50 {
        private_folder(folder).map_err(Locked::Unreachable)?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = match options.open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(Locked::Unreachable(error)),
        };
        match file.try_lock() {
            Ok(()) if is_still(&file, path) => {
                sign(&file);
                return Ok(file);
            }
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Locked::Elsewhere(signed(path))),
            Err(TryLockError::Error(error)) => return Err(Locked::Unreachable(error)),
        }
    }
    Err(Locked::Unreachable(io::ErrorKind::ResourceBusy.into()))
}

/// Whether the file that was locked is the one that now has the name.
#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let of = |metadata: io::Result<std::fs::Metadata>| {
        metadata
            .map(|metadata| (metadata.dev(), metadata.ino()))
            .ok()
    };
    let (held, named) = (of(file.metadata()), of(std::fs::metadata(path)));
    held.is_some() && held == named
}

/// Where a file cannot be taken away under an open handle, it is left, and the name stays true.
#[cfg(not(unix))]
fn is_still(_: &File, _: &Path) -> bool {
    true
}

/// Says in the file who holds it. On a full disk it stays empty, and is locked all the same.
fn sign(mut file: &File) {
    let _ = file.set_len(0);
    let _ = write!(
        file,
        "process {}, since {}",
        std::process::id(),
        Local::now().format("%H:%M")
    );
}

/// Who holds a file, as far as it says.
fn signed(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let plain = text.len() < 60
        && text.starts_with("process ")
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | ',' | ':'));
    if plain {
        format!("another minutebook ({text}) is writing in this meeting")
    } else {
        "another minutebook is writing in this meeting".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_meeting_is_held_by_one_and_taken_over_when_given_back() {
        let folder = tempfile::tempdir().unwrap();
        let register = folder.path().join("town.db");
        let (mut ours, mut theirs) = (Locks::beside(&register), Locks::beside(&register));
        let (one, other) = (MeetingId(Uuid::from_u128(1)), MeetingId(Uuid::from_u128(2)));
        ours.take(one).unwrap();
        ours.take(one).unwrap();
        theirs.take(other).unwrap();
        let Err(Locked::Elsewhere(words)) = theirs.take(one) else {
            panic!("taken twice");
        };
        let process = format!("(process {}, since ", std::process::id());
        assert!(words.contains(&process), "{words}");
        ours.give_back(one);
        theirs.take(one).unwrap();
        drop(theirs);
        assert!(!folder.path().join("town.db.open").exists());
    }

    #[test]
    fn what_is_borrowed_goes_back_but_what_is_taken_stays() {
        let folder = tempfile::tempdir().unwrap();
        let register = folder.path().join("town.db");
        let (mut ours, mut theirs) = (Locks::beside(&register), Locks::beside(&register));
        let (one, other) = (MeetingId(Uuid::from_u128(1)), MeetingId(Uuid::from_u128(2)));
        ours.take(one).unwrap();
        ours.borrow(one).unwrap();
        ours.borrow(other).unwrap();
        ours.give_back_borrowed();
        assert!(matches!(theirs.borrow(one), Err(Locked::Elsewhere(_))));
        theirs.take(other).unwrap();
    }

    #[test]
    fn a_file_left_by_a_dead_program_is_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        let register = folder.path().join("town.db");
        let meeting = MeetingId(Uuid::from_u128(1));
        let left = folder.path().join("town.db.open");
        std::fs::create_dir(&left).unwrap();
        std::fs::write(left.join(meeting.to_string()), "process 1, since 09:00").unwrap();
        Locks::beside(&register).take(meeting).unwrap();
    }
}
