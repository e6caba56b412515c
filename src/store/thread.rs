//! The store's thread: takes requests in order, writes, answers, and keeps what cannot be written yet.
//!
//! Requests that only write are queued while more of them wait, and are then written in one step. A read is answered
//! after everything asked for before it was written; while writing fails, it is answered from the file, and a meeting
//! with what waits for it on top.

use std::cell::OnceCell;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Weak};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::book::{Book, Job, NotWritten};
use super::journal::{self, Loaded};
use super::lock::Locked;
use super::opening::{self, OpenError, PATIENCE};
use super::protocol::{Draft, Opened, Question, Reply, Request, Revision, What};
use super::queries::{self, ReadError};
use super::reader::Reader;
use super::trouble::{self, Trouble};
use crate::minutes::ids::MeetingId;

/// How many jobs are written in one step at most.
const BATCH: usize = 64;
/// How long after a failure writing is tried again.
const RETRY: Duration = Duration::from_millis(500);
/// How long another program is waited for while reads are to be answered too.
const BRIEFLY: Duration = Duration::from_millis(50);
/// How long writing is tried at the end.
const LAST: Duration = Duration::from_secs(2);

/// How the store goes about its work.
pub struct Options {
    /// Whose changes the journal says they are.
    pub author: String,
    /// How long a half-typed line waits for newer ones before it is written.
    pub draft_interval: Duration,
    /// Told of each meeting while a register of an earlier version is brought up to date: how many are done, of how many.
    /// That may take minutes.
    pub brought_up: Box<dyn FnMut(usize, usize) + Send>,
    /// For tests: how long to wait before each commit, as if the disk were slow.
    pub slow_disk: Option<Duration>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            author: String::new(),
            draft_interval: Duration::from_millis(100),
            brought_up: Box::new(|_, _| {}),
            slow_disk: None,
        }
    }
}

/// How long nothing must have been asked for before all meetings are told after the newest.
const AT_LEISURE: Duration = Duration::from_millis(50);

/// An open register, not yet at work.
#[derive(Debug)]
pub struct Store {
    book: Book,
    draft_interval: Duration,
}

impl Store {
    /// Opens the register at `path`, and makes it where there is none: readable by its owner alone.
    pub fn open(path: &Path, mut options: Options) -> Result<Self, OpenError> {
        let (path, connection) = opening::open(path, &mut options.brought_up)?;
        Ok(Self {
            book: Book::of(path, connection, options.author, options.slow_disk),
            draft_interval: options.draft_interval,
        })
    }

    /// Where the register is, links followed.
    pub fn path(&self) -> &Path {
        self.book.path()
    }

    /// Puts the store to work on a thread of its own, which calls `reply` with each answer.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn start(self, reply: impl Fn(Reply) + Send + Sync + 'static) -> std::io::Result<Handle> {
        let (sender, requests) = channel();
        let reply: Answer = Arc::new(reply);
        let path = self.book.path().to_owned();
        let worker = Worker {
            book: self.book,
            draft_interval: self.draft_interval,
            reply: Arc::clone(&reply),
            waiting: VecDeque::new(),
            draft_came: None,
            trouble: None,
            released: Vec::new(),
            owes_diary: false,
        };
        let thread = std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || worker.run(&requests))?;
        Ok(Handle {
            sender,
            thread,
            path,
            reply: Arc::downgrade(&reply),
            reader: OnceCell::new(),
        })
    }
}

/// Where answers go.
type Answer = Arc<dyn Fn(Reply) + Send + Sync>;

