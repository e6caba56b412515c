//! A clerk who knows the program well: presses keys in a real terminal, and lets Tab do what it can.
//!
//! Every key also goes to a model in this process, so that the clerk sees what Tab offers, as a clerk at the screen
//! would. What counts is what the real program recorded.

use std::rc::Rc;

use chrono::{DateTime, FixedOffset};
use minutebook::app::{Effect, Message, Model, update};
use minutebook::keymap::{Key, KeyName, Keymap, function_key, pressed};
use minutebook::minutes::ids::{ChangeId, IdSource, MeetingId, Stamp};
use minutebook::minutes::phrases::Phrases;
use minutebook::minutes::template::Templates;
use minutebook::screen::Screen;
use minutebook::screen::desk::Desk as Shared;
use minutebook::screen::diary::Diary;
use minutebook::store::Archive;
use minutebook::store::protocol::{Reply, Request};
use minutebook::theme::Theme;

use super::{Desk, Terminal, split_keys};

/// How many offers a clerk goes through before typing is quicker.
const PATIENCE_WITH_TAB: usize = 3;

/// The clerk, at a terminal.
pub struct Clerk<'d> {
    desk: &'d Desk,
    pub terminal: Terminal,
    pub model: Model,
    now: Stamp,
    /// Abbreviations, longest words first.
    phrases: Vec<(String, String)>,
}

/// A moment of the meeting's day.
pub fn moment(text: &str) -> Stamp {
    DateTime::<FixedOffset>::parse_from_rfc3339(text).expect("a moment")
}

pub fn change_id(ids: &mut IdSource, now: Stamp) -> ChangeId {
    ChangeId(ids.next(now))
}

impl<'d> Clerk<'d> {
    /// Opens the program at a moment, at the diary.
    pub fn sit_down(desk: &'d Desk, now: &str, size: (u16, u16)) -> Self {
        let terminal = desk.open_with(&[], &[("MINUTEBOOK_TEST_NOW", now)], size);
        let now = moment(now);
        let shared = Shared::new(
            Rc::new(Keymap::usual()),
            Rc::new(templates(desk)),
            Rc::new(Phrases::stock()),
            Theme::new(true),
            [7; 16],
            now,
        );
        let mut model = Model::new(shared, Diary::default());
        update(&mut model, Message::Resize(size.0, size.1));
        let mut clerk = Self {
            desk,
            terminal,
            model,
            now,
            phrases: Vec::new(),
        };
        let effects = clerk.model.start();
        clerk.answer(effects);
        clerk.terminal.wait("Enter open");
        clerk
    }

    /// Presses keys, written as for the terminal.
    pub fn press(&mut self, keys: &str) {
        self.terminal.press(keys);
        for bytes in split_keys(keys) {
            let key = key_of(&bytes);
            let effects = update(&mut self.model, Message::Key(key, self.now));
            self.answer(effects);
        }
    }

    /// Waits for words on the real screen.
    #[track_caller]
    pub fn see(&self, words: &str) {
        self.terminal.wait(words);
    }

    /// Leaves the program.
    pub fn leave(mut self) -> usize {
        self.terminal.press("<C-q>");
        assert_eq!(self.terminal.end(), 0, "{}", self.terminal.screen());
        assert!(self.terminal.is_sane());
        self.terminal.keys
    }

    /// Types a line into the entry line with the help of Tab, and records it.
    pub fn enter(&mut self, line: &str) {
        self.compose(line);
        self.press("<Enter>");
    }

    /// Types a line with the help of Tab; what stands in the line already is gone on with.
    pub fn compose(&mut self, line: &str) {
        self.learn_phrases();
        loop {
            let have = self.line();
            assert!(
                line.starts_with(&have),
                "the line is {have:?}, wanted {line:?}"
            );
            let rest = &line[have.len()..];
            let Some(next) = rest.chars().next() else {
                break;
            };
            if self.take_phrase(&have, rest) || self.take_offer(&have, line) {
                continue;
            }
            self.type_letter(next);
        }
        assert_eq!(self.line(), line);
    }

