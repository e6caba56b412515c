//! Asking what was minuted before, from the entry line: the look-up, what it puts into the line, and the hint that an
//! open action asks for the same as the one being typed.
//!
//! None of it stops the typing, and but for the words that Enter puts in, the line stays as it is.

use crate::command::Command;
use crate::minutes::entry::{Kind, Owner};
use crate::minutes::ids::EntryKey;
use crate::minutes::shorthand;
use crate::store::protocol::{Answered, Hit, LikeAsked, Question, Request};

use super::super::desk::Desk;
use super::super::look_up::LookUp;
use super::super::outstanding;
use super::super::text::about_paste;
use super::{Capture, view};

/// Words of two letters or more from which on it is asked whether an action was agreed before: of fewer it could not
/// be said.
const LEAST_WORDS: usize = 3;

/// The open action that asks for the same as the line, as far as is known.
#[derive(Debug, Default)]
pub(super) struct Likeness {
    /// The words asked about: the hint is for a line of these words alone.
    text: String,
    /// The number of that question.
    serial: u64,
    /// The likest, of these words or, until the answer is there, of those before the last key.
    hit: Option<Hit>,
}

impl Capture {
    /// Looks something up; the line stays as it is.
    pub(super) fn look_up(&mut self, desk: &mut Desk) {
        let item = self.shown(desk).map(|item| item.id);
        let rows = view::line_rows(self, desk.size);
        let about = self.at_owner(desk);
        let arising = self.arising_words(desk).filter(|_| about.is_none());
        let look_up = match arising {
            Some(words) => LookUp::for_words(desk, rows, item, &words),
            None => LookUp::from_line(desk, rows, item, about.as_ref()),
        };
        desk.push(look_up);
    }

    /// Whom the clerk is at: the owner of the selected action, or of whom the cursor stands in the name.
    fn at_owner(&self, desk: &Desk) -> Option<Owner> {
        let open = desk.open.as_ref()?;
        match self.selected {
            Some(entry) => open.meeting.standing(entry)?.owners.into_iter().next(),
            None => {
                let editor = &self.active().editor;
                shorthand::owner_near(editor.text(), editor.cursor(), &open.roster)
            }
        }
    }

    /// Puts words in at the cursor, set off by blanks from what stands around them, as one step that undo takes back.
    pub(super) fn insert_words(&mut self, words: &str, desk: &mut Desk) {
        self.selected = None;
        let editor = &mut self.active_mut().editor;
        let joins = |letter: char| "([{/\\-–—\"“‘'@>".contains(letter) || letter.is_whitespace();
        let before = editor.before_cursor().chars().next_back();
        let after = editor.after_cursor().chars().next();
        let words = format!(
            "{}{words}{}",
            before.filter(|it| !joins(*it)).map_or("", |_| " "),
            after.filter(|it| it.is_alphanumeric()).map_or("", |_| " "),
        );
        let pasted = editor.paste(&words);
        if let Some(words) = about_paste(&pasted) {
            desk.warn(words);
        }
        self.line_changed(desk);
    }

    /// Asks whether the action being typed was agreed before, if the line says another than it did.
    pub(super) fn ask_for_likes(&mut self, desk: &mut Desk) {
        let Some(text) = self.wording_of_action() else {
            self.likeness = Likeness::default();
            return;
        };
        if self.likeness.text == text {
            return;
        }
        self.likeness.text = text.to_owned();
        self.likeness.serial = desk.next_question();
        let amended = self.amending.as_ref().map(|(entry, _)| *entry);
        let not = amended.and_then(|entry| {
            let meeting = desk.open.as_ref()?.meeting.id;
            Some(EntryKey { meeting, entry })
        });
        desk.send(Request::Ask(Question::Like(LikeAsked {
            serial: self.likeness.serial,
            text: self.likeness.text.clone(),
            not,
        })));
    }

    /// The words of the action in the line, where it is one and they are enough to be compared.
    fn wording_of_action(&self) -> Option<&str> {
        let understood = self.understood.as_ref()?;
        let words = understood.text.split_whitespace();
        let enough = words.filter(|word| word.chars().count() > 1).count() >= LEAST_WORDS;
        (understood.kind == Kind::Action && enough).then_some(understood.text.as_str())
    }

    /// Takes what was looked up, where it is about the line as it stands, or about a meeting that was just opened.
    pub fn looked_up(&mut self, answer: &Answered, desk: &mut Desk) {
        match answer {
            Answered::Like(found) if found.serial == self.likeness.serial => {
                self.likeness.hit = found.hits.first().cloned();
            }
            Answered::Outstanding(left) if std::mem::take(&mut self.opening) => {
                outstanding::at_opening(left, desk);
            }
            Answered::Resolutions(made) => desk.number_on(made),
            Answered::Like(_)
            | Answered::Outstanding(_)
            | Answered::Found(_)
            | Answered::Actions(_)
            | Answered::Counted(_)
            | Answered::Bodies(_)
            | Answered::TakenIn(_)
            | Answered::History(_)
            | Answered::Background(_) => {}
        }
    }

    /// The open action that asks for the same as the line.
    pub(super) fn like(&self) -> Option<&Hit> {
        let text = self.wording_of_action()?;
        self.likeness
            .hit
            .as_ref()
            .filter(|_| self.likeness.text == text)
    }

    /// Looks at the open action that asks for the same.
    pub(super) fn open_like(&mut self, desk: &mut Desk) {
        let Some(hit) = self.like().cloned() else {
            let keys = desk.keys(self.contexts(desk), Command::LookUp);
            desk.say(format!(
                "No open action asks for the same as the line; {keys} looks something up."
            ));
            return;
        };
        let item = self.shown(desk).map(|item| item.id);
        let rows = view::line_rows(self, desk.size);
        let look_up = LookUp::at_action(desk, rows, item, &hit);
        desk.push(look_up);
    }

    /// The hint that stands in the status line; empty where there is none.
    pub(super) fn hint(&self, desk: &Desk) -> String {
        let reference = self
            .like()
            .and_then(|hit| hit.action.as_ref())
            .map(|action| action.reference.as_str());
        reference.map_or_else(
            || self.formal_hint(desk),
            |reference| {
                let keys = desk.keys(self.contexts(desk), Command::OpenLikeAction);
                format!("like {reference}, open ({keys})")
            },
        )
    }
}
