//! Actions by their references, which the index of words would take apart.

use rusqlite::{Connection, params};

use super::wanted::Wanted;

/// How many are found of a reference that is not typed to its end.
const MOST: i64 = 60;

/// The numbers of the actions whose reference is typed, or begins so; nothing if no term is one.
pub(super) fn numbered(connection: &Connection, wanted: &[Wanted]) -> rusqlite::Result<Vec<i64>> {
    let [term] = wanted else {
        return Ok(Vec::new());
    };
    let Some((code, _)) = term.text.split_once('/') else {
        return Ok(Vec::new());
    };
    if code.is_empty() || term.text.contains(char::is_whitespace) {
        return Ok(Vec::new());
    }
    let typed = term.text.to_uppercase();
    let mut statement = connection.prepare_cached(
        "SELECT e.number FROM actions a JOIN entries e ON e.meeting = a.meeting AND e.id = a.entry
         WHERE a.reference >= ?1 AND a.reference < ?2 ORDER BY a.reference LIMIT ?3",
    )?;
    // No character comes after this one.
    let end = format!("{typed}\u{10ffff}");
    statement
        .query_map(params![typed, end, MOST], |row| row.get(0))?
        .collect()
}
