//! The sub-committee's workshop: less formal, more questions.

use crate::minutes::agenda::ItemKind;
use crate::minutes::attendance::Attended;
use crate::minutes::entry::Kind;

use super::Council;
use super::council::{Called, Who};
use super::script::{Step, Telling, outline};

/// A workshop of the sub-committee, two weeks ago.
pub fn sub_committee(council: &mut Council<'_>) {
    let date = council.day_before(14);
    let others = [
        (Who::Threlkeld, "Officers"),
        (Who::Mcbeath, "Officers"),
        (Who::Sallow, "Guests"),
    ];
    let Some(mut head) = council.head(Called::SubCommittee, date) else {
        return;
    };
    head.title = Some("Library Futures Workshop".to_owned());
    let seats = council.seats(Called::SubCommittee, date, &others);
    let mut opening = outline(
        "What a library is for on a wet Tuesday",
        ItemKind::Business,
        45,
    );
    opening.presenters = council.people(&[Who::Threlkeld]);
    opening.guests = council.people(&[Who::Sallow]);
    let agenda = vec![
        opening,
        outline("Opening hours: three sketches", ItemKind::Business, 45),
        outline("What happens next", ItemKind::Business, 15),
    ];
    let id = council.meeting_id();
    Telling::call(council, id, head, seats, agenda).tell(steps());
}

fn steps() -> Vec<Step> {
    use Attended as A;
    use Kind as K;
    vec![
        Step::Mark(Who::Ramanathan, A::Present),
        Step::Mark(Who::Adeyemi, A::Present),
        Step::Mark(Who::Snell, A::Apologies),
        Step::Mark(Who::Farthing, A::Present),
        Step::Mark(Who::Threlkeld, A::Present),
        Step::Mark(Who::Mcbeath, A::Present),
        Step::Mark(Who::Sallow, A::Present),
        Step::Put,
        Step::Say(
            K::Narrative,
            "Jean Threlkeld, Head of Libraries, opened the workshop with a count of one wet Tuesday: 340 visitors, of \
             whom 90 borrowed a book, 120 came to be warm, and one to return an umbrella lent by her predecessor.",
        ),
        Step::Say(K::LeadIn, "Members and guests spoke of:"),
        Step::Say(K::Point, "Rooms in which young people may be loud"),
        Step::Say(K::Point, "Rooms in which nobody may"),
        Step::Say(
            K::Question,
            "Whether a library can also be a post office, and on whose pay roll",
        ),
        Step::Say(
            K::Encouraging,
            "The Youth Council's homework club has a waiting list",
        ),
        Step::Say(
            K::Concern,
            "The lift has been out of order for eleven weeks",
        ),
        Step::Do(
            "Date for the repair of the lift to be given in writing",
            &[Who::Threlkeld],
            "by Friday",
        ),
        Step::Wait(14),
        Step::Put,
        Step::Say(
            K::Narrative,
            "Three sketches of opening hours were pinned up and amended in felt pen.",
        ),
        Step::Say(
            K::Decision,
            "AGREED: That sketch B go forward, with Saturday evenings from sketch C.",
        ),
        Step::Do(
            "Sketch B to be costed, with and without Saturday evenings",
            &[Who::Threlkeld],
            "early next month",
        ),
        Step::Do(
            "Young people to be asked what loud means",
            &[Who::Sallow],
            "",
        ),
        Step::Put,
        Step::Say(
            K::Narrative,
            "The Chair thanked all who came, and asked that the felt pens be returned.",
        ),
    ]
}
