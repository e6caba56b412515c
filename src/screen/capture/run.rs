//! The meeting as it runs: what the commands for the meeting and its items do.

use strum::IntoEnumIterator;

use crate::command::Command;
use crate::minutes::agenda::Item;
use crate::minutes::attendance::Seat;
use crate::minutes::change::Change;
use crate::minutes::entry::Kind;
use crate::minutes::ids::PersonId;
use crate::minutes::meeting::{Meeting, State};
use crate::minutes::person::NameForm;
use crate::minutes::phrases::Placeholders;
use crate::minutes::wording::Sentence;
use crate::store::protocol::{DiaryRow, Request};

use super::super::confirm::{Confirm, Question};
use super::super::desk::{Desk, OpenMeeting};
use super::super::picker::{Picker, Purpose, Row};
use super::super::{
    agenda, diary, en_bloc, form, loose_ends, outstanding, review, roll, sources, update_action,
};
use super::{Capture, approval, is_running, line};

impl Capture {
    /// Does what a command for the meeting or its items asks; `false` where it means nothing here.
    pub(super) fn run_meeting(&mut self, command: Command, desk: &mut Desk) -> bool {
        match command {
            Command::NextKind => self.next_kind(desk),
            Command::ChooseKind => {
                desk.push(kind_picker(
                    "Which kind of entry is the line?",
                    Purpose::LineKind,
                ));
            }
            Command::InsertPrepared => self.insert_prepared(desk),
            Command::RecordPrepared => self.record_prepared(desk),
            Command::WelcomeGuests => self.insert_sentence(Sentence::Welcome, desk),
            Command::ThankGuests => self.insert_sentence(Sentence::Thanks, desk),
            Command::StockPhrase => {
                if let Some(open) = &desk.open {
                    let rows = line::phrase_rows(&open.phrases);
                    desk.push(Picker::new("Stock phrases", Purpose::StockPhrase, rows));
                }
            }
            Command::LeaveList => self.leave_list(desk),
            Command::StartMeeting => start(desk),
            Command::AdjournOrResume => self.adjourn_or_resume(desk),
            Command::CloseMeeting => self.close(desk),
            Command::PutNextItem => self.put_next(desk),
            Command::PutItem => self.put_shown(desk),
            Command::GoToItem => {
                let picker = item_picker(desk, "Look at which item?", Purpose::LookAtItem);
                let shown = self.shown(desk).map(|item| item.id);
                desk.push(picker.on_item(desk, shown));
            }
            Command::MoveToItem => {
                if self.line.is_empty() {
                    desk.say("Begin to type first: then the line can be moved to another item.");
                } else {
                    desk.push(item_picker(
                        desk,
                        "Which item is the line for?",
                        Purpose::LineToItem,
                    ));
                }
            }
            Command::LookNextItem => self.look_along(true, desk),
            Command::LookPreviousItem => self.look_along(false, desk),
            Command::BackToCurrent => {
                self.selected = None;
                self.look_at(None, desk);
            }
            Command::SkipItem => self.skip(desk),
            Command::AddUrgentItem => desk.push(form::urgent_item(desk)),
            Command::NothingToReport => self.nothing_to_report(desk),
            Command::ReceivedForInformation => {
                self.say_of_item(Sentence::ReceivedForInformation, Kind::Narrative, desk);
            }
            Command::StandardEntry => self.standard_entry(desk),
            Command::HearQuestion => {
                if let Some(item) = self.target(desk).map(|item| item.id) {
                    desk.push(form::heard(desk, item));
                }
            }
            Command::TakeEnBloc => {
                if self.is_in_session(desk) {
                    en_bloc::open(desk);
                }
            }
            Command::PutOffItem => {
                if let Some(form) = self
                    .target(desk)
                    .map(|item| item.id)
                    .and_then(|item| form::put_off(desk, item))
                {
                    desk.push(form);
                }
            }
            Command::StampInterest => self.stamp_interest(desk),
            Command::MoveMotion => self.move_motion(desk),
            Command::TakeVote => self.take_vote(desk),
            Command::StateCorrection => approval::state_correction(desk),
            Command::OpenRoll => desk.push(roll::Roll::new(desk)),
            Command::OpenAgenda => desk.push(agenda::AgendaEditor::new(desk)),
            Command::OpenReview => {
                let review = match self.selected {
                    Some(entry) => review::Review::at_entry(desk, entry),
                    None => review::Review::draft(desk),
                };
                desk.push(review);
            }
            Command::UpdateAction => update_action::pick::open(desk),
            Command::OpenOutstanding => outstanding::open(desk),
            Command::OpenPastMeeting => open_past(desk),
            Command::EditMeeting => {
                let meeting = desk.open.as_ref().map(|open| open.meeting.id);
                desk.push(form::meeting(desk, meeting));
            }
            Command::ShowDiary => {
                let here = desk.open.as_ref().map(|open| open.meeting.id);
                desk.put_away();
                desk.send(Request::Diary);
                desk.show(here.map_or_else(diary::Diary::default, diary::Diary::at));
            }
            _ => return false, // the rest belongs to other screens
        }
        true
    }

