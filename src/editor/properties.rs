//! What holds for an editor after any sequence of acts.

use proptest::prelude::*;

use super::{DEFAULT_LIMIT, Editor, Motion, grapheme};

/// Anything that a person can do to a text field.
#[derive(Clone, Debug)]
enum Act {
    Type(char),
    Paste(String),
    Replace(usize, usize, String),
    Place(usize),
    Go(Motion),
    Kill(Motion),
    Up(u16),
    Down(u16),
    DeleteRange(usize, usize),
    CopyRange(usize, usize),
    Plain(fn(&mut Editor) -> bool),
}

fn act(editor: &mut Editor, act: &Act) {
    match act {
        Act::Type(character) => {
            editor.insert_char(*character);
        }
        Act::Paste(text) => {
            editor.paste(text);
        }
        Act::Replace(start, end, text) => {
            editor.replace_range(*start..*end, text);
        }
        Act::Place(at) => {
            editor.set_cursor(*at);
        }
        Act::Go(motion) => {
            let before = editor.cursor();
            let moved = editor.go(*motion);
            assert_eq!(moved, before != editor.cursor());
        }
        Act::Kill(motion) => {
            editor.kill(*motion);
        }
        Act::Up(width) => {
            let row = editor.visual(*width).row;
            let moved = editor.up(*width);
            assert_eq!(editor.visual(*width).row, row - usize::from(moved));
            assert_eq!(moved, row > 0);
        }
        Act::Down(width) => {
            let before = editor.visual(*width);
            let moved = editor.down(*width);
            assert_eq!(editor.visual(*width).row, before.row + usize::from(moved));
            assert_eq!(moved, before.row + 1 < before.lines.len());
        }
        Act::DeleteRange(start, end) => {
            editor.delete_range(*start..*end);
        }
        Act::CopyRange(start, end) => editor.copy_range(*start..*end),
        Act::Plain(plain) => {
            plain(editor);
        }
    }
}

fn motions() -> impl Strategy<Value = Motion> {
    prop::sample::select(vec![
        Motion::Left,
        Motion::Right,
        Motion::WordLeft,
        Motion::WordRight,
        Motion::WordEnd,
        Motion::LineStart,
        Motion::LineEnd,
        Motion::TextStart,
        Motion::TextEnd,
    ])
}

/// Characters that join, hide, steer or take two columns, among ordinary ones.
fn characters() -> impl Strategy<Value = char> {
    prop_oneof![
        6 => prop::char::range('a', 'e'),
        3 => Just(' '),
        3 => prop::sample::select(vec![
            '\n', '\r', '\t', '.', '\'', '\u{1b}', '\u{7f}', '\u{85}', '\u{202e}', '\u{feff}', '\u{301}', '\u{200d}',
            '\u{fe0f}', '🇬', '🇧', '👩', '👧', '🏴', '\u{e0067}', '\u{e007f}', '議', 'ᄀ', 'ᅡ', 'ᆨ', '각', '\u{600}',
            'क', '\u{94d}', 'ﾞ', '\u{2028}', '\u{a0}', '\u{3000}',
        ]),
        1 => any::<char>(),
    ]
}

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(characters(), 0..12).prop_map(String::from_iter)
}

fn acts() -> impl Strategy<Value = Act> {
    let place = || 0..80_usize;
    prop_oneof![
        8 => characters().prop_map(Act::Type),
        2 => texts().prop_map(Act::Paste),
        1 => (place(), place(), texts()).prop_map(|(start, end, text)| Act::Replace(start, end, text)),
        1 => place().prop_map(Act::Place),
        4 => motions().prop_map(Act::Go),
        2 => motions().prop_map(Act::Kill),
        1 => (0..12_u16).prop_map(Act::Up),
        1 => (0..12_u16).prop_map(Act::Down),
        1 => (place(), place()).prop_map(|(start, end)| Act::DeleteRange(start, end)),
        1 => (place(), place()).prop_map(|(start, end)| Act::CopyRange(start, end)),
        8 => prop::sample::select(vec![
            Editor::delete_left as fn(&mut Editor) -> bool,
            Editor::delete_right,
            Editor::delete_word_left,
            Editor::delete_word_right,
            Editor::kill_to_start,
            Editor::kill_to_end,
            Editor::kill_line,
            Editor::yank,
            Editor::yank_pop,
            Editor::transpose_chars,
            Editor::undo,
            Editor::redo,
        ]).prop_map(Act::Plain),
    ]
}

