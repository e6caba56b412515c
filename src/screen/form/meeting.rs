//! Calling a meeting, and altering what was settled when it was called.

use chrono::NaiveDate;

use crate::minutes::body::{self, Body, Quorum};
use crate::minutes::change::Change;
use crate::minutes::dates::{DateForm, TimeForm, parse_date};
use crate::minutes::history::Manner;
use crate::minutes::ids::{BodyId, ChangeId, MeetingId, Stamp};
use crate::minutes::meeting::{BodyHead, Head, Rules, State};
use crate::minutes::register::RegisterChange;
use crate::screen::desk::Desk;
use crate::store::protocol::{Line, Request, What};

use super::field::{Field, Name, Reads};
use super::{Form, Problem, Purpose};

/// A form for a new meeting, or for the head of the open one; for that of another meeting see [`amended`].
pub fn meeting(desk: &Desk, editing: Option<MeetingId>) -> Form {
    let open = desk.open.as_ref().map(|open| &open.meeting);
    match open.filter(|meeting| editing == Some(meeting.id)) {
        Some(meeting) => {
            let mut form = amended(desk, meeting.id, &meeting.head);
            let stamps = [
                (Name::Terminated, meeting.sitting.terminated),
                (Name::Commenced, meeting.sitting.commenced),
            ];
            for (name, stamp) in stamps {
                if let Some(stamp) = stamp {
                    let mut field = Field::line(name, Reads::Time);
                    field.put(&TimeForm::Dotted.format(stamp.time()));
                    form.fields.insert(2, field);
                }
            }
            let first = meeting.rules.first_resolution;
            let first = first.map_or_else(String::new, |first| first.to_string());
            form.fields.push(
                Field::yes_or_no(Name::Budget, meeting.rules.budget)
                    .hint("Whether it decides the budget: votes on that are taken by name"),
            );
            form.fields.push(
                Field::yes_or_no(Name::RemoteCounts, meeting.rules.remote_counts)
                    .hint("Whether members elsewhere count for the quorum and vote"),
            );
            form.fields.push(
                Field::line(Name::FirstResolution, Reads::Words)
                    .with(&first)
                    .hint("The number of the first resolution; empty: as the template says"),
            );
            form.work_out(desk);
            form
        }
        None => new(desk),
    }
}

/// What standing orders ask of the open meeting, where the clerk altered it.
fn rules(form: &Form, desk: &Desk) -> Result<Option<Change>, Problem> {
    let Some(open) = &desk.open else {
        return Ok(None);
    };
    let text = form.text(Name::FirstResolution);
    let first_resolution = match text {
        "" => None,
        text => Some(
            text.parse()
                .ok()
                .filter(|number| *number > 0)
                .ok_or_else(|| {
                    let words = "The number of the meeting's first resolution: 1, 215.";
                    (Name::FirstResolution, words.to_owned())
                })?,
        ),
    };
    let rules = Rules {
        budget: form.says_yes(Name::Budget),
        first_resolution,
        remote_counts: form.says_yes(Name::RemoteCounts),
    };
    Ok((rules != open.meeting.rules).then_some(Change::RulesAmended { rules }))
}

/// The times at which the meeting was opened and closed, where the clerk put them right.
fn times(form: &Form, desk: &Desk) -> Result<Option<Change>, Problem> {
    let Some(open) = &desk.open else {
        return Ok(None);
    };
    let sitting = &open.meeting.sitting;
    let right = |name, was: Option<Stamp>| -> Result<Option<Stamp>, Problem> {
        let Some(was) = was else { return Ok(None) };
        let Some(time) = form.time(name)? else {
            return Ok(Some(was));
        };
        // To the minute: a time that was not touched keeps its seconds.
        if TimeForm::Dotted.format(time) == TimeForm::Dotted.format(was.time()) {
            return Ok(Some(was));
        }
        let at = was.date_naive().and_time(time);
        Ok(at.and_local_timezone(*was.offset()).single().or(Some(was)))
    };
    let commenced = right(Name::Commenced, sitting.commenced)?;
    let terminated = right(Name::Terminated, sitting.terminated)?;
    if commenced
        .zip(terminated)
        .is_some_and(|(from, to)| to < from)
    {
        let words = "A meeting is not closed before it is opened.";
        return Err((Name::Terminated, words.to_owned()));
    }
    let altered = (commenced, terminated) != (sitting.commenced, sitting.terminated);
    Ok(altered.then_some(Change::TimesAmended {
        commenced,
        terminated,
    }))
}

