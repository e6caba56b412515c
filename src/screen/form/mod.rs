//! Fields to fill in: what a clerk tells the program beforehand, or once.
//!
//! A [`Form`] knows fields, not what they are for. What it is for is its [`Purpose`]: one function for each builds
//! the form, one follows what is typed, one takes what was typed into the record. Whatever cannot be taken is said at
//! the field, and nothing that was typed is lost.

mod action;
mod approval;
mod body;
mod business;
mod exempt;
mod field;
mod file;
mod filling;
mod formal;
mod heard;
mod import;
mod item;
mod meeting;
mod member;
pub mod naming;
mod person;
mod putting_off;
mod reading;
mod roll;
mod update;
mod values;
mod view;
mod writing;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::keymap::Context;
use crate::minutes::change::Change;
use crate::minutes::exempt::{Copy, Covers};
use crate::minutes::ids::{BodyId, EntryId, ItemId, MeetingId, PersonId, Stamp};
use crate::minutes::meeting::{Head, Meeting};
use crate::screen::Answer;
use crate::screen::desk::{Desk, Step};

pub use action::action;
pub use approval::{approve, correction};
pub use body::body;
pub use business::{declaration, next_meetings, whip};
pub use exempt::{exclude, mark};
pub use field::{Field, Name, Reads};
pub use file::{ENDINGS, Writing, agenda_file, folder, write_minutes, write_rows};
pub use formal::{motion, own_vote};
pub use heard::{heard, heard_again};
pub use import::{import_file, import_part};
pub use item::{item, urgent_item};
pub use meeting::{amended as meeting_amended, meeting};
pub use member::{end_membership, member};
pub use person::person;
pub use putting_off::{motion_deferred, put_off};
pub use roll::{roll_person, substitute};
pub use update::{Updating, owners, update_action};
pub use writing::{letter, report};

use field::{Input, Reading};

/// What a form is for; in the answer, what has been done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A new meeting; once it is called, which one it is.
    NewMeeting(Option<MeetingId>),
    /// The head of a meeting, as it was before.
    Meeting(MeetingId, Box<Head>),
    /// A new item at a place on the agenda, or what holds of one that is there.
    Item {
        /// The item that is altered.
        editing: Option<ItemId>,
        /// The place of a new one, from 0.
        place: usize,
    },
    /// What the chair's letter about this item says beyond the record.
    Letter(ItemId),
    /// What the report on this item says beyond the record.
    Report(ItemId),
    /// An urgent item that the chair has accepted.
    UrgentItem,
    /// An interest declared, recorded under this item.
    Declaration(ItemId),
    /// A party whip declared, recorded under this item.
    Whip(ItemId),
    /// When the body meets next, recorded under this item.
    NextMeetings(ItemId),
    /// Something moved under this item.
    Motion {
        /// The item.
        item: ItemId,
        /// What can be amended.
        open: Vec<EntryId>,
        /// Whether its words were in the line.
        from_line: bool,
    },
    /// The minutes of an earlier meeting approved, recorded under this item.
    Approve {
        /// The item.
        item: ItemId,
        /// The earlier meeting, as its draft stands.
        draft: Box<Meeting>,
    },
    /// A correction of approved minutes, stated in their own meeting.
    Correction,
    /// A question or the like heard under this item, or the entry that tells of it altered.
    Heard(ItemId, Option<EntryId>),
    /// The motion to exclude the public, moved under this item.
    Exclude(ItemId),
    /// The mark that something is exempt.
    Exempt(Covers),
    /// This item withdrawn or deferred.
    PutOff(ItemId),
    /// This motion deferred.
    MotionDeferred(EntryId),
    /// A member's own vote, added to this vote.
    OwnVote(EntryId),
    /// Somebody more on the roll.
    RollPerson,
    /// Who stands in for this member.
    Substitute(PersonId),
    /// A body, new or altered.
    Body(Option<BodyId>),
    /// A member of a body, new or altered.
    Member(BodyId, Option<PersonId>),
    /// A person, new or altered.
    Person(Option<PersonId>),
    /// Where minutes are to be written; the text is made by whoever opened the form.
    Write(Writing),
    /// An action of the open meeting, in every part.
    Action(EntryId),
    /// What became of an action, or of several.
    Update(Box<Updating>),
    /// Where a table of actions is to be written; whoever opened the form makes it.
    WriteRows {
        /// The file; its end says in what form.
        path: String,
        /// Whether a file of that name may be replaced.
        replace: bool,
        /// With or without what is exempt.
        copy: Copy,
    },
    /// The folder that documents are to be written to.
    Folder(String),
    /// A file that holds an agenda; its text comes to the overlay below as a paste.
    AgendaFile,
    /// A file to be imported; what was read in it comes as a review.
    ImportFile,
    /// One part of what was read: which draft and which part; in the answer, as it was put right.
    ImportPart((usize, usize), Box<crate::intake::draft::What>),
}

