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
        "Councillor Imran Qadri asked the question as submitted."
    );
    room.press("<alt-;>Ann<tab><tab><tab><tab><tab><tab>x<ctrl-s>");
    assert!(
        room.screen(80, 24)
            .contains("What was the supplementary question?")
    );
    assert_kept(&room);
}
