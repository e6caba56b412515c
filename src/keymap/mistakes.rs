//! What can be wrong with a keymap file, in words that say what to write instead.

use std::fmt;

use strum::IntoEnumIterator;

use super::built_in::BUILT_IN;
use super::{Context, KeyFault};
use crate::command::Command;

/// Everything that is wrong with one keymap file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Mistakes {
    /// The file's name as it was given.
    pub file: String,
    /// At least one, in the order of the lines.
    pub found: Vec<Mistake>,
}

impl fmt::Display for Mistakes {
    /// One line for each mistake: `keys.toml, line 3: …`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, mistake) in self.found.iter().enumerate() {
            let end = if at == 0 { "" } else { "\n" };
            let Mistake { line, problem } = mistake;
            write!(f, "{end}{}, line {line}: {problem}", self.file)?;
        }
        Ok(())
    }
}

/// One thing wrong with a keymap file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line in the file, from 1.
    pub line: usize,
    /// What is wrong and what to write instead.
    pub problem: Problem,
}

/// What can be wrong in a keymap file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The file is not TOML.
    #[error("this is not TOML: {0}")]
    NotToml(String),
    /// The base is no built-in keymap.
    #[error("there is no built-in keymap \"{name}\"{}; there are {}, and \"none\"", did_you_mean(*.near), BUILT_IN.map(quoted).join(", "))]
    UnknownBase {
        /// What the file says.
        name: String,
        /// The nearest name that there is.
        near: Option<&'static str>,
    },
    /// A name at the top that is no context.
    #[error("there is no table [{name}]{}; there are {}", did_you_mean(*.near), context_names())]
    UnknownContext {
        /// What the file says.
        name: String,
        /// The nearest name that there is.
        near: Option<&'static str>,
    },
    /// A key before the first table, or something that is no table where one belongs.
    #[error("\"{0}\" stands outside a table; put it below one, such as [line]")]
    OutsideTable(String),
    /// A name that no command has.
    #[error("there is no command \"{name}\"{}; `minutebook keys` lists them all", did_you_mean(*.near))]
    UnknownCommand {
        /// What the file says.
        name: String,
        /// The nearest name that there is.
        near: Option<&'static str>,
    },
    /// Neither a command's name nor `false`.
    #[error(
        "write the name of a command in quotes, or \"none\" to take the key away; this is of the type {0}"
    )]
    NotACommand(&'static str),
    /// The key cannot be read or never arrives.
    #[error("{0}")]
    Key(#[from] KeyFault),
    /// A plain character where text is typed.
    #[error(
        "a clerk types \"{keys}\" as text in [{context}]; use Ctrl, Alt or a function key with it"
    )]
    TypedAsText {
        /// The sequence as it is shown.
        keys: String,
        /// The table.
        context: Context,
    },
    /// The same sequence twice in one table.
    #[error("{keys} is bound already in [{context}], on line {line}")]
    BoundTwice {
        /// The sequence as it is shown.
        keys: String,
        /// The table.
        context: Context,
        /// Where it was bound first.
        line: usize,
    },
    /// A sequence that can never be finished.
    #[error(
        "{keys} can never be reached: {shorter} alone runs {} in [{context}]{}; take one of them away",
        .command.name(),
        on_line(*.line)
    )]
    Hidden {
        /// The sequence that is hidden.
        keys: String,
        /// The shorter one that hides it.
        shorter: String,
        /// What the shorter one runs.
        command: Command,
        /// The table.
        context: Context,
        /// Where the shorter one is bound; `None` when it comes from the base.
        line: Option<usize>,
    },
    /// A key that would take away sequences of the base.
    #[error(
        "{keys} would hide {longer}, which runs {} in [{context}] of the base; set \"{longer}\" = \"none\" first",
        .command.name()
    )]
    Hides {
        /// The sequence in this file.
        keys: String,
        /// The longer one in the base.
        longer: String,
        /// What the longer one runs.
        command: Command,
        /// The table.
        context: Context,
    },
    /// A key is taken away that was not bound.
    #[error("{keys} is not bound in [{context}], so there is nothing to take away{}", elsewhere(.bound))]
    NothingToTakeAway {
        /// The sequence as it is shown.
        keys: String,
        /// The table.
        context: Context,
        /// Contexts in which the base does bind it.
        bound: Vec<Context>,
    },
}

fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

fn context_names() -> String {
    let names: Vec<&str> = Context::iter().map(Context::name).collect();
    names.join(", ")
}

fn did_you_mean(near: Option<&'static str>) -> String {
    near.map_or_else(String::new, |name| format!(" (did you mean \"{name}\"?)"))
}

fn on_line(line: Option<usize>) -> String {
    line.map_or_else(
        || " of the base".to_owned(),
        |line| format!(" (line {line})"),
    )
}

fn elsewhere(bound: &[Context]) -> String {
    if bound.is_empty() {
        return String::new();
    }
    let tables: Vec<String> = bound.iter().map(|context| format!("[{context}]")).collect();
    format!("; it is bound in {}", tables.join(", "))
}

/// The name most like the one written, if one is like it at all: a third of the letters may differ.
pub(super) fn nearest(
    written: &str,
    names: impl Iterator<Item = &'static str>,
) -> Option<&'static str> {
    let written = written.to_lowercase().replace(['_', ' '], "-");
    names
        .map(|name| (slips(&written, name), name))
        .filter(|(slips, name)| *slips <= (name.len() / 3).max(1))
        .min()
        .map(|(_, name)| name)
}

/// How many slips make one word of the other: a letter added, left out, changed, or swapped with the next one.
///
/// The optimal string alignment distance, over three rows of its table.
fn slips(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    let mut two_above: Vec<usize> = Vec::new();
    let mut before = None;
    for (i, a) in one.chars().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            // Every row has one cell more than `other` has letters; what is outside counts as out of reach.
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut fewest = (cell(&above, j) + usize::from(a != *b))
                .min(cell(&above, j + 1) + 1)
                .min(cell(&row, j) + 1);
            let swapped = j > 0 && before == Some(*b) && other.get(j - 1) == Some(&a);
            if swapped {
                fewest = fewest.min(cell(&two_above, j - 1) + 1);
            }
            row.push(fewest);
        }
        two_above = above;
        above = row;
        before = Some(a);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_told_from_another_word() {
        let near = |written| nearest(written, Command::all().map(Command::name));
        assert_eq!(near("put-nxt-item"), Some("put-next-item"));
        assert_eq!(near("Record Entry"), Some("record-entry"));
        assert_eq!(near("open_roll"), Some("open-roll"));
        assert_eq!(near("hlep"), Some("help"));
        assert_eq!(near("make-tea"), None);
    }

    #[test]
    fn letters_added_left_out_and_changed_are_counted() {
        assert_eq!(slips("roll", "roll"), 0);
        assert_eq!(slips("role", "roll"), 1);
        assert_eq!(slips("", "roll"), 4);
        assert_eq!(slips("scroll", "roll"), 2);
        assert_eq!(slips("orll", "roll"), 1);
        assert_eq!(slips("ca", "abc"), 3);
    }
}
