//! What is kept from build to build: results of pure stages, by the hash of all their inputs.

use std::sync::Arc;

use crate::config::Config;
use crate::kinds::{self, Document};
use crate::outputs::{Fault, Pages};
use crate::render::{BodyMemo, Theme};
use crate::source::{ContentHash, ContentTable, SourceFile};
use crate::syntax;

/// The memo of one book. An empty one is a cold build; a warm one gives the same result sooner.
#[derive(Debug, Default)]
pub struct Memo {
    documents: ContentTable<Arc<Document>>,
    pub(super) bodies: BodyMemo,
    pub(super) pages: Arc<Pages>,
    theme: Option<(ContentHash, Arc<Theme>)>,
}

impl Memo {
    /// Begins a new build, and forgets what the last two did not need.
    pub(super) fn next_build(&self) {
        self.documents.next_build();
        self.bodies.next_build();
        self.pages.next_build();
    }

    /// The document of a file, with its diagnostics.
    pub(super) fn document(&self, file: &SourceFile, config: &Config) -> Arc<Document> {
        let (markers, limits) = (&config.markers, &config.limits);
        let key = ContentHash::of(&(file.path.as_str(), file.hash, markers, limits));
        self.documents.get_or_make(key, || {
            Arc::new(kinds::lower(&syntax::parse(file, markers, limits)))
        })
    }

    /// The theme, parsed again only when one of its files changed.
    pub(super) fn theme(&mut self, own: &[SourceFile]) -> Result<Arc<Theme>, Fault> {
        let files: Vec<_> = own.iter().map(|file| (&file.within, file.hash)).collect();
        let key = ContentHash::of(&files);
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
