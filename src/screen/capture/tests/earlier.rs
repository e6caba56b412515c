//! Putting right what was recorded.

use super::*;
use crate::minutes::loose_ends::LooseEnd;

#[test]
fn the_arrow_steps_up_into_the_entries_and_back_to_the_line() {
    let mut room = with_three_entries();
    room.press("half a line");
    room.press("<up>");
    assert_eq!(selected(&room), Some("They agreed."));
    room.press("<up><up>");
    assert_eq!(selected(&room), Some("Members walked round."));
    room.press("<down><down>");
    assert_eq!(selected(&room), Some("They agreed."));
    room.press("<down>");
    assert_eq!(selected(&room), None);
    assert_eq!(line(&room), "half a line");
    room.press("<pageup><esc>.");
    assert_eq!(line(&room), "half a line.");
    // A letter goes to the line from wherever the clerk is.
    room.press("<up><up>!");
    assert_eq!((selected(&room), line(&room)), (None, "half a line.!"));
}

#[test]
fn stepping_goes_on_into_the_entries_of_other_items_and_comes_back() {
    let mut room = with_three_entries();
    room.press("<ctrl-n><up>");
    assert_eq!(selected(&room), Some("They agreed."));
    assert_eq!((shown(&room), current(&room)), (2, Some(3)));
    room.press("<down>");
    assert_eq!((selected(&room), shown(&room)), (None, 3));
}

#[test]
fn nothing_recorded_yet_is_said() {
    let mut room = at_play_areas();
    room.press("<up>");
    assert_eq!(room.said(), "Nothing has been recorded yet.");
    assert_eq!(selected(&room), None);
}

#[test]
fn an_entry_is_amended_and_the_half_typed_line_waits() {
    let mut room = with_three_entries();
    room.press("half<up><up><enter>");
    assert_eq!(line(&room), "It rained.");
    assert!(
        about(&mut room).starts_with("amending"),
        "{}",
        about(&mut room)
    );
    room.at_minute(20);
    room.press("<backspace> all day.<enter>");
    assert_eq!(words(&room, 2)[1], "It rained all day.");
    let entry = &item(&room, 2).entries[1];
    assert_eq!(entry.started_at, minute(6), "an amendment keeps the time");
    room.press("<esc>");
    assert_eq!(line(&room), "half");
    room.press("<alt-z>");
    assert_eq!(room.said(), "Undid: narrative amended.");
    room.press("<alt-y>");
    assert_eq!(room.said(), "Redid: narrative amended.");
    assert_eq!(words(&room, 2)[1], "It rained all day.");
    assert_kept(&room);
}

#[test]
fn an_amendment_is_dropped_only_by_a_second_esc() {
    let mut room = with_three_entries();
    room.press("<up><enter> Twice.<esc>");
    assert_eq!(
        room.said(),
        "Esc again drops the amendment; Enter records it."
    );
    room.press("x<esc>");
    assert_eq!(
        line(&room),
        "They agreed. Twice.x",
        "typing on takes the question back"
    );
    room.press("<esc>");
    assert_eq!(room.said(), "The entry stands as it was.");
    assert_eq!(words(&room, 2)[2], "They agreed.");
    assert_eq!(selected(&room), Some("They agreed."));
    // Unchanged, one is enough, and Enter says so.
    room.press("<enter><enter>");
    assert_eq!(room.said(), "Nothing was changed.");
    room.press("<enter><esc>");
    assert_eq!(room.said(), "The entry stands as it was.");
}

#[test]
fn an_amendment_without_words_is_refused_and_kept() {
    let mut room = with_three_entries();
    room.press("<up><enter><ctrl-u><enter>");
    assert_eq!(
        room.said(),
        "An entry has words. To take it out, select it and press Del."
    );
    assert!(about(&mut room).starts_with("amending"));
    room.press("They parted.<enter>");
    assert_eq!(words(&room, 2)[2], "They parted.");
}

