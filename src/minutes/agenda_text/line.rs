//! One line of an agenda: what it begins with, and whether it is furniture of the page.

use chrono::{NaiveDate, NaiveTime};

use crate::minutes::dates::{parse_date, parse_time};

/// The highest number that an item may have; above are years and sums of money.
const HIGHEST: u16 = 299;

/// A line, cleaned and without its marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it began with.
    pub marker: Marker,
    /// What follows the marker; empty for a blank line, and after a number alone.
    pub text: String,
    /// The time that it begins with.
    pub from: Option<NaiveTime>,
    /// The time up to which, where it begins with two.
    pub until: Option<NaiveTime>,
    /// Whether an item begins here.
    pub begins: bool,
    whole: String,
}

/// What a line may begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// "3." or "Item 3 –".
    Number(u16),
    /// "3" and a capital, which may be a sentence.
    Weak(u16),
    /// "3." with nothing after it.
    Lone(u16),
    /// "C.".
    Letter(char),
    /// "•" or "-".
    Bullet,
    /// "3.1", "(a)", "ii)": a part of an item.
    Below,
    /// Nothing.
    None,
}

impl Line {
    /// Whether there is nothing in it.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty() && !matches!(self.marker, Marker::Lone(_))
    }

    /// Takes what seemed a marker as words.
    pub fn make_plain(&mut self) {
        self.marker = Marker::None;
        self.text.clone_from(&self.whole);
    }

    /// Leaves nothing of the line.
    pub fn make_blank(&mut self) {
        self.marker = Marker::None;
        self.text.clear();
    }

    fn read(line: &str) -> Self {
        let whole = tidy(line);
        if is_furniture(&whole) {
            return Self {
                marker: Marker::None,
                text: String::new(),
                from: None,
                until: None,
                begins: false,
                whole: String::new(),
            };
        }
        let (from, until, rest) = times(&whole);
        let (marker, rest) = marker(rest);
        Self {
            marker,
            text: rest.to_owned(),
            from,
            until,
            begins: false,
            whole,
        }
    }
}

/// All lines of a text; furniture of the page is blank.
pub fn lines(text: &str) -> Vec<Line> {
    text.split([
        '\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}',
    ])
    .map(Line::read)
    .collect()
}

