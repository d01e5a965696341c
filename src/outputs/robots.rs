//! `robots.txt`: everybody may read everything, and this is the list.

use super::{Artifact, Inputs, Made, address};
use crate::catalog::Route;

/// The file, where the book names its host.
pub(super) fn robots(inputs: &Inputs<'_>) -> Made {
    let home = address::whole(inputs.catalog, &Route::from_parts([]));
    let text = home.map(|home| format!("User-agent: *\nAllow: /\n\nSitemap: {home}sitemap.xml\n"));
    text.and_then(|text| Artifact::ready("robots.txt", text.as_bytes()))
        .into_iter()
        .collect()
}
