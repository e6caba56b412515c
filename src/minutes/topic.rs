//! Topics of a work programme: what a body means to take up, and when or in what way.
//!
//! A programme is recorded as points. Each of them is a topic, and most say at their end to which meeting it is
//! promised ("… Scrutiny Panel on 21 September 2022") or how it will be done instead ("(future working group)").

use chrono::NaiveDate;

use super::agenda::{Item, ItemKind};
use super::due::{self, Setting, Window};
use super::entry::{Entry, Kind};
use super::meeting::Head;
use super::roster::fold;

/// The longest stretch, in days, that a topic is promised to: a season. What is longer names the subject, as in
/// "Budget, 2022/23".
const LONGEST: i64 = 100;

/// Something that a body means to take up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    /// What, without the promise and the last full stop: the title of an item.
    pub words: String,
    /// The days to which it is promised, where any are named.
    pub on: Option<Window>,
    /// In what way it will be done, where that is said instead: "future working group".
    pub vehicle: Option<String>,
    /// Whether it is an item or a motion that was put off: it stands on the agenda of its meeting by itself. With no day
    /// it is for the body's next one.
    pub deferred: bool,
}

/// Words for what is not an item on an agenda. One of them must stand in the brackets that name a vehicle: what else
/// stands in brackets belongs to the topic.
const VEHICLES: [&str; 14] = [
    "group",
    "groups",
    "review",
    "workshop",
    "briefing",
    "session",
    "visit",
    "seminar",
    "conference",
    "event",
    "committee",
    "panel",
    "board",
    "outside",
];

/// The topic that an entry is: a point of a work programme, or something that was deferred; none where it is neither.
pub fn of(head: &Head, item: &Item, entry: &Entry) -> Option<Topic> {
    if let Some(to) = entry.deferred_to() {
        return Some(deferred(item, entry, to));
    }
    let is_one = item.outline.kind == ItemKind::WorkProgramme && entry.kind == Kind::Point;
    is_one.then(|| read(&entry.text, head))
}

/// The most letters of a motion that stand in a title.
const TOLD: usize = 60;

/// Between the title of an item and the day of the meeting that deferred it.
const DEFERRED_FROM: &str = " (deferred from ";

/// An item, or a motion under it, that was put off to a day or to the next meeting.
fn deferred(item: &Item, entry: &Entry, to: Option<NaiveDate>) -> Topic {
    let words = match entry.motion() {
        Some(_) => format!("Motion: {}", beginning(&entry.text)),
        None => without_origin(&item.outline.title).to_owned(),
    };
    Topic {
        words,
        on: to.map(Window::day),
        vehicle: None,
        deferred: true,
    }
}

/// The title of an item that was deferred from a day, as the agenda has it.
pub fn deferred_title(words: &str, from: &str) -> String {
    format!("{words}{DEFERRED_FROM}{from})")
}

/// A title without the day that it was deferred from before.
pub fn without_origin(title: &str) -> &str {
    match title.rsplit_once(DEFERRED_FROM) {
        Some((words, rest)) if rest.ends_with(')') => words,
        Some(_) | None => title,
    }
}

/// The first words of a text, as many as a title has room for.
fn beginning(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_end_matches('.');
    let Some((end, _)) = words.char_indices().nth(TOLD) else {
        return words.to_owned();
    };
    let cut = words.get(..end).unwrap_or(words);
    let cut = cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole);
    format!("{} …", cut.trim_end_matches([',', ';', ':']))
}

/// Reads a point of a work programme, recorded at a meeting with this head.
///
/// Only what is plain is taken for a promise: "on" or "for" and one day; behind the body's own name, or parted by a
/// dash, colon, comma or brackets, also a month or a season. It must not lie before the meeting.
pub fn read(text: &str, head: &Head) -> Topic {
    let text = text.trim();
    let text = text.strip_suffix('.').unwrap_or(text).trim_end();
    let reader = Reader {
        said_on: head.date,
        names: names(head),
    };
    let (words, on, vehicle) = reader.parts(text);
    let words = match on {
        Some(_) => reader.without_body(words),
        None => words,
    };
    Topic {
        words: if words.is_empty() { text } else { words }.to_owned(),
        on,
        vehicle: vehicle.map(str::to_owned),
        deferred: false,
    }
}

/// How the body may call itself, the longest name first.
fn names(head: &Head) -> Vec<String> {
    let body = &head.body;
    let noun = body.called.split_whitespace().next_back();
    let mut names: Vec<String> = [body.name.as_str(), body.called.as_str(), body.code.as_str()]
        .into_iter()
        .chain(noun)
        .filter(|name| !name.trim().is_empty())
        .map(fold)
        .collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
}

struct Reader {
    said_on: NaiveDate,
    names: Vec<String>,
}

