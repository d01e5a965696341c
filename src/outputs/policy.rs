//! What pages may load: nothing but their own site's files, and no script that it did not bring.

use crate::catalog::Catalog;

/// What holds in every page; `img-src` ends it, for hosts that the owner named.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; \
    require-trusted-types-for 'script'; trusted-types 'none'; img-src 'self'";

/// The policy that a page carries itself.
pub(super) fn of_pages(catalog: &Catalog) -> String {
    let hosts = catalog.config.remote_hosts.iter();
    let hosts: String = hosts.map(|host| format!(" https://{host}")).collect();
    format!("{POLICY}{hosts}")
}

/// The policy that a host sends: only there can it say who may frame the pages.
pub(super) fn of_host(catalog: &Catalog) -> String {
    format!("{}; frame-ancestors 'none'", of_pages(catalog))
}
