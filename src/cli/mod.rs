//! The command line: what the program can be asked from outside, and how it answers.
//!
//! Exit codes: 0 done; 1 not done, with the reason in words; 2 the arguments make no sense; 3 `check`, `templates` or
//! `keys` found something wrong, or a wording of the template could not be filled in by `export`.

mod import;
mod search;
pub mod which;

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use anyhow::Context as _;
use clap::{Parser, Subcommand, ValueEnum};

use crate::app::Model;
use crate::editor::visible;
use crate::export::{DocumentKind, Format};
use crate::files;
use crate::library::{Folders, Library};
use crate::minutes::ids::IdSource;
use crate::run::{self, Clock};
use crate::sample;
use crate::screen::desk::Desk;
use crate::screen::diary::Diary;
use crate::store::protocol::{DiaryRow, Request, Revision};
use crate::store::{Archive, Options, Store, check};
use crate::theme::Theme;

/// Take the minutes of a council meeting by keyboard, as it happens; nothing that is typed is lost.
///
/// Without a command it opens the diary of meetings.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Exit codes: 0 done; 1 not done, with the reason; 2 the arguments make no sense; \
                  3 `check`, `templates` or `keys` found something wrong, or `export` could not fill in a wording.\n\n\
                  Begin with `minutebook --demo`; F1 shows the keys. NO_COLOR=1 takes colour away."
)]
pub struct Arguments {
    /// The register: one SQLite file that holds everything.
    ///
    /// Left out, it is register.db in the minutebook folder among your data (on Linux and macOS
    /// ~/.local/share/minutebook). The program makes it on first use; the commands only read it.
    #[arg(long, global = true, value_name = "FILE", env = "MINUTEBOOK_REGISTER")]
    register: Option<PathBuf>,