/// Why a form cannot be taken: which field, and what is wrong with it.
type Problem = (Name, String);

/// Fields to fill in.
#[derive(Debug)]
pub struct Form {
    title: String,
    purpose: Purpose,
    fields: Vec<Field>,
    /// Which field has the cursor; always one that is shown, as long as there is any.
    focus: usize,
    /// What "tomorrow" is counted from: the day of the meeting, or today.
    today: NaiveDate,
    /// When the form was opened: an entry that it makes began then.
    opened: Stamp,
    /// Whether the next Esc drops what was typed.
    leaving: bool,
    /// A word to the clerk in the form's own status line.
    word: Option<String>,
}

impl Form {
    fn new(desk: &Desk, title: impl Into<String>, purpose: Purpose, fields: Vec<Field>) -> Self {
        let today = match &purpose {
            Purpose::Item { .. }
            | Purpose::Letter(_)
            | Purpose::Report(_)
            | Purpose::UrgentItem
            | Purpose::Declaration(_)
            | Purpose::NextMeetings(_)
            | Purpose::Action(_)
            | Purpose::Whip(_)
            | Purpose::Motion { .. }
            | Purpose::Approve { .. }
            | Purpose::Correction
            | Purpose::Exclude(_)
            | Purpose::Exempt(_)
            | Purpose::OwnVote(_)
            | Purpose::PutOff(_)
            | Purpose::MotionDeferred(_)
            | Purpose::Heard(..)
            | Purpose::RollPerson
            | Purpose::Substitute(_) => desk.open.as_ref().map(|open| open.meeting.head.date),
            Purpose::Update(_) => Some(update::said_on(desk)),
            Purpose::NewMeeting(_)
            | Purpose::Meeting(..)
            | Purpose::Body(_)
            | Purpose::Member(..)
            | Purpose::Person(_)
            | Purpose::Write(_)
            | Purpose::WriteRows { .. }
            | Purpose::Folder(_)
            | Purpose::AgendaFile
            | Purpose::ImportFile
            | Purpose::ImportPart(..) => None,
        };
        let mut form = Self {
            title: title.into(),
            purpose,
            fields,
            focus: 0,
            today: today.unwrap_or_else(|| desk.now.date_naive()),
            opened: desk.now,
            leaving: false,
            word: None,
        };
        form.work_out(desk);
        form
    }

    /// The form with the cursor in another field.
    #[must_use]
    fn on(mut self, name: Name, desk: &Desk) -> Self {
        self.go_to(name);
        self.work_out(desk);
        self
    }

