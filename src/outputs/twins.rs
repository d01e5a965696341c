//! Markdown twins: every page that may be found, once more as markdown, beside it.

use std::sync::Arc;

use super::{Artifact, Binding, Bytes, ContentHash, OutPath, SitePage};
use crate::render::{PageModel, twin};

/// What the file of a twin is called, in the folder of its page.
pub(super) const FILE: &str = "index.md";

/// The twin of a page, where it has one.
pub(super) fn twin_of(
    binding: &Binding,
    page: &SitePage,
    model: &Arc<PageModel>,
) -> Option<Artifact> {
    model.twin.as_ref()?;
    let folder = page.path.as_str().strip_suffix("index.html")?;
    let html = binding.html(&page.path, model);
    let make = move || Ok(Arc::from(twin(&html()?).into_bytes()));
    Some(Artifact {
        path: OutPath::new(&format!("{folder}{FILE}"))?,
        key: ContentHash::new(&(page.key, FILE, env!("CARGO_PKG_VERSION"))),
        bytes: Bytes::OnDemand(Arc::new(make)),
    })
}
