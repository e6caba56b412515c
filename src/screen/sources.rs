//! Reading the meeting that something comes from, at its place, whatever is on the screen.
//!
//! Anything that shows a [`Hit`] can lead to where it was minuted: [`open`] asks the store for the meeting, and
//! [`arrived`] lays it on top, to be read. Closing it comes back to what was there before.

use crate::minutes::ids::{EntryId, EntryKey, ItemId, MeetingId};
use crate::minutes::meeting::Meeting;
use crate::store::protocol::{Hit, Request};

use super::desk::Desk;
use super::review::Review;

/// A place in a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which meeting.
    pub meeting: MeetingId,
    /// The entry, unless it is an item or the meeting as a whole.
    pub entry: Option<EntryId>,
    /// The item, where it is known.
    pub item: Option<ItemId>,
}

impl From<MeetingId> for Place {
    fn from(meeting: MeetingId) -> Self {
        Self {
            meeting,
            entry: None,
            item: None,
        }
    }
}

impl From<EntryKey> for Place {
    fn from(key: EntryKey) -> Self {
        Self {
            meeting: key.meeting,
            entry: Some(key.entry),
            item: None,
        }
    }
}

impl From<&Hit> for Place {
    fn from(hit: &Hit) -> Self {
        Self {
            meeting: hit.meeting,
            entry: hit.entry,
            item: Some(hit.item),
        }
    }
}

impl Place {
    fn item_in(&self, meeting: Option<&Meeting>) -> Option<ItemId> {
        self.item
            .or_else(|| Some(meeting?.entry(self.entry?)?.0.id))
    }
}

/// Opens a meeting at a place in it, only to be read; the open one as its draft minutes.
pub fn open(place: impl Into<Place>, desk: &mut Desk) {
    let place = place.into();
    let is_open = desk.open.as_ref().map(|open| open.meeting.id) == Some(place.meeting);
    if is_open {
        let review = Review::draft(desk).at(
            place.entry,
            place.item_in(desk.open.as_ref().map(|open| &open.meeting)),
        );
        desk.push(review);
    } else {
        desk.reading = Some(place);
        desk.send(Request::Read(place.meeting));
    }
}

/// Takes a meeting that the store has read; gives it back where it was asked for by something else.
pub fn arrived(meeting: Box<Meeting>, desk: &mut Desk) -> Option<Box<Meeting>> {
    match desk.reading.take_if(|place| place.meeting == meeting.id) {
        Some(place) => {
            let item = place.item_in(Some(&meeting));
            let review = Review::past(*meeting, desk).at(place.entry, item);
            desk.push(review);
            None
        }
        None => Some(meeting),
    }
}
