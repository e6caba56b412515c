//! Writes a register with one meeting in progress that has many entries, for measuring.
//!
//! `cargo run --release --example long_meeting -- FILE [ENTRIES]`
//!
//! In a register that has bodies already (of the example `big_register`) it is a meeting of the first of them.

use chrono::{Local, TimeDelta};
use minutebook::minutes::agenda::{Item, Outline};
use minutebook::minutes::body::{Body, Quorum};
use minutebook::minutes::change::Change;
use minutebook::minutes::entry::{Detail, Entry, Kind};
use minutebook::minutes::history::Manner;
use minutebook::minutes::ids::{BodyId, ChangeId, EntryId, IdSource, ItemId, MeetingId, Stamp};
use minutebook::minutes::meeting::{BodyHead, Head};
use minutebook::minutes::register::RegisterChange;
use minutebook::store::protocol::{Line, Reply, Request, Revision, What};
use minutebook::store::{Archive, Options, Store};

/// Sentences of the trade, so that lines are as long and as varied as minutes are.
const SAID: [&str; 6] = [
    "The Panel heard that the depot had taken in twice as much green waste as in the year before, and that the second \
     shredder would be in use by the end of the month.",
    "Members asked how the new rounds had been drawn, and whether the lanes behind the harbour were still served.",
    "It was noted that the survey of play areas had found forty-one swings in need of repair.",
    "Officers explained that the grant covered materials alone; labour was found from the revenue budget, which was \
     under pressure from the price of fuel.",
    "A member commented that residents wanted to know when, not whether.",
    "It was agreed that a further report be brought to the next meeting of the Panel.",
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("usage: long_meeting FILE [ENTRIES]");
        std::process::exit(2);
    };
    let entries: usize = arguments
        .next()
        .and_then(|count| count.parse().ok())
        .unwrap_or(400);
    let now: Stamp = Local::now().fixed_offset();
    let start = now - TimeDelta::minutes(90);
    let mut ids = IdSource::new(*b"a long meeting!!");
    let known = Archive::open(path.as_ref())
        .ok()
        .and_then(|archive| archive.register().ok()?.bodies.into_iter().next());
    let is_new = known.is_none();
    let body = known.unwrap_or_else(|| Body {
        id: BodyId(ids.next(start)),
        name: "Streets and Depots Panel".to_owned(),
        code: "SDP".to_owned(),
        called: "Scrutiny Panel".to_owned(),
        quorum: Quorum::None,
        meets: String::new(),
        reports_to: Vec::new(),
        template: "scrutiny-panel".to_owned(),
        usual_time: None,
        usual_place: String::new(),
        office: minutebook::minutes::body::Office::default(),
        members: Vec::new(),
    });
    let items: Vec<Item> = (1..=8)
        .map(|number| {
            let outline = Outline {
                title: format!("Report of the depot manager, part {number}"),
                ..Outline::default()
            };
            Item::new(ItemId(ids.next(start)), outline)
        })
        .collect();
    let last = items[7].id;
    let head = Head {
        body: BodyHead::from(&body),
        title: None,
        date: now.date_naive(),
        time: None,
        place: "Town Hall".to_owned(),
        template: body.template.clone(),
    };
    let meeting = MeetingId(ids.next(start));
    let mut changes = vec![
        Change::Scheduled {
            head,
            seats: Vec::new(),
            items,
        },
        Change::Commenced { at: start },
        Change::ItemPut {
            item: last,
            at: start,
        },
    ];
    changes.extend(
        SAID.iter()
            .cycle()
            .take(entries)
            .zip(0_i64..)
            .map(|(said, number)| {
                let at = start + TimeDelta::seconds(number * 12);
                let entry = Entry {
                    id: EntryId(ids.next(at)),
                    kind: Kind::Narrative,
                    text: (*said).to_owned(),
                    started_at: at,
                    recorded_at: at,
                    detail: Detail::None,
                    source: None,
                    prepared: None,
                };
                Change::EntryAdded {
                    item: last,
                    entry,
                    place: None,
                }
            }),
    );
    let body_line = What::Register(RegisterChange::BodyRecorded(Box::new(body)));
    let lines = std::iter::once(body_line)
        .filter(|_| is_new)
        .chain(
            changes
                .into_iter()
                .map(|change| What::Meeting(meeting, change)),
        )
        .map(|what| Line {
            id: ChangeId(ids.next(start)),
            at: start,
            manner: Manner::Made,
            what,
        })
        .collect();
    let store = Store::open(path.as_ref(), Options::default()).unwrap_or_else(|error| {
        eprintln!("{error}");
        std::process::exit(1);
    });
    let handle = store
        .start(|reply| {
            if let Reply::Failed(words) = reply {
                eprintln!("{words}");
            }
        })
        .unwrap_or_else(|error| {
            eprintln!("{error}");
            std::process::exit(1);
        });
    handle.send(Request::Record {
        revision: Revision(1),
        lines,
        draft: None,
    });
    handle.send(Request::Stop);
    handle.join();
}
