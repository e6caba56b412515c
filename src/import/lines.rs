//! The lines of a text: cleaned of Markdown and of what no page shows, the furniture of pages set aside.

use std::collections::HashMap;

use super::proposal::Furniture;

/// A line that says something.
#[expect(
    clippy::struct_excessive_bools,
    reason = "marks that a line has or has not, each by itself"
)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Which line of the file, from 1.
    pub number: usize,
    /// Its words, single-spaced; a tab stands for the gap between two columns.
    pub text: String,
    /// Whether it began with a bullet.
    pub bullet: bool,
    /// Whether it is bold or a heading in Markdown, all of it.
    pub strong: bool,
    /// How many blanks stood before it.
    pub indent: usize,
    /// Whether a blank line, or the end of a page, stood before it.
    pub apart: bool,
    /// Whether a page ended before it.
    pub new_page: bool,
    /// Whether it was cut from the middle of a longer line.
    pub cut: bool,
}

/// A text as lines.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// Those that say something, in order.
    pub lines: Vec<Line>,
    /// Those that were set aside.
    pub furniture: Vec<Furniture>,
}

/// Reads a text of any origin.
pub fn read(text: &str) -> Lines {
    let mut all: Vec<Line> = Vec::new();
    let mut furniture = Vec::new();
    let (mut apart, mut new_page) = (true, true);
    let ends = ['\n', '\u{B}', '\u{85}', '\u{2028}', '\u{2029}'];
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    for (place, raw) in text.split(ends).enumerate() {
        let number = place + 1;
        if raw.contains('\u{C}') {
            apart = true;
            new_page = true;
        }
        let mut line = clean(raw);
        if line.text.is_empty() {
            apart = true;
            continue;
        }
        if is_rule(&line.text) {
            apart = true;
            new_page = new_page || line.text.starts_with('-') && line.text.len() <= 8;
            continue;
        }
        if is_page_number(&line.text) || new_page && is_lone_digits(&line.text) {
            furniture.push(Furniture {
                line: number,
                text: line.text,
            });
            apart = true;
            new_page = true;
            continue;
        }
        line.number = number;
        line.apart = std::mem::take(&mut apart);
        line.new_page = std::mem::take(&mut new_page);
        all.push(line);
    }
    set_aside_repeated(&mut all, &mut furniture);
    Lines {
        lines: all,
        furniture,
    }
}

/// What a point of a list may begin with.
const BULLETS: [&str; 9] = ["• ", "- ", "* ", "– ", "+ ", "•	", "-	", "*	", "o	"];

/// A line without Markdown, controls and doubled blanks.
fn clean(raw: &str) -> Line {
    let mut line = Line::default();
    let mut text: String = raw
        .chars()
        .filter(|letter| !is_unseen(*letter))
        .map(|letter| match letter {
            '\t' => '\t',
            // A bullet of the symbol fonts, which text often still holds.
            '\u{F0B7}' | '\u{F0A7}' | '\u{F0D8}' | '\u{B7}' | '◦' | '▪' | '●' | '■' | '○' | '‣'
            | '➢' | '❖' => '•',
            letter if letter.is_control() || letter.is_whitespace() => ' ',
            letter => letter,
        })
        .collect();
    line.indent = text
        .chars()
        .take_while(|letter| letter.is_whitespace())
        .count();
    let trimmed = text.trim();
    let hashes = trimmed.len() - trimmed.trim_start_matches('#').len();
    let mut strong = (1..=6).contains(&hashes)
        && trimmed
            .get(hashes..)
            .is_some_and(|rest| rest.starts_with(' '));
    text = if strong {
        trimmed
            .trim_start_matches('#')
            .trim_start()
            .trim_end_matches('#')
            .to_owned()
    } else {
        trimmed.trim_start_matches("> ").to_owned()
    };
    if let Some(row) = text.strip_prefix('|') {
        text = row.trim_end_matches('|').replace('|', "\t");
    }
    let before = text.len();
    if let Some(rest) = BULLETS
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
        .or_else(|| text.strip_prefix('•'))
    {
        let rest = rest.trim_start().to_owned();
        line.bullet = !rest.is_empty();
        text = rest;
    }
    debug_assert!(text.len() <= before, "a bullet only goes");
    if text.starts_with("**") || text.starts_with("__") {
        let unmarked = text.replace("**", "").replace("__", "");
        // All of it is bold where nothing but blanks stands outside the marks.
        let outside: String = text
            .split("**")
            .step_by(2)
            .flat_map(|part| part.split("__").step_by(2))
            .collect();
        strong = strong
            || outside.trim_matches([' ', ':', '.', '\t']).is_empty()
                && unmarked.len() + 4 <= text.len();
    }
    line.strong = strong;
    text = unmarked(&text);
    line.text = without_doubled_number(mended(&squeezed(&text)));
    line
}

