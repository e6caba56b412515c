//! Published minutes with motions, a vote by name, a tie and a withdrawn motion, captured through the real program:
//! what was moved, by whom, and what came of it must be in what it exports.
//!
//! The minutes are no part of the project. Where they are not at hand, the test says so.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::council::seat;
use crate::support::{Desk, Terminal};

/// Their name among the published ones.
const NAME: &str = "30-limerick-adare-rathkeale-md-2024-01-09";

/// The text, as lines without marks of emphasis and of pages, and what is true of it.
struct Published {
    lines: Vec<String>,
    truth: Value,
}

impl Published {
    fn at_hand() -> Option<Self> {
        let cases = std::env::var_os("MINUTEBOOK_CASES")
            .map_or_else(|| PathBuf::from("../shared/cases"), PathBuf::from);
        let file =
            |end: &str| fs::read_to_string(cases.join("import").join(format!("{NAME}.{end}")));
        let (Ok(text), Ok(truth)) = (file("txt"), file("json")) else {
            println!("SKIPPED: {NAME} is not in {}", cases.display());
            return None;
        };
        let lines = text.lines().map(|line| {
            let line: String = line
                .replace("**", "")
                .chars()
                .filter(|c| !c.is_control())
                .collect();
            line.trim()
                .trim_start_matches(['\u{f0b7}', '•'])
                .trim()
                .to_owned()
        });
        Some(Self {
            lines: lines.filter(|line| !line.is_empty()).collect(),
            truth: serde_json::from_str(&truth).expect("JSON"),
        })
    }

    /// All of it in one line.
    fn whole(&self) -> String {
        self.lines.join(" ")
    }

    /// What stands from some words to the next of these ends, without it.
    fn words(&self, from: &str, to: &[&str]) -> String {
        let whole = self.whole();
        let at = whole
            .find(from)
            .unwrap_or_else(|| panic!("{from:?} is in the minutes"));
        let rest = &whole[at..];
        let ends = to
            .iter()
            .filter_map(|to| Some(from.len() + rest[from.len()..].find(to)?));
        rest[..ends.min().unwrap_or(rest.len())].trim().to_owned()
    }

    /// Somebody's name with the initial that the minutes give them, else with one that stands for any: the register wants
    /// more than a family name.
    fn named(&self, name: &str) -> String {
        let family = family(name);
        let whole = self.whole();
        let initial = whole.match_indices(family).find_map(|(at, _)| {
            let word = whole[..at].trim_end().rsplit(' ').next()?;
            (word.len() == 2 && word.ends_with('.')).then(|| word.to_owned())
        });
        format!("{} {family}", initial.unwrap_or_else(|| "N.".to_owned()))
    }

    fn votes(&self) -> &[Value] {
        self.truth["votes"].as_array().expect("votes")
    }

    /// The lines of an item, from below its title to the next item's number.
    fn item(&self, number: usize) -> &[String] {
        let start = self.place_of(number).expect("the item") + 2;
        let end = self.place_of(number + 1).unwrap_or(self.lines.len());
        &self.lines[start.min(end)..end]
    }

    fn place_of(&self, number: usize) -> Option<usize> {
        self.lines
            .iter()
            .position(|line| *line == format!("{number}."))
    }
}

/// The name by which somebody is picked from the roll.
fn family(name: &str) -> &str {
    name.split(' ').next_back().unwrap_or(name)
}

/// Pastes a paragraph into the line and records it.
fn record(terminal: &mut Terminal, words: &str) {
    terminal.paste(words.as_bytes());
    terminal.press("<Enter>");
}

fn move_motion(terminal: &mut Terminal, vote: &Value, words: &str) {
    let (mover, seconder) = (vote["mover"].as_str(), vote["seconder"].as_str());
    terminal.press(&format!(
        "<A-'>{}<Tab>{}<Tab>",
        family(mover.expect("a mover")),
        family(seconder.expect("a seconder")),
    ));
    terminal.wait("A motion");
    terminal.paste(words.as_bytes());
    terminal.press("<C-s>");
    terminal.wait_gone("Seconder");
}

