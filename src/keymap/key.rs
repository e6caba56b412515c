//! One key press: how it is written, how it is shown, and which presses a terminal can tell apart.
//!
//! A terminal sends bytes, not keys: Ctrl+I *is* Tab, Ctrl+Enter is Enter, and nothing says whether Shift was held
//! with Ctrl+N. So there are two gates, and both come to the same form: [`pressed`] for what arrives, [`read_keys`]
//! for what a keymap file says. The second refuses what could never arrive, and gives the reason.

use keybinds::Mods;
use std::fmt::Write as _;

/// One key press as the keymap compares it; make it with [`pressed`] or [`read_keys`], which bring it into one form.
pub use keybinds::KeyInput as Key;

/// Which key it is, without Ctrl, Alt and Shift: `KeyName::Char('n')`, `KeyName::Tab`, `KeyName::F5`.
pub use keybinds::Key as KeyName;

/// Why a key in a keymap file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// There is nothing between the quotes.
    #[error(
        "no key is named; write for example \"ctrl-n\", \"alt-up\", \"f5\" or \"ctrl-x ctrl-s\""
    )]
    Empty,
    /// The name of the key is not known.
    #[error(
        "the key \"{0}\" cannot be read; write a single character, f1 to f12, enter, tab, esc, space, backspace, \
         delete, insert, up, down, left, right, home, end, pageup or pagedown, \
         with ctrl-, alt- or shift- before it"
    )]
    Unreadable(String),
    /// The key is read, but a terminal cannot send it.
    #[error("the key \"{key}\" cannot be used: {reason}")]
    NeverSent {
        /// The key as the file writes it.
        key: String,
        /// Why it would never arrive.
        reason: &'static str,
    },
}

/// A key press as it arrived, brought into the form in which the keymap knows it.
///
/// `key` is what the terminal's library reports, with `KeyName::Tab` and `shift` for its back-tab and
/// [`function_key`] for a numbered one. What comes out has these properties:
/// - a character carries no Shift: it is already the shifted character (`A`, `?`);
/// - with Ctrl or Alt a letter is small, since Caps Lock must not change what Ctrl+N does;
/// - a byte with two names has one of them: Ctrl+I is Tab, Ctrl+M and Ctrl+J are Enter, Ctrl+H is Backspace, Ctrl+[
///   is Esc, Ctrl+4 to Ctrl+7 are Ctrl+\, Ctrl+], Ctrl+^ and Ctrl+_, and Ctrl+/ is Ctrl+_;
/// - Ctrl+Alt with anything but a to z is what `AltGr` types on Windows, so it is the plain character;
/// - Ctrl+Backspace, where it can be told apart at all, is Alt+Backspace; Shift and Ctrl on Enter, Space, Backspace
///   and Esc, and Ctrl and Alt on Tab, are dropped, because most terminals drop them.
pub fn pressed(key: KeyName, ctrl: bool, alt: bool, shift: bool) -> Key {
    match key {
        KeyName::Char(c) => pressed_character(c, ctrl, alt),
        KeyName::Enter => with(KeyName::Enter, false, alt, false),
        KeyName::Backspace => with(KeyName::Backspace, false, alt || ctrl, false),
        KeyName::Tab => with(KeyName::Tab, false, false, shift),
        KeyName::Esc => with(KeyName::Esc, false, false, false),
        other => with(other, ctrl, alt, shift),
    }
}

/// [`pressed`] for a character.
fn pressed_character(c: char, ctrl: bool, alt: bool) -> Key {
    if ctrl && alt && !c.is_ascii_alphabetic() {
        return with(KeyName::Char(c), false, false, false);
    }
    if !ctrl {
        let c = if alt { small(c) } else { c };
        return with(KeyName::Char(c), false, alt, false);
    }
    let key = match small(c) {
        'i' => KeyName::Tab,
        'j' | 'm' => KeyName::Enter,
        'h' => KeyName::Backspace,
        '[' => KeyName::Esc,
        other => return with(KeyName::Char(control_alias(other)), true, alt, false),
    };
    // Ctrl is what made the letter into this key, so it is spent; Alt stays.
    let alt = alt && key != KeyName::Tab && key != KeyName::Esc;
    with(key, false, alt, false)
}

