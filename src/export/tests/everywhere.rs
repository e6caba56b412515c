//! What must be in every format, and what must be in none.

use std::io::{Cursor, Read as _};

use proptest::prelude::*;
use strum::IntoEnumIterator as _;

use super::record::Record;
use super::{HOSTILE, action, document, empty, own, papers};
use crate::export::document::Words;
use crate::export::{
    Choices, DocumentKind, Facts, Format, Material, Sheet, csv, own as own_template,
};
use crate::minutes::action::{Dated, Standing, Step, Update};
use crate::minutes::agenda::{Item, ItemKind, Spell};
use crate::minutes::attendance::Attended;
use crate::minutes::background::Background;
use crate::minutes::entry::{Detail, Kind};
use crate::minutes::exempt::{Copy, Covers, Exclusion, Mark, Paragraph};
use crate::minutes::formal::{Majority, Manner, Vote};
use crate::minutes::ids::MeetingId;
use crate::minutes::writing::{Letter, Part, Report, Written};
use chrono::TimeDelta;

/// All that a reader, a program or a search finds in a file: its text, unpacked and without what a format writes
/// for a sign.
fn readable(format: Format, bytes: &[u8]) -> String {
    let text = || String::from_utf8(bytes.to_vec()).unwrap();
    match format {
        Format::Text | Format::WebVtt => text(),
        Format::Markdown => unescaped(&unmarked(&text())),
        Format::Html => unescaped(&text()),
        Format::Calendar => {
            let unfolded = text().replace("\r\n ", "");
            unfolded
                .replace("\\,", ",")
                .replace("\\;", ";")
                .replace("\\\\", "\\")
        }
        Format::Csv => text().replace("\"\"", "\""),
        Format::Mail => {
            let (headers, said) = crate::export::mail::tests::read(&text());
            let headers: Vec<String> = headers.into_iter().map(|(_, value)| value).collect();
            headers.join("\n") + "\n" + &said
        }
        Format::Json => {
            let value: serde_json::Value = serde_json::from_slice(bytes).unwrap();
            let mut out = String::new();
            strings(&value, &mut out);
            out
        }
        // Told by `files`, which has the document: the file itself is compressed, and speaks of glyphs.
        #[cfg(feature = "pdf")]
        Format::Pdf => String::new(),
        Format::Docx => {
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            let mut out = String::new();
            for at in 0..archive.len() {
                archive
                    .by_index(at)
                    .unwrap()
                    .read_to_string(&mut out)
                    .unwrap();
            }
            unescaped(&out)
        }
    }
}

fn strings(value: &serde_json::Value, out: &mut String) {
    match value {
        serde_json::Value::String(text) => {
            out.push_str(text);
            out.push('\n');
        }
        serde_json::Value::Array(all) => all.iter().for_each(|one| strings(one, out)),
        serde_json::Value::Object(all) => all.values().for_each(|one| strings(one, out)),
        _ => {}
    }
}

fn unescaped(text: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (sign, letter)| {
        text.replace(sign, letter)
    })
}

/// Markdown without the backslashes before signs.
fn unmarked(text: &str) -> String {
    let mut out = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\\' && letters.peek().is_some_and(char::is_ascii_punctuation) {
            out.extend(letters.next());
        } else {
            out.push(letter);
        }
    }
    out
}

/// Whether a format holds the text of every entry; the others hold some of them, or the beginnings.
fn holds_every_entry(format: Format, choices: Choices) -> bool {
    match format {
        Format::Text
        | Format::Markdown
        | Format::Docx
        | Format::Html
        | Format::Json
        | Format::Mail => true,
        #[cfg(feature = "pdf")]
        Format::Pdf => true,
        Format::Csv => choices.sheet == Sheet::Entries,
        Format::Calendar | Format::WebVtt => false,
    }
}

