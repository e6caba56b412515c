//! What became of one action: the steps kept with it, and those that entries of meetings tell of.

use rusqlite::Connection;
use uuid::Uuid;

use super::hits;
use crate::minutes::action::Dated;
use crate::minutes::ids::{EntryId, EntryKey, MeetingId};
use crate::store::protocol::{ActionHistory, HistoryStep};
use crate::store::queries::ReadError;

/// All that became of an action, the earliest first.
pub(super) fn of(connection: &Connection, action: EntryKey) -> Result<ActionHistory, ReadError> {
    let hit = hits::of_key(connection, action)?.filter(|hit| hit.action.is_some());
    let mut history = ActionHistory {
        action,
        hit,
        steps: Vec::new(),
    };
    if history.hit.is_none() {
        return Ok(history);
    }
    // In the order in which they count, see `Standing::of`: what is kept with the action comes first.
    let mut statement = connection.prepare_cached(
        "SELECT meeting, entry, dated FROM updates WHERE action_meeting = ?1 AND action_entry = ?2
         ORDER BY (meeting <> ?1 OR entry <> ?2), at, meeting, entry, position",
    )?;
    let mut rows = statement.query([action.meeting.to_string(), action.entry.to_string()])?;
    while let Some(row) = rows.next()? {
        let id = |place| -> rusqlite::Result<Option<Uuid>> {
            Ok(Uuid::try_parse(&row.get::<_, String>(place)?).ok())
        };
        // What was altered from outside is a fault that `check` tells.
        let (Some(meeting), Some(entry), Ok(dated)) = (
            id(0)?,
            id(1)?,
            serde_json::from_str::<Dated>(&row.get::<_, String>(2)?),
        ) else {
            continue;
        };
        let told = EntryKey {
            meeting: MeetingId(meeting),
            entry: EntryId(entry),
        };
        let told = if told == action {
            None
        } else {
            hits::of_key(connection, told)?
        };
        history.steps.push(HistoryStep { dated, told });
    }
    history.steps.sort_by_key(|step| step.dated.at);
    Ok(history)
}
