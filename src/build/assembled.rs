//! The catalog of a book with its diagnostics, and whether the next build can reuse them.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet};
use rayon::prelude::*;

use super::options::BuildOptions;
use crate::catalog::{self, Catalog, Texts};
use crate::checks::{self, Soundness, WordChecks};
use crate::diag::{Diagnostic, Diagnostics, Place, SourcePath};
use crate::kinds::Document;
use crate::source::{ContentHash, SourceFile, SourceSet};

/// The catalog of a book, the diagnostics of making it, and everything that both are made of.
#[derive(Debug)]
pub(super) struct Assembled {
    /// The hash of every input other than the documents.
    pub inputs_hash: ContentHash,
    /// All documents, in path order.
    pub texts: Arc<Texts>,
    pub catalog: Arc<Catalog>,
    /// Diagnostics of assembling, and of the checks of the catalog.
    of_catalog: Diagnostics,
    /// Diagnostics of the checks of titles.
    in_titles: Diagnostics,
    words: WordChecks,
    /// Whether readers see each document.
    is_shown: Vec<bool>,
    /// Diagnostics of the checks of words, one list for each document.
    in_words: Vec<Vec<Diagnostic>>,
    /// The documents that changed since the last build; `None` if the catalog is new.
    changed: Option<Vec<usize>>,
}

impl Assembled {
    /// Assembles the documents, or reuses `last` if the result would be the same.
    pub fn new(
        sources: &SourceSet,
        documents: Vec<Arc<Document>>,
        options: &BuildOptions,
        last: &mut Option<Self>,
    ) -> Self {
        let inputs_hash = inputs_hash(sources, options);
        let kept = last.take_if(|last| last.holds_for(inputs_hash, &documents));
        let assembled = match kept {
            Some(last) => last.with(documents),
            None => Self::cold(inputs_hash, sources, documents, options, last.as_mut()),
        };
        (options.on_stage)("check");
        assembled
    }

    fn cold(
        inputs_hash: ContentHash,
        sources: &SourceSet,
        documents: Vec<Arc<Document>>,
        options: &BuildOptions,
        mut last: Option<&mut Self>,
    ) -> Self {
        let (catalog, mut of_catalog) = assemble(sources, &documents, options);
        let mut errors = of_catalog.clone();
        errors.extend(in_files(&documents));
        let (soundness, today) = (soundness(sources, &errors), options.today.as_deref());
        of_catalog.extend(checks::run(&catalog, soundness, today));
        let texts = Arc::new(Texts::new(documents));
        let last_words = last.as_mut().map(|last| &mut last.words);
        let words = WordChecks::new(&catalog, &texts, last_words);
        let seen: HashSet<&SourcePath> = catalog
            .documents
            .iter()
            .map(|document| &document.path)
            .collect();
        let is_shown = texts.documents().iter();
        let is_shown = is_shown.map(|document| seen.contains(&document.path));
        let is_shown = is_shown.collect();
        let mut assembled = Self {
            inputs_hash,
            of_catalog,
            in_titles: words.run_on_titles(&catalog, &texts),
            words,
            is_shown,
            in_words: Vec::new(),
            changed: None,
            texts,
            catalog: Arc::new(catalog),
        };
        let known = match last {
            Some(last) if assembled.words.have_same_names(&last.words) => {
                last.known_words(&assembled)
            }
            _ => vec![None; assembled.texts.documents().len()],
        };
        assembled.in_words = assembled.check_words(known);
        assembled
    }

    /// Returns the diagnostics of words in each document of another book that is in this one too.
    fn known_words(&mut self, other: &Self) -> Vec<Option<Vec<Diagnostic>>> {
        let documents = self.texts.documents().iter().zip(&self.is_shown);
        let known = documents.zip(std::mem::take(&mut self.in_words));
        let mut known: HashMap<&SourcePath, _> = known
            .map(|((document, is_shown), list)| (&document.path, (document, *is_shown, list)))
            .collect();
        let documents = other.texts.documents().iter().zip(&other.is_shown);
        let known = documents.map(|(document, is_shown)| {
            let (old, was_shown, list) = known.remove(&document.path)?;
            (Arc::ptr_eq(old, document) && was_shown == *is_shown).then_some(list)
        });
        known.collect()
    }

    /// Runs the checks of words on every document whose diagnostics are not known.
    fn check_words(&self, known: Vec<Option<Vec<Diagnostic>>>) -> Vec<Vec<Diagnostic>> {
        let documents = self.texts.documents().par_iter().zip(&self.is_shown);
        let diagnostics = documents
            .zip(known)
            .map(|((document, is_shown), known)| match known {
                Some(known) => known,
                None if *is_shown => self.words.run(document),
                None => Vec::new(),
            });
        diagnostics.collect()
    }

