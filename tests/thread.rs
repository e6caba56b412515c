//! The thread of one recommendation, through the real program: the council asks a panel for something, it stands on the
//! panel's next agenda, is spoken of there, is to be reported to the council's next meeting and stands on that agenda,
//! is reported and done; and its history tells all of it.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use chrono::NaiveDate;
use minutebook::minutes::agenda::{Item, ItemKind, Outline};
use minutebook::minutes::body::{Body, Quorum};
use minutebook::minutes::change::Change;
use minutebook::minutes::history::Manner;
use minutebook::minutes::ids::{BodyId, ChangeId, IdSource, ItemId, MeetingId, Stamp};
use minutebook::minutes::meeting::{BodyHead, Head};
use minutebook::minutes::register::RegisterChange;
use minutebook::store::protocol::{Line, What};
use support::{Desk, Terminal, write_register};

const COUNCIL: &str = "Marlwick Council";
const PANEL: &str = "Marlwick Streets Scrutiny Panel";

/// The register before it begins: two bodies, a meeting of each, and the council's next.
struct Town {
    ids: IdSource,
    at: Stamp,
    lines: Vec<Line>,
}

impl Town {
    fn add(&mut self, what: What) {
        let id = ChangeId(self.ids.next(self.at));
        let (at, manner) = (self.at, Manner::Made);
        self.lines.push(Line {
            id,
            at,
            manner,
            what,
        });
    }

    fn body(
        &mut self,
        name: &str,
        code: &str,
        called: &str,
        meets: &str,
        reports_to: Vec<BodyId>,
    ) -> Body {
        let body = Body {
            id: BodyId(self.ids.next(self.at)),
            name: name.to_owned(),
            code: code.to_owned(),
            called: called.to_owned(),
            quorum: Quorum::None,
            meets: meets.to_owned(),
            reports_to,
            template: "scrutiny-panel".to_owned(),
            usual_time: None,
            usual_place: String::new(),
            office: minutebook::minutes::body::Office::default(),
            members: Vec::new(),
        };
        self.add(What::Register(RegisterChange::BodyRecorded(Box::new(
            body.clone(),
        ))));
        body
    }

    fn call(&mut self, body: &Body, date: &str, business: &str) {
        let date: NaiveDate = date.parse().unwrap();
        let head = Head {
            body: BodyHead::from(body),
            title: None,
            date,
            time: None,
            place: String::new(),
            template: body.template.clone(),
        };
        let agenda = [
            ("Declarations of interest", ItemKind::Declarations),
            (business, ItemKind::Business),
            ("Date of next meeting", ItemKind::NextMeeting),
        ];
        let items = agenda
            .map(|(title, kind)| {
                let title = title.to_owned();
                let outline = Outline {
                    title,
                    kind,
                    ..Outline::default()
                };
                Item::new(ItemId(self.ids.next(self.at)), outline)
            })
            .to_vec();
        let meeting = MeetingId(self.ids.next(self.at));
        let seats = Vec::new();
        self.add(What::Meeting(
            meeting,
            Change::Scheduled { head, seats, items },
        ));
    }
}

fn lay_in(desk: &Desk) {
    let mut town = Town {
        ids: IdSource::new([9; 16]),
        at: "2031-06-01T09:00:00+01:00".parse().unwrap(),
        lines: Vec::new(),
    };
    let council = town.body(COUNCIL, "MC", "Council", "quarterly", Vec::new());
    let panel = town.body(
        PANEL,
        "MSSP",
        "Scrutiny Panel",
        "every six weeks",
        vec![council.id],
    );
    town.call(&council, "2031-06-10", "Street lighting");
    town.call(&panel, "2031-07-01", "Kerbs");
    town.call(&council, "2031-09-16", "Allotments");
    write_register(&desk.register(), town.lines);
}

/// The program on the day of a meeting, which stands selected in the diary, with the meeting opened.
fn opened(desk: &Desk, now: &str, body: &str) -> Terminal {
    let mut terminal = desk.open_with(&[], &[("MINUTEBOOK_TEST_NOW", now)], (120, 36));
    terminal.wait("today");
    terminal.press("<Enter>");
    terminal.wait("SCHEDULED");
    terminal.wait(body);
    terminal
}

