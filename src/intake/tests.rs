//! From a file to a meeting in the register, as far as that is pure.

use chrono::{FixedOffset, NaiveDate, NaiveTime, TimeZone as _};

use super::draft::{Attended, Draft, What};
use super::record::{OnRecord, Refusal, Taken, take};
use super::*;
use crate::minutes::attendance::{Standing, presiding, standing};
use crate::minutes::change::Change;
use crate::minutes::entry::{Detail, Entry, Kind};
use crate::minutes::ids::{IdSource, MeetingId, Stamp};
use crate::minutes::meeting::{Meeting, State};
use crate::minutes::register::Register;
use crate::minutes::template::Templates;
use crate::store::protocol::{DiaryRow, Line, What as About};

const MINUTES: &str = "MINUTES of the meeting of the HARBOUR BOARD held in the Old Customs House on Wednesday 5 March 2031

Present: Cllr Ann Bell (Chair), Cllr Moss, Cllr J Dunn
Apologies: Cllr Pryce
In attendance: Jo Carr - Harbour Master; Sam Hill (Quay Traders)

The meeting commenced at 7.00pm.

1. Declarations of interest
There were no declarations of interest.

2. Quay wall
The Harbour Master reported that the wall is sound but for two stones.
RESOLVED: That the two stones be replaced before the summer.
Action: Jo Carr to ask for three quotes by the end of May.

3. Sheds
Proposed by Cllr Moss, seconded by Cllr Dunn, that the sheds be painted green. The motion was carried by 2 votes to 1.
The Board talked at length about colours. Cllr Moss to report on paint at the next meeting.

4. Date of next meeting
Wednesday 7 May 2031

The meeting closed at 8.15pm.
";

