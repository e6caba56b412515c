//! Markdown (`CommonMark` 0.31), with every mark in the text itself taken at its face value.

use super::document::{Block, Document, Labelled, ListItem, Table, Words};

/// The document as Markdown, with a line break at its end.
pub fn markdown(document: &Document) -> String {
    let mut out = String::new();
    let warning = &document.furniture.warning;
    if !warning.is_empty() {
        put(&mut out, "", "", warning);
    }
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
                    out.push_str(&number.to_string());
                    out.push(' ');
                }
                out.push_str(&escaped(&text.in_one_line()));
                out.push('\n');
            }
            Block::Line { text, .. }
            | Block::Address { text, .. }
            | Block::Signature { text, .. } => put(&mut out, "", "", text),
            Block::Paragraph {
                number, text, time, ..
            } => {
                let number = number.as_ref().map(|number| escaped(&format!("{number} ")));
                let lead = number.unwrap_or_default() + &timed(time.as_ref());
                put(&mut out, "", &lead, text);
            }
            Block::List { marks, items } => {
                for (place, ListItem { text, time, .. }) in items.iter().enumerate() {
                    let time = timed(time.as_ref());
                    match marks.number(place) {
                        None => put(&mut out, "- ", &time, text),
                        Some(number) if number.is_plain() => {
                            put(&mut out, &format!("{number} "), &time, text);
                        }
                        Some(number) => {
                            let lead = escaped(&format!("{number} ")) + &time;
                            put(&mut out, "- ", &lead, text);
                        }
                    }
                }
            }
            Block::FrontSheet { rows } => front_sheet(&mut out, rows),
            Block::Table(table) => put_table(&mut out, table),
        }
    }
    out
}

fn timed(time: Option<&Words>) -> String {
    time.map(|time| escaped(time.as_str()) + " – ")
        .unwrap_or_default()
}

/// Paragraphs that begin with their labels: Markdown has no table without a row of headings.
fn front_sheet(out: &mut String, rows: &[Labelled]) {
    for (place, Labelled { label, text, .. }) in rows.iter().enumerate() {
        if place > 0 {
            out.push('\n');
        }
        let label = format!("**{}:** ", escaped(&label.in_one_line()));
        if text.is_empty() {
            out.push_str(label.trim_end());
            out.push('\n');
        } else {
            put(out, "", &label, text);
        }
    }
}

/// A table as GitHub's Markdown has it; there is no other.
fn put_table(out: &mut String, table: &Table) {
    if !table.caption.is_empty() {
        put(out, "", "", &table.caption);
        out.push('\n');
    }
    let cell = |words: &Words| {
        let lines: Vec<String> = words.lines().map(escaped).collect();
        lines.join("<br>")
    };
    let mut line = |cells: Vec<String>| out.push_str(&format!("| {} |\n", cells.join(" | ")));
    line(table.columns.iter().map(|c| cell(&c.head)).collect());
    line(table.columns.iter().map(|_| "---".to_owned()).collect());
    for row in &table.rows {
        line(table.cells(row).map(|(_, words)| cell(words)).collect());
    }
}

/// Lines after the mark of a list and what leads in to the words, each but the last with a hard break at its end.
fn put(out: &mut String, mark: &str, lead: &str, words: &Words) {
    let indent = " ".repeat(mark.len());
    for (at, line) in words.lines().enumerate() {
        if at > 0 {
            out.push_str("\\\n");
            out.push_str(&indent);
        } else {
            out.push_str(mark);
            out.push_str(lead);
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
