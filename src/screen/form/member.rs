//! Members of a body: role, heading, vote, and from when to when.

use crate::minutes::body::{Body, Member};
use crate::minutes::dates::DateForm;
use crate::minutes::ids::{BodyId, PersonId};
use crate::minutes::person::NameForm;
use crate::minutes::register::RegisterChange;
use crate::screen::desk::Desk;

use super::field::{Field, Name, Reads};
use super::naming;
use super::{Form, Problem, Purpose};

/// A form for a new member, or for the latest membership of somebody on record.
pub fn member(desk: &Desk, body: BodyId, editing: Option<PersonId>) -> Form {
    let body_there = desk.register.body(body);
    let there = editing.and_then(|person| latest(body_there?, person).map(|(_, member)| member));
    let members = || desk.register.bodies.iter().flat_map(|body| &body.members);
    let groups = distinct(
        ["Councillors", "Co-optees", "Officers"],
        members().map(|member| member.group.as_str()),
    );
    let roles = distinct(
        ["Chair", "Deputy Chair"],
        members().filter_map(|member| member.role.as_deref()),
    );
    let day = |day: Option<chrono::NaiveDate>| {
        day.map(|day| DateForm::Long.format(day))
            .unwrap_or_default()
    };
    let role = there.and_then(|member| member.role.as_deref());
    let group = Field::line(Name::Group, Reads::OneOf(groups));
    let group = match there {
        Some(member) => group.with(&member.group),
        None => group.proposing("Councillors"),
    };
    let mut fields = vec![
        Field::line(Name::Role, Reads::OneOf(roles)).with(role.unwrap_or_default()),
        group.hint("The heading in the list of those present"),
        Field::yes_or_no(Name::Voting, there.is_none_or(|member| member.voting))
            .hint("Counts for the quorum and may vote"),
        Field::line(Name::From, Reads::Date).with(&day(there.and_then(|member| member.from))),
        Field::line(Name::To, Reads::Date)
            .with(&day(there.and_then(|member| member.to)))
            .hint("The last day; empty as long as it goes on"),
    ];
    if there.is_none() {
        let who = Field::line(Name::Who, Reads::Person).hint("Somebody new: Cllr Ann Bell");
        fields.insert(0, who);
    }
    let name = editing
        .and_then(|id| naming::known(desk, id))
        .map(|person| person.name(NameForm::Titled, desk.now.date_naive()));
    let name = name.as_deref().unwrap_or("A new member");
    let of = body_there.map_or("", |body| body.name.as_str());
    let purpose = Purpose::Member(body, editing);
    Form::new(desk, format!("{name}: {of}"), purpose, fields)
}

/// The same form with the cursor at the last day, today put in.
pub fn end_membership(desk: &Desk, body: BodyId, person: PersonId) -> Form {
    let mut form = member(desk, body, Some(person));
    if let Some(field) = form.field_mut(Name::To) {
        field.suggest(&DateForm::Long.format(desk.now.date_naive()));
    }
    form.on(Name::To, desk)
}

/// Those usual, then those in use, none twice.
fn distinct<'a>(
    usual: impl IntoIterator<Item = &'a str>,
    used: impl Iterator<Item = &'a str>,
) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for word in usual.into_iter().chain(used) {
        if !all.iter().any(|there| there == word) {
            all.push(word.to_owned());
        }
    }
    all
}

/// The last membership entered of somebody, with its place.
fn latest(body: &Body, person: PersonId) -> Option<(usize, &Member)> {
    body.members
        .iter()
        .enumerate()
        .rev()
        .find(|(_, member)| member.person == person)
}

/// Records the membership.
pub fn take(
    form: &Form,
    desk: &mut Desk,
    body: BodyId,
    editing: Option<PersonId>,
) -> Result<Option<Purpose>, Problem> {
    let group = form.needed(Name::Group, "Under which heading?")?.to_owned();
    let (from, to) = (form.date(Name::From)?, form.date(Name::To)?);
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        return Err((Name::To, "It ends before it begins.".to_owned()));
    }
    let role = Some(form.text(Name::Role)).filter(|role| !role.is_empty());
    let Some(mut body) = desk.register.body(body).cloned() else {
        let words = "The body is not on record any more.";
        return Err((Name::Group, words.to_owned()));
    };
    let mut member = Member {
        person: PersonId(uuid::Uuid::nil()), // set below, in both cases
        role: role.map(str::to_owned),
        group,
        voting: form.says_yes(Name::Voting),
        from,
        to,
    };
    let mut lines = Vec::new();
    let there = editing.and_then(|person| Some((latest(&body, person)?.0, person)));
    if let Some((place, person)) = there {
        member.person = person;
        if let Some(there) = body.members.get_mut(place) {
            *there = member;
        }
    } else {
        form.needed(Name::Who, "Who is it?")?;
        let problem = |words: String| (Name::Who, words);
        let who = naming::who(form.text(Name::Who), desk, form.today).map_err(problem)?;
        let who = who.ok_or_else(|| problem("Who is it?".to_owned()))?;
        if let naming::Who::Known(person) | naming::Who::WithPost(person, _) = &who
            && latest(&body, person.id).is_some_and(|(_, there)| {
                there.to.is_none_or(|to| from.is_none_or(|from| from <= to))
            })
        {
            let name = person.name(NameForm::Titled, form.today);
            return Err(problem(format!("{name} is a member already.")));
        }
        member.person = who.recorded(desk, &mut lines).id;
        body.members.push(member);
    }
    let id = body.id;
    lines.push(desk.register_line(RegisterChange::BodyRecorded(Box::new(body))));
    desk.hand_in(lines, None);
    Ok(Some(Purpose::Member(id, editing)))
}
