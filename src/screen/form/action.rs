//! An action put right in every part: its words, who, what it does, by when, and which body receives what comes of it.
//!
//! What the words plainly say of a recommendation is proposed in the fields that are empty.

use crate::minutes::change::Change;
use crate::minutes::due::{self, Setting};
use crate::minutes::entry::{Action, Detail, Kind, Party};
use crate::minutes::ids::EntryId;
use crate::minutes::recommendation;
use crate::minutes::roster::NamedBody;
use crate::screen::desk::Desk;

use super::field::{Field, Name, Reads};
use super::{Form, Problem, Purpose, update};

/// A form for an action of the open meeting; none where the entry is no action.
pub fn action(desk: &Desk, entry: EntryId) -> Option<Form> {
    let (text, action) = there(desk, entry)?;
    let bodies = desk.register.bodies.iter().map(|body| body.name.clone());
    let next_meeting = setting(desk)?.next_meeting;
    let due = action.due.as_ref().map_or("", |due| &due.as_written);
    let receives = action.report_to.as_ref().map_or("", |party| &party.name);
    let fields = vec![
        Field::rows(Name::Text, Reads::Words).with(text),
        Field::line(Name::Who, Reads::Owners)
            .with(&update::owners_written(&action.owners, desk))
            .hint("Names, posts or bodies, parted by \";\"; anybody else in quotation marks"),
        Field::line(Name::Verb, Reads::Words)
            .with(action.verb.as_deref().unwrap_or_default())
            .hint("For a recommendation, in its own word: endorses, tasks, commission"),
        Field::line(Name::When, Reads::Due { next_meeting })
            .with(due)
            .hint("As minutes say it: September, by autumn, quarterly, next meeting"),
        Field::line(Name::Receives, Reads::OneOf(bodies.collect()))
            .with(receives)
            .hint("The body that hears what comes of it: it stands on that body's next agenda"),
    ];
    let title = format!("Action {}", action.reference);
    Some(Form::new(desk, title, Purpose::Action(entry), fields))
}

/// Proposes what the words say, as long as the clerk leaves those fields alone; says which body is on record.
pub fn follow(form: &mut Form, desk: &Desk, entry: EntryId) {
    let (Some((_, action)), Some(setting)) = (there(desk, entry), setting(desk)) else {
        return;
    };
    let read = recommendation::read(&form.lines(Name::Text).join(" "), &setting);
    let due = read.due.map_or_else(String::new, |due| due.as_written);
    let proposed = [
        (Name::Who, action.owners.is_empty(), read.actors.join("; ")),
        (
            Name::Verb,
            action.verb.is_none(),
            read.verb.unwrap_or_default(),
        ),
        (Name::When, action.due.is_none(), due),
        (
            Name::Receives,
            action.report_to.is_none(),
            read.report_to.unwrap_or_default(),
        ),
    ];
    for (name, empty, text) in proposed {
        if let Some(field) = form.field_mut(name)
            && empty
        {
            field.suggest(&text);
        }
    }
    let remark = match form.text(Name::Receives) {
        "" => None,
        name => match party(name, desk) {
            Ok(Party { body: None, .. }) => {
                Some("as written: no body on record is called so".to_owned())
            }
            Ok(Party {
                body: Some(_),
                name,
            }) => Some(name),
            Err(words) => Some(words),
        },
    };
    if let Some(field) = form.field_mut(Name::Receives) {
        field.remark = remark;
    }
}

/// Records the action as it stands in the form.
pub fn take(form: &Form, desk: &mut Desk, entry: EntryId) -> Result<Option<Purpose>, Problem> {
    let text = form.needed(Name::Text, "What is to be done?")?.to_owned();
    let (Some((was_text, was)), Some(setting)) = (there(desk, entry), setting(desk)) else {
        desk.warn("The action has been retracted meanwhile.");
        return Ok(None);
    };
    // What stands as it was keeps what was understood of it then.
    let owners = match form.text(Name::Who) {
        written if written == update::owners_written(&was.owners, desk) => was.owners.clone(),
        written => update::owners(written, desk, form.today),
    };
    let due = match (form.text(Name::When), &was.due) {
        ("", _) => None,
        (written, Some(due)) if written == due.as_written => Some(due.clone()),
        (written, _) => Some(due::read(written, &setting)),
    };
    let report_to = match (form.text(Name::Receives), &was.report_to) {
        ("", _) => None,
        (written, Some(party)) if written == party.name => Some(party.clone()),
        (written, _) => Some(party(written, desk).map_err(|words| (Name::Receives, words))?),
    };
    let verb = Some(form.text(Name::Verb).to_owned()).filter(|verb| !verb.is_empty());
    let action = Action {
        owners,
        due,
        verb,
        report_to,
        ..was.clone()
    };
    if text == was_text && action == *was {
        desk.say("Nothing was changed.");
        return Ok(Some(Purpose::Action(entry)));
    }
    let change = Change::EntryAmended {
        entry,
        kind: Kind::Action,
        text,
        detail: Detail::Action(action),
    };
    Ok(desk.record(change, None).then_some(Purpose::Action(entry)))
}

fn there(desk: &Desk, entry: EntryId) -> Option<(&str, &Action)> {
    let (_, _, entry) = desk.open.as_ref()?.meeting.entry(entry)?;
    Some((&entry.text, entry.action()?))
}

/// What a due phrase of the open meeting is read against.
fn setting(desk: &Desk) -> Option<Setting> {
    let meeting = &desk.open.as_ref()?.meeting;
    let head = &meeting.head;
    let in_diary = || {
        desk.next_in_diary(head.body.id, head.date)
            .map(|row| row.date)
    };
    Some(Setting {
        said_on: head.date,
        next_meeting: meeting
            .next_meetings()
            .map(|next| next.date)
            .min()
            .or_else(in_diary),
    })
}

/// The body of a name, or the name as written; the reason in words where several are called so.
fn party(name: &str, desk: &Desk) -> Result<Party, String> {
    let roster = desk.open.as_ref().map(|open| &open.roster);
    match roster.and_then(|roster| roster.body_named(name)) {
        Some(NamedBody::One(known, form)) => Ok(Party {
            body: Some(known.body),
            name: form.to_owned(),
        }),
        Some(NamedBody::Several(_)) => Err(format!(
            "Several bodies are called {name}: write the whole name of one."
        )),
        None => Ok(Party {
            body: None,
            name: name.to_owned(),
        }),
    }
}
