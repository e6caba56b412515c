//! `import`: takes minutes and action logs of the past into the register, or says what would be taken in.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::Context as _;
use chrono::{Datelike as _, NaiveDate};
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{Arguments, clock, complain, escaped, options, print};
use crate::files;
use crate::import::{self, Proposal};
use crate::intake::draft::{Draft, What};
use crate::intake::file::Sort;
use crate::intake::log::{self, Log, columns::Field};
use crate::intake::record::{self, OnRecord, Refusal, Taken};
use crate::minutes::dates::{DateForm, parse_date};
use crate::minutes::ids::IdSource;
use crate::minutes::register::Register;
use crate::minutes::template::Templates;
use crate::store::protocol::{
    Answered, DiaryRow, Line, Question, Reply, Request, Revision, TakenIn, TakenInAsked,
};
use crate::store::{Archive, Handle, Store};

/// Nothing was to be taken in: it is all there.
const NOTHING_NEW: u8 = 3;

/// How long the disk may take over one file.
const PATIENCE: Duration = Duration::from_mins(1);

/// How many actions, and how many doubts, of a meeting are listed.
const LISTED: usize = 20;

/// How what was read is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// For people
    Text,
    /// One object a file; an array of them for several files
    Json,
}

/// What `import` is asked for.
#[derive(Debug, Args)]
pub struct Import {
    /// The files: minutes as plain text, Markdown or .docx; action logs as .csv or .json
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Take all of it in; without it, what would be taken in is shown and nothing is written
    #[arg(long, conflicts_with = "dry_run")]
    yes: bool,
    /// Only show what was read
    #[arg(long)]
    dry_run: bool,
    /// How that is shown; JSON needs --dry-run, and no register
    #[arg(long, value_enum, default_value_t = ImportFormat::Text)]
    format: ImportFormat,
    /// Whose meetings they were, where the text does not say (for one file, whatever it says)
    #[arg(long, value_name = "BODY")]
    body: Option<String>,
    /// On what day the meeting was, where the text does not say (for one file, whatever it says)
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<NaiveDate>,
    /// Enter minutes although the register has a meeting of that body on that day; never the same file twice
    #[arg(long)]
    beside: bool,
    /// Which column of an action log holds what: owner="Lead officer". Known are reference, action, owner, due,
    /// status, superseded-by, body, date, notes and noted (the day of the notes)
    #[arg(long, value_name = "WHAT=COLUMN", value_parser = column)]
    column: Vec<(Field, String)>,
}

fn day(text: &str) -> Result<NaiveDate, String> {
    let parsed = parse_date(text, clock().now().date_naive()).map_err(|error| error.to_string())?;
    if parsed.year_stated {
        Ok(parsed.date)
    } else {
        Err("write the year too, as in 27 July 2022".to_owned())
    }
}

fn column(text: &str) -> Result<(Field, String), String> {
    let (field, column) = text
        .split_once('=')
        .ok_or("write it as owner=\"Lead officer\"")?;
    let field = field.trim().to_lowercase();
    let field = field
        .parse()
        .map_err(|_| format!("\"{field}\" is none of the things that a column can hold"))?;
    Ok((field, column.trim().to_owned()))
}

/// Reads the files, and takes them in or says what would be.
pub fn run(arguments: &Arguments, asked: &Import) -> anyhow::Result<ExitCode> {
    if asked.format == ImportFormat::Json {
        anyhow::ensure!(
            asked.dry_run,
            "JSON is what --dry-run prints: add it. To take the files in, leave --format out and add --yes."
        );
        return as_json(asked);
    }
    let mut desk = Desk::open(arguments, asked)?;
    let mut ends = Ends::default();
    for path in &asked.files {
        match drafts(path, asked) {
            Ok(drafts) => {
                for draft in drafts {
                    let end = desk.take(draft, asked)?;
                    ends.count(&end);
                }
            }
            Err(error) => {
                complain(&error.to_string());
                ends.failed += 1;
            }
        }
    }
    desk.close()?;
    if asked.files.len() > 1 || ends.all() > 1 {
        print(&ends.summary(asked.yes))?;
    }
    if !asked.yes && ends.new > 0 {
        print(
            "Nothing was written. Add --yes to take it in; to look it over part by part, open minutebook and import it there.\n",
        )?;
    }
    Ok(ends.code())
}

/// How it went, counted by meetings and files that could not be read.
#[derive(Debug, Default)]
struct Ends {
    new: usize,
    there: usize,
    failed: usize,
}

/// How it went with one meeting.
enum End {
    New,
    There,
    Refused,
}

impl Ends {
    fn count(&mut self, end: &End) {
        match end {
            End::New => self.new += 1,
            End::There => self.there += 1,
            End::Refused => self.failed += 1,
        }
    }

    fn all(&self) -> usize {
        self.new + self.there + self.failed
    }

