//! Minutes of an earlier meeting in fields: approving them with their corrections, and correcting them afterwards.

use crate::command::Command;
use crate::editor::visible;
use crate::keymap::Context;
use crate::minutes::approval::{self, Approved, Correction, Stated};
use crate::minutes::attendance;
use crate::minutes::change::Change;
use crate::minutes::dates::DateForm;
use crate::minutes::entry::{Detail, Entry, Kind};
use crate::minutes::formal::Motion;
use crate::minutes::ids::{EntryId, ItemId, PersonId};
use crate::minutes::meeting::Meeting;
use crate::minutes::person::NameForm;
use crate::minutes::template::layout::Seconders;
use crate::minutes::wording::{Moved, Occasion, Sentence};
use crate::screen::desk::Desk;

use super::field::{Field, Name, Reading, Reads};
use super::formal::{on_roll, seconders};
use super::{Form, Problem, Purpose, naming};

/// A form for the approval of an earlier meeting's minutes, recorded under an item.
pub fn approve(desk: &Desk, item: ItemId, draft: Meeting) -> Form {
    let mut signed = Field::line(Name::SignedBy, Reads::Person).hint("Empty where nobody signed");
    let chair = desk.open.as_ref().and_then(|open| {
        let meeting = &open.meeting;
        let person = attendance::in_chair(&meeting.seats, &meeting.stream, desk.now)?;
        let seat = meeting.seat(person)?;
        Some(naming::shown(desk, &seat.person, meeting.head.date))
    });
    if let Some(chair) = chair {
        signed = signed.with(&chair);
    }
    let mut seconder = Field::line(Name::Seconder, Reads::Person).hint("May stay empty");
    if seconders(desk) == Seconders::None {
        seconder = seconder.hidden();
    }
    let fields = vec![
        Field::rows(Name::Corrections, Reads::Words)
            .hint("None, or one a row: for Mr Hil read Mr Hill (in 3, for … names the minute)"),
        signed,
        Field::line(Name::Mover, Reads::Person).hint("May stay empty"),
        seconder,
    ];
    let date = DateForm::Long.format(draft.head.date);
    let purpose = Purpose::Approve {
        item,
        draft: Box::new(draft),
    };
    Form::new(
        desk,
        format!("A correct record: the minutes of {date}"),
        purpose,
        fields,
    )
}

/// Shows under the field what each correction does to the draft.
pub fn follow_approval(form: &mut Form) {
    let Purpose::Approve { draft, .. } = &form.purpose else {
        return;
    };
    let reading = match approval::read(&form.lines(Name::Corrections), draft) {
        Ok(corrections) if corrections.is_empty() => Reading::Nothing,
        Ok(corrections) => Reading::Understood(in_words(&corrections)),
        Err((_, words)) => Reading::Unclear(words),
    };
    if let Some(field) = form.field_mut(Name::Corrections) {
        field.reading = reading;
    }
}

fn in_words(corrections: &[Correction]) -> String {
    let words: Vec<&str> = corrections.iter().map(|one| one.words.as_str()).collect();
    visible(&words.join("; ")).into_owned()
}

