//! Documents besides the minutes, as a template words them: a table `[document.…]` each.
//!
//! What such a document holds stands in the same form in a file of the program's own (`templates/documents/`), which is
//! used where a template has nothing to say. What its wordings may speak of is declared here, once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use minijinja::Environment;
use serde::Deserialize;
use strum::{EnumIter, IntoEnumIterator as _, IntoStaticStr};
use toml::Spanned;

use super::layout::{HeaderLine, Wording};
use crate::minutes::wording::{Spot, engine};

/// A document that has a table of its own in templates.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, EnumIter, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Paper {
    /// Who has to do what, by when.
    ActionSheet,
    /// The chair's letter.
    Letter,
    /// How the recommendations stand.
    ProgressReport,
    /// What is to be taken, and in which order.
    Agenda,
    /// How often members were there.
    Attendance,
    /// What is decided, voted on and declared.
    DecisionNotice,
    /// The topics that the body means to take up.
    WorkProgramme,
}

/// What a document says around its content, and how its table is made.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Sheet {
    /// The lines at the top; those that come out empty are left out.
    header: Option<Vec<HeaderLine>>,
    /// The columns of its table, from left to right.
    columns: Option<Vec<Column>>,
    /// The lines at the end.
    footer: Option<Vec<HeaderLine>>,
    /// The rows of its front sheet, from the top.
    front: Option<Vec<FrontRow>>,
    /// How many days before its last day something is due soon.
    due_soon: Option<u16>,
    /// Its other wordings, by name; which there are, the program's own file tells.
    wording: BTreeMap<Spanned<String>, Wording>,
}

/// A column of a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its heading.
    pub head: Wording,
    /// What stands in each of its cells.
    pub text: Wording,
    /// How wide it is, against the sum of all columns.
    #[serde(default = "one")]
    pub share: u16,
}

/// One row of a front sheet.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FrontRow {
    /// The council's own label, without a colon.
    label: Spanned<String>,
    /// What stands there where nobody writes anything else; a row that stays empty is left out.
    #[serde(default)]
    text: Wording,
    /// Who authorised what is written there: "the Borough Treasurer".
    #[serde(default)]
    pub authorised_by: String,
    /// Whether the recommendations stand here, numbered, below what is written.
    #[serde(default)]
    pub recommendations: bool,
}

impl FrontRow {
    /// The label.
    pub fn label(&self) -> &str {
        self.label.get_ref()
    }
}

fn one() -> u16 {
    1
}

/// Where in a document's table a wording stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A line at the top, from 0.
    Header(usize),
    /// The heading of a column, from 0.
    Head(usize),
    /// A cell of a column, from 0.
    Cell(usize),
    /// A line at the end, from 0.
    Footer(usize),
    /// What stands to a label of the front sheet, from 0.
    Front(usize),
    /// Another wording, by name.
    Word(&'static str),
}

/// Of what sort the value is that a wording speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Words.
    Text,
    /// A list of words: names.
    Texts,
    /// A day; it may be missing.
    Day,
    /// A time of day; it may be missing.
    Time,
    /// A number.
    Number,
    /// Yes or no.
    Yes,
    /// Somebody; there may be nobody.
    Person,
    /// What wordings of minutes know by the same name.
    Usual,
}