fn now() -> Stamp {
    let offset = FixedOffset::east_opt(3600).unwrap();
    offset.with_ymd_and_hms(2031, 9, 1, 12, 0, 0).unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A register in memory that takes lines in.
#[derive(Default)]
struct Council {
    register: Register,
    meetings: Vec<Meeting>,
}

impl Council {
    fn diary(&self) -> Vec<DiaryRow> {
        self.meetings
            .iter()
            .map(|meeting| DiaryRow {
                id: meeting.id,
                date: meeting.head.date,
                time: meeting.head.time,
                body: meeting.head.body.name.clone(),
                body_id: meeting.head.body.id,
                title: meeting.head.title().to_owned(),
                place: String::new(),
                state: meeting.state(),
                open_actions: 0,
                entries: Some(meeting.entries().count() as u32),
            })
            .collect()
    }

    fn understand(&self, draft: &Draft, beside: bool) -> Taken {
        let imported: Vec<MeetingId> = self
            .meetings
            .iter()
            .filter(|meeting| {
                meeting
                    .source
                    .as_ref()
                    .is_some_and(|source| source.sha256 == draft.sha256)
            })
            .map(|meeting| meeting.id)
            .collect();
        let templates = Templates::built_in();
        let diary = self.diary();
        let on = OnRecord {
            register: &self.register,
            diary: &diary,
            imported: &imported,
            last_action: 0,
            templates: &templates,
            beside,
        };
        take(
            draft,
            &on,
            &mut IdSource::new([self.meetings.len() as u8; 16]),
            now(),
        )
    }

    fn take_in(&mut self, draft: &Draft) -> &Meeting {
        let taken = self.understand(draft, false);
        assert_eq!(taken.refused, [], "{:?}", draft.remarks);
        self.append(taken.lines);
        let id = taken.meeting.unwrap();
        self.meetings
            .iter()
            .find(|meeting| meeting.id == id)
            .unwrap()
    }

    fn append(&mut self, lines: Vec<Line>) {
        for line in lines {
            match line.what {
                About::Register(change) => {
                    self.register.apply(&change);
                }
                About::Meeting(id, change) => {
                    if let Change::Scheduled { head, .. } = &change {
                        self.meetings.push(Meeting::new(id, head.clone()));
                    }
                    let meeting = self.meetings.iter_mut().find(|meeting| meeting.id == id);
                    meeting.unwrap().apply(&change).unwrap();
                }
            }
        }
    }
}

fn draft(name: &str, text: &str) -> Draft {
    let mut drafts = drafts(name, text.as_bytes(), &[], now().date_naive()).unwrap();
    assert_eq!(drafts.len(), 1);
    drafts.remove(0)
}

fn entries(meeting: &Meeting) -> Vec<&Entry> {
    meeting.entries().map(|(_, entry)| entry).collect()
}

#[test]
fn minutes_become_a_closed_meeting_with_all_that_they_say() {
    let mut council = Council::default();
    let draft = draft("harbour.txt", MINUTES);
    let meeting = council.take_in(&draft).clone();
    assert_eq!(meeting.state(), State::Closed);
    assert_eq!(meeting.head.date, day(2031, 3, 5));
    assert_eq!(meeting.head.body.code, "HB");
    let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
    assert_eq!(meeting.sitting.commenced.map(|at| at.time()), time(19, 0));
    assert_eq!(meeting.sitting.terminated.map(|at| at.time()), time(20, 15));
    let titles: Vec<&str> = meeting
        .items
        .iter()
        .map(|item| item.outline.title.as_str())
        .collect();
    assert!(
        titles.ends_with(&[
            "Declarations of interest",
            "Quay wall",
            "Sheds",
            "Date of next meeting"
        ]),
        "{titles:?}"
    );
    assert_eq!(meeting.source.as_ref().unwrap().text, MINUTES);
    let kinds: Vec<(Kind, &str)> = entries(&meeting)
        .iter()
        .map(|entry| (entry.kind, entry.text.as_str()))
        .collect();
    assert!(
        kinds
            .iter()
            .any(|(kind, text)| *kind == Kind::Decision && text.contains("two stones be replaced")),
        "{kinds:#?}"
    );
    let vote = kinds
        .iter()
        .find(|(_, text)| text.contains("painted green"))
        .unwrap();
    assert!(matches!(vote.0, Kind::Motion | Kind::Vote), "{vote:?}");
    // Every sentence of the items is there.
    let all: String = entries(&meeting)
        .iter()
        .map(|entry| entry.text.clone() + "\n")
        .collect();
    for sentence in [
        "There were no declarations",
        "sound but for two stones",
        "talked at length",
        "Wednesday 7 May 2031",
    ] {
        assert!(all.contains(sentence), "{sentence} is lost: {all}");
    }
}

#[test]
fn the_roll_is_as_the_text_has_it_and_nobody_is_given_what_it_does_not_say() {
    let mut council = Council::default();
    let meeting = council.take_in(&draft("harbour.txt", MINUTES)).clone();
    let seat = |family: &str| {
        let seats: Vec<_> = meeting
            .seats
            .iter()
            .filter(|seat| seat.person.family == family)
            .collect();
        assert_eq!(seats.len(), 1, "{family}: {:?}", meeting.seats);
        seats[0].clone()
    };
    let bell = seat("Bell");
    assert_eq!(
        (bell.person.honorific.as_deref(), bell.person.given.as_str()),
        (Some("Councillor"), "Ann")
    );
    assert_eq!(bell.role.as_deref(), Some("Chair"));
    assert_eq!(seat("Moss").person.given, "", "no given name is stated");
    assert_eq!(standing(&meeting.stream, bell.person.id), Standing::Present);
    assert_eq!(
        presiding(&meeting.stream),
        None,
        "that she took the chair is not said"
    );
    assert_eq!(
        standing(&meeting.stream, seat("Pryce").person.id),
        Standing::Apologies
    );
    let carr = seat("Carr");
    assert!(!carr.member && !carr.voting);
    assert_eq!(carr.person.honorific, None);
    assert_eq!(seat("Hill").role.as_deref(), Some("Quay Traders"));
    let held = &carr.person.posts[0];
    assert_eq!(
        (held.title.as_str(), held.from, held.to),
        (
            "Harbour Master",
            Some(day(2031, 3, 5)),
            Some(day(2031, 3, 5))
        )
    );
}

#[test]
fn an_action_has_its_owner_and_due_as_they_were_meant_on_the_day() {
    let mut council = Council::default();
    let meeting = council.take_in(&draft("harbour.txt", MINUTES)).clone();
    let found = entries(&meeting);
    let actions: Vec<_> = found
        .iter()
        .filter_map(|entry| Some((entry, entry.action()?)))
        .collect();
    let (_, quotes) = actions
        .iter()
        .find(|(entry, _)| entry.text.contains("three quotes"))
        .unwrap();
    assert_eq!(
        quotes.reference, "HB/2031/2",
        "the resolution has the first"
    );
    let carr = meeting
        .seats
        .iter()
        .find(|seat| seat.person.family == "Carr")
        .unwrap();
    assert_eq!(quotes.owners.len(), 1);
    assert_eq!(quotes.owners[0].person, Some(carr.person.id));
    let due = quotes.due.as_ref().unwrap();
    assert_eq!(due.window.unwrap().to, day(2031, 5, 31), "{due:?}");
    // It was all that its paragraph said, so it stands alone; the other stands beside the paragraph that tells it.
    assert_eq!(
        found
            .iter()
            .filter(|entry| entry.text.contains("three quotes"))
            .count(),
        1
    );
    let (paint, of_paint) = actions
        .iter()
        .find(|(entry, _)| entry.text.contains("report on paint"))
        .unwrap();
    let told = found
        .iter()
        .find(|entry| entry.text.contains("talked at length"))
        .unwrap();
    assert_eq!(paint.source, Some(told.id));
    assert_eq!(
        of_paint.due.as_ref().unwrap().window.unwrap().from,
        day(2031, 5, 7),
        "the next meeting"
    );
}

#[test]
fn the_same_file_and_the_same_day_are_there_already() {
    let mut council = Council::default();
    let first = draft("harbour.txt", MINUTES);
    let id = council.take_in(&first).id;
    let again = council.understand(&first, true);
    assert!(
        matches!(again.refused[..], [Refusal::SameFile(_)]),
        "{:?}",
        again.refused
    );
    assert!(again.lines.is_empty());
    let other = draft("harbour-2.txt", &MINUTES.replace("Sheds", "Huts"));
    assert!(matches!(
        council.understand(&other, false).refused[..],
        [Refusal::SameDay(_)]
    ));
    let beside = council.understand(&other, true);
    assert_eq!(beside.refused, []);
    assert_eq!(
        beside.counts.new_people, 0,
        "everybody is known by now: {:?}",
        beside.understood
    );
    // Withdrawn whole, the same file may come again.
    let meeting = council
        .meetings
        .iter_mut()
        .find(|meeting| meeting.id == id)
        .unwrap();
    meeting.apply(&Change::Withdrawn).unwrap();
    assert_eq!(council.understand(&first, false).refused, []);
}

#[test]
fn what_the_text_does_not_say_is_asked_for_and_never_made_up() {
    let council = Council::default();
    let text = "Notes\n\n1. Bins\nClerk to order bins.\n\n2. Benches\nThe benches are old.\n\n3. Close\nNothing more was said.\n";
    let mut draft = draft("notes.txt", text);
    let taken = council.understand(&draft, false);
    assert_eq!(taken.refused, [Refusal::NoBody, Refusal::NoDate]);
    draft.set_body("Quay Group");
    draft.set_date(day(2030, 2, 3));
    let mut council = Council::default();
    let meeting = council.take_in(&draft);
    assert_eq!(
        (meeting.sitting.commenced, meeting.sitting.terminated),
        (None, None)
    );
    assert_eq!(meeting.state(), State::Closed);
    draft.set_date(day(2032, 2, 3));
    assert_eq!(
        Council::default().understand(&draft, false).refused,
        [Refusal::ToCome(day(2032, 2, 3))]
    );
}

#[test]
fn the_meeting_that_waits_in_the_diary_gives_way_to_its_minutes() {
    let mut council = Council::default();
    let mut early = draft("harbour.txt", MINUTES);
    // As if it had been taken in before the next meeting was held.
    for part in &mut early.parts {
        if let What::NextMeeting(date) = &mut part.what {
            *date = day(2031, 10, 1);
        }
    }
    let meeting = council.take_in(&early).clone();
    let waits = council
        .meetings
        .iter()
        .find(|there| there.head.date == day(2031, 10, 1))
        .unwrap();
    assert_eq!(waits.state(), State::Scheduled);
    let announced = entries(&meeting)
        .into_iter()
        .find(|entry| matches!(entry.detail, Detail::NextMeetings(_)))
        .unwrap();
    assert!(announced.text.contains("Wednesday 7 May"));
    let waits = waits.id;
    let mut later = draft("later.txt", MINUTES);
    later.set_date(day(2031, 10, 1));
    let templates = Templates::built_in();
    let diary = council.diary();
    let on = OnRecord {
        register: &council.register,
        diary: &diary,
        imported: &[],
        last_action: 0,
        templates: &templates,
        beside: false,
    };
    let then = now() + chrono::TimeDelta::days(60);
    let taken = take(&later, &on, &mut IdSource::new([3; 16]), then);
    assert_eq!(taken.refused, []);
    assert!(
        taken
            .lines
            .iter()
            .any(|line| line.what == About::Meeting(waits, Change::Withdrawn))
    );
}

#[test]
fn what_is_left_out_does_not_come_in() {
    let mut council = Council::default();
    let mut draft = draft("harbour.txt", MINUTES);
    for part in &mut draft.parts {
        match &part.what {
            What::Item { title, .. } if title == "Sheds" => part.kept = false,
            What::Person(attendee) if attendee.attended == Attended::Apologies => part.kept = false,
            _ => {}
        }
    }
    let meeting = council.take_in(&draft);
    assert!(
        !meeting
            .entries()
            .any(|(_, entry)| entry.text.contains("green"))
    );
    assert!(
        !meeting
            .seats
            .iter()
            .any(|seat| seat.person.family == "Pryce")
    );
}

#[test]
fn a_log_becomes_meetings_whose_actions_stand_as_it_says() {
    let text = "Ref,Action,Owner,Due,Status,Committee,Date raised,Update\n\
        A1,Mend the wall,Jo Carr,May 2031,Closed,Harbour Board,5 March 2031,All done\n\
        ,Paint the shed,Ann Bell,June 2031,Open,Harbour Board,5 March 2031,\n\
        ,Sweep the quay,,,Open,,,\n";
    let mut drafts = drafts("log.csv", text.as_bytes(), &[], now().date_naive()).unwrap();
    assert_eq!(drafts.len(), 2);
    let mut council = Council::default();
    let meeting = council.take_in(&drafts[0]).clone();
    assert_eq!(meeting.head.title(), "Action log");
    let references: Vec<&str> = entries(&meeting)
        .iter()
        .map(|entry| entry.action().unwrap().reference.as_str())
        .collect();
    assert_eq!(references, ["A1", "HB/2031/1"]);
    let standing = meeting.standing(entries(&meeting)[0].id).unwrap();
    assert_eq!(standing.status, crate::minutes::entry::Status::Complete);
    assert_eq!(standing.latest.unwrap().update.note, "All done");
    // The rest of the same file can come later; what is there is not taken in twice.
    assert!(matches!(
        council.understand(&drafts[0], false).refused[..],
        [Refusal::SameFile(_)]
    ));
    drafts[1].set_body("Harbour Board");
    drafts[1].set_date(day(2031, 8, 1));
    council.take_in(&drafts[1]);
}

#[test]
fn hours_that_contradict_each_other_are_not_both_kept() {
    let meeting = |begins: &str, ends: &str| {
        let text = MINUTES.replace("7.00pm", begins).replace("8.15pm", ends);
        Council::default()
            .take_in(&draft("harbour.txt", &text))
            .sitting
            .clone()
    };
    let late = meeting("10.00pm", "00:20");
    assert_eq!(
        late.terminated.unwrap().date_naive(),
        day(2031, 3, 6),
        "past midnight"
    );
    let wrong = meeting("7.00pm", "8.15am");
    assert!(
        wrong.commenced.is_some() && wrong.terminated.is_none(),
        "{wrong:?}"
    );
}
