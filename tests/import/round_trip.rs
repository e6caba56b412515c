//! Round trip: the minutes that this program writes, read again, give back the meeting that they are of.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use minutebook::export::{Choices, DocumentKind, Format, Material};
use minutebook::intake::file;
use minutebook::minutes::change::Change;
use minutebook::minutes::exempt::Copy;
use minutebook::minutes::history::History;
use minutebook::minutes::ids::{IdSource, MeetingId, Stamp};
use minutebook::minutes::meeting::{Meeting, State};
use minutebook::minutes::template::{Template, Templates};
use minutebook::store::protocol::What;
use minutebook::{export, import, sample};
use serde_json::Value;

use super::score::score;
use super::truth::truth;

/// The formats in which minutes are handed on and come back.
const FORMATS: [Format; 3] = [Format::Text, Format::Markdown, Format::Docx];

/// The minutes of a meeting as they would come back in a format.
fn read_again(meeting: &Meeting, template: &Template, format: Format) -> Value {
    let copied = meeting.copy(Copy::Public);
    let (document, errors) = DocumentKind::Minutes.make(&Material::of(&copied, template));
    assert_eq!(errors, []);
    let bytes = format
        .write(&copied, &document, Choices::default())
        .expect("it can be written");
    let name = format!("minutes.{}", format.extension());
    let text = file::read(&name, &bytes).expect("it can be read");
    serde_json::to_value(import::read(&text.text, Some(&name))).expect("a proposal is data")
}

/// The meetings of the sample council that have been held.
fn sample_meetings(templates: &Templates) -> Vec<Meeting> {
    let now: Stamp =
        DateTime::<FixedOffset>::parse_from_rfc3339("2022-07-27T17:30:00+01:00").expect("a moment");
    let mut meetings: BTreeMap<MeetingId, (Meeting, History)> = BTreeMap::new();
    for line in sample::lines(&mut IdSource::new([3; 16]), now, templates) {
        let What::Meeting(id, change) = &line.what else {
            continue;
        };
        if let Change::Scheduled { head, .. } = change {
            meetings.insert(*id, (Meeting::new(*id, head.clone()), History::default()));
        }
        let (meeting, history) = meetings.get_mut(id).expect("it was called");
        history
            .make(meeting, line.id, line.manner, change)
            .expect("the record takes it");
    }
    let all = meetings.into_values().map(|(meeting, _)| meeting);
    all.filter(|meeting| meeting.state() == State::Closed)
        .collect()
}

#[test]
fn minutes_of_the_sample_council_come_back_whole() {
    let templates = Templates::built_in();
    let meetings = sample_meetings(&templates);
    assert_eq!(meetings.len(), 3);
    let mut wrong = Vec::new();
    for meeting in &meetings {
        let template = templates.for_meeting(&meeting.head.template);
        let (document, _) =
            DocumentKind::Minutes.make(&Material::of(&meeting.copy(Copy::Public), &template));
        let text = export::text(&document);
        for format in FORMATS {
            let (counts, told) = score(
                &truth(meeting, &template, &text),
                &read_again(meeting, &template, format),
            );
            if !told.is_empty() {
                wrong.push(format!(
                    "{:.3} {} as {}: {}",
                    counts.f1(),
                    meeting.head.title(),
                    format.name(),
                    told.join(", ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
