//! How recommendations stand, and what has moved since the last report.

use chrono::NaiveDate;

use crate::export::Material;
use crate::export::document::Source;
use crate::export::page::Page;
use crate::minutes::action::{Dated, Standing, Step};
use crate::minutes::agenda::Item;
use crate::minutes::background::ActionOnRecord;
use crate::minutes::entry::{Owner, Status};
use crate::minutes::meeting::State;
use crate::minutes::person::NameForm;
use crate::minutes::posts;
use crate::minutes::template::paper::Paper;
use crate::minutes::wording::{Occasion, Told};
use crate::minutes::writing::Report;

/// The day of the last report: as written, else of the body's last meeting with a report, else of its last meeting.
pub(super) fn since(material: &Material<'_>, written: &Report) -> Option<NaiveDate> {
    let meeting = material.meeting;
    let before = || {
        let meetings = material.background.meetings.iter().rev();
        meetings.filter(|other| {
            other.id != meeting.id
                && other.head.date < meeting.head.date
                && other.head.body.id == meeting.head.body.id
        })
    };
    let reported = || before().find(|other| other.items.iter().any(|item| item.report.is_some()));
    let held = || before().find(|other| matches!(other.state(), State::Closed | State::Approved));
    written
        .since
        .or_else(|| Some(reported().or_else(held)?.head.date))
}

/// The table of recommendations, and what has become of them; those that the report itself makes are left out.
pub(super) fn write<'a>(
    page: &mut Page<'a>,
    material: &Material<'a>,
    item: Option<&Item>,
    since: Option<NaiveDate>,
    all: &Occasion<'a>,
) {
    // A report on an item looks back: what is recommended in its own meeting is new.
    let its_own = |action: &ActionOnRecord| {
        item.is_some() && action.minuted.key.meeting == material.meeting.id
    };
    let actions = material.background.actions.iter();
    let earlier: Vec<&ActionOnRecord> = actions
        .filter(|action| action.recommendation && !its_own(action))
        .collect();
    // The first report of all has nothing to look back on.
    let makes_some = item.is_some_and(|item| item.public_entries().any(|it| it.action().is_some()));
    if earlier.is_empty() && makes_some {
        return;
    }
    page.word_heading(1, "progress", all);
    if earlier.is_empty() {
        page.word("none", all);
        return;
    }
    let rows: Vec<(Occasion<'a>, Source)> = earlier
        .iter()
        .zip(1_u64..)
        .map(|(action, number)| {
            let of = told(material, all, action).tell("number", Told::Number(number));
            (of, source(material, action))
        })
        .collect();
    page.table(all, &rows);
    page.word_heading(1, "since", all);
    let moved: Vec<(String, Source)> = moved(&earlier, since)
        .into_iter()
        .map(|(action, dated)| {
            let mut of = heard(told(material, all, action), Some(dated));
            if let Step::Defer(due) = &dated.update.step {
                of = of.tell("due", Told::text(&due.as_written));
            }
            (page.said_of("moved", &of), source(material, action))
        })
        .collect();
    if moved.is_empty() {
        page.word("nothing", all);
    } else {
        page.points(moved);
    }
}

/// What has become of any of them after a day, in the order of time.
fn moved<'l>(
    actions: &[&'l ActionOnRecord],
    since: Option<NaiveDate>,
) -> Vec<(&'l ActionOnRecord, &'l Dated)> {
    let mut moved: Vec<_> = actions
        .iter()
        .flat_map(|action| action.steps.iter().map(|step| (*action, step)))
        .filter(|(_, step)| since.is_none_or(|since| step.at.date_naive() > since))
        .collect();
    // The sort is stable: steps of one moment stay in the order of the recommendations.
    moved.sort_by_key(|(_, step)| step.at);
    moved
}

fn source(material: &Material<'_>, action: &ActionOnRecord) -> Source {
    if action.minuted.key.meeting == material.meeting.id {
        Source::Entry(action.minuted.key.entry)
    } else {
        Source::Elsewhere
    }
}

/// An occasion on which no recommendation is meant.
pub(super) fn nothing(occasion: Occasion<'_>) -> Occasion<'_> {
    let texts = [
        "reference",
        "text",
        "verb",
        "due",
        "receiver",
        "source",
        "state",
        "by",
    ];
    let said = texts
        .into_iter()
        .fold(occasion, |said, name| said.tell(name, Told::text("")));
    heard(said, None)
        .tell("number", Told::Number(0))
        .tell("owners", Told::Texts(Vec::new()))
        .tell("due_by", Told::Day(None))
        .tell("raised", Told::Day(None))
}

/// What there is to say of a step.
fn heard<'a>(occasion: Occasion<'a>, dated: Option<&Dated>) -> Occasion<'a> {
    let note = dated.map_or("", |dated| dated.update.note.trim());
    occasion
        .tell(
            "step",
            Told::text(dated.map_or("", |dated| dated.update.step.name())),
        )
        .tell("note", Told::text(note.strip_suffix('.').unwrap_or(note)))
        .tell("noted", Told::Day(dated.map(|dated| dated.at.date_naive())))
}

