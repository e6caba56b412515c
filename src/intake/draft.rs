//! What is to be taken in, part by part, while a clerk looks it over.
//!
//! A [`Draft`] is one meeting: a flat list of [`Part`]s in the order of its record, each with its lines in the source
//! and what is doubtful about it, each of which can be corrected or left out. Nothing of it is in the register.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use crate::import::{self, Marking, Named, Paragraph, Proposal};
use crate::minutes::dates::parse_time;
use crate::minutes::entry::Kind;
use crate::minutes::roster::fold;

use super::file::Text;

/// One meeting that is to be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The name of the file.
    pub name: String,
    /// SHA-256 over its bytes.
    pub sha256: String,
    /// The text that is kept with the meeting.
    pub text: Arc<str>,
    /// The whole text of the file, in which lines are counted.
    pub shown: Arc<str>,
    /// Whether it is an action log, of which one file may hold several meetings.
    pub is_log: bool,
    /// The parts; entries and what is under an item follow it.
    pub parts: Vec<Part>,
    /// What a clerk should know of the whole.
    pub remarks: Vec<String>,
}

/// One part of what is to be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub what: What,
    /// Its first and last line in the source, from 1; none where it was not read there.
    pub lines: Option<(usize, usize)>,
    /// Whether it is to be taken in.
    pub kept: bool,
    /// What is doubtful about it.
    pub doubts: Vec<String>,
}

/// What a part is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Whose meeting; empty where the text does not say.
    Body(String),
    /// What sort of meeting, where it is no ordinary one.
    Title(String),
    /// On what day; none where the text does not say.
    Date(Option<NaiveDate>),
    /// When it began.
    Begins(NaiveTime),
    /// When it ended.
    Ends(NaiveTime),
    /// Where.
    Place(String),
    /// Somebody who was there, or was not.
    Person(Attendee),
    /// An item of business.
    Item {
        /// As printed.
        number: Option<String>,
        /// Its heading.
        title: String,
    },
    /// A paragraph.
    Entry {
        /// What sort of entry.
        kind: Kind,
        /// Its words.
        text: String,
    },
    /// Something to be done.
    Action(Task),
    /// When the body meets next.
    NextMeeting(NaiveDate),
}

/// Somebody in the list of those who were there, or were not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attendee {
    /// As printed.
    pub name: String,
    /// "Chair", "Director of Place".
    pub role: Option<String>,
    /// The heading over the name.
    pub group: Option<String>,
    /// How they stand.
    pub attended: Attended,
    /// What else was said of them.
    pub note: Option<String>,
}

/// How somebody stands in the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Attended {
    /// A member who was there.
    #[default]
    Present,
    /// Somebody else who was there.
    InAttendance,
    /// A member who sent apologies.
    Apologies,
    /// A member who was not there.
    Absent,
}

impl Attended {
    /// All of them, in the order of a choice.
    pub const ALL: [Self; 4] = [
        Self::Present,
        Self::InAttendance,
        Self::Apologies,
        Self::Absent,
    ];

    /// In a clerk's words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::InAttendance => "in attendance",
            Self::Apologies => "apologies",
            Self::Absent => "absent",
        }
    }
}

/// Something to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// Its own reference; empty where it is to be given one.
    pub reference: String,
    /// The words.
    pub text: String,
    /// Who, as written; empty where nobody is named.
    pub owner: String,
    /// By when, as written.
    pub due: String,
    /// How it stands, as an action log has it.
    pub status: Status,
    /// What became of it, in the words of the log.
    pub notes: String,
    /// When that was noted, where the log says so.
    pub noted_on: Option<NaiveDate>,
    /// Whether the paragraph before it holds its words too.
    pub told_above: bool,
}

/// How an action of a log stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// To be done.
    #[default]
    Open,
    /// Done.
    Complete,
    /// Not to be done.
    Cancelled,
    /// Another, by its reference, has taken its place.
    Superseded(String),
}

impl Part {
    /// A part that is to be taken in.
    pub fn new(what: What, lines: Option<(usize, usize)>) -> Self {
        Self {
            what,
            lines,
            kept: true,
            doubts: Vec::new(),
        }
    }

    fn doubted(mut self, doubt: Option<String>) -> Self {
        self.doubts.extend(doubt);
        self
    }
}

