//! Floor 9: the pipeline. One function for `build` and `check`, and for watching and serving too.

mod assembled;
mod fix;
mod memo;
mod sinks;

use std::fmt;
use std::sync::Arc;

use rayon::prelude::*;

use assembled::Assembled;
pub use fix::{Fixed, fix};
pub use memo::Memo;
use sinks::{ArtifactWriter, MemorySink, NullSink};

use crate::catalog::{Catalog, Drafts, Texts};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, SourcePath};
use crate::outputs::{
    Artifact, ArtifactSink, Fault, FaultKind, OUTPUTS, OutPath, Output, OutputContext,
    RenderContext, When,
};
use crate::pages::{PageSources, Pages, Retention, SitePage};
use crate::render::PageModel;
use crate::source::{BOOK_FILE, ContentHash, SourceSet};

/// The stage that ends where a loop of builds begins another round.
pub const WAITED: &str = "waited";

/// Which drafts a build shows, what it is for, and who is told of its stages.
#[derive(Clone)]
pub struct BuildOptions {
    pub drafts: Drafts,
    pub mode: Mode,
    /// Told the name of each stage when it ends, so that somebody with a clock can time it.
    pub on_stage: Arc<dyn Fn(&'static str) + Send + Sync>,
}

/// What a build is for, which decides what happens to its artifacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// They are written: pages are rendered when their turn comes, and not kept.
    Write,
    /// Nothing is kept, but every page is made once, to see that it can be.
    Check,
    /// They are kept in memory, from build to build.
    Serve,
}

impl BuildOptions {
    /// Options whose stages nobody times.
    pub fn new(mode: Mode, drafts: Drafts) -> Self {
        Self {
            drafts,
            mode,
            on_stage: Arc::new(|_| {}),
        }
    }
}

impl fmt::Debug for BuildOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} with drafts {:?}", self.mode, self.drafts)
    }
}

/// What a build made.
#[derive(Clone, Debug)]
pub struct Built {
    /// Sorted by path; empty where there are errors, and where nothing is kept.
    pub artifacts: Vec<Artifact>,
    pub diagnostics: Diagnostics,
    pub counts: Counts,
    /// What is known of the book.
    pub known: Known,
}

/// A book put together, with the texts that it is shown with.
#[derive(Clone, Debug)]
pub struct Known {
    pub catalog: Arc<Catalog>,
    pub texts: Arc<Texts>,
    /// Of everything that both were made of.
    pub of: ContentHash,
}

/// How much there is of everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub pages: usize,
    pub interviews: usize,
    pub rounds: usize,
    pub questions: usize,
    pub frameworks: usize,
    pub topics: usize,
}

/// Builds the site from its sources. The result is a pure function of the sources and the options: the memo
/// only saves work that would give the same result.
pub fn build(sources: &SourceSet, options: &BuildOptions, memo: &mut Memo) -> Built {
    if options.mode == Mode::Check {
        return build_to(sources, options, memo, &NullSink);
    }
    let artifacts = MemorySink::default();
    let mut built = run(sources, options, memo, &artifacts, PageRetention::Keep);
    if built.diagnostics.errors() == 0 {
        built.artifacts = artifacts.finish();
    }
    built
}

/// Builds the site like [`build`], but writes every file to `sink` as soon as it is made, so that not all of
/// them are in memory at once. The files are a site only if there are no errors in the end; if errors are
/// known before there is a page, nothing is written.
pub fn build_to(
    sources: &SourceSet,
    options: &BuildOptions,
    memo: &mut Memo,
    sink: &dyn ArtifactSink,
) -> Built {
    run(sources, options, memo, sink, PageRetention::Stream)
}

/// Whether pages are kept for the next build, or dropped when they are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PageRetention {
    Keep,
    Stream,
}

fn run(
    sources: &SourceSet,
    options: &BuildOptions,
    memo: &mut Memo,
    sink: &dyn ArtifactSink,
    retention: PageRetention,
) -> Built {
    let theme = &sources.config.theme;
    memo.next_build();
    let documents = memo.documents(sources);
    (options.on_stage)("parse and lower");
    let mut last = memo.assembled.take();
    let assembled = Assembled::new(sources, documents, options, &mut last);
    memo.bodies_of(&assembled);
    (options.on_stage)("highlight");
    let mut diagnostics = assembled.diagnostics();
    let known = Known {
        catalog: assembled.catalog.clone(),
        texts: assembled.texts.clone(),
        of: hash_of(sources, options.drafts),
    };
    let fails = options.mode != Mode::Check && diagnostics.errors() > 0;
    let writer = ArtifactWriter::new((!fails).then_some(sink));
    match write_artifacts(&known, sources, options, memo, &writer, retention) {
        Ok(found) => diagnostics.extend(found),
        Err(fault) => diagnostics.push(template_error(&fault, theme)),
    }
    (options.on_stage)("files of the book");
    let (paths, faults) = writer.finish();
    if diagnostics.errors() == 0 {
        diagnostics.extend(collisions(&paths));
    }
    diagnostics.extend(faults.iter().map(|fault| template_error(fault, theme)));
    let counts = counts(&assembled.catalog, &paths);
    memo.assembled = Some(assembled);
    drop_in_background(last);
    Built {
        artifacts: Vec::new(),
        diagnostics: sources.config.leveled(diagnostics).sorted(),
        counts,
        known,
    }
}

