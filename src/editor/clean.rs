//! What may stand in a text that came from outside, and how the rest is shown.
//!
//! Two ways to meet a control character. [`clean`] takes it out before the text is stored: everything
//! that is typed, pasted or imported goes through here. [`visible`] leaves a stand-in, for text that is
//! shown although nobody cleaned it (a damaged register, a hostile name in a file).
//!
//! The rule is that of UAX 29: a character of the class *Control* is a grapheme of its own that nobody can
//! see, so Backspace would seem to do nothing, or it drives the terminal or the direction of writing.
//! Characters that belong to a visible grapheme stay: joiners, variation selectors, combining marks.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The waving black flag, the only base that tag characters may follow (England, Scotland, Wales: UTS 51, ED-14a).
const FLAG: char = '\u{1F3F4}';

/// What becomes of one character of a text from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays as it is.
    Stays,
    /// It ends a line: a newline in a text of several lines, otherwise a blank.
    EndsLine,
    /// It becomes a blank (the tab, which has no width of its own).
    BecomesBlank,
    /// It goes.
    Goes,
}

/// Says what becomes of `character` when it comes to stand after `previous`.
pub(super) fn fate(previous: Option<char>, character: char) -> Fate {
    match character {
        ' '..='~' => Fate::Stays,
        // A word processor's line break arrives as a vertical tab: dropping it would join two words.
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::EndsLine,
        '\t' => Fate::BecomesBlank,
        _ if is_unseen(character) => Fate::Goes,
        // Anywhere but in a flag, tags are a way to hide text in a text.
        _ if is_tag(character) && !previous.is_some_and(|it| it == FLAG || is_tag(it)) => {
            Fate::Goes
        }
        _ => Fate::Stays,
    }
}

/// Whether the character is a grapheme of its own that nobody sees: `Grapheme_Cluster_Break=Control`.
///
/// That is: C0, C1 and DEL; line and paragraph separators; format controls (the byte order mark, the soft
/// hyphen, the zero-width space, all that steer the direction of writing) but for the two joiners; and the
/// unassigned code points that are set aside to be ignored.
fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{1F}'
            | '\u{7F}'..='\u{9F}'
            | '\u{AD}'
            | '\u{61C}'
            | '\u{180E}'
            | '\u{200B}'
            | '\u{200E}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{13430}'..='\u{1343F}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E001F}'
            | '\u{E0080}'..='\u{E00FF}'
            | '\u{E01F0}'..='\u{E0FFF}'
    )
}

/// Whether the character is one of the invisible letters that spell a region after a flag.
fn is_tag(character: char) -> bool {
    matches!(character, '\u{E0020}'..='\u{E007F}')
}

/// Takes out of a text from outside what must not stand in the record.
///
/// Every form of line end (CR LF, CR, VT, FF, NEL, U+2028, U+2029) becomes `\n` if `multi_line`, and
/// otherwise a run of them becomes one blank. A tab becomes a blank. Control characters, format controls
/// and tags outside a flag go. Borrows when there is nothing to do; cleaning twice changes nothing more.
#[must_use]
pub fn clean(text: &str, multi_line: bool) -> Cow<'_, str> {
    scrub(text, multi_line).0
}

/// As [`clean`], and says how many characters were taken out without leaving anything in their place.
pub(super) fn scrub(text: &str, multi_line: bool) -> (Cow<'_, str>, usize) {
    if is_clean(text, multi_line) {
        return (Cow::Borrowed(text), 0);
    }
    let mut kept = String::with_capacity(text.len());
    let mut removed = 0;
    let mut after_line_end = false;
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match fate(kept.chars().next_back(), character) {
            Fate::Stays => {
                kept.push(character);
                after_line_end = false;
            }
            Fate::BecomesBlank => {
                kept.push(' ');
                after_line_end = false;
            }
            // The line feed of a CR LF speaks for both.
            Fate::EndsLine if character == '\r' && rest.peek() == Some(&'\n') => {}
            Fate::EndsLine => {
                if multi_line {
                    kept.push('\n');
                } else if !after_line_end {
                    kept.push(' ');
                }
                after_line_end = true;
            }
            Fate::Goes => removed += 1,
        }
    }
    (Cow::Owned(kept), removed)
}

