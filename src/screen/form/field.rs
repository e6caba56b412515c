//! One field of a form: what stands in it, how it is read, and what is shown beside it.

use strum::IntoStaticStr;

use crate::editor::Editor;

/// The most bytes that a field of one line takes: a long title, not a report pasted by mistake.
const LINE_LIMIT: usize = 4096;

/// Which field of a form; its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[allow(missing_docs)] // the labels say it
pub enum Name {
    Body,
    #[strum(serialize = "Its letters")]
    Code,
    Called,
    Title,
    Date,
    Time,
    Commenced,
    Terminated,
    Place,
    Template,
    Kind,
    Presenters,
    Guests,
    #[strum(serialize = "Minutes planned")]
    Planned,
    #[strum(serialize = "Prepared text")]
    Prepared,
    #[strum(serialize = "For consent")]
    Consent,
    #[strum(serialize = "Private prompts")]
    Prompts,
    Reason,
    Member,
    #[strum(serialize = "Member")]
    OfBody,
    Interest,
    Concerns,
    Nature,
    Dates,
    #[strum(serialize = "Time of all")]
    CommonTime,
    Who,
    Group,
    Role,
    Post,
    Name,
    Quorum,
    Meets,
    #[strum(serialize = "Reports to")]
    ReportsTo,
    #[strum(serialize = "Usual time")]
    UsualTime,
    #[strum(serialize = "Usual place")]
    UsualPlace,
    Voting,
    From,
    To,
    Honorific,
    #[strum(serialize = "Given names")]
    Given,
    #[strum(serialize = "Family name")]
    Family,
    #[strum(serialize = "Listed as")]
    ListedAs,
    Posts,
    Number,
    Words,
    Owner,
    #[strum(serialize = "Due")]
    DueBy,
    Reference,
    File,
    Folder,
    Format,
    #[strum(serialize = "Replace a file")]
    Replace,
    Text,
    #[strum(serialize = "What it does")]
    Verb,
    #[strum(serialize = "Due")]
    When,
    #[strum(serialize = "Received by")]
    Receives,
    Note,
    #[strum(serialize = "Due now")]
    Due,
    #[strum(serialize = "Owners now")]
    Owners,
    #[strum(serialize = "In its place")]
    InItsPlace,
    #[strum(serialize = "Report to")]
    ReportTo,
    #[strum(serialize = "Letters from")]
    Office,
    Address,
    #[strum(serialize = "E-mail")]
    Email,
    Phone,
    #[strum(serialize = "Ask for")]
    Contact,
    Subject,
    #[strum(serialize = "To whom")]
    Recipients,
    #[strum(serialize = "At which")]
    Occasion,
    #[strum(serialize = "Before the lists")]
    Context,
    #[strum(serialize = "Announced")]
    News,
    #[strum(serialize = "After the lists")]
    Reflection,
    Enclosures,
    #[strum(serialize = "Reply by")]
    ReplyBy,
    #[strum(serialize = "Front sheet")]
    Front,
    Paragraphs,
    #[strum(serialize = "Last report")]
    Since,
    Mover,
    Seconder,
    Amends,
    #[strum(serialize = "Signed by")]
    SignedBy,
    Corrections,
    Correction,
    #[strum(serialize = "Would read")]
    WouldRead,
    #[strum(serialize = "Words")]
    Motion,
    #[strum(serialize = "Voted")]
    Cast,
    #[strum(serialize = "Budget meeting")]
    Budget,
    #[strum(serialize = "Remote counts")]
    RemoteCounts,
    #[strum(serialize = "It is")]
    PutOff,
    #[strum(serialize = "To the meeting")]
    ToMeeting,
    Course,
    Dispensation,
    #[strum(serialize = "First resolution")]
    FirstResolution,
    #[strum(serialize = "What it is")]
    Sort,
    #[strum(serialize = "Who")]
    Asker,
    #[strum(serialize = "On behalf of")]
    Behalf,
    #[strum(serialize = "Words")]
    Asked,
    #[strum(serialize = "Answered by")]
    AnsweredBy,
    Answer,
    Supplementary,
    #[strum(serialize = "Its answer")]
    SupplementaryAnswer,
    #[strum(serialize = "Paragraph")]
    Paragraphs12A,
    #[strum(serialize = "For items")]
    ForItems,
    #[strum(serialize = "Open summary")]
    Summary,
    #[strum(serialize = "It is")]
    Exempt,
    #[strum(serialize = "Stands in")]
    Copies,
    #[strum(serialize = "Which copy")]
    Copy,
    #[strum(serialize = "What is exempt")]
    WhatIsExempt,
}

