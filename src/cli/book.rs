//! Finds, loads and builds the book of a command, and reports its diagnostics.

// Reads the clock and the current folder.
#![allow(clippy::disallowed_methods)]

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use super::args::{CommonArgs, ReportFormat};
use super::error::Error;
use super::timings::Timings;
use crate::build::{BuildOptions, Built, Counts, Memo, Mode, assemble, build, build_to};
use crate::catalog::{Catalog, Drafts};
use crate::config::Base;
use crate::diag::report::{self, Color, Summary};
use crate::diag::{Code, Diagnostics, Place, Severity};
use crate::outputs::ArtifactSink;
use crate::source::{self, SourceSet};

/// A book that was read and is not built yet.
pub(super) struct LoadedBook {
    pub(super) sources: SourceSet,
    timings: Timings,
    begun: Instant,
}

/// A book that was built.
pub(super) struct BuiltBook {
    pub(super) sources: SourceSet,
    pub(super) built: Built,
    pub(super) timings: Timings,
    pub(super) begun: Instant,
}

/// Finds, loads and builds the book that the arguments name.
pub(super) fn build_book(args: &CommonArgs, mode: Mode) -> Result<BuiltBook, Error> {
    let loaded = LoadedBook::from_args(args, None)?;
    let options = loaded.options(args, mode);
    Ok(loaded.build(&options, None))
}

impl LoadedBook {
    /// Finds and loads the book that the arguments name. `base` replaces the base URL of its
    /// settings.
    pub(super) fn from_args(args: &CommonArgs, base: Option<Base>) -> Result<Self, Error> {
        let timings = Timings::start();
        let begun = Instant::now();
        let mut sources = load(args.book.as_deref())?;
        if let Some(base) = base {
            sources.config.base = base;
        }
        timings.end_stage("load");
        Ok(Self {
            sources,
            timings,
            begun,
        })
    }

    /// Returns the options to build it with.
    pub(super) fn options(&self, args: &CommonArgs, mode: Mode) -> BuildOptions {
        let mut options = BuildOptions::new(mode, drafts(args.drafts));
        options.today = Some(today());
        options.on_stage = self.timings.listener();
        options
    }

    /// Builds the book. Its files go to `sink`, unless loading found errors.
    pub(super) fn build(
        self,
        options: &BuildOptions,
        sink: Option<&dyn ArtifactSink>,
    ) -> BuiltBook {
        let mut memo = Memo::default();
        let built = match sink {
            Some(sink) => build_to(&self.sources, options, &mut memo, sink),
            None => build(&self.sources, options, &mut memo),
        };
        // Nothing builds this book again, and dropping a large memo takes time
        // (`benches/edits.rs` prints how much).
        std::mem::forget(memo);
        self.into_built(built)
    }

