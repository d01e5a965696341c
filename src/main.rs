//! The program: everything is in the library.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    std::panic::catch_unwind(prepbook::cli::run).unwrap_or_else(|_| {
        eprintln!("error: this is a bug in prepbook; the site is as it was");
        eprintln!("  = help: report it with the message above and the file you were editing");
        ExitCode::from(70)
    })
}
