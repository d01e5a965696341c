//! `_headers`: the HTTP headers that a host should send, in the form that several static hosts read.

use super::{Artifact, OutputContext};
use crate::pages::host_policy;

/// Returns the file.
pub(super) fn headers(context: &OutputContext) -> Vec<Artifact> {
    let catalog = context.catalog();
    let (base, policy) = (&catalog.config.base.path, host_policy(catalog));
    let text = format!(
        "{base}/*\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n\n\
         {base}/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    );
    Artifact::ready("_headers", text.as_bytes())
        .into_iter()
        .collect()
}