    /// Combines the book with the result of its build.
    pub(super) fn into_built(self, built: Built) -> BuiltBook {
        let Self {
            sources,
            timings,
            begun,
        } = self;
        BuiltBook {
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

/// Returns the folder of the book that the arguments name, or else of the nearest book.
pub(super) fn root(book: Option<&Utf8Path>) -> Result<Utf8PathBuf, Error> {
    match book {
        Some(book) => {
            let book = book
                .canonicalize_utf8()
                .map_err(|_| Error::no_folder(book))?;
            if book.join(source::BOOK_FILE).is_file() {
                Ok(book)
            } else {
                Err(source::LoadError::NoBook(book).into())
            }
        }
        None => Ok(source::find_root(&current_folder()?)?),
    }
}

/// Returns the current folder of the process.
pub(super) fn current_folder() -> Result<Utf8PathBuf, Error> {
    let folder =
        std::env::current_dir().map_err(|error| Error::CurrentFolder(error.to_string()))?;
    Utf8PathBuf::from_path_buf(folder)
        .map_err(|folder| Error::CurrentFolder(format!("`{}` is not UTF-8", folder.display())))
}

impl BuiltBook {
    /// Writes the report in the format that the arguments name; empty if there is nothing to report.
    pub(super) fn report(&self, args: &CommonArgs, color: Color) -> String {
        let shown = if args.quiet {
            self.errors()
        } else {
            self.built.diagnostics.clone()
        };
        let format = args.format.format();
        report::write(&shown, &self.sources, &self.summary(), format, color)
    }

    fn errors(&self) -> Diagnostics {
        let errors = self
            .built
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error);
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

    /// Returns a line such as `84 pages (21 questions, 3 rounds, 10 frameworks, 8 topics) in 0.21 s`.
    pub(super) fn counts_line(&self) -> String {
        counts_line(&self.built.counts, self.begun.elapsed())
    }

    /// Returns 2 if `book.toml` has errors or is not UTF-8, 1 if the book has errors (with `--strict` also
    /// warnings), and 0 otherwise.
    pub(super) fn exit_code(&self, args: &CommonArgs) -> ExitCode {
        let diagnostics = &self.built.diagnostics;
        let has_failed = diagnostics.errors() > 0 || args.strict && diagnostics.warnings() > 0;
        let is_of_config = |place: &Place| place.file.as_str() == source::BOOK_FILE;
        let has_bad_config = diagnostics.iter().any(|diagnostic| match diagnostic.code {
            Code::BadConfig => true,
            Code::InvalidUtf8 => is_of_config(&diagnostic.place),
            _ => false,
        });
        if has_bad_config {
            ExitCode::from(2)
        } else if has_failed {
            ExitCode::from(1)
        } else {
            ExitCode::SUCCESS
        }
    }

    /// Returns the exit code of a process that ends here. The system frees all memory at once, so
    /// the book is not dropped; `benches/edits.rs` prints how long that would take.
    pub(super) fn exit(self, args: &CommonArgs) -> ExitCode {
        let code = self.exit_code(args);
        std::mem::forget(self);
        code
    }

    /// Prints the timings if the arguments ask for them.
    pub(super) fn print_timings(&self, args: &CommonArgs) {
        if args.timings {
            print_err(&self.timings.table());
        }
    }
}

/// Returns a line such as `84 pages (21 questions, 3 rounds, 10 frameworks, 8 topics) in 0.21 s`.
pub(super) fn counts_line(counts: &Counts, took: Duration) -> String {
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

/// Converts the option `--drafts`.
pub(super) fn drafts(is_shown: bool) -> Drafts {
    if is_shown {
        Drafts::Shown
    } else {
        Drafts::Hidden
    }
}

/// Loads a book and returns its catalog. Prints a note if the book has errors, because the catalog
/// may then be incomplete.
pub(super) fn load_catalog(book: Option<&Utf8Path>, drafts: Drafts) -> Result<Catalog, Error> {
    let sources = load(book)?;
    let (catalog, diagnostics) = catalog_of(&sources, drafts);
    if diagnostics.errors() > 0 {
        let name = book.map_or_else(|| "the book".to_owned(), |book| format!("`{book}`"));
        let errors = report::counted(diagnostics.errors(), "error");
        print_err(&format!(
            "note: {name} has {errors}, so something may be missing here; `prepbook check` says what is wrong\n"
        ));
    }
    Ok(catalog)
}

/// Returns the catalog of sources, and the diagnostics of assembling it.
pub(super) fn catalog_of(sources: &SourceSet, drafts: Drafts) -> (Catalog, Diagnostics) {
    let options = BuildOptions::new(Mode::Check, drafts);
    assemble(sources, &options, &mut Memo::default())
}

/// Returns the day of the build: that of `SOURCE_DATE_EPOCH` in seconds, or else the current one.
pub(super) fn today() -> Arc<str> {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok();
    let seconds = given.and_then(|seconds| seconds.trim().parse().ok());
    let given = seconds.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    let day = match given {
        Some(moment) => moment.to_zoned(jiff::tz::TimeZone::UTC).date(),
        None => jiff::Zoned::now().date(),
    };
    day.to_string().into()
}

/// Prints to standard output. A closed pipe is not an error.
pub(super) fn print_out(text: &str) {
    anstream::stdout().lock().write_all(text.as_bytes()).ok();
}

/// Writes bytes to standard output as they are. A closed pipe is not an error.
pub(super) fn print_bytes(bytes: &[u8]) {
    std::io::stdout().lock().write_all(bytes).ok();
}

/// Prints to standard error.
pub(super) fn print_err(text: &str) {
    anstream::stderr().lock().write_all(text.as_bytes()).ok();
}

/// Returns whether reports of this format belong on standard output, because programs read them.
pub(super) fn is_machine_readable(format: ReportFormat) -> bool {
    match format {
        ReportFormat::Json | ReportFormat::Sarif => true,
        ReportFormat::Human | ReportFormat::Short | ReportFormat::Github => false,
    }
}
