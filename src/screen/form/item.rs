//! Items of the agenda: what is known of them before the meeting, and urgent ones.

use strum::IntoEnumIterator;

use crate::minutes::agenda::{Item, ItemKind, Outline};
use crate::minutes::agenda_text::kind_of;
use crate::minutes::attendance::Seat;
use crate::minutes::change::Change;
use crate::minutes::ids::{ItemId, PersonId};
use crate::minutes::person::{NameForm, Person};
use crate::screen::desk::Desk;

use super::field::{Field, Name, Reads};
use super::naming::{self, Who};
use super::{Form, Problem, Purpose, record_together};

/// A form for a new item at a place on the agenda, from 0, or for one that is there.
pub fn item(desk: &Desk, editing: Option<ItemId>, place: usize) -> Form {
    let open = desk.open.as_ref();
    let there = editing.and_then(|id| open?.meeting.item(id));
    let outline = there.map(|item| item.outline.clone()).unwrap_or_default();
    let on = open.map_or_else(|| desk.now.date_naive(), |open| open.meeting.head.date);
    let kind = ItemKind::iter().position(|kind| kind == outline.kind);
    let planned = outline.planned.map(|minutes| minutes.to_string());
    let fields = vec![
        Field::line(Name::Title, Reads::Words).with(&outline.title),
        Field::choice(
            Name::Kind,
            ItemKind::iter().map(ItemKind::name),
            kind.unwrap_or(0),
        )
        .hint("Decides the item's one-key sentences"),
        Field::line(Name::Presenters, Reads::People)
            .with(&naming::shown_all(desk, &outline.presenters, on))
            .hint("Names parted by \";\"; somebody new: Ms Jo Carr, Head of Housing"),
        Field::line(Name::Guests, Reads::People)
            .with(&naming::shown_all(desk, &outline.guests, on))
            .hint("Who comes for this item from outside; names parted by \";\""),
        Field::line(Name::Planned, Reads::Number).with(planned.as_deref().unwrap_or_default()),
        Field::rows(Name::Prepared, Reads::Words)
            .with(&outline.prepared.join("\n"))
            .hint("One entry a row, with marks: ! action, = decision, ? question, - point"),
        Field::choice(Name::Consent, ["no", "yes"], usize::from(outline.consent))
            .hint("Whether it is for consent: taken with others in one vote, en bloc"),
        Field::rows(Name::Prompts, Reads::Words)
            .with(&outline.prompts)
            .hint("For your eyes: shown in the room, in no document"),
    ];
    let title = match there {
        Some(_) => format!("Item {}", place + 1),
        None => "A new item".to_owned(),
    };
    Form::new(desk, title, Purpose::Item { editing, place }, fields)
}

/// What an item's title says of its kind, until the clerk chooses one. That of an item which is there stays, unless it
/// was what the title said and the title is altered.
pub fn follow(form: &mut Form, desk: &Desk, editing: Option<ItemId>) {
    let title = form.text(Name::Title);
    let there = editing.and_then(|id| desk.open.as_ref()?.meeting.item(id));
    let kind = match there.map(|item| &item.outline) {
        Some(was) if was.title == title || kind_of(&was.title) != was.kind => was.kind,
        Some(_) | None => kind_of(title),
    };
    if let Some(field) = form.field_mut(Name::Kind) {
        field.suggest(kind.name());
    }
}

/// Takes the item into the agenda, and those named there onto the roll.
pub fn take(
    form: &Form,
    desk: &mut Desk,
    editing: Option<ItemId>,
    place: usize,
) -> Result<Option<Purpose>, Problem> {
    let title = form
        .needed(Name::Title, "What stands on the agenda?")?
        .to_owned();
    let before = editing
        .and_then(|id| desk.open.as_ref()?.meeting.item(id))
        .map(|item| item.outline.clone())
        .unwrap_or_default();
    let planned = match form.text(Name::Planned) {
        "" => None,
        text => Some(text.parse().map_err(|_| {
            let words = "Write a number of minutes, such as 20.";
            (Name::Planned, words.to_owned())
        })?),
    };
    let named_before = [before.presenters.as_slice(), &before.guests].concat();
    // Everything is read before anything is recorded.
    let presenters = named(form, desk, Name::Presenters)?;
    let guests = named(form, desk, Name::Guests)?;
    let mut lines = Vec::new();
    let mut changes = Vec::new();
    let presenters = seated(
        desk,
        presenters,
        before.presenters,
        "Officers",
        &mut lines,
        &mut changes,
    );
    let guests = seated(
        desk,
        guests,
        before.guests,
        "Guests",
        &mut lines,
        &mut changes,
    );
    let outline = Outline {
        title,
        number: before.number,
        kind: ItemKind::iter()
            .nth(form.chosen(Name::Kind))
            .unwrap_or_default(),
        presenters,
        guests,
        planned,
        prepared: form.lines(Name::Prepared),
        carried: before.carried,
        consent: form.says_yes(Name::Consent),
        prompts: form.text(Name::Prompts).to_owned(),
    };
    let (done, change) = if let Some(item) = editing {
        ("altered", Change::ItemAmended { item, outline })
    } else {
        let item = Item::new(ItemId(desk.new_id()), outline);
        ("added", Change::ItemAdded { item, place })
    };
    let deed = format!("item {} {done}", place + 1);
    changes.push(change);
    let off = unseated(desk, &named_before, &mut changes);
    if !lines.is_empty() {
        desk.hand_in(lines, None);
    }
    let done = record_together(desk, deed, changes);
    say_off(desk, done, &off);
    Ok(done.then_some(Purpose::Item { editing, place }))
}

