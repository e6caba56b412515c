//! Whom to ask about a body's papers, as the body's form has it.

use super::Material;
use super::document::Words;
use crate::minutes::wording::{Occasion, Told};

/// An occasion of which wordings know the body's address and whom to ask, too.
pub(super) fn told<'a>(occasion: Occasion<'a>, material: &Material<'_>) -> Occasion<'a> {
    let body = material.meeting.head.body.id;
    let body = material.background.register.body(body);
    let office = body.map(|body| body.office.clone()).unwrap_or_default();
    occasion
        .tell("office", Told::Text(office.title))
        .tell("address", Told::Text(office.address))
        .tell("email", Told::Text(office.email))
        .tell("phone", Told::Text(office.phone))
        .tell("contact", Told::Text(office.contact))
}

/// The mail address of a body's office; empty where it is not known.
pub(super) fn address(material: &Material<'_>) -> Words {
    let body = material.meeting.head.body.id;
    let body = material.background.register.body(body);
    Words::new(body.map_or("", |body| &body.office.email))
}