/// A name that a wording may speak of.
pub type Known = (&'static str, Sort);

impl Paper {
    /// Its name in templates and commands: "action-sheet".
    pub fn key(self) -> &'static str {
        self.into()
    }

    /// The program's own table, as its file has it.
    fn source(self) -> &'static str {
        match self {
            Self::ActionSheet => include_str!("../../../templates/documents/action-sheet.toml"),
            Self::Letter => include_str!("../../../templates/documents/letter.toml"),
            Self::ProgressReport => {
                include_str!("../../../templates/documents/progress-report.toml")
            }
            Self::Agenda => include_str!("../../../templates/documents/agenda.toml"),
            Self::Attendance => include_str!("../../../templates/documents/attendance.toml"),
            Self::DecisionNotice => {
                include_str!("../../../templates/documents/decision-notice.toml")
            }
            Self::WorkProgramme => include_str!("../../../templates/documents/work-programme.toml"),
        }
    }

    /// What its lines and its own wordings may speak of, besides [`EVERYWHERE`](crate::minutes::wording::EVERYWHERE).
    pub fn page(self) -> &'static [Known] {
        match self {
            Self::ActionSheet => &[
                ("owner", Sort::Text),
                ("count", Sort::Number),
                ("overdue", Sort::Number),
                ("today", Sort::Day),
            ],
            Self::Letter => LETTER,
            Self::ProgressReport => REPORT,
            Self::Agenda => AGENDA,
            Self::Attendance => &[
                ("since", Sort::Day),
                ("until", Sort::Day),
                ("meetings", Sort::Number),
                ("days", Sort::Texts),
                ("percentages", Sort::Yes),
                ("substitutes", Sort::Yes),
                ("unrecorded", Sort::Yes),
            ],
            Self::DecisionNotice => &[
                ("item", Sort::Usual),
                ("office", Sort::Text),
                ("address", Sort::Text),
                ("email", Sort::Text),
                ("phone", Sort::Text),
                ("contact", Sort::Text),
            ],
            Self::WorkProgramme => &[
                ("since", Sort::Day),
                ("until", Sort::Day),
                ("topics", Sort::Number),
                ("today", Sort::Day),
            ],
        }
    }

    /// What the cells of its table may speak of, besides the same.
    pub fn row(self) -> &'static [Known] {
        match self {
            Self::ActionSheet => ACTION_ROW,
            Self::Letter => LETTER,
            Self::ProgressReport => REPORT,
            Self::Attendance => &[
                ("name", Sort::Text),
                ("role", Sort::Text),
                ("group", Sort::Text),
                ("expected", Sort::Number),
                ("present", Sort::Number),
                ("part", Sort::Number),
                ("apologies", Sort::Number),
                ("absent", Sort::Number),
                ("unrecorded", Sort::Number),
                ("substitute", Sort::Number),
                ("percent", Sort::Number),
            ],
            Self::WorkProgramme => &[
                ("topic", Sort::Text),
                ("on", Sort::Day),
                ("month", Sort::Text),
                ("from", Sort::Day),
                ("to", Sort::Day),
                ("vehicle", Sort::Text),
                ("was_on", Sort::Day),
                ("was_month", Sort::Text),
                ("was_vehicle", Sort::Text),
                ("state", Sort::Text),
                ("taken", Sort::Day),
                ("missing", Sort::Day),
                ("named", Sort::Day),
            ],
            // They have no table.
            Self::Agenda | Self::DecisionNotice => &[],
        }
    }

    /// What a wording in some place may speak of.
    pub fn known(self, place: Place) -> &'static [Known] {
        match place {
            Place::Cell(_) => self.row(),
            Place::Header(_)
            | Place::Head(_)
            | Place::Footer(_)
            | Place::Front(_)
            | Place::Word(_) => self.page(),
        }
    }

    /// The program's own table.
    pub fn usual(self) -> &'static Sheet {
        static SHEETS: LazyLock<BTreeMap<Paper, Sheet>> = LazyLock::new(|| {
            // A test reads every file: one that did not read would fail it.
            Paper::iter()
                .map(|paper| (paper, toml::from_str(paper.source()).unwrap_or_default()))
                .collect()
        });
        static NONE: LazyLock<Sheet> = LazyLock::new(Sheet::default);
        SHEETS.get(&self).unwrap_or(&NONE)
    }

    /// The name of one of its wordings, as the program's own file has it; none where there is no such one.
    pub(super) fn word(self, name: &str) -> Option<&'static str> {
        self.words().find(|known| *known == name)
    }

    /// The names of its wordings.
    pub(super) fn words(self) -> impl Iterator<Item = &'static str> {
        self.usual()
            .wording
            .keys()
            .map(|key| key.get_ref().as_str())
    }
}

