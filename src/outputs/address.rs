//! Whole addresses, as machines take them.

use crate::catalog::{Catalog, Route};
pub(super) use crate::render::encoded;

/// The whole address of a page, where the book names its host.
pub(super) fn whole(catalog: &Catalog, route: &Route) -> Option<String> {
    let base = &catalog.config.base;
    let origin = base.origin.as_deref()?;
    Some(format!(
        "{origin}{}",
        encoded(&format!("{}{route}", base.path))
    ))
}

/// The path of a file, which holds no fragment, as addresses write it.
pub(super) fn of_file(path: &str) -> String {
    encoded(path).replace('#', "%23")
}
