//! What is on record of a file that is to be taken in.

use rusqlite::Connection;

use crate::minutes::ids::MeetingId;
use crate::store::protocol::{TakenIn, TakenInAsked};
use crate::store::queries::{ReadError, last_action_but_of};

/// The meetings that were made from it, and the numbers that its actions would go on from.
pub(super) fn answer(connection: &Connection, asked: &TakenInAsked) -> Result<TakenIn, ReadError> {
    let mut statement = connection.prepare_cached(
        "SELECT s.meeting FROM sources s JOIN meetings m ON m.id = s.meeting
         WHERE s.sha256 = ?1 AND m.withdrawn = 0",
    )?;
    let ids: Vec<String> = statement
        .query_map([&asked.sha256], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let meetings = ids
        .iter()
        .filter_map(|id| uuid::Uuid::try_parse(id).ok().map(MeetingId))
        .collect();
    let last_actions = asked
        .references
        .iter()
        .map(|(code, year)| last_action_but_of(connection, code, *year, ""))
        .collect::<Result<_, _>>()?;
    Ok(TakenIn {
        serial: asked.serial,
        meetings,
        last_actions,
    })
}
