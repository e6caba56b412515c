//! What became of an action, said more nearly: a note, a new date, other owners, before whom it is to be reported.

use chrono::NaiveDate;

use crate::minutes::action::{ReportBack, Step, Update};
use crate::minutes::due::{self, Due, Setting};
use crate::minutes::entry::Owner;
use crate::minutes::meeting::State;
use crate::minutes::person::NameForm;
use crate::minutes::roster::{Named, NamedBody, Roster, fold};
use crate::screen::desk::Desk;
use crate::screen::update_action::{Choice, recording};
use crate::store::protocol::Hit;

use super::field::{Field, Name, Reads};
use super::{Form, Problem, Purpose};

/// What became of which actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Updating {
    /// The actions.
    pub subjects: Vec<Hit>,
    /// What became of them.
    pub choice: Choice,
    /// The same, once the form was filled in. One action is then recorded; several are for whoever asked.
    pub update: Option<Update>,
}

/// A form for what there is to say of one or several actions besides what became of them.
pub fn update_action(desk: &Desk, subjects: Vec<Hit>, choice: Choice) -> Form {
    let note = Field::line(Name::Note, Reads::Words).hint("May stay empty");
    let first = match choice {
        Choice::Complete | Choice::Progress | Choice::Cancel | Choice::Reopen => None,
        Choice::Defer => Some(
            Field::line(
                Name::Due,
                Reads::Due {
                    next_meeting: next_meeting(desk, &subjects),
                },
            )
            .hint("As minutes say it: September, by autumn, next meeting, 14 March"),
        ),
        Choice::Reassign => Some(
            Field::line(Name::Owners, Reads::Owners)
                .hint("Names, posts or bodies, parted by \";\"; anybody else in quotation marks"),
        ),
        Choice::Supersede => Some(
            Field::line(Name::InItsPlace, Reads::Words)
                .hint("The reference of the action that took its place: PB/2024/7"),
        ),
        Choice::ReportBack => {
            let offered = meetings(desk, &subjects);
            let words: Vec<String> = offered.iter().map(|(words, _)| words.clone()).collect();
            let first = words.first().cloned().unwrap_or_default();
            Some(
                Field::line(Name::ReportTo, Reads::OneOf(words))
                    .proposing(&first)
                    .hint("A meeting in the diary, or a body's next one; empty: to no meeting any more"),
            )
        }
    };
    let fields = first.into_iter().chain([note]).collect();
    let what = match subjects.as_slice() {
        [only] => only
            .action
            .as_ref()
            .map_or_else(String::new, |action| action.reference.clone()),
        several => format!("{} actions", several.len()),
    };
    let title = format!("{} · {what}", choice.title());
    let updating = Updating {
        subjects,
        choice,
        update: None,
    };
    Form::new(desk, title, Purpose::Update(Box::new(updating)), fields)
}

/// Records it, where it is about one action.
pub fn take_update(
    form: &Form,
    desk: &mut Desk,
    updating: &Updating,
) -> Result<Option<Purpose>, Problem> {
    let step = match updating.choice {
        Choice::Complete => Step::Complete,
        Choice::Progress => Step::Progress,
        Choice::Cancel => Step::Cancel,
        Choice::Reopen => Step::Reopen,
        Choice::Defer => {
            let text = form.needed(Name::Due, "By when is it to be done now?")?;
            let setting = Setting {
                said_on: form.today,
                next_meeting: next_meeting(desk, &updating.subjects),
            };
            Step::Defer(due::read(text, &setting))
        }
        Choice::Reassign => {
            let text = form.needed(Name::Owners, "Who is to do it now?")?;
            Step::Reassign(owners(text, desk, form.today))
        }
        Choice::Supersede => {
            let reference = form
                .needed(Name::InItsPlace, "Which action took its place?")?
                .to_owned();
            let by = desk.open.as_ref().and_then(|open| {
                let (_, entry) = open.meeting.entries().find(|(_, entry)| {
                    entry
                        .action()
                        .is_some_and(|action| action.reference.eq_ignore_ascii_case(&reference))
                })?;
                Some(crate::minutes::ids::EntryKey {
                    meeting: open.meeting.id,
                    entry: entry.id,
                })
            });
            Step::Supersede { by, reference }
        }
        Choice::ReportBack => Step::ReportBack(report_to(form, desk, &updating.subjects)?),
    };
    let update = Update {
        step,
        note: form.text(Name::Note).to_owned(),
    };
    if updating.subjects.len() == 1
        && !recording::record(desk, &updating.subjects, &update, form.opened)
    {
        return Ok(None);
    }
    Ok(Some(Purpose::Update(Box::new(Updating {
        update: Some(update),
        ..updating.clone()
    }))))
}

