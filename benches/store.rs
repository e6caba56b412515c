//! What the disk costs: an entry recorded, beside a bare one-row commit on the same disk; a meeting read; a check.
//!
//! `cargo bench --bench store`. The two kinds of commit take turns, so that a disk that changes its pace is fair to both.

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use chrono::Local;
use minutebook::minutes::agenda::{Item, Outline};
use minutebook::minutes::body::Quorum;
use minutebook::minutes::change::Change;
use minutebook::minutes::entry::{Detail, Entry, Kind};
use minutebook::minutes::history::Manner;
use minutebook::minutes::ids::{BodyId, ChangeId, EntryId, IdSource, ItemId, MeetingId, Stamp};
use minutebook::minutes::meeting::{BodyHead, Head};
use minutebook::store::protocol::{Draft, Line, Reply, Request, Revision, What};
use minutebook::store::{Archive, Handle, Options, Store, check};

/// Writes in a meeting through the store, and waits for each answer.
struct Clerk {
    handle: Handle,
    replies: Receiver<Reply>,
    ids: IdSource,
    meeting: MeetingId,
    item: ItemId,
    now: Stamp,
    revision: u64,
}

impl Clerk {
    fn sit_down(path: &Path) -> Self {
        let now = Local::now().fixed_offset();
        let mut ids = IdSource::new([5; 16]);
        let (to_clerk, replies) = channel();
        let handle = Store::open(path, Options::default())
            .expect("a register")
            .start(move |reply| drop(to_clerk.send(reply)))
            .expect("a thread");
        let item = ItemId(ids.next(now));
        let meeting = MeetingId(ids.next(now));
        Self {
            handle,
            replies,
            ids,
            meeting,
            item,
            now,
            revision: 0,
        }
    }

    /// Calls another meeting, and goes on in that.
    fn call_meeting(&mut self) {
        self.item = ItemId(self.ids.next(self.now));
        self.meeting = MeetingId(self.ids.next(self.now));
        let body = BodyHead {
            id: BodyId(self.ids.next(self.now)),
            name: "Place Board".to_owned(),
            code: "PB".to_owned(),
            called: "Board".to_owned(),
            quorum: Quorum::None,
        };
        let head = Head {
            body,
            title: None,
            date: self.now.date_naive(),
            time: None,
            place: String::new(),
            template: "scrutiny-panel".to_owned(),
        };
        let items = vec![Item::new(self.item, Outline::default())];
        self.record(vec![Change::Scheduled {
            head,
            seats: Vec::new(),
            items,
        }]);
        self.handle.send(Request::Open(self.meeting));
        self.replies.recv().expect("it is opened");
    }

    fn entry(&mut self) -> Change {
        let entry = Entry {
            id: EntryId(self.ids.next(self.now)),
            kind: Kind::Narrative,
            text:
                "The Board heard that the second shredder would be in use by the end of the month."
                    .to_owned(),
            started_at: self.now,
            recorded_at: self.now,
            detail: Detail::None,
            source: None,
            prepared: None,
        };
        Change::EntryAdded {
            item: self.item,
            entry,
            place: None,
        }
    }

    /// Records changes, and answers when they are said to be on disk.
    fn record(&mut self, changes: Vec<Change>) {
        self.revision += 1;
        let revision = Revision(self.revision);
        let lines = changes
            .into_iter()
            .map(|change| Line {
                id: ChangeId(self.ids.next(self.now)),
                at: self.now,
                manner: Manner::Made,
                what: What::Meeting(self.meeting, change),
            })
            .collect();
        let draft = Some((self.meeting, Draft::default()));
        self.handle.send(Request::Record {
            revision,
            lines,
            draft,
        });
        match self.replies.recv().expect("an answer") {
            Reply::Saved(saved) if saved == revision => {}
            other => panic!("{other:?}"),
        }
    }
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let bare = rusqlite::Connection::open(folder.path().join("bare.db")).expect("a database");
    bare.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (x TEXT)",
    )
    .expect("a table");
    let path = folder.path().join("register.db");
    let mut clerk = Clerk::sit_down(&path);
    clerk.call_meeting();
    let (mut bares, mut ours) = (Vec::new(), Vec::new());
    for _ in 0..400 {
        let started = Instant::now();
        bare.execute(
            "INSERT INTO t VALUES ('a row of about the length of an entry')",
            (),
        )
        .expect("a row");
        bares.push(started.elapsed());
        let change = clerk.entry();
        let started = Instant::now();
        clerk.record(vec![change]);
        ours.push(started.elapsed());
    }
    report("bare one-row commit", bares);
    report("an entry recorded", ours);

    let archive = Archive::open(&path).expect("the register");
    let read = (0..20)
        .map(|_| {
            let started = Instant::now();
            let opened = archive.meeting(clerk.meeting).expect("the meeting");
            assert_eq!(opened.meeting.entries().count(), 400);
            started.elapsed()
        })
        .collect();
    report("a meeting of 400 entries read", read);

    for _ in 0..250 {
        clerk.call_meeting();
        let changes = (0..400).map(|_| clerk.entry()).collect();
        clerk.record(changes);
    }
    let started = Instant::now();
    let report = check(&path, &mut |_, _| {}).expect("a check");
    assert!(report.is_sound(), "{:?}", report.findings);
    let changes = u128::from(report.changes) * 1_000_000 / started.elapsed().as_micros();
    println!(
        "{:<32} {changes:>9} changes a second",
        "check of 251 meetings"
    );
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1e6;
    println!("{what:<32} p50 {:>9.1} µs   p99 {:>9.1} µs", at(50), at(99));
}
