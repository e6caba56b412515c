//! Looking up, through the store's own door: what is found of a labelled set, and in which order.

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use chrono::{TimeZone as _, Utc};
use minutebook::minutes::change::Change;
use minutebook::minutes::entry::{Action, Detail, Entry, Kind};
use minutebook::minutes::history::Manner;
use minutebook::minutes::ids::{BodyId, ChangeId, EntryId, MeetingId};
use minutebook::store::protocol::{
    Answered, Found, Hit, LikeAsked, Line, LookUp, Question, Reply, Request, Revision, What,
};
use minutebook::store::{Archive, Handle, Options, Store};

use super::quayside::{Quayside, today};

/// Asks the reader, as the program does.
struct Asker {
    handle: Handle,
    replies: Receiver<Reply>,
    serial: u64,
    here: Option<BodyId>,
}

impl Asker {
    fn at(path: &Path, here: Option<BodyId>) -> Self {
        let (sender, replies) = channel();
        let handle = Store::open(path, Options::default())
            .unwrap()
            .start(move |reply| drop(sender.send(reply)))
            .unwrap();
        Self {
            handle,
            replies,
            serial: 0,
            here,
        }
    }

    fn question(&mut self, text: &str) -> LookUp {
        self.serial += 1;
        LookUp {
            serial: self.serial,
            text: text.to_owned(),
            here: self.here,
            heading: None,
            today: today(),
            limit: 50,
        }
    }

    fn ask(&mut self, text: &str) -> Found {
        let question = self.question(text);
        self.answer(question)
    }

    fn answer(&mut self, question: LookUp) -> Found {
        let serial = question.serial;
        self.handle.send(Request::Ask(Question::LookUp(question)));
        loop {
            match self.next() {
                Answered::Found(found) if found.serial == serial => return found,
                _ => {}
            }
        }
    }

    fn next(&mut self) -> Answered {
        match self.replies.recv_timeout(Duration::from_mins(1)) {
            Ok(Reply::Answered(answered)) => answered,
            other => panic!("{other:?}"),
        }
    }

    /// Records a step in a meeting, and waits until it is on disk.
    fn record(&mut self, meeting: MeetingId, change: Change) {
        self.serial += 1;
        let revision = Revision(self.serial);
        let at = Utc
            .with_ymd_and_hms(2033, 10, 4, 18, 0, 0)
            .unwrap()
            .fixed_offset();
        self.handle.send(Request::Record {
            revision,
            lines: vec![Line {
                id: ChangeId(uuid::Uuid::from_u128(u128::from(self.serial))),
                at,
                manner: Manner::Made,
                what: What::Meeting(meeting, change),
            }],
            draft: None,
        });
        match self.replies.recv_timeout(Duration::from_mins(1)) {
            Ok(Reply::Saved(saved)) => assert_eq!(saved, revision),
            other => panic!("{other:?}"),
        }
    }

    fn texts(&mut self, text: &str) -> Vec<String> {
        self.ask(text)
            .hits
            .into_iter()
            .map(|hit| hit.text)
            .collect()
    }
}

fn quayside() -> (tempfile::TempDir, Asker, Quayside) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quayside.db");
    let quayside = Quayside::lay_in(&path);
    let asker = Asker::at(&path, Some(quayside.bodies["WSP"]));
    (folder, asker, quayside)
}