#[test]
fn an_action_is_amended_as_it_was_typed_and_keeps_its_reference() {
    let mut room = at_play_areas();
    room.press("!Mend the gate @dabb >Friday<enter><up><enter>");
    assert_eq!(line(&room), "! Mend the gate @Colin Dabb >Friday");
    room.press("<ctrl-w>by Monday<enter>");
    let action = last(&room, 2).action().unwrap();
    assert_eq!(action.reference, "SGSSP/2022/1");
    assert_eq!(action.due.as_ref().unwrap().as_written, "by Monday");
    assert_eq!(action.owners.len(), 1);
    room.press("<alt-e>");
    assert!(room.screen(80, 24).contains("· done"));
    there_and_back(&mut room, 3);
    assert_eq!(room.said(), "Redid: action completed.");
    room.press("<up><alt-e>");
    assert!(!room.screen(80, 24).contains("· done"));
}

#[test]
fn the_kind_of_an_entry_is_changed_by_a_list_or_by_its_mark() {
    let mut room = with_three_entries();
    room.press("<up><alt-k>decision<enter>");
    assert_eq!(recorded(&room, 2)[2], (Kind::Decision, "They agreed."));
    room.press("<alt-k>action<enter>");
    assert!(last(&room, 2).action().is_some());
    room.press("<enter><home><delete>?<enter>");
    assert_eq!(recorded(&room, 2)[2], (Kind::Question, "They agreed."));
    assert_eq!(last(&room, 2).action(), None);
    room.press("<alt-z>");
    assert_eq!(room.said(), "Undid: action made question.");
    assert!(
        last(&room, 2).action().is_some(),
        "and what the action held is back"
    );
    room.press("<alt-y>");
    there_and_back(&mut room, 3);
}

#[test]
fn an_entry_moves_to_another_item_and_up_and_down() {
    let mut room = with_three_entries();
    room.press("<up><alt-up><alt-up>");
    assert_eq!(
        words(&room, 2),
        ["They agreed.", "Members walked round.", "It rained."]
    );
    room.press("<alt-up>");
    assert_eq!(
        room.said(),
        "It cannot go further under this item; Alt+M moves it to another."
    );
    room.press("<alt-down>");
    assert_eq!(
        words(&room, 2),
        ["Members walked round.", "They agreed.", "It rained."]
    );
    room.press("<alt-m>3<enter>");
    assert_eq!(words(&room, 3), ["They agreed."]);
    assert_eq!((selected(&room), shown(&room)), (Some("They agreed."), 3));
    assert_eq!(current(&room), Some(2), "nothing was put");
    room.press("<alt-z>");
    assert_eq!(room.said(), "Undid: narrative moved to item 3.");
    room.press("<alt-y>");
    there_and_back(&mut room, 4);
    room.press("<esc><esc>");
    assert_eq!(shown(&room), 2);
}

#[test]
fn an_entry_is_retimed_by_a_key() {
    let mut room = with_three_entries();
    room.press("<up><alt-left><alt-left>");
    assert_eq!(room.said(), "Timed 17:35.");
    assert_eq!(last(&room, 2).started_at, minute(5));
    room.press("<alt-right>");
    assert_eq!(room.said(), "Timed 17:36.");
    there_and_back(&mut room, 3);
    assert_eq!(room.said(), "Redid: narrative timed 17:36.");
}

#[test]
fn an_action_made_of_an_entry_stands_after_it_and_remembers_it() {
    let mut room = with_three_entries();
    room.press("half<up><up><alt-a>");
    assert_eq!(line(&room), "! It rained.");
    assert!(about(&mut room).contains("action"));
    room.press("<ctrl-u>!Bring umbrellas @sallow<enter>");
    let source = item(&room, 2).entries[1].id;
    let action = &item(&room, 2).entries[2];
    assert_eq!(
        (action.text.as_str(), action.source),
        ("Bring umbrellas", Some(source))
    );
    assert_eq!(words(&room, 2)[1], "It rained.", "its source stays");
    room.press("<alt-a>");
    assert_eq!(room.said(), "It is an action already.");
    room.press("<esc>");
    assert_eq!(line(&room), "half");
    there_and_back(&mut room, 2);
}

