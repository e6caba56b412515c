//! The program: reads the arguments and hands over to the library; errors in plain words, on standard error.

use std::process::ExitCode;

use clap::Parser as _;
use minutebook::cli::{Arguments, complain, run};

fn main() -> ExitCode {
    run(Arguments::parse()).unwrap_or_else(|error| {
        // The first sentence says what happened and what to do; the rest is why.
        let mut words = error.to_string();
        for cause in error.chain().skip(1) {
            words.push_str(&format!(" ({cause})"));
        }
        complain(&words);
        ExitCode::FAILURE
    })
}
