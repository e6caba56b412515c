//! A small register on disk: two bodies, three meetings, what became of their actions; and what is asked of it.

use std::path::PathBuf;
use std::sync::mpsc::channel;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::minutes::action::{Dated, Reported, Step, Update};
use crate::minutes::agenda::{Item, Outline};
use crate::minutes::body::{Body, Quorum};
use crate::minutes::change::{Change, Part};
use crate::minutes::due::{self, Setting};
use crate::minutes::entry::{Action, Detail, Entry, Kind, Owner, Status};
use crate::minutes::history::Manner;
use crate::minutes::ids::{
    BodyId, ChangeId, EntryId, EntryKey, ItemId, MeetingId, PersonId, Stamp,
};
use crate::minutes::meeting::{BodyHead, Head};
use crate::minutes::person::{Person, Post};
use crate::minutes::register::RegisterChange;
use crate::store::protocol::{
    ActionHistory, ActionsAsked, Answered, Counts, Hit, Line, Order, Question, Reply, Request,
    Revision, What,
};
use crate::store::{Archive, Options, Store, check};

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(date: &str, hour: u32) -> Stamp {
    Stamp::parse_from_rfc3339(&format!("{date}T{hour:02}:00:00+01:00")).unwrap()
}

const LAMPS: u128 = 1;
const WATER: u128 = 2;

fn body(number: u128) -> Body {
    let (name, code) = match number {
        LAMPS => ("Lamps Board", "LB"),
        _ => ("Water Panel", "WP"),
    };
    Body {
        id: BodyId(id(number)),
        name: name.to_owned(),
        code: code.to_owned(),
        called: "Board".to_owned(),
        quorum: Quorum::None,
        meets: String::new(),
        reports_to: Vec::new(),
        template: "workshop".to_owned(),
        usual_time: None,
        usual_place: String::new(),
        office: crate::minutes::body::Office::default(),
        members: Vec::new(),
    }
}

fn line(number: u128, at: Stamp, what: What) -> Line {
    Line {
        id: ChangeId(id(10_000 + number)),
        at,
        manner: Manner::Made,
        what,
    }
}

/// An action numbered so, due as written, on a day.
fn action(number: u128, code: &str, words: &str, owner: &str, due: &str, on: &str) -> Entry {
    let setting = Setting {
        said_on: day(on),
        next_meeting: None,
    };
    let owner = Owner {
        name: owner.to_owned(),
        ..Owner::default()
    };
    Entry {
        id: EntryId(id(number)),
        kind: Kind::Action,
        text: words.to_owned(),
        started_at: at(on, 18),
        recorded_at: at(on, 18),
        detail: Detail::Action(Action {
            reference: format!("{code}/2031/{number}"),
            owners: (!owner.name.is_empty())
                .then_some(owner)
                .into_iter()
                .collect(),
            due: (!due.is_empty()).then(|| due::read(due, &setting)),
            ..Action::default()
        }),
        source: None,
        prepared: None,
    }
}

fn called(meeting: u128, of: u128, on: &str, title: &str, entries: Vec<Entry>) -> Line {
    let mut item = Item::new(
        ItemId(id(500 + meeting)),
        Outline {
            title: title.to_owned(),
            ..Outline::default()
        },
    );
    item.entries = entries;
    let head = Head {
        body: BodyHead::from(&body(of)),
        title: None,
        date: day(on),
        time: None,
        place: String::new(),
        template: "workshop".to_owned(),
    };
    let change = Change::Scheduled {
        head,
        seats: Vec::new(),
        items: vec![item],
    };
    line(
        meeting,
        at(on, 17),
        What::Meeting(MeetingId(id(meeting)), change),
    )
}

fn key(meeting: u128, entry: u128) -> EntryKey {
    EntryKey {
        meeting: MeetingId(id(meeting)),
        entry: EntryId(id(entry)),
    }
}

fn updated(step: Step, note: &str) -> Update {
    Update {
        step,
        note: note.to_owned(),
    }
}