/// What every wording of a letter knows. The guests are those to whom it goes, the sender is whoever is in the chair.
const LETTER: &[Known] = &[
    ("item", Sort::Usual),
    ("guests", Sort::Usual),
    ("sender", Sort::Person),
    ("office", Sort::Text),
    ("address", Sort::Text),
    ("email", Sort::Text),
    ("phone", Sort::Text),
    ("contact", Sort::Text),
    ("subject", Sort::Text),
    ("date", Sort::Day),
    ("occasion", Sort::Text),
    ("context", Sort::Text),
    ("news", Sort::Text),
    ("reflection", Sort::Text),
    ("enclosures", Sort::Texts),
    ("wishes", Sort::Texts),
    ("points", Sort::Number),
    ("came", Sort::Yes),
    ("reply_by", Sort::Day),
    ("text", Sort::Usual),
    ("deed", Sort::Usual),
    ("infinitive", Sort::Usual),
    ("owners", Sort::Usual),
    ("unnamed", Sort::Usual),
    ("due", Sort::Usual),
    ("reference", Sort::Usual),
];

/// What every wording of a progress report knows; what is said of one recommendation is empty where none is meant.
const REPORT: &[Known] = &[
    ("item", Sort::Usual),
    ("guests", Sort::Usual),
    ("presenters", Sort::Texts),
    ("to", Sort::Text),
    ("subject", Sort::Text),
    ("date", Sort::Day),
    ("since", Sort::Day),
    ("number", Sort::Number),
    ("reference", Sort::Text),
    ("text", Sort::Text),
    ("owners", Sort::Texts),
    ("verb", Sort::Text),
    ("due", Sort::Text),
    ("due_by", Sort::Day),
    ("receiver", Sort::Text),
    ("raised", Sort::Day),
    ("source", Sort::Text),
    ("state", Sort::Text),
    ("by", Sort::Text),
    ("step", Sort::Text),
    ("note", Sort::Text),
    ("noted", Sort::Day),
];

/// What a line about an action knows. Owners, time and status are as they are now.
const ACTION_ROW: &[Known] = &[
    ("reference", Sort::Text),
    ("text", Sort::Text),
    ("owners", Sort::Texts),
    ("due", Sort::Text),
    ("due_by", Sort::Day),
    ("status", Sort::Text),
    ("overdue", Sort::Yes),
    ("raised", Sort::Day),
    ("source", Sort::Text),
    ("minute", Sort::Text),
    ("title", Sort::Text),
    ("note", Sort::Text),
    ("noted", Sort::Day),
];

/// What an agenda's wordings know: of the meeting, of an item, of an action or topic under it.
const AGENDA: &[Known] = &[
    ("groups", Sort::Usual),
    ("people", Sort::Usual),
    ("item", Sort::Usual),
    ("guests", Sort::Usual),
    ("presenters", Sort::Texts),
    ("planned", Sort::Number),
    ("office", Sort::Text),
    ("address", Sort::Text),
    ("email", Sort::Text),
    ("phone", Sort::Text),
    ("contact", Sort::Text),
    ("exempt", Sort::Yes),
    ("exempt_by", Sort::Text),
    ("reference", Sort::Text),
    ("text", Sort::Text),
    ("owners", Sort::Texts),
    ("due", Sort::Text),
    ("due_by", Sort::Day),
    ("status", Sort::Text),
    ("overdue", Sort::Yes),
    ("raised", Sort::Day),
    ("source", Sort::Text),
    ("minute", Sort::Text),
    ("title", Sort::Text),
    ("note", Sort::Text),
    ("noted", Sort::Day),
];

impl Sheet {
    /// The lines at the top.
    pub fn header(&self) -> &[HeaderLine] {
        self.header.as_deref().unwrap_or_default()
    }

    /// The columns.
    pub fn columns(&self) -> &[Column] {
        self.columns.as_deref().unwrap_or_default()
    }

    /// The lines at the end.
    pub fn footer(&self) -> &[HeaderLine] {
        self.footer.as_deref().unwrap_or_default()
    }

    /// The rows of the front sheet.
    pub fn front(&self) -> &[FrontRow] {
        self.front.as_deref().unwrap_or_default()
    }

