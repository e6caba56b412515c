//! Which key asks for which command, where.
//!
//! A keymap is a TOML file with a table for each [`Context`] and a line for each key: `"ctrl-n" = "put-next-item"`.
//! The built-in ones are such files too, and are read by the same code as a clerk's own ([`Keymap::read`]). The
//! screen says in which contexts it stands, from the top; [`Keymap::resolve`] answers with a command, with what may
//! follow, or that the key means nothing here.
//!
//! What this module does not do: it keeps no half-pressed sequence (the caller does), it looks at no clock (`Ctrl+X`
//! waits for as long as the clerk likes), it knows neither the terminal's library nor what a command does.

mod built_in;
mod key;
mod mistakes;
mod parse;
mod table;

use std::cell::RefCell;
use std::collections::HashMap;

use strum::{Display, EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};

use crate::command::Command;

pub use built_in::{BUILT_IN, built_in_text};
pub use key::{
    Key, KeyFault, KeyName, function_key, key_label, keys_label, pressed, read_keys, typed,
};
pub use mistakes::{Mistake, Mistakes, Problem};
pub use table::Row;

/// A place in which keys have a meaning: a table of the keymap file.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Context {
    /// Everywhere, unless what stands above says otherwise.
    Global,
    /// Any field in which text is typed: the entry line, forms, the palette.
    Text,
    /// The entry line.
    Line,
    /// The entry line when letters are commands; only a modal keymap has it.
    LineNormal,
    /// An earlier entry is selected; letters still go to the line.
    Record,
    /// Any list of rows, some of which are narrowed by typing.
    List,
    /// The diary of meetings.
    Diary,
    /// The agenda.
    Agenda,
    /// The roll.
    Roll,
    /// A form to fill in.
    Form,
    /// The draft minutes.
    Review,
    /// The files that can be written.
    Writing,
    /// Bodies, members and people.
    Bodies,
    /// What is looked up while typing.
    LookUp,
    /// The register of all actions.
    Register,
    /// What earlier meetings left.
    Outstanding,
    /// A proposed record, before it is taken in.
    Import,
    /// The items that are taken in one vote.
    EnBloc,
    /// A vote by name.
    Division,
    /// The palette of commands.
    Palette,
    /// The help screen.
    Help,
    /// A yes or no.
    Confirm,
}

/// The contexts when an earlier entry is selected while the line is in normal mode.
///
/// There `j` and `k` are [`Command::Down`] and [`Command::Up`], which the screen takes as the next and previous row.
pub const RECORD_IN_NORMAL_MODE: [Context; 5] = [
    Context::Record,
    Context::LineNormal,
    Context::Line,
    Context::Text,
    Context::Global,
];

