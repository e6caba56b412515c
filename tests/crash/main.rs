//! What the screen calls saved is on disk, and of the half-typed line all but the last moment, whatever kills the
//! program.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

#[path = "../support/council.rs"]
mod council;
mod endings;
mod script;
#[path = "../support/mod.rs"]
mod support;

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use council::{Council, assert_sound};
use minutebook::minutes::ids::MeetingId;
use minutebook::store::Archive;
use script::{Chance, Key, Script, State};
use support::{Desk, Terminal};

/// What may be missing of what was typed: nothing that was typed longer ago than this.
const ALLOWED: Duration = Duration::from_millis(500);
/// Between two keys, on average: fifteen a second.
const KEY_EVERY: u64 = 66;
/// How many clerks type at once, each in a register of their own; mostly they wait.
const CLERKS: u64 = 12;
/// Where the words of an entry begin, in a terminal of 120 columns.
const WORDS_FROM: u16 = 42;

/// The worst that was lost.
#[derive(Clone, Copy, Default)]
struct Loss {
    kills: u64,
    /// Entries that the screen called saved at a kill.
    called_saved: u64,
    /// Kills after which keys were missing.
    felt: u64,
    keys: usize,
    time: Duration,
}

impl Loss {
    fn and(self, other: Self) -> Self {
        Self {
            kills: self.kills + other.kills,
            called_saved: self.called_saved + other.called_saved,
            felt: self.felt + other.felt,
            keys: self.keys.max(other.keys),
            time: self.time.max(other.time),
        }
    }
}

#[test]
fn nothing_called_saved_is_lost_however_often_the_program_is_killed() {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .and_then(|value| value.parse::<u64>().ok())
    };
    let clock = || {
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap()
    };
    let seed = number("MINUTEBOOK_TEST_SEED").unwrap_or_else(|| u64::from(clock().subsec_nanos()));
    let kills = number("MINUTEBOOK_TEST_KILLS").unwrap_or(204);
    say(&format!(
        "crash: seed {seed} (set MINUTEBOOK_TEST_SEED to play it again)"
    ));
    let begun = Instant::now();
    let loss = std::thread::scope(|scope| {
        let clerks: Vec<_> = (0..CLERKS)
            .map(|clerk| {
                let mine = kills / CLERKS + u64::from(clerk < kills % CLERKS);
                scope.spawn(move || Clerk::new(Chance::new(seed, clerk)).work(mine))
            })
            .collect();
        let one = |clerk: std::thread::ScopedJoinHandle<'_, Loss>| {
            clerk
                .join()
                .unwrap_or_else(|_| panic!("a clerk found a fault (seed {seed})"))
        };
        clerks.into_iter().map(one).fold(Loss::default(), Loss::and)
    });
    say(&format!(
        "crash: {} kills in {:.0} s; all of {} entries called saved were there; keys were missing after {} kills, at \
         worst {} keys, the first of them typed {} ms before the kill",
        loss.kills,
        begun.elapsed().as_secs_f32(),
        loss.called_saved,
        loss.felt,
        loss.keys,
        loss.time.as_millis()
    ));
    assert_eq!(loss.kills, kills);
    assert!(loss.called_saved > kills / 4, "the screens were read");
}

/// Prints where it is seen whether or not the test passes.
fn say(words: &str) {
    let _ = writeln!(std::io::stdout(), "{words}");
}

/// Somebody who types a script in a program that keeps dying, and goes on each time where it stopped.
struct Clerk {
    desk: Desk,
    meeting: MeetingId,
    chance: Chance,
    script: Script,
    /// What the program has on disk.
    state: State,
}

impl Clerk {
    fn new(chance: Chance) -> Self {
        let desk = Desk::new();
        let items: Vec<String> = (1..=30)
            .map(|number| format!("Business {number}"))
            .collect();
        let count = items.len();
        let council = Council {
            items,
            ..Council::default()
        };
        let meeting = council.lay_in(&desk.register())[0];
        Self {
            desk,
            meeting,
            chance,
            script: Script::default(),
            state: State::new(count),
        }
    }

    fn work(mut self, kills: u64) -> Loss {
        (0..kills)
            .map(|_| self.until_killed())
            .fold(Loss::default(), Loss::and)
    }

