//! `minutebook` takes the minutes of a council meeting by keyboard, as it happens.

pub mod export;
pub mod minutes;
pub mod run;
pub mod sample;
pub mod screen;
pub mod store;
pub mod terminal;
pub mod theme;
