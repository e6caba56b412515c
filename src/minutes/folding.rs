//! Text without regard to case and accents, and the words of a text: what every comparison of words stands on.
//!
//! The register's index of words is SQLite's FTS5 with `unicode61 remove_diacritics 2`. [`words`] cuts and folds as
//! it does (a test of the store compares the two), so that what is typed, what is indexed and what is marked on the
//! screen agree. Names are compared a little more freely ([`fold`]): "Łukasz" is found by "lukasz".

use std::ops::Range;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// Its letters, small and without accents. Never empty.
    pub folded: String,
}

/// The words of a text, folded: runs of letters and digits. An apostrophe or a hyphen parts words.
pub fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut letters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (start, first) = letters.find(|(_, letter)| letter.is_alphanumeric())?;
            let mut folded = String::new();
            push_small(&mut folded, first);
            let mut end = start + first.len_utf8();
            while let Some((at, letter)) =
                letters.next_if(|(_, letter)| letter.is_alphanumeric() || is_accent(*letter))
            {
                push_small(&mut folded, letter);
                end = at + letter.len_utf8();
            }
            // A lone sign that folds to nothing is no word.
            if !folded.is_empty() {
                return Some(Word {
                    at: start..end,
                    folded,
                });
            }
        }
    })
}

/// A text without regard to case, accents and the shape of its apostrophes and hyphens, for comparing names.
pub fn fold(text: &str) -> String {
    letters(text).collect()
}

/// The letters of such a text, one after the other: to compare without making a text.
pub fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().flat_map(folded)
}

/// One letter folded for names: usually one letter, none for an accent of its own.
pub(super) fn folded(letter: char) -> impl Iterator<Item = char> {
    letter
        .to_lowercase()
        .filter(|letter| !is_mark(*letter))
        .map(|letter| alike(bare(letter)))
}

/// Whether a character is an accent of its own, which belongs to the letter before it.
pub(super) fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// Appends a letter as the index folds it; nearly all of them are plain ones.
fn push_small(folded: &mut String, letter: char) {
    if letter.is_ascii() {
        folded.push(letter.to_ascii_lowercase());
    } else {
        folded.extend(small(letter));
    }
}

/// One letter as the index folds it.
fn small(letter: char) -> impl Iterator<Item = char> {
    letter
        .to_lowercase()
        .filter(|letter| !is_accent(*letter))
        .map(bare)
}

/// The accents of their own that the index takes as part of a word.
fn is_accent(letter: char) -> bool {
    matches!(
        letter,
        '\u{300}'..='\u{304}'
            | '\u{306}'..='\u{30c}'
            | '\u{30f}'
            | '\u{311}'
            | '\u{31b}'
            | '\u{323}'..='\u{328}'
            | '\u{32d}'
            | '\u{32e}'
            | '\u{330}'
            | '\u{331}'
    )
}

