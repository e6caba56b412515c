//! The number with which a line may begin: "3.", "12/24", "24/05/3", "Item 3", "PC24/12", "3698.".

/// A number at the beginning of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker<'t> {
    /// As printed, without a word before it and without the sign behind it.
    pub written: &'t str,
    /// Letters before the first digit: "PC" of "PC24/12".
    pub prefix: &'t str,
    /// Whether a word ("Item", "Minute No.") stands before it.
    pub named: bool,
    /// Its numbers, one to four of them.
    pub parts: Vec<u32>,
    /// The signs between them, one each: '/', '.', '-' or '_'.
    pub joints: String,
    /// A letter behind the first number: "41b/19".
    pub letter: Option<char>,
    /// The sign behind it: '.', ')', ':', '-', a tab, or a blank.
    pub sign: char,
    /// What follows; empty where the number stands alone.
    pub rest: &'t str,
}

const NAMES: [&str; 13] = [
    "agenda item number ",
    "agenda item no. ",
    "agenda item no ",
    "agenda item ",
    "agenda ",
    "item no. ",
    "item no ",
    "item ",
    "minute number ",
    "minute no. ",
    "minute no ",
    "minute ",
    "min. ",
];

/// Reads the number at the beginning of a line, if there is one.
pub fn read(line: &str) -> Option<Marker<'_>> {
    let head = super::text::start(line, 24).to_ascii_lowercase();
    let name = NAMES
        .iter()
        .find(|name| head.starts_with(**name))
        .map_or(0, |name| name.len());
    let named = name > 0;
    let line = line.get(name..)?.trim_start();
    // "(49)" alone on its line.
    let line = line
        .strip_prefix('(')
        .filter(|inside| {
            inside.len() >= 2
                && inside
                    .strip_suffix(')')
                    .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
        })
        .unwrap_or(line);
    let prefix_length = line
        .char_indices()
        .find(|(_, letter)| !letter.is_ascii_uppercase())
        .map(|(at, _)| at)?;
    if prefix_length > 6 {
        return None;
    }
    let mut at = prefix_length;
    if prefix_length > 0 {
        at += line.get(at..)?.len()
            - line
                .get(at..)?
                .trim_start_matches(['/', '.', '-', ' '])
                .len();
        if at > prefix_length + 2 {
            return None;
        }
    }
    let (mut parts, mut joints, mut letter) = (Vec::new(), String::new(), None);
    loop {
        let digits = line
            .get(at..)?
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        if digits == 0 || digits > 5 {
            return None;
        }
        parts.push(line.get(at..at + digits)?.parse().ok()?);
        at += digits;
        if parts.len() == 1
            && let Some((after, '/')) = two(line, at)
            && after.is_ascii_lowercase()
        {
            letter = Some(after);
            at += 1;
        }
        match two(line, at) {
            Some((joint @ ('/' | '.' | '-' | '_'), digit)) if digit.is_ascii_digit() => {
                joints.push(joint);
                at += 1;
            }
            // "272/PC/19": letters of the body stand in the middle.
            Some(('/', letter)) if letter.is_ascii_uppercase() => {
                let letters = line
                    .get(at + 1..)?
                    .bytes()
                    .take_while(u8::is_ascii_uppercase)
                    .count();
                let Some(('/', digit)) = two(line, at + 1 + letters) else {
                    return None;
                };
                if letters > 5 || !digit.is_ascii_digit() {
                    return None;
                }
                joints.push('/');
                at += letters + 2;
            }
            _ => break,
        }
        if parts.len() == 4 {
            return None;
        }
    }
    let written = line.get(..at)?;
    let after = line.get(at..)?;
    // "3.0" and "3." are one thing.
    let (sign, rest) = sign_behind(after)?;
    let rest = rest.trim();
    let lower = rest.to_ascii_lowercase();
    let is_time = joints == "."
        && ["pm", "am", "p.m", "a.m", "hrs", "noon"]
            .iter()
            .any(|half| lower.starts_with(half));
    // "2024" alone is a year, "12 May 2024" a date.
    let is_date = parts.len() == 1
        && matches!(sign, ' ')
        && rest
            .split_whitespace()
            .next()
            .is_some_and(|word| month(super::text::bare(word)));
    if is_time || is_date {
        return None;
    }
    Some(Marker {
        written,
        prefix: line.get(..prefix_length)?,
        named,
        parts,
        joints,
        letter,
        sign,
        rest,
    })
}

/// Two characters at a place.
fn two(line: &str, at: usize) -> Option<(char, char)> {
    let mut letters = line.get(at..)?.chars();
    Some((letters.next()?, letters.next()?))
}

/// The months by their names.
pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn month(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    lower.len() >= 3
        && MONTHS
            .iter()
            .any(|month| month.starts_with(lower.as_str()) || lower == "sept")
}

