//! Bodies: their names, their quorum, what their meetings usually are.

use crate::minutes::body::{Body, Office, Quorum, called_for, without_the};
use crate::minutes::dates::TimeForm;
use crate::minutes::ids::BodyId;
use crate::minutes::register::RegisterChange;
use crate::minutes::rhythm;
use crate::screen::desk::Desk;

use super::field::{Field, Name, Reads};
use super::meeting::derived_code;
use super::{Form, Problem, Purpose};

/// A form for a new body, or for one that is on record.
pub fn body(desk: &Desk, editing: Option<BodyId>) -> Form {
    let there = editing.and_then(|id| desk.register.body(id));
    let others: Vec<String> = desk
        .register
        .bodies
        .iter()
        .filter(|body| Some(body.id) != editing)
        .map(|body| body.name.clone())
        .collect();
    let reports_to: Vec<&str> = there
        .iter()
        .flat_map(|body| &body.reports_to)
        .filter_map(|id| desk.register.body(*id))
        .map(|body| body.name.as_str())
        .collect();
    let text = |of: fn(&Body) -> String| there.map(of).unwrap_or_default();
    let mut template = Field::choice(Name::Template, desk.templates.names(), 0);
    if let Some(body) = there {
        template.offer(&body.template);
        template.put(&body.template);
    }
    let fields = vec![
        Field::line(Name::Name, Reads::Words)
            .with(&text(|body| body.name.clone()))
            .hint("In full, as the title of its minutes has it"),
        Field::line(Name::Code, Reads::Words)
            .with(&text(|body| body.code.clone()))
            .hint("Stands before the numbers of its actions"),
        Field::line(Name::Called, Reads::Words)
            .with(&text(|body| body.called.clone()))
            .hint("What stands after \"the\" in its sentences: Scrutiny Panel; the last word is the short form"),
        Field::line(Name::Quorum, Reads::Quorum)
            .with(&text(|body| body.quorum.to_string()))
            .hint("4, 1/4, a third; 5, 2 of Co-optees; empty where there is no rule"),
        template,
        Field::line(Name::UsualTime, Reads::Time).with(&text(|body| {
            body.usual_time
                .map(|time| TimeForm::Dotted.format(time))
                .unwrap_or_default()
        })),
        Field::line(Name::UsualPlace, Reads::Words).with(&text(|body| body.usual_place.clone())),
        Field::line(Name::Meets, Reads::Words)
            .with(&text(|body| body.meets.clone()))
            .hint("How often: monthly, every six weeks, six times a year"),
        Field::line(Name::ReportsTo, Reads::SomeOf(others))
            .with(&reports_to.join("; "))
            .hint("Bodies parted by \";\""),
        Field::rows(Name::Office, Reads::Words)
            .with(&text(|body| body.office.title.clone()))
            .hint("In what office its chair signs letters: Chair of the Parks Board"),
        Field::rows(Name::Address, Reads::Words).with(&text(|body| body.office.address.clone())),
        Field::line(Name::Email, Reads::Words).with(&text(|body| body.office.email.clone())),
        Field::line(Name::Phone, Reads::Words).with(&text(|body| body.office.phone.clone())),
        Field::line(Name::Contact, Reads::Words)
            .with(&text(|body| body.office.contact.clone()))
            .hint("Whom its letters name to be asked for: most often the clerk"),
    ];
    let title = there.map_or("A new body", |body| body.name.as_str());
    Form::new(desk, title, Purpose::Body(editing), fields)
}

/// Letters and short name follow a new name, as long as the clerk leaves them alone.
pub fn follow(form: &mut Form, desk: &Desk, editing: Option<BodyId>) {
    let name = form.text(Name::Name).to_owned();
    let there =
        desk.register.bodies.iter().any(|body| {
            Some(body.id) != editing && body.name.to_lowercase() == name.to_lowercase()
        });
    if editing.is_none() {
        let code = derived_code(desk, &name);
        let called = called_for(&name);
        for (name, text) in [(Name::Code, code), (Name::Called, called)] {
            if let Some(field) = form.field_mut(name) {
                field.suggest(&text);
            }
        }
    }
    let rhythm = match form.text(Name::Meets) {
        "" => None,
        meets => Some(match rhythm::read(meets) {
            Some(rhythm) => format!("every {rhythm}: it is said when a meeting is late"),
            None => "Kept as written; it does not say when a meeting is late.".to_owned(),
        }),
    };
    if let Some(field) = form.field_mut(Name::Meets) {
        field.remark = rhythm;
    }
    if let Some(field) = form.field_mut(Name::Name) {
        field.remark = there.then(|| "A body of this name is on record already.".to_owned());
    }
}

/// Records the body.
pub fn take(
    form: &Form,
    desk: &mut Desk,
    editing: Option<BodyId>,
) -> Result<Option<Purpose>, Problem> {
    let name = form.needed(Name::Name, "What is it called in full?")?;
    let code = super::meeting::code(form)?;
    let called = without_the(form.needed(Name::Called, "Such as Scrutiny Panel.")?);
    let quorum: Quorum = form
        .text(Name::Quorum)
        .parse()
        .map_err(|words| (Name::Quorum, words))?;
    let mut reports_to = Vec::new();
    for part in form.text(Name::ReportsTo).split(';').map(str::trim) {
        if part.is_empty() {
            continue;
        }
        let found = desk
            .register
            .bodies
            .iter()
            .find(|body| body.name.to_lowercase() == part.to_lowercase())
            .filter(|body| Some(body.id) != editing);
        let Some(body) = found else {
            let words = format!(
                "There is no other body called {part}: enter that one first, or leave this empty."
            );
            return Err((Name::ReportsTo, words));
        };
        reports_to.push(body.id);
    }
    let id = editing.unwrap_or_else(|| BodyId(desk.new_id()));
    let there = desk.register.body(id);
    let body = Body {
        id,
        name: name.to_owned(),
        code,
        called: called.to_owned(),
        quorum,
        meets: form.text(Name::Meets).to_owned(),
        reports_to,
        template: form.text(Name::Template).to_owned(),
        usual_time: form.time(Name::UsualTime)?,
        usual_place: form.text(Name::UsualPlace).to_owned(),
        office: Office {
            title: form.lines(Name::Office).join("\n"),
            address: form.lines(Name::Address).join("\n"),
            email: form.text(Name::Email).to_owned(),
            phone: form.text(Name::Phone).to_owned(),
            contact: form.text(Name::Contact).to_owned(),
        },
        members: there.map(|body| body.members.clone()).unwrap_or_default(),
    };
    desk.record_in_register(RegisterChange::BodyRecorded(Box::new(body)));
    Ok(Some(Purpose::Body(Some(id))))
}
