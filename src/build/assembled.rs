//! A book put together and checked, and when that holds for the next build too.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet};
use rayon::prelude::*;

use super::BuildOptions;
use crate::catalog::{self, Catalog, Texts};
use crate::checks::{self, Soundness, WordChecks};
use crate::diag::{Diagnostic, Diagnostics, Place, SourcePath};
use crate::kinds::Document;
use crate::source::{ContentHash, SourceFile, SourceSet};

/// The catalog of a book, what was found on the way, and all that both were made of.
#[derive(Debug)]
pub(super) struct Assembled {
    /// Of everything they were made of but the documents.
    of: ContentHash,
    /// Of all documents, in path order.
    pub texts: Arc<Texts>,
    pub catalog: Arc<Catalog>,
    /// By assembling, and by the checks of the catalog.
    found: Diagnostics,
    /// By the checks of what things are called.
    found_in_titles: Diagnostics,
    words: WordChecks,
    /// Which documents readers see.
    shown: Vec<bool>,
    /// By the checks of words, one list for each document.
    found_in_words: Vec<Vec<Diagnostic>>,
    /// The documents that are others than in the book before, where the catalog was kept.
    changed: Option<Vec<usize>>,
}

impl Assembled {
    /// Puts the documents together, or takes what `last` has where that comes out the same.
    pub fn new(
        sources: &SourceSet,
        documents: Vec<Arc<Document>>,
        options: &BuildOptions,
        last: &mut Option<Self>,
    ) -> Self {
        let of = of(sources, options);
        let kept = last.take_if(|last| last.holds_for(of, &documents));
        let assembled = match kept {
            Some(last) => last.with(documents),
            None => Self::afresh(of, sources, documents, options),
        };
        (options.on_stage)("check");
        assembled
    }

    fn afresh(
        of: ContentHash,
        sources: &SourceSet,
        documents: Vec<Arc<Document>>,
        options: &BuildOptions,
    ) -> Self {
        let (catalog, mut found) = assemble(sources, &documents, options);
        let mut errors = found.clone();
        errors.extend(in_files(&documents));
        found.extend(checks::run(&catalog, soundness(sources, &errors)));
        let texts = Arc::new(Texts::new(documents));
        let words = WordChecks::new(&catalog, &texts, WordChecks::default());
        let seen: HashSet<&SourcePath> = catalog.documents.iter().map(|one| &one.path).collect();
        let shown = texts.documents().iter().map(|one| seen.contains(&one.path));
        let shown = shown.collect();
        let mut assembled = Self {
            of,
            found,
            found_in_titles: words.run_on_titles(&catalog, &texts),
            words,
            shown,
            found_in_words: Vec::new(),
            changed: None,
            texts,
            catalog: Arc::new(catalog),
        };
        assembled.found_in_words =
            assembled.in_words(vec![None; assembled.texts.documents().len()]);
        assembled
    }

    /// What the checks of words find in every document, where that is not `known`.
    fn in_words(&self, known: Vec<Option<Vec<Diagnostic>>>) -> Vec<Vec<Diagnostic>> {
        let documents = self.texts.documents().par_iter().zip(&self.shown);
        let found = documents
            .zip(known)
            .map(|((document, shown), known)| match known {
                Some(known) => known,
                None if *shown => self.words.run(document),
                None => Vec::new(),
            });
        found.collect()
    }

    /// Whether the catalog, and what was found, come out the same with other documents. Nothing but
    /// words and titles may have changed in them; and where something was found, only behind that.
    /// What stands in front of every title may not name one. A book with errors is always put
    /// together anew.
    fn holds_for(&self, of: ContentHash, documents: &[Arc<Document>]) -> bool {
        let pairs = || self.texts.documents().iter().zip(documents);
        let alike =
            |(old, new): (&Arc<Document>, &Arc<Document>)| old.interface_hash == new.interface_hash;
        if self.of != of || self.texts.documents().len() != documents.len() || !pairs().all(alike) {
            return false;
        }
        let changed = || pairs().filter(|(old, new)| !Arc::ptr_eq(old, new));
        if changed().next().is_none() {
            return true;
        }
        let in_files: Diagnostics = in_files(self.texts.documents())
            .chain(in_files(documents))
            .collect();
        if self.found.errors() + in_files.errors() > 0 {
            return false;
        }
        let ends = self.ends();
        changed().all(|(old, new)| {
            let end = ends.get(&old.path).copied().unwrap_or_default();
            old.text.get(..end) == new.text.get(..end)
        })
    }

