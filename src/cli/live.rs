//! The code that `serve` and `watch` share: the loop, its console output, and the signals that end
//! it.

use std::io;
use std::process::ExitCode;

use camino::Utf8Path;

use super::args::LiveArgs;
use super::book::{counts_line, drafts, print_err, print_out, today};
use super::timings::Timings;
use crate::build::{BuildOptions, Mode};
use crate::diag::report::{self, Color, Format, Summary, counted, visible};
use crate::emit::EmitReport;
use crate::serve::{
    Notice, PollingReason, Rebuild, RebuildOutcome, RebuildSink, ServeEvent, WatchLoop,
};
use crate::source::Reader;

/// Creates the loop of a book.
pub(super) fn watch_loop(
    root: &Utf8Path,
    live: &LiveArgs,
    mode: Mode,
    timings: &Timings,
    sink: &mut dyn RebuildSink,
) -> WatchLoop {
    let mut options = BuildOptions::new(mode, drafts(live.drafts));
    options.today = Some(today());
    if live.is_timed() {
        options.on_stage = timings.listener();
    }
    let poll = live.poll.then_some(PollingReason::Requested);
    WatchLoop::new(Reader::new(root), options, poll, sink)
}

/// Waits for a signal to end the process, and returns the exit code for it.
#[cfg(unix)]
pub(super) async fn signals() -> io::Result<ExitCode> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(tokio::select! {
        _ = interrupt.recv() => ExitCode::from(130),
        _ = terminate.recv() => ExitCode::from(143),
    })
}

/// Waits for a signal to end the process, and returns the exit code for it.
#[cfg(not(unix))]
pub(super) async fn signals() -> io::Result<ExitCode> {
    tokio::signal::ctrl_c().await?;
    Ok(ExitCode::from(130))
}

/// Prints the events of the loop: one line for each rebuild, and the report if there is one.
pub(super) struct ConsoleReporter {
    quiet: bool,
    verbose: bool,
    /// The stopwatch, if times are printed.
    timings: Option<Timings>,
    color: Color,
    /// The site that readers see while the book has errors.
    site_on_errors: &'static str,
    /// The report that was printed last, so that its warnings are not repeated with every save.
    last_report: String,
}

impl ConsoleReporter {
    pub(super) fn new(live: &LiveArgs, timings: &Timings, color: Color) -> Self {
        Self {
            quiet: live.quiet,
            verbose: live.verbose,
            timings: live.is_timed().then(|| timings.clone()),
            color,
            site_on_errors: "there is no site yet",
            last_report: String::new(),
        }
    }

    /// Prints an event.
    pub(super) fn report_event(&mut self, event: &ServeEvent<'_>) {
        match event {
            ServeEvent::Rebuilt(rebuild, outcome) => self.rebuilt(rebuild, outcome),
            ServeEvent::Notice(notice) => print_err(&format!("{}\n", sentence(notice))),
            ServeEvent::DeferredWritten(_) if !self.verbose => {}
            ServeEvent::DeferredWritten(report) => {
                print_err(&format!("search and the like: {}\n", wrote(report)))
            }
            ServeEvent::Recovered(_) if self.quiet => {}
            ServeEvent::Recovered(report) => {
                print_out(&format!("book: {} after all\n", wrote(report)))
            }
        }
    }

    fn rebuilt(&mut self, rebuild: &Rebuild, outcome: &RebuildOutcome) {
        let report = self.report(rebuild);
        let has_errors = rebuild.built.diagnostics.errors() > 0;
        if has_errors || report != self.last_report {
            print_err(&report);
        }
        self.last_report = report;
        if matches!(
            outcome,
            RebuildOutcome::Served { .. } | RebuildOutcome::Written(_)
        ) {
            self.site_on_errors = "the last good site stays";
        }
        match outcome {
            RebuildOutcome::Failed(why) => print_err(&format!("error: {why}\n")),
            RebuildOutcome::HasErrors
            | RebuildOutcome::Served { .. }
            | RebuildOutcome::Written(_)
                if self.quiet => {}
            RebuildOutcome::HasErrors => {
                print_out(&format!("{}: {}\n", subject(rebuild), self.site_on_errors))
            }
            RebuildOutcome::Served { changed, removed } => {
                print_out(&served(rebuild, *changed, *removed));
            }
            RebuildOutcome::Written(report) => {
                let line = format!(
                    "{}: {} in {}\n",
                    subject(rebuild),
                    wrote(report),
                    took(rebuild)
                );
                print_out(&line);
            }
        }
        if let Some(timings) = &self.timings {
            print_err(&timings.rebuild_line("hand over"));
        }
    }

    fn report(&self, rebuild: &Rebuild) -> String {
        let diagnostics = &rebuild.built.diagnostics;
        if self.quiet && diagnostics.errors() == 0 {
            return String::new();
        }
        let summary = Summary::default();
        report::write(
            diagnostics,
            &rebuild.sources,
            &summary,
            Format::Human,
            self.color,
        )
    }
}

fn served(rebuild: &Rebuild, changed: usize, removed: usize) -> String {
    if rebuild.number == 1 {
        return format!(
            "built {}\n",
            counts_line(&rebuild.built.counts, rebuild.took)
        );
    }
    let removed = match removed {
        0 => String::new(),
        removed => format!(", {removed} gone"),
    };
    let changed = counted(changed, "page");
    format!(
        "{}: {changed}{removed} in {}\n",
        subject(rebuild),
        took(rebuild)
    )
}

fn wrote(report: &EmitReport) -> String {
    format!("{} written, {} removed", report.written, report.removed)
}

/// Returns the name of the changed file, or of the first one with the number of others.
fn subject(rebuild: &Rebuild) -> String {
    match rebuild.changed.as_slice() {
        [] => "book".to_owned(),
        [file] => visible(file.as_str()).into_owned(),
        [file, rest @ ..] => format!("{} and {} more", visible(file.as_str()), rest.len()),
    }
}

fn took(rebuild: &Rebuild) -> String {
    format!("{:.0} ms", rebuild.took.as_secs_f64() * 1e3)
}

fn sentence(notice: &Notice) -> String {
    match notice {
        Notice::Polling(why) => format!("note: {why}"),
        Notice::Missing(why) => format!("note: {why}; waiting for the book to come back"),
        Notice::Failed(why) => format!("error: {why}"),
        Notice::Bug => "error: this is a bug in prepbook; the last good site stays".to_owned(),
    }
}