/// The last entry of a meeting tells what became of an action.
fn tells(number: u128, of: EntryKey, step: Step, on: &str) -> Entry {
    Entry {
        id: EntryId(id(number)),
        kind: Kind::Narrative,
        text: "It was reported on.".to_owned(),
        started_at: at(on, 19),
        recorded_at: at(on, 19),
        detail: Detail::Update(Box::new(Reported {
            action: of,
            reference: "LB/2031/1".to_owned(),
            update: updated(step, ""),
        })),
        source: None,
        prepared: None,
    }
}

struct Town {
    folder: tempfile::TempDir,
    revision: u64,
}

const TODAY: &str = "2031-10-15";

impl Town {
    fn path(&self) -> PathBuf {
        self.folder.path().join("town.db")
    }

    /// Actions 1 to 4 of the Lamps Board in May, 10 and 12 of the Water Panel in June, 5 of the board in September;
    /// Ms Carr was Director of Place until July, Ms Lund is since.
    fn new() -> Self {
        let mut town = Self {
            folder: tempfile::tempdir().unwrap(),
            revision: 0,
        };
        let person = |number, family: &str, from: Option<&str>, to: Option<&str>| Person {
            id: PersonId(id(number)),
            honorific: Some("Ms".to_owned()),
            given: "Jo".to_owned(),
            family: family.to_owned(),
            listed_as: None,
            posts: vec![Post {
                title: "Director of Place".to_owned(),
                from: from.map(day),
                to: to.map(day),
            }],
        };
        let lines = [
            RegisterChange::BodyRecorded(Box::new(body(LAMPS))),
            RegisterChange::BodyRecorded(Box::new(body(WATER))),
            RegisterChange::PersonRecorded(Box::new(person(301, "Carr", None, Some("2031-07-31")))),
            RegisterChange::PersonRecorded(Box::new(person(302, "Lund", Some("2031-08-01"), None))),
        ];
        let lines = lines
            .into_iter()
            .zip(1..)
            .map(|(change, number)| {
                line(9_000 + number, at("2031-01-01", 9), What::Register(change))
            })
            .collect();
        town.record(lines);
        let may = "2031-05-06";
        town.record(vec![called(
            20,
            LAMPS,
            may,
            "Lighting",
            vec![
                action(1, "LB", "Mend the lamp by the weir", "Ms Wren", "June", may),
                action(2, "LB", "Count the posts", "Director of Place", "July", may),
                action(3, "LB", "Paint the railings", "", "", may),
                action(
                    4,
                    "LB",
                    "Report on fog",
                    "Director of Place",
                    "December",
                    may,
                ),
            ],
        )]);
        let june = "2031-06-10";
        town.record(vec![called(
            21,
            WATER,
            june,
            "Weirs and sluices",
            vec![
                action(10, "WP", "Grease the sluice", "Mr Abel", "autumn", june),
                action(12, "WP", "Measure the weir", "Ms Wren", "15 October", june),
            ],
        )]);
        let september = "2031-09-02";
        town.record(vec![called(
            22,
            LAMPS,
            september,
            "Lighting",
            vec![
                action(
                    5,
                    "LB",
                    "Order xenon lamps",
                    "Ms Carr",
                    "1 October",
                    september,
                ),
                tells(60, key(20, 1), Step::Complete, september),
            ],
        )]);
        town
    }

    fn record(&mut self, lines: Vec<Line>) {
        let store = Store::open(&self.path(), Options::default()).unwrap();
        let (sender, replies) = channel();
        let handle = store
            .start(move |reply| {
                let _ = sender.send(reply);
            })
            .unwrap();
        self.revision += 1;
        handle.send(Request::Record {
            revision: Revision(self.revision),
            lines,
            draft: None,
        });
        handle.send(Request::Stop);
        handle.join();
        let replies: Vec<Reply> = replies.try_iter().collect();
        assert!(
            matches!(
                replies.as_slice(),
                [Reply::Saved(_), Reply::Stopped { kept: true }]
            ),
            "{replies:?}"
        );
    }

