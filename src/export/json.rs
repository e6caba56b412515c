//! JSON: the whole meeting in one object, whose form is published in `schemas/meeting.schema.json`.

use super::facts::Facts;

/// The facts as JSON, with a line break at its end.
pub fn json(facts: &Facts) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(facts)? + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::evening;

    #[test]
    fn the_published_schema_is_the_one_of_the_code() {
        let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
        let schema = settings.into_generator().into_root_schema_for::<Facts>();
        let current = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/meeting.schema.json");
        if std::env::var_os("INSTA_UPDATE").is_some_and(|how| how == "always") {
            std::fs::write(path, &current).unwrap();
        }
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(
            published, current,
            "run the tests with INSTA_UPDATE=always to write schemas/meeting.schema.json anew"
        );
    }

    #[test]
    fn the_whole_evening_is_there_and_nothing_of_the_clerks_own() {
        let record = evening();
        let facts = Facts::of(&record.copied());
        insta::assert_snapshot!(json(&facts).unwrap());
    }
}
