//! Which column of a log holds what: by its name, or as the clerk says.

use std::collections::HashSet;

use serde::Serialize;
use strum::{EnumIter, EnumString, IntoEnumIterator as _, IntoStaticStr};

use crate::minutes::roster::fold;

use super::cells::Cells;
use super::{Fault, Log, Row};

/// What a column can hold.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, EnumString, IntoStaticStr, Serialize,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Field {
    /// The action's own reference.
    Reference,
    /// What is to be done.
    Action,
    /// Who is to do it.
    Owner,
    /// By when.
    Due,
    /// How it stands.
    Status,
    /// The reference of the action that took its place.
    SupersededBy,
    /// The body that agreed it.
    Body,
    /// When it was agreed.
    Date,
    /// When something last became of it.
    Noted,
    /// What became of it.
    Notes,
}

impl Field {
    /// Its name on the command line and in what is shown.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The names of columns that hold it, the surest first; small letters, a blank between words.
    fn synonyms(self) -> &'static [&'static str] {
        match self {
            Self::Reference => &[
                "reference",
                "ref",
                "action reference",
                "action ref",
                "ref no",
                "ref number",
                "reference number",
                "reference no",
                "action no",
                "action number",
                "action id",
                "id",
                "no",
                "number",
                "minute ref",
                "minute reference",
            ],
            Self::Action => &[
                "action",
                "actions",
                "action description",
                "description of action",
                "action required",
                "action agreed",
                "agreed action",
                "action to be taken",
                "action point",
                "task",
                "text",
                "description",
                "recommendation",
                "what",
                "details of action",
                "action details",
                "details",
                "detail",
                "summary",
            ],
            Self::Owner => &[
                "owner",
                "owners",
                "action owner",
                "lead",
                "lead officer",
                "responsible",
                "responsible officer",
                "responsible person",
                "person responsible",
                "responsibility",
                "assigned to",
                "assignee",
                "allocated to",
                "officer",
                "who",
                "by whom",
                "action by",
                "for action by",
                "lead member",
                "lead person",
                "accountable",
                "name",
                "standing owners",
            ],
            Self::Due => &[
                "due",
                "due date",
                "date due",
                "deadline",
                "by when",
                "due by",
                "target date",
                "target",
                "timescale",
                "timescales",
                "timeframe",
                "target completion date",
                "completion date",
                "date for completion",
                "when",
                "review date",
                "due as written",
                "standing due",
            ],
            Self::Status => &[
                "status",
                "state",
                "current status",
                "action status",
                "standing status",
                "open closed",
                "rag status",
                "rag",
                "completed",
                "complete",
                "done",
            ],
            Self::SupersededBy => &["superseded by", "replaced by"],
            Self::Body => &[
                "body",
                "body name",
                "committee",
                "committee name",
                "meeting body",
                "meeting name",
                "panel",
                "board",
                "group",
                "forum",
                "sub committee",
                "meeting",
            ],
            Self::Date => &[
                "date raised",
                "raised",
                "raised on",
                "meeting date",
                "date of meeting",
                "date agreed",
                "date of action",
                "date set",
                "date added",
                "date opened",
                "agreed on",
                "date",
            ],
            Self::Noted => &[
                "date completed",
                "completed on",
                "date closed",
                "closed on",
                "completed date",
                "date of update",
                "last updated",
                "updated",
                "updated on",
                "latest at",
                "standing latest at",
            ],
            Self::Notes => &[
                "notes",
                "latest note",
                "note",
                "update",
                "updates",
                "latest update",
                "progress update",
                "progress",
                "comments",
                "comment",
                "latest",
                "remarks",
                "outcome",
                "response",
                "progress notes",
            ],
        }
    }
}

/// Which column was taken for what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Columns {
    /// The columns that are used, by what they hold.
    pub used: Vec<(Field, String)>,
    /// Those that are not.
    pub not_used: Vec<String>,
    /// The lines of the row of headings.
    #[serde(skip)]
    pub heading_lines: (usize, usize),
}

