//! Putting a question to the vote, or settling it without one.
//!
//! A letter chooses how; then numbers are typed, or one key a member says how each voted. What was put, who could vote
//! and who held the chair is taken from the record; the result is worked out and never typed.

mod named;
mod settle;
mod together;
mod view;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::keymap::Context;
use crate::minutes::attendance;
use crate::minutes::change::Change;
use crate::minutes::entry::{Detail, Entry, Kind};
use crate::minutes::formal::{
    self, Came, Cast, Counts, Majority, Manner, Outcome, Vote, amendment_words, at_stake,
    next_question,
};
use crate::minutes::ids::{EntryId, ItemId, PersonId, Stamp};
use crate::minutes::meeting::Meeting;

use super::desk::Desk;
use super::{Answer, form, rows};

use named::Division;
use settle::{Choice, choices};

/// A question that is put.
#[derive(Debug)]
pub struct TakeVote {
    item: ItemId,
    /// What is put; nothing where only a vote taken before can be added to.
    question: Option<Question>,
    /// Who may vote on it, in the order of the roll.
    electorate: Vec<PersonId>,
    majority: Majority,
    /// When the clerk began.
    opened: Stamp,
    /// A letter that was warned of once, and does it when it is pressed again.
    warned: Option<char>,
    phase: Phase,
}

/// What is put: a motion, an amendment, a decision, or those of several items in one.
#[derive(Clone, Debug)]
struct Question {
    put: Put,
    text: String,
    /// How the motion would read with it, where it is an amendment: what the chair reads out.
    reads: Option<String>,
    is_motion: bool,
}

/// On what the vote is taken.
#[derive(Clone, Debug)]
enum Put {
    Entry(EntryId),
    EnBloc(Vec<ItemId>),
}

impl Question {
    /// The one entry that is put, where it is one.
    fn entry(&self) -> Option<EntryId> {
        match self.put {
            Put::Entry(entry) => Some(entry),
            Put::EnBloc(_) => None,
        }
    }
}

/// How far the clerk has come.
#[derive(Debug)]
enum Phase {
    /// Choosing how it is taken: the row that keys act on.
    Choose(usize),
    /// Typing how many were for it, against it, and abstained.
    Count {
        in_secret: bool,
        field: usize,
        numbers: [String; 3],
    },
    /// One key a member.
    Name(Division),
    /// As many for as against: the casting vote.
    Casting(Manner),
}

/// Opens it for the item shown; says why there is nothing to put.
pub fn open(desk: &mut Desk) {
    let Some(open) = &desk.open else { return };
    let meeting = &open.meeting;
    let item = open
        .shown
        .and_then(|id| meeting.item(id))
        .or_else(|| meeting.current());
    let Some(item) = item else {
        desk.say("There is no item under which a question could be put.");
        return;
    };
    let question = next_question(meeting, item).map(|entry| question(meeting, entry));
    if question.is_none() && settle::last_vote(meeting, item.id).is_none() {
        let keys = desk.keys(Context::Line.stack(), Command::MoveMotion);
        desk.say(format!(
            "Nothing is to be put here: {keys} takes a motion down, or record a decision first."
        ));
        return;
    }
    let overlay = TakeVote {
        item: item.id,
        question,
        electorate: formal::electorate(meeting, item.id, desk.now),
        majority: Majority::Simple,
        opened: desk.now,
        warned: None,
        phase: Phase::Choose(0),
    };
    desk.push(overlay);
}

/// Puts several items in one; those who may vote are those who may on each of them.
pub fn open_en_bloc(items: Vec<ItemId>, desk: &mut Desk) {
    let Some(open) = &desk.open else { return };
    let Some(first) = items.first().copied() else {
        return;
    };
    let mut electorate = formal::electorate(&open.meeting, first, desk.now);
    for item in &items {
        let may = formal::electorate(&open.meeting, *item, desk.now);
        electorate.retain(|person| may.contains(person));
    }
    let question = Question {
        text: format!(
            "{} en bloc",
            super::formal_words::items(&open.meeting, &items)
        ),
        put: Put::EnBloc(items),
        reads: None,
        is_motion: false,
    };
    let overlay = TakeVote {
        item: first,
        question: Some(question),
        electorate,
        majority: Majority::Simple,
        opened: desk.now,
        warned: None,
        phase: Phase::Choose(0),
    };
    desk.push(overlay);
}

