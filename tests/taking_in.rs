//! Minutes and logs of the past through the real program: taken in once, seen, exported, withdrawn.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::Output;
use std::time::{Duration, Instant};

use minutebook::store::{Archive, check};
use support::Desk;

const MINUTES: &str = "Minutes of the meeting of the HARBOUR BOARD held in the Old Customs House on Wednesday 5 March 2014

Present: Cllr Ann Bell (Chair), Cllr Moss, Cllr J Dunn
Apologies: Cllr Pryce

The meeting commenced at 7.00pm.

1. Declarations of interest
There were no declarations of interest.

2. Quay wall
The Harbour Master reported that the wall is sound but for two stones.
RESOLVED: That the report be noted.
Action: Cllr Moss to ask for three quotes by the end of May.

3. Date of next meeting
Wednesday 7 May 2014

The meeting closed at 8.15pm.
";

fn file(desk: &Desk, name: &str, contents: &[u8]) -> String {
    let path: PathBuf = desk.path().join(name);
    std::fs::write(&path, contents).unwrap();
    path.display().to_string()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

fn assert_sound(desk: &Desk) {
    let report = check(&desk.register(), &mut |_, _| {}).unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
}

/// How many entries the index of words has for a word.
fn found(desk: &Desk, word: &str) -> i64 {
    let register = rusqlite::Connection::open(desk.register()).unwrap();
    let count = "SELECT count(*) FROM entry_words WHERE entry_words MATCH ?1";
    register.query_row(count, [word], |row| row.get(0)).unwrap()
}

#[test]
fn minutes_are_taken_in_once_seen_exported_and_withdrawn_whole() {
    let desk = Desk::new();
    let path = file(&desk, "harbour.txt", MINUTES.as_bytes());
    // Shown first: nothing is written, not even a register.
    let shown = desk.run(&["import", &path]);
    assert_eq!(code(&shown), 0, "{}", said(&shown));
    assert!(
        said(&shown).contains("three quotes") && said(&shown).contains("Nothing was written"),
        "{}",
        said(&shown)
    );
    assert!(!desk.register().exists());

    let taken = desk.run(&["import", "--yes", &path]);
    assert_eq!(code(&taken), 0, "{}", said(&taken));
    assert_sound(&desk);
    let again = desk.run(&["import", "--yes", &path]);
    assert_eq!(code(&again), 3, "{}", said(&again));
    let copy = file(&desk, "copy.txt", MINUTES.as_bytes());
    assert_eq!(
        code(&desk.run(&["import", "--yes", &copy])),
        3,
        "the same words in another file"
    );
    let archive = Archive::open(&desk.register()).unwrap();
    let meetings = archive.meetings().unwrap();
    assert_eq!(meetings.len(), 1, "twice adds nothing");
    assert_eq!(meetings[0].open_actions, 1);
    let exported = desk.printed(&["export", "harbour", "2014-03-05"]);
    for words in [
        "HARBOUR BOARD",
        "7.00pm",
        "8.15pm",
        "Bell (Chair)",
        "QUAY WALL",
        "two stones",
        "three quotes by the end of May.",
    ] {
        assert!(exported.contains(words), "{words}: {exported}");
    }
    assert!(found(&desk, "quotes") > 0);

    // In the diary, and out of it again.
    let mut terminal = desk.open();
    terminal.wait("HARBOUR BOARD");
    terminal.press("<Enter>");
    terminal.wait("Quay wall");
    terminal.press("<F12>");
    terminal.wait("closed");
    terminal.press("w");
    terminal.wait("out of the diary");
    terminal.press("y");
    terminal.wait("Withdrawn.");
    terminal.press("<C-q>");
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    assert_eq!(
        found(&desk, "quotes"),
        0,
        "nothing of it is looked up any more"
    );
    assert_eq!(
        Archive::open(&desk.register())
            .unwrap()
            .meetings()
            .unwrap()
            .len(),
        0
    );
    assert_sound(&desk);
    // It was a mistake to withdraw it: the file may come again.
    assert_eq!(code(&desk.run(&["import", "--yes", &path])), 0);
    assert!(found(&desk, "quotes") > 0);
    assert_sound(&desk);
}

#[test]
fn a_file_is_imported_in_the_program_and_looked_over_there() {
    let desk = Desk::new();
    let path = file(&desk, "harbour.md", MINUTES.as_bytes());
    let mut terminal = desk.open();
    terminal.wait("This register is empty");
    terminal.press("i");
    terminal.wait("Import minutes");
    terminal.press(&path);
    terminal.press("<C-s>");
    terminal.wait("Nothing is in the register yet");
    terminal.press("s");
    terminal.wait("Taken in:");
    terminal.wait("closed");
    terminal.press("<C-q>");
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    assert_eq!(found(&desk, "quotes"), 1);
    assert_sound(&desk);
}

#[test]
fn several_files_are_each_told_of_and_what_is_wrong_with_one_stops_no_other() {
    let desk = Desk::new();
    let good = file(&desk, "a.txt", MINUTES.as_bytes());
    let undated = file(
        &desk,
        "b.txt",
        b"Notes\n\n1. Bins\nClerk to order bins.\n\n2. Benches\nOld.\n",
    );
    let pdf = file(&desk, "c.pdf", b"%PDF-1.4 and so on");
    let output = desk.run(&["import", "--yes", &good, &undated, &pdf, "/no/such/file"]);
    assert_eq!(code(&output), 1);
    let words = said(&output);
    for expected in [
        "Taken in.",
        "--body",
        "pdftotext -layout",
        "/no/such/file",
        "1 taken in, 0 there already, 3 not to be taken in",
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    let supplied = desk.run(&[
        "import",
        "--yes",
        "--body",
        "Harbour Board",
        "--date",
        "6 April 2014",
        &undated,
    ]);
    assert_eq!(code(&supplied), 0, "{}", said(&supplied));
    let archive = Archive::open(&desk.register()).unwrap();
    assert_eq!(
        archive.register().unwrap().bodies.len(),
        1,
        "the body is known by its name"
    );
    assert_eq!(
        code(&desk.run(&["import", "--date", "6 April", &undated])),
        2,
        "a day has a year"
    );
    assert_eq!(code(&desk.run(&["import", "--format", "json", &good])), 1);
}

#[test]
fn a_log_is_taken_in_with_its_columns_as_the_clerk_says() {
    let desk = Desk::new();
    let log = "Thing;Lead officer;Minder;Raised;Committee;Status\r\n\
        Mend the wall;Jo Carr;Ann Bell;05/03/2014;Harbour Board;Done\r\n\
        Paint \"the\" shed;;Jo Carr;12/03/2014;Harbour Board;Open\r\n";
    let path = file(&desk, "log.csv", log.as_bytes());
    let unknown = desk.run(&["import", "--yes", &path]);
    assert_eq!(code(&unknown), 1);
    assert!(said(&unknown).contains("Thing"), "{}", said(&unknown));
    let arguments = [
        "import",
        "--yes",
        "--column",
        "action=Thing",
        "--column",
        "owner=Minder",
        &path,
    ];
    let taken = desk.run(&arguments);
    assert_eq!(code(&taken), 0, "{}", said(&taken));
    assert!(
        said(&taken).contains("owner = \"Minder\""),
        "{}",
        said(&taken)
    );
    assert_eq!(code(&desk.run(&arguments)), 3);
    let meetings = Archive::open(&desk.register()).unwrap().meetings().unwrap();
    let open: Vec<u32> = meetings.iter().map(|row| row.open_actions).collect();
    assert_eq!(open, [1, 0], "the done one is done");
    assert_sound(&desk);
}

/// A document of a word processor, as small as it can be.
fn document(body: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file("word/document.xml", options).unwrap();
    let head = "<?xml version=\"1.0\"?><w:document xmlns:w=\"urn:w\"><w:body>";
    write!(writer, "{head}{body}</w:body></w:document>").unwrap();
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_document_of_a_word_processor_is_read_like_its_text() {
    let desk = Desk::new();
    let mut body = String::new();
    for line in MINUTES.lines() {
        body.push_str("<w:p><w:r><w:t xml:space=\"preserve\">");
        body.push_str(line);
        body.push_str("</w:t></w:r></w:p>");
    }
    let path = file(&desk, "harbour.docx", &document(&body));
    let taken = desk.run(&["import", "--yes", &path]);
    assert_eq!(code(&taken), 0, "{}", said(&taken));
    assert_eq!(found(&desk, "quotes"), 1);
    let exported = desk.printed(&["export", "harbour"]);
    assert!(exported.contains("two stones"), "{exported}");
}

#[test]
fn hostile_files_are_refused_in_words_and_in_bounded_time() {
    let desk = Desk::new();
    let bomb = document(&"<w:p/>".repeat(7 * 1024 * 1024));
    let entities =
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><w:p><w:t>&b;</w:t></w:p>";
    let random: Vec<u8> = (0..100_000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let cases: [(&str, Vec<u8>); 9] = [
        ("random.txt", random.clone()),
        ("random.csv", random.clone()),
        ("random.docx", [b"PK\x03\x04".to_vec(), random].concat()),
        (
            "huge.txt",
            b"Councillor Bell to write to the county.\n".repeat(50 * 1024 * 1024 / 40),
        ),
        (
            "invalid.txt",
            b"Minutes \xc3\x28 of \xff\xfe the meeting\n".to_vec(),
        ),
        ("endless.txt", vec![b'x'; 5 * 1024 * 1024]),
        ("bomb.docx", bomb),
        ("entities.docx", document(entities)),
        ("deep.json", b"[".repeat(1_000_000)),
    ];
    for (name, contents) in cases {
        let path = file(&desk, name, &contents);
        let began = Instant::now();
        let output = desk.run(&["import", "--yes", &path]);
        let took = began.elapsed();
        assert_eq!(code(&output), 1, "{name}: {}", said(&output));
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            words.contains(name) && !words.contains("panicked"),
            "{name}: {words}"
        );
        assert!(
            words
                .chars()
                .all(|letter| letter == '\n' || !letter.is_control()),
            "{name}"
        );
        // The tests' build is slow, and so may the machine be.
        assert!(took < Duration::from_secs(20), "{name} took {took:?}");
    }
    let archive = Archive::open(&desk.register()).unwrap();
    assert!(archive.meetings().unwrap().is_empty());
}

/// What another register is told of an action: all but names of its own.
fn told(desk: &Desk) -> Vec<String> {
    let listed = desk.printed(&["actions", "--format", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&listed).unwrap();
    let mut told: Vec<String> = rows
        .iter()
        .map(|row| {
            let names: Vec<&serde_json::Value> = row["owners"]
                .as_array()
                .unwrap()
                .iter()
                .map(|owner| &owner["name"])
                .collect();
            let fields = [
                "reference",
                "text",
                "due",
                "status",
                "superseded_by",
                "body",
                "raised",
            ];
            let fields: Vec<String> = fields.iter().map(|field| row[field].to_string()).collect();
            format!("{} {names:?} {}", fields.join(" | "), row["latest"]["note"])
        })
        .collect();
    told.sort();
    told
}

#[test]
fn what_one_register_lists_another_takes_in() {
    let desk = Desk::new();
    let log = "Action,Owner,Due,Status,Committee,Date raised,Update,Superseded by\n\
        Mend the wall,Jo Carr / Clerk,May 2031,Complete,Harbour Board,5 March 2014,Done well,\n\
        Paint the shed,,quarterly,Open,Harbour Board,5 March 2014,,\n\
        Sweep the quay,Ann Bell,,Superseded,Quay Group,6 April 2014,,HB/2014/2\n\
        Count the buoys,Ann Bell,next meeting,Cancelled,Quay Group,6 April 2014,No buoys left,\n";
    let path = file(&desk, "log.csv", log.as_bytes());
    let taken = desk.run(&["import", "--yes", &path]);
    assert_eq!(code(&taken), 0, "{}", said(&taken));
    let first = told(&desk);
    assert_eq!(first.len(), 4);
    let listed = desk.printed(&["actions", "--format", "json"]);
    let other = Desk::new();
    for (name, listed) in [
        ("actions.json", listed),
        ("actions.csv", desk.printed(&["actions", "--format", "csv"])),
    ] {
        let other = if name.ends_with("json") {
            &other
        } else {
            &Desk::new()
        };
        let path = file(other, name, listed.as_bytes());
        let taken = other.run(&["import", "--yes", &path]);
        assert_eq!(code(&taken), 0, "{name}: {}", said(&taken));
        assert_eq!(told(other), first, "{name}: {}", said(&taken));
        assert_sound(other);
    }
}
