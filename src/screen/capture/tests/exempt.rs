//! Exempt business, from the motion to the two copies of the minutes.

use super::*;
use crate::export::{DocumentKind, Material, text};
use crate::minutes::exempt::{Copy, Covers, Paragraph};
use crate::minutes::loose_ends::{self, LooseEnd};

/// The minutes as text.
fn minutes(room: &Room, copy: Copy) -> String {
    let open = room.model.desk.open.as_ref().unwrap();
    let copied = open.meeting.copy(copy);
    let material = Material::of(&copied, &open.template);
    let (document, errors) = DocumentKind::Minutes.make(&material);
    assert_eq!(errors, []);
    text(&document)
}

/// The play areas marked, and the motion to exclude the public put: the vote waits for its letter.
fn moved() -> Room {
    let mut room = at_play_areas();
    room.at_minute(10);
    room.press("<alt-/>");
    assert!(room.screen(80, 24).contains("to exclude the public"));
    room.press("3<tab><tab>Farth<tab>Croft<tab>The tenders for the swings were compared.<ctrl-s>");
    assert!(
        room.screen(80, 24).contains("agreed"),
        "the question is put at once: {}",
        room.screen(80, 24)
    );
    room
}

/// The same, carried, with the public out since 17:42.
fn in_private() -> Room {
    let mut room = moved();
    room.press("a");
    room.at_minute(12);
    room.press("<alt-/>");
    room
}

#[test]
fn one_key_moves_it_and_stamps_the_public_out_and_in_and_the_draft_has_the_summary_alone() {
    let mut room = moved();
    insta::assert_snapshot!("exclusion_put_80", room.screen(80, 24));
    room.press("a");
    assert_eq!(
        room.said(),
        "CARRIED · nobody against. Alt+/ stamps that the public left."
    );
    let screen = room.screen(80, 24);
    assert!(
        screen.contains("EXEMPT item 2 – paragraph 3 – THE PUBLIC IS STILL IN (Alt+/: they left)"),
        "{screen}"
    );
    room.at_minute(12);
    room.press("<alt-/>");
    assert!(
        room.said()
            .starts_with("Public out at 17:42: all is exempt")
    );
    room.at_minute(14);
    room.press("SECRET: Swings Ltd asked for half.<enter>");
    room.press("!SECRET letter to Swings Ltd @stath<tab> >September<enter>");
    insta::assert_snapshot!("excluded_80", room.screen(80, 24));
    insta::assert_snapshot!("excluded_60", room.screen(60, 20));
    room.at_minute(20);
    room.press("<alt-/>");
    assert!(
        room.said()
            .contains("This item stays exempt: put the next one."),
        "{}",
        room.said()
    );
    room.at_minute(21);
    room.press("<ctrl-n>");
    let screen = room.screen(80, 24);
    assert!(!screen.contains("EXEMPT"), "{screen}");
    room.press("The routes were noted.<enter>");
    assert_kept(&room);

    let public = minutes(&room, Copy::Public);
    assert!(!public.contains("SECRET"), "{public}");
    for words in [
        "the public be excluded from the meeting for the following item of business on the grounds that it involves the \
         likely disclosure of exempt information as defined in paragraph 3 of Part 1 of Schedule 12A of the Act",
        "The public and press left the meeting at 5.42pm.",
        "The tenders for the swings were compared.",
        "The public and press returned to the meeting at 5.50pm.",
        "The routes were noted.",
    ] {
        assert!(public.contains(words), "{words}\n{public}");
    }
    assert!(!public.contains("NOT FOR PUBLICATION"), "{public}");
    let full = minutes(&room, Copy::Full);
    assert!(
        full.contains("SECRET: Swings Ltd asked for half."),
        "{full}"
    );
    assert!(full.contains("SECRET letter"), "{full}");
    assert!(
        full.starts_with("NOT FOR PUBLICATION – contains exempt information (paragraph 3)\n"),
        "{full}"
    );
    room.press("<f8><down><down><down><down><down><down><down><down><down><down><down>");
    insta::assert_snapshot!("exempt_review_80", room.screen(80, 24));
    room.press("c");
    let screen = room.screen(80, 60);
    assert!(screen.contains("PUBLIC COPY"), "{screen}");
    assert!(!screen.contains("SECRET"), "{screen}");
    room.press("<esc>");
    there_and_back(&mut room, 7);
}

#[test]
fn where_the_vote_is_lost_the_public_stays_and_nothing_is_exempt() {
    let mut room = moved();
    room.press("h0<enter>7<enter><enter>");
    assert!(
        room.said()
            .ends_with("The public stays, and the item is not exempt."),
        "{}",
        room.said()
    );
    room.press("Said in public.<enter>");
    assert!(!room.screen(80, 24).contains("EXEMPT"));
    assert!(minutes(&room, Copy::Public).contains("Said in public."));
    room.press("<alt-/>");
    assert!(
        room.screen(80, 24).contains("to exclude the public"),
        "it can be moved again"
    );
}

