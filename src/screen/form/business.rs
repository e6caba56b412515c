//! Entries that are easier asked for than typed: a declaration of interest, the dates of the next meetings.

use chrono::NaiveDate;
use strum::{EnumIter, IntoEnumIterator};

use crate::minutes::agenda::ItemKind;
use crate::minutes::change::Change;
use crate::minutes::dates::DateForm;
use crate::minutes::due;
use crate::minutes::entry::{
    Action, Declaration, Detail, Entry, Interest, Kind, NextMeeting, NextMeetings,
};
use crate::minutes::ids::{BodyId, EntryId, ItemId, MeetingId};
use crate::minutes::meeting::State;
use crate::minutes::wording::{Occasion, Sentence};
use crate::screen::desk::Desk;
use crate::store::protocol::DiaryRow;

use super::field::{Field, Name, Reading, Reads};
use super::naming::{self, Who};
use super::reading::dates_after;
use super::{Form, Problem, Purpose};

/// Which item of business a declaration under `item` concerns: the first of the others, until another is chosen.
fn item_concerned(desk: &Desk, item: ItemId) -> Field {
    let items = desk.open.iter().flat_map(|open| &open.meeting.items);
    let titles: Vec<String> = items
        .clone()
        .enumerate()
        .map(|(place, item)| format!("{} {}", place + 1, item.outline.title))
        .collect();
    let concerned = items
        .enumerate()
        .find(|(_, other)| other.id != item && other.outline.kind == ItemKind::Business)
        .map_or(0, |(place, _)| place);
    Field::choice(Name::Concerns, titles, concerned).hint("The item of business concerned")
}

/// A form for an interest declared, to be recorded under an item.
pub fn declaration(desk: &Desk, item: ItemId) -> Form {
    let fields = vec![
        Field::line(Name::Member, Reads::Person).hint("Somebody on the roll"),
        Field::choice(Name::Interest, Interest::iter().map(Interest::name), 2),
        item_concerned(desk, item),
        Field::rows(Name::Nature, Reads::Words).hint(
            "As the end of \"… declared an interest in item 4\": as a governor of Ashby School",
        ),
        Field::choice(Name::Course, Course::iter().map(Course::words), 3)
            .hint("What they will do while the item is before the meeting"),
        Field::line(Name::Dispensation, Reads::Words)
            .hint("By which they may stay, where they have one"),
    ];
    let purpose = Purpose::Declaration(item);
    Form::new(desk, "A declaration of interest", purpose, fields)
}

/// A disclosable pecuniary interest means leaving, unless the clerk says otherwise.
pub fn follow_declaration(form: &mut Form) {
    let interest = chosen_interest(form);
    let dispensed = !form.text(Name::Dispensation).is_empty();
    let course = match interest {
        Interest::DisclosablePecuniary if !dispensed => Course::Leaves,
        Interest::DisclosablePecuniary
        | Interest::OtherRegistrable
        | Interest::NonRegistrable
        | Interest::Sensitive => Course::TakesPart,
    };
    if let Some(field) = form.field_mut(Name::Course) {
        field.suggest(course.words());
    }
    // What is withheld is not written down either.
    if let Some(field) = form.field_mut(Name::Nature) {
        field.hidden = interest == Interest::Sensitive;
    }
}

/// What somebody with an interest does while the item is before the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
enum Course {
    Leaves,
    SpeaksFirst,
    StaysWithoutVote,
    TakesPart,
}

impl Course {
    fn words(self) -> &'static str {
        match self {
            Self::Leaves => "leaves",
            Self::SpeaksFirst => "speaks, then leaves",
            Self::StaysWithoutVote => "stays and does not vote",
            Self::TakesPart => "takes part",
        }
    }
}

fn chosen_interest(form: &Form) -> Interest {
    Interest::iter()
        .nth(form.chosen(Name::Interest))
        .unwrap_or(Interest::NonRegistrable)
}

