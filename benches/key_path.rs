//! What one key costs inside the process, in a meeting of 400 entries: the update, and the drawing.
//!
//! `cargo bench --bench key_path [-- FILE]`, with a register from the example `long_meeting`. It prints medians; what a
//! terminal sees of it is measured from outside, see README.md beside this file.

use std::rc::Rc;
use std::time::{Duration, Instant};

use chrono::Local;
use minutebook::app::{Effect, Message, Model, update, view};
use minutebook::export::{DocumentKind, Material, text};
use minutebook::keymap::{KeyName, Keymap, pressed};
use minutebook::minutes::exempt::Copy;
use minutebook::minutes::phrases::Phrases;
use minutebook::minutes::template::Templates;
use minutebook::screen::desk::Desk;
use minutebook::screen::diary::Diary;
use minutebook::store::Archive;
use minutebook::store::protocol::{Reply, Request};
use minutebook::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const TYPED: &str =
    "the panel asked when the second shredder would be in use and was told that it would be soon ";

fn main() {
    let path = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"))
        .unwrap_or_else(|| "target/long_meeting.db".to_owned());
    let archive = Archive::open(path.as_ref()).unwrap_or_else(|error| {
        eprintln!("{error}\nMake one with: cargo run --release --example long_meeting -- {path}");
        std::process::exit(1);
    });
    let now = Local::now().fixed_offset();
    let started = Instant::now();
    let keymap = Rc::new(Keymap::usual());
    report("keymap read", vec![started.elapsed()]);
    let started = Instant::now();
    let templates = Rc::new(Templates::built_in());
    report("templates read", vec![started.elapsed()]);
    let started = Instant::now();
    let phrases = Rc::new(Phrases::stock());
    report("phrases read", vec![started.elapsed()]);
    let desk = Desk::new(keymap, templates, phrases, Theme::new(true), [1; 16], now);
    let mut model = Model::new(desk, Diary::default());
    update(&mut model, Message::Resize(120, 36));
    let effects = model.start();
    answer(&archive, &mut model, effects);
    let key = |name| Message::Key(pressed(name, false, false, false), now);
    let started = Instant::now();
    let effects = update(&mut model, key(KeyName::Enter));
    answer(&archive, &mut model, effects);
    report("meeting opened", vec![started.elapsed()]);

    let mut terminal = Terminal::new(TestBackend::new(120, 36)).expect("a screen in memory");
    let (mut updates, mut views) = (Vec::new(), Vec::new());
    for letter in TYPED.chars().cycle().take(2000) {
        let started = Instant::now();
        let effects = update(&mut model, key(KeyName::Char(letter)));
        updates.push(started.elapsed());
        drop(effects);
        let started = Instant::now();
        terminal
            .draw(|frame| view(&model, frame))
            .expect("it draws");
        views.push(started.elapsed());
        if updates.len() % 150 == 0 {
            update(&mut model, key(KeyName::Enter));
        }
    }
    report("update for a key", updates);
    report("drawing for a key", views);

    let open = model.desk.open.as_ref().expect("a meeting");
    let drawn_up = (0..20)
        .map(|_| {
            let started = Instant::now();
            let (document, _) = DocumentKind::Minutes.make(&Material::of(
                &open.meeting.copy(Copy::Public),
                &open.template,
            ));
            let text = text(&document);
            assert!(!text.is_empty());
            started.elapsed()
        })
        .collect();
    report("minutes drawn up as text", drawn_up);
}

/// Answers the model from the archive; what it has written is dropped.
fn answer(archive: &Archive, model: &mut Model, effects: Vec<Effect>) {
    for effect in effects {
        let Effect::Send(request) = effect else {
            continue;
        };
        let reply = match request {
            Request::Diary => Reply::Diary(archive.meetings().expect("the diary")),
            Request::Register => Reply::Register(Box::new(archive.register().expect("bodies"))),
            Request::Open(id) => Reply::Opened(Box::new(archive.meeting(id).expect("it"))),
            _ => continue,
        };
        let now = model.desk.now;
        let effects = update(model, Message::Reply(reply, now));
        answer(archive, model, effects);
    }
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1e6;
    println!("{what:<28} p50 {:>9.1} µs   p99 {:>9.1} µs", at(50), at(99));
}