#[test]
fn an_item_put_while_the_public_is_out_is_exempt_and_loudly_said_to_be() {
    let mut room = in_private();
    room.at_minute(20);
    room.press("<ctrl-n>");
    assert_eq!(
        room.said(),
        "PUBLIC STILL OUT: this item is exempt too. Alt+/ stamps that they came back."
    );
    assert!(
        room.screen(80, 24)
            .contains("EXEMPT – public excluded since 5.42pm")
    );
    room.at_minute(21);
    room.press("SECRET route.<enter>");
    assert!(!minutes(&room, Copy::Public).contains("SECRET"));
    room.at_minute(22);
    room.press("<alt-/>Open again.<enter>");
    let public = minutes(&room, Copy::Public);
    assert!(!public.contains("SECRET"), "{public}");
    assert!(public.contains("Open again."), "{public}");
}

#[test]
fn closing_ends_it_and_an_item_without_a_summary_is_a_loose_end() {
    let mut room = at_play_areas();
    room.press("<alt-/>1 and 3<ctrl-s>a<alt-/>SECRET name.<enter>");
    let item = item(&room, 2).id;
    let mark = room.open().mark_on(Covers::Item(item)).unwrap();
    assert_eq!(mark.paragraphs, [Paragraph::Individual, Paragraph::Affairs]);
    let ends = loose_ends::of(room.open(), false);
    assert!(ends.contains(&LooseEnd::NoSummary(item)), "{ends:?}");
    room.at_minute(30);
    room.press("<f10>");
    let screen = room.screen(80, 40);
    assert!(
        screen.contains("Exempt, and without an open summary"),
        "{screen}"
    );
    room.press("<f10>");
    assert_eq!(room.open().state(), crate::minutes::meeting::State::Closed);
    assert_eq!(room.open().sitting.exclusion(), None);
    assert!(!minutes(&room, Copy::Public).contains("SECRET"));
}

#[test]
fn an_entry_is_marked_by_itself_and_the_mark_is_taken_away_again() {
    let mut room = with_three_entries();
    room.press("<pageup><up><alt-/>");
    let screen = room.screen(80, 24);
    assert!(screen.contains("Exempt: this entry"), "{screen}");
    room.press("1<tab>Something was said of the weather.<ctrl-s>");
    assert_eq!(
        room.said(),
        "Marked exempt (paragraph 1): it is in the full copy alone."
    );
    let public = minutes(&room, Copy::Public);
    assert!(!public.contains("It rained."), "{public}");
    assert!(
        public.contains("Something was said of the weather."),
        "{public}"
    );
    let full = minutes(&room, Copy::Full);
    assert!(
        full.contains("\n[Exempt: paragraph 1] It rained.\n"),
        "{full}"
    );
    insta::assert_snapshot!("entry_exempt_80", room.screen(80, 24));
    room.press("<alt-/><shift-tab><shift-tab> <ctrl-s>");
    assert!(
        room.said().starts_with("No longer marked exempt."),
        "{}",
        room.said()
    );
    assert!(minutes(&room, Copy::Public).contains("It rained."));
}

#[test]
fn an_item_is_marked_on_the_agenda_beforehand_and_the_motion_names_it() {
    let mut room = called();
    room.press("<f3><down><down>x5<tab>Advice was taken on the routes.<ctrl-s>");
    let screen = room.screen(80, 24);
    assert!(screen.contains("EXEMPT paragraph 5"), "{screen}");
    room.press("<esc><ctrl-r>P<esc><f2><ctrl-n><ctrl-n><ctrl-n>");
    assert_eq!(
        room.said(),
        "Marked exempt (paragraph 5): Alt+/ moves to exclude the public."
    );
    room.press("<alt-/>");
    let screen = room.screen(80, 24);
    assert!(screen.contains("Advice was taken"), "{screen}");
    assert!(
        screen.contains("in respect of which a claim to legal"),
        "{screen}"
    );
}

#[test]
fn documents_are_written_of_the_public_copy_until_the_full_one_is_chosen() {
    let mut room = in_private();
    room.press("SECRET<enter><f8>d");
    assert!(matches!(
        room.model.overlays.last(),
        Some(Overlay::WriteOut(_))
    ));
    insta::assert_snapshot!("public_documents_80", room.screen(80, 24));
    room.press("c");
    insta::assert_snapshot!("full_documents_80", room.screen(80, 24));
    room.press("<enter>");
    let Some(crate::app::Effect::WriteDocuments(wanted)) = room
        .left
        .iter()
        .find(|effect| matches!(effect, crate::app::Effect::WriteDocuments(_)))
    else {
        panic!("{:?}", room.left);
    };
    assert_eq!(wanted.meeting.which(), Copy::Full);
    assert_eq!(wanted.background.copy, Copy::Full);
    assert!(
        wanted.files[0].name.contains("-full-"),
        "{:?}",
        wanted.files[0]
    );
    // What the form of the review writes is the public copy too.
    room.press("<esc>w");
    let screen = room.screen(80, 24);
    assert!(screen.contains("the public copy"), "{screen}");
}