#[test]
fn only_an_action_can_be_completed() {
    let mut room = with_three_entries();
    room.press("<up><alt-e>");
    assert_eq!(room.said(), "Only an action can be completed.");
}

#[test]
fn an_entry_is_retracted_and_brought_back_in_its_place() {
    let mut room = with_three_entries();
    room.press("<up><up><delete>");
    assert_eq!(room.said(), "Entry retracted; Alt+Z brings it back.");
    assert_eq!(words(&room, 2), ["Members walked round.", "They agreed."]);
    assert_eq!(selected(&room), Some("They agreed."));
    room.press("<delete><delete>");
    assert_eq!(selected(&room), None, "none is left");
    there_and_back(&mut room, 3);
    room.press("<alt-z><alt-z><alt-z>");
    assert_eq!(
        words(&room, 2),
        ["Members walked round.", "It rained.", "They agreed."]
    );
}

#[test]
fn the_record_is_not_undone_from_under_an_amendment() {
    let mut room = with_three_entries();
    room.press("half<up><enter> and<alt-z>");
    assert_eq!(words(&room, 2).len(), 3);
    assert!(line(&room).ends_with(" and"), "{}", line(&room));
    assert!(room.said().starts_with("Enter records the amendment"));
    room.press("<enter><alt-z>");
    assert!(!words(&room, 2)[2].ends_with(" and"));
    assert_kept(&room);
}

#[test]
fn undo_and_redo_say_what_there_is_not() {
    let mut room = called();
    room.press("<alt-y>");
    assert_eq!(room.said(), "There is nothing to redo in this meeting.");
    room.press("<alt-z>");
    assert_eq!(room.said(), "There is nothing to undo in this meeting.");
}

#[test]
fn a_new_change_ends_what_could_be_redone() {
    let mut room = with_three_entries();
    room.press("<alt-z>Other words.<enter><alt-y>");
    assert_eq!(room.said(), "There is nothing to redo in this meeting.");
    assert_eq!(words(&room, 2)[2], "Other words.");
}

