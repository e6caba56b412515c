//! Documents that councils published, taken apart when the test runs and made again.
//!
//! They are the councils' own and no part of the project. Where they are missing, the tests say so and pass.

use std::path::PathBuf;

use chrono::{FixedOffset, NaiveDate, NaiveTime, TimeZone};

use crate::minutes::attendance::Attended;
use crate::minutes::dates::{parse_date, parse_time};
use crate::minutes::due::Due;
use crate::minutes::entry::{Action, Detail, Kind, NextMeeting, NextMeetings, Owner};
use crate::minutes::exempt::Copy;
use crate::minutes::ids::{MeetingId, Stamp};
use crate::minutes::meeting::Meeting;
use crate::minutes::person::{NameForm, Person, Post};
use crate::minutes::template::{Template, Templates};
use crate::minutes::wording::{Occasion, Sentence};

use super::tests::record::Record;
use super::{DocumentKind, Material, text};

/// The published text of a case, or nothing where there are no cases.
fn case(name: &str) -> Option<String> {
    let cases = std::env::var_os("MINUTEBOOK_CASES").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/cases"),
        PathBuf::from,
    );
    let path = cases.join(name).join("expected.txt");
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("SKIPPED: there is no {}", path.display());
    }
    text
}

/// The lines that count when two texts are compared.
fn compared(text: &str) -> Vec<String> {
    text.replace(['‘', '’'], "'")
        .replace(['“', '”'], "\"")
        .replace(['–', '—'], "-")
        .lines()
        .map(|line| {
            line.split([' ', '\t'])
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        })
        .filter(|line| !line.is_empty())
        .collect()
}

fn assert_same(meeting: &Meeting, template: &Template, published: &str) {
    let (document, errors) =
        DocumentKind::Minutes.make(&Material::of(&meeting.copy(Copy::Public), template));
    assert_eq!(errors, []);
    let made = compared(&text(&document));
    let published = compared(published);
    for (made, published) in made.iter().zip(&published) {
        assert_eq!(made, published);
    }
    assert_eq!(made.len(), published.len());
}

/// A date with or without a year; a year is looked for from `year` on.
fn date(text: &str, year: i32) -> Option<NaiveDate> {
    let from = NaiveDate::from_ymd_opt(year, 1, 1)?;
    Some(parse_date(text, from).ok()?.date)
}

fn at(day: NaiveDate, time: NaiveTime) -> Stamp {
    FixedOffset::east_opt(0)
        .unwrap()
        .from_local_datetime(&day.and_time(time))
        .unwrap()
}

/// The number and the title of a line that heads an item.
fn heading(line: &str) -> Option<&str> {
    let (number, title) = line.split_once(". ")?;
    number.parse::<u8>().ok()?;
    Some(title)
}

/// Parts a due month, or two of them, from the end of an action.
fn without_due(text: &str) -> (&str, Option<Due>) {
    let text = text.trim_end_matches('.');
    let is_due = |word: &str| {
        word == "/" || date(&format!("1 {word} 2022"), 2022).is_some_and(|_| word.len() > 2)
    };
    let mut start = text.len();
    while let Some((before, word)) = text[..start].trim_end().rsplit_once(' ') {
        if !is_due(word) {
            break;
        }
        start = before.len();
    }
    let due = text[start..].trim();
    let due = (!due.is_empty()).then(|| Due {
        as_written: due.to_owned(),
        ..Due::default()
    });
    (text[..start].trim_end(), due)
}

fn action(owners: Vec<Owner>, due: Option<Due>) -> Detail {
    Detail::Action(Action {
        reference: "X/1".to_owned(),
        owners,
        due,
        ..Action::default()
    })
}

