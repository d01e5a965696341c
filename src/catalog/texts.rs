//! The documents of a book as they are now. A catalog stays valid for all documents with the same
//! interface hashes, so its own documents may be older. Everything that only words say, titles
//! included, is read here.

use std::sync::Arc;

use foldhash::HashMap;

use super::idx::Idx;
use super::node::{EntityHeader, Target};
use crate::diag::Place;
use crate::kinds::Document;

/// All documents of a book, including those that readers do not see. It is empty if nothing is
/// newer than the catalog.
#[derive(Debug, Default)]
pub struct Texts {
    /// The documents in the order that the catalog was assembled from them.
    documents: Vec<Arc<Document>>,
    /// The index of each document, by its path in the content folder.
    indices: Arc<HashMap<Arc<str>, Idx<Document>>>,
}

impl Texts {
    /// Creates the texts of some documents.
    pub fn new(documents: Vec<Arc<Document>>) -> Self {
        let indices = documents.iter().enumerate();
        let indices = indices.map(|(at, document)| (document.within.clone(), Idx::new(at)));
        Self {
            indices: Arc::new(indices.collect()),
            documents,
        }
    }

    /// Returns the texts of other documents with the same interface hashes, in the same order.
    #[must_use]
    pub fn with(&self, documents: Vec<Arc<Document>>) -> Self {
        Self {
            documents,
            indices: self.indices.clone(),
        }
    }

    /// Returns the documents in the order that the catalog was assembled from them.
    pub fn documents(&self) -> &[Arc<Document>] {
        &self.documents
    }

    /// Returns the index of a document.
    pub fn idx(&self, document: &Document) -> Option<Idx<Document>> {
        self.indices.get(&document.within).copied()
    }

    /// Returns the index of the document that defines a target.
    pub fn idx_of(&self, target: &Target) -> Option<Idx<Document>> {
        match target.header() {
            Some(header) => Some(header.document_idx),
            None => self.idx(target.document()?),
        }
    }

    /// Returns the current version of a document.
    pub fn current<'d>(&'d self, document: &'d Arc<Document>) -> &'d Arc<Document> {
        let current = self.idx(document).and_then(|idx| self.get(idx));
        current.unwrap_or(document)
    }

    fn get(&self, idx: Idx<Document>) -> Option<&Arc<Document>> {
        self.documents.get(idx.get())
    }

    /// Returns the current version of the document that defines an entity.
    fn document<'h>(&'h self, header: &'h EntityHeader) -> &'h Document {
        self.get(header.document_idx).unwrap_or(&header.document)
    }

    /// Returns the title of an entity in lists.
    pub fn title<'h>(&'h self, header: &'h EntityHeader) -> &'h Arc<str> {
        let title = self.document(header).short_title(header.title_idx);
        title.unwrap_or(header.title())
    }

    /// Returns the title of an entity on its own page.
    pub fn whole_title<'h>(&'h self, header: &'h EntityHeader) -> &'h Arc<str> {
        let title = self.document(header).title(header.title_idx);
        title.unwrap_or(header.title())
    }

    /// Returns the place of an entity's title.
    pub fn title_place(&self, header: &EntityHeader) -> Place {
        let span = self.document(header).title_span(header.title_idx);
        Place::new(&header.document.path, span.unwrap_or(header.title_span))
    }

    /// Returns the title of a target in lists.
    pub fn title_of<'h>(&'h self, target: &'h Target) -> &'h Arc<str> {
        match target.header() {
            Some(header) => self.title(header),
            None => target.title(),
        }
    }
}
