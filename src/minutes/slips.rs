//! Words nearly as typed: "saefguarding" means "safeguarding".
//!
//! One slip is forgiven in a word of [`SHORTEST`] letters or more: a letter left out, one too many, a wrong one, or
//! two neighbours the wrong way round (the distance of Damerau and Levenshtein is 1). A word still being typed is
//! compared with the beginnings of known words, so that "saefg" is put right already. Only beginnings that some word
//! has are tried, walking down the sorted list, so it takes microseconds and not a look at every word.

use std::ops::Range;

/// Words of fewer letters are taken as typed: so many others are one letter away that a correction is a guess.
pub const SHORTEST: usize = 5;

/// Every word of the register, folded and sorted.
///
/// The words stand in one text, for 60,000 of them take less than a megabyte so.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    text: String,
    /// Where each word ends in `text`.
    ends: Vec<u32>,
}

/// What a mistyped word may have been meant to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The beginning of known words, or a whole one.
    pub beginning: String,
    /// Which slip it puts right.
    pub slip: Slip,
    /// Whether it is itself a known word.
    pub whole: bool,
    /// How many known words begin so.
    pub words: usize,
}

/// The slips, the likeliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    /// Two neighbours were typed the wrong way round.
    Swapped,
    /// A letter was left out.
    LeftOut,
    /// A letter was typed too many.
    TooMany,
    /// A letter was typed for another.
    Wrong,
}

impl Vocabulary {
    /// Takes in words, folded, each once and in the order of their bytes.
    ///
    /// Words that do not stand in order are left out rather than found wrongly.
    pub fn of_sorted<T: AsRef<str>>(words: impl IntoIterator<Item = T>) -> Self {
        let mut vocabulary = Self::default();
        for word in words {
            vocabulary.push(word.as_ref());
        }
        vocabulary.text.shrink_to_fit();
        vocabulary.ends.shrink_to_fit();
        vocabulary
    }