/// The meeting of today, where an action of the last meeting is exempt; and that action's words.
fn after_an_exempt_action() -> (Room, String) {
    use crate::minutes::change::Change;
    use crate::minutes::exempt::Mark;
    use crate::minutes::history::Manner;
    use crate::minutes::ids::ChangeId;
    use crate::store::protocol::{Line, What};

    let lines = sample::lines(&mut IdSource::new([3; 16]), half_past_five(), &templates());
    let mut room = Room::with(Diary::default(), lines);
    let found = room.store.meetings.values().find_map(|(meeting, _)| {
        let (_, entry) = meeting.entries().find(|(_, entry)| {
            entry
                .action()
                .is_some_and(|action| action.reference == "SGSSP/2022/2")
        })?;
        Some((meeting.id, entry.id, entry.text.clone()))
    });
    let (meeting, entry, text) = found.unwrap();
    let covers = Covers::Entry(entry);
    let mark = Some(Box::new(Mark::new(covers, vec![Paragraph::Affairs])));
    let change = Change::Exempted { covers, mark };
    room.store.append(vec![Line {
        id: ChangeId(uuid::Uuid::from_u128(9)),
        at: half_past_five(),
        manner: Manner::Made,
        what: What::Meeting(meeting, change),
    }]);
    room.press("<enter>");
    (room, text)
}

#[test]
fn no_way_from_an_earlier_meeting_brings_exempt_words_into_a_public_line() {
    let (mut room, text) = after_an_exempt_action();
    // Carried to the agenda: its item is exempt, and has no prepared text.
    room.press("<ctrl-d>");
    let screen = room.screen(120, 40);
    assert!(screen.contains("EXEMPT SGSSP/2022/2"), "{screen}");
    while !room.screen(120, 40).contains("EXEMPT  SGSSP/2022/2") {
        room.press("<down>");
    }
    room.press("<enter>");
    let exempt = room.open().exemptions();
    let carried = room
        .open()
        .items
        .iter()
        .find(|item| exempt.item(item.id).is_some())
        .unwrap();
    assert_eq!(carried.outline.prepared, [""; 0]);
    assert!(!carried.outline.title.contains(&text));
    room.press("<esc><ctrl-r>P<esc><f2><ctrl-n><ctrl-n>");
    // Referred to: by its number. Copied: said to be exempt.
    let words = text.split(' ').next().unwrap();
    room.press(&format!("<ctrl-f>{words} SGSSP/2022/2<enter>"));
    assert!(!line(&room).contains(&text), "{}", line(&room));
    assert!(!line(&room).is_empty());
    room.press("<ctrl-u><ctrl-f>SGSSP/2022/2");
    let screen = room.screen(80, 24);
    assert!(screen.contains("EXEMPT "), "{screen}");
    room.press("<alt-c>");
    assert!(
        room.said().starts_with("Copied EXEMPT words"),
        "{}",
        room.said()
    );
    // Updated: the entry that tells of it is exempt.
    room.press("<alt-u>d<enter><esc><esc>");
    let told = last(&room, 2);
    assert!(
        told.text.contains(text.trim_end_matches('.')),
        "{}",
        told.text
    );
    assert!(room.open().exemptions().entry(told.id).is_some());
    assert!(!minutes(&room, Copy::Public).contains(text.trim_end_matches('.')));
}

#[test]
fn a_parish_council_moves_it_by_its_own_act_and_names_no_paragraph() {
    let mut room = at_play_areas();
    let open = room.model.desk.open.as_mut().unwrap();
    open.meeting.head.template = "parish".to_owned();
    open.template = templates().for_meeting("parish");
    room.press("<alt-/>");
    let screen = room.screen(80, 24);
    assert!(!screen.contains("Paragraph"), "{screen}");
    room.press("<shift-tab><end> and 3<ctrl-s>");
    let motion = last(&room, 2);
    assert_eq!(
        motion.text,
        "That, under the Public Bodies (Admission to Meetings) Act 1960, section 1(2), the public and press be excluded \
         from the meeting for items 2 and 3, publicity being prejudicial to the public interest by reason of the \
         confidential nature of the business to be transacted"
    );
    assert!(motion.motion().unwrap().excludes);
    room.press("a<alt-/>");
    let screen = room.screen(80, 24);
    assert!(
        screen.contains("EXEMPT – public excluded since 5.31pm – not for publication"),
        "{screen}"
    );
    room.press("SECRET<enter><alt-/>");
    // The motion was for the next item too: no other is moved.
    room.at_minute(9);
    room.press("<ctrl-n>");
    assert_eq!(
        room.said(),
        "Marked exempt: Alt+/ stamps that the public left."
    );
    room.press("<alt-/>SECRET too<enter>");
    let public = minutes(&room, Copy::Public);
    assert!(!public.contains("SECRET"), "{public}");
    assert_eq!(
        public
            .matches("The minute of this item is confidential and is not published.")
            .count(),
        2,
        "{public}"
    );
    let full = minutes(&room, Copy::Full);
    assert!(
        full.starts_with("NOT FOR PUBLICATION – contains confidential information\n"),
        "{full}"
    );
}
