//! The bodies that can be named in a line, and the ways to name them.

use super::{Roster, beginning, fold, name_length};
use crate::minutes::body::Body;
use crate::minutes::ids::BodyId;

/// A body that can be named.
#[derive(Clone, Debug)]
pub struct KnownBody {
    /// Which.
    pub body: BodyId,
    /// Its full name.
    pub name: String,
    /// How its own sentences call it; several bodies may be called the same.
    pub called: String,
    /// The letters of its actions.
    pub code: String,
}

/// What a name was found to mean among bodies.
#[derive(Clone, Debug)]
pub enum NamedBody<'r> {
    /// This one, in the form in which it was named; letters stand for the full name.
    One(&'r KnownBody, &'r str),
    /// Several are called so.
    Several(Vec<&'r KnownBody>),
}

impl Roster {
    /// The same, and the bodies that can be named.
    #[must_use]
    pub fn with_bodies(mut self, bodies: &[Body]) -> Self {
        for body in bodies {
            let place = self.bodies.len();
            for form in [&body.name, &body.called] {
                let form = fold(form.trim());
                if !form.is_empty() {
                    self.body_forms.push((form, place));
                }
            }
            self.bodies.push(KnownBody {
                body: body.id,
                name: body.name.trim().to_owned(),
                called: body.called.trim().to_owned(),
                code: body.code.trim().to_owned(),
            });
        }
        self.body_forms.sort_unstable();
        self.body_forms.dedup();
        self
    }

    /// Every body that can be named.
    pub fn bodies(&self) -> &[KnownBody] {
        &self.bodies
    }

    /// A body, by id.
    pub fn body(&self, body: BodyId) -> Option<&KnownBody> {
        self.bodies.iter().find(|known| known.body == body)
    }

    /// The body of which this is the name, what it is called, or its letters.
    pub fn body_named(&self, name: &str) -> Option<NamedBody<'_>> {
        let folded = fold(name.trim());
        let places: Vec<usize> = beginning(&self.body_forms, &folded, |form| &form.0)
            .take_while(|form| form.0 == folded)
            .map(|form| form.1)
            .collect();
        match self.one_body(&places, &folded) {
            Some(found) => Some(found),
            None => self.body_of_letters(&folded),
        }
    }

    /// The longest name of a body with which a text begins, and how many bytes of the text it takes. It must end where a
    /// word ends. Letters count as a name where no person is meant by them.
    pub fn body_at_start(&self, text: &str) -> Option<(usize, NamedBody<'_>)> {
        let written = text.split(char::is_whitespace).next().unwrap_or_default();
        let written = written.trim_end_matches([',', '.', ';', ':', '!', '?', ')']);
        let word = fold(written);
        if word.is_empty() {
            return None;
        }
        let mut longest = 0;
        let mut form = "";
        let mut places = Vec::new();
        for (name, place) in beginning(&self.body_forms, &word, |form| &form.0) {
            let length = name_length(text, name).unwrap_or(0);
            if length > longest {
                longest = length;
                form = name;
                places.clear();
            }
            if length == longest && length > 0 {
                places.push(*place);
            }
        }
        let alone = longest <= written.len();
        if alone && self.is_somebody(&word) {
            return None;
        }
        match self.one_body(&places, form) {
            Some(found) => Some((longest, found)),
            None => Some((written.len(), self.body_of_letters(&word)?)),
        }
    }

    fn one_body(&self, places: &[usize], form: &str) -> Option<NamedBody<'_>> {
        let mut found: Vec<&KnownBody> = places
            .iter()
            .filter_map(|place| self.bodies.get(*place))
            .collect();
        // A full name goes before what another body is called.
        if found.len() > 1
            && let Some(named) = found.iter().position(|known| fold(&known.name) == form)
        {
            found = vec![found.swap_remove(named)];
        }
        match found.as_slice() {
            [] => None,
            [one] if fold(&one.name) == form => Some(NamedBody::One(one, &one.name)),
            [one] => Some(NamedBody::One(one, &one.called)),
            [..] => Some(NamedBody::Several(found)),
        }
    }

    fn body_of_letters(&self, folded: &str) -> Option<NamedBody<'_>> {
        let mut known = self
            .bodies
            .iter()
            .filter(|known| !folded.is_empty() && fold(&known.code) == folded);
        match (known.next(), known.next()) {
            (Some(one), None) => Some(NamedBody::One(one, &one.name)),
            (Some(_), Some(_)) | (None, _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::roster::tests::roster;

    #[test]
    fn a_body_is_named_by_its_longest_name_or_its_letters() {
        let roster = roster();
        let at_start = |text: &str| match roster.body_at_start(text)? {
            (length, NamedBody::One(known, form)) => {
                Some((length, known.body.0.as_u128(), form.to_owned()))
            }
            (length, NamedBody::Several(several)) => Some((length, 0, several.len().to_string())),
        };
        let one = |length, id, form: &str| Some((length, id, form.to_owned()));
        let cases = [
            (
                "housing  scrutiny panel, by May",
                one(23, 1, "Housing Scrutiny Panel"),
            ),
            ("Scrutiny Panel", one(14, 0, "2")),
            ("Board to meet", one(5, 3, "Board")),
            (
                "Board of Harbours and Beaches to meet",
                one(29, 4, "Board of Harbours and Beaches"),
            ),
            ("harbour board.", one(13, 4, "Harbour Board")),
            ("psp to meet", one(3, 2, "Parks Scrutiny Panel")),
            // Somebody's initials, a longer word, nothing.
            ("jc to meet", None),
            ("Boards", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(at_start(text), expected, "{text}");
        }
        assert!(
            matches!(roster.body_named("JC"), Some(NamedBody::One(known, _)) if known.code == "JC")
        );
        assert!(roster.body_named("Housing").is_none());
    }
}