fn holds(editor: &Editor, multi_line: bool, limit: usize) {
    let text = editor.text();
    assert!(grapheme::is_boundary(text, editor.cursor()), "{editor:?}");
    assert!(text.len() <= limit, "{editor:?}");
    assert!(
        text.chars()
            .all(|it| !it.is_control() || multi_line && it == '\n'),
        "{editor:?}"
    );
    for width in [0, 1, 2, 7, 80] {
        let visual = editor.visual(width);
        assert!(visual.row < visual.lines.len());
        assert!(visual.column < usize::from(width.max(1)));
        let line = &visual.lines[visual.row];
        assert!(
            line.start <= editor.cursor() && editor.cursor() <= line.end,
            "{editor:?}"
        );
    }
}

proptest! {
    #[test]
    fn any_sequence_of_acts_keeps_the_promises(
        sequence in prop::collection::vec(acts(), 0..60),
        multi_line in any::<bool>(),
        limit in prop_oneof![Just(DEFAULT_LIMIT), 0..60_usize],
    ) {
        let kind = if multi_line { Editor::multi_line() } else { Editor::single_line() };
        let mut editor = kind.with_limit(limit);
        for it in &sequence {
            act(&mut editor, it);
            holds(&editor, multi_line, limit);
        }

        while editor.redo() {}
        let text = editor.text().to_owned();
        while editor.undo() {
            holds(&editor, multi_line, limit);
        }
        prop_assert_eq!(editor.text(), "");
        while editor.redo() {
            holds(&editor, multi_line, limit);
        }
        prop_assert_eq!(editor.text(), text);
    }

    #[test]
    fn what_was_shown_before_a_step_is_shown_after_undoing_it(
        before in texts(),
        place in 0..40_usize,
        step in acts().prop_filter("undo and redo are no steps", |it| !matches!(it, Act::Plain(_))),
    ) {
        let mut editor = Editor::multi_line().with_text(&before, place);
        let (text, cursor) = (editor.text().to_owned(), editor.cursor());
        act(&mut editor, &step);
        if editor.undo() {
            prop_assert_eq!((editor.text(), editor.cursor()), (text.as_str(), cursor));
            prop_assert!(!editor.can_undo());
        } else {
            prop_assert_eq!(editor.text(), text);
        }
    }

    #[test]
    fn a_kill_and_a_yank_change_nothing(text in texts(), place in 0..40_usize, motion in motions()) {
        let mut editor = Editor::multi_line().with_text(&text, place);
        let before = editor.text().to_owned();
        let start = editor.cursor().min(editor.destination(motion));
        if editor.kill(motion) {
            // Where the kill brought two halves of a grapheme together the cursor stands behind it.
            let is_same_place = editor.cursor() == start;
            editor.yank();
            prop_assert_eq!(editor.text() == before, is_same_place);
        }
    }

    #[test]
    fn walking_word_by_word_arrives(text in texts()) {
        let mut editor = Editor::multi_line().with_text(&text, 0);
        let most = text.len() + 1;
        for motion in [Motion::WordRight, Motion::WordLeft, Motion::WordEnd] {
            let steps = (0..most).take_while(|_| editor.go(motion)).count();
            prop_assert!(steps < most);
            let arrived = if motion == Motion::WordLeft { 0 } else { editor.text().len() };
            prop_assert_eq!(editor.cursor(), arrived);
        }
    }
}
