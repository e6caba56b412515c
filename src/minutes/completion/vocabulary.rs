//! The words that can be completed: those of the meeting, and those that are common in council minutes.
//!
//! What follows what is learnt from the meeting's own texts alone. Nothing is forgotten: a meeting is short.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Bound;

use crate::minutes::phrases::is_of_word;
use crate::minutes::roster::fold;

/// Common words, the most useful first, one a line.
const COMMON: &str = include_str!("../../../phrases/words.txt");

/// Words to complete, and which word followed which.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Common words by alphabet, each with its rank from 0.
    common: Vec<(&'static str, usize)>,
    /// Learnt words, in the order of learning.
    words: Vec<Word>,
    /// Where a learnt word stands among `words`, by its folded letters.
    places: BTreeMap<String, usize>,
    /// What followed a word, and what followed two: the oftenest first, of equals the latest.
    followers: HashMap<(Option<usize>, usize), Vec<Follower>>,
    /// How many words were learnt in all, which serves as a clock.
    learnt: u64,
}

/// A learnt word.
#[derive(Clone, Debug, Default)]
struct Word {
    /// How it was written inside sentences, and how often so. A spelling that was only seen where every word has
    /// a capital counts 0.
    spellings: Vec<(String, u32)>,
    count: u32,
    last: u64,
}

/// A word that followed others.
#[derive(Clone, Copy, Debug)]
struct Follower {
    word: usize,
    count: u32,
}

/// A word of a text, and what stands before it.
struct Token<'t> {
    word: &'t str,
    /// Whether only blanks part it from the word before.
    follows: bool,
    /// Whether it begins a sentence.
    opens: bool,
}

impl Word {
    fn spelling(&self) -> &str {
        self.spellings
            .iter()
            .max_by_key(|(_, count)| *count)
            .map_or("", |(spelling, _)| spelling)
    }
}

impl Vocabulary {
    /// The common words, and nothing learnt.
    pub fn new() -> Self {
        let mut common: Vec<_> = COMMON.lines().zip(0..).collect();
        common.sort_unstable();
        Self {
            common,
            ..Self::default()
        }
    }

    /// Learns from a text: an entry, a title, prepared words.
    ///
    /// A capital at the start of a sentence or all through a heading is not taken to be the word's own.
    pub fn learn(&mut self, text: &str) {
        let heading = is_heading(text);
        self.learn_all(text, |token| heading || token.opens);
    }

    /// Learns a name or a post, whose capitals are its own.
    pub fn learn_name(&mut self, name: &str) {
        self.learn_all(name, |_| false);
    }

