//! The record itself, pure: no IO, no clock, no terminal.
//!
//! A [`Meeting`](meeting::Meeting) is made of [`Change`](change::Change)s, one after the other; everything else
//! (screens, tables, documents) is derived from it.

pub mod action;
pub mod agenda;
pub mod agenda_text;
pub mod apply;
pub mod approval;
pub mod attendance;
pub mod background;
pub mod body;
pub mod change;
pub mod completion;
pub mod dates;
pub mod due;
pub mod entry;
pub mod exempt;
pub mod folding;
pub mod formal;
pub mod happenings;
pub mod heard;
pub mod history;
pub mod ids;
pub mod likeness;
pub mod loose_ends;
pub mod meeting;
pub mod named;
pub mod person;
pub mod phrases;
pub mod posts;
pub mod putting_off;
pub mod query;
pub mod recommendation;
pub mod register;
pub mod reporting;
pub mod rhythm;
pub mod roster;
pub mod shorthand;
pub mod slips;
pub mod table;
pub mod template;
pub mod topic;
pub mod wording;
pub mod writing;
