//! The program without its terminal: a model, the messages that change it, and the effects that it asks for.
//!
//! [`update`] reads no clock and does no IO: messages carry the time. A whole meeting can so be tested without a
//! terminal, and played back.

use ratatui::Frame;

use crate::command::Command;
use crate::intake::draft::Draft;
use crate::keymap::{Context, Key, Resolution, keys_label, typed};
use crate::minutes::ids::Stamp;
use crate::screen::confirm::{Confirm, Question};
use crate::screen::desk::{Desk, Step};
use crate::screen::help::Help;
use crate::screen::import_review::ImportReview;
use crate::screen::look_up::LookUp;
use crate::screen::palette::Palette;
use crate::screen::writing::Looked;
use crate::screen::{Answer, Overlay, Screen, draw, form, register, sources};
use crate::store::protocol::{Reply, Request};

pub use crate::screen::desk::Effect;

/// Everything that the program holds in its head.
pub struct Model {
    /// What all screens share.
    pub desk: Desk,
    /// What fills the terminal.
    pub screen: Screen,
    /// What lies on top, the topmost last.
    pub overlays: Vec<Overlay>,
    /// Keys pressed of a sequence that is not complete.
    pending: Vec<Key>,
    /// Whether the store is opening a meeting, and what was typed since: it is for the screen to come.
    opening: bool,
    held: Vec<Message>,
}

/// Something that happened.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key, Stamp),
    /// Text was pasted.
    Paste(String, Stamp),
    /// The terminal has so many columns and rows.
    Resize(u16, u16),
    /// The store answered.
    Reply(Reply, Stamp),
    /// A minute began.
    Clock(Stamp),
    /// A document was written, or could not be.
    Written(Result<String, String>),
    /// Documents were written, or some could not be.
    DocumentsWritten(Result<String, String>),
    /// A folder was looked at.
    FolderSeen(Looked),
    /// A file was read, or could not be.
    FileRead(Result<String, String>),
    /// A file was read as minutes or an action log, or could not be.
    ImportRead(Result<Vec<Draft>, String>),
    /// The program was told to end, or its terminal is gone.
    End,
}

impl Model {
    /// A model that shows a screen; ask the store for what it needs with the effects of [`start`](Self::start).
    pub fn new(desk: Desk, screen: impl Into<Screen>) -> Self {
        Self {
            desk,
            screen: screen.into(),
            overlays: Vec::new(),
            pending: Vec::new(),
            opening: false,
            held: Vec::new(),
        }
    }

    /// Whether a message is for a screen that the store has still to fill: a clerk types on after Enter.
    ///
    /// Leaving is never held up.
    fn holds(&self, message: &Message) -> bool {
        let held_up = |at: &Stamp| self.opening || self.waits(*at);
        let quits = |key: &Key| {
            let keys = [*key];
            self.desk.keymap.resolve(self.contexts(), &keys) == Resolution::Run(Command::Quit)
                && typed(*key).is_none()
        };
        match message {
            Message::Key(key, at) => held_up(at) && !quits(key),
            Message::Paste(_, at) => held_up(at),
            Message::Resize(..)
            | Message::Reply(..)
            | Message::Clock(_)
            | Message::Written(_)
            | Message::DocumentsWritten(_)
            | Message::FolderSeen(_)
            | Message::FileRead(_)
            | Message::ImportRead(_)
            | Message::End => false,
        }
    }

    /// Whether what is on top waits for what was looked up before it can take a key pressed at `at`.
    fn waits(&self, at: Stamp) -> bool {
        self.overlays.last().is_some_and(|top| top.waits(at))
    }

    /// What to ask of the store at first.
    pub fn start(&mut self) -> Vec<Effect> {
        self.desk.send(Request::Register);
        self.desk.send(Request::Diary);
        std::mem::take(&mut self.desk.effects)
    }