    fn type_letter(&mut self, letter: char) {
        let key = if letter == '<' {
            "<lt>".to_owned()
        } else {
            letter.to_string()
        };
        self.press(&key);
    }

    /// An abbreviation whose words come next, if one saves keys.
    fn take_phrase(&mut self, have: &str, rest: &str) -> bool {
        // Where a word begins: elsewhere undo would take back more than what was tried.
        let at_word = have.is_empty() || have.ends_with(' ');
        let fold = |text: &str| text.to_lowercase();
        let found = at_word
            .then(|| {
                self.phrases.iter().find(|(short, long)| {
                    long.len() > short.len() + 1 && fold(rest).starts_with(&fold(long))
                })
            })
            .flatten()
            .cloned();
        let Some((short, long)) = found else {
            return false;
        };
        let before = self.line();
        // Whether the program makes of it what is wanted is tried on the model alone.
        let wanted = format!("{before}{}", &rest[..long.len()]);
        let keys = format!("{short}<Tab>");
        if self.would_make(&keys) == Some(wanted) {
            self.press(&keys);
            return true;
        }
        false
    }

    /// What keys would make of the line, without pressing them.
    fn would_make(&mut self, keys: &str) -> Option<String> {
        let count = split_keys(keys).len();
        let before = self.line();
        for bytes in split_keys(keys) {
            update(&mut self.model, Message::Key(key_of(&bytes), self.now));
        }
        let made = self.line();
        // Undo in the model what was only tried.
        for _ in 0..count + 2 {
            if self.line() == before {
                break;
            }
            update(&mut self.model, Message::Key(key_of(&[0x1a]), self.now));
        }
        (self.line() == before).then_some(made)
    }

    /// The offer that saves most keys, if one does.
    fn take_offer(&mut self, have: &str, line: &str) -> bool {
        let Screen::Capture(capture) = &self.model.screen else {
            return false;
        };
        let best = capture
            .offered()
            .iter()
            .take(PATIENCE_WITH_TAB)
            .enumerate()
            .filter_map(|(place, offer)| {
                let made = format!("{}{}", have.get(..offer.replace.start)?, offer.with);
                let whole_words = line
                    .get(made.len()..)?
                    .chars()
                    .next()
                    .is_none_or(|next| !next.is_alphanumeric());
                let saved = made.len().checked_sub(have.len())?;
                (line.starts_with(&made) && whole_words && saved > place + 1)
                    .then(|| (saved - place, place))
            })
            .max();
        let Some((_, place)) = best else { return false };
        self.press(&"<Tab>".repeat(place + 1));
        true
    }

    /// What stands in the entry line.
    pub fn line(&self) -> String {
        match &self.model.screen {
            Screen::Capture(capture) => capture.typed_text().to_owned(),
            _ => panic!("there is no entry line on this screen"),
        }
    }

    fn learn_phrases(&mut self) {
        if self.phrases.is_empty()
            && let Some(open) = &self.model.desk.open
        {
            let body = &open.meeting.head.body;
            let noun = body.called.split_whitespace().last().unwrap_or_default();
            self.phrases = open
                .phrases
                .iter()
                .map(|(short, long)| {
                    let long = long
                        .replace("{noun}", noun)
                        .replace("{called}", &body.called)
                        .replace("{body}", &body.name);
                    (short.to_owned(), long)
                })
                .collect();
            self.phrases
                .sort_by_key(|(_, long)| std::cmp::Reverse(long.len()));
        }
    }