/// The line with single blanks, without control characters and without those that only steer the display.
fn tidy(line: &str) -> String {
    let unseen = |letter: char| {
        matches!(
            letter,
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        )
    };
    let seen: String = line
        .chars()
        .filter(|letter| !unseen(*letter))
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads "18:10", "18:10 - 18:30", "6.10pm –" at the start; a time needs a colon, "am" or "pm".
fn times(line: &str) -> (Option<NaiveTime>, Option<NaiveTime>, &str) {
    let Some((from, rest)) = time_at_start(line) else {
        return (None, None, line);
    };
    let after_dash = rest.trim_start_matches(['-', '–', '—']).trim_start();
    let after_dash = after_dash.strip_prefix("to ").unwrap_or(after_dash);
    match time_at_start(after_dash) {
        Some((until, rest)) => (Some(from), Some(until), separated(rest)),
        None => (Some(from), None, separated(rest)),
    }
}

fn time_at_start(line: &str) -> Option<(NaiveTime, &str)> {
    let mut words = line.splitn(3, ' ');
    let first = words.next()?;
    let (second, third) = (words.next(), words.next());
    if let Some(half) = second
        && matches!(
            half.to_lowercase().trim_end_matches([',', ':']),
            "am" | "pm" | "a.m." | "p.m."
        )
        && let Some(time) = clock(&format!("{first}{half}"))
    {
        return Some((time, third.unwrap_or_default()));
    }
    // "18:10-18:30" is one word and two times.
    let (first, glued) = match first.find(['-', '–', '—']) {
        Some(at) => first.split_at_checked(at)?,
        None => (first, ""),
    };
    let time = clock(first)?;
    let rest = if glued.is_empty() {
        line.get(first.len()..)?
    } else {
        line.get(line.find(glued)?..)?
    };
    Some((time, rest.trim_start()))
}

/// A time of day that cannot be anything else.
pub fn clock(word: &str) -> Option<NaiveTime> {
    let word = word
        .trim_matches(['(', ')', '[', ']', ',', ';'])
        .trim_end_matches(':')
        .to_lowercase();
    let colon = word.contains(':');
    let half = ["am", "pm", "a.m.", "p.m."]
        .iter()
        .any(|half| word.ends_with(half));
    let begins = word.starts_with(|letter: char| letter.is_ascii_digit());
    (begins && (colon || half)).then(|| parse_time(&word).ok())?
}

/// What follows a marker, without the signs that part it from the marker.
fn separated(rest: &str) -> &str {
    rest.trim_start_matches([' ', '-', '–', '—', ':', '.', ')', '|'])
}

fn marker(line: &str) -> (Marker, &str) {
    if let Some(rest) = bullet(line) {
        return (Marker::Bullet, rest);
    }
    let lower = line.to_ascii_lowercase();
    for prefix in [
        "agenda item no. ",
        "agenda item ",
        "item no. ",
        "item no ",
        "item ",
    ] {
        // Lowering ASCII letters keeps the places of all bytes.
        if lower.starts_with(prefix)
            && let Some(rest) = line.get(prefix.len()..)
            && let (found @ (Marker::Number(_) | Marker::Weak(_) | Marker::Lone(_)), rest) =
                number(rest)
        {
            return match found {
                Marker::Weak(number) => (Marker::Number(number), rest),
                other => (other, rest),
            };
        }
    }
    match number(line) {
        (Marker::None, _) => lettered(line),
        found => found,
    }
}

fn bullet(line: &str) -> Option<&str> {
    let mut letters = line.chars();
    match letters.next()? {
        '•' | '▪' | '◦' | '●' | '■' | '‣' | '·' | '○' | '\u{F0B7}' => {
            Some(letters.as_str().trim_start())
        }
        '-' | '–' | '—' | '*' => letters.as_str().strip_prefix(' '),
        _ => None, // any other letter begins words
    }
}

/// "3.", "3)", "(3)", "3:", "3 –", "3 Budget" and "3"; "3.1", "3a" and "3(a)" are parts.
fn number(line: &str) -> (Marker, &str) {
    let bare = line.strip_prefix(['(', '[']).unwrap_or(line);
    let end = bare
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(bare.len());
    let (Some(digits), Some(rest)) = (bare.get(..end), bare.get(end..)) else {
        return (Marker::None, line);
    };
    let Some(number) = digits
        .parse::<u16>()
        .ok()
        .filter(|number| (1..=HIGHEST).contains(number))
    else {
        return (Marker::None, line);
    };
    let mut letters = rest.chars();
    let (first, second) = (letters.next(), letters.next());
    let bracketed = bare.len() < line.len();
    match (first, second) {
        (None, _) if bracketed => (Marker::None, line),
        (None, _) => (Marker::Lone(number), ""),
        (Some('.'), Some(second)) if second.is_ascii_digit() => (Marker::Below, line),
        (Some('('), _) => (Marker::Below, line),
        (Some('.' | ')' | ']' | ':'), _) => {
            let text = separated(rest.trim_start_matches([']', ')']));
            if text.is_empty() {
                (Marker::Lone(number), "")
            } else {
                (Marker::Number(number), text)
            }
        }
        (Some(part), second)
            if part.is_ascii_lowercase() && second.is_none_or(|after| !after.is_alphanumeric()) =>
        {
            (Marker::Below, line)
        }
        (Some(' '), Some('-' | '–' | '—' | ':' | '|')) => {
            let text = separated(rest);
            if text.starts_with(char::is_alphabetic) {
                (Marker::Number(number), text)
            } else {
                (Marker::None, line)
            }
        }
        (Some(' '), Some(second))
            if second.is_uppercase() || matches!(second, '"' | '“' | '‘' | '\'') =>
        {
            if is_date_like(line) {
                (Marker::None, line)
            } else {
                (Marker::Weak(number), rest.trim_start())
            }
        }
        (Some(_), _) => (Marker::None, line),
    }
}

/// Whether a line begins as "27 July" does.
fn is_date_like(line: &str) -> bool {
    let start: Vec<&str> = line.split(' ').take(2).collect();
    parse_date(&start.join(" "), ANY_DAY).is_ok()
}

/// "C. Budget" is an item, "(a)", "b)" and "iv." are parts of one.
fn lettered(line: &str) -> (Marker, &str) {
    let (bare, bracketed) = match line.strip_prefix('(') {
        Some(bare) => (bare, true),
        None => (line, false),
    };
    let Some(end) = bare.find(['.', ')']) else {
        return (Marker::None, line);
    };
    let (Some(label), Some(rest)) = (bare.get(..end), bare.get(end + 1..)) else {
        return (Marker::None, line);
    };
    if !rest.starts_with(' ') {
        return (Marker::None, line);
    }
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if letter.is_ascii_uppercase() && !bracketed => {
            (Marker::Letter(letter), rest.trim_start())
        }
        (Some(letter), None) if letter.is_ascii_alphabetic() => (Marker::Below, line),
        (Some(_), Some(_))
            if label
                .chars()
                .all(|letter| matches!(letter, 'i' | 'v' | 'x')) =>
        {
            (Marker::Below, line)
        }
        _ => (Marker::None, line), // words
    }
}

