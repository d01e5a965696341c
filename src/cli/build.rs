//! `prepbook build`: builds the site into its output folder.

use std::process::ExitCode;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use super::args::BuildArgs;
use super::book::{
    BuiltBook, LoadedBook, current_folder, is_machine_readable, print_err, print_out,
};
use super::error::Error;
use crate::build::Mode;
use crate::config::Base;
use crate::diag::report::Color;
use crate::emit::{self, Durability, EmitReport, RealDisk, Staging, Target};
use crate::source::SourceSet;

pub(super) fn run(args: &BuildArgs, color: Color) -> Result<ExitCode, Error> {
    let loaded = LoadedBook::from_args(&args.common, base(args)?)?;
    let lock_timeout = Duration::from_secs(args.lock_timeout);
    let target = target(args.output.as_deref(), lock_timeout, &loaded.sources)?;
    emit::recover(&target, &RealDisk)?;
    let options = loaded.options(&args.common, Mode::Write);
    let staging = Staging::new(&target, &RealDisk);
    let book = loaded.build(&options, Some(&staging));
    let mut emitted = None;
    if book.exit_code(&args.common) == ExitCode::SUCCESS {
        emitted = Some(staging.commit()?);
        book.timings.end_stage("commit");
    } else {
        staging.abandon();
    }
    say(args, &book, emitted, color);
    Ok(book.exit(&args.common))
}

/// Returns the base URL that the arguments name, if they name one.
fn base(args: &BuildArgs) -> Result<Option<Base>, Error> {
    let Some(url) = &args.base_url else {
        return Ok(args.portable.then(Base::portable));
    };
    Base::parse(url).map(Some).ok_or_else(|| {
        Error::usage(
            format!("`{url}` is not a base URL"),
            "write `https://example.org/path/` or `/path/`",
        )
    })
}

fn say(args: &BuildArgs, book: &BuiltBook, emitted: Option<EmitReport>, color: Color) {
    let report = book.report(&args.common, color);
    if is_machine_readable(args.common.format) {
        print_out(&report);
    } else {
        print_err(&report);
    }
    if let Some(report) = emitted
        && !is_machine_readable(args.common.format)
        && !args.common.quiet
    {
        let EmitReport {
            written,
            unchanged,
            removed,
        } = report;
        let counted = book.counts_line();
        print_out(&format!(
            "built {counted}: {written} written, {unchanged} unchanged, {removed} removed\n"
        ));
    }
    book.print_timings(&args.common);
}

/// Returns the target of a site: the folder that the arguments name, or else the one in `book.toml`.
pub(super) fn target(
    output: Option<&Utf8Path>,
    lock_timeout: Duration,
    sources: &SourceSet,
) -> Result<Target, Error> {
    let root = &sources.root;
    let config = &sources.config;
    let output: Utf8PathBuf = match output {
        Some(output) => current_folder()?.join(output),
        None => root.join(&config.output),
    };
    Ok(Target {
        output,
        book: root.clone(),
        protected: vec![root.join(&config.content), root.join("themes")],
        durability: Durability::Synced,
        lock_timeout,
    })
}