/// What there is to say of a recommendation.
fn told<'a>(material: &Material<'a>, all: &Occasion<'a>, action: &ActionOnRecord) -> Occasion<'a> {
    let today = material.background.today;
    let soon = material.template.parts(Paper::ProgressReport).due_soon;
    let (minuted, agreed, standing) = (&action.minuted, &action.agreed, &action.standing);
    let due = standing.due.as_ref();
    let receiver = match &standing.report_back {
        Some(back) => back.name.as_str(),
        None => agreed.report_to.as_ref().map_or("", |to| &to.name),
    };
    // Whoever is to do it need not be told to report to themselves.
    let is_owner = standing.owners.iter().any(|one| one.name == receiver);
    let receiver = if is_owner { "" } else { receiver };
    let owners = standing.owners.iter().map(|one| owner(material, one));
    let text = minuted.text.trim();
    // What was said of whom it is to be reported to is in the table; what was heard of it comes first.
    heard(all.clone(), standing.latest.as_ref())
        .tell("reference", Told::text(&agreed.reference))
        .tell("text", Told::text(text.strip_suffix('.').unwrap_or(text)))
        .tell("owners", Told::Texts(owners.collect()))
        .tell("verb", Told::text(agreed.verb.as_deref().unwrap_or("")))
        .tell("due", Told::text(due.map_or("", |due| &due.as_written)))
        .tell(
            "due_by",
            Told::Day(due.and_then(|due| Some(due.window?.to))),
        )
        .tell("receiver", Told::text(receiver))
        .tell("raised", Told::Day(Some(minuted.date)))
        .tell("source", Told::text(&minuted.body_name))
        .tell("state", Told::text(state(standing, today, soon)))
        .tell(
            "by",
            Told::text(standing.superseded_by.as_deref().unwrap_or("")),
        )
}

/// Whoever it is, by the name that documents have; of a post, its holder too.
fn owner(material: &Material<'_>, owner: &Owner) -> String {
    let register = &material.background.register;
    let person = owner.person.and_then(|id| {
        let seat = material.meeting.seat(id).map(|seat| &seat.person);
        seat.or_else(|| register.person(id))
    });
    match person {
        Some(person) => person.name(NameForm::Titled, material.meeting.head.date),
        None => posts::owner(owner, &register.people, material.background.today),
    }
}

/// How one stands, as a word for wordings to choose by.
fn state(standing: &Standing, today: NaiveDate, soon: u16) -> &'static str {
    match standing.status {
        Status::Complete => "complete",
        Status::Cancelled => "cancelled",
        Status::Superseded => "superseded",
        Status::Open if standing.is_overdue(today) => "overdue",
        Status::Open => {
            let due = standing.due.as_ref();
            let to = due.and_then(|due| due.window).map(|window| window.to);
            match to {
                Some(to) if (to - today).num_days() <= i64::from(soon) => "due-soon",
                Some(_) => "on-track",
                None if due.is_some_and(|due| due.recurrence.is_some()) => "on-track",
                None if matches!(standing.latest, Some(Dated { update: ref heard, .. })
                    if heard.step == Step::Progress) =>
                {
                    "on-track"
                }
                None => "no-date",
            }
        }
    }
}