/// The one name of the characters that share a control byte.
fn control_alias(c: char) -> char {
    match c {
        '4' => '\\',
        '5' => ']',
        '6' => '^',
        '7' | '/' => '_',
        '@' | '2' => ' ',
        other => other,
    }
}

/// The character that a key press types into a text; `None` when it is not text.
pub fn typed(key: Key) -> Option<char> {
    match key.key() {
        KeyName::Char(c) if !key.mods().intersects(Mods::CTRL | Mods::ALT) => Some(c),
        _ => None, // the names are another crate's, and may grow
    }
}

/// The function key of that number, 1 to 12; `None` for any other.
pub fn function_key(number: u8) -> Option<KeyName> {
    const KEYS: [KeyName; 12] = [
        KeyName::F1,
        KeyName::F2,
        KeyName::F3,
        KeyName::F4,
        KeyName::F5,
        KeyName::F6,
        KeyName::F7,
        KeyName::F8,
        KeyName::F9,
        KeyName::F10,
        KeyName::F11,
        KeyName::F12,
    ];
    KEYS.get(usize::from(number).checked_sub(1)?).copied()
}

/// Reads a key sequence as a keymap file writes it: `"ctrl-n"`, `"Alt+Up"`, `"?"`, `"ctrl-x ctrl-s"`.
///
/// Keys are parted by blanks, Ctrl, Alt and Shift joined by `-` or `+`, in any case. There is at least one key in
/// what is returned, and each is in the form of [`pressed`].
pub fn read_keys(written: &str) -> Result<Vec<Key>, KeyFault> {
    let keys: Vec<Key> = written
        .split_whitespace()
        .map(read_key)
        .collect::<Result<_, _>>()?;
    if keys.is_empty() {
        return Err(KeyFault::Empty);
    }
    Ok(keys)
}

/// What was said before the key itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    Ctrl,
    Alt,
    Shift,
    /// Super, Windows and Command, which the desktop keeps for itself.
    Desktop,
}

/// Every way to write a held key.
const HELD: [(&str, Held); 12] = [
    ("ctrl", Held::Ctrl),
    ("control", Held::Ctrl),
    ("alt", Held::Alt),
    ("meta", Held::Alt),
    ("option", Held::Alt),
    ("shift", Held::Shift),
    ("super", Held::Desktop),
    ("win", Held::Desktop),
    ("windows", Held::Desktop),
    ("cmd", Held::Desktop),
    ("command", Held::Desktop),
    ("hyper", Held::Desktop),
];

/// Takes one held key and its joint off the front.
fn split_held(written: &str) -> Option<(Held, &str)> {
    HELD.iter().find_map(|&(name, held)| {
        let head = written.get(..name.len())?;
        let rest = written.get(name.len()..)?.strip_prefix(['-', '+'])?;
        (head.eq_ignore_ascii_case(name) && !rest.is_empty()).then_some((held, rest))
    })
}

/// Reads one key with what is held.
fn read_key(written: &str) -> Result<Key, KeyFault> {
    let never = |reason| KeyFault::NeverSent {
        key: written.to_owned(),
        reason,
    };
    let (mut ctrl, mut alt, mut shift) = (false, false, false);
    let mut rest = written;
    while let Some((held, after)) = split_held(rest) {
        match held {
            Held::Ctrl => ctrl = true,
            Held::Alt => alt = true,
            Held::Shift => shift = true,
            Held::Desktop => {
                return Err(never(
                    "the Super, Windows and Command keys never reach a program in a terminal",
                ));
            }
        }
        rest = after;
    }
    let name = read_name(rest).map_err(|reason| match reason {
        Some(reason) => never(reason),
        None => KeyFault::Unreadable(written.to_owned()),
    })?;
    if let KeyName::Char(c) = name
        && shift
        && !ctrl
        && !alt
        && c.is_alphabetic()
    {
        // A capital, or a letter that is between the two, is taken as it stands.
        let c = if small(c) == c { capital(c) } else { c };
        return Ok(with(KeyName::Char(c), false, false, false));
    }
    match why_never_sent(name, ctrl, alt, shift) {
        Some(reason) => Err(never(reason)),
        None => Ok(pressed(name, ctrl, alt, shift)),
    }
}

