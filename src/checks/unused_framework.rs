//! Warns of a framework that no answer uses.

use crate::catalog::{Catalog, Node};
use crate::diag::{Code, Diagnostic};
use crate::kinds::Framework;

/// Returns the frameworks that no answer uses.
pub(super) fn unused(catalog: &Catalog) -> impl Iterator<Item = &Node<Framework>> {
    let frameworks = catalog.ids.frameworks.iter().map(|node| &**node);
    frameworks.filter(|node| catalog.relations.used_by.of(node.idx).is_empty())
}

pub(super) fn run(catalog: &Catalog) -> Vec<Diagnostic> {
    let diagnostics = unused(catalog).map(|node| {
        let message = format!("no answer uses the framework `{}`", node.title());
        let help = format!("link to it from an answer: `[[{}]]`", node.id);
        Diagnostic::new(Code::UnusedFramework, node.title_place(), message).help(help)
    });
    diagnostics.collect()
}
