//! Whole meetings of invented councils, captured by keys: the screens on the way and the minutes at the end.
//!
//! The panel is held in this process, at times of the test's own and over a real register; the workshop in the real
//! binary in a real terminal. Look at a snapshot before accepting it: it is what a clerk sees.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod consent;
mod council;
mod exempt;
mod panel;
mod published;
mod room;
#[path = "../support/mod.rs"]
mod support;
mod workshop;
