//! Putting what is left on the agenda: as items of its own, or under the actions from previous meetings.

use crate::command::Command;
use crate::keymap::Context;
use crate::minutes::action::Standing;
use crate::minutes::agenda::{Item, ItemKind, Outline};
use crate::minutes::change::Change;
use crate::minutes::dates::DateForm;
use crate::minutes::entry::Action;
use crate::minutes::exempt::{Copy, Covers, Mark};
use crate::minutes::ids::{EntryKey, ItemId};
use crate::minutes::meeting::Meeting;
use crate::minutes::topic;
use crate::minutes::wording::{Occasion, Sentence};
use crate::screen::desk::{Desk, OpenMeeting};
use crate::store::protocol::{Hit, Promised};

use super::Row;

/// Something that is to stand on the agenda.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The action or topic.
    pub key: EntryKey,
    /// All that is known of it.
    pub hit: Hit,
    /// What it was read as, where it is a topic or was deferred.
    pub topic: Option<Promised>,
}

impl Chosen {
    /// A row that was chosen.
    pub fn of(row: &Row<'_>) -> Self {
        Self {
            key: row.key,
            hit: row.hit.clone(),
            topic: row.topic.cloned(),
        }
    }

    /// As an agenda has it: the topic, or the heading under which the action was raised, with the body where that was
    /// another.
    pub fn title(&self, meeting: &Meeting) -> String {
        match &self.topic {
            // The title of an item is public, what was said under it may not be.
            Some(it) if it.topic.deferred && !self.hit.exempt => {
                let from = DateForm::Long.format(self.hit.date);
                topic::deferred_title(&it.topic.words, &from)
            }
            Some(it) if !self.hit.exempt => it.topic.words.clone(),
            Some(_) | None if self.hit.body == meeting.head.body.id => self.hit.title.clone(),
            Some(_) | None => format!(
                "{} ({}, {})",
                self.hit.title,
                self.hit.body_name,
                DateForm::Long.format(self.hit.date)
            ),
        }
    }

    fn reference(&self) -> &str {
        self.hit
            .action
            .as_ref()
            .map_or("", |action| &action.reference)
    }

    /// How it stands, as a line of prepared text; a fault in the template is told in it. What is exempt makes none: one
    /// key would record it under an item that is public.
    pub fn line(&self, open: &OpenMeeting) -> Option<String> {
        if self.hit.exempt {
            return None;
        }
        let Some(state) = &self.hit.action else {
            let topic = self
                .topic
                .as_ref()
                .map_or(&self.hit.text, |it| &it.topic.words);
            return Some(one_line(topic));
        };
        let standing: &Standing = state.standing.for_copy(Copy::Public);
        // As it stands now, not as it was agreed.
        let now = Action {
            owners: standing.owners.clone(),
            due: standing.due.clone(),
            status: standing.status,
            ..state.agreed.clone()
        };
        let note = standing
            .latest
            .as_ref()
            .map_or("", |latest| latest.update.note.as_str());
        let mut occasion = Occasion::of(&open.meeting).dates(vec![self.hit.date]);
        occasion.action = Some(&now);
        occasion.text = &self.hit.text;
        occasion.note = note;
        occasion.source = &self.hit.body_name;
        let line = open
            .template
            .say(Sentence::PreviousAction, &occasion)
            .unwrap_or_else(|fault| fault.stand_in());
        Some(one_line(&line)).filter(|line| !line.is_empty())
    }
}

/// Prepared text has an entry a line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Puts each on the agenda as an item of its own, as one deed.
pub fn to_agenda(desk: &mut Desk, chosen: &[Chosen]) -> bool {
    let groups: Vec<Vec<Chosen>> = chosen.iter().map(|one| vec![one.clone()]).collect();
    let count = groups.len();
    let deed = match count {
        1 => "an item put on the agenda from an earlier meeting".to_owned(),
        many => format!("{many} items put on the agenda from earlier meetings"),
    };
    let done = put_items(desk, &groups, deed);
    if let Some(place) = done {
        let undo = desk.keys(Context::Outstanding.stack(), Command::UndoRecord);
        desk.say(match count {
            1 => format!(
                "On the agenda as item {}; {undo} takes that back.",
                place + 1
            ),
            many => format!(
                "On the agenda as items {} to {}; {undo} takes that back.",
                place + 1,
                place + many
            ),
        });
    }
    done.is_some()
}

