//! The pages themselves, each rendered when its bytes are asked for.

use std::sync::Arc;

use super::{Artifact, Bytes, RenderContext};
use crate::pages::SitePage;
use crate::render::PageModel;

/// Returns the file of a page.
pub(super) fn page(
    context: &RenderContext,
    page: &SitePage,
    model: &Arc<PageModel>,
) -> Option<Artifact> {
    let (key, cache) = (page.key, context.cache.clone());
    let html = context.renderer(&page.path, model);
    let render = move || Ok(Arc::from(html()?.into_bytes()));
    let make = move || match &cache {
        Some(cache) => cache.get_or_make(key, &render),
        None => render(),
    };
    let bytes = Bytes::OnDemand(Arc::new(make));
    Some(Artifact::new(page.path.clone(), key, bytes))
}
