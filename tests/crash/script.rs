//! What the clerk types, and what the program makes of it: a model small enough to be believed.

use std::collections::VecDeque;

use minutebook::minutes::agenda::Item;
use minutebook::minutes::entry::Kind;
use minutebook::minutes::meeting::Meeting;
use minutebook::store::protocol::Draft;

/// Chance that can be played again (SplitMix64).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64, stream: u64) -> Self {
        Self(seed.wrapping_mul(1_000_003).wrapping_add(stream))
    }

    /// A number from 0, below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }

    pub fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len() as u64) as usize]
    }
}

/// What the clerk presses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    Letter(char),
    Enter,
    Left,
    End,
    PutNext,
    EarlierEntry,
}

impl Key {
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Letter(letter) => letter.to_string().into_bytes(),
            Self::Enter => b"\r".to_vec(),
            Self::Left => b"\x1b[D".to_vec(),
            Self::End => b"\x1b[F".to_vec(),
            Self::PutNext => vec![b'n' & 0x1f],
            Self::EarlierEntry => b"\x1b[5~".to_vec(),
        }
    }
}

/// Where a meeting stands: what is on disk of it, and (not on disk) whether an earlier entry is selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub items: Vec<Vec<(Kind, String)>>,
    /// The place of the current item.
    pub current: usize,
    pub line: String,
    pub cursor: usize,
    /// The item under which the line was begun.
    pub line_item: Option<usize>,
    /// The item and place of the entry that is amended, with its line and cursor.
    pub amending: Option<(usize, usize, String, usize)>,
    pub selected: bool,
}

impl State {
    /// A meeting of so many items, the first of them put.
    pub fn new(items: usize) -> Self {
        Self {
            items: vec![Vec::new(); items],
            current: 0,
            line: String::new(),
            cursor: 0,
            line_item: None,
            amending: None,
            selected: false,
        }
    }

    /// What was read from a register.
    pub fn of(meeting: &Meeting, draft: &Draft) -> Self {
        let entries = |item: &Item| {
            item.entries
                .iter()
                .map(|entry| (entry.kind, entry.text.clone()))
                .collect()
        };
        Self {
            items: meeting.items.iter().map(entries).collect(),
            current: meeting
                .items
                .iter()
                .position(Item::is_current)
                .expect("a current item"),
            line: draft.line.text.clone(),
            cursor: draft.line.cursor,
            line_item: draft.line.item.and_then(|item| meeting.place_of(item)),
            amending: draft.amending.as_ref().map(|(id, line)| {
                let (item, place, _) = meeting.entry(*id).expect("the entry that is amended");
                let item = meeting.place_of(item.id).expect("its item");
                (item, place, line.text.clone(), line.cursor)
            }),
            selected: false,
        }
    }

    /// Whether this is what would be found on disk.
    pub fn is_kept_as(&self, found: &Self) -> bool {
        *found
            == Self {
                selected: false,
                ..self.clone()
            }
    }

    pub fn has_entry(&self, words: &str) -> bool {
        self.items.iter().flatten().any(|(_, text)| text == words)
    }

    /// The line that keys go to, and the cursor in it.
    pub fn line_shown(&self) -> (&str, usize) {
        match &self.amending {
            Some((_, _, line, cursor)) => (line, *cursor),
            None => (&self.line, self.cursor),
        }
    }

    fn line_mut(&mut self) -> (&mut String, &mut usize) {
        match &mut self.amending {
            Some((_, _, line, cursor)) => (line, cursor),
            None => (&mut self.line, &mut self.cursor),
        }
    }