/// The next meeting of the body whose action it is, for a phrase like "next meeting".
fn next_meeting(desk: &Desk, subjects: &[Hit]) -> Option<NaiveDate> {
    let body = subjects.first()?.body;
    let announced = desk
        .open
        .as_ref()
        .filter(|open| open.meeting.head.body.id == body)
        .and_then(|open| open.meeting.next_meetings().map(|next| next.date).min());
    let after = said_on(desk);
    announced.or_else(|| desk.next_in_diary(body, after).map(|row| row.date))
}

/// The day on which an update is said: that of the meeting that runs, or today.
pub(super) fn said_on(desk: &Desk) -> NaiveDate {
    let running = desk
        .open
        .as_ref()
        .filter(|open| match open.meeting.state() {
            State::InProgress | State::Adjourned => true,
            State::Scheduled | State::Closed | State::Approved | State::Withdrawn => false,
        });
    running.map_or_else(|| desk.now.date_naive(), |open| open.meeting.head.date)
}

/// Before whom an action can be reported, in words, those of its own body first: meetings in the diary, and the next
/// meeting of each body.
fn meetings(desk: &Desk, subjects: &[Hit]) -> Vec<(String, ReportBack)> {
    let own = match &desk.open {
        Some(open) => Some(open.meeting.head.body.id),
        None => subjects.first().map(|hit| hit.body),
    };
    let here = desk.open.as_ref().map(|open| open.meeting.id);
    let after = said_on(desk);
    let mut rows: Vec<_> = desk
        .diary
        .iter()
        .flatten()
        .filter(|row| row.state == State::Scheduled && row.date >= after && Some(row.id) != here)
        .collect();
    rows.sort_by_key(|row| (Some(row.body_id) != own, row.date, row.time));
    let mut offered: Vec<(String, ReportBack)> = rows
        .into_iter()
        .map(|row| {
            let words = format!("{}, {}", row.body, row.date.format("%-d %B %Y"));
            let to = ReportBack {
                body: row.body_id,
                name: row.body.clone(),
                meeting: Some(row.id),
                on: Some(row.date),
            };
            (words, to)
        })
        .collect();
    let mut bodies: Vec<_> = desk.register.bodies.iter().collect();
    bodies.sort_by_key(|body| Some(body.id) != own);
    offered.extend(bodies.into_iter().map(|body| {
        let to = ReportBack {
            body: body.id,
            name: body.name.clone(),
            meeting: None,
            on: None,
        };
        (format!("{}, next meeting", body.name), to)
    }));
    offered
}

fn report_to(form: &Form, desk: &Desk, subjects: &[Hit]) -> Result<Option<ReportBack>, Problem> {
    let text = form.text(Name::ReportTo);
    if text.is_empty() {
        return Ok(None);
    }
    let wanted = fold(text);
    let offered = meetings(desk, subjects);
    let exact = offered.iter().find(|(words, _)| fold(words) == wanted);
    let begun = || {
        let mut fitting = offered
            .iter()
            .filter(|(words, _)| fold(words).starts_with(&wanted));
        // The body's name alone is its first meeting to come.
        fitting.next()
    };
    match exact.or_else(begun) {
        Some((_, to)) => Ok(Some(to.clone())),
        None => Err((
            Name::ReportTo,
            "No such meeting is in the diary, and no such body on record.".to_owned(),
        )),
    }
}

