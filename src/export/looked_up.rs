//! What was looked up, as JSON: the form is published in `schemas/search.schema.json`.

use chrono::NaiveDate;
use serde::Serialize;

use super::actions::Listed;
use crate::minutes::ids::{EntryId, MeetingId};

/// What was found of a query. Fields may be added; none is renamed or taken away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Found {
    /// As it was asked for.
    pub query: String,
    /// Whether there are more than these.
    pub more: bool,
    /// What was made of the words, where it is not plain: "saefguarding" was read as "safeguarding".
    pub remarks: Vec<String>,
    /// The best first.
    pub hits: Vec<Hit>,
}

/// Something that was recorded, or an item of an agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Hit {
    /// What it is, by the name that the filter `kind:` takes: "action", "recommendation", "decision", "item" …
    pub kind: &'static str,
    /// Its words; of an item, the title.
    pub text: String,
    /// What fits in the words: the first character and the one after the last, counted from 0.
    pub marked: Vec<[usize; 2]>,
    /// The body, as it was named on the day.
    pub body: String,
    /// The day of the meeting.
    pub date: NaiveDate,
    /// The number by which the item is referred to: "2", "24/05/3".
    pub item_number: String,
    /// The title of the item.
    pub item: String,
    /// The meeting, as `export` takes it.
    #[cfg_attr(test, schemars(with = "uuid::Uuid"))]
    pub meeting: MeetingId,
    /// The entry; null for an item.
    #[cfg_attr(test, schemars(with = "Option<uuid::Uuid>"))]
    pub entry: Option<EntryId>,
    /// Of an action how it stands, as `actions` lists it; null for anything else.
    pub action: Option<Listed>,
    /// Whether it, or what was heard of it, is exempt and not for publication; of an item, whether its minute is.
    pub exempt: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_schema_is_the_one_of_the_code() {
        let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
        let schema = settings.into_generator().into_root_schema_for::<Found>();
        let current = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/search.schema.json");
        if std::env::var_os("INSTA_UPDATE").is_some_and(|how| how == "always") {
            std::fs::write(path, &current).unwrap();
        }
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(
            published, current,
            "run the tests with INSTA_UPDATE=always to write schemas/search.schema.json anew"
        );
    }
}