fn new(desk: &Desk) -> Form {
    let bodies = desk
        .register
        .bodies
        .iter()
        .map(|body| body.name.clone())
        .collect();
    let mut fields = vec![
        Field::line(Name::Body, Reads::OneOf(bodies))
            .hint("A body on record, or the full name of a new one"),
        Field::line(Name::Code, Reads::Words)
            .hint("Stands before the numbers of its actions")
            .hidden(),
        Field::line(Name::Called, Reads::Words)
            .hint("What stands after \"the\" in its sentences: Scrutiny Panel; the last word is the short form")
            .hidden(),
    ];
    fields.extend(head_fields(desk));
    Form::new(desk, "A new meeting", Purpose::NewMeeting(None), fields)
}

/// A form for the head of a meeting in the diary, open or not.
pub fn amended(desk: &Desk, id: MeetingId, head: &Head) -> Form {
    let mut fields = head_fields(desk);
    for field in &mut fields {
        match field.name {
            Name::Title => field.put(head.title.as_deref().unwrap_or_default()),
            Name::Date => field.put(&DateForm::WeekdayLong.format(head.date)),
            Name::Time => field.put(&shown_time(head.time)),
            Name::Place => field.put(&head.place),
            Name::Template => {
                // A template that is not to be had now stays all the same.
                field.offer(&head.template);
                field.put(&head.template);
            }
            _ => {} // the form has no others
        }
    }
    let title = head.body.name.clone();
    let purpose = Purpose::Meeting(id, Box::new(head.clone()));
    Form::new(desk, title, purpose, fields)
}

fn head_fields(desk: &Desk) -> Vec<Field> {
    let mut places: Vec<String> = Vec::new();
    let used = desk.diary.iter().flatten().map(|row| &row.place);
    let usual = desk.register.bodies.iter().map(|body| &body.usual_place);
    for place in usual.chain(used) {
        if !place.is_empty() && !places.contains(place) {
            places.push(place.clone());
        }
    }
    vec![
        Field::line(Name::Date, Reads::Date)
            .hint("27 July 2022, Wed 27 July, 27/7/22, next Wednesday"),
        Field::line(Name::Time, Reads::Time).hint("6pm, 6.30pm, 18:00"),
        Field::line(Name::Place, Reads::OneOf(places)),
        Field::line(Name::Title, Reads::Words)
            .hint("Only where the meeting is not called by the body's name"),
        Field::choice(Name::Template, desk.templates.names(), 0),
    ]
}

fn shown_time(time: Option<chrono::NaiveTime>) -> String {
    time.map(|time| TimeForm::Dotted.format(time))
        .unwrap_or_default()
}

/// The body of that name, or with those letters.
fn body_called<'a>(desk: &'a Desk, name: &str) -> Option<&'a Body> {
    let name = name.to_lowercase();
    desk.register
        .bodies
        .iter()
        .find(|body| body.name.to_lowercase() == name || body.code.to_lowercase() == name)
}

/// Follows what is typed: what the body usually does stands in the fields that the clerk has not touched.
pub fn follow_new(form: &mut Form, desk: &Desk) {
    let name = form.text(Name::Body).to_owned();
    let body = body_called(desk, &name);
    let is_new = body.is_none() && !name.is_empty();
    let usual = [
        (Name::Code, derived_code(desk, &name)),
        (Name::Called, body::called_for(&name)),
        (
            Name::Time,
            shown_time(body.and_then(|body| body.usual_time)),
        ),
        (
            Name::Place,
            body.map(|body| body.usual_place.clone())
                .unwrap_or_default(),
        ),
        (
            Name::Template,
            body.map(|body| body.template.clone()).unwrap_or_default(),
        ),
    ];
    for (name, usual) in usual {
        if let Some(field) = form.field_mut(name) {
            field.suggest(&usual);
            if matches!(name, Name::Code | Name::Called) {
                field.hidden = !is_new;
            }
        }
    }
    let words = match body {
        Some(body) if body.name != name => Some(body.name.clone()),
        Some(_) => None,
        None => is_new.then(|| "A new body: it is recorded with the meeting.".to_owned()),
    };
    remark(form, Name::Body, words);
    let there = body.and_then(|body| already(form, desk, body.id, None));
    remark(form, Name::Date, there);
}

/// Follows what is typed over the head of a meeting.
pub fn follow_amended(form: &mut Form, desk: &Desk, id: MeetingId, body: BodyId) {
    let there = already(form, desk, body, Some(id));
    remark(form, Name::Date, there);
}

fn remark(form: &mut Form, name: Name, words: Option<String>) {
    if let Some(field) = form.field_mut(name) {
        field.remark = words;
    }
}