/// What may be in no file: control characters but line ends, and marks that turn the direction of writing. The mark
/// at the very beginning of a CSV file is the one that tells its encoding.
fn hidden(format: Format, text: &str) -> Option<usize> {
    let start = if format == Format::Csv {
        "\u{feff}".len()
    } else {
        0
    };
    text[start..].find(|letter: char| {
        let line_end = letter == '\n'
            || (letter == '\r' && matches!(format, Format::Csv | Format::Calendar));
        let turns = matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        turns || (letter.is_control() && !line_end)
    })
}

/// Every file that there is of a copy of a record, as what can be read in it, each with the document that it is of.
fn files(record: &Record, copy: Copy) -> Vec<(DocumentKind, Format, Choices, String)> {
    files_with(record, papers::background(record), copy)
}

fn files_with(
    record: &Record,
    background: Background,
    copy: Copy,
) -> Vec<(DocumentKind, Format, Choices, String)> {
    let template = own("[layout]\nentry-times = true\n");
    let copied = record.meeting.copy(copy);
    let mut files = Vec::new();
    for kind in DocumentKind::iter() {
        let material = Material::of(&copied, &template).with(&background);
        let (document, errors) = kind.make(&material);
        assert_eq!(errors, []);
        for (format, sheet) in Format::iter()
            .filter(|format| kind == DocumentKind::Minutes || !format.is_of_the_record())
            .flat_map(|format| Sheet::iter().map(move |sheet| (format, sheet)))
            .filter(|(format, sheet)| *format == Format::Csv || *sheet == Sheet::default())
            .chain([(Format::Csv, Sheet::Tables)])
        {
            let choices = Choices {
                sheet,
                offset: TimeDelta::zero(),
            };
            let Ok(bytes) = format.write(&copied, &document, choices) else {
                assert_eq!(format, Format::Calendar, "where nothing has a day");
                continue;
            };
            let text = match format {
                #[cfg(feature = "pdf")]
                Format::Pdf => crate::export::pdf::said(&document),
                _ => readable(format, &bytes),
            };
            files.push((kind, format, choices, text));
        }
    }
    files
}

/// Whether a document in some format holds the text of every entry of a kind.
fn holds(document: DocumentKind, format: Format, choices: Choices, kind: Kind) -> bool {
    let of_the_document = choices.sheet == Sheet::Tables || !format.is_of_the_record();
    if !of_the_document {
        return holds_every_entry(format, choices);
    }
    if format == Format::Csv {
        return document == DocumentKind::ActionSheet && kind == Kind::Action;
    }
    match document {
        DocumentKind::Minutes => true,
        DocumentKind::ActionSheet | DocumentKind::ProgressReport => kind == Kind::Action,
        DocumentKind::DecisionNotice => matches!(
            kind,
            Kind::Decision | Kind::Motion | Kind::Vote | Kind::Declaration
        ),
        DocumentKind::WorkProgramme => kind == Kind::Point,
        DocumentKind::Letter => {
            matches!(kind, Kind::Encouraging | Kind::Concern | Kind::Action)
        }
        DocumentKind::Agenda | DocumentKind::Attendance => false,
    }
}

/// A letter and a report that say it in every part.
fn write_about(item: &mut Item, words: &str) {
    let text = || words.to_owned();
    let lines = format!("{words}\n{words}");
    item.letter = Some(Box::new(Letter {
        subject: text(),
        occasion: text(),
        context: lines.clone(),
        news: lines.clone(),
        reflection: lines.clone(),
        enclosures: vec![text()],
        ..Letter::default()
    }));
    let sheet = ["Summary", "Recommendations", "Risks"].map(|label| Written {
        label: label.to_owned(),
        text: format!("{words}\n- {words}"),
    });
    item.report = Some(Box::new(Report {
        to: text(),
        subject: text(),
        front: sheet.to_vec(),
        body: vec![
            Part::Section(text()),
            Part::Paragraph(lines),
            Part::Point(text()),
            Part::Row(vec![text(), text()]),
            Part::Row(vec![text()]),
            Part::Heading(text()),
            Part::Unnumbered(text()),
        ],
        since: None,
    }));
}

