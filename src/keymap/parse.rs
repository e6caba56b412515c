//! Reads a keymap file, and reports everything that is wrong with it at once.
//!
//! ```toml
//! base = "default"             # or "vim", "emacs", "none"; this one may be left out
//! [line]
//! "ctrl-n" = "put-next-item"   # a key and its command
//! "ctrl-x n" = "skip-item"     # keys one after the other
//! "alt-u" = "none"             # takes a key away that the base has
//! ```
//!
//! Besides what cannot be read, a key is refused that no terminal sends, that a clerk types as text, that is bound
//! twice in one table, or that is hidden because a shorter one runs first.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use strum::IntoEnumIterator;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::built_in::{BUILT_IN, built_in_text};
use super::mistakes::{Mistake, Mistakes, Problem, nearest};
use super::{Context, Key, Keymap, Rank, keys_label, read_keys, typed};
use crate::command::Command;

/// A binding while the file is still being put together.
#[derive(Clone, Copy, Debug)]
struct Draft {
    command: Command,
    /// 0 for the file without a base, one more for each file upon it.
    depth: u8,
    /// The line in its file.
    line: usize,
}

impl Draft {
    fn rank(self) -> Rank {
        (Reverse(self.depth), self.line)
    }
}

/// All bindings of a keymap, by context and keys.
type Drafts = HashMap<(Context, Box<[Key]>), Draft>;

/// One line of a file that could be read.
struct Wish {
    line: usize,
    context: Context,
    keys: Box<[Key]>,
    /// `None` takes the key away.
    command: Option<Command>,
}

/// [`Keymap::built_in`].
pub(super) fn built_in(name: &str) -> Result<Keymap, Mistakes> {
    let Some(text) = built_in_text(name) else {
        let problem = unknown_base(name);
        return Err(Mistakes {
            file: "the settings".to_owned(),
            found: vec![Mistake { line: 1, problem }],
        });
    };
    read(text, &format!("keymaps/{name}.toml"))
}

/// [`Keymap::read`].
pub(super) fn read(text: &str, file: &str) -> Result<Keymap, Mistakes> {
    let (drafts, _) = read_drafts(text, file)?;
    Ok(Keymap::from_bindings(drafts.into_iter().map(
        |((context, keys), draft)| (context, keys, draft.command, draft.rank()),
    )))
}

/// Reads a file upon its base; with the bindings comes how many files deep they go.
fn read_drafts(text: &str, file: &str) -> Result<(Drafts, u8), Mistakes> {
    let mut found = Vec::new();
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        found.push(Mistake {
            line: line_of(text, at),
            problem: Problem::NotToml(error.message().to_owned()),
        });
    }
    let (base, wishes) = read_document(text, document.get_ref(), &mut found);
    let (mut drafts, depth) = match built_in_text(base) {
        // A built-in base names one before it in BUILT_IN, or none; so this ends.
        Some(base_text) => {
            let (drafts, depth) = read_drafts(base_text, &format!("keymaps/{base}.toml"))?;
            (drafts, depth.saturating_add(1))
        }
        None => (Drafts::new(), 0),
    };
    apply(&mut drafts, depth, wishes, &mut found);
    // What is left of a line that is not TOML only seems to be wrong in another way too.
    let broken: HashSet<usize> = found
        .iter()
        .filter(|mistake| matches!(mistake.problem, Problem::NotToml(_)))
        .map(|mistake| mistake.line)
        .collect();
    found.retain(|mistake| {
        matches!(mistake.problem, Problem::NotToml(_)) || !broken.contains(&mistake.line)
    });
    if found.is_empty() {
        return Ok((drafts, depth));
    }
    found.sort_by_key(|mistake| mistake.line);
    Err(Mistakes {
        file: file.to_owned(),
        found,
    })
}

