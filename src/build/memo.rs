//! What is kept from build to build: results of pure stages, by the hash of all their inputs.

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

/// The memo of one book. An empty one is a cold build; a warm one gives the same result sooner.
#[derive(Debug, Default)]
pub struct Memo {
    /// Of the last build, by path, with the hash of the file and the settings it was read with.
    documents: HashMap<SourcePath, (ContentHash, Arc<Document>)>,
    pub(super) assembled: Option<Assembled>,
    pub(super) bodies: Arc<BodyMemo>,
    pub(super) pages: Option<Pages>,
    pub(super) rendered: Arc<Rendered>,
    pub(super) search: Arc<SearchCache>,
    theme: Option<(ContentHash, Arc<Theme>)>,
}

impl Memo {
    /// Begins a new build, and forgets what the last two did not need.
    pub(super) fn next_build(&self) {
        self.rendered.next_build();
    }

    /// Makes ready for the bodies of a book: colors the code of what is new in it, and forgets
    /// bodies and colors that two whole books did not need.
    pub(super) fn bodies_of(&self, assembled: &Assembled) {
        if !assembled.is_kept() {
            self.bodies.next_build();
        }
        let new = assembled.new_documents();
        self.bodies
            .highlight(new.flat_map(|document| &document.codes));
    }

    /// The documents of all files in path order, whatever order the files come in: a folder's
    /// files stand where the folder's name does.
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

    /// The theme, parsed again only when one of its files changed.
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
