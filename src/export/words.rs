//! Text as a document may hold it.

use std::fmt;

use serde::{Serialize, Serializer};

/// Text that holds nothing but what a reader sees.
///
/// The only control character in it is the line break, between lines that are neither empty nor have blanks at
/// their ends. Other control characters are shown as their pictures (U+2400 and following), so that nothing vanishes
/// unseen; marks that turn the direction of writing or have no width are dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(inline))]
pub struct Words(String);

impl Words {
    /// The text, cleaned.
    pub fn new(text: &str) -> Self {
        let mut clean = String::with_capacity(text.len());
        // A line break made of two characters is one line break.
        for line in text.replace("\r\n", "\n").split(is_break) {
            let start = clean.len();
            if start > 0 {
                clean.push('\n');
            }
            let shown: String = line.chars().filter_map(shown).collect();
            match shown.trim() {
                "" => clean.truncate(start),
                line => clean.push_str(line),
            }
        }
        Self(clean)
    }

    /// As a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its lines; none where it is empty.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.0.lines()
    }

    /// Without anything in it.
    pub const fn empty() -> Self {
        Self(String::new())
    }

    /// In one line of so many letters at most, cut between words, with "…" where something was left out.
    pub fn shortened(&self, letters: usize) -> String {
        let line = self.in_one_line();
        if line.chars().count() <= letters {
            return line;
        }
        let mut short = String::new();
        for word in line.split(' ') {
            if short.chars().count() + word.chars().count() + 3 > letters && !short.is_empty() {
                break;
            }
            if !short.is_empty() {
                short.push(' ');
            }
            short.extend(word.chars().take(letters.saturating_sub(2)));
        }
        short + " …"
    }

    /// In one line.
    pub fn in_one_line(&self) -> String {
        self.0.replace('\n', " ")
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// Line breaks, as Unicode has them (UAX 14, mandatory breaks).
fn is_break(letter: char) -> bool {
    matches!(
        letter,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// The character as a document may hold it, if at all.
fn shown(letter: char) -> Option<char> {
    match letter {
        '\t' => Some(' '),
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(letter)),
        '\u{7f}' => Some('\u{2421}'),
        // The latter are no characters at all, by Unicode's own word: XML does not take them.
        '\u{80}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' => Some('\u{fffd}'),
        other if u32::from(other) & 0xfffe == 0xfffe => Some('\u{fffd}'),
        // Soft hyphens, direction marks and overrides, isolates, zero-width blanks, invisible operators, interlinear
        // marks, marks of phrasing in music, tags.
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e00ff}'
        | '\u{e01f0}'..='\u{e0fff}' => None,
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_could_drive_a_terminal_is_shown_and_what_could_mislead_is_dropped() {
        assert_eq!(
            Words::new("a\u{1b}[31mb\0c\u{7f}d\u{9b}e").as_str(),
            "a␛[31mb␀c␡d\u{fffd}e"
        );
        assert_eq!(Words::new("\u{202e}Bell\u{200f}\u{feff}").as_str(), "Bell");
        assert_eq!(Words::new("a\tb").as_str(), "a b");
        assert_eq!(
            Words::new("a\u{ffff}\u{1fffe}\u{fdd0}b").as_str(),
            "a\u{fffd}\u{fffd}\u{fffd}b"
        );
        assert_eq!(
            Words::new("e\u{301} 👨‍👩‍👧 שלום").as_str(),
            "e\u{301} 👨‍👩‍👧 שלום",
            "letters of any script stay as they are"
        );
    }

    #[test]
    fn lines_are_kept_and_empty_ones_are_not() {
        assert_eq!(
            Words::new("\r\n one \r\n\r\n\ttwo\u{2028}three\n ").as_str(),
            "one\ntwo\nthree"
        );
        assert!(Words::new(" \n\u{200b}\n").is_empty());
    }

    #[test]
    fn a_line_is_cut_between_words() {
        let words = Words::new("The Panel heard\nthat work would begin");
        assert_eq!(words.shortened(36), "The Panel heard that work would …");
        assert_eq!(words.shortened(37), "The Panel heard that work would begin");
        assert_eq!(Words::new(&"x".repeat(50)).shortened(10), "xxxxxxxx …");
    }

    proptest! {
        #[test]
        fn words_are_clean_and_stay_so(text in "\\PC*|[\\s\\S]*") {
            let words = Words::new(&text);
            prop_assert!(words.as_str().chars().all(|c| c == '\n' || !c.is_control()));
            prop_assert!(words.as_str().chars().all(|c| u32::from(c) & 0xfffe != 0xfffe));
            prop_assert!(words.lines().all(|line| !line.is_empty() && line.trim() == line));
            prop_assert_eq!(Words::new(words.as_str()), words);
        }
    }
}