/// Takes the document apart: the name of the base, and every line that can be read.
fn read_document<'a>(
    text: &str,
    document: &'a DeTable<'_>,
    found: &mut Vec<Mistake>,
) -> (&'a str, Vec<Wish>) {
    let mut base = "default";
    let mut wishes = Vec::new();
    let mut seen: HashMap<(Context, String), usize> = HashMap::new();
    for (name, value) in in_file_order(document) {
        let mut wrong = |at: usize, problem| {
            let line = line_of(text, at);
            found.push(Mistake { line, problem });
        };
        let at = name.span().start;
        let name = name.get_ref().as_ref();
        if name == "base" {
            match value.get_ref().as_str() {
                Some(known) if known == "none" || BUILT_IN.contains(&known) => base = known,
                Some(other) => wrong(at, unknown_base(other)),
                // No name at all, so it is told as it is written.
                None => wrong(at, unknown_base(text.get(value.span()).unwrap_or_default())),
            }
            continue;
        }
        let Some(table) = value.get_ref().as_table() else {
            wrong(at, Problem::OutsideTable(name.to_owned()));
            continue;
        };
        let Ok(context) = name.parse::<Context>() else {
            let near = nearest(name, Context::iter().map(Context::name));
            let name = name.to_owned();
            wrong(at, Problem::UnknownContext { name, near });
            continue;
        };
        for (written, value) in in_file_order(table) {
            let at = written.span().start;
            let keys = read_keys(written.get_ref()).map_err(Problem::from);
            let command = read_command(value.get_ref());
            // Both halves of a line are looked at, so that both mistakes are told.
            match (keys, command) {
                (Ok(keys), Ok(command)) => {
                    let label = keys_label(&keys);
                    let line = line_of(text, at);
                    if let Some(&first) = seen.get(&(context, label.clone())) {
                        let keys = label;
                        let line = first;
                        let problem = Problem::BoundTwice {
                            keys,
                            context,
                            line,
                        };
                        wrong(at, problem);
                        continue;
                    }
                    if context.takes_text() && keys.first().is_some_and(|key| typed(*key).is_some())
                    {
                        let keys = label.clone();
                        wrong(at, Problem::TypedAsText { keys, context });
                        continue;
                    }
                    seen.insert((context, label), line);
                    wishes.push(Wish {
                        line,
                        context,
                        keys: keys.into(),
                        command,
                    });
                }
                (keys, command) => {
                    for problem in [keys.err(), command.err()].into_iter().flatten() {
                        wrong(at, problem);
                    }
                }
            }
        }
    }
    (base, wishes)
}

/// Lays the file's lines over the base: first what is taken away, then what is bound.
fn apply(drafts: &mut Drafts, depth: u8, wishes: Vec<Wish>, found: &mut Vec<Mistake>) {
    let (taken, bound): (Vec<Wish>, Vec<Wish>) =
        wishes.into_iter().partition(|wish| wish.command.is_none());
    for wish in taken {
        let before = drafts.len();
        // A key that only begins sequences takes all of them with it.
        drafts
            .retain(|(context, keys), _| *context != wish.context || !keys.starts_with(&wish.keys));
        if drafts.len() == before {
            let mut bound: Vec<Context> = drafts
                .keys()
                .filter(|(_, keys)| keys.starts_with(&wish.keys))
                .map(|(context, _)| *context)
                .collect();
            bound.sort_unstable();
            bound.dedup();
            found.push(Mistake {
                line: wish.line,
                problem: Problem::NothingToTakeAway {
                    keys: keys_label(&wish.keys),
                    context: wish.context,
                    bound,
                },
            });
        }
    }
    for wish in &bound {
        let Some(command) = wish.command else {
            continue;
        };
        let line = wish.line;
        let draft = Draft {
            command,
            depth,
            line,
        };
        drafts.insert((wish.context, wish.keys.clone()), draft);
    }
    for wish in &bound {
        if let Some(problem) = hidden(drafts, depth, wish) {
            let line = wish.line;
            found.push(Mistake { line, problem });
        }
    }
}

