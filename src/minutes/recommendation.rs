//! Reading a recommendation: who is to do it, what it does, by when, and which body receives what comes of it.
//!
//! Reports put recommendations as sentences: "The Council tasks the Housing Scrutiny Panel to hold the Director to
//! account on a quarterly basis." What is plainly stated is read; what may be meant otherwise is left out, since a wrong
//! owner or date is worse than none. This module looks nothing up: names are as written.

use super::due::{self, Due, Setting};

/// What a recommendation says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recommendation {
    /// Who acts, each without a leading "The": "Council", "its statutory partners".
    pub actors: Vec<String>,
    /// What they do, in the sentence's own word or words: "endorses", "drive forward", "receive assurance".
    pub verb: Option<String>,
    /// By when.
    pub due: Option<Due>,
    /// The body that is tasked, or that receives what comes of it.
    pub report_to: Option<String>,
}

/// Words that name a body.
const BODIES: [&str; 14] = [
    "board",
    "cabinet",
    "commission",
    "committee",
    "committees",
    "council",
    "executive",
    "forum",
    "group",
    "panel",
    "partnership",
    "sub-committee",
    "subcommittee",
    "trust",
];

/// Words that name others who can act.
const AGENTS: [&str; 22] = [
    "authority",
    "chair",
    "chairman",
    "clerk",
    "councillor",
    "councillors",
    "director",
    "directorate",
    "governors",
    "head",
    "leader",
    "leadership",
    "manager",
    "mayor",
    "member",
    "members",
    "officer",
    "officers",
    "partners",
    "service",
    "services",
    "team",
];

/// What a recommendation can do, without the "s" of "the Council notes". Those that are common nouns too count only where
/// the word after them shows that they are no noun.
const VERBS: [(&str, Sort); 44] = [
    ("accept", Sort::Plain),
    ("acknowledge", Sort::Plain),
    ("adopt", Sort::Plain),
    ("agree", Sort::Plain),
    ("appoint", Sort::Plain),
    ("approve", Sort::Plain),
    ("ask", Sort::Directs),
    ("authorise", Sort::Directs),
    ("commend", Sort::Plain),
    ("commission", Sort::Noun),
    ("confirm", Sort::Plain),
    ("consider", Sort::Plain),
    ("continue", Sort::Plain),
    ("delegate", Sort::Plain),
    ("develop", Sort::Plain),
    ("direct", Sort::Directs),
    ("drive", Sort::Noun),
    ("encourage", Sort::Directs),
    ("endorse", Sort::Plain),
    ("ensure", Sort::Plain),
    ("establish", Sort::Plain),
    ("explore", Sort::Plain),
    ("implement", Sort::Plain),
    ("instruct", Sort::Directs),
    ("invite", Sort::Directs),
    ("investigate", Sort::Plain),
    ("monitor", Sort::Noun),
    ("note", Sort::Noun),
    ("oversee", Sort::Plain),
    ("prepare", Sort::Plain),
    ("produce", Sort::Plain),
    ("provide", Sort::Plain),
    ("publish", Sort::Plain),
    ("receive", Sort::Plain),
    ("recommend", Sort::Plain),
    ("refer", Sort::Plain),
    ("request", Sort::DirectsNoun),
    ("require", Sort::Directs),
    ("review", Sort::Noun),
    ("seek", Sort::Plain),
    ("support", Sort::Noun),
    ("task", Sort::DirectsNoun),
    ("urge", Sort::Directs),
    ("welcome", Sort::Plain),
];

/// How a verb stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// It is a verb and nothing else.
    Plain,
    /// It may be a noun.
    Noun,
    /// Somebody is told by it to do something.
    Directs,
    /// Both.
    DirectsNoun,
}

/// Words that follow a verb and hardly a noun.
const AFTER_VERB: [&str; 16] = [
    "a", "all", "an", "any", "each", "every", "forward", "how", "its", "that", "the", "their",
    "this", "these", "those", "whether",
];

/// Small words that may stand in the name of a body or a post.
const IN_NAMES: [&str; 8] = ["&", "and", "for", "in", "its", "of", "on", "the"];