impl Columns {
    /// The mapping in one line: "Columns: action = \"Task\" …; not used: …".
    pub fn in_words(&self) -> String {
        let used: Vec<String> = self
            .used
            .iter()
            .map(|(field, column)| format!("{} = \"{column}\"", field.name()))
            .collect();
        let mut words = format!("Columns: {}.", used.join(", "));
        if !self.not_used.is_empty() {
            words.push_str(&format!(" Not used: {}.", self.not_used.join(", ")));
        }
        words
    }
}

/// A name of a column in small letters, with one blank between words.
fn bare(name: &str) -> String {
    let folded: String = fold(name)
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                ' '
            }
        })
        .collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many of these cells are names of columns that are known.
pub fn known_among<'c>(cells: impl Iterator<Item = &'c str>) -> usize {
    cells
        .filter(|cell| cell.len() <= 60)
        .filter(|cell| {
            let name = bare(cell);
            Field::iter().any(|field| field.synonyms().contains(&name.as_str()))
        })
        .count()
}

/// Takes each cell for what its column holds.
pub fn read(file: &str, rows: Vec<Cells>, said: &[(Field, String)]) -> Result<Log, Fault> {
    let mut names: Vec<String> = Vec::new();
    let mut seen = HashSet::new();
    for (name, _) in rows.iter().flat_map(|row| &row.named) {
        if seen.insert(name.as_str()) {
            names.push(name.clone());
        }
    }
    let all = || names.join(", ");
    let mut used: Vec<(Field, String)> = Vec::new();
    for (field, column) in said {
        let found = names
            .iter()
            .find(|name| *name == column || bare(name) == bare(column));
        let Some(found) = found else {
            return Err(Fault::NoSuchColumn {
                name: file.to_owned(),
                column: column.clone(),
                columns: all(),
            });
        };
        used.retain(|(there, _)| there != field);
        used.push((*field, found.clone()));
    }
    for field in Field::iter() {
        let free = |name: &&String| !used.iter().any(|(_, column)| column == *name);
        if used.iter().any(|(there, _)| *there == field) {
            continue;
        }
        let found = field
            .synonyms()
            .iter()
            .find_map(|synonym| {
                names
                    .iter()
                    .filter(free)
                    .find(|name| bare(name) == *synonym)
            })
            .or_else(|| {
                // "Lead officer (name and title)": a name that begins with a known one of two words or more.
                let begins = |name: &&String| {
                    let name = bare(name);
                    field.synonyms().iter().any(|synonym| {
                        synonym.contains(' ')
                            && name
                                .strip_prefix(synonym)
                                .is_some_and(|rest| rest.starts_with(' '))
                    })
                };
                names.iter().filter(free).find(begins)
            });
        if let Some(found) = found {
            used.push((field, found.clone()));
        }
    }
    if !used.iter().any(|(field, _)| *field == Field::Action) {
        return Err(Fault::NoActions {
            name: file.to_owned(),
            columns: all(),
        });
    }
    used.sort_by_key(|(field, _)| Field::iter().position(|other| other == *field));
    let not_used = names
        .iter()
        .filter(|name| !used.iter().any(|(_, column)| column == *name))
        .cloned()
        .collect();
    let heading_lines = rows.first().map_or((0, 0), |row| row.heading);
    let mut log = Log {
        columns: Columns {
            used,
            not_used,
            heading_lines,
        },
        ..Log::default()
    };
    for cells in rows {
        match row(&log.columns.used, cells) {
            Some(row) => log.rows.push(row),
            None => log.without_action += 1,
        }
    }
    Ok(log)
}

fn row(used: &[(Field, String)], cells: Cells) -> Option<Row> {
    let mut row = Row {
        line: cells.lines.0,
        last_line: cells.lines.1,
        ..Row::default()
    };
    for (name, value) in cells.named {
        let Some((field, _)) = used.iter().find(|(_, column)| *column == name) else {
            continue;
        };
        match field {
            Field::Action => row.action = value,
            Field::Reference => row.reference = Some(value),
            Field::Owner => row.owner = Some(value),
            Field::Due => row.due = Some(value),
            Field::Status => row.status = Some(value),
            Field::SupersededBy => row.superseded_by = Some(value),
            Field::Body => row.body = Some(value),
            Field::Date => row.date = Some(value),
            Field::Noted => row.noted = Some(value),
            Field::Notes => row.notes = Some(value),
        }
    }
    (!row.action.is_empty()).then_some(row)
}
