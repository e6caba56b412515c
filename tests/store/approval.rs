//! Minutes that were approved: nothing alters them, and what alters them by hand is found.

use std::path::Path;

use minutebook::minutes::approval::{Altered, Approval, Approved, Correction, Stated};
use minutebook::minutes::change::Change;
use minutebook::minutes::ids::{EntryId, EntryKey, MeetingId};
use minutebook::minutes::meeting::State;
use minutebook::store::check;
use minutebook::store::protocol::{Reply, Request};
use rusqlite::Connection;

use super::town::{Clerk, Town};

/// A meeting that was closed, on disk.
fn closed(path: &Path) -> (Town, Clerk) {
    let mut town = Town::new();
    let mut clerk = Clerk::at(path);
    clerk.record(town.found());
    clerk.record(town.call());
    for change in town.busy_meeting() {
        clerk.record(vec![town.line(change)]);
    }
    let at = town.now();
    clerk.record(vec![town.line(Change::Terminated { at })]);
    (town, clerk)
}

/// Its approval by a later meeting, with one correction.
fn approval(town: &mut Town) -> Approval {
    let by = EntryKey {
        meeting: MeetingId(town.id()),
        entry: EntryId(town.id()),
    };
    let (_, wrong) = town
        .meeting
        .entries()
        .find(|(_, entry)| entry.text.contains("Barnacles"))
        .unwrap();
    let corrections = vec![Correction {
        words: "minute 1, to replace “Barnacles” with “Mussels”".to_owned(),
        exempt: false,
        alters: Some(Altered {
            entry: wrong.id,
            was: wrong.text.clone(),
            reads: wrong.text.replace("Barnacles", "Mussels"),
        }),
    }];
    Approval {
        by,
        on: town.meeting.head.date,
        at: town.now(),
        approved: Approved {
            meeting: town.meeting.id,
            date: town.meeting.head.date,
            mover: None,
            seconder: None,
            signed_by: None,
            signed: "Councillor Orla Pike".to_owned(),
            corrections,
        },
    }
}

fn findings(path: &Path) -> Vec<String> {
    check(path, &mut |_, _| {}).unwrap().findings
}

#[test]
fn approved_minutes_are_proved_and_any_later_change_of_them_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let (mut town, mut clerk) = closed(&path);
    let draft = town.meeting.clone();
    let approval = approval(&mut town);
    let by = approval.by;
    let change = Change::Approved {
        approval: Box::new(approval),
    };
    clerk.record(vec![town.line(change)]);
    assert_eq!(town.meeting.state(), State::Approved);
    clerk.send(Request::Diary);
    let Reply::Diary(diary) = clerk.next() else {
        panic!("no diary")
    };
    assert_eq!(diary[0].state, State::Approved);
    assert_eq!(findings(&path), Vec::<String>::new());

    // Not even a program that does not look first gets a word into them.
    let late = town.added(0, "Nobody noticed this.");
    let line = minutebook::store::protocol::Line {
        id: minutebook::minutes::ids::ChangeId(town.id()),
        at: town.now(),
        manner: minutebook::minutes::history::Manner::Made,
        what: minutebook::store::protocol::What::Meeting(town.meeting.id, late),
    };
    clerk.ask_to_record(vec![line]);
    let Reply::Failed(words) = clerk.next() else {
        panic!("it was not refused")
    };
    assert!(
        words.contains("the minutes were approved on 3 June 2031"),
        "{words}"
    );
    assert_eq!(clerk.open(town.meeting.id).meeting, town.meeting);

    let correction = Stated {
        exempt: false,
        at: town.now(),
        words: "it was Quill who asked".to_owned(),
    };
    clerk.record(vec![town.line(Change::CorrectionStated { correction })]);
    let deed = town.history.to_undo().cloned().unwrap();
    assert_eq!(deed.words, "correction stated");
    let manner = minutebook::minutes::history::Manner::Undoes(deed.id);
    clerk.record(vec![town.line_of(deed.change(), manner)]);
    assert_eq!(findings(&path), Vec::<String>::new());

    clerk.record(vec![town.line(Change::ApprovalWithdrawn { by })]);
    assert_eq!(town.meeting, draft);
    assert_eq!(clerk.open(town.meeting.id).meeting, draft);
    assert_eq!(findings(&path), Vec::<String>::new());
    clerk.stop();
}

#[test]
fn what_is_done_by_hand_to_approved_minutes_is_refused_or_found() {
    let folder = tempfile::tempdir().unwrap();
    let sound = folder.path().join("sound.db");
    let (mut town, mut clerk) = closed(&sound);
    let approval = approval(&mut town);
    let change = Change::Approved {
        approval: Box::new(approval),
    };
    clerk.record(vec![town.line(change)]);
    let late = town.added(0, "Nobody noticed this.");
    clerk.stop();

    let hand = Connection::open(&sound).unwrap();
    let refused = hand
        .execute_batch("UPDATE journal SET change = replace(change, 'Mussels', 'Barnacles')")
        .unwrap_err()
        .to_string();
    assert!(refused.contains("only ever appended to"), "{refused}");
    drop(hand);

    let late = serde_json::to_string(&late).unwrap().replace('\'', "''");
    let appended = format!(
        "INSERT INTO journal (id, meeting, at, author, manner, change, hash)
         VALUES ('{}', '{}', '2031-07-01T10:00:00+01:00', '', 'made', '{late}', zeroblob(32))",
        town.id(),
        town.meeting.id
    );
    let cases = [
        (
            "UPDATE entries SET text = replace(text, 'Mussels', 'Limpets')".to_owned(),
            "but \"Mussels – as thick as a thumb.\" by the journal",
        ),
        (
            "UPDATE meetings SET state = 'closed'".to_owned(),
            "state is \"closed\" in the table \"meetings\", but \"approved\" by the journal",
        ),
        (
            "DROP TRIGGER journal_is_not_altered;
             UPDATE journal SET change = replace(change, 'Mussels', 'Limpets')"
                .to_owned(),
            "was altered or taken out after it was written",
        ),
        (
            appended,
            "it does not fit what stands before it: the minutes were approved on 3 June 2031",
        ),
    ];
    for (n, (sql, wanted)) in cases.into_iter().enumerate() {
        let path = folder.path().join(format!("{n}.db"));
        std::fs::copy(&sound, &path).unwrap();
        let hand = Connection::open(&path).unwrap();
        hand.execute_batch(&sql).unwrap();
        drop(hand);
        let found = findings(&path);
        assert!(
            found.iter().any(|words| words.contains(wanted)),
            "{sql}: {found:#?}"
        );
    }
}
