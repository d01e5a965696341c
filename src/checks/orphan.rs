//! Warns of a file to which only its index leads.

use std::sync::Arc;

use crate::catalog::{Catalog, Target, TermIndex, TermNode, Vocabulary};
use crate::diag::{Code, Diagnostic, Place, SourcePath};
use crate::kinds::Entity;

pub(super) fn run(catalog: &Catalog) -> Vec<Diagnostic> {
    let mut orphans: Vec<&SourcePath> = Vec::new();
    let pages = catalog.ids.pages.iter();
    for node in pages.filter(|node| node.entity.introduces.is_none()) {
        if !is_mentioned(catalog, &Target::Page(node.clone())) {
            orphans.push(&node.document.path);
        }
    }
    for node in &catalog.ids.questions {
        let own_file = matches!(&node.document.entity, Entity::Question(own) if Arc::ptr_eq(own, &node.entity));
        let asked = !catalog.askings.appearances.of(node.idx).is_empty();
        if own_file && !asked && !is_mentioned(catalog, &Target::Question(node.clone())) {
            orphans.push(&node.document.path);
        }
    }
    let (terms, indices) = (&catalog.terms, &catalog.indices);
    orphans.extend(unnamed(
        catalog,
        &terms.topics,
        &indices.of_topic,
        Target::Topic,
    ));
    orphans.extend(unnamed(
        catalog,
        &terms.companies,
        &indices.of_company,
        Target::Company,
    ));
    orphans.extend(unnamed(
        catalog,
        &terms.roles,
        &indices.of_role,
        Target::Role,
    ));
    let diagnostics = orphans.into_iter().map(|path| {
        Diagnostic::new(
            Code::Orphan,
            Place::start_of(path),
            "no other page leads to this file",
        )
        .help("link to it, or name it where it belongs")
    });
    diagnostics.collect()
}

fn is_mentioned(catalog: &Catalog, target: &Target) -> bool {
    let relations = &catalog.relations;
    relations.mentioned_by.contains_key(&target.key())
        || relations.evidence_for.contains_key(&target.key())
}

/// Returns the files of terms that nothing in the book names.
fn unnamed<'a>(
    catalog: &'a Catalog,
    vocabulary: &'a Vocabulary,
    index: &'a TermIndex,
    target: fn(Arc<TermNode>) -> Target,
) -> impl Iterator<Item = &'a SourcePath> {
    vocabulary.terms.iter().filter_map(move |term| {
        let (_, document) = term.file.as_ref()?;
        let idx = term.idx;
        let listed = !index.questions.of(idx).is_empty() || !index.interviews.of(idx).is_empty();
        let is_named = listed
            || is_mentioned(catalog, &target(term.clone()))
            || !catalog.indices.children.of(idx).is_empty()
            || !catalog.indices.frameworks_of_topic.of(idx).is_empty();
        (!is_named).then_some(&document.path)
    })
}
