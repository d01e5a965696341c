//! The diagnostics of bodies, without making the pages that show them.

use std::sync::Arc;

use foldhash::HashMap;

use super::bodies::{BodyPlacement, BodyRenderer};
use super::context::{CachePolicy, SiteContext};
use super::findings::{self, PlacedFinding};
use super::incremental::{PageSources, Pages};
use crate::diag::{Diagnostics, SourcePath};
use crate::kinds::Document;

/// Returns the diagnostics that [`Pages::diagnostics`] would return for a changed book, without making its
/// pages. A file that has not changed keeps its findings; the bodies of the others are rendered.
pub fn body_diagnostics(last: &Pages, sources: PageSources<'_>) -> Diagnostics {
    let PageSources {
        catalog,
        texts,
        theme,
        memo,
    } = sources;
    let old = by_path(last.context().texts().documents());
    let is_unchanged = |document: &Arc<Document>| {
        let old = old.get(&document.path);
        old.is_some_and(|old| Arc::ptr_eq(old, document))
    };
    let new = by_path(texts.documents());
    let is_kept = |(place, _): &&PlacedFinding| {
        let document = new.get(&place.file);
        document.is_some_and(|document| is_unchanged(document))
    };
    let mut found: Vec<PlacedFinding> = last.findings().filter(is_kept).cloned().collect();
    let site = last.context().fragments.site.clone();
    let context = SiteContext::new(catalog, texts, theme, memo, site);
    let context = context.with_bodies(CachePolicy::ReadOnly);
    let (renderer, tracker) = (BodyRenderer::new(&context), context.tracker());
    let placement = BodyPlacement::OwnPage { part: "" };
    for document in texts.documents().iter().filter(|one| !is_unchanged(one)) {
        for body in catalog.bodies_in(document) {
            renderer.html(&tracker, document, body, 1, &placement);
        }
    }
    found.extend(tracker.finish().findings);
    findings::diagnostics(found, &memo.highlighter)
}

fn by_path(documents: &[Arc<Document>]) -> HashMap<&SourcePath, &Arc<Document>> {
    documents
        .iter()
        .map(|document| (&document.path, document))
        .collect()
}
