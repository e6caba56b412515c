//! The command line: what the program can be asked from outside, and how it answers.
//!
//! Exit codes: 0 done; 1 not done, with the reason in words; 2 the arguments make no sense; 3 `check`, `templates` or
//! `keys` found something wrong, a wording of the template could not be filled in by `export`, or `search` found nothing.

mod actions;
mod bodies;
mod export;
mod import;
mod progress;
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
use crate::library::{Folders, Library};
use crate::minutes::ids::IdSource;
use crate::run::{self, Clock};
use crate::sample;
use crate::screen::desk::Desk;
use crate::screen::diary::Diary;
use crate::store::protocol::{DiaryRow, Request, Revision};
use crate::store::{Archive, Options, Store, check};
use crate::theme::Theme;
use progress::Progress;

/// Take the minutes of a council meeting by keyboard, as it happens; nothing that is typed is lost.
///
/// Without a command it opens the diary of meetings.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Exit codes: 0 done; 1 not done, with the reason; 2 the arguments make no sense; \
                  3 `check`, `templates` or `keys` found something wrong, `export` could not fill in a wording, or \
                  `search` found nothing.\n\n\
                  Begin with `minutebook --demo`; F1 shows the keys. NO_COLOR=1 takes colour away."
)]
pub struct Arguments {
    /// The register: one SQLite file that holds everything.
    ///
    /// Left out, it is register.db in the minutebook folder among your data (on Linux and macOS
    /// ~/.local/share/minutebook). The program makes it on first use; of the commands, only `import --yes` writes in it.
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

    /// Open an invented council in a register that is thrown away afterwards; without a command.
    #[arg(long)]
    demo: bool,

