//! What is typed, and what the line makes of it.

use strum::IntoEnumIterator as _;

use super::*;
use crate::screen::desk::Effect;

#[test]
fn an_entry_has_the_time_of_its_first_key_and_of_enter() {
    let mut room = at_play_areas();
    room.at_minute(5);
    room.press("M");
    room.at_minute(8);
    room.press("embers agreed.<enter>");
    let entry = last(&room, 2);
    assert_eq!(
        (entry.started_at, entry.recorded_at),
        (minute(5), minute(8))
    );
    // A line that was emptied is begun anew.
    room.press("x<backspace>");
    room.at_minute(9);
    room.press("y<enter>");
    assert_eq!(last(&room, 2).started_at, minute(9));
    // The first key of a line may be one that inserts.
    for keys in ["<alt-p>", "<alt-w>", "<ctrl-v>"] {
        room.at_minute(11);
        room.press("cut<ctrl-x>");
        room.at_minute(12);
        room.press(keys);
        assert!(!line(&room).is_empty(), "{keys}");
        room.at_minute(13);
        room.press(" on<enter>");
        assert_eq!(last(&room, 2).started_at, minute(12), "{keys}");
    }
    assert_kept(&room);
}

#[test]
fn marks_choose_the_kind_and_are_not_kept() {
    let kinds = [
        ("plain words", Kind::Narrative),
        ("! repair the slide", Kind::Action),
        ("=That the report be noted", Kind::Decision),
        ("%Cllr Croft declared it", Kind::Declaration),
        ("# ask about the key", Kind::Private),
        (":Members asked on", Kind::LeadIn),
        ("Members asked on:", Kind::LeadIn),
        ("-a point", Kind::Point),
        ("? a question", Kind::Question),
        ("+good news", Kind::Encouraging),
        ("~ bad news", Kind::Concern),
        ("\\-5 degrees", Kind::Narrative),
    ];
    for (typed, kind) in kinds {
        let mut room = at_play_areas();
        room.press(typed);
        let about = about(&mut room);
        assert!(about.contains(kind.name()), "{typed}: {about}");
        room.press("<enter>");
        let entry = last(&room, 2);
        assert_eq!(entry.kind, kind, "{typed}");
        let bare = typed.trim_start_matches(['\\', '!', '=', '%', '#', '?', '+', '~']);
        let bare = bare.strip_prefix(':').unwrap_or(bare).trim();
        let bare = if kind == Kind::Point { "a point" } else { bare };
        assert_eq!(entry.text, bare);
    }
}

#[test]
fn alt_k_and_alt_c_choose_the_kind_without_a_mark() {
    let mut room = at_play_areas();
    room.press("The slide is worn<alt-c>decision<enter>");
    assert_eq!(line(&room), "=The slide is worn");
    room.press("<enter>");
    assert_eq!(last(&room, 2).kind, Kind::Decision);
    room.press("That it be so<alt-c>motion<enter>");
    assert!(
        about(&mut room).starts_with("motion"),
        "{}",
        about(&mut room)
    );
    room.press("<enter>More<enter>");
    assert_eq!(
        recorded(&room, 2)[1..],
        [(Kind::Motion, "That it be so"), (Kind::Narrative, "More")]
    );
    room.press("Word");
    let mut seen = Vec::new();
    for _ in Kind::iter() {
        seen.push(capture(&room).understood.as_ref().unwrap().kind);
        assert_eq!(
            line(&room).trim_start_matches(|c| Kind::of_mark(c).is_some()),
            "Word"
        );
        room.press("<alt-k>");
    }
    assert_eq!(seen, Kind::iter().collect::<Vec<_>>());
    assert_eq!(line(&room), "Word", "round to where it began");
}

