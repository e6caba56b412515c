//! The chair's letter to those who came for an item: what members were glad to hear, what they are uneasy about, and
//! what they ask.

use super::document::{Document, Source, Words};
use super::page::Page;
use super::{Format, Material, Pattern, office};
use crate::minutes::agenda::Item;
use crate::minutes::attendance;
use crate::minutes::entry::{Action, Entry, Kind};
use crate::minutes::ids::PersonId;
use crate::minutes::meeting::Meeting;
use crate::minutes::person::{NameForm, Person};
use crate::minutes::template::paper::Paper;
use crate::minutes::wording::{Occasion, Told, WordingError, can_follow_to};
use crate::minutes::writing::Letter;

/// The chair's letter.
pub(super) const PATTERN: Pattern = Pattern {
    name: "Letter",
    about: "The chair's letter to those who came for an item: what was encouraging, what is a concern, what is asked",
    also: &[Format::Mail],
    make: letter,
};

/// The letter about the item that is wanted; else about the first for which one was written, or there is one.
fn letter(material: &Material<'_>) -> (Document, Vec<WordingError>) {
    let mut page = Page::of(material, Paper::Letter);
    let written = Letter::default();
    let item = match material.wanted.item {
        Some(wanted) => {
            let mut all = material.meeting.items.iter();
            all.find(|item| item.id == wanted && can_be_about(item))
        }
        None => {
            let all = subjects(material.meeting);
            let written = all.iter().find(|item| item.letter.is_some());
            written.or(all.first()).copied()
        }
    };
    let Some(item) = item else {
        let nothing = occasion(material, None, &written, &[]);
        page.word("nobody", &nothing);
        return page.done();
    };
    let written = item.letter.as_deref().unwrap_or(&written);
    let recipients = recipients(material, item);
    let (wishes, asks) = asked(material, item);
    let all = occasion(material, Some(item), written, &recipients).tell(
        "wishes",
        Told::Texts(
            wishes
                .iter()
                .map(|(entry, _)| entry.text.trim().trim_end_matches(ENDS).to_owned())
                .collect(),
        ),
    );
    let says = |entry: &Entry| matches!(entry.kind, Kind::Encouraging | Kind::Concern);
    let points = item.public_entries().filter(|entry| says(entry)).count();
    let came = recipients
        .iter()
        .any(|one| attendance::attended(&material.meeting.stream, one.id));
    let all = all
        .tell("points", Told::count(points + asks.len()))
        .tell("came", Told::Yes(came));
    page.header(&all);
    list(&mut page, item, Kind::Encouraging, "encouraging", &all);
    list(&mut page, item, Kind::Concern, "concern", &all);
    for line in written.reflection.lines() {
        page.paragraph(line, Source::Item(item.id));
    }
    ask(&mut page, &asks, &all);
    page.footer(&all);
    let (mut document, errors) = page.done();
    document.title = Words::new(&format!("Letter: {}", subject(item, written)));
    document.furniture.running = Words::new(&material.meeting.head.body.name);
    let names = recipients.iter().map(|one| {
        let on = material.meeting.head.date;
        one.name(NameForm::Titled, on)
    });
    document.recipient = Words::new(&names.collect::<Vec<_>>().join(", "));
    (document, errors)
}

/// Whether a letter can be about an item: one was written, or somebody came to whom it could go.
pub(super) fn can_be_about(item: &Item) -> bool {
    item.letter.is_some() || !item.outline.guests.is_empty()
}

/// The items that letters are about, each by what is recorded under it or by a letter that was written.
pub(super) fn subjects(meeting: &Meeting) -> Vec<&Item> {
    let items = meeting.items.iter();
    items.filter(|item| item.is_written_about()).collect()
}

fn subject<'a>(item: &'a Item, written: &'a Letter) -> &'a str {
    match written.subject.trim() {
        "" => &item.outline.title,
        subject => subject,
    }
}

/// Somebody on the roll of the meeting, else on record.
fn person<'a>(material: &Material<'a>, id: PersonId) -> Option<&'a Person> {
    let seat = material.meeting.seat(id);
    seat.map(|seat| &seat.person)
        .or_else(|| material.background.register.person(id))
}

fn recipients<'a>(material: &Material<'a>, item: &Item) -> Vec<&'a Person> {
    let ids = item.recipients().iter();
    ids.filter_map(|id| person(material, *id)).collect()
}

