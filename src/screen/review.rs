//! The review: minutes as they will read, with a way from each paragraph to where it came from.

mod page;

use std::borrow::Cow;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::export::document::{Document, Source};
use crate::export::{self, Choices, DocumentKind, Material};
use crate::keymap::Context;
use crate::minutes::exempt::{Copied, Copy};
use crate::minutes::ids::{ChangeId, EntryId, EntryKey, ItemId};
use crate::minutes::meeting::{Meeting, State};
use crate::theme::Tone;

use super::desk::{Desk, Effect, Step};
use super::form::{self, Purpose};
use super::roll::Roll;
use super::{Answer, draw};
use super::{history, update_action, writing};
use page::{Paragraph, Spot};

/// Columns of text, at most: longer rows are hard to read.
const MEASURE: u16 = 100;

/// Minutes as they will read.
#[derive(Debug)]
pub struct Review {
    of: Of,
    copy: Copy,
    title: String,
    page: Page,
    spot: Spot,
}

/// Which meeting is read.
#[derive(Debug)]
enum Of {
    /// The open one. Its last change when the page was made is kept, to see when it must be made again.
    Open(Option<ChangeId>),
    /// An earlier one, as it was read from the register.
    Past(Box<Meeting>),
}

/// A document, ready to be shown.
#[derive(Clone, Debug, Default)]
struct Page {
    paragraphs: Vec<Paragraph>,
    /// Whether anything of the meeting is exempt, in this copy or not.
    holds_exempt: bool,
    /// What is wrong with the template's wording, if anything is.
    fault: Option<String>,
}

impl Review {
    /// The draft minutes of the open meeting, from the top.
    pub fn draft(desk: &Desk) -> Self {
        let (title, page) = match &desk.open {
            Some(open) => (
                draft_title(&open.meeting),
                page(desk, &open.meeting, Copy::Full),
            ),
            None => ("Draft minutes".to_owned(), Page::default()),
        };
        Self {
            of: Of::Open(last_change(desk)),
            copy: Copy::Full,
            title,
            page,
            spot: Spot::default(),
        }
    }

    /// The draft minutes of the open meeting, at the paragraph that an entry has become.
    ///
    /// A private note is in no document: then at the heading of its item.
    pub fn at_entry(desk: &Desk, entry: EntryId) -> Self {
        let item = desk.open.as_ref().and_then(|open| {
            let (item, _, _) = open.meeting.entry(entry)?;
            Some(item.id)
        });
        Self::draft(desk).at(Some(entry), item)
    }

    /// The same at the paragraph that an entry has become; without one of its own, at the heading of its item.
    #[must_use]
    pub fn at(mut self, entry: Option<EntryId>, item: Option<ItemId>) -> Self {
        let place = |source| self.page.place(source);
        let at = entry
            .and_then(|entry| place(Source::Entry(entry)))
            .or_else(|| place(Source::Item(item?)));
        self.spot = Spot {
            at: at.unwrap_or(0),
            past: 0,
        };
        self
    }

    /// The minutes of an earlier meeting, only to be read.
    pub fn past(meeting: Meeting, desk: &Desk) -> Self {
        let date = meeting.head.date.format("%-d %B %Y");
        Self {
            title: format!("As recorded, {date} · {}", meeting.head.title()),
            page: page(desk, &meeting, Copy::Full),
            copy: Copy::Full,
            of: Of::Past(Box::new(meeting)),
            spot: Spot::default(),
        }
    }

    /// The public copy of it: what is written where nothing else is asked for.
    #[must_use]
    pub fn public(mut self, desk: &Desk) -> Self {
        if let Of::Past(meeting) = &self.of {
            (self.copy, self.page) = (Copy::Public, page(desk, meeting, Copy::Public));
        }
        self
    }