#[test]
fn owner_and_due_are_understood_while_typing_and_kept_as_written() {
    let mut room = at_play_areas();
    room.press("!Costs to be set out @ellery >before the next meeting");
    let understood = about(&mut room);
    assert!(understood.starts_with("! action"), "{understood}");
    assert!(understood.contains("Ellery"), "{understood}");
    assert!(
        understood.contains("before the next meeting"),
        "{understood}"
    );
    assert!(
        understood.contains("2022"),
        "the dates that it means: {understood}"
    );
    room.press("<enter>");
    let entry = last(&room, 2);
    assert_eq!(entry.text, "Costs to be set out");
    let action = entry.action().unwrap();
    assert_eq!(action.reference, "SGSSP/2022/1");
    assert_eq!(action.owners.len(), 1);
    assert!(action.owners[0].person.is_some());
    assert_eq!(
        action.due.as_ref().unwrap().as_written,
        "before the next meeting"
    );
    // Nobody of that name: it is said, and taken as written.
    room.press("!Ring the bell @Quasimodo >when the moon is blue");
    let understood = about(&mut room);
    assert!(understood.contains("Quasimodo"), "{understood}");
    room.press("<enter>");
    let action = last(&room, 2).action().unwrap();
    assert_eq!(action.owners[0].name, "Quasimodo");
    assert_eq!(action.owners[0].person, None);
    assert_eq!(
        action.due.as_ref().unwrap().as_written,
        "when the moon is blue"
    );
    // In a narrative they are ordinary words.
    room.press("Write to play@ottermouth.example @ once > twice<enter>");
    assert_eq!(
        recorded(&room, 2)[2],
        (
            Kind::Narrative,
            "Write to play@ottermouth.example @ once > twice"
        )
    );
}

#[test]
fn a_lead_in_makes_a_list_of_what_follows_until_it_is_left() {
    for leave in ["<enter>", "<alt-l>"] {
        let mut room = at_play_areas();
        room.press("Members asked about:<enter>the swings<enter>? the slide<enter>the gate<enter>");
        assert!(about(&mut room).contains("point"), "{}", about(&mut room));
        room.press("!mend it @dabb<enter>");
        room.press(leave);
        assert_eq!(room.said(), "List left; what follows is narrative.");
        room.press("That was all.<enter>");
        assert_eq!(
            recorded(&room, 2),
            [
                (Kind::LeadIn, "Members asked about:"),
                (Kind::Point, "the swings"),
                (Kind::Question, "the slide"),
                (Kind::Point, "the gate"),
                (Kind::Action, "mend it"),
                (Kind::Narrative, "That was all."),
            ]
        );
        assert_kept(&room);
    }
}

#[test]
fn the_mark_on_the_first_line_of_a_list_is_for_the_whole_list() {
    let mut room = at_play_areas();
    room.press(
        "It was agreed:<enter>!mend the gate<enter>paint it<enter><enter>That was all.<enter>",
    );
    let kinds: Vec<Kind> = recorded(&room, 2).iter().map(|(kind, _)| *kind).collect();
    assert_eq!(
        kinds,
        [Kind::LeadIn, Kind::Action, Kind::Action, Kind::Narrative]
    );
}

#[test]
fn a_marked_line_that_ends_in_a_colon_leads_in_to_a_list_of_its_kind() {
    let kinds = [
        ('+', Kind::Encouraging),
        ('~', Kind::Concern),
        ('?', Kind::Question),
    ];
    for (mark, kind) in kinds {
        let mut room = at_play_areas();
        room.press(&format!("{mark}Members spoke of:"));
        let said = about(&mut room);
        assert!(said.contains("lead-in"), "{said}");
        assert!(said.contains(kind.name()), "{said}");
        room.press(&format!(
            "<enter>the swings<enter>{mark}the gate, thus:<enter>the slide<enter><enter>That was all.<enter>"
        ));
        assert_eq!(
            recorded(&room, 2),
            [
                (Kind::LeadIn, "Members spoke of:"),
                (kind, "the swings"),
                // In a list of that kind it is one of the list.
                (kind, "the gate, thus:"),
                (kind, "the slide"),
                (Kind::Narrative, "That was all."),
            ]
        );
        // Amended, it stays what it was.
        room.press("<up><up><up><enter><enter>");
        assert_eq!(room.said(), "Nothing was changed.");
        assert_kept(&room);
    }
}

