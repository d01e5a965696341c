//! The program: everything is in the library.

#![forbid(unsafe_code)]

use std::process::ExitCode;

/// A build is millions of small values made on many threads, which this allocator was written for.
#[cfg(all(unix, feature = "jemalloc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    std::panic::catch_unwind(prepbook::cli::run).unwrap_or_else(|_| {
        eprintln!("error: this is a bug in prepbook; the site is as it was");
        eprintln!("  = help: report it with the message above and the file you were editing");
        ExitCode::from(70)
    })
}
