//! Small tools over a paragraph: its sentences, its words with their places, phrases found in it.
//!
//! Places are byte offsets into the text that was given. Lower case is that of ASCII alone, so that places stay true.

use std::ops::Range;

/// A word between blanks, with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// Where it begins.
    pub at: usize,
    /// The word with the signs around it.
    pub text: &'t str,
}

impl Word<'_> {
    /// Where it ends.
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The words of a text.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    text.split_whitespace().map(move |word| Word {
        // A part of `text`, so the difference of the addresses is its place.
        at: word.as_ptr() as usize - text.as_ptr() as usize,
        text: word,
    })
}

/// A word without the signs around it.
pub fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// Lower case that keeps all places.
pub fn lower(text: &str) -> String {
    text.to_ascii_lowercase()
}

/// Where a phrase stands as whole words, at or after a place; both in lower case.
pub fn find(lower: &str, phrase: &str, from: usize) -> Option<usize> {
    let mut from = from;
    loop {
        let at = from + lower.get(from..)?.find(phrase)?;
        let end = at + phrase.len();
        let glued = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let before = lower.get(..at).and_then(|text| text.chars().next_back());
        let after = lower.get(end..).and_then(|text| text.chars().next());
        let starts = phrase.chars().next();
        let ends = phrase.chars().next_back();
        let inside = glued(before) && glued(starts) || glued(after) && glued(ends);
        if !inside {
            return Some(at);
        }
        from = end;
    }
}

/// Whether a word is one of a list, written as one text with blanks between.
pub fn is_listed(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|known| known == word)
}

/// Whether any of the phrases stands in it as whole words.
pub fn has(lower: &str, phrases: &[&str]) -> bool {
    phrases
        .iter()
        .any(|phrase| find(lower, phrase, 0).is_some())
}

/// The first of the phrases to stand in it: its place and length.
pub fn first_of(lower: &str, phrases: &[&str], from: usize) -> Option<(usize, usize)> {
    phrases
        .iter()
        .filter_map(|phrase| Some((find(lower, phrase, from)?, phrase.len())))
        .min_by_key(|(at, length)| (*at, usize::MAX - *length))
}

/// The beginning of a text that is one of the phrases, as whole words: its length.
pub fn begins(lower: &str, phrases: &[&str]) -> Option<usize> {
    phrases
        .iter()
        .filter(|phrase| {
            lower.strip_prefix(**phrase).is_some_and(|rest| {
                !rest.starts_with(char::is_alphanumeric) || !phrase.ends_with(char::is_alphanumeric)
            })
        })
        .map(|phrase| phrase.len())
        .max()
}

/// Words that end with a full stop in the middle of a sentence.
const SHORTENED: [&str; 42] = [
    "ml", "wm", "jas", "thos", "geo", "chas", "sen", "dep", "mr", "mrs", "ms", "dr", "cllr",
    "cllrs", "clr", "clrs", "cr", "st", "no", "nos", "co", "rev", "revd", "hon", "sgt", "insp",
    "e.g", "i.e", "eg", "ie", "approx", "para", "min", "prop", "sec", "tel", "messrs", "ald",
    "prof", "capt", "vs", "ref",
];

/// The longest sentence, in bytes.
const LONGEST: usize = 5000;

/// The sentences of a text. A full stop after an initial, a title or a bare number ends none.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, letter)) = rest.next() {
        // Nobody writes such a sentence; cut, so that the work on one sentence stays small.
        if at - start >= LONGEST {
            push(text, &mut found, start..at);
            start = at;
        }
        if !matches!(letter, '.' | '?' | '!') {
            continue;
        }
        let mut end = at + letter.len_utf8();
        while let Some(&(next_at, next)) = rest.peek() {
            if matches!(next, '"' | '”' | '’' | '\'' | ')' | '.' | '?' | '!') {
                end = next_at + next.len_utf8();
                rest.next();
            } else {
                break;
            }
        }
        let Some(after) = text.get(end..) else { break };
        if !after.starts_with(char::is_whitespace) {
            continue;
        }
        let next = after.trim_start().chars().next();
        if next.is_none_or(|next| next.is_lowercase() || matches!(next, ',' | ';')) {
            continue;
        }
        let before = text.get(start..at).unwrap_or_default();
        if letter == '.' && !may_end(before) {
            continue;
        }
        push(text, &mut found, start..end);
        start = end;
    }
    push(text, &mut found, start..text.len());
    found
}

fn may_end(before: &str) -> bool {
    let word = before
        .rsplit(|letter: char| letter.is_whitespace() || letter == '(')
        .next()
        .unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase)
        || word.len() <= 6
            && word.contains('.')
            && word.chars().all(|c| c.is_uppercase() || c == '.');
    let only_number = !before.trim().is_empty()
        && before.trim().len() <= 8
        && before
            .trim()
            .chars()
            .all(|letter| letter.is_ascii_digit() || matches!(letter, '/' | '.'));
    !initial && !only_number && !SHORTENED.contains(&word.to_ascii_lowercase().as_str())
}

fn push(text: &str, found: &mut Vec<Range<usize>>, range: Range<usize>) {
    let Some(part) = text.get(range.clone()) else {
        return;
    };
    let lead = part.len() - part.trim_start().len();
    let trimmed = part.trim();
    if !trimmed.is_empty() {
        found.push(range.start + lead..range.start + lead + trimmed.len());
    }
}

/// The first sentence of a text; all of it where there is none.
pub fn first_sentence(text: &str) -> &str {
    let near = start(text, LONGEST);
    sentences(near)
        .into_iter()
        .next()
        .and_then(|range| near.get(range))
        .unwrap_or(near)
}

/// Whether most letters are capitals, and there are at least two.
pub fn is_capitals(text: &str) -> bool {
    let (mut upper, mut lower) = (0_usize, 0_usize);
    for letter in text.chars() {
        if letter.is_uppercase() {
            upper += 1;
        } else if letter.is_lowercase() {
            lower += 1;
        }
    }
    upper >= 2 && lower * 8 <= upper
}

/// Whether a text ends as a sentence or a lead-in does.
pub fn is_ended(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ']', ' '])
        .ends_with(['.', ';', ':', '!', '?'])
}

/// The start of a text, at most so many bytes, cut at a letter.
pub fn start(text: &str, most: usize) -> &str {
    let cut = (0..=most.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at));
    cut.and_then(|cut| text.get(..cut)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn initials_and_titles_end_no_sentence() {
        assert_eq!(
            cut(
                "Cllr. A. Moss was there. Mr. P. Dunn left at 8.15 p.m. The rest stayed! Did they? Yes"
            ),
            [
                "Cllr. A. Moss was there.",
                "Mr. P. Dunn left at 8.15 p.m.",
                "The rest stayed!",
                "Did they?",
                "Yes"
            ]
        );
        assert_eq!(
            cut("12. Roads were swept. (a) Paths."),
            ["12. Roads were swept.", "(a) Paths."]
        );
        assert_eq!(cut("  "), [""; 0]);
    }

    #[test]
    fn phrases_are_found_as_whole_words() {
        assert_eq!(find("the clerks and the clerk", "clerk", 0), Some(19));
        assert_eq!(find("unresolved", "resolved", 0), None);
        assert_eq!(
            first_of("moved and seconded", &["seconded", "moved"], 0),
            Some((0, 5))
        );
        assert_eq!(
            begins("apologies: none", &["apologies", "apologies:"]),
            Some(10)
        );
        assert_eq!(begins("presented", &["present"]), None);
    }
}
