use super::super::town::{Town, day, id, of};
use super::*;
use crate::minutes::action::{ReportBack, Step};
use crate::minutes::change::Change;
use crate::minutes::entry::{Action, Detail, Kind, Party, Status};
use crate::minutes::ids::BodyId;
use crate::store::projections;

impl Town {
    fn left(&self, meeting: usize) -> Outstanding {
        let record = &self.meetings[meeting];
        let asked = OutstandingAsked {
            meeting: record.id,
            body: record.head.body.id,
            on: record.head.date,
        };
        answer(&self.connection, &asked).unwrap()
    }
}

fn keys(hits: &[Hit]) -> Vec<EntryKey> {
    hits.iter().filter_map(Hit::key).collect()
}

#[test]
fn open_actions_of_earlier_meetings_come_as_they_press() {
    let mut town = Town::new();
    let (first, second) = (town.call(1, day(1, 10)), town.call(1, day(3, 10)));
    let other = town.call(2, day(1, 11));
    let late = Action {
        due: Some(town.due(first, "May")),
        ..Action::default()
    };
    let soon = Action {
        due: Some(town.due(first, "February")),
        ..Action::default()
    };
    let done = Action {
        status: Status::Complete,
        ..Action::default()
    };
    let late = town.act(first, "Later", late);
    let soon = town.act(first, "Soon", soon);
    town.act(first, "Done", done);
    town.act(other, "Another body's", Action::default());
    town.act(second, "Its own", Action::default());
    assert_eq!(keys(&town.left(second).actions), [soon, late]);
    assert!(
        town.left(first).actions.is_empty(),
        "nothing comes from a later meeting"
    );
    let item = town.carry(second, &[soon]);
    assert_eq!(keys(&town.left(second).actions), [late]);
    town.make(second, &Change::ItemRemoved { item });
    assert_eq!(keys(&town.left(second).actions), [soon, late]);
}

#[test]
fn a_recommendation_stands_on_the_agenda_of_the_bodys_next_meeting_once() {
    let mut town = Town::new();
    let council = town.call(1, day(1, 10));
    let (next, after) = (town.call(2, day(2, 10)), town.call(2, day(3, 10)));
    let to_do = Action {
        owners: vec![of(2)],
        ..Action::default()
    };
    let receives = Action {
        report_to: Some(Party {
            body: Some(BodyId(id(2))),
            name: "Body 2".to_owned(),
        }),
        ..Action::default()
    };
    let to_do = town.act(council, "Body 2 to look into it", to_do);
    let receives = town.act(council, "Somebody to tell body 2", receives);
    let left = town.left(next);
    assert_eq!(keys(&left.addressed), [to_do, receives]);
    assert_eq!(left.due_here, [to_do, receives]);
    // The meeting after that can be looked at, but they are not for it yet.
    assert_eq!(town.left(after).due_here, []);
    let item = town.carry(next, &[to_do, receives]);
    assert!(town.left(next).addressed.is_empty());
    // Taken off the agenda it is offered, and does not come back by itself.
    town.make(next, &Change::ItemRemoved { item });
    let left = town.left(next);
    assert_eq!((left.addressed.len(), left.due_here.len()), (2, 0));
    town.carry(next, &[to_do]);
    town.hold(next);
    // Years later it is offered, and no more.
    let late = town.call(2, NaiveDate::from_ymd_opt(2033, 3, 10).unwrap());
    assert_eq!(town.left(late).due_here, []);
    assert_eq!(town.left(late).addressed.len(), 2);
    town.make(late, &Change::Withdrawn);
    // One was considered; the other was not, and comes up at the meeting that follows.
    assert_eq!(town.left(after).due_here, [receives]);
    assert_eq!(keys(&town.left(after).addressed), [to_do, receives]);
}

#[test]
fn one_that_recurs_stands_on_an_agenda_in_each_round() {
    let mut town = Town::new();
    let council = town.call(1, day(1, 10));
    let action = Action {
        owners: vec![of(2)],
        due: Some(town.due(council, "quarterly")),
        ..Action::default()
    };
    let action = town.act(council, "Hold to account", action);
    let february = town.call(2, day(2, 10));
    assert_eq!(town.left(february).due_here, [action]);
    town.carry(february, &[action]);
    town.hold(february);
    let march = town.call(2, day(3, 10));
    assert_eq!(town.left(march).due_here, []);
    town.update(council, action, day(2, 10), Step::Complete);
    assert_eq!(
        town.left(march).due_here,
        [],
        "the first quarter is dealt with"
    );
    town.hold(march);
    let may = town.call(2, day(5, 10));
    assert_eq!(town.left(may).due_here, [action], "the second has begun");
}