/// A text that no other one holds, with something hostile in it.
fn any_text() -> impl Strategy<Value = String> {
    let hostile = prop_oneof![
        prop::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned),
        prop::sample::select(vec![
            "]]>",
            "<![CDATA[",
            "--> 00:00:01.000",
            "{ PAGE }",
            "=HYPERLINK(\"x\")",
            "+1",
            "@SUM(A1)",
            "-2+3",
            "\"",
            "a;b,c\\n",
            "BEGIN:VEVENT",
            "&amp;",
            "</w:t>",
            "</p>",
            "%s",
            "\u{0}\u{1}\u{1b}",
            "\u{2067}x\u{2069}",
            "\u{ffff}",
            "e\u{301}👨‍👩‍👧שלום",
            "{{ title }}",
            "\\u0000",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,12}",
    ];
    (hostile.clone(), hostile).prop_map(|(before, after)| format!("{before} {after}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_public_entry_is_in_every_file_and_no_private_note_or_control_in_any(
        entries in prop::collection::vec((prop::sample::select(Kind::iter().collect::<Vec<_>>()), any_text()), 1..8),
        name in any_text(),
    ) {
        let mut record = empty();
        record.meeting.head.body.name.clone_from(&name);
        record.meeting.sitting.commenced = Some(record.now);
        let item = record.item(&format!("Business {name}"));
        record.meeting.items[0].outline.kind = ItemKind::WorkProgramme;
        record.meeting.items[0].outline.prompts = "SECRET prompt".to_owned();
        record.meeting.items[0].outline.prepared = vec!["SECRET draft".to_owned()];
        let owner = record.person(Some(&name), &name, &name);
        let owner = record.seat(owner, Some(&name), &name, Attended::Present);
        record.meeting.items[0].outline.guests = vec![owner];
        write_about(&mut record.meeting.items[0], &name);
        let mut public = Vec::new();
        for (at, (kind, text)) in entries.iter().enumerate() {
            let mark = if *kind == Kind::Private { "SECRET" } else { "Open" };
            // Marks on both sides, so that nothing of the text can be lost at its ends.
            let text = format!("{mark}{at} {text} Z{at}");
            let detail = match kind {
                Kind::Action => action(&[(Some(owner), ""), (None, &name)], Some(&name)),
                _ => Detail::None,
            };
            record.detailed(item, *kind, &text, detail);
            if *kind != Kind::Private {
                public.push((*kind, text));
            }
        }
        record.meeting.items[0].spells = vec![Spell { put: record.now, left: None }];
        for (document, format, choices, text) in files(&record, Copy::Public) {
            prop_assert!(!text.contains("SECRET"), "{document:?} {format:?}: {text}");
            prop_assert_eq!(hidden(format, &text), None, "{:?} {:?}: {}", document, format, text);
            for (kind, entry) in &public {
                if !holds(document, format, choices, *kind) {
                    continue;
                }
                for line in Words::new(entry).lines() {
                    prop_assert!(text.contains(line), "{line:?} in {document:?} {format:?}: {text}");
                }
            }
        }
    }
}

/// How an entry comes to be exempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    /// Not at all.
    Nothing,
    /// It is marked itself; a summary stands for it.
    Mark,
    /// Its item is marked.
    Item,
    /// The public was out.
    Exclusion,
}

