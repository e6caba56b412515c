//! What is understood of a field as it is typed, and what could be taken over into it.

use std::ops::Range;

use chrono::NaiveDate;

use crate::minutes::body::Quorum;
use crate::minutes::dates::{DateError, DateForm, TimeForm, parse_date, parse_time};
use crate::minutes::due::Setting;
use crate::minutes::exempt::Paragraph;
use crate::minutes::person::{NameForm, Person, Post};
use crate::screen::desk::Desk;

use super::field::{Reading, Reads, Suggestion};
use super::{naming, update};

/// How many suggestions are shown at once.
const MOST_SUGGESTED: usize = 5;

/// Reads the text of a field; `today` is what "tomorrow" is counted from.
pub fn read(text: &str, reads: &Reads, desk: &Desk, today: NaiveDate) -> Reading {
    if text.trim().is_empty() {
        return Reading::Nothing;
    }
    match reads {
        Reads::Words | Reads::OneOf(_) | Reads::SomeOf(_) => Reading::Nothing,
        Reads::Date => match parse_date(text, today) {
            Ok(read) => Reading::Understood(DateForm::WeekdayLong.format(read.date)),
            Err(error) => date_fault(&error),
        },
        Reads::DatesAfter => match dates_after(text, today) {
            Ok(dates) => Reading::Understood(days(&dates)),
            Err(reading) => reading,
        },
        Reads::Time => match parse_time(text) {
            Ok(time) => Reading::Understood(TimeForm::Dotted.format(time)),
            Err(error) => date_fault(&error),
        },
        Reads::Number => match text.trim().parse::<u16>() {
            Ok(_) => Reading::Nothing,
            Err(_) => Reading::Unclear("Write a number of minutes, such as 20.".to_owned()),
        },
        Reads::Quorum => match text.parse::<Quorum>() {
            Ok(Quorum::Fraction(part, of)) => {
                Reading::Understood(format!("{part}/{of} of the voting members, rounded up"))
            }
            Ok(Quorum::OfGroup {
                number,
                of_group,
                group,
            }) => Reading::Understood(format!("{number} members, {of_group} of them {group}")),
            Ok(Quorum::None | Quorum::Number(_)) => Reading::Nothing,
            Err(words) => Reading::Unclear(words),
        },
        Reads::Person => match naming::who(text, desk, today) {
            Ok(who) => who.map_or(Reading::Nothing, |who| {
                Reading::Understood(who.words(today))
            }),
            Err(words) => Reading::Unclear(words),
        },
        Reads::People => match naming::all(text, desk, today) {
            Ok(people) => {
                let words: Vec<String> = people.iter().map(|who| who.words(today)).collect();
                Reading::Understood(words.join("; "))
            }
            Err(words) => Reading::Unclear(words),
        },
        Reads::Posts => match posts(text, today) {
            Ok(posts) => Reading::Understood(
                posts
                    .iter()
                    .map(post_in_words)
                    .collect::<Vec<_>>()
                    .join("; "),
            ),
            Err(reading) => reading,
        },
        Reads::Due { next_meeting } => {
            let setting = Setting {
                said_on: today,
                next_meeting: *next_meeting,
            };
            Reading::Understood(update::due_understood(text, setting))
        }
        Reads::Paragraphs => match Paragraph::read(text) {
            Ok(read) => {
                let categories: Vec<&str> = read.iter().map(|one| one.category()).collect();
                Reading::Understood(categories.join("; "))
            }
            Err(word) => Reading::Unclear(format!(
                "\"{word}\" is no paragraph of Schedule 12A: 1 to 7."
            )),
        },
        Reads::Owners => Reading::Understood(update::owners_understood(text, desk, today)),
    }
}

/// A contradiction is said at once; what may only be half typed, later.
fn date_fault(error: &DateError) -> Reading {
    match error {
        DateError::WrongWeekday { .. } | DateError::NoSuchDay { .. } => {
            Reading::Contradiction(error.to_string())
        }
        DateError::DateNotUnderstood(_)
        | DateError::NoSuchMonth(_)
        | DateError::TimeNotUnderstood(_)
        | DateError::NoSuchTime(_) => Reading::Unclear(error.to_string()),
    }
}

