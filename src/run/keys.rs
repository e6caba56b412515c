//! Keys, as they come from the terminal.
//!
//! On Linux the loop itself waits for the terminal, since a thread between the two costs a key more than drawing it
//! does. Elsewhere a thread reads: there the terminal cannot be waited for together with other things.

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::Clock;
use crate::app::Message;
use crate::keymap::{Key, KeyName, function_key, pressed};
use crate::minutes::ids::Stamp;

#[cfg(not(target_os = "linux"))]
pub use elsewhere::Keys;
#[cfg(target_os = "linux")]
pub use here::Keys;

#[cfg(target_os = "linux")]
mod here {
    use std::io::{self, Stdin};
    use std::time::Duration;

    use tokio::io::Interest;
    use tokio::io::unix::AsyncFd;
    use tokio::signal::unix::{Signal, SignalKind, signal};

    use super::{Clock, Message, event, message_of};

    /// The keys that come.
    pub struct Keys {
        terminal: AsyncFd<Stdin>,
        resized: Signal,
        clock: Clock,
    }

    impl Keys {
        /// Begins to listen; it must be called inside the loop.
        pub fn listen(clock: Clock) -> io::Result<Self> {
            // What took its place is unsafe, for descriptors that may be closed meanwhile; this one stays open.
            #[expect(deprecated)]
            let terminal = AsyncFd::with_interest(io::stdin(), Interest::READABLE)?;
            Ok(Self {
                terminal,
                resized: signal(SignalKind::window_change())?,
                clock,
            })
        }

        /// Waits for what comes next; nothing is lost if the wait is given up.
        pub async fn next(&mut self) -> Message {
            loop {
                if let Some(message) = self.try_next() {
                    return message;
                }
                tokio::select! {
                    ready = self.terminal.readable() => match ready {
                        // A terminal that is gone is always ready, with nothing to read: reading would never end.
                        Ok(ready) if ready.ready().is_read_closed() => return Message::End,
                        // What came is read by `try_next`; only if there was nothing is it waited for anew.
                        Ok(mut ready) => match event::poll(Duration::ZERO) {
                            Ok(true) => {}
                            Ok(false) => ready.clear_ready(),
                            Err(_) => return Message::End,
                        },
                        Err(_) => return Message::End,
                    },
                    _ = self.resized.recv() => match crossterm::terminal::size() {
                        Ok((columns, rows)) => return Message::Resize(columns, rows),
                        Err(_) => return Message::End,
                    },
                }
            }
        }

        /// What has come, without waiting.
        pub fn try_next(&mut self) -> Option<Message> {
            loop {
                match event::poll(Duration::ZERO) {
                    Ok(false) => return None,
                    Ok(true) => match event::read() {
                        Ok(event) => {
                            if let Some(message) = message_of(event, self.clock.now()) {
                                return Some(message);
                            }
                        }
                        Err(_) => return Some(Message::End),
                    },
                    Err(_) => return Some(Message::End),
                }
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod elsewhere {
    use std::io;

    use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

    use super::{Clock, Message, event, message_of};

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
