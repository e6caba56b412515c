//! A meeting to try screens on: an invented committee, and keys pressed as the program would press them.

use std::rc::Rc;

use chrono::{FixedOffset, NaiveDate, TimeDelta, TimeZone};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use uuid::Uuid;

use crate::keymap::{Keymap, Resolution, read_keys, typed};
use crate::minutes::agenda::{Item, ItemKind, Outline};
use crate::minutes::attendance::Seat;
use crate::minutes::body::Quorum;
use crate::minutes::change::Change;
use crate::minutes::entry::{Action, Detail, Entry, Kind};
use crate::minutes::history::History;
use crate::minutes::ids::{BodyId, EntryId, ItemId, MeetingId, PersonId, Stamp};
use crate::minutes::meeting::{BodyHead, Head, Meeting};
use crate::minutes::person::{Person, Post};
use crate::minutes::phrases::Phrases;
use crate::minutes::template::Templates;
use crate::store::protocol::Opened;
use crate::theme::Theme;

use super::Overlay;
use super::desk::{Desk, Effect};

/// A name that tries everything: an escape, a reversal, a NUL, and more columns than any terminal has.
pub fn hostile() -> String {
    format!("\u{1B}[2J\u{202E}\0\r\n\u{9B}31m{}", "wide漢".repeat(120))
}

/// So many minutes after six in the evening.
pub fn at(minute: i64) -> Stamp {
    FixedOffset::east_opt(3600)
        .unwrap()
        .with_ymd_and_hms(2024, 6, 11, 18, 0, 0)
        .unwrap()
        + TimeDelta::minutes(minute)
}

pub fn person_id(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

pub fn item_id(number: u128) -> ItemId {
    ItemId(Uuid::from_u128(1000 + number))
}

pub fn entry_id(number: u128) -> EntryId {
    EntryId(Uuid::from_u128(2000 + number))
}

pub fn seat(number: u128, names: (&str, &str), role: Option<&str>, member: bool) -> Seat {
    Seat {
        person: Person {
            id: person_id(number),
            honorific: member.then(|| "Councillor".to_owned()),
            given: names.0.to_owned(),
            family: names.1.to_owned(),
            listed_as: None,
            posts: (!member)
                .then(|| Post {
                    title: "Head of Parks".to_owned(),
                    from: None,
                    to: None,
                })
                .into_iter()
                .collect(),
        },
        role: role.map(str::to_owned),
        group: if member { "Councillors" } else { "Officers" }.to_owned(),
        member,
        voting: member,
    }
}

pub fn item(number: u128, title: &str, kind: ItemKind, planned: Option<u16>) -> Item {
    let outline = Outline {
        title: title.to_owned(),
        kind,
        planned,
        ..Outline::default()
    };
    Item::new(item_id(number), outline)
}

pub fn entry(number: u128, kind: Kind, text: &str, minute: i64) -> Entry {
    let detail = match kind {
        Kind::Action => Detail::Action(Action {
            reference: format!("GSP/2024/{number}"),
            owners: Vec::new(),
            due: None,
            ..crate::minutes::entry::Action::default()
        }),
        _ => Detail::None,
    };
    Entry {
        id: entry_id(number),
        kind,
        text: text.to_owned(),
        started_at: at(minute),
        recorded_at: at(minute + 1),
        detail,
        source: None,
        prepared: None,
    }
}

/// The Green Spaces Panel of an invented borough: five members, one officer, four items; not started.
pub fn meeting() -> Meeting {
    let head = Head {
        body: BodyHead {
            id: BodyId(Uuid::from_u128(1)),
            name: "Green Spaces Panel".to_owned(),
            code: "GSP".to_owned(),
            called: "Scrutiny Panel".to_owned(),
            quorum: Quorum::Number(3),
        },
        title: None,
        date: NaiveDate::from_ymd_opt(2024, 6, 11).unwrap(),
        time: None,
        place: "Millbrook Hall".to_owned(),
        template: "scrutiny-panel".to_owned(),
    };
    let mut meeting = Meeting::new(MeetingId(Uuid::from_u128(7)), head);
    meeting.seats = vec![
        seat(1, ("Ida", "Marsh"), Some("Chair"), true),
        seat(9, ("Per", "Lund"), None, false),
        seat(2, ("Tom", "Weir"), Some("Deputy"), true),
        seat(3, ("Zoë", "Brook"), None, true),
        seat(4, ("Raj", "Field"), None, true),
        seat(5, ("Una", "Heath"), None, true),
    ];
    meeting.items = vec![
        item(1, "Declarations of interest", ItemKind::Declarations, None),
        item(2, "Play areas in the north", ItemKind::Business, Some(40)),
        item(3, "Tree survey", ItemKind::Information, Some(10)),
        item(4, "Date of next meeting", ItemKind::NextMeeting, None),
    ];
    meeting
}

/// A desk at ten past six with a meeting open on it.
pub fn desk(meeting: Meeting) -> Desk {
    let mut desk = Desk::new(
        Rc::new(Keymap::built_in("default").unwrap()),
        Rc::new(Templates::built_in()),
        Rc::new(Phrases::stock()),
        Theme::new(false),
        [3; 16],
        at(10),
    );
    desk.take_up(Opened {
        meeting,
        history: History::default(),
        draft: None,
        elsewhere: None,
        last_action: 0,
        faults: Vec::new(),
    });
    desk.notice = None;
    desk
}

/// A desk with the meeting started at six and its second item put.
pub fn running() -> Desk {
    let mut desk = desk(meeting());
    for change in [
        Change::Commenced { at: at(0) },
        Change::ItemPut {
            item: item_id(1),
            at: at(1),
        },
        Change::ItemPut {
            item: item_id(2),
            at: at(4),
        },
    ] {
        assert!(desk.record(change, None));
    }
    desk.effects.clear();
    desk
}

/// The meeting on the desk.
pub fn open(desk: &Desk) -> &Meeting {
    &desk.open.as_ref().unwrap().meeting
}

/// Presses keys as the program would; stops before keys that an overlay asked not to have any more.
pub fn press(overlay: &mut Overlay, desk: &mut Desk, keys: &str) {
    for key in read_keys(keys).unwrap() {
        desk.notice = None;
        let keymap = Rc::clone(&desk.keymap);
        match keymap.resolve(overlay.contexts(desk), &[key]) {
            Resolution::Run(command) => {
                overlay.update(command, desk);
            }
            Resolution::Wait(_) => {}
            Resolution::Unbound => {
                if let Some(letter) = typed(key) {
                    overlay.typed(letter, desk);
                }
            }
        }
    }
}

/// The screen of so many columns and rows, as text.
pub fn screen(overlay: &Overlay, desk: &Desk, size: (u16, u16)) -> String {
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
    terminal
        .draw(|frame| overlay.view(desk, frame, frame.area()))
        .unwrap();
    terminal.backend().to_string()
}

/// The word in the status line.
pub fn said(desk: &Desk) -> &str {
    desk.notice.as_ref().map_or("", |notice| &notice.words)
}

/// How many things were asked of the store and the loop.
pub fn asked(desk: &mut Desk) -> Vec<Effect> {
    std::mem::take(&mut desk.effects)
}

/// Asserts that nothing on the screen could drive a terminal.
pub fn assert_harmless(shown: &str) {
    for letter in shown.chars() {
        let drives = letter.is_control() && letter != '\n';
        assert!(!drives && letter != '\u{202E}', "{letter:?} in\n{shown}");
    }
}