    fn summary(&self, yes: bool) -> String {
        let new = if yes { "taken in" } else { "to take in" };
        format!(
            "{} {new}, {} there already, {} not to be taken in.\n",
            self.new, self.there, self.failed
        )
    }

    fn code(&self) -> ExitCode {
        if self.failed > 0 {
            ExitCode::FAILURE
        } else if self.new == 0 {
            ExitCode::from(NOTHING_NEW)
        } else {
            ExitCode::SUCCESS
        }
    }
}

/// What is known and done while files are taken in.
struct Desk {
    path: PathBuf,
    store: Option<(Handle, Receiver<Reply>)>,
    revision: u64,
    templates: Templates,
    ids: IdSource,
}

impl Desk {
    fn open(arguments: &Arguments, asked: &Import) -> anyhow::Result<Self> {
        let path = arguments.register()?;
        let store = if asked.yes {
            let store = Store::open(&path, options())?;
            let (sender, replies) = channel();
            let handle = store.start(move |reply| {
                // The other end is gone only when this has ended.
                let _ = sender.send(reply);
            })?;
            Some((handle, replies))
        } else {
            None
        };
        Ok(Self {
            path,
            store,
            revision: 0,
            templates: arguments.library().templates,
            ids: IdSource::new(*uuid::Uuid::now_v7().as_bytes()),
        })
    }

    /// Shows one meeting, and takes it in where that was asked for.
    fn take(&mut self, mut draft: Draft, asked: &Import) -> anyhow::Result<End> {
        let alone = asked.files.len() == 1 && !draft.is_log;
        if let Some(body) = asked
            .body
            .as_deref()
            .filter(|_| alone || draft.body().is_empty())
        {
            draft.set_body(body);
        }
        if let Some(date) = asked.date.filter(|_| alone || draft.date().is_none()) {
            draft.set_date(date);
        }
        let known = Known::read(&self.path, &draft)?;
        let now = clock().now();
        let on = OnRecord {
            register: &known.register,
            diary: &known.diary,
            imported: &known.taken_in.meetings,
            last_action: known.taken_in.last_actions.first().copied().unwrap_or(0),
            templates: &self.templates,
            beside: asked.beside,
        };
        let taken = record::take(&draft, &on, &mut self.ids, now);
        let end = match taken.refused.first() {
            None => End::New,
            Some(Refusal::SameFile(_)) => End::There,
            Some(_) => End::Refused,
        };
        if !matches!(end, End::There) {
            print(&about(&draft, &taken))?;
        }
        if let (End::New, Some(_)) = (&end, &self.store) {
            self.record(taken.lines.clone())?;
            print("  Taken in.\n")?;
        }
        for refusal in &taken.refused {
            complain(&format!("{}: {refusal}.{}", draft.name, next_step(refusal)));
        }
        Ok(end)
    }

    /// Has the lines written, and waits until they are on disk.
    fn record(&mut self, lines: Vec<Line>) -> anyhow::Result<()> {
        let Some((handle, replies)) = &self.store else {
            return Ok(());
        };
        self.revision += 1;
        let revision = Revision(self.revision);
        handle.send(Request::Record {
            revision,
            lines,
            draft: None,
        });
        loop {
            match replies.recv_timeout(PATIENCE) {
                Ok(Reply::Saved(saved)) if saved >= revision => return Ok(()),
                Ok(Reply::Failed(words)) => anyhow::bail!(words),
                Ok(Reply::Trouble { words, .. }) => {
                    anyhow::bail!("{words} What was printed as taken in is in the register; this and what follows is not.")
                }
                Ok(_) => {} // not about this
                Err(error) => return Err(error).context("The disk did not answer in time; look with `minutebook meetings` what is in the register."),
            }
        }
    }

    fn close(self) -> anyhow::Result<()> {
        let Some((handle, replies)) = self.store else {
            return Ok(());
        };
        handle.send(Request::Stop);
        handle.join();
        let kept = replies
            .try_iter()
            .any(|reply| matches!(reply, Reply::Stopped { kept: true }));
        anyhow::ensure!(
            kept,
            "The register could not be closed properly; run `minutebook check`."
        );
        Ok(())
    }
}

/// What is on record that matters for a draft.
#[derive(Default)]
struct Known {
    register: Register,
    diary: Vec<DiaryRow>,
    taken_in: TakenIn,
}

impl Known {
    fn read(path: &Path, draft: &Draft) -> anyhow::Result<Self> {
        if !path.exists() {
            return Ok(Self::default());
        }
        let archive = Archive::open(path)?;
        let register = archive.register()?;
        let code = record::code_of(&register, draft.body());
        let asked = TakenInAsked {
            serial: 0,
            sha256: draft.sha256.clone(),
            references: draft
                .date()
                .map(|date| (code, date.year()))
                .into_iter()
                .collect(),
        };
        let Answered::TakenIn(taken_in) = archive.ask(&Question::TakenIn(asked))? else {
            anyhow::bail!("The register did not say what it has of {}.", draft.name);
        };
        Ok(Self {
            diary: archive.meetings()?,
            taken_in,
            register,
        })
    }
}

