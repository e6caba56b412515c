//! How it opens, what is typed in it, and what its keys do.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Modifier;

use super::*;
use crate::app::{Message, update, view};
use crate::screen::rehearsal::{assert_harmless, hostile};
use crate::store::protocol::{Reply, Request};

#[test]
fn an_empty_query_shows_what_this_body_has_to_do() {
    let mut room = room();
    room.press("<ctrl-f>");
    assert_eq!(query(&room), "");
    let open = rows_of(&room);
    assert!(!open.is_empty());
    let screen = room.screen(80, 24);
    assert!(
        screen.contains("Open actions of the Scrutiny Panel · under"),
        "{screen}"
    );
    insta::assert_snapshot!("open_80", screen);
    insta::assert_snapshot!("open_60", room.screen(60, 20));
    insta::assert_snapshot!("open_120", room.screen(120, 40));
    // The same key closes it.
    room.press("<f5>");
    assert!(room.model.overlays.is_empty());
}

#[test]
fn words_narrow_the_list_and_are_marked_by_weight_and_line() {
    let mut room = room();
    room.press("Members walked <ctrl-f>spe");
    assert!(
        rows_of(&room)
            .iter()
            .all(|words| words.to_lowercase().contains("spe"))
    );
    insta::assert_snapshot!("found_80", room.screen(80, 24));
    insta::assert_snapshot!("found_60", room.screen(60, 20));
    room.press("<down>");
    insta::assert_snapshot!("found_120", room.screen(120, 40));
    for colour in [true, false] {
        room.model.desk.theme = crate::theme::Theme::new(colour);
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        terminal.draw(|frame| view(&room.model, frame)).unwrap();
        let cells = &terminal.backend().buffer().content;
        let marks = Modifier::BOLD | Modifier::UNDERLINED;
        let marked: String = cells
            .iter()
            .filter(|cell| cell.modifier.contains(marks))
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        let times = marked.len() / 3;
        assert!(times > 1, "{marked}");
        assert_eq!(marked.to_lowercase(), "spe".repeat(times));
    }
}

#[test]
fn nothing_found_says_what_to_try() {
    let mut room = room();
    room.press("<ctrl-f><alt-s>xylophone");
    assert_eq!(query(&room), "open xylophone");
    let screen = room.screen(80, 24);
    for words in ["Nothing found.", "Alt+S shows everything", "begins anew"] {
        assert!(screen.contains(words), "{words} in\n{screen}");
    }
    room.press("<enter>");
    assert_eq!(room.said(), "Nothing is found; Esc goes back.");
    room.press("<alt-c>");
    assert_eq!(room.said(), "There is no row to do that with.");
    insta::assert_snapshot!("nothing_60", room.screen(60, 20));
    room.press("<ctrl-u>");
    assert_eq!(query(&room), "");
}

#[test]
fn keys_of_the_list_move_in_it_and_keys_of_the_text_in_the_text() {
    let mut room = room();
    room.press("<ctrl-f>the");
    assert!(rows_of(&room).len() > 3);
    room.press("<down><down><up>");
    assert_eq!(top(&room).at, 1);
    room.press("<home>x<end>y<left>z");
    assert_eq!(query(&room), "xthezy");
    assert_eq!(top(&room).at, 0, "another list");
    room.press("<ctrl-z>");
    assert_eq!(query(&room), "xthey");
    room.press("<ctrl-z><ctrl-z>");
    assert_eq!(query(&room), "the");
    room.press("<pagedown>");
    assert!(top(&room).at > 1);
    room.press("<ctrl-end>");
    assert_eq!(top(&room).at, rows_of(&room).len() - 1);
    room.press("<ctrl-home>");
    assert_eq!(top(&room).at, 0);
    // What is undone to the end undoes nothing in the record.
    let before = room.open().clone();
    room.press("<ctrl-z><ctrl-z><ctrl-z><ctrl-z><alt-z>");
    assert_eq!(*room.open(), before);
}

#[test]
fn the_old_list_stays_until_the_new_one_is_there_and_late_answers_are_dropped() {
    let mut room = room();
    room.press("<ctrl-f>the");
    let first = rows_of(&room).join("|");
    // A store that does not answer yet.
    let model = &mut room.model;
    let now = model.desk.now;
    let mut ask = |letter: char| {
        let effects = update(model, Message::Key(letter.into(), now));
        match effects.into_iter().next() {
            Some(Effect::Send(Request::Ask(Question::LookUp(asked)))) => asked,
            other => panic!("{other:?}"),
        }
    };
    let (older, newer) = (ask(' '), ask('b'));
    assert_eq!(rows_of(&room).join("|"), first);
    let answer = |asked: &Asked, text: &str| {
        let hit = Hit {
            text: text.to_owned(),
            ..top(&room).hits()[0].clone()
        };
        let found = Found {
            serial: asked.serial,
            hits: vec![hit],
            remarks: vec!["\"teh\" is read as \"the\"".to_owned()],
            ..Found::default()
        };
        Message::Reply(Reply::Answered(Answered::Found(found)), now)
    };
    let (late, right) = (answer(&older, "late"), answer(&newer, "right"));
    room.tell(late);
    assert_eq!(rows_of(&room).join("|"), first);
    room.tell(right);
    assert_eq!(rows_of(&room), ["right"]);
    assert!(room.screen(80, 24).contains("\"teh\" is read as \"the\""));
}

