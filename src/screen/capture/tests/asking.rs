//! The hint that an open action asks for the same, while one is typed.

use super::*;
use crate::app::{Message, update};
use crate::minutes::ids::EntryKey;
use crate::screen::desk::Effect;
use crate::screen::testing::keys_of;
use crate::store::protocol::{Answered, Found, LikeAsked, Question, Reply, Request};

/// Words of an open action of the sample council.
const KNOWN: &str = "Volunteers' rain barrels to be insured or otherwise blessed";

/// What the status line says at its right.
fn hint(room: &mut Room) -> String {
    let screen = room.screen(80, 24);
    let rows: Vec<&str> = screen.lines().collect();
    rows[22].trim_matches(['"', ' ']).to_owned()
}

#[test]
fn an_action_that_is_open_already_is_hinted_at_and_a_key_opens_it() {
    let mut room = at_play_areas();
    room.press(&format!("!{KNOWN}"));
    assert_eq!(hint(&mut room), "like SGSSP/2022/3, open (F6)");
    insta::assert_snapshot!("like_80", room.screen(80, 24));
    insta::assert_snapshot!("like_60", room.screen(60, 20));
    // Owner and date are not its words.
    room.press(" @dabb >May");
    assert_eq!(hint(&mut room), "like SGSSP/2022/3, open (F6)");
    let before = line(&room).to_owned();
    room.press("<f6>");
    let screen = room.screen(80, 24);
    assert!(screen.contains("> SGSSP/2022/3"), "{screen}");
    assert!(screen.contains("▸ SGSSP/2022/3"), "{screen}");
    room.press("<esc>");
    assert_eq!(line(&room), before);
    room.press("<home><right>A");
    assert_eq!(hint(&mut room), "", "other words");
    room.press("<f6>");
    assert!(room.said().starts_with("No open action asks for the same"));
    room.press("<backspace><enter>");
    assert_eq!(hint(&mut room), "");
}

#[test]
fn nothing_is_asked_of_short_texts_and_of_what_is_no_action() {
    for typed in [
        KNOWN,
        "=Volunteers' rain barrels to be insured",
        "!Barrels a b c",
    ] {
        let mut room = at_play_areas();
        let now = room.model.desk.now;
        for key in keys_of(typed) {
            let effects = update(&mut room.model, Message::Key(key, now));
            assert!(asked(&effects).is_none(), "{typed}");
        }
        assert_eq!(hint(&mut room), "", "{typed}");
    }
}

/// What was asked about the line.
fn asked(effects: &[Effect]) -> Option<LikeAsked> {
    effects.iter().find_map(|effect| match effect {
        Effect::Send(Request::Ask(Question::Like(asked))) => Some(asked.clone()),
        _ => None,
    })
}

#[test]
fn an_answer_for_a_line_that_has_gone_on_is_dropped() {
    let mut room = at_play_areas();
    room.press("!Rain barrels to be ");
    let hit = {
        let mut other = at_play_areas();
        other.press(&format!("!{KNOWN}"));
        capture(&other).like().unwrap().clone()
    };
    let now = room.model.desk.now;
    let mut ask = |keys: &str| {
        let mut last = None;
        for key in keys_of(keys) {
            last = asked(&update(&mut room.model, Message::Key(key, now)));
        }
        last
    };
    let early = ask("i").unwrap();
    assert_eq!(ask(" "), None, "a blank is no other text");
    assert_eq!(ask("<left>"), None, "nor is a motion");
    let late = ask("n").unwrap();
    assert_eq!(
        (early.text.as_str(), early.not),
        ("Rain barrels to be i", None)
    );
    assert_eq!(late.text, "Rain barrels to be in");
    let answer = |asked: &LikeAsked| {
        let found = Found {
            serial: asked.serial,
            hits: vec![hit.clone()],
            ..Found::default()
        };
        Message::Reply(Reply::Answered(Answered::Like(found)), now)
    };
    let (first, second) = (answer(&early), answer(&late));
    room.tell(first);
    assert_eq!(hint(&mut room), "");
    room.tell(second);
    assert_eq!(hint(&mut room), "like SGSSP/2022/3, open (F6)");
    room.press("<ctrl-u>");
    assert_eq!(hint(&mut room), "");
}

#[test]
fn an_action_being_amended_is_not_like_itself() {
    let mut room = at_play_areas();
    room.press("!The slide to be repainted yellow<enter>");
    let entry = last(&room, 2).id;
    room.press("<up><enter>");
    assert_eq!(hint(&mut room), "");
    let (meeting, now) = (room.open().id, room.model.desk.now);
    let effects = update(&mut room.model, Message::Key('!'.into(), now));
    let asked = asked(&effects).unwrap();
    assert_eq!(asked.not, Some(EntryKey { meeting, entry }));
    room.carry_out(effects);
    room.press("<backspace>");
    assert_eq!(hint(&mut room), "", "the same words, but its own");
    room.press("<enter>!The slide to be repainted yellow");
    assert!(
        hint(&mut room).starts_with("like SGSSP/2022/"),
        "{}",
        hint(&mut room)
    );
}

#[test]
fn a_word_to_the_clerk_goes_before_the_hint() {
    let mut room = at_play_areas();
    room.press(&format!("!{KNOWN}"));
    room.model
        .desk
        .say("words that leave no room for more than themselves in the line");
    assert!(!hint(&mut room).contains("like"), "{}", hint(&mut room));
}
