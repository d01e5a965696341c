//! Floor 8: the pipeline. One function for `build` and `check`, and for watching and serving too.

mod assembled;
mod delivery;
mod fix;
mod memo;

use std::fmt;
use std::sync::Arc;

use rayon::prelude::*;

use assembled::Assembled;
use delivery::{Delivery, Nowhere};
pub use fix::{Fixed, fix};
pub use memo::Memo;

use crate::catalog::{Catalog, Drafts, Texts};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, SourcePath};
use crate::outputs::{
    Artifact, Binding, Destination, Extent, Fate, Fault, FaultOf, Inputs, Made, Make, OUTPUTS,
    OutPath, Output, Pages, SitePage,
};
use crate::render::PageModel;
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
    /// Nothing is kept, but every page is made once, to see that it can be.
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

/// Builds the site from its sources. A pure function of the sources and the goal: the memo only
/// spares work that would come out the same.
pub fn build(sources: &SourceSet, goal: &Goal, memo: &mut Memo) -> Built {
    match goal.purpose {
        Purpose::Check => made(sources, goal, memo, Some(&Nowhere)),
        Purpose::Write | Purpose::Serve => made(sources, goal, memo, None),
    }
}

/// The same, but every file goes to `destination` as soon as it is made, and not all of them are
/// there at one time. What was taken is a site only if there are no errors in the end; where some are
/// known before there is a page, nothing is given.
pub fn build_to(
    sources: &SourceSet,
    goal: &Goal,
    memo: &mut Memo,
    destination: &dyn Destination,
) -> Built {
    made(sources, goal, memo, Some(destination))
}

fn made(
    sources: &SourceSet,
    goal: &Goal,
    memo: &mut Memo,
    destination: Option<&dyn Destination>,
) -> Built {
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
    let errors = diagnostics.errors() + sources.diagnostics.errors();
    let in_vain = goal.purpose != Purpose::Check && errors > 0;
    let delivery = destination.map(|destination| {
        let taker = (!in_vain).then(|| destination.open());
        Delivery::to(taker)
    });
    let mut artifacts = match artifacts(&known, sources, goal, memo, delivery.as_ref()) {
        Ok(made) => {
            diagnostics.extend(made.diagnostics);
            made.artifacts
        }
        Err(fault) => {
            diagnostics.push(template_error(&fault, theme));
            Vec::new()
        }
    };
    (goal.on_stage)("files of the book");
    let (given, faults) = delivery.map(Delivery::ended).unwrap_or_default();
    let paths = || artifacts.iter().map(|one| &one.path).chain(&given);
    if diagnostics.errors() == 0 {
        diagnostics.extend(collisions(paths()));
    }
    diagnostics.extend(faults.iter().map(|fault| template_error(fault, theme)));
    let counts = counts(&assembled.catalog, paths());
    memo.assembled = Some(assembled);
    forget(last);
    diagnostics.extend(sources.diagnostics.clone());
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
    diagnostics.extend(sources.diagnostics.clone());
    (catalog, diagnostics)
}

/// All files of the site: given away, or sorted by path.
fn artifacts(
    Known { catalog, texts, of }: &Known,
    sources: &SourceSet,
    goal: &Goal,
    memo: &mut Memo,
    delivery: Option<&Delivery<'_>>,
) -> Result<Made, Fault> {
    let theme = memo.theme(&sources.theme)?;
    let kept = (goal.purpose == Purpose::Serve).then(|| memo.rendered.clone());
    let binding = Binding {
        theme: theme.clone(),
        links: sources.config.base.links,
        kept: kept.clone(),
    };
    let files_of = |page: &SitePage, model: &Arc<PageModel>| {
        let of_page = |output: &Output| match output.make {
            Make::OfPage(make) => Some(make(&binding, page, model)?.made(output.extent)),
            Make::OfBook(_) => None,
        };
        wanted(goal).filter_map(of_page).collect::<Vec<_>>()
    };
    let mut last = memo.pages.take();
    let pages = match delivery {
        Some(delivery) if !shows_pages_again(sources) => {
            let give = |page: &SitePage, model: &Arc<PageModel>| {
                let files = files_of(page, model);
                files.iter().for_each(|file| delivery.give(file));
            };
            let fate = Fate::Given(&give);
            Pages::new(catalog, texts, &theme, &memo.bodies, &mut None, fate)?
        }
        _ => Pages::new(catalog, texts, &theme, &memo.bodies, &mut last, Fate::Kept)?,
    };
    let mut all = Made {
        artifacts: Vec::new(),
        diagnostics: pages.diagnostics(&memo.bodies),
    };
    let with_model = |page: &SitePage| Some(files_of(page, page.model.as_ref()?));
    all.artifacts
        .extend(pages.all().iter().filter_map(with_model).flatten());
    give_away(delivery, &mut all);
    (goal.on_stage)("pages");
    let inputs = Inputs {
        catalog,
        theme: &theme,
        pages: pages.all(),
        sources: *of,
        texts,
        search: &memo.search,
        press: &pages,
        bodies: &memo.bodies,
        kept,
    };
    for output in wanted(goal) {
        let Make::OfBook(make) = output.make else {
            continue;
        };
        let made = make(&inputs);
        let artifacts = made.artifacts.into_iter();
        let artifacts = artifacts.map(|artifact| artifact.made(output.extent));
        all.artifacts.extend(artifacts);
        all.diagnostics.extend(made.diagnostics);
    }
    give_away(delivery, &mut all);
    all.artifacts.sort_by(|a, b| a.path.cmp(&b.path));
    memo.pages = Some(pages).filter(Pages::are_kept);
    forget(last);
    Ok(all)
}

/// The outputs that a build is to make: what cannot fail has nothing in it to check.
fn wanted(goal: &Goal) -> impl Iterator<Item = &'static Output> {
    let purpose = goal.purpose;
    let outputs = OUTPUTS.iter();
    outputs.filter(move |output| output.extent != Extent::Book || purpose != Purpose::Check)
}

/// Whether outputs of the whole book show what pages show, so that this has to stay.
fn shows_pages_again(sources: &SourceSet) -> bool {
    sources.config.print || sources.config.data
}

/// Gives all files away, if that is to be.
fn give_away(delivery: Option<&Delivery<'_>>, made: &mut Made) {
    if let Some(delivery) = delivery {
        let files = std::mem::take(&mut made.artifacts);
        files.par_iter().for_each(|file| delivery.give(file));
    }
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
fn collisions<'p>(paths: impl Iterator<Item = &'p OutPath>) -> Vec<Diagnostic> {
    let mut before = None;
    let twice = paths.filter(|path| before.replace(*path) == Some(*path));
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

fn counts<'p>(catalog: &Catalog, paths: impl Iterator<Item = &'p OutPath>) -> Counts {
    Counts {
        pages: paths
            .filter(|path| path.as_str().ends_with(".html"))
            .count(),
        interviews: catalog.ids.interviews.len(),
        rounds: catalog.ids.rounds.len(),
        questions: catalog.ids.questions.len(),
        frameworks: catalog.ids.frameworks.len(),
        topics: catalog.terms.topics.terms.len(),
    }
}
