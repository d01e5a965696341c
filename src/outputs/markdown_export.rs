//! Every page that search engines may list, as markdown in a file beside it. Readers know these files as
//! markdown twins.

use std::sync::Arc;

use super::{Artifact, Bytes, ContentHash, OutPath, RenderContext};
use crate::pages::{MARKDOWN_EXPORT, SitePage};
use crate::render::{PageModel, markdown_export as to_markdown};

/// Returns the markdown of a page, if it has any.
pub(super) fn markdown_export(
    context: &RenderContext,
    page: &SitePage,
    model: &Arc<PageModel>,
) -> Option<Artifact> {
    model.markdown_export.as_ref()?;
    let folder = page.path.as_str().strip_suffix("index.html")?;
    let path = OutPath::new(&format!("{folder}{MARKDOWN_EXPORT}"))?;
    let key = ContentHash::new(&(page.key, MARKDOWN_EXPORT, env!("CARGO_PKG_VERSION")));
    let html = context.renderer(&page.path, model);
    let make = move || Ok(Arc::from(to_markdown(&html()?).into_bytes()));
    Some(Artifact::new(path, key, Bytes::OnDemand(Arc::new(make))))
}
