//! The documents of a book as they are. A catalog holds for all documents with the same skeletons, so
//! its own may be older: what only words say, those of titles too, is read here.

use std::sync::Arc;

use foldhash::HashMap;

use super::node::{Node, Target};
use crate::diag::Place;
use crate::kinds::Document;

/// All documents of a book, those too that readers do not see. None at all where nothing is newer
/// than the catalog.
#[derive(Debug, Default)]
pub struct Texts {
    /// In the order that the catalog was made of them.
    documents: Vec<Arc<Document>>,
    /// Where each is among them, by its path in the content folder.
    places: Arc<HashMap<Arc<str>, usize>>,
}

impl Texts {
    /// The texts of some documents.
    pub fn of(documents: Vec<Arc<Document>>) -> Self {
        let places = documents.iter().enumerate();
        let places = places.map(|(at, document)| (document.within.clone(), at));
        Self {
            places: Arc::new(places.collect()),
            documents,
        }
    }

    /// The texts of other documents with the same skeletons, in the same order.
    #[must_use]
    pub fn with(&self, documents: Vec<Arc<Document>>) -> Self {
        Self {
            documents,
            places: self.places.clone(),
        }
    }

    /// The documents, in the order that the catalog was made of them.
    pub fn documents(&self) -> &[Arc<Document>] {
        &self.documents
    }

    /// Where a document is among them.
    pub fn place(&self, document: &Document) -> Option<usize> {
        self.places.get(&document.within).copied()
    }

    /// Where the document that names a target is among them.
    pub fn place_of(&self, target: &Target) -> Option<usize> {
        match target {
            Target::Interview(node) => Some(node.file),
            Target::Round(node) => Some(node.file),
            Target::Question(node) => Some(node.file),
            Target::Framework(node) => Some(node.file),
            Target::Topic(node) | Target::Company(node) | Target::Role(node) => {
                let (_, document) = node.file.as_ref()?;
                self.place(document)
            }
            Target::Faq(node) | Target::Takeaway(node) => Some(node.file),
            Target::Page(node) => Some(node.file),
        }
    }

    /// A document as it is now.
    pub fn current<'d>(&'d self, document: &'d Arc<Document>) -> &'d Arc<Document> {
        let current = self.place(document).and_then(|at| self.documents.get(at));
        current.unwrap_or(document)
    }

    /// The document of an entity as it is now.
    fn of_node<'n, T>(&'n self, node: &'n Node<T>) -> &'n Document {
        self.documents.get(node.file).unwrap_or(&node.document)
    }

    /// What an entity is called in lists.
    pub fn title<'n, T>(&'n self, node: &'n Node<T>) -> &'n Arc<str> {
        let title = self.of_node(node).short_title(node.head);
        title.unwrap_or(node.title())
    }

    /// What an entity is called on its own page.
    pub fn whole_title<'n, T>(&'n self, node: &'n Node<T>) -> &'n Arc<str> {
        let title = self.of_node(node).title(node.head);
        title.unwrap_or(node.title())
    }

    /// Where the title of an entity stands.
    pub fn title_place<T>(&self, node: &Node<T>) -> Place {
        let span = self.of_node(node).title_span(node.head);
        Place::new(&node.document.path, span.unwrap_or(node.title_span))
    }

    /// What a target is called in lists.
    pub fn title_of<'n>(&'n self, target: &'n Target) -> &'n Arc<str> {
        match target {
            Target::Interview(node) => self.title(node),
            Target::Round(node) => self.title(node),
            Target::Question(node) => self.title(node),
            Target::Framework(node) => self.title(node),
            Target::Topic(node) | Target::Company(node) | Target::Role(node) => &node.title,
            Target::Faq(node) | Target::Takeaway(node) => self.title(node),
            Target::Page(node) => self.title(node),
        }
    }
}
