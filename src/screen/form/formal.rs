//! The formal business in fields: a motion or an amendment, and one member's own vote.

use strum::IntoEnumIterator;

use crate::editor::visible;
use crate::minutes::change::Change;
use crate::minutes::entry::{Detail, Entry, Kind};
use crate::minutes::formal::{Came, Cast, Manner, Motion, at_stake, came_of, difference, what};
use crate::minutes::ids::{EntryId, ItemId, PersonId};
use crate::minutes::template::layout::Seconders;
use crate::screen::desk::Desk;
use crate::screen::{draw, formal_words};

use super::field::{Field, Name, Reads};
use super::naming::{self, Who};
use super::{Form, Problem, Purpose};

/// The longest that a motion is told in the list of what can be amended.
const TOLD: usize = 48;

/// A form for a motion under an item; `typed` are words from the line that it may begin with.
pub fn motion(desk: &Desk, item: ItemId, typed: Option<&str>) -> Form {
    let open = open_motions(desk, item);
    let mut options = vec!["nothing: a motion of its own".to_owned()];
    options.extend(open.iter().filter_map(|id| {
        let (_, _, entry) = desk.open.as_ref()?.meeting.entry(*id)?;
        let what = what(&desk.open.as_ref()?.meeting, entry);
        let told = told(entry);
        Some(format!("the {what}: {told}"))
    }));
    // While a motion is before the meeting, what is moved next amends it.
    let chosen = options.len() - 1;
    let amends = Field::choice(Name::Amends, options, chosen)
        .hint("Space goes on to the next; without an open motion there is none");
    let amends = if open.is_empty() {
        amends.hidden()
    } else {
        amends
    };
    let mut seconder =
        Field::line(Name::Seconder, Reads::Person).hint("May stay empty where nobody has to");
    if seconders(desk) == Seconders::None {
        seconder = seconder.hidden();
    }
    let mut text = Field::rows(Name::Motion, Reads::Words)
        .hint("That the footbridge be repaired; parts as (a), (b)");
    if let Some(prepared) = typed.map(str::to_owned).or_else(|| prepared(desk, item)) {
        text = text.with(&prepared);
    }
    let fields = vec![
        Field::line(Name::Mover, Reads::Person).hint("Somebody on the roll"),
        seconder,
        amends,
        Field::rows(Name::WouldRead, Reads::Words)
            .hint("Alter the words; what the amendment does follows"),
        text,
    ];
    let purpose = Purpose::Motion {
        item,
        open,
        from_line: typed.is_some(),
    };
    Form::new(desk, "Moved", purpose, fields)
}

/// The beginning of an entry's words.
fn told(entry: &Entry) -> String {
    let line = entry.text.replace('\n', " ");
    visible(&draw::cut(&line, TOLD)).into_owned()
}

pub(super) fn seconders(desk: &Desk) -> Seconders {
    desk.open
        .as_ref()
        .map_or_else(Seconders::default, |open| open.template.layout.seconders)
}

/// What can be amended under an item, the latest last.
fn open_motions(desk: &Desk, item: ItemId) -> Vec<EntryId> {
    let Some(open) = &desk.open else {
        return Vec::new();
    };
    let entries = open
        .meeting
        .item(item)
        .into_iter()
        .flat_map(|item| &item.entries);
    entries
        .filter(|entry| {
            entry
                .motion()
                .is_some_and(|motion| came_of(&open.meeting, entry.id, motion) == Came::Open)
        })
        .map(|entry| entry.id)
        .collect()
}

/// The recommendation that was prepared for the item, where there is one that is not used.
fn prepared(desk: &Desk, item: ItemId) -> Option<String> {
    let item = desk.open.as_ref()?.meeting.item(item)?;
    let mark = Kind::Decision.mark()?;
    let (_, text) = item
        .prepared_left()
        .find(|(_, text)| text.trim_start().starts_with(mark))?;
    Some(text.trim_start().trim_start_matches(mark).trim().to_owned())
}

/// Which entry is amended as the form stands.
fn amended(form: &Form) -> Option<EntryId> {
    let Purpose::Motion { open, .. } = &form.purpose else {
        return None;
    };
    let place = form.chosen(Name::Amends).checked_sub(1)?;
    open.get(place).copied()
}

/// Shows how an amended motion would read, and what the amendment does by that.
pub fn follow_motion(form: &mut Form, desk: &Desk) {
    let before = amended(form).and_then(|id| {
        let meeting = &desk.open.as_ref()?.meeting;
        let (_, _, entry) = meeting.entry(id)?;
        Some(at_stake(meeting, entry))
    });
    let is_amendment = before.is_some();
    if let Some(before) = before {
        if let Some(field) = form.field_mut(Name::WouldRead) {
            field.hidden = false;
            if !field.touched && field.text() != before.trim() {
                // To be altered, not typed over: it is no mere proposal.
                field.put(&before);
            }
        }
        let told = difference(&before, &form.lines(Name::WouldRead).join("\n"));
        if let Some(field) = form.field_mut(Name::Motion) {
            field.suggest(&told);
        }
    } else if let Some(field) = form.field_mut(Name::WouldRead) {
        field.hidden = true;
    }
    let of_an_amendment = amended(form).is_some_and(|id| {
        let meeting = desk.open.as_ref().map(|open| &open.meeting);
        let found = meeting.and_then(|meeting| meeting.entry(id));
        found.is_some_and(|(_, _, entry)| {
            entry.motion().is_some_and(|motion| motion.amends.is_some())
        })
    });
    let title = match (is_amendment, of_an_amendment) {
        (_, true) => "An amendment to the amendment",
        (true, false) => "An amendment",
        (false, false) => "A motion",
    };
    title.clone_into(&mut form.title);
}

