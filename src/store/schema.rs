//! The tables of a register, and the steps that lead to them.
//!
//! The journal is the truth; all other tables are made from it and serve reading, by this program and by anybody with
//! `sqlite3`.

use rusqlite::{Connection, Transaction, TransactionBehavior};
use uuid::Uuid;

use super::{journal, projections};
use crate::minutes::ids::MeetingId;

/// "`MinB`" in the file's header (offset 68), by which `file` and other programs know a register.
pub(super) const APPLICATION_ID: i32 = 0x4D69_6E42;

/// A step that leads from one version of the register to the next.
struct Migration {
    /// Why the step was made.
    #[expect(dead_code, reason = "read by people")]
    why: &'static str,
    /// What makes it, one after the other.
    sql: &'static [&'static str],
    /// Whether the rows of all meetings are to be made again from the journal afterwards.
    remake: bool,
}

/// Every step there ever was, in order. Only ever appended to: a register made by the first release comes through all
/// of them. The number of steps made stands in the file as `user_version`.
const MIGRATIONS: &[Migration] = &[
    Migration {
        why: "The first register: the journal, and the tables that are read.",
        sql: &[FIRST],
        remake: false,
    },
    Migration {
        why: "Looking up: how each action stands, what became of it, and indexes that answer each key over a million.",
        sql: &[NOT_READ, LOOKING_UP],
        remake: true,
    },
    Migration {
        why: "What is exempt is marked, and what was deferred is a topic. What stood at version 2 had several shapes before \
              any release: it is made again.",
        sql: &[NOT_READ, LOOKING_UP],
        remake: true,
    },
    Migration {
        why: "What a chair's letter asks is a recommendation, and so is what a report recommends.",
        sql: &[NOT_READ, LOOKING_UP],
        remake: true,
    },
];

/// The references between the tables are there for whoever reads the schema. They are not enforced: a damaged row in a
/// table that can be made again must never keep the clerk's next entry out of the journal.
const FIRST: &str = "
CREATE TABLE journal (
    seq     INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,
    meeting TEXT,            -- none: a step in bodies or people
    at      TEXT NOT NULL,   -- RFC 3339, with the offset of the clerk's clock
    author  TEXT NOT NULL,
    manner  TEXT NOT NULL,   -- 'made', 'undoes <id>' or 'redoes <id>'
    change  TEXT NOT NULL,   -- JSON
    hash    BLOB NOT NULL    -- SHA-256 over this row and the hash of the meeting's row before it
) STRICT;
CREATE INDEX journal_by_meeting ON journal (meeting, seq);
CREATE TRIGGER journal_is_not_altered BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is only ever appended to'); END;
CREATE TRIGGER journal_is_not_shortened BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is only ever appended to'); END;
CREATE TRIGGER journal_is_not_replaced BEFORE INSERT ON journal
    WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id OR seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'the journal is only ever appended to'); END;