/// A record with entries that are exempt in each way, and a background that tells of other exempt business.
fn half_exempt(entries: &[(Kind, By, String)]) -> Record {
    let mut record = empty();
    record.meeting.sitting.commenced = Some(record.now);
    let (open, shut) = (record.item("Open business"), record.item("Exempt business"));
    let owner = record.person(None, "Ann", "Bell");
    let owner = record.seat(owner, None, "Officers", Attended::Present);
    for item in &mut record.meeting.items {
        item.outline.kind = ItemKind::WorkProgramme;
        item.outline.guests = vec![owner];
    }
    write_about(&mut record.meeting.items[0], "Open letter");
    write_about(&mut record.meeting.items[1], "SECRET letter");
    record.meeting.items[1].outline.prepared = vec!["SECRET draft".to_owned()];
    let mut voted = Vec::new();
    for (kind, by, text) in entries {
        let detail = match kind {
            Kind::Action => action(&[(Some(owner), "")], Some("SECRET_IS_NOT_HERE")),
            Kind::Motion => Detail::Motion(Box::default()),
            _ => Detail::None,
        };
        let item = if *by == By::Item { shut } else { open };
        record.detailed(item, *kind, text, detail);
        let entry = record.meeting.items.iter_mut().find(|one| one.id == item);
        let entry = entry.unwrap().entries.last_mut().unwrap();
        if *kind == Kind::Motion {
            voted.push((entry.id, text.clone()));
        }
        match by {
            By::Nothing | By::Item => {}
            By::Mark => record.meeting.marks.push(Mark {
                summary: "Summary of one thing.".to_owned(),
                ..Mark::new(Covers::Entry(entry.id), vec![Paragraph::Crime])
            }),
            By::Exclusion => {
                let at = record.now;
                // Some seconds to either side, so that nothing else lies within.
                record.meeting.sitting.exclusions.push(Exclusion {
                    from: at - TimeDelta::seconds(9),
                    until: Some(at + TimeDelta::seconds(9)),
                    paragraphs: Vec::new(),
                });
            }
        }
    }
    // Votes on motions tell their words again, wherever they are recorded.
    for (on, text) in voted {
        let vote = Vote {
            on: Some(on),
            en_bloc: Vec::new(),
            manner: Manner::Agreed,
            majority: Majority::Simple,
            at: record.now,
            electorate: Vec::new(),
            members: 1,
            chair: None,
            casting: None,
            asked: Vec::new(),
        };
        record.detailed(open, Kind::Vote, &text, Detail::Vote(Box::new(vote)));
    }
    record.meeting.marks.push(Mark {
        summary: "Summary of the item.".to_owned(),
        ..Mark::new(Covers::Item(shut), vec![Paragraph::Affairs])
    });
    let spell = Spell {
        put: record.meeting.sitting.commenced.unwrap(),
        left: None,
    };
    for item in &mut record.meeting.items {
        item.spells = vec![spell];
    }
    record
}

