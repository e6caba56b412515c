//! Enters and leaves the terminal, and leaves it sane whatever happens.

use std::io::{self, Stdout};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

/// Whether the terminal is ours; a panic hook has no other way to know.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// The terminal while the program has it; dropping it gives the terminal back.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Screen {
    /// Takes the terminal: raw keys, a screen of its own, pastes marked as such.
    pub fn enter() -> io::Result<Self> {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            leave();
            before(panic);
        }));
        enable_raw_mode()?;
        ENTERED.store(true, Ordering::SeqCst);
        // What was begun is taken back where the rest fails.
        Self::prepare().inspect_err(|_| leave())
    }

    fn prepare() -> io::Result<Self> {
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        let terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
        Ok(Self { terminal })
    }

    /// Forgets what the terminal shows, so that the next drawing sends every cell.
    ///
    /// `Terminal::clear` would ask the terminal where its cursor is, and wait for an answer that not all give.
    pub fn forget(&mut self) -> io::Result<()> {
        let size = self.terminal.size()?;
        self.terminal.resize(size.into())
    }

    /// The terminal to draw on.
    pub fn terminal(&mut self) -> &mut Terminal<CrosstermBackend<Stdout>> {
        &mut self.terminal
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
    }
}

/// Gives the terminal back; safe to call twice, and where the terminal has gone.
fn leave() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        // What fails here fails because the terminal is gone, and then there is nobody to tell.
        let _ = execute!(
            io::stdout(),
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        );
        let _ = disable_raw_mode();
    }
}