/// Records what was moved.
pub fn take_motion(form: &Form, desk: &mut Desk, item: ItemId) -> Result<Option<Purpose>, Problem> {
    let mover = on_roll(form, desk, Name::Mover)?;
    let seconder = on_roll(form, desk, Name::Seconder)?;
    let rule = seconders(desk);
    if mover.is_some() && mover == seconder {
        return Err((
            Name::Seconder,
            "Nobody can second their own motion.".to_owned(),
        ));
    }
    if rule == Seconders::Needed && mover.is_some() && seconder.is_none() {
        let words = "A seconder is needed here; where nobody seconds it, note that when the question is put.";
        desk.say(words);
    }
    let amends = amended(form);
    let would_read = match amends {
        Some(_) => form.lines(Name::WouldRead).join("\n"),
        None => String::new(),
    };
    let text = form.lines(Name::Motion).join("\n");
    if text.trim().is_empty() {
        return Err(match amends {
            Some(_) => (
                Name::WouldRead,
                "How would it read? Alter the words, or say below what the amendment does."
                    .to_owned(),
            ),
            None => (Name::Motion, "What is moved?".to_owned()),
        });
    }
    let motion = Motion {
        mover,
        seconder,
        amends,
        would_read,
        fate: None,
        excludes: false,
    };
    let entry = Entry {
        id: EntryId(desk.new_id()),
        kind: Kind::Motion,
        text,
        started_at: form.opened,
        recorded_at: desk.now,
        detail: Detail::Motion(Box::new(motion)),
        source: None,
        prepared: used_line(desk, item, &form.lines(Name::Motion).join(" ")),
    };
    let change = Change::EntryAdded {
        item,
        entry,
        place: None,
    };
    Ok(desk.record(change, None).then(|| form.purpose.clone()))
}

/// The prepared line that a motion was made of, so that it counts as used.
fn used_line(desk: &Desk, item: ItemId, text: &str) -> Option<u16> {
    let mark = Kind::Decision.mark()?;
    let item = desk.open.as_ref()?.meeting.item(item)?;
    item.prepared_left()
        .find(|(_, line)| line.trim_start().trim_start_matches(mark).trim() == text)
        .map(|(place, _)| place)
}

pub(super) fn on_roll(form: &Form, desk: &Desk, name: Name) -> Result<Option<PersonId>, Problem> {
    let not_there = || (name, "Only somebody on the roll can do that.".to_owned());
    let who = naming::who(form.text(name), desk, form.today).map_err(|words| (name, words))?;
    match who {
        None => Ok(None),
        Some(Who::Known(person)) => desk
            .open
            .as_ref()
            .and_then(|open| open.meeting.seat(person.id))
            .map(|seat| Some(seat.person.id))
            .ok_or_else(not_there),
        Some(Who::WithPost(..) | Who::New { .. }) => Err(not_there()),
    }
}

/// A form for a member who asks that their own vote be recorded; none where the entry is no vote.
pub fn own_vote(desk: &Desk, vote: EntryId) -> Option<Form> {
    let open = desk.open.as_ref()?;
    let (_, _, entry) = open.meeting.entry(vote)?;
    let taken = entry.vote()?;
    let told = told(entry);
    // Whoever asks was mostly on the side that lost.
    let chosen = Cast::iter()
        .position(|cast| cast == Cast::Against)
        .unwrap_or(0);
    let names = taken.electorate.iter().filter_map(|person| {
        let seat = open.meeting.seat(*person)?;
        Some(naming::shown(desk, &seat.person, open.meeting.head.date))
    });
    let fields = vec![
        Field::line(Name::Member, Reads::OneOf(names.collect())).hint("Somebody who could vote"),
        Field::choice(Name::Cast, Cast::iter().map(Cast::name), chosen),
    ];
    let title = format!("Their own vote: {told}");
    Some(Form::new(desk, title, Purpose::OwnVote(vote), fields))
}

/// Adds the member's vote to the vote taken.
pub fn take_own_vote(
    form: &Form,
    desk: &mut Desk,
    vote: EntryId,
) -> Result<Option<Purpose>, Problem> {
    form.needed(Name::Member, "Who asks for it?")?;
    let Some(person) = on_roll(form, desk, Name::Member)? else {
        return Ok(None);
    };
    let there = desk.open.as_ref().and_then(|open| {
        let (_, _, entry) = open.meeting.entry(vote)?;
        let name = formal_words::name(&open.meeting, person);
        Some((entry.text.clone(), entry.vote()?.clone(), name))
    });
    let Some((text, mut taken, name)) = there else {
        desk.warn("The vote has been retracted meanwhile.");
        return Ok(None);
    };
    let cast = Cast::iter()
        .nth(form.chosen(Name::Cast))
        .unwrap_or(Cast::Against);
    if let Manner::Named(_) = taken.manner {
        return Err((
            Name::Member,
            "Every vote is recorded by name already.".to_owned(),
        ));
    }
    taken.asked.retain(|(other, _)| *other != person);
    taken.asked.push((person, cast));
    taken
        .check()
        .map_err(|fault| (Name::Cast, format!("That cannot be: {fault}.")))?;
    let change = Change::Together {
        deed: format!("{name}'s vote recorded"),
        changes: vec![Change::EntryAmended {
            entry: vote,
            kind: Kind::Vote,
            text,
            detail: Detail::Vote(Box::new(taken)),
        }],
    };
    let done = desk.record(change, None);
    if done {
        desk.say(format!(
            "Recorded: {name} {}.",
            match cast {
                Cast::For => "voted for it",
                Cast::Against => "voted against it",
                Cast::Abstained => "abstained",
            }
        ));
    }
    Ok(done.then_some(Purpose::OwnVote(vote)))
}
