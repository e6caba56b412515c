//! Exempt business in fields: the motion to exclude the public, and a mark on an item or an entry.

use crate::minutes::agenda::Item;
use crate::minutes::change::Change;
use crate::minutes::entry::{Detail, Entry, Kind};
use crate::minutes::exempt::{self, Covers, Mark, Paragraph};
use crate::minutes::formal::Motion;
use crate::minutes::ids::{EntryId, ItemId};
use crate::minutes::meeting::Meeting;
use crate::minutes::template::layout::{ExclusionAct, Seconders};
use crate::minutes::wording::{ExemptOn, Occasion, Sentence};
use crate::screen::desk::Desk;

use super::field::{Field, Name, Reads};
use super::formal::{on_roll, seconders};
use super::{Form, Problem, Purpose};

const SUMMARY: &str = "What the public copy says instead; can be written later";

/// Under which law the open meeting excludes the public.
fn act(desk: &Desk) -> ExclusionAct {
    desk.open
        .as_ref()
        .map_or_else(ExclusionAct::default, |open| open.template.layout.exclusion)
}

/// The paragraphs, where the law knows any.
fn paragraphs_field(desk: &Desk, there: &[Paragraph]) -> Field {
    let numbers: Vec<String> = there.iter().map(|one| one.number().to_string()).collect();
    let field = Field::line(Name::Paragraphs12A, Reads::Paragraphs)
        .with(&numbers.join(", "))
        .hint("Of Schedule 12A, 1 to 7: 3 is financial or business affairs, 1 an individual");
    match act(desk) {
        ExclusionAct::Schedule12A => field,
        ExclusionAct::PublicBodies => field.hidden(),
    }
}

/// A form for the motion to exclude the public, moved under an item; it marks the items that it is for.
pub fn exclude(desk: &Desk, item: ItemId) -> Form {
    let open = desk.open.as_ref();
    let meeting = open.map(|open| &open.meeting);
    let proposed = meeting.map_or_else(Vec::new, |meeting| items_for(meeting, item));
    let mark = meeting.and_then(|meeting| {
        let marks = proposed
            .iter()
            .filter_map(|id| meeting.mark_on(Covers::Item(*id)));
        marks.max_by_key(|mark| mark.summary.len())
    });
    let numbers: Vec<String> = proposed
        .iter()
        .filter_map(|id| Some((meeting?.place_of(*id)? + 1).to_string()))
        .collect();
    let mut seconder = Field::line(Name::Seconder, Reads::Person).hint("May stay empty");
    if seconders(desk) == Seconders::None {
        seconder = seconder.hidden();
    }
    let fields = vec![
        paragraphs_field(desk, mark.map_or(&[], |mark| &mark.paragraphs)),
        Field::line(Name::ForItems, Reads::Words)
            .with(&numbers.join(", "))
            .hint("Numbers of the items for which the public is excluded: 9, or 9 and 10"),
        Field::line(Name::Mover, Reads::Person).hint("May stay empty"),
        seconder,
        Field::rows(Name::Summary, Reads::Words)
            .with(mark.map_or("", |mark| &mark.summary))
            .hint(SUMMARY),
    ];
    let title = "Moved: to exclude the public";
    let form = Form::new(desk, title, Purpose::Exclude(item), fields);
    match act(desk) {
        ExclusionAct::Schedule12A => form,
        ExclusionAct::PublicBodies => form.on(Name::Mover, desk),
    }
}

/// The items that a motion moved under one is likely to be for: that one; where it is but the place for the motion, those
/// after it that are marked, else the next.
fn items_for(meeting: &Meeting, under: ItemId) -> Vec<ItemId> {
    let Some(item) = meeting.item(under) else {
        return Vec::new();
    };
    let title = item.outline.title.to_lowercase();
    let is_place = ["exclu", "press and public", "public and press"]
        .iter()
        .any(|words| title.contains(words));
    if !is_place || meeting.mark_on(Covers::Item(under)).is_some() {
        return vec![under];
    }
    let from = meeting.place_of(under).map_or(0, |place| place + 1);
    let after = || meeting.items.iter().skip(from);
    let marked: Vec<ItemId> = after()
        .map(|item| item.id)
        .filter(|id| meeting.mark_on(Covers::Item(*id)).is_some())
        .collect();
    match after().next() {
        _ if !marked.is_empty() => marked,
        Some(next) => vec![next.id],
        None => vec![under],
    }
}

