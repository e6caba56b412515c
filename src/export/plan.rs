//! What there is to be written of a meeting, and the names of the files.

use strum::IntoEnumIterator as _;

use super::document::Words;
use super::{
    Choices, DocumentKind, Facts, Format, Material, Sheet, Wanted, action_sheet, attendance,
    calendar, owners, progress_report, work_programme,
};
use crate::minutes::agenda::Item;
use crate::minutes::exempt::Copy;
use crate::minutes::ids::ItemId;
use crate::minutes::meeting::{Meeting, State};

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
    /// Whose it is, where it is one owner's.
    pub owner: Option<String>,
    /// What it is about, where it is one of several letters or reports.
    pub about: Option<(ItemId, String)>,
}

impl Planned {
    /// What is in it: "Action sheet", "Action sheet for Ann Bell", "Votes".
    pub fn title(&self) -> String {
        match (&self.owner, &self.about) {
            (Some(owner), _) => format!("{} for {}", self.document.name(), Words::new(owner)),
            (None, Some((_, title))) => format!("{}: {}", self.document.name(), Words::new(title)),
            (None, None) => self.named().to_owned(),
        }
    }

    /// What is to be asked of its document, beside what is asked of all.
    pub fn wanted<'a>(&'a self, of_all: Wanted<'a>) -> Wanted<'a> {
        Wanted {
            owner: self.owner.as_deref(),
            item: self.about.as_ref().map(|(item, _)| *item),
            ..of_all
        }
    }

    fn named(&self) -> &'static str {
        match self.format {
            Format::Calendar => "Dates",
            Format::Json => "Whole meeting",
            Format::WebVtt => "Marks in the recording",
            Format::Csv => match self.choices.sheet {
                Sheet::Entries => "Entries",
                Sheet::Actions => "Actions",
                Sheet::Attendance => "Roll",
                Sheet::Votes => "Votes",
                Sheet::Tables => self.document.name(),
            },
            #[cfg(feature = "pdf")]
            Format::Pdf => self.document.name(),
            Format::Text | Format::Markdown | Format::Docx | Format::Html | Format::Mail => {
                self.document.name()
            }
        }
    }

    /// What it holds, in a clerk's words.
    pub fn about(&self) -> &'static str {
        match self.format {
            Format::Calendar | Format::Json | Format::WebVtt => self.format.about(),
            Format::Csv if self.choices.sheet != Sheet::Tables => self.choices.sheet.about(),
            #[cfg(feature = "pdf")]
            Format::Pdf => self.document.about(),
            Format::Csv
            | Format::Text
            | Format::Markdown
            | Format::Docx
            | Format::Html
            | Format::Mail => self.document.about(),
        }
    }
}

/// Every document of a meeting in every format that is of use for it, and what is on record in every form of data; not
/// those that would have nothing in them, nor what only a meeting that has begun can have.
pub fn plan(material: &Material<'_>) -> Vec<Planned> {
    let mut stem = stem(material.meeting);
    if material.copied.which() == Copy::Full {
        stem.push_str("-full");
    }
    let file = |document, format: Format, called: &str, choices| Planned {
        name: format!("{stem}-{called}.{}", format.extension()),
        document,
        format,
        choices,
        owner: None,
        about: None,
    };
    let sheet = |sheet| Choices {
        sheet,
        ..Choices::default()
    };
    let mut plan = Vec::new();
    for document in DocumentKind::iter() {
        if !has_content(document, material) {
            continue;
        }
        let subjects = document.subjects(material.meeting);
        if subjects.len() > 1 {
            plan.extend(on_items(document, &subjects, material.meeting, &stem));
            continue;
        }
        let called: &str = document.into();
        for format in Format::iter().filter(|format| document.is_of_use_as(*format)) {
            if format == Format::Csv {
                let called = format!("{called}-table");
                plan.push(file(document, format, &called, sheet(Sheet::Tables)));
            } else {
                plan.push(file(document, format, called, Choices::default()));
            }
        }
    }
    plan.extend(to_owners(material, &stem));
    let minutes = DocumentKind::Minutes;
    let begun = has_begun(material.meeting);
    for format in Format::iter().filter(|format| format.is_of_the_record()) {
        match format {
            Format::Csv if !begun => {}
            Format::WebVtt if !begun || !material.meeting.is_timed() => {}
            Format::Calendar if calendar(&Facts::of(material.copied)).is_none() => {}
            Format::Csv => {
                for list in Sheet::iter().filter(|list| *list != Sheet::Tables) {
                    plan.push(file(minutes, format, list.into(), sheet(list)));
                }
            }
            Format::Calendar => plan.push(file(minutes, format, "calendar", Choices::default())),
            Format::WebVtt => plan.push(file(minutes, format, "chapters", Choices::default())),
            #[cfg(feature = "pdf")]
            Format::Pdf => {}
            Format::Text
            | Format::Markdown
            | Format::Docx
            | Format::Html
            | Format::Json
            | Format::Mail => {
                plan.push(file(minutes, format, "record", Choices::default()));
            }
        }
    }
    plan
}