    fn next_kind(&mut self, desk: &mut Desk) {
        let now = self
            .understood
            .as_ref()
            .map_or(self.line.kind, |understood| understood.kind);
        let order: Vec<Kind> = kinds().collect();
        let place = order.iter().position(|kind| *kind == now).unwrap_or(0);
        if let Some(next) = order.get((place + 1) % order.len()) {
            self.active_mut().set_kind(*next);
            self.line_changed(desk);
            if self.line.is_empty() {
                desk.say(format!("The line is for: {}.", next.name()));
            }
        }
    }

    fn put_next(&mut self, desk: &mut Desk) {
        let Some(open) = &desk.open else { return };
        match open.meeting.next_to_put().map(|item| item.id) {
            Some(item) => self.put(item, desk),
            None => {
                let keys = desk.keys(self.contexts(desk), Command::CloseMeeting);
                desk.say(format!(
                    "Every item has been put; {keys} closes the meeting."
                ));
            }
        }
    }

    fn put_shown(&mut self, desk: &mut Desk) {
        if let Some(item) = self.shown(desk).map(|item| item.id) {
            self.put(item, desk);
        }
    }

    fn put(&mut self, item: crate::minutes::ids::ItemId, desk: &mut Desk) {
        let Some(open) = &desk.open else { return };
        if !is_running(open.meeting.state()) {
            self.not_running(desk);
            return;
        }
        if open
            .meeting
            .current()
            .is_some_and(|current| current.id == item)
        {
            self.look_at(None, desk);
            desk.say("The item is before the meeting already.");
            return;
        }
        if desk.record(Change::ItemPut { item, at: desk.now }, None) {
            self.selected = None;
            self.looking_at = None;
            if self.line.is_empty() {
                self.line.kind = Kind::Narrative;
                self.line.item = None;
            }
            self.offer(desk);
            self.look_back(desk);
            desk.keep_draft(self.draft());
            let together = en_bloc::hint(desk, self.contexts(desk));
            if !together.is_empty() {
                desk.say(together);
            }
            self.say_of_interests(desk);
            self.say_of_exclusion(desk);
        }
    }

    pub(super) fn not_running(&self, desk: &mut Desk) {
        let state = desk
            .open
            .as_ref()
            .map_or(State::Scheduled, |open| open.meeting.state());
        let keys = desk.keys(self.contexts(desk), Command::StartMeeting);
        desk.warn(match state {
            State::Scheduled => format!("The meeting has not started: {keys} starts it."),
            State::Closed => format!("The meeting is closed: {keys} opens it again."),
            State::Approved => approved(desk),
            State::InProgress | State::Adjourned | State::Withdrawn => "Not now.".to_owned(),
        });
    }

