//! Somebody more on the roll: an officer, a guest, a substitute.

use crate::minutes::attendance::{Attended, Presence, Standing, standing};
use crate::minutes::body::{Body, Member};
use crate::minutes::change::Change;
use crate::minutes::ids::{PersonId, PresenceId};
use crate::minutes::person::{NameForm, Person, Post};
use crate::minutes::register::RegisterChange;
use crate::screen::desk::Desk;

use super::field::{Field, Name, Reads};
use super::item::seat;
use super::naming;
use super::{Form, Problem, Purpose, record_together};

/// A form that puts somebody on the roll who is there.
pub fn roll_person(desk: &Desk) -> Form {
    let mut groups: Vec<String> = vec!["Officers".to_owned(), "Guests".to_owned()];
    for seat in desk.open.iter().flat_map(|open| &open.meeting.seats) {
        if !groups.contains(&seat.group) {
            groups.push(seat.group.clone());
        }
    }
    let fields = vec![
        Field::line(Name::Who, Reads::Person).hint("Somebody new: Ms Jo Carr, Head of Housing"),
        Field::line(Name::Group, Reads::OneOf(groups))
            .proposing("Officers")
            .hint("The heading in the list of those present"),
        Field::yes_or_no(Name::OfBody, false)
            .hint("A member of the body from today, who counts for the quorum and may vote"),
        Field::line(Name::Role, Reads::Words).hint("Such as Chair or Clerk; may stay empty"),
        Field::line(Name::Post, Reads::Words).hint("Where it is not on record, or another now"),
    ];
    Form::new(
        desk,
        "Somebody more on the roll",
        Purpose::RollPerson,
        fields,
    )
}

/// Proposes the heading that they stand under: for a member that of the members, and "Councillors" for a councillor where
/// the roll has no member yet. A councillor beside members may be a visitor.
pub fn follow(form: &mut Form, desk: &Desk) {
    let who = naming::who(form.text(Name::Who), desk, form.today);
    let is_councillor = who.ok().flatten().is_some_and(|who| who.is_councillor());
    let mut seats = desk.open.iter().flat_map(|open| &open.meeting.seats);
    let member = seats.find(|seat| seat.member);
    let heading = match member {
        Some(seat) if form.says_yes(Name::OfBody) => seat.group.clone(),
        None if is_councillor => "Councillors".to_owned(),
        Some(_) | None => "Officers".to_owned(),
    };
    if let Some(field) = form.field_mut(Name::Group) {
        field.suggest(&heading);
    }
}

/// Seats them and notes that they are present.
pub fn take_person(form: &Form, desk: &mut Desk) -> Result<Option<Purpose>, Problem> {
    let group = form.needed(Name::Group, "Under which heading?")?.to_owned();
    let (person, mut lines) = somebody(form, desk)?;
    let mut person = person;
    let post = form.text(Name::Post);
    if !post.is_empty() && person.post_on(form.today) != Some(post) {
        person.posts.push(Post {
            title: post.to_owned(),
            from: None,
            to: None,
        });
        let change = RegisterChange::PersonRecorded(Box::new(person.clone()));
        lines.push(desk.register_line(change));
    }
    let role = Some(form.text(Name::Role)).filter(|role| !role.is_empty());
    let mut seat = seat(person.clone(), &group);
    seat.role = role.map(str::to_owned);
    if form.says_yes(Name::OfBody)
        && let Some(mut body) = body_of_meeting(desk)
    {
        seat.member = true;
        seat.voting = true;
        body.members.retain(|member| member.person != person.id);
        body.members.push(Member {
            person: person.id,
            role: seat.role.clone(),
            group: group.clone(),
            voting: true,
            from: Some(form.today),
            to: None,
        });
        let change = RegisterChange::BodyRecorded(Box::new(body));
        lines.push(desk.register_line(change));
    }
    if !lines.is_empty() {
        desk.hand_in(lines, None);
    }
    let present = noted(desk, person.id, Attended::Present);
    let deed = format!("{} on the roll", person.name(NameForm::Short, form.today));
    let done = record_together(desk, deed, vec![Change::Seated { seat }, present]);
    Ok(done.then_some(Purpose::RollPerson))
}