/// Dates are only recognised here, never kept, so it matters little from which day they count.
const ANY_DAY: NaiveDate = NaiveDate::MIN;

/// Whether a line belongs to the page and not to the business.
fn is_furniture(line: &str) -> bool {
    const LABELS: [&str; 17] = [
        "date:",
        "time:",
        "venue:",
        "place:",
        "location:",
        "to:",
        "membership:",
        "members:",
        "quorum:",
        "committee:",
        "contact:",
        "contact officer",
        "telephone",
        "tel:",
        "email",
        "e-mail",
        "notice of meeting",
    ];
    const HEADS: [&str; 12] = [
        "agenda", "item", "items", "no", "no.", "page", "pages", "number", "title", "subject",
        "public", "time",
    ];
    let lower = line.to_lowercase();
    let words = || lower.split([' ', '/']).filter(|word| !word.is_empty());
    let is_head = words().all(|word| HEADS.contains(&word.trim_end_matches(':')))
        && words().any(|word| {
            matches!(
                word.trim_end_matches(':'),
                "agenda" | "item" | "items" | "page" | "pages"
            )
        });
    !line.chars().any(char::is_alphanumeric)
        || is_head
        || is_page(&lower)
        || LABELS.iter().any(|label| lower.starts_with(label))
        || ["http://", "https://", "www."]
            .iter()
            .any(|start| lower.starts_with(start))
        || is_date(line)
}

/// "Page 3 of 12", "(Pages 5 - 10)", "- 3 -", "5 - 10", "3 of 12"; not "3" alone, which may be an item's.
pub fn is_page(lower: &str) -> bool {
    let bare = lower.trim_matches(['(', ')', '[', ']', ' ', '|']);
    let (rest, named) = ["pages", "page", "pp.", "pp"]
        .iter()
        .find_map(|name| Some((bare.strip_prefix(name)?, true)))
        .unwrap_or((bare, false));
    let mut numbers = 0;
    let mut dashes = 0;
    for word in rest
        .split([' ', '-', '–', '—', ',', '.', '/'])
        .filter(|word| !word.is_empty())
    {
        match word {
            "of" | "to" | "and" | "&" => dashes += 1,
            word if word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit()) => {
                numbers += 1;
            }
            _ => return false, // words
        }
    }
    dashes += rest
        .chars()
        .filter(|letter| matches!(letter, '-' | '–' | '—'))
        .count();
    numbers > 0 && (named || (dashes > 0 && numbers <= 2))
}

/// "Wednesday 27 July 2022 at 6.00 pm": the day of the meeting, above the agenda.
fn is_date(line: &str) -> bool {
    let lower = line.to_lowercase();
    let day = lower.split(" at ").next().unwrap_or_default();
    let day = day.split(',').collect::<String>();
    parse_date(&day, ANY_DAY).is_ok_and(|date| date.year_stated)
}
