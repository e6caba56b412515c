//! Planned files in the making.

use chrono::TimeDelta;

use super::{Choices, Document, DocumentKind, FormatError, Material, Planned};
use crate::minutes::ids::ItemId;

/// Makes the files of a plan. A document that several files in a row are of is made once.
#[derive(Debug)]
pub struct Maker<'a> {
    material: Material<'a>,
    offset: TimeDelta,
    made: Option<(Key, Document)>,
}

/// What tells one document of a meeting from another.
type Key = (DocumentKind, Option<String>, Option<ItemId>);

impl<'a> Maker<'a> {
    /// One for a meeting; `offset` is where in its recording the meeting commenced.
    pub fn of(material: Material<'a>, offset: TimeDelta) -> Self {
        Self {
            material,
            offset,
            made: None,
        }
    }

    /// The bytes of a file; and, where its document was made for it, what whoever issues it should know of: wordings that
    /// could not be filled in, references to what is not there.
    pub fn make(&mut self, planned: &Planned) -> Result<(Vec<u8>, Vec<String>), FormatError> {
        let about = planned.about.as_ref().map(|(item, _)| *item);
        let key = (planned.document, planned.owner.clone(), about);
        let mut faults = Vec::new();
        let document = match self.made.take() {
            Some((made, document)) if made == key => document,
            Some(_) | None => {
                let wanted = planned.wanted(self.material.wanted);
                let (document, found) = planned.document.make(&self.material.wanting(wanted));
                faults.extend(found.iter().map(ToString::to_string));
                let name = planned.document.name();
                let doubts = document.doubts.iter();
                faults.extend(doubts.map(|doubt| format!("{name}: {doubt}")));
                document
            }
        };
        let choices = Choices {
            offset: self.offset,
            ..planned.choices
        };
        let bytes = planned
            .format
            .write(self.material.copied, &document, choices);
        self.made = Some((key, document));
        Ok((bytes?, faults))
    }
}
