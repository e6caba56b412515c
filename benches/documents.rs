//! What each format of a document of four pages costs inside the process.
//!
//! `cargo bench --bench documents`

use std::time::Instant;

use chrono::{FixedOffset, NaiveDate, TimeDelta, TimeZone};
use minutebook::export::document::{Block, Marks};
use minutebook::export::{Choices, DocumentKind, Format, Material};
use minutebook::minutes::agenda::{Item, Outline};
use minutebook::minutes::body::Quorum;
use minutebook::minutes::entry::{Detail, Entry, Kind};
use minutebook::minutes::exempt::Copy;
use minutebook::minutes::ids::{BodyId, EntryId, IdSource, ItemId, MeetingId};
use minutebook::minutes::meeting::{BodyHead, Head, Meeting};
use minutebook::minutes::template::Templates;
use strum::IntoEnumIterator as _;

/// As long as an entry is.
const SAID: &str = "The Panel heard that the depot had taken in twice as much green waste as in the year before, and that \
    the second shredder would be in use by the end of the month, once the quay had been mended and the tide allowed.";

fn main() {
    let meeting = meeting().copy(Copy::Public);
    let template = Templates::built_in().for_meeting("scrutiny-panel");
    let (document, _) = DocumentKind::Minutes.make(&Material::of(&meeting, &template));
    let points = document.blocks.iter().map(|block| match block {
        Block::List {
            items,
            marks: Marks::Bullets,
        } => items.len(),
        _ => 0,
    });
    println!(
        "minutes of {} entries, {} of them points, {} blocks",
        meeting.entries().count(),
        points.sum::<usize>(),
        document.blocks.len()
    );
    for format in Format::iter() {
        let mut times = Vec::new();
        let mut size = 0;
        for _ in 0..100 {
            let start = Instant::now();
            match format.write(&meeting, &document, Choices::default()) {
                Ok(bytes) => size = bytes.len(),
                Err(error) => eprintln!("{error}"),
            }
            times.push(start.elapsed());
        }
        times.sort_unstable();
        let (middle, late) = (times[times.len() / 2], times[times.len() * 99 / 100]);
        println!(
            "{:<22} p50 {:>8.3} ms   p99 {:>8.3} ms   {size:>7} bytes",
            format.name(),
            middle.as_secs_f64() * 1e3,
            late.as_secs_f64() * 1e3
        );
    }
}

/// A meeting whose minutes fill four pages.
fn meeting() -> Meeting {
    let start = FixedOffset::east_opt(0)
        .and_then(|offset| offset.with_ymd_and_hms(2025, 3, 4, 18, 0, 0).single())
        .expect("a moment");
    let mut ids = IdSource::new(*b"four pages......");
    let head = Head {
        body: BodyHead {
            id: BodyId(ids.next(start)),
            name: "Streets and Depots Panel".to_owned(),
            code: "SDP".to_owned(),
            called: "Scrutiny Panel".to_owned(),
            quorum: Quorum::None,
        },
        title: None,
        date: NaiveDate::from_ymd_opt(2025, 3, 4).expect("a day"),
        time: None,
        place: "Town Hall".to_owned(),
        template: "scrutiny-panel".to_owned(),
    };
    let mut meeting = Meeting::new(MeetingId(ids.next(start)), head);
    for number in 0..8 {
        let outline = Outline {
            title: format!("Report of the depot manager, part {number}"),
            ..Outline::default()
        };
        let mut item = Item::new(ItemId(ids.next(start)), outline);
        for place in 0..7 {
            let at = start + TimeDelta::minutes(number * 9 + place);
            item.entries.push(Entry {
                id: EntryId(ids.next(at)),
                kind: if place > 3 {
                    Kind::Point
                } else {
                    Kind::Narrative
                },
                text: SAID.to_owned(),
                started_at: at,
                recorded_at: at,
                detail: Detail::None,
                source: None,
                prepared: None,
            });
        }
        meeting.items.push(item);
    }
    meeting
}