fn next_step(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NoBody => " Say it: --body \"NAME\".",
        Refusal::NoDate => " Say it: --date DATE.",
        Refusal::ToCome(_) => " If that is misread, say the day: --date DATE.",
        Refusal::SameDay(_) => " If it was another meeting, add --beside.",
        Refusal::SameFile(_) | Refusal::Nothing => "",
    }
}

/// What would be taken in, in words.
fn about(draft: &Draft, taken: &Taken) -> String {
    let mut head: Vec<String> = vec![
        Some(draft.body())
            .filter(|body| !body.is_empty())
            .unwrap_or("(no body)")
            .to_owned(),
        draft.date().map_or("(no date)".to_owned(), |date| {
            DateForm::WeekdayLong.format(date)
        }),
    ];
    head.extend(draft.taken().filter_map(|(_, part)| match &part.what {
        What::Title(title) => Some(title.clone()),
        What::Begins(time) => Some(format!("from {}", time.format("%H:%M"))),
        What::Ends(time) => Some(format!("to {}", time.format("%H:%M"))),
        What::Place(place) => Some(place.clone()),
        _ => None, // not of the head
    }));
    let mut text = format!("{}: {}\n", draft.name, head.join(", "));
    let counts = taken.counts;
    text.push_str(&format!(
        "  {} on the roll ({} new), {} items, {} entries: {} actions, {} decisions, {} motions and votes\n",
        counts.people, counts.new_people, counts.items, counts.entries, counts.actions, counts.decisions, counts.votes
    ));
    for remark in &draft.remarks {
        text.push_str(&format!("  {remark}\n"));
    }
    let actions = draft.taken().filter_map(|(place, part)| match &part.what {
        What::Action(task) => Some((place, part, task)),
        _ => None, // no action
    });
    let mut left = 0;
    for (count, (place, part, task)) in actions.enumerate() {
        if count >= LISTED {
            left += 1;
            continue;
        }
        let line = part
            .lines
            .map_or(String::new(), |(from, _)| format!("line {from}: "));
        let understood = taken.understood.get(place).map_or("", String::as_str);
        text.push_str(&format!("  ! {line}{} [{understood}]\n", task.text));
    }
    if left > 0 {
        text.push_str(&format!("  and {left} actions more\n"));
    }
    let doubts: Vec<String> = draft
        .taken()
        .flat_map(|(_, part)| part.doubts.iter().map(move |doubt| (part, doubt)))
        .filter(|(part, _)| !matches!(part.what, What::Action(_)))
        .map(|(part, doubt)| {
            let line = part
                .lines
                .map_or(String::new(), |(from, _)| format!("line {from}: "));
            format!("  ? {line}{doubt}\n")
        })
        .collect();
    text.extend(doubts.iter().take(LISTED).cloned());
    text
}

fn as_json(asked: &Import) -> anyhow::Result<ExitCode> {
    let mut read = Vec::new();
    let mut failed = false;
    for path in &asked.files {
        match object(path, asked) {
            Ok(object) => read.push(object),
            Err(error) => {
                complain(&error.to_string());
                failed = true;
            }
        }
    }
    let json = match read.as_slice() {
        [one] if asked.files.len() == 1 => serde_json::to_string_pretty(one)?,
        [] => return Ok(ExitCode::FAILURE),
        several => serde_json::to_string_pretty(several)?,
    };
    print(&(escaped(&json) + "\n"))?;
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// What was read in a file.
#[derive(Serialize)]
#[serde(untagged)]
enum Object {
    Minutes(Box<Proposal>),
    Log(Log),
}

fn object(path: &Path, asked: &Import) -> anyhow::Result<Object> {
    let (name, bytes) = contents(path)?;
    let text = crate::intake::text(&name, &bytes, &asked.column)?;
    Ok(match text.sort {
        Sort::Minutes => Object::Minutes(Box::new(import::read(&text.text, Some(&text.name)))),
        Sort::Table | Sort::Json => Object::Log(log::read(&text, &asked.column)?),
    })
}

fn drafts(path: &Path, asked: &Import) -> anyhow::Result<Vec<Draft>> {
    let (name, bytes) = contents(path)?;
    let today = clock().now().date_naive();
    Ok(crate::intake::drafts(&name, &bytes, &asked.column, today)?)
}

fn contents(path: &Path) -> anyhow::Result<(String, Vec<u8>)> {
    let bytes = files::read_bytes(path, crate::intake::file::LARGEST)?;
    Ok((path.display().to_string(), bytes))
}
