//! Layout: how documents of a house style look, as its template says.

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Deserializer};
use toml::Spanned;

use crate::minutes::dates::{DateForm, TimeForm};
use crate::minutes::entry::Kind;
use crate::minutes::person::NameForm;
use crate::minutes::wording::{Forms, Spot};

/// A minijinja string of a template, and where it stands in the file.
#[derive(Clone, Debug, Default)]
pub struct Wording(Option<Range<usize>>, String);

impl Wording {
    fn usual(source: &str) -> Self {
        Self(None, source.to_owned())
    }

    /// As written.
    pub fn source(&self) -> &str {
        &self.1
    }

    pub(super) fn span(&self) -> Option<&Range<usize>> {
        self.0.as_ref()
    }
}

impl<'de> Deserialize<'de> for Wording {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<String>::deserialize(deserializer)?;
        Ok(Self(Some(spanned.span()), spanned.into_inner()))
    }
}

/// How documents look.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Layout {
    /// How the titles of items are printed.
    pub headings: HeadingCase,
    /// How items are numbered.
    pub numbering: Numbering,
    /// In which order items are printed.
    pub item_order: ItemOrder,
    /// How dates are printed where a wording asks for no other form.
    pub date: DateForm,
    /// How times of day are printed where a wording asks for no other form.
    pub time: TimeForm,
    /// Whether the time of each entry is printed.
    pub entry_times: bool,
    /// What stands before each point of a list in plain text.
    bullet: Wording,
    /// The lines at the top; those that come out empty are left out.
    pub header: Vec<HeaderLine>,
    /// Who was there.
    pub attendance: Attendance,
    /// Where actions stand, and how.
    pub actions: Actions,
    /// How resolutions are numbered.
    pub resolutions: Resolutions,
    /// Whether motions have seconders.
    pub seconders: Seconders,
    /// Under which law the public is excluded.
    pub exclusion: ExclusionAct,
    /// How the words of an entry of some kind are printed, where not as they are.
    entries: HashMap<Kind, Wording>,
    /// The lines at the foot, for signatures.
    pub signature: Vec<Wording>,
}

/// How the titles of items are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeadingCase {
    /// As on the agenda.
    #[default]
    AsWritten,
    /// IN CAPITALS.
    Upper,
    /// With a capital first letter; the rest as on the agenda, because names in it cannot be known.
    Sentence,
}

/// How items are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Numbering {
    /// Not at all.
    None,
    /// "1.", "2." from the first item of each meeting.
    #[default]
    PerMeeting,
}

/// How resolutions are numbered, and what counts as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Resolutions {
    /// What their numbers look like.
    pub numbering: ResolutionNumbers,
    /// Whether a decision that was recorded without a motion is one too.
    pub decisions: bool,
    /// Which year it is in which they begin anew.
    pub year: ResolutionYear,
}

/// The years in which the numbers of resolutions begin anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResolutionYear {
    /// From 1 January.
    #[default]
    Calendar,
    /// From 1 May; it is named after the year in which it begins.
    Municipal,
}

/// Whether motions have seconders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seconders {
    /// No: nobody asks for one.
    None,
    /// Where there is one.
    #[default]
    Optional,
    /// A motion without one is said to lack it.
    Needed,
}

/// Under which law the public is excluded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum ExclusionAct {
    /// The Local Government Act 1972, section 100A(4): principal councils, which name a paragraph of Schedule 12A.
    #[default]
    #[serde(rename = "schedule-12a")]
    Schedule12A,
    /// The Public Bodies (Admission to Meetings) Act 1960, section 1(2): parish and community councils, without.
    #[serde(rename = "public-bodies")]
    PublicBodies,
}

/// What the numbers of resolutions look like, and where they begin, unless the meeting says where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResolutionNumbers {
    /// There are none.
    #[default]
    None,
    /// "14", from 1 in each meeting.
    Plain,
    /// "14", going on from meeting to meeting.
    Running,
    /// "14/25", going on through a year, 2025.
    Yearly,
}

