//! Pastes of anything: what can be seen of them is in the record, and the program is as quick as before.

use std::rc::Rc;
use std::time::{Duration, Instant};

use chrono::Local;
use minutebook::app::{Message, Model, update, view};
use minutebook::editor::clean;
use minutebook::keymap::{Key, Keymap, read_keys};
use minutebook::minutes::ids::MeetingId;
use minutebook::minutes::phrases::Phrases;
use minutebook::minutes::table;
use minutebook::minutes::template::Templates;
use minutebook::screen::Screen;
use minutebook::screen::desk::Desk as Shared;
use minutebook::screen::diary::Diary;
use minutebook::store::Archive;
use minutebook::store::protocol::Reply;
use minutebook::theme::Theme;
use proptest::prelude::*;
use ratatui::Terminal as Drawn;
use ratatui::backend::TestBackend;

use crate::council::{Council, assert_sound, entries_on_disk, line_on_disk};
use crate::scan::{assert_only_drawing, is_harmless};
use crate::support::{Desk, Terminal};
use crate::{ATTACKS, attacked};

fn in_meeting() -> (Desk, MeetingId, Terminal) {
    let desk = Desk::new();
    let meeting = Council::default().lay_in(&desk.register())[0];
    let mut terminal = desk.open();
    terminal.wait("Wharves and Markets Board");
    terminal.press("<Enter>");
    terminal.wait("IN PROGRESS");
    (desk, meeting, terminal)
}

fn leave(terminal: &mut Terminal, desk: &Desk) {
    terminal.press("<C-q>");
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    assert!(terminal.is_sane());
    assert_only_drawing(&terminal.raw());
    assert_sound(&desk.register());
}

#[test]
fn the_words_of_an_attack_are_recorded_and_nothing_else() {
    let (desk, meeting, mut terminal) = in_meeting();
    let mut bytes = attacked("paste").into_bytes();
    bytes.extend(b" bad\xff\xfe\xc3utf8 end");
    terminal.paste(&bytes);
    terminal.wait("control characters were left out");
    terminal.press("<Enter>");
    terminal.wait("saved ");
    terminal.paste(b"half \x1b[7777mof it");
    terminal.wait("> half [7777mof it");
    leave(&mut terminal, &desk);
    let entry = entries_on_disk(&desk.register(), meeting).remove(0);
    assert_eq!(entry, clean(&String::from_utf8_lossy(&bytes), false));
    assert!(is_harmless(&entry), "{entry:?}");
    for number in 0..=ATTACKS.len() {
        assert!(entry.contains(&format!("paste{number}")), "{entry:?}");
    }
    assert!(entry.ends_with("utf8 end"), "{entry:?}");
    assert_eq!(line_on_disk(&desk.register(), meeting), "half [7777mof it");
}

#[test]
fn a_hundred_kilobytes_on_one_line_are_one_entry() {
    let (desk, meeting, mut terminal) = in_meeting();
    let text = format!("{}end.", "word ".repeat(20_000));
    let begun = Instant::now();
    terminal.paste(text.as_bytes());
    terminal.wait("word end.");
    terminal.press("<Enter>");
    terminal.wait_gone("> word");
    terminal.press("After it.<Enter>");
    terminal.wait("After it.");
    terminal.wait("saved ");
    assert!(
        begun.elapsed() < Duration::from_secs(8),
        "{:?}",
        begun.elapsed()
    );
    for (columns, rows) in [(20, 5), (1, 1), (120, 36)] {
        terminal.resize(columns, rows);
        std::thread::sleep(Duration::from_millis(30));
    }
    terminal.wait("After it.");
    leave(&mut terminal, &desk);
    assert_eq!(
        entries_on_disk(&desk.register(), meeting),
        [&text, "After it."]
    );
}

#[test]
fn keys_and_another_size_that_come_at_once_are_both_heard() {
    // Only at times do both come in one wait of the program: before it waited with poll, one of some fifty keys was held
    // back until the next on a busy machine.
    const ROUNDS: u16 = 200;
    let (desk, meeting, mut terminal) = in_meeting();
    for round in 0..ROUNDS {
        let columns = 90 + round % 30;
        if round % 2 == 0 {
            terminal.resize(columns, 24);
            terminal.press(&format!("words {round}<Enter>"));
        } else {
            terminal.press(&format!("words {round}<Enter>"));
            terminal.resize(columns, 24);
        }
        terminal.wait_until("the words recorded", |screen| {
            let words = format!("words {round} ");
            screen
                .rows(0, columns)
                .any(|row| format!("{row} ").contains(&words) && !row.starts_with(" >"))
        });
        terminal.wait_until("the whole width in use", |screen| {
            screen
                .rows(0, columns)
                .any(|row| row.chars().count() == usize::from(columns) && row.ends_with('─'))
        });
    }
    leave(&mut terminal, &desk);
    let words: Vec<String> = (0..ROUNDS).map(|round| format!("words {round}")).collect();
    assert_eq!(entries_on_disk(&desk.register(), meeting), words);
}