impl Reader {
    /// The words of the topic, its days, its vehicle.
    fn parts<'t>(&self, text: &'t str) -> (&'t str, Option<Window>, Option<&'t str>) {
        if let Some((words, inside)) = bracketed(text) {
            let when = self.after_body(inside).unwrap_or(inside);
            if let Some(window) = self.days(when) {
                return (words, Some(window), None);
            }
            if is_vehicle(inside) {
                return (words, None, Some(inside));
            }
        }
        for (at, _) in text.match_indices(' ') {
            let (Some(before), Some(tail)) = (text.get(..at), text.get(at + 1..)) else {
                continue;
            };
            let named = tail.starts_with("on ") || tail.starts_with("for ");
            let parted = before.ends_with(SEPARATORS) || self.body_at_end(before).is_some();
            let Some(window) = self.days(tail).filter(|_| named || parted) else {
                continue;
            };
            if parted || window.from == window.to {
                return (before.trim_end_matches(SEPARATORS), Some(window), None);
            }
        }
        (text, None, None)
    }

    /// The days that words mean, to the last word.
    fn days(&self, words: &str) -> Option<Window> {
        let setting = Setting {
            said_on: self.said_on,
            next_meeting: None,
        };
        let due = due::read(words, &setting);
        let window = due.window.filter(|_| due.recurrence.is_none())?;
        let short = (window.to - window.from).num_days() <= LONGEST;
        (due.doubt.is_none() && short && window.to >= self.said_on).then_some(window)
    }

    /// Where the body's name begins with which a text ends.
    fn body_at_end(&self, text: &str) -> Option<usize> {
        let text = text.trim_end();
        text.match_indices(' ')
            .map(|(at, _)| at + 1)
            .chain([0])
            .filter(|at| {
                let tail = text.get(*at..).unwrap_or_default();
                self.names.contains(&fold(tail))
            })
            .min()
    }

    /// What follows the body's name with which a text begins.
    fn after_body<'t>(&self, text: &'t str) -> Option<&'t str> {
        let ends = text.match_indices(' ').map(|(at, _)| at);
        ends.filter(|at| {
            self.names
                .contains(&fold(text.get(..*at).unwrap_or_default()))
        })
        .max()
        .and_then(|at| text.get(at + 1..))
    }

    /// A topic's words without the body's name at their end, to which it is promised.
    fn without_body<'t>(&self, words: &'t str) -> &'t str {
        let words = words.trim_end().trim_end_matches(SEPARATORS).trim_end();
        let Some(at) = self.body_at_end(words) else {
            return words;
        };
        // "to the Panel": what led to the name goes too.
        let mut rest = words.get(..at).unwrap_or_default().trim_end();
        for joining in [" the", " to", " at", " for"] {
            rest = rest.strip_suffix(joining).unwrap_or(rest);
        }
        rest.trim_end().trim_end_matches(SEPARATORS).trim_end()
    }
}

/// What parts a topic from the day it is promised to.
const SEPARATORS: [char; 7] = ['-', '–', '—', ':', ';', ',', ' '];

/// A text that ends in brackets: what stands before them and in them.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let (words, inside) = text.strip_suffix(')')?.rsplit_once('(')?;
    let (words, inside) = (words.trim_end(), inside.trim());
    (!words.is_empty() && !inside.is_empty()).then_some((words, inside))
}

