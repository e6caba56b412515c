//! The table of keys, for `minutebook keys`, the help screen and the README.

use std::fmt::Write as _;

use strum::IntoEnumIterator;

use super::{Context, Keymap, keys_label};
use crate::command::Command;

/// One command in one context, with every key that asks for it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where the keys have this meaning.
    pub context: Context,
    /// The keys as they are shown, the preferred first: `"Home or Ctrl+A"`.
    pub keys: String,
    /// What they ask for.
    pub command: Command,
}

impl Keymap {
    /// Every binding, context by context and then in the order of the commands.
    pub fn table(&self) -> Vec<Row> {
        Context::iter()
            .flat_map(|context| self.rows(context))
            .collect()
    }

    /// The rows of one context, in the order of the commands.
    pub fn rows(&self, context: Context) -> Vec<Row> {
        let mut bound: Vec<_> = self.bindings(context).collect();
        bound.sort_by_key(|bound| (bound.command, bound.keys.len(), bound.rank));
        bound
            .chunk_by(|one, next| one.command == next.command)
            .filter_map(|alike| {
                let labels: Vec<String> =
                    alike.iter().map(|bound| keys_label(bound.keys)).collect();
                Some(Row {
                    context,
                    keys: labels.join(" or "),
                    command: alike.first()?.command,
                })
            })
            .collect()
    }

    /// The table as text: keys, command, what it does; as Markdown or in columns.
    pub fn print_table(&self, markdown: bool) -> String {
        let mut page = String::new();
        for context in Context::iter() {
            let rows = self.rows(context);
            if rows.is_empty() {
                continue;
            }
            if !page.is_empty() {
                page.push('\n');
            }
            print_context(&mut page, context, &rows, markdown);
        }
        page
    }
}

/// Writes one context; writing to a String cannot fail, so the results are let go.
fn print_context(page: &mut String, context: Context, rows: &[Row], markdown: bool) {
    let (title, name) = (context.title(), context.name());
    if markdown {
        let _ = writeln!(page, "### {title} (`[{name}]`)\n");
        let _ = writeln!(page, "| Keys | Command | What it does |\n|---|---|---|");
        for row in rows {
            let keys = row.keys.replace('\\', "\\\\").replace('|', "\\|");
            let (command, help) = (row.command.name(), row.command.help());
            let _ = writeln!(page, "| {keys} | `{command}` | {help} |");
        }
        return;
    }
    let width = |cell: fn(&Row) -> usize| rows.iter().map(cell).max().unwrap_or_default();
    let keys_width = width(|row| row.keys.chars().count());
    let name_width = width(|row| row.command.name().len());
    let _ = writeln!(page, "{title}  [{name}]");
    for row in rows {
        let (keys, command, help) = (&row.keys, row.command.name(), row.command.help());
        let _ = writeln!(page, "  {keys:keys_width$}  {command:name_width$}  {help}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Keymap {
        let text = "base = \"none\"\n[global]\nf1 = \"help\"\nalt-h = \"help\"\n\
                    [roll]\n\"|\" = \"clear-mark\"\np = \"mark-present\"";
        Keymap::read(text, "small.toml").unwrap()
    }

    #[test]
    fn columns_stand_under_one_another() {
        assert_eq!(
            small().print_table(false),
            "Everywhere  [global]\n  F1 or Alt+H  help  Show the keys that work here\n\n\
             On the roll  [roll]\n  p  mark-present  Mark as present\n  \
             |  clear-mark    Clear the mark, or take off a guest who has none\n"
        );
    }

    #[test]
    fn markdown_keeps_a_bar_inside_its_cell() {
        let page = small().print_table(true);
        assert!(page.starts_with("### Everywhere (`[global]`)\n\n| Keys |"));
        assert!(page.contains("| F1 or Alt+H | `help` | Show the keys that work here |"));
        assert!(
            page.contains(
                "| \\| | `clear-mark` | Clear the mark, or take off a guest who has none |"
            )
        );
    }

    #[test]
    fn each_binding_of_the_default_keymap_is_in_the_table() {
        let map = Keymap::built_in("default").unwrap();
        let shown: usize = map
            .table()
            .iter()
            .map(|row| row.keys.split(" or ").count())
            .sum();
        let bound: usize = Context::iter().map(|c| map.bindings(c).count()).sum();
        assert_eq!(shown, bound);
    }
}