#[test]
fn seven_votes_of_published_minutes_come_out_as_they_were_taken() {
    let Some(published) = Published::at_hand() else {
        return;
    };
    let desk = Desk::new();
    let truth = &published.truth;
    let votes = published.votes();
    let now = format!(
        "{}T{}:00+00:00",
        truth["date"].as_str().expect("it"),
        truth["start"].as_str().expect("it")
    );
    let mut terminal = desk.open_with(&[], &[("MINUTEBOOK_TEST_NOW", &now)], (100, 30));
    terminal.wait("This register is empty");
    let body = truth["body"].as_str().expect("a body");
    terminal.press(&format!(
        "n{body}<Tab>AR<Tab>District<Tab>today<Tab>9.30am<Tab><Tab><Tab>c"
    ));
    terminal.wait("council");
    terminal.press("<C-s>");
    terminal.wait("Called for");
    // The template's agenda makes way for the one of that day.
    terminal.wait("• Tue");
    terminal.press("<Enter>");
    terminal.wait("Apologies for absence");
    terminal.press("<F3>");
    terminal.wait("12 items");
    terminal.press(&format!("<Home>{}p", "d".repeat(12)));
    terminal.wait("Paste");
    let items = truth["items"].as_array().expect("items");
    let agenda: Vec<String> = items
        .iter()
        .map(|item| {
            format!(
                "{}. {}",
                item["number"].as_str().expect("it"),
                item["title"].as_str().expect("it")
            )
        })
        .collect();
    terminal.paste(agenda.join("\n").as_bytes());
    terminal.press("<C-s>");
    terminal.wait("11 items added");
    terminal.press("<Esc>");
    terminal.wait_gone("Agenda ·");
    terminal.press("<C-r>");
    terminal.wait("Roll ·");
    let mut roll = Vec::new();
    for (place, member) in truth["present"]
        .as_array()
        .expect("them")
        .iter()
        .enumerate()
    {
        let name = member["name"].as_str().expect("a name");
        seat(
            &mut terminal,
            &format!("Councillor {}", published.named(name)),
            if place == 0 { "Cathaoirleach" } else { "" },
        );
        roll.push(family(name).to_owned());
    }
    terminal.press("<Esc>");
    terminal.wait_gone("Roll ·");
    terminal.press("<F2>");

    let mut formal = 0;
    for number in 1..=items.len() {
        terminal.press("<C-n>");
        let called = number.to_string();
        let of_item: Vec<&Value> = votes
            .iter()
            .filter(|vote| vote["item"].as_str() == Some(&called))
            .collect();
        // What was said stands as it was published; what was moved is taken down as such.
        let said = published.item(number).join(" ");
        if of_item.is_empty() {
            record(&mut terminal, &said);
            continue;
        }
        let before = terminal.keys;
        for vote in of_item {
            let motion = vote["motion"].as_str().expect("a motion");
            let first: String = motion.split(' ').take(5).collect::<Vec<_>>().join(" ");
            let words = published.words(&first, &[". ", "”", " The motion was", " This was"]);
            move_motion(&mut terminal, vote, &words);
            match vote["result"].as_str().expect("a result") {
                "withdrawn" => terminal.press("<A-=>w"),
                "lost" => {
                    let names = |side: &str| -> Vec<&str> {
                        vote[side]
                            .as_array()
                            .expect("names")
                            .iter()
                            .filter_map(Value::as_str)
                            .collect()
                    };
                    let (ayes, noes) = (names("for_names"), names("against_names"));
                    let letter = |name: &String| match (
                        ayes.contains(&name.as_str()),
                        noes.contains(&name.as_str()),
                    ) {
                        (true, false) => "f",
                        (false, true) => "a",
                        _ => panic!("{name} is on one side"),
                    };
                    let letters: String = roll.iter().map(letter).collect();
                    terminal.press(&format!("<A-=>n{letters}<Enter>"));
                    terminal.wait("The casting vote of");
                    terminal.press("a");
                }
                "agreed as amended" => {
                    // The seconder of the motion moved its amendment, and the mover seconded that.
                    let amendment = published.words("name the", &[". ", " This was"]);
                    terminal.press(&format!(
                        "<A-'>{}<Tab>{}<Tab><Tab>, and ",
                        family(vote["seconder"].as_str().expect("it")),
                        family(vote["mover"].as_str().expect("it")),
                    ));
                    terminal.paste(amendment.as_bytes());
                    terminal.press("<C-s>");
                    terminal.wait_gone("Would read");
                    terminal.press("<A-=>a");
                    terminal.wait_gone("agreed, nobody against");
                    terminal.press("<A-=>a");
                }
                _ => terminal.press("<A-=>a"),
            }
            terminal.wait_gone("agreed, nobody against");
        }
        formal += terminal.keys - before;
    }
    terminal.press("<F10>");
    terminal.wait("Close the meeting");
    terminal.press("<F10>");
    terminal.wait("Meeting closed.");
    terminal.press("<C-q>");
    assert_eq!(terminal.end(), 0);
    println!(
        "{} votes: {formal} keys beside the words of the motions",
        votes.len()
    );

    let date = truth["date"].as_str().expect("it");
    compare(&desk, date, &published);
    assert!(desk.run(&["check"]).status.success());
}