/// A warning where the body has another meeting on the day that stands in the form.
fn already(form: &Form, desk: &Desk, body: BodyId, besides: Option<MeetingId>) -> Option<String> {
    let date = parse_date(form.text(Name::Date), form.today).ok()?.date;
    let row = desk.diary.iter().flatten().find(|row| {
        row.body_id == body
            && row.date == date
            && row.state != State::Withdrawn
            && Some(row.id) != besides
    })?;
    let time = row
        .time
        .map(|time| format!(" at {}", TimeForm::Dotted.format(time)))
        .unwrap_or_default();
    Some(format!(
        "The diary has a meeting of this body on that day already{time}."
    ))
}

/// The letters of a new body, made different from those of other bodies.
pub fn derived_code(desk: &Desk, name: &str) -> String {
    body::code_for(name, &desk.register.bodies)
}

/// What the clerk typed of a head, with the body given.
fn head(form: &Form, body: BodyHead) -> Result<Head, Problem> {
    let date = form.date(Name::Date)?;
    let date: NaiveDate =
        date.ok_or_else(|| (Name::Date, "On what day is the meeting?".to_owned()))?;
    let title = form.text(Name::Title);
    Ok(Head {
        title: (!title.is_empty() && title != body.name).then(|| title.to_owned()),
        body,
        date,
        time: form.time(Name::Time)?,
        place: form.text(Name::Place).to_owned(),
        template: form.text(Name::Template).to_owned(),
    })
}

/// Calls the meeting, and records its body where that is new.
pub fn call(form: &Form, desk: &mut Desk) -> Result<Option<Purpose>, Problem> {
    let name = form.needed(Name::Body, "Whose meeting is it?")?.to_owned();
    let mut lines = Vec::new();
    let head = if let Some(body) = body_called(desk, &name) {
        head(form, BodyHead::from(body))?
    } else {
        let code = code(form)?;
        let called = form.needed(Name::Called, "Such as Scrutiny Panel.")?;
        let called = body::without_the(called);
        let body = Body {
            id: BodyId(desk.new_id()),
            name,
            code,
            called: called.to_owned(),
            quorum: Quorum::None,
            meets: String::new(),
            reports_to: Vec::new(),
            template: form.text(Name::Template).to_owned(),
            usual_time: None,
            usual_place: String::new(),
            office: crate::minutes::body::Office::default(),
            members: Vec::new(),
        };
        // All is read before anything is recorded.
        let head = head(form, BodyHead::from(&body))?;
        let change = RegisterChange::BodyRecorded(Box::new(body));
        lines.push(desk.register_line(change));
        head
    };
    let said = format!("Called for {}.", DateForm::WeekdayLong.format(head.date));
    let (id, line) = desk.call_meeting(head);
    lines.push(line);
    desk.hand_in(lines, None);
    desk.send(Request::Diary);
    desk.say(said);
    Ok(Some(Purpose::NewMeeting(Some(id))))
}

/// The letters of a body, which stand before the numbers of its actions.
pub fn code(form: &Form) -> Result<String, Problem> {
    let code = form.needed(Name::Code, "A few letters, such as CSSP.")?;
    let fits = code.chars().count() <= 12 && code.chars().all(|c| c.is_alphanumeric() || c == '-');
    if fits {
        Ok(code.to_owned())
    } else {
        let words =
            "At most 12 letters and figures, without blanks: they stand in every reference.";
        Err((Name::Code, words.to_owned()))
    }
}

/// Alters the head of a meeting.
pub fn amend(
    form: &Form,
    desk: &mut Desk,
    id: MeetingId,
    before: &Head,
) -> Result<Option<Purpose>, Problem> {
    let after = head(form, before.body.clone())?;
    let change = Change::HeadAmended {
        head: after.clone(),
    };
    let is_open = desk.open.as_ref().is_some_and(|open| open.meeting.id == id);
    if is_open {
        let mut changes = Vec::new();
        changes.extend(times(form, desk)?);
        changes.extend(rules(form, desk)?);
        if after != *before {
            changes.push(change);
        }
        let change = match changes.pop() {
            None => return Ok(Some(Purpose::Meeting(id, Box::new(after)))),
            Some(only) if changes.is_empty() => only,
            Some(last) => {
                changes.push(last);
                let deed = "meeting's details altered".to_owned();
                Change::Together { deed, changes }
            }
        };
        if !desk.record(change, None) {
            return Ok(None);
        }
    } else {
        let line = Line {
            id: ChangeId(desk.new_id()),
            at: desk.now,
            manner: Manner::Made,
            what: What::Meeting(id, change),
        };
        desk.hand_in(vec![line], None);
    }
    desk.send(Request::Diary);
    Ok(Some(Purpose::Meeting(id, Box::new(after))))
}
