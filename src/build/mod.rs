//! Floor 8: the pipeline. One function for `build` and `check`, and for watching and serving too.

mod fix;
mod memo;

use std::fmt;
use std::sync::Arc;

use rayon::prelude::*;

pub use fix::{Fixed, fix};
pub use memo::Memo;

use crate::catalog::{self, Catalog, Drafts};
use crate::checks::{self, Soundness};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, SourcePath};
use crate::kinds::Document;
use crate::outputs::{Artifact, Extent, Fault, FaultOf, Inputs, Made, OUTPUTS, Output, pages};
use crate::source::{BOOK_FILE, ContentHash, SourceFile, SourceSet};

/// What a build is for.
#[derive(Clone)]
pub struct Goal {
    pub drafts: Drafts,
    pub purpose: Purpose,
    /// Told the name of each stage when it ends, so that somebody with a clock can time it.
    pub on_stage: Arc<dyn Fn(&'static str) + Send + Sync>,
}

/// What becomes of the artifacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// They are written: pages are rendered when their turn comes, and not kept.
    Write,
    /// Nothing is kept, but every page is rendered once, to see that it can be.
    Check,
    /// They are kept in memory, from build to build.
    Serve,
}

impl Goal {
    /// A goal that nobody times.
    pub fn new(purpose: Purpose, drafts: Drafts) -> Self {
        Self {
            drafts,
            purpose,
            on_stage: Arc::new(|_| {}),
        }
    }
}

impl fmt::Debug for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} with drafts {:?}", self.purpose, self.drafts)
    }
}

/// What a build made.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// Sorted by path; empty where there are errors.
    pub artifacts: Vec<Artifact>,
    pub diagnostics: Diagnostics,
    pub counts: Counts,
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

/// Builds the site from its sources. A pure function of the sources and the goal: the memo only
/// spares work that would come out the same.
pub fn build(sources: &SourceSet, goal: &Goal, memo: &mut Memo) -> Built {
    let theme = &sources.config.theme;
    memo.next_build();
    let documents = documents(sources, memo);
    (goal.on_stage)("parse and lower");
    let (catalog, mut diagnostics) = assembled(sources, goal, &documents);
    let catalog = Arc::new(catalog);
    diagnostics.extend(checks::run(&catalog, soundness(sources, &diagnostics)));
    (goal.on_stage)("check");
    let codes = documents.iter().flat_map(|document| &document.codes);
    memo.bodies.highlight(codes);
    (goal.on_stage)("highlight");
    let mut artifacts = match artifacts(&catalog, sources, goal, memo) {
        Ok(made) => {
            diagnostics.extend(made.diagnostics);
            made.artifacts
        }
        Err(fault) => {
            diagnostics.push(template_error(&fault, theme));
            Vec::new()
        }
    };
    if diagnostics.errors() == 0 {
        diagnostics.extend(collisions(&artifacts));
    }
    (goal.on_stage)("page models");
    if goal.purpose == Purpose::Check {
        diagnostics.extend(render_all(&artifacts, theme));
        (goal.on_stage)("render");
    }
    let counts = counts(&catalog, &artifacts);
    let diagnostics = sources.config.leveled(diagnostics).sorted();
    if diagnostics.errors() > 0 {
        artifacts.clear();
    }
    Built {
        artifacts,
        diagnostics,
        counts,
    }
}

/// The first half of a build: everything that is known of the book, before any page is made.
pub fn assemble(sources: &SourceSet, goal: &Goal, memo: &mut Memo) -> (Catalog, Diagnostics) {
    memo.next_build();
    let documents = documents(sources, memo);
    (goal.on_stage)("parse and lower");
    assembled(sources, goal, &documents)
}

fn assembled(
    sources: &SourceSet,
    goal: &Goal,
    documents: &[Arc<Document>],
) -> (Catalog, Diagnostics) {
    let config = Arc::new(sources.config.clone());
    let (catalog, mut diagnostics) =
        catalog::assemble(&config, documents, &sources.assets, goal.drafts);
    let in_files = documents.iter().flat_map(|document| &document.diagnostics);
    diagnostics.extend(in_files.cloned());
    (goal.on_stage)("assemble");
    (catalog, diagnostics)
}