    /// The tables of the keymap that hold here.
    pub fn contexts(&self, _desk: &Desk) -> &'static [Context] {
        Context::Review.stack()
    }

    /// Does what a command asks; `false` where it means nothing here.
    pub fn update(&mut self, command: Command, desk: &mut Desk) -> bool {
        self.catch_up(desk);
        let (width, height) = shape(desk.size.0, desk.size.1);
        let (page, spot) = (&self.page.paragraphs, self.spot);
        let last = page.len().saturating_sub(1);
        match command {
            Command::NextRow | Command::Down => self.spot = page::down(page, spot, width, height),
            Command::PreviousRow | Command::Up => self.spot = page::up(spot, height),
            Command::PageDown => self.spot = page::leaf(page, spot, width, height, true),
            Command::PageUp => self.spot = page::leaf(page, spot, width, height, false),
            Command::FirstRow => self.spot = Spot::default(),
            Command::LastRow => self.spot = Spot { at: last, past: 0 },
            Command::JumpToEntry | Command::Choose => self.jump(desk),
            Command::WriteMinutes => {
                let about = self.meeting(desk).map(|meeting| {
                    let holds_exempt = meeting.exemptions().holds_entries();
                    (suggested_name(meeting), holds_exempt)
                });
                if let Some((name, holds_exempt)) = about {
                    desk.push(form::write_minutes(desk, &name, holds_exempt));
                }
            }
            Command::WriteDocuments => {
                if let Some(meeting) = self.meeting(desk).cloned() {
                    writing::open(desk, &meeting);
                }
            }
            Command::ChooseCopy => self.change_copy(desk),
            Command::UpdateAction | Command::OpenHistory => self.on_action(command, desk),
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
    pub fn answered(&mut self, answer: Answer, desk: &mut Desk) {
        if let Answer::Filled(Purpose::Write(writing)) = answer
            && let Some(meeting) = self.meeting(desk)
        {
            let copied = meeting.copy(writing.copy);
            let document = document(desk, &copied).0;
            let written = writing.format.write(&copied, &document, Choices::default());
            match written {
                Ok(bytes) => desk.effects.push(Effect::Write {
                    path: writing.path,
                    bytes,
                    replace: writing.replace,
                    private: writing.copy == Copy::Full,
                    besides: String::new(),
                }),
                Err(why) => desk.warn(why.to_string()),
            }
        }
    }

    /// The meeting that is read.
    fn meeting<'a>(&'a self, desk: &'a Desk) -> Option<&'a Meeting> {
        match &self.of {
            Of::Open(_) => desk.open.as_ref().map(|open| &open.meeting),
            Of::Past(meeting) => Some(meeting),
        }
    }

    /// The page of the meeting as it is now: what was made before, if nothing has changed since.
    fn now<'a>(&'a self, desk: &Desk) -> Cow<'a, Page> {
        match (&self.of, &desk.open) {
            (Of::Open(seen), Some(open)) if *seen != last_change(desk) => {
                Cow::Owned(page(desk, &open.meeting, self.copy))
            }
            (Of::Open(_) | Of::Past(_), _) => Cow::Borrowed(&self.page),
        }
    }

    /// Makes the page again if the meeting has changed, and stays at what the clerk was at.
    fn catch_up(&mut self, desk: &Desk) {
        let Cow::Owned(page) = self.now(desk) else {
            return;
        };
        let source = self
            .page
            .paragraphs
            .get(self.spot.at)
            .map(|there| there.source);
        let same = page.paragraphs.get(self.spot.at).map(|there| there.source);
        if source != same
            && let Some(at) = source.and_then(|source| page.place(source))
        {
            self.spot = Spot { at, past: 0 };
        }
        self.spot.at = self.spot.at.min(page.paragraphs.len().saturating_sub(1));
        self.page = page;
        self.of = Of::Open(last_change(desk));
    }

    /// Shows the other copy, at the same place.
    fn change_copy(&mut self, desk: &mut Desk) {
        let Some(meeting) = self.meeting(desk) else {
            return;
        };
        if meeting.exemptions().is_empty() {
            desk.say("Nothing of this meeting is exempt: both copies are the same.");
            return;
        }
        let copy = self.copy.other();
        let page = page(desk, meeting, copy);
        let there = self.page.paragraphs.get(self.spot.at);
        let at = there.and_then(|there| page.place(there.source));
        (self.copy, self.page) = (copy, page);
        self.spot = Spot {
            at: at.unwrap_or(self.spot.at),
            past: 0,
        };
        self.spot.at = self
            .spot
            .at
            .min(self.page.paragraphs.len().saturating_sub(1));
    }

    /// What became of the action that the paragraph holds, or tells of.
    fn on_action(&self, command: Command, desk: &mut Desk) {
        let source = self.page.paragraphs.get(self.spot.at).map(|it| it.source);
        let action = self.meeting(desk).and_then(|meeting| {
            let Some(Source::Entry(entry)) = source else {
                return None;
            };
            let (_, _, found) = meeting.entry(entry)?;
            let own = EntryKey {
                meeting: meeting.id,
                entry,
            };
            match found.reported() {
                Some(reported) => Some(reported.action),
                None => found.action().map(|_| own),
            }
        });
        match (action, command) {
            (Some(action), Command::OpenHistory) => history::open(desk, action),
            (Some(action), _) => update_action::open(desk, action),
            (None, _) => desk.say("This paragraph is no action and tells of none."),
        }
    }

    /// Goes to where the paragraph came from.
    fn jump(&self, desk: &mut Desk) {
        let Some(paragraph) = self.page.paragraphs.get(self.spot.at) else {
            return;
        };
        if matches!(self.of, Of::Past(_)) {
            desk.say("This is an earlier meeting, only to be read.");
            return;
        }
        match paragraph.source {
            Source::Entry(entry) => desk.steps.push(Step::Answer(Answer::GoToEntry(entry))),
            Source::Item(item) => desk.steps.push(Step::Answer(Answer::GoToItem(item))),
            Source::Roll => desk.push(Roll::new(desk)),
            Source::Head => {
                let keys = desk.keys(Context::Line.stack(), Command::EditMeeting);
                desk.say(format!(
                    "This comes from the meeting's details: {keys} at the entry line changes them."
                ));
            }
            Source::Elsewhere => desk.say("This comes from the register, not from this meeting."),
            Source::Template => desk.say("This comes from the template, not from the meeting."),
        }
    }

    /// Draws it.
    pub fn view(&self, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
        let size = (area.width, area.height);
        let page = self.now(desk);
        let title = match (page.holds_exempt, self.copy) {
            (false, _) => self.title.clone(),
            (true, Copy::Full) => format!("FULL COPY, [E] is exempt · {}", self.title),
            (true, Copy::Public) => format!("PUBLIC COPY · {}", self.title),
        };
        let inside = draw::sheet(desk, frame, area, &title, size);
        let (width, height) = shape(area.width, area.height);
        let fault_rows = u16::from(page.fault.is_some());
        if let Some(fault) = &page.fault {
            let style = desk.theme.style(Tone::Warning);
            let words = draw::cut(fault, usize::from(inside.width.saturating_sub(2)));
            draw::put(
                frame.buffer_mut(),
                inside.x + 1,
                inside.y,
                inside,
                &words,
                style,
            );
        }
        if page.paragraphs.is_empty() {
            let style = desk.theme.style(Tone::Faint);
            let words = "Nothing is recorded yet.";
            draw::put(
                frame.buffer_mut(),
                inside.x + 2,
                inside.y + fault_rows,
                inside,
                words,
                style,
            );
        }
        let last = page.paragraphs.len().saturating_sub(1);
        let spot = Spot {
            at: self.spot.at.min(last),
            ..self.spot
        };
        let height = height.saturating_sub(usize::from(fault_rows));
        let rows = page::in_sight(&page.paragraphs, spot, width, height);
        let x = inside.x + 2 + inside.width.saturating_sub(width + 3) / 2;
        let top = inside.y + fault_rows;
        for (row, y) in rows.iter().zip(top..inside.bottom()) {
            let buffer = frame.buffer_mut();
            if row.here {
                let style = desk.theme.style(Tone::Current);
                draw::put(buffer, x - 2, y, inside, "▌", style);
            }
            draw::put(buffer, x, y, inside, &row.text, desk.theme.style(row.tone));
        }
        let jump = match self.of {
            Of::Open(_) => "go to the entry",
            Of::Past(_) => "",
        };
        let other_copy = match (page.holds_exempt, self.copy) {
            (false, _) => "",
            (true, Copy::Full) => "public copy",
            (true, Copy::Public) => "full copy",
        };
        let keys = [
            (Command::JumpToEntry, jump),
            (Command::WriteDocuments, "documents"),
            (Command::WriteMinutes, "write to a file"),
            (Command::ChooseCopy, other_copy),
            (Command::PageDown, "further down"),
            (Command::PageUp, "further up"),
            (Command::Cancel, "close"),
        ];
        let shown: Vec<_> = keys
            .into_iter()
            .filter(|(_, words)| !words.is_empty())
            .collect();
        draw::footer(desk, frame, area, self.contexts(desk), &shown);
    }
}

