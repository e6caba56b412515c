//! What is open at the close: gathered, one key away each, and never in the way of closing.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::keymap::Context;
use crate::minutes::agenda::ItemKind;
use crate::minutes::change::Change;
use crate::minutes::exempt::Covers;
use crate::minutes::loose_ends::{self, LooseEnd};
use crate::minutes::meeting::{Meeting, State};
use crate::theme::Tone;

use super::desk::{Desk, Step};
use super::roll::Roll;
use super::{Answer, draw, form, rows};

/// Columns inside the box, at most.
const WIDTH: u16 = 96;

/// A list's keys first; the entry line's, so that the key that opened this closes the meeting.
const CONTEXTS: [Context; 3] = [Context::List, Context::Line, Context::Global];

/// What is open at the close.
#[derive(Debug, Default)]
pub struct LooseEnds {
    half_typed: bool,
    at: usize,
}

impl LooseEnds {
    /// The loose ends of the open meeting; `half_typed` says whether the entry line holds anything.
    pub fn new(_desk: &Desk, half_typed: bool) -> Self {
        Self { half_typed, at: 0 }
    }

    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        &CONTEXTS
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        let Some(open) = &desk.open else { return false };
        let ends = loose_ends::of(&open.meeting, self.half_typed);
        // The row below the last of them closes the meeting.
        let all = ends.len() + 1;
        let page = usize::from(desk.size.1).saturating_sub(6);
        if let Some(to) = rows::go(command, self.at.min(ends.len()), all, page) {
            self.at = to;
            return true;
        }
        match command {
            Command::Choose => match ends.get(self.at) {
                Some(end) => go_to(*end, desk),
                None => close(desk),
            },
            Command::CloseMeeting => close(desk),
            Command::OpenRoll => desk.push(Roll::new(desk)),
            Command::UndoRecord => {
                desk.undo();
            }
            Command::RedoRecord => {
                desk.redo();
            }
            _ => return false, // every other command is for what lies below
        }
        true
    }

    /// Takes a letter that was typed.
    pub fn typed(&mut self, _letter: char, _desk: &mut Desk) {}

    /// Takes a text that was pasted.
    pub fn pasted(&mut self, _text: &str, _desk: &mut Desk) {}

    /// Takes an answer from what lay on top.
    pub fn answered(&mut self, _answer: Answer, _desk: &mut Desk) {}

    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let Some(open) = &desk.open else { return };
        let meeting = &open.meeting;
        let ends = loose_ends::of(meeting, self.half_typed);
        let (words, tone) = match ends.len() {
            0 => ("Nothing is open.".to_owned(), Tone::Good),
            1 => ("One loose end:".to_owned(), Tone::Warning),
            many => (format!("{many} loose ends:"), Tone::Warning),
        };
        let size = (WIDTH, u16::try_from(ends.len() + 3).unwrap_or(u16::MAX));
        let inside = draw::sheet(desk, frame, area, "Close the meeting", size);
        let style = desk.theme.style(tone);
        let x = inside.x + 1;
        draw::put(frame.buffer_mut(), x, inside.y, inside, &words, style);
        let list = Rect {
            y: inside.y + 2.min(inside.height),
            height: inside.height.saturating_sub(2),
            ..inside
        };
        let at = self.at.min(ends.len());
        let first = draw::first_row(at, ends.len() + 1, usize::from(list.height));
        let closing = std::iter::once(None);
        let shown = ends.iter().map(Some).chain(closing).enumerate().skip(first);
        for ((place, end), y) in shown.zip(list.top()..list.bottom()) {
            let (sign, words) = match end {
                Some(end) => ("!", end.words(meeting)),
                None => ("✓", last_row(meeting, desk)),
            };
            let selected = place == at;
            let row = Rect {
                y,
                height: 1,
                ..list
            };
            let style = draw::row(desk, frame, row, selected, Tone::Text);
            let buffer = frame.buffer_mut();
            draw::put(buffer, row.x + 2, y, row, sign, style);
            let words = draw::cut(&words, usize::from(row.width.saturating_sub(5)));
            draw::put(buffer, row.x + 4, y, row, &words, style);
        }
        draw::footer(
            desk,
            frame,
            area,
            &CONTEXTS,
            &[
                (Command::Choose, "go there"),
                (Command::CloseMeeting, "close now"),
                (Command::OpenRoll, "roll"),
                (Command::Cancel, "back to the meeting"),
            ],
        );
    }
}

/// Whether the meeting can be closed.
fn runs(meeting: &Meeting) -> bool {
    match meeting.state() {
        State::InProgress | State::Adjourned => true,
        State::Scheduled | State::Closed | State::Approved | State::Withdrawn => false,
    }
}

fn last_row(meeting: &Meeting, desk: &Desk) -> String {
    if runs(meeting) {
        let at = desk.now.format("%H:%M");
        format!("Close the meeting now (terminated {at})")
    } else {
        format!("The meeting is {}; go back", meeting.state().name())
    }
}