/// A query, and how the words begin that must be among the first five.
const LABELLED: [(&str, &str); 84] = [
    // One word, and the beginnings of words.
    ("safeguarding", "Safeguarding referrals"),
    ("safeg", "Safeguarding referrals"),
    ("dementia", "Dementia awareness"),
    ("resurfacing", "Gannet Lane resurfacing"),
    ("allotments", "Water meter at the Lark Rise"),
    ("gritting", "Map of gritting routes"),
    ("kerbs", "That the Committee consider dropped kerbs"),
    ("fenders", "Fenders on the North Quay"),
    ("seals", "A second bell"),
    ("barrels", "Volunteers' rain barrels"),
    ("pontoons", "Notice of the new dues"),
    ("loud", "Young people to be asked"),
    ("umbrella", "Jean Threlkeld, Head of Libraries"),
    ("footpath", "The Chair reported that she had walked"),
    ("lorries", "A resident of Otter Bridge"),
    ("autism", "The waiting list for the autism"),
    ("apprenticeships", "Two care leavers"),
    ("promenade", "Benches on the promenade"),
    ("mph", "Cost of 20 mph zones"),
    // Several words, in any order, whole or begun.
    (
        "training corporate parenting",
        "Training on corporate parenting",
    ),
    ("parenting training", "Training on corporate parenting"),
    ("visit hub", "Members to visit the multi-agency"),
    ("multi-agency", "Members to visit the multi-agency"),
    ("damp mould", "Figures on damp and mould"),
    ("mould estate", "Figures on damp and mould"),
    ("home education numbers", "Elective home education"),
    (
        "charging points market",
        "Bids for electric vehicle charging",
    ),
    ("speed survey", "Speed survey at Otter Bridge"),
    ("otter speed", "Speed survey at Otter Bridge"),
    ("sal bin", "Salt bins at Kestrel"),
    ("dome abu", "Leaflet on domestic abuse"),
    ("agency exit", "Exit interviews of agency"),
    ("lift repair", "Date for the repair of the lift"),
    ("sketch costed", "Sketch B to be costed"),
    ("aftercare cost", "Cost of aftercare"),
    ("salt species", "List of salt-tolerant species"),
    ("play areas programme", "Work programme to be redrawn"),
    ("dues four per cent", "RESOLVED: That dues rise by four"),
    // As somebody asks.
    (
        "what did we ask for about gritting",
        "Map of gritting routes",
    ),
    ("legal advice on the kiosk", "Legal advice on the bandstand"),
    (
        "the report on allocations policy",
        "Housing allocations policy",
    ),
    // Slips.
    ("saefguarding", "Safeguarding referrals"),
    ("safegaurding", "Safeguarding referrals"),
    ("safguarding", "Safeguarding referrals"),
    ("safeguardding", "Safeguarding referrals"),
    ("dafeguarding", "Safeguarding referrals"),
    ("saefg", "Safeguarding referrals"),
    ("demenita", "Dementia awareness"),
    ("resurfcing", "Gannet Lane resurfacing"),
    ("alotments", "Water meter at the Lark Rise"),
    ("griting routes", "Map of gritting routes"),
    ("bandstnad lease", "Legal advice on the bandstand"),
    ("promenede benches", "Benches on the promenade"),
    ("corporate paernting", "Training on corporate parenting"),
    ("fendors", "Fenders on the North Quay"),
    ("persistant absence", "Persistent absence after"),
    ("benchmraked", "Persistent absence after"),
    ("penahle mould", "Figures on damp and mould"),
    // Phrases.
    (
        "\"social workers\"",
        "Retention payments for social workers",
    ),
    ("\"spring tides\"", "Engineer to inspect the sea wall"),
    (
        "\"surface dressing\"",
        "That the contract for surface dressing",
    ),
    ("\"gannet lane\" capital", "Gannet Lane resurfacing"),
    ("\"waiting list", "The waiting list for the autism"),
    ("\"no urgent items\"", "There were no urgent items"),
    // Names: who is to do it, and who is named.
    ("ferrante", "Elective home education"),
    ("zoe", "Elective home education"),
    ("stathers-bell", "Retention payments"),
    ("@penhale", "Figures on damp and mould"),
    ("owner:\"Head of Highways\"", "Gannet Lane resurfacing"),
    ("owner:crabtree otter", "Speed survey at Otter Bridge"),
    ("@trewin", "Fenders on the North Quay"),
    ("owner:\"Tree Officer\" species", "List of salt-tolerant"),
    ("allardyce", "Councillor Allardyce declared"),
    // Filters.
    ("overdue home education", "Elective home education"),
    ("open bandstand", "Legal advice on the bandstand"),
    ("done sea wall", "Engineer to inspect the sea wall"),
    ("body:ERC open", "Gannet Lane resurfacing"),
    ("item:housing complaints", "Figures on damp and mould"),
    (
        "kind:decision allotments",
        "That rents for allotments be frozen",
    ),
    ("kind:decl", "Councillor Allardyce declared"),
    ("kind:rec", "That the Committee consider dropped kerbs"),
    ("kind:item speed", "Speed limits in villages"),
    ("since:2033 resurfacing", "Gannet Lane resurfacing"),
    ("until:2030 resurfacing", "Resurfacing of Gannet Lane"),
];