/// Those whom the clerk named, who are recorded and seated where they are not; `before` where the field is as it was.
/// The second part seats them.
pub(super) fn named_or(
    form: &Form,
    desk: &mut Desk,
    name: Name,
    before: Vec<PersonId>,
) -> Result<(Vec<PersonId>, Vec<Change>), Problem> {
    let named = named(form, desk, name)?;
    let (mut lines, mut changes) = (Vec::new(), Vec::new());
    let ids = seated(desk, named, before, "Guests", &mut lines, &mut changes);
    if !lines.is_empty() {
        desk.hand_in(lines, None);
    }
    Ok((ids, changes))
}

/// Those whose names the clerk has altered; nothing where the field is as it was.
fn named(form: &Form, desk: &Desk, name: Name) -> Result<Option<Vec<Who>>, Problem> {
    if !form.is_touched_at(name) {
        return Ok(None);
    }
    naming::all(form.text(name), desk, form.today)
        .map(Some)
        .map_err(|words| (name, words))
}

/// Records who is new and seats who is not on the roll, so that all of them can be named.
fn seated(
    desk: &mut Desk,
    named: Option<Vec<Who>>,
    before: Vec<PersonId>,
    group: &str,
    lines: &mut Vec<crate::store::protocol::Line>,
    changes: &mut Vec<Change>,
) -> Vec<PersonId> {
    let Some(named) = named else { return before };
    let mut ids = Vec::new();
    for who in named {
        let person = who.recorded(desk, lines);
        let id = person.id;
        let on_roll = desk
            .open
            .as_ref()
            .is_some_and(|open| open.meeting.seat(id).is_some());
        let already = changes
            .iter()
            .any(|change| matches!(change, Change::Seated { seat } if seat.person.id == id));
        if !on_roll && !already {
            changes.push(Change::Seated {
                seat: seat(person, group),
            });
        }
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// Takes off the roll those of `before` who are on it for nothing once the changes are made, a name mistyped for example;
/// answers with their names.
pub(super) fn unseated(desk: &Desk, before: &[PersonId], changes: &mut Vec<Change>) -> Vec<String> {
    let Some(open) = &desk.open else {
        return Vec::new();
    };
    let mut after = open.meeting.clone();
    for change in changes.iter() {
        // What cannot be made is refused, and said, when all of it is recorded.
        let _ = after.apply(change);
    }
    let mut names = Vec::new();
    for person in before {
        let Some(seat) = after.seat(*person).filter(|_| after.is_idle(*person)) else {
            continue;
        };
        let name = seat.person.name(NameForm::Titled, after.head.date);
        let change = Change::Unseated { person: *person };
        // The roll of minutes that were approved stays as it is.
        if after.apply(&change).is_ok() {
            changes.push(change);
            names.push(name);
        }
    }
    names
}

/// Says who is no longer on the roll, where it was recorded.
pub(super) fn say_off(desk: &mut Desk, done: bool, names: &[String]) {
    if done && !names.is_empty() {
        desk.say(format!("Off the roll: {}.", names.join(", ")));
    }
}

/// A seat of somebody who is no member.
pub fn seat(person: Person, group: &str) -> Seat {
    Seat {
        person,
        role: None,
        group: group.to_owned(),
        member: false,
        voting: false,
    }
}

/// A form for an urgent item that the chair has accepted.
pub fn urgent_item(desk: &Desk) -> Form {
    let fields = vec![
        Field::line(Name::Title, Reads::Words),
        Field::rows(Name::Reason, Reads::Words)
            .hint("Why it cannot wait: becomes the item's prepared text"),
    ];
    Form::new(desk, "An urgent item", Purpose::UrgentItem, fields)
}

/// Puts the urgent item right after the item for urgent business, else at the end.
pub fn take_urgent(form: &Form, desk: &mut Desk) -> Result<Option<Purpose>, Problem> {
    let title = form.needed(Name::Title, "What is the item?")?.to_owned();
    let place = desk.open.as_ref().map_or(0, |open| {
        let items = &open.meeting.items;
        items
            .iter()
            .rposition(|item| item.outline.kind == ItemKind::Urgent)
            .map_or(items.len(), |place| place + 1)
    });
    let outline = Outline {
        title,
        prepared: form.lines(Name::Reason),
        ..Outline::default()
    };
    let item = Item::new(ItemId(desk.new_id()), outline);
    let done = desk.record(Change::ItemAdded { item, place }, None);
    Ok(done.then_some(Purpose::UrgentItem))
}
