//! The record of what pages read. A [`Tracker`] is the only way to a title or a body, so pages that are
//! kept for the next build depend on exactly what they asked for.

use std::cell::RefCell;
use std::sync::Arc;

use super::findings::PlacedFinding;
use crate::catalog::{Idx, Node, Target, Texts};
use crate::diag::Place;
use crate::kinds::{Body, Document};
use crate::render::Finding;

/// What some pages read of the documents.
#[derive(Debug, Default)]
pub struct Dependencies {
    /// Documents whose bodies the pages show.
    pub(super) body_reads: Vec<Idx<Document>>,
    /// Documents whose titles the pages show.
    pub(super) title_reads: Vec<Idx<Document>>,
    /// Findings of rendering the bodies.
    pub(super) findings: Vec<PlacedFinding>,
}

/// Gives access to the texts of a book, and records what was read.
#[derive(Debug)]
pub struct Tracker<'a> {
    texts: &'a Texts,
    reads: RefCell<Dependencies>,
}

impl<'a> Tracker<'a> {
    /// Creates a tracker that has recorded nothing.
    pub fn new(texts: &'a Texts) -> Self {
        Self {
            texts,
            reads: RefCell::default(),
        }
    }

    /// Returns the title of an entity in lists.
    pub fn title<'n, T>(&self, node: &'n Node<T>) -> &'n Arc<str>
    where
        'a: 'n,
    {
        self.read_title(node.document_idx);
        self.texts.title(node)
    }

    /// Returns the title of an entity on its own page.
    pub fn whole_title<'n, T>(&self, node: &'n Node<T>) -> &'n Arc<str>
    where
        'a: 'n,
    {
        self.read_title(node.document_idx);
        self.texts.whole_title(node)
    }

    /// Returns the title of a target in lists.
    pub fn title_of<'n>(&self, target: &'n Target) -> &'n Arc<str>
    where
        'a: 'n,
    {
        self.read_title_of(target);
        self.texts.title_of(target)
    }

    /// Returns the current version of a document, to read its bodies.
    pub fn document<'n>(&self, document: &'n Arc<Document>) -> &'n Arc<Document>
    where
        'a: 'n,
    {
        let idx = self.texts.idx(document);
        self.reads.borrow_mut().body_reads.extend(idx);
        self.texts.current(document)
    }

    /// Records that the titles of a document are shown.
    pub(super) fn read_title(&self, document: Idx<Document>) {
        self.reads.borrow_mut().title_reads.push(document);
    }

    /// Records that the title of a target is shown.
    pub(super) fn read_title_of(&self, target: &Target) {
        let idx = self.texts.idx_of(target);
        self.reads.borrow_mut().title_reads.extend(idx);
    }

    /// Records the findings of rendering a body, at their indices in the author's file.
    pub(super) fn report(&self, document: &Document, body: &Body, findings: &[Finding]) {
        let placed = findings.iter().map(|finding| {
            let span = body.place(&document.markdown, finding.at);
            (Place::new(&document.path, span), finding.reason.clone())
        });
        self.reads.borrow_mut().findings.extend(placed);
    }

    /// Returns what was read, each document once.
    pub fn finish(self) -> Dependencies {
        let Dependencies {
            body_reads,
            title_reads,
            findings,
        } = self.reads.into_inner();
        Dependencies {
            body_reads: sorted_once(body_reads),
            title_reads: sorted_once(title_reads),
            findings,
        }
    }
}

fn sorted_once(mut indices: Vec<Idx<Document>>) -> Vec<Idx<Document>> {
    indices.sort_unstable();
    indices.dedup();
    indices.shrink_to_fit();
    indices
}
