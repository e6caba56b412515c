//! What may reach a terminal: text that can be seen, and the sequences by which a screen is drawn.

/// Characters that may never reach a terminal: controls, and what is unseen and steers the direction of writing.
fn is_dangerous(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e00ff}'
                | '\u{e01f0}'..='\u{e0fff}'
        )
}

/// Looks through everything that a program sent to its terminal.
#[track_caller]
pub fn assert_only_drawing(raw: &[u8]) {
    let text = std::str::from_utf8(raw).expect("what is sent is UTF-8");
    let mut rest = text;
    while let Some(at) = rest.find(is_dangerous) {
        let from = &rest[at..];
        let shown: String = from.chars().take(30).collect();
        let before: String = rest[..at]
            .chars()
            .rev()
            .take(30)
            .collect::<String>()
            .chars()
            .rev()
            .collect();
        rest = if let Some(behind) = from.strip_prefix("\x1b[") {
            let end = behind
                .find(|c: char| c.is_ascii_alphabetic())
                .unwrap_or_else(|| panic!("a sequence without end: {shown:?}"));
            let (parameters, last) = (&behind[..end], &behind[end..=end]);
            let parameters = parameters.strip_prefix('?').unwrap_or(parameters);
            assert!(
                parameters
                    .chars()
                    .all(|c| c.is_ascii_digit() || matches!(c, ';' | ':'))
                    && "HJKmhl".contains(last)
                    && !parameters.contains("7777"),
                "a sequence that draws nothing: {shown:?} after {before:?}"
            );
            &behind[end + 1..]
        } else {
            // The line ends of what is printed after the screen was left.
            assert!(from.starts_with(['\r', '\n']), "{shown:?} after {before:?}");
            &from[1..]
        };
    }
}

/// Looks through what a subcommand printed, or what a file holds that it wrote.
#[track_caller]
pub fn assert_only_text(printed: &str) {
    if let Some(at) = printed.find(|c| c != '\n' && is_dangerous(c)) {
        let shown: String = printed[at..].chars().take(30).collect();
        let before: String = printed[..at]
            .chars()
            .rev()
            .take(60)
            .collect::<String>()
            .chars()
            .rev()
            .collect();
        panic!("{shown:?} after {before:?}");
    }
}

/// Whether no character in a text may not stand in the record.
pub fn is_harmless(text: &str) -> bool {
    // Only in a flag do tags stand for something that is seen.
    let in_flag = text.contains('\u{1f3f4}');
    !text.contains(|c| is_dangerous(c) && !(in_flag && matches!(c, '\u{e0020}'..='\u{e007f}')))
}