/// Letters or reports about several items, each named by its item's place on the agenda: "letter-on-item-3".
fn on_items(
    document: DocumentKind,
    items: &[&Item],
    meeting: &Meeting,
    stem: &str,
) -> Vec<Planned> {
    let called: &str = document.into();
    let mut plan = Vec::new();
    for item in items {
        let all = &meeting.items;
        let place = all.iter().position(|one| one.id == item.id).unwrap_or(0) + 1;
        for format in Format::iter().filter(|format| document.is_of_use_as(*format)) {
            let (table, sheet) = if format == Format::Csv {
                ("-table", Sheet::Tables)
            } else {
                ("", Sheet::default())
            };
            let ends = format.extension();
            plan.push(Planned {
                name: format!("{stem}-{called}-on-item-{place}{table}.{ends}"),
                document,
                format,
                choices: Choices {
                    sheet,
                    ..Choices::default()
                },
                owner: None,
                about: Some((item.id, item.outline.title.clone())),
            });
        }
    }
    plan
}

/// Whether there is anything in a document: clerks do not hand out empty sheets.
fn has_content(document: DocumentKind, material: &Material<'_>) -> bool {
    let begun = || has_begun(material.meeting);
    match document {
        DocumentKind::Agenda => true,
        DocumentKind::Minutes | DocumentKind::DecisionNotice => begun(),
        DocumentKind::Letter => begun() && !document.subjects(material.meeting).is_empty(),
        DocumentKind::ActionSheet => action_sheet::is_there(material),
        DocumentKind::ProgressReport => progress_report::is_there(material),
        DocumentKind::Attendance => attendance::is_there(material),
        DocumentKind::WorkProgramme => work_programme::is_there(material),
    }
}

/// Whether anything can have happened in it yet.
fn has_begun(meeting: &Meeting) -> bool {
    match meeting.state() {
        State::Scheduled => false,
        State::InProgress
        | State::Adjourned
        | State::Closed
        | State::Approved
        | State::Withdrawn => true,
    }
}

/// A mail with their own actions to each owner.
fn to_owners(material: &Material<'_>, stem: &str) -> Vec<Planned> {
    let format = Format::Mail;
    let mut called: Vec<String> = Vec::new();
    let mut plan = Vec::new();
    for owner in owners(material, "") {
        let mut name = letters(&owner).join("-");
        if name.is_empty() {
            "somebody".clone_into(&mut name);
        }
        // Names may be alike in their letters.
        let mut number = 1;
        while called.contains(&name) {
            number += 1;
            name = format!("{}-{number}", letters(&owner).join("-"));
        }
        called.push(name.clone());
        plan.push(Planned {
            name: format!("{stem}-action-sheet-for-{name}.{}", format.extension()),
            document: DocumentKind::ActionSheet,
            format,
            choices: Choices::default(),
            owner: Some(owner),
            about: None,
        });
    }
    plan
}

/// "green-spaces-panel-2024-06-11": letters and figures that every file system takes.
pub fn stem(meeting: &Meeting) -> String {
    let date = meeting.head.date.format("%Y-%m-%d").to_string();
    let words: Vec<String> = letters(meeting.head.title())
        .into_iter()
        .chain([date])
        .collect();
    words.join("-")
}

