//! All templates at hand: those that the program brings, and the clerk's own.

use std::rc::Rc;

use super::{Mistakes, Template};

/// Templates by name. A clerk's own takes the place of a built-in one of the same name.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    all: Vec<Rc<Template>>,
}

impl Templates {
    /// The built-in templates alone.
    pub fn built_in() -> Self {
        let mut templates = Self::default();
        for (name, text) in Template::built_in() {
            // Their wording is checked by a test, so that nobody waits for it at every start; a built-in template
            // that did not read at all would fail the same test.
            if let Ok(template) = Template::read_trusted(text, &format!("{name}.toml")) {
                templates.put(template);
            }
        }
        templates
    }

    /// The built-in templates and the clerk's own, each given as file name and text.
    ///
    /// A file with mistakes is left out, and its mistakes are handed back; a built-in template of the name that it
    /// would have had stays.
    pub fn with<'a>(own: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<Mistakes>) {
        let mut templates = Self::built_in();
        let mut mistakes = Vec::new();
        for (file, text) in own {
            match Template::read(text, file) {
                Ok(template) => templates.put(template),
                Err(found) => mistakes.push(found),
            }
        }
        (templates, mistakes)
    }

    /// A template by name.
    pub fn get(&self, name: &str) -> Option<&Rc<Template>> {
        self.all.iter().find(|template| template.name == name)
    }

    /// The template for a meeting that asks for one of this name; another where there is none, so that there is
    /// always a draft.
    pub fn for_meeting(&self, name: &str) -> Rc<Template> {
        self.get(name)
            .or_else(|| self.all.first())
            .map_or_else(|| Rc::new(Template::bare()), Rc::clone)
    }

    /// Every template: the built-in ones first, in their order, then the clerk's own.
    pub fn iter(&self) -> impl Iterator<Item = &Template> {
        self.all.iter().map(Rc::as_ref)
    }

    /// The names, in the same order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|template| template.name.as_str())
    }

    fn put(&mut self, template: Template) {
        match self
            .all
            .iter_mut()
            .find(|there| there.name == template.name)
        {
            Some(there) => *there = Rc::new(template),
            None => self.all.push(Rc::new(template)),
        }
    }
}