#[test]
fn what_is_found_later_comes_in_a_second_answer() {
    let mut room = room();
    room.press("<ctrl-f>");
    let hit = top(&room).hits()[0].clone();
    let model = &mut room.model;
    let now = model.desk.now;
    let effects = update(model, Message::Key('w'.into(), now));
    let Some(Effect::Send(Request::Ask(Question::LookUp(asked)))) = effects.into_iter().next()
    else {
        panic!("it is looked up")
    };
    let answer = |hits: Vec<Hit>, more| {
        let found = Found {
            serial: asked.serial,
            more,
            hits,
            ..Found::default()
        };
        Message::Reply(Reply::Answered(Answered::Found(found)), now)
    };
    room.tell(answer(Vec::new(), true));
    assert!(room.screen(80, 24).contains("Nothing found so far."));
    assert!(!room.screen(80, 24).contains("the first 0"));
    let hit = Hit {
        text: "the weir".to_owned(),
        ..hit
    };
    room.tell(answer(vec![hit], false));
    assert_eq!(rows_of(&room), ["the weir"]);
}

#[test]
fn a_key_for_a_row_waits_for_the_list_of_the_words_and_so_do_the_keys_after_it() {
    let mut room = room();
    room.press("As agreed <ctrl-f>");
    let now = room.model.desk.now;
    let mut effects = Vec::new();
    for key in crate::screen::testing::keys_of("species<enter> in part") {
        effects.extend(update(&mut room.model, Message::Key(key, now)));
    }
    assert_eq!(query(&room), "species", "nothing is done with the old list");
    room.carry_out(effects);
    assert!(room.model.overlays.is_empty());
    let (text, _) = line(&room);
    assert!(
        text.starts_with("As agreed ") && text.ends_with(" refers in part"),
        "{text}"
    );
}

#[test]
fn keys_wait_for_a_list_that_does_not_come_for_a_second_and_none_is_lost() {
    let mut room = room();
    room.press("<ctrl-f>");
    let now = room.model.desk.now;
    for key in crate::screen::testing::keys_of("gr<enter>i") {
        update(&mut room.model, Message::Key(key, now));
    }
    assert_eq!(query(&room), "gr");
    let later = now + chrono::TimeDelta::seconds(2);
    update(&mut room.model, Message::Key('t'.into(), later));
    assert_eq!(query(&room), "grit");
    let escape = crate::screen::testing::keys_of("<esc>")[0];
    update(&mut room.model, Message::Key(escape, later));
    assert!(room.model.overlays.is_empty());
}

#[test]
fn filters_are_words_in_the_query_that_keys_put_in_and_take_out() {
    let mut room = room();
    room.press("<ctrl-f>spec<alt-s>i");
    assert_eq!(query(&room), "open speci", "the word goes on");
    room.press("<alt-l>");
    assert_eq!(query(&room), "overdue speci");
    assert_eq!(room.said(), "Only what is overdue.");
    room.press("<alt-l><alt-t>");
    assert_eq!(query(&room), "body:SGSSP speci");
    room.press("<alt-t>");
    assert_eq!(query(&room), "all speci");
    room.press("<alt-t>");
    assert_eq!(query(&room), "speci");
    room.press("<ctrl-z>");
    assert_eq!(query(&room), "all speci");
    let help = {
        room.press("<f1>");
        room.screen(80, 44)
    };
    for words in ["Filters among the words", "owner:bell", "since:2021"] {
        assert!(help.contains(words), "{words} in\n{help}");
    }
}

#[test]
fn what_was_looked_up_last_comes_back_under_the_same_item_and_gives_way_to_the_first_letter() {
    let mut room = room();
    room.press("<ctrl-f>spec<esc><ctrl-f>");
    assert_eq!(query(&room), "spec");
    room.press("b");
    assert_eq!(query(&room), "b");
    room.press("<ctrl-z>");
    assert_eq!(query(&room), "spec");
    room.press("<esc><ctrl-f> ");
    assert_eq!(query(&room), "spec ", "a blank goes on");
    room.press("s<esc><ctrl-f><backspace>");
    assert_eq!(query(&room), "");
    room.press("b<esc><ctrl-f><left>a");
    assert_eq!(query(&room), "ab");
    room.press("<ctrl-u>ab<esc>!Mend it @dabb<ctrl-f><esc><ctrl-u><ctrl-f>");
    assert_eq!(query(&room), "ab", "not what only stood there");
    room.press("<esc><ctrl-n><ctrl-f>");
    assert_eq!(query(&room), "", "another item");
}