/// Records the declaration.
pub fn take_declaration(
    form: &Form,
    desk: &mut Desk,
    item: ItemId,
) -> Result<Option<Purpose>, Problem> {
    form.needed(Name::Member, "Who declares it?")?;
    let problem = |words: String| (Name::Member, words);
    let who = naming::who(form.text(Name::Member), desk, form.today).map_err(problem)?;
    let not_there = || {
        let words = "Only somebody on the roll can declare an interest.";
        (Name::Member, words.to_owned())
    };
    let Some(Who::Known(person)) = who else {
        return Err(not_there());
    };
    let Some(open) = &desk.open else {
        return Ok(None);
    };
    let Some(seat) = open.meeting.seat(person.id) else {
        return Err(not_there());
    };
    let nature = form.lines(Name::Nature).join(" ");
    let nature = nature.trim_end_matches('.').to_owned();
    let interest = chosen_interest(form);
    let nature = if interest == Interest::Sensitive {
        String::new()
    } else {
        nature
    };
    if nature.is_empty() && interest != Interest::Sensitive {
        return Err((Name::Nature, "What is the interest?".to_owned()));
    }
    let course = Course::iter()
        .nth(form.chosen(Name::Course))
        .unwrap_or(Course::TakesPart);
    let declaration = Declaration {
        person: person.id,
        interest,
        nature,
        leaves: matches!(course, Course::Leaves | Course::SpeaksFirst),
        item: open
            .meeting
            .items
            .get(form.chosen(Name::Concerns))
            .map(|item| item.id),
        speaks: course == Course::SpeaksFirst,
        dispensation: form
            .text(Name::Dispensation)
            .trim_end_matches('.')
            .to_owned(),
        without_vote: course == Course::StaysWithoutVote,
    };
    let concerned = open.meeting.items.get(form.chosen(Name::Concerns));
    let mut occasion = Occasion::of(&open.meeting).person(&seat.person);
    occasion.item = concerned;
    occasion.declaration = Some(&declaration);
    let text = open
        .template
        .say(Sentence::Declaration, &occasion)
        .map_err(|fault| (Name::Nature, fault.to_string()))?;
    let detail = Detail::Declaration(declaration);
    let done = add_entry(form, desk, item, Kind::Declaration, text, detail);
    Ok(done.then_some(Purpose::Declaration(item)))
}

/// A form for a party whip that was declared, to be recorded under an item.
pub fn whip(desk: &Desk, item: ItemId) -> Form {
    let fields = vec![
        Field::line(Name::Group, Reads::Words).hint("Whose whip: the Harbour Group"),
        item_concerned(desk, item),
        Field::line(Name::Nature, Reads::Words).hint("What it asks of them; may stay empty"),
    ];
    Form::new(desk, "A party whip", Purpose::Whip(item), fields)
}

/// Records that a whip was declared.
pub fn take_whip(form: &Form, desk: &mut Desk, item: ItemId) -> Result<Option<Purpose>, Problem> {
    let group = form.needed(Name::Group, "Whose whip is it?")?;
    let Some(open) = &desk.open else {
        return Ok(None);
    };
    let mut occasion = Occasion::of(&open.meeting);
    occasion.item = open.meeting.items.get(form.chosen(Name::Concerns));
    occasion.by = group;
    occasion.note = form.text(Name::Nature);
    let text = open
        .template
        .say(Sentence::Whip, &occasion)
        .map_err(|fault| (Name::Nature, fault.to_string()))?;
    let done = add_entry(form, desk, item, Kind::Declaration, text, Detail::None);
    Ok(done.then_some(Purpose::Whip(item)))
}

/// A form for the dates of the next meetings, to be recorded under an item.
pub fn next_meetings(desk: &Desk, item: ItemId) -> Form {
    let mut dates = Field::rows(Name::Dates, Reads::DatesAfter)
        .hint("One a row, or parted by \";\": they stand in the diary from then on");
    let in_diary = desk
        .open
        .as_ref()
        .map(|open| &open.meeting.head)
        .and_then(|head| desk.next_in_diary(head.body.id, head.date));
    if let Some(row) = in_diary {
        dates = dates.proposing(&DateForm::WeekdayLong.format(row.date));
    }
    let fields = vec![
        dates,
        Field::line(Name::CommonTime, Reads::Time).hint("Empty: when the body usually meets"),
    ];
    Form::new(
        desk,
        "The next meetings",
        Purpose::NextMeetings(item),
        fields,
    )
}