    fn look_along(&mut self, forward: bool, desk: &mut Desk) {
        let Some(open) = &desk.open else { return };
        let here = self
            .shown(desk)
            .and_then(|item| open.meeting.place_of(item.id))
            .unwrap_or(0);
        let to = if forward {
            here + 1
        } else {
            here.wrapping_sub(1)
        };
        match open.meeting.items.get(to).map(|item| item.id) {
            Some(item) => {
                self.selected = None;
                self.look_at(Some(item), desk);
            }
            None => desk.say("There is no further item on the agenda."),
        }
    }

    fn skip(&mut self, desk: &mut Desk) {
        let waiting = self
            .looking_at
            .and_then(|id| desk.open.as_ref()?.meeting.item(id))
            .or_else(|| desk.open.as_ref()?.meeting.next_to_put());
        let Some((item, skipped, number)) = waiting.and_then(|item| {
            let place = desk.open.as_ref()?.meeting.place_of(item.id)?;
            Some((item.id, !item.skipped, place + 1))
        }) else {
            desk.say("There is no item to skip.");
            return;
        };
        if desk.record(Change::ItemSkipped { item, skipped }, None) {
            // Not the same key: pressed again it would skip the item after.
            let keys = desk.keys(self.contexts(desk), Command::UndoRecord);
            desk.say(if skipped {
                format!("Item {number} skipped; {keys} takes it back.")
            } else {
                format!("Item {number} is to come again.")
            });
        }
    }

    fn adjourn_or_resume(&mut self, desk: &mut Desk) {
        let Some(open) = &desk.open else { return };
        let (change, word) = match open.meeting.state() {
            State::InProgress => (Change::Adjourned { at: desk.now }, "adjourned"),
            State::Adjourned => (Change::Resumed { at: desk.now }, "resumed"),
            State::Scheduled | State::Closed | State::Approved | State::Withdrawn => {
                self.not_running(desk);
                return;
            }
        };
        if desk.record(change, None) {
            desk.say(format!("Meeting {word} at {}.", desk.now.format("%H:%M")));
        }
    }

    fn close(&mut self, desk: &mut Desk) {
        let Some(open) = &desk.open else { return };
        if is_running(open.meeting.state()) {
            let half_typed = !self.line.is_empty() || self.amending.is_some();
            desk.push(loose_ends::LooseEnds::new(desk, half_typed));
        } else {
            self.not_running(desk);
        }
    }
}

/// The kinds in the order in which lists offer them.
pub(super) fn kinds() -> impl Iterator<Item = Kind> {
    Kind::iter()
}

pub(super) fn kind_picker(title: &str, purpose: Purpose) -> Picker {
    let rows = kinds()
        .map(|kind| Row {
            key: kind.mark().map(String::from).unwrap_or_default(),
            words: kind.name().to_owned(),
        })
        .collect();
    Picker::new(title, purpose, rows)
}

pub(super) fn item_picker(desk: &Desk, title: &str, purpose: Purpose) -> Picker {
    let items = desk.open.iter().flat_map(|open| &open.meeting.items);
    let rows = items
        .zip(1..)
        .map(|(item, number): (&Item, usize)| Row {
            key: number.to_string(),
            words: item.outline.title.clone(),
        })
        .collect();
    Picker::new(title, purpose, rows)
}

fn start(desk: &mut Desk) {
    let Some(open) = &desk.open else { return };
    match open.meeting.state() {
        State::Scheduled => {
            let roll_called = !open.meeting.stream.is_empty();
            let day = open.meeting.head.date;
            let commenced = Change::Commenced { at: desk.now };
            let change = match desk.rules_numbered_on() {
                Some(rules) => Change::Together {
                    deed: commenced.describe(&open.meeting),
                    changes: vec![commenced, Change::RulesAmended { rules }],
                },
                None => commenced,
            };
            if desk.record(change, None) {
                desk.ask_for_number();
                let mut words = format!("Commenced at {}.", desk.now.format("%H:%M"));
                if day != desk.now.date_naive() {
                    words = format!(
                        "{words} It is in the diary for {}.",
                        day.format("%-d %b %Y")
                    );
                }
                desk.say(if roll_called {
                    words
                } else {
                    format!("{words} The roll has not been called yet.")
                });
            }
        }
        State::Closed => desk.push(Confirm::new(Question::Reopen)),
        State::InProgress | State::Adjourned => desk.say("The meeting is running."),
        State::Approved => {
            let words = approved(desk);
            desk.warn(words);
        }
        State::Withdrawn => desk.warn("The meeting was withdrawn from the diary."),
    }
}

