//! The loop: the only place where tokio, crossterm, store and screens meet.
//!
//! It waits for one message, takes in whatever else waits by then, and draws once. Nothing here ticks: an idle
//! program sleeps until a key, a reply, a signal or the next minute of a running meeting.

mod documents;
mod keys;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Duration;

use anyhow::Context as _;
use chrono::{FixedOffset, Local, NaiveDate, TimeDelta, Timelike};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::app::{self, Effect, Message, Model};
use crate::files::{self, Readers};
use crate::intake::{self, draft::Draft};
use crate::minutes::ids::Stamp;
use crate::store::protocol::{Question, Reply, Request};
use crate::store::{Handle, Store};
use crate::terminal::Screen;

use keys::Keys;

/// How long the store may take over the last writes before the program ends all the same.
const LAST_WRITES: Duration = Duration::from_secs(5);

/// The clerk's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    /// How far it is ahead of the machine's.
    ahead: TimeDelta,
    /// Its offset from UTC, where it is not the machine's.
    offset: Option<FixedOffset>,
}

impl Clock {
    /// The machine's own.
    pub fn of_machine() -> Self {
        Self::default()
    }

    /// A clock that shows `start` now and goes on from there: for playing a meeting of another day.
    pub fn starting_at(start: Stamp) -> Self {
        Self {
            ahead: start - Local::now().fixed_offset(),
            offset: Some(*start.offset()),
        }
    }

    /// What it shows.
    pub fn now(self) -> Stamp {
        let now = Local::now() + self.ahead;
        match self.offset {
            Some(offset) => now.with_timezone(&offset),
            None => now.fixed_offset(),
        }
    }
}

/// Runs the program in the terminal until the clerk leaves it, or its terminal does.
///
/// `first` is asked of the store before anything else.
pub fn run(store: Store, model: Model, first: Vec<Request>, clock: Clock) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("The program could not begin to wait for keys.")?;
    let (to_loop, mut messages) = unbounded_channel();
    let to_screens = ToScreens(to_loop.clone());
    let handle = store.start(move |reply| to_screens.tell(Message::Reply(reply, clock.now())))?;
    for request in first {
        handle.send(request);
    }
    let mut screen = Screen::enter().context("The terminal could not be taken.")?;
    // Even where a screen fails, the store still writes what it was handed.
    let ended = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(until_the_end(
            model,
            &mut screen,
            &handle,
            &to_loop,
            &mut messages,
            clock,
        ))
    }));
    let last = last_writes(&handle, &mut messages, &runtime);
    drop(screen);
    if last.answered {
        // A disk that hangs would keep the program for as long as it hangs.
        handle.join();
    }
    match (ended, last.words) {
        // Not everything is in the register: whoever started the program hears that by its exit code too.
        (Ok(Ok(())), Some(words)) => Err(anyhow::Error::msg(words)),
        (ended, words) => {
            if let Some(words) = words {
                crate::cli::complain(&words);
            }
            ended.unwrap_or_else(|panic| resume_unwind(panic))
        }
    }
}

/// The store's way to the loop; a store that fails ends the program, as nothing more would be kept.
struct ToScreens(UnboundedSender<Message>);

impl ToScreens {
    fn tell(&self, message: Message) {
        // The loop is gone only when the program ends.
        let _ = self.0.send(message);
    }
}

impl Drop for ToScreens {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.tell(Message::End);
        }
    }
}