/// "1. 4. Minutes": where a converter counted what was numbered already, the printed number counts.
fn without_doubled_number(text: String) -> String {
    let number = |text: &str| -> Option<usize> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        ((1..=3).contains(&digits) && text.get(digits..)?.starts_with('.')).then_some(digits + 1)
    };
    let behind = number(&text).and_then(|first| {
        let rest = text.get(first..)?;
        let inner = rest.trim_start_matches([' ', '\t']);
        let second = number(inner)?;
        let words = inner.get(second..)?;
        (inner.len() < rest.len() && words.starts_with([' ', '\t'])).then(|| inner.to_owned())
    });
    behind.unwrap_or(text)
}

fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\0'
    )
}

/// Without marks of emphasis and the backslashes that escape them.
fn unmarked(text: &str) -> String {
    let mut plain = text.replace("**", "");
    // A row of underscores is a place to sign, two are emphasis.
    if plain.contains("__") && !plain.contains("___") {
        plain = plain.replace("__", "");
    }
    if plain.contains('\\') {
        for mark in ['.', '-', '(', ')', '#', '*', '_', '[', ']', '&', '+', '!'] {
            plain = plain.replace(&format!("\\{mark}"), &mark.to_string());
        }
    }
    let single = |mark: char| {
        plain.len() > 2
            && plain.starts_with(mark)
            && plain.ends_with(mark)
            && plain.matches(mark).count() == 2
    };
    if single('*') || single('_') {
        plain = plain.trim_matches(['*', '_']).to_owned();
    }
    plain
}

/// Single blanks; a tab, or four blanks and more, becomes one tab.
fn squeezed(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    let (mut blanks, mut tab) = (0_usize, false);
    for letter in text.trim().chars() {
        match letter {
            ' ' => blanks += 1,
            '\t' => tab = true,
            letter => {
                if tab || blanks >= 4 {
                    squeezed.push('\t');
                } else if blanks > 0 {
                    squeezed.push(' ');
                }
                (blanks, tab) = (0, false);
                squeezed.push(letter);
            }
        }
    }
    squeezed
}

/// Puts "9 th January" together, which is what a raised ordinal becomes in text.
fn mended(text: &str) -> String {
    let mut text = std::borrow::Cow::Borrowed(text);
    // "Cllr.Moss" is two words.
    for title in ["Cllr.", "Cllrs.", "Councillor.", "Mr.", "Mrs.", "Ms."] {
        if let Some(at) = text.find(title)
            && text
                .get(at + title.len()..)
                .is_some_and(|rest| rest.starts_with(char::is_uppercase))
        {
            text = text
                .replace(title, &format!("{title} "))
                .replace(".  ", ". ")
                .into();
        }
    }
    let text = &*text;
    if ![" th ", " st ", " nd ", " rd ", " TH ", " ST ", " th,"]
        .iter()
        .any(|raised| text.contains(raised))
    {
        return text.to_owned();
    }
    let mut mended = String::with_capacity(text.len());
    for word in text.split(' ') {
        let ending = matches!(
            word.trim_end_matches([',', '.']),
            "th" | "st" | "nd" | "rd" | "TH" | "ST"
        );
        let raised = ending && mended.ends_with(|letter: char| letter.is_ascii_digit());
        if !mended.is_empty() && !raised {
            mended.push(' ');
        }
        mended.push_str(word);
    }
    mended
}

