//! Actions as screens speak of them: one of the open meeting as it would be looked up, and what is said of each.

use chrono::{NaiveDate, TimeDelta};

use crate::command::Command;
use crate::export::actions::{Listed, ListedDue, ListedOwner, ListedReport, ListedUpdate};
use crate::keymap::Context;
use crate::minutes::action::Standing;
use crate::minutes::due::{Due, Recurrence};
use crate::minutes::entry::Status;
use crate::minutes::exempt::Copy;
use crate::minutes::ids::EntryKey;
use crate::minutes::posts::{self, Posts};
use crate::store::protocol::{ActionRow, ActionState, Hit};

use super::desk::Desk;

/// How long keys wait for what is looked up and does not come.
pub const PATIENCE: TimeDelta = TimeDelta::seconds(1);

/// The name of the entry that was looked up; none for an item.
pub fn key(hit: &Hit) -> Option<EntryKey> {
    let meeting = hit.meeting;
    hit.entry.map(|entry| EntryKey { meeting, entry })
}

/// An action of the open meeting, as the record has it this moment; none where it is of another meeting.
pub fn of_open(desk: &Desk, key: EntryKey) -> Option<Hit> {
    let meeting = &desk.open.as_ref()?.meeting;
    if meeting.id != key.meeting {
        return None;
    }
    let (item, _, entry) = meeting.entry(key.entry)?;
    let agreed = entry.action()?;
    Some(Hit {
        meeting: meeting.id,
        item: item.id,
        entry: Some(entry.id),
        kind: Some(entry.kind),
        text: entry.text.clone(),
        marked: Vec::new(),
        body: meeting.head.body.id,
        body_name: meeting.head.body.name.clone(),
        date: meeting.head.date,
        place: meeting.place_of(item.id).unwrap_or_default(),
        numbered: item.outline.number.clone(),
        title: item.outline.title.clone(),
        action: Some(Box::new(ActionState {
            reference: agreed.reference.clone(),
            standing: meeting.standing(entry.id).unwrap_or_default(),
            recommendation: meeting.recommends(item, agreed),
            agreed: agreed.clone(),
        })),
        exempt: meeting.exemptions().entry(entry.id).is_some(),
    })
}

/// Reference and words: "GSP/2024/3  Mend the gate"; before them, that it is exempt.
pub fn title(hit: &Hit) -> String {
    let title = plain_title(hit);
    if hit.holds_exempt() {
        format!("EXEMPT  {title}")
    } else {
        title
    }
}

fn plain_title(hit: &Hit) -> String {
    match &hit.action {
        Some(action) => format!("{}  {}", action.reference, hit.text),
        None => hit.text.clone(),
    }
}

/// Copies reference and words of an action, for the entry line to put in.
pub fn copy(hit: &Hit, desk: &mut Desk) {
    keep_copy(plain_title(hit), hit.exempt, desk);
}

/// Keeps words for the entry line to put in, and says where they are exempt.
pub fn keep_copy(words: String, exempt: bool, desk: &mut Desk) {
    desk.copied = Some(words);
    let keys = desk.keys(Context::Line.stack(), Command::Yank);
    if exempt {
        desk.warn(format!(
            "Copied EXEMPT words: {keys} puts them in; they must not stand in a public line."
        ));
    } else {
        desk.say(format!("Copied: {keys} at the entry line puts it in."));
    }
}

/// Who, by when and how it stands: "Ms Carr · September (1 Sept to 30 Sept 2024) · overdue".
pub fn facts(desk: &Desk, hit: &Hit) -> String {
    let Some(action) = &hit.action else {
        return String::new();
    };
    let standing = &action.standing;
    let mut parts = vec![owners(desk, standing)];
    parts.extend(standing.due.as_ref().map(due));
    parts.push(state(standing, desk.now.date_naive()));
    parts.join(" · ")
}

/// Who is to do it, posts with their holders: today's for what is open, else those when it was last heard of.
pub fn owners(desk: &Desk, standing: &Standing) -> String {
    if standing.owners.is_empty() {
        return "no owner".to_owned();
    }
    let on = held_on(standing, desk.now.date_naive());
    posts::owners(&standing.owners, &desk.register.people, on)
}

