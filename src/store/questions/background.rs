//! What is on record beyond one meeting, for the documents of a body.

use rusqlite::{Connection, named_params};
use uuid::Uuid;

use super::{history, hits};
use crate::minutes::background::{ActionOnRecord, Background};
use crate::minutes::exempt::Copy;
use crate::minutes::ids::{EntryId, EntryKey, MeetingId};
use crate::store::journal;
use crate::store::protocol::{BackgroundAsked, HistoryStep, Hit};
use crate::store::queries::ReadError;

/// The actions that a body is concerned with: it agreed them, they are addressed or to be reported to it, or stand on an
/// agenda of its meetings. What was over before the first day, and was not heard of since, is history.
const ACTIONS: &str = "WITH concerned (meeting, entry) AS (
        SELECT meeting, entry FROM standings WHERE body = :body
        UNION SELECT meeting, entry FROM standings WHERE report_body = :body
        UNION SELECT meeting, entry FROM addressed WHERE body = :body)
    SELECT s.meeting, s.entry FROM concerned c JOIN standings s ON s.meeting = c.meeting AND s.entry = c.entry
    WHERE s.raised <= :until AND (s.status = 'open' OR s.raised >= :since OR EXISTS
        (SELECT 1 FROM updates u WHERE u.action_meeting = s.meeting AND u.action_entry = s.entry AND u.at >= :since))
    ORDER BY s.number";

/// What stands on the agendas of its meetings from earlier ones.
const CARRIED: &str = "SELECT DISTINCT c.action_meeting, c.action_entry FROM meetings m JOIN carried c ON c.meeting = m.id
    WHERE m.body = :body AND m.withdrawn = 0 AND m.date BETWEEN :since AND :until";

/// Gathers it.
pub(super) fn of(
    connection: &Connection,
    asked: &BackgroundAsked,
) -> Result<Background, ReadError> {
    let body = asked.body.to_string();
    let day = |day: Option<chrono::NaiveDate>, none: &str| {
        day.map_or_else(|| none.to_owned(), |day| day.to_string())
    };
    // Days of registers have four figures for the year.
    let since = day(asked.span.since, "0000-00-00");
    let until = day(asked.span.until, "9999-99-99");
    let within = named_params! { ":body": &body, ":since": &since, ":until": &until };
    let mut background = Background {
        today: asked.today,
        span: asked.span,
        copy: asked.copy,
        register: journal::load_register(connection)?.register,
        ..Background::default()
    };
    let ids: Vec<String> = connection
        .prepare_cached(
            "SELECT id FROM meetings WHERE body = :body AND withdrawn = 0 AND date BETWEEN :since AND :until
             ORDER BY date, time, id",
        )?
        .query_map(within, |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for id in ids {
        // What was altered from outside is a fault that `check` tells.
        let Ok(id) = Uuid::try_parse(&id) else {
            continue;
        };
        let loaded = journal::load(connection, MeetingId(id))?;
        let copied = loaded.meeting.map(|meeting| meeting.copy(asked.copy));
        background.meetings.extend(copied);
    }
    for key in keys(connection, ACTIONS, within)? {
        let found = history::of(connection, key)?;
        let action = found
            .hit
            .and_then(|hit| action(hit, found.steps, asked.copy));
        background.actions.extend(action);
    }
    for key in keys(connection, CARRIED, within)? {
        if background.action(key).is_some() {
            continue;
        }
        let found = history::of(connection, key)?;
        if let Some(hit) = found.hit {
            background
                .actions
                .extend(action(hit, found.steps, asked.copy));
        } else if let Some(hit) = hits::of_key(connection, key)? {
            let may_be_told = asked.copy == Copy::Full || !hit.exempt;
            background
                .carried
                .extend(hit.minuted().filter(|_| may_be_told));
        }
    }
    background
        .actions
        .sort_by_key(|one| (one.minuted.date, one.minuted.key.meeting));
    Ok(background)
}

fn keys(
    connection: &Connection,
    sql: &str,
    parameters: &[(&str, &dyn rusqlite::ToSql)],
) -> rusqlite::Result<Vec<EntryKey>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        let id = |place| -> rusqlite::Result<Option<Uuid>> {
            Ok(Uuid::try_parse(&row.get::<_, String>(place)?).ok())
        };
        if let (Some(meeting), Some(entry)) = (id(0)?, id(1)?) {
            keys.push(EntryKey {
                meeting: MeetingId(meeting),
                entry: EntryId(entry),
            });
        }
    }
    Ok(keys)
}

fn action(hit: Hit, steps: Vec<HistoryStep>, copy: Copy) -> Option<ActionOnRecord> {
    let minuted = hit.minuted()?;
    let state = hit.action?;
    let action = ActionOnRecord {
        minuted,
        agreed: state.agreed,
        standing: state.standing,
        recommendation: state.recommendation,
        steps: steps.into_iter().map(|step| step.dated).collect(),
    };
    action.for_copy(copy)
}

#[cfg(test)]
mod tests {
    use super::super::town::{Town, at, day, of as body};
    use super::*;
    use crate::minutes::action::{Reported, Step, Update};
    use crate::minutes::background::Span;
    use crate::minutes::change::Change;
    use crate::minutes::entry::{Action, Detail, Kind};
    use crate::minutes::exempt::{Covers, Mark};
    use chrono::NaiveDate;

    fn background(town: &Town, since: Option<NaiveDate>, until: Option<NaiveDate>) -> Background {
        let asked = BackgroundAsked {
            body: town.meetings[0].head.body.id,
            span: Span { since, until },
            today: day(6, 1),
            copy: Copy::Public,
        };
        of(&town.connection, &asked).unwrap()
    }