    /// Takes in one more word, which must come after all others.
    pub fn push(&mut self, word: &str) {
        let in_order = self
            .len()
            .checked_sub(1)
            .is_none_or(|last| self.word(last) < word);
        if in_order && let Ok(end) = u32::try_from(self.text.len() + word.len()) {
            self.text.push_str(word);
            self.ends.push(end);
        }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether this is a word.
    pub fn holds(&self, word: &str) -> bool {
        let at = self.first_from(0..self.len(), word);
        at < self.len() && self.word(at) == word
    }

    /// Whether some word begins so.
    pub fn has_beginning(&self, beginning: &str) -> bool {
        !self.beginning(0..self.len(), beginning).is_empty()
    }

    /// The words that begin so.
    pub fn words_beginning(&self, beginning: &str) -> impl Iterator<Item = &str> {
        self.beginning(0..self.len(), beginning)
            .map(|at| self.word(at))
    }

    /// What a word may have been meant to be, the likeliest first, if it has one slip; nothing for a short word.
    ///
    /// Whole words come before beginnings, and a first letter as typed before another: first letters are seldom wrong.
    pub fn corrections(&self, typed: &str) -> Vec<Correction> {
        let letters: Vec<(usize, char)> = typed.char_indices().collect();
        if letters.len() < SHORTEST {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut range = 0..self.len();
        for place in 0..=letters.len() {
            let at = letters.get(place).map_or(typed.len(), |letter| letter.0);
            range = self.beginning(range, &typed[..at]); // `at` is where a letter begins, or the end
            if range.is_empty() {
                break;
            }
            self.slips_at(typed, &letters, place, range.clone(), &mut found);
        }
        found.sort_by(|a, b| {
            let rank = |it: &Correction| {
                (
                    !it.whole,
                    it.beginning.chars().next() != typed.chars().next(),
                    it.slip,
                )
            };
            rank(a)
                .cmp(&rank(b))
                .then(b.words.cmp(&a.words))
                .then_with(|| a.beginning.cmp(&b.beginning))
        });
        let mut seen = std::collections::HashSet::new();
        found.retain(|correction| seen.insert(correction.beginning.clone()));
        found
    }

    /// The corrections of a slip at one place, among the words that begin like `typed` up to there.
    fn slips_at(
        &self,
        typed: &str,
        letters: &[(usize, char)],
        place: usize,
        range: Range<usize>,
        found: &mut Vec<Correction>,
    ) {
        let start = |place: usize| letters.get(place).map_or(typed.len(), |letter| letter.0);
        let (at, next, after) = (start(place), start(place + 1), start(place + 2));
        // All of these are where letters begin, or the end.
        let (before, from_here, rest, later) =
            (&typed[..at], &typed[at..], &typed[next..], &typed[after..]);
        let mut note = |beginning: String, slip: Slip| {
            if beginning == typed {
                return;
            }
            let words = self.beginning(range.clone(), &beginning);
            if !words.is_empty() {
                found.push(Correction {
                    whole: self.word(words.start) == beginning,
                    words: words.len(),
                    beginning,
                    slip,
                });
            }
        };
        let Some((_, here)) = letters.get(place) else {
            // One more letter at the end is what the rest of the word would be anyway.
            return;
        };
        note(format!("{before}{rest}"), Slip::TooMany);
        if let Some((_, then)) = letters.get(place + 1) {
            note(format!("{before}{then}{here}{later}"), Slip::Swapped);
        }
        for letter in self.letters_after(range.clone(), before.len()) {
            if letter != *here {
                note(format!("{before}{letter}{rest}"), Slip::Wrong);
            }
            note(format!("{before}{letter}{from_here}"), Slip::LeftOut);
        }
    }

    /// The letters that come after so many bytes in a range of words which agree up to there.
    fn letters_after(&self, range: Range<usize>, length: usize) -> Vec<char> {
        let mut letters = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let word = self.word(at);
            let Some(letter) = word.get(length..).and_then(|rest| rest.chars().next()) else {
                at += 1; // the word ends here
                continue;
            };
            letters.push(letter);
            let beginning = &word[..length + letter.len_utf8()]; // the letter stands there
            at = self.beginning(at..range.end, beginning).end;
        }
        letters
    }

    /// Which words of a range begin so.
    fn beginning(&self, range: Range<usize>, beginning: &str) -> Range<usize> {
        let start = self.first_from(range.clone(), beginning);
        let (mut low, mut high) = (start, range.end);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.word(middle).starts_with(beginning) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        start..low
    }

    /// The first place in a range whose word does not come before `word`.
    fn first_from(&self, range: Range<usize>, word: &str) -> usize {
        let (mut low, mut high) = (range.start, range.end);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.word(middle) < word {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn word(&self, at: usize) -> &str {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = at.checked_sub(1).map_or(0, end);
        self.text.get(start..end(at)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let words: BTreeSet<&str> = words.iter().copied().collect();
        Vocabulary::of_sorted(words)
    }

    fn council() -> Vocabulary {
        vocabulary(&[
            "safe",
            "safeguard",
            "safeguarding",
            "safeguards",
            "salt",
            "training",
            "trading",
            "harbour",
            "harbor",
            "committee",
            "commit",
            "housing",
            "hosing",
            "élan",
            "budget",
            "a",
            "the",
            "there",
            "three",
        ])
    }

    #[test]
    fn one_slip_is_put_right() {
        let vocabulary = council();
        let cases = [
            ("saefguarding", "safeguarding", Slip::Swapped),
            ("saefg", "safeg", Slip::Swapped),
            ("safgua", "safegua", Slip::LeftOut),
            ("safeeguard", "safeguard", Slip::TooMany),
            ("safehuard", "safeguard", Slip::Wrong),
            ("dafeguarding", "safeguarding", Slip::Wrong),
            ("afeguard", "safeguard", Slip::LeftOut),
            ("comittee", "committee", Slip::LeftOut),
            ("budgte", "budget", Slip::Swapped),
            ("elan’s", "", Slip::Wrong),
        ];
        for (typed, expected, slip) in cases {
            let found = vocabulary.corrections(typed);
            match found.first() {
                Some(best) => assert_eq!(
                    (best.beginning.as_str(), best.slip),
                    (expected, slip),
                    "{typed}"
                ),
                None => assert_eq!(expected, "", "{typed}"),
            }
        }
    }

    #[test]
    fn whole_words_come_first_and_short_words_are_left_alone() {
        let vocabulary = council();
        let found = vocabulary.corrections("traiding");
        let words: Vec<&str> = found.iter().map(|it| it.beginning.as_str()).collect();
        assert_eq!(words, ["trading", "training"]);
        assert!(found[0].whole);
        assert_eq!(vocabulary.corrections("tehr"), []);
        assert_eq!(vocabulary.corrections("xyzzyx"), []);
        assert_eq!(Vocabulary::default().corrections("saefguarding"), []);
    }

    #[test]
    fn words_are_found_by_their_beginnings() {
        let vocabulary = council();
        assert!(vocabulary.holds("safe") && !vocabulary.holds("saf"));
        assert!(vocabulary.has_beginning("saf") && !vocabulary.has_beginning("saq"));
        let found: Vec<&str> = vocabulary.words_beginning("safeguard").collect();
        assert_eq!(found, ["safeguard", "safeguarding", "safeguards"]);
        assert_eq!(vocabulary.words_beginning("").count(), vocabulary.len());
    }

    #[test]
    fn words_out_of_order_are_left_out() {
        let vocabulary = Vocabulary::of_sorted(["b", "a", "b", "c"]);
        assert_eq!(
            vocabulary.words_beginning("").collect::<Vec<_>>(),
            ["b", "c"]
        );
    }

    /// The distance by its definition, letter by letter.
    fn distance(a: &[char], b: &[char]) -> usize {
        match (a, b) {
            ([], rest) | (rest, []) => rest.len(),
            ([x, a_rest @ ..], [y, b_rest @ ..]) if x == y => distance(a_rest, b_rest),
            ([x, a_rest @ ..], [y, b_rest @ ..]) => {
                let mut least = distance(a_rest, b)
                    .min(distance(a, b_rest))
                    .min(distance(a_rest, b_rest));
                if let ([z, a_rest @ ..], [w, b_rest @ ..]) = (a_rest, b_rest)
                    && x == w
                    && y == z
                {
                    least = least.min(distance(a_rest, b_rest));
                }
                least + 1
            }
        }
    }

    fn within_one_of_a_beginning(typed: &str, word: &str) -> bool {
        let typed: Vec<char> = typed.chars().collect();
        let word: Vec<char> = word.chars().collect();
        (0..=word.len()).any(|length| {
            length.abs_diff(typed.len()) <= 1 && distance(&typed, &word[..length]) <= 1
        })
    }

    proptest! {
        #[test]
        fn exactly_the_words_within_one_slip_are_found(
            words in prop::collection::btree_set("[abcé]{1,8}", 0..40),
            typed in "[abcé]{5,7}",
        ) {
            let vocabulary = Vocabulary::of_sorted(&words);
            let mut found: BTreeSet<String> = vocabulary
                .corrections(&typed)
                .iter()
                .flat_map(|it| vocabulary.words_beginning(&it.beginning))
                .map(str::to_owned)
                .collect();
            // Words that begin as typed need no correction, and may be found by one all the same.
            found.extend(vocabulary.words_beginning(&typed).map(str::to_owned));
            let expected: BTreeSet<String> = words
                .iter()
                .filter(|word| within_one_of_a_beginning(&typed, word))
                .cloned()
                .collect();
            prop_assert_eq!(found, expected);
        }
    }
}