/// Puts an item on the agenda for each group; answers with the place of the first, where it was done.
pub fn put_items(desk: &mut Desk, groups: &[Vec<Chosen>], deed: String) -> Option<usize> {
    let open = desk.open.as_ref()?;
    let place = place_for_business(&open.meeting);
    let mut titles: Vec<String> = open
        .meeting
        .items
        .iter()
        .map(|item| item.outline.title.clone())
        .collect();
    let mut outlines = Vec::new();
    let mut exempt = Vec::new();
    for group in groups {
        let first = group.first()?;
        let mut title = first.title(&open.meeting);
        if titles.contains(&title) && !first.reference().is_empty() {
            title = format!("{title}: {}", first.reference());
        }
        titles.push(title.clone());
        exempt.push(group.iter().any(|one| one.hit.exempt));
        // A topic has nothing to report yet; what was deferred brings what was prepared for it, unless that is exempt.
        let prepared = group.iter().flat_map(|one| match &one.topic {
            Some(_) if one.hit.exempt => Vec::new(),
            Some(promised) => promised.prepared.clone(),
            None => one.line(open).into_iter().collect(),
        });
        outlines.push(Outline {
            title,
            prepared: prepared.collect(),
            carried: group.iter().map(|one| one.key).collect(),
            ..Outline::default()
        });
    }
    let mut changes: Vec<Change> = Vec::new();
    for ((outline, exempt), place) in outlines.into_iter().zip(exempt).zip(place..) {
        let item = Item::new(ItemId(desk.new_id()), outline);
        let covers = Covers::Item(item.id);
        changes.push(Change::ItemAdded { item, place });
        // What was exempt before is so again until the clerk says otherwise.
        changes.extend(exempt.then(|| Change::Exempted {
            covers,
            mark: Some(Box::new(Mark::new(covers, Vec::new()))),
        }));
    }
    if changes.is_empty() {
        return None;
    }
    desk.record(Change::Together { deed, changes }, None)
        .then_some(place)
}

/// Before what closes a meeting: the date of the next one, urgent items, and what stands behind that date (the exclusion of
/// the public, for what is exempt).
fn place_for_business(meeting: &Meeting) -> usize {
    let items = &meeting.items;
    let is_next = |item: &Item| item.outline.kind == ItemKind::NextMeeting && !item.was_put();
    let end = items
        .iter()
        .rposition(is_next)
        .filter(|place| place * 2 >= items.len())
        .map_or(items.len(), |place| place + 1);
    let before = items.get(..end).unwrap_or_default();
    let closing = before
        .iter()
        .rev()
        .take_while(|item| match item.outline.kind {
            ItemKind::NextMeeting | ItemKind::Urgent => !item.was_put(),
            ItemKind::Business
            | ItemKind::Declarations
            | ItemKind::Information
            | ItemKind::PreviousActions
            | ItemKind::WorkProgramme
            | ItemKind::Whip
            | ItemKind::ChairsUpdate
            | ItemKind::Minutes
            | ItemKind::Public => false,
        });
    end - closing.count()
}

/// Puts all of them under the item for actions from previous meetings, which is made where there is none; a line of
/// prepared text says of each how it stands. One deed.
pub fn to_actions(desk: &mut Desk, chosen: &[Chosen]) -> bool {
    let Some(open) = &desk.open else { return false };
    let there = open
        .meeting
        .items
        .iter()
        .find(|item| item.outline.kind == ItemKind::PreviousActions);
    let mut outline = there.map_or_else(
        || Outline {
            title: title_of_previous(),
            kind: ItemKind::PreviousActions,
            ..Outline::default()
        },
        |item| item.outline.clone(),
    );
    for one in chosen {
        outline.carried.push(one.key);
        outline.prepared.extend(one.line(open));
    }
    let after_declarations = open
        .meeting
        .items
        .iter()
        .rposition(|item| item.outline.kind == ItemKind::Declarations)
        .map_or(0, |place| place + 1);
    let (number, change) = match there.map(|item| item.id) {
        Some(item) => (
            open.meeting.place_of(item).unwrap_or_default(),
            Change::ItemAmended { item, outline },
        ),
        None => {
            let item = Item::new(ItemId(desk.new_id()), outline);
            let place = after_declarations;
            (place, Change::ItemAdded { item, place })
        }
    };
    let count = chosen.len();
    let deed = match count {
        1 => "one put under the actions from previous meetings".to_owned(),
        many => format!("{many} put under the actions from previous meetings"),
    };
    let changes = vec![change];
    let done = desk.record(Change::Together { deed, changes }, None);
    if done {
        let undo = desk.keys(Context::Outstanding.stack(), Command::UndoRecord);
        desk.say(format!(
            "{count} under item {}, with how they stand as prepared text; {undo} takes that back.",
            number + 1
        ));
    }
    done
}

fn title_of_previous() -> String {
    let name = ItemKind::PreviousActions.name();
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