impl Context {
    /// The contexts to pass to [`Keymap::resolve`] when this one is on top.
    pub fn stack(self) -> &'static [Context] {
        use Context as C;
        match self {
            C::Global => &[C::Global],
            C::Text => &[C::Text, C::Global],
            C::Line => &[C::Line, C::Text, C::Global],
            C::LineNormal => &[C::LineNormal, C::Line, C::Text, C::Global],
            C::Record => &[C::Record, C::Line, C::Text, C::Global],
            C::List => &[C::List, C::Text, C::Global],
            C::Diary => &[C::Diary, C::List, C::Global],
            C::Agenda => &[C::Agenda, C::List, C::Global],
            C::Roll => &[C::Roll, C::List, C::Global],
            C::Form => &[C::Form, C::Text, C::Global],
            C::Review => &[C::Review, C::List, C::Global],
            C::Writing => &[C::Writing, C::List, C::Global],
            C::Bodies => &[C::Bodies, C::List, C::Global],
            // The words of a look-up are typed while its rows are walked.
            C::LookUp => &[C::LookUp, C::List, C::Text, C::Global],
            C::Register => &[C::Register, C::List, C::Global],
            C::Outstanding => &[C::Outstanding, C::List, C::Global],
            C::Import => &[C::Import, C::List, C::Global],
            C::EnBloc => &[C::EnBloc, C::List, C::Global],
            C::Division => &[C::Division, C::List, C::Global],
            C::Palette => &[C::Palette, C::List, C::Text, C::Global],
            C::Help => &[C::Help, C::List, C::Global],
            C::Confirm => &[C::Confirm, C::Global],
        }
    }

    /// Whether a clerk may be typing text here, so that no plain character can be a command.
    pub fn takes_text(self) -> bool {
        match self {
            Self::Global
            | Self::Text
            | Self::Line
            | Self::Record
            | Self::List
            | Self::Form
            | Self::LookUp
            | Self::Palette => true,
            Self::LineNormal
            | Self::Diary
            | Self::Agenda
            | Self::Roll
            | Self::Review
            | Self::Writing
            | Self::Bodies
            | Self::Register
            | Self::Outstanding
            | Self::Import
            | Self::EnBloc
            | Self::Division
            | Self::Help
            | Self::Confirm => false,
        }
    }

    /// The heading in help and tables.
    pub fn title(self) -> &'static str {
        match self {
            Self::Global => "Everywhere",
            Self::Text => "In any text",
            Self::Line => "At the entry line",
            Self::LineNormal => "At the entry line, in normal mode",
            Self::Record => "On an earlier entry",
            Self::List => "In any list",
            Self::Diary => "In the diary",
            Self::Agenda => "On the agenda",
            Self::Roll => "On the roll",
            Self::Form => "In a form",
            Self::Review => "In the draft minutes",
            Self::Writing => "Among documents to be written",
            Self::Bodies => "In bodies and members",
            Self::LookUp => "While looking something up",
            Self::Register => "In the register of actions",
            Self::Outstanding => "In what earlier meetings left",
            Self::Import => "In a proposed record",
            Self::EnBloc => "Among items to be taken en bloc",
            Self::Division => "In a vote by name",
            Self::Palette => "In the palette",
            Self::Help => "In the help",
            Self::Confirm => "At a yes or no",
        }
    }

    /// The name of the table in a keymap file: `"line-normal"`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// What a key, or the keys so far, come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// Do this, and forget the keys so far.
    Run(Command),
    /// Keep the keys so far; here is what may follow and what it would do, for the status line.
    Wait(Vec<(String, Command)>),
    /// The keys mean nothing here; forget them. A single plain character is then text, see [`typed`].
    Unbound,
}

/// What stands at a key sequence in one context.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// The sequence is complete.
    Run { command: Command, rank: Rank },
    /// Longer sequences begin so.
    Begins,
}

/// Where a binding stands among others of the same length: the clerk's file first, then line by line.
type Rank = (std::cmp::Reverse<u8>, usize);

/// Every binding of one keymap, ready to be looked up.
#[derive(Clone, Debug)]
pub struct Keymap {
    /// By `Context as usize`; a key sequence and each of its beginnings has a step.
    tables: Vec<HashMap<Box<[Key]>, Step>>,
    /// What [`Keymap::keys_for`] found before: footers ask for the same few at every drawing.
    labels: RefCell<HashMap<(u64, Command), Option<String>>>,
}

impl Keymap {
    fn of(tables: Vec<HashMap<Box<[Key]>, Step>>) -> Self {
        Self {
            tables,
            labels: RefCell::default(),
        }
    }

    /// The keymap of a clerk who chose none.
    pub fn usual() -> Self {
        // A test holds the built-in keymaps to be without mistakes.
        Self::built_in("default").unwrap_or_else(|_| Self::of(Vec::new()))
    }

    /// A built-in keymap by its name, one of [`BUILT_IN`].
    pub fn built_in(name: &str) -> Result<Self, Mistakes> {
        parse::built_in(name)
    }

    /// Reads a keymap file; `file` is its name, for the mistakes only.
    ///
    /// The file changes a built-in keymap, the default one unless it begins with `base = "vim"` or another name
    /// (`base = "none"` starts with no keys at all). All mistakes are reported together.
    pub fn read(toml: &str, file: &str) -> Result<Self, Mistakes> {
        parse::read(toml, file)
    }