impl Draft {
    /// The body, empty where it is not known.
    pub fn body(&self) -> &str {
        self.parts
            .iter()
            .find_map(|part| match &part.what {
                What::Body(body) if part.kept => Some(body.trim()),
                _ => None, // another part
            })
            .unwrap_or_default()
    }

    /// The day, if it is known.
    pub fn date(&self) -> Option<NaiveDate> {
        self.parts.iter().find_map(|part| match part.what {
            What::Date(date) if part.kept => date,
            _ => None, // another part
        })
    }

    /// Says whose meeting it is.
    pub fn set_body(&mut self, name: &str) {
        for part in &mut self.parts {
            if let What::Body(body) = &mut part.what {
                name.clone_into(body);
                part.doubts.clear();
                part.kept = true;
            }
        }
    }

    /// Says on what day it was held.
    pub fn set_date(&mut self, day: NaiveDate) {
        for part in &mut self.parts {
            if let What::Date(date) = &mut part.what {
                *date = Some(day);
                part.doubts.clear();
                part.kept = true;
            }
        }
    }

    /// The parts that are taken in: those kept, but for what stands under an item that is left out.
    pub fn taken(&self) -> impl Iterator<Item = (usize, &Part)> {
        let mut under_kept = true;
        self.parts
            .iter()
            .enumerate()
            .filter(move |(_, part)| match part.what {
                What::Item { .. } => {
                    under_kept = part.kept;
                    part.kept
                }
                What::Entry { .. } | What::Action(_) => part.kept && under_kept,
                What::Body(_)
                | What::Title(_)
                | What::Date(_)
                | What::Begins(_)
                | What::Ends(_)
                | What::Place(_)
                | What::Person(_)
                | What::NextMeeting(_) => part.kept,
            })
    }
}

/// Reads minutes: the proposal, as parts.
pub fn of_minutes(file: Text) -> Draft {
    let proposal = import::read(&file.text, Some(&file.name));
    let mut parts = head(&proposal);
    parts.extend(business(&proposal));
    if let Some(date) = proposal.next_meeting {
        let written = proposal
            .next_meeting_as_written
            .as_deref()
            .unwrap_or_default();
        let line = place_of(&file.text, written);
        parts.push(Part::new(What::NextMeeting(date), line));
    }
    let text: Arc<str> = file.text.into();
    let mut remarks = file.remarks;
    remarks.extend(proposal.doubts);
    if proposal.items.is_empty() {
        remarks.push("No items of business were found: all of it stands under one.".to_owned());
    }
    Draft {
        name: file.name,
        sha256: file.sha256,
        shown: Arc::clone(&text),
        text,
        is_log: false,
        parts,
        remarks,
    }
}

fn head(proposal: &Proposal) -> Vec<Part> {
    let lacking = |what: &str| Some(format!("The text does not say {what}."));
    let body = proposal.body.clone().unwrap_or_default();
    let no_body = body
        .is_empty()
        .then(|| lacking("whose minutes they are"))
        .flatten();
    let date_doubt = match proposal.date_from {
        Some(import::DateSource::Text) => None,
        Some(import::DateSource::TextWithoutYear) => Some(
            "The year is not beside the date: it follows from other dates in the text.".to_owned(),
        ),
        Some(import::DateSource::FileName) => {
            Some("The date is that in the name of the file.".to_owned())
        }
        None => lacking("on what day it was"),
    };
    let mut parts = vec![
        Part::new(What::Body(body), None).doubted(no_body),
        Part::new(What::Date(proposal.date), None).doubted(date_doubt),
    ];
    let ordinary = |kind: &&String| {
        let kind = fold(kind);
        !["meeting", "ordinary meeting", "monthly meeting", "minutes"].contains(&kind.as_str())
    };
    if let Some(kind) = proposal.meeting_type.as_ref().filter(ordinary) {
        parts.push(Part::new(What::Title(kind.clone()), None));
    }
    let time = |time: &Option<String>| parse_time(time.as_deref()?).ok();
    parts.extend(time(&proposal.start).map(|time| Part::new(What::Begins(time), None)));
    parts.extend(time(&proposal.end).map(|time| Part::new(What::Ends(time), None)));
    if let Some(place) = &proposal.venue {
        parts.push(Part::new(What::Place(place.clone()), None));
    }
    let lists = [
        (&proposal.present, Attended::Present),
        (&proposal.in_attendance, Attended::InAttendance),
        (&proposal.apologies, Attended::Apologies),
        (&proposal.absent, Attended::Absent),
    ];
    for (list, attended) in lists {
        parts.extend(list.iter().map(|named| person(named, attended)));
    }
    parts
}

