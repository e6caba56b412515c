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
    /// What they do, in the sentence's own word or words: "endorses", "drive forward", "receive assurance". None where
    /// somebody is simply to do something ("The Clerk to provide a report"): that is an action like any other.
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
        let recommends = !clause.is_task || clause.actor.iter().any(|word| is_body(word));
        read.verb = recommends.then(|| clause.verb.join(" "));
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
    /// Whether the actor is to do it, rather than does it or is asked to.
    is_task: bool,
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
        let first = bare(word);
        let is_task = matches!(first.as_str(), "to" | "should" | "shall" | "will" | "must");
        let verb = match (first.as_str(), rest) {
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
            is_task,
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

fn is_body(word: &str) -> bool {
    BODIES.contains(&bare(word).as_str())
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
pub(crate) mod published;
#[cfg(test)]
mod tests;