    /// Opens the program, types for a while, kills it and looks at what is on disk.
    fn until_killed(&mut self) -> Loss {
        let mut terminal = self.desk.open();
        let (mut states, mut sent) = (vec![self.state.clone()], Vec::new());
        let mut screen = Vec::new();
        if self.chance.one_in(15) {
            // Killed while it opens the register, or has hardly opened it.
            std::thread::sleep(Duration::from_millis(self.chance.below(150)));
        } else {
            enter_meeting(&mut terminal);
            self.see_where_it_was_left(&terminal);
            let end = Instant::now() + Duration::from_millis(300 + self.chance.below(2_000));
            let mut next = Instant::now();
            while next < end {
                std::thread::sleep(next.saturating_duration_since(Instant::now()));
                let last = states.last().unwrap();
                let key = self.script.next(last, &mut self.chance);
                let state = last.after(&key);
                terminal.send(&key.bytes());
                sent.push((Instant::now(), key));
                states.push(state);
                next += Duration::from_millis(KEY_EVERY / 2 + self.chance.below(KEY_EVERY));
            }
            std::thread::sleep(Duration::from_millis(self.chance.below(70)));
            screen = shown_as_saved(&terminal);
        }
        terminal.signal("KILL");
        let killed = Instant::now();
        assert!(terminal.ends_within(Duration::from_secs(5)).is_some());
        drop(terminal);
        self.look_at_disk(&states, &sent, &screen, killed)
    }

    /// After a kill the program comes back to the item, the half-typed line and the cursor.
    fn see_where_it_was_left(&self, terminal: &Terminal) {
        let (line, cursor) = self.state.line_shown();
        let business = format!("{0}  Business {0} ", self.state.current + 1);
        let prompt = if self.state.amending.is_some() {
            "»"
        } else {
            ">"
        };
        let prompt = format!(" {prompt} {line}");
        terminal.wait_until(
            &format!("{business:?}, {line:?}, cursor at {cursor}"),
            |screen| {
                let (row, column) = screen.cursor_position();
                let rows: Vec<String> = screen.rows(0, 120).collect();
                rows[usize::from(row)].trim_end() == prompt.trim_end()
                    && usize::from(column) == cursor + 3
                    && rows[1].contains(&business)
            },
        );
    }

    /// Finds which keys made it to the disk.
    fn look_at_disk(
        &mut self,
        states: &[State],
        sent: &[(Instant, Key)],
        screen: &[String],
        killed: Instant,
    ) -> Loss {
        assert_sound(&self.desk.register());
        let found = on_disk(&self.desk.register(), self.meeting);
        // What is on disk is exactly what some number of the keys made, not a mixture.
        let Some(kept) = states.iter().rposition(|state| state.is_kept_as(&found)) else {
            panic!(
                "the disk holds what no number of keys makes: {found:#?}\nlast: {:#?}",
                states.last()
            );
        };
        let mut called_saved = 0;
        for words in screen {
            // A row that no number of keys makes an entry is a part of one.
            if let Some(first) = states.iter().position(|state| state.has_entry(words)) {
                assert!(
                    first <= kept,
                    "called saved and not on disk: {words:?}; {found:#?}"
                );
                called_saved += 1;
            }
        }
        let lost = sent.len() - kept;
        let time = sent
            .get(kept)
            .map(|(at, _)| killed.duration_since(*at))
            .unwrap_or_default();
        assert!(
            time <= ALLOWED,
            "{lost} keys are missing, the first typed {} ms before the kill; {found:#?}",
            time.as_millis()
        );
        self.script
            .go_back(sent[kept..].iter().map(|(_, key)| key.clone()));
        self.state = states[kept].clone();
        if self.state.selected {
            // Where the clerk stood among earlier entries is not kept: the key is pressed again, or not needed.
            self.state.selected = false;
            if self.script.amends_next() {
                self.script.go_back(std::iter::once(Key::EarlierEntry));
            }
        }
        Loss {
            kills: 1,
            called_saved,
            felt: u64::from(lost > 0),
            keys: lost,
            time,
        }
    }
}

/// From the diary into the meeting, which is running.
fn enter_meeting(terminal: &mut Terminal) {
    terminal.wait("Wharves and Markets Board");
    terminal.press("<Enter>");
    terminal.wait("IN PROGRESS");
}

/// The words of the entries on a screen whose header calls them saved.
fn shown_as_saved(terminal: &Terminal) -> Vec<String> {
    let screen = terminal.cells();
    let rows: Vec<String> = screen.rows(0, 120).collect();
    if rows[0]
        .trim_end()
        .rsplit_once("saved ")
        .is_none_or(|(_, time)| time.len() != 8)
    {
        return Vec::new();
    }
    let words = screen.rows(WORDS_FROM, 120 - WORDS_FROM);
    rows.iter()
        .zip(words)
        .skip(2)
        .take_while(|(row, _)| !row.contains('┴'))
        .map(|(_, words)| words.trim_end().to_owned())
        .filter(|words| script::is_entry(words))
        .collect()
}

/// What is on disk, as a state to compare.
fn on_disk(register: &Path, meeting: MeetingId) -> State {
    let opened = Archive::open(register).unwrap().meeting(meeting).unwrap();
    assert_eq!(opened.faults, Vec::<String>::new());
    State::of(&opened.meeting, &opened.draft.unwrap_or_default())
}