/// Whoever took the chair last, else who is the chair.
fn sender<'a>(material: &Material<'a>) -> Option<&'a Person> {
    let meeting = material.meeting;
    let chair = || meeting.seats.iter().find(|seat| seat.is_chair());
    attendance::presiding(&meeting.stream)
        .and_then(|id| person(material, id))
        .or_else(|| Some(&chair()?.person))
}

/// What every wording of the letter knows.
fn occasion<'a>(
    material: &Material<'a>,
    item: Option<&'a Item>,
    written: &Letter,
    recipients: &[&'a Person],
) -> Occasion<'a> {
    let meeting = material.meeting;
    let date = written.date.unwrap_or(meeting.head.date);
    let occasion = written.occasion.trim();
    let occasion = occasion.strip_suffix('.').unwrap_or(occasion);
    let subject = item.map_or("", |item| subject(item, written));
    let sender = sender(material).cloned().map(Box::new);
    let said = Occasion {
        item,
        guests: Some(recipients.to_vec()),
        ..Occasion::of(meeting)
    };
    office::told(said, material)
        .tell("sender", Told::Person(sender))
        .tell("subject", Told::text(subject))
        .tell("date", Told::Day(Some(date)))
        .tell("occasion", Told::text(occasion))
        .tell("context", Told::text(&written.context))
        .tell("news", Told::text(&written.news))
        .tell("reflection", Told::text(&written.reflection))
        .tell("enclosures", Told::Texts(written.enclosures.clone()))
        .tell("wishes", Told::Texts(Vec::new()))
        .tell("reply_by", Told::Day(written.reply_by))
        .tell("points", Told::count(0))
        .tell("came", Told::Yes(false))
}

/// The entries of a kind as a list, below the lead-in that was recorded right before them or the template's.
fn list(page: &mut Page<'_>, item: &Item, kind: Kind, lead_in: &'static str, all: &Occasion<'_>) {
    let entries: Vec<&Entry> = item.public_entries().collect();
    let Some(first) = entries.iter().position(|entry| entry.kind == kind) else {
        return;
    };
    let before = first.checked_sub(1).and_then(|before| entries.get(before));
    match before.filter(|before| before.kind == Kind::LeadIn) {
        Some(entry) => page.paragraph(&entry.text, Source::Entry(entry.id)),
        None => page.word(lead_in, all),
    }
    let entries = entries.iter().filter(|entry| entry.kind == kind);
    page.points(entries.map(|entry| (entry.text.clone(), Source::Entry(entry.id))));
}

/// How a sentence ends, which does not where it goes on.
const ENDS: [char; 4] = ['.', '!', '?', ';'];

/// What is asked: wishes, and then what is more than that. An ask that is neither a sentence of its own nor what somebody
/// is to do ("regular contact to be kept up") is a wish, which the closing words take up.
type Asked<'a> = Vec<(&'a Entry, &'a Action)>;

fn asked<'a>(material: &Material<'_>, item: &'a Item) -> (Asked<'a>, Asked<'a>) {
    let is_ask =
        |action: &Action| action.is_recommendation() || material.meeting.is_asked(item, action);
    item.public_entries()
        .filter_map(|entry| Some((entry, entry.action()?)))
        .filter(|(_, action)| is_ask(action))
        // What has a date is more than a wish, and the closing words would leave its date out.
        .partition(|(entry, action)| action.due.is_none() && is_wish(entry.text.trim()))
}

fn is_wish(text: &str) -> bool {
    let deed = text.strip_prefix("to ").unwrap_or(text);
    text.starts_with(char::is_lowercase) && !can_follow_to(deed)
}

fn ask(page: &mut Page<'_>, asks: &Asked<'_>, all: &Occasion<'_>) {
    let points: Vec<(String, Source)> = asks
        .iter()
        .map(|(entry, action)| {
            let of = Occasion {
                text: &entry.text,
                action: Some(action),
                ..all.clone()
            };
            (page.said_of("ask", &of), Source::Entry(entry.id))
        })
        .collect();
    if points.is_empty() {
        return;
    }
    let lead_in = page.said_of("asks", all);
    if lead_in.trim().is_empty() {
        for (text, source) in points {
            page.paragraph(&text, source);
        }
    } else {
        page.paragraph(&lead_in, Source::Template);
        page.points(points);
    }
}