/// Reads the name of a key; the error is a reason, or none when there is no such name at all.
fn read_name(written: &str) -> Result<KeyName, Option<&'static str>> {
    let mut characters = written.chars();
    if let (Some(c), None) = (characters.next(), characters.next()) {
        return if c.is_control() {
            Err(None)
        } else {
            Ok(KeyName::Char(c))
        };
    }
    let name = written.to_ascii_lowercase();
    let name = match name.as_str() {
        "pgup" => "pageup",
        "pgdn" | "pgdown" => "pagedown",
        "del" => "delete",
        "ins" => "insert",
        "return" => "enter",
        "minus" => "-",
        other => other,
    };
    match name.parse() {
        Ok(
            key @ (KeyName::Char(_)
            | KeyName::Up
            | KeyName::Down
            | KeyName::Left
            | KeyName::Right
            | KeyName::Home
            | KeyName::End
            | KeyName::PageUp
            | KeyName::PageDown
            | KeyName::Insert
            | KeyName::Delete
            | KeyName::Backspace
            | KeyName::Enter
            | KeyName::Tab
            | KeyName::Esc),
        ) => Ok(key),
        Ok(key) if (1..=12).any(|n| function_key(n) == Some(key)) => Ok(key),
        Ok(_) => Err(Some("most terminals never send it")),
        Err(_) => Err(None),
    }
}

/// Why this press would not arrive as such; `None` when every terminal sends it.
fn why_never_sent(key: KeyName, ctrl: bool, alt: bool, shift: bool) -> Option<&'static str> {
    match key {
        KeyName::Char(' ') if shift => Some("a terminal sends Shift+Space as Space"),
        KeyName::Char(' ') if alt => Some("the desktop keeps Alt+Space for the menu of the window"),
        KeyName::Char(_) if shift && ctrl => {
            Some("a terminal cannot tell Shift from no Shift when Ctrl is held; leave Shift out")
        }
        KeyName::Char(c) if shift && alt && c.is_alphabetic() => {
            Some("with Alt held, Shift cannot be told from Caps Lock; leave Shift out")
        }
        KeyName::Char(_) if shift => {
            Some("which character Shift gives depends on the keyboard; write that character itself")
        }
        KeyName::Char(_) if ctrl && alt => {
            Some("on many keyboards Ctrl+Alt is AltGr, which types a character")
        }
        KeyName::Char(c) if ctrl => match small(c) {
            'h' => Some("a terminal sends Ctrl+H as Backspace"),
            'i' => Some("a terminal sends Ctrl+I as Tab"),
            'j' => Some("a terminal sends Ctrl+J as the end of a line, like Enter"),
            'm' => Some("a terminal sends Ctrl+M as Enter"),
            '[' => Some("a terminal sends Ctrl+[ as Esc"),
            'a'..='z' | ' ' | '\\' | ']' | '^' | '_' | '/' => None,
            '0'..='9' => Some("a terminal does not send Ctrl with a digit"),
            _ => Some("a terminal sends Ctrl only with the letters A to Z, Space, \\ ] ^ _ and /"),
        },
        KeyName::Char('[') if alt => {
            Some("Alt+[ is how a terminal begins the arrow and function keys")
        }
        KeyName::Enter if ctrl || shift => {
            Some("a terminal sends Enter the same with Ctrl or Shift; Alt+Enter can be used")
        }
        KeyName::Backspace if ctrl || shift => Some(
            "a terminal sends Backspace the same with Ctrl or Shift; Alt+Backspace can be used",
        ),
        KeyName::Tab if ctrl || alt => {
            Some("the desktop or the terminal keeps Ctrl+Tab and Alt+Tab for itself")
        }
        KeyName::Esc if ctrl || alt || shift => Some("a terminal sends only Esc by itself"),
        _ => None, // the names are another crate's, and may grow
    }
}

