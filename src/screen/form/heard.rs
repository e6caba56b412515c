//! A question, a petition, a deputation in fields: who asked, for whom, what was answered.

use strum::IntoEnumIterator;

use crate::minutes::change::Change;
use crate::minutes::entry::{Detail, Entry, Kind};
use crate::minutes::heard::{Heard, Sort, Speaker};
use crate::minutes::ids::{EntryId, ItemId};
use crate::screen::desk::Desk;

use super::field::{Field, Name, Reads};
use super::naming::{self, Who};
use super::{Form, Problem, Purpose};

/// A form for something heard under an item.
pub fn heard(desk: &Desk, item: ItemId) -> Form {
    let title = desk
        .open
        .as_ref()
        .and_then(|open| open.meeting.item(item))
        .map_or("", |item| item.outline.title.as_str());
    let heard = Heard {
        sort: Sort::under(title),
        ..Heard::default()
    };
    let purpose = Purpose::Heard(item, None);
    fields(desk, &heard, purpose).on(Name::Asker, desk)
}

/// The form for an entry that tells of something heard, at the first thing that is not known of it: the answer mostly
/// comes after the question was taken down. None where it is no such entry.
pub fn heard_again(desk: &Desk, entry: EntryId) -> Option<Form> {
    let (item, _, found) = desk.open.as_ref()?.meeting.entry(entry)?;
    let heard = found.heard()?;
    let next = if heard.answer.is_empty() {
        Name::AnsweredBy
    } else if heard.supplementary.is_empty() {
        Name::Supplementary
    } else {
        Name::SupplementaryAnswer
    };
    let purpose = Purpose::Heard(item.id, Some(entry));
    Some(fields(desk, heard, purpose).on(next, desk))
}

fn fields(desk: &Desk, heard: &Heard, purpose: Purpose) -> Form {
    let names: Vec<String> = desk
        .open
        .iter()
        .flat_map(|open| {
            let on = open.meeting.head.date;
            let seats = open.meeting.seats.iter();
            seats.map(move |seat| naming::shown(desk, &seat.person, on))
        })
        .collect();
    let sort = Sort::iter().position(|sort| sort == heard.sort);
    let by = heard.by.as_ref().map_or("", |by| by.name.as_str());
    let fields = vec![
        Field::choice(Name::Sort, Sort::iter().map(Sort::name), sort.unwrap_or(0)),
        Field::line(Name::Asker, Reads::OneOf(names.clone()))
            .hint("Any name; one on the roll is completed")
            .with(&heard.who.name),
        Field::line(Name::Behalf, Reads::Words)
            .hint("Whom they spoke for: the Friends of Mill Lane")
            .with(&heard.behalf),
        Field::rows(Name::Asked, Reads::Words)
            .hint("A question as submitted needs no words")
            .with(&heard.words),
        Field::line(Name::AnsweredBy, Reads::OneOf(names)).with(by),
        Field::rows(Name::Answer, Reads::Words)
            .hint("May come later: Enter on the entry opens this again")
            .with(&heard.answer),
        Field::rows(Name::Supplementary, Reads::Words).with(&heard.supplementary),
        Field::rows(Name::SupplementaryAnswer, Reads::Words).with(&heard.supplementary_answer),
    ];
    let title = "A question, petition or deputation";
    Form::new(desk, title, purpose, fields)
}

/// Records what was heard, or what is known of it now.
pub fn take(
    form: &Form,
    desk: &mut Desk,
    item: ItemId,
    editing: Option<EntryId>,
) -> Result<Option<Purpose>, Problem> {
    form.needed(Name::Asker, "Who asked or spoke?")?;
    let words = |name: Name| form.lines(name).join(" ");
    let heard = Heard {
        sort: Sort::iter()
            .nth(form.chosen(Name::Sort))
            .unwrap_or_default(),
        who: speaker(form, desk, Name::Asker).unwrap_or_default(),
        behalf: form.text(Name::Behalf).trim().to_owned(),
        words: words(Name::Asked),
        by: speaker(form, desk, Name::AnsweredBy),
        answer: words(Name::Answer),
        supplementary: words(Name::Supplementary),
        supplementary_answer: words(Name::SupplementaryAnswer),
    };
    if heard.supplementary.is_empty() && !heard.supplementary_answer.is_empty() {
        let words = "What was the supplementary question?";
        return Err((Name::Supplementary, words.to_owned()));
    }
    let Some(open) = &desk.open else {
        return Ok(None);
    };
    let text = heard
        .said(&open.meeting, &open.template, Some(item))
        .map_err(|fault| (Name::Asker, fault.to_string()))?;
    let kind = editing
        .and_then(|id| open.meeting.entry(id))
        .map_or(Kind::Narrative, |(_, _, entry)| entry.kind);
    let detail = Detail::Heard(Box::new(heard));
    let change = match editing {
        Some(entry) => Change::EntryAmended {
            entry,
            kind,
            text,
            detail,
        },
        None => Change::EntryAdded {
            item,
            entry: Entry {
                id: EntryId(desk.new_id()),
                kind,
                text,
                started_at: form.opened,
                recorded_at: desk.now,
                detail,
                source: None,
                prepared: None,
            },
            place: None,
        },
    };
    Ok(desk.record(change, None).then(|| form.purpose.clone()))
}

/// Who is named in a field: somebody on the roll, or a name as it stands; nothing where it is empty.
fn speaker(form: &Form, desk: &Desk, name: Name) -> Option<Speaker> {
    let text = form.text(name).trim();
    if text.is_empty() {
        return None;
    }
    let person = match naming::who(text, desk, form.today) {
        Ok(Some(Who::Known(person))) => desk
            .open
            .as_ref()
            .and_then(|open| open.meeting.seat(person.id))
            .map(|seat| seat.person.id),
        Ok(None | Some(Who::WithPost(..) | Who::New { .. })) | Err(_) => None,
    };
    Some(Speaker {
        person,
        name: text.to_owned(),
    })
}
