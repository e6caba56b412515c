//! Phrases: abbreviations and what they stand for.
//!
//! There are three layers, the later winning: the stock phrases of the program, those of the meeting's template, and
//! the clerk's own file. Nothing is expanded here of its own accord: [`completion`](super::completion) offers.

use std::collections::BTreeMap;
use std::ops::Range;

use thiserror::Error;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The phrases that come with the program.
const STOCK: &str = include_str!("../../phrases/stock.toml");

/// Abbreviations, in small letters, and what each stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrases {
    /// An empty phrase takes the abbreviation out of the layers below.
    phrases: BTreeMap<String, String>,
}

/// What is wrong in a file of phrases, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}, line {line}: {message}")]
pub struct Mistake {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// What the placeholders of a phrase stand for at one meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placeholders {
    /// `{body}`: the body's full name.
    pub body: String,
    /// `{called}`: how its sentences call it, "Scrutiny Panel".
    pub called: String,
    /// `{noun}`: the short form, "Panel".
    pub noun: String,
    /// `{chair}`: what its chair is called, "Chair".
    pub chair: String,
}

/// The names that may stand in braces.
const NAMES: [&str; 4] = ["body", "called", "noun", "chair"];

impl Placeholders {
    /// For a body of this full name, which its sentences call so; the last word of that is the short form.
    pub fn new(body: &str, called: &str, chair: &str) -> Self {
        Self {
            body: body.to_owned(),
            called: called.to_owned(),
            noun: called
                .split_whitespace()
                .next_back()
                .unwrap_or_default()
                .to_owned(),
            chair: chair.to_owned(),
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        match name {
            "body" => Some(&self.body),
            "called" => Some(&self.called),
            "noun" => Some(&self.noun),
            "chair" => Some(&self.chair),
            _ => None,
        }
    }
}

/// Fills the placeholders in; braces around anything else stay as they are.
pub fn expand(phrase: &str, placeholders: &Placeholders) -> String {
    let mut expanded = String::with_capacity(phrase.len() + 16);
    let mut rest = phrase;
    while let Some((before, behind)) = rest.split_once('{') {
        expanded.push_str(before);
        let known = behind
            .split_once('}')
            .and_then(|(name, after)| Some((placeholders.get(name)?, after)));
        if let Some((value, after)) = known {
            expanded.push_str(value);
            rest = after;
        } else {
            expanded.push('{');
            rest = behind;
        }
    }
    expanded.push_str(rest);
    expanded
}

impl Phrases {
    /// The phrases that come with the program.
    pub fn stock() -> Self {
        // A test holds the file to be without mistakes.
        Self::read(STOCK, "stock.toml").unwrap_or_default()
    }

    /// Reads a file of phrases: TOML, `abbreviation = "what it stands for"`, in tables or not.
    ///
    /// All mistakes are reported at once, each with its line; `file` is only for them. An abbreviation is two or more
    /// letters, digits, hyphens or apostrophes, with a letter first.
    pub fn read(text: &str, file: &str) -> Result<Self, Vec<Mistake>> {
        let mut reading = Reading {
            text,
            file,
            phrases: BTreeMap::new(),
            mistakes: Vec::new(),
        };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let at = error.span().unwrap_or_default();
            reading.mistake(at, error.message().to_owned());
        }
        if reading.mistakes.is_empty() {
            reading.table(table.get_ref(), true);
        }
        if reading.mistakes.is_empty() {
            Ok(Self {
                phrases: reading.phrases,
            })
        } else {
            reading.mistakes.sort_by_key(|mistake| mistake.line);
            Err(reading.mistakes)
        }
    }

    /// These phrases with those of a template over them.
    #[must_use]
    pub fn with_template(&self, template: &BTreeMap<String, String>) -> Self {
        let phrases = template
            .iter()
            .map(|(abbreviation, phrase)| (abbreviation.to_lowercase(), phrase.clone()))
            .collect();
        self.with(&Self { phrases })
    }

    /// These phrases with later ones over them.
    #[must_use]
    pub fn with(&self, later: &Self) -> Self {
        let mut phrases = self.phrases.clone();
        phrases.extend(
            later
                .phrases
                .iter()
                .map(|(abbreviation, phrase)| (abbreviation.clone(), phrase.clone())),
        );
        Self { phrases }
    }

    /// What an abbreviation stands for, whatever its case, placeholders not filled in.
    pub fn get(&self, abbreviation: &str) -> Option<&str> {
        self.phrases
            .get(&abbreviation.to_lowercase())
            .map(String::as_str)
            .filter(|phrase| !phrase.is_empty())
    }

    /// Every abbreviation with what it stands for, by alphabet.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.phrases
            .iter()
            .filter(|(_, phrase)| !phrase.is_empty())
            .map(|(abbreviation, phrase)| (abbreviation.as_str(), phrase.as_str()))
    }
}

/// A file of phrases, half read.
struct Reading<'t> {
    text: &'t str,
    file: &'t str,
    phrases: BTreeMap<String, String>,
    mistakes: Vec<Mistake>,
}

