//! What the sample council's chair wrote for a letter, and its clerk for a report: the parts that no record knows.

use chrono::NaiveDate;
use minutebook::minutes::change::Change;
use minutebook::minutes::history::Manner;
use minutebook::minutes::ids::{ChangeId, IdSource, ItemId, MeetingId, Stamp};
use minutebook::minutes::writing::{Letter, Part, Report, Written};
use minutebook::store::protocol::{Line, What};

/// The journal lines of both, to follow those of the sample council.
pub fn lines(sample: &[Line], ids: &mut IdSource, now: Stamp) -> Vec<Line> {
    let mut changes = Vec::new();
    if let Some((meeting, item)) = item_called(sample, "Street trees: planting and losses") {
        let letter = Some(Box::new(letter()));
        changes.push((meeting, Change::LetterWritten { item, letter }));
    }
    if let Some((meeting, item)) = item_called(sample, "Actions from previous meetings") {
        let report = Some(Box::new(report()));
        changes.push((meeting, Change::ReportWritten { item, report }));
    }
    let line = |(meeting, change)| Line {
        id: ChangeId(ids.next(now)),
        at: now,
        manner: Manner::Made,
        what: What::Meeting(meeting, change),
    };
    changes.into_iter().map(line).collect()
}

/// The item with this title, of whichever meeting has it.
fn item_called(sample: &[Line], title: &str) -> Option<(MeetingId, ItemId)> {
    sample.iter().find_map(|line| match &line.what {
        What::Meeting(meeting, Change::Scheduled { items, .. }) => {
            let item = items.iter().find(|item| item.outline.title == title)?;
            Some((*meeting, item.id))
        }
        What::Meeting(..) | What::Register(_) => None,
    })
}

fn letter() -> Letter {
    Letter {
        date: NaiveDate::from_ymd_opt(2025, 5, 9),
        occasion: "the Tree Officer reported on planting and losses".to_owned(),
        context: "The Panel has followed the planting of street trees since the great gale, and members know that \
                  every tree which lives through its first summer owes it to somebody with a can."
            .to_owned(),
        news: "A working group on aftercare is being set up. Its terms of reference are enclosed.".to_owned(),
        reflection: "It was felt that the sea front deserves a list of species of its own.".to_owned(),
        enclosures: vec![
            "Terms of reference of the working group".to_owned(),
            "Map of trees planted and lost".to_owned(),
        ],
        reply_by: NaiveDate::from_ymd_opt(2025, 6, 6),
        ..Letter::default()
    }
}

fn report() -> Report {
    let front = |label: &str, text: &str| Written {
        label: label.to_owned(),
        text: text.to_owned(),
    };
    Report {
        subject: "Progress on the Panel's recommendations".to_owned(),
        front: vec![
            front(
                "Summary",
                "The report tells what has become of what the Panel asked for since it was set up.\n\
                 Members may wish to look at paragraph 2.2 first.",
            ),
            front(
                "Recommendations",
                "That the Panel is asked to note:\n- how its recommendations stand\n- the gaps named in paragraph 2.2",
            ),
            front("Financial implications", "There are none beyond the budgets that were agreed for the year."),
            front("Risks", "A recommendation that nobody follows is soon forgotten."),
            front(
                "Background papers",
                "Minutes of the Panel of 29 April 2025. They can be seen by asking Rhona McBeath, 01632 960 117.",
            ),
        ],
        body: vec![
            Part::Section("Background".to_owned()),
            Part::Paragraph(
                "The Panel makes recommendations to the Cabinet Member and to other bodies, and has asked for a report \
                 twice a year."
                    .to_owned(),
            ),
            Part::Heading("How they are followed".to_owned()),
            Part::Paragraph("Each has an owner, a date and a colour:".to_owned()),
            Part::Point("green where it is done, or on its way".to_owned()),
            Part::Point("amber where it is due soon, or has no date".to_owned()),
            Part::Point("red where its day has gone by".to_owned()),
            Part::Section("Where it stands".to_owned()),
            Part::Paragraph("The working groups are these.".to_owned()),
            Part::Row(vec!["Group".to_owned(), "Main areas of focus".to_owned()]),
            Part::Row(vec![
                "Aftercare of trees".to_owned(),
                "Who waters, with what, and for how long; what becomes of the barrels".to_owned(),
            ]),
            Part::Row(vec![
                "Footpaths under the sea".to_owned(),
                "At what hours they can be walked, and by whom this is to be published".to_owned(),
            ]),
            Part::Paragraph("For two recommendations nobody is named yet.".to_owned()),
        ],
        ..Report::default()
    }
}