async fn until_the_end(
    mut model: Model,
    screen: &mut Screen,
    handle: &Handle,
    to_loop: &UnboundedSender<Message>,
    messages: &mut UnboundedReceiver<Message>,
    clock: Clock,
) -> anyhow::Result<()> {
    let size = screen
        .terminal()
        .size()
        .context("The terminal does not say how large it is.")?;
    app::update(&mut model, Message::Resize(size.width, size.height));
    let mut outbox = Outbox {
        handle,
        draft: None,
        question: None,
    };
    let mut ended = carry_out(model.start(), screen, &mut outbox, to_loop, clock)?;
    let mut signals = Signals::listen().context("The program could not listen for signals.")?;
    let mut keys = Keys::listen(clock).context("The program could not wait for keys.")?;
    let mut looks_different = true;
    while !ended {
        let drawn = if looks_different {
            screen
                .terminal()
                .draw(|frame| app::view(&model, frame))
                .map(drop)
        } else {
            Ok(())
        };
        // The key is on the screen before the store begins to work on it, and goes there even if the screen is gone.
        outbox.empty();
        drawn.context("The terminal is gone.")?;
        let first = tokio::select! {
            message = keys.next() => message,
            message = messages.recv() => message.unwrap_or(Message::End),
            () = next_minute(model.needs_clock().then_some(clock)) => Message::Clock(clock.now()),
            () = signals.told_to_end() => Message::End,
        };
        let mut next = Some(first);
        // Everything that waits is taken in before the next drawing: a burst of keys is drawn once.
        looks_different = false;
        while let Some(message) = next {
            looks_different |= !model.looks_the_same_after(&message);
            let effects = app::update(&mut model, message);
            ended |= carry_out(effects, screen, &mut outbox, to_loop, clock)?;
            next = keys.try_next().or_else(|| messages.try_recv().ok());
        }
    }
    Ok(())
}

/// What is on its way to the store, in order.
struct Outbox<'h> {
    handle: &'h Handle,
    /// The newest half-typed line, which waits for the drawing.
    draft: Option<Request>,
    /// The newest question about that line, which waits with it.
    question: Option<Request>,
}

impl Outbox<'_> {
    fn send(&mut self, request: Request) {
        match request {
            Request::KeepDraft { .. } => self.draft = Some(request),
            Request::Ask(Question::Like(_)) => self.question = Some(request),
            // Looking up goes beside the writing: the half-typed line can still wait.
            Request::Ask(_) => self.handle.send(request),
            Request::Diary
            | Request::Register
            | Request::Open(_)
            | Request::Read(_)
            | Request::Release(_)
            | Request::Record { .. }
            | Request::Stop => {
                self.empty();
                self.handle.send(request);
            }
        }
    }

    fn empty(&mut self) {
        let waiting = [self.draft.take(), self.question.take()];
        for request in waiting.into_iter().flatten() {
            self.handle.send(request);
        }
    }
}

impl Drop for Outbox<'_> {
    /// However the loop ends: a line whose last key came together with the one that leaves is kept too.
    fn drop(&mut self) {
        self.empty();
    }
}

/// Sleeps until the clock shows another minute; for ever where nothing shows a clock.
async fn next_minute(clock: Option<Clock>) {
    if let Some(clock) = clock {
        let now = clock.now();
        let past = Duration::from_secs(u64::from(now.second() % 60))
            + Duration::from_nanos(u64::from(now.nanosecond() % 1_000_000_000));
        tokio::time::sleep(Duration::from_mins(1).saturating_sub(past)).await;
    } else {
        std::future::pending::<()>().await;
    }
}

