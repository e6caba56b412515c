//! The tables for reading, each with its columns, and how a row of it is written.

use std::fmt::Write as _;

/// A table made from the journal.
#[derive(Debug)]
pub(in crate::store) struct Table {
    /// As it stands in the file.
    pub name: &'static str,
    /// What one row is, in words.
    pub row: &'static str,
    /// How many of the columns, from the first, name a row.
    pub key: usize,
    /// Its columns.
    pub columns: &'static [&'static str],
    /// Where the rows of one meeting (`?1`), or all rows of a table that belongs to no meeting, are read.
    pub from: &'static str,
}

pub(in crate::store) const MEETINGS: Table = Table {
    name: "meetings",
    row: "the meeting",
    key: 1,
    columns: &[
        "id",
        "body",
        "body_name",
        "body_code",
        "body_called",
        "quorum",
        "title",
        "own_title",
        "date",
        "time",
        "place",
        "template",
        "state",
        "commenced",
        "terminated",
        "adjournments",
        "withdrawn",
    ],
    from: "meetings WHERE id = ?1",
};

pub(in crate::store) const ITEMS: Table = Table {
    name: "items",
    row: "item",
    key: 2,
    columns: &[
        "meeting",
        "id",
        "position",
        "title",
        "kind",
        "presenters",
        "guests",
        "planned",
        "prepared",
        "carried",
        "prompts",
        "skipped",
        "spells",
        "numbered",
        "exempt",
    ],
    from: "items WHERE meeting = ?1",
};

pub(in crate::store) const ENTRIES: Table = Table {
    name: "entries",
    row: "entry",
    key: 2,
    columns: &[
        "meeting",
        "id",
        "item",
        "position",
        "kind",
        "text",
        "started_at",
        "recorded_at",
        "detail",
        "source",
        "prepared",
        "exempt",
    ],
    from: "entries WHERE meeting = ?1",
};

/// The index of words. It is written through the number of the entry's row.
pub(in crate::store) const WORDS: Table = Table {
    name: "entry_words",
    row: "indexed words of entry",
    key: 2,
    columns: &[
        "meeting",
        "id",
        "text",
        "reference",
        "owners",
        "item",
        "facets",
    ],
    from: "(SELECT e.meeting, e.id, w.text, w.reference, w.owners, w.item, w.facets
            FROM entries e JOIN entry_words w ON w.rowid = e.number WHERE e.meeting = ?1)",
};

/// The index of the words in titles of items, written through the number of the item's row.
pub(in crate::store) const TITLE_WORDS: Table = Table {
    name: "item_words",
    row: "indexed words of item",
    key: 2,
    columns: &["meeting", "id", "title", "facets"],
    from: "(SELECT i.meeting, i.id, w.title, w.facets
            FROM items i JOIN item_words w ON w.rowid = i.number WHERE i.meeting = ?1)",
};

pub(in crate::store) const UPDATES: Table = Table {
    name: "updates",
    row: "update by entry",
    key: 3,
    columns: &[
        "meeting",
        "entry",
        "position",
        "action_meeting",
        "action_entry",
        "at",
        "step",
        "note",
        "dated",
    ],
    from: "updates WHERE meeting = ?1",
};

pub(in crate::store) const STANDINGS: Table = Table {
    name: "standings",
    row: "standing of action",
    key: 2,
    columns: &[
        "meeting",
        "entry",
        "body",
        "raised",
        "reference",
        "owners",
        "due_as_written",
        "due_from",
        "due_to",
        "pressing",
        "status",
        "recommendation",
        "report_body",
        "report_meeting",
        "report_on",
        "updates",
        "standing",
    ],
    from: "standings WHERE meeting = ?1",
};

pub(in crate::store) const ADDRESSED: Table = Table {
    name: "addressed",
    row: "body addressed by action",
    key: 4,
    columns: &["meeting", "entry", "body", "part", "other", "late_after"],
    from: "addressed WHERE meeting = ?1",
};

pub(in crate::store) const TOPICS: Table = Table {
    name: "topics",
    row: "topic of entry",
    key: 2,
    columns: &[
        "meeting", "entry", "body", "words", "day_from", "day_to", "vehicle",
    ],
    from: "topics WHERE meeting = ?1",
};

pub(in crate::store) const CARRIED: Table = Table {
    name: "carried",
    row: "item carried for",
    key: 4,
    columns: &["meeting", "item", "action_meeting", "action_entry"],
    from: "carried WHERE meeting = ?1",
};

