//! `minutebook` takes the minutes of a council meeting by keyboard, as it happens.

// Here and not in Cargo.toml, since the tests in tests/ may.
#![warn(clippy::unwrap_used, clippy::expect_used)]

pub mod app;
pub mod cli;
pub mod command;
pub mod editor;
pub mod export;
pub mod files;
pub mod import;
pub mod intake;
pub mod keymap;
pub mod library;
pub mod minutes;
pub mod run;
pub mod sample;
pub mod screen;
pub mod store;
pub mod terminal;
pub mod theme;

// So that a file can be part of an example and of a test.
#[cfg(test)]
extern crate self as minutebook;