impl Name {
    /// The label before the field.
    pub fn label(self) -> &'static str {
        self.into()
    }
}

/// How the text of a field is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reads {
    /// Any words.
    Words,
    /// One day.
    Date,
    /// Several days, after the day of the form, one a row or parted by ";".
    DatesAfter,
    /// A time of day.
    Time,
    /// A whole number of minutes.
    Number,
    /// A quorum: 4, 1/4 or nothing.
    Quorum,
    /// Somebody, on record or new.
    Person,
    /// Several people, parted by ";".
    People,
    /// Any words, some of which are suggested.
    OneOf(Vec<String>),
    /// The same several times, parted by ";".
    SomeOf(Vec<String>),
    /// Posts, one a row: "Title | from | to".
    Posts,
    /// When an action is due, as minutes say it.
    Due {
        /// The body's next meeting, for a phrase that speaks of it.
        next_meeting: Option<chrono::NaiveDate>,
    },
    /// Who is to do something: people, posts, bodies, or names as written, parted by ";".
    Owners,
    /// Paragraphs of Schedule 12A, by their numbers.
    Paragraphs,
}

impl Reads {
    /// Whether ";" parts one thing from the next.
    pub fn several(&self) -> bool {
        match self {
            Self::People | Self::SomeOf(_) | Self::Owners => true,
            Self::Words
            | Self::Date
            | Self::DatesAfter
            | Self::Paragraphs
            | Self::Time
            | Self::Number
            | Self::Quorum
            | Self::Person
            | Self::OneOf(_)
            | Self::Posts
            | Self::Due { .. } => false,
        }
    }
}

/// What a field takes.
#[derive(Clone, Debug)]
pub enum Input {
    /// Text that is typed.
    Text {
        /// The text.
        editor: Box<Editor>,
        /// How it is read.
        reads: Reads,
    },
    /// One of a few.
    Choice {
        /// Them.
        options: Vec<String>,
        /// Which, from 0.
        chosen: usize,
        /// The letters by which it was chosen: the beginning of its name.
        typed: String,
    },
}

/// What is said of what stands in a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// Nothing is to be said.
    #[default]
    Nothing,
    /// What was understood.
    Understood(String),
    /// It contradicts itself: said at once.
    Contradiction(String),
    /// It is not understood, or not yet: said when the field is left.
    Unclear(String),
}

/// Something that can be taken over into a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is put in.
    pub insert: String,
    /// What is shown.
    pub shown: String,
}

/// One field of a form.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools)] // each is a fact by itself, in any combination
pub struct Field {
    /// Which.
    pub name: Name,
    /// What it takes.
    pub input: Input,
    /// A word of help, shown while the field has the cursor.
    pub hint: &'static str,
    /// Whether it is left out for now.
    pub hidden: bool,
    /// Whether the clerk has put something in.
    pub touched: bool,
    /// Whether what stands in it is only proposed: a letter typed takes its place, moving in it keeps it.
    pub proposed: bool,
    /// Whether the clerk has been in it and gone on.
    pub left: bool,
    /// What is said of what stands in it.
    pub reading: Reading,
    /// What the form adds to that.
    pub remark: Option<String>,
    /// Why the form could not be saved with this.
    pub problem: Option<String>,
    /// What can be taken over, while the field has the cursor.
    pub suggestions: Vec<Suggestion>,
    /// Which of them the clerk went to.
    pub selected: Option<usize>,
    /// Whether the clerk took back what Tab had taken over.
    pub declined: bool,
}

impl Field {
    fn new(name: Name, input: Input) -> Self {
        Self {
            name,
            input,
            hint: "",
            hidden: false,
            touched: false,
            proposed: false,
            left: false,
            reading: Reading::Nothing,
            remark: None,
            problem: None,
            suggestions: Vec::new(),
            selected: None,
            declined: false,
        }
    }

    /// A field of one line.
    pub fn line(name: Name, reads: Reads) -> Self {
        let editor = Box::new(Editor::single_line().with_limit(LINE_LIMIT));
        Self::new(name, Input::Text { editor, reads })
    }

    /// A field of several rows.
    pub fn rows(name: Name, reads: Reads) -> Self {
        let editor = Box::new(Editor::multi_line());
        Self::new(name, Input::Text { editor, reads })
    }

    /// One of a few.
    pub fn choice(
        name: Name,
        options: impl IntoIterator<Item = impl Into<String>>,
        chosen: usize,
    ) -> Self {
        let options = options.into_iter().map(Into::into).collect();
        Self::new(
            name,
            Input::Choice {
                options,
                chosen,
                typed: String::new(),
            },
        )
    }