    fn learn_all(&mut self, text: &str, is_capital_borrowed: impl Fn(&Token<'_>) -> bool) {
        let mut before: (Option<usize>, Option<usize>) = (None, None);
        for token in tokens(text) {
            if !token.follows {
                before = (None, None);
            }
            if !token.word.starts_with(char::is_alphabetic) {
                before = (None, None);
                continue;
            }
            let place = self.learn_word(token.word, is_capital_borrowed(&token));
            if let (earlier, Some(last)) = before {
                self.learn_follower((None, last), place);
                if earlier.is_some() {
                    self.learn_follower((earlier, last), place);
                }
            }
            before = (before.1, Some(place));
        }
    }

    fn learn_word(&mut self, written: &str, is_capital_borrowed: bool) -> usize {
        self.learnt += 1;
        let words = &mut self.words;
        let place = *self.places.entry(fold(written)).or_insert_with(|| {
            words.push(Word::default());
            words.len() - 1
        });
        let Some(word) = words.get_mut(place) else {
            return place;
        };
        word.count += 1;
        word.last = self.learnt;
        let (spelling, count) = if is_capital_borrowed && is_capitalised(written) {
            (written.to_lowercase(), 0)
        } else {
            (written.to_owned(), 1)
        };
        match word
            .spellings
            .iter_mut()
            .find(|(there, _)| *there == spelling)
        {
            Some((_, there)) => *there += count,
            None => word.spellings.push((spelling, count)),
        }
        place
    }

    fn learn_follower(&mut self, before: (Option<usize>, usize), word: usize) {
        let followers = self.followers.entry(before).or_default();
        let count = match followers.iter().position(|there| there.word == word) {
            Some(place) => followers.remove(place).count + 1,
            None => 1,
        };
        let place = followers.partition_point(|there| there.count > count);
        followers.insert(place, Follower { word, count });
    }

    /// Words that begin so, whatever their case, `longer` letters longer at least: learnt ones first, the oftenest
    /// and latest first of those, then common ones; at most `wanted`.
    pub fn beginning(&self, prefix: &str, longer: usize, wanted: usize) -> Vec<&str> {
        let prefix = fold(prefix);
        let least = prefix.chars().count() + longer;
        let mut learnt: Vec<(&str, &Word)> = self
            .places
            .range::<str, _>((Bound::Included(prefix.as_str()), Bound::Unbounded))
            .take_while(|(word, _)| word.starts_with(&prefix))
            .filter_map(|(word, place)| Some((word.as_str(), self.words.get(*place)?)))
            .filter(|(word, _)| word.chars().count() >= least)
            .collect();
        learnt.sort_unstable_by_key(|(_, word)| std::cmp::Reverse((word.count, word.last)));
        let from = self
            .common
            .partition_point(|(word, _)| *word < prefix.as_str());
        let mut common: Vec<_> = self
            .common
            .iter()
            .skip(from)
            .take_while(|(word, _)| word.starts_with(&prefix))
            .filter(|(word, _)| word.chars().count() >= least && !self.places.contains_key(*word))
            .collect();
        common.sort_unstable_by_key(|(_, rank)| *rank);
        let learnt = learnt.into_iter().map(|(_, word)| word.spelling());
        let mut seen = HashSet::new();
        learnt
            .chain(common.into_iter().map(|(word, _)| *word))
            .filter(|word| seen.insert(*word))
            .take(wanted)
            .collect()
    }

    /// What may come after a word, or after two: one to three words each, the likeliest first, at most `wanted`.
    ///
    /// What followed both words goes before what followed the last alone. Words that always went on in the same way,
    /// and did so twice or more, are offered together.
    pub fn next_words(&self, earlier: Option<&str>, last: &str, wanted: usize) -> Vec<String> {
        let place = |word: &str| self.places.get(&fold(word)).copied();
        let Some(last) = place(last) else {
            return Vec::new();
        };
        let earlier = earlier.and_then(place);
        let known = |before| self.followers.get(&before).map_or(&[][..], Vec::as_slice);
        let both = earlier.map_or(&[][..], |earlier| known((Some(earlier), last)));
        // Twice as many as wanted: the likeliest of one may be those of the other.
        let followers = both.iter().chain(known((None, last))).take(2 * wanted);
        let mut next: Vec<String> = Vec::new();
        for (at, follower) in followers.enumerate() {
            if next.len() >= wanted {
                break;
            }
            let one = self.spelling(follower.word).to_owned();
            if at == 0
                && let Some(more) = self.run_on(last, follower.word)
            {
                next.push(format!("{one} {more}"));
            }
            if !next.contains(&one) {
                next.push(one);
            }
        }
        next.truncate(wanted);
        next
    }

    /// The one or two words that always came after these two, if they did so twice or more.
    fn run_on(&self, first: usize, second: usize) -> Option<String> {
        let only = |before: (usize, usize)| {
            let key = (Some(before.0), before.1);
            match self.followers.get(&key).map(Vec::as_slice) {
                Some([only]) if only.count >= 2 => Some(only.word),
                Some(_) | None => None,
            }
        };
        let third = only((first, second))?;
        let mut words = self.spelling(third).to_owned();
        if let Some(fourth) = only((second, third)) {
            words.push(' ');
            words.push_str(self.spelling(fourth));
        }
        Some(words)
    }

    fn spelling(&self, place: usize) -> &str {
        self.words.get(place).map_or("", Word::spelling)
    }
}

/// The words of a text.
fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = text;
    let mut opens = true;
    std::iter::from_fn(move || {
        let start = rest.find(char::is_alphanumeric)?;
        let (between, from) = rest.split_at(start);
        opens |= between.contains(['.', '?', '!', '\n']);
        let end = from
            .find(|letter| !is_of_word(letter))
            .unwrap_or(from.len());
        let (run, behind) = from.split_at(end);
        let word = run.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        rest = from.get(word.len()..).unwrap_or(behind);
        let token = Token {
            word,
            follows: between.chars().all(char::is_whitespace) && !between.contains('\n'),
            opens,
        };
        opens = false;
        Some(token)
    })
}

