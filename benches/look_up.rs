//! What a key in the look-up costs over a large register: each key of queries of many kinds, asked and answered through
//! the reader's thread, as the program does it.
//!
//! `cargo bench --bench look_up -- FILE [KIND]`, FILE made by `cargo run --release --example big_register -- FILE`.

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use minutebook::minutes::ids::BodyId;
use minutebook::store::protocol::{Answered, Found, LikeAsked, LookUp, Question, Reply, Request};
use minutebook::store::{Archive, Handle, Options, Store};

/// Queries, a kind each; every beginning of each is asked for, as typing it would.
const QUERIES: [(&str, &[&str]); 13] = [
    (
        "one word",
        &["safeguarding", "dredging", "resurfacing", "bandstand"],
    ),
    (
        "several words",
        &[
            "safeguarding training",
            "school transport costs",
            "members to visit the hub",
            "budget for the sea wall",
        ],
    ),
    (
        "a slip",
        &[
            "saefguarding",
            "resurfcing",
            "harbour dreging",
            "safeguadring training",
            "potholse",
        ],
    ),
    ("no such word", &["xylophone", "zzzzzz", "qqq", "flummoxed"]),
    ("one letter", &["a", "b", "e", "s", "t", "x", "1", "2"]),
    (
        "a phrase",
        &[
            "\"action plan\"",
            "\"the next meeting\"",
            "\"neighbouring councils\" fencing",
        ],
    ),
    (
        "common words in no order that is",
        &["\"to the of the\"", "\"meeting next the\"", "\"of to\" of"],
    ),
    (
        "an owner",
        &[
            "@ada",
            "owner:\"Head of\"",
            "@fergus training",
            "owner:bethan open",
        ],
    ),
    (
        "a state",
        &[
            "open",
            "overdue",
            "open dredging",
            "overdue training",
            "done fencing",
        ],
    ),
    (
        "a body",
        &[
            "body:harbour dredging",
            "body:planning open",
            "all potholes",
        ],
    ),
    ("an item", &["item:budget costs", "item:dredging open"]),
    (
        "days and kinds",
        &[
            "since:2021 fencing",
            "until:2014 dredging",
            "kind:decision budget",
            "kind:item potholes",
            "since:March 2020 kind:decl",
        ],
    ),
    ("a reference", &["HTB3/2022/14", "PC5/2019/220", "2024"]),
];

/// How long an answer took.
#[derive(Clone, Copy)]
struct Took {
    /// From asking to the answer, with two changes of thread.
    passed: Duration,
    /// Of that, how long the reader was at work; it does not depend on what else runs.
    worked: Duration,
}

struct Clerk {
    handle: Handle,
    replies: Receiver<Reply>,
    serial: u64,
    here: Option<BodyId>,
    today: NaiveDate,
}

impl Clerk {
    fn sit_down(path: &Path) -> Self {
        let (to_clerk, replies) = channel();
        let handle = Store::open(path, Options::default())
            .expect("a register")
            .start(move |reply| drop(to_clerk.send(reply)))
            .expect("a thread");
        let archive = Archive::open(path).expect("a register");
        let here = archive
            .register()
            .expect("bodies")
            .bodies
            .first()
            .map(|body| body.id);
        Self {
            handle,
            replies,
            serial: 0,
            here,
            today: NaiveDate::from_ymd_opt(2026, 4, 1).expect("a day"),
        }
    }

    /// How long the reader's thread has been at work, where the system tells: that does not depend on what else runs.
    fn at_work() -> Duration {
        let tasks = std::fs::read_dir("/proc/self/task")
            .into_iter()
            .flatten()
            .flatten();
        tasks
            .filter(|task| {
                let name = std::fs::read_to_string(task.path().join("comm")).unwrap_or_default();
                name.trim() == "reader"
            })
            .filter_map(|task| {
                let stat = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
                stat.split(' ').next()?.parse().ok()
            })
            .map(Duration::from_nanos)
            .sum()
    }

    fn ask(&mut self, text: &str) -> (Took, Found) {
        self.serial += 1;
        let asked = LookUp {
            serial: self.serial,
            text: text.to_owned(),
            here: self.here,
            heading: None,
            today: self.today,
            limit: 50,
        };
        let worked = Self::at_work();
        let begun = Instant::now();
        self.handle.send(Request::Ask(Question::LookUp(asked)));
        loop {
            match self.replies.recv().expect("the store lives") {
                Reply::Answered(Answered::Found(found)) if found.serial == self.serial => {
                    let passed = begun.elapsed();
                    let worked = Self::at_work().saturating_sub(worked);
                    return (Took { passed, worked }, found);
                }
                Reply::Failed(words) => panic!("{text}: {words}"),
                _ => {}
            }
        }
    }

