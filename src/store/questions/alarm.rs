//! An alarm that ends a statement of the database which is at work too long, or for nothing.
//!
//! While nothing fits, the index of words goes through all it has without giving a row, so that whoever asks cannot stop
//! it between rows: but it reads page by page, and for each page the database calls its progress handler.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode};

/// How many steps of the database's machine lie between two looks at the clock: some pages of the index.
const STEPS: i32 = 20;
/// It is not set.
const NEVER: u64 = u64::MAX;

/// How long nobody waits for anything.
const LONG: Duration = Duration::from_hours(1);

/// The alarm of one connection.
#[derive(Clone, Debug)]
pub(super) struct Alarm {
    since: Instant,
    /// When it rings, in microseconds.
    at: Arc<AtomicU64>,
}

impl Alarm {
    /// Puts one on a connection, not set. While it is set it rings too when `overtaken` says that a newer question waits.
    pub(super) fn on(
        connection: &mut Connection,
        overtaken: impl Fn() -> bool + Send + 'static,
    ) -> rusqlite::Result<Self> {
        let alarm = Self {
            since: Instant::now(),
            at: Arc::new(AtomicU64::new(NEVER)),
        };
        let handler = alarm.clone();
        connection.progress_handler(
            STEPS,
            Some(move || handler.is_set() && (handler.rings() || overtaken())),
        )?;
        Ok(alarm)
    }

    /// Sets it.
    pub(super) fn set(&self, at: Instant) {
        let after = at.saturating_duration_since(self.since);
        self.at.store(micros(after), Ordering::Relaxed);
    }

    /// Sets it for nobody but a newer question.
    pub(super) fn set_late(&self) {
        self.set(Instant::now() + LONG);
    }

    /// Turns it off.
    pub(super) fn off(&self) {
        self.at.store(NEVER, Ordering::Relaxed);
    }

    fn is_set(&self) -> bool {
        self.at.load(Ordering::Relaxed) != NEVER
    }

    fn rings(&self) -> bool {
        micros(self.since.elapsed()) >= self.at.load(Ordering::Relaxed)
    }
}

/// Whether a statement ended because an alarm rang.
pub(super) fn rang(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted)
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(NEVER - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDLESS: &str =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000)
        SELECT max(i) FROM n";

    #[test]
    fn a_statement_ends_when_the_alarm_rings_and_the_next_one_does_not() {
        let mut connection = Connection::open_in_memory().unwrap();
        let waits = Arc::new(AtomicU64::new(0));
        let newer = Arc::clone(&waits);
        let overtaken = move || newer.load(Ordering::Relaxed) > 0;
        let alarm = Alarm::on(&mut connection, overtaken).unwrap();
        alarm.set(Instant::now() + Duration::from_millis(1));
        let number = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
        let error = connection.query_row(ENDLESS, [], number).unwrap_err();
        assert!(rang(&error), "{error}");
        assert!(alarm.rings());
        alarm.set_late();
        waits.store(1, Ordering::Relaxed);
        assert!(rang(
            &connection.query_row(ENDLESS, [], number).unwrap_err()
        ));
        alarm.off();
        let short = ENDLESS.replace("100000000", "1000");
        assert_eq!(connection.query_row(&short, [], number).unwrap(), 1000);
    }
}