/// Owners as written, parted by ";": people, bodies, posts, or names that nobody on record has.
pub fn owners(text: &str, desk: &Desk, on: NaiveDate) -> Vec<Owner> {
    let made;
    let roster = match &desk.open {
        Some(open) => &open.roster,
        None => {
            made = Roster::new(&[], &desk.register.people, on).with_bodies(&desk.register.bodies);
            &made
        }
    };
    text.split(';')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| owner(name, desk, roster))
        .collect()
}

fn owner(name: &str, desk: &Desk, roster: &Roster) -> Owner {
    let written = |person, unknown| Owner {
        person,
        name: name.to_owned(),
        unknown,
        ..Owner::default()
    };
    if let Some(quoted) = name.strip_prefix('"') {
        let name = quoted.strip_suffix('"').unwrap_or(quoted).trim();
        return Owner {
            name: name.to_owned(),
            ..Owner::default()
        };
    }
    if let Some(known) = roster.exact(name) {
        return written(Some(known.person), false);
    }
    if let Some(NamedBody::One(known, form)) = roster.body_named(name) {
        return Owner {
            body: Some(known.body),
            name: form.to_owned(),
            ..Owner::default()
        };
    }
    let folded = fold(name);
    if posts(desk).any(|title| fold(title) == folded) {
        return written(None, false);
    }
    match roster.meant_by(name) {
        Named::One(known) => Owner {
            person: Some(known.person),
            name: known.name(NameForm::Short).to_owned(),
            ..Owner::default()
        },
        Named::Several(_) | Named::Nobody => written(None, true),
    }
}

/// Owners as [`owners`] reads them: what is meant as it stands has quotation marks, unless it is a post.
pub(super) fn owners_written(owners: &[Owner], desk: &Desk) -> String {
    let names: Vec<String> = owners
        .iter()
        .map(|owner| {
            let is_post = || posts(desk).any(|title| fold(title) == fold(&owner.name));
            let is_known = owner.person.is_some() || owner.body.is_some();
            if !is_known && !owner.unknown && !is_post() {
                format!("\"{}\"", owner.name)
            } else {
                owner.name.clone()
            }
        })
        .collect();
    names.join("; ")
}

/// Every post on record, as often as it is held.
fn posts(desk: &Desk) -> impl Iterator<Item = &str> {
    super::naming::everybody(desk)
        .flat_map(|person| &person.posts)
        .map(|post| post.title.as_str())
}

/// What is understood of owners: "Ms Carr; Director of Place (Ms Carr); Clerk, as written".
pub(super) fn owners_understood(text: &str, desk: &Desk, on: NaiveDate) -> String {
    let words: Vec<String> = owners(text, desk, on)
        .iter()
        .map(|owner| {
            let shown = crate::minutes::posts::owner(owner, &desk.register.people, on);
            if owner.unknown {
                format!("{shown}, nobody on record")
            } else if owner.person.is_none() && owner.body.is_none() && shown == owner.name {
                format!("{shown}, as written")
            } else if owner.body.is_some() {
                format!("{shown}, the body")
            } else {
                shown
            }
        })
        .collect();
    words.join("; ")
}

/// Names that could be taken over: people, posts, bodies of which a word begins so.
pub(super) fn owners_offered(desk: &Desk) -> Vec<String> {
    let mut titles: Vec<String> = posts(desk).map(str::to_owned).collect();
    titles.extend(desk.register.bodies.iter().map(|body| body.name.clone()));
    titles.sort_unstable();
    titles.dedup();
    titles
}

/// What a due phrase comes to, in words.
pub(super) fn due_understood(text: &str, setting: Setting) -> String {
    let due: Due = due::read(text, &setting);
    let mut words = crate::screen::actions::meaning(&due)
        .unwrap_or_else(|| "no day is read from it; it stays as written".to_owned());
    if let Some(doubt) = due.doubt {
        words = format!("{words} · {doubt}");
    }
    words
}