/// That the minutes stand, and what can still be done.
pub(super) fn approved(desk: &Desk) -> String {
    let keys = desk.keys(
        crate::keymap::Context::Line.stack(),
        Command::StateCorrection,
    );
    format!("The minutes were approved and stand as they are: {keys} states a correction.")
}

pub(super) fn confirmed(question: Question, desk: &mut Desk) {
    match question {
        Question::Reopen => {
            desk.record(Change::Reopened, None);
        }
        // Asked elsewhere.
        Question::QuitUnsaved | Question::Withdraw(_) | Question::Sample => {}
    }
}

/// The body's meetings before this one, latest first.
pub(super) fn past(desk: &Desk) -> Vec<&DiaryRow> {
    let Some(open) = &desk.open else {
        return Vec::new();
    };
    let head = &open.meeting.head;
    let mut rows: Vec<&DiaryRow> = desk
        .diary
        .iter()
        .flatten()
        .filter(|row| row.body_id == head.body.id && row.id != open.meeting.id)
        .filter(|row| row.date <= head.date && row.state != State::Scheduled)
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.date, row.time)));
    rows
}

fn open_past(desk: &mut Desk) {
    let rows: Vec<Row> = past(desk)
        .into_iter()
        .map(|row| Row {
            key: row.date.format("%-d %b %Y").to_string(),
            words: format!("{} · {} open actions", row.title, row.open_actions),
        })
        .collect();
    if rows.is_empty() {
        desk.say("This body has no earlier meeting on record.");
    } else {
        desk.push(Picker::new(
            "Read which meeting?",
            Purpose::PastMeeting,
            rows,
        ));
    }
}

pub(super) fn read_past(row: usize, desk: &mut Desk) {
    if let Some(id) = past(desk).get(row).map(|row| row.id) {
        sources::open(id, desk);
    }
}

/// What stands for the braces in stock phrases.
pub(super) fn placeholders(open: &OpenMeeting) -> Placeholders {
    let body = &open.meeting.head.body;
    // Phrases say "the {chair}": it is the office that is named, not the person.
    Placeholders::new(&body.name, &body.called, "Chair")
}

/// Whether somebody's full name stands in the record already, so that the short form will do.
pub(super) fn is_named_in_full(open: &OpenMeeting, person: PersonId) -> bool {
    let Some(seat) = open.meeting.seat(person) else {
        return false;
    };
    let name = seat.person.name(NameForm::Plain, open.meeting.head.date);
    open.meeting
        .entries()
        .any(|(_, entry)| entry.text.contains(&name))
}

/// Before anything is noted, the roll of a meeting follows the membership of its body.
pub(super) fn follow_the_body(desk: &mut Desk) {
    let Some(open) = &desk.open else { return };
    let meeting: &Meeting = &open.meeting;
    if meeting.state() != State::Scheduled || !meeting.stream.is_empty() {
        return;
    }
    let now: Vec<Seat> = desk.register.seats(meeting.head.body.id, meeting.head.date);
    if now.is_empty() {
        return;
    }
    let mut changes = Vec::new();
    for seat in &now {
        if meeting.seat(seat.person.id) != Some(seat) {
            changes.push(Change::Seated { seat: seat.clone() });
        }
    }
    for seat in meeting.seats.iter().filter(|seat| seat.member) {
        if !now.iter().any(|member| member.person.id == seat.person.id) {
            changes.push(Change::Unseated {
                person: seat.person.id,
            });
        }
    }
    if !changes.is_empty() {
        let deed = "roll brought in step with the body's members".to_owned();
        if desk.record(Change::Together { deed, changes }, None) {
            desk.say("The roll follows the body's members as they are now.");
        }
    }
}
