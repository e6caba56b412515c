//! Keys, as they come from the terminal.
//!
//! They are read on a thread of its own, and not in the loop. To ask crossterm (0.29) whether a key has come can take
//! for ever: where only the beginning of a key or a paste is there it waits for the rest, and where the terminal is
//! gone it reads its end over and over. In the loop that would keep half-typed lines from the disk and signals from
//! being heard.

use std::io;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::Clock;
use crate::app::Message;
use crate::keymap::{Key, KeyName, function_key, pressed};
use crate::minutes::ids::Stamp;

/// The keys that come.
pub struct Keys {
    read: UnboundedReceiver<Message>,
}

impl Keys {
    /// Begins to listen, on a thread that ends with the program.
    pub fn listen(clock: Clock) -> io::Result<Self> {
        let (to_loop, read) = unbounded_channel();
        std::thread::Builder::new()
            .name("keys".to_owned())
            .spawn(move || {
                loop {
                    let message = match event::read() {
                        Ok(event) => message_of(event, clock.now()),
                        Err(_) => Some(Message::End),
                    };
                    let ends = matches!(message, Some(Message::End));
                    let heard = message.is_none_or(|message| to_loop.send(message).is_ok());
                    if ends || !heard {
                        return;
                    }
                }
            })?;
        Ok(Self { read })
    }

    /// Waits for what comes next; nothing is lost if the wait is given up.
    pub async fn next(&mut self) -> Message {
        self.read.recv().await.unwrap_or(Message::End)
    }

    /// What has come, without waiting.
    pub fn try_next(&mut self) -> Option<Message> {
        self.read.try_recv().ok()
    }
}

fn message_of(event: Event, at: Stamp) -> Option<Message> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            key_of(key).map(|key| Message::Key(key, at))
        }
        Event::Paste(text) => Some(Message::Paste(text, at)),
        Event::Resize(columns, rows) => Some(Message::Resize(columns, rows)),
        Event::Key(_) | Event::FocusGained | Event::FocusLost | Event::Mouse(_) => None,
    }
}

/// A key as the keymap knows it; nothing for keys that no keymap can name.
fn key_of(event: KeyEvent) -> Option<Key> {
    let has = |modifier| event.modifiers.contains(modifier);
    let (ctrl, alt, shift) = (
        has(KeyModifiers::CONTROL),
        has(KeyModifiers::ALT),
        has(KeyModifiers::SHIFT),
    );
    let name = match event.code {
        KeyCode::Char(letter) => KeyName::Char(letter),
        KeyCode::BackTab => return Some(pressed(KeyName::Tab, false, false, true)),
        KeyCode::F(number) => function_key(number)?,
        KeyCode::Enter => KeyName::Enter,
        KeyCode::Tab => KeyName::Tab,
        KeyCode::Esc => KeyName::Esc,
        KeyCode::Backspace => KeyName::Backspace,
        KeyCode::Delete => KeyName::Delete,
        KeyCode::Insert => KeyName::Insert,
        KeyCode::Left => KeyName::Left,
        KeyCode::Right => KeyName::Right,
        KeyCode::Up => KeyName::Up,
        KeyCode::Down => KeyName::Down,
        KeyCode::Home => KeyName::Home,
        KeyCode::End => KeyName::End,
        KeyCode::PageUp => KeyName::PageUp,
        KeyCode::PageDown => KeyName::PageDown,
        _ => return None, // lone modifiers, media keys: another crate's enum, and it may grow
    };
    Some(pressed(name, ctrl, alt, shift))
}
