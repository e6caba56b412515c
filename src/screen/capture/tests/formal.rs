//! Motions and votes, from the keys to the minutes.

use super::*;
use crate::minutes::change::Change;
use crate::minutes::formal::{Cast, Counts, Manner, Outcome, Vote};
use crate::minutes::ids::PersonId;
use crate::minutes::meeting::Rules;
use crate::screen::testing::keys_of;

/// Presses keys and counts them.
fn counting(room: &mut Room, keys: &str) -> usize {
    room.press(keys);
    keys_of(keys).len()
}

fn vote(room: &Room, number: usize) -> &Vote {
    last(room, number).vote().unwrap()
}

fn minutes(room: &Room, number: usize) -> Vec<String> {
    let open = room.model.desk.open.as_ref().unwrap();
    let item = item(room, number);
    let said = item.entries.iter().flat_map(|entry| {
        crate::minutes::formal::wording::paragraphs(&open.meeting, &open.template, item, entry)
            .unwrap_or_default()
    });
    said.map(Result::unwrap).collect()
}

/// The play areas with a motion before the meeting.
fn with_a_motion() -> Room {
    let mut room = at_play_areas();
    room.press("<alt-'>Farth<tab>Croft<tab>That the swings be mended by May<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    room
}

#[test]
fn a_motion_is_taken_down_and_carried_on_a_show_of_hands() {
    let mut room = with_a_motion();
    let motion = last(&room, 2).clone();
    assert_eq!(
        (motion.kind, motion.text.as_str()),
        (Kind::Motion, "That the swings be mended by May")
    );
    insta::assert_snapshot!("motion_80", room.screen(80, 24));
    room.press("<alt-=>");
    insta::assert_snapshot!("question_80", room.screen(80, 24));
    room.press("h5<enter>1<enter>");
    insta::assert_snapshot!("hands_80", room.screen(80, 24));
    room.press("<enter>");
    let expected = Counts {
        in_favour: 5,
        against: 1,
        abstentions: 1,
    };
    assert_eq!(vote(&room, 2).counts(), expected);
    assert_eq!(room.said(), "CARRIED · 5 for, 1 against, 1 abstained.");
    assert_eq!(
        minutes(&room, 2),
        [
            "Moved by Councillor Desmond Farthing, seconded by Councillor Hamish Croft: That the swings be mended by May.",
            "On being put to the vote, the motion was carried (5 for, 1 against, 1 abstained).",
            "RESOLVED – That the swings be mended by May.",
        ]
    );
    room.press("<alt-=>");
    assert!(
        room.screen(80, 24).contains("A vote taken before"),
        "nothing is left to put"
    );
    room.press("<esc><alt-z>");
    assert_eq!(room.said(), "Undid: vote added.");
    assert_eq!(minutes(&room, 2).len(), 1);
}

#[test]
fn words_in_the_line_become_the_motion_and_leave_it() {
    let mut room = at_play_areas();
    room.press("That the swings be mended<alt-'>");
    let screen = room.screen(80, 24);
    assert!(screen.contains("That the swings be mended"), "{screen}");
    room.press("Farth<tab><ctrl-s>");
    assert_eq!(last(&room, 2).text, "That the swings be mended");
    assert_eq!(line(&room), "");
    room.press("Some other remark<alt-'><esc>");
    assert_eq!(
        line(&room),
        "Some other remark",
        "it is no motion, so it stays"
    );
}

#[test]
fn an_amendment_is_made_by_altering_how_the_motion_reads() {
    let mut room = with_a_motion();
    room.press("<alt-'>Adey<tab>Task<tab><tab><end><backspace><backspace><backspace>June");
    insta::assert_snapshot!("amendment_80", room.screen(80, 24));
    room.press("<ctrl-s><alt-=>");
    let screen = room.screen(80, 24);
    assert!(screen.contains("to replace “May” with “June”"), "{screen}");
    room.press("a<alt-=>");
    let screen = room.screen(80, 24);
    assert!(
        screen.contains("That the swings be mended by June"),
        "the substantive motion is put: {screen}"
    );
    room.press("w");
    assert_eq!(room.said(), "Noted: motion withdrawn.");
    assert_eq!(
        minutes(&room, 2)[1..],
        [
            "The motion was withdrawn by Councillor Desmond Farthing.",
            "Moved by Councillor Olumide Adeyemi, seconded by Councillor Maureen Tasker, as an amendment: to replace “May” with “June”.",
            "The amendment was agreed.",
            "The motion as amended, which became the substantive motion, read: That the swings be mended by June.",
        ]
    );
}

#[test]
fn a_vote_by_name_of_twenty_takes_fewer_than_thirty_keys() {
    let mut room = called();
    for number in 0..13_u128 {
        let mut seat = room.open().seats[0].clone();
        seat.person.id = PersonId(uuid::Uuid::from_u128(number));
        seat.person.family = format!("Member {number}");
        seat.role = None;
        room.model.desk.record(Change::Seated { seat }, None);
    }
    let effects = std::mem::take(&mut room.model.desk.effects);
    room.carry_out(effects);
    room.press("<ctrl-r>P<esc><f2><ctrl-n><ctrl-n>");
    room.press("=That the swings be mended<enter>");
    let keys = counting(&mut room, "<alt-=>nfffffaaaabffffnfffaf");
    assert!(
        room.screen(80, 24).contains("20 of 20"),
        "{}",
        room.screen(80, 24)
    );
    insta::assert_snapshot!("by_name_80", room.screen(80, 24));
    insta::assert_snapshot!("by_name_60", room.screen(60, 20));
    let keys = keys + counting(&mut room, "<enter>");
    assert_eq!(keys, 23, "two to begin, one a member, one to record");
    let taken = vote(&room, 2);
    assert_eq!(taken.electorate.len(), 20);
    assert_eq!(
        taken.counts(),
        Counts {
            in_favour: 13,
            against: 5,
            abstentions: 1
        }
    );
    assert_eq!(taken.silent(), 1);
}

#[test]
fn a_slip_in_a_vote_by_name_is_taken_back() {
    use Cast::{Abstained, Against, For};
    let mut room = with_a_motion();
    room.press("<alt-=>nfa<backspace><backspace>ba");
    room.press("<enter>");
    assert_eq!(room.said(), "5 members have no vote yet.");
    room.press("F<enter>");
    let Manner::Named(votes) = &vote(&room, 2).manner else {
        panic!("not by name");
    };
    let casts: Vec<Cast> = votes.iter().map(|(_, cast)| *cast).collect();
    assert_eq!(casts, [Abstained, Against, For, For, For, For, For]);
    // Leaving in the middle is asked about once.
    room.press("=More<enter><alt-=>nff<esc>");
    assert_eq!(room.said(), "Esc again drops the votes marked so far.");
    room.press("<esc><esc>");
    assert!(room.model.overlays.is_empty());
}

#[test]
fn a_tie_is_decided_by_whoever_holds_the_chair() {
    let mut room = with_a_motion();
    room.press("<alt-=>h3<enter>3<enter>1<enter>");
    let screen = room.screen(80, 24);
    assert!(
        screen.contains("The casting vote of Cllr Oakshott"),
        "{screen}"
    );
    insta::assert_snapshot!("tie_80", screen);
    room.press("f");
    assert_eq!(vote(&room, 2).outcome(), Outcome::Carried);
    assert!(
        minutes(&room, 2)[1]
            .contains("in the chair, gave a casting vote for the motion, which was carried.")
    );
    // Nobody in the chair, no casting vote.
    let mut room = with_a_motion();
    room.press("<ctrl-r><home>l<down>l<esc><alt-=>h2<enter>2<enter>1<enter>");
    assert_eq!(vote(&room, 2).outcome(), Outcome::Tied);
    assert!(
        room.said().contains("nobody is noted in the chair"),
        "{}",
        room.said()
    );
}

#[test]
fn tab_goes_round_the_numbers_of_a_show_of_hands() {
    let mut room = with_a_motion();
    room.press("<alt-=>h<tab>2<shift-tab>4<tab><tab>1<tab><backspace>3<ctrl-s>");
    let Manner::Hands(counts) = vote(&room, 2).manner.clone() else {
        panic!("no show of hands: {}", room.screen(80, 24))
    };
    assert_eq!(
        (counts.in_favour, counts.against, counts.abstentions),
        (3, 2, 1)
    );
}

#[test]
fn more_votes_than_voters_are_not_taken() {
    let mut room = with_a_motion();
    room.press("<ctrl-r><home><down><down><down><down><down><down>l<esc><alt-=>");
    let screen = room.screen(80, 24);
    assert!(screen.contains("6 may vote · not Cllr Croft"), "{screen}");
    room.press("h5<enter>2<enter><enter>");
    assert!(
        room.said()
            .starts_with("7 votes were counted, and 6 are present"),
        "{}",
        room.said()
    );
    room.press("<enter><backspace>1<enter><enter>");
    assert_eq!(vote(&room, 2).counts().all(), 6);
}

#[test]
fn a_member_has_their_own_vote_recorded_afterwards() {
    let mut room = with_a_motion();
    room.press("<alt-=>h5<enter>1<enter>1<enter>");
    room.press("<alt-=>oTask<tab><ctrl-s>");
    assert_eq!(room.said(), "Recorded: Cllr Tasker voted against it.");
    assert!(room.model.overlays.is_empty());
    room.press("<alt-=>oCroft<tab><ctrl-s>");
    let screen = room.screen(80, 24);
    assert!(
        screen.contains("more members ask for their vote"),
        "only one was against: {screen}"
    );
    room.press("<esc><esc><esc>");
    assert_eq!(
        minutes(&room, 2)[2],
        "Councillor Maureen Tasker asked that it be recorded that they voted against the motion."
    );
}

#[test]
fn a_budget_meeting_insists_on_names() {
    let mut room = with_a_motion();
    let rules = Rules {
        budget: true,
        ..Rules::default()
    };
    room.model.desk.record(Change::RulesAmended { rules }, None);
    let effects = std::mem::take(&mut room.model.desk.effects);
    room.carry_out(effects);
    room.press("<alt-=>h");
    assert!(
        room.said()
            .starts_with("A budget meeting: votes on the budget are taken by name (n).")
    );
    assert!(!room.screen(80, 24).contains("Show of hands"));
    room.press("h");
    assert!(room.screen(80, 24).contains("Show of hands"));
    room.press("<esc>nF<enter>");
    assert_eq!(vote(&room, 2).manner.key(), "named");
}

#[test]
fn without_anything_to_put_the_key_for_a_motion_is_named() {
    let mut room = at_play_areas();
    room.press("<alt-=>");
    assert!(room.said().contains("Alt+'"), "{}", room.said());
    let mut room = called();
    room.press("<alt-'>");
    assert_eq!(room.said(), "The meeting has not started: F2 starts it.");
}

#[test]
fn a_motion_that_was_voted_on_is_not_retracted_before_its_vote() {
    let mut room = with_a_motion();
    room.press("<alt-=>a<pageup><up><delete>");
    assert!(
        room.said().contains("amended or voted on"),
        "{}",
        room.said()
    );
    assert_eq!(item(&room, 2).entries.len(), 2);
}

#[test]
fn a_question_of_the_public_is_taken_down_and_answered_later() {
    let mut room = at_play_areas();
    room.press(
        "<alt-;>Mrs E Thorne<tab>the Friends of Mill Lane<tab>When will the swings be mended?",
    );
    insta::assert_snapshot!("public_question_80", room.screen(80, 24));
    room.press("<ctrl-s>");
    assert_eq!(
        last(&room, 2).text,
        "Mrs E Thorne, on behalf of the Friends of Mill Lane, asked the following question: When will the swings be mended?"
    );
    // Nobody of the public comes into the register by asking.
    assert!(
        !room
            .model
            .desk
            .register
            .people
            .iter()
            .any(|person| person.family == "Thorne")
    );
    // The answer is given, then asked after.
    room.press("<up><enter>Ellery<tab>In May<tab>Of which year<tab>Of this one.<ctrl-s>");
    let entry = last(&room, 2);
    assert_eq!(
        entry.text.lines().skip(1).collect::<Vec<_>>(),
        [
            "Bethan Ellery replied: In May.",
            "Mrs E Thorne asked a supplementary question: Of which year.",
            "Bethan Ellery replied: Of this one.",
        ]
    );
    assert_eq!(entry.heard().unwrap().supplementary, "Of which year");
    there_and_back(&mut room, 2);
    // What was submitted is not typed again.
    room.press("<alt-;>Qadri<tab><ctrl-s>");
    assert_eq!(
        last(&room, 2).text,
        "Councillor Yasmin Qadri asked the question as submitted."
    );
    room.press("<alt-;>Ann<tab><tab><tab><tab><tab><tab>x<ctrl-s>");
    assert!(
        room.screen(80, 24)
            .contains("What was the supplementary question?")
    );
    assert_kept(&room);
}

/// The declarations put, and a member has declared that they leave for the play areas.
fn with_an_interest() -> Room {
    let mut room = begun();
    room.press("<ctrl-n><alt-s>Task<tab>d<tab>Play<tab>owning the land<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    room
}

#[test]
fn leaving_for_an_interest_and_coming_back_take_a_key_each() {
    let mut room = with_an_interest();
    room.at_minute(10);
    room.press("<ctrl-n>");
    assert_eq!(
        room.said(),
        "Cllr Tasker declared an interest and leaves: Alt+. stamps it."
    );
    insta::assert_snapshot!("interest_80", room.screen(80, 24));
    let before = keys_of("<alt-.>").len();
    room.at_minute(11);
    room.press("<alt-.>");
    assert_eq!(room.said(), "Cllr Tasker left at 17:41.");
    room.press("=That it be so<enter><alt-=>");
    let screen = room.screen(80, 24);
    assert!(screen.contains("6 may vote · not Cllr Tasker"), "{screen}");
    room.press("a<alt-.>");
    assert!(
        room.said().starts_with("Nobody declared"),
        "not before the item is left"
    );
    room.at_minute(20);
    room.press("<ctrl-n>");
    assert!(
        room.screen(80, 24)
            .contains("Cllr Tasker may come back (Alt+.)")
    );
    room.press("<alt-.>");
    assert_eq!(room.said(), "Cllr Tasker returned at 17:50.");
    assert!(2 * before <= 4);
    let template = &room.model.desk.open.as_ref().unwrap().template;
    let told: Vec<String> = crate::minutes::happenings::of(room.open())
        .iter()
        .map(|it| crate::minutes::happenings::said(room.open(), template, it).unwrap())
        .collect();
    assert_eq!(
        told,
        [
            "Councillor Tasker, having declared an interest in item 2, left the meeting at 5.41pm.",
            "Councillor Tasker returned to the meeting at 5.50pm, during consideration of item 3.",
        ]
    );
}

#[test]
fn a_sensitive_interest_has_no_nature_and_a_dispensation_keeps_somebody_in() {
    let mut room = begun();
    room.press("<ctrl-n><alt-s>Task<tab>s<tab>Play");
    insta::assert_snapshot!("sensitive_80", room.screen(80, 24));
    room.press("<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    assert_eq!(
        last(&room, 1).text,
        "Councillor Maureen Tasker declared a sensitive interest in item 2 (Play areas: condition and plans)."
    );
    room.press("<alt-s>Croft<tab>d<tab>Play<tab>owning the land<tab><tab>from the Monitoring Officer<ctrl-s>");
    assert_eq!(
        last(&room, 1).text,
        "Councillor Hamish Croft declared a disclosable pecuniary interest in item 2 (Play areas: condition and plans), owning \
         the land, with a dispensation (from the Monitoring Officer)."
    );
    room.press("<ctrl-n>");
    assert_eq!(room.said(), "", "neither leaves");
}

#[test]
fn nothing_to_declare_is_one_key_and_whoever_stays_in_is_asked_about_at_the_close() {
    let mut room = begun();
    room.press("<ctrl-n><alt-n>");
    assert_eq!(words(&room, 1).len(), 1);
    let mut room = with_an_interest();
    room.press("<ctrl-n><f10>");
    let screen = room.screen(120, 40);
    assert!(
        screen.contains("Cllr Tasker was to leave and is not noted as out"),
        "{screen}"
    );
}

#[test]
fn a_quorum_lost_is_said_once_and_loudly() {
    let mut room = at_play_areas();
    room.press("<ctrl-r><home>l<down>l<down>l<down>l");
    assert_eq!(room.said(), "");
    room.press("<down>l");
    assert_eq!(
        room.said(),
        "QUORUM LOST at 17:31: 2 of 3 needed are there."
    );
    room.press("<down>l");
    assert_eq!(room.said(), "", "once");
    assert!(room.screen(80, 24).contains("NO QUORUM"));
    room.press("<esc>");
    insta::assert_snapshot!("no_quorum_80", room.screen(80, 24));
    room.press("<alt-z>");
    assert_eq!(room.said(), "Undid: Cllr Tasker left.");
}

#[test]
fn an_empty_chair_is_said() {
    let mut room = at_play_areas();
    room.press("<ctrl-r><home>l");
    assert_eq!(room.said(), "", "the deputy is there");
    room.press("<down>l");
    assert!(
        room.said().starts_with("NOBODY IN THE CHAIR from 17:31"),
        "{}",
        room.said()
    );
    room.press("<down>c");
    assert!(room.said().ends_with("is in the chair."), "{}", room.said());
}

/// Presses keys at a minute past half past five.
fn at(room: &mut Room, minute: i64, keys: &str) {
    room.at_minute(minute);
    room.press(keys);
    assert!(
        room.model.overlays.is_empty(),
        "{keys}: {}",
        room.screen(80, 24)
    );
}

#[test]
fn an_evening_of_formal_business_and_its_minutes() {
    let mut room = with_an_interest();
    at(
        &mut room,
        2,
        "<alt-s>Croft<tab>o<tab>3<tab>as a member of the Cycling Club<tab>ss<ctrl-s>",
    );
    at(&mut room, 4, "<ctrl-n><alt-.>");
    // A motion, an amendment to it, and one to that.
    at(
        &mut room,
        6,
        "<alt-'>Farth<tab>Croft<tab>That the swings be mended<ctrl-s>",
    );
    at(
        &mut room,
        8,
        "<alt-'>Adey<tab>Pugh<tab><tab><end> by May<ctrl-s>",
    );
    at(
        &mut room,
        9,
        "<alt-'>Rama<tab>Croft<tab><tab><end><backspace><backspace><backspace>June<ctrl-s>",
    );
    // A tie, decided from the chair; then the amendment as amended, by name.
    at(&mut room, 12, "<alt-=>h3<enter>3<enter><enter>f");
    at(&mut room, 13, "<alt-=>nffaffb<enter>");
    // Somebody comes while the substantive motion is debated, and somebody goes.
    at(
        &mut room,
        15,
        "<ctrl-r><home><down><down><down><down>l<esc>",
    );
    at(&mut room, 18, "<alt-=>h4<enter>1<enter>0<enter>");
    at(&mut room, 19, "<alt-=>oRama<tab><ctrl-s>");
    at(&mut room, 20, "<ctrl-n><alt-.>");
    at(
        &mut room,
        21,
        "<alt-'>Task<tab>Oaks<tab>That the report be noted<ctrl-s><alt-=>w",
    );
    at(
        &mut room,
        22,
        "=That grit bins be: (a) counted; and (b) filled<enter><alt-=>a",
    );
    at(&mut room, 25, "<ctrl-r><home>l<esc>");
    at(&mut room, 26, "<ctrl-r><home><down>c<esc>");
    at(&mut room, 40, "<ctrl-n><f4>");
    at(&mut room, 50, "<f4>");
    let open = room.model.desk.open.as_ref().unwrap();
    let copied = open.meeting.copy(crate::minutes::exempt::Copy::Public);
    let material = crate::export::Material::of(&copied, &open.template);
    let (document, errors) = crate::export::DocumentKind::Minutes.make(&material);
    assert_eq!(errors, []);
    insta::assert_snapshot!("minutes_of_formal_business", crate::export::text(&document));
}

/// Today's meeting with three items for consent pasted at the end of its agenda, 9 to 11; the play areas are current.
fn with_consent() -> Room {
    let mut room = at_play_areas();
    room.press("<f3><end>p");
    room.paste(
        "1. Annual return (consent)\nRecommendation: That the return be approved.\n\
         2. Lease of the kiosk (consent)\nRecommendation: That the lease be renewed.\n\
         3. Noticeboards (consent)",
    );
    room.press("<ctrl-s><esc>");
    assert_eq!(room.open().items.len(), 11);
    room
}

#[test]
fn items_for_consent_are_taken_in_one_vote_and_each_has_its_resolution() {
    let mut room = with_consent();
    let before = room.open().clone();
    room.press("<alt-+>");
    let screen = room.screen(80, 24);
    assert!(screen.contains("Taken in one vote · 3 marked"), "{screen}");
    insta::assert_snapshot!("en_bloc_80", screen);
    room.press("<enter>");
    let screen = room.screen(80, 24);
    assert!(screen.contains("Items 9, 10 and 11 en bloc"), "{screen}");
    room.press("h7<enter>0<enter><enter>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    assert_eq!(
        room.said(),
        "Items 9, 10 and 11 en bloc: CARRIED · 7 for, 0 against."
    );
    assert_eq!(
        minutes(&room, 9),
        [
            "Items 9, 10 and 11 were taken en bloc.",
            "On being put to the vote, the proposal was carried unanimously (7 for, 0 against).",
            "RESOLVED (unanimously) – That the recommendations in items 9, 10 and 11 be agreed.",
            "RESOLVED – That the return be approved.",
        ]
    );
    assert_eq!(
        minutes(&room, 10),
        ["RESOLVED – That the lease be renewed."]
    );
    assert_eq!(
        minutes(&room, 11),
        ["RESOLVED – That the recommendations in the report be agreed."]
    );
    // Each has been before the meeting; the next is the one that was passed.
    let put: Vec<bool> = room.open().items[8..].iter().map(Item::was_put).collect();
    assert_eq!(put, [true, true, true]);
    assert!(room.open().items[8].is_current());
    assert_eq!(
        room.open().next_to_put().map(|item| item.id),
        Some(room.open().items[2].id)
    );
    // Nothing is taken a second time, nor a decision put again that was taken.
    room.press("<alt-+>");
    assert!(!room.screen(80, 24).contains("Annual return"));
    room.press("<esc>");
    room.press("<alt-z>");
    assert_eq!(*room.open(), before, "one step");
}

#[test]
fn what_is_withdrawn_or_wanted_separately_is_not_taken_en_bloc() {
    let mut room = with_consent();
    room.press("<ctrl-g>11<enter><alt-minus><up><space><tab><ctrl-s>");
    assert_eq!(room.said(), "Item 11 is withdrawn.");
    room.press("<alt-g><alt-+>");
    let screen = room.screen(80, 24);
    assert!(!screen.contains("Noticeboards"), "{screen}");
    // One alone is no bloc: the gritting routes are put with it, and the lease is taken separately.
    room.press("<end><space><enter>");
    assert!(room.said().starts_with("Mark two items"), "{}", room.said());
    room.press("<home><down><space><enter>a");
    assert_eq!(
        minutes(&room, 3)[..2],
        [
            "Items 3 and 9 were taken en bloc.",
            "RESOLVED – That the recommendations in items 3 and 9 be agreed."
        ]
    );
    assert!(minutes(&room, 10).is_empty());
    assert!(room.open().items[2].is_current());
}

#[test]
fn an_item_in_which_somebody_has_an_interest_is_not_marked() {
    let mut room = with_consent();
    room.press("<ctrl-g>1<enter><alt-s>Croft<tab><tab>10<tab>as the tenant<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(80, 24));
    room.press("<alt-g><alt-+>");
    let screen = room.screen(80, 24);
    assert!(screen.contains("Taken in one vote · 2 marked"), "{screen}");
    assert!(screen.contains("interest: Cllr Croft"), "{screen}");
}

#[test]
fn a_key_on_the_agenda_marks_items_for_consent() {
    let mut room = at_play_areas();
    room.press("<f3><home><down><down>c<down>c");
    assert!(room.screen(100, 24).contains("consent"));
    assert!(room.open().items[2].outline.consent && room.open().items[3].outline.consent);
    room.press("c<esc>");
    assert!(!room.open().items[3].outline.consent);
    room.press("<f3><home><down><down><down>c<esc><ctrl-n>");
    assert_eq!(
        room.said(),
        "Items 3 and 4 are for consent: Alt+Plus takes them en bloc."
    );
}

/// Has the open meeting follow the template of a full council, and opens it anew.
fn as_council(room: &mut Room) {
    let head = crate::minutes::meeting::Head {
        template: "council".to_owned(),
        ..room.open().head.clone()
    };
    room.model.desk.record(Change::HeadAmended { head }, None);
    let effects = std::mem::take(&mut room.model.desk.effects);
    room.carry_out(effects);
    room.press("<f12><enter>");
}

/// The numbers of the resolutions of the open meeting.
fn numbers(room: &Room) -> Vec<String> {
    let open = room.model.desk.open.as_ref().unwrap();
    let numbers = crate::minutes::formal::wording::numbers(&open.meeting, &open.template);
    let mut numbers: Vec<String> = numbers.into_values().collect();
    numbers.sort();
    numbers
}

#[test]
fn resolutions_are_numbered_on_from_the_last_meeting() {
    let mut room = called();
    as_council(&mut room);
    room.press("<ctrl-r>P<esc><f9>");
    for _ in 0..12 {
        if room.screen(80, 24).contains("▸ First resolution") {
            break;
        }
        room.press("<tab>");
    }
    room.press("14<ctrl-s><f2><ctrl-n>=That it be so<enter>=That it be done<enter>");
    assert_eq!(numbers(&room), ["14/22", "15/22"]);
    room.press("<f10><f10><f12><up><enter>");
    as_council(&mut room);
    room.press("<ctrl-r>P<esc><f2>");
    let screen = room.screen(80, 24);
    assert_eq!(room.open().rules.first_resolution, Some(16), "{screen}");
    room.press("<ctrl-n>=That it be so again<enter>");
    assert_eq!(numbers(&room), ["16/22"]);
    // It began with its number: one step takes back both.
    room.press("<alt-z><alt-z><alt-z>");
    assert_eq!(room.open().rules.first_resolution, None);
    assert_eq!(
        room.open().state(),
        crate::minutes::meeting::State::Scheduled
    );
}