fn is_vehicle(inside: &str) -> bool {
    fold(inside)
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| VEHICLES.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::body::Quorum;
    use crate::minutes::ids::BodyId;
    use crate::minutes::meeting::BodyHead;
    use uuid::Uuid;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn head() -> Head {
        Head {
            body: BodyHead {
                id: BodyId(Uuid::nil()),
                name: "Harbours and Beaches Scrutiny Panel".to_owned(),
                code: "HBSP".to_owned(),
                called: "Scrutiny Panel".to_owned(),
                quorum: Quorum::None,
            },
            title: None,
            date: day(2031, 6, 10),
            time: None,
            place: String::new(),
            template: "scrutiny-panel".to_owned(),
        }
    }

    #[test]
    fn a_promise_is_told_from_the_topic() {
        let (first, last) = (day(2031, 9, 9), day(2031, 9, 30));
        let on = Some(Window::day(first));
        let month = Some(Window {
            from: day(2031, 9, 1),
            to: last,
        });
        let cases = [
            (
                "Dredging (DRG) Scrutiny Panel on 9 September 2031.",
                "Dredging (DRG)",
                on,
            ),
            ("Dredging to the Panel on Tue 9 Sept", "Dredging", on),
            ("Dredging – 9 September 2031", "Dredging", on),
            ("Dredging, on 9 September 2031", "Dredging", on),
            ("Dredging (9/9/2031)", "Dredging", on),
            ("Dredging (Scrutiny Panel on 9/9/2031).", "Dredging", on),
            ("Dredging: September", "Dredging", month),
            ("Dredging HBSP September 2031", "Dredging", month),
            // Not a promise: before the meeting, part of the subject, a weekday that does not fit.
            (
                "The storm on 9 March 2031",
                "The storm on 9 March 2031",
                None,
            ),
            ("Dredging in September", "Dredging in September", None),
            ("Budget, 2031/32", "Budget, 2031/32", None),
            (
                "Dredging on Mon 9 September 2031",
                "Dredging on Mon 9 September 2031",
                None,
            ),
            ("Reports of the Panel", "Reports of the Panel", None),
        ];
        for (text, words, on) in cases {
            let topic = read(text, &head());
            assert_eq!((topic.words.as_str(), topic.on), (words, on), "{text}");
            assert_eq!(topic.vehicle, None, "{text}");
        }
    }

    #[test]
    fn a_vehicle_stands_in_brackets_and_an_abbreviation_is_none() {
        let vehicle = |text| read(text, &head()).vehicle;
        assert_eq!(
            vehicle("Moorings (future working group).").as_deref(),
            Some("future working group")
        );
        assert_eq!(
            vehicle("Moorings (Members' visit)").as_deref(),
            Some("Members' visit")
        );
        assert_eq!(vehicle("Dredging (DRG)"), None);
        assert_eq!(
            read("Moorings (future working group)", &head()).words,
            "Moorings"
        );
        assert_eq!(
            read("Scrutiny Panel on 9 September 2031", &head()).words,
            "Scrutiny Panel on 9 September 2031"
        );
    }

    #[test]
    fn points_of_a_work_programme_alone_are_topics() {
        let at = chrono::DateTime::parse_from_rfc3339("2031-06-10T18:00:00+01:00").unwrap();
        let entry = |kind| Entry {
            id: crate::minutes::ids::EntryId(Uuid::nil()),
            kind,
            text: "Dredging".to_owned(),
            started_at: at,
            recorded_at: at,
            detail: crate::minutes::entry::Detail::None,
            source: None,
            prepared: None,
        };
        let item = |kind| {
            let outline = crate::minutes::agenda::Outline {
                kind,
                ..Default::default()
            };
            Item::new(crate::minutes::ids::ItemId(Uuid::nil()), outline)
        };
        let programme = item(ItemKind::WorkProgramme);
        assert!(of(&head(), &programme, &entry(Kind::Point)).is_some());
        assert!(of(&head(), &programme, &entry(Kind::Narrative)).is_none());
        assert!(of(&head(), &item(ItemKind::Business), &entry(Kind::Point)).is_none());
    }

    #[test]
    fn what_is_deferred_is_a_topic_by_the_title_of_its_item_or_the_words_of_its_motion() {
        use crate::minutes::entry::Detail;
        use crate::minutes::formal::{Fate, Motion};
        use crate::minutes::putting_off::PutOff;

        let at = chrono::DateTime::parse_from_rfc3339("2031-06-10T18:00:00+01:00").unwrap();
        let entry = |text: &str, detail| Entry {
            id: crate::minutes::ids::EntryId(Uuid::nil()),
            kind: Kind::Procedural,
            text: text.to_owned(),
            started_at: at,
            recorded_at: at,
            detail,
            source: None,
            prepared: None,
        };
        let outline = crate::minutes::agenda::Outline {
            title: deferred_title("Dredging", "9 March 2031"),
            ..Default::default()
        };
        let item = Item::new(crate::minutes::ids::ItemId(Uuid::nil()), outline);
        let read = |text, detail| of(&head(), &item, &entry(text, detail));
        let to = day(2031, 9, 9);
        let put_off = read(
            "It was deferred.",
            Detail::PutOff(PutOff::Deferred(Some(to))),
        )
        .unwrap();
        assert_eq!(put_off.words, "Dredging", "not deferred from two days");
        assert_eq!(
            (put_off.on, put_off.deferred),
            (Some(Window::day(to)), true)
        );
        assert!(read("It was withdrawn.", Detail::PutOff(PutOff::Withdrawn)).is_none());
        let moved = |fate| {
            Detail::Motion(Box::new(Motion {
                fate,
                ..Motion::default()
            }))
        };
        let long =
            "That a tree be planted for each household in the borough, and one for each school.";
        let motion = read(long, moved(Some(Fate::Deferred(None)))).unwrap();
        assert_eq!(
            motion.words,
            "Motion: That a tree be planted for each household in the borough …"
        );
        assert_eq!((motion.on, motion.deferred), (None, true));
        assert!(read(long, moved(Some(Fate::Withdrawn))).is_none());
        assert!(read(long, moved(None)).is_none());
    }
}