/// Records when the body meets next; the desk puts the meetings in the diary.
pub fn take_next_meetings(
    form: &Form,
    desk: &mut Desk,
    item: ItemId,
) -> Result<Option<Purpose>, Problem> {
    let time = form.time(Name::CommonTime)?;
    let Some(open) = &desk.open else {
        return Ok(None);
    };
    let dates = match dates_after(form.text(Name::Dates), open.meeting.head.date) {
        Ok(dates) if dates.is_empty() => Err("When does the body meet next?".to_owned()),
        Ok(dates) => Ok(dates),
        Err(
            Reading::Contradiction(words) | Reading::Unclear(words) | Reading::Understood(words),
        ) => Err(words),
        Err(Reading::Nothing) => Err(String::new()), // a fault has words
    };
    let dates = dates.map_err(|words| (Name::Dates, words))?;
    let sentence = match dates.as_slice() {
        [_] => Sentence::NextMeeting,
        [..] => Sentence::NextMeetings,
    };
    let mut occasion = Occasion::of(&open.meeting).dates(dates.clone());
    occasion.time = time;
    let text = open
        .template
        .say(sentence, &occasion)
        .map_err(|fault| (Name::Dates, fault.to_string()))?;
    let (this, head) = (open.meeting.id, open.meeting.head.clone());
    let dates = dates
        .into_iter()
        .map(|date| match in_diary(desk, this, head.body.id, date) {
            Some(row) => NextMeeting {
                meeting: row.id,
                date,
                created: false,
                time: row.time,
                place: row.place.clone(),
            },
            None => {
                let next = desk.head_of_next(&head, date, time);
                NextMeeting {
                    meeting: MeetingId(desk.new_id()),
                    date,
                    created: true,
                    time: next.time,
                    place: next.place,
                }
            }
        })
        .collect();
    let detail = Detail::NextMeetings(NextMeetings { dates, time });
    let done = add_entry(form, desk, item, Kind::Narrative, text, detail);
    if done {
        desk.send(crate::store::protocol::Request::Diary);
    }
    Ok(done.then_some(Purpose::NextMeetings(item)))
}

/// The meeting of a body on a day, as the diary has it, unless it is this one.
fn in_diary(desk: &Desk, this: MeetingId, body: BodyId, date: NaiveDate) -> Option<&DiaryRow> {
    desk.diary.iter().flatten().find(|row| {
        row.body_id == body && row.date == date && row.state != State::Withdrawn && row.id != this
    })
}

/// Records an entry that began when the form was opened.
fn add_entry(
    form: &Form,
    desk: &mut Desk,
    item: ItemId,
    kind: Kind,
    text: String,
    detail: Detail,
) -> bool {
    let entry = Entry {
        id: EntryId(desk.new_id()),
        kind,
        text,
        started_at: form.opened,
        recorded_at: desk.now,
        detail,
        source: None,
        prepared: None,
    };
    let made_out = due_by_next_meeting(desk, &entry);
    let change = Change::EntryAdded {
        item,
        entry,
        place: None,
    };
    if made_out.is_empty() {
        return desk.record(change, None);
    }
    let count = made_out.len();
    let mut changes = vec![change];
    changes.extend(made_out);
    let deed = "next meeting announced".to_owned();
    let done = desk.record(Change::Together { deed, changes }, None);
    if done {
        desk.say(match count {
            1 => "One action that waited for this date is due by it now.".to_owned(),
            many => format!("{many} actions that waited for this date are due by it now."),
        });
    }
    done
}

/// The actions whose due phrase waited for the date of the next meeting, as they read once an entry announces it.
///
/// That date is the last thing on most agendas, and "before the next meeting" is said long before.
fn due_by_next_meeting(desk: &Desk, entry: &Entry) -> Vec<Change> {
    let Detail::NextMeetings(next) = &entry.detail else {
        return Vec::new();
    };
    let Some(open) = &desk.open else {
        return Vec::new();
    };
    let dates = next.dates.iter().map(|next| next.date);
    let setting = due::Setting {
        said_on: open.meeting.head.date,
        next_meeting: dates
            .chain(open.meeting.next_meetings().map(|next| next.date))
            .min(),
    };
    let waiting = open.meeting.entries().filter_map(|(_, entry)| {
        let action = entry.action()?;
        let was = action.due.as_ref().filter(|due| due.window.is_none())?;
        let now = due::read(&was.as_written, &setting);
        now.window?;
        let action = Action {
            due: Some(now),
            ..action.clone()
        };
        Some(Change::EntryAmended {
            entry: entry.id,
            kind: entry.kind,
            text: entry.text.clone(),
            detail: Detail::Action(action),
        })
    });
    waiting.collect()
}