    /// Where the last thing ends that was found in each file.
    fn ends(&self) -> HashMap<&SourcePath, usize> {
        let mut ends = HashMap::new();
        for place in self.found.iter().flat_map(places) {
            let end: &mut usize = ends.entry(&place.file).or_default();
            *end = place.span.end.max(*end);
        }
        ends
    }

    fn with(mut self, documents: Vec<Arc<Document>>) -> Self {
        let last = self.texts.clone();
        let pairs = last.documents().iter().zip(&documents).enumerate();
        let others = pairs.filter(|(_, (old, new))| !Arc::ptr_eq(old, new));
        let (changed, pairs): (Vec<usize>, Vec<_>) = others.unzip();
        let renamed = pairs.iter().any(|(old, new)| !new.has_same_titles(old));
        let moved = pairs.iter().any(|(_, new)| self.titles_name(new));
        self.texts = Arc::new(last.with(documents));
        if renamed {
            let last = std::mem::take(&mut self.words);
            self.words = WordChecks::new(&self.catalog, &self.texts, last);
        }
        if renamed || moved {
            self.found_in_titles = self.words.run_on_titles(&self.catalog, &self.texts);
        }
        let mut known: Vec<_> = std::mem::take(&mut self.found_in_words)
            .into_iter()
            .map(|known| Some(known).filter(|_| !renamed))
            .collect();
        for at in &changed {
            if let Some(known) = known.get_mut(*at) {
                *known = None;
            }
        }
        self.found_in_words = self.in_words(known);
        self.changed = Some(changed);
        self
    }

    /// Whether something was found in the titles of a document.
    fn titles_name(&self, document: &Document) -> bool {
        let mut places = self.found_in_titles.iter().flat_map(places);
        places.any(|place| place.file == document.path)
    }

    /// Whether the catalog is that of the book before.
    pub fn is_kept(&self) -> bool {
        self.changed.is_some()
    }

    /// The documents that the book before had not, or all of them.
    pub fn new_documents(&self) -> impl Iterator<Item = &Arc<Document>> {
        let all = match &self.changed {
            Some(_) => 0,
            None => self.texts.documents().len(),
        };
        let changed = self.changed.iter().flatten();
        let changed = changed.filter_map(|at| self.texts.documents().get(*at));
        self.texts.documents().iter().take(all).chain(changed)
    }

    /// All that is known to be wrong, before any page is made.
    pub fn diagnostics(&self) -> Diagnostics {
        let in_words = self.found_in_words.iter().flatten();
        let all = self.found.iter().chain(self.found_in_titles.iter());
        let in_files = in_files(self.texts.documents());
        all.chain(in_words).cloned().chain(in_files).collect()
    }
}

/// Every place that a diagnostic names.
fn places(found: &Diagnostic) -> impl Iterator<Item = &Place> {
    let labels = found.labels.iter().map(|label| &label.place);
    labels.chain([&found.place])
}

/// The catalog of some documents, and what was found while it was made.
pub(super) fn assemble(
    sources: &SourceSet,
    documents: &[Arc<Document>],
    options: &BuildOptions,
) -> (Catalog, Diagnostics) {
    let config = Arc::new(sources.config.clone());
    let assembled = catalog::assemble(&config, documents, &sources.assets, options.drafts);
    (options.on_stage)("assemble");
    assembled
}

/// What was found in the files themselves.
pub(super) fn in_files(documents: &[Arc<Document>]) -> impl Iterator<Item = Diagnostic> {
    let found = documents.iter().flat_map(|document| &document.diagnostics);
    found.cloned()
}

/// All that a catalog is made of beside documents, and whether these are whole.
fn of(sources: &SourceSet, options: &BuildOptions) -> ContentHash {
    let assets = sources.assets.iter().map(|asset| (&asset.path, asset.hash));
    let texts = sources.assets.texts().map(|file| (&file.path, file.hash));
    let assets: Vec<_> = assets.chain(texts).collect();
    ContentHash::new(&(&sources.config, options.drafts, assets, is_whole(sources)))
}

fn is_whole(sources: &SourceSet) -> bool {
    sources.files.iter().all(SourceFile::is_read)
}

fn soundness(sources: &SourceSet, diagnostics: &Diagnostics) -> Soundness {
    match diagnostics.errors() {
        0 if is_whole(sources) => Soundness::Sound,
        _ => Soundness::Broken,
    }
}