    /// Returns whether other documents give the same catalog and diagnostics. Only words and titles may have
    /// changed, and in a file with a diagnostic only behind its place. A book with errors is always assembled
    /// again.
    fn holds_for(&self, inputs_hash: ContentHash, documents: &[Arc<Document>]) -> bool {
        let pairs = || self.texts.documents().iter().zip(documents);
        let is_asked_for =
            |document: &Document| self.catalog.asked_for_headings.contains(&document.within);
        let is_alike = |(old, new): (&Arc<Document>, &Arc<Document>)| {
            let has_same_headings = || !is_asked_for(old) || old.has_same_headings(new);
            Arc::ptr_eq(old, new) || old.interface_hash == new.interface_hash && has_same_headings()
        };
        let has_same_inputs = self.inputs_hash == inputs_hash;
        if !has_same_inputs || self.texts.documents().len() != documents.len() {
            return false;
        }
        if !pairs().all(is_alike) {
            return false;
        }
        let changed = || pairs().filter(|(old, new)| !Arc::ptr_eq(old, new));
        if changed().next().is_none() {
            return true;
        }
        let in_files: Diagnostics = in_files(self.texts.documents())
            .chain(in_files(documents))
            .collect();
        if self.of_catalog.errors() + in_files.errors() > 0 {
            return false;
        }
        let ends = self.ends();
        changed().all(|(old, new)| {
            let end = ends.get(&old.path).copied().unwrap_or_default();
            old.text.get(..end) == new.text.get(..end)
        })
    }

    /// Returns where the last diagnostic ends in each file.
    fn ends(&self) -> HashMap<&SourcePath, usize> {
        let mut ends = HashMap::new();
        for place in self.of_catalog.iter().flat_map(places) {
            let end: &mut usize = ends.entry(&place.file).or_default();
            *end = place.span.end.max(*end);
        }
        ends
    }

    /// Returns the same catalog with other documents.
    fn with(mut self, documents: Vec<Arc<Document>>) -> Self {
        let last = self.texts.clone();
        let pairs = last.documents().iter().zip(&documents).enumerate();
        let others = pairs.filter(|(_, (old, new))| !Arc::ptr_eq(old, new));
        let (changed, pairs): (Vec<usize>, Vec<_>) = others.unzip();
        let renamed = pairs.iter().any(|(old, new)| !new.has_same_titles(old));
        let moved = pairs.iter().any(|(_, new)| self.has_title_diagnostic(new));
        self.texts = Arc::new(last.with(documents));
        if renamed {
            let mut last = std::mem::take(&mut self.words);
            self.words = WordChecks::new(&self.catalog, &self.texts, Some(&mut last));
        }
        if renamed || moved {
            self.in_titles = self.words.run_on_titles(&self.catalog, &self.texts);
        }
        let mut known: Vec<_> = std::mem::take(&mut self.in_words)
            .into_iter()
            .map(|known| Some(known).filter(|_| !renamed))
            .collect();
        for index in &changed {
            if let Some(known) = known.get_mut(*index) {
                *known = None;
            }
        }
        self.in_words = self.check_words(known);
        self.changed = Some(changed);
        self
    }

    /// Returns whether a diagnostic of titles names a document.
    fn has_title_diagnostic(&self, document: &Document) -> bool {
        let mut places = self.in_titles.iter().flat_map(places);
        places.any(|place| place.file == document.path)
    }

    /// Returns whether the catalog is that of the last build.
    pub fn is_kept(&self) -> bool {
        self.changed.is_some()
    }

    /// Returns the documents that changed since the last build, or all of them.
    pub fn new_documents(&self) -> impl Iterator<Item = &Arc<Document>> {
        let all = if self.is_kept() {
            0
        } else {
            self.texts.documents().len()
        };
        let changed = self.changed.iter().flatten();
        let changed = changed.filter_map(|index| self.texts.documents().get(*index));
        self.texts.documents().iter().take(all).chain(changed)
    }

    /// Returns the diagnostics that are known before any page is made.
    pub fn diagnostics(&self) -> Diagnostics {
        let in_words = self.in_words.iter().flatten();
        let all = self.of_catalog.iter().chain(self.in_titles.iter());
        let in_files = in_files(self.texts.documents());
        all.chain(in_words).cloned().chain(in_files).collect()
    }
}

/// Returns every place that a diagnostic names.
fn places(diagnostic: &Diagnostic) -> impl Iterator<Item = &Place> {
    let labels = diagnostic.labels.iter().map(|label| &label.place);
    labels.chain([&diagnostic.place])
}

/// Returns the catalog of some documents, and the diagnostics of assembling it.
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

/// Returns the diagnostics of single files.
pub(super) fn in_files(documents: &[Arc<Document>]) -> impl Iterator<Item = Diagnostic> {
    let diagnostics = documents.iter().flat_map(|document| &document.diagnostics);
    diagnostics.cloned()
}

/// Returns the hash of every input of the catalog other than the documents, and of whether these are whole.
pub(super) fn inputs_hash(sources: &SourceSet, options: &BuildOptions) -> ContentHash {
    let assets = sources.assets.iter().map(|asset| (&asset.path, asset.hash));
    let texts = sources.assets.texts().map(|file| (&file.path, file.hash));
    let assets: Vec<_> = assets.chain(texts).collect();
    let (drafts, today) = (options.drafts, &options.today);
    ContentHash::new(&(&sources.config, drafts, today, assets, is_whole(sources)))
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
