//! What earlier meetings left for one that is to be held.

use chrono::{Days, NaiveDate};
use rusqlite::{Connection, OptionalExtension, Params, named_params};
use uuid::Uuid;

use super::hits;
use crate::minutes::due::{Recurrence, Window};
use crate::minutes::entry::Kind;
use crate::minutes::ids::{EntryId, EntryKey, MeetingId};
use crate::minutes::topic::Topic;
use crate::store::indexed::{TO_DO, TO_RECEIVE};
use crate::store::protocol::{Hit, Outstanding, OutstandingAsked, Promised};

/// How many rows of a sort are listed. More are no list for an agenda; the register has them all.
const MOST: usize = 300;

/// A municipal year and a little, in days. For so long a topic is offered after it was named, or after the day that it was
/// promised to: what has not come up by then stands in a newer programme. And for so long a recommendation stands on an
/// agenda by itself: those of minutes that were imported years later are only offered.
const A_YEAR: u64 = 400;

/// What is left for a meeting.
pub(super) fn answer(
    connection: &Connection,
    asked: &OutstandingAsked,
) -> rusqlite::Result<Outstanding> {
    let meeting = Meeting { connection, asked };
    let mut to_report = meeting.to_report()?;
    let mut addressed = meeting.addressed()?;
    let mut actions = meeting.actions()?;
    let more_actions = actions.len() > MOST;
    actions.truncate(MOST);
    let mut due_here = Vec::new();
    for hit in &to_report {
        due_here.extend(meeting.is_reported_here(hit)?.then(|| hit.key()).flatten());
    }
    for hit in &addressed {
        due_here.extend(meeting.is_addressed_here(hit)?.then(|| hit.key()).flatten());
    }
    let topics = meeting.topics()?;
    for promised in topics.iter().filter(|it| it.topic.deferred) {
        let here = meeting.is_deferred_here(promised)?;
        due_here.extend(here.then(|| promised.hit.key()).flatten());
    }
    // Each is listed once, where it presses most.
    let mut seen: Vec<Option<EntryKey>> = Vec::new();
    for list in [&mut to_report, &mut addressed, &mut actions] {
        list.retain(|hit| !seen.contains(&hit.key()));
        seen.extend(list.iter().map(Hit::key));
    }
    due_here.sort_unstable();
    due_here.dedup();
    Ok(Outstanding {
        asked: asked.clone(),
        actions,
        more_actions,
        to_report,
        addressed,
        topics,
        due_here,
    })
}

/// The meeting that is asked for.
struct Meeting<'a> {
    connection: &'a Connection,
    asked: &'a OutstandingAsked,
}