/// The day whose holders of posts are meant: today for what is open, else when it was last heard of.
fn held_on(standing: &Standing, today: NaiveDate) -> NaiveDate {
    match (standing.status, &standing.latest) {
        (Status::Open, _) | (_, None) => today,
        (Status::Complete | Status::Cancelled | Status::Superseded, Some(latest)) => {
            latest.at.date_naive()
        }
    }
}

/// A due phrase and the days that it means: "by autumn (1 Sept to 30 Nov 2024)".
pub fn due(due: &Due) -> String {
    match meaning(due) {
        Some(meaning) => format!("{} ({meaning})", due.as_written),
        None => due.as_written.clone(),
    }
}

/// The days that a due phrase means; nothing where none were read, or the phrase is that day itself.
pub fn meaning(due: &Due) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(recurrence) = due.recurrence {
        parts.push(recurrence.words().to_owned());
    }
    if let Some(window) = due.window {
        let day = |day: NaiveDate| day.format("%-d %b %Y").to_string();
        parts.push(if window.from == window.to {
            day(window.to)
        } else {
            format!("{} to {}", day(window.from), day(window.to))
        });
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// How it stands, in a word or two: "open", "overdue", "superseded by GSP/2024/9".
pub fn state(standing: &Standing, today: NaiveDate) -> String {
    let mut words = match (standing.status, &standing.superseded_by) {
        (Status::Open, _) if standing.is_overdue(today) => "overdue".to_owned(),
        (Status::Open, _) => "open".to_owned(),
        (Status::Complete, _) => "done".to_owned(),
        (Status::Cancelled, _) => "cancelled".to_owned(),
        (Status::Superseded, Some(by)) if !by.is_empty() => format!("superseded by {by}"),
        (Status::Superseded, _) => "superseded".to_owned(),
    };
    if standing.rounds > 0 {
        words.push_str(&format!(", done {} times", standing.rounds));
    }
    words
}

/// How many actions a public copy left out, for whoever gives it out; none where it left out none.
pub fn told_left_out(left_out: usize) -> Option<String> {
    match left_out {
        0 => None,
        1 => Some("1 exempt action is left out of this public copy.".to_owned()),
        many => Some(format!(
            "{many} exempt actions are left out of this public copy."
        )),
    }
}

/// An action as it stands in a table that is written to a file or printed; none where it is not for that copy.
pub fn listed(row: ActionRow, posts: &Posts<'_>, today: NaiveDate, copy: Copy) -> Option<Listed> {
    let exempt = match copy {
        Copy::Public if row.exempt => return None,
        Copy::Public => false,
        Copy::Full => row.exempt || row.standing.public.is_some(),
    };
    let standing = match (copy, row.standing.public) {
        (Copy::Public, Some(public)) => *public,
        (Copy::Public, None) | (Copy::Full, _) => Standing {
            public: None,
            ..row.standing
        },
    };
    let overdue = standing.is_overdue(today);
    let on = held_on(&standing, today);
    let owners = standing.owners.into_iter().map(|owner| ListedOwner {
        held_by: posts.holding(&owner, on),
        name: owner.name,
    });
    let due = standing.due.map(|due| ListedDue {
        as_written: due.as_written,
        from: due.window.map(|window| window.from),
        to: due.window.map(|window| window.to),
        recurs: due.recurrence.map(Recurrence::words),
    });
    Some(Listed {
        reference: row.reference,
        text: row.text,
        owners: owners.collect(),
        due,
        status: standing.status,
        overdue,
        superseded_by: standing.superseded_by,
        recommendation: row.recommendation,
        report_back: standing.report_back.map(|to| ListedReport {
            body: to.name,
            on: to.on,
        }),
        updates: standing.updates,
        latest: standing.latest.map(|latest| ListedUpdate {
            at: latest.at,
            step: latest.update.step.name(),
            note: latest.update.note,
        }),
        body: row.body_name,
        raised: row.date,
        item_number: row.number,
        item: row.title,
        meeting: row.key.meeting,
        entry: row.key.entry,
        exempt,
    })
}
