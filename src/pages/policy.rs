//! The content security policy: pages load only files of their own site, and no inline script.

use crate::catalog::Catalog;

/// The policy of every page. It ends with `img-src`, so that hosts named by the owner can follow.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; \
    require-trusted-types-for 'script'; trusted-types 'none'; img-src 'self'";

/// Returns the policy in the head of a page.
pub(super) fn page_policy(catalog: &Catalog) -> String {
    let hosts = catalog.config.remote_hosts.iter();
    let hosts: String = hosts.map(|host| format!(" https://{host}")).collect();
    format!("{POLICY}{hosts}")
}

/// Returns the policy that a host sends. Only a header can forbid frames.
pub fn host_policy(catalog: &Catalog) -> String {
    format!("{}; frame-ancestors 'none'", page_policy(catalog))
}
