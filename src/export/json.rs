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
    fn approved_minutes_say_who_signed_them_and_what_was_corrected_before_and_since() {
        use crate::minutes::approval::{Approval, Approved, Correction, Stated};
        use crate::minutes::exempt::Copy;
        use crate::minutes::ids::{EntryId, EntryKey, MeetingId};
        use uuid::Uuid;

        let mut meeting = evening().meeting;
        let at = meeting.items[0].entries[0].recorded_at;
        let draft = serde_json::to_value(Facts::of(&meeting.copy(Copy::Public))).unwrap();
        assert_eq!(draft["approval"], serde_json::Value::Null);
        let later = MeetingId(Uuid::from_u128(0xa));
        meeting.approval = Some(Box::new(Approval {
            by: EntryKey {
                meeting: later,
                entry: EntryId(Uuid::from_u128(0xb)),
            },
            on: meeting.head.date + chrono::TimeDelta::days(56),
            at,
            approved: Approved {
                meeting: meeting.id,
                date: meeting.head.date,
                mover: None,
                seconder: None,
                signed_by: None,
                signed: "Councillor Ann\u{1b}Bell".to_owned(),
                corrections: vec![Correction {
                    exempt: false,
                    words: "minute 2, to replace “Hil” with “Hill”".to_owned(),
                    alters: None,
                }],
            },
        }));
        meeting.corrections.push(Stated {
            exempt: false,
            at,
            words: "Mr Hill was present".to_owned(),
        });
        let facts = serde_json::to_value(Facts::of(&meeting.copy(Copy::Public))).unwrap();
        assert_eq!(
            (&facts["state"], &facts["mark"]),
            (&"approved".into(), &"".into())
        );
        let approval = &facts["approval"];
        assert_eq!(approval["meeting"], later.0.to_string());
        assert_eq!(approval["on"], "2025-04-29");
        let signed = approval["signed"].as_str().unwrap();
        assert!(signed.starts_with("Councillor Ann") && !signed.contains('\u{1b}'));
        assert_eq!(
            approval["corrections"][0],
            "minute 2, to replace “Hil” with “Hill”"
        );
        assert_eq!(facts["corrections"][0]["text"], "Mr Hill was present");
    }

    #[test]
    fn the_whole_evening_is_there_and_nothing_of_the_clerks_own() {
        let record = evening();
        let facts = Facts::of(&record.copied());
        insta::assert_snapshot!(json(&facts).unwrap());
    }
}