    fn change(&mut self, number: u128, meeting: u128, at: Stamp, change: Change) {
        let what = What::Meeting(MeetingId(id(meeting)), change);
        self.record(vec![line(number, at, what)]);
    }

    fn ask(&self, question: &Question) -> Answered {
        Archive::open(&self.path()).unwrap().ask(question).unwrap()
    }

    fn rows(&self, asked: ActionsAsked) -> Vec<Hit> {
        match self.ask(&Question::Actions(asked)) {
            Answered::Actions(list) => list.rows,
            other => panic!("{other:?}"),
        }
    }

    /// The numbers of the actions that fit, in order.
    fn numbers(&self, asked: ActionsAsked) -> Vec<u128> {
        let rows = self.rows(asked);
        rows.iter()
            .map(|hit| hit.entry.unwrap().0.as_u128())
            .collect()
    }

    fn found(&self, text: &str) -> Vec<u128> {
        self.numbers(asked(text))
    }

    fn counts(&self, asked: ActionsAsked) -> Counts {
        match self.ask(&Question::Count(asked)) {
            Answered::Counted(counted) => counted.counts,
            other => panic!("{other:?}"),
        }
    }

    fn history(&self, action: EntryKey) -> ActionHistory {
        match self.ask(&Question::History(action)) {
            Answered::History(history) => *history,
            other => panic!("{other:?}"),
        }
    }

    fn assert_sound(&self) {
        let report = check(&self.path(), &mut |_, _| {}).unwrap();
        assert!(report.findings.is_empty(), "{:?}", report.findings);
    }
}

fn asked(text: &str) -> ActionsAsked {
    ActionsAsked {
        serial: 7,
        text: text.to_owned(),
        today: day(TODAY),
        limit: 100,
        ..ActionsAsked::default()
    }
}

fn ordered(order: Order, text: &str) -> ActionsAsked {
    ActionsAsked {
        order,
        ..asked(text)
    }
}

fn reversed(asked: ActionsAsked) -> ActionsAsked {
    ActionsAsked {
        reversed: true,
        ..asked
    }
}

#[test]
fn what_presses_comes_first_and_what_is_over_last() {
    let town = Town::new();
    // 2 was due in July, 5 on 1 October, 12 today, 10 in autumn, 4 in December; 3 has no date, 1 is done.
    let all = [2, 5, 12, 10, 4, 3, 1];
    assert_eq!(town.found(""), all);
    assert_eq!(town.found("open"), all[..6]);
    assert_eq!(town.found("overdue"), [2, 5]);
    assert_eq!(town.found("done"), [1]);
    let mut back = all;
    back.reverse();
    assert_eq!(town.numbers(reversed(asked(""))), back);
    let board = ActionsAsked {
        body: Some(BodyId(id(LAMPS))),
        ..asked("")
    };
    assert_eq!(town.numbers(board.clone()), [2, 5, 4, 3, 1]);
    // "all" and the name of a body say more than the body at hand.
    let text = |text: &str| ActionsAsked {
        text: text.to_owned(),
        ..board.clone()
    };
    assert_eq!(town.numbers(text("all")), all);
    assert_eq!(town.numbers(text("body:wat")), [12, 10]);
    assert_eq!(town.numbers(text("body:WP open")), [12, 10]);
    assert_eq!(town.numbers(text("body:moon")), []);
}