/// How a key is shown: `Ctrl+N`, `Alt+Up`, `PgDn`, `Shift+P`, `?`. [`read_keys`] reads it back.
pub fn key_label(key: Key) -> String {
    let mut label = String::new();
    push_label(&mut label, key);
    label
}

/// How a sequence is shown: `Ctrl+X Ctrl+S`.
pub fn keys_label(keys: &[Key]) -> String {
    let mut label = String::new();
    for key in keys {
        if !label.is_empty() {
            label.push(' ');
        }
        push_label(&mut label, *key);
    }
    label
}

fn push_label(label: &mut String, key: Key) {
    let held = key.mods();
    for (mods, name) in [
        (Mods::CTRL, "Ctrl+"),
        (Mods::ALT, "Alt+"),
        (Mods::SHIFT, "Shift+"),
    ] {
        if held.contains(mods) {
            label.push_str(name);
        }
    }
    match key.key() {
        KeyName::PageUp => label.push_str("PgUp"),
        KeyName::PageDown => label.push_str("PgDn"),
        KeyName::Delete => label.push_str("Del"),
        KeyName::Insert => label.push_str("Ins"),
        KeyName::Char(c) if held.intersects(Mods::CTRL | Mods::ALT) && capital(c) != c => {
            label.push(capital(c));
        }
        KeyName::Char(c) if small(c) != c => {
            label.push_str("Shift+");
            label.push(c);
        }
        other => {
            // Writing to a String cannot fail.
            let _ = write!(label, "{other}");
        }
    }
}

/// The small letter, where there is exactly one.
fn small(c: char) -> char {
    let mut letters = c.to_lowercase();
    match (letters.next(), letters.next()) {
        (Some(one), None) => one,
        (_, _) => c,
    }
}

/// The capital, where there is exactly one and it leads back to the same small letter.
fn capital(c: char) -> char {
    let mut letters = c.to_uppercase();
    match (letters.next(), letters.next()) {
        (Some(one), None) if small(one) == c => one,
        (_, _) => c,
    }
}