#[test]
fn what_is_to_be_reported_stands_on_the_agenda_of_just_that_meeting() {
    let mut town = Town::new();
    let first = town.call(1, day(1, 10));
    let (second, third) = (town.call(1, day(2, 10)), town.call(1, day(3, 10)));
    let action = town.act(first, "Count the gulls", Action::default());
    let to = |meeting: Option<MeetingId>, on| {
        let body = BodyId(id(1));
        let name = "Body 1".to_owned();
        Step::ReportBack(Some(ReportBack {
            body,
            name,
            meeting,
            on,
        }))
    };
    let named = to(Some(town.meetings[2].id), Some(day(3, 10)));
    town.update(first, action, day(1, 11), named);
    let left = town.left(second);
    assert!(left.to_report.is_empty());
    assert_eq!(
        keys(&left.actions),
        [action],
        "it is an open action all the same"
    );
    let left = town.left(third);
    assert_eq!(
        (keys(&left.to_report), left.due_here),
        (vec![action], vec![action])
    );
    assert!(left.actions.is_empty(), "it is listed once");
    // To the next meeting, whichever that is.
    town.update(first, action, day(1, 12), to(None, None));
    assert_eq!(town.left(second).due_here, [action]);
    assert_eq!(town.left(third).due_here, []);
    town.update(first, action, day(1, 13), Step::Cancel);
    assert!(town.left(second).to_report.is_empty());
}

#[test]
fn topics_are_offered_until_a_later_agenda_has_them() {
    let mut town = Town::new();
    let first = town.call(1, day(1, 10));
    let point = |town: &mut Town, text| town.say(first, 1, Kind::Point, text, Detail::None);
    let undated = point(&mut town, "Moorings (future working group)");
    let march = point(&mut town, "Dredging Panel on 10 March 2031");
    let may = point(&mut town, "Lamps - 10 May 2031");
    town.say(
        first,
        0,
        Kind::Point,
        "A point of another item",
        Detail::None,
    );
    let topics = |town: &Town, meeting| -> Vec<EntryKey> {
        let topics = town.left(meeting).topics;
        topics.iter().filter_map(|it| it.hit.key()).collect()
    };
    let second = town.call(1, day(3, 10));
    assert_eq!(topics(&town, second), [march, undated]);
    let words: Vec<String> = town
        .left(second)
        .topics
        .into_iter()
        .map(|it| it.topic.words)
        .collect();
    assert_eq!(words, ["Dredging", "Moorings"]);
    town.carry(second, &[march]);
    let third = town.call(1, day(5, 10));
    assert_eq!(topics(&town, third), [may, undated]);
    // A meeting that is withdrawn has taken nothing up.
    town.make(second, &Change::Withdrawn);
    assert_eq!(topics(&town, third), [may, march, undated]);
}