#[test]
fn an_action_is_put_right_in_every_part_and_what_its_words_say_is_proposed() {
    let mut room = at_play_areas();
    room.press("! The Panel tasks the Ottermouth Harbour Board to count the gulls on a quarterly basis.<enter>");
    room.press("<up><alt-d>");
    let form = room.screen(100, 30);
    for words in ["tasks", "each quarter", "Ottermouth Harbour Board", "Panel"] {
        assert!(form.contains(words), "{words} in\n{form}");
    }
    room.press("<tab><ctrl-u>Cllr Croft; OHB<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(100, 30));
    let action = last(&room, 2).action().unwrap().clone();
    let names: Vec<&str> = action
        .owners
        .iter()
        .map(|owner| owner.name.as_str())
        .collect();
    assert_eq!(names, ["Cllr Croft", "Ottermouth Harbour Board"]);
    assert!(action.owners[0].person.is_some() && action.owners[1].body.is_some());
    assert_eq!(action.verb.as_deref(), Some("tasks"));
    let due = action.due.unwrap();
    assert_eq!(
        due.recurrence,
        Some(crate::minutes::due::Recurrence::Quarterly)
    );
    let to = action.report_to.unwrap();
    assert_eq!(
        (to.body, to.name.as_str()),
        (action.owners[1].body, "Ottermouth Harbour Board")
    );
    // Amended in the line it keeps all of it.
    let before = last(&room, 2).clone();
    room.press("<enter>");
    assert!(
        line(&room)
            .contains(" @Ottermouth Harbour Board ^Ottermouth Harbour Board >on a quarterly basis")
    );
    room.press("<enter>");
    assert_eq!(room.said(), "Nothing was changed.");
    assert_eq!(*last(&room, 2), before);
    room.press("<esc><alt-z>");
    assert_eq!(last(&room, 2).action().unwrap().verb, None);
    // What is no action has no such parts.
    room.press("They looked up.<enter><up><alt-d>");
    assert!(
        room.said().starts_with("Only an action has"),
        "{}",
        room.said()
    );
}

/// The published recommendations are typed into the line as they stand and put right in the form.
#[test]
fn the_published_recommendations_are_entered_by_hand() {
    let Some(texts) = crate::minutes::recommendation::published::recommendations() else {
        return;
    };
    let setting = crate::minutes::due::Setting {
        said_on: half_past_five().date_naive(),
        next_meeting: None,
    };
    let committee = texts
        .iter()
        .find_map(|text| crate::minutes::recommendation::read(text, &setting).report_to)
        .unwrap();
    let lines = sample::lines(&mut IdSource::new([3; 16]), half_past_five(), &templates());
    let mut room = Room::with(Diary::default(), lines);
    // Both bodies are on record: the council, and the committee that hears of it.
    for body in ["Council", committee.as_str()] {
        room.press("bn");
        room.paste(body);
        room.press("<ctrl-s>q");
    }
    room.press("<enter><ctrl-r>P<esc><f2><ctrl-n><ctrl-n>");
    for text in &texts {
        room.press("! ");
        room.paste(text);
        room.press("<enter><up><alt-d><ctrl-s><esc>");
        assert!(room.model.overlays.is_empty(), "{}", room.screen(100, 30));
    }
    let actions: Vec<_> = item(&room, 2)
        .entries
        .iter()
        .filter_map(Entry::action)
        .collect();
    assert_eq!(actions.len(), 7);
    assert!(
        actions
            .iter()
            .all(|action| action.verb.is_some() && !action.owners.is_empty())
    );
    let council = |body: &crate::minutes::body::Body| body.name == "Council";
    let council = room
        .store
        .register
        .bodies
        .iter()
        .find(|body| council(body))
        .unwrap()
        .id;
    let by_council = actions
        .iter()
        .filter(|action| action.owners[0].body == Some(council))
        .count();
    assert_eq!(by_council, 6, "all but what a director is to do");
    let receives = room
        .store
        .register
        .bodies
        .iter()
        .find(|body| body.name == committee)
        .unwrap()
        .id;
    let to: Vec<usize> = (0..7)
        .filter(|place| {
            actions[*place]
                .report_to
                .as_ref()
                .is_some_and(|to| to.body == Some(receives))
        })
        .collect();
    assert_eq!(to, [2, 3]);
    let due = |place: usize| actions[place].due.as_ref().unwrap();
    assert!(due(2).window.is_some());
    assert_eq!(
        due(3).recurrence,
        Some(crate::minutes::due::Recurrence::Quarterly)
    );
}

#[test]
fn an_owner_who_is_nobody_is_a_loose_end_until_quotation_marks_say_that_it_is_meant() {
    let unknown = |room: &Room| {
        let ends = crate::minutes::loose_ends::of(room.open(), false);
        let is_unknown = |end: &&LooseEnd| matches!(end, LooseEnd::UnknownOwner(..));
        ends.iter().filter(is_unknown).count()
    };
    let mut room = at_play_areas();
    room.press("!Write about bins @whit @croft<enter>");
    assert_eq!(unknown(&room), 1);
    room.press("<up><alt-d><tab><ctrl-u>\"whit\"; croft<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    assert_eq!(unknown(&room), 0);
    // The form shows the quotation marks, so that it stays so.
    room.press("<up><alt-d><tab><end>; whot<ctrl-s>");
    assert_eq!(unknown(&room), 1);
    let owners = last(&room, 2).action().unwrap().owners.clone();
    let names: Vec<(&str, bool)> = owners
        .iter()
        .map(|owner| (owner.name.as_str(), owner.unknown))
        .collect();
    assert_eq!(names[0], ("whit", false));
    assert_eq!(names[2], ("whot", true));
}
