//! Texts that no clerk would write: they are read in bounded time, whatever is in them.

use std::time::{Duration, Instant};

use minutebook::import;

/// How long each of the texts below may take, unoptimised and on a busy machine. Each needs a second of a processor at
/// most; work that grows faster than the text would need far more than this.
const LIMIT: Duration = Duration::from_mins(1);
const LENGTH: usize = 40_000;

fn long(part: &str) -> String {
    part.repeat(LENGTH / part.len())
}

#[test]
fn whatever_is_in_a_text_reading_it_ends() {
    let texts = [
        ("one endless word", long("a")),
        ("one endless line", long("word ")),
        ("sentences on one line", long("Clerk to write. ")),
        ("empty items", long("1.\n")),
        ("rising numbers", numbered("\n")),
        ("rising numbers on one line", numbered(" ")),
        ("brackets", long("(")),
        ("titles", long("Cllr ")),
        ("different names", different_names()),
        ("one list", format!("Present: {}", long("Cllr Moss, "))),
        ("labels", long("Action: ")),
        ("labels of lists", long("Present: Apologies: ")),
        ("movers", long("proposed by Cllr Moss ")),
        ("resolutions", long("Resolved – That x be noted.\n")),
        (
            "resolutions on one line",
            long("Resolved that x be noted. "),
        ),
        ("resolved without an end", long("resolved...")),
        ("dates", long("1/1/2024 ")),
        ("times", long("7.30pm ")),
        ("dots", long("....... ")),
        ("tabs", long("\t")),
        ("stars", long("**")),
        ("headings", long("# Finance\n\n")),
        ("parts", long("(a) ")),
        ("noughts", long("\0")),
        ("escapes", long("\u{1b}[2J\u{9b}31m")),
        ("marks of direction", long("\u{202e}Moss ")),
        ("combining marks", long("e\u{301}\u{301}\u{301}")),
        ("carriage returns", long("\rCllr Moss")),
        ("nothing", String::new()),
    ];
    for (name, text) in texts {
        let began = Instant::now();
        let proposal = import::read(&text, Some("minutes.txt"));
        assert!(began.elapsed() < LIMIT, "{name}: {:?}", began.elapsed());
        let printed = serde_json::to_string(&proposal).expect("a proposal is data");
        assert!(!printed.contains("\\u001b"), "{name}: no control is kept");
    }
}

/// Items that rise by one, each with an ending.
fn numbered(end: &str) -> String {
    let items: Vec<String> = (1..5_000)
        .map(|number| format!("{number}. Roads"))
        .collect();
    items.join(end)
}

fn different_names() -> String {
    let names: Vec<String> = (0..4_000)
        .map(|number| format!("Cllr A{} Moss{}", letters(number), letters(number)))
        .collect();
    names.join(", ")
}

/// A number in letters, for names that differ.
fn letters(mut number: usize) -> String {
    let mut letters = String::new();
    loop {
        letters.push(char::from(
            b'a' + u8::try_from(number % 26).expect("under 26"),
        ));
        number /= 26;
        if number == 0 {
            return letters;
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "(?s)(\\PC{0,30}|[0-9]{1,3}[.)/ ]|Cllr|Present:|Apologies|Resolved|Action:|proposed by|,|\n|\t|\\(|\\)| ){0,60}") {
        let _ = import::read(&text, Some(&text));
    }
}