    /// The folder with your own keymap.toml, phrases.toml and templates/*.toml; none of them must be there.
    ///
    /// Left out, it is the minutebook folder among your settings (on Linux and macOS ~/.config/minutebook).
    #[arg(
        long,
        global = true,
        value_name = "FOLDER",
        env = "MINUTEBOOK_SETTINGS"
    )]
    settings: Option<PathBuf>,

    /// The keys to use: default, vim, emacs, or a file of your own.
    #[arg(long, global = true, value_name = "NAME")]
    keymap: Option<String>,

    /// Open an invented council in a register that is thrown away afterwards.
    #[arg(long)]
    demo: bool,

    #[command(subcommand)]
    command: Option<Task>,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Write a document of a meeting, to standard output or a file
    ///
    /// It can be written at any moment, before the meeting is closed too.
    #[command(after_help = "Examples:\n  \
        minutebook export housing latest\n  \
        minutebook export 27 July 2022 --format markdown --output minutes.md\n  \
        minutebook export 019cd8de-ba3d-7bc9\n\n\
        If several meetings fit, they are listed with their ids and nothing is written.\n\n\
        Exit codes: 0 written; 1 not written, with the reason; 2 the arguments make no sense; 3 written, but a \
        wording of the template could not be filled in: its place is marked.")]
    Export {
        /// Which meeting: an id or its beginning, a date, `latest` (the last that has begun), words of the body's
        /// name or the meeting's title, or such words and a date or `latest`
        #[arg(required = true, value_name = "MEETING")]
        meeting: Vec<String>,
        /// Which document
        #[arg(long, value_enum, default_value_t = DocumentName::Minutes)]
        document: DocumentName,
        /// In which format
        #[arg(long, value_enum, default_value_t = FormatName::Text)]
        format: FormatName,
        /// The file to write, whole or not at all; without it, standard output
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Replace the file if there is one; else it is left alone
        #[arg(long)]
        force: bool,
    },
    /// List all meetings in the diary, latest first, with the ids that `export` takes
    ///
    /// In JSON each has id, date, time, body, title, place, state, entries and open_actions.
    Meetings {
        /// How they are listed
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// Look up what was said and asked for, over all meetings and years
    #[command(after_long_help = search::HELP, after_help = "`minutebook search --help` says which filters there are, \
        and what stands in the JSON.")]
    Search {
        /// Words and filters, as they are typed in the program
        #[arg(required = true, value_name = "QUERY")]
        query: Vec<String>,
        /// How it is printed
        #[arg(long, value_enum, default_value_t = search::SearchFormat::Text)]
        format: search::SearchFormat,
        /// How many are printed at most
        #[arg(long, default_value_t = 20, value_name = "COUNT")]
        limit: u16,
    },
    /// Read minutes published in the past, and print what they seem to say
    ///
    /// Text and Markdown are read, one meeting a file. Nothing is written. In JSON the fields are those of the meeting:
    /// body, date, start, end, present, apologies, items with their entries, actions, resolutions, votes and
    /// next_meeting, each with the line on which it stands; what could not be told is null or left empty.
    #[command(after_help = "Examples:\n  \
        minutebook import --dry-run minutes-2024-05-20.txt\n\n\
        Exit codes: 0 read; 1 not read, with the reason; 2 the arguments make no sense.")]
    Import {
        /// The files to read
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Only print what was read
        #[arg(long)]
        dry_run: bool,
        /// How it is printed
        #[arg(long, value_enum, default_value_t = import::ImportFormat::Json)]
        format: import::ImportFormat,
    },
    /// Verify the register: the journal's chain, and every table against the journal
    ///
    /// It only reads, and may run while the register is in use.
    #[command(
        after_help = "Exit codes: 0 sound; 1 it could not be read; 3 faults were found, a line each."
    )]
    Check,
    /// List the kinds of meeting, and check your own templates, phrases and keymap
    ///
    /// Every mistake is named on standard error with its file and line.
    #[command(after_help = "Exit codes: 0 no mistakes; 3 mistakes were found.")]
    Templates,
    /// Print the table of keys, and check your own keymap, phrases and templates
    ///
    /// With --keymap, of the keys that it names.
    #[command(after_help = "Exit codes: 0 no mistakes; 3 mistakes were found.")]
    Keys {
        /// How it is printed
        #[arg(long, value_enum, default_value_t = FormatName::Text)]
        format: FormatName,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum DocumentName {
    /// The minutes
    Minutes,
}

impl From<DocumentName> for DocumentKind {
    fn from(name: DocumentName) -> Self {
        match name {
            DocumentName::Minutes => Self::Minutes,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// Plain text, a paragraph a line
    Text,
    /// Markdown
    Markdown,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Text => Self::Text,
            FormatName::Markdown => Self::Markdown,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ListFormat {
    /// One meeting a line
    Text,
    /// An array of objects
    Json,
}

/// Something was found wrong; what, has been printed.
const FOUND_WRONG: u8 = 3;

/// Does what the arguments ask.
pub fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        None => open(&arguments),
        Some(Task::Export {
            meeting,
            document,
            format,
            output,
            force,
        }) => {
            let asked = meeting.join(" ");
            export(
                &arguments,
                &asked,
                (*document).into(),
                (*format).into(),
                output.as_ref(),
                *force,
            )
        }
        Some(Task::Meetings { format }) => meetings(&arguments, *format),
        Some(Task::Search {
            query,
            format,
            limit,
        }) => {
            let today = clock().now().date_naive();
            let limit = usize::from(*limit);
            search::run(&arguments, &query.join(" "), *format, limit, today)
        }
        Some(Task::Import {
            files,
            dry_run,
            format,
        }) => import::run(files, *dry_run, *format),
        Some(Task::Check) => verify(&arguments),
        Some(Task::Templates) => templates(&arguments),
        Some(Task::Keys { format }) => keys(&arguments, *format == FormatName::Markdown),
    }
}

impl Arguments {
    fn settings(&self) -> Option<PathBuf> {
        self.settings
            .clone()
            .or_else(|| Some(Folders::find()?.settings))
    }

    fn library(&self) -> Library {
        Library::read(self.settings().as_deref(), self.keymap.as_deref())
    }

    fn register(&self) -> anyhow::Result<PathBuf> {
        match &self.register {
            Some(path) => Ok(path.clone()),
            None => Folders::find()
                .map(|folders| folders.data.join("register.db"))
                .context(
                    "You have no home folder; say where the register is with --register FILE.",
                ),
        }
    }

    /// A register to read from, which must be there.
    fn archive(&self) -> anyhow::Result<Archive> {
        let path = self.register()?;
        anyhow::ensure!(
            path.exists(),
            "There is no register at {}. Run `minutebook` once to make it, or name another with --register FILE.",
            path.display()
        );
        Ok(Archive::open(&path)?)
    }
}

fn open(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(
        std::io::stdin().is_terminal() && std::io::stdout().is_terminal(),
        "minutebook is used in a terminal. For scripts there are commands: see `minutebook --help`."
    );
    let demo = arguments.demo.then(DemoFolder::make).transpose()?;
    let path = match &demo {
        Some(folder) => folder.0.join("register.db"),
        None => arguments.register()?,
    };
    // The register is opened while the clerk's own files are read: nobody waits for one and then for the other.
    let (store, library) = std::thread::scope(|scope| {
        let opening = scope.spawn(|| Store::open(&path, options()));
        let library = arguments.library();
        (opening.join(), library)
    });
    let store = store.map_err(|_| anyhow::anyhow!("The register could not be opened."))??;
    let clock = clock();
    let now = clock.now();
    let seed = *uuid::Uuid::now_v7().as_bytes();
    let mut first = Vec::new();
    if demo.is_some() {
        let lines = sample::lines(&mut IdSource::new(seed), now, &library.templates);
        first.push(Request::Record {
            revision: Revision(0),
            lines,
            draft: None,
        });
    }
    let colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let seed = *uuid::Uuid::now_v7().as_bytes();
    let mut desk = Desk::new(
        Rc::new(library.keymap),
        Rc::new(library.templates),
        Rc::new(library.phrases),
        Theme::new(colour),
        seed,
        now,
    );
    desk.register_path = path.display().to_string();
    if !library.mistakes.is_empty() {
        let count: usize = library
            .mistakes
            .iter()
            .map(|words| words.lines().count())
            .sum();
        desk.warn(format!(
            "{count} mistakes in your own files; the built-in ones are used. `minutebook templates` and `minutebook keys` name them."
        ));
    }
    run::run(store, Model::new(desk, Diary::default()), first, clock)?;
    drop(demo);
    Ok(ExitCode::SUCCESS)
}

/// The machine's clock; for playing a meeting of another day, one that starts when the environment says.
fn clock() -> Clock {
    std::env::var("MINUTEBOOK_TEST_NOW")
        .ok()
        .and_then(|start| start.parse().ok())
        .map_or_else(Clock::of_machine, Clock::starting_at)
}

fn options() -> Options {
    let mut options = Options {
        author: author(),
        ..Options::default()
    };
    // For measuring what a slow disk does to typing; not for use.
    if let Some(slow) = std::env::var("MINUTEBOOK_TEST_SLOW_DISK_MS")
        .ok()
        .and_then(|ms| ms.parse().ok())
    {
        options.slow_disk = Some(Duration::from_millis(slow));
    }
    options
}

/// A folder for a register that is thrown away.
struct DemoFolder(PathBuf);

impl DemoFolder {
    fn make() -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!("minutebook-demo-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir(&path).with_context(|| {
            format!(
                "A throw-away folder could not be made at {}.",
                path.display()
            )
        })?;
        Ok(Self(path))
    }
}

