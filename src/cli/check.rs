//! `prepbook check`: builds the site, writes nothing and prints the report.

use std::process::ExitCode;

use super::args::CheckArgs;
use super::book::{build_book, is_machine_readable, print_out};
use super::error::Error;
use crate::build::Mode;
use crate::diag::report::Color;

pub(super) fn run(args: &CheckArgs, color: Color) -> Result<ExitCode, Error> {
    let book = build_book(&args.common, Mode::Check)?;
    print_out(&book.report(&args.common, color));
    if book.built.diagnostics.is_empty()
        && !is_machine_readable(args.common.format)
        && !args.common.quiet
    {
        print_out(&format!("checked {}: no problems\n", book.counts_line()));
    }
    book.print_timings(&args.common);
    Ok(book.exit(&args.common))
}
