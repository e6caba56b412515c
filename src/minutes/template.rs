//! stand-in
use super::agenda::Outline;
use std::collections::BTreeMap;
use std::rc::Rc;
/// stand-in
pub struct Template {
    /// stand-in
    pub name: String,
    /// stand-in
    pub agenda: Vec<Outline>,
    /// stand-in
    pub phrases: BTreeMap<String, String>,
}
/// stand-in
pub struct Templates;
impl Templates {
    /// The template of that name; where there is none, the first built-in one.
    pub fn for_meeting(&self, _name: &str) -> Rc<Template> {
        unimplemented!()
    }
    /// stand-in
    pub fn names(&self) -> Vec<String> {
        Vec::new()
    }
}
