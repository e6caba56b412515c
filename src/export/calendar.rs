//! iCalendar (RFC 5545): the meetings announced as events, the actions that have a day as tasks.
//!
//! Names and stamps follow from the record, so that a calendar takes the same entry for the same.

use chrono::Utc;

use super::document::Words;
use super::facts::{ActionFacts, Facts, NextFacts};
use crate::minutes::ids::Stamp;

/// A line of a calendar has at most so many bytes.
const LINE: usize = 75;

/// The facts as a calendar; none where nothing has a day: one without any component is no calendar (RFC 5545, section
/// 3.6).
pub fn calendar(facts: &Facts) -> Option<String> {
    let has_a_day = |action: &ActionFacts| action.due.as_ref().is_some_and(|due| due.to.is_some());
    if facts.next_meetings.is_empty() && !facts.actions.iter().any(has_a_day) {
        return None;
    }
    let mut lines = Lines(String::new());
    lines.put("BEGIN:VCALENDAR");
    lines.put("VERSION:2.0");
    lines.put("PRODID:-//minutebook//minutebook//EN");
    lines.put("CALSCALE:GREGORIAN");
    for next in &facts.next_meetings {
        event(&mut lines, facts, next);
    }
    for action in &facts.actions {
        task(&mut lines, facts, action);
    }
    lines.put("END:VCALENDAR");
    Some(lines.0)
}

fn event(lines: &mut Lines, facts: &Facts, next: &NextFacts) {
    lines.put("BEGIN:VEVENT");
    lines.put(&format!("UID:{}", next.meeting));
    lines.put(&format!("DTSTAMP:{}", stamp(next.announced_at)));
    match next.time {
        // The time of day where the meeting is held, in whatever offset from UTC it then has: none is said.
        Some(time) => lines.put(&format!(
            "DTSTART:{}T{}",
            next.date.format("%Y%m%d"),
            time.format("%H%M%S")
        )),
        None => lines.put(&format!(
            "DTSTART;VALUE=DATE:{}",
            next.date.format("%Y%m%d")
        )),
    }
    lines.text("SUMMARY", &facts.body.name);
    if !next.place.as_str().is_empty() {
        lines.text("LOCATION", &next.place);
    }
    lines.put("END:VEVENT");
}

fn task(lines: &mut Lines, facts: &Facts, action: &ActionFacts) {
    let Some((due, to)) = action.due.as_ref().and_then(|due| Some((due, due.to?))) else {
        return;
    };
    lines.put("BEGIN:VTODO");
    lines.put(&format!("UID:{}", action.entry));
    let changed = action.latest.as_ref().map(|latest| latest.at);
    lines.put(&format!(
        "DTSTAMP:{}",
        stamp(changed.unwrap_or(action.recorded_at))
    ));
    if let Some(from) = due.from.filter(|from| *from < to) {
        lines.put(&format!("DTSTART;VALUE=DATE:{}", from.format("%Y%m%d")));
    }
    lines.put(&format!("DUE;VALUE=DATE:{}", to.format("%Y%m%d")));
    if action.exempt {
        // RFC 5545, section 3.8.1.3.
        lines.put("CLASS:CONFIDENTIAL");
        let words = format!("EXEMPT: {}", action.text);
        lines.text("SUMMARY", &Words::new(&words));
    } else {
        lines.text("SUMMARY", &action.text);
    }
    let owners: Vec<String> = action.owners.iter().map(Words::in_one_line).collect();
    let about = [
        ("", action.reference.in_one_line()),
        ("Owner: ", owners.join(", ")),
        ("Due: ", due.as_written.in_one_line()),
        ("Body: ", facts.body.name.in_one_line()),
        ("Item: ", action.item_title.in_one_line()),
    ];
    let about: Vec<String> = about
        .iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(label, words)| format!("{label}{words}"))
        .collect();
    lines.text("DESCRIPTION", &Words::new(&about.join("\n")));
    lines.put(match action.status {
        "complete" => "STATUS:COMPLETED",
        "cancelled" | "superseded" => "STATUS:CANCELLED",
        _ => "STATUS:NEEDS-ACTION",
    });
    lines.put("END:VTODO");
}

fn stamp(at: Stamp) -> String {
    at.with_timezone(&Utc).format("%Y%m%dT%H%M%SZ").to_string()
}

