//! Templates: a kind of meeting as data, in a TOML file: its agenda, its stock wording, its layout.
//!
//! House style is never code. This module is given the text of a file and its name for messages; it reads no file
//! itself. Every mistake is found when the template is read, with its line, and not in the middle of a meeting.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;
use toml::Spanned;

use super::agenda::{ItemKind, Outline};
use super::wording::{Occasion, Sample, Sentence, Slip, Spot, WordingError, Wordings, find_word};

pub mod layout;
pub mod paper;
mod shelf;

use layout::{Layout, Wording};
use paper::{Paper, Parts, Sheet};
pub use shelf::Templates;

/// A kind of meeting.
#[derive(Clone, Debug)]
pub struct Template {
    /// By which a body names it: "scrutiny-panel".
    pub name: String,
    /// For people to choose by: "Scrutiny panel".
    pub title: String,
    /// A sentence or two on what it is for.
    pub about: String,
    /// The standard agenda.
    pub agenda: Vec<Outline>,
    /// Abbreviations and what they stand for, expanded on an explicit key only.
    pub phrases: BTreeMap<String, String>,
    /// How documents look.
    pub layout: Layout,
    /// What it says of documents besides the minutes.
    documents: BTreeMap<Paper, Sheet>,
    wordings: Wordings,
}

/// A mistake in a template file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}, line {line}: {words}")]
pub struct Mistake {
    /// The name of the file as it was given.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// What is wrong, and what is allowed.
    pub words: String,
}

/// All mistakes found in a template file, one a line when printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistakes(pub Vec<Mistake>);

impl std::fmt::Display for Mistakes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, mistake) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            mistake.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Mistakes {}

/// The file as it stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: Spanned<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    about: String,
    #[serde(default)]
    agenda: Vec<Piece>,
    #[serde(default)]
    wording: BTreeMap<Key, Wording>,
    #[serde(default)]
    layout: Layout,
    #[serde(default)]
    document: BTreeMap<Paper, Sheet>,
    #[serde(default)]
    phrases: BTreeMap<Spanned<String>, String>,
}

/// One piece of business of the standard agenda.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Piece {
    title: String,
    #[serde(default)]
    kind: ItemKind,
    planned: Option<u16>,
    #[serde(default)]
    prepared: Vec<String>,
    #[serde(default)]
    consent: bool,
    #[serde(default)]
    prompts: String,
}

/// A key of the table of wordings, in the order of the file's own names.
#[derive(PartialEq, Eq, Deserialize)]
#[serde(transparent)]
struct Key(Sentence);

impl Ord for Key {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.key().cmp(other.0.key())
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Template {
    /// The templates that the program brings along: name, and text as in the file.
    pub fn built_in() -> [(&'static str, &'static str); 4] {
        [
            (
                "scrutiny-panel",
                include_str!("../../templates/scrutiny-panel.toml"),
            ),
            ("workshop", include_str!("../../templates/workshop.toml")),
            ("council", include_str!("../../templates/council.toml")),
            ("parish", include_str!("../../templates/parish.toml")),
        ]
    }

    /// Reads a template; `file` is its name for messages.
    ///
    /// A file that does not have the right shape gives one mistake; one that does is then searched for mistakes in
    /// its names and in all of its wording, which are given together.
    pub fn read(text: &str, file: &str) -> Result<Self, Mistakes> {
        let source = Source { text, file };
        let (template, wordings, mut mistakes) = Self::assemble(&source)?;
        let sample = Sample::new();
        for (spot, wording) in &wordings {
            let slips = template.wordings.check(*spot, wording.source(), &sample);
            mistakes.extend(slips.iter().map(|slip| source.slip(*spot, wording, slip)));
        }
        in_order(mistakes)?;
        Ok(template)
    }

    /// Reads a template whose wording was checked before.
    fn read_trusted(text: &str, file: &str) -> Result<Self, Mistakes> {
        let source = Source { text, file };
        let (template, _, mistakes) = Self::assemble(&source)?;
        in_order(mistakes)?;
        Ok(template)
    }

    /// A template with no agenda and the usual wording, for want of any other.
    pub fn bare() -> Self {
        let layout = Layout::default();
        Self {
            name: String::new(),
            title: String::new(),
            about: String::new(),
            agenda: Vec::new(),
            phrases: BTreeMap::new(),
            documents: BTreeMap::new(),
            wordings: Wordings::new("", layout.forms()),
            layout,
        }
    }

    /// The file that it was read from, by the name it was given with.
    pub fn file(&self) -> &str {
        self.wordings.file()
    }

    /// The template as far as it reads, its wordings as written, and the mistakes found on the way.
    fn assemble(source: &Source<'_>) -> Result<Assembled, Mistakes> {
        let file: File =
            toml::from_str(source.text).map_err(|error| Mistakes(vec![source.shape(&error)]))?;
        let mut mistakes = source.names(&file);
        let documents = file.document.iter();
        let of_documents = documents.flat_map(|(paper, sheet)| sheet.mistakes(*paper));
        for (span, words) in file.layout.mistakes().into_iter().chain(of_documents) {
            mistakes.push(source.mistake(source.line(span.start), words));
        }
        let mut written: Vec<(Spot, Wording)> = file
            .wording
            .into_iter()
            .map(|(key, wording)| (Spot::Sentence(key.0), wording))
            .collect();
        written.extend(file.layout.wordings());
        for (paper, sheet) in &file.document {
            written.extend(sheet.wordings(*paper));
        }
        let mut wordings = Wordings::new(source.file, file.layout.forms());
        for (spot, wording) in &written {
            let line = source.first_line(wording);
            if let Err(slip) = wordings.add(*spot, wording.source(), line) {
                mistakes.push(source.slip(*spot, wording, &slip));
            }
        }
        let name = file.name.into_inner();
        let template = Self {
            title: file.title.unwrap_or_else(|| name.clone()),
            name,
            about: file.about.trim().to_owned(),
            agenda: file.agenda.into_iter().map(Outline::from).collect(),
            phrases: file
                .phrases
                .into_iter()
                .map(|(short, long)| (short.into_inner(), long))
                .collect(),
            layout: file.layout,
            documents: file.document,
            wordings,
        };
        Ok((template, written, mistakes))
    }

    /// A sentence of the template's wording, filled in; where the template has none, the usual one.
    ///
    /// It may come out empty, which means that this house style has no such sentence. It may end in a blank, where
    /// the clerk is to write on. Line breaks in it become blanks.
    pub fn say(&self, sentence: Sentence, occasion: &Occasion<'_>) -> Result<String, WordingError> {
        let text = self.word(Spot::Sentence(sentence), occasion)?;
        if text.contains('\n') {
            return Ok(text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        Ok(text)
    }

    /// Any wording of the template, filled in; one that it does not have comes out empty.
    pub fn word(&self, spot: Spot, occasion: &Occasion<'_>) -> Result<String, WordingError> {
        if self.wordings.has(spot) {
            return self.wordings.say(spot, occasion);
        }
        match spot {
            Spot::Sentence(_) | Spot::Paper(..) => self.wordings.say(spot, occasion),
            Spot::Entry(_) => Ok(occasion.text.to_owned()),
            Spot::Header(_)
            | Spot::Present
            | Spot::Apologies
            | Spot::Absent
            | Spot::ActionInItem
            | Spot::ActionAtEnd
            | Spot::Signature(_) => Ok(String::new()),
        }
    }

    /// The lines and columns of a document besides the minutes: the template's own, else the usual ones.
    pub fn parts(&self, paper: Paper) -> Parts<'_> {
        Parts::of(self.documents.get(&paper), paper)
    }
}

/// A template, its wordings as they stand in the file, and the mistakes found so far.
type Assembled = (Template, Vec<(Spot, Wording)>, Vec<Mistake>);

impl From<Piece> for Outline {
    fn from(piece: Piece) -> Self {
        Self {
            title: piece.title,
            number: None,
            kind: piece.kind,
            presenters: Vec::new(),
            guests: Vec::new(),
            planned: piece.planned,
            prepared: piece.prepared,
            carried: Vec::new(),
            consent: piece.consent,
            prompts: piece.prompts,
        }
    }
}

/// The text of a file and its name: what mistakes are told from.
struct Source<'a> {
    text: &'a str,
    file: &'a str,
}

impl Source<'_> {
    fn mistake(&self, line: usize, words: impl Into<String>) -> Mistake {
        Mistake {
            file: self.file.to_owned(),
            line,
            words: words.into(),
        }
    }