#[test]
fn what_is_looked_for_is_among_the_first_five() {
    let (_folder, mut asker, _) = quayside();
    let mut missed = Vec::new();
    for (query, expected) in LABELLED {
        let texts = asker.texts(query);
        if !texts.iter().take(5).any(|text| text.starts_with(expected)) {
            let place = texts.iter().position(|text| text.starts_with(expected));
            missed.push(format!(
                "{query}: {expected:?} at {place:?}, first {:?}",
                texts.first()
            ));
        }
    }
    let found = LABELLED.len() - missed.len();
    println!(
        "{found} of {} found; not found:\n{}",
        LABELLED.len(),
        missed.join("\n")
    );
    assert!(
        found * 100 >= LABELLED.len() * 95,
        "{found} of {} found; not found:\n{}",
        LABELLED.len(),
        missed.join("\n")
    );
}

#[test]
fn a_register_read_for_one_question_finds_the_same() {
    let (folder, mut asker, quayside) = quayside();
    let archive = Archive::open(&folder.path().join("quayside.db")).unwrap();
    for (query, _) in LABELLED {
        let question = LookUp {
            here: Some(quayside.bodies["WSP"]),
            ..asker.question(query)
        };
        let Answered::Found(once) = archive.ask(&Question::LookUp(question)).unwrap() else {
            panic!("no answer");
        };
        assert_eq!(once.hits, asker.ask(query).hits, "{query}");
    }
}

#[test]
fn actions_come_first_and_this_body_before_others() {
    let (_folder, mut asker, quayside) = quayside();
    let rank = |hit: &Hit| match hit.kind {
        Some(Kind::Action) => 0,
        Some(Kind::Decision) => 1,
        Some(Kind::Declaration) => 2,
        None => 3,
        Some(_) => 4,
    };
    for query in ["allotments", "resurfacing", "urgent", "safeguarding", "p"] {
        let found = asker.ask(query);
        // Where little was found slips are forgiven, and what is found so stands behind all the rest.
        let as_typed = |hit: &&Hit| {
            format!("{} {}", hit.text, hit.title)
                .to_lowercase()
                .contains(query)
        };
        let ranks: Vec<i32> = found.hits.iter().filter(as_typed).map(rank).collect();
        assert!(ranks.is_sorted(), "{query}: {ranks:?}");
    }
    // "reported" stands in actions of both.
    let here = quayside.bodies["WSP"];
    assert_eq!(asker.ask("reported").hits[0].body, here);
    asker.here = Some(quayside.bodies["ERC"]);
    assert_eq!(asker.ask("reported").hits[0].body, quayside.bodies["ERC"]);
    asker.here = Some(here);
    let elsewhere = asker.ask("body:erc reported");
    assert!(!elsewhere.hits.is_empty());
    assert!(
        elsewhere
            .hits
            .iter()
            .all(|hit| hit.body == quayside.bodies["ERC"])
    );
}

#[test]
fn without_words_the_most_pressing_of_this_body_comes_first() {
    let (_folder, mut asker, quayside) = quayside();
    let found = asker.ask("");
    let here = quayside.bodies["WSP"];
    assert!(found.hits.len() > 5);
    let until: Vec<String> = found
        .hits
        .iter()
        .map(|hit| {
            assert_eq!(hit.body, here);
            let due = hit.action.as_ref().and_then(|it| it.standing.due.clone());
            due.and_then(|due| due.window)
                .map_or("9999".to_owned(), |window| window.to.to_string())
        })
        .collect();
    assert!(until.is_sorted(), "{until:?}");

    // Under a heading that was there before: what it left, and what was done of it; then the rest.
    let question = LookUp {
        heading: Some("Social Care Improvement".to_owned()),
        ..asker.question("")
    };
    let found = asker.answer(question);
    let texts: Vec<&str> = found.hits.iter().map(|hit| hit.text.as_str()).collect();
    assert!(
        texts[..2]
            .iter()
            .any(|it| it.starts_with("Retention payments")),
        "{texts:?}"
    );
    assert!(
        texts[..2]
            .iter()
            .any(|it| it.starts_with("Exit interviews")),
        "{texts:?}"
    );
    assert!(
        texts[2..4]
            .iter()
            .any(|it| it.starts_with("Members to visit")),
        "{texts:?}"
    );
    assert!(texts.len() > 6, "{texts:?}");
}