/// Content lines in the making.
struct Lines(String);

impl Lines {
    fn text(&mut self, name: &str, words: &Words) {
        let mut line = format!("{name}:");
        for letter in words.as_str().chars() {
            match letter {
                '\\' | ';' | ',' => {
                    line.push('\\');
                    line.push(letter);
                }
                '\n' => line.push_str("\\n"),
                other => line.push(other),
            }
        }
        self.put(&line);
    }

    /// A line, folded where it is too long: a blank begins what goes on.
    fn put(&mut self, line: &str) {
        let mut length = 0;
        for letter in line.chars() {
            if length + letter.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(letter);
            length += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::evening;
    use crate::minutes::due::Window;
    use chrono::{NaiveDate, NaiveTime};

    #[test]
    fn meetings_and_actions_with_a_day_are_in_the_calendar() {
        let mut record = evening();
        let day = |month, day| NaiveDate::from_ymd_opt(2025, month, day).unwrap();
        let windows = [(day(5, 1), day(5, 31)), (day(4, 1), day(4, 1))];
        let actions = record
            .meeting
            .items
            .iter_mut()
            .flat_map(|item| &mut item.entries);
        let dues = actions.filter_map(|entry| match &mut entry.detail {
            crate::minutes::entry::Detail::Action(action) => action.due.as_mut(),
            _ => None,
        });
        for (due, (from, to)) in dues.zip(windows) {
            due.window = Some(Window { from, to });
        }
        let facts = Facts::of(&record.copied());
        let text = calendar(&facts).unwrap();
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 3);
        assert_eq!(text.matches("BEGIN:VTODO").count(), 2);
        insta::assert_snapshot!(text.replace('\r', ""));
    }

    #[test]
    fn an_event_has_the_time_and_place_that_stood_in_the_diary() {
        let mut record = evening();
        let entries = record
            .meeting
            .items
            .iter_mut()
            .flat_map(|item| &mut item.entries);
        for entry in entries {
            if let crate::minutes::entry::Detail::NextMeetings(next) = &mut entry.detail {
                next.time = None;
                next.dates[0].time = NaiveTime::from_hms_opt(18, 30, 0);
                next.dates[0].place = "Quay Hall, Gull Lane".to_owned();
            }
        }
        let text = calendar(&Facts::of(&record.copied())).unwrap();
        let events: Vec<&str> = text.split("BEGIN:VEVENT").skip(1).collect();
        assert!(events[0].contains("T183000\r\n"), "{text}");
        assert!(
            events[0].contains("LOCATION:Quay Hall\\, Gull Lane\r\n"),
            "{text}"
        );
        // One of which nothing is known but its day.
        assert!(events[1].contains("DTSTART;VALUE=DATE:"), "{text}");
        assert!(!events[1].contains("LOCATION"), "{text}");
    }

    #[test]
    fn there_is_no_calendar_without_a_day_in_it() {
        let whole = Facts::of(&evening().copied());
        // Its actions are due "in May", which nothing has understood as days.
        let mut facts = Facts {
            next_meetings: Vec::new(),
            ..whole.clone()
        };
        assert!(facts.actions.iter().any(|action| action.due.is_some()));
        assert_eq!(calendar(&facts), None);
        let due = facts.actions.iter_mut().find_map(|it| it.due.as_mut());
        due.unwrap().to = NaiveDate::from_ymd_opt(2025, 5, 31);
        assert!(calendar(&facts).unwrap().contains("BEGIN:VTODO"));
        let facts = Facts {
            actions: Vec::new(),
            ..whole
        };
        assert!(calendar(&facts).unwrap().contains("BEGIN:VEVENT"));
    }

    #[test]
    fn long_lines_are_folded_between_letters_and_signs_are_escaped() {
        let mut lines = Lines(String::new());
        let long = format!("{}é; a\\b, c\nEND:VEVENT", "x".repeat(66));
        lines.text("SUMMARY", &Words::new(&long));
        assert!(lines.0.split("\r\n").all(|line| line.len() <= LINE));
        let unfolded = lines.0.replace("\r\n ", "");
        assert_eq!(
            unfolded,
            format!(
                "SUMMARY:{}é\\; a\\\\b\\, c\\nEND:VEVENT\r\n",
                "x".repeat(66)
            )
        );
    }
}