    /// Every wording, with its place.
    pub(super) fn wordings(&self, paper: Paper) -> Vec<(Spot, Wording)> {
        let at = |place| Spot::Paper(paper, place);
        let lines = |lines: &[HeaderLine], place: fn(usize) -> Place| -> Vec<_> {
            let lines = lines.iter().enumerate();
            lines
                .map(|(line, it)| (at(place(line)), it.text.clone()))
                .collect()
        };
        let mut wordings = lines(self.header(), Place::Header);
        wordings.extend(lines(self.footer(), Place::Footer));
        for (place, column) in self.columns().iter().enumerate() {
            wordings.push((at(Place::Head(place)), column.head.clone()));
            wordings.push((at(Place::Cell(place)), column.text.clone()));
        }
        for (place, row) in self.front().iter().enumerate() {
            wordings.push((at(Place::Front(place)), row.text.clone()));
        }
        for (name, wording) in &self.wording {
            if let Some(name) = paper.word(name.get_ref()) {
                wordings.push((at(Place::Word(name)), wording.clone()));
            }
        }
        wordings
    }

    /// Wordings that the document does not have, each with its place in the file.
    pub(super) fn mistakes(&self, paper: Paper) -> Vec<(std::ops::Range<usize>, String)> {
        let mut mistakes: Vec<_> = self
            .wording
            .keys()
            .filter(|name| paper.word(name.get_ref()).is_none())
            .map(|name| {
                let known: Vec<&str> = paper.words().collect();
                let words = format!(
                    "document.{}.wording: there is no \"{}\"; there are {}",
                    paper.key(),
                    name.get_ref(),
                    known.join(", ")
                );
                (name.span(), words)
            })
            .collect();
        for (place, row) in self.front().iter().enumerate() {
            let label = row.label();
            let twice = self.front().iter().take(place).map(FrontRow::label);
            let words = if label.trim().is_empty() || label.contains([':', '\n']) {
                format!("{label:?} is no label: it needs letters, and has no colon or line break")
            } else if twice.into_iter().any(|other| other == label) {
                format!("there are two rows with the label {label:?}")
            } else {
                continue;
            };
            let words = format!("document.{}.front: {words}", paper.key());
            mistakes.push((row.label.span(), words));
        }
        mistakes
    }

    /// The same, with what is missing taken from another.
    fn over<'s>(&'s self, usual: &'s Self) -> Parts<'s> {
        Parts {
            header: self.header.as_deref().unwrap_or(usual.header()),
            columns: self.columns.as_deref().unwrap_or(usual.columns()),
            footer: self.footer.as_deref().unwrap_or(usual.footer()),
            front: self.front.as_deref().unwrap_or(usual.front()),
            due_soon: self.due_soon.or(usual.due_soon).unwrap_or_default(),
        }
    }
}

/// The parts of a document's table that hold in a template: its own, else the program's.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'s> {
    /// The lines at the top.
    pub header: &'s [HeaderLine],
    /// The columns.
    pub columns: &'s [Column],
    /// The lines at the end.
    pub footer: &'s [HeaderLine],
    /// The rows of the front sheet.
    pub front: &'s [FrontRow],
    /// How many days before its last day something is due soon.
    pub due_soon: u16,
}

impl<'s> Parts<'s> {
    /// Of a template's own table, where it has one.
    pub(super) fn of(own: Option<&'s Sheet>, paper: Paper) -> Self {
        let usual = paper.usual();
        own.unwrap_or(usual).over(usual)
    }
}

/// The program's own wordings, compiled.
pub(in crate::minutes) fn usual_engine() -> &'static Environment<'static> {
    static ENGINE: LazyLock<Environment<'static>> = LazyLock::new(|| {
        let mut engine = engine();
        for paper in Paper::iter() {
            for (spot, wording) in paper.usual().wordings(paper) {
                // A test reads every one: one that did not read would fail it, and here leave a stand-in.
                let _ = engine.add_template_owned(spot.name(), wording.source().to_owned());
            }
        }
        engine
    });
    &ENGINE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::template::Template;

    #[test]
    fn the_programs_own_documents_read_and_hold_no_slip() {
        for paper in Paper::iter() {
            // Read as a table of a template, so that every wording is tried on the sample.
            let table = paper
                .source()
                .replace("[[", "[[document.KEY.")
                .replace("\n[w", "\n[document.KEY.w");
            let text = format!("name = \"x\"\ntitle = \"X\"\n[document.KEY]\n{table}")
                .replace("KEY", paper.key());
            let file = format!("{}.toml", paper.key());
            if let Err(mistakes) = Template::read(&text, &file) {
                panic!("{mistakes}");
            }
            assert!(!paper.usual().header().is_empty(), "{paper:?}");
        }
    }
}
