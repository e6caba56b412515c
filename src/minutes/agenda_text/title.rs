//! The title of an item: the words alone, and what stood behind them.

use chrono::NaiveTime;

use super::line::{clock, is_page};
use crate::minutes::agenda::ItemKind;
use crate::minutes::dates::{month_named, weekday_named};
use crate::minutes::entry::Kind;

/// What says after a title that the item is to be taken in one vote with others.
const CONSENT: [&str; 6] = [
    "(consent)",
    "[consent]",
    "(consent item)",
    "[consent item]",
    "(en bloc)",
    "[en bloc]",
];

/// A title without the mark that it is for consent, and whether it had one.
pub fn consent(title: &str) -> (String, bool) {
    let small = title.to_ascii_lowercase();
    let found = CONSENT
        .iter()
        .find_map(|mark| Some((small.find(mark)?, mark.len())));
    let Some((at, length)) = found else {
        return (title.to_owned(), false);
    };
    let before = title.get(..at).unwrap_or(title).trim_end();
    let after = title.get(at + length..).unwrap_or_default().trim_start();
    (format!("{before} {after}").trim().to_owned(), true)
}

/// A line that says what a paper recommends ("Recommendation: That …"), as a line of prepared text.
pub fn recommendation(line: &str) -> Option<String> {
    let words = ["recommendation", "recommended"];
    let small = line.to_ascii_lowercase();
    let word = words.iter().find(|word| small.starts_with(**word))?;
    let rest = line.get(word.len()..)?.trim_start();
    let rest = rest.strip_prefix([':', '-', '–', '—'])?.trim_start();
    let begins = rest.get(..5)?;
    let mark = Kind::Decision.mark()?;
    begins
        .eq_ignore_ascii_case("that ")
        .then(|| format!("{mark}{rest}"))
}

/// The most minutes that a title is believed to plan.
const LONGEST: u16 = 600;

/// A title with what was taken from its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// The words.
    pub words: String,
    /// Minutes that it is to take.
    pub planned: Option<u16>,
    /// When it is to begin.
    pub from: Option<NaiveTime>,
    /// When it is to end.
    pub until: Option<NaiveTime>,
}

/// Takes minutes, times and pages from the end of a title.
pub fn read(text: &str) -> Title {
    let mut title = Title::default();
    let mut rest = text.trim();
    loop {
        rest = rest.trim_end_matches([' ', ';', ',', '|', '-', '–', '—', ':', '…']);
        rest = without_leaders(rest);
        let Some((before, aside)) = aside(rest).filter(|(before, _)| !before.trim().is_empty())
        else {
            break;
        };
        if !title.take(aside) {
            break;
        }
        rest = before;
    }
    if !rest.ends_with("etc.") {
        rest = rest.strip_suffix('.').unwrap_or(rest);
    }
    rest.trim().clone_into(&mut title.words);
    title
}

impl Title {
    /// Takes what an aside says, if it is minutes, times or pages.
    fn take(&mut self, aside: &str) -> bool {
        let lower = aside.to_lowercase();
        if is_page(&lower) {
            return true;
        }
        if let Some(minutes) = minutes(&lower) {
            self.planned.get_or_insert(minutes);
            return true;
        }
        let mut times = lower
            .trim_start_matches("at ")
            .split([' ', '-', '–', '—'])
            .filter(|word| !word.is_empty() && *word != "to");
        let (first, second, third) = (times.next(), times.next(), times.next());
        match (first.and_then(clock), second.map(clock), third) {
            (Some(from), None, _) => self.from.get_or_insert(from),
            (Some(from), Some(Some(until)), None) => {
                self.until.get_or_insert(until);
                self.from.get_or_insert(from)
            }
            _ => return false, // words
        };
        true
    }
}

/// Cuts a title before what may not belong to it: a part in brackets, or the last one, two or four words.
fn aside(text: &str) -> Option<(&str, &str)> {
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(inside) = text.strip_suffix(close) {
            let at = inside.rfind(open)?;
            return Some((inside.get(..at)?, inside.get(at + 1..)?));
        }
    }
    let cut = |words: usize| {
        let at = text.rmatch_indices(' ').nth(words - 1)?.0;
        Some((text.get(..at)?, text.get(at + 1..)?))
    };
    let speaks = |(_, aside): &(&str, &str)| {
        let lower = aside.to_lowercase();
        minutes(&lower).is_some() || clock(&lower).is_some()
    };
    [4, 2, 1].into_iter().filter_map(cut).find(speaks)
}

