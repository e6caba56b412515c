//! The whole program but its terminal: keys go in with the time at which they were pressed, a real register answers.

use std::rc::Rc;
use std::sync::mpsc::{Receiver, channel};

use minutebook::app::{Effect, Message, Model, update, view};
use minutebook::keymap::{Key, Keymap, read_keys};
use minutebook::minutes::ids::Stamp;
use minutebook::minutes::phrases::Phrases;
use minutebook::minutes::template::Templates;
use minutebook::screen::Overlay;
use minutebook::screen::desk::Desk;
use minutebook::screen::diary::Diary;
use minutebook::store::protocol::{Reply, Request};
use minutebook::store::{Handle, Options, Store};
use minutebook::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use crate::support::{self, PATIENCE};

/// The sizes at which the screens are looked at.
pub const SIZES: [(u16, u16); 3] = [(80, 24), (60, 20), (120, 40)];

/// A program that runs at a time of the test's own.
pub struct Room {
    model: Model,
    store: Option<Handle>,
    replies: Receiver<Reply>,
    now: Stamp,
}

impl Room {
    /// Opens the diary over the register of a desk.
    pub fn open(desk: &support::Desk, now: &str) -> Self {
        let now = support::clerk::moment(now);
        let (to_test, replies) = channel();
        let store = Store::open(&desk.register(), Options::default()).expect("a register");
        let handle = store
            .start(move |reply| drop(to_test.send(reply)))
            .expect("the store starts");
        let shared = Desk::new(
            Rc::new(Keymap::usual()),
            Rc::new(Templates::built_in()),
            Rc::new(Phrases::stock()),
            Theme::new(true),
            [5; 16],
            now,
        );
        let mut room = Self {
            model: Model::new(shared, Diary::default()),
            store: Some(handle),
            replies,
            now,
        };
        let effects = room.model.start();
        room.carry_out(effects);
        room
    }

    /// It is so late on the day of the meeting: "18:05".
    pub fn at(&mut self, time: &str) {
        let day = self.now.format("%Y-%m-%d");
        let offset = self.now.format("%:z");
        self.now = support::clerk::moment(&format!("{day}T{time}:00{offset}"));
        self.tell(Message::Clock(self.now));
    }

    /// Presses keys: letters as they stand, others as `<enter>`, `<ctrl-s>`, `<down>`.
    pub fn press(&mut self, keys: &str) {
        for key in keys_of(keys) {
            self.tell(Message::Key(key, self.now));
        }
    }

    /// Types lines and records each.
    pub fn record(&mut self, lines: &[&str]) {
        for line in lines {
            self.press(line);
            self.press("<enter>");
        }
    }

    fn tell(&mut self, message: Message) {
        let effects = update(&mut self.model, message);
        self.carry_out(effects);
    }

    /// Hands to the store what is for it, and takes in each answer before going on.
    ///
    /// Only drafts are not waited for, as nobody does: their answers are taken in with the next that is.
    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let Effect::Send(request) = effect else {
                continue;
            };
            let answers: Box<dyn Fn(&Reply) -> bool> = match &request {
                Request::Record { revision, .. } => {
                    let wanted = *revision;
                    Box::new(move |reply| matches!(reply, Reply::Saved(saved) if *saved >= wanted))
                }
                Request::Diary => Box::new(|reply| matches!(reply, Reply::Diary(_))),
                Request::Register => Box::new(|reply| matches!(reply, Reply::Register(_))),
                Request::Open(_) => Box::new(|reply| matches!(reply, Reply::Opened(_))),
                Request::Read(_) => Box::new(|reply| matches!(reply, Reply::Read(_))),
                Request::Ask(_) => Box::new(|reply| matches!(reply, Reply::Answered(_))),
                Request::KeepDraft { .. } | Request::Release(_) | Request::Stop => {
                    self.send(request);
                    continue;
                }
            };
            self.send(request);
            loop {
                let reply = self.replies.recv_timeout(PATIENCE);
                let reply = reply.expect("the store answers");
                let last = answers(&reply);
                self.tell(Message::Reply(reply, self.now));
                if last {
                    break;
                }
            }
        }
    }

    fn send(&self, request: Request) {
        if let Some(store) = &self.store {
            store.send(request);
        }
    }

    /// What the status line says.
    pub fn said(&self) -> &str {
        let notice = self.model.desk.notice.as_ref();
        notice.map_or("", |notice| notice.words.as_str())
    }

    /// Asserts that nothing lies on top: the form or list that was there has been taken.
    #[track_caller]
    pub fn done(&mut self) {
        let names: Vec<&Overlay> = self.model.overlays.iter().collect();
        let none = names.is_empty();
        assert!(none, "{}", self.screen((80, 24)));
    }

    fn drawn(&mut self, size: (u16, u16)) -> Buffer {
        self.tell(Message::Resize(size.0, size.1));
        let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("a screen");
        terminal
            .draw(|frame| view(&self.model, frame))
            .expect("a drawing");
        terminal.backend().buffer().clone()
    }

    /// The screen at a size, a line a row.
    pub fn screen(&mut self, size: (u16, u16)) -> String {
        let buffer = self.drawn(size);
        rows(&buffer).join("\n")
    }

    /// The rows in which words stand, with how those words are drawn: what a style says is said nowhere else twice.
    pub fn style_of(&mut self, size: (u16, u16), words: &str) -> String {
        let buffer = self.drawn(size);
        let found = rows(&buffer).iter().enumerate().find_map(|(y, row)| {
            let byte = row.find(words)?;
            let x = row[..byte].chars().count();
            Some((x as u16, y as u16))
        });
        let (x, y) = found.unwrap_or_else(|| panic!("{words:?} is not on the screen"));
        let style = buffer[(x, y)].style();
        let modifiers = style.add_modifier;
        let mut parts = vec![format!("{:?}", style.fg.unwrap_or_default()).to_lowercase()];
        for (modifier, name) in [
            (Modifier::BOLD, "bold"),
            (Modifier::DIM, "dim"),
            (Modifier::REVERSED, "reversed"),
        ] {
            if modifiers.contains(modifier) {
                parts.push(name.to_owned());
            }
        }
        format!("{words:?}: {}", parts.join(" "))
    }

    /// Closes the program as leaving it does.
    pub fn leave(mut self) {
        if let Some(store) = self.store.take() {
            store.send(Request::Stop);
            store.join();
        }
    }
}

fn rows(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    (0..area.height)
        .map(|y| {
            let row: String = (0..area.width).map(|x| buffer[(x, y)].symbol()).collect();
            row.trim_end().to_owned()
        })
        .collect()
}

fn keys_of(written: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = written;
    while let Some(first) = rest.chars().next() {
        let named = rest
            .strip_prefix('<')
            .and_then(|named| named.split_once('>'));
        if let Some((name, after)) = named {
            keys.extend(read_keys(name).unwrap_or_else(|fault| panic!("{fault}")));
            rest = after;
        } else {
            keys.push(Key::from(first));
            rest = &rest[first.len_utf8()..];
        }
    }
    keys
}