#[test]
fn every_order_is_an_order_of_all() {
    let town = Town::new();
    let cases = [
        (Order::Raised, "", vec![5, 12, 10, 4, 3, 2, 1]),
        (Order::Reference, "", vec![1, 2, 3, 4, 5, 10, 12]),
        (Order::Owner, "", vec![3, 2, 4, 10, 5, 1, 12]),
        (Order::Body, "", vec![2, 5, 4, 3, 1, 12, 10]),
        (Order::Raised, "open", vec![5, 12, 10, 4, 3, 2]),
        (Order::Reference, "overdue", vec![2, 5]),
        (Order::Owner, "weir", vec![10, 1, 12]),
        (Order::Body, "weir", vec![1, 12, 10]),
        (Order::Raised, "weir", vec![12, 10, 1]),
        (Order::Pressing, "weir", vec![12, 10, 1]),
        (Order::Pressing, "overdue lamps", vec![5]),
        (Order::Raised, "overdue since:2031-06-01", vec![5]),
    ];
    for (order, text, expected) in cases {
        assert_eq!(
            town.numbers(ordered(order, text)),
            expected,
            "{order:?} {text}"
        );
        let mut back = town.numbers(reversed(ordered(order, text)));
        back.reverse();
        assert_eq!(back, expected, "{order:?} {text}, reversed");
        // One by one it is the same, and as many as are wanted.
        for limit in [1, 3, 100] {
            let mut one_by_one = Vec::new();
            let asked = ActionsAsked {
                limit,
                ..ordered(order, text)
            };
            let archive = Archive::open(&town.path()).unwrap();
            archive
                .each_action(&asked, &mut |row| {
                    one_by_one.push(row.key.entry.0.as_u128());
                    true
                })
                .unwrap();
            let some: Vec<u128> = expected.iter().copied().take(limit).collect();
            assert_eq!(one_by_one, some, "{order:?} {text}, one by one");
        }
        // Page by page it is the same.
        for size in 1..4 {
            let mut pages = Vec::new();
            for skip in (0..).step_by(size).take(8) {
                pages.extend(town.numbers(ActionsAsked {
                    limit: size,
                    skip,
                    ..ordered(order, text)
                }));
            }
            assert_eq!(pages, expected, "{order:?} {text}, {size} at a time");
        }
    }
}