/// The paragraphs as typed; where the law wants one, there is one.
fn paragraphs(form: &Form, desk: &Desk) -> Result<Vec<Paragraph>, Problem> {
    let wrong = |words: String| (Name::Paragraphs12A, words);
    match act(desk) {
        ExclusionAct::PublicBodies => Ok(Vec::new()),
        ExclusionAct::Schedule12A => {
            let read = Paragraph::read(form.text(Name::Paragraphs12A)).map_err(|word| {
                wrong(format!(
                    "\"{word}\" is no paragraph of Schedule 12A: 1 to 7."
                ))
            })?;
            if read.is_empty() {
                let words = "Which paragraph of Schedule 12A? The motion names it.";
                return Err(wrong(words.to_owned()));
            }
            Ok(read)
        }
    }
}

/// The items as typed, by their numbers.
fn items<'m>(form: &Form, meeting: &'m Meeting) -> Result<Vec<&'m Item>, Problem> {
    let typed = form.text(Name::ForItems);
    let mut items: Vec<&Item> = Vec::new();
    for word in typed.split(|letter: char| !letter.is_alphanumeric()) {
        if word.is_empty() || ["and", "item", "items"].contains(&word.to_lowercase().as_str()) {
            continue;
        }
        let place = word
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1));
        match place.and_then(|place| meeting.items.get(place)) {
            Some(item) if items.iter().any(|there| there.id == item.id) => {}
            Some(item) => items.push(item),
            None => {
                let words = format!("There is no item \"{word}\" on the agenda.");
                return Err((Name::ForItems, words));
            }
        }
    }
    if items.is_empty() {
        return Err((
            Name::ForItems,
            "For which item? By its number on the agenda.".to_owned(),
        ));
    }
    Ok(items)
}

/// Records the motion, and marks the items that it is for.
pub fn take_exclude(
    form: &Form,
    desk: &mut Desk,
    under: ItemId,
) -> Result<Option<Purpose>, Problem> {
    let paragraphs = paragraphs(form, desk)?;
    let mover = on_roll(form, desk, Name::Mover)?;
    let seconder = on_roll(form, desk, Name::Seconder)?;
    if mover.is_some() && mover == seconder {
        let words = "Nobody can second their own motion.";
        return Err((Name::Seconder, words.to_owned()));
    }
    let summary = form.lines(Name::Summary).join("\n").trim().to_owned();
    let id = EntryId(desk.new_id());
    let Some(open) = &desk.open else {
        return Ok(None);
    };
    let meeting = &open.meeting;
    let items = items(form, meeting)?;
    let mut occasion = Occasion::of(meeting);
    occasion.item = meeting.item(under);
    let numbers = items
        .iter()
        .filter_map(|item| Some((meeting.place_of(item.id)? + 1).to_string()));
    occasion.exempt = Some(ExemptOn {
        paragraphs: &paragraphs,
        items: numbers.collect(),
        elsewhere: items.iter().any(|item| item.id != under),
    });
    let text = open
        .template
        .say(Sentence::ExclusionMotion, &occasion)
        .map_err(|fault| (Name::Paragraphs12A, fault.to_string()))?;
    let entry = Entry {
        id,
        kind: Kind::Motion,
        text,
        started_at: form.opened,
        recorded_at: desk.now,
        detail: Detail::Motion(Box::new(Motion {
            mover,
            seconder,
            excludes: true,
            ..Motion::default()
        })),
        source: None,
        prepared: None,
    };
    let only = items.len() == 1;
    let mut changes = vec![Change::EntryAdded {
        item: under,
        entry,
        place: None,
    }];
    for item in items {
        let covers = Covers::Item(item.id);
        let there = meeting.mark_on(covers);
        let mark = Mark {
            paragraphs: paragraphs.clone(),
            // One summary would not be that of several items: each keeps its own.
            summary: match there {
                Some(there) if !only && !there.summary.is_empty() => there.summary.clone(),
                Some(_) | None => summary.clone(),
            },
            motion: Some(id),
            ..Mark::new(covers, Vec::new())
        };
        changes.push(Change::Exempted {
            covers,
            mark: Some(Box::new(mark)),
        });
    }
    let deed = "motion to exclude the public".to_owned();
    let done = desk.record(Change::Together { deed, changes }, None);
    Ok(done.then_some(Purpose::Exclude(under)))
}

