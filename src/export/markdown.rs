//! Markdown (`CommonMark` 0.31), with every mark in the text itself taken at its face value.

use super::document::{Block, Document, ListItem, Words};

/// The document as Markdown, with a line break at its end.
pub fn markdown(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        match block {
            Block::Title { text, .. } => {
                out.push_str("# ");
                out.push_str(&escaped(&text.in_one_line()));
                out.push('\n');
            }
            Block::Heading {
                level,
                number,
                text,
                ..
            } => {
                // The title is the only heading of the first level.
                out.push_str(&"#".repeat(usize::from(*level) + 1));
                out.push(' ');
                if let Some(number) = number {
                    out.push_str(number);
                    out.push(' ');
                }
                out.push_str(&escaped(&text.in_one_line()));
                out.push('\n');
            }
            Block::Line { text, .. } | Block::Signature { text } => put(&mut out, "", None, text),
            Block::Paragraph { text, time, .. } => put(&mut out, "", time.as_ref(), text),
            Block::List { items } => {
                for ListItem { text, time, .. } in items {
                    put(&mut out, "- ", time.as_ref(), text);
                }
            }
        }
    }
    out
}

/// Lines after `first`, each but the last with a hard break at its end.
fn put(out: &mut String, first: &str, time: Option<&String>, words: &Words) {
    let indent = " ".repeat(first.len());
    for (at, line) in words.lines().enumerate() {
        if at > 0 {
            out.push_str("\\\n");
            out.push_str(&indent);
        } else {
            out.push_str(first);
            if let Some(time) = time {
                out.push_str(&escaped(time));
                out.push_str(" – ");
            }
        }
        out.push_str(&escaped(line));
    }
    out.push('\n');
}

/// A line of text as Markdown that prints it and nothing else.
fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    // "1." and "1)" would begin a numbered list.
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, letter) in line.char_indices() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' if is_entity(line.get(at..).unwrap_or_default()) => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(letter);
            }
            '+' | '-' | '=' | ':' if at == 0 => {
                out.push('\\');
                out.push(letter);
            }
            '.' | ')' if at == digits && digits > 0 => {
                out.push('\\');
                out.push(letter);
            }
            other => out.push(other),
        }
    }
    out
}

/// Whether a text that begins with "&" would be read as one character ("&nbsp;").
fn is_entity(text: &str) -> bool {
    let mut rest = text.chars().skip(1).peekable();
    let named = rest
        .peek()
        .is_some_and(|first| *first == '#' || first.is_ascii_alphanumeric());
    named && rest.find(|c| *c != '#' && !c.is_ascii_alphanumeric()) == Some(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_the_text_are_taken_at_face_value() {
        let cases = [
            ("# not a heading", "\\# not a heading"),
            ("- not a point", "\\- not a point"),
            ("---", "\\---"),
            ("12. not a number", "12\\. not a number"),
            ("3) nor this", "3\\) nor this"),
            ("at 6.30pm", "at 6.30pm"),
            ("2022 was a year.", "2022 was a year."),
            ("a *star*, __line__", "a \\*star\\*, \\_\\_line\\_\\_"),
            ("[a](javascript:b)", "\\[a\\](javascript:b)"),
            ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
            (
                "care & support, &lt; R&D; AT&T",
                "care & support, &amp;lt; R&amp;D; AT&T",
            ),
            ("a | b", "a \\| b"),
            ("well-known", "well-known"),
        ];
        for (text, expected) in cases {
            assert_eq!(escaped(text), expected, "{text}");
        }
    }
}
