//! `_headers`: what a host should send with the files, in the form that several static hosts read.

use super::{Artifact, Inputs, Made, policy};
use crate::config::Links;

/// The file.
pub(super) fn headers(inputs: &Inputs<'_>) -> Made {
    let catalog = inputs.catalog;
    if catalog.config.base.links == Links::FromPage {
        return Made::default();
    }
    let (base, policy) = (&catalog.config.base.path, policy::of_host(catalog));
    let text = format!(
        "{base}/*\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n\n\
         {base}/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    );
    Artifact::ready("_headers", text.as_bytes())
        .into_iter()
        .collect()
}