/// A line that is drawn and not written.
fn is_rule(text: &str) -> bool {
    text.len() >= 3
        && text.chars().all(|letter| {
            matches!(
                letter,
                '-' | '_' | '=' | '*' | '.' | '—' | '–' | '…' | '~' | ' ' | '\t' | ':' | '|'
            )
        })
}

fn is_lone_digits(text: &str) -> bool {
    text.len() <= 4 && text.chars().all(|letter| letter.is_ascii_digit())
}

/// "Page 3 of 7", "- 3 -", "3 | Page", "Page | 3".
fn is_page_number(text: &str) -> bool {
    let lower = text.to_lowercase();
    let rest = lower.trim_matches(['-', '–', ' ', '|', '[', ']', '(', ')', '\t', '.']);
    let digits = |text: &str| {
        !text.is_empty()
            && text.len() <= 5
            && text
                .chars()
                .all(|letter| letter.is_ascii_digit() || letter == ' ')
    };
    let page = rest
        .strip_prefix("page")
        .or_else(|| rest.strip_suffix("page"))
        .or_else(|| rest.strip_prefix("pg"))
        .map(|rest| rest.trim_matches([' ', '|', ':', '.', '\t', 'p']));
    if let Some(page) = page {
        return digits(page)
            || page
                .split_once(" of ")
                .is_some_and(|(at, of)| digits(at) && digits(of));
    }
    let dashed = lower.starts_with(['-', '–']) && lower.ends_with(['-', '–']);
    dashed && digits(rest.trim())
        || rest
            .split_once(" of ")
            .is_some_and(|(at, of)| digits(at) && digits(of))
}

/// Sets aside lines that come again on other pages and can only be their headers or footers; the first stays.
fn set_aside_repeated(lines: &mut Vec<Line>, furniture: &mut Vec<Furniture>) {
    const OF_PAGES: [&str; 10] = [
        "minutes",
        "council",
        "committee",
        "appendix",
        "initial",
        "signed",
        "chairman",
        "page",
        "draft",
        "meeting",
    ];
    const NOT_OF_PAGES: [&str; 12] = [
        "resolved", "proposed", "seconded", "agreed", "action", "noted", "reply", "motion",
        "approved", "to ", "apolog", "declar",
    ];
    // Numbers differ from page to page.
    let key = |line: &Line| -> Option<String> {
        let lower = line.text.to_lowercase();
        let may = line.text.len() <= 110
            && !line.bullet
            && OF_PAGES.iter().any(|word| lower.contains(word))
            && !NOT_OF_PAGES.iter().any(|word| lower.contains(word))
            && !lower.ends_with(':')
            && !lower.ends_with('.');
        may.then(|| {
            lower
                .chars()
                .filter(|letter| letter.is_alphabetic())
                .collect()
        })
    };
    let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
    for line in lines.iter() {
        if let Some(key) = key(line) {
            let count = counts.entry(key).or_default();
            count.0 += 1;
            count.1 += usize::from(line.apart || line.new_page);
        }
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut apart = false;
    lines.retain_mut(|line| {
        line.apart |= std::mem::take(&mut apart);
        let Some(key) = key(line) else { return true };
        if counts.get(&key).is_none_or(|(count, _)| *count < 3) {
            return true;
        }
        let before = seen.entry(key).or_default();
        *before += 1;
        if *before == 1 {
            return true;
        }
        furniture.push(Furniture {
            line: line.number,
            text: std::mem::take(&mut line.text),
        });
        apart = true;
        false
    });
    furniture.sort_by_key(|part| part.line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_counted_twice_is_one() {
        for (raw, text) in [
            ("1. **4.**       **Minutes**", "4.\tMinutes"),
            ("1. 4. Minutes", "4. Minutes"),
            ("1. Four roads", "1. Four roads"),
            ("1. 4.5 tonnes", "1. 4.5 tonnes"),
            ("4.2 Minutes", "4.2 Minutes"),
        ] {
            assert_eq!(clean(raw).text, text, "{raw}");
        }
    }
}
