//! What documents are made from.

use std::sync::LazyLock;

use crate::minutes::background::{Background, Span};
use crate::minutes::ids::ItemId;
use crate::minutes::meeting::Meeting;
use crate::minutes::template::Template;

/// What a document is made from: a meeting, its template, and what is on record beyond the two.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The meeting that it is of, or that it is made for.
    pub meeting: &'a Meeting,
    /// The house style.
    pub template: &'a Template,
    /// What is on record of the body besides; the minutes need none of it.
    pub background: &'a Background,
    /// What was asked for in particular.
    pub wanted: Wanted<'a>,
}

/// What can be asked of some documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Beginnings of words of an owner's name, to whom an action sheet is to be addressed.
    pub owner: Option<&'a str>,
    /// The item that a letter is to be about; else the first for which there is one.
    pub item: Option<ItemId>,
    /// The days that a document over several meetings is about; else those from a year before the meeting on.
    pub span: Option<Span>,
    /// Whether attendance is given in per cent too.
    pub percentages: bool,
}

impl<'a> Material<'a> {
    /// A meeting by itself, with nothing known beyond it.
    pub fn of(meeting: &'a Meeting, template: &'a Template) -> Self {
        static NOTHING: LazyLock<Background> = LazyLock::new(Background::default);
        Self {
            meeting,
            template,
            background: &NOTHING,
            wanted: Wanted::default(),
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
        let others = self.background.meetings.iter();
        let others = others.filter(|one| one.id != self.meeting.id);
        let mut meetings: Vec<&Meeting> = others.chain([self.meeting]).collect();
        meetings.retain(|meeting| span.holds(meeting.head.date));
        meetings.sort_by_key(|meeting| meeting.head.date);
        meetings
    }
}
