//! The reader: a thread with a connection of its own, which looks things up while the store writes.
//!
//! It never waits for the writing, nor the writing for it. It is started by the first question and sleeps between
//! questions. Of questions of one sort only the newest is worth an answer: one that has not been begun when a newer
//! comes is dropped, and a look-up leaves off where the clerk has typed on.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::time::Duration;

use rusqlite::Connection;

use super::opening::{self, Purpose};
use super::protocol::{Answered, Question, Reply};
use super::queries::ReadError;
use super::questions::{self, Known};

/// How many KiB of the register are held in memory: the upper levels of its trees, which each answer goes through.
const CACHE: i64 = 4_500;

/// How long nothing must have been asked before it is looked on for what was not found at once.
const PAUSE: Duration = Duration::from_millis(300);

/// The way to the reader.
#[derive(Debug)]
pub(super) struct Reader {
    /// Questions; none to stop.
    sender: Sender<Option<Question>>,
    /// How many look-ups were asked for.
    asked: Arc<AtomicU64>,
}

impl Reader {
    /// Starts the thread. It ends when it is told to stop, or this is dropped.
    pub(super) fn start(
        path: &Path,
        reply: Arc<dyn Fn(Reply) + Send + Sync>,
    ) -> std::io::Result<Self> {
        let (sender, questions) = channel();
        let asked = Arc::new(AtomicU64::new(0));
        let (path, count) = (path.to_owned(), Arc::clone(&asked));
        std::thread::Builder::new()
            .name("reader".to_owned())
            .spawn(move || {
                let desk = Desk {
                    path,
                    connection: None,
                    known: Known::for_once(),
                    asked: count,
                    begun: Arc::default(),
                };
                desk.work(&questions, reply.as_ref());
            })?;
        Ok(Self { sender, asked })
    }

    /// Asks, and does not wait.
    pub(super) fn ask(&self, question: Question) {
        if matches!(question, Question::LookUp(_)) {
            self.asked.fetch_add(1, Ordering::Relaxed);
        }
        // The thread ends only when this is dropped.
        let _ = self.sender.send(Some(question));
    }

    /// Ends the thread when it has left off what it is about.
    pub(super) fn stop(&self) {
        // Whatever is being looked up is not wanted any more.
        self.asked.fetch_add(1, Ordering::Relaxed);
        let _ = self.sender.send(None);
    }
}

/// What the thread works with.
struct Desk {
    path: PathBuf,
    connection: Option<Connection>,
    /// What is kept between questions.
    known: Known,
    /// How many look-ups were asked for.
    asked: Arc<AtomicU64>,
    /// How many of them came here.
    begun: Arc<AtomicU64>,
}

impl Desk {
    fn work(mut self, questions: &Receiver<Option<Question>>, reply: &dyn Fn(Reply)) {
        let mut waiting: Vec<Question> = Vec::new();
        // What found nothing in the time that a clerk can wait.
        let mut unfinished: Option<Question> = None;
        loop {
            // Whatever came meanwhile is taken in first; one waits only when there is nothing to answer.
            let came = match unfinished.take() {
                _ if !waiting.is_empty() => questions.try_recv(),
                None => self.prepare(questions),
                // The clerk has stopped typing: now it may take long, and a newer question still ends it.
                Some(question) => match questions.recv_timeout(PAUSE) {
                    Ok(came) => Ok(came),
                    Err(RecvTimeoutError::Disconnected) => Err(TryRecvError::Disconnected),
                    Err(RecvTimeoutError::Timeout) => {
                        self.known.to_the_end = true;
                        let answer = self.answer(&question);
                        self.known.to_the_end = false;
                        tell(answer, reply);
                        continue;
                    }
                },
            };
            match came {
                Ok(Some(newer)) => {
                    if matches!(newer, Question::LookUp(_)) {
                        self.begun.fetch_add(1, Ordering::Relaxed);
                    }
                    let sort = std::mem::discriminant(&newer);
                    waiting.retain(|older| std::mem::discriminant(older) != sort);
                    waiting.push(newer);
                }
                Err(TryRecvError::Empty) => {
                    // Counting takes longest and nobody waits for it: it comes last.
                    let first = waiting
                        .iter()
                        .position(|question| !matches!(question, Question::Count(_)))
                        .unwrap_or(0);
                    let question = waiting.remove(first); // it is not empty: then it would have been waited
                    let answer = self.answer(&question);
                    if matches!(&answer, Ok(Some(answer)) if is_unfinished(answer)) {
                        unfinished = Some(question);
                    }
                    tell(answer, reply);
                }
                Ok(None) | Err(TryRecvError::Disconnected) => return,
            }
        }
    }

    /// Whether a look-up was asked for after the one that is being answered.
    fn overtaken(&self) -> impl Fn() -> bool + Clone + Send + 'static {
        let (asked, begun) = (Arc::clone(&self.asked), Arc::clone(&self.begun));
        move || asked.load(Ordering::Relaxed) > begun.load(Ordering::Relaxed)
    }

    /// Waits for the next question; what slips will want is loaded before, when nothing has come yet.
    fn prepare(
        &mut self,
        questions: &Receiver<Option<Question>>,
    ) -> Result<Option<Question>, TryRecvError> {
        match questions.try_recv() {
            Err(TryRecvError::Empty) => {}
            came => return came,
        }
        if let Some(connection) = &self.connection {
            // Without it slips are not forgiven, or it is tried again when they are to be.
            let _ = self.known.refresh(connection);
        }
        questions.recv().map_err(|_| TryRecvError::Disconnected)
    }

    fn answer(&mut self, question: &Question) -> Result<Option<Answered>, ReadError> {
        let overtaken = self.overtaken();
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => {
                let mut connection = opening::connect(&self.path, Purpose::Reading)?;
                connection.pragma_update(None, "cache_size", -CACHE)?;
                self.known = Known::watching(&mut connection, overtaken.clone())?;
                none.insert(connection)
            }
        };
        // One moment for all that an answer is made of.
        let moment = connection.unchecked_transaction()?;
        questions::answer(&moment, question, &mut self.known, &overtaken)
    }
}

/// Whether a look-up ended before it found anything, with more to go through.
fn is_unfinished(answer: &Answered) -> bool {
    matches!(answer, Answered::Found(found) if found.hits.is_empty() && found.more)
}

fn tell(answer: Result<Option<Answered>, ReadError>, reply: &dyn Fn(Reply)) {
    match answer {
        Ok(Some(answer)) => reply(Reply::Answered(answer)),
        // The newer question that overtook it is in the queue.
        Ok(None) => {}
        Err(error) => reply(Reply::Failed(error.to_string())),
    }
}
