//! The reader: a thread with a connection of its own, which looks things up while the store writes.
//!
//! It never waits for the writing, nor the writing for it. It is started by the first question and sleeps between
//! questions. Of questions of one sort only the newest is worth an answer: one that has not been begun when a newer
//! comes is dropped.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use rusqlite::Connection;

use super::opening::{self, Purpose};
use super::protocol::{Answered, Question, Reply};
use super::queries::ReadError;
use super::questions;

/// The way to the reader.
#[derive(Debug)]
pub(super) struct Reader {
    sender: Sender<Question>,
}

impl Reader {
    /// Starts the thread. It ends when this is dropped.
    pub(super) fn start(
        path: &Path,
        reply: Arc<dyn Fn(Reply) + Send + Sync>,
    ) -> std::io::Result<Self> {
        let (sender, questions) = channel();
        let desk = Desk {
            path: path.to_owned(),
            connection: None,
        };
        std::thread::Builder::new()
            .name("reader".to_owned())
            .spawn(move || desk.work(&questions, reply.as_ref()))?;
        Ok(Self { sender })
    }

    /// Asks, and does not wait.
    pub(super) fn ask(&self, question: Question) {
        // The thread ends only when this is dropped.
        let _ = self.sender.send(question);
    }
}

/// What the thread works with.
struct Desk {
    path: PathBuf,
    connection: Option<Connection>,
}

impl Desk {
    fn work(mut self, questions: &Receiver<Question>, reply: &dyn Fn(Reply)) {
        while let Ok(first) = questions.recv() {
            let mut waiting = vec![first];
            while let Some(question) = pop_first(&mut waiting, questions) {
                reply(match self.answer(&question) {
                    Ok(answer) => Reply::Answered(answer),
                    Err(error) => Reply::Failed(error.to_string()),
                });
            }
        }
    }

    fn answer(&mut self, question: &Question) -> Result<Answered, ReadError> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => none.insert(opening::connect(&self.path, Purpose::Reading)?),
        };
        // One moment for all that an answer is made of.
        let moment = connection.unchecked_transaction()?;
        questions::answer(&moment, question)
    }
}

/// The question to be answered next: the oldest of those that no newer one of its sort has overtaken.
fn pop_first(waiting: &mut Vec<Question>, questions: &Receiver<Question>) -> Option<Question> {
    while let Ok(newer) = questions.try_recv() {
        let sort = std::mem::discriminant(&newer);
        waiting.retain(|older| std::mem::discriminant(older) != sort);
        waiting.push(newer);
    }
    (!waiting.is_empty()).then(|| waiting.remove(0))
}
