//! Whether two actions ask for the same thing, so that what is being typed can be held against what is still open.
//!
//! Of each text the **content words** are taken: folded, each once, without words that every sentence has, and cut
//! down to what "arrange", "arranged" and "arrangements" have in common. A word weighs 1, one of the trade's daily
//! words ("report", "members", "arrange") [`COMMON`], each times its **rarity** in the register, where that is known
//! (0 to 1). Then, in weights,
//!
//! ```text
//! likeness = (shared / lighter of the two + shared / all words of both) / 2
//! ```
//!
//! The first part knows a short text in a long one, the second keeps a short text from being like everything. There is
//! no likeness at all below [`FEWEST`] shared words of together at least [`LIGHTEST`], nor where both texts have
//! numbers and none in common: "zones of 20 mph" is not "zones of 30 mph". Two texts are held to be the same from
//! [`SAME`] on, a line chosen on labelled pairs for hardly a false alarm: a hint that is wrong is read once and
//! never again.
//!
//! It knows no synonyms, no grammar, and no difference between doing and not doing.

use super::folding;

/// From here on two texts ask for the same thing.
pub const SAME: f32 = 0.58;

/// Fewer shared words say nothing.
pub const FEWEST: usize = 3;

/// What the shared words must weigh together, before rarity.
pub const LIGHTEST: f32 = 2.0;

/// What one of the trade's daily words weighs.
pub const COMMON: f32 = 0.35;

/// The content words of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gist {
    /// Each once, sorted; each is how the word begins, in whatever form it stands.
    stems: Vec<String>,
}

impl Gist {
    /// What a text is about.
    pub fn of(text: &str) -> Self {
        let words: Vec<String> = folding::words(text).map(|word| word.folded).collect();
        Self::of_words(words.iter().map(String::as_str))
    }

    /// The same of a text whose words are folded already.
    pub fn of_words<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut stems: Vec<String> = words
            .filter(|word| is_content(word))
            .map(|word| stem(word).to_owned())
            .collect();
        stems.sort_unstable();
        stems.dedup();
        Self { stems }
    }

    /// The beginnings of its content words, sorted.
    pub fn stems(&self) -> &[String] {
        &self.stems
    }

    /// Whether a word, folded, is one of its content words in some form.
    pub fn holds(&self, word: &str) -> bool {
        is_content(word)
            && self
                .stems
                .binary_search_by(|it| it.as_str().cmp(stem(word)))
                .is_ok()
    }

    /// The beginnings of its weightier words. Two texts that ask for the same share one of them at least.
    pub fn weighty(&self) -> impl Iterator<Item = &str> {
        self.stems
            .iter()
            .map(String::as_str)
            .filter(|stem| plain_weight(stem) >= 1.0)
    }

    /// Whether it is enough to be compared at all.
    pub fn is_enough(&self) -> bool {
        self.stems.len() >= FEWEST
            && self
                .stems
                .iter()
                .map(|stem| plain_weight(stem))
                .sum::<f32>()
                >= LIGHTEST
    }

    /// How like two texts are, from 0 to 1; `rarity` says of a stem how rare it is, 1 for the rarest.
    pub fn likeness(&self, other: &Self, rarity: impl Fn(&str) -> f32) -> f32 {
        let weight = |stem: &str| plain_weight(stem) * rarity(stem).clamp(0.0, 1.0);
        let (mut shared, mut shared_plain, mut count) = (0.0, 0.0, 0);
        let mut same_number = false;
        for stem in &self.stems {
            if other.stems.binary_search(stem).is_ok() {
                shared += weight(stem);
                shared_plain += plain_weight(stem);
                count += 1;
                same_number |= is_number(stem);
            }
        }
        let numbers_differ = !same_number && self.has_number() && other.has_number();
        if count < FEWEST || shared_plain < LIGHTEST || numbers_differ {
            return 0.0;
        }
        let total = |gist: &Self| gist.stems.iter().map(|stem| weight(stem)).sum::<f32>();
        let (mine, theirs) = (total(self), total(other));
        let all = mine + theirs - shared;
        let lighter = mine.min(theirs);
        if lighter <= 0.0 || all <= 0.0 {
            return 0.0;
        }
        f32::midpoint(shared / lighter, shared / all).min(1.0)
    }

    fn has_number(&self) -> bool {
        self.stems.iter().any(|stem| is_number(stem))
    }
}