    /// The line of a byte of the text, from 1.
    fn line(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        1 + before.matches('\n').count()
    }

    /// The line on which a wording's first letter stands; 0 for one that is not in the file.
    fn first_line(&self, wording: &Wording) -> usize {
        let Some(span) = wording.span() else { return 0 };
        let raw = self.text.get(span.clone()).unwrap_or_default();
        // TOML drops a line break right after the opening quotes.
        let opened = ["\"\"\"", "'''"]
            .iter()
            .find_map(|quotes| raw.strip_prefix(quotes));
        let below = opened.is_some_and(|text| text.starts_with(['\n', '\r']));
        self.line(span.start) + usize::from(below)
    }

    fn slip(&self, spot: Spot, wording: &Wording, slip: &Slip) -> Mistake {
        let by_lines = self.first_line(wording) + slip.lines_down;
        // A backslash at a line's end joins lines, so that they cannot be counted in what was read.
        let joined = || {
            let span = wording.span()?;
            let raw = self.text.get(span.clone())?;
            let joins = raw.contains("\\\n") || raw.contains("\\\r\n");
            let at = find_word(raw, slip.part.as_ref().filter(|_| joins)?)?;
            Some(self.line(span.start + at))
        };
        self.mistake(
            joined().unwrap_or(by_lines),
            format!("{}: {}", spot.name(), slip.words),
        )
    }

    /// A file that is no TOML, or has keys and values that a template does not have.
    fn shape(&self, error: &toml::de::Error) -> Mistake {
        let line = error.span().map_or(1, |span| self.line(span.start));
        self.mistake(line, error.message().replace('\n', "; "))
    }

    /// Mistakes in names and titles, which have the right shape and are of no use.
    fn names(&self, file: &File) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        let allowed =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        let name = file.name.get_ref();
        if name.is_empty() || !name.chars().all(allowed) {
            mistakes.push(self.mistake(
                self.line(file.name.span().start),
                format!("name: \"{name}\" is no name for a template: small letters a to z, digits and hyphens are allowed"),
            ));
        }
        for short in file.phrases.keys() {
            let abbreviation = short.get_ref();
            if abbreviation.is_empty() || abbreviation.contains(char::is_whitespace) {
                mistakes.push(self.mistake(
                    self.line(short.span().start),
                    format!("phrases: \"{abbreviation}\" cannot be typed as one word: an abbreviation has no blanks"),
                ));
            }
        }
        mistakes
    }
}

/// Nothing, or the mistakes in the order of the file.
fn in_order(mut mistakes: Vec<Mistake>) -> Result<(), Mistakes> {
    if mistakes.is_empty() {
        return Ok(());
    }
    mistakes.sort_by_key(|mistake| mistake.line);
    Err(Mistakes(mistakes))
}

#[cfg(test)]
mod tests;
