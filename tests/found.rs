//! What is found of a labelled set, through the real program: the invented council to practise on, and published
//! minutes taken in, which are read where they are and stand nowhere in here.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::collections::{BTreeSet, HashMap};
use std::io::Write as _;
use std::path::PathBuf;

use chrono::Local;
use minutebook::minutes::ids::IdSource;
use minutebook::minutes::template::Templates;
use minutebook::sample;
use serde_json::Value;
use support::Desk;

/// What a query is to find.
#[derive(Clone, Copy)]
enum Wanted {
    /// What was recorded in the sample and begins so.
    Sample(&'static str),
    /// One of a list in what is known of a published document: its letter, the list, the place in it.
    Published(Document, &'static str, usize),
}

use Document::{District, Panel, Scrutiny, Valley, Workshop};
use Wanted::{Published, Sample};

/// A published document.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Document {
    Panel,
    Workshop,
    Scrutiny,
    Valley,
    District,
}

/// Each document with where it is, and where what is known of it.
const DOCUMENTS: [(Document, &str, &str); 5] = [
    (
        Panel,
        "panel-minutes/source.txt",
        "panel-minutes/truth.json",
    ),
    (
        Workshop,
        "workshop-notes/source.txt",
        "workshop-notes/truth.json",
    ),
    (Scrutiny, "import/01-", "import/01-"),
    (Valley, "import/26-", "import/26-"),
    (District, "import/30-", "import/30-"),
];

/// How many hits are looked at.
const FIRST: usize = 5;

const OF_THE_SAMPLE: [(&str, Wanted); 36] = [
    ("salt tolerant", Sample("List of salt-tolerant species")),
    ("species list ward", Sample("List of salt-tolerant species")),
    ("tolarant", Sample("List of salt-tolerant species")),
    ("aftercare cost", Sample("Cost of aftercare")),
    (
        "cost of aftercare for three years",
        Sample("Cost of aftercare"),
    ),
    ("budget round", Sample("Cost of aftercare")),
    ("aftrecare", Sample("Cost of aftercare")),
    ("barrels", Sample("Volunteers' rain barrels")),
    ("barels insured", Sample("Volunteers' rain barrels")),
    ("open barr", Sample("Volunteers' rain barrels")),
    ("\"rain barrels\"", Sample("Volunteers' rain barrels")),
    (
        "play areas programme",
        Sample("Work programme to be redrawn"),
    ),
    ("redrawn", Sample("Work programme to be redrawn")),
    ("footpath hours", Sample("The Panel asks the Ottermouth")),
    (
        "harbour board footpath",
        Sample("The Panel asks the Ottermouth"),
    ),
    ("foothpath", Sample("The Panel asks the Ottermouth")),
    ("fenders", Sample("Fenders on the North Quay")),
    ("north quay survey", Sample("Fenders on the North Quay")),
    ("fendres low water", Sample("Fenders on the North Quay")),
    ("@trewin fenders", Sample("Fenders on the North Quay")),
    ("second bell", Sample("A second bell to be hung")),
    ("seals", Sample("A second bell to be hung")),
    ("bell reach", Sample("A second bell to be hung")),
    ("new dues notice", Sample("Notice of the new dues")),
    ("pontoons posted", Sample("Notice of the new dues")),
    (
        "dues four per cent",
        Sample("RESOLVED: That dues rise by four"),
    ),
    (
        "kind:decision dues",
        Sample("RESOLVED: That dues rise by four"),
    ),
    (
        "three-year standard",
        Sample("RESOLVED: That the Cabinet Member be asked"),
    ),
    ("repairs five days", Sample("Repairs within five days")),
    (
        "snell pecuniary",
        Sample("Councillor Bertram Snell declared"),
    ),
    (
        "kind:declaration allotment",
        Sample("Councillor Hamish Croft declared"),
    ),
    ("beach huts", Sample("Beach huts, and who may paint")),
    ("212 trees", Sample("Of 212 trees planted")),
    ("seal fuel bell", Sample("Captain Jago Trewin")),
    ("strandings", Sample("Captain Jago Trewin")),
    (
        "young trees dry spell",
        Sample("The Friends had watered 60"),
    ),
];

const PUBLISHED: [(&str, Wanted); 84] = [
    ("safeguarding training", Published(Panel, "actions", 0)),
    ("training safeg", Published(Panel, "actions", 0)),
    ("saefguarding trianing", Published(Panel, "actions", 0)),
    ("scene setting", Published(Panel, "actions", 0)),
    (
        "statutory demand governance",
        Published(Panel, "actions", 0),
    ),
    ("introduction social care", Published(Panel, "actions", 0)),
    ("mash", Published(Panel, "actions", 1)),
    ("visit hub", Published(Panel, "actions", 1)),
    ("\"safeguarding hub\"", Published(Panel, "actions", 1)),
    ("multi-agency", Published(Panel, "actions", 1)),
    ("multi-agnecy", Published(Panel, "actions", 1)),
    ("owner:members hub", Published(Panel, "actions", 1)),
    ("benchmarking", Published(Panel, "actions", 2)),
    ("benchmraking", Published(Panel, "actions", 2)),
    ("benchm gm", Published(Panel, "actions", 2)),
    ("good practice", Published(Panel, "actions", 2)),
    (
        "scrutiny practise authority",
        Published(Panel, "actions", 2),
    ),
    ("revised sef", Published(Panel, "actions", 3)),
    ("\"revised SEF\"", Published(Panel, "actions", 3)),
    ("detail next panel", Published(Panel, "actions", 3)),
    ("purpose benefits", Published(Panel, "actions", 4)),
    ("event calendar year", Published(Panel, "actions", 4)),
    ("scorecard information", Published(Panel, "outcomes", 0)),
    ("kind:item scorecard", Published(Panel, "items", 2)),
    ("kind:item annual prog", Published(Panel, "items", 3)),
    ("since:2022 until:2022 mash", Published(Panel, "actions", 1)),
    ("clarkson", Published(Workshop, "actions", 0)),
    ("@clarkson training", Published(Workshop, "actions", 0)),
    ("member requirements", Published(Workshop, "actions", 0)),
    ("requirments sessions", Published(Workshop, "actions", 0)),
    ("lead member", Published(Workshop, "actions", 1)),
    ("inviting attend future", Published(Workshop, "actions", 1)),
    (
        "@mclaughlin children services",
        Published(Workshop, "actions", 1),
    ),
    ("independent chair", Published(Workshop, "actions", 2)),
    ("independant chair", Published(Workshop, "actions", 2)),
    ("improvement board", Published(Workshop, "actions", 2)),
    ("mclaughlan improvement", Published(Workshop, "actions", 2)),
    (
        "\"earliest opportunity\"",
        Published(Workshop, "actions", 2),
    ),
    ("veitch", Published(Workshop, "actions", 3)),
    ("owner:veitch dates", Published(Workshop, "actions", 3)),
    ("proposed meeting dates", Published(Workshop, "actions", 3)),
    ("distribted", Published(Workshop, "actions", 3)),
    ("agenda-setting", Published(Workshop, "outcomes", 0)),
    ("interim head social", Published(Workshop, "outcomes", 0)),
    (
        "kind:item improvement plan",
        Published(Workshop, "items", 0),
    ),
    ("kind:item feedback", Published(Workshop, "items", 1)),
    ("ways of working", Published(Workshop, "items", 2)),
    ("officers draft report", Published(Scrutiny, "actions", 0)),
    ("summarising", Published(Scrutiny, "actions", 0)),
    ("sumarising work", Published(Scrutiny, "actions", 0)),
    (
        "\"further consideration\"",
        Published(Scrutiny, "actions", 0),
    ),
    ("evidence gathering", Published(Scrutiny, "actions", 1)),
    ("interveiws", Published(Scrutiny, "actions", 1)),
    ("gathering evid", Published(Scrutiny, "actions", 1)),
    ("printed circulated", Published(Scrutiny, "resolutions", 0)),
    ("signed chairman", Published(Scrutiny, "resolutions", 0)),
    ("whip declared", Published(Scrutiny, "outcomes", 1)),
    ("kind:item sickness", Published(Scrutiny, "items", 3)),
    ("kind:item absense", Published(Scrutiny, "items", 3)),
    ("committee meeting june", Published(Valley, "actions", 0)),
    ("hedges", Published(Valley, "actions", 1)),
    ("timetables", Published(Valley, "actions", 1)),
    ("timetabels", Published(Valley, "actions", 1)),
    ("roads swept", Published(Valley, "actions", 1)),
    ("@clerk hedges", Published(Valley, "actions", 1)),
    ("grant costings", Published(Valley, "actions", 2)),
    ("reciepts", Published(Valley, "actions", 2)),
    ("breakdown invoices", Published(Valley, "actions", 2)),
    ("\"in principle\"", Published(Valley, "actions", 2)),
    ("webb report", Published(Valley, "actions", 3)),
    ("@webb", Published(Valley, "actions", 3)),
    ("abbey hotel", Published(Valley, "items", 11)),
    ("wild hare", Published(Valley, "items", 11)),
    ("kind:item police", Published(Valley, "items", 0)),
    ("irish rail", Published(District, "actions", 0)),
    ("liaise", Published(District, "actions", 0)),
    ("liasie rail", Published(District, "actions", 0)),
    ("\"Irish Rail\" engineer", Published(District, "actions", 0)),
    (
        "owner:\"Executive Engineer\" revert",
        Published(District, "actions", 0),
    ),
    (
        "draft minutes adopted",
        Published(District, "resolutions", 0),
    ),
    ("kind:item disposal", Published(District, "items", 2)),
    ("kind:item schedule works", Published(District, "items", 3)),
    ("kind:item teskey", Published(District, "items", 5)),
    ("correspondence noted", Published(District, "outcomes", 2)),
];

fn cases() -> PathBuf {
    std::env::var_os("MINUTEBOOK_CASES")
        .map_or_else(|| PathBuf::from("../shared/cases"), PathBuf::from)
}

/// The file whose name begins so and ends so.
fn file(begins: &str, ends: &str) -> Option<PathBuf> {
    let path = cases().join(begins);
    if path.exists() {
        return Some(path);
    }
    let begins = path.file_name()?.to_str()?;
    let names = std::fs::read_dir(path.parent()?).ok()?;
    names.flatten().map(|entry| entry.path()).find(|path| {
        path.file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| name.starts_with(begins) && name.ends_with(ends))
    })
}

