//! `robots.txt`: every crawler may read everything, and here is the sitemap.

use super::{Artifact, OutputContext};
use crate::catalog::Route;
use crate::pages::whole_url;

/// Returns the file.
pub(super) fn robots(context: &OutputContext) -> Vec<Artifact> {
    let home = whole_url(context.catalog(), &Route::from_parts([]));
    let text = home.map(|home| format!("User-agent: *\nAllow: /\n\nSitemap: {home}sitemap.xml\n"));
    text.and_then(|text| Artifact::ready("robots.txt", text.as_bytes()))
        .into_iter()
        .collect()
}
