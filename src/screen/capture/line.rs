//! The entry line: words being typed, the kind that they will have, and the item that they are for.

use crate::editor::Editor;
use crate::minutes::completion::Offer;
use crate::minutes::entry::Kind;
use crate::minutes::ids::{ItemId, Stamp};
use crate::minutes::phrases::Phrases;
use crate::store::protocol::DraftLine;

/// A line being typed.
#[derive(Debug)]
pub struct EntryLine {
    /// The words, marks and all.
    pub editor: Editor,
    /// When the first key was pressed.
    pub started_at: Option<Stamp>,
    /// The kind that the line has where no mark says otherwise.
    pub kind: Kind,
    /// The item under which it was begun.
    pub item: Option<ItemId>,
    /// Which line of the item's prepared text it began as.
    pub prepared: Option<u16>,
    /// Whether the last key took a completion: the next letter then begins a new word.
    completed: bool,
    /// Where words that were put in ended in a blank, to be gone on with: one that is typed there is the same.
    gave_blank: Option<usize>,
    /// What Tab offers here, and which of them stands in the line now.
    pub offers: Offers,
}

/// The field for words that stand in the record: those of a table or of a motion in parts have several lines.
pub fn editor_for(text: &str) -> Editor {
    if text.contains('\n') {
        Editor::multi_line()
    } else {
        Editor::single_line()
    }
}

/// What Tab offers.
#[derive(Debug, Default)]
pub struct Offers {
    /// The offers, best first.
    pub list: Vec<Offer>,
    /// The one that stands in the line, where Tab was pressed.
    pub taken: Option<usize>,
    /// The text and the cursor before any was taken.
    before: (String, usize),
}

impl EntryLine {
    /// An empty line.
    pub fn new() -> Self {
        Self {
            editor: Editor::single_line(),
            started_at: None,
            kind: Kind::Narrative,
            item: None,
            prepared: None,
            completed: false,
            gave_blank: None,
            offers: Offers::default(),
        }
    }

    /// An empty line of a kind.
    pub fn of_kind(kind: Kind) -> Self {
        Self {
            kind,
            ..Self::new()
        }
    }

    /// Empties the line for one of a kind; what was cut from it can still be put back.
    pub fn clear(&mut self, kind: Kind) {
        self.editor.take();
        let editor = std::mem::take(&mut self.editor);
        *self = Self {
            editor,
            ..Self::of_kind(kind)
        };
    }

    /// A line as it was kept.
    pub fn restored(draft: &DraftLine) -> Self {
        Self {
            editor: editor_for(&draft.text).with_text(&draft.text, draft.cursor),
            started_at: draft.started_at,
            kind: draft.kind,
            item: draft.item,
            prepared: draft.prepared,
            ..Self::new()
        }
    }

    /// The line as it is to be kept.
    pub fn draft(&self) -> DraftLine {
        DraftLine {
            text: self.editor.text().to_owned(),
            cursor: self.editor.cursor(),
            started_at: self.started_at,
            kind: self.kind,
            item: self.item,
            prepared: self.prepared,
        }
    }

    /// Whether nothing has been typed.
    pub fn is_empty(&self) -> bool {
        self.editor.is_empty()
    }

    /// The line has been changed by a key at `now`, for `item` if it was empty until now.
    pub fn touched(&mut self, now: Stamp, item: Option<ItemId>) {
        self.completed = false;
        self.offers = Offers::default();
        if self.is_empty() {
            self.started_at = None;
            self.item = None;
            self.prepared = None;
        } else {
            self.started_at.get_or_insert(now);
            if self.item.is_none() {
                self.item = item;
            }
        }
    }

    /// Types a letter; after a completion a letter begins a new word, a mark of punctuation does not.
    pub fn type_letter(&mut self, letter: char) {
        if self.gave_blank.take() == Some(self.editor.cursor()) && letter == ' ' {
            return;
        }
        if self.completed && (letter.is_alphanumeric() || matches!(letter, '(' | '@' | '>' | '&')) {
            let joined = self
                .editor
                .before_cursor()
                .ends_with(|c: char| c.is_whitespace());
            if !joined {
                self.editor.insert_char(' ');
            }
        }
        self.editor.insert_char(letter);
    }

    /// Takes the next offer (or the one before), and says whether there was any.
    pub fn take_offer(&mut self, forward: bool) -> bool {
        let count = self.offers.list.len();
        if count == 0 {
            return false;
        }
        let next = match self.offers.taken {
            None if forward => 0,
            None => count - 1,
            // One more place than there are offers: the line as it was.
            Some(taken) if forward => (taken + 1) % (count + 1),
            Some(taken) => (taken + count) % (count + 1),
        };
        match self.offers.taken {
            None => {
                self.offers.before = (self.editor.text().to_owned(), self.editor.cursor());
            }
            // What stands in the line as it was typed is no offer that could be taken back.
            Some(taken) if taken < count => {
                self.editor.undo();
            }
            Some(_) => {}
        }
        self.offers.taken = Some(next);
        match self.offers.list.get(next) {
            Some(offer) => {
                self.editor.set_cursor(self.offers.before.1);
                self.editor
                    .replace_range(offer.replace.clone(), &offer.with);
                self.completed = true;
            }
            None => {
                self.editor.set_cursor(self.offers.before.1);
                self.completed = false;
            }
        }
        true
    }

    /// Whether Tab has an offer standing in the line.
    pub fn is_completing(&self) -> bool {
        self.offers.taken.is_some()
    }

    /// Puts words in at the cursor, as one step that undo takes back.
    pub fn insert(&mut self, words: &str) {
        self.editor.insert_str(words);
        self.gave_blank = words.ends_with(' ').then(|| self.editor.cursor());
    }

    /// Makes the line of a kind: by its mark where it has one.
    pub fn set_kind(&mut self, kind: Kind) {
        let text = self.editor.text();
        let marked = text
            .chars()
            .next()
            .filter(|first| Kind::of_mark(*first).is_some());
        let length = marked.map_or(0, char::len_utf8);
        let mark = kind.mark().map(String::from).unwrap_or_default();
        let cursor = self.editor.cursor().saturating_sub(length) + mark.len();
        if kind.mark().is_none() {
            self.kind = kind;
        }
        self.editor.replace_range(0..length, &mark);
        self.editor.set_cursor(cursor);
    }
}

impl Default for EntryLine {
    fn default() -> Self {
        Self::new()
    }
}

/// The kind that a line has after one of `kind` was recorded from a line whose own kind was `own`.
///
/// A lead-in opens a list: what follows is of the kind that it is for (`list`; points mostly), until the list is left. A
/// mark on the first line after the lead-in (`before` is the kind of what was recorded before this one) says of what kind
/// they all are; a mark further on is for its own line alone.
pub fn kind_after(own: Kind, recorded: Kind, list: Kind, before: Option<Kind>) -> Kind {
    if recorded == Kind::LeadIn {
        list
    } else if is_list(own) && is_list(recorded) && before == Some(Kind::LeadIn) {
        recorded
    } else if is_list(own) {
        own
    } else {
        Kind::Narrative
    }
}

/// Whether lines of this kind go on until the list is left.
pub fn is_list(kind: Kind) -> bool {
    kind.is_listed() || kind == Kind::Action
}

/// The stock phrases as a list to pick from: abbreviation and words.
pub fn phrase_rows(phrases: &Phrases) -> Vec<super::super::picker::Row> {
    phrases
        .iter()
        .map(|(short, long)| super::super::picker::Row {
            key: short.to_owned(),
            words: long.to_owned(),
        })
        .collect()
}
