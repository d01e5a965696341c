//! `prepbook check`: the same build, nothing written. The report is the result.

use std::process::ExitCode;

use super::args::CheckArgs;
use super::book::{for_machines, print_out, work};
use super::error::Error;
use crate::build::Mode;
use crate::diag::report::Color;

pub(super) fn run(args: &CheckArgs, color: Color) -> Result<ExitCode, Error> {
    let work = work(&args.common, Mode::Check)?;
    print_out(&work.report(&args.common, color));
    if work.built.diagnostics.is_empty() && !for_machines(args.common.format) && !args.common.quiet
    {
        print_out(&format!("checked {}: no problems\n", work.counted()));
    }
    work.print_timings(&args.common);
    Ok(work.end(&args.common))
}