    /// The tables of the keymap that hold here.
    #[allow(clippy::unused_self)] // every screen has this method, and most look at themselves
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::Form.stack()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        let leaving = std::mem::take(&mut self.leaving);
        self.word = None;
        match command {
            Command::Cancel => self.cancel(leaving, desk),
            Command::Quit if self.is_touched() && !leaving => {
                self.leaving = true;
                self.word =
                    Some("Nothing of this form is saved yet; again leaves all the same.".into());
            }
            Command::NextField => self.go_on(desk),
            Command::PreviousField => self.step(false),
            Command::Choose => self.enter(desk),
            Command::SaveForm => self.save(desk),
            Command::Complete => self.accept_first(),
            _ => {
                if !self.edit(command, desk) {
                    return false;
                }
            }
        }
        self.work_out(desk);
        true
    }

    /// Nothing lies on a form.
    #[allow(clippy::unused_self, clippy::needless_pass_by_value)] // every screen has this method
    pub fn answered(&mut self, _answer: Answer, _desk: &mut Desk) {}

    /// Draws it over what is below.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        view::draw(self, desk, frame, area);
    }

    fn is_touched(&self) -> bool {
        self.fields.iter().any(|field| field.touched)
    }

    /// Esc: away from the suggestions, else out, after a warning where something would be lost.
    fn cancel(&mut self, leaving: bool, desk: &mut Desk) {
        if let Some(field) = self.fields.get_mut(self.focus)
            && field.selected.take().is_some()
        {
            return;
        }
        if leaving || !self.is_touched() {
            desk.pop();
            return;
        }
        self.leaving = true;
        let contexts = Context::Form.stack();
        let (esc, save) = (
            desk.keys(contexts, Command::Cancel),
            desk.keys(contexts, Command::SaveForm),
        );
        self.word = Some(format!(
            "{esc} again drops what was typed; {save} saves it."
        ));
    }

    /// The places of the fields that are shown.
    fn shown(&self) -> impl Iterator<Item = usize> {
        self.fields
            .iter()
            .enumerate()
            .filter(|(_, field)| !field.hidden)
            .map(|(place, _)| place)
    }

    fn go_to(&mut self, name: Name) {
        if let Some(place) = self.fields.iter().position(|field| field.name == name) {
            self.focus = place;
        }
    }

    /// Works out what is shown beside and under the fields.
    fn work_out(&mut self, desk: &Desk) {
        match &self.purpose {
            Purpose::NewMeeting(_) => meeting::follow_new(self, desk),
            Purpose::Meeting(id, head) => {
                let (id, body) = (*id, head.body.id);
                meeting::follow_amended(self, desk, id, body);
            }
            Purpose::Item { editing, .. } => {
                let editing = *editing;
                item::follow(self, desk, editing);
            }
            Purpose::Declaration(_) => business::follow_declaration(self),
            Purpose::Motion { .. } => formal::follow_motion(self, desk),
            Purpose::PutOff(_) => putting_off::follow(self),
            Purpose::RollPerson => roll::follow(self, desk),
            Purpose::Action(entry) => {
                let entry = *entry;
                action::follow(self, desk, entry);
            }
            Purpose::Body(editing) => {
                let editing = *editing;
                body::follow(self, desk, editing);
            }
            Purpose::Person(editing) => {
                let editing = *editing;
                person::follow(self, desk, editing);
            }
            Purpose::Letter(_)
            | Purpose::Report(_)
            | Purpose::UrgentItem
            | Purpose::NextMeetings(_)
            | Purpose::Whip(_)
            | Purpose::Approve { .. }
            | Purpose::Correction
            | Purpose::Exclude(_)
            | Purpose::Exempt(_)
            | Purpose::OwnVote(_)
            | Purpose::MotionDeferred(_)
            | Purpose::Heard(..)
            | Purpose::Substitute(_)
            | Purpose::Member(..)
            | Purpose::Write(_)
            | Purpose::WriteRows { .. }
            | Purpose::Folder(_)
            | Purpose::Update(_)
            | Purpose::AgendaFile
            | Purpose::ImportFile
            | Purpose::ImportPart(..) => {}
        }
        let (today, focus) = (self.today, self.focus);
        for (place, field) in self.fields.iter_mut().enumerate() {
            let Input::Text { editor, reads } = &field.input else {
                continue;
            };
            field.reading = reading::read(editor.text(), reads, desk, today);
            field.suggestions.clear();
            if place == focus {
                let part = reading::part_at(editor.text(), editor.cursor(), reads.several());
                let typed = editor.text().get(part).unwrap_or_default();
                field.suggestions = reading::suggestions(typed, reads, desk, today);
            }
            field.selected = field
                .selected
                .filter(|selected| *selected < field.suggestions.len());
        }
        approval::follow_approval(self);
    }

    /// Takes what was typed into the record, or says at the field why it cannot be taken.
    fn save(&mut self, desk: &mut Desk) {
        self.work_out(desk);
        let fault = self.fields.iter().find_map(|field| match &field.reading {
            Reading::Contradiction(words) | Reading::Unclear(words) if !field.hidden => {
                Some((field.name, words.clone()))
            }
            Reading::Contradiction(_)
            | Reading::Unclear(_)
            | Reading::Understood(_)
            | Reading::Nothing => None,
        });
        match fault.map_or_else(|| self.take(desk), Err) {
            Ok(Some(done)) => desk.steps.push(Step::Answer(Answer::Filled(done))),
            Ok(None) => self.word = desk.notice.take().map(|notice| notice.words),
            Err((name, words)) => {
                self.go_to(name);
                if let Some(field) = self.fields.get_mut(self.focus) {
                    field.problem = Some(words);
                    field.left = true;
                }
            }
        }
    }

    /// What the form is for is done; nothing where the record refused it, which the desk has said then.
    fn take(&self, desk: &mut Desk) -> Result<Option<Purpose>, Problem> {
        match &self.purpose {
            Purpose::NewMeeting(_) => meeting::call(self, desk),
            Purpose::Meeting(id, head) => meeting::amend(self, desk, *id, head),
            Purpose::Item { editing, place } => item::take(self, desk, *editing, *place),
            Purpose::Letter(item) => writing::take_letter(self, desk, *item),
            Purpose::Report(item) => writing::take_report(self, desk, *item),
            Purpose::UrgentItem => item::take_urgent(self, desk),
            Purpose::Declaration(item) => business::take_declaration(self, desk, *item),
            Purpose::Whip(item) => business::take_whip(self, desk, *item),
            Purpose::NextMeetings(item) => business::take_next_meetings(self, desk, *item),
            Purpose::Motion { item, .. } => formal::take_motion(self, desk, *item),
            Purpose::Approve { item, draft } => approval::take_approval(self, desk, *item, draft),
            Purpose::Correction => approval::take_correction(self, desk),
            Purpose::Heard(item, editing) => heard::take(self, desk, *item, *editing),
            Purpose::Exclude(item) => exempt::take_exclude(self, desk, *item),
            Purpose::Exempt(covers) => exempt::take_mark(self, desk, *covers),
            Purpose::OwnVote(vote) => formal::take_own_vote(self, desk, *vote),
            Purpose::PutOff(item) => putting_off::take(self, desk, *item),
            Purpose::MotionDeferred(motion) => putting_off::take_motion(self, desk, *motion),
            Purpose::RollPerson => roll::take_person(self, desk),
            Purpose::Substitute(member) => roll::take_substitute(self, desk, *member),
            Purpose::Body(editing) => body::take(self, desk, *editing),
            Purpose::Member(body, editing) => member::take(self, desk, *body, *editing),
            Purpose::Person(editing) => person::take(self, desk, *editing),
            Purpose::Write(_) => file::take_writing(self),
            Purpose::Action(entry) => action::take(self, desk, *entry),
            Purpose::Update(updating) => update::take_update(self, desk, updating),
            Purpose::WriteRows { .. } => file::take_rows(self),
            Purpose::Folder(_) => file::take_folder(self),
            Purpose::AgendaFile => file::take_agenda_file(self, desk),
            Purpose::ImportFile => import::take_file(self, desk),
            Purpose::ImportPart(place, was) => import::take_part(self, *place, was),
        }
    }
}

/// Records steps that are one deed of the clerk's; says whether they could be made.
fn record_together(desk: &mut Desk, deed: impl Into<String>, mut changes: Vec<Change>) -> bool {
    let change = match (changes.pop(), changes.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            changes.push(last);
            Change::Together {
                deed: deed.into(),
                changes,
            }
        }
        (None, _) => return true,
    };
    desk.record(change, None)
}