/// The way to a store at work. When it is dropped the store writes what waits and ends, as after `Stop`.
pub struct Handle {
    sender: Sender<Request>,
    thread: JoinHandle<()>,
    path: PathBuf,
    /// Where answers go, for as long as the store is at work.
    reply: Weak<dyn Fn(Reply) + Send + Sync>,
    /// Started by the first question.
    reader: OnceCell<Reader>,
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handle")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl Handle {
    /// Asks for something, and does not wait. After `Stop` it does nothing.
    pub fn send(&self, request: Request) {
        match request {
            Request::Ask(question) => self.ask(question),
            request => {
                if let (Request::Stop, Some(reader)) = (&request, self.reader.get()) {
                    reader.stop();
                }
                let _ = self.sender.send(request);
            }
        }
    }

    fn ask(&self, question: Question) {
        if self.reader.get().is_none() {
            let Some(reply) = self.reply.upgrade() else {
                return;
            };
            match Reader::start(&self.path, Arc::clone(&reply)) {
                Ok(reader) => {
                    let _ = self.reader.set(reader);
                }
                Err(error) => {
                    reply(Reply::Failed(format!(
                        "Nothing can be looked up: the system gives no thread ({error})."
                    )));
                    return;
                }
            }
        }
        if let Some(reader) = self.reader.get() {
            reader.ask(question);
        }
    }

    /// Waits until the store has ended, which `Stop` makes it do.
    pub fn join(self) {
        drop(self.sender);
        let _ = self.thread.join();
    }
}

/// Writing fails.
#[derive(Debug)]
struct Standstill {
    what: Trouble,
    try_again: Instant,
    /// How many jobs waited when it was last told.
    told: usize,
}

struct Worker {
    book: Book,
    draft_interval: Duration,
    reply: Answer,
    /// To be written, in order.
    waiting: VecDeque<Job>,
    /// When the oldest half-typed line came that is not yet written.
    draft_came: Option<Instant>,
    trouble: Option<Standstill>,
    /// Meetings to be given back when nothing waits any more.
    released: Vec<MeetingId>,
    /// Whether the newest meetings were told and all of them are still to be.
    owes_diary: bool,
}

