//! `prepbook fix`: applies the fixes that reports contain.
//!
//! The fixes are made in memory first, pass by pass. Then each changed file is written once, or the
//! difference is printed.

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;

use similar::TextDiff;

use super::args::{CommonArgs, FixArgs};
use super::book::{BuiltBook, LoadedBook, build_book, print_err, print_out};
use super::error::{self, Error};
use crate::build::{Fixed, Memo, Mode, fix};
use crate::diag::report::{counted, visible, visible_lines};
use crate::diag::{CODES, Code, SourcePath, nearest};
use crate::emit::{self, EditError, RealDisk};
use crate::outputs::ContentHash;
use crate::source::{SourceFile, SourceSet};

pub(super) fn run(args: &FixArgs) -> Result<ExitCode, Error> {
    let only = args.only.as_deref().map(code).transpose()?;
    let common = args.common();
    let loaded = LoadedBook::from_args(&common, None)?;
    let options = loaded.options(&common, Mode::Check);
    let fixed = fix(loaded.sources.clone(), only, &options, &mut Memo::default());
    if args.dry_run {
        Ok(show(loaded, fixed, &common))
    } else {
        write(loaded, fixed, &common)
    }
}

fn code(name: &str) -> Result<Code, Error> {
    if let Some(entry) = CODES.iter().find(|entry| entry.name == name) {
        return Ok(entry.code);
    }
    let near = nearest(name, CODES.iter().map(|entry| entry.name));
    let help = match near.first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name a code from a report, such as `bad-id`".to_owned(),
    };
    let message = format!("there is no code `{}`", visible(name));
    Err(Error::usage(message, help))
}

/// Prints the difference to standard output, and everything else to standard error.
fn show(loaded: LoadedBook, fixed: Fixed, common: &CommonArgs) -> ExitCode {
    for (old, new) in changed(&loaded.sources, &fixed.sources) {
        print_diff(&diff(old, new));
    }
    let book = loaded.into_built(fixed.built);
    if !common.quiet {
        print_err(&summary("would fix", &fixed.made, &fixed.left_out, &book));
    }
    book.print_timings(common);
    book.exit_code(common)
}

fn write(loaded: LoadedBook, mut fixed: Fixed, common: &CommonArgs) -> Result<ExitCode, Error> {
    let mut refusals = Vec::new();
    for (old, new) in changed(&loaded.sources, &fixed.sources) {
        if let Err(error) = write_file(&loaded.sources, old, new) {
            fixed.made.remove(&old.path);
            refusals.push(Error::from(error));
        }
    }
    let book = if refusals.is_empty() {
        loaded.into_built(fixed.built)
    } else {
        // some fixes were not written, so the result in memory is not that of the disk
        build_book(common, Mode::Check)?
    };
    if !common.quiet {
        print_out(&summary("fixed", &fixed.made, &fixed.left_out, &book));
    }
    refusals.iter().for_each(error::print);
    book.print_timings(common);
    let disk_failed = |error: &&Error| matches!(error, Error::Edit(EditError::Disk { .. }));
    let worst = refusals.iter().find(disk_failed).or(refusals.first());
    Ok(worst.map_or_else(|| book.exit_code(common), Error::exit_code))
}

/// Returns the files that differ, before and after.
fn changed<'a>(
    before: &'a SourceSet,
    after: &'a SourceSet,
) -> impl Iterator<Item = (&'a SourceFile, &'a SourceFile)> {
    let files = before.files.iter().zip(&after.files);
    files.filter(|(old, new)| old.hash != new.hash)
}

fn write_file(sources: &SourceSet, old: &SourceFile, new: &SourceFile) -> Result<(), EditError> {
    let path = sources.root.join(old.path.as_str());
    let [old, new] = [old, new].map(|file| file.on_disk().unwrap_or_default());
    let expected = ContentHash::of_bytes(old.as_bytes());
    emit::edit(&path, expected, new, &RealDisk)
}

fn diff(old: &SourceFile, new: &SourceFile) -> String {
    let [before, after] = [old, new].map(|file| file.on_disk().unwrap_or_default());
    let name = visible(old.path.as_str());
    TextDiff::from_lines(before, after)
        .unified_diff()
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string()
}

/// Prints the difference as it is for a program such as `git apply`, and escaped for a terminal.
fn print_diff(diff: &str) {
    let mut stdout = std::io::stdout().lock();
    let written = if stdout.is_terminal() {
        stdout.write_all(visible_lines(&diff.replace("\r\n", "\n")).as_bytes())
    } else {
        stdout.write_all(diff.as_bytes())
    };
    // a closed pipe is not an error
    written.ok();
}

/// Returns a line such as `fixed 3 in content/x.md` for each file, and a line such as
/// `3 fixes in 2 files; 1 problem left`.
fn summary(
    done: &str,
    made: &BTreeMap<SourcePath, usize>,
    left_out: &BTreeMap<SourcePath, usize>,
    book: &BuiltBook,
) -> String {
    let mut lines: String = made
        .iter()
        .map(|(file, count)| format!("{done} {count} in {}\n", visible(file.as_str())))
        .collect();
    for (file, count) in left_out {
        let fixes = plural(*count, "fix", "fixes");
        let file = visible(file.as_str());
        lines += &format!("left out {fixes} in {file} that would cause an error\n");
    }
    lines += &match made.values().sum() {
        0 => "no fixes".to_owned(),
        fixes => {
            let files = counted(made.len(), "file");
            format!("{} in {files}", plural(fixes, "fix", "fixes"))
        }
    };
    let diagnostics = &book.built.diagnostics;
    lines += &match diagnostics.errors() + diagnostics.warnings() {
        0 => "; no problems left\n".to_owned(),
        problems => format!("; {} left\n", counted(problems, "problem")),
    };
    lines
}

fn plural(count: usize, singular: &str, plural: &str) -> String {
    format!("{count} {}", if count == 1 { singular } else { plural })
}