impl Drop for DemoFolder {
    fn drop(&mut self) {
        // It lies in the system's folder for such things, which is emptied from time to time anyway.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Says something on standard error, made harmless: names of files and texts from outside may stand in it.
pub fn complain(words: &str) {
    eprintln!("{}", harmless(words));
}

/// A text for a terminal: line by line as it is, controls shown as stand-ins.
fn harmless(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

/// Prints to standard output, made harmless; a reader that has gone away is no error.
fn print(text: &str) -> anyhow::Result<()> {
    match std::io::stdout()
        .lock()
        .write_all(harmless(text).as_bytes())
    {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(error).context("Standard output could not be written.")
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

fn export(
    arguments: &Arguments,
    asked: &str,
    document: DocumentKind,
    format: Format,
    output: Option<&PathBuf>,
    force: bool,
) -> anyhow::Result<ExitCode> {
    let archive = arguments.archive()?;
    let rows = archive.meetings()?;
    let row = which::meeting(asked, &rows, clock().now().date_naive())?;
    let meeting = archive.meeting(row.id)?.meeting;
    let library = arguments.library();
    let template = library.templates.for_meeting(&meeting.head.template);
    if template.name != meeting.head.template {
        complain(&format!(
            "The template \"{}\" is not to be had; \"{}\" is used instead. `minutebook templates` lists them.",
            meeting.head.template, template.name
        ));
    }
    let (document, faults) = document.make(&meeting, &template);
    for fault in &faults {
        complain(&fault.to_string());
    }
    let text = format.render(&document);
    match output {
        Some(path) => {
            files::write(path, &text, force).map_err(|error| match error {
                files::FileError::Exists(path) => anyhow::anyhow!(
                    "{path} exists already; nothing was written. Choose another name, or add --force to replace it."
                ),
                other => other.into(),
            })?;
        }
        None => print(&text)?,
    }
    Ok(if faults.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FOUND_WRONG)
    })
}

fn meetings(arguments: &Arguments, format: ListFormat) -> anyhow::Result<ExitCode> {
    let rows = arguments.archive()?.meetings()?;
    let text = match format {
        ListFormat::Text => rows.iter().map(|row| which::line(row) + "\n").collect(),
        ListFormat::Json => {
            let rows: Vec<serde_json::Value> = rows.iter().map(as_json).collect();
            escaped(&serde_json::to_string_pretty(&rows)?) + "\n"
        }
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// JSON with every character escaped that would have to be shown as a stand-in: such stand only within its strings.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        let mut bytes = [0; 4];
        let alone = &*character.encode_utf8(&mut bytes);
        if character == '\n' || visible(alone) == alone {
            escaped.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    escaped
}

fn as_json(row: &DiaryRow) -> serde_json::Value {
    serde_json::json!({
        "id": row.id,
        "date": row.date,
        "time": row.time.map(|time| time.format("%H:%M").to_string()),
        "body": row.body,
        "title": row.title,
        "place": row.place,
        "state": row.state,
        "entries": row.entries,
        "open_actions": row.open_actions,
    })
}

fn verify(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let path = arguments.register()?;
    anyhow::ensure!(
        path.exists(),
        "There is no register at {}. Run `minutebook` once to make it, or name another with --register FILE.",
        path.display()
    );
    let shows_progress = std::io::stderr().is_terminal();
    let mut last = 0;
    let report = check(&path, &mut |done: u64, total: u64| {
        let percent = (done * 100).checked_div(total).unwrap_or(100);
        if shows_progress && percent != last {
            last = percent;
            let bar = "#".repeat((percent / 4) as usize);
            eprint!("\r[{bar:<25}] {percent:>3} %");
        }
    })?;
    if shows_progress {
        eprint!("\r{:<40}\r", "");
    }
    let mut text = String::new();
    for finding in &report.findings {
        text.push_str(finding);
        text.push('\n');
    }
    let plural = |number: u64| if number == 1 { "" } else { "s" };
    let (changes, meetings) = (report.changes, report.meetings);
    let counted = format!(
        "{changes} change{} in {meetings} meeting{}",
        plural(changes),
        plural(meetings)
    );
    text.push_str(&match report.findings.len() + report.untold {
        0 => format!("{counted}: the chain holds, and every table agrees with the journal.\n"),
        1 => format!("{counted}: 1 fault.\n"),
        faults => format!("{counted}: {faults} faults.\n"),
    });
    print(&text)?;
    Ok(if report.is_sound() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FOUND_WRONG)
    })
}

fn templates(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let library = arguments.library();
    let mut text = String::new();
    for template in library.templates.iter() {
        text.push_str(&format!(
            "{:<20} {} ({})\n",
            template.name,
            template.about,
            template.file()
        ));
    }
    if let Some(folder) = arguments.settings() {
        text.push_str(&format!(
            "\nYour own are read from {}\n",
            folder.join("templates").display()
        ));
    }
    print(&text)?;
    Ok(tell(&library.mistakes))
}

fn keys(arguments: &Arguments, markdown: bool) -> anyhow::Result<ExitCode> {
    let library = arguments.library();
    print(&library.keymap.print_table(markdown))?;
    Ok(tell(&library.mistakes))
}

fn tell(mistakes: &[String]) -> ExitCode {
    for words in mistakes {
        complain(words);
    }
    if mistakes.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FOUND_WRONG)
    }
}

/// Whose changes the journal says they are: the name that the system knows whoever runs the program by.
fn author() -> String {
    let name = |variable| std::env::var(variable).ok().filter(|name| !name.is_empty());
    name("USER")
        .or_else(|| name("USERNAME"))
        .unwrap_or_default()
}