/// Whether cleaning would leave the text as it is.
fn is_clean(text: &str, multi_line: bool) -> bool {
    let mut previous = None;
    text.chars().all(|character| {
        let stays = match fate(previous, character) {
            Fate::Stays => true,
            Fate::EndsLine => multi_line && character == '\n',
            Fate::BecomesBlank | Fate::Goes => false,
        };
        previous = Some(character);
        stays
    })
}

/// Shows what cannot be seen, for text that is displayed although it was never cleaned.
///
/// C0 controls and DEL become their pictures (U+2400 to U+2421: `␛` for ESC), everything else that
/// [`clean`] would take out becomes `<U+202E>`. Newlines and tabs are controls too: split into lines first
/// where they are meant. Borrows when there is nothing to show. Do this before wrapping, for the stand-ins
/// have a width.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if is_clean(text, false) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut previous = None;
    for character in text.chars() {
        let before = previous.take();
        match (fate(before, character), character) {
            (Fate::Stays, _) => {
                shown.push(character);
                previous = Some(character);
            }
            (_, '\0'..='\u{1F}') => {
                shown.extend(char::from_u32(0x2400 + u32::from(character)));
            }
            (_, '\u{7F}') => shown.push('\u{2421}'),
            // Writing to a string cannot fail.
            (_, _) => drop(write!(shown, "<U+{:04X}>", u32::from(character))),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    const SCOTLAND: &str = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}";

    #[test]
    fn ordinary_text_is_borrowed() {
        for text in [
            "",
            "The Panel noted the report – £3.5m, “as read”.",
            "Zoë 👩‍👩‍👧 ❤️ 葛󠄀城市",
            "نمی‌خواهم", // with a zero-width non-joiner, which Persian needs
            SCOTLAND,
        ] {
            assert!(matches!(clean(text, false), Cow::Borrowed(_)), "{text}");
            assert!(matches!(visible(text), Cow::Borrowed(_)), "{text}");
        }
        assert!(matches!(clean("two\nlines", true), Cow::Borrowed(_)));
    }

    #[test]
    fn every_line_end_becomes_a_newline_or_one_blank() {
        let text = "a\r\nb\rc\u{B}d\u{2028}e\u{85}f\n\ng";
        assert_eq!(clean(text, true), "a\nb\nc\nd\ne\nf\n\ng");
        assert_eq!(clean(text, false), "a b c d e f g");
    }

    #[test]
    fn what_drives_a_terminal_or_the_direction_of_writing_goes() {
        let text = "A\u{1B}[31mB\u{7}\0\u{9B}C\u{7F}\tD\u{202E}E\u{2067}F\u{FEFF}G\u{AD}H\u{200B}I";
        let (cleaned, removed) = scrub(text, true);
        assert_eq!(cleaned, "A[31mBC DEFGHI");
        assert_eq!(removed, 10);
    }

    #[test]
    fn tags_stay_in_a_flag_and_go_elsewhere() {
        let hidden = "Agreed\u{E0067}\u{E0062} 🏳\u{E0067}";
        assert_eq!(clean(hidden, false), "Agreed 🏳");
        assert_eq!(visible("ok\u{E0067}\u{E0062}"), "ok<U+E0067><U+E0062>");
    }

    #[test]
    fn stand_ins_show_what_was_there() {
        assert_eq!(
            visible("Cllr\u{1B}[2J \u{7F}\u{9B}\u{202E}nomis\nx"),
            "Cllr␛[2J ␡<U+009B><U+202E>nomis␊x"
        );
    }

    #[test]
    fn unseen_is_the_class_control_of_the_unicode_tables() {
        // After a Control there is always a boundary, even before a combining mark (UAX 29, GB4).
        let mut pair = String::new();
        for character in '\0'..=char::MAX {
            pair.clear();
            pair.extend([character, '\u{301}']);
            let is_control = pair.graphemes(true).nth(1).is_some();
            assert_eq!(is_unseen(character), is_control, "{character:?}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in "(\\PC|\\p{C}|\\s){0,40}", multi in any::<bool>()) {
            let once = clean(&text, multi).into_owned();
            let twice = clean(&once, multi).into_owned();
            prop_assert_eq!(&twice, &once);
            prop_assert!(once.chars().all(|it| !it.is_control() || (multi && it == '\n')));
            prop_assert!(visible(&text).chars().all(|it| !it.is_control()));
        }
    }
}
