//! Disks for a test: one that is small, and one that can be made to fail.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A disk of its own, mounted in a folder; it goes when it is dropped.
pub struct Disk {
    folder: PathBuf,
    /// What a disk that can fail is made of.
    image: Option<PathBuf>,
}

/// Prints where it is seen whether or not the test passes.
pub fn say(words: &str) {
    let _ = writeln!(std::io::stdout(), "{words}");
}

fn runs(program: &str, arguments: &[&str]) -> Result<(), String> {
    match Command::new(program).args(arguments).output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
        Err(error) => Err(format!("{program}: {error}")),
    }
}

impl Disk {
    /// A disk of one megabyte in memory; nothing, with a word of it, where this machine does not allow it.
    pub fn small(folder: &Path) -> Option<Self> {
        std::fs::create_dir(folder).unwrap();
        let mounted = runs(
            "mount",
            &["-t", "tmpfs", "-o", "size=1m", "tmpfs", text(folder)],
        );
        Self::made(mounted, folder, None)
    }

    /// A disk that can be made to fail; nothing, with a word of it, where this machine does not allow it.
    pub fn that_can_fail(beside: &Path) -> Option<Self> {
        let (folder, image) = (beside.join("disk"), beside.join("image"));
        std::fs::create_dir(&folder).unwrap();
        std::fs::File::create(&image)
            .unwrap()
            .set_len(8 << 20)
            .unwrap();
        let made = runs("mkfs.ext4", &["-q", text(&image)])
            .and_then(|()| runs("mount", &["-o", "loop", text(&image), text(&folder)]));
        Self::made(made, &folder, Some(image))
    }

    fn made(made: Result<(), String>, folder: &Path, image: Option<PathBuf>) -> Option<Self> {
        match made {
            Ok(()) => Some(Self {
                folder: folder.to_owned(),
                image,
            }),
            Err(words) => {
                let test = std::thread::current().name().unwrap_or_default().to_owned();
                say(&format!(
                    "{test}: SKIPPED, no disk can be mounted here ({words})"
                ));
                None
            }
        }
    }

    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// Leaves no room on it.
    pub fn fill(&self) {
        let mut filler = std::fs::File::create(self.folder.join("filler")).unwrap();
        while filler.write_all(&[0; 4096]).is_ok() {}
    }

    /// Takes away what it was filled with.
    pub fn make_room(&self) {
        std::fs::remove_file(self.folder.join("filler")).unwrap();
    }

    /// Has the disk meet an error that makes the system allow only reading.
    pub fn fail(&mut self) {
        runs("mount", &["-o", "remount,abort", text(&self.folder)]).unwrap();
    }

    /// Brings the disk back as it was when it failed, as if plugged in again.
    pub fn mend(&mut self) {
        runs("umount", &["-l", text(&self.folder)]).unwrap();
        // A copy: the one that failed is still in use, by whoever has a file open on it.
        let image = self.image.as_mut().unwrap();
        let again = image.with_extension("again");
        std::fs::copy(&image, &again).unwrap();
        *image = again;
        runs("mount", &["-o", "loop", text(image), text(&self.folder)]).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = runs("umount", &["-l", text(&self.folder)]);
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
