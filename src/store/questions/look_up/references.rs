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
    let mut found = Vec::new();
    // The whole reference before those that only begin so.
    for (from, to) in [
        (typed.clone(), format!("{typed}\0")),
        (format!("{typed}\0"), format!("{typed}\u{10ffff}")),
    ] {
        let mut statement = connection.prepare_cached(
            "SELECT number FROM standings WHERE reference >= ?1 AND reference < ?2 ORDER BY reference LIMIT ?3",
        )?;
        let mut rows = statement.query(params![from, to, MOST])?;
        while let Some(row) = rows.next()? {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}
