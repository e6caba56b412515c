use super::*;
use crate::minutes::ids::IdSource;
use crate::sample;
use crate::screen::testing::{Room, half_past_five, templates};

/// The bodies of the sample council, reached from the diary.
fn room() -> Room {
    let lines = sample::lines(&mut IdSource::new([3; 16]), half_past_five(), &templates());
    let mut room = Room::with(Diary::default(), lines);
    room.press("b");
    room
}

#[test]
fn bodies_show_their_members() {
    let mut room = room();
    insta::assert_snapshot!("bodies_80", room.screen(80, 24));
    insta::assert_snapshot!("bodies_60", room.screen(60, 20));
    room.press("<enter><down>");
    insta::assert_snapshot!("members_80", room.screen(80, 24));
    room.press("<left>");
    room.press("<end><tab>");
    insta::assert_snapshot!("people_80", room.screen(80, 24));
}

#[test]
fn a_member_is_added_by_a_few_letters_of_the_name() {
    let mut room = room();
    room.press("m");
    room.press("qad<tab>Deputy Chair<ctrl-s>");
    let body = &room.store.register.bodies[0];
    let last = body.members.last().unwrap();
    let person = room.store.register.person(last.person).unwrap();
    assert_eq!(person.family, "Qadri");
    assert_eq!(last.role.as_deref(), Some("Deputy Chair"));
    assert!(last.voting);
    assert_eq!(room.model.desk.register, room.store.register);
}

#[test]
fn a_membership_ends_and_stands_faint_among_the_past() {
    let mut room = room();
    room.press("<enter><down><down>x<ctrl-u>1 July 2022<ctrl-s>");
    let body = &room.store.register.bodies[0];
    assert_eq!(body.members[2].to, NaiveDate::from_ymd_opt(2022, 7, 1));
    let rows = match &room.model.screen {
        crate::screen::Screen::Bodies(bodies) => bodies.people(&room.model.desk),
        _ => panic!("another screen"),
    };
    assert_eq!(rows.last().unwrap().1.family, "Ramanathan");
}

#[test]
fn a_person_is_altered_with_posts_and_their_dates() {
    let mut room = room();
    room.press("<end><enter><down>");
    room.press("<enter>");
    room.press("<tab><tab><tab><tab>Mayor of Ottermouth | 1 May 2021 | 30 April 2022<ctrl-s>");
    let someone =
        |person: &&Person| !person.posts.is_empty() && person.posts[0].title.starts_with("Mayor");
    let person = room.store.register.people.iter().find(someone).unwrap();
    assert_eq!(person.family, "Croft");
    assert_eq!(person.posts[0].to, NaiveDate::from_ymd_opt(2022, 4, 30));
}

#[test]
fn a_new_body_derives_its_letters_and_short_name() {
    let mut room = room();
    room.press("nTaxi Licensing Working Group<ctrl-s>");
    let body = room.store.register.bodies.last().unwrap();
    assert_eq!(
        (body.code.as_str(), body.called.as_str()),
        ("TLWG", "Working Group")
    );
    room.press("e<tab><tab><tab>a third<ctrl-s>");
    let body = room.store.register.bodies.last().unwrap();
    assert_eq!(body.quorum, Quorum::Fraction(1, 3));
    room.press("q");
    assert!(matches!(room.model.screen, crate::screen::Screen::Diary(_)));
}