#[test]
fn a_panels_published_minutes_can_be_made_again() {
    let Some(published) = case("panel-minutes") else {
        return;
    };
    let templates = Templates::built_in();
    let template = templates.get("scrutiny-panel").unwrap();
    let lines = compared(&published);
    let mut words: Vec<&str> = lines[0].split(' ').collect();
    let day = date(&words.split_off(words.len() - 3).join(" "), 2022).unwrap();
    let name = words.join(" ");
    let called: Vec<&str> = name.split(' ').rev().take(2).collect();
    let mut record = Record::new(&name, &format!("{} {}", called[1], called[0]), day);

    let mut signature = false;
    let mut in_actions = false;
    let mut item = None;
    for (place, line) in lines.iter().enumerate().skip(1) {
        let next_is_point = lines
            .get(place + 1)
            .is_some_and(|next| next.starts_with("- "));
        if let Some(time) = line.strip_prefix("Commenced: ") {
            record.meeting.sitting.commenced = Some(at(day, parse_time(time).unwrap()));
        } else if let Some(time) = line.strip_prefix("Terminated: ") {
            record.meeting.sitting.terminated = Some(at(day, parse_time(time).unwrap()));
        } else if let Some((what, names)) = line
            .strip_prefix("Present: Councillors ")
            .map(|names| (Attended::Present, names))
            .or_else(|| {
                Some((
                    Attended::Apologies,
                    line.strip_prefix("Apologies: Councillors ")?,
                ))
            })
        {
            for name in names.split(", ") {
                let (name, role) = match name.strip_suffix(')').and_then(|n| n.split_once(" (")) {
                    Some((name, role)) => (name, Some(role)),
                    None => (name, None),
                };
                let person = record.person(Some("Councillor"), "", name);
                record.seat(person, role, "Councillors", what);
            }
        } else if let Some(title) = heading(line) {
            in_actions = false;
            item = Some(record.item(title));
        } else if line == "Actions" {
            in_actions = true;
        } else if place + 1 == lines.len() {
            signature = template
                .layout
                .signature
                .iter()
                .any(|one| one.source() == line);
        } else {
            let item = item.unwrap();
            match line.strip_prefix("- ") {
                Some(text) if in_actions => {
                    let (text, due) = without_due(text);
                    record.detailed(item, Kind::Action, text, action(Vec::new(), due));
                }
                Some(text) => record.entry(item, Kind::Point, text),
                None if next_is_point => record.entry(item, Kind::LeadIn, line),
                None => {
                    in_actions = false;
                    record.entry(item, Kind::Narrative, line);
                }
            }
        }
    }
    assert!(signature);
    assert_same(&record.meeting, template, &published);
    stock_sentences_stand_in(&record, template, &lines);
}

/// The sentences that one key writes are those that the council writes.
fn stock_sentences_stand_in(record: &Record, template: &Template, lines: &[String]) {
    let meeting = &record.meeting;
    let say = |sentence, occasion: Occasion<'_>| template.say(sentence, &occasion).unwrap();
    let has = |text: &str| lines.iter().any(|line| line == text);
    for sentence in [
        Sentence::NilDeclarations,
        Sentence::NoUrgentItems,
        Sentence::ChairsUpdate,
    ] {
        let said = say(sentence, Occasion::of(meeting));
        assert!(has(&said), "{said}");
    }
    let next = lines
        .iter()
        .find_map(|line| line.strip_suffix('.')?.split_once("will take place on "))
        .unwrap()
        .1;
    let dates = vec![date(next, 2022).unwrap()];
    assert!(has(&say(
        Sentence::NextMeeting,
        Occasion::of(meeting).dates(dates)
    )));

    let welcome = lines
        .iter()
        .find(|line| line.contains(" welcomed "))
        .unwrap();
    let thanks = lines
        .iter()
        .find(|line| line.contains(" thanked "))
        .unwrap();
    let names = welcome.split_once(" welcomed ").unwrap().1;
    let honorific = |family: &str| {
        let at = thanks.find(family).unwrap();
        match thanks[..at].trim_end().rsplit(' ').next().unwrap() {
            "Cllr" => "Councillor".to_owned(),
            other => other.to_owned(),
        }
    };
    let guests: Vec<Person> = names
        .split_once(", to receive")
        .unwrap()
        .0
        .split("; ")
        .map(|guest| {
            let (name, post) = guest
                .trim_start_matches("and ")
                .trim_start_matches("Councillor ")
                .split_once(", ")
                .unwrap();
            let (given, family) = name.split_once(' ').unwrap();
            Person {
                id: record.meeting.seats[0].person.id,
                honorific: Some(honorific(family)),
                given: given.to_owned(),
                family: family.to_owned(),
                listed_as: None,
                posts: vec![Post {
                    title: post.to_owned(),
                    from: None,
                    to: None,
                }],
            }
        })
        .collect();
    let occasion = Occasion {
        guests: Some(guests.iter().collect()),
        ..Occasion::of(meeting)
    };
    assert!(welcome.starts_with(&say(Sentence::Welcome, occasion.clone())));
    assert_eq!(say(Sentence::Thanks, occasion), *thanks);
}

