//! s
use crate::minutes::ids::{IdSource, Stamp};
use crate::minutes::template::Templates;
use crate::store::protocol::Line;
/// s
pub fn lines(_ids: &mut IdSource, _now: Stamp, _templates: &Templates) -> Vec<Line> {
    Vec::new()
}