/// As many words as an actor may have.
const LONGEST_ACTOR: usize = 14;

/// Reads a recommendation; its due phrase counts from the meeting that makes it.
pub fn read(text: &str, setting: &Setting) -> Recommendation {
    let sentences = sentences(text);
    let first = sentences.first().map_or(&[][..], Vec::as_slice);
    let mut read = Recommendation {
        due: due(&sentences, *setting),
        ..Recommendation::default()
    };
    let mut directed = None;
    if let Some(clause) = clause(first) {
        read.actors = actors(clause.actor);
        read.verb = Some(clause.verb.join(" "));
        directed = clause.directed;
    }
    read.report_to = only(
        sentences
            .iter()
            .filter_map(|words| received_by(words))
            .chain(directed),
    );
    read
}

/// The words of each sentence, with their stops.
fn sentences(text: &str) -> Vec<Vec<&str>> {
    let mut sentences = vec![Vec::new()];
    for word in text.split_whitespace() {
        if let Some(sentence) = sentences.last_mut() {
            sentence.push(word);
        }
        let abbreviation =
            bare(word).len() <= 3 && word.trim_end_matches('.').starts_with(char::is_uppercase);
        if word.ends_with(['.', ';']) && !abbreviation {
            sentences.push(Vec::new());
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// A word without the stops around it, in small letters.
fn bare(word: &str) -> String {
    word.trim_matches(|letter: char| ",.;:()\"“”".contains(letter))
        .to_lowercase()
}

/// The main clause of a recommendation.
struct Clause<'w> {
    actor: &'w [&'w str],
    verb: Vec<&'w str>,
    /// The body that is told to do something.
    directed: Option<String>,
}

fn clause<'w>(words: &'w [&'w str]) -> Option<Clause<'w>> {
    let words = match words {
        ["That" | "that", rest @ ..] => rest,
        all => all,
    };
    for (at, word) in words.iter().enumerate().take(LONGEST_ACTOR + 1).skip(1) {
        let (actor, rest) = words.split_at(at);
        // What is set off by a comma or a colon is no plain sentence.
        if actor
            .last()
            .is_some_and(|last| last.ends_with([',', ':', ';']))
        {
            return None;
        }
        let verb = match (bare(word).as_str(), rest) {
            ("to", [_, verb, ..]) => infinitive(verb).map(|sort| (sort, 1)),
            ("be", [_, asked, to, verb, ..]) if is_asked(asked) && bare(to) == "to" => {
                infinitive(verb).map(|sort| (sort, 3))
            }
            ("should" | "shall" | "will" | "must", [_, verb, ..]) => {
                infinitive(verb).map(|sort| (sort, 1))
            }
            _ => finite(word, rest.get(1).copied()).map(|sort| (sort, 0)),
        };
        let Some((sort, ahead)) = verb else { continue };
        if !is_agent(actor) {
            return None;
        }
        let rest = rest.get(ahead..).unwrap_or_default();
        let directs = matches!(sort, Sort::Directs | Sort::DirectsNoun);
        return Some(Clause {
            actor,
            verb: verb_words(rest),
            directed: directs
                .then(|| body_until(rest.get(1..).unwrap_or_default(), "to"))
                .flatten(),
        });
    }
    None
}

/// The verb with a word that belongs to it: "drive forward", "receive assurance".
fn verb_words<'w>(rest: &'w [&'w str]) -> Vec<&'w str> {
    let with = match rest.get(1).copied() {
        Some("forward" | "assurance" | "assurances" | "updates" | "reports") => 2,
        Some(_) | None => 1,
    };
    rest.iter()
        .take(with)
        .map(|word| word.trim_end_matches([',', '.', ';']))
        .collect()
}

fn is_asked(word: &str) -> bool {
    matches!(
        bare(word).as_str(),
        "asked"
            | "requested"
            | "recommended"
            | "invited"
            | "instructed"
            | "tasked"
            | "required"
            | "urged"
    )
}

/// The sort of a verb behind "to": any of those known.
fn infinitive(word: &str) -> Option<Sort> {
    let word = bare(word);
    let known = VERBS.iter().find(|(verb, _)| *verb == word);
    known.map(|(_, sort)| *sort)
}

/// The sort of a verb that stands behind its actor.
fn finite(word: &str, next: Option<&str>) -> Option<Sort> {
    // A capital begins a name: "Overview Commission".
    if word.starts_with(char::is_uppercase) {
        return None;
    }
    let word = bare(word);
    let is = |verb: &str| {
        word == verb
            || word
                .strip_prefix(verb)
                .is_some_and(|ending| matches!(ending, "s" | "es"))
    };
    let (_, sort) = VERBS.iter().find(|(verb, _)| is(verb))?;
    let shown = next.is_some_and(|next| AFTER_VERB.contains(&bare(next).as_str()));
    match sort {
        Sort::Plain | Sort::Directs => Some(*sort),
        Sort::Noun | Sort::DirectsNoun => shown.then_some(*sort),
    }
}

/// Whether words name somebody who can act: they hold a word that says so, and hold no verb.
fn is_agent(words: &[&str]) -> bool {
    words.iter().any(|word| {
        let word = bare(word);
        BODIES.contains(&word.as_str()) || AGENTS.contains(&word.as_str())
    }) && words.iter().all(|word| {
        let first = word
            .chars()
            .next()
            .is_some_and(|first| first.is_uppercase() || first == '&');
        let small = bare(word);
        first
            || IN_NAMES.contains(&small.as_str())
            || BODIES.contains(&small.as_str())
            || AGENTS.contains(&small.as_str())
            || matches!(
                small.as_str(),
                "statutory" | "scrutiny" | "lead" | "relevant" | "appropriate"
            )
    })
}

/// The actors that words name: parted at "and" or "&" where whoever stands before it is whole by itself.
fn actors(words: &[&str]) -> Vec<String> {
    let ends = |word: &str| {
        let word = bare(word);
        BODIES.contains(&word.as_str()) || AGENTS.contains(&word.as_str())
    };
    for (at, word) in words.iter().enumerate().skip(1) {
        let (left, right) = (
            words.get(..at).unwrap_or_default(),
            words.get(at + 1..).unwrap_or_default(),
        );
        if matches!(*word, "and" | "&")
            && left.last().is_some_and(|last| ends(last))
            && is_agent(right)
        {
            let mut actors = vec![name(left)];
            actors.extend(self::actors(right));
            return actors;
        }
    }
    vec![name(words)]
}

/// Words as a name, without a leading "The" and the stop behind it.
fn name(words: &[&str]) -> String {
    let words = match words {
        [first, rest @ ..] if bare(first) == "the" && !rest.is_empty() => rest,
        all => all,
    };
    words
        .join(" ")
        .trim_end_matches([',', '.', ';', ':'])
        .to_owned()
}

/// The body that words name up to `end`: from its first capital to the word that says that it is a body.
fn body_until(words: &[&str], end: &str) -> Option<String> {
    let length = words.iter().position(|word| bare(word) == end)?;
    body(words.get(..length)?)
}

/// The body that words name, all of them, but for "the newly created" before the name.
fn body(words: &[&str]) -> Option<String> {
    let last = bare(words.last()?);
    let from = words
        .iter()
        .position(|word| word.starts_with(char::is_uppercase))?;
    let described = |word: &&str| {
        word.chars()
            .all(|letter| letter.is_alphabetic() || letter == '-')
    };
    let named = words.get(from..)?;
    let named = match named {
        [first, rest @ ..] if bare(first) == "the" => rest,
        all => all,
    };
    (BODIES.contains(&last.as_str())
        && words.get(..from)?.iter().all(described)
        && !named.is_empty()
        && is_agent(named))
    .then(|| name(named))
}

/// The body to which something is to be reported, referred or brought: "report to the … Committee".
fn received_by(words: &[&str]) -> Option<String> {
    let places = words.iter().enumerate().filter(|(_, word)| {
        matches!(
            bare(word).as_str(),
            "report"
                | "reports"
                | "reported"
                | "reporting"
                | "refer"
                | "refers"
                | "referred"
                | "back"
                | "presented"
                | "submitted"
        )
    });
    only(places.filter_map(|(at, _)| {
        let behind = match words.get(at + 1..)? {
            [to, rest @ ..] if bare(to) == "to" => rest,
            _ => return None,
        };
        // The name ends with the last word for a body before anything that is in no name.
        let length = behind
            .iter()
            .take_while(|word| is_agent_word(word))
            .enumerate()
            .filter(|(_, word)| BODIES.contains(&bare(word).as_str()))
            .map(|(at, _)| at + 1)
            .last()?;
        body(behind.get(..length)?)
    }))
}

fn is_agent_word(word: &str) -> bool {
    let small = bare(word);
    word.starts_with(char::is_uppercase)
        || IN_NAMES.contains(&small.as_str())
        || BODIES.contains(&small.as_str())
        || small == "scrutiny"
}

/// The due phrase with which a sentence ends.
fn due(sentences: &[Vec<&str>], setting: Setting) -> Option<Due> {
    only(sentences.iter().filter_map(|words| {
        (0..words.len()).find_map(|at| {
            let tail = words.get(at..)?;
            let opens = match tail {
                [first, second, ..] if bare(first) == "on" => {
                    matches!(bare(second).as_str(), "a" | "an")
                }
                [first, ..] => matches!(
                    bare(first).as_str(),
                    "by" | "before"
                        | "within"
                        | "no"
                        | "prior"
                        | "each"
                        | "every"
                        | "quarterly"
                        | "monthly"
                        | "weekly"
                        | "annually"
                        | "bi-annually"
                        | "fortnightly"
                        | "at"
                        | "to"
                ),
                [] => false,
            };
            let phrase = tail.join(" ");
            let phrase = phrase.trim_end_matches(['.', ';', ',']);
            let due = due::read(phrase, &setting);
            let meeting = phrase.ends_with("meeting");
            let plain = match bare(tail.first()?).as_str() {
                "at" | "to" => meeting,
                _ => true,
            };
            (opens
                && plain
                && due.doubt.is_none()
                && (due.window.is_some() || due.recurrence.is_some()))
            .then_some(due)
        })
    }))
}

/// What all of them agree on.
fn only<T: PartialEq>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn setting() -> Setting {
        Setting {
            said_on: NaiveDate::from_ymd_opt(2031, 6, 10).unwrap(),
            next_meeting: None,
        }
    }

    fn told(text: &str) -> (String, Option<String>, Option<String>, Option<String>) {
        let read = read(text, &setting());
        (
            read.actors.join("; "),
            read.verb,
            read.due.map(|due| due.as_written),
            read.report_to,
        )
    }

    #[test]
    fn what_is_plainly_stated_is_read() {
        let cases = [
            (
                "The Council endorses the harbour plan.",
                ("Council", "endorses", "", ""),
            ),
            (
                "The Council and its statutory partners commission a review of the pilotage. The findings to report to the \
                 Harbours and Beaches scrutiny committee by autumn 2031.",
                (
                    "Council; its statutory partners",
                    "commission",
                    "by autumn 2031",
                    "Harbours and Beaches scrutiny committee",
                ),
            ),
            (
                "The Council tasks the newly formed Harbours and Beaches Scrutiny Panel to hold the Harbour Master to account \
                 on a quarterly basis.",
                (
                    "Council",
                    "tasks",
                    "on a quarterly basis",
                    "Harbours and Beaches Scrutiny Panel",
                ),
            ),
            (
                "The Council & Harbours and Beaches Scrutiny Panel to receive assurance from the Lifeboat Board that all is well.",
                (
                    "Council; Harbours and Beaches Scrutiny Panel",
                    "receive assurance",
                    "",
                    "",
                ),
            ),
            (
                "The Director of Harbours drive forward the dredging within three months.",
                (
                    "Director of Harbours",
                    "drive forward",
                    "within three months",
                    "",
                ),
            ),
            (
                "That Cabinet be asked to consider a second bell.",
                ("Cabinet", "consider", "", ""),
            ),
            (
                "The Panel requests that the figures are reported back to the Harbour Board each quarter.",
                ("Panel", "requests", "each quarter", "Harbour Board"),
            ),
        ];
        for (text, (actors, verb, due, to)) in cases {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            assert_eq!(
                told(text),
                (actors.to_owned(), some(verb), some(due), some(to)),
                "{text}"
            );
        }
    }

    #[test]
    fn what_may_be_meant_otherwise_is_left_out() {
        for text in [
            "",
            "The meeting notes to be circulated.",
            "Harbour training to be arranged for members.",
            "Draft budget to review the dues.",
            "Gulls approve of chips.",
            "As the Board knows, the Panel endorses it.",
            "The Panel reviews: see below.",
        ] {
            let (actors, verb, due, to) = told(text);
            assert_eq!(
                (actors.as_str(), verb, due, to),
                ("", None, None, None),
                "{text}"
            );
        }
        // Two dates, two bodies: which is meant is not plain.
        let (_, _, due, to) = told(
            "The Council endorses the plan by May 2032. It is reported to the Harbour Board by June 2032. It is referred to \
             the Lifeboat Board.",
        );
        assert_eq!((due, to), (None, None));
    }
}

/// The recommendations of a published report, read from where the published cases are.
#[cfg(test)]
pub(crate) mod published {
    use super::*;
    use chrono::NaiveDate;

    /// The seven recommendations, or none where the report is not at hand.
    pub fn recommendations() -> Option<Vec<String>> {
        let cases = std::env::var_os("MINUTEBOOK_CASES").map_or_else(
            || std::path::PathBuf::from("../shared/cases"),
            std::path::PathBuf::from,
        );
        let file = cases.join("council-report/source.txt");
        match std::fs::read_to_string(&file) {
            Ok(text) => Some(numbered(&text)),
            Err(_) => {
                eprintln!("skipped: {} is not there", file.display());
                None
            }
        }
    }

    /// The numbered recommendations of the report, broken lines joined.
    fn numbered(text: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let from = text.find("**Recommendations:**").unwrap_or(0);
        let to = text.find("**Corporate Plan:**").unwrap_or(text.len());
        for line in text[from..to]
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .skip(1)
        {
            let number = format!("{}. ", found.len() + 1);
            match line.strip_prefix(&number) {
                Some(begun) => found.push(begun.to_owned()),
                None => {
                    if let Some(last) = found.last_mut() {
                        last.push(' ');
                        last.push_str(line);
                    }
                }
            }
        }
        found
    }

    #[test]
    fn the_published_recommendations_are_read() {
        let Some(numbered) = recommendations() else {
            return;
        };
        let setting = Setting {
            said_on: NaiveDate::from_ymd_opt(2022, 6, 14).unwrap(),
            next_meeting: None,
        };
        assert_eq!(numbered.len(), 7);
        let read: Vec<Recommendation> = numbered.iter().map(|text| read(text, &setting)).collect();
        let verbs: Vec<&str> = read.iter().filter_map(|it| it.verb.as_deref()).collect();
        assert_eq!(
            verbs,
            [
                "acknowledges",
                "drive forward",
                "commission",
                "tasks",
                "receive assurance",
                "endorses",
                "endorses"
            ]
        );
        let actors: Vec<usize> = read.iter().map(|it| it.actors.len()).collect();
        assert_eq!(actors, [1, 1, 2, 1, 2, 1, 1]);
        for (it, text) in read.iter().zip(&numbered) {
            for actor in &it.actors {
                assert!(text.contains(actor.as_str()), "{actor}");
            }
        }
        let dues: Vec<Option<&Due>> = read.iter().map(|it| it.due.as_ref()).collect();
        let to = |place: usize| read[place].report_to.as_deref();
        assert!(dues[2].is_some_and(|due| due.window.is_some() && due.recurrence.is_none()));
        assert_eq!(
            dues[3].and_then(|due| due.recurrence),
            Some(due::Recurrence::Quarterly)
        );
        assert!([0, 1, 4, 5, 6].iter().all(|place| dues[*place].is_none()));
        assert!(
            to(2).is_some() && to(2) == to(3),
            "the same committee receives both"
        );
        assert!([0, 1, 4, 5, 6].iter().all(|place| to(*place).is_none()));
    }
}