/// In which order items are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemOrder {
    /// As on the agenda.
    #[default]
    Agenda,
    /// As they were first put; those that were not, after them.
    Taken,
}

/// One line at the top.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeaderLine {
    /// What it says.
    pub text: Wording,
    /// How it stands out.
    #[serde(default)]
    pub style: HeaderStyle,
}

/// How a line at the top stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeaderStyle {
    /// The document's title.
    Title,
    /// A line like any other.
    #[default]
    Line,
    /// A paragraph.
    Paragraph,
    /// Lines that belong together, up to an empty one: an address.
    Address,
    /// What stands below the place for a signature.
    Signature,
    /// A heading like those of items.
    Heading,
}

/// Who was there: each wording gives lines, one for each line of it, and only where there is somebody to list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Attendance {
    /// The headings under which people are listed, in order.
    pub groups: Vec<String>,
    /// Whether people under other headings are listed too, after those.
    pub other_groups: bool,
    /// The form of names in the list of those present.
    pub names: NameForm,
    /// Whether roles stand in brackets after them.
    pub roles: bool,
    /// Whether it stands there too when somebody came late or left before the end, and in which way.
    #[serde(deserialize_with = "movements")]
    pub movements: Movements,
    /// Whether a sentence under the item says who came or went, took the chair, and that there was no quorum.
    pub sentences: bool,
    /// The form of names in the lists of apologies and absences.
    pub apology_names: NameForm,
    /// Those who were there at any time.
    present: Wording,
    /// Those who sent apologies.
    apologies: Wording,
    /// Those who did neither.
    absent: Wording,
}

/// Where actions stand: within their items, at the end, or in both places.
///
/// Where a file names neither, they stand within their items: no action is ever left out by a slip.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "ActionTables")]
pub struct Actions {
    /// A block within the item, where the actions were recorded.
    pub in_item: Option<ActionBlock>,
    /// One block at the end with the actions of all items.
    pub at_end: Option<ActionBlock>,
}

/// The tables as they stand in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ActionTables {
    in_item: Option<ActionBlock>,
    at_end: Option<ActionBlock>,
}

impl From<ActionTables> for Actions {
    fn from(tables: ActionTables) -> Self {
        let neither = tables.in_item.is_none() && tables.at_end.is_none();
        Self {
            in_item: tables
                .in_item
                .or_else(|| neither.then(ActionBlock::default)),
            at_end: tables.at_end,
        }
    }
}

/// A block of actions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct ActionBlock {
    /// What stands over it; nothing where it is empty.
    pub heading: String,
    /// How each stands.
    pub list: ActionList,
    /// The form of the owners' names.
    pub owners: NameForm,
    /// One action.
    text: Wording,
}

/// In which way a list says that somebody was there for a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Movements {
    /// Not at all.
    None,
    /// "(from 6.20pm)", "(until 7.05pm)".
    Times,
    /// "(from item 2)", "(until item 3)".
    Items,
}

/// `true` and `false` are older ways of writing times and none.
fn movements<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Movements, D::Error> {
    #[derive(Deserialize)]
    #[serde(
        untagged,
        expecting = "movements is \"times\", \"items\" or \"none\"; true means times, false none"
    )]
    enum Written {
        Shortly(bool),
        Named(Movements),
    }
    Ok(match Written::deserialize(deserializer)? {
        Written::Shortly(true) => Movements::Times,
        Written::Shortly(false) => Movements::None,
        Written::Named(named) => named,
    })
}

/// How each action stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionList {
    /// As a point of a list.
    #[default]
    Bullets,
    /// As a paragraph.
    Paragraphs,
}