    /// Yes or no.
    pub fn yes_or_no(name: Name, yes: bool) -> Self {
        Self::choice(name, ["no", "yes"], usize::from(yes))
    }

    /// The field with text in it.
    #[must_use]
    pub fn with(mut self, text: &str) -> Self {
        self.put(text);
        self
    }

    /// The field with a text that the first letter typed takes the place of.
    #[must_use]
    pub fn proposing(mut self, text: &str) -> Self {
        self.suggest(text);
        self
    }

    /// The field with a word of help.
    #[must_use]
    pub fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    /// The field, left out for now.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// Puts text in, or chooses the option of that name.
    pub fn put(&mut self, text: &str) {
        match &mut self.input {
            Input::Text { editor, .. } => editor.set_text(text),
            Input::Choice {
                options, chosen, ..
            } => {
                if let Some(place) = options.iter().position(|option| option == text) {
                    *chosen = place;
                }
            }
        }
    }

    /// Adds an option where it is not there.
    pub fn offer(&mut self, option: &str) {
        if let Input::Choice { options, .. } = &mut self.input
            && !option.is_empty()
            && !options.iter().any(|there| there == option)
        {
            options.push(option.to_owned());
        }
    }

    /// Puts text in where the clerk has not.
    pub fn suggest(&mut self, text: &str) {
        // Proposed again and again while other fields change: what stays the same keeps its cursor.
        if !self.touched && self.text() != text.trim() {
            self.put(text);
            self.proposed = !text.is_empty();
        }
    }

    /// Empties it of what was only proposed, for what the clerk puts in instead; undo brings it back.
    pub fn make_way(&mut self) {
        if std::mem::take(&mut self.proposed)
            && let Input::Text { editor, .. } = &mut self.input
        {
            editor.replace_range(0..editor.text().len(), "");
        }
    }

    /// What stands in it, without blanks at its ends; of a choice, the option.
    pub fn text(&self) -> &str {
        match &self.input {
            Input::Text { editor, .. } => editor.text().trim(),
            Input::Choice {
                options, chosen, ..
            } => options.get(*chosen).map_or("", |option| option.as_str()),
        }
    }

    /// Which option is chosen, from 0; 0 for text.
    pub fn chosen(&self) -> usize {
        match &self.input {
            Input::Choice { chosen, .. } => *chosen,
            Input::Text { .. } => 0,
        }
    }

    /// Whether it takes several rows.
    pub fn has_rows(&self) -> bool {
        match &self.input {
            Input::Text { editor, .. } => editor.is_multi_line(),
            Input::Choice { .. } => false,
        }
    }

    /// Goes to another option, round and round.
    pub fn turn(&mut self, forward: bool) {
        if let Input::Choice {
            options,
            chosen,
            typed,
        } = &mut self.input
        {
            typed.clear();
            let count = options.len().max(1);
            *chosen = (*chosen + if forward { 1 } else { count - 1 }) % count;
        }
    }

    /// Goes to the option that begins with the letters typed so far; where there is none, to the next that begins with
    /// this letter.
    pub fn turn_to(&mut self, letter: char) {
        if let Input::Choice {
            options,
            chosen,
            typed,
        } = &mut self.input
        {
            let letter: String = letter.to_lowercase().collect();
            let after = |skipped: usize, begins: &str| {
                let count = options.len();
                (skipped..count + skipped)
                    .map(|step| (*chosen + step) % count.max(1))
                    .find(|place| {
                        let option = options.get(*place);
                        option.is_some_and(|option| option.to_lowercase().starts_with(begins))
                    })
            };
            let longer = format!("{typed}{letter}");
            let further = after(0, &longer).filter(|_| !typed.is_empty());
            let (next, by) = match further {
                Some(place) => (Some(place), longer),
                None => (after(1, &letter), letter),
            };
            *chosen = next.unwrap_or(*chosen);
            *typed = by;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_typed_on_a_choice_spell_an_option_or_go_round_those_that_begin_with_one() {
        let options = [
            "council",
            "parish",
            "scrutiny-panel",
            "workshop",
            "sittings",
        ];
        let typed = |letters: &str| {
            let mut field = Field::choice(Name::Template, options, 0);
            for letter in letters.chars() {
                field.turn_to(letter);
            }
            field.text().to_owned()
        };
        assert_eq!(typed("parish"), "parish");
        assert_eq!(typed("Work"), "workshop");
        assert_eq!(typed("s"), "scrutiny-panel");
        assert_eq!(typed("si"), "sittings");
        assert_eq!(typed("ss"), "sittings");
        assert_eq!(typed("sss"), "scrutiny-panel");
        assert_eq!(typed("pw"), "workshop");
        assert_eq!(typed("z"), "council");
    }
}
