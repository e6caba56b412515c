//! Business that is not taken: an item withdrawn or deferred, a motion deferred.

use chrono::NaiveDate;
use strum::{EnumIter, IntoEnumIterator};

use crate::command::Command;
use crate::keymap::Context;
use crate::minutes::change::Change;
use crate::minutes::due::{self, Setting};
use crate::minutes::entry::{Detail, Entry, Kind};
use crate::minutes::formal::Fate;
use crate::minutes::ids::{EntryId, ItemId};
use crate::minutes::meeting::State;
use crate::minutes::putting_off::PutOff;
use crate::minutes::roster::fold;
use crate::minutes::wording::{Occasion, Sentence};
use crate::screen::desk::Desk;

use super::field::{Field, Name, Reads};
use super::{Form, Problem, Purpose};

/// What can be said of an item that is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
enum Way {
    Deferred,
    Withdrawn,
}

impl Way {
    fn words(self) -> &'static str {
        match self {
            Self::Deferred => "deferred",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A form for an item that is not taken; says why where there is nothing to put off.
pub fn put_off(desk: &mut Desk, item: ItemId) -> Option<Form> {
    let meeting = &desk.open.as_ref()?.meeting;
    let place = meeting.place_of(item)?;
    if let Some(put_off) = meeting.item(item)?.put_off() {
        let keys = desk.keys(Context::Record.stack(), Command::RetractEntry);
        desk.say(format!(
            "Item {} is {} already; {keys} on that entry takes it back.",
            place + 1,
            put_off.name()
        ));
        return None;
    }
    let fields = vec![
        Field::choice(Name::PutOff, Way::iter().map(Way::words), 0),
        to_meeting(desk),
        Field::line(Name::Reason, Reads::Words).hint("As the minutes say it; may stay empty"),
    ];
    let title = title(&format!("Item {} is not taken", place + 1), desk);
    let form = Form::new(desk, title, Purpose::PutOff(item), fields);
    Some(form.on(Name::ToMeeting, desk))
}

/// A form for the meeting to which a motion is deferred.
pub fn motion_deferred(desk: &Desk, motion: EntryId) -> Form {
    let fields = vec![to_meeting(desk)];
    let purpose = Purpose::MotionDeferred(motion);
    let title = title("The motion is deferred", desk);
    Form::new(desk, title, purpose, fields)
}

/// The field for the day; empty is the next meeting, whichever that will be.
fn to_meeting(desk: &Desk) -> Field {
    let next_meeting = next_meeting(desk);
    Field::line(Name::ToMeeting, Reads::Due { next_meeting })
        .hint("Its day; empty is the next meeting, whenever that is")
}

/// A title that says when the body meets next, where that is known.
fn title(what: &str, desk: &Desk) -> String {
    match next_meeting(desk) {
        Some(next) => format!("{what} · next meeting {}", next.format("%a %-d %b %Y")),
        None => what.to_owned(),
    }
}

fn next_meeting(desk: &Desk) -> Option<NaiveDate> {
    let head = &desk.open.as_ref()?.meeting.head;
    Some(desk.next_in_diary(head.body.id, head.date)?.date)
}

/// What is withdrawn goes to no meeting.
pub fn follow(form: &mut Form) {
    let withdrawn = way(form) == Way::Withdrawn;
    if let Some(field) = form.field_mut(Name::ToMeeting) {
        field.hidden = withdrawn;
    }
}

fn way(form: &Form) -> Way {
    Way::iter()
        .nth(form.chosen(Name::PutOff))
        .unwrap_or(Way::Deferred)
}

/// The day in the field; none where it is the next meeting.
fn day(form: &Form, desk: &Desk) -> Result<Option<NaiveDate>, Problem> {
    let text = form.text(Name::ToMeeting);
    let said = fold(text);
    let said = said.strip_prefix("the ").unwrap_or(&said);
    if matches!(said, "" | "next" | "next meeting") {
        return Ok(None);
    }
    let setting = Setting {
        said_on: form.today,
        next_meeting: next_meeting(desk),
    };
    let due = due::read(text, &setting);
    let problem = |words: String| Err((Name::ToMeeting, words));
    match (due.doubt, due.window) {
        (Some(doubt), _) => problem(doubt),
        (None, Some(window)) if window.from != window.to => {
            problem("Name one day, or leave it empty for the next meeting.".to_owned())
        }
        (None, Some(window)) if window.to <= form.today => {
            problem("That is not after this meeting.".to_owned())
        }
        (None, Some(window)) => Ok(Some(window.to)),
        (None, None) => problem("On which day? Tue 8 July, 8/7, in six weeks.".to_owned()),
    }
}

/// Records that the item is not taken.
pub fn take(form: &Form, desk: &mut Desk, item: ItemId) -> Result<Option<Purpose>, Problem> {
    let (put_off, sentence) = match way(form) {
        Way::Withdrawn => (PutOff::Withdrawn, Sentence::ItemWithdrawn),
        Way::Deferred => (PutOff::Deferred(day(form, desk)?), Sentence::ItemDeferred),
    };
    let id = EntryId(desk.new_id());
    let Some(open) = &desk.open else {
        return Ok(None);
    };
    let mut occasion = Occasion::of(&open.meeting);
    occasion.item = open.meeting.item(item);
    occasion.note = form.text(Name::Reason);
    if let PutOff::Deferred(Some(to)) = put_off {
        occasion.dates = vec![to];
    }
    let text = open
        .template
        .say(sentence, &occasion)
        .map_err(|fault| (Name::Reason, fault.to_string()))?;
    let entry = Entry {
        id,
        kind: Kind::Procedural,
        text,
        started_at: form.opened,
        recorded_at: desk.now,
        detail: Detail::PutOff(put_off),
        source: None,
        prepared: None,
    };
    let number = open.meeting.place_of(item).map_or(0, |place| place + 1);
    let deed = format!("item {number} {}", put_off.name());
    let added = Change::EntryAdded {
        item,
        entry,
        place: None,
    };
    let change = Change::Together {
        deed,
        changes: vec![added],
    };
    let done = desk.record(change, None);
    if done {
        let what = format!("Item {number}");
        match put_off {
            PutOff::Withdrawn => desk.say(format!("{what} is withdrawn.")),
            PutOff::Deferred(to) => say_deferred(&what, to, desk),
        }
    }
    Ok(done.then_some(Purpose::PutOff(item)))
}

/// Notes that the motion is deferred.
pub fn take_motion(
    form: &Form,
    desk: &mut Desk,
    motion: EntryId,
) -> Result<Option<Purpose>, Problem> {
    let to = day(form, desk)?;
    let found = desk.open.as_ref().and_then(|open| {
        let (_, _, entry) = open.meeting.entry(motion)?;
        Some((entry.text.clone(), entry.motion()?.clone()))
    });
    let Some((text, mut moved)) = found else {
        return Ok(None);
    };
    moved.fate = Some(Fate::Deferred(to));
    let amended = Change::EntryAmended {
        entry: motion,
        kind: Kind::Motion,
        text,
        detail: Detail::Motion(Box::new(moved)),
    };
    let change = Change::Together {
        deed: "motion deferred".to_owned(),
        changes: vec![amended],
    };
    let done = desk.record(change, None);
    if done {
        say_deferred("The motion", to, desk);
    }
    Ok(done.then_some(Purpose::MotionDeferred(motion)))
}

/// Says where it will stand, and whether that meeting has been called.
fn say_deferred(what: &str, to: Option<NaiveDate>, desk: &mut Desk) {
    let body = desk.open.as_ref().map(|open| open.meeting.head.body.id);
    let called = to.is_none_or(|to| {
        desk.diary
            .iter()
            .flatten()
            .any(|row| Some(row.body_id) == body && row.date == to && row.state == State::Scheduled)
    });
    let meeting = match to {
        Some(to) => format!("the meeting on {}", to.format("%a %-d %b %Y")),
        None => "the next meeting".to_owned(),
    };
    let called = if called {
        "it will stand on that agenda"
    } else {
        "it will stand on that agenda once that is in the diary"
    };
    desk.say(format!("{what} is deferred to {meeting}: {called}."));
}
