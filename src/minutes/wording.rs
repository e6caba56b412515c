//! Stock wording: the sentences of a house style, filled in from the meeting.
//!
//! A wording is a minijinja string in a template file. What it may speak of depends on where it stands, and is
//! written down once, in [`Spot::variables`]. Nothing here reads a file: see [`template`](super::template).

use std::collections::{BTreeMap, HashMap};

use minijinja::value::Value;
use minijinja::{Environment, Error};
use thiserror::Error;

use super::dates::{DateForm, TimeForm};
use super::template::paper::usual_engine;

mod check;
mod deed;
mod occasion;
mod sentence;
mod values;

pub(super) use check::Sample;
pub use check::Slip;
pub(crate) use check::{find_word, words as explain};
pub use deed::can_follow_to;
pub use occasion::{Cited, ExemptOn, Group, Listed, Moved, Occasion, Told};
pub use sentence::{EVERYWHERE, Sentence, Spot};
pub(crate) use values::{capital, engine, form};

/// The forms in which a template prints days and times where a wording asks for no other.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Forms {
    pub date: DateForm,
    pub time: TimeForm,
}

/// Why a wording could not be filled in while a document was made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}, line {line}: the wording `{name}` cannot be filled in: {words}")]
pub struct WordingError {
    /// The template's file.
    pub file: String,
    /// Where the wording stands in it, from 1; 0 for a wording that the file leaves to the program.
    pub line: usize,
    /// Which wording.
    pub name: String,
    /// What went wrong.
    pub words: String,
}

impl WordingError {
    /// What stands in a document in place of the wording.
    pub fn stand_in(&self) -> String {
        format!("[{self}]")
    }
}

/// All wordings of one template, compiled.
#[derive(Clone, Debug)]
pub(super) struct Wordings {
    engine: Environment<'static>,
    file: String,
    forms: Forms,
    /// The line on which each wording begins.
    lines: HashMap<Spot, usize>,
}

impl Wordings {
    /// No wordings yet, of a template in a file.
    pub(super) fn new(file: &str, forms: Forms) -> Self {
        Self {
            engine: values::engine(),
            file: file.to_owned(),
            forms,
            lines: HashMap::new(),
        }
    }

    /// The file that they were read from.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// Whether there is a wording for a place.
    pub(super) fn has(&self, spot: Spot) -> bool {
        self.lines.contains_key(&spot)
    }

    /// Adds a wording that begins on a line of the file.
    pub(super) fn add(&mut self, spot: Spot, source: &str, line: usize) -> Result<(), Slip> {
        self.lines.insert(spot, line);
        self.engine
            .add_template_owned(spot.name(), source.to_owned())
            .map_err(|error| Slip::syntax(&error))
    }

    /// A wording filled in; one without line breaks keeps its blanks, for the clerk to write on after it.
    pub(super) fn say(&self, spot: Spot, occasion: &Occasion<'_>) -> Result<String, WordingError> {
        self.fill(spot, occasion).map_err(|error| WordingError {
            file: self.file.clone(),
            line: self.lines.get(&spot).copied().unwrap_or(0) + check::lines_down(&error),
            name: spot.name(),
            words: check::words(&error),
        })
    }

    fn fill(&self, spot: Spot, occasion: &Occasion<'_>) -> Result<String, Error> {
        let known = EVERYWHERE.iter().copied().chain(spot.variables());
        let context: BTreeMap<&str, Value> = known
            .map(|name| {
                // What is not told of at this place of a document is nothing.
                let value = occasion.value(name, self.forms);
                (name, value.unwrap_or_else(|| Value::from(())))
            })
            .collect();
        let name = spot.name();
        if self.has(spot) {
            return self.engine.get_template(&name)?.render(context);
        }
        match spot {
            Spot::Sentence(sentence) => self
                .engine
                .template_from_named_str(&name, sentence.usual())?
                .render(context),
            Spot::Paper(..) => usual_engine().get_template(&name)?.render(context),
            Spot::Header(_)
            | Spot::Present
            | Spot::Apologies
            | Spot::Absent
            | Spot::ActionInItem
            | Spot::ActionAtEnd
            | Spot::Entry(_)
            | Spot::Signature(_) => self.engine.get_template(&name)?.render(context),
        }
    }
}

#[cfg(test)]
mod tests;