/// Days in a row: "Wed 14th Sept 2022; Wed 9th Nov 2022".
fn days(dates: &[NaiveDate]) -> String {
    let days: Vec<String> = dates
        .iter()
        .map(|date| DateForm::Short.format(*date))
        .collect();
    days.join("; ")
}

/// Reads several days, each after `day`, one a row or parted by ";"; they come sorted, none twice.
pub fn dates_after(text: &str, day: NaiveDate) -> Result<Vec<NaiveDate>, Reading> {
    let mut dates = Vec::new();
    for part in text
        .split(['\n', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let date = parse_date(part, day).map_err(|error| date_fault(&error))?;
        if date.date <= day {
            let words = format!(
                "{} is not after this meeting",
                DateForm::Long.format(date.date)
            );
            return Err(Reading::Contradiction(words));
        }
        dates.push(date.date);
    }
    dates.sort_unstable();
    dates.dedup();
    Ok(dates)
}

/// Reads posts, one a row: "Title | from | to".
pub fn posts(text: &str, today: NaiveDate) -> Result<Vec<Post>, Reading> {
    let day = |part: Option<&str>| match part.map(str::trim).filter(|part| !part.is_empty()) {
        None => Ok(None),
        Some(part) => match parse_date(part, today) {
            Ok(read) => Ok(Some(read.date)),
            Err(error) => Err(date_fault(&error)),
        },
    };
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let mut parts = line.split('|');
            let title = parts.next().unwrap_or_default().trim().to_owned();
            let (from, to) = (day(parts.next())?, day(parts.next())?);
            if title.is_empty() {
                return Err(Reading::Unclear("A post needs a title.".to_owned()));
            }
            if let (Some(first), Some(last)) = (from, to)
                && first > last
            {
                return Err(Reading::Contradiction(format!(
                    "{title} ends before it begins"
                )));
            }
            Ok(Post { title, from, to })
        })
        .collect()
}

/// A post as the field has it.
pub fn post_row(post: &Post) -> String {
    let day = |day: Option<NaiveDate>| {
        day.map(|day| DateForm::Long.format(day))
            .unwrap_or_default()
    };
    match (post.from, post.to) {
        (None, None) => post.title.clone(),
        (from, None) => format!("{} | {}", post.title, day(from)),
        (from, to) => format!("{} | {} | {}", post.title, day(from), day(to)),
    }
}

fn post_in_words(post: &Post) -> String {
    let mut words = post.title.clone();
    if let Some(from) = post.from {
        words.push_str(" from ");
        words.push_str(&DateForm::Long.format(from));
    }
    if let Some(to) = post.to {
        words.push_str(" to ");
        words.push_str(&DateForm::Long.format(to));
    }
    words
}

/// The part of a text that suggestions are for: between the ";" around the cursor, blanks at its start left out.
pub fn part_at(text: &str, cursor: usize, several: bool) -> Range<usize> {
    if !several {
        return 0..text.len();
    }
    let before = text.get(..cursor).unwrap_or(text);
    let start = before.rfind(';').map_or(0, |at| at + 1);
    let rest = text.get(start..).unwrap_or_default();
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    let end = rest.find(';').map_or(text.len(), |at| start + at);
    (start + blanks).min(end)..end
}

