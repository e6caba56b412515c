//! How many resolutions the earlier meetings of a body made, to number on from them.

use rusqlite::{Connection, named_params};
use uuid::Uuid;

use crate::minutes::formal::Resolved;
use crate::minutes::ids::MeetingId;
use crate::store::journal;
use crate::store::protocol::{ResolutionsAsked, ResolutionsMade};
use crate::store::queries::ReadError;

/// How many meetings are gone back over at most: each of them is replayed. Two years of a body that meets each month.
const MOST: i64 = 24;

/// The meetings held before this one, the latest first, up to one whose first number is settled: those before it tell
/// nothing more. Numbers of minutes that were taken in from a text stand in that text, and are not counted.
pub(super) fn answer(
    connection: &Connection,
    asked: &ResolutionsAsked,
) -> Result<ResolutionsMade, ReadError> {
    let since = asked.since.map(|day| day.to_string()).unwrap_or_default();
    let mut statement = connection.prepare_cached(
        "SELECT id FROM meetings
         WHERE body = :body AND id <> :here AND date <= :on AND date >= :since
            AND state IN ('in-progress', 'adjourned', 'closed', 'approved')
         ORDER BY date DESC, time DESC, id LIMIT :most",
    )?;
    let ids: Vec<String> = statement
        .query_map(
            named_params! {
                ":body": asked.body.to_string(), ":here": asked.meeting.to_string(), ":on": asked.on.to_string(),
                ":since": since, ":most": MOST,
            },
            |row| row.get(0),
        )?
        .collect::<Result<_, _>>()?;
    let mut resolved = Vec::new();
    for id in ids {
        // What was altered from outside makes no sense; `check` says so.
        let Ok(id) = Uuid::try_parse(&id) else {
            continue;
        };
        let Some(meeting) = journal::load(connection, MeetingId(id))?.meeting else {
            continue;
        };
        let made = Resolved::of(&meeting);
        let settled = made.first.is_some();
        if settled || meeting.source.is_none() {
            resolved.push(made);
        }
        if settled {
            break;
        }
    }
    Ok(ResolutionsMade {
        asked: asked.clone(),
        resolved,
    })
}

#[cfg(test)]
mod tests {
    use super::super::town::{Town, day};
    use super::*;
    use crate::minutes::change::Change;
    use crate::minutes::entry::{Detail, Kind};
    use crate::minutes::meeting::Rules;

    #[test]
    fn meetings_are_gone_back_over_to_the_last_whose_first_number_is_settled() {
        let mut town = Town::new();
        let held: Vec<usize> = [1, 2, 3]
            .into_iter()
            .map(|month| {
                let meeting = town.call(1, day(month, 10));
                town.hold(meeting);
                town.say(meeting, 0, Kind::Decision, "To meet", Detail::None);
                meeting
            })
            .collect();
        let other = town.call(2, day(3, 11));
        town.hold(other);
        let coming = town.call(1, day(4, 10));
        let called = &town.meetings[coming].head;
        let asked = ResolutionsAsked {
            meeting: town.meetings[coming].id,
            body: called.body.id,
            on: called.date,
            since: None,
        };
        let made = |town: &Town, asked: &ResolutionsAsked| {
            answer(&town.connection, asked).unwrap().resolved
        };
        let all = made(&town, &asked);
        let told: Vec<_> = all
            .iter()
            .map(|one| (one.date, one.voted, one.decided))
            .collect();
        assert_eq!(
            told,
            [(day(3, 10), 0, 1), (day(2, 10), 0, 1), (day(1, 10), 0, 1)]
        );
        let since = ResolutionsAsked {
            since: Some(day(2, 1)),
            ..asked.clone()
        };
        assert_eq!(made(&town, &since).len(), 2);
        let rules = Rules {
            first_resolution: Some(40),
            ..Rules::default()
        };
        town.make(held[1], &Change::RulesAmended { rules });
        let first: Vec<Option<u32>> = made(&town, &asked).iter().map(|one| one.first).collect();
        assert_eq!(first, [None, Some(40)], "no further back than that");
    }
}
