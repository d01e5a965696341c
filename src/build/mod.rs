//! Floor 8: the pipeline. One function for `build` and `check`, and for watching and serving too.

mod assembled;
mod fix;
mod memo;

use std::fmt;
use std::sync::Arc;

use rayon::prelude::*;

use assembled::Assembled;
pub use fix::{Fixed, fix};
pub use memo::Memo;

use crate::catalog::{Catalog, Drafts, Texts};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, SourcePath};
use crate::outputs::{Artifact, Extent, Fault, FaultOf, Inputs, Made, OUTPUTS, Output, Pages};
use crate::source::{BOOK_FILE, ContentHash, SourceSet};

/// The stage that ends where a loop of builds begins another round.
pub const WAITED: &str = "waited";

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
#[derive(Clone, Debug)]
pub struct Built {
    /// Sorted by path; empty where there are errors.
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

/// Builds the site from its sources. A pure function of the sources and the goal: the memo only
/// spares work that would come out the same.
pub fn build(sources: &SourceSet, goal: &Goal, memo: &mut Memo) -> Built {
    let theme = &sources.config.theme;
    memo.next_build();
    let documents = memo.documents(sources);
    (goal.on_stage)("parse and lower");
    let mut last = memo.assembled.take();
    let assembled = Assembled::new(sources, documents, goal, &mut last);
    memo.bodies_of(&assembled);
    (goal.on_stage)("highlight");
    let mut diagnostics = assembled.diagnostics();
    let known = Known {
        catalog: assembled.catalog.clone(),
        texts: assembled.texts.clone(),
        of: hash_of(sources, goal.drafts),
    };
    let mut artifacts = match artifacts(&known, sources, goal, memo) {
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
    let counts = counts(&assembled.catalog, &artifacts);
    memo.assembled = Some(assembled);
    forget(last);
    let diagnostics = sources.config.leveled(diagnostics).sorted();
    if diagnostics.errors() > 0 {
        artifacts.clear();
    }
    Built {
        artifacts,
        diagnostics,
        counts,
        known,
    }
}

/// A large book takes a while to be forgotten, and nobody waits for that.
fn forget<T: Send + 'static>(last: Option<T>) {
    if last.is_some() {
        rayon::spawn(move || drop(last));
    }
}

/// The first half of a build: everything that is known of the book, before any page is made.
pub fn assemble(sources: &SourceSet, goal: &Goal, memo: &mut Memo) -> (Catalog, Diagnostics) {
    let documents = memo.documents(sources);
    (goal.on_stage)("parse and lower");
    let (catalog, mut diagnostics) = assembled::assemble(sources, &documents, goal);
    diagnostics.extend(assembled::in_files(&documents));
    (catalog, diagnostics)
}

/// All outputs, sorted by path.
fn artifacts(
    Known { catalog, texts, of }: &Known,
    sources: &SourceSet,
    goal: &Goal,
    memo: &mut Memo,
) -> Result<Made, Fault> {
    let theme = memo.theme(&sources.theme)?;
    let mut last = memo.pages.take();
    let pages = Pages::new(catalog, texts, &theme, &memo.bodies, &mut last)?;
    let diagnostics = pages.diagnostics(&memo.bodies);
    let inputs = Inputs {
        catalog,
        theme: &theme,
        pages: pages.all(),
        sources: *of,
        texts,
        search: &memo.search,
        press: &pages,
        bodies: &memo.bodies,
        kept: (goal.purpose == Purpose::Serve).then(|| memo.rendered.clone()),
    };
    // what cannot fail has nothing in it to check
    let wanted = |output: &&Output| output.extent != Extent::Book || goal.purpose != Purpose::Check;
    let mut all = Made {
        artifacts: Vec::new(),
        diagnostics,
    };
    for output in OUTPUTS.iter().filter(wanted) {
        let made = (output.make)(&inputs);
        let artifacts = made.artifacts.into_iter();
        let artifacts = artifacts.map(|artifact| artifact.made(output.extent));
        all.artifacts.extend(artifacts);
        all.diagnostics.extend(made.diagnostics);
    }
    all.artifacts.sort_by(|a, b| a.path.cmp(&b.path));
    memo.pages = Some(pages);
    forget(last);
    Ok(all)
}

/// Of everything that the catalog is made of.
fn hash_of(sources: &SourceSet, drafts: Drafts) -> ContentHash {
    let mut files: Vec<_> = sources
        .hashes()
        .map(|(path, hash)| (path.as_str(), hash))
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
