//! Assembles the catalog of a book from its documents.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::aliases::{self, Aliases};
use super::askings::{self, Askings};
use super::collisions::collisions;
use super::files::{AssetResolver, FileTable, IncludeTable};
use super::folders::Folders;
use super::ids::{self, Drafts, Ids};
use super::idx::{Idx, Table};
use super::indices::{self, Indices};
use super::neighbors::{self, Neighbors};
use super::node::Node;
use super::relations::{self, Relations};
use super::resolve::Resolver;
use super::resolved_link::LinkTable;
use super::terms::{self, Terms};
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::kinds::{Date, Document, Interview, Question};
use crate::source::Assets;

/// The entities of a book and everything that is derived from them.
#[derive(Debug)]
pub struct Catalog {
    pub config: Arc<Config>,
    /// The documents that readers see, in path order.
    pub documents: Vec<Arc<Document>>,
    pub ids: Ids,
    pub terms: Terms,
    pub aliases: Aliases,
    pub askings: Askings,
    pub relations: Relations,
    pub indices: Indices,
    pub folders: Folders,
    /// The files whose headings decide what links lead to, by their paths in the content folder.
    pub asked_for_headings: BTreeSet<Arc<str>>,
    /// The latest day on which a document was changed.
    pub changed: Option<Date>,
    neighbors: Table<Question, Option<Neighbors>>,
}

/// Assembles the documents, which come in path order. Drafts and private entities are removed
/// before anything is counted.
pub fn assemble(
    config: &Arc<Config>,
    documents: &[Arc<Document>],
    assets: &Assets,
    drafts: Drafts,
) -> (Catalog, Diagnostics) {
    let mut ids = ids::collect(documents, drafts);
    let mut terms = terms::collect(config, documents, &ids, drafts);
    let mut aliases = aliases::collect(&ids, &terms);
    let resolver = Resolver::new(&ids, &terms, &aliases);
    let asset_resolver = AssetResolver::new(assets, config);
    let mut askings = askings::collect(&ids, &resolver, drafts);
    let (mut relations, (indices, neighbors)) = rayon::join(
        || relations::collect(&ids, &terms, &askings, &resolver, &asset_resolver),
        || {
            (
                indices::collect(&ids, &terms, &askings),
                neighbors::collect(&ids, &askings),
            )
        },
    );
    let asked_for_headings = resolver.asked_for_headings();
    let mut diagnostics = Diagnostics::default();
    for stage in [
        &mut ids.diagnostics,
        &mut terms.diagnostics,
        &mut aliases.diagnostics,
        &mut askings.diagnostics,
        &mut relations.diagnostics,
    ] {
        diagnostics.extend(std::mem::take(stage));
    }
    diagnostics.extend(collisions(&ids));
    let config = config.clone();
    let shown = |document: &&Arc<Document>| drafts.show(document.entity.head().visibility);
    let documents: Vec<_> = documents.iter().filter(shown).cloned().collect();
    let days = documents.iter().filter_map(|one| one.facts.changed());
    let changed = days.max().cloned();
    (
        Catalog {
            config,
            documents,
            folders: Folders::new(&ids.pages),
            ids,
            terms,
            aliases,
            askings,
            relations,
            indices,
            asked_for_headings,
            changed,
            neighbors,
        },
        diagnostics,
    )
}

impl Catalog {
    /// Returns the previous and the next question in the list that a question belongs to: its
    /// interview, or the question bank.
    pub fn neighbors(&self, question: &Node<Question>) -> Neighbors {
        let at_home = self.neighbors.get(question.idx).cloned();
        at_home.unwrap_or_else(|| Neighbors::new(&self.ids.questions, question.idx.get()))
    }

    /// Returns the links of a document's bodies.
    pub fn links(&self, document: &Document) -> Option<&LinkTable> {
        self.relations.links.get(&document.within)
    }

    /// Returns the lines that a document's code fences include.
    pub fn includes(&self, document: &Document) -> Option<&IncludeTable> {
        self.relations.includes.get(&document.within)
    }

    /// Returns the files that a document's bodies show or link to.
    pub fn files(&self, document: &Document) -> Option<&FileTable> {
        self.relations.files.get(&document.within)
    }

    /// Returns the interviews that asked a question, each once, the latest first.
    pub fn asked_by(&self, question: Idx<Question>) -> Vec<Arc<Node<Interview>>> {
        let mut interviews: Vec<Arc<Node<Interview>>> = Vec::new();
        for appearance in self.askings.appearances.of(question) {
            if interviews
                .iter()
                .all(|known| known.idx != appearance.interview.idx)
            {
                interviews.push(appearance.interview.clone());
            }
        }
        interviews
    }
}