/// A register with the sample in it.
fn sample_desk() -> Desk {
    let desk = Desk::new();
    let lines = sample::lines(
        &mut IdSource::new([7; 16]),
        Local::now().fixed_offset(),
        &Templates::built_in(),
    );
    support::write_register(&desk.register(), lines);
    desk
}

/// Takes the documents in, and gives what is known of each; none where they are not at hand.
fn take_in(desk: &Desk) -> Option<HashMap<Document, Value>> {
    let mut known = HashMap::new();
    for (document, text, truth) in DOCUMENTS {
        let (text, truth) = (file(text, ".txt")?, file(truth, ".json")?);
        let truth = std::fs::read_to_string(truth).unwrap();
        let truth: Value = serde_json::from_str(&truth).unwrap();
        // Some tell neither whose meeting it was nor when.
        let text = text.display().to_string();
        let said = |key: &str| truth[key].as_str().expect("it is known").to_owned();
        let (body, date) = (said("body"), said("date"));
        let taken = desk.run(&["import", "--yes", "--body", &body, "--date", &date, &text]);
        assert!(
            taken.status.success(),
            "{}",
            String::from_utf8_lossy(&taken.stderr)
        );
        known.insert(document, truth);
    }
    Some(known)
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Whether a hit is what a published document has at that place: of its words the hit has three in five at least.
fn says(hit: &Value, list: &str, known: &Value) -> bool {
    let key = if list == "items" { "title" } else { "text" };
    let expected = words(known[key].as_str().expect("words"));
    let there = words(hit["text"].as_str().unwrap());
    let both = expected.intersection(&there).count();
    (list == "items") == (hit["kind"] == "item") && both * 5 >= expected.len() * 3
}

/// The queries that do not find what they are to find among the first.
fn missed(desk: &Desk, set: &[(&str, Wanted)], known: &HashMap<Document, Value>) -> Vec<String> {
    let limit = FIRST.to_string();
    let mut missed = Vec::new();
    for (query, wanted) in set {
        let output = desk.run(&["search", query, "--format", "json", "--limit", &limit]);
        let found: Value = serde_json::from_slice(&output.stdout).unwrap();
        let hits = found["hits"].as_array().unwrap();
        assert!(hits.len() <= FIRST);
        let is_wanted = |hit: &Value| match wanted {
            Sample(begins) => hit["text"].as_str().unwrap().starts_with(begins),
            Published(document, list, place) => says(hit, list, &known[document][list][place]),
        };
        if !hits.iter().any(is_wanted) {
            missed.push((*query).to_owned());
        }
    }
    missed
}

fn tell(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn assert_found(missed: &[String], all: usize) {
    let found = all - missed.len();
    tell(&format!("{found} of {all} found; missed: {missed:?}"));
    assert!(
        found * 100 >= all * 95,
        "{found} of {all}; missed: {missed:?}"
    );
}

#[test]
fn of_the_sample_it_is_among_the_first_five() {
    let missed = missed(&sample_desk(), &OF_THE_SAMPLE, &HashMap::new());
    assert_found(&missed, OF_THE_SAMPLE.len());
}

#[test]
fn of_published_minutes_beside_the_sample_it_is_among_the_first_five() {
    let desk = sample_desk();
    let Some(known) = take_in(&desk) else {
        tell(&format!(
            "SKIPPED: there are no published minutes with their truth at {}",
            cases().display()
        ));
        return;
    };
    let both: Vec<(&str, Wanted)> = PUBLISHED.iter().chain(&OF_THE_SAMPLE).copied().collect();
    let missed = missed(&desk, &both, &known);
    assert_found(&missed, both.len());
}

#[test]
fn only_what_a_query_asks_for_counts_as_found() {
    let hit =
        serde_json::json!({ "kind": "action", "text": "Sea wall to be inspected by the engineer" });
    let known =
        serde_json::json!({ "text": "Engineer to inspect the sea wall", "title": "Sea wall" });
    assert!(says(&hit, "actions", &known));
    assert!(!says(&hit, "items", &known));
    let other = serde_json::json!({ "text": "Crane to be let to the boatyard" });
    assert!(!says(&hit, "actions", &other));
}
