//! The record itself, pure: it reads no clock and no file, and knows no terminal.

pub mod dates;
pub mod due;
