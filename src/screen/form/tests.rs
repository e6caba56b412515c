use super::*;
use crate::minutes::agenda::{ItemKind, Outline};
use crate::minutes::attendance::{Standing, standing};
use crate::minutes::entry::{Detail, Interest};
use crate::minutes::ids::IdSource;
use crate::minutes::meeting::State;
use crate::sample;
use crate::screen::desk::Effect;
use crate::screen::diary::Diary;
use crate::screen::testing::{Room, half_past_five, templates};

/// A room with the form for a new meeting open.
fn calling() -> Room {
    let mut room = Room::new(Diary::default());
    room.press("n");
    room
}

/// The sample council with the meeting of today taken up.
fn meeting_today() -> Room {
    let lines = sample::lines(&mut IdSource::new([3; 16]), half_past_five(), &templates());
    let mut room = Room::with(Diary::default(), lines);
    room.take_up_today();
    room
}

fn lay(room: &mut Room, make: impl FnOnce(&Desk, ItemId) -> Form) {
    let item = room.open().items[0].id;
    let form = make(&room.model.desk, item);
    room.lay(form);
}

fn on_record(room: &Room, family: &str) -> PersonId {
    let people = &room.store.register.people;
    people
        .iter()
        .find(|person| person.family == family)
        .unwrap()
        .id
}