fn person(named: &Named, attended: Attended) -> Part {
    let somebody = Attendee {
        name: named.name.clone(),
        role: named.role.clone(),
        group: named.group.clone(),
        attended,
        note: named.note.clone(),
    };
    Part::new(What::Person(somebody), Some((named.line, named.line)))
}

/// Items, with every paragraph as an entry and the actions among them.
fn business(proposal: &Proposal) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut told: HashSet<usize> = HashSet::new();
    let heading = |number: Option<String>, title: &str, line: usize| {
        let what = What::Item {
            number,
            title: title.to_owned(),
        };
        Part::new(what, Some((line, line)))
    };
    if let Some(first) = proposal.head.first() {
        let title = if proposal.items.is_empty() {
            "Minutes"
        } else {
            "Before the first item"
        };
        let known = known_words(proposal);
        let mut under: Vec<Part> = Vec::new();
        for paragraph in &proposal.head {
            let mut entries = entries(paragraph, proposal, &mut told);
            // What the head and the roll say is not said again.
            let is_said = !proposal.items.is_empty() && is_said(paragraph, &known);
            for part in &mut entries {
                part.kept &= !is_said;
            }
            under.extend(entries);
        }
        let mut item = heading(None, title, first.lines.0);
        item.kept = under.iter().any(|part| part.kept);
        parts.push(item);
        parts.extend(under);
    }
    for item in &proposal.items {
        let title = item.title.trim();
        let mut part = heading(item.number.clone(), title, item.line);
        if title.is_empty() {
            part.doubts.push("The item has no title.".to_owned());
        }
        parts.push(part);
        for paragraph in &item.entries {
            parts.extend(entries(paragraph, proposal, &mut told));
        }
    }
    place_the_rest(&mut parts, proposal, &told);
    parts
}

/// A paragraph as entries: itself, and the actions that it tells; where those are all that it says, they alone.
fn entries(paragraph: &Paragraph, proposal: &Proposal, told: &mut HashSet<usize>) -> Vec<Part> {
    let (from, to) = paragraph.lines;
    let lines = Some(paragraph.lines);
    let within = |line: usize| (from..=to).contains(&line);
    let here: Vec<(usize, &import::Action)> = proposal
        .actions
        .iter()
        .enumerate()
        .filter(|(place, action)| {
            within(action.line) && !told.contains(place) && shares(&paragraph.text, &action.text)
        })
        .collect();
    told.extend(here.iter().map(|(place, _)| *place));
    let resolved = here
        .iter()
        .any(|(_, action)| action.kind == Marking::Resolution);
    let alone = !here.is_empty()
        && !resolved
        && paragraph.kind != Kind::Decision
        && is_all(&paragraph.text, &here);
    let mut parts = Vec::new();
    if !alone {
        let text = paragraph.text.clone();
        let mut kind = paragraph.kind;
        if kind == Kind::Action {
            kind = if resolved {
                Kind::Decision
            } else {
                Kind::Narrative
            };
        }
        let counted = |vote: &import::Vote| {
            within(vote.line)
                && (vote.in_favour.is_some()
                    || vote.against.is_some()
                    || vote.motion.is_none() && vote.mover.is_none())
        };
        if kind == Kind::Motion && proposal.votes.iter().any(counted) {
            kind = Kind::Vote;
        }
        parts.push(Part::new(What::Entry { kind, text }, lines));
    }
    for (_, action) in here {
        let mut part = Part::new(
            What::Action(task(action, !alone)),
            Some((action.line, action.line.max(to))),
        );
        if action.kind == Marking::Prose {
            part.doubts
                .push("Read from a sentence, not from a mark: is it an action?".to_owned());
        }
        if action.owner.is_none() {
            part.doubts
                .push("Nobody is named who is to do it.".to_owned());
        }
        parts.push(part);
    }
    parts
}

fn task(action: &import::Action, told_above: bool) -> Task {
    Task {
        text: action.text.clone(),
        owner: action.owner.clone().unwrap_or_default(),
        due: action.due.clone().unwrap_or_default(),
        told_above,
        ..Task::default()
    }
}