/// Drops a large value in the background, as nobody waits for that.
fn drop_in_background<T: Send + 'static>(last: Option<T>) {
    if last.is_some() {
        rayon::spawn(move || drop(last));
    }
}

/// The first half of a build: everything that is known of the book, before any page is made.
pub fn assemble(
    sources: &SourceSet,
    options: &BuildOptions,
    memo: &mut Memo,
) -> (Catalog, Diagnostics) {
    let documents = memo.documents(sources);
    (options.on_stage)("parse and lower");
    let (catalog, mut diagnostics) = assembled::assemble(sources, &documents, options);
    diagnostics.extend(assembled::in_files(&documents));
    (catalog, diagnostics)
}

/// Makes and writes all files of the site; returns the diagnostics of the bodies on its pages.
fn write_artifacts(
    Known { catalog, texts, of }: &Known,
    sources: &SourceSet,
    options: &BuildOptions,
    memo: &mut Memo,
    writer: &ArtifactWriter<'_>,
    retention: PageRetention,
) -> Result<Diagnostics, Fault> {
    let theme = memo.theme(&sources.theme)?;
    let cache = (options.mode == Mode::Serve).then(|| memo.rendered.clone());
    let outputs: Vec<&Output> = wanted(sources, options).collect();
    let context = RenderContext {
        theme: theme.clone(),
        links: sources.config.base.links,
        cache: cache.clone(),
    };
    let write_page = |page: &SitePage, model: &Arc<PageModel>| {
        let artifacts = outputs
            .iter()
            .filter_map(|output| output.of_page(&context, page, model));
        artifacts.for_each(|artifact| writer.write(&artifact));
    };
    let mut last = memo.pages.take();
    let page_sources = PageSources {
        catalog,
        texts,
        theme: &theme,
        memo: &memo.bodies,
    };
    let pages = match retention {
        PageRetention::Keep => {
            let pages = Pages::new(page_sources, &mut last, Retention::Keep)?;
            pages
                .with_models()
                .for_each(|(page, model)| write_page(page, model));
            pages
        }
        PageRetention::Stream => {
            Pages::new(page_sources, &mut None, Retention::Stream(&write_page))?
        }
    };
    (options.on_stage)("pages");
    let context = OutputContext {
        site: pages.context().clone(),
        pages: pages.all().clone(),
        sources: *of,
        search: memo.search.clone(),
        cache,
    };
    for output in outputs {
        let artifacts = output.of_book(&context);
        artifacts
            .par_iter()
            .for_each(|artifact| writer.write(artifact));
    }
    let diagnostics = pages.diagnostics(&memo.bodies);
    memo.pages = Some(pages).filter(Pages::are_kept);
    drop_in_background(last);
    Ok(diagnostics)
}

/// Returns the outputs to make. A check makes only those that can fail.
fn wanted<'s>(
    sources: &'s SourceSet,
    options: &BuildOptions,
) -> impl Iterator<Item = &'static Output> + 's {
    let mode = options.mode;
    OUTPUTS.iter().filter(move |output| {
        let can_fail = output.when != When::Deferred;
        (output.enabled)(&sources.config) && (can_fail || mode != Mode::Check)
    })
}

/// Of everything that the catalog is made of.
fn hash_of(sources: &SourceSet, drafts: Drafts) -> ContentHash {
    let mut files: Vec<_> = sources
        .hashes()
        .map(|(path, hash)| (path.as_str(), hash))
        .collect();
    files.sort();
    ContentHash::new(&(&sources.config, files, drafts))
}

/// Two outputs of one path: the catalog tells free pages apart, and this is for all the rest. The
/// paths are sorted.
fn collisions(paths: &[OutPath]) -> Vec<Diagnostic> {
    let mut before = None;
    let twice = paths
        .iter()
        .filter(|path| before.replace(*path) == Some(*path));
    let found = twice.map(|path| {
        let place = Place::start_of(&SourcePath::from(BOOK_FILE));
        let message = format!("two pages would be written to `{path}`");
        Diagnostic::new(Code::OutputCollision, place, message)
            .help("give one of the two another id")
    });
    found.collect()
}

/// The diagnostic of a template that could not be loaded or rendered, or of an asset that is gone.
pub fn template_error(fault: &Fault, theme: &str) -> Diagnostic {
    let (path, help) = match fault.kind {
        FaultKind::Template => (
            format!("themes/{theme}/{}", fault.file),
            "mend the template; what a page offers is in the reference of page models",
        ),
        FaultKind::Asset => (fault.file.clone(), "build again when the file rests"),
    };
    let code = match fault.kind {
        FaultKind::Template => Code::TemplateError,
        FaultKind::Asset => Code::UnreadableFile,
    };
    let place = Place::new(
        &SourcePath::from(path.as_str()),
        fault.span.unwrap_or_default(),
    );
    Diagnostic::new(code, place, fault.message.clone()).help(help)
}

fn counts(catalog: &Catalog, paths: &[OutPath]) -> Counts {
    Counts {
        pages: paths
            .iter()
            .filter(|path| path.as_str().ends_with(".html"))
            .count(),
        interviews: catalog.ids.interviews.len(),
        rounds: catalog.ids.rounds.len(),
        questions: catalog.ids.questions.len(),
        frameworks: catalog.ids.frameworks.len(),
        topics: catalog.terms.topics.terms.len(),
    }
}