/// "10 minutes", "10mins", "1 hour", "1 hour 30 minutes", "approx. 10 mins".
fn minutes(lower: &str) -> Option<u16> {
    let text = lower.trim().trim_end_matches('.');
    let text = [
        "approximately",
        "approx.",
        "approx",
        "about",
        "c.",
        "allow",
        "time:",
        "timing:",
    ]
    .iter()
    .find_map(|word| text.strip_prefix(word))
    .unwrap_or(text);
    let mut total = 0_u16;
    let mut number: Option<u16> = None;
    let mut units = 0;
    for word in text.split_whitespace() {
        let end = word
            .find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(word.len());
        let (digits, unit) = word.split_at_checked(end)?;
        if !digits.is_empty() {
            if number.is_some() {
                return None;
            }
            number = Some(digits.parse().ok()?);
        }
        let factor = match unit {
            "" => continue,
            "and" if digits.is_empty() => continue,
            "minutes" | "minute" | "mins" | "min" => 1,
            "hours" | "hour" | "hrs" | "hr" => 60,
            _ => return None, // words
        };
        total = total.checked_add(number.take()?.checked_mul(factor)?)?;
        units += 1;
    }
    (units > 0 && number.is_none() && (1..=LONGEST).contains(&total)).then_some(total)
}

/// A title without the row of dots that leads to a page number.
fn without_leaders(text: &str) -> &str {
    let Some(at) = text.find("....") else {
        return text;
    };
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else {
        return text;
    };
    let leads = after
        .chars()
        .all(|letter| matches!(letter, '.' | ' ' | '-' | '–') || letter.is_ascii_digit());
    if leads { before.trim_end() } else { text }
}

/// Whether a line goes on with the title above it: in small letters, or after a word that wants another.
pub fn goes_on(title: &str, line: &str) -> bool {
    const WANTING: [&str; 12] = [
        "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to",
    ];
    let last = title.rsplit(' ').next().unwrap_or_default().to_lowercase();
    line.starts_with(char::is_lowercase)
        || WANTING.contains(&last.as_str())
        || title.ends_with([',', '&', '–', '—', '('])
}

/// Whether the minutes that a title speaks of are those of the meeting before, to be approved.
fn is_of_the_last(lower: &str, words: &[&str]) -> bool {
    let word = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    lower.starts_with("minutes") && words.len() == 1
        || word(&[
            "last",
            "previous",
            "approve",
            "approval",
            "confirm",
            "confirmation",
            "sign",
        ])
        || lower.contains("correct record")
        || lower.contains("accurate record")
        || is_of_a_day(words)
}

/// Whether it is "minutes of the meeting of 20 January", with no more than words of a day: no other body is named.
fn is_of_a_day(words: &[&str]) -> bool {
    const OF: [&str; 11] = [
        "minutes", "of", "from", "the", "our", "meeting", "meetings", "held", "on", "dated", "and",
    ];
    // "20", "20th", "2031".
    let is_number = |word: &str| {
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let rest = word.get(digits.len()..).unwrap_or_default();
        !digits.is_empty() && ["", "st", "nd", "rd", "th"].contains(&rest)
    };
    words.first() == Some(&"minutes")
        && words.iter().any(|word| is_number(word))
        && words.iter().all(|word| {
            OF.contains(word)
                || is_number(word)
                || month_named(word).is_some()
                || weekday_named(word).is_some()
        })
}

/// Whether a title speaks of the actions that earlier meetings left.
fn is_of_earlier_actions(lower: &str, words: &[&str]) -> bool {
    const EARLIER: [&str; 4] = ["previous", "last", "earlier", "past"];
    let of_meetings = words.windows(2).any(|pair| match pair {
        [earlier, meeting] => EARLIER.contains(earlier) && meeting.starts_with("meeting"),
        _ => false, // pairs have two
    });
    ["previous actions", "outstanding actions", "actions arising"]
        .iter()
        .any(|part| lower.contains(part))
        || (words.contains(&"actions") && of_meetings)
}