const WHOLE: &str = "exempt: in the full copy alone";
const PART: &str = "public but for what was recorded while the public was out";
const PUBLIC: &str = "public";

/// The grounds on which a part of an item is exempt, where not all of it is.
fn part_of(desk: &Desk, covers: Covers) -> Option<Vec<Paragraph>> {
    let meeting = &desk.open.as_ref()?.meeting;
    let Covers::Item(id) = covers else {
        return None;
    };
    // Whatever its mark says.
    let mut unmarked = meeting.clone();
    unmarked.marks.retain(|mark| mark.covers != covers);
    let exempt = unmarked.exemptions();
    let part = exempt.part(unmarked.item(id)?)?;
    Some(part.to_vec())
}

/// A form for the mark on an item or an entry.
pub fn mark(desk: &Desk, covers: Covers) -> Form {
    let there = desk
        .open
        .as_ref()
        .and_then(|open| open.meeting.mark_on(covers).cloned());
    let part = part_of(desk, covers);
    let choices = match part {
        None => vec![WHOLE, PUBLIC],
        Some(_) => vec![PART, WHOLE, PUBLIC],
    };
    // What was chosen before is offered first, else the least that there is.
    let chosen = match &there {
        Some(mark) if !mark.part => choices.iter().position(|one| *one == WHOLE),
        Some(_) | None => None,
    };
    let named = there.as_ref().map(|mark| mark.paragraphs.clone());
    let is_known = there.is_some() || part.is_some() || act(desk) == ExclusionAct::PublicBodies;
    let fields = vec![
        Field::choice(Name::Exempt, choices, chosen.unwrap_or(0)),
        paragraphs_field(desk, &named.or(part).unwrap_or_default()),
        Field::rows(Name::Summary, Reads::Words)
            .with(there.as_ref().map_or("", |mark| &mark.summary))
            .hint(SUMMARY),
    ];
    let place = |id| {
        let place = desk.open.as_ref()?.meeting.place_of(id)?;
        Some(place + 1)
    };
    let title = match covers {
        Covers::Item(id) => format!("Exempt: item {}", place(id).unwrap_or_default()),
        Covers::Entry(_) => "Exempt: this entry".to_owned(),
    };
    let form = Form::new(desk, title, Purpose::Exempt(covers), fields);
    // What there is to do to a mark that is there is to write its summary.
    form.on(
        if is_known {
            Name::Summary
        } else {
            Name::Paragraphs12A
        },
        desk,
    )
}

/// Sets the mark, or takes it away.
pub fn take_mark(form: &Form, desk: &mut Desk, covers: Covers) -> Result<Option<Purpose>, Problem> {
    let before = desk
        .open
        .as_ref()
        .and_then(|open| open.meeting.mark_on(covers).cloned());
    let choices = match part_of(desk, covers) {
        None => vec![WHOLE, PUBLIC],
        Some(_) => vec![PART, WHOLE, PUBLIC],
    };
    let chosen = choices.get(form.chosen(Name::Exempt)).copied();
    let (is_public, part) = (chosen == Some(PUBLIC), chosen == Some(PART));
    let (mark, said) = if is_public {
        let words =
            "No longer marked exempt. What was recorded while the public was out stays exempt.";
        (None, words.to_owned())
    } else {
        let paragraphs = paragraphs(form, desk)?;
        let named = match exempt::in_words(&paragraphs) {
            named if named.is_empty() => String::new(),
            named => format!(" ({named})"),
        };
        let mark = Mark {
            summary: form.lines(Name::Summary).join("\n").trim().to_owned(),
            motion: before.as_ref().and_then(|mark| mark.motion),
            part,
            ..Mark::new(covers, paragraphs)
        };
        let words = if part {
            "The public copy has the summary in place of what was said in private.".to_owned()
        } else {
            format!("Marked exempt{named}: it is in the full copy alone.")
        };
        (Some(Box::new(mark)), words)
    };
    if mark.as_deref() == before.as_ref() {
        return Ok(Some(Purpose::Exempt(covers)));
    }
    let done = desk.record(Change::Exempted { covers, mark }, None);
    if done {
        desk.say(said);
    }
    Ok(done.then_some(Purpose::Exempt(covers)))
}
