//! The store: one thread that owns the register file, and the channels to it.
//!
//! The screens hand over [`Request`](protocol::Request)s through a [`Handle`] and go on; the thread answers with
//! [`Reply`](protocol::Reply)s. Every change goes into the journal and, in the same transaction, into the tables for
//! reading. Only this room names the database. The times of changes come with them: a clock is read only for intervals,
//! for the words in a lock's file and for the name of a file that rescues what could not be written.

mod book;
mod check;
mod indexed;
mod journal;
mod lock;
mod numbers;
mod opening;
mod projections;
pub mod protocol;
mod queries;
mod questions;
mod reader;
mod refreshing;
mod rows;
mod schema;
mod thread;
mod trouble;

pub use check::{CheckReport, check};
pub use opening::OpenError;
pub use queries::{Archive, ReadError};
pub use thread::{Handle, Options, Store};
