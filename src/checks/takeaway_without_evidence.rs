//! Warns of a takeaway without evidence in the book.

use crate::catalog::{Catalog, Node};
use crate::diag::{Code, Diagnostic};
use crate::kinds::Entry;

/// Returns the takeaways without evidence.
pub(super) fn bare(catalog: &Catalog) -> impl Iterator<Item = &Node<Entry>> {
    let takeaways = catalog.ids.takeaways.iter().map(|node| &**node);
    takeaways.filter(|node| node.entity.evidence.is_empty())
}

pub(super) fn run(catalog: &Catalog) -> Vec<Diagnostic> {
    let diagnostics = bare(catalog).map(|node| {
        Diagnostic::new(
            Code::TakeawayWithoutEvidence,
            node.title_place(),
            "the takeaway names no evidence",
        )
        .help("name questions, rounds, interviews or frameworks: `{evidence=some-question}`")
    });
    diagnostics.collect()
}