/// What could be taken over in place of what was typed.
pub fn suggestions(typed: &str, reads: &Reads, desk: &Desk, today: NaiveDate) -> Vec<Suggestion> {
    let typed = typed.trim().to_lowercase();
    match reads {
        Reads::Person | Reads::People => {
            if typed.is_empty() {
                return Vec::new();
            }
            people(&typed, desk, today)
        }
        Reads::Owners => {
            if typed.is_empty() {
                return Vec::new();
            }
            let mut offered = people(&typed, desk, today);
            let more = update::owners_offered(desk);
            offered.extend(named(&more, &typed));
            offered.truncate(MOST_SUGGESTED);
            offered
        }
        Reads::OneOf(options) | Reads::SomeOf(options) => {
            if options.iter().any(|option| option.to_lowercase() == typed) {
                return Vec::new();
            }
            named(options, &typed).collect()
        }
        Reads::Paragraphs
        | Reads::Words
        | Reads::Date
        | Reads::DatesAfter
        | Reads::Time
        | Reads::Number
        | Reads::Quorum
        | Reads::Posts
        | Reads::Due { .. } => Vec::new(),
    }
}

/// The options of which a word begins so.
fn named<'o>(options: &'o [String], typed: &'o str) -> impl Iterator<Item = Suggestion> + 'o {
    options
        .iter()
        .filter(move |option| begins_a_word(&option.to_lowercase(), typed))
        .take(MOST_SUGGESTED)
        .map(|option| Suggestion {
            insert: option.clone(),
            shown: option.clone(),
        })
}

fn people(typed: &str, desk: &Desk, today: NaiveDate) -> Vec<Suggestion> {
    let fits = |person: &&Person| {
        [NameForm::Titled, NameForm::ShortFull, NameForm::Formal]
            .iter()
            .any(|form| begins_a_word(&person.name(*form, today).to_lowercase(), typed))
    };
    naming::everybody(desk)
        .filter(fits)
        .map(|person| Suggestion {
            insert: naming::shown(desk, person, today),
            shown: person.name(NameForm::Full, today),
        })
        .filter(|suggestion| suggestion.insert.to_lowercase() != typed)
        .take(MOST_SUGGESTED)
        .collect()
}

/// Whether `typed` stands at the start of a word of `whole`; both in small letters.
fn begins_a_word(whole: &str, typed: &str) -> bool {
    whole.starts_with(typed)
        || whole
            .split_inclusive([' ', '-', '\''])
            .scan(0, |at, word| {
                let start = *at;
                *at += word.len();
                Some(start)
            })
            .any(|start| {
                whole
                    .get(start..)
                    .is_some_and(|rest| rest.starts_with(typed))
            })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn several_dates_come_sorted_and_none_may_lie_before_the_meeting() {
        let meeting = day(2022, 7, 27);
        let read = dates_after("9 November; 14 Sept\n\n9/11/22", meeting).unwrap();
        assert_eq!(read, [day(2022, 9, 14), day(2022, 11, 9)]);
        let wrong = dates_after("14 September\n1 July 2022", meeting).unwrap_err();
        let Reading::Contradiction(words) = wrong else {
            panic!("{wrong:?}")
        };
        assert_eq!(words, "1 July 2022 is not after this meeting");
    }

    #[test]
    fn posts_are_read_back_as_they_are_shown() {
        let today = day(2022, 7, 27);
        let rows = "Head of Housing | 1 April 2019 | 31 March 2022\nDirector of Place | 1 April 2022\nMayor";
        let read = posts(rows, today).unwrap();
        assert_eq!(read.len(), 3);
        let again: Vec<String> = read.iter().map(post_row).collect();
        assert_eq!(again.join("\n"), rows);
        assert!(posts("Mayor | 1 May 2022 | 1 May 2021", today).is_err());
    }

    #[test]
    fn the_part_at_the_cursor_lies_between_semicolons() {
        let text = "Ann Bell; Jo C; Sam";
        let part = |cursor| &text[part_at(text, cursor, true)];
        assert_eq!(part(3), "Ann Bell");
        assert_eq!(part(14), "Jo C");
        assert_eq!(part(text.len()), "Sam");
        assert_eq!(&text[part_at(text, 3, false)], text);
    }

    #[test]
    fn a_suggestion_may_begin_at_any_word() {
        assert!(begins_a_word("councillor ann bell-hart", "hart"));
        assert!(begins_a_word("councillor ann bell-hart", "ann be"));
        assert!(!begins_a_word("councillor ann bell", "ell"));
    }
}