fn soundness(sources: &SourceSet, diagnostics: &Diagnostics) -> Soundness {
    let whole = sources.files.iter().all(SourceFile::is_read);
    match diagnostics.errors() {
        0 if whole => Soundness::Sound,
        _ => Soundness::Broken,
    }
}

/// All outputs, sorted by path.
fn artifacts(
    catalog: &Arc<Catalog>,
    sources: &SourceSet,
    goal: &Goal,
    memo: &mut Memo,
) -> Result<Made, Fault> {
    let theme = memo.theme(&sources.theme)?;
    let (pages, diagnostics) = pages(catalog, &theme, &memo.bodies);
    let pages = Arc::from(pages);
    let inputs = Inputs {
        catalog,
        theme: &theme,
        pages: &pages,
        sources: hash_of(sources, goal.drafts),
        kept: (goal.purpose == Purpose::Serve).then(|| memo.pages.clone()),
    };
    // whatever needs the whole book cannot fail, so there is nothing in it to check
    let wanted = |output: &&Output| output.extent == Extent::Page || goal.purpose != Purpose::Check;
    let mut all = Made {
        artifacts: Vec::new(),
        diagnostics,
    };
    for output in OUTPUTS.iter().filter(wanted) {
        let made = (output.make)(&inputs);
        all.artifacts.extend(made.artifacts);
        all.diagnostics.extend(made.diagnostics);
    }
    all.artifacts.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(all)
}

/// Of everything that the catalog is made of.
fn hash_of(sources: &SourceSet, drafts: Drafts) -> ContentHash {
    let mut files: Vec<_> = sources
        .files
        .iter()
        .map(|file| (&*file.within, file.hash))
        .collect();
    files.sort();
    ContentHash::of(&(&sources.config, files, drafts))
}

/// Two outputs of one path: the catalog tells free pages apart, and this is for all the rest.
fn collisions(artifacts: &[Artifact]) -> Vec<Diagnostic> {
    let pairs = artifacts.windows(2).filter_map(|pair| match pair {
        [one, other] if one.path == other.path => Some(&one.path),
        _ => None,
    });
    let found = pairs.map(|path| {
        let place = Place::start_of(&SourcePath::from(BOOK_FILE));
        let message = format!("two pages would be written to `{path}`");
        Diagnostic::new(Code::OutputCollision, place, message)
            .help("give one of the two another id")
    });
    found.collect()
}

/// The documents of all files in path order, whatever order the files come in: a folder's files
/// stand where the folder's name does.
fn documents(sources: &SourceSet, memo: &Memo) -> Vec<Arc<Document>> {
    let mut files: Vec<&SourceFile> = sources.files.iter().collect();
    files.sort_by(|a, b| a.within.split('/').cmp(b.within.split('/')));
    files
        .par_iter()
        .map(|file| memo.document(file, &sources.config))
        .collect()
}

fn render_all(artifacts: &[Artifact], theme: &str) -> Vec<Diagnostic> {
    let faults: Vec<Fault> = artifacts
        .par_iter()
        .filter_map(|artifact| artifact.bytes().err())
        .collect();
    faults
        .iter()
        .map(|fault| template_error(fault, theme))
        .collect()
}

/// The diagnostic of a template that could not be loaded or rendered, or of an asset that is gone.
pub fn template_error(fault: &Fault, theme: &str) -> Diagnostic {
    let (path, help) = match fault.of {
        FaultOf::Template => (
            format!("themes/{theme}/{}", fault.file),
            "mend the template; what a page offers is in the reference of page models",
        ),
        FaultOf::Asset => (fault.file.clone(), "build again when the file rests"),
    };
    let code = match fault.of {
        FaultOf::Template => Code::TemplateError,
        FaultOf::Asset => Code::UnreadableFile,
    };
    let place = Place::new(
        &SourcePath::from(path.as_str()),
        fault.span.unwrap_or_default(),
    );
    Diagnostic::new(code, place, fault.message.clone()).help(help)
}

fn counts(catalog: &Catalog, artifacts: &[Artifact]) -> Counts {
    let is_page = |artifact: &&Artifact| artifact.path.as_str().ends_with(".html");
    Counts {
        pages: artifacts.iter().filter(is_page).count(),
        interviews: catalog.ids.interviews.len(),
        rounds: catalog.ids.rounds.len(),
        questions: catalog.ids.questions.len(),
        frameworks: catalog.ids.frameworks.len(),
        topics: catalog.terms.topics.terms.len(),
    }
}
