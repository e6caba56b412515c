//! What documents are made from.

use std::sync::LazyLock;

use crate::minutes::background::Background;
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
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// Beginnings of words of an owner's name, to whom an action sheet is to be addressed.
    pub owner: Option<&'a str>,
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
}
