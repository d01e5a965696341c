//! The three vocabularies (topics, companies and roles), whose pages are alike.

use std::sync::Arc;

use crate::catalog::{Catalog, Target, TermIndex, TermNode, Vocabulary};

/// A vocabulary with the names that its pages use.
pub(super) struct TaxonomyPages<'a> {
    /// The folder of the pages, and the key of their interface string.
    pub(super) folder: &'static str,
    /// The key of the interface string for one term.
    pub(super) kind: &'static str,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) index: &'a TermIndex,
    pub(super) target: fn(Arc<TermNode>) -> Target,
}

impl<'a> TaxonomyPages<'a> {
    /// Returns the three vocabularies of a book.
    pub(super) fn all(catalog: &'a Catalog) -> [Self; 3] {
        let (terms, indices) = (&catalog.terms, &catalog.indices);
        [
            Self {
                folder: "topics",
                kind: "topic",
                vocabulary: &terms.topics,
                index: &indices.of_topic,
                target: Target::Topic,
            },
            Self {
                folder: "companies",
                kind: "company",
                vocabulary: &terms.companies,
                index: &indices.of_company,
                target: Target::Company,
            },
            Self {
                folder: "roles",
                kind: "role",
                vocabulary: &terms.roles,
                index: &indices.of_role,
                target: Target::Role,
            },
        ]
    }

    /// Returns the vocabulary whose pages are in a folder.
    pub(super) fn in_folder(catalog: &'a Catalog, folder: &str) -> Option<Self> {
        let mut all = Self::all(catalog).into_iter();
        all.find(|taxonomy| taxonomy.folder == folder)
    }

    /// Returns the vocabulary of a topic, company or role.
    pub(super) fn of_target(catalog: &'a Catalog, target: &Target) -> Option<Self> {
        let folder = match target {
            Target::Topic(_) => "topics",
            Target::Company(_) => "companies",
            Target::Role(_) => "roles",
            _ => return None,
        };
        Self::in_folder(catalog, folder)
    }
}

/// Returns the summary of a term, if its file has one.
pub fn summary(term: &TermNode) -> Option<String> {
    let (term, _) = term.file.as_ref()?;
    term.summary.clone()
}
