//! `minutebook` takes the minutes of a council meeting by keyboard, as it happens.

pub mod app;
pub mod command;
pub mod editor;
pub mod keymap;
pub mod minutes;
pub mod sample;
pub mod screen;
pub mod store;
pub mod terminal;
pub mod theme;