/// Starts the meeting and puts an item by its number.
fn put(terminal: &mut Terminal, number: usize) {
    terminal.press("<F2>");
    terminal.wait("IN PROGRESS");
    terminal.press(&"<C-n>".repeat(number));
    terminal.wait("put 1");
}

/// Says what became of the action that the item was put on for: a letter, and what stands in the fields.
fn said_of_it(terminal: &mut Terminal, letter: &str, typed: &str) {
    terminal.press("<A-e>");
    terminal.wait("Of which action is there news?");
    terminal.wait("find out why the lamps go out");
    terminal.press("<Enter>");
    terminal.wait("progress: something was heard of it");
    terminal.press(letter);
    terminal.wait("Note");
    terminal.press(typed);
    terminal.press("<C-s>");
    terminal.wait_gone("progress: something was heard of it");
    terminal.wait("saved ");
}

/// Closes the meeting, whatever is open in it, and leaves the program.
fn leave(mut terminal: Terminal) {
    terminal.press("<F10>");
    terminal.wait("Close the meeting");
    terminal.press("<F10>");
    terminal.wait("CLOSED");
    terminal.press("<C-q>");
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    assert!(terminal.is_sane());
}

#[test]
fn a_recommendation_is_made_carried_updated_reported_back_and_its_history_tells_it() {
    let desk = Desk::new();
    lay_in(&desk);

    // The council asks the panel for something.
    let mut terminal = opened(&desk, "2031-06-10T18:00:00+01:00", COUNCIL);
    put(&mut terminal, 2);
    terminal.press(&format!(
        "! @{PANEL} to find out why the lamps go out at ten >by autumn<Enter>"
    ));
    terminal.wait("lamps go out at ten");
    terminal.wait("saved ");
    leave(terminal);
    let owed = desk.printed(&["bodies"]);
    assert!(owed.contains(&format!("└─ {PANEL} (MSSP)")), "{owed}");
    assert!(
        owed.contains(&format!("owes {COUNCIL}: 1 recommendation")),
        "{owed}"
    );

    // It stands on the panel's next agenda, before the date of the next meeting, and is spoken of.
    let mut terminal = opened(&desk, "2031-07-01T18:00:00+01:00", PANEL);
    terminal.wait("One item was put on the agenda");
    put(&mut terminal, 3);
    terminal.wait("Street lighting (Marlwick Council, 10 June 2031)");
    said_of_it(&mut terminal, "p", "Half hang on one fuse");
    // The sentence may be wrapped.
    terminal.wait("(find out why the lamps go out at ten): Half");
    said_of_it(&mut terminal, "r", "");
    terminal.wait("is to be");
    leave(terminal);

    // It stands on the council's next agenda, and is reported there.
    let mut terminal = opened(&desk, "2031-09-16T18:00:00+01:00", COUNCIL);
    terminal.wait("One item was put on the agenda");
    put(&mut terminal, 3);
    said_of_it(&mut terminal, "d", "The fuse was changed");
    terminal.wait("was completed");
    terminal.press("<Up><A-i>");
    for words in [
        "10 June 2031",
        "1 July 2031",
        "Half hang on one fuse",
        "to be reported back",
        "16 September 2031",
        "The fuse was changed",
    ] {
        terminal.wait(words);
    }
    let told = terminal.screen();
    let order = [
        "Half hang on one fuse",
        "to Marlwick Council on",
        "The fuse was changed",
    ]
    .map(|words| {
        told.find(words)
            .unwrap_or_else(|| panic!("{words} in\n{told}"))
    });
    assert!(order.is_sorted(), "{told}");
    terminal.press("<Esc>");
    terminal.wait_gone("read the minutes");
    leave(terminal);

    assert!(desk.printed(&["check"]).contains("the chain holds"));
    let printed = desk.printed(&["bodies", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let debts = |body: usize| json["bodies"][body]["owes"].as_array().map(Vec::len);
    assert_eq!((debts(0), debts(1)), (Some(0), Some(0)), "{json}");
}