/// Whether a word has a capital first and no other, or nothing but capitals as in a heading.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && !letters.any(char::is_uppercase)
        || word.chars().count() > 5 && !word.chars().any(char::is_lowercase)
}

/// Whether the capitals of a text are those of a heading: every longer word has one, and it is no sentence.
fn is_heading(text: &str) -> bool {
    if text.trim_end().ends_with(['.', '?', '!', ':', ';']) {
        return false;
    }
    let longer = tokens(text).filter(|token| token.word.chars().count() >= 4);
    let mut count = 0;
    for token in longer {
        if !token.word.starts_with(char::is_uppercase) {
            return false;
        }
        count += 1;
    }
    count >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_words_are_long_and_stand_once() {
        let vocabulary = Vocabulary::new();
        assert!((800..=1_200).contains(&vocabulary.common.len()));
        for pair in vocabulary.common.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} stands twice", pair[0].0);
        }
        for (word, _) in &vocabulary.common {
            assert!(
                word.len() >= 6 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
                "{word}"
            );
        }
    }

    #[test]
    fn learnt_words_go_before_common_ones() {
        let mut vocabulary = Vocabulary::new();
        assert_eq!(vocabulary.beginning("safeg", 2, 8), ["safeguarding"]);
        vocabulary.learn("The infographic was liked. An infographic is an infill.");
        assert_eq!(
            vocabulary.beginning("inf", 2, 3),
            ["infographic", "infill", "information"]
        );
        assert_eq!(
            vocabulary.beginning("infographic", 2, 3),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn a_word_keeps_the_case_it_has_inside_sentences() {
        let cases: [(&[&str], &str, &str); 7] = [
            (&["Depots were visited."], "dep", "depots"),
            (&["Members saw Tarnwick."], "tar", "Tarnwick"),
            (&["Depots open.", "The Depots Board met."], "dep", "Depots"),
            (&["HIGHWAYS WINTER PLAN"], "hig", "highways"),
            (&["Highways Winter Plan"], "hig", "highways"),
            (&["The role of the EHCPs was explained."], "ehc", "EHCPs"),
            (&["Zoë’s café was praised."], "caf", "café"),
        ];
        for (texts, prefix, expected) in cases {
            let mut vocabulary = Vocabulary::default();
            for text in texts {
                vocabulary.learn(text);
            }
            assert_eq!(vocabulary.beginning(prefix, 1, 9), [expected], "{texts:?}");
        }
        let mut vocabulary = Vocabulary::default();
        vocabulary.learn_name("Head of Winter Services");
        assert_eq!(vocabulary.beginning("win", 1, 9), ["Winter"]);
    }

    #[test]
    fn what_follows_is_learnt_within_sentences() {
        let mut vocabulary = Vocabulary::new();
        vocabulary.learn("The Winter Service Plan was noted. Members praised the Winter Service Plan, and gritters.");
        vocabulary.learn("The gritters and the depot.");
        let next = |earlier, last| vocabulary.next_words(earlier, last, 3);
        assert_eq!(
            next(None, "the"),
            ["Winter Service Plan", "Winter", "depot"],
            "what always ran on so is offered whole"
        );
        assert_eq!(
            next(Some("and"), "the")[0],
            "depot",
            "two words know more than one"
        );
        assert_eq!(next(Some("SERVICE"), "plan"), ["was"]);
        assert_eq!(
            next(None, "noted"),
            Vec::<String>::new(),
            "a full stop parts"
        );
        assert_eq!(next(None, "unheard"), Vec::<String>::new());
    }
}
