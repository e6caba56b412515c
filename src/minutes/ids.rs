//! Names of things: UUIDs that sort by when they were made.
//!
//! Nothing here reads a clock or a source of chance: both are handed in once, so that a meeting can be
//! played back and comes out the same.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A moment, with the offset of the clerk's clock from UTC at that moment.
pub type Stamp = DateTime<FixedOffset>;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
    };
}

id!(
    /// Names a committee, panel, board or group.
    BodyId
);
id!(
    /// Names a person, whatever posts they hold.
    PersonId
);
id!(
    /// Names one sitting of a body.
    MeetingId
);
id!(
    /// Names one piece of business on an agenda.
    ItemId
);
id!(
    /// Names one thing recorded under an item.
    EntryId
);
id!(
    /// Names one event in the stream of attendance.
    PresenceId
);
id!(
    /// Names one row of the journal.
    ChangeId
);

/// Names an entry wherever it was recorded: how a later meeting speaks of an action of an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryKey {
    /// The meeting that recorded it.
    pub meeting: MeetingId,
    /// The entry there.
    pub entry: EntryId,
}

/// Hands out ids: UUIDv7 (RFC 9562, 5.7) from a time given, a seed and a counter.
#[derive(Clone, Debug)]
pub struct IdSource {
    seed: [u8; 16],
    count: u64,
}

impl IdSource {
    /// A source whose ids follow from `seed`, which must differ from run to run outside tests.
    pub fn new(seed: [u8; 16]) -> Self {
        Self { seed, count: 0 }
    }

    /// The next id; never the same twice from one source.
    pub fn next(&mut self, at: Stamp) -> Uuid {
        self.count += 1;
        let digest = Sha256::new()
            .chain_update(self.seed)
            .chain_update(self.count.to_le_bytes())
            .finalize();
        let mut chance = [0_u8; 10];
        for (to, from) in chance.iter_mut().zip(digest.iter()) {
            *to = *from;
        }
        let milliseconds = u64::try_from(at.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &chance).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn ids_sort_by_time_and_never_repeat() {
        let at = |minute| {
            FixedOffset::east_opt(3600)
                .unwrap()
                .with_ymd_and_hms(2022, 7, 27, 18, minute, 0)
                .unwrap()
        };
        let mut source = IdSource::new([7; 16]);
        let early = source.next(at(1));
        let same_moment = source.next(at(1));
        let late = source.next(at(2));
        assert_ne!(early, same_moment);
        assert!(early < late && same_moment < late);
        assert_eq!(early.get_version_num(), 7);
        assert_eq!(
            IdSource::new([7; 16]).next(at(1)),
            early,
            "the same seed plays back the same"
        );
    }
}
