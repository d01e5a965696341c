//! Whole addresses, as machines take them.

use crate::catalog::{Catalog, Route};

/// The whole address of a page, where the book names its host.
pub(super) fn whole(catalog: &Catalog, route: &Route) -> Option<String> {
    let base = &catalog.config.base;
    let origin = base.origin.as_deref()?;
    Some(format!(
        "{origin}{}",
        encoded(&format!("{}{route}", base.path))
    ))
}

/// With what addresses do not hold written as `%XX`; a fragment stays one.
pub(super) fn encoded(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~#".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The path of a file, which holds no fragment, as addresses write it.
pub(super) fn of_file(path: &str) -> String {
    encoded(path).replace('#', "%23")
}
