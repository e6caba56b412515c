//! The formal business in the words of a house style: what a document and the screen say of motions and votes.
//!
//! None of it is kept: it is said from what is on record each time.

use std::collections::HashMap;

use super::motion::{Fate, amendment_words, at_stake, came_of, decided_by, is_amended, what};
use super::vote::{Manner, Outcome, Vote};
use super::{Came, Motion, en_bloc};
use crate::minutes::agenda::Item;
use crate::minutes::entry::{Entry, Kind};
use crate::minutes::ids::EntryId;
use crate::minutes::meeting::Meeting;
use crate::minutes::template::Template;
use crate::minutes::wording::{Moved, Occasion, Sentence, Spot, WordingError};

/// A paragraph, or the wording that could not be filled in.
pub type Said = Result<String, WordingError>;

/// The paragraphs that an entry of the formal business makes; nothing for any other entry, which is printed as it is.
pub fn paragraphs(
    meeting: &Meeting,
    template: &Template,
    item: &Item,
    entry: &Entry,
) -> Option<Vec<Said>> {
    let about = About {
        meeting,
        template,
        item,
    };
    if let Some(motion) = entry.motion() {
        return Some(about.motion(entry, motion));
    }
    if let Some(vote) = entry.vote() {
        return Some(about.vote(entry, vote));
    }
    if entry.kind == Kind::Decision {
        return about.decision(entry);
    }
    None
}

/// The numbers of a meeting's resolutions, by the entry that says them: the vote that carried a motion, or a decision.
pub fn numbers(meeting: &Meeting, template: &Template) -> HashMap<EntryId, String> {
    let layout = &template.layout.resolutions;
    let counts = |entry: &Entry| match entry.vote() {
        Some(vote) => is_resolution(meeting, vote),
        None => is_carried_en_bloc(meeting, entry) || layout.decisions && is_agreed(meeting, entry),
    };
    // Those that a public copy leaves out count, so that the others have the same numbers in both copies.
    let withheld = meeting.withheld.resolutions.iter();
    let withheld = withheld.filter(|one| one.by_vote || layout.decisions);
    let order: HashMap<EntryId, usize> = meeting.withheld.order.iter().copied().zip(0..).collect();
    let mut said: Vec<_> = meeting
        .entries()
        .filter(|(_, entry)| counts(entry))
        .map(|(_, entry)| (entry.started_at, entry.id, true))
        .chain(withheld.map(|one| (one.at, one.entry, false)))
        .collect();
    // The sort is stable: of those made at one moment the order of the record decides, which a public copy knows.
    said.sort_by_key(|(at, id, _)| (*at, order.get(id).copied()));
    let first = meeting.rules.first_resolution.unwrap_or(1);
    said.iter()
        .zip(first..)
        .filter(|((_, _, is_there), _)| *is_there)
        .filter_map(|((_, id, _), number)| Some((*id, layout.print(number, meeting.head.date)?)))
        .collect()
}

/// Whether a vote carried a motion, so that a resolution came of it; an amendment makes none.
pub(in crate::minutes) fn is_resolution(meeting: &Meeting, vote: &Vote) -> bool {
    let on = vote.on.and_then(|id| meeting.entry(id));
    let of_a_motion = on.is_some_and(|(_, _, entry)| {
        entry
            .motion()
            .is_some_and(|motion| motion.amends.is_none() && motion.fate.is_none())
    });
    of_a_motion && vote.outcome() == Outcome::Carried
}

/// Whether a motion or a decision was carried together with those of other items: it is a resolution then.
pub(in crate::minutes) fn is_carried_en_bloc(meeting: &Meeting, entry: &Entry) -> bool {
    let fate = entry.motion().and_then(|motion| motion.fate);
    fate.is_none()
        && decided_by(meeting, entry.id)
            .is_some_and(|(_, vote)| !vote.en_bloc.is_empty() && vote.outcome() == Outcome::Carried)
}

/// Whether a decision stands: nobody voted on it, or the vote carried it.
pub(in crate::minutes) fn is_agreed(meeting: &Meeting, entry: &Entry) -> bool {
    entry.kind == Kind::Decision
        && decided_by(meeting, entry.id).is_none_or(|(_, vote)| vote.outcome() == Outcome::Carried)
}

