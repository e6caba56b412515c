//! How far something long has come, on one line of a terminal.

use std::io::IsTerminal as _;

/// A line that tells it; nothing where nobody looks on.
pub(super) struct Progress {
    shown: bool,
    /// What is counted: "files".
    what: &'static str,
    all: usize,
    done: usize,
    percent: usize,
}

impl Progress {
    pub fn of(all: usize, what: &'static str) -> Self {
        Self {
            shown: std::io::stderr().is_terminal(),
            what,
            all,
            done: 0,
            percent: usize::MAX,
        }
    }

    /// One more is done.
    pub fn step(&mut self) {
        self.done += 1;
        let percent = (self.done * 100).checked_div(self.all).unwrap_or(100);
        if self.shown && percent != self.percent {
            self.percent = percent;
            let bar = "#".repeat(percent / 4);
            eprint!(
                "\r[{bar:<25}] {percent:>3} %  {} of {} {}",
                self.done, self.all, self.what
            );
        }
    }

    /// Takes the line away, for what is printed.
    pub fn clear(&mut self) {
        if self.shown {
            eprint!("\r{:<78}\r", "");
            self.percent = usize::MAX;
        }
    }
}