impl Default for Layout {
    fn default() -> Self {
        let line = |style, source| HeaderLine {
            text: Wording::usual(source),
            style,
        };
        Self {
            headings: HeadingCase::default(),
            numbering: Numbering::default(),
            item_order: ItemOrder::default(),
            date: DateForm::default(),
            time: TimeForm::default(),
            entry_times: false,
            bullet: Wording::usual("-"),
            header: vec![
                line(HeaderStyle::Title, "{{ meeting.title }}"),
                line(HeaderStyle::Line, "{{ meeting.date }}"),
                line(HeaderStyle::Line, "{{ meeting.place }}"),
            ],
            attendance: Attendance::default(),
            actions: Actions {
                in_item: Some(ActionBlock::default()),
                at_end: None,
            },
            resolutions: Resolutions::default(),
            seconders: Seconders::default(),
            exclusion: ExclusionAct::default(),
            entries: HashMap::new(),
            signature: Vec::new(),
        }
    }
}

impl Default for Attendance {
    fn default() -> Self {
        Self {
            groups: Vec::new(),
            other_groups: true,
            names: NameForm::Titled,
            roles: true,
            movements: Movements::Times,
            sentences: true,
            apology_names: NameForm::Titled,
            present: Wording::usual("Present: {{ people | joined(', ') }}"),
            apologies: Wording::usual("Apologies: {{ people | joined(', ') }}"),
            absent: Wording::default(),
        }
    }
}

impl Default for ActionBlock {
    fn default() -> Self {
        Self {
            heading: "Actions".to_owned(),
            list: ActionList::default(),
            owners: NameForm::Titled,
            text: Wording::usual(
                "{% if owners and infinitive %}{{ owners | joined(', ', ' and ') }} to {{ deed }}\
                 {% else %}{{ text | capital }}{% endif %}{% if due %} {{ due }}{% endif %}\
                 {% if unnamed and not infinitive %} ({{ unnamed | joined(', ') }}){% endif %}.",
            ),
        }
    }
}

impl Layout {
    /// What stands before each point of a list in plain text.
    pub fn bullet(&self) -> &str {
        self.bullet.source()
    }

    /// The forms in which wordings print days and times.
    pub(super) fn forms(&self) -> Forms {
        Forms {
            date: self.date,
            time: self.time,
        }
    }

    /// Every wording of the layout, with its place.
    pub(super) fn wordings(&self) -> Vec<(Spot, Wording)> {
        let attendance = &self.attendance;
        let mut wordings = vec![
            (Spot::Present, attendance.present.clone()),
            (Spot::Apologies, attendance.apologies.clone()),
            (Spot::Absent, attendance.absent.clone()),
        ];
        for (place, line) in self.header.iter().enumerate() {
            wordings.push((Spot::Header(place), line.text.clone()));
        }
        let blocks = [
            (Spot::ActionInItem, &self.actions.in_item),
            (Spot::ActionAtEnd, &self.actions.at_end),
        ];
        for (spot, block) in blocks {
            wordings.extend(block.iter().map(|block| (spot, block.text.clone())));
        }
        for (kind, wording) in &self.entries {
            wordings.push((Spot::Entry(*kind), wording.clone()));
        }
        for (place, wording) in self.signature.iter().enumerate() {
            wordings.push((Spot::Signature(place), wording.clone()));
        }
        wordings
    }

    /// What has the right shape and cannot be meant, each with its place in the file.
    pub(super) fn mistakes(&self) -> Vec<(Range<usize>, String)> {
        let mut mistakes = Vec::new();
        let bullet = self.bullet.source();
        let letters = bullet.chars().count();
        if !(1..=3).contains(&letters)
            || bullet.chars().any(|c| c.is_control() || c.is_whitespace())
        {
            mistakes.push((
                self.bullet.span().cloned().unwrap_or_default(),
                format!("layout.bullet: {bullet:?} is no mark for a list: one to three signs are allowed, such as \"-\" or \"•\""),
            ));
        }
        for kind in [Kind::Private, Kind::Action] {
            if let Some(wording) = self.entries.get(&kind) {
                let words = match kind {
                    Kind::Private => "layout.entries.private: private notes are in no document",
                    _ => {
                        "layout.entries.action: actions are worded in layout.actions.in-item and layout.actions.at-end"
                    }
                };
                mistakes.push((
                    wording.span().cloned().unwrap_or_default(),
                    words.to_owned(),
                ));
            }
        }
        mistakes
    }
}