    /// The tables of the keymap that hold now, the first one first.
    pub fn contexts(&self) -> &'static [Context] {
        match self.overlays.last() {
            Some(overlay) => overlay.contexts(&self.desk),
            None => self.screen.contexts(&self.desk),
        }
    }

    /// Whether something on the screen follows the clock.
    pub fn needs_clock(&self) -> bool {
        matches!(self.screen, Screen::Capture(_))
    }

    /// Whether the screen shows the same after a message as before it, so that it need not be drawn.
    ///
    /// The store says of every half-typed line that it is kept; the screen speaks of the record alone.
    pub fn looks_the_same_after(&self, message: &Message) -> bool {
        matches!(message, Message::Reply(Reply::Saved(_), _)) && self.desk.saving.is_saved()
    }

    fn command(&mut self, command: Command) {
        let taken = match self.overlays.last_mut() {
            Some(overlay) => overlay.update(command, &mut self.desk),
            None => self.screen.update(command, &mut self.desk),
        };
        if taken {
            return;
        }
        match command {
            Command::Help => {
                let help = Help::new(self.contexts());
                self.overlays.push(help.into());
            }
            Command::Palette => {
                let palette = Palette::new(self.contexts());
                self.overlays.push(palette.into());
            }
            Command::LookUp => {
                let look_up = LookUp::beside(&mut self.desk);
                self.overlays.push(look_up.into());
            }
            Command::Cancel => {
                self.overlays.pop();
            }
            Command::OpenRegister => register::open(&mut self.desk),
            Command::Redraw => self.desk.effects.push(Effect::Redraw),
            Command::ImportMinutes => {
                let form = form::import_file(&self.desk);
                self.overlays.push(form.into());
            }
            Command::Quit => self.quit(),
            other => self
                .desk
                .say(format!("\"{}\" does nothing here.", other.name())),
        }
    }

    fn quit(&mut self) {
        match &self.desk.saving.trouble {
            Some(_) => self
                .overlays
                .push(Confirm::new(Question::QuitUnsaved).into()),
            None => self.desk.effects.push(Effect::Quit),
        }
    }

    fn key(&mut self, key: Key) {
        self.desk.notice = None;
        self.pending.push(key);
        let contexts = self.contexts();
        match self.desk.keymap.resolve(contexts, &self.pending) {
            Resolution::Run(command) => {
                self.pending.clear();
                self.command(command);
            }
            Resolution::Wait(_) => return,
            Resolution::Unbound => {
                let pressed = std::mem::take(&mut self.pending);
                let alone = pressed.len() == 1;
                match typed(key) {
                    Some(letter) if alone => match self.overlays.last_mut() {
                        Some(overlay) => overlay.typed(letter, &mut self.desk),
                        None => self.screen.typed(letter, &mut self.desk),
                    },
                    Some(_) | None => self.unbound(&pressed),
                }
            }
        }
        self.take_steps();
    }

    /// Says that keys do nothing, rather than leave the clerk to guess.
    fn unbound(&mut self, pressed: &[Key]) {
        let help = self.desk.keys(self.contexts(), Command::Help);
        let keys = keys_label(pressed);
        self.desk.say(if help.is_empty() {
            format!("{keys} does nothing here.")
        } else {
            format!("{keys} does nothing here; {help} shows the keys that do.")
        });
    }

    /// Carries out what screens asked of the stack, until they ask for nothing more.
    fn take_steps(&mut self) {
        while !self.desk.steps.is_empty() {
            for step in std::mem::take(&mut self.desk.steps) {
                match step {
                    Step::Push(overlay) => self.overlays.push(overlay),
                    Step::Pop => {
                        self.overlays.pop();
                    }
                    Step::Answer(Answer::Confirmed(Question::QuitUnsaved)) => {
                        self.desk.effects.push(Effect::Quit);
                    }
                    Step::Answer(answer) => {
                        self.overlays.pop();
                        match self.overlays.last_mut() {
                            Some(overlay) => overlay.answered(answer, &mut self.desk),
                            None => self.screen.answered(answer, &mut self.desk),
                        }
                    }
                    Step::Show(screen) => {
                        self.overlays.clear();
                        self.desk.reading = None;
                        self.screen = *screen;
                    }
                    Step::Run(command) => {
                        self.overlays.pop();
                        self.command(command);
                    }
                }
            }
        }
    }

    fn reply(&mut self, reply: Reply) {
        match reply {
            Reply::Diary(rows) => self.desk.diary = Some(rows),
            Reply::Newest(rows) => self.desk.newest_in_diary(rows),
            Reply::Register(register) => self.desk.register = *register,
            Reply::Saved(revision) => {
                if self.desk.saved(revision) {
                    for overlay in &mut self.overlays {
                        overlay.saved(&mut self.desk);
                    }
                }
            }
            // Whoever asked knows its own by the serial; nobody else takes it.
            Reply::Answered(answer) => {
                self.screen.looked_up(&answer, &mut self.desk);
                for overlay in &mut self.overlays {
                    overlay.looked_up(&answer, &mut self.desk);
                }
            }
            Reply::Trouble { words, waiting } => {
                self.desk.saving.trouble = Some((words, waiting));
            }
            Reply::Recovered => {
                self.desk.saving.trouble = None;
                self.desk
                    .say("The disk takes what is written again; everything is saved.");
            }
            Reply::Failed(words) => self.desk.warn(words),
            Reply::Read(meeting) => {
                if let Some(meeting) = sources::arrived(meeting, &mut self.desk) {
                    self.screen.replied(Reply::Read(meeting), &mut self.desk);
                }
            }
            Reply::Opened(_) => self.screen.replied(reply, &mut self.desk),
            Reply::Stopped { .. } => {}
        }
    }
}

