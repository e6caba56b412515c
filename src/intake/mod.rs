//! Taking in what others wrote: a file to its text, what was read in it to a record, the record to the journal.
//!
//! Everything here is pure. Files are read and journals written by whoever calls it.

mod docx;
pub mod draft;
pub mod file;
pub mod log;
pub mod names;
mod numbering;
mod owners;
pub mod record;