/// Records the approval; the desk fixes the earlier minutes by it.
pub fn take_approval(
    form: &Form,
    desk: &mut Desk,
    item: ItemId,
    draft: &Meeting,
) -> Result<Option<Purpose>, Problem> {
    let corrections = approval::read(&form.lines(Name::Corrections), draft)
        .map_err(|(_, words)| (Name::Corrections, words))?;
    let mover = on_roll(form, desk, Name::Mover)?;
    let seconder = on_roll(form, desk, Name::Seconder)?;
    if mover.is_some() && mover == seconder {
        return Err((
            Name::Seconder,
            "Nobody can second their own motion.".to_owned(),
        ));
    }
    let signed_by = on_roll(form, desk, Name::SignedBy)?;
    let id = EntryId(desk.new_id());
    let Some(open) = &desk.open else {
        return Ok(None);
    };
    let meeting = &open.meeting;
    let named = |person: PersonId| {
        let seat = meeting.seat(person)?;
        Some(seat.person.name(NameForm::Titled, meeting.head.date))
    };
    let approved = Approved {
        meeting: draft.id,
        date: draft.head.date,
        mover,
        seconder,
        signed_by,
        signed: signed_by.and_then(named).unwrap_or_default(),
        corrections,
    };
    let motion = Motion {
        mover,
        seconder,
        ..Motion::default()
    };
    let mut occasion = Occasion::of(meeting).dates(vec![draft.head.date]);
    occasion.item = meeting.item(item);
    occasion.motion = Some(Moved {
        what: "motion",
        amended: false,
        text: "",
        motion: Some(&motion),
    });
    occasion.signed = &approved.signed;
    occasion.corrections = approved
        .corrections
        .iter()
        .map(Correction::open_words)
        .collect();
    let text = open
        .template
        .say(Sentence::MinutesApproved, &occasion)
        .map_err(|fault| (Name::Corrections, fault.to_string()))?;
    // It takes the place of the resolution that an agenda has prepared for it.
    let prepared = meeting.item(item).and_then(|item| {
        let mark = Kind::Decision.mark()?;
        let mut left = item.prepared_left();
        left.find(|(_, line)| line.trim_start().starts_with(mark))
            .map(|(place, _)| place)
    });
    let entry = Entry {
        id,
        kind: Kind::Narrative,
        text,
        started_at: form.opened,
        recorded_at: desk.now,
        detail: Detail::Approved(Box::new(approved)),
        source: None,
        prepared,
    };
    let change = Change::EntryAdded {
        item,
        entry,
        place: None,
    };
    let done = desk.record(change, None);
    if done {
        let day = DateForm::Long.format(draft.head.date);
        let row = desk.diary.iter().flatten().find(|row| row.id == draft.id);
        let keys = desk.keys(Context::Line.stack(), Command::LookUp);
        desk.say(match row.map_or(0, |row| row.open_actions) {
            0 => format!("The minutes of {day} are approved and stand as they are now."),
            1 => {
                format!("Minutes of {day} approved; an action is open from then: {keys} shows it.")
            }
            many => {
                format!(
                    "Minutes of {day} approved; {many} actions open from then: {keys} lists them."
                )
            }
        });
    }
    Ok(done.then(|| form.purpose.clone()))
}

/// A form for a correction of minutes that were approved, in their own meeting.
pub fn correction(desk: &Desk) -> Form {
    let mut copies = Field::choice(
        Name::Copies,
        [
            "every copy",
            "the full copy alone: it corrects what is exempt",
        ],
        0,
    );
    let holds_exempt = |desk: &Desk| {
        let open = desk.open.as_ref();
        open.is_some_and(|open| open.meeting.exemptions().holds_entries())
    };
    if !holds_exempt(desk) {
        copies = copies.hidden();
    }
    let fields = vec![
        Field::rows(Name::Correction, Reads::Words)
            .hint("What the minutes should have said; it is printed below them, the text stays"),
        copies,
    ];
    let title = "A correction of approved minutes";
    Form::new(desk, title, Purpose::Correction, fields)
}

/// Appends the correction.
pub fn take_correction(form: &Form, desk: &mut Desk) -> Result<Option<Purpose>, Problem> {
    let words = form.lines(Name::Correction).join(" ");
    let words = words.trim().trim_end_matches('.').to_owned();
    if words.is_empty() {
        return Err((Name::Correction, "What is to be corrected?".to_owned()));
    }
    let correction = Stated {
        at: desk.now,
        words,
        exempt: form.chosen(Name::Copies) == 1,
    };
    let done = desk.record(Change::CorrectionStated { correction }, None);
    if done {
        desk.say("The correction stands below the minutes from now on.");
    }
    Ok(done.then_some(Purpose::Correction))
}