fn body_of_meeting(desk: &Desk) -> Option<Body> {
    let open = desk.open.as_ref()?;
    desk.register.body(open.meeting.head.body.id).cloned()
}

/// A form for who stands in for a member.
pub fn substitute(desk: &Desk, member: PersonId) -> Form {
    let name = naming::known(desk, member)
        .map(|person| person.name(NameForm::Titled, desk.now.date_naive()))
        .unwrap_or_default();
    let fields = vec![Field::line(Name::Who, Reads::Person).hint("Somebody new: Cllr Ann Bell")];
    let title = format!("Who stands in for {name}?");
    Form::new(desk, title, Purpose::Substitute(member), fields)
}

/// Seats the substitute, notes for whom they are there, and the member's apologies.
pub fn take_substitute(
    form: &Form,
    desk: &mut Desk,
    member: PersonId,
) -> Result<Option<Purpose>, Problem> {
    form.needed(Name::Who, "Who stands in?")?;
    let who =
        naming::who(form.text(Name::Who), desk, form.today).map_err(|words| (Name::Who, words))?;
    let Some(who) = who else { return Ok(None) }; // the field holds something
    let mut lines = Vec::new();
    if let naming::Who::Known(person) = &who
        && desk.open.as_ref().is_some_and(|open| {
            open.meeting
                .seat(person.id)
                .is_some_and(|seat| seat.member && seat.voting)
        })
    {
        let words = "A voting member cannot stand in for another.";
        return Err((Name::Who, words.to_owned()));
    }
    let person = who.recorded(desk, &mut lines);
    let Some(open) = &desk.open else {
        return Ok(None);
    };
    let group = open.meeting.seat(member).map(|seat| seat.group.clone());
    let sent = standing(&open.meeting.stream, member) == Standing::Apologies;
    let mut changes = Vec::new();
    if open.meeting.seat(person.id).is_none() {
        changes.push(Change::Seated {
            seat: seat(person.clone(), group.as_deref().unwrap_or("Substitutes")),
        });
    }
    if !lines.is_empty() {
        desk.hand_in(lines, None);
    }
    changes.push(noted(desk, person.id, Attended::SubstituteFor(member)));
    if !sent {
        changes.push(noted(desk, member, Attended::Apologies));
    }
    let deed = format!("{} as substitute", person.name(NameForm::Short, form.today));
    let done = record_together(desk, deed, changes);
    Ok(done.then_some(Purpose::Substitute(member)))
}

/// Who is named in the form and not on the roll, with the lines that record them where they are new.
fn somebody(
    form: &Form,
    desk: &mut Desk,
) -> Result<(Person, Vec<crate::store::protocol::Line>), Problem> {
    form.needed(Name::Who, "Who is it?")?;
    let problem = |words: String| (Name::Who, words);
    let who = naming::who(form.text(Name::Who), desk, form.today).map_err(problem)?;
    let who = who.ok_or_else(|| problem("Who is it?".to_owned()))?;
    if let naming::Who::Known(person) | naming::Who::WithPost(person, _) = &who
        && desk
            .open
            .as_ref()
            .is_some_and(|open| open.meeting.seat(person.id).is_some())
    {
        let name = person.name(NameForm::Titled, form.today);
        return Err(problem(format!("{name} is on the roll already.")));
    }
    let mut lines = Vec::new();
    let person = who.recorded(desk, &mut lines);
    Ok((person, lines))
}

fn noted(desk: &mut Desk, person: PersonId, what: Attended) -> Change {
    Change::Noted {
        presence: Presence {
            id: PresenceId(desk.new_id()),
            person,
            at: desk.now,
            what,
        },
    }
}
