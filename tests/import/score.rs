//! Compares what was read with hand-written truth: hits, wanted and returned of each field, and F1 over all.
//!
//! Names count by their last word, items by number and the first letters of the title, actions and resolutions by the
//! words that they share, votes by mover, seconder and counts.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

/// Hits, wanted, returned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    hits: usize,
    wanted: usize,
    returned: usize,
}

impl Counts {
    fn new(hits: usize, wanted: usize, returned: usize) -> Self {
        Self {
            hits,
            wanted,
            returned,
        }
    }

    fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.wanted += other.wanted;
        self.returned += other.returned;
    }

    /// The harmonic mean of recall and precision; 1 where nothing was wanted and nothing returned.
    pub fn f1(self) -> f64 {
        let whole = self.wanted + self.returned;
        if whole == 0 {
            return 1.0;
        }
        let share = |count: usize| f64::from(u32::try_from(count).expect("a small count"));
        2.0 * share(self.hits) / share(whole)
    }
}

/// The score of one document, and what was missed or too much, in words.
pub fn score(truth: &Value, read: &Value) -> (Counts, Vec<String>) {
    let mut total = Counts::default();
    let mut told = Vec::new();
    let mut field = |name: &str, counts: Counts| {
        if counts.hits < counts.wanted || counts.hits < counts.returned {
            told.push(format!(
                "{name} {}/{} of {}",
                counts.hits, counts.wanted, counts.returned
            ));
        }
        total.add(counts);
    };
    for name in ["body", "date", "start", "end", "next_meeting"] {
        let in_text = &truth[format!("{name}_in_text")];
        if matches!(name, "body" | "date") && *in_text != Value::Bool(true) {
            continue;
        }
        field(name, single(name, &truth[name], &read[name]));
    }
    for name in ["present", "apologies"] {
        let wanted: Vec<String> = list(&truth[name]).iter().map(person).collect();
        let found: Vec<String> = list(&read[name]).iter().map(person).collect();
        let hits = hits(&wanted, found.clone());
        field(name, Counts::new(hits, wanted.len(), found.len()));
    }
    field("items", items(list(&truth["items"]), list(&read["items"])));
    for name in ["actions", "resolutions"] {
        field(name, sharing(list(&truth[name]), list(&read[name])));
    }
    let wanted: Vec<String> = list(&truth["votes"]).iter().map(vote).collect();
    let found: Vec<String> = list(&read["votes"]).iter().map(vote).collect();
    let common = hits(&wanted, found.clone());
    field("votes", Counts::new(common, wanted.len(), found.len()));
    (total, told)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn plain(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let text = text
        .replace(['’', '‘'], "'")
        .replace(['“', '”'], "\"")
        .replace(['–', '—'], "-")
        .replace(['*', '_'], "");
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

fn single(name: &str, truth: &Value, read: &Value) -> Counts {
    let (wanted, found) = (plain(truth), plain(read));
    let both = !wanted.is_empty() && !found.is_empty();
    let hit = both
        && if name == "body" {
            wanted.contains(&found) || found.contains(&wanted)
        } else {
            wanted == found
        };
    Counts::new(
        usize::from(hit),
        usize::from(!wanted.is_empty()),
        usize::from(!found.is_empty()),
    )
}

fn person(value: &Value) -> String {
    const TITLES: [&str; 9] = [
        "cllr",
        "councillor",
        "councillors",
        "cllrs",
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
    ];
    let name = if value.is_object() {
        &value["name"]
    } else {
        value
    };
    plain(name)
        .split(|letter: char| !(letter.is_ascii_lowercase() || matches!(letter, '\'' | '-')))
        .rfind(|word| !word.is_empty() && !TITLES.contains(word))
        .unwrap_or_default()
        .to_owned()
}

fn vote(value: &Value) -> String {
    format!(
        "{}/{} {}-{}-{}",
        person(&value["mover"]),
        person(&value["seconder"]),
        value["for"],
        value["against"],
        value["abstain"]
    )
}

/// How many of the wanted are among the found, each used once.
fn hits(wanted: &[String], mut found: Vec<String>) -> usize {
    wanted
        .iter()
        .filter(|wanted| {
            let place = found.iter().position(|found| found == *wanted);
            place.is_some_and(|place| {
                found.swap_remove(place);
                true
            })
        })
        .count()
}

fn items(truth: &[Value], read: &[Value]) -> Counts {
    let key = |item: &Value| {
        let number = plain(&item["number"]).trim_end_matches('.').to_owned();
        let title: String = plain(&item["title"]).chars().take(40).collect();
        (number, title)
    };
    let mut found: Vec<(String, String)> = read.iter().map(key).collect();
    let first = |title: &str| title.chars().take(25).collect::<String>();
    let wanted: Vec<(String, String)> = truth.iter().map(key).collect();
    let hits = wanted
        .iter()
        .filter(|(number, title)| {
            let place = found.iter().position(|(found, found_title)| {
                found == number
                    && (found_title.starts_with(&first(title))
                        || !found_title.is_empty() && title.starts_with(&first(found_title)))
            });
            place.is_some_and(|place| {
                found.remove(place);
                true
            })
        })
        .count();
    Counts::new(hits, wanted.len(), read.len())
}

/// Pairs texts that share most of the words of the shorter one.
fn sharing(truth: &[Value], read: &[Value]) -> Counts {
    let tokens = |value: &Value| -> BTreeSet<String> {
        plain(&value["text"])
            .split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '\''))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let found: Vec<BTreeSet<String>> = read.iter().map(tokens).collect();
    let mut used = HashSet::new();
    for wanted in truth.iter().map(tokens) {
        // Shared words as a share of the shorter text, compared as fractions.
        let best = (0..found.len())
            .filter(|place| !used.contains(place))
            .map(|place| {
                let shorter = wanted.len().min(found[place].len()).max(1);
                (wanted.intersection(&found[place]).count(), shorter, place)
            })
            .reduce(|best, next| {
                if next.0 * best.1 > best.0 * next.1 {
                    next
                } else {
                    best
                }
            });
        if let Some((shared, shorter, place)) = best {
            let longer = wanted.len().max(found[place].len());
            if !wanted.is_empty() && shared * 10 >= shorter * 6 && shorter * 4 >= longer {
                used.insert(place);
            }
        }
    }
    Counts::new(used.len(), truth.len(), read.len())
}

/// Adds up the scores of several documents.
pub fn sum(scores: impl IntoIterator<Item = Counts>) -> Counts {
    let mut total = Counts::default();
    for score in scores {
        total.add(score);
    }
    total
}
