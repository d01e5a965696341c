//! Markdown twins: every page that may be found, once more as markdown, beside it.

use std::sync::Arc;

use super::{Artifact, Bytes, ContentHash, Inputs, Made, OutPath, SitePage};
use crate::render::twin;

/// What the file of a twin is called, in the folder of its page.
pub(super) const FILE: &str = "index.md";

/// The twins, where the book wants them.
pub(super) fn twins(inputs: &Inputs<'_>) -> Made {
    let pages = inputs.pages.iter().filter(|page| page.model.twin.is_some());
    pages.filter_map(|page| artifact(inputs, page)).collect()
}

fn artifact(inputs: &Inputs<'_>, page: &SitePage) -> Option<Artifact> {
    let folder = page.path.as_str().strip_suffix("index.html")?;
    let html = inputs.html(page);
    let make = move || Ok(Arc::from(twin(&html()?).into_bytes()));
    Some(Artifact {
        path: OutPath::new(&format!("{folder}{FILE}"))?,
        key: ContentHash::of(&(page.key, FILE, env!("CARGO_PKG_VERSION"))),
        bytes: Bytes::OnDemand(Arc::new(make)),
    })
}