#[test]
fn at_somebodys_name_it_shows_what_they_are_to_do() {
    for (typed, expected) in [
        ("!Send the plan @dabb", "owner:Dabb"),
        ("!Send the plan @dabb<left><left>", "owner:Dabb"),
        ("!Send it @dabb ", "owner:Dabb"),
        ("!Send it @\"Parks team\"", "owner:\"Parks team\""),
        ("!Send it @dabb soon", ""),
        ("Write to play@dabb", ""),
    ] {
        let mut room = room();
        room.press(typed);
        let before = line(&room);
        room.press("<ctrl-f>");
        assert_eq!(query(&room), expected, "{typed}");
        assert_eq!(top(&room).fresh, !expected.is_empty());
        room.press("g");
        assert_eq!(query(&room), "g");
        room.press("<esc>");
        assert_eq!(line(&room), before, "{typed}");
    }
    let mut room = room();
    room.press("!Mend the gate @dabb<enter>Words<up><ctrl-f>");
    assert_eq!(query(&room), "owner:Dabb", "of the entry that is selected");
}

#[test]
fn the_source_is_read_at_its_place_and_closing_it_comes_back_to_the_query_then_to_the_line() {
    let mut room = room();
    room.press("half a line<ctrl-f>species");
    let hit = top(&room).hit().unwrap().clone();
    assert_ne!(hit.meeting, room.open().id);
    for keys in ["<alt-enter>", "<ctrl-o>"] {
        room.press(keys);
        assert!(matches!(
            room.model.overlays.last(),
            Some(Overlay::Review(_))
        ));
        let screen = room.screen(100, 30);
        assert!(screen.contains("As recorded"), "{screen}");
        let row = screen.lines().find(|row| row.contains('▌')).unwrap();
        let start: String = hit.text.chars().take(12).collect();
        assert!(row.contains(&start), "{row}");
        room.press("<esc>");
        assert_eq!(query(&room), "species");
    }
    room.press("<esc>");
    assert!(room.model.overlays.is_empty());
    assert_eq!(line(&room).0, "half a line");
}

#[test]
fn of_the_open_meeting_the_draft_is_read_and_leads_to_the_entry() {
    let mut room = room();
    room.press("Zebra crossings were discussed.<enter>half<ctrl-f>zebra<ctrl-o>");
    let screen = room.screen(100, 30);
    assert!(screen.contains("Draft minutes so far"), "{screen}");
    room.press("<enter>");
    assert!(room.model.overlays.is_empty());
    assert!(room.screen(100, 30).contains("Enter amend"));
    assert_eq!(line(&room).0, "half");
}

#[test]
fn a_meeting_that_comes_too_late_is_not_laid_over_the_line() {
    let mut room = room();
    room.press("<ctrl-f>species");
    let now = room.model.desk.now;
    let open = crate::screen::testing::keys_of("<ctrl-o>")[0];
    let asked = update(&mut room.model, Message::Key(open, now));
    room.press("<esc>");
    room.carry_out(asked);
    assert!(room.model.overlays.is_empty());
}

#[test]
fn from_the_diary_the_source_is_read() {
    let mut room = diary();
    room.press("/");
    let screen = room.screen(80, 24);
    assert!(screen.contains("Open actions of all bodies"), "{screen}");
    insta::assert_snapshot!("diary_80", screen);
    room.press("species<enter>");
    assert!(room.screen(80, 24).contains("As recorded"));
    room.press("<esc><alt-t>");
    assert_eq!(query(&room), "all species");
    room.press("<esc>");
    assert!(room.model.overlays.is_empty());
    room.press("b<f5>");
    assert!(matches!(room.model.screen, Screen::Bodies(_)));
    assert_eq!(query(&room), "all species", "no other item is shown");
}

#[test]
fn over_a_form_it_leaves_the_form_as_it_is() {
    let mut room = diary();
    room.press("nWharves");
    let before = room.screen(80, 24);
    room.press("<f5>spec<enter><esc><esc>");
    assert_eq!(room.screen(80, 24), before);
}

#[test]
fn hostile_words_do_no_harm() {
    let mut room = room();
    room.press("!<ctrl-v>");
    room.paste(&hostile());
    room.press("<enter><ctrl-f>");
    room.paste(&hostile());
    for size in [(40, 10), (60, 20), (120, 40)] {
        assert_harmless(&room.screen(size.0, size.1));
    }
    room.press("<ctrl-u>wide");
    for size in [(40, 10), (60, 20), (120, 40)] {
        assert_harmless(&room.screen(size.0, size.1));
    }
}

#[test]
fn it_opens_in_the_other_keymaps_too() {
    for (name, keys) in [("vim", "half<esc>/"), ("emacs", "half<ctrl-s>")] {
        let mut room = room();
        room.model.desk.keymap = std::rc::Rc::new(crate::keymap::Keymap::built_in(name).unwrap());
        room.press(keys);
        room.press("species");
        assert_eq!(query(&room), "species", "{name}");
        room.press("<enter>");
        assert!(room.model.overlays.is_empty(), "{name}");
        assert!(
            line(&room).0.contains("refers"),
            "{name}: {:?}",
            line(&room)
        );
    }
}