#[test]
fn filters_hold_for_every_row() {
    let (_folder, mut asker, _) = quayside();
    let status = |hit: &Hit| hit.action.as_ref().map(|it| it.standing.status.name());
    for (query, wanted) in [
        ("open", "open"),
        ("done", "complete"),
        ("open re", "open"),
        ("done re", "complete"),
    ] {
        let found = asker.ask(query);
        assert!(found.hits.len() > 2, "{query}");
        for hit in &found.hits {
            assert_eq!(status(hit), Some(wanted), "{query}: {}", hit.text);
        }
    }
    for query in ["overdue", "overdue re", "overdue @ferrante"] {
        let found = asker.ask(query);
        assert!(!found.hits.is_empty(), "{query}");
        for hit in &found.hits {
            let action = hit.action.as_ref().unwrap();
            assert!(action.standing.is_overdue(today()), "{query}: {}", hit.text);
        }
    }
    let found = asker.ask("since:2031 until:2031");
    assert!(found.hits.len() > 5);
    assert!(
        found
            .hits
            .iter()
            .all(|hit| hit.date.to_string().starts_with("2031"))
    );
    let found = asker.ask("@\"Head of Housing\"");
    assert_eq!(found.hits.len(), 3);
    let found = asker.ask("body:nowhere potholes");
    assert!(found.hits.is_empty());
    assert_eq!(found.remarks, ["no body is called nowhere"]);
}

#[test]
fn what_fits_is_marked_and_slips_are_told() {
    let (_folder, mut asker, _) = quayside();
    let found = asker.ask("gannet resurf");
    let marked: Vec<&str> = found.hits[0]
        .marked
        .iter()
        .map(|range| &found.hits[0].text[range.clone()])
        .collect();
    assert_eq!(marked, ["Gannet", "resurfacing"]);
    let found = asker.ask("saefguarding referals");
    assert_eq!(
        found.remarks,
        [
            "\"saefguarding\" read as \"safeguarding\"",
            "\"referals\" read as \"referrals\""
        ]
    );
    assert_eq!(found.hits[0].marked, [0..12, 13..22]);
    let found = asker.ask("gannet lane caravans resurfacing");
    assert_eq!(
        found.remarks,
        ["nothing has all of the words; these have all but one"]
    );
    assert!(found.hits[0].text.contains("Gannet Lane"));
}

#[test]
fn what_says_the_same_is_shown_once_and_words_of_the_index_are_nobodys() {
    let (_folder, mut asker, _) = quayside();
    // It was said by each body, in the same words and more than once by one.
    let found = asker.ask("\"no urgent items\"");
    let mut bodies: Vec<BodyId> = found.hits.iter().map(|hit| hit.body).collect();
    let count = bodies.len();
    bodies.sort_unstable();
    bodies.dedup();
    assert_eq!(bodies.len(), count);
    for query in ["x", "xk", "xkaction", "xsopen", "xs"] {
        assert!(asker.ask(query).hits.is_empty(), "{query}");
    }
}

#[test]
fn references_are_found_as_they_stand() {
    let (_folder, mut asker, _) = quayside();
    let reference = |hit: &Hit| hit.action.as_ref().map(|it| it.reference.clone());
    for typed in ["ERC/2030/1", "erc/2030/1"] {
        let found = asker.ask(typed);
        assert_eq!(reference(&found.hits[0]).as_deref(), Some("ERC/2030/1"));
    }
    let found = asker.ask("wsp/2033/");
    assert!(found.hits.len() >= 5);
    assert!(
        found
            .hits
            .iter()
            .take(5)
            .all(|hit| reference(hit).is_some_and(|it| it.starts_with("WSP/2033/")))
    );
}