/// Whether the line's keys are hidden by shorter ones, or hide longer ones of the base.
///
/// Of two in the same file only the longer is told of, so that a mistake is told once.
fn hidden(drafts: &Drafts, depth: u8, wish: &Wish) -> Option<Problem> {
    let context = wish.context;
    for length in 1..wish.keys.len() {
        let shorter = wish.keys.get(..length)?;
        if let Some(draft) = drafts.get(&(context, shorter.into())) {
            return Some(Problem::Hidden {
                keys: keys_label(&wish.keys),
                shorter: keys_label(shorter),
                command: draft.command,
                context,
                line: (draft.depth == depth).then_some(draft.line),
            });
        }
    }
    let longer = drafts
        .iter()
        .filter(|((c, keys), draft)| {
            *c == context
                && draft.depth != depth
                && keys.len() > wish.keys.len()
                && keys.starts_with(&wish.keys)
        })
        .min_by_key(|(_, draft)| draft.rank());
    longer.map(|((_, keys), draft)| Problem::Hides {
        keys: keys_label(&wish.keys),
        longer: keys_label(keys),
        command: draft.command,
        context,
    })
}

/// A command's name, or `None` for `"none"` and `false`.
fn read_command(value: &DeValue<'_>) -> Result<Option<Command>, Problem> {
    let Some(name) = value.as_str() else {
        return match value.as_bool() {
            Some(false) => Ok(None),
            Some(true) | None => Err(Problem::NotACommand(value.type_str())),
        };
    };
    if name == "none" {
        return Ok(None);
    }
    match Command::named(name) {
        Some(command) => Ok(Some(command)),
        None => Err(Problem::UnknownCommand {
            name: name.to_owned(),
            near: nearest(name, Command::all().map(Command::name)),
        }),
    }
}

fn unknown_base(name: &str) -> Problem {
    Problem::UnknownBase {
        name: name.to_owned(),
        near: nearest(name, BUILT_IN.into_iter().chain(["none"])),
    }
}

/// The entries of a table as they stand in the file; the table itself sorts them by name.
fn in_file_order<'a, 'i>(
    table: &'a DeTable<'i>,
) -> Vec<(
    &'a Spanned<toml::de::DeString<'i>>,
    &'a Spanned<DeValue<'i>>,
)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(name, _)| name.span().start);
    entries
}

