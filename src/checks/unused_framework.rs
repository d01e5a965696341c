//! A framework that no answer uses.

use crate::catalog::Catalog;
use crate::diag::{Code, Diagnostic};

pub(super) fn run(catalog: &Catalog) -> Vec<Diagnostic> {
    let unused = |number: usize| catalog.relations.used_by.of(number).is_empty();
    let frameworks = catalog
        .ids
        .frameworks
        .iter()
        .filter(|node| unused(node.number));
    let found = frameworks.map(|node| {
        let message = format!("no answer uses the framework `{}`", node.title);
        let help = format!("link to it from an answer: `[[{}]]`", node.id);
        Diagnostic::new(Code::UnusedFramework, node.title_place(), message).help(help)
    });
    found.collect()
}