impl Meeting<'_> {
    /// The body's open actions, the most pressing first; one more than are listed, where there are more.
    fn actions(&self) -> rusqlite::Result<Vec<Hit>> {
        let keys = self.keys(
            "SELECT meeting, entry FROM standings
             WHERE body = :body AND status = 'open' AND meeting <> :here AND raised <= :on AND NOT EXISTS
                (SELECT 1 FROM carried c WHERE c.action_meeting = standings.meeting AND c.action_entry = standings.entry
                 AND c.meeting = :here)
             ORDER BY pressing, number LIMIT :most",
            named_params! {
                ":body": self.body(), ":here": self.here(), ":on": self.on(), ":most": MOST as i64 + 1,
            },
        )?;
        self.hits(&keys)
    }

    /// What is to be reported to the body by then, whatever has become of it.
    fn to_report(&self) -> rusqlite::Result<Vec<Hit>> {
        let keys = self.keys(
            "SELECT meeting, entry FROM standings
             WHERE report_body = :body AND status IN ('open', 'complete') AND meeting <> :here AND raised <= :on
                AND (report_meeting = :here OR report_on <= :on OR (report_on IS NULL AND report_meeting IS NULL))
                AND NOT EXISTS
                (SELECT 1 FROM carried c WHERE c.action_meeting = standings.meeting AND c.action_entry = standings.entry
                 AND c.meeting = :here)
             ORDER BY report_on IS NULL, report_on, number LIMIT :most",
            named_params! {
                ":body": self.body(), ":here": self.here(), ":on": self.on(), ":most": MOST as i64,
            },
        )?;
        self.hits(&keys)
    }

    /// Open recommendations of other bodies that the body is to act on, or to receive what comes of them.
    fn addressed(&self) -> rusqlite::Result<Vec<Hit>> {
        let keys = self.keys(
            "SELECT DISTINCT s.meeting, s.entry FROM addressed a
                JOIN standings s ON s.meeting = a.meeting AND s.entry = a.entry
             WHERE a.body = :body AND a.part IN (:do, :receive) AND s.body <> :body AND s.raised <= :on AND NOT EXISTS
                (SELECT 1 FROM carried c WHERE c.action_meeting = s.meeting AND c.action_entry = s.entry
                 AND c.meeting = :here)
             ORDER BY s.pressing, s.number LIMIT :most",
            named_params! {
                ":body": self.body(), ":here": self.here(), ":on": self.on(), ":do": TO_DO, ":receive": TO_RECEIVE,
                ":most": MOST as i64,
            },
        )?;
        self.hits(&keys)
    }

    /// Topics of earlier programmes and deferred business that no later agenda has taken up: those with a day first, then
    /// the newest.
    fn topics(&self) -> rusqlite::Result<Vec<Promised>> {
        let since = self.asked.on.checked_sub_days(Days::new(A_YEAR));
        let mut statement = self.connection.prepare_cached(
            "SELECT t.meeting, t.entry, t.words, t.day_from, t.day_to, t.vehicle, e.kind
             FROM topics t JOIN meetings m ON m.id = t.meeting
                JOIN entries e ON e.meeting = t.meeting AND e.id = t.entry
             WHERE t.body = :body AND t.meeting <> :here AND m.date <= :on
                AND coalesce(t.day_from, :on) <= :on AND coalesce(t.day_to, m.date) >= :since AND NOT EXISTS
                (SELECT 1 FROM carried c JOIN meetings l ON l.id = c.meeting
                 WHERE c.action_meeting = t.meeting AND c.action_entry = t.entry AND l.date >= m.date)
             ORDER BY t.day_from IS NULL, t.day_from DESC, m.date DESC, t.meeting, t.entry LIMIT :most",
        )?;
        let mut rows = statement.query(named_params! {
            ":body": self.body(), ":here": self.here(), ":on": self.on(),
            ":since": since.unwrap_or(self.asked.on).to_string(), ":most": MOST as i64,
        })?;
        let mut topics = Vec::new();
        while let Some(row) = rows.next()? {
            let Some(key) = key_of(row)? else { continue };
            let day = |place| -> rusqlite::Result<Option<NaiveDate>> {
                let text: Option<String> = row.get(place)?;
                Ok(text.and_then(|text| text.parse().ok()))
            };
            let topic = Topic {
                words: row.get(2)?,
                on: day(3)?.zip(day(4)?).map(|(from, to)| Window { from, to }),
                vehicle: row.get(5)?,
                // The points of a programme are the only topics that nobody deferred.
                deferred: row.get_ref(6)?.as_str()? != <&str>::from(Kind::Point),
            };
            if let Some(hit) = hits::of_key(self.connection, key)? {
                let prepared = self.prepared(&hit, topic.deferred)?;
                topics.push(Promised {
                    hit,
                    topic,
                    prepared,
                });
            }
        }
        // Points of one programme stay in its order.
        topics.sort_by_key(|it| {
            let hit = &it.hit;
            let on = it.topic.on.map(|window| window.from);
            (on.is_none(), std::cmp::Reverse((on, hit.date)))
        });
        Ok(topics)
    }

    /// What was prepared for an item that was deferred and is not used: it comes along. A motion comes as the words that
    /// were moved.
    fn prepared(&self, hit: &Hit, deferred: bool) -> rusqlite::Result<Vec<String>> {
        if !deferred {
            return Ok(Vec::new());
        }
        if hit.kind == Some(Kind::Motion) {
            let mark = Kind::Decision.mark().map(String::from).unwrap_or_default();
            let words: Vec<&str> = hit.text.split_whitespace().collect();
            return Ok(vec![format!("{mark}{}", words.join(" "))]);
        }
        let (meeting, item) = (hit.meeting.to_string(), hit.item.to_string());
        let lines: Option<String> = self
            .connection
            .prepare_cached("SELECT prepared FROM items WHERE meeting = ?1 AND id = ?2")?
            .query_row([&meeting, &item], |row| row.get(0))
            .optional()?;
        let lines = lines.unwrap_or_default();
        let used: Vec<i64> = self
            .connection
            .prepare_cached(
                "SELECT prepared FROM entries WHERE meeting = ?1 AND item = ?2 AND prepared IS NOT NULL",
            )?
            .query_map([&meeting, &item], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let left = (0_i64..).zip(lines.lines());
        Ok(left
            .filter(|(place, _)| !used.contains(place))
            .map(|(_, line)| line.to_owned())
            .collect())
    }

    /// Whether something was deferred to this meeting and was never on its agenda: it is the meeting of that day, or the
    /// first after a day on which none was held; for what names no day, the next after the one that deferred it.
    fn is_deferred_here(&self, promised: &Promised) -> rusqlite::Result<bool> {
        let hit = &promised.hit;
        let here = match promised.topic.on {
            Some(window) if window.to == self.asked.on => true,
            Some(window) => self.is_next_after(window.to.pred_opt().unwrap_or(window.to))?,
            None => self.is_next_after(hit.date)?,
        };
        // One that another agenda has taken up is no topic any more.
        Ok(here && !self.was_here(hit)?)
    }

    /// Whether something is to be reported to just this meeting, and was never on its agenda.
    fn is_reported_here(&self, hit: &Hit) -> rusqlite::Result<bool> {
        let Some(to) = hit
            .action
            .as_ref()
            .and_then(|action| action.standing.report_back.as_ref())
        else {
            return Ok(false);
        };
        let here = match (to.meeting, to.on) {
            (Some(meeting), _) => meeting == self.asked.meeting,
            (None, Some(day)) => {
                day == self.asked.on
                    || (day < self.asked.on
                        && self.is_next_after(day.pred_opt().unwrap_or(day))?
                        && !self.was_taken(hit, Some(day))?)
            }
            (None, None) => self.is_next_after(hit.date)? && !self.was_taken(hit, None)?,
        };
        Ok(here && !self.was_here(hit)?)
    }

    /// Whether a recommendation stands on this meeting's agenda: the first that the body holds after it was made, or, for
    /// one that recurs, the first within the time in which it is due again.
    fn is_addressed_here(&self, hit: &Hit) -> rusqlite::Result<bool> {
        let due = hit
            .action
            .as_ref()
            .and_then(|action| action.standing.due.as_ref());
        let round = due.and_then(|due| Some((due.recurrence?, due.window)));
        let since = self.asked.on.checked_sub_days(Days::new(A_YEAR));
        let recent = |day: NaiveDate| since.is_none_or(|since| day >= since);
        let (next, taken) = match round {
            Some((Recurrence::EachMeeting, _)) => (recent(hit.date), false),
            Some((_, Some(window))) => (
                window.from <= self.asked.on
                    && recent(window.to)
                    && self.is_next_after(
                        window.from.pred_opt().unwrap_or(window.from).max(hit.date),
                    )?,
                self.was_taken(hit, Some(window.from))?,
            ),
            Some((_, None)) | None => (
                recent(hit.date) && self.is_next_after(hit.date)?,
                self.was_taken(hit, None)?,
            ),
        };
        Ok(next && !taken && !self.was_here(hit)?)
    }

    /// Whether the body has no other meeting still to be held after a day and before this meeting.
    fn is_next_after(&self, day: NaiveDate) -> rusqlite::Result<bool> {
        let earlier = self
            .connection
            .prepare_cached(
                "SELECT 1 FROM meetings WHERE body = :body AND id <> :here AND state IN
                    ('scheduled', 'in-progress', 'adjourned') AND date > :after AND date < :on LIMIT 1",
            )?
            .query_row(
                named_params! {
                    ":body": self.body(), ":here": self.here(), ":on": self.on(), ":after": day.to_string(),
                },
                |_| Ok(()),
            )
            .optional()?;
        Ok(earlier.is_none())
    }

    /// Whether another meeting of the body, on or after a day where one is given, had it on its agenda.
    fn was_taken(&self, hit: &Hit, since: Option<NaiveDate>) -> rusqlite::Result<bool> {
        let Some(key) = hit.key() else {
            return Ok(true);
        };
        let taken = self
            .connection
            .prepare_cached(
                "SELECT 1 FROM carried c JOIN meetings m ON m.id = c.meeting
                 WHERE c.action_meeting = :meeting AND c.action_entry = :entry AND c.meeting <> :here
                    AND m.body = :body AND m.date >= :since LIMIT 1",
            )?
            .query_row(
                named_params! {
                    ":meeting": key.meeting.to_string(), ":entry": key.entry.to_string(), ":here": self.here(),
                    ":body": self.body(), ":since": since.map(|day| day.to_string()).unwrap_or_default(),
                },
                |_| Ok(()),
            )
            .optional()?;
        Ok(taken.is_some())
    }

    /// Whether the journal of the meeting speaks of it: it was on the agenda once, and whoever took it off meant to.
    ///
    /// The journal of a meeting that has not begun is short, and names entries of other meetings only where they were
    /// carried.
    fn was_here(&self, hit: &Hit) -> rusqlite::Result<bool> {
        let Some(key) = hit.key() else {
            return Ok(true);
        };
        let there = self
            .connection
            .prepare_cached(
                "SELECT 1 FROM journal WHERE meeting = :here AND instr(change, :entry) > 0 LIMIT 1",
            )?
            .query_row(
                named_params! { ":here": self.here(), ":entry": key.entry.to_string() },
                |_| Ok(()),
            )
            .optional()?;
        Ok(there.is_some())
    }

    fn keys(&self, sql: &str, params: impl Params) -> rusqlite::Result<Vec<EntryKey>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut keys = Vec::new();
        while let Some(row) = rows.next()? {
            keys.extend(key_of(row)?);
        }
        Ok(keys)
    }

    fn hits(&self, keys: &[EntryKey]) -> rusqlite::Result<Vec<Hit>> {
        let hits = keys.iter().map(|key| hits::of_key(self.connection, *key));
        hits.filter_map(Result::transpose).collect()
    }

    fn here(&self) -> String {
        self.asked.meeting.to_string()
    }

    fn body(&self) -> String {
        self.asked.body.to_string()
    }

    fn on(&self) -> String {
        self.asked.on.to_string()
    }
}

/// The key in the first two columns; none where what was altered from outside makes no sense.
fn key_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<EntryKey>> {
    let id = |place| -> rusqlite::Result<Option<Uuid>> {
        Ok(Uuid::try_parse(row.get_ref(place)?.as_str()?).ok())
    };
    let (Some(meeting), Some(entry)) = (id(0)?, id(1)?) else {
        return Ok(None);
    };
    Ok(Some(EntryKey {
        meeting: MeetingId(meeting),
        entry: EntryId(entry),
    }))
}

#[cfg(test)]
mod tests;
