//! Files that a clerk names: documents written so that they are whole or not there, agendas read.

use std::fs::{self, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use thiserror::Error;

/// The largest file that is read as an agenda or a list, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Why a file could not be read or written, and what to do.
#[derive(Debug, Error)]
pub enum FileError {
    /// There is one already.
    #[error(
        "{0} exists already; nothing was written. Choose another name, or say that it may be replaced."
    )]
    Exists(String),
    /// It could not be written.
    #[error(
        "{path} could not be written ({why}). Choose a folder that is there and that you may write in."
    )]
    NotWritten {
        /// Which.
        path: String,
        /// What the system said.
        why: std::io::Error,
    },
    /// It could not be read.
    #[error("{path} could not be read ({why}).")]
    NotRead {
        /// Which.
        path: String,
        /// What the system said.
        why: std::io::Error,
    },
    /// It is larger than any agenda.
    #[error("{0} is larger than 4 MiB, which is more than is read here.")]
    TooLarge(String),
    /// It is not text.
    #[error("{0} is not plain text (UTF-8). Save it as text first.")]
    NotText(String),
}

/// A path as the clerk wrote it: a leading "~/" is their home.
pub fn path_of(written: &str) -> PathBuf {
    match written.strip_prefix("~/").zip(etcetera::home_dir().ok()) {
        Some((rest, home)) => home.join(rest),
        None => PathBuf::from(written),
    }
}

/// Who may read a file that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Whoever may read other files that this person makes.
    AsUsual,
    /// Nobody but its owner (0600 on Unix; elsewhere it has the rights of its folder).
    OwnerAlone,
}

/// Writes a document beside its target, syncs it and renames it: the target is the old one or the new one, whole.
pub fn write(
    path: &Path,
    bytes: impl AsRef<[u8]>,
    replace: bool,
    readers: Readers,
) -> Result<(), FileError> {
    let shown = || path.display().to_string();
    let failed = |why| FileError::NotWritten { path: shown(), why };
    if !replace && path.exists() {
        return Err(FileError::Exists(shown()));
    }
    let name = path.file_name().ok_or_else(|| {
        failed(std::io::Error::new(
            std::io::ErrorKind::InvalidInput,
            "it names no file",
        ))
    })?;
    let mut beside = name.to_os_string();
    beside.push(format!(".{}.part", std::process::id()));
    let beside = path.with_file_name(beside);
    let written = (|| {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        match readers {
            Readers::AsUsual => {}
            Readers::OwnerAlone => owner_alone(&mut options),
        }
        let mut file = options.open(&beside)?;
        file.write_all(bytes.as_ref())?;
        file.sync_all()?;
        fs::rename(&beside, path)
    })();
    if written.is_err() {
        // What is half written is of no use to anybody.
        let _ = fs::remove_file(&beside);
    }
    written.map_err(failed)
}

#[cfg(unix)]
fn owner_alone(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn owner_alone(_options: &mut OpenOptions) {}

/// Reads a text that a clerk named.
pub fn read(path: &Path) -> Result<String, FileError> {
    let shown = || path.display().to_string();
    let failed = |why| FileError::NotRead { path: shown(), why };
    if fs::metadata(path).map_err(failed)?.len() > LARGEST {
        return Err(FileError::TooLarge(shown()));
    }
    let bytes = fs::read(path).map_err(failed)?;
    String::from_utf8(bytes).map_err(|_| FileError::NotText(shown()))
}

/// Reads whatever a clerk named, at most so many bytes and one: whoever reads it refuses what is longer.
pub fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>, FileError> {
    let failed = |why| FileError::NotRead {
        path: path.display().to_string(),
        why,
    };
    let file = fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_whole_or_not_there_and_never_replaced_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("minutes.txt");
        write(&path, "first", false, Readers::AsUsual).unwrap();
        assert!(matches!(
            write(&path, "second", false, Readers::AsUsual),
            Err(FileError::Exists(_))
        ));
        assert_eq!(read(&path).unwrap(), "first");
        write(&path, "second", true, Readers::AsUsual).unwrap();
        assert_eq!(read(&path).unwrap(), "second");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            write(&path, "exempt", true, Readers::OwnerAlone).unwrap();
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing is left beside it"
        );
        assert!(
            write(
                &folder.path().join("no/such/folder.txt"),
                "x",
                false,
                Readers::AsUsual
            )
            .is_err()
        );
    }

    #[test]
    fn a_file_that_is_no_text_is_refused_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("agenda");
        fs::write(&path, [0x31, 0x2e, 0xff, 0xfe]).unwrap();
        assert!(
            read(&path)
                .unwrap_err()
                .to_string()
                .contains("not plain text")
        );
    }
}
