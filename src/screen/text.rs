//! What the commands for text do to a field, wherever the field stands.

use crate::command::Command;
use crate::editor::Editor;

/// What came of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// The text is another.
    Changed,
    /// The cursor moved, or could not.
    Moved,
    /// The cursor could not move up: it is in the top row.
    AtTop,
    /// The cursor could not move down: it is in the last row.
    AtBottom,
    /// There was nothing to undo.
    NothingToUndo,
    /// The command is not about text.
    NotText,
}

/// Does what a command for text asks, in a field that is `width` columns wide.
pub fn edit(editor: &mut Editor, command: Command, width: u16) -> Edited {
    let changed = |_: bool| Edited::Changed;
    let moved = |_: bool| Edited::Moved;
    match command {
        Command::Left => moved(editor.left()),
        Command::Right => moved(editor.right()),
        Command::WordLeft => moved(editor.word_left()),
        Command::WordRight => moved(editor.word_right()),
        Command::WordEnd => moved(to_last_letter(editor)),
        Command::LineStart => moved(editor.line_start()),
        Command::LineEnd => moved(editor.line_end()),
        Command::TextStart => moved(editor.text_start()),
        Command::TextEnd => moved(editor.text_end()),
        Command::Up if editor.up(width) => Edited::Moved,
        Command::Up => Edited::AtTop,
        Command::Down if editor.down(width) => Edited::Moved,
        Command::Down => Edited::AtBottom,
        Command::DeleteLeft => changed(editor.delete_left()),
        Command::DeleteRight => changed(editor.delete_right()),
        Command::DeleteWordLeft => changed(editor.kill_word_left()),
        Command::DeleteWordRight => changed(editor.kill_word_right()),
        Command::KillToStart => changed(editor.kill_to_start()),
        Command::KillToEnd => changed(editor.kill_to_end()),
        Command::KillLine => changed(editor.kill_line()),
        Command::Yank => changed(editor.yank()),
        Command::YankPop => changed(editor.yank_pop()),
        Command::UndoTyping if editor.undo() => Edited::Changed,
        Command::UndoTyping => Edited::NothingToUndo,
        Command::RedoTyping => changed(editor.redo()),
        Command::NewLine if editor.is_multi_line() => changed(editor.insert_char('\n')),
        _ => Edited::NotText, // every other command belongs to the screen that has the field
    }
}

/// Moves onto the last letter of this word, or of the next one from there.
fn to_last_letter(editor: &mut Editor) -> bool {
    let before = editor.cursor();
    editor.right();
    editor.word_end();
    editor.left();
    editor.cursor() != before
}

/// What to say of a paste that was altered on its way in; nothing where it was not.
pub fn about_paste(pasted: &crate::editor::Pasted) -> Option<String> {
    let mut words = Vec::new();
    if pasted.removed_controls > 0 {
        words.push(format!(
            "{} control characters were left out",
            pasted.removed_controls
        ));
    }
    if pasted.cut_chars > 0 {
        words.push(format!(
            "only the first {} characters fit, the last {} were left out: paste them into another entry",
            pasted.inserted_chars, pasted.cut_chars
        ));
    }
    (!words.is_empty()).then(|| format!("Of what was pasted, {}.", words.join("; ")))
}
