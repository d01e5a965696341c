//! A takeaway that rests on nothing in the book.

use crate::catalog::Catalog;
use crate::diag::{Code, Diagnostic};

pub(super) fn run(catalog: &Catalog) -> Vec<Diagnostic> {
    let bare = catalog
        .ids
        .takeaways
        .iter()
        .filter(|node| node.entity.evidence.is_empty());
    let found = bare.map(|node| {
        Diagnostic::new(
            Code::TakeawayWithoutEvidence,
            node.title_place(),
            "the takeaway names no evidence",
        )
        .help("name questions, rounds or frameworks: `{evidence=some-question}`")
    });
    found.collect()
}