fn question(meeting: &Meeting, entry: &Entry) -> Question {
    let text = match entry.motion() {
        // An amendment is put in its own words.
        Some(motion) if motion.amends.is_some() => amendment_words(meeting, entry, None),
        Some(_) => at_stake(meeting, entry),
        None => entry.text.clone(),
    };
    Question {
        put: Put::Entry(entry.id),
        text,
        reads: entry
            .motion()
            .filter(|motion| motion.amends.is_some())
            .map(|_| at_stake(meeting, entry)),
        is_motion: entry.motion().is_some(),
    }
}

impl TakeVote {
    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        match self.phase {
            Phase::Name(_) => Context::Division.stack(),
            Phase::Count { .. } => Context::Form.stack(),
            Phase::Choose(_) | Phase::Casting(_) => Context::List.stack(),
        }
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        match &mut self.phase {
            Phase::Choose(at) => {
                let choices = desk.open.as_ref().map_or_else(Vec::new, |open| {
                    choices(self.question.as_ref(), &open.meeting, self.item)
                });
                if let Some(to) = rows::go(command, *at, choices.len(), choices.len()) {
                    *at = to;
                    return true;
                }
                if command == Command::Choose
                    && let Some(choice) = choices.get(*at).copied()
                {
                    self.choose(choice, desk);
                    return true;
                }
                false
            }
            Phase::Count { field, numbers, .. } => {
                match command {
                    Command::Choose if *field == 2 => self.count(desk),
                    Command::SaveForm => self.count(desk),
                    Command::Choose | Command::Down => *field = (*field + 1).min(2),
                    Command::Up => *field = field.saturating_sub(1),
                    // Round and round, as in every form.
                    Command::NextField => *field = (*field + 1) % 3,
                    Command::PreviousField => *field = (*field + 2) % 3,
                    Command::DeleteLeft => {
                        if let Some(number) = numbers.get_mut(*field)
                            && number.pop().is_none()
                        {
                            *field = field.saturating_sub(1);
                        }
                    }
                    Command::Cancel => self.phase = Phase::Choose(0),
                    Command::UndoRecord | Command::RedoRecord => {}
                    _ => return false, // every other command is for what lies below
                }
                true
            }
            Phase::Name(division) => {
                if command == Command::Cancel {
                    if division.is_empty() || self.warned == Some('\u{1b}') {
                        self.phase = Phase::Choose(0);
                        self.warned = None;
                    } else {
                        self.warned = Some('\u{1b}');
                        desk.warn("Esc again drops the votes marked so far.");
                    }
                    return true;
                }
                self.warned = None;
                if command == Command::Choose {
                    self.name(desk);
                    return true;
                }
                division.update(command)
                    || matches!(command, Command::UndoRecord | Command::RedoRecord)
            }
            Phase::Casting(_) => match command {
                Command::Cancel => {
                    self.phase = Phase::Choose(0);
                    true
                }
                Command::UndoRecord | Command::RedoRecord => true,
                _ => false, // every other command is for what lies below
            },
        }
    }

    /// Takes a letter: a choice, or a digit of a number.
    pub fn typed(&mut self, letter: char, desk: &mut Desk) {
        match &mut self.phase {
            Phase::Choose(_) => {
                let choice = desk.open.as_ref().and_then(|open| {
                    choices(self.question.as_ref(), &open.meeting, self.item)
                        .into_iter()
                        .find(|choice| choice.letter() == letter.to_ascii_lowercase())
                });
                match choice {
                    Some(choice) => self.choose(choice, desk),
                    None => desk.say(format!("{letter} stands for nothing in this list.")),
                }
            }
            Phase::Count { field, numbers, .. } => {
                if let Some(number) = numbers.get_mut(*field)
                    && letter.is_ascii_digit()
                    && number.len() < 4
                {
                    number.push(letter);
                } else if letter == ' ' && *field < 2 {
                    *field += 1;
                } else {
                    desk.say("How many were it? Digits, and Enter goes on.");
                }
            }
            Phase::Name(_) => desk.say(format!("{letter} is no vote; the keys stand below.")),
            Phase::Casting(manner) => {
                let casting = match letter.to_ascii_lowercase() {
                    'f' => Some(Cast::For),
                    'a' => Some(Cast::Against),
                    'n' => None,
                    _ => {
                        desk.say("f for, a against, n no casting vote.");
                        return;
                    }
                };
                let manner = manner.clone();
                self.record(manner, casting, desk);
            }
        }
    }

    /// Takes a text that was pasted.
    pub fn pasted(&mut self, _text: &str, _desk: &mut Desk) {}

    /// Takes an answer from what lay on top: a member's own vote was recorded, or the motion deferred.
    pub fn answered(&mut self, answer: Answer, desk: &mut Desk) {
        if let Answer::Filled(form::Purpose::OwnVote(_) | form::Purpose::MotionDeferred(_)) = answer
        {
            desk.pop();
        }
    }

    fn choose(&mut self, choice: Choice, desk: &mut Desk) {
        let takes_names = match choice {
            Choice::Agreed | Choice::Hands | Choice::Ballot => false,
            Choice::Named
            | Choice::Majority
            | Choice::Withdrawn
            | Choice::RuledOut
            | Choice::NotSeconded
            | Choice::Deferred
            | Choice::OwnVote => true,
        };
        let is_budget = desk
            .open
            .as_ref()
            .is_some_and(|open| open.meeting.rules.budget);
        if is_budget && !takes_names && self.warned != Some(choice.letter()) {
            self.warned = Some(choice.letter());
            desk.warn(format!(
                "A budget meeting: votes on the budget are taken by name (n). {} again: this one is not about it.",
                choice.letter()
            ));
            return;
        }
        self.warned = None;
        match choice {
            Choice::Agreed => {
                self.record(Manner::Agreed, None, desk);
            }
            Choice::Hands | Choice::Ballot => {
                self.phase = Phase::Count {
                    in_secret: choice == Choice::Ballot,
                    field: 0,
                    numbers: Default::default(),
                };
            }
            Choice::Named => {
                if self.electorate.is_empty() {
                    desk.warn("Nobody is marked present who may vote: call the roll first.");
                } else {
                    self.phase = Phase::Name(Division::of(self.electorate.len()));
                }
            }
            Choice::Majority => self.majority = settle::next_majority(self.majority),
            Choice::Withdrawn | Choice::RuledOut | Choice::NotSeconded | Choice::Deferred => {
                self.settle(choice, desk);
            }
            Choice::OwnVote => {
                let last = desk
                    .open
                    .as_ref()
                    .and_then(|open| settle::last_vote(&open.meeting, self.item));
                if let Some(form) = last.and_then(|vote| form::own_vote(desk, vote)) {
                    desk.push(form);
                }
            }
        }
    }

    /// The numbers as typed; abstentions that were not are all who are left.
    fn counts(&self) -> Option<Counts> {
        let Phase::Count { numbers, .. } = &self.phase else {
            return None;
        };
        let [in_favour, against, abstentions] = numbers;
        let number = |text: &String| text.parse().unwrap_or(0);
        Some(Counts {
            in_favour: number(in_favour),
            against: number(against),
            abstentions: if abstentions.is_empty() {
                self.rest(number(in_favour), number(against))
            } else {
                number(abstentions)
            },
        })
    }

    /// How many have not been counted on either side.
    fn rest(&self, in_favour: u16, against: u16) -> u16 {
        let all = u16::try_from(self.electorate.len()).unwrap_or(u16::MAX);
        all.saturating_sub(in_favour).saturating_sub(against)
    }

    fn count(&mut self, desk: &mut Desk) {
        let (
            Some(counts),
            Phase::Count {
                in_secret, field, ..
            },
        ) = (self.counts(), &mut self.phase)
        else {
            return;
        };
        let present = self.electorate.len();
        if counts.all() > present {
            *field = 0;
            desk.warn(format!(
                "{} votes were counted, and {present} are present who may vote: count again, or put the roll right.",
                counts.all()
            ));
            return;
        }
        let manner = if *in_secret {
            Manner::Ballot(counts)
        } else {
            Manner::Hands(counts)
        };
        self.decide(manner, desk);
    }

    fn name(&mut self, desk: &mut Desk) {
        let Phase::Name(division) = &mut self.phase else {
            return;
        };
        match division.votes(&self.electorate) {
            Ok(votes) => self.decide(Manner::Named(votes), desk),
            Err(unmarked) => desk.warn(match unmarked {
                1 => "One member has no vote yet.".to_owned(),
                many => format!("{many} members have no vote yet."),
            }),
        }
    }

    /// Records it, unless a casting vote is to be asked for first.
    fn decide(&mut self, manner: Manner, desk: &mut Desk) {
        let vote = self.vote(manner, None, desk);
        if vote.is_tied() && vote.counts().all() > 0 && vote.chair.is_some() {
            self.phase = Phase::Casting(vote.manner);
        } else {
            let nobody = vote.is_tied() && vote.chair.is_none();
            let recorded = self.record(vote.manner, None, desk);
            if nobody && recorded {
                desk.warn("A tie, and nobody is noted in the chair to give a casting vote.");
            }
        }
    }

    fn vote(&self, manner: Manner, casting: Option<Cast>, desk: &Desk) -> Vote {
        let meeting = desk.open.as_ref().map(|open| &open.meeting);
        let members = meeting.map_or(0, |meeting| {
            meeting
                .seats
                .iter()
                .filter(|seat| seat.member && seat.voting)
                .count()
        });
        Vote {
            on: self.question.as_ref().and_then(Question::entry),
            en_bloc: Vec::new(),
            manner,
            majority: self.majority,
            at: desk.now,
            electorate: self.electorate.clone(),
            members: u16::try_from(members).unwrap_or(u16::MAX),
            chair: meeting.and_then(|meeting| {
                attendance::in_chair(&meeting.seats, &meeting.stream, desk.now)
            }),
            casting,
            asked: Vec::new(),
        }
    }

    /// What follows from a vote on excluding the public, where it was one.
    fn after_exclusion(&self, desk: &Desk) -> Option<String> {
        let question = self.question.as_ref()?;
        let meeting = &desk.open.as_ref()?.meeting;
        let (_, _, entry) = meeting.entry(question.entry()?)?;
        let motion = entry.motion().filter(|motion| motion.excludes)?;
        let keys = desk.keys(Context::Line.stack(), Command::Exempt);
        Some(match formal::came_of(meeting, entry.id, motion) {
            Came::Voted(Outcome::Carried) => format!("{keys} stamps that the public left."),
            Came::Voted(Outcome::Lost | Outcome::Tied) | Came::Settled(_) => {
                "The public stays, and the item is not exempt.".to_owned()
            }
            Came::Open => return None,
        })
    }

    fn record(&mut self, manner: Manner, casting: Option<Cast>, desk: &mut Desk) -> bool {
        let Some(question) = self.question.clone() else {
            return false;
        };
        let vote = self.vote(manner, casting, desk);
        let mut said = super::formal_words::vote(&vote);
        let entry = Entry {
            id: EntryId(desk.new_id()),
            kind: Kind::Vote,
            text: question.text,
            started_at: self.opened,
            recorded_at: desk.now,
            detail: Detail::Vote(Box::new(vote)),
            source: None,
            prepared: None,
        };
        let change = match &question.put {
            Put::Entry(on) => {
                let found = desk.open.as_ref().and_then(|open| open.meeting.entry(*on));
                Change::EntryAdded {
                    item: found.map_or(self.item, |(item, _, _)| item.id),
                    entry,
                    place: None,
                }
            }
            Put::EnBloc(items) => {
                said = format!("{}: {said}", entry.text);
                together::taken(items, entry, desk)
            }
        };
        let recorded = desk.record(change, None);
        if recorded {
            let quorate = desk
                .open
                .as_ref()
                .is_none_or(|open| open.meeting.count().is_quorate());
            if let Some(next) = self.after_exclusion(desk) {
                desk.warn(format!("{said}. {next}"));
            } else if quorate {
                desk.say(format!("{said}."));
            } else {
                desk.warn(format!("{said}. THERE IS NO QUORUM."));
            }
            desk.pop();
        }
        recorded
    }

    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        view::draw(self, desk, frame, area);
    }
}
