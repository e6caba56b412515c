//! What there is to be written of a meeting, and the names of the files.

use strum::IntoEnumIterator as _;

use super::{Choices, DocumentKind, Format, Sheet};
use crate::minutes::meeting::Meeting;

/// One file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Its name, without a folder: "housing-scrutiny-panel-2025-03-04-minutes.docx".
    pub name: String,
    /// The document that it is of.
    pub document: DocumentKind,
    /// Its format.
    pub format: Format,
    /// Which list it holds, where it is one.
    pub choices: Choices,
}

/// Every document of a meeting in every format, and what is on record in every form of data.
pub fn plan(meeting: &Meeting) -> Vec<Planned> {
    let stem = stem(meeting);
    let file = |document, format: Format, called: &str, choices| Planned {
        name: format!("{stem}-{called}.{}", format.extension()),
        document,
        format,
        choices,
    };
    let mut plan = Vec::new();
    for document in DocumentKind::iter() {
        for format in Format::iter().filter(|format| !format.is_of_the_record()) {
            plan.push(file(document, format, document.into(), Choices::default()));
        }
    }
    let minutes = DocumentKind::Minutes;
    for format in Format::iter().filter(|format| format.is_of_the_record()) {
        match format {
            Format::Csv => {
                for sheet in Sheet::iter() {
                    let choices = Choices {
                        sheet,
                        ..Choices::default()
                    };
                    plan.push(file(minutes, format, sheet.into(), choices));
                }
            }
            Format::Calendar => plan.push(file(minutes, format, "calendar", Choices::default())),
            Format::WebVtt => plan.push(file(minutes, format, "chapters", Choices::default())),
            #[cfg(feature = "pdf")]
            Format::Pdf => {}
            Format::Text | Format::Markdown | Format::Docx | Format::Html | Format::Json => {
                plan.push(file(minutes, format, "record", Choices::default()));
            }
        }
    }
    plan
}

/// "green-spaces-panel-2024-06-11": letters and figures that every file system takes.
pub fn stem(meeting: &Meeting) -> String {
    let words: Vec<String> = meeting
        .head
        .title()
        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '\'' && letter != '’')
        .map(|word| word.replace(['\'', '’'], "").to_ascii_lowercase())
        .filter(|word| !word.is_empty())
        .take(8)
        .map(|word| word.chars().take(24).collect())
        .chain([meeting.head.date.format("%Y-%m-%d").to_string()])
        .collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::evening;
    use std::collections::BTreeSet;

    #[test]
    fn every_format_is_written_and_no_name_twice() {
        let mut record = evening();
        record.meeting.head.title = Some("../../etc: Members’ Ténants \u{202e}Workshop".to_owned());
        let plan = plan(&record.meeting);
        let names: BTreeSet<&str> = plan.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names.len(), plan.len());
        for format in Format::iter() {
            assert!(plan.iter().any(|one| one.format == format), "{format:?}");
        }
        assert!(
            names.contains("etc-members-t-nants-workshop-2025-03-04-minutes.docx"),
            "{names:?}"
        );
        assert!(names.contains("etc-members-t-nants-workshop-2025-03-04-attendance.csv"));
    }
}