/// What is customary under an item of that title; ordinary business where nothing is clear.
pub fn kind_of(title: &str) -> ItemKind {
    let lower = title.to_lowercase().replace('’', "'");
    let has = |part: &str| lower.contains(part);
    let words: Vec<&str> = lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let word = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    if (has("declaration") || has("disclosure") || has("disclose") || has("declare"))
        && has("interest")
    {
        ItemKind::Declarations
    } else if has("minutes") && is_of_the_last(&lower, &words) {
        ItemKind::Minutes
    } else if has("matters arising") || is_of_earlier_actions(&lower, &words) {
        ItemKind::PreviousActions
    } else if has("any other business")
        || word(&["aob"])
        || (word(&["urgent"]) && word(&["item", "items", "business", "matter", "matters"]))
    {
        ItemKind::Urgent
    } else if has("public question")
        || has("petition")
        || has("deputation")
        || has("public session")
        || has("public participation")
        || has("public forum")
        || (word(&["question", "questions"]) && word(&["public", "members", "councillors"]))
    {
        ItemKind::Public
    } else if has("next meeting")
        || has("future meetings")
        || has("date of meeting")
        || has("dates of meetings")
        || has("meeting dates")
    {
        ItemKind::NextMeeting
    } else if has("work programme")
        || has("work program")
        || has("work plan")
        || has("forward work")
    {
        ItemKind::WorkProgramme
    } else if word(&["chair", "chairs", "chairman", "chairperson", "chairwoman"])
        && word(&[
            "update",
            "updates",
            "announcement",
            "announcements",
            "news",
            "communications",
            "remarks",
        ])
    {
        ItemKind::ChairsUpdate
    } else if word(&["whip", "whipping"]) {
        ItemKind::Whip
    } else if has("for information") || has("information item") {
        ItemKind::Information
    } else {
        ItemKind::Business
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_a_title_is_taken_where_it_is_clear() {
        let cases = [
            ("Budget (10 minutes)", "Budget", Some(10)),
            ("Budget – 10 mins", "Budget", Some(10)),
            ("Budget 10mins.", "Budget", Some(10)),
            ("Budget [approx. 1 hour]", "Budget", Some(60)),
            ("Budget, 1 hour 15 minutes", "Budget", Some(75)),
            ("Budget (Pages 5 - 10) (5 min)", "Budget", Some(5)),
            ("Budget .......... 17", "Budget", None),
            ("Budget (to follow)", "Budget (to follow)", None),
            (
                "Plans for 20 minute towns",
                "Plans for 20 minute towns",
                None,
            ),
            ("Budget 2024 to 2027", "Budget 2024 to 2027", None),
            ("Budget (99999 minutes)", "Budget (99999 minutes)", None),
            ("Signs, bins, etc.", "Signs, bins, etc.", None),
            ("10 minutes", "10 minutes", None),
            ("Budget.", "Budget", None),
        ];
        for (text, words, planned) in cases {
            let read = read(text);
            assert_eq!(
                (read.words.as_str(), read.planned),
                (words, planned),
                "{text}"
            );
        }
    }

    #[test]
    fn the_kind_follows_from_the_title() {
        use ItemKind as K;
        let cases = [
            ("Declarations of Interest", K::Declarations),
            ("DISCLOSURE OF PECUNIARY INTERESTS", K::Declarations),
            ("Urgent items", K::Urgent),
            ("Any other business", K::Urgent),
            ("AOB", K::Urgent),
            ("Urgent care in the borough", K::Business),
            ("Date of next meeting", K::NextMeeting),
            ("Dates of future meetings", K::NextMeeting),
            ("Scrutiny Work Programme 2025/26", K::WorkProgramme),
            ("Chair’s Update", K::ChairsUpdate),
            ("Chairman's announcements", K::ChairsUpdate),
            ("Election of Chair", K::Business),
            ("Minutes of the meeting of 20 January", K::Minutes),
            (
                "Minutes of the meeting held on Tuesday 4th March 2031",
                K::Minutes,
            ),
            ("Minutes – 20 January 2031", K::Minutes),
            ("Minutes of the Parks Board, 20 January", K::Business),
            ("Minutes of the meeting of the Parks Board", K::Business),
            ("Actions from previous meetings", K::PreviousActions),
            ("Outstanding actions", K::PreviousActions),
            (
                "Progress on actions of the last meeting",
                K::PreviousActions,
            ),
            ("Climate actions of last year", K::Business),
            ("Performance report (for information)", K::Information),
            ("Public interest in the canal", K::Business),
            ("", K::Business),
        ];
        for (title, kind) in cases {
            assert_eq!(kind_of(title), kind, "{title}");
        }
    }
}