#[test]
fn what_was_deferred_stands_on_the_agenda_of_its_meeting_once() {
    use crate::minutes::formal::{Fate, Motion};
    use crate::minutes::putting_off::PutOff;

    let mut town = Town::new();
    let january = town.call(1, day(1, 10));
    let (march, may) = (town.call(1, day(3, 10)), town.call(1, day(5, 10)));
    let item = town.meetings[january].items[0].clone();
    let mut outline = item.outline.clone();
    outline.prepared = vec!["=That it be so".to_owned(), "A report".to_owned()];
    let amended = Change::ItemAmended {
        item: item.id,
        outline,
    };
    town.make(january, &amended);
    let put_off = |town: &mut Town, to| {
        let detail = Detail::PutOff(PutOff::Deferred(to));
        town.say(january, 0, Kind::Procedural, "It was deferred.", detail)
    };
    let to_may = put_off(&mut town, Some(day(5, 10)));
    let motion = Motion {
        fate: Some(Fate::Deferred(None)),
        ..Motion::default()
    };
    let detail = Detail::Motion(Box::new(motion));
    let motion = town.say(
        january,
        0,
        Kind::Motion,
        "That the lamps be lit.\n(a) all",
        detail,
    );
    let gone = Detail::PutOff(PutOff::Withdrawn);
    town.say(january, 1, Kind::Procedural, "It was withdrawn.", gone);

    let left = town.left(march);
    assert_eq!(
        left.due_here,
        [motion],
        "the next meeting is the one in March"
    );
    let [promised] = left.topics.as_slice() else {
        panic!("{:?}", left.topics)
    };
    assert_eq!(
        promised.topic.words,
        "Motion: That the lamps be lit. (a) all"
    );
    assert_eq!(promised.prepared, ["=That the lamps be lit. (a) all"]);
    // The motion is for March, which is still to be held; the item for May alone.
    assert_eq!(town.left(may).due_here, [to_may]);
    town.carry(march, &[motion]);
    let left = town.left(may);
    let [promised] = left.topics.as_slice() else {
        panic!("{:?}", left.topics)
    };
    assert_eq!(promised.topic.words, item.outline.title);
    assert_eq!(promised.prepared, ["=That it be so", "A report"]);

    // What was taken off by hand is offered and does not come back by itself.
    let there = town.carry(may, &[to_may]);
    assert_eq!(
        (town.left(may).due_here.len(), town.left(may).topics.len()),
        (0, 0)
    );
    town.make(may, &Change::ItemRemoved { item: there });
    assert_eq!(
        (town.left(may).due_here.len(), town.left(may).topics.len()),
        (0, 1)
    );
    // Not held on that day: the first meeting after it has it.
    town.make(may, &Change::Withdrawn);
    let june = town.call(1, day(6, 10));
    town.hold(march);
    assert_eq!(town.left(june).due_here, [to_may]);
    // The deferral is taken back with its entry.
    town.make(
        january,
        &Change::EntryRetracted {
            entry: to_may.entry,
        },
    );
    let left = town.left(june);
    assert_eq!((left.due_here.len(), left.topics.len()), (0, 0));
}

#[test]
fn what_bodies_owe_one_another_is_counted() {
    let mut town = Town::new();
    for body in [1, 2] {
        let name = format!("Body {body}");
        let body = crate::minutes::roster::tests::body(body, &name, "B", "Panel");
        let register = crate::minutes::register::Register {
            bodies: vec![body.clone()],
            people: Vec::new(),
        };
        let change = crate::minutes::register::RegisterChange::BodyRecorded(Box::new(body));
        projections::write_register(&town.connection, &register, &change).unwrap();
    }
    let (council, panel) = (town.call(1, day(1, 10)), town.call(2, day(2, 10)));
    town.call(2, day(9, 10));
    town.hold(council);
    town.hold(panel);
    let to_do = Action {
        owners: vec![of(2)],
        due: Some(town.due(council, "March")),
        ..Action::default()
    };
    let receives = Action {
        owners: vec![of(2)],
        report_to: Some(Party {
            body: Some(BodyId(id(1))),
            name: "Body 1".to_owned(),
        }),
        ..Action::default()
    };
    town.act(council, "Look into it", to_do);
    town.act(panel, "Tell the Council", receives);
    let heard = town.act(panel, "Count the gulls", Action::default());
    let step = Step::ReportBack(Some(ReportBack {
        body: BodyId(id(1)),
        name: "Body 1".to_owned(),
        meeting: None,
        on: Some(day(4, 1)),
    }));
    town.update(panel, heard, day(2, 11), step);
    let accounts = super::super::bodies::answer(&town.connection, day(5, 1)).unwrap();
    let state = accounts.state(BodyId(id(2))).unwrap();
    assert_eq!(
        (state.met_last, state.meets_next),
        (Some(day(2, 10)), Some(day(9, 10)))
    );
    assert_eq!((state.open, state.overdue), (2, 0));
    assert_eq!(accounts.state(BodyId(id(1))).unwrap().overdue, 1);
    let [owed] = accounts.owed.as_slice() else {
        panic!("{:?}", accounts.owed)
    };
    assert_eq!((owed.by, owed.to), (BodyId(id(2)), BodyId(id(1))));
    assert_eq!((owed.recommendations, owed.recommendations_late), (1, 1));
    assert_eq!((owed.reports, owed.reports_late), (2, 1));
}