/// A small letter without its accent: every letter of the Latin alphabets that is another letter with an accent.
fn bare(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    match letter {
        'à'..='å'
        | 'ā'
        | 'ă'
        | 'ą'
        | 'ǎ'
        | 'ǟ'
        | 'ǻ'
        | 'ȁ'
        | 'ȃ'
        | 'ȧ'
        | 'ḁ'
        | 'ạ'
        | 'ả'
        | 'ấ'
        | 'ầ'
        | 'ẩ'
        | 'ẫ'
        | 'ậ'
        | 'ắ'
        | 'ằ'
        | 'ẳ'
        | 'ẵ'
        | 'ặ' => 'a',
        'ḃ' | 'ḅ' | 'ḇ' => 'b',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' | 'ḉ' => 'c',
        'ď' | 'ḋ' | 'ḍ' | 'ḏ' | 'ḑ' | 'ḓ' => 'd',
        'è'..='ë'
        | 'ē'
        | 'ĕ'
        | 'ė'
        | 'ę'
        | 'ě'
        | 'ȅ'
        | 'ȇ'
        | 'ȩ'
        | 'ḕ'
        | 'ḗ'
        | 'ḙ'
        | 'ḛ'
        | 'ḝ'
        | 'ẹ'
        | 'ẻ'
        | 'ẽ'
        | 'ế'
        | 'ề'
        | 'ể'
        | 'ễ'
        | 'ệ' => 'e',
        'ḟ' => 'f',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǧ' | 'ǵ' | 'ḡ' => 'g',
        'ĥ' | 'ȟ' | 'ḣ' | 'ḥ' | 'ḧ' | 'ḩ' | 'ḫ' | 'ẖ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ǐ' | 'ȉ' | 'ȋ' | 'ḭ' | 'ḯ' | 'ỉ' | 'ị' => {
            'i'
        }
        'ĵ' | 'ǰ' => 'j',
        'ķ' | 'ǩ' | 'ḱ' | 'ḳ' | 'ḵ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ḷ' | 'ḹ' | 'ḻ' | 'ḽ' => 'l',
        'ḿ' | 'ṁ' | 'ṃ' => 'm',
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ǹ' | 'ṅ' | 'ṇ' | 'ṉ' | 'ṋ' => 'n',
        'ò'..='ö'
        | 'ō'
        | 'ŏ'
        | 'ő'
        | 'ơ'
        | 'ǒ'
        | 'ǫ'
        | 'ǭ'
        | 'ȍ'
        | 'ȏ'
        | 'ȫ'
        | 'ȭ'
        | 'ȯ'
        | 'ȱ'
        | 'ṍ'
        | 'ṏ'
        | 'ṑ'
        | 'ṓ'
        | 'ọ'
        | 'ỏ'
        | 'ố'
        | 'ồ'
        | 'ổ'
        | 'ỗ'
        | 'ộ'
        | 'ớ'
        | 'ờ'
        | 'ở'
        | 'ỡ'
        | 'ợ' => 'o',
        'ṕ' | 'ṗ' => 'p',
        'ŕ' | 'ŗ' | 'ř' | 'ȑ' | 'ȓ' | 'ṙ' | 'ṛ' | 'ṝ' | 'ṟ' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ſ' | 'ș' | 'ṡ' | 'ṣ' | 'ṥ' | 'ṧ' | 'ṩ' | 'ẛ' => {
            's'
        }
        'ţ' | 'ť' | 'ț' | 'ṫ' | 'ṭ' | 'ṯ' | 'ṱ' | 'ẗ' => 't',
        'ù'..='ü'
        | 'ũ'
        | 'ū'
        | 'ŭ'
        | 'ů'
        | 'ű'
        | 'ų'
        | 'ư'
        | 'ǔ'
        | 'ǖ'
        | 'ǘ'
        | 'ǚ'
        | 'ǜ'
        | 'ȕ'
        | 'ȗ'
        | 'ṳ'
        | 'ṵ'
        | 'ṷ'
        | 'ṹ'
        | 'ṻ'
        | 'ụ'
        | 'ủ'
        | 'ứ'
        | 'ừ'
        | 'ử'
        | 'ữ'
        | 'ự' => 'u',
        'ṽ' | 'ṿ' => 'v',
        'ŵ' | 'ẁ' | 'ẃ' | 'ẅ' | 'ẇ' | 'ẉ' | 'ẘ' => 'w',
        'ẋ' | 'ẍ' => 'x',
        'ý' | 'ÿ' | 'ŷ' | 'ȳ' | 'ẏ' | 'ẙ' | 'ỳ' | 'ỵ' | 'ỷ' | 'ỹ' => 'y',
        'ź' | 'ż' | 'ž' | 'ẑ' | 'ẓ' | 'ẕ' => 'z',
        other => other,
    }
}

/// The letter or sign that a name may as well be typed with.
fn alike(letter: char) -> char {
    match letter {
        'đ' => 'd',
        'ı' => 'i',
        'ł' => 'l',
        'ø' => 'o',
        '’' | '‘' | 'ʼ' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        '\u{a0}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded_words(text: &str) -> Vec<String> {
        words(text).map(|word| word.folded).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits_without_case_and_accents() {
        let cases: [(&str, &[&str]); 8] = [
            (
                "The Panel’s multi-agency hub (MASH)",
                &["the", "panel", "s", "multi", "agency", "hub", "mash"],
            ),
            ("CSSP/2022/14", &["cssp", "2022", "14"]),
            ("£966K; 4.5%", &["966k", "4", "5"]),
            ("Zoë Ŵyn-Ŷates", &["zoe", "wyn", "yates"]),
            ("Zoe\u{308}", &["zoe"]),
            ("Łukasz Søren", &["łukasz", "søren"]),
            ("", &[]),
            (" — \u{308}… ", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(folded_words(text), expected, "{text}");
        }
    }

    #[test]
    fn a_word_says_where_it_stands() {
        let text = "an Élan, Zoe\u{308}!";
        let found: Vec<&str> = words(text).map(|word| &text[word.at]).collect();
        assert_eq!(found, ["an", "Élan", "Zoe\u{308}"]);
    }

    #[test]
    fn names_are_compared_more_freely() {
        assert_eq!(fold("Łukasz O’Søren‑Đ"), "lukasz o'soren-d");
    }
}