/// A rarity for registers that know none: every word is as rare as another.
pub fn all_alike(_: &str) -> f32 {
    1.0
}

fn is_number(stem: &str) -> bool {
    stem.starts_with(|letter: char| letter.is_ascii_digit())
}

fn plain_weight(stem: &str) -> f32 {
    if DAILY.contains(&stem) { COMMON } else { 1.0 }
}

/// Single digits count ("ward 4"), single letters do not.
fn is_content(word: &str) -> bool {
    (word.chars().nth(1).is_some() || is_number(word)) && !STOP.contains(&word)
}

/// Whether a word, folded, is one that nearly every sentence has.
pub fn says_nothing(word: &str) -> bool {
    STOP.contains(&word)
}

/// What the forms of a word have in common: always its beginning, at least three letters of it.
fn stem(word: &str) -> &str {
    if is_number(word) {
        return word;
    }
    let one = if word.ends_with("ss") {
        word
    } else {
        without(word, &["s"], 3)
    };
    let noun = without(one, &["ment"], 4);
    let verb = without(noun, &["ing", "ed", "ion", "ly", "al"], 4);
    if verb.len() == noun.len() {
        return without(noun, &["ie", "e", "y", "i"], 3);
    }
    // "planning" and "plan", but "installing" and "install"
    let mut letters = verb.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && !"lse".contains(last) => {
            verb.strip_suffix(last).unwrap_or(verb)
        }
        _ => verb,
    }
}

/// A word without the first of some endings that it has, if so many letters are left.
fn without<'w>(word: &'w str, endings: &[&str], left: usize) -> &'w str {
    endings
        .iter()
        .find_map(|ending| {
            word.strip_suffix(ending)
                .filter(|rest| rest.chars().nth(left - 1).is_some())
        })
        .unwrap_or(word)
}

/// Words that say nothing of what is asked for.
#[rustfmt::skip]
const STOP: [&str; 85] = [
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "before", "both", "but",
    "by", "can", "cllr", "could", "do", "does", "each", "for", "from", "further", "had", "has", "have", "he", "her",
    "his", "how", "if", "in", "into", "is", "it", "its", "mr", "mrs", "ms", "no", "not", "of", "on", "once", "or",
    "our", "out", "over", "per", "s", "she", "should", "so", "such", "than", "that", "the", "their", "them", "then",
    "there", "these", "they", "this", "those", "to", "under", "up", "was", "we", "were", "what", "when", "where",
    "whether", "which", "who", "will", "with", "within", "would", "councillor",
];

/// Stems of the words that half of all actions have: who is asked, and how the asking is worded.
#[rustfmt::skip]
const DAILY: [&str; 66] = [
    "agenda", "agre", "appoint", "arrang", "ask", "board", "bring", "chair", "chang", "circulat", "clerk", "committe",
    "consider", "consultat", "contact", "council", "date", "detail", "direct", "discus", "discuss", "draft", "ensur", "explor", "feedback",
    "futur", "get", "giv", "head", "held", "hold", "inform", "informat", "includ", "invit", "item", "look", "meet",
    "member", "next", "note", "offic", "officer", "organis", "panel", "paper", "plan", "prepar", "present", "produc", "progres",
    "progress", "provid", "receiv", "report", "request", "respons", "review", "send", "share", "shar", "submit", "tak", "team",
    "updat", "writ",
];

#[cfg(test)]
mod tests;