fn with(key: KeyName, ctrl: bool, alt: bool, shift: bool) -> Key {
    let mut mods = Mods::NONE;
    mods.set(Mods::CTRL, ctrl);
    mods.set(Mods::ALT, alt);
    mods.set(Mods::SHIFT, shift);
    Key::new(key, mods)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(written: &str) -> Key {
        let keys = read_keys(written).unwrap();
        assert_eq!(keys.len(), 1, "{written}");
        keys[0]
    }

    #[test]
    fn many_ways_of_writing_come_to_one_label() {
        for (written, label) in [
            ("ctrl-n", "Ctrl+N"),
            ("Ctrl+N", "Ctrl+N"),
            ("CONTROL-n", "Ctrl+N"),
            ("alt-up", "Alt+Up"),
            ("Meta-x", "Alt+X"),
            ("Alt+É", "Alt+É"),
            ("shift-tab", "Shift+Tab"),
            ("f10", "F10"),
            ("pgdn", "PgDn"),
            ("PageDown", "PgDn"),
            ("delete", "Del"),
            ("p", "p"),
            ("P", "Shift+P"),
            ("shift-p", "Shift+P"),
            ("é", "é"),
            ("?", "?"),
            ("-", "-"),
            ("+", "Plus"),
            ("ctrl-_", "Ctrl+_"),
            ("ctrl-/", "Ctrl+_"),
            ("alt--", "Alt+-"),
            ("alt-+", "Alt+Plus"),
            ("alt-<", "Alt+<"),
            ("ctrl-space", "Ctrl+Space"),
            ("alt-enter", "Alt+Enter"),
            ("ctrl-x ctrl-s", "Ctrl+X Ctrl+S"),
            ("  g   g ", "g g"),
        ] {
            let keys = read_keys(written).unwrap();
            assert_eq!(keys_label(&keys), label, "{written}");
            assert_eq!(read_keys(label).unwrap(), keys, "{label} read back");
        }
    }

    #[test]
    fn what_a_terminal_cannot_send_is_refused_with_a_reason() {
        for (written, word) in [
            ("ctrl-enter", "Alt+Enter"),
            ("shift-enter", "Alt+Enter"),
            ("ctrl-shift-n", "Shift"),
            ("alt-shift-n", "Caps Lock"),
            ("shift-1", "keyboard"),
            ("ctrl-1", "digit"),
            ("ctrl-é", "letters A to Z"),
            ("super-n", "Super"),
            ("cmd-n", "Command"),
            ("ctrl-i", "Tab"),
            ("ctrl-[", "Esc"),
            ("ctrl-h", "Backspace"),
            ("ctrl-backspace", "Alt+Backspace"),
            ("ctrl-alt-q", "AltGr"),
            ("alt-[", "arrow"),
            ("alt-tab", "desktop"),
            ("shift-space", "Space"),
            ("f13", "never send"),
            ("printscreen", "never send"),
        ] {
            match read_keys(written) {
                Err(KeyFault::NeverSent { key, reason }) => {
                    assert_eq!(key, written);
                    assert!(reason.contains(word), "{written}: {reason}");
                }
                other => panic!("{written}: {other:?}"),
            }
        }
        for written in ["ctrl-", "ctrl-nn", "entre", "f0", "ctrl-x wibble"] {
            assert!(
                matches!(read_keys(written), Err(KeyFault::Unreadable(_))),
                "{written}"
            );
        }
        assert_eq!(read_keys("  "), Err(KeyFault::Empty));
    }

    #[test]
    fn what_arrives_is_what_the_file_says() {
        let character = |c, ctrl, alt, shift| pressed(KeyName::Char(c), ctrl, alt, shift);
        assert_eq!(character('n', true, false, false), one("ctrl-n"));
        assert_eq!(character('N', true, false, true), one("ctrl-n"));
        assert_eq!(character('N', false, true, true), one("alt-n"));
        assert_eq!(character('P', false, false, true), one("shift-p"));
        assert_eq!(character('?', false, false, true), one("?"));
        assert_eq!(character('É', false, false, true), one("É"));
        assert_eq!(character(' ', false, false, true), one("space"));
        assert_eq!(character('+', false, false, true), one("+"));
        assert_eq!(character('7', true, false, false), one("ctrl-/"));
        assert_eq!(character('j', true, false, false), one("enter"));
        assert_eq!(character('h', true, false, false), one("backspace"));
        assert_eq!(character(' ', true, false, false), one("ctrl-space"));
        let named = pressed;
        assert_eq!(named(KeyName::Tab, false, false, true), one("shift-tab"));
        assert_eq!(named(KeyName::Enter, true, false, true), one("enter"));
        assert_eq!(named(KeyName::Up, false, true, false), one("alt-up"));
        assert_eq!(
            named(KeyName::Backspace, true, false, false),
            one("alt-backspace")
        );
        assert_eq!(function_key(12), Some(KeyName::F12));
        assert_eq!(function_key(0), None);
        assert_eq!(function_key(13), None);
    }

    #[test]
    fn altgr_on_windows_types_its_character() {
        let at = pressed(KeyName::Char('@'), true, true, false);
        assert_eq!(typed(at), Some('@'));
        let euro = pressed(KeyName::Char('€'), true, true, false);
        assert_eq!(typed(euro), Some('€'));
        assert_eq!(typed(one("alt-n")), None);
        assert_eq!(typed(one("enter")), None);
        assert_eq!(typed(one("space")), Some(' '));
    }

    proptest::proptest! {
        #[test]
        fn whatever_arrives_has_a_label_that_reads_back(c: char, alt: bool) {
            let key = pressed(KeyName::Char(c), false, alt, false);
            let refused = c.is_control() || c.is_whitespace() || (alt && c == '[');
            if !refused {
                proptest::prop_assert_eq!(read_keys(&key_label(key)), Ok(vec![key]));
            }
        }

        #[test]
        fn no_way_of_writing_a_key_makes_the_reader_fall_over(written in ".{0,12}") {
            if let Ok(keys) = read_keys(&written) {
                proptest::prop_assert_eq!(read_keys(&keys_label(&keys)), Ok(keys));
            }
        }
    }
}
