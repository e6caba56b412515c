//! The keymaps that come with the program, and what must be true of them.

/// The names of the built-in keymaps, the usual one first.
pub const BUILT_IN: [&str; 3] = ["default", "vim", "emacs"];

/// The text of a built-in keymap, for a clerk who wants to begin from it; `None` for a name that is not built in.
pub fn built_in_text(name: &str) -> Option<&'static str> {
    match name {
        "default" => Some(include_str!("../../keymaps/default.toml")),
        "vim" => Some(include_str!("../../keymaps/vim.toml")),
        "emacs" => Some(include_str!("../../keymaps/emacs.toml")),
        _ => None, // names come from outside
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Context, Key, Keymap, Resolution, keys_label, read_keys};
    use super::*;
    use crate::command::Command;
    use std::collections::HashSet;
    use strum::IntoEnumIterator;

    fn every_map() -> impl Iterator<Item = (&'static str, Keymap)> {
        BUILT_IN.into_iter().map(|name| {
            let map = Keymap::built_in(name).unwrap_or_else(|mistakes| panic!("{mistakes}"));
            (name, map)
        })
    }

    fn run(map: &Keymap, context: Context, keys: &str) -> Resolution {
        map.resolve(context.stack(), &read_keys(keys).unwrap())
    }

    #[test]
    fn all_load_and_each_label_reads_back_as_its_keys() {
        for (name, map) in every_map() {
            for context in Context::iter() {
                for bound in map.bindings(context) {
                    let label = keys_label(bound.keys);
                    let read = read_keys(&label);
                    assert_eq!(read.as_deref(), Ok(bound.keys), "{name}: {label}");
                }
            }
        }
    }

    #[test]
    fn nothing_hides_a_sequence_of_a_context_below() {
        for (name, map) in every_map() {
            for context in Context::iter() {
                let stack = context.stack();
                for below in stack {
                    for bound in map.bindings(*below).filter(|bound| bound.keys.len() > 1) {
                        for length in 1..bound.keys.len() {
                            let so_far: &[Key] = &bound.keys[..length];
                            let found = map.resolve(stack, so_far);
                            assert!(
                                matches!(found, Resolution::Wait(_)),
                                "{name}, {context}: {} of [{below}] ends in {found:?}",
                                keys_label(bound.keys),
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn no_plain_character_is_a_command_where_text_is_typed() {
        for (name, map) in every_map() {
            for context in Context::iter().filter(|context| context.takes_text()) {
                for character in ' '..='ÿ' {
                    let key = Key::from(character);
                    let found = map.resolve(context.stack(), &[key]);
                    assert_eq!(found, Resolution::Unbound, "{name}, {context}: {character}");
                }
            }
        }
    }

    #[test]
    fn every_command_can_be_reached() {
        // Without a key in the default keymap, and not in the palette:
        const ONLY_FOR_MODES: [Command; 9] = [
            Command::WordEnd, // WordRight is enough without modes
            Command::NormalMode,
            Command::InsertMode,
            Command::AppendMode,
            Command::InsertAtStart,
            Command::AppendAtEnd,
            Command::ChangeWord,
            Command::ChangeToEnd,
            Command::ChangeLine,
        ];
        for (name, map) in every_map() {
            let bound: HashSet<Command> = map.table().iter().map(|row| row.command).collect();
            for command in Command::all() {
                let by_key = bound.contains(&command);
                let only_modes = ONLY_FOR_MODES.contains(&command);
                assert!(
                    by_key || command.in_palette() || (only_modes && !map.is_modal()),
                    "{name}: nothing reaches {}",
                    command.name()
                );
                assert!(
                    !(by_key && only_modes) || map.is_modal(),
                    "{name} has no modes, but {}",
                    command.name()
                );
            }
        }
    }

    #[test]
    fn the_ways_out_are_never_taken_away() {
        for (name, map) in every_map() {
            for context in Context::iter() {
                let stack = context.stack();
                for command in [Command::Cancel, Command::Quit, Command::Palette] {
                    let back_first =
                        name == "vim" && matches!(context, Context::Line | Context::Record);
                    if (command == Command::Cancel && back_first)
                        || (command == Command::Palette && context == Context::Palette)
                    {
                        continue; // Esc goes to normal mode first; the palette is open
                    }
                    let found = map.keys_for(stack, command);
                    assert!(found.is_some(), "{name}, {context}: {}", command.name());
                }
            }
        }
    }

    #[test]
    fn the_default_keymap_is_what_the_manual_says() {
        let map = Keymap::built_in("default").unwrap();
        assert!(!map.is_modal());
        for (context, keys, command) in [
            (Context::Line, "enter", Command::RecordEntry),
            (Context::Line, "ctrl-n", Command::PutNextItem),
            (Context::Line, "alt-down", Command::LookNextItem),
            (Context::Line, "ctrl-z", Command::UndoTyping),
            (Context::Record, "alt-down", Command::MoveEntryDown),
            (Context::Record, "ctrl-n", Command::PutNextItem),
            (Context::Roll, "p", Command::MarkPresent),
            (Context::Roll, "shift-p", Command::MarkAllPresent),
            (Context::Diary, "enter", Command::OpenMeeting),
            (Context::Agenda, "up", Command::PreviousRow),
            (Context::Palette, "enter", Command::Choose),
            (Context::Palette, "ctrl-w", Command::DeleteWordLeft),
            (Context::Form, "esc", Command::Cancel),
            (Context::Confirm, "y", Command::Choose),
        ] {
            assert_eq!(run(&map, context, keys), Resolution::Run(command), "{keys}");
        }
        let free = run(&map, Context::Line, "ctrl-b");
        assert_eq!(free, Resolution::Unbound, "kept for multiplexers");
        let footer = map.keys_for(Context::Line.stack(), Command::PutNextItem);
        assert_eq!(footer.as_deref(), Some("Ctrl+N"));
    }

    #[test]
    fn vim_records_with_enter_in_both_modes() {
        let map = Keymap::built_in("vim").unwrap();
        assert!(map.is_modal());
        for (context, keys, command) in [
            (Context::Line, "enter", Command::RecordEntry),
            (Context::LineNormal, "enter", Command::RecordEntry),
            (Context::Line, "esc", Command::NormalMode),
            (Context::LineNormal, "esc", Command::Cancel),
            (Context::LineNormal, "d w", Command::DeleteWordRight),
            (Context::LineNormal, "c c", Command::ChangeLine),
            (Context::LineNormal, "g g", Command::TextStart),
            (Context::LineNormal, "ctrl-r", Command::RedoTyping),
            (Context::LineNormal, "space n", Command::PutNextItem),
            (Context::Line, "ctrl-r", Command::OpenRoll),
            (Context::Diary, "shift-g", Command::LastRow),
        ] {
            assert_eq!(run(&map, context, keys), Resolution::Run(command), "{keys}");
        }
        assert_eq!(run(&map, Context::Line, "d"), Resolution::Unbound);
    }

    #[test]
    fn emacs_has_its_motions_and_its_prefixes() {
        let map = Keymap::built_in("emacs").unwrap();
        assert!(!map.is_modal());
        for (context, keys, command) in [
            (Context::Line, "ctrl-n", Command::Down),
            (Context::Line, "ctrl-c ctrl-n", Command::PutNextItem),
            (Context::Line, "ctrl-x ctrl-c", Command::Quit),
            (Context::Line, "ctrl-x u", Command::UndoTyping),
            (Context::Line, "ctrl-/", Command::UndoTyping),
            (Context::Line, "ctrl-c u", Command::UndoRecord),
            (Context::Line, "alt-x", Command::Palette),
            (Context::Line, "ctrl-g", Command::Cancel),
            (Context::Palette, "ctrl-p", Command::PreviousRow),
            (Context::Form, "ctrl-x ctrl-s", Command::SaveForm),
            (Context::Diary, "ctrl-x ctrl-c", Command::Quit),
        ] {
            assert_eq!(run(&map, context, keys), Resolution::Run(command), "{keys}");
        }
        let Resolution::Wait(next) = run(&map, Context::Line, "ctrl-x") else {
            panic!("Ctrl+X begins sequences");
        };
        assert!(next.contains(&("Ctrl+C".to_owned(), Command::Quit)));
        assert!(next.contains(&("u".to_owned(), Command::UndoTyping)));
    }
}
