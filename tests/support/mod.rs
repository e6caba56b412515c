//! The real binary in a real pseudo-terminal, driven by keys as a clerk presses them.
//!
//! Keys are written as in `"roll<C-r>pp<Esc>"`; `<lt>` is a literal `<`. A wait that times out prints the screen.

#![cfg(unix)]
#![allow(dead_code)] // each test file uses a part of it

pub mod clerk;

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use minutebook::store::protocol::{Line, Reply, Request, Revision};
use minutebook::store::{Options, Store};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a screen may take to show what it should; generous, since a test machine may be busy.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// What a terminal shows, kept up to date by a thread that reads the program's output.
struct Seen {
    parser: vt100::Parser,
    /// Every byte that came, for the tests of what reaches a terminal.
    raw: Vec<u8>,
    ended: bool,
}

/// A program running in a pseudo-terminal.
pub struct Terminal {
    seen: Arc<(Mutex<Seen>, Condvar)>,
    writer: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    /// How many keys were sent, an escape sequence counted as one.
    pub keys: usize,
}

/// The folder of one test: a register, settings, and a home that is nobody's.
pub struct Desk {
    path: PathBuf,
    /// Goes when the test ends; another test's folder stays.
    _folder: Option<tempfile::TempDir>,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        Self {
            path: folder.path().to_owned(),
            _folder: Some(folder),
        }
    }

    /// A folder that somebody else made.
    pub fn at(path: PathBuf) -> Self {
        Self {
            path,
            _folder: None,
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn register(&self) -> PathBuf {
        self.path.join("register.db")
    }

    /// Runs a subcommand to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_minutebook"))
            .args(arguments)
            .env("MINUTEBOOK_REGISTER", self.register())
            .env("MINUTEBOOK_SETTINGS", self.path().join("settings"))
            .env("HOME", self.path())
            .output()
            .expect("the program runs")
    }

    /// Runs a subcommand that must succeed, and gives what it printed.
    pub fn printed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}\n{}",
            String::from_utf8_lossy(&output.stderr),
            String::from_utf8_lossy(&output.stdout)
        );
        String::from_utf8(output.stdout).expect("output is text")
    }

    /// Opens the program in a terminal of 120 x 36.
    pub fn open(&self) -> Terminal {
        self.open_with(&[], &[], (120, 36))
    }

    pub fn open_with(
        &self,
        arguments: &[&str],
        env: &[(&str, &str)],
        size: (u16, u16),
    ) -> Terminal {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_minutebook"));
        command.args(arguments);
        self.start(command, env, size)
    }

    /// Starts another program in a terminal, with the surroundings of this desk.
    pub fn start(
        &self,
        mut command: CommandBuilder,
        env: &[(&str, &str)],
        size: (u16, u16),
    ) -> Terminal {
        command.env("MINUTEBOOK_REGISTER", self.register());
        command.env("MINUTEBOOK_SETTINGS", self.path().join("settings"));
        command.env("HOME", self.path());
        command.env("TERM", "xterm-256color");
        command.env("TZ", "Europe/London");
        command.cwd(self.path());
        for (name, value) in env {
            command.env(name, value);
        }
        Terminal::start(command, size)
    }
}

impl Terminal {
    /// Starts a program in a terminal of so many columns and rows.
    pub fn start(command: CommandBuilder, (columns, rows): (u16, u16)) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        let seen = Arc::new((
            Mutex::new(Seen {
                parser,
                raw: Vec::new(),
                ended: false,
            }),
            Condvar::new(),
        ));
        let shared = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut buffer = vec![0_u8; 65536];
            loop {
                let count = reader.read(&mut buffer).unwrap_or(0);
                let mut seen = shared.0.lock().expect("the screen");
                if count == 0 {
                    seen.ended = true;
                } else {
                    seen.parser.process(&buffer[..count]);
                    seen.raw.extend_from_slice(&buffer[..count]);
                }
                shared.1.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        Self {
            seen,
            writer,
            master: pair.master,
            child,
            keys: 0,
        }
    }

    /// Sends keys, all at once.
    pub fn press(&mut self, keys: &str) {
        for key in split_keys(keys) {
            self.keys += 1;
            self.send(&key);
        }
    }

