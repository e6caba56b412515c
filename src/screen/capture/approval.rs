//! Minutes of the last meeting: approving them, what arose from them, and correcting them afterwards.

use chrono::Datelike;

use crate::command::Command;
use crate::minutes::agenda::ItemKind;
use crate::minutes::approval::given;
use crate::minutes::ids::{ItemId, MeetingId};
use crate::minutes::meeting::{Meeting, State};
use crate::store::protocol::{DiaryRow, Request};

use super::super::desk::Desk;
use super::super::form;
use super::super::look_up::LookUp;
use super::super::picker::{Picker, Purpose, Row};
use super::run::past;
use super::{Capture, view};

/// Minutes that are being fetched to be approved under an item.
pub(super) type Fetched = Option<(ItemId, MeetingId)>;

impl Capture {
    /// Approves minutes under the item shown; where none wait for it, lists what is open from the last meeting.
    pub(super) fn approve_minutes(&mut self, desk: &mut Desk) {
        if !self.is_in_session(desk) {
            return;
        }
        let rows: Vec<(MeetingId, Row)> = waiting(desk)
            .into_iter()
            .map(|row| {
                let key = row.date.format("%-d %b %Y").to_string();
                let words = row.title.clone();
                (row.id, Row { key, words })
            })
            .collect();
        match rows.as_slice() {
            [] => self.matters_arising(desk),
            [(only, _)] => self.fetch_draft(*only, desk),
            several => {
                let rows = several.iter().map(|(_, row)| row.clone()).collect();
                let title = "Approve the minutes of which meeting?";
                desk.push(Picker::new(title, Purpose::Approve, rows));
            }
        }
    }

    /// The meeting was picked whose minutes are to be approved.
    pub(super) fn approve_picked(&mut self, row: usize, desk: &mut Desk) {
        if let Some(id) = waiting(desk).get(row).map(|row| row.id) {
            self.fetch_draft(id, desk);
        }
    }

    fn fetch_draft(&mut self, meeting: MeetingId, desk: &mut Desk) {
        if let Some(item) = self.shown(desk).map(|item| item.id) {
            self.approving = Some((item, meeting));
            desk.send(Request::Read(meeting));
        }
    }

    /// The draft that is to be approved has been read.
    pub(super) fn draft_came(&mut self, draft: Meeting, desk: &mut Desk) {
        let fetched = self.approving.take_if(|(_, id)| *id == draft.id);
        if let Some((item, _)) = fetched {
            desk.push(form::approve(desk, item, draft));
        }
    }

    /// Lists the open actions of the meeting whose minutes were approved here, or else of the last one.
    pub(super) fn matters_arising(&mut self, desk: &mut Desk) {
        let item = self.shown(desk).map(|item| item.id);
        let Some(words) = open_from_last(desk) else {
            desk.say("This body has no earlier meeting on record.");
            return;
        };
        let rows = view::line_rows(self, desk.size);
        let look_up = LookUp::for_words(desk, rows, item, &words);
        desk.push(look_up);
    }

    /// The words with which a look-up begins under an item that goes back to the last meeting: what is open from it. None
    /// elsewhere, where nothing is open, and where something was looked up under that item before.
    pub(super) fn arising_words(&self, desk: &Desk) -> Option<String> {
        let item = self.shown(desk)?;
        let goes_back = match item.outline.kind {
            ItemKind::PreviousActions => true,
            ItemKind::Minutes => item.entries.iter().any(|it| it.approved().is_some()),
            ItemKind::Business
            | ItemKind::Declarations
            | ItemKind::Information
            | ItemKind::WorkProgramme
            | ItemKind::ChairsUpdate
            | ItemKind::NextMeeting
            | ItemKind::Urgent
            | ItemKind::Public
            | ItemKind::Whip => false,
        };
        let looked_up = desk.last_query.as_ref().and_then(|(item, _)| *item);
        let is_open = last(desk).is_some_and(|row| row.open_actions > 0);
        if !goes_back || !is_open || looked_up == Some(item.id) {
            return None;
        }
        open_from_last(desk)
    }

    /// What is said when an item is put that goes back to the last meeting.
    pub(super) fn look_back(&self, desk: &mut Desk) {
        let kind = self.shown(desk).map(|item| item.outline.kind);
        let to_approve = match kind {
            Some(ItemKind::Minutes) => waiting(desk).first().map(|row| row.date),
            Some(ItemKind::PreviousActions) => None,
            Some(_) | None => return,
        };
        let keys = desk.keys(self.contexts(desk), Command::StandardEntry);
        let open = last(desk).filter(|row| row.open_actions > 0).map(|row| {
            let s = if row.open_actions == 1 {
                " is"
            } else {
                "s are"
            };
            let day = row.date.format("%-d %b");
            format!("{} action{s} open from {day}", row.open_actions)
        });
        let words = match (to_approve, open) {
            (Some(date), open) => {
                let open = open.map_or_else(String::new, |open| format!(" · {open}"));
                let year = if date.year() == desk.now.year() {
                    date.format("%-d %b")
                } else {
                    date.format("%-d %b %Y")
                };
                format!("{keys} approves the minutes of {year}{open}.")
            }
            (None, Some(open)) => format!("{open}: {keys} lists them."),
            (None, None) => return,
        };
        desk.say(words);
    }
}

/// The body's meetings before this one that were closed and whose minutes nobody approved, the latest first.
fn waiting(desk: &Desk) -> Vec<&DiaryRow> {
    earlier(desk)
        .into_iter()
        .filter(|row| row.state == State::Closed)
        .collect()
}

/// The words that look up what is open from the meeting that is looked back to.
fn open_from_last(desk: &Desk) -> Option<String> {
    let row = last(desk)?;
    let day = row.date.format("%-d/%-m/%Y");
    let mut words = format!("open since:{day} until:{day}");
    if let Some(open) = &desk.open {
        let code = &open.meeting.head.body.code;
        if !code.is_empty() {
            words = format!("{words} body:{code}");
        }
    }
    Some(words)
}

/// The meeting that is looked back to: the one whose minutes were approved here, else the last one that was held.
fn last(desk: &Desk) -> Option<&DiaryRow> {
    let meeting = &desk.open.as_ref()?.meeting;
    let approved = given(meeting)
        .last()
        .map(|(_, approved, _)| approved.meeting);
    let earlier = earlier(desk);
    let of = |id: MeetingId| earlier.iter().find(|row| row.id == id).copied();
    approved.and_then(of).or_else(|| earlier.first().copied())
}

/// The body's meetings before this one that were held to their end, the latest first.
fn earlier(desk: &Desk) -> Vec<&DiaryRow> {
    let held = |row: &&DiaryRow| match row.state {
        State::Closed | State::Approved => true,
        State::Scheduled | State::InProgress | State::Adjourned | State::Withdrawn => false,
    };
    past(desk).into_iter().filter(held).collect()
}

/// States a correction of minutes that were approved.
pub(super) fn state_correction(desk: &mut Desk) {
    let state = desk.open.as_ref().map(|open| open.meeting.state());
    if state == Some(State::Approved) {
        desk.push(form::correction(desk));
    } else {
        desk.say("The minutes are a draft still: put right what is wrong in them.");
    }
}
