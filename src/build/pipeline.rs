//! The pipeline: sources become artifacts and diagnostics.

use std::sync::Arc;

use rayon::prelude::*;

use super::assembled::{self, Assembled};
use super::collisions::collisions;
use super::memo::Memo;
use super::options::{BuildOptions, Mode};
use super::root_causes::root_causes;
use super::sinks::{ArtifactWriter, MemorySink, NullSink};
use crate::catalog::{Catalog, Drafts, Texts};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, SourcePath};
use crate::outputs::{
    Artifact, ArtifactSink, Fault, FaultKind, OUTPUTS, OutPath, Output, OutputContext,
    RenderContext, When,
};
use crate::pages::{PageSources, Pages, Retention, SitePage};
use crate::render::PageModel;
use crate::source::{ContentHash, SourceSet};

/// The result of a build.
#[derive(Clone, Debug)]
pub struct Built {
    /// Sorted by path; empty if there are errors, or if the artifacts went to a sink.
    pub artifacts: Vec<Artifact>,
    pub diagnostics: Diagnostics,
    pub counts: Counts,
    pub book: Book,
}

/// The catalog of a book, with its current texts.
#[derive(Clone, Debug)]
pub struct Book {
    pub catalog: Arc<Catalog>,
    pub texts: Arc<Texts>,
    /// The hash of everything that both are made of.
    pub inputs_hash: ContentHash,
}

/// The numbers of pages and entities.
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
    memo.note_catalog(&assembled);
    memo.prepare_bodies(&assembled);
    (options.on_stage)("highlight");
    let mut diagnostics = assembled.diagnostics();
    let book = Book {
        catalog: assembled.catalog.clone(),
        texts: assembled.texts.clone(),
        inputs_hash: inputs_hash(sources, options.drafts),
    };
    let errors = diagnostics.errors() + sources.diagnostics.errors();
    let fails = options.mode != Mode::Check && errors > 0;
    let writer = ArtifactWriter::new((!fails).then_some(sink));
    match write_artifacts(&book, sources, options, memo, &writer, retention) {
        Ok(in_bodies) => diagnostics.extend(in_bodies),
        Err(fault) => diagnostics.push(template_error(&fault, theme)),
    }
    (options.on_stage)("files of the book");
    let (paths, faults) = writer.finish();
    if diagnostics.errors() == 0 {
        diagnostics.extend(collisions(&book.catalog, &paths));
    }
    diagnostics.extend(faults.iter().map(|fault| template_error(fault, theme)));
    let counts = counts(&assembled.catalog, &paths);
    memo.assembled = Some(assembled);
    drop_in_background(last);
    let diagnostics = root_causes(sources, diagnostics);
    Built {
        artifacts: Vec::new(),
        diagnostics: sources.config.leveled(diagnostics).sorted(),
        counts,
        book,
    }
}

/// Drops a large value in the background, as nobody waits for that.
pub(super) fn drop_in_background<T: Send + 'static>(last: Option<T>) {
    if last.is_some() {
        rayon::spawn(move || drop(last));
    }
}

/// Runs the first half of a build, up to the catalog.
pub fn assemble(
    sources: &SourceSet,
    options: &BuildOptions,
    memo: &mut Memo,
) -> (Catalog, Diagnostics) {
    let documents = memo.documents(sources);
    (options.on_stage)("parse and lower");
    let (catalog, mut diagnostics) = assembled::assemble(sources, &documents, options);
    diagnostics.extend(assembled::in_files(&documents));
    diagnostics.extend(sources.diagnostics.clone());
    (catalog, diagnostics)
}

/// Makes and writes all files of the site; returns the diagnostics of the bodies on its pages.
fn write_artifacts(
    book: &Book,
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
        catalog: &book.catalog,
        texts: &book.texts,
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
        sources: book.inputs_hash,
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

/// Returns the hash of everything that the catalog is made of.
fn inputs_hash(sources: &SourceSet, drafts: Drafts) -> ContentHash {
    let mut files: Vec<_> = sources
        .hashes()
        .map(|(path, hash)| (path.as_str(), hash))
        .collect();
    files.sort();
    ContentHash::new(&(&sources.config, files, drafts))
}

/// Returns the diagnostic of a template that could not be loaded or rendered, or of an asset that has changed.
pub fn template_error(fault: &Fault, theme: &str) -> Diagnostic {
    let (path, help) = match fault.kind {
        FaultKind::Template => (
            format!("themes/{theme}/{}", fault.file),
            "correct the template; the guide to themes in the documentation shows what it can use",
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