pub(in crate::store) const SOURCES: Table = Table {
    name: "sources",
    row: "source",
    key: 1,
    columns: &["meeting", "name", "sha256", "text"],
    from: "sources WHERE meeting = ?1",
};

pub(in crate::store) const ACTIONS: Table = Table {
    name: "actions",
    row: "action of entry",
    key: 2,
    columns: &[
        "meeting",
        "entry",
        "reference",
        "text",
        "owners",
        "due_as_written",
        "due_from",
        "due_to",
        "status",
    ],
    from: "actions WHERE meeting = ?1",
};

pub(in crate::store) const SEATS: Table = Table {
    name: "seats",
    row: "seat of person",
    key: 2,
    columns: &[
        "meeting",
        "person",
        "position",
        "honorific",
        "given",
        "family",
        "listed_as",
        "posts",
        "role",
        "grouped_under",
        "member",
        "voting",
    ],
    from: "seats WHERE meeting = ?1",
};

pub(in crate::store) const ATTENDANCE: Table = Table {
    name: "attendance",
    row: "note of attendance",
    key: 2,
    columns: &[
        "meeting",
        "id",
        "position",
        "person",
        "at",
        "what",
        "stands_in_for",
    ],
    from: "attendance WHERE meeting = ?1",
};

pub(in crate::store) const BODIES: Table = Table {
    name: "bodies",
    row: "body",
    key: 1,
    columns: &[
        "id",
        "position",
        "name",
        "code",
        "called",
        "quorum",
        "meets",
        "reports_to",
        "template",
        "usual_time",
        "usual_place",
    ],
    from: "bodies",
};

pub(in crate::store) const MEMBERS: Table = Table {
    name: "members",
    row: "member of body",
    key: 2,
    columns: &[
        "body",
        "position",
        "person",
        "role",
        "grouped_under",
        "voting",
        "from_day",
        "to_day",
    ],
    from: "members",
};

pub(in crate::store) const PEOPLE: Table = Table {
    name: "people",
    row: "person",
    key: 1,
    columns: &[
        "id",
        "position",
        "honorific",
        "given",
        "family",
        "listed_as",
    ],
    from: "people",
};

pub(in crate::store) const POSTS: Table = Table {
    name: "posts",
    row: "post of person",
    key: 2,
    columns: &["person", "position", "title", "from_day", "to_day"],
    from: "posts",
};

impl Table {
    /// Writes a row, over the one of the same key if there is one.
    pub(in crate::store) fn upsert(&self) -> String {
        let columns = self.columns.join(", ");
        let key = self.columns.get(..self.key).unwrap_or_default().join(", ");
        let mut sql = format!("INSERT INTO {} ({columns}) VALUES (?1", self.name);
        for place in 2..=self.columns.len() {
            let _ = write!(sql, ", ?{place}");
        }
        let _ = write!(sql, ") ON CONFLICT ({key}) DO UPDATE SET ");
        for (place, column) in self.columns.iter().enumerate().skip(self.key) {
            let comma = if place > self.key { ", " } else { "" };
            let _ = write!(sql, "{comma}{column} = excluded.{column}");
        }
        sql
    }

    /// Writes a row that has a number beside its columns, and answers with it. After the columns come the first and
    /// the last number that a new row may have.
    pub(in crate::store) fn upsert_numbered(&self) -> String {
        let (first, last) = (self.columns.len() + 1, self.columns.len() + 2);
        let number = self.next_number(first, last);
        let sql = self.upsert().replacen(" (", " (number, ", 1).replacen(
            "VALUES (",
            &format!("VALUES ({number}, "),
            1,
        );
        format!("{sql} RETURNING number")
    }

    /// Gives a row (`?3`) another number, from `?1` to `?2`, and answers with it.
    pub(in crate::store) fn renumber(&self) -> String {
        let next = self.next_number(1, 2);
        format!(
            "UPDATE {} SET number = {next} WHERE number = ?3 RETURNING number",
            self.name
        )
    }

    /// The next number between two, each of which is a parameter.
    fn next_number(&self, first: usize, last: usize) -> String {
        let name = self.name;
        format!(
            "(SELECT coalesce(max(number) + 1, ?{first}) FROM {name} WHERE number BETWEEN ?{first} AND ?{last})"
        )
    }

    /// Reads the rows of one meeting (`?1`), or all.
    pub(in crate::store) fn select(&self) -> String {
        format!("SELECT {} FROM {}", self.columns.join(", "), self.from)
    }
}