/// A text as the paragraphs in which it is printed: one for each of its lines, and for each of the parts that it
/// marks with (a), (b) and so on.
pub fn parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for line in text.lines() {
        let mut rest = line;
        let mut letter = 'a';
        let mut part = String::new();
        while let Some(at) = rest.find(&format!("({letter})")) {
            // One letter alone is a mark in a sentence, not a list.
            let next = char::from_u32(u32::from(letter) + 1).unwrap_or('a');
            let begins_list = letter != 'a' || rest.contains("(b)");
            if !begins_list {
                break;
            }
            let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
            part.push_str(before);
            parts.push(std::mem::take(&mut part));
            let (mark, after) = from.split_at_checked(3).unwrap_or((from, ""));
            part.push_str(mark);
            rest = after;
            letter = next;
        }
        part.push_str(rest);
        parts.push(part);
    }
    parts
        .into_iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

struct About<'a> {
    meeting: &'a Meeting,
    template: &'a Template,
    item: &'a Item,
}

impl<'a> About<'a> {
    fn occasion(&self) -> Occasion<'a> {
        Occasion::of(self.meeting).item(self.item)
    }

    /// What a wording comes to, in paragraphs; one that is empty says nothing.
    fn say(&self, sentence: Sentence, occasion: &Occasion<'_>) -> Vec<Said> {
        match self.template.word(Spot::Sentence(sentence), occasion) {
            Ok(words) => parts(&words).into_iter().map(Ok).collect(),
            Err(error) => vec![Err(error)],
        }
    }

    fn motion(&self, entry: &Entry, motion: &Motion) -> Vec<Said> {
        let mut occasion = self.occasion();
        occasion.motion = Some(Moved {
            what: what(self.meeting, entry),
            text: &entry.text,
            amended: false,
            motion: Some(motion),
        });
        let sentence = if motion.amends.is_some() {
            Sentence::Amendment
        } else {
            Sentence::Motion
        };
        let mut said = self.say(sentence, &occasion);
        if let Came::Settled(fate) = came_of(self.meeting, entry.id, motion) {
            let sentence = match fate {
                Fate::Withdrawn => Sentence::MotionWithdrawn,
                Fate::RuledOut => Sentence::MotionRuledOut,
                Fate::NotSeconded => Sentence::MotionNotSeconded,
                Fate::Deferred(to) => {
                    occasion.dates = to.into_iter().collect();
                    Sentence::MotionDeferred
                }
            };
            said.extend(self.say(sentence, &occasion));
        } else if is_carried_en_bloc(self.meeting, entry) {
            said.extend(self.resolved_en_bloc(entry));
        }
        said
    }

    /// What was moved or decided and carried with others, as the resolution that it became.
    fn resolved_en_bloc(&self, entry: &Entry) -> Vec<Said> {
        let text = at_stake(self.meeting, entry);
        let mut occasion = self.occasion();
        occasion.motion = Some(Moved {
            what: what(self.meeting, entry),
            text: &text,
            amended: false,
            motion: entry.motion(),
        });
        occasion.vote = decided_by(self.meeting, entry.id).map(|(_, vote)| vote);
        let numbers = numbers(self.meeting, self.template);
        occasion.number = numbers.get(&entry.id).map_or("", String::as_str);
        self.say(Sentence::Resolution, &occasion)
    }

    /// One vote on several items: which, how it went where that is not said by its result, and what was resolved.
    fn en_bloc(&self, entry: &Entry, vote: &Vote) -> Vec<Said> {
        let places = en_bloc::places(self.meeting, vote);
        let items = places.iter().filter_map(|at| self.meeting.items.get(*at));
        let mut occasion = self.occasion();
        occasion.items = items.map(|item| item.id).collect();
        occasion.vote = Some(vote);
        occasion.motion = Some(Moved {
            what: "proposal",
            text: &entry.text,
            amended: false,
            motion: None,
        });
        let mut said = self.say(Sentence::EnBloc, &occasion);
        let carried = vote.outcome() == Outcome::Carried;
        if vote.manner.is_counted() || !carried {
            said.extend(self.say(Sentence::Vote, &occasion));
        }
        said.extend(self.own_votes(vote, &occasion));
        if carried {
            said.extend(self.say(Sentence::EnBlocResolved, &occasion));
        }
        said
    }

    /// What those had recorded who asked for it, where names were not taken.
    fn own_votes(&self, vote: &Vote, occasion: &Occasion<'_>) -> Vec<Said> {
        let mut said = Vec::new();
        if let Manner::Agreed | Manner::Hands(_) | Manner::Ballot(_) = vote.manner {
            for (person, cast) in &vote.asked {
                let seat = self.meeting.seat(*person);
                let own = Occasion {
                    person: seat.map(|seat| &seat.person),
                    cast: Some(*cast),
                    ..occasion.clone()
                };
                said.extend(self.say(Sentence::OwnVote, &own));
            }
        }
        said
    }

    fn vote(&self, entry: &Entry, vote: &Vote) -> Vec<Said> {
        if !vote.en_bloc.is_empty() {
            return self.en_bloc(entry, vote);
        }
        let on = vote.on.and_then(|id| self.meeting.entry(id));
        let on = on.map(|(_, _, on)| on);
        let motion = on.and_then(Entry::motion);
        let mut occasion = self.occasion();
        let moved = Moved {
            what: on.map_or("motion", |on| what(self.meeting, on)),
            text: &entry.text,
            amended: on.is_some_and(|on| is_amended(self.meeting, on, Some(vote.at))),
            motion,
        };
        occasion.motion = Some(moved);
        occasion.vote = Some(vote);
        let mut said = self.say(Sentence::Vote, &occasion);
        said.extend(self.own_votes(vote, &occasion));
        let carried = vote.outcome() == Outcome::Carried;
        let amended = on
            .filter(|_| carried)
            .and_then(|amendment| self.meeting.entry(amendment.motion()?.amends?));
        if let Some((_, _, amended)) = amended {
            // It reads so from this vote on, whatever later amendments make of it.
            let is_motion = amended
                .motion()
                .is_some_and(|motion| motion.amends.is_none());
            let reads = if is_motion {
                entry_reads(self.meeting, on)
            } else {
                amendment_words(self.meeting, amended, Some(vote.at))
            };
            occasion.motion = Some(Moved {
                what: what(self.meeting, amended),
                text: &reads,
                amended: true,
                motion: amended.motion(),
            });
            let sentence = if is_motion {
                Sentence::Substantive
            } else {
                Sentence::AmendmentAmended
            };
            said.extend(self.say(sentence, &occasion));
        } else if is_resolution(self.meeting, vote) {
            let numbers = numbers(self.meeting, self.template);
            occasion.number = numbers.get(&entry.id).map_or("", String::as_str);
            said.extend(self.say(Sentence::Resolution, &occasion));
        }
        said
    }

    /// A decision that was voted down is no decision; one that is numbered is worded as a resolution.
    fn decision(&self, entry: &Entry) -> Option<Vec<Said>> {
        let mut occasion = self.occasion();
        occasion.motion = Some(Moved {
            what: what(self.meeting, entry),
            text: &entry.text,
            amended: false,
            motion: None,
        });
        if !is_agreed(self.meeting, entry) {
            return Some(self.say(Sentence::Motion, &occasion));
        }
        if is_carried_en_bloc(self.meeting, entry) {
            return Some(self.resolved_en_bloc(entry));
        }
        if !self.template.layout.resolutions.decisions {
            return None;
        }
        let numbers = numbers(self.meeting, self.template);
        occasion.number = numbers.get(&entry.id).map_or("", String::as_str);
        occasion.vote = decided_by(self.meeting, entry.id).map(|(_, vote)| vote);
        Some(self.say(Sentence::Resolution, &occasion))
    }
}

/// How the amended motion reads once an amendment is carried.
fn entry_reads(meeting: &Meeting, amendment: Option<&Entry>) -> String {
    amendment.map_or_else(String::new, |amendment| at_stake(meeting, amendment))
}