impl Page {
    /// The first paragraph that comes from there.
    fn place(&self, source: Source) -> Option<usize> {
        self.paragraphs
            .iter()
            .position(|paragraph| paragraph.source == source)
    }
}

/// The last change to the open meeting, as far as undo knows it.
fn last_change(desk: &Desk) -> Option<ChangeId> {
    let open = desk.open.as_ref()?;
    open.history.to_undo().map(|deed| deed.id)
}

fn draft_title(meeting: &Meeting) -> String {
    let so_far = match meeting.state() {
        State::Closed => "",
        State::Approved => return format!("Minutes as approved · {}", meeting.head.title()),
        State::Scheduled | State::InProgress | State::Adjourned | State::Withdrawn => " so far",
    };
    format!("Draft minutes{so_far} · {}", meeting.head.title())
}

/// The document, and what is wrong with its template's wording.
fn document(desk: &Desk, meeting: &Copied) -> (Document, Option<String>) {
    let template = desk.templates.for_meeting(&meeting.head.template);
    let (document, faults) = DocumentKind::Minutes.make(&Material::of(meeting, &template));
    (document, faults.first().map(ToString::to_string))
}

fn page(desk: &Desk, meeting: &Meeting, copy: Copy) -> Page {
    let copied = meeting.copy(copy);
    let (document, fault) = document(desk, &copied);
    Page {
        paragraphs: page::paragraphs(&document, &copied),
        holds_exempt: !meeting.exemptions().is_empty(),
        fault,
    }
}

/// Columns and rows of text on a screen so wide and high.
fn shape(columns: u16, rows: u16) -> (u16, usize) {
    let width = columns.saturating_sub(5).clamp(1, MEASURE);
    (width, usize::from(rows.saturating_sub(4)).max(1))
}

/// "green-spaces-panel-2024-06-11.txt"
pub fn suggested_name(meeting: &Meeting) -> String {
    format!("{}.txt", export::stem(meeting))
}

#[cfg(test)]
mod tests;