    /// What the keys so far come to in these contexts, the topmost first.
    ///
    /// The first context in which they are a whole sequence, or begin one, decides; those below are asked only
    /// what else may follow. Nothing is allocated but for [`Resolution::Wait`].
    pub fn resolve(&self, contexts: &[Context], pending: &[Key]) -> Resolution {
        for (at, context) in contexts.iter().enumerate() {
            match self.step(*context, pending) {
                Some(Step::Run { command, .. }) => return Resolution::Run(command),
                Some(Step::Begins) => {
                    let rest = contexts.get(at..).unwrap_or_default();
                    return Resolution::Wait(self.may_follow(rest, pending));
                }
                None => {}
            }
        }
        Resolution::Unbound
    }

    /// The shortest way to ask for a command in these contexts, for a footer: `"Ctrl+N"`.
    ///
    /// Of two as short, the one in the clerk's own file, or else the one written first. A key that a context above
    /// uses otherwise does not count.
    pub fn keys_for(&self, contexts: &[Context], command: Command) -> Option<String> {
        // Contexts are fewer than 32 and stand at most five deep, so a number tells every stack from every other.
        let stack = contexts
            .iter()
            .fold(1, |number: u64, context| number << 5 | *context as u64);
        self.labels
            .borrow_mut()
            .entry((stack, command))
            .or_insert_with(|| self.shortest(contexts, command))
            .clone()
    }

    fn shortest(&self, contexts: &[Context], command: Command) -> Option<String> {
        contexts
            .iter()
            .flat_map(|context| self.bindings(*context))
            .filter(|found| found.command == command)
            .filter(|found| self.resolve(contexts, found.keys) == Resolution::Run(command))
            .map(|found| (found.keys.len(), keys_label(found.keys), found.rank))
            .min_by_key(|(keys, label, rank)| (*keys, label.chars().count(), *rank))
            .map(|(_, label, _)| label)
    }

    /// Whether the keymap has a normal mode, in which letters are commands, for the entry line.
    ///
    /// Then the capture screen begins in the insert mode and adds [`Context::LineNormal`] in the normal one.
    pub fn is_modal(&self) -> bool {
        self.bindings(Context::LineNormal).next().is_some()
    }

    fn step(&self, context: Context, keys: &[Key]) -> Option<Step> {
        self.tables.get(context as usize)?.get(keys).copied()
    }

    fn bindings(&self, context: Context) -> impl Iterator<Item = Bound<'_>> {
        self.tables
            .get(context as usize)
            .into_iter()
            .flatten()
            .filter_map(|(keys, step)| match *step {
                Step::Run { command, rank } => Some(Bound {
                    keys,
                    command,
                    rank,
                }),
                Step::Begins => None,
            })
    }

    /// What may follow `pending`, from the topmost context down, without what one above takes away.
    fn may_follow(&self, contexts: &[Context], pending: &[Key]) -> Vec<(String, Command)> {
        let mut found: Vec<(usize, Bound<'_>)> = contexts
            .iter()
            .enumerate()
            .flat_map(|(at, context)| self.bindings(*context).map(move |bound| (at, bound)))
            .filter(|(_, bound)| {
                bound.keys.len() > pending.len() && bound.keys.starts_with(pending)
            })
            .filter(|(at, bound)| {
                let above = contexts.get(..*at).unwrap_or_default();
                !above
                    .iter()
                    .any(|context| self.runs_within(*context, bound.keys))
            })
            .collect();
        found.sort_by_key(|(at, bound)| (*at, bound.rank));
        found
            .into_iter()
            .map(|(_, bound)| {
                let rest = bound.keys.get(pending.len()..).unwrap_or_default();
                (keys_label(rest), bound.command)
            })
            .collect()
    }

    /// Whether a context runs something at `keys` or already at a beginning of them.
    fn runs_within(&self, context: Context, keys: &[Key]) -> bool {
        (1..=keys.len()).any(|length| {
            let step = keys.get(..length).and_then(|keys| self.step(context, keys));
            matches!(step, Some(Step::Run { .. }))
        })
    }

    /// Builds the tables from bindings of which none hides another.
    fn from_bindings(
        bindings: impl IntoIterator<Item = (Context, Box<[Key]>, Command, Rank)>,
    ) -> Self {
        let mut tables = vec![HashMap::new(); Context::iter().count()];
        for (context, keys, command, rank) in bindings {
            let Some(table) = tables.get_mut(context as usize) else {
                continue; // cannot be: there is a table for each context
            };
            for length in 1..keys.len() {
                if let Some(beginning) = keys.get(..length) {
                    table.entry(beginning.into()).or_insert(Step::Begins);
                }
            }
            table.insert(keys, Step::Run { command, rank });
        }
        Self::of(tables)
    }
}

