//! What looking up does to the entry line: nothing, but for what is put in.

use proptest::prelude::*;

use super::*;

#[test]
fn enter_puts_a_citation_in_at_the_cursor_and_one_undo_takes_it_back() {
    let mut room = room();
    room.press("As agreed () the plan");
    room.press(&"<left>".repeat(10));
    let before = line(&room);
    assert_eq!(&before.0[before.1..], ") the plan");
    room.press("<ctrl-f>species<enter>");
    let (text, cursor) = line(&room);
    assert_eq!(text, "As agreed (minute 2, 15 June 2022 refers) the plan");
    assert_eq!(&text[cursor..], ") the plan");
    room.press("<ctrl-z>");
    assert_eq!(line(&room), before);
    room.press("<ctrl-y>");
    assert_eq!(line(&room), (text, cursor));
}

#[test]
fn a_citation_is_set_off_by_blanks_and_names_another_body() {
    let mut room = room();
    room.press("As agreed,<ctrl-f>fenders<enter>");
    let (text, _) = line(&room);
    assert!(text.starts_with("As agreed, "), "{text}");
    assert!(
        text.contains("minute ") && text.contains("Board, minute"),
        "{text}"
    );
    // Into an empty line: the entry begins with that key.
    let mut room = super::room();
    room.at_minute(7);
    room.press("<ctrl-f>species<enter>");
    room.at_minute(9);
    room.press(".<enter>");
    let entry = room.open().items[1].entries.last().unwrap();
    assert_eq!(entry.text, "minute 2, 15 June 2022 refers.");
    assert_eq!(entry.started_at, half_past_five() + TimeDelta::minutes(7));
}

#[test]
fn while_an_entry_is_amended_the_citation_goes_into_the_amendment() {
    let mut room = room();
    room.press("It rained<enter>half<up><enter><ctrl-f>species<enter><enter>");
    let entry = room.open().items[1].entries.last().unwrap();
    assert_eq!(entry.text, "It rained minute 2, 15 June 2022 refers");
    assert_eq!(line(&room).0, "half");
}

#[test]
fn words_copied_are_put_in_by_the_key_for_cut_text() {
    let mut room = room();
    room.press("one two <ctrl-w><ctrl-f>species<alt-c>");
    assert_eq!(room.said(), "Copied: Ctrl+V at the entry line puts it in.");
    let words = top(&room).hit().unwrap().text.clone();
    room.press("<esc>");
    assert_eq!(line(&room).0, "one ");
    room.press("<ctrl-v>");
    assert_eq!(line(&room).0, format!("one {words}"));
    room.press("<alt-v>");
    assert_eq!(
        line(&room).0,
        "one two ",
        "what was cut before is still there"
    );
}

#[test]
fn what_is_offered_for_completion_is_offered_still() {
    let mut room = room();
    room.press("!Write to @ell");
    let before = room.screen(100, 30);
    room.press("<ctrl-f>spec<esc>");
    assert_eq!(room.screen(100, 30), before);
    room.press("<tab>");
    let taken = line(&room);
    room.press("<ctrl-f><ctrl-u>spec<esc><tab>");
    let mut other = super::room();
    other.press("!Write to @ell<tab><tab>");
    assert_eq!(line(&room), line(&other), "Tab goes on from {taken:?}");
}

/// Keys as a clerk might press them in the line.
fn editing() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "a",
        "The Panel ",
        "é",
        " ",
        "!",
        "@dabb",
        ">May",
        ".",
        "<backspace>",
        "<delete>",
        "<left>",
        "<right>",
        "<ctrl-left>",
        "<ctrl-right>",
        "<home>",
        "<end>",
        "<ctrl-w>",
        "<ctrl-u>",
        "<ctrl-k>",
        "<ctrl-v>",
        "<alt-v>",
        "<ctrl-z>",
        "<ctrl-y>",
        "<tab>",
        "<alt-k>",
    ])
}

/// Keys as a clerk might press them in the look-up, none of which leaves it.
fn looking() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "spec",
        "the ",
        "x",
        "\"",
        "owner:",
        "<backspace>",
        "<ctrl-u>",
        "<ctrl-w>",
        "<ctrl-v>",
        "<ctrl-z>",
        "<ctrl-y>",
        "<left>",
        "<home>",
        "<end>",
        "<down>",
        "<up>",
        "<pagedown>",
        "<ctrl-end>",
        "<alt-s>",
        "<alt-l>",
        "<alt-t>",
        "<alt-u>",
        "<alt-i>",
        "<tab>",
        "<ctrl-o>",
        "<alt-enter>",
        "<f1>",
        "<ctrl-p>",
    ])
}

/// What undo goes through, and redo after it, from here on.
fn history(room: &mut Room) -> Vec<(String, usize)> {
    let mut seen = vec![line(room)];
    for key in ["<ctrl-z>", "<ctrl-y>"] {
        for _ in 0..30 {
            room.press(key);
            seen.push(line(room));
        }
    }
    seen
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn looked_up_and_left_at_any_point_the_line_is_as_it_was(
        typed in prop::collection::vec(editing(), 0..14),
        looked in prop::collection::vec(looking(), 0..8),
        more in prop::collection::vec(editing(), 0..4),
        close in prop::sample::select(vec!["<esc>", "<f5>", "<ctrl-f>"]),
    ) {
        let (mut room, mut other) = (room(), super::room());
        let typed = typed.concat();
        room.press(&typed);
        other.press(&typed);
        let (shown, meeting) = (room.screen(80, 24), room.open().clone());
        room.press("<ctrl-f>");
        for keys in looked {
            room.press(keys);
            // What it opened is closed again.
            while room.model.overlays.len() > 1 {
                room.press("<esc>");
            }
        }
        room.press(close);
        prop_assert!(room.model.overlays.is_empty());
        room.model.desk.notice.clone_from(&other.model.desk.notice);
        prop_assert_eq!(room.screen(80, 24), shown);
        prop_assert_eq!(room.open(), &meeting);
        // Whatever is done next comes to the same as if nothing had been looked up.
        let more = more.concat();
        room.press(&more);
        other.press(&more);
        prop_assert_eq!(line(&room), line(&other));
        prop_assert_eq!(history(&mut room), history(&mut other));
    }

    #[test]
    fn inserted_at_any_point_it_is_exactly_that_and_one_undo_takes_it_back(
        typed in prop::collection::vec(editing(), 0..14),
    ) {
        let (mut room, mut other) = (room(), super::room());
        let typed = typed.concat();
        room.press(&typed);
        other.press(&typed);
        let before = line(&room);
        room.press("<ctrl-f><ctrl-u>species<enter>");
        prop_assert!(room.model.overlays.is_empty());
        let (text, cursor) = line(&room);
        let put_in = text.strip_prefix(&before.0[..before.1]);
        let put_in = put_in.and_then(|rest| rest.strip_suffix(&before.0[before.1..]));
        prop_assert_eq!(put_in.map(str::trim), Some("minute 2, 15 June 2022 refers"));
        prop_assert_eq!(&text[cursor..], &before.0[before.1..]);
        room.press("<ctrl-z>");
        prop_assert_eq!(line(&room), before);
        // What could be undone before can be undone still.
        for _ in 0..20 {
            let can = room.open().clone();
            room.press("<ctrl-z>");
            other.press("<ctrl-z>");
            prop_assert_eq!(line(&room), line(&other));
            if *room.open() != can {
                break;
            }
        }
    }
}