#[test]
fn one_list_after_another_has_its_own_lead_in() {
    let mut room = at_play_areas();
    room.press("+Members were glad to hear:<enter>of the swings<enter>");
    room.press("~They were uneasy about:<enter>the slide<enter>the gate<enter>");
    assert_eq!(
        recorded(&room, 2),
        [
            (Kind::LeadIn, "Members were glad to hear:"),
            (Kind::Encouraging, "of the swings"),
            (Kind::LeadIn, "They were uneasy about:"),
            (Kind::Concern, "the slide"),
            (Kind::Concern, "the gate"),
        ]
    );
}

#[test]
fn a_list_ends_with_the_item_it_was_begun_under() {
    let mut room = at_play_areas();
    room.press("Members asked about:<enter>swings<enter><ctrl-n>A report was received.<enter>");
    assert_eq!(
        recorded(&room, 3),
        [(Kind::Narrative, "A report was received.")]
    );
}

#[test]
fn enter_on_an_empty_line_and_marks_alone_record_nothing() {
    let mut room = at_play_areas();
    let before = room.store.journal.len();
    room.press("<enter>   <enter>");
    assert_eq!(line(&room), "   ", "the line is kept");
    assert!(!room.said().is_empty());
    room.press("<ctrl-u>! @ellery<enter>");
    assert_eq!(line(&room), "! @ellery");
    assert_eq!(room.store.journal.len(), before);
}

#[test]
fn tab_shows_what_it_would_put_in_and_cycles_back_to_what_was_typed() {
    let mut room = at_play_areas();
    room.press("Beth");
    assert!(
        about(&mut room).ends_with("Tab: Bethan Ellery, Play Areas Manager"),
        "{}",
        about(&mut room)
    );
    let mut seen = vec![line(&room).to_owned()];
    loop {
        room.press("<tab>");
        if line(&room) == seen[0] {
            break;
        }
        seen.push(line(&room).to_owned());
        assert!(seen.len() < 12, "{seen:?}");
    }
    assert_eq!(seen[1], "Bethan Ellery, Play Areas Manager");
    assert!(seen.contains(&"Miss Ellery".to_owned()), "{seen:?}");
    // Backwards through the same.
    for wanted in seen.iter().rev() {
        room.press("<shift-tab>");
        assert_eq!(line(&room), wanted);
    }
}

#[test]
fn after_a_completion_a_blank_comes_before_a_letter_but_not_before_a_stop() {
    let mut room = at_play_areas();
    room.press("Beth<tab>spoke");
    assert_eq!(line(&room), "Bethan Ellery, Play Areas Manager spoke");
    room.press("<ctrl-u>Beth<tab>.");
    assert_eq!(line(&room), "Bethan Ellery, Play Areas Manager.");
    room.press(" Then");
    assert_eq!(line(&room), "Bethan Ellery, Play Areas Manager. Then");
    room.press("<ctrl-u>Beth<tab> spoke");
    assert_eq!(
        line(&room),
        "Bethan Ellery, Play Areas Manager spoke",
        "one blank, not two"
    );
    room.press("<ctrl-u>!Mend it @elle<tab>>Friday");
    assert_eq!(line(&room), "!Mend it @Bethan Ellery >Friday");
    // Backspace right after takes the completion's last letter, and typing goes on there.
    room.press("<ctrl-u>Beth<tab><backspace>s");
    assert_eq!(line(&room), "Bethan Ellery, Play Areas Manages");
}

#[test]
fn a_name_is_offered_in_full_first_and_in_short_from_then_on() {
    let mut room = at_play_areas();
    room.press("Beth<tab>spoke.<enter>Elle<tab>");
    assert_eq!(line(&room), "Miss Ellery");
}

#[test]
fn nothing_to_complete_is_said() {
    let mut room = at_play_areas();
    room.press("Zzzz<tab>");
    assert_eq!(line(&room), "Zzzz");
    assert!(room.said().starts_with("Nothing to complete here"));
}

#[test]
fn abbreviations_and_stock_phrases_are_expanded_on_a_key_alone() {
    let mut room = at_play_areas();
    room.press("tpn ");
    assert_eq!(line(&room), "tpn ");
    room.press("<ctrl-u>tpn<tab>the report");
    assert_eq!(line(&room), "The Panel noted the report");
    room.press("<ctrl-u><alt-x>no further act<enter>");
    assert_eq!(line(&room), "no further action");
}