#[test]
fn what_is_too_much_is_cut_and_the_clerk_is_told() {
    let (desk, meeting, mut terminal) = in_meeting();
    let text = "0123456 ".repeat(50_000);
    let begun = Instant::now();
    terminal.paste(text.as_bytes());
    terminal.wait("only the first 262144 characters fit, the last 137856 were left out");
    terminal.press("<Enter>");
    terminal.press("After it.<Enter>");
    terminal.wait("After it.");
    terminal.wait("saved ");
    assert!(
        begun.elapsed() < Duration::from_secs(15),
        "{:?}",
        begun.elapsed()
    );
    leave(&mut terminal, &desk);
    let entries = entries_on_disk(&desk.register(), meeting);
    assert_eq!(entries, [text[..262_144].trim_end(), "After it."]);
}

#[test]
fn ten_thousand_marks_on_one_letter() {
    let (desk, meeting, mut terminal) = in_meeting();
    let text = format!("Before a{} after", "\u{301}".repeat(10_000));
    terminal.paste(text.as_bytes());
    terminal.wait(" after");
    terminal.press("<Enter>");
    terminal.press("Next.<Enter>");
    terminal.wait("Next.");
    terminal.wait("saved ");
    leave(&mut terminal, &desk);
    assert_eq!(entries_on_disk(&desk.register(), meeting), [&text, "Next."]);
}

/// The program without a terminal, in a meeting; the store's answers are left out.
fn model(desk: &Desk, meeting: MeetingId) -> Model {
    let now = Local::now().fixed_offset();
    let shared = Shared::new(
        Rc::new(Keymap::usual()),
        Rc::new(Templates::built_in()),
        Rc::new(Phrases::stock()),
        Theme::new(true),
        [5; 16],
        now,
    );
    let mut model = Model::new(shared, Diary::default());
    let archive = Archive::open(&desk.register()).unwrap();
    let register = archive.register().unwrap();
    update(
        &mut model,
        Message::Reply(Reply::Register(Box::new(register)), now),
    );
    update(
        &mut model,
        Message::Reply(Reply::Diary(archive.meetings().unwrap()), now),
    );
    let opened = archive.meeting(meeting).unwrap();
    update(
        &mut model,
        Message::Reply(Reply::Opened(Box::new(opened)), now),
    );
    assert!(matches!(model.screen, Screen::Capture(_)));
    model
}

/// Draws, and looks at every cell.
fn assert_draws(model: &Model, (columns, rows): (u16, u16)) {
    let mut drawn = Drawn::new(TestBackend::new(columns, rows)).unwrap();
    drawn.draw(|frame| view(model, frame)).unwrap();
    for cell in &drawn.backend().buffer().content {
        assert!(is_harmless(cell.symbol()), "{:?}", cell.symbol());
    }
}

