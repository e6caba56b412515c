//! How all bodies stand, and what they owe one another.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::Connection;
use uuid::Uuid;

use crate::minutes::ids::BodyId;
use crate::minutes::reporting::{Accounts, BodyState, Owed};
use crate::store::indexed::{TO_DO, TO_HEAR, TO_RECEIVE};

/// How all bodies on record stand on a day.
pub(super) fn answer(connection: &Connection, today: NaiveDate) -> rusqlite::Result<Accounts> {
    let met = met(connection, today)?;
    let mut statement = connection.prepare_cached("SELECT id FROM bodies ORDER BY position")?;
    let mut rows = statement.query([])?;
    let mut bodies = Vec::new();
    while let Some(row) = rows.next()? {
        let Ok(id) = Uuid::try_parse(row.get_ref(0)?.as_str()?) else {
            continue; // `check` says so
        };
        let open: i64 = connection
            .prepare_cached("SELECT count(*) FROM standings WHERE body = ?1 AND status = 'open'")?
            .query_row([id.to_string()], |row| row.get(0))?;
        let overdue: i64 = connection
            .prepare_cached(
                "SELECT count(*) FROM standings WHERE body = ?1 AND status = 'open' AND pressing < ?2",
            )?
            .query_row([id.to_string(), today.to_string()], |row| row.get(0))?;
        let (met_last, meets_next) = met.get(&id).copied().unwrap_or_default();
        bodies.push(BodyState {
            body: BodyId(id),
            met_last,
            meets_next,
            open: open.unsigned_abs(),
            overdue: overdue.unsigned_abs(),
        });
    }
    let owed = owed(connection, today)?;
    Ok(Accounts {
        today,
        bodies,
        owed,
    })
}

type Days = (Option<NaiveDate>, Option<NaiveDate>);

/// The days on which each body met last and meets next.
fn met(connection: &Connection, today: NaiveDate) -> rusqlite::Result<BTreeMap<Uuid, Days>> {
    let mut statement = connection.prepare_cached(
        "SELECT body, max(CASE WHEN state IN ('in-progress', 'adjourned', 'closed', 'approved') THEN date END),
            min(CASE WHEN state = 'scheduled' AND date >= ?1 THEN date END)
         FROM meetings WHERE withdrawn = 0 GROUP BY body",
    )?;
    let mut rows = statement.query([today.to_string()])?;
    let mut met = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let day = |place| -> rusqlite::Result<Option<NaiveDate>> {
            let text: Option<String> = row.get(place)?;
            Ok(text.and_then(|text| text.parse().ok()))
        };
        if let Ok(body) = Uuid::try_parse(row.get_ref(0)?.as_str()?) {
            met.insert(body, (day(1)?, day(2)?));
        }
    }
    Ok(met)
}

/// What each body owes each other.
fn owed(connection: &Connection, today: NaiveDate) -> rusqlite::Result<Vec<Owed>> {
    let mut statement = connection.prepare_cached(
        "SELECT body, other, part, count(*), count(CASE WHEN late_after < ?1 THEN 1 END)
         FROM addressed WHERE body <> other GROUP BY body, other, part",
    )?;
    let mut rows = statement.query([today.to_string()])?;
    let mut owed: BTreeMap<(Uuid, Uuid), Owed> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let id = |place| -> rusqlite::Result<Option<Uuid>> {
            Ok(Uuid::try_parse(row.get_ref(place)?.as_str()?).ok())
        };
        let (Some(body), Some(other)) = (id(0)?, id(1)?) else {
            continue;
        };
        let part = row.get_ref(2)?.as_str()?;
        // Whoever is to do something owes it; whoever is to receive or hear something is owed it.
        let (by, to) = if part == TO_DO {
            (body, other)
        } else {
            (other, body)
        };
        let count =
            |place| -> rusqlite::Result<u64> { Ok(row.get::<_, i64>(place)?.unsigned_abs()) };
        let (all, late) = (count(3)?, count(4)?);
        let line = owed.entry((by, to)).or_insert(Owed {
            by: BodyId(by),
            to: BodyId(to),
            recommendations: 0,
            recommendations_late: 0,
            reports: 0,
            reports_late: 0,
        });
        match part {
            TO_DO => {
                line.recommendations += all;
                line.recommendations_late += late;
            }
            TO_RECEIVE | TO_HEAR => {
                line.reports += all;
                line.reports_late += late;
            }
            _ => {} // altered from outside, which `check` tells
        }
    }
    Ok(owed.into_values().collect())
}