/// The sign behind a number, and what follows it.
fn sign_behind(after: &str) -> Option<(char, &str)> {
    let mut letters = after.chars();
    let Some(first) = letters.next() else {
        return Some((' ', ""));
    };
    let rest = letters.as_str();
    match first {
        '.' | ')' | ':' => {
            let rest = rest.trim_start_matches(['.', ')', ':']);
            // "1.Apologies" is a number too; "3.5m" was no number with a joint, and is none.
            (rest.is_empty()
                || rest.starts_with([' ', '\t', '(', '"', '“', '‘'])
                || rest.starts_with(char::is_uppercase))
            .then_some((first, rest))
        }
        '\t' => Some(('\t', rest)),
        ' ' => {
            let rest = rest.trim_start();
            match rest.strip_prefix(['-', '–', '—', ':', '.', ')']) {
                Some(words) if words.starts_with([' ', '\t']) || rest.starts_with(['–', '—']) => {
                    Some(('-', words))
                }
                _ => Some((' ', rest)),
            }
        }
        '-' | '–' | '—' => rest
            .starts_with(|letter: char| letter == ' ' || letter == '\t' || letter.is_uppercase())
            .then_some(('-', rest)),
        _ => None,
    }
}

/// "(a)", "a)", "a.", "ii)", "(iv)", "5a.", "3.1": a part within an item, with the length of its mark.
pub fn part(line: &str) -> Option<usize> {
    let bare = line.strip_prefix(['(', '[']).unwrap_or(line);
    let opened = bare.len() < line.len();
    let length = bare.find(|letter: char| !letter.is_ascii_alphanumeric())?;
    let mark = bare.get(..length)?;
    let rest = bare.get(length..)?;
    let roman = !mark.is_empty()
        && mark.len() <= 4
        && mark.chars().all(|letter| matches!(letter, 'i' | 'v' | 'x'));
    let letter = mark.len() == 1 && mark.chars().all(|letter| letter.is_ascii_alphabetic());
    let digits =
        !mark.is_empty() && mark.len() <= 3 && mark.chars().all(|letter| letter.is_ascii_digit());
    let mixed = mark.len() <= 3
        && mark.starts_with(|letter: char| letter.is_ascii_digit())
        && mark.ends_with(|letter: char| letter.is_ascii_lowercase());
    let closed = rest.starts_with([')', ']']);
    let dotted = !opened
        && rest.starts_with('.')
        && rest
            .get(1..)
            .is_none_or(|after| after.starts_with([' ', '\t']));
    let marked = (roman || letter || mixed)
        && (closed || dotted && !mark.starts_with(char::is_uppercase) || mixed)
        || digits && closed;
    marked.then(|| line.len() - rest.len() + usize::from(closed || dotted))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Number, its parts, and what follows.
    type Expected = Option<(&'static str, &'static [u32], &'static str)>;

    #[test]
    fn numbers_are_read_in_their_forms() {
        let read_as = |line| {
            read(line).map(|marker| {
                (
                    marker.written.to_owned(),
                    marker.parts.clone(),
                    marker.rest.to_owned(),
                )
            })
        };
        let cases: [(&str, Expected); 19] = [
            ("1. Apologies", Some(("1", &[1], "Apologies"))),
            ("1.Apologies", Some(("1", &[1], "Apologies"))),
            ("1)\tApologies", Some(("1", &[1], "Apologies"))),
            ("12/24 Apologies", Some(("12/24", &[12, 24], "Apologies"))),
            (
                "24/05/3. Apologies",
                Some(("24/05/3", &[24, 5, 3], "Apologies")),
            ),
            ("Item 3 – Budget", Some(("3", &[3], "Budget"))),
            (
                "Minute No. 44/23: Budget",
                Some(("44/23", &[44, 23], "Budget")),
            ),
            ("PC24/12 Budget", Some(("PC24/12", &[24, 12], "Budget"))),
            ("233 DECLARATIONS", Some(("233", &[233], "DECLARATIONS"))),
            ("3698.", Some(("3698", &[3698], ""))),
            ("4.2 Budget", Some(("4.2", &[4, 2], "Budget"))),
            ("41b/19 Budget", Some(("41b/19", &[41, 19], "Budget"))),
            (
                "272/PC/19 – Budget",
                Some(("272/PC/19", &[272, 19], "Budget")),
            ),
            ("7.30pm start", None),
            ("7.30 pm start", None),
            ("24th May", None),
            ("12 May 2024", None),
            ("£3.50", None),
            ("Apologies", None),
        ];
        for (line, expected) in cases {
            let expected = expected
                .map(|(number, parts, rest)| (number.to_owned(), parts.to_vec(), rest.to_owned()));
            assert_eq!(read_as(line), expected, "{line}");
        }
    }

    #[test]
    fn parts_are_known_by_their_marks() {
        for (line, length) in [
            ("(a) That", 3),
            ("ii) that", 3),
            ("a. that", 2),
            ("(1) That", 3),
            ("5a. That", 3),
        ] {
            assert_eq!(part(line), Some(length), "{line}");
        }
        for line in ["A. Moss", "I. Dunn", "a road", "12 roads", "That"] {
            assert_eq!(part(line), None, "{line}");
        }
    }

    #[test]
    fn a_number_in_brackets_alone_is_one() {
        assert_eq!(read("(49)").map(|marker| marker.written), Some("49"));
        assert_eq!(read("(49) days"), None);
        assert_eq!(read("(a)"), None);
    }
}
