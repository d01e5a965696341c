//! Finding and loading the book of a command, and saying what was found wrong.

// Commands are timed, and stand somewhere.
#![allow(clippy::disallowed_methods)]

use std::io::Write as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use super::args::{Common, ReportFormat};
use super::error::Error;
use super::timings::Timings;
use crate::build::{Built, Counts, Goal, Memo, Purpose, assemble, build, build_to};
use crate::catalog::{Catalog, Drafts};
use crate::config::Base;
use crate::diag::report::{self, Color, Summary};
use crate::diag::{Code, Diagnostics};
use crate::outputs::Destination;
use crate::source::{self, SourceSet};

/// A book, read and not yet built.
pub(super) struct Loaded {
    pub(super) sources: SourceSet,
    timings: Timings,
    begun: Instant,
}

/// A book, built.
pub(super) struct Work {
    pub(super) sources: SourceSet,
    pub(super) built: Built,
    pub(super) timings: Timings,
    pub(super) begun: Instant,
}

/// Finds, loads and builds the book that the arguments name.
pub(super) fn work(common: &Common, purpose: Purpose) -> Result<Work, Error> {
    let loaded = Loaded::of(common, None)?;
    let goal = loaded.goal(common, purpose);
    Ok(loaded.build(&goal, None))
}

impl Loaded {
    /// Finds and loads the book that the arguments name.
    pub(super) fn of(common: &Common, base: Option<Base>) -> Result<Self, Error> {
        let timings = Timings::start();
        let begun = Instant::now();
        let mut sources = load(common.book.as_deref())?;
        if let Some(base) = base {
            sources.config.base = base;
        }
        timings.stage("load");
        Ok(Self {
            sources,
            timings,
            begun,
        })
    }

    /// What to build it for.
    pub(super) fn goal(&self, common: &Common, purpose: Purpose) -> Goal {
        let mut goal = Goal::new(purpose, drafts(common.drafts));
        goal.on_stage = self.timings.listener();
        goal
    }

    /// Builds it; its files go to `destination` unless it is known that there will be no site.
    pub(super) fn build(self, goal: &Goal, destination: Option<&dyn Destination>) -> Work {
        let mut memo = Memo::default();
        let built = match destination {
            Some(destination) => build_to(&self.sources, goal, &mut memo, destination),
            None => build(&self.sources, goal, &mut memo),
        };
        // Nothing builds this book again, and dropping a large memo takes time
        // (`benches/edits.rs` prints how much).
        std::mem::forget(memo);
        self.built(built)
    }

    /// The book with what was built of it.
    pub(super) fn built(self, built: Built) -> Work {
        let Self {
            sources,
            timings,
            begun,
        } = self;
        Work {
            sources,
            built,
            timings,
            begun,
        }
    }
}

/// Finds and loads a book.
pub(super) fn load(book: Option<&Utf8Path>) -> Result<SourceSet, Error> {
    Ok(source::load(&root(book)?)?)
}

pub(super) fn root(book: Option<&Utf8Path>) -> Result<Utf8PathBuf, Error> {
    match book {
        Some(book) => {
            let book = book
                .canonicalize_utf8()
                .map_err(|_| Error::outside(&book.to_owned()))?;
            match book.join(source::BOOK_FILE).is_file() {
                true => Ok(book),
                false => Err(source::LoadError::NoBook(book).into()),
            }
        }
        None => Ok(source::find_root(&current_folder()?)?),
    }
}

/// Where the process stands.
pub(super) fn current_folder() -> Result<Utf8PathBuf, Error> {
    let folder =
        std::env::current_dir().map_err(|error| Error::CurrentFolder(error.to_string()))?;
    Utf8PathBuf::from_path_buf(folder)
        .map_err(|folder| Error::CurrentFolder(format!("`{}` is not UTF-8", folder.display())))
}

impl Work {
    /// The report in the format asked for; nothing where there is nothing to say.
    pub(super) fn report(&self, common: &Common, color: Color) -> String {
        let shown: Diagnostics = match common.quiet {
            true => self.errors(),
            false => self.built.diagnostics.clone(),
        };
        report::write(
            &shown,
            &self.sources,
            &self.summary(),
            common.format.format(),
            color,
        )
    }