#[test]
fn a_meeting_is_called_from_a_few_keys_and_its_body_recorded() {
    let mut room = calling();
    room.press("Highways and Lighting Scrutiny Panel<tab><tab><tab>");
    room.press("next Wednesday<tab>6.30<tab>Town Hall<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    let body = &room.store.register.bodies[0];
    assert_eq!(
        (body.code.as_str(), body.called.as_str()),
        ("HLSP", "Scrutiny Panel")
    );
    let (meeting, _) = room.store.meetings.values().next().unwrap();
    assert_eq!(meeting.head.date.to_string(), "2022-08-03");
    assert_eq!(meeting.head.time.unwrap().to_string(), "18:30:00");
    assert_eq!(meeting.head.place, "Town Hall");
    assert_eq!(meeting.head.title, None);
    assert_eq!(meeting.state(), State::Scheduled);
    assert_eq!(room.said(), "Called for Wednesday 3 August 2022.");
}

#[test]
fn a_wrong_weekday_is_said_at_the_field_and_nothing_is_lost() {
    let mut room = calling();
    room.press("Highways Panel<tab><tab><tab>Tuesday 27 July 2022");
    insta::assert_snapshot!("wrong_weekday_80", room.screen(80, 24));
    insta::assert_snapshot!("wrong_weekday_60", room.screen(60, 20));
    room.press("<tab>6pm<ctrl-s>");
    assert!(room.store.meetings.is_empty());
    let screen = room.screen(80, 24);
    assert!(screen.contains("27 July 2022 is a Wednesday, not a Tuesday"));
    // The cursor is at the date again.
    room.press("<ctrl-u>Wed 27 July 2022<ctrl-s>");
    assert_eq!(room.store.meetings.len(), 1);
}

#[test]
fn a_body_on_record_brings_its_usual_time_place_and_template_but_not_over_what_was_typed() {
    let mut room = meeting_today();
    room.press("n<tab><tab>2pm<shift-tab><shift-tab>Library<ctrl-space>");
    insta::assert_snapshot!("new_meeting_80", room.screen(80, 24));
    room.press("<tab>tomorrow<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    let date = half_past_five().date_naive().succ_opt().unwrap();
    let mut meetings = room.store.meetings.values();
    let (meeting, _) = meetings
        .rfind(|(meeting, _)| meeting.head.date == date)
        .unwrap();
    assert_eq!(meeting.head.time.unwrap().to_string(), "14:00:00");
    assert_eq!(meeting.head.place, "Reading Room, Central Library");
    assert_eq!(meeting.head.template, "workshop");
    assert!(meeting.seats.len() >= 4);
}

#[test]
fn a_second_meeting_of_a_body_on_one_day_is_warned_of_and_allowed() {
    let mut room = meeting_today();
    room.press("nSGSSP<tab>today");
    assert!(
        room.screen(80, 24)
            .contains("The diary has a meeting of this body on that day")
    );
    room.press("<ctrl-s>");
    assert_eq!(room.store.meetings.len(), 6);
}

#[test]
fn enter_goes_from_field_to_field_and_saves_on_the_last() {
    let mut room = calling();
    room.press("Taxi Panel<enter><enter><enter>tomorrow<enter>7<enter>Depot<enter><enter><enter>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    assert_eq!(room.store.meetings.len(), 1);
}

#[test]
fn escape_asks_once_where_something_was_typed() {
    let mut room = calling();
    room.press("<esc>");
    assert!(room.model.overlays.is_empty());
    room.press("nTaxi<esc>");
    assert!(
        room.screen(80, 24)
            .contains("Esc again drops what was typed")
    );
    room.press("s<esc>");
    assert_eq!(
        room.model.overlays.len(),
        1,
        "typing on takes the warning back"
    );
    room.press("<esc>");
    assert!(room.model.overlays.is_empty());
    room.press("nTaxi<ctrl-q>");
    assert!(
        room.left.is_empty(),
        "leaving the program would lose it too"
    );
    room.press("<ctrl-q>");
    assert!(matches!(room.left.as_slice(), [Effect::Quit]));
}

#[test]
fn tab_takes_over_only_what_was_cut_short_within_a_word() {
    let mut room = meeting_today();
    room.press("nOttermouth<tab>");
    let screen = room.screen(80, 24);
    assert!(
        screen.contains("A new body"),
        "a whole word may be a new name: {screen}"
    );
    room.press("<esc><esc>nOtterm<tab>");
    assert!(room.screen(80, 24).contains("Ottermouth Harbour Board"));
    // Taken back, it is not taken over again.
    room.press("<shift-tab><ctrl-z><tab>");
    assert!(room.screen(80, 24).contains("A new body"));
}

#[test]
fn the_form_scrolls_to_its_field_on_a_small_screen() {
    let mut room = meeting_today();
    lay(&mut room, |desk, id| item(desk, Some(id), 0));
    for size in [(60, 20), (40, 10)] {
        let screen = room.screen(size.0, size.1);
        assert!(screen.contains("▸ Title"), "{screen}");
        room.press("<shift-tab>");
        let screen = room.screen(size.0, size.1);
        assert!(screen.contains("▸ Private prompts"), "{screen}");
        room.press("<tab>");
    }
}

#[test]
fn an_item_brings_somebody_new_onto_the_roll_and_into_the_register() {
    let mut room = meeting_today();
    lay(&mut room, |desk, _| item(desk, None, 2));
    room.press("Bus shelters<tab><tab>dabb; Ms Jo van Carr, Head of Buses<tab><tab>25<tab>");
    room.press("A report was received.<enter>?Rain<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    let new = on_record(&room, "Carr");
    let person = room.store.register.person(new).unwrap().clone();
    assert_eq!(
        (person.honorific.as_deref(), person.given.as_str()),
        (Some("Ms"), "Jo van")
    );
    assert_eq!(person.posts[0].title, "Head of Buses");
    let meeting = room.open();
    let outline = &meeting.items[2].outline;
    assert_eq!(outline.title, "Bus shelters");
    assert_eq!(outline.presenters, [on_record(&room, "Dabb"), new]);
    assert_eq!(outline.planned, Some(25));
    assert_eq!(outline.prepared, ["A report was received.", "?Rain"]);
    assert_eq!(meeting.seat(new).unwrap().group, "Officers");
    // One step to undo.
    room.press("<alt-z>");
    assert!(
        room.open().seat(new).is_some(),
        "the screen that owns undo is a stand-in here"
    );
}

#[test]
fn a_mistyped_guest_leaves_the_roll_with_the_name_and_undo_brings_both_back() {
    let mut room = meeting_today();
    let seats = room.open().seats.len();
    let id = room.open().items[0].id;
    lay(&mut room, |desk, id| item(desk, Some(id), 0));
    room.press("<tab><tab><tab>Mr Bob Fen<ctrl-s>");
    let wrong = on_record(&room, "Fen");
    assert!(room.open().seat(wrong).is_some());
    lay(&mut room, |desk, id| item(desk, Some(id), 0));
    room.press("<tab><tab><tab><ctrl-u>Mr Robert Fenn<ctrl-s>");
    let right = on_record(&room, "Fenn");
    assert_eq!(room.open().items[0].outline.guests, [right]);
    assert_eq!(room.open().seat(wrong), None);
    assert!(room.open().seat(right).is_some());
    assert_eq!(room.open().seats.len(), seats + 1);
    assert!(room.said().contains("Bob Fen"), "{}", room.said());
    room.model.desk.undo();
    assert_eq!(room.open().items[0].outline.guests, [wrong]);
    assert!(room.open().seat(wrong).is_some(), "it was one step");
    // Whoever is named elsewhere stays.
    room.model.desk.redo();
    let meeting = room.open();
    let other = meeting.items[1].id;
    let outline = Outline {
        guests: vec![right],
        ..meeting.items[1].outline.clone()
    };
    let item_1 = Change::ItemAmended {
        item: other,
        outline,
    };
    assert!(room.model.desk.record(item_1, None));
    lay(&mut room, |desk, _| item(desk, Some(id), 0));
    room.press("<tab><tab><tab><ctrl-u><ctrl-s>");
    assert!(room.open().items[0].outline.guests.is_empty());
    assert!(room.open().seat(right).is_some());
}

#[test]
fn whom_a_letter_no_longer_names_leaves_the_roll() {
    let mut room = meeting_today();
    lay(&mut room, letter);
    room.press("<ctrl-u>Mr Bob Fen; Dr Ola Quist<ctrl-s>");
    let (wrong, other) = (on_record(&room, "Fen"), on_record(&room, "Quist"));
    lay(&mut room, letter);
    room.press("<ctrl-u>Dr Ola Quist; Mr Robert Fenn<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    assert_eq!(room.open().seat(wrong), None);
    assert!(room.open().seat(other).is_some());
}

#[test]
fn a_name_cut_short_is_not_guessed() {
    let mut room = meeting_today();
    lay(&mut room, |desk, _| item(desk, None, 2));
    room.press("Bus shelters<tab><tab>Colin Da<ctrl-s>");
    let screen = room.screen(80, 24);
    assert!(screen.contains("Is it Colin Dabb?"), "{screen}");
    room.press("<ctrl-space><ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    assert_eq!(
        room.open().items[2].outline.presenters,
        [on_record(&room, "Dabb")]
    );
}

#[test]
fn an_item_amended_keeps_what_was_not_touched() {
    let mut room = meeting_today();
    let before = room.open().items[1].clone();
    let id = before.id;
    lay(&mut room, |desk, _| item(desk, Some(id), 1));
    room.press("<end> for all<ctrl-s>");
    let after = &room.open().items[1];
    assert_eq!(
        after.outline.title,
        "Play areas: condition and plans for all"
    );
    assert_eq!(after.outline.guests, before.outline.guests);
    assert_eq!(after.outline.prompts, before.outline.prompts);
    assert_eq!(after.outline.prepared, before.outline.prepared);
}

#[test]
fn the_kind_follows_the_title_until_it_is_chosen() {
    let mut room = meeting_today();
    lay(&mut room, |desk, _| item(desk, None, 2));
    room.press("Minutes of the meeting of 20 January<ctrl-s>");
    let added = room.open().items[2].clone();
    assert_eq!(added.outline.kind, ItemKind::Minutes);
    let again = |room: &mut Room, keys: &str| {
        lay(room, |desk, _| item(desk, Some(added.id), 2));
        room.press(keys);
        assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
        room.open().items[2].outline.kind
    };
    let kind = again(&mut room, "<ctrl-u>Actions from previous meetings<ctrl-s>");
    assert_eq!(kind, ItemKind::PreviousActions);
    assert_eq!(again(&mut room, "<tab>whip<ctrl-s>"), ItemKind::Whip);
    // What the clerk chose stays, whatever the title says.
    let kind = again(&mut room, "<ctrl-u>Urgent items<ctrl-s>");
    assert_eq!(kind, ItemKind::Whip);
}

#[test]
fn an_urgent_item_stands_behind_the_item_for_urgent_business() {
    let mut room = meeting_today();
    lay(&mut room, |desk, _| urgent_item(desk));
    room.press("Burst main in Gull Lane<tab>The road is closed.<ctrl-s>");
    let items = &room.open().items;
    assert_eq!(items[items.len() - 2].outline.kind, ItemKind::Urgent);
    let last = items.last().unwrap();
    assert_eq!(last.outline.title, "Burst main in Gull Lane");
    assert_eq!(last.outline.prepared, ["The road is closed."]);
}

#[test]
fn a_declaration_is_recorded_with_its_sentence() {
    let mut room = meeting_today();
    lay(&mut room, declaration);
    room.press("croft<tab>d<tab><tab>as the owner of a bench.");
    insta::assert_snapshot!("declaration_80", room.screen(80, 24));
    room.press("<ctrl-s>");
    let entry = &room.open().items[0].entries[0];
    assert_eq!(
        entry.text,
        "Councillor Hamish Croft declared a disclosable pecuniary interest in item 2 (Play areas: condition and \
         plans), as the owner of a bench, and would leave the meeting for that item."
    );
    let Detail::Declaration(declaration) = &entry.detail else {
        panic!("{entry:?}")
    };
    assert_eq!(declaration.interest, Interest::DisclosablePecuniary);
    assert!(declaration.leaves);
    lay(&mut room, declaration_again);
    room.press("Haddad<tab><tab><tab>as a neighbour<ctrl-s>");
    assert!(room.screen(80, 24).contains("Only somebody on the roll"));
}

fn declaration_again(desk: &Desk, item: ItemId) -> Form {
    declaration(desk, item)
}

#[test]
fn next_meetings_are_linked_with_the_diary_or_put_into_it() {
    let mut room = meeting_today();
    let there = room.store.meetings.len();
    lay(&mut room, next_meetings);
    room.press("7 September 2022; Wed 19 October<tab>6.30pm<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    let next: Vec<_> = room.open().next_meetings().cloned().collect();
    let created: Vec<bool> = next.iter().map(|next| next.created).collect();
    assert_eq!(created, [false, true]);
    assert_eq!(room.store.meetings.len(), there + 1);
    let (new, _) = &room.store.meetings[&next[1].meeting];
    assert_eq!(new.head.date.to_string(), "2022-10-19");
    assert_eq!(new.head.time.unwrap().to_string(), "18:30:00");
    assert_eq!(
        (next[1].time, &next[1].place),
        (new.head.time, &new.head.place)
    );
    let (found, _) = &room.store.meetings[&next[0].meeting];
    assert_eq!(
        (next[0].time, &next[0].place),
        (found.head.time, &found.head.place)
    );
    assert!(next[0].time.is_some() && !next[0].place.is_empty());
    let text = &room.open().items[0].entries[0].text;
    assert_eq!(
        text,
        "To note that the next meetings of the Streets and Green Spaces Scrutiny Panel will take place on:"
    );
}

#[test]
fn a_councillor_stands_with_the_members_where_there_are_none_or_if_a_member() {
    let mut room = meeting_today();
    let group = |room: &mut Room, who: &str, name: &str| {
        lay(room, |desk, _| roll_person(desk));
        room.press(who);
        room.press("<ctrl-s>");
        let person = on_record(room, name);
        room.open().seat(person).unwrap().group.clone()
    };
    // There are members: somebody beside them may be a visitor.
    assert_eq!(group(&mut room, "Cllr Ida Fenn", "Fenn"), "Officers");
    assert_eq!(
        group(&mut room, "Cllr Max Roe<tab><tab>y", "Roe"),
        "Councillors"
    );
    let mut room = calling();
    room.press("Quay Forum<tab><tab><tab>today<ctrl-s><enter>");
    assert_eq!(room.open().seats, []);
    assert_eq!(group(&mut room, "Cllr Ann Orr", "Orr"), "Councillors");
}

#[test]
fn somebody_more_is_on_the_roll_and_present() {
    let mut room = meeting_today();
    lay(&mut room, |desk, _| roll_person(desk));
    room.press("Captain Jago Trewin<ctrl-s>");
    let person = on_record(&room, "Trewin");
    let meeting = room.open();
    assert_eq!(meeting.seat(person).unwrap().group, "Officers");
    assert_eq!(standing(&meeting.stream, person), Standing::Present);
    lay(&mut room, |desk, _| roll_person(desk));
    room.press("Trewin<ctrl-s>");
    assert!(room.screen(80, 24).contains("is on the roll already"));
}

#[test]
fn a_substitute_counts_and_the_member_sent_apologies() {
    let mut room = meeting_today();
    let member = on_record(&room, "Tasker");
    let before = room.open().count().present;
    lay(&mut room, |desk, _| substitute(desk, member));
    room.press("Oakshott<ctrl-s>");
    assert!(room.screen(80, 24).contains("cannot stand in for another"));
    room.press("<ctrl-u>Cllr Mabel Otter<ctrl-s>");
    let other = on_record(&room, "Otter");
    let meeting = room.open();
    assert_eq!(
        standing(&meeting.stream, other),
        Standing::Substitute(member)
    );
    assert_eq!(standing(&meeting.stream, member), Standing::Apologies);
    assert_eq!(meeting.count().present, before + 1);
    let person = room.store.register.person(other).unwrap();
    assert_eq!(person.honorific.as_deref(), Some("Councillor"));
}

#[test]
fn a_file_is_asked_for_and_the_answer_says_how_to_write_it() {
    let mut room = meeting_today();
    lay(&mut room, |desk, _| {
        write_minutes(desk, "minutes.txt", false)
    });
    let answer = |room: &Room| {
        let Some(crate::screen::Overlay::Form(form)) = room.model.overlays.last() else {
            panic!("no form")
        };
        file::take_writing(form).unwrap()
    };
    room.press("<ctrl-u>draft.md");
    let Some(Purpose::Write(writing)) = answer(&room) else {
        panic!("no answer")
    };
    assert_eq!(writing.format, crate::export::Format::Markdown);
    room.press("<tab>m<tab>y");
    let writing = Writing {
        copy: crate::minutes::exempt::Copy::Public,
        path: "draft.md".to_owned(),
        format: crate::export::Format::Markdown,
        replace: true,
    };
    assert_eq!(answer(&room), Some(Purpose::Write(writing)));
    room.press("<ctrl-s>");
    lay(&mut room, |desk, _| agenda_file(desk));
    room.press("agenda.txt<enter>");
    assert!(matches!(
        room.left.as_slice(),
        [Effect::ReadFile { path }] if path == "agenda.txt"
    ));
}

#[test]
fn a_paste_goes_into_the_field_without_what_could_drive_the_terminal() {
    let mut room = calling();
    room.paste("Taxi\u{1b}[2J\r\nPanel");
    let screen = room.screen(80, 24);
    assert!(screen.contains("Taxi[2J Panel"), "{screen}");
    assert!(screen.contains("1 control characters were left out"));
}

#[test]
fn suggestions_are_gone_to_and_taken_over_and_nothing_is_taken_from_an_empty_field() {
    let mut room = meeting_today();
    room.press("n<right>");
    assert!(
        room.screen(80, 24)
            .contains("› Streets and Green Spaces Scrutiny Panel")
    );
    room.press("<down><enter><tab>tomorrow<ctrl-s>");
    let tomorrow = half_past_five().date_naive().succ_opt().unwrap();
    let row = room
        .model
        .desk
        .diary
        .iter()
        .flatten()
        .find(|row| row.date == tomorrow);
    assert_eq!(row.unwrap().body, "Ottermouth Harbour Board");
}

#[test]
fn several_guests_are_completed_one_by_one() {
    let mut room = meeting_today();
    lay(&mut room, |desk, _| item(desk, None, 2));
    room.press("Otters<tab><tab><tab>fripp<ctrl-space>; Prof<ctrl-space>; Robin S<tab><ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    let guests = ["Fripp", "Haddad", "Sallow"].map(|family| on_record(&room, family));
    assert_eq!(room.open().items[2].outline.guests, guests);
}

#[test]
fn what_is_only_proposed_makes_way_for_what_is_typed_and_stays_where_it_is_moved_in() {
    let mut room = calling();
    room.press("Heath Working Group<tab>");
    assert!(room.screen(80, 24).contains("Proposed: typing replaces it"));
    room.press("HEATH<tab><end> of the Heath<tab>tomorrow<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    let body = &room.store.register.bodies[0];
    assert_eq!(
        (body.code.as_str(), body.called.as_str()),
        ("HEATH", "Working Group of the Heath")
    );
}
