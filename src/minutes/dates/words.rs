//! Cuts a phrase into words and knows those that name months, weekdays and counts.

use chrono::Weekday;

/// Cuts a phrase into lower-case words, numbers and the marks that join them (`/`, `-`, and `.` between digits).
///
/// Commas, apostrophes and full stops that only punctuate are dropped. Any other character stands as a word of
/// its own, so that a phrase which holds one matches no pattern and is refused rather than half understood.
pub(in crate::minutes) fn words(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.trim().chars().flat_map(char::to_lowercase).collect();
    let digit_at = |at: Option<usize>| {
        at.and_then(|at| characters.get(at))
            .is_some_and(char::is_ascii_digit)
    };
    let letter_at = |at: usize| characters.get(at).is_some_and(|c| c.is_alphabetic());
    let mut words = Vec::new();
    let mut word = String::new();
    for (at, &character) in characters.iter().enumerate() {
        match character {
            c if c.is_alphanumeric() => {
                word.push(c);
                continue;
            }
            '\'' | '’' => continue,
            // "a.s.a.p." is one word
            '.' if letter_at(at + 1) && !digit_at(at.checked_sub(1)) => continue,
            _ => {}
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        match character {
            '.' if digit_at(at.checked_sub(1)) && digit_at(Some(at + 1)) => words.push(".".into()),
            '-' | '‐' | '‑' | '–' | '—' => words.push("-".into()),
            '.' | ',' => {}
            c if c.is_whitespace() => {}
            c => words.push(c.into()),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// A month's number, 1 to 12, from its name or a usual abbreviation.
pub(in crate::minutes) fn month_named(word: &str) -> Option<u32> {
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// A weekday from its name or a usual abbreviation.
pub(in crate::minutes) fn weekday_named(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" => Weekday::Mon,
        "tuesday" | "tues" | "tue" => Weekday::Tue,
        "wednesday" | "weds" | "wed" => Weekday::Wed,
        "thursday" | "thurs" | "thur" | "thu" => Weekday::Thu,
        "friday" | "fri" => Weekday::Fri,
        "saturday" | "sat" => Weekday::Sat,
        "sunday" | "sun" => Weekday::Sun,
        _ => return None,
    })
}

/// A count in words up to twelve, or in at most three digits; never nought.
pub(super) fn count_named(word: &str) -> Option<u32> {
    let count = match word {
        "a" | "an" | "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        _ => number(word, 3)?,
    };
    (count > 0).then_some(count)
}

/// A number written in at most so many plain digits.
pub(super) fn number(word: &str, digits: usize) -> Option<u32> {
    let plain = word.len() <= digits && word.bytes().all(|byte| byte.is_ascii_digit());
    if plain { word.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_goes_and_joining_marks_stay() {
        assert_eq!(
            words("Wed. 27th July, 2022."),
            ["wed", "27th", "july", "2022"]
        );
        assert_eq!(words("27.7.22"), ["27", ".", "7", ".", "22"]);
        assert_eq!(words("Sept/Oct"), ["sept", "/", "oct"]);
        assert_eq!(words("mid–September"), ["mid", "-", "september"]);
        assert_eq!(words("two weeks’ time"), ["two", "weeks", "time"]);
        assert_eq!(words("A.S.A.P."), ["asap"]);
        assert_eq!(words("(May)"), ["(", "may", ")"]);
        assert_eq!(words("  "), [""; 0]);
    }

    #[test]
    fn numbers_are_plain_and_short() {
        assert_eq!(number("07", 2), Some(7));
        assert_eq!(number("+7", 2), None);
        assert_eq!(number("٣", 2), None, "only the digits 0 to 9");
        assert_eq!(number("", 2), None);
        assert_eq!(count_named("0"), None);
        assert_eq!(count_named("9999"), None);
    }
}
