//! Whole URLs, with the host, as other programs need them.

use crate::catalog::{Catalog, Route};
pub use crate::render::encoded;

/// Returns the whole URL of a page, if the book names its host.
pub fn whole_url(catalog: &Catalog, route: &Route) -> Option<String> {
    let base = &catalog.config.base;
    let origin = base.origin.as_deref()?;
    Some(format!(
        "{origin}{}",
        encoded(&format!("{}{route}", base.path))
    ))
}

/// Returns the path of a file as URLs write it. The path contains no fragment, so `#` is encoded.
pub fn file_url(path: &str) -> String {
    encoded(path).replace('#', "%23")
}