/// Actions whose paragraph was not found go to the end of their item, or of all.
fn place_the_rest(parts: &mut Vec<Part>, proposal: &Proposal, told: &HashSet<usize>) {
    let rest = proposal
        .actions
        .iter()
        .enumerate()
        .filter(|(place, _)| !told.contains(place));
    for (_, action) in rest {
        let item = parts.iter().position(|part| match &part.what {
            What::Item { number, .. } => number.is_some() && *number == action.item,
            _ => false, // no item
        });
        let end = item.map_or(parts.len(), |item| {
            parts
                .iter()
                .skip(item + 1)
                .position(|part| matches!(part.what, What::Item { .. }))
                .map_or(parts.len(), |next| item + 1 + next)
        });
        if parts.is_empty() {
            let what = What::Item {
                number: None,
                title: "Actions".to_owned(),
            };
            parts.push(Part::new(what, None));
        }
        let part = Part::new(
            What::Action(task(action, false)),
            Some((action.line, action.line)),
        );
        parts.insert(end.clamp(1, parts.len()), part);
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = fold(text);
    let words: Vec<String> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

/// Whether a paragraph tells an action: most of the action's words are in it.
fn shares(paragraph: &str, action: &str) -> bool {
    let there: HashSet<String> = words(paragraph).collect();
    let of_action: Vec<String> = words(action).collect();
    let found = of_action
        .iter()
        .filter(|word| there.contains(*word))
        .count();
    found * 10 >= of_action.len() * 6
}

/// Whether a paragraph says nothing but these actions.
fn is_all(paragraph: &str, actions: &[(usize, &import::Action)]) -> bool {
    const LABELS: [&str; 9] = [
        "action", "actions", "by", "owner", "due", "lead", "deadline", "points", "point",
    ];
    let said: HashSet<String> = actions
        .iter()
        .flat_map(|(_, action)| {
            words(&action.text)
                .chain(words(action.owner.as_deref().unwrap_or_default()))
                .chain(words(action.due.as_deref().unwrap_or_default()))
        })
        .collect();
    words(paragraph).all(|word| said.contains(&word) || LABELS.contains(&word.as_str()))
}

/// The words that stand in the head and on the roll already.
fn known_words(proposal: &Proposal) -> HashSet<String> {
    const STOCK: [&str; 62] = [
        "minutes",
        "of",
        "the",
        "a",
        "an",
        "meeting",
        "held",
        "at",
        "on",
        "in",
        "present",
        "apologies",
        "attendance",
        "chair",
        "chairman",
        "chairperson",
        "from",
        "to",
        "commenced",
        "commencing",
        "terminated",
        "and",
        "were",
        "was",
        "for",
        "absence",
        "cllr",
        "cllrs",
        "councillor",
        "councillors",
        "members",
        "officers",
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "pm",
        "am",
        "date",
        "time",
        "venue",
        "started",
    ];
    let named = proposal
        .present
        .iter()
        .chain(&proposal.in_attendance)
        .chain(&proposal.apologies)
        .chain(&proposal.absent);
    // What is noted of somebody has no place on the roll, so it is not said yet.
    let of_people = named.flat_map(|named| {
        [Some(&named.name), named.role.as_ref(), named.group.as_ref()]
            .into_iter()
            .flatten()
    });
    let of_head = [&proposal.body, &proposal.meeting_type, &proposal.venue];
    let of_head = of_head.into_iter().flatten();
    let mut known: HashSet<String> = of_people
        .chain(of_head)
        .flat_map(|text| words(text))
        .collect();
    known.extend(STOCK.iter().map(|word| (*word).to_owned()));
    known
}

/// Whether a paragraph of the head says nothing but what the head and the roll hold.
fn is_said(paragraph: &Paragraph, known: &HashSet<String>) -> bool {
    let says: Vec<String> = words(&paragraph.text)
        .filter(|word| !word.starts_with(|letter: char| letter.is_ascii_digit()))
        .collect();
    let new = says.iter().filter(|word| !known.contains(*word)).count();
    new * 5 <= says.len()
}

/// The line of the text on which words stand.
fn place_of(text: &str, words: &str) -> Option<(usize, usize)> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return None;
    }
    let at = text.lines().position(|line| {
        line.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .contains(&words)
    })?;
    Some((at + 1, at + 1))
}
