//! The panel's meeting of today, ready to be started, and the one after it.

use crate::minutes::agenda::{ItemKind, Outline};
use crate::minutes::ids::MeetingId;

use super::Council;
use super::council::{Called, Who};
use super::script::{Telling, outline};

/// Calls the meeting of today, with guests, prepared text and prompts.
pub fn panel(council: &mut Council<'_>, id: MeetingId) {
    let date = council.now.date_naive();
    let others = [
        (Who::Qadri, "Guests"),
        (Who::Halloran, "Officers"),
        (Who::Dabb, "Officers"),
        (Who::Ellery, "Officers"),
        (Who::Mcbeath, "Officers"),
        (Who::Sallow, "Guests"),
    ];
    let Some(head) = council.head(Called::Panel, date) else {
        return;
    };
    let seats = council.seats(Called::Panel, date, &others);
    let agenda = agenda(council);
    Telling::call(council, id, head, seats, agenda);
}

fn agenda(council: &Council<'_>) -> Vec<Outline> {
    let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    vec![
        Outline {
            prompts: "Remind members: an interest that comes to mind later can be declared later.".to_owned(),
            ..outline("Declarations of interest", ItemKind::Declarations, 0)
        },
        Outline {
            presenters: council.people(&[Who::Ellery]),
            guests: council.people(&[Who::Qadri, Who::Sallow]),
            prepared: lines(&[
                "The Panel received a presentation on the condition of the borough's 38 play areas.",
                ":Members asked questions on:",
                "?How often swings are inspected, and by whom",
                "!Costs of the Gull Lane slide to be set out @Ellery >before the next meeting",
            ]),
            prompts: "Councillor Qadri has to leave at seven.\nRobin Sallow speaks for the Youth Council: five minutes."
                .to_owned(),
            ..outline("Play areas: condition and plans", ItemKind::Business, 40)
        },
        Outline {
            presenters: council.people(&[Who::Dabb]),
            prepared: lines(&["The Panel received a report on the winter gritting routes."]),
            ..outline("Gritting routes for the winter", ItemKind::Business, 20)
        },
        Outline {
            presenters: council.people(&[Who::Halloran]),
            ..outline("Performance of the Place directorate", ItemKind::Information, 5)
        },
        outline("Work programme", ItemKind::WorkProgramme, 15),
        outline("Chair's update", ItemKind::ChairsUpdate, 5),
        outline("Date of next meeting", ItemKind::NextMeeting, 0),
        outline("Urgent items", ItemKind::Urgent, 0),
    ]
}

/// Calls the meeting after that of today, six weeks on, with what was carried to it from the last one.
pub fn next(council: &mut Council<'_>, id: MeetingId) {
    let date = council.day_after(42);
    let Some(head) = council.head(Called::Panel, date) else {
        return;
    };
    let seats = council.seats(Called::Panel, date, &[]);
    let carried = |words| council.entry_beginning(words).into_iter().collect();
    let agenda = vec![
        outline("Declarations of interest", ItemKind::Declarations, 0),
        outline("Declaration of party whip", ItemKind::Whip, 0),
        outline("Minutes of the last meeting", ItemKind::Minutes, 5),
        Outline {
            carried: carried("Volunteers' rain barrels"),
            prepared: vec![
                "The rain barrels of the Friends are neither insured nor blessed yet; nobody is named for it.".to_owned(),
            ],
            ..outline("Actions from previous meetings", ItemKind::PreviousActions, 10)
        },
        Outline {
            carried: carried("Bus shelters"),
            ..outline("Bus shelters", ItemKind::Business, 30)
        },
        outline("Work programme", ItemKind::WorkProgramme, 15),
        outline("Date of next meeting", ItemKind::NextMeeting, 0),
        outline("Urgent items", ItemKind::Urgent, 0),
    ];
    Telling::call(council, id, head, seats, agenda);
}
