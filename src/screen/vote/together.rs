//! Several items put in one: each is put, what is decided of each is recorded, and the vote on all of them once.

use crate::minutes::change::Change;
use crate::minutes::entry::{Detail, Entry, Kind};
use crate::minutes::formal::en_bloc::{self, Matter};
use crate::minutes::ids::{EntryId, ItemId};
use crate::minutes::wording::{Occasion, Sentence};
use crate::screen::desk::{Desk, OpenMeeting};

/// The one deed of taking these items, with the vote as its last entry. Whatever was withdrawn meanwhile is left out.
///
/// The item before the meeting stays so, where it is one of them, else the first of them is: the next to be put is then
/// the first on the agenda that was not taken.
pub(super) fn taken(items: &[ItemId], mut vote: Entry, desk: &mut Desk) -> Change {
    let now = desk.now;
    let mut entries = Vec::new();
    let mut decided = Vec::new();
    let mut puts = Vec::new();
    let mut words = String::new();
    let mut home = items.first().copied();
    let mut ids = desk.id_source();
    if let Some(open) = &desk.open {
        let meeting = &open.meeting;
        let current = meeting.current().map(|item| item.id);
        home = current.filter(|id| items.contains(id)).or(home);
        let among = items.iter().filter_map(|id| meeting.item(*id));
        let among: Vec<_> = among
            .filter(|item| en_bloc::can_be_taken(meeting, item))
            .collect();
        for item in &among {
            if !item.was_put() && Some(item.id) != home {
                puts.push(item.id);
            }
            for matter in en_bloc::matters(meeting, item) {
                let (text, prepared) = match matter {
                    Matter::Recorded(entry) => {
                        decided.push(entry);
                        continue;
                    }
                    Matter::Prepared(place, text) => (text, Some(place)),
                    Matter::Report => (as_reported(open, item.id), None),
                };
                let entry = Entry {
                    id: EntryId(ids.next(now)),
                    kind: Kind::Decision,
                    text,
                    started_at: vote.started_at,
                    recorded_at: now,
                    detail: Detail::None,
                    source: None,
                    prepared,
                };
                decided.push(entry.id);
                entries.push((item.id, entry));
            }
        }
        let taken: Vec<ItemId> = among.iter().map(|item| item.id).collect();
        words = super::super::formal_words::items(meeting, &taken);
        // It is put last, so that it is before the meeting in the end.
        if let Some(home) = home
            && (current != Some(home) || !puts.is_empty())
        {
            puts.push(home);
        }
    }
    vote.text = format!("{words} en bloc");
    if let Detail::Vote(taken) = &mut vote.detail {
        taken.en_bloc = decided;
    }
    let mut changes: Vec<Change> = puts
        .into_iter()
        .map(|item| Change::ItemPut { item, at: now })
        .collect();
    // The vote stands before what was decided by it.
    if let Some(item) = home {
        changes.push(Change::EntryAdded {
            item,
            entry: vote,
            place: None,
        });
    }
    changes.extend(entries.into_iter().map(|(item, entry)| Change::EntryAdded {
        item,
        entry,
        place: None,
    }));
    let deed = format!("{} taken en bloc", words.to_lowercase());
    Change::Together { deed, changes }
}

/// What is put of an item of which nothing is written down; a fault in the template is told in it.
fn as_reported(open: &OpenMeeting, item: ItemId) -> String {
    let mut occasion = Occasion::of(&open.meeting);
    occasion.item = open.meeting.item(item);
    let words = open.template.say(Sentence::EnBlocReport, &occasion);
    words.unwrap_or_else(|fault| fault.stand_in())
}