/// One binding of a context.
struct Bound<'a> {
    keys: &'a [Key],
    command: Command,
    rank: Rank,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(written: &str) -> Vec<Key> {
        read_keys(written).unwrap()
    }

    fn small() -> Keymap {
        Keymap::read(
            r#"
            base = "none"
            [line]
            "ctrl-n" = "put-next-item"
            "ctrl-x ctrl-s" = "standard-entry"
            "ctrl-x n" = "nothing-to-report"
            "ctrl-x q" = "look-next-item"
            [global]
            "ctrl-x q" = "redraw"
            "ctrl-x ctrl-c" = "quit"
            "ctrl-q" = "quit"
            "ctrl-n" = "help"
            f1 = "help"
            [diary]
            n = "new-meeting"
            "#,
            "small.toml",
        )
        .unwrap()
    }

    #[test]
    fn the_topmost_context_that_knows_the_keys_decides() {
        let map = small();
        let line = Context::Line.stack();
        let run = |keys_so_far: &str| map.resolve(line, &keys(keys_so_far));
        assert_eq!(run("ctrl-n"), Resolution::Run(Command::PutNextItem));
        assert_eq!(run("f1"), Resolution::Run(Command::Help));
        assert_eq!(run("n"), Resolution::Unbound);
        assert_eq!(
            run("ctrl-x ctrl-s"),
            Resolution::Run(Command::StandardEntry)
        );
        assert_eq!(run("ctrl-x q"), Resolution::Run(Command::LookNextItem));
        assert_eq!(run("ctrl-x ctrl-c"), Resolution::Run(Command::Quit));
        assert_eq!(run("ctrl-x z"), Resolution::Unbound);
        let diary = Context::Diary.stack();
        assert_eq!(
            map.resolve(diary, &keys("ctrl-n")),
            Resolution::Run(Command::Help)
        );
        assert_eq!(
            map.resolve(diary, &keys("n")),
            Resolution::Run(Command::NewMeeting)
        );
        assert_eq!(map.resolve(diary, &[]), Resolution::Unbound);
    }

    #[test]
    fn a_pending_key_tells_what_may_follow_from_every_context() {
        let waiting = small().resolve(Context::Line.stack(), &keys("ctrl-x"));
        assert_eq!(
            waiting,
            Resolution::Wait(vec![
                ("Ctrl+S".to_owned(), Command::StandardEntry),
                ("n".to_owned(), Command::NothingToReport),
                ("q".to_owned(), Command::LookNextItem),
                ("Ctrl+C".to_owned(), Command::Quit),
            ])
        );
    }

    #[test]
    fn a_footer_gets_the_shortest_key_that_still_works() {
        let map = small();
        let line = Context::Line.stack();
        let quit = map.keys_for(line, Command::Quit);
        assert_eq!(quit.as_deref(), Some("Ctrl+Q"));
        let help = map.keys_for(line, Command::Help);
        assert_eq!(help.as_deref(), Some("F1"));
        assert_eq!(map.keys_for(line, Command::Redraw), None, "hidden by line");
        assert_eq!(map.keys_for(line, Command::NewMeeting), None);
    }

    #[test]
    fn the_clerks_own_key_is_shown_before_one_as_short() {
        let map = Keymap::read("[global]\nf6 = \"help\"", "my.toml").unwrap();
        let shown = map.keys_for(Context::Form.stack(), Command::Help);
        assert_eq!(shown.as_deref(), Some("F6"));
    }

    #[test]
    fn a_stack_begins_with_its_own_context_and_ends_everywhere() {
        for context in Context::iter() {
            let stack = context.stack();
            assert_eq!(stack.first(), Some(&context));
            assert_eq!(stack.last(), Some(&Context::Global));
            let typing = stack.contains(&Context::Text) && context != Context::LineNormal;
            assert!(!typing || context.takes_text(), "{context} takes text");
        }
    }
}
