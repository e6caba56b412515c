//! `minutebook` takes the minutes of a council meeting by keyboard, as it happens.

pub mod export;
pub mod minutes;
pub mod store;