#[test]
fn a_workshops_published_notes_can_be_made_again() {
    let Some(published) = case("workshop-notes") else {
        return;
    };
    let templates = Templates::built_in();
    let template = templates.get("workshop").unwrap();
    let lines = compared(&published);
    let day = date(&lines[1], 2016).unwrap();
    let mut record = Record::new("Example Body", "Body", day);
    record.meeting.head.title = Some(lines[0].clone());
    record.meeting.head.place.clone_from(&lines[2]);
    let first_item = lines
        .iter()
        .position(|line| heading(line).is_some())
        .unwrap();
    for line in &lines[5..first_item] {
        let (group, names) = line.split_once(": ").unwrap();
        for name in names.split(", ") {
            let plain = name.trim_start_matches("Cllr ");
            let (given, family) = plain.split_once(' ').unwrap();
            let (honorific, group, what) = match group {
                "Apologies" => (Some("Councillor"), "Councillors", Attended::Apologies),
                "Councillors" => (Some("Councillor"), group, Attended::Present),
                _ => (None, group, Attended::Present),
            };
            let person = record.person(honorific, given, family);
            record.seat(person, None, group, what);
        }
    }
    let mut item = None;
    let mut in_actions = false;
    let mut rest = &lines[first_item..];
    while let [line, after @ ..] = rest {
        rest = after;
        let points = after
            .iter()
            .take_while(|line| line.starts_with("- "))
            .count();
        if let Some(title) = heading(line) {
            item = Some(record.item(title));
        } else if line == "ACTIONS:" {
            in_actions = true;
        } else if in_actions {
            let (owner, deed) = line.split_once(" to ").unwrap();
            let person = record
                .meeting
                .seats
                .iter()
                .find(|seat| seat.person.name(NameForm::ShortFull, day) == owner);
            let owner = Owner {
                person: Some(person.unwrap().person.id),
                name: owner.to_owned(),
                ..Owner::default()
            };
            record.detailed(item.unwrap(), Kind::Action, deed, action(vec![owner], None));
        } else if let Some(text) = line.strip_prefix("- ") {
            record.entry(item.unwrap(), Kind::Point, text);
        } else {
            let dates: Vec<NaiveDate> = after[..points]
                .iter()
                .filter_map(|line| date(line.strip_prefix("- ")?, 2016))
                .collect();
            if points > 0 && dates.len() == points {
                let time = after[points].rsplit(' ').next().unwrap();
                let next = NextMeetings {
                    dates: dates
                        .into_iter()
                        .map(|date| NextMeeting {
                            meeting: MeetingId(uuid::Uuid::nil()),
                            date,
                            created: true,
                            time: None,
                            place: String::new(),
                        })
                        .collect(),
                    time: Some(parse_time(time).unwrap()),
                };
                let detail = Detail::NextMeetings(next);
                record.detailed(item.unwrap(), Kind::Narrative, line, detail);
                rest = &after[points + 1..];
            } else {
                let kind = if points > 0 {
                    Kind::LeadIn
                } else {
                    Kind::Narrative
                };
                record.entry(item.unwrap(), kind, line);
            }
        }
    }
    assert_same(&record.meeting, template, &published);
}