    /// Sends bytes as they are.
    pub fn send(&mut self, bytes: &[u8]) {
        // A program that has ended takes no keys; the wait that follows says so.
        let _ = self.writer.write_all(bytes);
        let _ = self.writer.flush();
    }

    /// Pastes text as a terminal does for a program that asked for marked pastes.
    pub fn paste(&mut self, text: &[u8]) {
        self.send(b"\x1b[200~");
        self.send(text);
        self.send(b"\x1b[201~");
    }

    /// What the screen shows, row by row.
    pub fn screen(&self) -> String {
        self.seen
            .0
            .lock()
            .expect("the screen")
            .parser
            .screen()
            .contents()
    }

    /// What the screen shows, cell by cell.
    pub fn cells(&self) -> vt100::Screen {
        self.seen
            .0
            .lock()
            .expect("the screen")
            .parser
            .screen()
            .clone()
    }

    /// One row of the screen, from 0.
    pub fn row(&self, row: u16) -> String {
        let seen = self.seen.0.lock().expect("the screen");
        let (_, columns) = seen.parser.screen().size();
        let row = seen
            .parser
            .screen()
            .rows(0, columns.get())
            .nth(usize::from(row));
        row.unwrap_or_default()
    }

    /// Every byte that the program has sent to the terminal.
    pub fn raw(&self) -> Vec<u8> {
        self.seen.0.lock().expect("the screen").raw.clone()
    }

    /// Where the cursor is: row and column from 0.
    pub fn cursor(&self) -> (u16, u16) {
        self.seen
            .0
            .lock()
            .expect("the screen")
            .parser
            .screen()
            .cursor_position()
    }

    /// Whether the program gave the terminal back: the main screen, a visible cursor, no marked pastes.
    pub fn is_sane(&self) -> bool {
        let seen = self.seen.0.lock().expect("the screen");
        let screen = seen.parser.screen();
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    }

    /// Waits until the screen is as `wanted` says.
    #[track_caller]
    pub fn wait_until(&self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self.seen.0.lock().expect("the screen");
        while !wanted(seen.parser.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || seen.ended {
                let ended = if seen.ended {
                    " (the program has ended)"
                } else {
                    ""
                };
                panic!(
                    "waited for {what}{ended}; the screen:\n{}",
                    seen.parser.screen().contents()
                );
            }
            seen = self.seen.1.wait_timeout(seen, left).expect("the screen").0;
        }
    }

    /// Waits until words are on the screen.
    #[track_caller]
    pub fn wait(&self, words: &str) {
        self.wait_until(&format!("{words:?}"), |screen| {
            screen.contents().contains(words)
        });
    }

    /// Waits until words are no longer on the screen.
    #[track_caller]
    pub fn wait_gone(&self, words: &str) {
        self.wait_until(&format!("{words:?} to go"), |screen| {
            !screen.contents().contains(words)
        });
    }

    /// Makes the window another size: first the terminal's own picture of it, as with a real one, then the program
    /// is told.
    pub fn resize(&self, columns: u16, rows: u16) {
        let mut seen = self.seen.0.lock().expect("the screen");
        seen.parser
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self.master
            .resize(PtySize {
                rows,
                cols: columns,
                pixel_width: 0,
                pixel_height: 0,
            })
            .expect("the terminal is resized");
    }

    pub fn process(&self) -> u32 {
        self.child.process_id().expect("the program runs")
    }

    /// Sends a signal by its name: "KILL", "TERM", "HUP".
    pub fn signal(&self, name: &str) {
        // The shell's own: not every machine has it as a program.
        let status = Command::new("sh")
            .args(["-c", &format!("kill -{name} {}", self.process())])
            .status()
            .expect("a shell runs");
        assert!(status.success(), "signal {name}");
    }

    /// The file by which other programs reach this terminal; while it is held, its settings stay as they are left.
    pub fn hold(&self) -> std::fs::File {
        let path = self.master.tty_name().expect("the terminal has a name");
        std::fs::File::open(path).expect("the terminal can be opened")
    }