#[test]
fn what_asks_for_the_same_is_found_among_what_is_open() {
    let (_folder, mut asker, _) = quayside();
    let mut like = |text: &str| -> Vec<String> {
        asker.serial += 1;
        let question = LikeAsked {
            serial: asker.serial,
            text: text.to_owned(),
            not: None,
        };
        asker.handle.send(Request::Ask(Question::Like(question)));
        match asker.next() {
            Answered::Like(found) => found.hits.into_iter().map(|hit| hit.text).collect(),
            other => panic!("{other:?}"),
        }
    };
    let found = like("Evaluate the retention payments made to social workers");
    assert_eq!(
        found,
        ["Retention payments for social workers to be evaluated"]
    );
    // That was done long ago.
    assert_eq!(
        like("Visit of members to the multi-agency safeguarding hub"),
        [""; 0]
    );
    assert_eq!(like("Report to the next meeting"), [""; 0]);
}

#[test]
fn what_is_recorded_is_found_at_once() {
    let (_folder, mut asker, _) = quayside();
    let hit = asker.ask("benchmarked").hits.remove(0);
    assert_eq!(asker.texts("zeppelin"), [""; 0]);
    let at = Utc
        .with_ymd_and_hms(2033, 10, 4, 18, 0, 0)
        .unwrap()
        .fixed_offset();
    let entry = Entry {
        id: EntryId(uuid::Uuid::from_u128(99)),
        kind: Kind::Action,
        text: "Mooring mast for the zeppelin to be costed".to_owned(),
        started_at: at,
        recorded_at: at,
        detail: Detail::Action(Action {
            reference: "WSP/2033/99".to_owned(),
            ..Action::default()
        }),
        source: None,
        prepared: None,
    };
    let id = entry.id;
    let item = hit.item;
    let change = Change::EntryAdded {
        item,
        entry,
        place: None,
    };
    asker.record(hit.meeting, change);
    for query in [
        "zep",
        "zeppelin",
        "open zeppelin",
        "zepplein",
        "mooring mast",
    ] {
        let texts = asker.texts(query);
        assert!(
            texts
                .first()
                .is_some_and(|it| it.starts_with("Mooring mast")),
            "{query}: {texts:?}"
        );
    }
    // Its words are altered while it is still to be done, and then it becomes another kind of thing.
    asker.record(
        hit.meeting,
        Change::EntryAmended {
            entry: id,
            kind: Kind::Action,
            text: "Moorings for the dirigible to be costed".to_owned(),
            detail: Detail::Action(Action {
                reference: "WSP/2033/99".to_owned(),
                ..Action::default()
            }),
        },
    );
    assert_eq!(asker.texts("zeppelin"), [""; 0]);
    assert_eq!(asker.ask("dirigible").hits.len(), 1);
    asker.record(
        hit.meeting,
        Change::EntryAmended {
            entry: id,
            kind: Kind::Decision,
            text: "That the airship be declined".to_owned(),
            detail: Detail::None,
        },
    );
    assert_eq!(asker.texts("zeppelin"), [""; 0]);
    let found = asker.ask("airship");
    assert_eq!(found.hits.len(), 1);
    assert_eq!(found.hits[0].kind, Some(Kind::Decision));
    assert_eq!(asker.ask("kind:decision airship").hits.len(), 1);
    assert_eq!(asker.ask("kind:action airship").hits.len(), 0);
}

#[test]
fn of_many_keys_the_last_is_answered() {
    let (_folder, mut asker, _) = quayside();
    let word = "safeguarding referrals";
    for end in 1..=word.len() {
        let question = asker.question(&word[..end]);
        asker.handle.send(Request::Ask(Question::LookUp(question)));
    }
    let last = asker.serial;
    loop {
        let Answered::Found(found) = asker.next() else {
            panic!("another answer")
        };
        assert!(found.serial <= last);
        if found.serial == last {
            assert!(found.hits[0].text.starts_with("Safeguarding referrals"));
            break;
        }
    }
    assert!(
        asker
            .replies
            .recv_timeout(Duration::from_millis(50))
            .is_err()
    );
}