#[test]
fn words_and_filters_narrow_the_rows() {
    let town = Town::new();
    let cases: [(&str, &[u128]); 16] = [
        ("lamp", &[5, 1]),
        ("\"the weir\"", &[12, 1]),
        ("weir mea", &[12]),
        ("LB/2031/4", &[4]),
        ("item:sluices", &[12, 10]),
        ("owner:wren", &[12, 1]),
        ("owner:wren open", &[12]),
        ("since:2031-06-01 until:2031-06-30", &[12, 10]),
        ("since:2031-06-01", &[5, 12, 10]),
        ("done since:2031-06-01", &[]),
        ("kind:action lamp", &[5, 1]),
        ("kind:recommendation", &[]),
        ("kind:decision", &[]),
        ("xkaction", &[]),
        ("xenon", &[5]),
        ("nothing at all of this", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(town.found(text), expected, "{text}");
    }
    // Nothing that is typed is read as a part of the question.
    for text in [
        "\"",
        "\" OR \"",
        "text : x",
        "a* NOT b",
        "{",
        "^lamp",
        "'; --",
        "NEAR(a b)",
    ] {
        town.found(text);
        town.counts(asked(text));
    }
}

#[test]
fn a_post_is_whoever_holds_it_or_held_it_when_it_was_due() {
    let town = Town::new();
    // Carr was director when 2 was due; 4 is due in Lund's days. 5 is hers by name.
    assert_eq!(town.found("owner:carr"), [2, 5]);
    assert_eq!(town.found("owner:lund"), [2, 4]);
    assert_eq!(town.found("owner:\"jo carr\" overdue"), [2]);
    assert_eq!(town.found("owner:director"), [2, 4]);
    assert_eq!(town.counts(asked("owner:carr")).all, 2);
}

#[test]
fn counts_tell_of_every_state_whatever_is_shown() {
    let town = Town::new();
    let counts = Counts {
        all: 7,
        open: 6,
        overdue: 2,
        complete: 1,
    };
    assert_eq!(town.counts(asked("")), counts);
    assert_eq!(town.counts(asked("done")), counts);
    let weir = Counts {
        all: 3,
        open: 2,
        overdue: 0,
        complete: 1,
    };
    assert_eq!(town.counts(asked("weir")), weir);
    assert_eq!(town.counts(asked("body:moon")), Counts::default());
    let water = ActionsAsked {
        body: Some(BodyId(id(WATER))),
        ..asked("")
    };
    assert_eq!(town.counts(water).all, 2);
}

#[test]
fn some_actions_are_given_back_in_the_order_asked() {
    let town = Town::new();
    let among = |keys: Vec<EntryKey>| {
        town.numbers(ActionsAsked {
            among: keys,
            ..asked("lamp")
        })
    };
    assert_eq!(among(vec![key(21, 12), key(20, 1)]), [12, 1]);
    assert_eq!(among(vec![key(22, 60), key(20, 99), key(20, 3)]), [3]);
}

#[test]
fn updates_across_meetings_make_the_history_and_can_be_taken_back() {
    let mut town = Town::new();
    let lamp = key(20, 1);
    let history = town.history(lamp);
    assert_eq!(
        history.hit.unwrap().action.unwrap().standing.status,
        Status::Complete
    );
    let [step] = history.steps.as_slice() else {
        panic!("{:?}", history.steps)
    };
    assert_eq!(step.told.as_ref().unwrap().meeting, MeetingId(id(22)));
    // Between meetings it is opened again, and then put off.
    let again = Dated {
        exempt: false,
        at: at("2031-10-01", 9),
        update: updated(Step::Reopen, "It went out."),
    };
    let noted = |dated: &Dated| Change::ActionUpdated {
        entry: lamp.entry,
        at: dated.at,
        update: dated.update.clone(),
    };
    town.change(1, 20, again.at, noted(&again));
    assert_eq!(town.found("overdue"), [1, 2, 5]);
    let november = due::read(
        "November",
        &Setting {
            said_on: day(TODAY),
            next_meeting: None,
        },
    );
    let later = Dated {
        exempt: false,
        at: at("2031-10-02", 9),
        update: updated(Step::Defer(november), ""),
    };
    town.change(2, 20, later.at, noted(&later));
    assert_eq!(town.found("overdue"), [2, 5]);
    assert_eq!(town.found("open"), [2, 5, 12, 1, 10, 4, 3]);
    let steps = |town: &Town| -> Vec<&'static str> {
        let steps = town.history(lamp).steps;
        steps.iter().map(|it| it.dated.update.step.name()).collect()
    };
    assert_eq!(steps(&town), ["completed", "opened again", "deferred"]);
    // Taken back: of the two, the one that is named.
    let withdrawn = Change::UpdateWithdrawn {
        entry: lamp.entry,
        update: Box::new(again.clone()),
    };
    town.change(3, 20, at("2031-10-03", 9), withdrawn.clone());
    assert_eq!(steps(&town), ["completed", "deferred"]);
    town.assert_sound();
    // The entry that told of it is retracted: then it was never done.
    let told = Change::EntryRetracted {
        entry: EntryId(id(60)),
    };
    town.change(4, 22, at("2031-10-03", 10), told);
    assert_eq!(steps(&town), ["deferred"]);
    assert_eq!(town.found("done"), []);
    let entry = tells(60, lamp, Step::Complete, "2031-09-02");
    let back = Change::PutBack {
        parts: vec![Part::Entry(
            entry.id,
            Some((ItemId(id(522)), 1, Box::new(entry))),
        )],
    };
    town.change(5, 22, at("2031-10-03", 11), back);
    assert_eq!(steps(&town), ["completed", "deferred"]);
    town.assert_sound();
}

#[test]
fn a_meeting_that_was_withdrawn_has_no_actions_and_tells_of_none() {
    let mut town = Town::new();
    town.change(1, 22, at("2031-10-03", 9), Change::Withdrawn);
    assert_eq!(town.found(""), [1, 2, 12, 10, 4, 3]);
    assert_eq!(
        town.found("done"),
        [],
        "the lamp was reported on there alone"
    );
    assert!(town.history(key(20, 1)).steps.is_empty());
    assert_eq!(town.history(key(22, 5)).hit, None);
    town.assert_sound();
    town.change(2, 22, at("2031-10-03", 10), Change::Reinstated);
    assert_eq!(town.found("done"), [1]);
    town.assert_sound();
}