/// Mover, seconder, result, counts and names, against the truth; and the sentences of the minutes.
fn compare(desk: &Desk, date: &str, published: &Published) {
    let votes = published.votes();
    let json: Value =
        serde_json::from_str(&desk.printed(&["export", date, "--format", "json"])).expect("JSON");
    let all = json["votes"].as_array().expect("votes");
    let motions: Vec<&Value> = all
        .iter()
        .filter(|one| one["kind"] == "motion" && one["on"].is_null())
        .collect();
    assert_eq!(motions.len(), votes.len());
    let minutes = desk.printed(&["export", date]).replace('\n', " ");
    let ends_so = |name: &Value, wanted: &Value| {
        let (name, wanted) = (
            name.as_str().unwrap_or_default(),
            wanted.as_str().expect("it"),
        );
        assert_eq!(family(name), family(wanted));
    };
    for (made, truth) in motions.iter().zip(votes) {
        assert_eq!(
            made["item"].to_string(),
            truth["item"].as_str().expect("it")
        );
        ends_so(&made["mover"], &truth["mover"]);
        ends_so(&made["seconder"], &truth["seconder"]);
        let result = truth["result"].as_str().expect("it");
        let amended = all.iter().any(|one| {
            one["kind"] == "motion" && one["on"] == made["entry"] && one["result"] == "carried"
        });
        assert_eq!(amended, result == "agreed as amended");
        assert_eq!(
            made["result"],
            match result {
                "carried" | "agreed" | "agreed as amended" => "carried",
                other => other,
            }
        );
        let vote = all
            .iter()
            .find(|one| one["kind"] == "vote" && one["on"] == made["entry"]);
        assert_eq!(vote.is_none(), result == "withdrawn");
        if let Some(ayes) = truth["for"].as_u64() {
            let vote = vote.expect("a vote");
            assert_eq!(vote["counts"]["ayes"].as_u64(), Some(ayes));
            assert_eq!(vote["counts"]["noes"].as_u64(), truth["against"].as_u64());
            assert_eq!(vote["casting"], "against");
            for (side, cast) in [("for_names", "for"), ("against_names", "against")] {
                for name in truth[side].as_array().expect("names") {
                    let name = name.as_str().expect("a name");
                    assert!(vote["names"].as_array().expect("names").iter().any(|one| {
                        one["vote"] == cast
                            && family(one["name"].as_str().unwrap_or_default()) == name
                    }));
                }
            }
            assert!(
                minutes.contains("gave a casting vote against the motion, which was lost"),
                "{minutes}"
            );
        }
        let name = |who: &str| published.named(truth[who].as_str().expect("it"));
        let sentence = format!(
            "moved by Councillor {} and seconded by Councillor {}",
            name("mover"),
            name("seconder")
        );
        assert!(minutes.contains(&sentence), "{sentence}: {minutes}");
    }
}