CREATE TABLE bodies (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL, code TEXT NOT NULL, called TEXT NOT NULL,
    quorum TEXT NOT NULL, meets TEXT NOT NULL, reports_to TEXT NOT NULL, template TEXT NOT NULL,
    usual_time TEXT, usual_place TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE members (
    body TEXT NOT NULL REFERENCES bodies (id), position INTEGER NOT NULL,
    person TEXT NOT NULL REFERENCES people (id), role TEXT, grouped_under TEXT NOT NULL, voting INTEGER NOT NULL,
    from_day TEXT, to_day TEXT, PRIMARY KEY (body, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE people (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, honorific TEXT, given TEXT NOT NULL, family TEXT NOT NULL,
    listed_as TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE posts (
    person TEXT NOT NULL REFERENCES people (id), position INTEGER NOT NULL, title TEXT NOT NULL,
    from_day TEXT, to_day TEXT, PRIMARY KEY (person, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE meetings (
    id TEXT PRIMARY KEY, body TEXT NOT NULL, body_name TEXT NOT NULL, body_code TEXT NOT NULL,
    body_called TEXT NOT NULL, quorum TEXT NOT NULL, title TEXT NOT NULL, own_title INTEGER NOT NULL,
    date TEXT NOT NULL, time TEXT, place TEXT NOT NULL, template TEXT NOT NULL, state TEXT NOT NULL,
    commenced TEXT, terminated TEXT, adjournments TEXT NOT NULL, withdrawn INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE items (
    meeting TEXT NOT NULL REFERENCES meetings (id), id TEXT NOT NULL, position INTEGER NOT NULL, title TEXT NOT NULL,
    kind TEXT NOT NULL, presenters TEXT NOT NULL, guests TEXT NOT NULL, planned INTEGER, prepared TEXT NOT NULL,
    prompts TEXT NOT NULL, skipped INTEGER NOT NULL, spells TEXT NOT NULL, PRIMARY KEY (meeting, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE entries (
    number INTEGER PRIMARY KEY, meeting TEXT NOT NULL REFERENCES meetings (id), id TEXT NOT NULL, item TEXT NOT NULL,
    position INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, started_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL, detail TEXT, source TEXT, prepared INTEGER, UNIQUE (meeting, id)
) STRICT;
CREATE TABLE actions (
    meeting TEXT NOT NULL REFERENCES meetings (id), entry TEXT NOT NULL, reference TEXT NOT NULL, text TEXT NOT NULL,
    owners TEXT NOT NULL, due_as_written TEXT, due_from TEXT, due_to TEXT, status TEXT NOT NULL,
    PRIMARY KEY (meeting, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX actions_by_reference ON actions (reference);
CREATE TABLE seats (
    meeting TEXT NOT NULL REFERENCES meetings (id), person TEXT NOT NULL, position INTEGER NOT NULL, honorific TEXT,
    given TEXT NOT NULL, family TEXT NOT NULL, listed_as TEXT, posts TEXT NOT NULL, role TEXT,
    grouped_under TEXT NOT NULL, member INTEGER NOT NULL, voting INTEGER NOT NULL, PRIMARY KEY (meeting, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE attendance (
    meeting TEXT NOT NULL REFERENCES meetings (id), id TEXT NOT NULL, position INTEGER NOT NULL, person TEXT NOT NULL,
    at TEXT NOT NULL, what TEXT NOT NULL, stands_in_for TEXT, PRIMARY KEY (meeting, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE drafts (meeting TEXT PRIMARY KEY, text TEXT NOT NULL, draft TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- It holds the words themselves, not a pointer to them, so that it can be proved against them without writing.
CREATE VIRTUAL TABLE entry_words USING fts5 (
    text, reference, owners, prefix = '1 2 3 4', tokenize = 'unicode61 remove_diacritics 2'
);
";

/// Takes away what [`LOOKING_UP`] makes, in whatever shape, and what it takes the place of.
const NOT_READ: &str = "
DROP TABLE IF EXISTS items;
DROP TABLE IF EXISTS entries;
DROP TABLE IF EXISTS updates;
DROP TABLE IF EXISTS standings;
DROP TABLE IF EXISTS addressed;
DROP TABLE IF EXISTS topics;
DROP TABLE IF EXISTS carried;
DROP TABLE IF EXISTS sources;
DROP TABLE IF EXISTS words;
DROP TABLE IF EXISTS entry_words;
DROP TABLE IF EXISTS item_words;
DROP INDEX IF EXISTS meetings_by_state;
";

/// Numbers of items and entries sort by the date of the meeting (see `projections`), so that an index of words walked
/// backwards gives the newest first, and a span of dates is a span of numbers.
///
/// `facets` holds words that nobody types ("xkaction", "xsopen", "xb" and the body's id): filters are then intersected
/// by the index itself.
const LOOKING_UP: &str = "
CREATE TABLE items (
    number INTEGER PRIMARY KEY, meeting TEXT NOT NULL REFERENCES meetings (id), id TEXT NOT NULL,
    position INTEGER NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, presenters TEXT NOT NULL, guests TEXT NOT NULL,
    planned INTEGER, prepared TEXT NOT NULL, carried TEXT NOT NULL, prompts TEXT NOT NULL, skipped INTEGER NOT NULL,
    spells TEXT NOT NULL, numbered TEXT,
    exempt INTEGER NOT NULL,  -- whether all that is recorded under it is not for publication
    UNIQUE (meeting, id)
) STRICT;
CREATE TABLE entries (
    number INTEGER PRIMARY KEY, meeting TEXT NOT NULL REFERENCES meetings (id), id TEXT NOT NULL, item TEXT NOT NULL,
    position INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, started_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL, detail TEXT, source TEXT, prepared INTEGER,
    exempt INTEGER NOT NULL,  -- whether it is not for publication
    UNIQUE (meeting, id)
) STRICT;
CREATE TABLE updates (    -- what became of actions: noted by an entry of a later meeting, or between meetings
    meeting TEXT NOT NULL REFERENCES meetings (id), entry TEXT NOT NULL, position INTEGER NOT NULL,
    action_meeting TEXT NOT NULL, action_entry TEXT NOT NULL, at TEXT NOT NULL, step TEXT NOT NULL, note TEXT NOT NULL,
    dated TEXT NOT NULL, PRIMARY KEY (meeting, entry, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX updates_of_action ON updates (action_meeting, action_entry);
CREATE TABLE standings (  -- how each action stands after all that became of it
    number INTEGER PRIMARY KEY, meeting TEXT NOT NULL REFERENCES meetings (id), entry TEXT NOT NULL,
    body TEXT NOT NULL, raised TEXT NOT NULL, reference TEXT NOT NULL, owners TEXT NOT NULL, due_as_written TEXT,
    due_from TEXT, due_to TEXT, pressing TEXT NOT NULL, status TEXT NOT NULL, recommendation INTEGER NOT NULL,
    report_body TEXT, report_meeting TEXT, report_on TEXT, updates INTEGER NOT NULL, standing TEXT NOT NULL,
    UNIQUE (meeting, entry)
) STRICT;
CREATE INDEX standings_by_pressing ON standings (status, pressing, number, updates, meeting);
CREATE INDEX standings_of_body ON standings (body, status, pressing, number);
-- By the number at the end of a reference, not by its figures.
CREATE INDEX standings_by_reference ON standings (
    rtrim(reference, '0123456789'), length(reference), reference, number
);
CREATE INDEX standings_by_owner ON standings (owners, number);
CREATE INDEX standings_to_report ON standings (report_body) WHERE report_body IS NOT NULL;
CREATE TABLE addressed (  -- the bodies that are to do an open action, to receive what comes of it, to hear of it
    body TEXT NOT NULL, meeting TEXT NOT NULL REFERENCES meetings (id), entry TEXT NOT NULL, part TEXT NOT NULL,
    other TEXT NOT NULL,  -- the body that it owes this to, or that owes it this
    late_after TEXT, PRIMARY KEY (body, meeting, entry, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX addressed_by_action ON addressed (meeting, entry);
CREATE INDEX addressed_between ON addressed (body, other, part, late_after);
CREATE TABLE topics (     -- the points of work programmes, and what was deferred
    meeting TEXT NOT NULL REFERENCES meetings (id), entry TEXT NOT NULL, body TEXT NOT NULL, words TEXT NOT NULL,
    day_from TEXT, day_to TEXT, vehicle TEXT, PRIMARY KEY (meeting, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX topics_of_body ON topics (body);
CREATE TABLE carried (    -- what items were put on agendas for
    meeting TEXT NOT NULL REFERENCES meetings (id), item TEXT NOT NULL, action_meeting TEXT NOT NULL,
    action_entry TEXT NOT NULL, PRIMARY KEY (meeting, item, action_meeting, action_entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX carried_by_entry ON carried (action_meeting, action_entry);
CREATE TABLE sources (    -- the published texts from which meetings were imported
    meeting TEXT PRIMARY KEY REFERENCES meetings (id), name TEXT NOT NULL, sha256 TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE INDEX sources_by_sha256 ON sources (sha256);
CREATE INDEX meetings_by_state ON meetings (state, date);
CREATE TABLE words (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;  -- every word there is, for forgiving slips
CREATE VIRTUAL TABLE entry_words USING fts5 (
    text, reference, owners, item, facets, prefix = '1 2 3 4', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE item_words USING fts5 (
    title, facets, prefix = '1 2 3 4', tokenize = 'unicode61 remove_diacritics 2'
);
";

/// The version that this program writes.
pub(super) fn known() -> i64 {
    MIGRATIONS.len() as i64
}

/// Makes the steps that are wanting, all or none.
///
/// A new register is made before its log is: its file is never seen with a header that does not say whose it is.
pub(super) fn migrate(
    connection: &Connection,
    brought_up: &mut dyn FnMut(usize, usize),
) -> rusqlite::Result<()> {
    connection.pragma_update(None, "synchronous", "full")?;
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Exclusive)?;
    // Another program may have made them while this one waited.
    let made: u16 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for step in MIGRATIONS.iter().skip(usize::from(made)) {
        for sql in step.sql {
            transaction.execute_batch(sql)?;
        }
    }
    if MIGRATIONS
        .iter()
        .skip(usize::from(made))
        .any(|step| step.remake)
    {
        remake(&transaction, brought_up)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", known())?;
    transaction.commit()
}

/// Makes the rows of all meetings again from the journal, and tells how many are done, of how many.
fn remake(
    connection: &Connection,
    brought_up: &mut dyn FnMut(usize, usize),
) -> rusqlite::Result<()> {
    let mut statement =
        connection.prepare("SELECT DISTINCT meeting FROM journal WHERE meeting IS NOT NULL")?;
    let meetings: Vec<String> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let all = meetings.len();
    for (meeting, done) in meetings.into_iter().zip(1..) {
        // What has no id of a meeting is told by `check`.
        if let Ok(id) = Uuid::try_parse(&meeting) {
            let loaded = journal::load(connection, MeetingId(id))?;
            if let Some(meeting) = &loaded.meeting {
                projections::write_all(connection, meeting)?;
            }
        }
        brought_up(done, all);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::minutes::action::{Reported, Step, Update};
    use crate::minutes::agenda::{Item, Outline};
    use crate::minutes::body::Quorum;
    use crate::minutes::change::Change;
    use crate::minutes::entry::{Action, Detail, Entry, Kind};
    use crate::minutes::history::Manner;
    use crate::minutes::ids::{BodyId, ChangeId, EntryId, EntryKey, ItemId, Stamp};
    use crate::minutes::meeting::{BodyHead, Head};
    use crate::store::protocol::{Line, What};

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    /// A meeting numbered `number` that records one thing.
    fn called(number: u128, day: &str, detail: Detail) -> Line {
        let at = Stamp::parse_from_rfc3339(&format!("{day}T18:00:00+01:00")).unwrap();
        let kind = match detail {
            Detail::Action(_) => Kind::Action,
            _ => Kind::Narrative,
        };
        let mut item = Item::new(ItemId(id(number)), Outline::default());
        item.outline.title = "Lighting".to_owned();
        item.entries.push(Entry {
            id: EntryId(id(number)),
            kind,
            text: "The lamps by the weir to be mended.".to_owned(),
            started_at: at,
            recorded_at: at,
            detail,
            source: None,
            prepared: None,
        });
        let head = Head {
            body: BodyHead {
                id: BodyId(id(1)),
                name: "Lamps Board".to_owned(),
                code: "LB".to_owned(),
                called: "Board".to_owned(),
                quorum: Quorum::None,
            },
            title: None,
            date: at.date_naive(),
            time: None,
            place: String::new(),
            template: "workshop".to_owned(),
        };
        let (seats, items) = (Vec::new(), vec![item]);
        Line {
            id: ChangeId(id(1_000 + number)),
            at,
            manner: Manner::Made,
            what: What::Meeting(
                MeetingId(id(number)),
                Change::Scheduled { head, seats, items },
            ),
        }
    }

    #[test]
    fn a_register_of_an_earlier_version_is_brought_up_to_date_from_its_journal() {
        brought_up_to_date(1, FIRST);
        let without_exempt = |line: &&str| !line.contains("exempt");
        let second: Vec<&str> = LOOKING_UP.lines().filter(without_exempt).collect();
        brought_up_to_date(2, &[FIRST, NOT_READ, &second.join("\n")].concat());
        brought_up_to_date(3, &[FIRST, NOT_READ, LOOKING_UP].concat());
    }

    fn brought_up_to_date(version: i64, tables: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("earlier.db");
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch(tables).unwrap();
        connection
            .pragma_update(None, "application_id", APPLICATION_ID)
            .unwrap();
        connection
            .pragma_update(None, "user_version", version)
            .unwrap();
        let action = EntryKey {
            meeting: MeetingId(id(20)),
            entry: EntryId(id(20)),
        };
        let done = Reported {
            action,
            reference: "LB/2031/1".to_owned(),
            update: Update {
                step: Step::Complete,
                note: "Mended in June.".to_owned(),
            },
        };
        // The meeting that reports of the action stands before the one that agreed it.
        for line in [
            called(10, "2031-06-03", Detail::Update(Box::new(done))),
            called(20, "2031-05-06", Detail::Action(Action::default())),
        ] {
            journal::append(&connection, None, "clerk", &line).unwrap();
        }
        drop(connection);
        let told = Arc::new(Mutex::new(Vec::new()));
        let tells = Arc::clone(&told);
        let options = crate::store::Options {
            brought_up: Box::new(move |done, all| tells.lock().unwrap().push((done, all))),
            ..crate::store::Options::default()
        };
        let store = crate::store::Store::open(&path, options).unwrap();
        drop(store);
        assert_eq!(*told.lock().unwrap(), [(1, 2), (2, 2)]);
        let report = crate::store::check(&path, &mut |_, _| {}).unwrap();
        assert_eq!((report.changes, report.findings), (2, Vec::new()));
        let connection = Connection::open(&path).unwrap();
        let standing: (String, i64) = connection
            .query_row("SELECT status, updates FROM standings", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        assert_eq!(standing, ("complete".to_owned(), 1));
        let newest: String = connection
            .query_row(
                "SELECT e.recorded_at FROM entry_words w JOIN entries e ON e.number = w.rowid
                 WHERE entry_words MATCH '\"lam\"*' ORDER BY w.rowid DESC LIMIT 1",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert!(newest.starts_with("2031-06-03"), "{newest}");
    }
}
