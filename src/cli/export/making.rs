//! What every export needs: the register, the clerk's templates, the day; and what is on record beyond a meeting.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use chrono::NaiveDate;

use super::super::{Arguments, clock, complain};
use crate::export::{Material, Wanted};
use crate::library::Library;
use crate::minutes::background::{Background, Span};
use crate::minutes::exempt::Copied;
use crate::minutes::meeting::Meeting;
use crate::minutes::template::Template;
use crate::store::Archive;
use crate::store::protocol::{Answered, BackgroundAsked, Question};

/// An export under way.
pub struct Making {
    pub archive: Archive,
    pub today: NaiveDate,
    library: Library,
    /// What was complained of already: a slip in a template is the same in every document.
    told: RefCell<HashSet<String>>,
}

impl Making {
    pub fn begin(arguments: &Arguments) -> anyhow::Result<Self> {
        let making = Self {
            archive: arguments.archive()?,
            today: clock().now().date_naive(),
            library: arguments.library(),
            told: RefCell::default(),
        };
        if making.slips() > 0 {
            making.complain_of(&making.library.in_templates);
            complain("Where a template has a mistake, the program's own wording is used.");
        }
        Ok(making)
    }

    /// What is on record of a meeting's body, for the same copy: of the days named, else from a year before it on.
    pub fn background(&self, meeting: &Copied, span: Option<Span>) -> anyhow::Result<Background> {
        let asked = BackgroundAsked {
            body: meeting.head.body.id,
            span: span.unwrap_or(Span::around(meeting.head.date)),
            today: self.today,
            copy: meeting.which(),
        };
        match self.archive.ask(&Question::Background(asked))? {
            Answered::Background(background) => Ok(*background),
            _ => anyhow::bail!("The register gave no answer."),
        }
    }

    /// The template of a meeting, or the one that stands in for it.
    pub fn template(&self, meeting: &Meeting) -> Rc<Template> {
        let wanted = &meeting.head.template;
        let template = self.library.templates.for_meeting(wanted);
        if template.name != *wanted {
            self.complain(&format!(
                "The template \"{wanted}\" is not to be had; \"{}\" is used instead. `minutebook templates` lists them.",
                template.name
            ));
        }
        template
    }

    pub fn material<'a>(
        &self,
        meeting: &'a Copied,
        background: &'a Background,
        template: &'a Template,
        wanted: Wanted<'a>,
    ) -> Material<'a> {
        Material::of(meeting, template)
            .with(background)
            .wanting(wanted)
    }

    /// How many of the clerk's templates have mistakes, so that documents may not be in their words.
    pub fn slips(&self) -> usize {
        self.library.in_templates.len()
    }

    /// Tells of what was found in making a document, each fault once.
    pub fn complain_of(&self, faults: &[String]) {
        for fault in faults {
            self.complain(fault);
        }
    }

    fn complain(&self, words: &str) {
        if self.told.borrow_mut().insert(words.to_owned()) {
            complain(words);
        }
    }
}