/// Carries out what the model asked for; `true` when it asked to end.
fn carry_out(
    effects: Vec<Effect>,
    screen: &mut Screen,
    outbox: &mut Outbox<'_>,
    to_loop: &UnboundedSender<Message>,
    clock: Clock,
) -> anyhow::Result<bool> {
    let mut ended = false;
    for effect in effects {
        match effect {
            Effect::Send(request) => outbox.send(request),
            Effect::Write {
                path,
                bytes,
                replace,
                private,
                besides,
            } => {
                let to_loop = to_loop.clone();
                std::thread::spawn(move || {
                    let path = files::path_of(&path);
                    let readers = if private {
                        Readers::OwnerAlone
                    } else {
                        Readers::AsUsual
                    };
                    let written = files::write(&path, &bytes, replace, readers)
                        .map(|()| {
                            // In full, so that it can be found again.
                            let whole = std::path::absolute(&path).unwrap_or(path);
                            let written = format!("Written: {}", whole.display());
                            if besides.is_empty() {
                                written
                            } else {
                                format!("{written}. {besides}")
                            }
                        })
                        .map_err(|error| error.to_string());
                    let _ = to_loop.send(Message::Written(written));
                });
            }
            Effect::LookAtFolder { folder, names } => {
                let to_loop = to_loop.clone();
                std::thread::spawn(move || {
                    let _ = to_loop.send(Message::FolderSeen(documents::look(folder, names)));
                });
            }
            Effect::WriteDocuments(wanted) => {
                let to_loop = to_loop.clone();
                std::thread::spawn(move || {
                    let _ = to_loop.send(Message::DocumentsWritten(documents::write(&wanted)));
                });
            }
            Effect::ReadFile { path } => {
                let to_loop = to_loop.clone();
                std::thread::spawn(move || {
                    let read =
                        files::read(&files::path_of(&path)).map_err(|error| error.to_string());
                    let _ = to_loop.send(Message::FileRead(read));
                });
            }
            Effect::ReadImport { path } => {
                let to_loop = to_loop.clone();
                let today = clock.now().date_naive();
                std::thread::spawn(move || {
                    let _ = to_loop.send(Message::ImportRead(read_import(&path, today)));
                });
            }
            Effect::Redraw => screen.forget().context("The terminal is gone.")?,
            Effect::Quit => ended = true,
        }
    }
    Ok(ended)
}

/// What a file that the clerk named holds, read beside the loop: a long one takes a moment.
fn read_import(path: &str, today: NaiveDate) -> Result<Vec<Draft>, String> {
    let path = files::path_of(path);
    let bytes =
        files::read_bytes(&path, intake::file::LARGEST).map_err(|error| error.to_string())?;
    let name = path.display().to_string();
    intake::drafts(&name, &bytes, &[], today).map_err(|error| error.to_string())
}

/// How the store ended.
struct Last {
    /// What the clerk must be told, where something could not be written.
    words: Option<String>,
    /// Whether it has done all that it will do.
    answered: bool,
}

/// Has the store write what waits.
fn last_writes(
    handle: &Handle,
    messages: &mut UnboundedReceiver<Message>,
    runtime: &tokio::runtime::Runtime,
) -> Last {
    handle.send(Request::Stop);
    runtime.block_on(async {
        let mut words = None;
        let wait = async {
            while let Some(message) = messages.recv().await {
                match message {
                    Message::Reply(Reply::Failed(failed), _) => words = Some(failed),
                    Message::Reply(Reply::Stopped { .. }, _) => return,
                    _ => {} // keys and replies that nobody waits for any more
                }
            }
        };
        let answered = tokio::time::timeout(LAST_WRITES, wait).await.is_ok();
        if !answered {
            words = Some("The disk did not answer in time; what the screen did not call saved may be missing.".to_owned());
        }
        Last { words, answered }
    })
}

/// The signals that end a program.
struct Signals {
    #[cfg(unix)]
    streams: [tokio::signal::unix::Signal; 3],
}

impl Signals {
    #[cfg(unix)]
    fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let streams = [
            signal(SignalKind::terminate())?,
            signal(SignalKind::hangup())?,
            signal(SignalKind::interrupt())?,
        ];
        Ok(Self { streams })
    }

    #[cfg(not(unix))]
    #[allow(clippy::unnecessary_wraps)] // the other platform's can fail
    fn listen() -> std::io::Result<Self> {
        Ok(Self {})
    }

    #[cfg(unix)]
    async fn told_to_end(&mut self) {
        let [terminate, hangup, interrupt] = &mut self.streams;
        tokio::select! {
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
            _ = interrupt.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn told_to_end(&mut self) {
        // Without this signal the program still ends by its own keys.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
