//! How the look-up begins: from where, and with which words.

use crate::editor::Editor;
use crate::minutes::entry::Owner;
use crate::minutes::ids::ItemId;
use crate::store::protocol::{Found, Hit};

use super::super::desk::Desk;
use super::{Below, Here, LookUp, QUERY, filters};

impl LookUp {
    /// Looking up where there is no entry line: what is found can be read and copied.
    pub fn beside(desk: &mut Desk) -> Self {
        let below = Below {
            body: here(desk),
            ..Below::default()
        };
        let words = kept(&below, desk);
        Self::open(below, &words, desk)
    }

    /// Looking up from an entry line that takes so many rows of the screen, under an item.
    ///
    /// `about` is the person whom the clerk is at: then it is theirs that is shown.
    pub fn from_line(
        desk: &mut Desk,
        rows: u16,
        item: Option<ItemId>,
        about: Option<&Owner>,
    ) -> Self {
        let below = from_line(desk, rows, item);
        let words = match about {
            Some(owner) => filters::owner(&name_of(owner, desk)),
            None => kept(&below, desk),
        };
        Self::open(below, &words, desk)
    }

    /// The same, with words that are asked for the clerk.
    pub fn for_words(desk: &mut Desk, rows: u16, item: Option<ItemId>, words: &str) -> Self {
        let below = from_line(desk, rows, item);
        Self::open(below, words, desk)
    }

    /// The same, at an action that is known already.
    pub fn at_action(desk: &mut Desk, rows: u16, item: Option<ItemId>, hit: &Hit) -> Self {
        let below = from_line(desk, rows, item);
        let words = hit
            .action
            .as_ref()
            .map_or(hit.text.as_str(), |action| action.reference.as_str())
            .to_owned();
        let mut look_up = Self::open(below, &words, desk);
        look_up.found = Some(Found {
            hits: vec![hit.clone()],
            ..Found::default()
        });
        look_up
    }

    fn open(below: Below, words: &str, desk: &mut Desk) -> Self {
        let mut look_up = Self {
            below,
            query: Editor::single_line()
                .with_limit(QUERY)
                .with_text(words, words.len()),
            fresh: !words.is_empty(),
            asked: 0,
            found: None,
            at: 0,
            then: None,
        };
        look_up.ask(desk);
        look_up
    }
}

fn from_line(desk: &Desk, rows: u16, item: Option<ItemId>) -> Below {
    Below {
        body: here(desk),
        heading: item
            .and_then(|id| desk.open.as_ref()?.meeting.item(id))
            .map(|item| item.outline.title.clone()),
        item,
        line: Some(rows),
    }
}

/// The body whose meeting is open.
fn here(desk: &Desk) -> Option<Here> {
    let body = &desk.open.as_ref()?.meeting.head.body;
    let word = if body.code.is_empty() {
        &body.name
    } else {
        &body.code
    };
    Some(Here {
        id: body.id,
        name: body.name.clone(),
        called: body.called.clone(),
        word: filters::value(word),
    })
}

/// What was looked up before, while the clerk is still at the same place: on another item something else is wanted.
fn kept(below: &Below, desk: &Desk) -> String {
    desk.last_query
        .as_ref()
        .filter(|(item, _)| *item == below.item)
        .map_or_else(String::new, |(_, words)| words.clone())
}

/// The name under which most of what somebody is to do is found: past minutes write given names and titles in many
/// ways, the family name in one.
fn name_of(owner: &Owner, desk: &Desk) -> String {
    let seat = || {
        let seat = desk.open.as_ref()?.meeting.seat(owner.person?)?;
        Some(&seat.person)
    };
    let person = owner
        .person
        .and_then(|person| desk.register.person(person))
        .or_else(seat);
    person.map_or_else(|| owner.name.clone(), |person| person.family.clone())
}