impl Worker {
    fn run(mut self, requests: &Receiver<Request>) {
        loop {
            let came = match self.wake_at() {
                None if self.owes_diary => requests.recv_timeout(AT_LEISURE),
                None => requests.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => requests.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            let mut next = match came {
                Ok(request) => Some(request),
                Err(RecvTimeoutError::Timeout) => {
                    self.tell_diary();
                    None
                }
                Err(RecvTimeoutError::Disconnected) => Some(Request::Stop),
            };
            while let Some(request) = next {
                if matches!(request, Request::Stop) {
                    return self.stop();
                }
                self.take(request);
                next = if self.waiting.len() < BATCH {
                    requests.try_recv().ok()
                } else {
                    None
                };
            }
            if self.wake_at().is_some_and(|at| at <= Instant::now()) {
                self.write();
            }
            self.tell_trouble();
        }
    }

    /// Tells all meetings, where that is owed and nothing waits.
    fn tell_diary(&mut self) {
        if self.owes_diary && self.waiting.is_empty() {
            self.owes_diary = false;
            let diary = self.read(queries::diary_soon);
            self.answer(diary.map(Reply::Diary));
        }
    }

    /// When there is something to do though nothing was asked: never, while nothing waits.
    fn wake_at(&self) -> Option<Instant> {
        let first = self.waiting.front()?;
        if let Some(standstill) = &self.trouble {
            return Some(standstill.try_again);
        }
        let now = Instant::now();
        // A half-typed line alone waits a little, for newer ones and so that the key is on the screen first;
        // anything else takes it along at once.
        if first.is_draft() && self.waiting.len() == 1 {
            Some(self.draft_came.map_or(now, |at| at + self.draft_interval))
        } else {
            Some(now)
        }
    }

    fn take(&mut self, request: Request) {
        match request {
            Request::Record {
                revision,
                lines,
                draft,
            } => self.waiting.push_back(Job {
                revision,
                lines,
                draft,
            }),
            Request::KeepDraft {
                revision,
                meeting,
                draft,
            } => self.keep_draft(revision, meeting, draft),
            Request::Diary => {
                self.write_first();
                let newest = self.read(queries::newest);
                self.owes_diary = newest.as_ref().is_ok_and(|(_, all)| !all);
                self.answer(newest.map(|(rows, all)| {
                    if all {
                        Reply::Diary(rows)
                    } else {
                        Reply::Newest(rows)
                    }
                }));
            }
            Request::Register => {
                self.write_first();
                let loaded = self.read(|file| Ok(journal::load_register(file)?));
                if let Ok(loaded) = &loaded {
                    self.fail(&loaded.faults);
                }
                self.answer(loaded.map(|loaded| Reply::Register(Box::new(loaded.register))));
            }
            Request::Read(meeting) => {
                self.write_first();
                let loaded = self.load(meeting);
                self.answer(loaded.map(|there| Reply::Read(Box::new(there.meeting))));
            }
            Request::Open(meeting) => {
                self.write_first();
                let opened = self.open(meeting);
                self.answer(opened.map(|opened| Reply::Opened(Box::new(opened))));
            }
            Request::Release(meeting) => {
                self.write_first();
                self.released.push(meeting);
                self.give_back();
            }
            // The first was seen before it came here, the second goes to the reader.
            Request::Stop | Request::Ask(_) => {}
        }
    }

    fn keep_draft(&mut self, revision: Revision, meeting: MeetingId, draft: Draft) {
        match self.waiting.back_mut() {
            Some(job) if job.is_draft() && job.draft.as_ref().is_some_and(|d| d.0 == meeting) => {
                job.revision = revision;
                job.draft = Some((meeting, draft));
            }
            Some(_) | None => {
                self.draft_came = Some(Instant::now());
                self.waiting.push_back(Job {
                    revision,
                    lines: Vec::new(),
                    draft: Some((meeting, draft)),
                });
            }
        }
    }

    /// Writes what was asked for before a read, unless writing is at a standstill.
    fn write_first(&mut self) {
        if self.trouble.is_none() {
            self.write();
        }
    }

    /// Writes what waits, as far as it goes.
    fn write(&mut self) {
        while !self.waiting.is_empty() {
            let count = self.waiting.len().min(BATCH);
            let jobs = &self.waiting.make_contiguous()[..count]; // `count` is at most the length
            match self.book.write(jobs) {
                Ok(()) => {
                    self.recover();
                    for job in self.waiting.drain(..count) {
                        (self.reply)(Reply::Saved(job.revision));
                    }
                }
                Err(NotWritten::Refused(place, words)) => {
                    self.waiting.remove(place);
                    (self.reply)(Reply::Failed(words));
                }
                Err(NotWritten::Trouble(what)) => {
                    let told = match self.trouble.take() {
                        Some(before) if before.what == what => before.told,
                        Some(_) | None => 0,
                    };
                    self.trouble = Some(Standstill {
                        what,
                        try_again: Instant::now() + RETRY,
                        told,
                    });
                    self.book.set_patience(BRIEFLY);
                    return;
                }
            }
        }
        self.recover();
        self.give_back();
    }

    fn recover(&mut self) {
        if self.trouble.take().is_some() {
            self.book.set_patience(PATIENCE);
            (self.reply)(Reply::Recovered);
        }
    }

    /// Says what is wrong, once, and again when more waits.
    fn tell_trouble(&mut self) {
        let waiting = self.waiting.len();
        if let Some(standstill) = &mut self.trouble
            && standstill.told != waiting
        {
            standstill.told = waiting;
            (self.reply)(Reply::Trouble {
                words: standstill.what.words(waiting),
                waiting,
            });
        }
    }

    /// Lets other programs write in meetings, when nothing waits that may belong to them.
    fn give_back(&mut self) {
        if self.waiting.is_empty() {
            for meeting in self.released.drain(..) {
                self.book.locks.give_back(meeting);
            }
        }
    }

    fn read<T>(
        &mut self,
        query: impl FnOnce(&rusqlite::Connection) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        query(self.book.connection()?)
    }

    /// A meeting and its half-typed line, with what waits to be written in them.
    fn load(&mut self, id: MeetingId) -> Result<Opened, ReadError> {
        let mut loaded: Loaded = self.book.meeting(id)?.clone();
        let mut draft = queries::draft(self.book.connection()?, id)?;
        for job in &self.waiting {
            for line in &job.lines {
                if let What::Meeting(of, change) = &line.what
                    && *of == id
                    && let Err(words) = loaded.make(id, line.id, line.manner, change)
                {
                    loaded.faults.push(words);
                }
            }
            if let Some((_, waits)) = job.draft.as_ref().filter(|(of, _)| *of == id) {
                draft = Some(waits.clone()).filter(|waits| *waits != Draft::default());
            }
        }
        let meeting = loaded.meeting.ok_or(ReadError::NoSuchMeeting(id))?;
        Ok(Opened {
            last_action: queries::last_action(self.book.connection()?, &meeting)?,
            meeting,
            history: loaded.history,
            draft,
            elsewhere: None,
            faults: loaded.faults,
        })
    }

    fn open(&mut self, id: MeetingId) -> Result<Opened, ReadError> {
        // The lock first: what is read after it is the latest, and stays so.
        let held_before = self.book.locks.holds(id);
        let elsewhere = match self.book.locks.take(id) {
            Ok(()) if self.is_write_protected() => {
                if !held_before {
                    self.book.locks.give_back(id);
                }
                Some(
                    "the file of the register is write-protected, so this meeting can only be read"
                        .to_owned(),
                )
            }
            Ok(()) => None,
            Err(Locked::Elsewhere(who)) => Some(who),
            Err(Locked::Unreachable(error)) => Some(format!(
                "the folder of the register cannot be written ({error}), so this meeting can only be read"
            )),
        };
        self.released.retain(|released| *released != id);
        match self.load(id) {
            Ok(opened) => Ok(Opened {
                elsewhere,
                ..opened
            }),
            Err(error) => {
                if !held_before {
                    self.book.locks.give_back(id);
                }
                Err(error)
            }
        }
    }

    /// Whether nothing can be written, and nothing has been lost by it so far: a clerk who began to type would only
    /// then be told.
    fn is_write_protected(&mut self) -> bool {
        let read_only = |connection: &rusqlite::Connection| connection.is_readonly("main");
        self.trouble.is_none()
            && self.waiting.is_empty()
            && self.book.connection().and_then(read_only).unwrap_or(false)
    }

    fn answer(&self, answer: Result<Reply, ReadError>) {
        (self.reply)(answer.unwrap_or_else(|error| Reply::Failed(error.to_string())));
    }

    fn fail(&self, faults: &[String]) {
        for words in faults {
            (self.reply)(Reply::Failed(words.clone()));
        }
    }

    /// Writes what waits, trying for a while; what cannot be written goes into a file of its own.
    fn stop(mut self) {
        let end = Instant::now() + LAST;
        self.book.set_patience(LAST / 4);
        loop {
            self.write();
            let now = Instant::now();
            if self.waiting.is_empty() || now >= end {
                break;
            }
            self.tell_trouble();
            std::thread::sleep(Duration::from_millis(100).min(end - now));
        }
        let kept = self.waiting.is_empty();
        if !kept {
            let rescued = trouble::rescue(
                self.book.path(),
                self.book.author(),
                self.waiting.make_contiguous(),
            );
            (self.reply)(Reply::Failed(match rescued {
                Ok(path) => format!(
                    "The last changes could not be written to the register. They are in {}: keep that file.",
                    path.display()
                ),
                Err(error) => format!(
                    "The last changes could not be written, neither to the register nor to a file beside it \
                     or among the temporary files ({error})."
                ),
            }));
        }
        self.book.close();
        (self.reply)(Reply::Stopped { kept });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use super::*;
    use crate::minutes::history::Manner;
    use crate::minutes::ids::{ChangeId, PersonId};
    use crate::minutes::person::Person;
    use crate::minutes::register::RegisterChange;
    use crate::store::protocol::Line;
    use chrono::DateTime;
    use uuid::Uuid;

    fn recorded(number: u64) -> Request {
        let id = Uuid::from_u128(u128::from(number));
        let person = Person {
            id: PersonId(id),
            honorific: None,
            given: "A".repeat(2_000),
            family: "Wren".to_owned(),
            listed_as: None,
            posts: Vec::new(),
        };
        Request::Record {
            revision: Revision(number),
            lines: vec![Line {
                id: ChangeId(id),
                at: DateTime::parse_from_rfc3339("2031-06-03T18:00:00+01:00").unwrap(),
                manner: Manner::Made,
                what: What::Register(RegisterChange::PersonRecorded(Box::new(person))),
            }],
            draft: None,
        }
    }

    #[test]
    fn on_a_full_disk_changes_wait_in_order_and_are_written_when_there_is_room() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("town.db");
        let store = Store::open(&path, Options::default()).unwrap();
        let pages = store.book.pages.clone();
        let (sender, replies) = channel();
        let handle = store
            .start(move |reply| {
                let _ = sender.send(reply);
            })
            .unwrap();
        let next = || replies.recv_timeout(Duration::from_secs(10)).unwrap();
        handle.send(recorded(1));
        assert!(matches!(next(), Reply::Saved(Revision(1))));
        pages.store(1, Ordering::SeqCst);
        for number in 2..=9 {
            handle.send(recorded(number));
        }
        let mut saved = 1;
        let told = loop {
            match next() {
                // Pages that the file has already are filled first.
                Reply::Saved(Revision(number)) => saved = number,
                Reply::Trouble { words, waiting } if waiting as u64 == 9 - saved => break words,
                Reply::Trouble { .. } => {}
                other => panic!("{other:?}"),
            }
        };
        let waiting = 9 - saved;
        assert_eq!(
            told,
            format!(
                "The disk is full. Nothing is lost: {waiting} changes wait in memory and are written as soon as \
                 there is room. Free some space; do not close the program."
            )
        );
        // What is on disk can be read meanwhile.
        handle.send(Request::Register);
        loop {
            match next() {
                Reply::Register(register) => {
                    break assert_eq!(register.people.len() as u64, saved);
                }
                Reply::Trouble { .. } => {}
                other => panic!("{other:?}"),
            }
        }
        pages.store(0, Ordering::SeqCst);
        assert!(matches!(next(), Reply::Recovered));
        for number in saved + 1..=9 {
            assert!(matches!(next(), Reply::Saved(Revision(saved)) if saved == number));
        }
        handle.send(Request::Stop);
        assert!(matches!(next(), Reply::Stopped { kept: true }));
        handle.join();
        assert!(
            crate::store::check(&path, &mut |_, _| {})
                .unwrap()
                .is_sound()
        );
    }

    #[test]
    fn a_change_that_was_written_although_the_commit_failed_is_not_written_twice() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("town.db");
        let mut book = Store::open(&path, Options::default()).unwrap().book;
        let Request::Record {
            revision, lines, ..
        } = recorded(1)
        else {
            panic!("no record")
        };
        let job = Job {
            revision,
            lines,
            draft: None,
        };
        book.write(std::slice::from_ref(&job)).unwrap();
        book.doubt();
        book.write(std::slice::from_ref(&job)).unwrap();
        // Without doubt it is a mistake, and refused.
        assert!(matches!(book.write(&[job]), Err(NotWritten::Refused(0, _))));
        book.close();
        let report = crate::store::check(&path, &mut |_, _| {}).unwrap();
        assert_eq!((report.changes, report.findings), (1, Vec::new()));
    }
}