    fn errors(&self) -> Diagnostics {
        let errors = self
            .built
            .diagnostics
            .iter()
            .filter(|one| one.severity == crate::diag::Severity::Error);
        errors.cloned().collect()
    }

    fn summary(&self) -> Summary {
        let counts = &self.built.counts;
        let facts = [
            ("pages", counts.pages),
            ("questions", counts.questions),
            ("interviews", counts.interviews),
            ("rounds", counts.rounds),
            ("frameworks", counts.frameworks),
            ("topics", counts.topics),
        ];
        facts.into_iter().collect()
    }

    /// `84 pages (21 questions, 3 rounds, 10 frameworks, 8 topics) in 0.21 s`.
    pub(super) fn counted(&self) -> String {
        counts(&self.built.counts, self.begun.elapsed())
    }

    /// 0, or 1 for a book with problems, or 2 where its `book.toml` is wrong.
    pub(super) fn exit_code(&self, common: &Common) -> ExitCode {
        let found = &self.built.diagnostics;
        let failed = found.errors() > 0 || common.strict && found.warnings() > 0;
        let config = found.iter().any(|one| one.code == Code::BadConfig);
        ExitCode::from(match (config, failed) {
            (true, _) => 2,
            (false, true) => 1,
            (false, false) => 0,
        })
    }

    /// Returns the exit code of a process that ends here. The system frees all memory at once, so
    /// the book is not dropped; `benches/edits.rs` prints how long that would take.
    pub(super) fn end(self, common: &Common) -> ExitCode {
        let code = self.exit_code(common);
        std::mem::forget(self);
        code
    }

    /// Prints the timings, where they are wanted.
    pub(super) fn print_timings(&self, common: &Common) {
        if common.timings {
            print_err(&self.timings.table());
        }
    }
}

/// `84 pages (21 questions, 3 rounds, 10 frameworks, 8 topics) in 0.21 s`.
pub(super) fn counts(counts: &Counts, took: Duration) -> String {
    format!(
        "{} ({}, {}, {}, {}) in {:.2} s",
        report::counted(counts.pages, "page"),
        report::counted(counts.questions, "question"),
        report::counted(counts.rounds, "round"),
        report::counted(counts.frameworks, "framework"),
        report::counted(counts.topics, "topic"),
        took.as_secs_f64(),
    )
}

/// What the option `--drafts` says.
pub(super) fn drafts(shown: bool) -> Drafts {
    match shown {
        true => Drafts::Shown,
        false => Drafts::Hidden,
    }
}

/// What is known of a book, without its pages. Of one with errors that is not all, which is said.
pub(super) fn assembled(book: Option<&Utf8Path>, drafts: Drafts) -> Result<Catalog, Error> {
    let sources = load(book)?;
    let (catalog, found) = catalog_of(&sources, drafts);
    if found.errors() > 0 {
        let name = book.map_or_else(|| "the book".to_owned(), |book| format!("`{book}`"));
        let errors = report::counted(found.errors(), "error");
        print_err(&format!(
            "note: {name} has {errors}, so something may be missing here; `prepbook check` says what is wrong\n"
        ));
    }
    Ok(catalog)
}

/// The same of what was read, and what is wrong with it.
pub(super) fn catalog_of(sources: &SourceSet, drafts: Drafts) -> (Catalog, Diagnostics) {
    let goal = Goal::new(Purpose::Check, drafts);
    assemble(sources, &goal, &mut Memo::default())
}

/// Standard output; a reader that went away is no error.
pub(super) fn print_out(text: &str) {
    anstream::stdout().lock().write_all(text.as_bytes()).ok();
}

/// The same, byte for byte.
pub(super) fn print_bytes(bytes: &[u8]) {
    std::io::stdout().lock().write_all(bytes).ok();
}

/// Standard error.
pub(super) fn print_err(text: &str) {
    anstream::stderr().lock().write_all(text.as_bytes()).ok();
}

/// Whether reports of this format belong on standard output.
pub(super) fn for_machines(format: ReportFormat) -> bool {
    match format {
        ReportFormat::Json | ReportFormat::Sarif => true,
        ReportFormat::Human | ReportFormat::Short | ReportFormat::Github => false,
    }
}
