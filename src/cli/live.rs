//! What `serve` and `watch` have in common: the loop, what it prints, and how it is ended.

use std::io;
use std::process::ExitCode;

use camino::Utf8Path;

use super::args::Live;
use super::book::{counts, drafts, print_err, print_out};
use super::timings::Timings;
use crate::build::{BuildOptions, Mode};
use crate::diag::report::{self, Color, Format, Summary, counted, visible};
use crate::emit::EmitReport;
use crate::serve::{Done, Notice, Outlet, Round, Rounds, Said, WhyPolling};
use crate::source::Reader;

/// The loop of a book.
pub(super) fn rounds(
    root: &Utf8Path,
    live: &Live,
    mode: Mode,
    timings: &Timings,
    outlet: &mut dyn Outlet,
) -> Rounds {
    let mut options = BuildOptions::new(mode, drafts(live.drafts));
    if live.is_timed() {
        options.on_stage = timings.listener();
    }
    let poll = live.poll.then_some(WhyPolling::Asked);
    Rounds::new(Reader::new(root), options, poll, outlet)
}

/// Waits for a signal to end, and gives the exit code it asks for.
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

/// Waits for a signal to end, and gives the exit code it asks for.
#[cfg(not(unix))]
pub(super) async fn signals() -> io::Result<ExitCode> {
    tokio::signal::ctrl_c().await?;
    Ok(ExitCode::from(130))
}

/// Prints what the loop says: one line for a round, and the report where there is one.
pub(super) struct Talk {
    quiet: bool,
    verbose: bool,
    /// The stopwatch, where its times are wanted.
    timings: Option<Timings>,
    color: Color,
    /// What there is where a round has errors.
    site: &'static str,
    /// The warnings that were printed last, so that they are not repeated with every save.
    known: String,
}

impl Talk {
    pub(super) fn new(live: &Live, timings: &Timings, color: Color) -> Self {
        Self {
            quiet: live.quiet,
            verbose: live.verbose,
            timings: live.is_timed().then(|| timings.clone()),
            color,
            site: "there is no site yet",
            known: String::new(),
        }
    }

    pub(super) fn say(&mut self, said: &Said<'_>) {
        match said {
            Said::Round(round, done) => self.round(round, done),
            Said::Notice(notice) => print_err(&format!("{}\n", sentence(notice))),
            Said::Rest(_) if !self.verbose => {}
            Said::Rest(report) => print_err(&format!("search and the like: {}\n", wrote(report))),
            Said::Mended(_) if self.quiet => {}
            Said::Mended(report) => print_out(&format!("book: {} after all\n", wrote(report))),
        }
    }

    fn round(&mut self, round: &Round, done: &Done) {
        let report = self.report(round);
        let errors = round.built.diagnostics.errors() > 0;
        if errors || report != self.known {
            print_err(&report);
        }
        self.known = report;
        if matches!(done, Done::Served { .. } | Done::Written(_)) {
            self.site = "the last good site stays";
        }
        match done {
            Done::Failed(why) => print_err(&format!("error: {why}\n")),
            Done::Kept | Done::Served { .. } | Done::Written(_) if self.quiet => {}
            Done::Kept => print_out(&format!("{}: {}\n", subject(round), self.site)),
            Done::Served { changed, gone } => print_out(&served(round, *changed, *gone)),
            Done::Written(report) => {
                let line = format!("{}: {} in {}\n", subject(round), wrote(report), took(round));
                print_out(&line);
            }
        }
        if let Some(timings) = &self.timings {
            print_err(&timings.round("hand over"));
        }
    }

    fn report(&self, round: &Round) -> String {
        let found = &round.built.diagnostics;
        if self.quiet && found.errors() == 0 {
            return String::new();
        }
        let summary = Summary::default();
        report::write(found, &round.sources, &summary, Format::Human, self.color)
    }
}

fn served(round: &Round, changed: usize, gone: usize) -> String {
    if round.number == 1 {
        return format!("built {}\n", counts(&round.built.counts, round.took));
    }
    let gone = match gone {
        0 => String::new(),
        gone => format!(", {gone} gone"),
    };
    let changed = counted(changed, "page");
    format!("{}: {changed}{gone} in {}\n", subject(round), took(round))
}

fn wrote(report: &EmitReport) -> String {
    format!("{} written, {} removed", report.written, report.removed)
}

/// What changed: a file, or how many.
fn subject(round: &Round) -> String {
    match round.changed.as_slice() {
        [] => "book".to_owned(),
        [one] => visible(one.as_str()).into_owned(),
        [one, rest @ ..] => format!("{} and {} more", visible(one.as_str()), rest.len()),
    }
}

fn took(round: &Round) -> String {
    format!("{:.0} ms", round.took.as_secs_f64() * 1e3)
}

fn sentence(notice: &Notice) -> String {
    match notice {
        Notice::Polling(why) => format!("note: {why}"),
        Notice::Gone(why) => format!("note: {why}; waiting for the book to come back"),
        Notice::Failed(why) => format!("error: {why}"),
        Notice::Bug => "error: this is a bug in prepbook; the last good site stays".to_owned(),
    }
}