#[test]
fn prepared_text_comes_line_by_line_or_all_at_once() {
    let mut room = at_play_areas();
    room.press("<alt-p>");
    assert!(line(&room).starts_with("The Panel received a presentation"));
    room.press("<enter>");
    assert_eq!(last(&room, 2).prepared, Some(0));
    assert!(room.screen(80, 24).contains("3 prepared"));
    room.at_minute(9);
    room.press("<alt-r>");
    let kinds: Vec<Kind> = recorded(&room, 2).iter().map(|(kind, _)| *kind).collect();
    assert_eq!(
        kinds,
        [Kind::Narrative, Kind::LeadIn, Kind::Question, Kind::Action]
    );
    assert_eq!(last(&room, 2).action().unwrap().owners.len(), 1);
    room.press("<alt-p>");
    assert_eq!(
        room.said(),
        "All that was prepared for this item has been used."
    );
    room.press("<alt-z>");
    assert_eq!(room.said(), "Undid: 3 prepared entries added.");
    assert_eq!(recorded(&room, 2).len(), 1);
}

#[test]
fn guests_are_welcomed_and_thanked_in_the_line() {
    let mut room = at_play_areas();
    room.press("<alt-w>");
    let welcome = "The Panel welcomed Councillor Yasmin Qadri, Cabinet Member for Streets and Shores; and Mx Robin \
                   Sallow, Ottermouth Youth Council, to receive an update on ";
    assert_eq!(line(&room).replace("Mx ", ""), welcome.replace("Mx ", ""));
    // It ends in a blank; one that is typed all the same is the same, and the next is one more.
    room.press(" bins ");
    assert!(
        line(&room).ends_with("an update on bins "),
        "{}",
        line(&room)
    );
    room.press(" ");
    assert!(line(&room).ends_with("bins  "));
    room.press("<ctrl-u><alt-t>");
    assert!(
        line(&room).ends_with("thanked for attending the meeting."),
        "{}",
        line(&room)
    );
    room.press("<ctrl-u><ctrl-n><alt-w>");
    assert!(line(&room).is_empty());
    assert!(
        room.said().starts_with("The item has no guests"),
        "{}",
        room.said()
    );
}

#[test]
fn undo_takes_back_typing_first_and_then_the_record() {
    let mut room = with_three_entries();
    room.press("half typed<ctrl-z>");
    assert_ne!(line(&room), "half typed");
    while !line(&room).is_empty() {
        room.press("<ctrl-z>");
    }
    assert_eq!(recorded(&room, 2).len(), 3, "only the line was undone");
    room.press("<ctrl-z>");
    assert!(
        room.said().starts_with("Nothing more to undo in the line"),
        "{}",
        room.said()
    );
    assert_eq!(
        recorded(&room, 2).len(),
        3,
        "one Ctrl+Z too many does no harm"
    );
    room.press("<ctrl-y><ctrl-y>");
    assert_eq!(line(&room), "half typed");
    // An empty line that was not typed in: the record.
    room.press("<enter><ctrl-z>");
    assert_eq!(room.said(), "Undid: narrative added.");
    assert_eq!(recorded(&room, 2).len(), 3);
}

#[test]
fn a_paste_is_typed_text_without_rows_and_control_characters() {
    let mut room = at_play_areas();
    room.at_minute(6);
    room.paste("first row\r\nsecond\trow\u{1b}[2J");
    assert!(
        !line(&room).contains(['\n', '\r', '\u{1b}']),
        "{:?}",
        line(&room)
    );
    assert!(
        room.said().contains("control characters were left out"),
        "{}",
        room.said()
    );
    room.press("<enter>");
    assert_eq!(last(&room, 2).started_at, minute(6));
    assert_eq!(recorded(&room, 2).len(), 1, "one paste is one entry");
}

