//! The store: one thread that owns the register file, and the channels to it.

pub mod protocol;
