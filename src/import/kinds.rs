//! Which kind of entry each paragraph would be, from what was found in it.

use super::actions::{self, Against};
use super::decisions;
use super::paragraphs::Block;
use super::people;
use super::proposal::{Paragraph, Proposal};
use super::text::{first_sentence, lower, start};
use crate::minutes::entry::Kind;

/// As many findings of one paragraph are looked at.
const MANY: usize = 40;

/// What was found, by the lines on which it stands.
pub struct Kinds {
    actions: Vec<Found>,
    resolutions: Vec<Found>,
    declarations: Vec<Found>,
    movements: Vec<Found>,
    votes: Vec<Found>,
}

/// The lines and the beginning of a finding, and how long it is.
struct Found {
    lines: (usize, usize),
    start: String,
    length: usize,
}

impl Found {
    fn new(lines: (usize, usize), text: &str) -> Self {
        Self {
            lines,
            start: start(text, 80).to_owned(),
            length: text.len(),
        }
    }
}

impl Kinds {
    /// Of everything that was found in the minutes.
    pub fn of(proposal: &Proposal) -> Self {
        let sorted = |mut found: Vec<Found>| {
            found.sort_by_key(|found| found.lines);
            found
        };
        let one = |line: usize, text: &str| Found::new((line, line), text);
        Self {
            actions: sorted(
                proposal
                    .actions
                    .iter()
                    .map(|action| one(action.line, &action.text))
                    .collect(),
            ),
            resolutions: sorted(
                proposal
                    .resolutions
                    .iter()
                    .map(|resolution| Found::new(resolution.lines, &resolution.text))
                    .collect(),
            ),
            declarations: sorted(
                proposal
                    .declarations
                    .iter()
                    .map(|found| one(found.line, &found.text))
                    .collect(),
            ),
            movements: sorted(
                proposal
                    .movements
                    .iter()
                    .map(|found| one(found.line, &found.text))
                    .collect(),
            ),
            votes: sorted(
                proposal
                    .votes
                    .iter()
                    .map(|found| one(found.line, &found.as_written))
                    .collect(),
            ),
        }
    }

    /// A block as the entry that it would be.
    pub fn paragraph(&self, block: &Block, against: Against<'_>) -> Paragraph {
        Paragraph {
            kind: self.kind(block, against),
            text: block.text.clone(),
            lines: block.lines,
        }
    }

    fn kind(&self, block: &Block, against: Against<'_>) -> Kind {
        let text = &block.text;
        let here = |found: &Found| text.contains(&found.start);
        let lower_text = lower(start(text, 600));
        let first = first_sentence(text);
        if within(&self.actions, block).any(|action| here(action) && action.length * 2 > text.len())
        {
            Kind::Action
        } else if within(&self.resolutions, block).next().is_some()
            && (decisions::is_decision(text) || within(&self.resolutions, block).any(here))
        {
            Kind::Decision
        } else if within(&self.declarations, block).any(here) {
            Kind::Declaration
        } else if block.bullet {
            Kind::Point
        } else if people::movement(&lower_text).is_some()
            && within(&self.movements, block).any(here)
        {
            Kind::Movement
        } else if text.ends_with(':') && text.split_whitespace().count() > 3 {
            Kind::LeadIn
        } else if text.len() < 400 && within(&self.votes, block).any(here) {
            Kind::Motion
        } else if decisions::is_decision(first) && !actions::is_action(first, against) {
            Kind::Decision
        } else {
            Kind::Narrative
        }
    }
}

/// Those of the findings that stand on the lines of a block.
fn within<'f>(found: &'f [Found], block: &Block) -> impl Iterator<Item = &'f Found> {
    let (from, to) = block.lines;
    let first = found.partition_point(|found| found.lines.1 < from);
    found
        .iter()
        .skip(first)
        .take_while(move |found| found.lines.0 <= to)
        .take(MANY)
}