    /// The program's exit code, if it ends by itself in this time.
    pub fn ends_within(&mut self, time: Duration) -> Option<u32> {
        let deadline = Instant::now() + time;
        loop {
            if let Some(status) = self
                .child
                .try_wait()
                .expect("the program can be waited for")
            {
                return Some(status.exit_code());
            }
            if Instant::now() >= deadline {
                return None;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits for the program's end, and gives its exit code.
    pub fn end(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self
                .child
                .try_wait()
                .expect("the program can be waited for")
            {
                let mut seen = self.seen.0.lock().expect("the screen");
                while !seen.ended && Instant::now() < deadline {
                    seen = self
                        .seen
                        .1
                        .wait_timeout(seen, Duration::from_millis(20))
                        .expect("it")
                        .0;
                }
                return status.exit_code();
            }
            assert!(
                Instant::now() < deadline,
                "the program did not end; the screen:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that failed leaves no program behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap_or(NonZero::<u16>::MIN)
}

/// Writes lines into a register, all or none; it is made where there is none.
pub fn write_register(register: &Path, lines: Vec<Line>) {
    let store = Store::open(register, Options::default()).expect("a register");
    let (to_test, answers) = std::sync::mpsc::channel();
    let handle = store
        .start(move |reply| drop(to_test.send(reply)))
        .expect("the store starts");
    handle.send(Request::Record {
        revision: Revision(1),
        lines,
        draft: None,
    });
    handle.send(Request::Stop);
    for reply in answers {
        match reply {
            Reply::Failed(words) => panic!("the register was refused: {words}"),
            Reply::Stopped { kept } => assert!(kept),
            _ => {}
        }
    }
    handle.join();
}

/// Keys as the bytes that a terminal sends for each.
pub fn split_keys(keys: &str) -> Vec<Vec<u8>> {
    let mut sent = Vec::new();
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let named = rest
            .strip_prefix('<')
            .and_then(|behind| behind.split_once('>'))
            .and_then(|(name, after)| Some((bytes_of(name)?, after)));
        match named {
            Some((bytes, after)) => {
                sent.push(bytes);
                rest = after;
            }
            None => {
                sent.push(first.to_string().into_bytes());
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    sent
}

/// What F1 to F12 send.
const F: [&str; 12] = [
    "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~",
    "\x1b[20~", "\x1b[21~", "\x1b[23~", "\x1b[24~",
];

fn bytes_of(name: &str) -> Option<Vec<u8>> {
    let plain = |bytes: &str| Some(bytes.as_bytes().to_vec());
    match name {
        "lt" => return plain("<"),
        "Enter" => return plain("\r"),
        "Esc" => return plain("\x1b"),
        "Tab" => return plain("\t"),
        "S-Tab" => return plain("\x1b[Z"),
        "BS" => return plain("\x7f"),
        "Del" => return plain("\x1b[3~"),
        "Up" => return plain("\x1b[A"),
        "Down" => return plain("\x1b[B"),
        "Right" => return plain("\x1b[C"),
        "Left" => return plain("\x1b[D"),
        "Home" => return plain("\x1b[H"),
        "End" => return plain("\x1b[F"),
        "PgUp" => return plain("\x1b[5~"),
        "PgDn" => return plain("\x1b[6~"),
        "A-Up" => return plain("\x1b[1;3A"),
        "A-Down" => return plain("\x1b[1;3B"),
        "A-Right" => return plain("\x1b[1;3C"),
        "A-Left" => return plain("\x1b[1;3D"),
        "C-Right" => return plain("\x1b[1;5C"),
        "C-Left" => return plain("\x1b[1;5D"),
        "A-Enter" => return plain("\x1b\r"),
        _ => {}
    }
    if let Some(letter) = name.strip_prefix("C-") {
        let letter = letter.bytes().next()?;
        return Some(vec![letter & 0x1f]);
    }
    if let Some(letter) = name.strip_prefix("A-") {
        return Some([b"\x1b", letter.as_bytes()].concat());
    }
    let number: usize = name.strip_prefix('F')?.parse().ok()?;
    plain(F.get(number.checked_sub(1)?)?)
}