    /// Answers the model as the store would.
    fn answer(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let Effect::Send(request) = effect else {
                continue;
            };
            let archive = || Archive::open(&self.desk.register()).expect("the register");
            let reply = match request {
                Request::Diary => Reply::Diary(archive().meetings().expect("the diary")),
                Request::Register => Reply::Register(Box::new(archive().register().expect("it"))),
                Request::Open(id) => Reply::Opened(Box::new(archive().meeting(id).expect("it"))),
                Request::Read(id) => {
                    Reply::Read(Box::new(archive().meeting(id).expect("it").meeting))
                }
                Request::Record { revision, .. } | Request::KeepDraft { revision, .. } => {
                    Reply::Saved(revision)
                }
                Request::Ask(question) => Reply::Answered(archive().ask(&question).expect("it")),
                Request::Release(_) | Request::Stop => continue,
            };
            let effects = update(&mut self.model, Message::Reply(reply, self.now));
            self.answer(effects);
        }
    }
}

/// The templates that the program has on this desk: the built-in ones and those in its settings.
fn templates(desk: &Desk) -> Templates {
    let own: Vec<(String, String)> = std::fs::read_dir(desk.path().join("settings/templates"))
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            Some((
                path.display().to_string(),
                std::fs::read_to_string(&path).ok()?,
            ))
        })
        .collect();
    Templates::with(
        own.iter()
            .map(|(file, text)| (file.as_str(), text.as_str())),
    )
    .0
}

/// Which meeting a register holds, where it holds one.
pub fn only_meeting(desk: &Desk) -> MeetingId {
    let archive = Archive::open(&desk.register()).expect("the register");
    archive
        .meetings()
        .expect("the diary")
        .first()
        .expect("a meeting")
        .id
}

/// The key that a terminal's bytes stand for.
fn key_of(bytes: &[u8]) -> Key {
    let plain = |name| pressed(name, false, false, false);
    match bytes {
        b"\r" => plain(KeyName::Enter),
        b"\t" => plain(KeyName::Tab),
        b"\x1b" => plain(KeyName::Esc),
        b"\x7f" => plain(KeyName::Backspace),
        b"\x1b[Z" => pressed(KeyName::Tab, false, false, true),
        b"\x1b[A" => plain(KeyName::Up),
        b"\x1b[B" => plain(KeyName::Down),
        b"\x1b[C" => plain(KeyName::Right),
        b"\x1b[D" => plain(KeyName::Left),
        b"\x1b[H" => plain(KeyName::Home),
        b"\x1b[F" => plain(KeyName::End),
        b"\x1b[3~" => plain(KeyName::Delete),
        b"\x1b[5~" => plain(KeyName::PageUp),
        b"\x1b[6~" => plain(KeyName::PageDown),
        [0x1b, b'O', letter] => plain(function_key(letter - b'P' + 1).expect("F1 to F4")),
        [0x1b, b'[', rest @ .., b'~'] => {
            let number: u8 = std::str::from_utf8(rest)
                .expect("it")
                .parse()
                .expect("a number");
            let number = match number {
                15 => 5,
                17..=21 => number - 11,
                23 | 24 => number - 12,
                other => panic!("no key {other}"),
            };
            plain(function_key(number).expect("F5 to F12"))
        }
        [0x1b, b'[', b'1', b';', b'3', way] => {
            let name = match way {
                b'A' => KeyName::Up,
                b'B' => KeyName::Down,
                b'C' => KeyName::Right,
                _ => KeyName::Left,
            };
            pressed(name, false, true, false)
        }
        [0x1b, rest @ ..] => {
            let text = std::str::from_utf8(rest).expect("a letter");
            pressed(
                KeyName::Char(text.chars().next().expect("a letter")),
                false,
                true,
                false,
            )
        }
        [control] if *control < 0x20 => {
            let letter = char::from(control | 0x60);
            pressed(KeyName::Char(letter), true, false, false)
        }
        other => {
            let text = std::str::from_utf8(other).expect("a letter");
            pressed(
                KeyName::Char(text.chars().next().expect("a letter")),
                false,
                false,
                false,
            )
        }
    }
}
