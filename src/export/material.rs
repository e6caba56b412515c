//! What documents are made from.

use std::sync::LazyLock;

use crate::minutes::background::{Background, Span};
use crate::minutes::exempt::{Copied, Copy};
use crate::minutes::ids::ItemId;
use crate::minutes::meeting::Meeting;
use crate::minutes::template::Template;

/// What a document is made from: a meeting, its template, and what is on record beyond the two.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The meeting that it is of, or that it is made for, as its copy has it. Nothing but [`Material::of`] sets it, so
    /// that no document can be made of a meeting that holds more.
    pub(super) meeting: &'a Meeting,
    /// The same, with what is known of it as a copy.
    pub(super) copied: &'a Copied,
    /// The house style.
    pub(super) template: &'a Template,
    /// What is on record of the body besides; the minutes need none of it.
    pub(super) background: &'a Background,
    /// What was asked for in particular.
    pub(super) wanted: Wanted<'a>,
}

/// What can be asked of some documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Beginnings of words of an owner's name, to whom an action sheet is to be addressed.
    pub owner: Option<&'a str>,
    /// The item that a letter or a report is to be about; else the first for which there is one.
    pub item: Option<ItemId>,
    /// The days that a document over several meetings is about; else those from a year before the meeting on.
    pub span: Option<Span>,
    /// Whether attendance is given in per cent too.
    pub percentages: bool,
}

impl<'a> Material<'a> {
    /// A copy of a meeting by itself, with nothing known beyond it.
    pub fn of(copied: &'a Copied, template: &'a Template) -> Self {
        static NOTHING: LazyLock<Background> = LazyLock::new(Background::default);
        Self {
            meeting: copied,
            copied,
            template,
            background: &NOTHING,
            wanted: Wanted::default(),
        }
    }

    /// The same, with what is on record besides. It was asked for the same copy.
    #[must_use]
    pub fn with(self, background: &'a Background) -> Self {
        Self { background, ..self }
    }

    /// The same, for what was asked for in particular.
    #[must_use]
    pub fn wanting(self, wanted: Wanted<'a>) -> Self {
        Self { wanted, ..self }
    }

    /// Whether what is made of it may hold something exempt.
    pub(super) fn holds_exempt(&self) -> bool {
        match self.copied.which() {
            Copy::Public => false,
            Copy::Full => self.copied.holds_exempt() || self.background.holds_exempt(),
        }
    }

    /// The days that a document over several meetings is about.
    pub(super) fn span(&self) -> Span {
        let usual = || Span::around(self.meeting.head.date);
        self.wanted.span.unwrap_or_else(usual)
    }

    /// The body's meetings of those days that are on record, the earliest first; this one as it is now.
    pub(super) fn meetings(&self) -> Vec<&'a Meeting> {
        let span = self.span();
        let others = self.background.meetings.iter().map(|one| &**one);
        let others = others.filter(|one| one.id != self.meeting.id);
        let mut meetings: Vec<&Meeting> = others.chain([self.meeting]).collect();
        meetings.retain(|meeting| span.holds(meeting.head.date));
        meetings.sort_by_key(|meeting| meeting.head.date);
        meetings
    }
}