/// What is on record besides, as the store hands it out for a copy.
fn besides(record: &Record, copy: Copy) -> Background {
    let mut all = papers::background(record);
    let mut secret = all.actions[0].clone();
    secret.minuted.text = "SECRET action of another meeting".to_owned();
    secret.minuted.exempt = true;
    let mut heard = all.actions[1].clone();
    heard.minuted.text = "Public action, heard of in private".to_owned();
    heard.steps.push(Dated {
        exempt: true,
        at: record.now,
        update: Update {
            step: Step::Progress,
            note: "SECRET note".to_owned(),
        },
    });
    heard.standing = Standing::of(&heard.agreed, heard.steps.clone());
    all.actions.extend([secret, heard]);
    all.actions = all
        .actions
        .into_iter()
        .filter_map(|one| one.for_copy(copy))
        .collect();
    let mut other = record.meeting.clone();
    other.id = MeetingId(uuid::Uuid::from_u128(77));
    all.meetings = vec![other.copy(copy)];
    all.copy = copy;
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn what_is_exempt_is_in_every_full_copy_and_in_no_public_one(
        entries in prop::collection::vec(
            (
                prop::sample::select(Kind::iter().filter(|kind| *kind != Kind::Private).collect::<Vec<_>>()),
                prop::sample::select(vec![By::Nothing, By::Mark, By::Item, By::Exclusion]),
                any_text(),
            ),
            1..8,
        ),
    ) {
        let entries: Vec<(Kind, By, String)> = entries
            .into_iter()
            .enumerate()
            .map(|(at, (kind, by, text))| {
                let word = if by == By::Nothing { "Open" } else { "SECRET" };
                (kind, by, format!("{word}{at} {text} Z{at}"))
            })
            .collect();
        let record = half_exempt(&entries);
        let any_exempt = entries.iter().any(|(_, by, _)| *by != By::Nothing);
        for copy in [Copy::Public, Copy::Full] {
            let files = files_with(&record, besides(&record, copy), copy);
            for (document, format, choices, text) in files {
                prop_assert_eq!(hidden(format, &text), None, "{:?} {:?}: {}", document, format, text);
                let text = text.replace("SECRET_IS_NOT_HERE", "");
                if copy == Copy::Public {
                    prop_assert!(!text.contains("SECRET"), "{document:?} {format:?}: {text}");
                    prop_assert!(!text.contains("NOT FOR PUBLICATION"), "{document:?} {format:?}: {text}");
                } else if !format.is_of_the_record() || choices.sheet == Sheet::Tables {
                    prop_assert!(text.contains("NOT FOR PUBLICATION"), "{document:?} {format:?}: {text}");
                }
                for (kind, by, entry) in &entries {
                    let is_there = copy == Copy::Full || *by == By::Nothing;
                    // A letter and a report are about one item.
                    let of_one = matches!(document, DocumentKind::Letter | DocumentKind::ProgressReport);
                    let is_elsewhere = of_one && *by == By::Item;
                    if !is_there || is_elsewhere || !holds(document, format, choices, *kind) {
                        continue;
                    }
                    for line in Words::new(entry).lines() {
                        prop_assert!(text.contains(line), "{line:?} in {document:?} {format:?}: {text}");
                    }
                }
                let holds_summaries = document == DocumentKind::Minutes && holds_every_entry(format, choices);
                if copy == Copy::Public && holds_summaries && !format.is_of_the_record() {
                    prop_assert!(text.contains("Summary of the item."), "{format:?}: {text}");
                }
            }
            let copied = record.meeting.copy(copy);
            let facts = Facts::of(&copied);
            let source = "{{ items }}{{ actions }}{{ votes }}{{ next_meetings }}{{ attendance }}";
            let (text, slips) = own_template("x.txt", source, &facts);
            prop_assert_eq!(slips, []);
            let text = text.unwrap().replace("SECRET_IS_NOT_HERE", "");
            prop_assert_eq!(text.contains("SECRET"), copy == Copy::Full && any_exempt, "{}", text);
            prop_assert_eq!(facts.exempt, copy == Copy::Full && any_exempt);
        }
    }
}

#[test]
fn a_spreadsheet_works_nothing_out_and_a_users_template_reads_nothing_into_the_text() {
    let mut record = empty();
    let item = record.item("=1+1");
    for text in [
        "=cmd|' /C calc'!A0",
        "+1+A1",
        "-A1",
        "@x",
        "{{ title }}{% endfor %}",
    ] {
        record.entry(item, Kind::Narrative, text);
    }
    record.meeting.head.place = "=1".to_owned();
    let document = document(&record, &own(""));
    let facts = Facts::of(&record.copied());
    for sheet in Sheet::iter() {
        for line in csv(&facts, &document, sheet).lines() {
            for cell in line.trim_start_matches('\u{feff}').split(',') {
                let cell = cell.trim_start_matches('"');
                assert!(!cell.starts_with(['=', '+', '-', '@']), "{line}");
            }
        }
    }
    let source = "{% for entry in items[0].entries %}{{ entry.text }}|{% endfor %}";
    let (text, slips) = own_template("x.txt", source, &facts);
    assert_eq!(slips, []);
    assert!(text.unwrap().ends_with("{{ title }}{% endfor %}|"));
}
