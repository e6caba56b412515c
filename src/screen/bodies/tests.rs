use super::*;
use crate::minutes::ids::IdSource;
use crate::minutes::rhythm::Rhythm::{Days, Months};
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
fn a_body_is_called_without_the_article_that_its_sentences_have() {
    let mut room = Room::new(Diary::default());
    room.press("bnParks Committee<tab><tab>");
    let screen = room.screen(80, 24);
    assert!(
        screen.contains("What stands after \"the\" in its sentences"),
        "{screen}"
    );
    room.press("The Parks Committee<ctrl-s>");
    assert_eq!(room.store.register.bodies[0].called, "Parks Committee");
    room.press("qnHarbour Board<tab><tab>the Board<tab>today<ctrl-s>");
    assert_eq!(room.store.register.bodies[1].called, "Board");
}

#[test]
fn a_body_to_report_to_has_to_be_on_record_and_that_is_said() {
    let mut room = Room::new(Diary::default());
    room.press("bnParks Committee");
    for _ in 0..8 {
        room.press("<tab>");
    }
    room.press("Full Council<ctrl-s>");
    let screen = room.screen(80, 24);
    assert!(
        screen.contains("There is no other body called Full Council"),
        "{screen}"
    );
    assert!(screen.contains("leave this empty"), "{screen}");
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

/// Enters a body with its rhythm and those that it reports to.
fn enter(room: &mut Room, name: &str, meets: &str, reports_to: &str) {
    room.press("n");
    room.paste(name);
    room.press("<tab><tab><tab><tab><tab><tab><tab>");
    room.paste(meets);
    room.press("<tab>");
    room.paste(reports_to);
    room.press("<ctrl-s>");
    assert!(room.model.overlays.is_empty(), "{}", room.screen(100, 30));
    let body = room.store.register.bodies.last().unwrap();
    assert_eq!((body.name.as_str(), body.meets.as_str()), (name, meets));
}

#[test]
fn who_reports_to_whom_stands_as_a_tree() {
    let mut room = room();
    enter(
        &mut room,
        "Quays Working Group",
        "weekly",
        "Ottermouth Harbour Board; Library Futures Sub-Committee",
    );
    room.press("t");
    insta::assert_snapshot!("tree_80", room.screen(80, 24));
    insta::assert_snapshot!("tree_60", room.screen(60, 20));
    // What is altered from here shows at once.
    room.press("<end>e<tab><tab><tab><tab><tab><tab><tab><ctrl-u>fortnightly<ctrl-s>");
    assert!(room.screen(80, 36).contains("meets fortnightly"));
    room.press("t");
    assert!(room.model.overlays.is_empty());
}

#[test]
fn bodies_that_report_in_a_ring_are_shown_all_the_same() {
    let mut room = Room::new(Diary::default());
    room.press("b");
    enter(&mut room, "Gulls", "monthly", "");
    enter(&mut room, "Terns", "monthly", "Gulls");
    room.press("<home>e<tab><tab><tab><tab><tab><tab><tab><tab>Terns<ctrl-s>t");
    let shown = room.screen(80, 24);
    assert!(shown.contains("Gulls · G (see above)"), "{shown}");
}

/// The four bodies of the published report on monitoring, by the names and words that it gives them.
#[test]
fn the_published_bodies_can_be_entered() {
    let cases = std::env::var_os("MINUTEBOOK_CASES").map_or_else(
        || std::path::PathBuf::from("../shared/cases"),
        std::path::PathBuf::from,
    );
    let file = cases.join("monitoring-report/source.txt");
    let Ok(text) = std::fs::read_to_string(&file) else {
        eprintln!("skipped: {} is not there", file.display());
        return;
    };
    let table = text
        .lines()
        .skip_while(|line| !line.starts_with("Group\t"))
        .skip(1);
    let names: Vec<&str> = table
        .take_while(|line| line.trim().is_empty() || line.contains('\t'))
        .filter_map(|line| line.split('\t').next())
        .filter(|name| !name.trim().is_empty())
        .collect();
    let [board, panel, overview, group] = names.as_slice() else {
        panic!("{names:?}")
    };
    // How often: the words from a verb on to the end of what says it.
    let said = |before: &str, last: &str| -> String {
        let at = text.find(before).unwrap() + before.len();
        let rest = &text[at..];
        let end = rest.find(last).unwrap() + last.len();
        rest[..end].trim().to_owned()
    };
    let monthly = said("2017 and meets ", "basis");
    let six_times = said("The Panel will meet ", "year");
    let weekly = said("The group meets ", "ly");
    let mut room = Room::new(Diary::default());
    room.press("b");
    enter(&mut room, "Cabinet", "", "");
    enter(&mut room, board, &monthly, "Cabinet");
    enter(&mut room, panel, "quarterly", "");
    enter(
        &mut room,
        overview,
        &six_times,
        &format!("{panel}; {board}"),
    );
    enter(&mut room, group, &weekly, "Cabinet");
    let rhythms: Vec<_> = room
        .store
        .register
        .bodies
        .iter()
        .map(|body| crate::minutes::rhythm::read(&body.meets))
        .collect();
    assert_eq!(
        rhythms,
        [
            None,
            Some(Months(1)),
            Some(Months(3)),
            Some(Months(2)),
            Some(Days(7))
        ]
    );
    room.press("t");
    let tree = room.screen(100, 36);
    let rows: Vec<&str> = tree
        .lines()
        .filter(|line| {
            names
                .iter()
                .any(|name| line.contains(&format!("{name} · ")))
        })
        .collect();
    let depth = |row: &str| row.find(|letter: char| letter.is_alphabetic());
    assert_eq!(rows.len(), 5, "{tree}");
    // Board, below it the overview panel; the group; the scrutiny panel, below it the overview panel again.
    for (row, name) in rows.iter().zip([board, overview, group, panel, overview]) {
        assert!(row.contains(*name), "{row}");
    }
    assert!(depth(rows[1]) > depth(rows[0]) && depth(rows[4]) > depth(rows[3]));
    assert!(rows[4].contains("(see above)"));
}
