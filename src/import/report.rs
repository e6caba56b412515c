//! A report to a body, which is no minutes: what is asked for there stands in its list of recommendations.
//!
//! Authorities put a sheet before a report, with labels ("Report To:", "Subject:", "Recommendations:"). The numbers in
//! it count recommendations, not items, so it is read as one item of business, the subject, with every paragraph under
//! it, and each recommendation as an action of whoever it says is to act.

use std::collections::HashSet;
use std::ops::Range;

use chrono::NaiveDate;

use super::items::Heading;
use super::lines::Line;
use super::paragraphs::Block;
use super::proposal::{Action, Marking};
use super::{marker, text};
use crate::minutes::due::Setting;
use crate::minutes::recommendation;

/// How many lines of a report its labels stand in.
const SHEET: usize = 60;

/// Where the parts of a report are, as places of lines, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// To whom, as printed.
    pub to: String,
    /// The line that names the subject.
    pub subject: Heading,
    /// The lines of the recommendations, without their label.
    pub recommendations: Range<usize>,
    /// Those on which one of them begins.
    pub starts: HashSet<usize>,
}

/// Finds out whether a text is a report with recommendations, and where they are.
pub fn find(lines: &[Line]) -> Option<Report> {
    let sheet = || lines.iter().enumerate().take(SHEET);
    let to = sheet().find_map(|(_, line)| labelled(&line.text, &["report to", "to"]))?;
    sheet().find_map(|(_, line)| {
        labelled(
            &line.text,
            &[
                "reporting officer",
                "report of",
                "report by",
                "report author",
                "author",
            ],
        )
    })?;
    let (place, subject) = sheet().find_map(|(place, line)| {
        labelled(&line.text, &["subject", "report title", "title"]).map(|title| (place, title))
    })?;
    let label = sheet().find_map(|(place, line)| {
        let labels = ["recommendations", "recommendation", "recommendation(s)"];
        labelled(&line.text, &labels).map(|_| place)
    })?;
    let end = lines
        .iter()
        .enumerate()
        .skip(label + 1)
        .find(|(_, line)| line.strong || is_label(&line.text))
        .map_or(lines.len(), |(place, _)| place);
    let recommendations = label + 1..end;
    let mut starts = HashSet::new();
    let mut next = 1;
    for (place, line) in lines.iter().enumerate().take(end).skip(label + 1) {
        let numbered = marker::read(&line.text)
            .is_some_and(|marker| marker.parts == [next] && !marker.rest.is_empty());
        if numbered || marker::part(&line.text).is_some() || line.bullet && next == 1 {
            starts.insert(place);
        }
        next += u32::from(numbered);
    }
    Some(Report {
        to: to.to_owned(),
        subject: Heading {
            place,
            number: None,
            rest: subject.to_owned(),
            alone: false,
        },
        recommendations,
        starts,
    })
}

impl Report {
    /// The recommendations among the paragraphs, each as an action; their days count from that of the report.
    pub fn actions(&self, blocks: &[Block], date: NaiveDate) -> Vec<Action> {
        let setting = Setting {
            said_on: date,
            next_meeting: None,
        };
        blocks
            .iter()
            .filter(|block| self.recommendations.contains(&block.place))
            .filter(|block| self.starts.contains(&block.place))
            .map(|block| {
                let words = without_mark(&block.text);
                let said = recommendation::read(words, &setting);
                Action {
                    text: words.to_owned(),
                    owner: (!said.actors.is_empty()).then(|| said.actors.join("; ")),
                    due: said.due.map(|due| due.as_written),
                    kind: Marking::Marked,
                    line: block.lines.0,
                    ..Action::default()
                }
            })
            .collect()
    }
}

/// What stands behind a label at the beginning of a line: "Report To: Council", "Subject  Trees".
fn labelled<'t>(line: &'t str, labels: &[&str]) -> Option<&'t str> {
    let lower = text::lower(text::start(line, 40));
    labels.iter().find_map(|label| {
        let rest = lower.strip_prefix(label)?;
        let is_whole = rest.is_empty() || rest.starts_with([':', '\t']);
        let value = line.get(label.len()..).filter(|_| is_whole)?;
        Some(value.trim_start_matches([':', '\t', ' ']).trim())
    })
}

/// "Corporate Plan:", alone on its line.
fn is_label(line: &str) -> bool {
    line.ends_with(':')
        && line.split_whitespace().count() <= 5
        && line.starts_with(char::is_uppercase)
}

/// A recommendation without its number, letter or bullet.
fn without_mark(text: &str) -> &str {
    let after = marker::read(text)
        .map(|marker| marker.rest)
        .or_else(|| marker::part(text).and_then(|length| text.get(length..)));
    after.unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use super::super::read;

    const SHEET: &str = "\
**Report To:** HARBOUR BOARD

**Date:** 5 March 2031

**Reporting Officer:** Piotr Zawada - Harbour Master

**Subject:** **THE SWING BRIDGE**

**Report Summary:** The bridge sticks. The Clerk to write to nobody.

**Recommendations:** The Board accepts the findings:

1. The Board commissions a survey of the bearings, with a report by the end
of June 2031.

2. The Clerk to publish the hours of opening on
a quarterly basis.

**Financial Implications:**

1. Grease is cheap.
2. Bearings are not.
";

    #[test]
    fn each_recommendation_is_an_action_and_no_item() {
        let read = read(SHEET, None);
        let actions: Vec<String> = read
            .actions
            .iter()
            .map(|action| {
                format!(
                    "{}|{}|{}",
                    action.owner.as_deref().unwrap_or("-"),
                    action.due.as_deref().unwrap_or("-"),
                    action.text
                )
            })
            .collect();
        assert_eq!(
            actions,
            [
                "Board|by the end of June 2031|The Board commissions a survey of the bearings, with a report by the end \
                 of June 2031.",
                "Clerk|on a quarterly basis|The Clerk to publish the hours of opening on a quarterly basis.",
            ]
        );
        let titles: Vec<&str> = read.items.iter().map(|item| item.title.as_str()).collect();
        assert_eq!(titles, ["THE SWING BRIDGE"]);
        assert_eq!(read.body.as_deref(), Some("HARBOUR BOARD"));
        assert!(read.present.is_empty());
        let whole: Vec<&str> = read
            .items
            .iter()
            .flat_map(|item| &item.entries)
            .map(|entry| entry.text.as_str())
            .collect();
        assert!(whole.contains(&"2. Bearings are not."), "{whole:?}");
    }

    #[test]
    fn the_published_report_asks_for_seven_things() {
        let cases = std::env::var_os("MINUTEBOOK_CASES")
            .map_or_else(|| "../shared/cases".into(), std::path::PathBuf::from);
        let file = cases.join("council-report/source.txt");
        let Ok(text) = std::fs::read_to_string(&file) else {
            eprintln!("skipped: {} is not there", file.display());
            return;
        };
        let actions = read(&text, None).actions;
        assert_eq!(actions.len(), 7);
        assert!(actions.iter().all(|action| action.owner.is_some()));
        let due: Vec<usize> = (0..7).filter(|at| actions[*at].due.is_some()).collect();
        assert_eq!(due, [2, 3]);
    }

    #[test]
    fn minutes_with_recommendations_are_minutes() {
        let text = "Harbour Board\nMinutes, 5 March 2031\n1. Bridge\nRecommendations:\n1. That it be greased.\n2. Lights\nNoted.\n";
        assert!(read(text, None).items.len() > 1);
    }
}
