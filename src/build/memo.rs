//! The memo: results of pure stages from build to build, by the hash of all their inputs.

use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;

use super::assembled::Assembled;
use crate::diag::SourcePath;
use crate::kinds::{self, Document};
use crate::outputs::{Fault, Rendered, SearchCache};
use crate::pages::Pages;
use crate::render::{BodyMemo, Theme};
use crate::source::{ContentHash, SourceFile, SourceSet};
use crate::syntax;

/// The memo of one book. An empty memo makes a cold build; a warm one gives the same result sooner.
#[derive(Debug, Default)]
pub struct Memo {
    /// The documents of the last build by path, with the hash of the file and of the settings.
    documents: HashMap<SourcePath, (ContentHash, Arc<Document>)>,
    pub(super) assembled: Option<Assembled>,
    /// Whether the catalog is another one than that of the last bodies.
    is_catalog_new: bool,
    pub(super) bodies: Arc<BodyMemo>,
    pub(super) pages: Option<Pages>,
    pub(super) rendered: Arc<Rendered>,
    pub(super) search: Arc<SearchCache>,
    theme: Option<(ContentHash, Arc<Theme>)>,
}

impl Memo {
    /// Begins a new build, and drops what the last two did not need.
    pub(super) fn next_build(&self) {
        self.rendered.next_build();
    }

    /// Notes whether the catalog changed since bodies were prepared.
    pub(super) fn note_catalog(&mut self, assembled: &Assembled) {
        self.is_catalog_new |= !assembled.is_kept();
    }

    /// Prepares the bodies of a book: highlights the code of new documents, and drops bodies and highlights
    /// that the last two catalogs did not need.
    pub(super) fn prepare_bodies(&mut self, assembled: &Assembled) {
        if std::mem::take(&mut self.is_catalog_new) {
            self.bodies.next_build();
        }
        let new = assembled.new_documents();
        self.bodies
            .highlight(new.flat_map(|document| &document.codes));
    }

    /// Returns the documents of all files in path order, in whatever order the files come. The files of a
    /// folder are sorted by the name of the folder.
    pub(super) fn documents(&mut self, sources: &SourceSet) -> Vec<Arc<Document>> {
        let (markers, limits) = (&sources.config.markers, &sources.config.limits);
        let settings = ContentHash::new(&(markers, limits));
        let mut files: Vec<&SourceFile> = sources.files.iter().collect();
        files.sort_by(|a, b| a.within.split('/').cmp(b.within.split('/')));
        let made: Vec<(ContentHash, Arc<Document>)> = files
            .par_iter()
            .map(|file| {
                let key = ContentHash::new(&(file.hash, settings));
                match self.documents.get(&file.path) {
                    Some((known, document)) if *known == key => (key, document.clone()),
                    _ => {
                        let parsed = syntax::parse(file, markers, limits);
                        (key, Arc::new(kinds::lower(&parsed)))
                    }
                }
            })
            .collect();
        if self.documents.len() > files.len() {
            self.documents.clear();
        }
        for (file, (key, document)) in files.iter().zip(&made) {
            let known = self.documents.get(&file.path);
            if known.is_none_or(|(known, _)| known != key) {
                let value = (*key, document.clone());
                self.documents.insert(file.path.clone(), value);
            }
        }
        made.into_iter().map(|(_, document)| document).collect()
    }

    /// Returns the theme, which is parsed again only if one of its files changed.
    pub(super) fn theme(&mut self, own: &[SourceFile]) -> Result<Arc<Theme>, Fault> {
        let files: Vec<_> = own.iter().map(|file| (&file.within, file.hash)).collect();
        let key = ContentHash::new(&files);
        match &self.theme {
            Some((known, theme)) if *known == key => Ok(theme.clone()),
            _ => {
                let theme = Arc::new(Theme::load(own)?);
                self.theme = Some((key, theme.clone()));
                Ok(theme)
            }
        }
    }
}
