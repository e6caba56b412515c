//! A diary of very many meetings: the newest are told at once, all of them afterwards.

use chrono::Days;
use minutebook::minutes::change::Change;
use minutebook::minutes::history::Manner;
use minutebook::minutes::ids::{ChangeId, MeetingId};
use minutebook::store::Archive;
use minutebook::store::protocol::{Line, Reply, Request, What};
use uuid::Uuid;

use super::town::{Clerk, Town};

/// How many meetings, each a week before the one after it; the first is still to be held.
const MEETINGS: u64 = 130;

#[test]
fn the_newest_meetings_come_first_and_all_of_them_follow() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let mut town = Town::new();
    let mut clerk = Clerk::at(&path);
    let mut lines = Vec::new();
    for number in 0..MEETINGS {
        let id = MeetingId(Uuid::from_u128(1_000 + u128::from(number)));
        let mut head = town.meeting.head.clone();
        head.date = head.date - Days::new(7 * number);
        let scheduled = Change::Scheduled {
            head,
            seats: Vec::new(),
            items: Vec::new(),
        };
        let at = town.now() - Days::new(7 * number);
        let steps = [Change::Commenced { at }, Change::Terminated { at }];
        let steps = steps.into_iter().take(if number == 0 { 0 } else { 2 });
        for change in std::iter::once(scheduled).chain(steps) {
            lines.push(Line {
                id: ChangeId(town.id()),
                at,
                manner: Manner::Made,
                what: What::Meeting(id, change),
            });
        }
    }
    clerk.record(lines);
    clerk.send(Request::Diary);
    let Reply::Newest(newest) = clerk.next() else {
        panic!("not the newest first")
    };
    let Reply::Diary(all) = clerk.next() else {
        panic!("not all of them after that")
    };
    assert_eq!(all.len() as u64, MEETINGS);
    assert!(newest.len() < all.len() && newest.len() >= 50);
    assert_eq!(newest, all[..newest.len()]);
    assert!(newest.iter().all(|row| row.entries == Some(0)));
    assert_eq!(all[all.len() - 1].entries, None);
    // Whoever can wait gets the counts too.
    let archive = Archive::open(&path).unwrap();
    let counted = archive.meetings().unwrap();
    assert!(counted.iter().all(|row| row.entries == Some(0)));
    let ids = |rows: &[minutebook::store::protocol::DiaryRow]| -> Vec<MeetingId> {
        rows.iter().map(|row| row.id).collect()
    };
    assert_eq!(ids(&counted), ids(&all));
    clerk.stop();
}