/// The words of a name in small letters and figures, the first eight of them.
fn letters(name: &str) -> Vec<String> {
    name.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '\'' && letter != '’')
        .map(|word| word.replace(['\'', '’'], "").to_ascii_lowercase())
        .filter(|word| !word.is_empty())
        .take(8)
        .map(|word| word.chars().take(24).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::record::Record;
    use crate::export::tests::{evening, template};
    use crate::minutes::entry::Detail;
    use std::collections::BTreeSet;

    #[test]
    fn every_format_is_written_and_no_name_twice() {
        let mut record = evening();
        record.meeting.head.title = Some("../../etc: Members’ Ténants \u{202e}Workshop".to_owned());
        let template = template("workshop");
        let plan = plan(&Material::of(&record.copied(), &template));
        let names: BTreeSet<&str> = plan.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names.len(), plan.len());
        for format in Format::iter() {
            assert!(plan.iter().any(|one| one.format == format), "{format:?}");
        }
        for name in [
            "minutes.docx",
            "attendance.csv",
            "attendance-table.csv",
            "action-sheet.eml",
            "action-sheet-for-jo-carr-lee.eml",
            "agenda.html",
        ] {
            let name = format!("etc-members-t-nants-workshop-2025-03-04-{name}");
            assert!(names.contains(name.as_str()), "{name} in {names:?}");
        }
        assert!(!names.iter().any(|name| name.ends_with("minutes.eml")));
    }

    #[test]
    fn there_is_a_calendar_where_something_has_a_day_and_chapters_where_there_are_times() {
        let mut record = evening();
        let template = template("workshop");
        let has = |record: &Record, format| {
            let copied = record.copied();
            let plan = plan(&Material::of(&copied, &template));
            plan.iter().any(|one| one.format == format)
        };
        assert!(has(&record, Format::Calendar) && has(&record, Format::WebVtt));
        // No action of the evening has a day that was understood.
        for item in &mut record.meeting.items {
            item.entries
                .retain(|entry| !matches!(entry.detail, Detail::NextMeetings(_)));
        }
        assert!(!has(&record, Format::Calendar));
        record.meeting.source = Some(Box::new(crate::minutes::meeting::Source {
            name: "minutes.txt".to_owned(),
            sha256: String::new(),
            text: String::new(),
        }));
        assert!(!has(&record, Format::WebVtt) && has(&record, Format::Json));
    }

    #[test]
    fn there_is_a_letter_for_each_item_on_which_one_was_written() {
        let mut record = evening();
        for item in &mut record.meeting.items {
            item.letter = None;
        }
        let named = |meeting: &Meeting| -> Vec<String> {
            let template = template("scrutiny-panel");
            let copied = meeting.copy(Copy::Public);
            let plan = plan(&Material::of(&copied, &template)).into_iter();
            let plan = plan.filter(|one| one.document == DocumentKind::Letter);
            plan.filter(|one| one.format == Format::Text)
                .map(|one| one.name)
                .collect()
        };
        record.meeting.items[1].letter = Some(Box::default());
        assert_eq!(
            named(&record.meeting),
            ["housing-scrutiny-panel-2025-03-04-letter.txt"]
        );
        let subject = "The second letter".to_owned();
        record.meeting.items[2].letter = Some(Box::new(crate::minutes::writing::Letter {
            subject,
            ..Default::default()
        }));
        let meeting = &record.meeting;
        let wanted = ["letter-on-item-2.txt", "letter-on-item-3.txt"];
        assert_eq!(
            named(meeting),
            wanted.map(|name| format!("housing-scrutiny-panel-2025-03-04-{name}"))
        );
        let template = template("scrutiny-panel");
        let copied = meeting.copy(Copy::Public);
        let material = Material::of(&copied, &template);
        let says = |planned: &Planned| {
            let wanted = planned.wanted(Wanted::default());
            let (document, _) = planned.document.make(&material.wanting(wanted));
            crate::export::text(&document).contains("The second letter")
        };
        let letters = plan(&material).into_iter();
        let letters = letters.filter(|one| one.document == DocumentKind::Letter);
        for letter in letters {
            assert_eq!(
                says(&letter),
                letter.name.contains("item-3"),
                "{}",
                letter.name
            );
        }
    }

    #[test]
    fn there_is_a_report_for_each_item_on_which_one_was_written() {
        use crate::minutes::writing::Report;
        let mut record = evening();
        for (place, subject) in [(1, "Verges"), (2, "Kerbs")] {
            record.meeting.items[place].report = Some(Box::new(Report {
                subject: subject.to_owned(),
                ..Report::default()
            }));
        }
        let template = template("scrutiny-panel");
        let copied = record.copied();
        let material = Material::of(&copied, &template);
        let reports = plan(&material).into_iter();
        let reports: Vec<Planned> = reports
            .filter(|one| one.document == DocumentKind::ProgressReport)
            .collect();
        let stem = "housing-scrutiny-panel-2025-03-04-progress-report-on-item";
        for name in ["2.docx", "3.docx", "3-table.csv", "3.eml"] {
            let name = format!("{stem}-{name}");
            assert!(reports.iter().any(|one| one.name == name), "{name}");
        }
        for report in &reports {
            let (document, _) = report
                .document
                .make(&material.wanting(report.wanted(Wanted::default())));
            let text = crate::export::text(&document);
            assert_eq!(
                text.starts_with("Kerbs"),
                report.name.contains("item-3"),
                "{text}"
            );
        }
    }
}
