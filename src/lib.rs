//! `minutebook` takes the minutes of a council meeting by keyboard, as it happens.

pub mod command;
pub mod editor;
pub mod keymap;
pub mod minutes;
pub mod store;