#[test]
fn a_long_line_is_wrapped_and_the_record_above_stays_in_sight() {
    let mut room = with_three_entries();
    room.press(&"so many words and then some more ".repeat(30));
    let screen = room.screen(60, 20);
    assert!(screen.contains("They agreed."), "{screen}");
    assert!(screen.contains("Enter record"), "{screen}");
    room.press("<home>X<enter>");
    assert!(last(&room, 2).text.starts_with("Xso many"));
}

#[test]
fn the_draft_is_kept_at_every_key() {
    let mut room = at_play_areas();
    room.press("Half a sen");
    let id = room.open().id;
    assert_eq!(room.store.drafts[&id].line.text, "Half a sen");
    room.press("<f12>");
    assert!(matches!(room.model.screen, Screen::Diary(_)));
    room.press("<enter>");
    assert_eq!(line(&room), "Half a sen");
    room.at_minute(30);
    room.press("tence.<enter>");
    let entry = last(&room, 2);
    assert_eq!(entry.text, "Half a sentence.");
    assert_eq!(
        entry.started_at,
        minute(1),
        "the first key's time is kept too"
    );
}

#[test]
fn a_key_that_does_nothing_says_so() {
    let mut room = at_play_areas();
    room.press("words<ctrl-s>");
    assert_eq!(
        room.said(),
        "Ctrl+S does nothing here; F1 shows the keys that do."
    );
    assert_eq!(line(&room), "words");
    room.press("!");
    assert_eq!(room.said(), "");
}

#[test]
fn what_is_typed_while_the_store_opens_a_meeting_lands_in_its_line() {
    let lines = sample::lines(&mut IdSource::new([3; 16]), half_past_five(), &templates());
    let mut room = Room::with(Diary::default(), lines);
    let asked = press_alone(&mut room, "<enter>");
    // In the diary these would withdraw a meeting, open the bodies and leave the program.
    assert!(press_alone(&mut room, "wbq<enter>").is_empty());
    assert!(room.model.overlays.is_empty());
    room.carry_out(asked);
    assert_eq!(words(&room, 1), ["wbq"]);
    // Leaving is never held up.
    room.press("<f12>");
    press_alone(&mut room, "<enter>");
    let left = press_alone(&mut room, "<ctrl-q>");
    assert!(matches!(left.as_slice(), [Effect::Quit]), "{left:?}");
}

/// Presses keys while the store takes its time; gives what it was asked.
fn press_alone(room: &mut Room, keys: &str) -> Vec<Effect> {
    let now = room.model.desk.now;
    let keys = crate::screen::testing::keys_of(keys);
    keys.into_iter()
        .flat_map(|key| crate::app::update(&mut room.model, crate::app::Message::Key(key, now)))
        .collect()
}

#[test]
fn a_list_pasted_into_the_line_is_one_entry_and_one_undo() {
    let mut room = at_play_areas();
    let before = words(&room, 2).len();
    room.press("Payments for June:");
    room.paste("To whom\tFor what\tHow much\r\nGreen & Son\tHedges\t£120.00\r\nParish Hall\tRent\t£45.00\r\n");
    let entry = last(&room, 2);
    assert_eq!(
        entry.text,
        "Payments for June:\nTo whom | For what | How much\nGreen & Son | Hedges | £120.00\n\
         Parish Hall | Rent | £45.00"
    );
    assert_eq!((entry.kind, line(&room)), (Kind::Narrative, ""));
    let screen = room.screen(80, 24);
    insta::assert_snapshot!("pasted_table", screen);
    // Amended as rows, Enter records.
    room.press("<up><enter>");
    room.press("<ctrl-o>Clerk | Stamps | £9.10<enter>");
    let amended = last(&room, 2);
    assert!(
        amended.text.ends_with("\nClerk | Stamps | £9.10"),
        "{}",
        amended.text
    );
    room.press("<esc><alt-z><alt-z>");
    assert_eq!(words(&room, 2).len(), before);
    // What has another kind is recorded first.
    room.press("!Do it");
    room.paste("a\tb\nc\td");
    assert_eq!((words(&room, 2).len(), line(&room)), (before, "!Do it"));
    assert_kept(&room);
}