/// Takes a message into the model, and says what is to be done for it.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    if model.holds(&message) {
        model.held.push(message);
        return Vec::new();
    }
    let opened = matches!(
        message,
        Message::Reply(Reply::Opened(_) | Reply::Failed(_), _)
    );
    // What was held up for too long is taken in before what comes now.
    let mut effects = match &message {
        Message::Key(_, at) | Message::Paste(_, at) => take_in_held(model, *at),
        Message::Resize(..)
        | Message::Reply(..)
        | Message::Clock(_)
        | Message::Written(_)
        | Message::DocumentsWritten(_)
        | Message::FolderSeen(_)
        | Message::FileRead(_)
        | Message::ImportRead(_)
        | Message::End => Vec::new(),
    };
    effects.extend(take_in(model, message));
    if opened {
        model.opening = false;
    }
    model.opening |= effects
        .iter()
        .any(|effect| matches!(effect, Effect::Send(Request::Open(_))));
    let now = model.desk.now;
    effects.extend(take_in_held(model, now));
    effects
}

/// Takes in the keys that were held up, if nothing holds them up any more.
fn take_in_held(model: &mut Model, now: Stamp) -> Vec<Effect> {
    if model.held.is_empty() || model.opening || model.waits(now) {
        return Vec::new();
    }
    if let Some(top) = model.overlays.last_mut() {
        top.give_up_waiting();
    }
    let held = std::mem::take(&mut model.held);
    held.into_iter()
        .flat_map(|message| update(model, message))
        .collect()
}

fn take_in(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key, at) => {
            model.desk.now = at;
            model.key(key);
        }
        Message::Paste(text, at) => {
            model.desk.now = at;
            model.desk.notice = None;
            model.pending.clear();
            match model.overlays.last_mut() {
                Some(overlay) => overlay.pasted(&text, &mut model.desk),
                None => model.screen.pasted(&text, &mut model.desk),
            }
        }
        Message::Resize(columns, rows) => model.desk.size = (columns, rows),
        Message::Reply(reply, at) => {
            model.desk.now = model.desk.now.max(at);
            model.reply(reply);
        }
        Message::Clock(at) => model.desk.now = at,
        Message::Written(Ok(words)) => model.desk.say(words),
        Message::Written(Err(words))
        | Message::FileRead(Err(words))
        | Message::ImportRead(Err(words)) => model.desk.warn(words),
        Message::DocumentsWritten(written) => {
            match written {
                Ok(words) => model.desk.say(words),
                Err(words) => model.desk.warn(words),
            }
            for overlay in &mut model.overlays {
                overlay.written(&mut model.desk);
            }
        }
        Message::FolderSeen(looked) => {
            for overlay in &mut model.overlays {
                overlay.folder_seen(&looked);
            }
        }
        Message::FileRead(Ok(text)) => {
            if let Some(overlay) = model.overlays.last_mut() {
                overlay.pasted(&text, &mut model.desk);
            }
        }
        Message::ImportRead(Ok(drafts)) => {
            let review = ImportReview::new(drafts, &mut model.desk);
            model.overlays.push(review.into());
        }
        Message::End => model.desk.effects.push(Effect::Quit),
    }
    model.take_steps();
    std::mem::take(&mut model.desk.effects)
}

/// Draws the model; changes nothing.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.width < draw::LEAST.0 || area.height < draw::LEAST.1 {
        draw::too_small(frame, area);
        return;
    }
    model.screen.view(&model.desk, frame, area);
    for overlay in &model.overlays {
        overlay.view(&model.desk, frame, area);
    }
    if !model.pending.is_empty() {
        let contexts = model.contexts();
        if let Resolution::Wait(next) = model.desk.keymap.resolve(contexts, &model.pending) {
            draw::pending(&model.desk, frame, area, &model.pending, &next);
        }
    }
}
