//! Past meetings, told as they went: a list of steps, minute by minute.

use chrono::{NaiveDate, TimeDelta};

use crate::minutes::action::{self, ReportBack, Update};
use crate::minutes::agenda::{Item, ItemKind, Outline};
use crate::minutes::attendance::{Attended, Presence, Seat};
use crate::minutes::change::Change;
use crate::minutes::dates::DateForm;
use crate::minutes::due::{self, Setting};
use crate::minutes::entry::{
    Action, Declaration, Detail, Entry, Interest, Kind, NextMeeting, NextMeetings, Owner, Status,
};
use crate::minutes::ids::{EntryId, ItemId, MeetingId, PresenceId, Stamp};
use crate::minutes::meeting::Head;
use crate::minutes::person::NameForm;

use super::council::{Called, Who};
use super::{Council, time};

/// One thing that happened; a minute passes with each.
#[derive(Clone, Copy)]
pub enum Step {
    /// Something noted of somebody.
    Mark(Who, Attended),
    /// The chair put the next item.
    Put,
    /// So many minutes passed.
    Wait(i64),
    /// Something was recorded.
    Say(Kind, &'static str),
    /// Somebody is to do something, by then.
    Do(&'static str, &'static [Who], &'static str),
    /// The last action has been done since.
    Done,
    /// Another body is to do something, by then; in its own word, the meeting does so.
    Recommend(&'static str, &'static str, Called, &'static str),
    /// The last action is to be reported to a meeting of the same body.
    Back(MeetingId, NaiveDate),
    /// A topic of the work programme is promised to a day.
    Promise(&'static str, NaiveDate),
    /// Somebody declared an interest.
    Declare(Who, Interest, &'static str, bool, &'static str),
    /// The next meeting was announced, which stands in the diary since.
    Next(MeetingId, NaiveDate),
    /// The meeting stopped, or went on.
    Pause,
    /// It went on.
    Resume,
}

/// A meeting being told.
pub struct Telling<'c, 'i> {
    council: &'c mut Council<'i>,
    id: MeetingId,
    head: Head,
    seats: Vec<Seat>,
    items: Vec<ItemId>,
    put: usize,
    clock: Stamp,
    actions: u32,
    last_action: Option<EntryId>,
}

impl<'c, 'i> Telling<'c, 'i> {
    /// Calls a meeting two weeks before it is held, with an agenda of titles, kinds and minutes planned.
    pub fn call(
        council: &'c mut Council<'i>,
        id: MeetingId,
        head: Head,
        seats: Vec<Seat>,
        outlines: Vec<Outline>,
    ) -> Self {
        let items: Vec<Item> = outlines
            .into_iter()
            .map(|outline| Item::new(ItemId(council.id()), outline))
            .collect();
        let begins = head.time.unwrap_or_else(|| time(18, 0));
        let clock = council.stamp(head.date, begins);
        let called = (clock - TimeDelta::days(14)).min(council.now);
        let ids = items.iter().map(|item| item.id).collect();
        let change = Change::Scheduled {
            head: head.clone(),
            seats: seats.clone(),
            items,
        };
        council.meeting(called, id, change);
        Self {
            council,
            id,
            head,
            seats,
            items: ids,
            put: 0,
            clock,
            actions: 0,
            last_action: None,
        }
    }

    /// Starts the meeting, takes the steps, and closes it.
    pub fn tell(mut self, steps: Vec<Step>) {
        self.change(Change::Commenced { at: self.clock });
        for step in steps {
            self.step(step);
            self.clock += TimeDelta::minutes(1);
        }
        self.change(Change::Terminated { at: self.clock });
    }

    fn change(&mut self, change: Change) {
        self.council.meeting(self.clock, self.id, change);
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Mark(who, what) => self.mark(who, what),
            Step::Put => {
                if let Some(item) = self.items.get(self.put).copied() {
                    self.put += 1;
                    let at = self.clock;
                    self.change(Change::ItemPut { item, at });
                }
            }
            Step::Wait(minutes) => self.clock += TimeDelta::minutes(minutes),
            Step::Say(kind, text) => {
                self.entry(kind, text, Detail::None);
            }
            Step::Do(text, owners, due) => {
                self.actions += 1;
                let action = self.action(owners, due);
                self.last_action = self.entry(Kind::Action, text, Detail::Action(action));
            }
            Step::Recommend(text, verb, to, due) => {
                self.actions += 1;
                let action = Action {
                    owners: self.body_as_owner(to).into_iter().collect(),
                    verb: Some(verb.to_owned()),
                    ..self.action(&[], due)
                };
                self.last_action = self.entry(Kind::Action, text, Detail::Action(action));
            }
            Step::Back(meeting, on) => self.report_back(meeting, on),
            Step::Promise(topic, day) => {
                let called = &self.head.body.called;
                let text = format!("{topic} – {called} on {}.", DateForm::Long.format(day));
                self.entry(Kind::Point, &text, Detail::None);
            }
            Step::Done => {
                if let Some(entry) = self.last_action {
                    let status = Status::Complete;
                    self.change(Change::ActionMarked { entry, status });
                }
            }
            Step::Declare(who, interest, nature, leaves, text) => {
                if let Some(person) = self.council.person_id(who) {
                    let declaration = Declaration {
                        person,
                        interest,
                        nature: nature.to_owned(),
                        leaves,
                        item: None,
                        speaks: false,
                        dispensation: String::new(),
                        without_vote: false,
                    };
                    self.entry(Kind::Declaration, text, Detail::Declaration(declaration));
                }
            }
            Step::Next(meeting, date) => {
                let text = format!(
                    "To note that the next meeting of the {} will take place on {}.",
                    self.head.body.name,
                    DateForm::WeekdayLong.format(date)
                );
                let dates = vec![NextMeeting {
                    meeting,
                    date,
                    created: true,
                    time: self.head.time,
                    place: self.head.place.clone(),
                }];
                let next = NextMeetings { dates, time: None };
                self.entry(Kind::Narrative, &text, Detail::NextMeetings(next));
            }
            Step::Pause => self.change(Change::Adjourned { at: self.clock }),
            Step::Resume => self.change(Change::Resumed { at: self.clock }),
        }
    }

    fn mark(&mut self, who: Who, what: Attended) {
        let Some(person) = self.council.person_id(who) else {
            return;
        };
        if !self.seats.iter().any(|seat| seat.person.id == person) {
            return;
        }
        let presence = Presence {
            id: PresenceId(self.council.id()),
            person,
            at: self.clock,
            what,
        };
        self.change(Change::Noted { presence });
    }

    fn body_as_owner(&self, called: Called) -> Option<Owner> {
        let body = self.council.body(called)?;
        Some(Owner {
            body: Some(body.id),
            name: body.name.clone(),
            ..Owner::default()
        })
    }

    fn report_back(&mut self, meeting: MeetingId, on: NaiveDate) {
        if let Some(entry) = self.last_action {
            let to = ReportBack {
                body: self.head.body.id,
                name: self.head.body.name.clone(),
                meeting: Some(meeting),
                on: Some(on),
            };
            let update = Update {
                step: action::Step::ReportBack(Some(to)),
                note: String::new(),
            };
            let at = self.clock;
            self.change(Change::ActionUpdated { entry, at, update });
        }
    }

    fn action(&self, owners: &[Who], due: &str) -> Action {
        use chrono::Datelike;
        let date = self.head.date;
        let setting = Setting {
            said_on: date,
            next_meeting: date.checked_add_days(chrono::Days::new(42)),
        };
        Action {
            reference: format!("{}/{}/{}", self.head.body.code, date.year(), self.actions),
            owners: owners
                .iter()
                .filter_map(|who| self.council.person(*who))
                .map(|person| Owner {
                    person: Some(person.id),
                    name: person.name(NameForm::Titled, date),
                    ..Owner::default()
                })
                .collect(),
            due: (!due.is_empty()).then(|| due::read(due, &setting)),
            ..Action::default()
        }
    }

    /// Records an entry that took half a minute to type.
    fn entry(&mut self, kind: Kind, text: &str, detail: Detail) -> Option<EntryId> {
        let item = self.items.get(self.put.checked_sub(1)?).copied()?;
        let id = EntryId(self.council.id());
        let entry = Entry {
            id,
            kind,
            text: text.to_owned(),
            started_at: self.clock,
            recorded_at: self.clock + TimeDelta::seconds(30),
            detail,
            source: None,
            prepared: None,
        };
        self.change(Change::EntryAdded {
            item,
            entry,
            place: None,
        });
        Some(id)
    }
}

/// An item of which the title, the kind and perhaps the minutes are known.
pub fn outline(title: &str, kind: ItemKind, planned: u16) -> Outline {
    Outline {
        title: title.to_owned(),
        kind,
        planned: (planned > 0).then_some(planned),
        ..Outline::default()
    }
}

/// The panel's last meeting, which announced the one of today; something is to be reported to the one after that.
pub fn panel(council: &mut Council<'_>, id: MeetingId, today: MeetingId, after: MeetingId) {
    let date = council.day_before(42);
    let others = [
        (Who::Halloran, "Officers"),
        (Who::OkaforLane, "Officers"),
        (Who::Mcbeath, "Officers"),
        (Who::Fripp, "Guests"),
    ];
    let Some(head) = council.head(Called::Panel, date) else {
        return;
    };
    let seats = council.seats(Called::Panel, date, &others);
    let mut trees = outline("Street trees: planting and losses", ItemKind::Business, 40);
    trees.presenters = council.people(&[Who::OkaforLane]);
    trees.guests = council.people(&[Who::Fripp]);
    let agenda = vec![
        outline("Declarations of interest", ItemKind::Declarations, 0),
        trees,
        outline("Pothole performance", ItemKind::Information, 10),
        outline("Work programme", ItemKind::WorkProgramme, 15),
        outline("Chair's update", ItemKind::ChairsUpdate, 5),
        outline("Date of next meeting", ItemKind::NextMeeting, 0),
        outline("Urgent items", ItemKind::Urgent, 0),
    ];
    let next = council.now.date_naive();
    let after = (after, council.day_after(42));
    Telling::call(council, id, head, seats, agenda).tell(panel_steps((today, next), after));
}

fn panel_steps(
    (today, next): (MeetingId, NaiveDate),
    (after, after_next): (MeetingId, NaiveDate),
) -> Vec<Step> {
    use Attended as A;
    use Kind as K;
    vec![
        Step::Mark(Who::Oakshott, A::Present),
        Step::Mark(Who::Farthing, A::Present),
        Step::Mark(Who::PughLewis, A::Present),
        Step::Mark(Who::Adeyemi, A::Present),
        Step::Mark(Who::Croft, A::Present),
        Step::Mark(Who::Tasker, A::Apologies),
        Step::Mark(Who::Halloran, A::Present),
        Step::Mark(Who::OkaforLane, A::Present),
        Step::Mark(Who::Mcbeath, A::Present),
        Step::Mark(Who::Fripp, A::Present),
        Step::Put,
        Step::Declare(
            Who::Croft,
            Interest::NonRegistrable,
            "as an allotment holder at Gull Lane",
            false,
            "Councillor Hamish Croft declared a non-registrable interest in item 2, Street trees: planting and losses, \
             as an allotment holder at Gull Lane, and remained in the meeting.",
        ),
        Step::Put,
        Step::Say(
            K::Narrative,
            "The Panel welcomed Alban Fripp, Chair of the Friends of Ottermouth Park, and received a presentation \
             from Dr Femi Okafor-Lane, Tree Officer, on planting and losses since the great gale.",
        ),
        Step::Wait(6),
        Step::Mark(Who::Ramanathan, A::Arrived),
        Step::Say(
            K::Narrative,
            "Of 212 trees planted in two winters, 31 had died, most of them on the sea front, where they had been \
             chosen from a catalogue for inland towns.",
        ),
        Step::Say(
            K::LeadIn,
            "Officers responded to questions from Members on:",
        ),
        Step::Say(
            K::Question,
            "Which species stand up to salt and to seagulls",
        ),
        Step::Say(
            K::Question,
            "Who waters a young tree once its warranty has ended",
        ),
        Step::Say(
            K::Question,
            "Whether residents may choose the tree outside their door",
        ),
        Step::Wait(7),
        Step::Say(K::LeadIn, "Members were glad to hear that:"),
        Step::Say(
            K::Encouraging,
            "The Friends had watered 60 young trees through the dry spell, from rain barrels of their own making",
        ),
        Step::Say(K::LeadIn, "Members were uneasy about:"),
        Step::Say(
            K::Concern,
            "The want of a budget for aftercare beyond the second year",
        ),
        Step::Do(
            "List of salt-tolerant species to be circulated to ward members",
            &[Who::OkaforLane],
            "before the next meeting",
        ),
        Step::Done,
        Step::Do(
            "Cost of aftercare for three years to be set out for the budget round",
            &[Who::Halloran],
            "by the end of October",
        ),
        Step::Back(after, after_next),
        Step::Do(
            "Volunteers' rain barrels to be insured or otherwise blessed",
            &[],
            "",
        ),
        Step::Say(
            K::Private,
            "Mr Fripp would like his barrels mentioned by name. Check the spelling of Barrel-at-Hand.",
        ),
        Step::Say(
            K::Decision,
            "RESOLVED: That the Cabinet Member be asked to adopt a three-year aftercare standard for street trees.",
        ),
        Step::Say(
            K::Movement,
            "Mr Fripp was thanked, and left for his barrels.",
        ),
        Step::Wait(3),
        Step::Put,
        Step::Say(K::Narrative, "The report was received for information."),
        Step::Say(
            K::Point,
            "Repairs within five days had risen from 71 to 84 per cent",
        ),
        Step::Put,
        Step::Mark(Who::Adeyemi, A::Left),
        Step::Say(
            K::Motion,
            "Councillor Desmond Farthing moved, and Councillor Gareth Pugh-Lewis seconded, that play areas be taken \
             before bus shelters in the work programme.",
        ),
        Step::Say(K::Vote, "The motion was carried: 4 for, 1 against."),
        Step::Do(
            "Work programme to be redrawn with play areas first",
            &[Who::Mcbeath],
            "within a week",
        ),
        Step::Done,
        Step::Say(K::LeadIn, "These topics were agreed:"),
        Step::Promise("Bus shelters", after_next),
        Step::Say(
            K::Point,
            "Beach huts, and who may paint them (future working group)",
        ),
        Step::Put,
        Step::Say(
            K::Narrative,
            "The Chair reported that she had walked every footpath in the borough but one, which is under the sea \
             twice a day.",
        ),
        Step::Recommend(
            "The Panel asks the Ottermouth Harbour Board to say at what hours that footpath can be walked",
            "asks",
            Called::Board,
            "by spring",
        ),
        Step::Put,
        Step::Next(today, next),
        Step::Put,
        Step::Say(K::Procedural, "There were no urgent items."),
    ]
}

/// The harbour board's last meeting.
pub fn board(council: &mut Council<'_>) {
    let date = council.day_before(29);
    let others = [
        (Who::Trewin, "Officers"),
        (Who::Zawada, "Officers"),
        (Who::Mcbeath, "Officers"),
    ];
    let Some(head) = council.head(Called::Board, date) else {
        return;
    };
    let seats = council.seats(Called::Board, date, &others);
    let mut report = outline("Harbour Master's report", ItemKind::Business, 30);
    report.presenters = council.people(&[Who::Trewin]);
    let agenda = vec![
        outline("Declarations of interest", ItemKind::Declarations, 0),
        report,
        outline(
            "Fees and dues for the coming season",
            ItemKind::Business,
            30,
        ),
        outline("Urgent items", ItemKind::Urgent, 0),
        outline("Petitions", ItemKind::Public, 5),
    ];
    let id = council.meeting_id();
    Telling::call(council, id, head, seats, agenda).tell(board_steps());
}

fn board_steps() -> Vec<Step> {
    use Attended as A;
    use Kind as K;
    vec![
        Step::Mark(Who::Vane, A::Present),
        Step::Mark(Who::Snell, A::Present),
        Step::Mark(Who::Tasker, A::Present),
        Step::Mark(Who::Croft, A::Absent),
        Step::Mark(Who::Haddad, A::Present),
        Step::Mark(Who::Trewin, A::Present),
        Step::Mark(Who::Zawada, A::Present),
        Step::Mark(Who::Mcbeath, A::Present),
        Step::Put,
        Step::Declare(
            Who::Snell,
            Interest::DisclosablePecuniary,
            "as the owner of a mooring on the South Pontoon",
            true,
            "Councillor Bertram Snell declared a disclosable pecuniary interest in item 3, Fees and dues for the \
             coming season, as the owner of a mooring on the South Pontoon, and left the meeting while it was \
             considered.",
        ),
        Step::Put,
        Step::Say(
            K::Narrative,
            "Captain Jago Trewin, Harbour Master, reported 412 visiting vessels, two strandings, and one seal that has \
             learned to ring the fuel bell.",
        ),
        Step::Say(K::Question, "The state of the fenders on the North Quay"),
        Step::Say(K::Question, "Who answers the fuel bell"),
        Step::Do(
            "Fenders on the North Quay to be surveyed at low water springs",
            &[Who::Trewin, Who::Haddad],
            "by the end of the month",
        ),
        Step::Do(
            "A second bell to be hung out of reach of seals",
            &[Who::Trewin],
            "in spring",
        ),
        Step::Wait(12),
        Step::Pause,
        Step::Wait(10),
        Step::Resume,
        Step::Put,
        Step::Mark(Who::Snell, A::Left),
        Step::Say(
            K::Narrative,
            "Piotr Zawada, Finance Business Partner, set out three ways of closing a gap of £18,000 in dues.",
        ),
        Step::Say(
            K::Decision,
            "RESOLVED: That dues rise by four per cent, and that tenders under three metres remain free.",
        ),
        Step::Do(
            "Notice of the new dues to be posted on both pontoons",
            &[Who::Zawada],
            "within two weeks",
        ),
        Step::Done,
        Step::Mark(Who::Snell, A::Returned),
        Step::Put,
        Step::Say(K::Procedural, "There were no urgent items."),
        Step::Put,
        Step::Say(
            K::Narrative,
            "There were no questions, petitions or deputations.",
        ),
    ]
}