/// The line, from 1, on which the byte stands.
fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::super::Resolution;
    use super::*;

    /// The mistakes of a file as pairs of line and words.
    fn mistakes(text: &str) -> Vec<(usize, String)> {
        match read(text, "my.toml") {
            Ok(_) => Vec::new(),
            Err(Mistakes { found, .. }) => found
                .into_iter()
                .map(|Mistake { line, problem }| (line, problem.to_string()))
                .collect(),
        }
    }

    #[test]
    fn each_kind_of_mistake_is_told_with_its_line() {
        for (text, line, words) in [
            ("base = \"vi\"", 1, "did you mean \"vim\""),
            ("\nbase = 3", 2, "no built-in keymap \"3\""),
            ("f1 = \"help\"", 1, "outside a table"),
            (
                "[global]\n[lines]\nf1 = \"help\"",
                2,
                "did you mean \"line\"",
            ),
            ("[zebra]\nf1 = \"help\"", 1, "there are global, text, line"),
            (
                "[line]\n\nf1 = \"hepl\"",
                3,
                "no command \"hepl\" (did you mean \"help\"?)",
            ),
            (
                "[line]\nf1 = \"put-nxt-item\"",
                2,
                "did you mean \"put-next-item\"",
            ),
            ("[line]\nf1 = 7", 2, "of the type integer"),
            ("[line]\nf1 = true", 2, "of the type boolean"),
            ("[line]\nf1.x = \"help\"", 2, "of the type table"),
            ("[line]\nctrl-entre = \"help\"", 2, "cannot be read"),
            ("[line]\n\"\" = \"help\"", 2, "no key is named"),
            ("[line]\nctrl-enter = \"help\"", 2, "Alt+Enter can be used"),
            ("[line]\nsuper-n = \"help\"", 2, "Super"),
            ("[line]\nx = \"help\"", 2, "types \"x\" as text in [line]"),
            ("[form]\n\"é\" = \"help\"", 2, "as text in [form]"),
            ("[global]\n\"?\" = \"help\"", 2, "as text in [global]"),
            ("[line]\n\"space n\" = \"help\"", 2, "types \"Space n\""),
            (
                "[line]\nctrl-n = \"help\"\n\"Ctrl+N\" = \"quit\"",
                3,
                "Ctrl+N is bound already in [line], on line 2",
            ),
            (
                "[line]\nctrl-n = \"help\"\nctrl-n = \"quit\"",
                3,
                "duplicate key",
            ),
            (
                "[roll]\nz = \"help\"\n\"z z\" = \"redraw\"",
                3,
                "z z can never be reached: z alone runs help in [roll] (line 2)",
            ),
            (
                "[roll]\n\"z z\" = \"redraw\"\nz = \"help\"",
                2,
                "z z can never be reached: z alone runs help in [roll] (line 3)",
            ),
            (
                "[line]\n\"ctrl-n x\" = \"help\"",
                2,
                "Ctrl+N alone runs put-next-item in [line] of the base",
            ),
            (
                "base = \"emacs\"\n[global]\nctrl-x = \"help\"",
                3,
                "would hide Ctrl+X Ctrl+C, which runs quit",
            ),
            (
                "[line]\nctrl-q = \"none\"",
                2,
                "nothing to take away; it is bound in [global]",
            ),
            ("[line]\nctrl-n = ", 2, "not TOML"),
        ] {
            let found = mistakes(text);
            assert_eq!(found.len(), 1, "{text}: {found:#?}");
            assert_eq!(found[0].0, line, "{text}: {found:#?}");
            assert!(found[0].1.contains(words), "{text}: {found:#?}");
        }
    }

    #[test]
    fn all_mistakes_are_told_together_in_the_order_of_the_file() {
        let text = "base = \"vmi\"\n\n[roll]\n\"z z\" = \"help\"\nz = \"reddraw\"\n\n[line]\n\
                    n = \"put-next-item\"\n\"shift-enter\" = \"recrd-entry\"\n\n[zebra]\nq = \"quit\"\n";
        let lines: Vec<usize> = mistakes(text).iter().map(|found| found.0).collect();
        assert_eq!(lines, [1, 5, 8, 9, 9, 11]);
        let told = read(text, "keys.toml").unwrap_err().to_string();
        assert_eq!(told.lines().count(), 6);
        assert!(told.starts_with("keys.toml, line 1: there is no built-in keymap \"vmi\""));
    }

    #[test]
    fn a_file_that_is_no_toml_tells_its_other_mistakes_too() {
        let found = mistakes("[line]\nf1 = = \"help\"\nf2 = \"hlp\"\n");
        assert!(found.iter().any(|(line, _)| *line == 2), "{found:#?}");
        assert!(
            found.iter().any(|(_, words)| words.contains("\"hlp\"")),
            "{found:#?}"
        );
    }

    #[test]
    fn a_clerks_file_changes_the_base_and_keeps_the_rest() {
        let text = "[line]\nctrl-n = \"none\"\nctrl-t = \"put-next-item\"\n\
                    alt-u = false\n\"ctrl-n n\" = \"put-item\"\n";
        let map = read(text, "my.toml").unwrap();
        let line = Context::Line.stack();
        let run = |keys: &str| map.resolve(line, &read_keys(keys).unwrap());
        assert_eq!(run("ctrl-t"), Resolution::Run(Command::PutNextItem));
        assert_eq!(run("ctrl-n n"), Resolution::Run(Command::PutItem));
        assert_eq!(run("alt-u"), Resolution::Unbound);
        assert_eq!(run("enter"), Resolution::Run(Command::RecordEntry));
        assert_eq!(run("f1"), Resolution::Run(Command::Help));
    }

    #[test]
    fn taking_away_the_beginning_takes_away_the_sequences() {
        let text = "base = \"emacs\"\n[global]\nctrl-x = \"none\"\n";
        let map = read(text, "my.toml").unwrap();
        let pending = read_keys("ctrl-x").unwrap();
        let diary = Context::Diary.stack();
        assert_eq!(map.resolve(diary, &pending), Resolution::Unbound);
    }

    #[test]
    fn an_empty_file_is_the_default_keymap() {
        let mine = read("", "my.toml").unwrap();
        let usual = built_in("default").unwrap();
        assert_eq!(mine.table(), usual.table());
        assert!(built_in("nano").unwrap_err().to_string().contains("emacs"));
    }
}