    fn like(&mut self, text: &str) -> (Took, Found) {
        self.serial += 1;
        let asked = LikeAsked {
            serial: self.serial,
            text: text.to_owned(),
            not: None,
        };
        let worked = Self::at_work();
        let begun = Instant::now();
        self.handle.send(Request::Ask(Question::Like(asked)));
        loop {
            match self.replies.recv().expect("the store lives") {
                Reply::Answered(Answered::Like(found)) => {
                    let passed = begun.elapsed();
                    let worked = Self::at_work().saturating_sub(worked);
                    return (Took { passed, worked }, found);
                }
                Reply::Failed(words) => panic!("{text}: {words}"),
                _ => {}
            }
        }
    }
}

fn main() {
    let Some(path) = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'))
    else {
        println!("look_up: skipped, no register named; make one with the example big_register");
        return;
    };
    let only = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .nth(1);
    let is_wanted = |kind: &str| {
        only.as_ref()
            .is_none_or(|only| kind.contains(only.as_str()))
    };
    let mut clerk = Clerk::sit_down(Path::new(&path));
    let (first, _) = clerk.ask("");
    println!(
        "first question, connection made: {:.2} ms",
        ms(first.passed)
    );
    std::thread::sleep(Duration::from_millis(100));
    println!("memory of the process: {}", memory());
    let show = std::env::var("SHOW").is_ok();
    println!(
        "{:<36} {:>6} {:>8} {:>8} {:>8}  slowest",
        "ms", "keys", "p50", "p99", "max"
    );
    let mut all = Vec::new();
    for (kind, queries) in QUERIES.iter().filter(|(kind, _)| is_wanted(kind)) {
        let mut times = Vec::new();
        for query in *queries {
            for (end, _) in query.char_indices().skip(1).chain([(query.len(), ' ')]) {
                let typed = &query[..end];
                let (took, found) = clerk.ask(typed);
                times.push((took, typed));
                if show && end == query.len() {
                    println!(
                        "-- {typed}  {:?} more {} {:?}",
                        took.worked, found.more, found.remarks
                    );
                    for hit in found.hits.iter().take(5) {
                        println!(
                            "     {} {} {}",
                            hit.date,
                            hit.action.as_ref().map_or("", |a| a.standing.status.name()),
                            hit.text
                        );
                    }
                }
            }
        }
        report(kind, &mut times);
        all.extend(times);
    }
    let mut empty: Vec<(Took, &str)> = (0..100).map(|_| (clerk.ask("").0, "")).collect();
    report("nothing typed", &mut empty);
    all.extend(empty);
    report("all keys", &mut all);
    let mut like = Vec::new();
    for text in [
        "Circulate the safeguarding training figures for each ward",
        "Review of the budget for fencing at the play areas, with the costs",
        "Officers to publish the waste collection timetable for members",
    ] {
        for (end, _) in text.char_indices().skip(1).chain([(text.len(), ' ')]) {
            like.push((clerk.like(&text[..end]).0, &text[..end]));
        }
    }
    report("open actions like it", &mut like);
    println!("memory of the process: {}", memory());
    clerk.handle.send(Request::Stop);
    clerk.handle.join();
}

fn report(kind: &str, times: &mut [(Took, &str)]) {
    // In thousandths, so that no place is worked out in fractions.
    let shares = [500, 990, 1_000].map(|thousandths| (times.len() - 1) * thousandths / 1_000);
    times.sort_unstable_by_key(|(took, _)| took.passed);
    let passed = shares.map(|at| ms(times[at].0.passed));
    times.sort_unstable_by_key(|(took, _)| took.worked);
    let worked = shares.map(|at| ms(times[at].0.worked));
    println!(
        "{kind:<34} {:>5} | {:>7.2} {:>7.2} {:>7.2} | {:>22.2} {:>7.2} {:>7.2}  {}",
        times.len(),
        passed[0],
        passed[1],
        passed[2],
        worked[0],
        worked[1],
        worked[2],
        times.last().map_or("", |slowest| slowest.1)
    );
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// What of the process is in memory, by kind.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .filter(|line| {
            line.starts_with("VmRSS") || line.starts_with("RssAnon") || line.starts_with("VmHWM")
        })
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join(", ")
}