impl Reading<'_> {
    fn table(&mut self, table: &DeTable<'_>, is_whole_file: bool) {
        let mut lines: Vec<_> = table.iter().collect();
        // In the order of the file, so that it is the second of two that is called one too many.
        lines.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in lines {
            match value.get_ref() {
                DeValue::String(phrase) => self.phrase(key, phrase, value.span()),
                DeValue::Table(inner) if is_whole_file => self.table(inner, false),
                other @ (DeValue::Table(_)
                | DeValue::Array(_)
                | DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(_)
                | DeValue::Datetime(_)) => self.mistake(
                    value.span(),
                    format!(
                        "\"{}\" is no text but {}: write what it stands for in quotation marks",
                        key.get_ref(),
                        other.type_str()
                    ),
                ),
            }
        }
    }

    fn phrase(&mut self, key: &Spanned<impl AsRef<str>>, phrase: &str, at: Range<usize>) {
        let written = key.get_ref().as_ref();
        let is_abbreviation = written.chars().count() >= 2
            && written.starts_with(char::is_alphabetic)
            && written.chars().all(is_of_word);
        if !is_abbreviation {
            self.mistake(
                key.span(),
                format!(
                    "\"{written}\" cannot be an abbreviation: take two or more letters or digits, a letter first"
                ),
            );
        }
        if phrase.chars().any(char::is_control) {
            self.mistake(
                at.clone(),
                format!("\"{written}\" must stand for one line of text"),
            );
        }
        if let Some(name) = unknown_placeholder(phrase) {
            self.mistake(
                at,
                format!(
                    "{{{name}}} means nothing: there are {{{}}}",
                    NAMES.join("}, {")
                ),
            );
        }
        let abbreviation = written.to_lowercase();
        if self
            .phrases
            .insert(abbreviation, phrase.to_owned())
            .is_some()
        {
            self.mistake(
                key.span(),
                format!("\"{written}\" is in the file twice: take one of them out"),
            );
        }
    }

    fn mistake(&mut self, at: Range<usize>, message: String) {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        self.mistakes.push(Mistake {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            message,
        });
    }
}

/// Whether a letter may stand inside a word, and so inside an abbreviation.
pub(super) fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '\'' | '’')
}

/// The first word in braces that is no placeholder.
fn unknown_placeholder(phrase: &str) -> Option<&str> {
    phrase
        .split('{')
        .skip(1)
        .filter_map(|behind| behind.split_once('}'))
        .map(|(name, _)| name)
        .find(|name| !NAMES.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel() -> Placeholders {
        Placeholders::new("Highways Scrutiny Panel", "Scrutiny Panel", "Chair")
    }

    #[test]
    fn the_stock_phrases_are_without_mistakes_and_keep_clear_of_english() {
        let stock = Phrases::read(STOCK, "stock.toml").unwrap();
        let count = stock.iter().count();
        assert!((120..=200).contains(&count), "{count}");
        for (abbreviation, phrase) in stock.iter() {
            assert!(abbreviation.len() >= 3, "{abbreviation} is too short");
            assert!(
                phrase.chars().count() >= abbreviation.len() + 2,
                "{abbreviation} saves nothing"
            );
            assert!(!expand(phrase, &panel()).contains('{'), "{abbreviation}");
            assert_eq!(phrase.trim(), phrase, "{abbreviation}");
        }
        for word in [
            "is", "it", "as", "in", "to", "on", "mash", "mask", "send", "rag", "prow", "tor",
            "map", "ask", "end", "own", "out", "add", "its", "our", "mack", "the", "tip", "tie",
            "tap", "top", "rest", "most", "must",
        ] {
            assert_eq!(stock.get(word), None, "{word}");
        }
    }

    #[test]
    fn placeholders_are_filled_in_and_other_braces_left() {
        let cases = [
            ("the {noun} welcomed", "the Panel welcomed"),
            (
                "{body}, {called}, {chair}",
                "Highways Scrutiny Panel, Scrutiny Panel, Chair",
            ),
            ("{other} {", "{other} {"),
            ("{{noun}}", "{Panel}"),
            ("", ""),
        ];
        for (phrase, expanded) in cases {
            assert_eq!(expand(phrase, &panel()), expanded, "{phrase}");
        }
    }

    #[test]
    fn later_layers_win_and_can_take_away() {
        let template = BTreeMap::from([
            ("TPW".to_owned(), "the {noun} was glad of".to_owned()),
            ("kerb".to_owned(), "kerbside collection".to_owned()),
        ]);
        let own = Phrases::read("kerb = \"\"\n[mine]\nNfa = 'none'\n", "phrases.toml").unwrap();
        let phrases = Phrases::stock().with_template(&template).with(&own);
        assert_eq!(phrases.get("tpw"), Some("the {noun} was glad of"));
        assert_eq!(phrases.get("kerb"), None);
        assert_eq!(phrases.get("NFA"), Some("none"));
        assert_eq!(phrases.get("Iwn"), Some("it was noted that"));
    }

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let text =
            "a = 'too short'\n[mine]\nxyz = 3\nabc = '{who}'\nABC = 'twice'\n\"a b\" = 'blank'\n";
        let mistakes = Phrases::read(text, "phrases.toml").unwrap_err();
        let told: Vec<String> = mistakes.iter().map(Mistake::to_string).collect();
        assert_eq!(
            told.iter().map(|told| &told[..20]).collect::<Vec<_>>(),
            [
                "phrases.toml, line 1",
                "phrases.toml, line 3",
                "phrases.toml, line 4",
                "phrases.toml, line 5",
                "phrases.toml, line 6"
            ]
        );
        assert_eq!(
            told[2],
            "phrases.toml, line 4: {who} means nothing: there are {body}, {called}, {noun}, {chair}"
        );
        let broken = Phrases::read("abc = 'fine'\nxyz = unquoted\n", "mine").unwrap_err();
        assert!(broken.iter().all(|mistake| mistake.line == 2), "{broken:?}");
    }
}
