//! What a meeting on record is, in the shape of the hand-written truth that the importer is measured by.

use minutebook::minutes::attendance::{Standing, attended, standing};
use minutebook::minutes::dates::TimeForm;
use minutebook::minutes::entry::{Entry, Kind};
use minutebook::minutes::meeting::Meeting;
use minutebook::minutes::person::NameForm;
use minutebook::minutes::template::Template;
use minutebook::minutes::template::layout::Movements;
use serde_json::{Value, json};

/// The truth of a meeting; the template decides what of it is printed.
///
/// As in the hand-written truth, the day counts where the text states its year, and a decision that asks somebody to do
/// something counts among the actions too.
pub fn truth(meeting: &Meeting, template: &Template, text: &str) -> Value {
    let clock = |at: Option<minutebook::minutes::ids::Stamp>| {
        at.map(|at| TimeForm::TwentyFour.format(at.time()))
    };
    // Notes of a workshop state no times.
    let times = template.layout.attendance.movements != Movements::None;
    let named = |how: fn(&Meeting, minutebook::minutes::ids::PersonId) -> bool| -> Vec<Value> {
        let seats = meeting.seats.iter();
        seats
            .filter(|seat| seat.member && how(meeting, seat.person.id))
            .map(|seat| json!({ "name": seat.person.name(NameForm::Plain, meeting.head.date) }))
            .collect()
    };
    let entries = || meeting.entries();
    let of = |kind: Kind| entries().filter(move |(_, entry)| entry.kind == kind);
    json!({
        "body": meeting.head.title(),
        "body_in_text": true,
        "date": meeting.head.date,
        "date_in_text": text.contains(&meeting.head.date.format("%Y").to_string()),
        "start": clock(meeting.sitting.commenced.filter(|_| times)),
        "end": clock(meeting.sitting.terminated.filter(|_| times)),
        "next_meeting": meeting.next_meetings().map(|next| next.date).min(),
        "present": named(|meeting, who| attended(&meeting.stream, who)),
        "apologies": named(|meeting, who| standing(&meeting.stream, who) == Standing::Apologies),
        "items": meeting.items.iter().zip(1..).map(|(item, number): (_, u32)| json!({
            "number": number.to_string(),
            "title": item.outline.title,
        })).collect::<Vec<_>>(),
        "actions": entries().filter(|(_, entry)| gives_to_do(entry)).map(|(_, entry)| {
            json!({ "text": entry.text })
        }).collect::<Vec<_>>(),
        "resolutions": of(Kind::Decision).map(|(_, entry)| json!({ "text": entry.text })).collect::<Vec<_>>(),
        "votes": of(Kind::Vote).map(|(item, entry)| {
            let before = item.entries.iter().take_while(|one| one.id != entry.id);
            let motion = before.filter(|one| one.kind == Kind::Motion).last();
            vote(meeting, motion, entry)
        }).collect::<Vec<_>>(),
    })
}

fn gives_to_do(entry: &Entry) -> bool {
    entry.kind == Kind::Action
        || entry.kind == Kind::Decision && entry.text.contains(" be asked to ")
}

/// A vote, as its words and those of the motion before it tell it: "4 for, 1 against".
fn vote(meeting: &Meeting, motion: Option<&Entry>, entry: &Entry) -> Value {
    let words: Vec<&str> = entry
        .text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let counted = |side: &str| -> Option<u32> {
        let place = words.iter().position(|word| *word == side)?;
        words.get(place.checked_sub(1)?)?.parse().ok()
    };
    let who = |verb: &str| -> Option<String> {
        let text = &motion?.text;
        let before = text.get(..text.find(verb)?)?.trim_end();
        let names = meeting.seats.iter().map(|seat| &seat.person.family);
        names
            .filter(|family| before.ends_with(family.as_str()))
            .map(ToString::to_string)
            .next()
    };
    json!({
        "mover": who(" moved"),
        "seconder": who(" seconded"),
        "for": counted("for"),
        "against": counted("against"),
        "abstain": counted("abstained"),
    })
}