    /// What a key makes of it.
    pub fn after(&self, key: &Key) -> Self {
        let mut state = self.clone();
        match key {
            Key::Letter(letter) => {
                state.selected = false;
                let (line, cursor) = state.line_mut();
                line.insert(*cursor, *letter);
                *cursor += 1;
                if state.amending.is_none() {
                    state.line_item.get_or_insert(state.current);
                }
            }
            Key::Left => {
                let (_, cursor) = state.line_mut();
                *cursor = cursor.saturating_sub(1);
            }
            Key::End => {
                let (line, cursor) = state.line_mut();
                *cursor = line.len();
            }
            Key::EarlierEntry => state.selected = true,
            Key::PutNext => {
                state.selected = false;
                state.current += 1;
                if state.line.is_empty() {
                    state.line_item = None;
                }
            }
            Key::Enter if state.selected => {
                state.selected = false;
                let (item, place) = (state.current, state.items[state.current].len() - 1);
                let text = state.items[item][place].1.clone();
                let cursor = text.len();
                state.amending = Some((item, place, text, cursor));
            }
            Key::Enter => match state.amending.take() {
                Some((item, place, line, _)) => {
                    state.items[item][place].1 = line;
                    state.selected = true;
                }
                None => {
                    let item = state.line_item.take().unwrap_or(state.current);
                    state.items[item].push(read(&state.line));
                    state.line.clear();
                    state.cursor = 0;
                }
            },
        }
        state
    }

    /// Whether the last entry under the current item can be amended by its words alone.
    fn can_amend(&self) -> bool {
        let last = self.items[self.current].last();
        // With one selected already, the key that steps up would go a page further.
        !self.selected
            && self.amending.is_none()
            && last.is_some_and(|(kind, text)| *kind == Kind::Narrative && text.len() < 60)
    }
}

/// A line as an entry.
fn read(line: &str) -> (Kind, String) {
    let kind = line.chars().next().and_then(Kind::of_mark);
    match kind {
        Some(kind) => (kind, line[1..].trim().to_owned()),
        None => (Kind::Narrative, line.to_owned()),
    }
}

/// What is still to be typed.
#[derive(Default)]
pub struct Script {
    keys: VecDeque<Key>,
    sentences: usize,
}

/// Whether words on the screen are one of the script's entries.
pub fn is_entry(words: &str) -> bool {
    let last = words
        .trim_end_matches(" (as amended)")
        .rsplit(' ')
        .next()
        .unwrap_or_default();
    let number = last.strip_suffix('.').unwrap_or_default();
    !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
}

const WORDS: [&str; 16] = [
    "members", "asked", "about", "the", "crane", "and", "tenants", "of", "stalls", "on", "quay",
    "were", "told", "that", "costs", "fell",
];
const MARKS: [&str; 8] = ["- ", "? ", "= ", "! ", "# ", "+ ", "~ ", "-"];

impl Script {
    /// The next key, after `state` was reached.
    pub fn next(&mut self, state: &State, chance: &mut Chance) -> Key {
        if self.keys.is_empty() {
            self.write_on(state, chance);
        }
        self.keys.pop_front().expect("something was written")
    }

    /// Keys that were lost are typed again.
    pub fn go_back(&mut self, keys: impl DoubleEndedIterator<Item = Key>) {
        for key in keys.rev() {
            self.keys.push_front(key);
        }
    }

    /// Whether the next key opens an entry to be amended.
    pub fn amends_next(&self) -> bool {
        self.keys.front() == Some(&Key::Enter)
    }

    fn write_on(&mut self, state: &State, chance: &mut Chance) {
        if state.can_amend() && chance.one_in(3) {
            return self.amend();
        }
        self.sentences += 1;
        if chance.one_in(3) {
            self.write(chance.of(&MARKS));
        }
        self.write("On");
        let mut last = state.current + 1 == state.items.len();
        for _ in 0..2 + chance.below(5) {
            self.write(" ");
            self.write(chance.of(&WORDS));
            if chance.one_in(20) {
                self.keys.extend([Key::Left, Key::Left]);
                self.write("x");
                self.keys.push_back(Key::End);
            }
            if !last && chance.one_in(25) {
                self.keys.push_back(Key::PutNext);
                last = true;
            } else if state.can_amend() && chance.one_in(12) {
                // In mid-sentence: the line waits meanwhile. Nothing is put before it, so the entry is the same.
                if !last {
                    self.amend();
                    last = true;
                }
            }
        }
        self.write(&format!(" under {}.", self.sentences));
        self.keys.push_back(Key::Enter);
    }

    fn amend(&mut self) {
        self.keys.extend([Key::EarlierEntry, Key::Enter]);
        self.write(" (as amended)");
        self.keys.push_back(Key::Enter);
    }

    fn write(&mut self, words: &str) {
        self.keys.extend(words.chars().map(Key::Letter));
    }
}