    #[command(subcommand)]
    command: Option<Task>,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Write a document of a meeting, to standard output or a file, or all of them into a folder
    ///
    /// It can be written at any moment, before the meeting is closed too.
    #[command(after_help = "Examples:\n  \
        minutebook export housing latest\n  \
        minutebook export 27 July 2022 --format docx --output minutes.docx\n  \
        minutebook export housing latest --format csv --list actions\n  \
        minutebook export housing latest --template notice.html\n  \
        minutebook export housing latest --document action-sheet --owner bell --format eml\n  \
        minutebook export housing next --document agenda\n  \
        minutebook export --document attendance --body housing --since \"1 May 2025\" --until \"30 April 2026\"\n  \
        minutebook export housing latest --copy full -o full.txt\n  \
        minutebook export housing latest --all published\n  \
        minutebook export --all archive --year 2026 --body housing\n  \
        minutebook export 019cd8de-ba3d-7bc9\n\n\
        If several meetings fit, they are listed with their ids and nothing is written.\n\n\
        Exit codes: 0 written; 1 not written, with the reason; 2 the arguments make no sense; 3 written, but a \
        wording of the template could not be filled in: its place is marked.")]
    Export(export::Asked),
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
    /// Take minutes and action logs of the past into the register
    ///
    /// Minutes are one meeting a file: body, day, times, attendance, items with every paragraph, actions, resolutions,
    /// votes and next meeting are read from them; the text is kept with the meeting. What cannot be told is left out.
    /// Without --yes it is shown what would be taken in, and nothing is written; in the program itself the import (key
    /// i in the diary) is looked over and corrected part by part. A meeting taken in by mistake is withdrawn in the
    /// diary.
    ///
    /// In JSON (--dry-run --format json) the fields of minutes are body, date, start, end, present, apologies, items
    /// with their entries, actions, resolutions, votes, next_meeting and others, each with the line on which it stands;
    /// those of an action log columns and rows. What could not be told is null or left empty.
    #[command(after_help = "Examples:\n  \
        minutebook import minutes-2024-05-20.txt\n  \
        minutebook import --yes minutes/*.docx\n  \
        minutebook import --yes --body \"Harbour Board\" --date \"5 March 2024\" notes.txt\n  \
        minutebook import --yes --column owner=\"Lead officer\" actions.csv\n  \
        pdftotext -layout minutes.pdf minutes.txt && minutebook import minutes.txt\n\n\
        Exit codes: 0 all is (or, without --yes, can be) taken in; 1 something is not, with the reason; 2 the arguments \
        make no sense; 3 there was nothing new: it is all in the register already.")]
    Import(Box<import::Import>),
    /// List actions, those that press most first
    ///
    /// What is open comes first, by the last day of its time, then what is over, the newest first. Bodies, people and
    /// posts are found by the beginnings of the words of their names.
    #[command(after_help = "Examples:\n  \
        minutebook actions --overdue\n  \
        minutebook actions --open --owner \"director of place\" --format csv\n  \
        minutebook actions --open --body housing --format json\n\n\
        In JSON each has reference, text, owners (each with name, and held_by: who holds the post), due (null, or \
        as_written, from, to, recurs), status (open, complete, cancelled, superseded), overdue, superseded_by, \
        recommendation, report_back (null, or body and on), updates (how many), latest (null, or at, step, note), body, \
        raised, item_number, item, meeting and entry (ids), exempt. Days are written 2031-05-06. Names are never removed or \
        renamed; more may be added.\n\n\
        Exit codes: 0 listed, even if there are none; 1 not listed, with the reason; 2 the arguments make no sense.")]
    Actions {
        #[command(flatten)]
        asked: actions::Asked,
    },
    /// Show who reports to whom, when each body meets, what it owes the others, and what is late
    ///
    /// A body that reports to several stands below each of them.
    #[command(after_help = "\
        JSON: {\"today\": day, \"bodies\": [ … ]}, a body each, in the order of the register, with\n  \
        id, name, code; meets (the clerk's words); reports_to (ids);\n  \
        met_last, meets_next (days or null); meeting_due_by (by its rhythm; null where that is not plain), meeting_late;\n  \
        open_actions, overdue_actions (agreed at its meetings);\n  \
        owes: an object for each other body, with to (id), name, recommendations, recommendations_late, reports,\n  \
        reports_late. Fields may be added; none is renamed or taken away. Days are YYYY-MM-DD.\n\n\
        Exit codes: 0 shown; 1 the register could not be read; 2 the arguments make no sense.")]
    Bodies {
        /// How they are shown
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
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
        #[arg(long, value_enum, default_value_t = TableFormat::Text)]
        format: TableFormat,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TableFormat {
    /// Plain text
    Text,
    /// Markdown
    Markdown,
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

/// The arguments make no sense; why, has been printed.
const SENSELESS: u8 = 2;

/// Does what the arguments ask.
pub fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    if arguments.demo && arguments.command.is_some() {
        complain(
            "--demo goes with no command: its register is there only while the program is open. Leave --demo out, or \
             name a register with --register FILE.",
        );
        return Ok(ExitCode::from(SENSELESS));
    }
    match &arguments.command {
        None => open(&arguments),
        Some(Task::Export(asked)) => export::export(&arguments, asked),
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
        Some(Task::Import(asked)) => import::run(&arguments, asked),
        Some(Task::Actions { asked }) => {
            actions::run(&arguments.archive()?, asked, clock().now().date_naive())
        }
        Some(Task::Bodies { format }) => list_bodies(&arguments, *format),
        Some(Task::Check) => verify(&arguments),
        Some(Task::Templates) => templates(&arguments),
        Some(Task::Keys { format }) => keys(&arguments, *format == TableFormat::Markdown),
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
    let mut progress: Option<Progress> = None;
    let mut options = Options {
        author: author(),
        brought_up: Box::new(move |done, all| {
            let progress = progress.get_or_insert_with(|| {
                complain("The register is of an earlier version: it is brought up to date once.");
                Progress::of(all, "meetings")
            });
            progress.step();
            if done == all {
                progress.clear();
            }
        }),
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
    let mut harmless = String::with_capacity(text.len());
    for (place, line) in text.split('\n').enumerate() {
        if place > 0 {
            harmless.push('\n');
        }
        // Nearly every line is so already, and there may be a million.
        if line.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            harmless.push_str(line);
        } else {
            harmless.push_str(&visible(line));
        }
    }
    harmless
}

/// Prints to standard output, made harmless; a reader that has gone away is no error.
fn print(text: &str) -> anyhow::Result<()> {
    print_whole(text).map(|_| ())
}

/// The same; answers whether anybody reads on.
fn print_whole(text: &str) -> anyhow::Result<bool> {
    match std::io::stdout()
        .lock()
        .write_all(harmless(text).as_bytes())
    {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(error).context("Standard output could not be written.")
        }
        Err(_) => Ok(false),
        Ok(()) => Ok(true),
    }
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

fn list_bodies(arguments: &Arguments, format: ListFormat) -> anyhow::Result<ExitCode> {
    let bodies = bodies::Bodies::read(&arguments.archive()?, clock().now().date_naive())?;
    let text = match format {
        ListFormat::Text => bodies.text(),
        ListFormat::Json => escaped(&serde_json::to_string_pretty(&bodies.json())?) + "\n",
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// JSON with every character escaped that would have to be shown as a stand-in: such stand only within its strings.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if matches!(character, ' '..='~') {
            escaped.push(character);
            continue;
        }
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