    fn texts(background: &Background) -> Vec<&str> {
        let actions = &background.actions;
        actions
            .iter()
            .map(|one| one.minuted.text.as_str())
            .collect()
    }

    #[test]
    fn a_bodys_meetings_of_a_span_and_the_actions_that_concern_it() {
        let mut town = Town::new();
        let (first, second) = (town.call(1, day(1, 10)), town.call(1, day(3, 10)));
        let (third, other) = (town.call(1, day(5, 10)), town.call(2, day(2, 1)));
        let over = town.act(first, "Over", Action::default());
        town.act(first, "Open", Action::default());
        let heard = town.act(first, "Heard of", Action::default());
        let addressed = Action {
            owners: vec![body(1)],
            ..Action::default()
        };
        town.act(other, "Asked of it", addressed);
        town.act(other, "Another body's", Action::default());
        let carried = town.act(other, "On its agenda", Action::default());
        let point = town.say(first, 1, Kind::Point, "A topic", Detail::None);
        town.carry(second, &[carried, point]);
        town.update(first, over, day(1, 20), Step::Complete);
        town.update(first, heard, day(3, 1), Step::Complete);
        town.act(third, "Later", Action::default());

        let all = background(&town, None, None);
        assert_eq!(
            all.meetings,
            [0, 1, 2].map(|place| town.meetings[place].copy(Copy::Public))
        );
        assert_eq!(
            texts(&all),
            [
                "Over",
                "Open",
                "Heard of",
                "Asked of it",
                "On its agenda",
                "Later"
            ]
        );
        assert_eq!(all.carried.len(), 1);
        assert_eq!(all.carried[0].text, "A topic");
        let over = all.action(over).unwrap();
        assert_eq!(over.steps.len(), 1);
        assert_eq!(over.steps[0].at, at(day(1, 20)));

        let spring = background(&town, Some(day(2, 1)), Some(day(4, 30)));
        assert_eq!(spring.meetings, [town.meetings[1].copy(Copy::Public)]);
        assert_eq!(
            texts(&spring),
            ["Open", "Heard of", "Asked of it", "On its agenda"],
            "what is open, or was heard of since"
        );
    }

    #[test]
    fn nothing_exempt_is_told_for_a_public_copy_and_all_of_it_for_a_full_one() {
        let mut town = Town::new();
        let (first, second) = (town.call(1, day(1, 10)), town.call(1, day(3, 10)));
        let open = town.act(first, "Open", Action::default());
        let secret = town.act(first, "SECRET", Action::default());
        let point = town.say(first, 1, Kind::Point, "SECRET topic", Detail::None);
        let told = Update {
            step: Step::Reassign(vec![body(2)]),
            note: "SECRET note".to_owned(),
        };
        let reported = Reported {
            action: open,
            reference: String::new(),
            update: told,
        };
        let detail = Detail::Update(Box::new(reported));
        let heard = town.say(second, 0, Kind::Narrative, "SECRET report", detail);
        town.carry(second, &[secret, point]);
        for (meeting, key) in [(first, secret), (first, point), (second, heard)] {
            let covers = Covers::Entry(key.entry);
            let mark = Some(Box::new(Mark::new(covers, Vec::new())));
            town.make(meeting, &Change::Exempted { covers, mark });
        }
        let asked = |copy| BackgroundAsked {
            body: town.meetings[0].head.body.id,
            span: Span::default(),
            today: day(6, 1),
            copy,
        };
        let public = of(&town.connection, &asked(Copy::Public)).unwrap();
        assert!(!format!("{public:?}").contains("SECRET"), "{public:?}");
        assert_eq!(texts(&public), ["Open"]);
        assert!(public.actions[0].standing.owners.is_empty());
        assert!(!public.holds_exempt());
        let full = of(&town.connection, &asked(Copy::Full)).unwrap();
        assert_eq!(texts(&full), ["Open", "SECRET"]);
        assert_eq!(full.actions[0].standing.owners, [body(2)]);
        assert_eq!(full.carried[0].text, "SECRET topic");
        assert!(full.holds_exempt());

        let hit = |key| hits::of_key(&town.connection, key).unwrap().unwrap();
        assert!(hit(secret).exempt && hit(point).exempt);
        assert!(!hit(open).exempt && hit(open).holds_exempt());
    }

    #[test]
    fn what_a_mark_or_the_public_out_makes_exempt_is_marked_in_the_tables_and_unmarked_again() {
        let mut town = Town::new();
        let meeting = town.call(1, day(1, 10));
        let when = at(day(1, 10));
        town.make(meeting, &Change::Commenced { at: when });
        let action = town.act(meeting, "Said in public", Action::default());
        let item = town.meetings[meeting].items[0].id;
        let covers = Covers::Item(item);
        let exempt = |town: &Town| {
            let hit = hits::of_key(&town.connection, action).unwrap().unwrap();
            let item: bool = town
                .connection
                .query_row(
                    "SELECT exempt FROM items WHERE title = 'Business'",
                    [],
                    |row| row.get(0),
                )
                .unwrap();
            (hit.exempt, item)
        };
        assert_eq!(exempt(&town), (false, false));
        let mark = Some(Box::new(Mark::new(covers, Vec::new())));
        town.make(meeting, &Change::Exempted { covers, mark });
        assert_eq!(exempt(&town), (true, true));
        town.make(meeting, &Change::Exempted { covers, mark: None });
        assert_eq!(exempt(&town), (false, false));
        let paragraphs = Vec::new();
        town.make(
            meeting,
            &Change::PublicExcluded {
                at: when,
                paragraphs,
            },
        );
        assert_eq!(exempt(&town), (true, false));
    }
}