/// Goes where a loose end can be tied up.
fn go_to(end: LooseEnd, desk: &mut Desk) {
    let answer = match end {
        LooseEnd::ActionWithoutOwner(entry)
        | LooseEnd::UnknownOwner(entry, _)
        | LooseEnd::DueNotUnderstood(entry)
        | LooseEnd::OpenMotion(entry)
        | LooseEnd::PublicNotOut(entry)
        | LooseEnd::VoteWithoutNames(entry) => Answer::GoToEntry(entry),
        LooseEnd::EmptyItem(item) | LooseEnd::NeverPut(item) => Answer::GoToItem(item),
        LooseEnd::StayedIn(person, _) | LooseEnd::NotBack(person, _) => {
            desk.push(Roll::at(person));
            return;
        }
        LooseEnd::NoQuorum(_) | LooseEnd::WithoutQuorum(..) | LooseEnd::NotMarked(_) => {
            desk.push(Roll::new(desk));
            return;
        }
        LooseEnd::NoSummary(item) => {
            desk.push(form::mark(desk, Covers::Item(item)));
            return;
        }
        LooseEnd::HalfTypedLine => {
            desk.pop();
            return;
        }
        LooseEnd::NoNextDate => {
            let item = desk.open.as_ref().and_then(|open| {
                open.meeting
                    .items
                    .iter()
                    .find(|item| item.outline.kind == ItemKind::NextMeeting)
            });
            if let Some(item) = item {
                Answer::GoToItem(item.id)
            } else {
                desk.say("No item of the agenda is for the date of the next meeting: add one, or record it anywhere.");
                return;
            }
        }
    };
    desk.steps.push(Step::Answer(answer));
}

fn close(desk: &mut Desk) {
    if !desk.open.as_ref().is_some_and(|open| runs(&open.meeting)) {
        desk.pop();
        return;
    }
    if desk.record(Change::Terminated { at: desk.now }, None) {
        desk.steps.push(Step::Answer(Answer::Closed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::entry::Kind;
    use crate::screen::Overlay;
    use crate::screen::rehearsal::{
        asked, assert_harmless, at, desk, entry, entry_id, hostile, item_id, meeting, open, press,
        running, screen,
    };

    fn with_action() -> Desk {
        let mut desk = running();
        let entry = entry(1, Kind::Action, "Repair the swings", 8);
        let change = Change::EntryAdded {
            item: item_id(2),
            entry,
            place: None,
        };
        assert!(desk.record(change, None));
        desk.effects.clear();
        desk
    }

    fn answer(desk: &mut Desk) -> Option<Answer> {
        match desk.steps.pop() {
            Some(Step::Answer(answer)) => Some(answer),
            _ => None,
        }
    }

    #[test]
    fn each_row_leads_to_where_it_can_be_tied_up() {
        let mut desk = with_action();
        let mut ends = Overlay::from(LooseEnds::new(&desk, true));
        press(&mut ends, &mut desk, "enter");
        assert!(matches!(desk.steps.pop(), Some(Step::Pop)), "to the line");
        press(&mut ends, &mut desk, "down enter");
        assert!(matches!(
            desk.steps.pop(),
            Some(Step::Push(Overlay::Roll(_)))
        ));
        press(&mut ends, &mut desk, "down down enter");
        assert_eq!(answer(&mut desk), Some(Answer::GoToEntry(entry_id(1))));
        press(&mut ends, &mut desk, "down enter");
        assert_eq!(answer(&mut desk), Some(Answer::GoToItem(item_id(1))));
        press(&mut ends, &mut desk, "end up enter");
        assert_eq!(answer(&mut desk), Some(Answer::GoToItem(item_id(4))));
        assert!(asked(&mut desk).is_empty(), "looking writes nothing");
    }

    #[test]
    fn the_last_row_and_the_same_key_again_both_close() {
        for keys in ["end enter", "f10"] {
            let mut desk = with_action();
            let mut ends = Overlay::from(LooseEnds::new(&desk, false));
            press(&mut ends, &mut desk, keys);
            assert_eq!(answer(&mut desk), Some(Answer::Closed), "{keys}");
            assert_eq!(open(&desk).sitting.terminated, Some(at(10)));
            assert_eq!(asked(&mut desk).len(), 1);
        }
    }

    #[test]
    fn a_meeting_that_does_not_run_cannot_be_closed() {
        let mut desk = desk(meeting());
        let mut ends = Overlay::from(LooseEnds::new(&desk, false));
        assert!(screen(&ends, &desk, (80, 24)).contains("The meeting is scheduled; go back"));
        press(&mut ends, &mut desk, "f10");
        assert!(matches!(desk.steps.pop(), Some(Step::Pop)));
        assert!(asked(&mut desk).is_empty());
    }

    #[test]
    fn loose_ends_at_two_sizes() {
        let mut desk = with_action();
        let mut ends = Overlay::from(LooseEnds::new(&desk, true));
        insta::assert_snapshot!("loose_ends_80", screen(&ends, &desk, (80, 24)));
        press(&mut ends, &mut desk, "end");
        insta::assert_snapshot!("loose_ends_60", screen(&ends, &desk, (60, 20)));
    }

    #[test]
    fn hostile_titles_do_no_harm() {
        let mut meeting = meeting();
        for item in &mut meeting.items {
            item.outline.title = hostile();
        }
        let desk = desk(meeting);
        let ends = Overlay::from(LooseEnds::new(&desk, true));
        assert_harmless(&screen(&ends, &desk, (60, 20)));
        assert_harmless(&screen(&ends, &desk, (40, 10)));
    }
}