/// What may happen to the program.
#[derive(Clone, Debug)]
enum Deed {
    Paste(Vec<u8>),
    Press(&'static str),
    Resize(u16, u16),
}

const KEYS: [&str; 42] = [
    "enter",
    "esc",
    "tab",
    "shift-tab",
    "backspace",
    "delete",
    "left",
    "right",
    "up",
    "down",
    "home",
    "end",
    "pageup",
    "pagedown",
    "ctrl-n",
    "ctrl-t",
    "ctrl-g",
    "ctrl-r",
    "ctrl-p",
    "ctrl-u",
    "ctrl-w",
    "ctrl-z",
    "ctrl-y",
    "ctrl-v",
    "alt-k",
    "alt-c",
    "alt-m",
    "alt-up",
    "alt-down",
    "alt-left",
    "alt-right",
    "alt-a",
    "alt-e",
    "alt-z",
    "alt-y",
    "f3",
    "f7",
    "f8",
    "f9",
    "f10",
    "a",
    "n",
];

fn deed() -> impl Strategy<Value = Deed> {
    let bytes = prop::collection::vec(any::<u8>(), 0..24);
    let attack = (
        prop::sample::select(&ATTACKS[..]),
        "[a-z!=?@>:\u{301} ]{0,8}",
    )
        .prop_map(|(attack, words)| format!("{words}{attack}{words}").into_bytes());
    let unicode = "\\PC{0,8}|\\p{C}{0,8}".prop_map(String::into_bytes);
    prop_oneof![
        2 => bytes.prop_map(Deed::Paste),
        3 => attack.prop_map(Deed::Paste),
        2 => unicode.prop_map(Deed::Paste),
        6 => prop::sample::select(&KEYS[..]).prop_map(Deed::Press),
        1 => (1_u16..160, 1_u16..50).prop_map(|(columns, rows)| Deed::Resize(columns, rows)),
    ]
}

fn press(model: &mut Model, name: &str) {
    let keys: Vec<Key> = read_keys(name).unwrap();
    for key in keys {
        let now = model.desk.now;
        update(model, Message::Key(key, now));
    }
}

/// Any bytes, or what looks much like a table and may be one.
fn paste() -> impl Strategy<Value = Vec<u8>> {
    let table = prop::sample::select(&b"\t\t\n\n||\\ \r\x0e-0ab"[..]);
    prop_oneof![
        2 => prop::collection::vec(any::<u8>(), 0..40),
        1 => prop::collection::vec(table, 0..24),
    ]
}

/// The words of the entry that was recorded last.
fn last_entry(model: &Model) -> String {
    let open = model.desk.open.as_ref().unwrap();
    let (_, entry) = open.meeting.entries().last().unwrap();
    entry.text.clone()
}

/// The letters and digits of a text.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// A paste of any bytes, recorded: the entry is what can be seen of it. Bytes that happen to be a table are recorded
    /// at once with what stood before them in the line: no letter of either is lost.
    #[test]
    fn any_bytes_are_recorded_clean(pastes in prop::collection::vec(paste(), 1..4)) {
        let (desk, meeting) = REGISTER.with(Clone::clone);
        let mut model = model(&desk, meeting);
        let now = model.desk.now;
        let mut pasted = "Said: ".to_owned();
        update(&mut model, Message::Paste(pasted.clone(), now));
        for bytes in &pastes {
            let text = String::from_utf8_lossy(bytes).into_owned();
            update(&mut model, Message::Paste(text.clone(), now));
            assert_draws(&model, (80, 24));
            if table::pasted(&text).is_none() {
                pasted.push_str(&clean(&text, false));
                continue;
            }
            let entry = last_entry(&model);
            prop_assert!(is_harmless(&entry.replace('\n', " ")), "{:?}", entry);
            prop_assert_eq!(letters(&entry), letters(&clean(&format!("{pasted}{text}"), true)));
            "Said: ".clone_into(&mut pasted);
            update(&mut model, Message::Paste(pasted.clone(), now));
        }
        update(&mut model, Message::Paste("x.".to_owned(), now));
        press(&mut model, "enter");
        let entry = last_entry(&model);
        prop_assert!(is_harmless(&entry), "{:?}", entry);
        prop_assert_eq!(entry, clean(&format!("{pasted}x."), false).into_owned());
        assert_draws(&model, (80, 24));
    }

    /// Whatever is pressed and pasted, on whatever screen, in whatever size: nothing fails, and all that is drawn is harmless.
    #[test]
    fn whatever_is_pressed_and_pasted(deeds in prop::collection::vec(deed(), 1..30)) {
        let (desk, meeting) = REGISTER.with(Clone::clone);
        let mut model = model(&desk, meeting);
        let mut size = (80, 24);
        for deed in deeds {
            match deed {
                Deed::Paste(bytes) => {
                    let now = model.desk.now;
                    update(&mut model, Message::Paste(String::from_utf8_lossy(&bytes).into_owned(), now));
                }
                Deed::Press(name) => press(&mut model, name),
                Deed::Resize(columns, rows) => {
                    size = (columns, rows);
                    update(&mut model, Message::Resize(columns, rows));
                }
            }
            assert_draws(&model, size);
        }
        if let Some(open) = &model.desk.open {
            for (_, entry) in open.meeting.entries() {
                // A table has rows.
                prop_assert!(entry.text.split('\n').all(is_harmless), "{:?}", entry.text);
            }
        }
    }
}

thread_local! {
    /// One register for all cases: they read it, and write nothing.
    static REGISTER: (Rc<Desk>, MeetingId) = {
        let desk = Desk::new();
        let entries = ["One remark.", "Another remark."].map(str::to_owned).to_vec();
        let meeting = Council { entries, ..Council::default() }.lay_in(&desk.register())[0];
        (Rc::new(desk), meeting)
    };
}
